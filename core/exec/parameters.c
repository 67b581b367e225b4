/* parameters.c - a statement's parameters from the values of a call.  See parameters.h. */
#include "exec/parameters.h"

#include "base/number.h"
#include "base/uuid.h"
#include "catalog/convert.h"
#include "query/document.h"

static _Noreturn void fail(orm_inputs *inputs, const orm_json *node, orm_text why)
{
    orm_raise_at(inputs->ctx, ORM_INVALID_OPTION, node, "%.*s", ORM_ARG(why));
}

/* A value without an attribute: by its own kind. */
static orm_value natural(orm_inputs *inputs, const orm_json *node)
{
    orm_decimal number;
    int64_t integer;

    switch (node->kind) {
    case ORM_JSON_NULL: return (orm_value){.kind = ORM_VALUE_NULL};
    case ORM_JSON_FALSE:
    case ORM_JSON_TRUE:
        return (orm_value){.kind = ORM_VALUE_BOOLEAN, .as.integer = node->kind == ORM_JSON_TRUE};
    case ORM_JSON_NUMBER:
        if (orm_decimal_read(inputs->ctx->arena, node->text, &number) &&
            orm_decimal_to_int64(&number, &integer))
            return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = integer};
        return (orm_value){.kind = ORM_VALUE_DECIMAL, .as.text = node->text};
    case ORM_JSON_STRING:
        if (node->is_unstorable)
            fail(inputs, node, ORM_TEXT("a text with U+0000 or a lone surrogate"));
        return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = node->text};
    default: return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = node->token};
    }
}

static orm_value convert(orm_inputs *inputs, const orm_type *type, const orm_json *node)
{
    orm_value value;
    orm_text why;

    if (type == NULL)
        return natural(inputs, node);
    if (!orm_convert(inputs->ctx, type, node, &value, &why))
        fail(inputs, node, why);
    return value;
}

/* ---- lists */

static orm_value convert_one(orm_inputs *inputs, const orm_param *param, uint8_t use,
                             const orm_json *node);

/* The items that are not null, converted. */
static orm_value convert_list(orm_inputs *inputs, const orm_param *param, const orm_json *node)
{
    orm_value *items;
    uint32_t count = 0;

    orm_json_check_list(inputs->ctx, node);
    items = ORM_NEW_N(inputs->ctx->arena, orm_value, node->count + 1);
    orm_each_child (item, node)
        if (item->kind != ORM_JSON_NULL)
            items[count++] = convert_one(inputs, param, param->item_use, item);
    return (orm_value){.kind = ORM_VALUE_LIST, .count = count, .as.list = items};
}

/* An item of a list that must have two. */
static const orm_json *item_of_pair(orm_inputs *inputs, const orm_param *param,
                                    const orm_json *node)
{
    if (node->count != 2)
        fail(inputs, node, ORM_TEXT("this operator takes a list of two values"));
    return param->item == 0 ? node->first : node->last;
}

static void write_item(orm_buffer *buffer, const orm_value *value, bool is_json)
{
    switch (value->kind) {
    case ORM_VALUE_INTEGER:
    case ORM_VALUE_BOOLEAN: orm_number_write_int64(buffer, value->as.integer); break;
    case ORM_VALUE_DOUBLE: orm_number_write_double(buffer, value->as.real); break;
    case ORM_VALUE_DECIMAL: orm_buffer_text(buffer, value->as.text); break;
    default:
        if (is_json)
            orm_buffer_text(buffer, value->as.text);
        else
            orm_json_write_string(buffer, value->as.text);
        break;
    }
}

static orm_value json_list(orm_inputs *inputs, const orm_param *param, const orm_value *list)
{
    bool is_json = param->type && orm_type_is_json(param->type) && param->item_use == ORM_USE_VALUE;
    orm_buffer buffer;
    orm_value value = {.kind = ORM_VALUE_TEXT};

    orm_buffer_open(&buffer, inputs->ctx->host, ORM_LIFE_CALL, list->count * 8u + 2);
    orm_buffer_char(&buffer, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0)
            orm_buffer_char(&buffer, ',');
        write_item(&buffer, &list->as.list[i], is_json);
    }
    orm_buffer_char(&buffer, ']');
    value.as.text = orm_buffer_copy(&buffer, inputs->ctx->arena);
    orm_buffer_close(&buffer);
    return value;
}

/* ---- patterns */

/* LIKE's pattern in GLOB's terms: % is *, _ is ?, and what GLOB would take for its own is in
 * brackets. */
static void write_glob(orm_buffer *out, orm_text pattern)
{
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];

        if (c == '%') {
            orm_buffer_char(out, '*');
            continue;
        }
        if (c == '_') {
            orm_buffer_char(out, '?');
            continue;
        }
        if (c == '\\' && i + 1 < pattern.length)
            c = pattern.data[++i];
        if (c == '*' || c == '?' || c == '[')
            orm_buffer_format(out, "[%c]", c);
        else
            orm_buffer_char(out, c);
    }
}

static void write_escaped(orm_buffer *out, orm_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '%' || text.data[i] == '_' || text.data[i] == '\\')
            orm_buffer_char(out, '\\');
        orm_buffer_char(out, text.data[i]);
    }
}

static orm_text like_pattern(orm_inputs *inputs, uint8_t use, orm_text text)
{
    orm_buffer buffer;
    orm_text pattern;

    if (use == ORM_USE_PATTERN)
        return text;
    orm_buffer_open(&buffer, inputs->ctx->host, ORM_LIFE_CALL, text.length + 8);
    if (use != ORM_USE_STARTS)
        orm_buffer_char(&buffer, '%');
    write_escaped(&buffer, text);
    if (use != ORM_USE_ENDS)
        orm_buffer_char(&buffer, '%');
    pattern = orm_buffer_copy(&buffer, inputs->ctx->arena);
    orm_buffer_close(&buffer);
    return pattern;
}

