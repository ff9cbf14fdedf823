#include "source/passage.h"

#include "base/utf8.h"

struct lines *lines_new(struct arena *a, uint32_t file, struct str text) {
    struct lines *l = arena_new(a, struct lines);
    l->file = file;
    l->text = text;
    l->cached_col = 1;
    *vec_push(a, &l->starts) = 0;
    bool returns = str_find_char(text, '\r') < text.n;
    for (size_t i = 0; i < text.n; i++) {
        if (!returns) i += str_find_char(str_slice(text, i, text.n), '\n');
        if (i == text.n) break;
        if (text.p[i] == '\n' ||
            (text.p[i] == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n'))) {
            *vec_push(a, &l->starts) = i + 1;
        }
    }
    return l;
}

/* The index of the last line that starts at or before offset. */
static size_t line_at(const struct lines *l, size_t offset) {
    size_t low = 0, high = l->starts.n, last = l->cached_line;
    if (l->starts.v[last] <= offset) { /* mostly it is that line or the next */
        low = last;
        if (last + 2 < high && offset < l->starts.v[last + 2]) high = last + 2;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (l->starts.v[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Code points between two offsets. */
static uint32_t count(const struct lines *l, size_t from, size_t to) {
    return (uint32_t)utf8_count(str_slice(l->text, from, to - from));
}

/* Counts from the last place that was asked for, forward or backward, so that a walk along a line
 * of a megabyte stays linear. */
struct pos lines_pos(struct lines *l, size_t offset) {
    if (offset > l->text.n) offset = l->text.n;
    size_t line = line_at(l, offset);
    if (line != l->cached_line ||
        offset - l->starts.v[line] < (l->cached_offset - l->starts.v[line]) / 2) {
        l->cached_line = line;
        l->cached_offset = l->starts.v[line];
        l->cached_col = 1;
    }
    if (offset >= l->cached_offset) {
        l->cached_col += count(l, l->cached_offset, offset);
    } else {
        l->cached_col -= count(l, offset, l->cached_offset);
    }
    l->cached_offset = offset;
    return (struct pos){l->file, (uint32_t)line + 1, l->cached_col};
}

struct passage passage_of_file(struct arena *a, struct lines *l, size_t from, size_t n) {
    struct passage p = {.text = str_slice(l->text, from, n), .lines = l};
    passage_segment(a, &p, 0, from);
    return p;
}

struct passage passage_at(struct str text, struct pos pos) {
    return (struct passage){.text = text, .pos = pos};
}

void passage_segment(struct arena *a, struct passage *p, size_t at, size_t from) {
    if (p->segments.n) {
        struct segment *last = &p->segments.v[p->segments.n - 1];
        if (last->from + (at - last->at) == from) return;
        if (last->at == at) {
            last->from = from;
            return;
        }
    }
    *vec_push(a, &p->segments) = (struct segment){at, from};
}

/* The index of the segment that holds offset. */
static size_t segment_at(const struct passage *p, size_t offset) {
    size_t low = 0, high = p->segments.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->segments.v[middle].at <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t passage_file_offset(const struct passage *p, size_t offset) {
    if (!p->lines || !p->segments.n) return 0;
    const struct segment *s = &p->segments.v[segment_at(p, offset)];
    return s->from + (offset - s->at);
}

struct pos passage_pos(const struct passage *p, size_t offset) {
    if (!p->lines || !p->segments.n) return p->pos;
    return lines_pos(p->lines, passage_file_offset(p, offset));
}

size_t passage_run(const struct passage *p, size_t offset) {
    size_t i = p->segments.n ? segment_at(p, offset) + 1 : 0;
    size_t n = (i < p->segments.n ? p->segments.v[i].at : p->text.n) - offset;
    if (!p->lines || n <= 1) return n;
    size_t line = str_find_char(str_slice(p->lines->text, passage_file_offset(p, offset), n), '\n');
    return line == 0 ? 1 : line < n ? line : n;
}

struct passage passage_slice(struct arena *a, const struct passage *p, size_t from, size_t n) {
    struct passage out = {.text = str_slice(p->text, from, n), .lines = p->lines, .pos = p->pos};
    if (!p->lines || !p->segments.n) return out;
    size_t i = segment_at(p, from);
    passage_segment(a, &out, 0, passage_file_offset(p, from));
    while (++i < p->segments.n && p->segments.v[i].at < from + n) {
        passage_segment(a, &out, p->segments.v[i].at - from, p->segments.v[i].from);
    }
    return out;
}

void passage_clean(char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        unsigned char next = i + 1 < n ? (unsigned char)p[i + 1] : 0;
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) p[i] = ' ';
        if (c == 0xC2 && next >= 0x80 && next <= 0x9F) p[i] = p[i + 1] = ' ';
    }
}

bool passage_holds(const struct passage *p, struct str s) {
    uintptr_t start = (uintptr_t)p->text.p, at = (uintptr_t)s.p;
    return at >= start && at + s.n <= start + p->text.n;
}
