/* sync.c - orm_sync, orm_sync_plan and orm_drop: the order of work.  See schema.h.
 *
 * The binding has taken the lock under which definitions are made (ORM_ACCESS_DEFINE), so one sync
 * runs at a time, and what is read here is what will be changed. */
#include "catalog/keys.h"
#include "schema/diff.h"
#include "schema/engine.h"

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
    orm_tables_open(&sync->wanted);
    orm_tables_open(&sync->found);
    orm_tables_open(&sync->leaving);
    orm_tables_open(&sync->strangers);
    orm_steps_open(&sync->steps);
}

/* ---- what is wanted, what is there */

static void match(orm_sync *sync, orm_tables *tables)
{
    for (orm_table *table = tables->first; table; table = table->next)
        table->match = orm_tables_find(&sync->found, table->schema, table->name);
}

static void read_all(orm_sync *sync)
{
    uint32_t count;
    const orm_model **models = orm_sync_models(sync, &count);

    if (sync->catalog->is_empty)
        return;
    sync->objects = orm_objects_read(sync->ctx);
    orm_places_find(sync);
    for (uint32_t i = 0; i < count; i++)
        orm_tables_add(&sync->wanted, orm_wanted_table(sync, models[i]));
    orm_drop_find_leaving(sync);
    sync->engine->read(sync);
    match(sync, &sync->wanted);
    match(sync, &sync->leaving);
    orm_diff_manage(sync);
}

/* ---- the steps */

/* Whether the table that is there has what the index needs.  One that the model writes must be
 * possible; that of a foreign key waits for its column. */
static bool has_columns(orm_sync *sync, const orm_table *wanted, const orm_table_index *index)
{
    for (uint32_t i = 0; i < index->count; i++) {
        if (index->keys[i].column.length == 0 ||
            orm_table_column(wanted->match, index->keys[i].column))
            continue;
        if (!index->is_derived)
            orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                      "the index \"%.*s\" needs the column \"%.*s\", which the table \"%.*s\" does "
                      "not have: orm_sync adds it with {\"alter\": true}",
                      ORM_ARG(index->name), ORM_ARG(index->keys[i].column), ORM_ARG(wanted->name));
        return false;
    }
    return true;
}

static void create_missing_indexes(orm_sync *sync, orm_table *wanted)
{
    orm_diff_indexes(sync, wanted);
    for (uint32_t i = 0; i < wanted->index_count; i++) {
        orm_table_index *index = &wanted->indexes[i];

        if (!index->match.is_there && !index->is_key && has_columns(sync, wanted, index))
            sync->engine->create_index(sync, wanted, index);
    }
}

static bool is_table(const orm_table *found)
{
    return found->relation == 'r' || found->relation == 'p';
}

static void each_altered(orm_sync *sync, void (*work)(orm_sync *sync, orm_table *wanted))
{
    for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next)
        if (wanted->match && is_table(wanted->match))
            work(sync, wanted);
}

static void plan(orm_sync *sync)
{
    if (sync->is_forced) {
        orm_drop_tables(sync, &sync->wanted, ORM_PHASE_CLEAR, true);
        for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next)
            wanted->match = NULL;
    } else {
        orm_diff_rename(sync);
        sync->engine->normalise(sync);
    }
    if (sync->is_altering) {
        each_altered(sync, orm_diff_table);
        each_altered(sync, sync->engine->prepare);
        each_altered(sync, sync->engine->loosen);
        orm_drop_tables(sync, &sync->leaving, ORM_PHASE_DROP, false);
        each_altered(sync, sync->engine->alter);
    } else {
        each_altered(sync, create_missing_indexes);
    }
    for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next)
        if (wanted->match == NULL)
            sync->engine->create(sync, wanted);
    if (sync->is_listing)
        orm_list_unmanaged(sync);
}

/* ---- allowed or not */

/* The steps that are not allowed: as JSON, and in words. */
typedef struct refusal {
    orm_buffer steps;
    orm_buffer sentence;
    uint32_t count;
} refusal;

static bool is_guarded(const orm_sync *sync, const orm_step *step)
{
    return (step->hazards & ORM_HAZARD_GUARDED & ~sync->allowed) != 0;
}

