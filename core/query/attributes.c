/* attributes.c - which columns are answered.  See find.h; reading.md, Results. */
#include "base/limits.h"
#include "base/suggest.h"
#include "query/group.h"

typedef struct output_list {
    orm_output *first;
    orm_output **end;
    uint32_t count;
} output_list;

static orm_output *find_output(const output_list *list, orm_text key)
{
    for (orm_output *output = list->first; output; output = output->next)
        if (orm_text_equal(output->key, key))
            return output;
    return NULL;
}

/* Of two with one name the later one is answered, where the earlier one stood. */
static orm_output *add(orm_compiler *c, output_list *list, orm_expr *expr, orm_text key,
                       const orm_form *form)
{
    orm_output *output = find_output(list, key);

    if (output) {
        output->expr = expr;
        output->form = form;
        return output;
    }
    if (list->count == ORM_MAX_COLUMNS)
        orm_raise(c->ctx, ORM_INVALID_OPTION, (orm_text){"", 0},
                  "%s answers at most %d attributes of a model", c->function, ORM_MAX_COLUMNS);
    output = ORM_NEW(c->ctx->arena, orm_output);
    output->expr = expr;
    output->key = key;
    output->form = form;
    *list->end = output;
    list->end = &output->next;
    list->count++;
    return output;
}

/* BIGINT and DECIMAL in quotes where numbers are asked for as strings. */
const orm_form *orm_compile_form(orm_compiler *c, const orm_type *type)
{
    orm_form *form;

    if (!c->is_numbers_string ||
        (type->form.kind != ORM_FORM_BIGINT && type->form.kind != ORM_FORM_DECIMAL))
        return &type->form;
    form = ORM_NEW(c->ctx->arena, orm_form);
    *form = type->form;
    form->as_string = true;
    return form;
}

static void add_attribute(orm_compiler *c, output_list *list, const orm_relation *relation,
                          const orm_attribute *attribute, orm_text key)
{
    if (attribute->is_virtual && attribute->getter.length == 0)
        return; /* nothing says what its value is */
    add(c, list, orm_compile_shown(c, relation, attribute), key,
        orm_compile_form(c, attribute->type));
}

static void add_all(orm_compiler *c, output_list *list, const orm_relation *relation,
                    const orm_json *exclude)
{
    const orm_model *model = relation->model;

    for (uint32_t i = 0; i < model->attribute_count; i++) {
        bool is_left_out = false;

        if (exclude)
            orm_each_child (name, exclude)
                is_left_out |= orm_text_equal(name->text, model->attributes[i]->name);
        if (!is_left_out)
            add_attribute(c, list, relation, model->attributes[i], model->attributes[i]->key);
    }
}

/* Of an expression whose type is not known. */
static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};

/* [name or expression, alias] */
static void add_pair(orm_compiler *c, output_list *list, const orm_relation *relation,
                     const orm_json *pair)
{
    const orm_json *what = pair->first, *alias = pair->last;
    const orm_attribute *attribute;
    orm_expr *expr;

    if (pair->count != 2 || alias->kind != ORM_JSON_STRING)
        ORM_FAIL(c, pair, "an attribute under another name is [name or expression, name]");
    if (what->kind == ORM_JSON_STRING) {
        attribute = orm_model_need_attribute(c->ctx, relation->model, what->text, what);
        add_attribute(c, list, relation, attribute, orm_compile_json_key(c, alias->text));
        return;
    }
    if (!orm_is_expression(what))
        ORM_FAIL(c, what, "an attribute is a name or an expression, not %s",
                 orm_json_kind_name(what));
    expr = orm_compile_extreme(c, orm_compile_expression(c, relation, what, NULL));
    add(c, list, expr, orm_compile_json_key(c, alias->text),
        expr->type ? orm_compile_form(c, expr->type) : orm_compile_call_form(c, expr));
}

/* ---- {"$literal": "… AS name"}: the text brings its name with it, as in Sequelize */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80);
}

/* Behind the quoted text, or the word or other character, at `at`. */
static const char *skip_token(const char *at, const char *end)
{
    char quote = *at;

    if (quote == '\'' || quote == '"' || quote == '`') {
        do
            at++;
        while (at < end && *at != quote);
        return at < end ? at + 1 : end;
    }
    if (!is_word_char(quote))
        return at + 1;
    while (at < end && is_word_char(*at))
        at++;
    return at;
}

/* The last AS that stands in no brackets and no quotes, or NULL; a comma there would make two
 * columns of one: NULL too. */
