/* statement.c - the cache of prepared statements.
 *
 * A kept SPI plan per SQL text and way of planning, the least recently used one given up when there
 * are too many.  PostgreSQL analyses a kept plan again by itself when a table, a function or the
 * search path has changed; what it cannot change are the types of the parameters.  Those we let it
 * infer from where each $n stands, so that a parameter has the type of the column it meets; when a
 * plan is to be analysed again they are inferred again first, and where one is another now (ALTER
 * COLUMN TYPE) the statement is prepared anew.
 *
 * A statement is pinned while it runs.  One that is given up meanwhile is unlinked at once and
 * freed by its last pin. */
#include "orm_pg.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "nodes/parsenodes.h"
#include "parser/analyze.h"
#include "parser/parse_node.h"
#include "parser/parse_param.h"
#include "parser/parser.h"
#include "utils/inval.h"
#include "utils/syscache.h"

enum { BUCKETS = 256, MOST = 256, LONG_LIST = 2000 };

/* A way of planning more than the core knows: one plan, kept if it meets its lists by index. */
enum { PLAN_IF_INDEXED = ORM_PLAN_CUSTOM + 1 };

static struct {
    orm_pg_statement *buckets[BUCKETS];
    dlist_head recent; /* most recently used first */
    int count;
} cache = {.recent = DLIST_STATIC_INIT(cache.recent)};

/* ---- links and pins */

static orm_pg_statement **bucket_of(uint64_t hash)
{
    return &cache.buckets[hash % BUCKETS];
}

/* Prepared for values of the same kinds, where these count. */
static bool has_kinds(const orm_pg_statement *statement, const orm_statement *wanted)
{
    if (statement->kinds == NULL || wanted->kinds == NULL)
        return statement->kinds == wanted->kinds;
    return statement->parameter_count == wanted->parameter_count &&
           memcmp(statement->kinds, wanted->kinds, wanted->parameter_count) == 0;
}

static orm_pg_statement *find(const orm_statement *wanted, int planning)
{
    orm_pg_statement *found = *bucket_of(wanted->hash);

    for (; found; found = found->next)
        if (found->hash == wanted->hash && found->planning == planning &&
            orm_text_equal(found->sql, wanted->sql) && has_kinds(found, wanted))
            return found;
    return NULL;
}

/* Frees a statement that was kept; one that was not goes with the call that made it. */
static void free_statement(orm_pg_statement *statement)
{
    if (!statement->is_kept)
        return;
    SPI_freeplan(statement->plan);
    MemoryContextDelete(statement->context);
}

static void unlink_statement(orm_pg_statement *statement)
{
    orm_pg_statement **at = bucket_of(statement->hash);

    while (*at != statement)
        at = &(*at)->next;
    *at = statement->next;
    dlist_delete(&statement->recent);
    cache.count--;
    statement->is_linked = false;
    if (statement->pins == 0)
        free_statement(statement);
}

static void link_statement(orm_pg_statement *statement)
{
    orm_pg_statement **bucket = bucket_of(statement->hash);

    if (cache.count >= MOST)
        unlink_statement(dlist_container(orm_pg_statement, recent, dlist_tail_node(&cache.recent)));
    statement->next = *bucket;
    *bucket = statement;
    dlist_push_head(&cache.recent, &statement->recent);
    cache.count++;
    statement->is_linked = true;
}

void orm_pg_statement_unpin(orm_pg_statement *statement)
{
    if (--statement->pins == 0 && !statement->is_linked)
        free_statement(statement);
}

void orm_pg_statement_clear(void)
{
    while (!dlist_is_empty(&cache.recent))
        unlink_statement(dlist_head_element(orm_pg_statement, recent, &cache.recent));
}

/* ---- invalidation of types: runs at any moment, so it only notes */

static bool takes_type(const orm_pg_parameter *parameter, uint32 hash)
{
    for (; parameter; parameter = parameter->inner)
        if (parameter->hash == hash)
            return true;
    return false;
}

static void type_changed(Datum argument pg_attribute_unused(), int id pg_attribute_unused(),
                         uint32 hash)
{
    dlist_iter at;

    dlist_foreach(at, &cache.recent)
    {
        orm_pg_statement *statement = dlist_container(orm_pg_statement, recent, at.cur);

        for (int i = 0; i < statement->parameter_count; i++)
            if (hash == 0 || takes_type(&statement->parameters[i], hash))
                statement->is_suspect = true;
    }
}

