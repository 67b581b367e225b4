/* diff.c - what is wanted against what is found, item by item.  See diff.h.
 *
 * Structure counts, never names: an index or constraint that does what is wanted serves, whoever
 * made it and whatever it is called.  What sync did not make is never marked to go, and a column
 * that it did not make is never changed. */
#include "schema/diff.h"

#include "schema/engine.h"

/* ---- what sync made */

static bool is_managed(const orm_sync *sync, const orm_table *table, const char *kind,
                       orm_text name)
{
    return orm_record_find(sync, kind, table->schema, table->former, name) != NULL;
}

static void manage_table(const orm_sync *sync, orm_table *table)
{
    table->is_managed = orm_record_of_table(sync, table) != NULL;
    table->is_primary_managed = is_managed(sync, table, "constraint", table->primary_name);
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].is_managed = is_managed(sync, table, "column", table->columns[i].former);
    for (uint32_t i = 0; i < table->index_count; i++) {
        orm_table_index *index = &table->indexes[i];

        index->match.is_managed =
            is_managed(sync, table, index->is_constraint ? "constraint" : "index", index->name);
    }
    for (uint32_t i = 0; i < table->foreign_count; i++)
        table->foreign[i].match.is_managed =
            is_managed(sync, table, "constraint", table->foreign[i].name);
    for (uint32_t i = 0; i < table->check_count; i++)
        table->checks[i].match.is_managed =
            is_managed(sync, table, "constraint", table->checks[i].name);
}

void orm_diff_manage(orm_sync *sync)
{
    for (orm_table *table = sync->found.first; table; table = table->next)
        manage_table(sync, table);
}

/* ---- columns */

/* Of ours alone: what an administrator has given a column stays. */
static const orm_object *record_of(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    return orm_record_find(sync, "column", table->schema, table->former, column->former);
}

static bool is_comment_changed(orm_text wanted, orm_text found, bool is_ours)
{
    return wanted.length ? !orm_text_equal(wanted, found) : is_ours && found.length > 0;
}

static uint32_t compare_counter(const orm_object *record, const orm_column *wanted,
                                const orm_column *found)
{
    if (wanted->counter)
        return found->counter ? 0 : ORM_CHANGE_COUNTER;
    return found->counter && record->has_counter ? ORM_CHANGE_COUNTER : 0;
}

static bool same_generated(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    if (wanted->generated.text.length == 0 || found->generated.text.length == 0)
        return wanted->generated.text.length == found->generated.text.length;
    return wanted->is_stored == found->is_stored &&
           orm_diff_same_sql(sync, wanted->generated, found->generated);
}

/* The check of an ENUM; one that stands at a column which is none is sync's to take away only when
 * it has made it. */
static bool same_labels(orm_sync *sync, const orm_column *wanted, const orm_column *found,
                        const orm_object *record)
{
    if (wanted->check.length == 0)
        return found->check.length == 0 || !record->has_labels;
    return orm_sql_same(sync->ctx, wanted->check, found->check);
}

/* A key that stays and a counter that stays have their own say about NULL. */
static bool is_required_by_itself(const orm_table *wanted, const orm_column *found,
                                  uint32_t changes)
{
    return (found->counter && !(changes & ORM_CHANGE_COUNTER)) ||
           (!wanted->is_primary_changed &&
            orm_names_find(wanted->match->primary, found->name) >= 0);
}

static uint32_t compare_column(orm_sync *sync, const orm_table *table, const orm_column *wanted)
{
    const orm_column *found = wanted->match;
    const orm_object *record = record_of(sync, table->match, found);
    uint32_t changes = compare_counter(record, wanted, found);

    if (!sync->engine->same_type(sync, wanted, found))
        changes |= ORM_CHANGE_TYPE;
    if (wanted->is_required != found->is_required && !is_required_by_itself(table, found, changes))
        changes |= ORM_CHANGE_REQUIRED;
    if (!same_generated(sync, wanted, found))
        changes |= ORM_CHANGE_GENERATED;
    else if (!wanted->counter && (!found->counter || (changes & ORM_CHANGE_COUNTER)) &&
             wanted->generated.text.length == 0 && !sync->engine->same_preset(sync, wanted, found))
        changes |= ORM_CHANGE_PRESET;
    if (!same_labels(sync, wanted, found, record))
        changes |= ORM_CHANGE_CHECK;
    if (sync->dialect->has_schemas &&
        is_comment_changed(wanted->comment, found->comment, record->has_comment))
        changes |= ORM_CHANGE_COMMENT;
    return changes;
}

