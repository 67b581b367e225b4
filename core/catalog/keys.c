/* keys.c - documents of options against the keys they may have.  See keys.h. */
#include "catalog/keys.h"

#include "base/suggest.h"

/* Meant for a Node process; accepted everywhere, without effect: the contract's closed list. */
static const char *const without_effect[] = {
    "logging",       "benchmark", "transaction", "type",     "mapToModel",  "retry",  "searchPath",
    "minifyAliases", "useMaster", "indexHints",  "instance", "isNewRecord", "hasJoin"};

static bool is_without_effect(orm_text name)
{
    for (size_t i = 0; i < sizeof without_effect / sizeof *without_effect; i++)
        if (orm_text_is(name, without_effect[i]))
            return true;
    return false;
}

static const orm_key *find_key(orm_text name, const orm_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (orm_text_is(name, keys[i].name))
            return &keys[i];
    return NULL;
}

static _Noreturn void fail_unknown(orm_ctx *ctx, const orm_json *member, const orm_key *keys,
                                   size_t count, const char *what)
{
    orm_text *names = ORM_NEW_N(ctx->arena, orm_text, count);
    orm_error *error = orm_error_new(ctx, ORM_INVALID_OPTION, "%s has no option \"%.*s\"", what,
                                     ORM_ARG(member->key));

    for (size_t i = 0; i < count; i++)
        names[i] = orm_text_from(keys[i].name);
    error->did_you_mean = orm_suggest(ctx->arena, member->key, names, count);
    error->at = orm_json_place(ctx, member);
    orm_throw(ctx, error);
}

/* "a string or a list": what a mask of kinds takes. */
static orm_text kinds_text(orm_ctx *ctx, uint8_t kinds)
{
    static const struct {
        uint8_t mask;
        const char *name;
    } names[] = {{ORM_K_BOOLEAN, "true or false"},
                 {ORM_K_NUMBER, "a number"},
                 {ORM_K_STRING, "a string"},
                 {ORM_K_ARRAY, "a list"},
                 {ORM_K_OBJECT, "an object"}};
    orm_text text = {"", 0};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (kinds & names[i].mask)
            text = orm_text_format(ctx->arena, "%.*s%s%s", ORM_ARG(text), text.length ? " or " : "",
                                   names[i].name);
    return text;
}

static void check_kind(orm_ctx *ctx, const orm_json *member, const orm_key *key, const char *what)
{
    if (key->kinds & ORM_K_UNSUPPORTED)
        orm_raise_at(ctx, ORM_UNSUPPORTED, member, "%s does not support the option \"%s\"", what,
                     key->name);
    if (member->kind == ORM_JSON_NULL || (key->kinds & 1 << member->kind))
        return;
    orm_raise_at(ctx, ORM_INVALID_OPTION, member, "the option \"%s\" takes %.*s, not %s", key->name,
                 ORM_ARG(kinds_text(ctx, key->kinds)), orm_json_kind_name(member));
}

void orm_check_keys(orm_ctx *ctx, const orm_json *object, const orm_key *keys, size_t count,
                    const char *what)
{
    if (object == NULL)
        return;
    if (object->kind != ORM_JSON_OBJECT)
        orm_raise_at(ctx, ORM_INVALID_OPTION, object, "%s takes an object here, not %s", what,
                     orm_json_kind_name(object));
    orm_each_child (member, object) {
        const orm_key *key = find_key(member->key, keys, count);

        if (key)
            check_kind(ctx, member, key, what);
        else if (!is_without_effect(member->key))
            fail_unknown(ctx, member, keys, count, what);
    }
}

const orm_json *orm_option(const orm_json *object, const char *name)
{
    const orm_json *member = orm_json_member(object, name);

    return member && member->kind != ORM_JSON_NULL ? member : NULL;
}

bool orm_option_boolean(const orm_json *object, const char *name, bool otherwise)
{
    const orm_json *member = orm_option(object, name);

    return member ? member->kind == ORM_JSON_TRUE : otherwise;
}

orm_text orm_option_text(const orm_json *object, const char *name)
{
    const orm_json *member = orm_option(object, name);

    return member && member->kind == ORM_JSON_STRING ? member->text : (orm_text){"", 0};
}

/* ---- merging */

static void append_copies(orm_ctx *ctx, orm_json *into, const orm_json *from)
{
    orm_each_child (child, from)
        orm_json_append(into, orm_json_copy(ctx, child));
}

static orm_json *merge_values(orm_ctx *ctx, const orm_json *under, const orm_json *over)
{
    orm_json *merged;

    if (over->kind != under->kind ||
        (over->kind != ORM_JSON_ARRAY && over->kind != ORM_JSON_OBJECT))
        return orm_json_copy(ctx, over);
    merged = orm_json_copy_empty(ctx, over);
    if (over->kind == ORM_JSON_ARRAY) {
        append_copies(ctx, merged, over);
        append_copies(ctx, merged, under);
        return merged;
    }
    orm_each_child (member, over) {
        const orm_json *other = orm_json_member_text(under, member->key);

        orm_json_append(merged,
                        other ? merge_values(ctx, other, member) : orm_json_copy(ctx, member));
    }
    orm_each_child (member, under)
        if (orm_json_member_text(over, member->key) == NULL)
            orm_json_append(merged, orm_json_copy(ctx, member));
    return merged;
}

const orm_json *orm_options_merge(orm_ctx *ctx, const orm_json *under, const orm_json *over)
{
    if (under == NULL || over == NULL)
        return over ? over : under;
    return merge_values(ctx, under, over);
}
