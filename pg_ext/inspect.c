/* inspect.c - what a statement of the user does: read, write, or command.
 *
 * Its raw parse tree says enough.  What a function that it calls does is the function's own
 * business: PostgreSQL gives a volatile one its own snapshots, and asks nothing of who calls it. */
#include "orm_pg.h"

#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "parser/parser.h"

/* Changes or locks rows, or makes a table, somewhere in it. */
static bool writes(Node *node, void *context)
{
    if (node == NULL)
        return false;
    switch (nodeTag(node)) {
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt: return true;
    case T_SelectStmt:
        if (((SelectStmt *)node)->lockingClause || ((SelectStmt *)node)->intoClause)
            return true;
        break;
    default: break;
    }
    return raw_expression_tree_walker(node, writes, context);
}

static orm_deed deed_of(Node *statement)
{
    switch (nodeTag(statement)) {
    case T_SelectStmt:
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt: return writes(statement, NULL) ? ORM_DEED_WRITE : ORM_DEED_READ;
    default: return ORM_DEED_COMMAND;
    }
}

/* Whether there is a parameter with a number above this one. */
static bool has_parameter(Node *node, void *bound)
{
    if (node == NULL)
        return false;
    if (IsA(node, ParamRef) && ((ParamRef *)node)->number > *(int *)bound)
        return true;
    return raw_expression_tree_walker(node, has_parameter, bound);
}

/* As on SQLite, where it would be NULL without a word. */
static void check_parameters(orm_ctx *ctx, Node *statement, int bound)
{
    if (has_parameter(statement, &bound))
        orm_raise(ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"),
                  "the parameter $%d has no value: values are given with \"bind\" or "
                  "\"replacements\"",
                  bound + 1);
}

static List *parse(char *sql)
{
    ErrorContextCallback context = {
        .previous = error_context_stack, .callback = orm_pg_statement_show, .arg = sql};
    List *statements;

    error_context_stack = &context;
    statements = raw_parser(sql, RAW_PARSE_DEFAULT);
    error_context_stack = context.previous;
    return statements;
}

orm_deed orm_pg_host_inspect(orm_host *host, const orm_statement *statement)
{
    orm_ctx *ctx = &orm_pg_call_of(host)->call.ctx;
    List *statements = parse(pnstrdup(statement->sql.data, statement->sql.length));
    Node *only;

    if (list_length(statements) != 1)
        orm_raise(ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"), "%s",
                  statements ? "one statement at a time: there is another one behind the first"
                             : "there is no statement in this text");
    only = linitial_node(RawStmt, statements)->stmt;
    if (deed_of(only) != ORM_DEED_COMMAND)
        check_parameters(ctx, only, statement->parameter_count);
    return deed_of(only);
}
