/* source: all reading of data into doc values.
 *
 * Takes the path of a briefing; makes a struct doc in the caller's arena; adds every mistake to the
 * caller's diagnostics and goes on. The files' text stays in the arena, since diagnostics and nodes
 * borrow it. Must not know anything of pages, fonts or how citations print.
 *
 * The parts, from the bytes up: input.c makes a file fit to be read, passage.c keeps where each
 * byte stood. yaml.c, json.c and csv.c read data into datum.h; key.c checks and types them; meta.c,
 * indicators.c, works.c, bibtex.c (with latex.c), house.c and fonts.c say what they mean. parse.c
 * calls cmark-gfm, align.c tells where its inlines stand, markdown.c, spans.c, table.c and html.c
 * turn its tree into nodes. On top of Markdown stand inlines.c, cites.c, locator.c, attributes.c,
 * note.c, smart.c, and directive.c with timeline.c and sheet.c. resolve.c ties marks, citations and
 * links to what they name; source.c finds and joins the files.
 */
#ifndef CHANCERY_SOURCE_SOURCE_H
#define CHANCERY_SOURCE_SOURCE_H

#include "doc/doc.h"

struct source_options {
    bool draft; /* what an error leaves unset becomes a DOC_MISTAKE where it stood */
    /* Called when the doc has its metadata, before references and prose are read; or NULL. */
    void (*has_meta)(void *closure, const struct doc *doc);
    void *closure;
};

/* Reads the briefing at path (a folder that holds briefing.md and perhaps briefing.yaml and
 * references.yaml, or a single .md file) into a new doc in the arena; mistakes go to ds. NULL only
 * when there is nothing to go on with: no file, or nothing in it. opt may be NULL. */
struct doc *source_read_briefing(struct arena *a, struct diags *ds, const char *path,
                                 const struct source_options *opt);

/* Reads a single Markdown text with its front matter, as from a file of that name, without touching
 * the file system: for tests and fuzzing. The text is borrowed. */
struct doc *source_read_markdown_text(struct arena *a, struct diags *ds, struct str name,
                                      struct str text, const struct source_options *opt);

#endif
