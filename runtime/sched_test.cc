// Tests of the scheduler: nothing that is ready stays unrun, whatever the number of Ms; the world stops; blocking
// calls give their P away; programs end when and how they should.
#include "runtime/sched_testing.h"

#include <pthread.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "runtime/panic.h"
#include "runtime/roots.h"

namespace minigo::runtime::testing {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kScale = 20;
#else
constexpr int kScale = 1;
#endif

class Procs : public ::testing::TestWithParam<int> {
 protected:
  RuntimeOptions Options() { return {.max_procs = GetParam()}; }
};
INSTANTIATE_TEST_SUITE_P(Procs, Procs, ::testing::Values(1, 2, 4, 16));

TEST(Runq, FifoAndRunnext) {
  P p;
  G gs[300];
  GList over;
  for (int i = 0; i < 256; i++) EXPECT_FALSE(RunqPut(&p, &gs[i], false, &over));
  EXPECT_TRUE(RunqPut(&p, &gs[256], false, &over));
  EXPECT_EQ(over.size, 129);  // half of the ring and the new one
  EXPECT_EQ(over.head, &gs[0]);
  EXPECT_EQ(over.tail, &gs[256]);
  EXPECT_FALSE(RunqPut(&p, &gs[257], true, &over));
  EXPECT_FALSE(RunqPut(&p, &gs[258], true, &over));  // 257 goes to the ring's end
  EXPECT_EQ(RunqSize(&p), 130u);
  bool inherit = false;
  EXPECT_EQ(RunqGet(&p, &inherit), &gs[258]);
  EXPECT_TRUE(inherit);
  EXPECT_EQ(RunqGet(&p, &inherit), &gs[128]);
  EXPECT_FALSE(inherit);
  for (int i = 129; i < 256; i++) EXPECT_EQ(RunqGet(&p, &inherit), &gs[i]);
  EXPECT_EQ(RunqGet(&p, &inherit), &gs[257]);
  EXPECT_EQ(RunqGet(&p, &inherit), nullptr);
  EXPECT_TRUE(RunqEmpty(&p));
}

// Every goroutine put is got exactly once, by the owner or by one of the thieves.
TEST(Runq, StealingLosesAndDoublesNothing) {
  constexpr int kCount = 400000 / kScale;
  std::vector<G> gs(kCount);
  P owner;
  P thieves[2];
  std::atomic<bool> done{false};
  std::vector<G*> got[3];
  auto steal = [&](int who) {
    bool inherit;
    while (true) {
      bool last = done.load();
      G* g = RunqSteal(&thieves[who], &owner, true);
      if (g == nullptr && last) break;
      for (; g != nullptr; g = RunqGet(&thieves[who], &inherit)) got[who + 1].push_back(g);
    }
  };
  std::thread a([&] { steal(0); }), b([&] { steal(1); });
  GList over;
  bool inherit;
  for (int i = 0; i < kCount; i++) {
    RunqPut(&owner, &gs[i], i % 3 == 0, &over);
    if (i % 5 == 0) {
      if (G* g = RunqGet(&owner, &inherit)) got[0].push_back(g);
    }
  }
  done.store(true);
  a.join();
  b.join();
  while (G* g = RunqGet(&owner, &inherit)) got[0].push_back(g);
  while (G* g = over.Pop()) got[0].push_back(g);
  std::set<G*> all;
  size_t total = 0;
  for (auto& list : got) {
    total += list.size();
    all.insert(list.begin(), list.end());
  }
  EXPECT_EQ(total, static_cast<size_t>(kCount));
  EXPECT_EQ(all.size(), static_cast<size_t>(kCount));
}

TEST_P(Procs, MainReturns) {
  Env env(Options());
  bool ran = false;
  EXPECT_EQ(env.Run([&](G* g) -> Task {
              ran = true;
              co_return;
            }),
            0);
  EXPECT_TRUE(ran);
}

TEST_P(Procs, MainMayBeRunAgainAndOthersWaitInBetween) {
  Env env(Options());
  std::atomic<int> steps{0};
  Chan* c = nullptr;
  env.rt.heap.AddRoot(&c, sizeof(c));
  env.Run([&](G* g) -> Task {
    c = env.MakeChan(g, 0);
    Go(g, [&](G* g) -> Task {
      for (;;) {
        co_await Yield(g);
        steps++;
      }
    });
    Go(g, [&](G* g) -> Task { co_await Send(g, c, 42); });
    for (int i = 0; i < 100; i++) co_await Yield(g);
  });
  int seen = steps.load();
  usleep(20000);
  EXPECT_EQ(steps.load(), seen);  // nothing runs between two RunMain
  int64_t v = 0;
  // On another thread this time.
  std::thread other([&] {
    env.Run([&](G* g) -> Task {
      v = co_await Recv(g, c);
      while (steps.load() < seen + 100) co_await Yield(g);
    });
  });
  other.join();
  EXPECT_EQ(v, 42);
}

TEST_P(Procs, PingPongLosesNoWakeup) {
  Env env(Options());
  const int rounds = 400000 / kScale;
  int64_t sum = 0;
  env.Run([&](G* g) -> Task {
    Chan* a = env.MakeChan(g, 0);
    Chan* b = env.MakeChan(g, 0);
    Go(g, [=](G* g) -> Task {
      for (;;) co_await Send(g, b, 2 * co_await Recv(g, a));
    });
    for (int i = 0; i < rounds; i++) {
      co_await Send(g, a, i);
      sum += co_await Recv(g, b);
    }
  });
  EXPECT_EQ(sum, int64_t{rounds} * (rounds - 1));
}

TEST_P(Procs, ManyPairsAtOnce) {
  Env env(Options());
  const int rounds = 20000 / kScale;
  constexpr int kPairs = 16;
  int64_t sum = 0;
  env.Run([&](G* g) -> Task {
    Chan* done = env.MakeChan(g, 0);
    for (int k = 0; k < kPairs; k++) {
      Chan* c = env.MakeChan(g, k % 3);
      Go(g, [=](G* g) -> Task {
        for (int i = 0; i < rounds; i++) co_await Send(g, c, i);
      });
      Go(g, [=](G* g) -> Task {
        int64_t s = 0;
        for (int i = 0; i < rounds; i++) s += co_await Recv(g, c);
        co_await Send(g, done, s);
      });
    }
    for (int k = 0; k < kPairs; k++) sum += co_await Recv(g, done);
  });
  EXPECT_EQ(sum, int64_t{kPairs} * rounds * (rounds - 1) / 2);
}

TEST_P(Procs, FanOutRunsEveryGoroutineOnce) {
  Env env(Options());
  const int count = 200000 / kScale;
  std::vector<std::atomic<uint8_t>> ran(count);
  env.Run([&](G* g) -> Task {
    Countdown cd{count, env.MakeChan(g, 1)};
    for (int i = 0; i < count; i++) {
      Go(g, [&, i](G* g) -> Task {
        ran[i]++;
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
      co_await Check(g);
    }
    co_await Recv(g, cd.done);
    EXPECT_LE(NumGoroutine(&env.rt), 1 + GetParam());  // on each P one may not have ended yet
  });
  for (int i = 0; i < count; i++) ASSERT_EQ(ran[i], 1) << i;
}

TEST_P(Procs, ParkedGoroutinesAreCountedAndAllWakeUp) {
  Env env(Options());
  const int count = 100000 / kScale;
  env.Run([&](G* g) -> Task {
    Chan* gate = env.MakeChan(g, 0);
    Chan* done = env.MakeChan(g, 0);
    for (int i = 0; i < count; i++) {
      Go(g, [=](G* g) -> Task {
        co_await Recv(g, gate);
        co_await Send(g, done, 1);
      });
      if (i % 100 == 0) co_await Yield(g);
    }
    co_await Yield(g);
    EXPECT_EQ(NumGoroutine(&env.rt), count + 1);
    EXPECT_EQ(ChanClose(g->m, gate), ChanStatus::kDone);
    for (int i = 0; i < count; i++) co_await Recv(g, done);
  });
}

TEST(Sched, NewGoroutineRunsNextAndOthersInOrder) {
  Env env({.max_procs = 1});
  std::string order;
  env.Run([&](G* g) -> Task {
    for (int i = 0; i < 5; i++) {
      Go(g, [&, i](G* g) -> Task {
        order += static_cast<char>('0' + i);
        co_return;
      });
    }
    co_await Yield(g);
  });
  EXPECT_EQ(order, "40123");  // as Go's with GOMAXPROCS=1
}

TEST(Sched, RunnextPairDoesNotStarveOthers) {
  Env env({.max_procs = 1});
  bool third = false;
  env.Run([&](G* g) -> Task {
    Chan* a = env.MakeChan(g, 0);
    Chan* b = env.MakeChan(g, 0);
    Go(g, [&](G* g) -> Task {
      third = true;
      co_return;
    });
    Go(g, [=](G* g) -> Task {
      for (;;) co_await Send(g, b, co_await Recv(g, a));
    });
    while (!third) {
      co_await Send(g, a, 1);
      co_await Recv(g, b);
      co_await Check(g);
    }
  });
  EXPECT_TRUE(third);
}

TEST(Sched, BusyGoroutineIsPreempted) {
  Env env({.max_procs = 1});
  std::atomic<bool> stop{false};
  env.Run([&](G* g) -> Task {
    Go(g, [&](G* g) -> Task {
      while (!stop) co_await Check(g);
    });
    co_await Yield(g);
    stop = true;  // comes to pass only if the other gives way
  });
  EXPECT_TRUE(stop);
}

TEST(Sched, BusyGoroutineDoesNotHoldOthersBack) {
  // Nothing is scheduled on the busy P; the goroutine it has readied must be stolen.
  Env env({.max_procs = 2});
  env.Run([&](G* g) -> Task {
    for (int round = 0; round < 50; round++) {
      std::atomic<bool> ran{false};
      Go(g, [&](G* g) -> Task {
        ran = true;
        co_return;
      });
      int64_t end = NanoTime() + 2'000'000'000;
      while (!ran && NanoTime() < end) {
      }
      EXPECT_TRUE(ran);
      co_await Yield(g);
    }
  });
}

TEST(Sched, LoneRunnextIsStolenEvenAfterVainWakes) {
  Env env({.max_procs = 2});
  env.Run([&](G* g) -> Task {
    Chan* a = env.MakeChan(g, 0);
    Chan* b = env.MakeChan(g, 0);
    std::atomic<bool> got{false};
    Go(g, [&](G* g) -> Task {
      for (;;) {
        int64_t v = co_await Recv(g, a);
        if (v < 0) {
          got = true;
        } else {
          co_await Send(g, b, v);
        }
      }
    });
    // A ping-pong, where wake-ups are in vain…
    for (int i = 0; i < 20000; i++) {
      co_await Send(g, a, i);
      co_await Recv(g, b);
    }
    // … and then one where the sender does not park.
    co_await Send(g, a, -1);
    int64_t end = NanoTime() + 2'000'000'000;
    while (!got && NanoTime() < end) {
    }
    EXPECT_TRUE(got);
  });
}

TEST_P(Procs, StopTheWorldStopsEverybody) {
  Env env(Options());
  std::atomic<int64_t> counter{0};
  env.Run([&](G* g) -> Task {
    for (int i = 0; i < 8; i++) {
      Go(g, [&](G* g) -> Task {
        Chan* c = env.MakeChan(g, 1);
        for (;;) {
          counter++;
          co_await Send(g, c, 1);
          co_await Recv(g, c);
          co_await Check(g);
        }
      });
    }
    // Between two rounds, with one P, all the others use up their slices.
    for (int round = 0; round < (GetParam() == 1 ? 10 : 100); round++) {
      co_await Yield(g);
      M* m = g->m;
      StopTheWorld(m, "test");
      int64_t before = counter;
      for (int i = 0; i < 1000; i++) CpuPause();
      EXPECT_EQ(counter, before);
      StartTheWorld(m);
    }
  });
  EXPECT_GT(counter, 0);
}

TEST_P(Procs, ManyStoppersAtOnce) {
  Env env(Options());
  std::atomic<int> inside{0};
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 8;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&](G* g) -> Task {
        for (int k = 0; k < 100; k++) {
          M* m = g->m;
          StopTheWorld(m, "test");
          EXPECT_EQ(inside.fetch_add(1), 0);
          inside--;
          StartTheWorld(m);
          co_await Check(g);
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
}

TEST_P(Procs, CollectionsUnderLoadKeepWhatIsInUse) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 6;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&](G* g) -> Task {
        for (int k = 0; k < 300 / kScale + 3; k++) {
          Chan* c = env.MakeChan(g, 4);
          for (int j = 0; j < 4; j++) co_await Send(g, c, k * 10 + j);
          if (k % 10 == 0) g->m->rt->heap.Collect(g->m);
          co_await Yield(g);
          for (int j = 0; j < 4; j++) {
            int64_t v = co_await Recv(g, c);
            EXPECT_EQ(v, k * 10 + j);
          }
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
}

TEST(Sched, BlockingCallGivesItsPAway) {
  Env env({.max_procs = 1});
  int pipes[2];
  ASSERT_EQ(pipe(pipes), 0);
  char got = 0;
  env.Run([&](G* g) -> Task {
    Go(g, [&](G* g) -> Task {
      char x = 'x';
      EXPECT_EQ(write(pipes[1], &x, 1), 1);
      co_return;
    });
    {
      BlockingRegion region(g->m);
      EXPECT_EQ(read(pipes[0], &got, 1), 1);  // for ever, unless the other runs
    }
    co_return;
  });
  EXPECT_EQ(got, 'x');
  close(pipes[0]);
  close(pipes[1]);
}

TEST_P(Procs, ManyBlockingCalls) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 20;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&, i](G* g) -> Task {
        for (int k = 0; k < 50; k++) {
          {
            BlockingRegion region(g->m);
            if (k % 10 == i % 10) usleep(300);
          }
          EXPECT_NE(g->m->p, nullptr);
          if (k % 7 == 0) co_await Yield(g);
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    while (cd.left > 0) {
      StopTheWorld(g->m, "test");
      StartTheWorld(g->m);
      co_await Yield(g);
    }
    co_await Recv(g, cd.done);
  });
}

TEST(Sched, MaxProcsMayChange) {
  Env env({.max_procs = 4});
  env.Run([&](G* g) -> Task {
    std::atomic<bool> stop{false};
    std::atomic<int64_t> steps{0};
    for (int i = 0; i < 10; i++) {
      Go(g, [&](G* g) -> Task {
        while (!stop) {
          steps++;
          co_await Check(g);
          if (steps % 64 == 0) co_await Yield(g);
        }
      });
    }
    int expect = 4;
    for (int n : {1, 3, 8, 2, 1, 16, 1, 4, 2}) {
      EXPECT_EQ(SetMaxProcs(g->m, n), expect);
      expect = n;
      EXPECT_EQ(SetMaxProcs(g->m, 0), n);
      // Those above leave at their next safepoint, when their threads get to run.
      int running;
      int64_t end = NanoTime() + 5'000'000'000;
      do {
        co_await Yield(g);
        running = 0;
        for (int i = 0; i < env.rt.sched->num_p; i++) {
          if (env.rt.sched->all_p[i]->status == PStatus::kRunning) running++;
        }
      } while (running > n && NanoTime() < end);
      EXPECT_LE(running, n);
    }
    stop = true;
    while (NumGoroutine(&env.rt) > 1) co_await Yield(g);
  });
}

TEST(Sched, TimersOfARetiredPStillFire) {
  Env env({.max_procs = 4});
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 40;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&](G* g) -> Task {
        co_await Yield(g);
        co_await SleepFor(g, 20'000'000);
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    for (int i = 0; i < 5; i++) co_await Yield(g);
    SetMaxProcs(g->m, 1);
    co_await Recv(g, cd.done);
  });
}

