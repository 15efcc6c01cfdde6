// Tests of what dying programs print, of print and println, of fibers, and of exits in a process of one's own.
#include "runtime/panic.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>

#include "runtime/fiber.h"
#include "runtime/sched_testing.h"
#include "runtime/signal.h"

#if defined(__SANITIZE_THREAD__)
// The children of these tests start threads.
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; }
#endif

namespace minigo::runtime::testing {
namespace {

struct DieOp : OpBase {
  void (*die)(M* m);
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kExit;
    die(g->m);
    return true;
  }
  void await_resume() {}
};

std::string DyingWords(void (*die)(M* m), std::string traceback, int procs = 2) {
  Env env({.max_procs = procs, .traceback = std::move(traceback)});
  EXPECT_EQ(env.Run([&](G* g) -> Task {
              Chan* c = env.MakeChan(g, 0);
              Go(g, [=](G* g) -> Task { co_await Send(g, c, 1); }, "main.sender", 31);
              for (int i = 0; i < 50; i++) co_await Yield(g);
              co_await SleepFor(g, 1'000'000);
              co_await DieOp{{g}, die};
            }),
            2);
  return env.err;
}

const char* const kMain = "\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:10 +0x1d\n";
const char* const kSender =
    "\ngoroutine 18 [chan send]:\nmain.sender()\n\t/src/main.go:10 +0x1d\n"
    "created by main.main in goroutine 1\n\t/src/main.go:31 +0x1f\n";

TEST(Dying, PanicShowsItsGoroutine) {
  EXPECT_EQ(DyingWords([](M* m) { DieOfPanic(m); }, ""), kMain);
  EXPECT_EQ(DyingWords([](M* m) { DieOfPanic(m); }, "none"), "");
  EXPECT_EQ(DyingWords([](M* m) { DieOfPanic(m); }, "all"), std::string(kMain) + kSender);
  EXPECT_EQ(DyingWords([](M* m) { DieOfPanic(m); }, "all", 1), std::string(kMain) + kSender);
}

TEST(Dying, FatalErrors) {
  EXPECT_EQ(DyingWords([](M* m) { Fatal(m, "concurrent map writes"); }, ""),
            std::string("fatal error: concurrent map writes\n") + kMain);
  EXPECT_EQ(DyingWords(
                [](M* m) {
                  FatalWithPreamble(m, "runtime: goroutine stack exceeds 1000000000-byte limit\n",
                                    "stack overflow");
                },
                ""),
            std::string("runtime: goroutine stack exceeds 1000000000-byte limit\n"
                        "fatal error: stack overflow\n") +
                kMain + kSender);
}

TEST(Dying, RunningGoroutinesElsewhere) {
  Env env({.max_procs = 2, .traceback = "all"});
  std::atomic<bool> started{false};
  EXPECT_EQ(env.Run([&](G* g) -> Task {
              Go(g, [&](G* g) -> Task {
                for (;;) {
                  started = true;
                  co_await Check(g);
                }
              }, "main.busy");
              while (!started) co_await Yield(g);
              co_await DieOp{{g}, [](M* m) { DieOfPanic(m); }};
            }),
            2);
  EXPECT_NE(env.err.find("[runnable]:\nmain.busy()\n"), std::string::npos) << env.err;
}

TEST(Dying, LongTracesAreElided) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task { co_await DieOp{{g}, [](M* m) { DieOfPanic(m); }}; }, "main.main", 203);
  EXPECT_NE(env.err.find("main.go:59 +0x1d\n...103 frames elided...\nmain.main()\n\t/src/main.go:163"),
            std::string::npos)
      << env.err;
  Env whole({.max_procs = 1});
  whole.Run([&](G* g) -> Task { co_await DieOp{{g}, [](M* m) { DieOfPanic(m); }}; }, "main.main",
            100);
  EXPECT_EQ(whole.err.find("elided"), std::string::npos);
  EXPECT_NE(whole.err.find("main.go:109 "), std::string::npos);
}

TEST(Dying, WaitsOfMinutesAndLocks) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    LockOSThread(g->m);
    G* other = Go(g, [](G* g) -> Task { co_await Recv(g, nullptr); });
    co_await Yield(g);
    other->wait_since = NanoTime() - 125'000'000'000;
    std::string all = Traceback(g->m, true);
    EXPECT_EQ(all.find("goroutine 1 [running, locked to thread]:\n"), 0u) << all;
    EXPECT_NE(all.find("[chan receive (nil chan), 2 minutes]:\n"), std::string::npos) << all;
    EXPECT_EQ(Traceback(g->m, false).find("goroutine 18"), std::string::npos);
    UnlockOSThread(g->m);
  });
}

