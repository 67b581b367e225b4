/* raw.c - SQL text of the user.  See raw.h. */
#include "query/raw.h"

#include "base/number.h"
#include "base/sql_scan.h"
#include "catalog/keys.h"
#include "dialect.h"
#include "host.h"

typedef struct reader {
    orm_ctx *ctx;
    const orm_dialect *dialect;
    orm_text sql;
    size_t at;
    orm_raw *raw;
    orm_buffer out;
    uint32_t position; /* of the next ? */
    uint32_t capacity;
} reader;

static _Noreturn void fail_missing(reader *r, orm_text mark)
{
    orm_raise_at(r->ctx, ORM_INVALID_OPTION, r->raw->given, "there is no value for %.*s",
                 ORM_ARG(mark));
}

/* ---- parameters */

static uint16_t add_parameter(reader *r, const orm_json *node)
{
    orm_raw *raw = r->raw;

    if (raw->count == r->dialect->most_parameters)
        orm_raise(r->ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"),
                  "this takes more than %u values, the most that a statement of %s has",
                  r->dialect->most_parameters, r->dialect->name);
    if (raw->count == r->capacity) {
        uint32_t capacity = r->capacity ? r->capacity * 2 : 8;
        const orm_json **longer = ORM_NEW_N(r->ctx->arena, const orm_json *, capacity);

        if (raw->count)
            memcpy(longer, raw->values, raw->count * sizeof *longer);
        raw->values = longer;
        r->capacity = capacity;
    }
    raw->values[raw->count++] = node;
    return raw->count;
}

static void put_parameter(reader *r, uint16_t number)
{
    orm_buffer_format(&r->out, "%s%u", r->dialect->parameter, number);
}

/* ---- replacements: what a literal would mean */

static bool has_digits_only(orm_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return true;
}

/* The type that a number without quotes has. */
static const char *number_type(orm_ctx *ctx, orm_text text)
{
    bool is_negative = text.data[0] == '-';
    orm_decimal number;
    int64_t integer;

    if (!has_digits_only(orm_text_slice(text, is_negative, text.length)) ||
        !orm_decimal_read(ctx->arena, text, &number) || !orm_decimal_to_int64(&number, &integer))
        return "numeric";
    return integer == (int32_t)integer ? "int4" : "int8";
}

static void put_number(reader *r, const orm_json *node)
{
    if (!r->dialect->has_strict_types) {
        put_parameter(r, add_parameter(r, node));
        return;
    }
    ORM_PUT(&r->out, "CAST(");
    put_parameter(r, add_parameter(r, node));
    orm_buffer_format(&r->out, " AS pg_catalog.%s)", number_type(r->ctx, node->text));
}

static void put_boolean(reader *r, bool is_true)
{
    if (r->dialect->has_strict_types)
        orm_buffer_string(&r->out, is_true ? "true" : "false");
    else
        orm_buffer_char(&r->out, is_true ? '1' : '0');
}

static void put_replacement(reader *r, const orm_json *node);

/* Lists inside a list are rows. */
static void put_list(reader *r, const orm_json *list)
{
    if (list->count == 0)
        orm_raise_at(r->ctx, ORM_INVALID_OPTION, list,
                     "an empty list stands for nothing that SQL could say");
    orm_each_child (item, list) {
        bool is_row = item->kind == ORM_JSON_ARRAY;

        if (item != list->first)
            ORM_PUT(&r->out, ", ");
        if (is_row)
            orm_buffer_char(&r->out, '(');
        put_replacement(r, item);
        if (is_row)
            orm_buffer_char(&r->out, ')');
    }
}

static void put_replacement(reader *r, const orm_json *node)
{
    switch (node->kind) {
    case ORM_JSON_NULL: ORM_PUT(&r->out, "NULL"); break;
    case ORM_JSON_FALSE:
    case ORM_JSON_TRUE: put_boolean(r, node->kind == ORM_JSON_TRUE); break;
    case ORM_JSON_NUMBER: put_number(r, node); break;
    case ORM_JSON_ARRAY: put_list(r, node); break;
    default: put_parameter(r, add_parameter(r, node)); break;
    }
}

/* ---- values by name and by position */

static const orm_json *item_at(const orm_json *list, uint32_t index)
{
    const orm_json *item = list->first;

    while (item && index-- > 0)
        item = item->next;
    return item;
}

/* The value of a mark; NULL where values are not looked at. */
static const orm_json *value_of(reader *r, const orm_json *value, orm_text mark)
{
    if (value == NULL && r->raw->given)
        fail_missing(r, mark);
    return value;
}

static void put_value(reader *r, const orm_json *value)
{
    if (value)
        put_replacement(r, value);
    else
        put_parameter(r, add_parameter(r, NULL));
}

