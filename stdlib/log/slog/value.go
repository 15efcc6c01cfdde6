package slog

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file has attributes and their values.

// Kind says what a Value holds.
type Kind int

// The kinds of values.
const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

func (k Kind) String() string {
	names := [...]string{"Any", "Bool", "Duration", "Float64", "Int64", "String", "Time", "Uint64", "Group", "LogValuer"}
	if k < 0 || int(k) >= len(names) {
		return "<unknown slog.Kind>"
	}
	return names[k]
}

// Value is any value, with its kind. The zero Value is nil.
type Value struct {
	_    [0]func() // not comparable
	kind Kind      // KindAny also for a LogValuer
	x    any       // the value as Any returns it
}

func valueOf(kind Kind, x any) Value { return Value{kind: kind, x: x} }

// StringValue returns a Value for a string.
func StringValue(value string) Value { return valueOf(KindString, value) }

// IntValue returns a Value for an int, of KindInt64.
func IntValue(v int) Value { return Int64Value(int64(v)) }

// Int64Value returns a Value for an int64.
func Int64Value(v int64) Value { return valueOf(KindInt64, v) }

// Uint64Value returns a Value for a uint64.
func Uint64Value(v uint64) Value { return valueOf(KindUint64, v) }

// Float64Value returns a Value for a floating-point number.
func Float64Value(v float64) Value { return valueOf(KindFloat64, v) }

// BoolValue returns a Value for a bool.
func BoolValue(v bool) Value { return valueOf(KindBool, v) }

// TimeValue returns a Value for a time, without its monotonic clock. A zero time loses its location.
func TimeValue(v time.Time) Value {
	if v.IsZero() {
		return valueOf(KindTime, time.Time{})
	}
	return valueOf(KindTime, v.Round(0))
}

// DurationValue returns a Value for a duration.
func DurationValue(v time.Duration) Value { return valueOf(KindDuration, v) }

// GroupValue returns a Value for a list of attributes, without those that are empty groups. The caller must not change it then.
func GroupValue(as ...Attr) Value {
	if slices.ContainsFunc(as, isEmptyGroup) {
		as = slices.DeleteFunc(slices.Clone(as), isEmptyGroup)
	}
	return valueOf(KindGroup, as)
}

func isEmptyGroup(a Attr) bool { return a.Value.kind == KindGroup && len(a.Value.x.([]Attr)) == 0 }

// AnyValue returns a Value for anything. Numbers, strings, times, durations, lists of attributes and Values have their own kinds.
func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return Int64Value(int64(v))
	case int8:
		return Int64Value(int64(v))
	case int16:
		return Int64Value(int64(v))
	case int32:
		return Int64Value(int64(v))
	case int64:
		return Int64Value(v)
	case uint:
		return Uint64Value(uint64(v))
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uint64:
		return Uint64Value(v)
	case uintptr:
		return Uint64Value(uint64(v))
	case float32:
		return Float64Value(float64(v))
	case float64:
		return Float64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case []Attr:
		return GroupValue(v...)
	case Value:
		return v
	}
	return Value{x: v}
}

// Kind returns the kind of what v holds.
func (v Value) Kind() Kind {
	if v.kind == KindAny {
		if _, ok := v.x.(LogValuer); ok {
			return KindLogValuer
		}
	}
	return v.kind
}

// Any returns what v holds.
func (v Value) Any() any { return v.x }

// get returns what v holds as a T. It panics if v is of another kind than the one given.
func get[T any](v Value, kind Kind) T {
	if v.kind != kind {
		panic(fmt.Sprintf("Value kind is %s, not %s", v.Kind(), kind))
	}
	return v.x.(T)
}

// Int64 returns the int64 that v holds. It panics if that is none.
func (v Value) Int64() int64 { return get[int64](v, KindInt64) }

// Uint64 returns the uint64 that v holds. It panics if that is none.
func (v Value) Uint64() uint64 { return get[uint64](v, KindUint64) }

// Bool returns the bool that v holds. It panics if that is none.
func (v Value) Bool() bool { return get[bool](v, KindBool) }

// Duration returns the duration that v holds. It panics if that is none.
func (v Value) Duration() time.Duration { return get[time.Duration](v, KindDuration) }

// Float64 returns the float64 that v holds. It panics if that is none.
func (v Value) Float64() float64 { return get[float64](v, KindFloat64) }

// Time returns the time that v holds. It panics if that is none.
func (v Value) Time() time.Time { return get[time.Time](v, KindTime) }

// LogValuer returns the LogValuer that v holds. It panics if that is none.
func (v Value) LogValuer() LogValuer { return v.x.(LogValuer) }

// Group returns the attributes that v holds. It panics if v is not a group.
func (v Value) Group() []Attr {
	if v.kind != KindGroup {
		panic("Group: bad kind")
	}
	return v.x.([]Attr)
}

// Equal reports whether v and w are of one kind and hold the same. It panics if that cannot be compared.
func (v Value) Equal(w Value) bool {
	if v.Kind() != w.Kind() {
		return false
	}
	switch v.kind {
	case KindTime:
		return v.Time().Equal(w.Time())
	case KindGroup:
		return slices.EqualFunc(v.Group(), w.Group(), Attr.Equal)
	}
	return v.x == w.x
}

