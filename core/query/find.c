/* find.c - finder options become levels.  See find.h and plan.h. */
#include "query/find.h"

#include "dialect.h"
#include "query/group.h"
#include "query/page.h"
#include "query/scope.h"

static const orm_key find_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"attributes", ORM_K_ARRAY | ORM_K_OBJECT},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"order", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"offset", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"paranoid", ORM_K_BOOLEAN},
    {"raw", ORM_K_BOOLEAN},
    {"nest", ORM_K_BOOLEAN},
    {"subQuery", ORM_K_BOOLEAN},
    {"distinct", ORM_K_BOOLEAN},
    {"numbers", ORM_K_STRING},
    {"params", ORM_K_OBJECT},
    {"rejectOnEmpty", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"group", ORM_K_ARRAY | ORM_K_STRING | ORM_K_OBJECT},
    {"having", ORM_K_OBJECT | ORM_K_ARRAY},
    {"includeIgnoreAttributes", ORM_K_BOOLEAN},
    {"lock", ORM_K_BOOLEAN | ORM_K_STRING | ORM_K_OBJECT},
    {"skipLocked", ORM_K_BOOLEAN},
    {"noWait", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"distinctOn", ORM_K_ARRAY | ORM_K_STRING},
};

/* An aggregate's and a count's, beside those. */
static const orm_key aggregate_keys[] = {
    {"col", ORM_K_STRING}, {"plain", ORM_K_BOOLEAN}, {"dataType", ORM_K_STRING}};

/* A page's, beside those. */
static const orm_key page_keys[] = {{"first", ORM_K_NUMBER | ORM_K_STRING},
                                    {"last", ORM_K_NUMBER | ORM_K_STRING},
                                    {"after", ORM_K_STRING},
                                    {"before", ORM_K_STRING}};

/* A getter's, beside those. */
static const orm_key getter_keys[] = {
    {"through", ORM_K_OBJECT},
    {"joinTableAttributes", ORM_K_ARRAY},
};

void orm_find_check(orm_compiler *c, const orm_find *find)
{
    enum {
        FIND = sizeof find_keys / sizeof *find_keys,
        GETTER = sizeof getter_keys / sizeof *getter_keys,
        AGGREGATE = sizeof aggregate_keys / sizeof *aggregate_keys,
        PAGE = sizeof page_keys / sizeof *page_keys
    };
    orm_key keys[FIND + GETTER + AGGREGATE + PAGE + ORM_FIND_MORE];
    size_t count = FIND;

    memcpy(keys, find_keys, sizeof find_keys);
    if (find->of) {
        memcpy(keys + count, getter_keys, sizeof getter_keys);
        count += GETTER;
    }
    if (find->is_counting || find->aggregate) {
        memcpy(keys + count, aggregate_keys, sizeof aggregate_keys);
        count += AGGREGATE;
    }
    if (find->page) {
        memcpy(keys + count, page_keys, sizeof page_keys);
        count += PAGE;
    }
    if (find->more_count) {
        memcpy(keys + count, find->more, find->more_count * sizeof *keys);
        count += find->more_count;
    }
    orm_check_keys(c->ctx, find->options, keys, count, c->function);
}

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

/* ---- conditions of every query */

orm_expr *orm_compile_paranoid(orm_compiler *c, const orm_relation *relation)
{
    const orm_attribute *deleted_at = relation->model->deleted_at;
    orm_expr *column, *expr;

    if (!relation->model->is_paranoid)
        return NULL;
    column = orm_expr_column(c->ctx->arena, relation, deleted_at);
    if (deleted_at->default_kind == ORM_DEFAULT_VALUE)
        return orm_compile_condition(c, relation, column, deleted_at->default_node);
    expr = orm_expr_new(c->ctx->arena, ORM_EXPR_NULL_TEST);
    expr->left = column;
    return expr;
}

