/* Adds progress up. What is still to be done is known for the searches so far. */
#include "table/progress.h"

static int watch(void *data, uint64_t done, uint64_t total)
{
    struct mim_progress *p = data;
    p->here = total;
    return p->fn(p->data, p->done + done, p->done + total);
}

void mim_progress_open(struct mim_progress *p, struct mim_search *search)
{
    *p = (struct mim_progress){.fn = search->progress, .data = search->progress_data};
    if (p->fn == NULL)
        return;
    search->progress = watch;
    search->progress_data = p;
}

void mim_progress_go_on(struct mim_progress *p)
{
    p->done += p->here;
    p->here = 0;
}
