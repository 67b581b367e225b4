/* like.c - orm_like(text, pattern) and orm_ilike(text, pattern), for our statements.
 *
 * SQLite's own LIKE folds ASCII letters, always or never by a pragma, and has no escape unless the
 * statement names one.  These have the contract's meaning: '%' any text, '_' one character, '\'
 * before either or itself takes it literally; orm_ilike() folds Unicode's simple case.  The
 * pattern becomes a regular expression, compiled once per statement where it does not change.
 *
 * Called by SQLite from inside our statements, so errors are results here, never jumps. */
#include "orm_lite.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef struct like {
    pcre2_code *code;
    pcre2_match_data *match;
} like;

/* ---- memory: SQLite's, so that its limits and statistics count it */

static void *allocate(size_t size, void *data)
{
    (void)data;
    return sqlite3_malloc64(size);
}

static void release(void *block, void *data)
{
    (void)data;
    sqlite3_free(block);
}

static void free_like(void *object)
{
    like *compiled = object;

    pcre2_match_data_free(compiled->match);
    pcre2_code_free(compiled->code);
    sqlite3_free(compiled);
}

/* ---- from pattern to expression */

/* A pattern on its way. */
typedef struct translation {
    sqlite3_str *out;
    const char *at;
    const char *end;
} translation;

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c & 0x80;
}

static void put_literal(sqlite3_str *out, char c)
{
    if (!is_word_byte(c))
        sqlite3_str_appendchar(out, 1, '\\');
    sqlite3_str_appendchar(out, 1, c);
}

/* One character of the pattern; false when the escape is its last. */
static bool put_one(translation *t)
{
    char c = *t->at++;

    if (c == '_') {
        sqlite3_str_appendchar(t->out, 1, '.');
        return true;
    }
    if (c == '\\') {
        if (t->at == t->end)
            return false;
        c = *t->at++;
    }
    put_literal(t->out, c);
    return true;
}

static bool put_segment(translation *t)
{
    while (t->at < t->end && *t->at != '%')
        if (!put_one(t))
            return false;
    return true;
}

static bool is_last_percent(const translation *t)
{
    for (const char *p = t->at + 1; p < t->end; p++) {
        if (*p == '%')
            return false;
        if (*p == '\\')
            p++;
    }
    return true;
}

/* The first place where a segment fits is as good as any later one, so it is never left again: the
 * time is that of a search for each segment.  Only the last one must stand at the end. */
static bool translate(translation *t)
{
    if (!put_segment(t))
        return false;
    while (t->at < t->end) {
        bool is_last = is_last_percent(t);

        t->at++;
        sqlite3_str_appendall(t->out, is_last ? ".*" : "(?>.*?");
        if (!put_segment(t))
            return false;
        if (!is_last)
            sqlite3_str_appendchar(t->out, 1, ')');
    }
    sqlite3_str_appendall(t->out, "\\z");
    return true;
}

/* The expression, of sqlite3_malloc(); NULL when it was reported why not. */
static char *expression_of(sqlite3_context *context, const char *pattern, size_t length)
{
    translation t = {sqlite3_str_new(NULL), pattern, pattern + length};
    bool is_whole = translate(&t);
    int rc = sqlite3_str_errcode(t.out);
    char *expression = sqlite3_str_finish(t.out);

    if (!is_whole)
        sqlite3_result_error(context, "the pattern must not end with the escape character \\", -1);
    else if (rc != SQLITE_OK || expression == NULL)
        sqlite3_result_error_nomem(context);
    else
        return expression;
    sqlite3_free(expression);
    return NULL;
}

/* ---- compiling */

static void report_compile_error(sqlite3_context *context, int code)
{
    unsigned char message[160] = "";

    if (code == PCRE2_ERROR_HEAP_FAILED || code == PCRE2_ERROR_NOMEMORY) {
        sqlite3_result_error_nomem(context);
        return;
    }
    pcre2_get_error_message(code, message, sizeof message);
    sqlite3_result_error(context, (const char *)message, -1);
}

