/* Messages to the person at the terminal, and their signals. */
#include <signal.h>
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

static volatile sig_atomic_t caught;

static void catch_signal(int number)
{
    caught = number;
}

void watch_signals(void)
{
    static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = catch_signal;
    action.sa_flags = (int)SA_RESETHAND; /* a second one kills at once; a blocked write ends */
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        struct sigaction before;
        /* Under nohup and the like a signal is ignored, and stays so. */
        if (sigaction(watched[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(watched[i], &action, NULL);
    }
}

bool was_interrupted(void)
{
    return caught != 0;
}

void die_of_signal(void)
{
    signal((int)caught, SIG_DFL);
    raise((int)caught);
}
