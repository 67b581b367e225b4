/* targets.c - targets of a link, and its owner, as values: from keys and instances.  See link.h. */
#include "base/limits.h"
#include "catalog/convert.h"
#include "exec/record.h"
#include "query/find.h"
#include "query/shape.h"
#include "write/link.h"

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

/* ---- what a key or an instance holds */

/* The value of an attribute; NULL: it does not hold it. */
static const orm_json *held(const orm_model *model, const orm_json *node,
                            const orm_attribute *attribute)
{
    const orm_json *value;

    if (node->kind == ORM_JSON_OBJECT) {
        value = orm_json_member_text(node, attribute->name);
        return value && value->kind != ORM_JSON_NULL ? value : NULL;
    }
    return model->primary_count == 1 && model->primary[0] == attribute ? node : NULL;
}

static orm_value convert(orm_linking *it, const orm_attribute *attribute, const orm_json *node)
{
    orm_value value;
    orm_text why;

    if (!orm_convert(&it->call->ctx, attribute->type, node, &value, &why))
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, node, "%.*s", ORM_ARG(why));
    return value;
}

static bool take_held(orm_linking *it, const orm_model *model, const orm_json *node,
                      const orm_attribute *const *attributes, uint32_t width, orm_value *values)
{
    for (uint32_t i = 0; i < width; i++) {
        const orm_json *value = held(model, node, attributes[i]);

        if (value == NULL)
            return false;
        values[i] = convert(it, attributes[i], value);
    }
    return true;
}

bool orm_link_holds(const orm_model *model, const orm_json *nodes,
                    const orm_attribute *const *attributes, uint32_t width)
{
    if (nodes == NULL || nodes->kind == ORM_JSON_NULL)
        return true;
    if (nodes->kind == ORM_JSON_ARRAY) {
        orm_each_child (node, nodes)
            if (!orm_link_holds(model, node, attributes, width))
                return false;
        return true;
    }
    for (uint32_t i = 0; i < width; i++)
        if (held(model, nodes, attributes[i]) == NULL)
            return false;
    return true;
}

/* ---- what they do not hold is read */

typedef struct read_sink {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_model *model;
    orm_keyset keys;   /* by the primary key */
    orm_value *values; /* `width` of each entry */
    uint32_t width;
} read_sink;

static void take_row(orm_sink *sink, orm_row *row)
{
    read_sink *it = (read_sink *)sink;
    orm_host *host = it->ctx->host;
    uint32_t parts = it->model->primary_count, entry;
    orm_value key[ORM_MAX_KEY_PARTS];

    for (uint32_t i = 0; i < parts; i++)
        key[i] = host->fetch(host, it->ctx, row, (int)i);
    entry = orm_link_note(&it->keys, it->ctx, it->model->primary, key);
    for (uint32_t i = 0; entry != ORM_NO_ENTRY && i < it->width; i++)
        it->values[(size_t)entry * it->width + i] =
            host->fetch(host, it->ctx, row, (int)(parts + i));
}

/* The primary keys of the rows that have to be read. */
static orm_tuples keys_of(orm_linking *it, const orm_model *model, const orm_relation *relation,
                          const orm_json *const *nodes, uint32_t count)
{
    uint32_t width = model->primary_count;
    orm_tuples keys = {model->primary, width, 0, NULL, NULL};

    keys.values = ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(count, width + 1));
    keys.nodes = ORM_NEW_N(arena_of(it), const orm_json *, count);
    for (uint32_t i = 0; i < count; i++) {
        if (width == 0 ||
            !take_held(it, model, nodes[i], model->primary, width, orm_tuple(&keys, keys.count)))
            orm_compile_key(&it->compiler, relation, nodes[i]); /* says what is wrong with it */
        keys.nodes[keys.count++] = nodes[i];
    }
    return keys;
}

static _Noreturn void fail_missing(orm_linking *it, const orm_model *model, const orm_json *node)
{
    orm_error *error = orm_error_new(&it->call->ctx, ORM_ASSOCIATION,
                                     "there is no %.*s with this key", ORM_ARG(model->name));

    error->model = model->name;
    error->at = orm_json_place(&it->call->ctx, node);
    orm_throw(&it->call->ctx, error);
}

/* Statements are only shown: the values of the row that would be read. */
static void note_values(orm_linking *it, const orm_model *model, orm_value *values,
                        const orm_tuples *tuples)
{
    for (uint32_t i = 0; i < tuples->width; i++)
        values[i] = orm_record_key(&it->call->ctx, tuples->attributes[i], model);
}

static void read_rows(orm_linking *it, const orm_model *model, orm_tuples *out,
                      const uint32_t *rows, uint32_t count)
{
    orm_relation *relation = orm_link_relation(it, model);
    orm_select select = {.from = relation};
    const orm_json **nodes = ORM_NEW_N(arena_of(it), const orm_json *, count);
    read_sink sink = {
        .sink = {take_row}, .ctx = &it->call->ctx, .model = model, .width = out->width};
    orm_tuples keys;
    orm_expr **end;

    for (uint32_t i = 0; i < count; i++)
        nodes[i] = out->nodes[rows[i]];
    keys = keys_of(it, model, relation, nodes, count);
    select.columns =
        orm_compile_columns(&it->compiler, relation, model->primary, model->primary_count);
    for (end = &select.columns; *end;)
        end = &(*end)->next;
    *end = orm_compile_columns(&it->compiler, relation, out->attributes, out->width);
    select.where = orm_link_among(it, relation, &keys);
    orm_keyset_open(&sink.keys, &it->call->ctx, (uint16_t)model->primary_count);
    sink.values = ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(count, out->width));
    orm_link_read(it, &select, &sink.sink);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t entry =
            orm_link_find(&sink.keys, &it->call->ctx, model->primary, orm_tuple(&keys, i));

        if (entry == ORM_NO_ENTRY && orm_is_recording(&it->call->ctx)) {
            note_values(it, model, orm_tuple(out, rows[i]), out);
            continue;
        }
        if (entry == ORM_NO_ENTRY)
            fail_missing(it, model, nodes[i]);
        memcpy(orm_tuple(out, rows[i]), &sink.values[(size_t)entry * out->width],
               out->width * sizeof *out->values);
    }
}

