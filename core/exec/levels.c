/* levels.c - running a tree of levels and writing its answer.  See levels.h. */
#include "exec/levels.h"

#include "base/limits.h"
#include "dialect.h"
#include "exec/keyset.h"
#include "exec/record.h"

/* One row as JSON: {"a":1…, then (for a many-to-many target) "Through":{…}, both without what
 * follows. */
typedef struct fragment {
    uint32_t block; /* where the text is */
    uint32_t offset;
    uint32_t length;
    uint32_t through_length;
    uint32_t next; /* of the same parent's key */
} fragment;

/* A level while it runs. */
struct orm_level_rows {
    orm_sink sink;
    orm_inputs *inputs;
    const orm_level *level;
    orm_buffer text; /* block of the fragments that is being filled */
    char **full;     /* those before it */
    uint32_t full_count;
    size_t full_size; /* bytes of text in them */
    fragment *rows;
    uint32_t count;
    uint32_t capacity;
    uint32_t *links; /* of each row, the entry of its key in every child's keyset */
    orm_keyset parents;
    int64_t offset;                  /* of every parent's rows: left out */
    int64_t limit;                   /* and at most shown; -1: all */
    uint32_t current;                /* entry whose children are being read, one key at a time */
    struct orm_level_rows *children; /* in the order of level->children */
};

enum {
    FEW_KEYS = 8, /* from here on a list is planned for its values */
    /* A long level's text is in blocks: one that grew as a whole would be copied, and leave holes
     * in memory that nothing else fits into. */
    BLOCK_SIZE = 256 * 1024,
    BLOCK_REST = 16 * 1024 /* with less room in a block, a row begins the next one */
};

/* ---- rows to fragments */

void orm_row_write(orm_host *host, orm_row *row, const orm_output *const *columns, uint16_t count,
                   orm_buffer *out)
{
    orm_buffer_char(out, '{');
    for (uint16_t i = 0; i < count; i++) {
        const orm_output *column = columns[i];

        orm_buffer_bytes(out, column->key.data + (i == 0), column->key.length - (i == 0));
        host->append(host, row, i, column->form, out);
    }
}

static void write_through(orm_host *host, orm_row *row, const orm_level *level, orm_buffer *out)
{
    orm_buffer_text(out, level->through_key);
    orm_buffer_char(out, '{');
    for (uint16_t i = 0; i < level->through_count; i++) {
        uint16_t at = (uint16_t)(level->shown_count + i);
        const orm_output *column = level->columns[at];

        orm_buffer_bytes(out, column->key.data + (i == 0), column->key.length - (i == 0));
        host->append(host, row, at, column->form, out);
    }
    orm_buffer_char(out, '}');
}

/* The values of some columns; false when one is NULL: it links to nothing. */
static bool fetch_key(orm_level_rows *it, orm_row *row, const uint16_t *columns, uint16_t count,
                      orm_value *key)
{
    orm_host *host = it->inputs->ctx->host;

    for (uint16_t i = 0; i < count; i++) {
        key[i] = host->fetch(host, it->inputs->ctx, row, columns[i]);
        if (key[i].kind == ORM_VALUE_NULL)
            return false;
    }
    return true;
}

static void grow_rows(orm_level_rows *it)
{
    orm_host *host = it->inputs->ctx->host;
    size_t links = it->level->child_count;

    it->capacity = it->capacity ? it->capacity * 2 : 64;
    it->rows = host->resize(host, it->rows, it->capacity * sizeof *it->rows, ORM_LIFE_CALL);
    if (links)
        it->links =
            host->resize(host, it->links, it->capacity * links * sizeof *it->links, ORM_LIFE_CALL);
}

static void begin_block(orm_level_rows *it)
{
    orm_host *host = it->inputs->ctx->host;
    uint32_t count = it->full_count;

    if ((count & (count - 1)) == 0) /* a power of two: the list is full */
        it->full =
            host->resize(host, it->full, (count ? count * 2 : 1) * sizeof *it->full, ORM_LIFE_CALL);
    it->full[it->full_count++] = it->text.data;
    it->full_size += it->text.length;
    orm_buffer_open(&it->text, host, ORM_LIFE_CALL, BLOCK_SIZE);
}

