/* type.c - reading the type grammar and writing its canonical form.  See type.h. */
#include "catalog/type.h"

#include "base/suggest.h"

typedef enum arguments {
    TAKES_NONE,
    TAKES_LENGTH,
    TAKES_PRECISION,
    TAKES_WORD,
    TAKES_LABELS,
    TAKES_ELEMENT,
    TAKES_SHAPE,
    TAKES_RESULT
} arguments;

typedef struct type_entry {
    const char *name;
    arguments takes;
    orm_form_kind form;
} type_entry;

static const type_entry entries[ORM_TYPE_COUNT] = {
#define ORM_TYPE(symbol, name, arguments, form) {name, TAKES_##arguments, ORM_FORM_##form},
#include "catalog/types.def"
#undef ORM_TYPE
};

/* Other names for the same types: Sequelize's, and the engines' own, which casts are written with.
 */
static const struct {
    const char *name;
    orm_type_kind kind;
} aliases[] = {
    {"NUMERIC", ORM_TYPE_DECIMAL},  {"DOUBLE PRECISION", ORM_TYPE_DOUBLE},
    {"DATETIME", ORM_TYPE_DATE},    {"TIMESTAMP", ORM_TYPE_DATE},
    {"TIMESTAMPTZ", ORM_TYPE_DATE}, {"TIMESTAMP WITH TIME ZONE", ORM_TYPE_DATE},
    {"INT", ORM_TYPE_INTEGER},      {"BOOL", ORM_TYPE_BOOLEAN},
    {"VARCHAR", ORM_TYPE_STRING},   {"CHARACTER VARYING", ORM_TYPE_STRING},
    {"BYTEA", ORM_TYPE_BLOB},
};

typedef struct type_reader {
    orm_ctx *ctx;
    orm_text text;
    size_t at;
    const orm_json *node; /* where an error is */
    const orm_json *labels;
} type_reader;

static const orm_type *read_type(type_reader *r, int depth);

static _Noreturn void fail(type_reader *r, const char *expected)
{
    orm_raise_at(r->ctx, ORM_DEFINITION, r->node,
                 "the type \"%.*s\" is not understood: %s at byte %zu", ORM_ARG(r->text), expected,
                 r->at);
}

static void skip_space(type_reader *r)
{
    while (r->at < r->text.length && r->text.data[r->at] == ' ')
        r->at++;
}

static bool take(type_reader *r, char c)
{
    skip_space(r);
    if (r->at >= r->text.length || r->text.data[r->at] != c)
        return false;
    r->at++;
    return true;
}

static void expect(type_reader *r, char c)
{
    if (!take(r, c))
        fail(r, c == ')' ? "expected ')'" : c == ']' ? "expected ']'" : "expected ','");
}

static int32_t read_number(type_reader *r)
{
    int32_t value = 0;
    size_t from;

    skip_space(r);
    from = r->at;
    while (r->at < r->text.length && r->text.data[r->at] >= '0' && r->text.data[r->at] <= '9') {
        value = value * 10 + (r->text.data[r->at++] - '0');
        if (value > 100000000)
            fail(r, "a smaller number is expected");
    }
    if (r->at == from)
        fail(r, "expected a number");
    return value;
}

/* 'it''s' or "it": a doubled quote stands for one. */
static orm_text read_quoted(type_reader *r)
{
    char quote, *out;
    size_t length = 0;

    skip_space(r);
    quote = r->at < r->text.length ? r->text.data[r->at] : '\0';
    if (quote != '\'' && quote != '"')
        fail(r, "expected a text in quotes");
    r->at++;
    out = orm_alloc(r->ctx->arena, r->text.length - r->at + 1);
    for (;; r->at++) {
        if (r->at >= r->text.length)
            fail(r, "a text without its closing quote");
        if (r->text.data[r->at] == quote) {
            if (r->at + 1 >= r->text.length || r->text.data[r->at + 1] != quote)
                break;
            r->at++;
        }
        out[length++] = r->text.data[r->at];
    }
    r->at++;
    return (orm_text){out, length};
}

/* ---- the name */

static bool is_name_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool find_kind(orm_text name, orm_type_kind *kind)
{
    for (int i = 0; i < ORM_TYPE_COUNT; i++)
        if (orm_text_equal_ascii_fold(name, orm_text_from(entries[i].name))) {
            *kind = (orm_type_kind)i;
            return true;
        }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (orm_text_equal_ascii_fold(name, orm_text_from(aliases[i].name))) {
            *kind = aliases[i].kind;
            return true;
        }
    return false;
}

