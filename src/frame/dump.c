#include "frame/frame.h"

#include "base/buf.h"

static const char *const role_names[FRAME_ROLE_COUNT] = {
    [FRAME_ROLE_DOCUMENT] = "document",
    [FRAME_ROLE_TEXT] = "text",
    [FRAME_ROLE_TITLE] = "title",
    [FRAME_ROLE_SUBTITLE] = "subtitle",
    [FRAME_ROLE_SECTION] = "section",
    [FRAME_ROLE_GROUP] = "group",
    [FRAME_ROLE_HEADING] = "heading",
    [FRAME_ROLE_PARAGRAPH] = "paragraph",
    [FRAME_ROLE_QUOTE] = "quote",
    [FRAME_ROLE_LIST] = "list",
    [FRAME_ROLE_ITEM] = "item",
    [FRAME_ROLE_LABEL] = "label",
    [FRAME_ROLE_BODY] = "body",
    [FRAME_ROLE_TABLE] = "table",
    [FRAME_ROLE_TABLE_HEAD] = "table-head",
    [FRAME_ROLE_TABLE_BODY] = "table-body",
    [FRAME_ROLE_ROW] = "row",
    [FRAME_ROLE_HEADER_CELL] = "header-cell",
    [FRAME_ROLE_CELL] = "cell",
    [FRAME_ROLE_CAPTION] = "caption",
    [FRAME_ROLE_FIGURE] = "figure",
    [FRAME_ROLE_CODE] = "code",
    [FRAME_ROLE_NOTE] = "note",
    [FRAME_ROLE_REFERENCE] = "reference",
    [FRAME_ROLE_LINK] = "link",
    [FRAME_ROLE_SPAN] = "span",
    [FRAME_ROLE_EMPH] = "emph",
    [FRAME_ROLE_STRONG] = "strong",
    [FRAME_ROLE_CONTENTS] = "contents",
    [FRAME_ROLE_CONTENTS_ITEM] = "contents-item",
    [FRAME_ROLE_BIBLIOGRAPHY_ENTRY] = "bibliography-entry",
};

static const char *const artifact_names[FRAME_ARTIFACT_COUNT] = {
    [FRAME_ARTIFACT_LAYOUT] = "artifact",       [FRAME_ARTIFACT_PAGINATION] = "pagination",
    [FRAME_ARTIFACT_BACKGROUND] = "background", [FRAME_ARTIFACT_HEADER] = "header",
    [FRAME_ARTIFACT_FOOTER] = "footer",
};

/* A length in pt with three decimals, rounded to nearest in integers, so that the dump is the same
 * on every machine. */
static void put_length(struct buf *out, sp v) {
    int64_t milli = sp_scale(v, 1000, SP_PER_PT);
    buf_printf(out, "%s%lld.%03lld", milli < 0 ? "-" : "",
               (long long)(milli < 0 ? -milli : milli) / 1000,
               (long long)(milli < 0 ? -milli : milli) % 1000);
}

static void put_point(struct buf *out, sp x, sp y) {
    buf_add_char(out, ' ');
    put_length(out, x);
    buf_add_char(out, ',');
    put_length(out, y);
}

/* Text in quotes, on one line: quotes, backslashes and control characters escaped. */
static void put_quoted(struct buf *out, struct str text) {
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\') {
            buf_add_char(out, '\\');
            buf_add_char(out, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            buf_printf(out, "\\x%02x", c);
        } else {
            buf_add_char(out, (char)c);
        }
    }
    buf_add_char(out, '"');
}

static void put_field(struct buf *out, const char *name, struct str text) {
    if (str_empty(text)) return;
    buf_printf(out, " %s ", name);
    put_quoted(out, text);
}

static void put_owner(struct buf *out, uint32_t node) {
    if (frame_is_artifact(node)) {
        buf_printf(out, " %s", artifact_names[frame_artifact_of(node)]);
    } else {
        buf_printf(out, " #%u", node);
    }
}

