/* An index that is cut short while it is mapped: the system then sends SIGBUS to whoever reads it.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aside.h"
#include "tool.h"

/* Ready to be written: in the handler nothing can be formatted. */
static char message[512];
static atomic_flag ending = ATOMIC_FLAG_INIT;

/* Only calls that a signal handler may make. */
static void end_run(int number, siginfo_t *about, void *context)
{
    (void)context;
    if (about->si_code != BUS_ADRERR) { /* a fault of the program: it happens again, and ends it */
        signal(number, SIG_DFL);
        return;
    }
    while (atomic_flag_test_and_set(&ending)) /* another thread was first */
        pause();
    aside_remove_all();
    const ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written;
    _exit(EXIT_FAILED);
}

void watch_map(const char *path)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = end_run;
    action.sa_flags = SA_SIGINFO;
    snprintf(message, sizeof message,
             "mimicry: %.300s: the index was cut short while it was read, or its disk failed\n",
             path);
    for (char *c = message; *c != '\0'; c++) {
        if (c[1] != '\0' && ((unsigned char)*c < ' ' || *c == 0x7f))
            *c = '?';
    }
    sigaction(SIGBUS, &action, NULL);
}
