/* group.c - values over instances, and rows of groups.  See group.h; reading.md, Numbers and pages.
 */
#include "query/group.h"

#include "base/limits.h"
#include "dialect.h"

/* ---- which finders give groups */

static const char *const aggregates[] = {"count",
                                         "sum",
                                         "avg",
                                         "min",
                                         "max",
                                         "total",
                                         "array_agg",
                                         "string_agg",
                                         "json_agg",
                                         "jsonb_agg",
                                         "bool_and",
                                         "bool_or",
                                         "every",
                                         "stddev",
                                         "variance",
                                         "stddev_pop",
                                         "stddev_samp",
                                         "var_pop",
                                         "var_samp",
                                         "group_concat",
                                         "bit_and",
                                         "bit_or",
                                         "json_group_array",
                                         "json_object_agg",
                                         "jsonb_object_agg"};

static bool is_aggregate(orm_text name)
{
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        if (orm_text_equal_ascii_fold(name, orm_text_from(aggregates[i])))
            return true;
    return false;
}

/* Whether an expression calls an aggregate that is no window's. */
static bool has_aggregate(const orm_json *node)
{
    const orm_json *name = orm_json_member(node, "$fn");

    if (orm_json_is_scalar(node))
        return false;
    if (name && name->kind == ORM_JSON_STRING && is_aggregate(name->text) &&
        orm_option(node, "over") == NULL)
        return true;
    orm_each_child (child, node)
        if (has_aggregate(child))
            return true;
    return false;
}

static bool asks_aggregate(const orm_json *options)
{
    const orm_json *attributes = orm_option(options, "attributes");
    const orm_json *include = orm_option(options, "include");

    if (attributes && has_aggregate(attributes))
        return true;
    if (include && include->kind == ORM_JSON_OBJECT)
        return asks_aggregate(include);
    if (include && include->kind == ORM_JSON_ARRAY)
        orm_each_child (item, include)
            if (asks_aggregate(item))
                return true;
    return false;
}

bool orm_is_grouped(const orm_find *find)
{
    if (orm_find_is_number(find) || find->of)
        return false;
    return orm_option(find->options, "group") || orm_option(find->options, "having") ||
           (orm_option(find->options, "include") && asks_aggregate(find->options));
}

/* ---- outputs, those of includes as objects in their row */

/* What stands before the next key: objects that were opened and closed since the last one. */
typedef struct row_text {
    orm_compiler *c;
    orm_level *level;
    orm_buffer before;
    bool is_first; /* of its object */
    bool is_raw;   /* to-many includes are objects, too */
} row_text;

static orm_text take_before(row_text *it, orm_text key)
{
    orm_text text;

    orm_buffer_bytes(&it->before, key.data + it->is_first, key.length - it->is_first);
    text = orm_text_copy(it->c->ctx->arena, orm_buffer_since(&it->before, 0));
    it->before.length = 0;
    it->is_first = false;
    return text;
}

static void show(row_text *it, orm_output *outputs)
{
    for (orm_output *output = outputs, *next; output; output = next) {
        next = output->next;
        output->key = take_before(it, output->key);
        orm_level_add(it->c, it->level, output);
    }
}

static bool shows_nothing(const orm_include *include)
{
    const orm_json *attributes = orm_option(include->options, "attributes");

    if (attributes == NULL || attributes->kind != ORM_JSON_ARRAY || attributes->count)
        return false;
    for (const orm_include *child = include->children; child; child = child->next)
        if (!shows_nothing(child))
            return false;
    return true;
}

static void show_include(row_text *it, const orm_include *include)
{
    bool is_list = orm_association_is_many(include->association) && !it->is_raw;
    orm_text key = include->association->key;

    if (shows_nothing(include))
        return;
    orm_buffer_bytes(&it->before, key.data + it->is_first, key.length - it->is_first);
    orm_buffer_string(&it->before, is_list ? "[{" : "{");
    it->is_first = true;
    show(it, orm_compile_attributes(it->c, include->relation,
                                    orm_option(include->options, "attributes")));
    for (const orm_include *child = include->children; child; child = child->next)
        show_include(it, child);
    orm_buffer_string(&it->before, is_list ? "}]" : "}");
    it->is_first = false;
}

static void show_rows(orm_compiler *c, const orm_find *find, orm_level *level,
                      const orm_relation *relation)
{
    row_text it = {.c = c, .level = level};

    it.is_raw = orm_option_boolean(find->options, "raw", false);
    orm_buffer_open(&it.before, c->ctx->host, ORM_LIFE_CALL, 64);
    show(&it, orm_compile_attributes(c, relation, orm_option(find->options, "attributes")));
    for (const orm_include *include = c->tree->includes; include; include = include->next)
        show_include(&it, include);
    level->tail = orm_text_copy(c->ctx->arena, orm_buffer_since(&it.before, 0));
    orm_buffer_close(&it.before);
    level->shown_count = level->column_count;
    if (level->column_count == 0)
        ORM_FAIL(c, orm_option(find->options, "attributes"),
                 "a query of %.*s needs at least one attribute", ORM_ARG(find->model->name));
}

