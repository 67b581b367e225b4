/* raw.c - a statement of the user, run.  See raw.h. */
#include "exec/raw.h"

#include "base/limits.h"
#include "dialect.h"
#include "exec/parameters.h"

/* ---- the statement */

static orm_statement statement_of(const orm_raw *raw)
{
    return (orm_statement){.sql = raw->sql,
                           .hash = orm_text_hash(raw->sql, ORM_HASH_SEED),
                           .parameter_count = raw->count};
}

orm_deed orm_raw_inspect(orm_ctx *ctx, const orm_raw *raw)
{
    orm_statement statement = statement_of(raw);

    return ctx->host->inspect(ctx->host, &statement);
}

static bool is_of_scalars(const orm_json *list)
{
    orm_each_child (item, list)
        if (item->kind == ORM_JSON_OBJECT || (item->kind == ORM_JSON_ARRAY && !is_of_scalars(item)))
            return false;
    return true;
}

static orm_value value_of(orm_inputs *inputs, const orm_json *node);

static orm_value list_value(orm_inputs *inputs, const orm_json *list)
{
    orm_value *items = ORM_NEW_N(inputs->ctx->arena, orm_value, list->count + 1);
    uint32_t count = 0;

    orm_each_child (item, list)
        items[count++] = value_of(inputs, item);
    return (orm_value){.kind = ORM_VALUE_LIST, .count = count, .as.list = items};
}

/* A list is one where the engine knows lists; what else has members is JSON. */
static orm_value value_of(orm_inputs *inputs, const orm_json *node)
{
    const orm_param param = {.source = ORM_PARAM_VALUE, .use = ORM_USE_VALUE, .node = node};
    const orm_param *params = &param;
    orm_value value;

    if (node->kind == ORM_JSON_ARRAY && inputs->ctx->host->dialect->has_arrays &&
        is_of_scalars(node))
        return list_value(inputs, node);
    orm_parameters_bind(inputs, &params, 1, &value);
    return value;
}

static orm_value *bind(orm_ctx *ctx, const orm_raw *raw)
{
    orm_inputs inputs = {.ctx = ctx};
    orm_value *values = ORM_NEW_N(ctx->arena, orm_value, raw->count + 1u);

    for (uint16_t i = 0; i < raw->count; i++)
        values[i] = value_of(&inputs, raw->values[i]);
    return values;
}

/* What is bound has its own kind's type where the text gives it none. */
static const uint8_t *kinds_of(orm_ctx *ctx, const orm_raw *raw, const orm_value *values)
{
    uint8_t *kinds = orm_alloc(ctx->arena, raw->count + 1u);

    if (raw->style < ORM_RAW_BIND_LIST)
        return NULL;
    for (uint16_t i = 0; i < raw->count; i++)
        kinds[i] = values[i].kind;
    return kinds;
}

/* ---- the answer's keys, known with the first row */

/* A column, or an object of them. */
typedef struct shown shown;
struct shown {
    orm_text key;
    int column; /* -1: an object */
    const orm_form *form;
    shown *first;
    shown *next;
};

typedef struct raw_sink {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_raw_view *view;
    orm_buffer *out;
    shown root;
    uint32_t count;
} raw_sink;

/* The member of this name; one that is there is taken, so that of equal names the last one counts,
 * at the place of the first. */
static shown *member_of(raw_sink *it, shown *object, orm_text key)
{
    shown **link = &object->first;

    while (*link && !orm_text_equal((*link)->key, key))
        link = &(*link)->next;
    if (*link == NULL) {
        *link = ORM_NEW(it->ctx->arena, shown);
        (*link)->key = key;
        (*link)->column = -1;
    }
    object->column = -1;
    return *link;
}

static shown *place_for(raw_sink *it, orm_text name)
{
    shown *object = &it->root;
    size_t from = 0;
    int depth = 0;

    for (size_t i = 0; it->view->is_nested && i < name.length; i++)
        if (name.data[i] == '.') {
            if (++depth == ORM_MAX_JSON_DEPTH)
                orm_raise(it->ctx, ORM_INVALID_OPTION, ORM_TEXT("options.nest"),
                          "the name of a column is nested deeper than %d levels",
                          ORM_MAX_JSON_DEPTH);
            object = member_of(it, object, orm_text_slice(name, from, i));
            from = i + 1;
        }
    return member_of(it, object, orm_text_slice(name, from, name.length));
}

/* A column of the model's table, else one that bears an attribute's name. */
static const orm_attribute *attribute_of(const orm_model *model, orm_text column)
{
    if (model == NULL)
        return NULL;
    for (uint32_t i = 0; i < model->column_count; i++)
        if (orm_text_equal(model->columns[i]->field, column))
            return model->columns[i];
    return orm_model_attribute(model, column);
}

static const orm_form *form_of(raw_sink *it, const orm_attribute *attribute)
{
    orm_form *form = ORM_NEW(it->ctx->arena, orm_form);

    if (attribute && !attribute->is_virtual)
        *form = attribute->type->form;
    else
        *form = (orm_form){.kind = ORM_FORM_NATURAL, .scale = -1};
    form->as_string = it->view->is_numbers_string;
    return form;
}

static void learn_columns(raw_sink *it, orm_row *row)
{
    orm_host *host = it->ctx->host;
    const orm_text *names;
    int count = host->names(host, it->ctx, row, &names);

    for (int i = 0; i < count; i++) {
        const orm_attribute *attribute = attribute_of(it->view->model, names[i]);
        shown *place = place_for(it, attribute ? attribute->name : names[i]);

        place->column = i;
        place->form = form_of(it, attribute);
        place->first = NULL;
    }
}

/* ---- rows */

static void write_members(raw_sink *it, const shown *object, orm_row *row)
{
    orm_host *host = it->ctx->host;

    orm_buffer_char(it->out, '{');
    for (const shown *member = object->first; member; member = member->next) {
        if (member != object->first)
            orm_buffer_char(it->out, ',');
        orm_json_write_string(it->out, member->key);
        orm_buffer_char(it->out, ':');
        if (member->column >= 0)
            host->append(host, row, member->column, member->form, it->out);
        else
            write_members(it, member, row);
    }
    orm_buffer_char(it->out, '}');
}

static void take_row(orm_sink *sink, orm_row *row)
{
    raw_sink *it = (raw_sink *)sink;

    if (it->count == 0)
        learn_columns(it, row);
    else if (it->view->is_plain)
        return;
    if (it->count++ > 0)
        orm_buffer_char(it->out, ',');
    write_members(it, &it->root, row);
}

uint32_t orm_raw_run(orm_ctx *ctx, const orm_raw *raw, orm_deed deed, const orm_raw_view *view,
                     orm_buffer *out)
{
    raw_sink it = {.sink = {take_row}, .ctx = ctx, .view = view, .out = out};
    orm_value *values = bind(ctx, raw);
    orm_statement statement = statement_of(raw);

    statement.kinds = kinds_of(ctx, raw, values);
    statement.is_writing = deed != ORM_DEED_READ;
    statement.is_one_time = deed == ORM_DEED_COMMAND;
    if (!view->is_plain)
        orm_buffer_char(out, '[');
    ctx->host->run(ctx->host, &statement, values, &it.sink);
    if (!view->is_plain)
        orm_buffer_char(out, ']');
    return it.count;
}
