/* link_pairs.c - links that are rows of a through model.  See link.h.
 *
 * The owner's pairs with the named targets are read once, deleted ones too: a soft-deleted pair
 * that is added again is restored (semantics.md 19).  One statement removes, one INSERT adds, and
 * pairs whose through values change are updated together where the values are the same. */
#include "base/limits.h"
#include "catalog/convert.h"
#include "query/find.h"
#include "write/link.h"
#include "write/nested.h"

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

static orm_expr *both(orm_linking *it, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(arena_of(it), ORM_EXPR_AND, left, right);
}

/* The through model's table is where its model says, whatever the schema of the call. */
static orm_relation *through_relation(orm_linking *it)
{
    it->compiler.relation_count = 0;
    return orm_compile_relation(&it->compiler, it->association->through);
}

/* Some targets' keys as the through model holds them. */
static orm_tuples other_keys(const orm_linking *it, const orm_tuples *targets)
{
    orm_tuples others = *targets;

    others.attributes = it->association->through_link.from;
    return others;
}

/* The owner's pairs, of the association's own kind. */
static orm_expr *own_pairs(orm_linking *it, const orm_relation *through)
{
    const orm_link *link = &it->association->link;

    return both(it, orm_link_equal(it, through, link->to, orm_tuple(&it->owner, 0), link->count),
                orm_compile_where(&it->compiler, through, it->association->through_scope));
}

static orm_expr *pairs_with(orm_linking *it, const orm_relation *through, const orm_tuples *targets)
{
    orm_tuples others = other_keys(it, targets);

    return both(it, own_pairs(it, through), orm_link_among(it, through, &others));
}

/* ---- the pairs there are */

/* By target. */
typedef struct pair {
    bool is_live;    /* at least one that is not deleted */
    orm_tuples last; /* of soft-deleted ones: the primary key of the last */
} pair;

typedef struct pair_sink {
    orm_sink sink;
    orm_linking *linking;
    orm_keyset others;
    pair *pairs;
} pair_sink;

static void take_pair(orm_sink *sink, orm_row *row)
{
    pair_sink *it = (pair_sink *)sink;
    orm_linking *linking = it->linking;
    const orm_model *model = linking->association->through;
    const orm_link *other = &linking->association->through_link;
    orm_host *host = linking->call->ctx.host;
    orm_ctx *ctx = &linking->call->ctx;
    orm_value key[ORM_MAX_KEY_PARTS];
    uint32_t column = 0, entry;

    for (; column < other->count; column++)
        key[column] = host->fetch(host, ctx, row, (int)column);
    entry = orm_link_find(&it->others, ctx, other->from, key);
    if (entry == ORM_NO_ENTRY)
        return;
    if (!model->is_paranoid || host->fetch(host, ctx, row, (int)column++).kind == ORM_VALUE_NULL) {
        it->pairs[entry].is_live = true;
        return;
    }
    it->pairs[entry].last.count = 1;
    for (uint32_t i = 0; i < model->primary_count; i++, column++)
        it->pairs[entry].last.values[i] = host->fetch(host, ctx, row, (int)column);
}

static void append(orm_expr **end, orm_expr *more)
{
    while (*end)
        end = &(*end)->next;
    *end = more;
}

/* Their targets' keys, whether they are deleted, and their own keys, in the order of these. */
static void read_pairs(orm_linking *it, pair_sink *out)
{
    const orm_model *model = it->association->through;
    const orm_link *other = &it->association->through_link;
    orm_relation *through = through_relation(it);
    orm_select select = {.from = through};

    *out = (pair_sink){.sink = {take_pair}, .linking = it};
    out->pairs = ORM_NEW_N(arena_of(it), pair, it->targets.count);
    orm_keyset_open(&out->others, &it->call->ctx, (uint16_t)other->count);
    for (uint32_t i = 0; i < it->targets.count; i++) {
        orm_link_note(&out->others, &it->call->ctx, other->from, orm_tuple(&it->targets, i));
        out->pairs[i].last =
            (orm_tuples){.attributes = model->primary,
                         .width = model->primary_count,
                         .values = ORM_NEW_N(arena_of(it), orm_value, model->primary_count + 1)};
    }
    select.columns = orm_compile_columns(&it->compiler, through, other->from, other->count);
    if (model->is_paranoid) {
        append(&select.columns, orm_expr_column(arena_of(it), through, model->deleted_at));
        append(&select.columns,
               orm_compile_columns(&it->compiler, through, model->primary, model->primary_count));
        select.order = orm_compile_key_order(&it->compiler, through);
    }
    select.where = pairs_with(it, through, &it->targets);
    orm_link_read(it, &select, &out->sink);
}

