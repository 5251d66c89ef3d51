#!/bin/sh
# Files in a form that is not read are named, with what to do, wherever a file is read.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

printf '>good GN=ALPHA\nACDEFGHIKLMNPQRSTVWY\n' >good.fa
mimicry index -q -o good.mim good.fa

# every_reader PATTERN FILE: as FASTA, queries and everything that an option names.
every_reader() {
    fails 1 "$1" mimicry index -o out.mim "$2"
    fails 1 "$1" mimicry search "$2" -e ACDE -o out.tsv
    for verb in search screen shared; do
        fails 1 "$1" mimicry $verb good.fa "$2" -o out.tsv
    done
    fails 1 "$1" mimicry score self-similarity "$2" -o out.tsv
    fails 1 "$1" mimicry score dissimilarity good.fa "$2" -o out.tsv
    for option in matrix weights distance tissues binders only-genes exclude-genes; do
        fails 1 "$1" mimicry search good.fa -e ACDE --$option "./$2" -o out.tsv
    done
    fails 1 "$1" mimicry search good.fa --profile "./$2" --top 1 -o out.tsv
    fails 1 "$1" mimicry search --discontinuous good.fa "$2" -o out.tsv
    fails 1 "$1" mimicry search good.fa -e ACDE --tissues tissues.tsv --organs-table "./$2" \
        -o out.tsv
    fails 1 "$1" mimicry score cross-reactivity --parameters "./$2" ACDEFGHIK ACDEFGHIK
}
printf 'gene\tliver\nALPHA\t1\n' >tissues.tsv

printf '\377\376>\000a\000\n\000' >utf16
every_reader 'utf16:1: the file is UTF-16 text: save it as UTF-8$' utf16
printf 'BZh91AY&SY\136\364' >packed.bz2
every_reader 'packed\.bz2:1: the file is packed with bzip2: unpack it, or pack it with gzip$' \
    packed.bz2

# A few of the other forms; the unit test has all.
printf '\3757zXZ\000\000' >packed.xz
fails 1 'packed\.xz:1: the file is packed with xz: unpack it' mimicry index -o out.mim packed.xz
printf '\050\265\057\375x' >packed.zst
fails 1 'packed\.zst:1: the file is packed with zstd: unpack it' mimicry search good.fa packed.zst
printf 'PK\003\004x' >book.xlsx
fails 1 'book\.xlsx:1: the file is a zip archive, or a workbook of Excel: take' \
    mimicry search good.fa book.xlsx
gzip -n -c good.mim >good.mim.gz
for index in good.mim good.mim.gz; do
    fails 1 "$index:1: the file is a mimicry index: it is given as INDEX" \
        mimicry search good.fa $index
done
fails 1 'standard input:1: the file is UTF-16 text' mimicry search good.fa - <utf16

# A mark of UTF-8 and gzip, also twice, change nothing.
printf '\357\273\2771\n0\n1\n1\n' >weights
gzip -n -c weights >weights.gz
gzip -n -c weights.gz >weights.gz.gz
printf '\357\273\277ACDE\n' >list
gzip -n -c list >list.gz
gzip -n -c list.gz >list.gz.gz
for ending in '' .gz .gz.gz; do
    hits '1|ACDE|ACDE|0|15|good|ALPHA|1|4' --weights ./weights$ending good.fa list$ending
done
gzip -n -c good.fa | gzip -n >twice
hits '1|ACDE|ACDE|0|24|good|ALPHA|1|4' twice -e ACDE
hits '1|ACDE|ACDE|0|24|good|ALPHA|1|4' - -e ACDE <twice

finish
