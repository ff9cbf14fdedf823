/* csl_html: doc inlines in the HTML that the test suite expects. */
#ifndef CHANCERY_TESTS_CITE_CSL_HTML_H
#define CHANCERY_TESTS_CITE_CSL_HTML_H

#include "base/buf.h"
#include "doc/doc.h"

/* Appends what node's children print. */
void csl_html_write(struct buf *b, const struct doc_node *node);

#endif
