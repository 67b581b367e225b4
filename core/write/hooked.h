/* hooked.h - a write of one row with the model's hooks before and after it.
 *
 *     orm_hooked_open(&hooked, call, model, options, &events);
 *     hooked.run = …                      what writes the row, or tries to
 *     orm_hooked_new_row(&hooked, row)    or hooked.row and hooked.stored
 *     orm_hooked_run(&hooked, out)
 *
 * Order (Sequelize's Model.save and InstanceValidator): beforeValidate; the validators; then
 * validationFailed and the error, or afterValidate; the event's before-hooks; the statement; its
 * after-hooks.  Validators are asked once (semantics.md 18), about what beforeValidate has left;
 * what later hooks change is only checked for its type.  Where no hook stands between the two, the
 * validators are asked with the statement, as without hooks. */
#ifndef ORM_WRITE_HOOKED_H
#define ORM_WRITE_HOOKED_H

#include "exec/hooks.h"
#include "exec/problems.h"

/* A write that is tried before it is done. */
typedef struct orm_trial {
    orm_problems *problems; /* gets what is wrong, and nothing is written; NULL: it is done */
    bool is_over;           /* the validators have been asked */
} orm_trial;

typedef struct orm_hooked_events {
    orm_event before;
    orm_event after;
} orm_hooked_events;

typedef struct orm_hooked orm_hooked;
struct orm_hooked {
    orm_hooks hooks;
    const orm_hooked_events *events;
    orm_hook_row row;       /* values: as they are now */
    const orm_json *stored; /* the row that is there; NULL: it is new */
    bool is_validating;
    bool is_bulk; /* values for many rows: there is no instance */
    /* Writes hooked->row.values, or tries to; false: no row was written. */
    bool (*run)(orm_hooked *hooked, const orm_trial *trial);
    /* The instance in what was written; empty: the after-hooks do not run.  NULL: all of it. */
    orm_text (*instance)(orm_hooked *hooked, orm_text written);
};

/* The events at which such a write has hooks, those of validation among them. */
static inline uint32_t orm_hooked_mask(const orm_hooked_events *events)
{
    return UINT32_C(1) << events->before | UINT32_C(1) << events->after |
           ORM_EVENTS(BEFORE_VALIDATE) | ORM_EVENTS(AFTER_VALIDATE) | ORM_EVENTS(VALIDATION_FAILED);
}

void orm_hooked_open(orm_hooked *hooked, orm_call *call, const orm_model *model,
                     const orm_json *options, const orm_hooked_events *events);

/* The row is new: hooks see it with its defaults, so those that are made anew each time are made
 * now. */
void orm_hooked_new_row(orm_hooked *hooked, const orm_json *row);

/* The values of a new row with the UUIDs that its defaults make. */
const orm_json *orm_hooked_values(orm_call *call, const orm_model *model, const orm_json *row);

/* A new row as hooks see it before it is stored: with its defaults. */
orm_text orm_hooked_instance(orm_call *call, const orm_model *model, const orm_json *values);

/* Hooks, statement, hooks; false: no row was written.  `out` is where the statement appends it. */
bool orm_hooked_run(orm_hooked *hooked, orm_buffer *out);

/* The part before the statement; true: the validators have been asked. */
bool orm_hooked_before(orm_hooked *hooked);

/* The hooks of one event, with the instance as it is by then. */
void orm_hooked_event(orm_hooked *hooked, orm_event event);

/* validationFailed, which sees the items of the error as :value. */
void orm_hooked_failed(orm_hooked *hooked, const orm_problems *problems);

/* An object with the row's values, for a row that was not given. */
const orm_json *orm_hooked_document(orm_ctx *ctx, const orm_json *row);

#endif
