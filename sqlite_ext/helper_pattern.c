/* helper_pattern.c - orm_regexp(text, pattern, flags): JavaScript's patterns, for our statements.
 *
 * The compiled pattern is the connection's (pattern/pattern.h), as those of validators are. */
#include "helper.h"

#include "pattern/pattern.h"

/* Text that is not UTF-8 is matched by nothing. */
static void match(orm_lite_helper *helper, sqlite3_value **values)
{
    orm_lite_connection *connection = helper->connection;
    orm_text text, pattern, flags;

    for (int i = 0; i < 3; i++)
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return;
    if (connection->patterns == NULL)
        connection->patterns = orm_patterns_new();
    if (connection->patterns == NULL) {
        sqlite3_result_error_nomem(helper->context);
        return;
    }
    text = orm_lite_helper_text(helper, values[0]);
    pattern = orm_lite_helper_text(helper, values[1]);
    flags = orm_lite_helper_text(helper, values[2]);
    sqlite3_result_int(helper->context, orm_utf8_valid_prefix(text) == text.length &&
                                            orm_patterns_match(connection->patterns, &helper->ctx,
                                                               pattern, flags, text));
}

static void call_match(sqlite3_context *context, int count, sqlite3_value **values)
{
    orm_lite_registration *registration = sqlite3_user_data(context);

    (void)count;
    orm_lite_helper_run(context, registration->connection, values, match);
}

int orm_lite_pattern_register(sqlite3 *db, orm_lite_connection *connection)
{
    int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC;

    orm_lite_connection_hold(connection);
    return sqlite3_create_function_v2(db, "orm_regexp", 3, flags, connection->registrations,
                                      call_match, NULL, NULL, orm_lite_registration_end);
}
