/* test_golden.c - the SQL of both engines, call by call: tests/unit/golden/NAME.case.
 *
 *     # comment
 *     define | User | {"name":"STRING"}          calls before every case
 *
 *     === title
 *     rows [[1,"Ann"]]                           rows for the next statement that has none yet
 *     rows sqlite [[1]]                          … of one engine
 *     changed 1                                  how many rows the next such statement changes
 *     find_all | User | {"where":{"id":1}}       a call, NULL being SQL's; below it what it runs
 *         pg      SELECT …
 *                 INTEGER 1                      parameters
 *         sqlite  SELECT …
 *                 INTEGER 1
 *         both    SELECT …                       where they are the same
 *                 = [{"id":1,"name":"Ann"}]      the answer, where there were rows or nothing ran
 *                 ! Name at place: message       a call that fails
 *
 * With GOLDEN_ACCEPT=1 in the environment the files are written anew: look at every line that
 * changes, against the design. */
#include "fake_engine.h"

#include <dirent.h>
#include <stdlib.h>

static const char folder[] = "tests/unit/golden";

typedef struct lines {
    orm_text *items;
    size_t count;
} lines;

static orm_ctx *ctx;
static bool is_accepting;
static uint32_t calls, differing;

/* ---- files */

static orm_text joined(orm_text text, const char *between, orm_text more)
{
    return orm_text_format(ctx->arena, "%.*s%s%.*s", ORM_ARG(text), text.length ? between : "",
                           ORM_ARG(more));
}

static void write_file(const char *path, orm_text text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
    fclose(file);
}

static lines split(orm_text text)
{
    lines out = {orm_alloc(ctx->arena, (text.length + 1) * sizeof *out.items), 0};
    const char *end = text.data + text.length;

    for (const char *at = text.data; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        if (stop == NULL)
            stop = end;
        out.items[out.count++] = (orm_text){at, (size_t)(stop - at)};
        at = stop + 1;
    }
    return out;
}

/* ---- calls */

static int split_call(orm_text line, orm_text *parts)
{
    int count = 0;

    for (;;) {
        const char *bar = NULL;

        for (size_t i = 0; i + 2 < line.length && bar == NULL; i++)
            if (memcmp(line.data + i, " | ", 3) == 0)
                bar = line.data + i;
        parts[count] = bar ? (orm_text){line.data, (size_t)(bar - line.data)} : line;
        if (orm_text_is(parts[count], "NULL"))
            parts[count].data = NULL;
        count++;
        if (bar == NULL)
            return count;
        assert_true(count <= ORM_MAX_ARGUMENTS);
        line = (orm_text){bar + 3, (size_t)(line.data + line.length - bar - 3)};
    }
}

static orm_text call_line(fake_engine *e, orm_text line)
{
    orm_text parts[ORM_MAX_ARGUMENTS + 1];
    int count = split_call(line, parts);

    return engine_call_texts(e, orm_text_copy(ctx->arena, parts[0]).data, parts + 1, count - 1);
}

static orm_text error_text(const orm_error *error)
{
    orm_text text = orm_text_format(ctx->arena, "! %s at %.*s: %.*s", orm_error_name(error->code),
                                    ORM_ARG(error->at), ORM_ARG(error->message));

    if (error->did_you_mean.length)
        text = orm_text_format(ctx->arena, "%.*s (did you mean %.*s?)", ORM_ARG(text),
                               ORM_ARG(error->did_you_mean));
    return text;
}

/* What the call runs, and what comes of it. */
static orm_text outcome(fake_engine *e, orm_text line)
{
    bool has_rows = e->replies != NULL;
    orm_text text = {"", 0}, answer = {"", 0};
    fake_trap trap;

    e->statements = NULL;
    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        answer = error_text(engine_error(e));
    } else {
        orm_text result = call_line(e, line);

        e->fake->trap = trap.outer;
        if (has_rows || engine_count(e) == 0)
            answer = orm_text_format(ctx->arena, "= %.*s", ORM_ARG(result));
    }
    for (uint32_t i = 0; i < engine_count(e); i++) {
        text = joined(text, "\n", engine_sql(e, i));
        if (engine_parameters(e, i).length)
            text = joined(text, "\n", engine_parameters(e, i));
    }
    if (answer.length)
        text = joined(text, "\n", answer);
    return text;
}

/* The lines of an outcome, behind the name of the engine. */
static orm_text indented(const char *engine, orm_text text)
{
    lines all = split(text);
    orm_text out = {"", 0};

    for (size_t i = 0; i < all.count; i++)
        out = orm_text_format(ctx->arena, "%.*s    %-8s%.*s\n", ORM_ARG(out), i ? "" : engine,
                              ORM_ARG(all.items[i]));
    return out;
}

