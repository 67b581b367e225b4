/* template.c - SQL expressions of definitions, with their placeholders filled in.  See printer.h
 * and query/template.h. */
#include "query/template.h"
#include "sql/printer.h"

/* A column of the row that the expression is about; in DDL there is no relation: the bare name. */
static void print_own_column(orm_printer *p, const orm_expr *expr, const orm_attribute *attribute)
{
    if (expr->relation)
        orm_print_column(p, expr->relation, attribute);
    else
        orm_print_name(p, attribute->field);
}

/* ---- :instance, the row as JSON */

enum { PAIRS_PER_CALL = 49 }; /* functions take 100 arguments on PostgreSQL, 127 on SQLite */

/* SQLite's booleans and JSON come out as what they are, not as numbers and texts. */
static void print_json_value(orm_printer *p, const orm_expr *expr, const orm_attribute *attribute)
{
    const orm_type *type = attribute->type;

    if (p->dialect->has_schemas || (type->kind != ORM_TYPE_BOOLEAN && !orm_type_is_json(type))) {
        print_own_column(p, expr, attribute);
        return;
    }
    if (orm_type_is_json(type)) {
        ORM_PUT(&p->sql, "json(");
        print_own_column(p, expr, attribute);
        orm_buffer_char(&p->sql, ')');
        return;
    }
    ORM_PUT(&p->sql, "json(CASE ");
    print_own_column(p, expr, attribute);
    ORM_PUT(&p->sql, " WHEN 0 THEN 'false' WHEN 1 THEN 'true' END)");
}

static void print_pairs(orm_printer *p, const orm_expr *expr, uint32_t from, uint32_t to)
{
    const orm_model *model = expr->pattern->model;

    orm_buffer_string(&p->sql,
                      p->dialect->has_schemas ? "pg_catalog.jsonb_build_object(" : "json_object(");
    for (uint32_t i = from; i < to; i++) {
        if (i > from)
            ORM_PUT(&p->sql, ", ");
        orm_print_string(p, model->columns[i]->name);
        ORM_PUT(&p->sql, ", ");
        print_json_value(p, expr, model->columns[i]);
    }
    orm_buffer_char(&p->sql, ')');
}

static void print_instance(orm_printer *p, const orm_expr *expr)
{
    uint32_t count = expr->pattern->model->column_count;

    orm_buffer_char(&p->sql, '(');
    if (count == 0) /* of no model: a hook of all of them */
        print_pairs(p, expr, 0, 0);
    for (uint32_t from = 0; from < count; from += PAIRS_PER_CALL) {
        uint32_t to = from + PAIRS_PER_CALL < count ? from + PAIRS_PER_CALL : count;

        if (from > 0)
            orm_buffer_string(&p->sql, p->dialect->has_schemas ? " || " : ", ");
        else if (!p->dialect->has_schemas && count > PAIRS_PER_CALL)
            ORM_PUT(&p->sql, "orm_json_join(");
        print_pairs(p, expr, from, to);
    }
    if (!p->dialect->has_schemas && count > PAIRS_PER_CALL)
        orm_buffer_char(&p->sql, ')');
    orm_buffer_char(&p->sql, ')');
}

/* In backquotes it can only be a name. */
static void print_strict_name(orm_printer *p, orm_text quoted)
{
    orm_buffer_char(&p->sql, '`');
    for (size_t i = 1; i + 1 < quoted.length; i++) {
        if (quoted.data[i] == '"')
            i++; /* a doubled one */
        if (quoted.data[i] == '`')
            orm_buffer_char(&p->sql, '`');
        orm_buffer_char(&p->sql, quoted.data[i]);
    }
    orm_buffer_char(&p->sql, '`');
}

static void print_part(orm_printer *p, const orm_expr *expr, const orm_template_part *part)
{
    switch (part->kind) {
    case ORM_PLACE_TEXT: orm_buffer_text(&p->sql, part->text); break;
    case ORM_PLACE_NAME:
        if (p->is_strict && p->dialect->has_loose_names)
            print_strict_name(p, part->text);
        else
            orm_buffer_text(&p->sql, part->text);
        break;
    case ORM_PLACE_VALUE: orm_print_expr(p, expr->left); break;
    case ORM_PLACE_INSTANCE: print_instance(p, expr); break;
    case ORM_PLACE_VALUES: orm_print_expr(p, expr->values); break;
    case ORM_PLACE_OPTIONS: orm_print_expr(p, expr->options); break;
    case ORM_PLACE_MODEL: orm_print_string(p, expr->pattern->model->name); break;
    case ORM_PLACE_ATTRIBUTE:
        if (part->expr)
            orm_print_expr(p, part->expr);
        else
            print_own_column(p, expr, part->attribute);
        break;
    }
}

void orm_print_template(orm_printer *p, const orm_expr *expr)
{
    orm_buffer_char(&p->sql, '(');
    for (const orm_template_part *part = expr->pattern->parts; part; part = part->next)
        print_part(p, expr, part);
    orm_buffer_char(&p->sql, ')');
}
