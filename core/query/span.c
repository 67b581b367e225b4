/* span.c - rows of the join: conditions and orders that go through includes.  See find.h;
 * reading.md, Rows of the join.
 *
 * Each choice of one child per spanned include is a row of the join.  As SQL it is the root LEFT
 * JOINed with every include that a path names:
 *
 *     SELECT keys…, rank() OVER (ORDER BY …) FROM root LEFT JOIN a … LEFT JOIN b … WHERE …
 *
 * A level reads its own table joined with the keys of these rows, each key once, in the order of
 * its first row.  The keys of the root and of all includes down to it tell a child's rows apart, so
 * that a child stands below a parent only where a row of the join says so. */
#include "base/limits.h"
#include "dialect.h"
#include "query/path.h"

/* The rows of the join in one statement. */
typedef struct span {
    orm_compiler *c;
    const orm_find *find;
    orm_root root;
    orm_order *order; /* NULL: the call's order goes through no include */
    orm_expr *keys;   /* chain: what tells the rows apart, from the root down to one include */
    orm_expr **end;
    uint16_t key_count;
    uint16_t parent_count; /* of these, those above the include */
} span;

/* ---- which includes are in the statement */

static void reset_includes(orm_include *includes)
{
    for (orm_include *it = includes; it; it = it->next) {
        it->relation = it->through_relation = NULL;
        reset_includes(it->children);
    }
}

void orm_span_reset(orm_compiler *c)
{
    c->relation_count = 0;
    c->asking = NULL;
    c->tree->relation = c->tree->through = NULL;
    c->tree->may_join = false;
    reset_includes(c->tree->includes);
}

bool orm_span_is_joined(const orm_include *includes)
{
    for (const orm_include *it = includes; it; it = it->next)
        if (it->relation)
            return true;
    return false;
}

/* The option `schema` is the target's; a through table is where its model is. */
static orm_relation *optional_relation(orm_compiler *c, const orm_model *model,
                                       const orm_json *options)
{
    orm_relation *relation = orm_compile_relation_in(c, model, options);

    relation->is_optional = true;
    return relation;
}

void orm_span_join(orm_compiler *c, orm_include *include)
{
    const orm_association *association = include->association;
    orm_relation *target, *through = NULL;

    if (include->relation)
        return;
    include->is_spanned = true;
    if (include->parent)
        orm_span_join(c, include->parent);
    if (association->through)
        through = optional_relation(c, association->through, NULL);
    target = optional_relation(c, association->target, include->options);
    orm_name_include(c, include, target, through);
    include->through_relation = through;
    include->relation = target;
}

/* Those that paths in the conditions of includes lead to. */
static void join_spanned(orm_compiler *c, orm_include *includes)
{
    for (orm_include *it = includes; it; it = it->next)
        if (it->is_spanned) {
            orm_span_join(c, it);
            join_spanned(c, it->children);
        }
}

static void join_every(orm_compiler *c, orm_include *includes)
{
    for (orm_include *it = includes; it; it = it->next) {
        orm_span_join(c, it);
        join_every(c, it->children);
    }
}

void orm_span_join_all(orm_compiler *c)
{
    join_every(c, c->tree->includes);
}

/* ---- LEFT JOINs */

static orm_join *add_join(orm_compiler *c, orm_join **end, const orm_relation *relation,
                          orm_expr *on)
{
    orm_join *join = ORM_NEW(c->ctx->arena, orm_join);

    join->relation = (orm_relation *)relation;
    join->is_left = true;
    join->on = on;
    *end = join;
    return join;
}

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

/* The through row has a target for which the conditions hold; without this a pair whose target is
 * left out would be a row of nulls beside the others. */
static orm_expr *has_target(orm_compiler *c, orm_include *include)
{
    const orm_association *association = include->association;
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    const orm_link *link = &association->through_link;

    select->from = orm_compile_relation_in(c, association->target, include->options);
    select->columns = orm_compile_columns(c, select->from, link->to, link->count);
    select->where = orm_compile_targets(c, select->from, include);
    expr->list = orm_compile_columns(c, include->through_relation, link->from, link->count);
    expr->select = select;
    return expr;
}

static orm_join **join_include(orm_compiler *c, orm_join **end, const orm_relation *parent,
                               orm_include *include)
{
    const orm_association *association = include->association;
    const orm_relation *through = include->through_relation;
    orm_expr *on;

    if (through) {
        on = both(c, orm_compile_link(c, parent, through, &association->link),
                  orm_compile_throughs(c, through, include));
        end = &add_join(c, end, through, both(c, on, has_target(c, include)))->next;
        on = orm_compile_link(c, through, include->relation, &association->through_link);
    } else {
        on = orm_compile_include_link(c, parent, include->relation, include);
    }
    on = both(c, on, orm_compile_targets(c, include->relation, include));
    return &add_join(c, end, include->relation, on)->next;
}

