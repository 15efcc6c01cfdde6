// Tests of timers, sleep and the poller.
#include "runtime/timer.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "runtime/chan_impl.h"
#include "runtime/netpoll.h"
#include "runtime/sched_testing.h"
#include "runtime/timer_impl.h"

namespace minigo::runtime::testing {
namespace {

constexpr int64_t kMs = 1'000'000;

class Timers : public ::testing::TestWithParam<int> {
 protected:
  RuntimeOptions Options() { return {.max_procs = GetParam()}; }
};
INSTANTIATE_TEST_SUITE_P(Procs, Timers, ::testing::Values(1, 2, 4));

// struct { word, word int; p *int }: like time.Time, three words and a pointer.
const Type* TimeType(Env& env) {
  Arena& arena = env.rt.types.arena();
  std::vector<StructField> fields(3);
  const char* names[] = {"A", "B", "C"};
  for (int i = 0; i < 3; i++) {
    fields[i].name = GoString(std::string_view(names[i]));
    fields[i].type = env.rt.types.Basic(Kind::kInt);
  }
  fields[2].type = env.rt.types.PtrTo(env.rt.types.Basic(Kind::kInt));
  return env.rt.types.StructOf(List<StructField>::Of(arena, fields));
}

struct TimeValue {
  int64_t word;
  int64_t now;
  void* p;
};

Chan* TimeChan(Env& env, G* g) {
  SetMakeTime(&env.rt, [](Runtime* rt, void* elem, int64_t, int64_t) {
    *static_cast<TimeValue*>(elem) = {7, NanoTime(rt), nullptr};
  });
  return ChanMake(g->m, env.ChanOf(TimeType(env)), 1);
}

TEST_P(Timers, SleepLastsAsLongAsItSays) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    for (int64_t ns : {1'000L, 100'000L, 3'000'000L, 20'000'000L}) {
      int64_t t = NanoTime();
      co_await SleepFor(g, ns);
      int64_t took = NanoTime() - t;
      EXPECT_GE(took, ns);
      EXPECT_LT(took, ns + 500 * kMs);
    }
    EXPECT_EQ(Sleep(g->m, 0), ChanStatus::kDone);
    EXPECT_EQ(Sleep(g->m, -5), ChanStatus::kDone);
  });
}

TEST_P(Timers, ManySleepersWakeInTime) {
  Env env(Options());
  std::atomic<int> early{0}, late{0};
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 300;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    int64_t base = NanoTime() + 20 * kMs;
    for (int i = 0; i < kCount; i++) {
      int k = i * 7 % kCount;
      Go(g, [&, k](G* g) -> Task {
        int64_t when = base + k * 200'000;
        co_await SleepFor(g, when - NanoTime());
        int64_t now = NanoTime();
        if (now < when) early++;
        if (now > when + 500 * kMs) late++;
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
  EXPECT_EQ(early, 0);
  EXPECT_EQ(late, 0);
}

TEST_P(Timers, TimerFiresWhileAGoroutineRunsOn) {
  Env env(Options());
  std::atomic<bool> fired{false};
  env.Run([&](G* g) -> Task {
    Timer* t = TimerNew(g->m, nullptr, Fn([&](G* g) -> Task {
                          fired = true;
                          co_return;
                        }));
    EXPECT_FALSE(TimerReset(g->m, t, NanoTime() + 5 * kMs, 0));
    int64_t end = NanoTime() + 5'000 * kMs;
    while (!fired && NanoTime() < end) co_await Check(g);
  });
  EXPECT_TRUE(fired);
}

TEST_P(Timers, ChannelTimer) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    Chan* c = TimeChan(env, g);
    Timer* t = TimerNew(g->m, c, nullptr);
    EXPECT_EQ(ChanCap(c), 0);  // it looks unbuffered
    int64_t begin = NanoTime();
    TimerReset(g->m, t, begin + 5 * kMs, 0);
    TimeValue v{};
    EXPECT_TRUE(co_await RecvInto(g, c, &v));
    EXPECT_EQ(v.word, 7);
    EXPECT_GE(v.now, begin + 5 * kMs);
    EXPECT_FALSE(TimerStop(g->m, t));
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kWouldBlock);
  });
}

