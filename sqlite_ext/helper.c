/* helper.c - what the functions of our statements stand on.  See helper.h. */
#include "helper.h"

#include <stdlib.h>

#include "base/json_order.h"
#include "base/json_text.h"
#include "dialect.h"

enum { HEADER = 16 }; /* before a buffer's block: its size */

/* ---- memory */

/* Of an arena's blocks: a chain. */
typedef struct block {
    struct block *next;
    int64_t memory[]; /* as sqlite3_malloc64() aligns */
} block;

static void free_blocks(void *blocks)
{
    while (blocks) {
        block *next = ((block *)blocks)->next;

        sqlite3_free(blocks);
        blocks = next;
    }
}

static void *add_block(void **blocks, size_t size)
{
    block *made = size < SIZE_MAX / 2 ? sqlite3_malloc64(sizeof *made + size) : NULL;

    if (made == NULL)
        return NULL;
    made->next = *blocks;
    *blocks = made;
    return made->memory;
}

static _Noreturn void leave_without_memory(orm_lite_helper *helper)
{
    helper->is_out_of_memory = true;
    longjmp(helper->exit, 1);
}

static orm_lite_helper *helper_of(orm_arena *arena)
{
    return (orm_lite_helper *)((char *)arena - offsetof(orm_lite_helper, arena));
}

static void *more(orm_arena *arena, size_t size)
{
    orm_lite_helper *helper = helper_of(arena);
    void *memory = add_block(&helper->blocks, size);

    if (memory == NULL)
        leave_without_memory(helper);
    return memory;
}

/* Blocks of buffers are parts of the arena: they live as long. */
static void *resize(orm_host *host, void *old, size_t size, orm_life life)
{
    orm_lite_helper *helper = (orm_lite_helper *)host;
    size_t *made = orm_alloc(&helper->arena, size < SIZE_MAX / 2 ? size + HEADER : size);

    (void)life;
    made[0] = size;
    if (old) {
        size_t before = *(size_t *)((char *)old - HEADER);

        memcpy((char *)made + HEADER, old, before < size ? before : size);
    }
    return (char *)made + HEADER;
}

static void release(orm_host *host, void *memory)
{
    (void)host, (void)memory;
}

/* ---- errors */

/* A pattern of a condition is no definition. */
static orm_error as_condition_error(const orm_error *error)
{
    orm_error own = *error;

    if (own.code == ORM_DEFINITION)
        own.code = ORM_INVALID_OPTION;
    return own;
}

/* The text ends with the JSON that the connection keeps: the call around this statement knows by
 * that whose error it is. */
static __attribute__((noreturn)) void raise_error(orm_host *host, orm_ctx *ctx,
                                                  const orm_error *error)
{
    orm_lite_helper *helper = (orm_lite_helper *)host;
    orm_error own = as_condition_error(error);
    orm_text json, text;

    if (helper->connection) {
        json = orm_error_json(ctx, &own);
        text = orm_text_format(ctx->arena, "%s: %.*s\n%.*s", orm_error_name(own.code),
                               ORM_ARG(own.message), ORM_ARG(json));
        orm_lite_error_keep(helper->connection, json);
        sqlite3_result_error(helper->context, text.data, (int)text.length);
    }
    longjmp(helper->exit, 1);
}

/* ---- what SQLite keeps with a statement */

struct orm_lite_kept {
    void *blocks;
    const orm_json *json;
    orm_lite_items items;
};

static void free_kept(void *object)
{
    orm_lite_kept *kept = object;

    free_blocks(kept->blocks);
    sqlite3_free(kept);
}

/* ---- running */

static void open_helper(orm_lite_helper *helper, sqlite3_context *context,
                        orm_lite_connection *connection)
{
    memset(helper, 0, offsetof(orm_lite_helper, exit));
    helper->host.dialect = &orm_dialect_sqlite;
    helper->host.resize = resize;
    helper->host.release = release;
    helper->host.raise = raise_error;
    helper->arena.next = helper->first;
    helper->arena.end = helper->first + sizeof helper->first;
    helper->arena.more = more;
    helper->ctx = (orm_ctx){&helper->host, &helper->arena};
    helper->context = context;
    helper->connection = connection;
}

/* What was being made for the next rows when an error came is not whole. */
static void guard(orm_lite_helper *helper, sqlite3_value **values, orm_lite_body body)
{
    if (setjmp(helper->exit) == 0) {
        body(helper, values);
        return;
    }
    if (helper->is_out_of_memory)
        sqlite3_result_error_nomem(helper->context);
    if (helper->made)
        free_kept(helper->made);
    helper->made = NULL;
}

void orm_lite_helper_run(sqlite3_context *context, orm_lite_connection *connection,
                         sqlite3_value **values, orm_lite_body body)
{
    orm_lite_helper helper;

    open_helper(&helper, context, connection);
    guard(&helper, values, body);
    free_blocks(helper.blocks);
    if (helper.made)
        sqlite3_set_auxdata(context, helper.made_for, helper.made, free_kept);
}

/* ---- values */

orm_text orm_lite_helper_text(orm_lite_helper *helper, sqlite3_value *value)
{
    const unsigned char *data = sqlite3_value_text(value);

    if (data == NULL)
        leave_without_memory(helper);
    return (orm_text){(const char *)data, (size_t)sqlite3_value_bytes(value)};
}

static bool is_container(orm_json_kind kind)
{
    return kind == ORM_JSON_ARRAY || kind == ORM_JSON_OBJECT;
}

static bool is_word(orm_text text, orm_json_kind kind)
{
    return orm_text_is(text, kind == ORM_JSON_NULL    ? "null"
                             : kind == ORM_JSON_FALSE ? "false"
                                                      : "true");
}

