/* keys_postgres.c - indexes and constraints of PostgreSQL: the steps that make and drop them.  See
 * postgres.h.
 *
 * Whatever goes can be undone: a step knows how the object would be made again, by its structure
 * or, of what sync did not make, by the engine's own text.  Online, a constraint is added without
 * looking at the rows and validated in a step of its own, and an index is built concurrently. */
#include "base/names.h"
#include "schema/postgres.h"

/* ---- steps */

static orm_step *add(orm_sync *sync, const orm_table *table, orm_phase phase, orm_step_kind kind,
                     orm_text sql, orm_text undo, const char *locks)
{
    orm_step *step =
        orm_steps_add(sync->ctx, &sync->steps, phase, kind, table->schema, table->name, sql);

    step->undo = undo;
    step->locks = locks;
    return step;
}

/* A lock that writers feel, held while rows are looked at. */
static void tell_lock(orm_sync *sync, orm_step *step, orm_table *found)
{
    if (found && orm_evidence_has_rows(sync, found))
        step->hazards |= ORM_HAZARD_LOCK;
}

/* The parts of a partitioned table take no part in what is done CONCURRENTLY or NOT VALID. */
static bool is_partitioned(const orm_table *table)
{
    return table->relation == 'p' || (table->match && table->match->relation == 'p');
}

/* Online, on a table with rows: these are looked at later, by a step of its own. */
static bool can_wait(orm_sync *sync, orm_table *found)
{
    return sync->is_online && !is_partitioned(found) && orm_evidence_has_rows(sync, found);
}

static void begin_alter(orm_printer *p, const orm_table *table)
{
    ORM_PUT(&p->sql, "ALTER TABLE ");
    orm_define_table_name(p, table->schema, table->name);
    orm_buffer_char(&p->sql, ' ');
}

static orm_text print_drop_constraint(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    begin_alter(&p, table);
    ORM_PUT(&p.sql, "DROP CONSTRAINT ");
    orm_print_name(&p, name);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_add_constraint(orm_sync *sync, const orm_table *table, orm_text name,
                                     orm_text definition, const char *end)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    begin_alter(&p, table);
    ORM_PUT(&p.sql, "ADD CONSTRAINT ");
    orm_print_name(&p, name);
    orm_buffer_format(&p.sql, " %.*s%s", ORM_ARG(definition), end);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text print_validate(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    begin_alter(&p, table);
    ORM_PUT(&p.sql, "VALIDATE CONSTRAINT ");
    orm_print_name(&p, name);
    return orm_printer_close(&p, NULL).sql;
}

/* ---- definitions of constraints */

static orm_text names_of(orm_sync *sync, const char *before, orm_names names)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_string(&p.sql, before);
    orm_define_names(&p, names);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text unique_of(orm_sync *sync, const orm_table_index *index)
{
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, index->count);

    if (index->definition.length && !index->match.is_managed)
        return index->definition;
    for (uint32_t i = 0; i < index->count; i++)
        items[i] = index->keys[i].column;
    return names_of(sync, "UNIQUE ", (orm_names){items, index->count});
}

static orm_text foreign_of(orm_sync *sync, const orm_foreign_key *key)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "FOREIGN KEY ");
    orm_define_names(&p, key->columns);
    orm_buffer_char(&p.sql, ' ');
    orm_define_references(&p, key);
    return orm_printer_close(&p, NULL).sql;
}

static orm_text check_of(orm_sync *sync, const orm_table_check *check)
{
    return orm_text_format(sync->ctx->arena, "CHECK (%.*s)", ORM_ARG(check->sql.text));
}

/* ---- names */

static bool stays(const orm_match *match)
{
    return !match->is_going && !(match->is_remade && match->is_managed);
}

static bool has_constraint(const orm_table *found, orm_text name)
{
    if (orm_text_equal(found->primary_name, name))
        return true;
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (stays(&found->foreign[i].match) && orm_text_equal(found->foreign[i].name, name))
            return true;
    for (uint32_t i = 0; i < found->check_count; i++)
        if (stays(&found->checks[i].match) && orm_text_equal(found->checks[i].name, name))
            return true;
    return false;
}

/* Constraints have names of their own in each table. */
static orm_text constraint_name(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_text free = name;

    for (int number = 1; table->match && has_constraint(table->match, free); number++)
        free = orm_identifier_shorten(
            sync->ctx->arena, orm_text_format(sync->ctx->arena, "%.*s_%d", ORM_ARG(name), number));
    return free;
}

/* ---- foreign keys */

static const char ROW_LOCK[] = "SHARE ROW EXCLUSIVE";
static const char VALIDATE_LOCK[] = "SHARE UPDATE EXCLUSIVE";

