package fmt

import (
	"errors"
	"internal/rt"
	"io"
	"math"
	"os"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// ScanState is what a Scanner reads from.
type ScanState interface {
	// ReadRune returns the next rune; io.EOF at the end, and after a newline where that ends the input.
	ReadRune() (r rune, size int, err error)
	// UnreadRune gives the last rune back.
	UnreadRune() error
	// SkipSpace skips spaces, and newlines where they count as such.
	SkipSpace()
	// Token returns the runes, after spaces if skipSpace, that satisfy f; nil stands for those that are no spaces. The
	// bytes are valid until the next call.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width returns the width and whether it was given.
	Width() (wid int, ok bool)
	// Read fails: use ReadRune.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by values that read themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan reads values separated by spaces and newlines from standard input.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Scan that stops at a newline, which must follow the last value.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf reads values from standard input by a format.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// stringReader reads a string.
type stringReader string

func (r *stringReader) Read(b []byte) (n int, err error) {
	n = copy(b, *r)
	*r = (*r)[n:]
	if n == 0 {
		err = io.EOF
	}
	return n, err
}

// Sscan is Scan on a string.
func Sscan(str string, a ...any) (n int, err error) { return Fscan((*stringReader)(&str), a...) }

// Sscanln is Scanln on a string.
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln((*stringReader)(&str), a...) }

// Sscanf is Scanf on a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf((*stringReader)(&str), format, a...)
}

// Fscan is Scan on a reader.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	return newScanner(r, true, false).scan(a)
}

// Fscanln is Scanln on a reader.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	return newScanner(r, false, true).scan(a)
}

// Fscanf is Scanf on a reader.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScanner(r, false, false).scanf(format, a)
}

// scanError is what an error panics with inside of a scanner.
type scanError struct {
	err error
}

const (
	eof     = -1
	noWidth = 1 << 30
)

// scanner is the state of one scanning.
type scanner struct {
	rs        io.RuneScanner
	buf       []byte // the token
	count     int    // runes read
	atEOF     bool
	nlIsSpace bool // newlines are spaces
	nlIsEnd   bool // newlines end the input
	argLimit  int  // count must not exceed it within the current argument
	width     int
}

func newScanner(r io.Reader, nlIsSpace, nlIsEnd bool) *scanner {
	s := &scanner{nlIsSpace: nlIsSpace, nlIsEnd: nlIsEnd, argLimit: noWidth, width: noWidth}
	if rs, ok := r.(io.RuneScanner); ok {
		s.rs = rs
	} else {
		s.rs = &runeReader{reader: r, last: -1}
	}
	return s
}

// Read implements io.Reader only so that a ScanState may be scanned itself.
func (s *scanner) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

// ReadRune implements ScanState.
func (s *scanner) ReadRune() (r rune, size int, err error) {
	if s.atEOF || s.count >= s.argLimit {
		return 0, 0, io.EOF
	}
	r, size, err = s.rs.ReadRune()
	if err == nil {
		s.count++
		if s.nlIsEnd && r == '\n' {
			s.atEOF = true
		}
	} else if err == io.EOF {
		s.atEOF = true
	}
	return r, size, err
}

// UnreadRune implements ScanState.
func (s *scanner) UnreadRune() error {
	s.rs.UnreadRune()
	s.atEOF = false
	s.count--
	return nil
}

// Width implements ScanState.
func (s *scanner) Width() (wid int, ok bool) {
	if s.width == noWidth {
		return 0, false
	}
	return s.width, true
}

// Token implements ScanState.
func (s *scanner) Token(skipSpace bool, f func(rune) bool) (tok []byte, err error) {
	defer func() {
		if e := recover(); e != nil {
			se, ok := e.(scanError)
			if !ok {
				panic(e)
			}
			err = se.err
		}
	}()
	if f == nil {
		f = notSpace
	}
	s.buf = s.buf[:0]
	tok = s.token(skipSpace, f)
	return tok, nil
}

func (s *scanner) fail(err error)      { panic(scanError{err}) }
func (s *scanner) failText(msg string) { panic(scanError{errors.New(msg)}) }

