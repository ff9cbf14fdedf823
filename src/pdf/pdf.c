#include "pdf/pdf.h"

#include "pdf/content.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/links.h"
#include "pdf/metadata.h"
#include "pdf/object.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"

/* All the parts of a file being made. */
struct work {
    struct pdf_file *file;
    const struct frame_document *d;
    struct pdf_pages pages;
    struct pdf_fonts fonts;
    struct pdf_images images;
    struct pdf_structure structure;
    struct pdf_links links;
    uint32_t font_resources;
};

static void put_resources(struct buf *b, struct work *w, uint32_t page) {
    struct buf images = {0};
    bool transparent = pdf_images_put_resources(&images, &w->images, &w->d->pages.v[page], page);
    buf_printf(b, "/Resources<</Font %u 0 R", w->font_resources);
    if (images.n) buf_printf(b, "/XObject<<%s>>", images.p);
    buf_add_c(b, ">>");
    if (transparent) buf_add_c(b, "/Group<</S/Transparency/CS/DeviceRGB>>");
    buf_done(&images);
}

static uint32_t add_content(struct work *w, uint32_t page, struct buf *scratch) {
    struct pdf_content_context context = {w->d, &w->fonts, w->images.set, &w->structure};
    uint32_t object = pdf_object_new(w->file);
    buf_clear(scratch);
    pdf_put_content(scratch, &context, page);
    pdf_object_set_deflated(w->file, object, STR_NONE, buf_str(scratch), PDF_QUICK);
    return object;
}

static void set_page(struct work *w, uint32_t page, struct buf *scratch) {
    const struct frame_page *p = &w->d->pages.v[page];
    uint32_t content = add_content(w, page, scratch);
    struct buf b = {0};
    buf_printf(&b, "/Type/Page/Parent %u 0 R/MediaBox[0 0 ", w->pages.parents[page]);
    pdf_put_milli(&b, pdf_milli(p->width));
    buf_add_char(&b, ' ');
    pdf_put_milli(&b, pdf_milli(p->height));
    buf_printf(&b, "]/Contents %u 0 R/StructParents %u/Tabs/S", content, page);
    put_resources(&b, w, page);
    if (p->links.n) {
        buf_add_c(&b, "/Annots[");
        pdf_links_put(&b, &w->links, page);
        buf_add_char(&b, ']');
    }
    pdf_object_set(w->file, w->pages.objects[page], buf_str(&b));
    buf_done(&b);
}

static void set_pages(struct work *w) {
    struct buf scratch = {0};
    pdf_fonts_put_resources(&scratch, &w->fonts);
    w->font_resources = pdf_object_add(w->file, buf_str(&scratch));
    for (uint32_t i = 0; i < w->d->pages.n; i++)
        set_page(w, i, &scratch);
    buf_done(&scratch);
}

static void put_entry(struct buf *b, const char *format, uint32_t object) {
    if (!object) return;
    buf_printf(b, "/%s ", format);
    pdf_put_reference(b, object);
}

/* libharu has written the catalog's /Type and /Pages. */
static void set_catalog(struct work *w) {
    struct buf b = {0};
    uint32_t names = pdf_add_destination_names(w->file, w->d, w->pages.objects);
    buf_printf(&b, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true%s>>/Lang",
               w->d->meta.from_right ? "/Direction/R2L" : "");
    pdf_put_text(&b, str_empty(w->d->meta.lang) ? STR("und") : w->d->meta.lang);
    buf_printf(&b, "/OutputIntents[%u 0 R]", pdf_add_output_intent(w->file));
    put_entry(&b, "Metadata", pdf_add_metadata(w->file, &w->d->meta));
    put_entry(&b, "StructTreeRoot", pdf_structure_finish(&w->structure));
    put_entry(&b, "Outlines", pdf_add_outline(w->file, w->d, w->pages.objects));
    put_entry(&b, "PageLabels", pdf_add_page_labels(w->file, w->d));
    if (names) buf_printf(&b, "/Names<</Dests %u 0 R>>", names);
    pdf_object_set(w->file, PDF_CATALOG, buf_str(&b));
    buf_done(&b);
}

static bool make_file(struct work *w, struct buf *out, struct font_set *fonts,
                      const struct image_set *images) {
    pdf_fonts_learn(&w->fonts, w->file, w->d, fonts);
    if (!pdf_fonts_begin(&w->fonts, w->file, fonts)) return false;
    pdf_pages_init(&w->pages, w->file, w->d->pages.n);
    pdf_images_init(&w->images, w->file, images);
    pdf_structure_init(&w->structure, w->file, w->d, w->pages.objects);
    pdf_links_init(&w->links, w->file, w->d, w->pages.objects, &w->structure);
    set_pages(w);
    set_catalog(w);
    pdf_set_info(w->file, &w->d->meta);
    return pdf_fonts_finish(&w->fonts, w->file, fonts) && pdf_file_save(w->file, out);
}

bool pdf_write(struct buf *out, const struct frame_document *d, struct font_set *fonts,
               const struct image_set *images, struct diags *ds, bool spare) {
    struct arena arena;
    struct work w = {.d = d};
    bool done = false;
    arena_init(&arena);
    w.file = pdf_file_new(&arena, ds, spare);
    if (w.file) {
        done = make_file(&w, out, fonts, images);
        pdf_file_free(w.file);
        pdf_fonts_done(&w.fonts);
    }
    arena_done(&arena);
    return done;
}
