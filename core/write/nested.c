/* nested.c - nests, their links and rows; the calls that store trees.  See nested.h. */
#include "write/nested.h"

#include "base/limits.h"
#include "query/scope.h"
#include "write/hooked.h"
#include "write/write.h"

static orm_arena *arena_of(const orm_nested *it)
{
    return it->call->ctx.arena;
}

void orm_nested_open(orm_nested *it, orm_call *call, const orm_json *options)
{
    memset(it, 0, sizeof *it);
    it->call = call;
    it->compiler.ctx = &call->ctx;
    it->compiler.catalog = call->catalog;
    it->compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
    it->is_validating = orm_option_boolean(options, "validate", true);
    it->is_silent = orm_option_boolean(options, "silent", false);
    it->is_hooked = orm_option_boolean(options, "hooks", true);
    it->options = options;
    orm_problems_open(&it->problems, &call->ctx, NULL);
}

/* ---- nests */

orm_nest *orm_nest_new(orm_nested *it, const orm_model *model, orm_nest *parent)
{
    orm_nest *nest = ORM_NEW(arena_of(it), orm_nest);

    nest->model = model;
    nest->parent = parent;
    nest->options.is_silent = it->is_silent;
    nest->options.is_null_omitted = model->is_null_omitted;
    it->compiler.relation_count = 0;
    nest->relation = orm_compile_relation(&it->compiler, model);
    orm_buffer_open(&nest->text, it->call->ctx.host, ORM_LIFE_CALL, 256);
    return nest;
}

/* Where the nest's rows keep an attribute for others. */
static uint32_t want(orm_nested *it, orm_nest *nest, const orm_attribute *attribute)
{
    for (uint32_t i = 0; i < nest->wanted_count; i++)
        if (nest->wanted[i] == attribute)
            return i;
    if (nest->wanted == NULL)
        nest->wanted = ORM_NEW_N(arena_of(it), const orm_attribute *, nest->model->attribute_count);
    nest->wanted[nest->wanted_count] = attribute;
    return nest->wanted_count++;
}

const uint32_t *orm_nest_want(orm_nested *it, orm_nest *nest,
                              const orm_attribute *const *attributes, uint32_t count)
{
    uint32_t *columns = ORM_NEW_N(arena_of(it), uint32_t, count);

    for (uint32_t i = 0; i < count; i++)
        columns[i] = want(it, nest, attributes[i]);
    return columns;
}

static orm_nest_link *add_link(orm_nested *it, orm_nest *nest, const orm_attribute *const *to,
                               uint32_t count)
{
    orm_nest_link *link = ORM_NEW(arena_of(it), orm_nest_link);
    orm_nest_link **end = &nest->links;

    link->to = to;
    link->count = count;
    link->slot = nest->key_count;
    nest->key_count += count;
    nest->link_count++;
    while (*end)
        end = &(*end)->next;
    *end = link;
    return link;
}

orm_nest_link *orm_nest_link_to(orm_nested *it, orm_nest *nest, orm_nest *source,
                                const orm_link *link, bool is_reversed)
{
    orm_nest_link *added = add_link(it, nest, is_reversed ? link->from : link->to, link->count);

    added->source = source;
    added->columns = orm_nest_want(it, source, is_reversed ? link->to : link->from, link->count);
    return added;
}

orm_nest_link *orm_nest_link_values(orm_nested *it, orm_nest *nest, const orm_attribute *const *to,
                                    const orm_value *values, uint32_t count, bool is_shared)
{
    orm_nest_link *added = add_link(it, nest, to, count);

    added->values = values;
    added->is_shared = is_shared;
    return added;
}

/* ---- rows */

static void grow(orm_nested *it, orm_nest *nest)
{
    uint32_t capacity = nest->capacity ? nest->capacity * 2 : 4;
    orm_nest_row *rows = ORM_NEW_N(arena_of(it), orm_nest_row, capacity);

    if (nest->count)
        memcpy(rows, nest->rows, nest->count * sizeof *rows);
    nest->rows = rows;
    nest->capacity = capacity;
}

static uint32_t *no_rows(orm_nested *it, uint32_t count)
{
    uint32_t *rows = ORM_NEW_N(arena_of(it), uint32_t, count + 1);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = ORM_NO_ROW;
    return rows;
}

uint32_t orm_nest_add(orm_nested *it, orm_nest *nest, const orm_json *item, const orm_json *values)
{
    orm_nest_row *row;

    if (nest->count == nest->capacity)
        grow(it, nest);
    row = &nest->rows[nest->count];
    row->item = item;
    row->values = values;
    row->sources = no_rows(it, nest->link_count);
    row->first = no_rows(it, nest->child_count);
    row->count = ORM_NEW_N(arena_of(it), uint32_t, nest->child_count + 1);
    return nest->count++;
}

