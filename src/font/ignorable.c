/* ignorable: see ignorable.h. The ranges are Unicode 15's (DerivedCoreProperties.txt); the property
 * is stable but for characters new in blocks set aside here. ICU is not asked: it is text/'s. */
#include "font/ignorable.h"

#include <stddef.h>

struct range {
    uint32_t from, to;
};

static const struct range ranges[] = {
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool ignorable_is(uint32_t cp) {
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && cp >= ranges[i].from; i++)
        if (cp <= ranges[i].to) return true;
    return false;
}