static const char *text_of(const orm_level_rows *it, const fragment *kept)
{
    const char *block = kept->block < it->full_count ? it->full[kept->block] : it->text.data;

    return block + kept->offset;
}

static void link_children(orm_level_rows *it, orm_row *row)
{
    uint32_t *links;
    uint16_t i = 0;

    if (it->level->child_count == 0)
        return;
    links = it->links + (size_t)it->count * it->level->child_count;
    for (const orm_level *child = it->level->children; child; child = child->next, i++) {
        orm_value key[ORM_MAX_KEY_PARTS];

        links[i] = fetch_key(it, row, child->parent_columns, child->key_count, key)
                       ? orm_keyset_add(&it->children[i].parents, key)
                       : ORM_NO_ENTRY;
    }
}

/* The parent's entry that the row belongs to, or ORM_NO_ENTRY. */
static uint32_t find_parent(orm_level_rows *it, orm_row *row)
{
    const orm_level *level = it->level;
    orm_value key[ORM_MAX_KEY_PARTS];

    if (it->current != ORM_NO_ENTRY)
        return it->current;
    if (!fetch_key(it, row, level->own_columns, level->key_count, key))
        return ORM_NO_ENTRY;
    return orm_keyset_find(&it->parents, key);
}

/* Whether the row is one that its parent shows; counts it. */
static bool is_within(orm_level_rows *it, uint32_t entry)
{
    orm_key_entry *parent = &it->parents.entries[entry];

    if (!it->level->is_many)
        return parent->first == ORM_NO_ENTRY; /* a to-one association has its first row only */
    if (it->offset == 0 && it->limit < 0)
        return true;
    parent->count++;
    return parent->count > it->offset && (it->limit < 0 || parent->count - it->offset <= it->limit);
}

static void chain(orm_level_rows *it, uint32_t entry)
{
    orm_key_entry *parent = &it->parents.entries[entry];

    if (parent->first == ORM_NO_ENTRY)
        parent->first = it->count;
    else
        it->rows[parent->last].next = it->count;
    parent->last = it->count;
}

static void keep_row(orm_sink *sink, orm_row *row)
{
    orm_level_rows *it = (orm_level_rows *)sink;
    const orm_level *level = it->level;
    uint32_t entry = level->parent ? find_parent(it, row) : 0;
    fragment *kept;

    if (entry == ORM_NO_ENTRY || (level->parent && !is_within(it, entry)))
        return;
    if (it->count == it->capacity)
        grow_rows(it);
    if (it->text.length > BLOCK_SIZE - BLOCK_REST)
        begin_block(it);
    kept = &it->rows[it->count];
    kept->block = it->full_count;
    kept->offset = (uint32_t)it->text.length;
    kept->next = ORM_NO_ENTRY;
    orm_row_write(it->inputs->ctx->host, row, level->columns, level->shown_count, &it->text);
    kept->length = (uint32_t)(it->text.length - kept->offset);
    if (level->through_key.length)
        write_through(it->inputs->ctx->host, row, level, &it->text);
    kept->through_length = (uint32_t)(it->text.length - kept->offset - kept->length);
    link_children(it, row);
    if (level->parent)
        chain(it, entry);
    it->count++;
}

/* ---- running */

static int64_t count_of(orm_inputs *inputs, const orm_expr *expr, int64_t otherwise)
{
    orm_value value;

    if (expr == NULL)
        return otherwise;
    orm_parameters_bind(inputs, &expr->param, 1, &value);
    return value.kind == ORM_VALUE_NULL ? otherwise : value.as.integer;
}

