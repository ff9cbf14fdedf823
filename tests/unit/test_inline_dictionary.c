/* Hyphenation dictionaries: what their lines mean, and that words come apart as by libhyphen and as
 * by patterns tried one by one. Hostile ones say nothing or little, and break nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <ctype.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include "arena_sample.h"
#include "base/charset.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "layout/inline/dictionary.h"
#include "text/case.h"

#define FOLDER "/usr/share/hyphen/"

/* The word with its hyphens. */
static const char *divided(const struct dictionary *d, const char *word) {
    unsigned char at[256];
    size_t n = dictionary_divide(at, d, str_of(word));
    char *out = arena_alloc(&arena, strlen(word) * 2 + 1), *p = out;
    for (size_t i = 0, k = 0; word[i]; i++) {
        if (k < n && at[k] == i) {
            *p++ = '-';
            k++;
        }
        *p++ = word[i];
    }
    return out;
}

/* The same by a dictionary of these lines. */
static const char *by(const char *lines, const char *word) {
    const struct dictionary *d = dictionary_of(&arena, str_of(lines));
    return d ? divided(d, word) : "no dictionary";
}

/* With levels, as for libhyphen, only the longest stretch counts that anything begins with. */
static void test_longest(void **state) {
    (void)state;
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nb1c\nabcx1y\n", "zabcd"), "zabcd");
    assert_string_equal(by("UTF-8\nb1c\nabcx1y\n", "zabcd"), "zab-cd");
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nb1c\nabc\nbcd2e\n", "zabcdd"), "zabcdd");
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nb1c\nabd1y\nc1d\n", "zabcdd"), "zab-c-dd");
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nb1cd\nb1c\n", "zabcdd"), "zab-cdd");
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nabcx1y\nx1y\nab1c\n", "zabcdd"), "zab-cdd");
}

