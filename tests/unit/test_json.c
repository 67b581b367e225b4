/* test_json.c - documents read and written. */
#include "fake_host.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"

static orm_json *read_code(orm_ctx *ctx, const char *source)
{
    return orm_json_read(ctx, orm_text_from(source), ORM_JSON_CODE, "options");
}

static orm_json *read_data(orm_ctx *ctx, const char *source)
{
    return orm_json_read(ctx, orm_text_from(source), ORM_JSON_DATA, "values");
}

/* ---- reading */

static void test_scalars(void **state)
{
    orm_ctx *ctx = *state;

    assert_int_equal(read_code(ctx, "null")->kind, ORM_JSON_NULL);
    assert_int_equal(read_code(ctx, " true ")->kind, ORM_JSON_TRUE);
    assert_int_equal(read_code(ctx, "\t\r\nfalse\n")->kind, ORM_JSON_FALSE);
    assert_int_equal(read_code(ctx, "\"\"")->kind, ORM_JSON_STRING);
    assert_int_equal(read_code(ctx, "[]")->kind, ORM_JSON_ARRAY);
    assert_int_equal(read_code(ctx, "{ }")->kind, ORM_JSON_OBJECT);
}

/* Numbers are their digits, whatever their size. */
static void test_numbers_are_text(void **state)
{
    static const char *const numbers[] = {
        "0",
        "-0",
        "1.50",
        "1e400",
        "-1E+05",
        "0.1e-7",
        "12345678901234567890123",
        "0.0",
        "1e99999999999999",
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        orm_json *node = read_code(ctx, numbers[i]);

        assert_int_equal(node->kind, ORM_JSON_NUMBER);
        assert_text(node->text, numbers[i]);
    }
}

static void test_strings(void **state)
{
    static const struct {
        const char *source, *expected;
    } cases[] = {
        {"\"plain\"", "plain"},
        {"\"a string of more than sixteen bytes\"", "a string of more than sixteen bytes"},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"\\u00e9\\u4E2d\\uD83D\\uDE00\"", "é中😀"},
        {"\"é中😀\"", "é中😀"},
        {"\"sixteen bytes of text, then \\u0041\"", "sixteen bytes of text, then A"},
        {"\"\\u0001\\u001F\x7F\"", "\x01\x1F\x7F"},
        {"\"\\\\\\\\\\\"\"", "\\\\\""},
        {"\"\\uFFFF\\uFFFE\"", "\xEF\xBF\xBF\xEF\xBF\xBE"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_json *node = read_code(ctx, cases[i].source);

        assert_text(node->text, cases[i].expected);
        assert_text(node->token, cases[i].source);
    }
}

static void test_tree(void **state)
{
    orm_ctx *ctx = *state;
    orm_json *root = read_code(ctx, " {\"a\" : [1, {\"b\":null}, \"x\"] ,\"\\u0063\":true} ");
    orm_json *list = orm_json_member(root, "a");

    assert_int_equal(root->count, 2);
    assert_null(root->parent);
    assert_int_equal(list->count, 3);
    assert_ptr_equal(list->parent, root);
    assert_text(list->token, "[1, {\"b\":null}, \"x\"]");
    assert_text(list->first->text, "1");
    assert_text(list->first->next->token, "{\"b\":null}");
    assert_text(list->last->text, "x");
    assert_null(list->last->next);
    assert_int_equal(orm_json_member(root, "c")->kind, ORM_JSON_TRUE);
    assert_null(orm_json_member(root, "d"));
    assert_null(orm_json_member(list, "a"));
    assert_null(orm_json_member(NULL, "a"));
}

static void test_places(void **state)
{
    orm_ctx *ctx = *state;
    orm_json *root = read_code(ctx, "{\"include\":[{},{\"where\":{\"agee\":1}}]}");
    orm_json *where = orm_json_member(orm_json_member(root, "include")->last, "where");

    assert_text(orm_json_place(ctx, root), "options");
    assert_text(orm_json_place(ctx, where->first), "options.include[1].where.agee");
    expect_raise(ctx, ORM_UNKNOWN_ATTRIBUTE,
                 orm_raise_at(ctx, ORM_UNKNOWN_ATTRIBUTE, where, "no %s", "such"));
    assert_text(fake_error(ctx)->at, "options.include[1].where");
    assert_text(fake_error(ctx)->message, "no such");
}