static orm_expr *key_part(orm_compiler *c, const orm_relation *relation,
                          const orm_attribute *attribute, const orm_json *value)
{
    orm_expr *column = orm_expr_column(c->ctx->arena, relation, attribute);

    if (!orm_json_is_scalar(value) || value->kind == ORM_JSON_NULL)
        ORM_FAIL(c, value, "a key is a value of %.*s.%.*s, not %s", ORM_ARG(relation->model->name),
                 ORM_ARG(attribute->name), orm_json_kind_name(value));
    return orm_expr_compare(c->ctx->arena, ORM_EQUAL, column,
                            orm_compile_param(c, value, attribute->type, ORM_USE_VALUE));
}

static orm_expr *is_null(orm_compiler *c, const orm_relation *relation,
                         const orm_attribute *attribute)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_NULL_TEST);

    expr->left = orm_expr_column(c->ctx->arena, relation, attribute);
    return expr;
}

/* A model without a primary key: the whole row is its key. */
static orm_expr *whole_row(orm_compiler *c, const orm_relation *relation, const orm_json *key)
{
    const orm_model *model = relation->model;
    orm_expr *all = NULL;

    if (key->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, key, "%.*s has no primary key: give an object of all its attributes",
                 ORM_ARG(model->name));
    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_attribute *attribute = model->columns[i];
        const orm_json *value = orm_json_member_text(key, attribute->name);

        if (value == NULL)
            ORM_FAIL(c, key, "%.*s has no primary key: the row lacks \"%.*s\"",
                     ORM_ARG(model->name), ORM_ARG(attribute->name));
        all = both(c, all,
                   value->kind == ORM_JSON_NULL ? is_null(c, relation, attribute)
                                                : key_part(c, relation, attribute, value));
    }
    return all;
}

orm_expr *orm_compile_key(orm_compiler *c, const orm_relation *relation, const orm_json *key)
{
    const orm_model *model = relation->model;
    orm_expr *all = NULL;

    if (model->primary_count == 0)
        return whole_row(c, relation, key);
    if (key->kind != ORM_JSON_OBJECT) {
        if (model->primary_count > 1)
            ORM_FAIL(c, key, "the key of %.*s has %u parts: give an object", ORM_ARG(model->name),
                     model->primary_count);
        return key_part(c, relation, model->primary[0], key);
    }
    for (uint32_t i = 0; i < model->primary_count; i++) {
        const orm_json *value = orm_json_member_text(key, model->primary[i]->name);

        if (value == NULL)
            ORM_FAIL(c, key, "the key lacks \"%.*s\"", ORM_ARG(model->primary[i]->name));
        all = both(c, all, key_part(c, relation, model->primary[i], value));
    }
    return all;
}

/* ---- the root's rows */

orm_expr *orm_compile_count(orm_compiler *c, const orm_json *options, const char *name)
{
    const orm_json *node = orm_option(options, name);

    if (node)
        node = orm_compile_operand(c, node).node;
    if (node == NULL || node->kind == ORM_JSON_NULL) /* null, also by a param, is absent */
        return NULL;
    return orm_compile_param(c, node, NULL, ORM_USE_COUNT);
}

static orm_expr *one_row(orm_compiler *c)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_RAW);

    expr->text = ORM_TEXT("1");
    return expr;
}

static orm_expr *asked_conditions(orm_compiler *c, const orm_find *find,
                                  const orm_relation *relation)
{
    orm_expr *all = find->key ? orm_compile_key(c, relation, find->key) : NULL;

    if (orm_option_boolean(find->options, "paranoid", true))
        all = both(c, all, orm_compile_paranoid(c, relation));
    all = both(c, all, orm_compile_where(c, relation, orm_option(find->options, "where")));
    for (orm_include *include = c->tree->includes; include; include = include->next)
        if (include->is_required)
            all = both(c, all, orm_compile_required(c, relation, include));
    return all;
}

