/* bulk_read.c - items of a list as rows of values.  See bulk.h. */
#include "catalog/convert.h"
#include "write/bulk.h"

enum {
    SCRATCH_SIZE = 256 * 1024,
    TREE_SIZE = 512 * 1024 /* of a list's text: up to here it is a tree, read once */
};

/* ---- items */

void orm_bulk_rewind(orm_bulk *b)
{
    if (b->list)
        b->next = b->list->first;
    else
        orm_json_items_open(&b->items, b->text, "items");
    b->at = UINT32_MAX;
}

/* A short list as a tree; what is no list is refused where its items are read one by one. */
static void read_list(orm_bulk *b)
{
    const orm_json *list;

    if (b->text.length > TREE_SIZE)
        return;
    list = orm_json_read(&b->call->ctx, b->text, ORM_JSON_DATA, "items");
    b->list = list->kind == ORM_JSON_ARRAY ? list : NULL;
}

static orm_json *next_of_list(orm_bulk *b)
{
    orm_json *item = b->next;

    if (item)
        b->next = item->next;
    return item;
}

/* Errors name the place that an item was taken from; the list itself knows only that of the item
 * which was read last. */
static void put_in_place(orm_bulk *b, orm_ctx *ctx, orm_json *item)
{
    item->parent = NULL;
    item->key = b->places ? orm_json_place(ctx, b->places[b->at])
                          : orm_text_format(ctx->arena, "items[%u]", b->at);
}

bool orm_bulk_forgets(const orm_bulk *b)
{
    return b->scratch.arena && b->scratch.arena->total > SCRATCH_SIZE;
}

/* Where the item is read into: it is gone when a good deal more was read, unless it is kept. */
static orm_ctx *item_ctx(orm_bulk *b)
{
    orm_host *host = b->call->ctx.host;

    if (b->keeps_items)
        return &b->call->ctx;
    if (orm_bulk_forgets(b)) {
        b->scratch.arena->free(b->scratch.arena);
        b->scratch.arena = NULL;
    }
    if (b->scratch.arena == NULL)
        b->scratch = (orm_ctx){host, host->arena_open(host)};
    return &b->scratch;
}

const orm_json *orm_bulk_next(orm_bulk *b)
{
    orm_ctx *ctx = item_ctx(b);
    orm_json *item;

    b->at++;
    item = b->list ? next_of_list(b) : orm_json_items_next(ctx, &b->items);
    if (item && (b->places || b->keeps_items))
        put_in_place(b, ctx, item);
    return item;
}

/* ---- which attributes occur */

static bool is_named(const orm_json *names, orm_text name)
{
    if (names == NULL)
        return true;
    orm_each_child (item, names)
        if (orm_text_equal(item->text, name))
            return true;
    return false;
}

/* Attribute of the n-th member, or NULL: most items have the members of the one before them. */
static const orm_attribute *attribute_at(orm_bulk *b, uint32_t n, orm_text name)
{
    const orm_attribute **guess = &b->guesses[n < b->model->attribute_count ? n : 0];

    if (*guess == NULL || !orm_text_equal((*guess)->name, name))
        *guess = orm_model_attribute(b->model, name);
    return *guess;
}

static void note_members(orm_bulk *b, const orm_json *item)
{
    uint32_t n = 0;

    if (item->kind != ORM_JSON_OBJECT)
        orm_row_check(&b->compiler, b->model, item);
    orm_each_child (member, item) {
        const orm_attribute *attribute = attribute_at(b, n++, member->key);

        if (attribute == NULL || attribute->generated.length)
            orm_row_check(&b->compiler, b->model, item); /* says what is wrong with it */
        b->given[attribute->index]++;
    }
}

static bool is_timestamp(const orm_bulk *b, const orm_attribute *attribute)
{
    return attribute == b->model->created_at || attribute == b->model->updated_at;
}

/* ---- columns */

static void add_column(orm_bulk *b, const orm_attribute *attribute)
{
    orm_bulk_column *column = &b->columns[b->column_count];
    orm_text why;

    column->attribute = attribute;
    column->given = b->is_wanted[attribute->index] ? b->given[attribute->index] : 0;
    column->default_kind = attribute->default_kind;
    if (column->default_kind == ORM_DEFAULT_NONE && is_timestamp(b, attribute))
        column->default_kind = ORM_DEFAULT_NOW;
    if (column->default_kind == ORM_DEFAULT_VALUE &&
        !orm_convert(&b->call->ctx, attribute->type, attribute->default_node,
                     &column->default_value, &why))
        orm_raise_at(&b->call->ctx, ORM_DEFINITION, attribute->default_node, "%.*s", ORM_ARG(why));
    b->column_of[attribute->index] = (int16_t)b->column_count++;
}

