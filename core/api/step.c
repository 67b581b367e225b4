/* step.c - a call inside a call.  See step.h. */
#include "api/step.h"

#include "base/suggest.h"
#include "catalog/keys.h"

/* ---- functions and their arguments */

static orm_text without_prefix(orm_text name)
{
    return orm_text_starts(name, "orm_") ? orm_text_slice(name, 4, name.length) : name;
}

const orm_function *orm_function_named(orm_text name)
{
    name = without_prefix(name);
    for (int i = 0; i < orm_function_count; i++)
        if (orm_text_is(name, orm_functions[i].name))
            return &orm_functions[i];
    return NULL;
}

void orm_function_fail(orm_ctx *ctx, orm_text name, orm_text at)
{
    orm_text *names = ORM_NEW_N(ctx->arena, orm_text, (size_t)orm_function_count);
    orm_error *error;

    name = without_prefix(name);
    for (int i = 0; i < orm_function_count; i++)
        names[i] = orm_text_from(orm_functions[i].name);
    error = orm_error_new(ctx, ORM_INVALID_OPTION, "there is no function orm_%.*s", ORM_ARG(name));
    error->at = at;
    error->did_you_mean = orm_suggest(ctx->arena, name, names, (size_t)orm_function_count);
    orm_throw(ctx, error);
}

typedef struct argument {
    orm_text name;
    bool is_document;
} argument;

/* The first of "model text, options document". */
static argument first_argument(const char *arguments)
{
    size_t length = strcspn(arguments, " ");

    return (argument){{arguments, length}, strncmp(arguments + length, " document", 9) == 0};
}

static const char *next_argument(const char *arguments)
{
    const char *comma = strchr(arguments, ',');

    return comma ? comma + 2 : NULL;
}

int orm_function_argument(const orm_function *function, const char *name)
{
    int index = 0;

    if (function->most == 0)
        return -1;
    for (const char *at = function->arguments; at; at = next_argument(at), index++)
        if (orm_text_is(first_argument(at).name, name))
            return index;
    return -1;
}

/* ---- data positions */