// next returns the next rune, or eof.
func (s *scanner) next() rune {
	r, _, err := s.ReadRune()
	if err != nil {
		if err == io.EOF {
			return eof
		}
		s.fail(err)
	}
	return r
}

// must returns the next rune, which may not be missing.
func (s *scanner) must() rune {
	r := s.next()
	if r == eof {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

func isSpace(r rune) bool {
	switch {
	case r == ' ' || '\t' <= r && r <= '\r':
		return true
	case r < 0x85:
		return false
	}
	return r == 0x85 || r == 0xa0 || r == 0x1680 || 0x2000 <= r && r <= 0x200a || r == 0x2028 || r == 0x2029 ||
		r == 0x202f || r == 0x205f || r == 0x3000
}

func notSpace(r rune) bool { return !isSpace(r) }

// runeReader makes a RuneScanner of a Reader, reading one byte at a time: nothing is read that is not needed.
type runeReader struct {
	reader  io.Reader
	one     [1]byte
	pending []byte // bytes of a malformed rune, still to be read
	last    rune   // >= 0: given back, the next to read; else ^(the previous rune)
}

func (r *runeReader) readByte() (b byte, err error) {
	if len(r.pending) > 0 {
		b = r.pending[0]
		r.pending = r.pending[1:]
		return b, nil
	}
	n, err := io.ReadFull(r.reader, r.one[:])
	if n != 1 {
		return 0, err
	}
	return r.one[0], err
}

// ReadRune implements io.RuneReader.
func (r *runeReader) ReadRune() (c rune, size int, err error) {
	if r.last >= 0 {
		c = r.last
		r.last = ^c
		return c, utf8.RuneLen(c), nil
	}
	b, err := r.readByte()
	if err != nil {
		return 0, 0, err
	}
	if b < utf8.RuneSelf {
		c = rune(b)
		r.last = ^c
		return c, 1, nil
	}
	buf := append(make([]byte, 0, utf8.UTFMax), b)
	for !utf8.FullRune(buf) {
		b, err = r.readByte()
		if err == io.EOF {
			err = nil
			break
		}
		if err != nil {
			return 0, 0, err
		}
		buf = append(buf, b)
	}
	c, size = utf8.DecodeRune(buf)
	if size < len(buf) {
		r.pending = append(buf[size:], r.pending...)
	}
	r.last = ^c
	return c, size, nil
}

// UnreadRune implements io.RuneScanner.
func (r *runeReader) UnreadRune() error {
	if r.last >= 0 {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.last = ^r.last
	return nil
}

// SkipSpace implements ScanState.
func (s *scanner) SkipSpace() {
	for {
		r := s.next()
		switch {
		case r == eof:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if !s.nlIsSpace {
				s.failText("unexpected newline")
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

func (s *scanner) token(skipSpace bool, f func(rune) bool) []byte {
	if skipSpace {
		s.SkipSpace()
	}
	for {
		r := s.next()
		if r == eof {
			break
		}
		if !f(r) {
			s.UnreadRune()
			break
		}
		s.buf = utf8.AppendRune(s.buf, r)
	}
	return s.buf
}

func contains(set string, r rune) bool {
	for _, c := range set {
		if c == r {
			return true
		}
	}
	return false
}

// take reads the next rune if it is one of set. If keep, it is added to the token, and given back if it is another one.
func (s *scanner) take(set string, keep bool) bool {
	r := s.next()
	if r == eof {
		return false
	}
	if contains(set, r) {
		if keep {
			s.buf = utf8.AppendRune(s.buf, r)
		}
		return true
	}
	if keep {
		s.UnreadRune()
	}
	return false
}

func (s *scanner) accept(set string) bool { return s.take(set, true) }

func (s *scanner) peek(set string) bool {
	r := s.next()
	if r == eof {
		return false
	}
	s.UnreadRune()
	return contains(set, r)
}

// notEOF ends the scanning with io.EOF if there is no more input.
func (s *scanner) notEOF() {
	if s.next() == eof {
		panic(io.EOF)
	}
	s.UnreadRune()
}

func (s *scanner) checkVerb(verb rune, ok, typ string) {
	if !contains(ok, verb) {
		s.failText("bad verb '%" + string(verb) + "' for " + typ)
	}
}

func (s *scanner) boolean(verb rune) bool {
	s.SkipSpace()
	s.notEOF()
	s.checkVerb(verb, "tv", "boolean")
	bad := errors.New("syntax error scanning boolean")
	switch s.next() {
	case '1':
		return true
	case 't', 'T':
		if s.accept("rR") && (!s.accept("uU") || !s.accept("eE")) {
			s.fail(bad)
		}
		return true
	case 'f', 'F':
		if s.accept("aA") && (!s.accept("lL") || !s.accept("sS") || !s.accept("eE")) {
			s.fail(bad)
		}
	}
	return false
}

const (
	binaryDigits = "01"
	octalDigits  = "01234567"
	digits       = "0123456789"
	hexDigits    = "0123456789aAbBcCdDeEfF"
)

// integerToken reads the digits of an integer, and for signed ones the sign.
func (s *scanner) integerToken(verb rune, signed bool) (tok string, base int) {
	s.SkipSpace()
	s.notEOF()
	s.checkVerb(verb, "bdoUxXv", "integer")
	set := digits
	base = 10
	switch verb {
	case 'b':
		base, set = 2, binaryDigits
	case 'o':
		base, set = 8, octalDigits
	case 'x', 'X', 'U':
		base, set = 16, hexDigits
	}
	have := false
	if verb == 'U' {
		if !s.take("U", false) || !s.take("+", false) {
			s.failText("bad unicode format ")
		}
	} else {
		if signed {
			s.accept("+-")
		}
		if verb == 'v' {
			// The prefix tells the base; it stays in the token for package strconv.
			base, set = 0, digits+"_"
			if s.peek("0") {
				s.accept("0")
				have = true
				switch {
				case s.accept("bB"):
					set = binaryDigits + "_"
				case s.accept("oO"):
					set = octalDigits + "_"
				case s.accept("xX"):
					set = hexDigits + "_"
				default:
					set = octalDigits + "_"
				}
			}
		}
	}
	if !have {
		s.notEOF()
		if !s.accept(set) {
			s.failText("expected integer")
		}
	}
	for s.accept(set) {
	}
	return string(s.buf), base
}

// character reads one rune as an integer.
func (s *scanner) character(bits int) int64 {
	s.notEOF()
	r := s.next()
	n := uint(64 - bits)
	if int64(r)<<n>>n != int64(r) {
		s.failText("overflow on character value " + string(r))
	}
	return int64(r)
}

func (s *scanner) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	tok, base := s.integerToken(verb, true)
	i, err := strconv.ParseInt(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	n := uint(64 - bits)
	if i<<n>>n != i {
		s.failText("integer overflow on token " + tok)
	}
	return i
}

func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	tok, base := s.integerToken(verb, false)
	i, err := strconv.ParseUint(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	n := uint(64 - bits)
	if i<<n>>n != i {
		s.failText("unsigned integer overflow on token " + tok)
	}
	return i
}

func (s *scanner) floatToken() string {
	s.buf = s.buf[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.buf)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.buf)
	}
	set, exp := digits+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		set, exp = hexDigits+"_", "pP"
	}
	for s.accept(set) {
	}
	if s.accept(".") {
		for s.accept(set) {
		}
	}
	if s.accept(exp) {
		s.accept("+-")
		for s.accept(digits + "_") {
		}
	}
	return string(s.buf)
}

// float converts a token. A decimal mantissa may have a binary exponent, which package strconv does not know.
func (s *scanner) float(tok string, bits int) float64 {
	check := func(err error) {
		if err == nil {
			return
		}
		if e, ok := err.(*strconv.NumError); ok {
			e.Num = tok
		}
		s.fail(err)
	}
	if p := rt.IndexByte(tok, 'p'); p >= 0 && rt.IndexByte(tok, 'x') < 0 && rt.IndexByte(tok, 'X') < 0 {
		f, err := strconv.ParseFloat(tok[:p], bits)
		check(err)
		m, err := strconv.Atoi(tok[p+1:])
		check(err)
		return math.Ldexp(f, m)
	}
	f, err := strconv.ParseFloat(tok, bits)
	check(err)
	return f
}

const floatVerbs = "beEfFgGv"

func (s *scanner) floatValue(bits int) float64 {
	s.SkipSpace()
	s.notEOF()
	return s.float(s.floatToken(), bits)
}

func (s *scanner) complexValue(verb rune, bits int) complex128 {
	s.checkVerb(verb, floatVerbs, "complex")
	s.SkipSpace()
	s.notEOF()
	bad := errors.New("syntax error scanning complex number")
	parens := s.accept("(")
	re := s.floatToken()
	s.buf = s.buf[:0]
	if !s.accept("+-") {
		s.fail(bad)
	}
	sign := string(s.buf)
	im := s.floatToken()
	if !s.accept("i") || parens && !s.accept(")") {
		s.fail(bad)
	}
	x := s.float(re, bits/2)
	return complex(x, s.float(sign+im, bits/2))
}

func (s *scanner) text(verb rune) string {
	s.checkVerb(verb, "svqxX", "string")
	s.SkipSpace()
	s.notEOF()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexText()
	}
	return string(s.token(true, notSpace))
}

func (s *scanner) quoted() string {
	s.notEOF()
	switch quote := s.next(); quote {
	case '`':
		for {
			r := s.must()
			if r == quote {
				return string(s.buf)
			}
			s.buf = utf8.AppendRune(s.buf, r)
		}
	case '"':
		s.buf = append(s.buf, '"')
		for {
			r := s.must()
			s.buf = utf8.AppendRune(s.buf, r)
			if r == '\\' {
				s.buf = utf8.AppendRune(s.buf, s.must())
			} else if r == '"' {
				break
			}
		}
		v, err := strconv.Unquote(string(s.buf))
		if err != nil {
			s.fail(err)
		}
		return v
	}
	s.failText("expected quoted string")
	return ""
}

func hexDigit(r rune) (int, bool) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), true
	case 'a' <= r && r <= 'f':
		return int(r-'a') + 10, true
	case 'A' <= r && r <= 'F':
		return int(r-'A') + 10, true
	}
	return 0, false
}