static orm_join **join_includes(orm_compiler *c, orm_join **end, const orm_relation *parent,
                                orm_include *includes)
{
    for (orm_include *it = includes; it; it = it->next)
        if (it->relation) {
            end = join_include(c, end, parent, it);
            end = join_includes(c, end, it->relation, it->children);
        }
    return end;
}

/* ---- keys */

static void add_key(span *it, const orm_relation *relation, const orm_attribute *attribute)
{
    *it->end = orm_expr_column(it->c->ctx->arena, relation, attribute);
    it->end = &(*it->end)->next;
    if (++it->key_count > ORM_MAX_KEY_PARTS)
        orm_raise(it->c->ctx, ORM_UNSUPPORTED, (orm_text){"", 0},
                  "the keys along a path through includes have more than %d parts",
                  ORM_MAX_KEY_PARTS);
}

static void add_target_key(span *it, const orm_relation *relation)
{
    const orm_model *model = relation->model;

    if (model->primary_count == 0)
        orm_raise(it->c->ctx, ORM_UNSUPPORTED, (orm_text){"", 0},
                  "a path through includes needs %.*s to have a primary key", ORM_ARG(model->name));
    for (uint32_t i = 0; i < model->primary_count; i++)
        add_key(it, relation, model->primary[i]);
}

/* A through row's own key, else the pair. */
static void add_through_key(span *it, const orm_relation *through,
                            const orm_association *association)
{
    if (through->model->primary_count) {
        add_target_key(it, through);
        return;
    }
    for (uint32_t i = 0; i < association->link.count; i++)
        add_key(it, through, association->link.to[i]);
    for (uint32_t i = 0; i < association->through_link.count; i++)
        add_key(it, through, association->through_link.from[i]);
}

static void add_keys(span *it, const orm_include *include)
{
    if (include == NULL) {
        add_target_key(it, it->root.relation);
        if (it->root.through)
            add_through_key(it, it->root.through, it->find->of);
        return;
    }
    add_keys(it, include->parent);
    it->parent_count = it->key_count;
    add_target_key(it, include->relation);
    if (include->through_relation)
        add_through_key(it, include->through_relation, include->association);
}

/* ---- the rows of the join as a table */

/* Its columns: the keys, then the rank where there is an order. */
static orm_relation *derive(orm_compiler *c, orm_select *select)
{
    orm_relation *relation = ORM_NEW(c->ctx->arena, orm_relation);

    relation->number = c->relation_count++;
    relation->derived = select;
    return relation;
}

static const char *engine_function(const orm_compiler *c, const char *qualified)
{
    return c->ctx->host->dialect->has_schemas ? qualified : strrchr(qualified, '.') + 1;
}

static orm_expr *rank_of(orm_compiler *c, const orm_order *order)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_OVER);

    expr->left = orm_expr_call(c->ctx->arena, engine_function(c, "pg_catalog.rank"), NULL);
    expr->order = order;
    return expr;
}

orm_join *orm_span_joins(orm_compiler *c, orm_join *joins, const orm_relation *root)
{
    orm_join **end = &joins;

    while (*end)
        end = &(*end)->next;
    join_includes(c, end, root, c->tree->includes);
    return joins;
}

static orm_select *rows_of_the_join(span *it)
{
    orm_select *select = ORM_NEW(it->c->ctx->arena, orm_select);

    select->from = it->root.relation;
    select->joins = orm_span_joins(it->c, it->root.joins, it->root.relation);
    select->where = it->root.where;
    select->columns = it->keys;
    return select;
}

static orm_expr *derived_columns(orm_compiler *c, const orm_relation *from, const orm_expr *keys,
                                 uint16_t first, uint16_t count)
{
    orm_expr *columns = NULL, **end = &columns;
    uint16_t place = 0;

    for (const orm_expr *key = keys; key && place < first + count; key = key->next, place++)
        if (place >= first) {
            *end = orm_expr_derived(c->ctx->arena, from, place, key);
            end = &(*end)->next;
        }
    return columns;
}

/* Each key once, with the rank of its first row behind them. */
static orm_select *first_rows(span *it, orm_select *rows)
{
    orm_compiler *c = it->c;
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    orm_expr *rank = rank_of(c, it->order), *first;

    *it->end = rank;
    select->from = derive(c, rows);
    select->columns = derived_columns(c, select->from, it->keys, 0, it->key_count);
    select->group = derived_columns(c, select->from, it->keys, 0, it->key_count);
    first = orm_expr_call(c->ctx->arena, engine_function(c, "pg_catalog.min"),
                          orm_expr_derived(c->ctx->arena, select->from, it->key_count, rank));
    for (orm_expr *column = select->columns; column; column = column->next)
        if (column->next == NULL) {
            column->next = first;
            break;
        }
    return select;
}

