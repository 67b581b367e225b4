/* link_value.c - values that were given and values that were read, made comparable.  See link.h.
 *
 * A given value is in the form in which it is bound, one that was read in the engine's text form:
 * '1.50' is 1.5, a time has several spellings, CHAR(n) is padded.  Comparable values are integers
 * or texts that are equal where the engine finds the values equal. */
#include "base/datetime.h"
#include "base/letter_case.h"
#include "base/limits.h"
#include "base/number.h"
#include "write/link.h"

static orm_value text_value(orm_text text)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
}

static orm_value integer_value(int64_t integer)
{
    return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = integer};
}

static orm_text number_text(orm_ctx *ctx, const orm_value *value)
{
    orm_buffer buffer;
    orm_text text;

    if (value->kind == ORM_VALUE_TEXT || value->kind == ORM_VALUE_DECIMAL)
        return value->as.text;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 32);
    if (value->kind == ORM_VALUE_DOUBLE)
        orm_number_write_double(&buffer, value->as.real);
    else
        orm_number_write_int64(&buffer, value->as.integer);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

/* Sign, digits without zeros at their end, exponent. */
static orm_value number(orm_ctx *ctx, const orm_value *value)
{
    orm_text text = number_text(ctx, value);
    orm_decimal decimal;

    if (!orm_decimal_read(ctx->arena, text, &decimal))
        return text_value(text);
    while (decimal.count > 0 && decimal.digits[decimal.count - 1] == '0') {
        decimal.count--;
        decimal.exponent++;
    }
    if (decimal.count == 0)
        return text_value(ORM_TEXT("0"));
    return text_value(orm_text_format(ctx->arena, "%s%.*se%lld", decimal.is_negative ? "-" : "",
                                      (int)decimal.count, decimal.digits,
                                      (long long)decimal.exponent));
}

static orm_value instant(const orm_value *value)
{
    int64_t micros;

    if (value->kind == ORM_VALUE_TEXT && orm_instant_read(value->as.text, &micros))
        return integer_value(micros);
    return value->kind == ORM_VALUE_TIMESTAMP ? integer_value(value->as.integer) : *value;
}

static orm_value truth(const orm_value *value)
{
    if (value->kind == ORM_VALUE_TEXT)
        return integer_value(orm_text_is(value->as.text, "t") ||
                             orm_text_is(value->as.text, "true"));
    return integer_value(value->as.integer);
}

static orm_value without_padding(const orm_value *value)
{
    orm_text text = value->as.text;

    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text_value(text);
}

/* Bytes as the hex digits that the engine's text form has. */
static orm_value bytes(orm_ctx *ctx, const orm_value *value)
{
    orm_buffer buffer;
    orm_text text;

    if (value->kind == ORM_VALUE_TEXT && orm_text_starts(value->as.text, "\\x"))
        return *value;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, value->as.text.length * 2 + 2);
    ORM_PUT(&buffer, "\\x");
    for (size_t i = 0; i < value->as.text.length; i++)
        orm_buffer_format(&buffer, "%02x", (unsigned char)value->as.text.data[i]);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text_value(text);
}

orm_value orm_link_comparable(orm_ctx *ctx, const orm_type *type, orm_value value)
{
    if (value.kind == ORM_VALUE_NULL)
        return value;
    if (orm_type_is_bytes(type))
        return bytes(ctx, &value);
    switch (type->kind) {
    case ORM_TYPE_FLOAT:
    case ORM_TYPE_REAL:
    case ORM_TYPE_DOUBLE:
    case ORM_TYPE_DECIMAL: return number(ctx, &value);
    case ORM_TYPE_DATE: return instant(&value);
    case ORM_TYPE_BOOLEAN: return truth(&value);
    case ORM_TYPE_CHAR: return without_padding(&value);
    case ORM_TYPE_CITEXT: return text_value(orm_text_lower(ctx->arena, value.as.text));
    default: return value;
    }
}

bool orm_link_is_equal(orm_ctx *ctx, const orm_type *type, orm_value left, orm_value right)
{
    left = orm_link_comparable(ctx, type, left);
    right = orm_link_comparable(ctx, type, right);
    if (left.kind != right.kind)
        return false;
    return left.kind == ORM_VALUE_INTEGER ? left.as.integer == right.as.integer
                                          : orm_text_equal(left.as.text, right.as.text);
}

/* False where a part is NULL, which is equal to nothing. */
static bool make_key(orm_ctx *ctx, const orm_attribute *const *attributes, const orm_value *values,
                     uint32_t count, orm_value *key)
{
    for (uint32_t i = 0; i < count; i++) {
        key[i] = orm_link_comparable(ctx, attributes[i]->type, values[i]);
        if (key[i].kind == ORM_VALUE_NULL)
            return false;
    }
    return true;
}

uint32_t orm_link_note(orm_keyset *set, orm_ctx *ctx, const orm_attribute *const *attributes,
                       const orm_value *values)
{
    orm_value key[ORM_MAX_KEY_PARTS];

    return make_key(ctx, attributes, values, set->parts, key) ? orm_keyset_add(set, key)
                                                              : ORM_NO_ENTRY;
}

uint32_t orm_link_find(const orm_keyset *set, orm_ctx *ctx, const orm_attribute *const *attributes,
                       const orm_value *values)
{
    orm_value key[ORM_MAX_KEY_PARTS];

    return make_key(ctx, attributes, values, set->parts, key) ? orm_keyset_find(set, key)
                                                              : ORM_NO_ENTRY;
}
