/* Tables and messages on a terminal. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "cli.h"

/* How the table of a request is written: as the options say, and for reading where it goes to a
 * terminal and they say nothing. */
mimicry_write_options terminal_options(const struct request *request);

/* Columns of the terminal there, or as the environment says; 0: unknown. */
int32_t terminal_width(int descriptor);

#endif
