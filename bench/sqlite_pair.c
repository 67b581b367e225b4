/* sqlite_pair.c - CPU of calls on SQLite against hand-written SQL, taking turns.
 *
 *     sqlite_pair [-r rounds] [-m ms | -n operations] [-x extension] [-w workload]… DATABASE SPEC
 *
 * A turn takes -m milliseconds or, to count instructions under callgrind, -n operations.
 *
 * SPEC is in the language of ../shared/bench/workloads.spec, which pgpair reads for PostgreSQL:
 * "== name" starts a workload, "-- name" a contender; "@setup SQL" runs before each of its turns
 * and
 * "@each SQL" before each operation, neither timed; "@param int LO HI | const TEXT | uniq PREFIX |
 * tmpl TEXT | file PATH" is the next parameter (%u in tmpl is a new number, %c one from 1 to 1000);
 * ";;" separates statements, and "@params FROM TO" says which parameters the next one takes.  All
 * else is SQL.  A contender whose functions do not exist is left out. */
#define _POSIX_C_SOURCE 200809L
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONTENDERS = 8, MOST_STATEMENTS = 8, MOST_PARAMETERS = 16, MOST_ROUNDS = 101 };

typedef struct parameter {
    char kind; /* first letter of int, const, uniq, tmpl */
    long low, high;
    char *text;
    char *made; /* the value of this operation, of uniq and tmpl */
} parameter;

typedef struct statement {
    char *sql;
    int from, to; /* parameters, counted from 1; 0: all */
    sqlite3_stmt *prepared;
} statement;

typedef struct contender {
    char name[80];
    char *setup, *each;
    statement statements[MOST_STATEMENTS];
    int statement_count;
    parameter parameters[MOST_PARAMETERS];
    int parameter_count;
    long turn;
    size_t bytes;
    double cpu[MOST_ROUNDS]; /* microseconds an operation */
} contender;

static sqlite3 *db;
static int rounds = 11, milliseconds = 60;
static long operations; /* of a turn; 0: as many as take `milliseconds` */
static long unique_number;

static void die(const char *what)
{
    fprintf(stderr, "sqlite_pair: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(1);
}

static void execute(const char *sql)
{
    if (sql != NULL && sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sql);
}

static double cpu_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die(path);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != size)
        die(path);
    text[size] = 0;
    fclose(file);
    return text;
}

/* ---- one operation */

static void fill_template(const parameter *parameter, long turn)
{
    char *out = parameter->made;
    long number = 0;
    for (const char *in = parameter->text; *in; in++) {
        if (in[0] == '%' && (in[1] == 'u' || in[1] == 'c')) {
            if (in[1] == 'u' && number == 0)
                number = ++unique_number;
            out += sprintf(out, "%ld", in[1] == 'u' ? number : 1 + turn % 1000);
            in++;
        } else {
            *out++ = *in;
        }
    }
    *out = 0;
}

static void make_values(contender *contender)
{
    contender->turn++;
    for (int i = 0; i < contender->parameter_count; i++) {
        parameter *parameter = &contender->parameters[i];
        if (parameter->kind == 'u')
            sprintf(parameter->made, "%s%ld", parameter->text, ++unique_number);
        else if (parameter->kind == 't')
            fill_template(parameter, contender->turn);
    }
}

static void bind(sqlite3_stmt *prepared, int place, const parameter *parameter, long turn)
{
    if (parameter->kind == 'i')
        sqlite3_bind_int64(prepared, place,
                           parameter->low + turn % (parameter->high - parameter->low + 1));
    else
        sqlite3_bind_text(prepared, place, parameter->made ? parameter->made : parameter->text, -1,
                          SQLITE_STATIC);
}

/* Every column is read as text, as a program would that hands the row on. */
static size_t run_statement(const statement *statement)
{
    size_t bytes = 0;
    int result;
    while ((result = sqlite3_step(statement->prepared)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement->prepared); i++)
            if (sqlite3_column_text(statement->prepared, i) != NULL)
                bytes += (size_t)sqlite3_column_bytes(statement->prepared, i);
    if (result != SQLITE_DONE)
        die(statement->sql);
    sqlite3_reset(statement->prepared);
    return bytes;
}

static void operate(contender *contender)
{
    make_values(contender);
    for (int i = 0; i < contender->statement_count; i++) {
        const statement *statement = &contender->statements[i];
        for (int p = statement->from; p <= statement->to; p++)
            bind(statement->prepared, p - statement->from + 1, &contender->parameters[p - 1],
                 contender->turn);
        size_t bytes = run_statement(statement);
        if (bytes > 0)
            contender->bytes = bytes;
    }
}

/* ---- a workload */

static bool prepare(contender *contender)
{
    for (int i = 0; i < contender->statement_count; i++) {
        statement *statement = &contender->statements[i];
        if (sqlite3_prepare_v3(db, statement->sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &statement->prepared, NULL) != SQLITE_OK) {
            if (strncmp(sqlite3_errmsg(db), "no such function", 16) != 0)
                die(statement->sql);
            return false;
        }
        if (statement->to == 0) {
            statement->from = 1;
            statement->to = sqlite3_bind_parameter_count(statement->prepared);
        }
    }
    return true;
}

