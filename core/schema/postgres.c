/* postgres.c - PostgreSQL's side of engine.h. */
#include "schema/postgres.h"

const orm_schema_engine orm_schema_postgres = {
    .strongest_lock = "ACCESS EXCLUSIVE",
    .locate = orm_postgres_locate,
    .want_column = orm_postgres_want_column,
    .has_table = orm_postgres_has_table,
    .read = orm_postgres_read,
    .same_type = orm_postgres_same_type,
    .same_preset = orm_postgres_same_preset,
    .value = orm_postgres_value,
    .normalise = orm_postgres_normalise,
    .create = orm_postgres_create,
    .create_index = orm_postgres_add_index,
    .prepare = orm_postgres_prepare,
    .loosen = orm_postgres_loosen,
    .alter = orm_postgres_alter,
    .untie = orm_postgres_untie,
    .finish_drop = orm_postgres_forget_types,
};
