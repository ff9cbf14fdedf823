/* A matrix profile: red, green and blue colorants as XYZ adapted to D50 by Bradford's matrix, and
 * one curve of 1,024 points that all three channels share.
 * Sources: IEC 61966-2-1; ICC.1:2001-04, 6 (header, tags) and annex E (chromatic adaptation). */
#include "pdf/icc.h"

#include <math.h>
#include <stdint.h>

#define CURVE_POINTS 1024
#define HEADER_SIZE  128
#define TAG_COUNT    9

struct xyz {
    double v[3];
};

static const struct xyz d50 = {{0.9642, 1.0, 0.8249}};

/* Chromaticities of red, green, blue and the white D65. */
static const double primaries[3][2] = {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}};
static const double white[2] = {0.3127, 0.3290};

static const double bradford[3][3] = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}};

/* --- arithmetic ------------------------------------------------------------------------------ */

static struct xyz of_chromaticity(const double xy[2]) {
    return (struct xyz){{xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]}};
}

static struct xyz multiply(const double m[3][3], struct xyz a) {
    struct xyz r = {{0, 0, 0}};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            r.v[i] += m[i][k] * a.v[k];
    return r;
}

static void invert(double out[3][3], const double m[3][3]) {
    double det = 0;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            int a = (k + 1) % 3, b = (k + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
            out[i][k] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
        }
    for (int i = 0; i < 3; i++)
        det += m[0][i] * out[i][0];
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            out[i][k] /= det;
}

/* The colorants: how much of each primary makes white, seen under D50. */
static void find_colorants(struct xyz colorants[3]) {
    double columns[3][3], inverse[3][3], back[3][3];
    for (int i = 0; i < 3; i++) {
        struct xyz p = of_chromaticity(primaries[i]);
        for (int k = 0; k < 3; k++)
            columns[k][i] = p.v[k];
    }
    invert(inverse, (const double(*)[3])columns);
    struct xyz amounts = multiply((const double(*)[3])inverse, of_chromaticity(white));
    struct xyz from = multiply(bradford, of_chromaticity(white)), to = multiply(bradford, d50);
    invert(back, bradford);
    for (int i = 0; i < 3; i++) {
        struct xyz c;
        for (int k = 0; k < 3; k++)
            c.v[k] = columns[k][i] * amounts.v[i];
        c = multiply(bradford, c);
        for (int k = 0; k < 3; k++)
            c.v[k] *= to.v[k] / from.v[k];
        colorants[i] = multiply((const double(*)[3])back, c);
    }
}

static double linear_of(double value) {
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* --- bytes ----------------------------------------------------------------------------------- */

static void put16(struct buf *out, unsigned value) {
    buf_add_char(out, (char)(value >> 8 & 255));
    buf_add_char(out, (char)(value & 255));
}

static void put32(struct buf *out, uint32_t value) {
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

static void put_zeros(struct buf *out, size_t n) {
    while (n--)
        buf_add_char(out, 0);
}

static void put_fixed(struct buf *out, double value) {
    put32(out, (uint32_t)(int32_t)lround(value * 65536));
}

static void put_xyz(struct buf *out, struct xyz value) {
    for (int i = 0; i < 3; i++)
        put_fixed(out, value.v[i]);
}

static void put_xyz_tag(struct buf *out, struct xyz value) {
    buf_add_c(out, "XYZ ");
    put32(out, 0);
    put_xyz(out, value);
}

/* Descriptions have a part in ASCII and two more, here empty, in Unicode and for the Macintosh. */
static void put_description(struct buf *out, const char *text) {
    buf_add_c(out, "desc");
    put32(out, 0);
    put32(out, (uint32_t)strlen(text) + 1);
    buf_add(out, text, strlen(text) + 1);
    put_zeros(out, 4 + 4 + 2 + 1 + 67);
}

static void put_copyright(struct buf *out, const char *text) {
    buf_add_c(out, "text");
    put32(out, 0);
    buf_add(out, text, strlen(text) + 1);
}

static void put_curve(struct buf *out) {
    buf_add_c(out, "curv");
    put32(out, 0);
    put32(out, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++)
        put16(out, (unsigned)lround(linear_of((double)i / (CURVE_POINTS - 1)) * 65535));
}

static void put_header(struct buf *out, uint32_t size) {
    put32(out, size);
    put32(out, 0);          /* no preferred colour engine */
    put32(out, 0x02100000); /* version 2.1 */
    buf_add_c(out, "mntrRGB XYZ ");
    for (int i = 0; i < 6; i++)
        put16(out, (unsigned[]){2000, 1, 1, 0, 0, 0}[i]);
    buf_add_c(out, "acsp");
    put_zeros(out, 28); /* platform, flags, device, attributes; rendering intent: perceptual */
    put_xyz(out, d50);
    put_zeros(out, HEADER_SIZE - 80);
}

/* The tags' data one after another, each padded to four bytes; start[i] is where the i-th is. */
static void put_data(struct buf *data, uint32_t start[TAG_COUNT - 1]) {
    struct xyz colorants[3];
    int n = 0;
    find_colorants(colorants);
    for (int i = 0; i < 7; i++) {
        start[n++] = (uint32_t)data->n;
        if (i == 0) put_description(data, "sRGB");
        if (i == 1) put_copyright(data, "No copyright, use freely");
        if (i == 2) put_xyz_tag(data, d50);
        if (i >= 3 && i <= 5) put_xyz_tag(data, colorants[i - 3]);
        if (i == 6) put_curve(data);
        put_zeros(data, (4 - data->n % 4) % 4);
    }
    start[n] = (uint32_t)data->n;
}

void pdf_put_srgb_profile(struct buf *out) {
    static const struct {
        const char *name;
        int data;
    } tags[TAG_COUNT] = {{"desc", 0}, {"cprt", 1}, {"wtpt", 2}, {"rXYZ", 3}, {"gXYZ", 4},
                         {"bXYZ", 5}, {"rTRC", 6}, {"gTRC", 6}, {"bTRC", 6}};
    struct buf data = {0};
    uint32_t start[TAG_COUNT - 1];
    uint32_t base = HEADER_SIZE + 4 + 12 * TAG_COUNT;
    put_data(&data, start);
    put_header(out, base + (uint32_t)data.n);
    put32(out, TAG_COUNT);
    for (int i = 0; i < TAG_COUNT; i++) {
        buf_add_c(out, tags[i].name);
        put32(out, base + start[tags[i].data]);
        put32(out, start[tags[i].data + 1] - start[tags[i].data]);
    }
    buf_add_str(out, buf_str(&data));
    buf_done(&data);
}
