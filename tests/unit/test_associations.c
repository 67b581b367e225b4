/* test_associations.c - 500 sets of models and associations made at random: what is derived is what
 * Sequelize derives (tests/differential/associations.js wrote the table). */
#include "fake_engine.h"

#include <stdlib.h>

#include "exec/session.h"

static void put_table(orm_buffer *out, orm_text schema, orm_text table)
{
    if (schema.length)
        orm_buffer_format(out, "%.*s.", ORM_ARG(schema));
    orm_buffer_text(out, table);
}

static void put_attribute(orm_buffer *out, const orm_attribute *attribute)
{
    static const char *const actions[] = {"",        "NO ACTION", "RESTRICT",
                                          "CASCADE", "SET NULL",  "SET DEFAULT"};
    const orm_reference *reference = attribute->reference;

    orm_buffer_format(out, "\n  %.*s %.*s %.*s", ORM_ARG(attribute->name),
                      ORM_ARG(attribute->type->name), ORM_ARG(attribute->field));
    if (attribute->is_required)
        ORM_PUT(out, " NOT NULL");
    if (attribute->is_primary)
        ORM_PUT(out, " KEY");
    if (attribute->is_auto_increment)
        ORM_PUT(out, " AUTO");
    if (reference == NULL)
        return;
    ORM_PUT(out, " -> ");
    put_table(out, reference->model ? reference->model->schema : reference->schema,
              reference->model ? reference->model->table : reference->table);
    orm_buffer_format(out, "(%.*s)", ORM_ARG(reference->field));
    if (attribute->on_delete)
        orm_buffer_format(out, " delete %s", actions[attribute->on_delete]);
    if (attribute->on_update)
        orm_buffer_format(out, " update %s", actions[attribute->on_update]);
}

static int compare_uniques(const void *left, const void *right)
{
    return orm_text_compare((*(const orm_unique *const *)left)->name,
                            (*(const orm_unique *const *)right)->name);
}

static void put_uniques(orm_ctx *ctx, orm_buffer *out, const orm_model *model)
{
    const orm_unique **sorted = ORM_NEW_N(ctx->arena, const orm_unique *, model->unique_count + 1);

    if (model->unique_count == 0)
        return;
    memcpy(sorted, model->uniques, model->unique_count * sizeof *sorted);
    qsort(sorted, model->unique_count, sizeof *sorted, compare_uniques);
    for (uint32_t i = 0; i < model->unique_count; i++) {
        orm_buffer_format(out, "\n  unique %.*s ", ORM_ARG(sorted[i]->name));
        for (uint32_t j = 0; j < sorted[i]->count; j++)
            orm_buffer_format(out, "%s%.*s", j ? "," : "",
                              ORM_ARG(sorted[i]->attributes[j]->field));
    }
}

static void put_association(orm_buffer *out, const orm_association *it)
{
    static const char *const types[] = {"BelongsTo", "HasOne", "HasMany", "BelongsToMany"};
    bool is_belongs_to = it->kind == ORM_BELONGS_TO;
    const orm_attribute *foreign = is_belongs_to ? it->link.from[0] : it->link.to[0];

    assert_int_equal(it->link.count, 1);
    orm_buffer_format(out, "\n  = %.*s %s %.*s foreignKey %.*s", ORM_ARG(it->as), types[it->kind],
                      ORM_ARG(it->target->name), ORM_ARG(foreign->name));
    if (!is_belongs_to)
        orm_buffer_format(out, " sourceKey %.*s", ORM_ARG(it->link.from[0]->name));
    if (it->kind == ORM_BELONGS_TO_MANY)
        orm_buffer_format(out, " otherKey %.*s", ORM_ARG(it->through_link.from[0]->name));
    if (is_belongs_to)
        orm_buffer_format(out, " targetKey %.*s", ORM_ARG(it->link.to[0]->name));
    if (it->kind == ORM_BELONGS_TO_MANY)
        orm_buffer_format(out, " targetKey %.*s through %.*s",
                          ORM_ARG(it->through_link.to[0]->name), ORM_ARG(it->through->name));
}

