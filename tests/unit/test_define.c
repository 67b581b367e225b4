/* test_define.c - a model's definition: names, automatic attributes, what each option of an
 * attribute and of a model comes to, and what is refused (api.md sections 3, 4 and 6). */
#include "fake_engine.h"

/* What orm_define answers, the names and the option documents around it left out. */
static orm_text attributes_of(fake_engine *e, const char *name)
{
    orm_ctx own = {&e->fake->host, e->arena};
    const orm_json *node =
        orm_json_read(&own, CALL(e, "describe", name), ORM_JSON_DATA, "describe");

    return orm_json_member(node, "attributes")->token;
}

static orm_text member_of(fake_engine *e, const char *name, const char *member)
{
    orm_ctx own = {&e->fake->host, e->arena};
    const orm_json *node =
        orm_json_read(&own, CALL(e, "describe", name), ORM_JSON_DATA, "describe");

    node = orm_json_member(node, member);
    return node ? node->token : ORM_TEXT("-");
}

static void define_with(fake_engine *e, const char *attributes, const char *options)
{
    CALL(e, "define", "User", attributes, options);
}

#define TIMESTAMPS                                                                                 \
    ",\"createdAt\":{\"type\":\"DATE\",\"field\":\"createdAt\",\"allowNull\":false},"              \
    "\"updatedAt\":{\"type\":\"DATE\",\"field\":\"updatedAt\",\"allowNull\":false}"
#define ID                                                                                         \
    "\"id\":{\"type\":\"INTEGER\",\"field\":\"id\",\"allowNull\":false,\"primaryKey\":true,"       \
    "\"autoIncrement\":true}"

static void test_answer(void **state)
{
    fake_engine *e = *state;

    assert_text(CALL(e, "define", "User", "{\"name\":\"STRING\"}"),
                "{\"name\":\"User\",\"tableName\":\"Users\",\"singular\":\"User\","
                "\"plural\":\"Users\",\"primaryKeys\":[\"id\"],\"attributes\":{" ID
                ",\"name\":{\"type\":\"STRING(255)\",\"field\":\"name\"}" TIMESTAMPS "}}");
    assert_text(CALL(e, "models"), "[\"User\"]");
}

/* ---- names of models and tables */

static void test_tables(void **state)
{
    static const struct {
        const char *name, *options, *table, *singular, *plural;
    } cases[] = {
        {"user", "{}", "\"users\"", "\"user\"", "\"users\""},
        {"Person", "{}", "\"People\"", "\"Person\"", "\"People\""},
        {"people", "{}", "\"people\"", "\"person\"", "\"people\""},
        {"UserAccount", "{\"underscored\":true}", "\"user_accounts\"", "\"UserAccount\"",
         "\"UserAccounts\""},
        {"User", "{\"freezeTableName\":true}", "\"User\"", "\"User\"", "\"Users\""},
        {"User", "{\"tableName\":\"my users\"}", "\"my users\"", "\"User\"", "\"Users\""},
        {"User", "{\"tableName\":\"Mine\",\"underscored\":true}", "\"Mine\"", "\"User\"",
         "\"Users\""},
        {"Thing", "{\"name\":{\"singular\":\"ding\",\"plural\":\"dinge\"}}", "\"Things\"",
         "\"ding\"", "\"dinge\""},
        {"Thing", "{\"name\":{\"plural\":\"dinge\"}}", "\"Things\"", "\"Thing\"", "\"dinge\""},
    };
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CALL(e, "define", cases[i].name, "{}", cases[i].options);
        assert_text(member_of(e, cases[i].name, "tableName"), cases[i].table);
        assert_text(member_of(e, cases[i].name, "singular"), cases[i].singular);
        assert_text(member_of(e, cases[i].name, "plural"), cases[i].plural);
        CALL(e, "undefine", cases[i].name);
    }
}

static void test_schema(void **state)
{
    fake_engine *e = *state;

    define_with(e, "{}", "{\"schema\":\"app\"}");
    assert_text(member_of(e, "User", "schema"), "\"app\"");
    /* one table's name in two schemas is two tables */
    CALL(e, "define", "Other", "{}", "{\"schema\":\"other\",\"tableName\":\"Users\"}");
    define_with(e, "{}", "{}");
    assert_text(member_of(e, "User", "schema"), "-");
}

/* ---- automatic attributes */

