/* state: what a PDF was made from, kept beside it, so that it is not made again for nothing.
 *
 * For DIR/NAME.pdf that is DIR/.chancery/NAME.pdf.state: a text of lines that names the options,
 * each file the briefing read with its digest, each place where nothing stood, the PDF's own digest
 * and the diagnostics, and ends with a hash of itself. Each is written whole by a rename, after its
 * PDF; a run that was stopped, two runs at once or a changed clock can make it tell of another PDF
 * than stands there, which the digest finds, and then the briefing is set again. It may be
 * removed at any time. */
#ifndef CHANCERY_BATCH_STATE_H
#define CHANCERY_BATCH_STATE_H

#include "batch/batch.h"

/* Everything but files that a PDF depends on, as one line: the world (brief_add_world), options, the
 * path. In the arena. */
struct str state_key(struct arena *a, const char *path, struct str world,
                     const struct batch_options *o);

/* True if the item's PDF is what a new build by that key would give. Then the item's trace, result
 * and diagnostics are those of the build that made it. */
bool state_holds(struct batch_item *item, struct str key);

/* Keeps what the item's PDF, just written, was made from. Not being able to is no mistake: the
 * briefing is set again the next time. */
void state_save(struct batch_item *item, struct str key);

#endif
