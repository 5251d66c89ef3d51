"""Makes the table and the JSON of a benchmark from what the programs printed.

usage: report.py RAW [JSON] [DOCUMENT]; an empty name is none. bench/run.sh calls it.
"""

import collections
import datetime
import glob
import json
import pathlib
import platform
import re
import statistics
import sys

BEGIN = "<!-- figures: begin -->\n"
END = "<!-- figures: end -->\n"
INSTRUCTIONS = {"0": "", "1": "portable", "2": "avx2", "3": "avx512"}
WIDEST = ("avx512", "avx2", "portable")

# The prototype's figures that are for the same work as a row: program, matrix, variant, key.
SEEDS = "suffix_seeds"
PLANES = "hamming_bitsliced"
LANES = "matrix_lanes"

# How the prototypes that a row is compared with are built: with what the row has, or less.
VARIANTS = {
    "avx512": ("native", "avx2", "portable"),
    "avx2": ("avx2", "portable"),
    "portable": ("portable",),
}


def prototype_keys(row: str) -> list:
    """What to compare a row with. 15-mers and mixed lengths have no prototype."""
    row = row.removesuffix("-counted")
    match = re.fullmatch(r"m(\d)(?:-(\w+))?", row)
    if match:
        variants = VARIANTS[match[2] or "avx512"]
        programs = (SEEDS, PLANES) if match[2] is None else (PLANES,)
        return [(name, "-", v, f"m={match[1]}") for name in programs for v in variants]
    match = re.fullmatch(r"p(\d+)(-avx512)?", row)
    if match:
        return [(LANES, "BLOSUM62", "native", f"D={match[1]} K={k}") for k in (4, 5, 6, 9)]
    if row in ("g12", "g20"):
        return [(LANES, "gram", "native", f"D={row[1:]} K={k}") for k in (4, 5, 6, 9)]
    if row == "g30":  # not among its thresholds: what it needs for any
        return [(LANES, "gram", "native", "D=24 K=9")]
    if row.startswith("top"):
        return [(LANES, "BLOSUM62", "native", "D=24 K=9")]
    return []


class Raw:
    """The lines of the programs, grouped; every figure is a list with one value a round."""

    def __init__(self, path: str) -> None:
        self.single = {}
        self.rows = collections.OrderedDict()
        self.scale = collections.OrderedDict()
        self.reads = {}
        self.bounds = collections.defaultdict(lambda: collections.defaultdict(list))
        self.lists = collections.defaultdict(list)
        self.prototypes = collections.defaultdict(list)
        self.prototype_builds = collections.defaultdict(list)
        self._prototype = None
        self._scale = None
        for line in pathlib.Path(path).read_text().splitlines():
            word, *cells = line.split("\t")
            self._take(word, dict(cell.split("=", 1) for cell in cells))

    def _take(self, word: str, cells: dict) -> None:
        if word in ("about", "data", "revision"):
            self.single[word] = cells
        elif word == "prototype":
            self._prototype = cells
        elif word == "printed":
            self._take_printed(cells["line"])
        elif word == "scale":
            self._scale = self.scale.setdefault(
                cells["name"], {"rows": collections.OrderedDict(), "build": None}
            )
        elif word == "row":
            rows = self._scale["rows"] if self._scale else self.rows
            row = rows.setdefault(cells["id"], {**cells, "rounds": []})
            row["rounds"].append(float(cells["seconds"]) / int(cells["queries"]) * 1e6)
            row["memory"] = max(int(row["memory"]), int(cells["memory"]))
        elif word == "reads":
            self.reads[cells["id"]] = float(cells["reads"])
        elif word in ("bounds", "latency"):
            for name, value in cells.items():
                if name.endswith("_ns") or name == "lanes":
                    self.bounds[cells.get("instructions", "reads")][name].append(float(value))
        elif word == "build":
            if self._scale:
                self._scale["build"] = cells
            else:
                self.single["build"] = cells
        else:
            self.lists[word].append(cells)

    def _take_printed(self, line: str) -> None:
        p = self._prototype
        compiler, variant = p["variant"].split(" ")
        match = re.match(r"(m=\d|D=\d+ +K=\d+).* ([0-9.]+) us a query", line)
        if match:
            key = (p["name"], p["matrix"], variant, re.sub(" +", " ", match[1]))
            self.prototypes[(*key, compiler)].append(float(match[2]))
        match = re.search(r"(?:planes|suffix array) in ([0-9.]+) s", line)
        if match:
            self.prototype_builds[(p["name"], variant, compiler)].append(float(match[1]))


