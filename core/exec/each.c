/* each.c - a finder's instances one by one.  See each.h. */
#include "exec/each.h"

enum {
    FIRST_ROWS = 20,        /* of the first batch; each one after it has twice as many… */
    MOST_ROWS = 1000,       /* …up to here */
    CHUNK = 20,             /* rows that are fetched before the bytes are looked at */
    MOST_BYTES = 256 * 1024 /* of the roots' own JSON */
};

struct orm_each {
    orm_call *call;
    orm_planning_call planning;
    const orm_level *root;
    orm_cursor *cursor;
    orm_ctx ctx;                /* of the batch */
    orm_inputs inputs;          /* with that ctx */
    orm_level_rows *rows;       /* of the batch, or NULL */
    uint32_t size;              /* rows that the next batch has at most */
    uint32_t count;             /* rows of the batch */
    uint32_t at;                /* the next of them */
    const orm_model *rejecting; /* an empty answer is an error; or NULL */
    bool is_any;
    bool is_over; /* there are no rows behind the batch */
    orm_buffer text;
};

orm_each *orm_each_open(orm_call *call, const orm_find *find, const orm_json *params,
                        bool is_rejecting)
{
    orm_each *it = ORM_NEW(call->ctx.arena, orm_each);
    orm_host *host = call->ctx.host;
    const orm_statement *statement;
    orm_value *values;

    it->call = call;
    it->rejecting = is_rejecting ? find->model : NULL;
    it->root = orm_find_plan(&it->planning, call, find, params);
    statement = &it->root->statement;
    it->ctx = call->ctx;
    it->inputs =
        (orm_inputs){.ctx = &it->ctx, .slots = it->planning.shape.slots, .now = orm_call_now(call)};
    it->size = FIRST_ROWS;
    orm_buffer_open(&it->text, host, ORM_LIFE_CALL, 1024);
    values = ORM_NEW_N(call->ctx.arena, orm_value, statement->parameter_count + 1u);
    orm_parameters_bind(&it->inputs, it->root->parameters, statement->parameter_count, values);
    it->cursor = host->cursor_open(host, statement, values);
    return it;
}

static void close_batch(orm_each *it)
{
    if (it->rows == NULL)
        return;
    orm_level_rows_close(it->rows);
    it->ctx.arena->free(it->ctx.arena);
    it->rows = NULL;
}

static void fetch_rows(orm_each *it)
{
    orm_host *host = it->ctx.host;
    orm_sink *sink = orm_level_rows_sink(it->rows);

    while (!it->is_over && it->count < it->size && orm_level_rows_size(it->rows) < MOST_BYTES) {
        uint32_t most = it->size - it->count < CHUNK ? it->size - it->count : CHUNK;
        uint32_t fetched = host->cursor_fetch(host, it->cursor, most, sink);

        it->count += fetched;
        it->is_over = fetched < most;
    }
}

/* False: there is none. */
static bool open_batch(orm_each *it)
{
    close_batch(it);
    it->at = it->count = 0;
    if (it->is_over)
        return false;
    it->ctx.host->interrupts(it->ctx.host);
    it->ctx.arena = it->ctx.host->arena_open(it->ctx.host);
    it->rows = orm_level_rows_open(&it->inputs, it->root);
    fetch_rows(it);
    orm_level_rows_read(it->rows);
    it->size = it->size * 2 < MOST_ROWS ? it->size * 2 : MOST_ROWS;
    return it->count > 0;
}

bool orm_each_next(orm_each *it, orm_text *row)
{
    if (it->at == it->count && !open_batch(it)) {
        if (it->rejecting && !it->is_any)
            orm_find_reject(it->call, it->rejecting);
        return false;
    }
    it->text.length = 0;
    orm_level_rows_write(it->rows, it->at++, &it->text);
    it->is_any = true;
    *row = orm_buffer_since(&it->text, 0);
    return true;
}
