/* lock.c - row locks of a finder: lock, skipLocked, noWait.  See find.h.
 *
 * Without "of" the rows of the root and of all its includes are locked, with it those of one model.
 */
#include "dialect.h"
#include "query/path.h"

static const struct {
    const char *word;
    orm_lock lock;
} levels[] = {{"UPDATE", ORM_LOCK_UPDATE},
              {"NO KEY UPDATE", ORM_LOCK_NO_KEY_UPDATE},
              {"SHARE", ORM_LOCK_SHARE},
              {"KEY SHARE", ORM_LOCK_KEY_SHARE}};

static orm_lock read_level(orm_compiler *c, const orm_json *node)
{
    if (node == NULL || node->kind == ORM_JSON_TRUE)
        return ORM_LOCK_UPDATE;
    for (size_t i = 0; node->kind == ORM_JSON_STRING && i < sizeof levels / sizeof *levels; i++)
        if (orm_text_is(node->text, levels[i].word))
            return levels[i].lock;
    ORM_FAIL(c, node, "a lock is true, UPDATE, NO KEY UPDATE, SHARE or KEY SHARE");
}

static bool is_included(const orm_include *includes, orm_text model)
{
    for (const orm_include *it = includes; it; it = it->next)
        if (orm_text_equal(it->association->target->name, model) ||
            is_included(it->children, model))
            return true;
    return false;
}

static bool is_meant(orm_compiler *c, const orm_json *of, const orm_model *model)
{
    if (of == NULL)
        return true;
    if (!orm_text_equal(c->tree->model->name, of->text) &&
        !is_included(c->tree->includes, of->text))
        ORM_FAIL(c, of, "\"%.*s\" is not among the models of this call", ORM_ARG(of->text));
    return orm_text_equal(model->name, of->text);
}

void orm_compile_lock(orm_compiler *c, const orm_json *options, orm_level *level)
{
    static const orm_key keys[] = {{"level", ORM_K_STRING | ORM_K_BOOLEAN}, {"of", ORM_K_STRING}};
    const orm_json *node = orm_option(options, "lock");
    bool is_object = node && node->kind == ORM_JSON_OBJECT;

    if (node == NULL || node->kind == ORM_JSON_FALSE)
        return;
    if (!c->ctx->host->dialect->has_row_locks)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node,
                     "%s locks no rows: begin the transaction with BEGIN IMMEDIATE",
                     c->ctx->host->dialect->name);
    if (is_object)
        ORM_CHECK_KEYS(c->ctx, node, keys, "a lock");
    if (!is_meant(c, is_object ? orm_option(node, "of") : NULL, level->model))
        return;
    level->select.lock = read_level(c, is_object ? orm_option(node, "level") : node);
    level->select.is_no_wait = orm_option_boolean(options, "noWait", false);
    level->select.is_skipping_locked = orm_option_boolean(options, "skipLocked", false);
}
