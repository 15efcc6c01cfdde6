// This file implements channels.
//
// Invariants, under the channel's lock: at least one of sendq and recvq is empty, except for a select that waits on
// both ends of an unbuffered channel; with count > 0 recvq is empty, and with count < cap sendq is empty (selects whose
// goroutine has been taken through another channel excepted). A waker completes the sleeper's whole operation
// before it readies it: values, ok and the chosen case are in the sleeper's frame, and its sudog is freed. A sleeper has
// something left to do, through G::resume, only after a select, a closed send, or a timer's channel.
#include "runtime/chan.h"

#include <cstring>
#include <string>

#include "runtime/base/check.h"
#include "runtime/chan_impl.h"
#include "runtime/native.h"
#include "runtime/sched.h"
#include "runtime/synctest.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kRelease = std::memory_order_release;
constexpr uint64_t kMaxAlloc = uint64_t{1} << 47;

// g has been woken by the close of the channel it sends on.
void ResumeClosedSend(M* m, G* g) {
  g->resume = nullptr;
  PanicPlainError(m, "send on closed channel");
}

// g has received from a timer's channel: one goroutine less that needs the timer.
void ResumeTimerRecv(M* m, G* g) {
  auto* t = static_cast<Timer*>(g->resume_arg);
  g->resume = nullptr;
  g->resume_arg = nullptr;
  TimerUnblock(m, t);
}

// Parks the running goroutine on q. The caller unlocks c next and touches the goroutine no more.
void Enqueue(M* m, Chan* c, WaitQ* q, void* elem, Slot* ok, WaitReason reason) {
  G* g = m->g;
  Sudog* s = AcquireSudog(m);
  s->g = g;
  s->elem = elem;
  s->ok = ok;
  s->chan = c;
  g->waiting = s;
  q->Enqueue(s);
  Park(m, reason, c);
}

}  // namespace

// ---------------------------------------------------------------- what a waker does to a sleeper

void CompleteWait(Sudog* s, bool ok) {
  if (s->ok != nullptr) *s->ok = ok ? 1 : 0;
  if (s->is_select) {
    *s->chosen = static_cast<Slot>(static_cast<int64_t>(s->index));
    s->g->resume_arg = s;
  } else {
    s->g->waiting = nullptr;
  }
}

void WakeWaiter(M* m, Sudog* s) {
  G* g = s->g;
  if (!s->is_select) ReleaseSudog(m, s);
  Ready(m, g);
}

// ---------------------------------------------------------------- sudogs

namespace {
constexpr int kSudogBatch = 32;
constexpr int kMaxSudogs = 128;
}  // namespace

Sudog* AcquireSudog(M* m) {
  P* p = m->p;
  if (p->sudog_cache == nullptr) {
    Sched* sched = SchedOf(m);
    SmallLockGuard hold(sched->sudog_lock);
    if (sched->sudogs != nullptr) {
      p->sudog_cache = sched->sudogs;
      sched->sudogs = p->sudog_cache->g_link;
      p->sudog_cache->g_link = nullptr;
    } else {
      auto* slab = static_cast<Sudog*>(std::calloc(kSudogBatch, sizeof(Sudog)));
      MINIGO_CHECK(slab != nullptr);
      sched->sudog_slabs.push_back(slab);
      for (int i = 0; i < kSudogBatch - 1; i++) slab[i].next = &slab[i + 1];
      p->sudog_cache = slab;
    }
    p->sudog_count = kSudogBatch;
  }
  Sudog* s = p->sudog_cache;
  p->sudog_cache = s->next;
  p->sudog_count--;
  s->next = nullptr;
  return s;
}

void ReleaseSudog(M* m, Sudog* s) {
  P* p = m->p;
  if (p == nullptr) return;  // a fiber that unwinds at the engine's end, with which all sudogs go
  std::memset(static_cast<void*>(s), 0, sizeof(*s));
  s->next = p->sudog_cache;
  p->sudog_cache = s;
  if (++p->sudog_count < kMaxSudogs) return;
  // Batches are of exactly kSudogBatch.
  Sched* sched = SchedOf(m);
  while (p->sudog_count >= kMaxSudogs / 2 + kSudogBatch) {
    Sudog* batch = p->sudog_cache;
    Sudog* last = batch;
    for (int i = 1; i < kSudogBatch; i++) last = last->next;
    p->sudog_cache = last->next;
    last->next = nullptr;
    p->sudog_count -= kSudogBatch;
    SmallLockGuard hold(sched->sudog_lock);
    batch->g_link = sched->sudogs;
    sched->sudogs = batch;
  }
}

// ---------------------------------------------------------------- making, looking