static void test_key(void **state)
{
    fake_engine *e = *state;

    define_with(e, "{\"a\":\"TEXT\"}", "{\"timestamps\":false}");
    assert_text(attributes_of(e, "User"), "{" ID ",\"a\":{\"type\":\"TEXT\",\"field\":\"a\"}}");
    define_with(e, "{\"a\":\"TEXT\",\"k\":{\"type\":\"UUID\",\"primaryKey\":true}}",
                "{\"timestamps\":false}");
    assert_text(attributes_of(e, "User"),
                "{\"a\":{\"type\":\"TEXT\",\"field\":\"a\"},"
                "\"k\":{\"type\":\"UUID\",\"field\":\"k\",\"primaryKey\":true}}");
    define_with(e,
                "{\"a\":{\"type\":\"INTEGER\",\"primaryKey\":true},\"id\":\"TEXT\","
                "\"b\":{\"type\":\"INTEGER\",\"primaryKey\":true}}",
                "{\"timestamps\":false}");
    assert_text(member_of(e, "User", "primaryKeys"), "[\"a\",\"b\"]");
    define_with(e, "{\"id\":\"INTEGER\"}", "{\"timestamps\":false,\"noPrimaryKey\":true}");
    assert_text(member_of(e, "User", "primaryKeys"), "[]");
    assert_text(attributes_of(e, "User"), "{\"id\":{\"type\":\"INTEGER\",\"field\":\"id\"}}");
}

static void test_timestamps(void **state)
{
    static const struct {
        const char *options, *names;
    } cases[] = {
        {"{}", "id name createdAt updatedAt"},
        {"{\"timestamps\":true}", "id name createdAt updatedAt"},
        {"{\"timestamps\":false}", "id name"},
        {"{\"timestamps\":false,\"paranoid\":true}", "id name"},
        {"{\"createdAt\":false}", "id name updatedAt"},
        {"{\"updatedAt\":false}", "id name createdAt"},
        {"{\"createdAt\":\"made\",\"updatedAt\":\"changed\"}", "id name made changed"},
        {"{\"paranoid\":true}", "id name createdAt updatedAt deletedAt"},
        {"{\"paranoid\":true,\"deletedAt\":\"gone\"}", "id name createdAt updatedAt gone"},
        {"{\"deletedAt\":\"gone\"}", "id name createdAt updatedAt"},
        {"{\"version\":true}", "id name createdAt updatedAt version"},
        {"{\"version\":\"revision\",\"paranoid\":true}",
         "id name createdAt updatedAt deletedAt revision"},
        {"{\"version\":true,\"timestamps\":false}", "id name version"},
    };
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_text names = {"", 0};
        const orm_model *model;

        define_with(e, "{\"name\":\"TEXT\"}", cases[i].options);
        model = engine_model(e, "User");
        for (uint32_t j = 0; j < model->attribute_count; j++)
            names = orm_text_format(e->arena, "%.*s%s%.*s", ORM_ARG(names), j ? " " : "",
                                    ORM_ARG(model->attributes[j]->name));
        assert_text(names, cases[i].names);
    }
}

static void test_timestamp_details(void **state)
{
    fake_engine *e = *state;
    const orm_model *model;

    define_with(e, "{}", "{\"paranoid\":true,\"version\":true,\"underscored\":true}");
    assert_text(attributes_of(e, "User"),
                "{" ID
                ",\"createdAt\":{\"type\":\"DATE\",\"field\":\"created_at\",\"allowNull\":false},"
                "\"updatedAt\":{\"type\":\"DATE\",\"field\":\"updated_at\",\"allowNull\":false},"
                "\"deletedAt\":{\"type\":\"DATE\",\"field\":\"deleted_at\"},"
                "\"version\":{\"type\":\"INTEGER\",\"field\":\"version\",\"allowNull\":false,"
                "\"defaultValue\":0}}");
    /* a user's own attribute of that name serves, where it stands */
    define_with(e, "{\"createdAt\":{\"type\":\"DATEONLY\"},\"name\":\"TEXT\"}", "{}");
    model = engine_model(e, "User");
    assert_text(model->attributes[1]->name, "createdAt");
    assert_ptr_equal(model->created_at, model->attributes[1]);
    assert_int_equal(model->created_at->type->kind, ORM_TYPE_DATEONLY);
    assert_false(model->created_at->is_automatic);
    assert_true(model->updated_at->is_automatic);
}

/* ---- options of an attribute */

