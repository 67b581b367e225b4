/* json_order.h - JSON values compared, as PostgreSQL's jsonb does it.
 *
 * Equality is by value: numbers are numbers (1.0 is 1), members have no order, of equal keys the
 * last counts.  Documents are trees that orm_json_normalize() has seen. */
#ifndef ORM_BASE_JSON_ORDER_H
#define ORM_BASE_JSON_ORDER_H

#include "base/json.h"

/* Sorts the members of every object in it, shorter keys first, and leaves out all but the last of
 * equal ones. */
void orm_json_normalize(orm_ctx *ctx, orm_json *node);

/* The order of jsonb: <0, 0, >0.  Kinds: null, strings, numbers, booleans, lists, objects; lists
 * and objects of fewer values before those of more; strings by their bytes. */
int orm_json_order(const orm_json *left, const orm_json *right);

/* Whether `left` holds all that is in `right` (@>). */
bool orm_json_contains(const orm_json *left, const orm_json *right);

/* Whether the text is a key of the object, a string among the list's items, or the string itself
 * (?). */
bool orm_json_has_key(const orm_json *node, orm_text key);

/* ---- arrays of PostgreSQL as lists: null is no value, and lists in lists are one array */

/* Whether every item of `right` is in `left` (@>); `is_flat`: their items may be lists themselves.
 */
bool orm_array_contains(const orm_json *left, const orm_json *right, bool is_flat);

/* Whether an item is in both (&&). */
bool orm_array_overlaps(const orm_json *left, const orm_json *right, bool is_flat);

/* Item by item, null behind all others, then the shorter before the longer. */
int orm_array_order(const orm_json *left, const orm_json *right);

#endif
