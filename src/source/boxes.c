/* boxes: which indicators stand in which box. A box that names groups has them wherever it stands;
 * only then is it known what is left for one that names none. */
#include "source/indicators.h"

/* The next name of a list, taken off it; empty at the end. */
static struct str next_name(struct str *list) {
    size_t from = 0, to;
    while (from < list->n && strchr(" ,\t", list->p[from]))
        from++;
    for (to = from; to < list->n && !strchr(" ,\t", list->p[to]);)
        to++;
    struct str name = str_slice(*list, from, to - from);
    *list = str_slice(*list, to, list->n);
    return name;
}

/* Puts those of the group that no box has yet into one; all that are left, if the name is empty. */
static void choose(struct reading *r, const struct reading_box *box, struct str group) {
    struct doc_meta *m = &r->doc->meta;
    for (size_t i = 0; i < m->indicator_count; i++) {
        struct doc_indicator *in = &m->indicators[i];
        if (in->placed || (!str_empty(group) && !str_eq(in->group, group))) continue;
        in->placed = true;
        box->chosen[box->node->u.indicators.indicator_count++] = i;
    }
}

static bool group_exists(const struct doc_meta *m, struct str name) {
    for (size_t i = 0; i < m->indicator_count; i++)
        if (str_eq(m->indicators[i].group, name)) return true;
    return false;
}

static void report_group(struct reading *r, struct str name, struct pos pos) {
    const struct doc_meta *m = &r->doc->meta;
    if (group_exists(m, name)) {
        diag_add(r->ds, DIAG_DIRECTIVE_OPTION, pos, "name each group once",
                 "another box has the group `%.*s` already", STR_ARG(name));
        return;
    }
    const char **groups = arena_new_array(r->arena, m->indicator_count + 1, const char *);
    for (size_t i = 0; i < m->indicator_count; i++)
        groups[i] = str_to_c(r->arena, m->indicators[i].group);
    const char *near = diag_nearest(name, groups, m->indicator_count);
    diag_add(r->ds, DIAG_DIRECTIVE_OPTION, pos,
             near && *near ? arena_printf(r->arena, "did you mean `%s`?", near)
                           : "give indicators the key `group: name` and choose them by that name",
             "no indicator has the group `%.*s`", STR_ARG(name));
}

static void choose_named(struct reading *r, const struct reading_box *box) {
    struct str names = box->only;
    for (struct str name; !str_empty(name = next_name(&names));) {
        size_t before = box->node->u.indicators.indicator_count;
        choose(r, box, name);
        if (before == box->node->u.indicators.indicator_count) report_group(r, name, box->pos);
    }
}

static void choose_rest(struct reading *r, const struct reading_box *box) {
    choose(r, box, STR_NONE);
    if (box->node->u.indicators.indicator_count) return;
    diag_add(r->ds, DIAG_DIRECTIVE_EMPTY, box->pos,
             "choose what stands in each box: `group:` on the indicators, `:only:` on the boxes",
             "the boxes before it have all the indicators, so this one would be empty");
}

/* An empty box with room for all there are. */
static struct reading_box box_new(struct reading *r, struct doc_node *node) {
    size_t room = r->doc->meta.indicator_count + 1;
    struct reading_box box = {.node = node, .chosen = arena_new_array(r->arena, room, size_t)};
    node->u.indicators.chosen = box.chosen;
    return box;
}

void indicators_add_box(struct reading *r, struct doc_node *node, struct str only, struct pos pos) {
    struct reading_box *box = vec_push(r->arena, &r->boxes);
    *box = box_new(r, node);
    box->only = str_trim(only);
    box->pos = pos;
}

bool indicators_fill_boxes(struct reading *r, struct doc_node *rest) {
    bool has_rest = false;
    for (size_t i = 0; i < r->boxes.n; i++)
        if (!str_empty(r->boxes.v[i].only)) choose_named(r, &r->boxes.v[i]);
    for (size_t i = 0; i < r->boxes.n; i++) {
        if (!str_empty(r->boxes.v[i].only)) continue;
        choose_rest(r, &r->boxes.v[i]);
        has_rest = true;
    }
    if (has_rest) return false;
    struct reading_box box = box_new(r, rest);
    choose(r, &box, STR_NONE);
    return rest->u.indicators.indicator_count > 0;
}
