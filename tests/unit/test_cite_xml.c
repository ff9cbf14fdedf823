/* style_xml: the tree that XML becomes, what its values mean, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/buf.h"
#include "cite/style.h"

static struct style_node *parse(struct arena *a, struct str bytes, const char **why) {
    arena_init(a);
    return style_tree_parse(a, bytes, why);
}

/* The text of the only child, a term, and its prefix. */
static void check_term(struct str bytes, const char *text, const char *prefix) {
    struct arena a;
    const char *why;
    struct style_node *root = parse(&a, bytes, &why);
    if (!root) fail_msg("%s: %.*s", why, STR_ARG(bytes));
    struct style_node *term = style_child(root, STYLE_TERM);
    assert_non_null(term);
    assert_true(str_is(term->text, text));
    assert_true(str_is(style_attr(term, ATTR_PREFIX), prefix));
    arena_done(&a);
}

static void check_refused(struct str bytes, const char *reason) {
    struct arena a;
    const char *why;
    if (parse(&a, bytes, &why)) fail_msg("not refused: %.*s", STR_ARG(bytes));
    if (!strstr(why, reason)) fail_msg("%s, not %s: %.*s", why, reason, STR_ARG(bytes));
    arena_done(&a);
}

static void values_are_what_they_mean(void **state) {
    (void)state;
    check_term(
        STR("<terms><term prefix='&lt;&#65;&#x42;&amp;&quot;&apos;'>&gt;&#xe9;</term></terms>"),
        ">é", "<AB&\"'");
    check_term(
        STR("<terms><term prefix='1\n2\r\n3\t4'>x<![CDATA[<&]]]>y<!-- - -->z</term></terms>"),
        "x<&]yz", "1 2 3 4");
    check_term(STR("<cs:terms xmlns:cs='u' xmlns='v'><cs:term q:prefix='p'>x</cs:term></cs:terms>"),
               "x", "p");
    check_term(STR("<?xml version=\"1.0\"?>\n<terms><term>\n  two words\n</term></terms><!--z-->"),
               "two words", "");
    check_term(STR("<terms><term> x </term></terms>"), " x ", "");
    check_term(STR("<terms><term><b>no</b>x</term></terms>"), "x", "");
}

static void unknown_elements_are_kept_out(void **state) {
    (void)state;
    struct arena a;
    const char *why;
    struct style_node *root =
        parse(&a, STR("<terms><new><term>a</term></new><term>b</term><new/></terms>"), &why);
    assert_non_null(root);
    assert_ptr_equal(root->first, root->last);
    assert_true(str_is(root->first->text, "b"));
    assert_ptr_equal(root->first->parent, root);
    arena_done(&a);
}

static void character_sets(void **state) {
    (void)state;
    check_term(STR("\xEF\xBB\xBF<terms><term>\xC3\xA9</term></terms>"), "é", "");
    check_term(STR("<?xml version='1.0' encoding='ISO-8859-1'?><terms><term prefix='\xE9'>\xE8"
                   "</term></terms>"),
               "è", "é");
    check_term(STR("<?xml version='1.0' encoding='KOI8-R'?><terms><term>\xC1\xC2</term></terms>"),
               "аб", "");
    check_refused(STR("<?xml version='1.0' encoding='none-such'?><terms/>"), "unknown encoding");
    check_refused(STR("<terms>\xE9</terms>"), "line 1 ");
    check_refused(STR("<terms>\n\xED\xA0\x80</terms>"), "line 2 ");
}

static void what_is_not_well_formed_is_refused(void **state) {
    static const char *const wrong[] = {
        "",
        " ",
        "<!-- -->",
        "x<terms/>",
        "<terms/>x",
        "<terms/><terms/>",
        "<terms>",
        "<terms",
        "<terms></term>",
        "</terms>",
        "<terms><term></terms></term>",
        "<terms a='1'b='2'/>",
        "<terms a/>",
        "<terms a=1/>",
        "<terms a='1/>",
        "<terms a='<'/>",
        "<terms a='1' a='2'/>",
        "<terms>]]></terms>",
        "<terms><![CDATA[</terms>",
        "<terms><!-- -- --></terms>",
        "<terms>\x01</terms>",
        "<terms>&nbsp;</terms>",
        "<terms>&amp</terms>",
        "<terms>&#xD800;</terms>",
        "<terms a='&#x110000;'/>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check_refused(str_of(wrong[i]), "");
    check_refused(STR("<terms>\n</term>"), "line 2 ");
    check_refused(STR("<terms a='\0'/>"), "well-formed");
}

static void document_types_are_refused(void **state) {
    (void)state;
    check_refused(STR("<!DOCTYPE terms><terms/>"), "document type");
    check_refused(STR("<!DOCTYPE t [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><terms>&c;</terms>"),
                  "document type");
    check_refused(STR("<!DOCTYPE t SYSTEM 'file:///etc/passwd'><terms/>"), "document type");
}

static void check_bound(const char *head, const char *open, const char *close, size_t n,
                        const char *reason) {
    struct buf b = {0};
    buf_add_c(&b, head);
    for (size_t i = 0; i < n; i++)
        buf_add_c(&b, open);
    for (size_t i = 0; i < n; i++)
        buf_add_c(&b, close);
    buf_add_c(&b, "</terms>");
    struct arena a;
    const char *why;
    struct style_node *root = parse(&a, buf_str(&b), &why);
    assert_int_equal(root == NULL, reason != NULL);
    if (reason) assert_non_null(strstr(why, reason));
    arena_done(&a);
    buf_done(&b);
}

/* The deepest and the longest that are read, and one more; also among what is not kept. */
static void bounds_hold(void **state) {
    (void)state;
    check_bound("<terms>", "<group>", "</group>", 99, NULL);
    check_bound("<terms>", "<group>", "</group>", 100, "too deeply");
    check_bound("<terms>", "<new>", "</new>", 100, "too deeply");
    check_bound("<terms>", "<term/>", "", 199999, NULL);
    check_bound("<terms>", "<term/>", "", 200000, "too many");
    check_bound("<terms>", "                    ", "", 300000, "4 MB");
}

/* What is cut short anywhere is refused, and not read beyond. */
static void cut_short(void **state) {
    static const char text[] = "<?xml version='1.0'?><terms prefix='&amp;'>x&#65;<!-- c -->"
                               "<![CDATA[d]]><term/></terms>";
    (void)state;
    for (size_t n = 0; n < sizeof text - 1; n++) {
        char *exact = malloc(n ? n : 1);
        assert_non_null(exact);
        memcpy(exact, text, n);
        check_refused((struct str){exact, n}, "");
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_what_they_mean),
        cmocka_unit_test(unknown_elements_are_kept_out),
        cmocka_unit_test(character_sets),
        cmocka_unit_test(what_is_not_well_formed_is_refused),
        cmocka_unit_test(document_types_are_refused),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(cut_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