/* ---- all targets */

/* One target named twice is one target. */
static void drop_repeated(orm_linking *it, orm_tuples *tuples)
{
    uint32_t count = 0;
    orm_keyset known;

    orm_keyset_open(&known, &it->call->ctx, (uint16_t)tuples->width);
    for (uint32_t i = 0; i < tuples->count; i++) {
        uint32_t before = known.count;

        if (orm_link_note(&known, &it->call->ctx, tuples->attributes, orm_tuple(tuples, i)) !=
                ORM_NO_ENTRY &&
            known.count == before)
            continue;
        memmove(orm_tuple(tuples, count), orm_tuple(tuples, i),
                tuples->width * sizeof *tuples->values);
        tuples->nodes[count++] = tuples->nodes[i];
    }
    tuples->count = count;
}

static const orm_json *first_node(const orm_json *nodes)
{
    return nodes && nodes->kind == ORM_JSON_ARRAY ? nodes->first : nodes;
}

static uint32_t count_nodes(orm_linking *it, const orm_json *nodes)
{
    if (nodes == NULL)
        return 0;
    if (nodes->kind != ORM_JSON_ARRAY)
        return 1;
    orm_json_check_list(&it->call->ctx, nodes);
    return nodes->count;
}

orm_tuples orm_link_resolve(orm_linking *it, const orm_model *model, const orm_json *nodes,
                            const orm_attribute *const *attributes, uint32_t width)
{
    uint32_t most = count_nodes(it, nodes), unread = 0;
    uint32_t *rows = ORM_NEW_N(arena_of(it), uint32_t, most + 1);
    orm_tuples out = {attributes, width, 0, NULL, NULL};
    const orm_json *node = first_node(nodes);

    out.values = ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(most + 1, width + 1));
    out.nodes = ORM_NEW_N(arena_of(it), const orm_json *, most + 1);
    for (uint32_t i = 0; i < most; i++, node = node->next) {
        if (node->kind == ORM_JSON_NULL)
            continue;
        if (!take_held(it, model, node, attributes, width, orm_tuple(&out, out.count)))
            rows[unread++] = out.count;
        out.nodes[out.count++] = node;
    }
    if (unread > 0)
        read_rows(it, model, &out, rows, unread);
    drop_repeated(it, &out);
    return out;
}

/* ---- conditions */

orm_expr *orm_link_equal(orm_linking *it, const orm_relation *relation,
                         const orm_attribute *const *attributes, const orm_value *values,
                         uint32_t count)
{
    orm_expr *all = NULL;

    for (uint32_t i = 0; i < count; i++)
        all = orm_expr_join(
            arena_of(it), ORM_EXPR_AND, all,
            orm_expr_compare(arena_of(it), ORM_EQUAL,
                             orm_expr_column(arena_of(it), relation, attributes[i]),
                             orm_compile_value(&it->compiler, attributes[i], values[i])));
    return all;
}

static orm_expr *in_values(orm_linking *it, const orm_relation *relation, const orm_tuples *tuples)
{
    orm_expr *expr = orm_expr_new(arena_of(it), ORM_EXPR_IN_LIST);
    orm_value list = {.kind = ORM_VALUE_LIST, .count = tuples->count, .as.list = tuples->values};
    orm_param *param;

    expr->left = orm_expr_column(arena_of(it), relation, tuples->attributes[0]);
    expr->right = orm_compile_value(&it->compiler, tuples->attributes[0], list);
    param = (orm_param *)expr->right->param;
    param->item = orm_list_places(tuples->count);
    return expr;
}

enum { MOST_IN_GROUP = 64 }; /* SQLite's expressions are at most a thousand deep */

/* ORs of ORs: no group is long. */
static orm_expr *any_of(orm_linking *it, orm_expr **items, uint32_t count)
{
    while (count > 1) {
        uint32_t groups = 0;

        for (uint32_t i = 0; i < count; i += MOST_IN_GROUP) {
            orm_expr *group = orm_expr_new(arena_of(it), ORM_EXPR_OR);

            group->list = items[i];
            for (uint32_t j = i; j + 1 < count && j + 1 < i + MOST_IN_GROUP; j++)
                items[j]->next = items[j + 1];
            items[groups++] = group;
        }
        count = groups;
    }
    return items[0];
}

orm_expr *orm_link_among(orm_linking *it, const orm_relation *relation, const orm_tuples *tuples)
{
    orm_expr **items;

    if (tuples->count == 0)
        return orm_expr_new(arena_of(it), ORM_EXPR_FALSE);
    if (tuples->width == 1)
        return in_values(it, relation, tuples);
    items = ORM_NEW_N(arena_of(it), orm_expr *, tuples->count);
    for (uint32_t i = 0; i < tuples->count; i++)
        items[i] =
            orm_link_equal(it, relation, tuples->attributes, orm_tuple(tuples, i), tuples->width);
    return any_of(it, items, tuples->count);
}
