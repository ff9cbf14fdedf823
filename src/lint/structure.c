/* What the document as a whole lacks: its language, the text of a section. */
#include "lint/lint.h"

#include "base/buf.h"

/* A heading that a list of literature follows is not empty: cite/ fills the list. */
static void report_empty(const struct doc *doc, const struct doc_node *heading) {
    struct buf words = {0};
    doc_plain_text(&words, heading);
    diag_add(doc->diags, DIAG_EMPTY_SECTION, heading->pos,
             "write something, or take the heading out", "nothing stands under the heading “%.*s”",
             (int)words.n, words.p ? words.p : "");
    buf_done(&words);
}

/* A heading of a lower level is something: only at the end, or before one as high, there is
 * nothing. */
static void look_for_empty_sections(const struct doc *doc) {
    const struct doc_node *n = doc->root->first;
    for (; n; n = n->next) {
        if (n->kind != DOC_HEADING) continue;
        bool empty = !n->next || (n->next->kind == DOC_HEADING &&
                                  n->next->u.heading.level <= n->u.heading.level);
        if (empty && n->first) report_empty(doc, n);
    }
}

void lint_structure(const struct doc *doc) {
    if (!doc->meta.lang_given)
        diag_add(doc->diags, DIAG_MISSING_LANG, doc->root->pos,
                 "add `lang: en-GB`, or what it is, to the metadata",
                 "the briefing does not say its language");
    look_for_empty_sections(doc);
}
