/* xml: documents as events, what their values mean, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "cite/xml.h"

/* All events as text: "<name attr=value>", "</>", "text", and what went wrong at the end. */
static struct str events(struct arena *a, struct str bytes) {
    struct buf b = {0};
    struct xml x;
    xml_init(&x, a, bytes);
    for (;;) {
        enum xml_event e = xml_next(&x);
        if (e == XML_START) {
            buf_printf(&b, "<%.*s", STR_ARG(x.name));
            for (size_t i = 0; i < x.attribute_count; i++)
                buf_printf(&b, " %.*s=[%.*s]", STR_ARG(x.attributes[i].name),
                           STR_ARG(x.attributes[i].value));
            buf_add_c(&b, ">");
        }
        if (e == XML_END) buf_add_c(&b, "</>");
        if (e == XML_TEXT) buf_add_str(&b, x.value);
        if (e == XML_BROKEN) buf_printf(&b, "! %zu: %s", xml_line(&x), x.why);
        if (e == XML_DONE || e == XML_BROKEN) break;
    }
    struct str out = str_copy(a, buf_str(&b));
    buf_done(&b);
    return out;
}

static void check(struct str bytes, const char *wanted) {
    struct arena a;
    arena_init(&a);
    assert_string_equal(events(&a, bytes).p, wanted);
    arena_done(&a);
}

static void check_refused(struct str bytes, const char *why) {
    struct arena a;
    arena_init(&a);
    struct str got = events(&a, bytes);
    if (str_find(got, str_of(why)) == SIZE_MAX) fail_msg("%s: not %s", got.p, why);
    assert_true(str_find(got, STR("! ")) != SIZE_MAX);
    arena_done(&a);
}

static void test_events(void **state) {
    (void)state;
    check(STR("<a/>"), "<a></>");
    check(STR("<?xml version=\"1.0\"?>\n<!-- -> --><a b='1' c=\"2\" ><d/>x</a >\n<?p ?><!--z-->"),
          "<a b=[1] c=[2]><d></>x</>");
    check(STR("<cs:a xmlns:cs='u' xmlns='v' xml:lang='de'></cs:a>"), "<a lang=[de]></>");
    check(STR("\xEF\xBB\xBF<\xC3\xA9>\xC3\xA9</\xC3\xA9>"), "<\xC3\xA9>\xC3\xA9</>");
    check(STR("<a>x<![CDATA[<&]]]>y<!-- - -->z</a>"), "<a>x<&]yz</>");
    check(STR("<a>x<![CDATA[]]></a>"), "<a>x</>");
}

static void test_values(void **state) {
    (void)state;
    check(STR("<a b='&lt;&#65;&#x42;&amp;&quot;&apos;'>&gt;&#xe9;</a>"),
          "<a b=[<AB&\"']>>\xC3\xA9</>");
    check(STR("<a b='1\n2\r\n3\t4\r5'>1\n2\r\n3\r4</a>"), "<a b=[1 2 3 4 5]>1\n2\n3\n4</>");
    check(STR("<a b='&#10;'/>"), "<a b=[\n]></>");
    check(STR("<a b='' c='>'> </a>"), "<a b=[] c=[>]> </>");
}

static void test_character_sets(void **state) {
    (void)state;
    check(STR("<?xml version='1.0' encoding='utf-8'?><a>\xC3\xA9</a>"), "<a>\xC3\xA9</>");
    check(STR("<?xml version='1.0' encoding=\"ISO-8859-1\"?><a b='\xE9'/>"), "<a b=[\xC3\xA9]></>");
    check_refused(STR("<?xml version='1.0' encoding='none-such'?><a/>"), "character set");
    check_refused(STR("<?xml version='1.0' encoding='UTF-16'?><a/>"), "character set");
    check_refused(STR("\xFF\xFE<\0a\0/\0>\0"), "character set");
    check_refused(STR("<a>\xE9</a>"), "character set");
}

