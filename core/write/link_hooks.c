/* link_hooks.c - hooks around the statements that change links.  See link.h and hooked.h.
 *
 * As in Sequelize: links of hasMany and belongsToMany are changed in bulk, so the bulk hooks of the
 * target or of the through model run; what belongsTo and hasOne change is one instance that is
 * saved.  What Sequelize reads on the way is not read here, so nothing is found. */
#include "catalog/convert.h"
#include "query/find.h"
#include "write/document.h"
#include "write/hooked.h"
#include "write/link.h"
#include "write/write.h"

const orm_json *orm_link_document(orm_linking *it, const orm_modify *modify,
                                  const orm_json *const *slots)
{
    orm_ctx *ctx = &it->call->ctx;
    orm_json *values = orm_document_new(ctx, ORM_JSON_OBJECT, ORM_TEXT("values"));

    for (const orm_assignment *at = modify->assignments; at; at = at->next) {
        const orm_param *param = at->expr->kind == ORM_EXPR_PARAM ? at->expr->param : NULL;

        if (param && param->source == ORM_PARAM_VALUE)
            orm_json_append(values, orm_document_value(ctx, at->attribute->name, param->value));
        else if (param && param->source == ORM_PARAM_SLOT)
            orm_json_append(values,
                            orm_document_copy_as(ctx, slots[param->slot], at->attribute->name));
    }
    return values;
}

/* ---- one statement, many rows */

/* Marking as deleted is deleting. */
static bool is_destroying(const orm_modify *modify)
{
    const orm_attribute *deleted_at = modify->relation->model->deleted_at;
    const orm_assignment *mark = deleted_at ? orm_modify_assignment(modify, deleted_at) : NULL;

    return modify->kind == ORM_DELETE || (mark && mark->expr->kind == ORM_EXPR_PARAM &&
                                          mark->expr->param->source == ORM_PARAM_GENERATED);
}

/* What a hook gave beside, or in place of, what is assigned. */
static void assign_changes(orm_linking *it, orm_modify *modify, const orm_json *before,
                           const orm_json *after)
{
    orm_ctx *ctx = &it->call->ctx;
    orm_problems problems;

    orm_problems_open(&problems, ctx, modify->relation->model);
    orm_each_child (member, after) {
        const orm_json *old = orm_json_member_text(before, member->key);
        const orm_attribute *attribute;
        orm_value value;
        orm_text why;

        if (old && old->token.data == member->token.data)
            continue;
        attribute = orm_model_need_attribute(ctx, modify->relation->model, member->key, member);
        if (!orm_convert(ctx, attribute->type, member, &value, &why))
            orm_problems_add_type(&problems, attribute, member, why);
        else if (value.kind == ORM_VALUE_NULL && orm_attribute_needs_value(attribute))
            orm_problems_add_null(&problems, attribute, member);
        else
            orm_modify_assign(&it->compiler, modify, attribute,
                              orm_compile_value(&it->compiler, attribute, value));
    }
    orm_problems_raise(&problems);
}

static int64_t update_hooked(orm_linking *it, orm_modify *modify, const orm_json *row,
                             const orm_json *const *slots)
{
    const orm_json *values = orm_link_document(it, modify, slots);
    orm_hooks hooks = {it->call, modify->relation->model, it->options};
    orm_hook_row facts = {.values = values};
    int64_t count;

    if (orm_option_boolean(it->options, "validate", true)) {
        facts.instance = orm_hooks_text(&it->call->ctx, values);
        orm_hooks_run(&hooks, ORM_EVENT_BEFORE_VALIDATE, &facts, 1);
        orm_hooks_run(&hooks, ORM_EVENT_AFTER_VALIDATE, &facts, 1);
        facts.instance = (orm_text){"", 0};
    }
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_BULK_UPDATE, &facts, 1);
    if (facts.values != values)
        assign_changes(it, modify, values, facts.values);
    count = orm_link_modify(it, modify, row, slots);
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_BULK_UPDATE, &facts, 1);
    return count;
}

static int64_t destroy_hooked(orm_linking *it, const orm_modify *modify)
{
    orm_hooks hooks = {it->call, modify->relation->model, it->options};
    orm_hook_row facts = {.values = NULL};
    int64_t count;

    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_BULK_DESTROY, &facts, 1);
    count = orm_link_modify(it, modify, NULL, NULL);
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_BULK_DESTROY, &facts, 1);
    return count;
}

typedef struct any_sink {
    orm_sink sink;
    bool is_any;
} any_sink;

static void take_any(orm_sink *sink, orm_row *row)
{
    (void)row;
    ((any_sink *)sink)->is_any = true;
}

bool orm_link_is_any(orm_linking *it, const orm_modify *modify)
{
    const orm_attribute *const *columns = modify->relation->model->columns;
    orm_select select = {.from = modify->relation, .where = modify->where};
    any_sink sink = {{take_any}, false};

    select.columns = orm_compile_columns(&it->compiler, modify->relation, columns, 1);
    select.limit = orm_expr_new(it->call->ctx.arena, ORM_EXPR_RAW);
    select.limit->text = ORM_TEXT("1");
    orm_link_read(it, &select, &sink.sink);
    return sink.is_any;
}

int64_t orm_link_modify_hooked(orm_linking *it, orm_modify *modify, const orm_json *row,
                               const orm_json *const *slots)
{
    static const orm_hooked_events update = {ORM_EVENT_BEFORE_BULK_UPDATE,
                                             ORM_EVENT_AFTER_BULK_UPDATE};
    const orm_model *model = modify->relation->model;
    bool is_destroyed = is_destroying(modify);
    uint32_t events = is_destroyed
                          ? ORM_EVENTS(BEFORE_BULK_DESTROY) | ORM_EVENTS(AFTER_BULK_DESTROY)
                          : orm_hooked_mask(&update) & ~ORM_EVENTS(VALIDATION_FAILED);

    if (!orm_hooks_wanted(model, it->options, events))
        return orm_link_modify(it, modify, row, slots);
    if (it->mode == ORM_LINK_SET && !orm_link_is_any(it, modify))
        return 0; /* as in Sequelize, which looks for what there is to change */
    return is_destroyed ? destroy_hooked(it, modify) : update_hooked(it, modify, row, slots);
}

/* ---- one instance that is saved */

bool orm_link_saves(const orm_linking *it, const orm_model *model)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_UPDATE, ORM_EVENT_AFTER_UPDATE};

    return model->primary_count > 0 &&
           orm_hooks_wanted(model, it->options, orm_hooked_mask(&events));
}

int64_t orm_link_save(orm_linking *it, const orm_model *model, const orm_json *key,
                      const orm_json *values)
{
    static const char *const names[] = {"silent", "validate", "schema", "schemaDelimiter"};
    orm_ctx *ctx = &it->call->ctx;
    orm_json *options = orm_document_new(ctx, ORM_JSON_OBJECT, ORM_TEXT("options"));
    orm_buffer unused;
    bool is_there;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const orm_json *option = orm_option(it->options, names[i]);

        if (option)
            orm_json_append(options, orm_json_copy(ctx, option));
    }
    orm_buffer_open(&unused, ctx->host, ORM_LIFE_CALL, 256);
    is_there = orm_update_by_key_run(it->call, model, key, values, options, &unused);
    orm_buffer_close(&unused);
    return is_there;
}