# ---- Figures ----------------------------------------------------------------------------------


def median(values: list) -> float:
    return statistics.median(values) if values else 0.0


def best_prototype(raw: Raw, row: str) -> tuple:
    """The smallest of the medians, and what it is of; (None, None) when there is none."""
    wanted = prototype_keys(row)
    found = [(median(v), " ".join(k)) for k, v in raw.prototypes.items() if k[:4] in wanted]
    return min(found) if found else (None, None)


def bound_of(raw: Raw, row: dict) -> tuple:
    """The least time a peptide that the machine needs for a row, and for what."""
    name = INSTRUCTIONS[row["instructions"]] or next(n for n in WIDEST if n in raw.bounds)
    machine = raw.bounds[name]
    positions = float(row["positions"]) / int(row["queries"])
    found = []
    if row["bound"] == "planes":
        load = median(machine["l2_ns"]) / machine["lanes"][0]
        found.append((positions * load * 1e-3, "loads"))
    if row["bound"] == "lanes":
        found.append((positions * median(machine["lookup_ns"]) * 1e-3, "look-ups"))
    if row["id"] in raw.reads:
        read = median(raw.bounds["reads"]["independent_ns"])
        found.append((raw.reads[row["id"]] * read * 1e-3, "reads"))
    return min(found) if found else (None, None)


def figures_of(raw: Raw, row: dict) -> dict:
    us = median(row["rounds"])
    prototype, variant = best_prototype(raw, row["id"])
    bound, bound_kind = bound_of(raw, row)
    return {
        "id": row["id"],
        "title": row["title"],
        "group": row["group"],
        "threads": int(row["threads"]),
        "queries": int(row["queries"]),
        "hits_per_query": int(row["hits"]) / int(row["queries"]),
        "us_per_query": us,
        "us_per_query_rounds": row["rounds"],
        "windows_per_second": float(row["windows"]) / int(row["queries"]) / us * 1e6,
        "prototype": variant,
        "prototype_us_per_query": prototype,
        "prototype_ratio": prototype / us if prototype else None,
        "bound": bound_kind,
        "bound_us_per_query": bound,
        "bound_ratio": bound / us if bound else None,
        "memory_beyond_index": int(row["memory"]),
    }


def index_figures(raw: Raw) -> dict:
    def seconds(word: str, name: str = "seconds") -> float:
        return median([float(cells[name]) for cells in raw.lists[word]])

    built = raw.lists["built"][0]
    suffix = seconds("suffix")
    return {
        "residues": int(built["residues"]),
        "records": int(built["records"]),
        "index_bytes": int(built["bytes"]),
        "suffix_array_seconds": suffix,
        "build_seconds": seconds("built"),
        "build_plain_seconds": seconds("built-plain"),
        "build_ratio": seconds("built") / suffix,
        "build_plain_ratio": seconds("built-plain") / suffix,
        "build_peak_bytes": int(median([float(c["peak"]) for c in raw.lists["built"]])),
        "save_seconds": seconds("built", "save"),
        "open_seconds": seconds("open"),
    }


def scale_figures(raw: Raw) -> list:
    return [
        {
            "name": name,
            "residues": int(part["build"]["residues"]),
            "build_seconds": float(part["build"]["seconds"]),
            "build_peak_bytes": int(part["build"]["peak"]),
            "index_bytes": int(part["build"]["bytes"]),
            "rows": [
                {
                    "id": row["id"],
                    "title": row["title"],
                    "queries": int(row["queries"]),
                    "us_per_query": median(row["rounds"]),
                    "memory_beyond_index": row["memory"],
                }
                for row in part["rows"].values()
            ],
        }
        for name, part in raw.scale.items()
    ]


def machine() -> dict:
    """What the system says of the processor."""
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    model = re.search(r"^model name\s*: (.*)$", text, re.M)
    caches = {}
    for folder in sorted(glob.glob("/sys/devices/system/cpu/cpu0/cache/index*")):
        level, kind, size = (
            pathlib.Path(folder, name).read_text().strip() for name in ("level", "type", "size")
        )
        if kind != "Instruction":
            caches[f"L{level}"] = size
    return {
        "cpu": model[1] if model else platform.processor() or "unknown",
        "cores": len(re.findall(r"^processor\s*:", text, re.M)),
        "caches": caches,
        "system": f"{platform.system()} {platform.machine()}",
    }


