/* test_associate.c - associations: what the four functions answer, keys of several attributes, the
 * other side, replacing and forgetting, and what is refused. */
#include "fake_engine.h"

static void define_models(fake_engine *e)
{
    CALL(e, "define", "User", "{\"name\":\"STRING\",\"code\":{\"type\":\"UUID\",\"unique\":true}}");
    CALL(e, "define", "Post", "{\"title\":\"STRING\"}");
    CALL(e, "define", "Tag", "{\"label\":\"STRING\"}");
}

static const orm_association *association(fake_engine *e, const char *model, const char *as)
{
    const orm_association *it = orm_model_association(engine_model(e, model), orm_text_from(as));

    assert_non_null(it);
    return it;
}

static const orm_attribute *attribute(fake_engine *e, const char *model, const char *name)
{
    const orm_attribute *it = orm_model_attribute(engine_model(e, model), orm_text_from(name));

    assert_non_null(it);
    return it;
}

/* ---- answers */

static void test_answers(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    assert_text(CALL(e, "belongs_to", "Post", "User"),
                "{\"type\":\"belongsTo\",\"source\":\"Post\",\"target\":\"User\",\"as\":\"User\","
                "\"foreignKey\":\"UserId\",\"targetKey\":\"id\"}");
    assert_text(CALL(e, "belongs_to", "Post", "User", "{\"as\":\"editor\",\"targetKey\":\"code\"}"),
                "{\"type\":\"belongsTo\",\"source\":\"Post\",\"target\":\"User\","
                "\"as\":\"editor\",\"foreignKey\":\"editorId\",\"targetKey\":\"code\"}");
    assert_text(CALL(e, "has_one", "User", "Post", "{\"as\":\"lastPost\"}"),
                "{\"type\":\"hasOne\",\"source\":\"User\",\"target\":\"Post\",\"as\":\"lastPost\","
                "\"foreignKey\":\"lastPostId\",\"sourceKey\":\"id\"}");
    assert_text(
        CALL(e, "has_many", "User", "Post", "{\"as\":\"drafts\",\"scope\":{\"title\":\"draft\"}}"),
        "{\"type\":\"hasMany\",\"source\":\"User\",\"target\":\"Post\",\"as\":\"drafts\","
        "\"foreignKey\":\"UserId\",\"sourceKey\":\"id\",\"scope\":{\"title\":\"draft\"}}");
    assert_text(CALL(e, "belongs_to_many", "Post", "Tag", "{\"through\":\"PostTag\"}"),
                "{\"type\":\"belongsToMany\",\"source\":\"Post\",\"target\":\"Tag\","
                "\"as\":\"Tags\",\"foreignKey\":\"PostId\",\"sourceKey\":\"id\","
                "\"otherKey\":\"TagId\",\"targetKey\":\"id\",\"through\":\"PostTag\"}");
    assert_text(CALL(e, "models"), "[\"User\",\"Post\",\"Tag\",\"PostTag\"]");
}

static void test_key_type(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "belongs_to", "Post", "User", "{\"as\":\"editor\",\"targetKey\":\"code\"}");
    assert_int_equal(attribute(e, "Post", "editorId")->type->kind, ORM_TYPE_UUID);
}

/* ---- keys of several attributes: each is a name's list; no single one is a foreign key */

