/* read.c - definitions of validators against the table.  See validator.h.
 *
 * What a member of `validate` may be:
 *     true, {"msg": …}             the defaults
 *     false, null                  switched off
 *     a scalar, [a, b]             arguments by position
 *     {"min": 1, …}                options by name, "msg" may stand among them
 *     {"args": …, "msg": …}        either, with a message
 *     text, {"$literal": text}     an SQL expression, under a name that is not built in; with a
 *                                  message as {"args": …, "msg": …} */
#include "base/datetime.h"
#include "base/number.h"
#include "base/suggest.h"
#include "validate/check.h"

/* ---- errors */

static _Noreturn void raise_unknown(orm_ctx *ctx, const orm_json *member)
{
    orm_error *error =
        orm_error_new(ctx, ORM_DEFINITION, "there is no validator \"%.*s\"", ORM_ARG(member->key));
    orm_text names[160];
    size_t count = 0;

    for (const orm_validator_rule *rule = orm_validator_rules; rule->name; rule++)
        names[count++] = orm_text_from(rule->name);
    error->did_you_mean = orm_suggest(ctx->arena, member->key, names, count);
    error->hint = ORM_TEXT("a validator of your own is an SQL expression, as a text");
    error->at = orm_json_place(ctx, member);
    orm_throw(ctx, error);
}

static _Noreturn void raise_unknown_option(orm_ctx *ctx, const orm_validator_rule *rule,
                                           const orm_json *member)
{
    orm_error *error =
        orm_error_new(ctx, ORM_DEFINITION, "the validator \"%s\" has no option \"%.*s\"",
                      rule->name, ORM_ARG(member->key));
    orm_text *names = ORM_NEW_N(ctx->arena, orm_text, rule->option_count + 1U);

    for (size_t i = 0; i < rule->option_count; i++)
        names[i] = orm_text_from(rule->options[i].name);
    error->did_you_mean = orm_suggest(ctx->arena, member->key, names, rule->option_count);
    error->at = orm_json_place(ctx, member);
    orm_throw(ctx, error);
}

/* ---- single values */

/* What is being read: an option of a rule. */
typedef struct slot {
    orm_ctx *ctx;
    const orm_validator_rule *rule;
    const orm_option_spec *spec;
    orm_validator_value *value;
} slot;

static _Noreturn void raise_kind(const slot *slot, const orm_json *node, const char *wanted)
{
    orm_raise_at(slot->ctx, ORM_DEFINITION, node, "\"%s\" of the validator \"%s\" takes %s, not %s",
                 slot->spec->name, slot->rule->name, wanted, orm_json_kind_name(node));
}

static double read_number(const slot *slot, const orm_json *node)
{
    double number;

    if ((node->kind != ORM_JSON_NUMBER && node->kind != ORM_JSON_STRING) ||
        !orm_number_read_double(slot->ctx->arena, node->text, &number))
        raise_kind(slot, node, "a number");
    return number;
}

/* The words of an `allowed` as they stand in a message: "10, 13". */
static orm_text words_text(orm_ctx *ctx, const char *words)
{
    orm_text text = {"", 0};

    for (; *words; words += strlen(words) + 1)
        text =
            orm_text_format(ctx->arena, "%.*s%s%s", ORM_ARG(text), text.length ? ", " : "", words);
    return text;
}

static orm_text read_text(const slot *slot, const orm_json *node)
{
    const orm_option_spec *spec = slot->spec;
    orm_text text;

    if (!orm_json_is_scalar(node))
        raise_kind(slot, node, "a text");
    text = node->kind == ORM_JSON_NULL ? ORM_TEXT("") : orm_value_string(slot->ctx, node);
    if (spec->allowed && !js_is_word(text, spec->allowed))
        orm_raise_at(slot->ctx, ORM_DEFINITION, node,
                     "\"%s\" of the validator \"%s\" is one of %.*s", spec->name, slot->rule->name,
                     ORM_ARG(words_text(slot->ctx, spec->allowed)));
    if (spec->is_known && !spec->is_known(text))
        orm_raise_at(slot->ctx, ORM_DEFINITION, node,
                     "the validator \"%s\" does not know \"%.*s\" as its \"%s\"", slot->rule->name,
                     ORM_ARG(text), spec->name);
    return text;
}

