/* level.c - levels: the statement of the root's rows and of each include's.  See find.h and
 * plan.h. */
#include "dialect.h"
#include "query/group.h"

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

/* ---- columns */

void orm_level_add(orm_compiler *c, orm_level *level, const orm_output *output)
{
    uint16_t count = level->column_count;

    if ((count & (count - 1)) == 0) { /* grows when the count is a power of two */
        const orm_output **longer =
            ORM_NEW_N(c->ctx->arena, const orm_output *, count ? count * 2u : 1u);

        if (count)
            memcpy(longer, level->columns, count * sizeof *longer);
        level->columns = longer;
    }
    level->columns[level->column_count++] = output;
}

bool orm_level_has_key(orm_compiler *c, const orm_level *level, orm_text name)
{
    orm_text key = orm_compile_json_key(c, name);

    for (uint16_t i = 0; i < level->column_count; i++)
        if (orm_text_equal(level->columns[i]->key, key))
            return true;
    return false;
}

static bool is_same_column(const orm_expr *left, const orm_expr *right)
{
    return left->kind == right->kind && left->relation == right->relation &&
           (left->kind == ORM_EXPR_COLUMN ? left->attribute == right->attribute
                                          : left->place == right->place);
}

uint16_t orm_level_column(orm_compiler *c, orm_level *level, orm_expr *expr)
{
    orm_output *output;

    for (uint16_t i = 0; i < level->column_count; i++)
        if (is_same_column(level->columns[i]->expr, expr))
            return i;
    output = ORM_NEW(c->ctx->arena, orm_output);
    output->expr = expr;
    output->form = &expr->type->form;
    orm_level_add(c, level, output);
    return (uint16_t)(level->column_count - 1);
}

void orm_level_show(orm_compiler *c, orm_level *level, const orm_relation *relation,
                    const orm_json *attributes)
{
    orm_output *outputs;

    c->is_showing = true;
    outputs = orm_compile_attributes(c, relation, attributes);
    c->is_showing = false;
    for (orm_output *output = outputs; output; output = output->next)
        orm_level_add(c, level, output);
    level->shown_count = level->column_count;
}

/* ---- keys that Sequelize shows of a root with an include of its own statement there */

/* A limit implies the option. */
static bool is_separate(orm_compiler *c, const orm_include *include)
{
    bool has_limit = orm_compile_count(c, include->options, "limit") != NULL;

    return include->association->kind == ORM_HAS_MANY &&
           orm_option_boolean(include->options, "separate", has_limit);
}

static void show_key(orm_compiler *c, orm_level *level, const orm_relation *relation,
                     const orm_attribute *attribute)
{
    orm_output *output;

    if (orm_level_has_key(c, level, attribute->name))
        return;
    output = ORM_NEW(c->ctx->arena, orm_output);
    output->expr = orm_expr_column(c->ctx->arena, relation, attribute);
    output->form = orm_compile_form(c, attribute->type);
    output->key = attribute->key;
    orm_level_add(c, level, output);
    level->shown_count = level->column_count;
}

void orm_level_show_source_keys(orm_compiler *c, orm_level *level, const orm_relation *relation,
                                const orm_include *includes)
{
    for (const orm_include *it = includes; it; it = it->next)
        for (uint32_t i = 0; is_separate(c, it) && i < it->association->link.count; i++)
            show_key(c, level, relation, it->association->link.from[i]);
}

static bool is_empty_list(const orm_json *node)
{
    return node && node->kind == ORM_JSON_ARRAY && node->count == 0;
}

void orm_level_show_through(orm_compiler *c, orm_level *level, const orm_relation *through,
                            const orm_json *options)
{
    const orm_json *attributes = orm_option(orm_option(options, "through"), "attributes");

    if (attributes == NULL)
        attributes = orm_option(options, "joinTableAttributes"); /* its other name in getters */
    if (is_empty_list(attributes))
        return;
    for (orm_output *output = orm_compile_attributes(c, through, attributes); output;
         output = output->next)
        orm_level_add(c, level, output);
    level->through_count = (uint16_t)(level->column_count - level->shown_count);
    level->through_key = orm_compile_json_key(c, through->model->name);
}

/* ---- the link to the parent's rows */

/* The parent's key as a list of all of them, or one by one: what the dialect's set form is. */
orm_expr *orm_compile_parent_key(orm_compiler *c, orm_expr *column, uint16_t part)
{
    orm_expr *value = orm_expr_new(c->ctx->arena, ORM_EXPR_PARAM);
    orm_param *param = ORM_NEW(c->ctx->arena, orm_param);
    orm_expr *list;

    param->source = ORM_PARAM_KEYS;
    param->slot = part;
    param->type = column->type;
    value->param = param;
    if (!c->ctx->host->dialect->has_arrays)
        return orm_expr_compare(c->ctx->arena, ORM_EQUAL, column, value);
    param->use = ORM_USE_LIST;
    list = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_LIST);
    list->left = column;
    list->right = value;
    return list;
}

static orm_expr *parent_key(orm_compiler *c, const orm_level *level, orm_expr *column,
                            uint16_t part)
{
    if (level->keys)
        return orm_expr_compare(c->ctx->arena, ORM_EQUAL, column,
                                orm_expr_derived(c->ctx->arena, level->keys, part, column));
    return orm_compile_parent_key(c, column, part);
}

