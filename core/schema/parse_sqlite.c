/* parse_sqlite.c - CREATE TABLE and CREATE INDEX as sqlite_master holds them.  See sqlite.h.
 *
 * SQLite has accepted the text, so only its own grammar has to be followed (parse.y: ccons, tcons,
 * columnname, typetoken), and only as far as one thing is told from the next.  Names may stand in
 * any quotes, commas between constraints of a table may be missing, a type may be any words. */
#include "schema/sqlite.h"

typedef struct parser {
    orm_ctx *ctx;
    orm_tokens tokens;
    orm_token token; /* the next one */
    size_t start;    /* where it begins */
    size_t end;      /* where the one before it ended */
    orm_table *table;
    orm_column *column; /* whose definition is being read, or NULL */
} parser;

/* ---- moving on */

static void advance(parser *p)
{
    p->end = p->tokens.at;
    p->token = orm_token_next(&p->tokens);
    p->start = p->token.kind == ORM_TOKEN_END ? p->tokens.sql.length
                                              : (size_t)(p->token.text.data - p->tokens.sql.data);
}

static bool is_word(const parser *p, const char *word)
{
    return orm_token_is_word(&p->token, word);
}

static bool is_symbol(const parser *p, char symbol)
{
    return orm_token_is_symbol(&p->token, symbol);
}

static bool take_word(parser *p, const char *word)
{
    if (!is_word(p, word))
        return false;
    advance(p);
    return true;
}

static bool take_symbol(parser *p, char symbol)
{
    if (!is_symbol(p, symbol))
        return false;
    advance(p);
    return true;
}

static orm_text text_since(const parser *p, size_t from)
{
    return from < p->end ? orm_text_slice(p->tokens.sql, from, p->end) : ORM_TEXT("");
}

static orm_text take_name(parser *p)
{
    orm_text name = orm_token_value(p->ctx, &p->token);

    advance(p);
    return name;
}

/* From an opening bracket to behind its closing one; what stands between. */
static orm_text take_brackets(parser *p)
{
    size_t from;
    int depth = 0;

    if (!is_symbol(p, '('))
        return ORM_TEXT("");
    from = p->start + 1;
    do {
        depth += is_symbol(p, '(') - is_symbol(p, ')');
        advance(p);
    } while (depth > 0 && p->token.kind != ORM_TOKEN_END);
    return orm_text_slice(p->tokens.sql, from, p->end - 1);
}

static void take_conflict(parser *p)
{
    if (!is_word(p, "ON"))
        return;
    advance(p);
    if (take_word(p, "CONFLICT"))
        advance(p);
}

/* ---- lists that grow */

#define GROWN(p, list, count)                                                                      \
    grown((p)->ctx->arena, (list), (count), sizeof *(list), sizeof *(list) * ((count) + 1))

static void *grown(orm_arena *arena, const void *list, uint32_t count, size_t size, size_t total)
{
    void *longer = orm_alloc_zero(arena, total);

    if (count)
        memcpy(longer, list, count * size);
    return longer;
}

static orm_table_index *new_index(parser *p, uint32_t *item)
{
    orm_table *table = p->table;

    table->indexes = GROWN(p, table->indexes, table->index_count);
    *item = table->index_count;
    return &table->indexes[table->index_count++];
}

static orm_text *push_name(parser *p, orm_names *names)
{
    orm_text *items = grown(p->ctx->arena, names->items, names->count, sizeof *items,
                            sizeof *items * (names->count + 1));

    names->items = items;
    return &items[names->count++];
}

/* (a, b COLLATE c DESC): the names alone. */
static orm_names take_names(parser *p)
{
    orm_names names = {NULL, 0};
    bool is_next = true;

    take_symbol(p, '(');
    while (!is_symbol(p, ')') && p->token.kind != ORM_TOKEN_END) {
        if (is_next)
            *push_name(p, &names) = orm_token_value(p->ctx, &p->token);
        is_next = is_symbol(p, ',');
        advance(p);
    }
    take_symbol(p, ')');
    return names;
}

/* <table>_<columns>_<end>: what has no name of its own is known by this one. */
static orm_text name_of(parser *p, orm_names columns, const char *end)
{
    return orm_key_name(p->ctx, p->table->name, columns, end);
}

/* ---- constraints */

static uint32_t add_unique(parser *p, orm_names columns)
{
    uint32_t item;
    orm_table_index *index = new_index(p, &item);

    index->is_unique = index->is_constraint = true;
    index->count = columns.count;
    index->keys = ORM_NEW_N(p->ctx->arena, orm_index_key, columns.count + 1);
    for (uint32_t i = 0; i < columns.count; i++)
        index->keys[i].column = columns.items[i];
    index->name = name_of(p, columns, "key");
    return item;
}

