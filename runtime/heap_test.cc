// Tests of the heap and the collector, without a scheduler. Memory that a test wants collected is only held in
// obscured form: stacks are scanned conservatively.
#include "runtime/heap.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>
#include <random>
#include <vector>

#include "runtime/heap_testing.h"
#include "runtime/sizeclass.h"

namespace minigo::runtime {
namespace {

struct HeapTest : testing::Test, SoloHeap {
  void Check() {
    const char* bad = heap.Verify();
    EXPECT_EQ(bad, nullptr) << bad;
  }
  MemStats Stats() {
    MemStats s;
    heap.ReadStats(&s);
    return s;
  }
};

uintptr_t Hide(const void* p) { return ~reinterpret_cast<uintptr_t>(p); }
void* Show(uintptr_t p) { return reinterpret_cast<void*>(~p); }

// Overwrites stale pointers below the caller's frame.
__attribute__((noinline)) void ClearStack() {
  char junk[16384];
  std::memset(junk, 0, sizeof(junk));
  asm volatile("" : : "r"(junk) : "memory");
}

struct Node {
  Node* left;
  int64_t value;
  Node* right;
};

TEST_F(HeapTest, RoundUpSizeIsGos) {
  // As cap() shows it after append, with and without pointers.
  EXPECT_EQ(Heap::RoundUpSize(5, true), 8u);
  EXPECT_EQ(Heap::RoundUpSize(33, true), 48u);
  EXPECT_EQ(Heap::RoundUpSize(512, false), 512u);
  EXPECT_EQ(Heap::RoundUpSize(520, false), 568u);
  EXPECT_EQ(Heap::RoundUpSize(520, true), 576u);
  EXPECT_EQ(Heap::RoundUpSize(1024, false), 1144u);
  EXPECT_EQ(Heap::RoundUpSize(1025, true), 1152u);
  EXPECT_EQ(Heap::RoundUpSize(32760, true), 32768u);
  EXPECT_EQ(Heap::RoundUpSize(32768, true), 32768u);
  EXPECT_EQ(Heap::RoundUpSize(32752, false), 32760u);
  EXPECT_EQ(Heap::RoundUpSize(32769, true), 40960u);
  EXPECT_EQ(Heap::RoundUpSize(0, true), 0u);
  for (size_t n = 1; n <= kMaxSmall; n++) {
    int c = SizeClass(n);
    ASSERT_GE(kClassSize[c], n);
    ASSERT_LT(kClassSize[c - 1], n);
  }
}

TEST_F(HeapTest, MemoryIsZeroedDisjointAndAligned) {
  heap.SetGcPercent(-1);  // the vector is not scanned
  std::mt19937 rng(1);
  std::vector<std::pair<char*, size_t>> objects;
  for (int i = 0; i < 3000; i++) {
    size_t n = i % 10 == 0 ? rng() % 200000 : rng() % 700;
    char* p = static_cast<char*>(i % 2 ? heap.NewBytes(&m, n) : heap.NewConservative(&m, n));
    ASSERT_EQ(reinterpret_cast<uintptr_t>(p) % 8, 0u);
    for (size_t k = 0; k < n; k++) ASSERT_EQ(p[k], 0);
    std::memset(p, i % 127 + 1, n);
    objects.push_back({p, n});
    if (n > 0) {
      ASSERT_EQ(heap.ObjectStart(p + n - 1), p);
      ASSERT_GE(heap.ObjectSize(p), n);
    }
  }
  int i = 0;
  for (auto [p, n] : objects) {
    for (size_t k = 0; k < n; k++) ASSERT_EQ(p[k], i % 127 + 1);
    i++;
  }
  Check();
}

TEST_F(HeapTest, ZeroSizeObjectsShareAnAddress) {
  const Type* empty = Struct({});
  EXPECT_NE(heap.New(&m, empty), nullptr);
  EXPECT_EQ(heap.New(&m, empty), heap.NewBytes(&m, 0));
  EXPECT_EQ(heap.New(&m, empty), heap.NewArray(&m, Int(), 0));
  EXPECT_EQ(heap.New(&m, empty), heap.NewArray(&m, types.PtrTo(Int()), 0));
  EXPECT_EQ(heap.New(&m, empty), AllocType(&m, empty));
  heap.Collect(&m);
  EXPECT_NE(AllocType(&m, empty), nullptr);
}

Node* Tree(SoloHeap* s, const Type* t, int depth) {
  Node* n = static_cast<Node*>(AllocType(&s->m, t));
  n->value = depth;
  if (depth > 0) {
    n->left = Tree(s, t, depth - 1);
    n->right = Tree(s, t, depth - 1);
  }
  return n;
}
int64_t Count(const Node* n) { return n == nullptr ? 0 : 1 + Count(n->left) + Count(n->right); }

TEST_F(HeapTest, ReachableTreesSurviveAndDeadOnesGo) {
  const Type* ptr = types.PtrTo(Int());
  const Type* t = Struct({ptr, Int(), ptr});
  static Node* root;
  heap.AddRoot(&root, sizeof(root));
  // The frames above remember addresses of earlier tests' heaps, which were where this one is: the tree begins elsewhere.
  for (int i = 0; i < 1000; i++) AllocType(&m, t);
  [&]() __attribute__((noinline)) { root = Tree(this, t, 14); }();
  for (int i = 0; i < 20; i++) {
    // Out of line, so that no slot of this frame remembers the tree.
    [&]() __attribute__((noinline)) { Tree(this, t, 12); }();
    ClearStack();
    heap.Collect(&m);
    [&]() __attribute__((noinline)) { ASSERT_EQ(Count(root), (1 << 15) - 1); }();
    Check();
  }
  ClearStack();
  heap.Collect(&m);
  MemStats s = Stats();
  EXPECT_GE(s.heap_objects, (1u << 15) - 1);
  EXPECT_LT(s.heap_objects, (1u << 15) + 2000);
  EXPECT_EQ(s.num_gc, 21u);
  EXPECT_EQ(s.num_forced_gc, 21u);
  root = nullptr;
  ClearStack();
  heap.Collect(&m);
  EXPECT_LT(Stats().heap_objects, 2000u);
  EXPECT_EQ(Stats().mallocs - Stats().frees, Stats().heap_objects);
  heap.RemoveRoot(&root);
}

TEST_F(HeapTest, LongListsDoNotRecurse) {
  const Type* t = Struct({types.PtrTo(Int()), Int(), types.PtrTo(Int())});
  static Node* head;
  head = nullptr;
  heap.AddRoot(&head, sizeof(head));
  for (int i = 0; i < 1000000; i++) {
    Node* n = static_cast<Node*>(AllocType(&m, t));
    n->left = head;
    head = n;
  }
  heap.Collect(&m);
  int n = 0;
  for (Node* p = head; p != nullptr; p = p->left) n++;
  EXPECT_EQ(n, 1000000);
  head = nullptr;
  heap.RemoveRoot(&head);
}

TEST_F(HeapTest, NonPointersDoNotKeepAlive) {
  const Type* holder = Struct({Int(), types.PtrTo(Int())});
  static uint64_t* h;
  heap.AddRoot(&h, sizeof(h));
  h = static_cast<uint64_t*>(heap.New(&m, holder));
  void** weak[2];
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < 2; i++) {
      void* p = heap.New(&m, Int());
      h[i] = reinterpret_cast<uintptr_t>(p);
      weak[i] = heap.WeakHandle(&m, p);
    }
  }();
  ClearStack();
  heap.Collect(&m);
  EXPECT_EQ(*weak[0], nullptr);  // in an int field
  EXPECT_NE(*weak[1], nullptr);
  EXPECT_EQ(*weak[1], reinterpret_cast<void*>(h[1]));
  heap.RemoveRoot(&h);
}

