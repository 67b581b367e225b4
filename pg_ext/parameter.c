/* parameter.c - values of the core become Datums.
 *
 * A parameter has the type that its statement gave it, which is nearly always its column's.  The
 * common pairs of value and type are converted here; everything else goes as text through the
 * type's own input function, so whatever PostgreSQL can read of a type can be bound to it, and what
 * it refuses, it refuses in its own words.
 *
 * Datums are made in the current memory context. */
#include "orm_pg.h"

#include "catalog/pg_type.h"
#include "common/shortest_dec.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "base/number.h"

/* ---- by way of text */

static char *bytes_as_text(orm_text bytes)
{
    char *text = palloc(bytes.length * 2 + 3);

    memcpy(text, "\\x", 2);
    text[2 + hex_encode(bytes.data, bytes.length, text + 2)] = '\0';
    return text;
}

/* Whatever extra_float_digits says. */
static char *double_as_text(double value)
{
    char *text = palloc(DOUBLE_SHORTEST_DECIMAL_LEN);

    double_to_shortest_decimal_buf(value, text);
    return text;
}

static char *timestamp_as_text(int64_t microseconds)
{
    char text[ORM_PG_ISO_SIZE];

    return pnstrdup(text, orm_pg_iso_timestamp(microseconds - ORM_PG_EPOCH, text));
}

static char *as_text(const orm_value *value)
{
    switch ((orm_value_kind)value->kind) {
    case ORM_VALUE_BOOLEAN: return pstrdup(value->as.integer ? "true" : "false");
    case ORM_VALUE_INTEGER: return psprintf(INT64_FORMAT, (int64)value->as.integer);
    case ORM_VALUE_DOUBLE: return double_as_text(value->as.real);
    case ORM_VALUE_DECIMAL:
    case ORM_VALUE_TEXT: return pnstrdup(value->as.text.data, value->as.text.length);
    case ORM_VALUE_BYTES: return bytes_as_text(value->as.text);
    case ORM_VALUE_TIMESTAMP: return timestamp_as_text(value->as.integer);
    case ORM_VALUE_NULL:
    case ORM_VALUE_DEFAULT:
    case ORM_VALUE_UNKNOWN:
    case ORM_VALUE_LIST: break;
    }
    elog(ERROR, "a value of kind %d has no text form", value->kind);
}

static void refuse_list(const orm_pg_parameter *parameter)
{
    ereport(ERROR,
            (errcode(ERRCODE_DATATYPE_MISMATCH),
             errmsg("a list cannot be a value of type %s", format_type_be(parameter->type))));
}

static void append_json(StringInfo out, const orm_value *value)
{
    switch ((orm_value_kind)value->kind) {
    case ORM_VALUE_NULL: appendStringInfoString(out, "null"); break;
    case ORM_VALUE_BOOLEAN:
    case ORM_VALUE_INTEGER:
    case ORM_VALUE_DOUBLE:
    case ORM_VALUE_DECIMAL: appendStringInfoString(out, as_text(value)); break;
    case ORM_VALUE_LIST:
        appendStringInfoChar(out, '[');
        for (uint32_t i = 0; i < value->count; i++) {
            if (i > 0)
                appendStringInfoChar(out, ',');
            append_json(out, &value->as.list[i]);
        }
        appendStringInfoChar(out, ']');
        break;
    default: escape_json(out, as_text(value)); break;
    }
}

/* A list where there is no array is JSON. */
static char *list_as_text(const orm_pg_parameter *parameter, const orm_value *value)
{
    StringInfoData text;

    if (parameter->type != JSONOID && parameter->type != JSONBOID && parameter->type != TEXTOID)
        refuse_list(parameter);
    initStringInfo(&text);
    append_json(&text, value);
    return text.data;
}

static Datum convert_by_text(orm_pg_parameter *parameter, const orm_value *value)
{
    char *text = value->kind == ORM_VALUE_LIST ? list_as_text(parameter, value) : as_text(value);

    if (!OidIsValid(parameter->input.fn_oid)) {
        Oid function;

        getTypeInputInfo(parameter->type, &function, &parameter->input_argument);
        fmgr_info_cxt(function, &parameter->input, parameter->context);
    }
    return InputFunctionCall(&parameter->input, text, parameter->input_argument, parameter->typmod);
}

/* ---- numbers */

static Datum convert_int2(orm_pg_parameter *parameter, const orm_value *value)
{
    int64_t number = value->as.integer;

    if (value->kind != ORM_VALUE_INTEGER || number != (int16)number)
        return convert_by_text(parameter, value);
    return Int16GetDatum((int16)number);
}