static void test_attributes(void **state)
{
    static const struct {
        const char *written, *described;
    } cases[] = {
        {"\"STRING(10)\"", "{\"type\":\"STRING(10)\",\"field\":\"a\"}"},
        {"{\"type\":\"numeric(5,2)\"}", "{\"type\":\"DECIMAL(5,2)\",\"field\":\"a\"}"},
        {"{\"type\":\"TEXT\",\"field\":\"b c\"}", "{\"type\":\"TEXT\",\"field\":\"b c\"}"},
        {"{\"type\":\"TEXT\",\"allowNull\":false}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"allowNull\":false}"},
        {"{\"type\":\"TEXT\",\"allowNull\":true}", "{\"type\":\"TEXT\",\"field\":\"a\"}"},
        {"{\"type\":\"TEXT\",\"allowNull\":null}", "{\"type\":\"TEXT\",\"field\":\"a\"}"},
        {"{\"type\":\"TEXT\",\"defaultValue\":\"x\"}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"defaultValue\":\"x\"}"},
        {"{\"type\":\"BOOLEAN\",\"defaultValue\":false}",
         "{\"type\":\"BOOLEAN\",\"field\":\"a\",\"defaultValue\":false}"},
        {"{\"type\":\"DATE\",\"defaultValue\":\"NOW\"}",
         "{\"type\":\"DATE\",\"field\":\"a\",\"defaultValue\":\"NOW\"}"},
        {"{\"type\":\"UUID\",\"defaultValue\":\"UUIDV7\"}",
         "{\"type\":\"UUID\",\"field\":\"a\",\"defaultValue\":\"UUIDV7\"}"},
        {"{\"type\":\"JSON\",\"defaultValue\":{\"b\":[1, 2]}}",
         "{\"type\":\"JSON\",\"field\":\"a\",\"defaultValue\":{\"b\":[1,2]}}"},
        {"{\"type\":\"INTEGER\",\"defaultValue\":{\"$fn\":\"random\"}}",
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"defaultValue\":{\"$fn\":\"random\"}}"},
        {"{\"type\":\"TEXT\",\"unique\":true}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"unique\":true}"},
        {"{\"type\":\"TEXT\",\"unique\":false}", "{\"type\":\"TEXT\",\"field\":\"a\"}"},
        {"{\"type\":\"TEXT\",\"unique\":\"pair\"}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"unique\":\"pair\"}"},
        {"{\"type\":\"TEXT\",\"unique\":{\"name\":\"one\",\"msg\":\"taken\"}}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"unique\":{\"name\":\"one\",\"msg\":\"taken\"}}"},
        {"{\"type\":\"TEXT\",\"unique\":{\"msg\":\"taken\"}}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"unique\":{\"msg\":\"taken\"}}"},
        {"{\"type\":\"ENUM\",\"values\":[\"x\",\"y\"]}",
         "{\"type\":\"ENUM('x','y')\",\"field\":\"a\"}"},
        {"{\"type\":\"TEXT\",\"comment\":\"it's\"}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"comment\":\"it's\"}"},
        {"{\"type\":\"INTEGER\",\"references\":\"accounts\"}",
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"references\":{\"model\":\"accounts\","
         "\"key\":\"id\"}}"},
        {"{\"type\":\"INTEGER\",\"references\":{\"model\":\"User\",\"key\":\"id\"},"
         "\"onDelete\":\"cascade\",\"onUpdate\":\"SET NULL\"}",
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"references\":{\"model\":\"User\",\"key\":\"id\"},"
         "\"onDelete\":\"CASCADE\",\"onUpdate\":\"SET NULL\"}"},
        {"{\"type\":\"INTEGER\",\"references\":{\"model\":\"Users\"}}", /* the table's name */
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"references\":{\"model\":\"User\","
         "\"key\":\"id\"}}"},
        {"{\"type\":\"INTEGER\",\"references\":{\"model\":{\"tableName\":\"t\",\"schema\":\"s\"},"
         "\"key\":\"k\",\"deferrable\":\"INITIALLY_DEFERRED\"}}",
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"references\":{\"model\":{\"tableName\":\"t\","
         "\"schema\":\"s\"},\"key\":\"k\",\"deferrable\":\"INITIALLY_DEFERRED\"}}"},
        {"{\"type\":\"TEXT\",\"get\":\"upper(:value)\",\"set\":\"lower(:value)\"}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"get\":\"upper(:value)\","
         "\"set\":\"lower(:value)\"}"},
        {"{\"type\":\"VIRTUAL(TEXT)\",\"get\":\"'x'\"}",
         "{\"type\":\"VIRTUAL(TEXT)\",\"get\":\"'x'\"}"},
        {"{\"type\":\"TEXT\",\"generated\":{\"as\":\"'x'\"}}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"generated\":{\"as\":\"'x'\",\"stored\":true}}"},
        {"{\"type\":\"TEXT\",\"index\":true}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"index\":true}"},
        {"{\"type\":\"INTEGER\",\"index\":false}",
         "{\"type\":\"INTEGER\",\"field\":\"a\",\"index\":false}"},
        {"{\"type\":\"TEXT\",\"renamedFrom\":\"b\"}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"renamedFrom\":\"b\"}"},
        {"{\"type\":\"TEXT\",\"validate\":{\"len\":[1,3]}}",
         "{\"type\":\"TEXT\",\"field\":\"a\",\"validate\":{\"len\":[1,3]}}"},
    };
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        define_with(e, orm_text_format(e->arena, "{\"a\":%s}", cases[i].written).data,
                    "{\"timestamps\":false}");
        assert_text_equal(attributes_of(e, "User"),
                          orm_text_format(e->arena, "{" ID ",\"a\":%s}", cases[i].described));
    }
}

