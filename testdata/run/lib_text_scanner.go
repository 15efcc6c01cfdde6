package main

import (
	"fmt"
	"strings"
	"text/scanner"
	"unicode"
)

func all(src string, setup func(*scanner.Scanner)) {
	var s scanner.Scanner
	s.Init(strings.NewReader(src))
	s.Filename = "in"
	s.Error = func(s *scanner.Scanner, msg string) {
		fmt.Printf("  error at %v (%q): %s\n", s.Pos(), s.TokenText(), msg)
	}
	if setup != nil {
		setup(&s)
	}
	fmt.Printf("%q\n", src)
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Printf("  %v %s %q next %v\n", s.Position, scanner.TokenString(tok), s.TokenText(), s.Pos())
	}
	fmt.Println("  end", s.Position, s.Pos(), s.ErrorCount)
}

func main() {
	all("x := a1 + 3.14e-2 // comment\nif x != \"s\\n\\u1234\" { 'c' '\\'' `raw\n` }", nil)
	all("0 07 08 0x1F 0x1p-2 0b101 0b12 0o17 0o8 1_000 1__0 _1 1_ 0x_1 .5 1. 1e 1e+ 0x 0x1.2 0b1.0 1p3 0x1e3 09.5", nil)
	all("'ab' '' 'a \"open\n \"\\q\" '\\400' '\\xZ' `open", nil)
	all("a /* b\n c */ d // e\n/* open", func(s *scanner.Scanner) { s.Mode &^= scanner.SkipComments })
	all("a b.c 1 \"x\"", func(s *scanner.Scanner) { s.Mode = 0 })
	all("a-b %var 1.5\tq\n", func(s *scanner.Scanner) {
		s.Mode = scanner.ScanIdents | scanner.ScanInts
		s.Whitespace = 1 << ' '
		s.IsIdentRune = func(ch rune, i int) bool { return ch == '-' && i > 0 || ch == '%' && i == 0 || unicode.IsLetter(ch) }
	})
	all("\uFEFFbom é世 \xff \x00 z", nil)
	var s scanner.Scanner
	s.Init(strings.NewReader("ab\ncd"))
	for s.Peek() != scanner.EOF {
		fmt.Print(string(s.Next()), s.Pos(), " ")
	}
	fmt.Println(s.Next() == scanner.EOF, s.Position.IsValid(), scanner.TokenString(scanner.RawString), scanner.TokenString('x'), scanner.Position{Line: 2, Column: 3})
	long := strings.Repeat("word ", 1000) + strings.Repeat("x", 5000) + " \"" + strings.Repeat("é", 3000) + "\""
	s.Init(strings.NewReader(long))
	n, sum := 0, 0
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		n++
		sum += len(s.TokenText())
	}
	fmt.Println(n, sum, s.Pos())
}
