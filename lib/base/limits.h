/* Numbers that several parts of the library go by. */
#ifndef MIM_BASE_LIMITS_H
#define MIM_BASE_LIMITS_H

enum { MIM_MOST_THREADS = 1024 };

/* The difference of scores that is forgiven: sums of doubles differ by less when their terms are
 * equal, and numbers that a person writes differ by more. */
#define MIM_FORGIVEN 1e-9

#endif