static void test_auto_increment(void **state)
{
    fake_engine *e = *state;
    const orm_attribute *number;

    define_with(e,
                "{\"k\":{\"type\":\"TEXT\",\"primaryKey\":true},"
                "\"n\":{\"type\":\"BIGINT\",\"autoIncrementIdentity\":true}}",
                "{\"timestamps\":false,\"initialAutoIncrement\":1000}");
    number = orm_model_attribute(engine_model(e, "User"), ORM_TEXT("n"));
    assert_ptr_equal(engine_model(e, "User")->auto_increment, number);
    assert_true(number->is_auto_increment && number->is_identity);
    assert_int_equal(engine_model(e, "User")->initial_auto_increment, 1000);
}

static void test_uniques(void **state)
{
    fake_engine *e = *state;

    define_with(e,
                "{\"a\":{\"type\":\"TEXT\",\"unique\":\"pair\"},"
                "\"b\":{\"type\":\"TEXT\",\"unique\":true},"
                "\"c\":{\"type\":\"TEXT\",\"unique\":{\"name\":\"pair\",\"msg\":\"both\"}}}",
                "{\"timestamps\":false}");
    assert_text(member_of(e, "User", "uniqueKeys"),
                "{\"pair\":[\"a\",\"c\"],\"Users_b_unique\":[\"b\"]}");
    assert_true(engine_model(e, "User")->uniques[0]->is_named);
    assert_text(engine_model(e, "User")->uniques[0]->message, "both");
    assert_false(engine_model(e, "User")->uniques[1]->is_named);
}

static void test_indexes(void **state)
{
    fake_engine *e = *state;
    const orm_model *model;

    define_with(e,
                "{\"aB\":{\"type\":\"TEXT\",\"field\":\"col\",\"index\":true},\"j\":{\"type\":"
                "\"JSONB\",\"index\":true}}",
                "{\"timestamps\":false,\"indexes\":["
                "{\"fields\":[\"aB\",{\"name\":\"id\",\"order\":\"DESC\"}]},"
                "{\"name\":\"mine\",\"unique\":true,\"fields\":[\"own_column\"],"
                "\"where\":{\"id\":{\"$gt\":1}},\"include\":[\"aB\"]},"
                "{\"type\":\"UNIQUE\",\"using\":\"hash\",\"fields\":[{\"$fn\":\"lower\","
                "\"args\":[{\"$col\":\"aB\"}]}]}]}");
    model = engine_model(e, "User");
    assert_int_equal(model->index_count, 5);
    assert_text(model->indexes[0]->name, "users_col_id");
    assert_text(model->indexes[0]->parts[0].column, "col");
    assert_text(model->indexes[0]->parts[1].order, "DESC");
    assert_text(model->indexes[1]->name, "mine");
    assert_true(model->indexes[1]->is_unique && model->indexes[1]->is_named);
    assert_null(model->indexes[1]->parts[0].attribute);
    assert_text(model->indexes[1]->parts[0].column, "own_column");
    assert_text(model->indexes[1]->include.items[0], "col");
    assert_non_null(model->indexes[1]->where);
    assert_true(model->indexes[2]->is_unique);
    assert_text(model->indexes[2]->method, "hash");
    assert_non_null(model->indexes[2]->parts[0].expression);
    assert_text(model->indexes[3]->name, "users_col");
    assert_text(model->indexes[3]->method, "");
    assert_text(model->indexes[4]->method, "gin"); /* of JSONB */
}

/* ---- config: defaults of every definition, other plurals */

static void test_config(void **state)
{
    fake_engine *e = *state;

    assert_text(CALL(e, "config", "define", "{\"underscored\":true,\"timestamps\":false}"),
                "{\"underscored\":true,\"timestamps\":false}");
    define_with(e, "{\"firstName\":\"TEXT\"}", "{}");
    assert_text(attributes_of(e, "User"),
                "{" ID ",\"firstName\":{\"type\":\"TEXT\",\"field\":\"first_name\"}}");
    define_with(e, "{\"firstName\":\"TEXT\"}", "{\"underscored\":false}");
    assert_text(attributes_of(e, "User"),
                "{" ID ",\"firstName\":{\"type\":\"TEXT\",\"field\":\"firstName\"}}");
    CALL(e, "config", "inflection", "{\"Maus\":\"Maeuse\"}");
    CALL(e, "define", "Maus", "{}");
    assert_text(member_of(e, "Maus", "plural"), "\"Maeuse\"");
    assert_text(CALL(e, "config", "inflection"), "{\"Maus\":\"Maeuse\"}");
    assert_text(CALL(e, "config", "define", "null"), "NULL");
    assert_text(CALL(e, "config", "define"), "NULL");
}

/* ---- what is refused, and where */

#define REFUSED(attributes, options, ...)                                                          \
    {                                                                                              \
        {"define", "User", attributes, options}, __VA_ARGS__                                       \
    }

