/* operand.c - values and expressions in code documents.  See compiler.h; api.md section 3. */
#include "base/limits.h"
#include "base/suggest.h"
#include "catalog/convert.h"
#include "host.h"
#include "query/json_path.h"
#include "query/path.h"

static const char *const expression_keys[] = {"$col",  "$fn",    "$cast", "$literal",
                                              "$json", "$where", "$now",  "$find"};

orm_relation *orm_compile_relation(orm_compiler *c, const orm_model *model)
{
    orm_relation *relation = ORM_NEW(c->ctx->arena, orm_relation);

    relation->model = model;
    relation->number = c->relation_count++;
    relation->schema = model->schema;
    relation->delimiter = model->delimiter;
    return relation;
}

orm_relation *orm_compile_relation_in(orm_compiler *c, const orm_model *model,
                                      const orm_json *options)
{
    orm_relation *relation = orm_compile_relation(c, model);
    orm_text schema = orm_option_text(options, "schema");
    orm_text delimiter = orm_option_text(options, "schemaDelimiter");

    if (schema.length)
        relation->schema = orm_text_copy(c->ctx->arena, schema);
    if (delimiter.length)
        relation->delimiter = orm_text_copy(c->ctx->arena, delimiter);
    return relation;
}

orm_text orm_compile_json_key(orm_compiler *c, orm_text name)
{
    orm_buffer buffer;
    orm_text key;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, name.length + 8);
    orm_buffer_char(&buffer, ',');
    orm_json_write_string(&buffer, name);
    orm_buffer_char(&buffer, ':');
    key = orm_buffer_copy(&buffer, c->ctx->arena);
    orm_buffer_close(&buffer);
    return key;
}

bool orm_is_expression(const orm_json *node)
{
    if (node->kind != ORM_JSON_OBJECT || node->first == NULL)
        return false;
    for (size_t i = 0; i < sizeof expression_keys / sizeof *expression_keys; i++)
        if (orm_json_member(node, expression_keys[i]))
            return true;
    return false;
}

/* ---- values */

static const orm_json *find_param(orm_compiler *c, const orm_json *node)
{
    const orm_json *value;

    if (node->kind != ORM_JSON_STRING)
        ORM_FAIL(c, node, "\"$param\" takes the name of a param, not %s", orm_json_kind_name(node));
    value = orm_json_member_text(c->params, node->text);
    if (value == NULL)
        ORM_FAIL(c, node, "the param \"%.*s\" is missing", ORM_ARG(node->text));
    return value;
}

const orm_json *orm_compile_lone_member(orm_compiler *c, const orm_json *node, const char *name)
{
    const orm_json *member = orm_json_member(node, name);

    if (member && node->count > 1)
        ORM_FAIL(c, node, "\"%s\" stands alone in its object", name);
    return member;
}

orm_operand orm_compile_operand(orm_compiler *c, const orm_json *node)
{
    const orm_json *inner;

    if (node->kind != ORM_JSON_OBJECT)
        return (orm_operand){node, false};
    if ((inner = orm_compile_lone_member(c, node, "$param")))
        return (orm_operand){find_param(c, inner), true};
    if ((inner = orm_compile_lone_member(c, node, "$value")))
        return (orm_operand){inner, true};
    return (orm_operand){node, false};
}

/* Whether all items of a list can be of the type: when they are bound there is no place to name. */
static void check_items(orm_compiler *c, const orm_type *type, const orm_json *list)
{
    orm_value value;
    orm_text why;

    orm_each_child (item, list)
        if (!orm_convert(c->ctx, type, item, &value, &why))
            ORM_FAIL(c, item, "%.*s", ORM_ARG(why));
}

/* A value that is part of the shape stays as it is for every call of the plan: one of a known type
 * is converted now, any other is kept as it is written. */
static void settle(orm_compiler *c, orm_param *param, const orm_json *node)
{
    orm_text why;

    param->source = ORM_PARAM_VALUE;
    if (param->type == NULL || param->use != ORM_USE_VALUE) {
        if (param->type && param->use == ORM_USE_LIST)
            check_items(c, param->type, node);
        param->node = orm_json_copy_whole(c->ctx, node);
        return;
    }
    if (!orm_convert(c->ctx, param->type, node, &param->value, &why))
        ORM_FAIL(c, node, "%.*s", ORM_ARG(why));
    if (param->value.kind == ORM_VALUE_TEXT || param->value.kind == ORM_VALUE_DECIMAL)
        param->value.as.text = orm_text_copy(c->ctx->arena, param->value.as.text);
}