static void validate(orm_sync *sync, const orm_table *table, orm_phase phase, orm_text name)
{
    add(sync, table, phase, ORM_STEP_ADD_CONSTRAINT, print_validate(sync, table, name),
        ORM_TEXT(""), VALIDATE_LOCK);
}

void orm_postgres_add_foreign(orm_sync *sync, const orm_table *table, orm_foreign_key *key)
{
    orm_table *found = table->match;
    bool is_online = found && can_wait(sync, found);
    orm_step *step;

    key->name = constraint_name(sync, table, key->name);
    step = add(sync, table, ORM_PHASE_FOREIGN, ORM_STEP_ADD_CONSTRAINT,
               print_add_constraint(sync, table, key->name, foreign_of(sync, key),
                                    is_online ? " NOT VALID" : ""),
               print_drop_constraint(sync, table, key->name), ROW_LOCK);
    orm_step_makes(sync, step, "constraint", table, key->name);
    if (found && orm_evidence_has_rows(sync, found))
        orm_evidence_orphans(sync, step, table, key);
    if (is_online)
        validate(sync, table, ORM_PHASE_FOREIGN, key->name);
    else
        tell_lock(sync, step, found);
}

static void drop_constraint(orm_sync *sync, const orm_table *table, orm_phase phase, orm_text name,
                            orm_text definition, bool is_managed)
{
    orm_step *step =
        add(sync, table, phase, ORM_STEP_DROP_CONSTRAINT, print_drop_constraint(sync, table, name),
            print_add_constraint(sync, table, name, definition, ""), "ACCESS EXCLUSIVE");

    if (is_managed)
        orm_step_unmakes(sync, step, "constraint", table, name);
}

void orm_postgres_drop_foreign(orm_sync *sync, const orm_table *found, const orm_foreign_key *key,
                               orm_phase phase)
{
    drop_constraint(sync, found, phase, key->name, foreign_of(sync, key), key->match.is_managed);
}

/* ---- unique keys and checks */

static orm_text name_of_index(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_text quoted;
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_define_table_name(&p, table->schema, name);
    quoted = orm_printer_close(&p, NULL).sql;
    return quoted;
}

static orm_text print_drop_index(orm_sync *sync, const orm_table *table,
                                 const orm_table_index *index)
{
    return orm_text_format(sync->ctx->arena, "DROP INDEX %s%.*s",
                           sync->is_online && !is_partitioned(table) ? "CONCURRENTLY " : "",
                           ORM_ARG(name_of_index(sync, table, index->name)));
}

/* Built as an index first, which blocks no writer; then it becomes the constraint. */
static void add_unique_online(orm_sync *sync, const orm_table *table, orm_table_index *index)
{
    orm_text name = index->name;
    orm_printer p;
    orm_step *step;

    step = add(sync, table, ORM_PHASE_KEY, ORM_STEP_CREATE_INDEX,
               orm_define_create_index(sync, table, index, true),
               orm_text_format(sync->ctx->arena, "DROP INDEX IF EXISTS %.*s",
                               ORM_ARG(name_of_index(sync, table, name))),
               VALIDATE_LOCK);
    orm_step_makes(sync, step, "index", table, name); /* all that is left when it cannot be built */
    orm_evidence_duplicates(sync, step, table, index);
    orm_printer_open(&p, sync->ctx, NULL);
    begin_alter(&p, table);
    ORM_PUT(&p.sql, "ADD CONSTRAINT ");
    orm_print_name(&p, name);
    ORM_PUT(&p.sql, " UNIQUE USING INDEX ");
    orm_print_name(&p, name);
    step = add(sync, table, ORM_PHASE_KEY, ORM_STEP_ADD_CONSTRAINT, orm_printer_close(&p, NULL).sql,
               print_drop_constraint(sync, table, name), "ACCESS EXCLUSIVE");
    orm_step_makes(sync, step, "constraint", table, name);
}

static void add_unique(orm_sync *sync, const orm_table *table, orm_table_index *index)
{
    orm_step *step;

    if (can_wait(sync, table->match)) {
        add_unique_online(sync, table, index);
        return;
    }
    step = add(sync, table, ORM_PHASE_KEY, ORM_STEP_ADD_CONSTRAINT,
               print_add_constraint(sync, table, index->name, unique_of(sync, index), ""),
               print_drop_constraint(sync, table, index->name), "ACCESS EXCLUSIVE");
    orm_step_makes(sync, step, "constraint", table, index->name);
    if (orm_evidence_has_rows(sync, table->match))
        orm_evidence_duplicates(sync, step, table, index);
    tell_lock(sync, step, table->match);
}