static void check_nothing_was_defined(fake_engine *e)
{
    assert_int_equal(e->catalog_writes, 0);
    assert_text(CALL(e, "models"), "[]");
}

static void test_refused_attributes(void **state)
{
    static const engine_refusal cases[] = {
        REFUSED("[]", "{}", ORM_DEFINITION, "doc",
                "the attributes are an object by name, not a list", ""),
        REFUSED("\"x\"", "{}", ORM_DEFINITION, "doc", "an object by name, not a string", ""),
        REFUSED("{\"a\":1}", "{}", ORM_DEFINITION, "doc.a", "a type or an object of options", ""),
        REFUSED("{\"a\":null}", "{}", ORM_DEFINITION, "doc.a", "a type or an object of options",
                ""),
        REFUSED("{\"a\":{}}", "{}", ORM_DEFINITION, "doc.a", "has no type", ""),
        REFUSED("{\"a\":{\"type\":null}}", "{}", ORM_DEFINITION, "doc.a", "has no type", ""),
        REFUSED("{\"a\":\"STRNG\"}", "{}", ORM_DEFINITION, "doc.a", "there is no type", "STRING"),
        REFUSED("{\"a\":{\"type\":\"STRNG\"}}", "{}", ORM_DEFINITION, "doc.a.type",
                "there is no type", "STRING"),
        REFUSED("{\"a\":{\"type\":5}}", "{}", ORM_INVALID_OPTION, "doc.a.type", "takes a string",
                ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"alowNull\":false}}", "{}", ORM_INVALID_OPTION,
                "doc.a.alowNull", "an attribute has no option \"alowNull\"", "allowNull"),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"allowNull\":\"no\"}}", "{}", ORM_INVALID_OPTION,
                "doc.a.allowNull", "takes true or false", ""),
        REFUSED("{\"\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.", "must not be empty", ""),
        REFUSED("{\"$a\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.$a", "must not begin or end with",
                ""),
        REFUSED("{\"a$\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.a$", "must not begin or end with",
                ""),
        REFUSED("{\"a.b\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.a.b", "must not hold \".\"", ""),
        REFUSED("{\"a::b\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.a::b", "must not hold", ""),
        REFUSED("{\"a->b\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.a->b", "must not hold", ""),
        REFUSED("{\"id\":\"INTEGER\"}", "{}", ORM_DEFINITION, "doc.id",
                "is not marked with \"primaryKey\": true", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"onDelete\":\"DROP\"}}", "{}", ORM_DEFINITION,
                "doc.a.onDelete", "is no referential action", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"unique\":{\"nam\":\"x\"}}}", "{}", ORM_INVALID_OPTION,
                "doc.a.unique.nam", "unique has no option", "name"),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"references\":{\"modle\":\"x\"}}}", "{}",
                ORM_INVALID_OPTION, "doc.a.references.modle", "references has no option", "model"),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"references\":{\"key\":\"x\"}}}", "{}", ORM_DEFINITION,
                "doc.a.references", "needs \"model\"", ""),
        REFUSED(
            "{\"a\":{\"type\":\"INTEGER\",\"references\":{\"model\":\"User\",\"key\":\"nope\"}}}",
            "{}", ORM_DEFINITION, "doc.a.references.key", "could be referenced", ""),
        REFUSED("{\"a\":{\"type\":\"INTEGER\",\"references\":{\"model\":\"x\",\"deferrable\":"
                "\"yes\"}}}",
                "{}", ORM_DEFINITION, "doc.a.references.deferrable", "INITIALLY_IMMEDIATE", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"generated\":{\"stored\":true}}}", "{}", ORM_DEFINITION,
                "doc.a.generated", "needs \"as\"", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"autoIncrement\":true}}", "{}", ORM_DEFINITION, "doc.a",
                "autoIncrement needs an integer type", ""),
        REFUSED("{\"a\":{\"type\":\"INTEGER\",\"autoIncrement\":true}}", "{}", ORM_DEFINITION,
                "doc.a", "only one autoIncrement attribute", ""),
        REFUSED("{\"a\":{\"type\":\"VIRTUAL\",\"primaryKey\":true}}", "{}", ORM_DEFINITION, "doc.a",
                "a VIRTUAL has no column", ""),
        REFUSED("{\"a\":{\"type\":\"VIRTUAL\",\"unique\":true}}", "{}", ORM_DEFINITION, "doc.a",
                "a VIRTUAL has no column", ""),
        REFUSED("{\"a\":{\"type\":\"VIRTUAL\",\"generated\":{\"as\":\"1\"}}}", "{}", ORM_DEFINITION,
                "doc.a", "a VIRTUAL has no column", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"generated\":{\"as\":\"1\"},\"defaultValue\":1}}", "{}",
                ORM_DEFINITION, "doc.a", "no default value", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"generated\":{\"as\":\"1\"},\"set\":\"1\"}}", "{}",
                ORM_DEFINITION, "doc.a", "cannot be set", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"validate\":{\"notNull\":true}}}", "{}", ORM_DEFINITION,
                "doc.a", "only allowed with \"allowNull\": false", ""),
        REFUSED("{\"a\":\"TEXT\",\"A\":\"TEXT\"}", "{}", ORM_DEFINITION, "doc.A",
                "a database that ignores case", ""),
        REFUSED("{\"a\":\"TEXT\",\"b\":{\"type\":\"TEXT\",\"field\":\"a\"}}", "{}", ORM_DEFINITION,
                "doc.b", "a database that ignores case", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"field\":\"\"}}", "{}", ORM_DEFINITION, "doc.a",
                "a column needs a name", ""),
        REFUSED("{\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg\":\"TEXT\"}",
                "{}", ORM_DEFINITION,
                "doc.aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg",
                "has 64 bytes, more than 63", ""),
        REFUSED("{\"a\":{\"type\":\"INTEGER\",\"defaultValue\":\"x\"}}", "{}", ORM_DEFINITION,
                "doc.a.defaultValue", "the default value: \"x\" is not a valid integer", ""),
        REFUSED("{\"a\":{\"type\":\"VIRTUAL\",\"set\":\"1\"}}", "{}", ORM_DEFINITION, "doc.a.set",
                "a VIRTUAL has no column that could be set", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"get\":\":nope\"}}", "{}", ORM_DEFINITION, "doc.a.get",
                "there is no placeholder :nope", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"get\":\"1;\"}}", "{}", ORM_DEFINITION, "doc.a.get",
                "not statements", ""),
        REFUSED("{\"a\":{\"type\":\"TEXT\",\"defaultValue\":{\"$fm\":\"x\"}}}", "{}",
                ORM_INVALID_OPTION, "doc.a.defaultValue.$fm", "there is no expression", "$fn"),
    };

    CHECK_REFUSALS(*state, cases);
    check_nothing_was_defined(*state);
}

