/* Shows how far a run is, at most once a second. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

void progress_begin(struct progress *p, const char *what, int wanted)
{
    *p = (struct progress){.shown = wanted < 0 ? isatty(STDERR_FILENO) != 0 : wanted != 0,
                           .what = what,
                           .last = UINT64_MAX,
                           .seconds = (long long)time(NULL)};
}

static void show(struct progress *p, uint64_t done)
{
    if (done == p->last)
        return;
    fprintf(stderr, "\rmimicry: %llu %s", (unsigned long long)done, p->what);
    fflush(stderr);
    p->last = done;
}

int progress_watch(void *progress, uint64_t done, uint64_t total)
{
    struct progress *p = progress;
    const long long now = (long long)time(NULL);
    if (p->shown && now != p->seconds) {
        const double share = total == 0 ? 1 : (double)done / (double)total;
        show(p, p->before + (uint64_t)(share * (double)p->in_call));
        p->seconds = now;
    }
    return was_interrupted();
}

void progress_end(struct progress *p)
{
    if (!p->shown)
        return;
    show(p, p->before);
    fputc('\n', stderr);
}