static void test_composite(void **state)
{
    fake_engine *e = *state;
    const orm_association *it;

    CALL(e, "define", "Place",
         "{\"x\":{\"type\":\"INTEGER\",\"primaryKey\":true},"
         "\"y\":{\"type\":\"BIGINT\",\"primaryKey\":true}}");
    CALL(e, "define", "House", "{}");
    assert_text(CALL(e, "belongs_to", "House", "Place", "{\"foreignKey\":[\"px\",\"py\"]}"),
                "{\"type\":\"belongsTo\",\"source\":\"House\",\"target\":\"Place\","
                "\"as\":\"Place\",\"foreignKey\":[\"px\",\"py\"],\"targetKey\":[\"x\",\"y\"]}");
    it = association(e, "House", "Place");
    assert_int_equal(it->link.count, 2);
    assert_text(it->link.from[1]->name, "py");
    assert_text(it->link.to[1]->name, "y");
    assert_int_equal(attribute(e, "House", "py")->type->kind, ORM_TYPE_BIGINT);
    assert_null(attribute(e, "House", "py")->reference);
    assert_text(CALL(e, "has_many", "Place", "House", "{\"foreignKey\":[\"px\",\"py\"]}"),
                "{\"type\":\"hasMany\",\"source\":\"Place\",\"target\":\"House\","
                "\"as\":\"Houses\",\"foreignKey\":[\"px\",\"py\"],\"sourceKey\":[\"x\",\"y\"]}");
    assert_text(CALL(e, "belongs_to_many", "Place", "House",
                     "{\"through\":\"Stay\",\"as\":\"stays\",\"foreignKey\":[\"px\",\"py\"]}"),
                "{\"type\":\"belongsToMany\",\"source\":\"Place\",\"target\":\"House\","
                "\"as\":\"stays\",\"foreignKey\":[\"px\",\"py\"],\"sourceKey\":[\"x\",\"y\"],"
                "\"otherKey\":\"HouseId\",\"targetKey\":\"id\",\"through\":\"Stay\"}");
    assert_int_equal(engine_model(e, "Stay")->primary_count, 3);
    expect_error(e, ORM_DEFINITION, "options",
                 CALL(e, "belongs_to", "House", "Place",
                      "{\"as\":\"other\",\"foreignKey\":[\"a\",\"b\",\"c\"]}"));
    assert_mentions(engine_error(e)->message,
                    "the foreign key has 3 attributes, the primary key of Place has 2");
    expect_error(e, ORM_DEFINITION, "options.targetKey",
                 CALL(e, "belongs_to", "House", "Place",
                      "{\"as\":\"other\",\"foreignKey\":[\"a\",\"b\"],\"targetKey\":\"x\"}"));
}

/* ---- the other side in the same call */

static void test_inverse(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "belongs_to", "Post", "User",
         "{\"as\":\"author\",\"onDelete\":\"CASCADE\",\"inverse\":{\"as\":\"posts\"}}");
    assert_int_equal(association(e, "User", "posts")->kind, ORM_HAS_MANY);
    assert_text(association(e, "User", "posts")->link.to[0]->name, "authorId");
    assert_int_equal(attribute(e, "Post", "authorId")->on_delete, ORM_ACTION_CASCADE);
    CALL(e, "belongs_to", "Post", "User",
         "{\"as\":\"owner\",\"inverse\":{\"as\":\"owned\",\"type\":\"hasOne\"}}");
    assert_int_equal(association(e, "User", "owned")->kind, ORM_HAS_ONE);
    CALL(e, "has_many", "User", "Post",
         "{\"as\":\"reviews\",\"foreignKey\":\"reviewerId\",\"inverse\":{\"as\":\"reviewer\"}}");
    assert_int_equal(association(e, "Post", "reviewer")->kind, ORM_BELONGS_TO);
    assert_text(association(e, "Post", "reviewer")->link.from[0]->name, "reviewerId");
    CALL(e, "belongs_to_many", "Post", "Tag",
         "{\"through\":\"PostTag\",\"as\":\"tags\",\"inverse\":{\"as\":\"posts\"}}");
    assert_text(association(e, "Tag", "posts")->link.to[0]->name, "TagId");
    assert_ptr_equal(association(e, "Tag", "posts")->paired, association(e, "Post", "tags"));
    /* what is stored defines the same again */
    {
        uint32_t writes = e->catalog_writes;
        orm_text document = CALL(e, "export");

        engine_call_texts(e, "define_all", &document, 1);
        assert_int_equal(e->catalog_writes, writes);
    }
    expect_error(
        e, ORM_DEFINITION, "options.inverse.type",
        CALL(e, "has_many", "User", "Tag", "{\"inverse\":{\"as\":\"user\",\"type\":\"hasOne\"}}"));
    expect_error(e, ORM_INVALID_OPTION, "options.inverse.ass",
                 CALL(e, "has_many", "User", "Tag", "{\"inverse\":{\"ass\":\"user\"}}"));
}