/* ---- what is no JSON: the byte, and what was expected there */

static void test_errors(void **state)
{
    static const struct {
        const char *source;
        int byte;
        const char *expected;
    } cases[] = {
        {"", 0, "expected a value"},
        {"  ", 2, "expected a value"},
        {"nul", 0, "expected a value"},
        {"True", 0, "expected a value"},
        {"undefined", 0, "expected a value"},
        {"NaN", 0, "expected a value"},
        {"+1", 0, "expected a value"},
        {".5", 0, "expected a value"},
        {"'a'", 0, "expected a value"},
        {"1 2", 2, "expected the end"},
        {"{}}", 2, "expected the end"},
        {"01", 1, "expected the end"},
        {"-", 1, "expected a digit"},
        {"-a", 1, "expected a digit"},
        {"1.", 2, "expected a digit after the point"},
        {"1.e5", 2, "expected a digit after the point"},
        {"1e", 2, "expected a digit of the exponent"},
        {"1e+", 3, "expected a digit of the exponent"},
        {"[1", 2, "expected ',' or ']'"},
        {"[1,]", 3, "expected a value"},
        {"[,1]", 1, "expected a value"},
        {"[1 2]", 3, "expected ',' or ']'"},
        {"[", 1, "expected a value"},
        {"{\"a\"}", 4, "expected ':'"},
        {"{\"a\":}", 5, "expected a value"},
        {"{\"a\":1", 6, "expected ',' or '}'"},
        {"{\"a\":1,}", 7, "expected a key in double quotes"},
        {"{a:1}", 1, "expected a key in double quotes"},
        {"{1:1}", 1, "expected a key in double quotes"},
        {"{", 1, "expected a key in double quotes"},
        {"[\"abc", 1, "a string without its closing quote"},
        {"\"abc\\", 0, "a string without its closing quote"},
        {"\"abc\\\"", 0, "a string without its closing quote"},
        {"\"\\n", 0, "a string without its closing quote"},
        {"\"a\nb\"", 2, "a control character"},
        {"\"\\n\tb\"", 3, "a control character"},
        {"\"a\\x\"", 2, "expected an escape"},
        {"\"a\\U0041\"", 2, "expected an escape"},
        {"\"\\u12\"", 5, "expected four hexadecimal digits"},
        {"\"\\u12G4\"", 5, "expected four hexadecimal digits"},
        {"\"\\uD83D\\uZ000\"", 9, "expected four hexadecimal digits"},
        {"[1/*2*/]", 2, "expected ',' or ']'"},
        {"\xEF\xBB\xBF{}", 0, "expected a value"}, /* no byte order mark */
        {"\xC2\xA0{}", 0, "expected a value"},     /* a blank, but not of JSON */
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char byte[32];

        expect_raise(ctx, ORM_JSON, read_code(ctx, cases[i].source));
        snprintf(byte, sizeof byte, "byte %d: ", cases[i].byte);
        assert_mentions(fake_error(ctx)->message, byte);
        assert_mentions(fake_error(ctx)->message, cases[i].expected);
        assert_text(fake_error(ctx)->at, "options");
    }
}

static void test_invalid_utf8(void **state)
{
    static const struct {
        const char *source;
        int byte;
    } cases[] = {
        {"\"\x80\"", 1},
        {"\"ab\xC3\"", 3},
        {"\"\xC0\xAF\"", 1},
        {"\"\xED\xA0\x80\"", 1},
        {"\"abcdefgh\xFF\"", 9},
        {"{\"\xE9\":1}", 2},
        {"\"\xF5\x80\x80\x80\"", 1},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char byte[32];

        expect_raise(ctx, ORM_JSON, read_data(ctx, cases[i].source));
        snprintf(byte, sizeof byte, "byte %d: ", cases[i].byte);
        assert_mentions(fake_error(ctx)->message, byte);
        assert_mentions(fake_error(ctx)->message, "UTF-8");
    }
}

