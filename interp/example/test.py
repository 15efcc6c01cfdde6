#!/usr/bin/env python3
"""Runs the embedding example and compares its output with embed.want.

    test.py PROGRAM                   a program that is built
    test.py --install BUILD_FOLDER    installs minigo to a temporary folder and builds the example against that
"""
import os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def check(program):
    p = subprocess.run([program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    want = open(os.path.join(HERE, "embed.want"), "rb").read()
    if p.returncode != 0 or p.stdout != want:
        print("status %d, output:\n%s\nwanted:\n%s" % (p.returncode, p.stdout.decode(), want.decode()))
        sys.exit(1)


def run(*cmd):
    p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if p.returncode != 0:
        print("%s:\n%s" % (" ".join(cmd), p.stdout.decode(errors="replace")))
        sys.exit(1)


if sys.argv[1] == "--install":
    with tempfile.TemporaryDirectory() as tmp:
        prefix, build = os.path.join(tmp, "prefix"), os.path.join(tmp, "build")
        run("cmake", "--install", sys.argv[2], "--prefix", prefix)
        run("cmake", "-S", HERE, "-B", build, "-DCMAKE_PREFIX_PATH=" + prefix)
        run("cmake", "--build", build)
        check(os.path.join(build, "embed"))
        run(os.path.join(prefix, "bin", "minigo"), "version")
else:
    check(sys.argv[1])