/* ---- removing */

/* Pairs with the named targets, or with all others. */
static int64_t remove_pairs(orm_linking *it, bool is_named)
{
    const orm_model *model = it->association->through;
    orm_modify modify = {.kind = ORM_DELETE, .relation = through_relation(it)};
    orm_tuples others = other_keys(it, &it->targets);
    orm_expr *named = orm_link_among(it, modify.relation, &others);

    modify.where = both(it, own_pairs(it, modify.relation),
                        is_named ? named : orm_expr_not(arena_of(it), named));
    if (model->is_paranoid) {
        modify.kind = ORM_UPDATE;
        modify.where = both(it, modify.where, orm_compile_paranoid(&it->compiler, modify.relation));
        orm_modify_assign(&it->compiler, &modify, model->deleted_at,
                          orm_compile_generated(&it->compiler, model->deleted_at, ORM_DEFAULT_NOW));
        orm_modify_touch(&it->compiler, &modify, it->is_silent);
    }
    return orm_link_modify_hooked(it, &modify, NULL, NULL);
}

/* ---- values of pairs */

/* A through row that was read with another owner's targets. */
static bool is_of_another(const orm_linking *it, const orm_json *own)
{
    const orm_link *link = &it->association->link;

    for (uint32_t i = 0; i < link->count; i++) {
        const orm_json *key = orm_json_member_text(own, link->to[i]->name);
        orm_ctx *ctx = &it->call->ctx;
        orm_value value;
        orm_text why;

        if (key == NULL || !orm_convert(ctx, link->to[i]->type, key, &value, &why))
            continue;
        if (!orm_link_is_equal(ctx, link->to[i]->type, value, it->owner.values[i]))
            return true;
    }
    return false;
}

/* Through values beside a target, under the through model's name; NULL: none. */
static const orm_json *own_values(const orm_linking *it, uint32_t target)
{
    const orm_json *node = it->targets.nodes[target], *own;

    if (node->kind != ORM_JSON_OBJECT)
        return NULL;
    own = orm_json_member_text(node, it->association->through->name);
    if (own == NULL || own->kind == ORM_JSON_NULL)
        return NULL;
    if (own->kind != ORM_JSON_OBJECT)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, own,
                     "values of %.*s are an object by attribute, not %s",
                     ORM_ARG(it->association->through->name), orm_json_kind_name(own));
    return is_of_another(it, own) ? NULL : own;
}

static const orm_json *values_of(const orm_linking *it, uint32_t target, orm_pair_kind kind)
{
    return orm_nested_pair_values(&it->call->ctx, it->association, own_values(it, target),
                                  it->through, kind);
}

/* ---- changing, restoring */

/* Pairs that get the same values. */
typedef struct change {
    const orm_json *values;
    bool is_restored;
    orm_tuples keys; /* of their targets; of restored ones their own, where they have one */
} change;

typedef struct changes {
    orm_keyset texts; /* of values */
    change *groups;
} changes;

static bool is_restorable(const pair *it)
{
    return !it->is_live && it->last.count > 0;
}

/* What tells two groups apart. */
static orm_value group_text(orm_linking *it, const orm_json *values, bool is_restored)
{
    orm_value text = {.kind = ORM_VALUE_TEXT};
    orm_buffer buffer;

    orm_buffer_open(&buffer, it->call->ctx.host, ORM_LIFE_CALL, 128);
    orm_buffer_char(&buffer, is_restored ? 'r' : 'c');
    orm_each_child (member, values) {
        orm_json_write_string(&buffer, member->key);
        orm_json_write(&buffer, member);
    }
    text.as.text = orm_buffer_copy(&buffer, arena_of(it));
    orm_buffer_close(&buffer);
    return text;
}

static const orm_tuples *key_of(const orm_linking *it, const pair *there)
{
    return is_restorable(there) && there->last.width ? &there->last : &it->targets;
}

