/* include_aggregate.c - an include that gives values over its rows instead of them.  See find.h;
 * reading.md, Includes: one row per parent that has any. */
#include "query/group.h"

/* {name: "count" or {function: attribute}} */
static orm_output *aggregate_output(orm_compiler *c, const orm_relation *target,
                                    const orm_json *member)
{
    const orm_json all = {.kind = ORM_JSON_STRING, .slot = -1, .text = ORM_TEXT("*")};
    orm_json function = {.kind = ORM_JSON_STRING, .slot = -1, .parent = member->parent};
    orm_output *output;

    if (member->kind == ORM_JSON_STRING) {
        output = orm_compile_value_of(c, target, member, &all, false);
    } else {
        if (member->kind != ORM_JSON_OBJECT || member->count != 1 ||
            member->first->kind != ORM_JSON_STRING)
            ORM_FAIL(c, member, "an aggregate is a function, or {function: attribute}");
        function.key = member->key;
        function.text = member->first->key;
        output = orm_compile_value_of(c, target, &function, member->first, false);
    }
    output->key = orm_compile_json_key(c, member->key);
    return output;
}

static bool is_count(const orm_json *member)
{
    return orm_text_is(member->kind == ORM_JSON_STRING ? member->text : member->first->key,
                       "count");
}

/* The object of a parent without rows: counts are 0, all else is null. */
static orm_text values_of_nothing(orm_compiler *c, const orm_json *aggregate)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, 64);
    orm_each_child (member, aggregate) {
        orm_buffer_char(&buffer, member == aggregate->first ? '{' : ',');
        orm_json_write_string(&buffer, member->key);
        orm_buffer_string(&buffer, is_count(member) ? ":0" : ":null");
    }
    orm_buffer_char(&buffer, '}');
    text = orm_buffer_copy(&buffer, c->ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

void orm_compile_include_aggregate(orm_compiler *c, orm_level *level, const orm_relation *target,
                                   const orm_include *include)
{
    const orm_json *aggregate = orm_option(include->options, "aggregate");

    if (aggregate->count == 0)
        ORM_FAIL(c, aggregate, "\"aggregate\" names no value");
    if (include->is_spanned)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, aggregate,
                     "an include with \"aggregate\" is on no path of this call");
    orm_each_child (member, aggregate)
        orm_level_add(c, level, aggregate_output(c, target, member));
    level->shown_count = level->column_count;
    level->is_many = false;
    level->nothing = values_of_nothing(c, aggregate);
}

void orm_group_by_parent(orm_compiler *c, orm_level *level)
{
    orm_expr **end = &level->select.group;

    for (uint16_t i = 0; i < level->key_count; i++) {
        const orm_expr *own = level->columns[level->own_columns[i]]->expr;

        *end = orm_expr_column(c->ctx->arena, own->relation, own->attribute);
        end = &(*end)->next;
    }
}
