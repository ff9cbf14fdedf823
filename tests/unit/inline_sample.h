/* inline_sample: a layout with fonts and nothing else, for tests of inline/: made by sample_new,
 * freed by sample_free. Paragraphs are set from doc's inlines in a type, at a measure. */
#ifndef CHANCERY_TESTS_INLINE_SAMPLE_H
#define CHANCERY_TESTS_INLINE_SAMPLE_H

#include <stdlib.h>
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "layout/inline/inline.h"
#include "style/fonts.h"

struct sample {
    struct arena arena;
    struct diags diags;
    struct doc *doc;
    struct style style;
    struct style_fonts fonts;
    struct image_set images;
    struct font_library *library;
    struct font_set *set;
    struct page_facts facts;
    struct layout layout;
    uint32_t paragraph; /* the structure node of the last paragraph set */
};

static struct sample *sample_new(const char *lang) {
    static const char *const text[] = {"Vollkorn", NULL}, *const sans[] = {"Inter", NULL},
                             *const mono[] = {"JetBrains Mono", "Noto Sans Mono", NULL},
                             *const folders[] = {NULL};
    struct sample *s = calloc(1, sizeof *s);
    arena_init(&s->arena);
    diags_init(&s->diags, &s->arena);
    s->doc = doc_new(&s->arena, &s->diags);
    s->doc->meta.lang = str_of(lang);
    style_init(&s->style);
    s->fonts.families[STYLE_TEXT] = text;
    s->fonts.families[STYLE_SANS] = sans;
    s->fonts.families[STYLE_MONO] = mono;
    image_set_init(&s->images, &s->arena);
    s->library = font_library_new(folders);
    s->set = font_set_new(s->library, &s->arena, &s->diags);
    font_set_use_roles(s->set, s->fonts.families, STYLE_FAMILY_COUNT);
    page_facts_init(&s->facts, &s->arena);
    struct layout *l = &s->layout;
    l->job = (struct layout_job){.doc = s->doc,
                                 .style = &s->style,
                                 .families = &s->fonts,
                                 .fonts = s->set,
                                 .images = &s->images,
                                 .diags = &s->diags,
                                 .arena = &s->arena};
    arena_init(&l->words);
    arena_init(&l->scratch);
    arena_init(&l->trial);
    hash_init(&l->images, &l->words);
    hash_init(&l->missing, &l->words);
    hash_init(&l->destinations, &s->arena);
    l->out = frame_document_new(&s->arena);
    l->facts = &s->facts;
    l->measure = style_text_width(&s->style);
    l->inl = inline_context_new(l);
    return s;
}

static void sample_free(struct sample *s) {
    inline_context_free(s->layout.inl);
    arena_done(&s->layout.trial);
    arena_done(&s->layout.scratch);
    arena_done(&s->layout.words);
    font_set_free(s->set);
    font_library_free(s->library);
    arena_done(&s->arena);
    free(s);
}

static struct doc_node *sample_node(struct sample *s, enum doc_kind kind) {
    static uint32_t col;
    return doc_node_new(&s->arena, kind, (struct pos){1, 1, ++col});
}

/* A node with a text in it. */
static inline struct doc_node *sample_text_in(struct sample *s, enum doc_kind kind,
                                              const char *text) {
    struct doc_node *n = sample_node(s, kind);
    doc_append(n, doc_text_new(&s->arena, str_of(text), n->pos));
    return n;
}

/* The content of a paragraph's inlines, finished. */
static inline struct inline_content *sample_content(struct sample *s,
                                                    const struct doc_node *paragraph,
                                                    enum style_type_id type, const char *lang) {
    struct layout *l = &s->layout;
    struct inline_content *c = inline_content_new(l, l->job.arena, type, str_of(lang));
    s->paragraph = frame_add_node(l->out, 0, FRAME_ROLE_PARAGRAPH);
    inline_add_children(c, s->paragraph, paragraph, type);
    inline_content_finish(c);
    return c;
}

static inline struct inline_shape sample_shape(double measure, enum style_align align) {
    return (struct inline_shape){.measure = SP(measure), .align = align, .hyphens = true};
}

#endif