static void test_refused_options(void **state)
{
    static const engine_refusal cases[] = {
        REFUSED("{}", "[]", ORM_INVALID_OPTION, "options",
                "a model takes an object here, not a list", ""),
        REFUSED("{}", "{\"underscore\":true}", ORM_INVALID_OPTION, "options.underscore",
                "a model has no option \"underscore\"", "underscored"),
        REFUSED("{}", "{\"paranoid\":1}", ORM_INVALID_OPTION, "options.paranoid",
                "takes true or false", ""),
        REFUSED("{}", "{\"engine\":\"InnoDB\"}", ORM_UNSUPPORTED, "options.engine",
                "does not support", ""),
        REFUSED("{}", "{\"tableName\":\"\"}", ORM_DEFINITION, "options", "must not be empty", ""),
        REFUSED("{}", "{\"name\":{\"one\":\"x\"}}", ORM_INVALID_OPTION, "options.name.one",
                "name has no option", ""),
        REFUSED("{}", "{\"createdAt\":\"\"}", ORM_DEFINITION, "options.createdAt",
                "must not be empty", ""),
        REFUSED("{}", "{\"createdAt\":\"a.b\"}", ORM_DEFINITION, "options.createdAt",
                "must not hold \".\"", ""),
        REFUSED("{}", "{\"version\":\"$v\"}", ORM_DEFINITION, "options.version",
                "must not begin or end with", ""),
        REFUSED("{}", "{\"whereMergeStrategy\":\"or\"}", ORM_DEFINITION,
                "options.whereMergeStrategy", "\"and\" or \"overwrite\"", ""),
        REFUSED("{}", "{\"initialAutoIncrement\":0}", ORM_DEFINITION,
                "options.initialAutoIncrement", "a positive integer", ""),
        REFUSED("{}", "{\"initialAutoIncrement\":1.5}", ORM_DEFINITION,
                "options.initialAutoIncrement", "a positive integer", ""),
        REFUSED("{}", "{\"tableName\":\"orm_models\"}", ORM_DEFINITION, "options",
                "is the catalog's", ""),
        REFUSED("{}", "{\"tableName\":\"ORM_Meta\"}", ORM_DEFINITION, "options", "is the catalog's",
                ""),
        REFUSED(
            "{}",
            "{\"tableName\":\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg\"}",
            ORM_DEFINITION, "options.tableName", "the name of a table has 64 bytes", ""),
        REFUSED("{}", "{\"indexes\":[{}]}", ORM_DEFINITION, "options.indexes[0]",
                "needs \"fields\"", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[]}]}", ORM_DEFINITION, "options.indexes[0]",
                "needs \"fields\"", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[1]}]}", ORM_DEFINITION,
                "options.indexes[0].fields[0]", "a field of an index is", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[{}]}]}", ORM_DEFINITION,
                "options.indexes[0].fields[0]", "needs a name", ""),
        REFUSED("{}", "{\"indexes\":[{\"field\":[\"a\"]}]}", ORM_INVALID_OPTION,
                "options.indexes[0].field", "an index has no option", "fields"),
        REFUSED("{}", "{\"indexes\":[5]}", ORM_INVALID_OPTION, "options.indexes[0]",
                "takes an object", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[\"id\"],\"type\":\"FULLTEXT\"}]}",
                ORM_UNSUPPORTED, "options.indexes[0].type", "is MySQL's", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[\"id\"],\"include\":[1]}]}", ORM_DEFINITION,
                "options.indexes[0].include[0]", "", ""),
        REFUSED("{}", "{\"indexes\":[{\"fields\":[\"id\"],\"where\":{\"nope\":1}}]}",
                ORM_UNKNOWN_ATTRIBUTE, "options.indexes[0].where.nope", "has no attribute", ""),
        REFUSED("{}", "{\"checks\":[{\"name\":\"c\"}]}", ORM_DEFINITION, "options.checks[0]",
                "a check needs \"where\"", ""),
        REFUSED("{}", "{\"checks\":[{\"where\":{\"idd\":1}}]}", ORM_UNKNOWN_ATTRIBUTE,
                "options.checks[0].where.idd", "has no attribute", "id"),
        REFUSED("{}", "{\"hooks\":{\"beforeCreate\":1}}", ORM_DEFINITION,
                "options.hooks.beforeCreate", "a hook is an SQL expression", ""),
        REFUSED("{}", "{\"hooks\":{\"beforeCreate\":[\"1\",{}]}}", ORM_DEFINITION,
                "options.hooks.beforeCreate[1]", "a hook is an SQL expression", ""),
        REFUSED("{}", "{\"scopes\":{\"a\":{\"wehre\":{}}}}", ORM_INVALID_OPTION,
                "options.scopes.a.wehre", "has no option", "where"),
        REFUSED("{}", "{\"defaultScope\":{\"limi\":1}}", ORM_INVALID_OPTION,
                "options.defaultScope.limi", "has no option", "limit"),
        REFUSED("{}", "{\"validate\":{\"id\":\"true\"}}", ORM_DEFINITION, "options.validate.id",
                "must not have the name of an attribute", ""),
    };

    CHECK_REFUSALS(*state, cases);
    check_nothing_was_defined(*state);
}

