/* Method for text: the pen is followed as a reader of the PDF would follow it, from the numbers as
 * they are printed (widths, sizes, adjustments, all rounded), and each glyph's place is compared
 * with it. Where they are further apart than TOLERANCE, an adjustment is written. So no rounding
 * adds up along a line, and where font and layout agree nothing is written.
 * Words on one baseline follow each other in one array as long as face, size, colour, expansion and
 * node stay the same; a word space is the space glyph itself, and the adjustment after it is the
 * line's glue. Expansion is horizontal scaling (Tz), which scales adjustments too.
 * There is never more than one saved graphics state, around an image or a word whose baseline is
 * not level. */
#include "pdf/content.h"

#include <math.h>

#include "pdf/syntax.h"

/* In points: what a glyph may stand off its place. Printing cannot show a tenth of it. */
#define TOLERANCE 0.002

enum { NOT_SET = -1 };

struct content {
    struct buf *out;
    const struct pdf_content_context *context;
    const struct pdf_face *face;
    uint32_t page;
    int64_t page_height; /* milli */

    bool marked, in_span; /* in_span: the mark has a text of its own and ends with its cluster */
    uint32_t node;        /* of the open mark */

    bool in_text, in_array, in_string;
    bool pen_known;
    double pen;             /* where the next glyph would stand, points */
    double unit;            /* points that a thousandth of the em moves it */
    int64_t line_x, line_y; /* origin of the text line, milli */

    /* the graphics state, as last written */
    int64_t face_index, size, rise; /* milli */
    int32_t expansion;
    int64_t fill, stroke, stroke_width, dash_on, dash_off; /* milli; NOT_SET at first */
    int round;
};

/* --- marks ----------------------------------------------------------------------------------- */

static void end_string(struct content *c) {
    if (c->in_string) buf_add_char(c->out, ')');
    c->in_string = false;
}

static void end_array(struct content *c) {
    end_string(c);
    if (c->in_array) buf_add(c->out, "]TJ\n", 4);
    c->in_array = false;
}

static void end_text(struct content *c) {
    end_array(c);
    if (c->in_text) buf_add(c->out, "ET\n", 3);
    c->in_text = false;
}

static void end_mark(struct content *c) {
    end_text(c);
    if (c->marked) buf_add(c->out, "EMC\n", 4);
    c->marked = c->in_span = false;
}

static void put_artifact(struct buf *out, enum frame_artifact kind) {
    static const char *const marks[FRAME_ARTIFACT_COUNT] = {
        [FRAME_ARTIFACT_LAYOUT] = "<</Type/Layout>>",
        [FRAME_ARTIFACT_PAGINATION] = "<</Type/Pagination>>",
        [FRAME_ARTIFACT_BACKGROUND] = "<</Type/Background>>",
        [FRAME_ARTIFACT_HEADER] = "<</Type/Pagination/Subtype/Header/Attached[/Top]>>",
        [FRAME_ARTIFACT_FOOTER] = "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>",
    };
    buf_printf(out, "/Artifact%sBDC\n", marks[kind]);
}

static void begin_mark(struct content *c, uint32_t node) {
    if (c->marked && c->node == node && !c->in_span) return;
    end_mark(c);
    if (frame_is_artifact(node)) {
        put_artifact(c->out, frame_artifact_of(node));
    } else {
        uint32_t id = pdf_structure_mark(c->context->structure, node, c->page);
        buf_add_char(c->out, '/');
        buf_add_c(c->out, pdf_structure_tag(c->context->structure, node));
        buf_add_c(c->out, "<</MCID ");
        pdf_put_integer(c->out, id);
        buf_add_c(c->out, ">>BDC\n");
    }
    c->marked = true;
    c->node = node;
}

/* --- state ----------------------------------------------------------------------------------- */

/* Writes "value operator"; the operator comes with what stands around it. */
static void put_operator(struct content *c, int64_t milli, const char *operator) {
    pdf_put_milli(c->out, milli);
    buf_add_c(c->out, operator);
}

static void put_channel(struct buf *out, frame_colour value) {
    pdf_put_milli(out, ((int64_t)(value & 255) * 1000 + 127) / 255);
    buf_add_char(out, ' ');
}