/* A getter: the link's columns are among those of the owner with this key. */
static orm_expr *owner_condition(orm_compiler *c, const orm_find *find, const orm_relation *linked)
{
    const orm_link *link = &find->of->link;
    orm_relation *owner = orm_compile_relation_in(c, find->of->source, find->options);
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);

    select->from = owner;
    select->columns = orm_compile_columns(c, owner, link->from, link->count);
    select->where = orm_compile_key(c, owner, find->owner);
    expr->list = orm_compile_columns(c, linked, link->to, link->count);
    expr->select = select;
    return expr;
}

static void add_owner(orm_compiler *c, const orm_find *find, orm_root *root)
{
    const orm_include getter = {.association = find->of, .options = find->options};

    orm_check_through(c, find->options);
    if (find->of->through) {
        root->through = orm_compile_relation(c, find->of->through);
        root->joins = orm_compile_through_join(c, root->through, root->relation, find->of);
        root->where = orm_compile_throughs(c, root->through, &getter);
    }
    root->where = both(c, owner_condition(c, find, root->through ? root->through : root->relation),
                       both(c, root->where, orm_compile_where(c, root->relation, find->of->scope)));
    c->tree->through = root->through;
}

orm_root orm_compile_root(orm_compiler *c, const orm_find *find)
{
    orm_root root = {.relation = orm_compile_relation_in(c, find->model, find->options)};

    root.relation->name = find->model->name;
    c->tree->relation = root.relation;
    if (find->of)
        add_owner(c, find, &root);
    root.where = both(c, root.where, asked_conditions(c, find, root.relation));
    return root;
}

/* ---- the root's statement */

static void check_attributes(orm_compiler *c, const orm_find *find)
{
    const orm_json *attributes = orm_option(find->options, "attributes");

    if (attributes && attributes->kind == ORM_JSON_ARRAY && attributes->count == 0)
        ORM_FAIL(c, attributes, "a query of %.*s needs at least one attribute",
                 ORM_ARG(find->model->name));
}

/* Rows of a getter come by their keys where nothing else is said. */
static orm_order *root_order(orm_compiler *c, const orm_find *find, const orm_root *root)
{
    orm_order *order;

    if (find->page)
        return orm_compile_page_order(c, find, root->relation);
    order = orm_compile_order(c, root->relation, find->options);
    if (find->of == NULL)
        return order;
    order = orm_order_append(order, orm_compile_key_order(c, root->relation));
    return root->through ? orm_order_append(order, orm_compile_key_order(c, root->through)) : order;
}

static bool is_spanned(const orm_include *includes)
{
    for (const orm_include *it = includes; it; it = it->next)
        if (it->is_spanned)
            return true;
    return false;
}

/* The root's table beside the rows of the join, which have its conditions. */
static void open_beside_rows(orm_compiler *c, const orm_find *find, orm_root *root)
{
    orm_span_reset(c);
    *root = (orm_root){.relation = orm_compile_relation_in(c, find->model, find->options)};
    root->relation->name = find->model->name;
    c->tree->relation = root->relation;
    if (find->of && find->of->through) {
        root->through = orm_compile_relation(c, find->of->through);
        root->joins = orm_compile_through_join(c, root->through, root->relation, find->of);
    }
}

static void show_columns(orm_compiler *c, const orm_find *find, orm_level *level,
                         const orm_root *root)
{
    if (find->aggregate) {
        orm_compile_aggregate(c, find, level, root->relation);
        return;
    }
    if (find->is_counting) {
        level->select.is_counting = true;
        return;
    }
    check_attributes(c, find);
    orm_level_show(c, level, root->relation, orm_option(find->options, "attributes"));
    orm_level_show_source_keys(c, level, root->relation, c->tree->includes);
    if (root->through)
        orm_level_show_through(c, level, root->through, find->options);
}

void orm_compile_cut(orm_compiler *c, const orm_find *find, orm_level *level)
{
    level->select.limit = orm_compile_count(c, find->options, "limit");
    level->select.offset = orm_compile_count(c, find->options, "offset");
    if (find->is_first && level->select.limit == NULL && find->key == NULL)
        level->select.limit = one_row(c);
}

