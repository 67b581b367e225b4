/* rename_sqlite.c - a new name in the texts that are kept of a table.  See engine.h, rename.
 *
 * SQLite itself changes the stored texts when a table or column is renamed; a rebuild in the same
 * call is put together from texts that were read before. */
#include "schema/sqlite.h"

static void rename_fragments(orm_ctx *ctx, orm_fragment *first, orm_text from, orm_text to)
{
    for (; first; first = first->next)
        first->text = orm_sql_rename(ctx, first->text, from, to);
}

static void rename_foreign(orm_ctx *ctx, orm_fragment *first, orm_text from, orm_text to)
{
    for (; first; first = first->next)
        if (first->kind == ORM_FRAGMENT_FOREIGN)
            first->text = orm_sql_rename(ctx, first->text, from, to);
}

/* REFERENCES of other tables. */
static void rename_references(orm_sync *sync, const orm_table *found, orm_text from, orm_text to)
{
    for (orm_table *other = sync->found.first; other; other = other->next) {
        if (other == found || other->source == NULL)
            continue;
        rename_foreign(sync->ctx, other->source->first, from, to);
        for (uint32_t i = 0; i < other->column_count; i++)
            rename_foreign(sync->ctx, other->source->columns[i].first, from, to);
    }
}

void orm_sqlite_rename(orm_sync *sync, orm_table *found, orm_text from, orm_text to)
{
    orm_ctx *ctx = sync->ctx;
    bool is_table = orm_text_equal(from, found->former) && orm_text_equal(to, found->name);

    if (found->source == NULL)
        return;
    rename_fragments(ctx, found->source->first, from, to);
    for (uint32_t i = 0; i < found->column_count; i++)
        rename_fragments(ctx, found->source->columns[i].first, from, to);
    for (orm_trigger *trigger = found->source->triggers; trigger; trigger = trigger->next)
        trigger->text = orm_sql_rename(ctx, trigger->text, from, to);
    if (is_table)
        rename_references(sync, found, from, to);
    for (uint32_t i = 0; is_table && i < found->index_count; i++)
        if (found->indexes[i].definition.length)
            found->indexes[i].definition =
                orm_sql_rename(ctx, found->indexes[i].definition, from, to);
}
