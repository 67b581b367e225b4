/* nested_hooks.c - the hooks of the models of a tree.  See nested.h and hooked.h.
 *
 * Each row of a nested create has the hooks of a new row; the rows of a list have the bulk hooks
 * alone, unless individualHooks is given, and those below them too: as in Sequelize.  Where
 * Sequelize goes through all of a row's events before it begins with the next one, an event here
 * is of all rows of a nest: every hook before the statements runs before the first statement. */
#include "write/hooked.h"
#include "write/nested.h"

static const uint32_t row_events = ORM_EVENTS(BEFORE_CREATE) | ORM_EVENTS(AFTER_CREATE) |
                                   ORM_EVENTS(BEFORE_VALIDATE) | ORM_EVENTS(AFTER_VALIDATE) |
                                   ORM_EVENTS(VALIDATION_FAILED);

static const uint32_t bulk_events = ORM_EVENTS(BEFORE_BULK_CREATE) | ORM_EVENTS(AFTER_BULK_CREATE);

static bool is_bulk(const orm_nested *it, const orm_nest *nest)
{
    return it->is_listing || nest->is_bulk;
}

/* Its rows have hooks one by one. */
static bool has_rows(const orm_nested *it, const orm_nest *nest)
{
    bool is_individual = it->is_individual && nest->parent == NULL;

    return (!is_bulk(it, nest) || is_individual) && (nest->model->events & row_events);
}

static bool has_hooks(const orm_nested *it, const orm_nest *nest)
{
    return has_rows(it, nest) || (is_bulk(it, nest) && (nest->model->events & bulk_events));
}

bool orm_nested_has_hooks(const orm_nested *it, const orm_nest *root)
{
    if (!it->is_hooked && !it->is_individual)
        return false;
    if (has_hooks(it, root) || (root->pairs && has_hooks(it, root->pairs)))
        return true;
    for (const orm_nest *child = root->children; child; child = child->next)
        if (orm_nested_has_hooks(it, child))
            return true;
    return false;
}

static orm_hooks hooks_of(orm_nested *it, const orm_nest *nest)
{
    return (orm_hooks){it->call, nest->model, it->options};
}

/* ---- before */

static void run_rows(orm_nested *it, orm_nest *nest, orm_event event, orm_hook_row *rows)
{
    orm_hooks hooks = hooks_of(it, nest);
    bool sees_instance = orm_hooks_see_instance(&hooks, UINT32_C(1) << event);

    if (!(nest->model->events >> event & 1))
        return;
    for (uint32_t i = 0; sees_instance && i < nest->count; i++)
        rows[i].instance = orm_hooked_instance(it->call, nest->model, rows[i].values);
    orm_hooks_run(&hooks, event, rows, nest->count);
    for (uint32_t i = 0; i < nest->count; i++)
        nest->rows[i].values = rows[i].values;
}

static orm_text items_text(orm_nested *it, const orm_error_item *first)
{
    orm_buffer text;
    orm_text items;

    orm_buffer_open(&text, it->call->ctx.host, ORM_LIFE_CALL, 256);
    orm_error_write_items(&text, first);
    items = orm_buffer_copy(&text, it->call->ctx.arena);
    orm_buffer_close(&text);
    return items;
}

static void validate(orm_nested *it, orm_nest *nest, orm_hook_row *rows)
{
    orm_error_item **from = it->problems.end;

    orm_nest_check(it, nest);
    nest->is_checked = true;
    nest->is_failed = *from != NULL;
    for (uint32_t i = 0; nest->is_failed && i < nest->count; i++)
        rows[i].value = items_text(it, *from);
    run_rows(it, nest, nest->is_failed ? ORM_EVENT_VALIDATION_FAILED : ORM_EVENT_AFTER_VALIDATE,
             rows);
}

