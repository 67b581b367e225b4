/* select.c - SELECT.  See printer.h. */
#include "sql/select.h"

/* A list as rows.  A cast to VARCHAR(n) would cut what is longer. */
static void print_unnest(orm_printer *p, const orm_expr *list)
{
    ORM_PUT(&p->sql, "pg_catalog.unnest(");
    orm_print_parameter(p, list->param);
    ORM_PUT(&p->sql, "::");
    if (list->type->kind == ORM_TYPE_STRING)
        ORM_PUT(&p->sql, "pg_catalog.text");
    else
        orm_print_type(p, list->type);
    ORM_PUT(&p->sql, "[])");
}

/* Lists side by side as a table: unnest() with several of them has no name with a schema. */
static void print_lists(orm_printer *p, const orm_relation *relation)
{
    bool are_several = relation->lists->next != NULL;
    unsigned place = 0;

    if (are_several)
        ORM_PUT(&p->sql, "ROWS FROM (");
    for (const orm_expr *list = relation->lists; list; list = list->next) {
        if (list != relation->lists)
            ORM_PUT(&p->sql, ", ");
        print_unnest(p, list);
    }
    if (are_several)
        orm_buffer_char(&p->sql, ')');
    orm_buffer_format(&p->sql, " AS t%u", relation->number);
    for (const orm_expr *list = relation->lists; list; list = list->next)
        orm_buffer_format(&p->sql, "%cc%u", place ? ',' : '(', place), place++;
    orm_buffer_char(&p->sql, ')');
}

static void print_relation(orm_printer *p, const orm_relation *relation)
{
    if (relation->derived) {
        orm_buffer_char(&p->sql, '(');
        orm_print_derived(p, relation->derived);
        orm_buffer_char(&p->sql, ')');
    } else {
        orm_print_table(p, relation);
    }
    ORM_PUT(&p->sql, " AS ");
    orm_print_alias(p, relation);
}

/* A literal among the outputs stands as it was written: it may begin with DISTINCT. */
static void print_output(orm_printer *p, const orm_output *output)
{
    if (output->expr->kind == ORM_EXPR_RAW)
        orm_buffer_text(&p->sql, output->expr->text);
    else
        orm_print_expr(p, output->expr);
}

static void print_outputs(orm_printer *p, const orm_select *select,
                          const orm_output *const *columns, uint16_t column_count)
{
    ORM_PUT(&p->sql, "SELECT ");
    if (select->is_counting) {
        orm_buffer_string(&p->sql, p->dialect->has_schemas ? "pg_catalog.count(*)" : "count(*)");
        return;
    }
    for (uint16_t i = 0; i < column_count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        print_output(p, columns[i]);
    }
    orm_print_chain(p, select->columns);
}

static void print_joins(orm_printer *p, const orm_join *joins)
{
    for (const orm_join *join = joins; join; join = join->next) {
        orm_buffer_string(&p->sql, join->is_left ? " LEFT JOIN " : " JOIN ");
        print_relation(p, join->relation);
        ORM_PUT(&p->sql, " ON ");
        orm_print_expr(p, join->on);
    }
}

/* ---- order */

static bool can_be_null(const orm_expr *expr)
{
    return expr->kind != ORM_EXPR_COLUMN || expr->relation->is_optional ||
           !(expr->attribute->is_required || expr->attribute->is_primary);
}

/* Nulls stand as on PostgreSQL: last ascending, first descending. */
static void print_direction(orm_printer *p, const orm_order *order)
{
    bool is_first = order->has_nulls ? order->is_nulls_first : order->is_descending;

    if (order->is_descending)
        ORM_PUT(&p->sql, " DESC");
    if (order->has_nulls || (!p->dialect->has_nulls_last && can_be_null(order->expr)))
        orm_buffer_string(&p->sql, is_first ? " NULLS FIRST" : " NULLS LAST");
}

static void print_order_key(orm_printer *p, const orm_expr *expr)
{
    orm_expr rank = {.kind = ORM_EXPR_RANK, .left = (orm_expr *)expr, .type = expr->type};
    bool is_enum = expr->type && expr->type->kind == ORM_TYPE_ENUM;

    orm_print_expr(p, is_enum && !p->dialect->has_enums ? &rank : expr);
}

