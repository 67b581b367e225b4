/* query.c - orm_query: SQL of the user, arguments to answer. */
#include "api/arguments.h"
#include "catalog/keys.h"
#include "exec/raw.h"
#include "exec/session.h"

static const orm_key query_keys[] = {
    {"replacements", ORM_K_ARRAY | ORM_K_OBJECT},
    {"bind", ORM_K_ARRAY | ORM_K_OBJECT},
    {"model", ORM_K_STRING},
    {"nest", ORM_K_BOOLEAN},
    {"plain", ORM_K_BOOLEAN},
    {"raw", ORM_K_BOOLEAN},
    {"numbers", ORM_K_STRING},
};

/* Whoever may send any SQL text needs no literal. */
static void check_allowed(orm_call *call)
{
    if (!orm_session_catalog(call)->is_literal_allowed || call->ctx.host->is_literal_forbidden)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"),
                  "literals are switched off (allow_literal), and orm_query with them");
}

static bool wants_strings(orm_call *call, const orm_json *options)
{
    orm_text numbers = orm_option_text(options, "numbers");

    if (numbers.length && !orm_text_is(numbers, "string") && !orm_text_is(numbers, "number"))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, orm_option(options, "numbers"),
                     "\"numbers\" is \"string\" or \"number\", not \"%.*s\"", ORM_ARG(numbers));
    return numbers.length ? orm_text_is(numbers, "string") : call->catalog->is_numbers_string;
}

static const orm_model *mapped_model(orm_call *call, const orm_json *options)
{
    const orm_json *model = orm_option(options, "model");

    return model ? orm_catalog_need_model(&call->ctx, call->catalog, model->text,
                                          orm_json_place(&call->ctx, model))
                 : NULL;
}

void orm_api_query(orm_call *call)
{
    orm_text sql = orm_arg_text(call, 0);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);
    orm_raw_view view = {.is_nested = orm_option_boolean(options, "nest", false),
                         .is_plain = orm_option_boolean(options, "plain", false)};
    orm_deed deed;
    orm_raw raw;

    ORM_CHECK_KEYS(&call->ctx, options, query_keys, "orm_query");
    check_allowed(call);
    view.is_numbers_string = wants_strings(call, options);
    view.model = mapped_model(call, options);
    raw = orm_raw_read(&call->ctx, sql, options);
    deed = orm_raw_inspect(&call->ctx, &raw);
    if (!call->is_step)
        call->ctx.host->enter(call->ctx.host, orm_raw_access(deed), false);
    if (orm_raw_run(&call->ctx, &raw, deed, &view, orm_result_json(call, 512)) == 0 &&
        view.is_plain)
        orm_result_null(call);
}
