/* define.c - the functions that define, forget and describe models. */
#include "api/arguments.h"
#include "base/suggest.h"
#include "catalog/describe.h"
#include "catalog/keys.h"
#include "exec/session.h"
#include "write/definition.h"

static void answer_model(orm_call *call, orm_text name)
{
    orm_describe_model(orm_result_json(call, 1024), orm_catalog_model(call->catalog, name));
}

void orm_api_define(orm_call *call)
{
    orm_definition change;
    const orm_json *attributes, *options;

    orm_definition_open(&change, call);
    attributes = orm_arg_need_document(call, &change.ctx, 1, ORM_JSON_CODE);
    options = orm_arg_document(call, &change.ctx, 2, ORM_JSON_CODE);
    orm_definition_copy(&change, 1);
    orm_registry_set_model(&change.ctx, change.registry, orm_arg_text(call, 0), attributes,
                           options);
    orm_definition_save(&change);
    answer_model(call, orm_arg_text(call, 0));
}

static void write_names(orm_buffer *buffer, const orm_catalog *catalog)
{
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, catalog->models[i]->name);
    }
    orm_buffer_char(buffer, ']');
}

static const orm_key define_all_keys[] = {{"replace", ORM_K_BOOLEAN}};

void orm_api_define_all(orm_call *call)
{
    orm_definition change;
    const orm_json *document, *options;

    orm_definition_open(&change, call);
    document = orm_arg_need_document(call, &change.ctx, 0, ORM_JSON_CODE);
    options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);
    ORM_CHECK_KEYS(&call->ctx, options, define_all_keys, "orm_define_all");
    orm_definition_read_all(&change, document, orm_option_boolean(options, "replace", false));
    orm_definition_save(&change);
    write_names(orm_result_json(call, 256), call->catalog);
}

void orm_api_export(orm_call *call)
{
    orm_describe_registry(orm_result_json(call, 4096), orm_session_catalog(call)->registry);
}

void orm_api_models(orm_call *call)
{
    write_names(orm_result_json(call, 256), orm_session_catalog(call));
}

void orm_api_describe(orm_call *call)
{
    orm_describe_model(orm_result_json(call, 1024), orm_arg_model(call));
}

void orm_api_undefine(orm_call *call)
{
    orm_definition change;
    bool is_removed;

    orm_definition_open(&change, call);
    orm_definition_copy(&change, 0);
    is_removed = orm_registry_remove_model(change.registry, orm_arg_text(call, 0));
    if (is_removed)
        orm_definition_save(&change);
    orm_result_boolean(call, is_removed);
}

void orm_api_undefine_assoc(orm_call *call)
{
    orm_definition change;
    bool is_removed;

    orm_arg_model(call);
    orm_definition_open(&change, call);
    orm_definition_copy(&change, 0);
    is_removed = orm_registry_remove_association(change.registry, orm_arg_text(call, 0),
                                                 orm_arg_text(call, 1), NULL);
    if (is_removed)
        orm_definition_save(&change);
    orm_result_boolean(call, is_removed);
}

/* ---- associations */

/* The alias that a new association got: it is known by its options' text, which no other one has.
 */
static orm_text alias_of(const orm_registry *registry, const char *options)
{
    for (uint32_t i = 0; i < registry->association_count; i++)
        if (registry->associations[i].options.data == options)
            return registry->associations[i].as;
    return (orm_text){"", 0};
}

static void associate(orm_call *call, const char *type)
{
    orm_definition change;
    orm_text source = orm_arg_text(call, 0);
    const char *options;
    uint32_t first;

    orm_arg_model(call);
    orm_definition_open(&change, call);
    orm_definition_copy(&change, 2);
    first = change.registry->association_count;
    orm_definition_associate(&change, source, type, orm_arg_text(call, 1),
                             orm_arg_document(call, &change.ctx, 2, ORM_JSON_CODE));
    options = change.registry->associations[first].options.data;
    orm_definition_save(&change);
    orm_describe_association(orm_result_json(call, 256),
                             orm_model_association(orm_catalog_model(call->catalog, source),
                                                   alias_of(change.registry, options)));
}

void orm_api_belongs_to(orm_call *call)
{
    associate(call, "belongsTo");
}

void orm_api_has_one(orm_call *call)
{
    associate(call, "hasOne");
}

void orm_api_has_many(orm_call *call)
{
    associate(call, "hasMany");
}

void orm_api_belongs_to_many(orm_call *call)
{
    associate(call, "belongsToMany");
}
