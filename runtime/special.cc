// This file implements what is attached to objects from outside: finalizers, cleanups and weak handles.
//
// The order is Go's. What an object with a finalizer points to is kept alive (the object itself is not), so of two such
// objects the referring one goes first, and a cycle never. A weak handle is cleared when its object is found
// unreachable, before a finalizer resurrects it. A cleanup runs once the object is really gone.
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/marker.h"

namespace minigo::runtime {

void Heap::Impl::MarkSpecialRoots(Marker* marker) {
  for (const auto& [object, list] : specials) {
    for (const Special& s : list) {
      marker->Mark(reinterpret_cast<uintptr_t>(s.fn));
      if (s.kind == Special::kFinalizer) ScanWhole(marker, object);
    }
  }
  for (size_t i = queue_head; i < queue.size(); i++) {
    marker->Mark(reinterpret_cast<uintptr_t>(queue[i].fn));
    marker->Mark(reinterpret_cast<uintptr_t>(queue[i].arg));
  }
}

// Marks all that the object points to, but not the object.
void Heap::Impl::ScanWhole(Marker* marker, uintptr_t object) {
  const Span& s = spans[(object - base) >> kBlockShift];
  if (s.state == SpanState::kLarge) {
    if (s.kind == ScanKind::kNoscan) return;
    for (uint64_t at = 0; at < s.large_size; at += kScanChunk) marker->ScanObject(object + at);
  } else {
    marker->ScanObject(object);
  }
}

void Heap::Impl::ProcessSpecials(Marker* marker) {
  struct Dead {
    uint32_t block, index;
  };
  auto locate = [&](uintptr_t object) {
    uintptr_t offset = object - base;
    uint32_t block = static_cast<uint32_t>(offset >> kBlockShift);
    const Span& s = spans[block];
    uint32_t index = static_cast<uint32_t>(((offset & (kBlockSize - 1)) * uint64_t{s.magic}) >> 32);
    return s.state == SpanState::kLarge ? Dead{block, 0} : Dead{block, index};
  };
  auto marked = [&](uintptr_t object) {
    Dead d = locate(object);
    return marker->IsMarked(d.block, d.index);
  };
  for (auto it = specials.begin(); it != specials.end();) {
    uintptr_t object = it->first;
    std::vector<Special>& list = it->second;
    bool alive = marked(object);
    // 1. Weak handles that nobody holds are dropped, those of dead objects read as nullptr from now on.
    std::erase_if(list, [&](const Special& s) {
      if (s.kind != Special::kWeak) return false;
      bool held = marked(reinterpret_cast<uintptr_t>(s.handle));
      if (held && !alive) *s.handle = nullptr;
      return !held || !alive;
    });
    if (!alive) {
      // 2. A finalizer resurrects the object; cleanups then wait.
      for (size_t i = 0; i < list.size() && !alive; i++) {
        if (list[i].kind != Special::kFinalizer) continue;
        const Special& s = list[i];
        queue.push_back({s.fn, reinterpret_cast<void*>(s.pointer), s.fn_type, s.arg_type, 0, true});
        Dead d = locate(object);
        marker->SetMarked(d.block, d.index);
        list.erase(list.begin() + static_cast<long>(i));
        alive = true;
      }
      // 3. Else it is gone.
      if (!alive) {
        for (const Special& s : list) {
          queue.push_back({s.fn, nullptr, nullptr, nullptr, s.id, false});
        }
        list.clear();
      }
    }
    it = list.empty() ? specials.erase(it) : std::next(it);
  }
  marker->Drain();
}

void Heap::SetFinalizer(void* obj, FuncVal* fn, const Type* fn_type, const Type* arg_type) {
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  uint32_t block, index;
  uintptr_t start;
  if (!h.FindObject(reinterpret_cast<uintptr_t>(obj), &block, &index, &start)) return;
  auto it = h.specials.find(start);
  if (it != h.specials.end()) {
    std::erase_if(it->second, [](const Special& s) { return s.kind == Special::kFinalizer; });
    if (it->second.empty()) h.specials.erase(it);
  }
  if (fn == nullptr) return;
  h.specials[start].push_back({Special::kFinalizer, reinterpret_cast<uintptr_t>(obj), fn, fn_type,
                               arg_type, 0, nullptr});
}

void Heap::AddCleanup(void* obj, FuncVal* fn, uint64_t id) {
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  uint32_t block, index;
  uintptr_t start;
  if (!h.FindObject(reinterpret_cast<uintptr_t>(obj), &block, &index, &start)) return;
  h.specials[start].push_back(
      {Special::kCleanup, reinterpret_cast<uintptr_t>(obj), fn, nullptr, nullptr, id, nullptr});
}

void Heap::RemoveCleanup(void* obj, uint64_t id) {
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  uint32_t block, index;
  uintptr_t start;
  if (!h.FindObject(reinterpret_cast<uintptr_t>(obj), &block, &index, &start)) return;
  auto it = h.specials.find(start);
  if (it == h.specials.end()) return;
  std::erase_if(it->second,
                [&](const Special& s) { return s.kind == Special::kCleanup && s.id == id; });
  if (it->second.empty()) h.specials.erase(it);
}

void** Heap::WeakHandle(M* m, void* obj) {
  Impl& h = *impl_;
  // Made before the lock is taken: an allocation may collect. Garbage if the object has one already.
  void** handle = static_cast<void**>(NewBytes(m, sizeof(void*)));
  MutexLock lock(h.mu);
  uint32_t block, index;
  uintptr_t start, p = reinterpret_cast<uintptr_t>(obj);
  *handle = obj;
  if (!h.FindObject(p, &block, &index, &start)) return handle;  // immortal memory
  std::vector<Special>& list = h.specials[start];
  for (const Special& s : list) {
    if (s.kind == Special::kWeak && s.pointer == p) {
      *handle = nullptr;
      return s.handle;
    }
  }
  list.push_back({Special::kWeak, p, nullptr, nullptr, nullptr, 0, handle});
  return handle;
}

bool Heap::TakeQueued(QueuedCall* out) {
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  if (h.queue_head == h.queue.size()) return false;
  *out = h.queue[h.queue_head++];
  if (h.queue_head == h.queue.size()) {
    h.queue.clear();
    h.queue_head = 0;
  }
  return true;
}

}  // namespace minigo::runtime