static const char *find_as(orm_text sql)
{
    const char *found = NULL, *end = sql.data + sql.length, *next;
    int depth = 0;

    for (const char *at = sql.data; at < end; at = next) {
        next = skip_token(at, end);
        depth += (*at == '(') - (*at == ')');
        if (depth == 0 && *at == ',')
            return NULL;
        if (depth == 0 && next - at == 2 && (at[0] | 32) == 'a' && (at[1] | 32) == 's')
            found = at;
    }
    return found;
}

static orm_text trim(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    while (end > at && strchr(" \t\r\n", end[-1]))
        end--;
    return (orm_text){at, (size_t)(end - at)};
}

/* The name behind AS: a word, or what stands in quotes; empty when it is neither. */
static orm_text name_behind(const char *at, const char *end)
{
    orm_text name = trim(at, end);

    if (name.length == 0 ||
        skip_token(name.data, name.data + name.length) < name.data + name.length)
        return (orm_text){"", 0};
    if (*name.data == '"' || *name.data == '`')
        return name.length > 2 && name.data[name.length - 1] == *name.data
                   ? orm_text_slice(name, 1, name.length - 1)
                   : (orm_text){"", 0};
    return is_word_char(*name.data) ? name : (orm_text){"", 0};
}

static void add_literal(orm_compiler *c, output_list *list, const orm_relation *relation,
                        const orm_json *item)
{
    const orm_json *literal = orm_json_member(item, "$literal");
    orm_text sql = literal ? literal->text : (orm_text){"", 0};
    const char *as = find_as(sql), *end = sql.data + sql.length;
    orm_text name = as ? name_behind(as + 2, end) : (orm_text){"", 0};
    orm_expr *expr;

    if (name.length == 0)
        ORM_FAIL(c, item, "an expression among the attributes needs a name: [expression, name]");
    expr = orm_compile_expression(c, relation, item, NULL);
    expr->text = orm_text_copy(c->ctx->arena, trim(sql.data, as));
    add(c, list, expr, orm_compile_json_key(c, name), &natural);
}

/* ---- the list */

static void add_item(orm_compiler *c, output_list *list, const orm_relation *relation,
                     const orm_json *item)
{
    const orm_attribute *attribute;

    if (item->kind == ORM_JSON_ARRAY) {
        add_pair(c, list, relation, item);
        return;
    }
    if (orm_is_expression(item)) {
        add_literal(c, list, relation, item);
        return;
    }
    if (item->kind != ORM_JSON_STRING)
        ORM_FAIL(c, item, "an attribute is a name or [expression, name], not %s",
                 orm_json_kind_name(item));
    attribute = orm_model_need_attribute(c->ctx, relation->model, item->text, item);
    add_attribute(c, list, relation, attribute, attribute->key);
}

const orm_json *orm_named_attribute(const orm_json *attributes, orm_text name)
{
    if (attributes && attributes->kind == ORM_JSON_OBJECT)
        attributes = orm_option(attributes, "include");
    if (attributes && attributes->kind == ORM_JSON_ARRAY)
        orm_each_child (item, attributes)
            if (item->kind == ORM_JSON_ARRAY && item->count == 2 &&
                item->last->kind == ORM_JSON_STRING && orm_text_equal(item->last->text, name))
                return item->first;
    return NULL;
}

static const orm_key object_keys[] = {
    {"include", ORM_K_ARRAY},
    {"exclude", ORM_K_ARRAY},
};

static void check_names(orm_compiler *c, const orm_relation *relation, const orm_json *names)
{
    if (names)
        orm_each_child (name, names) {
            if (name->kind != ORM_JSON_STRING)
                ORM_FAIL(c, name, "\"exclude\" is a list of names");
            orm_model_need_attribute(c->ctx, relation->model, name->text, name);
        }
}

orm_output *orm_compile_attributes(orm_compiler *c, const orm_relation *relation,
                                   const orm_json *node)
{
    output_list list = {NULL, &list.first, 0};

    if (node == NULL) {
        add_all(c, &list, relation, NULL);
    } else if (node->kind == ORM_JSON_ARRAY) {
        orm_each_child (item, node)
            add_item(c, &list, relation, item);
    } else {
        const orm_json *more = orm_option(node, "include");

        ORM_CHECK_KEYS(c->ctx, node, object_keys, "attributes");
        check_names(c, relation, orm_option(node, "exclude"));
        add_all(c, &list, relation, orm_option(node, "exclude"));
        if (more)
            orm_each_child (item, more)
                add_item(c, &list, relation, item);
    }
    if (node && node->count > 0 && list.count == 0)
        ORM_FAIL(c, node, "these attributes of %.*s leave nothing to be read",
                 ORM_ARG(relation->model->name));
    return list.first;
}