void orm_print_order(orm_printer *p, const orm_order *first)
{
    if (first == NULL)
        return;
    ORM_PUT(&p->sql, " ORDER BY ");
    for (const orm_order *order = first; order; order = order->next) {
        if (order != first)
            ORM_PUT(&p->sql, ", ");
        print_order_key(p, order->expr);
        if (order->direction.length)
            orm_buffer_format(&p->sql, " %.*s", ORM_ARG(order->direction));
        else
            print_direction(p, order);
    }
}

static void print_limit(orm_printer *p, const orm_select *select)
{
    if (select->limit) {
        ORM_PUT(&p->sql, " LIMIT ");
        orm_print_expr(p, select->limit);
    } else if (select->offset && !p->dialect->has_bare_offset) {
        ORM_PUT(&p->sql, " LIMIT -1");
    }
    if (select->offset) {
        ORM_PUT(&p->sql, " OFFSET ");
        orm_print_expr(p, select->offset);
    }
}

void orm_print_where(orm_printer *p, const orm_expr *where)
{
    if (where == NULL)
        return;
    ORM_PUT(&p->sql, " WHERE ");
    if (where->kind != ORM_EXPR_AND) {
        orm_print_expr(p, where);
        return;
    }
    orm_print_items(p, where->list, " AND ");
}

/* From FROM on. */
static void print_rest(orm_printer *p, const orm_select *select)
{
    ORM_PUT(&p->sql, " FROM ");
    print_relation(p, select->from);
    print_joins(p, select->joins);
    orm_print_where(p, select->where);
    if (select->group) {
        ORM_PUT(&p->sql, " GROUP BY ");
        orm_print_chain(p, select->group);
    }
    if (select->having) {
        ORM_PUT(&p->sql, " HAVING ");
        orm_print_expr(p, select->having);
    }
    orm_print_order(p, select->order);
    print_limit(p, select);
}

void orm_print_select(orm_printer *p, const orm_select *select, const orm_output *const *columns,
                      uint16_t column_count)
{
    print_outputs(p, select, columns, column_count);
    print_rest(p, select);
}

void orm_print_derived(orm_printer *p, const orm_select *select)
{
    unsigned place = 0;

    ORM_PUT(&p->sql, "SELECT ");
    for (const orm_expr *column = select->columns; column; column = column->next) {
        if (place > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, column);
        orm_buffer_format(&p->sql, " AS c%u", place++);
    }
    print_rest(p, select);
}

static void print_lock(orm_printer *p, const orm_select *select)
{
    static const char *const words[] = {
        [ORM_LOCK_UPDATE] = "UPDATE",
        [ORM_LOCK_NO_KEY_UPDATE] = "NO KEY UPDATE",
        [ORM_LOCK_SHARE] = "SHARE",
        [ORM_LOCK_KEY_SHARE] = "KEY SHARE",
    };

    if (select->lock == ORM_LOCK_NONE)
        return;
    orm_buffer_format(&p->sql, " FOR %s OF ", words[select->lock]);
    orm_print_alias(p, select->from);
    if (select->is_no_wait)
        ORM_PUT(&p->sql, " NOWAIT");
    else if (select->is_skipping_locked)
        ORM_PUT(&p->sql, " SKIP LOCKED");
}

void orm_print_level(orm_ctx *ctx, orm_level *level, orm_location **locations)
{
    orm_printer p;

    orm_printer_open(&p, ctx, locations);
    p.is_named = level->is_named;
    if (level->keys) {
        ORM_PUT(&p.sql, "SELECT q.* FROM ");
        print_lists(&p, level->keys);
        ORM_PUT(&p.sql, " CROSS JOIN LATERAL (");
    }
    orm_print_select(&p, &level->select, level->columns, level->column_count);
    print_lock(&p, &level->select);
    if (level->keys)
        ORM_PUT(&p.sql, ") AS q");
    level->statement = orm_printer_close(&p, &level->parameters);
    level->statement.is_writing = level->select.lock != ORM_LOCK_NONE;
    level->statement.place = level->place;
    level->statement.outputs = level->columns;
    level->statement.output_count = level->column_count;
    for (orm_level *child = level->children; child; child = child->next)
        orm_print_level(ctx, child, locations);
}
