/* test_template.c - the lexer of SQL expressions in definitions: what is a placeholder, what only
 * looks like one, what is refused. */
#include "fake_engine.h"

#include "query/template.h"

enum { ALL = 0xff };

static const orm_json place = {.key = {"get", 3}, .slot = -1};

static void define_model(fake_engine *e)
{
    CALL(e, "define", "User",
         "{\"name\":\"STRING\",\"e\":\"STRING\",\"größe\":\"INTEGER\",\"two words\":\"STRING\","
         "\"value\":\"INTEGER\"}",
         "{\"timestamps\":false}");
}

static const orm_template *read(fake_engine *e, const char *text, uint32_t allowed)
{
    return orm_template_read(e->ctx, engine_model(e, "User"), orm_text_from(text), allowed, &place);
}

/* The parts: placeholders in ⟨⟩. */
static orm_text parts_text(fake_engine *e, const orm_template *pattern)
{
    static const char *const names[] = {"",       "",        "VALUE", "INSTANCE",
                                        "VALUES", "OPTIONS", "MODEL", ""};
    orm_text text = {"", 0};

    for (const orm_template_part *part = pattern->parts; part; part = part->next) {
        assert_true(pattern->uses & ORM_PLACES(part->kind));
        if (part->kind == ORM_PLACE_TEXT || part->kind == ORM_PLACE_NAME)
            text = orm_text_format(e->arena, "%.*s%.*s", ORM_ARG(text), ORM_ARG(part->text));
        else if (part->kind == ORM_PLACE_ATTRIBUTE)
            text = orm_text_format(e->arena, "%.*s⟨%.*s⟩", ORM_ARG(text),
                                   ORM_ARG(part->attribute->name));
        else
            text = orm_text_format(e->arena, "%.*s⟨%s⟩", ORM_ARG(text), names[part->kind]);
    }
    return text;
}

static void test_placeholders(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"1 + 1", "1 + 1"},
        {":name", "⟨name⟩"},
        {"upper(:name) || 'x'", "upper(⟨name⟩) || 'x'"},
        {":name||:name", "⟨name⟩||⟨name⟩"},
        {":value", "⟨VALUE⟩"},
        {":instance", "⟨INSTANCE⟩"},
        {":values", "⟨VALUES⟩"},
        {":options", "⟨OPTIONS⟩"},
        {":model", "⟨MODEL⟩"},
        {":größe * 2", "⟨größe⟩ * 2"},
        {":\"two words\"", "⟨two words⟩"},
        {":e", "⟨e⟩"},
        {":e'x'", "⟨e⟩'x'"},
        /* casts, assignments, slices */
        {":name::text", "⟨name⟩::text"},
        {"'1'::integer", "'1'::integer"},
        {"f(a := :name)", "f(a := ⟨name⟩)"},
        {"(a)[1:2]", "(a)[1:2]"},
        {"a[1:name]", "a[1:name]"},
        {"a[lower:name]", "a[lower:name]"},
        {"a[:value]", "a[⟨VALUE⟩]"},
        {"a[f(:name)]", "a[f(⟨name⟩)]"},
        {"case when :name = 'a' then 1 end", "case when ⟨name⟩ = 'a' then 1 end"},
        {": name", ": name"},
        {"a :", "a :"},
        /* what only looks like a placeholder */
        {"':name'", "':name'"},
        {"'it''s :name'", "'it''s :name'"},
        {"'\\' || :name", "'\\' || ⟨name⟩"},
        {"E'\\':name'", "E'\\':name'"},
        {"e'\\\\' || :name", "e'\\\\' || ⟨name⟩"},
        {"file'\\' || :name", "file'\\' || ⟨name⟩"}, /* not E'' */
        {"\":name\"", "\":name\""},
        {"\"a\"\":name\"", "\"a\"\":name\""},
        {"`:name`", "`:name`"},
        {"$$:name$$", "$$:name$$"},
        {"$tag$ :name $$ $tag$ || :name", "$tag$ :name $$ $tag$ || ⟨name⟩"},
        {"a$b || :name", "a$b || ⟨name⟩"},
        {"/* :name */ 1", "/* :name */ 1"},
        {"/* ' */ :name", "/* ' */ ⟨name⟩"},
        {"-- :name ' (\n:name", "-- :name ' (\n⟨name⟩"},
        {"1 - -1", "1 - -1"},
        {"a -> 'b' ->> 'c' @> 'd' #> '{}'", "a -> 'b' ->> 'c' @> 'd' #> '{}'"},
        {"')' || '('", "')' || '('"},
        {"1e5 + 0x1F", "1e5 + 0x1F"},
    };
    fake_engine *e = *state;

    define_model(e);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(parts_text(e, read(e, cases[i][0], ALL)), cases[i][1]);
}

