/* hooked_rows.c - writes of many rows with the model's hooks.  See hooked_rows.h.
 *
 * Source of the order: Sequelize's Model.update, destroy, restore and bulkCreate. */
#include "write/hooked_rows.h"

#include "exec/find.h"
#include "exec/hooks.h"
#include "write/document.h"
#include "write/write.h"

/* ---- documents */

static orm_json *flag(orm_ctx *ctx, const char *name, bool is_true)
{
    return orm_document_value(
        ctx, orm_text_from(name),
        (orm_value){.kind = ORM_VALUE_BOOLEAN, .as.integer = is_true ? 1 : 0});
}

static orm_json *new_object(orm_ctx *ctx, const char *name)
{
    return orm_document_new(ctx, ORM_JSON_OBJECT, orm_text_from(name));
}

/* The options with one of them set. */
static const orm_json *with_option(orm_ctx *ctx, const orm_json *options, orm_json *option)
{
    orm_json *patch = new_object(ctx, "options");

    orm_json_append(patch, option);
    return orm_hooks_merge(ctx, options, patch);
}

/* Those of the options that have one of these names. */
static orm_json *some_options(orm_ctx *ctx, const orm_json *options, const char *const *names,
                              size_t count)
{
    orm_json *some = new_object(ctx, "options");

    for (size_t i = 0; i < count; i++) {
        const orm_json *option = orm_option(options, names[i]);

        if (option)
            orm_json_append(some, orm_json_copy(ctx, option));
    }
    return some;
}

/* As it was given: orm_hooks_text() would leave out what no column can hold. */
static orm_text tree_text(orm_ctx *ctx, const orm_json *document)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 1024);
    orm_json_write_tree(&buffer, document);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

static orm_text rows_text(orm_ctx *ctx, const orm_buffer *out, size_t from)
{
    return orm_text_format(ctx->arena, "[%.*s]", ORM_ARG(orm_buffer_since(out, from)));
}

/* ---- individualHooks: the rows as they are */

/* {"$and":[where,{"deletedAt":{"$ne":null}}]} */
static orm_json *deleted_alone(orm_ctx *ctx, const orm_model *model, const orm_json *where)
{
    orm_json *unequal = new_object(ctx, ""), *deleted = new_object(ctx, "");
    orm_json *all = orm_document_new(ctx, ORM_JSON_ARRAY, ORM_TEXT("$and"));
    orm_json *both = new_object(ctx, "where");

    unequal->key = model->deleted_at->name;
    orm_json_append(unequal, orm_document_null(ctx, ORM_TEXT("$ne")));
    orm_json_append(deleted, unequal);
    if (where)
        orm_json_append(all, orm_json_copy(ctx, where));
    orm_json_append(all, deleted);
    orm_json_append(both, all);
    return both;
}

/* By their keys: so are those of a limit (change.c), and so are they answered. */
static const orm_json *in_order(orm_ctx *ctx, const orm_model *model, const orm_json *options)
{
    orm_json *order = orm_document_new(ctx, ORM_JSON_ARRAY, ORM_TEXT("order"));

    for (uint32_t i = 0; i < model->primary_count; i++)
        orm_json_append(order, orm_document_text(ctx, (orm_text){"", 0}, model->primary[i]->name));
    return model->primary_count ? with_option(ctx, options, order) : options;
}