orm_expr *orm_compile_param(orm_compiler *c, const orm_json *node, const orm_type *type,
                            orm_param_use use)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_PARAM);
    orm_param *param = ORM_NEW(c->ctx->arena, orm_param);

    param->type = type;
    param->use = (uint8_t)use;
    param->slot = node->slot;
    param->source = ORM_PARAM_SLOT;
    if (node->slot < 0)
        settle(c, param, node);
    expr->param = param;
    expr->type = type;
    return expr;
}

/* ---- expressions */

static orm_expr *compile_column(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_attribute *attribute;

    if (node->kind != ORM_JSON_STRING)
        ORM_FAIL(c, node, "\"$col\" takes the name of an attribute, not %s",
                 orm_json_kind_name(node));
    if (orm_text_is(node->text, "*"))
        return orm_expr_new(c->ctx->arena, ORM_EXPR_STAR);
    if (memchr(node->text.data, '.', node->text.length))
        return orm_compile_path(c, node->text, node);
    attribute = orm_model_need_attribute(c->ctx, relation->model, node->text, node);
    return orm_compile_attribute(c, relation, attribute, node);
}

static orm_expr *compile_raw(orm_compiler *c, const orm_json *node)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_RAW);

    orm_compile_check_literal(c, node);
    c->has_literal = true;
    if (node->kind != ORM_JSON_STRING && node->kind != ORM_JSON_NUMBER)
        ORM_FAIL(c, node, "\"$literal\" takes SQL text, not %s", orm_json_kind_name(node));
    expr->text = orm_text_copy(c->ctx->arena, node->text);
    return expr;
}

static bool is_function_name(orm_text name)
{
    if (name.length == 0 || name.length > ORM_MAX_IDENTIFIER * 2)
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char ch = name.data[i];

        if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
              (i > 0 && ((ch >= '0' && ch <= '9') || ch == '.'))))
            return false;
    }
    return true;
}

/* An argument: an expression, a value, or conditions (Sequelize's fn and cast take them). */
static orm_expr *compile_argument(orm_compiler *c, const orm_relation *relation,
                                  const orm_json *node)
{
    orm_expr *where;

    /* in a condition it is a value like any other */
    if (node->kind == ORM_JSON_STRING && node->slot < 0 && orm_text_is(node->text, "*"))
        return orm_expr_new(c->ctx->arena, ORM_EXPR_STAR);
    if (node->kind != ORM_JSON_OBJECT || orm_is_expression(node) ||
        orm_compile_operand(c, node).is_data)
        return orm_compile_expression(c, relation, node, NULL);
    where = orm_compile_where(c, relation, node);
    return where ? where : orm_expr_new(c->ctx->arena, ORM_EXPR_TRUE);
}

/* {"partitionBy": names and expressions, "order": as a finder's} */
static orm_expr *compile_window(orm_compiler *c, const orm_relation *relation, orm_expr *call,
                                const orm_json *over)
{
    static const orm_key keys[] = {{"partitionBy", ORM_K_ARRAY}, {"order", ORM_K_ARRAY}};
    const orm_json *parts = orm_option(over, "partitionBy");
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_OVER);
    orm_expr **end = &expr->list;

    ORM_CHECK_KEYS(c->ctx, over, keys, "over");
    expr->left = call;
    if (parts)
        orm_each_child (part, parts) {
            *end = part->kind == ORM_JSON_STRING ? compile_column(c, relation, part)
                                                 : orm_compile_expression(c, relation, part, NULL);
            end = &(*end)->next;
        }
    expr->order = orm_compile_order(c, relation, over);
    return expr;
}

void orm_compile_function_name(orm_compiler *c, orm_text name, const orm_json *node)
{
    if (!is_function_name(name))
        ORM_FAIL(c, node, "\"%.*s\" is not the name of a function", ORM_ARG(name));
    orm_compile_check_function(c, name, node);
}

static orm_expr *compile_call(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_json *name = orm_json_member(node, "$fn");
    const orm_json *args = orm_option(node, "args");
    const orm_json *over = orm_option(node, "over");
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_CALL);
    orm_expr **link = &expr->list;

    if (name->kind != ORM_JSON_STRING)
        ORM_FAIL(c, name, "\"$fn\" takes the name of a function, not %s", orm_json_kind_name(name));
    orm_compile_function_name(c, name->text, name);
    if (args && args->kind != ORM_JSON_ARRAY)
        ORM_FAIL(c, args, "\"args\" takes a list, not %s", orm_json_kind_name(args));
    expr->text = orm_text_copy(c->ctx->arena, name->text);
    if (args)
        orm_each_child (arg, args) {
            *link = compile_argument(c, relation, arg);
            link = &(*link)->next;
        }
    return over ? compile_window(c, relation, expr, over) : expr;
}

