// Tests of channels, select, semaphores and the notify list.
#include <set>

#include "runtime/chan_impl.h"
#include "runtime/sched_testing.h"
#include "runtime/sema.h"

namespace minigo::runtime::testing {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kScale = 20;
#else
constexpr int kScale = 1;
#endif

class Chans : public ::testing::TestWithParam<int> {
 protected:
  RuntimeOptions Options() { return {.max_procs = GetParam()}; }
};
INSTANTIATE_TEST_SUITE_P(Procs, Chans, ::testing::Values(1, 2, 4));

TEST(Chan, SizesThatCannotBe) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    const ChanType* t = env.ChanOf(env.rt.types.Basic(Kind::kInt));
    EXPECT_EQ(ChanMake(g->m, t, -1), nullptr);
    EXPECT_EQ(ChanMake(g->m, t, INT64_MAX), nullptr);
    EXPECT_EQ(ChanMake(g->m, t, int64_t{1} << 45), nullptr);
    const ChanType* e = env.ChanOf(env.rt.types.StructOf({}));
    Chan* c = ChanMake(g->m, e, int64_t{1} << 40);
    EXPECT_NE(c, nullptr);  // elements of no size take no memory
    EXPECT_EQ(ChanCap(c), int64_t{1} << 40);
    co_return;
  });
}

TEST(Chan, LenCapAndOrder) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 3);
    EXPECT_EQ(ChanLen(nullptr), 0);
    EXPECT_EQ(ChanCap(nullptr), 0);
    EXPECT_EQ(ChanCap(c), 3);
    for (int round = 0; round < 5; round++) {
      for (int64_t v = 0; v < 3; v++) {
        EXPECT_EQ(ChanLen(c), v);
        int64_t x = round * 10 + v;
        EXPECT_EQ(ChanSend(g->m, c, &x, false), ChanStatus::kDone);
      }
      int64_t x = 99;
      EXPECT_EQ(ChanSend(g->m, c, &x, false), ChanStatus::kWouldBlock);
      for (int64_t v = 0; v < 3; v++) {
        Slot ok = 0;
        EXPECT_EQ(ChanRecv(g->m, c, &x, &ok, false), ChanStatus::kDone);
        EXPECT_EQ(x, round * 10 + v);
        EXPECT_EQ(ok, 1u);
      }
      EXPECT_EQ(ChanRecv(g->m, c, &x, nullptr, false), ChanStatus::kWouldBlock);
      // Shift the ring by one.
      EXPECT_EQ(ChanSend(g->m, c, &x, false), ChanStatus::kDone);
      EXPECT_EQ(ChanRecv(g->m, c, nullptr, nullptr, false), ChanStatus::kDone);
    }
    co_return;
  });
}

TEST(Chan, CloseDrainsAndThenGivesZeros) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 2);
    co_await Send(g, c, 5);
    EXPECT_EQ(ChanClose(g->m, c), ChanStatus::kDone);
    EXPECT_EQ(ChanClose(g->m, c), ChanStatus::kClosed);
    EXPECT_EQ(ChanClose(g->m, nullptr), ChanStatus::kNil);
    int64_t v = 7;
    EXPECT_EQ(ChanSend(g->m, c, &v, true), ChanStatus::kClosed);
    EXPECT_EQ(ChanSend(g->m, c, &v, false), ChanStatus::kClosed);
    auto [a, ok] = co_await Recv2(g, c);
    EXPECT_EQ(a, 5);
    EXPECT_TRUE(ok);
    for (bool block : {true, false}) {
      Slot closed_ok = 9;
      EXPECT_EQ(ChanRecv(g->m, c, &v, &closed_ok, block), ChanStatus::kDone);
      EXPECT_EQ(v, 0);
      EXPECT_EQ(closed_ok, 0u);
      v = 7;
    }
  });
}

TEST(Chan, NilWouldBlock) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    int64_t v = 0;
    EXPECT_EQ(ChanSend(g->m, nullptr, &v, false), ChanStatus::kWouldBlock);
    EXPECT_EQ(ChanRecv(g->m, nullptr, &v, nullptr, false), ChanStatus::kWouldBlock);
    co_return;
  });
}

