/* rebuild_sqlite.c - a table of SQLite is made anew beside the old one, filled from it, and takes
 * its place.  See sqlite.h.
 *
 * SQLite's own recipe (lang_altertable.html), with all that can be lost on the way kept: what is
 * not changed stands in the new definition as it was written (its text is put together from the old
 * one's fragments), rows keep their number, AUTOINCREMENT its counter, indexes and triggers are
 * made again.  The rename is done under legacy_alter_table, so that views and other tables'
 * triggers, which speak of a table that is not there for a moment, are left alone.
 *
 * Foreign keys must not be enforced meanwhile: DROP TABLE deletes the rows, and with them the
 * children's.  The binding sees to that while the step runs (host->rebuild); but inside a
 * transaction of the caller a table with filled children is refused: what it has still to check
 * there, it would check against another table. */
#include "schema/rows.h"
#include "schema/sqlite.h"

/* One rebuild, forth or (for `undo`) back. */
typedef struct rebuild {
    orm_sync *sync;
    orm_table *wanted;
    orm_table *found;
    bool is_back;    /* from the wanted table to the found one */
    orm_text name;   /* of the table: as it stands there, where only the case is another */
    orm_text shadow; /* the new table's name until it takes the old one's place */
    orm_text *parts; /* statements */
    uint32_t count;
} rebuild;

static orm_printer begin(const rebuild *it)
{
    orm_printer p;

    orm_printer_open(&p, it->sync->ctx, NULL);
    return p;
}

static void end(rebuild *it, orm_printer *p)
{
    it->parts[it->count++] = orm_printer_close(p, NULL).sql;
}

/* ---- the definition: columns */

static bool is_changed(const rebuild *it, const orm_column *wanted, uint32_t change)
{
    return !it->is_back && wanted && (wanted->changes & change);
}

static const orm_column *wanted_of(const rebuild *it, const orm_column *found)
{
    const orm_column *wanted = orm_table_column(it->wanted, found->name);

    return wanted && wanted->match == found ? wanted : NULL;
}

static bool is_kept(const rebuild *it, const orm_column *found)
{
    return it->is_back || !found->is_going;
}

/* Whether the fragment stays; of a column (NULL: of the table) in its wanted form. */
static bool stays(const rebuild *it, const orm_column *wanted, const orm_fragment *fragment)
{
    const orm_table *found = it->found;

    if (it->is_back)
        return true;
    switch (fragment->kind) {
    case ORM_FRAGMENT_NOT_NULL: return !is_changed(it, wanted, ORM_CHANGE_REQUIRED);
    case ORM_FRAGMENT_DEFAULT:
        return !is_changed(it, wanted, ORM_CHANGE_PRESET | ORM_CHANGE_GENERATED);
    case ORM_FRAGMENT_GENERATED: return !is_changed(it, wanted, ORM_CHANGE_GENERATED);
    case ORM_FRAGMENT_LABELS: return !is_changed(it, wanted, ORM_CHANGE_CHECK);
    case ORM_FRAGMENT_PRIMARY:
        return !it->wanted->is_primary_changed && !is_changed(it, wanted, ORM_CHANGE_COUNTER);
    case ORM_FRAGMENT_UNIQUE: return !found->indexes[fragment->item].match.is_going;
    case ORM_FRAGMENT_CHECK: return !found->checks[fragment->item].match.is_going;
    case ORM_FRAGMENT_FOREIGN: return !found->foreign[fragment->item].match.is_going;
    default: return true;
    }
}