/* A document need not end with a zero byte, and nothing behind its end is read. */
static void test_slices(void **state)
{
    orm_ctx *ctx = *state;
    const char *source = "{\"key\":[\"a\\u0041\",1.5e3,true]}";
    size_t length = strlen(source);

    for (size_t cut = 0; cut < length; cut++) {
        char *exact = malloc(cut ? cut : 1);
        orm_text part = {exact, cut};

        memcpy(exact, source, cut);
        expect_raise(ctx, ORM_JSON, orm_json_read(ctx, part, ORM_JSON_CODE, "options"));
        free(exact);
    }
}

/* ---- limits */

static orm_text nested(orm_ctx *ctx, int depth, char open, char close)
{
    char *source = orm_alloc(ctx->arena, (size_t)depth * 2);

    memset(source, open, (size_t)depth);
    memset(source + depth, close, (size_t)depth);
    return (orm_text){source, (size_t)depth * 2};
}

static void test_depth(void **state)
{
    orm_ctx *ctx = *state;

    orm_json_read(ctx, nested(ctx, ORM_MAX_JSON_DEPTH, '[', ']'), ORM_JSON_CODE, "options");
    expect_raise(ctx, ORM_JSON,
                 orm_json_read(ctx, nested(ctx, ORM_MAX_JSON_DEPTH + 1, '[', ']'), ORM_JSON_CODE,
                               "options"));
    assert_mentions(fake_error(ctx)->message, "200 levels");
    expect_raise(ctx, ORM_JSON,
                 orm_json_read(ctx, nested(ctx, 1000000, '[', ']'), ORM_JSON_DATA, "values"));
}

/* Brackets beside each other are not depth. */
static void test_breadth(void **state)
{
    orm_ctx *ctx = *state;
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
    ORM_PUT(&buffer, "[0");
    for (int i = 0; i < 1000; i++)
        ORM_PUT(&buffer, ",[],{},[[]],{\"a\":{}}");
    ORM_PUT(&buffer, "]");
    assert_int_equal(
        orm_json_read(ctx, orm_buffer_since(&buffer, 0), ORM_JSON_CODE, "options")->count, 4001);
    orm_buffer_close(&buffer);
}

static void test_document_size(void **state)
{
    orm_ctx *ctx = *state;
    orm_text huge = {"[]", (size_t)ORM_MAX_DOCUMENT + 1}; /* refused before it is looked at */

    expect_raise(ctx, ORM_INVALID_OPTION, orm_json_read(ctx, huge, ORM_JSON_DATA, "values"));
    assert_mentions(fake_error(ctx)->message, "536870912");
}

/* ---- repeated keys, texts that no column can hold */

static void test_repeated_keys_of_code(void **state)
{
    static const struct {
        const char *source, *at;
    } cases[] = {
        {"{\"a\":1,\"b\":2,\"a\":3}", "options.a"},
        {"{\"where\":{\"x\":{\"y\":1,\"\\u0079\":2}}}", "options.where.x.y"},
        {"{\"list\":[0,{\"\":1,\"\":2}]}", "options.list[1]."},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(ctx, ORM_JSON, read_code(ctx, cases[i].source));
        assert_text(fake_error(ctx)->at, cases[i].at);
        assert_mentions(fake_error(ctx)->message, "repeated");
    }
}

static void test_repeated_keys_of_data(void **state)
{
    orm_ctx *ctx = *state;

    assert_int_equal(read_data(ctx, "{\"meta\":{\"a\":1,\"a\":2}}")->first->count, 2);
    assert_int_equal(read_data(ctx, "[{\"meta\":[{\"a\":1,\"a\":2}]}]")->first->first->count, 1);
    expect_raise(ctx, ORM_JSON, read_data(ctx, "{\"a\":1,\"a\":2}"));
    expect_raise(ctx, ORM_JSON, read_data(ctx, "[{\"a\":1,\"a\":2}]"));
}

/* Objects of many keys are checked another way. */
static void test_many_keys(void **state)
{
    orm_ctx *ctx = *state;

    for (int repeated = -1; repeated < 300; repeated += 50) {
        orm_buffer buffer;
        orm_text source;

        orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
        ORM_PUT(&buffer, "{");
        for (int i = 0; i < 300; i++)
            orm_buffer_format(&buffer, "\"key%d\":%d,", i, i);
        orm_buffer_format(&buffer, "\"key%d\":0}", repeated);
        source = orm_buffer_copy(&buffer, ctx->arena);
        orm_buffer_close(&buffer);
        if (repeated < 0)
            assert_int_equal(orm_json_read(ctx, source, ORM_JSON_CODE, "options")->count, 301);
        else
            expect_raise(ctx, ORM_JSON, orm_json_read(ctx, source, ORM_JSON_CODE, "options"));
    }
}

