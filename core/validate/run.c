/* run.c - the table of built-in validators, and one of them at work.  See validator.h. */
#include <math.h>

#include "base/number.h"
#include "validate/check.h"

/* ---- the table */

#define OPTIONS(list)                                    static const orm_option_spec list##_options[] = {
#define OPTION(list, symbol, name, kind, allowed, known) {name, ORM_OPTION_##kind, allowed, known},
#define OPTIONS_END(list)                                                                          \
    {                                                                                              \
        NULL, ORM_OPTION_FLAG, NULL, NULL                                                          \
    }                                                                                              \
    }                                                                                              \
    ;
#include "validate/options.def"
#undef OPTIONS
#undef OPTION
#undef OPTIONS_END

const orm_validator_rule orm_validator_rules[] = {
#define VALIDATOR(name, function, list, positional, required)                                      \
    {name,           ORM_VALIDATOR_BUILT_IN, function,   NULL,    NULL,                            \
     list##_options, list##_COUNT,           positional, required},
#define PATTERN(name, pattern, flags)                                                              \
    {name, ORM_VALIDATOR_BUILT_IN, orm_check_pattern, pattern, flags, NONE_options, 0, 0, 0},
#define SPECIAL(name, kind) {name, kind, NULL, NULL, NULL, NONE_options, 0, 0, 0},
#include "validate/validators.def"
#undef VALIDATOR
#undef PATTERN
#undef SPECIAL
    {NULL, ORM_VALIDATOR_BUILT_IN, NULL, NULL, NULL, NULL, 0, 0, 0},
};

const char *orm_validator_name(size_t index)
{
    return orm_validator_rules[index].name;
}

/* ---- asking */

bool orm_validator_passes(orm_ctx *ctx, const orm_validator *validator, orm_text text,
                          const orm_json *value)
{
    orm_check check = {ctx, validator, text, value};

    if (text.data == NULL)
        check.text.data = "";
    return validator->kind != ORM_VALIDATOR_BUILT_IN || validator->rule->passes(&check);
}

bool orm_check_match(const orm_check *check, const char *pattern, const char *flags, orm_text text)
{
    return check->ctx->host->match(check->ctx->host, check->ctx, orm_text_from(pattern),
                                   orm_text_from(flags), text);
}

bool orm_check_pattern(const orm_check *check)
{
    const orm_validator_rule *rule = check->validator->rule;

    return orm_check_match(check, rule->pattern, rule->flags, check->text);
}

bool orm_check_listed(const orm_check *check, int option, orm_text text)
{
    const orm_validator_value *value = check_value(check, option);

    for (size_t i = 0; i < value->count; i++)
        if (orm_text_equal(value->texts[i], text))
            return true;
    return false;
}

bool orm_check_host_listed(const orm_check *check, int option, orm_text host)
{
    const orm_validator_value *value = check_value(check, option);

    for (size_t i = 0; i < value->count; i++) {
        orm_text listed = value->texts[2 * i], flags = value->texts[2 * i + 1];

        if (flags.data == NULL
                ? orm_text_equal(listed, host)
                : check->ctx->host->match(check->ctx->host, check->ctx, listed, flags, host))
            return true;
    }
    return false;
}

/* ---- values as texts */

enum { EXACT_DIGITS = 20 }; /* no integer of the engines has more */

static void write_number(orm_ctx *ctx, orm_buffer *buffer, orm_text token)
{
    bool is_negative = token.length && *token.data == '-';
    size_t digits = 0;
    double value;

    for (size_t i = is_negative; i < token.length; i++)
        digits += token.data[i] >= '0' && token.data[i] <= '9';
    if (digits + is_negative == token.length && digits <= EXACT_DIGITS &&
        !orm_text_is(token, "-0")) {
        orm_buffer_text(buffer, token);
        return;
    }
    orm_number_read_double(ctx->arena, token, &value);
    if (isinf(value))
        orm_buffer_string(buffer, value < 0 ? "-Infinity" : "Infinity");
    else
        orm_number_write_double(buffer, value);
}

static void write_value(orm_ctx *ctx, orm_buffer *buffer, const orm_json *value)
{
    switch (value->kind) {
    case ORM_JSON_NULL: ORM_PUT(buffer, "null"); break;
    case ORM_JSON_FALSE: ORM_PUT(buffer, "false"); break;
    case ORM_JSON_TRUE: ORM_PUT(buffer, "true"); break;
    case ORM_JSON_NUMBER: write_number(ctx, buffer, value->text); break;
    case ORM_JSON_STRING: orm_buffer_text(buffer, value->text); break;
    case ORM_JSON_OBJECT: ORM_PUT(buffer, "[object Object]"); break;
    default:
        orm_each_child (item, value) {
            if (item != value->first)
                orm_buffer_char(buffer, ',');
            if (item->kind != ORM_JSON_NULL)
                write_value(ctx, buffer, item);
        }
        break;
    }
}

orm_text orm_value_string(orm_ctx *ctx, const orm_json *value)
{
    orm_buffer buffer;
    orm_text text;

    if (value->kind == ORM_JSON_STRING)
        return value->text;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
    write_value(ctx, &buffer, value);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

/* ---- failures */

orm_error_item *orm_validator_item(orm_ctx *ctx, const orm_validator *validator, orm_text attribute,
                                   orm_text value, orm_text message)
{
    orm_error_item *item = ORM_NEW(ctx->arena, orm_error_item);

    item->message = message.length ? message : validator->message;
    if (item->message.length == 0)
        item->message = orm_text_format(ctx->arena, "Validation %.*s on %.*s failed",
                                        ORM_ARG(validator->name), ORM_ARG(attribute));
    item->type = ORM_TEXT("Validation error");
    item->path = attribute;
    item->value = value;
    item->validator_key = validator->name;
    return item;
}