TEST_P(Chans, CloseWakesReceiversAndPanicsSenders) {
  Env env(Options());
  std::atomic<int> zeros{0};
  env.Run([&](G* g) -> Task {
    Chan* in = env.MakeChan(g, 0);
    Chan* out = env.MakeChan(g, 0);
    for (int i = 0; i < 10; i++) {
      Go(g, [&, in](G* g) -> Task {
        auto [v, ok] = co_await Recv2(g, in);
        if (v == 0 && !ok) zeros++;
      });
      Go(g, [=](G* g) -> Task { co_await Send(g, out, 1); });
    }
    // One sends in a select.
    Go(g, [=](G* g) -> Task {
      int64_t v = 3;
      SelectCase cases[] = {{out, &v, 1, 0}, {nullptr, &v, 0, 0}};
      co_await Select(g, cases, 2);
    });
    while (NumGoroutine(&env.rt) != 22) co_await Yield(g);
    for (int i = 0; i < 100; i++) co_await Yield(g);
    co_await SleepFor(g, 5'000'000);
    ChanClose(g->m, in);
    ChanClose(g->m, out);
    while (NumGoroutine(&env.rt) != 1) co_await Yield(g);
  });
  EXPECT_EQ(zeros, 10);
  EXPECT_EQ(Panics().size(), 11u);
  for (const std::string& p : Panics()) EXPECT_EQ(p, "send on closed channel");
}

template <typename T>
void RoundTrip(Env& env, Kind kind, std::vector<T> values) {
  env.Run([&](G* g) -> Task {
    for (int64_t size : {0, 1, 7}) {
      Chan* c = ChanMake(g->m, env.ChanOf(env.rt.types.Basic(kind)), size);
      Go(g, [&, c](G* g) -> Task {
        for (T v : values) {
          // In a slot, as the VM has it.
          Slot s = 0;
          std::memcpy(&s, &v, sizeof(v));
          struct Op : OpBase {
            Chan* c;
            Slot* s;
            bool await_suspend(std::coroutine_handle<>) {
              t_outcome = RunResult::kParked;
              return ChanSend(g->m, c, s, true) == ChanStatus::kParked;
            }
            void await_resume() {}
          };
          co_await Op{{g}, c, &s};
        }
        ChanClose(g->m, c);
      });
      size_t n = 0;
      for (;;) {
        struct {
          T v{};
          unsigned char after = 0xAB;
        } got;
        if (!co_await RecvInto(g, c, &got.v)) break;
        EXPECT_EQ(got.v, values[n++]);
        EXPECT_EQ(got.after, 0xAB);  // no byte beyond the element is written
      }
      EXPECT_EQ(n, values.size());
    }
  });
}

TEST_P(Chans, NarrowElements) {
  Env env(Options());
  RoundTrip<int8_t>(env, Kind::kInt8, {1, -1, 127, -128, 0});
  RoundTrip<uint16_t>(env, Kind::kUint16, {1, 65535, 0, 7});
  RoundTrip<int32_t>(env, Kind::kInt32, {1, -5, INT32_MIN});
  RoundTrip<double>(env, Kind::kFloat64, {1.5, -2.25});
}

TEST_P(Chans, BigAndEmptyElements) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    const Type* big = env.rt.types.ArrayOf(env.rt.types.Basic(Kind::kInt), 100);
    for (int64_t size : {0, 3}) {
      Chan* c = ChanMake(g->m, env.ChanOf(big), size);
      Chan* e = ChanMake(g->m, env.ChanOf(env.rt.types.StructOf({})), size);
      Go(g, [=](G* g) -> Task {
        for (int i = 0; i < 50; i++) {
          struct Op : OpBase {
            Chan* c;
            int64_t v[100];
            bool await_suspend(std::coroutine_handle<>) {
              t_outcome = RunResult::kParked;
              return ChanSend(g->m, c, v, true) == ChanStatus::kParked;
            }
            void await_resume() {}
          };
          Op op{{g}, c, {}};
          for (int64_t& x : op.v) x = i;
          co_await op;
          co_await Send(g, e, 0);
        }
      });
      for (int i = 0; i < 50; i++) {
        int64_t v[100] = {};
        co_await RecvInto(g, c, v);
        EXPECT_EQ(v[0], i);
        EXPECT_EQ(v[99], i);
        int64_t untouched = 123;
        EXPECT_TRUE(co_await RecvInto(g, e, &untouched));
        EXPECT_EQ(untouched, 123);
      }
    }
  });
}

