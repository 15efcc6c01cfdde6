#!/usr/bin/env python3
"""Checks that README.md and stdlib/README.md tell the truth.

    readme.py [--minigo build/release/minigo]     exit status 1 if anything they say does not hold
    readme.py -u                                  writes the list of packages in stdlib/README.md, and their number in README.md, anew

Checked are: console transcripts (a `cat` shows the file that the next commands use), each row of the table "What works" by the programs
and commands in its last column (a row that says "no" must fail them), the table of the specification (each section that
testdata/spec_sections.txt names has its row, each program exists with its expectation, each program spec_* is shown), the C++ block
(part of the example), links to files, the list of packages and their number against packages.def, and that each folder has its essay.
"""
import argparse, os, re, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(TOP, "tools"))
import golden

problems = []


def problem(text):
    problems.append(text)
    print(text)


def read(path):
    return open(os.path.join(TOP, path), encoding="utf-8").read()


def blocks(text, language):
    return re.findall(r"(?ms)^```%s\n(.*?)^```$" % language, text)


# ---------------------------------------------------------------- transcripts

def transcript(block, minigo):
    steps = re.split(r"(?m)^\$ ", block)[1:]
    if all(s.startswith(("./tools/", "cmake ")) for s in steps):
        return  # what they do is building and testing
    with tempfile.TemporaryDirectory() as d:
        d = os.path.realpath(d)
        os.symlink(minigo, os.path.join(d, "minigo"))
        env = dict(os.environ, PATH=d + ":" + os.environ["PATH"], NO_COLOR="1")
        status = 0
        for step in steps:
            command, _, want = step.partition("\n")
            if command.startswith("cat "):
                with open(os.path.join(d, command[4:].strip()), "w") as f:
                    f.write(want)
                continue
            if command == "echo $?":
                have = "%d\n" % status
            else:
                p = subprocess.run(command, shell=True, cwd=d, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
                status = p.returncode
                have = p.stdout.decode("utf-8", "replace").replace(d, "/home/you")
            if re.sub(r" \+0x[0-9a-f]+", "", have) != re.sub(r" \+0x[0-9a-f]+", "", want):
                problem("README.md: $ %s\nprints\n%sbut the document says\n%s" % (command, have, want))


# ---------------------------------------------------------------- the table

def passes(minigo, name):
    path = os.path.join(TOP, "testdata", name + (".txtar" if name.startswith("modules/") else ".go"))
    if not os.path.exists(path):
        problem("README.md: there is no %s" % path)
        return None
    return golden.actual(minigo, path) == open(os.path.splitext(path)[0] + ".want", encoding="utf-8").read()


def row(cells, minigo):
    what, works, _, proof = cells
    if works not in ("yes", "no"):
        return problem("README.md: row %s says neither yes nor no" % what)
    programs = re.findall(r"`((?:run|panic|check|vet|syntax|missing|modules)/[\w-]+)`", proof)
    commands = re.findall(r"`(minigo [^`]*)` exits (\d+)", proof)
    files = re.findall(r"\]\(([^)]+)\)|`([\w./]+\.cc)`", proof)
    if not programs and not commands and not files:
        problem("README.md: nothing proves row %s" % what)
    for name in programs:
        ok = passes(minigo, name)
        if ok is not None and ok != (works == "yes"):
            problem("README.md: %s: says %s, but %s %s" % (what, works, name, "passes" if ok else "fails"))
    for command, status in commands:
        p = subprocess.run(command.replace("minigo", minigo, 1), shell=True, cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, timeout=300)
        if p.returncode != int(status):
            problem("README.md: %s: %s exits %d:\n%s" % (what, command, p.returncode, p.stdout.decode("utf-8", "replace")))
    for link, path in files:
        if not os.path.exists(os.path.join(TOP, link or path)):
            problem("README.md: %s: there is no %s" % (what, link or path))


def table(text, minigo):
    section = re.search(r"(?ms)^## What works\n(.*?)^## ", text).group(1)
    rows = [[c.strip() for c in line.strip("| \n").split(" | ")] for line in section.split("\n") if line.startswith("| ")]
    rows = [r for r in rows[2:]]
    if len(rows) < 8 or not any(r[1:2] == ["no"] for r in rows):
        problem("README.md: the table has lost rows")
    for cells in rows:
        if len(cells) != 4:
            problem("README.md: a row of %d cells: %s" % (len(cells), cells))
        else:
            row(cells, minigo)


# ---------------------------------------------------------------- the specification

SECTION = re.compile(r"^\| \**\[[^\]]+\]\(https://go\.dev/ref/spec#([^)]+)\)\** \| (.*) \|$")


def specification(text):
    part = re.search(r"(?ms)^## The language, by the specification\n(.*?)^## ", text)
    if part is None:
        return problem("README.md: the table of the specification is missing")
    anchors, shown = [], set()
    for line in part.group(1).split("\n"):
        if not line.startswith("| ") or line.startswith(("| section |", "| ---")):
            continue
        m = SECTION.match(line)
        if m is None:
            problem("README.md: no row of the specification's table: " + line)
            continue
        anchors.append(m.group(1))
        programs = re.findall(r"\[([\w/]+)\]\(([^)]+)\)", m.group(2))
        if not programs:
            problem("README.md: no program shows section %s" % m.group(1))
        for name, link in programs:
            shown.add(name)
            if os.path.splitext(link)[0] != "testdata/" + name:
                problem("README.md: %s: %s leads to %s" % (m.group(1), name, link))
            elif not os.path.exists(os.path.join(TOP, link)) or not os.path.exists(os.path.join(TOP, "testdata", name + ".want")):
                problem("README.md: %s: there is no %s, or it has no expectation" % (m.group(1), link))
    sections = read("testdata/spec_sections.txt").split()
    for anchor in sorted(set(sections) ^ set(anchors)):
        problem("README.md: section %s of the specification %s" % (anchor, "has no row" if anchor in sections else "does not exist"))
    if len(anchors) != len(set(anchors)):
        problem("README.md: a section of the specification has two rows")
    for folder in golden.FOLDERS:
        for file in sorted(os.listdir(os.path.join(TOP, "testdata", folder))):
            name, ext = os.path.splitext(folder + "/" + file)
            if file.startswith("spec_") and ext in (".go", ".txtar") and name not in shown:
                problem("README.md: no section of the specification is shown by %s" % name)


# ---------------------------------------------------------------- packages

def packages():
    rows = re.findall(r'(?m)^PACKAGE\("([^"]+)"', read("stdlib/packages.def"))
    return [r for r in rows if not re.search(r"(^|/)internal(/|$)", r)]


def package_list():
    lines, line = [], ""
    for p in packages():
        if line and len(line) + len(p) + 1 > 100:
            lines.append(line)
            line = ""
        line += (" " if line else "") + p
    return "\n".join(lines + [line]) + "\n"


LIST = re.compile(r"(?ms)(^```packages\n)(.*?)(^```$)")


NUMBER = re.compile(r"\[\d+ packages\]")


def check_packages(update):
    readme, number = read("README.md"), "[%d packages]" % len(packages())
    if update:
        with open(os.path.join(TOP, "README.md"), "w", encoding="utf-8") as f:
            f.write(NUMBER.sub(number, readme))
    elif NUMBER.findall(readme) != [number]:
        problem("README.md: the library has %s: run tools/readme.py -u" % number[1:-1])
    text = read("stdlib/README.md")
    m = LIST.search(text)
    if update:
        with open(os.path.join(TOP, "stdlib/README.md"), "w", encoding="utf-8") as f:
            f.write(text[:m.start(2)] + package_list() + text[m.end(2):])
    elif m is None or m.group(2) != package_list():
        problem("stdlib/README.md: the list of packages is not that of packages.def: run tools/readme.py -u")


def links(path):
    prose = re.sub(r"(?ms)^```.*?^```$", "", read(path))
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", prose):
        if not re.match(r"https?:", target) and not os.path.exists(os.path.join(TOP, os.path.dirname(path), target)):
            problem("%s: there is no %s" % (path, target))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minigo", default=os.path.join(TOP, "build", "release", "minigo"))
    ap.add_argument("-u", action="store_true")
    a = ap.parse_args()
    check_packages(a.u)
    if a.u:
        return
    minigo = os.path.abspath(a.minigo)
    text = read("README.md")
    for block in blocks(text, "console"):
        transcript(block, minigo)
    table(text, minigo)
    specification(text)
    example = read("interp/example/embed.cc")
    for block in blocks(text, "cpp"):
        if block not in example:
            problem("README.md: the C++ block is no part of interp/example/embed.cc")
    for folder in ("", "grammar/", "interp/", "runtime/", "stdlib/", "testdata/"):
        if not os.path.exists(os.path.join(TOP, folder + "README.md")):
            problem("%sREADME.md is missing" % folder)
        else:
            links(folder + "README.md")
    print("readme: %d problems" % len(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
