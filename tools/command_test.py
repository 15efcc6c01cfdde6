#!/usr/bin/env python3
"""Tests of the command itself: flags, targets, streams, signals. One function a test, in a folder of its own.

    command_test.py [--minigo build/release/minigo] [NAME...]
"""
import argparse, os, pty, re, signal, subprocess, sys, tempfile, time, traceback

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MINIGO = os.path.join(TOP, "build", "release", "minigo")

HELLO = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n'
ARGS = 'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() { fmt.Printf("%q\\n", os.Args[1:]) }\n'
LINES = 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor i := 0; i < 1000000; i++ {\n\t\tfmt.Println(i)\n\t}\n}\n'


def run(*args, stdin=b"", env=None, stdout=subprocess.PIPE, timeout=60, preexec=None):
    p = subprocess.run([MINIGO] + list(args), input=stdin, stdout=stdout, stderr=subprocess.PIPE, timeout=timeout,
                       env=dict(os.environ, **(env or {})), preexec_fn=preexec)
    return p.returncode, (p.stdout or b"").decode("utf-8", "replace"), p.stderr.decode("utf-8", "replace")


def write(name, text):
    with open(name, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())


def same(have, want):
    if have != want:
        raise AssertionError("have %r\nwant %r" % (have, want))


def contains(have, want):
    if want not in have:
        raise AssertionError("%r is not in %r" % (want, have))


# ---------------------------------------------------------------- flags

def test_no_arguments():
    rc, out, err = run()
    same((rc, out), (2, ""))
    contains(err, "usage:")


def test_help():
    for args in (["help"], ["--help"], ["-h"], ["run", "--help"], ["run", "-h"], ["vet", "--help"], ["help", "run"], ["help", "vet"]):
        rc, out, err = run(*args)
        same((rc, err), (0, ""))
        contains(out, "minigo vet" if "vet" in args else "minigo run")
        contains(out, "examples:")
    contains(run("run", "--help")[1], "minigo run hello.go")
    contains(run("vet", "--help")[1], "minigo vet -e *.go")


def test_help_of_nothing():
    rc, out, err = run("help", "nope")
    same((rc, out), (2, ""))
    contains(err, 'minigo: unknown command "nope"')


def test_version():
    for arg in ("version", "--version"):
        rc, out, err = run(arg)
        same((rc, err), (0, ""))
        contains(out, "minigo 0.1.0 (go1.26)")


def test_unknown_command():
    rc, out, err = run("frobnicate")
    same((rc, out), (2, ""))
    contains(err, 'minigo: unknown command "frobnicate"')


def test_bad_flags():
    write("a.go", HELLO)
    for args, text in [
        (["--nope", "a.go"], "unknown flag --nope"),
        (["--procs", "x", "a.go"], 'flag --procs wants a number, not "x"'),
        (["--procs=", "a.go"], 'flag --procs wants a number, not ""'),
        (["--procs", "-1", "a.go"], 'flag --procs wants a number, not "-1"'),
        (["--memory", "99999999999999999999", "a.go"], "flag --memory wants a number"),
        (["--timeout", "9223372036854775807", "a.go"], "flag --timeout"),
        (["--memory", "9223372036854775807", "a.go"], "flag --memory"),
        (["--procs", "4294967297", "a.go"], "flag --procs"),
        (["--dump=everything", "a.go"], "--dump wants"),
        (["-lang=1.21", "a.go"], "flag -lang wants"),
        (["--timeout"], "flag --timeout wants a value"),
        ([], "no Go files"),
    ]:
        rc, out, err = run("run", *args)
        same((rc, out), (2, ""))
        contains(err, text)


def test_limits():
    write("loop.go", "package main\n\nfunc main() {\n\tfor {\n\t}\n}\n")
    for flags, text in [(["--timeout", "1"], "fatal error: time limit exceeded"),
                        (["--instructions", "100000"], "fatal error: instruction limit exceeded")]:
        rc, out, err = run("run", *flags, "loop.go")
        same((rc, out), (2, ""))
        contains(err, text)
    write("eat.go", "package main\n\nfunc main() {\n\tvar all [][]byte\n\tfor {\n\t\tall = append(all, make([]byte, 1<<20))\n\t}\n}\n")
    rc, out, err = run("run", "--memory", "32", "eat.go")
    same((rc, out), (2, ""))
    contains(err, "fatal error: runtime: out of memory")


