/* find.c - finder options become levels.  See find.h and plan.h. */
#include "query/find.h"

#include "dialect.h"
#include "query/scope.h"

static const orm_key find_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"attributes", ORM_K_ARRAY | ORM_K_OBJECT},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"order", ORM_K_ARRAY | ORM_K_OBJECT},
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
    {"group", ORM_K_UNSUPPORTED},
    {"having", ORM_K_UNSUPPORTED},
    {"lock", ORM_K_UNSUPPORTED},
    {"skipLocked", ORM_K_UNSUPPORTED},
    {"noWait", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_UNSUPPORTED},
    {"schemaDelimiter", ORM_K_UNSUPPORTED},
    {"distinctOn", ORM_K_UNSUPPORTED},
    {"col", ORM_K_UNSUPPORTED},
    {"includeIgnoreAttributes", ORM_K_UNSUPPORTED},
};

/* A getter's, beside those. */
static const orm_key getter_keys[] = {
    {"through", ORM_K_OBJECT},
    {"joinTableAttributes", ORM_K_ARRAY},
};

void orm_find_check(orm_compiler *c, const orm_find *find)
{
    enum {
        FIND = sizeof find_keys / sizeof *find_keys,
        GETTER = sizeof getter_keys / sizeof *getter_keys
    };
    orm_key keys[FIND + GETTER];

    memcpy(keys, find_keys, sizeof find_keys);
    memcpy(keys + FIND, getter_keys, sizeof getter_keys);
    for (int i = 0; find->is_counting && i < FIND; i++)
        if (strcmp(keys[i].name, "order") == 0)
            keys[i].kinds = ORM_K_ANY; /* a count has no order: whatever it says is passed over */
    orm_check_keys(c->ctx, find->options, keys, find->of ? FIND + GETTER : FIND, c->function);
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

orm_expr *orm_compile_key(orm_compiler *c, const orm_relation *relation, const orm_json *key)
{
    const orm_model *model = relation->model;
    orm_expr *all = NULL;

    if (model->primary_count == 0)
        ORM_FAIL(c, key, "%.*s has no primary key", ORM_ARG(model->name));
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

/* ---- columns of a level's statement */

static void add_column(orm_compiler *c, orm_level *level, const orm_output *output)
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

uint16_t orm_level_column(orm_compiler *c, orm_level *level, const orm_relation *relation,
                          const orm_attribute *attribute)
{
    orm_output *output;

    for (uint16_t i = 0; i < level->column_count; i++) {
        const orm_expr *expr = level->columns[i]->expr;

        if (expr->kind == ORM_EXPR_COLUMN && expr->relation == relation &&
            expr->attribute == attribute)
            return i;
    }
    output = ORM_NEW(c->ctx->arena, orm_output);
    output->expr = orm_expr_column(c->ctx->arena, relation, attribute);
    output->form = &attribute->type->form;
    add_column(c, level, output);
    return (uint16_t)(level->column_count - 1);
}

static void add_shown(orm_compiler *c, orm_level *level, const orm_relation *relation,
                      const orm_json *attributes)
{
    for (orm_output *output = orm_compile_attributes(c, relation, attributes); output;
         output = output->next)
        add_column(c, level, output);
}

/* ---- levels below the root */

static void add_children(orm_compiler *c, orm_level *parent, const orm_relation *relation,
                         const orm_include *includes);

/* The parent's key as a list of all of them, or one by one: what the dialect's set form is. */
static orm_expr *key_condition(orm_compiler *c, orm_expr *column, uint16_t part)
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

/* Which columns of this statement and of the parent's hold the key that links them. */
static orm_expr *link_level(orm_compiler *c, orm_level *level, const orm_relation *own,
                            const orm_relation *parent)
{
    const orm_link *link = &level->association->link;
    orm_expr *all = NULL;

    level->key_count = (uint16_t)link->count;
    level->own_columns = ORM_NEW_N(c->ctx->arena, uint16_t, link->count);
    level->parent_columns = ORM_NEW_N(c->ctx->arena, uint16_t, link->count);
    for (uint16_t i = 0; i < link->count; i++) {
        level->own_columns[i] = orm_level_column(c, level, own, link->to[i]);
        level->parent_columns[i] = orm_level_column(c, level->parent, parent, link->from[i]);
        all = both(c, all, key_condition(c, orm_expr_column(c->ctx->arena, own, link->to[i]), i));
    }
    return all;
}

static bool is_empty_list(const orm_json *node)
{
    return node && node->kind == ORM_JSON_ARRAY && node->count == 0;
}

static orm_order *append_order(orm_order *first, orm_order *more)
{
    orm_order **end = &first;

    while (*end)
        end = &(*end)->next;
    *end = more;
    return first;
}

/* Children come in the include's order, then by their keys. */
static orm_order *children_order(orm_compiler *c, const orm_relation *target,
                                 const orm_relation *through, const orm_include *include)
{
    orm_order *order = orm_compile_order(c, target, orm_option(include->options, "order"));

    order = append_order(order, orm_compile_key_order(c, target));
    return through ? append_order(order, orm_compile_key_order(c, through)) : order;
}

static void add_through(orm_compiler *c, orm_level *level, const orm_relation *through,
                        const orm_include *include)
{
    const orm_json *attributes = orm_option(orm_option(include->options, "through"), "attributes");

    if (is_empty_list(attributes))
        return;
    add_shown(c, level, through, attributes);
    level->through_count = (uint16_t)(level->column_count - level->shown_count);
    level->through_key = orm_compile_json_key(c, through->model->name);
}

static orm_level *compile_level(orm_compiler *c, orm_level *parent, const orm_relation *relation,
                                const orm_include *include)
{
    const orm_association *association = include->association;
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_relation *target, *through = NULL;

    c->relation_count = 0;
    level->model = association->target;
    level->association = association;
    level->key = association->key;
    level->is_many = orm_association_is_many(association);
    level->parent = parent;
    target = orm_compile_relation(c, association->target);
    level->select.from = target;
    add_shown(c, level, target, orm_option(include->options, "attributes"));
    level->shown_count = level->column_count;
    if (association->through) {
        through = orm_compile_relation(c, association->through);
        level->select.joins = orm_compile_through_join(c, through, target, association);
        add_through(c, level, through, include);
    }
    level->select.where = both(c, link_level(c, level, through ? through : target, relation),
                               orm_compile_children(c, target, through, include));
    level->select.order = children_order(c, target, through, include);
    add_children(c, level, target, include->children);
    return level;
}

static void add_children(orm_compiler *c, orm_level *parent, const orm_relation *relation,
                         const orm_include *includes)
{
    orm_level **end = &parent->children;
    uint16_t saved = c->relation_count;

    for (const orm_include *include = includes; include; include = include->next) {
        if (is_empty_list(orm_option(include->options, "attributes")))
            continue; /* leaves no key, with all below it */
        *end = compile_level(c, parent, relation, include);
        (*end)->child_index = parent->child_count++;
        end = &(*end)->next;
    }
    c->relation_count = saved;
}

/* ---- the root */

static orm_expr *compile_count(orm_compiler *c, const orm_json *options, const char *name)
{
    const orm_json *node = orm_option(options, name);

    return node ? orm_compile_param(c, orm_compile_operand(c, node).node, NULL, ORM_USE_COUNT)
                : NULL;
}

static orm_expr *one_row(orm_compiler *c)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_RAW);

    expr->text = ORM_TEXT("1");
    return expr;
}

