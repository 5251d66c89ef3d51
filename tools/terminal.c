/* Finds out what the terminal is like that a table goes to. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ROWS = 50, MOST_COLUMNS = 10000 };

static bool is_terminal(const struct request *r)
{
    return r->output == NULL && isatty(STDOUT_FILENO);
}

int32_t terminal_width(int descriptor)
{
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const char *columns = getenv("COLUMNS");
    const long number = columns != NULL ? strtol(columns, NULL, 10) : 0;
    return number > 0 && number < MOST_COLUMNS ? (int32_t)number : 0;
}

/* https://no-color.org: set, and not empty. */
static bool is_coloured(const struct request *r, bool terminal)
{
    const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");
    if (r->color == COLOR_ALWAYS || r->color == COLOR_NEVER)
        return r->color == COLOR_ALWAYS;
    return terminal && (none == NULL || none[0] == '\0') &&
           (kind == NULL || strcmp(kind, "dumb") != 0);
}

mimicry_write_options terminal_options(const struct request *r)
{
    const bool terminal = is_terminal(r);
    mimicry_write_options options = {
        .size = sizeof options, .format = r->format, .threads = (int32_t)r->threads};
    if (r->format == 0 && terminal) {
        options.format = MIMICRY_FORMAT_TABLE;
        options.rows = ROWS;
    }
    if (options.format == MIMICRY_FORMAT_TABLE) {
        options.width = terminal_width(terminal ? STDOUT_FILENO : -1);
        options.color = is_coloured(r, terminal);
        options.rest = r->format == 0 ? "all with -o FILE or | less" : "all with --format tsv";
    }
    return options;
}
