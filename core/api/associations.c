/* associations.c - the functions on an instance's associations: arguments to answers. */
#include "api/arguments.h"
#include "exec/find.h"
#include "exec/hooks.h"
#include "exec/session.h"
#include "write/link.h"

/* The association that the third argument names. */
static const orm_association *association_of(orm_call *call, const orm_model *model)
{
    orm_text name = orm_arg_text(call, 2);
    orm_json place = {.key = ORM_TEXT("association"), .slot = -1};

    return orm_model_need_association(&call->ctx, model, name, &place);
}

/* The instance: a key, or an object that holds it. */
static const orm_json *instance_of(orm_call *call)
{
    const orm_json *instance = orm_arg_key(call, 1);

    if (instance == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("instance"),
                  "orm_%s needs its argument \"instance\": a key, or an object that holds it",
                  call->function->name);
    return instance;
}

void orm_api_get_assoc(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_association *association = association_of(call, model);
    bool is_many = orm_association_is_many(association);
    const orm_json *options = orm_arg_document(call, &call->ctx, 3, ORM_JSON_CODE);
    orm_find find = {.model = association->target,
                     .options = options,
                     .of = association,
                     .owner = instance_of(call),
                     .is_first = !is_many};
    uint32_t count =
        orm_find_hooked(call, &find, orm_arg_params(call, options, 4),
                        is_many ? ORM_ANSWER_LIST : ORM_ANSWER_FIRST, orm_result_json(call, 512));

    if (!is_many && count == 0)
        orm_result_null(call);
}

void orm_api_count_assoc(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_association *association = association_of(call, model);
    const orm_json *options = orm_arg_document(call, &call->ctx, 3, ORM_JSON_CODE);
    orm_find find = {.model = association->target,
                     .options = orm_hooks_before_find(call, association->target, options),
                     .of = association,
                     .owner = instance_of(call)};
    int64_t count = orm_count_run(call, &find, orm_arg_params(call, options, 4));

    orm_result_integer(call, !orm_association_is_many(association) && count > 1 ? 1 : count);
}

static void change_links(orm_call *call, orm_link_mode mode)
{
    const orm_model *model = orm_arg_model(call);
    const orm_association *association = association_of(call, model);
    const orm_json *owner = instance_of(call);
    const orm_json *targets = orm_arg_key(call, 3);
    const orm_json *options = orm_arg_options(call, 4);

    orm_result_integer(call, orm_link_run(call, association, owner, targets, options, mode));
}

void orm_api_set_assoc(orm_call *call)
{
    change_links(call, ORM_LINK_SET);
}

void orm_api_add_assoc(orm_call *call)
{
    change_links(call, ORM_LINK_ADD);
}

void orm_api_remove_assoc(orm_call *call)
{
    change_links(call, ORM_LINK_REMOVE);
}

void orm_api_has_assoc(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_association *association = association_of(call, model);
    const orm_json *owner = instance_of(call);
    const orm_json *targets = orm_arg_key(call, 3);

    orm_result_boolean(call, orm_link_has(call, association, owner, targets,
                                          orm_arg_document(call, &call->ctx, 4, ORM_JSON_CODE)));
}

void orm_api_create_assoc(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_association *association = association_of(call, model);
    const orm_json *owner = instance_of(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 3, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 4);

    orm_link_create(call, association, owner, row, options, orm_result_json(call, 512));
}
