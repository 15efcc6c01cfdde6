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
FOLDERS = ["run", "panic", "check", "vet", "syntax", "stress", "bytecode", "modules", "snippets", "bench"]


def normalize(err):
    """What of standard error is compared: addresses, offsets, argument words and paths of files go."""
    out, skip = [], False
    for line in err.split("\n"):
        if line.startswith("exit status ") or re.match(r"^(elapsed_ns|scaling)=[\d.]+$", line):  # what programs of bench/ measure
            continue
        if re.match(r"^\t\S*/(src/runtime|src/internal|src/sync|src/fmt|src/os|src/time|src/sort|src/slices|src/strings|src/context|src/reflect|src/errors|src/io)/.*:\d+", line):
            continue
        if re.match(r"^(panic|runtime\.\S+|internal/\S+|sync\.\S+|sync/atomic\.\S+|sort\.\S+|slices\.\S+|fmt\.\S+|os\.\S+|time\.\S+|strings\.\S+|context\.\S+|reflect\.\S+)\(.*\)$", line):
            continue
        line = re.sub(r"^(\t)\S*/([^/]+\.go:\d+)( \+0x[0-9a-f]+)?$", r"\1\2", line)
        line = re.sub(r"^(\S+)\(.*\)$", r"\1(...)", line) if re.match(r"^[\w./*%()\[\]-]+\(.*\)$", line) and "\t" not in line else line
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


def cache():
    return subprocess.run(["go", "env", "GOCACHE"], stdout=subprocess.PIPE, check=True).stdout.decode().strip()


