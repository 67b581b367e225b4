/* conflict.c - by which unique key a new row may be one that is there already.  See conflict.h.
 *
 * Source of the choices: Sequelize's queryInterface.upsert() and Model.bulkCreate(), and
 * semantics.md 8.  A unique key of a paranoid model is a partial one, of the rows that are not
 * deleted (semantics.md 19); saying so does no harm where the table's own key is a full one. */
#include "write/conflict.h"

#include "exec/literal.h"
#include "query/find.h"

/* ---- options */

static const orm_json *fields_of(const orm_json *options)
{
    const orm_json *fields = orm_option(options, "conflictFields");

    return fields ? fields : orm_option(options, "conflictAttributes");
}

void orm_conflict_shape(orm_shape *shape, const orm_json *options)
{
    const orm_json *where = orm_option(options, "conflictWhere");

    if (where)
        orm_buffer_text(&shape->text, where->token);
}

void orm_conflict_refuse(orm_compiler *c, const orm_json *options, const char *option)
{
    const orm_json *where = orm_option(options, "conflictWhere"), *fields = fields_of(options);
    const orm_json *node = fields ? fields : where;

    if (node)
        ORM_FAIL(c, node, "\"%.*s\" means nothing without \"%s\"", ORM_ARG(node->key), option);
}

static const orm_attribute *need_field(orm_compiler *c, const orm_model *model,
                                       const orm_json *name)
{
    const orm_attribute *attribute;

    if (name->kind != ORM_JSON_STRING)
        ORM_FAIL(c, name, "the name of an attribute, not %s", orm_json_kind_name(name));
    attribute = orm_model_attribute(model, name->text);
    if (attribute == NULL)
        attribute = orm_model_field(model, name->text);
    if (attribute == NULL)
        attribute = orm_model_need_attribute(c->ctx, model, name->text, name);
    if (attribute->is_virtual)
        ORM_FAIL(c, name, "%.*s.%.*s has no column", ORM_ARG(model->name),
                 ORM_ARG(attribute->name));
    return attribute;
}

/* A condition as the definition of an index has it: without parameters and without tables. */
static orm_text as_definition(orm_compiler *c, const orm_expr *condition)
{
    orm_inputs inputs = {.ctx = c->ctx};
    orm_printer p;

    if (condition == NULL)
        return (orm_text){"", 0};
    orm_printer_open(&p, c->ctx, NULL);
    orm_literals_open(&p, &inputs);
    orm_print_expr(&p, condition);
    return orm_printer_close(&p, NULL).sql;
}

/* Read again: none of its values is one of the call's, all are part of the text. */
static orm_text where_text(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_json *params = c->params, *own;
    orm_expr *condition;

    if (node == NULL)
        return (orm_text){"", 0};
    own = orm_json_read(c->ctx, orm_text_copy(c->ctx->arena, node->token), ORM_JSON_CODE,
                        "options.conflictWhere");
    c->params = NULL;
    condition = orm_compile_where(c, relation, own);
    c->params = params;
    return as_definition(c, condition);
}

orm_conflict *orm_conflict_read(orm_compiler *c, const orm_relation *relation,
                                const orm_json *options)
{
    orm_conflict *conflict = ORM_NEW(c->ctx->arena, orm_conflict);
    const orm_json *fields = fields_of(options);
    const orm_attribute **target;

    conflict->where = where_text(c, relation, orm_option(options, "conflictWhere"));
    if (fields == NULL)
        return conflict;
    if (fields->count == 0)
        ORM_FAIL(c, fields, "\"%.*s\" names no attribute", ORM_ARG(fields->key));
    target = ORM_NEW_N(c->ctx->arena, const orm_attribute *, fields->count);
    orm_each_child (name, fields)
        target[conflict->target_count++] = need_field(c, relation->model, name);
    conflict->target = target;
    return conflict;
}

/* ---- keys */

/* A unique key of the model that may be a target. */
typedef struct unique_key {
    const orm_attribute *const *attributes;
    uint32_t count;
} unique_key;

