/* Paragraphs set with fonts: what is true of any text in any script at any measure. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "inline_sample.h"
#include "text/text.h"

/* --- reading a paragraph back ------------------------------------------------------------------
 */

/* The text that the items show, with its spaces, hyphens put by the typesetter left out; starts of
 * lines noted as offsets into it. */
struct reading {
    struct buf text;
    size_t starts[20000], n;
    bool spaced[20000]; /* a space was left out before the start of the line */
};

static void read_back(struct reading *r, const struct inline_paragraph *p) {
    bool space = false;
    for (size_t i = 0; i < p->count; i++) {
        const struct inline_line *l = &p->lines[i];
        if (r->n < 20000) {
            r->spaced[r->n] = space;
            r->starts[r->n++] = r->text.n;
        }
        for (size_t k = 0; k < l->item_count; k++) {
            if (l->items[k].kind != FRAME_RUN) continue;
            const struct frame_run *run = &l->items[k].u.run;
            struct str t = run->word->text;
            if (run->flags & FRAME_SOFT_HYPHEN) {
                size_t at = t.n;
                utf8_prev(t, &at);
                t.n = at;
            }
            buf_add_str(&r->text, t);
            space = run->flags & FRAME_SPACE_AFTER;
            if (space) buf_add_char(&r->text, ' ');
        }
    }
    while (r->text.n > 0 && r->text.p[r->text.n - 1] == ' ')
        r->text.p[--r->text.n] = '\0';
}

/* What a source text should read as: one space for any, wishes gone. */
static void normalise(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        if (cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF) continue;
        if (cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x202F || cp == 0x2009 || cp == 0x3000) {
            if (out->n && out->p[out->n - 1] != ' ') buf_add_char(out, ' ');
            continue;
        }
        buf_add_cp(out, cp);
    }
    while (out->n > 0 && out->p[out->n - 1] == ' ')
        out->p[--out->n] = '\0';
}

static size_t count_diags(const struct sample *s, enum diag_code code) {
    size_t n = 0;
    for (size_t i = 0; i < s->diags.list.n; i++)
        n += s->diags.list.v[i].code == code;
    return n;
}

/* --- properties --------------------------------------------------------------------------------
 */

/* No glyph leaves the measure by more than protrusion, unless it was said. */
static void check_width(struct sample *s, const struct inline_paragraph *p, sp measure) {
    sp out = s->style.types[STYLE_TYPE_BODY].size / 2;
    for (size_t i = 0; i < p->count; i++) {
        const struct inline_line *l = &p->lines[i];
        bool over = l->right > measure + out || l->left < -out;
        if (over && count_diags(s, DIAG_OVERFULL) == 0)
            fail_msg("line %zu of %zu runs from %.2f to %.2f of %.2f in silence", i, p->count,
                     sp_to_pt(l->left), sp_to_pt(l->right), sp_to_pt(measure));
        for (size_t k = 0; k < l->item_count; k++) {
            if (l->items[k].kind != FRAME_RUN) continue;
            const struct frame_run *r = &l->items[k].u.run;
            sp width = sp_scale(r->word->width, 1000 + r->expansion, 1000);
            assert_true(r->x >= l->left - 8 && r->x + width <= l->right + 8);
            assert_in_range(r->expansion + 50, 50 - s->style.expansion, 50 + s->style.expansion);
        }
    }
}

/* Runs of a line do not overlap. */
static void check_overlap(const struct inline_line *l) {
    for (size_t i = 0; i < l->item_count; i++)
        for (size_t k = i + 1; k < l->item_count && k < i + 40; k++) {
            const struct frame_run *a = &l->items[i].u.run, *b = &l->items[k].u.run;
            if (l->items[i].kind != FRAME_RUN || l->items[k].kind != FRAME_RUN) continue;
            sp a_end = a->x + sp_scale(a->word->width, 1000 + a->expansion, 1000);
            sp b_end = b->x + sp_scale(b->word->width, 1000 + b->expansion, 1000);
            assert_true(a_end <= b->x + 4 || b_end <= a->x + 4);
        }
}