Chan* ChanMake(M* m, const ChanType* t, int64_t size) {
  const Type* elem = t->elem;
  uint64_t bytes;
  if (size < 0 || __builtin_mul_overflow(static_cast<uint64_t>(size), elem->size, &bytes) ||
      bytes > kMaxAlloc - sizeof(Chan)) {
    return nullptr;
  }
  Heap& heap = m->rt->heap;
  Chan* c;
  if (!elem->has_pointers()) {
    // Header and ring are one object, with nothing to scan: its one heap pointer leads to itself.
    c = static_cast<Chan*>(heap.NewBytes(m, sizeof(Chan) + bytes));
    c->buf = reinterpret_cast<char*>(c + 1);
  } else {
    c = static_cast<Chan*>(heap.NewConservative(m, sizeof(Chan)));
    if (bytes != 0) c->buf = static_cast<char*>(heap.NewArray(m, elem, size));
  }
  c->elem = elem;
  c->elem_size = elem->size;
  c->cap = static_cast<uint64_t>(size);
  if (m->g != nullptr && m->g->bubble != nullptr) [[unlikely]] c->bubble = m->g->bubble->id;
  return c;
}

int64_t ChanLen(const Chan* c) {
  if (c == nullptr || c->timer != nullptr) return 0;
  return static_cast<int64_t>(c->count.load(kRelaxed));
}

int64_t ChanCap(const Chan* c) {
  if (c == nullptr || c->timer != nullptr) return 0;
  return static_cast<int64_t>(c->cap);
}

const Type* ChanElem(const Chan* c) { return c->elem; }

// ---------------------------------------------------------------- bubbles

[[gnu::noinline]] bool Bubbled(M* m, const Chan* c, const char* what) {
  if (InBubble(m->g, c->bubble)) return false;
  PanicFatal(m, std::string(what) + " synctest channel from outside bubble");
  return true;
}

// ---------------------------------------------------------------- send, receive, close

ChanStatus SendLocked(M* m, Chan* c, const void* elem) {
  if (c->closed.load(kRelaxed) != 0) return ChanStatus::kClosed;
  if (Sudog* s = c->recvq.Dequeue()) {
    if (s->elem != nullptr) CopyElem(s->elem, elem, c->elem_size);
    CompleteWait(s, true);
    c->lock.Unlock();
    WakeWaiter(m, s);
    return ChanStatus::kDone;
  }
  uint64_t count = c->count.load(kRelaxed);
  if (count < c->cap) {
    CopyElem(c->At(c->send_index), elem, c->elem_size);
    if (++c->send_index == c->cap) c->send_index = 0;
    c->count.store(count + 1, kRelaxed);
    c->lock.Unlock();
    return ChanStatus::kDone;
  }
  return ChanStatus::kWouldBlock;
}

ChanStatus ChanSend(M* m, Chan* c, const void* elem, bool block) {
  if (c == nullptr) {
    if (!block) return ChanStatus::kWouldBlock;
    Park(m, WaitReason::kChanSendNil);
    return ChanStatus::kParked;
  }
  if (c->bubble != 0 && Bubbled(m, c, "send on")) [[unlikely]] return ChanStatus::kFatal;
  // Without the lock: a full channel that is not closed. Both reads may be of different moments, but a channel is
  // never reopened, so at one moment between them both held.
  if (!block && c->closed.load(std::memory_order_acquire) == 0 && c->LooksFull()) {
    return ChanStatus::kWouldBlock;
  }
  c->lock.Lock();
  ChanStatus st = SendLocked(m, c, elem);
  if (st == ChanStatus::kDone) return st;
  if (st == ChanStatus::kWouldBlock && block) {
    Enqueue(m, c, &c->sendq, const_cast<void*>(elem), nullptr,
            c->bubble != 0 ? WaitReason::kSynctestChanSend : WaitReason::kChanSend);
    st = ChanStatus::kParked;
  }
  c->lock.Unlock();
  return st;
}

ChanStatus RecvLocked(M* m, Chan* c, void* elem, Slot* ok) {
  uint64_t count = c->count.load(kRelaxed);
  if (c->closed.load(kRelaxed) != 0 && count == 0) {
    c->lock.Unlock();
    if (elem != nullptr) std::memset(elem, 0, c->elem_size);
    if (ok != nullptr) *ok = 0;
    return ChanStatus::kDone;
  }
  if (Sudog* s = c->sendq.Dequeue()) {
    if (c->cap == 0) {
      if (elem != nullptr) CopyElem(elem, s->elem, c->elem_size);
    } else {
      // The queue is full: take its head, and put the sender's value at its tail, which is the same slot.
      char* slot = c->At(c->recv_index);
      if (elem != nullptr) CopyElem(elem, slot, c->elem_size);
      CopyElem(slot, s->elem, c->elem_size);
      if (++c->recv_index == c->cap) c->recv_index = 0;
      c->send_index = c->recv_index;
    }
    CompleteWait(s, true);
    c->lock.Unlock();
    if (ok != nullptr) *ok = 1;
    WakeWaiter(m, s);
    return ChanStatus::kDone;
  }
  if (count > 0) {
    char* slot = c->At(c->recv_index);
    if (elem != nullptr) CopyElem(elem, slot, c->elem_size);
    if (c->elem->has_pointers()) std::memset(slot, 0, c->elem_size);
    if (++c->recv_index == c->cap) c->recv_index = 0;
    c->count.store(count - 1, kRelaxed);
    c->lock.Unlock();
    if (ok != nullptr) *ok = 1;
    return ChanStatus::kDone;
  }
  return ChanStatus::kWouldBlock;
}