static void add_check(orm_sync *sync, orm_table *table, orm_table_check *check)
{
    bool is_online = can_wait(sync, table->match);
    orm_step *step;

    check->name = constraint_name(sync, table, check->name);
    step = add(sync, table, ORM_PHASE_KEY, ORM_STEP_ADD_CONSTRAINT,
               print_add_constraint(sync, table, check->name, check_of(sync, check),
                                    is_online ? " NOT VALID" : ""),
               print_drop_constraint(sync, table, check->name), "ACCESS EXCLUSIVE");
    orm_step_makes(sync, step, "constraint", table, check->name);
    if (orm_evidence_has_rows(sync, table->match))
        orm_evidence_check(sync, step, table, check->sql.text);
    if (is_online)
        validate(sync, table, ORM_PHASE_KEY, check->name);
    else
        tell_lock(sync, step, table->match);
}

static void drop_check(orm_sync *sync, const orm_table *found, const orm_table_check *check)
{
    drop_constraint(sync, found, ORM_PHASE_LOOSEN, check->name, check_of(sync, check),
                    check->match.is_managed);
}

/* The rows are looked at while they may change; SET NOT NULL believes the check then. */
void orm_postgres_require_online(orm_sync *sync, orm_table *table, const orm_column *column,
                                 orm_text set, orm_text unset)
{
    orm_text name = constraint_name(
        sync, table,
        orm_identifier_shorten(sync->ctx->arena,
                               orm_text_format(sync->ctx->arena, "%.*s_%.*s_not_null",
                                               ORM_ARG(table->name), ORM_ARG(column->name))));
    orm_text drop = print_drop_constraint(sync, table, name), add_check;
    orm_printer p;
    orm_step *step;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "CHECK (");
    orm_print_name(&p, column->name);
    ORM_PUT(&p.sql, " IS NOT NULL)");
    add_check =
        print_add_constraint(sync, table, name, orm_printer_close(&p, NULL).sql, " NOT VALID");
    step = add(sync, table, ORM_PHASE_KEY, ORM_STEP_ADD_CONSTRAINT, add_check, drop,
               "ACCESS EXCLUSIVE");
    orm_printer_open(&p, sync->ctx, NULL);
    orm_print_name(&p, column->name);
    ORM_PUT(&p.sql, " IS NULL");
    orm_evidence_rows(sync, step, ORM_HAZARD_DATA, table, orm_printer_close(&p, NULL).sql);
    validate(sync, table, ORM_PHASE_KEY, name);
    add(sync, table, ORM_PHASE_KEY, ORM_STEP_ALTER_COLUMN, set, unset, "ACCESS EXCLUSIVE");
    add(sync, table, ORM_PHASE_KEY, ORM_STEP_DROP_CONSTRAINT, drop, add_check, "ACCESS EXCLUSIVE");
}

/* ---- indexes */

void orm_postgres_add_index(orm_sync *sync, const orm_table *table, orm_table_index *index)
{
    bool has_rows = table->match && orm_evidence_has_rows(sync, table->match);
    bool is_online = has_rows && can_wait(sync, table->match);
    orm_step *step;

    index->name = orm_name_free(sync, table->schema, index->name);
    if (index->is_constraint) {
        add_unique(sync, table, index);
        return;
    }
    /* what is unique comes before the foreign keys: they may refer to it */
    step = add(sync, table, index->is_unique ? ORM_PHASE_KEY : ORM_PHASE_INDEX,
               ORM_STEP_CREATE_INDEX, orm_define_create_index(sync, table, index, is_online),
               print_drop_index(sync, table, index), is_online ? VALIDATE_LOCK : "SHARE");
    orm_step_makes(sync, step, "index", table, index->name);
    if (has_rows && index->is_unique)
        orm_evidence_duplicates(sync, step, table, index);
    if (!is_online)
        tell_lock(sync, step, table->match);
}

static void drop_index(orm_sync *sync, const orm_table *found, const orm_table_index *index)
{
    orm_text undo = index->match.is_managed || index->definition.length == 0
                        ? orm_define_create_index(sync, found, index, false)
                        : index->definition;
    orm_step *step;

    orm_name_release(sync, found->schema, index->name);
    if (index->is_constraint) {
        drop_constraint(sync, found, ORM_PHASE_LOOSEN, index->name, unique_of(sync, index),
                        index->match.is_managed);
        return;
    }
    step = add(sync, found, ORM_PHASE_LOOSEN, ORM_STEP_DROP_INDEX,
               print_drop_index(sync, found, index), undo,
               sync->is_online && !is_partitioned(found) ? VALIDATE_LOCK : "ACCESS EXCLUSIVE");
    if (index->match.is_managed)
        orm_step_unmakes(sync, step, "index", found, index->name);
}

/* ---- the primary key */

