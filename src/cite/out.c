#include "cite/out.h"

struct out *out_new(struct arena *a, enum out_tag tag) {
    struct out *o = arena_new(a, struct out);
    o->tag = tag;
    return o;
}

struct out *out_text(struct arena *a, struct str s) {
    struct out *o = out_new(a, OUT_PLAIN);
    o->is_text = true;
    o->text = s;
    return o;
}

void out_add(struct out *parent, struct out *child) {
    if (!child) return;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void out_add_text(struct arena *a, struct out *parent, struct str s) {
    if (s.n) out_add(parent, out_text(a, s));
}

bool out_is_empty(const struct out *o) {
    if (!o) return true;
    if (o->is_text) return o->text.n == 0;
    for (const struct out *c = o->first; c; c = c->next)
        if (!out_is_empty(c)) return false;
    return true;
}

void out_plain(struct buf *b, const struct out *o) {
    if (out_is_empty(o)) return;
    buf_add_str(b, o->format.prefix);
    if (o->is_text) buf_add_str(b, o->text);
    bool first = true;
    for (const struct out *c = o->first; c; c = c->next) {
        if (out_is_empty(c)) continue;
        if (!first) buf_add_str(b, o->format.delimiter);
        out_plain(b, c);
        first = false;
    }
    buf_add_str(b, o->format.suffix);
}

struct str out_plain_str(struct arena *a, const struct out *o) {
    struct buf b = {0};
    if (o) out_plain(&b, o);
    struct str s = b.n ? str_copy(a, buf_str(&b)) : STR_NONE;
    buf_done(&b);
    return s;
}

struct out *out_find(struct out *o, enum out_tag tag) {
    if (!o || o->tag == tag) return o;
    for (struct out *c = o->first; c; c = c->next) {
        struct out *found = out_find(c, tag);
        if (found) return found;
    }
    return NULL;
}

bool out_remove(struct out *o, const struct out *target) {
    struct out *prev = NULL;
    for (struct out *c = o->first; c; prev = c, c = c->next) {
        if (c == target) {
            if (prev)
                prev->next = c->next;
            else
                o->first = c->next;
            if (o->last == c) o->last = prev;
            return true;
        }
        if (out_remove(c, target)) return true;
    }
    return false;
}

void out_strip_periods(struct arena *a, struct out *o) {
    if (o->is_text && str_find_char(o->text, '.') < o->text.n) {
        char *p = arena_alloc(a, o->text.n + 1);
        size_t n = 0;
        for (size_t i = 0; i < o->text.n; i++)
            if (o->text.p[i] != '.') p[n++] = o->text.p[i];
        o->text = (struct str){p, n};
    }
    for (struct out *c = o->first; c; c = c->next)
        out_strip_periods(a, c);
}