static void test_unstorable(void **state)
{
    static const char *const strings[] = {
        "\"\\u0000\"",
        "\"a\\uD800b\"",
        "\"\\uDC00\"",
        "\"\\uD83D\\u0041\"",
        "\"\\uD83D\\uD83D\\uDE00\"",
        "\"\\uD83D\"",
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        orm_json *data = read_data(ctx, strings[i]);

        assert_true(data->is_unstorable);
        assert_int_equal(orm_utf8_valid_prefix(data->text), data->text.length);
        expect_raise(ctx, ORM_JSON, read_code(ctx, strings[i]));
    }
    assert_false(read_data(ctx, "\"\\uD83D\\uDE00\"")->is_unstorable);
}

/* The mark reaches everything around the string. */
static void test_unstorable_inside(void **state)
{
    orm_ctx *ctx = *state;
    orm_json *root = read_data(ctx, "{\"a\":[{\"b\":\"\\u0000\"}],\"c\":{\"\\uD800\":1},\"d\":1}");

    assert_true(root->is_unstorable);
    assert_true(orm_json_member(root, "a")->is_unstorable);
    assert_true(orm_json_member(root, "c")->is_unstorable);
    assert_false(orm_json_member(root, "d")->is_unstorable);
}

/* ---- items one by one */

static void test_items(void **state)
{
    orm_ctx *ctx = *state;
    orm_json_items items;
    orm_json *item;

    orm_json_items_open(&items, ORM_TEXT(" [ {\"name\":\"x\"} , 2,\"three\"\n,[4]] "), "items");
    item = orm_json_items_next(ctx, &items);
    assert_text(item->first->text, "x");
    assert_text(orm_json_place(ctx, item->first), "items[0].name");
    assert_text(orm_json_items_next(ctx, &items)->text, "2");
    assert_text(orm_json_items_next(ctx, &items)->text, "three");
    item = orm_json_items_next(ctx, &items);
    assert_text(orm_json_place(ctx, item->first), "items[3][0]");
    assert_null(orm_json_items_next(ctx, &items));
    assert_null(orm_json_items_next(ctx, &items));
}

static void test_no_items(void **state)
{
    static const char *const sources[] = {"[]", " [ ] "};
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < 2; i++) {
        orm_json_items items;

        orm_json_items_open(&items, orm_text_from(sources[i]), "items");
        assert_null(orm_json_items_next(ctx, &items));
        assert_null(orm_json_items_next(ctx, &items));
    }
}

static void read_all(orm_ctx *ctx, const char *source)
{
    orm_json_items items;

    orm_json_items_open(&items, orm_text_from(source), "items");
    while (orm_json_items_next(ctx, &items))
        ;
}

