#!/usr/bin/env python3
"""Checks who includes whom: a room may include only the rooms named on its row (downward), root-relative.

    floors.py                       the #include lines of the sources
    floors.py --links BUILD TEST    that test program BUILD/TEST is not linked with the floors above it
"""
import os, re, subprocess, sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# room: the rooms that it may include besides itself. Prefixes; the longest one that matches a file is its room.
ROOMS = {
    "runtime/base": [],
    "grammar": ["runtime/base"],
    "runtime": ["runtime/base"],
    "interp/types": ["runtime/base", "grammar"],
    "interp/bytecode": ["runtime/base", "runtime"],
    "stdlib": ["runtime/base", "runtime"],
    "interp/compile": ["runtime/base", "grammar", "interp/types", "interp/bytecode", "runtime"],
    "interp/vm": ["runtime/base", "runtime", "interp/bytecode"],
    "interp/vet": ["runtime/base", "grammar", "interp/types"],
    "interp": ["runtime/base", "grammar", "runtime", "interp/types", "interp/bytecode", "interp/compile", "interp/vm", "interp/vet",
               "stdlib"],
    "tools": ["interp"],
}
# What a room shows of itself to the floor above: stdlib sees the runtime through native.h, the command sees minigo.h.
ONLY = {("tools", "interp"): {"interp/minigo.h"}}


def room_of(path):
    best = ""
    for r in ROOMS:
        if path.startswith(r + "/") and len(r) > len(best):
            best = r
    return best


# What a test program may not contain, by the namespaces of its symbols: it stands on a floor below them.
LINKS = {
    "runtime_test": ["grammar", "types", "compile", "bytecode", "vm", "stdlib"],
    "bytecode_test": ["grammar", "types", "compile", "vm", "stdlib"],
    "vm_test": ["grammar", "types", "compile", "stdlib"],
    "grammar_test": ["runtime", "types", "compile", "bytecode", "vm", "stdlib"],
    "types_test": ["runtime", "compile", "bytecode", "vm", "vet", "stdlib"],
    "vet_test": ["runtime", "compile", "bytecode", "vm", "stdlib"],
}


def check_links(build, test):
    """The libraries on the program's link line, and the symbols that made it into the program."""
    bad = []
    ninja = open(os.path.join(build, "build.ninja"), encoding="utf-8").read()
    m = re.search(r"(?m)^build %s: CXX_EXECUTABLE_LINKER\S* .*\n((?:  .*\n)*)" % re.escape(test), ninja)
    libraries = set(re.findall(r"libminigo_(\w+)\.a", m.group(0))) if m else set()
    if not libraries:
        bad.append("%s: no link line in build.ninja" % test)
    for lib in sorted(libraries.intersection(LINKS[test] + ["engine"])):
        bad.append("%s is linked with minigo_%s" % (test, lib))
    out = subprocess.run(["nm", "-C", os.path.join(build, test)], stdout=subprocess.PIPE, check=True).stdout.decode()
    for room in LINKS[test]:
        for line in out.split("\n"):
            # Defined or wanted functions and data, not what mentions the room as a template argument.
            if re.match(r"^[0-9a-f ]+[TtDdBbRrU] minigo::%s::" % room, line):
                bad.append("%s contains %s" % (test, line.split(" ", 2)[-1]))
                break
    print("\n".join(bad) or "%s: linked with %s" % (test, ", ".join(sorted(libraries))))
    sys.exit(1 if bad else 0)


def main():
    if sys.argv[1:2] == ["--links"]:
        check_links(sys.argv[2], sys.argv[3])
    bad = 0
    count = 0
    for room in ("runtime", "grammar", "interp", "stdlib", "tools"):
        for d, _, names in os.walk(os.path.join(TOP, room)):
            for n in sorted(names):
                if not n.endswith((".cc", ".h", ".re", ".y")):
                    continue
                path = os.path.relpath(os.path.join(d, n), TOP)
                me = room_of(path)
                text = open(os.path.join(TOP, path), encoding="utf-8", errors="replace").read()
                for m in re.finditer(r'(?m)^\s*#\s*include\s+"([^"]+)"', text):
                    inc = m.group(1)
                    count += 1
                    other = room_of(inc)
                    if not other:
                        continue  # generated, or beside the file
                    if n.endswith("_test.cc") or n.endswith("_main.cc"):
                        continue
                    allowed = ONLY.get((me, other))
                    if other != me and (other not in ROOMS[me] or allowed and inc not in allowed):
                        print("%s includes %s: %s may not know %s" % (path, inc, me, other))
                        bad += 1
    print("floors: %d includes, %d forbidden" % (count, bad))
    sys.exit(1 if bad or not count else 0)


if __name__ == "__main__":
    main()
