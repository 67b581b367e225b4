/* shape.c - what a call looks like, its values left out.  See shape.h. */
#include "query/shape.h"

#include "dialect.h"
#include "host.h"

/* With its length: every key of every call is compared with some of them. */
#define NAME(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

/* Options whose values are slots. */
static const orm_text slot_options[] = {NAME("where"),  NAME("having"), NAME("limit"),
                                        NAME("offset"), NAME("on"),     NAME("first"),
                                        NAME("last"),   NAME("before"), NAME("after")};

/* Operators whose operand may be a list of any length. */
static const orm_text list_operators[] = {
    NAME("$in"),       NAME("$notIn"),        NAME("$eq"),          NAME("$ne"),  NAME("$not"),
    NAME("$contains"), NAME("$overlap"),      NAME("$contained"),   NAME("$any"), NAME("$all"),
    NAME("$values"),   NAME("$anyKeyExists"), NAME("$allKeysExist")};

/* Operators whose operand may be [pattern, flags]. */
static const orm_text pattern_operators[] = {NAME("$regexp"), NAME("$notRegexp"), NAME("$iRegexp"),
                                             NAME("$notIRegexp")};

/* Keys that hold names or code, also inside a condition. */
static const orm_text code_keys[] = {NAME("$col"),  NAME("$fn"),    NAME("$cast"), NAME("$literal"),
                                     NAME("$json"), NAME("$param"), NAME("$find"), NAME("$now")};

