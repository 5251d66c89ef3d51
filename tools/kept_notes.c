/* Keeps notes until a report shows them. */
#include "kept_notes.h"

#include <stdlib.h>
#include <string.h>

void kept_notes_add(struct kept_notes *notes, const char *note)
{
    char *copy = strdup(note);
    char **grown = realloc(notes->at, (notes->count + 1) * sizeof *grown);
    if (grown != NULL)
        notes->at = grown;
    if (copy == NULL || grown == NULL) {
        free(copy);
        notes->lost = true;
        return;
    }
    notes->at[notes->count++] = copy;
}

void kept_notes_give(void *data, mimicry_note_fn take, void *taker)
{
    const struct kept_notes *notes = data;
    for (size_t i = 0; i < notes->count; i++)
        take(taker, notes->at[i]);
}

void kept_notes_free(struct kept_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->at[i]);
    free(notes->at);
}
