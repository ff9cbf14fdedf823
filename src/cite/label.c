/* citation-label: a short name made of authors and year ("Doe65", "DoRo1999").
 *
 * One author gives four letters, two or three give fewer each, more give one each, as the suite
 * has it; then the last two figures of the year. */
#include <stdlib.h>

#include "base/utf8.h"
#include "cite/engine_private.h"
#include "text/case.h"

static const struct work_field *find_makers(const struct work *w) {
    static const char *const roles[] = {"author", "editor", "translator"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const struct work_field *f = work_find(w, str_of(roles[i]));
        if (f && f->kind == WORK_NAMES && f->name_count) return f;
    }
    return NULL;
}

static void add_letters(struct buf *b, struct arena *a, const struct work_name *n, size_t most) {
    struct person p;
    person_read(&p, a, n);
    struct str s = p.literal.n ? p.literal : p.family;
    size_t taken = 0;
    for (size_t i = 0; i < s.n && taken < most;) {
        size_t from = i;
        if (!case_is_alnum(utf8_next(s, &i))) continue;
        buf_add(b, s.p + from, i - from);
        taken++;
    }
}

static struct str make_label(struct engine *e, const struct work *w) {
    struct buf b = {0};
    const struct work_field *f = find_makers(w);
    size_t n = f ? f->name_count : 0;
    size_t each = n == 1 ? 4 : n <= 3 ? 2 : 1;
    for (size_t i = 0; i < n && i < 4; i++)
        add_letters(&b, e->scratch, &f->names[i], each);
    const struct work_field *d = work_find(w, STR("issued"));
    if (d && d->kind == WORK_DATE && d->date.from.year)
        buf_printf(&b, "%02d", abs(d->date.from.year) % 100);
    struct str s = str_copy(e->arena, buf_str(&b));
    buf_done(&b);
    return s;
}

void label_make_all(struct engine *e) {
    for (size_t i = 0; i < e->entries.n; i++) {
        struct entry *en = e->entries.v[i];
        const struct work_field *own = work_find(en->work, STR("citation-label"));
        if (own && own->kind == WORK_TEXT && own->text.n) en->label = own->text;
        if (!en->label.n) en->label = make_label(e, en->work);
    }
}
