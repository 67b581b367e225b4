/* cascade.c - rows that are soft-deleted and restored with those that they belong to.  See
 * cascade.h. */
#include "write/cascade.h"

#include "base/limits.h"
#include "dialect.h"
#include "exec/record.h"
#include "query/find.h"
#include "sql/modify.h"
#include "sql/select.h"
#include "write/link.h"

/* ---- the links */

static bool is_same(const orm_cascade_link *link, const orm_model *child,
                    const orm_attribute *const *foreign, uint32_t count)
{
    if (link->child != child || link->count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (link->foreign[i] != foreign[i])
            return false;
    return true;
}

static void add_link(orm_ctx *ctx, orm_cascade_link **first, const orm_model *child,
                     const orm_attribute *const *foreign, const orm_attribute *const *key,
                     uint32_t count)
{
    orm_cascade_link **end = first;

    for (; *end; end = &(*end)->next)
        if (is_same(*end, child, foreign, count))
            return;
    *end = ORM_NEW(ctx->arena, orm_cascade_link);
    **end = (orm_cascade_link){child, foreign, key, count, NULL};
}

/* A foreign key of one attribute says itself what it refers to and what follows. */
static void add_references(orm_ctx *ctx, orm_cascade_link **first, const orm_model *child,
                           const orm_model *model)
{
    for (uint32_t i = 0; i < child->column_count; i++) {
        const orm_attribute *attribute = child->columns[i], **key;

        if (attribute->reference == NULL || attribute->reference->model != model ||
            attribute->on_delete != ORM_ACTION_CASCADE)
            continue;
        key = ORM_NEW(ctx->arena, const orm_attribute *);
        *key = orm_model_field(model, attribute->reference->field);
        if (*key)
            add_link(ctx, first, child, &child->columns[i], key, 1);
    }
}

/* Of several attributes it is the association's; the defaults are those of the table's key. */
static bool is_cascading(const orm_association *it, const orm_attribute *const *foreign,
                         uint32_t count)
{
    if (it->on_delete || !it->has_constraints)
        return it->on_delete == ORM_ACTION_CASCADE;
    if (it->kind == ORM_BELONGS_TO_MANY)
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (foreign[i]->is_required)
            return it->kind != ORM_BELONGS_TO;
    return false;
}

static void add_composite(orm_ctx *ctx, orm_cascade_link **first, const orm_association *it,
                          const orm_model *child, const orm_attribute *const *foreign,
                          const orm_attribute *const *key, uint32_t count)
{
    if (count > 1 && child->is_paranoid && is_cascading(it, foreign, count))
        add_link(ctx, first, child, foreign, key, count);
}

static void add_association(orm_ctx *ctx, orm_cascade_link **first, const orm_association *it,
                            const orm_model *model)
{
    const orm_link *link = &it->link, *other = &it->through_link;

    if (it->kind == ORM_BELONGS_TO) {
        if (it->target == model)
            add_composite(ctx, first, it, it->source, link->from, link->to, link->count);
        return;
    }
    if (it->source == model)
        add_composite(ctx, first, it, it->through ? it->through : it->target, link->to, link->from,
                      link->count);
    if (it->through && it->target == model)
        add_composite(ctx, first, it, it->through, other->from, other->to, other->count);
}

orm_cascade_link *orm_cascade_links(orm_ctx *ctx, const orm_catalog *catalog,
                                    const orm_model *model)
{
    orm_cascade_link *first = NULL;

    if (!model->is_paranoid)
        return NULL;
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        const orm_model *other = catalog->models[i];

        if (other->is_paranoid)
            add_references(ctx, &first, other, model);
        for (uint32_t j = 0; j < other->association_count; j++)
            add_association(ctx, &first, other->associations[j], model);
    }
    return first;
}

static void add_attribute(const orm_attribute **list, uint32_t *count,
                          const orm_attribute *attribute)
{
    for (uint32_t i = 0; i < *count; i++)
        if (list[i] == attribute)
            return;
    list[(*count)++] = attribute;
}

const orm_attribute **orm_cascade_attributes(orm_ctx *ctx, const orm_model *model,
                                             const orm_cascade_link *links, uint32_t *count)
{
    const orm_attribute **list = ORM_NEW_N(ctx->arena, const orm_attribute *, model->column_count);

    *count = 0;
    for (const orm_cascade_link *link = links; link; link = link->next)
        for (uint32_t i = 0; i < link->count; i++)
            add_attribute(list, count, link->key[i]);
    add_attribute(list, count, model->deleted_at);
    return list;
}

