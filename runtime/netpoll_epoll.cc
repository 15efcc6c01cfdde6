// This file implements the poller on epoll: edge-triggered, one registration per descriptor for both directions, and an
// eventfd to break a blocked wait. One M at a time blocks in it, until the next timer is due; it is made when first
// needed.
#include <cerrno>
#include <vector>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/base/check.h"
#include "runtime/netpoll.h"
#include "runtime/sched.h"
#include "runtime/timer_impl.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kSeqCst = std::memory_order_seq_cst;
constexpr int kMaxEvents = 128;

// One direction.
struct Half {
  bool ready = false;
  G* waiter = nullptr;
  Slot* result = nullptr;
  int64_t deadline = 0;  // < 0: it has passed
  Timer timer{};
};

}  // namespace

// Reused but not freed before the engine ends, so that an event or a timer that comes late finds one.
struct PollDesc {
  SmallLock lock;  // guards all else
  int fd = -1;
  bool closing = false;
  bool event_error = false;
  uint16_t tag = 0;  // counts uses: events carry it
  Half read;
  Half write;
  PollDesc* next = nullptr;  // free list
};

struct Poller {
  int epoll_fd = -1;
  int event_fd = -1;
  std::atomic<uint32_t> break_pending{0};
  SmallLock lock;
  PollDesc* free = nullptr;        // guarded by lock
  std::vector<PollDesc*> all;      // guarded by lock
  std::atomic<bool> no_pwait2{false};
};

namespace {

uint64_t Tagged(const PollDesc* pd) { return (reinterpret_cast<uint64_t>(pd) << 16) | pd->tag; }

PollError Check(const PollDesc* pd, const Half& h) {
  if (pd->closing) return PollError::kClosing;
  if (h.deadline < 0) return PollError::kTimeout;
  if (&h == &pd->read && pd->event_error) return PollError::kNotPollable;
  return PollError::kNone;
}

// Takes the waiter, if any, with its result written. Under the lock.
G* TakeWaiter(Sched* s, Half* h, PollError result) {
  G* g = h->waiter;
  if (g == nullptr) return nullptr;
  h->waiter = nullptr;
  __atomic_store_n(h->result, static_cast<Slot>(result), __ATOMIC_RELAXED);  // the collector may be looking at the frame
  s->poll_waiters.fetch_sub(1, kSeqCst);
  return g;
}

void OnDeadline(M* m, Timer* t) {
  auto* pd = static_cast<PollDesc*>(t->call_arg);
  Sched* s = SchedOf(m);
  G* g = nullptr;
  {
    SmallLockGuard hold(pd->lock);
    Half* h = t == &pd->read.timer ? &pd->read : &pd->write;
    // It may have been moved, or the descriptor reused, since the timer fired.
    if (h->deadline <= 0 || h->deadline > NanoTime(m->rt)) return;
    h->deadline = -1;
    g = TakeWaiter(s, h, PollError::kTimeout);
  }
  if (g != nullptr) Ready(m, g);
}

void SetHalfDeadline(M* m, PollDesc* pd, Half* h, int64_t when) {
  int64_t now = NanoTime(m->rt);
  if (when > 0 && when <= now) when = -1;
  G* g = nullptr;
  {
    SmallLockGuard hold(pd->lock);
    if (pd->closing) return;
    h->deadline = when;
    if (when < 0) g = TakeWaiter(SchedOf(m), h, PollError::kTimeout);
  }
  if (when > 0) {
    h->timer.call = OnDeadline;
    h->timer.call_arg = pd;
    TimerReset(m, &h->timer, when, 0);
  } else {
    TimerStop(m, &h->timer);
  }
  if (g != nullptr) Ready(m, g);
}

// epoll_wait with a timeout in ns; < 0: none. ThreadSanitizer, which must see what comes before what, does not know epoll_pwait2.
int Wait(Poller* p, epoll_event* events, int64_t delay) {
  if (delay > 0 && !p->no_pwait2.load(kRelaxed)) {
#if defined(SYS_epoll_pwait2) && !defined(__SANITIZE_THREAD__)
    timespec ts{delay / 1'000'000'000, delay % 1'000'000'000};
    long n = syscall(SYS_epoll_pwait2, p->epoll_fd, events, kMaxEvents, &ts, nullptr, 0);
    if (n >= 0 || errno != ENOSYS) return static_cast<int>(n);
#endif
    p->no_pwait2.store(true, kRelaxed);
  }
  int ms;
  if (delay < 0) {
    ms = -1;
  } else if (delay == 0) {
    ms = 0;
  } else if (delay < 1'000'000) {
    ms = 1;
  } else if (delay < 1'000'000'000'000'000) {
    ms = static_cast<int>(delay / 1'000'000);
  } else {
    ms = 1'000'000'000;
  }
  return epoll_wait(p->epoll_fd, events, kMaxEvents, ms);
}

}  // namespace

void InitPoller(Sched* s) {
  MutexLock hold(s->lock);
  if (s->poller != nullptr) return;
  auto* p = new Poller;
  p->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  p->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (p->epoll_fd < 0 || p->event_fd < 0) {
    MINIGO_FAIL("cannot make a poller (errno=%d)", errno);
  }
  epoll_event ev{};
  ev.events = EPOLLIN;
  ev.data.u64 = 0;
  MINIGO_CHECK(epoll_ctl(p->epoll_fd, EPOLL_CTL_ADD, p->event_fd, &ev) == 0);
  s->poller = p;
  s->poller_ready.store(true, kSeqCst);
}

void FreePoller(Sched* s) {
  Poller* p = s->poller;
  if (p == nullptr) return;
  close(p->epoll_fd);
  close(p->event_fd);
  for (PollDesc* pd : p->all) delete pd;
  delete p;
  s->poller = nullptr;
}

