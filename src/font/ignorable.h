/* ignorable: which characters print nothing when a font lacks them. Private to font/. */
#ifndef CHANCERY_FONT_IGNORABLE_H
#define CHANCERY_FONT_IGNORABLE_H

#include <stdbool.h>
#include <stdint.h>

/* Unicode's Default_Ignorable_Code_Point: joiners, marks of direction, variation selectors… */
bool ignorable_is(uint32_t cp);

#endif
