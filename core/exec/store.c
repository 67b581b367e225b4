/* store.c - the registry in the catalog tables.  See store.h. */
#include "exec/store.h"

#include <stdlib.h>

#include "dialect.h"

/* ---- statements */

static orm_text expand(orm_ctx *ctx, const char *sql)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 256);
    for (const char *p = sql; *p; p++) {
        if (*p == '@')
            orm_buffer_text(&buffer, ctx->host->catalog_schema);
        else if (*p == '$')
            orm_buffer_string(&buffer, ctx->host->dialect->parameter);
        else
            orm_buffer_char(&buffer, *p);
    }
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

int64_t orm_store_run(orm_ctx *ctx, const char *sql, const orm_value *parameters, uint16_t count,
                      bool is_writing, orm_sink *sink)
{
    orm_statement statement = {.sql = expand(ctx, sql),
                               .parameter_count = count,
                               .is_writing = is_writing,
                               .is_latest = !is_writing};

    statement.hash = orm_text_hash(statement.sql, ORM_HASH_SEED);
    return ctx->host->run(ctx->host, &statement, parameters, sink);
}

static orm_value text_value(orm_text text)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
}

static orm_value integer_value(int64_t integer)
{
    return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = integer};
}

/* ---- loading */

/* A sink that turns each row into an entry of one of the registry's lists. */
typedef struct loader {
    orm_sink sink;
    orm_ctx *ctx;
    orm_registry *registry;
    uint32_t capacity;
    orm_text stamp;
    orm_row *row;
} loader;

static orm_text text_at(loader *l, int column)
{
    orm_value value = l->ctx->host->fetch(l->ctx->host, l->ctx, l->row, column);

    return value.kind == ORM_VALUE_TEXT ? value.as.text : (orm_text){"", 0};
}

static int64_t integer_at(loader *l, int column)
{
    return l->ctx->host->fetch(l->ctx->host, l->ctx, l->row, column).as.integer;
}

/* The list with room for one more. */
static void *grown(loader *l, void *list, uint32_t count, size_t size)
{
    void *longer;

    if (count < l->capacity)
        return list;
    l->capacity = l->capacity ? l->capacity * 2 : 16;
    longer = orm_alloc_zero(l->ctx->arena, orm_size_mul(l->capacity, size));
    if (count)
        memcpy(longer, list, count * size);
    return longer;
}

static void load_model(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;
    orm_registry *registry = l->registry;
    orm_registry_model *model;

    l->row = row;
    registry->models = grown(l, registry->models, registry->model_count, sizeof *model);
    model = &registry->models[registry->model_count++];
    model->name = text_at(l, 0);
    model->position = integer_at(l, 1);
    model->attributes = text_at(l, 2);
    model->options = text_at(l, 3);
    model->attributes_node = orm_json_read(l->ctx, model->attributes, ORM_JSON_CODE, "doc");
    model->options_node = orm_json_read(l->ctx, model->options, ORM_JSON_CODE, "options");
}

static void load_association(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;
    orm_registry *registry = l->registry;
    orm_registry_association *association;

    l->row = row;
    registry->associations =
        grown(l, registry->associations, registry->association_count, sizeof *association);
    association = &registry->associations[registry->association_count++];
    association->source = text_at(l, 0);
    association->as = text_at(l, 1);
    association->position = integer_at(l, 2);
    association->type = text_at(l, 3);
    association->target = text_at(l, 4);
    association->options = text_at(l, 5);
    association->options_node =
        orm_json_read(l->ctx, association->options, ORM_JSON_CODE, "options");
}

static void load_scope(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;
    orm_registry *registry = l->registry;
    orm_registry_scope *scope;

    l->row = row;
    registry->scopes = grown(l, registry->scopes, registry->scope_count, sizeof *scope);
    scope = &registry->scopes[registry->scope_count++];
    scope->model = text_at(l, 0);
    scope->name = text_at(l, 1);
    scope->position = integer_at(l, 2);
    scope->definition = text_at(l, 3);
    scope->definition_node = orm_json_read(l->ctx, scope->definition, ORM_JSON_CODE, "scope");
}