/* Every line begins where UAX #14, or a hyphen, allows it, unless a word too long was divided. */
static void check_places(struct sample *s, const struct inline_paragraph *p, struct reading *r,
                         const char *lang) {
    struct str text = buf_str(&r->text);
    unsigned char *breaks = arena_alloc(&s->arena, text.n + 1);
    struct text_breaker *b = text_breaker_new(&s->arena);
    text_line_breaks(breaks, b, text, str_of(lang));
    text_breaker_free(b);
    for (size_t i = 1; i < r->n; i++) {
        if (r->starts[i] >= text.n || p->lines[i - 1].hyphenated) continue;
        if (breaks[r->starts[i]] == TEXT_BREAK_NONE && count_diags(s, DIAG_LONG_WORD) == 0)
            fail_msg("no break is allowed in “%.12s|%.20s”",
                     text.p + (r->starts[i] > 12 ? r->starts[i] - 12 : 0), text.p + r->starts[i]);
    }
}

/* The letters around a byte: where they begin and end, and how many are before and after it. */
struct letters {
    size_t from, to, before, after;
};

static struct letters letters_around(struct str text, size_t i) {
    struct letters w = {.from = i, .to = i};
    for (size_t at = i; at > 0 && text_is_letter(utf8_prev(text, &at)); w.before++)
        w.from = at;
    for (size_t at = i; at < text.n && text_is_letter(utf8_next(text, &at)); w.after++)
        w.to = at;
    return w;
}

static size_t hyphens_checked;

/* Lines that the typesetter ended in a hyphen end within a word of small letters but for its first,
 * two letters from either end; no three of them follow each other. */
static void check_hyphens(const struct inline_paragraph *p, struct reading *r, double measure) {
    struct str text = buf_str(&r->text);
    size_t run = 0;
    for (size_t i = 1; i < r->n; i++) {
        run = p->lines[i - 1].hyphenated ? run + 1 : 0;
        if (measure >= 240 && run > 2) fail_msg("%zu hyphens in succession", run);
        if (run == 0) continue;
        struct letters w = letters_around(text, r->starts[i]);
        assert_true(w.before >= 2 && w.after >= 2);
        size_t at = w.from;
        utf8_next(text, &at);
        while (at < w.to)
            if (text_is_upper(utf8_next(text, &at)))
                fail_msg("a hyphen in “%.30s”", text.p + w.from);
        hyphens_checked++;
    }
}

static void check_text(struct sample *s, const char *words, double measure, enum style_align align,
                       const char *lang) {
    struct doc_node *paragraph = sample_text_in(s, DOC_PARAGRAPH, words);
    struct inline_content *c = sample_content(s, paragraph, STYLE_TYPE_BODY, lang);
    struct inline_shape shape = sample_shape(measure, align);
    s->diags.list.n = 0;
    memset(s->diags.seen, 0, sizeof s->diags.seen);
    const struct inline_paragraph *p = inline_break(c, &shape);
    struct reading *r = calloc(1, sizeof *r);
    struct buf expected = {0};
    read_back(r, p);
    normalise(&expected, str_of(words));
    assert_string_equal(r->text.p ? r->text.p : "", expected.p ? expected.p : "");
    check_width(s, p, shape.measure);
    for (size_t i = 0; i < p->count; i++)
        check_overlap(&p->lines[i]);
    if (measure > 0 && !strstr(words, "://")) check_places(s, p, r, lang);
    if (!strstr(words, "\u00AD")) check_hyphens(p, r, measure);
    buf_done(&expected);
    buf_done(&r->text);
    free(r);
}

struct specimen {
    const char *lang, *text;
};

