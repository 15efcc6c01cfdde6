#!/usr/bin/env python3
"""Runs the golden programs of testdata against a minigo binary, or writes their expectations from real Go.

    golden.py [--minigo build/release/minigo] [-j N] [PATH…]     compare; exit status 1 if any differs
    golden.py -n 200 [PATH…]                                     compare each 200 times, with GOMAXPROCS 1, 2 and 4 in turn
    golden.py -u [PATH…]                                         ask real Go (needs the go command) and write the .want files

A program X.go has its expectation in X.want: the exit status, standard output, and standard error in the form that
normalize() gives it. In the folder bytecode it is the code that minigo makes of the program, and -u takes it from minigo.
testdata/README.md describes the folders.
"""
import argparse, concurrent.futures, os, re, shutil, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = ["run", "panic", "check", "syntax", "stress", "bytecode"]


def normalize(err):
    """What of standard error is compared: addresses, offsets, argument words and paths of files go."""
    out, skip = [], False
    for line in err.split("\n"):
        if line.startswith("exit status "):
            continue
        if re.match(r"^\t\S*/(src/runtime|src/internal|src/sync|src/fmt|src/os|src/time|src/sort|src/slices|src/strings|src/context|src/reflect|src/errors|src/io)/.*:\d+", line):
            continue
        if re.match(r"^(panic|runtime\.\S+|internal/\S+|sync\.\S+|sync/atomic\.\S+|sort\.\S+|slices\.\S+|fmt\.\S+|os\.\S+|time\.\S+|strings\.\S+|context\.\S+|reflect\.\S+)\(.*\)$", line):
            continue
        line = re.sub(r"^(\t)\S*/([^/]+\.go:\d+)( \+0x[0-9a-f]+)?$", r"\1\2", line)
        line = re.sub(r"^(\S+)\(.*\)$", r"\1(...)", line) if re.match(r"^[\w./*()\[\]-]+\(.*\)$", line) and "\t" not in line else line
        line = re.sub(r"0x[0-9a-f]+", "0xADDR", line)
        line = re.sub(r"(package \S+ is not in std) \(/\S*\)$", r"\1", line)  # where Go is installed
        line = re.sub(r"\[signal SIGSEGV.*\]", "[signal SIGSEGV]", line)
        out.append(line)
    # The order of other goroutines and their numbers are the scheduler's business.
    text = "\n".join(out)
    head, *gs = re.split(r"(?m)^(?=goroutine \d+ )", text)
    gs = [re.sub(r"^goroutine \d+ (gp=\S+ )?(m=\S+ )?(mp=\S+ )?", "goroutine N ", g).rstrip() for g in gs]
    gs = [re.sub(r"in goroutine \d+", "in goroutine N", g) for g in gs]
    return head + "\n\n".join(gs[:1] + sorted(gs[1:])) + ("\n" if gs else "")


def run(cmd, cwd, stdin_file, procs=None):
    stdin = open(stdin_file, "rb") if os.path.exists(stdin_file) else subprocess.DEVNULL
    env = dict(os.environ, GOTRACEBACK="single" if False else os.environ.get("GOTRACEBACK", ""), NO_COLOR="1")
    env.pop("GOTRACEBACK")
    if procs:
        env["GOMAXPROCS"] = str(procs)
    p = subprocess.Popen(cmd, cwd=cwd, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    try:
        out, err = p.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        p.kill()
        p.communicate()
        return "timeout", "", ""
    return p.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


def args_of(path):
    """`// args: a b` on a line of its own gives the program arguments."""
    m = re.search(r"(?m)^// args: (.*)$", open(path, encoding="utf-8", errors="replace").read())
    return m.group(1).split() if m else []


def form(rc, out, err):
    return "exit %s\n-- stdout --\n%s\n-- stderr --\n%s\n" % (rc, out.rstrip("\n"), normalize(err).rstrip("\n"))


def is_code(path):
    return os.path.basename(os.path.dirname(path)) == "bytecode"


def actual(minigo, path, procs=None):
    d, name = os.path.split(path)
    if is_code(path):
        rc, out, err = run([minigo, "run", "--dump=code", name], d, "")
        return out + err
    return form(*run([minigo, "run", name] + args_of(path), d, path[:-3] + ".in", procs))


def oracle(path):
    d, name = os.path.split(path)
    with tempfile.TemporaryDirectory() as t:
        exe = os.path.join(t, "prog")
        rc, out, err = run(["go", "build", "-o", exe, name], d, "")
        if rc != 0:
            return form(1, out, err)
        return form(*run([exe] + args_of(path), d, path[:-3] + ".in"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", default=os.path.join(TOP, "build", "release", "minigo"))
    ap.add_argument("-u", action="store_true", help="write the expectations from real Go")
    ap.add_argument("-n", type=int, default=1, metavar="N", help="run each program N times")
    ap.add_argument("-j", type=int, default=os.cpu_count() or 2)
    ap.add_argument("paths", nargs="*")
    a = ap.parse_args()
    files = []
    for p in a.paths or [os.path.join(TOP, "testdata", f) for f in FOLDERS]:
        if os.path.isdir(p):
            for root, _, names in sorted(os.walk(p)):
                files += [os.path.join(root, n) for n in sorted(names) if n.endswith(".go")]
        else:
            files.append(os.path.abspath(p))
    if a.u and not shutil.which("go") and not all(is_code(f) for f in files):
        sys.exit("golden.py: -u needs the go command")

    def one(path, procs=None):
        want_file = path[:-3] + ".want"
        if a.u:
            ask = (lambda p: actual(os.path.abspath(a.minigo), p)) if is_code(path) else oracle
            got = ask(path)
            again = ask(path)
            if got != again:
                return path, "two runs do not agree; make the program deterministic"
            if got.startswith("exit timeout"):
                return path, "it does not end within a minute"
            with open(want_file, "w", encoding="utf-8") as f:
                f.write(got)
            return path, None
        if not os.path.exists(want_file):
            return path, "no .want file: run golden.py -u"
        want = open(want_file, encoding="utf-8").read()
        got = actual(os.path.abspath(a.minigo), path, procs)
        if got == want:
            return path, None
        import difflib
        return path, "".join(difflib.unified_diff(want.splitlines(True), got.splitlines(True), "expected", "minigo"))

    repeated = a.n > 1 and not a.u
    procs = [(1, 2, 4)[i % 3] for i in range(a.n)] if repeated else [None]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(a.j) as ex:
        for p in procs:
            for path, problem in ex.map(lambda f: one(f, p), files):
                if problem:
                    failed += 1
                    with_procs = " with GOMAXPROCS=%d" % p if p else ""
                    print("FAIL %s%s\n%s" % (os.path.relpath(path, TOP), with_procs, problem), flush=True)
    times = ", %d times" % a.n if repeated else ""
    print("golden: %d programs%s, %d failed" % (len(files), times, failed))
    sys.exit(1 if failed or not files else 0)


if __name__ == "__main__":
    main()
