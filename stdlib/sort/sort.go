// Package sort sorts slices and other sequences, and searches in sorted ones.
package sort

import (
	"math/bits"
	"reflect"
	"slices"
	"unsafe"
)

// Interface is a sequence that can be sorted.
type Interface interface {
	// Len is the number of elements.
	Len() int
	// Less reports whether element i must come before element j.
	Less(i, j int) bool
	// Swap exchanges two elements.
	Swap(i, j int)
}

// Sort sorts data ascending. Not stable.
func Sort(data Interface) {
	n := data.Len()
	if n <= 1 {
		return
	}
	pdqsort(data, 0, n, bits.Len(uint(n)))
}

// Stable sorts data ascending and keeps the order of equal elements.
func Stable(data Interface) { stable(data, data.Len()) }

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse returns data with its order turned round.
func Reverse(data Interface) Interface { return &reverse{data} }

// A slice with elements of `size` bytes, and the order that they are to have.
type elements struct {
	less func(i, j int) bool
	data unsafe.Pointer
	size uintptr
}

func (e *elements) Less(i, j int) bool { return e.less(i, j) }
func (e *elements) Swap(i, j int)      { swapElements(e.data, e.size, i, j) }

func swapElements(data unsafe.Pointer, size uintptr, i, j int)
func swapRanges(data unsafe.Pointer, size uintptr, i, j, n int)

func elementsOf(x any, less func(i, j int) bool) (*elements, int) {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Slice {
		reflect.Swapper(x) // panics
	}
	return &elements{less, v.UnsafePointer(), v.Type().Elem().Size()}, v.Len()
}

// Slice sorts the slice x as less says of indexes. Not stable. It panics if x is no slice.
func Slice(x any, less func(i, j int) bool) {
	e, n := elementsOf(x, less)
	pdqsort(e, 0, n, bits.Len(uint(n)))
}

// SliceStable is Slice that keeps the order of equal elements.
func SliceStable(x any, less func(i, j int) bool) {
	e, n := elementsOf(x, less)
	stable(e, n)
}

// SliceIsSorted reports whether the slice x is sorted as less says.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := reflect.ValueOf(x).Len() - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

// IntSlice is []int as an Interface.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x IntSlice) Sort() { slices.Sort([]int(x)) }

// Search is SearchInts.
func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

// Float64Slice is []float64 as an Interface, NaNs first.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }

// Less reports whether x[i] comes before x[j].
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x Float64Slice) Sort() { slices.Sort([]float64(x)) }

// Search is SearchFloat64s.
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

// StringSlice is []string as an Interface.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x StringSlice) Sort() { slices.Sort([]string(x)) }

// Search is SearchStrings.
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

// Ints sorts x ascending.
func Ints(x []int) { slices.Sort(x) }

// Float64s sorts x ascending, NaNs first.
func Float64s(x []float64) { slices.Sort(x) }

// Strings sorts x ascending.
func Strings(x []string) { slices.Sort(x) }

// IntsAreSorted reports whether x is sorted.
func IntsAreSorted(x []int) bool { return slices.IsSorted(x) }

// Float64sAreSorted reports whether x is sorted, NaNs first.
func Float64sAreSorted(x []float64) bool { return slices.IsSorted(x) }

// StringsAreSorted reports whether x is sorted.
func StringsAreSorted(x []string) bool { return slices.IsSorted(x) }

// Search returns the least i in [0, n) for which f holds, or n; f must be false up to some i and true from there.
func Search(n int, f func(int) bool) int {
	i, j := 0, n
	for i < j {
		if h := int(uint(i+j) >> 1); !f(h) {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

// Find returns the least i in [0, n) for which cmp is not positive, or n, and whether cmp(i) is 0.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i, j := 0, n
	for i < j {
		if h := int(uint(i+j) >> 1); cmp(h) > 0 {
			i = h + 1
		} else {
			j = h
		}
	}
	return i, i < n && cmp(i) == 0
}

// SearchInts returns where x is in the sorted a, or would be.
func SearchInts(a []int, x int) int {
	i, j := 0, len(a)
	for i < j {
		if h := int(uint(i+j) >> 1); a[h] < x {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

// SearchFloat64s returns where x is in the sorted a, or would be.
func SearchFloat64s(a []float64, x float64) int {
	i, j := 0, len(a)
	for i < j {
		if h := int(uint(i+j) >> 1); !(a[h] >= x) {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

// SearchStrings returns where x is in the sorted a, or would be.
func SearchStrings(a []string, x string) int {
	i, j := 0, len(a)
	for i < j {
		if h := int(uint(i+j) >> 1); a[h] < x {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}
