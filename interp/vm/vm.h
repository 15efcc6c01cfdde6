// The virtual machine's public side: what the runtime is handed, and what the engine binds.
#pragma once

#include "interp/bytecode/func.h"
#include "runtime/gmp.h"
#include "runtime/native.h"

namespace minigo::vm {

// How the runtime runs goroutines. Give it to Runtime's constructor; set Runtime::engine to an object whose first
// member is a bytecode::VmLinks before anything runs.
const runtime::Executor& VmExecutor();

// Natives that need the VM's inside, declared //minigo:vm in the library, whichever package declares them:
//   func panicCount() int
//   func panicAt(i int) (value any, recovered, goexit, repanicked bool)     0: the oldest
//   func makeFuncValue(ftyp unsafe.Pointer, impl func(args, results unsafe.Pointer)) unsafe.Pointer
//       a func value of type ftyp. A call packs its parameter slots, as they lie in a frame, into a heap block at args and
//       takes its results from the slots at results (zeroed before).
//   func FuncEntry(fn unsafe.Pointer) uintptr                               the pc that FuncForPC maps back
extern const runtime::NativeTable kVmNatives;

// The pc numbers that Go code sees: function id << 24 | word. Calls inlined at that word are told apart by the top
// byte: 0 is the function itself, 1 the call inlined into it, and so on inwards.
uintptr_t EncodePc(const runtime::Func* f, const bytecode::Insn* pc);

}  // namespace minigo::vm
