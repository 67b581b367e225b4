/* hooks.c - the hooks of a model are run.  See hooks.h. */
#include "exec/hooks.h"

#include "catalog/catalog.h"
#include "catalog/convert.h"
#include "exec/parameters.h"
#include "query/template.h"
#include "sql/printer.h"

/* ---- documents */

static const orm_json *member_of(const orm_json *object, orm_text name)
{
    return object && object->kind == ORM_JSON_OBJECT ? orm_json_member_text(object, name) : NULL;
}

/* jsonb has an order of its own, and a hook may give back what it was given: what is equal stays as
 * it was, members stand in their old order. */
static orm_json *kept(orm_ctx *ctx, const orm_json *old, const orm_json *given)
{
    bool is_object = old->kind == ORM_JSON_OBJECT;
    const orm_json *item = given->first;
    orm_json *all;

    if (orm_json_equal(old, given))
        return orm_json_copy(ctx, old);
    if (orm_json_is_scalar(old) || old->kind != given->kind ||
        (!is_object && old->count != given->count))
        return orm_json_copy(ctx, given);
    all = orm_json_copy_empty(ctx, given);
    orm_each_child (child, old) {
        const orm_json *other = is_object ? orm_json_member_text(given, child->key) : item;

        if (other)
            orm_json_append(all, kept(ctx, child, other));
        item = is_object ? NULL : item->next;
    }
    if (is_object)
        orm_each_child (child, given)
            if (orm_json_member_text(old, child->key) == NULL)
                orm_json_append(all, orm_json_copy(ctx, child));
    return all;
}

/* The patch changes nothing. */
static bool is_part_of(const orm_json *patch, const orm_json *object)
{
    orm_each_child (member, patch) {
        const orm_json *old = member_of(object, member->key);

        if (old == NULL || !orm_json_equal(old, member))
            return false;
    }
    return object != NULL;
}

const orm_json *orm_hooks_merge(orm_ctx *ctx, const orm_json *object, const orm_json *patch)
{
    orm_json *merged;

    if (is_part_of(patch, object))
        return object;
    merged = orm_json_copy_empty(ctx, object ? object : patch);
    merged->kind = ORM_JSON_OBJECT;
    if (object)
        orm_each_child (member, object) {
            const orm_json *other = orm_json_member_text(patch, member->key);

            orm_json_append(merged, other ? kept(ctx, member, other) : orm_json_copy(ctx, member));
        }
    orm_each_child (member, patch)
        if (member_of(object, member->key) == NULL)
            orm_json_append(merged, orm_json_copy(ctx, member));
    return merged;
}

/* Every item with the object, or with the object of its place in a list as long. */
static const orm_json *merge_items(orm_ctx *ctx, const orm_json *list, const orm_json *patch)
{
    bool is_list = patch->kind == ORM_JSON_ARRAY;
    const orm_json *other = is_list ? patch->first : patch;
    orm_json *merged;

    if (is_list && patch->count != list->count)
        return list;
    merged = orm_json_copy_empty(ctx, list);
    orm_each_child (item, list) {
        bool is_merged = item->kind == ORM_JSON_OBJECT && other->kind == ORM_JSON_OBJECT;

        orm_json_append(merged,
                        orm_json_copy(ctx, is_merged ? orm_hooks_merge(ctx, item, other) : item));
        other = is_list ? other->next : patch;
    }
    return merged;
}

/* A text that no engine can hold is null here: the check of its type will refuse it. */
static bool write_unstorable(void *context, const orm_json *node, orm_buffer *out)
{
    bool is_lost = orm_json_is_scalar(node) && node->is_unstorable;

    (void)context;
    if (is_lost)
        ORM_PUT(out, "null");
    return is_lost;
}

orm_text orm_hooks_text(orm_ctx *ctx, const orm_json *document)
{
    orm_buffer buffer;
    orm_text text;

    if (document == NULL)
        return ORM_TEXT("{}");
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, document->token.length + 64);
    orm_json_write_by(&buffer, document, write_unstorable, NULL);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

