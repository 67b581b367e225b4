/* test_geometry.c - GeoJSON to PostGIS' binary form, and back. */
#include "fake_host.h"

#include "base/geometry.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static orm_text hex_of(orm_ctx *ctx, const char *document, const char **wrong)
{
    const orm_json *node = orm_json_read(ctx, orm_text_from(document), ORM_JSON_DATA, "doc");
    orm_buffer buffer;
    orm_text hex = {"", 0};

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 16);
    if (orm_geometry_write_hex(ctx->arena, &buffer, node, wrong))
        hex = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return hex;
}

/* Empty where GeoJSON has no such geometry. */
static orm_text json_of(orm_ctx *ctx, orm_text hex)
{
    orm_buffer buffer;
    orm_text json;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 16);
    ORM_PUT(&buffer, "<");
    if (!orm_geometry_write_json(&buffer, hex))
        assert_int_equal(buffer.length, 1);
    json = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return orm_text_slice(json, 1, json.length);
}

/* The texts are those of ST_GeomFromGeoJSON(). */
static void test_binary(void **state)
{
    static const struct {
        const char *json, *hex;
    } cases[] = {
        {"{\"type\":\"Point\",\"coordinates\":[39.807222,-76.984722]}",
         "0101000020e61000004d4eed0c53e74340b6696caf053f53c0"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2,3,4]}",
         "01010000a0e6100000000000000000f03f00000000000000400000000000000840"},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,"
         "2]},{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4,5]]}]}",
         "01070000a0e6100000020000000101000080000000000000f03f0000000000000040000000000000000001040"
         "0"
         "0080020000000101000080000000000000f03f000000000000004000000000000000000101000080000000000"
         "0"
         "00084000000000000010400000000000001440"},
    };
    orm_ctx *ctx = *state;
    const char *wrong;

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_text(hex_of(ctx, cases[i].json, &wrong), cases[i].hex);
}

#define CRS "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}},"

static void test_both_ways(void **state)
{
    static const char *const cases[] = {
        "{" CRS "\"type\":\"Point\",\"coordinates\":[0.1,-1e+300]}",
        "{" CRS "\"type\":\"Point\",\"coordinates\":[]}",
        "{" CRS "\"type\":\"LineString\",\"coordinates\":[]}",
        "{" CRS "\"type\":\"LineString\",\"coordinates\":[[1,2,3],[4,5,6]]}",
        "{" CRS "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]],[[2,2]]]}",
        "{" CRS "\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}",
        "{" CRS "\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[]]}",
        "{" CRS "\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2],[3,4]]],[[[5,6]],[[7,8]]]]}",
        "{" CRS "\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"GeometryCollection\","
        "\"geometries\":[]},{\"type\":\"Point\",\"coordinates\":[1,2]}]}",
    };
    orm_ctx *ctx = *state;
    const char *wrong;

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_text(json_of(ctx, hex_of(ctx, cases[i], &wrong)), cases[i]);
}

/* Every text that is cut off or changed in a digit is read without a step beyond its end. */
static void test_broken(void **state)
{
    static const char collection[] =
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"MultiPolygon\","
        "\"coordinates\":[[[[1,2],[3,4]]]]},{\"type\":\"Point\",\"coordinates\":[1,2]}]}";
    orm_ctx *ctx = *state;
    const char *wrong;
    orm_text hex = hex_of(ctx, collection, &wrong);

    for (size_t i = 0; i < hex.length; i++) {
        char *copy = ORM_NEW_N(ctx->arena, char, hex.length);

        assert_text(json_of(ctx, orm_text_slice(hex, 0, i)), "");
        memcpy(copy, hex.data, hex.length);
        copy[i] = 'f';
        json_of(ctx, (orm_text){copy, hex.length});
    }
    /* a curve, a surface, no digits at all */
    assert_text(json_of(ctx, ORM_TEXT("010800000000000000")), "");
    assert_text(json_of(ctx, ORM_TEXT("010f00000000000000")), "");
    assert_text(json_of(ctx, ORM_TEXT("POINT(1 2)")), "");
}

/* The other byte order, a measure (which GeoJSON has not), no system, capitals. */
static void test_read(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(json_of(ctx, ORM_TEXT("00000000013FF00000000000004000000000000000")),
                "{\"type\":\"Point\",\"coordinates\":[1,2]}");
    assert_text(json_of(ctx, ORM_TEXT("01010000C0000000000000F03F0000000000000040000000000000084000"
                                      "00000000001040")),
                "{\"type\":\"Point\",\"coordinates\":[1,2,3]}");
    assert_text(
        json_of(ctx, ORM_TEXT("0101000040000000000000F03F00000000000000400000000000000840")),
        "{\"type\":\"Point\",\"coordinates\":[1,2]}");
}

static void test_refused(void **state)
{
    static const struct {
        const char *json, *wrong;
    } cases[] = {
        {"null", "a GeoJSON object"},
        {"[1,2]", "a GeoJSON object"},
        {"{}", "a GeoJSON object"},
        {"{\"type\":1}", "a GeoJSON object"},
        {"{\"type\":\"point\",\"coordinates\":[1,2]}", "a GeoJSON object"},
        {"{\"type\":\"Point\"}", "it has no \"coordinates\""},
        {"{\"type\":\"GeometryCollection\",\"coordinates\":[]}", "it has no \"geometries\""},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[1]}", "a GeoJSON object"},
        {"{\"type\":\"GeometryCollection\",\"geometries\":{}}",
         "its coordinates are not of its type"},
        {"{\"type\":\"Point\",\"coordinates\":[1]}",
         "a position is a list of two or three numbers"},
        {"{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}",
         "a position is a list of two or three numbers"},
        {"{\"type\":\"Point\",\"coordinates\":[1,1e999]}",
         "a position is a list of two or three numbers"},
        {"{\"type\":\"Point\",\"coordinates\":null}",
         "a position is a list of two or three numbers"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[1,2]]}",
         "a position is a list of two or three numbers"},
        {"{\"type\":\"Polygon\",\"coordinates\":[1,2]}", "its coordinates are not of its type"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":{}}",
         "its crs is a name like EPSG:4326"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":{\"properties\":{\"name\":\"EPSG:\"}}}",
         "its crs is a name like EPSG:4326"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":{\"properties\":{\"name\":"
         "\"EPSG:99999999999999999999\"}}}",
         "its crs is a name like EPSG:4326"},
    };
    orm_ctx *ctx = *state;
    const char *wrong;

    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(hex_of(ctx, cases[i].json, &wrong).length, 0);
        assert_string_equal(wrong, cases[i].wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_binary), FAKE_TEST(test_both_ways), FAKE_TEST(test_broken),
        FAKE_TEST(test_read),   FAKE_TEST(test_refused),
    };

    return cmocka_run_group_tests_name("geometry", tests, NULL, NULL);
}
