/* associate_many.c - many-to-many: the through model and the keys on both of its sides.
 *
 * Source of the rules: Sequelize's BelongsToMany.  The two directions of one through model are
 * paired: what one side leaves open, the other's keys decide, also when it is declared later. */
#include "base/names.h"
#include "catalog/associate.h"

static const orm_key through_keys[] = {
    {"model", ORM_K_STRING},     {"unique", ORM_K_BOOLEAN},     {"scope", ORM_K_OBJECT},
    {"paranoid", ORM_K_BOOLEAN}, {"timestamps", ORM_K_BOOLEAN}, {"as", ORM_K_STRING},
    {"attributes", ORM_K_ARRAY},
};

/* What is still open of an association until its other side is known. */
typedef struct many_side {
    orm_association *out;
    orm_draft_model *source;
    orm_draft_model *target;
    orm_draft_model *through;
    const orm_json *through_node; /* object, or NULL */
    orm_names foreign;
    orm_names other;
    const orm_attribute **source_keys;
    const orm_attribute **target_keys;
    bool is_target_default; /* targetKey was not written */
    bool is_other_default;  /* otherKey was not written */
} many_side;

static orm_names one_name(orm_draft *draft, orm_text name)
{
    orm_text *item = ORM_NEW(draft->ctx->arena, orm_text);

    *item = name;
    return (orm_names){item, 1};
}

static orm_text default_name(orm_draft *draft, orm_text base, const orm_attribute *key)
{
    return orm_camelize(draft->ctx->arena, orm_text_format(draft->ctx->arena, "%.*s_%.*s",
                                                           ORM_ARG(base), ORM_ARG(key->name)));
}

/* ---- the through model */

static orm_text options_place(orm_draft *draft, const orm_association *out)
{
    return out->options ? orm_json_place(draft->ctx, out->options) : (orm_text){"", 0};
}

static orm_text through_name(orm_draft *draft, many_side *side)
{
    const orm_json *node = orm_option(side->out->options, "through");

    if (node == NULL)
        orm_raise(
            draft->ctx, ORM_ASSOCIATION, options_place(draft, side->out),
            "%.*s.belongsToMany(%.*s) needs the option \"through\": the name of a model, or an "
            "object with \"model\"",
            ORM_ARG(side->source->model.name), ORM_ARG(side->target->model.name));
    if (node->kind == ORM_JSON_STRING)
        return node->text;
    ORM_CHECK_KEYS(draft->ctx, node, through_keys, "through");
    side->through_node = node;
    if (orm_option_text(node, "model").length == 0)
        orm_draft_fail(draft, &side->source->model, node, "\"through\" needs \"model\", a name");
    return orm_option_text(node, "model");
}

static void find_through(orm_draft *draft, many_side *side)
{
    orm_text name = through_name(draft, side);
    const orm_json *timestamps = orm_option(side->out->options, "timestamps");

    if (timestamps == NULL)
        timestamps = orm_option(side->through_node, "timestamps");
    side->through = orm_draft_find(draft, name);
    if (side->through == NULL)
        side->through = orm_draft_through(draft, name, &side->source->model, timestamps);
    side->out->through = &side->through->model;
    side->out->through_scope = orm_option(side->through_node, "scope");
    side->out->is_through_paranoid = orm_option_boolean(side->through_node, "paranoid", true);
}

/* ---- keys */

static void read_source_side(orm_draft *draft, many_side *side)
{
    orm_association *out = side->out;

    side->foreign =
        orm_draft_key_names(draft, &side->source->model, orm_option(out->options, "foreignKey"));
    side->source_keys = orm_draft_referenced(draft, side->source, out, "sourceKey",
                                             side->foreign.count ? side->foreign.count : 1);
    if (side->foreign.count == 0)
        side->foreign = one_name(
            draft, default_name(draft, side->source->model.singular, side->source_keys[0]));
}

static void name_other(orm_draft *draft, many_side *side)
{
    orm_text base = side->source == side->target
                        ? orm_singularize(draft->ctx->arena, side->out->as, &draft->inflections)
                        : side->target->model.singular;

    if (side->is_other_default)
        side->other = one_name(draft, default_name(draft, base, side->target_keys[0]));
}

static void read_target_side(orm_draft *draft, many_side *side)
{
    orm_association *out = side->out;

    side->is_target_default = orm_option(out->options, "targetKey") == NULL;
    side->other =
        orm_draft_key_names(draft, &side->target->model, orm_option(out->options, "otherKey"));
    side->is_other_default = side->other.count == 0;
    side->target_keys = orm_draft_referenced(draft, side->target, out, "targetKey",
                                             side->other.count ? side->other.count : 1);
    name_other(draft, side);
}

/* ---- attributes of the through model */

/* A key that we made for it (id) gives way to the pair; one that the user defined stays. */
static bool take_over_key(many_side *side)
{
    bool is_taken = side->through->model.is_automatic;

    for (uint32_t i = 0; i < side->through->attributes.count; i++) {
        orm_attribute *attribute = side->through->attributes.items[i];

        if (!attribute->is_primary || attribute->is_pair)
            is_taken |= attribute->is_pair;
        else if (!attribute->is_automatic || attribute->is_implied)
            return false;
        else {
            orm_draft_remove_attribute(side->through, attribute);
            side->through->model.auto_increment = NULL;
            return true;
        }
    }
    return is_taken;
}

static orm_names pair_unique(orm_draft *draft, const many_side *side)
{
    orm_text name = orm_option_text(side->out->options, "uniqueKey");

    if (!orm_option_boolean(side->through_node, "unique", true))
        return (orm_names){NULL, 0};
    if (name.length == 0)
        name = orm_text_format(draft->ctx->arena, "%.*s_%.*s_%.*s_unique",
                               ORM_ARG(side->through->model.table), ORM_ARG(side->foreign.items[0]),
                               ORM_ARG(side->other.items[0]));
    return one_name(draft, name);
}

