/* build.h - a row that is not stored: as it would be, and whether it would pass. */
#ifndef ORM_WRITE_BUILD_H
#define ORM_WRITE_BUILD_H

#include "exec/session.h"

/* Appends the instance with its defaults and getters. */
void orm_build_run(orm_call *call, const orm_model *model, const orm_json *row,
                   const orm_json *options, orm_buffer *out);

/* Appends the list of what is wrong with the values: [] where they would be stored. */
void orm_validate_run(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_buffer *out);

#endif