static void load_hook(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;
    orm_registry *registry = l->registry;
    orm_registry_hook *hook;

    l->row = row;
    registry->hooks = grown(l, registry->hooks, registry->hook_count, sizeof *hook);
    hook = &registry->hooks[registry->hook_count++];
    hook->model = text_at(l, 0);
    hook->hook = text_at(l, 1);
    hook->name = text_at(l, 2);
    hook->position = integer_at(l, 3);
    hook->expression = text_at(l, 4);
}

static void load_config(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;

    l->row = row;
    l->registry->config = text_at(l, 0);
}

static void load_stamp(orm_sink *sink, orm_row *row)
{
    loader *l = (loader *)sink;

    l->row = row;
    l->stamp = text_at(l, 0);
}

/* Where the registry's lists are in the catalog. */
typedef struct stored_list {
    const char *table;
    const char *columns[8];
    int column_count;
    void (*row)(orm_sink *sink, orm_row *row);
} stored_list;

static const stored_list stored_lists[] = {
    {"orm_meta", {"config"}, 1, load_config},
    {"orm_models", {"name", "position", "attributes", "options"}, 4, load_model},
    {"orm_associations",
     {"source", "alias", "position", "type", "target", "options"},
     6,
     load_association},
    {"orm_scopes", {"model", "name", "position", "definition"}, 4, load_scope},
    {"orm_hooks", {"model", "hook", "name", "position", "expression"}, 5, load_hook},
};

static void select_list(orm_ctx *ctx, const stored_list *list, orm_sink *sink)
{
    orm_buffer sql;

    orm_buffer_open(&sql, ctx->host, ORM_LIFE_CALL, 256);
    for (int i = 0; i < list->column_count; i++)
        orm_buffer_format(&sql, "%s%s", i ? ", " : "SELECT ", list->columns[i]);
    orm_buffer_format(&sql, " FROM @.%s", list->table);
    orm_store_run(ctx, orm_buffer_copy(&sql, ctx->arena).data, NULL, 0, false, sink);
    orm_buffer_close(&sql);
}

/* Rows have the order in which they were defined; one that was written by hand may stand beside
 * another. */
static int order_by(int64_t left, int64_t right, orm_text left_name, orm_text right_name,
                    int otherwise)
{
    int order = left < right ? -1 : left > right;

    if (order == 0)
        order = orm_text_compare(left_name, right_name);
    return order ? order : otherwise;
}

static int compare_models(const void *left, const void *right)
{
    const orm_registry_model *a = left, *b = right;

    return order_by(a->position, b->position, a->name, b->name, 0);
}

static int compare_associations(const void *left, const void *right)
{
    const orm_registry_association *a = left, *b = right;

    return order_by(a->position, b->position, a->source, b->source, orm_text_compare(a->as, b->as));
}

static int compare_scopes(const void *left, const void *right)
{
    const orm_registry_scope *a = left, *b = right;

    return order_by(a->position, b->position, a->model, b->model,
                    orm_text_compare(a->name, b->name));
}

static int compare_hooks(const void *left, const void *right)
{
    const orm_registry_hook *a = left, *b = right;

    return order_by(a->position, b->position, a->model, b->model,
                    order_by(0, 0, a->hook, b->hook, orm_text_compare(a->name, b->name)));
}

static void sort(void *list, uint32_t count, size_t size,
                 int (*compare)(const void *, const void *))
{
    if (count > 1)
        qsort(list, count, size, compare);
}

static void sort_lists(orm_registry *registry)
{
    sort(registry->models, registry->model_count, sizeof *registry->models, compare_models);
    sort(registry->associations, registry->association_count, sizeof *registry->associations,
         compare_associations);
    sort(registry->scopes, registry->scope_count, sizeof *registry->scopes, compare_scopes);
    sort(registry->hooks, registry->hook_count, sizeof *registry->hooks, compare_hooks);
}

static const stored_list stamp_list = {"orm_meta", {"stamp"}, 1, load_stamp};

/* Reads one list; the stamp where that was asked for. */
static orm_text load_list(orm_ctx *ctx, const stored_list *list, orm_registry *registry)
{
    orm_host *host = ctx->host;
    loader l = {.sink = {list->row}, .ctx = ctx, .registry = registry};

    if (host->scan == NULL ||
        !host->scan(host, list->table, list->columns, list->column_count, &l.sink))
        select_list(ctx, list, &l.sink);
    return l.stamp;
}

