/* json_path.c - paths into JSON documents.  See json_path.h. */
#include "query/json_path.h"

#include "base/suggest.h"

/* ---- casts: Sequelize's names */

static const struct {
    const char *name;
    orm_type_kind kind;
} casts[] = {
    {"integer", ORM_TYPE_INTEGER},
    {"int", ORM_TYPE_INTEGER},
    {"smallint", ORM_TYPE_SMALLINT},
    {"bigint", ORM_TYPE_BIGINT},
    {"signed", ORM_TYPE_BIGINT},
    {"unsigned", ORM_TYPE_BIGINT},
    {"float", ORM_TYPE_DOUBLE},
    {"real", ORM_TYPE_REAL},
    {"double precision", ORM_TYPE_DOUBLE},
    {"decimal", ORM_TYPE_DECIMAL},
    {"numeric", ORM_TYPE_DECIMAL},
    {"boolean", ORM_TYPE_BOOLEAN},
    {"text", ORM_TYPE_TEXT},
    {"char", ORM_TYPE_TEXT},
    {"varchar", ORM_TYPE_TEXT},
    {"nvarchar", ORM_TYPE_TEXT},
    {"date", ORM_TYPE_DATEONLY},
    {"timestamp", ORM_TYPE_DATE},
    {"timestamptz", ORM_TYPE_DATE},
    {"datetime", ORM_TYPE_DATE},
    {"json", ORM_TYPE_JSONB},
    {"jsonb", ORM_TYPE_JSONB},
};

enum { CAST_COUNT = sizeof casts / sizeof *casts };

static orm_type_kind read_cast(orm_compiler *c, orm_text name, const orm_json *node)
{
    orm_text names[CAST_COUNT];
    orm_error *error;

    for (int i = 0; i < CAST_COUNT; i++) {
        names[i] = orm_text_from(casts[i].name);
        if (orm_text_equal_ascii_fold(name, names[i]))
            return casts[i].kind;
    }
    error = orm_error_new(c->ctx, ORM_INVALID_OPTION,
                          "a value of JSON cannot be cast to \"%.*s\": integer, bigint, "
                          "double precision, numeric, boolean, text, date, timestamptz…",
                          ORM_ARG(name));
    error->did_you_mean = orm_suggest(c->ctx->arena, name, names, CAST_COUNT);
    error->at = orm_json_place(c->ctx, node);
    orm_throw(c->ctx, error);
}

static orm_expr *cast_to(orm_compiler *c, orm_expr *value, orm_type_kind kind)
{
    orm_expr *cast;

    if (kind == ORM_TYPE_JSONB)
        return value;
    if (kind == ORM_TYPE_TEXT)
        return orm_json_as_sql(c, value);
    cast = orm_expr_new(c->ctx->arena, ORM_EXPR_JSON_CAST);
    cast->left = value;
    cast->type = orm_type_of_kind(c->ctx, kind);
    return cast;
}

/* ---- values */

orm_expr *orm_json_value(orm_compiler *c, const orm_expr *document, const orm_json_steps *path)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_JSON);

    expr->left = orm_expr_copy(c->ctx->arena, document);
    expr->path = path;
    expr->type = orm_type_of_kind(c->ctx, ORM_TYPE_JSONB);
    return expr;
}

orm_expr *orm_json_as_sql(orm_compiler *c, orm_expr *value)
{
    orm_expr *text;

    if (value->kind != ORM_EXPR_JSON)
        return value;
    text = orm_expr_new(c->ctx->arena, ORM_EXPR_JSON_TEXT);
    text->left = value;
    text->type = orm_type_of_kind(c->ctx, ORM_TYPE_TEXT);
    return text;
}

static const orm_json_steps *longer_path(orm_compiler *c, const orm_json_steps *path, orm_text name)
{
    orm_json_steps *longer = ORM_NEW(c->ctx->arena, orm_json_steps);
    uint32_t count = path ? path->count : 0;
    orm_text *names = ORM_NEW_N(c->ctx->arena, orm_text, count + 1u);

    if (count)
        memcpy(names, path->names, count * sizeof *names);
    names[count] = orm_text_copy(c->ctx->arena, name);
    *longer = (orm_json_steps){names, count + 1};
    return longer;
}

/* Where "::" begins in the text, or its length. */
static size_t find_cast(orm_text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.data[i] == ':' && text.data[i + 1] == ':')
            return i;
    return text.length;
}

static orm_expr *with_cast(orm_compiler *c, orm_expr *value, orm_text text, size_t at,
                           const orm_json *node)
{
    if (at == text.length)
        return value;
    return cast_to(c, value, read_cast(c, orm_text_slice(text, at + 2, text.length), node));
}

orm_expr *orm_json_step(orm_compiler *c, const orm_expr *value, orm_text key, const orm_json *node)
{
    size_t at = find_cast(key);
    orm_text name = orm_text_slice(key, orm_text_starts(key, "$$") ? 1 : 0, at);

    return with_cast(c, orm_json_value(c, value->left, longer_path(c, value->path, name)), key, at,
                     node);
}