static orm_expr *compile_cast(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_json *type = orm_json_member(node, "type");
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_CAST);

    if (type == NULL || type->kind != ORM_JSON_STRING)
        ORM_FAIL(c, node, "\"$cast\" needs \"type\", the name of a type");
    expr->type = orm_type_read(c->ctx, type->text, NULL, type);
    orm_compile_check_type(c, expr->type, type);
    expr->left = compile_argument(c, relation, orm_json_member(node, "$cast"));
    return expr;
}

/* The call's time: of the type that is wanted, else an instant. */
static orm_expr *compile_now(orm_compiler *c, const orm_type *type)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_PARAM);
    orm_param *param = ORM_NEW(c->ctx->arena, orm_param);

    param->source = ORM_PARAM_GENERATED;
    param->slot = ORM_DEFAULT_NOW;
    param->type = type ? type : orm_type_read(c->ctx, ORM_TEXT("DATE"), NULL, NULL);
    expr->param = param;
    expr->type = param->type;
    return expr;
}

/* What may stand beside the key that makes an expression. */
static void check_expression(orm_compiler *c, const orm_json *node)
{
    static const orm_key call_keys[] = {
        {"$fn", ORM_K_ANY}, {"args", ORM_K_ANY}, {"over", ORM_K_ANY}};
    static const orm_key cast_keys[] = {{"$cast", ORM_K_ANY}, {"type", ORM_K_ANY}};
    static const char *const lone[] = {"$col", "$literal", "$json", "$now", "$find"};

    if (orm_json_member(node, "$fn"))
        ORM_CHECK_KEYS(c->ctx, node, call_keys, "$fn");
    else if (orm_json_member(node, "$cast"))
        ORM_CHECK_KEYS(c->ctx, node, cast_keys, "$cast");
    for (size_t i = 0; i < sizeof lone / sizeof *lone; i++)
        orm_compile_lone_member(c, node, lone[i]);
}

void orm_compile_check_plain(orm_compiler *c, const orm_json *node)
{
    enum { EXPRESSIONS = sizeof expression_keys / sizeof *expression_keys };
    orm_text names[EXPRESSIONS + 2] = {ORM_TEXT("$param"), ORM_TEXT("$value")}, key;
    orm_error *error;

    if (node->kind != ORM_JSON_OBJECT || node->first == NULL)
        return;
    key = node->first->key;
    if (!orm_text_starts(key, "$") || orm_text_starts(key, "$$"))
        return;
    for (size_t i = 0; i < EXPRESSIONS; i++)
        names[i + 2] = orm_text_from(expression_keys[i]);
    error =
        orm_error_new(c->ctx, ORM_INVALID_OPTION, "there is no expression \"%.*s\"", ORM_ARG(key));
    error->did_you_mean = orm_suggest(c->ctx->arena, key, names, EXPRESSIONS + 2);
    error->at = orm_json_place(c->ctx, node->first);
    orm_throw(c->ctx, error);
}

orm_expr *orm_compile_expression(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *node, const orm_type *type)
{
    const orm_json *inner;

    if (!orm_is_expression(node)) {
        orm_operand operand = orm_compile_operand(c, node);

        if (!operand.is_data)
            orm_compile_check_plain(c, node);
        return orm_compile_param(c, operand.node, type, ORM_USE_VALUE);
    }
    check_expression(c, node);
    if ((inner = orm_json_member(node, "$col")))
        return compile_column(c, relation, inner);
    if ((inner = orm_json_member(node, "$literal")))
        return compile_raw(c, inner);
    if (orm_json_member(node, "$fn"))
        return compile_call(c, relation, node);
    if (orm_json_member(node, "$cast"))
        return compile_cast(c, relation, node);
    if (orm_json_member(node, "$now"))
        return compile_now(c, type);
    if ((inner = orm_json_member(node, "$find")))
        return orm_compile_value_subquery(c, inner);
    if (orm_json_member(node, "$json"))
        return orm_json_as_sql(c, orm_compile_json(c, relation, node));
    orm_raise_at(c->ctx, ORM_UNSUPPORTED, node, "the expression \"%.*s\" is not supported here",
                 ORM_ARG(node->first->key));
}
