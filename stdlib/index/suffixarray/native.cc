// Natives of package suffixarray: sorting suffixes in linear time, by induced sorting (SA-IS; Nong, Zhang and Chan, 2009).
#include <algorithm>
#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// Stores the order of the suffixes of s[0:n], whose letters are less than `letters`, in sa. A suffix is of type S if it comes
// before the one after it, else of type L. The leftmost S's (LMS) of each run cut the text into pieces; sorting those gives the
// order of all.
template <typename Letter>
void SortSuffixes(const Letter* s, int32_t n, int32_t letters, int32_t* sa) {
  if (n == 0) return;
  std::vector<bool> is_s(n);
  for (int32_t i = n - 2; i >= 0; i--) {
    is_s[i] = s[i] == s[i + 1] ? is_s[i + 1] : s[i] < s[i + 1];
  }
  auto is_lms = [&](int32_t i) { return i > 0 && is_s[i] && !is_s[i - 1]; };

  // Within the bucket of a letter, L suffixes come first.
  std::vector<int32_t> l_start(letters + 1), s_start(letters + 1);
  for (int32_t i = 0; i < n; i++) {
    if (is_s[i]) {
      l_start[s[i] + 1]++;
    } else {
      s_start[s[i]]++;
    }
  }
  for (int32_t c = 0; c <= letters; c++) {
    s_start[c] += l_start[c];
    if (c < letters) l_start[c + 1] += s_start[c];
  }

  // Given the LMS suffixes in order, places all others.
  auto induce = [&](const std::vector<int32_t>& lms) {
    std::fill(sa, sa + n, -1);
    std::vector<int32_t> next = s_start;
    for (int32_t i : lms) sa[next[s[i]]++] = i;
    next = l_start;
    sa[next[s[n - 1]]++] = n - 1;
    for (int32_t i = 0; i < n; i++) {
      int32_t before = sa[i] - 1;
      if (before >= 0 && !is_s[before]) sa[next[s[before]]++] = before;
    }
    next = l_start;
    for (int32_t i = n - 1; i >= 0; i--) {
      int32_t before = sa[i] - 1;
      if (before >= 0 && is_s[before]) sa[--next[s[before] + 1]] = before;
    }
  };

  std::vector<int32_t> lms, number(n, -1);
  for (int32_t i = 1; i < n; i++) {
    if (!is_lms(i)) continue;
    number[i] = static_cast<int32_t>(lms.size());
    lms.push_back(i);
  }
  induce(lms);
  int32_t count = static_cast<int32_t>(lms.size());
  if (count == 0) return;

  // The pieces are in order now. Equal ones get equal names, and the text of names is sorted.
  std::vector<int32_t> sorted, names(count), order(count);
  for (int32_t i = 0; i < n; i++) {
    if (is_lms(sa[i])) sorted.push_back(sa[i]);
  }
  int32_t name = 0;
  for (int32_t i = 1; i < count; i++) {
    int32_t a = sorted[i - 1], b = sorted[i];
    auto end = [&](int32_t at) { return number[at] + 1 < count ? lms[number[at] + 1] : n; };
    int32_t a_end = end(a), b_end = end(b);
    bool same = a_end - a == b_end - b && a_end < n && b_end < n;
    for (int32_t k = 0; same && k <= a_end - a; k++) same = s[a + k] == s[b + k];
    if (!same) name++;
    names[number[b]] = name;
  }
  names[number[sorted[0]]] = 0;
  SortSuffixes(names.data(), count, name + 1, order.data());
  for (int32_t i = 0; i < count; i++) sorted[i] = lms[order[i]];
  induce(sorted);
}

void Sort(GoSlice data, GoSlice sorted) {
  SortSuffixes(data.as<uint8_t>(), static_cast<int32_t>(data.len), 256, sorted.as<int32_t>());
}

}  // namespace

MINIGO_NATIVES(index_suffixarray, Native<&Sort>("sortSuffixes"))

}  // namespace minigo::stdlib
