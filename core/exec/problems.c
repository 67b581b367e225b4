/* problems.c - what is wrong with the values of a write.  See problems.h. */
#include "exec/problems.h"

enum { MOST_ITEMS = 1000 }; /* of a bulk: enough to mend it by */

void orm_problems_open(orm_problems *problems, orm_ctx *ctx, const orm_model *model)
{
    *problems = (orm_problems){.ctx = ctx, .model = model, .end = &problems->first};
}

orm_error_item *orm_problems_add(orm_problems *problems, orm_text path, orm_text message,
                                 const char *type, orm_text validator_key, const orm_json *node)
{
    orm_error_item *item = ORM_NEW(problems->ctx->arena, orm_error_item);

    item->message = orm_text_copy(problems->ctx->arena, message);
    item->type = orm_text_from(type);
    item->path = path;
    item->validator_key = validator_key;
    if (node) {
        item->value = orm_text_copy(problems->ctx->arena, node->token);
        item->at = orm_json_place(problems->ctx, node);
    }
    if (problems->count++ < MOST_ITEMS) {
        *problems->end = item;
        problems->end = &item->next;
    }
    return item;
}

static bool has_null(const orm_problems *problems, const orm_attribute *attribute, orm_text at)
{
    for (const orm_error_item *item = problems->first; item; item = item->next)
        if (orm_text_is(item->validator_key, "is_null") &&
            orm_text_equal(item->path, attribute->name) && orm_text_equal(item->at, at))
            return true;
    return false;
}

void orm_problems_add_null(orm_problems *problems, const orm_attribute *attribute,
                           const orm_json *node)
{
    const orm_json *given = orm_json_member(orm_json_member(attribute->validate, "notNull"), "msg");
    orm_text message =
        given && given->kind == ORM_JSON_STRING
            ? given->text
            : orm_text_format(problems->ctx->arena, "%.*s.%.*s cannot be null",
                              ORM_ARG(problems->model->name), ORM_ARG(attribute->name));
    const orm_json *place = node ? node : problems->item;
    orm_text at = place ? orm_json_place(problems->ctx, place) : (orm_text){"", 0};

    if (!has_null(problems, attribute, at))
        orm_problems_add(problems, attribute->name, message, "notNull Violation",
                         ORM_TEXT("is_null"), node)
            ->at = at;
}

/* A text that is an object or a list has its own kind of item in Sequelize. */
static bool is_string_violation(const orm_attribute *attribute, const orm_json *node)
{
    return orm_type_is_text(attribute->type) && attribute->type->kind != ORM_TYPE_CHAR &&
           !orm_json_is_scalar(node);
}

/* An item about this very value is there. */
static bool is_reported(const orm_problems *problems, const orm_json *node)
{
    orm_text at = orm_json_place(problems->ctx, node);

    for (const orm_error_item *item = problems->first; item; item = item->next)
        if (orm_text_equal(item->at, at))
            return true;
    return false;
}

static bool has_string_violation(const orm_problems *problems, const orm_json *node)
{
    orm_text at = orm_json_place(problems->ctx, node);

    for (const orm_error_item *item = problems->first; item; item = item->next)
        if (orm_text_is(item->validator_key, "not_a_string") && orm_text_equal(item->at, at))
            return true;
    return false;
}

void orm_problems_add_type(orm_problems *problems, const orm_attribute *attribute,
                           const orm_json *node, orm_text why)
{
    orm_arena *arena = problems->ctx->arena;
    const orm_type *type = attribute->type;
    orm_text name =
        type->kind == ORM_TYPE_VIRTUAL && type->element ? type->element->name : type->name;
    size_t length = 0;

    problems->unconverted++;
    if (is_string_violation(attribute, node)) {
        if (has_string_violation(problems, node))
            return;
        orm_problems_add(problems, attribute->name,
                         orm_text_format(arena, "%.*s cannot be an array or an object",
                                         ORM_ARG(attribute->name)),
                         "string violation", ORM_TEXT("not_a_string"), node);
        return;
    }
    if (is_reported(problems, node))
        return; /* its validators have said so */
    while (length < name.length && name.data[length] != '(' && name.data[length] != '.')
        length++;
    orm_problems_add(problems, attribute->name, why, "Validation error",
                     orm_text_format(arena, "%.*s validator", (int)length, name.data), node);
}

void orm_problems_raise(const orm_problems *problems)
{
    orm_error *error;
    orm_buffer text;

    if (problems->count == 0)
        return;
    orm_buffer_open(&text, problems->ctx->host, ORM_LIFE_CALL, 256);
    for (const orm_error_item *item = problems->first; item; item = item->next) {
        if (item != problems->first)
            ORM_PUT(&text, ", ");
        orm_buffer_format(&text, "%.*s: %.*s", ORM_ARG(item->type), ORM_ARG(item->message));
    }
    error =
        orm_error_new(problems->ctx, ORM_VALIDATION, "%.*s", ORM_ARG(orm_buffer_since(&text, 0)));
    orm_buffer_close(&text);
    error->model = problems->model->name;
    error->items = problems->first;
    orm_throw(problems->ctx, error);
}