/* Which columns of this statement and of the parent's hold the key that links them. */
static orm_expr *link_level(orm_compiler *c, orm_level *level, const orm_relation *own,
                            const orm_relation *parent)
{
    const orm_link *link = &level->association->link;
    orm_arena *arena = c->ctx->arena;
    orm_expr *all = NULL;

    level->key_count = (uint16_t)link->count;
    level->own_columns = ORM_NEW_N(arena, uint16_t, link->count);
    level->parent_columns = ORM_NEW_N(arena, uint16_t, link->count);
    for (uint16_t i = 0; i < link->count; i++) {
        level->own_columns[i] =
            orm_level_column(c, level, orm_expr_column(arena, own, link->to[i]));
        level->parent_columns[i] =
            orm_level_column(c, level->parent, orm_expr_column(arena, parent, link->from[i]));
        all = both(c, all, parent_key(c, level, orm_expr_column(arena, own, link->to[i]), i));
    }
    return all;
}

/* ---- an include's statement */

/* Children come in the include's order, then by their keys. */
static orm_order *children_order(orm_compiler *c, const orm_relation *target,
                                 const orm_relation *through, const orm_include *include)
{
    orm_order *order = orm_compile_order(c, target, include->options);

    order = orm_order_append(order, orm_compile_key_order(c, target));
    return through ? orm_order_append(order, orm_compile_key_order(c, through)) : order;
}

/* ---- limits: how many rows each parent has */

/* Types whose lists can be named on PostgreSQL, for unnest. */
static bool is_listable(const orm_link *link)
{
    for (uint32_t i = 0; i < link->count; i++)
        switch (link->to[i]->type->kind) {
        case ORM_TYPE_STRING:
        case ORM_TYPE_TEXT:
        case ORM_TYPE_SMALLINT:
        case ORM_TYPE_INTEGER:
        case ORM_TYPE_BIGINT:
        case ORM_TYPE_UUID: break;
        default: return false;
        }
    return true;
}

/* Where all parents are asked at once, their keys are made a table whose every row has a statement
 * of its own (LATERAL). */
static void cut_per_key(orm_compiler *c, orm_level *level)
{
    orm_relation *keys = ORM_NEW(c->ctx->arena, orm_relation);
    orm_expr **end = &keys->lists;

    keys->number = c->relation_count++;
    for (uint32_t i = 0; i < level->association->link.count; i++) {
        orm_expr *own = orm_expr_column(c->ctx->arena, NULL, level->association->link.to[i]);

        *end = orm_compile_parent_key(c, own, (uint16_t)i)->right;
        (*end)->type = own->type;
        end = &(*end)->next;
    }
    level->keys = keys;
}

/* The statement cuts where it runs parent by parent, the core where the rows are those of the join
 * or the keys are of a rare type. */
static void cut_level(orm_compiler *c, orm_level *level, const orm_include *include)
{
    orm_expr *limit = orm_compile_count(c, include->options, "limit");
    orm_expr *offset = orm_compile_count(c, include->options, "offset");
    bool has_arrays = c->ctx->host->dialect->has_arrays;

    if (!level->is_many || (limit == NULL && offset == NULL))
        return;
    if (include->is_spanned || (has_arrays && !is_listable(&level->association->link))) {
        level->limit = limit;
        level->offset = offset;
        return;
    }
    level->select.limit = limit;
    level->select.offset = offset;
    if (has_arrays)
        cut_per_key(c, level);
}

/* A path among its attributes may lead to itself and on from there. */
static void show_rows(orm_compiler *c, orm_level *level, const orm_relation *target,
                      orm_include *include)
{
    include->relation = target;
    orm_level_show(c, level, target, orm_option(include->options, "attributes"));
    include->relation = NULL;
}

static orm_level *compile_level(orm_compiler *c, const orm_find *find, orm_level *parent,
                                const orm_relation *relation, orm_include *include)
{
    const orm_association *association = include->association;
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_relation *target, *through = NULL;
    bool is_ordered = false, is_aggregating = orm_option(include->options, "aggregate") != NULL;

    orm_span_reset(c);
    level->model = association->target;
    level->association = association;
    level->place = orm_json_place(c->ctx, include->node);
    level->key = association->key;
    level->is_many = orm_association_is_many(association);
    level->parent = parent;
    target = orm_compile_relation_in(c, association->target, include->options);
    level->select.from = target;
    if (is_aggregating)
        orm_compile_include_aggregate(c, level, target, include);
    else
        show_rows(c, level, target, include);
    if (association->through) {
        through = orm_compile_relation(c, association->through);
        level->select.joins = orm_compile_through_join(c, through, target, association);
        if (!is_aggregating)
            orm_level_show_through(c, level, through, include->options);
    }
    cut_level(c, level, include);
    orm_name_include(c, include, target, through);
    if (include->is_spanned)
        is_ordered = orm_span_restrict(c, find, level, include, target, through);
    else
        level->select.where = both(c, link_level(c, level, through ? through : target, relation),
                                   orm_compile_children(c, target, through, include));
    if (is_aggregating) {
        orm_group_by_parent(c, level);
        return level;
    }
    if (!is_ordered)
        level->select.order = children_order(c, target, through, include);
    orm_compile_lock(c, find->options, level);
    orm_compile_levels(c, find, level, target, include->children);
    return level;
}

void orm_compile_levels(orm_compiler *c, const orm_find *find, orm_level *parent,
                        const orm_relation *relation, orm_include *includes)
{
    orm_level **end = &parent->children;

    for (orm_include *include = includes; include; include = include->next) {
        if (is_empty_list(orm_option(include->options, "attributes")))
            continue; /* leaves no key, with all below it */
        *end = compile_level(c, find, parent, relation, include);
        (*end)->child_index = parent->child_count++;
        end = &(*end)->next;
    }
}