static void read_instant(const slot *slot, const orm_json *node)
{
    if (node->kind != ORM_JSON_STRING || !orm_instant_read(node->text, &slot->value->micros))
        raise_kind(slot, node, "a date as ISO 8601 or RFC 2822 text");
}

/* ---- lists */

static void read_texts(const slot *slot, const orm_json *node)
{
    orm_validator_value *value = slot->value;

    if (node->kind != ORM_JSON_ARRAY) {
        value->texts = ORM_NEW(slot->ctx->arena, orm_text);
        value->texts[value->count++] = read_text(slot, node);
        return;
    }
    value->texts = ORM_NEW_N(slot->ctx->arena, orm_text, node->count + 1U);
    orm_each_child (item, node)
        value->texts[value->count++] = read_text(slot, item);
}

static void read_numbers(const slot *slot, const orm_json *node)
{
    orm_validator_value *value = slot->value;

    if (node->kind != ORM_JSON_ARRAY) {
        value->numbers = ORM_NEW(slot->ctx->arena, double);
        value->numbers[value->count++] = read_number(slot, node);
        return;
    }
    value->numbers = ORM_NEW_N(slot->ctx->arena, double, node->count + 1U);
    orm_each_child (item, node)
        value->numbers[value->count++] = read_number(slot, item);
}

static void check_pattern(const slot *slot, const orm_json *node, orm_text pattern, orm_text flags)
{
    orm_host *host = slot->ctx->host;
    orm_text problem = host->pattern_problem(host, slot->ctx, pattern, flags);

    if (problem.length)
        orm_raise_at(slot->ctx, ORM_DEFINITION, node, "%.*s", ORM_ARG(problem));
}

/* [pattern, flags] or a pattern alone. */
static void read_pair(const slot *slot, const orm_json *node, orm_text *pattern, orm_text *flags)
{
    const orm_json *first = node->kind == ORM_JSON_ARRAY ? node->first : node;
    const orm_json *second = node->kind == ORM_JSON_ARRAY && first ? first->next : NULL;

    if (first == NULL || first->kind != ORM_JSON_STRING ||
        (second && (second->kind != ORM_JSON_STRING || second->next)))
        raise_kind(slot, node, "a pattern as a text, or [pattern, flags]");
    *pattern = first->text;
    *flags = second ? second->text : ORM_TEXT("");
    check_pattern(slot, node, *pattern, *flags);
}

static void read_pattern(const slot *slot, const orm_json *node)
{
    slot->value->texts = ORM_NEW(slot->ctx->arena, orm_text);
    if (node->kind == ORM_JSON_ARRAY && node->count == 1 && node->first->kind == ORM_JSON_ARRAY)
        node = node->first;
    read_pair(slot, node, &slot->value->text, slot->value->texts);
}

static void read_hosts(const slot *slot, const orm_json *node)
{
    orm_validator_value *value = slot->value;

    if (node->kind != ORM_JSON_ARRAY)
        raise_kind(slot, node, "a list of hosts");
    value->texts = ORM_NEW_N(slot->ctx->arena, orm_text, 2 * (node->count + 1U));
    orm_each_child (item, node) {
        orm_text *pair = value->texts + 2 * value->count++;

        if (item->kind == ORM_JSON_ARRAY)
            read_pair(slot, item, &pair[0], &pair[1]);
        else
            pair[0] = read_text(slot, item);
    }
}

/* ---- options */

static void read_option(const slot *slot, const orm_json *node)
{
    slot->value->is_given = true;
    switch (slot->spec->kind) {
    case ORM_OPTION_FLAG:
        if (!orm_json_is_boolean(node))
            raise_kind(slot, node, "true or false");
        slot->value->flag = node->kind == ORM_JSON_TRUE;
        break;
    case ORM_OPTION_NUMBER: slot->value->number = read_number(slot, node); break;
    case ORM_OPTION_TEXT: slot->value->text = read_text(slot, node); break;
    case ORM_OPTION_TEXTS: read_texts(slot, node); break;
    case ORM_OPTION_NUMBERS: read_numbers(slot, node); break;
    case ORM_OPTION_LIST:
        if (node->kind == ORM_JSON_ARRAY && node->first && node->first->kind == ORM_JSON_ARRAY)
            node = node->first;
        if (node->kind != ORM_JSON_ARRAY)
            raise_kind(slot, node, "a list");
        read_texts(slot, node);
        break;
    case ORM_OPTION_PATTERN: read_pattern(slot, node); break;
    case ORM_OPTION_HOSTS: read_hosts(slot, node); break;
    case ORM_OPTION_INSTANT: read_instant(slot, node); break;
    }
}

