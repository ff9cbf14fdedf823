#include "source/directive.h"

#include "source/attributes.h"
#include "source/markdown.h"

/* --- code ------------------------------------------------------------------------------------- */

static struct doc_node *code_new(struct reading *r, const struct directive_source *source,
                                 struct pos pos, struct str language) {
    struct doc_node *code = doc_node_new(r->arena, DOC_CODE_BLOCK, pos);
    code->u.code.text = source->body.text;
    code->u.code.language = language;
    return code;
}

/* ```python, ``` {.python #id}, ```python {.numberLines}: the first class is the language. */
static void read_code(struct reading *r, const struct directive_source *source, struct pos pos,
                      struct doc_node *into) {
    struct str info = str_copy(r->arena, str_trim(source->info));
    size_t brace = str_find_char(info, '{');
    struct str language = str_trim(str_slice(info, 0, brace));
    struct attributes attributes;
    struct doc_node *code = code_new(r, source, pos, STR_NONE);
    if (brace < info.n && attributes_parse(&attributes, r->arena, str_slice(info, brace, info.n))) {
        attributes_apply(r, code, &attributes, pos);
        if (!language.n) {
            language = str_slice(code->classes, 0, str_find_char(code->classes, ' '));
        }
    } else {
        language = str_slice(info, 0, str_find_char(info, ' '));
    }
    code->u.code.language = language;
    doc_append(into, code);
}

void directive_read(struct reading *r, const struct passage *p,
                    const struct directive_source *source, struct doc_node *into) {
    struct pos pos = passage_pos(p, source->offset);
    read_code(r, source, pos, into);
}
