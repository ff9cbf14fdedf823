/* watch: builds, and builds again whatever a change of any input touches, until it is stopped. */
#ifndef CHANCERY_CLI_WATCH_H
#define CHANCERY_CLI_WATCH_H

#include "cli/run.h"

void watch_run(struct run *r);

#endif
