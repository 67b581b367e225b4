/* compare_sqlite.c - types and defaults of SQLite: when two are the same.  See engine.h.
 *
 * SQLite keeps both as text, so texts are compared, by their tokens.  A default in quotes is stored
 * as a number where the column has numbers: Sequelize writes '0.1' for a DOUBLE. */
#include <stdlib.h>

#include "schema/diff.h"
#include "schema/sqlite.h"

bool orm_sqlite_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    return orm_sql_same(sync->ctx, wanted->type, found->type);
}

static bool is_same_number(orm_ctx *ctx, orm_text one, orm_text other)
{
    char *end;
    const char *left = orm_text_copy(ctx->arena, one).data;
    const char *right = orm_text_copy(ctx->arena, other).data;
    double a = strtod(left, &end), b;

    if (*end || end == left)
        return false;
    b = strtod(right, &end);
    return *end == '\0' && end != right && a == b;
}

bool orm_sqlite_same_preset(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    orm_text one, other;

    if (wanted->preset.text.length == 0 || found->preset.text.length == 0)
        return wanted->preset.text.length == found->preset.text.length ||
               orm_text_equal_ascii_fold(found->preset.text, ORM_TEXT("NULL"));
    if (orm_sql_same(sync->ctx, wanted->preset.text, found->preset.text))
        return true;
    return orm_sql_literal(sync->ctx, wanted->preset.text, &one) &&
           orm_sql_literal(sync->ctx, found->preset.text, &other) &&
           (orm_text_equal(one, other) || is_same_number(sync->ctx, one, other));
}

/* What is wanted of a STRICT table must be so, too. */
void orm_sqlite_normalise(orm_sync *sync)
{
    for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next)
        if (wanted->match && wanted->match->source && wanted->match->source->is_strict)
            orm_sqlite_be_strict(sync, wanted);
}