/* There is no start to be searched for, as the expression is anchored; what else PCRE2 does before
 * it matches is to look for the last literal, by words that reach behind the text. */
static pcre2_code *compile_expression(sqlite3_context *context, pcre2_general_context *memory,
                                      const char *expression, bool is_folding)
{
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOTALL | PCRE2_ANCHORED |
                       PCRE2_NO_AUTO_CAPTURE | PCRE2_NO_START_OPTIMIZE |
                       (is_folding ? PCRE2_CASELESS : 0);
    pcre2_compile_context *settings = pcre2_compile_context_create(memory);
    pcre2_code *code = NULL;
    PCRE2_SIZE place;
    int error = PCRE2_ERROR_HEAP_FAILED;

    if (settings)
        code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, options, &error, &place,
                             settings);
    pcre2_compile_context_free(settings);
    if (code == NULL)
        report_compile_error(context, error);
    else
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it cannot, it is interpreted */
    return code;
}

static like *new_like(sqlite3_context *context, const char *expression, bool is_folding)
{
    pcre2_general_context *memory = pcre2_general_context_create(allocate, release, NULL);
    like *compiled = memory ? sqlite3_malloc64(sizeof *compiled) : NULL;

    if (compiled == NULL) {
        pcre2_general_context_free(memory);
        sqlite3_result_error_nomem(context);
        return NULL;
    }
    compiled->match = NULL;
    compiled->code = compile_expression(context, memory, expression, is_folding);
    if (compiled->code) {
        compiled->match = pcre2_match_data_create(1, memory);
        if (compiled->match == NULL)
            sqlite3_result_error_nomem(context);
    }
    pcre2_general_context_free(memory);
    if (compiled->match)
        return compiled;
    free_like(compiled);
    return NULL;
}

static like *compile(sqlite3_context *context, sqlite3_value *pattern, bool is_folding)
{
    const char *text = (const char *)sqlite3_value_text(pattern);
    char *expression;
    like *compiled;

    if (text == NULL) {
        sqlite3_result_error_nomem(context);
        return NULL;
    }
    expression = expression_of(context, text, (size_t)sqlite3_value_bytes(pattern));
    if (expression == NULL)
        return NULL;
    compiled = new_like(context, expression, is_folding);
    sqlite3_free(expression);
    return compiled;
}

/* ---- matching */

/* What is not UTF-8 is matched by nothing. */
static void answer_match(sqlite3_context *context, const like *compiled, sqlite3_value *value)
{
    const unsigned char *text = sqlite3_value_text(value);
    size_t length = (size_t)sqlite3_value_bytes(value);
    int rc;

    if (text == NULL) {
        sqlite3_result_error_nomem(context);
        return;
    }
    rc = pcre2_match(compiled->code, text, length, 0, 0, compiled->match, NULL);
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match(compiled->code, text, length, 0, PCRE2_NO_JIT, compiled->match, NULL);
    if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH)
        sqlite3_result_int(context, rc >= 0);
    else
        report_compile_error(context, rc);
}

static void answer_like(sqlite3_context *context, int count, sqlite3_value **values)
{
    bool is_folding = sqlite3_user_data(context) != NULL;
    like *kept = sqlite3_get_auxdata(context, 1), *compiled = kept;

    (void)count;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL ||
        sqlite3_value_type(values[1]) == SQLITE_NULL)
        return;
    if (compiled == NULL)
        compiled = compile(context, values[1], is_folding);
    if (compiled == NULL)
        return;
    answer_match(context, compiled, values[0]);
    if (kept == NULL)
        sqlite3_set_auxdata(context, 1, compiled, free_like); /* may free it at once */
}

int orm_lite_like_register(sqlite3 *db)
{
    static const char folding[] = "folding";
    int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC;
    int rc =
        sqlite3_create_function_v2(db, "orm_like", 2, flags, NULL, answer_like, NULL, NULL, NULL);

    if (rc != SQLITE_OK)
        return rc;
    return sqlite3_create_function_v2(db, "orm_ilike", 2, flags, (void *)folding, answer_like, NULL,
                                      NULL, NULL);
}
