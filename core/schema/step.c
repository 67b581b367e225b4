/* step.c - the list of steps.  See step.h. */
#include "schema/step.h"

#include "base/arena.h"

enum { PHASE_COUNT = ORM_PHASE_CLEAN + 1 };

void orm_steps_open(orm_steps *steps)
{
    memset(steps, 0, sizeof *steps);
    for (int i = 0; i < PHASE_COUNT; i++)
        steps->end[i] = &steps->first[i];
}

orm_step *orm_steps_add(orm_ctx *ctx, orm_steps *steps, orm_phase phase, orm_step_kind kind,
                        orm_text schema, orm_text table, orm_text sql)
{
    orm_step *step = ORM_NEW(ctx->arena, orm_step);

    step->kind = kind;
    step->phase = phase;
    step->schema = schema;
    step->table = table;
    step->sql = sql;
    step->rows = -1;
    *steps->end[phase] = step;
    steps->end[phase] = &step->next;
    steps->count++;
    return step;
}

orm_step *orm_steps_list(orm_steps *steps)
{
    orm_step *first = NULL, **link = &first;

    for (int i = 0; i < PHASE_COUNT; i++)
        if (steps->first[i]) {
            *link = steps->first[i];
            link = steps->end[i];
        }
    *link = NULL;
    return first;
}