def all_figures(raw: Raw) -> dict:
    rows = [figures_of(raw, row) for row in raw.rows.values()]
    return {
        "machine": machine(),
        "compiler": raw.single["about"]["compiler"],
        "version": raw.single["about"]["version"],
        "revision": raw.single["revision"]["id"],
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "rounds": int(raw.single["data"]["rounds"]),
        "quick": raw.single["data"]["quick"] == "yes",
        "files": raw.single["data"]["files"].split(),
        "peptides": raw.single["data"]["peptides"],
        "bounds": {
            name: {key: median(values) for key, values in sorted(figures.items())}
            for name, figures in raw.bounds.items()
        },
        "rows": rows,
        "index": index_figures(raw),
        "scale": scale_figures(raw),
        "prototype_compilers": [cells["name"] for cells in raw.lists["compiler"]],
        "prototypes": {
            " ".join(key): {"us_per_query": median(v), "us_per_query_rounds": v}
            for key, v in raw.prototypes.items()
        },
        "prototype_build_seconds": {
            " ".join(key): median(v) for key, v in raw.prototype_builds.items()
        },
    }


# ---- Tables -----------------------------------------------------------------------------------


def number(value: object) -> str:
    """Three digits that count, or a dash."""
    if value is None:
        return "-"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2 if value >= 1 else 3}f}"


def ratio(value: object) -> str:
    return "-" if value is None else f"{value:.2f}"


