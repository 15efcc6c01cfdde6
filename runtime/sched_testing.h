// A stand-in for the VM in the scheduler's tests: goroutines are C++ coroutines, and what would be an instruction
// that may park is something to co_await. Tests only.
//
//     Env env({.max_procs = 2});
//     env.Run([&](G* g) -> Task {
//       Go(g, [=](G* g) -> Task { co_await Send(c, 1); });
//       int64_t v = co_await Recv(c);
//     });
#pragma once

#include <coroutine>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/native.h"
#include "runtime/netpoll.h"
#include "runtime/sched.h"

namespace minigo::runtime::testing {

// What h.resume() in Run led to. Set by awaiters before the operation that may hand the goroutine over.
inline thread_local RunResult t_outcome;

struct Task {
  struct promise_type {
    // Remembers the size, for the collector.
    static void* operator new(size_t n) {
      auto* p = static_cast<size_t*>(std::malloc(n + 16));
      p[0] = n;
      return p + 2;
    }
    static void operator delete(void* p, size_t) { std::free(static_cast<size_t*>(p) - 2); }
    Task get_return_object() {
      return Task{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<>) noexcept { t_outcome = RunResult::kDead; }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };
  std::coroutine_handle<promise_type> handle;
};

// A callable G* -> Task whose captures the collector can see.
class Body {
 public:
  template <typename F>
  Body(F f)  // NOLINT: implicit, so that lambdas are taken as they are
      : size_(sizeof(F)),
        call_([](void* p, G* g) { return (*static_cast<F*>(p))(g); }),
        destroy_([](void* p) { delete static_cast<F*>(p); }) {
    closure_ = new F(std::move(f));
  }
  Body(Body&& o) noexcept
      : closure_(std::exchange(o.closure_, nullptr)),
        size_(o.size_),
        call_(o.call_),
        destroy_(o.destroy_) {}
  ~Body() {
    if (closure_ != nullptr) destroy_(closure_);
  }
  Task operator()(G* g) const { return call_(closure_, g); }
  const void* closure() const { return closure_; }
  size_t size() const { return size_; }

