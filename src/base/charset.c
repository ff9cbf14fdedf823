#include "base/charset.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"

/* "ISO8859-1" and "microsoft-cp1251" as iconv spells them. */
static void spell(char *out, size_t size, const char *name) {
    if (strncmp(name, "ISO8859", 7) == 0)
        snprintf(out, size, "ISO-%s", name + 3);
    else if (strncmp(name, "microsoft-", 10) == 0)
        snprintf(out, size, "%s", name + 10);
    else
        snprintf(out, size, "%s", name);
}

bool charset_table(uint32_t table[256], const char *name) {
    char spelt[64];
    spell(spelt, sizeof spelt, name);
    iconv_t cd = iconv_open("UTF-8", spelt);
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
