/* link_pairs.c - links that are rows of a through model.  See link.h.
 *
 * The owner's pairs are read once, deleted ones too (a soft-deleted pair that is added again is
 * restored, semantics.md 19); then one statement removes, one bulk insert adds, and pairs whose
 * through values change are updated one by one. */
#include "base/number.h"
#include "catalog/convert.h"
#include "exec/keyset.h"
#include "query/find.h"
#include "sql/modify.h"
#include "write/link.h"
#include "write/write.h"

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

static orm_expr *both(orm_linking *it, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(arena_of(it), ORM_EXPR_AND, left, right);
}

static orm_relation *through_relation(orm_linking *it)
{
    it->compiler.relation_count = 0;
    return orm_compile_relation(&it->compiler, it->association->through);
}

/* The owner's pairs, of the association's own kind. */
static orm_expr *own_pairs(orm_linking *it, const orm_relation *through)
{
    const orm_link *link = &it->association->link;

    return both(it, orm_link_equal(it, through, link->to, orm_tuple(&it->owner, 0), link->count),
                orm_compile_where(&it->compiler, through, it->association->through_scope));
}

/* ---- the pairs there are */

typedef struct pair_sink {
    orm_sink sink;
    orm_ctx *ctx;
    orm_keyset pairs; /* by other key; first: 1 where the pair is soft-deleted */
    uint32_t width;
    bool is_paranoid;
} pair_sink;

static void take_pair(orm_sink *sink, orm_row *row)
{
    pair_sink *it = (pair_sink *)sink;
    orm_value key[32];
    uint32_t entry;

    for (uint32_t i = 0; i < it->width; i++)
        key[i] = it->ctx->host->fetch(it->ctx->host, it->ctx, row, (int)i);
    entry = orm_keyset_add(&it->pairs, key);
    it->pairs.entries[entry].first = 0;
    if (it->is_paranoid)
        it->pairs.entries[entry].first =
            it->ctx->host->fetch(it->ctx->host, it->ctx, row, (int)it->width).kind !=
            ORM_VALUE_NULL;
}

static void read_pairs(orm_linking *it, pair_sink *out)
{
    const orm_model *model = it->association->through;
    const orm_link *link = &it->association->through_link;
    orm_relation *through = through_relation(it);
    orm_select select = {.from = through};
    const orm_param **parameters;
    orm_inputs inputs = {.ctx = &it->call->ctx};
    orm_statement statement;
    orm_expr **end = &select.columns;
    orm_value *values;
    orm_printer p;

    *out = (pair_sink){.sink = {take_pair},
                       .ctx = &it->call->ctx,
                       .width = link->count,
                       .is_paranoid = model->is_paranoid};
    orm_keyset_open(&out->pairs, &it->call->ctx, (uint16_t)link->count);
    select.columns = orm_compile_columns(&it->compiler, through, link->from, link->count);
    while (*end)
        end = &(*end)->next;
    if (model->is_paranoid)
        *end = orm_expr_column(arena_of(it), through, model->deleted_at);
    select.where = own_pairs(it, through);
    orm_printer_open(&p, it->compiler.ctx, NULL);
    orm_print_select(&p, &select, NULL, 0);
    statement = orm_printer_close(&p, &parameters);
    values = ORM_NEW_N(arena_of(it), orm_value, statement.parameter_count + 1u);
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, values);
    it->call->ctx.host->run(it->call->ctx.host, &statement, values, &out->sink);
}

/* ---- removing */

static orm_tuples other_keys(const orm_linking *it)
{
    orm_tuples others = it->targets;

    others.attributes = it->association->through_link.from;
    return others;
}

/* Pairs with the named targets, or with all others. */
static int64_t remove_pairs(orm_linking *it, bool is_named)
{
    const orm_model *model = it->association->through;
    orm_modify modify = {.kind = ORM_DELETE, .relation = through_relation(it)};
    orm_tuples others = other_keys(it);
    orm_expr *named = orm_link_condition(it, modify.relation, &others);

    modify.where = both(it, own_pairs(it, modify.relation),
                        is_named ? named : orm_expr_not(arena_of(it), named));
    if (model->is_paranoid) {
        modify.kind = ORM_UPDATE;
        modify.where = both(it, modify.where, orm_compile_paranoid(&it->compiler, modify.relation));
        orm_modify_assign(&it->compiler, &modify, model->deleted_at,
                          orm_compile_generated(&it->compiler, model->deleted_at, ORM_DEFAULT_NOW));
        orm_modify_touch(&it->compiler, &modify, false);
    }
    return orm_link_modify(it, &modify);
}

/* ---- adding */

/* Values for the through row: the option's, under them those beside the target. */
static const orm_json *own_values(const orm_linking *it, uint32_t target)
{
    const orm_json *node = it->targets.nodes[target];

    return node->kind == ORM_JSON_OBJECT
               ? orm_json_member_text(node, it->association->through->name)
               : NULL;
}

static void write_member(orm_buffer *out, orm_text name, bool *is_first)
{
    if (!*is_first)
        orm_buffer_char(out, ',');
    *is_first = false;
    orm_json_write_string(out, name);
    orm_buffer_char(out, ':');
}

