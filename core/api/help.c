/* help.c - the functions described, from api.def. */
#include "api/step.h"

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

void orm_api_help(orm_call *call)
{
    orm_text name = orm_arg_optional_text(call, 0);
    const orm_function *function = orm_function_named(name);
    orm_buffer out;

    if (name.length && function == NULL)
        orm_function_fail(&call->ctx, name, ORM_TEXT("name"));
    orm_buffer_open(&out, call->ctx.host, ORM_LIFE_CALL, 4096);
    if (function)
        write_function(&out, function);
    else
        for (int i = 0; i < orm_function_count; i++)
            write_function(&out, &orm_functions[i]);
    out.length--; /* no line break at the end */
    orm_result_text(call, orm_buffer_since(&out, 0));
}
