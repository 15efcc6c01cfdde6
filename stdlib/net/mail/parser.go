package mail

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"strings"
	"unicode/utf8"
)

var errComment = errors.New("mail: misformatted parenthetical comment")

// parser reads addresses off the front of s.
type parser struct {
	s   string
	dec *mime.WordDecoder
}

func (p *parser) space() { p.s = strings.TrimLeft(p.s, " \t") }

func (p *parser) at(c byte) bool { return p.s != "" && p.s[0] == c }

func (p *parser) eat(c byte) bool {
	if !p.at(c) {
		return false
	}
	p.s = p.s[1:]
	return true
}

// list = mailbox or group, with commas between them.
func (p *parser) list() ([]*Address, error) {
	var list []*Address
	for {
		p.space()
		if p.eat(',') {
			continue
		}
		more, err := p.address(true)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
		if !p.comments() {
			return nil, errComment
		}
		if p.s == "" {
			return list, nil
		}
		if !p.at(',') {
			return nil, errors.New("mail: expected comma")
		}
		for p.eat(',') {
			p.space()
		}
		if p.s == "" {
			return list, nil
		}
	}
}

func (p *parser) single() (*Address, error) {
	list, err := p.address(true)
	switch {
	case err != nil:
		return nil, err
	case !p.comments():
		return nil, errComment
	case p.s != "":
		return nil, fmt.Errorf("mail: expected single address, got %q", p.s)
	case len(list) == 0:
		return nil, errors.New("mail: empty group")
	case len(list) > 1:
		return nil, errors.New("mail: group with multiple addresses")
	}
	return list[0], nil
}

// address = addr-spec [comment] / [phrase] "<" addr-spec ">" / phrase ":" [list] ";"
func (p *parser) address(group bool) ([]*Address, error) {
	p.space()
	if p.s == "" {
		return nil, errors.New("mail: no address")
	}
	name := ""
	spec, err := p.addrSpec()
	if err == nil {
		p.space()
		if p.at('(') {
			if name, err = p.nameInComment(); err != nil {
				return nil, err
			}
		}
		return []*Address{{name, spec}}, nil
	}
	if !p.at('<') {
		if name, err = p.phrase(); err != nil {
			return nil, err
		}
	}
	p.space()
	if group && p.eat(':') {
		return p.group()
	}
	if !p.eat('<') {
		if strings.IndexFunc(name, func(r rune) bool { return !isAtomText(r, true) }) < 0 {
			return nil, errors.New("mail: missing '@' or angle-addr")
		}
		return nil, errors.New("mail: no angle-addr")
	}
	if spec, err = p.addrSpec(); err != nil {
		return nil, err
	}
	if !p.eat('>') {
		return nil, errors.New("mail: unclosed angle-addr")
	}
	return []*Address{{name, spec}}, nil
}

// group reads what follows the colon.
func (p *parser) group() ([]*Address, error) {
	var list []*Address
	p.space()
	end := p.eat(';')
	for !end {
		p.space()
		more, err := p.address(false)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
		if !p.comments() {
			return nil, errComment
		}
		if end = p.eat(';'); !end && !p.eat(',') {
			return nil, errors.New("mail: expected comma")
		}
	}
	if !p.comments() {
		return nil, errComment
	}
	return list, nil
}

// addrSpec = local "@" domain. If it fails nothing is consumed.
func (p *parser) addrSpec() (string, error) {
	before := p.s
	spec, err := p.addrSpecOrPart()
	if err != nil {
		p.s = before
	}
	return spec, err
}

func (p *parser) addrSpecOrPart() (string, error) {
	p.space()
	if p.s == "" {
		return "", errors.New("mail: no addr-spec")
	}
	var local, domain string
	var err error
	if p.at('"') {
		if local, err = p.quoted(); local == "" {
			err = errors.New("mail: empty quoted string in addr-spec")
		}
	} else {
		local, err = p.atom(false)
	}
	if err != nil {
		return "", err
	}
	if !p.eat('@') {
		return "", errors.New("mail: missing @ in addr-spec")
	}
	p.space()
	if p.s == "" {
		return "", errors.New("mail: no domain in addr-spec")
	}
	if p.at('[') {
		domain, err = p.domainLiteral()
	} else {
		domain, err = p.atom(false)
	}
	return local + "@" + domain, err
}

// phrase reads words; encoded ones that follow each other are joined without a space.
func (p *parser) phrase() (string, error) {
	var words []string
	encoded := ""
	flush := func() {
		if encoded != "" {
			words = append(words, encoded)
			encoded = ""
		}
	}
	for {
		if len(words) > 0 && !p.comments() {
			return "", errComment
		}
		p.space()
		if p.s == "" {
			break
		}
		var word string
		var err error
		isEncoded := false
		if p.at('"') {
			word, err = p.quoted()
		} else if word, err = p.atom(true); err == nil {
			word, isEncoded, err = p.decode(word)
		}
		if err != nil {
			flush()
			if len(words) == 0 {
				return "", fmt.Errorf("mail: missing word in phrase: %v", err)
			}
			break
		}
		if isEncoded {
			encoded += word
		} else {
			flush()
			words = append(words, word)
		}
	}
	flush()
	return strings.Join(words, " "), nil
}