static void put_colour(struct content *c, frame_colour colour, const char *grey, const char *rgb) {
    bool is_grey = (colour >> 16 & 255) == (colour & 255) && (colour >> 8 & 255) == (colour & 255);
    if (!is_grey) {
        put_channel(c->out, colour >> 16);
        put_channel(c->out, colour >> 8);
    }
    put_channel(c->out, colour);
    buf_add_c(c->out, is_grey ? grey : rgb);
}

static void set_fill(struct content *c, frame_colour colour) {
    if (c->fill == (int64_t)colour) return;
    end_array(c);
    put_colour(c, colour, "g\n", "rg\n");
    c->fill = colour;
}

static void set_stroke(struct content *c, frame_colour colour) {
    if (c->stroke == (int64_t)colour) return;
    put_colour(c, colour, "G\n", "RG\n");
    c->stroke = colour;
}

static void find_unit(struct content *c) {
    c->unit = (double)c->size * (1000 + c->expansion) * 1e-9;
}

static void set_font(struct content *c, uint32_t face, int64_t size) {
    if (c->face_index == (int64_t)face && c->size == size) return;
    end_array(c);
    buf_add_c(c->out, "/F");
    pdf_put_integer(c->out, face);
    buf_add_char(c->out, ' ');
    put_operator(c, size, " Tf\n");
    c->face = &c->context->fonts->faces[face];
    c->face_index = face;
    c->size = size;
    find_unit(c);
}

static void set_expansion(struct content *c, int32_t expansion) {
    if (c->expansion == expansion) return;
    end_array(c);
    put_operator(c, 100 * (1000 + (int64_t)expansion), " Tz\n");
    c->expansion = expansion;
    find_unit(c);
}

static void set_rise(struct content *c, int64_t rise) {
    if (c->rise == rise) return;
    end_array(c);
    put_operator(c, rise, " Ts\n");
    c->rise = rise;
}

/* --- text ------------------------------------------------------------------------------------ */

static void begin_text(struct content *c) {
    if (c->in_text) return;
    buf_add(c->out, "BT\n", 3);
    c->in_text = true;
    c->pen_known = false;
    c->line_x = c->line_y = 0;
}

/* Goes to a place by the shortest way: on the same baseline the pen just moves on. */
static void move_to(struct content *c, sp x, sp y) {
    int64_t to_x = pdf_milli(x), to_y = c->page_height - pdf_milli(y);
    if (c->pen_known && to_y == c->line_y) return;
    end_array(c);
    pdf_put_milli(c->out, to_x - c->line_x);
    buf_add_char(c->out, ' ');
    put_operator(c, to_y - c->line_y, " Td\n");
    c->line_x = to_x;
    c->line_y = to_y;
    c->pen = (double)to_x / 1000;
    c->pen_known = true;
}

static void begin_array(struct content *c) {
    if (!c->in_array) buf_add_char(c->out, '[');
    c->in_array = true;
}

/* Brings the pen to x, where it is not. Adjustments are counted leftwards. */
static void adjust_pen(struct content *c, double x) {
    double step = c->size <= 50000 ? 100 : 10; /* milli: one decimal, two in large sizes */
    int64_t milli = (int64_t)(floor((c->pen - x) / c->unit * 1000 / step + 0.5) * step);
    if (milli == 0) return;
    begin_array(c);
    end_string(c);
    pdf_put_milli(c->out, milli);
    c->pen -= (double)milli / 1000 * c->unit;
}

static void go_to(struct content *c, double x) {
    if (fabs(x - c->pen) > TOLERANCE) adjust_pen(c, x);
}

