#!/bin/sh
# The workflows in docs/examples do what docs/cookbook.md says of them: Snakemake runs the command
# that is shown there; of the one for Nextflow, which Debian does not have, the scripts of the
# processes are run. Both give the tables that the command gives by itself.
#     sh tests/tree/check_workflows.sh ROOT MIMICRY
set -eu
root=$(cd "$1" && pwd)
mimicry=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "workflows: $1"
    exit 1
}

mkdir "$work/bin" "$work/plain" "$work/snakemake" "$work/nextflow"
ln -s "$mimicry" "$work/bin/mimicry"
PATH="$work/bin:$PATH"
for folder in plain snakemake nextflow; do
    ln -s "$root/data" "$work/$folder/data"
    ln -s "$root/docs" "$work/$folder/docs"
done

cd "$work/plain"
mimicry index -o self.mim data/self_sample.fasta.gz data/known_offtargets.fasta
mkdir results
for name in candidates antigens; do
    mimicry screen --exclude-wildtype --exclude-own-gene --hits "results/$name.hits.tsv" \
        -o "results/$name.screen.tsv" self.mim "data/$name.tsv"
    [ "$(wc -l <"results/$name.hits.tsv")" -gt 3 ] || fail "$name: hardly any hit"
done

# ---- Snakemake ----

cd "$work/snakemake"
command=$(sed -n 's/^    \(snakemake .*\)/\1/p' "$root/docs/cookbook.md")
[ "$(printf '%s\n' "$command" | wc -l)" -eq 1 ] || fail "not one command of Snakemake is shown"
if command -v snakemake >/dev/null 2>&1; then
    if ! HOME="$work" XDG_CACHE_HOME="$work/cache" sh -c "$command" >log 2>&1; then
        cat log
        fail "Snakemake failed"
    fi
    diff -r "$work/plain/results" results || fail "Snakemake made other tables"
    said=", and Snakemake ran"
else
    said="; snakemake is not here and was not run"
fi

# ---- Nextflow ----

# The lines of the N-th script of the file, with the values that the names in it stand for.
script() {
    awk -v wanted="$1" '
        /^ *"""$/ { inside = !inside; number += inside; next }
        inside && number == wanted' "$root/docs/examples/main.nf" |
        sed -e "s|\${fasta}|$proteome|g" -e "s|\${index}|self.mim|g" \
            -e "s|\${table.simpleName}|$name|g" -e "s|\${table}|data/$name.tsv|g" \
            -e "s|\${task.cpus}|2|g" -e 's|\\\\$|\\|'
}

cd "$work/nextflow"
proteome="data/self_sample.fasta.gz data/known_offtargets.fasta"
for name in candidates antigens; do
    for number in 1 2; do
        script $number >lines
        grep -q mimicry lines || fail "main.nf has no script $number"
        ! grep -qF "\${" lines || fail "main.nf has a name that this test does not know"
        sh -eu lines || fail "a script of main.nf failed"
    done
done
mkdir results
mv ./*.screen.tsv ./*.hits.tsv results
diff -r "$work/plain/results" results || fail "the scripts of main.nf made other tables"
sed -n "s/^    path \"\(.*\)\", emit.*/\1/p" "$root/docs/examples/main.nf" |
    sed "s|\${table.simpleName}|candidates|" | while read -r file; do
    [ -f "results/$file" ] || fail "main.nf: its scripts do not make $file"
done
echo "workflows: the tables are those of the command$said"
