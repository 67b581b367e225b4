/* write_scalar.c - texts, numbers and bytes as JSON.
 *
 * The hot end of every read: nothing here allocates but for values that are stored compressed or
 * out of line. */
#include "orm_pg.h"

#include "base/json.h"
#include "base/number.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/uuid.h"

/* ---- texts */

static orm_text text_of(orm_pg_column *column, Datum value)
{
    struct varlena *text = orm_pg_unpack(column, value);

    return (orm_text){VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

void orm_pg_write_string(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    orm_json_write_string(buffer, text_of(column, value));
}

void orm_pg_write_output(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    orm_json_write_string(buffer, orm_pg_column_text(column, value));
}

void orm_pg_write_name(orm_pg_column *column pg_attribute_unused(), Datum value, orm_buffer *buffer)
{
    orm_json_write_string(buffer, orm_text_from(NameStr(*DatumGetName(value))));
}

/* ---- booleans and integers */

const char orm_pg_pairs[201] = "00010203040506070809101112131415161718192021222324"
                               "25262728293031323334353637383940414243444546474849"
                               "50515253545556575859606162636465666768697071727374"
                               "75767778798081828384858687888990919293949596979899";

static void write_boolean(bool value, orm_buffer *buffer)
{
    if (value)
        ORM_PUT(buffer, "true");
    else
        ORM_PUT(buffer, "false");
}

void orm_pg_write_boolean(orm_pg_column *column pg_attribute_unused(), Datum value,
                          orm_buffer *buffer)
{
    write_boolean(DatumGetBool(value), buffer);
}

int64_t orm_pg_integer(const orm_pg_column *column, Datum value)
{
    switch (column->base) {
    case INT4OID: return DatumGetInt32(value);
    case INT8OID: return DatumGetInt64(value);
    case INT2OID: return DatumGetInt16(value);
    default: return DatumGetObjectId(value);
    }
}

void orm_pg_write_truth(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    write_boolean(orm_pg_integer(column, value) != 0, buffer);
}

void orm_pg_write_integer(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    orm_buffer_need(buffer, MAXINT8LEN + 3);
    if (column->is_quoted)
        buffer->data[buffer->length++] = '"';
    buffer->length +=
        (size_t)pg_lltoa(orm_pg_integer(column, value), buffer->data + buffer->length);
    if (column->is_quoted)
        buffer->data[buffer->length++] = '"';
}

void orm_pg_write_double(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    if (column->base == FLOAT8OID)
        orm_number_write_double(buffer, DatumGetFloat8(value));
    else if (column->base == FLOAT4OID)
        orm_number_write_float(buffer, DatumGetFloat4(value));
    else
        orm_number_write_double(buffer, (double)orm_pg_integer(column, value));
}

/* ---- bytes */

/* "\\x…": the backslash is escaped for JSON. */
void orm_pg_write_bytea(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    orm_text bytes = text_of(column, value);

    ORM_PUT(buffer, "\"\\\\x");
    orm_buffer_need(buffer, bytes.length * 2 + 1);
    buffer->length += hex_encode(bytes.data, bytes.length, buffer->data + buffer->length);
    orm_buffer_char(buffer, '"');
}

void orm_pg_uuid_digits(Datum value, char out[ORM_PG_UUID_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *bytes = DatumGetUUIDP(value)->data;

    for (int i = 0; i < UUID_LEN; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
}

void orm_pg_write_uuid(orm_pg_column *column pg_attribute_unused(), Datum value, orm_buffer *buffer)
{
    orm_buffer_need(buffer, ORM_PG_UUID_SIZE + 2);
    buffer->data[buffer->length++] = '"';
    orm_pg_uuid_digits(value, buffer->data + buffer->length);
    buffer->length += ORM_PG_UUID_SIZE;
    buffer->data[buffer->length++] = '"';
}
