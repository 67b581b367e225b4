/* config.c - settings of the registry, scopes and hooks beside the models' definitions. */
#include "api/arguments.h"
#include "catalog/keys.h"
#include "exec/session.h"
#include "write/definition.h"

/* ---- orm_config: a member of the registry's config */

static void answer_setting(orm_call *call, orm_text key)
{
    const orm_json *value =
        orm_json_member_text(orm_session_catalog(call)->registry->config_node, key);

    if (value)
        orm_json_write(orm_result_json(call, value->token.length), value);
    else
        orm_result_null(call);
}

/* The config with `key` set to `value`; null takes it out. */
static orm_text changed_config(orm_definition *change, orm_text key, const orm_json *value)
{
    const orm_json *config = change->before->registry->config_node;
    orm_buffer out;
    orm_text text;

    orm_buffer_open(&out, change->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_char(&out, '{');
    orm_each_child (member, config) {
        if (orm_text_equal(member->key, key))
            continue;
        if (out.length > 1)
            orm_buffer_char(&out, ',');
        orm_json_write_string(&out, member->key);
        orm_buffer_char(&out, ':');
        orm_json_write(&out, member);
    }
    if (value) {
        if (out.length > 1)
            orm_buffer_char(&out, ',');
        orm_json_write_string(&out, key);
        orm_buffer_char(&out, ':');
        orm_json_write(&out, value);
    }
    orm_buffer_char(&out, '}');
    text = orm_buffer_copy(&out, change->ctx.arena);
    orm_buffer_close(&out);
    return text;
}

/* A value may be a bare word: orm_config('numbers', 'string').  SQLite's false is 0. */
static const orm_json *setting(orm_call *call, orm_ctx *ctx, orm_text key)
{
    orm_text text = call->args[1].text;
    bool is_digit = orm_text_is(text, "0") || orm_text_is(text, "1");
    bool is_json = text.length && (strchr("{[\"", text.data[0]) || orm_text_is(text, "true") ||
                                   orm_text_is(text, "false") || orm_text_is(text, "null"));

    if (is_digit && orm_text_is(key, "allow_literal"))
        return orm_json_read(ctx, orm_text_from(*text.data == '0' ? "false" : "true"),
                             ORM_JSON_CODE, "value");
    if (!call->args[1].is_null && !is_json) {
        const orm_json *node = orm_arg_key(call, 1);

        return orm_json_read(ctx, orm_text_copy(ctx->arena, node->token), ORM_JSON_CODE, "value");
    }
    return orm_arg_document(call, ctx, 1, ORM_JSON_CODE);
}

void orm_api_config(orm_call *call)
{
    orm_text key = orm_arg_text(call, 0);
    orm_definition change;

    orm_catalog_check_setting(&call->ctx, key);
    if (call->args[1].is_null) {
        answer_setting(call, key);
        return;
    }
    orm_definition_open(&change, call);
    orm_definition_copy(&change, 0);
    change.registry->config = changed_config(&change, key, setting(call, &change.ctx, key));
    change.registry->config_node =
        orm_json_read(&change.ctx, change.registry->config, ORM_JSON_CODE, "value");
    orm_definition_save(&change);
    answer_setting(call, key);
}

/* ---- scopes */

void orm_api_add_scope(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    orm_text name = orm_arg_text(call, 1);
    orm_definition change;

    orm_definition_open(&change, call);
    orm_definition_copy(&change, 1);
    orm_registry_set_scope(&change.ctx, change.registry, model->name, name,
                           orm_arg_need_document(call, &change.ctx, 2, ORM_JSON_CODE));
    orm_result_boolean(call, orm_definition_save(&change));
}

void orm_api_remove_scope(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    orm_definition change;

    orm_definition_open(&change, call);
    orm_definition_copy(&change, 0);
    orm_registry_remove_scope(change.registry, model->name, orm_arg_text(call, 1));
    orm_result_boolean(call, orm_definition_save(&change));
}

/* ---- hooks: of a model, or of all */

static orm_text hooked_model(orm_call *call)
{
    return call->args[0].is_null ? (orm_text){"", 0} : orm_arg_model(call)->name;
}

void orm_api_add_hook(orm_call *call)
{
    orm_text model = hooked_model(call);
    orm_definition change;

    orm_definition_open(&change, call);
    orm_definition_copy(&change, 1);
    orm_registry_set_hook(&change.ctx, change.registry, model, orm_arg_text(call, 1),
                          orm_arg_optional_text(call, 3), orm_arg_text(call, 2), NULL);
    orm_result_boolean(call, orm_definition_save(&change));
}

void orm_api_remove_hook(orm_call *call)
{
    orm_text model = hooked_model(call);
    orm_definition change;

    orm_definition_open(&change, call);
    orm_definition_copy(&change, 0);
    orm_registry_remove_hook(change.registry, model, orm_arg_text(call, 1),
                             orm_arg_optional_text(call, 2));
    orm_result_boolean(call, orm_definition_save(&change));
}