/* ---- replacing, forgetting */

static void test_replaced(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "belongs_to", "Post", "User", "{\"as\":\"author\"}");
    CALL(e, "belongs_to", "Post", "Tag", "{\"as\":\"subject\"}");
    CALL(e, "belongs_to", "Post", "User", "{\"as\":\"author\",\"foreignKey\":\"writerId\"}");
    assert_int_equal(engine_model(e, "Post")->association_count, 2);
    assert_text(engine_model(e, "Post")->associations[0]->as, "author"); /* keeps its place */
    assert_text(association(e, "Post", "author")->link.from[0]->name, "writerId");
    assert_null(orm_model_attribute(engine_model(e, "Post"), ORM_TEXT("authorId")));
}

static void test_forgotten(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "belongs_to", "Post", "User");
    CALL(e, "belongs_to_many", "Post", "Tag", "{\"through\":\"PostTag\"}");
    CALL(e, "belongs_to_many", "Tag", "Post", "{\"through\":\"PostTag\"}");
    assert_text(CALL(e, "undefine_assoc", "Post", "nope"), "false");
    assert_text(CALL(e, "undefine_assoc", "Post", "User"), "true");
    assert_null(orm_model_attribute(engine_model(e, "Post"), ORM_TEXT("UserId")));
    assert_text(CALL(e, "undefine_assoc", "Post", "Tags"), "true");
    assert_text(CALL(e, "models"), "[\"User\",\"Post\",\"Tag\",\"PostTag\"]");
    /* an automatic through model goes with its last association */
    assert_text(CALL(e, "undefine_assoc", "Tag", "Posts"), "true");
    assert_text(CALL(e, "models"), "[\"User\",\"Post\",\"Tag\"]");
    /* a model goes with its associations, in both directions */
    CALL(e, "belongs_to", "Post", "User");
    CALL(e, "has_many", "User", "Post");
    assert_text(CALL(e, "undefine", "User"), "true");
    assert_int_equal(engine_model(e, "Post")->association_count, 0);
    assert_text(CALL(e, "undefine", "User"), "false");
    assert_text(CALL(e, "undefine", "Nobody"), "false");
    expect_error(e, ORM_UNKNOWN_MODEL, "model", CALL(e, "undefine_assoc", "User", "Posts"));
}

/* A through model that is a model of its own stays. */
static void test_through_model(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "define", "Link", "{\"weight\":\"INTEGER\"}", "{\"paranoid\":true}");
    CALL(e, "belongs_to_many", "Post", "Tag",
         "{\"through\":{\"model\":\"Link\",\"scope\":{\"weight\":1},\"paranoid\":false}}");
    assert_false(engine_model(e, "Link")->is_automatic);
    assert_int_equal(engine_model(e, "Link")->primary_count, 2);
    assert_non_null(association(e, "Post", "Tags")->through_scope);
    assert_false(association(e, "Post", "Tags")->is_through_paranoid);
    CALL(e, "undefine_assoc", "Post", "Tags");
    assert_text(CALL(e, "models"), "[\"User\",\"Post\",\"Tag\",\"Link\"]");
    assert_text(engine_model(e, "Link")->primary[0]->name, "id");
}