def test_gctrace():
    write("gc.go", 'package main\n\nimport "runtime"\n\nfunc main() { runtime.GC() }\n')
    rc, out, err = run("run", "gc.go", env={"GODEBUG": "gctrace=1"})
    same((rc, out), (0, ""))
    t = r"(?:0|\d\.\d|0\.\d\d|0\.0\d\d|\d+)"
    line = r"gc 1 @\d+\.\d{3}s \d+%: T\+T\+T ms clock, T\+T/T/T\+T ms cpu, \d+->\d+->\d+ MB, \d+ MB goal, \d+ MB stacks, \d+ MB globals, \d+ P \(forced\)\n"
    if not re.fullmatch(line.replace("T", t), err):
        raise AssertionError(err)


def test_profile_ops():
    """The counts are those that --instructions goes by; whoever ends the process, the tables are written once."""
    loop = "package main\n\nimport \"os\"\n\nfunc main() {\n\tsum := 0\n\tfor i := 0; i < 100000; i++ {\n\t\tsum += i * i\n\t}\n%s}\n"
    for end, status, before in [("\tprintln(sum)\n\tos.Exit(3)\n", 3, "333328333350000\n"), ("\t_ = os.Args\n\tpanic(sum)\n", 2, "panic: 333328333350000"),
                                ("\t_ = os.Args\n\tprintln(sum)\n", 0, "333328333350000\n")]:
        write("count.go", loop % end)
        rc, out, err = run("run", "--profile-ops=3", "count.go")
        same((rc, out, err.startswith(before), err.count("\nopcodes\n")), (status, "", True, 1))
        total = int(re.search(r"\n(\d+) instructions\n", err).group(1))
        for table in ("opcodes", "pairs; of these, the second behind the first in the code", "functions, with what is inlined into them", "lines"):
            rows = re.search(r"\n%s\n((?: .*\n)*)" % table, err).group(1).split("\n")[:-1]
            same(1 <= len(rows) <= 3, True)
            counts = [int(r.split()[1]) for r in rows]
            same((counts == sorted(counts, reverse=True), sum(counts) <= total, counts[0] >= 100000), (True, True, True))
        contains(err, "  main.main\n")
        contains(err, "  count.go:8 main.main\n")
    contains(run("run", "--instructions", str(total - 1000), "count.go")[2], "instruction limit exceeded")
    same(run("run", "--profile-ops=x", "count.go")[0], 2)
    write("two.go", "package main\n\nfunc work(c chan int) {\n\tn := 0\n\tfor n < 50000 {\n\t\tn++\n\t}\n\tc <- n\n}\n\nfunc main() {\n\tc := make(chan int)\n"
          "\tgo work(c)\n\tgo work(c)\n\tprintln(<-c + <-c)\n}\n")
    rc, out, err = run("run", "--profile-ops", "--procs", "2", "two.go")
    same((rc, out, err.startswith("100000\n")), (0, "", True))
    contains(err, "  two.go:5 main.work\n")


# ---------------------------------------------------------------- targets

def test_missing_file():
    for name in ("nope.go", "nope", "nope.md", "nope/"):
        rc, out, err = run("run", name)
        same((rc, out), (1, ""))
        contains(err, "nope")
        contains(err.lower(), "no such file")


def test_unreadable():
    write("a.go", HELLO)
    os.mkdir("d")
    write("d/a.go", HELLO)
    os.chmod("a.go", 0)
    os.chmod("d", 0)
    nobody = lambda: (os.setgroups([]), os.setgid(65534), os.setuid(65534)) if os.getuid() == 0 else None
    try:
        for name in ("a.go", "d", "d/a.go"):
            rc, out, err = run("run", name, preexec=nobody)
            same((rc, out), (1, ""))
            contains(err.lower(), "permission denied")
    finally:
        os.chmod("d", 0o755)


def test_directory():
    os.mkdir("d")
    rc, out, err = run("run", "d")
    same((rc, out), (1, ""))
    contains(err.lower(), "no go files")
    write("d/a.go", HELLO)
    write("d/b_test.go", "package main\n\nbroken")
    same(run("run", "d"), (0, "hello\n", ""))
    same(run("run", "./d"), (0, "hello\n", ""))
    os.mkdir("e.go")
    rc, out, err = run("run", "e.go")
    same((rc, out), (1, ""))
    contains(err, "e.go")


def test_binary_file():
    with open(MINIGO, "rb") as f:
        write("bin.go", f.read(1 << 20))
    for args in (["run", "bin.go"], ["vet", "bin.go"]):
        rc, out, err = run(*args)
        same((rc, out), (1, ""))
        contains(err, "bin.go:1:1: ")
    write("nul.go", b"package main\n\x00\nfunc main() {}\n")
    rc, out, err = run("run", "nul.go")
    same((rc, out), (1, ""))
    contains(err, "nul.go:2:1: invalid NUL character")


