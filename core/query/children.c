/* children.c - which rows an include has: conditions of targets and through rows.  See find.h;
 * reading.md, Includes. */
#include "query/path.h"

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

orm_expr *orm_compile_throughs(orm_compiler *c, const orm_relation *through,
                               const orm_include *include)
{
    const orm_association *association = include->association;
    const orm_json *options = orm_option(include->options, "through");
    orm_expr *all = orm_compile_where(c, through, association->through_scope);

    if (association->is_through_paranoid && orm_option_boolean(options, "paranoid", true))
        all = both(c, all, orm_compile_paranoid(c, through));
    return both(c, all, orm_compile_where(c, through, orm_option(options, "where")));
}

/* Conditions written in the include. */
static orm_expr *written(orm_compiler *c, const orm_relation *target, orm_include *include,
                         const orm_json *where)
{
    const orm_include *outer = c->asking;
    const orm_relation *saved = include->relation;
    orm_expr *expr;

    c->asking = include;
    include->relation = target;
    expr = orm_compile_where(c, target, where);
    include->relation = saved;
    c->asking = outer;
    return expr;
}

orm_expr *orm_compile_include_link(orm_compiler *c, const orm_relation *parent,
                                   const orm_relation *target, orm_include *include)
{
    orm_expr *link;

    if (include->on) {
        link = written(c, target, include, include->on);
        return link ? link : orm_expr_new(c->ctx->arena, ORM_EXPR_TRUE);
    }
    link = orm_compile_link(c, parent, target, &include->association->link);
    if (!include->is_or)
        return link;
    return orm_expr_join(c->ctx->arena, ORM_EXPR_OR, link,
                         written(c, target, include, include->where));
}

orm_expr *orm_compile_targets(orm_compiler *c, const orm_relation *target, orm_include *include)
{
    const orm_relation *saved = include->relation;
    orm_expr *all = orm_compile_where(c, target, include->association->scope);

    if (include->is_paranoid)
        all = both(c, all, orm_compile_paranoid(c, target));
    if (!include->is_or)
        all = both(c, all, written(c, target, include, include->where));
    include->relation = target; /* what is below may name it */
    for (orm_include *child = include->children; child; child = child->next)
        if (child->is_required)
            all = both(c, all, orm_compile_required(c, target, child));
    include->relation = saved;
    return all;
}

orm_expr *orm_compile_children(orm_compiler *c, const orm_relation *target,
                               const orm_relation *through, orm_include *include)
{
    const orm_relation *saved = include->through_relation;
    orm_expr *all;

    include->through_relation = through;
    all = orm_compile_targets(c, target, include);
    include->through_relation = saved;
    return through ? both(c, all, orm_compile_throughs(c, through, include)) : all;
}

orm_expr *orm_compile_columns(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *const *attributes, uint32_t count)
{
    orm_expr *first = NULL, **end = &first;

    for (uint32_t i = 0; i < count; i++) {
        *end = orm_expr_column(c->ctx->arena, relation, attributes[i]);
        end = &(*end)->next;
    }
    return first;
}

orm_expr *orm_compile_link(orm_compiler *c, const orm_relation *from, const orm_relation *to,
                           const orm_link *link)
{
    orm_expr *all = NULL;

    for (uint32_t i = 0; i < link->count; i++)
        all = both(c, all,
                   orm_expr_compare(c->ctx->arena, ORM_EQUAL,
                                    orm_expr_column(c->ctx->arena, from, link->from[i]),
                                    orm_expr_column(c->ctx->arena, to, link->to[i])));
    return all;
}

orm_join *orm_compile_through_join(orm_compiler *c, orm_relation *through,
                                   const orm_relation *target, const orm_association *association)
{
    orm_join *join = ORM_NEW(c->ctx->arena, orm_join);

    join->relation = through;
    join->on = orm_compile_link(c, through, target, &association->through_link);
    return join;
}

/* The parent's keys are among those of its children, or it has one where no keys link them. */
static orm_expr *exists(orm_compiler *c, const orm_relation *parent, orm_include *include,
                        orm_select *select)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_EXISTS);

    select->columns = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    select->columns->text = ORM_TEXT("1");
    select->where = both(c, orm_compile_include_link(c, parent, select->from, include),
                         orm_compile_children(c, select->from, NULL, include));
    expr->select = select;
    return expr;
}

orm_expr *orm_compile_required(orm_compiler *c, const orm_relation *parent, orm_include *include)
{
    const orm_association *association = include->association;
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    orm_expr *expr;
    orm_relation *target = orm_compile_relation_in(c, association->target, include->options);
    orm_relation *through =
        association->through ? orm_compile_relation(c, association->through) : NULL;

    select->from = target;
    if (c->tree)
        orm_name_include(c, include, target, through);
    if (include->on || include->is_or)
        return exists(c, parent, include, select);
    if (through)
        select->joins = orm_compile_through_join(c, through, target, association);
    select->columns = orm_compile_columns(c, through ? through : target, association->link.to,
                                          association->link.count);
    select->where = orm_compile_children(c, target, through, include);
    expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);
    expr->list = orm_compile_columns(c, parent, association->link.from, association->link.count);
    expr->select = select;
    return expr;
}