/* What the wanted column has more than the fragments that stay. */
static void print_more(const rebuild *it, orm_printer *p, const orm_column *wanted)
{
    bool is_key = it->wanted->primary.count == 1 &&
                  orm_text_equal(it->wanted->primary.items[0], wanted->name);

    if (is_changed(it, wanted, ORM_CHANGE_TYPE) && wanted->collation.length &&
        wanted->match->collation.length == 0)
        orm_buffer_format(&p->sql, " COLLATE %.*s", ORM_ARG(wanted->collation));
    if (is_changed(it, wanted, ORM_CHANGE_REQUIRED) && wanted->is_required)
        ORM_PUT(&p->sql, " NOT NULL");
    if (is_changed(it, wanted, ORM_CHANGE_GENERATED) && wanted->generated.text.length)
        orm_buffer_format(&p->sql, " GENERATED ALWAYS AS (%.*s) %s",
                          ORM_ARG(wanted->generated.text),
                          wanted->is_stored ? "STORED" : "VIRTUAL");
    else if (is_changed(it, wanted, ORM_CHANGE_PRESET | ORM_CHANGE_GENERATED) &&
             wanted->preset.text.length)
        orm_define_preset(p, wanted->preset.text);
    if (is_key && (it->wanted->is_primary_changed || is_changed(it, wanted, ORM_CHANGE_COUNTER)))
        orm_buffer_string(&p->sql, wanted->counter == ORM_COUNTER_ROWID
                                       ? " PRIMARY KEY AUTOINCREMENT"
                                       : " PRIMARY KEY");
    if (is_changed(it, wanted, ORM_CHANGE_CHECK) && wanted->check.length)
        orm_buffer_format(&p->sql, " CHECK (%.*s)", ORM_ARG(wanted->check));
    for (uint32_t i = 0; i < it->wanted->foreign_count; i++) {
        const orm_foreign_key *key = &it->wanted->foreign[i];

        if (key->match.is_there || key->columns.count > 1 ||
            !orm_text_equal(key->columns.items[0], wanted->name))
            continue;
        orm_buffer_char(&p->sql, ' ');
        orm_define_references(p, key);
    }
}

static void print_kept_column(const rebuild *it, orm_printer *p, uint32_t number)
{
    const orm_column *found = &it->found->columns[number];
    const orm_column *wanted = wanted_of(it, found);
    const orm_column_source *source = &it->found->source->columns[number];
    bool has_name = orm_text_equal_ascii_fold(found->name, found->former);
    orm_text type = is_changed(it, wanted, ORM_CHANGE_TYPE) ? wanted->type : source->type;

    if (has_name)
        orm_buffer_text(&p->sql, source->name);
    else
        orm_print_name(p, found->name);
    if (type.length)
        orm_buffer_format(&p->sql, " %.*s", ORM_ARG(type));
    for (const orm_fragment *fragment = source->first; fragment; fragment = fragment->next)
        if (stays(it, wanted, fragment))
            orm_buffer_format(&p->sql, " %.*s", ORM_ARG(fragment->text));
    if (!it->is_back && wanted)
        print_more(it, p, wanted);
}

static void print_columns(const rebuild *it, orm_printer *p)
{
    const char *between = "";

    for (uint32_t i = 0; i < it->found->column_count; i++) {
        if (!is_kept(it, &it->found->columns[i]))
            continue;
        orm_buffer_string(&p->sql, between);
        print_kept_column(it, p, i);
        between = ", ";
    }
    for (uint32_t i = 0; !it->is_back && i < it->wanted->column_count; i++) {
        if (it->wanted->columns[i].match)
            continue;
        orm_buffer_string(&p->sql, between);
        orm_define_column(it->sync, p, it->wanted, &it->wanted->columns[i]);
        between = ", ";
    }
}

/* ---- the definition: constraints */

static void print_new_constraints(const rebuild *it, orm_printer *p)
{
    const orm_table *wanted = it->wanted;

    if (wanted->is_primary_changed && wanted->primary.count > 1) {
        ORM_PUT(&p->sql, ", PRIMARY KEY ");
        orm_define_names(p, wanted->primary);
    }
    for (uint32_t i = 0; i < wanted->check_count; i++) {
        if (wanted->checks[i].match.is_there)
            continue;
        ORM_PUT(&p->sql, ", CONSTRAINT ");
        orm_print_name(p, wanted->checks[i].name);
        orm_buffer_format(&p->sql, " CHECK (%.*s)", ORM_ARG(wanted->checks[i].sql.text));
    }
    for (uint32_t i = 0; i < wanted->foreign_count; i++) {
        if (wanted->foreign[i].match.is_there || wanted->foreign[i].columns.count == 1)
            continue;
        ORM_PUT(&p->sql, ", FOREIGN KEY ");
        orm_define_names(p, wanted->foreign[i].columns);
        orm_buffer_char(&p->sql, ' ');
        orm_define_references(p, &wanted->foreign[i]);
    }
}