static bool is_one_of(orm_text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (orm_text_is(name, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(name, names) is_one_of((name), (names), sizeof(names) / sizeof *(names))

/* Documents that are data as a whole; what defines is code. */
static bool is_data(const orm_function *function, orm_text name)
{
    static const char *const names[] = {"doc", "key", "items", "params", "instance", "targets"};

    return function->access != ORM_ACCESS_DEFINE && IS_ONE_OF(name, names);
}

/* Data inside options; `through` of a finder says what is read. */
static bool is_data_option(const orm_function *function, orm_text name)
{
    static const char *const names[] = {"defaults", "params", "bind", "replacements"};

    bool is_writing = function->access == ORM_ACCESS_WRITE || function->access == ORM_ACCESS_LOOK;

    return IS_ONE_OF(name, names) || (is_writing && orm_text_is(name, "through"));
}

static bool has_data_option(const orm_function *function, const orm_json *options)
{
    if (options->kind == ORM_JSON_OBJECT)
        orm_each_child (member, options)
            if (is_data_option(function, member->key))
                return true;
    return false;
}

static orm_text options_text(const orm_step *step, const orm_json *options)
{
    orm_ctx *ctx = step->marks->ctx;
    orm_buffer out;
    orm_text text;

    if (!has_data_option(step->function, options))
        return options->token;
    orm_buffer_open(&out, ctx->host, ORM_LIFE_CALL, options->token.length + 64);
    orm_buffer_char(&out, '{');
    orm_each_child (member, options) {
        if (member != options->first)
            orm_buffer_char(&out, ',');
        orm_json_write_string(&out, member->key);
        orm_buffer_char(&out, ':');
        orm_buffer_text(&out, is_data_option(step->function, member->key)
                                  ? orm_marks_resolve(step->marks, member)
                                  : member->token);
    }
    orm_buffer_char(&out, '}');
    text = orm_buffer_copy(&out, ctx->arena);
    orm_buffer_close(&out);
    return text;
}

/* ---- arguments of the call */

static orm_text document_text(const orm_step *step, orm_text name, const orm_json *node)
{
    if (step->marks == NULL)
        return node->token;
    if (is_data(step->function, name))
        return orm_marks_resolve(step->marks, node);
    return orm_text_is(name, "options") ? options_text(step, node) : node->token;
}

/* Of orm_scope's names null says something: no scope at all. */
static bool is_absent(const argument *argument, const orm_json *node)
{
    return node->kind == ORM_JSON_NULL && !orm_text_is(argument->name, "names");
}

static orm_text plain_text(orm_call *call, const argument *argument, const orm_json *node)
{
    if (node->kind != ORM_JSON_STRING || node->is_unstorable)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, node, "\"%.*s\" of orm_%s is a text, not %s",
                     ORM_ARG(argument->name), call->function->name, orm_json_kind_name(node));
    return node->text;
}

static void take_arguments(orm_call *call, const orm_step *step)
{
    const char *at = step->function->arguments;
    int index = 0;

    orm_each_child (node, step->args) {
        argument argument = first_argument(at);

        call->args[index].is_null = is_absent(&argument, node);
        if (!call->args[index].is_null)
            call->args[index].text = argument.is_document ? document_text(step, argument.name, node)
                                                          : plain_text(call, &argument, node);
        at = next_argument(at);
        index++;
    }
}

static const orm_json *argument_node(const orm_step *step, int index)
{
    const orm_json *node = step->args ? step->args->first : NULL;

    while (node && index-- > 0)
        node = node->next;
    return node;
}

/* A condition's params are those around it where the step has none of its own. */
static void pass_params(orm_call *call, const orm_step *step)
{
    int params = orm_function_argument(step->function, "params");
    int options = orm_function_argument(step->function, "options");

    if (step->marks == NULL || step->marks->params == NULL || params < 0 ||
        !call->args[params].is_null || orm_option(argument_node(step, options), "params"))
        return;
    call->args[params] = (orm_argument){false, step->marks->params->token};
}

static void check_arguments(orm_call *call, const orm_step *step)
{
    if (step->args && step->args->kind != ORM_JSON_ARRAY)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, step->args,
                     "the arguments of a call are a list, not %s", orm_json_kind_name(step->args));
    if (step->args && step->args->count > step->function->most)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, step->args,
                     "orm_%s takes at most %u arguments, not %u", step->function->name,
                     step->function->most, step->args->count);
}

static void forget_arguments(orm_call *call)
{
    for (int i = 0; i < ORM_MAX_ARGUMENTS; i++)
        call->args[i] = (orm_argument){.is_null = true};
}

/* ---- the call */

void orm_step_open(orm_call *call, orm_step *step)
{
    check_arguments(call, step);
    call->function = step->function;
    call->is_step = true;
    forget_arguments(call);
    if (step->args)
        take_arguments(call, step);
    pass_params(call, step);
    step->places = (orm_places){step->place, step->function->arguments};
    call->ctx.host->places = &step->places;
}

static orm_text result_text(orm_call *call)
{
    return orm_buffer_since(&call->result.buffer, call->ctx.host->result_header);
}

void orm_step_answer(orm_call *call, orm_buffer *out)
{
    switch (call->result.kind) {
    case ORM_RESULT_NULL: ORM_PUT(out, "null"); break;
    case ORM_RESULT_JSON: orm_buffer_text(out, result_text(call)); break;
    case ORM_RESULT_TEXT: orm_json_write_string(out, result_text(call)); break;
    case ORM_RESULT_INTEGER: orm_buffer_format(out, "%lld", (long long)call->result.integer); break;
    case ORM_RESULT_BOOLEAN: orm_buffer_string(out, call->result.integer ? "true" : "false"); break;
    }
    if (call->result.buffer.data)
        orm_buffer_close(&call->result.buffer);
    memset(&call->result, 0, sizeof call->result);
}

void orm_step_close(orm_call *call, const orm_function *function)
{
    call->ctx.host->places = NULL;
    call->function = function;
    call->is_step = false;
    forget_arguments(call);
}
