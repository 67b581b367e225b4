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

/* Number of the argument that a place begins with; -1: of none. */
static int argument_of(const char *arguments, orm_text at, size_t *length)
{
    int index = 0;

    for (const char *p = arguments; *p; index++) {
        const char *next = strchr(p, ',');

        *length = strcspn(p, " ");
        if (at.length >= *length && memcmp(at.data, p, *length) == 0 &&
            (at.length == *length || at.data[*length] == '.' || at.data[*length] == '['))
            return index;
        p = next ? next + 2 : "";
    }
    return -1;
}

static orm_text placed(orm_ctx *ctx, orm_text at)
{
    const orm_places *places = ctx->host->places;
    size_t length = 0;
    orm_text rest;
    int index;

    if (at.length == 0)
        return places->step;
    index = argument_of(places->arguments, at, &length);
    if (index < 0)
        return at;
    rest = orm_text_slice(at, length, at.length);
    return orm_text_format(ctx->arena, "%.*s%sargs[%d]%.*s", ORM_ARG(places->step),
                           places->step.length ? "." : "", index, ORM_ARG(rest));
}

/* The same error of a call inside another one. */
static const orm_error *placed_error(orm_ctx *ctx, const orm_error *error)
{
    orm_error *copy = ORM_NEW(ctx->arena, orm_error);
    orm_error_item **end = &copy->items;

    *copy = *error;
    copy->at = placed(ctx, error->at);
    for (const orm_error_item *item = error->items; item; item = item->next) {
        *end = ORM_NEW(ctx->arena, orm_error_item);
        **end = *item;
        if (item->at.length)
            (*end)->at = placed(ctx, item->at);
        end = &(*end)->next;
    }
    return copy;
}

void orm_throw(orm_ctx *ctx, const orm_error *error)
{
    ctx->host->raise(ctx->host, ctx, ctx->host->places ? placed_error(ctx, error) : error);
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
