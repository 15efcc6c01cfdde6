// For unit tests of the runtime's data half: a heap, types, one P and one M, without a scheduler.
#pragma once

#include "runtime/heap.h"
#include "runtime/heap_alloc.h"
#include "runtime/heap_world.h"
#include "runtime/type.h"

namespace minigo::runtime {

struct SoloHeap {
  Heap heap{&kSoloWorld};
  TypeTable types{nullptr, &heap};
  P p;
  M m;

  SoloHeap() {
    m.p = &p;
    p.m = &m;
    heap.AttachP(&p);
  }
  ~SoloHeap() { heap.DetachP(&p); }

  const Type* Int() { return types.Basic(Kind::kInt); }
  const Type* String() { return types.Basic(Kind::kString); }
  const Type* Struct(std::initializer_list<const Type*> fields) {
    std::vector<StructField> list;
    static const char* const kNames[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    for (const Type* t : fields) {
      StructField f;
      f.name = GoString(std::string_view(kNames[list.size()]));
      f.pkg_path = GoString(std::string_view("main"));
      f.type = t;
      list.push_back(f);
    }
    return types.StructOf(List<StructField>(list.data(), list.size()));
  }
};

}  // namespace minigo::runtime
