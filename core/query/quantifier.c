/* quantifier.c - conditions on the rows of an association: $some, $none, $every.  See compiler.h;
 * reading.md, Conditions.
 *
 * The rows are those that an include of the alias gives, its target's default scope asked. */
#include "query/path.h"
#include "query/scope.h"

typedef enum quantifier { SOME, NONE, EVERY } quantifier;

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

/* SELECT 1 FROM target [JOIN through] for the parent's row. */
static orm_select *select_children(orm_compiler *c, const orm_relation *parent,
                                   orm_include *include, const orm_relation **target)
{
    const orm_association *association = include->association;
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    orm_relation *through = NULL;

    select->from = orm_compile_relation(c, association->target);
    *target = select->from;
    if (association->through) {
        through = orm_compile_relation(c, association->through);
        select->joins = orm_compile_through_join(c, through, select->from, association);
    }
    select->columns = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    select->columns->text = ORM_TEXT("1");
    select->where =
        both(c, orm_compile_link(c, parent, through ? through : select->from, &association->link),
             orm_compile_children(c, select->from, through, include));
    return select;
}

static orm_expr *is_not_true(orm_compiler *c, orm_expr *condition)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_BOOLEAN_TEST);

    expr->left = condition;
    expr->is_negated = expr->is_true = true;
    return expr;
}

static orm_expr *compile_one(orm_compiler *c, const orm_relation *relation, const orm_json *member,
                             quantifier which)
{
    orm_include include = {.is_paranoid = true};
    const orm_relation *target;
    orm_select *select;
    orm_expr *expr, *condition;

    include.association = orm_model_need_association(c->ctx, relation->model, member->key, member);
    include.options = orm_compile_scoped(c, include.association->target, NULL);
    include.where = orm_option(include.options, "where");
    include.is_paranoid = orm_option_boolean(include.options, "paranoid", true);
    include.children = orm_compile_includes(c, include.association->target,
                                            orm_option(include.options, "include"), 1);
    select = select_children(c, relation, &include, &target);
    condition = orm_compile_where(c, target, member);
    if (which == EVERY)
        condition =
            condition ? is_not_true(c, condition) : orm_expr_new(c->ctx->arena, ORM_EXPR_FALSE);
    select->where = both(c, select->where, condition);
    expr = orm_expr_new(c->ctx->arena, ORM_EXPR_EXISTS);
    expr->select = select;
    expr->is_negated = which != SOME;
    return expr;
}

orm_expr *orm_compile_quantifier(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *member)
{
    quantifier which = orm_text_is(member->key, "$some")   ? SOME
                       : orm_text_is(member->key, "$none") ? NONE
                                                           : EVERY;
    orm_expr *all = NULL;

    if (member->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, member, "\"%.*s\" takes an object of aliases with conditions, not %s",
                 ORM_ARG(member->key), orm_json_kind_name(member));
    orm_each_child (alias, member)
        all = both(c, all, compile_one(c, relation, alias, which));
    return all;
}