static void open_rows(orm_level_rows *it, orm_inputs *inputs, const orm_level *level)
{
    uint16_t i = 0;

    memset(it, 0, sizeof *it);
    it->sink.row = keep_row;
    it->inputs = inputs;
    it->level = level;
    it->current = ORM_NO_ENTRY;
    it->offset = count_of(inputs, level->offset, 0);
    it->limit = count_of(inputs, level->limit, -1);
    orm_buffer_open(&it->text, inputs->ctx->host, ORM_LIFE_CALL, 1024);
    if (level->parent)
        orm_keyset_open(&it->parents, inputs->ctx, level->key_count);
    it->children = ORM_NEW_N(inputs->ctx->arena, orm_level_rows, level->child_count + 1);
    for (const orm_level *child = level->children; child; child = child->next)
        open_rows(&it->children[i++], inputs, child);
}

static void release(orm_host *host, void *block)
{
    if (block)
        host->release(host, block);
}

static void run_statement(orm_inputs *inputs, const orm_level *level, orm_planning planning,
                          orm_value *values, orm_sink *sink)
{
    orm_statement statement = level->statement;

    if (planning != ORM_PLAN_AUTO)
        statement.planning = (uint8_t)planning;
    orm_parameters_bind(inputs, level->parameters, statement.parameter_count, values);
    inputs->ctx->host->run(inputs->ctx->host, &statement, values, sink);
}

static orm_value *new_values(orm_inputs *inputs, const orm_level *level)
{
    return ORM_NEW_N(inputs->ctx->arena, orm_value, level->statement.parameter_count + 1);
}

/* All parents' keys at once. */
static void run_for_list(orm_level_rows *it)
{
    const orm_level *level = it->level;
    orm_value keys[ORM_MAX_KEY_PARTS];
    orm_inputs inputs = *it->inputs;

    for (uint16_t i = 0; i < level->key_count; i++)
        keys[i] = orm_keyset_list(&it->parents, i);
    inputs.keys = keys;
    if (orm_is_recording(inputs.ctx))
        it->current = 0;
    run_statement(&inputs, level, it->parents.count < FEW_KEYS ? ORM_PLAN_GENERIC : ORM_PLAN_CUSTOM,
                  new_values(&inputs, level), &it->sink);
}

/* One run of the prepared statement per key: only the keys change. */
static void run_for_each(orm_level_rows *it)
{
    const orm_level *level = it->level;
    orm_host *host = it->inputs->ctx->host;
    orm_value *values = new_values(it->inputs, level);
    orm_inputs inputs = *it->inputs;

    inputs.keys = it->parents.keys;
    if (it->parents.count)
        orm_parameters_bind(&inputs, level->parameters, level->statement.parameter_count, values);
    for (uint32_t i = 0; i < it->parents.count; i++) {
        for (uint16_t j = 0; j < level->statement.parameter_count; j++)
            if (level->parameters[j]->source == ORM_PARAM_KEYS)
                values[j] =
                    it->parents
                        .keys[(size_t)i * level->key_count + (size_t)level->parameters[j]->slot];
        it->current = i;
        host->run(host, &level->statement, values, &it->sink);
    }
}

static void run_children(orm_level_rows *it)
{
    for (uint16_t i = 0; i < it->level->child_count; i++) {
        orm_level_rows *child = &it->children[i];

        if (it->inputs->ctx->host->dialect->has_arrays) {
            if (child->parents.count)
                run_for_list(child);
        } else {
            run_for_each(child);
        }
        run_children(child);
    }
}

/* ---- putting the fragments together */

static void write_object(const orm_level_rows *it, uint32_t row, orm_buffer *out);

static void write_list(const orm_level_rows *child, uint32_t entry, orm_buffer *out)
{
    uint32_t row = entry == ORM_NO_ENTRY ? ORM_NO_ENTRY : child->parents.entries[entry].first;

    orm_buffer_char(out, '[');
    for (; row != ORM_NO_ENTRY; row = child->rows[row].next) {
        write_object(child, row, out);
        orm_buffer_char(out, ',');
    }
    if (out->data[out->length - 1] == ',')
        out->length--;
    orm_buffer_char(out, ']');
}

