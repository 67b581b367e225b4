/* batch.c - orm_batch: many calls in one, all or nothing.
 *
 * The steps share the call's catalog, savepoint or snapshot, and time.  What must stand around them
 * is known before the first one runs: the most that any of them asks for.  A step's memory goes
 * when the step is over, so a batch may be long. */
#include "api/step.h"
#include "base/datetime.h"
#include "base/limits.h"
#include "catalog/keys.h"
#include "exec/parameters.h"
#include "exec/plans.h"
#include "exec/raw.h"

static const orm_key step_keys[] = {
    {"call", ORM_K_STRING},
    {"args", ORM_K_ARRAY},
    {"as", ORM_K_STRING},
};

static const orm_key batch_keys[] = {
    {"params", ORM_K_OBJECT},
    {"dryRun", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
};

typedef struct batch {
    orm_call *call;
    orm_ctx ctx; /* of the batch, while the call's is a step's */
    const orm_function *function;
    orm_step *steps;
    uint32_t *entries; /* of their names, or ORM_NO_ENTRY */
    uint32_t count;
    orm_marks marks;
    orm_access access; /* the most that a step asks for */
    orm_buffer out;
} batch;

/* ---- the steps, before any of them runs */

static bool is_name(const orm_json *as)
{
    for (size_t i = 0; i < as->text.length; i++)
        if (strchr(".[]", as->text.data[i]))
            return false;
    return as->text.length > 0 && !as->is_unstorable;
}

/* The name by which later steps refer to the result. */
static uint32_t read_name(batch *b, const orm_json *node)
{
    const orm_json *as = orm_option(node, "as");
    orm_value name = {.kind = ORM_VALUE_TEXT};

    if (as == NULL)
        return ORM_NO_ENTRY;
    if (!is_name(as))
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, as,
                     "the name of a result is a text without '.', '[' and ']'");
    name.as.text = as->text;
    if (orm_keyset_find(&b->marks.names, &name) != ORM_NO_ENTRY)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, as, "\"%.*s\" is the name of a step before",
                     ORM_ARG(as->text));
    return orm_keyset_add(&b->marks.names, &name);
}

/* What the SQL of a step asks for; where it is no text, the step will say so. */
static orm_access query_access(batch *b, orm_step *step)
{
    const orm_json *sql = step->args ? step->args->first : NULL;
    orm_access access;
    orm_raw raw;

    if (sql == NULL || sql->kind != ORM_JSON_STRING)
        return ORM_ACCESS_READ;
    step->places = (orm_places){step->place, step->function->arguments};
    b->ctx.host->places = &step->places;
    raw = orm_raw_outline(&b->ctx, sql->text, sql->next);
    access = orm_raw_access(orm_raw_inspect(&b->ctx, &raw));
    b->ctx.host->places = NULL;
    return access;
}

static const orm_function *read_function(batch *b, const orm_json *node)
{
    const orm_json *name = orm_option(node, "call");
    const orm_function *function;

    if (name == NULL)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, node, "a step needs \"call\": a function's name");
    function = orm_function_named(name->text);
    if (function == NULL)
        orm_function_fail(&b->ctx, name->text, orm_json_place(&b->ctx, name));
    if (function == b->function)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, name, "a batch holds no other batch");
    if (function->returns == ORM_RETURNS_ROWS)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, name,
                     "orm_%s gives its rows one by one: a batch takes orm_find_all",
                     function->name);
    return function;
}

static void read_step(batch *b, const orm_json *node)
{
    orm_step *step = &b->steps[b->count];
    orm_access access;

    ORM_CHECK_KEYS(&b->ctx, node, step_keys, "a step");
    step->place = orm_text_format(b->ctx.arena, "steps[%u]", b->count);
    step->function = read_function(b, node);
    step->args = orm_option(node, "args");
    step->marks = &b->marks;
    b->entries[b->count] = read_name(b, node);
    access = step->function->access == ORM_ACCESS_ASKED ? query_access(b, step)
                                                        : (orm_access)step->function->access;
    if (access == ORM_ACCESS_LOOK)
        access = ORM_ACCESS_WRITE; /* other steps may have written before it */
    if (access > b->access)
        b->access = access;
    b->count++;
}

static void read_steps(batch *b, const orm_json *steps)
{
    if (steps->kind != ORM_JSON_ARRAY)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, steps, "steps are a list, not %s",
                     orm_json_kind_name(steps));
    if (steps->count > ORM_MAX_LIST)
        orm_raise_at(&b->ctx, ORM_INVALID_OPTION, steps,
                     "steps have more than %d items, the limit of a list", ORM_MAX_LIST);
    b->steps = ORM_NEW_N(b->ctx.arena, orm_step, steps->count + 1u);
    b->entries = ORM_NEW_N(b->ctx.arena, uint32_t, steps->count + 1u);
    orm_keyset_open(&b->marks.names, &b->ctx, 1);
    b->access = ORM_ACCESS_READ;
    orm_each_child (node, steps)
        read_step(b, node);
    b->marks.results = ORM_NEW_N(b->ctx.arena, orm_named, b->marks.names.count + 1u);
}

/* ---- running */

/* In a batch that writes, each step that reads has one snapshot. */
static bool is_held(const batch *b, const orm_step *step)
{
    return b->ctx.host->hold && b->access > ORM_ACCESS_READ &&
           step->function->access == ORM_ACCESS_READ;
}

static void keep_result(batch *b, uint32_t entry, size_t from)
{
    if (entry != ORM_NO_ENTRY)
        b->marks.results[entry].json = orm_text_copy(b->ctx.arena, orm_buffer_since(&b->out, from));
}

static void run_step(batch *b, uint32_t index)
{
    orm_call *call = b->call;
    orm_step *step = &b->steps[index];
    orm_host *host = b->ctx.host;
    int64_t now = call->now;
    size_t from = b->out.length;

    call->ctx.arena = host->arena_open(host);
    orm_step_open(call, step);
    if (is_held(b, step))
        host->hold(host, true);
    step->function->handler(call);
    if (is_held(b, step))
        host->hold(host, false);
    orm_step_answer(call, &b->out);
    orm_step_close(call, b->function);
    orm_plans_unpin(call);
    call->ctx.arena->free(call->ctx.arena);
    call->ctx.arena = b->ctx.arena;
    call->now = now; /* a step may have one of its own */
    keep_result(b, b->entries[index], from);
}

void orm_api_batch(orm_call *call)
{
    batch b = {.call = call, .ctx = call->ctx, .function = call->function};
    const orm_json *options = orm_arg_options(call, 1);

    ORM_CHECK_KEYS(&b.ctx, options, batch_keys, "orm_batch");
    b.marks.ctx = &b.ctx;
    b.marks.params = orm_option(options, "params");
    read_steps(&b, orm_arg_need_document(call, &b.ctx, 0, ORM_JSON_DATA));
    b.ctx.host->enter(b.ctx.host, b.access, orm_option_boolean(options, "dryRun", false));
    orm_call_now(call);
    orm_buffer_open(&b.out, b.ctx.host, ORM_LIFE_RESULT, 1024);
    orm_buffer_char(&b.out, '[');
    for (uint32_t i = 0; i < b.count; i++) {
        if (i > 0)
            orm_buffer_char(&b.out, ',');
        b.ctx.host->interrupts(b.ctx.host);
        run_step(&b, i);
    }
    orm_buffer_char(&b.out, ']');
    call->result.kind = ORM_RESULT_JSON;
    call->result.buffer = b.out;
}
