// Package flag reads the flags of the command line.
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// ErrHelp is the error of -help or -h where no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

var (
	errParse = errors.New("parse error")
	errRange = errors.New("value out of range")
)

// Value is the value of a flag; with a method IsBoolFlag() that returns true the flag needs no value.
type Value interface {
	String() string
	Set(string) error
}

// Getter is a Value that can be read.
type Getter interface {
	Value
	Get() any
}

// ErrorHandling says what Parse does on errors.
type ErrorHandling int

// The kinds of ErrorHandling: return the error, end the program (code 2, 0 for help), panic.
const (
	ContinueOnError ErrorHandling = iota
	ExitOnError
	PanicOnError
)

// Flag is a defined flag.
type Flag struct {
	Name     string
	Usage    string
	Value    Value
	DefValue string
}

// FlagSet is a set of flags. The zero value has no name and ContinueOnError.
type FlagSet struct {
	// Usage is called on errors and for help; nil stands for PrintDefaults under a title.
	Usage func()

	name     string
	parsed   bool
	actual   map[string]*Flag
	formal   map[string]*Flag
	args     []string
	handling ErrorHandling
	output   io.Writer
	undef    map[string]string // where flags were set that do not exist
}

// NewFlagSet returns a FlagSet without flags.
func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

// Init sets name and handling.
func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name = name
	f.handling = errorHandling
}

// CommandLine is the set of the flags of the command line.
var CommandLine = newCommandLine()

func newCommandLine() *FlagSet {
	name := ""
	if len(os.Args) > 0 {
		name = os.Args[0]
	}
	f := NewFlagSet(name, ExitOnError)
	f.Usage = commandLineUsage
	return f
}

func commandLineUsage() { usage() }

// usage calls Usage; set at start, as CommandLine and Usage refer to one another.
var usage func()

func init() { usage = func() { Usage() } }

// Usage prints how the command is used; programs may set it.
var Usage = func() {
	fmt.Fprintf(CommandLine.Output(), "Usage of %s:\n", os.Args[0])
	PrintDefaults()
}

func sorted(flags map[string]*Flag) []*Flag {
	out := make([]*Flag, 0, len(flags))
	for _, f := range flags {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *Flag) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Output returns where usage and errors are printed.
func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

// Name returns the name of the set.
func (f *FlagSet) Name() string { return f.name }

// ErrorHandling returns what Parse does on errors.
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }

// SetOutput sets where usage and errors are printed; nil is os.Stderr.
func (f *FlagSet) SetOutput(output io.Writer) { f.output = output }

// VisitAll calls fn with each flag, by name.
func (f *FlagSet) VisitAll(fn func(*Flag)) {
	for _, flag := range sorted(f.formal) {
		fn(flag)
	}
}

// VisitAll calls fn with each flag of the command line, by name.
func VisitAll(fn func(*Flag)) { CommandLine.VisitAll(fn) }

// Visit calls fn with each flag that was set, by name.
func (f *FlagSet) Visit(fn func(*Flag)) {
	for _, flag := range sorted(f.actual) {
		fn(flag)
	}
}

// Visit calls fn with each flag of the command line that was set, by name.
func Visit(fn func(*Flag)) { CommandLine.Visit(fn) }

// Lookup returns the flag of that name, or nil.
func (f *FlagSet) Lookup(name string) *Flag { return f.formal[name] }

// Lookup returns the flag of the command line of that name, or nil.
func Lookup(name string) *Flag { return CommandLine.formal[name] }

// Set sets the value of a flag.
func (f *FlagSet) Set(name, value string) error { return f.set(name, value) }

// Set sets the value of a flag of the command line.
func Set(name, value string) error { return CommandLine.set(name, value) }

func (f *FlagSet) set(name, value string) error {
	flag, ok := f.formal[name]
	if !ok {
		_, file, line, ok := runtime.Caller(2)
		if !ok {
			file, line = "?", 0
		}
		if f.undef == nil {
			f.undef = map[string]string{}
		}
		f.undef[name] = fmt.Sprintf("%s:%d", file, line)
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	f.mark(flag, name)
	return nil
}

func (f *FlagSet) mark(flag *Flag, name string) {
	if f.actual == nil {
		f.actual = make(map[string]*Flag)
	}
	f.actual[name] = flag
}

// isZero reports whether value is the text of the zero value of flag's type.
func isZero(flag *Flag, value string) (ok bool, err error) {
	typ := reflect.TypeOf(flag.Value)
	var z reflect.Value
	if typ.Kind() == reflect.Pointer {
		z = reflect.New(typ.Elem())
	} else {
		z = reflect.Zero(typ)
	}
	defer func() {
		if e := recover(); e != nil {
			if typ.Kind() == reflect.Pointer {
				typ = typ.Elem()
			}
			err = fmt.Errorf("panic calling String method on zero %v for flag %s: %v", typ, flag.Name, e)
		}
	}()
	return value == z.Interface().(Value).String(), nil
}

type boolFlag interface {
	Value
	IsBoolFlag() bool
}

// UnquoteUsage returns the name in back quotes within the flag's usage, or one that tells its type, and the usage without
// the quotes.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	if before, rest, ok := strings.Cut(flag.Usage, "`"); ok {
		if name, after, ok := strings.Cut(rest, "`"); ok {
			return name, before + name + after
		}
	}
	name = "value"
	switch v := flag.Value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			name = ""
		}
	case *durationValue:
		name = "duration"
	case *float64Value:
		name = "float"
	case *intValue, *int64Value:
		name = "int"
	case *stringValue:
		name = "string"
	case *uintValue, *uint64Value:
		name = "uint"
	}
	return name, flag.Usage
}