static Datum convert_int4(orm_pg_parameter *parameter, const orm_value *value)
{
    int64_t number = value->as.integer;

    if (value->kind != ORM_VALUE_INTEGER || number != (int32)number)
        return convert_by_text(parameter, value);
    return Int32GetDatum((int32)number);
}

static Datum convert_int8(orm_pg_parameter *parameter, const orm_value *value)
{
    if (value->kind != ORM_VALUE_INTEGER)
        return convert_by_text(parameter, value);
    return Int64GetDatum(value->as.integer);
}

static Datum convert_float4(orm_pg_parameter *parameter, const orm_value *value)
{
    float4 number = (float4)value->as.real;

    /* What is too large or too small for the type is its input function's to refuse. */
    if (value->kind != ORM_VALUE_DOUBLE || isinf(number) || number == 0)
        return convert_by_text(parameter, value);
    return Float4GetDatum(number);
}

static Datum convert_float8(orm_pg_parameter *parameter, const orm_value *value)
{
    if (value->kind == ORM_VALUE_DOUBLE)
        return Float8GetDatum(value->as.real);
    if (value->kind == ORM_VALUE_INTEGER)
        return Float8GetDatum((float8)value->as.integer);
    return convert_by_text(parameter, value);
}

static Datum convert_numeric(orm_pg_parameter *parameter, const orm_value *value)
{
    if (value->kind == ORM_VALUE_INTEGER && parameter->typmod < 0)
        return NumericGetDatum(int64_to_numeric(value->as.integer));
    return convert_by_text(parameter, value);
}

static Datum convert_boolean(orm_pg_parameter *parameter, const orm_value *value)
{
    bool is_bit = value->kind == ORM_VALUE_INTEGER && (value->as.integer & ~INT64CONST(1)) == 0;

    if (value->kind != ORM_VALUE_BOOLEAN && !is_bit)
        return convert_by_text(parameter, value);
    return BoolGetDatum(value->as.integer != 0);
}

/* ---- texts */

/* A text as long in bytes as the type allows characters need not be looked at. */
static bool fits(const orm_pg_parameter *parameter, size_t length)
{
    return parameter->typmod < 0 || length <= (size_t)parameter->typmod - VARHDRSZ;
}

static Datum convert_text(orm_pg_parameter *parameter, const orm_value *value)
{
    bool is_text = value->kind == ORM_VALUE_TEXT || value->kind == ORM_VALUE_DECIMAL;

    if (!is_text || !fits(parameter, value->as.text.length))
        return convert_by_text(parameter, value);
    return PointerGetDatum(cstring_to_text_with_len(value->as.text.data, value->as.text.length));
}

/* char(n): the type's own function pads. */
static Datum convert_bpchar(orm_pg_parameter *parameter, const orm_value *value)
{
    return parameter->typmod < 0 ? convert_text(parameter, value)
                                 : convert_by_text(parameter, value);
}

static Datum convert_bytea(orm_pg_parameter *parameter, const orm_value *value)
{
    if (value->kind != ORM_VALUE_BYTES)
        return convert_by_text(parameter, value);
    return PointerGetDatum(cstring_to_text_with_len(value->as.text.data, value->as.text.length));
}

/* ---- times */

static Datum convert_timestamp(orm_pg_parameter *parameter, const orm_value *value)
{
    bool keeps_all = parameter->typmod < 0 || parameter->typmod >= MAX_TIMESTAMP_PRECISION;

    if (value->kind != ORM_VALUE_TIMESTAMP || !keeps_all)
        return convert_by_text(parameter, value);
    return TimestampGetDatum(value->as.integer - ORM_PG_EPOCH);
}

static Datum convert_date(orm_pg_parameter *parameter, const orm_value *value)
{
    int64_t since = value->as.integer - ORM_PG_EPOCH;
    int64_t days = since / USECS_PER_DAY;

    if (value->kind != ORM_VALUE_TIMESTAMP)
        return convert_by_text(parameter, value);
    return DateADTGetDatum((DateADT)(days - (since % USECS_PER_DAY < 0)));
}

/* ---- arrays */

typedef struct array_draft {
    orm_pg_parameter *element;
    Datum *values;
    bool *nulls;
    int count;
    int dimensions;
    int size[MAXDIM];
} array_draft;