static void test_refused(void **state) {
    (void)state;
    check_refused(STR(""), "");
    check_refused(STR("<!-- -->"), "no root");
    check_refused(STR("x<a/>"), "outside");
    check_refused(STR("<a/>x"), "outside");
    check_refused(STR("<a/><b/>"), "follows the root");
    check_refused(STR("<a></b>"), "not open");
    check_refused(STR("<a>\n</b>"), "! 2: ");
    check_refused(STR("</a>"), "not open");
    check_refused(STR("<a><b></a></b>"), "not open");
    check_refused(STR("<a>"), "last tag");
    check_refused(STR("<a"), "not closed");
    check_refused(STR("<a/"), "not closed");
    check_refused(STR("<a b='1'c='2'/>"), "not closed");
    check_refused(STR("<a b/>"), "not closed");
    check_refused(STR("<a b=1/>"), "in quotes");
    check_refused(STR("<a b='1/>"), "in quotes");
    check_refused(STR("<a b="), "in quotes");
    check_refused(STR("<a b='<'/>"), "holds a `<`");
    check_refused(STR("<a b='1' b='2'/>"), "twice");
    check_refused(STR("<a>< b/></a>"), "begins no tag");
    check_refused(STR("<a>]]></a>"), "closes nothing");
    check_refused(STR("<a><![CDATA[</a>"), "CDATA");
    check_refused(STR("<a><!-- -- --></a>"), "hyphens");
    check_refused(STR("<a><!-- </a>"), "comment");
    check_refused(STR("<?xml <a/>"), "instruction");
    check_refused(STR("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "document type");
    check_refused(STR("<a>\x01</a>"), "control character");
    check_refused(STR("<a b='\0'/>"), "control character");
}

static void test_references_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"&",
                                        "&;",
                                        "&#;",
                                        "&#x;",
                                        "&nbsp;",
                                        "&amp",
                                        "&#xD800;",
                                        "&#1;",
                                        "&#x110000;",
                                        "&#12a;",
                                        "&#99999999999999999999;",
                                        "&#xFFFE;",
                                        "&# 65;"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[64];
        snprintf(text, sizeof text, "<a>%s</a>", wrong[i]);
        check_refused(str_of(text), "XML knows");
        snprintf(text, sizeof text, "<a b='%s'/>", wrong[i]);
        check_refused(str_of(text), "XML knows");
    }
}

/* The deepest and the widest that are read, and one more. */
static void test_bounds(void **state) {
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        struct buf deep = {0}, wide = {0};
        for (size_t i = 0; i < XML_DEPTH_MAX + more; i++)
            buf_add_c(&deep, "<a>");
        for (size_t i = 0; i < XML_DEPTH_MAX + more; i++)
            buf_add_c(&deep, "</a>");
        buf_add_c(&wide, "<a");
        for (size_t i = 0; i < XML_ATTRIBUTES_MAX + more; i++)
            buf_printf(&wide, " b%zu='1'", i);
        buf_add_c(&wide, "/>");
        struct arena a;
        arena_init(&a);
        assert_int_equal(str_find(events(&a, buf_str(&deep)), STR("too deep")) != SIZE_MAX, more);
        assert_int_equal(str_find(events(&a, buf_str(&wide)), STR("too many")) != SIZE_MAX, more);
        arena_done(&a);
        buf_done(&deep);
        buf_done(&wide);
    }
}

/* What begins a tag, a reference or a comment at the very end of the bytes is not read beyond it.
 */
static void test_cut_short(void **state) {
    (void)state;
    static const char text[] =
        "<?xml version='1.0'?><a b='&amp;'>x&#65;<!-- c --><![CDATA[d]]><e/></a>";
    for (size_t n = 0; n < sizeof text - 1; n++) {
        struct arena a;
        arena_init(&a);
        char *exact = malloc(n ? n : 1);
        assert_non_null(exact);
        memcpy(exact, text, n);
        assert_true(str_find(events(&a, (struct str){exact, n}), STR("! ")) != SIZE_MAX);
        free(exact);
        arena_done(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_character_sets),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_references_refused),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_cut_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