static orm_expr *root_conditions(orm_compiler *c, const orm_find *find,
                                 const orm_relation *relation, const orm_include *includes)
{
    orm_expr *all = find->key ? orm_compile_key(c, relation, find->key) : NULL;

    if (orm_option_boolean(find->options, "paranoid", true))
        all = both(c, all, orm_compile_paranoid(c, relation));
    all = both(c, all, orm_compile_where(c, relation, orm_option(find->options, "where")));
    for (const orm_include *include = includes; include; include = include->next)
        if (include->is_required)
            all = both(c, all, orm_compile_required(c, relation, include));
    return all;
}

static void compile_rows(orm_compiler *c, const orm_find *find, orm_level *level,
                         const orm_relation *relation, const orm_include *includes)
{
    const orm_json *attributes = orm_option(find->options, "attributes");

    if (is_empty_list(attributes))
        ORM_FAIL(c, attributes, "a query of %.*s needs at least one attribute",
                 ORM_ARG(find->model->name));
    add_shown(c, level, relation, attributes);
    level->shown_count = level->column_count;
    level->select.order = orm_compile_order(c, relation, orm_option(find->options, "order"));
    level->select.limit = compile_count(c, find->options, "limit");
    level->select.offset = compile_count(c, find->options, "offset");
    if (find->is_first && level->select.limit == NULL && find->key == NULL)
        level->select.limit = one_row(c);
    add_children(c, level, relation, includes);
}

