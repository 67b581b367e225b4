/* enum_postgres.c - enum types: made, given more labels, replaced, dropped.  See postgres.h.
 *
 * A type serves by its labels, whatever its name.  Labels that are added keep the type where that
 * can be (ALTER TYPE … ADD VALUE); what the same transaction would use already, and everything
 * else, makes a new type take the place of the old one. */
#include "base/names.h"
#include "schema/postgres.h"

/* ---- printing */

void orm_postgres_print_enum(orm_printer *p, const orm_enum *type)
{
    orm_define_table_name(p, type->schema, type->name);
}

static orm_text print_create(orm_sync *sync, const orm_enum *type)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "CREATE TYPE ");
    orm_postgres_print_enum(&p, type);
    ORM_PUT(&p.sql, " AS ENUM (");
    for (uint32_t i = 0; i < type->labels.count; i++) {
        if (i > 0)
            ORM_PUT(&p.sql, ", ");
        orm_print_string(&p, type->labels.items[i]);
    }
    orm_buffer_char(&p.sql, ')');
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_drop(orm_sync *sync, const orm_enum *type)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DROP TYPE ");
    orm_postgres_print_enum(&p, type);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_rename(orm_sync *sync, const orm_enum *type, orm_text to)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TYPE ");
    orm_postgres_print_enum(&p, type);
    ORM_PUT(&p.sql, " RENAME TO ");
    orm_print_name(&p, to);
    return orm_printer_close(&p, NULL).sql;
}

static orm_step *add(orm_sync *sync, const orm_table *table, orm_phase phase, orm_step_kind kind,
                     orm_text sql, orm_text undo)
{
    orm_step *step =
        orm_steps_add(sync->ctx, &sync->steps, phase, kind, table->schema, table->name, sql);

    step->undo = undo;
    return step;
}

/* ---- what is there */

const orm_enum *orm_postgres_find_enum(const orm_sync *sync, const orm_enum *like)
{
    for (const orm_enum *found = sync->enums; found; found = found->next)
        if (orm_text_equal(found->name, like->name) && orm_text_equal(found->schema, like->schema))
            return found;
    return NULL;
}

static bool is_managed(const orm_sync *sync, const orm_enum *type)
{
    for (const orm_object *object = sync->objects; object; object = object->next)
        if (strcmp(object->kind, "type") == 0 && orm_text_equal(object->name, type->name) &&
            orm_text_equal(object->schema, type->schema))
            return true;
    return false;
}

/* ---- made */

void orm_postgres_create_enum(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    orm_enum *wanted = (orm_enum *)column->labels;
    const orm_enum *found = orm_postgres_find_enum(sync, wanted);
    orm_step *step;

    if (found && orm_names_equal(found->labels, wanted->labels))
        return;
    if (found && found->user_count == 0 && is_managed(sync, found)) {
        add(sync, table, ORM_PHASE_TYPE, ORM_STEP_DROP_TYPE, print_drop(sync, found),
            print_create(sync, found));
    } else if (found) {
        wanted->name = orm_name_free(sync, wanted->schema, wanted->name);
    }
    step = add(sync, table, ORM_PHASE_TYPE, ORM_STEP_CREATE_TYPE, print_create(sync, wanted),
               print_drop(sync, wanted));
    orm_step_makes(sync, step, "type", table, wanted->name);
}

/* ---- more labels */

/* Whether all labels of `less` are in `more`, in the same order. */
static bool is_part(orm_names less, orm_names more)
{
    uint32_t i = 0;

    for (uint32_t j = 0; j < more.count && i < less.count; j++)
        i += orm_text_equal(less.items[i], more.items[j]);
    return i == less.count;
}

/* A label that is not committed yet must not be used: as a default, in an index, in a check. */
static bool is_used_at_once(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    if (column->preset.text.length && (column->changes & ORM_CHANGE_PRESET))
        return true;
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].match.is_there &&
            orm_sql_mentions(sync->ctx, wanted->indexes[i].where.text, column->name))
            return true;
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (!wanted->checks[i].match.is_there &&
            orm_sql_mentions(sync->ctx, wanted->checks[i].sql.text, column->name))
            return true;
    return false;
}

bool orm_postgres_can_extend(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    const orm_enum *found = column->match->labels;

    return found && column->is_array == column->match->is_array && is_managed(sync, found) &&
           is_part(found->labels, column->labels->labels) &&
           (sync->is_online || !is_used_at_once(sync, wanted, column));
}

/* <name>_old, free and short enough. */
static orm_text former_name(orm_sync *sync, const orm_enum *type)
{
    orm_text name = orm_identifier_shorten(
        sync->ctx->arena, orm_text_format(sync->ctx->arena, "%.*s_old", ORM_ARG(type->name)));

    return orm_name_free(sync, type->schema, name);
}

