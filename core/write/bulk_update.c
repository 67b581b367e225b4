/* bulk_update.c - different values for many rows: an item's key chooses the row, the rest is set.
 * See write.h and bulk.h.
 *
 * Where an item carries the model's version, its row must still have it; if one has not, nothing is
 * changed at all. */
#include "dialect.h"
#include "query/find.h"
#include "query/scope.h"
#include "sql/modify.h"
#include "write/bulk.h"
#include "write/hooked_rows.h"
#include "write/write.h"

static const orm_key update_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

typedef struct bulk_update {
    orm_bulk b;
    bool is_paranoid;
    bool has_versions; /* items carry one */
} bulk_update;

/* ---- what is chosen and what is set */

static bool is_chosen_by(const bulk_update *it, const orm_attribute *attribute)
{
    return attribute->is_primary || attribute == it->b.model->version;
}

static void check_keys(bulk_update *it)
{
    const orm_model *model = it->b.model;
    const orm_json *item;

    if (model->primary_count == 0)
        orm_raise(&it->b.call->ctx, ORM_INVALID_OPTION, ORM_TEXT("model"),
                  "%.*s has no primary key by which items could choose rows", ORM_ARG(model->name));
    orm_bulk_rewind(&it->b);
    while ((item = orm_bulk_next(&it->b)))
        for (uint32_t i = 0; i < model->primary_count; i++) {
            const orm_json *part = orm_json_member_text(item, model->primary[i]->name);

            if (part == NULL || part->kind == ORM_JSON_NULL)
                orm_raise_at(&it->b.call->ctx, ORM_INVALID_OPTION, item,
                             "the item lacks its key \"%.*s\"", ORM_ARG(model->primary[i]->name));
        }
}

static void find_same(bulk_update *it)
{
    const orm_model *model = it->b.model;

    check_keys(it);
    it->has_versions = model->version && it->b.given[model->version->index] > 0;
    orm_bulk_find_same(&it->b, model->primary, model->primary_count);
    if (it->has_versions && it->b.same.has_any)
        orm_raise(&it->b.call->ctx, ORM_INVALID_OPTION, ORM_TEXT("items"),
                  "items that carry a version have a key once each");
}

/* Keys are asked for, whatever `fields` says. */
static void want_keys(bulk_update *it)
{
    const orm_model *model = it->b.model;

    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (is_chosen_by(it, model->attributes[i]))
            it->b.is_wanted[i] = true;
}

static orm_expr *plus(orm_bulk *b, const orm_attribute *attribute, orm_expr *amount)
{
    orm_expr *sum = orm_expr_new(b->call->ctx.arena, ORM_EXPR_ADD);

    sum->left = orm_expr_column(b->call->ctx.arena, b->modify.relation, attribute);
    sum->right = amount;
    sum->type = attribute->type;
    return sum;
}

static orm_expr *number(orm_bulk *b, uint32_t value)
{
    orm_expr *expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_NUMBER);

    expr->text = orm_text_format(b->call->ctx.arena, "%u", value);
    return expr;
}

static void add_condition(orm_bulk *b, orm_modify *modify, orm_expr *condition)
{
    modify->where = orm_expr_join(b->call->ctx.arena, ORM_EXPR_AND, modify->where, condition);
}

static void add_equality(orm_bulk *b, orm_modify *modify, const orm_attribute *attribute,
                         orm_expr *value)
{
    orm_expr *column = orm_expr_column(b->call->ctx.arena, modify->relation, attribute);

    add_condition(b, modify, orm_expr_compare(b->call->ctx.arena, ORM_EQUAL, column, value));
}

/* ---- with a row source */

static orm_expr *source_value(orm_bulk *b, const orm_attribute *attribute)
{
    orm_expr *own = orm_expr_new(b->call->ctx.arena, ORM_EXPR_SOURCE);

    own->attribute = attribute;
    own->type = attribute->type;
    return own;
}

static orm_expr *has_own(orm_bulk *b, const orm_bulk_column *column)
{
    orm_expr *expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_RAW);

    b->keeps_has = true;
    expr->text = orm_text_format(
        b->call->ctx.arena, "%.*s.orm_source_has(s." ORM_SOURCE_NUMBER ", %u)",
        ORM_ARG(b->call->ctx.host->catalog_schema), (unsigned)(column - b->columns));
    return expr;
}

/* What only some items have is changed in their rows alone. */
static void assign_from_source(orm_bulk *b, const orm_bulk_column *column)
{
    const orm_attribute *attribute = column->attribute;
    orm_expr *value = source_value(b, attribute), *choice;

    if (column->given > 0)
        value = orm_compile_set(&b->compiler, b->modify.relation, attribute, value);
    if (column->given == b->count || column->given == 0) {
        orm_modify_assign(&b->compiler, &b->modify, attribute, value);
        return;
    }
    choice = orm_expr_new(b->call->ctx.arena, ORM_EXPR_CASE);
    choice->left = has_own(b, column);
    choice->right = value;
    choice->third = orm_expr_column(b->call->ctx.arena, b->modify.relation, attribute);
    orm_modify_assign(&b->compiler, &b->modify, attribute, choice);
}