static void describe(orm_buffer *out, const orm_sync *sync, const orm_step *step)
{
    const char *between = "";

    orm_buffer_format(out, "%s of \"%.*s\" (", orm_step_name(step->kind), ORM_ARG(step->table));
    for (int i = 0; i < ORM_HAZARD_COUNT; i++)
        if (step->hazards & ORM_HAZARD_GUARDED & ~sync->allowed & 1u << i) {
            orm_buffer_format(out, "%s%s", between, orm_hazard_name(i));
            between = ", ";
        }
    if (step->rows >= 0)
        orm_buffer_format(out, ", %lld %s", (long long)step->rows,
                          step->rows == 1 ? "row" : "rows");
    orm_buffer_char(out, ')');
}

/* Adds the steps that are not allowed to a list; whether there are any. */
static bool collect_guarded(orm_sync *sync, refusal *refused)
{
    for (const orm_step *step = orm_steps_list(&sync->steps); step; step = step->next) {
        if (!is_guarded(sync, step))
            continue;
        orm_buffer_string(&refused->steps, refused->count ? "," : "[");
        orm_step_write(&refused->steps, step);
        if (refused->count)
            ORM_PUT(&refused->sentence, "; ");
        describe(&refused->sentence, sync, step);
        refused->count++;
    }
    return refused->count > 0;
}

static _Noreturn void raise_refused(orm_ctx *ctx, refusal *refused)
{
    orm_text sentence = orm_buffer_copy(&refused->sentence, ctx->arena);
    orm_error *error =
        orm_error_new(ctx, ORM_MIGRATION, "nothing was done, because %s not allowed: %.*s",
                      refused->count == 1 ? "this step is" : "these steps are", ORM_ARG(sentence));

    orm_buffer_char(&refused->steps, ']');
    error->steps = orm_buffer_copy(&refused->steps, ctx->arena);
    error->hint = ORM_TEXT("name the hazards: {\"alter\": {\"allow\": [\"DELETES_DATA\", \"DATA\", "
                           "\"INCOMPATIBLE\"]}}");
    orm_throw(ctx, error);
}

/* ---- running */

static void run_step(orm_sync *sync, const orm_step *step)
{
    orm_host *host = sync->ctx->host;
    orm_statement statement = {.sql = step->sql, .is_writing = true, .is_one_time = true};

    host->interrupts(host);
    if (step->is_unguarded)
        host->rebuild(host, true);
    if (step->part_count)
        sync->engine->run(sync, step);
    else
        host->run(host, &statement, NULL, NULL);
    if (step->is_unguarded)
        host->rebuild(host, false);
    orm_step_record(sync, step);
}

static bool has_script(const orm_step *step)
{
    while (step && step->part_count == 0)
        step = step->next;
    return step != NULL;
}

static void run(orm_sync *sync, orm_buffer *out)
{
    const orm_step *first = orm_steps_list(&sync->steps);
    bool is_scripted = has_script(first);
    const char *between = "";

    if (first)
        orm_note_settle(sync);
    if (is_scripted)
        sync->engine->before(sync);
    orm_buffer_char(out, '[');
    for (const orm_step *step = first; step; step = step->next) {
        if (step->kind == ORM_STEP_UNMANAGED)
            continue;
        run_step(sync, step);
        orm_buffer_string(out, between);
        orm_json_write_string(out, step->sql);
        between = ",";
    }
    orm_buffer_char(out, ']');
    if (is_scripted)
        sync->engine->behind(sync);
}

static void write(orm_sync *sync, orm_buffer *out)
{
    const char *between = "";

    orm_buffer_char(out, '[');
    for (const orm_step *step = orm_steps_list(&sync->steps); step; step = step->next) {
        orm_buffer_string(out, between);
        orm_step_write(out, step);
        between = ",";
    }
    orm_buffer_char(out, ']');
}

/* ---- one schema, or several */

/* One call's worth of work in one schema. */
typedef struct work {
    orm_call *call;
    const orm_model *only;
    const orm_json *options;
    bool is_planning; /* orm_sync_plan */
    refusal refused;
} work;