static _Noreturn void fail_unknown(type_reader *r, orm_text name)
{
    orm_text names[ORM_TYPE_COUNT];
    orm_error *error =
        orm_error_new(r->ctx, ORM_DEFINITION, "there is no type \"%.*s\"", ORM_ARG(name));

    for (int i = 0; i < ORM_TYPE_COUNT; i++)
        names[i] = orm_text_from(entries[i].name);
    error->did_you_mean = orm_suggest(r->ctx->arena, name, names, ORM_TYPE_COUNT);
    error->at = orm_json_place(r->ctx, r->node);
    orm_throw(r->ctx, error);
}

static orm_type_kind read_kind(type_reader *r)
{
    orm_type_kind kind;
    orm_text name;
    size_t from;

    skip_space(r);
    from = r->at;
    while (r->at < r->text.length &&
           (is_name_char(r->text.data[r->at]) || r->text.data[r->at] == ' '))
        r->at++;
    while (r->at > from && r->text.data[r->at - 1] == ' ')
        r->at--;
    name = orm_text_slice(r->text, from, r->at);
    if (!find_kind(name, &kind))
        fail_unknown(r, name);
    return kind;
}

/* ---- what stands in brackets */

static void read_list(type_reader *r, orm_type *type, char close)
{
    orm_text *values = ORM_NEW_N(r->ctx->arena, orm_text, r->text.length);

    while (!take(r, close)) {
        if (type->value_count > 0)
            expect(r, ',');
        values[type->value_count++] = read_quoted(r);
    }
    type->values = values;
}

static void read_labels(type_reader *r, orm_type *type)
{
    if (take(r, '['))
        read_list(r, type, ']');
    else
        read_list(r, type, ')');
    if (r->text.data[r->at - 1] == ']')
        expect(r, ')');
}

static void read_result(type_reader *r, orm_type *type, int depth)
{
    type->element = read_type(r, depth + 1);
    if (take(r, ',')) {
        if (take(r, '['))
            read_list(r, type, ']');
        else
            fail(r, "expected a list of names in brackets");
    }
    expect(r, ')');
}

static void read_shape(type_reader *r, orm_type *type)
{
    type->word = read_quoted(r);
    if (take(r, ','))
        type->scale = read_number(r);
    expect(r, ')');
}

static void read_arguments(type_reader *r, orm_type *type, int depth)
{
    switch (entries[type->kind].takes) {
    case TAKES_LENGTH:
        type->length = read_number(r);
        expect(r, ')');
        break;
    case TAKES_PRECISION:
        type->length = read_number(r);
        if (take(r, ','))
            type->scale = read_number(r);
        expect(r, ')');
        break;
    case TAKES_WORD:
        type->word = read_quoted(r);
        expect(r, ')');
        break;
    case TAKES_LABELS: read_labels(r, type); break;
    case TAKES_ELEMENT:
        type->element = read_type(r, depth + 1);
        expect(r, ')');
        break;
    case TAKES_SHAPE: read_shape(r, type); break;
    case TAKES_RESULT: read_result(r, type, depth); break;
    default: fail(r, "this type takes nothing in brackets");
    }
}

static void read_flags(type_reader *r, orm_type *type)
{
    bool is_number = (type->kind >= ORM_TYPE_TINYINT && type->kind <= ORM_TYPE_DECIMAL);

    while (take(r, '.')) {
        size_t from = r->at;
        orm_text flag;

        while (r->at < r->text.length && is_name_char(r->text.data[r->at]))
            r->at++;
        flag = orm_text_slice(r->text, from, r->at);
        if (is_number && orm_text_equal_ascii_fold(flag, ORM_TEXT("UNSIGNED")))
            type->is_unsigned = true;
        else if (is_number && orm_text_equal_ascii_fold(flag, ORM_TEXT("ZEROFILL")))
            type->is_zerofill = true;
        else if (type->kind <= ORM_TYPE_CHAR && orm_text_equal_ascii_fold(flag, ORM_TEXT("BINARY")))
            type->is_binary = true;
        else
            fail(r, "expected .BINARY after a text type, .UNSIGNED or .ZEROFILL after a number");
    }
}

/* ---- after reading: what the type implies */

