/* Functions that are part of every caller. */
#ifndef MIM_BASE_INLINE_H
#define MIM_BASE_INLINE_H

/* For kernels, of which each caller's constants make another loop, and for what only asks for
 * memory
 * (__builtin_prefetch): gcc takes such a function for one that does nothing, and leaves its calls
 * out unless it is inline before that is looked at. */
#define MIM_ALWAYS_INLINE inline __attribute__((always_inline))

#endif