/* timestamps, schema and underscored of the source model, no more (reading.md, Results). */
static void test_automatic_through(void **state)
{
    fake_engine *e = *state;
    const orm_model *link;

    CALL(e, "define", "Plain", "{}",
         "{\"timestamps\":false,\"schema\":\"app\",\"underscored\":true,\"paranoid\":true,"
         "\"version\":true,\"freezeTableName\":true}");
    define_models(e);
    CALL(e, "belongs_to_many", "Plain", "Tag", "{\"through\":\"MyLink\"}");
    link = engine_model(e, "MyLink");
    assert_true(link->is_automatic && link->is_underscored);
    assert_false(link->has_timestamps || link->is_paranoid);
    assert_null(link->version);
    assert_text(link->schema, "app");
    assert_text(link->table, "MyLink");
    assert_text(link->attributes[0]->name, "PlainId");
    assert_text(link->attributes[0]->field, "plain_id");
    assert_text(link->attributes[1]->name, "TagId");
    assert_int_equal(link->attribute_count, 2);
}

/* ---- what is refused */

static void test_refused(void **state)
{
    static const engine_refusal cases[] = {
        {{"belongs_to", "Pst", "User"}, ORM_UNKNOWN_MODEL, "model", "there is no model", "Post"},
        {{"belongs_to", "Post", "Usr"}, ORM_UNKNOWN_MODEL, NULL, "there is no model", "User"},
        {{"belongs_to", engine_null, "User"}, ORM_INVALID_OPTION, "model", "needs", ""},
        {{"belongs_to", "Post", engine_null}, ORM_INVALID_OPTION, "target", "needs", ""},
        {{"belongs_to", "Post", "User", "[]"}, ORM_INVALID_OPTION, "options", "an object", ""},
        {{"belongs_to", "Post", "User", "{\"foreignkey\":\"x\"}"},
         ORM_INVALID_OPTION,
         "options.foreignkey",
         "has no option",
         "foreignKey"},
        {{"belongs_to", "Post", "User", "{\"as\":5}"},
         ORM_INVALID_OPTION,
         "options.as",
         "takes",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":\"\"}"},
         ORM_DEFINITION,
         "options.as",
         "must not be empty",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":\"a.b\"}"},
         ORM_DEFINITION,
         "options.as",
         "must not hold",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":\"$a$\"}"},
         ORM_DEFINITION,
         "options.as",
         "must not begin",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":{\"one\":\"x\"}}"},
         ORM_INVALID_OPTION,
         "options.as.one",
         "as has no option",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":\"title\"}"},
         ORM_DEFINITION,
         NULL,
         "an attribute and an association called \"title\"",
         ""},
        {{"belongs_to", "Post", "User", "{\"as\":\"author\",\"foreignKey\":\"author\"}"},
         ORM_DEFINITION,
         NULL,
         "an attribute and an association called \"author\"",
         ""},
        {{"belongs_to", "Post", "User", "{\"foreignKey\":[1]}"},
         ORM_DEFINITION,
         "options.foreignKey[0]",
         "a list of names",
         ""},
        {{"belongs_to", "Post", "User", "{\"foreignKey\":\"\"}"},
         ORM_DEFINITION,
         "options.foreignKey",
         "must not be empty",
         ""},
        {{"belongs_to", "Post", "User", "{\"foreignKey\":\"a.b\"}"},
         ORM_DEFINITION,
         "options.foreignKey",
         "must not hold",
         ""},
        {{"belongs_to", "Post", "User", "{\"foreignKey\":{\"name\":\"x\",\"typ\":\"TEXT\"}}"},
         ORM_INVALID_OPTION,
         "options.foreignKey.typ",
         "has no option",
         "type"},
        {{"belongs_to", "Post", "User", "{\"targetKey\":\"cod\"}"},
         ORM_DEFINITION,
         "options.targetKey",
         "has no attribute \"cod\"",
         ""},
        {{"has_many", "User", "Post", "{\"sourceKey\":\"cod\"}"},
         ORM_DEFINITION,
         "options.sourceKey",
         "has no attribute \"cod\"",
         ""},
        {{"belongs_to", "Post", "User", "{\"onDelete\":\"EXPLODE\"}"},
         ORM_DEFINITION,
         "options.onDelete",
         "is no referential action",
         ""},
        {{"belongs_to", "Post", "User", "{\"keyType\":\"NOPE\"}"},
         ORM_DEFINITION,
         "options.keyType",
         "there is no type",
         ""},
        {{"belongs_to", "Post", "User", "{\"through\":\"x\"}"},
         ORM_DEFINITION,
         "options.through",
         "belongsToMany associations only",
         ""},
        {{"has_many", "User", "Post", "{\"otherKey\":\"x\"}"},
         ORM_DEFINITION,
         "options.otherKey",
         "belongsToMany associations only",
         ""},
        {{"has_many", "User", "Post", "{\"scope\":{\"titel\":\"x\"}}"},
         ORM_UNKNOWN_ATTRIBUTE,
         "options.scope.titel",
         "has no attribute",
         "title"},
        {{"belongs_to_many", "Post", "Tag"},
         ORM_ASSOCIATION,
         NULL,
         "needs the option \"through\"",
         ""},
        {{"belongs_to_many", "Post", "Tag", "{\"through\":{\"unique\":false}}"},
         ORM_DEFINITION,
         "options.through",
         "needs \"model\"",
         ""},
        {{"belongs_to_many", "Post", "Tag", "{\"through\":{\"modell\":\"x\"}}"},
         ORM_INVALID_OPTION,
         "options.through.modell",
         "through has no option",
         "model"},
        {{"belongs_to_many", "Post", "Post", "{\"through\":\"x\"}"},
         ORM_ASSOCIATION,
         NULL,
         "with itself needs the option \"as\"",
         ""},
        {{"belongs_to_many", "Post", "Tag",
          "{\"through\":{\"model\":\"x\",\"scope\":{\"nope\":1}}}"},
         ORM_UNKNOWN_ATTRIBUTE,
         "options.through.scope.nope",
         "has no attribute",
         ""},
    };
    fake_engine *e = *state;
    uint32_t writes;

    define_models(e);
    writes = e->catalog_writes;
    CHECK_REFUSALS(e, cases);
    assert_int_equal(e->catalog_writes, writes);
}

