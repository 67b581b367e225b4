/* find.c - the finders: arguments to answers. */
#include "exec/find.h"
#include "api/arguments.h"
#include "base/number.h"
#include "catalog/keys.h"
#include "exec/each.h"
#include "exec/hooks.h"
#include "exec/page.h"

/* The call's finder: model, options and params from its arguments. */
typedef struct finder {
    orm_find find;
    const orm_json *params;
} finder;

static finder read_finder(orm_call *call, int options, int params)
{
    finder it = {.find = {.model = orm_arg_model(call)}};

    it.find.options = orm_arg_document(call, &call->ctx, options, ORM_JSON_CODE);
    it.params = orm_arg_params(call, it.find.options, params);
    return it;
}

static bool is_rejecting(const finder *it)
{
    return orm_option_boolean(it->find.options, "rejectOnEmpty",
                              it->find.model->is_rejecting_empty);
}

void orm_api_find_all(orm_call *call)
{
    finder it = read_finder(call, 1, 2);
    uint32_t count =
        orm_find_hooked(call, &it.find, it.params, ORM_ANSWER_LIST, orm_result_json(call, 1024));

    if (count == 0 && is_rejecting(&it))
        orm_find_reject(call, it.find.model);
}

void orm_api_each(orm_call *call)
{
    finder it = read_finder(call, 1, 2);

    it.find.options = orm_hooks_before_find(call, it.find.model, it.find.options);
    call->each = orm_each_open(call, &it.find, it.params, is_rejecting(&it));
}

bool orm_call_next(orm_call *call, orm_text *row)
{
    return orm_each_next(call->each, row);
}

/* One object, or NULL. */
static void answer_one(orm_call *call, finder *it)
{
    uint32_t count =
        orm_find_hooked(call, &it->find, it->params, ORM_ANSWER_FIRST, orm_result_json(call, 512));

    if (count > 0)
        return;
    if (is_rejecting(it))
        orm_find_reject(call, it->find.model);
    orm_result_null(call);
}

void orm_api_find_one(orm_call *call)
{
    finder it = read_finder(call, 1, 2);

    it.find.is_first = true;
    answer_one(call, &it);
}

void orm_api_find_by_pk(orm_call *call)
{
    finder it = read_finder(call, 2, 3);

    if (orm_option(it.find.options, "where"))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, orm_option(it.find.options, "where"),
                     "a row is found by its key alone: leave \"where\" out, or use orm_find_one");
    it.find.key = orm_arg_key(call, 1);
    it.find.is_first = true;
    if (it.find.key)
        answer_one(call, &it);
    else
        orm_result_null(
            call); /* nothing is asked for: as in Sequelize, whatever rejectOnEmpty says */
}

/* ---- pages */

static const orm_json *only_one(orm_call *call, const orm_json *options, const char *name,
                                const char *other)
{
    const orm_json *node = orm_option(options, name);

    if (node && orm_option(options, other))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, orm_option(options, other),
                     "\"%s\" stands beside \"%s\"", other, name);
    return node;
}

/* How many rows a page has at most. */
static int64_t page_size(orm_call *call, const orm_json *node)
{
    int64_t size;

    if (node == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "a page needs \"first\", the number of its rows, or \"last\"");
    if (!orm_number_read_count(call->ctx.arena, node->text, &size))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, node, "an integer from 0 is expected");
    return size;
}

static void read_cursor(orm_call *call, const orm_json *node, orm_page *page)
{
    if (node == NULL)
        return;
    page->cursor = orm_cursor_read(&call->ctx, node->text,
                                   page->is_backwards ? "options.before" : "options.after");
    if (page->cursor == NULL)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, node, "this is no cursor of a page");
}

void orm_api_find_page(orm_call *call)
{
    finder it = read_finder(call, 1, 2);
    const orm_json *options = it.find.options;
    const orm_json *first = only_one(call, options, "first", "last");
    const orm_json *last = orm_option(options, "last");
    orm_page page = {.is_backwards = last != NULL};

    only_one(call, options, first ? "first" : "last", first ? "before" : "after");
    if (orm_option(options, "group"))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, orm_option(options, "group"),
                     "a page is of rows, not of groups");
    read_cursor(call, orm_option(options, last ? "before" : "after"), &page);
    it.find.page = &page;
    orm_page_run(call, &it.find, it.params, page_size(call, first ? first : last),
                 orm_result_json(call, 1024));
}

/* ---- numbers of instances */

/* The groups of the options with how many instances each has. */
static void count_groups(orm_call *call, const finder *it, orm_buffer *out)
{
    const orm_json *column = orm_option(it->find.options, "col");
    const orm_aggregate count = {ORM_TEXT("count"), column ? column->text : ORM_TEXT("*")};
    orm_find find = it->find;

    find.aggregate = &count;
    find.is_counting = true;
    orm_find_run(call, &find, it->params, ORM_ANSWER_LIST, out);
}

void orm_api_find_and_count_all(orm_call *call)
{
    static const orm_key count_keys[] = {{"col", ORM_K_STRING}}; /* the rows know it, too */
    finder it = read_finder(call, 1, 2);
    orm_buffer *out = orm_result_json(call, 1024);

    it.find.is_beside_rows = true;
    ORM_PUT(out, "{\"count\":");
    if (orm_option(it.find.options, "group"))
        count_groups(call, &it, out);
    else
        orm_buffer_format(out, "%lld", (long long)orm_count_hooked(call, &it.find, it.params));
    ORM_PUT(out, ",\"rows\":");
    it.find.more = count_keys;
    it.find.more_count = 1;
    orm_find_hooked(call, &it.find, it.params, ORM_ANSWER_LIST, out);
    orm_buffer_char(out, '}');
}

void orm_api_count(orm_call *call)
{
    finder it = read_finder(call, 1, 2);
    const orm_json *group = orm_option(it.find.options, "group");

    if (group)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, group,
                     "orm_count gives one number: orm_count_by gives one per group");
    orm_result_integer(call, orm_count_hooked(call, &it.find, it.params));
}

void orm_api_count_by(orm_call *call)
{
    finder it = read_finder(call, 1, 2);

    if (orm_option(it.find.options, "group") == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "orm_count_by needs \"group\"; orm_count gives one number");
    count_groups(call, &it, orm_result_json(call, 512));
}

/* ---- aggregates */

/* A JSON scalar, NULL where there is none; with plain: false a list of rows. */
static void aggregate(orm_call *call, orm_text function, int options, int params)
{
    finder it = read_finder(call, options, params);
    const orm_aggregate asked = {function, orm_arg_text(call, 1)};

    it.find.aggregate = &asked;
    if (!orm_option_boolean(it.find.options, "plain", true))
        orm_find_run(call, &it.find, it.params, ORM_ANSWER_LIST, orm_result_json(call, 512));
    else if (!orm_aggregate_run(call, &it.find, it.params, orm_result_json(call, 64)))
        orm_result_null(call);
}

void orm_api_min(orm_call *call)
{
    aggregate(call, ORM_TEXT("min"), 2, 3);
}

void orm_api_max(orm_call *call)
{
    aggregate(call, ORM_TEXT("max"), 2, 3);
}

void orm_api_sum(orm_call *call)
{
    aggregate(call, ORM_TEXT("sum"), 2, 3);
}

void orm_api_aggregate(orm_call *call)
{
    aggregate(call, orm_arg_text(call, 2), 3, 4);
}