def run(cmd, cwd, stdin_file, procs=None, more_env=None):
    stdin = open(stdin_file, "rb") if os.path.exists(stdin_file) else subprocess.DEVNULL
    env = dict(os.environ, NO_COLOR="1")
    env.pop("GOTRACEBACK", None)
    if procs:
        env["GOMAXPROCS"] = str(procs)
    env.update(more_env or {})
    p = subprocess.Popen(cmd, cwd=cwd, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    try:
        out, err = p.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        p.kill()
        p.communicate()
        return "timeout", "", ""
    return p.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


def words_of(path, key):
    """`// args: a b` on a line of its own gives the program arguments, `// flags: -lang=go1.17` flags of run."""
    m = re.search(r"(?m)^// %s: (.*)$" % key, open(path, encoding="utf-8", errors="replace").read())
    return m.group(1).split() if m else []


def form(rc, out, err):
    return "exit %s\n-- stdout --\n%s\n-- stderr --\n%s\n" % (rc, out.rstrip("\n"), normalize(err).rstrip("\n"))


class Archive:
    """A program of several files (X.txtar): a comment with lines `$ run ARGS`, `$ vet ARGS`, `$ test ARGS` and `$ env K=V`,
    then for each file a line `-- NAME --` and its text. Without a command it is `run .`."""

    def __init__(self, path):
        head, *parts = re.split(r"(?m)^-- (\S[^\n]*?) --\n", open(path, encoding="utf-8", newline="").read())
        self.files = dict(zip(parts[::2], parts[1::2]))
        lines = [l[2:].split() for l in head.split("\n") if l.startswith("$ ")]
        self.env = dict(a.split("=", 1) for l in lines if l[0] == "env" for a in l[1:])
        self.commands = [l for l in lines if l[0] != "env"] or [["run", "."]]

    def run(self, command):
        """command(args, dir) for each command in a folder of its own."""
        out = []
        with tempfile.TemporaryDirectory() as t:
            t = os.path.realpath(t)
            for name, text in self.files.items():
                p = os.path.join(t, name)
                os.makedirs(os.path.dirname(p), exist_ok=True)
                with open(p, "w", encoding="utf-8") as f:
                    f.write(text)
            env = {"HOME": t, "GOPATH": t + "/gopath", "GOMODCACHE": t + "/gomodcache"}
            env.update((k, v.replace("$WORK", t)) for k, v in self.env.items())
            for line in self.commands:
                args, d, stdin = line, t, ""
                if "<" in args:
                    stdin = os.path.join(t, args[args.index("<") + 1])
                    args = args[:args.index("<")]
                if args[0] == "cd":
                    d, args = os.path.join(t, args[1]), args[2:]
                rc, o, e = command(args, d, env, stdin)
                if args[0] == "test":
                    o, e = untimed(o), sorted_packages(e)
                if args[0] == "vet":
                    e = sorted_packages(e) if re.search(r"(?m)^# ", e) else sorted_findings(e)
                out.append("$ %s\n%s" % (" ".join(line), form(rc, o.replace(t, "$WORK"), e.replace(t, "$WORK"))))
        return "\n".join(out)


def is_code(path):
    return os.path.basename(os.path.dirname(path)) == "bytecode"


def is_vet(path):
    return os.path.basename(os.path.dirname(path)) == "vet"


def sorted_findings(err):
    """go vet runs its analyses in any order: a finding is a line with a place, and what follows up to the next one."""
    head, *parts = re.split(r"(?m)^(?=\S+\.go:\d+(?::\d+)?: )", err)
    place = re.compile(r"(\S+):(\d+):(\d+): ")
    def key(p):
        m = place.match(p)
        return (m.group(1), int(m.group(2)), int(m.group(3)), p) if m else ("", 0, 0, p)
    return head + "".join(sorted((p.rstrip("\n") + "\n" for p in parts), key=key))


def untimed(out):
    """How long tests took."""
    return re.sub(r"(?m)(?<=\t)\d+\.\d{3}s|(?<=\()\d+\.\d\ds(?=\)$)", "TIME", out)


def sorted_packages(err):
    """go vet looks at packages in any order."""
    head, *parts = re.split(r"(?m)^(?=# \w)", err)
    return head + "".join(sorted(p.rstrip("\n") + "\n" for p in parts))


def vet(cmd, path, flags):
    d, name = os.path.split(path)
    rc, out, err = run(cmd + ["vet"] + flags + words_of(path, "analyses") + [name], d, "")
    return form(rc, out, sorted_findings(err))


def actual(minigo, path, procs=None):
    if path.endswith(".txtar"):
        return Archive(path).run(lambda args, d, env, stdin: run([minigo] + args, d, stdin, procs, env))
    d, name = os.path.split(path)
    if is_code(path):
        rc, out, err = run([minigo, "run", "--dump=" + "".join(words_of(path, "dump") or ["code"]), name], d, "")
        return out + err
    if is_vet(path):
        return vet([minigo], path, words_of(path, "flags"))
    return form(*run([minigo, "run"] + words_of(path, "flags") + [name] + words_of(path, "args"), d, path[:-3] + ".in", procs))


def oracle(path):
    with tempfile.TemporaryDirectory() as t:
        exe = os.path.join(t, "prog")

        def build(args, d, env):
            """What `go run` or `go vet` says of the source; then what the program does."""
            if args[0] == "vet":
                return run(["go", "vet", "-p=1"] + args[1:], d, "", more_env=env)
            if args[0] == "test":
                return run(["go", "test", "-p=1", "-count=1"] + args[1:], d, "", more_env=env)
            flags = [a for a in args[1:] if a.startswith("-") and a != "-"]
            targets = [a for a in args[1:] if not (a.startswith("-") and a != "-")]
            program = targets[:1]
            if program and program[0].endswith(".go"):
                program = [a for a in targets if a.endswith(".go")]
            flags = ["-gcflags=" + f if f.startswith("-lang=") else f for f in flags]
            # go run has complaints of its own.
            rc, out, err = run(["go", "run", "-exec=true"] + flags + program, d, "", more_env=env)
            if rc != 0:
                return 1, out, err
            rc, out, err = run(["go", "build", "-p=1", "-o", exe] + flags + program, d, "", more_env=env)
            if rc != 0:
                return 1, out, err
            return run([exe] + targets[len(program):], d, "", more_env=env)

        if path.endswith(".txtar"):
            base = {"HOME": os.environ.get("HOME", t), "GOPROXY": "off", "GOFLAGS": "", "GOTOOLCHAIN": "local", "GONOSUMDB": "*", "GOCACHE": cache(), "GO111MODULE": "",
                    "CGO_ENABLED": "0", "GOWORK": "off"}
            return Archive(path).run(lambda args, d, env, _: build(args, d, dict(env, **base)))
        if is_vet(path):
            return vet(["go"], path, [])
        d, name = os.path.split(path)
        flags = ["-gcflags=" + f for f in words_of(path, "flags")]
        rc, out, err = run(["go", "build", "-o", exe] + flags + [name], d, "")
        if rc != 0:
            return form(1, out, err)
        return form(*run([exe] + words_of(path, "args"), d, path[:-3] + ".in"))


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
                files += [os.path.join(root, n) for n in sorted(names) if n.endswith((".go", ".txtar"))]
        else:
            files.append(os.path.abspath(p))
    if a.u and not shutil.which("go") and not all(is_code(f) for f in files):
        sys.exit("golden.py: -u needs the go command")

    def one(path, procs=None):
        want_file = os.path.splitext(path)[0] + ".want"
        if a.u and os.sep + "snippets" + os.sep in path:
            # Real Go has no fragments: what minigo says is kept, once the whole program that stands beside the fragment, if there
            # is one, does the same with real Go.
            got = actual(os.path.abspath(a.minigo), path)
            whole = Archive(path).files.get("whole/main.go")
            if whole is not None:
                with tempfile.TemporaryDirectory() as t:
                    program = os.path.join(t, "s.go")
                    with open(program, "w", encoding="utf-8") as f:
                        f.write(whole)
                    real = oracle(program)
                if real.split("-- stderr --")[0] != got.split("\n", 1)[1].split("-- stderr --")[0]:
                    return path, "the whole program does otherwise with real Go:\n" + real + "\nthe fragment:\n" + got
            with open(want_file, "w", encoding="utf-8") as f:
                f.write(got)
            return path, None
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
        want = open(want_file, encoding="utf-8", newline="").read()
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
