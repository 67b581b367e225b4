/* children_rows.c - the rows of one association that are saved with their owner.  See children.h.
 */
#include "exec/record.h"
#include "write/children.h"
#include "write/hooked.h"

#include "base/limits.h"
#include "catalog/convert.h"
#include "exec/find.h"
#include "write/document.h"
#include "write/nested.h"
#include "write/write.h"

static orm_arena *arena_of(const orm_saving *it)
{
    return it->call->ctx.arena;
}

/* ---- children as they are to be stored */

typedef struct child {
    const orm_json *item; /* as it stands in the document */
    orm_json *own;        /* its attributes */
    orm_json *values;     /* with those that the association gives */
    bool has_key;
    bool is_there; /* a row has this key */
} child;

typedef struct children {
    child *items;
    uint32_t count;
    orm_tuples keys; /* of those that have one, in their order */
} children;

/* What the association gives: the owner's key (not to a many-to-many target) and the scope. */
static orm_json *given_values(const orm_saving *it, const orm_linking *owner)
{
    const orm_association *association = owner->association;
    orm_json *given = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT("given"));

    if (association->through == NULL)
        for (uint32_t i = 0; i < association->link.count; i++)
            orm_json_append(given, orm_document_value(&it->call->ctx, association->link.to[i]->name,
                                                      owner->owner.values[i]));
    if (association->scope)
        orm_each_child (member, association->scope)
            orm_document_put(given, orm_json_copy(&it->call->ctx, member));
    return given;
}

/* The attributes: a many-to-many target has its through row's values beside them. */
static orm_json *own_values(const orm_saving *it, const orm_association *association,
                            const orm_json *item)
{
    orm_json *own = orm_json_copy_empty(&it->call->ctx, item);
    const orm_model *through = association->through;

    orm_each_child (member, item) {
        if (orm_json_member_text(item, member->key) != member)
            orm_raise(&it->call->ctx, ORM_JSON, orm_json_place(&it->call->ctx, member),
                      "the key \"%.*s\" is repeated", ORM_ARG(member->key));
        if (through && orm_text_equal(member->key, through->name) &&
            !orm_model_attribute(association->target, member->key))
            continue;
        orm_json_append(own, orm_json_copy(&it->call->ctx, member));
    }
    return own;
}

static orm_json *with_given(const orm_saving *it, const orm_json *own, const orm_json *given)
{
    orm_json *values = orm_json_copy_empty(&it->call->ctx, own);

    orm_each_child (member, own)
        orm_json_append(values, orm_json_copy(&it->call->ctx, member));
    orm_each_child (member, given)
        orm_document_put(values, orm_json_copy(&it->call->ctx, member));
    return values;
}

static void add_child(const orm_saving *it, const orm_linking *owner, children *out,
                      const orm_json *item, const orm_json *given)
{
    const orm_association *association = owner->association;
    child *added = &out->items[out->count++];

    orm_saving_check_object(it, association->target, item);
    added->item = item;
    added->own = own_values(it, association, item);
    added->values = with_given(it, added->own, given);
    added->has_key = association->target->primary_count > 0 &&
                     orm_link_holds(association->target, item, association->target->primary,
                                    association->target->primary_count);
}

