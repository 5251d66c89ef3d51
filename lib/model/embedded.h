/* Data files that are built into the library. */
#ifndef MIM_MODEL_EMBEDDED_H
#define MIM_MODEL_EMBEDDED_H

#include <stddef.h>

struct mim_embedded {
    const char *name; /* of the file, for messages */
    const unsigned char *data;
    size_t size;
};

extern const struct mim_embedded mim_blosum62_odds; /* a matrix in NCBI's format */
extern const struct mim_embedded mim_crossdome_mds; /* 12 numbers a residue (distance.c) */
extern const struct mim_embedded mim_organs_table;  /* tissue, organ, vital (organs.c) */
extern const struct mim_embedded mim_hla_motifs;    /* packed (allele_motifs.c) */
extern const struct mim_embedded mim_report_page;   /* HTML (lib/report/report.c) */

#endif