static void test_refused_tables(void **state)
{
    fake_engine *e = *state;

    CALL(e, "define", "First", "{}", "{\"tableName\":\"things\"}");
    expect_error(e, ORM_DEFINITION, "options",
                 CALL(e, "define", "Second", "{}", "{\"tableName\":\"THINGS\"}"));
    assert_mentions(engine_error(e)->message, "First and Second have one table");
    assert_text(engine_error(e)->model, "Second");
    expect_raise(e->ctx, ORM_DEFINITION, CALL(e, "define", "", "{}"));
    expect_error(e, ORM_INVALID_OPTION, "model", CALL(e, "define", engine_null, "{}"));
    expect_error(e, ORM_INVALID_OPTION, "doc", CALL(e, "define", "User", engine_null));
    expect_error(e, ORM_JSON, "doc", CALL(e, "define", "User", "{\"a\":\"TEXT\",}"));
    expect_error(e, ORM_JSON, "doc.a",
                 CALL(e, "define", "User", "{\"a\":\"TEXT\",\"a\":\"TEXT\"}"));
}

/* An engine that has no ranges says so when they are defined. */
static void test_unsupported_types(void **state)
{
    static const char *const types[] = {"RANGE(INTEGER)", "GEOMETRY", "GEOGRAPHY('POINT')",
                                        "ARRAY(RANGE(DATE))"};
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        expect_error(
            e, ORM_UNSUPPORTED, "doc.a",
            define_with(e, orm_text_format(e->arena, "{\"a\":\"%s\"}", types[i]).data, "{}"));
        assert_mentions(engine_error(e)->message, "SQLite has no type");
    }
    define_with(e, "{\"a\":\"ARRAY(TEXT)\",\"b\":\"HSTORE\",\"c\":\"INET\"}", "{}");
}

/* What is cut out of a long name stays text. */
static void test_long_names(void **state)
{
    fake_engine *e = *state;
    orm_text name = {"", 0};

    for (int i = 0; i < 400; i++)
        name = orm_text_format(e->arena, "%.*s€", ORM_ARG(name));
    for (int shift = 0; shift < 3; shift++) {
        orm_text given =
            orm_text_format(e->arena, "{\"%.*s%.*s\":\"TEXT\"}", shift, "ab", ORM_ARG(name));

        expect_raise(e->ctx, ORM_DEFINITION, define_with(e, given.data, "{}"));
        assert_int_equal(orm_utf8_valid_prefix(engine_error(e)->message),
                         engine_error(e)->message.length);
    }
}

