// This file implements fibers on Boost.Context's fcontext: starting, suspending and resuming them, and the pool of their
// stacks.
//
// At any time at most one context of a thread's own stack is saved, in M::Impl::thread_context: the thread is then on a
// fiber. A fiber that suspends always jumps there, even when it has parent fibers; the whole chain stays as it is and
// the goroutine is resumed at its innermost fiber. Only the end of a child fiber jumps to its parent.
#include "runtime/fiber.h"

#include <cstdlib>

#include <boost/context/detail/fcontext.hpp>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "runtime/base/check.h"
#include "runtime/proc.h"
#include "runtime/sched.h"

#if defined(__SANITIZE_THREAD__)
#define MINIGO_TSAN 1
#include <sanitizer/tsan_interface.h>
#endif
#if defined(__SANITIZE_ADDRESS__)
#define MINIGO_ASAN 1
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace minigo::runtime {

namespace fc = boost::context::detail;

namespace {

#if defined(MINIGO_TSAN) || defined(MINIGO_ASAN)
constexpr size_t kStackSize = 1 << 20;
constexpr size_t kNestRoom = 768 << 10;
#else
// Embedders' functions run here, whose needs are not known. What is not used costs address space only.
constexpr size_t kStackSize = 512 << 10;
// A native may run nested on its caller's fiber if so much of the stack is left.
constexpr size_t kNestRoom = 400 << 10;
#endif
// Each guard page costs a mapping, of which the kernel allows a process 65530.
constexpr int kMaxGuarded = 16000;
constexpr int kMaxFree = 256;

#ifdef MINIGO_ASAN
void LearnThreadStack(M* m) {
  if (m->impl->asan_size != 0) return;
  pthread_attr_t attr;
  void* bottom = nullptr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attr) == 0) {
    pthread_attr_getstack(&attr, &bottom, &size);
    pthread_attr_destroy(&attr);
  }
  m->impl->asan_bottom = bottom;
  m->impl->asan_size = size;
}
#endif

}  // namespace

struct FiberPool {
  SmallLock lock;
  Fiber* free = nullptr;
  int num_free = 0;
  Fiber* all = nullptr;  // read with the world stopped
  int num_guarded = 0;
};

