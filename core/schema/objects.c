/* objects.c - the rows of orm_objects.  See objects.h. */
#include "schema/objects.h"

#include "exec/store.h"
#include "schema/rows.h"

static const char *const kinds[] = {"table", "column", "index", "constraint", "type"};

static const char *kind_of(orm_text name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (orm_text_is(name, kinds[i]))
            return kinds[i];
    return "";
}

static bool has_mark(orm_ctx *ctx, orm_text details, const char *name)
{
    const orm_json *node = orm_json_read(ctx, details, ORM_JSON_DATA, "details");
    const orm_json *mark = node->kind == ORM_JSON_OBJECT ? orm_json_member(node, name) : NULL;

    return mark && mark->kind == ORM_JSON_TRUE;
}

orm_object *orm_objects_read(orm_ctx *ctx)
{
    orm_rows rows =
        orm_rows_ask(ctx,
                     "SELECT kind, schema, name, parent, model, details FROM @.orm_objects "
                     "ORDER BY kind, schema, parent, name",
                     NULL, 0, 6);
    orm_object *first = NULL, **link = &first;

    for (uint32_t i = 0; i < rows.count; i++) {
        orm_object *object = ORM_NEW(ctx->arena, orm_object);
        orm_text details = orm_rows_cell(&rows, i, 5);

        object->kind = kind_of(orm_rows_cell(&rows, i, 0));
        object->schema = orm_rows_cell(&rows, i, 1);
        object->name = orm_rows_cell(&rows, i, 2);
        object->parent = orm_rows_cell(&rows, i, 3);
        object->model = orm_rows_cell(&rows, i, 4);
        object->has_comment = has_mark(ctx, details, "comment");
        object->has_counter = has_mark(ctx, details, "counter");
        object->has_labels = has_mark(ctx, details, "labels");
        object->is_planned = has_mark(ctx, details, "planned");
        *link = object;
        link = &object->next;
    }
    return first;
}

static orm_text details_of(orm_ctx *ctx, const orm_object *object)
{
    const struct {
        const char *name;
        bool is_set;
    } marks[] = {{"comment", object->has_comment},
                 {"counter", object->has_counter},
                 {"labels", object->has_labels},
                 {"planned", object->is_planned}};
    orm_text list = {"", 0};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].is_set)
            list = orm_text_format(ctx->arena, "%.*s%s\"%s\":true", ORM_ARG(list),
                                   list.length ? "," : "", marks[i].name);
    return orm_text_format(ctx->arena, "{%.*s}", ORM_ARG(list));
}

void orm_objects_save(orm_ctx *ctx, const orm_object *object)
{
    orm_value values[] = {orm_value_of_text(orm_text_from(object->kind)),
                          orm_value_of_text(object->schema),
                          orm_value_of_text(object->name),
                          orm_value_of_text(object->parent),
                          orm_value_of_text(object->model),
                          orm_value_of_text(details_of(ctx, object))};

    orm_store_run(ctx,
                  "INSERT INTO @.orm_objects (kind, schema, name, parent, model, details) "
                  "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, schema, parent, name) "
                  "DO UPDATE SET model = excluded.model, details = excluded.details",
                  values, 6, true, NULL);
}

void orm_objects_forget(orm_ctx *ctx, const orm_object *object)
{
    orm_value values[] = {orm_value_of_text(orm_text_from(object->kind)),
                          orm_value_of_text(object->schema), orm_value_of_text(object->parent),
                          orm_value_of_text(object->name)};
    orm_value of_table[] = {values[1], values[3]};

    orm_store_run(ctx,
                  "DELETE FROM @.orm_objects WHERE kind = $1 AND schema = $2 AND parent = $3 "
                  "AND name = $4",
                  values, 4, true, NULL);
    if (strcmp(object->kind, "table") == 0)
        orm_store_run(ctx, "DELETE FROM @.orm_objects WHERE schema = $1 AND parent = $2", of_table,
                      2, true, NULL);
}

void orm_objects_rename_table(orm_ctx *ctx, orm_text schema, orm_text from, orm_text to)
{
    orm_value values[] = {orm_value_of_text(schema), orm_value_of_text(from),
                          orm_value_of_text(to)};

    orm_value of_new[] = {values[0], values[2]};

    /* of a table that is not there: proposed by a plan, or forgotten */
    orm_store_run(ctx,
                  "DELETE FROM @.orm_objects WHERE schema = $1 AND (parent = $2 OR "
                  "(kind = 'table' AND name = $2))",
                  of_new, 2, true, NULL);
    orm_store_run(ctx,
                  "UPDATE @.orm_objects SET name = $3 WHERE kind = 'table' AND schema = $1 "
                  "AND name = $2",
                  values, 3, true, NULL);
    orm_store_run(ctx, "UPDATE @.orm_objects SET parent = $3 WHERE schema = $1 AND parent = $2",
                  values, 3, true, NULL);
}

static bool same_bytes(orm_text left, orm_text right)
{
    return orm_text_equal(left, right);
}

const orm_object *orm_objects_find(const orm_object *list, bool is_folding, const char *kind,
                                   orm_text schema, orm_text parent, orm_text name)
{
    bool (*same)(orm_text, orm_text) = is_folding ? orm_text_equal_ascii_fold : same_bytes;

    for (; list; list = list->next)
        if (strcmp(list->kind, kind) == 0 && same(list->name, name) && same(list->parent, parent) &&
            orm_text_equal(list->schema, schema))
            return list;
    return NULL;
}
