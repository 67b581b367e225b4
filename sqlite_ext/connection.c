/* connection.c - what one connection keeps from call to call.
 *
 * One object, reached through the functions' user data.  Every registration (each function and the
 * statements' module) holds a reference, so the object outlives any of them: an application may
 * replace one of our functions, or drop all modules, at any time.  Freed by the last destructor, at
 * sqlite3_close(); the kept statements are gone by then (statement.c). */
#include "orm_lite.h"

#include "pattern/pattern.h"

/* Bit i is set where item i of "model text, options document" is a document. */
static unsigned document_arguments(const char *arguments)
{
    unsigned documents = 0;
    int index = 0;

    for (const char *p = arguments; *p; p++) {
        if (*p == ',')
            index++;
        else if (strncmp(p, " document", 9) == 0)
            documents |= 1u << index;
    }
    return documents;
}

static void set_up_registrations(orm_lite_connection *connection)
{
    for (int i = 0; i < orm_function_count; i++)
        connection->registrations[i] = (orm_lite_registration){
            connection, &orm_functions[i], document_arguments(orm_functions[i].arguments)};
}

static size_t connection_size(void)
{
    return sizeof(orm_lite_connection) + (size_t)orm_function_count * sizeof(orm_lite_registration);
}

orm_lite_connection *orm_lite_connection_new(sqlite3 *db)
{
    size_t own = (connection_size() + 15) / 16 * 16; /* the session lies behind */
    size_t size = own + orm_session_size();
    orm_lite_connection *connection = sqlite3_malloc64(size);

    if (connection == NULL)
        return NULL;
    memset(connection, 0, size);
    connection->db = db;
    connection->session = (orm_session *)((char *)connection + own);
    set_up_registrations(connection);
    return connection;
}

void orm_lite_connection_hold(orm_lite_connection *connection)
{
    connection->references++;
}

void orm_lite_connection_drop(orm_lite_connection *connection)
{
    if (--connection->references > 0)
        return;
    orm_session_clear(connection->session);
    orm_lite_memory_clear(connection);
    orm_patterns_free(connection->patterns);
    sqlite3_free(connection->last_error);
    sqlite3_free(connection);
}

void orm_lite_registration_end(void *registration)
{
    orm_lite_connection_drop(((orm_lite_registration *)registration)->connection);
}
