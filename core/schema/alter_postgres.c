/* alter_postgres.c - a table of PostgreSQL becomes the wanted one: its columns, and the order of
 * all.  See postgres.h. */
#include "schema/postgres.h"

/* ---- steps and texts */

orm_step *orm_postgres_add_change(orm_sync *sync, const orm_table *table, orm_text sql,
                                  orm_text undo)
{
    orm_step *step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_COLUMN, ORM_STEP_ALTER_COLUMN,
                                   table->schema, table->name, sql);

    step->undo = undo;
    step->locks = "ACCESS EXCLUSIVE";
    return step;
}

orm_printer orm_postgres_begin_alter(orm_sync *sync, const orm_table *table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, table->schema, table->name);
    return p;
}

void orm_postgres_print_alter_column(orm_printer *p, orm_text name)
{
    ORM_PUT(&p->sql, " ALTER COLUMN ");
    orm_print_name(p, name);
}

static orm_text print_drop_column(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_printer p = orm_postgres_begin_alter(sync, table);

    ORM_PUT(&p.sql, " DROP COLUMN ");
    orm_print_name(&p, name);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_add_column(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    orm_printer p = orm_postgres_begin_alter(sync, table);

    ORM_PUT(&p.sql, " ADD COLUMN ");
    orm_define_column(sync, &p, table, column);
    return orm_printer_close(&p, NULL).sql;
}

/* ---- columns that come and go */

static void add_column(orm_sync *sync, orm_table *wanted, orm_column *column)
{
    bool has_rows = orm_evidence_has_rows(sync, wanted->match);
    orm_step *step;

    if (column->labels)
        orm_postgres_create_enum(sync, wanted, column);
    orm_postgres_spell(sync, column);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_COLUMN, ORM_STEP_ADD_COLUMN,
                         wanted->schema, wanted->name, print_add_column(sync, wanted, column));
    step->undo = print_drop_column(sync, wanted, column->name);
    step->locks = "ACCESS EXCLUSIVE";
    orm_step_makes_column(sync, step, wanted, column);
    if (!has_rows)
        return;
    if (column->counter || column->generated.text.length)
        step->hazards |= ORM_HAZARD_REWRITE;
    else if (column->is_required && column->preset.text.length == 0)
        orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, ORM_TEXT("true"));
}

static void drop_column(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    orm_table *found = wanted->match;
    bool is_generated = column->generated.text.length > 0;
    orm_step *step;

    step = orm_steps_add(sync->ctx, &sync->steps,
                         is_generated ? ORM_PHASE_LOOSEN : ORM_PHASE_COLUMN, ORM_STEP_DROP_COLUMN,
                         found->schema, found->name, print_drop_column(sync, found, column->name));
    step->undo = print_add_column(sync, found, column);
    if (column->comment.length)
        step->undo =
            orm_text_format(sync->ctx->arena, "%.*s; %.*s", ORM_ARG(step->undo),
                            ORM_ARG(orm_define_comment(sync, found, column, column->comment)));
    step->locks = "ACCESS EXCLUSIVE";
    if (column->is_managed)
        orm_step_unmakes(sync, step, "column", found, column->name);
    if (!is_generated && orm_evidence_has_rows(sync, found))
        orm_evidence_rows(sync, step, ORM_HAZARD_DELETES_DATA, wanted, ORM_TEXT("true"));
    if (column->labels && column->is_going)
        orm_postgres_drop_enum(sync, found, column->labels, column->labels, ORM_PHASE_CLEAN);
}

/* ---- types */

/* ALTER COLUMN … TYPE of a column, with its default out of the way meanwhile. */
void orm_postgres_print_retype(orm_printer *p, const orm_column *to, orm_text name, orm_text type,
                               bool is_by_text)
{
    if (to->match ? to->match->preset.text.length : to->preset.text.length) {
        orm_postgres_print_alter_column(p, name);
        ORM_PUT(&p->sql, " DROP DEFAULT,");
    }
    orm_postgres_print_alter_column(p, name);
    orm_buffer_format(&p->sql, " TYPE %.*s", ORM_ARG(type));
    if (to->collation.length)
        orm_buffer_format(&p->sql, " COLLATE %.*s", ORM_ARG(to->collation));
    if (is_by_text) {
        ORM_PUT(&p->sql, " USING ");
        orm_print_name(p, name);
        orm_buffer_format(&p->sql, "::text%s::%.*s", to->is_array ? "[]" : "", ORM_ARG(type));
    }
    if (to->preset.text.length) {
        orm_buffer_char(&p->sql, ',');
        orm_postgres_print_alter_column(p, name);
        orm_buffer_format(&p->sql, " SET DEFAULT %.*s", ORM_ARG(to->preset.text));
    }
}

