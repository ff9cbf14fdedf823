/* json: writing JSON (RFC 8259), with two spaces for each level.
 *
 * A value is put after its key (in an object) or alone (in an array or at the top); commas, line
 * ends and escapes are this module's. What is no UTF-8 is written as U+FFFD. */
#ifndef CHANCERY_BATCH_JSON_H
#define CHANCERY_BATCH_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool first;     /* nothing stands yet in the object or array that is open */
    bool after_key; /* a value is due on this line */
};

/* Begins a value of its own in out. */
struct json json_to(struct buf *out);

void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s);
void json_number(struct json *j, uint64_t n);
void json_ms(struct json *j, double ms); /* to a tenth */
void json_bool(struct json *j, bool value);

#endif
