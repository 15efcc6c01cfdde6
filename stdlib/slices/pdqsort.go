package slices

import "math/bits"

// What the order of the candidates tells about the range.
type hint int

const (
	unknown hint = iota
	increasing
	decreasing
)

// Pattern-defeating quicksort of data[a:b]: quicksort that notices sorted and reversed ranges and equal elements, and
// that turns to heap sort when `limit` bad partitions were made.
func pdqsort[E any](data []E, a, b, limit int, cmp func(a, b E) int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= 12 {
			insertionSort(data, a, b, cmp)
			return
		}
		if limit == 0 {
			heapSort(data, a, b, cmp)
			return
		}
		if !balanced {
			shuffle(data, a, b)
			limit--
		}
		pivot, h := choosePivot(data, a, b, cmp)
		if h == decreasing {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data[i], data[j] = data[j], data[i]
			}
			pivot = b - 1 - (pivot - a)
			h = increasing
		}
		if balanced && partitioned && h == increasing && almostSorted(data, a, b, cmp) {
			return
		}
		// The element before the range is not greater than any in it: equal to the pivot, all equal ones go left.
		if a > 0 && !(cmp(data[a-1], data[pivot]) < 0) {
			a = partitionEqual(data, a, b, pivot, cmp)
			continue
		}
		mid, done := partition(data, a, b, pivot, cmp)
		partitioned = done
		left, right := mid-a, b-mid
		if left < right {
			balanced = left >= n/8
			pdqsort(data, a, mid, limit, cmp)
			a = mid + 1
		} else {
			balanced = right >= n/8
			pdqsort(data, mid+1, b, limit, cmp)
			b = mid
		}
	}
}

// partition moves what is less than data[pivot] to its left; it returns the pivot's place, and whether nothing had to
// be moved.
func partition[E any](data []E, a, b, pivot int, cmp func(a, b E) int) (int, bool) {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	for moved := false; ; moved = true {
		for i <= j && (cmp(data[i], data[a]) < 0) {
			i++
		}
		for i <= j && !(cmp(data[j], data[a]) < 0) {
			j--
		}
		if i > j {
			data[j], data[a] = data[a], data[j]
			return j, !moved
		}
		data[i], data[j] = data[j], data[i]
		i++
		j--
	}
}

// partitionEqual moves what is equal to data[pivot], the least element, to the front; it returns the end of that.
func partitionEqual[E any](data []E, a, b, pivot int, cmp func(a, b E) int) int {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	for {
		for i <= j && !(cmp(data[a], data[i]) < 0) {
			i++
		}
		for i <= j && (cmp(data[a], data[j]) < 0) {
			j--
		}
		if i > j {
			return i
		}
		data[i], data[j] = data[j], data[i]
		i++
		j--
	}
}

// almostSorted sorts a range with few misplaced elements; false: it has many, or is short.
func almostSorted[E any](data []E, a, b int, cmp func(a, b E) int) bool {
	i := a + 1
	for range 5 {
		for i < b && !(cmp(data[i], data[i-1]) < 0) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		data[i], data[i-1] = data[i-1], data[i]
		if i-a >= 2 {
			for j := i - 1; j >= 1 && (cmp(data[j], data[j-1]) < 0); j-- {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && (cmp(data[j], data[j-1]) < 0); j++ {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
	}
	return false
}

// shuffle moves three elements around the middle, for patterns that make bad partitions.
func shuffle[E any](data []E, a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	random := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	for k := -1; k <= 1; k++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		data[a+n/4*2+k], data[a+other] = data[a+other], data[a+n/4*2+k]
	}
}

// choosePivot returns the median of three elements, or of three medians.
func choosePivot[E any](data []E, a, b int, cmp func(a, b E) int) (int, hint) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= 50 {
			i = median(data, i-1, i, i+1, &swaps, cmp)
			j = median(data, j-1, j, j+1, &swaps, cmp)
			k = median(data, k-1, k, k+1, &swaps, cmp)
		}
		j = median(data, i, j, k, &swaps, cmp)
	}
	switch swaps {
	case 0:
		return j, increasing
	case 12:
		return j, decreasing
	}
	return j, unknown
}

func median[E any](data []E, a, b, c int, swaps *int, cmp func(a, b E) int) int {
	if cmp(data[b], data[a]) < 0 {
		*swaps++
		a, b = b, a
	}
	if cmp(data[c], data[b]) < 0 {
		*swaps++
		b = c
	}
	if cmp(data[b], data[a]) < 0 {
		*swaps++
		b = a
	}
	return b
}

func heapSort[E any](data []E, a, b int, cmp func(a, b E) int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a, cmp)
	}
	for i := n - 1; i >= 0; i-- {
		data[a], data[a+i] = data[a+i], data[a]
		siftDown(data, 0, i, a, cmp)
	}
}

// siftDown restores the heap data[first:first+n] below root.
func siftDown[E any](data []E, root, n, first int, cmp func(a, b E) int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && (cmp(data[first+child], data[first+child+1]) < 0) {
			child++
		}
		if !(cmp(data[first+root], data[first+child]) < 0) {
			return
		}
		data[first+root], data[first+child] = data[first+child], data[first+root]
		root = child
	}
}

func insertionSort[E any](data []E, a, b int, cmp func(a, b E) int) {
	for i := a + 1; i < b; i++ {
		x := data[i]
		j := i
		for ; j > a && cmp(x, data[j-1]) < 0; j-- {
			data[j] = data[j-1]
		}
		data[j] = x
	}
}

// mergeSort sorts data stably; tmp has the same length.
func mergeSort[E any](data, tmp []E, cmp func(a, b E) int) {
	n := len(data)
	if n <= 12 {
		insertionSort(data, 0, n, cmp)
		return
	}
	m := n / 2
	mergeSort(data[:m], tmp[:m], cmp)
	mergeSort(data[m:], tmp[m:], cmp)
	if cmp(data[m], data[m-1]) >= 0 {
		return
	}
	left := tmp[:copy(tmp, data[:m])]
	i, j, k := 0, m, 0
	for i < len(left) {
		if j < n && cmp(data[j], left[i]) < 0 {
			data[k] = data[j]
			j++
		} else {
			data[k] = left[i]
			i++
		}
		k++
	}
}