/* The column as it was, found under its present name. */
static orm_text undo_retype(orm_sync *sync, const orm_table *table, const orm_column *column,
                            bool is_by_text, orm_text type)
{
    orm_column back = *column->match;
    orm_printer p = orm_postgres_begin_alter(sync, table);
    orm_text label;

    if (back.labels && orm_sql_literal(sync->ctx, back.preset.text, &label)) {
        orm_printer literal; /* without its cast: the type has another name by then */

        orm_printer_open(&literal, sync->ctx, NULL);
        orm_print_string(&literal, label);
        back.preset.text = orm_printer_close(&literal, NULL).sql;
    }
    back.match = (orm_column *)column;
    orm_postgres_print_retype(&p, &back, column->name, type, is_by_text);
    return orm_printer_close(&p, NULL).sql;
}

static void tell_retype(orm_sync *sync, orm_step *step, orm_table *wanted, orm_column *column,
                        const orm_cast *cast)
{
    orm_text misfits = orm_postgres_misfits(sync, column);

    if (cast->is_by_text && !(column->labels && column->match->labels))
        step->hazards |= ORM_HAZARD_INCOMPATIBLE;
    if (!orm_evidence_has_rows(sync, wanted->match))
        return;
    if (cast->is_rewriting)
        step->hazards |= ORM_HAZARD_REWRITE | ORM_HAZARD_LOCK;
    if (misfits.length)
        orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, misfits);
}

/* A sequence that stays, and counts for the column. */
static void widen_sequence(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    const orm_column *found = column->match;

    if (found->counter != ORM_COUNTER_SERIAL || found->sequence.length == 0 || !column->attribute ||
        !orm_type_is_integer(column->attribute->type) || (column->changes & ORM_CHANGE_COUNTER))
        return;
    orm_postgres_add_change(sync, table,
                            orm_text_format(sync->ctx->arena, "ALTER SEQUENCE %.*s AS %.*s",
                                            ORM_ARG(found->sequence), ORM_ARG(column->kind)),
                            orm_text_format(sync->ctx->arena, "ALTER SEQUENCE %.*s AS %.*s",
                                            ORM_ARG(found->sequence), ORM_ARG(found->kind)));
}

static void change_type(orm_sync *sync, orm_table *wanted, orm_column *column)
{
    const orm_column *found = column->match;
    const orm_enum *old = found->labels;
    orm_text old_type = found->type;
    orm_cast cast = orm_postgres_cast(sync, column);
    orm_printer p, type;
    orm_step *step;

    if (column->labels && old)
        old = orm_postgres_replace_enum(sync, wanted, column);
    else if (column->labels)
        orm_postgres_create_enum(sync, wanted, column);
    if (old) {
        orm_printer_open(&type, sync->ctx, NULL);
        orm_postgres_print_enum(&type, old);
        orm_buffer_string(&type.sql, found->is_array ? "[]" : "");
        old_type = orm_printer_close(&type, NULL).sql;
    }
    orm_postgres_spell(sync, column);
    if (column->collation.length == 0 && found->collation.length && cast.is_textual)
        column->collation = found->collation;
    p = orm_postgres_begin_alter(sync, wanted);
    orm_postgres_print_retype(&p, column, column->name, column->type, cast.is_by_text);
    step =
        orm_postgres_add_change(sync, wanted, orm_printer_close(&p, NULL).sql,
                                undo_retype(sync, wanted, column, cast.is_back_by_text, old_type));
    tell_retype(sync, step, wanted, column, &cast);
    widen_sequence(sync, wanted, column);
    if (old && sync->is_dropping)
        orm_postgres_drop_enum(sync, wanted, found->labels, old, ORM_PHASE_CLEAN);
}

/* ---- defaults and NULL */

orm_text orm_postgres_print_preset(orm_sync *sync, const orm_table *table, orm_text name,
                                   orm_text preset)
{
    orm_printer p = orm_postgres_begin_alter(sync, table);

    orm_postgres_print_alter_column(&p, name);
    if (preset.length)
        orm_buffer_format(&p.sql, " SET DEFAULT %.*s", ORM_ARG(preset));
    else
        ORM_PUT(&p.sql, " DROP DEFAULT");
    return orm_printer_close(&p, NULL).sql;
}

void orm_postgres_change_preset(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    orm_text from = column->match->preset.text, to = column->preset.text;

    orm_postgres_add_change(sync, wanted, orm_postgres_print_preset(sync, wanted, column->name, to),
                            orm_postgres_print_preset(sync, wanted, column->name, from));
}

