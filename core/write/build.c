/* build.c - a row that is not stored: as it would be, and whether it would pass.  See build.h. */
#include "write/build.h"

#include "exec/levels.h"
#include "sql/printer.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key build_keys[] = {
    {"raw", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"include", ORM_K_UNSUPPORTED},
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
static void drop_timestamps(building *b, const orm_model *model, const orm_json *row)
{
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

/* VIRTUALs without a getter show what they were given. */
static void assign_virtuals(building *b, const orm_model *model, const orm_json *row)
{
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];
        const orm_json *given = orm_json_member_text(row, attribute->name);

        if (attribute->is_virtual && given && attribute->type->element)
            orm_modify_assign(&b->compiler, &b->modify, attribute,
                              orm_compile_given(&b->compiler, attribute, given));
    }
}

static void run_building(building *b, orm_buffer *out)
{
    const orm_param **parameters;
    orm_statement statement;
    orm_returned returned;
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
    values = ORM_NEW_N(b->call->ctx.arena, orm_value, statement.parameter_count + 1u);
    orm_parameters_bind(&b->inputs, parameters, statement.parameter_count, values);
    orm_problems_raise(&b->problems);
    orm_returned_open(&returned, b->call->ctx.host, b->modify.outputs, b->modify.output_count, out);
    b->call->ctx.host->run(b->call->ctx.host, &statement, values, &returned.sink);
}

void orm_build_run(orm_call *call, const orm_model *model, const orm_json *row,
                   const orm_json *options, orm_buffer *out)
{
    orm_row_options row_options = {NULL, NULL, true};
    building b;

    open_building(&b, call, model, row);
    ORM_CHECK_KEYS(&call->ctx, options, build_keys, b.compiler.function);
    orm_row_insert(&b.compiler, &b.modify, row, &row_options);
    drop_timestamps(&b, model, row);
    assign_virtuals(&b, model, row);
    run_building(&b, out);
}

void orm_validate_run(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_buffer *out)
{
    orm_rules_scope scope = {orm_option(options, "fields"), orm_option(options, "skip"), false};
    orm_row_options row_options = {NULL, NULL, true};
    const orm_rules *rules;
    building b;

    open_building(&b, call, model, row);
    ORM_CHECK_KEYS(&call->ctx, options, validate_keys, b.compiler.function);
    b.missing = orm_row_insert(&b.compiler, &b.modify, row, &row_options);
    assign_virtuals(&b, model, row);
    rules = orm_rules_read(&b.compiler, &b.modify, row, &scope);
    for (const orm_missing *missing = b.missing; missing; missing = missing->next)
        if (orm_rules_concern(&scope, missing->attribute))
            orm_problems_add_null(&b.problems, missing->attribute, NULL);
    orm_rules_ask(&b.inputs, rules, row);
    orm_rules_ask_types(&b.inputs, &b.modify, &scope);
    orm_error_write_items(out, b.problems.first);
}
