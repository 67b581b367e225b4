/* put.h - members of an object that is being written.  Private to catalog/.
 *
 * Each puts its comma before itself, unless the object has just begun. */
#ifndef ORM_CATALOG_PUT_H
#define ORM_CATALOG_PUT_H

#include "base/json.h"

static inline void orm_put_key(orm_buffer *buffer, const char *name)
{
    char before = buffer->data[buffer->length - 1];

    if (before != '{' && before != '[')
        orm_buffer_char(buffer, ',');
    orm_buffer_format(buffer, "\"%s\":", name);
}

static inline void orm_put_text(orm_buffer *buffer, const char *name, orm_text text)
{
    orm_put_key(buffer, name);
    orm_json_write_string(buffer, text);
}

static inline void orm_put_some_text(orm_buffer *buffer, const char *name, orm_text text)
{
    if (text.length)
        orm_put_text(buffer, name, text);
}

#endif