void orm_pg_statement_init(void)
{
    CacheRegisterSyscacheCallback(TYPEOID, type_changed, (Datum)0);
}

/* ---- types of parameters */

void orm_pg_statement_show(void *sql)
{
    int position = geterrposition();

    if (position > 0) {
        errposition(0);
        internalerrposition(position);
        internalerrquery(sql);
    } else {
        errcontext("SQL statement \"%s\"", (char *)sql);
    }
}

/* The type of a parameter of which the text says nothing. */
static Oid type_of_kind(int kind)
{
    switch (kind) {
    case ORM_VALUE_BOOLEAN: return BOOLOID;
    case ORM_VALUE_INTEGER: return INT8OID;
    case ORM_VALUE_DECIMAL: return NUMERICOID;
    default: return TEXTOID;
    }
}

/* Where the values' kinds count, a parameter of which the text says nothing stays without a type;
 * else PostgreSQL takes some of them for texts. */
static void analyse(RawStmt *statement, const char *sql, bool has_kinds, Oid **types, int *count)
{
    ParseState *state = make_parsestate(NULL);

    state->p_sourcetext = sql;
    state->p_resolve_unknowns = !has_kinds;
    setup_parse_variable_parameters(state, types, count);
    transformTopLevelStmt(state, statement);
    free_parsestate(state);
}

/* The types that the statement's own text gives to its parameters, else those of the values. */
static void infer(const char *sql, const uint8_t *kinds, Oid *types, int count)
{
    ErrorContextCallback context = {
        .previous = error_context_stack, .callback = orm_pg_statement_show, .arg = (void *)sql};
    Oid *found = NULL;
    int found_count = 0;
    ListCell *cell;

    error_context_stack = &context;
    foreach(cell, raw_parser(sql, RAW_PARSE_DEFAULT))
        analyse(lfirst_node(RawStmt, cell), sql, kinds != NULL, &found, &found_count);
    error_context_stack = context.previous;
    for (int i = 0; i < count; i++) {
        bool is_known = i < found_count && OidIsValid(found[i]) && found[i] != UNKNOWNOID;

        types[i] = is_known ? found[i] : type_of_kind(kinds ? kinds[i] : ORM_VALUE_TEXT);
    }
}

/* Whether the types are still those of the statement's text. */
static bool has_same_types(orm_pg_statement *statement)
{
    Oid *types = palloc(sizeof *types * statement->parameter_count);

    infer(statement->sql.data, statement->kinds, types, statement->parameter_count);
    for (int i = 0; i < statement->parameter_count; i++)
        if (types[i] != statement->parameters[i].type)
            return false;
    return true;
}

/* Whether PostgreSQL will run the statement as it was analysed. */
static bool is_current(const orm_pg_statement *statement)
{
    ListCell *cell;

    if (statement->is_suspect)
        return false;
    foreach(cell, SPI_plan_get_plan_sources(statement->plan))
    {
        CachedPlanSource *source = lfirst(cell);

        if (!source->is_valid || !orm_pg_is_path_same(source))
            return false;
    }
    return true;
}

/* ---- preparing */

static int cursor_options(const orm_statement *statement, int planning)
{
    int options = statement->is_writing ? 0 : CURSOR_OPT_PARALLEL_OK;

    if (planning == ORM_PLAN_GENERIC || planning == PLAN_IF_INDEXED)
        options |= CURSOR_OPT_GENERIC_PLAN;
    else if (planning == ORM_PLAN_CUSTOM)
        options |= CURSOR_OPT_CUSTOM_PLAN;
    return options;
}

static void open_parameters(orm_pg_statement *made, const Oid *types)
{
    made->parameters =
        MemoryContextAllocZero(made->context, sizeof *made->parameters * made->parameter_count);
    for (int i = 0; i < made->parameter_count; i++)
        orm_pg_parameter_open(&made->parameters[i], types[i], -1, made->context);
}

