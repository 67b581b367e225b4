/* children.c - an instance is saved with rows of its associations: the option `children`.  See
 * write.h; api.md sections 3 and 6.
 *
 * What the row belongs to is saved first, then the row, then what belongs to it.  Of a list of
 * children those with a key that is there are changed by one statement, the others stored by one;
 * "replace" first deletes those that the list lacks (of many-to-many targets the pairs alone).  The
 * answer is read when all is done. */
#include "write/children.h"

#include "base/suggest.h"
#include "exec/find.h"
#include "write/change.h"
#include "write/document.h"
#include "write/write.h"

static orm_arena *arena_of(const orm_saving *it)
{
    return it->call->ctx.arena;
}

/* ---- the option */

static orm_child_mode read_mode(const orm_saving *it, const orm_json *node)
{
    static const char *const names[] = {"replace", "merge", "ignore"};
    orm_text known[] = {ORM_TEXT("replace"), ORM_TEXT("merge"), ORM_TEXT("ignore")};
    orm_error *error;

    if (node->kind == ORM_JSON_STRING)
        for (int i = 0; i < 3; i++)
            if (orm_text_is(node->text, names[i]))
                return (orm_child_mode)i;
    error = orm_error_new(&it->call->ctx, ORM_INVALID_OPTION,
                          "children are saved by \"replace\", \"merge\" or \"ignore\"");
    error->at = orm_json_place(&it->call->ctx, node);
    if (node->kind == ORM_JSON_STRING)
        error->did_you_mean = orm_suggest(arena_of(it), node->text, known, 3);
    orm_throw(&it->call->ctx, error);
}

static void read_branches(orm_saving *it, const orm_json *row)
{
    const orm_json *children = orm_option(it->options, "children");
    orm_branch **end = &it->branches;

    if (children->kind != ORM_JSON_OBJECT)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, children,
                     "\"children\" is an object by association, not %s",
                     orm_json_kind_name(children));
    orm_each_child (member, children) {
        orm_branch *added = ORM_NEW(arena_of(it), orm_branch);

        added->association =
            orm_model_need_association(&it->call->ctx, it->model, member->key, member);
        added->mode = read_mode(it, member);
        if (added->mode != ORM_CHILD_IGNORE)
            added->member = orm_json_member_text(row, member->key);
        *end = added;
        end = &added->next;
    }
}

static bool is_branch(const orm_saving *it, orm_text name)
{
    for (const orm_branch *at = it->branches; at; at = at->next)
        if (orm_text_equal(at->association->as, name))
            return true;
    return false;
}

/* The document without what stands under the names of `children`. */
static orm_json *own_values(const orm_saving *it, const orm_json *row)
{
    orm_json *own = orm_json_copy_empty(&it->call->ctx, row);

    orm_each_child (member, row)
        if (!is_branch(it, member->key))
            orm_json_append(own, orm_json_copy(&it->call->ctx, member));
    return own;
}

/* Options without some, or (`is_only`) these alone. */
static orm_json *some_options(const orm_saving *it, const char *const *names, size_t count,
                              bool is_only)
{
    orm_json *some = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT("options"));

    orm_each_child (member, it->options) {
        bool is_named = false;

        for (size_t i = 0; i < count; i++)
            is_named |= orm_text_is(member->key, names[i]);
        if (is_named == is_only)
            orm_json_append(some, orm_json_copy(&it->call->ctx, member));
    }
    return some;
}

/* ---- keys of saved rows */

/* An instance as it was answered, without what getters have changed. */
static const orm_json *without_computed(const orm_saving *it, const orm_model *model,
                                        const orm_json *instance)
{
    orm_json *plain = orm_json_copy_empty(&it->call->ctx, instance);

    orm_each_child (member, instance) {
        const orm_attribute *attribute = orm_model_attribute(model, member->key);

        if (attribute && !attribute->is_virtual && attribute->getter.length == 0)
            orm_json_append(plain, orm_json_copy(&it->call->ctx, member));
    }
    return plain;
}

const orm_json *orm_saving_read(const orm_saving *it, const orm_model *model, orm_buffer *answer)
{
    orm_text text = orm_buffer_copy(answer, arena_of(it));

    orm_buffer_close(answer);
    return without_computed(it, model,
                            orm_json_read(&it->call->ctx, text, ORM_JSON_DATA, "instance"));
}

/* ---- what the row belongs to */

void orm_saving_check_object(const orm_saving *it, const orm_model *model, const orm_json *node)
{
    if (node->kind != ORM_JSON_OBJECT)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, node,
                     "values of %.*s are an object by attribute, not %s", ORM_ARG(model->name),
                     orm_json_kind_name(node));
}

