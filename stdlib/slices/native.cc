// Natives of package slices: sorting by the natural order.
//
// Which of two equal numbers or strings comes first cannot be seen, so the algorithm need not be Go's. Numbers are partitioned
// without a branch that depends on them, since half of such branches are mispredicted: x goes to the left part's end, what was there to
// where x was, and the end moves on if x is less than the pivot. Runs of equal elements, and ranges in order or in reverse, take linear
// time as they do in Go.
#include <algorithm>
#include <bit>
#include <cmath>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

constexpr int64_t kSmall = 24;  // elements for insertion sort

template <typename T>
void InsertionSort(T* v, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    T x = v[i];
    int64_t j = i;
    for (; j > 0 && x < v[j - 1]; j--) v[j] = v[j - 1];
    v[j] = x;
  }
}

// Moves what `left` holds for to the front; returns how many.
template <typename T, typename F>
int64_t Partition(T* v, int64_t n, F left) {
  int64_t k = 0;
  for (int64_t i = 0; i < n; i++) {
    T x = v[i];
    v[i] = v[k];
    v[k] = x;
    k += left(x);
  }
  return k;
}

template <typename T>
T MedianOf(T a, T b, T c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

// Sorts v[:n]; v[-1], if there is one, is not greater than any of it.
template <typename T>
void QuickSort(T* v, int64_t n, bool has_before, int limit) {
  while (n > kSmall) {
    if (limit-- == 0) {
      std::make_heap(v, v + n);
      std::sort_heap(v, v + n);
      return;
    }
    int64_t h = n / 2, q = n / 4;
    T pivot = MedianOf(v[q], v[h], v[h + q]);
    if (n >= 256) {
      pivot = MedianOf(MedianOf(v[q - 1], v[q], v[q + 1]), MedianOf(v[h - 1], v[h], v[h + 1]),
                       MedianOf(v[h + q - 1], v[h + q], v[h + q + 1]));
    }
    if (has_before && !(v[-1] < pivot)) {  // then the pivot is the least: all that equals it is in place
      int64_t k = Partition(v, n, [pivot](T x) { return !(pivot < x); });
      v += k;
      n -= k;
      continue;
    }
    int64_t k = Partition(v, n, [pivot](T x) { return x < pivot; });
    // Everything may be equal to or greater than the pivot; its equals follow, so that the next round gets rid of them.
    if (k == 0) {
      int64_t same = Partition(v, n, [pivot](T x) { return !(pivot < x); });
      v += same;
      n -= same;
      has_before = true;
      continue;
    }
    QuickSort(v, k, has_before, limit);
    v += k;
    n -= k;
    has_before = true;
  }
  InsertionSort(v, n);
}

// False: v is not in order, and not in strictly descending order either, which it would have been turned from.
template <typename T, typename F>
bool IsOrdered(T* v, int64_t n, F less) {
  int64_t i = 1;
  while (i < n && !less(v[i], v[i - 1])) i++;
  if (i >= n) return true;
  for (i = 1; i < n && less(v[i], v[i - 1]);) i++;
  if (i < n) return false;
  std::reverse(v, v + n);
  return true;
}

template <typename T>
void SortNumbers(void* data, int64_t n) {
  T* v = static_cast<T*>(data);
  if constexpr (std::is_floating_point_v<T>) {
    int64_t nans = Partition(v, n, [](T x) { return std::isnan(x); });
    v += nans;
    n -= nans;
  }
  if (IsOrdered(v, n, [](T a, T b) { return a < b; })) return;
  QuickSort(v, n, false, 2 * std::bit_width(static_cast<uint64_t>(n)));
}

void SortStrings(void* data, int64_t n) {
  auto* v = static_cast<GoString*>(data);
  auto less = [](const GoString& a, const GoString& b) { return a.view() < b.view(); };
  if (!IsOrdered(v, n, less)) std::sort(v, v + n, less);
}

// Sorts n elements of the type of `zero`, one of the types that have an order.
void SortOrdered(Iface zero, void* data, int64_t n) {
  switch (zero.type->kind) {
    case Kind::kInt:
    case Kind::kInt64: return SortNumbers<int64_t>(data, n);
    case Kind::kInt8: return SortNumbers<int8_t>(data, n);
    case Kind::kInt16: return SortNumbers<int16_t>(data, n);
    case Kind::kInt32: return SortNumbers<int32_t>(data, n);
    case Kind::kUint:
    case Kind::kUintptr:
    case Kind::kUint64: return SortNumbers<uint64_t>(data, n);
    case Kind::kUint8: return SortNumbers<uint8_t>(data, n);
    case Kind::kUint16: return SortNumbers<uint16_t>(data, n);
    case Kind::kUint32: return SortNumbers<uint32_t>(data, n);
    case Kind::kFloat32: return SortNumbers<float>(data, n);
    case Kind::kFloat64: return SortNumbers<double>(data, n);
    default: return SortStrings(data, n);
  }
}

}  // namespace

MINIGO_NATIVES(slices, Native<&SortOrdered>("sortOrdered"))

}  // namespace minigo::stdlib
