#!/bin/sh
# The table of options: what help shows, what is given twice, what does not go together, slips,
# and that what is made of the table is up to date.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

root=$(cd "$MIMICRY_DATA/.." && pwd)
verbs='index search screen shared score info verify alleles matrices completions'
printf '>good one\nACDEFGHIKLMNPQRSTVWY\n' >good.fa
echo ACDE >list

# ---- Help: at most 79 columns, and the same by two ways ----

for verb in $verbs help; do
    works mimicry help "$verb"
    cp "$work/out" "help.$verb"
    prints "$(cat "help.$verb")" mimicry "$verb" --help
    prints "$(cat "help.$verb")" mimicry "$verb" -h
done
works mimicry --help
cat help.* "$work/out" | awk 'length($0) > 79 { print; bad = 1 } END { exit bad }' ||
    fail 'lines of more than 79 columns'
pass
prints "$(mimicry --help)" mimicry help
fails 2 "unknown verb 'serach': did you mean search\\?" mimicry help serach

# options VERB: a line for each: its name, and the name of its value if it has one.
options() {
    sed '/^Examples:/,$d' "help.$1" |
        sed -n -E 's/^ +(-[a-zA-Z], )?(--[a-z-]+)( ([^ ]+))?( .*)?$/\2 \4/p' |
        awk '{ print $1, $2 }'
}

# sample NAME: a value that an option takes whose value is called NAME.
sample() {
    case $1 in
        '') ;;
        'MIN[-MAX]') echo 9 ;;
        FORMAT) echo csv ;;
        F) echo 0.5 ;;
        LIST) echo evalue ;;
        ORDER) echo similarity ;;
        'auto|always|never') echo never ;;
        *) echo 1 ;;
    esac
}

# ---- Every option: prefixes, values, given twice ----

for verb in search screen shared score index; do
    options "$verb" >"options.$verb"
    [ "$(wc -l <"options.$verb")" -ge 5 ] || fail "hardly any option of $verb"
    while read -r option value; do
        word=$(sample "$value")
        [ "$verb $option" != 'score --weights' ] || word=1
        if [ -z "$value" ]; then
            fails 2 "$option takes no value" mimicry "$verb" "$option=1"
            continue
        fi
        fails 2 "$verb: $option needs a value" mimicry "$verb" "$option"
        case $option in
            --peptide | --only-gene* | --exclude-gene* | --allele)
                run mimicry "$verb" "$option" "$word" "$option=$word"
                ! grep -q twice "$work/err" || fail "$option cannot be repeated"
                ;;
            *) fails 2 "$verb: $option is given twice" \
                mimicry "$verb" "$option" "$word" "$option=$word" ;;
        esac
    done <"options.$verb"
done
fails 2 'search: --max-mismatches is given twice|search: -m is given twice' \
    mimicry search good.fa list -m 1 -m 1
fails 2 'given twice' mimicry search good.fa list -m1 --max-mis=1

# ---- What does not go together does not in either order, and nothing else is refused so ----

# All pairs in the thorough tests, else every third.
pairs=0
step=3
[ "${MIMICRY_THOROUGH:-}" != 1 ] || step=1
for verb in search screen shared; do
    while read -r option value; do
        [ "$option" = --help ] || echo "$option $(sample "$value")"
    done <"options.$verb" | awk -v step=$step -v first="${MIMICRY_TEST_SEED:-0}" '{
        line[NR] = $0
        for (i = 1; i < NR; i++) if ((n++ + first) % step == 0) print line[i] "/" $0
    }' >"pairs.$verb"
    # A thousand runs: what they print stays in variables, which takes no other process.
    while IFS=/ read -r x y; do
        status=0
        # shellcheck disable=SC2086
        one=$("$MIMICRY" "$verb" $x $y 2>&1) || status=$?
        [ "$status" -eq 2 ] || fail "exit status $status" mimicry "$verb" "$x" "$y"
        status=0
        # shellcheck disable=SC2086
        other=$("$MIMICRY" "$verb" $y $x 2>&1) || status=$?
        [ "$status" -eq 2 ] || fail "exit status $status" mimicry "$verb" "$y" "$x"
        [ "$one" = "$other" ] || fail 'another message in the other order' "$x" "$y"
        case $one in *together*) pairs=$((pairs + 1)) ;; esac
    done <"pairs.$verb"
    pass