static void create(rebuild *it)
{
    orm_printer p = begin(it);

    ORM_PUT(&p.sql, "CREATE TABLE ");
    orm_define_table_name(&p, ORM_TEXT(""), it->shadow);
    ORM_PUT(&p.sql, " (");
    print_columns(it, &p);
    for (const orm_fragment *fragment = it->found->source->first; fragment;
         fragment = fragment->next)
        if (stays(it, NULL, fragment))
            orm_buffer_format(&p.sql, ", %.*s", ORM_ARG(fragment->text));
    if (!it->is_back)
        print_new_constraints(it, &p);
    orm_buffer_char(&p.sql, ')');
    orm_buffer_text(&p.sql, it->found->source->options);
    end(it, &p);
}

/* ---- the rows */

/* A name of the row's number that no column has taken, or NULL. */
static const char *rowid_of(const rebuild *it)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool is_taken = false;

        for (uint32_t j = 0; j < it->found->column_count; j++)
            is_taken |=
                orm_text_equal_ascii_fold(it->found->columns[j].name, orm_text_from(names[i]));
        for (uint32_t j = 0; j < it->wanted->column_count; j++)
            is_taken |=
                orm_text_equal_ascii_fold(it->wanted->columns[j].name, orm_text_from(names[i]));
        if (!is_taken)
            return names[i];
    }
    return NULL;
}

/* Whether a column is the row's number: then that is copied with it. */
static bool has_number(const orm_table *table)
{
    const orm_column *column =
        table->primary.count == 1 ? orm_table_column(table, table->primary.items[0]) : NULL;

    return column && orm_text_equal_ascii_fold(column->type, ORM_TEXT("INTEGER"));
}

/* Values of a column that is there before and after, and is not worked out by the table. */
static bool is_copied(const rebuild *it, const orm_column *found)
{
    const orm_column *wanted = wanted_of(it, found);
    bool is_generated = found->generated.text.length > 0;

    if (found->is_going || (is_generated && it->is_back))
        return false;
    if (is_changed(it, wanted, ORM_CHANGE_GENERATED))
        return wanted->generated.text.length == 0;
    return !is_generated;
}

static void print_values(const rebuild *it, orm_printer *p, bool is_source)
{
    const char *rowid =
        it->found->source->is_without_rowid || has_number(it->is_back ? it->found : it->wanted)
            ? NULL
            : rowid_of(it);
    const char *between = "";

    if (rowid) {
        orm_buffer_format(&p->sql, "%s%s", is_source ? "t." : "", rowid);
        between = ", ";
    }
    for (uint32_t i = 0; i < it->found->column_count; i++) {
        const orm_column *found = &it->found->columns[i];
        const orm_column *wanted = wanted_of(it, found);

        if (!is_copied(it, found))
            continue;
        orm_buffer_string(&p->sql, between);
        between = ", ";
        if (is_source && (is_changed(it, wanted, ORM_CHANGE_TYPE | ORM_CHANGE_CHECK))) {
            orm_buffer_text(&p->sql, orm_sqlite_convert(it->sync, wanted));
            continue;
        }
        if (is_source)
            ORM_PUT(&p->sql, "t.");
        orm_print_name(p, found->name);
    }
}

static bool copies_anything(const rebuild *it)
{
    for (uint32_t i = 0; i < it->found->column_count; i++)
        if (is_copied(it, &it->found->columns[i]))
            return true;
    return false;
}

static void copy(rebuild *it)
{
    orm_printer p = begin(it);

    if (!copies_anything(it)) {
        orm_printer_close(&p, NULL);
        return;
    }
    ORM_PUT(&p.sql, "INSERT INTO ");
    orm_define_table_name(&p, ORM_TEXT(""), it->shadow);
    ORM_PUT(&p.sql, " (");
    print_values(it, &p, false);
    ORM_PUT(&p.sql, ") SELECT ");
    print_values(it, &p, true);
    ORM_PUT(&p.sql, " FROM ");
    orm_define_table_name(&p, ORM_TEXT(""), it->name);
    ORM_PUT(&p.sql, " AS t");
    end(it, &p);
}

static bool is_counting(const orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->column_count; i++)
        if (wanted->columns[i].counter == ORM_COUNTER_ROWID)
            return true;
    return false;
}