static char before(const reader *r)
{
    return r->at > 0 ? r->sql.data[r->at - 1] : ' ';
}

static char behind(const reader *r, size_t length)
{
    return r->at + length < r->sql.length ? r->sql.data[r->at + length] : ' ';
}

/* A value may begin behind this character. */
static bool can_precede(char c)
{
    return strchr(" \t\n\r\f\v(>,=[<+-*/%|", c) != NULL && c != '\0';
}

/* …and end before this one. */
static bool can_follow(char c)
{
    return strchr(" \t\n\r\f\v),;]<>=+-*/%|&!~^", c) != NULL && c != '\0';
}

/* ?, unless it is PostgreSQL's operator ?| or ?&. */
static void take_position(reader *r)
{
    char next = behind(r, 1);
    bool is_operator = (r->dialect->sql_rules & ORM_SQL_QUESTIONS) &&
                       (next == '|' || next == '&' || !can_precede(before(r)));

    if (is_operator) {
        orm_buffer_char(&r->out, '?');
    } else {
        const orm_json *given = r->raw->given;
        orm_text mark = orm_text_format(r->ctx->arena, "the ? number %u", r->position + 1);

        put_value(r, value_of(r, given ? item_at(given, r->position) : NULL, mark));
        r->position++;
    }
    r->at++;
}

static size_t word_length(const reader *r, size_t from)
{
    size_t length = 0;

    while (orm_sql_is_word_char(behind(r, from + length)))
        length++;
    return length;
}

/* :name, unless the colon separates the ends of a slice. */
static void take_name(reader *r)
{
    size_t length = orm_sql_is_word_start(behind(r, 1)) ? word_length(r, 1) : 0;
    orm_text mark = orm_text_slice(r->sql, r->at, r->at + length + 1);
    char next = behind(r, length + 1);
    bool is_cast = next == ':' && behind(r, length + 2) == ':';

    if (length == 0 || !can_precede(before(r)) || !(is_cast || can_follow(next))) {
        orm_buffer_char(&r->out, ':');
        r->at++;
        return;
    }
    put_value(r,
              value_of(r, orm_json_member_text(r->raw->given, orm_text_slice(mark, 1, mark.length)),
                       mark));
    r->at += mark.length;
}

/* ---- bind */

/* The value of $name or $1: a name for an object, a number from 1 for a list. */
static const orm_json *bound_value(reader *r, orm_text mark)
{
    orm_text name = orm_text_slice(mark, 1, mark.length);
    bool is_number = has_digits_only(name);
    orm_decimal number;
    int64_t index;

    if (r->raw->given == NULL)
        return NULL;
    if (r->raw->style == ORM_RAW_BIND_NAMES)
        return value_of(r, is_number ? NULL : orm_json_member_text(r->raw->given, name), mark);
    if (!is_number || name.data[0] == '0' || name.length > 9 ||
        !orm_decimal_read(r->ctx->arena, name, &number) || !orm_decimal_to_int64(&number, &index))
        fail_missing(r, mark);
    return value_of(r, item_at(r->raw->given, (uint32_t)index - 1), mark);
}

/* A value that stands in several places is one parameter. */
static uint16_t bound_parameter(reader *r, const orm_json *value)
{
    for (uint16_t i = 0; value && i < r->raw->count; i++)
        if (r->raw->values[i] == value)
            return (uint16_t)(i + 1);
    return add_parameter(r, value);
}

static void take_bound(reader *r)
{
    size_t length = word_length(r, 1);
    orm_text mark = orm_text_slice(r->sql, r->at, r->at + length + 1);

    if (behind(r, 1) == '$' || length == 0) {
        orm_buffer_char(&r->out, '$');
        r->at += behind(r, 1) == '$' ? 2 : 1;
        return;
    }
    put_parameter(r, bound_parameter(r, bound_value(r, mark)));
    r->at += mark.length;
}

/* Text in quotes, in which $$ is a dollar too. */
static void take_quoted(reader *r, orm_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        orm_buffer_char(&r->out, text.data[i]);
        if (text.data[i] == '$' && i + 1 < text.length && text.data[i + 1] == '$' &&
            !orm_sql_is_word_char(text.data[i - 1]))
            i++;
    }
    r->at += text.length;
}

/* ---- the text */

static bool is_binding(const reader *r)
{
    return r->raw->style >= ORM_RAW_BIND_LIST;
}

static bool is_mark(const reader *r, const orm_sql_part *part)
{
    static const char marks[] = {[ORM_RAW_POSITIONS] = '?',
                                 [ORM_RAW_NAMES] = ':',
                                 [ORM_RAW_BIND_LIST] = '$',
                                 [ORM_RAW_BIND_NAMES] = '$'};

    return part->kind == ORM_SQL_SYMBOL && part->text.length == 1 &&
           part->text.data[0] == marks[r->raw->style];
}

