package flag

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// parseError turns the errors of strconv into those that flag reports.
func parseError(err error) error {
	if e, ok := err.(*strconv.NumError); ok {
		switch e.Err {
		case strconv.ErrSyntax:
			return errParse
		case strconv.ErrRange:
			return errRange
		}
	}
	return err
}

type boolValue bool

func (v *boolValue) Set(s string) error {
	x, err := strconv.ParseBool(s)
	if err != nil {
		err = errParse
	}
	*v = boolValue(x)
	return err
}
func (v *boolValue) Get() any         { return bool(*v) }
func (v *boolValue) String() string   { return strconv.FormatBool(bool(*v)) }
func (v *boolValue) IsBoolFlag() bool { return true }

// BoolVar defines a flag whose value is in *p.
func (f *FlagSet) BoolVar(p *bool, name string, value bool, usage string) {
	*p = value
	f.Var((*boolValue)(p), name, usage)
}

// BoolVar defines a flag of the command line whose value is in *p.
func BoolVar(p *bool, name string, value bool, usage string) {
	CommandLine.BoolVar(p, name, value, usage)
}

// Bool defines a flag and returns the address of its value.
func (f *FlagSet) Bool(name string, value bool, usage string) *bool {
	p := new(bool)
	f.BoolVar(p, name, value, usage)
	return p
}

// Bool defines a flag of the command line and returns the address of its value.
func Bool(name string, value bool, usage string) *bool {
	return CommandLine.Bool(name, value, usage)
}

type intValue int

func (v *intValue) Set(s string) error {
	x, err := strconv.ParseInt(s, 0, strconv.IntSize)
	if err != nil {
		err = parseError(err)
	}
	*v = intValue(x)
	return err
}
func (v *intValue) Get() any       { return int(*v) }
func (v *intValue) String() string { return strconv.Itoa(int(*v)) }

// IntVar defines a flag whose value is in *p.
func (f *FlagSet) IntVar(p *int, name string, value int, usage string) {
	*p = value
	f.Var((*intValue)(p), name, usage)
}

// IntVar defines a flag of the command line whose value is in *p.
func IntVar(p *int, name string, value int, usage string) {
	CommandLine.IntVar(p, name, value, usage)
}

// Int defines a flag and returns the address of its value.
func (f *FlagSet) Int(name string, value int, usage string) *int {
	p := new(int)
	f.IntVar(p, name, value, usage)
	return p
}

// Int defines a flag of the command line and returns the address of its value.
func Int(name string, value int, usage string) *int {
	return CommandLine.Int(name, value, usage)
}

type int64Value int64

func (v *int64Value) Set(s string) error {
	x, err := strconv.ParseInt(s, 0, 64)
	if err != nil {
		err = parseError(err)
	}
	*v = int64Value(x)
	return err
}
func (v *int64Value) Get() any       { return int64(*v) }
func (v *int64Value) String() string { return strconv.FormatInt(int64(*v), 10) }

// Int64Var defines a flag whose value is in *p.
func (f *FlagSet) Int64Var(p *int64, name string, value int64, usage string) {
	*p = value
	f.Var((*int64Value)(p), name, usage)
}

// Int64Var defines a flag of the command line whose value is in *p.
func Int64Var(p *int64, name string, value int64, usage string) {
	CommandLine.Int64Var(p, name, value, usage)
}

// Int64 defines a flag and returns the address of its value.
func (f *FlagSet) Int64(name string, value int64, usage string) *int64 {
	p := new(int64)
	f.Int64Var(p, name, value, usage)
	return p
}

// Int64 defines a flag of the command line and returns the address of its value.
func Int64(name string, value int64, usage string) *int64 {
	return CommandLine.Int64(name, value, usage)
}

type uintValue uint

