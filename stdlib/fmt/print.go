// Package fmt formats values as text and reads them back.
package fmt

import (
	"internal/fmtsort"
	"internal/rt"
	"io"
	"os"
	"reflect"
	"unicode/utf8"
	"unsafe"
)

// State is what a Formatter gets to know and writes to.
type State interface {
	// Write writes text of the result.
	Write(b []byte) (n int, err error)
	// Width returns the width and whether it was given.
	Width() (wid int, ok bool)
	// Precision returns the precision and whether it was given.
	Precision() (prec int, ok bool)
	// Flag reports whether the flag c was given.
	Flag(c int) bool
}

// Formatter is implemented by values that format themselves.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by values that have a text of their own.
type Stringer interface {
	String() string
}

// GoStringer is implemented by values that have a text of their own for %#v.
type GoStringer interface {
	GoString() string
}

// FormatString returns the directive that state and verb stand for.
func FormatString(state State, verb rune) string {
	b := append(make([]byte, 0, 16), '%')
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = append(b, rt.Itoa(int64(w))...)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = append(b, rt.Itoa(int64(p))...)
	}
	return string(utf8.AppendRune(b, verb))
}

// Flags of a directive; native.cc knows the numbers.
const (
	fWidth = 1 << iota
	fPrec
	fMinus
	fPlus
	fSharp
	fSpace
	fZero
	fPlusV
	fSharpV
)

func formatBasic(buf []byte, flags uint32, wid, prec int, kind int, p unsafe.Pointer, verb rune) ([]byte, bool)
func formatUint(buf []byte, flags uint32, wid, prec int, v uint64, verb rune) ([]byte, bool)
func formatBytes(buf []byte, flags uint32, wid, prec int, b []byte, typ string, verb rune) ([]byte, bool)
func padString(buf []byte, flags uint32, wid int, s string) []byte

// fastFormat goes on with format from pos and args[arg] as long as the arguments are basic values.
func fastFormat(buf []byte, format string, pos int, args []any, arg int) (out []byte, newPos, newArg int)

// fastPrint does the same for Print and Println, from args[i] on.
func fastPrint(buf []byte, args []any, i int, line bool) (out []byte, newArg int)

// printer is the state of one formatting.
type printer struct {
	buf   []byte
	flags uint32
	wid   int
	prec  int

	arg   any           // the current argument
	value reflect.Value // the current value, where it did not come as an interface

	reordered  bool // some argument number was given
	goodArgNum bool // the last one was in range
	panicking  bool // a method's panic is being printed
	erroring   bool // an error is being printed: no methods
	wrapErrs   bool // %w is allowed
	wrapped    []int
}

// Width implements State.
func (p *printer) Width() (wid int, ok bool) { return p.wid, p.flags&fWidth != 0 }

// Precision implements State.
func (p *printer) Precision() (prec int, ok bool) { return p.prec, p.flags&fPrec != 0 }

// Flag implements State.
func (p *printer) Flag(b int) bool {
	switch b {
	case '-':
		return p.flags&fMinus != 0
	case '+':
		return p.flags&(fPlus|fPlusV) != 0
	case '#':
		return p.flags&(fSharp|fSharpV) != 0
	case ' ':
		return p.flags&fSpace != 0
	case '0':
		return p.flags&fZero != 0
	}
	return false
}

// Write implements State.
func (p *printer) Write(b []byte) (ret int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString is for io.WriteString.
func (p *printer) WriteString(s string) (ret int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }
func (p *printer) char(c byte)  { p.buf = append(p.buf, c) }

// Fprintf formats by a format and writes to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return w.Write(appendf(nil, format, a))
}

// Printf formats by a format and writes to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return os.Stdout.Write(appendf(nil, format, a))
}

// Sprintf formats by a format and returns the text.
func Sprintf(format string, a ...any) string {
	return rt.StringOf(appendf(nil, format, a))
}

// Appendf formats by a format and appends the text to b.
func Appendf(b []byte, format string, a ...any) []byte { return appendf(b, format, a) }

func appendf(b []byte, format string, a []any) []byte {
	b, pos, arg := fastFormat(b, format, 0, a, 0)
	if pos == len(format) && arg == len(a) {
		return b
	}
	p := &printer{buf: b}
	p.doPrintf(format, a, pos, arg)
	return p.buf
}