TEST_P(Procs, LockedGoroutineStaysOnItsThread) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 4;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&](G* g) -> Task {
        LockOSThread(g->m);
        LockOSThread(g->m);
        UnlockOSThread(g->m);
        pthread_t self = pthread_self();
        for (int k = 0; k < 200; k++) {
          co_await Yield(g);
          EXPECT_TRUE(pthread_equal(self, pthread_self()));
          if (k % 20 == 0) co_await SleepFor(g, 100'000);
        }
        UnlockOSThread(g->m);
        for (int k = 0; k < 20; k++) co_await Yield(g);
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    // One that ends while locked.
    Go(g, [&](G* g) -> Task {
      LockOSThread(g->m);
      co_await Yield(g);
    });
    co_await Recv(g, cd.done);
  });
}

TEST(Sched, LockedMainReturns) {
  Env env({.max_procs = 2});
  EXPECT_EQ(env.Run([&](G* g) -> Task {
              LockOSThread(g->m);
              Chan* c = env.MakeChan(g, 0);
              Go(g, [=](G* g) -> Task { co_await Send(g, c, 1); });
              co_await Recv(g, c);
              co_await SleepFor(g, 1'000'000);
            }),
            0);
}

// ---------------------------------------------------------------- ends

TEST_P(Procs, DeadlockIsFound) {
  for (int i = 0; i < 20; i++) {
    Env env(Options());
    int status = env.Run([&](G* g) -> Task {
      Chan* c = env.MakeChan(g, 0);
      for (int k = 0; k < 10; k++) {
        Go(g, [=](G* g) -> Task { co_await Send(g, c, 1); }, "main.main.func1");
      }
      for (int k = 0; k < 10; k++) co_await Recv(g, c);
      co_await Recv(g, c);
    });
    EXPECT_EQ(status, 2);
    EXPECT_EQ(env.err,
              "fatal error: all goroutines are asleep - deadlock!\n\n"
              "goroutine 1 [chan receive]:\nmain.main()\n\t/src/main.go:10 +0x1d\n");
  }
}

