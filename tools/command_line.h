/* The command as it was given. */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include "cli.h"

/* As a shell takes it, words quoted where they need it; the caller frees it. NULL: no memory. */
char *command_line(const struct request *request);

#endif
