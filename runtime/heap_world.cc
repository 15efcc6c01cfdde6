// This file ties the collector to the scheduler, and makes the world of a heap that has none.
#include "runtime/heap_world.h"

#include <pthread.h>
#include <unistd.h>

#include "runtime/base/check.h"
#include "runtime/panic.h"
#include "runtime/proc.h"
#include "runtime/roots.h"
#include "runtime/runtime.h"

namespace minigo::runtime {

namespace {

using Scan = void (*)(void* arg, const void* start, size_t bytes);

template <typename T>
void ScanField(const T& field, Scan scan, void* arg) {
  scan(arg, &field, sizeof(field));
}

// Of the current chunk what is in use, older chunks whole (what lies beyond their last frame is less than a frame).
void ScanChunks(const G* g, Scan scan, void* arg) {
  for (const StackChunk* c = g->chunk; c != nullptr; c = c->prev) {
    const Slot* end = c->end;
    if (c == g->chunk && g->sp >= c->begin && g->sp <= c->end) end = g->sp;
    scan(arg, c->begin, static_cast<size_t>(end - c->begin) * sizeof(Slot));
  }
}

void ScanG(Runtime* rt, G* g, Scan scan, void* arg) {
  if (rt->executor.frames != nullptr) {
    rt->executor.frames(rt, g, scan, arg);
  } else {
    ScanChunks(g, scan, arg);
  }
  if (g->resume != nullptr) ScanField(g->resume_arg, scan, arg);
  if (g->status.load(std::memory_order_relaxed) == GStatus::kWaiting) ScanField(g->park_on, scan, arg);
  ScanField(g->labels, scan, arg);
  if (M* m = g->m; m != nullptr && m->g == g) {
    ScanField(m->pending, scan, arg);
    ScanField(m->call, scan, arg);
  }
  if (rt->executor.roots != nullptr) rt->executor.roots(g, scan, arg);
}

void Stop(M* m) { StopTheWorld(m, "GC"); }
void Start(M* m) { StartTheWorld(m); }
void OutOfMemory(M* m) {
  if (m == nullptr) MINIGO_FAIL("out of memory before the program starts");
  if (m->rt->options.heap_limit != 0) m->rt->limit_hit.store(true);
  Fatal(m, "runtime: out of memory");
}
void Trace(M* m, std::string_view line) {
  int err;
  m->rt->Write(m, 2, line.data(), line.size(), &err);
}

void SoloStop(M*) {}
void SoloScanG(Runtime*, G*, Scan, void*) {}
void SoloForEachG(Runtime*, void (*)(void*, G*), void*) {}
void SoloForEachP(Runtime*, void (*)(void*, P*), void*) {}
void SoloForEachStack(Runtime*, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                      void* arg) {
  thread_local const void* high = nullptr;  // finding it reads /proc
  if (high == nullptr) {
    pthread_attr_t attr;
    MINIGO_CHECK(pthread_getattr_np(pthread_self(), &attr) == 0);
    void* low;
    size_t size;
    MINIGO_CHECK(pthread_attr_getstack(&attr, &low, &size) == 0);
    pthread_attr_destroy(&attr);
    high = static_cast<char*>(low) + size;
  }
  fn(arg, own_low, high);
}
void SoloOutOfMemory(M*) { MINIGO_FAIL("out of memory"); }
void SoloTrace(M*, std::string_view line) {
  if (write(2, line.data(), line.size()) < 0) return;
}

}  // namespace

const HeapWorld kRuntimeWorld = {Stop,     Start,       ScanG, ForEachG, ForEachNativeStack,
                                 ForEachP, OutOfMemory, Trace};
const HeapWorld kSoloWorld = {SoloStop,     SoloStop,        SoloScanG, SoloForEachG, SoloForEachStack,
                              SoloForEachP, SoloOutOfMemory, SoloTrace};

}  // namespace minigo::runtime
