/* fake_host.c - an engine without a database.  See fake_host.h. */
#include "fake_host.h"

#include <stdlib.h>

#include "pattern/pattern.h"

enum { RESULT_HEADER = 4, RESULT_LIMIT = 0x3FFFFFFF }; /* as PostgreSQL's */

/* Before every piece of memory that was handed out. */
typedef struct fake_link fake_link;
struct fake_link {
    fake_link *next;
    fake_link *before;
    size_t serial;
    max_align_t memory[];
};

typedef struct fake_arena {
    orm_arena arena; /* first */
    fake_host *fake;
    fake_link *blocks;
    bool is_kept;
} fake_arena;

fake_host *fake_of(orm_ctx *ctx)
{
    return (fake_host *)ctx->host;
}

/* ---- leaving */

static _Noreturn void leave(fake_host *fake, const orm_error *error)
{
    fake_trap *trap = fake->trap;

    fake->error = error;
    if (trap) {
        fake->trap = trap->outer;
        longjmp(trap->exit, 1);
    }
    if (error)
        print_error("unexpected %s: %.*s (at \"%.*s\")\n", orm_error_name(error->code),
                    ORM_ARG(error->message), ORM_ARG(error->at));
    else
        print_error("memory ran out where the test did not expect it\n");
    fail();
    abort();
}

static __attribute__((noreturn)) void raise_error(orm_host *host, orm_ctx *ctx,
                                                  const orm_error *error)
{
    (void)ctx;
    leave((fake_host *)host, error);
}

jmp_buf *fake_trap_open(orm_ctx *ctx, fake_trap *trap)
{
    fake_host *fake = fake_of(ctx);

    fake->error = NULL;
    trap->outer = fake->trap;
    fake->trap = trap;
    return &trap->exit;
}

void fake_trap_missed(orm_ctx *ctx, const char *statement, const char *file, int line)
{
    fake_of(ctx)->trap = fake_of(ctx)->trap->outer;
    print_error("nothing was raised by: %s\n", statement);
    _fail(file, line);
}

void fake_trap_check(orm_ctx *ctx, orm_error_code expected, const char *file, int line)
{
    const orm_error *error = fake_of(ctx)->error;

    if (error && error->code == expected)
        return;
    if (error)
        print_error("raised %s instead of %s: %.*s\n", orm_error_name(error->code),
                    orm_error_name(expected), ORM_ARG(error->message));
    else
        print_error("memory ran out instead of %s\n", orm_error_name(expected));
    _fail(file, line);
}

const orm_error *fake_error(orm_ctx *ctx)
{
    return fake_of(ctx)->error;
}

/* ---- memory */

/* malloc that counts, and fails when it is told to. */
static fake_link *allocate(fake_host *fake, size_t size)
{
    fake_link *link = NULL;

    if (++fake->allocations != fake->fail_at && size < SIZE_MAX / 2)
        link = malloc(sizeof *link + size);
    if (link == NULL)
        leave(fake, NULL);
    link->serial = ++fake->serial;
    return link;
}

static void insert(fake_link **list, fake_link *link)
{
    link->before = NULL;
    link->next = *list;
    if (*list)
        (*list)->before = link;
    *list = link;
}

static void unlink_from(fake_link **list, fake_link *link)
{
    if (link->before)
        link->before->next = link->next;
    else
        *list = link->next;
    if (link->next)
        link->next->before = link->before;
}

static void free_all(fake_link *list)
{
    while (list) {
        fake_link *next = list->next;

        free(list);
        list = next;
    }
}

static fake_link *link_of(void *memory)
{
    return (fake_link *)((char *)memory - offsetof(fake_link, memory));
}

/* A grown block always moves, so that a pointer kept into the old one is noticed. */
static void *resize(orm_host *host, void *block, size_t size, orm_life life)
{
    fake_host *fake = (fake_host *)host;
    fake_link *link = allocate(fake, size + sizeof(size_t));
    size_t old = block ? *(size_t *)((char *)block - sizeof(size_t)) : 0;
    char *memory = (char *)link->memory + sizeof(size_t);

    (void)life;
    insert(&fake->blocks, link);
    fake->live_blocks++;
    memcpy(link->memory, &size, sizeof size);
    if (block) {
        memcpy(memory, block, old < size ? old : size);
        host->release(host, block);
    }
    return memory;
}

static void release(orm_host *host, void *block)
{
    fake_host *fake = (fake_host *)host;
    fake_link *link = link_of((char *)block - sizeof(size_t));

    unlink_from(&fake->blocks, link);
    fake->live_blocks--;
    free(link);
}

static void *more(orm_arena *arena, size_t size)
{
    fake_arena *own = (fake_arena *)arena;
    fake_link *link = allocate(own->fake, size);

    insert(&own->blocks, link);
    return link->memory;
}

