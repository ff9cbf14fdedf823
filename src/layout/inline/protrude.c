/* How far a character may stand out into the margin, so that the edge looks straight: stops and
 * hyphens, being light, by most of their width; quotes by half; round and slanting letters by a
 * little. By class of glyph, in thousandths of the glyph's width, with overrides by face. After
 * Thành, “Micro-typographic extensions to the TeX typesetting system” (2000), chapter 3. */
#include "layout/inline/context.h"

#include "base/utf8.h"

struct protrusion_class {
    const char *characters;
    int left, right;
};

static const struct protrusion_class classes[] = {
    {".,", 0, 700},
    {"-\xE2\x80\x90", 250, 650}, /* U+2010 */
    {":;", 0, 450},
    {"!?", 0, 180},
    {"“”„‟\"", 450, 450},
    {"‘’‚‛'", 550, 550},
    {"«»‹›", 300, 300},
    {"–", 200, 300},
    {"—", 150, 180},
    {"([{", 100, 0},
    {")]}", 0, 100},
    {"…", 0, 100},
    {"*†‡", 200, 200},
    {"、。，．", 0, 450},
    {"AÀÁÂÃÄÅΑА", 60, 60},
    {"TVWYŸÝТУΤΥ", 70, 70},
    {"vwyýÿуv", 50, 50},
    {"kxкхKXКХ", 20, 50},
    {"fFPГрР", 0, 40},
    {"rг", 0, 60},
    {"LΛ", 0, 60},
    {"CGOQÒÓÔÕÖØОСΟ", 30, 20},
    {"coeqdòóôõöøоес", 25, 15},
    {"bpр", 0, 25},
    {"J", 60, 0},
    {"17", 60, 60},
    {"4", 60, 0},
};

/* Where a face wants other values than its class's. */
struct protrusion_override {
    const char *face; /* how its PostScript name begins */
    uint32_t cp;
    int left, right;
};

static const struct protrusion_override overrides[] = {
    {"Vollkorn", 0x2010, 200, 700}, {"Vollkorn", '-', 200, 700}, /* a short, slanting stroke */
    {"Inter", '.', 0, 550},         {"Inter", ',', 0, 550},      {"Inter", '1', 120, 40},
};

/* A character's bytes are found in UTF-8 only where it stands. */
static int class_value(uint32_t cp, int side) {
    char bytes[5] = {0};
    if (cp == 0) return 0;
    utf8_put(bytes, cp);
    for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
        const char *all = classes[k].characters;
        if (cp < 128 ? strchr(all, (int)cp) : strstr(all, bytes))
            return side ? classes[k].right : classes[k].left;
    }
    return 0;
}

static int value_of(const struct inline_context *c, const struct inline_font *font, uint32_t cp,
                    int side) {
    struct str name = font_face_name(c->l->job.fonts, font->face);
    for (size_t i = 0; i < sizeof overrides / sizeof *overrides; i++)
        if (overrides[i].cp == cp && str_starts(name, overrides[i].face))
            return side ? overrides[i].right : overrides[i].left;
    return class_value(cp, side);
}

static sp measure(struct inline_context *c, const struct inline_font *font, uint32_t cp, int side) {
    if (font->face == FONT_NONE || (font->features & FEATURE_CODE)) return 0;
    int value = value_of(c, font, cp, side);
    if (value == 0) return 0;
    char bytes[4];
    struct str text = {bytes, utf8_put(bytes, cp)};
    sp width = shape_word(c, font, "", false, text)->width;
    return sp_scale(sp_scale(width, value, 1000), c->l->job.style->protrusion, 1000);
}

/* Of a character outside ASCII, as it is remembered. */
struct protruding {
    sp width;
};

sp protrude(struct inline_context *c, struct inline_font *font, uint32_t cp, int side) {
    if (cp < 128 || cp == 0x2010) {
        int32_t *known = &font->protrusion[side][cp % 0x2010];
        if (*known < 0) *known = (int32_t)measure(c, font, cp, side);
        return *known;
    }
    if (cp > 0x2FFF && cp != 0x3001 && cp != 0x3002) return 0;
    uint32_t key[3] = {font->index, cp, (uint32_t)side};
    struct protruding *p = hash_get(&c->protrusion, (struct str){(const char *)key, sizeof key});
    if (p) return p->width;
    p = arena_new(c->arena, struct protruding);
    p->width = measure(c, font, cp, side);
    hash_put(&c->protrusion, str_copy(c->arena, (struct str){(const char *)key, sizeof key}), p);
    return p->width;
}