static void take_labels(type_reader *r, orm_type *type)
{
    orm_text *values;

    if (type->kind != ORM_TYPE_ENUM || type->value_count > 0 || r->labels == NULL)
        return;
    values = ORM_NEW_N(r->ctx->arena, orm_text, r->labels->count);
    orm_each_child (label, r->labels) {
        if (label->kind != ORM_JSON_STRING)
            orm_raise_at(r->ctx, ORM_DEFINITION, label,
                         "a label of an ENUM must be a string, not %s", orm_json_kind_name(label));
        values[type->value_count++] = label->text;
    }
    type->values = values;
}

static void check_enum(type_reader *r, const orm_type *type)
{
    if (type->value_count == 0)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "an ENUM needs at least one label");
    for (uint32_t i = 0; i < type->value_count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (orm_text_equal(type->values[i], type->values[j]))
                orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "the label '%.*s' is repeated",
                             ORM_ARG(type->values[i]));
}

static bool is_range_element(orm_type_kind kind)
{
    return kind == ORM_TYPE_INTEGER || kind == ORM_TYPE_BIGINT || kind == ORM_TYPE_DECIMAL ||
           kind == ORM_TYPE_DATE || kind == ORM_TYPE_DATEONLY;
}

/* PostgreSQL's limits: a type that one engine cannot have is refused on both. */
enum { MOST_TEXT = 10485760, MOST_DECIMAL = 1000, MOST_FLOAT = 53 };

static void check_number(type_reader *r, const orm_type *type)
{
    if (type->kind == ORM_TYPE_DECIMAL && type->length == 0)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node,
                     "the precision of a DECIMAL must be at least 1");
    if (type->kind == ORM_TYPE_DECIMAL && type->scale > type->length)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node,
                     "the scale of a DECIMAL must not be larger than its precision");
    if (type->kind == ORM_TYPE_DECIMAL && type->length > MOST_DECIMAL)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "the precision of a DECIMAL is at most %d",
                     MOST_DECIMAL);
    if (type->kind == ORM_TYPE_FLOAT && (type->length == 0 || type->length > MOST_FLOAT))
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "the precision of a FLOAT is from 1 to %d",
                     MOST_FLOAT);
    if (type->kind <= ORM_TYPE_CHAR && type->length == 0)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "the length of a text must be at least 1");
    if (type->kind <= ORM_TYPE_CHAR && type->length > MOST_TEXT)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node,
                     "the length of a text is at most %d; TEXT has no limit", MOST_TEXT);
    if ((type->kind == ORM_TYPE_DATE || type->kind == ORM_TYPE_TIME) && type->length > 6)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "a time has at most 6 fraction digits");
}

static void check_nesting(type_reader *r, const orm_type *type)
{
    const orm_type *element = type->element;

    if (type->kind == ORM_TYPE_RANGE && (element == NULL || !is_range_element(element->kind)))
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node,
                     "a RANGE is of INTEGER, BIGINT, DECIMAL, DATE or DATEONLY");
    if (type->kind == ORM_TYPE_ARRAY && element == NULL)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "an ARRAY needs the type of its elements");
    if (element && element->kind == ORM_TYPE_VIRTUAL)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "a VIRTUAL cannot be the element of a type");
}

static void check_type(type_reader *r, const orm_type *type)
{
    if (type->kind == ORM_TYPE_ENUM)
        check_enum(r, type);
    if (type->kind == ORM_TYPE_SQL && type->word.length == 0)
        orm_raise_at(r->ctx, ORM_DEFINITION, r->node, "SQL('…') needs the name of a type");
    check_number(r, type);
    check_nesting(r, type);
}

static void add_defaults(orm_ctx *ctx, orm_type *type)
{
    if (type->kind <= ORM_TYPE_CHAR && type->length < 0)
        type->length = 255;
    if (type->kind == ORM_TYPE_RANGE && type->element == NULL)
        type->element = orm_type_of_kind(ctx, ORM_TYPE_INTEGER);
}

static void set_form(orm_type *type)
{
    type->form = (orm_form){entries[type->kind].form, false, -1, NULL};
    if (type->is_binary)
        type->form.kind = ORM_FORM_BLOB;
    if (orm_type_is_single(type))
        type->form.kind = ORM_FORM_REAL;
    if (type->kind == ORM_TYPE_DECIMAL && type->length > 0)
        type->form.scale = (int16_t)(type->scale < 0 ? 0 : type->scale);
    if (type->kind == ORM_TYPE_VIRTUAL && type->element)
        type->form = type->element->form;
    else if (type->element)
        type->form.element = &type->element->form;
}