static void save_parent(const orm_saving *it, const orm_branch *at, orm_json *row)
{
    const orm_association *association = at->association;
    const orm_link *link = &association->link;
    orm_linking linking;
    orm_tuples keys = {.count = 0};
    orm_buffer answer;

    if (at->member->kind != ORM_JSON_NULL) {
        orm_saving_check_object(it, association->target, at->member);
        orm_buffer_open(&answer, it->call->ctx.host, ORM_LIFE_CALL, 256);
        orm_save_run(it->call, association->target, at->member, it->below, &answer);
        orm_linking_open(&linking, it->call, association, NULL, NULL);
        keys = orm_link_resolve(&linking, association->target,
                                orm_saving_read(it, association->target, &answer), link->to,
                                link->count);
    }
    for (uint32_t i = 0; i < link->count; i++)
        orm_document_put(row, keys.count ? orm_document_value(&it->call->ctx, link->from[i]->name,
                                                              keys.values[i])
                                         : orm_document_null(&it->call->ctx, link->from[i]->name));
}

/* ---- the answer */

static void add_include(const orm_saving *it, orm_json *list, const orm_branch *at)
{
    orm_json *include = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT(""));

    orm_json_append(
        include, orm_document_text(&it->call->ctx, ORM_TEXT("association"), at->association->as));
    orm_json_append(include, orm_document_null(&it->call->ctx, ORM_TEXT("scope")));
    orm_json_append(list, include);
}

static void write_answer(const orm_saving *it, const orm_json *saved, orm_buffer *out)
{
    orm_json *options = orm_document_new(&it->call->ctx, ORM_JSON_OBJECT, ORM_TEXT("options"));
    orm_json *include = orm_document_new(&it->call->ctx, ORM_JSON_ARRAY, ORM_TEXT("include"));
    orm_json *paranoid = orm_document_new(&it->call->ctx, ORM_JSON_FALSE, ORM_TEXT("paranoid"));
    orm_find find = {.model = it->model,
                     .options = options,
                     .key = orm_change_key(&it->call->ctx, it->model, saved),
                     .is_first = true};

    paranoid->token = ORM_TEXT("false");
    for (const orm_branch *at = it->branches; at; at = at->next)
        if (at->member)
            add_include(it, include, at);
    orm_json_append(options, orm_document_null(&it->call->ctx, ORM_TEXT("scope")));
    orm_json_append(options, paranoid);
    orm_json_append(options, include);
    orm_find_run(it->call, &find, NULL, ORM_ANSWER_FIRST, out);
}

/* ---- the call */

static bool save_row(const orm_saving *it, const orm_json *key, orm_buffer *answer)
{
    static const char *const own[] = {"children"};
    const orm_json *options = some_options(it, own, 1, false);

    if (key)
        return orm_update_by_key_run(it->call, it->model, key, it->row, options, answer);
    orm_save_run(it->call, it->model, it->row, options, answer);
    return true;
}

static void save_children(const orm_saving *it, const orm_json *saved)
{
    for (const orm_branch *at = it->branches; at; at = at->next) {
        orm_linking owner;

        if (at->member == NULL || at->association->kind == ORM_BELONGS_TO)
            continue;
        orm_linking_open(&owner, it->call, at->association, saved, NULL);
        if (at->association->through)
            orm_saving_many(it, &owner, at);
        else
            orm_saving_has(it, &owner, at);
    }
}

bool orm_children_save(orm_call *call, const orm_model *model, const orm_json *key,
                       const orm_json *row, const orm_json *options, orm_buffer *out)
{
    static const char *const shared[] = {"validate", "silent", "hooks"};
    orm_saving it = {.call = call, .model = model, .options = options};
    const orm_json *saved;
    orm_json *own;
    orm_buffer answer;

    orm_saving_check_object(&it, model, row);
    it.below = some_options(&it, shared, sizeof shared / sizeof *shared, true);
    read_branches(&it, row);
    own = own_values(&it, row);
    for (const orm_branch *at = it.branches; at; at = at->next)
        if (at->member && at->association->kind == ORM_BELONGS_TO)
            save_parent(&it, at, own);
    it.row = own;
    orm_buffer_open(&answer, call->ctx.host, ORM_LIFE_CALL, 256);
    if (!save_row(&it, key, &answer))
        return false;
    saved = orm_saving_read(&it, model, &answer);
    save_children(&it, saved);
    write_answer(&it, saved, out);
    return true;
}
