/* Does one thing in a thread beside the caller's. */
#include "base/beside.h"

#include <stddef.h>

static void *work(void *data)
{
    const struct mim_beside *beside = data;
    beside->run(beside->data);
    return NULL;
}

void mim_beside_start(struct mim_beside *beside, void (*run)(void *data), void *data)
{
    beside->run = run;
    beside->data = data;
    beside->runs = pthread_create(&beside->thread, NULL, work, beside) == 0;
    if (!beside->runs)
        run(data);
}

void mim_beside_join(struct mim_beside *beside)
{
    if (beside->runs)
        pthread_join(beside->thread, NULL);
    beside->runs = false;
}
