/* include.c - includes: which association is meant, what is asked of it.  See find.h; reading.md,
 * Includes. */
#include "base/limits.h"
#include "base/suggest.h"
#include "query/path.h"
#include "query/scope.h"

static const orm_key include_keys[] = {
    {"model", ORM_K_STRING},
    {"as", ORM_K_STRING | ORM_K_OBJECT},
    {"association", ORM_K_STRING},
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"required", ORM_K_BOOLEAN},
    {"attributes", ORM_K_ARRAY | ORM_K_OBJECT},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"through", ORM_K_OBJECT},
    {"order", ORM_K_ARRAY | ORM_K_OBJECT},
    {"separate", ORM_K_BOOLEAN},
    {"duplicating", ORM_K_BOOLEAN},
    {"subQuery", ORM_K_BOOLEAN},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"offset", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"right", ORM_K_UNSUPPORTED},
    {"or", ORM_K_BOOLEAN},
    {"on", ORM_K_OBJECT | ORM_K_ARRAY},
    {"all", ORM_K_BOOLEAN | ORM_K_STRING | ORM_K_ARRAY},
    {"nested", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"aggregate", ORM_K_OBJECT},
    {"having", ORM_K_UNSUPPORTED},
    {"group", ORM_K_UNSUPPORTED},
};

static const orm_key through_keys[] = {
    {"attributes", ORM_K_ARRAY}, {"where", ORM_K_OBJECT | ORM_K_ARRAY}, {"paranoid", ORM_K_BOOLEAN},
    {"as", ORM_K_UNSUPPORTED},   {"scope", ORM_K_UNSUPPORTED},
};

void orm_check_through(orm_compiler *c, const orm_json *options)
{
    ORM_CHECK_KEYS(c->ctx, orm_option(options, "through"), through_keys, "through");
}

/* ---- which association */

static _Noreturn void fail_association(orm_compiler *c, const orm_model *model,
                                       const orm_json *node, const char *format, orm_text name)
{
    orm_error *error =
        orm_error_new(c->ctx, ORM_EAGER_LOADING, format, ORM_ARG(name), ORM_ARG(model->name));

    error->model = model->name;
    error->at = orm_json_place(c->ctx, node);
    orm_throw(c->ctx, error);
}

/* By the model's name: it must be associated once, and not under an alias. */
static const orm_association *find_by_model(orm_compiler *c, const orm_model *model, orm_text name,
                                            const orm_json *node)
{
    const orm_association *found = NULL;
    const orm_model *target =
        orm_catalog_need_model(c->ctx, c->catalog, name, orm_json_place(c->ctx, node));
    uint32_t count = 0;

    for (uint32_t i = 0; i < model->association_count; i++)
        if (model->associations[i]->target == target) {
            if (found == NULL || !model->associations[i]->is_aliased)
                found = model->associations[i];
            count += !model->associations[i]->is_aliased;
        }
    if (found == NULL)
        fail_association(c, model, node, "%.*s is not associated to %.*s", target->name);
    if (found->is_aliased)
        fail_association(c, model, node,
                         "%.*s is associated to %.*s using an alias: say it with \"as\"",
                         target->name);
    if (count > 1)
        fail_association(c, model, node,
                         "%.*s is associated to %.*s several times: say which with \"as\"",
                         target->name);
    return found;
}

static const orm_association *find_by_alias(orm_compiler *c, const orm_model *model, orm_text as,
                                            const orm_json *node)
{
    const orm_association *found = orm_model_association(model, as);
    orm_text *names;
    orm_error *error;

    if (found)
        return found;
    names = ORM_NEW_N(c->ctx->arena, orm_text, model->association_count + 1);
    for (uint32_t i = 0; i < model->association_count; i++)
        names[i] = model->associations[i]->as;
    error = orm_error_new(c->ctx, ORM_EAGER_LOADING, "%.*s has no association \"%.*s\"",
                          ORM_ARG(model->name), ORM_ARG(as));
    error->model = model->name;
    error->at = orm_json_place(c->ctx, node);
    error->did_you_mean = orm_suggest(c->ctx->arena, as, names, model->association_count);
    orm_throw(c->ctx, error);
}