// Fprint formats its operands by default and writes to w, with spaces between operands of which neither is a string.
func Fprint(w io.Writer, a ...any) (n int, err error) { return w.Write(appendPrint(nil, a, false)) }

// Print is Fprint to standard output.
func Print(a ...any) (n int, err error) { return os.Stdout.Write(appendPrint(nil, a, false)) }

// Sprint is Fprint that returns the text.
func Sprint(a ...any) string { return rt.StringOf(appendPrint(nil, a, false)) }

// Append is Fprint that appends the text to b.
func Append(b []byte, a ...any) []byte { return appendPrint(b, a, false) }

// Fprintln formats its operands by default and writes to w, with spaces between and a newline after them.
func Fprintln(w io.Writer, a ...any) (n int, err error) { return w.Write(appendPrint(nil, a, true)) }

// Println is Fprintln to standard output.
func Println(a ...any) (n int, err error) { return os.Stdout.Write(appendPrint(nil, a, true)) }

// Sprintln is Fprintln that returns the text.
func Sprintln(a ...any) string { return rt.StringOf(appendPrint(nil, a, true)) }

// Appendln is Fprintln that appends the text to b.
func Appendln(b []byte, a ...any) []byte { return appendPrint(b, a, true) }

func appendPrint(b []byte, a []any, line bool) []byte {
	b, i := fastPrint(b, a, 0, line)
	if i == len(a) {
		return b
	}
	p := &printer{buf: b}
	for i < len(a) {
		p.printArg(a[i], 'v')
		i++
		if i == len(a) {
			if line {
				p.char('\n')
			}
			break
		}
		p.buf, i = fastPrint(p.buf, a, i, line)
	}
	return p.buf
}

func tooLarge(x int) bool {
	const limit = 1e6
	return x > limit || x < -limit
}

// parseNumber reads decimal digits of s[start:end].
func parseNumber(s string, start, end int) (num int, ok bool, next int) {
	if start >= end {
		return 0, false, end
	}
	for next = start; next < end && '0' <= s[next] && s[next] <= '9'; next++ {
		if tooLarge(num) {
			return 0, false, end
		}
		num = num*10 + int(s[next]-'0')
		ok = true
	}
	return num, ok, next
}

func (p *printer) bang(verb rune, rest string) {
	p.str("%!")
	p.buf = utf8.AppendRune(p.buf, verb)
	p.str(rest)
}

func (p *printer) badVerb(verb rune) {
	p.erroring = true
	p.bang(verb, "(")
	switch {
	case p.arg != nil:
		p.str(rt.TypeOf(p.arg).Str)
		p.char('=')
		p.printArg(p.arg, 'v')
	case p.value.IsValid():
		p.str(p.value.Type().String())
		p.char('=')
		p.printValue(p.value, 'v', 0)
	default:
		p.str("<nil>")
	}
	p.char(')')
	p.erroring = false
}

func (p *printer) basic(kind int, ptr unsafe.Pointer, verb rune) {
	buf, ok := formatBasic(p.buf, p.flags, p.wid, p.prec, kind, ptr, verb)
	p.buf = buf
	if !ok {
		p.badVerb(verb)
	}
}

func (p *printer) fmtString(s string, verb rune) {
	p.basic(int(reflect.String), unsafe.Pointer(&s), verb)
}

func (p *printer) fmt0x(v uint64, leading0x bool) {
	flags := p.flags &^ fSharp
	if leading0x {
		flags |= fSharp
	}
	p.buf, _ = formatUint(p.buf, flags, p.wid, p.prec, v, 'x')
}

func (p *printer) fmtPointer(value reflect.Value, verb rune) {
	var u uint64
	switch value.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = uint64(uintptr(value.UnsafePointer()))
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		if p.flags&fSharpV != 0 {
			p.char('(')
			p.str(value.Type().String())
			p.str(")(")
			if u == 0 {
				p.str("nil")
			} else {
				p.fmt0x(u, true)
			}
			p.char(')')
		} else if u == 0 {
			p.buf = padString(p.buf, p.flags, p.wid, "<nil>")
		} else {
			p.fmt0x(u, p.flags&fSharp == 0)
		}
	case 'p':
		p.fmt0x(u, p.flags&fSharp == 0)
	case 'b', 'o', 'd', 'x', 'X':
		p.buf, _ = formatUint(p.buf, p.flags, p.wid, p.prec, u, verb)
	default:
		p.badVerb(verb)
	}
}

