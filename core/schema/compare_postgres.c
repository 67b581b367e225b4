/* compare_postgres.c - types and defaults of PostgreSQL: when two are the same.  See engine.h. */
#include "schema/diff.h"
#include "schema/postgres.h"

/* A type of an extension is told with its schema where that is not on the search path. */
static bool is_last_part(orm_text wanted, orm_text found)
{
    return found.length > wanted.length && orm_text_ends(found, wanted.data) &&
           found.data[found.length - wanted.length - 1] == '.';
}

bool orm_postgres_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    (void)sync;
    if (wanted->labels || found->labels)
        return wanted->labels && found->labels && wanted->is_array == found->is_array &&
               orm_names_equal(wanted->labels->labels, found->labels->labels);
    if (wanted->kind.length == 0)
        return orm_text_equal_ascii_fold(wanted->type, found->kind);
    return orm_text_equal(wanted->kind, found->kind) || is_last_part(wanted->kind, found->kind);
}

bool orm_postgres_same_preset(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    orm_text one, other;

    if (wanted->preset.text.length == 0 || found->preset.text.length == 0)
        return wanted->preset.text.length == found->preset.text.length;
    if (orm_diff_same_sql(sync, wanted->preset, found->preset))
        return true;
    return orm_sql_literal(sync->ctx, wanted->preset.text, &one) &&
           orm_sql_literal(sync->ctx, found->preset.text, &other) && orm_text_equal(one, other);
}
