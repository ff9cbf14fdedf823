#include "base/charset.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"

/* The upper half of KOI8-R (RFC 1489). The system knows it too, but from a file that it would have
 * to find and to load. */
static const char koi8_r[] = "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷"
                             "═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©"
                             "юабцдефгхийклмнопярстужвьызшэщчъ"
                             "ЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";

/* "ISO8859-1" and "microsoft-cp1251" as iconv spells them. */
static void spell(char *out, size_t size, const char *name) {
    if (strncmp(name, "ISO8859", 7) == 0)
        snprintf(out, size, "ISO-%s", name + 3);
    else if (strncmp(name, "microsoft-", 10) == 0)
        snprintf(out, size, "%s", name + 10);
    else
        snprintf(out, size, "%s", name);
}

/* Fills those that need no library; the upper half of Latin 1 is Unicode's own. */
static bool fill_known(uint32_t table[256], const char *name) {
    bool koi = strcmp(name, "KOI8-R") == 0;
    if (!koi && strcmp(name, "ISO-8859-1") != 0) return false;
    for (uint32_t b = 0; b < 256; b++)
        table[b] = b;
    for (size_t i = 0, b = 128; koi && b < 256; b++)
        table[b] = utf8_next(str_of(koi8_r), &i);
    return true;
}

static bool fill_by_iconv(uint32_t table[256], const char *name) {
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) return false;
    for (unsigned b = 0; b < 256; b++) {
        char byte = (char)(unsigned char)b, out[8], *from = &byte, *to = out;
        size_t from_left = 1, to_left = sizeof out, i = 0;
        iconv(cd, NULL, NULL, NULL, NULL);
        bool good = iconv(cd, &from, &from_left, &to, &to_left) != (size_t)-1 && to > out;
        table[b] = good ? utf8_next((struct str){out, (size_t)(to - out)}, &i) : 0;
    }
    iconv_close(cd);
    return true;
}

bool charset_table(uint32_t table[256], const char *name) {
    char spelt[64];
    spell(spelt, sizeof spelt, name);
    return fill_known(table, spelt) || fill_by_iconv(table, spelt);
}
