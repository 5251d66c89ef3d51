# bash completion for mimicry, made by: mimicry completions bash
_mimicry()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local verb=${COMP_WORDS[1]} options='' words='' values=none files=yes
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W ' index search screen report shared score info verify alleles matrices completions help --help --version' -- "$current")
        return
    fi
    case $verb:$previous in
        search:--max-mismatches | search:-m) values='' files='' ;;
        search:--min-score) values='' files='' ;;
        search:--min-similarity) values='' files='' ;;
        search:--max-penalty) values='' files='' ;;
        search:--max-evalue) values='' files='' ;;
        search:--min-activity) values='' files='' ;;
        search:--top) values='' files='' ;;
        search:--max-indels) values='' files='' ;;
        search:--peptide | search:-e) values='' files='' ;;
        search:--peptide-column) values='' files='' ;;
        search:--windows) values='' files='' ;;
        search:--only-gene) values='' files='' ;;
        search:--exclude-gene) values='' files='' ;;
        search:--matrix) values=' BLOSUM45 BLOSUM50 BLOSUM62 BLOSUM80 BLOSUM90 PAM30 PAM70 PAM250 PMBEC' files=yes ;;
        search:--motif) values='' files='' ;;
        search:--models) values='' files='' ;;
        search:--allele) values=' HLA-A0101 HLA-A0201 HLA-A0202 HLA-A0203 HLA-A0204 HLA-A0205 HLA-A0206 HLA-A0207 HLA-A0211 HLA-A0301 HLA-A1101 HLA-A1102 HLA-A2301 HLA-A2402 HLA-A2407 HLA-A2501 HLA-A2601 HLA-A2902 HLA-A3001 HLA-A3002 HLA-A3101 HLA-A3201 HLA-A3301 HLA-A3303 HLA-A3401 HLA-A3402 HLA-A3601 HLA-A6601 HLA-A6801 HLA-A6802 HLA-A7401 HLA-B0702 HLA-B0704 HLA-B0801 HLA-B1301 HLA-B1302 HLA-B1402 HLA-B1501 HLA-B1502 HLA-B1503 HLA-B1510 HLA-B1517 HLA-B1801 HLA-B2705 HLA-B3501 HLA-B3503 HLA-B3507 HLA-B3701 HLA-B3801 HLA-B3802 HLA-B4001 HLA-B4002 HLA-B4006 HLA-B4201 HLA-B4402 HLA-B4403 HLA-B4501 HLA-B4601 HLA-B4901 HLA-B5001 HLA-B5101 HLA-B5201 HLA-B5301 HLA-B5401 HLA-B5501 HLA-B5502 HLA-B5601 HLA-B5701 HLA-B5703 HLA-B5801 HLA-B5802 HLA-C0102 HLA-C0202 HLA-C0302 HLA-C0303 HLA-C0304 HLA-C0401 HLA-C0403 HLA-C0501 HLA-C0602 HLA-C0701 HLA-C0702 HLA-C0704 HLA-C0801 HLA-C0802 HLA-C1202 HLA-C1203 HLA-C1402 HLA-C1403 HLA-C1502 HLA-C1601 HLA-C1701 HLA-G0101 HLA-G0103 HLA-G0104' files='' ;;
        search:--max-presented) values='' files='' ;;
        search:--min-expression) values='' files='' ;;
        search:--levels) values='' files='' ;;
        search:--columns) values=' evalue alignment protein group vital lists' files='' ;;
        search:--sort) values=' similarity presented combined expression' files='' ;;
        search:--flank) values='' files='' ;;
        search:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        search:--color) values=' auto always never' files='' ;;
        search:--threads | search:-t) values='' files='' ;;
        screen:--max-mismatches | screen:-m) values='' files='' ;;
        screen:--min-score) values='' files='' ;;
        screen:--min-similarity) values='' files='' ;;
        screen:--max-penalty) values='' files='' ;;
        screen:--max-evalue) values='' files='' ;;
        screen:--min-activity) values='' files='' ;;
        screen:--top) values='' files='' ;;
        screen:--peptide | screen:-e) values='' files='' ;;
        screen:--peptide-column) values='' files='' ;;
        screen:--windows) values='' files='' ;;
        screen:--exclude-paralogs) values='' files='' ;;
        screen:--only-gene) values='' files='' ;;
        screen:--exclude-gene) values='' files='' ;;
        screen:--matrix) values=' BLOSUM45 BLOSUM50 BLOSUM62 BLOSUM80 BLOSUM90 PAM30 PAM70 PAM250 PMBEC' files=yes ;;
        screen:--models) values='' files='' ;;
        screen:--allele) values=' HLA-A0101 HLA-A0201 HLA-A0202 HLA-A0203 HLA-A0204 HLA-A0205 HLA-A0206 HLA-A0207 HLA-A0211 HLA-A0301 HLA-A1101 HLA-A1102 HLA-A2301 HLA-A2402 HLA-A2407 HLA-A2501 HLA-A2601 HLA-A2902 HLA-A3001 HLA-A3002 HLA-A3101 HLA-A3201 HLA-A3301 HLA-A3303 HLA-A3401 HLA-A3402 HLA-A3601 HLA-A6601 HLA-A6801 HLA-A6802 HLA-A7401 HLA-B0702 HLA-B0704 HLA-B0801 HLA-B1301 HLA-B1302 HLA-B1402 HLA-B1501 HLA-B1502 HLA-B1503 HLA-B1510 HLA-B1517 HLA-B1801 HLA-B2705 HLA-B3501 HLA-B3503 HLA-B3507 HLA-B3701 HLA-B3801 HLA-B3802 HLA-B4001 HLA-B4002 HLA-B4006 HLA-B4201 HLA-B4402 HLA-B4403 HLA-B4501 HLA-B4601 HLA-B4901 HLA-B5001 HLA-B5101 HLA-B5201 HLA-B5301 HLA-B5401 HLA-B5501 HLA-B5502 HLA-B5601 HLA-B5701 HLA-B5703 HLA-B5801 HLA-B5802 HLA-C0102 HLA-C0202 HLA-C0302 HLA-C0303 HLA-C0304 HLA-C0401 HLA-C0403 HLA-C0501 HLA-C0602 HLA-C0701 HLA-C0702 HLA-C0704 HLA-C0801 HLA-C0802 HLA-C1202 HLA-C1203 HLA-C1402 HLA-C1403 HLA-C1502 HLA-C1601 HLA-C1701 HLA-G0101 HLA-G0103 HLA-G0104' files='' ;;
        screen:--max-presented) values='' files='' ;;
        screen:--max-rank) values='' files='' ;;
        screen:--min-expression) values='' files='' ;;
        screen:--levels) values='' files='' ;;
        screen:--columns) values=' evalue alignment protein group vital lists' files='' ;;
        screen:--sort) values=' similarity presented combined expression' files='' ;;
        screen:--flank) values='' files='' ;;
        screen:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        screen:--color) values=' auto always never' files='' ;;
        screen:--threads | screen:-t) values='' files='' ;;
        report:--max-mismatches | report:-m) values='' files='' ;;
        report:--min-score) values='' files='' ;;
        report:--min-similarity) values='' files='' ;;
        report:--max-penalty) values='' files='' ;;
        report:--max-evalue) values='' files='' ;;
        report:--min-activity) values='' files='' ;;
        report:--top) values='' files='' ;;
        report:--peptide | report:-e) values='' files='' ;;
        report:--peptide-column) values='' files='' ;;
        report:--windows) values='' files='' ;;
        report:--exclude-paralogs) values='' files='' ;;
        report:--only-gene) values='' files='' ;;
        report:--exclude-gene) values='' files='' ;;
        report:--matrix) values=' BLOSUM45 BLOSUM50 BLOSUM62 BLOSUM80 BLOSUM90 PAM30 PAM70 PAM250 PMBEC' files=yes ;;
        report:--models) values='' files='' ;;
        report:--allele) values=' HLA-A0101 HLA-A0201 HLA-A0202 HLA-A0203 HLA-A0204 HLA-A0205 HLA-A0206 HLA-A0207 HLA-A0211 HLA-A0301 HLA-A1101 HLA-A1102 HLA-A2301 HLA-A2402 HLA-A2407 HLA-A2501 HLA-A2601 HLA-A2902 HLA-A3001 HLA-A3002 HLA-A3101 HLA-A3201 HLA-A3301 HLA-A3303 HLA-A3401 HLA-A3402 HLA-A3601 HLA-A6601 HLA-A6801 HLA-A6802 HLA-A7401 HLA-B0702 HLA-B0704 HLA-B0801 HLA-B1301 HLA-B1302 HLA-B1402 HLA-B1501 HLA-B1502 HLA-B1503 HLA-B1510 HLA-B1517 HLA-B1801 HLA-B2705 HLA-B3501 HLA-B3503 HLA-B3507 HLA-B3701 HLA-B3801 HLA-B3802 HLA-B4001 HLA-B4002 HLA-B4006 HLA-B4201 HLA-B4402 HLA-B4403 HLA-B4501 HLA-B4601 HLA-B4901 HLA-B5001 HLA-B5101 HLA-B5201 HLA-B5301 HLA-B5401 HLA-B5501 HLA-B5502 HLA-B5601 HLA-B5701 HLA-B5703 HLA-B5801 HLA-B5802 HLA-C0102 HLA-C0202 HLA-C0302 HLA-C0303 HLA-C0304 HLA-C0401 HLA-C0403 HLA-C0501 HLA-C0602 HLA-C0701 HLA-C0702 HLA-C0704 HLA-C0801 HLA-C0802 HLA-C1202 HLA-C1203 HLA-C1402 HLA-C1403 HLA-C1502 HLA-C1601 HLA-C1701 HLA-G0101 HLA-G0103 HLA-G0104' files='' ;;
        report:--max-presented) values='' files='' ;;
        report:--max-rank) values='' files='' ;;
        report:--min-expression) values='' files='' ;;
        report:--levels) values='' files='' ;;
        report:--columns) values=' evalue alignment protein group vital lists' files='' ;;
        report:--sort) values=' similarity presented combined expression' files='' ;;
        report:--flank) values='' files='' ;;
        report:--title) values='' files='' ;;
        report:--threads | report:-t) values='' files='' ;;
        shared:--peptide | shared:-e) values='' files='' ;;
        shared:--peptide-column) values='' files='' ;;
        shared:--only-gene) values='' files='' ;;
        shared:--exclude-gene) values='' files='' ;;
        shared:--min-length) values='' files='' ;;
        shared:--window) values='' files='' ;;
        shared:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        shared:--color) values=' auto always never' files='' ;;
        shared:--threads | shared:-t) values='' files='' ;;
        score:--peptide | score:-e) values='' files='' ;;
        score:--peptide-column) values='' files='' ;;
        score:--target-column) values='' files='' ;;
        score:--matrix) values=' BLOSUM45 BLOSUM50 BLOSUM62 BLOSUM80 BLOSUM90 PAM30 PAM70 PAM250 PMBEC' files=yes ;;
        score:--weights) values='' files='' ;;
        score:--a) values='' files='' ;;
        score:--k) values='' files='' ;;
        score:--gap-open) values='' files='' ;;
        score:--gap-extend) values='' files='' ;;
        score:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        score:--color) values=' auto always never' files='' ;;
        score:--threads | score:-t) values='' files='' ;;
        info:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        alleles:--format) values=' tsv csv jsonl blast6 pepmatch table' files='' ;;
        alleles:--color) values=' auto always never' files='' ;;
    esac
    case $verb in
        index) options=' --exclude-decoys --variants --output --progress --no-progress --quiet --help' words='' ;;
        search) options=' --exact --max-mismatches --min-score --min-similarity --max-penalty --max-evalue --min-activity --top --max-indels --peptide --peptide-column --windows --discontinuous --fixed-positions --only-gene --exclude-gene --only-genes --exclude-genes --exclude-decoys --cache --matrix --uo-as-ck --weights --distance --motif --profile --scan --models --allele --max-presented --binders --motifs --tissues --min-expression --levels --organs --organs-table --columns --sort --flank --by-peptide --counts --explain --format --color --describe --output --threads --progress --no-progress --quiet --help' words='' ;;
        screen) options=' --exact --max-mismatches --min-score --min-similarity --max-penalty --max-evalue --min-activity --top --peptide --peptide-column --windows --junctions --exclude-wildtype --exclude-own-gene --exclude-paralogs --only-gene --exclude-gene --only-genes --exclude-genes --exclude-decoys --cache --matrix --uo-as-ck --weights --distance --scan --models --dissimilarity --allele --max-presented --binders --max-rank --motifs --tissues --min-expression --levels --organs --organs-table --columns --sort --flank --annotate --mutated --hits --format --color --describe --output --threads --progress --no-progress --quiet --help' words='' ;;
        report) options=' --exact --max-mismatches --min-score --min-similarity --max-penalty --max-evalue --min-activity --top --peptide --peptide-column --windows --junctions --exclude-wildtype --exclude-own-gene --exclude-paralogs --only-gene --exclude-gene --only-genes --exclude-genes --exclude-decoys --cache --matrix --uo-as-ck --weights --distance --scan --models --dissimilarity --allele --max-presented --binders --max-rank --motifs --tissues --min-expression --levels --organs --organs-table --columns --sort --flank --output --title --rows --hits --threads --progress --no-progress --quiet --help' words='' ;;
        shared) options=' --peptide --peptide-column --only-gene --exclude-gene --only-genes --exclude-genes --exclude-decoys --cache --min-length --changed --profile --window --format --color --describe --output --threads --progress --no-progress --quiet --help' words='' ;;
        score) options=' --peptide --peptide-column --target-column --exclude-decoys --cache --matrix --uo-as-ck --weights --scan --parameters --a --k --gap-open --gap-extend --format --color --describe --output --threads --progress --no-progress --quiet --help' words=' hamming score similarity penalty gram-distance self-similarity relatedness cross-reactivity hex dissimilarity foreignness recognition-potential amplitude activity' ;;
        info) options=' --records --sources --format --describe --help' words='' ;;
        verify) options=' --help' words='' ;;
        alleles) options=' --motifs --format --color --describe --output --help' words='' ;;
        matrices) options=' --help' words=' BLOSUM45 BLOSUM50 BLOSUM62 BLOSUM80 BLOSUM90 PAM30 PAM70 PAM250 PMBEC' ;;
        completions) options=' --help' words=' bash zsh fish' ;;
        help) options=' --help' words=' index search screen report shared score info verify alleles matrices completions help' ;;
    esac
    if [ "$values" != none ]; then
        words=$values
    elif [ "${current:0:1}" = - ]; then
        words=$options files=''
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    if [ -n "$files" ]; then
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -o filenames -F _mimicry mimicry
