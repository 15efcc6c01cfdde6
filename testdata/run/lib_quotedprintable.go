// mime/quotedprintable, and index/suffixarray.
package main

import (
	"bytes"
	"fmt"
	"index/suffixarray"
	"io"
	"math/rand"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
)

func main() {
	for _, s := range []string{
		"", "foo=\r\nbar", "foo=\nbar", "a =\r\n b", "caf=C3=A9", "caf=c3=a9", "a=", "a=4", "a=zz", "=", "a= \r\nb", "a=x\r\n", "line  \r\nnext\t\n",
		"foo=00", "foo\x00bar", "\xffok", "x=\ty", "a==\r\n", "=3D30\n", "abc=\r\n", "=\r\r\n", "foo = \t\r\t \nbar",
	} {
		b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(s)))
		fmt.Printf("%q: %q %v\n", s, b, err)
	}
	for _, s := range []string{
		"", "plain", "a=b", "é", "trailing \r\nx\t\n", "\r\n\n\r", strings.Repeat("x", 80), strings.Repeat("x", 75) + "é" + strings.Repeat("=", 30),
		strings.Repeat("a ", 38) + "\n", "a\rb", " ",
	} {
		for _, binary := range []bool{false, true} {
			var b bytes.Buffer
			w := quotedprintable.NewWriter(&b)
			w.Binary = binary
			n, err := io.WriteString(w, s)
			fmt.Printf("%d %v %v %q\n", n, err, w.Close(), b.String())
		}
	}

	x := suffixarray.New([]byte("banana bandana"))
	fmt.Println(x.Lookup([]byte("ana"), -1), x.Lookup([]byte("an"), 2), x.Lookup([]byte("x"), -1), x.Lookup(nil, -1), string(x.Bytes()))
	fmt.Println(x.FindAllIndex(regexp.MustCompile("an[ad]"), -1), x.FindAllIndex(regexp.MustCompile("ana"), 1), x.FindAllIndex(regexp.MustCompile("[bd]a"), 2),
		x.FindAllIndex(regexp.MustCompile("zz"), -1))
	var b bytes.Buffer
	fmt.Println(x.Write(&b), b.Len())
	var y suffixarray.Index
	fmt.Println(y.Read(bytes.NewReader(b.Bytes())), y.Lookup([]byte("a"), -1))
	fmt.Println(y.Read(bytes.NewReader(b.Bytes()[:20])), y.Read(bytes.NewReader(nil)))
	r := rand.New(rand.NewSource(1))
	for letters := 1; letters <= 256; letters *= 4 {
		text := make([]byte, 3000)
		for i := range text {
			text[i] = byte(r.Intn(letters))
		}
		x := suffixarray.New(text)
		got := x.Lookup(text[100:101], -1)
		ok := slices.IsSortedFunc(got, func(i, j int) int { return bytes.Compare(text[i:], text[j:]) })
		fmt.Println(letters, len(got), bytes.Count(text, text[100:101]), ok)
	}
}
