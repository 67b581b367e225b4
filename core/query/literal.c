/* literal.c - what allow_literal switches off: SQL text in options, types that are SQL text, and
 * functions beyond a list.  See compiler.h; api.md section 3, Literals.
 *
 * Where it is off, whoever writes options can ask for what the models have and no more. So the list
 * holds functions that look at nothing but their arguments, and make no more of them than they are.
 */
#include "host.h"
#include "query/compiler.h"

static const char *const functions[] = {"abs",
                                        "array_agg",
                                        "avg",
                                        "bool_and",
                                        "bool_or",
                                        "ceil",
                                        "ceiling",
                                        "char_length",
                                        "coalesce",
                                        "concat",
                                        "count",
                                        "date",
                                        "date_part",
                                        "date_trunc",
                                        "datetime",
                                        "dense_rank",
                                        "exp",
                                        "first_value",
                                        "floor",
                                        "greatest",
                                        "group_concat",
                                        "ifnull",
                                        "instr",
                                        "json_agg",
                                        "json_array_length",
                                        "json_group_array",
                                        "json_type",
                                        "json_typeof",
                                        "jsonb_agg",
                                        "jsonb_array_length",
                                        "jsonb_typeof",
                                        "julianday",
                                        "lag",
                                        "last_value",
                                        "lead",
                                        "least",
                                        "left",
                                        "length",
                                        "ln",
                                        "lower",
                                        "ltrim",
                                        "max",
                                        "min",
                                        "mod",
                                        "now",
                                        "ntile",
                                        "nullif",
                                        "octet_length",
                                        "power",
                                        "rank",
                                        "replace",
                                        "right",
                                        "round",
                                        "row_number",
                                        "rtrim",
                                        "sign",
                                        "sqrt",
                                        "stddev",
                                        "strftime",
                                        "string_agg",
                                        "strpos",
                                        "substr",
                                        "substring",
                                        "sum",
                                        "time",
                                        "to_char",
                                        "total",
                                        "trim",
                                        "trunc",
                                        "typeof",
                                        "upper",
                                        "variance"};

static bool is_switched_off(const orm_compiler *c)
{
    return !c->catalog->is_literal_allowed || c->ctx->host->is_literal_forbidden;
}

void orm_compile_check_literal(orm_compiler *c, const orm_json *node)
{
    if (is_switched_off(c))
        ORM_FAIL(c, node, "literals are switched off (allow_literal)");
}

void orm_compile_check_type(orm_compiler *c, const orm_type *type, const orm_json *node)
{
    for (; type; type = type->element)
        if (type->kind == ORM_TYPE_SQL && is_switched_off(c))
            ORM_FAIL(c, node, "types that are SQL text are switched off (allow_literal)");
}

void orm_compile_check_function(orm_compiler *c, orm_text name, const orm_json *node)
{
    if (!is_switched_off(c))
        return;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (orm_text_equal_ascii_fold(name, orm_text_from(functions[i])))
            return;
    ORM_FAIL(c, node, "the function \"%.*s\" is switched off (allow_literal)", ORM_ARG(name));
}
