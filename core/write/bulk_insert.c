/* bulk_insert.c - many new rows from one list.  See write.h.
 *
 * The list is read twice, item by item: once for the names of the attributes that occur in it, once
 * for the values, so that it is never in memory as a tree.  Where the engine has a row source
 * (PostgreSQL), one INSERT … SELECT takes all rows; else one prepared INSERT is stepped per row, of
 * which there is one for every combination of columns that items leave to their defaults. */
#include "catalog/convert.h"
#include "dialect.h"
#include "exec/levels.h"
#include "exec/parameters.h"
#include "sql/modify.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key bulk_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"ignoreDuplicates", ORM_K_UNSUPPORTED},
    {"updateOnDuplicate", ORM_K_UNSUPPORTED},
    {"conflictAttributes", ORM_K_UNSUPPORTED},
    {"conflictWhere", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_UNSUPPORTED},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* A column of the INSERT. */
typedef struct bulk_column {
    const orm_attribute *attribute;
    orm_default_kind
        default_kind; /* what an item without a value gets; NONE: the column's default */
    orm_value default_value;
} bulk_column;

typedef struct bulk {
    orm_source source; /* what the engine pulls */
    orm_call *call;
    orm_compiler compiler;
    const orm_model *model;
    orm_json_items items;
    orm_row_options options;
    bulk_column *columns;
    uint32_t column_count;
    int16_t *column_of; /* by attribute: its column, or -1 */
    orm_modify modify;
    orm_problems problems;
    orm_inputs inputs;
    orm_ctx scratch; /* of a few items, then freed */
    size_t scratch_used;
    uint32_t *guesses; /* column of the n-th member of the item before */
    uint32_t guess_count;
    const orm_rules *rules; /* validators, where they are asked for; or NULL */
    uint32_t count;         /* items read */
} bulk;

enum { SCRATCH_SIZE = 256 * 1024 };

/* ---- reading items */

/* The next item, in memory that lives until a good deal more was read. */
static const orm_json *next_item(bulk *b)
{
    orm_host *host = b->call->ctx.host;

    if (b->scratch.arena && b->scratch.arena->total > SCRATCH_SIZE) {
        b->scratch.arena->free(b->scratch.arena);
        b->scratch.arena = NULL;
    }
    if (b->scratch.arena == NULL)
        b->scratch = (orm_ctx){host, host->arena_open(host)};
    return orm_json_items_next(&b->scratch, &b->items);
}

static bool is_wanted(const bulk *b, orm_text name)
{
    if (b->options.fields == NULL)
        return true;
    orm_each_child (field, b->options.fields)
        if (orm_text_equal(field->text, name))
            return true;
    return false;
}

static void note_members(bulk *b, const orm_json *item, bool *is_given)
{
    orm_row_check(&b->compiler, b->model, item);
    orm_each_child (member, item) {
        const orm_attribute *attribute = orm_model_attribute(b->model, member->key);

        if (!attribute->is_virtual && is_wanted(b, attribute->name))
            is_given[attribute->index] = true;
    }
}

/* ---- columns */

static void add_column(bulk *b, const orm_attribute *attribute)
{
    bulk_column *column = &b->columns[b->column_count];
    bool is_timestamp = attribute == b->model->created_at || attribute == b->model->updated_at;
    orm_text why;

    column->attribute = attribute;
    column->default_kind = attribute->default_kind;
    if (column->default_kind == ORM_DEFAULT_NONE && is_timestamp)
        column->default_kind = ORM_DEFAULT_NOW;
    if (column->default_kind == ORM_DEFAULT_VALUE &&
        !orm_convert(&b->call->ctx, attribute->type, attribute->default_node,
                     &column->default_value, &why))
        orm_raise_at(&b->call->ctx, ORM_DEFINITION, attribute->default_node, "%.*s", ORM_ARG(why));
    b->column_of[attribute->index] = (int16_t)b->column_count++;
}

/* Given ones, and those whose default we make; the others are left to the table. */
static void choose_columns(bulk *b, const bool *is_given)
{
    const orm_model *model = b->model;

    b->columns = ORM_NEW_N(b->call->ctx.arena, bulk_column, model->attribute_count);
    b->column_of = ORM_NEW_N(b->call->ctx.arena, int16_t, model->attribute_count);
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];
        bool is_made = (attribute->default_kind != ORM_DEFAULT_NONE &&
                        attribute->default_kind != ORM_DEFAULT_EXPRESSION) ||
                       attribute == model->created_at || attribute == model->updated_at;

        b->column_of[i] = -1;
        if (!attribute->is_virtual && (is_given[i] || is_made))
            add_column(b, attribute);
    }
    if (b->column_count == 0) /* rows of the table's defaults alone */
        add_column(b, model->columns[0]);
}

