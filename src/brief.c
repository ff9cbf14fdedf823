#include "brief.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include "base/file.h"
#include "base/thread.h"
#include "base/libraries.h"
#include "base/trace.h"
#include "brief_csl.h"
#include "brief_fonts.h"
#include "brief_lines.h"
#include "cite/cite.h"
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "layout/ahead.h"
#include "lint/lint.h"
#include "pdf/pdf.h"
#include "source/house.h"
#include "source/source.h"

/* Passes of layout until page references agree with the pages. */
#define PASSES_MAX 5

struct brief_shared {
    struct brief_libraries *libraries;
    struct brief_styles *styles;
};

/* One briefing being set: its arenas, and what each stage made. */
struct setting {
    struct brief_shared *shared;
    const struct brief_options *options;
    struct diags *ds;
    struct arena doc_arena, frame_arena;
    struct doc *doc;
    struct brief_fonts fonts;
    struct style style;
    struct image_set images;
    struct layout *layout;      /* owns the shaped words that frames refer to */
    struct layout_ahead *ahead; /* what a second thread makes ready, or NULL */
    struct thread preparing;
    bool is_preparing;
    struct frame_document *frames;
    struct buf pdf;
};

struct brief_shared *brief_shared_new(void) {
    struct brief_shared *s = calloc(1, sizeof *s);
    if (!s) arena_fail();
    s->libraries = brief_libraries_new();
    s->styles = brief_styles_new();
    return s;
}

void brief_shared_free(struct brief_shared *s) {
    brief_libraries_free(s->libraries);
    brief_styles_free(s->styles);
    free(s);
}

static void add_variable(struct buf *b, const char *name) {
    const char *value = getenv(name);
    buf_printf(b, " %s=%s", name, value ? value : "");
}

void brief_add_world(struct buf *out) {
    buf_printf(out, CHANCERY_VERSION " libraries=%016" PRIx64 " fonts=%016" PRIx64,
               libraries_hash(), font_installed_hash());
    add_variable(out, "SOURCE_DATE_EPOCH");
    add_variable(out, "CHANCERY_FONTS");
}

/* --- stages ------------------------------------------------------------------------------------
 */

/* What an editor would look at. */
static void lint(struct doc *doc, const struct style *style) {
    lint_structure(doc);
    lint_prose(doc);
    lint_dates(doc, style);
    lint_abbreviations(doc, style);
}

static void *prepare(void *closure) {
    layout_ahead_run(closure);
    return NULL;
}

/* What layout will ask for takes longer to make than citations to format: where a processor is
 * idle, it is begun as soon as the language is known. */
static void begin_preparing(void *closure, const struct doc *doc) {
    struct setting *w = closure;
    if (!w->options->spare) return;
    w->ahead = layout_ahead_new(doc);
    w->is_preparing = thread_start_aside(&w->preparing, prepare, w->ahead);
    if (w->is_preparing) return;
    layout_ahead_free(w->ahead);
    w->ahead = NULL;
}

static void end_preparing(struct setting *w) {
    if (!w->is_preparing) return;
    w->is_preparing = false;
    layout_ahead_stop(w->ahead);
    thread_join(&w->preparing);
    layout_ahead_rest(w->ahead);
}

static bool read_sources(struct setting *w, const char *path) {
    struct source_options options = {
        .draft = w->options->draft, .has_meta = begin_preparing, .closure = w};
    w->doc = source_read_briefing(&w->doc_arena, w->ds, path, &options);
    if (!w->doc) return false;
    source_read_house(&w->style, &w->doc_arena, w->ds, str_to_c(&w->doc_arena, w->doc->folder));
    brief_fonts_use(&w->fonts, &w->doc_arena, &w->style);
    lint_indicators(w->doc, &w->style);
    lint_words(w->doc, &w->style);
    if (w->options->lint) lint(w->doc, &w->style);
    doc_head_literature(w->doc, style_say(&w->style, w->doc->meta.lang, STYLE_WORD_LITERATURE));
    if (w->style.number_headings) doc_number_headings(w->doc);
    if (!w->style.box_source_line) doc_note_sources(w->doc);
    if (w->ahead)
        layout_ahead_give_text(w->ahead, w->doc, &w->style, &w->fonts.families, w->fonts.set);
    return true;
}

/* Citations become what they print. Without works there is nothing to format. */
static void cite(struct setting *w) {
    const struct cite_style *style = brief_csl_style(w->shared->styles, w->doc, w->ds);
    doc_number(w->doc, style && cite_style_is_note(style));
    if (style) cite_document(w->doc, style);
    if (w->ahead) layout_ahead_give_citations(w->ahead, w->doc);
}

/* Layout runs again until what it prints of pages is true. A pass takes the arena of the frames of
 * the pass before. */
static bool set_pages(struct setting *w) {
    struct page_facts facts[2];
    page_facts_init(&facts[0], &w->doc_arena);
    struct layout_job job = {.doc = w->doc,
                             .style = &w->style,
                             .families = &w->fonts.families,
                             .fonts = w->fonts.set,
                             .images = &w->images,
                             .diags = w->ds,
                             .arena = &w->frame_arena,
                             .show = w->options->show,
                             .ahead = w->ahead};
    w->layout = layout_new(&job);
    for (int pass = 1; pass <= PASSES_MAX; pass++) {
        struct page_facts *before = &facts[(pass - 1) % 2], *now = &facts[pass % 2];
        page_facts_init(now, &w->doc_arena);
        arena_done(&w->frame_arena);
        w->frames = layout_run(w->layout, before, now);
        end_preparing(w);
        if (!w->frames || page_facts_hold(before, now)) break;
        if (pass == PASSES_MAX)
            diag_add(w->ds, DIAG_UNSTABLE, (struct pos){0}, NULL,
                     "page references did not settle after %d passes", PASSES_MAX);
    }
    layout_rest(w->layout);
    return w->frames != NULL;
}

