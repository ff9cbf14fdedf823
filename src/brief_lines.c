#include "brief_lines.h"

#include "base/hash.h"
#include "frame/frame.h"

/* Words and where they stand on the line, not where the line stands on the page: lines that only
 * move down have not changed. */
static uint64_t mix_run(uint64_t hash, const struct frame_run *run) {
    const struct frame_word *w = run->word;
    uint64_t part[4] = {hash, hash_bytes(w->text.p ? w->text.p : "", w->text.n), (uint64_t)run->x,
                        (uint64_t)w->face << 32 | (uint32_t)w->size};
    return hash_bytes(part, sizeof part);
}

static void add_page(struct brief_lines *lines, const struct frame_page *page, uint32_t number) {
    struct brief_line *line = NULL;
    sp y = 0;
    for (size_t i = 0; i < page->items.n; i++) {
        const struct frame_item *item = &page->items.v[i];
        if (item->kind != FRAME_RUN) continue;
        if (!line || item->u.run.y != y) {
            line = vec_push(lines->arena, &lines->list);
            line->page = number;
            y = item->u.run.y;
        }
        line->hash = mix_run(line->hash, &item->u.run);
    }
}

void brief_lines_add(struct brief_lines *lines, const struct frame_document *frames) {
    for (size_t i = 0; i < frames->pages.n; i++)
        add_page(lines, &frames->pages.v[i], (uint32_t)i + 1);
}