def table(head: list, rows: list) -> str:
    """A Markdown table whose columns line up."""
    cells = [head, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    align = [str.ljust if i == 0 else str.rjust for i in range(len(head))]
    lines = [
        "| " + " | ".join(align[i](c, widths[i]) for i, c in enumerate(row)) + " |" for row in cells
    ]
    rule = "|" + "|".join("-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(widths))
    return "\n".join([lines[0], rule + "|", *lines[1:]]) + "\n"


def search_table(figures: dict, groups: tuple) -> str:
    head = ["search", "peptides", "hits", "us", "G windows/s"]
    head += ["prototype us", "ratio", "bound us", "of", "ratio"]
    rows = [
        [
            row["title"],
            f"{row['queries']:,}",
            number(row["hits_per_query"]),
            number(row["us_per_query"]),
            number(row["windows_per_second"] * 1e-9),
            number(row["prototype_us_per_query"]),
            ratio(row["prototype_ratio"]),
            number(row["bound_us_per_query"]),
            row["bound"] or "-",
            ratio(row["bound_ratio"]),
        ]
        for row in figures["rows"]
        if row["group"] in groups
    ]
    return table(head, rows)


def thread_table(figures: dict) -> str:
    rows = {row["id"]: row for row in figures["rows"] if row["group"] == "threads"}
    lines = []
    for name, one in rows.items():
        two = rows.get(name.replace("t1-", "t2-"))
        if name.startswith("t1-") and two:
            us = one["us_per_query"], two["us_per_query"]
            lines.append([one["title"], number(us[0]), number(us[1]), ratio(us[0] / us[1])])
    return table(["search", "1 thread us", "2 threads us", "gain"], lines)


def hits_table(figures: dict) -> str:
    """What a hit costs beyond the search, which only hands it over."""
    rows = {row["id"]: row for row in figures["rows"] if row["group"] == "tables"}
    each = rows["hits-each"]
    lines = []
    for row in rows.values():
        hits = row["hits_per_query"]
        more = (row["us_per_query"] - each["us_per_query"]) / hits * 1e3 if hits else None
        total = hits * row["queries"]
        lines.append([row["title"], f"{total:,.0f}", number(row["us_per_query"]), number(more)])
    return table(["hits as", "hits", "us", "ns more a hit"], lines)


def index_table(figures: dict) -> str:
    f = figures["index"]
    return table(
        ["index", "s", "to libdivsufsort"],
        [
            ["libdivsufsort alone", number(f["suffix_array_seconds"]), "1.00"],
            ["build from plain FASTA", number(f["build_plain_seconds"]),
             ratio(f["build_plain_ratio"])],
            ["build from these files", number(f["build_seconds"]), ratio(f["build_ratio"])],
            ["save", number(f["save_seconds"]), "-"],
            ["open", f"{f['open_seconds']:.6f}", "-"],
        ],
    ) + (
        f"\n{f['records']:,} records, {f['residues']:,} residues; "
        f"index {f['index_bytes'] / 1e6:,.1f} MB, {f['index_bytes'] / f['residues']:.2f} bytes a "
        f"residue; peak memory of the build {f['build_peak_bytes'] / 1e6:,.1f} MB, "
        f"{f['build_peak_bytes'] / f['residues']:.2f} bytes a residue.\n"
    )


def scale_tables(figures: dict) -> str:
    parts = figures["scale"]
    rows = []
    for i, row in enumerate(parts[0]["rows"]):
        cells = [row["title"], f"{row['queries']:,}"]
        for part in parts:
            us = part["rows"][i]["us_per_query"]
            cells += [number(us), number(us / (part["residues"] * 1e-6)),
                      number(part["rows"][i]["memory_beyond_index"] / 1e6)]
        rows.append(cells)
    head = ["search", "peptides"]
    for part in parts:
        head += [f"{part['residues'] / 1e6:.1f} M: us", "us/M", "MB"]
    built = [
        [
            part["name"],
            f"{part['residues']:,}",
            number(part["build_seconds"]),
            number(part["build_peak_bytes"] / 1e6),
            number(part["index_bytes"] / 1e6),
        ]
        for part in parts
    ]
    return (
        table(["proteome", "residues", "build s", "peak MB", "index MB"], built)
        + "\n" + table(head, rows)
    )


def bound_table(figures: dict) -> str:
    rows = []
    for name in WIDEST:
        f = figures["bounds"].get(name)
        if f:
            rows.append([name, f"{f['lanes'] / 8:.0f}", f"{f['l1_ns']:.3f}", f"{f['l2_ns']:.3f}",
                         f"{f['lookup_ns'] * 1e3:.1f}"])
    reads = figures["bounds"]["reads"]
    head = ["machine", "bytes", "load from L1 ns", "from L2 ns", "look-up ps"]
    return table(head, rows) + (
        f"\nA random read of 4 bytes out of 64 MB: {reads['independent_ns']:.1f} ns when independent"
        f", {reads['dependent_ns']:.1f} ns when each waits for the one before.\n"
    )


def document(figures: dict) -> str:
    """Everything, as Markdown."""
    m = figures["machine"]
    caches = ", ".join(f"{name} {size}" for name, size in m["caches"].items())
    parts = [
        f"{m['cpu']}, {m['cores']} cores, {caches or 'caches unknown'}; {m['system']}; "
        f"{figures['compiler']}; {figures['date']}; revision {figures['revision']}; "
        f"rounds: {figures['rounds']}"
        + (" (quick: these are no figures)." if figures["quick"] else "."),
        f"Proteome: {', '.join(figures['files'])}. Peptides: {figures['peptides']}. "
        f"Prototypes: {', '.join(figures['prototype_compilers']) or 'none'}.",
        "One thread:",
        search_table(figures, ("mismatches", "scores")),
        "Instruction sets:",
        search_table(figures, ("instructions",)),
        "Threads:",
        thread_table(figures),
        "Tables, one thread, the search included:",
        hits_table(figures),
        "The index:",
        index_table(figures),
        "What the machine can do:",
        bound_table(figures),
    ]
    if figures["scale"]:
        parts += ["Scale:", scale_tables(figures)]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def update(path: str, text: str) -> None:
    """Puts the text between the two markers of a document."""
    old = pathlib.Path(path).read_text()
    begin, end = old.find(BEGIN), old.find(END)
    if begin < 0 or end < begin:
        sys.exit(f"{path}: there are no markers for the figures")
    new = old[: begin + len(BEGIN)] + "\n" + text + "\n" + old[end:]
    aside = pathlib.Path(path + ".new")
    aside.write_text(new)
    aside.replace(path)


def main() -> None:
    raw_path, json_path, document_path = (sys.argv[1:] + ["", ""])[:3]
    figures = all_figures(Raw(raw_path))
    text = document(figures)
    sys.stdout.write(text)
    if json_path:
        aside = pathlib.Path(json_path + ".new")
        aside.write_text(json.dumps(figures, indent=1) + "\n")
        aside.replace(json_path)
    if document_path:
        update(document_path, text)


if __name__ == "__main__":
    main()
