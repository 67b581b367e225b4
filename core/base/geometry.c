/* geometry.c - EWKB and GeoJSON.  See geometry.h.
 *
 * EWKB: a byte (1: little-endian), a word with the kind and three flags, the SRID where its flag is
 * set, then the body; the parts of the Multi… kinds and of collections are geometries themselves.
 * Source: PostGIS' lwin_wkb.c; RFC 7946; what wkx, Sequelize's reader, makes of it. */
#include "base/geometry.h"

#include <math.h>

#include "base/number.h"

#define HAS_Z    0x80000000u
#define HAS_M    0x40000000u
#define HAS_SRID 0x20000000u

/* PostGIS' own limits; and the world's coordinates. */
enum { MOST_DEPTH = 200, MOST_SRID = 998999, WORLD = 4326 };

enum { POINT = 1, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON, COLLECTION };

static const struct {
    const char *name;
    uint8_t part; /* the kind of its parts; 0: numbers without a head */
} kinds[] = {
    [POINT] = {"Point", 0},
    [LINE] = {"LineString", 0},
    [POLYGON] = {"Polygon", 0},
    [MULTI_POINT] = {"MultiPoint", POINT},
    [MULTI_LINE] = {"MultiLineString", LINE},
    [MULTI_POLYGON] = {"MultiPolygon", POLYGON},
    [COLLECTION] = {"GeometryCollection", 0},
};

/* ---- GeoJSON to EWKB */

typedef struct writer {
    orm_arena *arena;
    orm_buffer *out;
    uint32_t flags; /* HAS_Z or nothing: of every part */
    const char *wrong;
} writer;

static bool fail(writer *w, const char *wrong)
{
    w->wrong = wrong;
    return false;
}

static void put_bytes(writer *w, uint64_t bytes, int count)
{
    static const char digits[] = "0123456789abcdef";

    for (int i = 0; i < count; i++, bytes >>= 8) {
        orm_buffer_char(w->out, digits[bytes >> 4 & 15]);
        orm_buffer_char(w->out, digits[bytes & 15]);
    }
}

static void put_double(writer *w, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    put_bytes(w, bits, sizeof bits);
}

static void put_head(writer *w, uint32_t kind)
{
    put_bytes(w, 1, 1);
    put_bytes(w, kind | w->flags, 4);
}

static bool put_number(writer *w, const orm_json *node)
{
    double value;

    if (node->kind != ORM_JSON_NUMBER || !orm_number_read_double(w->arena, node->text, &value) ||
        !isfinite(value))
        return fail(w, "a position is a list of two or three numbers");
    put_double(w, value);
    return true;
}

/* More numbers than three have no meaning in GeoJSON, and are left out. */
static bool put_position(writer *w, const orm_json *node)
{
    int most = w->flags & HAS_Z ? 3 : 2, count = 0;

    if (node->kind != ORM_JSON_ARRAY || node->count < 2)
        return fail(w, "a position is a list of two or three numbers");
    orm_each_child (number, node) {
        if (!put_number(w, number))
            return false;
        if (++count == most)
            return true;
    }
    put_double(w, 0);
    return true;
}

static bool put_count(writer *w, const orm_json *node)
{
    if (node->kind != ORM_JSON_ARRAY)
        return fail(w, "its coordinates are not of its type");
    put_bytes(w, node->count, 4);
    return true;
}

static bool put_line(writer *w, const orm_json *node)
{
    if (!put_count(w, node))
        return false;
    orm_each_child (position, node)
        if (!put_position(w, position))
            return false;
    return true;
}

static bool put_body(writer *w, uint32_t kind, const orm_json *coordinates);

static bool put_parts(writer *w, uint32_t kind, const orm_json *node)
{
    if (!put_count(w, node))
        return false;
    orm_each_child (part, node) {
        put_head(w, kind);
        if (!put_body(w, kind, part))
            return false;
    }
    return true;
}

static bool put_polygon(writer *w, const orm_json *node)
{
    if (!put_count(w, node))
        return false;
    orm_each_child (ring, node)
        if (!put_line(w, ring))
            return false;
    return true;
}

static bool put_point(writer *w, const orm_json *node)
{
    if (node->kind != ORM_JSON_ARRAY || node->count > 0)
        return put_position(w, node);
    put_double(w, NAN); /* an empty one */
    put_double(w, NAN);
    if (w->flags & HAS_Z)
        put_double(w, NAN);
    return true;
}