/* ---- expressions are prepared once, when they are defined */

static void test_prepared(void **state)
{
    fake_engine *e = *state;

    e->refused = "nonsense(";
    define_with(e, "{\"a\":{\"type\":\"TEXT\",\"get\":\"upper(:value)\"}}", "{}");
    expect_error(e, ORM_DEFINITION, "doc.a.get",
                 define_with(e, "{\"a\":{\"type\":\"TEXT\",\"get\":\"nonsense(:value)\"}}", "{}"));
    assert_text(engine_error(e)->message, "the expression fails: the engine's message");
    assert_text(engine_error(e)->model, "User");
    expect_error(e, ORM_DEFINITION, "doc.a.set",
                 define_with(e, "{\"a\":{\"type\":\"TEXT\",\"set\":\"nonsense(:value)\"}}", "{}"));
    expect_error(
        e, ORM_DEFINITION, "doc.a.generated",
        define_with(e, "{\"a\":{\"type\":\"TEXT\",\"generated\":{\"as\":\"nonsense()\"}}}", "{}"));
    expect_raise(
        e->ctx, ORM_DEFINITION,
        define_with(e, "{\"a\":{\"type\":\"TEXT\",\"validate\":{\"own\":\"nonsense()\"}}}", "{}"));
    expect_raise(e->ctx, ORM_DEFINITION,
                 define_with(e, "{}", "{\"validate\":{\"own\":\"nonsense()\"}}"));
}

static void test_circular_virtuals(void **state)
{
    fake_engine *e = *state;

    define_with(e,
                "{\"a\":{\"type\":\"VIRTUAL\",\"get\":\":b || 'x'\"},"
                "\"b\":{\"type\":\"VIRTUAL\",\"get\":\":name\"},\"name\":\"TEXT\"}",
                "{}");
    expect_raise(e->ctx, ORM_DEFINITION,
                 define_with(e,
                             "{\"a\":{\"type\":\"VIRTUAL\",\"get\":\":b\"},"
                             "\"b\":{\"type\":\"VIRTUAL\",\"get\":\":a\"}}",
                             "{}"));
    assert_mentions(engine_error(e)->message, "comes back to itself");
    expect_raise(e->ctx, ORM_DEFINITION,
                 define_with(e, "{\"a\":{\"type\":\"VIRTUAL\",\"get\":\":a || 'x'\"}}", "{}"));
    expect_raise(e->ctx, ORM_DEFINITION,
                 define_with(e,
                             "{\"a\":{\"type\":\"TEXT\",\"generated\":{\"as\":\":b\"}},"
                             "\"b\":{\"type\":\"TEXT\",\"generated\":{\"as\":\"'x'\"}}}",
                             "{}"));
    assert_mentions(engine_error(e)->message, "which is not an ordinary column");
}

/* ---- definitions again */

static void test_again(void **state)
{
    fake_engine *e = *state;
    uint32_t writes;

    define_with(e, "{\"a\":\"TEXT\"}", "{}");
    CALL(e, "add_scope", "User", "mine", "{\"where\":{\"a\":\"x\"}}");
    writes = e->catalog_writes;
    define_with(e, " { \"a\" : \"TEXT\" } ", " { } ");
    define_with(e, "{\"a\":\"TEXT\"}", engine_null);
    assert_int_equal(e->catalog_writes, writes); /* nothing differs: nothing is written */
    define_with(e, "{\"a\":\"TEXT\",\"b\":\"TEXT\"}", "{}");
    assert_true(e->catalog_writes > writes);
    assert_text(member_of(e, "User", "scopes"), "{\"mine\":{\"where\":{\"a\":\"x\"}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_answer),
        ENGINE_TEST(test_tables),
        ENGINE_TEST(test_schema),
        ENGINE_TEST(test_key),
        ENGINE_TEST(test_timestamps),
        ENGINE_TEST(test_timestamp_details),
        ENGINE_TEST(test_attributes),
        ENGINE_TEST(test_auto_increment),
        ENGINE_TEST(test_uniques),
        ENGINE_TEST(test_indexes),
        ENGINE_TEST(test_config),
        ENGINE_TEST(test_refused_attributes),
        ENGINE_TEST(test_refused_options),
        ENGINE_TEST(test_refused_tables),
        ENGINE_TEST_SQLITE(test_refused_attributes),
        ENGINE_TEST_SQLITE(test_unsupported_types),
        ENGINE_TEST(test_long_names),
        ENGINE_TEST(test_prepared),
        ENGINE_TEST(test_circular_virtuals),
        ENGINE_TEST(test_again),
        ENGINE_TEST_SQLITE(test_again),
    };

    return cmocka_run_group_tests_name("define", tests, NULL, NULL);
}