TEST_P(Procs, DeadlockAfterTimersAndCalls) {
  Env env(Options());
  int status = env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 0);
    Go(g, [](G* g) -> Task {
      co_await SleepFor(g, 3'000'000);
      BlockingRegion region(g->m);
      usleep(2000);
    });
    co_await Recv(g, c);
  });
  EXPECT_EQ(status, 2);
  EXPECT_NE(env.err.find("all goroutines are asleep"), std::string::npos);
}

TEST_P(Procs, DeadlockShowsEveryGoroutine) {
  Env env(Options());
  int status = env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 0);
    Go(g, [=](G* g) -> Task { co_await Send(g, nullptr, 1); }, "main.main.func1", 23);
    co_await Yield(g);
    co_await Recv(g, c);
  });
  EXPECT_EQ(status, 2);
  EXPECT_EQ(env.err,
            "fatal error: all goroutines are asleep - deadlock!\n\n"
            "goroutine 1 [chan receive]:\nmain.main()\n\t/src/main.go:10 +0x1d\n\n"
            "goroutine 18 [chan send (nil chan)]:\nmain.main.func1()\n\t/src/main.go:10 +0x1d\n"
            "created by main.main in goroutine 1\n\t/src/main.go:23 +0x17\n");
}

TEST_P(Procs, GoexitOfMain) {
  Env env(Options());
  bool finished = false;
  int status = env.Run([&](G* g) -> Task {
    Go(g, [&](G* g) -> Task {
      for (int i = 0; i < 10; i++) co_await Yield(g);
      finished = true;
    });
    co_await Goexit(g);
  });
  EXPECT_EQ(status, 2);
  EXPECT_TRUE(finished);
  EXPECT_EQ(env.err, "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n");
}