/* A null is as absent. */
static void read_into(orm_ctx *ctx, const orm_validator_rule *rule, orm_validator_value *values,
                      size_t option, const orm_json *node)
{
    slot slot = {ctx, rule, &rule->options[option], &values[option]};

    if (node->kind != ORM_JSON_NULL)
        read_option(&slot, node);
}

static void read_by_name(orm_ctx *ctx, const orm_validator_rule *rule, orm_validator_value *values,
                         const orm_json *object)
{
    orm_each_child (member, object) {
        size_t option = 0;

        if (orm_text_is(member->key, "msg") ||
            (orm_text_is(member->key, "args") && member->kind == ORM_JSON_NULL))
            continue;
        while (option < rule->option_count && !orm_text_is(member->key, rule->options[option].name))
            option++;
        if (option == rule->option_count)
            raise_unknown_option(ctx, rule, member);
        read_into(ctx, rule, values, option, member);
    }
}

static _Noreturn void raise_too_many(orm_ctx *ctx, const orm_validator_rule *rule,
                                     const orm_json *node)
{
    if (rule->positional == 0)
        orm_raise_at(ctx, ORM_DEFINITION, node, "the validator \"%s\" takes no arguments%s",
                     rule->name, rule->option_count ? " but an object of options" : "");
    orm_raise_at(ctx, ORM_DEFINITION, node,
                 "the validator \"%s\" takes %d arguments at most, and an object of options",
                 rule->name, rule->positional);
}

/* An argument by its position; true stands for the default, an object for options by name. */
static void read_positional(orm_ctx *ctx, const orm_validator_rule *rule,
                            orm_validator_value *values, size_t position, const orm_json *node)
{
    bool is_flag = position < rule->positional && rule->options[position].kind == ORM_OPTION_FLAG;

    if (node->kind == ORM_JSON_OBJECT)
        read_by_name(ctx, rule, values, node);
    else if (node->kind == ORM_JSON_TRUE && !is_flag)
        return;
    else if (position >= rule->positional)
        raise_too_many(ctx, rule, node);
    else
        read_into(ctx, rule, values, position, node);
}

/* Whether a list of arguments is one argument: a list, a pattern with its flags. */
static bool is_whole(const orm_validator_rule *rule)
{
    return rule->positional > 0 && (rule->options[0].kind == ORM_OPTION_LIST ||
                                    rule->options[0].kind == ORM_OPTION_PATTERN);
}

static void read_arguments(orm_ctx *ctx, const orm_validator_rule *rule,
                           orm_validator_value *values, const orm_json *arguments)
{
    size_t position = 0;

    if (arguments->kind != ORM_JSON_ARRAY || is_whole(rule)) {
        read_positional(ctx, rule, values, 0, arguments);
        return;
    }
    orm_each_child (item, arguments)
        read_positional(ctx, rule, values, position++, item);
}

static void check_required(orm_ctx *ctx, const orm_validator_rule *rule,
                           const orm_validator_value *values, const orm_json *node)
{
    for (size_t i = 0; i < rule->required; i++)
        if (!values[i].is_given)
            orm_raise_at(ctx, ORM_DEFINITION, node, "the validator \"%s\" needs its \"%s\"",
                         rule->name, rule->options[i].name);
}

/* ---- validators */

static const orm_validator_rule *find_rule(orm_text name)
{
    for (const orm_validator_rule *rule = orm_validator_rules; rule->name; rule++)
        if (orm_text_is(name, rule->name))
            return rule;
    return NULL;
}

/* The text of an SQL expression: a text, where `is_own` (under a name that is not built in), or
 * {"$literal": text}; empty: it is none. */
