// Natives of package xml.
#include <algorithm>
#include <iterator>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

struct NameRange {
  int32_t first, last;
  bool start;
};

constexpr NameRange kNameRanges[] = {
#include "stdlib/encoding/xml/names.inc"
};

// 0: r is not part of names; 1: of their rest; 2: also of their beginning.
int64_t NameClass(int32_t r) {
  auto it = std::partition_point(std::begin(kNameRanges), std::end(kNameRanges),
                                 [r](const NameRange& range) { return range.last < r; });
  if (it == std::end(kNameRanges) || r < it->first) return 0;
  return it->start ? 2 : 1;
}

}  // namespace

MINIGO_NATIVES(encoding_xml, Native<&NameClass>("nameClass"))

}  // namespace minigo::stdlib
