/* step.c - the list of steps.  See step.h. */
#include "schema/step.h"

#include "base/json.h"

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

/* ---- as JSON */

static const char *const names[] = {
#define ORM_STEP(symbol, name) name,
#include "schema/steps.def"
#undef ORM_STEP
};

static const char *const hazards[ORM_HAZARD_COUNT] = {"DELETES_DATA", "DATA", "INCOMPATIBLE",
                                                      "REWRITE",      "LOCK", "COMMIT_BOUNDARY"};

const char *orm_step_name(orm_step_kind kind)
{
    return names[kind];
}

const char *orm_hazard_name(int bit)
{
    return hazards[bit];
}

static void write_text(orm_buffer *out, orm_text text)
{
    if (text.length)
        orm_json_write_string(out, text);
    else
        ORM_PUT(out, "null");
}

static void write_hazards(orm_buffer *out, uint32_t mask)
{
    const char *between = "";

    ORM_PUT(out, ",\"hazards\":[");
    for (int i = 0; i < ORM_HAZARD_COUNT; i++)
        if (mask & 1u << i) {
            orm_buffer_format(out, "%s\"%s\"", between, hazards[i]);
            between = ",";
        }
    orm_buffer_char(out, ']');
}

void orm_step_write(orm_buffer *out, const orm_step *step)
{
    ORM_PUT(out, "{\"sql\":");
    write_text(out, step->sql);
    ORM_PUT(out, ",\"undo\":");
    write_text(out, step->undo);
    orm_buffer_format(out, ",\"kind\":\"%s\",\"table\":", names[step->kind]);
    write_text(out, step->table);
    if (step->object) {
        orm_buffer_format(out, ",\"object\":\"%s\",\"name\":", step->object);
        write_text(out, step->name);
    }
    write_hazards(out, step->hazards);
    if (step->rows >= 0)
        orm_buffer_format(out, ",\"rows\":%lld", (long long)step->rows);
    if (step->keys.length)
        orm_buffer_format(out, ",\"keys\":%.*s", ORM_ARG(step->keys));
    ORM_PUT(out, ",\"locks\":");
    write_text(out, step->locks ? orm_text_from(step->locks) : (orm_text){"", 0});
    orm_buffer_char(out, '}');
}