// String returns what v holds as a string, whatever it is.
func (v Value) String() string {
	if v.kind == KindString {
		return v.x.(string)
	}
	return string(v.append(nil))
}

func (v Value) append(b []byte) []byte {
	switch v.kind {
	case KindString:
		return append(b, v.x.(string)...)
	case KindInt64:
		return strconv.AppendInt(b, v.x.(int64), 10)
	case KindUint64:
		return strconv.AppendUint(b, v.x.(uint64), 10)
	case KindFloat64:
		return strconv.AppendFloat(b, v.x.(float64), 'g', -1, 64)
	case KindBool:
		return strconv.AppendBool(b, v.x.(bool))
	case KindDuration:
		return append(b, v.x.(time.Duration).String()...)
	case KindTime:
		return append(b, v.x.(time.Time).String()...)
	}
	return fmt.Append(b, v.x)
}

// LogValuer is what computes the value that is logged for it.
type LogValuer interface {
	LogValue() Value
}

// How often LogValue is called for one value.
const maxLogValues = 100

// Resolve calls LogValue until that is not a LogValuer any more. It does not look into groups. If that does not end, or
// panics, the result is an error.
func (v Value) Resolve() (rv Value) {
	if v.Kind() != KindLogValuer {
		return v
	}
	first := v.x
	defer func() {
		if recover() != nil {
			rv = AnyValue(fmt.Errorf("LogValue panicked\n%s", callers(3, 5)))
		}
	}()
	for range maxLogValues {
		if v.Kind() != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(fmt.Errorf("LogValue called too many times on Value of type %T", first))
}

// callers lists at most n frames, from that on which skip tells. The caller of callers is 0.
func callers(skip, n int) string {
	pcs := make([]uintptr, n+1)
	pcs = pcs[:runtime.Callers(skip+1, pcs)]
	if len(pcs) == 0 {
		return "(no stack)"
	}
	var b strings.Builder
	frames := runtime.CallersFrames(pcs)
	for i := range n {
		frame, more := frames.Next()
		fmt.Fprintf(&b, "called from %s (%s:%d)\n", frame.Function, frame.File, frame.Line)
		if !more {
			break
		}
		if i == n-1 {
			b.WriteString("(rest of stack elided)\n")
		}
	}
	return b.String()
}

// Attr is a key with a value.
type Attr struct {
	Key   string
	Value Value
}

// String returns an Attr for a string.
func String(key, value string) Attr { return Attr{key, StringValue(value)} }

// Int64 returns an Attr for an int64.
func Int64(key string, value int64) Attr { return Attr{key, Int64Value(value)} }

// Int returns an Attr for an int, whose Value is an int64.
func Int(key string, value int) Attr { return Attr{key, Int64Value(int64(value))} }

// Uint64 returns an Attr for a uint64.
func Uint64(key string, v uint64) Attr { return Attr{key, Uint64Value(v)} }

// Float64 returns an Attr for a floating-point number.
func Float64(key string, v float64) Attr { return Attr{key, Float64Value(v)} }

// Bool returns an Attr for a bool.
func Bool(key string, v bool) Attr { return Attr{key, BoolValue(v)} }

// Time returns an Attr for a time, without its monotonic clock.
func Time(key string, v time.Time) Attr { return Attr{key, TimeValue(v)} }

// Duration returns an Attr for a duration.
func Duration(key string, v time.Duration) Attr { return Attr{key, DurationValue(v)} }

// Group returns an Attr for a group, whose attributes are given as the methods of Logger are.
func Group(key string, args ...any) Attr { return Attr{key, GroupValue(attrs(args)...)} }

// GroupAttrs returns an Attr for a group of attributes.
func GroupAttrs(key string, attrs ...Attr) Attr { return Attr{key, GroupValue(attrs...)} }

// Any returns an Attr for anything, as AnyValue makes it a Value.
func Any(key string, value any) Attr { return Attr{key, AnyValue(value)} }

// Equal reports whether a and b have equal keys and values.
func (a Attr) Equal(b Attr) bool { return a.Key == b.Key && a.Value.Equal(b.Value) }

func (a Attr) String() string { return a.Key + "=" + a.Value.String() }

// isEmpty reports whether a is the zero Attr, which handlers leave out.
func (a Attr) isEmpty() bool { return a.Key == "" && a.Value.kind == KindAny && a.Value.x == nil }

// badKey is the key of a value without one.
const badKey = "!BADKEY"

// next takes an attribute off args: an Attr, or a string and a value.
func next(args []any) (Attr, []any) {
	switch x := args[0].(type) {
	case string:
		if len(args) == 1 {
			return String(badKey, x), nil
		}
		return Any(x, args[1]), args[2:]
	case Attr:
		return x, args[1:]
	default:
		return Any(badKey, x), args[1:]
	}
}

func attrs(args []any) (list []Attr) {
	for len(args) > 0 {
		var a Attr
		a, args = next(args)
		list = append(list, a)
	}
	return list
}
