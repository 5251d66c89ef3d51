/* The notes of a run, told and kept. */
#ifndef KEPT_NOTES_H
#define KEPT_NOTES_H

#include <stdbool.h>

#include <mimicry/mimicry.h>

/* Zeroed to begin with. */
struct kept_notes {
    char **at;
    size_t count;
    bool lost; /* there was no memory for one, which was told all the same */
};

void kept_notes_add(struct kept_notes *notes, const char *note);

/* Hands each to `take`: a mimicry_notes_fn. */
void kept_notes_give(void *notes, mimicry_note_fn take, void *taker);

void kept_notes_free(struct kept_notes *notes);

#endif
