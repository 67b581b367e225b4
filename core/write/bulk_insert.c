/* bulk_insert.c - many new rows from one list; with a unique key, over the rows that are there. See
 * write.h and bulk.h. */
#include "dialect.h"
#include "query/scope.h"
#include "sql/modify.h"
#include "write/bulk.h"
#include "write/hooked_rows.h"
#include "write/write.h"

static const orm_key create_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"individualHooks", ORM_K_BOOLEAN},
    {"ignoreDuplicates", ORM_K_BOOLEAN},
    {"updateOnDuplicate", ORM_K_ARRAY},
    {"conflictFields", ORM_K_ARRAY},
    {"conflictAttributes", ORM_K_ARRAY},
    {"conflictWhere", ORM_K_OBJECT | ORM_K_ARRAY},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key upsert_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"conflictFields", ORM_K_ARRAY},
    {"conflictAttributes", ORM_K_ARRAY},
    {"conflictWhere", ORM_K_OBJECT | ORM_K_ARRAY},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

void orm_bulk_insert_check(orm_compiler *c, const orm_json *options)
{
    ORM_CHECK_KEYS(c->ctx, options, create_keys, c->function);
}

/* ---- what happens to a row that is there */

static orm_bulk_mode mode_of(orm_call *call, const orm_json *options)
{
    const orm_json *updated = orm_option(options, "updateOnDuplicate");

    if (updated && orm_option_boolean(options, "ignoreDuplicates", false))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, updated,
                     "\"updateOnDuplicate\" and \"ignoreDuplicates\" exclude one another");
    if (updated)
        return ORM_BULK_UPDATE;
    return orm_option_boolean(options, "ignoreDuplicates", false) ? ORM_BULK_SKIP : ORM_BULK_INSERT;
}

/* The attributes that `updateOnDuplicate` names, but createdAt. */
static bool *updated_by_option(orm_bulk *b)
{
    const orm_json *names = orm_option(b->json_options, "updateOnDuplicate");
    bool *is_updated = ORM_NEW_N(b->call->ctx.arena, bool, b->model->attribute_count + 1);

    if (names->count == 0)
        ORM_FAIL(&b->compiler, names, "\"updateOnDuplicate\" names no attribute");
    orm_each_child (name, names) {
        const orm_attribute *attribute;

        if (name->kind != ORM_JSON_STRING)
            ORM_FAIL(&b->compiler, name, "the name of an attribute, not %s",
                     orm_json_kind_name(name));
        attribute = orm_model_need_attribute(&b->call->ctx, b->model, name->text, name);
        is_updated[attribute->index] = attribute != b->model->created_at;
    }
    return is_updated;
}

/* The attributes that a row is given (`has` NULL: that any row is). */
static bool *updated_by_values(orm_bulk *b, const uint8_t *has)
{
    bool *is_updated = ORM_NEW_N(b->call->ctx.arena, bool, b->model->attribute_count + 1);

    for (uint32_t i = 0; i < b->column_count; i++)
        is_updated[b->columns[i].attribute->index] =
            has ? has[i] == ORM_VALUE_GIVEN : b->columns[i].given > 0;
    return is_updated;
}

static bool *given_attributes(orm_bulk *b)
{
    bool *given = ORM_NEW_N(b->call->ctx.arena, bool, b->model->attribute_count + 1);

    for (uint32_t i = 0; i < b->model->attribute_count; i++)
        given[i] = b->given[i] > 0 && b->is_wanted[i];
    return given;
}

static void read_conflict(orm_bulk *b)
{
    orm_compiler *c = &b->compiler;
    const orm_relation *relation = b->modify.relation;

    if (b->mode == ORM_BULK_INSERT) {
        orm_conflict_refuse(c, b->json_options, "ignoreDuplicates\" or \"updateOnDuplicate");
        return;
    }
    b->conflict = orm_conflict_read(c, relation, b->json_options);
    b->modify.conflict = b->conflict;
    b->modify.is_counting_source = true;
    if (b->mode == ORM_BULK_SKIP && !b->conflict->target_count && !b->conflict->where.length)
        return; /* whatever it conflicts with */
    orm_conflict_choose_among(c, b->conflict, relation, b->json_options, given_attributes(b),
                              b->mode == ORM_BULK_UPSERT);
}

