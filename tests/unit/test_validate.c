/* test_validate.c - the validators: against validator.js as Sequelize calls it, and where we differ
 * on purpose. */
#include "fake_host.h"

#include "validate/validator.h"

/* 2025-06-15T12:00:00Z: the now of the table. */
static const int64_t now = INT64_C(1749988800) * 1000000;

static const orm_validator *read_validate(orm_ctx *ctx, const char *validate)
{
    return orm_validators_read(
        ctx, orm_json_read(ctx, orm_text_from(validate), ORM_JSON_CODE, "validate"));
}

static bool passes_value(orm_ctx *ctx, const orm_validator *validator, orm_text value)
{
    orm_json *node = orm_json_read(ctx, value, ORM_JSON_DATA, "value");

    return orm_validator_passes(ctx, validator, orm_value_string(ctx, node), node);
}

/* `validate` holds one validator, `value` is JSON. */
static bool passes(orm_ctx *ctx, const char *validate, const char *value)
{
    fake_of(ctx)->time = now;
    return passes_value(ctx, read_validate(ctx, validate), orm_text_from(value));
}

/* ---- tests/data/validators.tsv */

/* The validator of the rows before, so that a definition is read once. */
typedef struct row_reader {
    orm_text name;
    orm_text definition;
    const orm_validator *validator;
} row_reader;

static row_reader reader;
static size_t failures;

static const orm_validator *validator_of(orm_ctx *ctx, const orm_text *fields)
{
    if (orm_text_equal(fields[0], reader.name) && orm_text_equal(fields[1], reader.definition))
        return reader.validator;
    reader.name = fields[0];
    reader.definition = fields[1];
    reader.validator = read_validate(
        ctx, orm_text_format(ctx->arena, "{\"%.*s\":%.*s}", ORM_ARG(fields[0]), ORM_ARG(fields[1]))
                 .data);
    assert_non_null(reader.validator);
    return reader.validator;
}

static void check_row(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    const orm_validator *validator = validator_of(ctx, fields);
    orm_ctx inner = {ctx->host, ctx->host->arena_open(ctx->host)};
    bool is_expected = *fields[3].data == '1';

    assert_int_equal(count, 4);
    if (passes_value(&inner, validator, fields[2]) != is_expected) {
        print_error("line %d: %.*s %.*s with %.*s should %s\n", line, ORM_ARG(fields[0]),
                    ORM_ARG(fields[1]), ORM_ARG(fields[2]), is_expected ? "pass" : "fail");
        failures++;
    }
    inner.arena->free(inner.arena);
}

static void test_validator_js(void **state)
{
    orm_ctx *ctx = *state;

    memset(&reader, 0, sizeof reader);
    failures = 0;
    fake_of(ctx)->time = now;
    assert_true(fake_read_table(ctx, "tests/data/validators.tsv", check_row) > 20000);
    assert_int_equal(failures, 0);
}

/* ---- where we differ on purpose (semantics.md 20, 34, 35, 36), and what the table cannot ask */

