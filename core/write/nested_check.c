/* nested_check.c - the rows of a nest as values: what they are assigned, and what is wrong with
 * them. See nested.h.
 *
 * Rows with the same members have one shape: its assignments are compiled once, as a single new
 * row's are (row.h), and bound to each row's values.  What links to rows that are not stored yet is
 * a parameter of the keys: it is NULL here and gets its value when they are. */
#include "write/nested.h"

#include "catalog/convert.h"
#include "dialect.h"
#include "sql/modify.h"

static orm_arena *arena_of(const orm_nested *it)
{
    return it->call->ctx.arena;
}

bool orm_nest_is_source(const orm_nested *it, const orm_nest *nest)
{
    return it->call->ctx.host->dialect->has_row_source && nest->count > 1;
}

/* ---- shapes */

static orm_expr *key_expr(orm_nested *it, const orm_attribute *attribute, uint32_t slot)
{
    orm_expr *expr = orm_expr_new(arena_of(it), ORM_EXPR_PARAM);
    orm_param *param = ORM_NEW(arena_of(it), orm_param);

    param->source = ORM_PARAM_KEYS;
    param->slot = (int32_t)slot;
    param->type = attribute->type;
    expr->param = param;
    expr->type = attribute->type;
    return expr;
}

static void assign_links(orm_nested *it, const orm_nest *nest, const orm_nest_row *row,
                         orm_modify *modify)
{
    uint32_t number = 0;

    for (const orm_nest_link *link = nest->links; link; link = link->next)
        if (row->sources[number++] != ORM_NO_ROW)
            for (uint32_t i = 0; i < link->count; i++)
                orm_modify_assign(&it->compiler, modify, link->to[i],
                                  key_expr(it, link->to[i], link->slot + i));
}

/* The association's scope: equalities, from its definition. */
static void assign_scope(orm_nested *it, const orm_nest *nest, orm_modify *modify)
{
    if (nest->scope == NULL)
        return;
    orm_each_child (member, nest->scope) {
        const orm_attribute *attribute =
            orm_model_need_attribute(&it->call->ctx, nest->model, member->key, member);
        orm_value value;
        orm_text why;

        if (!orm_convert(&it->call->ctx, attribute->type, member, &value, &why))
            orm_raise_at(&it->call->ctx, ORM_DEFINITION, member, "%.*s", ORM_ARG(why));
        orm_modify_assign(&it->compiler, modify, attribute,
                          orm_compile_value(&it->compiler, attribute, value));
    }
}

/* What links and the scope give is not missing. */
static orm_missing *still_missing(const orm_modify *modify, orm_missing *first)
{
    orm_missing **link = &first;

    while (*link)
        if (orm_modify_assignment(modify, (*link)->attribute))
            *link = (*link)->next;
        else
            link = &(*link)->next;
    return first;
}

static void count_cells(orm_nest_shape *shape)
{
    for (const orm_assignment *at = shape->modify.assignments; at; at = at->next) {
        shape->cell_count++;
        shape->is_computed |= at->expr->kind != ORM_EXPR_PARAM;
    }
}

static orm_nest_shape *make_shape(orm_nested *it, orm_nest *nest, const orm_nest_row *row,
                                  orm_text text)
{
    orm_nest_shape *shape = ORM_NEW(arena_of(it), orm_nest_shape);
    orm_compiler *c = &it->compiler;

    shape->text = orm_text_copy(arena_of(it), text);
    shape->modify.kind = ORM_INSERT;
    shape->modify.relation = nest->relation;
    shape->missing = orm_row_insert(c, &shape->modify, row->values, &nest->options);
    assign_links(it, nest, row, &shape->modify);
    assign_scope(it, nest, &shape->modify);
    shape->missing = still_missing(&shape->modify, shape->missing);
    count_cells(shape);
    if (it->is_validating && !nest->is_checked)
        shape->rules = orm_rules_read(c, &shape->modify, row->values,
                                      &(orm_rules_scope){.fields = nest->options.fields});
    if (!orm_nest_is_source(it, nest)) {
        shape->modify.outputs = nest->outputs;
        shape->modify.output_count = nest->output_count;
        shape->statement = orm_print_modify(c->ctx, &shape->modify, NULL, &shape->parameters);
    }
    shape->next = nest->shapes;
    nest->shapes = shape;
    return shape;
}

/* The shape of a row, with the slots of its values. */
static void find_shape(orm_nested *it, orm_nest *nest, orm_nest_row *row)
{
    const orm_nest_shape *found;
    orm_shape shape;
    orm_text text;
    uint64_t hash;

    orm_shape_open(&shape, &it->call->ctx, it->call->function->name, nest->model->name);
    orm_shape_row(&shape, row->values);
    for (uint32_t i = 0; i < nest->link_count; i++)
        orm_buffer_char(&shape.text, row->sources[i] == ORM_NO_ROW ? '0' : '1');
    row->slots = shape.slots;
    text = orm_shape_text(&shape, &hash);
    for (found = nest->shapes; found; found = found->next)
        if (orm_text_equal(found->text, text))
            break;
    row->shape = found ? found : make_shape(it, nest, row, text);
    orm_buffer_close(&shape.text);
}

/* ---- values */

static void bind_cells(orm_inputs *inputs, orm_nest_row *row)
{
    uint32_t cell = 0;

    for (const orm_assignment *at = row->shape->modify.assignments; at; at = at->next, cell++)
        if (at->expr->kind == ORM_EXPR_PARAM)
            orm_parameters_bind(inputs, &at->expr->param, 1, &row->bound[cell]);
}