/* ---- with a row source */

static orm_expr *raw(orm_bulk *b, orm_text text)
{
    orm_expr *expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_RAW);

    expr->text = text;
    return expr;
}

/* The row that is being written has a value of its own for the column. */
static orm_expr *has_own(orm_bulk *b, uint32_t column)
{
    b->keeps_has = b->modify.is_counting_source = true;
    return raw(b, orm_text_format(b->call->ctx.arena, "%.*s.orm_source_has(0, %u)",
                                  ORM_ARG(b->call->ctx.host->catalog_schema), column));
}

static orm_expr *choose(orm_bulk *b, orm_expr *condition, orm_expr *yes, orm_expr *no)
{
    orm_expr *expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_CASE);

    expr->left = condition;
    expr->right = yes;
    expr->third = no;
    return expr;
}

/* A setter sees values that are given, not those that are made. */
static orm_expr *source_value(orm_bulk *b, uint32_t column)
{
    const orm_attribute *attribute = b->columns[column].attribute;
    orm_expr *own = orm_expr_new(b->call->ctx.arena, ORM_EXPR_SOURCE), *set;

    own->attribute = attribute;
    own->type = attribute->type;
    if (attribute->setter.length == 0 || b->columns[column].given == 0)
        return own;
    set = orm_compile_set(&b->compiler, b->modify.relation, attribute, own);
    return b->columns[column].given == b->count ? set : choose(b, has_own(b, column), set, own);
}

/* What only some rows are given is changed in these alone. */
static void guard_updates(orm_bulk *b)
{
    for (orm_assignment *it = b->conflict->updates; it; it = it->next) {
        const orm_bulk_column *column = orm_bulk_column_of(b, it->attribute);

        if (column == NULL || it->expr->kind != ORM_EXPR_EXCLUDED || column->given == b->count ||
            it->attribute == b->model->updated_at)
            continue;
        it->expr = choose(b, has_own(b, (uint32_t)(column - b->columns)), it->expr,
                          orm_expr_column(b->call->ctx.arena, b->modify.relation, it->attribute));
    }
}

/* Several items in one row count as many changes: the row brings them in its version. */
static void count_versions(orm_bulk *b)
{
    const orm_attribute *version = b->model->version;
    const orm_bulk_column *column = version ? orm_bulk_column_of(b, version) : NULL;
    int64_t first;

    if (column == NULL || column->given > 0 || column->default_kind != ORM_DEFAULT_VALUE ||
        column->default_value.kind != ORM_VALUE_INTEGER)
        return;
    first = column->default_value.as.integer;
    for (uint32_t i = 0; i < b->same.count; i++)
        b->merged[i][column - b->columns].as.integer = first + b->same.size[i] - 1;
    for (orm_assignment *it = b->conflict->updates; it; it = it->next) {
        orm_expr *sum = it->expr, *own;

        if (it->attribute != version)
            continue;
        own = orm_expr_new(b->call->ctx.arena, ORM_EXPR_EXCLUDED);
        own->attribute = version;
        it->expr = orm_expr_new(b->call->ctx.arena, ORM_EXPR_ADD);
        it->expr->left = sum;
        it->expr->right = own;
        it->expr->type = version->type;
        sum->right->text = orm_text_format(b->call->ctx.arena, "%lld", (long long)(1 - first));
    }
}

static void merge(orm_bulk *b, const bool *is_updated)
{
    bool *columns = ORM_NEW_N(b->call->ctx.arena, bool, b->column_count + 1);

    for (uint32_t i = 0; is_updated && i < b->column_count; i++)
        columns[i] = is_updated[b->columns[i].attribute->index];
    orm_bulk_merge(b, is_updated ? columns : NULL);
    count_versions(b);
}

static int64_t run_source(orm_bulk *b, const bool *is_updated, orm_sink *sink)
{
    for (uint32_t i = 0; i < b->column_count; i++)
        orm_modify_assign(&b->compiler, &b->modify, b->columns[i].attribute, source_value(b, i));
    if (b->mode == ORM_BULK_UPSERT)
        guard_updates(b);
    if (b->same.has_any)
        merge(b, is_updated);
    return orm_bulk_run_source(b, sink);
}

/* ---- with one prepared statement per row */

