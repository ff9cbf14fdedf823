/* script: see script.h. */
#include "font/script.h"

#include <hb.h>

struct lang_script {
    const char *lang, *script;
};

/* Languages whose script is not Latin, Greek or Cyrillic; longer tags first. */
static const struct lang_script lang_scripts[] = {
    {"zh-Hant", "Hant"}, {"zh-TW", "Hant"}, {"zh-HK", "Hant"}, {"zh-MO", "Hant"}, {"zh", "Hans"},
    {"ja", "Jpan"},      {"ko", "Kore"},    {"hy", "Armn"},    {"ka", "Geor"},    {"ar", "Arab"},
    {"fa", "Arab"},      {"ur", "Arab"},    {"ps", "Arab"},    {"ug", "Arab"},    {"he", "Hebr"},
    {"yi", "Hebr"},      {"hi", "Deva"},    {"mr", "Deva"},    {"ne", "Deva"},    {"th", "Thai"},
};

static const char *script_of_lang(struct str lang) {
    for (size_t i = 0; i < sizeof lang_scripts / sizeof *lang_scripts; i++) {
        size_t n = strlen(lang_scripts[i].lang);
        if (str_starts(lang, lang_scripts[i].lang) && (lang.n == n || lang.p[n] == '-'))
            return lang_scripts[i].script;
    }
    return NULL;
}

static bool is_tag(const char *script, hb_tag_t tag) {
    return hb_tag_from_string(script, 4) == tag;
}

/* Han, kana, Hangul and Bopomofo: one set of families serves them all. */
static bool is_east_asian(hb_script_t s) {
    return s == HB_SCRIPT_HAN || s == HB_SCRIPT_HIRAGANA || s == HB_SCRIPT_KATAKANA ||
           s == HB_SCRIPT_HANGUL || s == HB_SCRIPT_BOPOMOFO;
}

static bool is_east_asian_family(const char *script) {
    return strcmp(script, "Hans") == 0 || strcmp(script, "Hant") == 0 ||
           strcmp(script, "Jpan") == 0 || strcmp(script, "Kore") == 0;
}

/* The family that a Han, kana or Hangul character belongs to in a text of another language. */
static const char *east_asian_default(hb_script_t s) {
    if (s == HB_SCRIPT_HANGUL) return "Kore";
    if (s == HB_SCRIPT_HIRAGANA || s == HB_SCRIPT_KATAKANA) return "Jpan";
    return s == HB_SCRIPT_BOPOMOFO ? "Hant" : "Hans";
}

bool script_serves(const char *script, uint32_t cp, struct str lang) {
    if (!script || strlen(script) != 4) return !script;
    hb_script_t s = hb_unicode_script(hb_unicode_funcs_get_default(), cp);
    const char *own = script_of_lang(lang);
    if (s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED) return own && strcmp(own, script) == 0;
    if (!is_east_asian(s)) return is_tag(script, hb_script_to_iso15924_tag(s));
    const char *wanted = own && is_east_asian_family(own) ? own : east_asian_default(s);
    return strcmp(wanted, script) == 0;
}