static orm_action take_action(parser *p)
{
    if (take_word(p, "CASCADE"))
        return ORM_ACTION_CASCADE;
    if (take_word(p, "RESTRICT"))
        return ORM_ACTION_RESTRICT;
    if (take_word(p, "SET")) {
        bool is_null = is_word(p, "NULL");

        advance(p);
        return is_null ? ORM_ACTION_SET_NULL : ORM_ACTION_SET_DEFAULT;
    }
    advance(p);
    advance(p);
    return ORM_ACTION_NO_ACTION;
}

/* [NOT] DEFERRABLE [INITIALLY …] */
static void take_deferrable(parser *p, orm_foreign_key *key)
{
    bool is_not = take_word(p, "NOT");

    if (!take_word(p, "DEFERRABLE"))
        return;
    key->deferrable = is_not ? ORM_DEFERRABLE_NOT : ORM_DEFERRABLE_IMMEDIATE;
    if (!take_word(p, "INITIALLY"))
        return;
    if (is_word(p, "DEFERRED") && !is_not)
        key->deferrable = ORM_DEFERRABLE_DEFERRED;
    advance(p);
}

/* Whether NOT belongs to DEFERRABLE. */
static bool is_deferrable(const parser *p)
{
    orm_tokens ahead = p->tokens;
    orm_token next = orm_token_next(&ahead);

    return is_word(p, "DEFERRABLE") ||
           (is_word(p, "NOT") && orm_token_is_word(&next, "DEFERRABLE"));
}

/* Behind REFERENCES. */
static uint32_t take_references(parser *p, orm_names columns)
{
    orm_table *table = p->table;
    orm_foreign_key *key;

    table->foreign = GROWN(p, table->foreign, table->foreign_count);
    key = &table->foreign[table->foreign_count++];
    key->columns = columns;
    key->table = take_name(p);
    if (is_symbol(p, '('))
        key->fields = take_names(p);
    key->name = name_of(p, columns, "fkey");
    for (;;) {
        if (take_word(p, "ON")) {
            bool is_delete = is_word(p, "DELETE");

            advance(p);
            *(is_delete ? &key->on_delete : &key->on_update) = take_action(p);
        } else if (take_word(p, "MATCH")) {
            advance(p);
        } else if (is_deferrable(p)) {
            take_deferrable(p, key);
        } else {
            return table->foreign_count - 1;
        }
    }
}

static uint32_t add_check(parser *p, orm_text name, orm_text sql)
{
    orm_table *table = p->table;

    table->checks = GROWN(p, table->checks, table->check_count);
    table->checks[table->check_count].name = name;
    table->checks[table->check_count].sql.text = sql;
    return table->check_count++;
}

/* `column IN ('a', 'b')` as the only check of that kind: an ENUM's. */
static bool is_labels(parser *p, orm_text sql)
{
    orm_tokens tokens = {sql, 0, true};
    orm_token token = orm_token_next(&tokens);

    if (!p->column || p->column->check.length || !orm_token_names(p->ctx, &token, p->column->name))
        return false;
    token = orm_token_next(&tokens);
    if (!orm_token_is_word(&token, "IN"))
        return false;
    while ((token = orm_token_next(&tokens)).kind != ORM_TOKEN_END)
        if (token.kind != ORM_TOKEN_STRING && !orm_token_is_symbol(&token, '(') &&
            !orm_token_is_symbol(&token, ')') && !orm_token_is_symbol(&token, ','))
            return false;
    return true;
}

static orm_fragment take_check(parser *p, orm_text name)
{
    orm_text sql = take_brackets(p);
    orm_fragment fragment = {.kind = ORM_FRAGMENT_CHECK};

    if (name.length == 0 && is_labels(p, sql)) {
        p->column->check = sql;
        fragment.kind = ORM_FRAGMENT_LABELS;
    } else {
        fragment.item = add_check(p, name, sql);
    }
    take_conflict(p);
    return fragment;
}

static orm_names own_name(parser *p)
{
    orm_names names = {NULL, 0};

    *push_name(p, &names) = p->column->name;
    return names;
}

static void take_preset(parser *p)
{
    size_t from = p->start;

    if (is_symbol(p, '(')) {
        p->column->preset.text = take_brackets(p);
        return;
    }
    if (is_symbol(p, '-') || is_symbol(p, '+'))
        advance(p);
    advance(p);
    p->column->preset.text = text_since(p, from);
}