/* ---- GROUP BY */

orm_expr *orm_compile_ordinal(orm_compiler *c, orm_text name)
{
    orm_text key = orm_compile_json_key(c, name);
    orm_expr *expr;

    for (uint16_t i = 0; c->shown && i < c->shown->column_count; i++)
        if (orm_text_equal(c->shown->columns[i]->key, key)) {
            expr = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
            expr->text = orm_text_format(c->ctx->arena, "%u", i + 1u);
            return expr;
        }
    return NULL;
}

/* A name of an attribute, of an output or of a path; an expression. */
static orm_expr *group_item(orm_compiler *c, const orm_relation *relation, const orm_json *options,
                            const orm_json *item)
{
    const orm_attribute *attribute;
    orm_expr *ordinal;

    if (orm_is_expression(item))
        return orm_compile_expression(c, relation, item, NULL);
    if (item->kind != ORM_JSON_STRING)
        ORM_FAIL(c, item, "a group is a name or an expression, not %s", orm_json_kind_name(item));
    attribute = orm_model_attribute(relation->model, item->text);
    if (attribute)
        return orm_compile_attribute(c, relation, attribute, item);
    if (orm_named_attribute(orm_option(options, "attributes"), item->text) &&
        (ordinal = orm_compile_ordinal(c, item->text)))
        return ordinal;
    if (memchr(item->text.data, '.', item->text.length))
        return orm_compile_path(c, item->text, item);
    attribute = orm_model_need_attribute(c->ctx, relation->model, item->text, item);
    return orm_compile_attribute(c, relation, attribute, item);
}

static void add_groups(orm_compiler *c, const orm_relation *relation, const orm_json *options,
                       const orm_json *node, orm_expr ***end)
{
    if (node->kind == ORM_JSON_ARRAY) {
        orm_each_child (item, node)
            add_groups(c, relation, options, item, end);
        return;
    }
    **end = group_item(c, relation, options, node);
    *end = &(**end)->next;
}

static orm_expr *compile_groups(orm_compiler *c, const orm_relation *relation,
                                const orm_json *options)
{
    const orm_json *node = orm_option(options, "group");
    orm_expr *first = NULL, **end = &first;

    if (node)
        add_groups(c, relation, options, node, &end);
    return first;
}

static orm_expr *compile_having(orm_compiler *c, const orm_relation *relation,
                                const orm_json *options)
{
    orm_expr *having;

    c->named = orm_option(options, "attributes");
    having = orm_compile_where(c, relation, orm_option(options, "having"));
    c->named = NULL;
    return having;
}

/* ---- a finder of groups */

orm_level *orm_compile_grouped(orm_compiler *c, const orm_find *find)
{
    orm_level *level = ORM_NEW(c->ctx->arena, orm_level);
    orm_root root;

    orm_span_reset(c);
    c->tree->may_join = true;
    root = orm_compile_root(c, find);
    orm_span_join_all(c);
    level->model = find->model;
    level->is_many = true;
    show_rows(c, find, level, root.relation);
    level->select.from = root.relation;
    level->select.where = root.where;
    c->shown = level;
    level->select.group = compile_groups(c, root.relation, find->options);
    level->select.having = compile_having(c, root.relation, find->options);
    level->select.order = orm_compile_order(c, root.relation, find->options);
    c->shown = NULL;
    level->select.joins = orm_span_joins(c, root.joins, root.relation);
    orm_compile_cut(c, find, level);
    return level;
}

/* ---- an aggregate over instances */

static const orm_form *aggregate_form(orm_compiler *c, orm_text function, const orm_type *type)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};
    static const orm_form whole = {ORM_FORM_BIGINT, false, -1, NULL};
    static const orm_form real = {ORM_FORM_DOUBLE, false, -1, NULL};

    if (orm_text_is(function, "count"))
        return &whole;
    if (orm_text_is(function, "avg"))
        return &real;
    if (type == NULL)
        return &natural;
    if (orm_text_is(function, "min") || orm_text_is(function, "max"))
        return orm_compile_form(c, type);
    if (!orm_text_is(function, "sum"))
        return &natural;
    switch (type->form.kind) {
    case ORM_FORM_INTEGER:
    case ORM_FORM_BIGINT:
    case ORM_FORM_DECIMAL:
    case ORM_FORM_REAL: return orm_compile_form(c, type);
    default: return &real;
    }
}