static bool is_one_of(orm_text key, const orm_text *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (orm_text_equal(key, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(key, names) is_one_of((key), (names), sizeof(names) / sizeof *(names))

void orm_shape_open(orm_shape *shape, orm_ctx *ctx, const char *function, orm_text model)
{
    memset(shape, 0, sizeof *shape);
    shape->ctx = ctx;
    shape->has_list_lengths = !ctx->host->dialect->has_arrays;
    shape->slot_capacity = 16;
    shape->slots = orm_alloc(ctx->arena, shape->slot_capacity * sizeof *shape->slots);
    orm_buffer_open(&shape->text, ctx->host, ORM_LIFE_CALL, 256);
    orm_buffer_string(&shape->text, function);
    orm_buffer_char(&shape->text, '\0');
    orm_buffer_text(&shape->text, model);
    orm_buffer_char(&shape->text, '\0');
}

static void add_slot(orm_shape *shape, const orm_json *node)
{
    if (shape->slot_count == shape->slot_capacity) {
        const orm_json **longer =
            orm_alloc(shape->ctx->arena, shape->slot_capacity * 2 * sizeof *longer);

        memcpy(longer, shape->slots, shape->slot_count * sizeof *longer);
        shape->slots = longer;
        shape->slot_capacity *= 2;
    }
    ((orm_json *)node)->slot = (int32_t)shape->slot_count;
    shape->slots[shape->slot_count++] = node;
}

/* Seven bits a byte, the last one below 0x80. */
static void put_count(orm_buffer *buffer, size_t count)
{
    orm_buffer_need(buffer, 10);
    for (; count >= 0x80; count >>= 7)
        buffer->data[buffer->length++] = (char)(count | 0x80);
    buffer->data[buffer->length++] = (char)count;
}

/* A name with its length before it: no two shapes have one text. */
static void put_name(orm_buffer *buffer, char mark, orm_text name)
{
    orm_buffer_char(buffer, mark);
    put_count(buffer, name.length);
    orm_buffer_text(buffer, name);
}

void orm_shape_name(orm_shape *shape, char mark, orm_text name)
{
    put_name(&shape->text, mark, name);
}

uint32_t orm_list_kinds(const orm_json *list)
{
    uint32_t kinds = 0;

    orm_each_child (item, list)
        kinds |= 1u << item->kind;
    return kinds;
}

uint32_t orm_list_places(uint32_t count)
{
    uint32_t places = 1;

    while (places < count)
        places *= 2;
    return places;
}

static bool is_scalar_list(const orm_json *node)
{
    return node->kind == ORM_JSON_ARRAY &&
           (orm_list_kinds(node) & (1u << ORM_JSON_ARRAY | 1u << ORM_JSON_OBJECT)) == 0;
}

static void walk_slots(orm_shape *shape, const orm_json *node, bool may_be_list);
static void walk_names(orm_shape *shape, const orm_json *node);

static void put_list(orm_shape *shape, const orm_json *node)
{
    uint32_t places = shape->has_list_lengths ? orm_list_places(node->count) : 1;

    orm_buffer_char(&shape->text, 'L');
    put_count(&shape->text, orm_list_kinds(node));
    put_count(&shape->text, node->count ? places : 0);
}

/* [pattern, flags]: the flags decide what is printed. */
static void walk_pattern(orm_shape *shape, const orm_json *node)
{
    add_slot(shape, node);
    orm_buffer_char(&shape->text, 'p');
    walk_slots(shape, node->first, false);
    walk_names(shape, node->last);
}

/* A name that stands where other members are values: of a cast's type, of {"$where"}'s operator. */
static bool is_name(const orm_json *object, orm_text key)
{
    return (orm_text_is(key, "type") && orm_json_member(object, "$cast")) ||
           (orm_text_is(key, "comparator") && orm_json_member(object, "$where"));
}

/* Inside a condition. */
static void walk_member(orm_shape *shape, const orm_json *object, const orm_json *member)
{
    bool is_operator = member->key.length && member->key.data[0] == '$';

    put_name(&shape->text, 'k', member->key);
    if (is_operator && IS_ONE_OF(member->key, code_keys))
        walk_names(shape, member);
    else if (is_name(object, member->key))
        walk_names(shape, member);
    else if (is_operator && member->kind == ORM_JSON_ARRAY && member->count == 2 &&
             IS_ONE_OF(member->key, pattern_operators))
        walk_pattern(shape, member);
    else
        walk_slots(shape, member, !is_operator || IS_ONE_OF(member->key, list_operators));
}

static void walk_slots(orm_shape *shape, const orm_json *node, bool may_be_list)
{
    add_slot(shape, node);
    if (may_be_list && is_scalar_list(node)) {
        put_list(shape, node);
    } else if (node->kind == ORM_JSON_ARRAY) {
        orm_buffer_char(&shape->text, '[');
        orm_each_child (item, node)
            walk_slots(shape, item, false);
        orm_buffer_char(&shape->text, ']');
    } else if (node->kind == ORM_JSON_OBJECT) {
        orm_buffer_char(&shape->text, '{');
        orm_each_child (member, node)
            walk_member(shape, node, member);
        orm_buffer_char(&shape->text, '}');
    } else {
        orm_buffer_char(&shape->text, (char)('0' + node->kind));
    }
}

/* A scope's [name, params]. */
static void walk_method(orm_shape *shape, const orm_json *method)
{
    if (method->kind != ORM_JSON_ARRAY || method->count != 2) {
        walk_names(shape, method);
        return;
    }
    walk_names(shape, method->first);
    walk_slots(shape, method->last, false);
}

static void walk_option(orm_shape *shape, const orm_json *member)
{
    put_name(&shape->text, 'k', member->key);
    if (IS_ONE_OF(member->key, slot_options))
        walk_slots(shape, member, false);
    else if (orm_text_is(member->key, "method"))
        walk_method(shape, member);
    else
        walk_names(shape, member);
}

/* Names and structure; a condition inside is slots again. */
static void walk_names(orm_shape *shape, const orm_json *node)
{
    switch (node->kind) {
    case ORM_JSON_ARRAY:
        orm_buffer_char(&shape->text, '[');
        orm_each_child (item, node)
            walk_names(shape, item);
        orm_buffer_char(&shape->text, ']');
        break;
    case ORM_JSON_OBJECT:
        orm_buffer_char(&shape->text, '{');
        orm_each_child (member, node)
            walk_option(shape, member);
        orm_buffer_char(&shape->text, '}');
        break;
    case ORM_JSON_STRING:
    case ORM_JSON_NUMBER: put_name(&shape->text, (char)('0' + node->kind), node->text); break;
    default: orm_buffer_char(&shape->text, (char)('0' + node->kind)); break;
    }
}

/* `params` is a document of its own, and the clock is no part of a plan. */
static bool is_apart(orm_text key)
{
    return orm_text_is(key, "params") || orm_text_is(key, "now");
}

void orm_shape_options(orm_shape *shape, const orm_json *options)
{
    orm_buffer_char(&shape->text, 'o');
    if (options == NULL)
        return;
    if (options->kind != ORM_JSON_OBJECT) {
        walk_names(shape, options);
        return;
    }
    orm_buffer_char(&shape->text, '{');
    orm_each_child (member, options)
        if (is_apart(member->key))
            put_name(&shape->text, (char)('0' + member->kind), member->key);
        else
            walk_option(shape, member);
    orm_buffer_char(&shape->text, '}');
}

void orm_shape_values(orm_shape *shape, const orm_json *values)
{
    orm_buffer_char(&shape->text, 'v');
    if (values)
        walk_slots(shape, values, true);
}

void orm_shape_key(orm_shape *shape, const orm_json *key)
{
    orm_buffer_char(&shape->text, 'q');
    if (key)
        walk_slots(shape, key, false);
}

void orm_shape_row(orm_shape *shape, const orm_json *row)
{
    orm_buffer_char(&shape->text, 'r');
    if (row && row->kind != ORM_JSON_OBJECT)
        orm_buffer_char(&shape->text, (char)('0' + row->kind));
    else if (row)
        orm_each_child (member, row) {
            put_name(&shape->text, member->kind == ORM_JSON_NULL ? 'n' : 'k', member->key);
            add_slot(shape, member);
        }
}

orm_text orm_shape_text(orm_shape *shape, uint64_t *hash)
{
    orm_text text = orm_buffer_since(&shape->text, 0);

    *hash = orm_text_hash(text, ORM_HASH_SEED);
    return text;
}