static void put_run(struct buf *out, const struct frame_run *run,
                    struct str (*face_name)(void *closure, uint32_t face), void *closure) {
    const struct frame_word *word = run->word;
    buf_printf(out, " %.*s ", STR_ARG(face_name(closure, word->face)));
    put_length(out, word->size);
    buf_add_c(out, " w ");
    put_length(out, sp_scale(word->width, 1000 + run->expansion, 1000));
    if (run->expansion) buf_printf(out, " x%+d", run->expansion);
    if (run->colour) buf_printf(out, " #%06x", run->colour);
    if (word->rtl) buf_add_c(out, " rtl");
    if (run->way.x || run->way.y) {
        buf_add_c(out, " way");
        put_point(out, run->way.x, run->way.y);
    }
    buf_add_char(out, ' ');
    put_quoted(out, word->text);
    if (run->flags & FRAME_SOFT_HYPHEN) buf_add_c(out, " hyphen");
    if (run->flags & FRAME_SPACE_AFTER) buf_add_c(out, " space");
}

static void put_path(struct buf *out, const struct frame_path *path) {
    if (path->fill) buf_printf(out, " fill #%06x", path->fill_colour);
    if (path->stroke) {
        buf_printf(out, " stroke #%06x ", path->stroke_colour);
        put_length(out, path->stroke_width);
    }
    if (path->dash_on) {
        buf_add_c(out, " dash");
        put_point(out, path->dash_on, path->dash_off);
    }
    if (path->round) buf_add_c(out, " round");
    for (size_t i = 0; i < path->count; i++) {
        const struct frame_segment *s = &path->segments[i];
        int points = s->op == FRAME_CURVE ? 3 : s->op == FRAME_CLOSE ? 0 : 1;
        buf_printf(out, " %c", "mlcz"[s->op]);
        for (int k = 0; k < points; k++)
            put_point(out, s->p[k].x, s->p[k].y);
    }
}

static void put_rect(struct buf *out, const struct frame_rect *r) {
    put_point(out, r->x, r->y);
    put_point(out, r->width, r->height);
}

static void put_item(struct buf *out, const struct frame_item *item,
                     struct str (*face_name)(void *closure, uint32_t face), void *closure) {
    static const char *const kinds[] = {"run", "path", "image"};
    buf_printf(out, "  %s", kinds[item->kind]);
    if (item->kind == FRAME_RUN) put_point(out, item->u.run.x, item->u.run.y);
    if (item->kind == FRAME_IMAGE) put_rect(out, &item->u.image.rect);
    put_owner(out, item->node);
    switch (item->kind) {
    case FRAME_RUN: put_run(out, &item->u.run, face_name, closure); break;
    case FRAME_PATH: put_path(out, item->u.path); break;
    case FRAME_IMAGE: buf_printf(out, " %u", item->u.image.image); break;
    }
    buf_add_char(out, '\n');
}

static void put_link(struct buf *out, const struct frame_document *d,
                     const struct frame_link *link) {
    buf_add_c(out, "  link");
    put_rect(out, &link->rect);
    put_owner(out, link->node);
    if (!str_empty(link->url)) {
        put_field(out, "url", link->url);
    } else if (link->target < d->destinations.n) {
        put_field(out, "to", d->destinations.v[link->target].id);
    }
    buf_add_char(out, '\n');
}

static void put_page(struct buf *out, const struct frame_document *d, size_t index,
                     struct str (*face_name)(void *closure, uint32_t face), void *closure) {
    const struct frame_page *page = &d->pages.v[index];
    buf_printf(out, "page %zu", index + 1);
    put_point(out, page->width, page->height);
    put_field(out, "label", page->label);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < page->items.n; i++)
        put_item(out, &page->items.v[i], face_name, closure);
    for (size_t i = 0; i < page->links.n; i++)
        put_link(out, d, &page->links.v[i]);
}

static void put_heads(struct buf *out, const struct frame_header *heads) {
    for (; heads; heads = heads->outer)
        buf_printf(out, " under #%u", heads->node);
}