static orm_value convert_pattern(orm_inputs *inputs, const orm_param *param, uint8_t use,
                                 orm_text text)
{
    orm_value value = {.kind = ORM_VALUE_TEXT, .as.text = like_pattern(inputs, use, text)};
    orm_buffer buffer;

    if (!param->is_glob)
        return value;
    orm_buffer_open(&buffer, inputs->ctx->host, ORM_LIFE_CALL, text.length + 8);
    write_glob(&buffer, value.as.text);
    value.as.text = orm_buffer_copy(&buffer, inputs->ctx->arena);
    orm_buffer_close(&buffer);
    return value;
}

/* ---- counts and ranks */

static orm_value convert_count(orm_inputs *inputs, const orm_json *node)
{
    int64_t count;

    if (!orm_number_read_count(inputs->ctx->arena, node->text, &count))
        fail(inputs, node, ORM_TEXT("an integer from 0 is expected"));
    return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = count};
}

static orm_value convert_rank(orm_inputs *inputs, const orm_param *param, const orm_json *node)
{
    orm_value label = convert(inputs, param->type, node);

    for (uint32_t i = 0; i < param->type->value_count; i++)
        if (orm_text_equal(param->type->values[i], label.as.text))
            return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = i};
    return (orm_value){.kind = ORM_VALUE_NULL};
}

/* ---- values that are stored */

static orm_value convert_stored(orm_inputs *inputs, const orm_param *param, const orm_json *node)
{
    const orm_attribute *attribute = param->attribute;
    orm_value value;
    orm_text why;

    if (!orm_convert(inputs->ctx, param->type, node, &value, &why))
        orm_problems_add_type(inputs->problems, attribute, node, why);
    else if (value.kind == ORM_VALUE_NULL && orm_attribute_needs_value(attribute))
        orm_problems_add_null(inputs->problems, attribute, node);
    return value;
}

static orm_value new_uuid(orm_inputs *inputs, orm_default_kind kind)
{
    char *text = orm_alloc(inputs->ctx->arena, ORM_UUID_LENGTH);
    uint8_t random[16];

    inputs->ctx->host->random(inputs->ctx->host, random, sizeof random);
    if (kind == ORM_DEFAULT_UUID_V4)
        orm_uuid_v4(random, text);
    else if (kind == ORM_DEFAULT_UUID_V7)
        orm_uuid_v7(random, inputs->now, text);
    else
        orm_uuid_v1(random, inputs->now, text);
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = {text, ORM_UUID_LENGTH}};
}

static orm_value generated(orm_inputs *inputs, const orm_param *param)
{
    orm_value value = {.kind = ORM_VALUE_NULL};

    if (param->slot != ORM_DEFAULT_NOW)
        return new_uuid(inputs, (orm_default_kind)param->slot);
    orm_convert_now(inputs->ctx, param->type, inputs->now, &value);
    return value;
}

int64_t orm_call_now(orm_call *call)
{
    if (call->now == 0)
        call->now = call->ctx.host->now(call->ctx.host);
    return call->now -= call->now % 1000;
}

/* ---- all of a statement */

static orm_value convert_one(orm_inputs *inputs, const orm_param *param, uint8_t use,
                             const orm_json *node)
{
    switch (use) {
    case ORM_USE_VALUE: return convert(inputs, param->type, node);
    case ORM_USE_COUNT: return convert_count(inputs, node);
    case ORM_USE_RANK: return convert_rank(inputs, param, node);
    default: return convert_pattern(inputs, param, use, node->text);
    }
}

static orm_value from_node(orm_inputs *inputs, const orm_param *param, const orm_json *node)
{
    orm_value list;

    if (param->is_code)
        node = orm_document_plain(inputs->ctx, node);
    if (param->is_pair)
        node = item_of_pair(inputs, param, node);
    if (param->use != ORM_USE_LIST && param->use != ORM_USE_JSON_LIST)
        return convert_one(inputs, param, param->use, node);
    list = convert_list(inputs, param, node);
    return param->use == ORM_USE_LIST ? list : json_list(inputs, param, &list);
}

static orm_value from_plan(orm_inputs *inputs, const orm_param *param)
{
    if (param->node)
        return from_node(inputs, param, param->node);
    return param->use == ORM_USE_JSON_LIST ? json_list(inputs, param, &param->value) : param->value;
}

static orm_value bind_one(orm_inputs *inputs, const orm_param *param)
{
    switch (param->source) {
    case ORM_PARAM_SLOT:
        return param->attribute && inputs->problems
                   ? convert_stored(inputs, param, inputs->slots[param->slot])
                   : from_node(inputs, param, inputs->slots[param->slot]);
    case ORM_PARAM_GENERATED: return generated(inputs, param);
    case ORM_PARAM_KEYS: return inputs->keys[param->slot];
    default: return from_plan(inputs, param);
    }
}

void orm_parameters_bind(orm_inputs *inputs, const orm_param *const *parameters, uint16_t count,
                         orm_value *out)
{
    orm_value list = {.kind = ORM_VALUE_NULL};

    for (uint16_t i = 0; i < count; i++) {
        const orm_param *param = parameters[i];

        if (!param->is_place) {
            out[i] = bind_one(inputs, param);
            continue;
        }
        if (param->item == 0)
            list = bind_one(inputs, param); /* the places of a list follow one another */
        out[i] = list.as.list[param->item < list.count ? param->item : list.count - 1];
    }
}
