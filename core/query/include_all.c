/* include_all.c - {"all": true or kinds, "nested": true}: includes that are not named one by one.
 * See find.h. */
#include "query/find.h"

/* The kinds of associations that a word of `all` means, as bits. */
static unsigned kinds_of_word(orm_compiler *c, const orm_json *node)
{
    enum {
        BELONGS_TO = 1 << ORM_BELONGS_TO,
        HAS_ONE = 1 << ORM_HAS_ONE,
        HAS_MANY = 1 << ORM_HAS_MANY
    };
    static const struct {
        const char *word;
        unsigned kinds;
    } words[] = {{"BelongsTo", BELONGS_TO},
                 {"HasOne", HAS_ONE},
                 {"HasMany", HAS_MANY},
                 {"One", BELONGS_TO | HAS_ONE},
                 {"Has", HAS_ONE | HAS_MANY},
                 {"Many", HAS_MANY},
                 {"BelongsToMany", 1 << ORM_BELONGS_TO_MANY},
                 {"All", ~0u}};

    for (size_t i = 0; node->kind == ORM_JSON_STRING && i < sizeof words / sizeof *words; i++)
        if (orm_text_is(node->text, words[i].word))
            return words[i].kinds;
    orm_raise_at(
        c->ctx, ORM_EAGER_LOADING, node,
        "include all takes true, BelongsTo, HasOne, HasMany, BelongsToMany, One, Has, Many "
        "or All");
}

unsigned orm_include_kinds(orm_compiler *c, const orm_json *all)
{
    unsigned kinds = 0;

    if (orm_json_is_boolean(all))
        return all->kind == ORM_JSON_TRUE ? ~0u : 0;
    if (all->kind != ORM_JSON_ARRAY)
        return kinds_of_word(c, all);
    orm_each_child (word, all)
        kinds |= kinds_of_word(c, word);
    return kinds;
}

/* Models above, whose own associations are not followed again. */
typedef struct above {
    const orm_model *model;
    const struct above *next;
} above;

static bool is_above(const above *list, const orm_model *model)
{
    for (; list; list = list->next)
        if (list->model == model)
            return true;
    return false;
}

static orm_json *new_member(orm_compiler *c, orm_json *object, const char *key, orm_json_kind kind)
{
    orm_json *member = ORM_NEW(c->ctx->arena, orm_json);

    *member = (orm_json){.kind = (uint8_t)kind, .slot = -1, .key = orm_text_from(key)};
    member->parent = object->parent;
    member->token = object->token;
    orm_json_append(object, member);
    return member;
}

/* The node's options for one association, and for those below it where they are nested. */
static orm_json *expand(orm_compiler *c, const orm_association *association, const orm_json *node,
                        unsigned kinds, const above *models)
{
    bool is_nested = orm_option_boolean(node, "nested", false);
    orm_json *one = orm_json_copy_empty(c->ctx, node), *below;
    const above here = {association->source, models};

    orm_each_child (member, node)
        if (!orm_text_is(member->key, "all") && !orm_text_is(member->key, "nested") &&
            !(is_nested && orm_text_is(member->key, "include")))
            orm_json_append(one, orm_json_copy(c->ctx, member));
    new_member(c, one, "association", ORM_JSON_STRING)->text = association->as;
    if (!is_nested)
        return one;
    below = new_member(c, one, "include", ORM_JSON_ARRAY);
    for (uint32_t i = 0; i < association->target->association_count; i++) {
        const orm_association *next = association->target->associations[i];

        if ((kinds & 1u << next->kind) && !is_above(&here, next->target))
            orm_json_append(below, expand(c, next, node, kinds, &here));
    }
    return one;
}

orm_json *orm_include_expand(orm_compiler *c, const orm_association *association,
                             const orm_json *node, unsigned kinds)
{
    return expand(c, association, node, kinds, NULL);
}
