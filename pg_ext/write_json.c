/* write_json.c - json, jsonb, hstore and geometries as JSON.
 *
 * jsonb is walked where it lies (utils/jsonb.h describes the layout): its iterator would allocate
 * for every container, and its printer puts blanks between the tokens. */
#include "orm_pg.h"

#include "base/geometry.h"

#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

/* ---- json */

void orm_pg_write_json(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    struct varlena *text = orm_pg_unpack(column, value);

    orm_json_write_compact(buffer, (orm_text){VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)});
}

/* ---- jsonb */

static void write_container(const JsonbContainer *container, orm_buffer *buffer);

/* The value at `start` of its container's data, `length` bytes with the blanks before it. */
static void write_entry(JEntry entry, const char *data, uint32 start, uint32 length,
                        orm_buffer *buffer)
{
    const char *aligned = data + INTALIGN(start);

    if (JBE_ISSTRING(entry))
        orm_json_write_string(buffer, (orm_text){data + start, length});
    else if (JBE_ISNUMERIC(entry))
        orm_pg_numeric_digits(VARDATA_ANY(aligned), VARSIZE_ANY_EXHDR(aligned), -1, buffer);
    else if (JBE_ISBOOL_TRUE(entry))
        ORM_PUT(buffer, "true");
    else if (JBE_ISBOOL_FALSE(entry))
        ORM_PUT(buffer, "false");
    else if (JBE_ISNULL(entry))
        ORM_PUT(buffer, "null");
    else
        write_container((const JsonbContainer *)aligned, buffer);
}

/* Entries from `first` on follow each other in the data from `*start` on. */
static void write_next(const JsonbContainer *container, uint32 index, const char *data,
                       uint32 *start, orm_buffer *buffer)
{
    JEntry entry = container->children[index];
    uint32 end = *start;

    JBE_ADVANCE_OFFSET(end, entry);
    write_entry(entry, data, *start, end - *start, buffer);
    *start = end;
}

static void write_object(const JsonbContainer *container, orm_buffer *buffer)
{
    uint32 count = JsonContainerSize(container);
    const char *data = (const char *)&container->children[count * 2];
    uint32 key = 0, value = getJsonbOffset(container, (int)count);

    orm_buffer_char(buffer, '{');
    for (uint32 i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        write_next(container, i, data, &key, buffer);
        orm_buffer_char(buffer, ':');
        write_next(container, count + i, data, &value, buffer);
    }
    orm_buffer_char(buffer, '}');
}

/* A lone scalar is an array of one that is marked. */
static void write_array(const JsonbContainer *container, orm_buffer *buffer)
{
    uint32 count = JsonContainerSize(container);
    const char *data = (const char *)&container->children[count];
    bool is_scalar = JsonContainerIsScalar(container);
    uint32 start = 0;

    if (!is_scalar)
        orm_buffer_char(buffer, '[');
    for (uint32 i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        write_next(container, i, data, &start, buffer);
    }
    if (!is_scalar)
        orm_buffer_char(buffer, ']');
}

static void write_container(const JsonbContainer *container, orm_buffer *buffer)
{
    check_stack_depth();
    if (JsonContainerIsObject(container))
        write_object(container, buffer);
    else
        write_array(container, buffer);
}

/* A stored value of up to 126 bytes has a header of one byte and is not aligned. */
static void write_short(const struct varlena *value, orm_buffer *buffer)
{
    uint32 copy[VARATT_SHORT_MAX / sizeof(uint32) + 1];

    memcpy(copy, VARDATA_SHORT(value), VARSIZE_SHORT(value) - VARHDRSZ_SHORT);
    write_container((const JsonbContainer *)copy, buffer);
}

void orm_pg_write_jsonb(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    struct varlena *jsonb = orm_pg_unpack(column, value);

    if (VARATT_IS_SHORT(jsonb))
        write_short(jsonb, buffer);
    else
        write_container((const JsonbContainer *)VARDATA(jsonb), buffer);
}

/* A json column under an attribute of type JSONB. */
void orm_pg_write_json_as_jsonb(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    MemoryContext before = orm_pg_scratch(column);
    Datum text = DirectFunctionCall1(json_out, value);
    Datum jsonb = DirectFunctionCall1(jsonb_in, text);

    MemoryContextSwitchTo(before);
    orm_pg_write_jsonb(column, jsonb, buffer);
}

/* ---- hstore */

/* A quoted text of hstore's output at `at`: a backslash before a quote or a backslash.  As a JSON
 * string; what follows it. */
static const char *write_quoted(orm_pg_column *column, const char *at, orm_buffer *buffer)
{
    MemoryContext before = orm_pg_scratch(column);
    char *text = palloc(strlen(at));
    size_t length = 0;

    MemoryContextSwitchTo(before);
    for (at++; *at && *at != '"'; at++) {
        if (*at == '\\' && at[1])
            at++;
        text[length++] = *at;
    }
    orm_json_write_string(buffer, (orm_text){text, length});
    return *at ? at + 1 : at;
}

/* hstore belongs to another extension: it is read from its output, "a"=>"1", "b"=>NULL. */
void orm_pg_write_hstore(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    const char *at = orm_pg_column_text(column, value).data;

    orm_buffer_char(buffer, '{');
    while (*at == '"') {
        at = write_quoted(column, at, buffer);
        orm_buffer_char(buffer, ':');
        at += strlen("=>");
        if (*at == '"') {
            at = write_quoted(column, at, buffer);
        } else {
            ORM_PUT(buffer, "null");
            at += strlen("NULL");
        }
        if (*at == ',') {
            orm_buffer_char(buffer, ',');
            at += strlen(", ");
        }
    }
    orm_buffer_char(buffer, '}');
}

/* And so are PostGIS' types. */
void orm_pg_write_geometry(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    orm_text hex = orm_pg_column_text(column, value);

    if (!orm_geometry_write_json(buffer, hex))
        orm_json_write_string(buffer, hex);
}
