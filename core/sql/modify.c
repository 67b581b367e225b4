/* modify.c - INSERT, UPDATE and DELETE.  See printer.h.
 *
 * RETURNING names columns by the table's own name on SQLite, which knows no alias there (an
 * unqualified one would become a text when there is no such column). */
#include "sql/modify.h"

static void print_target(orm_printer *p, const orm_modify *modify)
{
    const orm_relation *relation = modify->relation;

    orm_print_table(p, relation);
    orm_buffer_format(&p->sql, " AS t%u", relation->number);
}

static void print_columns(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, " (");
    for (const orm_assignment *it = modify->assignments; it; it = it->next) {
        if (it != modify->assignments)
            ORM_PUT(&p->sql, ", ");
        orm_print_name(p, it->attribute->field);
    }
    orm_buffer_char(&p->sql, ')');
}

static void print_row(orm_printer *p, const orm_modify *modify)
{
    orm_buffer_char(&p->sql, '(');
    for (const orm_assignment *it = modify->assignments; it; it = it->next) {
        if (it != modify->assignments)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, it->expr);
    }
    orm_buffer_char(&p->sql, ')');
}

static void print_values(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, " VALUES ");
    print_row(p, modify);
    for (uint16_t i = 1; i < modify->row_count; i++) {
        ORM_PUT(&p->sql, ", ");
        print_row(p, modify);
    }
}

static void print_source(orm_printer *p, const orm_modify *modify)
{
    orm_buffer_text(&p->sql, p->ctx->host->catalog_schema);
    ORM_PUT(&p->sql, ".orm_source(NULL::");
    orm_print_table(p, modify->relation);
    ORM_PUT(&p->sql, ") AS s");
}

/* SELECT s."a", … FROM the row source, which makes rows of the table's own type. */
static void print_source_select(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, " SELECT ");
    for (const orm_assignment *it = modify->assignments; it; it = it->next) {
        orm_expr own = {.kind = ORM_EXPR_SOURCE, .attribute = it->attribute};
        bool is_computed = it->expr && it->expr->kind != ORM_EXPR_PARAM;

        if (it != modify->assignments)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, is_computed ? it->expr : &own);
    }
    ORM_PUT(&p->sql, " FROM ");
    print_source(p, modify);
    if (modify->is_counting_source) {
        ORM_PUT(&p->sql, " WHERE ");
        orm_buffer_text(&p->sql, p->ctx->host->catalog_schema);
        ORM_PUT(&p->sql, ".orm_source_next()");
    }
}

/* The rows of the source with their numbers. */
static void print_source_from(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql,
            " FROM (SELECT s.*, pg_catalog.row_number() OVER () AS " ORM_SOURCE_NUMBER " FROM ");
    print_source(p, modify);
    ORM_PUT(&p->sql, ") AS s");
}

static void print_assignments(orm_printer *p, const orm_assignment *first)
{
    for (const orm_assignment *it = first; it; it = it->next) {
        if (it != first)
            ORM_PUT(&p->sql, ", ");
        orm_print_name(p, it->attribute->field);
        ORM_PUT(&p->sql, " = ");
        orm_print_expr(p, it->expr);
    }
}

static void print_target_key(orm_printer *p, const orm_conflict *conflict)
{
    ORM_PUT(&p->sql, " (");
    for (uint32_t i = 0; i < conflict->target_count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_name(p, conflict->target[i]->field);
    }
    orm_buffer_char(&p->sql, ')');
    if (conflict->where.length) {
        ORM_PUT(&p->sql, " WHERE ");
        orm_buffer_text(&p->sql, conflict->where);
    }
}

static void print_conflict(orm_printer *p, const orm_conflict *conflict)
{
    ORM_PUT(&p->sql, " ON CONFLICT");
    if (conflict->target_count)
        print_target_key(p, conflict);
    if (conflict->updates == NULL) {
        ORM_PUT(&p->sql, " DO NOTHING");
        return;
    }
    ORM_PUT(&p->sql, " DO UPDATE SET ");
    print_assignments(p, conflict->updates);
}

static void print_insert(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, "INSERT INTO ");
    print_target(p, modify);
    if (modify->assignments == NULL) {
        ORM_PUT(&p->sql, " DEFAULT VALUES");
    } else {
        print_columns(p, modify);
        if (modify->is_from_source)
            print_source_select(p, modify);
        else
            print_values(p, modify);
    }
    if (modify->is_skipping_conflicts)
        ORM_PUT(&p->sql, " ON CONFLICT DO NOTHING");
    else if (modify->conflict && modify->assignments)
        print_conflict(p, modify->conflict);
}

static void print_update(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, "UPDATE ");
    print_target(p, modify);
    ORM_PUT(&p->sql, " SET ");
    print_assignments(p, modify->assignments);
    if (modify->is_from_source)
        print_source_from(p, modify);
    orm_print_where(p, modify->where);
}

static void print_delete(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, "DELETE FROM ");
    print_target(p, modify);
    orm_print_where(p, modify->where);
}

static void print_returning(orm_printer *p, const orm_modify *modify)
{
    if (modify->output_count == 0)
        return;
    ORM_PUT(&p->sql, " RETURNING ");
    p->unaliased = p->dialect->has_returning_alias ? NULL : modify->relation;
    for (uint16_t i = 0; i < modify->output_count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, modify->outputs[i]->expr);
    }
    p->unaliased = NULL;
}

/* The rows in the order of their last columns: WITH u(c0, …) AS (…) SELECT c0, … ORDER BY cN, … */
static void print_columns_of(orm_printer *p, uint16_t from, uint16_t to)
{
    for (uint16_t i = from; i < to; i++)
        orm_buffer_format(&p->sql, i > from ? ", c%u" : "c%u", i);
}

static void print_order_head(orm_printer *p, const orm_modify *modify)
{
    ORM_PUT(&p->sql, "WITH u(");
    print_columns_of(p, 0, modify->output_count);
    ORM_PUT(&p->sql, ") AS (");
}

static void print_order_tail(orm_printer *p, const orm_modify *modify)
{
    uint16_t shown = (uint16_t)(modify->output_count - modify->key_count);

    ORM_PUT(&p->sql, ") SELECT ");
    print_columns_of(p, 0, shown);
    ORM_PUT(&p->sql, " FROM u ORDER BY ");
    print_columns_of(p, shown, modify->output_count);
}

orm_statement orm_print_modify(orm_ctx *ctx, const orm_modify *modify, orm_location **locations,
                               const orm_param ***parameters)
{
    orm_statement statement;
    orm_printer p;
    bool is_ordered;

    orm_printer_open(&p, ctx, locations);
    is_ordered = modify->key_count && p.dialect->has_writing_ctes;
    if (is_ordered)
        print_order_head(&p, modify);
    switch (modify->kind) {
    case ORM_INSERT: print_insert(&p, modify); break;
    case ORM_UPDATE: print_update(&p, modify); break;
    case ORM_DELETE: print_delete(&p, modify); break;
    }
    print_returning(&p, modify);
    if (is_ordered)
        print_order_tail(&p, modify);
    statement = orm_printer_close(&p, parameters);
    statement.is_writing = true;
    statement.outputs = modify->outputs;
    statement.output_count =
        (uint16_t)(modify->output_count - (is_ordered ? modify->key_count : 0));
    return statement;
}
