package main

import (
	"bytes"
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"math/rand"
	"strings"
)

type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:min(1, len(p))]) }

func oneByte(r io.Reader) io.Reader { return slow{r} }

func main() {
	r := rand.New(rand.NewSource(5))
	encs := []*base32.Encoding{base32.StdEncoding, base32.HexEncoding, base32.StdEncoding.WithPadding(base32.NoPadding), base32.HexEncoding.WithPadding('@')}
	alphabet := "ABCDEFGHIJ234567=@\n\r 01xyz"
	for i := range 20 {
		e := encs[i%4]
		b := make([]byte, r.Intn(23))
		r.Read(b)
		s := e.EncodeToString(b)
		d, err := e.DecodeString(s)
		fmt.Println(s, bytes.Equal(d, b), err, e.EncodedLen(len(b)), e.DecodedLen(len(s)))
		var buf strings.Builder
		w := base32.NewEncoder(e, &buf)
		w.Write(b[:len(b)/2])
		w.Write(b[len(b)/2:])
		w.Close()
		fmt.Println(buf.String() == s)
		t := []byte(s)
		for range r.Intn(4) {
			if len(t) > 0 {
				t[r.Intn(len(t))] = alphabet[r.Intn(len(alphabet))]
			}
		}
		t = t[:len(t)-r.Intn(len(t)/3+1)]
		d, err = e.DecodeString(string(t))
		fmt.Printf("%q %x %v\n", t, d, err)
		d, err = e.AppendDecode([]byte("x"), t)
		fmt.Printf("%x %v\n", d, err)
		d, err = io.ReadAll(base32.NewDecoder(e, strings.NewReader(s[:len(s)/2]+"\r\n"+s[len(s)/2:])))
		fmt.Printf("%x %v\n", d, err)
		if i%4 == 2 {
			continue
		}
		d, err = io.ReadAll(base32.NewDecoder(e, oneByte(strings.NewReader(s))))
		fmt.Printf("%x %v\n", d, err)
	}
	for range 12 {
		b := make([]byte, r.Intn(23))
		r.Read(b)
		if len(b) > 8 && r.Intn(2) == 0 {
			copy(b[4:8], "\x00\x00\x00\x00")
		}
		dst := make([]byte, ascii85.MaxEncodedLen(len(b)))
		s := dst[:ascii85.Encode(dst, b)]
		out := make([]byte, 4*len(s))
		n, m, err := ascii85.Decode(out, s, true)
		fmt.Println(string(s), bytes.Equal(out[:n], b), m, err)
		if len(s) > 0 {
			s[r.Intn(len(s))] = "z~! \n"[r.Intn(5)]
		}
		for _, flush := range []bool{false, true} {
			n, m, err = ascii85.Decode(out, s, flush)
			fmt.Printf("%q %x %d %v\n", s, out[:n], m, err)
		}
		d, err := io.ReadAll(ascii85.NewDecoder(oneByte(bytes.NewReader(s))))
		fmt.Printf("%x %v\n", d, err)
		var buf strings.Builder
		w := ascii85.NewEncoder(&buf)
		w.Write(b[:len(b)/2])
		w.Write(b[len(b)/2:])
		w.Close()
		fmt.Println(buf.String())
	}
	pieces := []string{"-----BEGIN A-----\n", "-----END A-----\n", "-----BEGIN B-----\r\n", "-----END B-----", "QUJD\n", "QUJD RUZH\n", "X: y\n", "Proc-Type: 4,E\n", "\n", "junk\n", "=\n", "-----", " \t\n", "é\n", "QQ==\n"}
	for range 40 {
		var s string
		for range r.Intn(10) {
			s += pieces[r.Intn(len(pieces))]
		}
		if r.Intn(2) == 0 {
			s = "-----BEGIN A-----\n" + s + "-----END A-----\n" + s
		}
		p, rest := pem.Decode([]byte(s))
		if p == nil {
			fmt.Println("none", len(rest))
			continue
		}
		fmt.Printf("%q %v %q %d\n", p.Type, p.Headers, p.Bytes, len(rest))
		if text := pem.EncodeToMemory(p); text != nil {
			fmt.Printf("%s", text)
		}
	}
	fmt.Println(pem.Encode(io.Discard, &pem.Block{Headers: map[string]string{"a:b": "c"}}), pem.EncodeToMemory(&pem.Block{Headers: map[string]string{"a:b": "c"}}))
	fmt.Println(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("abc"), 100)))
}
