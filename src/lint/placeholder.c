#include "lint/placeholder.h"

/* In two halves, so that a search for unfinished work in our own sources does not end here. */
#define HALVES(a, b) a b
static const char *const words[] = {
    HALVES("TO", "DO"), HALVES("FIX", "ME"), HALVES("X", "XX"), HALVES("XX", "XX"),
    HALVES("TB", "D"),  HALVES("TB", "C"),   HALVES("TB", "A"), HALVES("TK", "TK"),
};

bool placeholder_is(struct str word, bool english) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(word, words[i])) return true;
    return english && str_is(word, HALVES("X", "X"));
}
