/* json.h - documents as trees of nodes, read in one pass.
 *
 * Numbers keep their digits as text.  Strings are decoded (escapes resolved) and keep their token
 * as well, so that a JSON attribute can be stored as it was written.  Every node knows its parent:
 * the place of a value ("options.include[0].where") is found by walking up, only when an error
 * needs it.
 *
 * Two kinds of documents (api.md section 1).  Code: options and definitions; a repeated key
 * anywhere, U+0000 and lone surrogates are refused here.  Data: values, keys, params; keys may
 * repeat inside a value, and a string that no column can hold is marked, for the type check to
 * refuse. */
#ifndef ORM_BASE_JSON_H
#define ORM_BASE_JSON_H

#include "base/buffer.h"

typedef enum orm_json_kind {
    ORM_JSON_NULL,
    ORM_JSON_FALSE,
    ORM_JSON_TRUE,
    ORM_JSON_NUMBER,
    ORM_JSON_STRING,
    ORM_JSON_ARRAY,
    ORM_JSON_OBJECT
} orm_json_kind;

typedef struct orm_json orm_json;
struct orm_json {
    uint8_t kind;       /* orm_json_kind */
    bool is_unstorable; /* a string with U+0000 or a lone surrogate (data documents only) */
    int32_t slot;     /* number of the value's slot in a call, -1 when it has none; query/shape.h */
    uint32_t count;   /* members or items */
    orm_text key;     /* of a member of an object; of a root: the document's name */
    orm_text text;    /* string: decoded; number: its token */
    orm_text token;   /* the source text of the whole value */
    orm_json *parent; /* NULL: root */
    orm_json *first;  /* child */
    orm_json *last;   /* child */
    orm_json *next;   /* sibling */
};

typedef enum orm_json_mode {
    ORM_JSON_CODE,
    ORM_JSON_DATA,
    ORM_JSON_STORED /* a value of a row: as data, and keys may repeat everywhere */
} orm_json_mode;

#define orm_each_child(child, node)                                                                \
    for (orm_json *child = (node)->first; child != NULL; child = child->next)

/* Reads a whole document; `name` begins the places in it ("options").  Raises JsonError with the
 * byte and what was expected there, or when a limit is passed (base/limits.h). */
orm_json *orm_json_read(orm_ctx *ctx, orm_text source, orm_json_mode mode, const char *name);

/* Reads the items of an array one by one, so that a long list is never a tree as a whole. */
typedef struct orm_json_items {
    orm_text source;
    size_t at;
    uint32_t index; /* of the item that was read last */
    bool is_started;
    orm_json root; /* parent of every item: the places begin with its name */
} orm_json_items;

void orm_json_items_open(orm_json_items *items, orm_text source, const char *name);

/* The next item in the ctx's arena, NULL behind the last one.  Raises what orm_json_read() raises.
 */
orm_json *orm_json_items_next(orm_ctx *ctx, orm_json_items *items);

/* Member of an object by name, or NULL. */
orm_json *orm_json_member(const orm_json *object, const char *name);
orm_json *orm_json_member_text(const orm_json *object, orm_text name);

/* Place of a node: "options.where.age", "items[3].name". */
orm_text orm_json_place(orm_ctx *ctx, const orm_json *node);

/* Leaves with an error at this node. */
_Noreturn void orm_raise_at(orm_ctx *ctx, orm_error_code code, const orm_json *node,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Leaves with an error when a list has more items than any list may have. */
void orm_json_check_list(orm_ctx *ctx, const orm_json *list);

static inline bool orm_json_is_scalar(const orm_json *node)
{
    return node->kind < ORM_JSON_ARRAY;
}

static inline bool orm_json_is_boolean(const orm_json *node)
{
    return node->kind == ORM_JSON_TRUE || node->kind == ORM_JSON_FALSE;
}

/* "a string", "an object"…: for messages. */
const char *orm_json_kind_name(const orm_json *node);

/* Equal as documents: same structure, strings and number tokens, members in any order.  Of
 * documents without repeated keys (code). */
bool orm_json_equal(const orm_json *left, const orm_json *right);

/* jsonb's order of members, for qsort() of pointers to them: shorter keys before longer ones, then
 * bytes; of equal keys the one written later is first. */
int orm_json_order_members(const void *left, const void *right);

/* ---- building: documents made of parts of others.  A copy shares what is below its node and keeps
 * the place it came from. */

orm_json *orm_json_copy(orm_ctx *ctx, const orm_json *node);

/* A copy of an object or array without its members or items. */
orm_json *orm_json_copy_empty(orm_ctx *ctx, const orm_json *node);

/* A copy of all below it, in the ctx's arena; its place begins at the node. */
orm_json *orm_json_copy_whole(orm_ctx *ctx, const orm_json *node);

void orm_json_append(orm_json *parent, orm_json *child);

/* ---- writing */

/* A string with its quotes; non-ASCII and '/' stay as they are. */
void orm_json_write_string(orm_buffer *buffer, orm_text text);

/* The source text of a value without the blanks between its tokens. */
void orm_json_write_compact(orm_buffer *buffer, orm_text source);

/* A node as it was read: compact, keys in order. */
void orm_json_write(orm_buffer *buffer, const orm_json *node);

/* The same of a document that was put together of parts of others. */
void orm_json_write_tree(orm_buffer *buffer, const orm_json *node);

/* The same where some nodes are written otherwise: the writer writes such a node, with all in it,
 * and answers true; false: it stands as it is. */
typedef bool orm_json_writer(void *context, const orm_json *node, orm_buffer *buffer);
void orm_json_write_by(orm_buffer *buffer, const orm_json *node, orm_json_writer *writer,
                       void *context);

/* As jsonb prints it: keys by length then bytes, the last of equal keys, ", " and ": " left out. */
void orm_json_write_canonical(orm_ctx *ctx, orm_buffer *buffer, const orm_json *node);

#endif