static orm_registry *load_lists(orm_ctx *ctx)
{
    orm_registry *registry = ORM_NEW(ctx->arena, orm_registry);

    for (size_t i = 0; i < sizeof stored_lists / sizeof *stored_lists; i++)
        load_list(ctx, &stored_lists[i], registry);
    sort_lists(registry);
    return registry;
}

/* Each list is read as it is committed at that moment; they belong together when the stamp is the
 * same before and after. */
orm_registry *orm_store_load(orm_ctx *ctx)
{
    orm_registry *registry;
    orm_text stamp;

    do {
        stamp = load_list(ctx, &stamp_list, NULL);
        registry = load_lists(ctx);
    } while (!orm_text_equal(stamp, load_list(ctx, &stamp_list, NULL)));
    if (registry->config.length == 0)
        registry->config = ORM_TEXT("{}");
    registry->config_node = orm_json_read(ctx, registry->config, ORM_JSON_CODE, "config");
    return registry;
}

/* ---- saving */

void orm_store_create(orm_ctx *ctx)
{
    for (const char *const *ddl = ctx->host->dialect->catalog_ddl; ddl && *ddl; ddl++)
        orm_store_run(ctx, *ddl, NULL, 0, true, NULL);
}

/* One table of the catalog as lists of rows, so that the difference is written by one routine. */
typedef struct catalog_row {
    orm_value values[6]; /* the key first */
} catalog_row;

typedef struct catalog_table {
    const char *remove; /* by key */
    const char *save;   /* insert, or update by key */
    uint16_t key_count;
    uint16_t value_count;
} catalog_table;

static const catalog_table models_table = {
    "DELETE FROM @.orm_models WHERE name = $1",
    "INSERT INTO @.orm_models (name, position, attributes, options) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (name) DO UPDATE SET position = excluded.position, "
    "attributes = excluded.attributes, options = excluded.options",
    1, 4};

static const catalog_table associations_table = {
    "DELETE FROM @.orm_associations WHERE source = $1 AND alias = $2",
    "INSERT INTO @.orm_associations (source, alias, position, type, target, options) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (source, alias) DO UPDATE SET "
    "position = excluded.position, type = excluded.type, target = excluded.target, "
    "options = excluded.options",
    2, 6};

static const catalog_table scopes_table = {
    "DELETE FROM @.orm_scopes WHERE model = $1 AND name = $2",
    "INSERT INTO @.orm_scopes (model, name, position, definition) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (model, name) DO UPDATE SET position = excluded.position, "
    "definition = excluded.definition",
    2, 4};

static const catalog_table hooks_table = {
    "DELETE FROM @.orm_hooks WHERE model = $1 AND hook = $2 AND name = $3",
    "INSERT INTO @.orm_hooks (model, hook, name, position, expression) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (model, hook, name) DO UPDATE SET position = excluded.position, "
    "expression = excluded.expression",
    3, 5};

static bool equal_values(const catalog_row *left, const catalog_row *right, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        const orm_value *a = &left->values[i], *b = &right->values[i];

        if (a->kind != b->kind)
            return false;
        if (a->kind == ORM_VALUE_TEXT ? !orm_text_equal(a->as.text, b->as.text)
                                      : a->as.integer != b->as.integer)
            return false;
    }
    return true;
}

static const catalog_row *find_row(const catalog_row *rows, uint32_t count, const catalog_row *key,
                                   uint16_t key_count)
{
    for (uint32_t i = 0; i < count; i++)
        if (equal_values(&rows[i], key, key_count))
            return &rows[i];
    return NULL;
}

typedef struct catalog_rows {
    catalog_row *rows;
    uint32_t count;
} catalog_rows;

static bool save_rows(orm_ctx *ctx, const catalog_table *table, catalog_rows before,
                      catalog_rows after, bool is_dry)
{
    bool is_changed = false;

    for (uint32_t i = 0; i < before.count; i++)
        if (!find_row(after.rows, after.count, &before.rows[i], table->key_count)) {
            is_changed = true;
            if (!is_dry)
                orm_store_run(ctx, table->remove, before.rows[i].values, table->key_count, true,
                              NULL);
        }
    for (uint32_t i = 0; i < after.count; i++) {
        const catalog_row *old =
            find_row(before.rows, before.count, &after.rows[i], table->key_count);

        if (old && equal_values(old, &after.rows[i], table->value_count))
            continue;
        is_changed = true;
        if (!is_dry)
            orm_store_run(ctx, table->save, after.rows[i].values, table->value_count, true, NULL);
    }
    return is_changed;
}

