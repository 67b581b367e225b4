/* postgres.c - PostgreSQL's side of engine.h. */
#include "schema/postgres.h"

const orm_schema_engine orm_schema_postgres = {
    .locate = orm_postgres_locate,
    .want_column = orm_postgres_want_column,
    .read = orm_postgres_read,
    .create_more = orm_postgres_create_more,
};