static void compare_columns(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        column->match = orm_table_column(found, column->name);
        if (column->match && column->match->is_managed)
            column->changes = compare_column(sync, wanted, column);
    }
    for (uint32_t i = 0; i < found->column_count; i++)
        found->columns[i].is_going = sync->is_dropping && found->columns[i].is_managed &&
                                     !orm_table_column(wanted, found->columns[i].name);
}

/* ---- what goes with a column */

/* What is made of a column that goes goes with it, on its own: so that it can be undone. */
static bool has_going(const orm_table *found, orm_names columns)
{
    for (uint32_t i = 0; i < columns.count; i++) {
        const orm_column *column = orm_table_column(found, columns.items[i]);

        if (column && column->is_going)
            return true;
    }
    return false;
}

static bool mentions_going(orm_sync *sync, const orm_table *found, orm_text sql)
{
    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going && orm_sql_mentions(sync->ctx, sql, found->columns[i].name))
            return true;
    return false;
}

static bool is_index_going(orm_sync *sync, const orm_table *found, const orm_table_index *index)
{
    if (mentions_going(sync, found, index->where.text) || has_going(found, index->include))
        return true;
    for (uint32_t i = 0; i < index->count; i++)
        if (has_going(found, (orm_names){&index->keys[i].column, 1}) ||
            mentions_going(sync, found, index->keys[i].expression.text))
            return true;
    return false;
}

static void take_along(orm_sync *sync, orm_table *found)
{
    for (uint32_t i = 0; i < found->index_count; i++)
        found->indexes[i].match.is_going |= is_index_going(sync, found, &found->indexes[i]);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        found->foreign[i].match.is_going |= has_going(found, found->foreign[i].columns);
    for (uint32_t i = 0; i < found->check_count; i++)
        found->checks[i].match.is_going |= mentions_going(sync, found, found->checks[i].sql.text);
}

/* ---- indexes */

bool orm_diff_same_sql(orm_sync *sync, orm_sql wanted, orm_sql found)
{
    if (wanted.text.length == 0 || found.text.length == 0)
        return wanted.text.length == found.text.length;
    if (wanted.normal.length && orm_sql_same(sync->ctx, wanted.normal, found.text))
        return true;
    return orm_sql_same(sync->ctx, wanted.text, found.text);
}

/* "public.gin_trgm_ops" or "gin_trgm_ops": the schema says no more here. */
static bool same_operators(orm_text wanted, orm_text found)
{
    const char *dot = wanted.length ? memchr(wanted.data, '.', wanted.length) : NULL;

    if (dot)
        wanted = orm_text_slice(wanted, (size_t)(dot - wanted.data) + 1, wanted.length);
    return wanted.length == 0 || orm_text_equal(wanted, found);
}

static bool same_collation(orm_sync *sync, orm_text wanted, orm_text found)
{
    size_t dot = found.length;

    if (wanted.length == 0 || found.length == 0)
        return wanted.length == found.length;
    while (dot > 0 && found.data[dot - 1] != '.')
        dot--;
    return orm_sql_same(sync->ctx, wanted, found) ||
           orm_sql_same(sync->ctx, wanted, orm_text_slice(found, dot, found.length));
}

static bool same_key(orm_sync *sync, const orm_index_key *wanted, const orm_index_key *found)
{
    if (wanted->column.length ? !orm_text_equal(wanted->column, found->column)
                              : found->column.length ||
                                    !orm_diff_same_sql(sync, wanted->expression, found->expression))
        return false;
    return wanted->is_descending == found->is_descending &&
           wanted->is_nulls_first == found->is_nulls_first &&
           same_collation(sync, wanted->collation, found->collation) &&
           same_operators(wanted->operators, found->operators);
}

bool orm_diff_same_index(orm_sync *sync, const orm_table_index *wanted,
                         const orm_table_index *found)
{
    if (wanted->is_unique != found->is_unique || wanted->count != found->count ||
        found->is_broken || found->is_foreign || found->match.is_going ||
        !orm_text_equal(wanted->method, found->method) ||
        !orm_names_equal(wanted->include, found->include) ||
        !orm_diff_same_sql(sync, wanted->where, found->where))
        return false;
    for (uint32_t i = 0; i < wanted->count; i++)
        if (!same_key(sync, &wanted->keys[i], &found->keys[i]))
            return false;
    return true;
}