/* The finding part of individualHooks; what afterFind gives anew is not what is written. */
static const orm_json *find_rows(const orm_change *change, const orm_json *options,
                                 bool is_paranoid, bool is_restoring)
{
    static const char *const names[] = {"where",           "limit",  "scope", "schema",
                                        "schemaDelimiter", "params", "now"};
    orm_ctx *ctx = &change->call->ctx;
    orm_json *finder = some_options(ctx, options, names, is_restoring ? 2 : 6);
    orm_find find = {.model = change->model};
    orm_buffer text;
    const orm_json *rows;

    if (is_restoring) {
        orm_document_put(finder, deleted_alone(ctx, change->model, orm_option(options, "where")));
        orm_json_append(finder, orm_document_null(ctx, ORM_TEXT("scope")));
    }
    orm_json_append(finder, flag(ctx, "paranoid", is_paranoid));
    find.options =
        in_order(ctx, change->model, orm_hooks_before_find(change->call, change->model, finder));
    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 1024);
    orm_find_run(change->call, &find, change->params, ORM_ANSWER_LIST, &text);
    rows = orm_json_read(ctx, orm_buffer_copy(&text, ctx->arena), ORM_JSON_STORED, "rows");
    orm_hooks_after_find(change->call, change->model, find.options, &text, 0);
    orm_buffer_close(&text);
    return rows;
}

static orm_hook_row *hook_rows(orm_ctx *ctx, const orm_json *instances, const orm_json *values)
{
    orm_hook_row *rows = ORM_NEW_N(ctx->arena, orm_hook_row, instances->count + 1);
    uint32_t i = 0;

    orm_each_child (instance, instances) {
        rows[i].instance =
            values ? orm_hooks_text(ctx, orm_hooks_merge(ctx, instance, values)) : instance->token;
        rows[i++].values = values;
    }
    return rows;
}

/* ---- orm_update */

static bool is_individual(const orm_change *change, uint32_t events)
{
    return (change->model->events & events) &&
           orm_option_boolean(change->options, "individualHooks", false);
}

static const uint32_t update_events = ORM_EVENTS(BEFORE_UPDATE) | ORM_EVENTS(AFTER_UPDATE);
static const orm_hooked_events bulk_update = {ORM_EVENT_BEFORE_BULK_UPDATE,
                                              ORM_EVENT_AFTER_BULK_UPDATE};

bool orm_update_has_hooks(const orm_change *change)
{
    return is_individual(change, update_events) ||
           orm_hooks_wanted(change->model, change->options, orm_hooked_mask(&bulk_update));
}

typedef struct updating {
    orm_hooked hooked;
    orm_change change;
    orm_buffer *out; /* the rows; or NULL */
    int64_t count;
    const orm_json *found; /* individualHooks: the rows as they were */
    orm_hook_row *rows;
} updating;

static bool run_update(orm_hooked *hooked, const orm_trial *trial)
{
    updating *it = (updating *)hooked;

    it->change.row = hooked->row.values;
    it->change.options = hooked->hooks.options;
    it->change.trial = trial;
    it->count = orm_update_rows(&it->change, it->out);
    return true;
}

static bool is_changed(const updating *it)
{
    for (uint32_t i = 0; i < it->found->count; i++)
        if (it->rows[i].values != it->hooked.row.values)
            return true;
    return false;
}

static bool is_in(const orm_json *names, orm_text name)
{
    orm_each_child (item, names)
        if (item->kind == ORM_JSON_STRING && orm_text_equal(item->text, name))
            return true;
    return false;
}

static void need_list(const updating *it)
{
    orm_ctx *ctx = &it->change.call->ctx;
    const orm_json *set = orm_option(it->change.options, "set");

    if (it->change.model->primary_count == 0)
        orm_raise(ctx, ORM_UNSUPPORTED, ORM_TEXT("options.individualHooks"),
                  "%.*s has no key: its rows cannot be told apart when hooks give them different "
                  "values",
                  ORM_ARG(it->change.model->name));
    if (set)
        orm_raise_at(ctx, ORM_UNSUPPORTED, set,
                     "\"set\" and hooks that change the values of single rows do not go together");
}

/* An item for orm_bulk_update: the row's key, and its values. */
static void add_item(const updating *it, orm_buffer *text, const orm_json *instance,
                     const orm_json *values)
{
    orm_ctx *ctx = &it->change.call->ctx;
    const orm_model *model = it->change.model;
    orm_json *item = new_object(ctx, "");

    orm_each_child (member, values)
        orm_json_append(item, orm_json_copy(ctx, member));
    for (uint32_t i = 0; i < model->primary_count; i++) {
        const orm_json *part = orm_json_member_text(instance, model->primary[i]->name);

        if (part)
            orm_document_put(item, orm_json_copy(ctx, part));
    }
    orm_json_write_tree(text, item);
}

