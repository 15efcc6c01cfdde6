// Natives of package weak.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

std::tuple<void*, bool> HandleOf(M* m, void* p) {
  bool heap = m->rt->heap.ObjectStart(p) != nullptr;
  return {m->rt->heap.WeakHandle(m, p), heap};
}

}  // namespace

MINIGO_NATIVES(weak, Native<&HandleOf>("handleOf"))

}  // namespace minigo::stdlib