/* ---- one hook as SQL */

/* One run of a hook over some rows. */
typedef struct running {
    orm_sink sink;
    orm_hooks *hooks;
    orm_event event;
    orm_hook_row *rows;
    orm_json **answers; /* by row; NULL: nothing that is of use */
    uint32_t count;
    orm_printer printer;
    orm_text options;
    bool is_code; /* an answer becomes options */
} running;

static const orm_template *read_template(const orm_hooks *hooks, const orm_hook *hook,
                                         uint32_t places)
{
    return orm_template_read(&hooks->call->ctx, hooks->model, hook->expression, places, NULL);
}

static void print_parameter(running *it, orm_value value)
{
    orm_param *param = ORM_NEW(it->hooks->call->ctx.arena, orm_param);

    param->source = ORM_PARAM_VALUE;
    param->value = value;
    orm_print_parameter(&it->printer, param);
}

static orm_value text_or_null(orm_text text)
{
    orm_value value = {.kind = text.length ? ORM_VALUE_TEXT : ORM_VALUE_NULL};

    if (text.length)
        value.as.text = text;
    return value;
}

static void print_document(running *it, orm_text json)
{
    bool is_jsonb = it->printer.dialect->has_schemas;

    orm_buffer_string(&it->printer.sql, is_jsonb ? "CAST(" : "json(");
    print_parameter(it, text_or_null(json));
    orm_buffer_string(&it->printer.sql, is_jsonb ? " AS pg_catalog.jsonb)" : ")");
}

/* What the instance has, of the column's type; NULL where it is of another. */
static void print_attribute(running *it, const orm_json *instance, const orm_attribute *attribute)
{
    const orm_type *type = attribute->is_virtual ? attribute->type->element : attribute->type;
    const orm_json *node = member_of(instance, attribute->name);
    orm_value value = {.kind = ORM_VALUE_NULL};
    orm_text why;

    if (node && type && !orm_convert(&it->hooks->call->ctx, type, node, &value, &why))
        value.kind = ORM_VALUE_NULL;
    if (node && type == NULL && node->kind != ORM_JSON_NULL)
        value = text_or_null(node->kind == ORM_JSON_STRING ? node->text : node->token);
    if (type && !it->printer.dialect->has_schemas) {
        print_parameter(it, value); /* SQLite's CAST changes values */
        return;
    }
    ORM_PUT(&it->printer.sql, "CAST(");
    print_parameter(it, value);
    ORM_PUT(&it->printer.sql, " AS ");
    if (type)
        orm_print_type(&it->printer, type);
    else
        ORM_PUT(&it->printer.sql, "TEXT");
    orm_buffer_char(&it->printer.sql, ')');
}

static orm_text values_text(running *it, const orm_hook_row *row)
{
    return row->values ? orm_hooks_text(&it->hooks->call->ctx, row->values) : (orm_text){"", 0};
}

static const orm_json *read_instance(running *it, const orm_template *pattern,
                                     const orm_hook_row *row)
{
    if (row->instance.length == 0 || !(pattern->uses & ORM_PLACES(ORM_PLACE_ATTRIBUTE)))
        return NULL;
    return orm_json_read(&it->hooks->call->ctx, row->instance, ORM_JSON_STORED, "instance");
}

static void print_row(running *it, const orm_template *pattern, const orm_hook_row *row)
{
    const orm_json *instance = read_instance(it, pattern, row);

    for (const orm_template_part *part = pattern->parts; part; part = part->next)
        switch (part->kind) {
        case ORM_PLACE_TEXT:
        case ORM_PLACE_NAME: orm_buffer_text(&it->printer.sql, part->text); break;
        case ORM_PLACE_VALUE: print_document(it, row->value); break;
        case ORM_PLACE_INSTANCE: print_document(it, row->instance); break;
        case ORM_PLACE_VALUES: print_document(it, values_text(it, row)); break;
        case ORM_PLACE_OPTIONS: print_document(it, it->options); break;
        case ORM_PLACE_MODEL: orm_print_string(&it->printer, it->hooks->model->name); break;
        case ORM_PLACE_ATTRIBUTE: print_attribute(it, instance, part->attribute); break;
        }
}

