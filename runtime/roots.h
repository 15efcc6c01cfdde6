// What the collector asks of the scheduler: where the roots are. Called by the collector while the world is
// stopped; proc.cc implements them.
#pragma once

#include "runtime/gmp.h"

namespace minigo::runtime {

// Every goroutine of rt, dead ones in a pool excepted or with status kDead.
void ForEachG(Runtime* rt, void (*fn)(void* arg, G* g), void* arg);
// Every C++ stack that may hold heap pointers, as [low, high): the stacks of stopped Ms from the sp at which they
// stopped, with their callee-saved registers spilled above it; suspended fibers, and the thread stacks beneath
// running ones. Of threads' stacks only what lies below the VM's loop. The calling M's own range begins at own_low.
void ForEachNativeStack(Runtime* rt, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                        void* arg);
// Every P, idle ones included.
void ForEachP(Runtime* rt, void (*fn)(void* arg, P* p), void* arg);

}  // namespace minigo::runtime