 private:
  void* closure_ = nullptr;
  size_t size_;
  Task (*call_)(void*, G*);
  void (*destroy_)(void*);
};

// What a FuncVal is here. The goroutine that runs it frees it.
struct TestFn {
  Func* fn;
  Body body;
  std::string name;
  int frames = 1;      // how many a trace shows
  int arg_words = 0;
};

struct GState {
  TestFn* fn;
  void* handle;
  std::string* panic;  // text of a panic that ended it
};

inline GState* StateOf(const G* g) { return reinterpret_cast<GState*>(g->first.begin + 3); }

inline std::vector<std::string>& Panics() {
  static std::vector<std::string> list;
  return list;
}
inline SmallLock& PanicsLock() {
  static SmallLock lock;
  return lock;
}

inline RunResult FakeRun(M* m) {
  G* g = m->g;
  if (g->resume != nullptr) g->resume(m, g);
  if (m->pending.kind != M::PendingPanic::kNone) {
    m->pending.kind = M::PendingPanic::kNone;
    SmallLockGuard hold(PanicsLock());
    Panics().emplace_back(m->pending.text.view());
    return RunResult::kDead;
  }
  auto h = std::coroutine_handle<>::from_address(StateOf(g)->handle);
  h.resume();
  return t_outcome;
}

inline void FakePrepare(M* m, G* g, FuncVal* entry, const Slot*, int) {
  auto* fn = reinterpret_cast<TestFn*>(entry);
  g->fp = g->first.begin + 3;
  g->sp = g->fp + sizeof(GState) / 8;
  *StateOf(g) = GState{fn, fn->body(g).handle.address(), nullptr};
  if (fn->name.empty()) fn->name = "main.f";
}

inline void FakeWalk(Runtime*, const G* g, bool (*visit)(void*, const FrameInfo&), void* arg) {
  const TestFn* fn = StateOf(g)->fn;
  for (int i = 0; i < fn->frames; i++) {
    FrameInfo f;
    f.function = GoString(std::string_view(fn->name));
    f.file = GoString(std::string_view("/src/main.go"));
    f.line = 10 + i;
    f.entry = 0x1000;
    f.pc = 0x101d;
    f.arg_words = fn->arg_words;
    if (!visit(arg, f)) return;
  }
}

inline bool FakeDescribe(Runtime*, uintptr_t pc, FrameInfo* out) {
  out->function = GoString(std::string_view("main.main"));
  out->file = GoString(std::string_view("/src/main.go"));
  out->line = static_cast<int32_t>(pc);
  out->entry = 0;
  out->pc = pc;
  return true;
}

inline void FakeRoots(const G* g, void (*scan)(void*, const void*, size_t), void* arg) {
  void* h = StateOf(g)->handle;
  if (h == nullptr) return;
  scan(arg, h, static_cast<size_t*>(h)[-2]);
  const Body& body = StateOf(g)->fn->body;
  scan(arg, body.closure(), body.size());
}

inline void FakeRelease(M*, G* g) {
  GState* s = StateOf(g);
  if (s->handle == nullptr) return;
  std::coroutine_handle<>::from_address(s->handle).destroy();
  s->handle = nullptr;
  delete s->fn;
  s->fn = nullptr;
}

// ---------------------------------------------------------------- starting goroutines

inline FuncVal* Fn(Body body, std::string name = "", int frames = 1, int arg_words = 0) {
  return reinterpret_cast<FuncVal*>(
      new TestFn{nullptr, std::move(body), std::move(name), frames, arg_words});
}

inline G* Go(G* g, Body body, std::string name = "", int line = 7) {
  return Newproc(g->m, Fn(std::move(body), std::move(name)), nullptr, 0,
                 reinterpret_cast<void*>(static_cast<uintptr_t>(line)));
}

// ---------------------------------------------------------------- operations

// The goroutine whose coroutine is running: known by its M, which the thread knows.
struct OpBase {
  G* g;
  bool await_ready() noexcept { return false; }
};

struct SendOp : OpBase {
  Chan* c;
  int64_t v;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return ChanSend(g->m, c, &v, true) == ChanStatus::kParked;
  }
  void await_resume() {}
};
inline SendOp Send(G* g, Chan* c, int64_t v) { return {{g}, c, v}; }

struct RecvOp : OpBase {
  Chan* c;
  Slot v = 0;
  Slot ok = 99;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return ChanRecv(g->m, c, &v, &ok, true) == ChanStatus::kParked;
  }
  int64_t await_resume() { return static_cast<int64_t>(v); }
};
inline RecvOp Recv(G* g, Chan* c) { return {{g}, c}; }

struct Recv2Op : RecvOp {
  std::pair<int64_t, bool> await_resume() { return {static_cast<int64_t>(v), ok != 0}; }
};
inline Recv2Op Recv2(G* g, Chan* c) { return {{{g}, c}}; }

// For element types of other sizes.
struct RecvIntoOp : OpBase {
  Chan* c;
  void* to;
  Slot ok = 99;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return ChanRecv(g->m, c, to, &ok, true) == ChanStatus::kParked;
  }
  bool await_resume() { return ok != 0; }
};
inline RecvIntoOp RecvInto(G* g, Chan* c, void* to) { return {{g}, c, to}; }

struct SelectOp : OpBase {
  SelectCase* cases;
  int n;
  bool block;
  Slot chosen = 77;
  Slot ok = 99;
  ChanStatus status = ChanStatus::kDone;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    ChanStatus st = SelectGo(g->m, cases, n, block, &chosen, &ok);
    if (st == ChanStatus::kParked) return true;
    status = st;
    return false;
  }
  // The case, and ok; status kClosed: the case sends on a closed channel.
  std::pair<int64_t, bool> await_resume() { return {static_cast<int64_t>(chosen), ok == 1}; }
};
inline SelectOp Select(G* g, SelectCase* cases, int n, bool block = true) {
  return {{g}, cases, n, block};
}