/* Hooks gave rows different values: they are written as a list. */
static int64_t update_each(updating *it, orm_buffer *out)
{
    static const char *const names[] = {"silent", "now",    "returning",
                                        "scope",  "schema", "schemaDelimiter"};
    orm_ctx *ctx = &it->change.call->ctx;
    const orm_json *options = some_options(ctx, it->change.options, names, 6);
    const orm_json *instance = it->found->first;
    orm_buffer text;

    need_list(it);
    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 1024);
    for (uint32_t i = 0; i < it->found->count; i++, instance = instance->next) {
        orm_buffer_char(&text, i ? ',' : '[');
        add_item(it, &text, instance, it->rows[i].values);
    }
    orm_buffer_char(&text, ']');
    return orm_bulk_update_items(it->change.call, it->change.model,
                                 orm_buffer_copy(&text, ctx->arena), NULL, options, out);
}

/* One UPDATE of all rows or, where hooks have made them different, a list of them. */
static void update_found(updating *it, const orm_trial *trial)
{
    if (it->found && is_changed(it))
        it->count = update_each(it, it->out);
    else
        run_update(&it->hooked, trial);
}

static void before_each(updating *it)
{
    bool is_paranoid = orm_option_boolean(it->change.options, "paranoid", true);

    it->found = find_rows(&it->change, it->hooked.hooks.options, is_paranoid, false);
    it->rows = hook_rows(&it->change.call->ctx, it->found, it->hooked.row.values);
    orm_hooks_run(&it->hooked.hooks, ORM_EVENT_BEFORE_UPDATE, it->rows, it->found->count);
}

/* The rows as they are now, in the order of their keys. */
static void after_each(updating *it, orm_text written)
{
    orm_ctx *ctx = &it->change.call->ctx;
    const orm_json *rows = orm_json_read(ctx, written, ORM_JSON_STORED, "rows");

    orm_hooks_run(&it->hooked.hooks, ORM_EVENT_AFTER_UPDATE, hook_rows(ctx, rows, NULL),
                  rows->count);
}

static void run_all(updating *it, bool is_hooked)
{
    orm_trial trial = {NULL, false};

    if (is_hooked)
        trial.is_over = orm_hooked_before(&it->hooked);
    it->change.row = it->hooked.row.values;
    it->change.options = it->hooked.hooks.options;
    if (is_individual(&it->change, update_events))
        before_each(it);
    update_found(it, &trial);
}

/* The values that "fields" lets through: hooks see no others, as in Sequelize. */
static const orm_json *writable(const orm_change *change)
{
    orm_ctx *ctx = &change->call->ctx;
    const orm_json *fields = orm_option(change->options, "fields");
    const orm_json *row = orm_hooked_document(ctx, change->row);
    orm_json *some;

    if (fields == NULL || row->kind != ORM_JSON_OBJECT)
        return row;
    some = orm_json_copy_empty(ctx, row);
    orm_each_child (member, row)
        if (is_in(fields, member->key) || !orm_model_attribute(change->model, member->key))
            orm_json_append(some, orm_json_copy(ctx, member));
    return some;
}

