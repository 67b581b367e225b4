/* record.h - statements shown instead of run: orm_to_sql and orm_explain.
 *
 * While a recorder is open, the call's host has other callbacks: a statement is noted with its
 * values, and answered as if one row were there.  So a handler goes its usual way through levels,
 * links and cascades, and nothing is done.  What only a run could tell is a value of its own, which
 * stands for a column: {"$keys": "posts.id"}.  The functions that look for a row and make it where
 * there is none are shown the other way: nothing is found, and what is inserted comes back. */
#ifndef ORM_EXEC_RECORD_H
#define ORM_EXEC_RECORD_H

#include "exec/session.h"

typedef struct orm_recorder orm_recorder;
struct orm_recorder {
    orm_ctx *ctx;
    orm_host engine; /* the callbacks that reach it */
    orm_buffer *out; /* the list: {"sql","bind","for"}, or {"sql","plan","for"} */
    uint32_t count;  /* statements noted */
    struct shown_statement *shown;
    bool is_plan;      /* the engine's plans are wanted, not the values */
    bool is_not_found; /* what is looked for is not there */
};

/* From here on the call's statements are noted.  The catalog must have been loaded. */
void orm_record_open(orm_recorder *it, orm_call *call, bool is_plan, bool is_not_found,
                     orm_buffer *out);

/* The host is what it was. */
void orm_record_close(orm_recorder *it);

/* Whether statements are noted: what they would have found is not there. */
static inline bool orm_is_recording(const orm_ctx *ctx)
{
    return ctx->host->recorder != NULL;
}

/* What stands for the value of an attribute of a row that would have been found. */
orm_value orm_record_key(orm_ctx *ctx, const orm_attribute *attribute, const orm_model *model);

#endif
