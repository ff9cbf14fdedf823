/* fuzz_pdf: any frames as a PDF. Each two bytes add something: a node, a run whose glyphs and
 * clusters are as they come, a path, an image, a link, a destination, a bookmark, a page. */
#include "base/buf.h"
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "pdf/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *p;
    size_t n;
    struct arena arena;
    struct frame_document *d;
    struct image_set images;
};

static uint32_t take(struct input *in) {
    if (in->n == 0) return 0;
    in->n--;
    return *in->p++;
}

static uint32_t take_node(struct input *in) {
    uint32_t byte = take(in);
    return byte < 250 ? byte % (uint32_t)in->d->nodes.n : FRAME_ARTIFACT - (byte - 250);
}

static sp take_length(struct input *in) {
    return (sp)((take(in) << 8 | take(in)) - 4096) * 997;
}

static struct str take_text(struct input *in) {
    size_t n = take(in) % 24;
    if (n > in->n) n = in->n;
    struct str text = {(const char *)in->p, n};
    in->p += n;
    in->n -= n;
    return text;
}

static struct frame_word *take_word(struct input *in) {
    struct frame_word *word = arena_new(&in->arena, struct frame_word);
    word->size = 1 + take_length(in) % SP(40);
    word->rtl = take(in) % 4 == 0;
    word->face = take(in) % 3; /* there are two */
    word->text = take_text(in);
    word->glyph_count = take(in) % 12;
    struct frame_glyph *glyphs = arena_new_array(&in->arena, word->glyph_count, struct frame_glyph);
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        glyphs[i] = (struct frame_glyph){.id = take(in) * 5,
                                         .advance = (int32_t)take_length(in) / 64,
                                         .y_offset = take(in) % 3 ? 0 : 5000,
                                         .cluster = take(in) % 32};
    }
    word->glyphs = glyphs;
    return word;
}

static struct frame_path *take_path(struct input *in) {
    struct frame_path *path = arena_new(&in->arena, struct frame_path);
    path->count = take(in) % 6;
    struct frame_segment *segments = arena_new_array(&in->arena, path->count, struct frame_segment);
    for (size_t i = 0; i < path->count; i++) {
        segments[i].op = (enum frame_path_op)(take(in) % 4);
        for (int k = 0; k < 3; k++)
            segments[i].p[k] = (struct frame_point){take_length(in), take_length(in)};
    }
    path->segments = segments;
    path->fill = take(in) % 2;
    path->stroke = take(in) % 2;
    path->stroke_colour = take(in) * 65793;
    path->dash_on = take(in);
    return path;
}

static void take_item(struct input *in, struct frame_page *page, enum frame_item_kind kind) {
    struct frame_item *item = vec_push(&in->arena, &page->items);
    item->kind = kind;
    item->node = take_node(in);
    if (kind == FRAME_PATH) item->u.path = take_path(in);
    if (kind == FRAME_IMAGE)
        item->u.image = (struct frame_image){
            take(in) % 3, {take_length(in), take_length(in), take_length(in), SP(3)}};
    if (kind == FRAME_RUN)
        item->u.run = (struct frame_run){.word = take_word(in),
                                         .x = take_length(in),
                                         .y = take_length(in),
                                         .expansion = (int32_t)(take(in) % 41) - 20,
                                         .colour = take(in) * 256,
                                         .flags = take(in) % 4};
}

static void take_page(struct input *in) {
    *vec_push(&in->arena, &in->d->pages) =
        (struct frame_page){.width = SP(500), .height = SP(700), .label = take_text(in)};
}

static void take_link(struct input *in, struct frame_page *page) {
    *vec_push(&in->arena, &page->links) =
        (struct frame_link){.rect = {take_length(in), take_length(in), SP(30), SP(9)},
                            .node = take_node(in),
                            .url = take_text(in),
                            .target = take(in) % 8};
}

static void take_role(struct input *in) {
    uint32_t parent = take(in) % (uint32_t)in->d->nodes.n;
    uint32_t node = frame_add_node(in->d, parent, (enum frame_role)(take(in) % FRAME_ROLE_COUNT));
    in->d->nodes.v[node].level = (int)(take(in) % 9);
    struct frame_says *says = frame_say(in->d, node);
    says->alt = take_text(in);
    says->id = take_text(in);
}

static void take_destination(struct input *in) {
    uint32_t target = frame_add_destination(in->d, take_text(in));
    in->d->destinations.v[target].page = take(in) % 4;
    *vec_push(&in->arena, &in->d->outline) =
        (struct frame_outline){take_text(in), (int)(take(in) % 6), take(in) % 8};
}

static void take_something(struct input *in) {
    struct frame_page *page = &in->d->pages.v[in->d->pages.n - 1];
    switch (take(in) % 10) {
    case 0: take_page(in); break;
    case 1: take_link(in, page); break;
    case 2: take_destination(in); break;
    case 3:
    case 4: take_role(in); break;
    case 5: take_item(in, page, FRAME_PATH); break;
    case 6: take_item(in, page, FRAME_IMAGE); break;
    default: take_item(in, page, FRAME_RUN); break;
    }
}

/* families: NULL-terminated; it outlives the set, which remembers what it was asked for. */
static uint32_t find_face(struct font_set *fonts, const char *const *families) {
    return font_set_face(fonts, &(struct font_request){.families = families, .weight = 400});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct font_library *library;
    if (!library) library = font_library_new((const char *const[]){NULL});
    struct input in = {.p = data, .n = size};
    struct diags ds;
    struct buf out = {0};
    arena_init(&in.arena);
    diags_init(&ds, &in.arena);
    image_set_init(&in.images, &in.arena);
    in.d = frame_document_new(&in.arena);
    struct font_set *fonts = font_set_new(library, &in.arena, &ds);
    static const char *const text[] = {"Vollkorn", NULL}, *const sans[] = {"Inter", NULL};
    find_face(fonts, text);
    find_face(fonts, sans);
    static char samples[12], alpha[4];
    *vec_push(&in.arena, &in.images.images) =
        (struct image){IMAGE_PNG, 2, 2, 0, 0, 3, 1, {samples, 12}, {alpha, 4}};
    in.d->meta.title = take_text(&in);
    take_page(&in);
    while (in.n)
        take_something(&in);
    if (!pdf_write(&out, in.d, fonts, &in.images, &ds, false) && ds.list.n == 0) __builtin_trap();
    buf_done(&out);
    font_set_free(fonts);
    arena_done(&in.arena);
    return 0;
}