/* Whether a value is made for rows that have none of their own. */
static bool is_made(const orm_bulk *b, const orm_attribute *attribute)
{
    if (b->mode == ORM_BULK_CHANGE) /* how many changes it is stands in the version */
        return attribute == b->model->version ||
               (attribute == b->model->updated_at && !b->options.is_silent);
    if (is_timestamp(b, attribute))
        return true;
    if (!b->is_wanted[attribute->index] && !attribute->is_primary)
        return false; /* `fields` leaves it to the table */
    return attribute->default_kind != ORM_DEFAULT_NONE &&
           attribute->default_kind != ORM_DEFAULT_EXPRESSION;
}

/* Given ones, and those whose default we make; the others are left to the table. */
static void choose_columns(orm_bulk *b)
{
    const orm_model *model = b->model;

    b->columns = ORM_NEW_N(b->call->ctx.arena, orm_bulk_column, model->attribute_count);
    b->column_of = ORM_NEW_N(b->call->ctx.arena, int16_t, model->attribute_count);
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];
        bool is_given = b->given[i] > 0 && b->is_wanted[i];

        b->column_of[i] = -1;
        if (!attribute->is_virtual && (is_given || is_made(b, attribute)))
            add_column(b, attribute);
    }
    if (b->column_count == 0) /* rows of the table's defaults alone */
        add_column(b, model->columns[0]);
}

bool orm_bulk_read_members(orm_bulk *b, orm_text items)
{
    const orm_json *item;

    b->text = items;
    read_list(b);
    orm_bulk_rewind(b);
    while ((item = orm_bulk_next(b))) {
        note_members(b, item);
        b->count++;
    }
    choose_columns(b);
    orm_bulk_rewind(b);
    return b->count > 0;
}

orm_bulk_column *orm_bulk_column_of(const orm_bulk *b, const orm_attribute *attribute)
{
    int16_t column = b->column_of[attribute->index];

    return column < 0 ? NULL : &b->columns[column];
}

/* ---- values */

/* Column of the n-th member, or -1. */
static int column_at(orm_bulk *b, uint32_t n, orm_text name)
{
    uint32_t index = attribute_at(b, n, name)->index;

    return b->is_wanted[index] ? b->column_of[index] : -1;
}

static orm_value default_value(orm_bulk *b, const orm_bulk_column *column)
{
    orm_param param = {.source = ORM_PARAM_GENERATED,
                       .slot = column->default_kind,
                       .type = column->attribute->type,
                       .attribute = column->attribute};
    const orm_param *list = &param;
    orm_value value = {.kind = ORM_VALUE_DEFAULT};

    if (!is_made(b, column->attribute))
        return value;
    if (b->mode == ORM_BULK_CHANGE && column->attribute == b->model->version)
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = 1};
    if (column->default_kind == ORM_DEFAULT_VALUE)
        return column->default_value;
    orm_parameters_bind(&b->inputs, &list, 1, &value);
    return value;
}

/* A null where the engine or we make the value is as none. */
static bool is_left_out(const orm_bulk *b, const orm_attribute *attribute, const orm_json *member)
{
    if (b->mode == ORM_BULK_CHANGE)
        return (attribute == b->model->updated_at && !b->options.is_silent) ||
               (attribute == b->model->version && member->kind == ORM_JSON_NULL);
    return member->kind == ORM_JSON_NULL &&
           (attribute->is_auto_increment || is_timestamp(b, attribute));
}

static void take_value(orm_bulk *b, const orm_bulk_column *column, const orm_json *member,
                       orm_value *out, uint8_t *has)
{
    const orm_attribute *attribute = column->attribute;
    orm_text why;

    if (is_left_out(b, attribute, member))
        return;
    *has = ORM_VALUE_GIVEN;
    if (!orm_convert(&b->scratch, attribute->type, member, out, &why))
        orm_problems_add_type(&b->problems, attribute, member, why);
    else if (out->kind == ORM_VALUE_NULL && orm_attribute_needs_value(attribute))
        orm_problems_add_null(&b->problems, attribute, member);
}

