/* Drives every verb over an index that may be damaged in any way: whatever the answer, the call has
 * to end with a status and a message. It needs the public header alone. */
#ifndef MIMICRY_TESTS_EVERY_VERB_H
#define MIMICRY_TESTS_EVERY_VERB_H

#include <mimicry/mimicry.h>

/* What is asked. `peptide` has 1 to 1024 residues and no `*`; `sequence` may be any. `choice`
 * decides on options: each verb takes some of its digits. */
typedef struct verb_call {
    const mimicry_index *index;
    const char *peptide;
    const char *sequence;
    uint64_t choice;
} verb_call;

enum { N_VERBS = 12 };
const char *verb_name(unsigned verb);

/* Ends the process with a message where a status comes without its error, or the other way. */
void drive_verb(unsigned verb, verb_call call);

#endif