static void test_patterns(void **state) {
    (void)state;
    assert_string_equal(by("UTF-8\nb1c\n", "abcd"), "ab-cd");
    assert_string_equal(by("UTF-8\nb1c\nb2cd\n", "abcde"), "abcde");
    assert_string_equal(by("UTF-8\nb1c\nb2cd\nab3c\n", "abcde"), "ab-cde");
    assert_string_equal(by("UTF-8\n.ab1\nde1.\n", "abababdede"), "ab-ababdede");
    assert_string_equal(by("UTF-8\n1d1\n", "abdefdgh"), "ab-d-ef-d-gh");
    assert_string_equal(by("UTF-8\nб1в\n", "абвг"), "аб-вг");
    /* the last of the same letters holds; what has no digits, or zeros, is none */
    assert_string_equal(by("UTF-8\nb1c\nb2c\n", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\nb2c\nbc1d\nb1c\nbc0d\nbc\n", "abcde"), "ab-c-de");
    /* comments, line ends of other systems, no line end, space after a pattern */
    assert_string_equal(by("UTF-8\n%b1c\n#b1c\n", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\r\nb1c\r\nc1d\r\n", "abcde"), "ab-c-de");
    assert_string_equal(by("UTF-8\nb1c", "abcd"), "ab-cd");
    assert_string_equal(by("UTF-8\nb1c because\n\n\n d1e\n", "abcdef"), "ab-cdef");
}

static void test_settings(void **state) {
    (void)state;
    static const char all[] = "UTF-8\n1b1\n1c1\n1d1\n1e1\n";
    assert_string_equal(by(all, "abcdef"), "ab-c-d-ef");
    char lines[256];
    snprintf(lines, sizeof lines, "%sLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 1\n", all);
    assert_string_equal(by(lines, "abcdef"), "abc-d-e-f");
    snprintf(lines, sizeof lines, "%sLEFTHYPHENMIN 99999999999\n", all);
    assert_string_equal(by(lines, "abcdef"), "abcdef");
    snprintf(lines, sizeof lines, "%sLEFTHYPHENMIN -1\nRIGHTHYPHENMIN x", all);
    assert_string_equal(by(lines, "abcdef"), "ab-c-d-ef");
    /* letters count, not bytes */
    assert_string_equal(by("UTF-8\nLEFTHYPHENMIN 3\n1б1\n1в1\n1г1\n", "абвгде"), "абв-г-де");
    snprintf(lines, sizeof lines, "%sNOHYPHEN c,xy\n", all);
    assert_string_equal(by(lines, "abcdef"), "abcd-ef");
    snprintf(lines, sizeof lines, "%sNOHYPHEN ,,\nNOHYPHEN\n", all);
    assert_string_equal(by(lines, "abcdef"), "ab-c-d-ef");
}

/* Compounds come apart first; their parts are words with ends and minima of their own. */
static void test_levels(void **state) {
    (void)state;
    static const char house[] = "UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nCOMPOUNDRIGHTHYPHENMIN 3\n"
                                "haus1tor\nNEXTLEVEL\nt1o\n.h1a\no1r\na1u\nu1s\nNEXTLEVEL\nn1n\n"
                                "LEFTHYPHENMIN 5\n";
    assert_string_equal(by(house, "haustor"), "haus-tor");
    assert_string_equal(by(house, "haustoren"), "haus-to-ren");
    assert_string_equal(by(house, "hausto"), "ha-u-sto");
    assert_string_equal(by(house, "abnnab"), "abn-nab");
    /* a part is looked at as a compound again: .bc1d stands at its beginning */
    assert_string_equal(by("UTF-8\nab1bc\n.bc1d\nNEXTLEVEL\n", "abbcdd"), "ab-bc-dd");
    assert_string_equal(by("UTF-8\nNEXTLEVEL\nb1c\n", "abcd"), "ab-cd");
    assert_string_equal(by("UTF-8\nb1c\nNEXTLEVEL", "abcd"), "ab-cd");
}

/* No hyphen where letters would change; elsewhere such a pattern is one like others. */
static void test_changes(void **state) {
    (void)state;
    assert_string_equal(by("UTF-8\nf1f/ff=f,1,2\n", "schiffahrt"), "schiffahrt");
    assert_string_equal(by("UTF-8\nf1f\nf1f/ff=f,1,2\nf1fa\n", "schiffahrt"), "schiffahrt");
    assert_string_equal(by("UTF-8\n.top1os7s2ze1rű/sz=,5,1\ns1s\n", "toposszerű"), "top-ossze-rű");
    assert_string_equal(by("UTF-8\n.topos7s2ze1rű/sz=,5,1\n", "toposszerű"), "topossze-rű");
    assert_string_equal(by("UTF-8\né1é1b/x,1,2\n", "aéébc"), "aéébc");
    assert_string_equal(by("UTF-8\né1éb1b/x,1,2\n", "aéébbc"), "aééb-bc");
    assert_string_equal(by("UTF-8\nb1c/\n", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\nb1c/x,\n", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\nb1c/x,9999999999999999999999,2\n", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\nb1c/x,-9999999999999999999999,1\n", "abcd"), "abcd");
}

static void test_charsets(void **state) {
    (void)state;
    uint32_t table[256];
    assert_true(charset_table(table, "KOI8-R"));
    assert_int_equal(table[0xC1], 0x430); /* а */
    assert_int_equal(table[0xA3], 0x451); /* ё */
    assert_int_equal(table[0xFF], 0x42A); /* Ъ */
    assert_int_equal(table[0x9A], 0xA0);
    assert_int_equal(table[0x41], 'A');
    assert_true(charset_table(table, "ISO8859-1"));
    assert_int_equal(table[0xF6], 0xF6);
    assert_true(charset_table(table, "ISO8859-2"));
    assert_int_equal(table[0xE8], 0x10D); /* č */
    assert_true(charset_table(table, "microsoft-cp1251"));
    assert_int_equal(table[0xE0], 0x430);
    assert_false(charset_table(table, "no-such-set"));
    assert_string_equal(by("ISO8859-1\n\xE4"
                           "1\xF6\n",
                           "aäöü"),
                        "aä-öü");
    assert_string_equal(by("KOI8-R\n\xC2"
                           "1\xD7\n",
                           "абвг"),
                        "аб-вг");
    assert_string_equal(by("KOI8-R\n\xC2"
                           "1\xD7\n",
                           "абвḉг"),
                        "абвḉг");
    assert_string_equal(by("no-such-set\nb1c\n", "abcd"), "no dictionary");
    assert_string_equal(by("KOI8-R//NEXTLEVEL\nb1c\n", "abcd"), "ab-cd");
    assert_string_equal(by("\nb1c\n", "abcd"), "no dictionary");
    assert_string_equal(by("", "abcd"), "no dictionary");
    assert_string_equal(by("UTF-8", "abcd"), "abcd");
    assert_string_equal(by("UTF-8\n", "abcd"), "abcd");
}

/* What the system says of KOI8-R is what we say. */
static void test_known_charset(void **state) {
    (void)state;
    uint32_t own[256], its[256];
    assert_true(charset_table(own, "KOI8-R"));
    assert_true(charset_table(its, "KOI8-R//"));
    assert_memory_equal(own, its, sizeof own);
}

static void test_files(void **state) {
    (void)state;
    assert_null(dictionary_read(&arena, "/usr/share/hyphen"));
    assert_null(dictionary_read(&arena, "/usr/share/hyphen/no-such"));
    assert_null(dictionary_read(&arena, "/dev/null"));
    assert_non_null(dictionary_read(&arena, FOLDER "hyph_en_GB.dic"));
}

/* --- against others --------------------------------------------------------------------------- */

typedef void word_fn(void *data, const char *word);

/* Calls f for each word of the briefings in content/, once, in lower case. */
static void for_each_word(word_fn *f, void *data) {
    static const char *const files[] = {"kyrgyzstan-russia", "central-asia-treaties",
                                        "monitoring-memo"};
    struct hash seen;
    hash_init(&seen, &arena);
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        struct str text;
        const char *path =
            arena_printf(&arena, CHANCERY_SOURCE_DIR "/content/%s/briefing.md", files[k]);
        assert_true(file_read(&text, &arena, path, (size_t)1 << 24));
        for (size_t i = 0; i < text.n;) {
            size_t from = i, end = i;
            while (i < text.n && case_is_letter(utf8_next(text, &i)))
                end = i;
            if (end == from) continue;
            struct str word = str_slice(text, from, end - from);
            word = str_copy(&arena, case_lower(&arena, word, STR("en")));
            if (!hash_put(&seen, word, &seen)) f(data, word.p);
        }
    }
    assert_true(seen.n > 1000);
}

struct comparison {
    const struct dictionary *ours;
    HyphenDict *theirs;
    struct hash patterns; /* letters → line */
    size_t points, words, differ;
};

static void compare(struct comparison *c, const char *word, const char *theirs) {
    const char *ours = divided(c->ours, word);
    if (strcmp(ours, theirs) != 0) fail_msg("we have %s, they %s", ours, theirs);
    for (; *ours; ours++)
        c->points += *ours == '-';
}

static void compare_with_libhyphen(void *data, const char *word) {
    struct comparison *c = data;
    char points[256] = {0}, out[512] = {0}, **rep = NULL;
    int *pos = NULL, *cut = NULL, n = (int)strlen(word);
    if (n < 3 || n > 200) return; /* it divides the Swedish "ab" */
    hnj_hyphen_hyphenate3(c->theirs, word, n, points, NULL, &rep, &pos, &cut, 2, 2, 0, 0);
    assert_null(rep);
    size_t letter = 0, k = 0;
    for (size_t i = 0; word[i];) {
        do
            out[k++] = word[i++];
        while (((unsigned char)word[i] & 0xC0) == 0x80);
        if (points[letter++] & 1) out[k++] = '-';
    }
    compare(c, word, out);
}

/* For the dictionaries that are prepared for libhyphen: it loses digits of the others. */
static void test_against_libhyphen(void **state) {
    (void)state;
    static const char *const paths[] = {FOLDER "hyph_en_GB.dic", FOLDER "hyph_en_US.dic",
                                        FOLDER "hyph_es_ES.dic", FOLDER "hyph_fr.dic"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct comparison c = {.ours = dictionary_read(&arena, paths[i]),
                               .theirs = hnj_hyphen_load(paths[i])};
        assert_non_null(c.ours);
        for_each_word(compare_with_libhyphen, &c);
        assert_true(c.points > 500);
        hnj_hyphen_free(c.theirs);
    }
}

/* Counts whether a word in Latin 1 comes apart otherwise. */
static void compare_latin(struct comparison *c, struct str word) {
    char points[300] = {0}, utf8[600] = {0}, theirs[900] = {0}, **rep = NULL;
    int *pos = NULL, *cut = NULL;
    hnj_hyphen_hyphenate3(c->theirs, word.p, (int)word.n, points, NULL, &rep, &pos, &cut, 2, 2, 0,
                          0);
    char *u = utf8, *t = theirs;
    for (size_t i = 0; i < word.n; i++) {
        unsigned char b = (unsigned char)word.p[i];
        const char *letter = arena_printf(&arena, b < 0x80 ? "%c" : "%c%c",
                                          b < 0x80 ? b : 0xC0 | b >> 6, 0x80 | (b & 0x3F));
        u = stpcpy(u, letter);
        t = stpcpy(stpcpy(t, letter), points[i] & 1 ? "-" : "");
    }
    c->words++;
    c->differ += strcmp(divided(c->ours, utf8), theirs) != 0;
}

/* German's file is prepared, but words and patterns added to it by hand are not: of stretches that
 * end at a place only the longest counts. Its own words, with endings, are the words. */
static void test_german(void **state) {
    (void)state;
    const char *path = FOLDER "hyph_de_DE.dic";
    struct comparison c = {.ours = dictionary_read(&arena, path), .theirs = hnj_hyphen_load(path)};
    assert_non_null(c.ours);
    assert_string_equal(divided(c.ours, "schwarz"), "schwarz");
    assert_string_equal(divided(c.ours, "marburg"), "mar-burg");
    assert_string_equal(divided(c.ours, "abarbeiten"), "ab-ar-bei-ten");
    struct str text;
    assert_true(file_read(&text, &arena, path, (size_t)1 << 24));
    for (size_t i = str_find(text, STR("\nab1")), line = 0; i < text.n; line++) {
        size_t end = i + str_find_char(str_slice(text, i, text.n), '\n');
        char word[100];
        size_t n = 0;
        for (; i < end && n < 90; i++)
            if (isalpha((unsigned char)text.p[i]) || (unsigned char)text.p[i] >= 0xC0)
                word[n++] = text.p[i];
        if (line % 7 == 0 && n > 3 && !isupper((unsigned char)word[0])) {
            memcpy(word + n, "ern", 3);
            for (size_t more = 0; more <= 3; more++)
                compare_latin(&c, (struct str){word, n + more});
        }
        i = end + 1;
    }
    assert_true(c.words > 30000);
    assert_true(c.differ <=
                5); /* of those whose file has "verbrechens1" with a hyphen at its end */
    hnj_hyphen_free(c.theirs);
}

/* Tries each stretch of the word with each pattern of its letters, as Liang says. */
static void compare_with_all(void *data, const char *word) {
    struct comparison *c = data;
    char text[300], weights[302], out[600] = {0};
    size_t n = (size_t)snprintf(text, sizeof text, ".%s.", word);
    if (n > 200) return;
    memset(weights, '0', sizeof weights);
    for (size_t from = 0; from < n; from++)
        for (size_t to = from + 1; to <= n; to++) {
            const char *line = hash_get(&c->patterns, (struct str){text + from, to - from});
            size_t at = from;
            for (; line && *line; line++) {
                if (!isdigit((unsigned char)*line))
                    at++;
                else if (weights[at] < *line)
                    weights[at] = *line;
            }
        }
    size_t k = 0, letters = utf8_count(str_of(word)), letter = 0;
    for (size_t i = 0; word[i];) {
        do
            out[k++] = word[i++];
        while (((unsigned char)word[i] & 0xC0) == 0x80);
        letter++;
        if (letter >= 2 && letters - letter >= 2 && (weights[i + 1] & 1)) out[k++] = '-';
    }
    compare(c, word, out);
}

/* All patterns hold wherever they stand, also those that end within longer ones: Ukrainian's file
 * is not prepared for libhyphen. */
static void test_against_all_patterns(void **state) {
    (void)state;
    const char *path = FOLDER "hyph_uk_UA.dic";
    struct comparison c = {.ours = dictionary_read(&arena, path)};
    assert_non_null(c.ours);
    hash_init(&c.patterns, &arena);
    struct str text;
    assert_true(file_read(&text, &arena, path, (size_t)1 << 24));
    for (size_t i = 0; i < text.n;) {
        size_t end = i + str_find_char(str_slice(text, i, text.n), '\n');
        struct str line = str_copy(&arena, str_trim(str_slice(text, i, end - i)));
        char *letters = arena_alloc(&arena, line.n + 1), *p = letters;
        for (size_t k = 0; k < line.n; k++)
            if (!isdigit((unsigned char)line.p[k])) *p++ = line.p[k];
        if (i > 0 && line.n > 0)
            hash_put(&c.patterns, (struct str){letters, (size_t)(p - letters)},
                     (char *)(uintptr_t)line.p);
        i = end + 1;
    }
    for_each_word(compare_with_all, &c);
    static const char *const words[] = {"правительство", "незалежність", "співробітництво",
                                        "міжнародний",   "оборонний",    "відповідальність",
                                        "киргизстан",    "економіка",    "домовленості"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        compare_with_all(&c, words[i]);
    assert_true(c.points > 30);
}

/* --- hostile ---------------------------------------------------------------------------------- */

static unsigned draw(uint64_t *seed, unsigned most) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % (most + 1);
}

/* Offsets ascend, and stand between characters. */
static void divide_safely(const struct dictionary *d, struct str word) {
    unsigned char at[256];
    size_t n = dictionary_divide(at, d, word);
    assert_true(n <= word.n);
    for (size_t i = 0; i < n; i++)
        assert_true(at[i] < word.n && (i == 0 ? at[i] > 0 : at[i] > at[i - 1]));
}

/* More patterns than there is room for at first, each of which still holds. */
static void test_many_patterns(void **state) {
    (void)state;
    char *text = arena_alloc(&arena, 8 + 26 * 26 * 4 + 1), *p = text;
    p += sprintf(p, "UTF-8\n");
    for (char a = 'a'; a <= 'z'; a++)
        for (char b = 'a'; b <= 'z'; b++)
            p += sprintf(p, "%c%d%c\n", a, a < b, b);
    const struct dictionary *d = dictionary_of(&arena, str_of(text));
    assert_string_equal(divided(d, "zzabcbazz"), "zza-b-cba-zz");
    for (char a = 'a'; a <= 'z'; a++)
        for (char b = 'a'; b <= 'z'; b++) {
            char word[] = {'z', a, b, 'a', 0};
            const char *out = divided(d, word);
            assert_int_equal(out[2] == '-', a < b);
        }
}

static void test_long_lines(void **state) {
    (void)state;
    char *text = arena_alloc(&arena, 1000), word[252];
    for (size_t n = 90; n < 260; n++) {
        char *p = text + sprintf(text, "UTF-8\nb1c\n");
        memset(p, 'a', n);
        sprintf(p + n, "1b\n");
        const struct dictionary *d = dictionary_of(&arena, str_of(text));
        memset(word, 'a', 250);
        memcpy(word + 200, "bc", 2);
        word[250] = '\0';
        divide_safely(d, str_of(word));
        assert_int_equal(strlen(divided(d, word)), n < 99 ? 252 : 251);
    }
    memset(word, 'b', 251);
    word[251] = '\0';
    unsigned char at[256];
    assert_int_equal(
        dictionary_divide(at, dictionary_of(&arena, STR("UTF-8\n1b1\n")), str_of(word)), 0);
    assert_int_equal(dictionary_divide(at, dictionary_of(&arena, STR("UTF-8\n1b1\n")), STR("")), 0);
}

/* A compound of nothing but seams: parts of parts end. */
static void test_seams(void **state) {
    (void)state;
    char word[251];
    memset(word, 'b', 250);
    word[250] = '\0';
    divide_safely(dictionary_of(&arena, STR("UTF-8\n1b1\nNEXTLEVEL\n1b1\n")), str_of(word));
    divide_safely(dictionary_of(&arena, STR("UTF-8\n.b1b\nNEXTLEVEL\n1b1\n")), str_of(word));
    divide_safely(dictionary_of(&arena, STR("UTF-8\nb1b.\nNEXTLEVEL\n1b1\n")), str_of(word));
}

/* Real dictionaries with bytes changed, and bytes at random. */
static void test_broken(void **state) {
    (void)state;
    static const char *const words[] = {"government", "правительство", "öffentlich", "a",
                                        "nnnnnnnn",   "\xff\xfe\x80",  "été"};
    struct str text;
    assert_true(file_read(&text, &arena, FOLDER "hyph_fr.dic", (size_t)1 << 24));
    uint64_t seed = 7;
    for (int round = 0; round < 120; round++) {
        struct arena a;
        arena_init(&a);
        size_t n = round % 3 ? draw(&seed, (unsigned)text.n) : draw(&seed, 300);
        char *bytes = arena_copy(&a, text.p, n);
        for (size_t i = 0; i < n; i++)
            if (i > 6 && draw(&seed, round % 3 ? 50 : 1) == 0) bytes[i] = (char)draw(&seed, 255);
        const struct dictionary *d = dictionary_of(&a, (struct str){bytes, n});
        for (size_t i = 0; d && i < sizeof words / sizeof *words; i++)
            divide_safely(d, str_of(words[i]));
        arena_done(&a);
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_patterns),
        TEST(test_longest),
        TEST(test_settings),
        TEST(test_levels),
        TEST(test_changes),
        TEST(test_charsets),
        TEST(test_known_charset),
        TEST(test_files),
        TEST(test_against_libhyphen),
        TEST(test_german),
        TEST(test_against_all_patterns),
        TEST(test_many_patterns),
        TEST(test_long_lines),
        TEST(test_seams),
        TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