static bool is_missing(const orm_bulk *b, const orm_attribute *attribute)
{
    return b->mode != ORM_BULK_CHANGE && orm_attribute_needs_value(attribute) &&
           attribute->generated.length == 0 && attribute->default_kind != ORM_DEFAULT_VALUE &&
           attribute->default_kind != ORM_DEFAULT_EXPRESSION && !is_timestamp(b, attribute);
}

static void make_values(orm_bulk *b, orm_value *values, uint8_t *has)
{
    for (uint32_t i = 0; i < b->column_count; i++) {
        if (has[i] == ORM_VALUE_GIVEN)
            continue;
        values[i] = default_value(b, &b->columns[i]);
        if (b->mode == ORM_BULK_CHANGE && values[i].kind == ORM_VALUE_DEFAULT)
            values[i].kind = ORM_VALUE_NULL; /* it is not asked for */
        else if (values[i].kind != ORM_VALUE_DEFAULT)
            has[i] = ORM_VALUE_MADE;
        else if (is_missing(b, b->columns[i].attribute))
            orm_problems_add_null(&b->problems, b->columns[i].attribute, NULL);
    }
}

void orm_bulk_fill(orm_bulk *b, const orm_json *item, orm_value *values, uint8_t *has)
{
    uint32_t n = 0;

    memset(has, ORM_VALUE_ABSENT, b->column_count);
    for (uint32_t i = 0; i < b->column_count; i++)
        values[i].kind = ORM_VALUE_DEFAULT;
    b->problems.item = item;
    b->inputs.ctx = &b->scratch;
    orm_rules_ask(&b->inputs, b->rules, item);
    orm_each_child (member, item) {
        int column = column_at(b, n++, member->key);

        if (column >= 0)
            take_value(b, &b->columns[column], member, &values[column], &has[column]);
    }
    make_values(b, values, has);
    b->problems.item = NULL;
}

/* Required attributes that no item and no default gives a value. */
static void check_absent(orm_bulk *b)
{
    for (uint32_t i = 0; i < b->model->column_count; i++) {
        const orm_attribute *attribute = b->model->columns[i];

        if (b->column_of[attribute->index] < 0 && is_missing(b, attribute))
            orm_problems_add_null(&b->problems, attribute, NULL);
    }
}

/* ---- beginning */

void orm_bulk_read_rules(orm_bulk *b)
{
    bool is_asked = orm_option_boolean(b->json_options, "validate",
                                       b->mode == ORM_BULK_UPSERT || b->mode == ORM_BULK_CHANGE);
    orm_rules_scope scope = {.fields = b->options.fields,
                             .is_given_only = b->mode == ORM_BULK_CHANGE};

    check_absent(b);
    if (!is_asked)
        return;
    b->rules = orm_rules_read(&b->compiler, &b->modify, NULL, &scope);
    if (b->rules && b->rules->asked_count) {
        orm_bulk_ask(b, &scope);
        b->rules = NULL;
    }
}

void orm_bulk_open(orm_bulk *b, orm_call *call, const orm_model *model, const orm_json *options,
                   orm_bulk_mode mode)
{
    orm_arena *arena = call->ctx.arena;

    memset(b, 0, sizeof *b);
    b->call = call;
    b->model = model;
    b->json_options = options;
    b->mode = mode;
    b->compiler.ctx = &call->ctx;
    b->compiler.catalog = call->catalog;
    b->compiler.function = orm_text_format(arena, "orm_%s", call->function->name).data;
    b->options = orm_row_options_read(&b->compiler, model, options);
    b->guesses = ORM_NEW_N(arena, const orm_attribute *, model->attribute_count + 1);
    b->given = ORM_NEW_N(arena, uint32_t, model->attribute_count + 1);
    b->is_wanted = ORM_NEW_N(arena, bool, model->attribute_count + 1);
    for (uint32_t i = 0; i < model->attribute_count; i++)
        b->is_wanted[i] = is_named(b->options.fields, model->attributes[i]->name);
    orm_problems_open(&b->problems, &call->ctx, model);
    b->inputs =
        (orm_inputs){.ctx = &b->scratch, .now = orm_call_now(call), .problems = &b->problems};
    b->modify.kind = mode == ORM_BULK_CHANGE ? ORM_UPDATE : ORM_INSERT;
    b->modify.relation = orm_compile_relation_in(&b->compiler, model, options);
}
