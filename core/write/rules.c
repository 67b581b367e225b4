/* rules.c - the validators of a model, asked about the values of a row.  See rules.h. */
#include "write/rules.h"

#include "base/number.h"
#include "query/template.h"
#include "write/row.h"

/* ---- which attributes */

static bool is_named(const orm_json *names, orm_text name)
{
    orm_each_child (item, names)
        if (orm_text_equal(item->text, name))
            return true;
    return false;
}

bool orm_rules_concern(const orm_rules_scope *scope, const orm_attribute *attribute)
{
    if (scope->fields && !is_named(scope->fields, attribute->name))
        return false;
    return scope->skip == NULL || !is_named(scope->skip, attribute->name);
}

static bool is_looked_at(const orm_rules_scope *scope, const orm_attribute *attribute,
                         const orm_json *row)
{
    if (!orm_rules_concern(scope, attribute))
        return false;
    if (scope->stored && orm_row_is_fixed(attribute))
        return false;
    return !scope->is_given_only || row == NULL || orm_json_member_text(row, attribute->name);
}

/* ---- the row as it will be, as a table of one row */

/* What an attribute will hold: what is assigned to it, else what the row that is there holds, else
 * NULL.  A VIRTUAL without a type of its own is a text. */
static void print_value(orm_printer *p, const orm_modify *modify, const orm_attribute *attribute,
                        const orm_relation *stored)
{
    orm_assignment *assignment = orm_modify_assignment(modify, attribute);
    const orm_type *type =
        attribute->type->kind == ORM_TYPE_VIRTUAL ? attribute->type->element : attribute->type;
    bool is_cast = p->dialect->has_schemas;

    if (is_cast)
        ORM_PUT(&p->sql, "CAST(");
    if (assignment && assignment->expr)
        orm_print_expr(p, assignment->expr);
    else if (stored && !attribute->is_virtual)
        orm_print_column(p, stored, attribute);
    else
        ORM_PUT(&p->sql, "NULL");
    if (is_cast) {
        ORM_PUT(&p->sql, " AS ");
        if (type)
            orm_print_type(p, type);
        else
            ORM_PUT(&p->sql, "text");
        orm_buffer_char(&p->sql, ')');
    }
}

static void print_stored(orm_printer *p, const orm_relation *stored, const orm_expr *key)
{
    ORM_PUT(&p->sql, " FROM ");
    orm_print_table(p, stored);
    orm_buffer_format(&p->sql, " AS t%u", stored->number);
    orm_print_where(p, key);
}

/* The row that the assignments make of the row with this key (`stored` NULL: of none). */
static void print_row(orm_printer *p, const orm_modify *modify, const orm_relation *stored,
                      const orm_expr *key)
{
    const orm_model *model = modify->relation->model;

    ORM_PUT(&p->sql, " FROM (SELECT ");
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        print_value(p, modify, model->attributes[i], stored);
        ORM_PUT(&p->sql, " AS ");
        orm_print_name(p, model->attributes[i]->field);
    }
    if (stored)
        print_stored(p, stored, key);
    orm_buffer_format(&p->sql, ") AS t%u", modify->relation->number);
}

void orm_rules_print_row(orm_printer *p, const orm_modify *modify)
{
    print_row(p, modify, NULL, NULL);
}

/* ---- reading */

/* A change knows only what is given: an expression that looks at more is not asked. */
static bool sees_enough(const orm_template *pattern, const orm_json *row)
{
    if (pattern->uses & ORM_PLACES(ORM_PLACE_INSTANCE))
        return false;
    for (const orm_template_part *part = pattern->parts; part; part = part->next)
        if (part->kind == ORM_PLACE_ATTRIBUTE &&
            orm_json_member_text(row, part->attribute->name) == NULL)
            return false;
    return true;
}

static uint16_t count_validators(const orm_rule *rules)
{
    uint16_t count = 0;

    for (const orm_rule *rule = rules; rule; rule = rule->next)
        for (const orm_validator *at = rule->validators; at; at = at->next)
            count++;
    return count;
}

