// Natives of package internal/synctest: the scheduler's bubbles.
#include "runtime/synctest.h"

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::FrameInfo;

void Enter(M* m) { runtime::BubbleEnter(m); }
void Leave(M* m) { runtime::BubbleLeave(m); }

// The pc of the first frame outside of this package.
bool VisitCaller(void* arg, const FrameInfo& f) {
  if (f.hidden || f.function.view().starts_with("internal/synctest.")) return true;
  *static_cast<uintptr_t*>(arg) = f.pc;
  return false;
}
void Start(M* m, FuncVal* f) {
  uintptr_t pc = 0;
  m->rt->executor.walk(m->rt, m->g, &VisitCaller, &pc);
  runtime::BubbleStart(m, f, reinterpret_cast<const void*>(pc));
}

NativeStatus Idle(M* m, Slot* fp) {
  runtime::BubbleIdle(m);
  return NativeStatus::kParked;
}
bool Advance(M* m) { return runtime::BubbleAdvance(m); }
int64_t Result(M* m) { return static_cast<int64_t>(runtime::BubbleResult(m)); }

NativeStatus Wait(M* m, Slot* fp) {
  fp[0] = 1;
  if (runtime::BubbleWait(m)) return NativeStatus::kParked;
  fp[0] = 0;
  return NativeStatus::kDone;
}

}  // namespace

MINIGO_NATIVES(internal_synctest, Native<&Enter>("enter"), Native<&Leave>("leave"), Native<&Start>("start"),
               Raw<&Idle>("idle"), Native<&Advance>("advance"), Native<&Result>("result"), Raw<&Wait>("wait"))

}  // namespace minigo::stdlib
