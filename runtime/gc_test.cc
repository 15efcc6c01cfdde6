// Tests of the collector under the scheduler: many goroutines on several Ms allocate, hold and share objects while
// collections run, marked by several threads.
#include "runtime/heap_alloc.h"
#include "runtime/iface.h"
#include "runtime/map.h"
#include "runtime/sched_testing.h"
#include "runtime/slice.h"
#include "runtime/string.h"

namespace minigo::runtime::testing {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kScale = 10;
#else
constexpr int kScale = 1;
#endif

class Gc : public ::testing::TestWithParam<int> {
 protected:
  RuntimeOptions Options() { return {.max_procs = GetParam()}; }
};
INSTANTIATE_TEST_SUITE_P(Procs, Gc, ::testing::Values(1, 2, 4, 16));

struct Node {
  Node* left;
  int64_t value;
  Node* right;
};

const Type* NodeType(Runtime& rt) {
  StructField f[3];
  f[0].name = GoString(std::string_view("L"));
  f[1].name = GoString(std::string_view("V"));
  f[2].name = GoString(std::string_view("R"));
  f[0].type = f[2].type = rt.types.Basic(Kind::kUnsafePointer);
  f[1].type = rt.types.Basic(Kind::kInt);
  return rt.types.StructOf(List<StructField>(f, 3));
}

Node* Tree(M* m, const Type* t, int depth, int64_t value) {
  Node* n = static_cast<Node*>(AllocType(m, t));
  n->value = value;
  if (depth > 0) {
    n->left = Tree(m, t, depth - 1, value);
    n->right = Tree(m, t, depth - 1, value);
  }
  return n;
}

// The nodes of a tree all of whose values are `value`; -1 if one is not.
int64_t Count(const Node* n, int64_t value) {
  if (n == nullptr) return 0;
  if (n->value != value) return -1;
  int64_t l = Count(n->left, value), r = Count(n->right, value);
  return l < 0 || r < 0 ? -1 : 1 + l + r;
}

TEST_P(Gc, TreesOfManyGoroutines) {
  Env env(Options());
  const Type* t = NodeType(env.rt);
  constexpr int kGoroutines = 24;
  const int rounds = 60 / kScale + 1;
  std::atomic<int> bad{0};
  env.Run([&](G* g) -> Task {
    Chan* done = env.MakeChan(g, 0);
    for (int id = 1; id <= kGoroutines; id++) {
      Go(g, [&, id, done](G* g) -> Task {
        Node* kept = Tree(g->m, t, 11, id);
        for (int i = 0; i < rounds; i++) {
          if (Count(Tree(g->m, t, 9, -id), -id) != (1 << 10) - 1) bad++;
          co_await Yield(g);
          if (Count(kept, id) != (1 << 12) - 1) bad++;
          if (i % 8 == id % 8) kept = Tree(g->m, t, 11, id);
        }
        co_await Send(g, done, id);
      });
    }
    for (int i = 0; i < kGoroutines; i++) co_await Recv(g, done);
  });
  EXPECT_EQ(bad.load(), 0);
  MemStats s;
  env.rt.heap.ReadStats(&s);
  if (kScale == 1) {
    EXPECT_GE(s.num_gc, 3u);
  }
  EXPECT_EQ(s.heap_objects, s.mallocs - s.frees);
  EXPECT_EQ(env.rt.heap.Verify(), nullptr);
}

TEST_P(Gc, ObjectsWanderThroughChannels) {
  Env env(Options());
  const Type* t = NodeType(env.rt);
  const int count = 30000 / kScale;
  int64_t bad = 0;
  const ChanType* of_pointers = env.ChanOf(env.rt.types.Basic(Kind::kUnsafePointer));
  env.Run([&](G* g) -> Task {
    Chan* first = ChanMake(g->m, of_pointers, 16);
    Chan* c = first;
    for (int stage = 0; stage < 6; stage++) {
      Chan* next = ChanMake(g->m, of_pointers, stage % 2 * 8);
      Go(g, [&, c, next](G* g) -> Task {
        for (int i = 0; i < count; i++) {
          int64_t v = co_await Recv(g, c);
          // A new object that refers to the old one.
          Node* n = static_cast<Node*>(AllocType(g->m, t));
          n->left = reinterpret_cast<Node*>(v);
          n->value = n->left->value + 1;
          v = reinterpret_cast<int64_t>(n);
          n = nullptr;
          co_await Send(g, next, v);
        }
      });
      c = next;
    }
    Go(g, [&, first](G* g) -> Task {
      for (int i = 0; i < count; i++) {
        Node* n = static_cast<Node*>(AllocType(g->m, t));
        n->value = i * 10;
        co_await Send(g, first, reinterpret_cast<int64_t>(n));
      }
    });
    for (int i = 0; i < count; i++) {
      Node* n = reinterpret_cast<Node*>(co_await Recv(g, c));
      for (int k = 6; k >= 0; k--, n = n->left) {
        if (n == nullptr || n->value != i * 10 + k) {
          bad++;
          break;
        }
      }
      if (i % (count / 20) == 0) env.rt.heap.Collect(g->m);
    }
  });
  EXPECT_EQ(bad, 0);
  EXPECT_EQ(env.rt.heap.Verify(), nullptr);
}

TEST_P(Gc, MapsAndStrings) {
  Env env(Options());
  TypeTable& types = env.rt.types;
  const MapType* t = As<MapType>(types.MapOf(types.Basic(Kind::kString), types.Basic(Kind::kString)));
  const int keys = 20000 / kScale;
  std::atomic<int> bad{0};
  env.Run([&](G* g) -> Task {
    Chan* done = env.MakeChan(g, 0);
    // One map that all read, and one of each goroutine's own.
    Map* shared = MapMake(g->m, t, 0);
    MapStatus st;
    for (int i = 0; i < 1000; i++) {
      GoString k = NewString(g->m, "shared" + std::to_string(i));
      GoString v = NewString(g->m, std::to_string(i));
      std::memcpy(MapAssignStr(g->m, t, shared, k, &st), &v, sizeof(v));
    }
    for (int id = 0; id < 8; id++) {
      Go(g, [&, id, done, shared](G* g) -> Task {
        Map* own = MapMake(g->m, t, 0);
        MapStatus st;
        for (int i = 0; i < keys; i++) {
          GoString k = NewString(g->m, std::to_string(id) + "/" + std::to_string(i));
          GoString v = Concat(g->m, k, NewString(g->m, "!"));
          void* elem = MapAssignStr(g->m, t, own, k, &st);
          std::memcpy(elem, &v, sizeof(v));
          std::string name = "shared" + std::to_string(i % 1000);
          auto* s = static_cast<GoString*>(MapGetStr(g->m, t, shared, GoString(std::string_view(name)), &st));
          if (s == nullptr || s->view() != std::to_string(i % 1000)) bad++;
          if (i % 100 == 0) {
            k = v = {};
            co_await Yield(g);
          }
        }
        int n = 0;
        MapIter it;
        MapIterInit(g->m, t, own, &it);
        for (MapIterNext(g->m, &it, &st); it.key != nullptr; MapIterNext(g->m, &it, &st)) {
          std::string k(static_cast<const GoString*>(it.key)->view());
          if (static_cast<GoString*>(it.elem)->view() != k + "!") bad++;
          n++;
        }
        if (n != keys || st.fault != MapFault::kNone) bad++;
        co_await Send(g, done, 0);
      });
    }
    for (int i = 0; i < 8; i++) co_await Recv(g, done);
  });
  EXPECT_EQ(bad.load(), 0);
  EXPECT_EQ(env.rt.heap.Verify(), nullptr);
}

TEST_P(Gc, CollectionsFromEverySide) {
  Env env(Options());
  const Type* t = NodeType(env.rt);
  std::atomic<int> bad{0};
  const int rounds = 40 / kScale + 1;
  env.Run([&](G* g) -> Task {
    Chan* done = env.MakeChan(g, 0);
    for (int id = 1; id <= 8; id++) {
      Go(g, [&, id, done](G* g) -> Task {
        for (int i = 0; i < rounds; i++) {
          Node* n = Tree(g->m, t, 8, id);
          env.rt.heap.Collect(g->m);
          if (Count(n, id) != 511) bad++;
          MemStats s;
          env.rt.heap.ReadStats(&s);
          if (s.heap_objects > s.mallocs) bad++;
          if (env.rt.heap.ObjectStart(n->left) != n->left) bad++;
          co_await Yield(g);
        }
        co_await Send(g, done, id);
      });
    }
    for (int i = 0; i < 8; i++) co_await Recv(g, done);
  });
  EXPECT_EQ(bad.load(), 0);
  MemStats s;
  env.rt.heap.ReadStats(&s);
  EXPECT_GE(s.num_forced_gc, static_cast<uint32_t>(8 * rounds));
}

TEST_P(Gc, StressWithManyGoroutines) {
  RuntimeOptions options = Options();
  options.env.push_back("MINIGO_GCSTRESS=97");
  Env env(options);
  const Type* t = NodeType(env.rt);
  std::atomic<int> bad{0};
  env.Run([&](G* g) -> Task {
    Chan* done = env.MakeChan(g, 0);
    for (int id = 1; id <= 6; id++) {
      Go(g, [&, id, done](G* g) -> Task {
        for (int i = 0; i < 200 / kScale; i++) {
          Node* n = Tree(g->m, t, 4, id);
          co_await Yield(g);
          if (Count(n, id) != 31) bad++;
        }
        co_await Send(g, done, id);
      });
    }
    for (int i = 0; i < 6; i++) co_await Recv(g, done);
  });
  EXPECT_EQ(bad.load(), 0);
  EXPECT_EQ(env.rt.heap.Verify(), nullptr);
}

}  // namespace
}  // namespace minigo::runtime::testing