/* A VIRTUAL is in no column, but it may be required all the same: to be given, that is. */
static bool is_missing(const orm_attribute *attribute, const orm_json *given)
{
    return attribute->is_virtual && attribute->is_required && attribute->getter.length == 0 &&
           attribute->default_kind == ORM_DEFAULT_NONE && given == NULL;
}

/* The row with its VIRTUALs: no column holds them, but validators ask about them, and their types
 * are checked. */
static orm_modify with_virtuals(orm_compiler *c, orm_rules *out, const orm_modify *modify,
                                const orm_json *row, const orm_rules_scope *scope)
{
    const orm_model *model = out->model;
    orm_modify all = *modify;

    all.assignments = NULL;
    for (const orm_assignment *it = modify->assignments; it; it = it->next)
        orm_modify_assign(c, &all, it->attribute, it->expr);
    out->virtuals = ORM_NEW_N(c->ctx->arena, const orm_param *, model->attribute_count);
    out->missing = ORM_NEW_N(c->ctx->arena, const orm_attribute *, model->attribute_count);
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];
        const orm_json *given = orm_json_member_text(row, attribute->name);
        orm_expr *value;

        if (is_missing(attribute, given) && !scope->is_given_only &&
            orm_rules_concern(scope, attribute))
            out->missing[out->missing_count++] = attribute;
        if (!attribute->is_virtual || given == NULL)
            continue;
        value = orm_compile_given(c, attribute, given);
        orm_modify_assign(c, &all, attribute, value);
        if (orm_rules_concern(scope, attribute))
            out->virtuals[out->virtual_count++] = value->param;
    }
    return all;
}

/* What a validator asks of the row; NULL: nothing, or more than is known.  isImmutable is about
 * the row of a key: what Sequelize gives a static update is a new row to it. */
static orm_expr *question(orm_compiler *c, const orm_rules *rules, const orm_attribute *attribute,
                          const orm_validator *validator, const orm_json *row,
                          const orm_rules_scope *scope)
{
    bool is_blind = scope->is_given_only && scope->stored == NULL;
    orm_expr *expr;

    if (validator->kind == ORM_VALIDATOR_IMMUTABLE && scope->stored && !attribute->is_virtual)
        return orm_modify_keeps(c, rules->row.relation, scope->stored, scope->key, attribute);
    if (validator->kind != ORM_VALIDATOR_EXPRESSION)
        return NULL;
    expr = orm_compile_rule(c, rules->row.relation, attribute, validator->expression,
                            validator->source);
    return is_blind && !sees_enough(expr->pattern, row) ? NULL : expr;
}

/* What is asked, a column each. */
static void choose_asked(orm_compiler *c, orm_rules *out, const orm_json *row,
                         const orm_rules_scope *scope)
{
    uint16_t count = count_validators(out->rules);

    out->asked = ORM_NEW_N(c->ctx->arena, const orm_rule *, count + 1u);
    out->asked_validator = ORM_NEW_N(c->ctx->arena, const orm_validator *, count + 1u);
    out->asked_expr = ORM_NEW_N(c->ctx->arena, const orm_expr *, count + 1u);
    for (const orm_rule *rule = out->rules; rule; rule = rule->next)
        for (const orm_validator *at = rule->validators; at; at = at->next) {
            orm_expr *expr = question(c, out, rule->attribute, at, row, scope);

            if (expr == NULL)
                continue;
            out->asked[out->asked_count] = rule;
            out->asked_expr[out->asked_count] = expr;
            out->asked_validator[out->asked_count++] = at;
        }
}

static void print_asked(orm_printer *p, const orm_rules *rules)
{
    for (uint16_t i = 0; i < rules->asked_count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, rules->asked_expr[i]);
    }
}

