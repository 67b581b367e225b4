/* value.h - values on their way into a statement, and the forms in which columns come out.
 *
 * Values are what parameters hold, already converted and checked by the attribute's type; the
 * binding turns them into what the engine binds.  A form says how a column of a row is written as
 * JSON (api.md section 4); the binding chooses its fastest way from the form and the engine's own
 * type. */
#ifndef ORM_BASE_VALUE_H
#define ORM_BASE_VALUE_H

#include "base/text.h"

typedef enum orm_value_kind {
    ORM_VALUE_NULL,
    ORM_VALUE_BOOLEAN,   /* integer: 0 or 1 */
    ORM_VALUE_INTEGER,   /* integer */
    ORM_VALUE_DOUBLE,    /* real */
    ORM_VALUE_DECIMAL,   /* text: plain digits, -?d+(.d+)? */
    ORM_VALUE_TEXT,      /* text: in the engine's text form of the parameter's type */
    ORM_VALUE_BYTES,     /* text: any bytes */
    ORM_VALUE_TIMESTAMP, /* integer: microseconds since 1970, UTC */
    ORM_VALUE_LIST,      /* list of `count` values: an array parameter */
    ORM_VALUE_DEFAULT,   /* rows of an orm_source only: the column's default */
    ORM_VALUE_UNKNOWN    /* of a statement that is explained only: to be planned for any value */
} orm_value_kind;

/* How a text begins that stands for the value of a column, "posts.id" behind it: where statements
 * are only shown (exec/record.h). */
#define ORM_PLACEHOLDER "\001$keys:"

typedef struct orm_value orm_value;
struct orm_value {
    uint8_t kind;   /* orm_value_kind */
    uint32_t count; /* of a list */
    union {
        int64_t integer;
        double real;
        orm_text text;
        const orm_value *list;
    } as;
};

/* How a column's value is written as JSON. */
typedef enum orm_form_kind {
    ORM_FORM_NATURAL, /* by the engine's own type: results of functions and raw SQL */
    ORM_FORM_TEXT,
    ORM_FORM_BOOLEAN,
    ORM_FORM_INTEGER, /* up to 32 bits */
    ORM_FORM_BIGINT,
    ORM_FORM_DOUBLE,
    ORM_FORM_REAL,
    ORM_FORM_DECIMAL,
    ORM_FORM_DATE,
    ORM_FORM_DATEONLY,
    ORM_FORM_TIME,
    ORM_FORM_UUID,
    ORM_FORM_JSON,  /* tokens as stored, without the blanks between them */
    ORM_FORM_JSONB, /* canonical */
    ORM_FORM_BLOB,
    ORM_FORM_ARRAY, /* of `element` */
    ORM_FORM_RANGE, /* of `element` */
    ORM_FORM_HSTORE,
    ORM_FORM_GEOMETRY
} orm_form_kind;

typedef struct orm_form orm_form;
struct orm_form {
    uint8_t kind;   /* orm_form_kind */
    bool as_string; /* numbers: "string": BIGINT and DECIMAL in quotes */
    int16_t scale;  /* DECIMAL: fraction digits, or -1 as they come */
    const orm_form *element;
};

#endif