TEST_P(Chans, PointersInAChannelSurviveCollections) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    const Type* box = env.rt.types.Basic(Kind::kInt);
    const ChanType* t = env.ChanOf(env.rt.types.PtrTo(box));
    Chan* c = ChanMake(g->m, t, 64);
    for (int64_t i = 0; i < 64; i++) {
      auto* p = static_cast<int64_t*>(g->m->rt->heap.New(g->m, box));
      *p = i;
      ChanSend(g->m, c, &p, false);
      p = nullptr;
    }
    g->m->rt->heap.Collect(g->m);
    for (int i = 0; i < 1000; i++) {
      *static_cast<int64_t*>(g->m->rt->heap.New(g->m, box)) = -1;
    }
    for (int64_t i = 0; i < 64; i++) {
      int64_t* p = nullptr;
      EXPECT_EQ(ChanRecv(g->m, c, &p, nullptr, false), ChanStatus::kDone);
      EXPECT_EQ(*p, i);
    }
    co_return;
  });
}

// ---------------------------------------------------------------- select

TEST(Select, DefaultAndNilAndEmpty) {
  Env env({.max_procs = 1});
  int status = env.Run([&](G* g) -> Task {
    int64_t v = 0;
    Chan* c = env.MakeChan(g, 0);
    SelectCase cases[] = {{c, &v, 0, ~0ull}, {c, &v, 1, ~0ull}, {nullptr, &v, 1, ~0ull}};
    EXPECT_EQ((co_await Select(g, cases, 3, false)).first, -1);
    EXPECT_EQ((co_await Select(g, cases + 2, 1, false)).first, -1);
    EXPECT_EQ((co_await Select(g, nullptr, 0, false)).first, -1);
    Go(g, [](G* g) -> Task { co_await Select(g, nullptr, 0); }, "main.empty");
    SelectCase nil[] = {{nullptr, nullptr, 0, 0}};
    co_await Select(g, nil, 1);
  });
  EXPECT_EQ(status, 2);
  EXPECT_NE(env.err.find("goroutine 1 [select]:"), std::string::npos);
  EXPECT_NE(env.err.find(" [select (no cases)]:\nmain.empty()"), std::string::npos);
}

TEST(Select, ChoosesFairly) {
  Env env({.max_procs = 1});
  int hits[40] = {};
  constexpr int kRounds = 40000;
  env.Run([&](G* g) -> Task {
    Chan* chans[40];
    SelectCase cases[40];
    int64_t v = 1;
    for (int i = 0; i < 40; i++) {
      chans[i] = env.MakeChan(g, 1);
      ChanSend(g->m, chans[i], &v, false);
      cases[i] = {chans[i], &v, 0, 0};
    }
    for (int i = 0; i < kRounds; i++) {
      auto [k, ok] = co_await Select(g, cases, 40);
      EXPECT_TRUE(ok);
      hits[k]++;
      ChanSend(g->m, chans[k], &v, false);
    }
  });
  // 1000 each, with a deviation of about 31.
  for (int h : hits) {
    EXPECT_GT(h, 800);
    EXPECT_LT(h, 1200);
  }
}

TEST(Select, ClosedChannels) {
  Env env({.max_procs = 1});
  env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 0);
    ChanClose(g->m, c);
    int64_t v = 5;
    SelectCase recv[] = {{nullptr, &v, 0, 0}, {c, &v, 0, 0}};
    auto [k, ok] = co_await Select(g, recv, 2);
    EXPECT_EQ(k, 1);
    EXPECT_FALSE(ok);
    EXPECT_EQ(v, 0);
    SelectCase send[] = {{c, &v, 1, 0}};
    SelectOp op = Select(g, send, 1);
    co_await op;
    EXPECT_EQ(op.status, ChanStatus::kClosed);
    // All is unlocked again.
    EXPECT_EQ(ChanRecv(g->m, c, &v, nullptr, false), ChanStatus::kDone);
  });
}

