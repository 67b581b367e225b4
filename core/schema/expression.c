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

/* `node`: where it is written, or NULL. */
static orm_text print(drafted *it, const orm_expr *expr, const orm_json *node)
{
    orm_printer p;

    orm_printer_open(&p, it->compiler.ctx, NULL);
    if (node)
        p.at = orm_json_place(it->compiler.ctx, node);
    orm_literals_open(&p, &it->inputs);
    orm_print_expr(&p, expr);
    return orm_printer_close(&p, NULL).sql;
}

orm_text orm_define_condition(const orm_definer *definer, const orm_model *model,
                              const orm_json *where)
{
    /* read again: the values of a condition are marked in its tree, and the catalog's is shared */
    const orm_json *own = orm_json_read(definer->ctx, where->token, ORM_JSON_CODE, "where");
    orm_shape shape;
    drafted it;
    orm_expr *expr;

    open(&it, definer, model);
    orm_shape_open(&shape, definer->ctx, definer->function, model->name);
    orm_shape_values(&shape, own);
    it.inputs.slots = shape.slots;
    orm_buffer_close(&shape.text);
    expr = orm_compile_where(&it.compiler, it.relation, own);
    return expr ? print(&it, expr, where) : ORM_TEXT("");
}

orm_text orm_define_expression(const orm_definer *definer, const orm_model *model,
                               const orm_json *node, const orm_type *type)
{
    drafted it;

    open(&it, definer, model);
    return print(&it, orm_compile_expression(&it.compiler, it.relation, node, type), node);
}

orm_text orm_define_generated(const orm_definer *definer, const orm_model *model,
                              const orm_attribute *attribute)
{
    drafted it;

    open(&it, definer, model);
    return print(&it, orm_compile_generated_column(&it.compiler, NULL, attribute), NULL);
}
