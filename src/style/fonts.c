#include "style/fonts.h"

#include "base/embed.h"

extern const struct embed_file style_files[];

struct str style_fonts_default(void) {
    struct str text = STR_NONE;
    embed_find(&text, style_files, STR("fonts/fonts.yaml"));
    return text;
}