TEST(Dying, OneOfManyWins) {
  for (int i = 0; i < 20; i++) {
    Env env({.max_procs = 4});
    EXPECT_EQ(env.Run([&](G* g) -> Task {
                for (int k = 0; k < 8; k++) {
                  Go(g, [](G* g) -> Task {
                    co_await Yield(g);
                    co_await DieOp{{g}, [](M* m) { Fatal(m, "boom"); }};
                  });
                }
                co_await Recv(g, nullptr);
              }),
              2);
    EXPECT_EQ(env.err.find("fatal error: boom"), 0u);
    EXPECT_EQ(env.err.find("fatal error", 5), std::string::npos);
  }
}

TEST(Print, FormatsOfGo) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    M* m = g->m;
    auto sp = [&] { PrintString(m, GoString(std::string_view(" "))); };
    PrintBegin(m);
    for (double v : {1.5, 1e21, 1e20, 1e6, 999999.0, 123456789.0, -0.0, 0.00001, 0.0001, 100000.0,
                     5e-324, 1.7976931348623157e308}) {
      PrintFloat(m, v);
      sp();
    }
    PrintFloat(m, HUGE_VAL);
    sp();
    PrintFloat(m, -HUGE_VAL);
    sp();
    PrintFloat(m, std::nan(""));
    sp();
    PrintFloat32(m, 0.1f);
    sp();
    PrintComplex(m, 1, 2);
    sp();
    PrintComplex64(m, 0.1f, -2);
    sp();
    PrintInt(m, INT64_MIN);
    sp();
    PrintUint(m, UINT64_MAX);
    sp();
    PrintBool(m, true);
    PrintHex(m, 0xabc);
    PrintPointer(m, nullptr);
    PrintSlice(m, GoSlice{nullptr, 3, 8});
    PrintIface(m, Iface{});
    EXPECT_EQ(env.err, "");
    PrintEnd(m);
    co_return;
  });
  EXPECT_EQ(env.err,
            "1.5 1e+21 1e+20 1e+06 999999 1.23456789e+08 -0 1e-05 0.0001 100000 5e-324 "
            "1.7976931348623157e+308 +Inf -Inf NaN 0.1 (1+2i) (0.1-2i) -9223372036854775808 "
            "18446744073709551615 true0xabc0x0[3/8]0x0(0x0,0x0)");
}

// ---------------------------------------------------------------- a process of one's own

struct Outcome {
  int status;
  std::string err;
};