func (p *printer) fmtBytes(b []byte, verb rune, typ string) {
	buf, ok := formatBytes(p.buf, p.flags, p.wid, p.prec, b, typ, verb)
	p.buf = buf
	if !ok {
		p.printValue(reflect.ValueOf(b), verb, 0)
	}
}

func (p *printer) catchPanic(arg any, verb rune, method string) {
	if err := recover(); err != nil {
		// A nil receiver prints as <nil>.
		if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
			p.str("<nil>")
			return
		}
		if p.panicking {
			// Printing the panic has panicked itself.
			panic(err)
		}
		flags := p.flags
		p.flags, p.wid, p.prec = 0, 0, 0
		p.bang(verb, "(PANIC=")
		p.str(method)
		p.str(" method: ")
		p.panicking = true
		p.printArg(err, 'v')
		p.panicking = false
		p.char(')')
		p.flags = flags
	}
}

// handleMethods lets the argument format itself, if it has a method for that.
func (p *printer) handleMethods(verb rune) (handled bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		_, ok := p.arg.(error)
		if !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		handled = true
		defer p.catchPanic(p.arg, verb, "Format")
		f.Format(p, verb)
		return
	}
	if p.flags&fSharpV != 0 {
		if s, ok := p.arg.(GoStringer); ok {
			return p.viaGoString(s)
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			return p.viaError(v, verb)
		case Stringer:
			return p.viaString(v, verb)
		}
	}
	return false
}

func (p *printer) viaGoString(s GoStringer) (handled bool) {
	handled = true
	defer p.catchPanic(p.arg, 'v', "GoString")
	text := s.GoString()
	p.fmtString(text, 's')
	return
}

func (p *printer) viaError(v error, verb rune) (handled bool) {
	handled = true
	defer p.catchPanic(p.arg, verb, "Error")
	p.fmtString(v.Error(), verb)
	return
}

func (p *printer) viaString(v Stringer, verb rune) (handled bool) {
	handled = true
	defer p.catchPanic(p.arg, verb, "String")
	p.fmtString(v.String(), verb)
	return
}