ChanStatus ChanRecv(M* m, Chan* c, void* elem, Slot* ok, bool block) {
  if (c == nullptr) {
    if (!block) return ChanStatus::kWouldBlock;
    Park(m, WaitReason::kChanReceiveNil);
    return ChanStatus::kParked;
  }
  if (c->bubble != 0 && Bubbled(m, c, "receive on")) [[unlikely]] return ChanStatus::kFatal;
  Timer* timer = c->timer;
  if (timer != nullptr) TimerMaybeRun(m, timer);
  if (!block && c->LooksEmpty()) {
    // The order matters: a channel that is empty and then seen open was empty and open at once.
    if (c->closed.load(std::memory_order_acquire) == 0) return ChanStatus::kWouldBlock;
    if (c->LooksEmpty()) {
      if (elem != nullptr) std::memset(elem, 0, c->elem_size);
      if (ok != nullptr) *ok = 0;
      return ChanStatus::kDone;
    }
  }
  if (timer != nullptr && block) TimerBlock(m, timer);
  c->lock.Lock();
  ChanStatus st = RecvLocked(m, c, elem, ok);
  if (st == ChanStatus::kWouldBlock) {
    if (block) {
      if (timer != nullptr) {
        m->g->resume = ResumeTimerRecv;
        m->g->resume_arg = timer;
      }
      Enqueue(m, c, &c->recvq, elem, ok,
              c->bubble != 0 ? WaitReason::kSynctestChanReceive : WaitReason::kChanReceive);
      st = ChanStatus::kParked;
    }
    c->lock.Unlock();
  }
  if (timer != nullptr && block && st != ChanStatus::kParked) TimerUnblock(m, timer);
  return st;
}

ChanStatus ChanClose(M* m, Chan* c) {
  if (c == nullptr) return ChanStatus::kNil;
  if (c->bubble != 0 && Bubbled(m, c, "close of")) [[unlikely]] return ChanStatus::kFatal;
  c->lock.Lock();
  if (c->closed.load(kRelaxed) != 0) {
    c->lock.Unlock();
    return ChanStatus::kClosed;
  }
  c->closed.store(1, kRelease);
  // Wake them only after the unlock; they would come straight for the lock.
  Sudog* head = nullptr;
  Sudog** tail = &head;
  auto collect = [&](Sudog* s) {
    s->next = nullptr;
    *tail = s;
    tail = &s->next;
  };
  while (Sudog* s = c->recvq.Dequeue()) {
    if (s->elem != nullptr) std::memset(s->elem, 0, c->elem_size);
    CompleteWait(s, false);
    collect(s);
  }
  while (Sudog* s = c->sendq.Dequeue()) {
    CompleteWait(s, false);
    if (s->is_select) {
      MarkSelectClosed(s);
    } else {
      s->g->resume = ResumeClosedSend;
    }
    collect(s);
  }
  c->lock.Unlock();
  while (head != nullptr) {
    Sudog* s = head;
    head = s->next;
    s->next = nullptr;
    WakeWaiter(m, s);
  }
  return ChanStatus::kDone;
}

bool ChanTrySendTime(M* m, Chan* c, int64_t late, int64_t fake_ns) {
  alignas(8) char value[64];
  Sched* s = SchedOf(m);
  if (c->elem_size > sizeof(value)) return false;
  std::memset(value, 0, sizeof(value));
  if (s->make_time != nullptr) s->make_time(m->rt, value, late, fake_ns);
  c->lock.Lock();
  if (SendLocked(m, c, value) == ChanStatus::kDone) return true;
  c->lock.Unlock();
  return false;
}

bool ChanDrain(Chan* c) {
  SmallLockGuard hold(c->lock);
  uint64_t count = c->count.load(kRelaxed);
  if (count == 0) return false;
  if (c->buf != nullptr) std::memset(c->buf, 0, c->cap * c->elem_size);
  c->count.store(0, kRelaxed);
  c->send_index = c->recv_index = 0;
  return true;
}

}  // namespace minigo::runtime
