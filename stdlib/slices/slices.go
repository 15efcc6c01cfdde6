// Package slices works on slices of any type.
package slices

import (
	"cmp"
	"math/bits"
	"unsafe"
)

// Equal reports whether s1 and s2 have the same length and equal elements; a NaN equals nothing.
func Equal[S ~[]E, E comparable](s1, s2 S) bool {
	if len(s1) != len(s2) {
		return false
	}
	for i := range s1 {
		if s1[i] != s2[i] {
			return false
		}
	}
	return true
}

// EqualFunc is Equal with eq for ==.
func EqualFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, eq func(E1, E2) bool) bool {
	if len(s1) != len(s2) {
		return false
	}
	for i, v := range s1 {
		if !eq(v, s2[i]) {
			return false
		}
	}
	return true
}

// Compare compares by the first pair of elements that differ, then by length.
func Compare[S ~[]E, E cmp.Ordered](s1, s2 S) int {
	for i, v := range s1 {
		if i >= len(s2) {
			return 1
		}
		if c := cmp.Compare(v, s2[i]); c != 0 {
			return c
		}
	}
	if len(s1) < len(s2) {
		return -1
	}
	return 0
}

// CompareFunc is Compare with a comparison of elements.
func CompareFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, cmp func(E1, E2) int) int {
	for i, v := range s1 {
		if i >= len(s2) {
			return 1
		}
		if c := cmp(v, s2[i]); c != 0 {
			return c
		}
	}
	if len(s1) < len(s2) {
		return -1
	}
	return 0
}

// Index returns the index of the first v in s, or -1.
func Index[S ~[]E, E comparable](s S, v E) int {
	for i := range s {
		if v == s[i] {
			return i
		}
	}
	return -1
}

// IndexFunc returns the index of the first element for which f holds, or -1.
func IndexFunc[S ~[]E, E any](s S, f func(E) bool) int {
	for i := range s {
		if f(s[i]) {
			return i
		}
	}
	return -1
}

// Contains reports whether v is in s.
func Contains[S ~[]E, E comparable](s S, v E) bool { return Index(s, v) >= 0 }

// ContainsFunc reports whether f holds for an element of s.
func ContainsFunc[S ~[]E, E any](s S, f func(E) bool) bool { return IndexFunc(s, f) >= 0 }

// Insert returns s with v before s[i].
func Insert[S ~[]E, E any](s S, i int, v ...E) S {
	_ = s[i:]
	m := len(v)
	if m == 0 {
		return s
	}
	n := len(s)
	if i == n {
		return append(s, v...)
	}
	if n+m > cap(s) {
		to := append(s[:i], make(S, n+m-i)...)
		copy(to[i:], v)
		copy(to[i+m:], s[i:])
		return to
	}
	s = s[:n+m]
	if overlap(v, s[i+m:]) {
		v = append([]E(nil), v...)
	}
	copy(s[i+m:], s[i:])
	copy(s[i:], v)
	return s
}

// Delete returns s without s[i:j]; what becomes free at the end is zeroed.
func Delete[S ~[]E, E any](s S, i, j int) S {
	_ = s[i:j:len(s)]
	if i == j {
		return s
	}
	n := len(s)
	s = append(s[:i], s[j:]...)
	clear(s[len(s):n])
	return s
}

// DeleteFunc returns s without the elements for which del holds; what becomes free at the end is zeroed.
func DeleteFunc[S ~[]E, E any](s S, del func(E) bool) S {
	i := IndexFunc(s, del)
	if i < 0 {
		return s
	}
	for _, v := range s[i+1:] {
		if !del(v) {
			s[i] = v
			i++
		}
	}
	clear(s[i:])
	return s[:i]
}

// Replace returns s with v in the place of s[i:j].
func Replace[S ~[]E, E any](s S, i, j int, v ...E) S {
	_ = s[i:j]
	if i == j {
		return Insert(s, i, v...)
	}
	if j == len(s) {
		to := append(s[:i], v...)
		if len(to) < len(s) {
			clear(s[len(to):])
		}
		return to
	}
	total := i + len(v) + len(s) - j
	if total > cap(s) {
		to := append(s[:i], make(S, total-i)...)
		copy(to[i:], v)
		copy(to[i+len(v):], s[j:])
		return to
	}
	r := s[:total]
	if i+len(v) <= j {
		copy(r[i:], v)
		copy(r[i+len(v):], s[j:])
		clear(s[total:])
		return r
	}
	if overlap(r[i+len(v):], v) {
		v = append([]E(nil), v...)
	}
	copy(r[i+len(v):], s[j:])
	copy(r[i:], v)
	return r
}

// Clone returns a shallow copy, nil of nil.
func Clone[S ~[]E, E any](s S) S {
	if s == nil {
		return nil
	}
	return append(S{}, s...)
}

// Compact keeps the first of each run of equal elements; what becomes free at the end is zeroed.
func Compact[S ~[]E, E comparable](s S) S {
	if len(s) < 2 {
		return s
	}
	n := 1
	prev := s[0]
	for i := 1; i < len(s); i++ {
		v := s[i]
		if v != prev {
			s[n] = v
			n++
		}
		prev = v
	}
	clear(s[n:])
	return s[:n]
}

// CompactFunc is Compact with eq for ==; it keeps the first element of each run.
func CompactFunc[S ~[]E, E any](s S, eq func(E, E) bool) S {
	if len(s) < 2 {
		return s
	}
	n := 1
	prev := s[0]
	for i := 1; i < len(s); i++ {
		v := s[i]
		if !eq(v, prev) {
			s[n] = v
			n++
		}
		prev = v
	}
	clear(s[n:])
	return s[:n]
}

// Grow makes room for n more elements.
func Grow[S ~[]E, E any](s S, n int) S {
	if n < 0 {
		panic("cannot be negative")
	}
	if n -= cap(s) - len(s); n > 0 {
		s = append(s[:cap(s)], make([]E, n)...)[:len(s)]
	}
	return s
}

// Clip drops the spare capacity.
func Clip[S ~[]E, E any](s S) S { return s[:len(s):len(s)] }

// overlap reports whether a and b share memory.
func overlap[E any](a, b []E) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	size := unsafe.Sizeof(a[0])
	if size == 0 {
		return false
	}
	return uintptr(unsafe.Pointer(&a[0])) <= uintptr(unsafe.Pointer(&b[len(b)-1]))+(size-1) &&
		uintptr(unsafe.Pointer(&b[0])) <= uintptr(unsafe.Pointer(&a[len(a)-1]))+(size-1)
}

// Reverse reverses the elements in place.
func Reverse[S ~[]E, E any](s S) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// Concat returns the slices one after the other in new memory.
func Concat[S ~[]E, E any](slices ...S) S {
	n := 0
	for _, s := range slices {
		n += len(s)
		if n < 0 {
			panic("len out of range")
		}
	}
	out := Grow[S](nil, n)
	for _, s := range slices {
		out = append(out, s...)
	}
	return out
}

// Repeat returns count copies of x, one after the other.
func Repeat[S ~[]E, E any](x S, count int) S {
	if count < 0 {
		panic("cannot be negative")
	}
	hi, lo := bits.Mul(uint(len(x)), uint(count))
	if hi > 0 || lo > ^uint(0)>>1 {
		panic("the result of (len(x) * count) overflows")
	}
	out := make(S, int(lo))
	for n := copy(out, x); n < len(out); {
		n += copy(out[n:], out[:n])
	}
	return out
}
