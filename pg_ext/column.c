/* column.c - how each column of an answer becomes JSON.
 *
 * The form that the core asks for says what the attribute is, the column's type what the table
 * holds.  Together they choose a writer once per run, and the rows go straight to it.  Where the
 * two do not fit (a table that was made by hand) the type decides, as for raw SQL.
 *
 * The columns' state, with the types' output functions, is kept with the statement.  What writing a
 * row takes (detoasted values, output functions' results) lies in scratch memory until the next. */
#include "orm_pg.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

/* ---- the set */

static void open_column(orm_pg_column *column, Oid type, orm_pg_columns *columns)
{
    memset(column, 0, sizeof *column);
    column->type = type;
    column->base = type < FirstGenbkiObjectId ? type : getBaseType(type);
    column->columns = columns;
}

static orm_pg_columns *make(TupleDesc row, MemoryContext context)
{
    orm_pg_columns *made = MemoryContextAllocZero(context, offsetof(orm_pg_columns, column) +
                                                               sizeof(orm_pg_column) * row->natts);

    made->count = row->natts;
    made->context = context;
    for (int i = 0; i < row->natts; i++)
        open_column(&made->column[i], TupleDescAttr(row, i)->atttypid, made);
    return made;
}

static bool has_types(const orm_pg_columns *columns, TupleDesc row)
{
    if (columns->count != row->natts)
        return false;
    for (int i = 0; i < row->natts; i++)
        if (columns->column[i].type != TupleDescAttr(row, i)->atttypid)
            return false;
    return true;
}

/* Forms belong to plans of the core, which may have gone since the last run. */
static void forget_forms(orm_pg_columns *columns)
{
    for (int i = 0; i < columns->count; i++) {
        orm_pg_column *column = &columns->column[i];

        for (; column; column = column->element)
            column->form = NULL;
    }
}

static void free_columns(orm_pg_columns *columns)
{
    if (columns->scratch)
        MemoryContextDelete(columns->scratch);
    pfree(columns);
}

orm_pg_columns *orm_pg_columns_open(orm_pg_columns **kept, TupleDesc row, MemoryContext context)
{
    orm_pg_columns *columns = *kept;

    if (columns && columns->is_busy) { /* the statement runs inside of itself */
        columns = make(row, context);
        columns->is_private = true;
    } else if (columns && has_types(columns, row)) {
        forget_forms(columns);
    } else {
        if (columns)
            free_columns(columns);
        columns = *kept = make(row, context);
    }
    columns->is_busy = true;
    columns->is_scratch_dirty = columns->scratch != NULL;
    return columns;
}

/* May run after an error, when the scratch memory of a call's own statement is gone. */
void orm_pg_columns_close(orm_pg_columns *columns)
{
    columns->is_busy = false;
    if (columns->is_private)
        free_columns(columns);
}

MemoryContext orm_pg_scratch(orm_pg_column *column)
{
    orm_pg_columns *columns = column->columns;

    if (columns->scratch == NULL)
        columns->scratch =
            AllocSetContextCreate(columns->context, "orm row", ALLOCSET_DEFAULT_SIZES);
    columns->is_scratch_dirty = true;
    return MemoryContextSwitchTo(columns->scratch);
}

orm_pg_column *orm_pg_column_element(orm_pg_column *column, Oid type)
{
    if (column->element == NULL) {
        column->element = MemoryContextAlloc(column->columns->context, sizeof *column->element);
        open_column(column->element, type, column->columns);
        get_typlenbyvalalign(type, &column->length, &column->is_by_value, &column->align);
    }
    return column->element;
}

/* ---- choosing the writer */

/* The way a type is written when nothing more is known. */
static orm_pg_write natural(Oid base)
{
    switch (base) {
    case BOOLOID: return orm_pg_write_boolean;
    case INT2OID:
    case INT4OID:
    case INT8OID:
    case OIDOID: return orm_pg_write_integer;
    case FLOAT4OID:
    case FLOAT8OID: return orm_pg_write_double;
    case NUMERICOID: return orm_pg_write_numeric;
    case TEXTOID:
    case VARCHAROID:
    case BPCHAROID: return orm_pg_write_string;
    case NAMEOID: return orm_pg_write_name;
    case TIMESTAMPTZOID:
    case TIMESTAMPOID: return orm_pg_write_timestamp;
    case DATEOID: return orm_pg_write_date;
    case TIMEOID: return orm_pg_write_time;
    case JSONOID: return orm_pg_write_json;
    case JSONBOID: return orm_pg_write_jsonb;
    case BYTEAOID: return orm_pg_write_bytea;
    case UUIDOID: return orm_pg_write_uuid;
    default: return OidIsValid(get_element_type(base)) ? orm_pg_write_array : orm_pg_write_output;
    }
}

static bool is_integer(Oid base)
{
    return base == INT4OID || base == INT8OID || base == INT2OID;
}

static bool is_text(Oid base)
{
    return base == TEXTOID || base == VARCHAROID || base == BPCHAROID;
}

static bool is_timestamp(Oid base)
{
    return base == TIMESTAMPTZOID || base == TIMESTAMPOID;
}

