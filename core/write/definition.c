/* definition.c - a change of the registry: all of it or nothing.  See definition.h. */
#include "write/definition.h"

#include "catalog/keys.h"
#include "exec/store.h"
#include "write/definition_check.h"

void orm_definition_open(orm_definition *change, orm_call *call)
{
    orm_host *host = call->ctx.host;

    change->call = call;
    change->before = orm_session_catalog(call);
    change->ctx = (orm_ctx){host, host->arena_open(host)};
}

void orm_definition_copy(orm_definition *change, uint32_t room)
{
    change->registry = orm_registry_copy(&change->ctx, change->before->registry, room);
}

bool orm_definition_save(orm_definition *change)
{
    orm_catalog *catalog = orm_catalog_build(&change->ctx, change->registry);

    orm_definition_check(&change->call->ctx, catalog, change->before->registry);
    if (!orm_store_save(&change->ctx, change->before->registry, change->registry, catalog->stamp))
        return false;
    orm_session_publish(change->call, catalog);
    return true;
}

/* ---- associations with their other side */

static const orm_key inverse_keys[] = {
    {"as", ORM_K_STRING | ORM_K_OBJECT},
    {"type", ORM_K_STRING},
};

/* A member of an object that is being put together as text. */
static void put_member(orm_buffer *buffer, const char *name, const orm_json *node)
{
    if (node == NULL)
        return;
    if (buffer->length > 1)
        orm_buffer_char(buffer, ',');
    orm_buffer_format(buffer, "\"%s\":", name);
    orm_json_write(buffer, node);
}

static const orm_json *read_buffer(orm_definition *change, orm_buffer *buffer)
{
    orm_text text;

    orm_buffer_char(buffer, '}');
    text = orm_buffer_copy(buffer, change->ctx.arena);
    orm_buffer_close(buffer);
    return orm_json_read(&change->ctx, text, ORM_JSON_CODE, "options");
}

/* The options without `inverse`: what is stored. */
static const orm_json *without_inverse(orm_definition *change, const orm_json *options)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, change->ctx.host, ORM_LIFE_CALL, options->token.length);
    orm_buffer_char(&buffer, '{');
    orm_each_child (member, options) {
        if (orm_text_is(member->key, "inverse"))
            continue;
        if (buffer.length > 1)
            orm_buffer_char(&buffer, ',');
        orm_json_write_string(&buffer, member->key);
        orm_buffer_char(&buffer, ':');
        orm_json_write(&buffer, member);
    }
    return read_buffer(change, &buffer);
}

/* Names of a key: one as a string, several as a list. */
static void put_names(orm_buffer *buffer, const char *name, const orm_attribute *const *attributes,
                      uint32_t count)
{
    if (buffer->length > 1)
        orm_buffer_char(buffer, ',');
    orm_buffer_format(buffer, count > 1 ? "\"%s\":[" : "\"%s\":", name);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, attributes[i]->name);
    }
    if (count > 1)
        orm_buffer_char(buffer, ']');
}

/* The other side has the same keys, seen from there: those that this side has come to. */
static const orm_json *inverse_options(orm_definition *change, const orm_json *options,
                                       const orm_json *inverse, const orm_association *side)
{
    static const char *const same[] = {"constraints", "onDelete", "onUpdate", "keyType"};
    bool is_belongs_to = side->kind == ORM_BELONGS_TO;
    const orm_link *link = &side->link;
    orm_buffer buffer;

    orm_buffer_open(&buffer, change->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_char(&buffer, '{');
    put_member(&buffer, "as", orm_option(inverse, "as"));
    if (side->through) {
        put_names(&buffer, "foreignKey", side->through_link.from, side->through_link.count);
        put_names(&buffer, "otherKey", link->to, link->count);
        put_member(&buffer, "through", orm_option(options, "through"));
    } else {
        put_names(&buffer, "foreignKey", is_belongs_to ? link->from : link->to, link->count);
    }
    put_member(&buffer, "sourceKey", orm_option(options, "targetKey"));
    put_member(&buffer, "targetKey", orm_option(options, "sourceKey"));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        put_member(&buffer, same[i], orm_option(options, same[i]));
    return read_buffer(change, &buffer);
}

/* The association whose options' text this is, as the registry stands now. */
static const orm_association *find_side(orm_definition *change, const char *options)
{
    const orm_catalog *catalog = orm_catalog_build(&change->ctx, change->registry);

    for (uint32_t i = 0; i < change->registry->association_count; i++) {
        const orm_registry_association *it = &change->registry->associations[i];

        if (it->options.data == options)
            return orm_model_association(orm_catalog_model(catalog, it->source), it->as);
    }
    return NULL;
}

/* belongsTo may be the other side of hasOne or hasMany, and the other way round. */
static const char *inverse_type(orm_definition *change, const char *type, const orm_json *inverse)
{
    orm_text given = orm_option_text(inverse, "type");
    bool is_belongs_to = strcmp(type, "belongsTo") == 0;
    const char *usual = is_belongs_to                        ? "hasMany"
                        : strcmp(type, "belongsToMany") == 0 ? "belongsToMany"
                                                             : "belongsTo";

    if (given.length == 0 || orm_text_is(given, usual))
        return usual;
    if (is_belongs_to && orm_text_is(given, "hasOne"))
        return "hasOne";
    orm_raise_at(&change->ctx, ORM_DEFINITION, orm_option(inverse, "type"),
                 "the other side of a %s association is %s, not \"%.*s\"", type,
                 is_belongs_to ? "hasOne or hasMany" : usual, ORM_ARG(given));
}

void orm_definition_associate(orm_definition *change, orm_text source, const char *type,
                              orm_text target, const orm_json *options)
{
    const orm_json *inverse = orm_option(options, "inverse");
    orm_registry_association *entry;
    const orm_association *side;

    if (inverse == NULL) {
        entry = orm_registry_add_association(&change->ctx, change->registry, source, type, target,
                                             options);
        entry->at = options;
        return;
    }
    ORM_CHECK_KEYS(&change->ctx, inverse, inverse_keys, "inverse");
    entry = orm_registry_add_association(&change->ctx, change->registry, source, type, target,
                                         without_inverse(change, options));
    entry->at = options;
    side = find_side(change, entry->options.data);
    entry = orm_registry_add_association(&change->ctx, change->registry, target,
                                         inverse_type(change, type, inverse), source,
                                         inverse_options(change, options, inverse, side));
    entry->at = inverse;
}
