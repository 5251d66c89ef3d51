/* Shows how far a run is, at most once a second, and its notes. */
#include "watch.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

/* On a terminal the line would be among the rows, if these go there too. */
static bool has_room(const struct request *request)
{
    return isatty(STDERR_FILENO) && (request->output != NULL || !isatty(STDOUT_FILENO));
}

void watch_begin(struct watch *p, const struct request *request)
{
    *p = (struct watch){.shown = request->progress > 0 ||
                                 (request->progress == 0 && !request->quiet && has_room(request)),
                        .quiet = request->quiet != 0,
                        .seconds = (long long)time(NULL)};
}

int watch_progress(void *data, uint64_t done, uint64_t total)
{
    struct watch *p = data;
    const long long now = (long long)time(NULL);
    if (p->shown && now != p->seconds) {
        const double share = total == 0 ? 1 : (double)done / (double)total;
        fprintf(stderr, "\rmimicry: %llu rows, %3.0f %% of the next", (unsigned long long)p->rows,
                100 * share);
        fflush(stderr);
        p->drawn = true;
        p->seconds = now;
    }
    return 0;
}

static void end_line(struct watch *p)
{
    if (p->drawn)
        fputc('\n', stderr);
    p->drawn = false;
}

void watch_note(void *data, const char *note)
{
    struct watch *p = data;
    kept_notes_add(&p->notes, note);
    if (p->quiet)
        return;
    end_line(p);
    report("note: %s", note);
}

void watch_end(struct watch *p)
{
    if (!p->shown)
        return;
    fprintf(stderr, "%smimicry: %llu rows", p->drawn ? "\r" : "", (unsigned long long)p->rows);
    p->drawn = true;
    end_line(p);
}

void watch_free(struct watch *p)
{
    kept_notes_free(&p->notes);
}