func (s *scanner) hexText() string {
	s.notEOF()
	for {
		r := s.next()
		if r == eof {
			break
		}
		hi, ok := hexDigit(r)
		if !ok {
			s.UnreadRune()
			break
		}
		lo, ok := hexDigit(s.must())
		if !ok {
			s.failText("illegal hex digit")
		}
		s.buf = append(s.buf, byte(hi<<4|lo))
	}
	if len(s.buf) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.buf)
}

// one reads one value into what arg points to.
func (s *scanner) one(verb rune, arg any) {
	s.buf = s.buf[:0]
	if v, ok := arg.(Scanner); ok {
		if err := v.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			s.fail(err)
		}
		return
	}
	switch v := arg.(type) {
	case *bool:
		*v = s.boolean(verb)
	case *complex64:
		*v = complex64(s.complexValue(verb, 64))
	case *complex128:
		*v = s.complexValue(verb, 128)
	case *int:
		*v = int(s.signed(verb, 64))
	case *int8:
		*v = int8(s.signed(verb, 8))
	case *int16:
		*v = int16(s.signed(verb, 16))
	case *int32:
		*v = int32(s.signed(verb, 32))
	case *int64:
		*v = s.signed(verb, 64)
	case *uint:
		*v = uint(s.unsigned(verb, 64))
	case *uint8:
		*v = uint8(s.unsigned(verb, 8))
	case *uint16:
		*v = uint16(s.unsigned(verb, 16))
	case *uint32:
		*v = uint32(s.unsigned(verb, 32))
	case *uint64:
		*v = s.unsigned(verb, 64)
	case *uintptr:
		*v = uintptr(s.unsigned(verb, 64))
	case *float32:
		s.checkVerb(verb, floatVerbs, "float32")
		*v = float32(s.floatValue(32))
	case *float64:
		s.checkVerb(verb, floatVerbs, "float64")
		*v = s.floatValue(64)
	case *string:
		*v = s.text(verb)
	case *[]byte:
		*v = []byte(s.text(verb))
	default:
		s.reflected(verb, reflect.ValueOf(arg))
	}
}

