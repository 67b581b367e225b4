/* helper_array.c - arrays, which are kept as lists of JSON, for our statements.
 *
 *   orm_array_contains(left, right, is_flat)   PostgreSQL's @>: lists in lists count as one array
 *                                              where `is_flat`, as items of their own elsewhere
 *   orm_array_overlaps(left, right, is_flat)   &&
 *   orm_array_compare(left, op, right)         '=', '<>', '>'… item by item */
#include "helper.h"

#include "base/json_order.h"

/* A list; NULL where the value is none. */
static const orm_json *list_of(orm_lite_helper *helper, sqlite3_value *value)
{
    const orm_json *json = orm_lite_helper_json(helper, value);

    return json && json->kind == ORM_JSON_ARRAY ? json : NULL;
}

typedef bool test(const orm_json *left, const orm_json *right, bool is_flat);

static void give_test(orm_lite_helper *helper, sqlite3_value **values, test *is_so)
{
    const orm_json *left = list_of(helper, values[0]);
    const orm_json *right = left ? list_of(helper, values[1]) : NULL;

    if (right)
        sqlite3_result_int(helper->context, is_so(left, right, sqlite3_value_int(values[2]) != 0));
}

static void contains(orm_lite_helper *helper, sqlite3_value **values)
{
    give_test(helper, values, orm_array_contains);
}

static void overlaps(orm_lite_helper *helper, sqlite3_value **values)
{
    give_test(helper, values, orm_array_overlaps);
}

static void compare(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *left = list_of(helper, values[0]);
    const orm_json *right = left ? list_of(helper, values[2]) : NULL;

    if (right && sqlite3_value_type(values[1]) != SQLITE_NULL)
        sqlite3_result_int(helper->context, orm_lite_is_so(orm_lite_helper_text(helper, values[1]),
                                                           orm_array_order(left, right)));
}

ORM_LITE_HELPER(contains)
ORM_LITE_HELPER(overlaps)
ORM_LITE_HELPER(compare)

int orm_lite_array_register(sqlite3 *db)
{
    static const orm_lite_helper_entry entries[] = {
        {"orm_array_contains", 3, call_contains},
        {"orm_array_overlaps", 3, call_overlaps},
        {"orm_array_compare", 3, call_compare},
    };

    return orm_lite_helper_register(db, entries, sizeof entries / sizeof *entries);
}
