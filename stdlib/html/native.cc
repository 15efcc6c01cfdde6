// Natives of package html.
#include <algorithm>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

struct Entity {
  std::string_view name;
  int32_t first, second;
};
constexpr Entity kEntities[] = {
#include "stdlib/html/entities.inc"
};

std::tuple<int32_t, int32_t> Lookup(GoString name) {
  const Entity* end = std::end(kEntities);
  const Entity* e = std::lower_bound(
      std::begin(kEntities), end, View(name),
      [](const Entity& entity, std::string_view text) { return entity.name < text; });
  if (e == end || e->name != View(name)) return {0, 0};
  return {e->first, e->second};
}

}  // namespace

MINIGO_NATIVES(html, Native<&Lookup>("entity"))

}  // namespace minigo::stdlib