static orm_relation *table_of(span *it)
{
    orm_select *rows = rows_of_the_join(it);

    if (it->order)
        return derive(it->c, first_rows(it, rows));
    rows->group = it->keys;
    return derive(it->c, rows);
}

/* ---- the statement of a level */

/* Only rows below parents that were read. */
static void ask_parents(span *it)
{
    const orm_expr *key = it->keys;

    for (uint16_t i = 0; i < it->parent_count; i++, key = key->next)
        it->root.where =
            both(it->c, it->root.where,
                 orm_compile_parent_key(
                     it->c, orm_expr_column(it->c->ctx->arena, key->relation, key->attribute), i));
}

static span open_span(orm_compiler *c, const orm_find *find, const orm_include *include)
{
    span it = {.c = c, .find = find};
    uint32_t paths;
    orm_order *order;

    c->tree->may_join = true;
    it.root = orm_compile_root(c, find);
    paths = c->tree->path_count;
    order = orm_compile_order(c, it.root.relation, find->options);
    it.order = c->tree->path_count > paths ? order : NULL;
    join_spanned(c, c->tree->includes);
    it.end = &it.keys;
    add_keys(&it, include);
    ask_parents(&it);
    return it;
}

/* The level's rows are those that have these keys. */
static orm_expr *same_keys(span *it, const orm_relation *rows, const orm_relation *target,
                           const orm_relation *through)
{
    orm_compiler *c = it->c;
    const orm_expr *key = it->keys;
    uint16_t target_end = (uint16_t)(it->parent_count + target->model->primary_count);
    orm_expr *all = NULL;

    for (uint16_t i = 0; i < it->key_count; i++, key = key->next)
        if (i >= it->parent_count)
            all = both(
                c, all,
                orm_expr_compare(c->ctx->arena, ORM_EQUAL,
                                 orm_expr_column(c->ctx->arena, i < target_end ? target : through,
                                                 key->attribute),
                                 orm_expr_derived(c->ctx->arena, rows, i, key)));
    return all;
}

static void link_parents(span *it, orm_level *level, const orm_relation *rows)
{
    orm_compiler *c = it->c;
    const orm_expr *key = it->keys;

    level->key_count = it->parent_count;
    level->own_columns = ORM_NEW_N(c->ctx->arena, uint16_t, it->parent_count + 1u);
    level->parent_columns = level->parent ? level->parent->id_columns : NULL;
    for (uint16_t i = 0; i < it->parent_count; i++, key = key->next)
        level->own_columns[i] =
            orm_level_column(c, level, orm_expr_derived(c->ctx->arena, rows, i, key));
}

static orm_order *by_rank(orm_compiler *c, const orm_relation *rows, uint16_t place,
                          const orm_relation *target, const orm_relation *through)
{
    static const orm_type rank = {.kind = ORM_TYPE_BIGINT};
    orm_order *order = ORM_NEW(c->ctx->arena, orm_order);
    orm_expr like = {.type = &rank};

    order->expr = orm_expr_derived(c->ctx->arena, rows, place, &like);
    order = orm_order_append(order, orm_compile_key_order(c, target));
    return through ? orm_order_append(order, orm_compile_key_order(c, through)) : order;
}

void orm_span_name_rows(orm_compiler *c, orm_level *level, const orm_relation *target,
                        const orm_relation *through, const orm_association *association)
{
    span it = {.c = c};
    const orm_expr *key;

    it.end = &it.keys;
    add_target_key(&it, target);
    if (through)
        add_through_key(&it, through, association);
    level->id_columns =
        ORM_NEW_N(c->ctx->arena, uint16_t, (uint32_t)level->key_count + it.key_count);
    if (level->parent)
        memcpy(level->id_columns, level->own_columns, level->key_count * sizeof(uint16_t));
    level->id_count = level->parent ? level->key_count : 0;
    for (key = it.keys; key; key = key->next)
        level->id_columns[level->id_count++] = orm_level_column(
            c, level, orm_expr_column(c->ctx->arena, key->relation, key->attribute));
}

bool orm_span_restrict(orm_compiler *c, const orm_find *find, orm_level *level,
                       orm_include *include, const orm_relation *target,
                       const orm_relation *through)
{
    span it = open_span(c, find, include);
    orm_relation *rows = table_of(&it);
    orm_join *join = ORM_NEW(c->ctx->arena, orm_join), **end = &level->select.joins;

    join->relation = rows;
    join->on = same_keys(&it, rows, target, through);
    while (*end)
        end = &(*end)->next;
    *end = join;
    link_parents(&it, level, rows);
    if (include || !orm_find_is_number(find))
        orm_span_name_rows(c, level, target, through, include ? include->association : find->of);
    if (it.order == NULL || (include && orm_option(include->options, "order")))
        return false;
    level->select.order = by_rank(c, rows, it.key_count, target, through);
    return true;
}
