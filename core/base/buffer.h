/* buffer.h - growing text: results, row fragments, SQL.
 *
 * A buffer's bytes are a block of the host.  That of a result (ORM_LIFE_RESULT) is handed to the
 * engine as it is: it begins with the header the engine wants (host->result_header), and the text
 * follows. */
#ifndef ORM_BASE_BUFFER_H
#define ORM_BASE_BUFFER_H

#include "base/error.h"

typedef enum orm_life {
    ORM_LIFE_CALL,  /* freed with the call */
    ORM_LIFE_RESULT /* may outlive it as its result */
} orm_life;

typedef struct orm_buffer {
    orm_host *host;
    char *data;      /* the block */
    size_t length;   /* bytes used, header included */
    size_t capacity; /* bytes there are */
    orm_life life;
} orm_buffer;

void orm_buffer_open(orm_buffer *buffer, orm_host *host, orm_life life, size_t capacity);

/* Frees the block now. */
void orm_buffer_close(orm_buffer *buffer);

/* Makes room for `more` bytes behind the used ones. */
void orm_buffer_grow(orm_buffer *buffer, size_t more);

static inline void orm_buffer_need(orm_buffer *buffer, size_t more)
{
    if (more > buffer->capacity - buffer->length)
        orm_buffer_grow(buffer, more);
}

static inline void orm_buffer_bytes(orm_buffer *buffer, const char *bytes, size_t length)
{
    orm_buffer_need(buffer, length);
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
}

static inline void orm_buffer_char(orm_buffer *buffer, char c)
{
    orm_buffer_need(buffer, 1);
    buffer->data[buffer->length++] = c;
}

static inline void orm_buffer_text(orm_buffer *buffer, orm_text text)
{
    if (text.length)
        orm_buffer_bytes(buffer, text.data, text.length);
}

static inline void orm_buffer_string(orm_buffer *buffer, const char *string)
{
    orm_buffer_bytes(buffer, string, strlen(string));
}

/* A string literal, its length known when compiled. */
#define ORM_PUT(buffer, literal) orm_buffer_bytes((buffer), "" literal, sizeof(literal) - 1)

void orm_buffer_format(orm_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What was written from byte `from` of the block on; valid until the buffer grows. */
static inline orm_text orm_buffer_since(const orm_buffer *buffer, size_t from)
{
    return (orm_text){buffer->data + from, buffer->length - from};
}

/* A copy of all that was written, in an arena. */
orm_text orm_buffer_copy(const orm_buffer *buffer, orm_arena *arena);

#endif