TEST_F(HeapTest, InteriorPointersKeepTheWhole) {
  static char* inner;
  heap.AddRoot(&inner, sizeof(inner));
  for (size_t size : {size_t{100}, size_t{5000}, size_t{30000}, size_t{1000000}}) {
    for (size_t at : {size_t{0}, size / 2, size - 1}) {
      void** weak;
      [&]() __attribute__((noinline)) {
        char* p = static_cast<char*>(heap.NewBytes(&m, size));
        weak = heap.WeakHandle(&m, p);
        inner = p + at;
      }();
      ClearStack();
      heap.Collect(&m);
      EXPECT_NE(*weak, nullptr) << size << " " << at;
      inner = nullptr;
      ClearStack();
      heap.Collect(&m);
      EXPECT_EQ(*weak, nullptr) << size << " " << at;
    }
  }
  heap.RemoveRoot(&inner);
}

// Arrays of every small and some large sizes, whose elements have pointers at some words only.
TEST_F(HeapTest, ArrayMasksRepeat) {
  const Type* elems[] = {types.PtrTo(Int()), String(), Struct({Int(), types.PtrTo(Int()), Int()}),
                         Struct({types.EmptyInterface(), Int(), String()}),
                         types.ArrayOf(Struct({Int(), types.PtrTo(Int())}), 40),
                         types.ArrayOf(String(), 5000)};
  static void* root;
  heap.AddRoot(&root, sizeof(root));
  for (const Type* t : elems) {
    for (int64_t n : {1, 2, 3, 7, 31, 32, 33, 100, 1000, 3000, 20000}) {
      if (t->size > 10000 && n > 100) continue;
      uint64_t words = t->size / 8 * static_cast<uint64_t>(n);
      std::vector<uintptr_t> hidden(words);
      uint64_t** a;
      a = static_cast<uint64_t**>(heap.NewArray(&m, t, n));
      root = a;
      // Each word gets an object; those in pointer words survive.
      for (uint64_t i = 0; i < words; i++) {
        uint64_t* p = static_cast<uint64_t*>(AllocType(&m, Int()));
        *p = i + 1;
        a[i] = p;
        hidden[i] = Hide(p);
      }
      ClearStack();
      heap.Collect(&m);
      uint64_t kept = 0, wanted = 0;
      for (uint64_t i = 0; i < words; i++) {
        uint64_t k = i % (t->size / 8);
        bool pointer = k * 8 < t->ptr_bytes && (t->ptr_mask[k / 64] >> (k % 64) & 1);
        wanted += pointer;
        // Dead memory may be another object's by now.
        uint64_t* p = static_cast<uint64_t*>(Show(hidden[i]));
        bool alive = heap.ObjectStart(p) == p && *p == i + 1;
        kept += alive;
        if (pointer) {
          ASSERT_TRUE(alive && *a[i] == i + 1) << t->string.view() << " " << n << " " << i;
        }
      }
      EXPECT_LE(kept, wanted + 16) << t->string.view() << " " << n;
    }
  }
  root = nullptr;
  heap.RemoveRoot(&root);
  Check();
}