static void write_one(const orm_level_rows *child, uint32_t entry, orm_buffer *out)
{
    uint32_t row = entry == ORM_NO_ENTRY ? ORM_NO_ENTRY : child->parents.entries[entry].first;

    if (row == ORM_NO_ENTRY && child->level->nothing.length)
        orm_buffer_text(out, child->level->nothing);
    else if (row == ORM_NO_ENTRY)
        ORM_PUT(out, "null");
    else
        write_object(child, row, out);
}

/* An included key: the first of its object when nothing else is shown there. */
static void write_key(const orm_level_rows *it, uint16_t index, orm_text key, orm_buffer *out)
{
    bool is_first = index == 0 && it->level->shown_count == 0;

    orm_buffer_bytes(out, key.data + is_first, key.length - is_first);
}

static void write_object(const orm_level_rows *it, uint32_t row, orm_buffer *out)
{
    const fragment *kept = &it->rows[row];
    const char *text = text_of(it, kept);

    orm_buffer_bytes(out, text, kept->length);
    for (uint16_t i = 0; i < it->level->child_count; i++) {
        const orm_level_rows *child = &it->children[i];
        uint32_t entry = it->links[(size_t)row * it->level->child_count + i];

        write_key(it, i, child->level->key, out);
        if (child->level->is_many)
            write_list(child, entry, out);
        else
            write_one(child, entry, out);
    }
    if (kept->through_length) {
        bool is_first = out->data[out->length - 1] == '{';

        orm_buffer_bytes(out, text + kept->length + is_first, kept->through_length - is_first);
    }
    orm_buffer_char(out, '}');
}

/* ---- the root */

/* A root without children: rows go straight into the answer. */
typedef struct direct_rows {
    orm_sink sink;
    orm_host *host;
    const orm_level *level;
    orm_buffer *out;
    uint32_t count;
    bool is_first; /* the first row alone is answered */
} direct_rows;

static void write_row(orm_sink *sink, orm_row *row)
{
    direct_rows *it = (direct_rows *)sink;

    if (it->count++) {
        if (it->is_first)
            return;
        orm_buffer_char(it->out, ',');
    }
    orm_row_write(it->host, row, it->level->columns, it->level->shown_count, it->out);
    orm_buffer_text(it->out, it->level->tail);
    orm_buffer_char(it->out, '}');
}

static uint32_t run_direct(orm_inputs *inputs, const orm_level *root, orm_answer answer,
                           orm_buffer *out)
{
    direct_rows it = {{write_row}, inputs->ctx->host, root, out, 0, answer == ORM_ANSWER_FIRST};

    if (answer == ORM_ANSWER_LIST)
        orm_buffer_char(out, '[');
    run_statement(inputs, root, (orm_planning)root->statement.planning, new_values(inputs, root),
                  &it.sink);
    if (answer == ORM_ANSWER_LIST)
        orm_buffer_char(out, ']');
    return it.count;
}

/* What the fragments come to when each is written once, as most are. */
static size_t answer_size(const orm_level_rows *it)
{
    size_t size = it->full_size + it->text.length + (size_t)it->count * 2;

    for (uint16_t i = 0; i < it->level->child_count; i++)
        size += (size_t)it->count * (it->children[i].level->key.length + 2) +
                answer_size(&it->children[i]);
    return size;
}

static void write_roots(const orm_level_rows *it, orm_answer answer, bool is_reversed,
                        orm_buffer *out)
{
    uint32_t count = answer == ORM_ANSWER_FIRST && it->count > 1 ? 1 : it->count;
    size_t size = answer_size(it);

    if (count == it->count && size < out->host->result_limit / 2)
        orm_buffer_need(out, size);
    if (answer == ORM_ANSWER_LIST)
        orm_buffer_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(out, ',');
        write_object(it, is_reversed ? count - 1 - i : i, out);
    }
    if (answer == ORM_ANSWER_LIST)
        orm_buffer_char(out, ']');
}