static void add_change(orm_linking *it, changes *out, const pair *there, uint32_t target)
{
    const orm_json *values = values_of(it, target, ORM_PAIR_CHANGED);
    const orm_tuples *key = key_of(it, there);
    bool is_restored = is_restorable(there);
    orm_value text;
    change *group;

    if (values->count == 0 && !is_restored)
        return;
    text = group_text(it, values, is_restored);
    group = &out->groups[orm_keyset_add(&out->texts, &text)];
    if (group->values == NULL) {
        *group = (change){values, is_restored, *key};
        group->keys.count = 0;
        group->keys.values =
            ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(it->targets.count, key->width));
    }
    memcpy(orm_tuple(&group->keys, group->keys.count++),
           orm_tuple(key, key == &it->targets ? target : 0), key->width * sizeof *key->values);
}

/* The group's pairs: deleted ones are named by their own key, if they have one. */
static orm_expr *changed_pairs(orm_linking *it, const orm_relation *through, const change *group)
{
    bool is_own = group->is_restored && it->association->through->primary_count > 0;

    return is_own ? orm_link_among(it, through, &group->keys)
                  : pairs_with(it, through, &group->keys);
}

static int64_t run_change(orm_linking *it, const change *group)
{
    const orm_model *model = it->association->through;
    orm_row_options options = {.is_silent = it->is_silent};
    orm_modify modify = {.kind = ORM_UPDATE, .relation = through_relation(it)};
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_shape shape;

    orm_shape_open(&shape, &it->call->ctx, it->call->function->name, model->name);
    orm_shape_row(&shape, group->values);
    orm_row_update(&it->compiler, &modify, group->values, &options);
    if (modify.assignments == NULL && !group->is_restored)
        return 0;
    modify.where = changed_pairs(it, modify.relation, group);
    if (group->is_restored)
        orm_modify_assign(&it->compiler, &modify, model->deleted_at,
                          orm_compile_value(&it->compiler, model->deleted_at, nothing));
    else
        modify.where = both(it, both(it, modify.where, orm_link_differs(it, &modify)),
                            orm_compile_paranoid(&it->compiler, modify.relation));
    orm_modify_touch(&it->compiler, &modify, it->is_silent);
    return orm_link_modify_hooked(it, &modify, group->values, shape.slots);
}

static int64_t change_pairs(orm_linking *it, const pair_sink *there)
{
    changes all = {.groups = ORM_NEW_N(arena_of(it), change, it->targets.count)};
    int64_t count = 0;

    orm_keyset_open(&all.texts, &it->call->ctx, 1);
    for (uint32_t i = 0; i < it->targets.count; i++)
        if (there->pairs[i].is_live || is_restorable(&there->pairs[i]))
            add_change(it, &all, &there->pairs[i], i);
    for (uint32_t i = 0; i < all.texts.count; i++)
        count += run_change(it, &all.groups[i]);
    return count;
}

/* ---- adding */

static int64_t add_pairs(orm_linking *it, const pair_sink *there)
{
    const orm_association *association = it->association;
    orm_nest_link *owner, *other;
    orm_nested nested;
    orm_nest *pairs;

    orm_nested_open(&nested, it->call, it->options);
    nested.is_listing = true;
    pairs = orm_nest_new(&nested, association->through, NULL);
    owner = orm_nest_link_values(&nested, pairs, association->link.to, orm_tuple(&it->owner, 0),
                                 association->link.count, true);
    other = orm_nest_link_values(&nested, pairs, association->through_link.from, it->targets.values,
                                 it->targets.width, false);
    for (uint32_t i = 0; i < it->targets.count; i++) {
        uint32_t row;

        if (there->pairs[i].is_live || is_restorable(&there->pairs[i]))
            continue;
        row = orm_nest_add(&nested, pairs, it->targets.nodes[i], values_of(it, i, ORM_PAIR_ADDED));
        orm_nest_set_source(pairs, row, owner, 0);
        orm_nest_set_source(pairs, row, other, i);
    }
    orm_nested_store(&nested, pairs);
    return pairs->count;
}

int64_t orm_link_pairs(orm_linking *it, const orm_json *targets)
{
    const orm_link *other = &it->association->through_link;
    int64_t count = 0;
    pair_sink there;

    it->targets = orm_link_resolve(it, it->association->target, targets, other->to, other->count);
    if (it->mode == ORM_LINK_REMOVE)
        return it->targets.count ? remove_pairs(it, true) : 0;
    if (it->mode == ORM_LINK_SET)
        count = remove_pairs(it, false);
    if (it->targets.count == 0)
        return count;
    orm_link_check(it, it->association->source, &it->owner);
    orm_link_check(it, it->association->target, &it->targets);
    read_pairs(it, &there);
    count += change_pairs(it, &there);
    return count + add_pairs(it, &there);
}
