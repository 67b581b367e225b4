/* sync.c - orm_sync and orm_drop: the order of work.  See schema.h. */
#include "catalog/keys.h"
#include "exec/store.h"
#include "schema/engine.h"

/* ---- options */

static const orm_key sync_keys[] = {
    {"force", ORM_K_BOOLEAN},
    {"alter", ORM_K_BOOLEAN | ORM_K_OBJECT},
    {"match", ORM_K_STRING | ORM_K_ARRAY},
    {"schema", ORM_K_STRING | ORM_K_ARRAY},
    {"schemaDelimiter", ORM_K_STRING},
    {"online", ORM_K_BOOLEAN},
    {"unmanaged", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"logging", ORM_K_ANY},
    {"benchmark", ORM_K_ANY},
    {"searchPath", ORM_K_ANY},
};

static const orm_key drop_keys[] = {
    {"cascade", ORM_K_BOOLEAN}, {"schema", ORM_K_STRING}, {"schemaDelimiter", ORM_K_STRING},
    {"logging", ORM_K_ANY},     {"benchmark", ORM_K_ANY},
};

static void open(orm_sync *sync, orm_call *call, const orm_model *only, const orm_json *options)
{
    memset(sync, 0, sizeof *sync);
    sync->call = call;
    sync->ctx = &call->ctx;
    sync->catalog = orm_session_catalog(call);
    sync->dialect = call->ctx.host->dialect;
    sync->engine = sync->dialect->has_schemas ? &orm_schema_postgres : &orm_schema_sqlite;
    sync->definer = (orm_definer){&call->ctx, sync->catalog, call->function->name};
    sync->options = options;
    sync->only = only;
    sync->schema = orm_option_text(options, "schema");
    orm_tables_open(&sync->wanted);
    orm_tables_open(&sync->found);
    orm_steps_open(&sync->steps);
}

/* ---- the database's name */

static void check_match(orm_sync *sync)
{
    const orm_json *match = orm_option(sync->options, "match");
    orm_host *host = sync->ctx->host;
    orm_text flags = {"", 0}, pattern, name;

    if (match == NULL)
        return;
    pattern = match->text;
    if (match->kind == ORM_JSON_ARRAY && match->count > 0) {
        pattern = match->first->text;
        flags = match->count > 1 ? match->last->text : flags;
    }
    name = host->database(host, sync->ctx);
    if (!host->match(host, sync->ctx, pattern, flags, name))
        orm_raise_at(sync->ctx, ORM_MIGRATION, match,
                     "the database \"%.*s\" does not match \"%.*s\"", ORM_ARG(name),
                     ORM_ARG(pattern));
}

/* ---- steps */

static void want_all(orm_sync *sync)
{
    uint32_t count;
    const orm_model **models = orm_sync_models(sync, &count);

    orm_places_find(sync);
    for (uint32_t i = 0; i < count; i++)
        orm_tables_add(&sync->wanted, orm_wanted_table(sync, models[i]));
    sync->engine->read(sync);
}

static void drop_table(orm_sync *sync, const orm_table *table, bool is_cascading)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DROP TABLE IF EXISTS ");
    orm_define_table_name(&p, table->schema, table->name);
    if (is_cascading && sync->dialect->has_schemas)
        ORM_PUT(&p.sql, " CASCADE");
    orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_DROP, ORM_STEP_DROP_TABLE, table->schema,
                  table->name, orm_printer_close(&p, NULL).sql);
}

static void drop_tables(orm_sync *sync, bool is_cascading)
{
    const orm_table **list = ORM_NEW_N(sync->ctx->arena, const orm_table *, sync->wanted.count + 1);
    uint32_t count = 0;

    for (const orm_table *table = sync->wanted.first; table; table = table->next)
        list[count++] = table;
    while (count-- > 0)
        if (orm_tables_find(&sync->found, list[count]->schema, list[count]->name))
            drop_table(sync, list[count], is_cascading);
}

static void create_indexes(orm_sync *sync, const orm_table *table, const orm_table *found)
{
    for (uint32_t i = 0; i < table->index_count; i++) {
        const orm_table_index *index = &table->indexes[i];
        bool is_there = index->is_constraint;

        for (uint32_t j = 0; found && j < found->index_count; j++)
            is_there |= orm_text_equal(found->indexes[j].name, index->name);
        if (!is_there)
            orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_INDEX, ORM_STEP_CREATE_INDEX,
                          table->schema, table->name,
                          orm_define_create_index(sync, table, index, false));
    }
}

static void create_table(orm_sync *sync, const orm_table *table)
{
    orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_TABLE, ORM_STEP_CREATE_TABLE, table->schema,
                  table->name, orm_define_create_table(sync, table));
    if (sync->engine->create_more)
        sync->engine->create_more(sync, table);
    create_indexes(sync, table, NULL);
}

static void plan(orm_sync *sync)
{
    bool is_forced = orm_option_boolean(sync->options, "force", false);

    if (is_forced)
        drop_tables(sync, true);
    for (const orm_table *table = sync->wanted.first; table; table = table->next) {
        const orm_table *found = orm_tables_find(&sync->found, table->schema, table->name);

        if (found && !is_forced)
            create_indexes(sync, table, found);
        else
            create_table(sync, table);
    }
}

static void run(orm_sync *sync, orm_buffer *out)
{
    orm_host *host = sync->ctx->host;
    bool is_first = true;

    orm_buffer_char(out, '[');
    for (const orm_step *step = orm_steps_list(&sync->steps); step; step = step->next) {
        orm_statement statement = {.sql = step->sql, .is_writing = true, .is_one_time = true};

        host->interrupts(host);
        host->run(host, &statement, NULL, NULL);
        if (!is_first)
            orm_buffer_char(out, ',');
        is_first = false;
        orm_json_write_string(out, step->sql);
    }
    orm_buffer_char(out, ']');
}

/* ---- the functions */

void orm_sync_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out)
{
    orm_sync sync;

    ORM_CHECK_KEYS(&call->ctx, options, sync_keys, "orm_sync");
    open(&sync, call, only, options);
    check_match(&sync);
    want_all(&sync);
    plan(&sync);
    run(&sync, out);
}

void orm_drop_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out)
{
    orm_sync sync;

    ORM_CHECK_KEYS(&call->ctx, options, drop_keys, "orm_drop");
    open(&sync, call, only, options);
    want_all(&sync);
    drop_tables(&sync, orm_option_boolean(options, "cascade", false));
    run(&sync, out);
}