static void write_keys(orm_buffer *out, const orm_attribute *const *attributes,
                       const orm_value *values, uint32_t count, bool *is_first)
{
    for (uint32_t i = 0; i < count; i++) {
        write_member(out, attributes[i]->name, is_first);
        if (values[i].kind == ORM_VALUE_INTEGER)
            orm_number_write_int64(out, values[i].as.integer);
        else if (values[i].kind == ORM_VALUE_DECIMAL)
            orm_buffer_text(out, values[i].as.text);
        else
            orm_json_write_string(out, values[i].as.text);
    }
}

static bool is_key(const orm_linking *it, orm_text name)
{
    const orm_link *link = &it->association->link, *other = &it->association->through_link;

    for (uint32_t i = 0; i < link->count; i++)
        if (orm_text_equal(link->to[i]->name, name))
            return true;
    for (uint32_t i = 0; i < other->count; i++)
        if (orm_text_equal(other->from[i]->name, name))
            return true;
    return false;
}

/* Members of `values` that are neither the keys nor in `above`. */
static void write_values(orm_linking *it, orm_buffer *out, const orm_json *values,
                         const orm_json *above, bool *is_first)
{
    if (values == NULL || values->kind != ORM_JSON_OBJECT)
        return;
    orm_each_child (member, values) {
        if (is_key(it, member->key) || (above && orm_json_member_text(above, member->key)))
            continue;
        write_member(out, member->key, is_first);
        orm_json_write(out, member);
    }
}

static void write_pair(orm_linking *it, orm_buffer *out, uint32_t target)
{
    const orm_link *link = &it->association->link, *other = &it->association->through_link;
    const orm_json *given = orm_option(it->options, "through"), *own = own_values(it, target);
    const orm_json *scope = it->association->through_scope;
    bool is_first = true;

    orm_buffer_char(out, '{');
    write_keys(out, link->to, orm_tuple(&it->owner, 0), link->count, &is_first);
    write_keys(out, other->from, orm_tuple(&it->targets, target), other->count, &is_first);
    write_values(it, out, scope, NULL, &is_first);
    write_values(it, out, own, scope, &is_first);
    if (own == NULL)
        write_values(it, out, given, scope, &is_first);
    else if (given)
        orm_each_child (member, given) {
            if (orm_json_member_text(own, member->key) || is_key(it, member->key) ||
                (scope && orm_json_member_text(scope, member->key)))
                continue;
            write_member(out, member->key, &is_first);
            orm_json_write(out, member);
        }
    orm_buffer_char(out, '}');
}

/* Through values of a pair that is there: changed, and the pair restored when it was deleted. */
static int64_t change_pair(orm_linking *it, uint32_t target, bool is_deleted)
{
    const orm_model *model = it->association->through;
    const orm_json *sources[] = {orm_option(it->options, "through"), own_values(it, target)};
    orm_modify modify = {.kind = ORM_UPDATE, .relation = through_relation(it)};
    orm_value nothing = {.kind = ORM_VALUE_NULL};

    for (int i = 0; i < 2; i++)
        orm_link_assign_scope(it, &modify, sources[i]);
    if (is_deleted)
        orm_modify_assign(&it->compiler, &modify, model->deleted_at,
                          orm_compile_value(&it->compiler, model->deleted_at, nothing));
    if (modify.assignments == NULL)
        return 0;
    orm_modify_touch(&it->compiler, &modify, false);
    modify.where = both(it, own_pairs(it, modify.relation),
                        orm_link_equal(it, modify.relation, it->association->through_link.from,
                                       orm_tuple(&it->targets, target), it->targets.width));
    return orm_link_modify(it, &modify);
}

static int64_t add_pairs(orm_linking *it, const pair_sink *there)
{
    orm_buffer items;
    int64_t count = 0;
    size_t empty;

    orm_buffer_open(&items, it->call->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_char(&items, '[');
    empty = items.length;
    for (uint32_t i = 0; i < it->targets.count; i++) {
        uint32_t entry = orm_keyset_find(&there->pairs, orm_tuple(&it->targets, i));

        if (entry != ORM_NO_ENTRY) {
            count += change_pair(it, i, there->pairs.entries[entry].first == 1);
            continue;
        }
        if (items.length > empty)
            orm_buffer_char(&items, ',');
        write_pair(it, &items, i);
    }
    orm_buffer_char(&items, ']');
    if (items.length > empty + 1)
        count += orm_bulk_insert_run(it->call, it->association->through,
                                     orm_buffer_copy(&items, arena_of(it)), NULL, NULL);
    orm_buffer_close(&items);
    return count;
}

int64_t orm_link_pairs(orm_linking *it, const orm_json *targets)
{
    const orm_link *other = &it->association->through_link;
    int64_t count = 0;
    pair_sink there;

    it->targets = orm_link_resolve(it, it->association->target, targets, other->to, other->count);
    if (it->mode == ORM_LINK_REMOVE)
        return remove_pairs(it, true);
    if (it->mode == ORM_LINK_SET)
        count = remove_pairs(it, false);
    if (it->targets.count == 0)
        return count;
    read_pairs(it, &there);
    return count + add_pairs(it, &there);
}
