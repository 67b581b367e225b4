/* page.c - keyset pages.  See page.h; reading.md, Numbers and pages.
 *
 * Behind (v1, v2…) in the order k1, k2… are the rows with k1 behind v1, or k1 equal to v1 and k2
 * behind v2, and so on.  Nulls have their place in the order, and so in these conditions. */
#include "query/page.h"

#include "query/path.h"

static orm_expr *join(orm_compiler *c, orm_expr_kind kind, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, kind, left, right);
}

/* ---- the order */

static bool has_part(const orm_order *order, const orm_relation *relation,
                     const orm_attribute *attribute)
{
    for (; order; order = order->next)
        if (order->expr->kind == ORM_EXPR_COLUMN && order->expr->relation == relation &&
            order->expr->attribute == attribute)
            return true;
    return false;
}

static void turn_round(orm_order *order)
{
    for (; order; order = order->next) {
        order->is_nulls_first = order->has_nulls ? !order->is_nulls_first : !order->is_descending;
        order->has_nulls = true;
        order->is_descending = !order->is_descending;
    }
}

orm_order *orm_compile_page_order(orm_compiler *c, const orm_find *find,
                                  const orm_relation *relation)
{
    uint32_t paths = c->tree->path_count;
    orm_order *order = orm_compile_order(c, relation, find->options);
    const orm_json *place = orm_option(find->options, "order");
    const orm_model *model = relation->model;

    if (c->tree->path_count > paths)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, place, "the order of pages goes through no include");
    if (model->primary_count == 0)
        orm_raise(c->ctx, ORM_UNSUPPORTED, (orm_text){"", 0},
                  "pages need a primary key, which %.*s has not", ORM_ARG(model->name));
    for (const orm_order *at = order; at; at = at->next)
        if (at->direction.length)
            ORM_FAIL(c, place, "the order of pages takes ASC and DESC, no literal");
    for (uint32_t i = 0; i < model->primary_count; i++)
        if (!has_part(order, relation, model->primary[i])) {
            orm_order *part = ORM_NEW(c->ctx->arena, orm_order);

            part->expr = orm_expr_column(c->ctx->arena, relation, model->primary[i]);
            order = orm_order_append(order, part);
        }
    if (find->page->is_backwards)
        turn_round(order);
    return order;
}

/* ---- behind the cursor */

/* {key: value}, at the value's place. */
static orm_json *object_of(orm_compiler *c, const char *key, const orm_json *value)
{
    orm_json *object = orm_json_copy_empty(c->ctx, value);
    orm_json *member = orm_json_copy(c->ctx, value);

    object->kind = ORM_JSON_OBJECT;
    object->slot = -1;
    member->key = orm_text_from(key);
    orm_json_append(object, member);
    return object;
}

/* The part's value is `operator` the cursor's, which comes from a client: it is data, whatever it
 * looks like. */
static orm_expr *compare(orm_compiler *c, const orm_relation *relation, const orm_order *part,
                         const char *operator, const orm_json * value)
{
    const orm_json *data = object_of(c, "$value", value);

    return orm_compile_condition(c, relation, part->expr, object_of(c, operator, data));
}

static bool is_never_null(const orm_expr *expr)
{
    return expr->kind == ORM_EXPR_COLUMN &&
           (expr->attribute->is_required || expr->attribute->is_primary);
}

/* What stands behind a value in the order of one part; NULL: nothing. */
static orm_expr *behind(orm_compiler *c, const orm_relation *relation, const orm_order *part,
                        const orm_json *value)
{
    bool is_nulls_first = part->has_nulls ? part->is_nulls_first : part->is_descending;
    orm_expr *null_test = orm_expr_new(c->ctx->arena, ORM_EXPR_NULL_TEST);
    orm_expr *greater;

    null_test->left = part->expr;
    if (value->kind == ORM_JSON_NULL) {
        null_test->is_negated = true;
        return is_nulls_first ? null_test : NULL;
    }
    greater = compare(c, relation, part, part->is_descending ? "$lt" : "$gt", value);
    return is_nulls_first || is_never_null(part->expr) ? greater
                                                       : join(c, ORM_EXPR_OR, greater, null_test);
}