// PrintDefaults prints the flags with usage and default values.
func (f *FlagSet) PrintDefaults() {
	var errs []error
	f.VisitAll(func(flag *Flag) {
		name, usage := UnquoteUsage(flag)
		line := "  -" + flag.Name
		if name != "" {
			line += " " + name
		}
		if len(line) <= 4 {
			line += "\t"
		} else {
			line += "\n    \t"
		}
		line += strings.ReplaceAll(usage, "\n", "\n    \t")
		if zero, err := isZero(flag, flag.DefValue); err != nil {
			errs = append(errs, err)
		} else if !zero {
			if _, ok := flag.Value.(*stringValue); ok {
				line += fmt.Sprintf(" (default %q)", flag.DefValue)
			} else {
				line += fmt.Sprintf(" (default %v)", flag.DefValue)
			}
		}
		fmt.Fprint(f.Output(), line, "\n")
	})
	if len(errs) > 0 {
		fmt.Fprintln(f.Output())
		for _, err := range errs {
			fmt.Fprintln(f.Output(), err)
		}
	}
}

// PrintDefaults prints the flags of the command line with usage and default values.
func PrintDefaults() { CommandLine.PrintDefaults() }

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// NFlag returns how many flags were set.
func (f *FlagSet) NFlag() int { return len(f.actual) }

// NFlag returns how many flags of the command line were set.
func NFlag() int { return len(CommandLine.actual) }

// Arg returns argument i after the flags, or "".
func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// Arg returns argument i of the command line after the flags, or "".
func Arg(i int) string { return CommandLine.Arg(i) }

// NArg returns the number of arguments after the flags.
func (f *FlagSet) NArg() int { return len(f.args) }

// NArg returns the number of arguments of the command line after the flags.
func NArg() int { return len(CommandLine.args) }

// Args returns the arguments after the flags.
func (f *FlagSet) Args() []string { return f.args }

// Args returns the arguments of the command line after the flags.
func Args() []string { return CommandLine.args }

// Var defines a flag with a value of any type.
func (f *FlagSet) Var(value Value, name string, usage string) {
	if strings.HasPrefix(name, "-") {
		panic(f.sprintf("flag %q begins with -", name))
	} else if strings.Contains(name, "=") {
		panic(f.sprintf("flag %q contains =", name))
	}
	flag := &Flag{name, usage, value, value.String()}
	if _, there := f.formal[name]; there {
		if f.name == "" {
			panic(f.sprintf("flag redefined: %s", name))
		}
		panic(f.sprintf("%s flag redefined: %s", f.name, name))
	}
	if pos := f.undef[name]; pos != "" {
		panic(fmt.Sprintf("flag %s set at %s before being defined", name, pos))
	}
	if f.formal == nil {
		f.formal = make(map[string]*Flag)
	}
	f.formal[name] = flag
}

// Var defines a flag of the command line with a value of any type.
func Var(value Value, name string, usage string) { CommandLine.Var(value, name, usage) }

func (f *FlagSet) sprintf(format string, a ...any) string {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	return msg
}

func (f *FlagSet) failf(format string, a ...any) error {
	msg := f.sprintf(format, a...)
	f.usage()
	return errors.New(msg)
}

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

// parseOne reads one flag; false: there is none, or an error.
func (f *FlagSet) parseOne() (bool, error) {
	if len(f.args) == 0 {
		return false, nil
	}
	s := f.args[0]
	if len(s) < 2 || s[0] != '-' {
		return false, nil
	}
	if s == "--" {
		f.args = f.args[1:]
		return false, nil
	}
	name := strings.TrimPrefix(s[1:], "-")
	if name == "" || name[0] == '-' || name[0] == '=' {
		return false, f.failf("bad flag syntax: %s", s)
	}
	f.args = f.args[1:]
	name, value, hasValue := strings.Cut(name, "=")
	flag, ok := f.formal[name]
	if !ok {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.failf("flag provided but not defined: -%s", name)
	}
	if v, ok := flag.Value.(boolFlag); ok && v.IsBoolFlag() {
		if hasValue {
			if err := v.Set(value); err != nil {
				return false, f.failf("invalid boolean value %q for -%s: %v", value, name, err)
			}
		} else if err := v.Set("true"); err != nil {
			return false, f.failf("invalid boolean flag %s: %v", name, err)
		}
	} else {
		if !hasValue && len(f.args) > 0 {
			hasValue = true
			value, f.args = f.args[0], f.args[1:]
		}
		if !hasValue {
			return false, f.failf("flag needs an argument: -%s", name)
		}
		if err := flag.Value.Set(value); err != nil {
			return false, f.failf("invalid value %q for flag -%s: %v", value, name, err)
		}
	}
	f.mark(flag, name)
	return true, nil
}

// Parse reads flags from arguments until the first that is none, or after --.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		seen, err := f.parseOne()
		if seen {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.handling {
		case ContinueOnError:
			return err
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
	}
}

// Parsed reports whether Parse was called.
func (f *FlagSet) Parsed() bool { return f.parsed }

// Parse reads the flags of the command line.
func Parse() { CommandLine.Parse(os.Args[1:]) }

// Parsed reports whether Parse was called.
func Parsed() bool { return CommandLine.Parsed() }