const orm_output **orm_cascade_columns(orm_ctx *ctx, const orm_relation *relation,
                                       const orm_attribute *const *attributes, uint32_t count)
{
    const orm_output **outputs = ORM_NEW_N(ctx->arena, const orm_output *, count + 1);

    for (uint32_t i = 0; i < count; i++) {
        orm_output *output = ORM_NEW(ctx->arena, orm_output);

        output->expr = orm_expr_column(ctx->arena, relation, attributes[i]);
        outputs[i] = output;
    }
    return outputs;
}

/* ---- rows */

static orm_value *new_row(orm_cascade_rows *rows)
{
    if (rows->count == rows->capacity) {
        uint32_t capacity = rows->capacity ? rows->capacity * 2 : 16;
        orm_value *longer =
            ORM_NEW_N(rows->ctx->arena, orm_value, orm_size_mul(capacity, rows->width));

        if (rows->count)
            memcpy(longer, rows->values, (size_t)rows->count * rows->width * sizeof *longer);
        rows->values = longer;
        rows->capacity = capacity;
    }
    return &rows->values[(size_t)rows->count++ * rows->width];
}

static void take_row(orm_sink *sink, orm_row *row)
{
    orm_cascade_rows *rows = (orm_cascade_rows *)sink;
    orm_value *values = new_row(rows);

    for (uint32_t i = 0; i < rows->width; i++)
        values[i] = rows->ctx->host->fetch(rows->ctx->host, rows->ctx, row, (int)i);
}

orm_cascade_rows *orm_cascade_rows_open(orm_call *call, const orm_model *model,
                                        const orm_json *options, const orm_cascade_link *links)
{
    orm_cascade_rows *rows = ORM_NEW(call->ctx.arena, orm_cascade_rows);

    rows->sink.row = take_row;
    rows->ctx = &call->ctx;
    rows->model = model;
    rows->options = options;
    rows->links = links;
    rows->attributes = orm_cascade_attributes(&call->ctx, model, links, &rows->width);
    return rows;
}

static uint32_t place_of(const orm_cascade_rows *rows, const orm_attribute *attribute)
{
    uint32_t place = 0;

    while (rows->attributes[place] != attribute)
        place++;
    return place;
}

/* The different values of some attributes, nulls left out, as values of `as`. */
static orm_tuples values_of(const orm_cascade_rows *rows, const orm_attribute *const *attributes,
                            const orm_attribute *const *as, uint32_t width)
{
    orm_tuples out = {.attributes = as, .width = width};
    uint32_t places[ORM_MAX_KEY_PARTS];
    orm_keyset known;

    orm_keyset_open(&known, rows->ctx, (uint16_t)width);
    out.values = ORM_NEW_N(rows->ctx->arena, orm_value, orm_size_mul(rows->count + 1, width));
    for (uint32_t i = 0; i < width; i++)
        places[i] = place_of(rows, attributes[i]);
    for (uint32_t row = 0; row < rows->count; row++) {
        orm_value *to = orm_tuple(&out, out.count);
        uint32_t before = known.count;

        for (uint32_t i = 0; i < width; i++)
            to[i] = rows->values[(size_t)row * rows->width + places[i]];
        if (orm_link_note(&known, rows->ctx, attributes, to) != ORM_NO_ENTRY &&
            known.count > before)
            out.count++;
    }
    return out;
}

/* ---- statements */

static void open_linking(orm_linking *it, orm_call *call, const orm_json *options)
{
    memset(it, 0, sizeof *it);
    it->call = call;
    it->options = options;
    it->compiler.ctx = &call->ctx;
    it->compiler.catalog = call->catalog;
    it->compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
}

static orm_expr *both(orm_linking *it, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(it->call->ctx.arena, ORM_EXPR_AND, left, right);
}

static void run(orm_linking *it, const orm_statement *statement, const orm_param *const *parameters,
                orm_sink *sink)
{
    orm_value *values = ORM_NEW_N(it->call->ctx.arena, orm_value, statement->parameter_count + 1u);
    orm_problems problems;
    orm_inputs inputs = {
        .ctx = &it->call->ctx, .now = orm_call_now(it->call), .problems = &problems};

    orm_problems_open(&problems, &it->call->ctx, NULL);
    orm_parameters_bind(&inputs, parameters, statement->parameter_count, values);
    it->call->ctx.host->run(it->call->ctx.host, statement, values, sink);
}