static bool put_body(writer *w, uint32_t kind, const orm_json *coordinates)
{
    if (kind == POINT)
        return put_point(w, coordinates);
    if (kind == LINE)
        return put_line(w, coordinates);
    if (kind == POLYGON)
        return put_polygon(w, coordinates);
    return put_parts(w, kinds[kind].part, coordinates);
}

static uint32_t kind_of(const orm_json *node)
{
    const orm_json *type = node->kind == ORM_JSON_OBJECT ? orm_json_member(node, "type") : NULL;

    for (uint32_t kind = POINT; type && kind <= COLLECTION; kind++)
        if (type->kind == ORM_JSON_STRING && orm_text_is(type->text, kinds[kind].name))
            return kind;
    return 0;
}

/* The geometry behind its head. */
static bool put_geometry(writer *w, const orm_json *node, uint32_t kind)
{
    const orm_json *parts =
        orm_json_member(node, kind == COLLECTION ? "geometries" : "coordinates");

    if (parts == NULL)
        return fail(w,
                    kind == COLLECTION ? "it has no \"geometries\"" : "it has no \"coordinates\"");
    if (kind != COLLECTION)
        return put_body(w, kind, parts);
    if (!put_count(w, parts))
        return false;
    orm_each_child (part, parts) {
        uint32_t kind_of_part = kind_of(part);

        if (kind_of_part == 0)
            return fail(w, "a GeoJSON object");
        put_head(w, kind_of_part);
        if (!put_geometry(w, part, kind_of_part))
            return false;
    }
    return true;
}

static bool has_third_number(const orm_json *node)
{
    if (node->kind == ORM_JSON_ARRAY && node->first && node->first->kind == ORM_JSON_NUMBER)
        return node->count > 2;
    if (node->kind == ORM_JSON_OBJECT) {
        const orm_json *parts = orm_json_member(node, "coordinates");

        if (parts == NULL)
            parts = orm_json_member(node, "geometries");
        return parts && has_third_number(parts);
    }
    orm_each_child (part, node)
        if (has_third_number(part))
            return true;
    return false;
}

/* "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", and RFC 7946's own name of that. */
static bool read_srid(orm_arena *arena, const orm_json *node, int64_t *srid)
{
    static const char *const prefixes[] = {"EPSG:", "urn:ogc:def:crs:EPSG::"};
    const orm_json *crs = orm_json_member(node, "crs"), *name = NULL;

    *srid = WORLD;
    if (crs == NULL || crs->kind == ORM_JSON_NULL)
        return true;
    if (crs->kind == ORM_JSON_OBJECT && (name = orm_json_member(crs, "properties")))
        name = name->kind == ORM_JSON_OBJECT ? orm_json_member(name, "name") : NULL;
    if (name == NULL || name->kind != ORM_JSON_STRING)
        return false;
    if (orm_text_is(name->text, "urn:ogc:def:crs:OGC:1.3:CRS84"))
        return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        orm_text number = name->text;

        if (!orm_text_starts(number, prefixes[i]))
            continue;
        number = orm_text_slice(number, strlen(prefixes[i]), number.length);
        return orm_number_read_count(arena, number, srid) && *srid > 0 && *srid <= MOST_SRID;
    }
    return false;
}

bool orm_geometry_write_hex(orm_arena *arena, orm_buffer *out, const orm_json *node,
                            const char **wrong)
{
    writer w = {.arena = arena, .out = out, .wrong = "a GeoJSON object"};
    uint32_t kind = kind_of(node);
    int64_t srid;
    bool is_valid = false;

    if (kind > 0 && !read_srid(arena, node, &srid)) {
        w.wrong = "its crs is a name like EPSG:4326";
    } else if (kind > 0) {
        w.flags = has_third_number(node) ? HAS_Z : 0;
        put_bytes(&w, 1, 1);
        put_bytes(&w, kind | w.flags | HAS_SRID, 4);
        put_bytes(&w, (uint64_t)srid, 4);
        is_valid = put_geometry(&w, node, kind);
    }
    *wrong = w.wrong;
    return is_valid;
}

/* ---- EWKB to GeoJSON */

typedef struct reader {
    orm_buffer *out;
    orm_text hex;
    size_t at;
    bool is_little;
    bool is_broken; /* or of a kind that GeoJSON has not */
} reader;

