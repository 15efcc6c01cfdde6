package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"unicode/utf16"
)

type rot13 struct{ r io.Reader }

func (x rot13) Read(p []byte) (int, error) {
	n, err := x.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c >= 'a' && c <= 'z':
			p[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			p[i] = 'A' + (c-'A'+13)%26
		}
	}
	return n, err
}

type flaky struct{ n int }

func (f *flaky) Read(p []byte) (int, error) {
	f.n++
	if f.n > 3 {
		return 0, errors.New("flaky: gave up")
	}
	return copy(p, fmt.Sprint("chunk", f.n, ";")), nil
}

func main() {
	io.Copy(os.Stdout, rot13{strings.NewReader("Uryyb, Jbeyq!\n")})
	b, err := io.ReadAll(&flaky{})
	fmt.Println(string(b), err)
	var buf bytes.Buffer
	mw := io.MultiWriter(&buf, os.Stdout)
	fmt.Fprintf(mw, "multi %d\n", 1)
	tr := io.TeeReader(io.LimitReader(strings.NewReader("teeing data"), 6), &buf)
	io.ReadAll(tr)
	fmt.Printf("%q\n", buf.String())
	mr := io.MultiReader(strings.NewReader("a"), strings.NewReader(""), bytes.NewReader([]byte("bc")))
	x := make([]byte, 2)
	n, err := io.ReadFull(mr, x)
	fmt.Println(n, err, string(x))
	n, err = io.ReadFull(mr, make([]byte, 5))
	fmt.Println(n, err, errors.Is(err, io.ErrUnexpectedEOF))
	n, err = io.ReadAtLeast(mr, x, 1)
	fmt.Println(n, err)
	sr := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	sb, _ := io.ReadAll(sr)
	fmt.Println(string(sb), sr.Size())
	pr, pw := io.Pipe()
	go func() {
		w := bufio.NewWriter(pw)
		for i := range 3 {
			fmt.Fprintln(w, "line", i)
		}
		w.Flush()
		pw.CloseWithError(errors.New("custom close"))
	}()
	sc := bufio.NewScanner(pr)
	for sc.Scan() {
		fmt.Println("got", sc.Text())
	}
	fmt.Println(sc.Err())
	br := bufio.NewReaderSize(strings.NewReader("héllo wörld\nsecond"), 16)
	r, sz, _ := br.ReadRune()
	br.UnreadRune()
	pk, _ := br.Peek(3)
	fmt.Println(r, sz, pk, br.Buffered())
	line, isP, err := br.ReadLine()
	fmt.Printf("%q %v %v\n", line, isP, err)
	s, err := br.ReadString('!')
	fmt.Printf("%q %v\n", s, err)
	long := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 70000)))
	fmt.Println(long.Scan(), long.Err())
	cs := bufio.NewScanner(strings.NewReader("a,b,,c"))
	cs.Split(func(data []byte, eof bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, ','); i >= 0 {
			return i + 1, data[:i], nil
		}
		if eof && len(data) > 0 {
			return len(data), data, bufio.ErrFinalToken
		}
		return 0, nil, nil
	})
	for cs.Scan() {
		fmt.Printf("%q ", cs.Text())
	}
	fmt.Println()
	e := base64.StdEncoding.EncodeToString([]byte("hello?>"))
	d, err := base64.URLEncoding.DecodeString("aGVsbG8_Pg==")
	_, err2 := base64.StdEncoding.DecodeString("a!b")
	fmt.Println(e, string(d), err, err2, base64.RawStdEncoding.EncodeToString([]byte("a")))
	_, err = hex.DecodeString("xyz")
	fmt.Println(hex.EncodeToString([]byte("hi")), err)
	fmt.Print(hex.Dump([]byte("hex dump of this string")))
	l := log.New(&buf, "[pre] ", log.Lmsgprefix)
	buf.Reset()
	l.Println("hello", 3)
	l.SetFlags(log.Lshortfile)
	l.Printf("x=%d", 5)
	l.Output(1, "out")
	fmt.Print(buf.String())
	fmt.Println(utf16.Encode([]rune("a😀")), bytes.Fields([]byte(" a b ")), bytes.Equal(nil, []byte{}), bytes.Title([]byte("abc")), bytes.TrimRight([]byte("abc  "), " "))
	buf.Reset()
	buf.WriteString("abc def")
	w, _ := buf.ReadBytes(' ')
	fmt.Printf("%q %q %d\n", w, buf.Next(2), buf.Len())
	buf.Truncate(0)
	_, err = buf.ReadByte()
	fmt.Println(err, io.Discard != nil)
	rw := bufio.NewReadWriter(bufio.NewReader(strings.NewReader("in")), bufio.NewWriter(os.Stdout))
	rw.WriteString("rw out\n")
	rw.Flush()
}
