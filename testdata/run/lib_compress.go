package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"time"
)

var r = rand.New(rand.NewSource(4))

func data(kind, n int) []byte {
	b := make([]byte, n)
	switch kind {
	case 0:
		r.Read(b)
	case 1:
		for i := range b {
			b[i] = "abcd"[r.Intn(4)]
		}
	case 2:
		words := strings.Fields("the quick brown fox jumps over a lazy dog and then some more words follow compression goroutine channel select")
		var s strings.Builder
		for s.Len() < n {
			s.WriteString(words[r.Intn(len(words))] + " ")
		}
		copy(b, s.String())
	case 3: // zeros
	case 4:
		p := data(0, 300)
		for i := range b {
			b[i] = p[i%len(p)]
			if r.Intn(50) == 0 {
				b[i] = byte(r.Int())
			}
		}
	case 5:
		for i := range b {
			b[i] = byte(i / 100 * i)
		}
	}
	return b
}

type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	f.n -= len(p)
	if f.n < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

const rounds = 2

func main() {
	for kind := range 6 {
		for _, n := range []int{0, 17, 128, 70000} {
			d := data(kind, n)
			for level := -2; level <= 9; level++ {
				var out bytes.Buffer
				w, _ := flate.NewWriter(&out, level)
				cut := n / 3
				w.Write(d[:cut])
				if level%3 == 0 {
					w.Flush()
				}
				w.Write(d[cut:])
				err := w.Close()
				z := out.Bytes()
				fmt.Printf("%d %d %d: %d %x %v\n", kind, n, level, len(z), md5.Sum(z), err)
				back, err := io.ReadAll(flate.NewReader(bytes.NewReader(z)))
				if !bytes.Equal(back, d) || err != nil {
					fmt.Println("lost", len(back), err)
				}
				if level == 5 && n < 2000 {
					back, err = io.ReadAll(flate.NewReader(oneByte{bytes.NewReader(z)}))
					fmt.Println(bytes.Equal(back, d), err)
					for range rounds {
						bad := bytes.Clone(z)
						bad[r.Intn(len(bad))] ^= 1 << r.Intn(8)
						back, err = io.ReadAll(flate.NewReader(bytes.NewReader(bad[:len(bad)-r.Intn(2)])))
						fmt.Println(len(back), err)
					}
				}
				// again with the same writer, and a dictionary
				if level == 7 || level == 1 {
					out.Reset()
					w.Reset(&out)
					w.Write(d)
					w.Close()
					fmt.Printf("%d %x\n", out.Len(), md5.Sum(out.Bytes()))
					out.Reset()
					dict := data(2, 500)
					w, _ = flate.NewWriterDict(&out, level, dict)
					w.Write(d)
					w.Close()
					fmt.Printf("%d %x\n", out.Len(), md5.Sum(out.Bytes()))
					back, err = io.ReadAll(flate.NewReaderDict(&out, dict))
					fmt.Println(bytes.Equal(back, d), err)
				}
			}
		}
	}
	var buf bytes.Buffer
	g, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	g.Name, g.Comment, g.Extra, g.ModTime = "ñame.txt", "a comment", []byte{1, 2, 3}, time.Unix(1e9, 0)
	g.Write([]byte("hello, "))
	g.Write([]byte("world\n"))
	fmt.Println(g.Flush(), g.Close(), g.Close())
	fmt.Printf("%x\n", buf.Bytes())
	one := bytes.Clone(buf.Bytes())
	g.Reset(&buf)
	io.WriteString(g, "second")
	g.Close()
	two := bytes.Clone(buf.Bytes())
	z, err := gzip.NewReader(&buf)
	fmt.Println(z.Name, z.Comment, z.Extra, z.ModTime.UTC(), z.OS, err)
	s, err := io.ReadAll(z)
	fmt.Printf("%q %v %v\n", s, err, z.Close())
	br := bufio.NewReader(bytes.NewReader(two))
	z, _ = gzip.NewReader(br)
	for {
		z.Multistream(false)
		s, err = io.ReadAll(z)
		fmt.Printf("%q %v %q\n", s, err, z.Name)
		if err = z.Reset(br); err != nil {
			fmt.Println(err)
			break
		}
	}
	for i := range one {
		z, err := gzip.NewReader(bytes.NewReader(one[:i]))
		if err == nil {
			var s []byte
			s, err = io.ReadAll(z)
			fmt.Print(len(s), " ")
		}
		fmt.Print(err, "; ")
		bad := bytes.Clone(one)
		bad[i] ^= 4
		if z, err = gzip.NewReader(bytes.NewReader(bad)); err == nil {
			_, err = io.ReadAll(z)
		}
		fmt.Println(err)
	}
	_, err = gzip.NewWriterLevel(&buf, 10)
	fmt.Println(err)
	_, err = flate.NewWriter(&buf, -3)
	fmt.Println(err)
	_, err = zlib.NewWriterLevel(&buf, 77)
	fmt.Println(err)
	g = gzip.NewWriter(&buf)
	g.Name = "日本"
	fmt.Println(g.Write([]byte("x")))
	g = gzip.NewWriter(&failing{20})
	fmt.Println(g.Write(data(0, 100000)))
	fmt.Println(g.Close())

	buf.Reset()
	w := zlib.NewWriter(&buf)
	w.Write([]byte("hello, world\n"))
	w.Close()
	fmt.Println(buf.Bytes())
	for i := range buf.Len() {
		bad := bytes.Clone(buf.Bytes())
		bad[i] ^= 16
		zr, err := zlib.NewReader(bytes.NewReader(bad))
		if err == nil {
			var s []byte
			s, err = io.ReadAll(zr)
			fmt.Print(len(s), " ", zr.Close(), " ")
		}
		fmt.Println(err)
		zr, err = zlib.NewReader(bytes.NewReader(buf.Bytes()[:i]))
		if err == nil {
			_, err = io.ReadAll(zr)
		}
		fmt.Println(err)
	}
	for level := -2; level <= 9; level++ {
		var out bytes.Buffer
		w, _ := zlib.NewWriterLevelDict(&out, level, []byte("some dictionary text"))
		io.WriteString(w, "some text of a dictionary, some text again, text")
		w.Flush()
		io.WriteString(w, "more")
		w.Close()
		fmt.Printf("%x\n", out.Bytes())
		_, err := zlib.NewReader(bytes.NewReader(out.Bytes()))
		fmt.Println(err)
		zr, err := zlib.NewReaderDict(&out, []byte("some dictionary text"))
		s, err2 := io.ReadAll(zr)
		fmt.Println(string(s), err, err2)
	}
	// data arrive at flushes
	pr, pw := io.Pipe()
	go func() {
		w, _ := flate.NewWriter(pw, 6)
		for i := range 3 {
			fmt.Fprintf(w, "message %d", i)
			w.Flush()
		}
		w.Close()
		pw.Close()
	}()
	fr := flate.NewReader(pr)
	p := make([]byte, 100)
	for {
		n, err := fr.Read(p)
		fmt.Printf("%q %v\n", p[:n], err)
		if err != nil {
			break
		}
	}
	big := data(4, 100000)
	var cb bytes.Buffer
	fw, _ := flate.NewWriter(&cb, 6)
	fw.Write(big)
	fw.Close()
	cb.WriteString("tail")
	fr = flate.NewReader(&cb)
	p = make([]byte, 1<<20)
	for {
		n, err := fr.Read(p)
		fmt.Println(n, err)
		if err != nil {
			break
		}
	}
	fmt.Println(cb.String(), fr.Close())
}