static const struct specimen specimens[] = {
    {"en-GB",
     "The frame of the relationship is easily described. A treaty of friendship, signed in "
     "1992, gave it a legal beginning — and since 2003 forces have been stationed at an "
     "air base near the capital, some 20 km away (“not far”, as S. Ott says on p. 4). "
     "Multi-vector either/or 3–5 self-evident US$5 100% fi ffi fl."},
    {"de-DE", "Die Rahmenbedingungen der Wirtschaftsbeziehungen sind leicht beschrieben: „Ein "
              "Freundschaftsvertrag“, am 1. März 1992 geschlossen, gab ihnen z. B. einen "
              "rechtlichen Anfang – Donaudampfschifffahrtsgesellschaftskapitän."},
    {"fr",
     "L’administration n’a pas expliqué les développements récents\u202F: « Pourquoi\u202F? »"},
    {"ru", "Правительство Кыргызстана подписало договор о сотрудничестве в области безопасности — "
           "и это было в 2022 году. № 5, с. 12, а также многовекторность."},
    {"ky", "Кыргызстан көп багыттуу тышкы саясат жүргүзөт жана өзгөчө маанилүү."},
    {"el", "Η κυβέρνηση υπέγραψε τη συμφωνία συνεργασίας στον τομέα της ασφάλειας."},
    {"ar", "وقعت الحكومة اتفاقية التعاون في مجال الأمن عام 2022 مع NATO والاتحاد."},
    {"he", "הממשלה חתמה על הסכם שיתוף הפעולה בשנת 2022 – עם NATO; שָׁלוֹם עֲלֵיכֶם."},
    {"hi", "सरकार ने पिछले वर्ष सुरक्षा सहयोग समझौते पर हस्ताक्षर किए। स्त्री क्षत्रिय कर्त्तव्य।"},
    {"ja", "政府は昨年、安全保障協力協定に署名しました。「ッ」や「ー」、句読点は行頭に来ません。"},
    {"ko", "정부는 지난해 안보 협력 협정에 서명했으며, 2022년에 발효되었다."},
    {"my", "အစိုးရသည် လုံခြုံရေး သဘောတူညီချက်ကို လက်မှတ်ရေးထိုးခဲ့သည်။"},
    {"km", "រដ្ឋាភិបាលបានចុះហត្ថលេខាលើកិច្ចព្រមព្រៀង។"},
    {"pl", "Rząd w 1992 r. podpisał umowę o współpracy i przyjaźni; w tym z Kirgistanem."},
    {"en-GB", "McDonaldson and the eCommerceGovernment of iPhonePhotography; NATOisation, "
              "UNESCO-government, MacAlisterburgh, post-governmental parliamentarianism."},
    {"zh", "政府签署了安全合作协议。这是一个长句子，没有空格，必须在字间换行。"},
    {"th", "รัฐบาลได้ลงนามในข้อตกลงความร่วมมือด้านความมั่นคงเมื่อปีที่แล้ว"},
    {"en-GB", "See https://www.example.org/a/very/long/path_with-signs?and=queries&more=1#top and "
              "soft\u00ADhyphens\u00ADevery\u00ADwhere, zero\u200Bwidth and no\u2060break."},
    {"en-GB",
     "👨‍👩‍👧‍👦 and e\u0301 and flags 🇰🇬🇷🇺 stay whole, 👍🏽 and "
     "1️⃣ "
     "too."},
};

static void test_scripts_and_widths(void **state) {
    (void)state;
    static const double measures[] = {0, 3, 30, 60, 110, 160, 240, 325, 471, 3000};
    for (size_t i = 0; i < sizeof specimens / sizeof *specimens; i++) {
        struct sample *s = sample_new(specimens[i].lang);
        for (size_t m = 0; m < sizeof measures / sizeof *measures; m++)
            for (int align = STYLE_JUSTIFY; align <= STYLE_RIGHT; align++)
                check_text(s, specimens[i].text, measures[m], (enum style_align)align,
                           specimens[i].lang);
        sample_free(s);
    }
    assert_true(hyphens_checked > 100);
}

static unsigned draw(unsigned *seed, unsigned most) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % (most + 1);
}

