/* helper_array.c - arrays, which are kept as lists of JSON, for our statements.
 *
 *   orm_array_contains(array, other, is_flat)   PostgreSQL's @>: lists in lists count as one array
 *                                               where `is_flat`, as items of their own elsewhere
 *   orm_array_contained(array, other, is_flat)  <@
 *   orm_array_overlaps(array, other, is_flat)   &&
 *   orm_array_compare(array, op, other)         '=', '<>', '>'… item by item */
#include "helper.h"

#include "base/json_order.h"

static bool is_list(const orm_json *json)
{
    return json && json->kind == ORM_JSON_ARRAY;
}

/* The array and the other one, which may be the same in all rows; false where one is none. */
static bool read_both(orm_lite_helper *helper, sqlite3_value **values, int other,
                      const orm_json **both)
{
    both[0] = orm_lite_helper_json(helper, values[0]);
    both[1] = is_list(both[0]) ? orm_lite_helper_constant(helper, values, other) : NULL;
    return is_list(both[1]);
}

static void contains(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *both[2];

    if (read_both(helper, values, 1, both))
        sqlite3_result_int(helper->context,
                           orm_array_contains(both[0], both[1], sqlite3_value_int(values[2]) != 0));
}

static void contained(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *both[2];

    if (read_both(helper, values, 1, both))
        sqlite3_result_int(helper->context,
                           orm_array_contains(both[1], both[0], sqlite3_value_int(values[2]) != 0));
}

static void overlaps(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *both[2];

    if (read_both(helper, values, 1, both))
        sqlite3_result_int(helper->context,
                           orm_array_overlaps(both[0], both[1], sqlite3_value_int(values[2]) != 0));
}

static void compare(orm_lite_helper *helper, sqlite3_value **values)
{
    const orm_json *both[2];

    if (sqlite3_value_type(values[1]) != SQLITE_NULL && read_both(helper, values, 2, both))
        sqlite3_result_int(helper->context, orm_lite_is_so(orm_lite_helper_text(helper, values[1]),
                                                           orm_array_order(both[0], both[1])));
}

ORM_LITE_HELPER(contains)
ORM_LITE_HELPER(contained)
ORM_LITE_HELPER(overlaps)
ORM_LITE_HELPER(compare)

int orm_lite_array_register(sqlite3 *db)
{
    static const orm_lite_helper_entry entries[] = {
        {"orm_array_contains", 3, call_contains},
        {"orm_array_contained", 3, call_contained},
        {"orm_array_overlaps", 3, call_overlaps},
        {"orm_array_compare", 3, call_compare},
    };

    return orm_lite_helper_register(db, entries, sizeof entries / sizeof *entries);
}