static orm_expr *equal(orm_compiler *c, const orm_relation *relation, const orm_order *part,
                       const orm_json *value)
{
    return compare(c, relation, part, "$eq", value);
}

static orm_expr *behind_all(orm_compiler *c, const orm_relation *relation, const orm_order *order,
                            const orm_json *cursor)
{
    orm_expr *any = NULL;
    const orm_json *value = cursor->first;

    for (const orm_order *part = order; part; part = part->next, value = value->next) {
        orm_expr *all = behind(c, relation, part, value);
        const orm_json *before = cursor->first;

        for (const orm_order *at = order; all && at != part; at = at->next, before = before->next)
            all = join(c, ORM_EXPR_AND, equal(c, relation, at, before), all);
        any = join(c, ORM_EXPR_OR, any, all);
    }
    return any ? any : orm_expr_new(c->ctx->arena, ORM_EXPR_FALSE);
}

/* Said beside the rest for the sake of an index on the first part. */
static orm_expr *not_before(orm_compiler *c, const orm_relation *relation, const orm_order *part,
                            const orm_json *value)
{
    if (part->next == NULL || !is_never_null(part->expr))
        return NULL;
    return compare(c, relation, part, part->is_descending ? "$lte" : "$gte", value);
}

static void check_cursor(orm_compiler *c, const orm_order *order, const orm_json *cursor)
{
    uint32_t count = 0;

    for (; order; order = order->next)
        count++;
    if (cursor->kind != ORM_JSON_ARRAY || cursor->count != count)
        ORM_FAIL(c, cursor, "the cursor is of a page in another order");
}

/* The rows behind the cursor, or those that are not. */
static orm_expr *asked_rows(orm_compiler *c, const orm_find *find, const orm_relation *relation,
                            const orm_order *order)
{
    const orm_json *cursor = find->page->cursor;
    orm_expr *rows, *expr;

    check_cursor(c, order, cursor);
    rows = behind_all(c, relation, order, cursor);
    if (!find->page->is_other_side)
        return join(c, ORM_EXPR_AND, not_before(c, relation, order, cursor->first), rows);
    expr = orm_expr_new(c->ctx->arena, ORM_EXPR_BOOLEAN_TEST);
    expr->left = rows;
    expr->is_negated = expr->is_true = true;
    return expr;
}

/* ---- the statement */

static orm_expr *number(orm_compiler *c, const char *text)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);

    expr->text = orm_text_from(text);
    return expr;
}

/* The value of each part of the order, not shown. */
static void add_cursor(orm_compiler *c, orm_level *level)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};

    level->cursor_column = level->column_count;
    for (const orm_order *part = level->select.order; part; part = part->next) {
        orm_output *output = ORM_NEW(c->ctx->arena, orm_output);

        output->expr = part->expr;
        output->form = part->expr->type ? &part->expr->type->form : &natural;
        orm_level_add(c, level, output);
    }
    level->cursor_count = (uint16_t)(level->column_count - level->cursor_column);
}

void orm_compile_page(orm_compiler *c, const orm_find *find, orm_level *level,
                      const orm_relation *relation)
{
    static const char *const others[] = {"limit", "offset", "distinctOn", "group", "having"};
    orm_expr *limit;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (orm_option(find->options, others[i]))
            ORM_FAIL(c, orm_option(find->options, others[i]),
                     "a page has \"first\" or \"last\", no \"%s\"", others[i]);
    if (find->page->cursor)
        level->select.where = join(c, ORM_EXPR_AND, level->select.where,
                                   asked_rows(c, find, relation, level->select.order));
    if (find->page->is_other_side) {
        level->select.limit = number(c, "1");
        return;
    }
    limit = orm_expr_new(c->ctx->arena, ORM_EXPR_ADD);
    limit->left = orm_compile_count(c, find->options, find->page->is_backwards ? "last" : "first");
    limit->right = number(c, "1");
    level->select.limit = limit;
    add_cursor(c, level);
}