static double take_turn(contender *contender)
{
    execute(contender->setup);
    double spent = 0;
    long count = 0;
    do {
        execute(contender->each);
        double start = cpu_now();
        operate(contender);
        spent += cpu_now() - start;
        count++;
    } while (operations ? count < operations : spent < milliseconds * 1000.0);
    return spent / (double)count;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(const double *values)
{
    double sorted[MOST_ROUNDS];
    memcpy(sorted, values, sizeof *values * (size_t)rounds);
    qsort(sorted, (size_t)rounds, sizeof *sorted, compare);
    return sorted[rounds / 2];
}

static void run_workload(const char *name, contender *contenders, int count)
{
    int present = 0;
    for (int i = 0; i < count; i++)
        if (prepare(&contenders[i]))
            contenders[present++] = contenders[i];
    /* Round -1 warms up; every other round goes backwards. */
    for (int round = -1; round < rounds; round++) {
        for (int i = 0; i < present; i++) {
            contender *contender = &contenders[round & 1 ? present - 1 - i : i];
            double cpu = take_turn(contender);
            if (round >= 0)
                contender->cpu[round] = cpu;
        }
    }
    printf("\n### %s\n| contender | CPU us | ratio to the first | bytes |\n|---|--:|--:|--:|\n",
           name);
    for (int i = 0; i < present; i++)
        printf("| %s | %.2f | %.2f | %zu |\n", contenders[i].name, median(contenders[i].cpu),
               median(contenders[i].cpu) / median(contenders[0].cpu), contenders[i].bytes);
    fflush(stdout);
    for (int i = 0; i < count; i++)
        for (int s = 0; s < contenders[i].statement_count; s++)
            sqlite3_finalize(contenders[i].statements[s].prepared);
}

/* ---- the spec */

static void read_parameter(contender *contender, const char *text)
{
    parameter *parameter = &contender->parameters[contender->parameter_count++];
    if (contender->parameter_count == MOST_PARAMETERS)
        die("too many parameters");
    parameter->kind = text[0];
    const char *value = strchr(text, ' ');
    value = value ? value + 1 : "";
    if (parameter->kind == 'i') {
        sscanf(value, "%ld %ld", &parameter->low, &parameter->high);
        return;
    }
    parameter->text = parameter->kind == 'f' ? read_file(value) : strdup(value);
    if (parameter->kind == 'u' || parameter->kind == 't')
        parameter->made = malloc(strlen(parameter->text) * 4 + 32);
}

static void add_sql(statement *statement, const char *line)
{
    size_t length = statement->sql ? strlen(statement->sql) : 0;
    statement->sql = realloc(statement->sql, length + strlen(line) + 2);
    sprintf(statement->sql + length, "%s\n", line);
}

static void read_line(contender *contender, char *line)
{
    statement *statement = &contender->statements[contender->statement_count - 1];
    if (strncmp(line, "@setup ", 7) == 0)
        contender->setup = strdup(line + 7);
    else if (strncmp(line, "@each ", 6) == 0)
        contender->each = strdup(line + 6);
    else if (strncmp(line, "@params ", 8) == 0)
        sscanf(line + 8, "%d %d", &statement->from, &statement->to);
    else if (strncmp(line, "@param ", 7) == 0)
        read_parameter(contender, line + 7);
    else if (strcmp(line, ";;") != 0)
        add_sql(statement, line);
    else if (++contender->statement_count > MOST_STATEMENTS)
        die("too many statements");
}

static bool is_wanted(const char *name, char **wanted, int count)
{
    for (int i = 0; i < count; i++) {
        size_t length = strlen(wanted[i]);
        if (strncmp(name, wanted[i], length) == 0 && (name[length] == ' ' || name[length] == 0))
            return true;
    }
    return count == 0;
}

static void run_spec(char *spec, char **wanted, int wanted_count)
{
    static contender contenders[MOST_CONTENDERS];
    int count = 0;
    char workload[80] = "";
    for (char *line = spec, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = 0;
        bool is_last = next == NULL;
        if (strncmp(line, "== ", 3) == 0 || is_last) {
            if (count > 0 && is_wanted(workload, wanted, wanted_count))
                run_workload(workload, contenders, count);
            memset(contenders, 0, sizeof contenders);
            count = 0;
            snprintf(workload, sizeof workload, "%s", is_last ? "" : line + 3);
        } else if (strncmp(line, "-- ", 3) == 0) {
            if (count == MOST_CONTENDERS)
                die("too many contenders");
            contender *contender = &contenders[count++];
            snprintf(contender->name, sizeof contender->name, "%s", line + 3);
            contender->statement_count = 1;
        } else if (count > 0 && line[0] != 0 && line[0] != '#') {
            read_line(&contenders[count - 1], line);
        }
    }
}

int main(int argument_count, char **arguments)
{
    char *wanted[32];
    int wanted_count = 0, option;
    const char *extension = NULL;
    while ((option = getopt(argument_count, arguments, "r:m:n:x:w:")) > 0) {
        if (option == 'r')
            rounds = atoi(optarg);
        else if (option == 'm')
            milliseconds = atoi(optarg);
        else if (option == 'n')
            operations = atol(optarg);
        else if (option == 'x')
            extension = optarg;
        else if (option == 'w' && wanted_count < 32)
            wanted[wanted_count++] = optarg;
    }
    if (optind + 2 != argument_count || rounds < 1 || rounds > MOST_ROUNDS) {
        fprintf(stderr, "usage: sqlite_pair [-r rounds] [-m ms | -n operations] [-x extension] "
                        "[-w workload]... DATABASE SPEC\n");
        return 2;
    }
    if (sqlite3_open(arguments[optind], &db) != SQLITE_OK)
        die(arguments[optind]);
    execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000");
    sqlite3_enable_load_extension(db, 1);
    if (extension != NULL && sqlite3_load_extension(db, extension, NULL, NULL) != SQLITE_OK)
        die(extension);
    unique_number = (long)(time(NULL) % 100000) * 10000;
    run_spec(read_file(arguments[optind + 1]), wanted, wanted_count);
    return sqlite3_close(db) == SQLITE_OK ? 0 : 1;
}
