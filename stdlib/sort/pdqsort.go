package sort

import "math/bits"

type lessSwapper interface {
	Less(i, j int) bool
	Swap(i, j int)
}

// What the order of the candidates tells about the range.
type hint int

const (
	unknown hint = iota
	increasing
	decreasing
)

// Pattern-defeating quicksort of data[a:b]: quicksort that notices sorted and reversed ranges and equal elements, and
// that turns to heap sort when `limit` bad partitions were made.
func pdqsort[D lessSwapper](data D, a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= 12 {
			insertionSort(data, a, b)
			return
		}
		if limit == 0 {
			heapSort(data, a, b)
			return
		}
		if !balanced {
			shuffle(data, a, b)
			limit--
		}
		pivot, h := choosePivot(data, a, b)
		if h == decreasing {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.Swap(i, j)
			}
			pivot = b - 1 - (pivot - a)
			h = increasing
		}
		if balanced && partitioned && h == increasing && almostSorted(data, a, b) {
			return
		}
		// The element before the range is not greater than any in it: equal to the pivot, all equal ones go left.
		if a > 0 && !data.Less(a-1, pivot) {
			a = partitionEqual(data, a, b, pivot)
			continue
		}
		mid, done := partition(data, a, b, pivot)
		partitioned = done
		left, right := mid-a, b-mid
		if left < right {
			balanced = left >= n/8
			pdqsort(data, a, mid, limit)
			a = mid + 1
		} else {
			balanced = right >= n/8
			pdqsort(data, mid+1, b, limit)
			b = mid
		}
	}
}

// partition moves what is less than data[pivot] to its left; it returns the pivot's place, and whether nothing had to
// be moved.
func partition[D lessSwapper](data D, a, b, pivot int) (int, bool) {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for moved := false; ; moved = true {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			data.Swap(j, a)
			return j, !moved
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// partitionEqual moves what is equal to data[pivot], the least element, to the front; it returns the end of that.
func partitionEqual[D lessSwapper](data D, a, b, pivot int) int {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// almostSorted sorts a range with few misplaced elements; false: it has many, or is short.
func almostSorted[D lessSwapper](data D, a, b int) bool {
	i := a + 1
	for range 5 {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		data.Swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.Less(j, j-1); j-- {
				data.Swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.Less(j, j-1); j++ {
				data.Swap(j, j-1)
			}
		}
	}
	return false
}

// shuffle moves three elements around the middle, for patterns that make bad partitions.
func shuffle[D lessSwapper](data D, a, b int) {
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
		data.Swap(a+n/4*2+k, a+other)
	}
}

// choosePivot returns the median of three elements, or of three medians.
func choosePivot[D lessSwapper](data D, a, b int) (int, hint) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= 50 {
			i = median(data, i-1, i, i+1, &swaps)
			j = median(data, j-1, j, j+1, &swaps)
			k = median(data, k-1, k, k+1, &swaps)
		}
		j = median(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, increasing
	case 12:
		return j, decreasing
	}
	return j, unknown
}

func median[D lessSwapper](data D, a, b, c int, swaps *int) int {
	if data.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	if data.Less(c, b) {
		*swaps++
		b = c
	}
	if data.Less(b, a) {
		*swaps++
		b = a
	}
	return b
}

func heapSort[D lessSwapper](data D, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		siftDown(data, 0, i, a)
	}
}

// siftDown restores the heap data[first:first+n] below root.
func siftDown[D lessSwapper](data D, root, n, first int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

func insertionSort[D lessSwapper](data D, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// stable sorts blocks by insertion and merges them in place.
func stable[D lessSwapper](data D, n int) {
	size := 20
	for a := 0; a < n; a += size {
		insertionSort(data, a, min(a+size, n))
	}
	for ; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			symMerge(data, a, a+size, min(a+2*size, n))
		}
	}
}

// symMerge merges the sorted data[a:m] and data[m:b] in place: it finds the parts that must change sides around the middle,
// rotates them, and goes on in both halves. (Kim and Kutzner, Stable Minimum Storage Merging by Symmetric
// Comparisons, 2004)
func symMerge[D lessSwapper](data D, a, m, b int) {
	if m-a == 1 {
		i, j := m, b
		for i < j {
			if h := int(uint(i+j) >> 1); data.Less(h, a) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := a; k < i-1; k++ {
			data.Swap(k, k+1)
		}
		return
	}
	if b-m == 1 {
		i, j := a, m
		for i < j {
			if h := int(uint(i+j) >> 1); !data.Less(m, h) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := m; k > i; k-- {
			data.Swap(k, k-1)
		}
		return
	}
	mid := int(uint(a+b) >> 1)
	n := mid + m
	start, r := a, m
	if m > mid {
		start, r = n-b, mid
	}
	p := n - 1
	for start < r {
		if c := int(uint(start+r) >> 1); !data.Less(p-c, c) {
			start = c + 1
		} else {
			r = c
		}
	}
	end := n - start
	if start < m && m < end {
		rotate(data, start, m, end)
	}
	if a < start && start < mid {
		symMerge(data, a, start, mid)
	}
	if mid < end && end < b {
		symMerge(data, mid, end, b)
	}
}

// rotate exchanges data[a:m] and data[m:b].
func rotate[D lessSwapper](data D, a, m, b int) {
	i, j := m-a, b-m
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i)
			j -= i
		}
	}
	swapRange(data, m-i, m, i)
}

func swapRange[D lessSwapper](data D, a, b, n int) {
	if e, ok := any(data).(*elements); ok {
		swapRanges(e.data, e.size, a, b, n)
		return
	}
	for i := range n {
		data.Swap(a+i, b+i)
	}
}