TEST_F(HeapTest, HugeTypesAreScanned) {
  // Too long for a spelled-out mask: as an array periodic, in a struct conservative.
  const Type* array = types.ArrayOf(Struct({Int(), types.PtrTo(Int())}), 1 << 18);
  const Type* mixed = Struct({Int(), array});
  static void* root;
  heap.AddRoot(&root, sizeof(root));
  for (const Type* t : {array, mixed}) {
    uint64_t** a = static_cast<uint64_t**>(heap.New(&m, t));
    root = a;
    uint64_t first = t == array ? 1 : 2;
    for (uint64_t i = first; i < t->size / 8; i += 2000) {
      a[i] = static_cast<uint64_t*>(heap.New(&m, Int()));
      *a[i] = i;
    }
    heap.Collect(&m);
    for (int i = 0; i < 10000; i++) heap.New(&m, Int());
    for (uint64_t i = first; i < t->size / 8; i += 2000) ASSERT_EQ(*a[i], i);
  }
  heap.RemoveRoot(&root);
}

TEST_F(HeapTest, FinalizersRunOnceInOrder) {
  const Type* t = Struct({types.PtrTo(Int()), Int(), types.PtrTo(Int())});
  FuncVal* fn = static_cast<FuncVal*>(heap.NewConservative(&m, 16));
  uintptr_t a_hidden, b_hidden;
  [&]() __attribute__((noinline)) {
    Node* a = static_cast<Node*>(heap.New(&m, t));
    Node* b = static_cast<Node*>(heap.New(&m, t));
    Node* cycle = static_cast<Node*>(heap.New(&m, t));
    a->left = b;
    b->value = 77;
    cycle->left = cycle;
    for (Node* n : {a, b, cycle}) heap.SetFinalizer(n, fn, nullptr, nullptr);
    Node* removed = static_cast<Node*>(heap.New(&m, t));
    heap.SetFinalizer(removed, fn, nullptr, nullptr);
    heap.SetFinalizer(removed, nullptr, nullptr, nullptr);
    a_hidden = Hide(a);
    b_hidden = Hide(b);
  }();
  static int woken;
  woken = 0;
  heap.OnQueued([](M*, void*) { woken++; }, nullptr);
  // Expects that a collection queues the finalizer of `object` alone, or none.
  auto expect = [&](uintptr_t object, int64_t left_value) __attribute__((noinline)) {
    ClearStack();
    heap.Collect(&m);
    Heap::QueuedCall call;
    if (object == 0) {
      EXPECT_FALSE(heap.TakeQueued(&call));
      return;
    }
    ASSERT_TRUE(heap.TakeQueued(&call));
    EXPECT_EQ(Hide(call.arg), object);
    EXPECT_TRUE(call.finalizer);
    EXPECT_EQ(call.fn, fn);
    Node* left = static_cast<Node*>(call.arg)->left;
    EXPECT_EQ(left == nullptr ? 0 : left->value, left_value);
    EXPECT_FALSE(heap.TakeQueued(&call));
  };
  ClearStack();
  expect(a_hidden, 77);
  EXPECT_EQ(woken, 1);
  ClearStack();
  expect(b_hidden, 0);
  ClearStack();
  expect(0, 0);
  EXPECT_EQ(woken, 2);
}

