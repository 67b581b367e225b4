/* link_create.c - a new target, linked to the instance it is made for.  See link.h.
 *
 * A target that holds the owner's key gets it as its values are stored; a pair is stored behind its
 * target; the owner that holds the target's key is changed at last. */
#include "query/find.h"
#include "write/link.h"
#include "write/nested.h"
#include "write/write.h"

static orm_nest *open_target(orm_nested *it, orm_linking *linking)
{
    const orm_association *association = linking->association;
    orm_nest *nest = orm_nest_new(it, association->target, NULL);
    const orm_json *include = orm_option(linking->options, "include");

    nest->relation = orm_link_relation(linking, association->target);
    nest->association = association;
    nest->scope = association->scope;
    nest->options = orm_row_options_read(&it->compiler, association->target, linking->options);
    orm_nested_include(it, nest,
                       orm_compile_includes(&it->compiler, association->target, include, 1));
    return nest;
}

static orm_nest_link *link_owner(orm_nested *it, orm_linking *linking, orm_nest *nest)
{
    const orm_link *link = &linking->association->link;

    orm_linking_find_owner(linking);
    orm_link_check(linking, linking->association->source, &linking->owner);
    return orm_nest_link_values(it, nest, link->to, linking->owner.values, link->count, true);
}

/* hasOne, hasMany. */
static void create_child(orm_nested *it, orm_linking *linking, orm_nest *nest, const orm_json *row)
{
    orm_nest_link *owner = link_owner(it, linking, nest);

    orm_nest_set_source(nest, orm_nested_read(it, nest, row), owner, 0);
    orm_nested_store(it, nest);
}

static void create_pair(orm_nested *it, orm_linking *linking, orm_nest *nest, const orm_json *row)
{
    orm_nest_link *owner;
    uint32_t number;

    orm_nested_pair(it, nest);
    nest->pairs->is_hidden = nest->pairs->is_bulk = true;
    owner = link_owner(it, linking, nest->pairs);
    number = orm_nested_read(it, nest, row);
    orm_nest_set_source(
        nest->pairs, orm_nested_read_pair(it, nest, number, row, linking->through, ORM_PAIR_ADDED),
        owner, 0);
    orm_nested_store(it, nest);
}

static _Noreturn void fail_owner(orm_linking *it)
{
    orm_error *error =
        orm_error_new(&it->call->ctx, ORM_ASSOCIATION, "there is no %.*s with this key",
                      ORM_ARG(it->association->source->name));

    error->model = it->association->source->name;
    error->at = orm_json_place(&it->call->ctx, it->owner_key);
    orm_throw(&it->call->ctx, error);
}

/* belongsTo: the owner's foreign key becomes the new row's. */
static void create_parent(orm_nested *it, orm_linking *linking, orm_nest *nest, const orm_json *row)
{
    const orm_link *link = &linking->association->link;
    const uint32_t *columns = orm_nest_want(it, nest, link->to, link->count);
    orm_compiler *c = &linking->compiler;
    orm_modify modify = {.kind = ORM_UPDATE};

    orm_nested_read(it, nest, row);
    orm_nested_store(it, nest);
    modify.relation = orm_link_relation(linking, linking->association->source);
    modify.where = orm_compile_key(c, modify.relation, linking->owner_key);
    for (uint32_t i = 0; i < link->count; i++)
        orm_modify_assign(c, &modify, link->from[i],
                          orm_compile_value(c, link->from[i], nest->rows[0].kept[columns[i]]));
    if (orm_link_saves(linking, modify.relation->model)) {
        if (orm_link_save(linking, modify.relation->model, linking->owner_key,
                          orm_link_document(linking, &modify, NULL)) == 0)
            fail_owner(linking);
        return;
    }
    orm_modify_touch(c, &modify, linking->is_silent);
    if (orm_link_modify(linking, &modify, NULL, NULL) == 0)
        fail_owner(linking);
}

void orm_link_create(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *row, const orm_json *options, orm_buffer *out)
{
    orm_linking linking;
    orm_nested it;
    orm_nest *nest;

    orm_linking_open(&linking, call, association, owner, options);
    orm_nested_open(&it, call, options);
    it.is_shown = true;
    orm_insert_check(&it.compiler, options, association->through != NULL);
    nest = open_target(&it, &linking);
    if (association->through)
        create_pair(&it, &linking, nest, row);
    else if (association->kind == ORM_BELONGS_TO)
        create_parent(&it, &linking, nest, row);
    else
        create_child(&it, &linking, nest, row);
    orm_nest_write(nest, 0, out);
}
