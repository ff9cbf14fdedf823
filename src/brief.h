/* brief: the conductor. One briefing, from paths to PDF, on one screen (brief.c).
 *
 *     source files ──► doc ──► layout ──► frames ──► PDF
 *
 * The modules, each with its prefix:
 *   base/    arena_ buf_ vec_ str_ utf8_ hash_ diag_ file_   memory, text, mistakes, files
 *   text/    text_      what Unicode and locales say
 *   image/   image_     PNG and JPEG
 *   doc/     doc_       what a briefing says
 *   source/  source_    Markdown, YAML, references → doc
 *   style/   style_     the house style and the words of the language
 *   cite/    cite_      CSL: what citations print
 *   font/    font_      families, faces, shaping, subsets
 *   layout/  layout_    doc → frames: inline_ lines, block_ blocks, page_ pages
 *   frame/   frame_     what stands where
 *   pdf/     pdf_       frames → a file's bytes
 *   batch/, cli/        many briefings; the command line
 */
#ifndef CHANCERY_BRIEF_H
#define CHANCERY_BRIEF_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"

enum brief_dump { BRIEF_DUMP_NONE, BRIEF_DUMP_DOC, BRIEF_DUMP_FRAMES };

/* Bits of brief_options.show. */
enum { BRIEF_SHOW_GRID = 1, BRIEF_SHOW_BOXES = 2, BRIEF_SHOW_GLUE = 4 };

struct trace;

/* A line of type on a page: equal lines have equal hashes. */
struct brief_line {
    uint32_t page; /* from 1 */
    uint64_t hash;
};

struct brief_lines {
    struct arena *arena;
    VEC(struct brief_line) list;
};

struct brief_options {
    const char *output;  /* where the PDF goes; NULL: everything but writing */
    const char *compare; /* a PDF to compare with instead of writing, or NULL */
    bool soon;           /* the PDF is written without waiting for the disk */
    bool strict;         /* warnings are errors */
    bool draft;          /* set a PDF in spite of errors, each marked in it */
    bool lint;           /* look at the prose too, as `check` does */
    bool spare;          /* a processor is idle: a second thread may take a part of the work */
    unsigned show;
    enum brief_dump dump;
    struct buf *dump_out;      /* takes the dump; not NULL when dump is asked for */
    struct trace *trace;       /* takes what files were looked at, or NULL */
    struct brief_lines *lines; /* takes what stands on the pages, or NULL */
};

struct brief_result {
    size_t pages, words;  /* words: between spaces, notes included */
    int status;           /* 0 set; 1 the author's mistakes; 3 the machine's */
    bool set;             /* there are bytes of a PDF: written, compared, or neither asked for */
    struct digest digest; /* of the bytes */
    size_t bytes;
    struct file_stamp stamp; /* of the file, as it was written; all 0: none was */
};

/* What briefings share: fonts and citation styles. Immutable after it is made; safe between
 * threads. */
struct brief_shared;

struct brief_shared *brief_shared_new(void);
void brief_shared_free(struct brief_shared *s);

/* Appends what any setting depends on beyond the files that it is seen to read: which build of the
 * program and its libraries runs, which fonts are installed, what the environment says. */
void brief_add_world(struct buf *out);

/* Sets the briefing at path (a folder that holds briefing.md, or a .md file). What is wrong goes to
 * ds. With an error and without `draft` nothing is written, and what stood at output stands. */
struct brief_result brief_build(struct brief_shared *shared, struct diags *ds, const char *path,
                                const struct brief_options *options);

/* Writes a line for each language that the program has words in, with those that it lacks. */
void brief_list_languages(struct buf *out);

#endif
