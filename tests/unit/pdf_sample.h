/* pdf_sample: frames made by hand, for the tests of pdf/. Not layout: words are shaped and put one
 * after another. Included once by each test program, which includes the modules that it names. */
#ifndef CHANCERY_TESTS_PDF_SAMPLE_H
#define CHANCERY_TESTS_PDF_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "pdf/pdf.h"

struct sample {
    struct arena arena;
    struct diags ds;
    struct font_library *library;
    struct font_set *fonts;
    struct image_set images;
    struct frame_document *d;
    uint32_t serif, sans;
};

/* How words are set; 0 in a field is the usual. */
struct sample_style {
    uint32_t face;
    sp size;
    frame_colour colour;
    int32_t expansion;
    uint32_t flags;
    const char *feature; /* one OpenType feature, switched on */
    bool rtl;
    const char *lang;
    sp stretch; /* added to each space */
};

static inline void sample_init(struct sample *s) {
    static const char *const serif[] = {"Vollkorn", NULL}, *const sans[] = {"Inter", NULL};
    memset(s, 0, sizeof *s);
    arena_init(&s->arena);
    diags_init(&s->ds, &s->arena);
    s->library = font_library_new((const char *const[]){NULL});
    s->fonts = font_set_new(s->library, &s->arena, &s->ds);
    s->serif = font_set_face(
        s->fonts, &(struct font_request){.families = serif, .weight = 400, .role = "text"});
    s->sans = font_set_face(
        s->fonts, &(struct font_request){.families = sans, .weight = 600, .role = "head"});
    image_set_init(&s->images, &s->arena);
    s->d = frame_document_new(&s->arena);
    s->d->meta.title = STR("Sample & <proof>");
    s->d->meta.lang = STR("en-GB");
    s->d->meta.producer = STR("Chancery");
}

static inline void sample_done(struct sample *s) {
    font_set_free(s->fonts);
    font_library_free(s->library);
    arena_done(&s->arena);
}

static inline struct frame_page *sample_page(struct sample *s) {
    struct frame_page *page = vec_push(&s->arena, &s->d->pages);
    page->width = SP(595.276);
    page->height = SP(841.89);
    page->label = str_printf(&s->arena, "%zu", s->d->pages.n);
    return page;
}

static inline struct frame_word *sample_word(struct sample *s, const struct sample_style *style,
                                             struct str text) {
    struct frame_word *word = arena_new(&s->arena, struct frame_word);
    struct font_feature feature = {.value = 1};
    if (style->feature) memcpy(feature.tag, style->feature, 4);
    struct font_shape_request request = {.face = style->face,
                                         .text = text,
                                         .lang = str_of(style->lang),
                                         .rtl = style->rtl,
                                         .features = &feature,
                                         .feature_count = style->feature ? 1 : 0};
    size_t count = 0;
    const struct font_glyph *glyphs = font_shape(&count, s->fonts, &s->arena, &request);
    struct frame_glyph *placed = arena_new_array(&s->arena, count, struct frame_glyph);
    int32_t upem = font_face_upem(s->fonts, style->face);
    for (size_t i = 0; i < count; i++) {
        placed[i].id = glyphs[i].id;
        placed[i].cluster = glyphs[i].cluster;
        placed[i].advance = (int32_t)sp_scale(glyphs[i].advance, style->size, upem);
        placed[i].x_offset = (int32_t)sp_scale(glyphs[i].x_offset, style->size, upem);
        placed[i].y_offset = (int32_t)sp_scale(glyphs[i].y_offset, style->size, upem);
        word->width += placed[i].advance;
    }
    word->face = style->face;
    word->size = style->size;
    word->rtl = style->rtl;
    word->glyph_count = (uint32_t)count;
    word->glyphs = placed;
    word->text = text;
    return word;
}

static inline struct frame_run *sample_run(struct sample *s, uint32_t node,
                                           const struct sample_style *style,
                                           const struct frame_word *word, sp x, sp y) {
    struct frame_page *page = &s->d->pages.v[s->d->pages.n - 1];
    struct frame_item *item = vec_push(&s->arena, &page->items);
    item->kind = FRAME_RUN;
    item->node = node;
    item->u.run = (struct frame_run){.word = word,
                                     .x = x,
                                     .y = y,
                                     .expansion = style->expansion,
                                     .colour = style->colour,
                                     .flags = style->flags};
    return &item->u.run;
}

/* Words separated by spaces, from x on; every word but the last (and the last too if the text ends
 * in a space) has a space after it. Returns where the next word would stand. */
static inline sp sample_text(struct sample *s, uint32_t node, const struct sample_style *style,
                             sp x, sp y, const char *text) {
    sp space = font_face_metrics(s->fonts, style->face, style->size).space + style->stretch;
    while (*text) {
        size_t n = strcspn(text, " ");
        if (n) {
            struct frame_word *word = sample_word(s, style, (struct str){text, n});
            struct frame_run *run = sample_run(s, node, style, word, x, y);
            if (text[n] == ' ') run->flags |= FRAME_SPACE_AFTER;
            x += sp_scale(word->width, 1000 + style->expansion, 1000);
        }
        text += n;
        if (*text == ' ') {
            text++;
            x += sp_scale(space, 1000 + style->expansion, 1000);
        }
    }
    return x;
}

static inline void sample_link(struct sample *s, uint32_t node, sp x, sp y, sp width, sp size,
                               const char *url, uint32_t target) {
    struct frame_page *page = &s->d->pages.v[s->d->pages.n - 1];
    *vec_push(&s->arena, &page->links) = (struct frame_link){
        .rect = {x, y - size, width, size + size / 4},
        .node = node,
        .url = str_of(url),
        .target = target,
    };
}

static inline void sample_rule(struct sample *s, uint32_t node, sp x, sp y, sp width, sp height,
                               frame_colour colour) {
    struct frame_page *page = &s->d->pages.v[s->d->pages.n - 1];
    struct frame_segment *v = arena_new_array(&s->arena, 5, struct frame_segment);
    v[0] = (struct frame_segment){FRAME_MOVE, {{x, y}}};
    v[1] = (struct frame_segment){FRAME_LINE, {{x + width, y}}};
    v[2] = (struct frame_segment){FRAME_LINE, {{x + width, y + height}}};
    v[3] = (struct frame_segment){FRAME_LINE, {{x, y + height}}};
    v[4] = (struct frame_segment){.op = FRAME_CLOSE};
    struct frame_path *path = arena_new(&s->arena, struct frame_path);
    *path = (struct frame_path){.segments = v, .count = 5, .fill = true, .fill_colour = colour};
    struct frame_item *item = vec_push(&s->arena, &page->items);
    item->kind = FRAME_PATH;
    item->node = node;
    item->u.path = path;
}

/* Writes the PDF; also to the folder that CHANCERY_TEST_OUTPUT names, for the outside checkers. */
static inline bool sample_write(struct sample *s, struct buf *out, const char *name) {
    const char *folder = getenv("CHANCERY_TEST_OUTPUT");
    bool done = pdf_write(out, s->d, s->fonts, &s->images, &s->ds, false);
    if (!done || !folder) return done;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool written = fwrite(out->p, 1, out->n, file) == out->n;
    return fclose(file) == 0 && written;
}

#endif