static bool is_primary(const orm_model *model, const orm_conflict *conflict)
{
    if (conflict->target_count != model->primary_count)
        return false;
    for (uint32_t i = 0; i < conflict->target_count; i++)
        if (!conflict->target[i]->is_primary)
            return false;
    return true;
}

static void take_key(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation,
                     unique_key key)
{
    const orm_model *model = relation->model;

    conflict->target = key.attributes;
    conflict->target_count = key.count;
    if (conflict->where.length == 0 && model->is_paranoid && model->is_paranoid_unique &&
        !is_primary(model, conflict))
        conflict->where = as_definition(c, orm_compile_paranoid(c, relation));
}

static bool read_index(orm_compiler *c, const orm_index *index, bool is_partial, unique_key *out)
{
    const orm_attribute **list;

    if (!index->is_unique || (index->where && !is_partial))
        return false;
    list = ORM_NEW_N(c->ctx->arena, const orm_attribute *, index->count);
    for (uint32_t i = 0; i < index->count; i++) {
        list[i] = index->parts[i].attribute;
        if (list[i] == NULL)
            return false;
    }
    *out = (unique_key){list, index->count};
    return true;
}

/* Unique keys of attributes, then unique indexes; partial ones where their condition is given. */
static uint32_t list_keys(orm_compiler *c, const orm_model *model, const orm_json *options,
                          unique_key **out)
{
    unique_key *keys =
        ORM_NEW_N(c->ctx->arena, unique_key, model->unique_count + model->index_count + 1);
    bool is_partial = orm_option(options, "conflictWhere") != NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < model->unique_count; i++)
        keys[count++] = (unique_key){model->uniques[i]->attributes, model->uniques[i]->count};
    for (uint32_t i = 0; i < model->index_count; i++)
        count += read_index(c, model->indexes[i], is_partial, &keys[count]);
    *out = keys;
    return count;
}

static bool has_attribute(const unique_key *key, const orm_attribute *attribute)
{
    for (uint32_t i = 0; i < key->count; i++)
        if (key->attributes[i] == attribute)
            return true;
    return false;
}

static void take_primary(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation)
{
    const orm_model *model = relation->model;

    if (model->primary_count == 0)
        orm_raise(c->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "%.*s has neither a primary key nor a unique one that the values determine: name "
                  "one with \"conflictFields\"",
                  ORM_ARG(model->name));
    take_key(c, conflict, relation, (unique_key){model->primary, model->primary_count});
}

/* ---- of one row */

static bool is_given(const orm_json *row, const orm_attribute *attribute)
{
    const orm_json *value = orm_json_member_text(row, attribute->name);

    return value && value->kind != ORM_JSON_NULL;
}

static bool is_whole(const unique_key *key, const orm_json *row)
{
    for (uint32_t i = 0; i < key->count; i++)
        if (!is_given(row, key->attributes[i]))
            return false;
    return true;
}

/* The first key that has the first of the values… */
static const unique_key *first_key(const orm_model *model, const unique_key *keys, uint32_t count,
                                   const orm_json *row, bool is_whole_wanted)
{
    orm_each_child (member, row) {
        const orm_attribute *attribute = orm_model_attribute(model, member->key);

        for (uint32_t i = 0; i < count; i++)
            if (has_attribute(&keys[i], attribute) && (!is_whole_wanted || is_whole(&keys[i], row)))
                return &keys[i];
    }
    return NULL;
}

static bool has_primary(const orm_model *model, const orm_json *row)
{
    for (uint32_t i = 0; i < model->primary_count; i++)
        if (is_given(row, model->primary[i]))
            return true;
    return false;
}

void orm_conflict_choose(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation,
                         const orm_json *options, const orm_json *row)
{
    const orm_model *model = relation->model;
    const unique_key *key = NULL;
    unique_key *keys;
    uint32_t count;

    if (conflict->target_count) {
        take_key(c, conflict, relation, (unique_key){conflict->target, conflict->target_count});
        return;
    }
    count = list_keys(c, model, options, &keys);
    if (row && !has_primary(model, row)) {
        key = first_key(model, keys, count, row, true);
        if (key == NULL)
            key = first_key(model, keys, count, row, false);
    }
    if (key)
        take_key(c, conflict, relation, *key);
    else
        take_primary(c, conflict, relation);
}

