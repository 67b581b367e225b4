/* dialect.h - what differs between the engines, as data.
 *
 * Both dialects are compiled into both libraries and into the unit tests, so SQL for either can be
 * printed and compared without a server.  A difference that is no datum is a printer in the
 * dialect's own file (sql/dialect_postgres.c, sql/dialect_sqlite.c); nothing else asks which engine
 * it is. */
#ifndef ORM_DIALECT_H
#define ORM_DIALECT_H

#include "base/sql_scan.h"

typedef enum orm_engine { ORM_ENGINE_POSTGRES, ORM_ENGINE_SQLITE } orm_engine;

struct orm_dialect {
    orm_engine engine;
    const char *name;         /* "PostgreSQL", "SQLite": for messages */
    const char *parameter;    /* "$" or "?" before a parameter's number */
    uint16_t most_parameters; /* of a statement */
    uint8_t sql_rules;        /* orm_sql_rules: how its texts are read */
    const char *explain;      /* before a statement: its plan instead */
    const char *row_id;       /* column that names a row within a statement */
    const char *inserted; /* of a row that an upsert returns: it was not there before; or NULL */
    const char *has_inserted; /* whether the table $1 can tell; NULL where `inserted` is */
    bool has_json_plans;      /* EXPLAIN answers one document, not a row per node */
    bool has_schemas;         /* tables are in schemas; else a schema is a prefix of the name */
    bool has_nulls_last;      /* nulls sort as larger than anything */
    bool has_bare_offset;     /* OFFSET without LIMIT */
    bool has_returning_alias; /* RETURNING knows the table's alias */
    bool has_enums;           /* an ENUM is a type, ordered as declared */
    bool has_virtual_columns; /* generated columns that are not stored */
    bool has_glob;            /* GLOB in place of a LIKE that ignores case */
    bool has_row_locks;       /* SELECT … FOR UPDATE */
    bool has_row_source;      /* INSERT … SELECT from rows that we make */
    bool has_arrays;          /* a list is one parameter */
    bool has_writing_ctes;    /* WITH … AS (UPDATE … RETURNING …) */
    bool has_loose_names;     /* a name in double quotes that is not known is a text */
    bool has_strict_types;    /* a number is no text, and 1 is not true */
    bool pads_char;           /* CHAR(n) is stored as given: values are padded before */
    bool has_text_dates;      /* instants are texts */
    bool has_text_json;     /* JSONB, arrays and HSTORE are texts: JSONB is made canonical before */
    bool has_real_decimals; /* DECIMAL is a double underneath: 15 digits */
    const char *const
        *catalog_ddl; /* makes the catalog tables, ends with NULL; NULL: they are there */
};
typedef struct orm_dialect orm_dialect;

extern const orm_dialect orm_dialect_postgres;
extern const orm_dialect orm_dialect_sqlite;

#endif
