package ast

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Directive is a comment for a tool: //tool:name args.
type Directive struct {
	Tool string
	Name string
	Args string // without white space at its ends

	Slash   token.Pos // of the comment
	ArgsPos token.Pos
}

// ParseDirective takes a line comment at pos apart; false: it is no directive.
func ParseDirective(pos token.Pos, c string) (Directive, bool) {
	rest, ok := strings.CutPrefix(c, "//")
	plain := func(c rune) bool { return c < 'a' && (c < '0' || c > '9') || c > 'z' }
	tool, rest, found := strings.Cut(rest, ":")
	if !ok || !found || tool == "" || rest == "" || strings.ContainsFunc(tool+rest[:1], plain) {
		return Directive{}, false
	}
	name, args := rest, ""
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		name, args = rest[:i], rest[i:]
	}
	args = strings.TrimLeftFunc(args, unicode.IsSpace)
	at := pos + token.Pos(len(c)-len(args))
	return Directive{tool, name, strings.TrimRightFunc(args, unicode.IsSpace), pos, at}, true
}

// Pos returns where the comment begins.
func (d *Directive) Pos() token.Pos { return d.Slash }

// End returns where the arguments end.
func (d *Directive) End() token.Pos { return d.ArgsPos + token.Pos(len(d.Args)) }

// DirectiveArg is an argument, without quotes, and where it begins.
type DirectiveArg struct {
	Arg string
	Pos token.Pos
}

// ParseArgs splits Args at white space; what is in double or back quotes is one argument.
func (d *Directive) ParseArgs() ([]DirectiveArg, error) {
	list := []DirectiveArg{}
	rest := d.Args
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return list, nil
		}
		arg := DirectiveArg{Pos: d.ArgsPos + token.Pos(len(d.Args)-len(rest))}
		if rest[0] != '"' && rest[0] != '`' {
			n := strings.IndexFunc(rest, unicode.IsSpace)
			if n < 0 {
				n = len(rest)
			}
			arg.Arg, rest = rest[:n], rest[n:]
			list = append(list, arg)
			continue
		}
		quoted, err := strconv.QuotedPrefix(rest)
		after := rest[len(quoted):]
		next, _ := utf8.DecodeRuneInString(after)
		if err != nil || after != "" && !unicode.IsSpace(next) {
			if err == nil {
				rest = after
			}
			return nil, fmt.Errorf("invalid quoted string in //%s:%s: %s", d.Tool, d.Name, rest)
		}
		arg.Arg, _ = strconv.Unquote(quoted)
		rest = after
		list = append(list, arg)
	}
}