/* Writes a byte of a string; what would end the string or be read as another byte is escaped. */
static char *write_byte(char *at, unsigned byte) {
    static const char escapes[256] = {['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r'};
    if (escapes[byte]) *at++ = '\\';
    *at++ = escapes[byte] ? escapes[byte] : (char)(unsigned char)byte;
    return at;
}

static void put_code(struct content *c, uint32_t index) {
    const struct pdf_use *use = &c->face->uses.v[index & ~PDF_USE_SPAN];
    begin_array(c);
    char *at = buf_room(c->out, 5);
    if (!c->in_string) *at++ = '(';
    c->in_string = true;
    at = write_byte(at, use->code >> 8 & 255);
    at = write_byte(at, use->code & 255);
    buf_end(c->out, at);
    c->pen += use->advance * c->unit;
}

/* A run whose glyphs are being written, in the order of the text: from the last glyph on in
 * right-to-left words, for readers take text as it comes. ISO 32000-1, 14.8.2.3.3. */
struct walk {
    const struct frame_run *run;
    const uint32_t *uses;
    double origin, scale;
    sp along; /* advances before the glyph */
};

static void put_glyph(struct content *c, struct walk *w, uint32_t i) {
    const struct frame_glyph *glyph = &w->run->word->glyphs[i];
    if (w->run->word->rtl) w->along -= glyph->advance;
    set_rise(c, pdf_milli(glyph->y_offset));
    go_to(c, w->origin + sp_to_pt(w->along + glyph->x_offset) * w->scale);
    put_code(c, w->uses[i]);
    if (!w->run->word->rtl) w->along += glyph->advance;
}

/* Begins a mark for a cluster that reads as text, whatever its codes say. It stands beside the mark
 * of the node's other content, not within it, for poppler loses what follows a mark within. */
static void begin_span(struct content *c, struct str text) {
    uint32_t node = c->node;
    end_mark(c);
    buf_printf(c->out, "/Span<</MCID %u/ActualText<FEFF",
               pdf_structure_mark(c->context->structure, node, c->page));
    pdf_put_utf16(c->out, text);
    buf_add_c(c->out, ">>>BDC\n");
    c->marked = c->in_span = true;
}

/* Makes ready for text of a run under the node's mark, whatever was open. */
static void begin_run(struct content *c, const struct frame_run *run) {
    begin_mark(c, c->node);
    begin_text(c);
    move_to(c, run->x, run->y);
}

/* One cluster; returns the next glyph. */
static uint32_t put_cluster(struct content *c, struct walk *w, uint32_t i) {
    const struct frame_word *word = w->run->word;
    struct str text;
    uint32_t step = word->rtl ? UINT32_MAX : 1, end = pdf_find_cluster_end(&text, word, i);
    if ((w->uses[i] & PDF_USE_SPAN) && !frame_is_artifact(c->node)) {
        begin_span(c, text);
        begin_text(c);
        move_to(c, w->run->x, w->run->y);
    } else {
        begin_run(c, w->run);
    }
    for (; i != end; i += step)
        put_glyph(c, w, i);
    return end;
}

/* Where the first glyph in the order of the text begins: right-to-left words are walked back. */
static sp first_place(const struct frame_word *word) {
    sp along = 0;
    for (uint32_t i = 0; word->rtl && i < word->glyph_count; i++)
        along += word->glyphs[i].advance;
    return along;
}

static void put_glyphs(struct content *c, const struct frame_run *run) {
    const struct frame_word *word = run->word;
    struct walk w = {.run = run,
                     .uses = pdf_fonts_find_uses(c->context->fonts, run),
                     .origin = sp_to_pt(run->x),
                     .scale = (1000 + run->expansion) / 1000.0,
                     .along = first_place(word)};
    uint32_t step = word->rtl ? UINT32_MAX : 1;
    for (uint32_t i = word->rtl ? word->glyph_count - 1 : 0; i < word->glyph_count;) {
        if (c->in_span || (w.uses[i] & PDF_USE_SPAN)) {
            i = put_cluster(c, &w, i);
        } else {
            put_glyph(c, &w, i);
            i += step;
        }
    }
}

/* The space stands after the word in the order of the text, so on its left in right-to-left text.
 */
static void put_space(struct content *c, const struct frame_run *run) {
    uint32_t space = c->face->space;
    if (!space) return;
    if (c->in_span) begin_run(c, run);
    set_rise(c, 0);
    if (run->word->rtl) go_to(c, sp_to_pt(run->x) - c->face->uses.v[space - 1].advance * c->unit);
    put_code(c, space - 1);
}

static void put_run(struct content *c, const struct frame_run *run) {
    if (run->word->face >= c->context->fonts->face_count) return;
    begin_text(c);
    set_fill(c, run->colour);
    set_font(c, run->word->face, pdf_milli(run->word->size));
    set_expansion(c, run->expansion);
    begin_run(c, run);
    put_glyphs(c, run);
    if (run->flags & FRAME_SPACE_AFTER) put_space(c, run);
}

/* A word along its way: on a level baseline from the origin, in coordinates that are turned. What
 * is written of the graphics state within holds only there. Its text is said once for the whole:
 * readers that go by places would take letters on a slope one by one. */
static void put_turned_run(struct content *c, const struct frame_run *run) {
    struct content before;
    struct frame_run level = *run;
    double length =
        sqrt((double)run->way.x * (double)run->way.x + (double)run->way.y * (double)run->way.y);
    double along = (double)run->way.x / length, up = -(double)run->way.y / length;
    end_text(c);
    before = *c;
    buf_printf(c->out, "q\n%.6f %.6f %.6f %.6f ", along, up, -up, along);
    pdf_put_milli(c->out, pdf_milli(run->x));
    buf_add_char(c->out, ' ');
    put_operator(c, c->page_height - pdf_milli(run->y), " cm\n");
    level.x = level.y = level.way.x = level.way.y = c->page_height = 0;
    bool artifact = frame_is_artifact(c->node);
    if (artifact) {
        buf_add_c(c->out, "/Span<</ActualText<FEFF");
        pdf_put_utf16(c->out, run->word->text);
        buf_add_c(c->out, ">>>BDC\n");
    }
    put_run(c, &level);
    end_text(c);
    buf_add_c(c->out, artifact ? "EMC\nQ\n" : "Q\n");
    before.in_span = c->in_span; /* marks are no part of the graphics state */
    *c = before;
    if (artifact) end_mark(c); /* poppler loses what follows a mark within */
}

static bool is_turned(const struct frame_run *run) {
    return run->way.y || run->way.x < 0;
}

/* --- paths ----------------------------------------------------------------------------------- */

static void put_point(struct content *c, struct frame_point p) {
    pdf_put_milli(c->out, pdf_milli(p.x));
    buf_add_char(c->out, ' ');
    pdf_put_milli(c->out, c->page_height - pdf_milli(p.y));
    buf_add_char(c->out, ' ');
}

static void put_segments(struct content *c, const struct frame_path *path) {
    static const char *const operators[] = {"m\n", "l\n", "c\n", "h\n"};
    for (size_t i = 0; i < path->count; i++) {
        const struct frame_segment *s = &path->segments[i];
        int points = s->op == FRAME_CURVE ? 3 : s->op == FRAME_CLOSE ? 0 : 1;
        for (int k = 0; k < points; k++)
            put_point(c, s->p[k]);
        buf_add_c(c->out, operators[s->op]);
    }
}

static void set_line(struct content *c, const struct frame_path *path) {
    int64_t width = pdf_milli(path->stroke_width);
    int64_t on = pdf_milli(path->dash_on), off = pdf_milli(path->dash_off);
    if (c->stroke_width != width) put_operator(c, width, " w\n");
    if (c->round != path->round) buf_printf(c->out, "%d J %d j\n", path->round, path->round);
    if (c->dash_on != on || c->dash_off != off) {
        buf_add_char(c->out, '[');
        if (on) pdf_put_milli(c->out, on);
        if (on && off) buf_add_char(c->out, ' ');
        if (on && off) pdf_put_milli(c->out, off);
        buf_add_c(c->out, "]0 d\n");
    }
    c->stroke_width = width;
    c->round = path->round;
    c->dash_on = on;
    c->dash_off = off;
}

static void put_path(struct content *c, const struct frame_path *path) {
    end_text(c);
    if (path->count == 0 || path->segments[0].op != FRAME_MOVE) return;
    if (!path->fill && !path->stroke) return;
    if (path->fill) set_fill(c, path->fill_colour);
    if (path->stroke) {
        set_stroke(c, path->stroke_colour);
        set_line(c, path);
    }
    put_segments(c, path);
    buf_add_c(c->out, path->fill && path->stroke ? "B\n" : path->fill ? "f\n" : "S\n");
}

/* --- images ---------------------------------------------------------------------------------- */

/* Where the stored picture's corners go on the unit square, by Exif orientation: the coefficients
 * a b c d e f of a transformation, y up. Exif 2.3, 4.6.4 A. */
static const int turns[9][6] = {
    [1] = {1, 0, 0, 1, 0, 0},  [2] = {-1, 0, 0, 1, 1, 0},  [3] = {-1, 0, 0, -1, 1, 1},
    [4] = {1, 0, 0, -1, 0, 1}, [5] = {0, -1, -1, 0, 1, 1}, [6] = {0, -1, 1, 0, 0, 1},
    [7] = {0, 1, 1, 0, 0, 0},  [8] = {0, 1, -1, 0, 1, 0},
};

static void put_image(struct content *c, const struct frame_image *image) {
    end_text(c);
    if (image->image >= c->context->images->images.n) return;
    const int *turn = turns[c->context->images->images.v[image->image].turn];
    int64_t width = pdf_milli(image->rect.width), height = pdf_milli(image->rect.height);
    int64_t x = pdf_milli(image->rect.x);
    int64_t y = c->page_height - pdf_milli(image->rect.y) - height;
    int64_t matrix[6] = {turn[0] * width,  turn[1] * height,    turn[2] * width,
                         turn[3] * height, turn[4] * width + x, turn[5] * height + y};
    buf_add_c(c->out, "q\n");
    for (int i = 0; i < 6; i++) {
        pdf_put_milli(c->out, matrix[i]);
        buf_add_char(c->out, ' ');
    }
    buf_printf(c->out, "cm\n/X%u Do\nQ\n", image->image);
}

/* --- boxes, for figures ---------------------------------------------------------------------- */

static struct pdf_box box_of_point(const struct content *c, sp x, sp y) {
    int64_t left = pdf_milli(x), top = c->page_height - pdf_milli(y);
    return (struct pdf_box){left, top, left, top};
}

static struct pdf_box box_of_rect(const struct content *c, sp x, sp y, sp width, sp height) {
    return pdf_join_boxes(box_of_point(c, x, y), box_of_point(c, x + width, y + height));
}

static struct pdf_box box_of_path(const struct content *c, const struct frame_path *path) {
    struct pdf_box box = box_of_point(c, path->segments[0].p[0].x, path->segments[0].p[0].y);
    for (size_t i = 0; i < path->count; i++) {
        const struct frame_segment *s = &path->segments[i];
        int points = s->op == FRAME_CURVE ? 3 : s->op == FRAME_CLOSE ? 0 : 1;
        for (int k = 0; k < points; k++)
            box = pdf_join_boxes(box, box_of_point(c, s->p[k].x, s->p[k].y));
    }
    return box;
}

/* A run's box is about its em square; that is near enough for a reader to outline a figure. */
static struct pdf_box box_of_item(const struct content *c, const struct frame_item *item) {
    const struct frame_run *run = &item->u.run;
    const struct frame_rect *rect = &item->u.image.rect;
    switch (item->kind) {
    case FRAME_PATH: return box_of_path(c, item->u.path);
    case FRAME_IMAGE: return box_of_rect(c, rect->x, rect->y, rect->width, rect->height);
    default:
        return box_of_rect(c, run->x, run->y - run->word->size,
                           sp_scale(run->word->width, 1000 + run->expansion, 1000),
                           run->word->size * 5 / 4);
    }
}

static void mark_box(struct content *c, const struct frame_item *item) {
    if (item->node >= c->context->d->nodes.n || !c->context->structure->figure[item->node]) return;
    if (item->kind == FRAME_PATH && item->u.path->count == 0) return;
    pdf_structure_mark_box(c->context->structure, item->node, c->page, box_of_item(c, item));
}

/* --- the page -------------------------------------------------------------------------------- */

/* The node that an item is read under, or the kind of artifact that it is. */
static uint32_t reader_of(const struct pdf_content_context *context, uint32_t node) {
    if (frame_is_artifact(node)) return node;
    if (node >= context->d->nodes.n) return FRAME_ARTIFACT;
    return pdf_structure_is_decoration(context->structure, node) ? FRAME_ARTIFACT : node;
}

void pdf_put_content(struct buf *out, const struct pdf_content_context *context, uint32_t page) {
    const struct frame_page *p = &context->d->pages.v[page];
    struct content c = {.out = out,
                        .context = context,
                        .page = page,
                        .page_height = pdf_milli(p->height),
                        .face_index = NOT_SET,
                        .fill = NOT_SET,
                        .stroke = NOT_SET,
                        .stroke_width = NOT_SET,
                        .round = NOT_SET};
    pdf_structure_begin_page(context->structure);
    for (size_t i = 0; i < p->items.n; i++) {
        const struct frame_item *item = &p->items.v[i];
        begin_mark(&c, reader_of(context, item->node));
        mark_box(&c, item);
        switch (item->kind) {
        case FRAME_RUN:
            if (is_turned(&item->u.run))
                put_turned_run(&c, &item->u.run);
            else
                put_run(&c, &item->u.run);
            break;
        case FRAME_PATH: put_path(&c, item->u.path); break;
        case FRAME_IMAGE: put_image(&c, &item->u.image); break;
        }
    }
    end_mark(&c);
}