static void sync_schema(work *it, orm_text schema, orm_buffer *out)
{
    orm_sync sync;

    open(&sync, it->call, it->only, it->options);
    sync.schema = schema;
    orm_sync_read_options(&sync, it->is_planning ? "orm_sync_plan" : "orm_sync");
    orm_sync_check_match(&sync);
    if (sync.is_online && !it->is_planning)
        orm_raise(sync.ctx, ORM_UNSUPPORTED, ORM_TEXT("options.online"),
                  "orm_sync is one transaction, in which nothing can be online: run the steps of "
                  "orm_sync_plan with \"online\" one by one");
    read_all(&sync);
    plan(&sync);
    if (it->is_planning) {
        write(&sync, out);
        orm_note_plan(&sync);
    } else if (!collect_guarded(&sync, &it->refused)) {
        run(&sync, out);
    }
}

static void sync_schemas(work *it, const orm_json *schemas, orm_buffer *out)
{
    const char *between = "";

    orm_buffer_char(out, '{');
    orm_each_child (schema, schemas) {
        if (schema->kind != ORM_JSON_STRING)
            orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, schema,
                         "\"schema\" is a name or a list of names");
        orm_buffer_string(out, between);
        orm_json_write_string(out, schema->text);
        orm_buffer_char(out, ':');
        sync_schema(it, schema->text, out);
        between = ",";
    }
    orm_buffer_char(out, '}');
}

static void run_work(work *it, orm_buffer *out)
{
    const orm_json *schema = orm_option(it->options, "schema");

    orm_buffer_open(&it->refused.steps, it->call->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_open(&it->refused.sentence, it->call->ctx.host, ORM_LIFE_CALL, 256);
    if (schema && schema->kind == ORM_JSON_ARRAY)
        sync_schemas(it, schema, out);
    else
        sync_schema(it, schema ? schema->text : ORM_TEXT(""), out);
    if (it->refused.count)
        raise_refused(&it->call->ctx, &it->refused);
}

/* ---- the functions */

void orm_sync_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out)
{
    work it = {.call = call, .only = only, .options = options};

    run_work(&it, out);
}

void orm_sync_plan_run(orm_call *call, const orm_model *only, const orm_json *options,
                       orm_buffer *out)
{
    work it = {.call = call, .only = only, .options = options, .is_planning = true};

    run_work(&it, out);
}

static const orm_key drop_keys[] = {
    {"cascade", ORM_K_BOOLEAN}, {"schema", ORM_K_STRING}, {"schemaDelimiter", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},   {"logging", ORM_K_ANY},   {"benchmark", ORM_K_ANY},
    {"transaction", ORM_K_ANY}, {"retry", ORM_K_ANY},
};

void orm_drop_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out)
{
    orm_sync sync;

    ORM_CHECK_KEYS(&call->ctx, options, drop_keys, "orm_drop");
    open(&sync, call, only, options);
    sync.schema = orm_option_text(options, "schema");
    read_all(&sync);
    orm_drop_tables(&sync, &sync.wanted, ORM_PHASE_CLEAR,
                    orm_option_boolean(options, "cascade", false));
    run(&sync, out);
}

static const orm_key truncate_keys[] = {
    {"cascade", ORM_K_BOOLEAN},
    {"restartIdentity", ORM_K_BOOLEAN},
    {"force", ORM_K_BOOLEAN},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"individualHooks", ORM_K_BOOLEAN},
    {"logging", ORM_K_ANY},
    {"benchmark", ORM_K_ANY},
    {"transaction", ORM_K_ANY},
    {"retry", ORM_K_ANY},
    {"now", ORM_K_STRING},
};

int64_t orm_truncate_run(orm_call *call, const orm_model *only, const orm_json *options)
{
    bool is_forced = orm_option_boolean(options, "force", false);
    orm_tables tables;
    orm_sync sync;

    ORM_CHECK_KEYS(&call->ctx, options, truncate_keys, "orm_truncate");
    open(&sync, call, only, options);
    sync.schema = orm_option_text(options, "schema");
    read_all(&sync);
    orm_tables_open(&tables);
    for (orm_table *wanted = sync.wanted.first, *next; wanted; wanted = next) {
        next = wanted->next;
        if (is_forced || !wanted->model->is_paranoid)
            orm_tables_add(&tables, wanted);
    }
    return orm_truncate_tables(&sync, &tables);
}
