/* pg_first.c - CPU of the server for the first statement on a connection.
 *
 *     pg_first [-r rounds] NAME SQL [NAME SQL]…         (connection from PG* variables)
 *
 * Each round opens a connection for each statement and runs it once; medians are printed in the
 * form of pgpair's tables, with the ratio to the first statement. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_STATEMENTS = 8, MOST_ROUNDS = 1001 };

static void die(PGconn *connection, const char *what)
{
    fprintf(stderr, "pg_first: %s: %s\n", what, PQerrorMessage(connection));
    exit(1);
}

/* Microseconds that the backend has run. */
static double backend_cpu(int pid)
{
    char path[64];
    FILE *file;
    double nanoseconds = 0;

    snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
    file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%lf", &nanoseconds) != 1)
        exit(1);
    fclose(file);
    return nanoseconds / 1000;
}

static double first_statement(const char *sql)
{
    PGconn *connection = PQconnectdb("");
    double before, after;
    PGresult *result;

    if (PQstatus(connection) != CONNECTION_OK)
        die(connection, "connect");
    before = backend_cpu(PQbackendPID(connection));
    result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        die(connection, sql);
    after = backend_cpu(PQbackendPID(connection));
    PQclear(result);
    PQfinish(connection);
    return after - before;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

int main(int argument_count, char **arguments)
{
    static double cpu[MOST_STATEMENTS][MOST_ROUNDS];
    int rounds = 51, option, count;
    double first = 0;

    while ((option = getopt(argument_count, arguments, "r:")) > 0)
        rounds = atoi(optarg);
    arguments += optind;
    count = (argument_count - optind) / 2;
    if (count < 1 || count > MOST_STATEMENTS || rounds < 1 || rounds > MOST_ROUNDS)
        return 2;
    for (int round = -1; round < rounds; round++)
        for (int i = 0; i < count; i++) {
            double spent = first_statement(arguments[2 * i + 1]);

            if (round >= 0)
                cpu[i][round] = spent;
        }
    for (int i = 0; i < count; i++) {
        double spent = median(cpu[i], rounds);

        if (i == 0)
            first = spent;
        printf("| %s | | | | %.1f | %.2f |\n", arguments[2 * i], spent, spent / first);
    }
    return 0;
}
