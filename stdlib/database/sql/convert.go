package sql

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

var errNilPointer = errors.New("destination pointer is nil")

// callValuer is v.Value(), but nil for a nil pointer whose method is that of what it points to.
func callValuer(v driver.Valuer) (driver.Value, error) {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer && rv.IsNil() && rv.Type().Elem().Implements(reflect.TypeFor[driver.Valuer]()) {
		return nil, nil
	}
	return v.Value()
}

// ---- arguments

// columnCheck converts arguments by the statement's converters; want is how many it takes, or -1.
type columnCheck struct {
	driver.ColumnConverter
	want int
}

func (c columnCheck) CheckNamedValue(nv *driver.NamedValue) error {
	index := nv.Ordinal - 1
	if c.want >= 0 && c.want <= index {
		return nil // one too many, which is reported later
	}
	if valuer, ok := nv.Value.(driver.Valuer); ok {
		v, err := callValuer(valuer)
		if err != nil {
			return err
		}
		if !driver.IsValue(v) {
			return fmt.Errorf("non-subset type %T returned from Value", v)
		}
		nv.Value = v
	}
	arg := nv.Value
	var err error
	if nv.Value, err = c.ColumnConverter.ColumnConverter(index).ConvertValue(arg); err != nil {
		return err
	}
	if !driver.IsValue(nv.Value) {
		return fmt.Errorf("driver ColumnConverter error converted %T to unsupported type %T", arg, nv.Value)
	}
	return nil
}

type defaultCheck struct{}

func (defaultCheck) CheckNamedValue(nv *driver.NamedValue) (err error) {
	nv.Value, err = driver.DefaultParameterConverter.ConvertValue(nv.Value)
	return err
}

// driverArgs makes values of arguments, for a statement or, if that is nil, for a connection. The connection is locked.
func driverArgs(ci driver.Conn, si driver.Stmt, args []any) ([]driver.NamedValue, error) {
	want := -1
	var checks []driver.NamedValueChecker // the next one if one skips
	if si != nil {
		want = si.NumInput()
	}
	checker, ok := si.(driver.NamedValueChecker)
	if !ok {
		checker, ok = ci.(driver.NamedValueChecker)
	}
	if ok {
		checks = append(checks, checker)
	}
	if converter, ok := si.(driver.ColumnConverter); ok {
		checks = append(checks, columnCheck{converter, want})
	}
	checks = append(checks, defaultCheck{})
	values := make([]driver.NamedValue, 0, len(args))
	for _, arg := range args {
		nv := driver.NamedValue{Ordinal: len(values) + 1, Value: arg}
		if named, ok := arg.(NamedArg); ok {
			if r, _ := utf8.DecodeRuneInString(named.Name); named.Name != "" && !unicode.IsLetter(r) {
				return nil, fmt.Errorf("name %q does not begin with a letter", named.Name)
			}
			nv.Name, nv.Value = named.Name, named.Value
		}
		err := driver.ErrSkip
		for _, c := range checks {
			if err = c.CheckNamedValue(&nv); err != driver.ErrSkip {
				break
			}
		}
		switch {
		case err == nil:
			values = append(values, nv)
		case err != driver.ErrRemoveArgument:
			what := "$" + strconv.Itoa(nv.Ordinal)
			if nv.Name != "" {
				what = fmt.Sprintf("with name %q", nv.Name)
			}
			return nil, fmt.Errorf("sql: converting argument %s type: %w", what, err)
		}
	}
	if want != -1 && len(values) != want {
		return nil, fmt.Errorf("sql: expected %d arguments, got %d", want, len(values))
	}
	return values, nil
}

// unnamed returns the values for drivers that know no names.
func unnamed(args []driver.NamedValue) ([]driver.Value, error) {
	values := make([]driver.Value, len(args))
	for i, nv := range args {
		if nv.Name != "" {
			return nil, errors.New("sql: driver does not support the use of Named Parameters")
		}
		values[i] = nv.Value
	}
	return values, nil
}

// ---- results

type decomposer interface {
	Decompose(buf []byte) (form byte, negative bool, coefficient []byte, exponent int32)
}

type composer interface {
	Compose(form byte, negative bool, coefficient []byte, exponent int32) error
}

func convertAssign(dest, src any) error { return convertAssignRows(dest, src, nil) }

// store sets *d, which must not be nil.
func store[T any](d *T, v T) error {
	if d == nil {
		return errNilPointer
	}
	*d = v
	return nil
}