static void match_indexes(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->index_count; i++)
        for (uint32_t j = 0; j < found->index_count; j++)
            if (orm_diff_same_index(sync, &wanted->indexes[i], &found->indexes[j])) {
                wanted->indexes[i].match.is_there = true;
                found->indexes[j].match.is_serving = true;
            }
}

/* A foreign key's index need not be its own. */
static void match_derived(orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->index_count; i++) {
        orm_table_index *index = &wanted->indexes[i];

        for (uint32_t j = 0; index->is_derived && j < found->index_count; j++)
            if (!found->indexes[j].match.is_going && orm_index_leads(&found->indexes[j], index))
                index->match.is_there = true;
    }
}

void orm_diff_indexes(orm_sync *sync, orm_table *wanted)
{
    match_indexes(sync, wanted);
    match_derived(wanted);
}

static void compare_indexes(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    match_indexes(sync, wanted);
    for (uint32_t i = 0; i < found->index_count; i++) {
        orm_match *match = &found->indexes[i].match;

        match->is_going |= sync->is_dropping && match->is_managed && !match->is_serving;
    }
    match_derived(wanted);
}

/* ---- constraints */

static orm_action action_of(orm_action action)
{
    return action == ORM_ACTION_NONE ? ORM_ACTION_NO_ACTION : action;
}

static orm_deferrable deferrable_of(orm_deferrable deferrable)
{
    return deferrable == ORM_DEFERRABLE_NONE ? ORM_DEFERRABLE_NOT : deferrable;
}

static bool same_foreign(const orm_foreign_key *wanted, const orm_foreign_key *found)
{
    return orm_names_equal(wanted->columns, found->columns) &&
           orm_names_equal(wanted->fields, found->fields) &&
           orm_text_equal(wanted->table, found->table) &&
           orm_text_equal(wanted->schema, found->schema) &&
           action_of(wanted->on_delete) == action_of(found->on_delete) &&
           action_of(wanted->on_update) == action_of(found->on_update) &&
           deferrable_of(wanted->deferrable) == deferrable_of(found->deferrable);
}

static void compare_foreign(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        for (uint32_t j = 0; j < found->foreign_count; j++)
            if (same_foreign(&wanted->foreign[i], &found->foreign[j])) {
                wanted->foreign[i].match.is_there = true;
                found->foreign[j].match.is_serving = true;
            }
    for (uint32_t i = 0; i < found->foreign_count; i++) {
        orm_match *match = &found->foreign[i].match;

        match->is_going |= sync->is_dropping && match->is_managed && !match->is_serving;
    }
}

static void compare_checks(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->check_count; i++)
        for (uint32_t j = 0; j < found->check_count; j++)
            if (orm_diff_same_sql(sync, wanted->checks[i].sql, found->checks[j].sql)) {
                wanted->checks[i].match.is_there = true;
                found->checks[j].match.is_serving = true;
            }
    for (uint32_t i = 0; i < found->check_count; i++) {
        orm_match *match = &found->checks[i].match;

        match->is_going |= sync->is_dropping && match->is_managed && !match->is_serving;
    }
}

static void compare_primary(orm_sync *sync, orm_table *wanted)
{
    const orm_table *found = wanted->match;

    if (orm_names_equal(wanted->primary, found->primary))
        return;
    if (found->primary.count == 0)
        wanted->is_primary_changed = true;
    else
        wanted->is_primary_changed = found->is_primary_managed && sync->is_dropping;
}

/* ---- the table */

void orm_diff_table(orm_sync *sync, orm_table *wanted)
{
    const orm_table *found = wanted->match;
    const orm_object *record = orm_record_of_table(sync, found);

    compare_primary(sync, wanted);
    compare_columns(sync, wanted);
    take_along(sync, wanted->match);
    compare_indexes(sync, wanted);
    compare_foreign(sync, wanted);
    compare_checks(sync, wanted);
    wanted->is_comment_changed =
        sync->dialect->has_schemas &&
        is_comment_changed(wanted->comment, found->comment, record && record->has_comment);
}