static uint32_t number_of(const orm_nest *nest, const orm_nest_link *link)
{
    uint32_t number = 0;

    for (const orm_nest_link *it = nest->links; it != link; it = it->next)
        number++;
    return number;
}

void orm_nest_set_source(orm_nest *nest, uint32_t row, const orm_nest_link *link, uint32_t source)
{
    nest->rows[row].sources[number_of(nest, link)] = source;
}

/* ---- the calls */

/* An option by which rows may be left out, or stored over others; NULL: there is none. */
static const orm_json *conflict_option(const orm_json *options)
{
    static const char *const names[] = {"ignoreDuplicates", "updateOnDuplicate", "conflictFields",
                                        "conflictAttributes", "conflictWhere"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const orm_json *node = orm_option(options, names[i]);

        if (node && node->kind != ORM_JSON_FALSE)
            return node;
    }
    return NULL;
}

/* Such rows cannot have children: which are theirs? */
static void refuse_conflicts(orm_nested *it, const orm_json *options)
{
    const orm_json *node = orm_option(options, "include") ? conflict_option(options) : NULL;

    if (node)
        orm_raise_at(&it->call->ctx, ORM_UNSUPPORTED, node,
                     "\"%.*s\" and \"include\" do not go together: store the children of rows "
                     "that are there by orm_add_assoc or orm_create_assoc",
                     ORM_ARG(node->key));
}

/* The roots' nest, with one for each include below it. */
static orm_nest *open_root(orm_nested *it, const orm_model *model, const orm_json *options)
{
    orm_nest *root = orm_nest_new(it, model, NULL);

    refuse_conflicts(it, options);
    orm_compile_scopes(&it->compiler, model, options); /* there must be such scopes */
    it->compiler.relation_count = 0;
    root->relation = orm_compile_relation_in(&it->compiler, model, options);
    root->options = orm_row_options_read(&it->compiler, model, options);
    orm_nested_include(
        it, root, orm_compile_includes(&it->compiler, model, orm_option(options, "include"), 1));
    return root;
}

void orm_nested_create(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, orm_buffer *out)
{
    orm_nested it;
    orm_nest *root;

    orm_nested_open(&it, call, options);
    orm_insert_check(&it.compiler, options, false);
    it.is_shown = true;
    root = open_root(&it, model, options);
    orm_nested_read(&it, root, row);
    orm_nested_store(&it, root);
    orm_nest_write(root, 0, out);
}

/* Each item has hooks of its own. */
static bool is_individual(orm_call *call, const orm_model *model, const orm_json *options)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_CREATE, ORM_EVENT_AFTER_CREATE};
    const orm_json *conflict = conflict_option(options);

    if (!orm_option_boolean(options, "individualHooks", false) ||
        !(model->events & orm_hooked_mask(&events)))
        return false;
    if (conflict)
        orm_raise_at(&call->ctx, ORM_UNSUPPORTED, conflict,
                     "\"%.*s\" and \"individualHooks\" do not go together: which rows are new is "
                     "known only when they are stored",
                     ORM_ARG(conflict->key));
    return true;
}

bool orm_nested_is_wanted(orm_call *call, const orm_model *model, const orm_json *options)
{
    if (orm_option(options, "include") || is_individual(call, model, options))
        return true;
    return conflict_option(options) == NULL && orm_option_boolean(options, "validate", false) &&
           orm_rules_have_expressions(&call->ctx, model);
}

/* All items at once; what is no list is the same error as without include. */
static const orm_json *read_list(orm_call *call, orm_text text)
{
    const orm_json *list = orm_json_read(&call->ctx, text, ORM_JSON_DATA, "items");
    orm_json_items items;

    if (list->kind != ORM_JSON_ARRAY) {
        orm_json_items_open(&items, text, "items");
        orm_json_items_next(&call->ctx, &items);
    }
    orm_json_check_list(&call->ctx, list);
    return list;
}

int64_t orm_nested_bulk_create(orm_call *call, const orm_model *model, orm_text items,
                               const orm_json *options, orm_buffer *out)
{
    const orm_json *list = read_list(call, items);
    const orm_json *returning = orm_option(options, "returning");
    orm_nested it;
    orm_nest *root;

    orm_nested_open(&it, call, options);
    orm_bulk_insert_check(&it.compiler, options);
    it.is_validating = orm_option_boolean(options, "validate", false); /* as in Sequelize */
    it.is_listing = true;
    it.is_individual = orm_option_boolean(options, "individualHooks", false);
    it.is_shown = out != NULL;
    root = open_root(&it, model, options);
    if (returning && returning->kind == ORM_JSON_ARRAY)
        root->returning = returning;
    orm_each_child (item, list)
        orm_nested_read(&it, root, item);
    orm_nested_store(&it, root);
    for (uint32_t i = 0; out && i < root->count; i++) {
        if (i > 0)
            orm_buffer_char(out, ',');
        orm_nest_write(root, i, out);
    }
    return root->count;
}