/* One SELECT. */
static void print_statement(orm_compiler *c, orm_rules *out, const orm_rules_scope *scope)
{
    orm_printer p;

    orm_printer_open(&p, c->ctx, NULL);
    ORM_PUT(&p.sql, "SELECT ");
    print_asked(&p, out);
    print_row(&p, &out->row, scope->stored, scope->key);
    out->statement = orm_printer_close(&p, &out->parameters);
}

static orm_rule **add_rule(orm_compiler *c, orm_rule **end, const orm_attribute *attribute,
                           const orm_validator *validators)
{
    if (validators == NULL)
        return end;
    *end = ORM_NEW(c->ctx->arena, orm_rule);
    (*end)->attribute = attribute;
    (*end)->validators = validators;
    return &(*end)->next;
}

const orm_rules *orm_rules_read(orm_compiler *c, const orm_modify *modify, const orm_json *row,
                                const orm_rules_scope *scope)
{
    const orm_model *model = modify->relation->model;
    orm_rules *out = ORM_NEW(c->ctx->arena, orm_rules);
    orm_rule **end = &out->rules;

    out->model = model;
    out->is_given_only = scope->is_given_only;
    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (is_looked_at(scope, model->attributes[i], row))
            end = add_rule(c, end, model->attributes[i],
                           orm_validators_read(c->ctx, model->attributes[i]->validate));
    end = add_rule(c, end, NULL, orm_validators_read_model(c->ctx, model->validate));
    out->row = with_virtuals(c, out, modify, row, scope);
    choose_asked(c, out, row, scope);
    if (out->asked_count > 0)
        print_statement(c, out, scope);
    return out->rules || out->virtual_count || out->missing_count ? out : NULL;
}

static bool has_expression(const orm_validator *validators)
{
    for (const orm_validator *it = validators; it; it = it->next)
        if (it->kind == ORM_VALIDATOR_EXPRESSION)
            return true;
    return false;
}

bool orm_rules_have_expressions(orm_ctx *ctx, const orm_model *model)
{
    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (has_expression(orm_validators_read(ctx, model->attributes[i]->validate)))
            return true;
    return has_expression(orm_validators_read_model(ctx, model->validate));
}

/* ---- asking */

static void add_item(orm_problems *problems, orm_error_item *item, const orm_json *node)
{
    if (node)
        item->at = orm_json_place(problems->ctx, node);
    *problems->end = item;
    problems->end = &item->next;
    problems->count++;
}

static void ask_built_in(orm_inputs *inputs, const orm_rule *rule, const orm_json *node)
{
    orm_text text = orm_value_string(inputs->ctx, node);

    for (const orm_validator *at = rule->validators; at; at = at->next)
        if (at->kind == ORM_VALIDATOR_BUILT_IN &&
            !orm_validator_passes(inputs->ctx, at, text, node))
            add_item(inputs->problems,
                     orm_validator_item(inputs->ctx, at, rule->attribute->name, node->token,
                                        (orm_text){"", 0}),
                     node);
}

/* The value that built-in validators see: as given, else the default as it is written. */
static const orm_json *value_of(const orm_attribute *attribute, const orm_json *row)
{
    const orm_json *node = orm_json_member_text(row, attribute->name);

    if (node == NULL && attribute->default_kind == ORM_DEFAULT_VALUE)
        node = attribute->default_node;
    return node && node->kind != ORM_JSON_NULL ? node : NULL;
}

static const orm_json *seen_value(const orm_rules *rules, const orm_attribute *attribute,
                                  const orm_json *row)
{
    if (rules->is_given_only && orm_json_member_text(row, attribute->name) == NULL)
        return NULL;
    return value_of(attribute, row);
}

/* True, which is 1 on SQLite, passes; false and NULL fail.  The text 'true' passes too: an
 * expression that gives a message where it fails is a text on PostgreSQL wherever it passes. */
