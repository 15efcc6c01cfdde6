package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

var top string

func show(what string, err error) {
	text := "ok"
	if err != nil {
		text = strings.ReplaceAll(err.Error(), top, "TOP")
	}
	fmt.Printf("%s: %s\n", what, text)
}

func main() {
	var err error
	if top, err = os.MkdirTemp("", "root"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(top)
	os.WriteFile(filepath.Join(top, "secret"), []byte("outside"), 0o600)
	dir := filepath.Join(top, "dir")
	os.Mkdir(dir, 0o755)

	r, err := os.OpenRoot(dir)
	if err != nil {
		panic(err)
	}
	show("write", r.WriteFile("a.txt", []byte("hello"), 0o644))
	show("mkdir", r.Mkdir("sub", 0o755))
	show("mkdir again", r.Mkdir("sub", 0o755))
	show("mkdirall", r.MkdirAll("sub/x/y/z", 0o755))
	show("mkdirall file", r.MkdirAll("a.txt/b", 0o755))
	show("write deep", r.WriteFile("sub/x/deep.txt", []byte("deep"), 0o644))
	b, err := r.ReadFile("sub/./x/../x//deep.txt")
	show("read "+string(b), err)

	for _, name := range []string{"../secret", "/etc/passwd", "", "sub/../../secret", "none", "a.txt/", "a.txt/b", "sub/", "."} {
		f, err := r.Open(name)
		show(fmt.Sprintf("open %q", name), err)
		if err == nil {
			fmt.Println(strings.ReplaceAll(f.Name(), top, "TOP"))
			f.Close()
		}
		var pe *fs.PathError
		if errors.As(err, &pe) {
			fmt.Println("  ", pe.Op, pe.Path)
		}
	}

	show("symlink in", r.Symlink("sub/x", "link"))
	show("symlink out", r.Symlink("../secret", "out"))
	show("symlink abs", r.Symlink("/etc", "abs"))
	show("symlink loop", r.Symlink("loop", "loop"))
	show("symlink back", r.Symlink("../a.txt", "sub/back"))
	for _, name := range []string{"link/deep.txt", "out", "abs/passwd", "loop", "sub/back", "link"} {
		_, err := r.Stat(name)
		show("stat "+name, err)
		info, err := r.Lstat(name)
		show("lstat "+name, err)
		if err == nil {
			fmt.Println("  ", info.Name(), info.Mode().Type(), info.IsDir())
		}
	}
	target, err := r.Readlink("link")
	show("readlink "+target, err)
	_, err = r.Readlink("a.txt")
	show("readlink a.txt", err)

	show("rename", r.Rename("a.txt", "sub/b.txt"))
	show("rename out", r.Rename("sub/b.txt", "../b.txt"))
	show("rename on dir", r.Rename("sub/b.txt", "sub/x"))
	show("link", r.Link("sub/b.txt", "c.txt"))
	show("link out", r.Link("../secret", "c2.txt"))
	show("chmod", r.Chmod("c.txt", 0o600))
	show("chmod out", r.Chmod("out", 0o600))
	show("chtimes", r.Chtimes("c.txt", time.Unix(1e9, 0), time.Unix(1e9, 0)))
	info, err := r.Stat("c.txt")
	fmt.Println(info.Mode(), info.Size(), info.ModTime().Unix(), err)
	show("chown", r.Lchown("c.txt", os.Getuid(), os.Getgid()))
	show("mode", func() error { _, err := r.OpenFile("m", os.O_CREATE, fs.ModeSetuid|0o600); return err }())
	show("excl", func() error { _, err := r.OpenFile("out", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); return err }())

	s, err := r.OpenRoot("sub")
	show("sub root "+strings.ReplaceAll(s.Name(), top, "TOP"), err)
	_, err = s.Open("../c.txt")
	show("from sub", err)
	_, err = s.ReadFile("back")
	show("link from sub", err)
	_, err = r.OpenRoot("c.txt")
	show("file as root", err)
	s.Close()
	_, err = s.Open("b.txt")
	show("closed", err)

	fs.WalkDir(r.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		info, ierr := d.Info()
		fmt.Println(path, d, err, ierr == nil && info.Name() == d.Name())
		return nil
	})
	_, err = fs.ReadFile(r.FS(), "../secret")
	show("fs", err)
	show("remove", r.Remove("c.txt"))
	show("remove full", r.Remove("sub"))
	show("remove none", r.Remove("c.txt"))
	show("removeall", r.RemoveAll("sub"))
	show("removeall none", r.RemoveAll("sub"))
	show("removeall .", r.RemoveAll("."))
	show("removeall out", r.RemoveAll("../secret"))
	show("removeall link", r.RemoveAll("out"))
	_, err = os.Stat(filepath.Join(top, "secret"))
	show("secret", err)
	_, err = os.OpenInRoot(dir, "../secret")
	show("in root", err)
	_, err = os.OpenRoot(filepath.Join(top, "secret"))
	show("no dir", err)
	show("close", r.Close())
	show("close again", r.Close())
	show("after", r.Mkdir("q", 0o755))
}
