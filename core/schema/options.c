/* options.c - the options of orm_sync and orm_sync_plan, read.  See schema.h. */
#include "base/suggest.h"
#include "catalog/keys.h"
#include "schema/schema.h"

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
    {"transaction", ORM_K_ANY},
    {"retry", ORM_K_ANY},
    {"searchPath", ORM_K_ANY},
};

static const orm_key alter_keys[] = {
    {"drop", ORM_K_BOOLEAN},
    {"allow", ORM_K_ARRAY | ORM_K_STRING},
};

static void allow(orm_sync *sync, const orm_json *name)
{
    orm_text names[ORM_HAZARD_COUNT];
    orm_error *error;

    for (int i = 0; i < ORM_HAZARD_COUNT; i++) {
        names[i] = orm_text_from(orm_hazard_name(i));
        if (name->kind == ORM_JSON_STRING && orm_text_equal(name->text, names[i])) {
            sync->allowed |= 1u << i;
            return;
        }
    }
    error = orm_error_new(sync->ctx, ORM_INVALID_OPTION, "there is no hazard \"%.*s\"",
                          ORM_ARG(name->text));
    error->did_you_mean = orm_suggest(sync->ctx->arena, name->text, names, ORM_HAZARD_COUNT);
    error->at = orm_json_place(sync->ctx, name);
    orm_throw(sync->ctx, error);
}

static void read_alter(orm_sync *sync, const orm_json *alter)
{
    const orm_json *names;

    if (alter == NULL || alter->kind == ORM_JSON_FALSE)
        return;
    sync->is_altering = sync->is_dropping = true;
    if (alter->kind != ORM_JSON_OBJECT)
        return;
    ORM_CHECK_KEYS(sync->ctx, alter, alter_keys, "alter");
    sync->is_dropping = orm_option_boolean(alter, "drop", true);
    names = orm_option(alter, "allow");
    if (names && names->kind == ORM_JSON_STRING)
        allow(sync, names);
    else if (names)
        orm_each_child (name, names)
            allow(sync, name);
}

void orm_sync_read_options(orm_sync *sync, const char *what)
{
    const orm_json *options = sync->options;

    ORM_CHECK_KEYS(sync->ctx, options, sync_keys, what);
    read_alter(sync, orm_option(options, "alter"));
    sync->is_forced = orm_option_boolean(options, "force", false);
    sync->is_online = orm_option_boolean(options, "online", false);
    sync->is_listing = orm_option_boolean(options, "unmanaged", false);
}

void orm_sync_check_match(orm_sync *sync)
{
    const orm_json *match = orm_option(sync->options, "match");
    orm_host *host = sync->ctx->host;
    orm_text flags = {"", 0}, pattern, name, problem;

    if (match == NULL)
        return;
    pattern = match->text;
    if (match->kind == ORM_JSON_ARRAY) {
        if (match->count != 2 || match->first->kind != ORM_JSON_STRING ||
            match->last->kind != ORM_JSON_STRING)
            orm_raise_at(sync->ctx, ORM_INVALID_OPTION, match,
                         "\"match\" is a pattern, or [pattern, flags]");
        pattern = match->first->text;
        flags = match->last->text;
    }
    problem = host->pattern_problem(host, sync->ctx, pattern, flags);
    if (problem.length)
        orm_raise_at(sync->ctx, ORM_INVALID_OPTION, match, "%.*s", ORM_ARG(problem));
    name = host->database(host, sync->ctx);
    if (!host->match(host, sync->ctx, pattern, flags, name))
        orm_raise_at(sync->ctx, ORM_MIGRATION, match,
                     "the database \"%.*s\" does not match \"%.*s\": nothing was done",
                     ORM_ARG(name), ORM_ARG(pattern));
}