/* The version is the one that the item carries, where it carries one. */
static void match_version(bulk_update *it)
{
    orm_bulk *b = &it->b;
    const orm_attribute *version = b->model->version;
    const orm_bulk_column *column = orm_bulk_column_of(b, version);
    orm_modify any = {.relation = b->modify.relation};
    orm_expr *lacks;

    add_equality(b, &any, version, source_value(b, version));
    if (column->given < b->count) {
        lacks = orm_expr_not(b->call->ctx.arena, has_own(b, column));
        any.where = orm_expr_join(b->call->ctx.arena, ORM_EXPR_OR, any.where, lacks);
    }
    add_condition(b, &b->modify, any.where);
}

/* Items of one row are as many changes: the row brings them in its version. */
static void count_items(orm_bulk *b, const orm_attribute *version)
{
    const orm_bulk_column *column = orm_bulk_column_of(b, version);

    for (uint32_t i = 0; i < b->same.count; i++)
        b->merged[i][column - b->columns].as.integer = b->same.size[i];
}

static void assign_version(bulk_update *it)
{
    orm_bulk *b = &it->b;
    const orm_attribute *version = b->model->version;
    orm_expr *changes;

    if (version == NULL)
        return;
    if (it->has_versions)
        match_version(it);
    if (b->same.has_any)
        count_items(b, version);
    changes = b->same.has_any ? source_value(b, version) : number(b, 1);
    orm_modify_assign(&b->compiler, &b->modify, version, plus(b, version, changes));
}

static void add_number(orm_bulk *b)
{
    const orm_output **outputs =
        ORM_NEW_N(b->call->ctx.arena, const orm_output *, b->modify.output_count + 1u);
    orm_output *output = ORM_NEW(b->call->ctx.arena, orm_output);

    if (b->modify.output_count)
        memcpy(outputs, b->modify.outputs, b->modify.output_count * sizeof *outputs);
    output->expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_RAW);
    output->expr->text = ORM_TEXT("s." ORM_SOURCE_NUMBER);
    outputs[b->modify.output_count++] = output;
    b->modify.outputs = outputs;
}

static int64_t run_source(bulk_update *it, orm_bulk_answer *answer, orm_sink *sink)
{
    orm_bulk *b = &it->b;

    for (uint32_t i = 0; i < b->column_count; i++) {
        const orm_bulk_column *column = &b->columns[i];

        if (column->attribute->is_primary)
            add_equality(b, &b->modify, column->attribute, source_value(b, column->attribute));
        else if (column->attribute != b->model->version)
            assign_from_source(b, column);
    }
    if (it->is_paranoid)
        add_condition(b, &b->modify, orm_compile_paranoid(&b->compiler, b->modify.relation));
    if (b->same.has_any)
        orm_bulk_merge(b, NULL);
    assign_version(it);
    add_number(b);
    answer->has_number = true;
    return orm_bulk_run_source(b, sink);
}

/* ---- with one prepared statement per row */

static orm_expr *row_value(orm_bulk *b, uint32_t column)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_expr *expr = orm_compile_value(&b->compiler, b->columns[column].attribute, nothing);

    ((orm_param *)expr->param)->slot = (int32_t)column;
    return expr;
}

static void add_column(bulk_update *it, orm_modify *modify, uint32_t column, uint8_t has)
{
    orm_bulk *b = &it->b;
    const orm_attribute *attribute = b->columns[column].attribute;
    orm_expr *value = row_value(b, column);

    if (has == ORM_VALUE_ABSENT || (has == ORM_VALUE_MADE && attribute == b->model->version))
        return;
    if (is_chosen_by(it, attribute)) {
        add_equality(b, modify, attribute, value);
        return;
    }
    if (has == ORM_VALUE_GIVEN)
        value = orm_compile_set(&b->compiler, modify->relation, attribute, value);
    orm_modify_assign(&b->compiler, modify, attribute, value);
}

static bool sets_any(const bulk_update *it, const uint8_t *has)
{
    for (uint32_t i = 0; i < it->b.column_count; i++)
        if (has[i] == ORM_VALUE_GIVEN && !is_chosen_by(it, it->b.columns[i].attribute))
            return true;
    return false;
}