namespace {

bool MapStack(FiberPool* pool, Fiber* f) {
  size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  bool guarded = pool->num_guarded < kMaxGuarded;
  size_t size = kStackSize + (guarded ? page : 0);
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (p == MAP_FAILED) return false;
  if (guarded && mprotect(p, page, PROT_NONE) == 0) {
    f->low = static_cast<char*>(p) + page;
    f->guarded = true;
    pool->num_guarded++;
  } else {
    f->low = static_cast<char*>(p) + (guarded ? page : 0);
    f->guarded = false;
  }
  f->high = f->low + kStackSize;
  return true;
}

void UnmapStack(FiberPool* pool, Fiber* f) {
#ifdef MINIGO_ASAN
  // The stack of a goroutine that was suspended to the end; whatever is mapped here next starts clean.
  __asan_unpoison_memory_region(f->low, kStackSize);
#endif
  size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  if (f->guarded) {
    munmap(f->low - page, kStackSize + page);
    pool->num_guarded--;
  } else {
    munmap(f->low, kStackSize);
  }
  f->low = f->high = nullptr;
}

Fiber* GetFiber(Sched* s) {
  FiberPool* pool = s->fibers;
  SmallLockGuard hold(pool->lock);
  Fiber* f = pool->free;
  if (f != nullptr) {
    pool->free = f->next;
    if (f->low != nullptr) pool->num_free--;
  } else {
    f = new Fiber;
    f->all_next = pool->all;
    pool->all = f;
  }
  if (f->low == nullptr && !MapStack(pool, f)) {
    f->next = pool->free;
    pool->free = f;
    return nullptr;
  }
  f->used = true;
  return f;
}

void PutFiber(Sched* s, Fiber* f) {
#ifdef MINIGO_ASAN
  // Enter's frame never returns, and so never takes its red zones back.
  __asan_unpoison_memory_region(f->low, kStackSize);
#endif
#ifdef MINIGO_TSAN
  __tsan_destroy_fiber(f->tsan);
  f->tsan = nullptr;
#endif
  FiberPool* pool = s->fibers;
  SmallLockGuard hold(pool->lock);
  f->used = false;
  f->g = nullptr;
  f->parent = nullptr;
  if (pool->num_free >= kMaxFree) {
    UnmapStack(pool, f);
    // Without a stack, it goes behind those that have one.
    Fiber** at = &pool->free;
    while (*at != nullptr && (*at)->low != nullptr) at = &(*at)->next;
    f->next = *at;
    *at = f;
    return;
  }
  f->next = pool->free;
  pool->free = f;
  pool->num_free++;
}

// ---- jumps. `from` and `to` are fibers, nullptr: the stack of m's thread.

fc::transfer_t Jump(M* m, Fiber* from, Fiber* to, void* context, bool forever) {
#ifdef MINIGO_ASAN
  void* fake = nullptr;
  const void* bottom = to != nullptr ? to->low : m->impl->asan_bottom;
  size_t size = to != nullptr ? kStackSize : m->impl->asan_size;
  __sanitizer_start_switch_fiber(forever ? nullptr : &fake, bottom, size);
#endif
#ifdef MINIGO_TSAN
  if (from == nullptr) m->impl->tsan_thread = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(to != nullptr ? to->tsan : m->impl->tsan_thread, 0);
#endif
  fc::transfer_t t = fc::jump_fcontext(context, m);
#ifdef MINIGO_ASAN
  __sanitizer_finish_switch_fiber(fake, nullptr, nullptr);
#endif
  return t;
}

void Enter(fc::transfer_t t) {
#ifdef MINIGO_ASAN
  __sanitizer_finish_switch_fiber(nullptr, nullptr, nullptr);
#endif
  M* m = static_cast<M*>(t.data);
  Fiber* f = m->impl->fiber;
  if (f->parent != nullptr) {
    f->parent->context = t.fctx;
  } else {
    m->impl->thread_context = t.fctx;
  }
  G* g = f->g;
  f->fn(m, f->arg);
  // Perhaps another M by now.
  m = g->m;
  M::Impl* impl = m->impl;
  f->m = nullptr;
  impl->left = f;
  impl->left_ended = true;
  Fiber* parent = f->parent;
  g->fiber = parent;
  impl->fiber = parent;
  if (parent != nullptr) {
    parent->m = m;
    Jump(m, f, parent, parent->context, true);
  } else {
    Jump(m, f, nullptr, impl->thread_context, true);
  }
  MINIGO_UNREACHABLE();
}

// Back on the thread's stack. True: the fiber has ended; otherwise it is suspended as *why.
bool BackOnThread(M* m, fc::transfer_t t, RunResult* why) {
  M::Impl* impl = m->impl;
  Fiber* f = impl->left;
  impl->left = nullptr;
  impl->thread_context = nullptr;
  if (impl->left_ended) {
    impl->left_ended = false;
    PutFiber(SchedOf(m), f);
    return true;
  }
  *why = impl->left_as;
  f->context = t.fctx;
  f->saved.store(true, std::memory_order_release);
  return false;
}

}  // namespace

void SetFloatState() {
#if defined(__SSE__)
  // All exceptions masked and all sticky flags set: a jump between contexts whose flags differ costs ten times more.
  _mm_setcsr(0x1fbf);
#endif
}

