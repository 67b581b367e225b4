/* nested_store.c - the rows of a tree are written, a nest at a time.  See nested.h. */
#include "dialect.h"
#include "exec/record.h"
#include "sql/modify.h"
#include "write/nested.h"

static orm_arena *arena_of(const orm_nested *it)
{
    return it->call->ctx.arena;
}

/* ---- the order of nests */

/* Every nest gets a turn: the one behind its parent's, or behind all that its rows belong to and
 * what is below that.  The last turn below it. */
static uint32_t give_turns(orm_nest *nest, uint32_t before)
{
    uint32_t last;

    nest->turn = before + 1;
    for (orm_nest *child = nest->children; child; child = child->next)
        if (child->association->kind == ORM_BELONGS_TO && child->count > 0) {
            last = give_turns(child, before + 1);
            if (last >= nest->turn)
                nest->turn = last + 1;
        }
    last = nest->turn;
    for (orm_nest *child = nest->children; child; child = child->next)
        if (child->association->kind != ORM_BELONGS_TO) {
            uint32_t below = give_turns(child, nest->turn);

            last = below > last ? below : last;
        }
    return last;
}

typedef struct order {
    orm_nest **nests;
    uint32_t count;
} order;

static uint32_t count_nests(const orm_nest *nest)
{
    uint32_t count = nest->pairs ? 2 : 1;

    for (const orm_nest *child = nest->children; child; child = child->next)
        count += count_nests(child);
    return count;
}

/* By their turns; of one turn as they stand in the document. */
static void place(order *out, orm_nest *nest)
{
    uint32_t at = out->count++;

    for (; at > 0 && out->nests[at - 1]->turn > nest->turn; at--)
        out->nests[at] = out->nests[at - 1];
    out->nests[at] = nest;
    if (nest->pairs) {
        nest->pairs->turn = nest->turn;
        place(out, nest->pairs);
    }
    for (orm_nest *child = nest->children; child; child = child->next)
        place(out, child);
}

static order order_nests(orm_nested *it, orm_nest *root)
{
    order out = {.nests = ORM_NEW_N(arena_of(it), orm_nest *, count_nests(root))};

    give_turns(root, 0);
    place(&out, root);
    return out;
}

/* ---- keys of rows that are stored by now */

static const orm_value *link_value(const orm_nest_link *link, uint32_t source, uint32_t part)
{
    if (link->source)
        return &link->source->rows[source].kept[link->columns[part]];
    return &link->values[(link->is_shared ? 0 : (size_t)source * link->count) + part];
}

static void find_keys(const orm_nest *nest, const orm_nest_row *row, orm_value *keys)
{
    uint32_t number = 0;

    for (const orm_nest_link *link = nest->links; link; link = link->next) {
        uint32_t source = row->sources[number++];

        if (source != ORM_NO_ROW)
            for (uint32_t i = 0; i < link->count; i++)
                keys[link->slot + i] = *link_value(link, source, i);
    }
}

static void put_key(const orm_param *param, const orm_value *keys, orm_value *out)
{
    if (param->source == ORM_PARAM_KEYS)
        *out = keys[param->slot];
}

static void put_keys(orm_nested *it, const orm_nest *nest, orm_nest_row *row, orm_value *keys)
{
    const orm_nest_shape *shape = row->shape;
    uint32_t cell = 0;

    if (nest->link_count == 0)
        return;
    find_keys(nest, row, keys);
    if (orm_nest_is_source(it, nest))
        for (const orm_assignment *at = shape->modify.assignments; at; at = at->next, cell++) {
            if (at->expr->kind == ORM_EXPR_PARAM)
                put_key(at->expr->param, keys, &row->bound[cell]);
        }
    else
        for (uint16_t i = 0; i < shape->statement.parameter_count; i++)
            put_key(shape->parameters[i], keys, &row->bound[i]);
}

/* ---- statements */

typedef struct stored_sink {
    orm_sink sink;
    orm_nested *nested;
    orm_nest *nest;
    uint32_t row;
} stored_sink;

static void take_stored(orm_sink *sink, orm_row *row)
{
    stored_sink *it = (stored_sink *)sink;

    if (it->row++ < it->nest->count)
        orm_nest_take(it->nested, it->nest, it->row - 1, row);
}

/* Rows that the engine pulls; a column that a row is not assigned has the table's default. */
typedef struct cell_source {
    orm_source source;
    const orm_nest *nest;
    const orm_attribute **columns;
    int16_t *column_of; /* by attribute */
    uint32_t row;
} cell_source;

static bool next_row(orm_source *source, orm_value *values)
{
    cell_source *it = (cell_source *)source;
    const orm_nest_row *row;
    uint32_t cell = 0;

    if (it->row == it->nest->count)
        return false;
    row = &it->nest->rows[it->row++];
    for (int i = 0; i < source->count; i++)
        values[i].kind = ORM_VALUE_DEFAULT;
    for (const orm_assignment *at = row->shape->modify.assignments; at; at = at->next)
        values[it->column_of[at->attribute->index]] = row->bound[cell++];
    return true;
}

