/* page.c - keyset pages.  See page.h; query/page.h makes the statement.
 *
 * A cursor is the JSON list of the order's values in a row, as base64. */
#include "exec/page.h"

#include "base/base64.h"

const orm_json *orm_cursor_read(orm_ctx *ctx, orm_text text, const char *name)
{
    orm_text json;

    if (!orm_base64_read(ctx->arena, text, &json) || json.length == 0 || json.data[0] != '[')
        return NULL;
    return orm_json_read(ctx, json, ORM_JSON_DATA, name);
}

static void write_cursor(orm_buffer *out, orm_text values)
{
    if (values.length == 0) {
        ORM_PUT(out, "null");
        return;
    }
    orm_buffer_char(out, '"');
    orm_base64_write(out, values);
    orm_buffer_char(out, '"');
}

/* Whether there are rows on the other side of the cursor. */
static bool has_other_side(orm_call *call, const orm_find *find, const orm_json *params)
{
    orm_page page = *find->page;
    orm_find other = *find;
    orm_buffer nothing;

    if (page.cursor == NULL)
        return false;
    page.is_other_side = true;
    other.page = &page;
    orm_buffer_open(&nothing, call->ctx.host, ORM_LIFE_CALL, 256);
    return orm_find_run(call, &other, params, ORM_ANSWER_LIST, &nothing) > 0;
}

static void write_flag(orm_buffer *out, const char *key, bool is_true)
{
    orm_buffer_format(out, ",\"%s\":%s", key, is_true ? "true" : "false");
}

void orm_page_run(orm_call *call, const orm_find *find, const orm_json *params, int64_t size,
                  orm_buffer *out)
{
    orm_planning_call it;
    const orm_level *root = orm_find_plan(&it, call, find, params);
    orm_inputs inputs = {.ctx = &call->ctx, .slots = it.shape.slots, .now = orm_call_now(call)};
    orm_page_rows rows = {.size = size, .is_reversed = find->page->is_backwards};
    bool has_others;

    ORM_PUT(out, "{\"rows\":");
    orm_levels_run_page(&inputs, root, &rows, out);
    has_others = has_other_side(call, find, params);
    ORM_PUT(out, ",\"pageInfo\":{\"startCursor\":");
    write_cursor(out, rows.is_reversed ? rows.last : rows.first);
    ORM_PUT(out, ",\"endCursor\":");
    write_cursor(out, rows.is_reversed ? rows.first : rows.last);
    write_flag(out, "hasNextPage", rows.is_reversed ? has_others : rows.has_more);
    write_flag(out, "hasPreviousPage", rows.is_reversed ? rows.has_more : has_others);
    ORM_PUT(out, "}}");
}
