package sql

import (
	"database/sql/driver"
	"time"
)

// scanInto stores a value from the database; NULL leaves what a zero value is.
func scanInto[T any](v *T, valid *bool, value any) error {
	if value == nil {
		var zero T
		*v, *valid = zero, false
		return nil
	}
	*valid = true
	return convertAssign(v, value)
}

// Null is a value that may be NULL.
type Null[T any] struct {
	V     T
	Valid bool
}

// Scan stores a value from the database.
func (n *Null[T]) Scan(value any) error { return scanInto(&n.V, &n.Valid, value) }

// Value returns the value for the database.
func (n Null[T]) Value() (driver.Value, error) {
	if !n.Valid {
		return nil, nil
	}
	v := any(n.V)
	if valuer, ok := v.(driver.Valuer); ok {
		value, err := callValuer(valuer)
		if err != nil {
			return nil, err
		}
		v = value
	}
	return driver.DefaultParameterConverter.ConvertValue(v)
}

// NullString is a string that may be NULL.
type NullString struct {
	String string
	Valid  bool
}

// Scan stores a value from the database.
func (ns *NullString) Scan(value any) error { return scanInto(&ns.String, &ns.Valid, value) }

// Value returns the value for the database.
func (ns NullString) Value() (driver.Value, error) { return valueOf(ns.Valid, ns.String) }

func valueOf(valid bool, v driver.Value) (driver.Value, error) {
	if !valid {
		return nil, nil
	}
	return v, nil
}

// NullInt64 is an int64 that may be NULL.
type NullInt64 struct {
	Int64 int64
	Valid bool
}

// Scan stores a value from the database.
func (n *NullInt64) Scan(value any) error { return scanInto(&n.Int64, &n.Valid, value) }

// Value returns the value for the database.
func (n NullInt64) Value() (driver.Value, error) { return valueOf(n.Valid, n.Int64) }

// NullInt32 is an int32 that may be NULL.
type NullInt32 struct {
	Int32 int32
	Valid bool
}

// Scan stores a value from the database.
func (n *NullInt32) Scan(value any) error { return scanInto(&n.Int32, &n.Valid, value) }

// Value returns the value for the database.
func (n NullInt32) Value() (driver.Value, error) { return valueOf(n.Valid, int64(n.Int32)) }

// NullInt16 is an int16 that may be NULL.
type NullInt16 struct {
	Int16 int16
	Valid bool
}

// Scan stores a value from the database.
func (n *NullInt16) Scan(value any) error {
	err := scanInto(&n.Int16, &n.Valid, value)
	n.Valid = n.Valid && err == nil
	return err
}

// Value returns the value for the database.
func (n NullInt16) Value() (driver.Value, error) { return valueOf(n.Valid, int64(n.Int16)) }

// NullByte is a byte that may be NULL.
type NullByte struct {
	Byte  byte
	Valid bool
}

// Scan stores a value from the database.
func (n *NullByte) Scan(value any) error {
	err := scanInto(&n.Byte, &n.Valid, value)
	n.Valid = n.Valid && err == nil
	return err
}

// Value returns the value for the database.
func (n NullByte) Value() (driver.Value, error) { return valueOf(n.Valid, int64(n.Byte)) }

// NullFloat64 is a float64 that may be NULL.
type NullFloat64 struct {
	Float64 float64
	Valid   bool
}

// Scan stores a value from the database.
func (n *NullFloat64) Scan(value any) error { return scanInto(&n.Float64, &n.Valid, value) }

// Value returns the value for the database.
func (n NullFloat64) Value() (driver.Value, error) { return valueOf(n.Valid, n.Float64) }

// NullBool is a bool that may be NULL.
type NullBool struct {
	Bool  bool
	Valid bool
}

// Scan stores a value from the database.
func (n *NullBool) Scan(value any) error { return scanInto(&n.Bool, &n.Valid, value) }

// Value returns the value for the database.
func (n NullBool) Value() (driver.Value, error) { return valueOf(n.Valid, n.Bool) }

// NullTime is a time that may be NULL.
type NullTime struct {
	Time  time.Time
	Valid bool
}

// Scan stores a value from the database.
func (n *NullTime) Scan(value any) error { return scanInto(&n.Time, &n.Valid, value) }

// Value returns the value for the database.
func (n NullTime) Value() (driver.Value, error) { return valueOf(n.Valid, n.Time) }