/* All columns that any row is assigned, in the model's order. */
static void choose_columns(orm_nested *it, const orm_nest *nest, cell_source *out)
{
    const orm_model *model = nest->model;
    bool *is_assigned = ORM_NEW_N(arena_of(it), bool, model->attribute_count);
    orm_text *names = ORM_NEW_N(arena_of(it), orm_text, model->attribute_count);
    int count = 0;

    for (const orm_nest_shape *shape = nest->shapes; shape; shape = shape->next)
        for (const orm_assignment *at = shape->modify.assignments; at; at = at->next)
            is_assigned[at->attribute->index] = true;
    out->columns = ORM_NEW_N(arena_of(it), const orm_attribute *, model->attribute_count);
    out->column_of = ORM_NEW_N(arena_of(it), int16_t, model->attribute_count);
    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (is_assigned[i]) {
            out->column_of[i] = (int16_t)count;
            out->columns[count] = model->attributes[i];
            names[count++] = model->attributes[i]->field;
        }
    if (count == 0) { /* rows of defaults alone */
        out->columns[0] = model->columns[0];
        names[count++] = model->columns[0]->field;
    }
    out->source = (orm_source){.columns = names, .count = count, .next = next_row};
}

/* The include whose rows these are, for who shows the statement. */
static orm_text place_of(const orm_nested *it, const orm_nest *nest)
{
    if (nest->asked == NULL || !orm_is_recording(&it->call->ctx))
        return (orm_text){"", 0};
    return orm_json_place(&it->call->ctx, nest->asked);
}

static void run_source(orm_nested *it, orm_nest *nest, orm_sink *sink)
{
    orm_host *host = it->call->ctx.host;
    orm_modify modify = {.kind = ORM_INSERT,
                         .relation = nest->relation,
                         .is_from_source = true,
                         .outputs = nest->outputs,
                         .output_count = nest->output_count};
    cell_source cells = {.nest = nest};
    orm_statement statement;

    choose_columns(it, nest, &cells);
    for (int i = 0; i < cells.source.count; i++)
        orm_modify_assign(&it->compiler, &modify, cells.columns[i], NULL);
    statement = orm_print_modify(&it->call->ctx, &modify, NULL, NULL);
    statement.place = place_of(it, nest);
    host->run_source(host, &statement, &cells.source, sink);
}

static void run_each(orm_nested *it, orm_nest *nest, orm_sink *sink)
{
    orm_host *host = it->call->ctx.host;

    for (uint32_t i = 0; i < nest->count; i++) {
        const orm_nest_row *row = &nest->rows[i];
        orm_statement statement = row->shape->statement;

        statement.place = place_of(it, nest);
        host->run(host, &statement, row->bound, sink);
    }
}

static void store_nest(orm_nested *it, orm_nest *nest)
{
    stored_sink stored = {{take_stored}, it, nest, 0};
    orm_sink *sink = nest->output_count ? &stored.sink : NULL;
    orm_value *keys = ORM_NEW_N(arena_of(it), orm_value, nest->key_count + 1);

    if (nest->count == 0)
        return;
    for (uint32_t i = 0; i < nest->count; i++)
        put_keys(it, nest, &nest->rows[i], keys);
    if (orm_nest_is_source(it, nest))
        run_source(it, nest, sink);
    else
        run_each(it, nest, sink);
    if (sink && stored.row != nest->count)
        orm_raise(
            &it->call->ctx, ORM_UNSUPPORTED, (orm_text){"", 0},
            "%u rows of %.*s were given and %u came back: what a trigger or a rule keeps back "
            "cannot be stored together with other rows",
            nest->count, ORM_ARG(nest->model->name), stored.row);
}

static void check(orm_nested *it, orm_nest *nest)
{
    if (nest->is_failed)
        return;
    if (nest->is_checked)
        orm_nest_check_again(it, nest);
    else
        orm_nest_check(it, nest);
}

void orm_nested_store(orm_nested *it, orm_nest *root)
{
    order all = order_nests(it, root);
    bool has_hooks = orm_nested_has_hooks(it, root);

    it->is_shown |= has_hooks; /* hooks see what is stored */
    for (uint32_t i = 0; i < all.count; i++)
        orm_nest_return(it, all.nests[i]);
    if (has_hooks)
        orm_nested_before(it, root);
    for (uint32_t i = 0; i < all.count; i++)
        check(it, all.nests[i]);
    it->problems.model = it->first_failing;
    orm_problems_raise(&it->problems);
    for (uint32_t i = 0; i < all.count; i++)
        store_nest(it, all.nests[i]);
    if (has_hooks)
        orm_nested_after(it, root);
}
