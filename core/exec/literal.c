/* literal.c - values as literals of the engine.  See literal.h. */
#include "exec/literal.h"

#include "base/number.h"
#include "catalog/convert.h"

static void print_bytes(orm_printer *p, orm_text bytes)
{
    orm_buffer_string(&p->sql, p->dialect->has_schemas ? "'\\x" : "X'");
    for (size_t i = 0; i < bytes.length; i++)
        orm_buffer_format(&p->sql, "%02x", (unsigned char)bytes.data[i]);
    orm_buffer_char(&p->sql, '\'');
}

static void print_list(orm_printer *p, const orm_value *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_literal(p, &list->as.list[i]);
    }
}

/* Values that are written without quotes: numbers, but not NaN and its like. */
static bool is_bare(orm_text text)
{
    return text.length > 0 && strchr("-0123456789", text.data[0]) != NULL &&
           text.data[text.length - 1] != 'y';
}

void orm_print_literal(orm_printer *p, const orm_value *value)
{
    orm_buffer text;

    switch (value->kind) {
    case ORM_VALUE_NULL: ORM_PUT(&p->sql, "NULL"); return;
    case ORM_VALUE_BOOLEAN:
        orm_buffer_string(&p->sql, p->dialect->has_schemas ? (value->as.integer ? "true" : "false")
                                                           : (value->as.integer ? "1" : "0"));
        return;
    case ORM_VALUE_BYTES: print_bytes(p, value->as.text); return;
    case ORM_VALUE_LIST: print_list(p, value); return;
    default: break;
    }
    orm_buffer_open(&text, p->ctx->host, ORM_LIFE_CALL, 64);
    orm_value_write_text(&text, value);
    if ((value->kind == ORM_VALUE_INTEGER || value->kind == ORM_VALUE_DOUBLE ||
         value->kind == ORM_VALUE_DECIMAL) &&
        is_bare(orm_buffer_since(&text, 0)))
        orm_buffer_text(&p->sql, orm_buffer_since(&text, 0));
    else
        orm_print_string(p, orm_buffer_since(&text, 0));
    orm_buffer_close(&text);
}

static void print_parameter(orm_printer *p, const orm_param *param)
{
    orm_value value;

    orm_parameters_bind(p->literal_context, &param, 1, &value);
    orm_print_literal(p, &value);
}

void orm_literals_open(orm_printer *p, orm_inputs *inputs)
{
    p->literal = print_parameter;
    p->literal_context = inputs;
}