TEST_P(Timers, NoStaleValueAfterStopOrReset) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    Chan* c = TimeChan(env, g);
    Timer* t = TimerNew(g->m, c, nullptr);
    TimeValue v{};
    // Due, and looked at: the value is in the channel, and Stop takes it back.
    TimerReset(g->m, t, NanoTime() + kMs, 0);
    co_await SleepFor(g, 3 * kMs);
    EXPECT_EQ(ChanLen(c), 0);
    EXPECT_TRUE(TimerStop(g->m, t));
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kWouldBlock);
    EXPECT_FALSE(TimerStop(g->m, t));
    // The same with Reset.
    TimerReset(g->m, t, NanoTime() + kMs, 0);
    co_await SleepFor(g, 3 * kMs);
    EXPECT_TRUE(TimerReset(g->m, t, NanoTime() + 3600'000 * kMs, 0));
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kWouldBlock);
    EXPECT_TRUE(TimerReset(g->m, t, NanoTime(), 0));
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kDone);
    EXPECT_FALSE(TimerReset(g->m, t, NanoTime() + 3600'000 * kMs, 0));
  });
}

TEST_P(Timers, TickerSkipsWhatItsReaderMisses) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    Chan* c = TimeChan(env, g);
    Timer* t = TimerNew(g->m, c, nullptr);
    TimerReset(g->m, t, NanoTime() + 20 * kMs, 20 * kMs);
    TimeValue v{};
    int64_t begin = NanoTime();
    for (int i = 0; i < 5; i++) co_await RecvInto(g, c, &v);
    EXPECT_GE(NanoTime() - begin, 90 * kMs);
    co_await SleepFor(g, 200 * kMs);
    // The period is long enough for no tick to fall between these two.
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kDone);
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kWouldBlock);
    EXPECT_TRUE(TimerStop(g->m, t));
  });
}

TEST_P(Timers, SelectWithTimeout) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    Chan* never = env.MakeChan(g, 0);
    Chan* c = TimeChan(env, g);
    Timer* t = TimerNew(g->m, c, nullptr);
    for (int i = 0; i < 20; i++) {
      TimerReset(g->m, t, NanoTime() + kMs, 0);
      SelectCase cases[] = {{never, nullptr, 0, 0}, {c, nullptr, 0, 0}};
      EXPECT_EQ((co_await Select(g, cases, 2)).first, 1);
      EXPECT_EQ(t->blocked, 0u);
      // And the other way round: the timer loses.
      TimerReset(g->m, t, NanoTime() + 3600'000 * kMs, 0);
      Go(g, [=](G* g) -> Task { co_await Send(g, never, 1); });
      SelectCase again[] = {{c, nullptr, 0, 0}, {never, nullptr, 0, 0}};
      EXPECT_EQ((co_await Select(g, again, 2)).first, 1);
      EXPECT_EQ(t->blocked, 0u);
      EXPECT_EQ(t->home, nullptr);  // nobody waits: in no heap, collectable
    }
    EXPECT_FALSE(AnyTimers(env.rt.sched.get()));
  });
}