func (p *printer) printArg(arg any, verb rune) {
	p.arg = arg
	p.value = reflect.Value{}
	if arg == nil {
		switch verb {
		case 'T', 'v':
			p.buf = padString(p.buf, p.flags, p.wid, "<nil>")
		default:
			p.badVerb(verb)
		}
		return
	}
	switch verb {
	case 'T':
		p.fmtString(rt.TypeOf(arg).Str, 's')
		return
	case 'p':
		p.fmtPointer(reflect.ValueOf(arg), 'p')
		return
	}
	switch f := arg.(type) {
	case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr,
		float32, float64, complex64, complex128, string:
		e := rt.EfaceOf(&arg)
		p.basic(int(e.Type.Kind), e.Data, verb)
	case []byte:
		p.fmtBytes(f, verb, "[]byte")
	case reflect.Value:
		if f.IsValid() && f.CanInterface() {
			p.arg = f.Interface()
			if p.handleMethods(verb) {
				return
			}
		}
		p.printValue(f, verb, 0)
	default:
		if !p.handleMethods(verb) {
			p.printValue(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// valueMemory mirrors reflect.Value: where its memory is.
type valueMemory struct {
	typ  *rt.Type
	ptr  unsafe.Pointer
	flag uintptr
}

func (p *printer) separator(i int) {
	if i > 0 {
		if p.flags&fSharpV != 0 {
			p.str(", ")
		} else {
			p.char(' ')
		}
	}
}

// printValue prints by reflection; depth counts the composite values around it.
func (p *printer) printValue(value reflect.Value, verb rune, depth int) {
	if depth > 0 && value.IsValid() && value.CanInterface() {
		t := (*valueMemory)(unsafe.Pointer(&value)).typ
		// Predeclared types have no methods.
		if k := value.Kind(); k > reflect.Complex128 && k != reflect.String || t.Unc != nil || t.Flags&rt.FlagMethods != 0 {
			p.arg = value.Interface()
			if p.handleMethods(verb) {
				return
			}
		}
	}
	p.arg = nil
	p.value = value
	sharpV := p.flags&fSharpV != 0

	switch f := value; value.Kind() {
	case reflect.Invalid:
		if depth == 0 {
			p.str("<invalid reflect.Value>")
		} else if verb == 'v' {
			p.str("<nil>")
		} else {
			p.badVerb(verb)
		}
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.String:
		p.basic(int(f.Kind()), (*valueMemory)(unsafe.Pointer(&value)).ptr, verb)
	case reflect.Map:
		if sharpV {
			p.str(f.Type().String())
			if f.IsNil() {
				p.str("(nil)")
				return
			}
			p.char('{')
		} else {
			p.str("map[")
		}
		for i, m := range fmtsort.Sort(f) {
			p.separator(i)
			p.printValue(m.Key, verb, depth+1)
			p.char(':')
			p.printValue(m.Value, verb, depth+1)
		}
		if sharpV {
			p.char('}')
		} else {
			p.char(']')
		}
	case reflect.Struct:
		if sharpV {
			p.str(f.Type().String())
		}
		p.char('{')
		fields := (*rt.StructType)(unsafe.Pointer((*valueMemory)(unsafe.Pointer(&value)).typ)).Fields()
		for i := range fields {
			p.separator(i)
			if p.flags&(fPlusV|fSharpV) != 0 {
				if name := fields[i].Name; name != "" {
					p.str(name)
					p.char(':')
				}
			}
			v := f.Field(i)
			if v.Kind() == reflect.Interface && !v.IsNil() {
				v = v.Elem()
			}
			p.printValue(v, verb, depth+1)
		}
		p.char('}')
	case reflect.Interface:
		v := f.Elem()
		if v.IsValid() {
			p.printValue(v, verb, depth+1)
		} else if sharpV {
			p.str(f.Type().String())
			p.str("(nil)")
		} else {
			p.str("<nil>")
		}
	case reflect.Array, reflect.Slice:
		t := f.Type()
		switch verb {
		case 's', 'q', 'x', 'X':
			if t.Elem().Kind() == reflect.Uint8 {
				var b []byte
				if f.Kind() == reflect.Slice || f.CanAddr() {
					b = f.Bytes()
				} else {
					b = make([]byte, f.Len())
					for i := range b {
						b[i] = byte(f.Index(i).Uint())
					}
				}
				p.fmtBytes(b, verb, t.String())
				return
			}
		}
		opening, closing := byte('['), byte(']')
		if sharpV {
			p.str(t.String())
			if f.Kind() == reflect.Slice && f.IsNil() {
				p.str("(nil)")
				return
			}
			opening, closing = '{', '}'
		}
		p.char(opening)
		for i, n := 0, f.Len(); i < n; i++ {
			p.separator(i)
			p.printValue(f.Index(i), verb, depth+1)
		}
		p.char(closing)
	case reflect.Pointer:
		if depth == 0 && !f.IsNil() {
			switch a := f.Elem(); a.Kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.char('&')
				p.printValue(a, verb, depth+1)
				return
			}
		}
		p.fmtPointer(f, verb)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.fmtPointer(f, verb)
	}
}

// intFromArg takes argument argNum as the number for a '*'.
func intFromArg(a []any, argNum int) (num int, isInt bool, newArgNum int) {
	newArgNum = argNum
	if argNum < len(a) {
		num, isInt = a[argNum].(int)
		if !isInt {
			switch v := reflect.ValueOf(a[argNum]); {
			case v.CanInt():
				num, isInt = int(v.Int()), true
			case v.CanUint():
				if n := v.Uint(); int64(n) >= 0 {
					num, isInt = int(n), true
				}
			}
		}
		newArgNum = argNum + 1
		if tooLarge(num) {
			num, isInt = 0, false
		}
	}
	return
}

// parseArgNumber reads an argument number in brackets; index counts from 0, width is the length of the text.
func parseArgNumber(format string) (index int, width int, ok bool) {
	if len(format) < 3 {
		return 0, 1, false
	}
	for i := 1; i < len(format); i++ {
		if format[i] == ']' {
			n, ok, next := parseNumber(format, 1, i)
			if !ok || next != i {
				return 0, i + 1, false
			}
			return n - 1, i + 1, true
		}
	}
	return 0, 1, false
}

func (p *printer) argNumber(argNum int, format string, i int, numArgs int) (newArgNum, newi int, found bool) {
	if len(format) <= i || format[i] != '[' {
		return argNum, i, false
	}
	p.reordered = true
	index, width, ok := parseArgNumber(format[i:])
	if ok && 0 <= index && index < numArgs {
		return index, i + width, true
	}
	p.goodArgNum = false
	return argNum, i + width, ok
}

// doPrintf formats from format[i:] and a[argNum:] on. Directives with basic arguments are left to fastFormat.
func (p *printer) doPrintf(format string, a []any, i, argNum int) {
	end := len(format)
	afterIndex := false
	for first := true; i < end; first = false {
		// The first time it has stopped here already.
		if !first {
			p.buf, i, argNum = fastFormat(p.buf, format, i, a, argNum)
			if i >= end {
				break
			}
		}
		p.goodArgNum = true
		i++
		p.flags, p.wid, p.prec = 0, 0, 0
	flags:
		for ; i < end; i++ {
			switch format[i] {
			case '#':
				p.flags |= fSharp
			case '0':
				p.flags |= fZero
			case '+':
				p.flags |= fPlus
			case '-':
				p.flags |= fMinus
			case ' ':
				p.flags |= fSpace
			default:
				break flags
			}
		}
		argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))

		var ok bool
		if i < end && format[i] == '*' {
			i++
			p.wid, ok, argNum = intFromArg(a, argNum)
			if ok {
				p.flags |= fWidth
			} else {
				p.str("%!(BADWIDTH)")
			}
			if p.wid < 0 {
				p.wid = -p.wid
				p.flags = (p.flags | fMinus) &^ fZero
			}
			afterIndex = false
		} else {
			p.wid, ok, i = parseNumber(format, i, end)
			if ok {
				p.flags |= fWidth
				if afterIndex {
					p.goodArgNum = false
				}
			}
		}

		if i+1 < end && format[i] == '.' {
			i++
			if afterIndex {
				p.goodArgNum = false
			}
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
			if i < end && format[i] == '*' {
				i++
				p.prec, ok, argNum = intFromArg(a, argNum)
				if p.prec < 0 {
					p.prec, ok = 0, false
				}
				if ok {
					p.flags |= fPrec
				} else {
					p.str("%!(BADPREC)")
				}
				afterIndex = false
			} else {
				p.prec, ok, i = parseNumber(format, i, end)
				if !ok {
					p.prec = 0
				}
				p.flags |= fPrec
			}
		}

		if !afterIndex {
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
		}
		if i >= end {
			p.str("%!(NOVERB)")
			break
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		i += size
		switch {
		case verb == '%':
			p.char('%')
			continue
		case !p.goodArgNum:
			p.bang(verb, "(BADINDEX)")
			continue
		case argNum >= len(a):
			p.bang(verb, "(MISSING)")
			continue
		}
		switch verb {
		case 'w', 'v':
			if verb == 'w' {
				p.wrapped = append(p.wrapped, argNum)
			}
			if p.flags&fSharp != 0 {
				p.flags = p.flags&^fSharp | fSharpV
			}
			if p.flags&fPlus != 0 {
				p.flags = p.flags&^fPlus | fPlusV
			}
		}
		p.printArg(a[argNum], verb)
		argNum++
	}

	if !p.reordered && argNum < len(a) {
		p.flags, p.wid, p.prec = 0, 0, 0
		p.str("%!(EXTRA ")
		for i, arg := range a[argNum:] {
			if i > 0 {
				p.str(", ")
			}
			if arg == nil {
				p.str("<nil>")
			} else {
				p.str(rt.TypeOf(arg).Str)
				p.char('=')
				p.printArg(arg, 'v')
			}
		}
		p.char(')')
	}
}