static void take_generated(parser *p)
{
    if (take_word(p, "GENERATED"))
        advance(p); /* ALWAYS */
    advance(p);     /* AS */
    p->column->generated.text = take_brackets(p);
    if (take_word(p, "STORED"))
        p->column->is_stored = true;
    else
        take_word(p, "VIRTUAL");
}

static void take_primary(parser *p)
{
    advance(p); /* KEY */
    if (!take_word(p, "ASC"))
        take_word(p, "DESC");
    take_conflict(p);
    if (take_word(p, "AUTOINCREMENT")) {
        p->column->counter = ORM_COUNTER_ROWID;
        p->table->source->is_counting = true;
    }
    p->table->primary = own_name(p);
}

/* One constraint of a column; false: none begins here. */
static bool take_column_constraint(parser *p, orm_fragment *out)
{
    size_t from = p->start;
    orm_text name = {"", 0};

    memset(out, 0, sizeof *out);
    if (take_word(p, "CONSTRAINT"))
        name = take_name(p);
    if (take_word(p, "PRIMARY")) {
        out->kind = ORM_FRAGMENT_PRIMARY;
        take_primary(p);
    } else if (take_word(p, "NOT")) {
        out->kind = ORM_FRAGMENT_NOT_NULL;
        p->column->is_required = true;
        advance(p);
        take_conflict(p);
    } else if (take_word(p, "NULL")) {
        take_conflict(p);
    } else if (take_word(p, "UNIQUE")) {
        out->kind = ORM_FRAGMENT_UNIQUE;
        out->item = add_unique(p, own_name(p));
        take_conflict(p);
    } else if (take_word(p, "CHECK")) {
        *out = take_check(p, name);
    } else if (take_word(p, "DEFAULT")) {
        out->kind = ORM_FRAGMENT_DEFAULT;
        take_preset(p);
    } else if (take_word(p, "COLLATE")) {
        p->column->collation = p->token.text;
        advance(p);
    } else if (take_word(p, "REFERENCES")) {
        out->kind = ORM_FRAGMENT_FOREIGN;
        out->item = take_references(p, own_name(p));
    } else if (is_word(p, "GENERATED") || is_word(p, "AS")) {
        out->kind = ORM_FRAGMENT_GENERATED;
        take_generated(p);
    } else if (name.length == 0) {
        return false;
    }
    out->text = text_since(p, from);
    return true;
}

static bool is_constraint_word(const parser *p)
{
    static const char *const words[] = {"CONSTRAINT", "PRIMARY",   "NOT",     "NULL",
                                        "UNIQUE",     "CHECK",     "DEFAULT", "COLLATE",
                                        "REFERENCES", "GENERATED", "AS"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(p, words[i]))
            return true;
    return false;
}

static void add_fragment(parser *p, orm_fragment **list, const orm_fragment *fragment)
{
    orm_fragment *copy = ORM_NEW(p->ctx->arena, orm_fragment);

    while (*list)
        list = &(*list)->next;
    *copy = *fragment;
    *list = copy;
}

/* ---- columns */

static bool ends_definition(const parser *p)
{
    return is_symbol(p, ',') || is_symbol(p, ')') || p->token.kind == ORM_TOKEN_END;
}

static void take_type(parser *p, orm_column_source *source)
{
    size_t from = p->start;

    p->end = from;
    while (!ends_definition(p) && !is_constraint_word(p)) {
        if (is_symbol(p, '('))
            take_brackets(p);
        else
            advance(p);
    }
    source->type = text_since(p, from);
    p->column->type = p->column->kind = source->type;
}

static void take_column(parser *p)
{
    orm_table *table = p->table;
    orm_column_source *source;
    orm_fragment fragment;

    table->columns = GROWN(p, table->columns, table->column_count);
    table->source->columns = GROWN(p, table->source->columns, table->column_count);
    source = &table->source->columns[table->column_count];
    p->column = &table->columns[table->column_count++];
    source->name = p->token.text;
    p->column->name = p->column->former = take_name(p);
    take_type(p, source);
    while (take_column_constraint(p, &fragment))
        add_fragment(p, &source->first, &fragment);
    p->column = NULL;
}

/* ---- the table's constraints */