static orm_order *rows_order(orm_compiler *c, const orm_find *find, const orm_root *root)
{
    return orm_find_is_number(find) ? NULL : root_order(c, find, root);
}

/* The root's rows and their order; over the rows of the join where a path leads through includes.
 */
static orm_root compile_rows(orm_compiler *c, const orm_find *find, orm_level *level)
{
    orm_root root;
    bool is_joined;

    orm_span_reset(c);
    c->tree->may_join = true;
    root = orm_compile_root(c, find);
    level->select.order = rows_order(c, find, &root);
    is_joined = orm_span_is_joined(c->tree->includes);
    c->tree->may_join = false; /* from here on the statement has its relations */
    if (orm_option(find->options, "distinctOn")) {
        orm_compile_distinct(c, find, &root, root_order(c, find, &root));
        level->select.order = rows_order(c, find, &root);
    } else if (is_joined) {
        open_beside_rows(c, find, &root);
    }
    level->select.from = root.relation;
    level->select.joins = root.joins;
    level->select.where = root.where;
    show_columns(c, find, level, &root);
    if (!is_joined && is_spanned(c->tree->includes) && !orm_find_is_number(find))
        orm_span_name_rows(c, level, root.relation, root.through, find->of);
    if (is_joined && !orm_span_restrict(c, find, level, NULL, root.relation, root.through)) {
        c->tree->may_join = false;
        c->tree->relation = root.relation;
        level->select.order = rows_order(c, find, &root);
    }
    return root;
}

static orm_level *compile_root_level(orm_compiler *c, const orm_find *find)
{
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_root root;

    level->model = find->model;
    level->is_many = true;
    root = compile_rows(c, find, level);
    if (orm_find_is_number(find))
        return level;
    if (find->page)
        orm_compile_page(c, find, level, root.relation);
    else
        orm_compile_cut(c, find, level);
    orm_compile_lock(c, find->options, level);
    if (find->page == NULL || !find->page->is_other_side)
        orm_compile_levels(c, find, level, root.relation, c->tree->includes);
    return level;
}

/* A getter asks the scopes' conditions and the call's, all of them. */
static const orm_json *getter_options(orm_compiler *c, const orm_find *find, const orm_json *merged)
{
    const orm_json *scopes = orm_compile_scopes(c, find->model, find->options);
    const orm_json *under = orm_option(scopes, "where"), *over = orm_option(find->options, "where");

    return under && over ? orm_options_with_both(c, merged, under, over) : merged;
}

static void name_relations(orm_level *level)
{
    level->is_named = true;
    for (orm_level *child = level->children; child; child = child->next)
        name_relations(child);
}

orm_level *orm_compile_find(orm_compiler *c, const orm_find *asked)
{
    orm_find find = *asked;
    orm_tree tree = {.model = find.model, .of = find.of};
    orm_text numbers;
    orm_level *level;

    find.options = orm_compile_scoped(c, find.model, asked->options);
    if (find.of)
        find.options = getter_options(c, asked, find.options);
    if (orm_find_is_number(&find))
        find.options = orm_options_of_number(c, asked, find.options);
    numbers = orm_option_text(find.options, "numbers");
    if (numbers.length && !orm_text_is(numbers, "string") && !orm_text_is(numbers, "number"))
        ORM_FAIL(c, orm_option(find.options, "numbers"),
                 "\"numbers\" is \"string\" or \"number\", not \"%.*s\"", ORM_ARG(numbers));
    c->is_numbers_string =
        numbers.length ? orm_text_is(numbers, "string") : c->catalog->is_numbers_string;
    tree.includes = orm_compile_includes(c, find.model, orm_option(find.options, "include"), 1);
    c->tree = &tree;
    level = orm_is_grouped(&find) ? orm_compile_grouped(c, &find) : compile_root_level(c, &find);
    c->tree = NULL;
    if (c->has_literal)
        name_relations(level);
    return level;
}
