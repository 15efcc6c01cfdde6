// Package cmp compares ordered values.
package cmp

// Ordered are the types with the operators < <= >= >. A NaN of a floating-point type is less than all other values.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less reports whether x is less than y.
func Less[T Ordered](x, y T) bool { return x < y || x != x && y == y }

// Compare returns -1, 0 or +1 as x is less than, equal to or greater than y.
func Compare[T Ordered](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	case x == x: // y is a NaN
		return 1
	case y == y:
		return -1
	}
	return 0
}

// Or returns the first of vals that is not the zero value, or that.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, v := range vals {
		if v != zero {
			return v
		}
	}
	return zero
}