FiberStatus RunOnFiber(M* m, void (*fn)(M* m, void* arg), void* arg) {
  M::Impl* impl = m->impl;
  Fiber* parent = impl->fiber;
  if (parent != nullptr) {
    auto here = reinterpret_cast<char*>(__builtin_frame_address(0));
    if (here > parent->low + kNestRoom && here <= parent->high) {
      fn(m, arg);
      return FiberStatus::kDone;
    }
  }
  Fiber* f = GetFiber(SchedOf(m));
  if (f == nullptr) {
    FatalIn(SchedOf(m), m, "", "out of memory: cannot map a fiber's stack");
    return FiberStatus::kExit;
  }
  G* g = m->g;
  f->g = g;
  f->parent = parent;
  f->fn = fn;
  f->arg = arg;
  f->saved.store(false, std::memory_order_relaxed);
  f->m = m;
  f->context = fc::make_fcontext(f->high, kStackSize, Enter);
#ifdef MINIGO_TSAN
  f->tsan = __tsan_create_fiber(0);
#endif
#ifdef MINIGO_ASAN
  LearnThreadStack(m);
#endif
  g->fiber = f;
  impl->fiber = f;
  if (parent != nullptr) {
    parent->m = nullptr;
    fc::transfer_t t = Jump(m, parent, f, f->context, false);
    m = static_cast<M*>(t.data);
    Fiber* ended = m->impl->left;
    m->impl->left = nullptr;
    m->impl->left_ended = false;
    PutFiber(SchedOf(m), ended);
    return FiberStatus::kDone;
  }
  RunResult why{};
  if (BackOnThread(m, Jump(m, nullptr, f, f->context, false), &why)) return FiberStatus::kDone;
  switch (why) {
    case RunResult::kParked: return FiberStatus::kParked;
    case RunResult::kYielded: return FiberStatus::kYielded;
    default: return FiberStatus::kExit;
  }
}

M* SuspendFiber(M* m, RunResult why) {
  M::Impl* impl = m->impl;
  Fiber* f = impl->fiber;
  MINIGO_DCHECK(f != nullptr);
  impl->left = f;
  impl->left_ended = false;
  impl->left_as = why;
  impl->fiber = nullptr;
  f->m = nullptr;
  fc::transfer_t t = Jump(m, f, nullptr, impl->thread_context, false);
  m = static_cast<M*>(t.data);
  m->impl->thread_context = t.fctx;
  return m;
}

bool ResumeFiber(M* m, G* g, RunResult* result) {
  Fiber* f = g->fiber;
  while (!f->saved.load(std::memory_order_acquire)) CpuPause();
  f->saved.store(false, std::memory_order_relaxed);
  f->m = m;
  m->impl->fiber = f;
#ifdef MINIGO_ASAN
  LearnThreadStack(m);
#endif
  return BackOnThread(m, Jump(m, nullptr, f, f->context, false), result);
}

void UnwindFibers(Sched* s, M* m) {
  for (Fiber* f = s->fibers->all; f != nullptr; f = f->all_next) {
    if (!f->used || !f->saved.load(std::memory_order_acquire)) continue;
    m->g = f->g;
    f->g->m = m;
    RunResult result{};
    ResumeFiber(m, f->g, &result);
    m->pending = {};
    m->g = nullptr;
  }
}

void InitFibers(Sched* s) { s->fibers = new FiberPool; }

void FreeFibers(Sched* s) {
  FiberPool* pool = s->fibers;
  for (Fiber* f = pool->all; f != nullptr;) {
    Fiber* next = f->all_next;
    if (f->m != nullptr && f->m->impl->call_state.load() == M::Impl::kAbandoned) {
      f = next;  // its thread hangs on it for good
      continue;
    }
    if (f->low != nullptr) UnmapStack(pool, f);
#ifdef MINIGO_TSAN
    if (f->tsan != nullptr) __tsan_destroy_fiber(f->tsan);
#endif
    delete f;
    f = next;
  }
  delete pool;
  s->fibers = nullptr;
}

void ForEachFiberStack(Sched* s, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                       void* arg) {
  for (Fiber* f = s->fibers->all; f != nullptr; f = f->all_next) {
    if (!f->used) continue;
    const void* low = f->context;
    if (f->m != nullptr) {
      low = f->m->impl->stack_low;
      if (own_low >= f->low && own_low < f->high) low = own_low;
    }
    if (low != nullptr) fn(arg, low, f->high);
  }
}

}  // namespace minigo::runtime
