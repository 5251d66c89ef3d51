/* Messages to the person at the terminal. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tool.h"

static void say(const char *prefix, const char *format, va_list arguments)
{
    char line[1024];
    vsnprintf(line, sizeof line, format, arguments);
    for (char *c = line; *c != '\0'; c++) { /* words of the command line may hold anything */
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    }
    fprintf(stderr, "mimicry: %s%s\n", prefix, line);
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
    va_list arguments;
    va_start(arguments, format);
    say("", format, arguments);
    va_end(arguments);
    return EXIT_FAILED;
}

int report_status(const mimicry_error *error)
{
    report("%s", error->message);
    return error->status == MIMICRY_E_ARGUMENT ? EXIT_USAGE : EXIT_FAILED;
}
