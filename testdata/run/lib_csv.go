package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
)

func main() {
	r := rand.New(rand.NewSource(3))
	pieces := []string{"a", "b c", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "#", " ", ";", "é", "\"x,y\"", "\"p\nq\"", "\t", "\xff"}
	for i := range 70 {
		var s string
		for range r.Intn(14) {
			s += pieces[r.Intn(len(pieces))]
		}
		c := csv.NewReader(strings.NewReader(s))
		switch r.Intn(8) {
		case 0:
			c.Comma = ';'
		case 1:
			c.Comma = 'é'
		case 2:
			c.Comma = '#'
		}
		if r.Intn(3) == 0 {
			c.Comment = '#'
		}
		c.LazyQuotes = r.Intn(3) == 0
		c.TrimLeadingSpace = r.Intn(3) == 0
		c.ReuseRecord = r.Intn(3) == 0
		c.FieldsPerRecord = r.Intn(4) - 1
		fmt.Printf("%d %q\n", i, s)
		for {
			rec, err := c.Read()
			fmt.Printf("%q %v %d", rec, err, c.InputOffset())
			if err == nil {
				for k := range rec {
					l, col := c.FieldPos(k)
					fmt.Print(" ", l, ":", col)
				}
			}
			fmt.Println()
			if err == io.EOF || errors.Is(err, csv.ErrQuote) || err != nil && rec == nil {
				break
			}
		}
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	for range 30 {
		var rec []string
		for range r.Intn(4) {
			var s string
			for range r.Intn(4) {
				s += pieces[r.Intn(len(pieces))]
			}
			rec = append(rec, s)
		}
		w.UseCRLF = r.Intn(2) == 0
		w.Comma = []rune{',', ';', 'é', '\t'}[r.Intn(4)]
		w.Write(rec)
	}
	w.Write([]string{`\.`, "", " x"})
	w.Flush()
	fmt.Printf("%q\n", out.String())
	w.Comma = '"'
	fmt.Println(w.Write([]string{"a"}), w.Error())
	_, err := csv.NewReader(strings.NewReader("a,b\nc\n")).ReadAll()
	var pe *csv.ParseError
	fmt.Println(errors.As(err, &pe), pe.Err == csv.ErrFieldCount, err)
	long := strings.Repeat("x", 5000)
	recs, err := csv.NewReader(strings.NewReader(long + "," + long + "\n\"" + long + "\n" + long + "\",z")).ReadAll()
	fmt.Println(len(recs), len(recs[1][0]), err)
	defer func() { fmt.Println(recover()) }()
	csv.NewReader(strings.NewReader("")).FieldPos(1)
}
