package template

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"unicode"
)

// This file has the functions that every template can call.

// builtinFuncs are the functions as values, and their names for the parser.
type builtinFuncs struct {
	names  FuncMap
	values map[string]reflect.Value
}

var builtins = sync.OnceValue(func() *builtinFuncs {
	b := &builtinFuncs{names: FuncMap{
		"and":      lazy, // evalCall does not call these three
		"or":       lazy,
		"call":     lazy,
		"html":     HTMLEscaper,
		"index":    index,
		"js":       JSEscaper,
		"len":      length,
		"not":      not,
		"print":    fmt.Sprint,
		"printf":   fmt.Sprintf,
		"println":  fmt.Sprintln,
		"slice":    slice,
		"urlquery": URLQueryEscaper,
		"eq":       eq,
		"ne":       ne,
		"lt":       lt,
		"le":       le,
		"gt":       gt,
		"ge":       ge,
	}, values: make(map[string]reflect.Value)}
	for name, fn := range b.names {
		b.values[name] = reflect.ValueOf(fn)
	}
	return b
})

// lazy has the signature of and, or and call.
func lazy(first reflect.Value, rest ...reflect.Value) reflect.Value { return first }

// findFunction returns the function that a template means by a name, and whether it is one of ours.
func findFunction(name string, t *Template) (fn reflect.Value, builtin bool) {
	if t.family != nil {
		t.funcsMu.RLock()
		fn = t.execFuncs[name]
		t.funcsMu.RUnlock()
		if fn.IsValid() {
			return fn, false
		}
	}
	return builtins().values[name], true
}

