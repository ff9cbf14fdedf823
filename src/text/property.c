/* property: what kind of character a code point is, and which way a language runs (text.h). */
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include "text/text.h"

static bool is_ascii_letter(uint32_t cp) {
    return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

bool text_is_letter(uint32_t cp) {
    return cp < 128 ? is_ascii_letter(cp) : u_isalpha((UChar32)cp);
}

bool text_is_upper(uint32_t cp) {
    return cp < 128 ? cp >= 'A' && cp <= 'Z' : u_isUUppercase((UChar32)cp);
}

bool text_is_digit(uint32_t cp) {
    return cp < 128 ? cp >= '0' && cp <= '9' : u_isdigit((UChar32)cp);
}

bool text_is_space(uint32_t cp) {
    return cp < 128 ? cp == ' ' || (cp >= '\t' && cp <= '\r') : u_isUWhiteSpace((UChar32)cp);
}

bool text_is_default_ignorable(uint32_t cp) {
    return cp >= 0xAD && u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool text_is_punctuation(uint32_t cp) {
    if (cp >= 128) return u_ispunct((UChar32)cp);
    return cp > ' ' && cp < 127 && !is_ascii_letter(cp) && !text_is_digit(cp) &&
           !strchr("$+<=>^`|~", (int)cp);
}

bool text_is_hangul(uint32_t cp) {
    return (cp >= 0x1100 && cp < 0x1200) || (cp >= 0x3130 && cp < 0x3190) ||
           (cp >= 0xA960 && cp < 0xA980) || (cp >= 0xAC00 && cp < 0xD800);
}

bool text_is_east_asian(uint32_t cp) {
    return text_is_hangul(cp) || (cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xF900 && cp < 0xFB00) ||
           (cp >= 0xFE30 && cp < 0xFE50) || (cp >= 0xFF00 && cp < 0xFFF0) ||
           (cp >= 0x20000 && cp < 0x40000);
}

const char *text_script_name(uint32_t cp) {
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &error);
    if (U_FAILURE(error) || script <= USCRIPT_INHERITED || script == USCRIPT_UNKNOWN) return NULL;
    return uscript_getName(script);
}

/* --- direction --- */

static bool is_one_of(struct str s, const char *const *list) {
    for (size_t i = 0; s.n && list[i]; i++)
        if (*list[i] == *s.p && str_is(s, list[i])) return true;
    return false;
}

/* The next subtag of a BCP 47 tag, in lower case in buffer; *at moves behind it. */
static struct str next_subtag(char buffer[9], struct str tag, size_t *at) {
    size_t n = 0;
    while (*at < tag.n && tag.p[*at] != '-' && tag.p[*at] != '_' && n < 8) {
        char c = tag.p[(*at)++];
        buffer[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
    if (*at < tag.n) ++*at;
    return (struct str){buffer, n};
}

bool text_lang_is_rtl(struct str lang) {
    static const char *const scripts[] = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm",
                                          "rohg", "samr", "mand", "aran", NULL};
    static const char *const langs[] = {"ar",  "he",  "iw",  "fa",  "ur",  "ps",  "sd",
                                        "ug",  "yi",  "ji",  "dv",  "ckb", "arc", "syr",
                                        "nqo", "prs", "arz", "apc", "ary", "lrc", "mzn",
                                        "glk", "bal", "ks",  "rhg", "sdh", NULL};
    char buffer[9];
    size_t at = 0;
    bool rtl = is_one_of(next_subtag(buffer, lang, &at), langs);
    while (at < lang.n) {
        struct str subtag = next_subtag(buffer, lang, &at);
        bool letters = subtag.n == 4 && is_ascii_letter((unsigned char)subtag.p[0]);
        if (subtag.n == 1) break; /* extensions */
        if (letters) return is_one_of(subtag, scripts);
    }
    return rtl;
}
