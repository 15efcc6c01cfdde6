// What a dying program prints: panics, fatal errors, goroutine traces, in Go's layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/gmp.h"

namespace minigo::runtime {

// "fatal error: TEXT", the traces, exit status 2: ends the engine. Usable from any thread of the engine
// that holds a P or the scheduler lock.
void Fatal(M* m, std::string_view text);
// The same with `text` printed verbatim before ("runtime: goroutine stack exceeds 1000000000-byte limit\n…").
void FatalWithPreamble(M* m, std::string_view preamble, std::string_view text);
// Tells how many panics are on their way more (by > 0) or less: when main returns it gives way to them for a while, since
// one that nobody recovers is to end the program, not main.
void CountPanics(M* m, int by);
// Whether this goroutine is the first that is about to die; if so it prints why and calls DieOfPanic. The others are
// to park: the program ends without them.
bool ClaimDeath(M* m);
// From here on what the goroutine prints is kept for DieOfPanic or TakePrinted; it is not preempted.
void KeepPrinted(M* m);
std::string TakePrinted(M* m);
// The end by a panic that nobody recovered: what was printed since KeepPrinted, traces, exit status 2.
void DieOfPanic(M* m);

// "goroutine 1 [running]:\nmain.main()\n\t/path/file.go:5 +0x1d\n…"; all: every goroutine (stops the world unless m is
// dying). For runtime.Stack, debug.Stack, SIGQUIT.
std::string Traceback(M* m, bool all);

// The stacks of all goroutines that Traceback shows, the caller's first: for each how many pcs there are, then the pcs as
// runtime.Callers tells them. Stops the world.
std::vector<uintptr_t> GoroutineStacks(M* m);

// debug.SetTraceback: "none", "single", "all", "system", "crash" or a number; never below the engine's own setting.
void SetTraceback(Runtime* rt, std::string_view level);

// print and println: to standard error, in the formats of Go's runtime. Between PrintBegin and PrintEnd the pieces
// are gathered and written at once.
void PrintBegin(M* m);
void PrintEnd(M* m);
void PrintString(M* m, GoString s);
void PrintInt(M* m, int64_t v);
void PrintUint(M* m, uint64_t v);
void PrintHex(M* m, uint64_t v);
void PrintFloat(M* m, double v);
void PrintFloat32(M* m, float v);
void PrintComplex(M* m, double re, double im);
void PrintComplex64(M* m, float re, float im);
void PrintBool(M* m, bool v);
void PrintPointer(M* m, const void* p);
void PrintSlice(M* m, GoSlice s);
void PrintIface(M* m, Iface i);

}  // namespace minigo::runtime
