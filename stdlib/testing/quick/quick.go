// Package quick tests functions with random arguments.
package quick

import (
	"flag"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"time"
)

var defaultMaxCount = flag.Int("quickchecks", 100, "The default number of iterations for each check")

// Generator makes random values of its own type.
type Generator interface {
	// Generate returns a value of the type, as large as size says.
	Generate(rand *rand.Rand, size int) reflect.Value
}

// How large values are.
const valueSize = 50

// Value returns a random value of type t, and whether there are such values.
func Value(t reflect.Type, rand *rand.Rand) (value reflect.Value, ok bool) {
	return sized(t, rand, valueSize)
}

func float(r *rand.Rand, most float64) float64 {
	f := r.Float64() * most
	if r.Int()&1 == 1 {
		f = -f
	}
	return f
}

func sized(t reflect.Type, r *rand.Rand, size int) (value reflect.Value, ok bool) {
	if g, ok := reflect.Zero(t).Interface().(Generator); ok {
		return g.Generate(r, size), true
	}
	v := reflect.New(t).Elem()
	// part makes a part of v and sets it.
	part := func(t reflect.Type, size int, set func(reflect.Value)) bool {
		e, ok := sized(t, r, size)
		if ok {
			set(e)
		}
		return ok
	}
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(r.Int()&1 == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(r.Uint64()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(r.Uint64())
	case reflect.Float32:
		v.SetFloat(float(r, math.MaxFloat32))
	case reflect.Float64:
		v.SetFloat(float(r, math.MaxFloat64))
	case reflect.Complex64:
		re := float32(float(r, math.MaxFloat32))
		v.SetComplex(complex(float64(re), float64(float32(float(r, math.MaxFloat32)))))
	case reflect.Complex128:
		re := float(r, math.MaxFloat64)
		v.SetComplex(complex(re, float(r, math.MaxFloat64)))
	case reflect.String:
		runes := make([]rune, r.Intn(valueSize))
		for i := range runes {
			runes[i] = rune(r.Intn(0x10ffff))
		}
		v.SetString(string(runes))
	case reflect.Map:
		n := r.Intn(size)
		v.Set(reflect.MakeMap(t))
		for range n {
			key, ok1 := sized(t.Key(), r, size)
			elem, ok2 := sized(t.Elem(), r, size)
			if !ok1 || !ok2 {
				return reflect.Value{}, false
			}
			v.SetMapIndex(key, elem)
		}
	case reflect.Pointer:
		if r.Intn(size) == 0 {
			break // nil
		}
		if !part(t.Elem(), size, func(e reflect.Value) { v.Set(reflect.New(t.Elem())); v.Elem().Set(e) }) {
			return reflect.Value{}, false
		}
	case reflect.Slice:
		n := r.Intn(size)
		v.Set(reflect.MakeSlice(t, n, n))
		for i := range n {
			if !part(t.Elem(), size-n, v.Index(i).Set) {
				return reflect.Value{}, false
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			if !part(t.Elem(), size, v.Index(i).Set) {
				return reflect.Value{}, false
			}
		}
	case reflect.Struct:
		n := v.NumField()
		share := size
		switch {
		case n > size:
			share = 1
		case n > 0:
			share = size / n
		}
		for i := range n {
			if !part(t.Field(i).Type, share, v.Field(i).Set) {
				return reflect.Value{}, false
			}
		}
	default:
		return reflect.Value{}, false
	}
	return v, true
}

// Config says how to test. The zero Config is the default.
type Config struct {
	MaxCount      int        // how often; 0: as the flag -quickchecks says, times MaxCountScale if that is not 0
	MaxCountScale float64    // see there
	Rand          *rand.Rand // nil: one that differs each time
	// Values, if not nil, sets the arguments.
	Values func([]reflect.Value, *rand.Rand)
}

func (c *Config) rand() *rand.Rand {
	if c.Rand == nil {
		return rand.New(rand.NewSource(time.Now().UnixNano()))
	}
	return c.Rand
}

func (c *Config) count() int {
	switch {
	case c.MaxCount != 0:
		return c.MaxCount
	case c.MaxCountScale != 0:
		return int(c.MaxCountScale * float64(*defaultMaxCount))
	}
	return *defaultMaxCount
}

// arguments sets args for a function of type f.
func (c *Config) arguments(args []reflect.Value, f reflect.Type, r *rand.Rand) error {
	if c.Values != nil {
		c.Values(args, r)
		return nil
	}
	for i := range args {
		var ok bool
		if args[i], ok = Value(f.In(i), r); !ok {
			return SetupError(fmt.Sprintf("cannot create arbitrary value of type %s for argument %d", f.In(i), i))
		}
	}
	return nil
}

// SetupError says that a function cannot be tested.
type SetupError string

func (s SetupError) Error() string { return string(s) }

// CheckError is the arguments for which the function was false.
type CheckError struct {
	Count int // of calls
	In    []any
}

func (s *CheckError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s", s.Count, list(s.In))
}

// CheckEqualError is the arguments for which the functions differed, and their results.
type CheckEqualError struct {
	CheckError
	Out1 []any
	Out2 []any
}

func (s *CheckEqualError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s. Output 1: %s. Output 2: %s", s.Count, list(s.In), list(s.Out1), list(s.Out2))
}

func list(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprintf("%#v", v)
	}
	return strings.Join(words, ", ")
}

func interfaces(values []reflect.Value) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v.Interface()
	}
	return out
}

// Check calls f, which returns a bool, with random arguments. It returns a *CheckError when f is false. A nil config is the default.
func Check(f any, config *Config) error {
	if config == nil {
		config = new(Config)
	}
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Func {
		return SetupError("argument is not a function")
	}
	t := v.Type()
	if t.NumOut() != 1 {
		return SetupError("function does not return one value")
	}
	if t.Out(0).Kind() != reflect.Bool {
		return SetupError("function does not return a bool")
	}
	args := make([]reflect.Value, t.NumIn())
	r := config.rand()
	for i := range config.count() {
		if err := config.arguments(args, t, r); err != nil {
			return err
		}
		if !v.Call(args)[0].Bool() {
			return &CheckError{i + 1, interfaces(args)}
		}
	}
	return nil
}

// CheckEqual calls f and g with random arguments. It returns a *CheckEqualError when their results differ. A nil config is the default.
func CheckEqual(f, g any, config *Config) error {
	if config == nil {
		config = new(Config)
	}
	x, y := reflect.ValueOf(f), reflect.ValueOf(g)
	if x.Kind() != reflect.Func {
		return SetupError("f is not a function")
	}
	if y.Kind() != reflect.Func {
		return SetupError("g is not a function")
	}
	t := x.Type()
	if t != y.Type() {
		return SetupError("functions have different types")
	}
	args := make([]reflect.Value, t.NumIn())
	r := config.rand()
	for i := range config.count() {
		if err := config.arguments(args, t, r); err != nil {
			return err
		}
		a, b := interfaces(x.Call(args)), interfaces(y.Call(args))
		if !reflect.DeepEqual(a, b) {
			return &CheckEqualError{CheckError{i + 1, interfaces(args)}, a, b}
		}
	}
	return nil
}
