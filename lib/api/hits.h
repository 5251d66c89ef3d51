/* The hits that a search hands out. */
#ifndef MIM_API_HITS_H
#define MIM_API_HITS_H

#include <mimicry/mimicry.h>

struct mimicry0_hits {
    mimicry_hit *hits;
    size_t count, capacity;
};

#endif