func isName(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

var errorType = reflect.TypeFor[error]()

// checkResults says what is wrong with the results of a function that a template wants to call.
func checkResults(name string, fn reflect.Type) error {
	switch n := fn.NumOut(); {
	case n == 1, n == 2 && fn.Out(1) == errorType:
		return nil
	case n == 2:
		return fmt.Errorf("invalid function signature for %s: second return value should be error; is %s", name, fn.Out(1))
	default:
		return fmt.Errorf("function %s has %d return values; should be 1 or 2", name, n)
	}
}

func isInt(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

func isUint(k reflect.Kind) bool { return reflect.Uint <= k && k <= reflect.Uintptr }

// conform makes v an argument of type t: integers are converted, a missing value is the zero value where nil is one.
func conform(v reflect.Value, t reflect.Type) (reflect.Value, error) {
	if !v.IsValid() {
		if !hasNil(t) {
			return v, fmt.Errorf("value is nil; should be of type %s", t)
		}
		v = reflect.Zero(t)
	}
	from, to := v.Kind(), t.Kind()
	switch {
	case v.Type().AssignableTo(t):
		return v, nil
	case (isInt(from) || isUint(from)) && (isInt(to) || isUint(to)) && v.Type().ConvertibleTo(t):
		return v.Convert(t), nil
	}
	return reflect.Value{}, fmt.Errorf("value has type %s; should be %s", v.Type(), t)
}

// position returns an index as an int in [0, limit].
func position(v reflect.Value, limit int) (int, error) {
	var x int64
	switch k := v.Kind(); {
	case isInt(k):
		x = v.Int()
	case isUint(k):
		x = int64(v.Uint())
	case k == reflect.Invalid:
		return 0, fmt.Errorf("cannot index slice/array with nil")
	default:
		return 0, fmt.Errorf("cannot index slice/array with type %s", v.Type())
	}
	if x < 0 || x > int64(limit) {
		return 0, fmt.Errorf("index out of range: %d", x)
	}
	return int(x), nil
}

// index x 1 2 is x[1][2].
func index(item reflect.Value, indexes ...reflect.Value) (reflect.Value, error) {
	item = dynamic(item)
	if !item.IsValid() {
		return item, fmt.Errorf("index of untyped nil")
	}
	for _, i := range indexes {
		i = dynamic(i)
		var isNil bool
		if item, isNil = follow(item); isNil {
			return reflect.Value{}, fmt.Errorf("index of nil pointer")
		}
		switch item.Kind() {
		case reflect.Array, reflect.Slice, reflect.String:
			x, err := position(i, item.Len())
			if err != nil {
				return reflect.Value{}, err
			}
			item = item.Index(x)
		case reflect.Map:
			key, err := conform(i, item.Type().Key())
			if err != nil {
				return reflect.Value{}, err
			}
			value := item.MapIndex(key)
			if !value.IsValid() {
				value = reflect.Zero(item.Type().Elem())
			}
			item = value
		default:
			return reflect.Value{}, fmt.Errorf("can't index item of type %s", item.Type())
		}
	}
	return item, nil
}

// slice x 1 2 3 is x[1:2:3]; each number may be missing.
func slice(item reflect.Value, indexes ...reflect.Value) (reflect.Value, error) {
	var none reflect.Value
	item = dynamic(item)
	if !item.IsValid() {
		return none, fmt.Errorf("slice of untyped nil")
	}
	item, isNil := follow(item)
	if isNil {
		return none, fmt.Errorf("slice of nil pointer")
	}
	if len(indexes) > 3 {
		return none, fmt.Errorf("too many slice indexes: %d", len(indexes))
	}
	limit := 0
	switch item.Kind() {
	case reflect.String:
		if len(indexes) == 3 {
			return none, fmt.Errorf("cannot 3-index slice a string")
		}
		limit = item.Len()
	case reflect.Array, reflect.Slice:
		limit = item.Cap()
	default:
		return none, fmt.Errorf("can't slice item of type %s", item.Type())
	}
	at := [3]int{0, item.Len(), limit}
	for i, v := range indexes {
		x, err := position(v, limit)
		if err != nil {
			return none, err
		}
		at[i] = x
	}
	for i := range 2 {
		if at[i] > at[i+1] {
			return none, fmt.Errorf("invalid slice index: %d > %d", at[i], at[i+1])
		}
	}
	if len(indexes) == 3 {
		return item.Slice3(at[0], at[1], at[2]), nil
	}
	return item.Slice(at[0], at[1]), nil
}

func length(arg reflect.Value) (int, error) {
	arg, isNil := follow(arg)
	if isNil {
		return 0, fmt.Errorf("len of nil pointer")
	}
	switch arg.Kind() {
	case reflect.Array, reflect.Chan, reflect.Map, reflect.Slice, reflect.String:
		return arg.Len(), nil
	}
	return 0, fmt.Errorf("len of type %s", arg.Type())
}

// callValue calls the function that a value is. Its arguments are converted as those of Go code are, roughly.
func callValue(name string, fn reflect.Value, args []reflect.Value) (reflect.Value, error) {
	var none reflect.Value
	fn = dynamic(fn)
	if !fn.IsValid() {
		return none, fmt.Errorf("call of nil")
	}
	t := fn.Type()
	if t.Kind() != reflect.Func {
		return none, fmt.Errorf("non-function %s of type %s", name, t)
	}
	if err := checkResults(name, t); err != nil {
		return none, err
	}
	fixed := t.NumIn()
	if t.IsVariadic() {
		if fixed--; len(args) < fixed {
			return none, fmt.Errorf("wrong number of args for %s: got %d want at least %d", name, len(args), fixed)
		}
	} else if len(args) != fixed {
		return none, fmt.Errorf("wrong number of args for %s: got %d want %d", name, len(args), fixed)
	}
	in := make([]reflect.Value, len(args))
	for i, arg := range args {
		var want reflect.Type
		if i < fixed {
			want = t.In(i)
		} else {
			want = t.In(fixed).Elem()
		}
		var err error
		if in[i], err = conform(dynamic(arg), want); err != nil {
			return none, fmt.Errorf("arg %d: %w", i, err)
		}
	}
	return safeCall(fn, in)
}

// safeCall calls fn. A panic is an error.
func safeCall(fn reflect.Value, args []reflect.Value) (result reflect.Value, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case error:
			err = e
		default:
			err = fmt.Errorf("%v", e)
		}
	}()
	out := fn.Call(args)
	if len(out) == 2 && !out[1].IsNil() {
		err = out[1].Interface().(error)
	}
	return out[0], err
}

func truth(v reflect.Value) bool {
	t, _ := isTrue(dynamic(v))
	return t
}