/* {"singular", "plural"}, as the association was given it: whichever of them is its name. */
static const orm_json *alias_of(const orm_json *as, const orm_model *model)
{
    const orm_json *plural;

    if (as == NULL || as->kind != ORM_JSON_OBJECT)
        return as;
    plural = orm_option(as, "plural");
    if (plural && plural->kind == ORM_JSON_STRING && orm_model_association(model, plural->text))
        return plural;
    return orm_option(as, "singular");
}

const orm_association *orm_include_association(orm_compiler *c, const orm_model *model,
                                               const orm_json *node)
{
    const orm_json *name, *as;
    const orm_association *found;

    if (node->kind == ORM_JSON_STRING) {
        found = orm_model_association(model, node->text);
        return found ? found : find_by_model(c, model, node->text, node);
    }
    if ((name = orm_option(node, "association")))
        return find_by_alias(c, model, name->text, name);
    name = orm_option(node, "model");
    as = alias_of(orm_option(node, "as"), model);
    if (as) {
        found = find_by_alias(c, model, as->text, as);
        if (name && !orm_text_equal(found->target->name, name->text))
            fail_association(c, found->target, name, "the association is not to %.*s but to %.*s",
                             name->text);
        return found;
    }
    if (name == NULL)
        ORM_FAIL(c, node, "an include needs \"model\" or \"association\"");
    return find_by_model(c, model, name->text, name);
}

/* ---- the tree of includes */

/* What one list of includes asks of one association. */
typedef struct asked {
    const orm_association *association;
    const orm_json *node;
    const orm_json *options; /* an object, or NULL: a name alone */
    struct asked *next;
} asked;

static asked *read_asked(orm_compiler *c, const orm_model *model, const orm_json *node)
{
    asked *it = ORM_NEW(c->ctx->arena, asked);

    it->node = node;
    if (node->kind == ORM_JSON_OBJECT) {
        ORM_CHECK_KEYS(c->ctx, node, include_keys, "an include");
        it->options = node;
    } else if (node->kind != ORM_JSON_STRING) {
        ORM_FAIL(c, node, "an include is a name or an object, not %s", orm_json_kind_name(node));
    }
    it->association = orm_include_association(c, model, node);
    return it;
}

/* ---- {"all": true or kinds, "nested": true} */

static bool is_asked(const asked *list, const orm_association *association)
{
    for (; list; list = list->next)
        if (list->association == association)
            return true;
    return false;
}

static void add_asked(orm_compiler *c, const orm_model *model, asked **list, const orm_json *node);

/* Those of the kinds that are not asked for by themselves. */
static void add_all(orm_compiler *c, const orm_model *model, asked **list, const orm_json *node)
{
    unsigned kinds = orm_include_kinds(c, orm_option(node, "all"));

    ORM_CHECK_KEYS(c->ctx, node, include_keys, "an include");
    for (uint32_t i = 0; i < model->association_count; i++) {
        const orm_association *association = model->associations[i];

        if ((kinds & 1u << association->kind) && !is_asked(*list, association))
            add_asked(c, model, list, orm_include_expand(c, association, node, kinds));
    }
}

/* An association that is asked for twice is one include, the later options over the earlier. */
static void add_asked(orm_compiler *c, const orm_model *model, asked **list, const orm_json *node)
{
    asked *it;

    if (node->kind == ORM_JSON_OBJECT && orm_option(node, "all")) {
        add_all(c, model, list, node);
        return;
    }
    it = read_asked(c, model, node);
    while (*list && (*list)->association != it->association)
        list = &(*list)->next;
    if (*list)
        (*list)->options = orm_options_join(c, model, (*list)->options, it->options);
    else
        *list = it;
}

