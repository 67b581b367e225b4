/* json_text.h - JSON text looked at where it stands: no tree, no memory, no errors.
 *
 * For documents that a row holds, of which a condition needs one value.  The text should be JSON;
 * of what is not, some part is taken for a value, and nothing is read behind its end. */
#ifndef ORM_BASE_JSON_TEXT_H
#define ORM_BASE_JSON_TEXT_H

#include "base/json.h"

/* What a value is, by its first byte; ORM_JSON_NUMBER where it is none of the others. */
orm_json_kind orm_json_text_kind(orm_text value);

/* The text without the blanks around it. */
orm_text orm_json_text_trim(orm_text text);

/* The value at a path, false where there is none.  A step names a member (the last of equal ones);
 * one of digits alone is an index of a list as well. */
bool orm_json_text_find(orm_text document, const orm_text *steps, uint32_t count, orm_text *out);

/* Whether a step is an index of a list, and which. */
bool orm_json_step_index(orm_text step, uint32_t *index);

/* Strings with their quotes, by the bytes of the characters that they mean: <0, 0, >0. */
int orm_json_text_compare_strings(orm_text left, orm_text right);

/* The characters that a string with its quotes means, into `out`, which has room for its length;
 * the number of bytes.  U+0000 and surrogates without their pair become U+FFFD. */
size_t orm_json_text_decode(orm_text string, char *out);

#endif
