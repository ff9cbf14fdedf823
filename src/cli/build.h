/* build: has the briefings that the command line names built or checked, and says what came of it.
 *
 * Owns what is said of a batch: diagnostics, a line for each PDF, progress on a terminal, reports,
 * the file of dependencies. Must not know how a briefing is set. */
#ifndef CHANCERY_CLI_BUILD_H
#define CHANCERY_CLI_BUILD_H

#include "cli/run.h"

/* Builds, checks or dumps, as the options say. */
void build_run(struct run *r);

#endif
