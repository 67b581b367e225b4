/* expression.c - values, conditions and expressions as SQL without parameters.  See expression.h.
 *
 * They are compiled and printed as those of a call are; only where a call's statement has the
 * number of a parameter, the value itself is printed. */
#include "schema/expression.h"

#include "query/compiler.h"
#include "query/shape.h"

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
    orm_literals_open(&p, &it->inputs);
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
