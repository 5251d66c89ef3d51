/* Reads the words of the command line. */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

bool parse_real(const char *verb, const char *option, const char *word, double *out)
{
    char *end;
    *out = strtod(word, &end);
    /* Too large a number is one all the same; the words inf and nan are none. */
    const bool number = end != word && *end == '\0' && strpbrk(word, "0123456789") != NULL;
    if (!number)
        report_usage(verb, "%s '%s': a number was expected", option, word);
    return number;
}

bool parse_integer(const char *verb, const char *option, const char *word, int64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoll(word, &end, 10);
    if (end == word || *end != '\0' || isspace((unsigned char)word[0])) {
        report_usage(verb, "%s '%s': a whole number was expected", option, word);
        return false;
    }
    return true; /* too large a number has become the largest there is */
}

bool parse_threads(const char *verb, const char *word, int32_t *out)
{
    int64_t threads;
    if (!parse_integer(verb, "--threads", word, &threads))
        return false;
    if (threads < 1 || threads > 1024) {
        report_usage(verb, "--threads %s: 1 to 1024 were expected", word);
        return false;
    }
    *out = (int32_t)threads;
    return true;
}

/* The digits at the start of a word, as a number of residues; what follows them, or NULL. */
static const char *read_length(const char *word, uint32_t *out)
{
    uint32_t value = 0;
    if (!isdigit((unsigned char)*word))
        return NULL;
    for (; isdigit((unsigned char)*word); word++)
        value = value > UINT32_MAX / 100 ? value : value * 10 + (uint32_t)(*word - '0');
    *out = value;
    return word;
}

bool parse_range(const char *verb, const char *option, const char *word, uint32_t *min,
                 uint32_t *max)
{
    const char *rest = read_length(word, min);
    *max = *min;
    if (rest != NULL && *rest == '-')
        rest = read_length(rest + 1, max);
    if (rest != NULL && *rest == '\0' && *min > 0)
        return true;
    report_usage(verb, "%s '%s': lengths such as 9 or 8-11 were expected", option, word);
    return false;
}

bool parse_list(const char *verb, const char *option, const char *word, double **out, size_t *count)
{
    size_t most = 1;
    for (const char *c = word; *c != '\0'; c++)
        most += *c == ',';
    double *numbers = malloc(most * sizeof *numbers);
    char *copy = strdup(word), *rest = copy;
    bool good = numbers != NULL && copy != NULL;
    *out = numbers;
    *count = 0;
    if (!good)
        report("not enough memory");
    while (good && *count < most) {
        char *end = rest + strcspn(rest, ",");
        const bool last = *end == '\0';
        *end = '\0';
        good = parse_real(verb, option, rest, &numbers[(*count)++]);
        rest = end + !last;
    }
    free(copy);
    return good;
}

int report_option(char **argv, int answer)
{
    char letter[3] = {'-', (char)optopt, '\0'};
    const char *word = argv[optind - 1];
    /* A short option may be one of several letters of a word. */
    const bool is_short = optopt > 0 && optopt < 256 && strncmp(word, "--", 2) != 0;
    if (answer == ':')
        return report_usage(argv[0], "%s needs a value", is_short ? letter : word);
    return report_usage(argv[0], "unknown option '%s'", is_short ? letter : word);
}

bool wants_help(int argc, char **argv, const char *help)
{
    if (argc != 2 || (strcmp(argv[1], "--help") != 0 && strcmp(argv[1], "-h") != 0))
        return false;
    fputs(help, stdout);
    return true;
}

char **plain_words(int argc, char **argv, const char *help, int least, int most, int *count,
                   int *status)
{
    int first = 1;
    *status = EXIT_DONE;
    if (wants_help(argc, argv, help))
        return NULL;
    *status = EXIT_USAGE;
    if (argc > 1 && strcmp(argv[1], "--") == 0)
        first = 2;
    else if (argc > 1 && argv[1][0] == '-' && argv[1][1] != '\0')
        return report_usage(argv[0], "unknown option '%s'", argv[1]), NULL;
    *count = argc - first;
    if (*count < least)
        return report_usage(argv[0], "a file name is missing"), NULL;
    if (*count > most)
        return report_usage(argv[0], "one word too many: '%s'", argv[first + most]), NULL;
    return argv + first;
}
