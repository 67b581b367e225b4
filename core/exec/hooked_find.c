/* hooked_find.c - the finders with the hooks around them.  See hooks.h.
 *
 * Source: Sequelize's Model.findAll and Model.count.  Only the hooks of the model that is asked for
 * run, not those of its includes. */
#include "exec/find.h"
#include "exec/hooks.h"

static const uint32_t find_events = ORM_EVENTS(BEFORE_FIND) |
                                    ORM_EVENTS(BEFORE_FIND_AFTER_EXPAND_INCLUDE_ALL) |
                                    ORM_EVENTS(BEFORE_FIND_AFTER_OPTIONS) | ORM_EVENTS(AFTER_FIND);

bool orm_hooks_concern_finds(const orm_model *model)
{
    return (model->events & find_events) != 0;
}

const orm_json *orm_hooks_before_find(orm_call *call, const orm_model *model,
                                      const orm_json *options)
{
    orm_hooks hooks = {call, model, options};
    orm_hook_row row = {.values = NULL};

    if (!orm_hooks_wanted(model, options, find_events))
        return options;
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_FIND, &row, 1);
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_FIND_AFTER_EXPAND_INCLUDE_ALL, &row, 1);
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_FIND_AFTER_OPTIONS, &row, 1);
    return hooks.options;
}

void orm_hooks_after_find(orm_call *call, const orm_model *model, const orm_json *options,
                          orm_buffer *out, size_t from)
{
    orm_ctx *ctx = &call->ctx;
    orm_hooks hooks = {call, model, options};
    orm_hook_row row = {.values = NULL};
    orm_text found = orm_buffer_since(out, from);
    bool is_list = found.length > 0 && found.data[0] == '[';

    if (!orm_hooks_wanted(model, options, ORM_EVENTS(AFTER_FIND)))
        return;
    row.instance = is_list ? orm_text_copy(ctx->arena, found)
                           : orm_text_format(ctx->arena, "[%.*s]", ORM_ARG(found));
    found = row.instance;
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_FIND, &row, 1);
    if (row.instance.data == found.data)
        return;
    out->length = from;
    orm_buffer_text(out, is_list ? row.instance
                                 : orm_text_slice(row.instance, 1, row.instance.length - 1));
}

uint32_t orm_find_hooked(orm_call *call, const orm_find *find, const orm_json *params,
                         orm_answer answer, orm_buffer *out)
{
    orm_find hooked = *find;
    size_t from = out->length;
    uint32_t count;

    if (!(find->model->events & find_events) || find->aggregate)
        return orm_find_run(call, find, params, answer, out);
    hooked.options = orm_hooks_before_find(call, find->model, find->options);
    count = orm_find_run(call, &hooked, params, answer, out);
    orm_hooks_after_find(call, find->model, hooked.options, out, from);
    return count;
}

int64_t orm_count_hooked(orm_call *call, const orm_find *find, const orm_json *params)
{
    orm_hooks hooks = {call, find->model, find->options};
    orm_hook_row row = {.values = NULL};
    orm_find hooked = *find;

    if (!orm_hooks_wanted(find->model, find->options, ORM_EVENTS(BEFORE_COUNT)))
        return orm_count_run(call, find, params);
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_COUNT, &row, 1);
    hooked.options = hooks.options;
    return orm_count_run(call, &hooked, params);
}
