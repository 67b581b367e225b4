/* helper_json.c - values inside JSON documents, for our statements.
 *
 *   orm_json_at(document, path)        the value at a path, as JSON; NULL: there is none, or null
 *   orm_json_kind(value)               as jsonb_typeof() says it
 *   orm_json_text(value, is_spaced)    a string's characters, else the JSON text (spaced: as jsonb
 *                                      prints it)
 *   orm_json_cast(text, type)          as a value of an attribute's type; NULL: it cannot be one
 *   orm_json_put(document, path, value, is_canonical)  the document with the value at a path
 *   orm_json_quote(value, is_boolean)  an SQL value as JSON
 *   orm_json_compare(left, op, right)  '=' and '<>' of any two, '>'… of two of one kind (else
 * false) orm_json_in(value, list)           whether it equals an item of the list
 *   orm_json_contains(value, other)    jsonb's @>
 *   orm_json_contained(value, other)   jsonb's <@
 *   orm_json_has_keys(value, keys, is_all)  jsonb's ?| and ?&
 *
 * Text that is not JSON is as NULL: one odd row must not break a query. */
#include "helper.h"

#include "base/json_order.h"
#include "base/json_put.h"
#include "base/json_text.h"
#include "base/number.h"
#include "catalog/convert.h"

static void give_text(orm_lite_helper *helper, orm_text text)
{
    sqlite3_result_text64(helper->context, text.length ? text.data : "", text.length,
                          SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void give_truth(orm_lite_helper *helper, bool is_true)
{
    sqlite3_result_int(helper->context, is_true);
}

/* ---- a value and what it is */

static void at(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_lite_items *steps = orm_lite_helper_items(helper, values, 1, false);
    orm_text found;

    if (steps == NULL || sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (orm_json_text_find(orm_lite_helper_text(helper, values[0]), steps->texts, steps->count,
                           &found) &&
        orm_json_text_kind(found) != ORM_JSON_NULL)
        give_text(helper, found);
}

static void kind(orm_lite_helper *helper, sqlite3_value **values)
{
    static const char *const names[] = {"null",   "boolean", "boolean", "number",
                                        "string", "array",   "object"};

    if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        give_text(helper, orm_text_from(names[orm_json_text_kind(
                              orm_json_text_trim(orm_lite_helper_text(helper, values[0])))]));
}

/* ---- text */

/* jsonb's blanks behind commas and colons. */
static void write_spaced(orm_buffer *out, orm_text text)
{
    bool is_inside = false; /* of a string */

    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        orm_buffer_char(out, c);
        if (is_inside && c == '\\' && i + 1 < text.length)
            orm_buffer_char(out, text.data[++i]);
        else if (c == '"')
            is_inside = !is_inside;
        else if (!is_inside && (c == ',' || c == ':'))
            orm_buffer_char(out, ' ');
    }
}

static orm_text spaced(orm_lite_helper *helper, const orm_json *node)
{
    orm_buffer compact, out;

    orm_buffer_open(&compact, &helper->host, ORM_LIFE_CALL, 256);
    orm_json_write_canonical(&helper->ctx, &compact, node);
    orm_buffer_open(&out, &helper->host, ORM_LIFE_CALL, compact.length + 64);
    write_spaced(&out, orm_buffer_since(&compact, 0));
    return orm_buffer_since(&out, 0);
}

static void text(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *node = orm_lite_helper_json(helper, values[0]);

    if (node == NULL || node->kind == ORM_JSON_NULL)
        return;
    if (node->kind == ORM_JSON_STRING)
        give_text(helper, node->text);
    else
        give_text(helper, sqlite3_value_int(values[1]) ? spaced(helper, node) : node->token);
}

/* ---- casts */

static void give_decimal(orm_lite_helper *helper, orm_text digits)
{
    orm_decimal number;
    int64_t integer;
    double real;

    if (orm_decimal_read(&helper->arena, digits, &number) &&
        orm_decimal_to_int64(&number, &integer)) {
        sqlite3_result_int64(helper->context, integer);
        return;
    }
    orm_number_read_double(&helper->arena, digits, &real);
    sqlite3_result_double(helper->context, real);
}

static void give_value(orm_lite_helper *helper, const orm_value *value)
{
    switch (value->kind) {
    case ORM_VALUE_BOOLEAN:
    case ORM_VALUE_INTEGER: sqlite3_result_int64(helper->context, value->as.integer); break;
    case ORM_VALUE_DOUBLE: sqlite3_result_double(helper->context, value->as.real); break;
    case ORM_VALUE_DECIMAL: give_decimal(helper, value->as.text); break;
    case ORM_VALUE_TEXT: give_text(helper, value->as.text); break;
    default: break;
    }
}

static const orm_json *as_node(orm_lite_helper *helper, sqlite3_value *value, const char *name)
{
    return orm_json_from_text(&helper->ctx, orm_lite_helper_text(helper, value), name);
}

static void cast(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *given, *name;
    const orm_type *type;
    orm_value value;
    orm_text why;

    if (sqlite3_value_type(values[0]) == SQLITE_NULL ||
        sqlite3_value_type(values[1]) == SQLITE_NULL)
        return;
    given = as_node(helper, values[0], "value");
    name = as_node(helper, values[1], "type");
    type = orm_type_read(&helper->ctx, name->text, NULL, name);
    if (orm_convert(&helper->ctx, type, given, &value, &why))
        give_value(helper, &value);
}

static void write_quoted(orm_lite_helper *helper, orm_buffer *out, sqlite3_value *value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: orm_number_write_int64(out, sqlite3_value_int64(value)); break;
    case SQLITE_FLOAT: orm_number_write_double(out, sqlite3_value_double(value)); break;
    default: orm_json_write_string(out, orm_lite_helper_text(helper, value)); break;
    }
}

static void quote(orm_lite_helper *helper, sqlite3_value **values)
{
    orm_buffer out;

    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (sqlite3_value_int(values[1])) {
        give_text(helper, sqlite3_value_int(values[0]) ? ORM_TEXT("true") : ORM_TEXT("false"));
        return;
    }
    orm_buffer_open(&out, &helper->host, ORM_LIFE_CALL, 64);
    write_quoted(helper, &out, values[0]);
    give_text(helper, orm_buffer_since(&out, 0));
}

static orm_text optional_text(orm_lite_helper *helper, sqlite3_value *value)
{
    return sqlite3_value_type(value) == SQLITE_NULL ? (orm_text){"", 0}
                                                    : orm_lite_helper_text(helper, value);
}

/* A document that is not JSON stays as it is. */
static void put(orm_lite_helper *helper, sqlite3_value **values)
{
    orm_buffer out;
    orm_json *document;

    sqlite3_result_value(helper->context, values[0]);
    document = orm_json_put(&helper->ctx, optional_text(helper, values[0]),
                            optional_text(helper, values[1]), optional_text(helper, values[2]));
    orm_buffer_open(&out, &helper->host, ORM_LIFE_CALL, 256);
    if (sqlite3_value_int(values[3]))
        orm_json_write_canonical(&helper->ctx, &out, document);
    else
        orm_json_write_tree(&out, document);
    give_text(helper, orm_buffer_since(&out, 0));
}

/* ---- comparison */

bool orm_lite_is_so(orm_text operator_, int order)
{
    switch (operator_.length ? operator_.data[0] : '\0') {
    case '>': return operator_.length > 1 ? order >= 0 : order > 0;
    case '<':
        if (operator_.length > 1)
            return operator_.data[1] == '>' ? order != 0 : order <= 0;
        return order < 0;
    default: return order == 0;
    }
}

static bool is_one_kind(const orm_json *left, const orm_json *right)
{
    return left->kind == right->kind || (orm_json_is_boolean(left) && orm_json_is_boolean(right));
}

static bool is_equality(orm_text operator_)
{
    return orm_text_is(operator_, "=") || orm_text_is(operator_, "<>");
}

static void compare(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *left = orm_lite_helper_json(helper, values[0]);
    const orm_json *right = left ? orm_lite_helper_constant(helper, values, 2) : NULL;
    orm_text operator_;

    if (right == NULL || sqlite3_value_type(values[1]) == SQLITE_NULL)
        return;
    operator_ = orm_lite_helper_text(helper, values[1]);
    give_truth(helper, (is_equality(operator_) || is_one_kind(left, right)) &&
                           orm_lite_is_so(operator_, orm_json_order(left, right)));
}

static void in(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *value = orm_lite_helper_json(helper, values[0]);
    const orm_lite_items *list = value ? orm_lite_helper_items(helper, values, 1, true) : NULL;
    uint32_t from = 0, to = list ? list->count : 0;

    if (list == NULL)
        return;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        int order = orm_json_order(value, list->items[middle]);

        if (order == 0) {
            give_truth(helper, true);
            return;
        }
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    give_truth(helper, false);
}

/* ---- containment */

static void contains(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *value = orm_lite_helper_json(helper, values[0]);
    const orm_json *other = value ? orm_lite_helper_constant(helper, values, 1) : NULL;

    if (other)
        give_truth(helper, orm_json_contains(value, other));
}

static void contained(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *value = orm_lite_helper_json(helper, values[0]);
    const orm_json *other = value ? orm_lite_helper_constant(helper, values, 1) : NULL;

    if (other)
        give_truth(helper, orm_json_contains(other, value));
}

static void has_keys(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *value = orm_lite_helper_json(helper, values[0]);
    const orm_lite_items *keys = value ? orm_lite_helper_items(helper, values, 1, false) : NULL;
    bool is_all = sqlite3_value_int(values[2]) != 0;

    if (keys == NULL)
        return;
    for (uint32_t i = 0; i < keys->count; i++)
        if (orm_json_has_key(value, keys->texts[i]) != is_all) {
            give_truth(helper, !is_all);
            return;
        }
    give_truth(helper, is_all);
}

/* ---- as SQLite calls them */

ORM_LITE_HELPER(at)
ORM_LITE_HELPER(kind)
ORM_LITE_HELPER(text)
ORM_LITE_HELPER(cast)
ORM_LITE_HELPER(quote)
ORM_LITE_HELPER(put)
ORM_LITE_HELPER(compare)
ORM_LITE_HELPER(in)
ORM_LITE_HELPER(contains)
ORM_LITE_HELPER(contained)
ORM_LITE_HELPER(has_keys)

int orm_lite_json_register(sqlite3 *db)
{
    static const orm_lite_helper_entry entries[] = {
        {"orm_json_at", 2, call_at},
        {"orm_json_kind", 1, call_kind},
        {"orm_json_text", 2, call_text},
        {"orm_json_cast", 2, call_cast},
        {"orm_json_quote", 2, call_quote},
        {"orm_json_put", 4, call_put},
        {"orm_json_compare", 3, call_compare},
        {"orm_json_in", 2, call_in},
        {"orm_json_contains", 2, call_contains},
        {"orm_json_contained", 2, call_contained},
        {"orm_json_has_keys", 3, call_has_keys},
    };

    return orm_lite_helper_register(db, entries, sizeof entries / sizeof *entries);
}