/* A to-one association has one row: those of a scope are dropped, written ones a mistake. */
static void check_limit(orm_compiler *c, const asked *it, const char *name)
{
    const orm_json *node = orm_option(it->options, name);

    if (node && !orm_association_is_many(it->association))
        ORM_FAIL(c, node, "\"%.*s\" has one row: \"%s\" has no meaning there",
                 ORM_ARG(it->association->as), name);
}

/* Values in place of rows: what concerns rows has no meaning beside them. */
static void check_aggregate(orm_compiler *c, const asked *it)
{
    static const char *const others[] = {"limit", "offset", "order", "include", "attributes"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (orm_option(it->options, "aggregate") && orm_option(it->options, others[i]))
            ORM_FAIL(c, orm_option(it->options, others[i]),
                     "\"%s\" has no meaning beside \"aggregate\"", others[i]);
}

static orm_include *read_include(orm_compiler *c, const asked *it, int depth)
{
    orm_include *include = ORM_NEW(c->ctx->arena, orm_include);
    const orm_model *target = it->association->target;

    check_limit(c, it, "limit");
    check_limit(c, it, "offset");
    check_aggregate(c, it);
    include->association = it->association;
    include->node = it->node;
    include->options = orm_compile_scoped(c, target, it->options);
    orm_check_through(c, include->options);
    include->where = orm_option(include->options, "where");
    include->is_required = orm_option_boolean(include->options, "required", include->where != NULL);
    include->is_paranoid = orm_option_boolean(include->options, "paranoid", true);
    include->on = orm_option(include->options, "on");
    include->is_or = orm_option_boolean(include->options, "or", false) && include->where;
    if (include->association->through && (include->on || include->is_or))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, include->options,
                     "\"on\" and \"or\" are not for many-to-many associations");
    include->is_spanned =
        include->on || include->is_or || (include->where && orm_has_path(include->where));
    include->children =
        orm_compile_includes(c, target, orm_option(include->options, "include"), depth + 1);
    for (orm_include *child = include->children; child; child = child->next) {
        child->parent = include;
        include->is_spanned |= child->is_spanned;
    }
    return include;
}

orm_include *orm_compile_includes(orm_compiler *c, const orm_model *model, const orm_json *node,
                                  int depth)
{
    orm_include *first = NULL, **end = &first;
    asked *list = NULL;

    if (node == NULL)
        return NULL;
    if (depth > ORM_MAX_INCLUDE_DEPTH)
        ORM_FAIL(c, node, "includes are nested deeper than %d levels", ORM_MAX_INCLUDE_DEPTH);
    if (node->kind != ORM_JSON_ARRAY)
        add_asked(c, model, &list, node);
    else
        orm_each_child (item, node)
            add_asked(c, model, &list, item);
    for (const asked *it = list; it; it = it->next) {
        *end = read_include(c, it, depth);
        end = &(*end)->next;
    }
    return first;
}

/* ---- names in the statement */

static orm_text path_name(orm_compiler *c, const orm_include *include)
{
    if (include->parent == NULL)
        return include->association->as;
    return orm_text_format(c->ctx->arena, "%.*s->%.*s", ORM_ARG(path_name(c, include->parent)),
                           ORM_ARG(include->association->as));
}

static void set_name(orm_compiler *c, orm_relation *relation, orm_text name)
{
    if (name.length <= ORM_MAX_IDENTIFIER && !orm_text_equal(name, c->tree->model->name))
        relation->name = name;
}

void orm_name_include(orm_compiler *c, const orm_include *include, orm_relation *target,
                      orm_relation *through)
{
    orm_text name = path_name(c, include);

    set_name(c, target, name);
    if (through)
        set_name(c, through,
                 orm_text_format(c->ctx->arena, "%.*s->%.*s", ORM_ARG(name),
                                 ORM_ARG(through->model->name)));
}