func (v *uintValue) Set(s string) error {
	x, err := strconv.ParseUint(s, 0, strconv.IntSize)
	if err != nil {
		err = parseError(err)
	}
	*v = uintValue(x)
	return err
}
func (v *uintValue) Get() any       { return uint(*v) }
func (v *uintValue) String() string { return strconv.FormatUint(uint64(*v), 10) }

// UintVar defines a flag whose value is in *p.
func (f *FlagSet) UintVar(p *uint, name string, value uint, usage string) {
	*p = value
	f.Var((*uintValue)(p), name, usage)
}

// UintVar defines a flag of the command line whose value is in *p.
func UintVar(p *uint, name string, value uint, usage string) {
	CommandLine.UintVar(p, name, value, usage)
}

// Uint defines a flag and returns the address of its value.
func (f *FlagSet) Uint(name string, value uint, usage string) *uint {
	p := new(uint)
	f.UintVar(p, name, value, usage)
	return p
}

// Uint defines a flag of the command line and returns the address of its value.
func Uint(name string, value uint, usage string) *uint {
	return CommandLine.Uint(name, value, usage)
}

type uint64Value uint64

func (v *uint64Value) Set(s string) error {
	x, err := strconv.ParseUint(s, 0, 64)
	if err != nil {
		err = parseError(err)
	}
	*v = uint64Value(x)
	return err
}
func (v *uint64Value) Get() any       { return uint64(*v) }
func (v *uint64Value) String() string { return strconv.FormatUint(uint64(*v), 10) }

// Uint64Var defines a flag whose value is in *p.
func (f *FlagSet) Uint64Var(p *uint64, name string, value uint64, usage string) {
	*p = value
	f.Var((*uint64Value)(p), name, usage)
}

// Uint64Var defines a flag of the command line whose value is in *p.
func Uint64Var(p *uint64, name string, value uint64, usage string) {
	CommandLine.Uint64Var(p, name, value, usage)
}

// Uint64 defines a flag and returns the address of its value.
func (f *FlagSet) Uint64(name string, value uint64, usage string) *uint64 {
	p := new(uint64)
	f.Uint64Var(p, name, value, usage)
	return p
}

// Uint64 defines a flag of the command line and returns the address of its value.
func Uint64(name string, value uint64, usage string) *uint64 {
	return CommandLine.Uint64(name, value, usage)
}

type stringValue string

func (v *stringValue) Set(s string) error {
	*v = stringValue(s)
	return nil
}
func (v *stringValue) Get() any       { return string(*v) }
func (v *stringValue) String() string { return string(*v) }

// StringVar defines a flag whose value is in *p.
func (f *FlagSet) StringVar(p *string, name string, value string, usage string) {
	*p = value
	f.Var((*stringValue)(p), name, usage)
}

// StringVar defines a flag of the command line whose value is in *p.
func StringVar(p *string, name string, value string, usage string) {
	CommandLine.StringVar(p, name, value, usage)
}

// String defines a flag and returns the address of its value.
func (f *FlagSet) String(name string, value string, usage string) *string {
	p := new(string)
	f.StringVar(p, name, value, usage)
	return p
}

// String defines a flag of the command line and returns the address of its value.
func String(name string, value string, usage string) *string {
	return CommandLine.String(name, value, usage)
}

type float64Value float64

func (v *float64Value) Set(s string) error {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		err = parseError(err)
	}
	*v = float64Value(x)
	return err
}
func (v *float64Value) Get() any       { return float64(*v) }
func (v *float64Value) String() string { return strconv.FormatFloat(float64(*v), 'g', -1, 64) }

// Float64Var defines a flag whose value is in *p.
func (f *FlagSet) Float64Var(p *float64, name string, value float64, usage string) {
	*p = value
	f.Var((*float64Value)(p), name, usage)
}

// Float64Var defines a flag of the command line whose value is in *p.
func Float64Var(p *float64, name string, value float64, usage string) {
	CommandLine.Float64Var(p, name, value, usage)
}

