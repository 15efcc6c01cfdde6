// Package regexp/syntax: trees, what they are simplified to, and programs.
package main

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

func dump(re *syntax.Regexp) string {
	s := re.Op.String()
	switch re.Op {
	case syntax.OpLiteral:
		s += fmt.Sprintf(" %q", string(re.Rune))
	case syntax.OpCharClass:
		s += fmt.Sprintf(" %x", re.Rune)
	case syntax.OpRepeat:
		s += fmt.Sprintf(" %d,%d", re.Min, re.Max)
	case syntax.OpCapture:
		s += fmt.Sprintf(" %d%q", re.Cap, re.Name)
	}
	s += fmt.Sprintf(" %#x", uint16(re.Flags))
	for _, sub := range re.Sub {
		s += " (" + dump(sub) + ")"
	}
	return s
}

func show(expr string, flags syntax.Flags) {
	fmt.Printf("%q %#x\n", expr, uint16(flags))
	re, err := syntax.Parse(expr, flags)
	if err != nil {
		e := err.(*syntax.Error)
		fmt.Printf("\t%v\n\t%q %q\n", err, e.Code, e.Expr)
		return
	}
	fmt.Println("\t" + dump(re))
	fmt.Println("\t"+re.String(), re.MaxCap(), re.CapNames())
	again, err := syntax.Parse(re.String(), syntax.Perl)
	fmt.Println("\t", err, again.Equal(re), again.String() == re.String())
	simple := re.Simplify()
	fmt.Println("\t" + simple.String())
	prog, err := syntax.Compile(simple)
	prefix, complete := prog.Prefix()
	fmt.Printf("\t%q %v %#x %d %v\n%v", prefix, complete, uint8(prog.StartCond()), prog.NumCap, err, prog)
}

func main() {
	for _, expr := range []string{
		``, `a`, `abc`, `ab*c+?d??`, `(?:ab)*`, `a|b`, `abc|abd|aef|bcx|bcy`, `a.|a\d|ab`, `ab|cd|`, `(?:|a)*?`, `(?P<x>a)(?<y>b(c))`,
		`[a-c]|d|[x-z]`, `(?i)k`, `(?i)straße`, `(?i)[^x]`, `a(?i)b(?-i)c|(?i:d)`, `(?s).(?-s).`, `(?m)^a$`, `^a$`, `\Aa\z`, `\b\B`,
		`a{2}`, `a{0}`, `a{1,}`, `a{3,}`, `(a){2,5}`, `(?:a{2}){3}?`, `\d\D\s\S\w\W`, `[[:alpha:]_][^[:^digit:]]`, `\p{Greek}`, `\PL`, `\p{^Lu}`,
		`[^\x00-\x{10FFFF}]`, `[\n]|.`, `(?U)a*b*?`, `\Qa.b\E+`, `\x41\x{263a}\101\t\.`, `(?:(?:a*)*)+`, `(|a)+`, `a++`, `x{`, `x{2,y}`,
		`(`, `)`, `a)`, `(?`, `(?P<`, `(?P<n`, `(?P<a b>c)`, `(?i-)a`, `(?z)`, `[a`, `[b-a]`, `[[:foo:]]`, `\p{Foo}`, `\8`, `\`, `\q`, `\x{110000}`,
		`*`, `a|*`, `a**`, `a{1001}`, `a{2,1}`, `(?:a{100}){100}`, "\xff", "a[\xff", `(?i)(?s)*`, `\C`,
	} {
		show(expr, syntax.Perl)
	}
	for _, flags := range []syntax.Flags{syntax.POSIX, syntax.POSIX | syntax.FoldCase, syntax.MatchNL, syntax.Literal, syntax.Perl | syntax.NonGreedy} {
		for _, expr := range []string{`^a.$`, `a*?`, `[^a]`, `[a-b-c]`, `\pL`, `\d`, `a**`, `(?:a)`} {
			show(expr, flags)
		}
	}
	show(strings.Repeat("(", 1000)+strings.Repeat(")", 1000), syntax.Perl)

	fmt.Println(syntax.EmptyOpContext('a', -1), syntax.EmptyOpContext('\n', 'b'), syntax.EmptyOpContext(-1, '\n'))
	fmt.Println(syntax.IsWordChar('_'), syntax.IsWordChar('é'), syntax.InstRuneAny, syntax.InstOp(77), syntax.Op(0), syntax.Op(128))
	inst := syntax.Inst{Op: syntax.InstRune, Rune: []rune{'a', 'c', 'x', 'z', '가', '힣'}}
	fmt.Println(inst.MatchRunePos('b'), inst.MatchRunePos('d'), inst.MatchRunePos('김'), inst.MatchRune('z'), &inst)
	fold := syntax.Inst{Op: syntax.InstRune, Rune: []rune{'k'}, Arg: uint32(syntax.FoldCase)}
	fmt.Println(fold.MatchRunePos('K'), fold.MatchRunePos('\u212a'), fold.MatchRunePos('x'))
	empty := syntax.Inst{Op: syntax.InstEmptyWidth, Arg: uint32(syntax.EmptyWordBoundary)}
	fmt.Println(empty.MatchEmptyWidth('a', ' '), empty.MatchEmptyWidth(' ', -1))

	for _, expr := range []string{
		`abc`, `abc+`, `abc$`, `^abc`, `^abc$`, `^abc(?:d+|e)$`, `^abc(?:d|de)$`, `(?i)abc`, `ab.c`, `(abc)d`, `(?:ab|ac)`, `ab|cd`, ``, `^`, `$`,
		`a\.b`, `\Qa+b\E`, `^(abc)$`, `x{3}y`, "a\ufffdb",
	} {
		prefix, complete := regexp.MustCompile(expr).LiteralPrefix()
		fmt.Printf("%q %q %v\n", expr, prefix, complete)
	}
	re := regexp.MustCompile(`(?P<n>a+)-(?P<n>b+)`)
	fmt.Printf("%q %q %d\n", re.SubexpNames(), re.FindStringSubmatch("xxaa-bb"), re.SubexpIndex("n"))
	fmt.Println(regexp.MustCompile(`^\p{letter}+$`).MatchString("straße"))
	for _, expr := range []string{`a)`, `(a`, `[z-a]`, `a**`, `(?P<n>`, `\8`, `(?<x y>)`, `a{1001}`} {
		_, err := regexp.Compile(expr)
		fmt.Println(err)
	}
}