TEST_F(HeapTest, CleanupsWaitForFinalizersAndWeakHandlesDoNot) {
  FuncVal* fn = static_cast<FuncVal*>(heap.NewConservative(&m, 16));
  void** weak;
  static void* root;
  heap.AddRoot(&root, sizeof(root));
  [&]() __attribute__((noinline)) {
    root = heap.New(&m, String());
    heap.SetFinalizer(root, fn, nullptr, nullptr);
    heap.AddCleanup(root, fn, 1);
    heap.AddCleanup(static_cast<char*>(root) + 8, fn, 2);
    heap.AddCleanup(root, fn, 3);
    heap.RemoveCleanup(root, 2);
    weak = heap.WeakHandle(&m, root);
    EXPECT_EQ(heap.WeakHandle(&m, root), weak);
    EXPECT_NE(heap.WeakHandle(&m, static_cast<char*>(root) + 8), weak);
  }();
  Heap::QueuedCall call;
  heap.Collect(&m);
  EXPECT_FALSE(heap.TakeQueued(&call));
  EXPECT_EQ(*weak, root);
  root = nullptr;
  ClearStack();
  heap.Collect(&m);
  EXPECT_EQ(*weak, nullptr);
  ASSERT_TRUE(heap.TakeQueued(&call));
  EXPECT_TRUE(call.finalizer);
  EXPECT_FALSE(heap.TakeQueued(&call));
  call = {};
  ClearStack();
  heap.Collect(&m);
  ASSERT_TRUE(heap.TakeQueued(&call));
  EXPECT_EQ(call.id, 1u);
  EXPECT_FALSE(call.finalizer);
  ASSERT_TRUE(heap.TakeQueued(&call));
  EXPECT_EQ(call.id, 3u);
  EXPECT_FALSE(heap.TakeQueued(&call));
  heap.RemoveRoot(&root);
}

TEST_F(HeapTest, CountsAreExact) {
  MemStats before = Stats();
  for (int i = 0; i < 1000; i++) AllocType(&m, Int());
  heap.NewBytes(&m, 100000);
  MemStats after = Stats();
  EXPECT_EQ(after.mallocs - before.mallocs, 1001u);
  EXPECT_EQ(after.total_alloc - before.total_alloc, 8000u + 106496u);
  EXPECT_EQ(after.heap_alloc - before.heap_alloc, 8000u + 106496u);
  EXPECT_EQ(after.frees, before.frees);
  ClearStack();
  heap.Collect(&m);
  MemStats last = Stats();
  EXPECT_EQ(last.mallocs, after.mallocs);
  EXPECT_EQ(last.heap_objects, last.mallocs - last.frees);
  EXPECT_GE(last.frees, 900u);
}

