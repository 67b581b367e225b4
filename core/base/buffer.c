/* buffer.c - growing text over blocks of the host.  See buffer.h. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include "host.h"

static size_t header_of(const orm_buffer *buffer)
{
    return buffer->life == ORM_LIFE_RESULT ? buffer->host->result_header : 0;
}

void orm_buffer_open(orm_buffer *buffer, orm_host *host, orm_life life, size_t capacity)
{
    buffer->host = host;
    buffer->life = life;
    buffer->length = header_of(buffer);
    buffer->capacity = capacity + buffer->length;
    buffer->data = host->resize(host, NULL, buffer->capacity, life);
}

void orm_buffer_close(orm_buffer *buffer)
{
    if (buffer->data)
        buffer->host->release(buffer->host, buffer->data);
    buffer->data = NULL;
    buffer->length = buffer->capacity = 0;
}

static _Noreturn void raise_too_large(orm_host *host)
{
    orm_ctx ctx = {host, host->arena_open(host)};

    orm_raise(&ctx, ORM_INVALID_OPTION, (orm_text){NULL, 0},
              "the answer is larger than this engine can return in one value (%zu bytes); "
              "ask for fewer rows or attributes, or read it with orm_each",
              host->result_limit);
}

void orm_buffer_grow(orm_buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more;
    size_t capacity = buffer->capacity * 2;

    if (capacity < needed)
        capacity = needed;
    if (buffer->life == ORM_LIFE_RESULT && capacity > buffer->host->result_limit) {
        if (needed > buffer->host->result_limit)
            raise_too_large(buffer->host);
        capacity = buffer->host->result_limit;
    }
    buffer->data = buffer->host->resize(buffer->host, buffer->data, capacity, buffer->life);
    buffer->capacity = capacity;
}

void orm_buffer_format(orm_buffer *buffer, const char *format, ...)
{
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    orm_buffer_need(buffer, (size_t)length + 1);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

orm_text orm_buffer_copy(const orm_buffer *buffer, orm_arena *arena)
{
    size_t header = header_of(buffer);

    return orm_text_copy(arena, (orm_text){buffer->data + header, buffer->length - header});
}
