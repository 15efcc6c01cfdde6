// Natives of package sync: semaphores, the list behind Cond, and Pool's weak handles.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::NotifyList;
using runtime::SemStatus;
using runtime::WaitReason;

NativeStatus Semacquire(M* m, Slot* fp) {
  static constexpr WaitReason kReasons[] = {
      WaitReason::kSyncMutexLock, WaitReason::kSyncRWMutexRLock, WaitReason::kSyncRWMutexLock,
      WaitReason::kSyncWaitGroupWait, WaitReason::kSynctestWaitGroupWait};
  auto* addr = reinterpret_cast<uint32_t*>(fp[0]);
  SemStatus st = runtime::SemAcquire(m, addr, kReasons[fp[1]], fp[2] != 0);
  return st == SemStatus::kParked ? NativeStatus::kParked : NativeStatus::kDone;
}
void Semrelease(M* m, uint32_t* addr, bool handoff) { runtime::SemRelease(m, addr, handoff); }

uint32_t NotifyAdd(NotifyList* l) { return runtime::NotifyAdd(l); }
NativeStatus NotifyWait(M* m, Slot* fp) {
  auto* l = reinterpret_cast<NotifyList*>(fp[0]);
  SemStatus st = runtime::NotifyWait(m, l, static_cast<uint32_t>(fp[1]));
  return st == SemStatus::kParked ? NativeStatus::kParked : NativeStatus::kDone;
}
void NotifyAll(M* m, NotifyList* l) { runtime::NotifyAll(m, l); }
void NotifyOne(M* m, NotifyList* l) { runtime::NotifyOne(m, l); }

void* PoolLoad(void** handle) {
  return handle == nullptr ? nullptr : __atomic_load_n(handle, __ATOMIC_ACQUIRE);
}
void* PoolHandle(M* m, void* list) { return m->rt->heap.WeakHandle(m, list); }

}  // namespace

MINIGO_NATIVES(sync, Raw<&Semacquire>("semacquire"), Native<&Semrelease>("semrelease"),
               Native<&NotifyAdd>("notifyAdd"), Raw<&NotifyWait>("notifyWait"),
               Native<&NotifyAll>("notifyAll"), Native<&NotifyOne>("notifyOne"),
               Native<&PoolLoad>("poolLoad"), Native<&PoolHandle>("poolHandle"))

}  // namespace minigo::stdlib