static bool take_table_constraint(parser *p)
{
    size_t from = p->start;
    orm_fragment fragment = {.kind = ORM_FRAGMENT_OTHER};
    orm_text name = {"", 0};

    if (take_word(p, "CONSTRAINT"))
        name = take_name(p);
    if (take_word(p, "PRIMARY")) {
        advance(p);
        fragment.kind = ORM_FRAGMENT_PRIMARY;
        p->table->primary = take_names(p);
        take_conflict(p);
    } else if (take_word(p, "UNIQUE")) {
        fragment.kind = ORM_FRAGMENT_UNIQUE;
        fragment.item = add_unique(p, take_names(p));
        take_conflict(p);
    } else if (take_word(p, "CHECK")) {
        fragment = take_check(p, name);
    } else if (take_word(p, "FOREIGN")) {
        orm_names columns;

        advance(p);
        columns = take_names(p);
        advance(p);
        fragment.kind = ORM_FRAGMENT_FOREIGN;
        fragment.item = take_references(p, columns);
    } else if (name.length == 0) {
        return false;
    }
    fragment.text = text_since(p, from);
    add_fragment(p, &p->table->source->first, &fragment);
    return true;
}

static bool begins_table_constraint(const parser *p)
{
    return is_word(p, "CONSTRAINT") || is_word(p, "PRIMARY") || is_word(p, "UNIQUE") ||
           is_word(p, "CHECK") || is_word(p, "FOREIGN");
}

static void take_options(parser *p)
{
    orm_table_source *source = p->table->source;

    source->options = orm_text_slice(p->tokens.sql, p->end, p->tokens.sql.length);
    while (p->token.kind != ORM_TOKEN_END) {
        source->is_strict |= is_word(p, "STRICT");
        source->is_without_rowid |= is_word(p, "WITHOUT");
        advance(p);
    }
}

bool orm_sqlite_parse_table(orm_ctx *ctx, orm_table *table, orm_text sql)
{
    parser p = {.ctx = ctx, .tokens = {sql, 0, true}, .table = table};

    table->source = ORM_NEW(ctx->arena, orm_table_source);
    advance(&p);
    take_word(&p, "CREATE");
    if (!take_word(&p, "TABLE"))
        return false;
    while (!is_symbol(&p, '(') && p.token.kind != ORM_TOKEN_END)
        advance(&p);
    advance(&p);
    while (!is_symbol(&p, ')') && p.token.kind != ORM_TOKEN_END) {
        if (!begins_table_constraint(&p))
            take_column(&p);
        else if (!take_table_constraint(&p))
            advance(&p);
        take_symbol(&p, ',');
    }
    take_symbol(&p, ')');
    take_options(&p);
    if (table->primary.count)
        table->primary_name = orm_key_name(ctx, table->name, (orm_names){NULL, 0}, "pkey");
    return true;
}

/* ---- indexes */

/* Up to a comma, or the closing bracket, outside of all brackets. */
static void take_key(parser *p, orm_table_index *index)
{
    orm_index_key *key;
    size_t from = p->start, end;
    uint32_t tokens = 0;
    orm_token first = p->token;

    index->keys = GROWN(p, index->keys, index->count);
    key = &index->keys[index->count++];
    p->end = from;
    while (!ends_definition(p) && !is_word(p, "COLLATE") && !is_word(p, "ASC") &&
           !is_word(p, "DESC")) {
        if (is_symbol(p, '('))
            take_brackets(p);
        else
            advance(p);
        tokens++;
    }
    end = p->end;
    if (take_word(p, "COLLATE")) {
        key->collation = p->token.text;
        advance(p);
    }
    key->is_descending = key->is_nulls_first = take_word(p, "DESC");
    take_word(p, "ASC");
    if (tokens == 1 && (first.kind == ORM_TOKEN_WORD || first.kind == ORM_TOKEN_NAME))
        key->column = orm_token_value(p->ctx, &first);
    else
        key->expression.text = orm_text_slice(p->tokens.sql, from, end);
    while (!ends_definition(p))
        advance(p);
}

void orm_sqlite_parse_index(orm_ctx *ctx, orm_table_index *index, orm_text sql)
{
    parser p = {.ctx = ctx, .tokens = {sql, 0, true}};

    index->definition = sql;
    advance(&p);
    take_word(&p, "CREATE");
    index->is_unique = take_word(&p, "UNIQUE");
    while (!is_symbol(&p, '(') && p.token.kind != ORM_TOKEN_END)
        advance(&p);
    advance(&p);
    while (!is_symbol(&p, ')') && p.token.kind != ORM_TOKEN_END) {
        take_key(&p, index);
        take_symbol(&p, ',');
    }
    take_symbol(&p, ')');
    if (take_word(&p, "WHERE"))
        index->where.text = orm_text_slice(sql, p.start, sql.length);
}
