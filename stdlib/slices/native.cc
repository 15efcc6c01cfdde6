// Natives of package slices.
#include <algorithm>
#include <cmath>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

void SortInts(GoSlice x) { std::sort(x.as<int64_t>(), x.as<int64_t>() + x.len); }
void SortStrings(GoSlice x) {
  std::sort(x.as<GoString>(), x.as<GoString>() + x.len,
            [](const GoString& a, const GoString& b) { return a.view() < b.view(); });
}
void SortFloats(GoSlice x) {
  std::sort(x.as<double>(), x.as<double>() + x.len,
            [](double a, double b) { return a < b || (std::isnan(a) && !std::isnan(b)); });
}

}  // namespace

MINIGO_NATIVES(slices, Native<&SortInts>("sortInts"), Native<&SortStrings>("sortStrings"),
               Native<&SortFloats>("sortFloats"))

}  // namespace minigo::stdlib
