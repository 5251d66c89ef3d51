#!/bin/sh
# The words of the command line: wrong ones are told apart from bad input, by exit status 2.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: .*$1.*\\(see mimicry .*--help\\)\$"
    shift
    fails 2 "$pattern" mimicry "$@"
}

printf '>good one\nACDEFGHIKLMNPQRSTVWY\n' >good.fa
echo ACDE >list

# ---- Verbs ----

usage 'a verb is missing: index, search, .*, completions'
usage "unknown verb 'frobnicate'" frobnicate
usage "unknown verb '--frobnicate'" --frobnicate
usage "unknown verb ''" ''
usage "unknown verb 'Search'" Search good.fa list
usage "unknown verb 'a\\?b'" "$(printf 'a\nb')" # one line, whatever the word is

# ---- Options and words of each ----

usage 'search: INDEX is missing' search
usage 'search: INDEX is missing' search -e ACDE
usage 'search: QUERIES or -e is missing' search good.fa
usage "one word too many: 'list'" search good.fa list -e ACDE
usage "one word too many: 'third'" search good.fa list third
usage 'index: a FASTA file is missing' index
usage 'index: a FASTA file is missing' index -o out.mim
usage 'index: a FASTA file is missing' index --
usage 'index: -o is needed' index good.fa good.fa
usage 'index: -o is needed' index -
for verb in info verify; do
    usage "$verb: INDEX is missing" $verb
    usage "$verb: one word too many: 'b'" $verb a b
done
usage "matrices: one word too many: 'PAM30'" matrices BLOSUM62 PAM30

for verb in index search shared score info verify matrices; do
    usage "$verb: unknown option '--frobnicate'" $verb --frobnicate good.fa
    usage "$verb: unknown option '-z'" $verb -z good.fa
done
usage "search: unknown option '-z'" search -zm 1 good.fa list
usage "index: unknown option '-z'" index -zo out.mim good.fa
usage "search: unknown option '--frobnicate=1'" search --frobnicate=1 good.fa list
usage 'search: --exact takes no value' search --exact=1 good.fa list
usage "search: unknown option '--min'" search --min 1 good.fa list # min-score or -similarity?
usage '-o needs a value' index good.fa -o
usage '--output needs a value' index good.fa --output
for option in -m --max-mismatches --min-score --min-similarity --max-penalty --top --matrix \
    --windows -e --peptide --flank --format -o --output -t --threads; do
    usage "search: $option needs a value" search good.fa list $option
done

# ---- Thresholds: one, and a number ----

for first in '-m 1' --exact '--min-score 1' '--min-similarity 1' '--max-penalty 1' \
    '--max-evalue 1'; do
    for second in '-m 2' --exact '--min-score 2' '--min-similarity 2' '--max-penalty 2'; do
        [ "${first% *}" != "${second% *}" ] || continue # test_options.sh has these
        # shellcheck disable=SC2086
        usage 'together: one of them was expected' search good.fa list $first $second
    done
done
for option in --max-mismatches --min-score --min-similarity --max-penalty --max-evalue; do
    for word in '' abc 1x 1e 1..2 1,5 -- - + inf -inf nan infinity; do
        usage "$option '.*': a number was expected" search good.fa list $option "$word"
    done
done
usage "-m 'abc': a number was expected" search good.fa list -m abc

# ---- Values ----

for option in --top --threads --flank; do
    for word in '' abc 1.5 1e3 1x ' 1' '1 '; do
        usage "$option '$word': a whole number was expected" search good.fa list $option "$word"
    done
done
usage '--top 0: ' search good.fa list --top 0
usage '--top -1: ' search good.fa list --top -1
for word in 0 -1 1025 99999999999999999999; do
    usage "-t $word: 1 to 1024 were expected" search good.fa list -t $word
done
for word in -1 1001 99999999999999999999; do
    usage "--flank $word: 0 to 100 were expected" search good.fa list --flank $word
done
for word in '' 0 0-4 -8 8- 8-11-12 8,11 8..11 a 8-b ' 8' '8 '; do
    usage "--windows '$word': lengths such as 9 or 8-11" search good.fa list --windows "$word"
done
for word in 11-8 1025 8-1025 99999999999 4294967304 8-4294967304; do # 2^32 + 8
    usage "--windows '$word': lengths from 1 to 1024" search good.fa list --windows $word
done
for word in '' xml TSV tsv2; do
    usage "--format '$word': one of tsv, csv, jsonl, .* was expected" \
        search good.fa list --format "$word"
done

# ---- Right words ----

works mimicry --help
cp "$work/out" help
grep -q '^  mimicry search ' help || fail 'the help does not name the verbs'
prints "$(cat help)" mimicry -h
prints "$(cat help)" mimicry help
for verb in index search shared score info verify matrices; do
    grep -q "^  mimicry $verb " help || fail "the help does not name $verb"
    works mimicry $verb --help
    grep -q "^mimicry $verb " "$work/out" || fail "mimicry $verb --help does not show its words"
    cp "$work/out" verb_help
    prints "$(cat verb_help)" mimicry $verb -h
done
works mimicry --version
grep -Eq '^mimicry [0-9]+\.[0-9]+\.[0-9]+$' "$work/out" || fail 'no version' mimicry --version
for what in 'compiled by *(gcc|clang) [0-9.]+' 'build *(not )?optimised' 'zlib *[0-9.]+' \
    'instruction set *(portable|avx2|avx512)' 'libdivsufsort *[0-9.]+'; do
    grep -Eq "^$what" "$work/out" || fail "the version does not say $what" mimicry --version
    pass
done
fails 1 'ACDEFGHIK: .*INDEX comes first, and a peptide is given as -e ACDEFGHIK' \
    mimicry search ACDEFGHIK -e ACDE
works mimicry search --help
is 1 "$(grep -c '^Examples:$' "$work/out")"

# Options may stand anywhere, long ones may be cut short, and `--` ends them.
row='1|ACDE|ACDE|0|24|good||1|4'
hits "$row" good.fa list
hits "$row" -m 0 good.fa list
hits "$row" good.fa -m0 list -t 1
hits "$row" good.fa list --max-mismatches=0 --format=tsv
hits "$row" good.fa list --max-mis 0
hits "$row" --exact -- good.fa list
cp good.fa ./-good.fa
hits "$row" -- -good.fa list
prints '' mimicry index -- -good.fa
prints ok mimicry verify -- -good.mim
fails 2 "unknown option '-g" mimicry verify -good.mim

finish