/* The counter may be further than the last row. */
static void copy_counter(rebuild *it)
{
    orm_printer p;

    if (!it->found->source->is_counting || !is_counting(it->wanted))
        return;
    p = begin(it);
    ORM_PUT(&p.sql, "DELETE FROM main.sqlite_sequence WHERE name = ");
    orm_print_string(&p, it->shadow);
    end(it, &p);
    p = begin(it);
    ORM_PUT(&p.sql, "INSERT INTO main.sqlite_sequence (name, seq) SELECT ");
    orm_print_string(&p, it->shadow);
    ORM_PUT(&p.sql, ", seq FROM main.sqlite_sequence WHERE name = ");
    orm_print_string(&p, it->name);
    end(it, &p);
}

/* ---- the exchange */

static void exchange(rebuild *it)
{
    orm_printer p = begin(it);

    ORM_PUT(&p.sql, "DROP TABLE ");
    orm_define_table_name(&p, ORM_TEXT(""), it->name);
    end(it, &p);
    p = begin(it);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, ORM_TEXT(""), it->shadow);
    ORM_PUT(&p.sql, " RENAME TO ");
    orm_print_name(&p, it->name);
    end(it, &p);
}

/* CREATE INDEX a, CREATE TRIGGER a…: in "main", whatever tables "temp" has. */
static orm_text in_main(const rebuild *it, orm_text sql)
{
    orm_tokens tokens = {sql, 0, true};
    orm_token token;

    do {
        token = orm_token_next(&tokens);
    } while (token.kind != ORM_TOKEN_END && !orm_token_is_word(&token, "INDEX") &&
             !orm_token_is_word(&token, "TRIGGER"));
    return orm_text_format(it->sync->ctx->arena, "%.*s main.%.*s",
                           ORM_ARG(orm_text_slice(sql, 0, tokens.at)),
                           ORM_ARG(orm_sql_trim(orm_text_slice(sql, tokens.at, sql.length))));
}

static orm_text make_trigger(const rebuild *it, const orm_trigger *trigger)
{
    orm_tokens tokens = {trigger->text, 0, true};

    if (!trigger->is_temporary)
        return in_main(it, trigger->text);
    orm_token_next(&tokens); /* CREATE */
    return orm_text_format(it->sync->ctx->arena, "CREATE TEMP%.*s",
                           ORM_ARG(orm_text_slice(trigger->text, tokens.at, trigger->text.length)));
}

static void make_again(rebuild *it)
{
    for (uint32_t i = 0; i < it->found->index_count; i++) {
        const orm_table_index *index = &it->found->indexes[i];

        if (!index->is_constraint && !index->match.is_going)
            it->parts[it->count++] = in_main(it, index->definition);
    }
    for (const orm_trigger *trigger = it->found->source->triggers; trigger; trigger = trigger->next)
        it->parts[it->count++] = make_trigger(it, trigger);
}

static uint32_t most_parts(const orm_table *found)
{
    uint32_t most = 12 + found->index_count;

    for (const orm_trigger *trigger = found->source->triggers; trigger; trigger = trigger->next)
        most++;
    return most;
}

static void plan(rebuild *it)
{
    it->parts = ORM_NEW_N(it->sync->ctx->arena, orm_text, most_parts(it->found));
    create(it);
    copy(it);
    copy_counter(it);
    exchange(it);
    make_again(it);
}

static bool is_on(orm_sync *sync, const char *pragma)
{
    orm_rows rows = orm_rows_run(sync->ctx, orm_text_from(pragma), 1);

    return rows.count > 0 && orm_rows_is(&rows, 0, 0);
}

bool orm_sqlite_has_foreign_keys(orm_sync *sync)
{
    return is_on(sync, "PRAGMA foreign_keys");
}

/* Whether foreign_key_check can be asked: what is referred to is there and is a key, even if it is
 * made anew by a later step. */
static bool is_checkable(const rebuild *it)
{
    for (uint32_t i = 0; i < it->wanted->foreign_count; i++) {
        const orm_foreign_key *key = &it->wanted->foreign[i];
        const orm_table *parent = orm_tables_find(&it->sync->found, ORM_TEXT(""), key->table);

        if (parent && !orm_table_has_key(parent, key->fields))
            return false;
    }
    return !it->is_back;
}