func not(arg reflect.Value) bool { return !truth(arg) }

var (
	errBadComparison = errors.New("invalid type for comparison")
	errNoComparison  = errors.New("missing argument for comparison")
)

// class is a kind of values that can be compared with each other.
type class int

const (
	otherClass class = iota
	boolClass
	complexClass
	intClass
	floatClass
	stringClass
	uintClass
)

func classOf(v reflect.Value) class {
	switch k := v.Kind(); {
	case k == reflect.Bool:
		return boolClass
	case isInt(k):
		return intClass
	case isUint(k):
		return uintClass
	case k == reflect.Float32 || k == reflect.Float64:
		return floatClass
	case k == reflect.Complex64 || k == reflect.Complex128:
		return complexClass
	case k == reflect.String:
		return stringClass
	}
	return otherClass
}

func errIncompatible(a, b reflect.Value) error {
	return fmt.Errorf("incompatible types for comparison: %v and %v", a.Type(), b.Type())
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return v.IsNil()
	}
	return false
}

// equal compares two values that are not interfaces.
func equal(a, b reflect.Value) (bool, error) {
	x, y := classOf(a), classOf(b)
	switch {
	case x == intClass && y == uintClass:
		return a.Int() >= 0 && uint64(a.Int()) == b.Uint(), nil
	case x == uintClass && y == intClass:
		return b.Int() >= 0 && uint64(b.Int()) == a.Uint(), nil
	case x != y:
		if a.IsValid() && b.IsValid() {
			return false, errIncompatible(a, b)
		}
		return false, nil
	}
	switch x {
	case boolClass:
		return a.Bool() == b.Bool(), nil
	case complexClass:
		return a.Complex() == b.Complex(), nil
	case intClass:
		return a.Int() == b.Int(), nil
	case floatClass:
		return a.Float() == b.Float(), nil
	case stringClass:
		return a.String() == b.String(), nil
	case uintClass:
		return a.Uint() == b.Uint(), nil
	}
	if a.Kind() != b.Kind() && a.IsValid() && b.IsValid() {
		return false, fmt.Errorf("non-comparable types %s: %v, %s: %v", a, a.Type(), b.Type(), b)
	}
	if isNil(a) || isNil(b) {
		return isNil(a) == isNil(b), nil
	}
	if !b.Type().Comparable() {
		return false, fmt.Errorf("non-comparable type %s: %v", b, b.Type())
	}
	return a.Interface() == b.Interface(), nil
}

// eq reports whether a is one of the others.
func eq(a reflect.Value, others ...reflect.Value) (bool, error) {
	a = dynamic(a)
	if len(others) == 0 {
		return false, errNoComparison
	}
	for _, b := range others {
		if same, err := equal(a, dynamic(b)); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

func ne(a, b reflect.Value) (bool, error) {
	same, err := eq(a, b)
	return !same, err
}

func lt(a, b reflect.Value) (bool, error) {
	a, b = dynamic(a), dynamic(b)
	x, y := classOf(a), classOf(b)
	switch {
	case x == otherClass || y == otherClass:
		return false, errBadComparison
	case x == intClass && y == uintClass:
		return a.Int() < 0 || uint64(a.Int()) < b.Uint(), nil
	case x == uintClass && y == intClass:
		return b.Int() >= 0 && a.Uint() < uint64(b.Int()), nil
	case x != y:
		return false, errIncompatible(a, b)
	}
	switch x {
	case floatClass:
		return a.Float() < b.Float(), nil
	case intClass:
		return a.Int() < b.Int(), nil
	case stringClass:
		return a.String() < b.String(), nil
	case uintClass:
		return a.Uint() < b.Uint(), nil
	}
	return false, errBadComparison
}

func le(a, b reflect.Value) (bool, error) {
	if less, err := lt(a, b); less || err != nil {
		return less, err
	}
	return eq(a, b)
}

func gt(a, b reflect.Value) (bool, error) {
	no, err := le(a, b)
	return !no && err == nil, err
}

func ge(a, b reflect.Value) (bool, error) {
	no, err := lt(a, b)
	return !no && err == nil, err
}