static void put_model(orm_ctx *ctx, orm_buffer *out, const orm_model *model)
{
    orm_buffer_format(out, "%.*s ", ORM_ARG(model->name));
    put_table(out, model->schema, model->table);
    for (uint32_t i = 0; i < model->attribute_count; i++)
        put_attribute(out, model->attributes[i]);
    put_uniques(ctx, out, model);
    for (uint32_t i = 0; i < model->association_count; i++)
        put_association(out, model->associations[i]);
}

static int compare_models(const void *left, const void *right)
{
    return orm_text_compare((*(const orm_model *const *)left)->name,
                            (*(const orm_model *const *)right)->name);
}

static orm_text derived(fake_engine *e)
{
    const orm_catalog *catalog = e->session->catalog;
    orm_ctx own = {&e->fake->host, e->arena};
    const orm_model **models = ORM_NEW_N(e->arena, const orm_model *, catalog->model_count + 1);
    orm_buffer out;

    memcpy(models, catalog->models, catalog->model_count * sizeof *models);
    qsort(models, catalog->model_count, sizeof *models, compare_models);
    orm_buffer_open(&out, own.host, ORM_LIFE_CALL, 1024);
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        if (i > 0)
            orm_buffer_char(&out, '\n');
        put_model(&own, &out, models[i]);
    }
    return orm_buffer_copy(&out, e->arena);
}

static uint32_t failures;

/* What orm_define_all makes of the document; "!" when it is refused. */
static orm_text outcome(fake_engine *e, orm_text document)
{
    fake_trap trap;

    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        assert_non_null(engine_error(e));
        return orm_text_format(e->arena, "!%.*s", ORM_ARG(engine_error(e)->message));
    }
    engine_call_texts(e, "define_all", &document, 1);
    e->fake->trap = trap.outer;
    return derived(e);
}

static void check_row(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    fake_engine *e = engine_open(&orm_dialect_postgres);
    orm_text given = outcome(e, fields[0]);

    (void)ctx;
    assert_int_equal(count, 2);
    if (!orm_text_equal(given, fields[1]) &&
        !(orm_text_is(fields[1], "!") && orm_text_starts(given, "!")) && failures++ < 8)
        print_error("line %d: %.*s\n---- Sequelize\n%.*s\n---- ours\n%.*s\n", line,
                    ORM_ARG(fields[0]), ORM_ARG(fields[1]), ORM_ARG(given));
    engine_close(e);
}

static void test_table(void **state)
{
    assert_int_equal(fake_read_table(*state, "tests/data/associations.tsv", check_row), 500);
    assert_int_equal(failures, 0);
}

/* What was derived is the same when the registry is exported, and defined again elsewhere. */
static void check_export(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    fake_engine *e = engine_open(&orm_dialect_postgres);
    fake_engine *again = engine_open(&orm_dialect_postgres);

    (void)ctx, (void)count, (void)line;
    if (!orm_text_starts(outcome(e, fields[0]), "!")) {
        orm_text document = CALL(e, "export");
        uint32_t writes = e->catalog_writes;

        engine_call_texts(again, "define_all", &document, 1);
        assert_text_equal(derived(again), derived(e));
        assert_text_equal(CALL(again, "export"), document);
        engine_call_texts(e, "define_all", &document, 1);
        assert_int_equal(e->catalog_writes, writes); /* defined again it changes nothing */
        orm_session_clear(e->session);
        assert_text_equal(CALL(e, "export"), document); /* as it was stored */
        assert_text_equal(derived(e), derived(again));
    }
    engine_close(again);
    engine_close(e);
}

static void test_export(void **state)
{
    fake_read_table(*state, "tests/data/associations.tsv", check_export);
}

int main(void)
{
    const struct CMUnitTest tests[] = {FAKE_TEST(test_table), FAKE_TEST(test_export)};

    return cmocka_run_group_tests_name("associations", tests, NULL, NULL);
}