def test_empty_file():
    for text in ("", "\n\n", "// only a comment\n", "\ufeff"):
        write("e.go", text)
        rc, out, err = run("vet", "e.go")
        assert rc in (0, 1), rc
        same(out, "")
        assert "internal" not in err, err


def test_long_lines():
    n = 100 << 20
    write("comment.go", b"package main\n\nfunc main() { println(1) } // " + b"x" * n + b"\n")
    same(run("run", "comment.go", timeout=120), (0, "", "1\n"))
    write("string.go", b'package main\n\nfunc main() { println(len("' + b"x" * n + b'")) }\n')
    same(run("run", "string.go", timeout=120), (0, "", "%d\n" % n))
    write("wrong.go", b"package main\n\nfunc main() { x" + b"x" * n + b" }\n")
    rc, out, err = run("run", "wrong.go", timeout=120)
    same((rc, out), (1, ""))
    write("deep.go", b"package main\n\nvar x = " + b"(" * 1000000 + b"1" + b")" * 1000000 + b"\n\nfunc main() {}\n")
    rc, out, err = run("run", "deep.go", timeout=120)
    assert rc in (0, 1), (rc, err[:300])
    write("deep2.go", b"package main\n\nfunc main() { " + b"{" * 300000 + b"}" * 300000 + b" }\n")
    rc, out, err = run("run", "deep2.go", timeout=120)
    assert rc in (0, 1), (rc, err[:300])


def test_faults():
    write("x.go", 'package main\n\nimport "unsafe"\n\nvar b byte\n\nfunc main() {\n\tdone := make(chan byte)\n'
          '\tgo func() { done <- *(*byte)(unsafe.Pointer(uintptr(0x123456))) }()\n\tb = <-done\n}\n')
    rc, out, err = run("run", "x.go")
    same((rc, out), (2, ""))
    contains(err, "unexpected fault address 0x123456\nfatal error: fault\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x123456")


def test_stdin():
    same(run("run", "-", stdin=HELLO.encode()), (0, "hello\n", ""))
    same(run("run", "-", stdin=b'fmt.Println("hi")\n'), (0, "hi\n", ""))
    same(run("run", "-", "a", "-b", stdin=ARGS.encode()), (0, '["a" "-b"]\n', ""))
    rc, out, err = run("run", "-", stdin=b"")
    assert rc in (0, 1), rc


def test_several_files():
    write("a.go", "package main\n\nfunc main() { f() }\n")
    write("b.go", 'package main\n\nfunc f() { println("b") }\n')
    same(run("run", "a.go", "b.go"), (0, "", "b\n"))
    same(run("run", "b.go", "a.go"), (0, "", "b\n"))
    rc, out, err = run("run", "a.go")
    same((rc, out), (1, ""))
    contains(err, "./a.go:3:15: undefined: f")


def test_arguments():
    write("a.go", ARGS)
    same(run("run", "a.go", "x", "--flag", "-h", ""), (0, '["x" "--flag" "-h" ""]\n', ""))
    same(run("run", "a.go", "--", "x"), (0, '["--" "x"]\n', ""))
    same(run("run", "a.go"), (0, "[]\n", ""))


