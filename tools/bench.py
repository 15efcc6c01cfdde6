#!/usr/bin/env python3
"""Measures the programs of testdata/bench under minigo, native Go, and what else is installed of yaegi, Lua 5.4 and LuaJIT.

The runners alternate, so that a machine that changes its pace is unfair to nobody. What counts is user CPU time less that of an empty
program under the same runner; a ratio is the median of a runner's times over the median of native Go's. A runner that prints another
checksum than native Go is named, and its times are left out. Nobody is run again who took longer than --patience seconds.

examples:
  bench.py                                   everything, five times
  bench.py -n 1 --only 'fib|map'             some programs, once
  bench.py --only @goroutines --time wall    a group, by wall-clock time
  bench.py --runners minigo,go               without Lua and yaegi
  bench.py --json results.json --svg chart.svg
  bench.py --from results.json --svg chart.svg --markdown    tables and chart of an earlier run
  bench.py --publish                         what README.md shows; on a quiet machine
  bench.py --minigo old/minigo --json old.json; bench.py --base old.json     what has changed since then
"""
import argparse, hashlib, json, math, os, re, shutil, signal, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.path.join(TOP, "testdata", "bench")
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "minigo-bench")
GROUPS = ["loops", "floats", "calls", "data", "memory", "goroutines", "scaling"]
SHOWN = GROUPS[:-1]  # in summaries: how well two threads share work is told apart
COMPUTE = ["loops", "floats", "calls", "data"]
TITLES = {"minigo": "minigo", "go": "native Go", "yaegi": "yaegi", "lua": "Lua 5.4", "luajit": "LuaJIT", "luajit-joff": "LuaJIT's interpreter"}
COLORS = {"minigo": "#2f81f7", "lua": "#d29922", "luajit": "#8250df", "luajit-joff": "#b87fff", "yaegi": "#cf5c5c"}
NOISE = 0.002  # seconds: what a program takes at least, so that no ratio divides by zero

# Starts a command and writes what it used to descriptor 3. Python would not do: the kernel counts the memory of the process that
# forked as the child's.
METER = r"""
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }
int main(int argc, char** argv) {
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  pid_t pid = fork();
  if (pid == 0) {
    close(3);
    execv(argv[1], argv + 1);
    _exit(127);
  }
  int status = 0;
  struct rusage u;
  wait4(pid, &status, 0, &u);
  clock_gettime(CLOCK_MONOTONIC, &b);
  dprintf(3, "%f %f %f %ld", seconds(u.ru_utime), seconds(u.ru_stime),
          (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, u.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
"""


def progress(text):
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K" + text)
        sys.stderr.flush()