/* The least and greatest label as declared, where the engine has no such type. */
static orm_expr *label_of(orm_compiler *c, orm_expr *call)
{
    orm_expr *rank = orm_expr_new(c->ctx->arena, ORM_EXPR_RANK);
    orm_expr *label = orm_expr_new(c->ctx->arena, ORM_EXPR_LABEL);

    rank->left = call->list;
    rank->type = label->type = call->type;
    call->list = rank;
    label->left = call;
    return label;
}

/* ---- calls among the attributes: what is known of their values */

/* Functions that give one of their arguments' values, and those over numbers. */
static const struct {
    const char *name;
    const char *like; /* whose form it has */
} known_calls[] = {{"count", "count"},      {"sum", "sum"},        {"avg", "avg"},
                   {"min", "min"},          {"max", "max"},        {"coalesce", "max"},
                   {"ifnull", "max"},       {"lag", "max"},        {"lead", "max"},
                   {"first_value", "max"},  {"last_value", "max"}, {"nth_value", "max"},
                   {"row_number", "count"}, {"rank", "count"},     {"dense_rank", "count"}};

static const char *known_call(const orm_expr *call)
{
    for (size_t i = 0; i < sizeof known_calls / sizeof *known_calls; i++)
        if (orm_text_equal_ascii_fold(call->text, orm_text_from(known_calls[i].name)))
            return known_calls[i].like;
    return NULL;
}

const orm_form *orm_compile_call_form(orm_compiler *c, const orm_expr *expr)
{
    const orm_expr *call = expr->kind == ORM_EXPR_OVER ? expr->left : expr;
    const char *like = call->kind == ORM_EXPR_CALL ? known_call(call) : NULL;
    const orm_type *type = NULL;

    for (const orm_expr *it = like ? call->list : NULL; it && type == NULL; it = it->next)
        type = it->type;
    return aggregate_form(c, orm_text_from(like ? like : ""), type);
}

orm_expr *orm_compile_extreme(orm_compiler *c, orm_expr *expr)
{
    bool is_extreme = expr->kind == ORM_EXPR_CALL && expr->list && expr->list->next == NULL &&
                      (orm_text_equal_ascii_fold(expr->text, ORM_TEXT("min")) ||
                       orm_text_equal_ascii_fold(expr->text, ORM_TEXT("max")));

    if (!is_extreme || expr->list->type == NULL || expr->list->type->kind != ORM_TYPE_ENUM ||
        c->ctx->host->dialect->has_enums)
        return expr;
    expr->type = expr->list->type;
    return label_of(c, expr);
}

/* "*", or an attribute, with the model's name before it or without. */
static orm_expr *aggregated(orm_compiler *c, const orm_relation *relation, const orm_json *name)
{
    orm_text text = name->text, model = relation->model->name;

    if (orm_text_is(text, "*"))
        return orm_expr_new(c->ctx->arena, ORM_EXPR_STAR);
    if (text.length > model.length + 1 && text.data[model.length] == '.' &&
        memcmp(text.data, model.data, model.length) == 0)
        text = orm_text_slice(text, model.length + 1, text.length);
    return orm_compile_attribute(
        c, relation, orm_model_need_attribute(c->ctx, relation->model, text, name), name);
}

static orm_text engine_name(const orm_compiler *c, orm_text function)
{
    static const char *const ours[] = {"count", "min", "max", "sum", "avg"};

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (c->ctx->host->dialect->has_schemas && orm_text_is(function, ours[i]))
            return orm_text_format(c->ctx->arena, "pg_catalog.%s", ours[i]);
    return orm_text_copy(c->ctx->arena, function);
}

orm_output *orm_compile_value_of(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *function, const orm_json *attribute,
                                 bool is_distinct)
{
    orm_output *output = ORM_NEW(c->ctx->arena, orm_output);
    orm_expr *argument = aggregated(c, relation, attribute);
    orm_expr *call = orm_expr_call(c->ctx->arena, "", argument);
    bool is_extreme = orm_text_is(function->text, "min") || orm_text_is(function->text, "max");

    orm_compile_function_name(c, function->text, function);
    call->text = engine_name(c, function->text);
    call->is_distinct = argument->kind != ORM_EXPR_STAR && is_distinct;
    call->type = argument->type;
    output->form = aggregate_form(c, function->text, call->type);
    output->expr = is_extreme && call->type && call->type->kind == ORM_TYPE_ENUM &&
                           !c->ctx->host->dialect->has_enums
                       ? label_of(c, call)
                       : call;
    return output;
}

/* ---- options of numbers */

static bool is_any_of(orm_text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (orm_text_is(name, names[i]))
            return true;
    return false;
}

