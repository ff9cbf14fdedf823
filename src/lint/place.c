#include "lint/place.h"

/* The line of the source at pos, from its column on. */
static struct str source_line(const struct diags *ds, struct pos pos) {
    if (pos.file == 0 || pos.file > ds->files.n || pos.line == 0) return STR_NONE;
    struct str text = ds->files.v[pos.file - 1].text;
    for (uint32_t line = 1; line < pos.line && text.n; line++)
        text = str_slice(text, str_find_char(text, '\n') + 1, text.n);
    text = str_slice(text, 0, str_find_char(text, '\n'));
    for (uint32_t col = 1; col < pos.col && text.n; col++) {
        size_t n = 1;
        while (n < text.n && (text.p[n] & 0xC0) == 0x80)
            n++;
        text = str_slice(text, n, text.n);
    }
    return text;
}

struct pos place_of(const struct diags *ds, struct pos pos, struct str piece) {
    struct str line = source_line(ds, pos);
    size_t at = str_find(line, piece);
    if (at == SIZE_MAX || pos.col == 0) return pos;
    for (size_t i = 0; i < at; i++)
        if ((line.p[i] & 0xC0) != 0x80) pos.col++;
    return pos;
}