TEST_P(Procs, MainReturnsWhileOthersRun) {
  for (int i = 0; i < 10; i++) {
    Env env(Options());
    int64_t begin = NanoTime();
    EXPECT_EQ(env.Run([&](G* g) -> Task {
                for (int k = 0; k < 5; k++) {
                  Go(g, [](G* g) -> Task {
                    for (;;) co_await Check(g);
                  });
                }
                for (int k = 0; k < 3; k++) co_await Yield(g);
              }),
              0);
    EXPECT_LT(NanoTime() - begin, 5'000'000'000);
  }
}

TEST_P(Procs, ExitFromAnyGoroutine) {
  for (int i = 0; i < 10; i++) {
    Env env(Options());
    EXPECT_EQ(env.Run([&](G* g) -> Task {
                Go(g, [](G* g) -> Task {
                  for (;;) co_await Check(g);
                });
                Go(g, [](G* g) -> Task {
                  for (int k = 0; k < 10; k++) co_await Yield(g);
                  co_await ExitWith(g, 7);
                });
                co_await Recv(g, nullptr);
              }),
              7);
    EXPECT_EQ(env.Run([](G* g) -> Task { co_return; }), 7);  // it is dead
  }
}

TEST(Sched, EngineMayBeLeftWithACallThatNeverReturns) {
  int pipes[2];
  ASSERT_EQ(pipe(pipes), 0);
  {
    Env env({.max_procs = 2});
    env.Run([&](G* g) -> Task {
      LockOSThread(g->m);  // or the call might be on the very thread that is to return
      Chan* in = env.MakeChan(g, 1);
      Go(g, [=](G* g) -> Task {
        co_await Send(g, in, 1);
        BlockingRegion region(g->m);
        char x;
        ssize_t n = read(pipes[0], &x, 1);
        (void)n;
      });
      co_await Recv(g, in);
      co_await SleepFor(g, 2'000'000);
    });
  }
  // Its thread is stuck for good; it must not touch what is gone.
  char x = 'x';
  EXPECT_EQ(write(pipes[1], &x, 1), 1);
  usleep(20000);
}

TEST(Sched, TimeLimit) {
  Env env({.max_procs = 1, .time_limit_ns = 20'000'000});
  int64_t begin = NanoTime();
  EXPECT_EQ(env.Run([](G* g) -> Task {
              for (;;) co_await Check(g);
            }),
            2);
  EXPECT_LT(NanoTime() - begin, 5'000'000'000);
  EXPECT_EQ(env.err, "fatal error: time limit exceeded\n");
}

TEST(Sched, SystemGoroutinesDoNotCount) {
  Env env({.max_procs = 2});
  int status = env.Run([&](G* g) -> Task {
    NewSystemG(g->m, Fn([](G* g) -> Task { co_await Recv(g, nullptr); }), nullptr, 0);
    co_await Yield(g);
    EXPECT_EQ(NumGoroutine(&env.rt), 1);
    co_await Recv(g, nullptr);
  });
  EXPECT_EQ(status, 2);
  EXPECT_EQ(env.err,
            "fatal error: all goroutines are asleep - deadlock!\n\n"
            "goroutine 1 [chan receive (nil chan)]:\nmain.main()\n\t/src/main.go:10 +0x1d\n");
}

// ---------------------------------------------------------------- special modes

std::string DeterministicOrder(uint64_t seed) {
  Env env({.deterministic = true, .seed = seed});
  std::string order;
  env.Run([&](G* g) -> Task {
    Countdown cd{10, env.MakeChan(g, 1)};
    for (int i = 0; i < 10; i++) {
      Go(g, [&, i](G* g) -> Task {
        for (int k = 0; k < 3; k++) {
          order += static_cast<char>('0' + i);
          co_await Yield(g);
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
  });
  return order;
}

TEST(Deterministic, TheSeedDecides) {
  EXPECT_EQ(DeterministicOrder(1), DeterministicOrder(1));
  std::set<std::string> orders;
  for (uint64_t seed = 0; seed < 10; seed++) orders.insert(DeterministicOrder(seed));
  EXPECT_GT(orders.size(), 8u);
}

TEST(Deterministic, SleepCostsNoTime) {
  Env env({.deterministic = true});
  int64_t begin = NanoTime();
  int64_t passed = 0;
  env.Run([&](G* g) -> Task {
    int64_t t = NanoTime(&env.rt);
    Go(g, [](G* g) -> Task { co_await SleepFor(g, 1'000'000'000); });
    co_await SleepFor(g, 3'600'000'000'000);
    passed = NanoTime(&env.rt) - t;
  });
  EXPECT_EQ(passed, 3'600'000'000'000);
  EXPECT_LT(NanoTime() - begin, 1'000'000'000);
}

TEST(Deterministic, Deadlock) {
  Env env({.deterministic = true});
  EXPECT_EQ(env.Run([&](G* g) -> Task { co_await Recv(g, nullptr); }), 2);
  EXPECT_NE(env.err.find("all goroutines are asleep"), std::string::npos);
}

TEST(YieldStress, EveryCheckYields) {
  Env env({.max_procs = 1, .env = {"MINIGO_YIELDSTRESS=1"}});
  std::string order;
  env.Run([&](G* g) -> Task {
    Go(g, [&](G* g) -> Task {
      for (int i = 0; i < 5; i++) {
        order += 'b';
        co_await Check(g);
      }
    });
    for (int i = 0; i < 5; i++) {
      co_await Check(g);
      order += 'a';
    }
    co_await Yield(g);
  });
  EXPECT_EQ(order, "bababababa");
}

TEST(Sched, EnginesLiveSideBySide) {
  std::vector<std::thread> hosts;
  std::atomic<int> good{0};
  for (int i = 0; i < 3; i++) {
    hosts.emplace_back([&, i] {
      Env env({.max_procs = 2});
      int64_t sum = 0;
      env.Run([&](G* g) -> Task {
        Chan* c = env.MakeChan(g, 0);
        Go(g, [=](G* g) -> Task {
          for (int k = 0; k < 2000; k++) co_await Send(g, c, k);
        });
        for (int k = 0; k < 2000; k++) sum += co_await Recv(g, c);
      });
      if (sum == 2000 * 1999 / 2) good++;
    });
  }
  for (auto& t : hosts) t.join();
  EXPECT_EQ(good, 3);
}

}  // namespace
}  // namespace minigo::runtime::testing
