/* simple: line breaks and scripts of Latin, Greek and Cyrillic text, without ICU.
 *
 * The first question to ICU costs milliseconds and each further one microseconds; most briefings
 * need never ask. What is answered here is what ICU 72 answers (a test compares them over the whole
 * repertoire and over random text); text with anything else in it is left to ICU. Private to text/.
 */
#ifndef CHANCERY_TEXT_SIMPLE_H
#define CHANCERY_TEXT_SIMPLE_H

#include "text/text.h"

/* Line-break classes of UAX #14, those that simple text has. */
enum simple_class {
    SIMPLE_NOT, /* not simple: ask ICU */
    SIMPLE_AL,
    SIMPLE_B2,
    SIMPLE_BA,
    SIMPLE_BB,
    SIMPLE_CL,
    SIMPLE_CP,
    SIMPLE_EX,
    SIMPLE_GL,
    SIMPLE_HH, /* U+2010, which ICU tells from the rest of BA */
    SIMPLE_HY,
    SIMPLE_IN,
    SIMPLE_IS,
    SIMPLE_LF,
    SIMPLE_NS,
    SIMPLE_NU,
    SIMPLE_OP,
    SIMPLE_PO,
    SIMPLE_PR,
    SIMPLE_QU,
    SIMPLE_SP,
    SIMPLE_SY,
};

enum simple_class simple_class_of(uint32_t cp);

/* As text_line_breaks; false, with breaks undefined, if the text is not simple. */
bool simple_line_breaks(unsigned char *breaks, struct str s);

/* The script of a simple character, "Zyyy" if it is common to all; NULL if it is not simple. */
const char *simple_script_of(uint32_t cp);

#endif