/* Words put together at random from pieces of all scripts, with every kind of space and sign. */
static void test_generated(void **state) {
    (void)state;
    static const char *const pieces[] = {"government",
                                         "a",
                                         "the",
                                         "Правительство",
                                         "ру",
                                         "é",
                                         "e\u0301",
                                         "漢",
                                         "字",
                                         "ab-cd",
                                         "—",
                                         "–",
                                         "…",
                                         "“",
                                         "”",
                                         "(",
                                         ")",
                                         "5",
                                         "1992",
                                         "%",
                                         "km",
                                         "/",
                                         "US$",
                                         "שלום",
                                         "عام",
                                         "👨‍👩‍👧",
                                         "स्त्री",
                                         "ไทย",
                                         "한국",
                                         "1️⃣",
                                         "McGovernment",
                                         "Parlamentarismus",
                                         "🇰🇬",
                                         ".",
                                         ",",
                                         ";",
                                         "!",
                                         "fi",
                                         "ffl",
                                         "AVA",
                                         "no\u2060break",
                                         "co\u00ADop",
                                         "'",
                                         "’s"};
    static const char *const spaces[] = {" ",      " ",      " ",  " ", "", "  ",
                                         "\u00A0", "\u202F", "\t", " ", " "};
    static const char *const langs[] = {"en-GB", "de", "ru", "fr", "ar", "he", "th", "ja", "hi"};
    unsigned seed = 5;
    for (int round = 0; round < 108; round++) {
        const char *lang = langs[round % 9];
        struct sample *s = sample_new(lang);
        struct buf words = {0};
        buf_add_c(&words, "Start");
        for (unsigned n = 5 + draw(&seed, 120); n > 0; n--) {
            buf_add_c(&words, spaces[draw(&seed, 10)]);
            buf_add_c(&words, pieces[draw(&seed, sizeof pieces / sizeof *pieces - 1)]);
        }
        check_text(s, words.p, 20 + draw(&seed, 400), (enum style_align)draw(&seed, 3), lang);
        buf_done(&words);
        sample_free(s);
    }
}

/* Every full line of a justified paragraph ends at the margin, to the last sp. */
static void test_edges(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    s->style.protrusion = 0;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, specimens[0].text);
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
    struct inline_shape shape = sample_shape(250, STYLE_JUSTIFY);
    shape.first_indent = SP(11);
    const struct inline_paragraph *set = inline_break(c, &shape);
    assert_true(set->count >= 5);
    for (size_t i = 0; i + 1 < set->count; i++) {
        assert_int_equal(set->lines[i].left, i == 0 ? SP(11) : 0);
        assert_int_equal(set->lines[i].right, SP(250));
    }
    shape.align = STYLE_RIGHT;
    set = inline_break(c, &shape);
    for (size_t i = 0; i < set->count; i++)
        assert_int_equal(set->lines[i].right, SP(250));
    shape.align = STYLE_CENTER;
    set = inline_break(c, &shape);
    for (size_t i = 1; i < set->count; i++)
        assert_in_range(set->lines[i].left + set->lines[i].right - SP(250) + 4, 0, 8);
    sample_free(s);
}

/* Only spaces give in words of spaced scripts: what stands together stays together. */
static void test_no_gaps(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct inline_content *c = sample_content(
        s, sample_text_in(s, DOC_PARAGRAPH, "well…perhaps and—yes/no so…straightforwardness it…is"),
        STYLE_TYPE_BODY, "en-GB");
    for (double measure = 60; measure < 200; measure += 7) {
        struct inline_shape shape = sample_shape(measure, STYLE_JUSTIFY);
        const struct inline_paragraph *p = inline_break(c, &shape);
        for (size_t i = 0; i < p->count; i++)
            for (size_t k = 0; k + 1 < p->lines[i].item_count; k++) {
                const struct frame_run *a = &p->lines[i].items[k].u.run,
                                       *b = &p->lines[i].items[k + 1].u.run;
                if (a->flags & FRAME_SPACE_AFTER) continue;
                sp end = a->x + sp_scale(a->word->width, 1000 + a->expansion, 1000);
                assert_in_range(b->x - end + 8, 0, 16);
            }
    }
    sample_free(s);
}