static orm_action first_of(orm_action first, orm_action second)
{
    return first ? first : second ? second : ORM_ACTION_CASCADE;
}

/* One attribute of the pair: its type, its part in the key, what it refers to. */
static orm_attribute *inject(orm_draft *draft, many_side *side, bool is_other, uint32_t i,
                             bool is_key)
{
    const orm_attribute *key = is_other ? side->target_keys[i] : side->source_keys[i];
    orm_text name = is_other ? side->other.items[i] : side->foreign.items[i];
    const orm_json *given = orm_option(side->out->options, is_other ? "otherKey" : "foreignKey");
    orm_attribute *attribute = orm_draft_foreign_attribute(draft, side->through, name, given);
    orm_names unique = pair_unique(draft, side);

    if (orm_option(given, "type") == NULL)
        attribute->type = key->type;
    attribute->is_pair = is_key;
    if (is_key)
        attribute->is_primary = true;
    else if (unique.count)
        attribute->unique = unique; /* of two associations the later one's */
    if (!side->out->has_constraints || (is_other ? side->other : side->foreign).count > 1)
        return attribute;
    orm_draft_refer(draft, attribute, is_other ? &side->target->model : &side->source->model, key);
    attribute->on_delete = is_other ? first_of(attribute->on_delete, side->out->on_delete)
                                    : first_of(side->out->on_delete, attribute->on_delete);
    attribute->on_update = is_other ? first_of(attribute->on_update, side->out->on_update)
                                    : first_of(side->out->on_update, attribute->on_update);
    return attribute;
}

static void inject_pair(orm_draft *draft, many_side *side)
{
    orm_arena *arena = draft->ctx->arena;
    uint32_t foreign_count = side->foreign.count, other_count = side->other.count;
    const orm_attribute **foreign = ORM_NEW_N(arena, const orm_attribute *, foreign_count);
    const orm_attribute **other = ORM_NEW_N(arena, const orm_attribute *, other_count);
    bool is_key = take_over_key(side);

    for (uint32_t i = 0; i < foreign_count; i++)
        foreign[i] = inject(draft, side, false, i, is_key);
    for (uint32_t i = 0; i < other_count; i++)
        other[i] = inject(draft, side, true, i, is_key);
    side->out->link = (orm_link){side->source_keys, foreign, foreign_count};
    side->out->through_link = (orm_link){other, side->target_keys, other_count};
}

/* ---- the two directions */

static many_side *find_pair(orm_draft *draft, const many_side *side)
{
    many_side *found = NULL;

    for (uint32_t i = 0; i < draft->sides.count; i++) {
        many_side *other = draft->sides.items[i];

        if (other->through == side->through && other->source == side->target &&
            other->target == side->source)
            found = other;
    }
    return found;
}

/* An attribute that only a default name had brought in goes again. */
static void withdraw(many_side *side, orm_text name)
{
    orm_attribute *attribute = orm_draft_attribute(side->through, name);

    if (attribute && attribute->is_implied)
        orm_draft_remove_attribute(side->through, attribute);
}

static bool same_keys(const orm_attribute **left, const orm_attribute **right, uint32_t left_count,
                      uint32_t right_count)
{
    return left_count == right_count && memcmp(left, right, left_count * sizeof *left) == 0;
}

static bool same_names(orm_names left, orm_names right)
{
    if (left.count != right.count)
        return false;
    for (uint32_t i = 0; i < left.count; i++)
        if (!orm_text_equal(left.items[i], right.items[i]))
            return false;
    return true;
}

/* What this side leaves open, the earlier one decides. */
static void follow(orm_draft *draft, many_side *side, const many_side *earlier)
{
    if (side->is_target_default) {
        side->target_keys = earlier->source_keys;
        name_other(draft, side);
    }
    if (side->is_other_default)
        side->other = earlier->foreign;
}

/* What the earlier side left open, this one decides; true when that changes it. */
static bool lead(const many_side *side, many_side *earlier)
{
    bool is_changed = false;

    if (earlier->is_target_default && !same_keys(earlier->target_keys, side->source_keys,
                                                 earlier->other.count, side->foreign.count)) {
        withdraw(earlier, earlier->other.items[0]);
        earlier->target_keys = side->source_keys;
        is_changed = true;
    }
    if (earlier->is_other_default && !same_names(earlier->other, side->foreign)) {
        withdraw(earlier, earlier->other.items[0]);
        earlier->other = side->foreign;
        is_changed = true;
    }
    return is_changed;
}

void orm_draft_associate_many(orm_draft *draft, orm_association *out, orm_draft_model *source,
                              orm_draft_model *target)
{
    many_side *side = ORM_NEW(draft->ctx->arena, many_side);
    many_side *earlier;

    if (source == target && !out->is_aliased)
        orm_raise(draft->ctx, ORM_ASSOCIATION, options_place(draft, out),
                  "a many-to-many association of %.*s with itself needs the option \"as\"",
                  ORM_ARG(source->model.name));
    side->out = out;
    side->source = source;
    side->target = target;
    find_through(draft, side);
    read_source_side(draft, side);
    read_target_side(draft, side);
    earlier = find_pair(draft, side);
    if (earlier) {
        follow(draft, side, earlier);
        if (lead(side, earlier))
            inject_pair(draft, earlier);
        out->paired = earlier->out;
        earlier->out->paired = out;
    }
    inject_pair(draft, side);
    orm_list_add(draft->ctx->arena, &draft->sides, side);
}
