/* build.c - a row that is not stored: as it would be, and whether it would pass.  See build.h. */
#include "write/build.h"

#include "catalog/convert.h"
#include "exec/levels.h"
#include "sql/printer.h"
#include "write/hooked.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key build_keys[] = {
    {"raw", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"scope", ORM_K_NULL | ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key validate_keys[] = {
    {"skip", ORM_K_ARRAY},    {"fields", ORM_K_ARRAY},
    {"hooks", ORM_K_BOOLEAN}, {"scope", ORM_K_NULL | ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING}, {"schemaDelimiter", ORM_K_STRING},
};

/* What a row would hold, before it is stored: no plan of these is kept, for nothing is written. */
typedef struct building {
    orm_call *call;
    const orm_model *model;
    orm_compiler compiler;
    orm_shape shape;
    orm_modify modify;
    orm_missing *missing;
    orm_problems problems;
    orm_inputs inputs;
} building;

static void open_building(building *b, orm_call *call, const orm_model *model, const orm_json *row)
{
    memset(b, 0, sizeof *b);
    b->call = call;
    b->model = model;
    b->compiler.ctx = &call->ctx;
    b->compiler.catalog = call->catalog;
    b->compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
    orm_shape_open(&b->shape, &call->ctx, call->function->name, model->name);
    orm_shape_row(&b->shape, row);
    orm_problems_open(&b->problems, &call->ctx, model);
    b->inputs = (orm_inputs){.ctx = &call->ctx,
                             .slots = b->shape.slots,
                             .now = orm_call_now(call),
                             .problems = &b->problems};
    b->modify.kind = ORM_INSERT;
    b->modify.relation = orm_compile_relation(&b->compiler, model);
}

/* Timestamps are made when a row is stored, not before. */
static void drop_timestamps(building *b, const orm_json *row)
{
    const orm_model *model = b->model;
    orm_assignment **link = &b->modify.assignments;

    while (*link) {
        const orm_attribute *attribute = (*link)->attribute;
        bool is_timestamp = (attribute == model->created_at || attribute == model->updated_at) &&
                            attribute->default_kind == ORM_DEFAULT_NONE;

        if (is_timestamp && orm_json_member_text(row, attribute->name) == NULL)
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
}

/* ---- what is shown as it was given: values that are not of their type, VIRTUALs without "get" */

/* What such a VIRTUAL holds: the value that was given, else its default. */
static const orm_json *virtual_value(const orm_attribute *attribute, const orm_json *given)
{
    if (given == NULL && attribute->is_virtual && attribute->default_kind == ORM_DEFAULT_VALUE)
        return attribute->default_node;
    return given;
}

static bool is_shown_as_given(building *b, const orm_attribute *attribute, const orm_json *node)
{
    orm_value value;
    orm_text why;

    if (attribute == NULL || node->kind == ORM_JSON_NULL)
        return false;
    if (attribute->is_virtual)
        return attribute->getter.length == 0;
    return !orm_convert(&b->call->ctx, attribute->type, node, &value, &why);
}

/* The values that expressions may see: null stands for what is not of its type. */
static const orm_json *convertible(building *b, const orm_model *model, const orm_json *row)
{
    orm_ctx *ctx = &b->call->ctx;
    orm_json *all;

    if (row == NULL || row->kind != ORM_JSON_OBJECT)
        return row;
    all = orm_json_copy_empty(ctx, row);
    orm_each_child (member, row) {
        orm_json *copy = orm_json_copy(ctx, member);

        if (is_shown_as_given(b, orm_model_attribute(model, member->key), member)) {
            copy = orm_json_copy_empty(ctx, member);
            copy->kind = ORM_JSON_NULL;
            copy->text = copy->token = ORM_TEXT("null");
        }
        orm_json_append(all, copy);
    }
    return all;
}

/* Appends the built row: what was computed, and between it what is shown as it was given. */
typedef struct instance_sink {
    orm_sink sink;
    building *building;
    const orm_json *row; /* as given */
    orm_buffer *out;
} instance_sink;

static void write_instance(orm_sink *sink, orm_row *row)
{
    instance_sink *it = (instance_sink *)sink;
    building *b = it->building;
    orm_host *host = b->call->ctx.host;
    uint16_t column = 0;
    bool is_first = true;

    orm_buffer_char(it->out, '{');
    for (uint32_t i = 0; i < b->model->attribute_count; i++) {
        const orm_attribute *attribute = b->model->attributes[i];
        const orm_json *given =
            virtual_value(attribute, orm_json_member_text(it->row, attribute->name));
        bool is_given = given && is_shown_as_given(b, attribute, given);
        bool has_column = !attribute->is_virtual || attribute->getter.length > 0;

        if (!is_given && !has_column)
            continue;
        orm_buffer_text(it->out, orm_text_slice(attribute->key, is_first, attribute->key.length));
        is_first = false;
        if (is_given)
            orm_json_write(it->out, given);
        else
            host->append(host, row, column, b->modify.outputs[column]->form, it->out);
        column = (uint16_t)(column + has_column);
    }
    orm_buffer_char(it->out, '}');
}

static void run_building(building *b, const orm_json *row, orm_buffer *out)
{
    instance_sink sink = {{write_instance}, b, row, out};
    const orm_param **parameters;
    orm_statement statement;
    orm_value *values;
    orm_printer p;

    orm_modify_return(&b->compiler, &b->modify, NULL);
    orm_printer_open(&p, &b->call->ctx, NULL);
    ORM_PUT(&p.sql, "SELECT ");
    for (uint16_t i = 0; i < b->modify.output_count; i++) {
        if (i > 0)
            ORM_PUT(&p.sql, ", ");
        orm_print_expr(&p, b->modify.outputs[i]->expr);
    }
    orm_rules_print_row(&p, &b->modify);
    statement = orm_printer_close(&p, &parameters);
    statement.outputs = b->modify.outputs;
    statement.output_count = b->modify.output_count;
    values = ORM_NEW_N(b->call->ctx.arena, orm_value, statement.parameter_count + 1u);
    orm_parameters_bind(&b->inputs, parameters, statement.parameter_count, values);
    b->call->ctx.host->run(b->call->ctx.host, &statement, values, &sink.sink);
}

void orm_build_run(orm_call *call, const orm_model *model, const orm_json *row,
                   const orm_json *options, orm_buffer *out)
{
    orm_row_options row_options = {.is_silent = true};
    building b = {.call = call};
    const orm_json *values = convertible(&b, model, row);

    open_building(&b, call, model, values);
    ORM_CHECK_KEYS(&call->ctx, options, build_keys, b.compiler.function);
    orm_row_insert(&b.compiler, &b.modify, values, &row_options);
    drop_timestamps(&b, values);
    run_building(&b, row, out);
}

/* What is wrong with the row. */
static void check_row(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_problems *problems)
{
    orm_rules_scope scope = {.fields = orm_option(options, "fields"),
                             .skip = orm_option(options, "skip")};
    orm_row_options row_options = {.is_silent = true};
    const orm_rules *rules;
    building b;

    open_building(&b, call, model, row);
    ORM_CHECK_KEYS(&call->ctx, options, validate_keys, b.compiler.function);
    b.inputs.problems = problems;
    b.missing = orm_row_insert(&b.compiler, &b.modify, row, &row_options);
    rules = orm_rules_read(&b.compiler, &b.modify, row, &scope);
    for (const orm_missing *missing = b.missing; missing; missing = missing->next)
        if (orm_rules_concern(&scope, missing->attribute))
            orm_problems_add_null(problems, missing->attribute, NULL);
    orm_rules_ask(&b.inputs, rules, row);
    orm_rules_ask_types(&b.inputs, &b.modify, &scope);
}

void orm_validate_run(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_buffer *out)
{
    const uint32_t events =
        ORM_EVENTS(BEFORE_VALIDATE) | ORM_EVENTS(AFTER_VALIDATE) | ORM_EVENTS(VALIDATION_FAILED);
    bool is_hooked = orm_hooks_wanted(model, options, events);
    orm_problems problems;
    orm_hooked hooked;

    orm_hooked_open(&hooked, call, model, options, NULL);
    hooked.row.values = is_hooked ? orm_hooked_document(&call->ctx, row) : row;
    if (is_hooked)
        orm_hooked_event(&hooked, ORM_EVENT_BEFORE_VALIDATE);
    orm_problems_open(&problems, &call->ctx, model);
    check_row(call, model, hooked.row.values, options, &problems);
    if (is_hooked && problems.count > 0)
        orm_hooked_failed(&hooked, &problems);
    else if (is_hooked)
        orm_hooked_event(&hooked, ORM_EVENT_AFTER_VALIDATE);
    orm_error_write_items(out, problems.first);
}