static bool is_scalar(orm_text text, orm_json_kind kind)
{
    if (kind == ORM_JSON_STRING)
        return text.length >= 2 && text.data[text.length - 1] == '"';
    if (kind == ORM_JSON_NUMBER)
        return text.length > 0 && (text.data[0] == '-' ? text.length > 1 : true) &&
               strchr("-0123456789", text.data[0]) != NULL;
    return is_word(text, kind);
}

static orm_text decoded(orm_lite_helper *helper, orm_text string)
{
    char *out;

    if (memchr(string.data, '\\', string.length) == NULL)
        return orm_text_slice(string, 1, string.length - 1);
    out = orm_alloc(&helper->arena, string.length);
    return (orm_text){out, orm_json_text_decode(string, out)};
}

/* Scalars, which are nearly all of what conditions meet, are read here; the reader does the rest.
 */
static const orm_json *read_json(orm_lite_helper *helper, orm_text text)
{
    orm_json_kind kind;
    orm_json *node;

    text = orm_json_text_trim(text);
    kind = orm_json_text_kind(text);
    if (is_container(kind)) {
        node = orm_json_read(&helper->ctx, text, ORM_JSON_STORED, "value");
        orm_json_normalize(&helper->ctx, node);
        return node;
    }
    if (!is_scalar(text, kind))
        return NULL;
    node = ORM_NEW(&helper->arena, orm_json);
    node->kind = (uint8_t)kind;
    node->token = text;
    node->text = kind == ORM_JSON_STRING ? decoded(helper, text) : text;
    return node;
}

const orm_json *orm_lite_helper_json(orm_lite_helper *helper, sqlite3_value *value)
{
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return NULL;
    return read_json(helper, orm_lite_helper_text(helper, value));
}

/* ---- arguments that are the same in all rows */

/* New, and in its own memory from here on: what is allocated belongs to it. */
static orm_lite_kept *open_kept(orm_lite_helper *helper, int argument)
{
    orm_lite_kept *kept = sqlite3_malloc64(sizeof *kept);

    if (kept == NULL)
        leave_without_memory(helper);
    memset(kept, 0, sizeof *kept);
    helper->made = kept;
    helper->made_for = argument;
    return kept;
}

/* A copy in the memory of `kept`: SQLite's value may be another at the next row. */
static orm_text keep_text(orm_lite_helper *helper, orm_lite_kept *kept, orm_text text)
{
    char *copy = add_block(&kept->blocks, text.length + 1);

    if (copy == NULL)
        leave_without_memory(helper);
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return (orm_text){copy, text.length};
}

/* Reads into the memory of `kept`, by lending the helper's arena to it. */
static const orm_json *read_kept(orm_lite_helper *helper, orm_lite_kept *kept, orm_text text)
{
    const orm_json *json;

    text = keep_text(helper, kept, text);
    helper->arena.next = helper->arena.end; /* the next allocation is a block */
    json = read_json(helper, text);
    return json;
}

/* What was allocated since is of `kept`. */
static void close_kept(orm_lite_helper *helper, orm_lite_kept *kept)
{
    block **last = (block **)&kept->blocks;

    while (*last)
        last = &(*last)->next;
    *last = helper->blocks;
    helper->blocks = NULL;
    helper->arena.next = helper->arena.end;
}

const orm_json *orm_lite_helper_constant(orm_lite_helper *helper, sqlite3_value **values,
                                         int argument)
{
    orm_lite_kept *kept = sqlite3_get_auxdata(helper->context, argument);

    if (kept)
        return kept->json;
    if (sqlite3_value_type(values[argument]) == SQLITE_NULL)
        return NULL;
    kept = open_kept(helper, argument);
    kept->json = read_kept(helper, kept, orm_lite_helper_text(helper, values[argument]));
    close_kept(helper, kept);
    return kept->json;
}

static int compare_items(const void *left, const void *right)
{
    return orm_json_order(*(const orm_json *const *)left, *(const orm_json *const *)right);
}

static void fill_items(orm_lite_helper *helper, orm_lite_items *out, bool is_sorted,
                       const orm_json *list)
{
    uint32_t i = 0;

    out->count = list->count;
    out->items = ORM_NEW_N(&helper->arena, const orm_json *, list->count + 1u);
    out->texts = ORM_NEW_N(&helper->arena, orm_text, list->count + 1u);
    orm_each_child (item, list)
        out->items[i++] = item;
    if (is_sorted)
        qsort(out->items, out->count, sizeof *out->items, compare_items);
    for (i = 0; i < out->count; i++)
        out->texts[i] = out->items[i]->text;
}

const orm_lite_items *orm_lite_helper_items(orm_lite_helper *helper, sqlite3_value **values,
                                            int argument, bool is_sorted)
{
    orm_lite_kept *kept = sqlite3_get_auxdata(helper->context, argument);

    if (kept)
        return &kept->items;
    if (sqlite3_value_type(values[argument]) == SQLITE_NULL)
        return NULL;
    kept = open_kept(helper, argument);
    kept->json = read_kept(helper, kept, orm_lite_helper_text(helper, values[argument]));
    if (kept->json && kept->json->kind == ORM_JSON_ARRAY)
        fill_items(helper, &kept->items, is_sorted, kept->json);
    close_kept(helper, kept);
    return &kept->items;
}

/* ---- registering */

int orm_lite_helper_register(sqlite3 *db, const orm_lite_helper_entry *entries, size_t count)
{
    int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC, rc = SQLITE_OK;

    for (size_t i = 0; i < count && rc == SQLITE_OK; i++)
        rc = sqlite3_create_function_v2(db, entries[i].name, entries[i].count, flags, NULL,
                                        entries[i].function, NULL, NULL, NULL);
    return rc;
}