static void before_rows(orm_nested *it, orm_nest *nest)
{
    const uint32_t between =
        ORM_EVENTS(AFTER_VALIDATE) | ORM_EVENTS(VALIDATION_FAILED) | ORM_EVENTS(BEFORE_CREATE);
    orm_hook_row *rows = ORM_NEW_N(it->call->ctx.arena, orm_hook_row, nest->count);

    for (uint32_t i = 0; i < nest->count; i++) {
        nest->rows[i].values = orm_hooked_values(it->call, nest->model, nest->rows[i].values);
        rows[i].values = nest->rows[i].values;
    }
    if (it->is_validating)
        run_rows(it, nest, ORM_EVENT_BEFORE_VALIDATE, rows);
    if (it->is_validating && (nest->model->events & between))
        validate(it, nest, rows);
    if (!nest->is_failed)
        run_rows(it, nest, ORM_EVENT_BEFORE_CREATE, rows);
}

static void before_list(orm_nested *it, orm_nest *nest)
{
    orm_ctx *ctx = &it->call->ctx;
    orm_hooks hooks = hooks_of(it, nest);
    orm_json *list = ORM_NEW(ctx->arena, orm_json);
    orm_hook_row row = {.values = list};
    uint32_t i = 0;

    list->kind = ORM_JSON_ARRAY;
    list->slot = -1;
    for (i = 0; i < nest->count; i++)
        orm_json_append(list, orm_json_copy(ctx, orm_hooked_document(ctx, nest->rows[i].values)));
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_BULK_CREATE, &row, 1);
    i = 0;
    if (row.values != list)
        orm_each_child (item, row.values)
            nest->rows[i++].values = item;
}

static void before(orm_nested *it, orm_nest *nest)
{
    if (nest->count == 0)
        return;
    if (is_bulk(it, nest) && it->is_hooked)
        before_list(it, nest);
    if (has_rows(it, nest))
        before_rows(it, nest);
}

void orm_nested_before(orm_nested *it, orm_nest *root)
{
    before(it, root);
    for (orm_nest *child = root->children; child; child = child->next)
        orm_nested_before(it, child);
    if (root->pairs)
        before(it, root->pairs);
}

/* ---- after */

static orm_text stored_text(orm_nested *it, const orm_nest *nest, uint32_t row)
{
    orm_buffer text;
    orm_text instance;

    orm_buffer_open(&text, it->call->ctx.host, ORM_LIFE_CALL, 256);
    orm_nest_write(nest, row, &text);
    instance = orm_buffer_copy(&text, it->call->ctx.arena);
    orm_buffer_close(&text);
    return instance;
}

static void after_rows(orm_nested *it, orm_nest *nest)
{
    orm_hooks hooks = hooks_of(it, nest);
    orm_hook_row *rows = ORM_NEW_N(it->call->ctx.arena, orm_hook_row, nest->count);

    for (uint32_t i = 0; i < nest->count; i++) {
        rows[i].values = nest->rows[i].values;
        rows[i].instance = stored_text(it, nest, i);
    }
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_CREATE, rows, nest->count);
}

static void after_list(orm_nested *it, orm_nest *nest)
{
    orm_ctx *ctx = &it->call->ctx;
    orm_hooks hooks = hooks_of(it, nest);
    orm_hook_row row = {.values = NULL};
    orm_buffer text;

    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 256);
    for (uint32_t i = 0; i < nest->count; i++) {
        orm_buffer_char(&text, i ? ',' : '[');
        orm_nest_write(nest, i, &text);
    }
    orm_buffer_char(&text, ']');
    row.instance = orm_buffer_copy(&text, ctx->arena);
    orm_buffer_close(&text);
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_BULK_CREATE, &row, 1);
}

static void after(orm_nested *it, orm_nest *nest)
{
    if (nest->count == 0)
        return;
    if (has_rows(it, nest) && (nest->model->events & ORM_EVENTS(AFTER_CREATE)))
        after_rows(it, nest);
    if (is_bulk(it, nest) && it->is_hooked && (nest->model->events & ORM_EVENTS(AFTER_BULK_CREATE)))
        after_list(it, nest);
}

void orm_nested_after(orm_nested *it, orm_nest *root)
{
    for (orm_nest *child = root->children; child; child = child->next)
        if (child->association->kind == ORM_BELONGS_TO)
            orm_nested_after(it, child);
    for (orm_nest *child = root->children; child; child = child->next)
        if (child->association->kind != ORM_BELONGS_TO)
            orm_nested_after(it, child);
    after(it, root);
    if (root->pairs)
        after(it, root->pairs);
}
