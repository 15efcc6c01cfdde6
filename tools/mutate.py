#!/usr/bin/env python3
"""Feeds mutated programs to minigo: sources of testdata with bytes flipped, lines dropped, swapped or doubled, tokens exchanged, ends
cut off. Whatever they are, `minigo vet` and `minigo run` must not crash, hang, or speak of an internal error.

    mutate.py [--minigo BINARY] [-n 100] [--seed 1] [--keep FOLDER] [PATH...]

Each finding is kept in FOLDER (default: build/mutate) and printed; the exit status is 1 if there is any. The same seed gives the
same sources as long as testdata does not change.
"""
import argparse, concurrent.futures, glob, os, random, re, resource, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BAD = re.compile(rb"internal error|AddressSanitizer|UndefinedBehaviorSanitizer|runtime error: [a-z ]*(member|load|store|shift exponent|"
                 rb"signed integer)|Check failed|check failed|minigo: [^\n]*\.(cc|h):\d+|a bug of minigo|LeakSanitizer|ThreadSanitizer")
TOKEN = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*|[0-9.]+|\"[^\"\n]*\"|[-+*/%&|^<>=!:]+|[(){}\[\],;.]")
SPICE = [b"int", b"string", b"any", b"nil", b"func", b"struct{}", b"interface{}", b"[]", b"map[string]int", b"chan int", b"<-", b"...",
         b"*", b"&", b"0", b"1<<62", b"-1", b"\"\"", b"type", b"range", b"defer", b"go", b"select", b"~", b"[T any]", b"iota", b"_",
         b"return", b"goto", b"L:", b"break", b"continue", b"fallthrough", b"x", b"T", b"main", b"init", b"1e400", b"'\\x00'", b"len"]


def mutate(rnd, text, other):
    for _ in range(rnd.choice([1, 1, 1, 2, 3, 8])):
        kind = rnd.randrange(10)
        lines = text.split(b"\n")
        at = rnd.randrange(len(lines))
        tokens = [m.span() for m in TOKEN.finditer(text)]
        if kind == 0 and text:
            i = rnd.randrange(len(text))
            text = text[:i] + bytes([rnd.randrange(256)]) + text[i + 1:]
        elif kind == 1:
            del lines[at]
            text = b"\n".join(lines)
        elif kind == 2:
            end = min(len(lines), at + rnd.randrange(1, 12))
            text = b"\n".join(lines[:end] + lines[at:])
        elif kind == 3 and len(lines) > 1:
            to = rnd.randrange(len(lines))
            lines[at], lines[to] = lines[to], lines[at]
            text = b"\n".join(lines)
        elif kind == 4 and tokens:
            a, b = rnd.choice(tokens)
            text = text[:a] + rnd.choice(SPICE) + text[b:]
        elif kind == 5 and tokens:
            a, b = rnd.choice(tokens)
            c, d = rnd.choice(tokens)
            text = text[:a] + text[c:d] + text[b:]
        elif kind == 6 and tokens:
            a, b = rnd.choice(tokens)
            text = text[:a] + text[b:]
        elif kind == 7 and tokens:
            a, b = rnd.choice(tokens)
            text = text[:b] + b" " + rnd.choice(SPICE) + b" " + text[b:]
        elif kind == 8 and rnd.randrange(4) == 0:
            text = text[:rnd.randrange(len(text) + 1)]
        elif kind == 9:
            piece = other.split(b"\n")
            k = rnd.randrange(len(piece))
            lines[at:at] = piece[k:k + rnd.randrange(1, 10)]
            text = b"\n".join(lines)
    return text


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


def judge(minigo, path, args, cwd):
    """What is wrong with a run, or None."""
    cmd = [minigo] + args + [path]
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=0", HOME=cwd)
    try:
        p = subprocess.run(cmd, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                           preexec_fn=limits, env=env)
    except subprocess.TimeoutExpired:
        return "hangs"
    if p.returncode < 0 and -p.returncode != 25:  # SIGXFSZ is ours
        return "signal %d: %s" % (-p.returncode, p.stderr[-300:].decode("utf-8", "replace"))
    m = BAD.search(p.stderr)
    return "%s" % p.stderr[max(0, m.start() - 200):m.end() + 300].decode("utf-8", "replace") if m else None


def one(job):
    minigo, keep, name, text, dangerous = job
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "m.go")
        with open(path, "wb") as f:
            f.write(text)
        runs = [["vet"]] if dangerous else [["vet"], ["run", "--timeout", "3", "--memory", "200"]]
        for args in runs:
            found = judge(minigo, "m.go", args, d)
            if found:
                os.makedirs(keep, exist_ok=True)
                kept = os.path.join(keep, name)
                with open(kept, "wb") as f:
                    f.write(text)
                return "%s: minigo %s: %s" % (kept, args[0], found)
    return None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", default=os.path.join(TOP, "build", "release", "minigo"))
    ap.add_argument("-n", type=int, default=100)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--keep", default=os.path.join(TOP, "build", "mutate"))
    ap.add_argument("-j", type=int, default=os.cpu_count() or 2)
    ap.add_argument("paths", nargs="*")
    a = ap.parse_args()
    files = sorted(f for p in a.paths or [os.path.join(TOP, "testdata", d) for d in ("run", "panic", "check", "syntax")]
                   for f in ([p] if p.endswith(".go") else glob.glob(os.path.join(p, "*.go"))))
    texts = [open(f, "rb").read() for f in files]
    texts = [t for t in texts if len(t) < 20000]
    jobs = []
    for i in range(a.n):
        rnd = random.Random("%d/%d" % (a.seed, i))
        text = mutate(rnd, rnd.choice(texts), rnd.choice(texts))
        # What removes files or starts processes is only checked.
        dangerous = re.search(rb"os\.(Remove|Rename|Chmod|Chown|Truncate|StartProcess)|os/exec|syscall\.", text) is not None
        jobs.append((os.path.abspath(a.minigo), a.keep, "seed%d_%d.go" % (a.seed, i), text, dangerous))
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(a.j) as pool:
        for found in pool.map(one, jobs):
            if found:
                bad += 1
                print(found, flush=True)
    print("mutate: %d programs, %d findings" % (a.n, bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
