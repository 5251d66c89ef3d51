/* Objects that several hold: the last one that lets go frees it. */
#ifndef MIM_BASE_SHARES_H
#define MIM_BASE_SHARES_H

#include <stdatomic.h>
#include <stdbool.h>

/* How many hold the object, besides the one who made it. Zero to begin with. */
typedef _Atomic unsigned mim_shares;

static inline void mim_share(mim_shares *shares)
{
    atomic_fetch_add(shares, 1);
}

/* Whether this was the last one. */
static inline bool mim_unshare(mim_shares *shares)
{
    return atomic_fetch_sub(shares, 1) == 0;
}

#endif
