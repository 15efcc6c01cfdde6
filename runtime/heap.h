// The garbage-collected heap of one engine: spans segregated by shape, non-moving, parallel stop-the-world
// mark and lazy sweep. See README.md for the essay.
//
// All memory is zeroed. Any pointer into an object, also into its middle or (for slices) just past its
// end, keeps the object alive. Pointers are found precisely in heap objects, by the shape's mask, and
// conservatively in VM frames, fiber stacks and the C++ stacks of stopped threads: natives need not root
// what they hold in locals. Memory outside of the heap (descriptors, constants, G structures) is not scanned
// except what AddRoot names and what the scheduler registers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "runtime/type.h"

namespace minigo::runtime {

struct HeapWorld;
struct M;
struct P;
struct Runtime;

struct MemStats {
  uint64_t alloc, total_alloc, sys, mallocs, frees;
  uint64_t heap_alloc, heap_sys, heap_idle, heap_inuse, heap_released, heap_objects;
  uint64_t stack_inuse, stack_sys, next_gc, last_gc_ns, pause_total_ns;
  uint64_t pause_ns[256];
  uint64_t pause_end_ns[256];
  uint32_t num_gc, num_forced_gc;
  double gc_cpu_fraction;
};

class Heap {
 public:
  explicit Heap(Runtime* rt);
  // Without a runtime: one thread, roots on its stack and in AddRoot (tests, tools), unless `world` says more.
  explicit Heap(const HeapWorld* world);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // The allocation class of types of this size and mask; called by TypeTable as it completes a type. No mask though
  // there are pointers: conservative.
  uint32_t ShapeOf(uint64_t size, uint64_t ptr_bytes, const uint64_t* ptr_mask);
  // The same of `size` bytes in which the mask of an element of elem_size bytes repeats.
  uint32_t ArrayShapeOf(uint64_t size, uint64_t elem_size, uint64_t elem_ptr_bytes,
                        const uint64_t* elem_mask);

  // One object of type t (size 0 yields a valid address). May run a collection: a safepoint.
  void* New(M* m, const Type* t);
  // n adjacent elements of type t, n >= 0, n*size known not to overflow (the caller checks, see MakeSlice).
  void* NewArray(M* m, const Type* t, int64_t n);
  // Bytes that hold no pointers. `zero` false: the caller overwrites all of it.
  void* NewBytes(M* m, size_t size, bool zero = true);
  // An object whose every word is scanned conservatively (closures and other compiler-made blocks whose
  // mask is not worth a shape).
  void* NewConservative(M* m, size_t size);
  // An object of `size` bytes with an explicit mask: a shape obtained once by ShapeOf.
  void* NewShape(M* m, uint32_t shape);

  // The slow half of AllocShape in heap_alloc.h.
  void* AllocSlow(M* m, uint32_t shape, bool zero);
  // Gives p its allocation cache. Done by the first allocation otherwise.
  void AttachP(P* p);
  // Takes it back, before p is freed.
  void DetachP(P* p);

  // The number of bytes that an allocation of `size` bytes really takes: what append rounds capacity up to.
  // Go's size classes, so that cap() of appended slices is Go's.
  static size_t RoundUpSize(size_t size, bool noscan);

  // The object that p points into; nullptr if p is not in the heap or the object is free.
  void* ObjectStart(const void* p) const;
  size_t ObjectSize(const void* start) const;

  // Scanned conservatively, or by mask when `t` is given, at each collection.
  void AddRoot(void* start, size_t bytes, const Type* t = nullptr);
  void RemoveRoot(void* start);

  // A full collection; returns when sweeping is complete (runtime.GC). A safepoint. Does nothing while m->locks > 0.
  void Collect(M* m);
  // Collects and returns all free memory to the system (debug.FreeOSMemory).
  void FreeOsMemory(M* m);
  // runtime.SetFinalizer and AddCleanup: after `obj` is found unreachable, `fn` is queued with `arg`.
  // kind finalizer resurrects obj and passes it; at most one per object. fn == nullptr removes it.
  void SetFinalizer(void* obj, FuncVal* fn, const Type* fn_type, const Type* arg_type);
  void AddCleanup(void* obj, FuncVal* fn, uint64_t id);
  void RemoveCleanup(void* obj, uint64_t id);
  // weak.Pointer: a handle that reads as nullptr once the object is gone.
  void** WeakHandle(M* m, void* obj);

  // A finalizer or cleanup whose turn has come.
  struct QueuedCall {
    FuncVal* fn;
    void* arg;              // finalizers: the object; cleanups: nullptr
    const Type* fn_type;    // finalizers, as given
    const Type* arg_type;
    uint64_t id;            // cleanups, as given
    bool finalizer;
  };
  // Takes the oldest of the queue. While it is in the queue it is a root; after that the caller keeps it.
  bool TakeQueued(QueuedCall* out);
  // `wake` is called after a collection that has queued something, the world running again. Any thread that collects.
  void OnQueued(void (*wake)(M* m, void* arg), void* arg);

  int SetGcPercent(int percent);          // debug.SetGCPercent; -1: off; returns the old one
  int64_t SetMemoryLimit(int64_t bytes);  // debug.SetMemoryLimit
  void ReadStats(MemStats* out);
  uint64_t live_bytes() const;

  // Embedders' limit: allocation beyond it is the fatal error "out of memory"; 0: none.
  void SetHardLimit(size_t bytes);
  // Walks all spans and checks their books: bits, counts, free runs, and that precise pointers lead to allocated
  // objects. nullptr: all is well; else a text that says what is not. The world is stopped or single-threaded.
  const char* Verify();

  // Stress: collect at every n-th allocation (MINIGO_GCSTRESS); 0: off.
  void SetStress(int n);

  struct Impl;
  Impl* impl() { return impl_.get(); }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace minigo::runtime