static bool is_true(orm_ctx *ctx, const orm_json *answer)
{
    double number;

    return answer->kind == ORM_JSON_TRUE ||
           (answer->kind == ORM_JSON_STRING && orm_text_is(answer->text, "true")) ||
           (answer->kind == ORM_JSON_NUMBER &&
            orm_number_read_double(ctx->arena, answer->text, &number) && number != 0);
}

/* A text is the message of the failure. */
static void take_answer(orm_inputs *inputs, const orm_json *row, const orm_rule *rule,
                        const orm_validator *validator, const orm_json *answer)
{
    const orm_attribute *attribute = rule->attribute;
    const orm_json *node = attribute ? orm_json_member_text(row, attribute->name) : NULL;
    bool is_null = node == NULL || node->kind == ORM_JSON_NULL;
    orm_text message = {"", 0};

    if (is_null && validator->kind == ORM_VALIDATOR_IMMUTABLE)
        return; /* a built-in one: those are not asked about null */
    if (attribute && is_null && (attribute->is_required || !attribute->is_nullable_given) &&
        value_of(attribute, row) == NULL)
        return; /* Sequelize asks about null only where allowNull: true is written */
    if (is_true(inputs->ctx, answer))
        return;
    if (answer->kind == ORM_JSON_STRING)
        message = answer->text;
    add_item(inputs->problems,
             orm_validator_item(inputs->ctx, validator,
                                attribute ? attribute->name : validator->name,
                                node ? node->token : (orm_text){"", 0}, message),
             node);
}

/* Answers from column `from` on. */
static void take_answers(orm_inputs *inputs, const orm_rules *rules, const orm_json *row,
                         orm_row *answers, int from)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};
    orm_ctx *ctx = inputs->ctx;

    for (uint16_t i = 0; i < rules->asked_count; i++) {
        orm_buffer answer;

        orm_buffer_open(&answer, ctx->host, ORM_LIFE_CALL, 64);
        ctx->host->append(ctx->host, answers, from + i, &natural, &answer);
        take_answer(
            inputs, row, rules->asked[i], rules->asked_validator[i],
            orm_json_read(ctx, orm_buffer_copy(&answer, ctx->arena), ORM_JSON_DATA, "answer"));
        orm_buffer_close(&answer);
    }
}

typedef struct answer_sink {
    orm_sink sink;
    orm_inputs *inputs;
    const orm_rules *rules;
    const orm_json *row;
} answer_sink;

static void take_one(orm_sink *sink, orm_row *answers)
{
    answer_sink *it = (answer_sink *)sink;

    take_answers(it->inputs, it->rules, it->row, answers, 0);
}

static void ask_expressions(orm_inputs *inputs, const orm_rules *rules, const orm_json *row)
{
    orm_host *host = inputs->ctx->host;
    answer_sink sink = {{take_one}, inputs, rules, row};
    orm_value *values =
        ORM_NEW_N(inputs->ctx->arena, orm_value, rules->statement.parameter_count + 1u);

    orm_parameters_bind(inputs, rules->parameters, rules->statement.parameter_count, values);
    if (inputs->problems->unconverted == 0)
        host->run(host, &rules->statement, values, &sink.sink);
}

/* No statement has them: what is wrong with them is found here. */
static void check_virtuals(orm_inputs *inputs, const orm_rules *rules)
{
    orm_value *values = ORM_NEW_N(inputs->ctx->arena, orm_value, rules->virtual_count + 1u);

    for (uint16_t i = 0; i < rules->missing_count; i++)
        orm_problems_add_null(inputs->problems, rules->missing[i], NULL);
    orm_parameters_bind(inputs, rules->virtuals, rules->virtual_count, values);
}

/* All that needs no statement. */
static void ask_values(orm_inputs *inputs, const orm_rules *rules, const orm_json *row)
{
    for (const orm_rule *rule = rules->rules; rule; rule = rule->next) {
        const orm_json *node = rule->attribute ? seen_value(rules, rule->attribute, row) : NULL;

        if (node)
            ask_built_in(inputs, rule, node);
    }
    check_virtuals(inputs, rules);
}

