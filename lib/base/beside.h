/* Does one thing in a thread beside the caller's. */
#ifndef MIM_BASE_BESIDE_H
#define MIM_BASE_BESIDE_H

#include <pthread.h>
#include <stdbool.h>

/* Zeroed to begin with. */
struct mim_beside {
    pthread_t thread;
    bool runs;
    void (*run)(void *data);
    void *data;
};

/* Starts it; where the system refuses a thread it is done before this returns. It must not move,
 * and nothing else may be started, until mim_beside_join. */
void mim_beside_start(struct mim_beside *beside, void (*run)(void *data), void *data);

/* Waits until it is done; does nothing where nothing was started. */
void mim_beside_join(struct mim_beside *beside);

#endif