// reflected is one for pointers to defined types.
func (s *scanner) reflected(verb rune, p reflect.Value) {
	if p.Kind() != reflect.Pointer {
		s.failText("type not a pointer: " + p.Type().String())
	}
	switch v := p.Elem(); v.Kind() {
	case reflect.Bool:
		v.SetBool(s.boolean(verb))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(s.signed(verb, v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(s.unsigned(verb, v.Type().Bits()))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(s.floatValue(v.Type().Bits()))
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(s.complexValue(verb, v.Type().Bits()))
	case reflect.String:
		v.SetString(s.text(verb))
	case reflect.Slice:
		t := v.Type()
		if t.Elem().Kind() != reflect.Uint8 {
			s.failText("can't scan type: " + p.Type().String())
		}
		str := s.text(verb)
		v.Set(reflect.MakeSlice(t, len(str), len(str)))
		for i := 0; i < len(str); i++ {
			v.Index(i).SetUint(uint64(str[i]))
		}
	default:
		s.failText("can't scan type: " + p.Type().String())
	}
}

// catch turns a scanner's panic into an error.
func catch(err *error) {
	if e := recover(); e != nil {
		if se, ok := e.(scanError); ok {
			*err = se.err
		} else if x, ok := e.(error); ok && x == io.EOF {
			*err = x
		} else {
			panic(e)
		}
	}
}

func (s *scanner) scan(a []any) (n int, err error) {
	defer catch(&err)
	for _, arg := range a {
		s.one('v', arg)
		n++
	}
	if s.nlIsEnd {
		for {
			r := s.next()
			if r == '\n' || r == eof {
				break
			}
			if !isSpace(r) {
				s.failText("expected newline")
			}
		}
	}
	return n, nil
}

// advance matches the text of format up to the next directive against the input, and returns its length; -1 if it does not
// match. Newlines in the format match newlines, after spaces; other runs of spaces match spaces.
func (s *scanner) advance(format string) (i int) {
	for i < len(format) {
		c, w := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			newlines := 0
			trailing := false
			for isSpace(c) && i < len(format) {
				if c == '\n' {
					newlines++
					trailing = false
				} else {
					trailing = true
				}
				i += w
				c, w = utf8.DecodeRuneInString(format[i:])
			}
			for range newlines {
				in := s.next()
				for isSpace(in) && in != '\n' {
					in = s.next()
				}
				if in != '\n' && in != eof {
					s.failText("newline in format does not match input")
				}
			}
			if trailing {
				in := s.next()
				if newlines == 0 {
					if !isSpace(in) && in != eof {
						s.failText("expected space in input to match format")
					}
					if in == '\n' {
						s.failText("newline in input does not match format")
					}
				}
				for isSpace(in) && in != '\n' {
					in = s.next()
				}
				if in != eof {
					s.UnreadRune()
				}
			}
			continue
		}
		if c == '%' {
			if i+w == len(format) {
				s.failText("missing verb: % at end of format string")
			}
			if format[i+w] != '%' {
				return i
			}
			i += w
		}
		if in := s.must(); in != c {
			s.UnreadRune()
			return -1
		}
		i += w
	}
	return i
}

func (s *scanner) scanf(format string, a []any) (n int, err error) {
	defer catch(&err)
	limit := s.argLimit
	end := len(format) - 1
	for i := 0; i <= end; {
		w := s.advance(format[i:])
		if w > 0 {
			i += w
			continue
		}
		if format[i] != '%' {
			if w < 0 {
				s.failText("input does not match format")
			}
			break
		}
		i++
		var ok bool
		s.width, ok, i = parseNumber(format, i, end)
		if !ok {
			s.width = noWidth
		}
		c, w := utf8.DecodeRuneInString(format[i:])
		i += w
		if c != 'c' {
			s.SkipSpace()
		}
		if c == '%' {
			s.SkipSpace()
			s.notEOF()
			if !s.accept("%") {
				s.failText("missing literal %")
			}
			continue
		}
		s.argLimit = min(limit, s.count+s.width)
		if n >= len(a) {
			s.failText("too few operands for format '%" + format[i-w:] + "'")
		}
		s.one(c, a[n])
		n++
		s.argLimit = limit
	}
	if n < len(a) {
		s.failText("too many operands")
	}
	return n, nil
}