static bool is_grouped_by(const orm_json *group, orm_text name)
{
    if (group->kind == ORM_JSON_STRING)
        return orm_text_equal(group->text, name);
    if (group->kind == ORM_JSON_ARRAY)
        orm_each_child (item, group)
            if (is_grouped_by(item, name))
                return true;
    return false;
}

/* Of `attributes` those that give a group its name. */
static orm_json *names_of_groups(orm_compiler *c, const orm_json *attributes, const orm_json *group)
{
    const orm_json *list =
        attributes->kind == ORM_JSON_OBJECT ? orm_option(attributes, "include") : attributes;
    orm_json *names = orm_json_copy_empty(c->ctx, list ? list : attributes);

    names->kind = ORM_JSON_ARRAY;
    names->key = attributes->key;
    if (list)
        orm_each_child (item, list)
            if (item->kind == ORM_JSON_ARRAY && item->count == 2 &&
                item->last->kind == ORM_JSON_STRING && is_grouped_by(group, item->last->text))
                orm_json_append(names, orm_json_copy(c->ctx, item));
    return names;
}

const orm_json *orm_options_of_number(orm_compiler *c, const orm_find *asked,
                                      const orm_json *merged)
{
    static const char *const own[] = {"attributes", "order", "limit", "offset"};
    enum { OWN = sizeof own / sizeof *own };
    const orm_json *group = orm_option(merged, "group"), *node;
    orm_json *options;

    if (merged == NULL)
        return NULL;
    options = orm_json_copy_empty(c->ctx, merged);
    orm_each_child (member, merged)
        if (!is_any_of(member->key, own, OWN))
            orm_json_append(options, orm_json_copy(c->ctx, member));
    for (size_t i = 0; i < OWN; i++) {
        bool is_cut = orm_text_is(orm_text_from(own[i]), "limit") ||
                      orm_text_is(orm_text_from(own[i]), "offset");

        if ((node = orm_option(asked->options, own[i])) == NULL || (is_cut && asked->is_counting))
            continue;
        if (i == 0 && asked->is_beside_rows && group)
            orm_json_append(options, names_of_groups(c, node, group));
        else
            orm_json_append(options, orm_json_copy(c->ctx, node));
    }
    return options;
}

/* The names that the groups have in the answer: attributes that are written, then `group`'s. */
static void show_group(orm_compiler *c, orm_level *level, const orm_relation *relation,
                       const orm_json *options, const orm_json *node)
{
    orm_output *output;
    const orm_attribute *attribute;

    if (node->kind == ORM_JSON_ARRAY) {
        orm_each_child (item, node)
            show_group(c, level, relation, options, item);
        return;
    }
    if (node->kind != ORM_JSON_STRING)
        ORM_FAIL(c, node, "give the expression a name in \"attributes\", and group by that");
    if (orm_named_attribute(orm_option(options, "attributes"), node->text) ||
        orm_level_has_key(c, level, node->text))
        return;
    output = ORM_NEW(c->ctx->arena, orm_output);
    attribute = orm_model_need_attribute(c->ctx, relation->model, node->text, node);
    output->expr = orm_compile_attribute(c, relation, attribute, node);
    output->form = orm_compile_form(c, attribute->type);
    output->key = attribute->key;
    orm_level_add(c, level, output);
}

void orm_compile_aggregate(orm_compiler *c, const orm_find *find, orm_level *level,
                           const orm_relation *relation)
{
    const orm_json *attributes = orm_option(find->options, "attributes");
    const orm_json *group = orm_option(find->options, "group");
    const orm_json *type = orm_option(find->options, "dataType");
    const orm_json function = {.kind = ORM_JSON_STRING,
                               .slot = -1,
                               .key = ORM_TEXT("function"),
                               .text = find->aggregate->function};
    const orm_json argument = {.kind = ORM_JSON_STRING,
                               .slot = -1,
                               .key = ORM_TEXT("attribute"),
                               .text = find->aggregate->attribute};
    const orm_json *column = orm_option(find->options, "col"); /* of a count */
    orm_output *value;

    if (group && attributes && attributes->count)
        orm_level_show(c, level, relation, attributes);
    if (group)
        show_group(c, level, relation, find->options, group);
    value = orm_compile_value_of(c, relation, &function, column ? column : &argument,
                                 orm_option_boolean(find->options, "distinct", false));
    if (type)
        value->form = orm_compile_form(c, orm_type_read(c->ctx, type->text, NULL, type));
    value->key = orm_compile_json_key(c, find->aggregate->function);
    orm_level_add(c, level, value);
    level->shown_count = level->column_count;
    c->shown = level;
    level->select.group = compile_groups(c, relation, find->options);
    level->select.having = compile_having(c, relation, find->options);
    level->select.order = group ? orm_compile_order(c, relation, find->options) : NULL;
    c->shown = NULL;
    if (group)
        orm_compile_cut(c, find, level);
}
