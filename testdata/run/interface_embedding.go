package main

import "fmt"

type Reader interface{ Read() string }
type Writer interface{ Write(s string) int }
type RW interface {
	Reader
	Writer
}

type file struct{ data []string }

func (f *file) Read() string {
	if len(f.data) == 0 {
		return ""
	}
	s := f.data[0]
	f.data = f.data[1:]
	return s
}
func (f *file) Write(s string) int { f.data = append(f.data, s); return len(s) }

type logged struct {
	RW
	log *[]string
}

func (l logged) Write(s string) int {
	*l.log = append(*l.log, "write "+s)
	return l.RW.Write(s)
}

func main() {
	var log []string
	var rw RW = logged{&file{}, &log}
	fmt.Println(rw.Write("hello"), rw.Write("x"), rw.Read(), log)
	var r Reader = rw
	_, isW := r.(Writer)
	_, isFile := r.(*file)
	fmt.Println(isW, isFile, r.(RW).Read())
	fmt.Printf("%T\n", r)
}