static void change(orm_linking *it, const orm_modify *modify, orm_sink *sink)
{
    const orm_param **parameters;
    orm_statement statement = orm_print_modify(&it->call->ctx, modify, NULL, &parameters);

    statement.planning = ORM_PLAN_CUSTOM;
    run(it, &statement, parameters, sink);
}

/* ---- deleting */

/* Marks the rows that belong to these by one foreign key; those whose own may follow, or NULL. */
static orm_cascade_rows *delete_children(orm_call *call, const orm_cascade_rows *rows,
                                         const orm_cascade_link *link)
{
    orm_tuples keys = values_of(rows, link->key, link->foreign, link->count);
    orm_cascade_rows *children =
        orm_cascade_rows_open(call, link->child, rows->options,
                              orm_cascade_links(&call->ctx, call->catalog, link->child));
    orm_modify modify = {.kind = ORM_UPDATE};
    orm_linking it;

    if (keys.count == 0)
        return NULL;
    open_linking(&it, call, rows->options);
    modify.relation = orm_link_relation(&it, link->child);
    orm_modify_assign(
        &it.compiler, &modify, link->child->deleted_at,
        orm_compile_generated(&it.compiler, link->child->deleted_at, ORM_DEFAULT_NOW));
    orm_modify_touch(&it.compiler, &modify, false);
    modify.where = both(&it, orm_link_among(&it, modify.relation, &keys),
                        orm_compile_paranoid(&it.compiler, modify.relation));
    if (children->links) {
        modify.outputs =
            orm_cascade_columns(&call->ctx, modify.relation, children->attributes, children->width);
        modify.output_count = (uint16_t)children->width;
    }
    change(&it, &modify, &children->sink);
    return children->count ? children : NULL;
}

void orm_cascade_delete(orm_call *call, orm_cascade_rows *rows)
{
    orm_cascade_rows *last = rows;

    for (; rows; rows = rows->next)
        for (const orm_cascade_link *link = rows->links; link; link = link->next) {
            orm_cascade_rows *children = delete_children(call, rows, link);

            if (children)
                last = last->next = children;
        }
}

/* ---- restoring */

/* Rows that may have been deleted with others: kept are those that were. */
typedef struct restore_sink {
    orm_sink sink;
    orm_cascade_rows *children;
    const orm_cascade_link *link;
    const orm_attribute **foreign; /* of the link, then deletedAt */
    orm_keyset deleted;            /* keys of the rows that they belong to, with deletedAt */
    orm_tuples keys;               /* primary keys of those that are kept */
    uint32_t capacity;
} restore_sink;

static void keep_key(restore_sink *it, orm_row *row)
{
    orm_host *host = it->children->ctx->host;
    uint32_t width = it->keys.width;

    if (it->keys.count == it->capacity) {
        uint32_t capacity = it->capacity ? it->capacity * 2 : 16;
        orm_value *longer =
            ORM_NEW_N(it->children->ctx->arena, orm_value, orm_size_mul(capacity, width));

        if (it->keys.count)
            memcpy(longer, it->keys.values, (size_t)it->keys.count * width * sizeof *longer);
        it->keys.values = longer;
        it->capacity = capacity;
    }
    for (uint32_t i = 0; i < width; i++)
        orm_tuple(&it->keys, it->keys.count)[i] = host->fetch(
            host, it->children->ctx, row, (int)(it->children->width + it->link->count + i));
    it->keys.count++;
}

static void take_child(orm_sink *sink, orm_row *row)
{
    restore_sink *it = (restore_sink *)sink;
    orm_cascade_rows *children = it->children;
    orm_host *host = children->ctx->host;
    uint32_t count = it->link->count;
    orm_value values[ORM_MAX_KEY_PARTS + 1];

    for (uint32_t i = 0; i < count; i++)
        values[i] = host->fetch(host, children->ctx, row, (int)(children->width + i));
    values[count] =
        host->fetch(host, children->ctx, row, (int)place_of(children, it->link->child->deleted_at));
    if (orm_link_find(&it->deleted, children->ctx, it->foreign, values) == ORM_NO_ENTRY &&
        !orm_is_recording(children->ctx))
        return;
    take_row(&children->sink, row);
    keep_key(it, row);
}