/* A name that a later definition takes is a collision too. */
static void test_later_collision(void **state)
{
    fake_engine *e = *state;

    define_models(e);
    CALL(e, "belongs_to", "Post", "User", "{\"as\":\"author\"}");
    expect_raise(e->ctx, ORM_DEFINITION, CALL(e, "define", "Post", "{\"author\":\"STRING\"}"));
    expect_raise(e->ctx, ORM_DEFINITION,
                 CALL(e, "has_many", "Tag", "Post", "{\"foreignKey\":\"author\"}"));
}

/* ---- one document */

static void test_document(void **state)
{
    static const engine_refusal cases[] = {
        {{"define_all", "[]"}, ORM_INVALID_OPTION, "doc", "takes an object", ""},
        {{"define_all", "{\"model\":{}}"},
         ORM_INVALID_OPTION,
         "doc.model",
         "has no option",
         "models"},
        {{"define_all", engine_null}, ORM_INVALID_OPTION, "doc", "needs", ""},
        {{"define_all", "{}", "{\"replce\":true}"},
         ORM_INVALID_OPTION,
         "options.replce",
         "has no option",
         "replace"},
        {{"define_all", "{\"models\":{\"A\":{}}}"},
         ORM_DEFINITION,
         "doc.models.A",
         "needs \"attributes\"",
         ""},
        {{"define_all", "{\"models\":{\"A\":5}}"},
         ORM_INVALID_OPTION,
         "doc.models.A",
         "takes an object",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{\"a\":\"NOPE\"}}}}"},
         ORM_DEFINITION,
         "doc.models.A.attributes.a",
         "there is no type",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"options\":{\"x\":1}}}}"},
         ORM_INVALID_OPTION,
         "doc.models.A.options.x",
         "has no option",
         ""},
        {{"define_all",
          "{\"models\":{\"A\":{\"attributes\":{},\"associations\":[{\"target\":\"A\"}]}}}"},
         ORM_DEFINITION,
         "doc.models.A.associations[0]",
         "needs \"type\"",
         ""},
        {{"define_all",
          "{\"models\":{\"A\":{\"attributes\":{},\"associations\":[{\"type\":\"hasMany\"}]}}}"},
         ORM_DEFINITION,
         "doc.models.A.associations[0]",
         "needs \"target\"",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"associations\":[{\"type\":"
                        "\"hasMany\",\"target\":\"B\"}]}}}"},
         ORM_UNKNOWN_MODEL,
         "doc.models.A.associations[0]",
         "there is no model",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"associations\":[{\"type\":"
                        "\"hasSome\",\"target\":\"A\"}]}}}"},
         ORM_DEFINITION,
         "doc.models.A.associations[0]",
         "belongsTo",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"associations\":[{\"type\":"
                        "\"hasMany\",\"target\":\"A\",\"options\":{\"ass\":\"x\"}}]}}}"},
         ORM_INVALID_OPTION,
         "doc.models.A.associations[0].options.ass",
         "has no option",
         "as"},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"hooks\":[{\"hook\":\"x\"}]}}}"},
         ORM_DEFINITION,
         "doc.models.A.hooks[0]",
         "needs \"hook\" and \"expression\"",
         ""},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{},\"scopes\":{\"s\":{\"wher\":1}}}}}"},
         ORM_INVALID_OPTION,
         NULL,
         "has no option",
         "where"},
        {{"define_all", "{\"config\":{\"numbrs\":\"string\"}}"},
         ORM_INVALID_OPTION,
         "config.numbrs",
         "has no option",
         "numbers"},
        {{"define_all", "{\"models\":{\"A\":{\"attributes\":{}},\"A\":{\"attributes\":{}}}}"},
         ORM_JSON,
         "doc.models.A",
         "is repeated",
         ""},
    };
    fake_engine *e = *state;

    CHECK_REFUSALS(e, cases);
    assert_int_equal(e->catalog_writes, 0);
}