static void take_part(reader *r, const orm_sql_part *part)
{
    if (!part->is_closed && (part->kind == ORM_SQL_STRING || part->kind == ORM_SQL_NAME))
        orm_raise(r->ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"), "a quote is not closed");
    if (is_mark(r, part)) {
        if (r->raw->style == ORM_RAW_POSITIONS)
            take_position(r);
        else if (r->raw->style == ORM_RAW_NAMES)
            take_name(r);
        else
            take_bound(r);
    } else if (is_binding(r) && (part->kind == ORM_SQL_STRING || part->kind == ORM_SQL_NAME)) {
        take_quoted(r, part->text);
    } else {
        orm_buffer_text(&r->out, part->text);
        r->at += part->text.length;
    }
}

/* Where values are bound, a dollar stands for nothing else. */
static unsigned rules_of(const reader *r)
{
    return is_binding(r) ? r->dialect->sql_rules & ~(unsigned)ORM_SQL_DOLLARS
                         : r->dialect->sql_rules;
}

static void read_text(reader *r)
{
    orm_sql_part part;

    orm_buffer_open(&r->out, r->ctx->host, ORM_LIFE_CALL, r->sql.length + 64);
    while ((part = orm_sql_scan(r->sql, r->at, rules_of(r))).kind != ORM_SQL_END)
        take_part(r, &part);
    r->raw->sql = orm_buffer_copy(&r->out, r->ctx->arena);
    orm_buffer_close(&r->out);
}

/* ---- what cannot run inside a function */

/* Its first word; empty where there is none. */
static orm_text first_word(orm_ctx *ctx, orm_text sql)
{
    unsigned rules = ctx->host->dialect->sql_rules;

    for (size_t at = 0; at < sql.length;) {
        orm_sql_part part = orm_sql_scan(sql, at, rules);
        bool is_empty = part.kind == ORM_SQL_SYMBOL && part.text.data[0] == ';';

        if (part.kind == ORM_SQL_WORD)
            return part.text;
        if (part.kind != ORM_SQL_BLANK && part.kind != ORM_SQL_COMMENT && !is_empty)
            break;
        at += part.text.length;
    }
    return (orm_text){"", 0};
}

static void check_command(orm_ctx *ctx, orm_text sql)
{
    static const char *const words[] = {"BEGIN", "START",    "COMMIT",    "END",
                                        "ABORT", "ROLLBACK", "SAVEPOINT", "RELEASE"};
    orm_text first = first_word(ctx, sql);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (orm_text_equal_ascii_fold(first, orm_text_from(words[i])))
            orm_raise(ctx, ORM_UNSUPPORTED, ORM_TEXT("sql"),
                      "%s cannot run inside a SQL function: send it by itself", words[i]);
}

/* ---- reading */

static const orm_json *given_values(orm_ctx *ctx, const orm_json *options, orm_raw_style *style)
{
    const orm_json *replacements = orm_option(options, "replacements");
    const orm_json *bind = orm_option(options, "bind");
    const orm_json *given = bind ? bind : replacements;

    if (replacements && bind)
        orm_raise_at(ctx, ORM_INVALID_OPTION, bind,
                     "\"replacements\" and \"bind\" cannot be given together");
    if (given && orm_json_is_scalar(given))
        orm_raise_at(ctx, ORM_INVALID_OPTION, given, "\"%.*s\" is a list or an object, not %s",
                     ORM_ARG(given->key), orm_json_kind_name(given));
    if (bind)
        *style = bind->kind == ORM_JSON_ARRAY ? ORM_RAW_BIND_LIST : ORM_RAW_BIND_NAMES;
    else if (replacements)
        *style = replacements->kind == ORM_JSON_ARRAY ? ORM_RAW_POSITIONS : ORM_RAW_NAMES;
    return given;
}

static orm_raw read_as(orm_ctx *ctx, orm_text sql, const orm_json *options, bool is_outline)
{
    orm_raw raw = {.style = ORM_RAW_PLAIN, .sql = sql};
    const orm_json *given = given_values(ctx, options, &raw.style);
    reader r = {.ctx = ctx, .dialect = ctx->host->dialect, .sql = sql, .raw = &raw};

    if (!is_outline)
        raw.given = given;
    check_command(ctx, sql);
    if (raw.style != ORM_RAW_PLAIN)
        read_text(&r);
    return raw;
}

orm_raw orm_raw_read(orm_ctx *ctx, orm_text sql, const orm_json *options)
{
    return read_as(ctx, sql, options, false);
}

orm_raw orm_raw_outline(orm_ctx *ctx, orm_text sql, const orm_json *options)
{
    return read_as(ctx, sql, options, true);
}
