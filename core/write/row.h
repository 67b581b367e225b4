/* row.h - a document of values becomes the assignments of a row. */
#ifndef ORM_WRITE_ROW_H
#define ORM_WRITE_ROW_H

#include "exec/planning.h"
#include "exec/problems.h"
#include "query/modify.h"

/* Options that all writes of values have. */
typedef struct orm_row_options {
    const orm_json *fields; /* names of the attributes to write; NULL: all */
    const orm_json *set;    /* computed values, code; or NULL */
    bool is_silent;         /* updatedAt is left as it is */
    bool keeps_updated_at;  /* updatedAt is as it is given, where it is */
    bool is_null_omitted;   /* omitNull: a null that is given is as none */
    bool is_instance;       /* the document is an instance as it was read: what it may not change,
                               and what is generated, is left alone */
} orm_row_options;

/* A required attribute that has neither a value nor a default. */
typedef struct orm_missing {
    const orm_attribute *attribute;
    struct orm_missing *next;
} orm_missing;

/* The attribute that a member of a document of values names; UnknownAttributeError. */
const orm_attribute *orm_row_attribute(orm_ctx *ctx, const orm_model *model,
                                       const orm_json *member);

/* Every member of the document must be an attribute that can be written. */
void orm_row_check(orm_compiler *c, const orm_model *model, const orm_json *row);

/* The assignments of a new row: given values, defaults, timestamps.  What is missing is listed, for
 * the call to raise with everything else that is wrong. */
orm_missing *orm_row_insert(orm_compiler *c, orm_modify *modify, const orm_json *row,
                            const orm_row_options *options);

/* The assignments of a change: what is given.  False when nothing is. */
bool orm_row_update(orm_compiler *c, orm_modify *modify, const orm_json *row,
                    const orm_row_options *options);

/* `fields`, `set`, `silent` and `omitNull` of the options. */
orm_row_options orm_row_options_read(orm_compiler *c, const orm_model *model,
                                     const orm_json *options);

/* Whether `set` (or NULL) says something of the attribute: of itself, or of a place in its
 * document.
 */
bool orm_row_is_set(const orm_json *set, const orm_attribute *attribute);

/* What it says: an expression, or a document with other values at its paths.  The document that the
 * paths go into is `document` (NULL: none), unless `set` has the attribute itself, too. */
orm_expr *orm_row_set(orm_compiler *c, const orm_relation *relation, const orm_json *set,
                      const orm_attribute *attribute, orm_expr *document);

/* Sequelize's instances do not change their key, nor what it writes itself. */
bool orm_row_is_fixed(const orm_attribute *attribute);

/* A default as it is written in the definition, or made when the row is; NULL: the model has none.
 */
orm_expr *orm_row_default(orm_compiler *c, const orm_relation *relation,
                          const orm_attribute *attribute);

/* What deletedAt is of a row that is not deleted. */
orm_expr *orm_row_alive(orm_compiler *c, const orm_relation *relation);

#endif