static const char cash_book[] =
    "{\"models\":{"
    "\"Comment\":{\"attributes\":{\"text\":\"TEXT\"},"
    "\"associations\":[{\"type\":\"belongsTo\",\"target\":\"Post\"}]},"
    "\"Post\":{\"attributes\":{\"title\":\"STRING\"},\"options\":{\"paranoid\":true},"
    "\"associations\":[{\"type\":\"hasMany\",\"target\":\"Comment\",\"options\":{\"as\":"
    "\"comments\","
    "\"foreignKey\":\"PostId\"}}],"
    "\"scopes\":{\"short\":{\"attributes\":[\"title\"]}},"
    "\"hooks\":[{\"hook\":\"beforeCreate\",\"expression\":\"NULL\",\"name\":\"n\"}]}},"
    "\"hooks\":[{\"hook\":\"afterFind\",\"expression\":\"NULL\"}],"
    "\"config\":{\"numbers\":\"string\"}}";

static void test_export(void **state)
{
    fake_engine *e = *state;
    uint32_t writes;

    /* models may refer to models that are defined later in the document */
    assert_text(CALL(e, "define_all", cash_book), "[\"Comment\",\"Post\"]");
    assert_text(CALL(e, "export"), cash_book);
    writes = e->catalog_writes;
    CALL(e, "define_all", cash_book);
    CALL(e, "define_all", cash_book, "{\"replace\":true}");
    assert_int_equal(e->catalog_writes, writes);
    CALL(e, "define_all", "{\"models\":{\"Post\":{\"attributes\":{\"title\":\"TEXT\"}}}}");
    assert_text(CALL(e, "models"), "[\"Comment\",\"Post\"]");
    assert_int_equal(engine_model(e, "Post")->association_count, 1); /* it keeps them */
    CALL(e, "define_all", "{\"models\":{\"Post\":{\"attributes\":{}}}}", "{\"replace\":true}");
    assert_text(CALL(e, "export"), "{\"models\":{\"Post\":{\"attributes\":{}}}}");
    CALL(e, "define_all", "{}", "{\"replace\":true}");
    assert_text(CALL(e, "export"), "{\"models\":{}}");
    assert_text(CALL(e, "models"), "[]");
}