def median(values):
    v = sorted(values)
    return (v[(len(v) - 1) // 2] + v[len(v) // 2]) / 2


def mean(ratios):
    return math.exp(sum(math.log(r) for r in ratios) / len(ratios)) if ratios else None


class Program:
    def __init__(self, path):
        self.path, self.name = path, os.path.basename(path)[:-3]
        self.text = open(path, encoding="utf-8").read()
        self.group = self.word("group") or "loops"
        self.tiny = self.word("args")
        self.also = (self.word("also") or "").split()

    def word(self, key):
        m = re.search(r"(?m)^// %s: (.*)$" % key, self.text)
        return m.group(1).strip() if m else None

    def twin(self, jit):
        for suffix in [".jit.lua", ".lua"] if jit else [".lua"]:
            p = os.path.join(BENCH, "lua", self.name + suffix)
            if os.path.exists(p):
                return p
        return None


def cached(text, suffix, build):
    """The file that build(source, target) makes of the text, made once."""
    os.makedirs(CACHE, exist_ok=True)
    key = hashlib.sha256(text.encode()).hexdigest()[:24]
    target = os.path.join(CACHE, key + suffix)
    if not os.path.exists(target):
        with tempfile.TemporaryDirectory(dir=CACHE) as t:
            made = os.path.join(t, "made")
            build(t, made)
            os.replace(made, target)
    return target


def meter():
    def build(t, made):
        source = os.path.join(t, "meter.c")
        with open(source, "w") as f:
            f.write(METER)
        cc = next(filter(None, (shutil.which(c) for c in ("cc", "gcc", "g++", "clang"))), None)
        if cc is None:
            sys.exit("bench.py: no C compiler is installed")
        subprocess.run([cc, "-O1", "-o", made, source], check=True)
    return cached(METER, "-meter", build)


def native(text):
    def build(t, made):
        source = os.path.join(t, "main.go")
        with open(source, "w", encoding="utf-8") as f:
            f.write(text)
        subprocess.run(["go", "build", "-o", made, source], cwd=t, check=True)
    version = subprocess.run(["go", "version"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return cached(version + text, "-go", build)


def source(text, suffix):
    def build(t, made):
        with open(made, "w", encoding="utf-8") as f:
            f.write(text)
    return cached(text, suffix, build)


EMPTY_GO = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"
EMPTY_LUA = "print('hello')\n"


class Runners:
    def __init__(self, minigo, wanted):
        go_bin = os.path.join(os.environ.get("GOPATH") or os.path.expanduser("~/go"), "bin", "yaegi")
        lua = next((p for p in map(shutil.which, ("lua5.4", "lua")) if p and b"Lua 5.4" in subprocess.run(
            [p, "-v"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout), None)
        self.tools = {"minigo": minigo, "go": shutil.which("go"), "yaegi": shutil.which("yaegi") or (go_bin if os.path.exists(go_bin) else None),
                      "lua": lua, "luajit": shutil.which("luajit"), "luajit-joff": shutil.which("luajit")}
        for w in wanted or []:
            if w not in self.tools:
                sys.exit("bench.py: no runner is called %s; there are %s" % (w, ", ".join(self.tools)))
            if not self.tools[w]:
                sys.exit("bench.py: %s is not installed" % TITLES[w])
        self.names = [r for r in self.tools if self.tools[r] and (not wanted or r in wanted)]
        self.missing = [TITLES[r] for r in self.tools if not self.tools[r]]
        self.meter = meter()

    def command(self, runner, program, size):
        tool, args = self.tools[runner], [size] if size else []
        if runner == "minigo":
            return [tool, "run", program.path] + args
        if runner == "go":
            return [native(program.text)] + args
        if runner == "yaegi":  # which gives a program no arguments: the size is written into it
            text = re.sub(r"n := \d+\n\tif len\(os\.Args\) > 1 \{[^}]*\}", "n := " + size, program.text) if size else program.text
            text = re.sub(r"if len\(os\.Args\) > 1 \{[^}]*\}", "", text)
            return [tool, "run", source(text, ".go")]
        twin = program.twin(runner != "lua")
        if twin and "\n-- not under: " + runner in open(twin, encoding="utf-8").read():
            return None
        return twin and [tool] + (["-joff"] if runner == "luajit-joff" else []) + [twin] + args

    def empty(self, runner):
        if runner.startswith("lua"):
            return [self.tools[runner]] + (["-joff"] if runner == "luajit-joff" else []) + [source(EMPTY_LUA, ".lua")]
        if runner == "go":
            return [native(EMPTY_GO)]
        return [self.tools[runner], "run", source(EMPTY_GO, ".go")]

    def run(self, command, timeout):
        """What one run used and printed, or {"failed": why}."""
        r, w = os.pipe()
        p = subprocess.Popen([self.meter] + command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                             preexec_fn=lambda: os.dup2(w, 3), close_fds=False)
        os.close(w)
        try:
            out, err = p.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            p.communicate()
            os.close(r)
            return {"failed": "took more than %g s" % timeout}
        used = os.read(r, 200).decode().split()
        os.close(r)
        if p.returncode != 0 or len(used) != 4:
            lines = (err or out).decode("utf-8", "replace").strip().split("\n")
            return {"failed": "exit status %d: %s" % (p.returncode, lines[0][:100])}
        user, system, wall, rss = map(float, used)
        notes = dict(re.findall(r"(?m)^(elapsed_ns|scaling)=([\d.]+)$", err.decode("utf-8", "replace")))
        return {"user": user, "cpu": user + system, "wall": wall, "rss": rss * 1024, "out": out.decode("utf-8", "replace"),
                "elapsed": float(notes["elapsed_ns"]) / 1e9 if "elapsed_ns" in notes else None,
                "scaling": float(notes["scaling"]) if "scaling" in notes else None}


def summarize(runs):
    s = {}
    for key in ("user", "cpu", "wall", "elapsed", "rss", "scaling"):
        values = [r[key] for r in runs if r.get(key) is not None]
        if values:
            s[key] = round(median(values), 6)
    return s


def measure(a):
    programs = [Program(os.path.join(BENCH, f)) for f in sorted(os.listdir(BENCH)) if f.endswith(".go")]
    if a.only:
        at = [w[1:] for w in a.only.split("|") if w.startswith("@")]
        words = [w for w in a.only.split("|") if w and not w.startswith("@")]
        programs = [p for p in programs if p.group in at or (words and re.search("|".join(words), p.name))]
    if not programs:
        sys.exit("bench.py: no program matches %r" % a.only)
    programs.sort(key=lambda p: (GROUPS.index(p.group), p.name))
    runners = Runners(a.minigo, a.runners.split(",") if a.runners else None)
    if "go" not in runners.names:
        sys.exit("bench.py: native Go is what the others are compared with; the go command is needed")
    load = os.getloadavg()[0]
    result = {"repetitions": a.n, "cpus": os.cpu_count(), "load": round(load, 2), "runners": runners.names, "missing": runners.missing,
              "start": {}, "programs": []}
    starts = {r: [] for r in runners.names}
    if not a.quiet:
        print(header(result), flush=True)
    for i in range(max(a.n, 3)):
        for r in runners.names:
            progress("start-up %d: %s" % (i + 1, TITLES[r]))
            starts[r].append(runners.run(runners.empty(r), a.timeout))
    for r in runners.names:
        good = [s for s in starts[r] if "failed" not in s]
        if not good:
            sys.exit("bench.py: %s does not run: %s" % (TITLES[r], starts[r][0]["failed"]))
        result["start"][r] = summarize(good)
    rows = [(p, size) for p in programs for size in ([p.tiny] if a.tiny else [None] + p.also)]
    for k, (p, size) in enumerate(rows):
        row = {"name": p.name + (" " + size if size and not a.tiny else ""), "group": p.group, "runs": {}, "failed": {}}
        commands = {r: runners.command(r, p, size) for r in runners.names}
        runs, outs = {r: [] for r in commands if commands[r]}, {}
        for i in range(a.n):
            for r in runs:
                if r in row["failed"] or (runs[r] and runs[r][-1]["cpu"] > a.patience):
                    continue
                progress("[%d/%d] %s, %d of %d: %s" % (k + 1, len(rows), row["name"], i + 1, a.n, TITLES[r]))
                used = runners.run(commands[r], a.timeout)
                if "failed" in used:
                    row["failed"][r] = used["failed"]
                elif outs.setdefault(r, used["out"]) != used["out"]:
                    row["failed"][r] = "prints something else each time"
                else:
                    runs[r].append(used)
        for r in list(runs):
            if r not in row["failed"] and outs[r] != outs.get("go"):
                row["failed"][r] = "prints %r, native Go %r" % (outs[r].strip(), outs.get("go", "nothing").strip())
            if r in row["failed"]:
                continue
            row["runs"][r] = summarize(runs[r])
        result["programs"].append(row)
        progress("")
        if not a.quiet:
            print(line_of(row, result, a.time), flush=True)
    return result


def seconds(row, result, runner, by):
    s = row["runs"].get(runner)
    if s is None:
        return None
    if by == "elapsed":
        return max(s.get("elapsed", s["wall"]), NOISE)
    return max(s[by] - result["start"][runner][by], NOISE)


def ratio(row, result, runner, by):
    mine, go = seconds(row, result, runner, by), seconds(row, result, "go", by)
    return mine / go if mine and go else None


def number(x):
    return "-" if x is None else "%.2f" % x if x < 10 else "%.1f" % x if x < 100 else "%.0f" % x


def others(result):
    return [r for r in result["runners"] if r != "go"]


def header(result):
    return "%-16s %8s %7s" % ("", "go s", "go MB") + "".join(" %12s" % r for r in others(result)) + "  %9s" % "minigo MB"


def line_of(row, result, by):
    go = row["runs"].get("go", {})
    text = "%-16s %8s %7s" % (row["name"], number(seconds(row, result, "go", by)), number(go.get("rss", 0) / 1e6))
    for r in others(result):
        text += " %12s" % ("failed" if r in row["failed"] else number(ratio(row, result, r, by)))
    mine = row["runs"].get("minigo", {})
    return text + "  %9s" % number(mine["rss"] / 1e6 if mine else None)


def means(result, by, groups):
    """For each runner but Go: the mean over the programs it has, minigo's over the same ones, and their number."""
    out = {}
    for r in others(result):
        rows = [p for p in result["programs"] if p["group"] in groups and ratio(p, result, r, by)]
        both = [p for p in rows if ratio(p, result, "minigo", by)]
        if rows:
            out[r] = (mean([ratio(p, result, r, by) for p in rows]), mean([ratio(p, result, "minigo", by) for p in both]), len(rows))
    return out


def report(result, by):
    kinds = [(g, [g]) for g in SHOWN] + [("all compute", COMPUTE)]
    present = {p["group"] for p in result["programs"]}
    print("\nratios to native Go by %s time: geometric means (minigo's over the same programs; their number)" % by)
    for title, groups in kinds:
        if not present & set(groups):
            continue
        cells = []
        for r, (m, mine, n) in means(result, by, groups).items():
            cells.append("%s %s (%d)" % (r, number(m), n) if r == "minigo" else "%s %s (%s; %d)" % (r, number(m), number(mine), n))
        print("  %-12s %s" % (title, "   ".join(cells)))
    sizes = [p["runs"]["minigo"]["rss"] / p["runs"]["go"]["rss"] for p in result["programs"]
             if p["group"] == "memory" and "minigo" in p["runs"] and "go" in p["runs"]]
    if sizes:
        print("  memory: minigo's resident set over native Go's: %s" % number(mean(sizes)))
    for r in others(result):
        if r in ("minigo", "yaegi"):
            continue
        slower = [p["name"] for p in result["programs"] if (ratio(p, result, r, by) or 1e9) < (ratio(p, result, "minigo", by) or 0)]
        if slower:
            print("  minigo is slower than %s on: %s" % (TITLES[r], ", ".join(slower)))
    for p in result["programs"]:
        for r, s in p["runs"].items():
            if "scaling" in s:
                print("  %s: two threads are %.2f times as fast as one under %s" % (p["name"], s["scaling"], TITLES[r]))
    print("start-up, user ms and MB: " + ", ".join(
        "%s %.1f %.1f" % (r, s["user"] * 1e3, s["rss"] / 1e6) for r, s in result["start"].items()))
    for p in result["programs"]:
        for r, why in p["failed"].items():
            print("%s under %s: %s" % (p["name"], TITLES[r], why))
    if result["missing"]:
        print("not installed: " + ", ".join(result["missing"]))
    if result["load"] > 0.5:
        print("the machine was loaded (%.1f) when this began: believe ratios, and these with caution" % result["load"])


def compare(result, base, by):
    """Minigo now against minigo in an earlier run: its own times, which want the same machine at the same pace."""
    old = {p["name"]: p for p in base["programs"]}
    print("\nminigo against the earlier run (ratios of ratios to native Go; below 1 is faster)")
    changes = []
    for p in result["programs"]:
        now, then = ratio(p, result, "minigo", by), p["name"] in old and ratio(old[p["name"]], base, "minigo", by)
        if now and then:
            changes.append((now / then, p["name"]))
    for c, name in sorted(changes):
        if abs(c - 1) > 0.05:
            print("  %-16s %.2f" % (name, c))
    if changes:
        print("  geometric mean over %d programs: %.3f" % (len(changes), mean([c for c, _ in changes])))


def markdown(result, by):
    """The means as a table; in brackets, of how many programs, where it is not all of them."""
    runners = others(result)
    lines = ["| times native Go | programs | " + " | ".join(TITLES[r] for r in runners) + " |", "| --- | ---: |" + " ---: |" * len(runners)]
    for g in SHOWN:
        m = means(result, by, [g])
        if "minigo" in m:
            cells = ["" if r not in m else number(m[r][0]) + ("" if m[r][2] == m["minigo"][2] else " (%d)" % m[r][2]) for r in runners]
            lines.append("| %s | %d | " % (g, m["minigo"][2]) + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def publish(result, by):
    """Chart, table and results where README.md shows them."""
    with open(os.path.join(BENCH, "results.json"), "w", encoding="utf-8") as f:
        json.dump(result, f, indent=1)
        f.write("\n")
    with open(os.path.join(BENCH, "chart.svg"), "w", encoding="utf-8") as f:
        f.write(svg(result, by))
    readme = os.path.join(TOP, "README.md")
    with open(readme, encoding="utf-8") as f:
        text = f.read()
    new, n = re.subn(r"(?m)^\| times native Go .*\n(?:\|.*\n)*", lambda m: markdown(result, by), text)
    if n != 1:
        sys.exit("bench.py: README.md has no table that begins with | times native Go")
    with open(readme, "w", encoding="utf-8") as f:
        f.write(new)


def svg(result, by):
    """Bars for the means, dots for the programs, on a logarithmic scale. The colors stand out on white and on black alike."""
    runners = [r for r in others(result)]
    groups = [g for g in SHOWN if any(p["group"] == g for p in result["programs"])]
    low, high = 0.1, 10.0
    for p in result["programs"]:
        for r in runners:
            x = ratio(p, result, r, by)
            if x:
                low, high = min(low, x), max(high, x)
    low, high = 10 ** math.floor(math.log10(low) + 1e-9), 10 ** math.ceil(math.log10(high) - 1e-9)
    left, width, bar, right = 104, 560, 13, 96
    x_of = lambda v: left + width * math.log(v / low) / math.log(high / low)
    body, y = [], 52
    for g in groups:
        m = means(result, by, [g])
        shown = [r for r in runners if r in m]
        middle = y + len(shown) * (bar + 2) / 2 + 3
        body.append('<text x="%d" y="%.1f" text-anchor="end" font-weight="600">%s</text>' % (left - 10, middle, g))
        for r in shown:
            x0, x1 = x_of(1), x_of(m[r][0])
            body.append('<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="2" fill="%s" fill-opacity="0.55"><title>%s, %s: %s times native Go</title></rect>'
                        % (min(x0, x1), y, max(abs(x1 - x0), 1), bar, COLORS[r], g, TITLES[r], number(m[r][0])))
            for p in result["programs"]:
                v = ratio(p, result, r, by) if p["group"] == g else None
                if v:
                    body.append('<circle cx="%.1f" cy="%.1f" r="2.6" fill="%s"><title>%s, %s: %s</title></circle>'
                                % (x_of(v), y + bar / 2, COLORS[r], p["name"], TITLES[r], number(v)))
            body.append('<text x="%d" y="%.1f">%s</text>' % (left + width + 12, y + bar - 2.5, number(m[r][0])))
            y += bar + 2
        y += 12
    bottom = y - 6
    axis = []
    v = low
    while v <= high * 1.01:
        axis.append('<line x1="%.1f" y1="44" x2="%.1f" y2="%d" stroke="#7d8590" stroke-opacity="%s"/>' % (x_of(v), x_of(v), bottom, "0.9" if v == 1 else "0.3"))
        axis.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x_of(v), bottom + 15, "native Go" if abs(v - 1) < 1e-9 else "%g×" % v))
        v *= 10
    legend, x = [], left
    for r in runners:
        legend.append('<rect x="%.1f" y="14" width="11" height="11" rx="2" fill="%s"/><text x="%.1f" y="24">%s</text>' % (x, COLORS[r], x + 16, TITLES[r]))
        x += 34 + 6.6 * len(TITLES[r])
    height = bottom + 46
    foot = '<text x="%d" y="%d">%s time over native Go\'s; bars are geometric means, dots programs; further left is faster</text>' % (
        left, bottom + 36, {"user": "user CPU", "cpu": "CPU", "wall": "wall-clock", "elapsed": "elapsed"}[by])
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="system-ui, sans-serif" font-size="12" fill="#7d8590">\n'
            % (left + width + right, height, left + width + right, height)) + "\n".join(legend + axis + body + [foot]) + "\n</svg>\n"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", metavar="PATH", default=os.path.join(TOP, "build", "release", "minigo"), help="the command to measure")
    ap.add_argument("--only", metavar="PATTERN", help="programs whose names match the regular expression; @GROUP is a group")
    ap.add_argument("-n", type=int, default=5, help="repetitions (5)")
    ap.add_argument("--runners", metavar="A,B", help="who runs: " + ", ".join(TITLES) + " (all that are installed)")
    ap.add_argument("--time", choices=["user", "cpu", "wall", "elapsed"], default="user",
                    help="what is compared: user CPU time, user and system, wall-clock, or what the programs measure themselves")
    ap.add_argument("--timeout", type=float, default=120, metavar="S", help="for one run (120)")
    ap.add_argument("--patience", type=float, default=10, metavar="S", help="who takes longer is not run again (10)")
    ap.add_argument("--tiny", action="store_true", help="at the sizes of the tests: says whether all works, measures nothing")
    ap.add_argument("--json", metavar="F", help="write the results")
    ap.add_argument("--from", dest="source", metavar="F", help="take the results from that file instead of measuring")
    ap.add_argument("--base", metavar="F", help="compare minigo with an earlier --json")
    ap.add_argument("--svg", metavar="F", help="write a chart")
    ap.add_argument("--markdown", action="store_true", help="print the means as a table for a document")
    ap.add_argument("--publish", action="store_true",
                    help="write testdata/bench/results.json and chart.svg, and the table in README.md")
    ap.add_argument("-q", "--quiet", action="store_true", help="only the summary")
    a = ap.parse_args()
    if a.n < 1:
        ap.error("-n wants at least 1")
    if a.source:
        with open(a.source, encoding="utf-8") as f:
            result = json.load(f)
        if not a.quiet:
            print(header(result))
            for row in result["programs"]:
                print(line_of(row, result, a.time))
    else:
        if not os.access(a.minigo, os.X_OK):
            sys.exit("bench.py: %s is missing; build it with tools/build release, or say --minigo PATH" % a.minigo)
        a.minigo = os.path.abspath(a.minigo)
        if not a.quiet:
            print("seconds and resident MB of native Go, then ratios to its time")
        result = measure(a)
    report(result, a.time)
    if a.base:
        with open(a.base, encoding="utf-8") as f:
            compare(result, json.load(f), a.time)
    if a.markdown:
        print("\n" + markdown(result, a.time), end="")
    if a.publish:
        publish(result, a.time)
    if a.json:
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump(result, f, indent=1)
            f.write("\n")
    if a.svg:
        with open(a.svg, "w", encoding="utf-8") as f:
            f.write(svg(result, a.time))
    return 1 if any("minigo" in p["failed"] for p in result["programs"]) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