// Runs `body` in a child with standard error caught.
template <typename F>
Outcome InChild(F body) {
  int fds[2];
  EXPECT_EQ(pipe(fds), 0);
  pid_t pid = fork();
  if (pid == 0) {
    dup2(fds[1], 2);
    close(fds[0]);
    close(fds[1]);
    alarm(20);
    body();
    _exit(99);
  }
  close(fds[1]);
  std::string err;
  char buf[4096];
  for (;;) {
    ssize_t n = read(fds[0], buf, sizeof(buf));
    if (n <= 0) break;
    err.append(buf, static_cast<size_t>(n));
  }
  close(fds[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  return {status, err};
}

int RunOwn(Body body, int procs) {
  Runtime rt({.max_procs = procs, .own_process = true},
             Executor{FakeRun, FakePrepare, FakeWalk, FakeDescribe, FakeRoots, FakeRelease, nullptr});
  return rt.RunMain(Fn(std::move(body), "main.main"));
}

TEST(OwnProcess, ExitsAtOnce) {
  for (int procs : {1, 2, 4}) {
    Outcome o = InChild([&] {
      RunOwn([](G* g) -> Task {
        Go(g, [](G* g) -> Task {
          co_await SleepFor(g, 2'000'000);
          co_await ExitWith(g, 5);
        });
        Go(g, [](G* g) -> Task {
          BlockingRegion region(g->m);
          sleep(100);
          co_return;
        });
        co_await Recv(g, nullptr);
      }, procs);
    });
    EXPECT_TRUE(WIFEXITED(o.status));
    EXPECT_EQ(WEXITSTATUS(o.status), 5);
  }
}

TEST(OwnProcess, DeadlockExitsWith2) {
  for (int procs : {1, 4}) {
    Outcome o = InChild([&] { RunOwn([](G* g) -> Task { co_await Recv(g, nullptr); }, procs); });
    EXPECT_EQ(WEXITSTATUS(o.status), 2);
    EXPECT_EQ(o.err,
              "fatal error: all goroutines are asleep - deadlock!\n\n"
              "goroutine 1 [chan receive (nil chan)]:\nmain.main()\n\t/src/main.go:10 +0x1d\n");
  }
}

TEST(OwnProcess, MainReturnsOnAnotherThread) {
  // The first thread hangs in a native; the program does not wait for it.
  Outcome o = InChild([&] {
    int status = RunOwn([](G* g) -> Task {
      M* first = g->m;
      Go(g, [=](G* g) -> Task {
        while (g->m != first) co_await Yield(g);
        sleep(100);  // not even a blocking region
      });
      while (g->m == first) co_await Yield(g);
    }, 2);
    _exit(status);
  });
  EXPECT_TRUE(WIFEXITED(o.status));
  EXPECT_EQ(WEXITSTATUS(o.status), 0);
}

TEST(OwnProcess, SigQuitShowsGoroutines) {
  for (int way = 0; way < 3; way++) {
    Outcome o = InChild([&] {
      RunOwn([=](G* g) -> Task {
        auto quit = [] { kill(getpid(), SIGQUIT); };
        if (way == 0) {  // busy
          quit();
          for (;;) co_await Check(g);
        } else if (way == 1) {  // idle
          Go(g, [=](G* g) -> Task {
            co_await SleepFor(g, 1'000'000);
            quit();
            co_await SleepFor(g, 3600'000'000'000);
          });
          co_await Recv(g, nullptr);
        } else {  // in a call, no other thread
          BlockingRegion region(g->m);
          quit();
          sleep(100);
        }
      }, 2);
    });
    EXPECT_EQ(o.err.find("SIGQUIT: quit\nPC=0x0 m="), 0u) << o.err;
    EXPECT_NE(o.err.find("\ngoroutine 1 ["), std::string::npos) << o.err;
    EXPECT_TRUE(WIFEXITED(o.status)) << o.status;
    EXPECT_EQ(WEXITSTATUS(o.status), 2);
  }
}

TEST(OwnProcess, BrokenPipeKills) {
  Outcome o = InChild([&] {
    int fds[2];
    if (pipe(fds) != 0) _exit(98);
    close(fds[0]);
    dup2(fds[1], 1);
    RunOwn([](G* g) -> Task {
      // On another descriptor it is an error only.
      int fd = dup(1);
      EXPECT_EQ(write(fd, "x", 1), -1);
      EXPECT_EQ(errno, EPIPE);
      int err = 0;
      g->m->rt->Write(g->m, 1, "x", 1, &err);
      co_return;
    }, 2);
  });
  EXPECT_TRUE(WIFSIGNALED(o.status));
  EXPECT_EQ(WTERMSIG(o.status), SIGPIPE);
}

TEST(OwnProcess, SignalsReachTheProgram) {
  Outcome o = InChild([&] {
    int status = RunOwn([](G* g) -> Task {
      SignalEnable(g->m, SIGUSR1);
      SignalEnable(g->m, SIGINT);
      Chan* got = ChanMake(g->m,
                           As<ChanType>(g->m->rt->types.ChanOf(
                               g->m->rt->types.Basic(Kind::kInt), ChanDir::kBoth)),
                           0);
      Go(g, [=](G* g) -> Task {
        for (;;) {
          struct Op : OpBase {
            Slot sig = 0;
            bool await_suspend(std::coroutine_handle<>) {
              t_outcome = RunResult::kParked;
              return SignalRecv(g->m, &sig) == ChanStatus::kParked;
            }
            int64_t await_resume() { return static_cast<int64_t>(sig); }
          };
          int64_t sig = co_await Op{{g}};
          if (sig != 0) co_await Send(g, got, sig);
        }
      });
      for (int i = 0; i < 50; i++) {
        if (i % 3 == 0) co_await SleepFor(g, 1'000'000);
        kill(getpid(), i % 2 == 0 ? SIGUSR1 : SIGINT);
        if (co_await Recv(g, got) != (i % 2 == 0 ? SIGUSR1 : SIGINT)) _exit(97);
      }
      SignalIgnore(g->m, SIGINT);
      if (!SignalIgnored(g->m, SIGINT)) _exit(96);
      kill(getpid(), SIGINT);
      SignalDisable(g->m, SIGUSR1);
      kill(getpid(), SIGUSR1);  // kills
      co_await SleepFor(g, 5'000'000'000);
    }, 2);
    _exit(status);
  });
  EXPECT_TRUE(WIFSIGNALED(o.status)) << o.status;
  EXPECT_EQ(WTERMSIG(o.status), SIGUSR1);
}

// ---------------------------------------------------------------- fibers

// A native that calls back into Go. Here "Go" is whatever parks: each step parks or yields inside, on the fiber.
struct Native {
  G* g;
  int steps;
  int depth;
  Chan* ping;
  Chan* pong;
  int64_t sum = 0;
};

void Callback(M* m, void* arg) {
  auto* n = static_cast<Native*>(arg);
  G* g = n->g;
  volatile char pad[512];
  pad[0] = 1;
  if (n->depth > 0) {
    n->depth--;
    RunOnFiber(m, Callback, n);
    n->depth++;
    m = g->m;
  }
  for (int i = 0; i < n->steps; i++) {
    EXPECT_EQ(g->m, m);
    int64_t v = i;
    Slot ok = 0;
    // As a nested VM loop does it.
    auto wait = [&](ChanStatus st) {
      if (st == ChanStatus::kParked) m = SuspendFiber(m, RunResult::kParked);
      if (g->resume != nullptr) g->resume(m, g);
    };
    wait(ChanSend(m, n->ping, &v, true));
    wait(ChanRecv(m, n->pong, &v, &ok, true));
    n->sum += v;
    if (i % 5 == 0) m = SuspendFiber(m, RunResult::kYielded);
    if (i % 50 == 0) m->rt->heap.Collect(m);
  }
  EXPECT_EQ(pad[0], 1);
}

struct FiberOp : OpBase {
  Native* n;
  bool await_suspend(std::coroutine_handle<>) {
    t_outcome = RunResult::kParked;
    switch (RunOnFiber(g->m, Callback, n)) {
      case FiberStatus::kDone: return false;
      case FiberStatus::kParked: return true;
      case FiberStatus::kYielded: t_outcome = RunResult::kYielded; return true;
      case FiberStatus::kExit: t_outcome = RunResult::kExit; return true;
    }
    return false;
  }
  void await_resume() {}
};

class Fibers : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Procs, Fibers, ::testing::Values(1, 2, 4));

TEST_P(Fibers, NativesParkAndMoveBetweenThreads) {
  Env env({.max_procs = GetParam()});
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 12;
    constexpr int kSteps = 100;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Chan* ping = env.MakeChan(g, 0);
      Chan* pong = env.MakeChan(g, 0);
      int depth = i % 4 == 3 ? 200 : i % 4;  // 200 needs more than one fiber
      Go(g, [=](G* g) -> Task {
        for (;;) co_await Send(g, pong, co_await Recv(g, ping));
      });
      Go(g, [=, &cd](G* g) -> Task {
        Native n{g, depth == 200 ? 3 : kSteps, depth, ping, pong};
        co_await FiberOp{{g}, &n};
        EXPECT_EQ(n.sum, int64_t{depth + 1} * n.steps * (n.steps - 1) / 2);
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
}

TEST(Fiber, WithoutParkingItIsACall) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    for (int i = 0; i < 1000; i++) {
      Native n{g, 0, 0, nullptr, nullptr};
      EXPECT_EQ(RunOnFiber(g->m, Callback, &n), FiberStatus::kDone);
      EXPECT_EQ(g->fiber, nullptr);
    }
    co_return;
  });
}

TEST(Fiber, EngineMayEndWithSuspendedFibers) {
  Env env({.max_procs = 2});
  env.Run([&](G* g) -> Task {
    Chan* ping = env.MakeChan(g, 0);
    for (int i = 0; i < 5; i++) {
      Go(g, [=](G* g) -> Task {
        Native n{g, 1, 1, ping, ping};
        co_await FiberOp{{g}, &n};
      });
    }
    for (int i = 0; i < 20; i++) co_await Yield(g);
  });
}

TEST(Stack, ChunksAreLinkedLimitedAndKept) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    M* m = g->m;
    StackChunk* first = g->chunk;
    size_t base = g->stack_bytes;
    StackChunk* a = PushChunk(m, g, 100);
    EXPECT_GE(a->end - a->begin, 100);
    EXPECT_EQ(g->chunk, a);
    EXPECT_EQ(g->stack_guard.load(), reinterpret_cast<uintptr_t>(a->end));
    StackChunk* big = PushChunk(m, g, 100000);
    EXPECT_GE(big->end - big->begin, 100000);
    PopChunk(m, g);
    EXPECT_EQ(PushChunk(m, g, 50000), big);  // kept
    PopChunk(m, g);
    PopChunk(m, g);
    EXPECT_EQ(g->chunk, first);
    EXPECT_EQ(g->stack_bytes, base);
    EXPECT_EQ(PushChunk(m, g, 2'000'000'000), nullptr);
    EXPECT_EQ(SetMaxStack(&env.rt, 10000), 1000000000);
    EXPECT_EQ(PushChunk(m, g, 2000), nullptr);
    EXPECT_NE(PushChunk(m, g, 200), nullptr);
    // A preemption that comes while the chunk changes is not forgotten.
    PreemptP(m->p, true);
    PopChunk(m, g);
    EXPECT_EQ(g->stack_guard.load(), kStackPreempt);
    co_return;
  });
}

}  // namespace
}  // namespace minigo::runtime::testing
