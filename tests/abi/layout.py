"""What the header promises byte by byte: sizes, offsets, and the numbers of the constants.

    layout.py make ROOT C_COMPILER      prints the C source that asserts them, as they are now
    layout.py compare OLD NEW           exit status 1 if a program compiled with OLD breaks with NEW
"""

import pathlib
import re
import subprocess
import sys
import tempfile

# Records without a size of their own that the library hands out by pointer or with a stride, and
# which therefore may grow at the end.
LENT = {
    "mimicry_hit",
    "mimicry_query",
}

OPENING = """\
/* The layout of what the public header declares, as programs were compiled with it: a change of it
 * does not compile. Written by tests/tree/check_abi.sh --update, which docs/abi.md explains. */
#include <mimicry/mimicry.h>

#define VALUE(name, number) _Static_assert((name) == (number), #name)
#define SIZE(type, bytes)   _Static_assert(sizeof(type) == (bytes), "size of " #type)
#define FIELD(type, field, at, bytes)                                                              \\
    _Static_assert(offsetof(type, field) == (at) && sizeof(((type *)0)->field) == (bytes),         \\
                   #type "." #field)
"""
LINE = re.compile(r"^(VALUE|SIZE|FIELD)\((.*)\);$", re.M)


def make(root: pathlib.Path, compiler: str) -> str:
    """The assertions about the header as it is. The compiler says what the numbers are."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root / "scripts"))
    import header  # pylint: disable=import-outside-toplevel

    text = header.read(root / "include" / "mimicry" / "mimicry.h")
    values, structs = [], []
    for match in header.ENUM.finditer(header.without_comments(text)):
        values += [name for name, _ in header.constants(match[1])]
    for match in header.STRUCT.finditer(header.without_comments(text)):
        structs.append((match[1], header.fields(match[2])))
    if len(values) < 20 or len(structs) < 5:
        raise SystemExit("layout: hardly anything was found in the header")

    say = [f'printf("VALUE({v}, %lld);\\n", (long long){v});' for v in values]
    say.append('printf("\\n#if UINTPTR_MAX == UINT64_MAX\\n");')
    for number, (name, names) in enumerate(structs):
        if number > 0:
            say.append('printf("\\n");')
        say.append(f'printf("SIZE({name}, %zu);\\n", sizeof({name}));')
        say += [
            f'printf("FIELD({name}, {f}, %zu, %zu);\\n", offsetof({name}, {f}),'
            f" sizeof((({name} *)0)->{f}));"
            for f in names
        ]
    say.append('printf("#endif\\n");')
    program = "#include <mimicry/mimicry.h>\n#include <stdio.h>\nint main(void)\n{\n"
    program += "\n".join(say) + "\nreturn 0;\n}\n"
    with tempfile.TemporaryDirectory() as work:
        source = pathlib.Path(work, "layout.c")
        source.write_text(program, encoding="ascii")
        subprocess.run(
            [compiler, "-std=c11", f"-I{root}/include", source, "-o", f"{work}/layout"], check=True
        )
        printed = subprocess.run(
            [f"{work}/layout"], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    bad = holes(promises(printed))
    if bad:
        raise SystemExit("the header has structs with padding:\n" + "\n".join(bad))
    return OPENING + "\n" + printed


def holes(found: dict) -> list[str]:
    """Fields with bytes before them that belong to none: they would differ between compilers."""
    ends, bad = {}, []
    for (kind, name, *field), numbers in found.items():
        if kind == "FIELD":
            if numbers[0] != ends.get(name, 0):
                bad.append(f"{name}.{field[0]} is at {numbers[0]}, not {ends.get(name, 0)}")
            ends[name] = numbers[0] + numbers[1]
    sizes = {key[1]: numbers[0] for key, numbers in found.items() if key[0] == "SIZE"}
    return bad + [f"{n} ends at {ends[n]}, not {size}" for n, size in sizes.items() if ends[n] != size]


def promises(text: str) -> dict:
    """(kind, name) -> what is promised of it."""
    found = {}
    for match in LINE.finditer(text):
        words = match[2].split(", ")
        names = 2 if match[1] == "FIELD" else 1
        found[(match[1], *words[:names])] = [int(word) for word in words[names:]]
    return found


def compare(old: dict, new: dict) -> list[str]:
    """What of the old promises is broken."""
    broken = []
    placed = {(key[1], *now) for key, now in new.items() if key[0] == "FIELD"}
    for key, was in old.items():
        if key[-1] == "reserved" and (key[1], *was) in placed:
            continue  # it was kept for what is there now
        name = ".".join(key[1:])
        now = new.get(key)
        if now is None:
            broken.append(f"{name} is gone")
        elif now != was:
            sized = ("FIELD", *key[1:], "size") in new
            if key[0] == "SIZE" and now > was and (sized or key[1] in LENT):
                continue
            broken.append(f"{name} was {was}, is {now}")
    return broken


def main() -> int:
    """The verb and its words."""
    verb, first, second = sys.argv[1:]
    if verb == "make":
        print(make(pathlib.Path(first), second), end="")
        return 0
    old, new = (promises(pathlib.Path(p).read_text(encoding="ascii")) for p in (first, second))
    broken = compare(old, new)
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
