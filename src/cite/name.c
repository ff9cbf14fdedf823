/* One name in the order and form that the style asks for: particles, initials, name parts. */
#include "cite/names_private.h"

static struct out *format_part(struct render *r, const struct style_node *part, struct out *o) {
    if (!o || out_is_empty(o)) return NULL;
    if (!part) return o;
    struct out *w = out_new(r->a, OUT_PLAIN);
    w->format = *part->format;
    out_set_case(r->a, o, part->format->text_case, r->lang);
    out_add(w, o);
    return w;
}

/* Particles that end in an apostrophe or hyphen stand close. */
static bool stands_close(struct str particle) {
    return str_ends(particle, "’") || str_ends(particle, "'") || str_ends(particle, "-") ||
           str_ends(particle, "ʼ") || str_ends(particle, " ");
}

static struct out *text_or_null(struct render *r, struct str s) {
    return s.n ? out_rich(r->a, s) : NULL;
}

static struct str given_of(struct render *r, const struct name_options *o, const struct person *p,
                           int level) {
    if (!o->has_initials || level >= 2 || !p->given.n || !p->family.n) return p->given;
    if (!person_is_roman(p)) return p->given;
    return person_initials(r->a, p->given, o->initialize_with, o->initialize, o->hyphen);
}

static void add_with(struct render *r, struct out *to, struct str delimiter, struct out *o) {
    if (!o) return;
    if (to->first) out_add_text(r->a, to, delimiter);
    out_add(to, o);
}

/* A name part's decoration and case without its affixes. */
static struct out *decorate(struct render *r, const struct style_node *part, struct str text) {
    struct out *o = format_part(r, part, text_or_null(r, text));
    if (o && part) o->format.prefix = o->format.suffix = STR_NONE;
    return o;
}

/* Puts a name part's affixes around all that stands on its side of the name. */
static struct out *affix_part(const struct style_node *part, struct out *o) {
    if (!o->first) return NULL;
    if (part) {
        o->format.prefix = part->format->prefix;
        o->format.suffix = part->format->suffix;
    }
    return o;
}

static void add_particle(struct render *r, struct out *to, const struct style_node *part,
                         struct str particle, const struct out *next) {
    if (!particle.n) return;
    out_add(to, decorate(r, part, str_trim(particle)));
    if (next && (!stands_close(particle) || str_ends(particle, " ")))
        out_add_text(r->a, to, STR(" "));
}

static struct out *name_inverted(struct render *r, const struct name_options *o,
                                 const struct person *p, struct str given) {
    struct out *name = out_new(r->a, OUT_NAME), *left = out_new(r->a, OUT_PLAIN);
    struct out *right = out_new(r->a, OUT_PLAIN);
    bool demote = o->demote == DEMOTE_DISPLAY || (o->demote == DEMOTE_SORT && r->sorting);
    struct out *family = decorate(r, o->family_part, p->family);
    if (!demote) add_particle(r, left, o->family_part, p->demoted, family);
    out_add(left, family);
    add_with(r, right, STR_NONE, decorate(r, o->given_part, given));
    add_with(r, right, STR(" "), decorate(r, o->given_part, p->dropping));
    if (demote) add_with(r, right, STR(" "), decorate(r, o->family_part, p->demoted));
    add_with(r, name, STR_NONE, affix_part(o->family_part, left));
    name->inverted = true;
    add_with(r, name, o->sort_separator, affix_part(o->given_part, right));
    add_with(r, name, o->sort_separator, text_or_null(r, p->suffix));
    return name;
}

static struct out *name_displayed(struct render *r, const struct name_options *o,
                                  const struct person *p, struct str given) {
    struct out *name = out_new(r->a, OUT_NAME), *left = out_new(r->a, OUT_PLAIN);
    struct out *right = out_new(r->a, OUT_PLAIN);
    struct out *family = decorate(r, o->family_part, p->family);
    out_add(left, decorate(r, o->given_part, given));
    if (!p->comma_dropping) add_particle(r, right, o->given_part, p->dropping, family);
    add_particle(r, right, o->family_part, p->demoted, family);
    out_add(right, family);
    if (p->comma_dropping) add_with(r, right, STR(", "), text_or_null(r, p->dropping));
    add_with(r, right, p->comma_suffix ? STR(", ") : STR(" "), text_or_null(r, p->suffix));
    add_with(r, name, STR_NONE, affix_part(o->given_part, left));
    add_with(r, name, STR(" "), affix_part(o->family_part, right));
    return name;
}

static struct out *name_unspaced(struct render *r, const struct name_options *o,
                                 const struct person *p, struct str given) {
    struct out *name = out_new(r->a, OUT_NAME);
    out_add(name, format_part(r, o->family_part, text_or_null(r, p->family)));
    out_add(name, format_part(r, o->given_part, text_or_null(r, given)));
    return name;
}

static struct out *name_short(struct render *r, const struct name_options *o,
                              const struct person *p) {
    struct out *name = out_new(r->a, OUT_NAME), *side = out_new(r->a, OUT_PLAIN);
    struct out *family = decorate(r, o->family_part, p->family);
    bool demote = r->sorting && o->demote != DEMOTE_NEVER;
    if (!demote) add_particle(r, side, o->family_part, p->demoted, family);
    out_add(side, family);
    out_add(name, affix_part(o->family_part, side));
    if (!name->first) out_add(name, format_part(r, o->given_part, text_or_null(r, p->given)));
    return name;
}

/* level: 0 as the form says, 1 at least initials, 2 the whole given name. */
struct out *name_render(struct render *r, const struct name_options *o, const struct work_name *n,
                        size_t index, int level) {
    if (n->literal.n) {
        struct out *name = out_new(r->a, OUT_NAME);
        out_add(name, format_part(r, o->family_part, out_rich(r->a, n->literal)));
        return name;
    }
    struct person p;
    person_read(&p, r->a, n);
    if (o->form == FORM_SHORT && level == 0) return name_short(r, o, &p);
    struct str given = given_of(r, o, &p, level);
    if (!person_is_roman(&p) || p.static_order) {
        if (p.static_order && person_is_roman(&p)) {
            struct out *name = out_new(r->a, OUT_NAME);
            add_with(r, name, STR(" "), format_part(r, o->family_part, text_or_null(r, p.family)));
            add_with(r, name, STR(" "), format_part(r, o->given_part, text_or_null(r, given)));
            return name;
        }
        return name_unspaced(r, o, &p, given);
    }
    bool inverted = o->order == ORDER_ALL || (o->order == ORDER_FIRST && index == 0);
    return inverted ? name_inverted(r, o, &p, given) : name_displayed(r, o, &p, given);
}
