/* json_path.h - paths into JSON documents: "meta.a.b", "meta.tags[0]", "meta.a.b::integer".
 *
 * A step names a member; one of digits is an index of a list too. */
#ifndef ORM_QUERY_JSON_PATH_H
#define ORM_QUERY_JSON_PATH_H

#include "query/compiler.h"

/* The attribute whose name such a path begins with; NULL: the text is none. */
const orm_attribute *orm_json_path_attribute(const orm_model *model, orm_text text);

/* Whether the text is such a path: it goes on behind the name of an attribute. */
bool orm_is_json_path(const orm_model *model, orm_text text);

/* The value in a document (ORM_EXPR_JSON); `path` NULL: the document itself. */
orm_expr *orm_json_value(orm_compiler *c, const orm_expr *document, const orm_json_steps *path);

/* One step on, by a key as it is written in a condition: "$$" stands for one '$', and "::type"
 * behind it is a cast.  A cast gives an SQL value, all else is an ORM_EXPR_JSON. */
orm_expr *orm_json_step(orm_compiler *c, const orm_expr *value, orm_text key, const orm_json *node);

/* What {"$json": path} stands for in a condition: an ORM_EXPR_JSON, or a cast's SQL value. */
orm_expr *orm_compile_json(orm_compiler *c, const orm_relation *relation, const orm_json *node);

/* The same from a path that is not the node's text: a key, a name in `order`. */
orm_expr *orm_compile_json_path(orm_compiler *c, const orm_relation *relation, orm_text path,
                                const orm_json *node);

/* An ORM_EXPR_JSON as an SQL value: its text; anything else as it is. */
orm_expr *orm_json_as_sql(orm_compiler *c, orm_expr *value);

#endif
