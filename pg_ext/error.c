/* error.c - errors of the core become PostgreSQL's, and PostgreSQL's get our JSON.
 *
 * Ours: the SQLSTATE of errors.def, message "Name: sentence", the JSON as DETAIL, advice as HINT.
 * The engine's keep everything they have, for clients that look at code, detail and fields; our
 * JSON is the last line of their HINT.  Nothing is ever caught to go on. */
#include "orm_pg.h"

#include "utils/builtins.h"

/* ---- ours */

static int sqlstate_of(const orm_error *error)
{
    const char *state = orm_error_sqlstate(error->code);

    return MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4]);
}

void orm_pg_host_raise(orm_host *host pg_attribute_unused(), orm_ctx *ctx, const orm_error *error)
{
    orm_text json = orm_error_json(ctx, error);

    ereport(ERROR,
            (errcode(sqlstate_of(error)),
             errmsg_internal("%s: %.*s", orm_error_name(error->code), ORM_ARG(error->message)),
             errdetail_internal("%.*s", ORM_ARG(json)),
             error->hint.length ? errhint("%.*s", ORM_ARG(error->hint)) : 0));
}

/* ---- the engine's: what it says of a constraint */

/* A part of a text between two of its bytes. */
static orm_text between(const char *from, const char *to)
{
    return (orm_text){from, (size_t)(to - from)};
}

/* The last `c` before `end`, or NULL. */
static const char *last_before(const char *from, const char *end, char c)
{
    while (end > from)
        if (*--end == c)
            return end;
    return NULL;
}

/* Splits a list at its ", " and counts the parts; -1 when there are more than fit. */
static int split(orm_text list, orm_text *parts, int most)
{
    const char *end = list.data + list.length, *from = list.data;
    int count = 0;

    for (;;) {
        const char *at = from;

        while (at < end && !(at[0] == ',' && at + 1 < end && at[1] == ' '))
            at++;
        if (count == most)
            return -1;
        parts[count++] = between(from, at);
        if (at == end)
            return count;
        from = at + 2;
    }
}

/* "name" is name; an expression stays as it is. */
static orm_text unquoted(orm_text column)
{
    bool is_quoted = column.length > 2 && column.data[0] == '"' && orm_text_ends(column, "\"");
    char *out;
    size_t length = 0;

    if (!is_quoted)
        return column;
    out = palloc(column.length);
    for (size_t i = 1; i + 1 < column.length; i++) {
        out[length++] = column.data[i];
        if (column.data[i] == '"')
            i++;
    }
    return (orm_text){out, length};
}

static void take_columns(orm_failure *failure, orm_text columns, orm_text values)
{
    int most = (int)lengthof(failure->columns);
    int count = split(columns, failure->columns, most);

    if (count < 0)
        return;
    for (int i = 0; i < count; i++)
        failure->columns[i] = unquoted(failure->columns[i]);
    failure->column_count = count;
    if (count == 1)
        failure->values[0] = values;
    else if (split(values, failure->values, most) != count)
        memset(failure->values, 0, sizeof failure->values); /* a value holds ", " */
}

/* "Key (id)=(1) is still referenced from table "t".", where t is the table that the error names:
 * the key is not t's, but the other table's. */
static bool is_foreign(const orm_failure *failure, const char *rest)
{
    return failure->kind == ORM_FAILURE_FOREIGN_KEY && failure->table.length > 0 &&
           strstr(rest, failure->table.data) != NULL;
}

/* "Key (a, b)=(1, 2) already exists.", in any language: the columns stand between the first '(' and
 * ")=(", the values up to the last ')' of the sentence, or of its first half where an exclusion
 * constraint names a second key. */
static void read_key(orm_failure *failure, const char *detail)
{
    const char *open = strchr(detail, '(');
    const char *middle = strstr(detail, ")=(");
    const char *end, *values, *second, *close;

    if (open == NULL || middle == NULL || middle < open)
        return;
    values = middle + 3;
    end = detail + strlen(detail);
    second = strstr(values, pnstrdup(open, (size_t)(values - open)));
    close = last_before(values, second ? second : end, ')');
    if (close && !is_foreign(failure, close))
        take_columns(failure, between(open + 1, middle), between(values, close));
}

