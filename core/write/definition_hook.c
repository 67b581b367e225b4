/* definition_hook.c - hooks are tried when they are defined.  See definition_private.h.
 *
 * A hook sees the instance, the values and the options of the call as JSON, and the model's name.
 */
#include "base/suggest.h"
#include "dialect.h"
#include "host.h"
#include "query/template.h"
#include "write/definition_private.h"

enum {
    HOOK_PLACES = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_INSTANCE) |
                  ORM_PLACES(ORM_PLACE_VALUES) | ORM_PLACES(ORM_PLACE_OPTIONS) |
                  ORM_PLACES(ORM_PLACE_MODEL) | ORM_PLACES(ORM_PLACE_ATTRIBUTE),
    COMMON_PLACES = HOOK_PLACES & ~ORM_PLACES(ORM_PLACE_ATTRIBUTE)
};

static const char *const names[] = {
#define ORM_HOOK(name) name,
#define ORM_HOOK_OF_PROCESS(name)
#include "catalog/hooks.def"
#undef ORM_HOOK
#undef ORM_HOOK_OF_PROCESS
};

static const char *const names_of_process[] = {
#define ORM_HOOK(name)
#define ORM_HOOK_OF_PROCESS(name) name,
#include "catalog/hooks.def"
#undef ORM_HOOK
#undef ORM_HOOK_OF_PROCESS
};

enum { NAME_COUNT = sizeof names / sizeof *names };

static void check_name(orm_checking *it, orm_text name, orm_text at)
{
    orm_text known[NAME_COUNT];
    orm_error *error;

    for (size_t i = 0; i < NAME_COUNT; i++) {
        known[i] = orm_text_from(names[i]);
        if (orm_text_equal(known[i], name))
            return;
    }
    for (size_t i = 0; i < sizeof names_of_process / sizeof *names_of_process; i++)
        if (orm_text_is(name, names_of_process[i]))
            orm_raise(it->ctx, ORM_UNSUPPORTED, at,
                      "the hook \"%.*s\" is about Sequelize's own process: an SQL expression has "
                      "nothing to do there",
                      ORM_ARG(name));
    error = orm_error_new(it->ctx, ORM_DEFINITION, "there is no hook \"%.*s\"", ORM_ARG(name));
    error->at = at;
    error->did_you_mean = orm_suggest(it->ctx->arena, name, known, NAME_COUNT);
    orm_throw(it->ctx, error);
}

/* Stands for the JSON of the call. */
static orm_expr *no_document(orm_checking *it)
{
    orm_expr *expr = orm_expr_new(it->ctx->arena, ORM_EXPR_RAW);

    expr->text =
        it->ctx->host->dialect->has_schemas ? ORM_TEXT("NULL::pg_catalog.jsonb") : ORM_TEXT("NULL");
    return expr;
}

/* `at` is NULL for one that orm_add_hook brings: its places are the function's arguments. */
static void check_hook(orm_checking *it, orm_text name, orm_text expression, uint32_t places,
                       const orm_json *at)
{
    const orm_json argument = {.key = ORM_TEXT("expression"), .slot = -1};
    const orm_json *place = at ? at : &argument;
    orm_expr *expr = orm_expr_new(it->ctx->arena, ORM_EXPR_TEMPLATE);

    check_name(it, name, at ? orm_json_place(it->ctx, at) : ORM_TEXT("hook"));
    expr->relation = orm_checking_relation(it);
    expr->pattern = orm_template_read(it->ctx, it->model, expression, places, place);
    expr->values = expr->options = no_document(it);
    orm_checking_prepare(it, expr, place);
}

void orm_check_hooks(orm_checking *it)
{
    for (uint32_t i = 0; i < it->model->hook_count; i++)
        check_hook(it, it->model->hooks[i].hook, it->model->hooks[i].expression, HOOK_PLACES,
                   it->model->hooks[i].at);
}

void orm_check_common_hooks(orm_checking *it, const orm_registry *registry)
{
    static const orm_model all = {.attribute_count = 0};
    const orm_model *saved = it->model;

    it->model = &all;
    for (uint32_t i = 0; i < registry->hook_count; i++)
        if (registry->hooks[i].model.length == 0)
            check_hook(it, registry->hooks[i].hook, registry->hooks[i].expression, COMMON_PLACES,
                       registry->hooks[i].at);
    it->model = saved;
}