static void bind_row(orm_nested *it, const orm_nest *nest, orm_inputs *inputs, orm_nest_row *row)
{
    const orm_nest_shape *shape = row->shape;

    if (orm_nest_is_source(it, nest)) {
        row->bound = ORM_NEW_N(arena_of(it), orm_value, shape->cell_count + 1);
        bind_cells(inputs, row);
        return;
    }
    row->bound = ORM_NEW_N(arena_of(it), orm_value, shape->statement.parameter_count + 1u);
    orm_parameters_bind(inputs, shape->parameters, shape->statement.parameter_count, row->bound);
}

/* An attribute that a document lacks is wrong where the document stands. */
static void add_missing(orm_nested *it, const orm_nest *nest, const orm_nest_row *row,
                        const orm_attribute *attribute)
{
    bool has_place = row->item && (nest->parent || it->is_listing);

    it->problems.item = has_place ? row->item : NULL;
    orm_problems_add_null(&it->problems, attribute, NULL);
}

static void check_row(orm_nested *it, orm_nest *nest, orm_rules_list *list, orm_nest_row *row)
{
    orm_inputs *inputs = list->inputs;

    it->problems.unconverted = 0; /* of this row */
    find_shape(it, nest, row);
    inputs->slots = row->slots;
    for (const orm_missing *missing = row->shape->missing; missing; missing = missing->next)
        add_missing(it, nest, row, missing->attribute);
    orm_rules_list_add(list, row->shape->rules, row->values);
    bind_row(it, nest, inputs, row);
}

/* ---- cells that are expressions: setters, computed values and defaults of several rows */

enum { MOST_COMPUTED = 500 }; /* columns of one SELECT */

typedef struct computing {
    orm_sink sink;
    orm_nested *nested;
    orm_printer printer;
    orm_value **cells; /* by column */
    uint32_t count;
    orm_value *parameters;
} computing;

static void take_computed(orm_sink *sink, orm_row *row)
{
    computing *it = (computing *)sink;
    orm_ctx *ctx = &it->nested->call->ctx;

    for (uint32_t i = 0; i < it->count; i++)
        *it->cells[i] = ctx->host->fetch(ctx->host, ctx, row, (int)i);
}

static void open_computing(computing *it)
{
    it->count = 0;
    orm_printer_open(&it->printer, &it->nested->call->ctx, NULL);
    ORM_PUT(&it->printer.sql, "SELECT ");
}

static void close_computing(computing *it)
{
    orm_host *host = it->nested->call->ctx.host;
    const orm_param **parameters;
    orm_statement statement = orm_printer_close(&it->printer, &parameters);

    if (it->count > 0 && it->nested->problems.count == 0)
        host->run(host, &statement, it->parameters, &it->sink);
}

static void add_computed(computing *it, orm_inputs *inputs, const orm_expr *expr, orm_value *cell)
{
    uint16_t from = it->printer.parameter_count, count;
    orm_arena *arena = arena_of(it->nested);
    orm_value *longer;

    if (it->count > 0)
        ORM_PUT(&it->printer.sql, ", ");
    orm_print_expr(&it->printer, expr);
    count = it->printer.parameter_count;
    longer = ORM_NEW_N(arena, orm_value, count + 1u);
    if (from)
        memcpy(longer, it->parameters, from * sizeof *longer);
    orm_parameters_bind(inputs, it->printer.parameters + from, (uint16_t)(count - from),
                        longer + from);
    it->parameters = longer;
    it->cells[it->count++] = cell;
    if (it->count == MOST_COMPUTED) {
        close_computing(it);
        open_computing(it);
    }
}

static void compute_cells(orm_nested *nested, orm_nest *nest, orm_inputs *inputs)
{
    computing it = {.sink = {take_computed}, .nested = nested};

    it.cells = ORM_NEW_N(arena_of(nested), orm_value *, MOST_COMPUTED);
    open_computing(&it);
    for (uint32_t i = 0; i < nest->count; i++) {
        const orm_nest_row *row = &nest->rows[i];
        uint32_t cell = 0;

        inputs->slots = row->slots;
        for (const orm_assignment *at = row->shape->modify.assignments; at; at = at->next, cell++)
            if (at->expr->kind != ORM_EXPR_PARAM)
                add_computed(&it, inputs, at->expr, &row->bound[cell]);
    }
    close_computing(&it);
}

/* ---- all rows */

static bool is_computed(const orm_nest *nest)
{
    for (const orm_nest_shape *shape = nest->shapes; shape; shape = shape->next)
        if (shape->is_computed)
            return true;
    return false;
}

void orm_nest_check(orm_nested *it, orm_nest *nest)
{
    orm_value *no_keys = ORM_NEW_N(arena_of(it), orm_value, nest->key_count + 1);
    bool was_right = it->problems.count == 0;
    orm_inputs inputs = {.ctx = &it->call->ctx,
                         .keys = no_keys,
                         .now = orm_call_now(it->call),
                         .problems = &it->problems};
    orm_rules_list list;

    it->problems.model = nest->model;
    orm_rules_list_open(&list, &inputs);
    for (uint32_t i = 0; i < nest->count; i++)
        check_row(it, nest, &list, &nest->rows[i]);
    orm_rules_list_close(&list);
    if (orm_nest_is_source(it, nest) && is_computed(nest))
        compute_cells(it, nest, &inputs);
    if (was_right && it->problems.count > 0)
        it->first_failing = nest->model;
}

void orm_nest_check_again(orm_nested *it, orm_nest *nest)
{
    nest->is_checked = true;
    nest->shapes = NULL;
    orm_nest_check(it, nest);
}
