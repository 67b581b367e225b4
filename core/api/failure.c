/* failure.c - errors of the engine in the contract's words (api.md section 5).  See orm.h. */
#include "base/json.h"
#include "exec/session.h"

static const char *name_of(orm_failure_kind kind)
{
    switch (kind) {
    case ORM_FAILURE_UNIQUE: return "UniqueConstraintError";
    case ORM_FAILURE_FOREIGN_KEY: return "ForeignKeyConstraintError";
    case ORM_FAILURE_EXCLUSION: return "ExclusionConstraintError";
    default: return "DatabaseError";
    }
}

/* SQLite says which check failed, and not of which table: the one model that has it. */
static const orm_model *find_by_check(const orm_call *call, orm_text name)
{
    const orm_model *found = NULL;

    for (uint32_t i = 0; i < call->catalog->model_count; i++) {
        const orm_model *model = call->catalog->models[i];

        for (uint32_t j = 0; j < model->check_count; j++)
            if (orm_text_equal(model->checks[j].name, name)) {
                if (found)
                    return NULL;
                found = model;
            }
    }
    return found;
}

/* Whether the table is the model's in some schema: where a schema is part of a table's name. */
static bool is_in_schema(const orm_model *model, orm_text table)
{
    orm_text delimiter = model->delimiter.length ? model->delimiter : ORM_TEXT(".");
    size_t length = model->table.length + delimiter.length;
    orm_text end;

    if (table.length <= length)
        return false;
    end = orm_text_slice(table, table.length - length, table.length);
    return orm_text_equal(orm_text_slice(end, 0, delimiter.length), delimiter) &&
           orm_text_equal(orm_text_slice(end, delimiter.length, end.length), model->table);
}

/* The model of the table. */
static const orm_model *find_model(const orm_call *call, const orm_failure *failure)
{
    orm_text table = failure->table;
    const orm_model *found = NULL;

    if (call->catalog == NULL)
        return NULL;
    if (table.length == 0)
        return failure->kind == ORM_FAILURE_CHECK ? find_by_check(call, failure->constraint) : NULL;
    for (uint32_t i = 0; i < call->catalog->model_count; i++) {
        const orm_model *model = call->catalog->models[i];

        if (orm_text_equal(model->table, table))
            return model;
        if (found == NULL && is_in_schema(model, table))
            found = model;
    }
    return found;
}

static orm_text attribute_name(const orm_model *model, orm_text column)
{
    const orm_attribute *attribute = model ? orm_model_field(model, column) : NULL;

    return attribute ? attribute->name : column;
}

/* The message that the definition gives for exactly these columns. */
static orm_text own_message(const orm_model *model, const orm_failure *failure)
{
    for (uint32_t i = 0; model && i < model->unique_count; i++) {
        const orm_unique *unique = model->uniques[i];
        uint32_t matching = 0;

        for (int j = 0; j < failure->column_count; j++)
            for (uint32_t k = 0; k < unique->count; k++)
                matching += orm_text_equal(unique->attributes[k]->field, failure->columns[j]);
        if (unique->message.length && matching == unique->count &&
            matching == (uint32_t)failure->column_count)
            return unique->message;
    }
    return (orm_text){"", 0};
}

static void write_value(orm_buffer *buffer, const orm_failure *failure, int index)
{
    if (failure->values[index].data)
        orm_json_write_string(buffer, failure->values[index]);
    else
        ORM_PUT(buffer, "null");
}

static void write_unique_item(orm_buffer *buffer, const orm_model *model,
                              const orm_failure *failure, int index)
{
    orm_text path = attribute_name(model, failure->columns[index]);
    orm_text message = own_message(model, failure);
    orm_buffer text;

    orm_buffer_open(&text, buffer->host, ORM_LIFE_CALL, 64);
    if (message.length)
        orm_buffer_text(&text, message);
    else
        orm_buffer_format(&text, "%.*s must be unique", ORM_ARG(path));
    ORM_PUT(buffer, "{\"message\":");
    orm_json_write_string(buffer, orm_buffer_since(&text, 0));
    orm_buffer_close(&text);
    ORM_PUT(buffer, ",\"type\":\"unique violation\",\"path\":");
    orm_json_write_string(buffer, path);
    ORM_PUT(buffer, ",\"value\":");
    write_value(buffer, failure, index);
    ORM_PUT(buffer, ",\"validatorKey\":\"not_unique\"}");
}

static void write_items(orm_buffer *buffer, const orm_model *model, const orm_failure *failure)
{
    if (failure->kind != ORM_FAILURE_UNIQUE || failure->column_count == 0)
        return;
    ORM_PUT(buffer, ",\"errors\":[");
    for (int i = 0; i < failure->column_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        write_unique_item(buffer, model, failure, i);
    }
    orm_buffer_char(buffer, ']');
}

static void write_fields(orm_buffer *buffer, const orm_model *model, const orm_failure *failure)
{
    if (failure->column_count == 0)
        return;
    ORM_PUT(buffer, ",\"fields\":{");
    for (int i = 0; i < failure->column_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, attribute_name(model, failure->columns[i]));
        orm_buffer_char(buffer, ':');
        write_value(buffer, failure, i);
    }
    orm_buffer_char(buffer, '}');
}

static void write_text(orm_buffer *buffer, const char *name, orm_text text)
{
    if (text.length == 0)
        return;
    orm_buffer_format(buffer, ",\"%s\":", name);
    orm_json_write_string(buffer, text);
}

orm_text orm_failure_json(orm_call *call, const orm_failure *failure)
{
    const orm_model *model = find_model(call, failure);
    orm_buffer buffer;
    orm_text json;

    orm_buffer_open(&buffer, call->ctx.host, ORM_LIFE_CALL, 256);
    orm_buffer_format(&buffer, "{\"name\":\"%s\",\"message\":", name_of(failure->kind));
    orm_json_write_string(&buffer, failure->message);
    write_text(&buffer, "code", failure->code);
    if (model)
        write_text(&buffer, "model", model->name);
    if (call->ctx.host->places)
        write_text(&buffer, "at", call->ctx.host->places->step);
    write_items(&buffer, model, failure);
    write_fields(&buffer, model, failure);
    write_text(&buffer, "constraint", failure->constraint);
    orm_buffer_char(&buffer, '}');
    json = orm_buffer_copy(&buffer, call->ctx.arena);
    orm_buffer_close(&buffer);
    return json;
}