TEST_P(Timers, StopAndResetStorm) {
  Env env(Options());
  std::atomic<int> fired{0};
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 8;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    Timer* shared[4];
    for (Timer*& t : shared) {
      t = TimerNew(g->m, TimeChan(env, g), nullptr);
    }
    for (int i = 0; i < kCount; i++) {
      Go(g, [&, i](G* g) -> Task {
        uint32_t r = static_cast<uint32_t>(i) * 77 + 1;
        for (int k = 0; k < 500; k++) {
          r = r * 1664525 + 1013904223;
          Timer* t = shared[r >> 8 & 3];
          switch (r >> 16 & 3) {
            case 0: TimerStop(g->m, t); break;
            case 1: TimerReset(g->m, t, NanoTime() + (r >> 20) * 100, 0); break;
            case 2: TimerReset(g->m, t, NanoTime() + (r >> 20) * 100, 10'000); break;
            case 3: {
              TimeValue v;
              if (ChanRecv(g->m, t->chan, &v, nullptr, false) == ChanStatus::kDone) fired++;
            }
          }
          if (k % 8 == 0) co_await SleepFor(g, 20'000);
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
    for (Timer* t : shared) TimerStop(g->m, t);
    EXPECT_FALSE(AnyTimers(env.rt.sched.get()));
  });
}

TEST_P(Timers, TimersLiveWhileSomebodyWaits) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    // Only the channel is known to the program.
    Chan* c = TimeChan(env, g);
    TimerReset(g->m, TimerNew(g->m, c, nullptr), NanoTime() + 10 * kMs, 0);
    std::atomic<bool> ran{false};
    TimerReset(g->m, TimerNew(g->m, nullptr, Fn([&](G* g) -> Task {
                                ran = true;
                                co_return;
                              })),
               NanoTime() + 10 * kMs, 0);
    for (int i = 0; i < 3; i++) env.rt.heap.Collect(g->m);
    TimeValue v{};
    EXPECT_TRUE(co_await RecvInto(g, c, &v));
    while (!ran) co_await Yield(g);
  });
}

// ---------------------------------------------------------------- the poller

void NonBlocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

struct Socket {
  int fd;
  PollDesc* pd;
};

Socket Open(G* g, int fd) {
  NonBlocking(fd);
  int err = -1;
  PollDesc* pd = PollOpen(g->m, fd, &err);
  EXPECT_EQ(err, 0);
  return {fd, pd};
}

TEST_P(Timers, GoroutinesWaitForDescriptors) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    constexpr int kPairs = 10;
    Countdown cd{kPairs, env.MakeChan(g, 1)};
    for (int i = 0; i < kPairs; i++) {
      int fds[2];
      EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
      Socket a = Open(g, fds[0]), b = Open(g, fds[1]);
      auto echo = [](G* g, Socket s, int rounds, bool first) -> Task {
        char x = 'x';
        for (int k = 0; k < rounds; k++) {
          if (first || k > 0) {
            EXPECT_EQ(write(s.fd, &x, 1), 1);
          }
          for (;;) {
            EXPECT_EQ(PollReset(s.pd, 'r'), PollError::kNone);
            if (read(s.fd, &x, 1) == 1) break;
            EXPECT_EQ(co_await Poll(g, s.pd, 'r'), PollError::kNone);
          }
        }
        if (!first) {
          EXPECT_EQ(write(s.fd, &x, 1), 1);
        }
      };
      Go(g, [=](G* g) -> Task { return echo(g, b, 200, false); });
      Go(g, [=, &cd](G* g) -> Task {
        char x = 'x';
        for (int k = 0; k < 200; k++) {
          EXPECT_EQ(write(a.fd, &x, 1), 1);
          for (;;) {
            EXPECT_EQ(PollReset(a.pd, 'r'), PollError::kNone);
            if (read(a.fd, &x, 1) == 1) break;
            EXPECT_EQ(co_await Poll(g, a.pd, 'r'), PollError::kNone);
          }
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
}

TEST_P(Timers, DeadlinesAndClose) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    int fds[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    Socket a = Open(g, fds[0]);
    int64_t begin = NanoTime();
    PollSetDeadline(g->m, a.pd, begin + 5 * kMs, 'r');
    PollReset(a.pd, 'r');
    EXPECT_EQ(co_await Poll(g, a.pd, 'r'), PollError::kTimeout);
    EXPECT_GE(NanoTime() - begin, 5 * kMs);
    EXPECT_EQ(PollReset(a.pd, 'r'), PollError::kTimeout);  // it stays
    EXPECT_EQ(PollReset(a.pd, 'w'), PollError::kNone);
    PollSetDeadline(g->m, a.pd, 0, 'r' + 'w');
    EXPECT_EQ(PollReset(a.pd, 'r'), PollError::kNone);
    // A deadline in the past wakes who waits.
    PollDesc* pd = a.pd;
    Go(g, [=](G* g) -> Task {
      co_await SleepFor(g, 2 * kMs);
      PollSetDeadline(g->m, pd, -1, 'r');
    });
    EXPECT_EQ(co_await Poll(g, a.pd, 'r'), PollError::kTimeout);
    PollSetDeadline(g->m, a.pd, 0, 'r');
    Go(g, [=](G* g) -> Task {
      co_await SleepFor(g, 2 * kMs);
      PollUnblock(g->m, pd);
    });
    PollReset(a.pd, 'r');
    EXPECT_EQ(co_await Poll(g, a.pd, 'r'), PollError::kClosing);
    EXPECT_EQ(PollReset(a.pd, 'w'), PollError::kClosing);
    PollClose(g->m, a.pd);
    close(fds[0]);
    close(fds[1]);
    // Regular files cannot be polled.
    int fd = open("/proc/self/exe", O_RDONLY);
    int err = 0;
    EXPECT_EQ(PollOpen(g->m, fd, &err), nullptr);
    EXPECT_EQ(err, EPERM);
    close(fd);
  });
}

TEST_P(Timers, WaitingForADescriptorIsNoDeadlock) {
  Env env(Options());
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  std::thread writer([&] {
    usleep(30000);
    char x = 'x';
    EXPECT_EQ(write(fds[1], &x, 1), 1);
  });
  EXPECT_EQ(env.Run([&](G* g) -> Task {
              Socket a = Open(g, fds[0]);
              EXPECT_EQ(co_await Poll(g, a.pd, 'r'), PollError::kNone);
            }),
            0);
  writer.join();
  close(fds[0]);
  close(fds[1]);
}

}  // namespace
}  // namespace minigo::runtime::testing