void NetpollBreak(Sched* s) {
  if (!s->poller_ready.load(kSeqCst)) return;
  Poller* p = s->poller;
  if (p->break_pending.exchange(1, kSeqCst) != 0) return;
  uint64_t one = 1;
  for (;;) {
    ssize_t n = write(p->event_fd, &one, sizeof(one));
    if (n >= 0 || errno != EINTR) return;
  }
}

GList Netpoll(Sched* s, int64_t delay) {
  GList ready;
  if (!s->poller_ready.load(kSeqCst)) {
    if (delay == 0) return ready;
    InitPoller(s);
  }
  Poller* p = s->poller;
  epoll_event events[kMaxEvents];
  int n = Wait(p, events, delay);
  for (int i = 0; i < n; i++) {
    uint64_t data = events[i].data.u64;
    if (data == 0) {
      // Meant for the M that blocks; a mere look leaves it.
      if (delay != 0) {
        uint64_t count;
        ssize_t got = read(p->event_fd, &count, sizeof(count));
        (void)got;
        p->break_pending.store(0, kSeqCst);
      }
      continue;
    }
    auto* pd = reinterpret_cast<PollDesc*>(data >> 16);
    uint32_t e = events[i].events;
    SmallLockGuard hold(pd->lock);
    if (pd->tag != static_cast<uint16_t>(data) || pd->fd < 0) continue;
    pd->event_error = e == EPOLLERR;
    if ((e & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
      if (G* g = TakeWaiter(s, &pd->read, Check(pd, pd->read))) {
        ready.PushBack(g);
      } else {
        pd->read.ready = true;
      }
    }
    if ((e & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0) {
      if (G* g = TakeWaiter(s, &pd->write, Check(pd, pd->write))) {
        ready.PushBack(g);
      } else {
        pd->write.ready = true;
      }
    }
  }
  return ready;
}

PollDesc* PollOpen(M* m, int fd, int* err) {
  Sched* s = SchedOf(m);
  InitPoller(s);
  Poller* p = s->poller;
  PollDesc* pd;
  {
    SmallLockGuard hold(p->lock);
    pd = p->free;
    if (pd != nullptr) {
      p->free = pd->next;
    } else {
      pd = new PollDesc;
      p->all.push_back(pd);
    }
  }
  epoll_event ev{};
  {
    SmallLockGuard hold(pd->lock);
    pd->fd = fd;
    pd->closing = false;
    pd->event_error = false;
    pd->tag++;
    pd->read.ready = pd->write.ready = false;
    pd->read.deadline = pd->write.deadline = 0;
    ev.data.u64 = Tagged(pd);
  }
  ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  if (epoll_ctl(p->epoll_fd, EPOLL_CTL_ADD, fd, &ev) == 0) {
    *err = 0;
    return pd;
  }
  *err = errno;
  {
    SmallLockGuard hold(pd->lock);
    pd->fd = -1;
  }
  SmallLockGuard hold(p->lock);
  pd->next = p->free;
  p->free = pd;
  return nullptr;
}

void PollClose(M* m, PollDesc* pd) {
  Poller* p = SchedOf(m)->poller;
  TimerStop(m, &pd->read.timer);
  TimerStop(m, &pd->write.timer);
  epoll_event ev{};
  {
    SmallLockGuard hold(pd->lock);
    MINIGO_DCHECK(pd->read.waiter == nullptr && pd->write.waiter == nullptr);
    epoll_ctl(p->epoll_fd, EPOLL_CTL_DEL, pd->fd, &ev);
    pd->fd = -1;
    pd->tag++;
  }
  SmallLockGuard hold(p->lock);
  pd->next = p->free;
  p->free = pd;
}

PollError PollReset(PollDesc* pd, int mode) {
  SmallLockGuard hold(pd->lock);
  Half& h = mode == 'r' ? pd->read : pd->write;
  PollError err = Check(pd, h);
  if (err == PollError::kNone) h.ready = false;
  return err;
}

ChanStatus PollWait(M* m, PollDesc* pd, int mode, Slot* result, WaitReason reason) {
  Sched* s = SchedOf(m);
  SmallLockGuard hold(pd->lock);
  Half& h = mode == 'r' ? pd->read : pd->write;
  PollError err = Check(pd, h);
  if (err == PollError::kNone && !h.ready) {
    MINIGO_DCHECK(h.waiter == nullptr);
    h.waiter = m->g;
    h.result = result;
    s->poll_waiters.fetch_add(1, kSeqCst);
    Park(m, reason, pd);
    return ChanStatus::kParked;
  }
  h.ready = false;
  *result = static_cast<Slot>(err);
  return ChanStatus::kDone;
}

void PollSetDeadline(M* m, PollDesc* pd, int64_t when, int mode) {
  if (mode == 'r' || mode == 'r' + 'w') SetHalfDeadline(m, pd, &pd->read, when);
  if (mode == 'w' || mode == 'r' + 'w') SetHalfDeadline(m, pd, &pd->write, when);
}

void PollUnblock(M* m, PollDesc* pd) {
  Sched* s = SchedOf(m);
  G *reader, *writer;
  {
    SmallLockGuard hold(pd->lock);
    pd->closing = true;
    reader = TakeWaiter(s, &pd->read, PollError::kClosing);
    writer = TakeWaiter(s, &pd->write, PollError::kClosing);
  }
  TimerStop(m, &pd->read.timer);
  TimerStop(m, &pd->write.timer);
  if (reader != nullptr) Ready(m, reader);
  if (writer != nullptr) Ready(m, writer);
}

}  // namespace minigo::runtime
