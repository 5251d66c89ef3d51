/* What the verbs share: exit statuses, messages. */
#ifndef TOOL_H
#define TOOL_H

#include <mimicry/mimicry.h>
#include <stdbool.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* ---- The verbs: each returns the exit status ---- */

struct request;
int run_alleles(const struct request *request);
int run_completions(const struct request *request);
int run_help(const struct request *request);
int run_index(const struct request *request);
int run_info(const struct request *request);
int run_manual(const struct request *request);
int run_matrices(const struct request *request);
int run_report(const struct request *request);
int run_score(const struct request *request);
int run_screen(const struct request *request);
int run_search(const struct request *request);
int run_shared(const struct request *request);
int run_verify(const struct request *request);

/* ---- Messages: one line on standard error ---- */

int report_usage(const char *verb, const char *format, ...)
    __attribute__((format(printf, 2, 3)));                                 /* returns EXIT_USAGE */
int report(const char *format, ...) __attribute__((format(printf, 1, 2))); /* EXIT_FAILED */
/* Of a call that takes what the command line says: a value that cannot be is EXIT_USAGE, all else
 * EXIT_FAILED. */
int report_status(const mimicry_error *error);

/* From here on a mapped index that is cut short ends the process with one line, EXIT_FAILED and no
 * unfinished output. */
void watch_map(const char *index);

#endif
