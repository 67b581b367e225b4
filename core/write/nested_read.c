/* nested_read.c - documents with others inside become rows of nests.  See nested.h.
 *
 * A member of a document is an attribute, the alias of an include or, of a many-to-many target, the
 * through model's name; anything else is an error. */
#include "write/nested.h"

/* ---- includes */

void orm_nested_pair(orm_nested *it, orm_nest *targets)
{
    const orm_association *association = targets->association;

    targets->pairs = orm_nest_new(it, association->through, targets->parent);
    targets->pairs->asked = targets->asked;
    orm_nest_link_to(it, targets->pairs, targets, &association->through_link, true);
}

/* A row's link to the row above comes before those to rows that it belongs to: of two that set the
 * same attribute, the later one counts, as in Sequelize. */
static orm_nest *add_include(orm_nested *it, orm_nest *parent, const orm_include *include)
{
    const orm_association *association = include->association;
    orm_nest *nest = orm_nest_new(it, association->target, parent);

    it->compiler.relation_count = 0;
    nest->relation = orm_compile_relation_in(&it->compiler, nest->model, include->options);
    nest->association = association;
    nest->asked = include->node;
    nest->scope = association->scope;
    nest->index = parent->child_count++;
    switch (association->kind) {
    case ORM_BELONGS_TO: orm_nest_link_to(it, parent, nest, &association->link, true); break;
    case ORM_HAS_ONE:
    case ORM_HAS_MANY: orm_nest_link_to(it, nest, parent, &association->link, false); break;
    case ORM_BELONGS_TO_MANY:
        orm_nested_pair(it, nest);
        orm_nest_link_to(it, nest->pairs, parent, &association->link, false);
        break;
    }
    orm_nested_include(it, nest, include->children);
    return nest;
}

void orm_nested_include(orm_nested *it, orm_nest *parent, const orm_include *includes)
{
    orm_nest **end = &parent->children;

    for (const orm_include *include = includes; include; include = include->next) {
        *end = add_include(it, parent, include);
        end = &(*end)->next;
    }
}

/* ---- what a member is */

static orm_nest *child_named(const orm_nest *nest, orm_text name)
{
    for (orm_nest *child = nest->children; child; child = child->next)
        if (orm_text_equal(child->association->as, name))
            return child;
    return NULL;
}

static bool is_through_name(const orm_nest *nest, orm_text name)
{
    return nest->association && nest->association->through &&
           orm_text_equal(nest->association->through->name, name);
}

/* ---- rows */

/* The keys of documents inside others are not looked at by the reader. */
static void check_repeated(orm_nested *it, const orm_json *object, const orm_json *member)
{
    if (orm_json_member_text(object, member->key) != member)
        orm_raise(&it->call->ctx, ORM_JSON, orm_json_place(&it->call->ctx, member),
                  "the key \"%.*s\" is repeated", ORM_ARG(member->key));
}

/* The attributes alone. */
static const orm_json *own_values(orm_nested *it, const orm_nest *nest, const orm_json *item)
{
    orm_json *own;

    if (nest->child_count == 0 && nest->association == NULL)
        return item;
    own = orm_json_copy_empty(&it->call->ctx, item);
    orm_each_child (member, item) {
        check_repeated(it, item, member);
        if (orm_model_attribute(nest->model, member->key))
            orm_json_append(own, orm_json_copy(&it->call->ctx, member));
        else if (!child_named(nest, member->key) && !is_through_name(nest, member->key))
            orm_row_attribute(&it->call->ctx, nest->model, member); /* there is none */
    }
    return own;
}

static void check_object(orm_nested *it, const orm_nest *nest, const orm_json *item)
{
    if (item->kind != ORM_JSON_OBJECT)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, item,
                     "values of %.*s are an object by attribute, not %s",
                     ORM_ARG(nest->model->name), orm_json_kind_name(item));
}

static void set_link(orm_nest *nest, uint32_t row, const orm_nest *source, uint32_t source_row)
{
    for (const orm_nest_link *link = nest->links; link; link = link->next)
        if (link->source == source)
            orm_nest_set_source(nest, row, link, source_row);
}

