/* aside_postgres.c - what stands in the way of a column's change.  See postgres.h.
 *
 * An index, check or foreign key that speaks of a column holds operators for its type.  Where these
 * change, it is dropped before and made again behind; as the model wants it when it is ours, else
 * as it was. */
#include "schema/diff.h"
#include "schema/postgres.h"

/* ---- what stands in the way of a change */

/* Whether the change of the column's type takes down what speaks of it: its operators change,
 * unless one text becomes another, or one integer. */
static bool is_disturbing(orm_sync *sync, orm_column *column)
{
    orm_cast cast;

    if (orm_postgres_is_anew(column)) {
        column->is_opaque = true;
        return true;
    }
    if (!(column->changes & ORM_CHANGE_TYPE) || column->is_extending)
        return false;
    cast = orm_postgres_cast(sync, column);
    column->is_opaque = !cast.is_textual && !cast.is_numeric;
    return !cast.is_textual && !cast.is_integer;
}

static bool speaks_of(orm_sync *sync, const orm_table_index *index, const orm_column *column)
{
    if (orm_sql_mentions(sync->ctx, index->where.text, column->name) ||
        orm_names_find(index->include, column->name) >= 0)
        return true;
    for (uint32_t i = 0; i < index->count; i++)
        if (orm_text_equal(index->keys[i].column, column->name) ||
            orm_sql_mentions(sync->ctx, index->keys[i].expression.text, column->name))
            return true;
    return false;
}

/* Wanted things that one of ours has served until now are made again. */
static void set_aside_index(orm_sync *sync, orm_table *wanted, orm_table_index *index)
{
    index->match.is_remade = true;
    for (uint32_t i = 0; index->match.is_managed && i < wanted->index_count; i++)
        if (orm_diff_same_index(sync, &wanted->indexes[i], index))
            wanted->indexes[i].match.is_there = false;
}

static void set_aside_foreign(orm_table *owner, orm_foreign_key *key)
{
    key->match.is_remade = true;
    for (uint32_t i = 0; key->match.is_managed && owner && i < owner->foreign_count; i++)
        if (orm_names_equal(owner->foreign[i].columns, key->columns) && key->match.is_serving)
            owner->foreign[i].match.is_there = false;
}

static void set_aside_own(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->index_count; i++)
        if (speaks_of(sync, &found->indexes[i], column))
            set_aside_index(sync, wanted, &found->indexes[i]);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (orm_names_find(found->foreign[i].columns, column->name) >= 0)
            set_aside_foreign(wanted, &found->foreign[i]);
    for (uint32_t i = 0; i < found->check_count; i++) {
        orm_table_check *check = &found->checks[i];

        if (!orm_sql_mentions(sync->ctx, check->sql.text, column->name))
            continue;
        check->match.is_remade = true;
        for (uint32_t j = 0; check->match.is_managed && j < wanted->check_count; j++)
            if (orm_diff_same_sql(sync, wanted->checks[j].sql, check->sql))
                wanted->checks[j].match.is_there = false;
    }
}

/* Foreign keys of other tables. */
static void set_aside_inbound(orm_sync *sync, const orm_table *wanted, orm_text column)
{
    for (orm_table *other = sync->wanted.first; other; other = other->next) {
        if (other->match == NULL || other == wanted)
            continue;
        for (uint32_t i = 0; i < other->match->foreign_count; i++) {
            orm_foreign_key *key = &other->match->foreign[i];

            if (orm_text_equal(key->table, wanted->name) &&
                orm_text_equal(key->schema, wanted->schema) &&
                orm_names_find(key->fields, column) >= 0)
                set_aside_foreign(other, key);
        }
    }
}

/* Foreign keys of tables that go: they would go too late. */
static void set_aside_leaving(orm_sync *sync, const orm_table *wanted, orm_text column)
{
    for (orm_table *leaving = sync->leaving.first; leaving; leaving = leaving->next)
        for (uint32_t i = 0; leaving->match && i < leaving->match->foreign_count; i++) {
            orm_foreign_key *key = &leaving->match->foreign[i];

            if (key->match.is_going || !orm_text_equal(key->table, wanted->name) ||
                !orm_text_equal(key->schema, wanted->schema) ||
                orm_names_find(key->fields, column) < 0)
                continue;
            orm_postgres_drop_foreign(sync, leaving->match, key, ORM_PHASE_LOOSEN);
            key->match.is_going = true;
        }
}

/* A generated column is made of others: it is made again when one of them changes its type. */
static void follow_types(orm_sync *sync, orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (column->match == NULL || column->match->generated.text.length == 0 ||
            !column->match->is_managed)
            continue;
        for (uint32_t j = 0; j < wanted->column_count; j++)
            if (wanted->columns[j].match && (wanted->columns[j].changes & ORM_CHANGE_TYPE) &&
                orm_sql_mentions(sync->ctx, column->match->generated.text, wanted->columns[j].name))
                column->changes |= ORM_CHANGE_GENERATED;
    }
}

void orm_postgres_prepare(orm_sync *sync, orm_table *wanted)
{
    follow_types(sync, wanted);
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (column->match && column->labels && (column->changes & ORM_CHANGE_TYPE))
            column->is_extending = orm_postgres_can_extend(sync, wanted, column);
    }
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (column->match == NULL || !is_disturbing(sync, column))
            continue;
        set_aside_own(sync, wanted, column);
        set_aside_inbound(sync, wanted, column->name);
        set_aside_leaving(sync, wanted, column->name);
    }
    for (uint32_t i = 0; i < wanted->match->column_count; i++)
        if (wanted->match->columns[i].is_going)
            set_aside_leaving(sync, wanted, wanted->match->columns[i].name);
    if (wanted->is_primary_changed)
        for (uint32_t i = 0; i < wanted->match->primary.count; i++) {
            set_aside_inbound(sync, wanted, wanted->match->primary.items[i]);
            set_aside_leaving(sync, wanted, wanted->match->primary.items[i]);
        }
}