static void test_differences(void **state)
{
    static const struct {
        const char *validate, *value;
        bool is_expected;
    } cases[] = {
        /* min and max fail on what is no number as a whole */
        {"{\"min\":1}", "\"abc\"", false},
        {"{\"max\":5}", "\"3 apples\"", false},
        {"{\"max\":5}", "\" 3\"", false},
        {"{\"max\":5}", "\"\"", false},
        {"{\"min\":1}", "\"NaN\"", false},
        {"{\"min\":1}", "\"Infinity\"", true},
        {"{\"max\":1}", "\"-Infinity\"", true},
        {"{\"max\":1}", "true", false},
        {"{\"min\":1.5}", "\"1.5\"", true},
        {"{\"min\":1.5}", "1.4999", false},
        {"{\"max\":0}", "-1e-400", true},
        /* days that do not exist, and what only a JavaScript engine reads */
        {"{\"isDate\":true}", "\"2021-02-29\"", false},
        {"{\"isDate\":true}", "\"foo 1\"", false},
        {"{\"isDate\":true}", "\"1\"", false},
        {"{\"isDate\":true}", "\"01/02/2020\"", false},
        {"{\"isDate\":true}", "\"2020-02-29\"", true},
        {"{\"isDate\":true}", "\"2020\"", true},
        {"{\"isDate\":true}", "\"2020-13\"", false},
        {"{\"isDate\":true}", "\"2020-02-29T10:00:00.5+01:00\"", true},
        {"{\"isDate\":true}", "\"Sat, 29 Feb 2020 10:00:00 +0100\"", true},
        {"{\"isAfter\":\"2020-01-01\"}", "\"foo 2021\"", false},
        {"{\"isBefore\":\"9999-12-31T23:59:59.999999Z\"}", "\"9999-12-31T23:59:59.999998Z\"", true},
        {"{\"isBefore\":\"9999-12-31T23:59:59.999999Z\"}", "\"9999-12-31T23:59:59.999999Z\"",
         false},
        /* without a date: now */
        {"{\"isAfter\":true}", "\"2025-06-15T12:00:00.001Z\"", true},
        {"{\"isAfter\":true}", "\"2025-06-15T12:00:00Z\"", false},
        {"{\"isBefore\":{\"msg\":\"m\"}}", "\"2025-06-15T11:59:59.999Z\"", true},
        /* true is the defaults */
        {"{\"isUUID\":true}", "\"a987fbc9-4bed-4078-af07-9141ba07c9f3\"", true},
        {"{\"isUUID\":true}", "\"a987fbc9-4bed-9078-af07-9141ba07c9f3\"", false},
        {"{\"isUUID\":{\"msg\":\"m\"}}", "\"00000000-0000-0000-0000-000000000000\"", true},
        {"{\"isISBN\":true}", "\"978-3-8362-2119-1\"", true},
        {"{\"isISBN\":true}", "\"3-8362-2119-5\"", true},
        {"{\"isISBN\":true}", "\"3-8362-2119-4\"", false},
        {"{\"isIPRange\":true}", "\"10.0.0.0/8\"", true},
        {"{\"isIPRange\":true}", "\"::1/128\"", true},
        {"{\"isIPRange\":true}", "\"10.0.0.0/33\"", false},
        {"{\"isPostalCode\":true}", "\"12345\"", true},
        {"{\"isIdentityCard\":true}", "\"CA12345AA\"", true},
        {"{\"isTaxID\":true}", "\"01-1234567\"", true},
        {"{\"len\":true}", "\"\"", true},
        {"{\"isByteLength\":true}", "\"\"", true},
        {"{\"isLicensePlate\":true}", "\"FL 99999\"", true},
        /* lists, flat or nested */
        {"{\"isIn\":[\"ab\",\"b\"]}", "\"a\"", false},
        {"{\"isIn\":[\"ab\",\"b\"]}", "\"b\"", true},
        {"{\"isIn\":[[\"ab\",\"b\"]]}", "\"b\"", true},
        {"{\"isIn\":{\"args\":[\"ab\",\"b\"],\"msg\":\"m\"}}", "\"ab\"", true},
        {"{\"isIn\":[1,2]}", "2", true},
        {"{\"isIn\":[true]}", "true", true},
        {"{\"isIn\":[false]}", "false", true},
        {"{\"isIn\":[false]}", "true", false},
        {"{\"isIn\":[]}", "\"\"", false},
        {"{\"notIn\":[\"ab\"]}", "\"a\"", true},
        {"{\"notIn\":[\"ab\"]}", "\"ab\"", false},
        /* options of validators to which Sequelize hands none */
        {"{\"isEmail\":{\"args\":{\"require_tld\":false},\"msg\":\"m\"}}", "\"a@localhost\"", true},
        {"{\"isUrl\":{\"require_tld\":false}}", "\"http://localhost\"", true},
        {"{\"isIP\":4}", "\"::1\"", false},
        {"{\"isIP\":{\"version\":6}}", "\"::1\"", true},
        {"{\"isAlpha\":{\"locale\":\"de-DE\"}}", "\"Größe\"", true},
        {"{\"isMobilePhone\":{\"locale\":\"de-DE\",\"strictMode\":true}}", "\"+4915123456789\"",
         true},
        {"{\"isMobilePhone\":{\"locale\":\"de-DE\",\"strictMode\":true}}", "\"015123456789\"",
         false},
        {"{\"isMobilePhone\":{\"locale\":[\"de-DE\",\"en-US\"]}}", "\"015123456789\"", true},
        {"{\"equals\":5}", "5", true},
        {"{\"isURL\":{\"host_whitelist\":[[\"^(?:www\\\\.)?a\\\\.co$\",\"i\"]]}}",
         "\"http://A.co\"", true},
        {"{\"isURL\":{\"host_blacklist\":[\"a.co\",[\"b\"]]}}", "\"http://ab.co\"", false},
        {"{\"isEmail\":{\"host_whitelist\":[[\"\\\\.org$\"]]}}", "\"a@b.ORG\"", true},
        /* characters, not halves of them */
        {"{\"is\":\"^.$\"}", "\"😀\"", true},
        {"{\"len\":[1,1]}", "\"😀\"", true},
        {"{\"isArray\":true}", "[]", true},
        {"{\"isArray\":true}", "\"[]\"", false},
        {"{\"isArray\":true}", "{}", false},
        /* patterns */
        {"{\"is\":[\"^A$\",\"i\"]}", "\"a\"", true},
        {"{\"is\":[[\"^A$\",\"i\"]]}", "\"a\"", true},
        {"{\"is\":{\"args\":[[\"^A$\",\"i\"]],\"msg\":\"m\"}}", "\"a\"", true},
        {"{\"not\":{\"args\":\"^A$\",\"msg\":\"m\"}}", "\"a\"", true},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (passes(ctx, cases[i].validate, cases[i].value) != cases[i].is_expected)
            fail_msg("%s with %s", cases[i].validate, cases[i].value);
}

/* ---- definitions */

static void test_switched_off(void **state)
{
    static const char *const cases[] = {
        "{}",
        "null",
        "{\"isEmail\":false}",
        "{\"isEmail\":null}",
        "{\"isEmail\":{\"args\":false,\"msg\":\"m\"}}",
        "{\"isEmail\":[false]}",
        "{\"isEmail\":{\"args\":[false]}}",
        "{\"len\":false,\"is\":false,\"notNull\":false,\"anything\":false}",
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(read_validate(ctx, cases[i]));
    assert_null(orm_validators_read(ctx, NULL));
}

/* Every way to say "the defaults". */
static void test_defaults(void **state)
{
    static const char *const cases[] = {
        "{\"isInt\":true}",
        "{\"isInt\":{}}",
        "{\"isInt\":[]}",
        "{\"isInt\":[true]}",
        "{\"isInt\":{\"msg\":\"m\"}}",
        "{\"isInt\":{\"msg\":null}}",
        "{\"isInt\":{\"args\":true,\"msg\":\"m\"}}",
        "{\"isInt\":{\"args\":[true],\"msg\":\"m\"}}",
        "{\"isInt\":{\"args\":null}}",
        "{\"isInt\":{\"min\":null}}",
        "{\"isInt\":[{\"max\":9}]}",
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(passes(ctx, cases[i], "\"7\""));
        assert_false(passes(ctx, cases[i], "\"x\""));
    }
}

static void test_list(void **state)
{
    orm_ctx *ctx = *state;
    const orm_validator *validator = read_validate(
        ctx, "{\"notNull\":{\"msg\":\"needed\"},\"isEmail\":true,\"len\":{\"args\":[2,9],\"msg\":"
             "\"short\"},\"isImmutable\":true,\"isEven\":\":value % 2 = 0\","
             "\"isOdd\":{\"args\":\":value % 2 = 1\",\"msg\":\"even\"},"
             "\"isUrl\":{\"$literal\":\":value like 'http%'\"},"
             "\"own\":{\"args\":{\"$literal\":\"true\"},\"msg\":\"x\"}}");

    assert_int_equal(validator->kind, ORM_VALIDATOR_NOT_NULL);
    assert_text(validator->message, "needed");
    validator = validator->next;
    assert_int_equal(validator->kind, ORM_VALIDATOR_BUILT_IN);
    assert_text(validator->name, "isEmail");
    assert_text(validator->message, "");
    validator = validator->next;
    assert_text(validator->message, "short");
    validator = validator->next;
    assert_int_equal(validator->kind, ORM_VALIDATOR_IMMUTABLE);
    validator = validator->next;
    assert_int_equal(validator->kind, ORM_VALIDATOR_EXPRESSION);
    assert_text(validator->name, "isEven");
    assert_text(validator->expression, ":value % 2 = 0");
    validator = validator->next;
    assert_text(validator->expression, ":value % 2 = 1");
    assert_text(validator->message, "even");
    validator = validator->next;
    assert_int_equal(validator->kind, ORM_VALIDATOR_EXPRESSION); /* in place of the built-in one */
    assert_text(validator->name, "isUrl");
    validator = validator->next;
    assert_text(validator->expression, "true");
    assert_text(validator->message, "x");
    assert_true(orm_validator_passes(ctx, validator, ORM_TEXT("x"), NULL));
    assert_null(validator->next);
}

static void test_refused(void **state)
{
    static const struct {
        const char *validate, *message, *at, *did_you_mean;
    } cases[] = {
        {"{\"isEmial\":true}", "no validator \"isEmial\"", "validate.isEmial", "isEmail"},
        {"{\"isalpha\":{\"msg\":\"m\"}}", "no validator", "validate.isalpha", "isAlpha"},
        {"{\"zzzzzzzz\":1}", "no validator", "validate.zzzzzzzz", ""},
        {"[]", "an object of validators", "validate", ""},
        {"{\"isInt\":{\"mni\":1}}", "\"isInt\" has no option \"mni\"", "validate.isInt.mni", "min"},
        {"{\"isEmail\":{\"args\":{\"require_tdl\":true}}}", "no option",
         "validate.isEmail.args.require_tdl", "require_tld"},
        {"{\"isInt\":{\"min\":\"x\"}}", "takes a number, not a string", "validate.isInt.min", ""},
        {"{\"isInt\":5}", "takes no arguments but an object", "validate.isInt", ""},
        {"{\"isInt\":{\"args\":{\"min\":1},\"max\":2}}", "no option \"max\"", "validate.isInt.max",
         "max"},
        {"{\"isAscii\":[1]}", "takes no arguments", "validate.isAscii[0]", ""},
        {"{\"len\":[1,2,3]}", "takes 2 arguments at most", "validate.len[2]", ""},
        {"{\"len\":[\"a\"]}", "takes a number", "validate.len[0]", ""},
        {"{\"min\":true}", "needs its \"value\"", "validate.min", ""},
        {"{\"is\":true}", "needs its \"pattern\"", "validate.is", ""},
        {"{\"is\":{\"msg\":\"m\"}}", "needs its \"pattern\"", "validate.is", ""},
        {"{\"is\":[\"a\",\"i\",\"x\"]}", "[pattern, flags]", "validate.is", ""},
        {"{\"is\":[1]}", "[pattern, flags]", "validate.is", ""},
        {"{\"is\":\"a(\"}", "the pattern \"a(\" is not valid", "validate.is", ""},
        {"{\"is\":[\"a\",\"q\"]}", "flags", "validate.is", ""},
        {"{\"isIn\":\"abc\"}", "takes a list, not a string", "validate.isIn", ""},
        {"{\"isIn\":{\"msg\":\"m\"}}", "needs its \"values\"", "validate.isIn", ""},
        {"{\"isIn\":[[[1]]]}", "takes a text, not a list", "validate.isIn[0][0]", ""},
        {"{\"isUUID\":9}", "is one of 1, 2, 3", "validate.isUUID", ""},
        {"{\"isHash\":\"sha3\"}", "is one of md5", "validate.isHash", ""},
        {"{\"isAlpha\":\"xx-XX\"}", "does not know \"xx-XX\"", "validate.isAlpha", ""},
        {"{\"isMobilePhone\":[[\"de-DE\",\"xx\"]]}", "does not know \"xx\"",
         "validate.isMobilePhone[0][1]", ""},
        {"{\"isMobilePhone\":[\"de-DE\",\"en-US\"]}", "takes 1 arguments at most",
         "validate.isMobilePhone[1]", ""},
        {"{\"isIBAN\":{\"whitelist\":[\"DE\",\"ZZ\"]}}", "does not know \"ZZ\"",
         "validate.isIBAN.whitelist[1]", ""},
        {"{\"isVAT\":true}", "needs its \"countryCode\"", "validate.isVAT", ""},
        {"{\"isAfter\":\"yesterday\"}", "takes a date", "validate.isAfter", ""},
        {"{\"isURL\":{\"require_tld\":\"no\"}}", "takes true or false",
         "validate.isURL.require_tld", ""},
        {"{\"isURL\":{\"host_whitelist\":\"a\"}}", "a list of hosts",
         "validate.isURL.host_whitelist", ""},
        {"{\"isEmail\":{\"msg\":1}}", "is a string, not a number", "validate.isEmail.msg", ""},
        {"{\"contains\":{\"args\":[[1]]}}", "takes a text, not a list", "validate.contains.args[0]",
         ""},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(ctx, ORM_DEFINITION, read_validate(ctx, cases[i].validate));
        assert_mentions(fake_error(ctx)->message, cases[i].message);
        assert_text(fake_error(ctx)->at, cases[i].at);
        assert_text(fake_error(ctx)->did_you_mean, cases[i].did_you_mean);
    }
}

static void test_model(void **state)
{
    orm_ctx *ctx = *state;
    const orm_validator *validator = orm_validators_read_model(
        ctx, orm_json_read(ctx,
                           ORM_TEXT("{\"isEmail\":\":values is not null\",\"b\":{\"$literal\":"
                                    "\"1 = 1\"},\"c\":false}"),
                           ORM_JSON_CODE, "validate"));

    assert_int_equal(validator->kind,
                     ORM_VALIDATOR_EXPRESSION); /* built-in names mean nothing here */
    assert_text(validator->expression, ":values is not null");
    assert_text(validator->next->expression, "1 = 1");
    assert_null(validator->next->next);
    expect_raise(ctx, ORM_DEFINITION,
                 orm_validators_read_model(
                     ctx, orm_json_read(ctx, ORM_TEXT("{\"a\":true}"), ORM_JSON_CODE, "validate")));
    assert_mentions(fake_error(ctx)->message, "an SQL expression");
}

/* ---- values as texts, failures */

static void test_value_string(void **state)
{
    static const struct {
        const char *value, *expected;
    } cases[] = {
        {"\"a\\u00e9\"", "aé"},
        {"1", "1"},
        {"-1", "-1"},
        {"-0", "0"},
        {"1.50", "1.5"},
        {"1e3", "1000"},
        {"1E400", "Infinity"},
        {"-1E400", "-Infinity"},
        {"0.1", "0.1"},
        {"12345678901234567890", "12345678901234567890"},
        {"123456789012345678901234567890", "1.2345678901234568e+29"},
        {"true", "true"},
        {"null", "null"},
        {"{\"a\":1}", "[object Object]"},
        {"[]", ""},
        {"[1,null,\"x\",[2,[3]],{}]", "1,,x,2,3,[object Object]"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(orm_value_string(ctx, orm_json_read(ctx, orm_text_from(cases[i].value),
                                                        ORM_JSON_DATA, "value")),
                    cases[i].expected);
}

static void test_items(void **state)
{
    orm_ctx *ctx = *state;
    const orm_validator *plain = read_validate(ctx, "{\"isEmail\":true}");
    const orm_validator *own = read_validate(ctx, "{\"isEmail\":{\"msg\":\"no address\"}}");
    orm_text path = ORM_TEXT("email"), value = ORM_TEXT("\"x\""), none = {NULL, 0};
    orm_error_item *item = orm_validator_item(ctx, plain, path, value, none);

    assert_text(item->message, "Validation isEmail on email failed");
    assert_text(item->type, "Validation error");
    assert_text(item->path, "email");
    assert_text(item->value, "\"x\"");
    assert_text(item->validator_key, "isEmail");
    assert_text(orm_validator_item(ctx, own, path, value, none)->message, "no address");
    assert_text(orm_validator_item(ctx, own, path, value, ORM_TEXT("said so"))->message, "said so");
}

static void test_names(void **state)
{
    size_t count = 0;

    (void)state;
    while (orm_validator_name(count))
        count++;
    assert_int_equal(count, 107);
}

/* ---- no memory */

static void read_and_ask(orm_ctx *ctx)
{
    const orm_validator *validator = read_validate(
        ctx, "{\"isIn\":[[\"a\",1]],\"isEmail\":{\"host_whitelist\":[\"x.de\"],"
             "\"blacklisted_chars\":\"q\"},\"isCurrency\":{\"symbol\":\"E\"},\"isCreditCard\":true,"
             "\"isTaxID\":\"de-AT\",\"isAlpha\":[\"en-US\",{\"ignore\":\"-\"}],\"isJSON\":true}");

    for (; validator; validator = validator->next)
        passes_value(ctx, validator, ORM_TEXT("\"someone@example.org\""));
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(fake_sweep(read_and_ask) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_validator_js), FAKE_TEST(test_differences),  FAKE_TEST(test_switched_off),
        FAKE_TEST(test_defaults),     FAKE_TEST(test_list),         FAKE_TEST(test_refused),
        FAKE_TEST(test_model),        FAKE_TEST(test_value_string), FAKE_TEST(test_items),
        FAKE_TEST(test_names),        FAKE_TEST(test_no_memory),
    };

    return cmocka_run_group_tests_name("validate", tests, NULL, NULL);
}