def test_script():
    os.mkdir("bin")
    os.symlink(MINIGO, "bin/minigo")
    write("s.go", "#!/usr/bin/env minigo\n" + ARGS)
    os.chmod("s.go", 0o755)
    env = dict(os.environ, PATH=os.path.abspath("bin") + ":" + os.environ["PATH"])
    p = subprocess.run(["./s.go", "a", "-e"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, timeout=60)
    same((p.returncode, p.stdout, p.stderr), (0, b'["a" "-e"]\n', b""))
    write("script", '#!/usr/bin/env minigo\nfmt.Println("no suffix", len(os.Args))\n')
    os.chmod("script", 0o755)
    p = subprocess.run(["./script", "x"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, timeout=60)
    same((p.returncode, p.stdout, p.stderr), (0, b"no suffix 2\n", b""))


# ---------------------------------------------------------------- streams and signals

def test_exit_status():
    for body, status in [("os.Exit(3)", 3), ("os.Exit(300)", 300 & 255), ("panic(1)", 2), ("go os.Exit(7); select {}", 7)]:
        write("x.go", 'package main\n\nimport "os"\n\nvar _ = os.Args\n\nfunc main() { %s }\n' % body)
        same(run("run", "x.go")[0], status)
    write("x.go", "package main\n\nfunc main() { x }\n")
    same(run("run", "x.go")[0], 1)
    same(run("vet", "x.go")[0], 1)


def test_broken_pipe():
    write("lines.go", LINES)
    p = subprocess.Popen([MINIGO, "run", "lines.go"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(p.stdout.readline(), b"0\n")
    p.stdout.close()
    err = p.stderr.read()
    same((p.wait(timeout=60), err), (-signal.SIGPIPE, b""))


def test_stdout_closed():
    write("a.go", 'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\t_, err := fmt.Println("x")\n'
          '\tfmt.Fprintln(os.Stderr, err)\n}\n')
    p = subprocess.run("exec %s run a.go >&-" % MINIGO, shell=True, stderr=subprocess.PIPE, timeout=60)
    same((p.returncode, p.stderr), (0, b"write /dev/stdout: bad file descriptor\n"))


def test_stdin_closed():
    write("a.go", HELLO)
    p = subprocess.run("exec %s run a.go <&-" % MINIGO, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    same((p.returncode, p.stdout, p.stderr), (0, b"hello\n", b""))
    p = subprocess.run("exec %s run - <&-" % MINIGO, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert p.returncode in (1, 2), p
    contains(p.stderr.decode().lower(), "bad file descriptor")


def test_full_disk():
    write("a.go", 'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\t_, err := fmt.Println("x")\n'
          '\tfmt.Fprintln(os.Stderr, err)\n}\n')
    with open("/dev/full", "wb") as full:
        rc, _, err = run("run", "a.go", stdout=full)
        same((rc, err), (0, "write /dev/stdout: no space left on device\n"))
        for args in (["help"], ["version"], ["run", "--dump=ast", "a.go"]):
            rc, _, err = run(*args, stdout=full)
            same(rc, 1)
            contains(err, "No space left on device")


def test_interrupt():
    write("a.go", 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("ready")\n\tselect {}\n}\n')
    write("b.go", 'package main\n\nimport (\n\t"fmt"\n\t"time"\n)\n\nfunc main() {\n\tfmt.Println("ready")\n\ttime.Sleep(time.Hour)\n}\n')
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        p = subprocess.Popen([MINIGO, "run", "b.go"], stdout=subprocess.PIPE)
        p.stdout.readline()
        p.send_signal(sig)
        same(p.wait(timeout=60), -sig)
    p = subprocess.Popen([MINIGO, "run", "b.go"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.readline()
    time.sleep(0.5)  # the program has nothing else to do
    p.send_signal(signal.SIGQUIT)
    err = p.stderr.read().decode()
    same(p.wait(timeout=60), 2)
    contains(err, "SIGQUIT: quit")
    contains(err, "goroutine 1 [sleep")


def test_colors_on_terminals_only():
    write("a.md", "# A\n\n```go\nfmt.Println(1)\n```\n")
    rc, out, err = run("run", "a.md")
    same((rc, err), (0, ""))
    assert "\x1b" not in out, out

    def on_terminal(env):
        main, side = pty.openpty()
        p = subprocess.Popen([MINIGO, "run", "a.md"], stdout=side, stderr=side, stdin=subprocess.DEVNULL,
                             env=dict({k: v for k, v in os.environ.items() if k != "NO_COLOR"}, **env))
        os.close(side)
        out = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            out += piece
        os.close(main)
        same(p.wait(timeout=60), 0)
        return out

    contains(on_terminal({"TERM": "xterm"}), b"\x1b[1m")
    assert b"\x1b" not in on_terminal({"TERM": "xterm", "NO_COLOR": "1"})
    assert b"\x1b" not in on_terminal({"TERM": "dumb"})


def test_markdown():
    write("a.md", "# A\n\n```go\nfmt.Println(1)\n```\n\ntext\n\n```go\npanic(2)\n```\n\n```go\nx +\n```\n")
    rc, out, err = run("run", "a.md")
    same(rc, 1)
    contains(out, "ok")
    contains(out, "exit status 2")
    contains(out, "does not compile")
    same(run("run", "a.md:4"), (0, "1\n", ""))
    same(run("run", "--block", "1", "a.md"), (0, "1\n", ""))
    same(run("run", "--block", "9", "a.md")[0], 2)
    same(run("run", "a.md:7")[0], 2)
    write("none.md", "nothing\n")
    rc, out, err = run("run", "none.md")
    same((rc, out), (1, ""))
    contains(err, "has no Go blocks")


def main():
    global MINIGO
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", default=MINIGO)
    ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    MINIGO = os.path.abspath(a.minigo)
    bad = 0
    tests = {n[5:]: f for n, f in globals().items() if n.startswith("test_")}
    for name, test in tests.items():
        if a.names and name not in a.names:
            continue
        with tempfile.TemporaryDirectory() as d:
            os.chmod(d, 0o755)
            os.chdir(d)
            try:
                test()
            except Exception:
                bad += 1
                print("FAILED %s" % name)
                traceback.print_exc(file=sys.stdout)
            os.chdir(TOP)
    print("command_test: %d failed" % bad)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
