package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
)

type result struct {
	path string
	sum  uint64
	n    int
	err  error
}

func hashFile(p string) result {
	f, err := os.Open(p)
	if err != nil {
		return result{path: p, err: err}
	}
	defer f.Close()
	h := fnv.New64a()
	n, err := io.Copy(h, bufio.NewReader(f))
	return result{p, h.Sum64(), int(n), err}
}

func main() {
	dir, err := os.MkdirTemp("", "files")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for i, name := range []string{"a.txt", "sub/b.txt", "sub/deep/c.md", "sub/.hidden", "z.log"} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			panic(err)
		}
		if err := os.WriteFile(p, []byte(strings.Repeat(name+"\n", i+1)), 0o644); err != nil {
			panic(err)
		}
	}
	var paths []string
	err = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		if d.IsDir() && d.Name() == "deep" {
			return filepath.SkipDir
		}
		fmt.Println(rel, d.IsDir(), d.Type().IsRegular())
		if !d.IsDir() {
			paths = append(paths, p)
		}
		return nil
	})
	fmt.Println(len(paths), err)
	jobs, res := make(chan string), make(chan result)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for p := range jobs {
				res <- hashFile(p)
			}
		})
	}
	go func() {
		for _, p := range append(paths, filepath.Join(dir, "missing")) {
			jobs <- p
		}
		close(jobs)
		wg.Wait()
		close(res)
	}()
	var all []result
	for r := range res {
		all = append(all, r)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].path < all[j].path })
	for _, r := range all {
		fmt.Printf("%-12s %016x %d %v\n", strings.TrimPrefix(r.path, dir), r.sum, r.n, r.err != nil && errors.Is(r.err, fs.ErrNotExist))
	}
	m, _ := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	fmt.Println(len(m), filepath.Base(m[0]), filepath.Ext(m[0]), filepath.Clean("/a/../b//c/."), filepath.Join("a", "", "../b"))
	f, _ := os.OpenFile(filepath.Join(dir, "a.txt"), os.O_APPEND|os.O_RDWR, 0)
	fmt.Fprintf(f, "appended %d\n", 1)
	f.Seek(0, io.SeekStart)
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		fmt.Println("line:", sc.Text())
	}
	st, _ := f.Stat()
	fmt.Println(st.Size(), st.Mode(), st.Name(), st.IsDir())
	f.Close()
	_, err = f.Write([]byte("x"))
	fmt.Println(errors.Is(err, os.ErrClosed))
	fmt.Println(os.Rename(filepath.Join(dir, "a.txt"), filepath.Join(dir, "q.txt")), os.Remove(filepath.Join(dir, "sub")) != nil)
	es, _ := os.ReadDir(dir)
	for _, e := range es {
		fmt.Print(e.Name(), " ", e.IsDir(), "; ")
	}
	fmt.Println()
	os.Setenv("FILES_VAR", "v1")
	fmt.Println(os.Getenv("FILES_VAR"), os.ExpandEnv("$FILES_VAR-${FILES_VAR}-$NOPE_"))
	_, ok := os.LookupEnv("FILES_NOPE")
	fmt.Println(ok)
	fsys := os.DirFS(dir)
	b, err := fs.ReadFile(fsys, "z.log")
	fmt.Println(len(b), err)
	_, err = fs.ReadFile(fsys, "../etc")
	fmt.Println(err)
	fmt.Println(filepath.Match("*.go", "x.go"))
	fmt.Println(filepath.Split("/x/y.z"))
	fmt.Println(filepath.Rel("/a/b", "/a/c/d"))
}