static void add_primary(orm_sync *sync, const orm_table *table)
{
    orm_table_index index = {.count = table->primary.count};
    orm_text name = table->match->primary_name;
    orm_step *step;

    if (name.length == 0)
        name = orm_name_free(sync, table->schema,
                             orm_text_format(sync->ctx->arena, "%.*s_pkey", ORM_ARG(table->name)));
    step = add(
        sync, table, ORM_PHASE_KEY, ORM_STEP_ADD_CONSTRAINT,
        print_add_constraint(sync, table, name, names_of(sync, "PRIMARY KEY ", table->primary), ""),
        print_drop_constraint(sync, table, name), "ACCESS EXCLUSIVE");
    orm_step_makes(sync, step, "constraint", table, name);
    index.keys = ORM_NEW_N(sync->ctx->arena, orm_index_key, index.count);
    for (uint32_t i = 0; i < index.count; i++)
        index.keys[i].column = table->primary.items[i];
    if (orm_evidence_has_rows(sync, table->match))
        orm_evidence_duplicates(sync, step, table, &index);
    tell_lock(sync, step, table->match);
}

void orm_postgres_change_primary(orm_sync *sync, const orm_table *wanted)
{
    const orm_table *found = wanted->match;

    if (found->primary.count)
        drop_constraint(sync, found, ORM_PHASE_LOOSEN, found->primary_name,
                        names_of(sync, "PRIMARY KEY ", found->primary), found->is_primary_managed);
    if (wanted->primary.count)
        add_primary(sync, wanted);
}

/* ---- all of a table */

/* Those that go, and those that stand in the way of a column's change and come back behind it. */
void orm_postgres_loosen(orm_sync *sync, orm_table *wanted)
{
    orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (found->foreign[i].match.is_going || found->foreign[i].match.is_remade)
            orm_postgres_drop_foreign(sync, found, &found->foreign[i], ORM_PHASE_LOOSEN);
    for (uint32_t i = 0; i < found->check_count; i++)
        if (found->checks[i].match.is_going || found->checks[i].match.is_remade)
            drop_check(sync, found, &found->checks[i]);
    for (uint32_t i = 0; i < found->index_count; i++)
        if (found->indexes[i].match.is_going || found->indexes[i].match.is_remade)
            drop_index(sync, found, &found->indexes[i]);
}

/* What sync did not make comes back as it was. */
static void remake_constraint(orm_sync *sync, const orm_table *found, orm_phase phase,
                              orm_text name, orm_text definition)
{
    add(sync, found, phase, ORM_STEP_ADD_CONSTRAINT,
        print_add_constraint(sync, found, name, definition, ""),
        print_drop_constraint(sync, found, name), ROW_LOCK);
}

static bool is_coming_back(const orm_match *match)
{
    return match->is_remade && !match->is_going && !match->is_managed;
}

static void remake(orm_sync *sync, const orm_table *found)
{
    for (uint32_t i = 0; i < found->check_count; i++)
        if (is_coming_back(&found->checks[i].match))
            remake_constraint(sync, found, ORM_PHASE_KEY, found->checks[i].name,
                              check_of(sync, &found->checks[i]));
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (is_coming_back(&found->foreign[i].match))
            remake_constraint(sync, found, ORM_PHASE_FOREIGN, found->foreign[i].name,
                              foreign_of(sync, &found->foreign[i]));
    for (uint32_t i = 0; i < found->index_count; i++) {
        const orm_table_index *index = &found->indexes[i];

        if (!is_coming_back(&index->match))
            continue;
        if (index->is_constraint)
            remake_constraint(sync, found, ORM_PHASE_KEY, index->name, unique_of(sync, index));
        else
            add(sync, found, index->is_unique ? ORM_PHASE_KEY : ORM_PHASE_INDEX,
                ORM_STEP_CREATE_INDEX, index->definition, print_drop_index(sync, found, index),
                "SHARE");
    }
}

/* What was added NOT VALID, and then left: its rows are looked at now. */
static void validate_all(orm_sync *sync, const orm_table *found)
{
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (found->foreign[i].is_broken && found->foreign[i].match.is_serving &&
            stays(&found->foreign[i].match))
            validate(sync, found, ORM_PHASE_FOREIGN, found->foreign[i].name);
    for (uint32_t i = 0; i < found->check_count; i++)
        if (found->checks[i].is_broken && found->checks[i].match.is_serving &&
            stays(&found->checks[i].match))
            validate(sync, found, ORM_PHASE_KEY, found->checks[i].name);
}

void orm_postgres_tighten(orm_sync *sync, orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (!wanted->checks[i].match.is_there)
            add_check(sync, wanted, &wanted->checks[i]);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].match.is_there)
            orm_postgres_add_index(sync, wanted, &wanted->indexes[i]);
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        if (!wanted->foreign[i].match.is_there)
            orm_postgres_add_foreign(sync, wanted, &wanted->foreign[i]);
    remake(sync, wanted->match);
    validate_all(sync, wanted->match);
}