/* ---- getters: the targets of an association of one instance */

/* The link's columns are among those of the owner with this key. */
static orm_expr *owner_condition(orm_compiler *c, const orm_find *find, const orm_relation *linked)
{
    const orm_link *link = &find->of->link;
    orm_relation *owner = orm_compile_relation(c, find->of->source);
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);

    select->from = owner;
    select->columns = orm_compile_columns(c, owner, link->from, link->count);
    select->where = orm_compile_key(c, owner, find->owner);
    expr->list = orm_compile_columns(c, linked, link->to, link->count);
    expr->select = select;
    return expr;
}

static orm_level *compile_getter(orm_compiler *c, const orm_find *find, orm_include *include)
{
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_relation *target = orm_compile_relation(c, find->model), *through = NULL;

    level->model = find->model;
    level->is_many = true;
    level->select.from = target;
    add_shown(c, level, target, orm_option(find->options, "attributes"));
    level->shown_count = level->column_count;
    if (find->of->through) {
        through = orm_compile_relation(c, find->of->through);
        level->select.joins = orm_compile_through_join(c, through, target, find->of);
        add_through(c, level, through, include);
    }
    level->select.where = both(c, owner_condition(c, find, through ? through : target),
                               orm_compile_children(c, target, through, include));
    level->select.order = children_order(c, target, through, include);
    level->select.limit = compile_count(c, find->options, "limit");
    level->select.offset = compile_count(c, find->options, "offset");
    if (find->is_first && level->select.limit == NULL)
        level->select.limit = one_row(c);
    add_children(c, level, target, include->children);
    return level;
}

static orm_level *compile_rows_or_count(orm_compiler *c, const orm_find *find,
                                        const orm_include *includes)
{
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_relation *relation = orm_compile_relation(c, find->model);

    level->model = find->model;
    level->is_many = true;
    level->select.from = relation;
    level->select.where = root_conditions(c, find, relation, includes);
    if (find->is_counting)
        level->select.is_counting = true;
    else
        compile_rows(c, find, level, relation, includes);
    return level;
}

/* A getter asks the scopes' conditions and the call's, all of them. */
static const orm_json *getter_options(orm_compiler *c, const orm_find *find, const orm_json *merged)
{
    const orm_json *scopes = orm_compile_scopes(c, find->model, find->options);
    const orm_json *under = orm_option(scopes, "where"), *over = orm_option(find->options, "where");

    return under && over ? orm_options_with_both(c, merged, under, over) : merged;
}

orm_level *orm_compile_find(orm_compiler *c, const orm_find *asked)
{
    orm_find find = *asked;
    orm_text numbers;
    orm_include *includes;

    find.options = orm_compile_scoped(c, find.model, asked->options);
    numbers = orm_option_text(find.options, "numbers");
    c->is_numbers_string =
        numbers.length ? orm_text_is(numbers, "string") : c->catalog->is_numbers_string;
    includes = orm_compile_includes(c, find.model, orm_option(find.options, "include"), 1);
    if (find.of) {
        orm_include getter = {.association = find.of, .children = includes};

        find.options = getter_options(c, asked, find.options);
        getter.options = find.options;
        getter.where = orm_option(find.options, "where");
        getter.is_paranoid = orm_option_boolean(find.options, "paranoid", true);
        return compile_getter(c, &find, &getter);
    }
    return compile_rows_or_count(c, &find, includes);
}