/* The link's attributes with deletedAt behind them. */
static const orm_attribute **with_deleted_at(orm_ctx *ctx, const orm_attribute *const *attributes,
                                             uint32_t count, const orm_model *model)
{
    const orm_attribute **list = ORM_NEW_N(ctx->arena, const orm_attribute *, count + 1);

    memcpy(list, attributes, count * sizeof *list);
    list[count] = model->deleted_at;
    return list;
}

static void note_deleted(restore_sink *it, const orm_cascade_rows *rows)
{
    uint32_t count = it->link->count + 1;
    const orm_attribute **key =
        with_deleted_at(rows->ctx, it->link->key, it->link->count, rows->model);
    orm_tuples all = values_of(rows, key, key, count);

    orm_keyset_open(&it->deleted, rows->ctx, (uint16_t)count);
    for (uint32_t i = 0; i < all.count; i++)
        orm_link_note(&it->deleted, rows->ctx, key, orm_tuple(&all, i));
}

/* Columns: what the children's own children need, the foreign key, the primary key. */
static void read_children(orm_linking *it, const orm_cascade_rows *rows, restore_sink *sink)
{
    orm_ctx *ctx = &it->call->ctx;
    const orm_cascade_link *link = sink->link;
    const orm_model *child = link->child;
    orm_cascade_rows *children = sink->children;
    uint32_t width = children->width, count = width + link->count + child->primary_count;
    const orm_attribute **list = ORM_NEW_N(ctx->arena, const orm_attribute *, count + 1);
    orm_tuples keys = values_of(rows, link->key, link->foreign, link->count);
    orm_tuples times = values_of(rows, &rows->model->deleted_at, &child->deleted_at, 1);
    orm_level level = {.model = child, .column_count = (uint16_t)count};

    memcpy(list, children->attributes, width * sizeof *list);
    memcpy(list + width, link->foreign, link->count * sizeof *list);
    memcpy(list + width + link->count, child->primary, child->primary_count * sizeof *list);
    level.select.from = orm_link_relation(it, child);
    level.select.where = both(it, orm_link_among(it, level.select.from, &keys),
                              orm_link_among(it, level.select.from, &times));
    if (ctx->host->dialect->has_row_locks)
        level.select.lock = ORM_LOCK_UPDATE;
    level.columns = orm_cascade_columns(ctx, level.select.from, list, count);
    orm_print_level(ctx, &level, NULL);
    level.statement.planning = ORM_PLAN_CUSTOM;
    run(it, &level.statement, level.parameters, &sink->sink);
}

static void restore_rows(orm_linking *it, const orm_model *model, const orm_tuples *keys)
{
    orm_modify modify = {.kind = ORM_UPDATE, .relation = orm_link_relation(it, model)};

    orm_modify_assign(&it->compiler, &modify, model->deleted_at,
                      orm_row_alive(&it->compiler, modify.relation));
    orm_modify_touch(&it->compiler, &modify, false);
    modify.where = orm_link_among(it, modify.relation, keys);
    change(it, &modify, NULL);
}

static orm_cascade_rows *restore_children(orm_call *call, const orm_cascade_rows *rows,
                                          const orm_cascade_link *link)
{
    restore_sink sink = {.sink = {take_child}, .link = link};
    const orm_model *child = link->child;
    orm_linking it;

    if (rows->count == 0 || child->primary_count == 0)
        return NULL;
    open_linking(&it, call, rows->options);
    sink.children = orm_cascade_rows_open(call, child, rows->options,
                                          orm_cascade_links(&call->ctx, call->catalog, child));
    sink.foreign = with_deleted_at(&call->ctx, link->foreign, link->count, child);
    sink.keys.attributes = child->primary;
    sink.keys.width = child->primary_count;
    note_deleted(&sink, rows);
    read_children(&it, rows, &sink);
    if (sink.keys.count == 0)
        return NULL;
    restore_rows(&it, child, &sink.keys);
    return sink.children;
}

void orm_cascade_restore(orm_call *call, orm_cascade_rows *rows)
{
    orm_cascade_rows *last = rows;

    for (; rows; rows = rows->next)
        for (const orm_cascade_link *link = rows->links; link; link = link->next) {
            orm_cascade_rows *children = restore_children(call, rows, link);

            if (children)
                last = last->next = children;
        }
}
