#include "csl_html.h"

static void write_text(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '&')
            buf_add_c(b, "&#38;");
        else if (s.p[i] == '<')
            buf_add_c(b, "&#60;");
        else if (s.p[i] == '>')
            buf_add_c(b, "&#62;");
        else
            buf_add_char(b, s.p[i]);
    }
}

struct form {
    const char *class_name, *open, *close;
};

static const struct form spans[] = {
    {"csl-upright", "<span style=\"font-style:normal;\">", "</span>"},
    {"csl-oblique", "<em>", "</em>"},
    {"csl-regular", "<span style=\"font-weight:normal;\">", "</span>"},
    {"csl-light", "<span style=\"font-weight:light;\">", "</span>"},
    {"csl-no-caps", "<span style=\"font-variant:normal;\">", "</span>"},
    {"csl-underline", "<span style=\"text-decoration:underline;\">", "</span>"},
    {"csl-no-underline", "<span style=\"text-decoration:none;\">", "</span>"},
    {"csl-baseline", "<span style=\"baseline\">", "</span>"},
    {"csl-block", "\n\n    <div class=\"csl-block\">", "</div>\n"},
    {"csl-left-margin", "\n    <div class=\"csl-left-margin\">", "</div>"},
    {"csl-right-inline", "<div class=\"csl-right-inline\">", "</div>\n  "},
    {"csl-indent", "<div class=\"csl-indent\">", "</div>\n  "},
};

static struct form form_of(const struct doc_node *n) {
    switch (n->kind) {
    case DOC_EMPH: return (struct form){NULL, "<i>", "</i>"};
    case DOC_STRONG: return (struct form){NULL, "<b>", "</b>"};
    case DOC_SUP: return (struct form){NULL, "<sup>", "</sup>"};
    case DOC_SUB: return (struct form){NULL, "<sub>", "</sub>"};
    case DOC_SMALLCAPS:
        return (struct form){NULL, "<span style=\"font-variant:small-caps;\">", "</span>"};
    default: break;
    }
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (n->kind == DOC_SPAN && doc_has_class(n, spans[i].class_name)) return spans[i];
    return (struct form){NULL, "", ""};
}

void csl_html_write(struct buf *b, const struct doc_node *node) {
    for (const struct doc_node *c = node->first; c; c = c->next) {
        if (c->kind == DOC_TEXT) {
            write_text(b, c->u.text);
            continue;
        }
        struct form f = form_of(c);
        buf_add_c(b, f.open);
        csl_html_write(b, c);
        buf_add_c(b, f.close);
    }
}
