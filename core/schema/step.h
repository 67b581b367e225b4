/* step.h - what has to be done, in order: the steps of orm_sync and orm_sync_plan (api.md section
 * 6, Sync). */
#ifndef ORM_SCHEMA_STEP_H
#define ORM_SCHEMA_STEP_H

#include "base/buffer.h"

/* Kinds of steps, by the names of the contract. */
typedef enum orm_step_kind {
#define ORM_STEP(symbol, name) ORM_STEP_##symbol,
#include "schema/steps.def"
#undef ORM_STEP
    ORM_STEP_COUNT
} orm_step_kind;

/* Why somebody might not want a step, as a mask. */
enum {
    ORM_HAZARD_DELETES_DATA = 1 << 0,
    ORM_HAZARD_DATA = 1 << 1,
    ORM_HAZARD_INCOMPATIBLE = 1 << 2,
    ORM_HAZARD_GUARDED = ORM_HAZARD_DELETES_DATA | ORM_HAZARD_DATA | ORM_HAZARD_INCOMPATIBLE,
    ORM_HAZARD_REWRITE = 1 << 3, /* from here on only told */
    ORM_HAZARD_LOCK = 1 << 4,
    ORM_HAZARD_COMMIT_BOUNDARY = 1 << 5
};

/* Steps are done phase by phase; within one, in the order in which they were added. */
typedef enum orm_phase {
    ORM_PHASE_CLEAR, /* force: everything goes before */
    ORM_PHASE_SCHEMA,
    ORM_PHASE_RENAME,
    ORM_PHASE_LOOSEN, /* constraints, indexes that go or change */
    ORM_PHASE_TYPE,   /* behind them: undone, they find the types under the names that they know */
    ORM_PHASE_TABLE,
    ORM_PHASE_COLUMN,
    ORM_PHASE_DROP, /* tables that go */
    ORM_PHASE_KEY,  /* primary keys, uniques, checks */
    ORM_PHASE_PLACEMENT,
    ORM_PHASE_FOREIGN,
    ORM_PHASE_INDEX,
    ORM_PHASE_COMMENT,
    ORM_PHASE_CLEAN /* types that nothing uses any more */
} orm_phase;

typedef struct orm_step {
    orm_step_kind kind;
    orm_phase phase;
    orm_text sql;
    orm_text undo;   /* empty: there is none; may be several statements */
    orm_text schema; /* of the table */
    orm_text table;
    uint32_t hazards;
    int64_t rows;               /* of DATA and DELETES_DATA: how many, -1: not counted */
    orm_text keys;              /* JSON array, or empty */
    const char *locks;          /* the table lock, or NULL */
    const char *object;         /* of what sync did not make: its kind, and */
    orm_text name;              /* its name */
    struct orm_object *makes;   /* what is recorded when it is done; a list */
    struct orm_object *unmakes; /* what is forgotten then; a list */
    const orm_text *parts;      /* a script: its statements, but for those around them */
    uint32_t part_count;
    bool is_unguarded;               /* SQLite: runs while foreign keys are not enforced */
    const struct orm_table *renamed; /* whose records get its new name then */
    struct orm_step *next;
} orm_step;

typedef struct orm_steps {
    orm_step *first[ORM_PHASE_CLEAN + 1];
    orm_step **end[ORM_PHASE_CLEAN + 1];
    uint32_t count;
} orm_steps;

void orm_steps_open(orm_steps *steps);

/* A new step at the end of its phase. */
orm_step *orm_steps_add(orm_ctx *ctx, orm_steps *steps, orm_phase phase, orm_step_kind kind,
                        orm_text schema, orm_text table, orm_text sql);

/* The contract's name of a kind of step, and of a hazard. */
const char *orm_step_name(orm_step_kind kind);
const char *orm_hazard_name(int bit);
enum { ORM_HAZARD_COUNT = 6 };

/* The step as JSON, as orm_sync_plan shows it. */
void orm_step_write(orm_buffer *out, const orm_step *step);

/* All steps, in the order in which they are done. */
orm_step *orm_steps_list(orm_steps *steps);

#endif