/* The one row of a hasOne association is meant when a document names none: "merge". */
static const orm_json *with_present_key(const orm_saving *it, const orm_linking *owner,
                                        const orm_json *item)
{
    const orm_model *target = owner->association->target;
    orm_json *options = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT("options")),
             *merged;
    const orm_json *present;
    orm_find find = {.model = target,
                     .options = options,
                     .of = owner->association,
                     .owner = owner->owner_key,
                     .is_first = true};
    orm_buffer answer;
    uint32_t count;

    orm_saving_check_object(it, target, item);
    if (orm_link_holds(target, item, target->primary, target->primary_count))
        return item;
    orm_json_append(options, orm_document_null(&it->call->ctx, ORM_TEXT("scope")));
    orm_buffer_open(&answer, it->call->ctx.host, ORM_LIFE_CALL, 256);
    count = orm_find_run(it->call, &find, NULL, ORM_ANSWER_FIRST, &answer);
    if (count == 0)
        return item;
    present = orm_saving_read(it, target, &answer);
    merged = orm_json_copy_empty(&it->call->ctx, item);
    orm_each_child (member, item)
        orm_json_append(merged, orm_json_copy(&it->call->ctx, member));
    for (uint32_t i = 0; i < target->primary_count; i++) {
        const orm_json *part = orm_json_member_text(present, target->primary[i]->name);

        if (part)
            orm_document_put(merged,
                             orm_document_copy_as(&it->call->ctx, part, target->primary[i]->name));
    }
    return merged;
}

static children read_children(const orm_saving *it, const orm_linking *owner, const orm_branch *at)
{
    const orm_association *association = owner->association;
    const orm_json *given = given_values(it, owner), *member = at->member;
    bool is_list = member->kind == ORM_JSON_ARRAY;
    children out = {.items = ORM_NEW_N(arena_of(it), child, is_list ? member->count + 1 : 1)};

    if (is_list && !orm_association_is_many(association))
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, member, "%.*s is one %.*s, not a list",
                     ORM_ARG(association->as), ORM_ARG(association->target->name));
    if (is_list)
        orm_each_child (item, member)
            add_child(it, owner, &out, item, given);
    else if (member->kind != ORM_JSON_NULL)
        add_child(it, owner, &out,
                  association->kind == ORM_HAS_ONE && at->mode == ORM_CHILD_MERGE
                      ? with_present_key(it, owner, member)
                      : member,
                  given);
    return out;
}

/* ---- which of them are there */

typedef struct there_sink {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_model *model;
    orm_keyset keys;
} there_sink;

static void take_key(orm_sink *sink, orm_row *row)
{
    there_sink *it = (there_sink *)sink;
    orm_value key[ORM_MAX_KEY_PARTS];

    for (uint32_t i = 0; i < it->model->primary_count; i++)
        key[i] = it->ctx->host->fetch(it->ctx->host, it->ctx, row, (int)i);
    orm_link_note(&it->keys, it->ctx, it->model->primary, key);
}

static void convert_keys(const orm_saving *it, const orm_model *model, children *all)
{
    orm_tuples *keys = &all->keys;

    *keys = (orm_tuples){.attributes = model->primary, .width = model->primary_count};
    keys->values =
        ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(all->count + 1, keys->width + 1));
    for (uint32_t i = 0; i < all->count; i++) {
        if (!all->items[i].has_key)
            continue;
        for (uint32_t j = 0; j < keys->width; j++) {
            const orm_json *part =
                orm_json_member_text(all->items[i].item, model->primary[j]->name);
            orm_text why;

            if (!orm_convert(&it->call->ctx, model->primary[j]->type, part,
                             &orm_tuple(keys, keys->count)[j], &why))
                orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, part, "%.*s", ORM_ARG(why));
        }
        keys->count++;
    }
}

static void find_there(const orm_saving *it, orm_linking *owner, children *all)
{
    const orm_model *model = owner->association->target;
    orm_relation *relation = orm_link_relation(owner, model);
    orm_select select = {.from = relation};
    there_sink sink = {.sink = {take_key}, .ctx = &it->call->ctx, .model = model};
    uint32_t key = 0;

    convert_keys(it, model, all);
    if (all->keys.count == 0)
        return;
    select.columns =
        orm_compile_columns(&owner->compiler, relation, model->primary, model->primary_count);
    select.where = orm_link_among(owner, relation, &all->keys);
    orm_keyset_open(&sink.keys, &it->call->ctx, (uint16_t)model->primary_count);
    orm_link_read(owner, &select, &sink.sink);
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].has_key)
            all->items[i].is_there = orm_link_find(&sink.keys, &it->call->ctx, model->primary,
                                                   orm_tuple(&all->keys, key++)) != ORM_NO_ENTRY ||
                                     orm_is_recording(&it->call->ctx);
}