/* ---- its answers */

/* Text is read as JSON; what is neither object nor list is of no use. */
static orm_json *read_answer(running *it, orm_text text)
{
    orm_json_mode mode = it->is_code ? ORM_JSON_CODE : ORM_JSON_DATA;
    const char *name = orm_event_name(it->event);
    orm_json *answer = orm_json_read(&it->hooks->call->ctx, text, mode, name);

    if (answer->kind == ORM_JSON_STRING && answer->text.length > 0)
        answer = orm_json_read(&it->hooks->call->ctx, answer->text, mode, name);
    return orm_json_is_scalar(answer) ? NULL : answer;
}

static void take_answer(orm_sink *sink, orm_row *row)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};
    running *it = (running *)sink;
    orm_ctx *ctx = &it->hooks->call->ctx;
    int64_t number = ctx->host->fetch(ctx->host, ctx, row, 0).as.integer;
    orm_buffer text;

    if (it->answers == NULL)
        return;
    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 64);
    ctx->host->append(ctx->host, row, 1, &natural, &text);
    it->answers[number] = read_answer(it, orm_buffer_copy(&text, ctx->arena));
    orm_buffer_close(&text);
}

/* ---- what an answer changes */

enum { CHANGES_NOTHING, CHANGES_VALUES, CHANGES_OPTIONS, CHANGES_ROWS };

static const uint8_t changes[ORM_EVENT_COUNT] = {
    [ORM_EVENT_BEFORE_VALIDATE] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_CREATE] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_UPDATE] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_UPSERT] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_BULK_CREATE] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_BULK_UPDATE] = CHANGES_VALUES,
    [ORM_EVENT_BEFORE_BULK_DESTROY] = CHANGES_OPTIONS,
    [ORM_EVENT_BEFORE_BULK_RESTORE] = CHANGES_OPTIONS,
    [ORM_EVENT_BEFORE_FIND] = CHANGES_OPTIONS,
    [ORM_EVENT_BEFORE_FIND_AFTER_EXPAND_INCLUDE_ALL] = CHANGES_OPTIONS,
    [ORM_EVENT_BEFORE_FIND_AFTER_OPTIONS] = CHANGES_OPTIONS,
    [ORM_EVENT_BEFORE_COUNT] = CHANGES_OPTIONS,
    [ORM_EVENT_AFTER_FIND] = CHANGES_ROWS,
};

static void change_rows(orm_ctx *ctx, orm_hook_row *row, const orm_json *answer)
{
    const orm_json *rows = orm_json_read(ctx, row->instance, ORM_JSON_STORED, "instance");

    if (answer->kind == ORM_JSON_ARRAY && answer->count == rows->count)
        row->instance = orm_hooks_text(ctx, kept(ctx, rows, answer));
}

static void apply_answer(running *it, orm_hook_row *row, const orm_json *answer)
{
    orm_ctx *ctx = &it->hooks->call->ctx;
    bool is_object = answer->kind == ORM_JSON_OBJECT;

    switch (changes[it->event]) {
    case CHANGES_VALUES:
        if (row->values && row->values->kind == ORM_JSON_ARRAY)
            row->values = merge_items(ctx, row->values, answer);
        else if (is_object)
            row->values = orm_hooks_merge(ctx, row->values, answer);
        break;
    case CHANGES_OPTIONS:
        if (is_object)
            it->hooks->options = orm_hooks_merge(ctx, it->hooks->options, answer);
        break;
    case CHANGES_ROWS: change_rows(ctx, row, answer); break;
    default: break;
    }
}

/* ---- running */

enum { MOST_ROWS = 100 };

