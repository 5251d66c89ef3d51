/* What the verbs share. */
#ifndef TOOL_H
#define TOOL_H

#include <mimicry/mimicry.h>
#include <stdbool.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* ---- The verbs: each takes its own words, argv[0] being the verb; returns the exit status. ----
 */

int cmd_index(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_matrices(int argc, char **argv);
int cmd_score(int argc, char **argv);
int cmd_screen(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_shared(int argc, char **argv);
int cmd_verify(int argc, char **argv);

/* ---- Messages: one line on standard error ---- */

int report_usage(const char *verb, const char *format, ...)
    __attribute__((format(printf, 2, 3)));                                 /* returns EXIT_USAGE */
int report(const char *format, ...) __attribute__((format(printf, 1, 2))); /* EXIT_FAILED */
int report_error(const mimicry_error *error);                              /* EXIT_FAILED */

/* ---- Interruption: Ctrl-C and termination stop a search, and its output is removed ---- */

void watch_signals(void);
bool was_interrupted(void);
/* For mimicry0_search_options.progress. */
int stop_if_interrupted(void *data, uint64_t done, uint64_t total);
/* Ends the process as the signal would have. Call it when all is cleaned up. */
void die_of_signal(void);

/* ---- Words of the command line ---- */

/* Each returns false, having reported, when the word is not of that form. */
bool parse_real(const char *verb, const char *option, const char *word, double *out);
bool parse_integer(const char *verb, const char *option, const char *word, int64_t *out);
/* 1 to 1024, of --threads */
bool parse_threads(const char *verb, const char *word, int32_t *out);
/* "8" or "8-11" */
bool parse_range(const char *verb, const char *option, const char *word, uint32_t *min,
                 uint32_t *max);

/* "1,0,0.5": any number of numbers, which the caller frees. */
bool parse_list(const char *verb, const char *option, const char *word, double **out,
                size_t *count);

/* Reports the option that getopt_long did not know, or (answer ':') that lacks its value. Returns
 * EXIT_USAGE. */
int report_option(char **argv, int answer);

/* Prints help if that is asked for by the lone word -h or --help after the verb. */
bool wants_help(int argc, char **argv, const char *help);

/* The words after the verb when it takes no options: `least` to `most` of them, else usage. NULL
 * and `*status` when the verb has to end. */
char **plain_words(int argc, char **argv, const char *help, int least, int most, int *count,
                   int *status);

#endif
