package driver

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"
)

// ValueConverter makes a Value of something.
type ValueConverter interface {
	ConvertValue(v any) (Value, error)
}

// Valuer is a type that can be stored.
type Valuer interface {
	Value() (Value, error)
}

// decimal is a number that databases with decimals take as it is.
type decimal interface {
	Decompose(buf []byte) (form byte, negative bool, coefficient []byte, exponent int32)
}

// IsValue reports whether v is a Value.
func IsValue(v any) bool {
	switch v.(type) {
	case nil, []byte, bool, float64, int64, string, time.Time, decimal:
		return true
	}
	return false
}

// IsScanValue is IsValue.
func IsScanValue(v any) bool { return IsValue(v) }

// integer returns the number that v holds, and false if it holds none.
func integer(v reflect.Value) (n int64, large, ok bool) {
	switch {
	case v.CanInt():
		return v.Int(), false, true
	case v.CanUint() && v.Kind() != reflect.Uintptr:
		return int64(v.Uint()), v.Uint() > math.MaxInt64, true
	}
	return 0, false, false
}

// Bool converts to bool: 0 and 1, and texts as strconv.ParseBool takes them.
var Bool boolType

type boolType struct{}

func (boolType) String() string { return "Bool" }

func (boolType) ConvertValue(src any) (Value, error) {
	text, isText := "", true
	switch s := src.(type) {
	case bool:
		return s, nil
	case string:
		text = s
	case []byte:
		text = string(s)
	default:
		isText = false
	}
	if isText {
		b, err := strconv.ParseBool(text)
		if err != nil {
			return nil, fmt.Errorf("sql/driver: couldn't convert %q into type bool", src)
		}
		return b, nil
	}
	v := reflect.ValueOf(src)
	if n, large, ok := integer(v); ok {
		if large || n != 0 && n != 1 {
			return nil, fmt.Errorf("sql/driver: couldn't convert %d into type bool", v.Interface())
		}
		return n == 1, nil
	}
	return nil, fmt.Errorf("sql/driver: couldn't convert %v (%T) into type bool", src, src)
}

// Int32 converts to int64 what is within the bounds of int32.
var Int32 int32Type

type int32Type struct{}

func (int32Type) ConvertValue(v any) (Value, error) {
	rv := reflect.ValueOf(v)
	if n, large, ok := integer(rv); ok {
		if large || n < math.MinInt32 || n > math.MaxInt32 {
			return nil, fmt.Errorf("sql/driver: value %d overflows int32", v)
		}
		return n, nil
	}
	if rv.Kind() == reflect.String {
		n, err := strconv.Atoi(rv.String())
		if err != nil {
			return nil, fmt.Errorf("sql/driver: value %q can't be converted to int32", v)
		}
		return int64(n), nil
	}
	return nil, fmt.Errorf("sql/driver: unsupported value %v (type %T) converting to int32", v, v)
}

// String converts to string, but for []byte, which stays what it is.
var String stringType

type stringType struct{}

func (stringType) ConvertValue(v any) (Value, error) {
	switch v.(type) {
	case string, []byte:
		return v, nil
	}
	return fmt.Sprintf("%v", v), nil
}

// Null is a converter that lets nil pass.
type Null struct {
	Converter ValueConverter
}

// ConvertValue converts v unless it is nil.
func (n Null) ConvertValue(v any) (Value, error) {
	if v == nil {
		return nil, nil
	}
	return n.Converter.ConvertValue(v)
}

// NotNull is a converter that refuses nil.
type NotNull struct {
	Converter ValueConverter
}

// ConvertValue converts v unless it is nil.
func (n NotNull) ConvertValue(v any) (Value, error) {
	if v == nil {
		return nil, errors.New("nil value not allowed")
	}
	return n.Converter.ConvertValue(v)
}

// DefaultParameterConverter converts what a driver does not convert itself: by Valuer, what pointers point to, and otherwise by kind.
var DefaultParameterConverter defaultConverter

type defaultConverter struct{}

func (c defaultConverter) ConvertValue(v any) (Value, error) {
	if IsValue(v) {
		return v, nil
	}
	rv := reflect.ValueOf(v)
	if valuer, ok := v.(Valuer); ok {
		// A nil pointer whose method is that of the value it points to is no value.
		if rv.Kind() == reflect.Pointer && rv.IsNil() && rv.Type().Elem().Implements(reflect.TypeFor[Valuer]()) {
			return nil, nil
		}
		value, err := valuer.Value()
		if err != nil {
			return nil, err
		}
		if !IsValue(value) {
			return nil, fmt.Errorf("non-Value type %T returned from Value", value)
		}
		return value, nil
	}
	switch rv.Kind() {
	case reflect.Pointer:
		if rv.IsNil() {
			return nil, nil
		}
		return c.ConvertValue(rv.Elem().Interface())
	case reflect.Float32, reflect.Float64:
		return rv.Float(), nil
	case reflect.Bool:
		return rv.Bool(), nil
	case reflect.Slice:
		if k := rv.Type().Elem().Kind(); k != reflect.Uint8 {
			return nil, fmt.Errorf("unsupported type %T, a slice of %s", v, k)
		}
		return rv.Bytes(), nil
	case reflect.String:
		return rv.String(), nil
	}
	n, large, ok := integer(rv)
	switch {
	case large:
		return nil, errors.New("uint64 values with high bit set are not supported")
	case ok:
		return n, nil
	}
	return nil, fmt.Errorf("unsupported type %T, a %s", v, rv.Kind())
}
