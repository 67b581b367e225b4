/* error.c - errors and their JSON.  See error.h. */
#include "base/error.h"

#include "base/json.h"
#include "host.h"

typedef struct error_kind {
    const char *name;
    const char *sqlstate;
} error_kind;

static const error_kind kinds[ORM_ERROR_COUNT] = {
#define ORM_ERROR(symbol, name, sqlstate) {name, sqlstate},
#include "base/errors.def"
#undef ORM_ERROR
};

const char *orm_error_name(orm_error_code code)
{
    return kinds[code].name;
}

const char *orm_error_sqlstate(orm_error_code code)
{
    return kinds[code].sqlstate;
}

/* ---- JSON */

static void write_field(orm_buffer *buffer, const char *name, orm_text value)
{
    if (value.length == 0)
        return;
    orm_buffer_format(buffer, ",\"%s\":", name);
    orm_json_write_string(buffer, value);
}

static void write_item(orm_buffer *buffer, const orm_error_item *item)
{
    ORM_PUT(buffer, "{\"message\":");
    orm_json_write_string(buffer, item->message);
    write_field(buffer, "type", item->type);
    write_field(buffer, "path", item->path);
    ORM_PUT(buffer, ",\"value\":");
    if (item->value.length)
        orm_json_write_compact(buffer, item->value);
    else
        ORM_PUT(buffer, "null");
    write_field(buffer, "validatorKey", item->validator_key);
    write_field(buffer, "at", item->at);
    orm_buffer_char(buffer, '}');
}

void orm_error_write_items(orm_buffer *buffer, const orm_error_item *first)
{
    orm_buffer_char(buffer, '[');
    for (const orm_error_item *item = first; item; item = item->next) {
        if (item != first)
            orm_buffer_char(buffer, ',');
        write_item(buffer, item);
    }
    orm_buffer_char(buffer, ']');
}

static void write_items(orm_buffer *buffer, const orm_error *error)
{
    if (error->items == NULL)
        return;
    ORM_PUT(buffer, ",\"errors\":");
    orm_error_write_items(buffer, error->items);
}

orm_text orm_error_json(orm_ctx *ctx, const orm_error *error)
{
    orm_buffer buffer;
    orm_text json;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 256);
    orm_buffer_format(&buffer, "{\"name\":\"%s\",\"message\":", orm_error_name(error->code));
    orm_json_write_string(&buffer, error->message);
    write_field(&buffer, "model", error->model);
    write_field(&buffer, "at", error->at);
    write_items(&buffer, error);
    write_field(&buffer, "constraint", error->constraint);
    write_field(&buffer, "did_you_mean", error->did_you_mean);
    if (error->steps.length) {
        ORM_PUT(&buffer, ",\"steps\":");
        orm_buffer_text(&buffer, error->steps);
    }
    orm_buffer_char(&buffer, '}');
    json = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return json;
}

/* ---- throwing */

orm_error *orm_error_new(orm_ctx *ctx, orm_error_code code, const char *format, ...)
{
    orm_error *error = ORM_NEW(ctx->arena, orm_error);
    va_list args;

    va_start(args, format);
    error->code = code;
    error->message = orm_text_format_list(ctx->arena, format, args);
    va_end(args);
    return error;
}

void orm_throw(orm_ctx *ctx, const orm_error *error)
{
    ctx->host->raise(ctx->host, ctx, error);
}

void orm_raise(orm_ctx *ctx, orm_error_code code, orm_text at, const char *format, ...)
{
    orm_error *error = ORM_NEW(ctx->arena, orm_error);
    va_list args;

    va_start(args, format);
    error->code = code;
    error->at = at;
    error->message = orm_text_format_list(ctx->arena, format, args);
    va_end(args);
    orm_throw(ctx, error);
}