/* ---- scopes and hooks beside the definition */

static void test_scopes_and_hooks(void **state)
{
    static const engine_refusal cases[] = {
        {{"add_scope", "Usr", "a", "{}"}, ORM_UNKNOWN_MODEL, "model", "", "User"},
        {{"add_scope", "User", "a", engine_null}, ORM_INVALID_OPTION, "doc", "needs", ""},
        {{"add_scope", "User", engine_null, "{}"}, ORM_INVALID_OPTION, "name", "needs", ""},
        {{"add_scope", "User", "a", "{\"wehre\":{}}"},
         ORM_INVALID_OPTION,
         NULL,
         "has no option",
         "where"},
        {{"add_scope", "User", "a", "[]"}, ORM_INVALID_OPTION, NULL, "an object", ""},
        {{"add_hook", "Usr", "beforeCreate", "NULL"}, ORM_UNKNOWN_MODEL, "model", "", "User"},
        {{"add_hook", "User", "beforeCreate", engine_null},
         ORM_INVALID_OPTION,
         "expression",
         "needs",
         ""},
        {{"add_hook", "User", engine_null, "NULL"}, ORM_INVALID_OPTION, "hook", "needs", ""},
    };
    fake_engine *e = *state;

    define_models(e);
    CHECK_REFUSALS(e, cases);
    assert_text(CALL(e, "add_scope", "User", "named", "{\"where\":{\"name\":\"x\"}}"), "true");
    assert_text(CALL(e, "add_scope", "User", "named", "{ \"where\":{\"name\":\"x\"}}"), "false");
    assert_text(CALL(e, "add_scope", "User", "defaultScope", "{\"limit\":3}"), "true");
    assert_non_null(engine_model(e, "User")->default_scope);
    assert_int_equal(engine_model(e, "User")->scope_count, 1);
    assert_text(CALL(e, "remove_scope", "User", "named"), "true");
    assert_text(CALL(e, "remove_scope", "User", "named"), "false");
    assert_text(CALL(e, "add_hook", "User", "beforeCreate", "NULL", "first"), "true");
    assert_text(CALL(e, "add_hook", "User", "beforeCreate", "NULL", "first"), "false");
    assert_text(CALL(e, "add_hook", "User", "beforeCreate", "1", "first"), "true");
    assert_text(CALL(e, "add_hook", engine_null, "beforeCreate", "2"), "true");
    assert_int_equal(engine_model(e, "User")->hook_count, 1);
    assert_text(engine_model(e, "User")->hooks[0].expression, "1");
    assert_text(CALL(e, "remove_hook", "User", "beforeCreate"), "false");
    assert_text(CALL(e, "remove_hook", "User", "beforeCreate", "first"), "true");
    assert_text(CALL(e, "remove_hook", engine_null, "beforeCreate"), "true");
    /* what was added goes with the model */
    CALL(e, "add_scope", "User", "a", "{}");
    CALL(e, "add_hook", "User", "beforeCreate", "NULL");
    CALL(e, "undefine", "User");
    assert_text(CALL(e, "export"), "{\"models\":{\"Post\":{\"attributes\":{\"title\":\"STRING\"}},"
                                   "\"Tag\":{\"attributes\":{\"label\":\"STRING\"}}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_answers),         ENGINE_TEST(test_key_type),
        ENGINE_TEST(test_composite),       ENGINE_TEST(test_inverse),
        ENGINE_TEST(test_replaced),        ENGINE_TEST(test_forgotten),
        ENGINE_TEST(test_refused),         ENGINE_TEST(test_through_model),
        ENGINE_TEST(test_document),        ENGINE_TEST(test_automatic_through),
        ENGINE_TEST(test_export),          ENGINE_TEST_SQLITE(test_export),
        ENGINE_TEST(test_later_collision), ENGINE_TEST(test_scopes_and_hooks),
    };

    return cmocka_run_group_tests_name("associate", tests, NULL, NULL);
}
