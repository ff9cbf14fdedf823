#include "pdf/syntax.h"

#include "base/utf8.h"

/* PDF/A-2, 6.1.13. */
#define MAX_STRING 32767
#define MAX_NAME   127

/* Room for any number, with its sign and its point. */
enum { NUMBER_MOST = 28 };

static char *write_whole(char *at, uint64_t value) {
    char *end = at;
    for (uint64_t rest = value; end == at || rest; rest /= 10)
        end++;
    for (char *p = end; p > at; value /= 10)
        *--p = (char)('0' + value % 10);
    return end;
}

static char *write_sign(char *at, uint64_t *magnitude, int64_t value) {
    *magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (value < 0) *at++ = '-';
    return at;
}

void pdf_put_integer(struct buf *out, int64_t value) {
    uint64_t magnitude;
    char *at = write_sign(buf_room(out, NUMBER_MOST), &magnitude, value);
    buf_end(out, write_whole(at, magnitude));
}

void pdf_put_milli(struct buf *out, int64_t milli) {
    uint64_t magnitude;
    char *at = write_sign(buf_room(out, NUMBER_MOST), &magnitude, milli);
    unsigned part = (unsigned)(magnitude % 1000);
    if (magnitude >= 1000 || part == 0) at = write_whole(at, magnitude / 1000);
    if (part) *at++ = '.';
    for (unsigned unit = 100; part; part %= unit, unit /= 10)
        *at++ = (char)('0' + part / unit);
    buf_end(out, at);
}

void pdf_put_reference(struct buf *out, uint32_t object) {
    pdf_put_integer(out, object);
    buf_add(out, " 0 R", 4);
}

void pdf_put_hex16(struct buf *out, unsigned value) {
    static const char hex[] = "0123456789ABCDEF";
    char digits[4] = {hex[value >> 12 & 15], hex[value >> 8 & 15], hex[value >> 4 & 15],
                      hex[value & 15]};
    buf_add(out, digits, 4);
}

static size_t units_of(uint32_t cp) {
    return cp >= 0x10000 ? 2 : 1;
}

static void put_unit(struct buf *out, uint32_t cp) {
    if (units_of(cp) == 2) {
        pdf_put_hex16(out, 0xD800 + (unsigned)((cp - 0x10000) >> 10));
        pdf_put_hex16(out, 0xDC00 + (unsigned)((cp - 0x10000) & 0x3FF));
    } else {
        pdf_put_hex16(out, (unsigned)cp);
    }
}

void pdf_put_utf16(struct buf *out, struct str text) {
    size_t units = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        units += units_of(cp);
        if (units * 2 + 2 > MAX_STRING) return;
        put_unit(out, cp);
    }
}

/* Printable ASCII means the same in PDFDocEncoding. */
static bool is_plain(struct str text) {
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < 0x20 || text.p[i] > 0x7E) return false;
    return true;
}

void pdf_put_bytes(struct buf *out, struct str bytes) {
    size_t n = bytes.n < MAX_STRING ? bytes.n : MAX_STRING;
    char *at = buf_room(out, 4 * n + 2);
    *at++ = '(';
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c < 0x20 || c > 0x7E) {
            *at++ = '\\';
            for (int shift = 6; shift >= 0; shift -= 3)
                *at++ = (char)('0' + (c >> shift & 7));
        } else {
            if (c == '(' || c == ')' || c == '\\') *at++ = '\\';
            *at++ = (char)c;
        }
    }
    *at++ = ')';
    buf_end(out, at);
}

void pdf_put_text(struct buf *out, struct str text) {
    if (is_plain(text)) {
        pdf_put_bytes(out, text);
        return;
    }
    buf_add(out, "<FEFF", 5);
    pdf_put_utf16(out, text);
    buf_add_char(out, '>');
}

void pdf_put_name(struct buf *out, struct str name) {
    buf_add_char(out, '/');
    for (size_t i = 0; i < name.n && i < MAX_NAME; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c <= 0x20 || c > 0x7E || strchr("()<>[]{}/%#", c)) {
            buf_printf(out, "#%02X", c);
        } else {
            buf_add_char(out, (char)c);
        }
    }
}

void pdf_put_date(struct buf *out, const struct frame_date *date) {
    buf_printf(out, "(D:%04d%02d%02d%02d%02d%02dZ)", date->year, date->month, date->day, date->hour,
               date->minute, date->second);
}

void pdf_put_uri(struct buf *out, struct str url) {
    struct buf uri = {0};
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= 0x20 || c > 0x7E || strchr("\"<>\\^`{|}", c)) {
            buf_printf(&uri, "%%%02X", c);
        } else {
            buf_add_char(&uri, (char)c);
        }
    }
    pdf_put_bytes(out, buf_str(&uri));
    buf_done(&uri);
}