static void arena_free(orm_arena *arena)
{
    fake_arena *own = (fake_arena *)arena;

    if (own->is_kept)
        own->fake->kept_arenas--;
    free_all(own->blocks);
    unlink_from(&own->fake->arenas, link_of(own));
    free(link_of(own));
}

static orm_arena *arena_open(orm_host *host)
{
    fake_host *fake = (fake_host *)host;
    fake_link *link = allocate(fake, sizeof(fake_arena));
    fake_arena *own = (fake_arena *)link->memory;

    memset(own, 0, sizeof *own);
    own->arena.more = more;
    own->arena.free = arena_free;
    own->fake = fake;
    insert(&fake->arenas, link);
    return &own->arena;
}

static void arena_keep(orm_host *host, orm_arena *arena)
{
    ((fake_arena *)arena)->is_kept = true;
    ((fake_host *)host)->kept_arenas++;
}

size_t fake_mark(orm_ctx *ctx)
{
    return fake_of(ctx)->serial;
}

void fake_release_since(orm_ctx *ctx, size_t mark)
{
    fake_host *fake = fake_of(ctx);

    for (fake_link *link = fake->arenas, *next; link; link = next) {
        fake_arena *own = (fake_arena *)link->memory;

        next = link->next;
        if (link->serial > mark && !own->is_kept)
            arena_free(&own->arena);
    }
    for (fake_link *link = fake->blocks, *next; link; link = next) {
        next = link->next;
        if (link->serial > mark)
            release(&fake->host, (char *)link->memory + sizeof(size_t));
    }
}

/* ---- the database: there is none */

static _Noreturn void refuse(const char *what)
{
    print_error("the fake host was asked to %s\n", what);
    fail();
    abort();
}

static int64_t run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                   orm_sink *sink)
{
    (void)host, (void)parameters, (void)sink;
    print_error("%.*s\n", ORM_ARG(statement->sql));
    refuse("run a statement");
}

static void append(orm_host *host, orm_row *row, int column, const orm_form *form,
                   orm_buffer *buffer)
{
    (void)host, (void)row, (void)column, (void)form, (void)buffer;
    refuse("append a column");
}

static orm_value fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column)
{
    (void)host, (void)ctx, (void)row, (void)column;
    refuse("fetch a column");
}

static void prepare(orm_host *host, const orm_statement *statement)
{
    (void)host, (void)statement;
}

static bool stamp(orm_host *host, uint8_t out[16])
{
    (void)host, (void)out;
    return false;
}

static uint64_t locate(orm_host *host, orm_ctx *ctx, orm_text table, orm_text *schema)
{
    (void)host, (void)ctx, (void)table, (void)schema;
    return 0;
}

static orm_text database(orm_host *host, orm_ctx *ctx)
{
    (void)host, (void)ctx;
    return ORM_TEXT("fake");
}

static void catalog_changed(orm_host *host)
{
    (void)host;
}

/* ---- the rest */

static orm_patterns *open_patterns(orm_host *host)
{
    fake_host *fake = (fake_host *)host;

    if (fake->patterns == NULL)
        fake->patterns = orm_patterns_new();
    assert_non_null(fake->patterns);
    return fake->patterns;
}

static bool match(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags, orm_text text)
{
    return orm_patterns_match(open_patterns(host), ctx, pattern, flags, text);
}

static orm_text pattern_problem(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags)
{
    return orm_patterns_problem(open_patterns(host), ctx, pattern, flags);
}

static int64_t now(orm_host *host)
{
    return ((fake_host *)host)->time;
}

static void random_bytes(orm_host *host, void *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)out)[i] = ((fake_host *)host)->next_random++;
}

static void interrupts(orm_host *host)
{
    ((fake_host *)host)->interrupt_checks++;
}

static void notice(orm_host *host, const char *message)
{
    ((fake_host *)host)->notice = message;
}

static orm_text last_error(orm_host *host, orm_ctx *ctx)
{
    (void)host, (void)ctx;
    return (orm_text){NULL, 0};
}

static const orm_host fake_callbacks = {
    .catalog_schema = {"orm", 3},
    .result_header = RESULT_HEADER,
    .result_limit = RESULT_LIMIT,
    .resize = resize,
    .release = release,
    .arena_open = arena_open,
    .arena_keep = arena_keep,
    .raise = raise_error,
    .run = run,
    .append = append,
    .fetch = fetch,
    .prepare = prepare,
    .stamp = stamp,
    .locate = locate,
    .database = database,
    .catalog_changed = catalog_changed,
    .match = match,
    .pattern_problem = pattern_problem,
    .now = now,
    .random = random_bytes,
    .interrupts = interrupts,
    .notice = notice,
    .last_error = last_error,
};