void orm_rules_ask(orm_inputs *inputs, const orm_rules *rules, const orm_json *row)
{
    if (rules == NULL)
        return;
    ask_values(inputs, rules, row);
    if (rules->asked_count)
        ask_expressions(inputs, rules, row);
}

/* ---- many rows */

enum { MOST_ROWS = 100, MOST_PARAMETERS = 10000 };

static void take_many(orm_sink *sink, orm_row *answers)
{
    orm_rules_list *it = (orm_rules_list *)sink;
    orm_ctx *ctx = it->inputs->ctx;
    int64_t number = ctx->host->fetch(ctx->host, ctx, answers, 0).as.integer;

    if (it->rules[number])
        take_answers(it->inputs, it->rules[number], it->rows[number], answers, 1);
}

static void begin(orm_rules_list *list)
{
    list->count = 0;
    list->is_any = false;
    orm_printer_open(&list->printer, list->inputs->ctx, NULL);
}

void orm_rules_list_open(orm_rules_list *list, orm_inputs *inputs)
{
    memset(list, 0, sizeof *list);
    list->sink.row = take_many;
    list->inputs = inputs;
    list->rules = ORM_NEW_N(inputs->ctx->arena, const orm_rules *, MOST_ROWS);
    list->rows = ORM_NEW_N(inputs->ctx->arena, const orm_json *, MOST_ROWS);
    begin(list);
}

void orm_rules_list_close(orm_rules_list *list)
{
    orm_host *host = list->inputs->ctx->host;
    const orm_param **parameters;
    orm_statement statement = orm_printer_close(&list->printer, &parameters);

    if (list->is_any)
        host->run(host, &statement, list->values, &list->sink);
}

/* The values of the parameters that a row has brought in. */
static void bind_row(orm_rules_list *list, uint16_t from)
{
    orm_arena *arena = list->inputs->ctx->arena;
    uint16_t count = list->printer.parameter_count;

    if (count > list->capacity) {
        uint32_t capacity = list->capacity * 2 > count ? list->capacity * 2 : count * 2u;
        orm_value *longer = ORM_NEW_N(arena, orm_value, capacity);

        if (from)
            memcpy(longer, list->values, from * sizeof *longer);
        list->values = longer;
        list->capacity = capacity;
    }
    orm_parameters_bind(list->inputs, list->printer.parameters + from, (uint16_t)(count - from),
                        list->values + from);
}

void orm_rules_list_add(orm_rules_list *list, const orm_rules *rules, const orm_json *row)
{
    uint16_t from = list->printer.parameter_count;

    if (rules == NULL)
        return;
    list->inputs->problems->item = row;
    ask_values(list->inputs, rules, row);
    list->inputs->problems->item = NULL;
    if (rules->asked_count == 0 || list->inputs->problems->unconverted > 0)
        return;
    orm_buffer_format(&list->printer.sql, "%sSELECT %u, ", list->count ? " UNION ALL " : "",
                      list->count);
    print_asked(&list->printer, rules);
    print_row(&list->printer, &rules->row, NULL, NULL);
    bind_row(list, from);
    if (list->inputs->problems->unconverted > 0)
        rules = NULL; /* there is no such row to ask about */
    list->is_any |= rules != NULL;
    list->rules[list->count] = rules;
    list->rows[list->count++] = row;
    if (list->count < MOST_ROWS && list->printer.parameter_count < MOST_PARAMETERS)
        return;
    orm_rules_list_close(list);
    begin(list);
}

void orm_rules_ask_types(orm_inputs *inputs, const orm_modify *modify, const orm_rules_scope *scope)
{
    for (const orm_assignment *at = modify->assignments; at; at = at->next) {
        const orm_param *param = at->expr ? at->expr->param : NULL;
        orm_value value;

        if (param && orm_rules_concern(scope, at->attribute))
            orm_parameters_bind(inputs, &param, 1, &value);
    }
}