/* ---- of many rows */

static void put_names(orm_buffer *text, const unique_key *key)
{
    orm_buffer_char(text, '(');
    for (uint32_t i = 0; i < key->count; i++)
        orm_buffer_format(text, i > 0 ? ", %.*s" : "%.*s", ORM_ARG(key->attributes[i]->name));
    orm_buffer_char(text, ')');
}

static _Noreturn void fail_ambiguous(orm_compiler *c, const orm_model *model,
                                     const unique_key *keys, uint32_t count)
{
    orm_buffer text;

    orm_buffer_open(&text, c->ctx->host, ORM_LIFE_CALL, 128);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_string(&text, i + 1 < count ? ", " : " and ");
        put_names(&text, &keys[i]);
    }
    orm_raise(c->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
              "the values determine several unique keys of %.*s: %.*s; name one with "
              "\"conflictFields\"",
              ORM_ARG(model->name), ORM_ARG(orm_buffer_copy(&text, c->ctx->arena)));
}

static bool is_given_whole(const unique_key *key, const bool *given)
{
    for (uint32_t i = 0; i < key->count; i++)
        if (!given[key->attributes[i]->index])
            return false;
    return true;
}

void orm_conflict_choose_among(orm_compiler *c, orm_conflict *conflict,
                               const orm_relation *relation, const orm_json *options,
                               const bool *given, bool is_primary_first)
{
    const orm_model *model = relation->model;
    unique_key primary = {model->primary, model->primary_count};
    unique_key *keys;
    uint32_t count, found = 0;

    if (conflict->target_count) {
        take_key(c, conflict, relation, (unique_key){conflict->target, conflict->target_count});
        return;
    }
    count = list_keys(c, model, options, &keys);
    if (is_primary_first && primary.count && is_given_whole(&primary, given))
        count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (is_given_whole(&keys[i], given))
            keys[found++] = keys[i];
    if (found > 1)
        fail_ambiguous(c, model, keys, found);
    if (found == 1)
        take_key(c, conflict, relation, keys[0]);
    else
        take_primary(c, conflict, relation);
}

/* ---- what is updated */

bool orm_conflict_has(const orm_conflict *conflict, const orm_attribute *attribute)
{
    for (uint32_t i = 0; i < conflict->target_count; i++)
        if (conflict->target[i] == attribute)
            return true;
    return false;
}

static void add_update(orm_compiler *c, orm_conflict *conflict, const orm_attribute *attribute,
                       orm_expr *expr)
{
    orm_assignment **end = &conflict->updates;

    while (*end)
        end = &(*end)->next;
    *end = ORM_NEW(c->ctx->arena, orm_assignment);
    (*end)->attribute = attribute;
    (*end)->expr = expr;
}

void orm_conflict_update(orm_compiler *c, orm_conflict *conflict, const orm_attribute *attribute)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_EXCLUDED);

    expr->attribute = attribute;
    expr->type = attribute->type;
    add_update(c, conflict, attribute, expr);
}

static void add_version(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation)
{
    const orm_attribute *version = relation->model->version;
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_ADD);

    expr->left = orm_expr_column(c->ctx->arena, relation, version);
    expr->right = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    expr->right->text = ORM_TEXT("1");
    expr->type = version->type;
    add_update(c, conflict, version, expr);
}

void orm_conflict_update_all(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation,
                             const bool *is_updated, bool is_silent)
{
    const orm_model *model = relation->model;

    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_attribute *attribute = model->columns[i];
        bool is_key = orm_conflict_has(conflict, attribute);
        bool is_touched = attribute == model->updated_at && !is_silent;

        if (attribute == model->version)
            add_version(c, conflict, relation);
        else if (is_touched ||
                 (is_updated[attribute->index] && (!is_key || orm_type_is_text(attribute->type))))
            orm_conflict_update(c, conflict, attribute);
    }
    if (conflict->updates == NULL) /* so that the row is returned */
        orm_conflict_update(c, conflict, conflict->target[0]);
}
