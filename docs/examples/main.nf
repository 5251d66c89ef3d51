// Screens tables of candidates against one proteome, with Nextflow (DSL2).
//     nextflow run main.nf --proteome 'self.fasta.gz' --candidates 'tables/*.tsv'
// makes the index once, and for each table results/NAME.screen.tsv and results/NAME.hits.tsv.
params.proteome = 'self.fasta.gz'
params.candidates = 'tables/*.tsv'
params.results = 'results'

process INDEX {
    input:
    path fasta

    output:
    path 'self.mim'

    script:
    """
    mimicry index -o self.mim ${fasta}
    """
}

process SCREEN {
    tag "${table.simpleName}"
    cpus 2
    publishDir params.results, mode: 'copy'

    input:
    path index
    path table

    output:
    path "${table.simpleName}.screen.tsv", emit: rows
    path "${table.simpleName}.hits.tsv", emit: hits

    script:
    """
    mimicry screen --exclude-wildtype --exclude-own-gene --threads ${task.cpus} \\
        --hits ${table.simpleName}.hits.tsv -o ${table.simpleName}.screen.tsv ${index} ${table}
    """
}

workflow {
    proteome = channel.fromPath(params.proteome).collect()
    candidates = channel.fromPath(params.candidates)
    SCREEN(INDEX(proteome), candidates)
}
