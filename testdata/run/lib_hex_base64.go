package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand"
	"strings"
)

type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:min(3, len(p))]) }

func main() {
	r := rand.New(rand.NewSource(9))
	for i := range 12 {
		b := make([]byte, r.Intn(30))
		r.Read(b)
		var out strings.Builder
		w := hex.NewEncoder(&out)
		fmt.Println(w.Write(b))
		s := out.String()
		fmt.Println(s == hex.EncodeToString(b), s)
		t := []byte(s)
		if i%3 == 1 && len(t) > 0 {
			t[r.Intn(len(t))] = 'g'
		}
		if i%3 == 2 && len(t) > 0 {
			t = t[1:]
		}
		d, err := io.ReadAll(hex.NewDecoder(slow{bytes.NewReader(t)}))
		fmt.Printf("%x %v\n", d, err)
		d, err = hex.DecodeString(string(t))
		fmt.Printf("%x %v\n", d, err)
	}
	encs := []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding, base64.StdEncoding.Strict(), base64.URLEncoding.WithPadding('*')}
	alphabet := "ABCabc+/-_09=*\n\r !"
	for i := range 40 {
		e := encs[i%4]
		b := make([]byte, r.Intn(25))
		r.Read(b)
		s := e.EncodeToString(b)
		var out strings.Builder
		w := base64.NewEncoder(e, &out)
		w.Write(b[:len(b)/2])
		w.Write(b[len(b)/2:])
		w.Close()
		fmt.Println(s, out.String() == s)
		t := []byte(s)
		for range r.Intn(3) {
			if len(t) > 0 {
				t[r.Intn(len(t))] = alphabet[r.Intn(len(alphabet))]
			}
		}
		d, err := e.DecodeString(string(t))
		fmt.Printf("%q %x %v\n", t, d, err)
		d, err = io.ReadAll(base64.NewDecoder(e, bytes.NewReader(t)))
		fmt.Printf("%x %v\n", d, err)
		d, err = io.ReadAll(base64.NewDecoder(e, slow{strings.NewReader(s)}))
		fmt.Println(bytes.Equal(d, b), err)
	}
	big := make([]byte, 100000)
	r.Read(big)
	d, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(base64.StdEncoding.EncodeToString(big))))
	fmt.Println(bytes.Equal(d, big), err)
	dst := make([]byte, 2)
	defer func() { fmt.Println(recover()) }()
	hex.Encode(dst, []byte("abc"))
}
