/* wanted.c - a model's table as it should be: its columns, and the order of the models.
 *
 * The definitions are Sequelize's own (query-generator.js of its dialects), but where semantics.md
 * says otherwise.  Columns stand in the order of answers, so that both engines show a table alike.
 */
#include "schema/engine.h"

#include "catalog/convert.h"

/* ---- the order of the models */

/* A walk that puts a model behind those it refers to; of a cycle one comes first. */
typedef struct walk {
    orm_sync *sync;
    const orm_model **order;
    uint32_t count;
    bool *is_seen; /* by the model's place in the catalog */
} walk;

static void visit(walk *w, const orm_model *model);

static uint32_t index_of(const orm_catalog *catalog, const orm_model *model)
{
    uint32_t i = 0;

    while (i < catalog->model_count && catalog->models[i] != model)
        i++;
    return i;
}

static void visit_references(walk *w, const orm_model *model)
{
    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_reference *reference = model->columns[i]->reference;

        if (reference && reference->model)
            visit(w, reference->model);
    }
    for (uint32_t i = 0; i < model->association_count; i++)
        if (model->associations[i]->kind == ORM_BELONGS_TO &&
            model->associations[i]->link.count > 1)
            visit(w, model->associations[i]->target);
}

static void visit(walk *w, const orm_model *model)
{
    uint32_t at = index_of(w->sync->catalog, model);

    if (w->is_seen[at])
        return;
    w->is_seen[at] = true;
    visit_references(w, model);
    w->order[w->count++] = model;
}

const orm_model **orm_sync_models(orm_sync *sync, uint32_t *count)
{
    const orm_catalog *catalog = sync->catalog;
    walk w = {.sync = sync};

    w.order = ORM_NEW_N(sync->ctx->arena, const orm_model *, catalog->model_count + 1);
    if (sync->only) {
        w.order[w.count++] = sync->only;
    } else {
        w.is_seen = ORM_NEW_N(sync->ctx->arena, bool, catalog->model_count + 1);
        for (uint32_t i = 0; i < catalog->model_count; i++)
            visit(&w, catalog->models[i]);
    }
    *count = w.count;
    return w.order;
}

/* ---- columns */

/* What is generated for each row has no default in the table. */
static orm_text preset_of(orm_sync *sync, const orm_model *model, const orm_attribute *attribute)
{
    orm_value value;
    orm_printer p;
    orm_text why;

    if (attribute->default_kind == ORM_DEFAULT_EXPRESSION)
        return orm_define_expression(&sync->definer, model, attribute->default_node,
                                     attribute->type);
    if (attribute->default_kind != ORM_DEFAULT_VALUE ||
        attribute->default_node->kind == ORM_JSON_NULL)
        return ORM_TEXT("");
    if (!orm_convert(sync->ctx, attribute->type, attribute->default_node, &value, &why))
        orm_raise(sync->ctx, ORM_DEFINITION, ORM_TEXT(""),
                  "the default value of %.*s.%.*s cannot be stored: %.*s", ORM_ARG(model->name),
                  ORM_ARG(attribute->name), ORM_ARG(why));
    orm_printer_open(&p, sync->ctx, NULL);
    orm_print_literal(&p, &value);
    return orm_printer_close(&p, NULL).sql;
}

static void want_column(orm_sync *sync, orm_table *table, orm_column *column,
                        const orm_attribute *attribute)
{
    column->name = attribute->field;
    column->attribute = attribute;
    column->is_required = attribute->is_required || attribute->is_primary;
    column->comment = attribute->comment;
    column->renamed_from = attribute->renamed_from;
    if (attribute->generated.length) {
        column->generated.text = orm_define_generated(&sync->definer, table->model, attribute);
        column->is_stored = attribute->is_generated_stored;
    } else if (!attribute->is_auto_increment) {
        column->preset.text = preset_of(sync, table->model, attribute);
    }
    sync->engine->want_column(sync, table, column);
}

static void want_primary(orm_sync *sync, orm_table *table)
{
    const orm_model *model = table->model;
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, model->primary_count + 1);

    for (uint32_t i = 0; i < model->primary_count; i++)
        items[i] = model->primary[i]->field;
    table->primary = (orm_names){items, model->primary_count};
}

orm_table *orm_wanted_table(orm_sync *sync, const orm_model *model)
{
    const orm_place *place = orm_place_of(sync, model);
    orm_table *table = ORM_NEW(sync->ctx->arena, orm_table);

    table->model = model;
    table->schema = place->schema;
    table->name = place->name;
    table->comment = model->comment;
    table->renamed_from = model->renamed_from;
    want_primary(sync, table);
    table->columns = ORM_NEW_N(sync->ctx->arena, orm_column, model->column_count + 1);
    table->column_count = model->column_count;
    for (uint32_t i = 0; i < model->column_count; i++)
        want_column(sync, table, &table->columns[i], model->columns[i]);
    orm_wanted_foreign(sync, table);
    orm_wanted_keys(sync, table);
    return table;
}
