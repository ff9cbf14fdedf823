#include "pdf/metadata.h"

#include "base/utf8.h"
#include "pdf/icc.h"
#include "pdf/syntax.h"

/* All authors in one string, as the information dictionary has them. */
static struct str join_authors(struct arena *a, const struct frame_meta *meta) {
    struct buf b = {0};
    for (size_t i = 0; i < meta->author_count; i++) {
        if (i) buf_add_c(&b, ", ");
        buf_add_str(&b, meta->authors[i]);
    }
    struct str joined = str_copy(a, buf_str(&b));
    buf_done(&b);
    return joined;
}

static void put_info(struct buf *b, const char *key, struct str text) {
    if (str_empty(text)) return;
    buf_printf(b, "/%s", key);
    pdf_put_text(b, text);
}

void pdf_set_info(struct pdf_file *f, const struct frame_meta *meta) {
    struct buf b = {0};
    put_info(&b, "Title", meta->title);
    put_info(&b, "Author", join_authors(pdf_file_arena(f), meta));
    put_info(&b, "Subject", meta->subject);
    put_info(&b, "Keywords", meta->keywords);
    put_info(&b, "Producer", meta->producer);
    if (meta->created.year) {
        buf_add_c(&b, "/CreationDate");
        pdf_put_date(&b, &meta->created);
        buf_add_c(&b, "/ModDate");
        pdf_put_date(&b, &meta->created);
    }
    pdf_object_set(f, PDF_INFO, buf_str(&b));
    buf_done(&b);
}

/* --- XMP ------------------------------------------------------------------------------------- */

/* XML text; characters that XML 1.0 does not have become U+FFFD. */
static void put_xml(struct buf *b, struct str text) {
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        bool forbidden =
            (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0xFFFE || cp == 0xFFFF;
        if (cp == '&') {
            buf_add_c(b, "&amp;");
        } else if (cp == '<') {
            buf_add_c(b, "&lt;");
        } else if (cp == '>') {
            buf_add_c(b, "&gt;");
        } else {
            buf_add_cp(b, forbidden ? UTF8_REPLACEMENT : cp);
        }
    }
}

static void put_element(struct buf *b, const char *name, struct str text) {
    if (str_empty(text)) return;
    buf_printf(b, "<%s>", name);
    put_xml(b, text);
    buf_printf(b, "</%s>\n", name);
}

static void put_alternatives(struct buf *b, const char *name, struct str text) {
    if (str_empty(text)) return;
    buf_printf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_xml(b, text);
    buf_printf(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_list(struct buf *b, const char *name, const char *kind, const struct str *texts,
                     size_t n) {
    if (n == 0) return;
    buf_printf(b, "<%s><rdf:%s>", name, kind);
    for (size_t i = 0; i < n; i++) {
        buf_add_c(b, "<rdf:li>");
        put_xml(b, texts[i]);
        buf_add_c(b, "</rdf:li>");
    }
    buf_printf(b, "</rdf:%s></%s>\n", kind, name);
}

static void put_xmp_date(struct buf *b, const char *name, const struct frame_date *date) {
    if (date->year == 0) return;
    buf_printf(b, "<%s>%04d-%02d-%02dT%02d:%02d:%02dZ</%s>\n", name, date->year, date->month,
               date->day, date->hour, date->minute, date->second, name);
}

/* PDF/A does not know the schema of PDF/UA, so it is described beside its use. */
static const char schema[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>The part of ISO 14289 that the file "
    "follows</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static const char opening[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\"\n"
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";

static const char closing[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                              "<?xpacket end=\"r\"?>";

static void put_packet(struct buf *b, const struct frame_meta *meta) {
    buf_add_c(b, opening);
    buf_add_c(b, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                 "<pdfuaid:part>1</pdfuaid:part>\n");
    buf_add_c(b, "<dc:format>application/pdf</dc:format>\n");
    put_alternatives(b, "dc:title", meta->title);
    put_list(b, "dc:creator", "Seq", meta->authors, meta->author_count);
    put_alternatives(b, "dc:description", meta->subject);
    put_list(b, "dc:language", "Bag", &meta->lang, str_empty(meta->lang) ? 0 : 1);
    put_element(b, "pdf:Keywords", meta->keywords);
    put_element(b, "pdf:Producer", meta->producer);
    put_xmp_date(b, "xmp:CreateDate", &meta->created);
    put_xmp_date(b, "xmp:ModifyDate", &meta->created);
    put_xmp_date(b, "xmp:MetadataDate", &meta->created);
    buf_add_c(b, schema);
    buf_add_c(b, closing);
}

uint32_t pdf_add_metadata(struct pdf_file *f, const struct frame_meta *meta) {
    struct buf b = {0};
    uint32_t object = pdf_object_new(f);
    put_packet(&b, meta);
    /* Not compressed, so that programs that know no PDF find it too. */
    pdf_object_set_stream(f, object, STR("/Type/Metadata/Subtype/XML"),
                          str_copy(pdf_file_arena(f), buf_str(&b)));
    buf_done(&b);
    return object;
}

/* --- output intent --------------------------------------------------------------------------- */

uint32_t pdf_add_output_intent(struct pdf_file *f) {
    struct buf profile = {0};
    uint32_t stream = pdf_object_new(f);
    pdf_put_srgb_profile(&profile);
    pdf_object_set_deflated(f, stream, STR("/N 3"), buf_str(&profile), PDF_QUICK);
    buf_done(&profile);
    return pdf_object_add(
        f, str_printf(pdf_file_arena(f),
                      "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                      "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R",
                      stream));
}