struct SleepOp : OpBase {
  int64_t ns;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return Sleep(g->m, ns) == ChanStatus::kParked;
  }
  void await_resume() {}
};
inline SleepOp SleepFor(G* g, int64_t ns) { return {{g}, ns}; }

struct YieldOp : OpBase {
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kYielded;
    return true;
  }
  void await_resume() {}
};
inline YieldOp Yield(G* g) { return {{g}}; }

// A back-edge: the cheap test, and the slow path.
struct CheckOp : OpBase {
  bool await_suspend(std::coroutine_handle<>) {
    M* m = g->m;
    if (!m->p->preempt.load(std::memory_order_relaxed)) return false;
    t_outcome = RunResult::kYielded;
    return PreemptRequested(m);
  }
  void await_resume() {}
};
inline CheckOp Check(G* g) { return {{g}}; }

struct AcquireOp : OpBase {
  uint32_t* addr;
  bool lifo;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return SemAcquire(g->m, addr, WaitReason::kSemAcquire, lifo) == SemStatus::kParked;
  }
  void await_resume() {}
};
inline AcquireOp Acquire(G* g, uint32_t* addr, bool lifo = false) { return {{g}, addr, lifo}; }

struct CondWaitOp : OpBase {
  NotifyList* l;
  uint32_t ticket;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return NotifyWait(g->m, l, ticket) == SemStatus::kParked;
  }
  void await_resume() {}
};
inline CondWaitOp CondWait(G* g, NotifyList* l, uint32_t ticket) { return {{g}, l, ticket}; }

struct PollOp : OpBase {
  PollDesc* pd;
  int mode;
  Slot result = 99;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    return PollWait(g->m, pd, mode, &result) == ChanStatus::kParked;
  }
  PollError await_resume() { return static_cast<PollError>(result); }
};
inline PollOp Poll(G* g, PollDesc* pd, int mode) { return {{g}, pd, mode}; }

// Ends the engine from inside.
struct ExitOp : OpBase {
  int status;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kExit;
    M* m = g->m;
    m->rt->Exit(m, status);
    return true;
  }
  void await_resume() {}
};
inline ExitOp ExitWith(G* g, int status) { return {{g}, status}; }

struct GoexitOp : OpBase {
  bool await_suspend(std::coroutine_handle<>) {
    g->goexit = true;
    t_outcome = RunResult::kDead;
    return true;
  }
  void await_resume() {}
};
inline GoexitOp Goexit(G* g) { return {{g}}; }

// ---------------------------------------------------------------- the engine

struct Env {
  std::string out;
  std::string err;
  Runtime rt;

  static RuntimeOptions WithOutput(RuntimeOptions o, Env* env) {
    o.stdin_fd = o.stdout_fd = o.stderr_fd = -1;
    o.write_arg = env;
    o.write = [](void* arg, int stream, std::string_view text) {
      auto* e = static_cast<Env*>(arg);
      (stream == 2 ? e->err : e->out).append(text);
    };
    return o;
  }

  explicit Env(RuntimeOptions o = {})
      : rt(WithOutput(std::move(o), this),
           Executor{FakeRun, FakePrepare, FakeWalk, FakeDescribe, FakeRoots, FakeRelease, nullptr}) {
    SmallLockGuard hold(PanicsLock());
    Panics().clear();
  }

  int Run(Body body, std::string name = "main.main", int frames = 1) {
    return rt.RunMain(Fn(std::move(body), std::move(name), frames));
  }

  const ChanType* ChanOf(const Type* elem) {
    return As<ChanType>(rt.types.ChanOf(elem, ChanDir::kBoth));
  }
  Chan* MakeChan(G* g, int64_t size) {
    return ChanMake(g->m, ChanOf(rt.types.Basic(Kind::kInt)), size);
  }
};

// Like sync.WaitGroup, without blocking: the last one sends on `done`.
struct Countdown {
  std::atomic<int> left;
  Chan* done;
};

}  // namespace minigo::runtime::testing