// convertAssignRows stores a value from the database where dest points. rows holds the memory of RawBytes.
func convertAssignRows(dest, src any, rows *Rows) error {
	switch d := dest.(type) {
	case *string:
		switch s := src.(type) {
		case string:
			return store(d, s)
		case []byte:
			return store(d, string(s))
		case time.Time:
			return store(d, s.Format(time.RFC3339Nano))
		}
		if text, ok := appendScalar(nil, reflect.ValueOf(src), false); ok {
			return store(d, string(text))
		}
	case *[]byte:
		switch s := src.(type) {
		case nil:
			return store(d, nil)
		case []byte:
			return store(d, bytes.Clone(s))
		case time.Time:
			return store(d, s.AppendFormat(nil, time.RFC3339Nano))
		}
		if text, ok := appendScalar(nil, reflect.ValueOf(src), true); ok {
			return store(d, text)
		}
	case *RawBytes:
		switch s := src.(type) {
		case nil:
			return store(d, nil)
		case []byte:
			return store(d, RawBytes(s))
		case time.Time:
			return store(d, rows.keep(s.AppendFormat(rows.buffer(), time.RFC3339Nano)))
		}
		if text, ok := appendScalar(rows.buffer(), reflect.ValueOf(src), true); ok {
			return store(d, rows.keep(text))
		}
	case *time.Time:
		if s, ok := src.(time.Time); ok {
			return store(d, s)
		}
	case *bool:
		b, err := driver.Bool.ConvertValue(src)
		if err != nil {
			return err
		}
		return store(d, b.(bool))
	case *any:
		if s, ok := src.([]byte); ok {
			src = bytes.Clone(s)
		}
		return store(d, src)
	case composer:
		if s, ok := src.(decomposer); ok {
			return d.Compose(s.Decompose(nil))
		}
	case *Rows:
		if s, ok := src.(driver.Rows); ok {
			return cursor(d, s, rows)
		}
	}
	if scanner, ok := dest.(Scanner); ok {
		return scanner.Scan(src)
	}
	return convertByKind(dest, src, rows)
}

// cursor makes d the rows of a value that is a result itself; they end with those it is a value of.
func cursor(d *Rows, s driver.Rows, rows *Rows) error {
	if d == nil {
		return errNilPointer
	}
	if rows == nil {
		return errors.New("invalid context to convert cursor rows, missing parent *Rows")
	}
	*d = Rows{c: rows.c, release: func(error) {}, rowsi: s}
	outer := rows.cancel
	rows.cancel = func() {
		d.close(rows.lastErr)
		if outer != nil {
			outer()
		}
	}
	return nil
}

func convertByKind(dest, src any, rows *Rows) error {
	pointer := reflect.ValueOf(dest)
	if pointer.Kind() != reflect.Pointer {
		return errors.New("destination not a pointer")
	}
	if pointer.IsNil() {
		return errNilPointer
	}
	sv, dv := reflect.ValueOf(src), pointer.Elem()
	if sv.IsValid() && sv.Type().AssignableTo(dv.Type()) {
		if b, ok := src.([]byte); ok {
			sv = reflect.ValueOf(bytes.Clone(b))
		}
		dv.Set(sv)
		return nil
	}
	if dv.Kind() == sv.Kind() && sv.Type().ConvertibleTo(dv.Type()) {
		dv.Set(sv.Convert(dv.Type()))
		return nil
	}
	if dv.Kind() == reflect.Pointer {
		if src == nil {
			dv.SetZero()
			return nil
		}
		dv.Set(reflect.New(dv.Type().Elem()))
		return convertAssignRows(dv.Interface(), src, rows)
	}
	number := dv.CanInt() || dv.CanUint() && dv.Kind() != reflect.Uintptr || dv.CanFloat()
	if src == nil && (number || dv.Kind() == reflect.String) {
		return fmt.Errorf("converting NULL to %s is unsupported", dv.Kind())
	}
	if number {
		text := asString(src)
		if err := setNumber(dv, text); err != nil {
			if e, ok := err.(*strconv.NumError); ok {
				err = e.Err
			}
			return fmt.Errorf("converting driver.Value type %T (%q) to a %s: %v", src, text, dv.Kind(), err)
		}
		return nil
	}
	if dv.Kind() == reflect.String {
		switch v := src.(type) {
		case string:
			dv.SetString(v)
			return nil
		case []byte:
			dv.SetString(string(v))
			return nil
		}
	}
	return fmt.Errorf("unsupported Scan, storing driver.Value type %T into type %T", src, dest)
}

func setNumber(dv reflect.Value, text string) error {
	bits := dv.Type().Bits()
	switch {
	case dv.CanInt():
		n, err := strconv.ParseInt(text, 10, bits)
		if err == nil {
			dv.SetInt(n)
		}
		return err
	case dv.CanUint():
		n, err := strconv.ParseUint(text, 10, bits)
		if err == nil {
			dv.SetUint(n)
		}
		return err
	}
	f, err := strconv.ParseFloat(text, bits)
	if err == nil {
		dv.SetFloat(f)
	}
	return err
}

func asString(src any) string {
	switch v := src.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	if text, ok := appendScalar(nil, reflect.ValueOf(src), false); ok {
		return string(text)
	}
	return fmt.Sprintf("%v", src)
}

// appendScalar appends the text of a number or bool, and if `texts` is set of a string.
func appendScalar(b []byte, v reflect.Value, texts bool) ([]byte, bool) {
	switch {
	case !v.IsValid():
	case v.CanInt():
		return strconv.AppendInt(b, v.Int(), 10), true
	case v.CanUint() && v.Kind() != reflect.Uintptr:
		return strconv.AppendUint(b, v.Uint(), 10), true
	case v.CanFloat():
		return strconv.AppendFloat(b, v.Float(), 'g', -1, v.Type().Bits()), true
	case v.Kind() == reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), true
	case texts && v.Kind() == reflect.String:
		return append(b, v.String()...), true
	}
	return nil, false
}