/* A parameter that is the row's value for a column. */
static orm_expr *row_value(orm_bulk *b, uint32_t column)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_expr *expr = orm_compile_value(&b->compiler, b->columns[column].attribute, nothing);

    ((orm_param *)expr->param)->slot = (int32_t)column;
    return expr;
}

static orm_statement print_insert(orm_bulk *b, const uint8_t *has, uint16_t **columns)
{
    orm_modify modify = b->modify;
    orm_conflict conflict;
    const orm_param **parameters;
    orm_statement statement;

    for (uint32_t i = 0; i < b->column_count; i++) {
        orm_expr *value = row_value(b, i);

        if (has[i] == ORM_VALUE_GIVEN)
            value = orm_compile_set(&b->compiler, modify.relation, b->columns[i].attribute, value);
        if (has[i] != ORM_VALUE_ABSENT)
            orm_modify_assign(&b->compiler, &modify, b->columns[i].attribute, value);
    }
    if (b->mode == ORM_BULK_UPSERT) {
        conflict = *b->conflict;
        conflict.updates = NULL;
        orm_conflict_update_all(&b->compiler, &conflict, modify.relation, updated_by_values(b, has),
                                b->options.is_silent);
        modify.conflict = &conflict;
    }
    statement = orm_print_modify(&b->call->ctx, &modify, NULL, &parameters);
    *columns = ORM_NEW_N(b->call->ctx.arena, uint16_t, statement.parameter_count + 1u);
    for (uint16_t i = 0; i < statement.parameter_count; i++)
        (*columns)[i] = (uint16_t)parameters[i]->slot;
    return statement;
}

/* ---- the calls */

static int64_t run(orm_bulk *b, orm_text items, orm_buffer *out)
{
    bool is_overwriting = b->mode == ORM_BULK_UPDATE || b->mode == ORM_BULK_UPSERT;
    bool has_source = b->call->ctx.host->dialect->has_row_source;
    const bool *is_updated = NULL;
    orm_bulk_answer answer;
    orm_sink *sink;
    int64_t count;

    orm_compile_scopes(&b->compiler, b->model, b->json_options);
    if (!orm_bulk_read_members(b, items))
        return 0;
    read_conflict(b);
    if (b->mode == ORM_BULK_UPDATE)
        is_updated = updated_by_option(b);
    if (is_overwriting) {
        orm_conflict_update_all(&b->compiler, b->conflict, b->modify.relation,
                                is_updated ? is_updated : updated_by_values(b, NULL),
                                b->options.is_silent);
        orm_bulk_find_same(b, b->conflict->target, b->conflict->target_count);
    }
    orm_bulk_read_rules(b);
    sink = orm_bulk_answer_open(&answer, b, out);
    count = has_source ? run_source(b, is_updated, sink)
                       : orm_bulk_run_each(b, print_insert, &answer, sink);
    orm_bulk_answer_close(&answer);
    return is_overwriting && b->same.has_any ? b->count : count;
}

static int64_t insert_list(orm_call *call, const orm_model *model, orm_text items,
                           const orm_json *options, orm_buffer *out)
{
    orm_bulk b;

    ORM_CHECK_KEYS(&call->ctx, options, create_keys, "orm_bulk_create");
    orm_bulk_open(&b, call, model, options, mode_of(call, options));
    return run(&b, items, out);
}

static int64_t upsert_list(orm_call *call, const orm_model *model, orm_text items,
                           const orm_json *options, orm_buffer *out)
{
    orm_bulk b;

    ORM_CHECK_KEYS(&call->ctx, options, upsert_keys, "orm_bulk_upsert");
    orm_bulk_open(&b, call, model, options, ORM_BULK_UPSERT);
    return run(&b, items, out);
}

static const orm_hooked_events bulk_events = {ORM_EVENT_BEFORE_BULK_CREATE,
                                              ORM_EVENT_AFTER_BULK_CREATE};

int64_t orm_bulk_insert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out)
{
    const orm_list_write write = {insert_list, &bulk_events, call, model, options};

    return orm_list_write_run(&write, items, out);
}

int64_t orm_bulk_upsert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out)
{
    const orm_list_write write = {upsert_list, &bulk_events, call, model, options};

    return orm_list_write_run(&write, items, out);
}