static void put_node(struct buf *out, const struct frame_document *d, uint32_t index,
                     size_t depth) {
    const struct frame_node *n = &d->nodes.v[index];
    /* The indent stops growing where nobody reads it any more, so that a deep tree stays linear. */
    buf_printf(out, "%*s#%u %s", (int)(2 * (depth < 40 ? depth : 40)), "", index,
               role_names[n->role]);
    if (n->level) buf_printf(out, " %d", n->level);
    if (n->colspan > 1) buf_printf(out, " colspan %d", n->colspan);
    if (n->rowspan > 1) buf_printf(out, " rowspan %d", n->rowspan);
    if (n->row_header) buf_add_c(out, " row-header");
    put_heads(out, n->row_heads);
    put_heads(out, n->column_heads);
    if (n->ordered) buf_add_c(out, " ordered");
    const struct frame_says *says = frame_says_of(n);
    put_field(out, "lang", says->lang);
    put_field(out, "alt", says->alt);
    put_field(out, "actual", says->actual);
    put_field(out, "expansion", says->expansion);
    put_field(out, "id", says->id);
    put_field(out, "title", says->title);
    buf_add_char(out, '\n');
}

/* In reading order, without recursion: a tree may be as deep as its source. */
static void put_tree(struct buf *out, const struct frame_document *d) {
    buf_add_c(out, "structure\n");
    uint32_t at = 0;
    size_t depth = 1;
    while (at != FRAME_NO_NODE) {
        put_node(out, d, at, depth);
        if (d->nodes.v[at].first != FRAME_NO_NODE) {
            at = d->nodes.v[at].first;
            depth++;
            continue;
        }
        while (at != FRAME_NO_NODE && d->nodes.v[at].next == FRAME_NO_NODE) {
            at = d->nodes.v[at].parent;
            depth--;
        }
        if (at != FRAME_NO_NODE) at = d->nodes.v[at].next;
    }
}

static void put_date(struct buf *out, const struct frame_date *date) {
    if (date->year == 0) return;
    buf_printf(out, "  created %04d-%02d-%02dT%02d:%02d:%02dZ\n", date->year, date->month,
               date->day, date->hour, date->minute, date->second);
}

static void put_meta_line(struct buf *out, const char *name, struct str text) {
    if (str_empty(text)) return;
    buf_printf(out, "  %s ", name);
    put_quoted(out, text);
    buf_add_char(out, '\n');
}

static void put_meta(struct buf *out, const struct frame_meta *meta) {
    buf_add_c(out, "meta\n");
    put_meta_line(out, "title", meta->title);
    for (size_t i = 0; i < meta->author_count; i++)
        put_meta_line(out, "author", meta->authors[i]);
    put_meta_line(out, "subject", meta->subject);
    put_meta_line(out, "keywords", meta->keywords);
    put_meta_line(out, "lang", meta->lang);
    if (meta->from_right) buf_add_c(out, "  from-right\n");
    put_date(out, &meta->created);
    put_meta_line(out, "producer", meta->producer);
}

static void put_destinations(struct buf *out, const struct frame_document *d) {
    if (d->destinations.n) buf_add_c(out, "destinations\n");
    for (size_t i = 0; i < d->destinations.n; i++) {
        const struct frame_destination *t = &d->destinations.v[i];
        buf_add_c(out, "  ");
        put_quoted(out, t->id);
        if (t->page == UINT32_MAX) {
            buf_add_c(out, " unplaced");
        } else {
            buf_printf(out, " page %u", t->page + 1);
            put_point(out, t->x, t->y);
        }
        if (t->node != FRAME_NO_NODE) buf_printf(out, " #%u", t->node);
        buf_add_char(out, '\n');
    }
}

static void put_outline(struct buf *out, const struct frame_document *d) {
    if (d->outline.n) buf_add_c(out, "outline\n");
    for (size_t i = 0; i < d->outline.n; i++) {
        const struct frame_outline *o = &d->outline.v[i];
        buf_printf(out, "  %d ", o->level);
        put_quoted(out, o->title);
        if (o->destination < d->destinations.n)
            put_field(out, "to", d->destinations.v[o->destination].id);
        buf_add_char(out, '\n');
    }
}

void frame_dump(struct buf *out, const struct frame_document *d,
                struct str (*face_name)(void *closure, uint32_t face), void *closure) {
    put_meta(out, &d->meta);
    for (size_t i = 0; i < d->pages.n; i++)
        put_page(out, d, i, face_name, closure);
    put_tree(out, d);
    put_destinations(out, d);
    put_outline(out, d);
}