uint32_t orm_levels_run(orm_inputs *inputs, const orm_level *root, orm_answer answer,
                        orm_buffer *out)
{
    orm_level_rows it;

    if (root->child_count == 0 && root->through_key.length == 0)
        return run_direct(inputs, root, answer, out);
    open_rows(&it, inputs, root);
    run_statement(inputs, root, (orm_planning)root->statement.planning, new_values(inputs, root),
                  &it.sink);
    run_children(&it);
    write_roots(&it, answer, false, out);
    orm_level_rows_close(&it);
    return it.count;
}

/* ---- pages */

typedef struct page_sink {
    orm_sink sink;
    orm_level_rows rows;
    orm_page_rows *page;
    orm_buffer cursor; /* of the row that came last */
} page_sink;

static void write_cursor(page_sink *it, orm_row *row)
{
    orm_host *host = it->rows.inputs->ctx->host;
    const orm_level *level = it->rows.level;

    it->cursor.length = 0;
    for (uint16_t i = 0; i < level->cursor_count; i++) {
        uint16_t at = (uint16_t)(level->cursor_column + i);

        orm_buffer_char(&it->cursor, i ? ',' : '[');
        host->append(host, row, at, level->columns[at]->form, &it->cursor);
    }
    orm_buffer_char(&it->cursor, ']');
}

static void keep_page_row(orm_sink *sink, orm_row *row)
{
    page_sink *it = (page_sink *)sink;

    if (it->rows.count == it->page->size) {
        it->page->has_more = true;
        return;
    }
    write_cursor(it, row);
    if (it->rows.count == 0)
        it->page->first = orm_buffer_copy(&it->cursor, it->rows.inputs->ctx->arena);
    keep_row(&it->rows.sink, row);
}

void orm_levels_run_page(orm_inputs *inputs, const orm_level *root, orm_page_rows *rows,
                         orm_buffer *out)
{
    page_sink it = {.sink = {keep_page_row}, .page = rows};

    orm_buffer_open(&it.cursor, inputs->ctx->host, ORM_LIFE_CALL, 64);
    open_rows(&it.rows, inputs, root);
    run_statement(inputs, root, (orm_planning)root->statement.planning, new_values(inputs, root),
                  &it.sink);
    rows->last = orm_buffer_copy(&it.cursor, inputs->ctx->arena);
    run_children(&it.rows);
    write_roots(&it.rows, ORM_ANSWER_LIST, rows->is_reversed, out);
    orm_level_rows_close(&it.rows);
    orm_buffer_close(&it.cursor);
}

/* ---- some rows at a time */

orm_level_rows *orm_level_rows_open(orm_inputs *inputs, const orm_level *root)
{
    orm_level_rows *it = ORM_NEW(inputs->ctx->arena, orm_level_rows);

    open_rows(it, inputs, root);
    return it;
}

orm_sink *orm_level_rows_sink(orm_level_rows *it)
{
    return &it->sink;
}

size_t orm_level_rows_size(const orm_level_rows *it)
{
    return it->full_size + it->text.length;
}

void orm_level_rows_read(orm_level_rows *it)
{
    run_children(it);
}

void orm_level_rows_write(const orm_level_rows *it, uint32_t row, orm_buffer *out)
{
    const fragment *kept = &it->rows[row];

    if (it->level->child_count > 0) {
        write_object(it, row, out);
        return;
    }
    orm_buffer_bytes(out, text_of(it, kept), kept->length);
    orm_buffer_text(out, it->level->tail);
    orm_buffer_char(out, '}');
}

void orm_level_rows_close(orm_level_rows *it)
{
    orm_host *host = it->inputs->ctx->host;

    for (uint16_t i = 0; i < it->level->child_count; i++)
        orm_level_rows_close(&it->children[i]);
    for (uint32_t i = 0; i < it->full_count; i++)
        release(host, it->full[i]);
    release(host, it->full);
    release(host, it->rows);
    release(host, it->links);
    orm_buffer_close(&it->text);
    if (it->level->parent)
        orm_keyset_close(&it->parents);
}
