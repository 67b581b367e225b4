/* drop_postgres.c - what PostgreSQL needs around dropped tables.  See engine.h. */
#include "schema/postgres.h"

/* Foreign keys of tables that are dropped later: of a cycle. */
void orm_postgres_untie(const orm_dropping *dropping, orm_table *found)
{
    orm_sync *sync = dropping->sync;

    for (const orm_table *table = dropping->tables->first; table; table = table->next) {
        orm_table *other = table->match;

        if (other == NULL || other == found || other->is_gone)
            continue;
        for (uint32_t i = 0; i < other->foreign_count; i++)
            if (orm_text_equal(other->foreign[i].table, found->name) &&
                orm_text_equal(other->foreign[i].schema, found->schema) &&
                !other->foreign[i].match.is_going) {
                orm_postgres_drop_foreign(sync, other, &other->foreign[i], dropping->phase);
                other->foreign[i].match.is_going = true;
            }
    }
}

static uint32_t count_users(const orm_tables *tables, const orm_enum *type)
{
    uint32_t count = 0;

    for (const orm_table *table = tables->first; table; table = table->next)
        for (uint32_t i = 0; table->match && i < table->match->column_count; i++)
            count += table->match->columns[i].labels == type;
    return count;
}

static bool is_wanted(const orm_sync *sync, const orm_enum *type)
{
    for (const orm_table *table = sync->wanted.first; table; table = table->next)
        for (uint32_t i = 0; i < table->column_count; i++) {
            const orm_enum *wanted = table->columns[i].labels;

            if (wanted && orm_text_equal(wanted->name, type->name) &&
                orm_text_equal(wanted->schema, type->schema))
                return true;
        }
    return false;
}

void orm_postgres_forget_types(const orm_dropping *dropping)
{
    orm_sync *sync = dropping->sync;
    const orm_tables *tables = dropping->tables;

    for (const orm_table *table = tables->first; table; table = table->next)
        for (uint32_t i = 0; table->match && i < table->match->column_count; i++) {
            orm_enum *type = (orm_enum *)table->match->columns[i].labels;

            if (type == NULL || count_users(tables, type) != type->user_count)
                continue;
            type->user_count = 0;
            if (dropping->phase == ORM_PHASE_CLEAR && sync->is_forced && is_wanted(sync, type))
                orm_postgres_keep_enum(sync, table->match, type);
            else
                orm_postgres_drop_enum(sync, table->match, type, type, dropping->phase);
        }
}
