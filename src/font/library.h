/* library: the fonts that all briefings share: indexes of families and open faces.
 *
 * A family is looked for in the users' folders, then among the well-known places, then by
 * fontconfig; each of these is built once, when first needed, under one lock. A face that was
 * opened stays open until the library is freed. Private to font/. */
#ifndef CHANCERY_FONT_LIBRARY_H
#define CHANCERY_FONT_LIBRARY_H

#include "font/face.h"
#include "font/font.h"

/* What became of looking for a face. */
struct library_answer {
    const struct font_face *face; /* NULL if there is none */
    struct str broken;            /* the path of a file that would have served but is no font */
};

/* The nearest face of a family; safe between threads. */
struct library_answer library_find(struct font_library *lib, struct str family, int weight,
                                   bool italic);

/* A face that has cp and is like another: of its family if that is given, from the users' folders,
 * or from the system. NULL if there is none. */
const struct font_face *library_fallback(struct font_library *lib, const struct font_face *like,
                                         uint32_t cp, struct str lang);

#endif
