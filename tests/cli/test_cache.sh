#!/bin/sh
# --cache: FASTA in the place of INDEX, of which an index is kept, and never taken for another's.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

XDG_CACHE_HOME=$PWD/cache
HOME=$PWD/home
export XDG_CACHE_HOME HOME
mkdir home

cat >p.fa <<'FASTA'
>one GN=ONE
MKVAELVHFLEVDPIGHLYQQQQ
>rev_two GN=TWO
MKKVAELVHFLAA
FASTA

kept() {
    find cache -type f 2>/dev/null | sort
}

# one_kept: there is one index, whole, and nothing else.
one_kept() {
    is 1 "$(kept | wc -l | tr -d ' ')"
    prints ok mimicry verify "$(kept)"
}

# right [OPTION...]: what is found in p.fa, as without --cache.
right() {
    mimicry search -q "$@" p.fa -e KVAELVHFL >wanted
    works mimicry search --cache "$@" p.fa -e KVAELVHFL
    same wanted "$work/out"
}

said() {
    grep -q "$1" "$work/err" || fail "no note '$1'"
    pass
}

# ---- Without it ----

# A note where it takes long enough for a person to care.
awk 'BEGIN {
    for (i = 0; i < 30000; i++)
        print ">r" i "\nMKVAELVHFLEVDPIGHLYQQQQMKVAELVHFL"
}' >large.fa
works mimicry search large.fa -e WWWWWWWWW
said 'note: large.fa is FASTA, which is indexed anew for each run: .*--cache'
works mimicry search -q large.fa -e WWWWWWWWW
is '' "$(cat "$work/err")"
works mimicry search p.fa -e KVAELVHFL
is '' "$(grep anew "$work/err" || :)"
is '' "$(kept)"

# ---- It is kept, and taken ----

right
one_kept
right
! grep -q FASTA "$work/err" || fail 'a note of an index that is there'
one_kept
case $(kept) in
    cache/mimicry/p.fa-*.mim) pass ;;
    *) fail 'the name of what is kept' ;;
esac

# If the index there is one of another file, that shows that it is read.
printf '>other GN=OTHER\nKVAELVHFL\n' >other.fa
mimicry index -q -o other.mim other.fa
cp other.mim "$(kept)"
works mimicry search --cache p.fa -e KVAELVHFL
grep -q OTHER "$work/out" || fail 'the kept index is not read'
rm -r cache

# ---- Another content, other conditions ----

right
before=$(kept)
touch -r p.fa time
sed -i.bak s/KVAELVHFLEV/KVAELVHFIEV/ p.fa # as long as before
touch -r time p.fa
right
is 1 "$(grep -c TWO "$work/out")"
! grep -q ONE "$work/out" || fail 'the old index was taken'
one_kept
[ "$before" != "$(kept)" ] || fail 'the old name'
cp p.fa.bak p.fa
touch -r time p.fa
right
one_kept

right --exclude-decoys
! grep -q TWO "$work/out" || fail 'decoys were searched'
is 2 "$(kept | wc -l | tr -d ' ')"
right
rm -r cache

# Files of one name in two folders, and a name that is a link to another file later.
mkdir a b
cp p.fa a/p.fa
cp other.fa b/p.fa
for folder in a b a b; do
    mimicry search -q $folder/p.fa -e KVAELVHFL >wanted
    works mimicry search --cache $folder/p.fa -e KVAELVHFL
    same wanted "$work/out"
done
is 2 "$(kept | wc -l | tr -d ' ')"
for file in p.fa other.fa p.fa; do
    ln -sf $file link.fa
    mimicry search -q $file -e KVAELVHFL >wanted
    works mimicry search --cache link.fa -e KVAELVHFL
    same wanted "$work/out"
done
rm -r cache

# ---- Damage ----

# damaged WHAT: the right answer, a note, and a whole index afterwards.
damaged() {
    right
    said "$1.*the index is made anew"
    one_kept
    right
    ! grep -q anew "$work/err" || fail 'made anew twice'
}

right
file=$(kept)
: >"$file"
damaged 'not a mimicry index'
head -c 5000 "$file" >part
cp part "$file"
damaged 'damaged index'
printf 'no index' >"$file"
damaged 'not a mimicry index'
# A residue, which only the checksums tell; the text begins after the header.
printf '\1' | dd of="$file" bs=1 seek=4098 conv=notrunc 2>/dev/null
damaged 'damaged index'
# Format 9.
printf '\11' | dd of="$file" bs=1 seek=12 conv=notrunc 2>/dev/null
damaged 'format 9'

# ---- Several at once ----

rm -r cache
mimicry search -q p.fa -e KVAELVHFL >wanted
for i in 1 2 3 4 5 6 7 8; do
    mimicry search -q --cache p.fa -e KVAELVHFL >"out.$i" 2>"err.$i" &
done
wait
for i in 1 2 3 4 5 6 7 8; do
    same wanted "out.$i"
    is '' "$(cat "err.$i")"
done
one_kept

# ---- Where nothing can be kept ----

rm -r cache
cat p.fa >copy.fa
for place in "$PWD/p.fa" /dev/null/no; do
    run env XDG_CACHE_HOME="$place" "$MIMICRY" search --cache p.fa -e KVAELVHFL
    is 0 "$status"
    same wanted "$work/out"
    said 'note: .*cannot be written: no index is kept'
done
same copy.fa p.fa
run env -u XDG_CACHE_HOME -u HOME "$MIMICRY" search --cache p.fa -e KVAELVHFL
same wanted "$work/out"
said 'neither XDG_CACHE_HOME nor HOME'
run env XDG_CACHE_HOME=relative "$MIMICRY" search --cache p.fa -e KVAELVHFL
same wanted "$work/out"
[ ! -e relative ] || fail 'a relative folder was made'
is 1 "$(find home/.cache/mimicry -name 'p.fa-*.mim' | wc -l | tr -d ' ')"
is '' "$(kept)"

mkfifo pipe
cat p.fa >pipe &
run mimicry search --cache pipe -e KVAELVHFL
same wanted "$work/out"
said 'pipe is no plain file'
mimicry search --cache - -e KVAELVHFL <p.fa >"$work/out" 2>"$work/err"
same wanted "$work/out"
said 'no plain file'
is '' "$(kept)"

fails 1 'p.fb' mimicry search --cache p.fb -e KVAELVHFL
printf '>one\nAC?D\n' >bad.fa
fails 1 'bad.fa:2: column 3' mimicry search --cache bad.fa -e KVAELVHFL
is '' "$(kept)"

# ---- An index in its place, every verb, and what has no proteome ----

mimicry index -q -o p.mim p.fa
works mimicry search --cache p.mim -e KVAELVHFL
is '' "$(kept)"
for verb in 'screen' 'shared' 'score dissimilarity'; do
    # shellcheck disable=SC2086
    {
        mimicry $verb -q p.fa -e KVAELVHFL >wanted
        works mimicry $verb --cache p.fa -e KVAELVHFL
        same wanted "$work/out"
        works mimicry $verb --cache p.fa -e KVAELVHFL
        same wanted "$work/out"
    }
    one_kept
done
works mimicry report --cache -o page.html p.fa -e KVAELVHFL
one_kept
fails 2 'relatedness has no proteome' mimicry score relatedness --cache EVDPIGHLY ESDPIVAQY
mimicry screen -q -o rows.tsv p.fa -e KVAELVHFL
fails 2 '\-\-cache and --rows' mimicry report --cache --rows rows.tsv -o page.html

finish
