/* Writes an index to a file that appears only when it is whole. */
#ifndef SAVE_INDEX_H
#define SAVE_INDEX_H

#include "tool.h"

/* The exit status, having reported what went wrong. */
int save_index(const mimicry_index *index, const char *path);

#endif
