/* definition_scope.c - scopes are tried when they are defined.  See definition_private.h.
 *
 * A scope may wait for what comes later: a $param of the call, an association that is still to be
 * declared.  What depends on those is left out; the rest is compiled as a finder would. */
#include "query/find.h"
#include "write/definition_private.h"

/* ---- names of attributes */

static bool is_path(orm_text key)
{
    return key.length > 1 && key.data[0] == '$' && key.data[key.length - 1] == '$';
}

/* The attribute in "meta.a.b" or "meta.a::integer". */
static orm_text first_name(orm_text key)
{
    for (size_t i = 0; i < key.length; i++)
        if (key.data[i] == '.' ||
            (key.data[i] == ':' && i + 1 < key.length && key.data[i + 1] == ':'))
            return orm_text_slice(key, 0, i);
    return key;
}

static void need_name(orm_checking *it, orm_text name, const orm_json *node)
{
    if (orm_model_attribute(it->model, name) == NULL &&
        orm_model_attribute(it->model, first_name(name)) == NULL)
        orm_checking_fail_name(it, name, node);
}

/* Groups of conditions, and the attributes in them; what is asked of an attribute is the
 * compiler's business. */
static void check_names(orm_checking *it, const orm_json *where)
{
    if (where->kind == ORM_JSON_ARRAY) {
        orm_each_child (item, where)
            check_names(it, item);
        return;
    }
    if (where->kind != ORM_JSON_OBJECT)
        return;
    orm_each_child (member, where) {
        if (orm_text_is(member->key, "$and") || orm_text_is(member->key, "$or") ||
            orm_text_is(member->key, "$not"))
            check_names(it, member);
        else if (member->key.length == 0 || member->key.data[0] != '$')
            need_name(it, member->key, member);
    }
}

static void check_attributes(orm_checking *it, const orm_json *attributes)
{
    if (attributes->kind == ORM_JSON_OBJECT) {
        orm_each_child (list, attributes)
            check_attributes(it, list);
        return;
    }
    orm_each_child (item, attributes) {
        const orm_json *name = item->kind == ORM_JSON_ARRAY ? item->first : item;

        if (name && name->kind == ORM_JSON_STRING)
            need_name(it, name->text, name);
    }
}

/* ---- what can be compiled already */

static bool has_param(const orm_json *node)
{
    if (orm_json_member(node, "$param"))
        return true;
    orm_each_child (child, node)
        if (has_param(child))
            return true;
    return false;
}

/* Conditions on other models' rows: their associations may come later. */
static bool is_about_others(const orm_json *member)
{
    return is_path(member->key) || orm_text_is(member->key, "$some") ||
           orm_text_is(member->key, "$every") || orm_text_is(member->key, "$none") ||
           orm_json_member(member, "$find") != NULL;
}

/* A list under an operator stands or falls as a whole. */
static bool is_operand(const orm_json *node)
{
    return node->kind == ORM_JSON_ARRAY && node->key.length > 0 && node->key.data[0] == '$' &&
           !orm_text_is(node->key, "$and") && !orm_text_is(node->key, "$or") &&
           !orm_text_is(node->key, "$not");
}

/* The conditions that stand on their own; NULL: none. */
static orm_json *standing(orm_checking *it, const orm_json *node)
{
    orm_json *copy;

    if (orm_json_is_scalar(node))
        return orm_json_copy(it->ctx, node);
    if (orm_json_member(node, "$param") || (is_operand(node) && has_param(node)))
        return NULL;
    if (node->count == 0)
        return orm_json_copy(it->ctx, node);
    copy = orm_json_copy_empty(it->ctx, node);
    orm_each_child (child, node) {
        orm_json *kept =
            node->kind == ORM_JSON_OBJECT && is_about_others(child) ? NULL : standing(it, child);

        if (kept)
            orm_json_append(copy, kept);
    }
    return copy->count > 0 ? copy : NULL;
}

static bool is_direction(const orm_json *node)
{
    static const char *const words[] = {"ASC", "DESC", "NULLS"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        orm_text word = orm_text_from(words[i]);

        if (node->kind == ORM_JSON_STRING && node->text.length >= word.length &&
            orm_text_equal_ascii_fold(orm_text_slice(node->text, 0, word.length), word))
            return true;
    }
    return false;
}

/* An order through includes: [association, …, name], perhaps with a direction. */
static bool is_order_of_others(const orm_json *order)
{
    orm_each_child (item, order)
        if (item->kind == ORM_JSON_ARRAY && item->count > 0 &&
            item->count > (is_direction(item->last) ? 2u : 1u))
            return true;
    return false;
}

/* Options that may name what an include brings, or an alias. */
static bool is_shared(const orm_json *option)
{
    static const char *const names[] = {"order", "group", "having", "distinctOn"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (orm_text_is(option->key, names[i]))
            return true;
    return false;
}

/* The finder's options that the scope alone makes, without the default scope under them. */
static orm_json *standing_options(orm_checking *it, const orm_json *scope)
{
    bool has_include = orm_option(scope, "include") != NULL;
    orm_json *all = orm_json_copy_empty(it->ctx, scope);
    orm_json *none = ORM_NEW(it->ctx->arena, orm_json);

    *none = (orm_json){.kind = ORM_JSON_NULL, .slot = -1, .key = ORM_TEXT("scope")};
    orm_each_child (option, scope) {
        orm_json *kept = NULL;
        bool is_left_out =
            orm_text_is(option->key, "include") || orm_text_is(option->key, "scope") ||
            (is_shared(option) && (has_include || orm_option(scope, "attributes"))) ||
            (orm_text_is(option->key, "attributes") && (has_include || option->count == 0)) ||
            (orm_text_is(option->key, "order") && is_order_of_others(option));

        if (!is_left_out)
            kept = standing(it, option);
        if (kept)
            orm_json_append(all, kept);
    }
    orm_json_append(all, none);
    return all;
}

/* ---- the scopes */

static void check_scope(orm_checking *it, const orm_json *scope)
{
    const orm_json *where = orm_option(scope, "where");
    const orm_json *attributes = orm_option(scope, "attributes");
    orm_find find = {.model = it->model, .options = scope};

    orm_find_check(&it->compiler, &find);
    if (where)
        check_names(it, where);
    if (attributes)
        check_attributes(it, attributes);
    if (scope == NULL)
        return;
    find.options = standing_options(it, scope);
    it->compiler.relation_count = 0;
    orm_compile_find(&it->compiler, &find);
}

void orm_check_scopes(orm_checking *it)
{
    it->compiler.function = "a scope";
    for (uint32_t i = 0; i < it->model->scope_count; i++)
        check_scope(it, it->model->scopes[i].definition);
    check_scope(it, it->model->default_scope);
    it->compiler.function = "a definition";
}