int64_t orm_update_hooked(const orm_change *change, orm_buffer *out)
{
    orm_ctx *ctx = &change->call->ctx;
    bool is_hooked = orm_option_boolean(change->options, "hooks", true);
    bool is_each = is_individual(change, ORM_EVENTS(AFTER_UPDATE));
    const orm_json *options = change->options;
    updating it = {.change = *change, .out = out};
    orm_buffer own;
    orm_text written = {"", 0};
    size_t from;

    if (is_each && out == NULL) {
        options = with_option(ctx, options, flag(ctx, "returning", true));
        orm_buffer_open(&own, ctx->host, ORM_LIFE_CALL, 1024);
        it.out = &own;
    }
    orm_hooked_open(&it.hooked, change->call, change->model, options, &bulk_update);
    it.hooked.run = run_update;
    it.hooked.is_bulk = true;
    it.hooked.row.values = writable(change);
    from = it.out ? it.out->length : 0;
    run_all(&it, is_hooked);
    if (it.out)
        written = rows_text(ctx, it.out, from);
    if (is_each)
        after_each(&it, written);
    it.hooked.row.instance = written;
    if (is_hooked)
        orm_hooks_run(&it.hooked.hooks, ORM_EVENT_AFTER_BULK_UPDATE, &it.hooked.row, 1);
    return it.count;
}

/* ---- orm_destroy, orm_restore */

/* Rows that are marked, when they are not deleted for good. */
static bool sees_living(const orm_removal *removal, const orm_change *change)
{
    return !removal->is_restoring && change->model->is_paranoid &&
           !orm_option_boolean(change->options, "force", false);
}

int64_t orm_removal_run(const orm_removal *removal, const orm_change *change)
{
    const uint32_t each = UINT32_C(1) << removal->before_each | UINT32_C(1) << removal->after_each;
    const uint32_t all = UINT32_C(1) << removal->before_all | UINT32_C(1) << removal->after_all;
    bool is_each = is_individual(change, each);
    bool is_hooked = orm_hooks_wanted(change->model, change->options, all);
    orm_hooks hooks = {change->call, change->model, change->options};
    orm_hook_row row = {.values = NULL}, *rows = NULL;
    orm_change hooked = *change;
    const orm_json *found = NULL;
    int64_t count;

    if (!is_each && !is_hooked)
        return removal->run(change);
    if (is_hooked)
        orm_hooks_run(&hooks, removal->before_all, &row, 1);
    hooked.options = hooks.options;
    if (is_each) {
        found =
            find_rows(&hooked, hooks.options, sees_living(removal, &hooked), removal->is_restoring);
        rows = hook_rows(&change->call->ctx, found, NULL);
        orm_hooks_run(&hooks, removal->before_each, rows, found->count);
    }
    count = removal->run(&hooked);
    if (is_each)
        orm_hooks_run(&hooks, removal->after_each, rows, found->count);
    if (is_hooked)
        orm_hooks_run(&hooks, removal->after_all, &row, 1);
    return count;
}

/* ---- lists */

int64_t orm_list_write_run(const orm_list_write *write, orm_text items, orm_buffer *out)
{
    const uint32_t events = UINT32_C(1) << write->events->before | UINT32_C(1)
                                                                       << write->events->after;
    orm_ctx *ctx = &write->call->ctx;
    orm_hooks hooks = {write->call, write->model, write->options};
    orm_hook_row row = {.values = NULL};
    const orm_json *given;
    orm_buffer own;
    int64_t count;
    size_t from;

    if (!orm_hooks_wanted(write->model, write->options, events))
        return write->run(write->call, write->model, items, write->options, out);
    row.values = given = orm_json_read(ctx, items, ORM_JSON_DATA, "items");
    if (given->kind != ORM_JSON_ARRAY)
        return write->run(write->call, write->model, items, write->options, out);
    orm_hooks_run(&hooks, write->events->before, &row, 1);
    if (row.values != given)
        items = tree_text(ctx, row.values);
    if (out == NULL && orm_hooks_see_instance(&hooks, UINT32_C(1) << write->events->after)) {
        orm_buffer_open(&own, ctx->host, ORM_LIFE_CALL, 1024);
        out = &own;
    }
    from = out ? out->length : 0;
    count = write->run(write->call, write->model, items, hooks.options, out);
    if (out)
        row.instance = rows_text(ctx, out, from);
    orm_hooks_run(&hooks, write->events->after, &row, 1);
    return count;
}
