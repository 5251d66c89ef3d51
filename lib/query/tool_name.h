/* What the names of records and candidates tell, as tools make them. */
#ifndef MIM_QUERY_TOOL_NAME_H
#define MIM_QUERY_TOOL_NAME_H

#include <stdbool.h>

#include "residue/header.h"

enum mim_half { MIM_WHOLE, MIM_WILDTYPE_HALF, MIM_MUTANT_HALF };

/* Which half of a pair a record is: `WT.` or `MT.` (pVACseq), `ALT.` (pVACsplice), `WT|` or `MT|`
 * (epitopeprediction) before what both are named. `*out_length` is that of the prefix. */
enum mim_half mim_tool_half(const char *name, size_t *out_length);

/* Reads the gene and the transcript, of a fusion both, off a name without such a prefix:
 *
 *   5.CECR2.ENST00000262608.missense.535R/H                       pVACseq
 *   1.A-B.ENST00000272895-ENST00000370114.inframe_fusion.27       pVACfuse
 *   CCDC18.ENST00000401026.JUNC00000006.chr1:1-2.NDA.splice_site  pVACsplice
 *   170|3:1:G:C|CHCHD6|ENST00000290913.8|Q9BRQ6|missense|...      epitopeprediction
 *
 * False where it is none of these. */
bool mim_tool_name(const char *name, size_t length, struct mim_slice *out_gene,
                   struct mim_slice *out_transcript);

#endif