TEST_P(Chans, SelectBothWaysOnOneChannelMeetsAnother) {
  Env env(Options());
  const int rounds = 20000 / kScale;
  env.Run([&](G* g) -> Task {
    Chan* c = env.MakeChan(g, 0);
    Chan* done = env.MakeChan(g, 0);
    for (int i = 0; i < 2; i++) {
      Go(g, [=](G* g) -> Task {
        int64_t sent = 0, got = 0;
        for (int k = 0; k < rounds; k++) {
          int64_t out = 1, in = 0;
          SelectCase cases[] = {{c, &out, 1, 0}, {c, &in, 0, 0}};
          if ((co_await Select(g, cases, 2)).first == 0) {
            sent++;
          } else {
            EXPECT_EQ(in, 1);
            got++;
          }
        }
        co_await Send(g, done, sent - got);
      });
    }
    int64_t balance = co_await Recv(g, done);
    balance += co_await Recv(g, done);
    EXPECT_EQ(balance, 0);
  });
}

// Many selects over shared channels: each value arrives exactly once.
TEST_P(Chans, SelectStress) {
  Env env(Options());
  const int per = 4000 / kScale;
  constexpr int kSenders = 8;
  std::vector<std::atomic<int>> seen(kSenders * per);
  env.Run([&](G* g) -> Task {
    constexpr int kChans = 5;
    Chan* chans[kChans];
    for (int i = 0; i < kChans; i++) chans[i] = env.MakeChan(g, i % 3);
    Countdown receivers{kSenders, env.MakeChan(g, 1)};
    std::atomic<int> received{0};
    Chan* quit = env.MakeChan(g, 0);
    for (int s = 0; s < kSenders; s++) {
      Go(g, [&, s](G* g) -> Task {
        for (int k = 0; k < per; k++) {
          int64_t v = s * per + k;
          SelectCase cases[kChans];
          int n = 1 + (k + s) % kChans;
          for (int i = 0; i < n; i++) cases[i] = {chans[(i + s) % kChans], &v, 1, 0};
          co_await Select(g, cases, n);
        }
      });
      Go(g, [&](G* g) -> Task {
        for (;;) {
          int64_t v[kChans + 1];
          SelectCase cases[kChans + 1];
          for (int i = 0; i < kChans; i++) cases[i] = {chans[i], &v[i], 0, 0};
          cases[kChans] = {quit, nullptr, 0, 0};
          auto [k, ok] = co_await Select(g, cases, kChans + 1);
          if (k == kChans) break;
          EXPECT_TRUE(ok);
          seen[v[k]]++;
          received++;
        }
        if (--receivers.left == 0) co_await Send(g, receivers.done, 1);
      });
    }
    while (received < kSenders * per) co_await Yield(g);
    ChanClose(g->m, quit);
    co_await Recv(g, receivers.done);
    for (Chan* c : chans) {
      EXPECT_EQ(c->recvq.First(), nullptr);  // all losers were unlinked
      EXPECT_EQ(c->sendq.First(), nullptr);
    }
  });
  for (size_t i = 0; i < seen.size(); i++) ASSERT_EQ(seen[i], 1) << i;
}

TEST(Select, ManyCasesAndDuplicates) {
  Env env({.max_procs = 2});
  env.Run([&](G* g) -> Task {
    constexpr int kCount = 500;
    std::vector<SelectCase> cases(kCount);
    Chan* chans[50];
    int64_t v = 0;
    for (int i = 0; i < 50; i++) chans[i] = env.MakeChan(g, 0);
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < kCount; i++) cases[i] = {chans[(i * 7) % 50], &v, 0, ~0ull};
      Chan* c = chans[round % 50];
      Go(g, [=](G* g) -> Task { co_await Send(g, c, round); });
      auto [k, ok] = co_await Select(g, cases.data(), kCount);
      EXPECT_EQ(v, round);
      EXPECT_EQ(cases[k].chan, c);
    }
  });
}

