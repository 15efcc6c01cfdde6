package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"math/rand"
	"os"
	"reflect"
	"strings"
	"testing/fstest"
	"testing/iotest"
	"testing/quick"
	"time"
)

type small int

func (small) Generate(r *rand.Rand, size int) reflect.Value {
	return reflect.ValueOf(small(r.Intn(10)))
}

type all struct {
	B bool
	I int8
	U uint16
	F float32
	C complex64
	S string
	L []int
	A [2]byte
	M map[string]bool
	P *int
	G small
}

type badFS struct{ fstest.MapFS }

func (b badFS) ReadFile(name string) ([]byte, error) { return []byte("other"), nil }
func (b badFS) Glob(string) ([]string, error)        { return []string{"z", "a"}, nil }

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	read := func(r io.Reader) {
		b, err := io.ReadAll(r)
		fmt.Printf("%q %v\n", b, err)
	}
	read(iotest.OneByteReader(strings.NewReader("one")))
	read(iotest.HalfReader(strings.NewReader("half")))
	read(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("time"))))
	read(iotest.ErrReader(errors.New("broken")))
	read(iotest.NewReadLogger("read", strings.NewReader("logged")))
	n, err := iotest.DataErrReader(strings.NewReader("data")).Read(make([]byte, 10))
	fmt.Println(n, err)
	var b bytes.Buffer
	w := iotest.NewWriteLogger("write", iotest.TruncateWriter(&b, 4))
	fmt.Fprint(w, "abc")
	fmt.Fprint(w, "def")
	fmt.Println(b.String(), iotest.TestReader(strings.NewReader("content"), []byte("content")), iotest.TestReader(strings.NewReader("content"), []byte("Content")))
	fmt.Println(iotest.TestReader(bytes.NewBufferString("x"), []byte("xy")), iotest.TestReader(strings.NewReader(""), nil))

	conf := &quick.Config{Rand: rand.New(rand.NewSource(1)), MaxCount: 50}
	fmt.Println(quick.Check(func(a, b int) bool { return a+b == b+a }, conf))
	fmt.Println(quick.Check(func(a uint8, s small) bool { return a < 200 }, conf))
	fmt.Println(quick.CheckEqual(func(a int8) int { return int(a) }, func(a int8) int { return int(a) & 0x7f }, conf))
	fmt.Println(quick.Check(5, nil), quick.Check(func() {}, nil), quick.Check(func() int { return 1 }, nil), quick.Check(func(chan int) bool { return true }, nil))
	fmt.Println(quick.CheckEqual(1, 2, nil), quick.CheckEqual(func() {}, 2, nil), quick.CheckEqual(func() {}, func() int { return 1 }, nil))
	v, ok := quick.Value(reflect.TypeFor[all](), rand.New(rand.NewSource(7)))
	a := v.Interface().(all)
	fmt.Println(a.B, a.I, a.U, a.F, a.C, len(a.S), len(a.L), a.A, len(a.M), a.P != nil, a.G, ok)

	fsys := fstest.MapFS{
		"a.txt":     {Data: []byte("hello"), Mode: 0o644, ModTime: time.Unix(1e9, 0).UTC()},
		"dir/b.txt": {Data: []byte("world")},
		"dir/sub/c": {},
		"link":      {Data: []byte("dir/b.txt"), Mode: fs.ModeSymlink | 0o777},
		"dir/up":    {Data: []byte("../a.txt"), Mode: fs.ModeSymlink | 0o777},
		"dir/bad":   {Data: []byte("/etc"), Mode: fs.ModeSymlink},
		"empty":     {Mode: fs.ModeDir | 0o755},
	}
	for _, name := range []string{"a.txt", "dir", "dir/sub", "link", "dir/up", "dir/bad", "none", "../x", "."} {
		info, err := fs.Stat(fsys, name)
		l, lerr := fsys.Lstat(name)
		target, rerr := fsys.ReadLink(name)
		fmt.Println(name, info, err, l, lerr, target, rerr)
	}
	list, err := fsys.ReadDir(".")
	fmt.Println(list, err)
	names, err := fsys.Glob("*/*.txt")
	fmt.Println(names, err)
	sub, err := fsys.Sub("dir")
	data, rerr := fs.ReadFile(sub, "b.txt")
	fmt.Println(err, string(data), rerr)
	delete(fsys, "dir/bad")
	fmt.Println(fstest.TestFS(fsys, "a.txt", "dir/b.txt", "dir/sub/c", "link", "dir/up", "empty"))
	fmt.Println(fstest.TestFS(fsys, "nope", "dir/none"))
	fmt.Println(fstest.TestFS(fsys))
	fmt.Println(fstest.TestFS(fstest.MapFS{}))
	fmt.Println(fstest.TestFS(badFS{fstest.MapFS{"f": {Data: []byte("x")}, "g": {}}}, "f"))
	_, err = fsys.Open("dir/")
	fmt.Println(err)
}
