/* definition_hook.c - hooks are tried when they are defined.  See definition_private.h.
 *
 * A hook sees the instance, the values and the options of the call as JSON, and the model's name.
 */
#include "base/suggest.h"
#include "catalog/hooks.h"
#include "dialect.h"
#include "host.h"
#include "query/template.h"
#include "write/definition_private.h"

static const char *const names_of_process[] = {
#define ORM_HOOK(name, event)
#define ORM_HOOK_OF_PROCESS(name) name,
#include "catalog/hooks.def"
#undef ORM_HOOK
#undef ORM_HOOK_OF_PROCESS
};

static void check_name(orm_checking *it, orm_text name, orm_text at)
{
    orm_text known[ORM_EVENT_COUNT];
    orm_error *error;

    if (orm_hook_events(name))
        return;
    for (int i = 0; i < ORM_EVENT_COUNT; i++)
        known[i] = orm_text_from(orm_event_name((orm_event)i));
    for (size_t i = 0; i < sizeof names_of_process / sizeof *names_of_process; i++)
        if (orm_text_is(name, names_of_process[i]))
            orm_raise(it->ctx, ORM_UNSUPPORTED, at,
                      "the hook \"%.*s\" is about Sequelize's own process: an SQL expression has "
                      "nothing to do there",
                      ORM_ARG(name));
    error = orm_error_new(it->ctx, ORM_DEFINITION, "there is no hook \"%.*s\"", ORM_ARG(name));
    error->at = at;
    error->did_you_mean = orm_suggest(it->ctx->arena, name, known, ORM_EVENT_COUNT);
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
    expr->left = no_document(it);
    expr->values = expr->options = expr->left;
    orm_checking_prepare(it, expr, place);
}

void orm_check_hooks(orm_checking *it)
{
    for (uint32_t i = 0; i < it->model->hook_count; i++)
        check_hook(it, it->model->hooks[i].hook, it->model->hooks[i].expression, ORM_HOOK_PLACES,
                   it->model->hooks[i].at);
}

void orm_check_common_hooks(orm_checking *it, const orm_registry *registry)
{
    static const orm_model all = {.attribute_count = 0};
    const orm_model *saved = it->model;

    it->model = &all;
    for (uint32_t i = 0; i < registry->hook_count; i++)
        if (registry->hooks[i].model.length == 0)
            check_hook(it, registry->hooks[i].hook, registry->hooks[i].expression,
                       ORM_COMMON_HOOK_PLACES, registry->hooks[i].at);
    it->model = saved;
}