done
[ $((pairs * step)) -ge 60 ] || fail "only $pairs pairs do not go together"
for pair in '-m 1|--min-score 1' '--exact|-m 1' '--counts|--by-peptide' '--top 3|--max-indels 1' \
    '--motif A|--matrix PAM30' '--motif A|-e A' '--discontinuous|--top 1' '--counts|--flank 3' \
    '--counts|--columns evalue'; do
    # shellcheck disable=SC2086
    fails 2 '^mimicry: search: --[a-z-]+ and --[a-z-]+ together: one of them was expected' \
        mimicry search ${pair%|*} ${pair#*|} good.fa list
done
for words in '--fixed-positions' '--min-expression 1' '--organs' '--organs-table x'; do
    # shellcheck disable=SC2086
    fails 2 '^mimicry: search: --[a-z-]+ without --' mimicry search $words good.fa list
done

# ---- Slips ----

for slip in serach:search Search:search scren:screen indx:index matrces:matrices; do
    fails 2 "unknown verb '${slip%:*}': did you mean ${slip#*:}\\?" mimicry "${slip%:*}" good.fa
done
for slip in mismatches:max-mismatches min-scroe:min-score treads:threads fomat:format; do
    fails 2 "unknown option '--${slip%:*}': did you mean --${slip#*:}\\?" \
        mimicry search good.fa list "--${slip%:*}" 1
done
fails 2 "unknown option '--frobnicate' \\(see" mimicry search good.fa list --frobnicate
fails 2 "unknown verb 'frobnicate' \\(see" mimicry frobnicate
fails 2 "unknown method 'haming': did you mean hamming\\?" mimicry score haming A C
fails 1 '^mimicry: ACDE: cannot open: .*: a peptide is given as -e ACDE$' \
    mimicry search good.fa ACDE

for words in '- -' 'good.fa - --exclude-genes -' 'good.fa list --matrix - --exclude-genes -'; do
    # shellcheck disable=SC2086
    fails 2 'standard input .-. is named twice' mimicry search $words
done

# ---- Values that cannot be are wrong usage ----

for word in -1 abc 1.5 '' inf nan ' 1'; do
    fails 2 '^mimicry: search: (-m|--max-mismatches) ' mimicry search good.fa list -m "$word"
done
fails 2 "one of tsv, csv, jsonl, blast6, pepmatch, table was expected" \
    mimicry search good.fa list --format xml
fails 2 "one of evalue, alignment, protein, group, vital, lists was expected" \
    mimicry search good.fa list --columns evalue,xml

# ---- Peptides of the command line, for every verb that takes queries ----

for words in search screen shared 'score dissimilarity'; do
    printf 'ACDE\nFGHIK\n' >two
    # shellcheck disable=SC2086
    works mimicry $words good.fa two
    cp "$work/out" by_file
    # shellcheck disable=SC2086
    works mimicry $words good.fa -e ACDE -e FGHIK
    same by_file "$work/out"
    # shellcheck disable=SC2086
    works mimicry $words good.fa - <two
    same by_file "$work/out"
done

# ---- Notes are lines of standard error, and can be silenced ----

printf 'Peptide\nACDE\n' >table
run mimicry search good.fa table
is "mimicry: note: columns taken: peptide 'Peptide'" "$(cat "$work/err")"
cp "$work/out" noted
run mimicry search --quiet good.fa table
is '' "$(cat "$work/err")"
same noted "$work/out"

# ---- Completions: those that are checked in; bash completes verbs, options and values ----

for file in bash:mimicry.bash zsh:_mimicry fish:mimicry.fish; do
    works mimicry completions "${file%:*}"
    same "$work/out" "$root/tools/completions/${file#*:}"
done
fails 2 "'tcsh': bash, zsh or fish was expected" mimicry completions tcsh
# completes EXPECTED WORDS...: what bash offers for the last word.
completes() {
    expected=$1
    shift
    is "$expected" "$(bash -c '. "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _mimicry
        echo "${COMPREPLY[*]}"' "$root/tools/completions/mimicry.bash" "$@")"
}
if command -v bash >/dev/null 2>&1; then
    completes 'search' mimicry sea
    completes '--max-mismatches --max-penalty --max-evalue --max-indels --max-presented' \
        mimicry search --max-
    completes 'jsonl' mimicry search --format j
    completes 'relatedness recognition-potential' mimicry score re
    completes 'good.fa' mimicry search go
else
    skip 'the completion of bash' 'there is no bash'
fi

# ---- An output is no input ----

cp good.fa input.fa
ln -s input.fa link.fa
ln input.fa hard.fa
mkdir folder
cp list folder/list
printf 'gene\tliver\nA\t1\n' >levels.tsv
for output in input.fa ./input.fa link.fa hard.fa folder/../input.fa; do
    fails 2 'the output would replace the input input.fa' mimicry index -o $output input.fa
    fails 2 'the output would replace the input input.fa' mimicry search -o $output input.fa list
    fails 2 'the output would replace the input input.fa' \
        mimicry screen --hits $output input.fa list
    fails 2 'the output would replace the input input.fa' mimicry shared -o $output input.fa list
    fails 2 'the output would replace the input input.fa' \
        mimicry score dissimilarity -o $output input.fa list
done
same good.fa input.fa
fails 2 'would replace the input list' mimicry search -o list good.fa list
fails 2 'would replace the input levels.tsv' \
    mimicry search -o levels.tsv --tissues levels.tsv good.fa list
fails 2 'would replace the input list' mimicry search -o list good.fa -e A --exclude-genes list
# shellcheck disable=SC2094 # it is not written to
fails 2 'would replace the input -' mimicry search -o list good.fa - <list
for two in 'o ./o' './o o' 'folder/o folder/../folder/o'; do
    fails 2 'are one file: two were expected' \
        mimicry screen --hits "${two% *}" -o "${two#* }" good.fa list
done
# Standard output may be such a file too: it would grow while it is read, or be replaced.
# into FILE WORDS...: refused, with nothing added to FILE.
into() {
    cp "$1" before
    appended=$1
    shift
    # shellcheck disable=SC2016 # for that shell
    run sh -c 'file=$1; shift; exec "$@" >>"$file"' sh "$appended" "$MIMICRY" "$@"
    is 2 "$status"
    grep -Eq 'standard output(: the output would replace the input| are one file)' "$work/err" ||
        fail 'it does not say so' "$@"
    same before "$appended"
}
into input.fa search input.fa list
into list screen good.fa list
into levels.tsv search --tissues levels.tsv good.fa list
into hard.fa shared link.fa list
printf 'a\tb\nACDE\tACDF\n' >pairs.tsv
into pairs.tsv score hamming pairs.tsv
into list screen --hits list good.fa -e ACDE
mimicry index -q -o input.mim good.fa
into input.mim info input.mim
into input.mim search ./folder/../input.mim list
rm before input.mim pairs.tsv
prints '' mimicry search -o new good.fa list # a link stays, and what it leads to is written
ln -s new later
prints '' mimicry search -m 1 -o later good.fa list
[ -L later ] || fail 'the link is gone'
mimicry search -m 1 good.fa list >expected
same expected new

# ---- No column stands in the sources of the command ----

printf 'gene\tliver\ngood\t1\n' >levels.tsv
printf 'peptide\tallele\trank\nACDE\tA\t1\n' >binders.tsv
mimicry index -q -o good.mim good.fa
all='--columns evalue,alignment,protein,group,vital --tissues levels.tsv --organs
    --binders binders.tsv --flank 3'
{
    # shellcheck disable=SC2086
    mimicry search --windows 4 $all good.fa list --describe
    mimicry search --max-indels 1 good.fa list --describe
    mimicry search --by-peptide good.fa list --describe
    mimicry search --counts good.fa list --describe
    mimicry search --explain good.fa list --describe
    mimicry screen --dissimilarity --tissues levels.tsv --organs --binders binders.tsv \
        --columns vital good.fa list --describe
    mimicry shared good.fa list --describe
    mimicry shared --profile good.fa list --describe
    mimicry score hamming A C --describe
    mimicry info --records good.mim --describe
    mimicry info --sources good.mim --describe
} | grep -v '^column	' | cut -f 1 | sort -u >columns
[ "$(wc -l <columns)" -ge 60 ] || fail 'hardly any column' cat columns
# Names of verbs and options are that too; all else is a column.
for verb in $verbs; do
    echo "$verb"
    options "$verb" | sed 's/ .*//; s/^--//'
done | sort -u >words
comm -23 columns words >alone
while read -r column; do
    if grep -n "\"$column\"" "$root"/tools/*.[ch]; then
        fail "the column $column stands in the sources of the command"
    fi
done <alone
pass

finish
