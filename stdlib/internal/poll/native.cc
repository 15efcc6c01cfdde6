// Natives of package internal/poll: the runtime's poller.
#include "runtime/netpoll.h"

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::ChanStatus;
using runtime::PollDesc;

std::tuple<PollDesc*, int64_t> PollOpen(M* m, int64_t fd) {
  int err = 0;
  PollDesc* pd = runtime::PollOpen(m, static_cast<int>(fd), &err);
  return {pd, pd == nullptr ? err : 0};
}
void PollClose(M* m, PollDesc* pd) { runtime::PollClose(m, pd); }
int64_t PollReset(PollDesc* pd, int64_t mode) {
  return static_cast<int64_t>(runtime::PollReset(pd, static_cast<int>(mode)));
}
NativeStatus PollWait(M* m, Slot* fp) {
  fp[0] = 0;
  ChanStatus st = runtime::PollWait(m, reinterpret_cast<PollDesc*>(fp[1]), static_cast<int>(fp[2]), &fp[0]);
  return st == ChanStatus::kParked ? NativeStatus::kParked : NativeStatus::kDone;
}
void PollSetDeadline(M* m, PollDesc* pd, int64_t when, int64_t mode) {
  runtime::PollSetDeadline(m, pd, when, static_cast<int>(mode));
}
void PollUnblock(M* m, PollDesc* pd) { runtime::PollUnblock(m, pd); }

}  // namespace

MINIGO_NATIVES(internal_poll, Native<&PollOpen>("pollOpen"), Native<&PollClose>("pollClose"),
               Native<&PollReset>("pollReset"), Raw<&PollWait>("pollWait"),
               Native<&PollSetDeadline>("pollSetDeadline"), Native<&PollUnblock>("pollUnblock"))

}  // namespace minigo::stdlib