/* ---- a test's begin and end */

int fake_setup(void **state)
{
    fake_host *fake = calloc(1, sizeof *fake);
    orm_ctx *ctx = calloc(1, sizeof *ctx);

    if (fake == NULL || ctx == NULL)
        abort();
    fake->host = fake_callbacks;
    ctx->host = &fake->host;
    ctx->arena = arena_open(&fake->host);
    *state = ctx;
    return 0;
}

int fake_teardown(void **state)
{
    orm_ctx *ctx = *state;
    fake_host *fake = fake_of(ctx);

    for (fake_link *link = fake->arenas; link; link = link->next) {
        const fake_arena *arena = (void *)link->memory;

        free_all(arena->blocks);
    }
    free_all(fake->arenas);
    free_all(fake->blocks);
    orm_patterns_free(fake->patterns);
    free(fake);
    free(ctx);
    return 0;
}

/* Whether `body` gets through when the allocation `fail_at` fails. */
static bool gets_through(orm_ctx *ctx, void (*body)(orm_ctx *ctx), size_t fail_at)
{
    fake_trap trap;

    fake_of(ctx)->allocations = 0;
    fake_of(ctx)->fail_at = fail_at;
    if (setjmp(*fake_trap_open(ctx, &trap)) != 0) {
        assert_null(fake_error(ctx)); /* memory ran out, and nothing else */
        return false;
    }
    body(ctx);
    fake_of(ctx)->trap = trap.outer;
    return true;
}

size_t fake_sweep(void (*body)(orm_ctx *ctx))
{
    for (size_t fail_at = 1;; fail_at++) {
        void *state;
        bool is_through;

        fake_setup(&state);
        is_through = gets_through(state, body, fail_at);
        fake_teardown(&state);
        if (is_through)
            return fail_at - 1;
    }
}

/* ---- comparing texts */

void fake_assert_text(orm_text actual, orm_text expected, const char *file, int line)
{
    if (orm_text_equal(actual, expected))
        return;
    print_error("\"%.*s\" is not \"%.*s\"\n", ORM_ARG(actual), ORM_ARG(expected));
    _fail(file, line);
}

void fake_assert_mentions(orm_text text, const char *part, const char *file, int line)
{
    size_t length = strlen(part);

    for (size_t at = 0; at + length <= text.length; at++)
        if (memcmp(text.data + at, part, length) == 0)
            return;
    print_error("\"%.*s\" does not mention \"%s\"\n", ORM_ARG(text), part);
    _fail(file, line);
}

/* ---- data files */

orm_text fake_read_file(orm_ctx *ctx, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *data;
    long size;

    if (file == NULL)
        fail_msg("cannot read %s", path);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    data = orm_alloc(ctx->arena, (size_t)size + 1);
    assert_int_equal(fread(data, 1, (size_t)size, file), size);
    fclose(file);
    return (orm_text){data, (size_t)size};
}

static char hex_byte(const char *digits)
{
    char copy[3] = {digits[0], digits[1], '\0'};

    return (char)strtol(copy, NULL, 16);
}

/* Resolves the escapes of a field in its place. */
static orm_text decode_field(char *from, char *end)
{
    char *out = from;

    for (char *p = from; p < end; p++) {
        if (*p != '\\') {
            *out++ = *p;
            continue;
        }
        p++;
        if (*p == 'x') {
            *out++ = hex_byte(p + 1);
            p += 2;
        } else {
            *out++ = *p == 't' ? '\t' : *p == 'n' ? '\n' : *p == 'r' ? '\r' : *p;
        }
    }
    return (orm_text){from, (size_t)(out - from)};
}

static int split_line(char *at, char *end, orm_text *fields)
{
    int count = 0;

    for (;;) {
        char *tab = memchr(at, '\t', (size_t)(end - at));

        assert_true(count < FAKE_MAX_FIELDS);
        fields[count++] = decode_field(at, tab ? tab : end);
        if (tab == NULL)
            return count;
        at = tab + 1;
    }
}

size_t fake_read_table(orm_ctx *ctx, const char *path, fake_row *row)
{
    orm_text file = fake_read_file(ctx, path);
    char *at = (char *)file.data, *end = at + file.length;
    orm_text fields[FAKE_MAX_FIELDS];
    bool has_names = false;
    size_t rows = 0;

    for (int line = 1; at < end; line++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));

        if (stop == NULL)
            stop = end;
        if (*at != '#' && has_names) {
            row(ctx, fields, split_line(at, stop, fields), line);
            rows++;
        }
        has_names = has_names || *at != '#';
        at = stop + 1;
    }
    return rows;
}
