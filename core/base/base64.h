/* base64.h - bytes as text for URLs: RFC 4648 section 5, without padding. */
#ifndef ORM_BASE_BASE64_H
#define ORM_BASE_BASE64_H

#include "base/buffer.h"

/* Appends the text of some bytes. */
void orm_base64_write(orm_buffer *out, orm_text bytes);

/* Reads such a text into the arena; false where it is none. */
bool orm_base64_read(orm_arena *arena, orm_text text, orm_text *bytes);

#endif