static catalog_rows model_rows(orm_ctx *ctx, const orm_registry *registry)
{
    catalog_rows out = {ORM_NEW_N(ctx->arena, catalog_row, registry->model_count + 1),
                        registry->model_count};

    for (uint32_t i = 0; i < out.count; i++) {
        const orm_registry_model *model = &registry->models[i];

        out.rows[i] = (catalog_row){{text_value(model->name), integer_value(model->position),
                                     text_value(model->attributes), text_value(model->options)}};
    }
    return out;
}

static catalog_rows association_rows(orm_ctx *ctx, const orm_registry *registry)
{
    catalog_rows out = {ORM_NEW_N(ctx->arena, catalog_row, registry->association_count + 1),
                        registry->association_count};

    for (uint32_t i = 0; i < out.count; i++) {
        const orm_registry_association *it = &registry->associations[i];

        out.rows[i] =
            (catalog_row){{text_value(it->source), text_value(it->as), integer_value(it->position),
                           text_value(it->type), text_value(it->target), text_value(it->options)}};
    }
    return out;
}

static catalog_rows scope_rows(orm_ctx *ctx, const orm_registry *registry)
{
    catalog_rows out = {ORM_NEW_N(ctx->arena, catalog_row, registry->scope_count + 1),
                        registry->scope_count};

    for (uint32_t i = 0; i < out.count; i++) {
        const orm_registry_scope *scope = &registry->scopes[i];

        out.rows[i] =
            (catalog_row){{text_value(scope->model), text_value(scope->name),
                           integer_value(scope->position), text_value(scope->definition)}};
    }
    return out;
}

static catalog_rows hook_rows(orm_ctx *ctx, const orm_registry *registry)
{
    catalog_rows out = {ORM_NEW_N(ctx->arena, catalog_row, registry->hook_count + 1),
                        registry->hook_count};

    for (uint32_t i = 0; i < out.count; i++) {
        const orm_registry_hook *hook = &registry->hooks[i];

        out.rows[i] =
            (catalog_row){{text_value(hook->model), text_value(hook->hook), text_value(hook->name),
                           integer_value(hook->position), text_value(hook->expression)}};
    }
    return out;
}

static bool save_all(orm_ctx *ctx, const orm_registry *before, const orm_registry *after,
                     bool is_dry)
{
    bool is_changed = !orm_text_equal(before->config, after->config);

    is_changed |=
        save_rows(ctx, &models_table, model_rows(ctx, before), model_rows(ctx, after), is_dry);
    is_changed |= save_rows(ctx, &associations_table, association_rows(ctx, before),
                            association_rows(ctx, after), is_dry);
    is_changed |=
        save_rows(ctx, &scopes_table, scope_rows(ctx, before), scope_rows(ctx, after), is_dry);
    is_changed |=
        save_rows(ctx, &hooks_table, hook_rows(ctx, before), hook_rows(ctx, after), is_dry);
    return is_changed;
}

static void save_meta(orm_ctx *ctx, orm_text config, uint8_t stamp[16])
{
    orm_value values[2] = {{.kind = ORM_VALUE_BYTES}, text_value(config)};

    ctx->host->random(ctx->host, stamp, 16);
    values[0].as.text = (orm_text){(const char *)stamp, 16};
    orm_store_run(
        ctx,
        "INSERT INTO @.orm_meta (one, stamp, config) VALUES (1, $1, $2) "
        "ON CONFLICT (one) DO UPDATE SET stamp = excluded.stamp, config = excluded.config",
        values, 2, true, NULL);
    ctx->host->catalog_changed(ctx->host);
}

bool orm_store_save(orm_ctx *ctx, const orm_registry *before, const orm_registry *after,
                    uint8_t stamp[16])
{
    if (!save_all(ctx, before, after, true))
        return false;
    orm_store_create(ctx);
    save_all(ctx, before, after, false);
    save_meta(ctx, after->config, stamp);
    return true;
}

void orm_store_renew(orm_ctx *ctx, uint8_t stamp[16])
{
    orm_registry *registry = orm_store_load(ctx);

    save_meta(ctx, registry->config, stamp);
}