static void test_refused(void **state)
{
    static const char *const cases[][2] = {
        {"1; DROP TABLE users", "not statements"},
        {";", "not statements"},
        {":name = ?", "parameters are written as :name"},
        {"a ?| b", "parameters are written as :name"},
        {"$1", "parameters are written as :name"},
        {"1$1", "parameters are written as :name"},
        {"$", "parameters are written as :name"},
        {"$1$ x $1$", "parameters are written as :name"},
        {"@name", "parameters are written as :name"},
        {"@1", "parameters are written as :name"},
        {"1)", "closes more than was opened"},
        {"1) OR (1", "closes more than was opened"},
        {"(a))((b", "closes more than was opened"},
        {"a]", "closes more than was opened"},
        {"(1", "a bracket is not closed"},
        {"a[1", "a bracket is not closed"},
        {"'abc", "a quote is not closed"},
        {"'abc''", "a quote is not closed"},
        {"E'abc\\'", "a quote is not closed"},
        {"E'\\", "a quote is not closed"},
        {"\"abc", "a quote is not closed"},
        {"`abc", "a quote is not closed"},
        {":\"name", "a quote is not closed"},
        {"$$abc", "a dollar quote is not closed"},
        {"$a$ $b$", "a dollar quote is not closed"},
        {"1 -- end", "a comment at its end"},
        {"--", "a comment at its end"},
        {"/* abc", "a comment is not closed"},
        {"/*", "a comment is not closed"},
        {"/* /* */ */ 1", "comments cannot be nested"},
    };
    fake_engine *e = *state;

    define_model(e);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(e->ctx, ORM_DEFINITION, read(e, cases[i][0], ALL));
        assert_mentions(engine_error(e)->message, cases[i][1]);
        assert_text(engine_error(e)->model, "User");
        assert_text(engine_error(e)->at, "get");
    }
}

static void test_unknown(void **state)
{
    fake_engine *e = *state;

    define_model(e);
    expect_raise(e->ctx, ORM_DEFINITION, read(e, ":nam", ALL));
    assert_text(engine_error(e)->message, "there is no placeholder :nam here");
    assert_text(engine_error(e)->did_you_mean, "name");
    expect_raise(e->ctx, ORM_DEFINITION, read(e, ":vale", ALL));
    assert_text(engine_error(e)->did_you_mean, "value");
    expect_raise(e->ctx, ORM_DEFINITION, read(e, ":\"\"", ALL));
}

/* Names in double quotes are parts of their own: SQLite would take one that it does not know for a
 * text. */
static void test_quoted_names(void **state)
{
    fake_engine *e = *state;
    const orm_template_part *part;

    define_model(e);
    part = read(e, "f('\"x\"', \"a\"\"b\")", ALL)->parts;
    assert_int_equal(part->kind, ORM_PLACE_TEXT);
    assert_text(part->text, "f('\"x\"', ");
    part = part->next;
    assert_int_equal(part->kind, ORM_PLACE_NAME);
    assert_text(part->text, "\"a\"\"b\"");
    assert_int_equal(part->next->kind, ORM_PLACE_TEXT);
    assert_null(part->next->next);
}

/* Where a placeholder has no meaning, it is an attribute's name, or unknown. */
static void test_allowed(void **state)
{
    uint32_t attributes = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_ATTRIBUTE);
    uint32_t value = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_VALUE);
    fake_engine *e = *state;

    define_model(e);
    assert_text(parts_text(e, read(e, ":value", ALL)), "⟨VALUE⟩");
    assert_text(parts_text(e, read(e, ":value", attributes)), "⟨value⟩");
    expect_raise(e->ctx, ORM_DEFINITION, read(e, ":options", attributes));
    expect_raise(e->ctx, ORM_DEFINITION, read(e, ":name", value));
    assert_int_equal(read(e, ":value", value)->uses, ORM_PLACES(ORM_PLACE_VALUE));
}

static void test_zero_byte(void **state)
{
    fake_engine *e = *state;
    orm_text text = {"a\0b", 3};

    define_model(e);
    expect_raise(e->ctx, ORM_DEFINITION,
                 orm_template_read(e->ctx, engine_model(e, "User"), text, ALL, NULL));
    assert_mentions(engine_error(e)->message, "U+0000");
    assert_text(engine_error(e)->at, "");
}

/* Every prefix of a text with everything in it stays within its bounds. */
static void test_prefixes(void **state)
{
    static const char text[] =
        "(:name[1:2] || E'\\'x' || $q$a$q$ || \"b\" /* c */ -- d\n || :\"e\")";
    fake_engine *e = *state;

    define_model(e);
    for (size_t length = 0; length < sizeof text; length++) {
        char *data = e->ctx->host->resize(e->ctx->host, NULL, length, ORM_LIFE_CALL);
        orm_text prefix = {memcpy(data, text, length), length};
        fake_trap trap;

        if (setjmp(*fake_trap_open(e->ctx, &trap)) == 0) {
            orm_template_read(e->ctx, engine_model(e, "User"), prefix, ALL, NULL);
            e->fake->trap = trap.outer;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_placeholders), ENGINE_TEST(test_refused),      ENGINE_TEST(test_unknown),
        ENGINE_TEST(test_allowed),      ENGINE_TEST(test_quoted_names), ENGINE_TEST(test_zero_byte),
        ENGINE_TEST(test_prefixes),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
