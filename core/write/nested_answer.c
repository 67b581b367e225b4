/* nested_answer.c - what a tree's rows return: their JSON, and what links to them.  See nested.h.
 */
#include "exec/levels.h"
#include "write/nested.h"

static orm_arena *arena_of(const orm_nested *it)
{
    return it->call->ctx.arena;
}

/* ---- RETURNING */

static bool is_column_of(const orm_output *output, const orm_attribute *attribute)
{
    return output->expr->kind == ORM_EXPR_COLUMN && output->expr->attribute == attribute;
}

/* The column of a wanted attribute: one that is shown, or one more. */
static uint16_t wanted_column(orm_nested *it, orm_nest *nest, const orm_attribute *attribute)
{
    orm_output *output;

    for (uint16_t i = 0; i < nest->output_count; i++)
        if (is_column_of(nest->outputs[i], attribute))
            return i;
    output = ORM_NEW(arena_of(it), orm_output);
    output->expr = orm_expr_column(arena_of(it), nest->relation, attribute);
    output->form = &attribute->type->form;
    nest->outputs[nest->output_count] = output;
    return nest->output_count++;
}

void orm_nest_return(orm_nested *it, orm_nest *nest)
{
    orm_output *shown = NULL;

    it->compiler.is_numbers_string = it->call->catalog->is_numbers_string;
    if (it->is_shown)
        shown = orm_compile_attributes(&it->compiler, nest->relation, nest->returning);
    for (const orm_output *output = shown; output; output = output->next)
        nest->shown_count++;
    nest->outputs =
        ORM_NEW_N(arena_of(it), const orm_output *, nest->shown_count + nest->wanted_count + 1u);
    for (const orm_output *output = shown; output; output = output->next)
        nest->outputs[nest->output_count++] = output;
    nest->wanted_columns = ORM_NEW_N(arena_of(it), uint16_t, nest->wanted_count + 1);
    for (uint32_t i = 0; i < nest->wanted_count; i++)
        nest->wanted_columns[i] = wanted_column(it, nest, nest->wanted[i]);
}

void orm_nest_take(orm_nested *it, orm_nest *nest, uint32_t number, orm_row *row)
{
    orm_host *host = it->call->ctx.host;
    orm_nest_row *to = &nest->rows[number];

    to->offset = nest->text.length;
    if (it->is_shown)
        orm_row_write(host, row, nest->outputs, nest->shown_count, &nest->text);
    to->length = nest->text.length - to->offset;
    to->kept = ORM_NEW_N(arena_of(it), orm_value, nest->wanted_count + 1);
    for (uint32_t i = 0; i < nest->wanted_count; i++)
        to->kept[i] = host->fetch(host, &it->call->ctx, row, nest->wanted_columns[i]);
}

/* ---- the answer */

static void write_row(const orm_nest *nest, uint32_t number, orm_buffer *out)
{
    const orm_nest_row *row = &nest->rows[number];

    orm_buffer_bytes(out, nest->text.data + row->offset, row->length);
}

/* Of an include: one object, or a list. */
static void write_children(const orm_nest *child, const orm_nest_row *parent, orm_buffer *out)
{
    uint32_t first = parent->first[child->index], count = parent->count[child->index];
    bool is_many = orm_association_is_many(child->association);

    if (is_many)
        orm_buffer_char(out, '[');
    else if (count == 0)
        ORM_PUT(out, "null");
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(out, ',');
        orm_nest_write(child, first + i, out);
    }
    if (is_many)
        orm_buffer_char(out, ']');
}

/* `,"key":`, without the comma where it is the first of its object. */
static void write_key(orm_text key, orm_buffer *out)
{
    bool is_first = out->data[out->length - 1] == '{';

    orm_buffer_text(out, orm_text_slice(key, is_first, key.length));
}

/* The pair's row under the through model's name. */
static void write_pair(const orm_nest *pairs, uint32_t number, orm_buffer *out)
{
    bool is_first = out->data[out->length - 1] == '{';

    orm_buffer_string(out, is_first ? "" : ",");
    orm_json_write_string(out, pairs->model->name);
    orm_buffer_char(out, ':');
    write_row(pairs, number, out);
    orm_buffer_char(out, '}');
}

/* An association that the document does not name is not answered. */
void orm_nest_write(const orm_nest *nest, uint32_t number, orm_buffer *out)
{
    const orm_nest_row *row = &nest->rows[number];

    write_row(nest, number, out);
    for (const orm_nest *child = nest->children; child; child = child->next) {
        if (row->first[child->index] == ORM_NO_ROW)
            continue;
        write_key(child->association->key, out);
        write_children(child, row, out);
    }
    if (nest->pairs && !nest->pairs->is_hidden && nest->pairs->rows[number].length)
        write_pair(nest->pairs, number, out);
    orm_buffer_char(out, '}');
}