/* As a script, for whoever runs it by hand. */
static orm_text script(const rebuild *it)
{
    bool has_keys = orm_sqlite_has_foreign_keys(it->sync);
    bool is_legacy = is_on(it->sync, "PRAGMA legacy_alter_table");
    orm_printer p = begin(it);

    if (has_keys)
        ORM_PUT(&p.sql, "PRAGMA foreign_keys = OFF;\n");
    if (!is_legacy)
        ORM_PUT(&p.sql, "PRAGMA legacy_alter_table = ON;\n");
    ORM_PUT(&p.sql, "SAVEPOINT orm_rebuild;\n");
    for (uint32_t i = 0; i < it->count; i++)
        orm_buffer_format(&p.sql, "%.*s;\n", ORM_ARG(it->parts[i]));
    if (is_checkable(it)) {
        ORM_PUT(&p.sql, "PRAGMA main.foreign_key_check(");
        orm_print_name(&p, it->name);
        ORM_PUT(&p.sql, ");\n");
    }
    ORM_PUT(&p.sql, "RELEASE orm_rebuild");
    if (!is_legacy)
        ORM_PUT(&p.sql, ";\nPRAGMA legacy_alter_table = OFF");
    if (has_keys)
        ORM_PUT(&p.sql, ";\nPRAGMA foreign_keys = ON");
    return orm_printer_close(&p, NULL).sql;
}

static rebuild open(orm_sync *sync, orm_table *wanted, bool is_back)
{
    rebuild it = {.sync = sync, .wanted = wanted, .found = wanted->match, .is_back = is_back};

    it.name = orm_text_equal_ascii_fold(it.found->name, it.found->former) ? it.found->former
                                                                          : it.found->name;
    it.shadow =
        orm_name_free(sync, ORM_TEXT(""),
                      orm_text_format(sync->ctx->arena, "orm_rebuild_%.*s", ORM_ARG(it.name)));
    plan(&it);
    orm_name_release(sync, ORM_TEXT(""), it.shadow);
    return it;
}

/* ---- what must not be */

static bool refers(const orm_table *child, const orm_table *found)
{
    for (uint32_t i = 0; i < child->foreign_count; i++)
        if (orm_text_equal_ascii_fold(child->foreign[i].table, found->name) ||
            orm_text_equal_ascii_fold(child->foreign[i].table, found->former))
            return true;
    return false;
}

static void refuse_children(orm_sync *sync, const orm_table *found)
{
    const orm_tables *lists[] = {&sync->found, &sync->strangers};

    if (!sync->ctx->host->is_in_transaction || !orm_sqlite_has_foreign_keys(sync))
        return;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (orm_table *child = lists[i]->first; child; child = child->next)
            if (refers(child, found) && orm_evidence_has_rows(sync, child))
                orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                          "the table \"%.*s\" must be made anew, which deletes rows of \"%.*s\" as "
                          "long as foreign keys are enforced, and inside a transaction that cannot "
                          "be changed: call orm_sync outside of a transaction, or after PRAGMA "
                          "foreign_keys = OFF",
                          ORM_ARG(found->name), ORM_ARG(child->former));
}

/* ---- evidence */

static orm_text null_condition(orm_sync *sync, const orm_column *column)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "t.");
    orm_print_name(&p, column->name);
    ORM_PUT(&p.sql, " IS NULL");
    return orm_printer_close(&p, NULL).sql;
}

static void tell_column(orm_sync *sync, orm_step *step, orm_table *wanted, orm_column *column)
{
    bool is_retyped = (column->changes & (ORM_CHANGE_TYPE | ORM_CHANGE_CHECK)) != 0;
    orm_text misfits = column->match && is_retyped && !orm_column_is_anew(column)
                           ? orm_sqlite_misfits(sync, column)
                           : ORM_TEXT("");

    if (column->match && is_retyped && !orm_sqlite_has_cast(column, column->match))
        step->hazards |= ORM_HAZARD_INCOMPATIBLE;
    if (misfits.length)
        orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, misfits);
    if (column->match ? (column->changes & ORM_CHANGE_REQUIRED) && column->is_required
                      : column->is_required && column->preset.text.length == 0 &&
                            column->generated.text.length == 0 && !column->counter)
        orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, null_condition(sync, column));
}

static void tell_primary(orm_sync *sync, orm_step *step, orm_table *wanted)
{
    orm_table_index index = {.count = wanted->primary.count};

    if (!wanted->is_primary_changed || index.count == 0)
        return;
    index.keys = ORM_NEW_N(sync->ctx->arena, orm_index_key, index.count);
    for (uint32_t i = 0; i < index.count; i++)
        index.keys[i].column = wanted->primary.items[i];
    orm_evidence_duplicates(sync, step, wanted, &index);
}

