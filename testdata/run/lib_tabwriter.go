package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"text/tabwriter"
)

type bad struct{ n int }

func (b *bad) Write(p []byte) (int, error) {
	b.n -= len(p)
	if b.n < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}

type boom struct{}

func (boom) Write(p []byte) (int, error) { panic("boom") }

func main() {
	w := tabwriter.NewWriter(os.Stdout, 5, 0, 1, ' ', 0)
	fmt.Fprintln(w, "a\tb\tc")
	fmt.Fprintln(w, "aa\tbb\tcc")
	fmt.Fprintln(w, "aaa\t")
	fmt.Fprintln(w, "aaaa\tdddd\teeee")
	w.Flush()
	r := rand.New(rand.NewSource(7))
	pieces := []string{"a", "bb", "ccc", "\t", "\t", "\v", "\n", "\f", "<b>", "&amp;", "\xff", "日本", " ", "é", "", "\t\t", "long text here"}
	for i := range 50 {
		var buf bytes.Buffer
		flags := uint(r.Intn(64))
		w := tabwriter.NewWriter(&buf, r.Intn(10), r.Intn(9), r.Intn(4), []byte{' ', '\t', '.', '*'}[r.Intn(4)], flags)
		for range r.Intn(40) {
			n, err := w.Write([]byte(pieces[r.Intn(len(pieces))]))
			if err != nil {
				fmt.Println(n, err)
			}
			if r.Intn(30) == 0 {
				fmt.Println(w.Flush())
			}
		}
		fmt.Println(i, w.Flush())
		fmt.Printf("%q\n", buf.String())
	}
	w = tabwriter.NewWriter(&bad{20}, 8, 8, 1, ' ', 0)
	fmt.Println(fmt.Fprint(w, "a\tb\tc\nxxxxxxxxx\tyyyyyyyy\nq\n"))
	fmt.Println(w.Flush())
	defer func() { fmt.Println(recover()) }()
	w = tabwriter.NewWriter(boom{}, 8, 8, 1, ' ', 0)
	fmt.Fprint(w, "a\tb\n")
	w.Flush()
}