TEST_F(HeapTest, CollectsByItselfAndKeepsSmall) {
  const Type* t = Struct({types.PtrTo(Int()), Int(), types.PtrTo(Int())});
  for (int i = 0; i < 4000000; i++) AllocType(&m, t);  // 96 MB
  MemStats s = Stats();
  EXPECT_GE(s.num_gc, 20u);
  EXPECT_LE(s.num_gc, 40u);
  EXPECT_LT(s.heap_inuse, 12u << 20);
  EXPECT_EQ(heap.SetGcPercent(-1), 100);
  uint32_t gcs = s.num_gc;
  for (int i = 0; i < 1000000; i++) AllocType(&m, t);
  EXPECT_EQ(Stats().num_gc, gcs);
  EXPECT_EQ(heap.SetGcPercent(100), -1);
  heap.SetMemoryLimit(8 << 20);
  heap.SetGcPercent(-1);
  for (int i = 0; i < 1000000; i++) AllocType(&m, t);
  EXPECT_GE(Stats().num_gc, gcs + 2);
  m.locks = 1;
  gcs = Stats().num_gc;
  for (int i = 0; i < 1000000; i++) AllocType(&m, t);
  heap.Collect(&m);
  EXPECT_EQ(Stats().num_gc, gcs);
  m.locks = 0;
  Check();
}

TEST_F(HeapTest, ReturnsMemoryToTheSystem) {
  for (int i = 0; i < 50; i++) {
    char* p = static_cast<char*>(heap.NewBytes(&m, 1 << 20));
    std::memset(p, 1, 1 << 20);
  }
  ClearStack();
  heap.FreeOsMemory(&m);
  MemStats s = Stats();
  EXPECT_LT(s.heap_sys - s.heap_released, 4u << 20);
  Check();
  for (int i = 0; i < 20; i++) {
    char* p = static_cast<char*>(heap.NewBytes(&m, 1 << 20));
    for (int k = 0; k < 1 << 20; k += 512) ASSERT_EQ(p[k], 0);
    std::memset(p, 1, 1 << 20);
  }
  Check();
}

TEST_F(HeapTest, StaleDataIsNeverSeen) {
  // Free objects of spans that survive keep old data until they are allocated again.
  std::vector<uintptr_t> keep;
  static void** table;
  heap.AddRoot(&table, sizeof(table));
  table = static_cast<void**>(heap.NewArray(&m, types.PtrTo(Int()), 4096));
  std::mt19937 rng(7);
  for (int round = 0; round < 30; round++) {
    for (int i = 0; i < 20000; i++) {
      size_t n = 8 + rng() % 1500;
      unsigned char* p = static_cast<unsigned char*>(heap.NewBytes(&m, n));
      for (size_t k = 0; k < n; k++) ASSERT_EQ(p[k], 0);
      std::memset(p, 0xee, n);
      if (rng() % 8 == 0) table[rng() % 4096] = p;
    }
  }
  Check();
  table = nullptr;
  heap.RemoveRoot(&table);
}

