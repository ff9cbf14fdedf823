#include "source/input.h"

#include <errno.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"

static bool is_control(uint32_t cp) {
    return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7F && cp <= 0x9F);
}

/* True if text can be taken as it is. */
static bool is_clean(struct str text) {
    if (utf8_check(text) != text.n) return false;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c < 0x7F) continue;
        if (c < 0x80 && is_control(c)) return false;
        if (c == 0xC2 && i + 1 < text.n && is_control((unsigned char)text.p[i + 1])) return false;
    }
    return true;
}

/* Whether the sequence before i was ill-formed: the decoder gives the replacement for it and for a
 * replacement character that the author typed. */
static bool was_ill_formed(struct str text, size_t start, size_t end) {
    return !(end - start == 3 && memcmp(text.p + start, "\xEF\xBF\xBD", 3) == 0);
}

/* A copy of text with ill-formed bytes as U+FFFD and control characters as spaces, and the offsets
 * of the first of each in the copy (SIZE_MAX: none). */
static struct str put_right(struct arena *a, struct str text, size_t *ill, size_t *control) {
    struct buf out = {0};
    *ill = *control = SIZE_MAX;
    for (size_t i = 0; i < text.n;) {
        size_t start = i, at = out.n;
        uint32_t cp = utf8_next(text, &i);
        if (cp == UTF8_REPLACEMENT && was_ill_formed(text, start, i)) {
            if (*ill == SIZE_MAX) *ill = at;
            buf_add_cp(&out, UTF8_REPLACEMENT);
        } else if (is_control(cp)) {
            if (*control == SIZE_MAX) *control = at;
            buf_add_char(&out, ' ');
        } else {
            buf_add(&out, text.p + start, i - start);
        }
    }
    struct str copy = str_copy(a, buf_str(&out));
    buf_done(&out);
    return copy;
}

static struct lines *register_text(struct arena *a, struct diags *ds, struct str path,
                                   struct str text) {
    return lines_new(a, diags_add_file(ds, path, text), text);
}

struct lines *input_of_text(struct arena *a, struct diags *ds, struct str path, struct str text) {
    if (str_starts(text, "\xEF\xBB\xBF")) text = str_slice(text, 3, text.n);
    if (is_clean(text)) return register_text(a, ds, path, text);
    size_t ill, control;
    struct str copy = put_right(ds->arena, text, &ill, &control);
    struct lines *l = register_text(a, ds, path, copy);
    if (ill != SIZE_MAX) {
        diag_add(ds, DIAG_INVALID_UTF8, lines_pos(l, ill), "save the file as UTF-8",
                 "this byte is not valid UTF-8");
    }
    if (control != SIZE_MAX) {
        diag_add(ds, DIAG_CONTROL_CHARACTER, lines_pos(l, control), "remove it",
                 "a control character stands here, and is read as a space");
    }
    return l;
}

struct lines *input_read(struct arena *a, struct diags *ds, const char *path, struct pos at) {
    struct str text; /* in the diagnostics' arena: they are printed when the document is gone */
    if (file_read(&text, ds->arena, path, INPUT_SIZE_MAX)) {
        return input_of_text(a, ds, str_copy(a, str_of(path)), text);
    }
    int error = errno;
    if (!at.file) at = (struct pos){.file = diags_add_file(ds, str_copy(a, str_of(path)), STR(""))};
    if (error == ENOENT || error == ENOTDIR) {
        diag_add(ds, DIAG_FILE_MISSING, at, NULL, "there is no file %s", path);
    } else if (error == EFBIG) {
        diag_add(ds, DIAG_FILE_TOO_LARGE, at, NULL, "%s is larger than %d MiB", path,
                 INPUT_SIZE_MAX / 1024 / 1024);
    } else {
        diag_add(ds, DIAG_FILE_UNREADABLE, at, NULL, "%s cannot be read: %s", path,
                 file_reason(error));
    }
    return NULL;
}
