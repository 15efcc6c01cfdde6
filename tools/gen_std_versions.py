#!/usr/bin/env python3
"""Writes interp/vet/std_versions.def: in which version of Go names of the library appeared, from go1.22 on.

    gen_std_versions.py [GOROOT]    (default: what `go env GOROOT` says)

Go keeps these facts in api/go1.N.txt; what is older than the oldest language version with a table of its own does not matter.
"""
import os, re, subprocess, sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEAD = """// STD(import path, name, N): the name of the library that appeared in go1.N; "T.M" is a field or method M of the type T. Sorted.
// Written by tools/gen_std_versions.py.
"""


def name_of(line):
    """The name that a line of api/ tells of, or None."""
    m = re.match(r"pkg (\S+), (.*)", line)
    if not m:
        return None
    path, rest = m.groups()
    rest = re.sub(r" //deprecated.*| #\d+$", "", rest)
    if m := re.match(r"(?:func|const|var) (\w+)", rest):
        return path, m.group(1)
    if m := re.match(r"method \(\*?(\w+)(?:\[[^]]*\])?\) (\w+)", rest):
        return path, m.group(1) + "." + m.group(2)
    if m := re.match(r"type (\w+)(?:\[[^]]*\])? (?:struct|interface), (?:embedded )?(\w+)", rest):
        return path, m.group(1) + "." + m.group(2)
    if m := re.match(r"type (\w+)", rest):
        return path, m.group(1)
    return None


def main():
    goroot = sys.argv[1] if len(sys.argv) > 1 else subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True).stdout.strip()
    rows = {}
    for minor in range(22, 100):
        file = f"{goroot}/api/go1.{minor}.txt"
        if not os.path.exists(file):
            break
        for line in open(file):
            key = name_of(line)
            if key and "//deprecated" not in line:
                rows.setdefault(key, minor)
    with open(f"{TOP}/interp/vet/std_versions.def", "w") as out:
        out.write(HEAD)
        for (path, name), minor in sorted(rows.items()):
            out.write(f'STD("{path}", "{name}", {minor})\n')


main()