// A random graph of objects of many types against a model that knows what must be alive.
TEST_F(HeapTest, RandomGraphUnderStress) {
  heap.SetStress(50);
  const Type* ptr = types.PtrTo(Int());
  const Type* kinds[] = {Struct({ptr, Int(), ptr}), Struct({Int(), ptr}), types.ArrayOf(ptr, 9),
                         types.ArrayOf(Struct({Int(), ptr, Int()}), 50), Struct({String(), ptr})};
  constexpr int kRoots = 50;
  static void* roots[kRoots];
  std::memset(roots, 0, sizeof(roots));
  heap.AddRoot(roots, sizeof(roots));
  std::mt19937 rng(3);
  // Every object begins with a unique stamp in its first non-pointer word.
  auto stamp_at = [](const Type* t) {
    for (uint64_t i = 0;; i++) {
      if (i * 8 >= t->ptr_bytes || !(t->ptr_mask[i / 64] >> (i % 64) & 1)) return i;
    }
  };
  struct Info {
    const Type* type;
    uint64_t stamp;
  };
  std::unordered_map<uintptr_t, Info> info;
  uint64_t next_stamp = 1;
  for (int step = 0; step < 30000; step++) {
    const Type* t = kinds[rng() % 5];
    bool has_stamp = t != kinds[2];
    uint64_t* p = static_cast<uint64_t*>(heap.New(&m, t));
    for (uint64_t i = 0; i < t->size / 8; i++) ASSERT_EQ(p[i], 0u);
    if (has_stamp) p[stamp_at(t)] = next_stamp;
    info[Hide(p)] = {t, has_stamp ? next_stamp : 0};
    next_stamp++;
    // Point to an object reachable from a random root.
    uint64_t* q = static_cast<uint64_t*>(roots[rng() % kRoots]);
    for (uint64_t i = 0; i < t->ptr_bytes / 8; i++) {
      if (t->ptr_mask[i / 64] >> (i % 64) & 1) {
        p[i] = reinterpret_cast<uintptr_t>(q);
        if (rng() % 2) break;
      }
    }
    roots[rng() % kRoots] = p;
    if (step % 1000 == 999) {
      Check();
      std::vector<uint64_t*> todo;
      std::unordered_map<uint64_t*, bool> seen;
      for (void* r : roots) todo.push_back(static_cast<uint64_t*>(r));
      while (!todo.empty()) {
        uint64_t* o = todo.back();
        todo.pop_back();
        if (o == nullptr || seen[o]) continue;
        seen[o] = true;
        ASSERT_EQ(heap.ObjectStart(o), o);
        auto it = info.find(Hide(o));
        ASSERT_NE(it, info.end());
        const Type* ot = it->second.type;
        if (it->second.stamp != 0) {
          ASSERT_EQ(o[stamp_at(ot)], it->second.stamp);
        }
        for (uint64_t i = 0; i < ot->ptr_bytes / 8; i++) {
          if (ot->ptr_mask[i / 64] >> (i % 64) & 1) todo.push_back(reinterpret_cast<uint64_t*>(o[i]));
        }
      }
      // Cut the graph, or it keeps growing.
      for (int i = 0; i < kRoots; i += 2) roots[i] = nullptr;
    }
  }
  std::memset(roots, 0, sizeof(roots));
  heap.RemoveRoot(roots);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // whose shadow takes terabytes
void AllocateUnderLimit() {
  rlimit limit;
  limit.rlim_cur = limit.rlim_max = rlim_t{1} << 30;
  if (setrlimit(RLIMIT_AS, &limit) != 0) _exit(1);
  void* too_much = mmap(nullptr, size_t{1} << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (too_much != MAP_FAILED) _exit(2);
  Heap heap(&kSoloWorld);
  char* p = static_cast<char*>(heap.NewBytes(nullptr, 100 << 20));
  std::memset(p, 1, 100 << 20);
  _exit(heap.ObjectStart(p + (50 << 20)) == p ? 0 : 3);
}
TEST(HeapLimit, AddressSpaceLimitIsNoObstacle) {
  EXPECT_EXIT(AllocateUnderLimit(), ::testing::ExitedWithCode(0), "");
}
#endif

TEST_F(HeapTest, TwoHeapsDoNotMeet) {
  // The second allocates before a P exists.
  Heap other(&kSoloWorld);
  void* p = other.NewBytes(nullptr, 100);
  std::memset(p, 1, 100);
  EXPECT_EQ(other.ObjectStart(p), p);
  EXPECT_EQ(heap.ObjectStart(p), nullptr);
  EXPECT_EQ(heap.ObjectStart(&other), nullptr);
  EXPECT_EQ(heap.ObjectStart(nullptr), nullptr);
}

TEST(HeapLimit, ReportsOutOfMemoryOnceAndGoesOn) {
  static int reports;
  reports = 0;
  HeapWorld world = kSoloWorld;
  world.out_of_memory = [](M*) { reports++; };
  Heap heap(&world);
  P p;
  M m;
  m.p = &p;
  p.m = &m;
  heap.AttachP(&p);
  heap.SetHardLimit(20 << 20);
  for (int i = 0; i < 100; i++) heap.NewBytes(&m, 1 << 20);  // garbage
  ClearStack();
  EXPECT_LE(reports, 0);
  char* big = static_cast<char*>(heap.NewBytes(&m, size_t{1} << 40));
  EXPECT_EQ(reports, 1);
  big[(size_t{1} << 40) - 1] = 1;
  char* again = static_cast<char*>(heap.NewBytes(&m, 300 << 20));
  std::memset(again, 1, 300 << 20);
  EXPECT_EQ(reports, 1);
  heap.DetachP(&p);
}

}  // namespace
}  // namespace minigo::runtime