/* ---- deleting those that the document lacks */

static orm_json *key_condition(const orm_saving *it, const orm_tuples *keys, uint32_t row)
{
    orm_json *all = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT(""));

    for (uint32_t i = 0; i < keys->width; i++)
        orm_json_append(all, orm_document_value(&it->call->ctx, keys->attributes[i]->name,
                                                orm_tuple(keys, row)[i]));
    return all;
}

/* "key": {"$notIn": […]}, or "$not": {"$or": [key, …]} where it has several parts. */
static orm_json *other_than(const orm_saving *it, const orm_tuples *keys)
{
    orm_ctx *ctx = &it->call->ctx;
    bool is_one = keys->width == 1;
    orm_json *not_these = orm_document_new(ctx, ORM_JSON_OBJECT,
                                           is_one ? keys->attributes[0]->name : ORM_TEXT("$not"));
    orm_json *list =
        orm_document_new(ctx, ORM_JSON_ARRAY, is_one ? ORM_TEXT("$notIn") : ORM_TEXT("$or"));

    for (uint32_t i = 0; i < keys->count; i++)
        orm_json_append(list, is_one ? orm_document_value(ctx, ORM_TEXT(""), *orm_tuple(keys, i))
                                     : key_condition(it, keys, i));
    orm_json_append(not_these, list);
    return not_these;
}

static void destroy_others(const orm_saving *it, const orm_linking *owner, const children *all)
{
    orm_json *options = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT("options"));
    const orm_json *hooks = orm_option(it->below, "hooks");
    orm_json *where = given_values(it, owner);

    where->key = ORM_TEXT("where");
    if (all->keys.count)
        orm_json_append(where, other_than(it, &all->keys));
    orm_json_append(options, where);
    orm_json_append(options, orm_document_null(&it->call->ctx, ORM_TEXT("scope")));
    if (hooks)
        orm_json_append(options, orm_json_copy(&it->call->ctx, hooks));
    orm_destroy_run(it->call, owner->association->target, options, NULL);
}

/* ---- changing and storing */

/* One by one, where validators ask the database about each row as it is stored, or hooks see it. */
static void change_each(const orm_saving *it, const orm_model *model, const children *all)
{
    orm_buffer unused;

    orm_buffer_open(&unused, it->call->ctx.host, ORM_LIFE_CALL, 256);
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].is_there)
            orm_update_by_key_run(it->call, model, all->items[i].own, all->items[i].own, it->below,
                                  &unused);
    orm_buffer_close(&unused);
}

static void change_all(const orm_saving *it, const orm_model *model, const children *all)
{
    const orm_json **places = ORM_NEW_N(arena_of(it), const orm_json *, all->count + 1);
    uint32_t count = 0;
    orm_buffer items;

    orm_buffer_open(&items, it->call->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_char(&items, '[');
    for (uint32_t i = 0; i < all->count; i++) {
        if (!all->items[i].is_there)
            continue;
        if (count > 0)
            orm_buffer_char(&items, ',');
        orm_json_write_tree(&items, all->items[i].own);
        places[count++] = all->items[i].item;
    }
    orm_buffer_char(&items, ']');
    if (count > 0)
        orm_bulk_update_items(it->call, model, orm_buffer_copy(&items, arena_of(it)), places,
                              it->below, NULL);
    orm_buffer_close(&items);
}

/* An item that has nothing but its key changes nothing. */
static void change_there(const orm_saving *it, const orm_model *model, const children *all)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_UPDATE, ORM_EVENT_AFTER_UPDATE};
    bool is_asking = orm_option_boolean(it->below, "validate", true) &&
                     orm_rules_have_expressions(&it->call->ctx, model);

    if (is_asking || orm_hooks_wanted(model, it->below, orm_hooked_mask(&events)))
        change_each(it, model, all);
    else
        change_all(it, model, all);
}