/* ---- the canonical spelling */

static void append_quoted(orm_buffer *buffer, orm_text text)
{
    orm_buffer_char(buffer, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'')
            orm_buffer_char(buffer, '\'');
        orm_buffer_char(buffer, text.data[i]);
    }
    orm_buffer_char(buffer, '\'');
}

static void append_values(orm_buffer *buffer, const orm_type *type)
{
    for (uint32_t i = 0; i < type->value_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        append_quoted(buffer, type->values[i]);
    }
}

static void append_numbers(orm_buffer *buffer, const orm_type *type)
{
    if (type->length < 0)
        return;
    orm_buffer_format(buffer, type->scale < 0 ? "(%d)" : "(%d,%d)", type->length, type->scale);
}

static void append_word(orm_buffer *buffer, const orm_type *type)
{
    if (type->word.length == 0)
        return;
    orm_buffer_char(buffer, '(');
    append_quoted(buffer, type->word);
    if (entries[type->kind].takes == TAKES_SHAPE && type->scale >= 0)
        orm_buffer_format(buffer, ",%d", type->scale);
    orm_buffer_char(buffer, ')');
}

static void append_element(orm_buffer *buffer, const orm_type *type)
{
    if (type->element == NULL)
        return;
    orm_buffer_char(buffer, '(');
    orm_buffer_text(buffer, type->element->name);
    if (type->value_count > 0) {
        ORM_PUT(buffer, ",[");
        append_values(buffer, type);
        orm_buffer_char(buffer, ']');
    }
    orm_buffer_char(buffer, ')');
}

static void append_name(orm_buffer *buffer, const orm_type *type)
{
    orm_buffer_string(buffer, entries[type->kind].name);
    switch (entries[type->kind].takes) {
    case TAKES_LABELS:
        orm_buffer_char(buffer, '(');
        append_values(buffer, type);
        orm_buffer_char(buffer, ')');
        break;
    case TAKES_WORD:
    case TAKES_SHAPE: append_word(buffer, type); break;
    case TAKES_ELEMENT:
    case TAKES_RESULT: append_element(buffer, type); break;
    default: append_numbers(buffer, type); break;
    }
    if (type->is_unsigned)
        ORM_PUT(buffer, ".UNSIGNED");
    if (type->is_zerofill)
        ORM_PUT(buffer, ".ZEROFILL");
    if (type->is_binary)
        ORM_PUT(buffer, ".BINARY");
}

static void finish(orm_ctx *ctx, orm_type *type)
{
    orm_buffer buffer;

    add_defaults(ctx, type);
    set_form(type);
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
    append_name(&buffer, type);
    type->name = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
}

static orm_type *new_type(orm_ctx *ctx, orm_type_kind kind)
{
    orm_type *type = ORM_NEW(ctx->arena, orm_type);

    type->kind = kind;
    type->length = type->scale = -1;
    return type;
}

enum { MAX_TYPE_DEPTH = 8 };

static const orm_type *read_type(type_reader *r, int depth)
{
    orm_type *type;

    if (depth > MAX_TYPE_DEPTH)
        fail(r, "the type is nested too deeply");
    type = new_type(r->ctx, read_kind(r));
    if (take(r, '('))
        if (!take(r, ')'))
            read_arguments(r, type, depth);
    read_flags(r, type);
    take_labels(r, type);
    add_defaults(r->ctx, type);
    check_type(r, type);
    finish(r->ctx, type);
    return type;
}

const orm_type *orm_type_read(orm_ctx *ctx, orm_text text, const orm_json *labels,
                              const orm_json *at)
{
    type_reader r = {ctx, orm_text_copy(ctx->arena, text), 0, at, labels};
    const orm_type *type = read_type(&r, 0);

    skip_space(&r);
    if (r.at < r.text.length)
        fail(&r, "nothing more is expected");
    return type;
}

const orm_type *orm_type_of_kind(orm_ctx *ctx, orm_type_kind kind)
{
    orm_type *type = new_type(ctx, kind);

    finish(ctx, type);
    return type;
}

bool orm_type_equal(const orm_type *left, const orm_type *right)
{
    return left->kind == right->kind && orm_text_equal(left->name, right->name);
}