/* The writers of pairs in which form and type are not each other's own. */
static orm_pg_write choose(Oid base, orm_form_kind kind)
{
    switch (kind) {
    case ORM_FORM_TEXT: /* of a type that only the engine knows: its text form */
        if (!is_text(base) && base != NAMEOID)
            return orm_pg_write_output;
        break;
    case ORM_FORM_BOOLEAN:
        if (is_integer(base))
            return orm_pg_write_truth;
        break;
    case ORM_FORM_DOUBLE:
    case ORM_FORM_REAL:
        if (is_integer(base))
            return orm_pg_write_double;
        if (base == NUMERICOID)
            return orm_pg_write_numeric_as_double;
        break;
    case ORM_FORM_DECIMAL:
        if (is_integer(base))
            return orm_pg_write_integer_as_numeric;
        break;
    case ORM_FORM_DATE:
        if (base == DATEOID)
            return orm_pg_write_date_as_timestamp;
        break;
    case ORM_FORM_DATEONLY:
        if (is_timestamp(base))
            return orm_pg_write_day;
        break;
    case ORM_FORM_JSONB:
        if (base == JSONOID)
            return orm_pg_write_json_as_jsonb;
        break;
    case ORM_FORM_RANGE:
        if (type_is_range(base))
            return orm_pg_write_range;
        break;
    case ORM_FORM_HSTORE:
        if (base >= FirstNormalObjectId)
            return orm_pg_write_hstore;
        break;
    case ORM_FORM_GEOMETRY:
        if (base >= FirstNormalObjectId)
            return orm_pg_write_geometry;
        break;
    default: break;
    }
    return natural(base);
}

/* Numbers that JavaScript cannot hold, where the call wants them in quotes. */
static bool is_quoted(Oid base, const orm_form *form)
{
    switch (form->kind) {
    case ORM_FORM_BIGINT:
    case ORM_FORM_DECIMAL: return form->as_string;
    case ORM_FORM_NATURAL: return form->as_string && (base == INT8OID || base == NUMERICOID);
    default: return false;
    }
}

void orm_pg_column_bind(orm_pg_column *column, const orm_form *form)
{
    column->form = form;
    column->scale = form->kind == ORM_FORM_DECIMAL ? form->scale : -1;
    column->is_quoted = is_quoted(column->base, form);
    column->write = choose(column->base, form->kind);
}

/* ---- the core's questions */

void orm_pg_host_append(orm_host *host pg_attribute_unused(), orm_row *row, int column,
                        const orm_form *form, orm_buffer *buffer)
{
    Assert(column < row->columns->count);
    if (row->nulls[column])
        ORM_PUT(buffer, "null");
    else
        orm_pg_column_write(&row->columns->column[column], form, row->values[column], buffer);
}

orm_text orm_pg_column_text(orm_pg_column *column, Datum value)
{
    MemoryContext before = orm_pg_scratch(column);
    char *text;

    if (!OidIsValid(column->output.fn_oid)) {
        bool is_varlena;
        Oid function;

        getTypeOutputInfo(column->type, &function, &is_varlena);
        fmgr_info_cxt(function, &column->output, column->columns->context);
    }
    text = OutputFunctionCall(&column->output, value);
    MemoryContextSwitchTo(before);
    return orm_text_from(text);
}

static orm_value text_value(orm_ctx *ctx, orm_text text)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = orm_text_copy(ctx->arena, text)};
}

/* As JSON has it, but for the quotes: independent of DateStyle and extra_float_digits, and read
 * back by the type's input function. */
static orm_value fetch_written(orm_ctx *ctx, orm_pg_column *column, Datum value)
{
    static const orm_form form = {.kind = ORM_FORM_NATURAL, .scale = -1};
    orm_buffer buffer;
    orm_text text;
    orm_value fetched;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
    orm_pg_column_write(column, &form, value, &buffer);
    text = orm_buffer_since(&buffer, 0);
    if (text.data[0] == '"')
        text = orm_text_slice(text, 1, text.length - 1);
    fetched = text_value(ctx, text);
    orm_buffer_close(&buffer);
    return fetched;
}

static orm_value fetch_text(orm_ctx *ctx, orm_pg_column *column, Datum value)
{
    struct varlena *text = orm_pg_unpack(column, value);

    return text_value(ctx, (orm_text){VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)});
}

static orm_value fetch_uuid(orm_ctx *ctx, Datum value)
{
    char digits[ORM_PG_UUID_SIZE];

    orm_pg_uuid_digits(value, digits);
    return text_value(ctx, (orm_text){digits, sizeof digits});
}

orm_value orm_pg_host_fetch(orm_host *host pg_attribute_unused(), orm_ctx *ctx, orm_row *row,
                            int index)
{
    orm_pg_column *column = &row->columns->column[index];
    Datum value = row->values[index];

    Assert(index < row->columns->count);
    if (row->nulls[index])
        return (orm_value){.kind = ORM_VALUE_NULL};
    switch (column->base) {
    case INT2OID:
    case INT4OID:
    case INT8OID:
    case OIDOID:
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = orm_pg_integer(column, value)};
    case BOOLOID: return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = DatumGetBool(value)};
    case TEXTOID:
    case VARCHAROID:
    case BPCHAROID: return fetch_text(ctx, column, value);
    case UUIDOID: return fetch_uuid(ctx, value);
    case FLOAT4OID:
    case FLOAT8OID:
    case NUMERICOID:
    case TIMEOID: return fetch_written(ctx, column, value);
    case TIMESTAMPTZOID:
    case TIMESTAMPOID:
    case DATEOID:
        if (orm_pg_has_plain_year(column, value))
            return fetch_written(ctx, column, value);
        break;
    default: break;
    }
    return text_value(ctx, orm_pg_column_text(column, value));
}

int orm_pg_host_names(orm_host *host pg_attribute_unused(), orm_ctx *ctx, orm_row *row,
                      const orm_text **names)
{
    orm_text *all = ORM_NEW_N(ctx->arena, orm_text, (size_t)row->type->natts + 1);

    for (int i = 0; i < row->type->natts; i++)
        all[i] =
            orm_text_copy(ctx->arena, orm_text_from(NameStr(TupleDescAttr(row->type, i)->attname)));
    *names = all;
    return row->type->natts;
}