/* A column with values that becomes one without. */
static bool is_emptied(const orm_table *wanted, const orm_column *found)
{
    const orm_column *column = orm_table_column(wanted, found->name);

    return found->generated.text.length == 0 &&
           (found->is_going || (column && orm_column_is_anew(column)));
}

static void tell(orm_sync *sync, orm_step *step, orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->column_count; i++)
        tell_column(sync, step, wanted, &wanted->columns[i]);
    if (!orm_evidence_has_rows(sync, wanted->match))
        return;
    step->hazards |= ORM_HAZARD_REWRITE | ORM_HAZARD_LOCK;
    tell_primary(sync, step, wanted);
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (!wanted->checks[i].match.is_there)
            orm_evidence_check(sync, step, wanted, wanted->checks[i].sql.text);
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        if (!wanted->foreign[i].match.is_there)
            orm_evidence_orphans(sync, step, wanted, &wanted->foreign[i]);
    for (uint32_t i = 0; i < found->column_count; i++)
        if (is_emptied(wanted, &found->columns[i]))
            orm_evidence_rows(sync, step, ORM_HAZARD_DELETES_DATA, wanted, ORM_TEXT("1 = 1"));
}

/* ---- records */

static void record(orm_sync *sync, orm_step *step, const orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going)
            orm_step_unmakes(sync, step, "column", found, found->columns[i].name);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (found->foreign[i].match.is_going)
            orm_step_unmakes(sync, step, "constraint", found, found->foreign[i].name);
    for (uint32_t i = 0; i < found->check_count; i++)
        if (found->checks[i].match.is_going && found->checks[i].name.length)
            orm_step_unmakes(sync, step, "constraint", found, found->checks[i].name);
    for (uint32_t i = 0; i < found->index_count; i++)
        if (found->indexes[i].is_constraint && found->indexes[i].match.is_going)
            orm_step_unmakes(sync, step, "constraint", found, found->indexes[i].name);
    for (uint32_t i = 0; i < wanted->column_count; i++)
        if (wanted->columns[i].match == NULL || wanted->columns[i].changes)
            orm_step_makes_column(sync, step, wanted, &wanted->columns[i]);
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        if (!wanted->foreign[i].match.is_there)
            orm_step_makes(sync, step, "constraint", wanted, wanted->foreign[i].name);
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (!wanted->checks[i].match.is_there)
            orm_step_makes(sync, step, "constraint", wanted, wanted->checks[i].name);
    if (wanted->is_primary_changed && wanted->primary.count)
        orm_step_makes(sync, step, "constraint", wanted,
                       orm_key_name(sync->ctx, wanted->name, (orm_names){NULL, 0}, "pkey"));
}

void orm_sqlite_rebuild(orm_sync *sync, orm_table *wanted)
{
    rebuild forth, back;
    orm_step *step;

    refuse_children(sync, wanted->match);
    forth = open(sync, wanted, false);
    back = open(sync, wanted, true);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_COLUMN, ORM_STEP_REBUILD_TABLE,
                         wanted->schema, wanted->name, script(&forth));
    step->undo = script(&back);
    step->locks = "EXCLUSIVE";
    step->parts = forth.parts;
    step->part_count = forth.count;
    step->is_unguarded = true;
    tell(sync, step, wanted);
    record(sync, step, wanted);
}

bool orm_sqlite_can_add_again(orm_sync *sync, const orm_column *column)
{
    orm_text value;

    return !column->is_stored && (column->preset.text.length == 0 ||
                                  orm_sql_literal(sync->ctx, column->preset.text, &value));
}

orm_text orm_sqlite_undo_drop(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    const orm_table *found = wanted->match;
    const orm_column_source *source = &found->source->columns[column - found->columns];
    orm_printer p;

    if (!orm_sqlite_can_add_again(sync, column)) {
        rebuild back = open(sync, wanted, true);

        return script(&back);
    }
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, found->schema, found->name);
    ORM_PUT(&p.sql, " ADD COLUMN ");
    orm_buffer_format(&p.sql, "%.*s %.*s", ORM_ARG(source->name), ORM_ARG(source->type));
    for (const orm_fragment *fragment = source->first; fragment; fragment = fragment->next)
        orm_buffer_format(&p.sql, " %.*s", ORM_ARG(fragment->text));
    return orm_printer_close(&p, NULL).sql;
}