static void test_item_errors(void **state)
{
    static const struct {
        const char *source, *expected;
    } cases[] = {
        {"", "byte 0: expected a list"},
        {"{}", "byte 0: expected a list"},
        {"[", "byte 1: expected a value"},
        {"[1", "byte 2: expected ',' or ']'"},
        {"[1,]", "byte 3: expected a value"},
        {"[1 2]", "byte 3: expected ',' or ']'"},
        {"[1] 2", "byte 4: expected the end"},
        {"[] []", "byte 3: expected the end"},
        {"[1,\"\xFF\"]", "byte 4: expected UTF-8"},
        {"[0,{\"a\":1,\"a\":2}]", "\"a\" is repeated"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(ctx, ORM_JSON, read_all(ctx, cases[i].source));
        assert_mentions(fake_error(ctx)->message, cases[i].expected);
    }
    assert_text(fake_error(ctx)->at, "items[1].a");
}

static void test_item_limits(void **state)
{
    orm_ctx *ctx = *state;
    orm_json_items items;
    orm_text deep = nested(ctx, ORM_MAX_JSON_DEPTH + 1, '[', ']');

    orm_json_items_open(&items, deep, "items");
    expect_raise(ctx, ORM_JSON, orm_json_items_next(ctx, &items));
    orm_json_items_open(&items, ORM_TEXT("[1,2,3]"), "items");
    orm_json_items_next(ctx, &items);
    items.index = ORM_MAX_LIST - 2; /* as if so many had been read */
    assert_non_null(orm_json_items_next(ctx, &items));
    expect_raise(ctx, ORM_INVALID_OPTION, orm_json_items_next(ctx, &items));
}

/* ---- comparison */

static void test_equal(void **state)
{
    static const struct {
        const char *left, *right;
        bool is_equal;
    } cases[] = {
        {"{\"a\":1,\"b\":[true,null]}", " { \"b\" : [true,null],\"a\":1}", true},
        {"[1,2]", "[2,1]", false},
        {"[1,2]", "[1,2,3]", false},
        {"{\"a\":1}", "{\"b\":1}", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":1}", false},
        {"\"\\u0041\"", "\"A\"", true},
        {"1", "1.0", false}, /* tokens */
        {"1", "\"1\"", false},
        {"true", "false", false},
        {"{}", "[]", false},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            orm_json_equal(read_code(ctx, cases[i].left), read_code(ctx, cases[i].right)),
            cases[i].is_equal);
}

/* ---- writing */

static orm_text write_string(orm_ctx *ctx, orm_text text)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 0);
    orm_json_write_string(&buffer, text);
    return orm_buffer_copy(&buffer, ctx->arena);
}

static void test_write_string(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"é中😀/", "\"é中😀/\""},
        {"\"\\", "\"\\\"\\\\\""},
        {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
        {"\x01\x0b\x1f\x7f", "\"\\u0001\\u000b\\u001f\x7f\""},
        {"a line of more than sixteen bytes\nand another one",
         "\"a line of more than sixteen bytes\\nand another one\""},
        {"\xE2\x80\xA8", "\"\xE2\x80\xA8\""},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(write_string(ctx, orm_text_from(cases[i].text)), cases[i].expected);
    assert_text(write_string(ctx, (orm_text){NULL, 0}), "\"\"");
}

/* Special bytes at every place of a word of the scanner. */
static void test_write_string_alignment(void **state)
{
    orm_ctx *ctx = *state;

    for (size_t length = 1; length < 40; length++)
        for (size_t at = 0; at < length; at++) {
            char text[40];
            orm_text written;
            orm_json *read;

            memset(text, 'x', sizeof text);
            text[at] = at % 2 ? '"' : '\x1f';
            written = write_string(ctx, (orm_text){text, length});
            assert_int_equal(written.length, length + 2 + (at % 2 ? 1 : 5));
            read = orm_json_read(ctx, written, ORM_JSON_CODE, "options");
            assert_text_equal(read->text, ((orm_text){text, length}));
        }
}

static void test_write_compact(void **state)
{
    static const struct {
        const char *source, *expected;
    } cases[] = {
        {" { \"a\" : [ 1 , 2.50 , 1E5 ] , \"b c\" : \" x \\\" y \" } ",
         "{\"a\":[1,2.50,1E5],\"b c\":\" x \\\" y \"}"},
        {"{\"z\":1,\"a\":{\"q\":\t1,\r\n\"q\":2}}", "{\"z\":1,\"a\":{\"q\":1,\"q\":2}}"},
        {"\"\\u00e9 \\/\"", "\"\\u00e9 \\/\""}, /* escapes stay as they are */
        {"[ ]", "[]"},
        {"null", "null"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_buffer buffer;

        orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 0);
        orm_json_write(&buffer, read_data(ctx, cases[i].source));
        assert_text(orm_buffer_since(&buffer, 0), cases[i].expected);
        orm_buffer_close(&buffer);
    }
}