static orm_text print_required(orm_sync *sync, const orm_table *table, orm_text name, bool is_set)
{
    orm_printer p = orm_postgres_begin_alter(sync, table);

    orm_postgres_print_alter_column(&p, name);
    orm_buffer_string(&p.sql, is_set ? " SET NOT NULL" : " DROP NOT NULL");
    return orm_printer_close(&p, NULL).sql;
}

static void change_required(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    orm_step *step;
    orm_printer p;

    if (column->is_required && sync->is_online && orm_evidence_has_rows(sync, wanted->match)) {
        orm_postgres_require_online(sync, wanted, column,
                                    print_required(sync, wanted, column->name, true),
                                    print_required(sync, wanted, column->name, false));
        return;
    }
    step = orm_postgres_add_change(
        sync, wanted, print_required(sync, wanted, column->name, column->is_required),
        print_required(sync, wanted, column->name, !column->is_required));
    if (!column->is_required || !orm_evidence_has_rows(sync, wanted->match))
        return;
    step->hazards |= ORM_HAZARD_LOCK;
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "t.");
    orm_print_name(&p, column->name);
    ORM_PUT(&p.sql, " IS NULL");
    orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, orm_printer_close(&p, NULL).sql);
}

/* ---- generated columns */

/* A generated one becomes an ordinary one and keeps its values. */
static void drop_expression(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    orm_printer p = orm_postgres_begin_alter(sync, wanted),
                undo = orm_postgres_begin_alter(sync, wanted);
    orm_column back = *column->match;

    orm_postgres_print_alter_column(&p, column->name);
    ORM_PUT(&p.sql, " DROP EXPRESSION");
    ORM_PUT(&undo.sql, " DROP COLUMN ");
    orm_print_name(&undo, column->name);
    ORM_PUT(&undo.sql, ", ADD COLUMN ");
    orm_define_column(sync, &undo, wanted, &back);
    orm_postgres_add_change(sync, wanted, orm_printer_close(&p, NULL).sql,
                            orm_printer_close(&undo, NULL).sql);
    if (column->preset.text.length && !(column->changes & ORM_CHANGE_TYPE))
        orm_postgres_change_preset(sync, wanted, column);
}

/* ---- the column */

static void change_column(orm_sync *sync, orm_table *wanted, orm_column *column)
{
    bool is_counting = column->match->counter != ORM_COUNTER_NONE;

    if (is_counting && (column->changes & ORM_CHANGE_COUNTER))
        orm_postgres_change_counter(sync, wanted, column); /* its default has the former type */
    if (column->is_extending)
        orm_postgres_extend_enum(sync, wanted, column);
    else if (column->changes & ORM_CHANGE_TYPE)
        change_type(sync, wanted, column);
    if ((column->changes & ORM_CHANGE_PRESET) &&
        (column->is_extending || !(column->changes & ORM_CHANGE_TYPE)))
        orm_postgres_change_preset(sync, wanted, column);
    if (column->changes & ORM_CHANGE_REQUIRED)
        change_required(sync, wanted, column);
    if (!is_counting && (column->changes & ORM_CHANGE_COUNTER))
        orm_postgres_change_counter(sync, wanted, column);
}

/* ---- the table */

/* Dropped and made again: becomes a generated one, or was one that has no values. */
bool orm_postgres_is_anew(const orm_column *column)
{
    return orm_column_is_anew(column) ||
           (column->match && (column->changes & ORM_CHANGE_GENERATED) && !column->match->is_stored);
}

/* What a generated column is made of can change when it is not generated any more. */
static void drop_expressions(orm_sync *sync, orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (column->match == NULL || !(column->changes & ORM_CHANGE_GENERATED))
            continue;
        if (orm_postgres_is_anew(column))
            drop_column(sync, wanted, column->match);
        else
            drop_expression(sync, wanted, column);
    }
}

static bool is_added(const orm_column *column)
{
    return column->match == NULL || orm_postgres_is_anew(column);
}

/* Generated ones come last, as they go first: they are made of the others. */
static void change_columns(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    drop_expressions(sync, wanted);
    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going)
            drop_column(sync, wanted, &found->columns[i]);
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (!is_added(column))
            change_column(sync, wanted, column);
        else if (column->generated.text.length == 0)
            add_column(sync, wanted, column);
    }
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        orm_column *column = &wanted->columns[i];

        if (is_added(column) && column->generated.text.length)
            add_column(sync, wanted, column);
    }
}

void orm_postgres_alter(orm_sync *sync, orm_table *wanted)
{
    change_columns(sync, wanted);
    if (wanted->is_primary_changed)
        orm_postgres_change_primary(sync, wanted);
    orm_postgres_tighten(sync, wanted);
    orm_postgres_comment(sync, wanted);
}
