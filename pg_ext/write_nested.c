/* write_nested.c - arrays and ranges as JSON: values that hold values of another type. */
#include "orm_pg.h"

#include "access/tupmacs.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

static const orm_form natural = {.kind = ORM_FORM_NATURAL, .scale = -1};

static const orm_form *element_form(const orm_pg_column *column)
{
    const orm_form *form = column->form;
    bool has_element = form->kind == ORM_FORM_ARRAY || form->kind == ORM_FORM_RANGE;

    return has_element && form->element ? form->element : &natural;
}

static void write_null(orm_buffer *buffer)
{
    ORM_PUT(buffer, "null");
}

/* ---- arrays */

/* An array being walked, element by element, dimension inside dimension. */
typedef struct walk {
    orm_pg_column *column; /* the array's */
    orm_pg_column *element;
    const orm_form *form; /* the elements' */
    const int *sizes;
    int dimensions;
    char *at;          /* the next element that is not NULL */
    const bits8 *bits; /* a bit for each element, 0: NULL; or NULL when there are none */
    int index;         /* of the next element */
} walk;

static void write_item(walk *walk, orm_buffer *buffer)
{
    const orm_pg_column *column = walk->column;
    int index = walk->index++;

    if (walk->bits && !(walk->bits[index / 8] & (1 << index % 8))) {
        write_null(buffer);
        return;
    }
    orm_pg_column_write(walk->element, walk->form,
                        fetch_att(walk->at, column->is_by_value, column->length), buffer);
    walk->at = att_addlength_pointer(walk->at, column->length, walk->at);
    walk->at = (char *)att_align_nominal(walk->at, column->align);
}

static void write_dimension(walk *walk, int dimension, orm_buffer *buffer)
{
    orm_buffer_char(buffer, '[');
    for (int i = 0; i < walk->sizes[dimension]; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        if (dimension + 1 < walk->dimensions)
            write_dimension(walk, dimension + 1, buffer);
        else
            write_item(walk, buffer);
    }
    orm_buffer_char(buffer, ']');
}

void orm_pg_write_array(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    MemoryContext before = orm_pg_scratch(column);
    ArrayType *array = DatumGetArrayTypeP(value);
    walk walk = {.column = column,
                 .element = orm_pg_column_element(column, ARR_ELEMTYPE(array)),
                 .form = element_form(column),
                 .sizes = ARR_DIMS(array),
                 .dimensions = ARR_NDIM(array),
                 .at = ARR_DATA_PTR(array),
                 .bits = ARR_NULLBITMAP(array)};

    MemoryContextSwitchTo(before);
    if (walk.dimensions == 0)
        ORM_PUT(buffer, "[]");
    else
        write_dimension(&walk, 0, buffer);
}

/* ---- ranges */

static void write_bound(orm_pg_column *element, const orm_form *form, const RangeBound *bound,
                        orm_buffer *buffer)
{
    ORM_PUT(buffer, "{\"value\":");
    if (bound->infinite)
        write_null(buffer);
    else
        orm_pg_column_write(element, form, bound->val, buffer);
    if (bound->inclusive && !bound->infinite)
        ORM_PUT(buffer, ",\"inclusive\":true}");
    else
        ORM_PUT(buffer, ",\"inclusive\":false}");
}

void orm_pg_write_range(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    MemoryContext before = orm_pg_scratch(column);
    RangeType *range = DatumGetRangeTypeP(value);
    TypeCacheEntry *type = lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO);
    orm_pg_column *element = orm_pg_column_element(column, type->rngelemtype->type_id);
    RangeBound lower, upper;
    bool is_empty;

    range_deserialize(type, range, &lower, &upper, &is_empty);
    MemoryContextSwitchTo(before);
    orm_buffer_char(buffer, '[');
    if (!is_empty) {
        write_bound(element, element_form(column), &lower, buffer);
        orm_buffer_char(buffer, ',');
        write_bound(element, element_form(column), &upper, buffer);
    }
    orm_buffer_char(buffer, ']');
}
