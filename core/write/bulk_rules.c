/* bulk_rules.c - validators that are SQL expressions, asked about the items of a list.  See bulk.h
 * and rules.h.
 *
 * What an expression sees of a row depends on what the row has: items with the same members have
 * one text.  The items are kept until they have been asked about. */
#include "query/shape.h"
#include "write/bulk.h"

/* The validators of items with the same members. */
typedef struct kind {
    orm_text shape;
    const orm_rules *rules;
    struct kind *next;
} kind;

static const orm_rules *read_rules(orm_bulk *b, const orm_json *item, const orm_rules_scope *scope)
{
    orm_modify modify = {.kind = b->modify.kind, .relation = b->modify.relation};
    orm_row_options options = b->options;

    options.keeps_updated_at = true;
    if (b->mode == ORM_BULK_CHANGE)
        orm_row_update(&b->compiler, &modify, item, &options);
    else
        orm_row_insert(&b->compiler, &modify, item, &options);
    return orm_rules_read(&b->compiler, &modify, item, scope);
}

static const orm_rules *rules_for(orm_bulk *b, kind **kinds, orm_text shape, const orm_json *item,
                                  const orm_rules_scope *scope)
{
    orm_arena *arena = b->call->ctx.arena;
    kind *it;

    for (it = *kinds; it; it = it->next)
        if (orm_text_equal(it->shape, shape))
            return it->rules;
    it = ORM_NEW(arena, kind);
    it->shape = orm_text_copy(arena, shape);
    it->rules = read_rules(b, item, scope);
    it->next = *kinds;
    *kinds = it;
    return it->rules;
}

void orm_bulk_ask(orm_bulk *b, const orm_rules_scope *scope)
{
    orm_inputs inputs = {
        .ctx = &b->call->ctx, .now = orm_call_now(b->call), .problems = &b->problems};
    kind *kinds = NULL;
    orm_rules_list list;
    const orm_json *item;

    b->keeps_items = true;
    orm_bulk_rewind(b);
    orm_rules_list_open(&list, &inputs);
    while ((item = orm_bulk_next(b))) {
        orm_shape shape;
        uint64_t hash;

        orm_shape_open(&shape, &b->call->ctx, b->call->function->name, b->model->name);
        orm_shape_row(&shape, item);
        inputs.slots = shape.slots;
        orm_rules_list_add(&list, rules_for(b, &kinds, orm_shape_text(&shape, &hash), item, scope),
                           item);
        orm_buffer_close(&shape.text);
    }
    orm_rules_list_close(&list);
    b->keeps_items = false;
    orm_bulk_rewind(b);
}
