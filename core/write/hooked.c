/* hooked.c - a write of one row with the model's hooks before and after it.  See hooked.h. */
#include "write/hooked.h"

#include "catalog/convert.h"
#include "exec/parameters.h"
#include "query/modify.h"
#include "write/build.h"
#include "write/document.h"

void orm_hooked_open(orm_hooked *hooked, orm_call *call, const orm_model *model,
                     const orm_json *options, const orm_hooked_events *events)
{
    memset(hooked, 0, sizeof *hooked);
    hooked->hooks = (orm_hooks){call, model, options};
    hooked->events = events;
    hooked->is_validating = orm_option_boolean(options, "validate", true);
}

const orm_json *orm_hooked_document(orm_ctx *ctx, const orm_json *row)
{
    return row ? row : orm_document_new(ctx, ORM_JSON_OBJECT, ORM_TEXT("doc"));
}

/* ---- a new row */

static bool is_uuid(const orm_attribute *attribute)
{
    return attribute->default_kind == ORM_DEFAULT_UUID_V1 ||
           attribute->default_kind == ORM_DEFAULT_UUID_V4 ||
           attribute->default_kind == ORM_DEFAULT_UUID_V7;
}

static orm_value new_uuid(orm_ctx *ctx, orm_call *call, const orm_attribute *attribute)
{
    orm_param param = {.source = ORM_PARAM_GENERATED, .slot = attribute->default_kind};
    const orm_param *parameter = &param;
    orm_inputs inputs = {.ctx = ctx, .now = orm_call_now(call)};
    orm_value value;

    orm_parameters_bind(&inputs, &parameter, 1, &value);
    return value;
}

const orm_json *orm_hooked_values(orm_call *call, const orm_model *model, const orm_json *row)
{
    const orm_json *values = orm_hooked_document(&call->ctx, row);

    for (uint32_t i = 0; values->kind == ORM_JSON_OBJECT && i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];
        orm_json *patch;

        if (!is_uuid(attribute) || attribute->setter.length ||
            orm_json_member_text(values, attribute->name))
            continue;
        patch = orm_document_new(&call->ctx, ORM_JSON_OBJECT, ORM_TEXT("doc"));
        orm_document_put(patch, orm_document_value(&call->ctx, attribute->name,
                                                   new_uuid(&call->ctx, call, attribute)));
        values = orm_hooks_merge(&call->ctx, values, patch);
    }
    return values;
}

void orm_hooked_new_row(orm_hooked *hooked, const orm_json *row)
{
    hooked->row.values = orm_hooked_values(hooked->hooks.call, hooked->hooks.model, row);
}

/* ---- the instance as hooks see it before it is written */

orm_text orm_hooked_instance(orm_call *call, const orm_model *model, const orm_json *values)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, call->ctx.host, ORM_LIFE_CALL, 256);
    orm_build_run(call, model, values, NULL, &buffer);
    text = orm_buffer_copy(&buffer, call->ctx.arena);
    orm_buffer_close(&buffer);
    return text;
}

static orm_text instance_now(orm_hooked *hooked, orm_event event)
{
    orm_ctx *ctx = &hooked->hooks.call->ctx;

    if (!orm_hooks_see_instance(&hooked->hooks, UINT32_C(1) << event))
        return (orm_text){"", 0};
    if (hooked->is_bulk)
        return event == hooked->events->before ? (orm_text){"", 0}
                                               : orm_hooks_text(ctx, hooked->row.values);
    if (hooked->stored)
        return orm_hooks_text(ctx, orm_hooks_merge(ctx, hooked->stored, hooked->row.values));
    return orm_hooked_instance(hooked->hooks.call, hooked->hooks.model, hooked->row.values);
}

void orm_hooked_event(orm_hooked *hooked, orm_event event)
{
    if (!(hooked->hooks.model->events >> event & 1))
        return;
    hooked->row.instance = instance_now(hooked, event);
    orm_hooks_run(&hooked->hooks, event, &hooked->row, 1);
}

/* ---- the order of events */

void orm_hooked_failed(orm_hooked *hooked, const orm_problems *problems)
{
    orm_ctx *ctx = &hooked->hooks.call->ctx;
    orm_buffer items;

    if (!(hooked->hooks.model->events & ORM_EVENTS(VALIDATION_FAILED)))
        return;
    orm_buffer_open(&items, ctx->host, ORM_LIFE_CALL, 256);
    orm_error_write_items(&items, problems->first);
    hooked->row.value = orm_buffer_copy(&items, ctx->arena);
    orm_buffer_close(&items);
    orm_hooked_event(hooked, ORM_EVENT_VALIDATION_FAILED);
    hooked->row.value = (orm_text){"", 0};
}

static void validate(orm_hooked *hooked)
{
    orm_problems problems;
    const orm_trial trial = {&problems, false};

    orm_problems_open(&problems, &hooked->hooks.call->ctx, hooked->hooks.model);
    hooked->run(hooked, &trial);
    if (problems.count == 0)
        return;
    orm_hooked_failed(hooked, &problems);
    orm_problems_raise(&problems);
}

/* A hook stands between the validators and the statement. */
static bool has_between(const orm_hooked *hooked)
{
    return (hooked->hooks.model->events &
            (ORM_EVENTS(AFTER_VALIDATE) | ORM_EVENTS(VALIDATION_FAILED) |
             UINT32_C(1) << hooked->events->before)) != 0;
}

bool orm_hooked_before(orm_hooked *hooked)
{
    bool is_over = hooked->is_validating && has_between(hooked);

    if (hooked->is_validating)
        orm_hooked_event(hooked, ORM_EVENT_BEFORE_VALIDATE);
    if (is_over) {
        validate(hooked);
        orm_hooked_event(hooked, ORM_EVENT_AFTER_VALIDATE);
    }
    orm_hooked_event(hooked, hooked->events->before);
    return is_over;
}

static void run_after(orm_hooked *hooked, orm_text written)
{
    orm_ctx *ctx = &hooked->hooks.call->ctx;

    hooked->row.instance = hooked->instance ? hooked->instance(hooked, written) : written;
    if (hooked->row.instance.length == 0)
        return;
    hooked->row.instance = orm_text_copy(ctx->arena, hooked->row.instance);
    orm_hooks_run(&hooked->hooks, hooked->events->after, &hooked->row, 1);
}

bool orm_hooked_run(orm_hooked *hooked, orm_buffer *out)
{
    const orm_trial trial = {NULL, orm_hooked_before(hooked)};
    size_t from = out->length;

    if (!hooked->run(hooked, &trial))
        return false;
    run_after(hooked, orm_buffer_since(out, from));
    return true;
}