/* Those that were there become the owner's, if they are not. */
static void link_there(const orm_saving *it, const orm_linking *owner, const children *all)
{
    orm_json *list = orm_document_new(&it->call->ctx, ORM_JSON_ARRAY, owner->association->as);

    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].is_there)
            orm_json_append(list, orm_json_copy(&it->call->ctx, all->items[i].item));
    if (list->count > 0)
        orm_link_run(it->call, owner->association, owner->owner_key, list, it->below, ORM_LINK_ADD);
}

/* Stores the others; their rows keep their primary keys. */
static orm_nest *store_new(const orm_saving *it, orm_nested *nested, const orm_model *model,
                           const children *all)
{
    orm_nest *nest;

    orm_nested_open(nested, it->call, it->below);
    nested->is_listing = true;
    nest = orm_nest_new(nested, model, NULL);
    orm_nest_want(nested, nest, model->primary, model->primary_count);
    for (uint32_t i = 0; i < all->count; i++)
        if (!all->items[i].is_there)
            orm_nest_add(nested, nest, all->items[i].item, all->items[i].values);
    orm_nested_store(nested, nest);
    return nest;
}

/* ---- hasOne, hasMany */

void orm_saving_has(const orm_saving *it, orm_linking *owner, const orm_branch *at)
{
    const orm_model *target = owner->association->target;
    orm_nested nested;
    children all;

    orm_linking_find_owner(owner);
    orm_link_check(owner, it->model, &owner->owner);
    all = read_children(it, owner, at);
    find_there(it, owner, &all);
    if (at->mode == ORM_CHILD_REPLACE)
        destroy_others(it, owner, &all);
    change_there(it, target, &all);
    link_there(it, owner, &all);
    store_new(it, &nested, target, &all);
}

/* ---- belongsToMany */

static orm_json *target_node(const orm_saving *it, const orm_association *association,
                             const child *saved, const orm_value *new_key)
{
    const orm_model *target = association->target;
    orm_json *node = orm_json_copy_empty(&it->call->ctx, saved->item);
    const orm_json *through = orm_json_member_text(saved->item, association->through->name);

    for (uint32_t i = 0; i < target->primary_count; i++) {
        orm_text name = target->primary[i]->name;

        orm_json_append(
            node, new_key ? orm_document_value(&it->call->ctx, name, new_key[i])
                          : orm_document_copy_as(&it->call->ctx,
                                                 orm_json_member_text(saved->item, name), name));
    }
    if (through && !orm_model_attribute(target, association->through->name))
        orm_json_append(node, orm_json_copy(&it->call->ctx, through));
    return node;
}

static const orm_json *target_list(const orm_saving *it, const orm_association *association,
                                   const children *all, const orm_nest *nest)
{
    orm_json *list = orm_document_new(&it->call->ctx, ORM_JSON_ARRAY, association->as);
    uint32_t stored = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        const child *saved = &all->items[i];
        const orm_value *new_key = saved->is_there ? NULL : nest->rows[stored++].kept;

        orm_json_append(list, target_node(it, association, saved, new_key));
    }
    return list;
}

void orm_saving_many(const orm_saving *it, orm_linking *owner, const orm_branch *at)
{
    const orm_association *association = owner->association;
    orm_nested nested;
    orm_nest *stored;
    children all = read_children(it, owner, at);

    find_there(it, owner, &all);
    change_there(it, association->target, &all);
    stored = store_new(it, &nested, association->target, &all);
    orm_link_run(it->call, association, owner->owner_key,
                 target_list(it, association, &all, stored), it->below,
                 at->mode == ORM_CHILD_REPLACE ? ORM_LINK_SET : ORM_LINK_ADD);
}
