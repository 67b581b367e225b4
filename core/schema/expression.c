/* expression.c - values, conditions and expressions as SQL without parameters.  See expression.h.
 *
 * They are compiled and printed as those of a call are; only where a call's statement has the
 * number of a parameter, the value itself is printed. */
#include "schema/expression.h"

#include "base/number.h"
#include "catalog/convert.h"
#include "exec/parameters.h"
#include "query/compiler.h"
#include "query/shape.h"

/* ---- literals */

/* A backslash means itself only under standard_conforming_strings; E'…' is the same in any case. */
void orm_print_text_literal(orm_printer *p, orm_text text)
{
    bool has_escape =
        p->dialect->has_schemas && text.length && memchr(text.data, '\\', text.length) != NULL;

    if (!has_escape) {
        orm_print_string(p, text);
        return;
    }
    ORM_PUT(&p->sql, "E'");
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'' || text.data[i] == '\\')
            orm_buffer_char(&p->sql, text.data[i]);
        orm_buffer_char(&p->sql, text.data[i]);
    }
    orm_buffer_char(&p->sql, '\'');
}

static void print_bytes(orm_printer *p, orm_text bytes)
{
    orm_buffer_string(&p->sql, p->dialect->has_schemas ? "'\\x" : "X'");
    for (size_t i = 0; i < bytes.length; i++)
        orm_buffer_format(&p->sql, "%02x", (unsigned char)bytes.data[i]);
    orm_buffer_char(&p->sql, '\'');
}

static void print_list(orm_printer *p, const orm_value *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_literal(p, &list->as.list[i]);
    }
}

/* Values that are written without quotes: numbers, but not NaN and its like. */
static bool is_bare(orm_text text)
{
    return text.length > 0 && strchr("-0123456789", text.data[0]) != NULL &&
           text.data[text.length - 1] != 'y';
}

void orm_print_literal(orm_printer *p, const orm_value *value)
{
    orm_buffer text;

    switch (value->kind) {
    case ORM_VALUE_NULL: ORM_PUT(&p->sql, "NULL"); return;
    case ORM_VALUE_BOOLEAN:
        orm_buffer_string(&p->sql, p->dialect->has_schemas ? (value->as.integer ? "true" : "false")
                                                           : (value->as.integer ? "1" : "0"));
        return;
    case ORM_VALUE_BYTES: print_bytes(p, value->as.text); return;
    case ORM_VALUE_LIST: print_list(p, value); return;
    default: break;
    }
    orm_buffer_open(&text, p->ctx->host, ORM_LIFE_CALL, 64);
    orm_value_write_text(&text, value);
    if ((value->kind == ORM_VALUE_INTEGER || value->kind == ORM_VALUE_DOUBLE ||
         value->kind == ORM_VALUE_DECIMAL) &&
        is_bare(orm_buffer_since(&text, 0)))
        orm_buffer_text(&p->sql, orm_buffer_since(&text, 0));
    else
        orm_print_text_literal(p, orm_buffer_since(&text, 0));
    orm_buffer_close(&text);
}

static void print_parameter(orm_printer *p, const orm_param *param)
{
    orm_value value;

    orm_parameters_bind(p->literal_context, &param, 1, &value);
    orm_print_literal(p, &value);
}

/* ---- compiling and printing */

/* One definition on its way. */
typedef struct drafted {
    orm_inputs inputs;
    orm_compiler compiler;
    orm_relation *relation;
} drafted;

static void open(drafted *it, const orm_definer *definer, const orm_model *model)
{
    memset(it, 0, sizeof *it);
    it->inputs.ctx = definer->ctx;
    it->compiler.ctx = definer->ctx;
    it->compiler.catalog = definer->catalog;
    it->compiler.function = definer->function;
    it->relation = orm_compile_relation(&it->compiler, model);
}

static orm_text print(drafted *it, const orm_expr *expr)
{
    orm_printer p;

    orm_printer_open(&p, it->compiler.ctx, NULL);
    p.literal = print_parameter;
    p.literal_context = &it->inputs;
    orm_print_expr(&p, expr);
    return orm_printer_close(&p, NULL).sql;
}

/* The end of a quoted text or name that begins at `at`. */
static size_t quoted_end(orm_text text, size_t at)
{
    char quote = text.data[at++];

    while (at < text.length && text.data[at] != quote)
        at++;
    return at < text.length ? at + 1 : at;
}

/* What only the extension can do must not be in a table that others use as well. */
static void check_plain(const orm_definer *definer, orm_text sql, const orm_json *node)
{
    size_t at = 0;

    while (at < sql.length) {
        if (sql.data[at] == '\'' || sql.data[at] == '"') {
            at = quoted_end(sql, at);
            continue;
        }
        if (sql.length - at > 4 && memcmp(sql.data + at, "orm_", 4) == 0)
            orm_raise_at(definer->ctx, ORM_UNSUPPORTED, node,
                         "this condition needs a function of the extension, which no check and no "
                         "index may use: write it without ignoring case");
        at++;
    }
}

orm_text orm_define_condition(const orm_definer *definer, const orm_model *model,
                              const orm_json *where)
{
    /* read again: the values of a condition are marked in its tree, and the catalog's is shared */
    const orm_json *own = orm_json_read(definer->ctx, where->token, ORM_JSON_CODE, "where");
    orm_shape shape;
    drafted it;
    orm_expr *expr;
    orm_text sql;

    open(&it, definer, model);
    orm_shape_open(&shape, definer->ctx, definer->function, model->name);
    orm_shape_values(&shape, own);
    it.inputs.slots = shape.slots;
    orm_buffer_close(&shape.text);
    expr = orm_compile_where(&it.compiler, it.relation, own);
    if (expr == NULL)
        return ORM_TEXT("");
    sql = print(&it, expr);
    check_plain(definer, sql, where);
    return sql;
}

orm_text orm_define_expression(const orm_definer *definer, const orm_model *model,
                               const orm_json *node, const orm_type *type)
{
    drafted it;

    open(&it, definer, model);
    return print(&it, orm_compile_expression(&it.compiler, it.relation, node, type));
}

orm_text orm_define_generated(const orm_definer *definer, const orm_model *model,
                              const orm_attribute *attribute)
{
    drafted it;

    open(&it, definer, model);
    return print(&it, orm_compile_generated_column(&it.compiler, NULL, attribute));
}
