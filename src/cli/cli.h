/* cli: the command line: reads it, has each briefing built or checked, and says what came of it.
 *
 * Diagnostics go to standard error; help, dumps and the summary to standard output. Exit status: 0
 * all is well, 1 an author's mistakes, 2 a mistake in the command line, 3 the machine's trouble;
 * with several briefings the highest. Must not know how a briefing is set: brief.h does that. */
#ifndef CHANCERY_CLI_CLI_H
#define CHANCERY_CLI_CLI_H

/* Does what the command line asks and returns the exit status. */
int cli_main(int argc, char **argv);

#endif
