/* definition_check.c - definitions are tried before they are stored.  See definition_check.h. */
#include "write/definition_check.h"

#include "base/suggest.h"
#include "catalog/convert.h"
#include "dialect.h"
#include "exec/literal.h"
#include "query/modify.h"
#include "query/template.h"
#include "sql/printer.h"
#include "validate/validator.h"
#include "write/definition_private.h"
#include "write/rules.h"

typedef orm_checking checking;

static _Noreturn void fail(checking *it, const orm_json *node, const char *sentence,
                           const orm_attribute *attribute)
{
    orm_error *error = orm_error_new(it->ctx, ORM_DEFINITION, "%.*s.%.*s: %s",
                                     ORM_ARG(it->model->name), ORM_ARG(attribute->name), sentence);

    error->model = it->model->name;
    if (node)
        error->at = orm_json_place(it->ctx, node);
    orm_throw(it->ctx, error);
}

/* ---- types and defaults */

/* SQL('…') goes into a column's definition as it stands: one type, nothing behind it. */
static void check_sql_type(checking *it, const orm_attribute *attribute, const orm_type *type)
{
    int depth = 0;

    for (size_t i = 0; i < type->word.length; i++) {
        char c = type->word.data[i];

        depth += (c == '(' || c == '[') - (c == ')' || c == ']');
        if (c == ',' && depth == 0)
            fail(it, attribute->source, "SQL('…') is the name of one type", attribute);
    }
    orm_template_read(it->ctx, it->model, type->word, ORM_PLACES(ORM_PLACE_TEXT),
                      attribute->source);
}

/* What SQLite has no storage and no operators for. */
static void check_type(checking *it, const orm_attribute *attribute, const orm_type *type)
{
    if (type->kind == ORM_TYPE_SQL)
        check_sql_type(it, attribute, type);
    if (type->element)
        check_type(it, attribute, type->element);
    if (attribute->source)
        orm_compile_check_type(&it->compiler, type, attribute->source);
    if (it->ctx->host->dialect->has_schemas)
        return;
    if (type->kind == ORM_TYPE_RANGE || type->kind == ORM_TYPE_GEOMETRY ||
        type->kind == ORM_TYPE_GEOGRAPHY)
        orm_raise(it->ctx, ORM_UNSUPPORTED,
                  attribute->source ? orm_json_place(it->ctx, attribute->source)
                                    : (orm_text){"", 0},
                  "%s has no type %.*s (attribute %.*s.%.*s); PostgreSQL has",
                  it->ctx->host->dialect->name, ORM_ARG(type->name), ORM_ARG(it->model->name),
                  ORM_ARG(attribute->name));
}

/* What is made when a row is must be a value of the type. */
static bool is_generable(checking *it, const orm_attribute *attribute)
{
    static const orm_json uuid = {.kind = ORM_JSON_STRING,
                                  .slot = -1,
                                  .text = ORM_TEXT("00000000-0000-4000-8000-000000000000"),
                                  .token = ORM_TEXT("\"00000000-0000-4000-8000-000000000000\"")};
    orm_value value;
    orm_text why;

    switch (attribute->default_kind) {
    case ORM_DEFAULT_NOW: return orm_convert_now(it->ctx, attribute->type, 0, &value);
    case ORM_DEFAULT_UUID_V1:
    case ORM_DEFAULT_UUID_V4:
    case ORM_DEFAULT_UUID_V7:
        return !orm_type_is_json(attribute->type) &&
               orm_convert(it->ctx, attribute->type, &uuid, &value, &why);
    default: return true;
    }
}

/* A default stands in the table's definition, where there is no row yet. */
static void refuse_columns(checking *it, const orm_attribute *attribute, const orm_json *node)
{
    orm_each_child (child, node) {
        if (node->kind == ORM_JSON_OBJECT && orm_text_is(child->key, "$col"))
            fail(it, child, "a default value cannot ask for other attributes", attribute);
        refuse_columns(it, attribute, child);
    }
}

static void check_default(checking *it, const orm_attribute *attribute)
{
    orm_value value;
    orm_text why;

    if (!attribute->is_virtual && !is_generable(it, attribute))
        fail(it, attribute->default_node,
             orm_text_format(it->ctx->arena, "the default value %.*s is no value of the type %.*s",
                             ORM_ARG(attribute->default_node->text), ORM_ARG(attribute->type->name))
                 .data,
             attribute);
    if (attribute->default_kind == ORM_DEFAULT_EXPRESSION) {
        refuse_columns(it, attribute, attribute->default_node);
        orm_compile_expression(&it->compiler, orm_compile_relation(&it->compiler, it->model),
                               attribute->default_node, attribute->type);
    }
    if (attribute->default_kind == ORM_DEFAULT_VALUE && !attribute->is_virtual &&
        !orm_convert(it->ctx, attribute->type, attribute->default_node, &value, &why))
        fail(it, attribute->default_node,
             orm_text_format(it->ctx->arena, "the default value: %.*s", ORM_ARG(why)).data,
             attribute);
}