/* Hyphens and stops stand out at the right, quotes at the left. */
static void test_protrusion(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "“Yes.");
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
    struct inline_shape shape = sample_shape(250, STYLE_LEFT);
    const struct inline_line *l = &inline_break(c, &shape)->lines[0];
    assert_true(l->left < -SP(1) && l->left > -SP(4));
    shape.align = STYLE_RIGHT;
    l = &inline_break(c, &shape)->lines[0];
    assert_true(l->right > SP(250) + SP(1) && l->right < SP(250) + SP(4));
    shape.align = STYLE_CENTER;
    l = &inline_break(c, &shape)->lines[0];
    assert_in_range(l->left + l->right - SP(250) + 4, 0, 8);
    sample_free(s);
}

/* The same words again are the same shaped words, in a later paragraph too. */
static void test_shaped_once(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct inline_shape shape = sample_shape(300, STYLE_LEFT);
    const struct frame_word *words[2];
    for (int i = 0; i < 2; i++) {
        struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "government and government");
        const struct inline_line *l =
            &inline_break(sample_content(s, p, STYLE_TYPE_BODY, "en-GB"), &shape)->lines[0];
        assert_int_equal(l->item_count, 3);
        assert_ptr_equal(l->items[0].u.run.word, l->items[2].u.run.word);
        words[i] = l->items[0].u.run.word;
    }
    assert_ptr_equal(words[0], words[1]);
    sample_free(s);
}

static const struct inline_paragraph *set_in(struct sample *s, enum style_type_id type,
                                             const char *text) {
    struct inline_shape shape = sample_shape(2000, STYLE_LEFT);
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, text);
    return inline_break(sample_content(s, p, type, "en-GB"), &shape);
}

/* A word that was shaped at one size is the same at another as if it had been shaped there, to the
 * last unit; faces that stand in for others, letterspacing and marks included. */
static void test_other_sizes(void **state) {
    (void)state;
    static const char own[] = "office AVATAR ȧ f\u00ADi 1,907 – x‑y",
                      others[] = "ﬁ Киргизия العربية 中文 ȧ̈n̂";
    static const struct {
        enum style_type_id first, second;
        const char *text;
    } pairs[] = {
        {STYLE_TYPE_BODY, STYLE_TYPE_NOTE, own},    {STYLE_TYPE_BODY, STYLE_TYPE_NOTE, others},
        {STYLE_TYPE_NOTE, STYLE_TYPE_BODY, others}, {STYLE_TYPE_BODY, STYLE_TYPE_QUOTE, own},
        {STYLE_TYPE_LABEL, STYLE_TYPE_UNIT, own},   {STYLE_TYPE_CAPTION, STYLE_TYPE_H3, own},
        {STYLE_TYPE_HEAD, STYLE_TYPE_LABEL, own}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        struct sample *one = sample_new("en-GB"), *both = sample_new("en-GB");
        set_in(both, pairs[k].first, pairs[k].text);
        const struct inline_paragraph *a = set_in(one, pairs[k].second, pairs[k].text),
                                      *b = set_in(both, pairs[k].second, pairs[k].text);
        assert_int_equal(a->count, 1);
        assert_int_equal(a->lines[0].item_count, b->lines[0].item_count);
        for (size_t i = 0; i < a->lines[0].item_count; i++) {
            const struct frame_word *x = a->lines[0].items[i].u.run.word,
                                    *y = b->lines[0].items[i].u.run.word;
            assert_true(str_eq(x->text, y->text));
            assert_int_equal(x->width, y->width);
            assert_int_equal(x->size, y->size);
            assert_int_equal(x->rtl, y->rtl);
            assert_int_equal(x->glyph_count, y->glyph_count);
            for (uint32_t g = 0; g < x->glyph_count; g++)
                assert_memory_equal(&x->glyphs[g], &y->glyphs[g], sizeof x->glyphs[g]);
        }
        sample_free(one);
        sample_free(both);
    }
}