func (p *parser) quoted() (string, error) {
	var b strings.Builder
	escaped := false
	for i := 1; ; {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		switch {
		case n == 0:
			return "", errors.New("mail: unclosed quoted-string")
		case n == 1 && r == utf8.RuneError:
			return "", fmt.Errorf("mail: invalid utf-8 in quoted-string: %q", p.s)
		case isQuotedText(r) || isBlank(r) || escaped && isVisible(r):
			b.WriteRune(r)
			escaped = false
		case r == '"' && !escaped:
			p.s = p.s[i+1:]
			return b.String(), nil
		case r == '\\':
			escaped = true
		default:
			return "", fmt.Errorf("mail: bad character in quoted-string: %q", r)
		}
		i += n
	}
}

// atom reads an atom with dots; only a permissive one may have them at its ends, or next to each other.
func (p *parser) atom(permissive bool) (string, error) {
	i := 0
	for i < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		if n == 1 && r == utf8.RuneError {
			return "", fmt.Errorf("mail: invalid utf-8 in address: %q", p.s)
		}
		if !isAtomText(r, true) {
			break
		}
		i += n
	}
	if i == 0 {
		return "", errors.New("mail: invalid string")
	}
	atom := p.s[:i]
	p.s = p.s[i:]
	if !permissive {
		switch {
		case atom[0] == '.':
			return "", errors.New("mail: leading dot in atom")
		case strings.Contains(atom, ".."):
			return "", errors.New("mail: double dot in atom")
		case atom[i-1] == '.':
			return "", errors.New("mail: trailing dot in atom")
		}
	}
	return atom, nil
}

func (p *parser) domainLiteral() (string, error) {
	p.s = p.s[1:]
	for i := 0; ; {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		switch {
		case n == 0:
			return "", errors.New("mail: unclosed domain-literal")
		case r == ']':
			address := p.s[:i]
			p.s = p.s[i+1:]
			if net.ParseIP(address) == nil {
				return "", fmt.Errorf("mail: invalid IP address in domain-literal: %q", address)
			}
			return "[" + address + "]", nil
		case n == 1 && r == utf8.RuneError:
			return "", fmt.Errorf("mail: invalid utf-8 in domain-literal: %q", p.s[i:])
		case r == '[' || r == '\\' || !isVisible(r):
			return "", fmt.Errorf("mail: bad character in domain-literal: %q", r)
		}
		i += n
	}
}

// comments skips white space and comments.
func (p *parser) comments() bool {
	for p.space(); p.at('('); p.space() {
		if _, ok := p.comment(); !ok {
			return false
		}
	}
	return true
}

// comment reads a comment, which may have others within it.
func (p *parser) comment() (string, bool) {
	p.s = p.s[1:]
	var b strings.Builder
	depth := 1
	for p.s != "" {
		switch {
		case p.s[0] == '\\' && len(p.s) > 1:
			p.s = p.s[1:]
		case p.s[0] == '(':
			depth++
		case p.s[0] == ')':
			depth--
		}
		c := p.s[0]
		p.s = p.s[1:]
		if depth == 0 {
			return b.String(), true
		}
		b.WriteByte(c)
	}
	return b.String(), false
}

func (p *parser) nameInComment() (string, error) {
	text, ok := p.comment()
	if !ok {
		return "", errComment
	}
	words := strings.FieldsFunc(text, isBlank)
	for i, word := range words {
		decoded, isEncoded, err := p.decode(word)
		if err != nil {
			return "", err
		}
		if isEncoded {
			words[i] = decoded
		}
	}
	return strings.Join(words, " "), nil
}

// decode decodes a word of RFC 2047. What is not one is not an error, but a character set that is not known is.
func (p *parser) decode(s string) (word string, isEncoded bool, err error) {
	var dec mime.WordDecoder
	if p.dec != nil {
		dec = *p.dec
	}
	known := dec.CharsetReader
	failed := false
	dec.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		if known == nil {
			failed = true
			return nil, fmt.Errorf("charset not supported: %q", charset)
		}
		r, err := known(charset, input)
		failed = failed || err != nil
		return r, err
	}
	word, err = dec.Decode(s)
	switch {
	case err == nil:
		return word, true, nil
	case failed:
		return s, true, err
	}
	return s, false, nil
}

func isVisible(r rune) bool { return '!' <= r && r <= '~' || r >= utf8.RuneSelf }

func isBlank(r rune) bool { return r == ' ' || r == '\t' }

func isQuotedText(r rune) bool { return r != '\\' && r != '"' && isVisible(r) }

func isAtomText(r rune, dot bool) bool {
	switch r {
	case '.':
		return dot
	case '(', ')', '<', '>', '[', ']', ':', ';', '@', '\\', ',', '"':
		return false
	}
	return isVisible(r)
}