/* ---- expressions: prepared once, against a row of the model's types, as a condition: where one
 * can stand, neither a count of rows nor a set of them can */

void orm_checking_fail_name(orm_checking *it, orm_text name, const orm_json *node)
{
    uint32_t count = it->model->attribute_count;
    orm_text *names = ORM_NEW_N(it->ctx->arena, orm_text, count + 1);
    orm_error *error = orm_error_new(it->ctx, ORM_DEFINITION, "%.*s has no attribute \"%.*s\"",
                                     ORM_ARG(it->model->name), ORM_ARG(name));

    for (uint32_t i = 0; i < count; i++)
        names[i] = it->model->attributes[i]->name;
    error->model = it->model->name;
    error->at = orm_json_place(it->ctx, node);
    error->did_you_mean = orm_suggest(it->ctx->arena, name, names, count);
    orm_throw(it->ctx, error);
}

orm_relation *orm_checking_relation(orm_checking *it)
{
    it->compiler.relation_count = 0;
    return orm_compile_relation(&it->compiler, it->model);
}

void orm_checking_prepare(orm_checking *it, const orm_expr *expr, const orm_json *node)
{
    orm_error *failure = orm_error_new(it->ctx, ORM_DEFINITION, "the expression fails");
    orm_modify nothing = {.relation = orm_checking_relation(it)};
    orm_statement statement;
    orm_printer p;

    failure->model = it->model->name;
    if (node)
        failure->at = orm_json_place(it->ctx, node);
    orm_printer_open(&p, it->ctx, NULL);
    p.is_strict = true;
    ORM_PUT(&p.sql, "SELECT 1");
    if (it->model->attribute_count > 0)
        orm_rules_print_row(&p, &nothing);
    ORM_PUT(&p.sql, " WHERE (");
    orm_print_expr(&p, expr);
    ORM_PUT(&p.sql, ") IS NULL");
    statement = orm_printer_close(&p, NULL);
    statement.failure = failure;
    it->ctx->host->prepare(it->ctx->host, &statement);
}

static const orm_json *option_node(const orm_attribute *attribute, const char *name)
{
    return attribute->source ? orm_json_member(attribute->source, name) : NULL;
}

static void check_getter(checking *it, const orm_attribute *attribute)
{
    if (attribute->getter.length)
        orm_checking_prepare(it,
                             orm_compile_shown(&it->compiler, orm_checking_relation(it), attribute),
                             option_node(attribute, "get"));
}

static void check_setter(checking *it, const orm_attribute *attribute)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_expr *value;

    if (attribute->setter.length == 0)
        return;
    if (attribute->is_virtual)
        fail(it, option_node(attribute, "set"), "a VIRTUAL has no column that could be set",
             attribute);
    value = orm_compile_value(&it->compiler, attribute, nothing);
    orm_checking_prepare(
        it, orm_compile_set(&it->compiler, orm_checking_relation(it), attribute, value),
        option_node(attribute, "set"));
}

static void check_generated(checking *it, const orm_attribute *attribute)
{
    orm_expr *expr;

    if (attribute->generated.length == 0)
        return;
    if (!attribute->is_generated_stored && !it->ctx->host->dialect->has_virtual_columns)
        orm_raise(it->ctx, ORM_UNSUPPORTED,
                  orm_json_place(it->ctx, option_node(attribute, "generated")),
                  "%s has no generated columns that are not stored; leave \"stored\" out",
                  it->ctx->host->dialect->name);
    expr = orm_compile_generated_column(&it->compiler, orm_checking_relation(it), attribute);
    orm_checking_prepare(it, expr, option_node(attribute, "generated"));
}

/* ---- validators */

static void check_expressions(checking *it, const orm_attribute *attribute,
                              const orm_validator *validators)
{
    for (const orm_validator *at = validators; at; at = at->next)
        if (at->kind == ORM_VALIDATOR_EXPRESSION)
            orm_checking_prepare(it,
                                 orm_compile_rule(&it->compiler, orm_checking_relation(it),
                                                  attribute, at->expression, at->source),
                                 at->source);
}

static void check_validators(checking *it)
{
    for (uint32_t i = 0; i < it->model->attribute_count; i++)
        check_expressions(it, it->model->attributes[i],
                          orm_validators_read(it->ctx, it->model->attributes[i]->validate));
    if (it->model->validate == NULL)
        return;
    orm_each_child (rule, it->model->validate)
        if (orm_model_attribute(it->model, rule->key)) {
            orm_error *error = orm_error_new(
                it->ctx, ORM_DEFINITION,
                "a validator of the model %.*s must not have the name of an attribute: %.*s",
                ORM_ARG(it->model->name), ORM_ARG(rule->key));

            error->at = orm_json_place(it->ctx, rule);
            orm_throw(it->ctx, error);
        }
    check_expressions(it, NULL, orm_validators_read_model(it->ctx, it->model->validate));
}

/* ---- conditions and the rest */