static void run_statement(running *it)
{
    orm_ctx *ctx = &it->hooks->call->ctx;
    orm_inputs inputs = {.ctx = ctx};
    const orm_param **parameters;
    orm_statement statement = orm_printer_close(&it->printer, &parameters);
    orm_value *values = ORM_NEW_N(ctx->arena, orm_value, statement.parameter_count + 1u);

    statement.is_writing = true; /* it may: nobody knows what it calls */
    if (ctx->host->guard)
        ctx->host->guard(ctx->host);
    statement.is_one_time = it->count > 1;
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, values);
    ctx->host->run(ctx->host, &statement, values, &it->sink);
}

static void run_some(running *it, const orm_template *pattern)
{
    orm_ctx *ctx = &it->hooks->call->ctx;
    bool is_answering = changes[it->event] != CHANGES_NOTHING;

    it->answers = is_answering ? ORM_NEW_N(ctx->arena, orm_json *, it->count) : NULL;
    it->options = orm_hooks_text(ctx, it->hooks->options);
    orm_printer_open(&it->printer, ctx, NULL);
    for (uint32_t i = 0; i < it->count; i++) {
        orm_buffer_format(&it->printer.sql, "%sSELECT %u, (", i ? " UNION ALL " : "", i);
        print_row(it, pattern, &it->rows[i]);
        orm_buffer_char(&it->printer.sql, ')');
    }
    run_statement(it);
    for (uint32_t i = 0; is_answering && i < it->count; i++)
        if (it->answers[i])
            apply_answer(it, &it->rows[i], it->answers[i]);
}

static void run_hook(orm_hooks *hooks, orm_event event, const orm_template *pattern,
                     orm_hook_row *rows, uint32_t count)
{
    running it = {.sink = {take_answer},
                  .hooks = hooks,
                  .event = event,
                  .is_code = changes[event] == CHANGES_OPTIONS};

    for (uint32_t from = 0; from < count; from += MOST_ROWS) {
        it.rows = rows + from;
        it.count = count - from < MOST_ROWS ? count - from : MOST_ROWS;
        run_some(&it, pattern);
    }
}

static void run_hooks(orm_hooks *hooks, orm_event event, const orm_hook *list, uint32_t list_count,
                      uint32_t places, orm_hook_row *rows, uint32_t count)
{
    for (uint32_t i = 0; i < list_count; i++)
        if (list[i].events >> event & 1)
            run_hook(hooks, event, read_template(hooks, &list[i], places), rows, count);
}

void orm_hooks_run(orm_hooks *hooks, orm_event event, orm_hook_row *rows, uint32_t count)
{
    const orm_model *model = hooks->model;

    if (!(model->events >> event & 1))
        return;
    run_hooks(hooks, event, model->hooks, model->hook_count, ORM_HOOK_PLACES, rows, count);
    run_hooks(hooks, event, model->common_hooks, model->common_hook_count, ORM_COMMON_HOOK_PLACES,
              rows, count);
}

void orm_hooks_run_common(orm_hooks *hooks, orm_event event)
{
    static const orm_model all = {.attribute_count = 0};
    const orm_catalog *catalog = hooks->call->catalog;
    orm_hook_row row = {.values = NULL};

    hooks->model = &all;
    run_hooks(hooks, event, catalog->common_hooks, catalog->common_hook_count,
              ORM_COMMON_HOOK_PLACES, &row, 1);
}

static bool see_instance(const orm_hooks *hooks, uint32_t events, const orm_hook *list,
                         uint32_t count, uint32_t places)
{
    const uint32_t asked = ORM_PLACES(ORM_PLACE_INSTANCE) | ORM_PLACES(ORM_PLACE_ATTRIBUTE);

    for (uint32_t i = 0; i < count; i++)
        if ((list[i].events & events) && read_template(hooks, &list[i], places)->uses & asked)
            return true;
    return false;
}

bool orm_hooks_see_instance(const orm_hooks *hooks, uint32_t events)
{
    const orm_model *model = hooks->model;

    return (model->events & events) &&
           (see_instance(hooks, events, model->hooks, model->hook_count, ORM_HOOK_PLACES) ||
            see_instance(hooks, events, model->common_hooks, model->common_hook_count,
                         ORM_COMMON_HOOK_PLACES));
}