// ---------------------------------------------------------------- semaphores

TEST_P(Chans, SemaphoreIsAMutex) {
  Env env(Options());
  const int rounds = 5000 / kScale;
  int64_t counter = 0;
  env.Run([&](G* g) -> Task {
    uint32_t sema[3] = {1, 1, 1};
    int64_t counters[3] = {};
    constexpr int kCount = 12;
    Countdown cd{kCount, env.MakeChan(g, 1)};
    for (int i = 0; i < kCount; i++) {
      Go(g, [&, i](G* g) -> Task {
        for (int k = 0; k < rounds; k++) {
          int which = (i + k) % 3;
          co_await Acquire(g, &sema[which], k % 4 == 0);
          counters[which]++;
          if (k % 16 == 0) co_await Yield(g);
          SemRelease(g->m, &sema[which], k % 8 == 0);
          co_await Check(g);
        }
        if (--cd.left == 0) co_await Send(g, cd.done, 1);
      });
    }
    co_await Recv(g, cd.done);
    counter = counters[0] + counters[1] + counters[2];
    for (uint32_t s : sema) EXPECT_EQ(s, 1u);
  });
  EXPECT_EQ(counter, 12 * rounds);
}

TEST(Sema, FifoLifoAndManyAddresses) {
  Env env({.max_procs = 1});
  std::vector<int> order;
  env.Run([&](G* g) -> Task {
    static uint32_t semas[2000];
    std::memset(semas, 0, sizeof(semas));
    for (int i = 0; i < 4; i++) {
      Go(g, [&, i](G* g) -> Task {
        co_await Acquire(g, &semas[5], i == 3);
        order.push_back(i);
      });
      co_await Yield(g);
    }
    for (int i = 0; i < 4; i++) {
      SemRelease(g->m, &semas[5], false);
      co_await Yield(g);
    }
    std::atomic<int> woken{0};
    for (int i = 0; i < 2000; i++) {
      Go(g, [&, i](G* g) -> Task {
        co_await Acquire(g, &semas[i * 7 % 2000]);
        woken++;
      });
    }
    while (NumGoroutine(&env.rt) != 2001) co_await Yield(g);
    for (int i = 0; i < 10; i++) co_await Yield(g);
    EXPECT_EQ(woken, 0);
    for (int i = 0; i < 2000; i++) {
      SemRelease(g->m, &semas[i * 11 % 2000], false);
      for (int k = 0; k < 5; k++) co_await Yield(g);
      EXPECT_EQ(woken, i + 1);
    }
  });
  EXPECT_EQ(order, (std::vector<int>{3, 0, 1, 2}));
}

TEST(Sema, HandoffRunsTheWaiterAtOnce) {
  Env env({.max_procs = 1});
  std::string order;
  env.Run([&](G* g) -> Task {
    uint32_t sema = 0;
    Go(g, [&](G* g) -> Task {
      co_await Acquire(g, &sema);
      order += 'w';
    });
    co_await Yield(g);
    SemRelease(g->m, &sema, true);
    co_await Check(g);
    order += 'r';
  });
  EXPECT_EQ(order, "wr");
}

TEST_P(Chans, NotifyList) {
  Env env(Options());
  env.Run([&](G* g) -> Task {
    NotifyList list{};
    std::atomic<int> woken{0};
    for (int i = 0; i < 100; i++) {
      Go(g, [&](G* g) -> Task {
        uint32_t t = NotifyAdd(&list);
        if (t % 3 == 0) co_await Yield(g);
        co_await CondWait(g, &list, t);
        woken++;
      });
    }
    while (list.wait < 100) co_await Yield(g);
    for (int i = 0; i < 10; i++) {
      NotifyOne(g->m, &list);
      int64_t end = NanoTime() + 5'000'000'000;
      while (woken != i + 1 && NanoTime() < end) co_await Yield(g);
      EXPECT_EQ(woken, i + 1);
    }
    NotifyAll(g->m, &list);
    while (woken != 100) co_await Yield(g);
    NotifyOne(g->m, &list);
    NotifyAll(g->m, &list);
  });
}

}  // namespace
}  // namespace minigo::runtime::testing