static orm_failure_kind kind_of(int code)
{
    switch (code) {
    case ERRCODE_UNIQUE_VIOLATION: return ORM_FAILURE_UNIQUE;
    case ERRCODE_FOREIGN_KEY_VIOLATION:
    case ERRCODE_RESTRICT_VIOLATION: /* RESTRICT, from PostgreSQL 18 on */
        return ORM_FAILURE_FOREIGN_KEY;
    case ERRCODE_EXCLUSION_VIOLATION: return ORM_FAILURE_EXCLUSION;
    case ERRCODE_NOT_NULL_VIOLATION: return ORM_FAILURE_NOT_NULL;
    case ERRCODE_CHECK_VIOLATION: return ORM_FAILURE_CHECK;
    default: return ORM_FAILURE_OTHER;
    }
}

static orm_text optional(const char *text)
{
    return text ? orm_text_from(text) : ORM_TEXT("");
}

static bool has_key(orm_failure_kind kind)
{
    return kind == ORM_FAILURE_UNIQUE || kind == ORM_FAILURE_FOREIGN_KEY ||
           kind == ORM_FAILURE_EXCLUSION;
}

static void read_failure(orm_failure *failure, const ErrorData *error)
{
    memset(failure, 0, sizeof *failure);
    failure->kind = kind_of(error->sqlerrcode);
    failure->message = optional(error->message);
    failure->code = orm_text_from(pstrdup(unpack_sql_state(error->sqlerrcode)));
    failure->table = optional(error->table_name);
    failure->constraint = optional(error->constraint_name);
    if (error->column_name) {
        failure->columns[0] = orm_text_from(error->column_name);
        failure->column_count = 1;
    } else if (error->detail && has_key(failure->kind)) {
        read_key(failure, error->detail);
    }
}

/* ---- the engine's: thrown again */

/* Errors that drivers and poolers act on by themselves, those in which memory or disk is short, and
 * our own are left alone. */
static bool is_left_alone(int code)
{
    switch (ERRCODE_TO_CATEGORY(code)) {
    case MAKE_SQLSTATE('4', '0', '0', '0', '0'): /* serialization failure, deadlock */
    case MAKE_SQLSTATE('5', '3', '0', '0', '0'): /* insufficient resources */
    case MAKE_SQLSTATE('5', '7', '0', '0', '0'): /* cancelled, shutting down */
    case MAKE_SQLSTATE('O', 'R', '0', '0', '0'): return true;
    default: return false;
    }
}

/* Whether a call inside this one has described the error already. */
static bool is_described(const char *hint)
{
    const char *line;

    if (hint == NULL)
        return false;
    line = strrchr(hint, '\n');
    return strncmp(line ? line + 1 : hint, "{\"name\":", strlen("{\"name\":")) == 0;
}

static char *hint_with(const char *hint, orm_text json)
{
    if (hint == NULL)
        return pnstrdup(json.data, json.length);
    return psprintf("%s\n%.*s", hint, ORM_ARG(json));
}

/* A statement that was only tried: its error is the definition's. */
static void raise_failure(orm_pg_call *call, const ErrorData *error)
{
    orm_ctx ctx = call->call.ctx;
    orm_error *failure = ORM_NEW(ctx.arena, orm_error);

    *failure = *call->failure;
    call->failure = NULL;
    failure->message =
        orm_text_format(ctx.arena, "%.*s: %s", ORM_ARG(failure->message), error->message);
    FlushErrorState();
    orm_throw(&ctx, failure);
}

void orm_pg_rethrow(orm_pg_call *call)
{
    ErrorData *error;
    orm_failure failure;

    if (is_left_alone(geterrcode()))
        PG_RE_THROW();
    MemoryContextSwitchTo(call->context);
    error = CopyErrorData();
    if (call->failure)
        raise_failure(call, error);
    if (is_described(error->hint))
        PG_RE_THROW();
    FlushErrorState();
    read_failure(&failure, error);
    error->hint = hint_with(error->hint, orm_failure_json(&call->call, &failure));
    ReThrowError(error);
}
