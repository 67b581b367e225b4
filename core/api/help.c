/* help.c - the functions described, from api.def. */
#include "api/arguments.h"
#include "base/suggest.h"

/* "model, options, params": the names alone; those that may be left out in brackets. */
static void write_arguments(orm_buffer *out, const orm_function *function)
{
    const char *p = function->arguments;

    for (int i = 0; *p; i++) {
        const char *end = strchr(p, ' ');
        const char *next = strchr(p, ',');

        if (i == function->least && i < function->most)
            orm_buffer_string(out, i > 0 ? " [, " : "[");
        else if (i > 0)
            ORM_PUT(out, ", ");
        orm_buffer_bytes(out, p, (size_t)(end - p));
        p = next ? next + 2 : "";
    }
    if (function->most > function->least)
        orm_buffer_char(out, ']');
}

static void write_function(orm_buffer *out, const orm_function *function)
{
    orm_buffer_format(out, "orm_%s(", function->name);
    write_arguments(out, function);
    orm_buffer_format(out, ")\n    %s\n", function->summary);
}

static const orm_function *find_function(orm_call *call, orm_text name)
{
    orm_text *names = ORM_NEW_N(call->ctx.arena, orm_text, (size_t)orm_function_count);
    orm_error *error;

    if (orm_text_starts(name, "orm_"))
        name = orm_text_slice(name, 4, name.length);
    for (int i = 0; i < orm_function_count; i++) {
        names[i] = orm_text_from(orm_functions[i].name);
        if (orm_text_equal(names[i], name))
            return &orm_functions[i];
    }
    error = orm_error_new(&call->ctx, ORM_INVALID_OPTION, "there is no function orm_%.*s",
                          ORM_ARG(name));
    error->at = ORM_TEXT("name");
    error->did_you_mean = orm_suggest(call->ctx.arena, name, names, (size_t)orm_function_count);
    orm_throw(&call->ctx, error);
}

void orm_api_help(orm_call *call)
{
    orm_text name = orm_arg_optional_text(call, 0);
    orm_buffer out;

    orm_buffer_open(&out, call->ctx.host, ORM_LIFE_CALL, 4096);
    if (name.length)
        write_function(&out, find_function(call, name));
    else
        for (int i = 0; i < orm_function_count; i++)
            write_function(&out, &orm_functions[i]);
    out.length--; /* no line break at the end */
    orm_result_text(call, orm_buffer_since(&out, 0));
}