/* The clock is never read: without a date of the author's, the build's, or none. */
static void date_frames(struct setting *w) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    struct frame_date *d = &w->frames->meta.created;
    char *end;
    if (d->year || !epoch || !*epoch) return;
    errno = 0;
    long long seconds = strtoll(epoch, &end, 10);
    time_t t = (time_t)seconds;
    struct tm tm;
    if (errno || *end || seconds < 0 || !gmtime_r(&t, &tm) || tm.tm_year + 1900 > 9999) return;
    *d = (struct frame_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                             tm.tm_hour,        tm.tm_min,     tm.tm_sec};
}

static struct str face_name(void *closure, uint32_t face) {
    return font_face_name(closure, face);
}

static void dump(struct setting *w) {
    if (w->options->dump == BRIEF_DUMP_DOC) doc_dump(w->options->dump_out, w->doc);
    if (w->options->dump == BRIEF_DUMP_FRAMES && w->frames)
        frame_dump(w->options->dump_out, w->frames, face_name, w->fonts.set);
}

/* True while a PDF may still come of it. */
static bool may_go_on(const struct setting *w) {
    if (w->ds->machine_errors) return false;
    return !w->ds->errors || w->options->draft;
}

/* The PDF that stands there must be the one that was set. */
static void compare_file(struct setting *w) {
    const char *path = w->options->compare;
    struct str there = STR_NONE;
    struct trace *before = trace_set(NULL);
    bool read = file_read(&there, &w->doc_arena, path, SIZE_MAX / 4);
    trace_set(before);
    if (read && str_eq(there, buf_str(&w->pdf))) return;
    bool missing = !read && (errno == ENOENT || errno == ENOTDIR);
    diag_add(w->ds, DIAG_OUT_OF_STEP, (struct pos){0}, "build it again",
             missing ? "`%s` is not there"
             : read  ? "`%s` is not what its sources give"
                     : "`%s` cannot be read",
             path);
}

static void write_file(struct setting *w, struct file_stamp *stamp) {
    const char *path = w->options->output;
    if (!path || file_write_stamped(stamp, path, buf_str(&w->pdf), w->options->soon)) return;
    diag_add(w->ds, DIAG_WRITE_FAILED, (struct pos){0},
             "see that the folder is there and may be written, and that the disk has room",
             "`%s` cannot be written: %s", path, file_reason(errno));
}

/* --- the pipeline ------------------------------------------------------------------------------
 */

static size_t count_words(const struct doc *doc) {
    struct buf text = {0};
    doc_plain_text(&text, doc->root);
    for (size_t i = 0; i < doc->notes.n; i++) {
        buf_add_char(&text, ' ');
        if (doc->notes.v[i]->body) doc_plain_text(&text, doc->notes.v[i]->body);
    }
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] > ' ' || (text.p[i] & 0x80)
                 ? i == 0 || text.p[i - 1] == ' ' || text.p[i - 1] == '\n'
                 : 0;
    buf_done(&text);
    return n;
}

static void begin(struct setting *w, const char *path) {
    arena_init(&w->doc_arena);
    arena_init(&w->frame_arena);
    image_set_init(&w->images, &w->doc_arena);
    w->ds->strict = w->options->strict;
    brief_fonts_init(&w->fonts, w->shared->libraries, &w->doc_arena, w->ds, path);
}

static void end(struct setting *w) {
    end_preparing(w);
    buf_done(&w->pdf);
    layout_free(w->layout);
    layout_ahead_free(w->ahead);
    brief_fonts_done(&w->fonts);
    arena_done(&w->frame_arena);
    arena_done(&w->doc_arena);
}

/* The bytes of the PDF, and where they go. */
static void finish(struct setting *w, struct brief_result *result) {
    bool spare = w->options->spare;
    if (!pdf_write(&w->pdf, w->frames, w->fonts.set, &w->images, w->ds, spare)) return;
    if (!may_go_on(w)) return;
    if (w->options->compare) {
        compare_file(w);
    } else {
        write_file(w, &result->stamp);
    }
    result->digest = digest_of(buf_str(&w->pdf));
    result->bytes = w->pdf.n;
    result->set = may_go_on(w);
}

/* What has no place of its own is said of the briefing as a whole; the machine's trouble of
 * nothing. */
static void place_strays(struct setting *w, size_t from) {
    for (size_t i = from; w->doc && i < w->ds->list.n; i++) {
        struct diag *d = &w->ds->list.v[i];
        if (!d->pos.file && diag_infos[d->code].blame == DIAG_AUTHOR)
            d->pos.file = w->doc->root->pos.file;
    }
}

struct brief_result brief_build(struct brief_shared *shared, struct diags *ds, const char *path,
                                const struct brief_options *options) {
    struct setting w = {.shared = shared, .options = options, .ds = ds};
    struct brief_result result = {0};
    size_t known = ds->list.n;
    struct trace *before = trace_set(options->trace);
    begin(&w, path);
    if (read_sources(&w, path)) {
        cite(&w);
        if (set_pages(&w)) date_frames(&w);
        dump(&w);
        if (options->lines && w.frames) brief_lines_add(options->lines, w.frames);
        if (options->trace) brief_fonts_trace(&w.fonts, options->trace);
        trace_set(NULL);
        if (w.frames && may_go_on(&w)) finish(&w, &result);
        result.words = count_words(w.doc);
    }
    trace_set(before);
    place_strays(&w, known);
    result.pages = w.frames ? w.frames->pages.n : 0;
    result.status = diags_status(ds);
    end(&w);
    return result;
}
