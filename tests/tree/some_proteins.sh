#!/bin/sh
# Writes a third of the sample of human proteins, in the thorough run all: for plain counts over all
# windows.
#     sh tests/tree/some_proteins.sh ROOT OUTPUT.gz
set -eu
step=3
[ "${MIMICRY_THOROUGH:-}" != 1 ] || step=1
gzip -dc "$1/data/self_sample.fasta.gz" | awk -v step=$step '/^>/ { n++ } n % step == 0' |
    gzip >"$2"