static void test_write_canonical(void **state)
{
    static const struct {
        const char *source, *expected;
    } cases[] = {
        /* shorter keys first, then bytes; the last of equal ones */
        {"[{\"bb\":1,\"a\":2,\"b\":3,\"a\":4,\"\":0,\"é\":1,\"zz\":1}]",
         "[{\"\":0,\"a\":4,\"b\":3,\"bb\":1,\"zz\":1,\"é\":1}]"},
        {"[1e2,1.50,-0,0.0,true,null]", "[100,1.50,0,0.0,true,null]"},
        {"\"\\u00e9\\/\\u007f\\b\"", "\"é/\x7f\\b\""},
        {"[{\"x\":{\"c\":1,\"b\":[{}]}}, []]", "[{\"x\":{\"b\":[{}],\"c\":1}},[]]"},
        {"[{\"a\":1,\"a\":{\"z\":1},\"a\":[]}]", "[{\"a\":[]}]"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_text source = orm_text_format(ctx->arena, "{\"value\":%s}", cases[i].source);
        orm_json *root = orm_json_read(ctx, source, ORM_JSON_DATA, "values");
        orm_buffer buffer;

        orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 0);
        orm_json_write_canonical(ctx, &buffer, root->first);
        assert_text(orm_buffer_since(&buffer, 0), cases[i].expected);
        orm_buffer_close(&buffer);
    }
}

/* ---- the JSON of errors */

static void test_error_json(void **state)
{
    orm_ctx *ctx = *state;
    orm_error_item second = {
        .message = ORM_TEXT("taken"), .path = ORM_TEXT("email"), .value = ORM_TEXT("\"a@b\"")};
    orm_error_item first = {.message = ORM_TEXT("say \"no\""),
                            .type = ORM_TEXT("Validation error"),
                            .path = ORM_TEXT("name"),
                            .validator_key = ORM_TEXT("len"),
                            .at = ORM_TEXT("values.name"),
                            .next = &second};
    orm_error *error = orm_error_new(ctx, ORM_VALIDATION, "%d failed", 2);

    error->model = ORM_TEXT("User");
    error->did_you_mean = ORM_TEXT("x");
    error->items = &first;
    assert_text(orm_error_json(ctx, error),
                "{\"name\":\"ValidationError\",\"message\":\"2 failed\",\"model\":\"User\","
                "\"errors\":[{\"message\":\"say \\\"no\\\"\",\"type\":\"Validation error\","
                "\"path\":\"name\",\"value\":null,\"validatorKey\":\"len\",\"at\":\"values.name\"},"
                "{\"message\":\"taken\",\"path\":\"email\",\"value\":\"a@b\"}],"
                "\"did_you_mean\":\"x\"}");
    assert_string_equal(orm_error_sqlstate(ORM_JSON), "OR015");
    assert_int_equal(fake_of(ctx)->live_blocks, 0);
}

/* ---- no memory */

static void read_and_write(orm_ctx *ctx)
{
    orm_json *root = read_code(ctx, "{\"a\":[1,\"\\u00e9\",{\"b\":null}],\"c\":\"dddddddddd\"}");
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 0);
    for (int i = 0; i < 200; i++)
        orm_json_write_canonical(ctx, &buffer, root);
    orm_buffer_close(&buffer);
    orm_json_place(ctx, root->first->last);
    orm_error_json(ctx, orm_error_new(ctx, ORM_JSON, "x"));
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(fake_sweep(read_and_write) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_scalars),
        FAKE_TEST(test_numbers_are_text),
        FAKE_TEST(test_strings),
        FAKE_TEST(test_tree),
        FAKE_TEST(test_places),
        FAKE_TEST(test_errors),
        FAKE_TEST(test_invalid_utf8),
        FAKE_TEST(test_slices),
        FAKE_TEST(test_depth),
        FAKE_TEST(test_breadth),
        FAKE_TEST(test_document_size),
        FAKE_TEST(test_repeated_keys_of_code),
        FAKE_TEST(test_repeated_keys_of_data),
        FAKE_TEST(test_many_keys),
        FAKE_TEST(test_unstorable),
        FAKE_TEST(test_unstorable_inside),
        FAKE_TEST(test_items),
        FAKE_TEST(test_no_items),
        FAKE_TEST(test_item_errors),
        FAKE_TEST(test_item_limits),
        FAKE_TEST(test_equal),
        FAKE_TEST(test_write_string),
        FAKE_TEST(test_write_string_alignment),
        FAKE_TEST(test_write_compact),
        FAKE_TEST(test_write_canonical),
        FAKE_TEST(test_error_json),
        FAKE_TEST(test_no_memory),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