/* ---- cases */

typedef struct engines {
    fake_engine *postgres;
    fake_engine *sqlite;
} engines;

static bool is_comment(orm_text line)
{
    return line.length == 0 || line.data[0] == '#';
}

static bool is_expected(orm_text line)
{
    return orm_text_starts(line, "    ");
}

static bool starts_case(orm_text line)
{
    return orm_text_starts(line, "=== ");
}

static fake_engine *open_engine(const orm_dialect *dialect, lines file)
{
    fake_engine *e = engine_open(dialect);

    for (size_t i = 0; i < file.count && !starts_case(file.items[i]); i++)
        if (!is_comment(file.items[i]))
            call_line(e, file.items[i]);
    engine_forget(e);
    return e;
}

static void close_engines(engines *both)
{
    if (both->postgres == NULL)
        return;
    engine_close(both->postgres);
    engine_close(both->sqlite);
}

static void lay_out(const engines *both, orm_text rows)
{
    bool is_postgres = orm_text_starts(rows, "pg "), is_sqlite = orm_text_starts(rows, "sqlite ");
    const char *text;

    rows = orm_text_slice(rows, is_postgres ? 3 : is_sqlite ? 7 : 0, rows.length);
    text = orm_text_copy(ctx->arena, rows).data;
    if (!is_sqlite)
        engine_answer(both->postgres, "", text);
    if (!is_postgres)
        engine_answer(both->sqlite, "", text);
}

static orm_text check_call(const engines *both, orm_text line)
{
    orm_text postgres = outcome(both->postgres, line);
    orm_text sqlite = outcome(both->sqlite, line);
    orm_text text = indented(orm_text_equal(postgres, sqlite) ? "both" : "pg", postgres);

    engine_forget(both->postgres);
    engine_forget(both->sqlite);
    if (orm_text_equal(postgres, sqlite))
        return text;
    return joined(text, "", indented("sqlite", sqlite));
}

/* What stands below a call, and the call's own text: compared. */
static void compare(const char *path, lines file, size_t call, orm_text now)
{
    orm_text before = {"", 0};

    for (size_t i = call + 1; i < file.count && is_expected(file.items[i]); i++)
        before = orm_text_format(ctx->arena, "%.*s%.*s\n", ORM_ARG(before), ORM_ARG(file.items[i]));
    calls++;
    if (orm_text_equal(before, now))
        return;
    differing++;
    if (!is_accepting)
        fprintf(stderr, "%s:%zu: %.*s\n%.*s  is now\n%.*s", path, call + 1,
                ORM_ARG(file.items[call]), ORM_ARG(before), ORM_ARG(now));
}

/* The file as it is now. */
static orm_text check_lines(const char *path, lines file)
{
    engines both = {NULL, NULL};
    orm_text text = {"", 0};

    for (size_t i = 0; i < file.count; i++) {
        orm_text line = file.items[i];

        if (is_expected(line))
            continue;
        text = orm_text_format(ctx->arena, "%.*s%.*s\n", ORM_ARG(text), ORM_ARG(line));
        if (starts_case(line)) {
            close_engines(&both);
            both = (engines){open_engine(&orm_dialect_postgres, file),
                             open_engine(&orm_dialect_sqlite, file)};
        } else if (both.postgres && orm_text_starts(line, "rows ")) {
            lay_out(&both, orm_text_slice(line, 5, line.length));
        } else if (both.postgres && orm_text_starts(line, "changed ")) {
            engine_changed(both.postgres, "", line.data[8] - '0');
            engine_changed(both.sqlite, "", line.data[8] - '0');
        } else if (both.postgres && !is_comment(line)) {
            orm_text now = check_call(&both, line);

            compare(path, file, i, now);
            text = joined(text, "", now);
        }
    }
    close_engines(&both);
    return text;
}

static void check_file(const char *name)
{
    const char *path = orm_text_format(ctx->arena, "%s/%s", folder, name).data;
    orm_text before = fake_read_file(ctx, path);
    orm_text after = check_lines(path, split(before));

    if (is_accepting && !orm_text_equal(before, after))
        write_file(path, after);
}

static void test_files(void **state)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;

    ctx = *state;
    is_accepting = getenv("GOLDEN_ACCEPT") != NULL;
    assert_non_null(directory);
    while ((entry = readdir(directory)))
        if (orm_text_ends(orm_text_from(entry->d_name), ".case"))
            check_file(entry->d_name);
    closedir(directory);
    assert_true(calls > 0);
    if (differing && !is_accepting)
        fail_msg("%u of %u calls differ", differing, calls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {FAKE_TEST(test_files)};

    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
