/* Messages to the person at the terminal. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "terminal.h"
#include "tool.h"

/* Those that a word takes; bytes but the first of a UTF-8 sequence take none. */
static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xc0) != 0x80;
    return columns;
}

/* Breaks the line at a blank where the terminal would break it within a word. */
static void put_wrapped(const char *text, size_t width)
{
    size_t at = 0;
    for (const char *word = text;;) {
        const size_t length = strcspn(word, " "), columns = columns_of(word, length);
        if (word > text && at + 1 + columns > width) {
            fputs("\n  ", stderr);
            at = 2;
        } else if (word > text) {
            fputc(' ', stderr);
            at++;
        }
        fwrite(word, 1, length, stderr);
        at += columns;
        if (word[length] == '\0')
            break;
        word += length + 1;
    }
    fputc('\n', stderr);
}

int report_usage(const char *verb, const char *format, ...)
{
    char prefix[64], line[768];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    snprintf(prefix, sizeof prefix, "%s: ", verb);
    return report("%s%s (see mimicry %s --help)", prefix, line, verb), EXIT_USAGE;
}

int report(const char *format, ...)
{
    char line[1024] = "mimicry: ";
    const size_t begin = strlen(line);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + begin, sizeof line - begin, format, arguments);
    va_end(arguments);
    for (char *c = line; *c != '\0'; c++) { /* words of the command line may hold anything */
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    }
    const int32_t width = isatty(STDERR_FILENO) ? terminal_width(STDERR_FILENO) : 0;
    if (width > 0)
        put_wrapped(line, (size_t)width);
    else
        fprintf(stderr, "%s\n", line);
    return EXIT_FAILED;
}

int report_status(const mimicry_error *error)
{
    report("%s", error->message);
    return error->status == MIMICRY_E_ARGUMENT ? EXIT_USAGE : EXIT_FAILED;
}