static unsigned take_digit(reader *r)
{
    char c = r->at < r->hex.length ? r->hex.data[r->at++] : 0;

    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    c |= 0x20;
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a' + 10);
    r->is_broken = true;
    return 0;
}

static uint64_t take_bytes(reader *r, unsigned count)
{
    uint64_t bytes = 0;

    for (unsigned i = 0; i < count; i++) {
        uint64_t byte = take_digit(r) << 4;

        byte |= take_digit(r);
        bytes = r->is_little ? bytes | byte << 8 * i : bytes << 8 | byte;
    }
    return bytes;
}

/* A count of things that take up at least a byte each. */
static uint32_t take_count(reader *r)
{
    uint32_t count = (uint32_t)take_bytes(r, 4);

    if (count > (r->hex.length - r->at) / 2)
        r->is_broken = true;
    return r->is_broken ? 0 : count;
}

static double take_double(reader *r)
{
    uint64_t bits = take_bytes(r, sizeof bits);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static void write_position(reader *r, uint32_t word)
{
    int count = word & HAS_Z ? 3 : 2;

    orm_buffer_char(r->out, '[');
    for (int i = 0; i < count; i++) {
        double value = take_double(r);

        if (isnan(value)) /* an empty point */
            continue;
        if (i > 0)
            orm_buffer_char(r->out, ',');
        orm_number_write_double(r->out, value);
    }
    orm_buffer_char(r->out, ']');
    if (word & HAS_M)
        take_double(r);
}

static void write_line(reader *r, uint32_t word)
{
    uint32_t count = take_count(r);

    orm_buffer_char(r->out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(r->out, ',');
        write_position(r, word);
    }
    orm_buffer_char(r->out, ']');
}

/* Byte order, kind and flags; the SRID, or 0. */
static uint32_t take_head(reader *r, uint32_t *srid)
{
    uint32_t word;

    r->is_little = take_bytes(r, 1) == 1;
    word = (uint32_t)take_bytes(r, 4);
    *srid = word & HAS_SRID ? (uint32_t)take_bytes(r, 4) : 0;
    return word;
}

static uint32_t kind_in(uint32_t word)
{
    return word & ~(HAS_Z | HAS_M | HAS_SRID);
}

static void write_coordinates(reader *r, uint32_t word);

static void write_part(reader *r, uint32_t kind)
{
    uint32_t srid, word = take_head(r, &srid);

    if (kind_in(word) != kind)
        r->is_broken = true;
    else
        write_coordinates(r, word);
}

static void write_coordinates(reader *r, uint32_t word)
{
    uint32_t kind = kind_in(word), count;

    if (kind == POINT) {
        write_position(r, word);
        return;
    }
    if (kind == LINE) {
        write_line(r, word);
        return;
    }
    count = take_count(r);
    orm_buffer_char(r->out, '[');
    for (uint32_t i = 0; i < count && !r->is_broken; i++) {
        if (i > 0)
            orm_buffer_char(r->out, ',');
        if (kind == POLYGON)
            write_line(r, word);
        else
            write_part(r, kinds[kind].part);
    }
    orm_buffer_char(r->out, ']');
}

static void write_object(reader *r, int depth)
{
    uint32_t srid, word = take_head(r, &srid), kind = kind_in(word), count;

    if (kind < POINT || kind > COLLECTION || depth > MOST_DEPTH)
        r->is_broken = true;
    if (r->is_broken)
        return;
    orm_buffer_char(r->out, '{');
    if (srid > 0)
        orm_buffer_format(
            r->out, "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:%u\"}},", srid);
    orm_buffer_format(r->out, "\"type\":\"%s\",", kinds[kind].name);
    if (kind != COLLECTION) {
        ORM_PUT(r->out, "\"coordinates\":");
        write_coordinates(r, word);
    } else {
        ORM_PUT(r->out, "\"geometries\":[");
        count = take_count(r);
        for (uint32_t i = 0; i < count && !r->is_broken; i++) {
            if (i > 0)
                orm_buffer_char(r->out, ',');
            write_object(r, depth + 1);
        }
        orm_buffer_char(r->out, ']');
    }
    orm_buffer_char(r->out, '}');
}

bool orm_geometry_write_json(orm_buffer *out, orm_text hex)
{
    reader r = {.out = out, .hex = hex};
    size_t from = out->length;

    write_object(&r, 0);
    if (!r.is_broken)
        return true;
    out->length = from;
    return false;
}