uint32_t orm_nested_read_pair(orm_nested *it, orm_nest *targets, uint32_t row, const orm_json *item,
                              const orm_json *given, orm_pair_kind kind)
{
    orm_nest *pairs = targets->pairs;
    const orm_json *own = item ? orm_json_member_text(item, pairs->model->name) : NULL;
    uint32_t pair;

    if (orm_model_attribute(targets->model, pairs->model->name))
        own = NULL;
    if (own && own->kind != ORM_JSON_NULL)
        check_object(it, pairs, own);
    pair = orm_nest_add(
        it, pairs, item,
        orm_nested_pair_values(&it->call->ctx, targets->association, own, given, kind));
    pairs->rows[pair].parent = row;
    set_link(pairs, pair, targets, row);
    return pair;
}

static void read_child(orm_nested *it, orm_nest *nest, uint32_t parent, const orm_json *item)
{
    uint32_t row = orm_nested_read(it, nest, item);

    nest->rows[row].parent = parent;
    if (nest->association->kind == ORM_BELONGS_TO)
        set_link(nest->parent, parent, nest, row);
    else
        set_link(nest, row, nest->parent, parent);
    if (nest->pairs)
        set_link(nest->pairs, orm_nested_read_pair(it, nest, row, item, NULL, ORM_PAIR_NESTED),
                 nest->parent, parent);
}

/* What a document has under the alias of an include: an object or, to-many, a list of them. */
static void read_children(orm_nested *it, orm_nest *nest, uint32_t parent, const orm_json *member)
{
    bool is_list = member->kind == ORM_JSON_ARRAY;
    uint32_t first = nest->count;

    if (is_list && !orm_association_is_many(nest->association))
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, member, "%.*s is one %.*s, not a list",
                     ORM_ARG(nest->association->as), ORM_ARG(nest->model->name));
    if (is_list)
        orm_each_child (item, member)
            read_child(it, nest, parent, item);
    else if (member->kind != ORM_JSON_NULL)
        read_child(it, nest, parent, member);
    nest->parent->rows[parent].first[nest->index] = first;
    nest->parent->rows[parent].count[nest->index] = nest->count - first;
}

uint32_t orm_nested_read(orm_nested *it, orm_nest *nest, const orm_json *item)
{
    uint32_t row;

    if (item == NULL) /* no document at all: a row of defaults */
        return orm_nest_add(it, nest, NULL, NULL);
    check_object(it, nest, item);
    row = orm_nest_add(it, nest, item, own_values(it, nest, item));
    orm_each_child (member, item) {
        orm_nest *child = child_named(nest, member->key);

        if (child)
            read_children(it, child, row, member);
    }
    return row;
}

/* ---- values of through rows */

static bool is_key(const orm_association *association, orm_text name)
{
    const orm_link *link = &association->link, *other = &association->through_link;

    for (uint32_t i = 0; i < link->count; i++)
        if (orm_text_equal(link->to[i]->name, name))
            return true;
    for (uint32_t i = 0; i < other->count; i++)
        if (orm_text_equal(other->from[i]->name, name))
            return true;
    return false;
}

/* What a document cannot say: the keys, the version. */
static bool is_decided(const orm_association *association, orm_text name)
{
    const orm_attribute *version = association->through->version;

    return is_key(association, name) || (version && orm_text_equal(version->name, name));
}

/* Members of `from` that are not there yet. */
static void append_values(orm_ctx *ctx, const orm_association *association, orm_json *all,
                          const orm_json *from)
{
    if (from == NULL || from->kind != ORM_JSON_OBJECT)
        return;
    orm_each_child (member, from)
        if (!is_decided(association, member->key) && !orm_json_member_text(all, member->key))
            orm_json_append(all, orm_json_copy(ctx, member));
}

const orm_json *orm_nested_pair_values(orm_ctx *ctx, const orm_association *association,
                                       const orm_json *own, const orm_json *given,
                                       orm_pair_kind kind)
{
    orm_json *all = ORM_NEW(ctx->arena, orm_json);

    all->kind = ORM_JSON_OBJECT;
    all->slot = -1;
    if (kind == ORM_PAIR_ADDED)
        append_values(ctx, association, all, association->through_scope);
    append_values(ctx, association, all, own);
    append_values(ctx, association, all, given);
    if (kind == ORM_PAIR_NESTED)
        append_values(ctx, association, all, association->through_scope);
    return all;
}
