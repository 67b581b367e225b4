/* place.c - in which schema, under which name each model's table is.
 *
 * A model's own schema counts, unless the call is about this model alone and says another; the
 * call's schema is for the models without one.  On PostgreSQL a table without any is the one that
 * the search path finds, or the place where CREATE TABLE would put it. */
#include "schema/engine.h"

static orm_text schema_of(const orm_sync *sync, const orm_model *model)
{
    if (sync->schema.length && (model->schema.length == 0 || model == sync->only))
        return sync->schema;
    return model->schema;
}

void orm_places_find(orm_sync *sync)
{
    const orm_catalog *catalog = sync->catalog;

    sync->places = ORM_NEW_N(sync->ctx->arena, orm_place, catalog->model_count + 1);
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        const orm_model *model = catalog->models[i];
        orm_text schema = schema_of(sync, model);

        sync->places[i].model = model;
        sync->places[i].name = orm_table_name(
            sync->ctx,
            &(orm_relation){.model = model, .schema = schema, .delimiter = model->delimiter});
        if (sync->dialect->has_schemas)
            sync->places[i].schema = schema;
    }
    sync->engine->locate(sync);
}

const orm_place *orm_place_of(const orm_sync *sync, const orm_model *model)
{
    uint32_t i = 0;

    while (sync->places[i].model != model)
        i++;
    return &sync->places[i];
}