static orm_text expression_of(const orm_json *node, bool is_own)
{
    const orm_json *literal = orm_json_member(node, "$literal");

    if (literal && literal->kind == ORM_JSON_STRING)
        return literal->text;
    if (is_own && node->kind == ORM_JSON_STRING)
        return node->text;
    return (orm_text){NULL, 0};
}

static orm_text read_message(orm_ctx *ctx, const orm_json *node)
{
    const orm_json *message = orm_json_member(node, "msg");

    if (message == NULL || message->kind == ORM_JSON_NULL)
        return (orm_text){NULL, 0};
    if (message->kind != ORM_JSON_STRING)
        orm_raise_at(ctx, ORM_DEFINITION, message, "the message of a validator is a string, not %s",
                     orm_json_kind_name(message));
    return message->text;
}

/* false, null, {"args": false}; and [false] where there is nothing to give by position. */
static bool is_off(const orm_json *node, const orm_validator_rule *rule)
{
    const orm_json *arguments = orm_json_member(node, "args");

    if (arguments)
        node = arguments;
    if (node->kind == ORM_JSON_ARRAY && node->count == 1 && rule && rule->positional == 0)
        return node->first->kind == ORM_JSON_FALSE;
    return node->kind == ORM_JSON_FALSE || (node->kind == ORM_JSON_NULL && node != arguments);
}

/* What stands beside "args" would have no effect. */
static void check_beside_arguments(orm_ctx *ctx, const orm_validator_rule *rule,
                                   const orm_json *node)
{
    orm_each_child (member, node)
        if (!orm_text_is(member->key, "args") && !orm_text_is(member->key, "msg"))
            raise_unknown_option(ctx, rule, member);
}

static void read_built_in(orm_ctx *ctx, orm_validator *validator, const orm_json *node)
{
    const orm_validator_rule *rule = validator->rule;
    const orm_json *arguments = orm_json_member(node, "args");
    orm_validator_value *values =
        ORM_NEW_N(ctx->arena, orm_validator_value, rule->option_count + 1U);

    if (arguments && arguments->kind == ORM_JSON_NULL)
        arguments = NULL;
    if (arguments)
        check_beside_arguments(ctx, rule, node);
    read_arguments(ctx, rule, values, arguments ? arguments : node);
    check_required(ctx, rule, values, node);
    validator->kind = rule->kind;
    validator->values = values;
}

/* A member of `validate`, NULL where it is switched off. */
static orm_validator *read_validator(orm_ctx *ctx, const orm_json *member, bool is_model)
{
    const orm_json *arguments = orm_json_member(member, "args");
    orm_validator *validator = ORM_NEW(ctx->arena, orm_validator);

    validator->rule = is_model ? NULL : find_rule(member->key);
    if (is_off(member, validator->rule))
        return NULL;
    validator->name = member->key;
    validator->source = member;
    validator->message = read_message(ctx, member);
    validator->expression = expression_of(arguments ? arguments : member, validator->rule == NULL);
    if (validator->expression.length)
        validator->kind = ORM_VALIDATOR_EXPRESSION;
    else if (validator->rule)
        read_built_in(ctx, validator, member);
    else if (is_model)
        orm_raise_at(ctx, ORM_DEFINITION, member,
                     "a validator of a model is an SQL expression, as a text");
    else
        raise_unknown(ctx, member);
    return validator;
}

static const orm_validator *read_all(orm_ctx *ctx, const orm_json *validate, bool is_model)
{
    const orm_validator *first = NULL, **last = &first;

    if (validate == NULL || validate->kind == ORM_JSON_NULL)
        return NULL;
    if (validate->kind != ORM_JSON_OBJECT)
        orm_raise_at(ctx, ORM_DEFINITION, validate,
                     "\"validate\" is an object of validators by name, not %s",
                     orm_json_kind_name(validate));
    orm_each_child (member, validate) {
        orm_validator *validator = read_validator(ctx, member, is_model);

        if (validator) {
            *last = validator;
            last = &validator->next;
        }
    }
    return first;
}

const orm_validator *orm_validators_read(orm_ctx *ctx, const orm_json *validate)
{
    return read_all(ctx, validate, false);
}

const orm_validator *orm_validators_read_model(orm_ctx *ctx, const orm_json *validate)
{
    return read_all(ctx, validate, true);
}