/* A condition that becomes part of the table: it is printed as it will stand there. */
static void check_condition(checking *it, const orm_json *where)
{
    const orm_expr *expr = orm_compile_where(&it->compiler, orm_checking_relation(it), where);
    orm_inputs inputs = {.ctx = it->ctx};
    orm_printer p;

    if (expr == NULL)
        return;
    orm_printer_open(&p, it->ctx, NULL);
    orm_literals_open(&p, &inputs);
    p.at = orm_json_place(it->ctx, where);
    orm_print_expr(&p, expr);
    orm_buffer_close(&p.sql);
}

static void check_conditions(checking *it)
{
    const orm_model *model = it->model;

    for (uint32_t i = 0; i < model->check_count; i++)
        check_condition(it, model->checks[i].where);
    for (uint32_t i = 0; i < model->index_count; i++) {
        const orm_index *index = model->indexes[i];

        check_condition(it, index->where);
        for (uint32_t j = 0; j < index->count; j++)
            if (index->parts[j].expression)
                orm_compile_expression(&it->compiler, orm_checking_relation(it),
                                       index->parts[j].expression, NULL);
    }
}

/* The time of the call goes into them. */
static void check_timestamp(checking *it, const orm_attribute *attribute)
{
    orm_value value;

    if (attribute && !orm_convert_now(it->ctx, attribute->type, 0, &value))
        fail(it, attribute->source, "a timestamp needs a type that holds a time", attribute);
}

static void check_model(checking *it)
{
    const orm_model *model = it->model;

    check_timestamp(it, model->created_at);
    check_timestamp(it, model->updated_at);
    check_timestamp(it, model->deleted_at);

    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];

        check_type(it, attribute, attribute->type);
        check_default(it, attribute);
        check_getter(it, attribute);
        check_setter(it, attribute);
        check_generated(it, attribute);
    }
    check_validators(it);
    check_conditions(it);
    orm_check_scopes(it);
    orm_check_hooks(it);
}

/* ---- association scopes: equalities on attributes that are there */

static void check_scope(checking *it, const orm_model *model, const orm_json *scope)
{
    if (scope)
        orm_compile_where(&it->compiler, orm_compile_relation(&it->compiler, model), scope);
}

static void check_associations(checking *it)
{
    for (uint32_t i = 0; i < it->model->association_count; i++) {
        const orm_association *association = it->model->associations[i];

        check_scope(it, association->target, association->scope);
        if (association->through)
            check_scope(it, association->through, association->through_scope);
    }
}

/* No scope of the model was added or changed. */
static bool has_same_scopes(const orm_registry *now, const orm_registry *before, orm_text name)
{
    for (uint32_t i = 0; i < now->scope_count; i++) {
        const orm_registry_scope *scope = &now->scopes[i];
        bool is_known = !orm_text_equal(scope->model, name);

        for (uint32_t j = 0; j < before->scope_count && !is_known; j++)
            is_known = orm_text_equal(before->scopes[j].model, name) &&
                       orm_text_equal(before->scopes[j].name, scope->name) &&
                       orm_text_equal(before->scopes[j].definition, scope->definition);
        if (!is_known)
            return false;
    }
    return true;
}

/* No hook of the model (of all models: an empty name) was added or changed. */
static bool has_same_hooks(const orm_registry *now, const orm_registry *before, orm_text name)
{
    for (uint32_t i = 0; i < now->hook_count; i++) {
        const orm_registry_hook *hook = &now->hooks[i];
        bool is_known = !orm_text_equal(hook->model, name);

        for (uint32_t j = 0; j < before->hook_count && !is_known; j++)
            is_known = orm_text_equal(before->hooks[j].model, name) &&
                       orm_text_equal(before->hooks[j].hook, hook->hook) &&
                       orm_text_equal(before->hooks[j].expression, hook->expression);
        if (!is_known)
            return false;
    }
    return true;
}

static bool is_same(const orm_catalog *catalog, const orm_registry *before, orm_text name)
{
    const orm_registry_model *now = orm_registry_find_model(catalog->registry, name);
    const orm_registry_model *then = orm_registry_find_model(before, name);

    return now && then && orm_text_equal(now->attributes, then->attributes) &&
           orm_text_equal(now->options, then->options) &&
           orm_text_equal(catalog->registry->config, before->config) &&
           has_same_scopes(catalog->registry, before, name) &&
           has_same_hooks(catalog->registry, before, name);
}

void orm_definition_check(orm_ctx *ctx, const orm_catalog *catalog, const orm_registry *before)
{
    checking it = {.ctx = ctx, .catalog = catalog};

    it.compiler.ctx = ctx;
    it.compiler.catalog = catalog;
    it.compiler.function = "a definition";
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        it.model = catalog->models[i];
        if (!is_same(catalog, before, it.model->name))
            check_model(&it);
        check_associations(&it);
    }
    if (!has_same_hooks(catalog->registry, before, (orm_text){"", 0}))
        orm_check_common_hooks(&it, catalog->registry);
}