static bool read_members(bulk *b, orm_text items)
{
    bool *is_given = ORM_NEW_N(b->call->ctx.arena, bool, b->model->attribute_count);
    const orm_json *item;

    orm_json_items_open(&b->items, items, "items");
    while ((item = next_item(b))) {
        note_members(b, item, is_given);
        b->count++;
    }
    choose_columns(b, is_given);
    orm_json_items_open(&b->items, items, "items");
    return b->count > 0;
}

/* ---- values */

/* Column of the n-th member: most lists have the same members in the same order everywhere. */
static int column_at(bulk *b, uint32_t n, orm_text name)
{
    const orm_attribute *attribute;

    if (n < b->guess_count) {
        uint32_t guess = b->guesses[n];

        if (guess < b->column_count && orm_text_equal(b->columns[guess].attribute->name, name))
            return (int)guess;
    }
    attribute = orm_model_attribute(b->model, name);
    if (b->column_of[attribute->index] >= 0 && n < b->model->attribute_count) {
        b->guesses[n] = (uint32_t)b->column_of[attribute->index];
        if (n >= b->guess_count)
            b->guess_count = n + 1;
    }
    return b->column_of[attribute->index];
}

static orm_value default_value(bulk *b, const bulk_column *column)
{
    orm_param param = {.source = ORM_PARAM_GENERATED,
                       .slot = column->default_kind,
                       .type = column->attribute->type,
                       .attribute = column->attribute};
    const orm_param *list = &param;
    orm_value value = {.kind = ORM_VALUE_DEFAULT};

    switch (column->default_kind) {
    case ORM_DEFAULT_NONE:
    case ORM_DEFAULT_EXPRESSION: return value;
    case ORM_DEFAULT_VALUE: return column->default_value;
    default: orm_parameters_bind(&b->inputs, &list, 1, &value); return value;
    }
}

static void take_value(bulk *b, const bulk_column *column, const orm_json *member, orm_value *out)
{
    const orm_attribute *attribute = column->attribute;
    orm_text why;

    if (member->kind == ORM_JSON_NULL && attribute->is_auto_increment)
        return; /* the table's own number */
    if (!orm_convert(&b->scratch, attribute->type, member, out, &why))
        orm_problems_add_type(&b->problems, attribute, member, why);
    else if (out->kind == ORM_VALUE_NULL && attribute->is_required && !attribute->is_automatic)
        orm_problems_add_null(&b->problems, attribute, member);
}

static bool is_missing(const bulk_column *column, const orm_value *value)
{
    const orm_attribute *attribute = column->attribute;

    return value->kind == ORM_VALUE_DEFAULT && attribute->is_required &&
           !attribute->is_auto_increment && !attribute->is_automatic &&
           column->default_kind == ORM_DEFAULT_NONE;
}

static void fill_row(bulk *b, const orm_json *item, orm_value *values)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < b->column_count; i++)
        values[i].kind = ORM_VALUE_DEFAULT;
    b->inputs.ctx = &b->scratch;
    orm_rules_ask(&b->inputs, b->rules, item);
    orm_each_child (member, item) {
        int column = column_at(b, n++, member->key);

        if (column >= 0)
            take_value(b, &b->columns[column], member, &values[column]);
    }
    for (uint32_t i = 0; i < b->column_count; i++) {
        if (values[i].kind == ORM_VALUE_DEFAULT)
            values[i] = default_value(b, &b->columns[i]);
        if (is_missing(&b->columns[i], &values[i]))
            orm_problems_add_null(&b->problems, b->columns[i].attribute, NULL);
    }
}

/* Required attributes that no item and no default gives a value. */
static void check_absent(bulk *b)
{
    for (uint32_t i = 0; i < b->model->column_count; i++) {
        const orm_attribute *attribute = b->model->columns[i];

        if (b->column_of[attribute->index] < 0 && attribute->is_required &&
            !attribute->is_automatic && !attribute->is_auto_increment &&
            attribute->generated.length == 0 && attribute->default_kind == ORM_DEFAULT_NONE)
            orm_problems_add_null(&b->problems, attribute, NULL);
    }
}

/* ---- with a row source */

static bool next_row(orm_source *source, orm_value *values)
{
    bulk *b = (bulk *)source;
    const orm_json *item = next_item(b);

    if (item == NULL) {
        orm_problems_raise(&b->problems);
        return false;
    }
    fill_row(b, item, values);
    return true;
}

static int64_t run_source(bulk *b, orm_sink *sink)
{
    orm_text *names = ORM_NEW_N(b->call->ctx.arena, orm_text, b->column_count + 1);
    orm_statement statement;

    for (uint32_t i = 0; i < b->column_count; i++) {
        names[i] = b->columns[i].attribute->field;
        orm_modify_assign(&b->compiler, &b->modify, b->columns[i].attribute, NULL);
    }
    b->source = (orm_source){names, (int)b->column_count, next_row};
    b->modify.is_from_source = true;
    statement = orm_print_modify(&b->call->ctx, &b->modify, NULL, NULL);
    return b->call->ctx.host->run_source(b->call->ctx.host, &statement, &b->source, sink);
}

