/* hooks.h - the hooks of a model are run.
 *
 *     if (orm_hooks_wanted(model, options, ORM_EVENTS(BEFORE_CREATE)))
 *         orm_hooks_run(&hooks, ORM_EVENT_BEFORE_CREATE, &row, 1);
 *
 * A hook is one SQL expression, run in a statement of its own before or after ours: for many rows
 * in one statement per hundred of them.  The model's hooks run in the order in which they were
 * added, those of all models behind them; each sees what the one before it has changed.  A hook may
 * call the extension's functions: what is cached is pinned, and a call inside a call has its end
 * (the bindings' depth).
 *
 * What an answer means (api.md section 3): before a statement an object is merged into the values,
 * where there are values, else into the options; afterFind may give the list of rows anew.  All
 * else that a hook gives is left alone. */
#ifndef ORM_EXEC_HOOKS_H
#define ORM_EXEC_HOOKS_H

#include "catalog/hooks.h"
#include "catalog/keys.h"
#include "exec/levels.h"
#include "exec/session.h"
#include "query/find.h"

/* What the placeholders of one row stand for. */
typedef struct orm_hook_row {
    orm_text instance;      /* :instance, as JSON; empty: NULL.  afterFind: the rows */
    const orm_json *values; /* :values, an object or a list of them; NULL: NULL */
    orm_text value;         /* :value, as JSON; empty: NULL */
} orm_hook_row;

typedef struct orm_hooks {
    orm_call *call;
    const orm_model *model;
    const orm_json *options; /* :options; NULL: none */
} orm_hooks;

/* Whether the model has a hook at one of these events, and the options do not switch it off. */
static inline bool orm_hooks_wanted(const orm_model *model, const orm_json *options,
                                    uint32_t events)
{
    return (model->events & events) != 0 && orm_option_boolean(options, "hooks", true);
}

/* Whether a hook at one of these events asks for the instance, as a whole or by attribute. */
bool orm_hooks_see_instance(const orm_hooks *hooks, uint32_t events);

/* Runs the hooks of an event about `count` rows; changes rows[i].values, rows[i].instance or
 * hooks->options as the event has it. */
void orm_hooks_run(orm_hooks *hooks, orm_event event, orm_hook_row *rows, uint32_t count);

/* Only the hooks of all models, of a call that is about no model. */
void orm_hooks_run_common(orm_hooks *hooks, orm_event event);

/* ---- hooked_find.c: the finders with the hooks around them */

/* Whether the model has hooks of finders. */
bool orm_hooks_concern_finds(const orm_model *model);

/* orm_find_run() between beforeFind and afterFind. */
uint32_t orm_find_hooked(orm_call *call, const orm_find *find, const orm_json *params,
                         orm_answer answer, orm_buffer *out);

/* orm_count_run() behind beforeCount. */
int64_t orm_count_hooked(orm_call *call, const orm_find *find, const orm_json *params);

/* The three events before a find, of which each may change the options. */
const orm_json *orm_hooks_before_find(orm_call *call, const orm_model *model,
                                      const orm_json *options);

/* afterFind about the rows that were appended to `out` from `from` on, a list or one object; those
 * that it gives take their place. */
void orm_hooks_after_find(orm_call *call, const orm_model *model, const orm_json *options,
                          orm_buffer *out, size_t from);

/* ---- documents */

/* Members of `patch` in place of those of an object (NULL: an empty one), new ones behind. */
const orm_json *orm_hooks_merge(orm_ctx *ctx, const orm_json *object, const orm_json *patch);

/* A document as the text of JSON; NULL: {}. */
orm_text orm_hooks_text(orm_ctx *ctx, const orm_json *document);

#endif
