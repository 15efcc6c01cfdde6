#!/usr/bin/env python3
"""Packs the library's Go files for the binary.

usage: embed_stdlib.py STDLIB_DIR OUT_BLOB OUT_CC

Reads STDLIB_DIR/packages.def for the order of packages, strips comments (keeping line numbers, and the directives
//go: and //minigo:), and writes one blob with all texts and a C++ file that includes it with .incbin and says where in it files and their
functions are.
"""

import os
import re
import sys


PADDING = 16  # NUL bytes behind each file: what a lexer may read past the end


def strip(text):
    """Go source without comments; newlines stay where they are."""
    out = []
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c == '"' or c == "'":
            j = i + 1
            while j < n and text[j] != c and text[j] != '\n':
                j += 2 if text[j] == '\\' else 1
            out.append(text[i:j + 1])
            i = j + 1
        elif c == '`':
            j = text.index('`', i + 1)
            out.append(text[i:j + 1])
            i = j + 1
        elif c == '/' and text.startswith('//', i):
            j = text.find('\n', i)
            j = n if j < 0 else j
            if text.startswith(('//go:', '//minigo:'), i):
                out.append(text[i:j])
            i = j
        elif c == '/' and text.startswith('/*', i):
            j = text.index('*/', i) + 2
            newlines = text.count('\n', i, j)
            out.append('\n' * newlines if newlines else ' ')
            i = j
        else:
            out.append(c)
            i += 1
    lines = ''.join(out).split('\n')
    lines = [re.sub(r'[ \t]+$', '', s) for s in lines] if '`' not in text else lines
    return '\n'.join(lines)


TOKEN = re.compile(r"""
    "(?:[^"\\\n]|\\.)*"  | '(?:[^'\\\n]|\\.)*'  | `[^`]*`  | //[^\n]*  | [({\[]  | [)}\]]  | \n
""", re.X)
HEADER = re.compile(r"func (?:\((?:\w+ )?\*?[A-Za-z_]\w*(?:\[[\w, ]+\])?\) )?([A-Za-z_]\w*)[(\[]", re.A)


def functions(text):
    """(begin, body's brace or 0, end) of the functions at top level, as byte offsets into the stripped text. Those are left out that
    FuncExtent's readers are not made for."""
    found, depth, start, lbrace = [], 0, None, 0
    at_line = True  # a declaration may begin here
    i = 0
    while i < len(text):
        if at_line and depth == 0 and start is None and text.startswith("func ", i):
            m = HEADER.match(text, i)
            if m and m.group(1) not in ("init", "_"):
                start, lbrace = i, 0
        at_line = False
        m = TOKEN.search(text, i)
        if not m:
            break
        t, i = m.group(0), m.end()
        if t in "({[":
            if t == "{" and depth == 0 and start is not None and not re.search(r"\b(?:struct|interface) ?$", text[:m.start()][-12:]):
                lbrace = m.start()
            depth += 1
        elif t in ")}]":
            depth -= 1
            if depth == 0 and lbrace and t == "}":
                found.append((start, lbrace, i))
                start, lbrace = None, 0
        elif t == "\n":
            if depth == 0 and start is not None:
                found.append((start, 0, m.start()))
                start = None
            at_line = True
    if all(ord(c) < 128 for c in text):
        return found
    offsets = [0]
    for c in text:
        offsets.append(offsets[-1] + len(c.encode("utf-8")))
    return [tuple(offsets[x] for x in f) for f in found]


COMMON = ["fmt", "os", "time", "errors", "strings", "strconv", "sort", "slices", "math", "bytes", "bufio", "sync", "maps"]
IMPORTS = re.compile(r'^import (?:\w+ )?(?:"([^"]+)"|\(([^)]*)\))', re.M)


def layout(files):
    """The files' names in the order in which their texts lie in the binary: first what common packages need, since pages are mapped in
    groups, and nobody else's source should share theirs."""
    by_package = {}
    for name in files:
        by_package.setdefault(os.path.dirname(name), []).append(name)
    order = {}

    def walk(path):
        if path in order or path not in by_package:
            return
        order[path] = None
        for name in by_package[path]:
            for one, several in IMPORTS.findall(files[name]):
                for imported in [one] if one else re.findall(r'"([^"]+)"', several):
                    walk(imported)

    for path in COMMON:
        walk(path)
    return [name for path in [*order, *(p for p in by_package if p not in order)] for name in by_package[path]]


def quote(s):
    return '"' + s.replace('\\', '\\\\').replace('"', '\\"') + '"'


def main():
    root, blob_path, cc_path = sys.argv[1:4]
    paths = []
    with open(os.path.join(root, 'packages.def'), encoding='utf-8') as f:
        for line in f:
            m = re.match(r'PACKAGE\("([^"]+)"', line)
            if m:
                paths.append(m.group(1))
    files, counts = {}, []
    for path in paths:
        folder = os.path.join(root, path)
        names = sorted(x for x in os.listdir(folder) if x.endswith('.go') and not x.endswith('_test.go'))
        if not names:
            sys.exit('embed_stdlib: no Go files in ' + folder)
        for name in names:
            with open(os.path.join(folder, name), encoding='utf-8') as f:
                files[path + '/' + name] = strip(f.read())
        counts.append(len(names))
    blob = bytearray()
    begins = {}
    for name in layout(files):
        begins[name] = len(blob)
        blob += files[name].encode('utf-8') + bytes(PADDING)
    rows, extents = [], []
    for name, text in files.items():
        found = functions(text)
        rows.append((name, begins[name], len(text.encode('utf-8')), len(extents), len(found)))
        extents += found
    with open(blob_path, 'wb') as f:
        f.write(blob)
    with open(cc_path, 'w', encoding='utf-8') as f:
        f.write('// Generated by tools/embed_stdlib.py.\n#include "stdlib/embedded.h"\n\n')
        f.write('asm(".section .rodata\\n.balign 16\\nminigo_stdlib_text:\\n.incbin %s\\n.previous\\n");\n'
                % quote(quote(os.path.abspath(blob_path)))[1:-1])
        f.write('extern "C" __attribute__((visibility("hidden"))) const char minigo_stdlib_text[];\n\n')
        f.write('namespace minigo::stdlib {\n\n')
        f.write('const char* EmbeddedText() { return minigo_stdlib_text; }\n')
        f.write('const EmbeddedFile kEmbeddedFiles[] = {\n')
        for name, *numbers in rows:
            f.write('    {%s, %s},\n' % (quote(name), ', '.join(map(str, numbers))))
        f.write('};\nconst FuncExtent kEmbeddedFunctions[] = {\n')
        for e in extents:
            f.write('    {%d, %d, %d},\n' % e)
        f.write('};\nconst int kEmbeddedFileCounts[] = {%s};\n' % ', '.join(map(str, counts)))
        f.write('const int kEmbeddedPackageCount = %d;\n' % len(counts))
        f.write('\n}  // namespace minigo::stdlib\n')


main()