static orm_statement print_update(orm_bulk *b, const uint8_t *has, uint16_t **columns)
{
    bulk_update *it = (bulk_update *)b;
    orm_modify modify = b->modify;
    const orm_param **parameters;
    orm_statement statement;

    if (!sets_any(it, has))
        return (orm_statement){.sql = {"", 0}};
    for (uint32_t i = 0; i < b->column_count; i++)
        add_column(it, &modify, i, has[i]);
    if (b->model->version)
        orm_modify_assign(&b->compiler, &modify, b->model->version,
                          plus(b, b->model->version, number(b, 1)));
    if (it->is_paranoid)
        add_condition(b, &modify, orm_compile_paranoid(&b->compiler, modify.relation));
    statement = orm_print_modify(&b->call->ctx, &modify, NULL, &parameters);
    *columns = ORM_NEW_N(b->call->ctx.arena, uint16_t, statement.parameter_count + 1u);
    for (uint16_t i = 0; i < statement.parameter_count; i++)
        (*columns)[i] = (uint16_t)parameters[i]->slot;
    return statement;
}

/* ---- the call */

/* Attributes that items may set. */
static bool is_settable(const bulk_update *it, const orm_bulk_column *column)
{
    return column->given > 0 && !is_chosen_by(it, column->attribute);
}

/* Some items may have nothing but their key: their rows are left alone. */
static void skip_empty(bulk_update *it)
{
    orm_bulk *b = &it->b;
    orm_expr *any = NULL;

    for (uint32_t i = 0; i < b->column_count; i++) {
        if (!is_settable(it, &b->columns[i]))
            continue;
        if (b->columns[i].given == b->count)
            return;
        any = orm_expr_join(b->call->ctx.arena, ORM_EXPR_OR, any, has_own(b, &b->columns[i]));
    }
    add_condition(b, &b->modify, any);
}

static bool has_any_settable(const bulk_update *it)
{
    for (uint32_t i = 0; i < it->b.column_count; i++)
        if (is_settable(it, &it->b.columns[i]))
            return true;
    return false;
}

static _Noreturn void fail_version(bulk_update *it, const orm_json *version)
{
    orm_error *error = orm_error_new(&it->b.call->ctx, ORM_OPTIMISTIC_LOCK,
                                     "the row of %.*s has another version than %.*s, or is gone",
                                     ORM_ARG(it->b.model->name), ORM_ARG(version->token));

    error->model = it->b.model->name;
    error->at = orm_json_place(&it->b.call->ctx, version);
    orm_throw(&it->b.call->ctx, error);
}

/* An item that carries a version must have found its row. */
static void check_versions(bulk_update *it, const bool *is_found)
{
    const orm_json *item;

    orm_bulk_rewind(&it->b);
    while ((item = orm_bulk_next(&it->b))) {
        const orm_json *version = orm_json_member_text(item, it->b.model->version->name);

        if (version && version->kind != ORM_JSON_NULL && !is_found[it->b.at])
            fail_version(it, version);
    }
}

static int64_t count_found(const bulk_update *it, const bool *is_found)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < it->b.same.count; i++)
        count += is_found[i];
    return count;
}

static int64_t run(bulk_update *it, orm_buffer *out)
{
    orm_bulk *b = &it->b;
    bool has_source = b->call->ctx.host->dialect->has_row_source;
    orm_bulk_answer answer;
    int64_t count;

    orm_bulk_answer_open(&answer, b, out);
    answer.is_ordered = !has_source && !b->same.has_any;
    answer.is_complete = false;
    answer.is_found = ORM_NEW_N(b->call->ctx.arena, bool, b->count + 1);
    if (has_source) {
        skip_empty(it);
        run_source(it, &answer, &answer.sink);
    } else {
        orm_bulk_run_each(b, print_update, &answer, &answer.sink);
    }
    count = count_found(it, answer.is_found);
    if (it->has_versions && count < b->count)
        check_versions(it, answer.is_found);
    orm_bulk_answer_close(&answer);
    return count;
}

int64_t orm_bulk_update_items(orm_call *call, const orm_model *model, orm_text items,
                              const orm_json *const *places, const orm_json *options,
                              orm_buffer *out)
{
    bulk_update it = {.is_paranoid = orm_option_boolean(options, "paranoid", false)};

    ORM_CHECK_KEYS(&call->ctx, options, update_keys, "orm_bulk_update");
    orm_bulk_open(&it.b, call, model, options, ORM_BULK_CHANGE);
    it.b.places = places;
    orm_compile_scopes(&it.b.compiler, model, options);
    want_keys(&it);
    if (!orm_bulk_read_members(&it.b, items))
        return 0;
    find_same(&it);
    orm_bulk_read_rules(&it.b);
    return has_any_settable(&it) ? run(&it, out) : 0;
}

static int64_t update_list(orm_call *call, const orm_model *model, orm_text items,
                           const orm_json *options, orm_buffer *out)
{
    return orm_bulk_update_items(call, model, items, NULL, options, out);
}

int64_t orm_bulk_update_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_BULK_UPDATE,
                                             ORM_EVENT_AFTER_BULK_UPDATE};
    const orm_list_write write = {update_list, &events, call, model, options};

    return orm_list_write_run(&write, items, out);
}
