// Natives of package os/signal.
#include "runtime/signal.h"

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

void Enable(M* m, int64_t sig) { runtime::SignalEnable(m, static_cast<int>(sig)); }
void Disable(M* m, int64_t sig) { runtime::SignalDisable(m, static_cast<int>(sig)); }
void Ignore(M* m, int64_t sig) { runtime::SignalIgnore(m, static_cast<int>(sig)); }
bool Ignored(M* m, int64_t sig) { return runtime::SignalIgnored(m, static_cast<int>(sig)); }
NativeStatus Recv(M* m, Slot* fp) {
  return runtime::SignalRecv(m, fp) == runtime::ChanStatus::kParked ? NativeStatus::kParked
                                                                    : NativeStatus::kDone;
}

}  // namespace

MINIGO_NATIVES(os_signal, Native<&Enable>("enable"), Native<&Disable>("disable"),
               Native<&Ignore>("ignore"), Native<&Ignored>("ignored"), Raw<&Recv>("recv"))

}  // namespace minigo::stdlib
