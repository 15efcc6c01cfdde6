// What the collector needs of the world around the heap: stopping it, and its roots. The runtime's world is
// the scheduler; a heap of its own (tests) has a world of one thread.
#pragma once

#include <string_view>

#include "runtime/gmp.h"

namespace minigo::runtime {

struct HeapWorld {
  void (*stop)(M* m);   // returns with all other threads at safepoints
  void (*start)(M* m);
  // Calls back for each root range, conservatively scanned; may be called concurrently for different gs.
  void (*scan_g)(Runtime* rt, G* g, void (*scan)(void* arg, const void* start, size_t bytes),
                 void* arg);
  void (*for_each_g)(Runtime* rt, void (*fn)(void* arg, G* g), void* arg);
  // own_low: where the calling thread's stack begins to count.
  void (*for_each_stack)(Runtime* rt, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                         void* arg);
  void (*for_each_p)(Runtime* rt, void (*fn)(void* arg, P* p), void* arg);
  void (*out_of_memory)(M* m);                        // may return
  void (*trace)(M* m, std::string_view line);         // GODEBUG=gctrace=1
};

extern const HeapWorld kRuntimeWorld;  // of a Heap that has a Runtime
extern const HeapWorld kSoloWorld;     // one thread

}  // namespace minigo::runtime