/* The statement in `context`, which is SPI's until it is kept. */
static orm_pg_statement *prepare(const orm_statement *wanted, int planning, MemoryContext context)
{
    orm_pg_statement *made = MemoryContextAllocZero(context, sizeof *made);
    int count = wanted->parameter_count;
    char *sql = MemoryContextAlloc(context, wanted->sql.length + 1);
    Oid *types = palloc(sizeof *types * (count + 1));

    memcpy(sql, wanted->sql.data, wanted->sql.length);
    sql[wanted->sql.length] = '\0';
    made->sql = (orm_text){sql, wanted->sql.length};
    made->hash = wanted->hash;
    made->planning = (uint8_t)planning;
    made->context = context;
    made->parameter_count = count;
    if (wanted->kinds)
        made->kinds = memcpy(MemoryContextAlloc(context, count + 1), wanted->kinds, count);
    if (count > 0) {
        infer(sql, made->kinds, types, count);
        open_parameters(made, types);
    }
    made->plan = SPI_prepare_cursor(sql, count, types, cursor_options(wanted, planning));
    if (made->plan == NULL)
        elog(ERROR, "SPI_prepare: %s", SPI_result_code_string(SPI_result));
    return made;
}

/* Nothing of it outlives an error before its last line. */
static orm_pg_statement *prepare_kept(const orm_statement *wanted, int planning)
{
    MemoryContext context =
        AllocSetContextCreate(CurrentMemoryContext, "orm statement", ALLOCSET_SMALL_SIZES);
    orm_pg_statement *made = prepare(wanted, planning, context);

    made->is_searching = planning == PLAN_IF_INDEXED && orm_pg_plan_searches_lists(made->plan);
    MemoryContextSetIdentifier(context, made->sql.data);
    MemoryContextSetParent(context, CacheMemoryContext);
    SPI_keepplan(made->plan);
    made->is_kept = true;
    link_statement(made);
    return made;
}

/* The statement from the cache, if it is there and its parameters' types still hold. */
static orm_pg_statement *find_current(const orm_statement *wanted, int planning)
{
    orm_pg_statement *found = find(wanted, planning);

    if (found == NULL || found->parameter_count == 0 || is_current(found))
        return found;
    if (planning != PLAN_IF_INDEXED && has_same_types(found)) {
        found->is_suspect = false;
        return found;
    }
    unlink_statement(found);
    return NULL;
}

static orm_pg_statement *get(const orm_statement *wanted, int planning)
{
    orm_pg_statement *found = find_current(wanted, planning);

    if (found == NULL)
        found = prepare_kept(wanted, planning);
    dlist_move_head(&cache.recent, &found->recent);
    return found;
}

/* Lists so long that planning for them is the smaller part of the work. */
static bool has_long_list(const orm_statement *wanted, const orm_value *values)
{
    size_t count = 0;

    for (int i = 0; i < wanted->parameter_count; i++)
        if (values[i].kind == ORM_VALUE_LIST)
            count += values[i].count;
    return count > LONG_LIST;
}

/* For lists the core asks for a plan of their own, because a plan for any list searches it for
 * every row where no index serves.  Where one does, it saves planning, which may be most of the
 * work. */
static orm_pg_statement *get_for_lists(const orm_statement *wanted, const orm_value *values)
{
    orm_pg_statement *found;

    if (has_long_list(wanted, values))
        return get(wanted, ORM_PLAN_CUSTOM);
    found = get(wanted, PLAN_IF_INDEXED);
    return found->is_searching ? get(wanted, ORM_PLAN_CUSTOM) : found;
}

orm_pg_statement *orm_pg_statement_pin(orm_pg_call *call, const orm_statement *wanted,
                                       const orm_value *values)
{
    orm_pg_statement *found;

    if (wanted->is_one_time)
        found = prepare(wanted, wanted->planning, call->context);
    else if (wanted->planning == ORM_PLAN_CUSTOM)
        found = get_for_lists(wanted, values);
    else
        found = get(wanted, wanted->planning);
    found->pins++;
    return found;
}

void orm_pg_host_prepare(orm_host *host, const orm_statement *statement)
{
    orm_pg_call_of(host)->failure = statement->failure;
    SPI_connect();
    prepare(statement, ORM_PLAN_AUTO,
            AllocSetContextCreate(CurrentMemoryContext, "orm statement", ALLOCSET_SMALL_SIZES));
    SPI_finish();
    orm_pg_call_of(host)->failure = NULL;
}
