/* plan.c - what a statement's plan does with its lists.
 *
 * A plan for any values of col = ANY ($1) walks an index once per element where there is one; where
 * there is none, it compares every row with the elements one by one, which for a list of a thousand
 * takes fifty times as long as a plan for these values, whose list is hashed.  Which of the two it
 * is stands in the finished plan: in the conditions of an index, or among those of a row. */
#include "orm_pg.h"

#include "executor/spi.h"
#include "nodes/nodeFuncs.h"
#include "nodes/plannodes.h"

static bool searches_list(Node *node, void *context)
{
    if (node == NULL)
        return false;
    if (IsA(node, ScalarArrayOpExpr) && !IsA(lsecond(((ScalarArrayOpExpr *)node)->args), Const))
        return true;
    return expression_tree_walker(node, searches_list, context);
}

static bool searches(const Plan *plan);

static bool any_searches(List *plans)
{
    ListCell *cell;

    foreach(cell, plans) if (searches(lfirst(cell))) return true;
    return false;
}

/* Plans and conditions of a node beside those that every node has. */
static bool own_part_searches(const Plan *plan)
{
    switch (nodeTag(plan)) {
    case T_NestLoop:
    case T_MergeJoin:
    case T_HashJoin: return searches_list((Node *)((const Join *)plan)->joinqual, NULL);
    case T_Append: return any_searches(((const Append *)plan)->appendplans);
    case T_MergeAppend: return any_searches(((const MergeAppend *)plan)->mergeplans);
    case T_SubqueryScan: return searches(((const SubqueryScan *)plan)->subplan);
    case T_CustomScan: return true; /* who knows */
    default: return false;
    }
}

static bool searches(const Plan *plan)
{
    if (plan == NULL)
        return false;
    return searches_list((Node *)plan->qual, NULL) || own_part_searches(plan) ||
           searches(plan->lefttree) || searches(plan->righttree);
}

bool orm_pg_plan_searches_lists(SPIPlanPtr plan)
{
    CachedPlan *cached = SPI_plan_get_cached_plan(plan);
    ListCell *cell;
    bool found = false;

    if (cached == NULL)
        return true;
    foreach(cell, cached->stmt_list)
    {
        PlannedStmt *planned = lfirst_node(PlannedStmt, cell);

        found = found || searches(planned->planTree) || any_searches(planned->subplans);
    }
    ReleaseCachedPlan(cached, NULL);
    return found;
}
