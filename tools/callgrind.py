#!/usr/bin/env python3
"""Counts the instructions that ten programs of testdata/bench take at small sizes, under valgrind's callgrind.

    callgrind.py [--minigo build/release/minigo]     the differences to testdata/bench/counts.txt, in percent
    callgrind.py -u                                  writes that file
    callgrind.py --top 15 fib                        where the instructions of one program go, by function of minigo

Times depend on the machine and on what else it does; counts hardly do, so a change of a percent or two in one that should not have
changed is worth a look. It is a report, never a failing test: the exit status says only whether the counting worked. Counts are
those of one kind of machine and compiler: after changing either, -u first. The row `hello` is start-up.
"""
import argparse, os, re, shutil, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.path.join(TOP, "testdata", "bench")
COUNTS = os.path.join(BENCH, "counts.txt")
HELLO = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n'
# Sizes at which a program takes some 50 to 100 million instructions, start-up included.
PROGRAMS = [("hello", ""), ("fib", "24"), ("sieve", "500000"), ("nbody", "10000"), ("interfaces", "300000"), ("closures", "150000"),
            ("mapint", "50000"), ("sortgeneric", "25000"), ("builder", "40000"), ("binarytrees", "11"), ("pingpong", "50000")]


def count(minigo, name, size, keep=None):
    with tempfile.TemporaryDirectory() as t:
        program = os.path.join(BENCH, name + ".go")
        if name == "hello":
            program = os.path.join(t, "hello.go")
            with open(program, "w") as f:
                f.write(HELLO)
        out = keep or os.path.join(t, "out")
        env = {"PATH": os.environ["PATH"], "HOME": t, "GOMAXPROCS": "1"}
        p = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out, minigo, "run", program] + ([size] if size else []),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=t)
        err = p.stderr.decode("utf-8", "replace")
        m = re.search(r"Collected : (\d+)", err)
        if p.returncode != 0 or not m:
            print("%s: exit status %d\n%s" % (name, p.returncode, "\n".join(err.strip().split("\n")[-5:])), file=sys.stderr)
            return None
        return int(m.group(1))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", metavar="PATH", default=os.path.join(TOP, "build", "release", "minigo"))
    ap.add_argument("-u", action="store_true", help="write " + os.path.relpath(COUNTS, TOP))
    ap.add_argument("--top", type=int, metavar="N", help="the N functions that take most, of the one program named")
    ap.add_argument("names", nargs="*", metavar="PROGRAM", help="(all ten, and start-up)")
    a = ap.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("callgrind.py: valgrind is not installed")
    if not os.access(a.minigo, os.X_OK):
        sys.exit("callgrind.py: %s is missing; build it with tools/build release, or say --minigo PATH" % a.minigo)
    minigo = os.path.abspath(a.minigo)
    unknown = set(a.names) - {n for n, _ in PROGRAMS}
    if unknown:
        sys.exit("callgrind.py: %s is none of %s" % (", ".join(sorted(unknown)), " ".join(n for n, _ in PROGRAMS)))
    chosen = [(n, s) for n, s in PROGRAMS if not a.names or n in a.names]
    if a.top:
        if len(chosen) != 1:
            sys.exit("callgrind.py: --top wants the name of one program")
        with tempfile.TemporaryDirectory() as t:
            if count(minigo, *chosen[0], keep=os.path.join(t, "out")) is None:
                return 1
            text = subprocess.run(["callgrind_annotate", "--auto=no", os.path.join(t, "out")], stdout=subprocess.PIPE, check=True).stdout.decode()
        rows = re.findall(r"(?m)^ *([\d,]+) \(([ \d.]+%)\) +\S*?:(?=\S)(.*?)(?: \[.*\])?$", text)
        for n, share, name in rows[:a.top]:
            print("%6s %14s  %s" % (share.strip(), n, name[:120]))
        return 0
    old = {}
    if os.path.exists(COUNTS):
        with open(COUNTS) as f:
            for line in f:
                if not line.startswith("#"):
                    name, size, n = line.split()
                    old[name] = ("" if size == "-" else size, int(n))
    bad, rows = 0, []
    for name, size in chosen:
        n = count(minigo, name, size)
        if n is None:
            bad += 1
            continue
        rows.append((name, size, n))
        if not a.u:
            before = old.get(name)
            if before is None or before[0] != size:
                change = "(not in counts.txt)"
            else:
                change = "%+.2f%%" % (100.0 * n / before[1] - 100)
            print("%-12s %13d  %s" % (name, n, change), flush=True)
    if a.u and not bad:
        fresh = {name: (size, n) for name, size, n in rows}
        with open(COUNTS, "w") as f:
            f.write("# Instructions by tools/callgrind.py -u: program, size (-: none), count.\n")
            for name, _ in PROGRAMS:
                if name in fresh or name in old:
                    size, n = fresh.get(name) or old[name]
                    f.write("%-12s %9s %13d\n" % (name, size or "-", n))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
