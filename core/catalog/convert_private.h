/* convert_private.h - what convert.c and convert_container.c share. */
#ifndef ORM_CATALOG_CONVERT_PRIVATE_H
#define ORM_CATALOG_CONVERT_PRIVATE_H

#include "catalog/convert.h"

/* One value on its way. */
typedef struct orm_conversion {
    orm_ctx *ctx;
    const orm_type *type;
    const orm_json *node;
    orm_value *out;
    orm_text *why;
} orm_conversion;

/* False, with `why` made of `format`: %.*s is the value, %s `what`. */
bool orm_conversion_fail(orm_conversion *c, const char *format, const char *what);

bool orm_convert_array(orm_conversion *c);
bool orm_convert_range(orm_conversion *c);
bool orm_convert_hstore(orm_conversion *c);
bool orm_convert_geometry(orm_conversion *c);
bool orm_convert_inet(orm_conversion *c, bool is_network);
bool orm_convert_macaddr(orm_conversion *c);

#endif
