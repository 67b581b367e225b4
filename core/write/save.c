/* save.c - an instance is stored as it is given: new, or over the row of its key.  See write.h.
 *
 * Without a key it is inserted; with one the row is updated by it, and inserted where there is
 * none. Another session may insert the row between the two: then the INSERT does nothing, and the
 * row is updated after all. */
#include "write/change.h"
#include "write/insert.h"
#include "write/write.h"

static const orm_key save_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"set", ORM_K_OBJECT},
    {"silent", ORM_K_BOOLEAN},
    {"omitNull", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"children", ORM_K_OBJECT},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static bool has_key(const orm_model *model, const orm_json *row)
{
    for (uint32_t i = 0; i < model->primary_count; i++) {
        const orm_json *part = orm_json_member_text(row, model->primary[i]->name);

        if (part == NULL || part->kind == ORM_JSON_NULL)
            return false;
    }
    return model->primary_count > 0;
}

static void check_row(orm_call *call, const orm_json *row)
{
    if (row->kind != ORM_JSON_OBJECT)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, row, "an instance is an object, not %s",
                     orm_json_kind_name(row));
}

void orm_save_run(orm_call *call, const orm_model *model, const orm_json *row,
                  const orm_json *options, orm_buffer *out)
{
    orm_insertion insertion = {.call = call,
                               .model = model,
                               .row = row,
                               .options = options,
                               .keys = save_keys,
                               .key_count = sizeof save_keys / sizeof *save_keys,
                               .is_instance = true};

    check_row(call, row);
    if (has_key(model, row)) {
        if (orm_update_by_key_run(call, model, row, row, options, out))
            return;
        insertion.is_skipping = true;
        if (orm_insert_row(&insertion, out) ||
            orm_update_by_key_run(call, model, row, row, options, out))
            return;
        insertion.is_skipping = false;
    }
    orm_insert_row(&insertion, out);
}