/* A page breaker's wish for a line more or less is granted when it was said to be at hand. */
static void test_looseness(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    int variants = 0;
    for (double measure = 180; measure < 400; measure += 5) {
        struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, specimens[0].text);
        struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
        struct inline_shape shape = sample_shape(measure, STYLE_JUSTIFY);
        const struct inline_paragraph *best = inline_break(c, &shape);
        for (int d = -1; d <= 1; d += 2) {
            shape.looseness = d;
            const struct inline_paragraph *other = inline_break(c, &shape);
            bool promised = d < 0 ? best->can_be_tighter : best->can_be_looser;
            if (promised) assert_int_equal(other->count, (int)best->count + d);
            variants += promised;
        }
    }
    assert_true(variants > 0);
    sample_free(s);
}

/* --- endless paragraphs ------------------------------------------------------------------------
 */

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Sets n copies of a piece; gives the number of lines. */
static size_t set_many(const char *piece, size_t n, const char *lang, double most_seconds) {
    struct sample *s = sample_new(lang);
    struct buf words = {0};
    for (size_t i = 0; i < n; i++)
        buf_add_c(&words, piece);
    double start = seconds();
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, words.p);
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, lang);
    struct inline_shape shape = sample_shape(325, STYLE_JUSTIFY);
    size_t lines = inline_break(c, &shape)->count;
    double took = seconds() - start;
    if (took > most_seconds) fail_msg("“%.20s” × %zu took %.1f s", piece, n, took);
    buf_done(&words);
    sample_free(s);
    return lines;
}

static void test_endless(void **state) {
    (void)state;
    assert_true(set_many("government and the people ", 25000, "en-GB", 30) > 5000);
    assert_true(set_many("a", 1000000, "en-GB", 30) > 10000);
    assert_true(set_many("a\u00AD", 50000, "en-GB", 30) > 100);
    assert_true(set_many("http://a/b?", 20000, "en-GB", 30) > 100);
    assert_true(set_many("a\u00A0", 100000, "en-GB", 30) > 1000);
    assert_true(set_many("e\u0301\u0301\u0301", 20000, "en-GB", 30) > 100);
    assert_true(set_many("-a", 50000, "en-GB", 30) > 100);
    assert_true(set_many("字", 30000, "zh", 60) > 100);
    set_many("\u0301", 30000, "en-GB", 60);
    set_many("👨‍👩‍👧", 3000, "en-GB", 60);
}

static void test_empty(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    static const char *const texts[] = {"", " ", "\t \t", "\u00AD", "\u200B", "\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, texts[i]);
        struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
        struct inline_shape shape = sample_shape(100, STYLE_JUSTIFY);
        sp least, natural;
        inline_content_widths(&least, &natural, c, true);
        assert_true(inline_content_empty(c));
        assert_int_equal(inline_break(c, &shape)->count, 0);
        assert_int_equal(least, 0);
        assert_int_equal(natural, 0);
    }
    sample_free(s);
}

/* The widest piece and the one line, as a table asks for them. */
static void test_widths(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "one government for two");
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
    sp least, shorter, natural;
    inline_content_widths(&least, &natural, c, false);
    inline_content_widths(&shorter, &natural, c, true);
    assert_true(shorter < least && least < natural);
    struct inline_shape shape = {.measure = least, .align = STYLE_LEFT};
    struct inline_paragraph *set = inline_break(c, &shape);
    assert_int_equal(count_diags(s, DIAG_OVERFULL), 0);
    assert_int_equal(set->count, 3);
    shape.measure = natural;
    assert_int_equal(inline_break(c, &shape)->count, 1);
    shape.measure = least - SP(3);
    inline_break(c, &shape);
    assert_int_equal(count_diags(s, DIAG_OVERFULL), 1);
    sample_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scripts_and_widths),
        cmocka_unit_test(test_generated),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_no_gaps),
        cmocka_unit_test(test_protrusion),
        cmocka_unit_test(test_shaped_once),
        cmocka_unit_test(test_other_sizes),
        cmocka_unit_test(test_looseness),
        cmocka_unit_test(test_endless),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