static bool is_mentioned(orm_sync *sync, const orm_table *found, orm_text column)
{
    for (uint32_t i = 0; i < found->index_count; i++)
        if (orm_sql_mentions(sync->ctx, found->indexes[i].where.text, column))
            return true;
    for (uint32_t i = 0; i < found->check_count; i++)
        if (orm_sql_mentions(sync->ctx, found->checks[i].sql.text, column))
            return true;
    return false;
}

/* No label can be taken away: to undo, the type is replaced by one without it. */
static orm_text undo_labels(orm_sync *sync, const orm_table *found, const orm_column *column)
{
    orm_enum old = *column->labels;
    orm_printer p;

    if (old.user_count > 1 || column->is_array || is_mentioned(sync, found, column->name))
        return ORM_TEXT("");
    old.name = former_name(sync, &old);
    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_format(&p.sql, "%.*s; %.*s; ALTER TABLE ",
                      ORM_ARG(print_rename(sync, column->labels, old.name)),
                      ORM_ARG(print_create(sync, column->labels)));
    orm_define_table_name(&p, found->schema, found->name);
    orm_postgres_print_retype(&p, column, column->name, column->type, true);
    orm_buffer_format(&p.sql, "; %.*s", ORM_ARG(print_drop(sync, &old)));
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_add(orm_sync *sync, const orm_enum *found, orm_names labels, uint32_t at)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TYPE ");
    orm_postgres_print_enum(&p, found);
    ORM_PUT(&p.sql, " ADD VALUE ");
    orm_print_string(&p, labels.items[at]);
    if (at > 0) {
        ORM_PUT(&p.sql, " AFTER ");
        orm_print_string(&p, labels.items[at - 1]);
    } else if (found->labels.count) {
        ORM_PUT(&p.sql, " BEFORE ");
        orm_print_string(&p, found->labels.items[0]);
    }
    return orm_printer_close(&p, NULL).sql;
}

void orm_postgres_extend_enum(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    const orm_enum *found = column->match->labels;
    bool is_used = is_used_at_once(sync, wanted, column), is_first = true;

    for (uint32_t i = 0; i < column->labels->labels.count; i++) {
        orm_step *step;

        if (orm_names_find(found->labels, column->labels->labels.items[i]) >= 0)
            continue;
        step = add(sync, wanted, ORM_PHASE_TYPE, ORM_STEP_ALTER_TYPE,
                   print_add(sync, found, column->labels->labels, i),
                   is_first ? undo_labels(sync, wanted->match, column->match) : ORM_TEXT(""));
        if (is_used)
            step->hazards |= ORM_HAZARD_COMMIT_BOUNDARY;
        is_first = false;
    }
}

/* ---- replaced */

const orm_enum *orm_postgres_replace_enum(orm_sync *sync, const orm_table *table,
                                          const orm_column *column)
{
    const orm_enum *found = column->match->labels;
    orm_enum *old;

    if (found == NULL || found->user_count > 1 ||
        !orm_text_equal(found->name, column->labels->name) ||
        !orm_text_equal(found->schema, column->labels->schema) || !is_managed(sync, found)) {
        orm_postgres_create_enum(sync, table, column);
        return found;
    }
    old = ORM_NEW(sync->ctx->arena, orm_enum);
    *old = *found;
    old->name = former_name(sync, found);
    add(sync, table, ORM_PHASE_TYPE, ORM_STEP_ALTER_TYPE, print_rename(sync, found, old->name),
        print_rename(sync, old, found->name));
    add(sync, table, ORM_PHASE_TYPE, ORM_STEP_CREATE_TYPE, print_create(sync, column->labels),
        print_drop(sync, column->labels));
    return old;
}

void orm_postgres_drop_enum(orm_sync *sync, const orm_table *table, const orm_enum *found,
                            const orm_enum *now, orm_phase phase)
{
    orm_step *step;

    if (!is_managed(sync, found) || found->user_count > 1)
        return;
    step =
        add(sync, table, phase, ORM_STEP_DROP_TYPE, print_drop(sync, now), print_create(sync, now));
    if (orm_text_equal(found->name, now->name))
        orm_step_unmakes(sync, step, "type", table, found->name);
}

void orm_postgres_keep_enum(orm_sync *sync, const orm_table *table, const orm_enum *found)
{
    orm_step *last = sync->steps.first[ORM_PHASE_CLEAR];

    if (!is_managed(sync, found))
        return;
    while (last->next)
        last = last->next;
    orm_step_makes(sync, last, "type", table, found->name);
}
