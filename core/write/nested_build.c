/* nested_build.c - a tree of rows as it would be; nothing is stored.  See nested.h.
 *
 * As Sequelize's build(): keys and the associations' scopes are set when rows are stored, not
 * before. */
#include "write/build.h"
#include "write/nested.h"

/* The options that concern the root alone. */
static const orm_json *without_include(orm_ctx *ctx, const orm_json *options)
{
    orm_json *rest = orm_json_copy_empty(ctx, options);

    orm_each_child (member, options)
        if (!orm_text_is(member->key, "include"))
            orm_json_append(rest, orm_json_copy(ctx, member));
    return rest;
}

static void build_rows(orm_nested *it, orm_nest *nest, const orm_json *options)
{
    for (uint32_t i = 0; i < nest->count; i++) {
        orm_nest_row *row = &nest->rows[i];

        row->offset = nest->text.length;
        orm_build_run(it->call, nest->model, row->values, options, &nest->text);
        nest->text.length--; /* what closes it: children may follow */
        row->length = nest->text.length - row->offset;
    }
}

/* Through rows are shown where the document says something of them. */
static void build_pairs(orm_nested *it, orm_nest *targets)
{
    orm_nest *pairs = targets->pairs;

    build_rows(it, pairs, NULL);
    for (uint32_t i = 0; i < pairs->count; i++)
        if (orm_json_member_text(pairs->rows[i].item, pairs->model->name) == NULL)
            pairs->rows[i].length = 0;
}

static void build_nest(orm_nested *it, orm_nest *nest, const orm_json *options)
{
    build_rows(it, nest, options);
    if (nest->pairs)
        build_pairs(it, nest);
    for (orm_nest *child = nest->children; child; child = child->next)
        build_nest(it, child, NULL);
}

void orm_nested_build(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_buffer *out)
{
    const orm_json *include = orm_option(options, "include");
    orm_nested it;
    orm_nest *root;

    orm_nested_open(&it, call, NULL);
    it.is_shown = true;
    root = orm_nest_new(&it, model, NULL);
    orm_nested_include(&it, root, orm_compile_includes(&it.compiler, model, include, 1));
    orm_nested_read(&it, root, row);
    build_nest(&it, root, without_include(&call->ctx, options));
    orm_nest_write(root, 0, out);
}
