package main

import "fmt"

type state func(*lexer) state

type lexer struct {
	in     string
	pos    int
	tokens []string
}

func start(l *lexer) state {
	for l.pos < len(l.in) {
		switch c := l.in[l.pos]; {
		case c >= '0' && c <= '9':
			return number
		case c == ' ':
			l.pos++
		default:
			l.tokens = append(l.tokens, "op:"+string(c))
			l.pos++
		}
	}
	return nil
}

func number(l *lexer) state {
	b := l.pos
	for l.pos < len(l.in) && l.in[l.pos] >= '0' && l.in[l.pos] <= '9' {
		l.pos++
	}
	l.tokens = append(l.tokens, "num:"+l.in[b:l.pos])
	return start
}

func main() {
	l := &lexer{in: "12+ 3*(45-6)"}
	for s := state(start); s != nil; {
		s = s(l)
	}
	fmt.Println(l.tokens, len(l.tokens))
}