/* The sizes that the first list of each level has. */
static void measure(array_draft *draft, const orm_value *list)
{
    int64_t total = 1;

    for (const orm_value *at = list; at->kind == ORM_VALUE_LIST; at = at->as.list) {
        if (draft->dimensions == MAXDIM)
            ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                            errmsg("an array has at most %d dimensions", MAXDIM)));
        draft->size[draft->dimensions++] = (int)at->count;
        total *= at->count;
        if (at->count == 0)
            break;
        if (total > (int64_t)MaxArraySize)
            ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                            errmsg("an array has at most %d elements", (int)MaxArraySize)));
    }
    draft->values = palloc(sizeof(Datum) * (total + 1));
    draft->nulls = palloc(sizeof(bool) * (total + 1));
}

static void fill(array_draft *draft, const orm_value *list, int level)
{
    if ((int)list->count != draft->size[level])
        ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
                        errmsg("lists inside a list must have the same length")));
    for (uint32_t i = 0; i < list->count; i++) {
        const orm_value *item = &list->as.list[i];
        bool is_list = item->kind == ORM_VALUE_LIST;

        if (is_list != (level + 1 < draft->dimensions))
            ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
                            errmsg("a list holds either lists or values")));
        if (is_list) {
            fill(draft, item, level + 1);
            continue;
        }
        draft->values[draft->count] =
            orm_pg_parameter_datum(draft->element, item, &draft->nulls[draft->count]);
        draft->count++;
    }
}

static Datum convert_array(orm_pg_parameter *parameter, const orm_value *value)
{
    orm_pg_parameter *element = parameter->inner;
    array_draft draft = {.element = element};
    int bounds[MAXDIM] = {1, 1, 1, 1, 1, 1};

    if (value->kind != ORM_VALUE_LIST)
        return convert_by_text(parameter, value);
    measure(&draft, value);
    fill(&draft, value, 0);
    if (draft.count == 0)
        return PointerGetDatum(construct_empty_array(element->type));
    return PointerGetDatum(construct_md_array(draft.values, draft.nulls, draft.dimensions,
                                              draft.size, bounds, element->type, parameter->length,
                                              parameter->is_by_value, parameter->align));
}

/* ---- choosing */

static orm_pg_convert choose(Oid type)
{
    switch (type) {
    case INT2OID: return convert_int2;
    case INT4OID: return convert_int4;
    case INT8OID: return convert_int8;
    case FLOAT4OID: return convert_float4;
    case FLOAT8OID: return convert_float8;
    case NUMERICOID: return convert_numeric;
    case BOOLOID: return convert_boolean;
    case TEXTOID:
    case VARCHAROID: return convert_text;
    case BPCHAROID: return convert_bpchar;
    case BYTEAOID: return convert_bytea;
    case TIMESTAMPTZOID:
    case TIMESTAMPOID: return convert_timestamp;
    case DATEOID: return convert_date;
    default: return convert_by_text;
    }
}

static orm_pg_parameter *open_inner(const orm_pg_parameter *outer, Oid type, int32 typmod)
{
    orm_pg_parameter *inner = MemoryContextAllocZero(outer->context, sizeof *inner);

    orm_pg_parameter_open(inner, type, typmod, outer->context);
    return inner;
}

static void open_array(orm_pg_parameter *parameter, Oid element)
{
    get_typlenbyvalalign(element, &parameter->length, &parameter->is_by_value, &parameter->align);
    parameter->inner = open_inner(parameter, element, parameter->typmod);
    parameter->convert = convert_array;
}

static void open_domain(orm_pg_parameter *parameter)
{
    int32 typmod = -1;
    Oid base = getBaseTypeAndTypmod(parameter->type, &typmod);

    parameter->inner = open_inner(parameter, base, typmod);
    parameter->is_domain = true;
}

void orm_pg_parameter_open(orm_pg_parameter *parameter, Oid type, int32 typmod,
                           MemoryContext context)
{
    Oid element;

    parameter->type = type;
    parameter->typmod = typmod;
    parameter->context = context;
    parameter->hash = GetSysCacheHashValue1(TYPEOID, ObjectIdGetDatum(type));
    parameter->convert = choose(type);
    if (parameter->convert != convert_by_text)
        return;
    element = get_element_type(type);
    if (OidIsValid(element))
        open_array(parameter, element);
    else if (get_typtype(type) == TYPTYPE_DOMAIN)
        open_domain(parameter);
}

Datum orm_pg_parameter_datum(orm_pg_parameter *parameter, const orm_value *value, bool *is_null)
{
    Datum datum;

    if (parameter->is_domain) {
        datum = orm_pg_parameter_datum(parameter->inner, value, is_null);
        domain_check(datum, *is_null, parameter->type, &parameter->constraints, parameter->context);
        return datum;
    }
    *is_null = value->kind == ORM_VALUE_NULL;
    return *is_null ? (Datum)0 : parameter->convert(parameter, value);
}