// Float64 defines a flag and returns the address of its value.
func (f *FlagSet) Float64(name string, value float64, usage string) *float64 {
	p := new(float64)
	f.Float64Var(p, name, value, usage)
	return p
}

// Float64 defines a flag of the command line and returns the address of its value.
func Float64(name string, value float64, usage string) *float64 {
	return CommandLine.Float64(name, value, usage)
}

type durationValue time.Duration

func (v *durationValue) Set(s string) error {
	x, err := time.ParseDuration(s)
	if err != nil {
		err = errParse
	}
	*v = durationValue(x)
	return err
}
func (v *durationValue) Get() any       { return time.Duration(*v) }
func (v *durationValue) String() string { return time.Duration(*v).String() }

// DurationVar defines a flag whose value is in *p.
func (f *FlagSet) DurationVar(p *time.Duration, name string, value time.Duration, usage string) {
	*p = value
	f.Var((*durationValue)(p), name, usage)
}

// DurationVar defines a flag of the command line whose value is in *p.
func DurationVar(p *time.Duration, name string, value time.Duration, usage string) {
	CommandLine.DurationVar(p, name, value, usage)
}

// Duration defines a flag and returns the address of its value.
func (f *FlagSet) Duration(name string, value time.Duration, usage string) *time.Duration {
	p := new(time.Duration)
	f.DurationVar(p, name, value, usage)
	return p
}

// Duration defines a flag of the command line and returns the address of its value.
func Duration(name string, value time.Duration, usage string) *time.Duration {
	return CommandLine.Duration(name, value, usage)
}

type textValue struct{ p encoding.TextUnmarshaler }

func (v textValue) Set(s string) error { return v.p.UnmarshalText([]byte(s)) }
func (v textValue) Get() any           { return v.p }
func (v textValue) String() string {
	if m, ok := v.p.(encoding.TextMarshaler); ok {
		if b, err := m.MarshalText(); err == nil {
			return string(b)
		}
	}
	return ""
}

// TextVar defines a flag whose value is in p, a pointer to value's type.
func (f *FlagSet) TextVar(p encoding.TextUnmarshaler, name string, value encoding.TextMarshaler, usage string) {
	to := reflect.ValueOf(p)
	if to.Kind() != reflect.Pointer {
		panic("variable value type must be a pointer")
	}
	def := reflect.ValueOf(value)
	if def.Kind() == reflect.Pointer {
		def = def.Elem()
	}
	if def.Type() != to.Type().Elem() {
		panic(fmt.Sprintf("default type does not match variable type: %v != %v", def.Type(), to.Type().Elem()))
	}
	to.Elem().Set(def)
	f.Var(textValue{p}, name, usage)
}

// TextVar defines a flag of the command line whose value is in p, a pointer to value's type.
func TextVar(p encoding.TextUnmarshaler, name string, value encoding.TextMarshaler, usage string) {
	CommandLine.TextVar(p, name, value, usage)
}

type funcValue func(string) error

func (f funcValue) Set(s string) error { return f(s) }
func (f funcValue) String() string     { return "" }

type boolFuncValue func(string) error

func (f boolFuncValue) Set(s string) error { return f(s) }
func (f boolFuncValue) String() string     { return "" }
func (f boolFuncValue) IsBoolFlag() bool   { return true }

// Func defines a flag for whose values fn is called.
func (f *FlagSet) Func(name, usage string, fn func(string) error) { f.Var(funcValue(fn), name, usage) }

// Func defines a flag of the command line for whose values fn is called.
func Func(name, usage string, fn func(string) error) { CommandLine.Func(name, usage, fn) }

// BoolFunc defines a flag without a value for which fn is called.
func (f *FlagSet) BoolFunc(name, usage string, fn func(string) error) {
	f.Var(boolFuncValue(fn), name, usage)
}

// BoolFunc defines a flag of the command line without a value for which fn is called.
func BoolFunc(name, usage string, fn func(string) error) { CommandLine.BoolFunc(name, usage, fn) }