/* ---- with one prepared statement per row */

/* An INSERT with the columns that a row has values for. */
typedef struct variant {
    uint8_t *is_present; /* by column */
    orm_statement statement;
    struct variant *next;
} variant;

static variant *new_variant(bulk *b, const orm_value *values)
{
    variant *it = ORM_NEW(b->call->ctx.arena, variant);
    orm_modify modify = b->modify;

    it->is_present = ORM_NEW_N(b->call->ctx.arena, uint8_t, b->column_count + 1);
    modify.assignments = NULL;
    for (uint32_t i = 0; i < b->column_count; i++) {
        orm_value nothing = {.kind = ORM_VALUE_NULL};

        it->is_present[i] = values[i].kind != ORM_VALUE_DEFAULT;
        if (it->is_present[i])
            orm_modify_assign(&b->compiler, &modify, b->columns[i].attribute,
                              orm_compile_value(&b->compiler, b->columns[i].attribute, nothing));
    }
    it->statement = orm_print_modify(&b->call->ctx, &modify, NULL, NULL);
    return it;
}

static bool has_columns(const bulk *b, const variant *it, const orm_value *values)
{
    for (uint32_t i = 0; i < b->column_count; i++)
        if (it->is_present[i] != (values[i].kind != ORM_VALUE_DEFAULT))
            return false;
    return true;
}

static const variant *variant_for(bulk *b, variant **variants, const orm_value *values)
{
    for (variant *it = *variants; it; it = it->next)
        if (has_columns(b, it, values))
            return it;
    {
        variant *it = new_variant(b, values);

        it->next = *variants;
        *variants = it;
        return it;
    }
}

static int64_t run_each(bulk *b, orm_sink *sink)
{
    orm_host *host = b->call->ctx.host;
    orm_value *values = ORM_NEW_N(b->call->ctx.arena, orm_value, b->column_count + 1);
    orm_value *bound = ORM_NEW_N(b->call->ctx.arena, orm_value, b->column_count + 1);
    variant *variants = NULL;
    const orm_json *item;

    while ((item = next_item(b))) {
        const variant *it;
        uint16_t count = 0;

        fill_row(b, item, values);
        if (b->problems.count)
            continue; /* the other items are still looked at */
        it = variant_for(b, &variants, values);
        for (uint32_t i = 0; i < b->column_count; i++)
            if (it->is_present[i])
                bound[count++] = values[i];
        host->run(host, &it->statement, bound, sink);
    }
    orm_problems_raise(&b->problems);
    return b->count;
}

/* ---- the call */

/* Not by default, as in Sequelize. */
static void read_rules(bulk *b, const orm_json *options)
{
    b->rules = orm_rules_read(&b->compiler, &b->modify, NULL,
                              &(orm_rules_scope){.fields = b->options.fields});
    if (b->rules && b->rules->asked_count)
        orm_raise_at(&b->call->ctx, ORM_UNSUPPORTED, orm_option(options, "validate"),
                     "validators that are SQL expressions are not asked about lists of rows");
}

void orm_bulk_insert_check(orm_compiler *c, const orm_json *options)
{
    ORM_CHECK_KEYS(c->ctx, options, bulk_keys, c->function);
}

static void open_bulk(bulk *b, orm_call *call, const orm_model *model, const orm_json *options)
{
    memset(b, 0, sizeof *b);
    b->call = call;
    b->model = model;
    b->compiler.ctx = &call->ctx;
    b->compiler.catalog = call->catalog;
    b->compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
    orm_bulk_insert_check(&b->compiler, options);
    b->options = orm_row_options_read(&b->compiler, model, options);
    b->guesses = ORM_NEW_N(call->ctx.arena, uint32_t, model->attribute_count + 1);
    orm_problems_open(&b->problems, &call->ctx, model);
    b->inputs =
        (orm_inputs){.ctx = &b->scratch, .now = orm_call_now(call), .problems = &b->problems};
    b->modify.kind = ORM_INSERT;
    b->modify.relation = orm_compile_relation_in(&b->compiler, model, options);
    if (orm_option_boolean(options, "validate", false))
        read_rules(b, options);
}

int64_t orm_bulk_insert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out)
{
    const orm_json *returning = orm_option(options, "returning");
    orm_returned returned;
    orm_sink *sink = NULL;
    bulk b;

    open_bulk(&b, call, model, options);
    if (!read_members(&b, items))
        return 0;
    check_absent(&b);
    if (out) {
        orm_modify_return(&b.compiler, &b.modify,
                          returning && returning->kind == ORM_JSON_ARRAY ? returning : NULL);
        orm_returned_open(&returned, call->ctx.host, b.modify.outputs, b.modify.output_count, out);
        sink = &returned.sink;
    }
    return call->ctx.host->dialect->has_row_source ? run_source(&b, sink) : run_each(&b, sink);
}