/* ---- paths as text */

/* A path on its way. */
typedef struct path_reader {
    orm_compiler *c;
    const orm_json *node;
    orm_text text; /* without the cast */
    size_t at;
    const orm_json_steps *path;
} path_reader;

static _Noreturn void fail(path_reader *r, const char *expected)
{
    ORM_FAIL(r->c, r->node, "the path \"%.*s\": byte %zu: expected %s", ORM_ARG(r->text), r->at,
             expected);
}

static void add_step(path_reader *r, size_t from, size_t to)
{
    if (from == to)
        fail(r, "a name");
    r->path = longer_path(r->c, r->path, orm_text_slice(r->text, from, to));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether "[", digits and "]" stand at `at`; `end` is behind them. */
static bool is_index(orm_text text, size_t at, size_t *end)
{
    size_t i = at + 1;

    while (i < text.length && is_digit(text.data[i]))
        i++;
    *end = i + 1;
    return i > at + 1 && i < text.length && text.data[at] == '[' && text.data[i] == ']';
}

static bool is_arrow(orm_text text, size_t at)
{
    return at + 1 < text.length && text.data[at] == '-' && text.data[at + 1] == '>';
}

/* Up to the next dot, index or arrow. */
static void read_name(path_reader *r)
{
    size_t from = r->at, end;

    while (r->at < r->text.length && r->text.data[r->at] != '.' &&
           !is_index(r->text, r->at, &end) && !is_arrow(r->text, r->at))
        r->at++;
    add_step(r, from, r->at);
}

/* Behind "->" or "->>": a name in quotes, or digits. */
static void read_arrow(path_reader *r)
{
    size_t from;

    r->at += 2;
    if (r->at < r->text.length && r->text.data[r->at] == '>')
        r->at++;
    if (r->at < r->text.length && r->text.data[r->at] == '\'') {
        from = ++r->at;
        while (r->at < r->text.length && r->text.data[r->at] != '\'')
            r->at++;
        if (r->at == r->text.length)
            fail(r, "a quote");
        add_step(r, from, r->at++);
        return;
    }
    for (from = r->at; r->at < r->text.length && is_digit(r->text.data[r->at]);)
        r->at++;
    add_step(r, from, r->at);
}

static void read_steps(path_reader *r)
{
    while (r->at < r->text.length) {
        size_t end;

        if (is_index(r->text, r->at, &end)) {
            add_step(r, r->at + 1, end - 1);
            r->at = end;
        } else if (is_arrow(r->text, r->at)) {
            read_arrow(r);
        } else if (r->text.data[r->at] == '.') {
            r->at++;
            read_name(r);
        } else {
            fail(r, "'.', an index or the end");
        }
    }
}

/* Length of the attribute's name that the text begins with. */
static size_t name_length(orm_text text)
{
    size_t at = 0, end;

    while (at < text.length && text.data[at] != '.' && !is_index(text, at, &end) &&
           !is_arrow(text, at))
        at++;
    return at < find_cast(text) ? at : find_cast(text);
}

const orm_attribute *orm_json_path_attribute(const orm_model *model, orm_text text)
{
    size_t length = name_length(text);

    return length < text.length ? orm_model_attribute(model, orm_text_slice(text, 0, length))
                                : NULL;
}

bool orm_is_json_path(const orm_model *model, orm_text text)
{
    return orm_json_path_attribute(model, text) != NULL;
}

orm_expr *orm_compile_json_path(orm_compiler *c, const orm_relation *relation, orm_text path,
                                const orm_json *node)
{
    static const orm_json_steps none = {NULL, 0};
    size_t length = name_length(path), cast = find_cast(path);
    orm_text name = orm_text_slice(path, 0, length);
    path_reader r = {c, node, orm_text_slice(path, 0, cast), length, &none};
    const orm_attribute *attribute = orm_model_need_attribute(c->ctx, relation->model, name, node);
    orm_expr *document = orm_compile_attribute(c, relation, attribute, node);

    if (document->type == NULL || !orm_type_is_json(document->type))
        ORM_FAIL(c, node, "%.*s.%.*s is of type %.*s, which has no paths: only JSON and JSONB have",
                 ORM_ARG(relation->model->name), ORM_ARG(name), ORM_ARG(attribute->type->name));
    read_steps(&r);
    return with_cast(c, orm_json_value(c, document, r.path), path, cast, node);
}

orm_expr *orm_compile_json(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_json *path = orm_compile_lone_member(c, node, "$json");

    if (path->kind != ORM_JSON_STRING)
        ORM_FAIL(c, path, "\"$json\" takes a path as text, not %s", orm_json_kind_name(path));
    return orm_compile_json_path(c, relation, path->text, path);
}
