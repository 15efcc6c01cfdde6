// Tests of maps: against a model, through every kind of mutation during iteration, and at the odd corners.
#include "runtime/map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/heap_testing.h"
#include "runtime/iface.h"
#include "runtime/string.h"

namespace minigo::runtime {
namespace {

struct MapTest : testing::Test, SoloHeap {
  MapStatus st;
  Map* map = nullptr;

  const MapType* Of(const Type* k, const Type* e) { return As<MapType>(types.MapOf(k, e)); }
  const MapType* IntInt() { return Of(Int(), Int()); }
  int64_t* Put(const MapType* t, int64_t k) {
    return static_cast<int64_t*>(MapAssign64(&m, t, map, static_cast<uint64_t>(k), &st));
  }
  int64_t* At(const MapType* t, int64_t k) {
    return static_cast<int64_t*>(MapGet64(&m, t, map, static_cast<uint64_t>(k), &st));
  }
  void Del(const MapType* t, int64_t k) { MapDelete(&m, t, map, &k, &st); }
};

TEST_F(MapTest, NilMap) {
  const MapType* t = IntInt();
  EXPECT_EQ(MapLen(nullptr), 0);
  EXPECT_EQ(At(t, 1), nullptr);
  Del(t, 1);
  MapClear(&m, t, nullptr, &st);
  EXPECT_EQ(MapClone(&m, t, nullptr), nullptr);
  EXPECT_EQ(st.fault, MapFault::kNone);
  EXPECT_EQ(Put(t, 1), nullptr);
  EXPECT_EQ(st.fault, MapFault::kNilMap);
  MapIter it;
  st = {};
  MapIterInit(&m, t, nullptr, &it);
  MapIterNext(&m, &it, &st);
  EXPECT_EQ(it.key, nullptr);
}

// Random operations against std::unordered_map, with all ways in.
template <typename Model, typename MakeKey>
void RandomOps(MapTest* t, const MapType* type, int range, int steps, MakeKey make, uint32_t seed) {
  std::mt19937 rng(seed);
  Model model;
  static Map* root;
  t->heap.AddRoot(&root, sizeof(root));
  root = t->map = MapMake(&t->m, type, rng() % 3 == 0 ? range : 0);
  for (int step = 0; step < steps; step++) {
    auto key = make(static_cast<int>(rng() % range));
    int op = rng() % 16;
    if (op < 7) {
      int64_t v = rng();
      *static_cast<int64_t*>(MapAssign(&t->m, type, t->map, &key, &t->st)) = v;
      model[key] = v;
    } else if (op < 11) {
      MapDelete(&t->m, type, t->map, &key, &t->st);
      model.erase(key);
    } else {
      int64_t* p = static_cast<int64_t*>(MapGet(&t->m, type, t->map, &key, &t->st));
      auto it = model.find(key);
      ASSERT_EQ(p != nullptr, it != model.end()) << step;
      if (p != nullptr) {
        ASSERT_EQ(*p, it->second) << step;
      }
    }
    ASSERT_EQ(MapLen(t->map), static_cast<int64_t>(model.size()));
    if (step % 500 == 0) {
      MapIter it;
      size_t n = 0;
      MapIterInit(&t->m, type, t->map, &it);
      for (MapIterNext(&t->m, &it, &t->st); it.key != nullptr; MapIterNext(&t->m, &it, &t->st)) {
        decltype(key) k;
        std::memcpy(&k, it.key, sizeof(k));
        auto found = model.find(k);
        ASSERT_NE(found, model.end());
        ASSERT_EQ(*static_cast<int64_t*>(it.elem), found->second);
        n++;
      }
      ASSERT_EQ(n, model.size());
    }
    if (step % 5000 == 4999) {
      MapClear(&t->m, type, t->map, &t->st);
      model.clear();
    }
    if (step % 7000 == 6999) root = t->map = MapClone(&t->m, type, t->map);
    ASSERT_EQ(t->st.fault, MapFault::kNone);
  }
  root = nullptr;
  t->heap.RemoveRoot(&root);
}

TEST_F(MapTest, RandomInts) {
  heap.SetStress(200);
  for (int range : {3, 8, 12, 100, 3000}) {
    RandomOps<std::unordered_map<int64_t, int64_t>>(
        this, IntInt(), range, 30000, [](int i) { return int64_t{i} * 0x100000001; }, range);
    const MapType* t32 = Of(types.Basic(Kind::kInt32), Int());
    RandomOps<std::unordered_map<int32_t, int64_t>>(this, t32, range, 10000, [](int i) { return int32_t{i}; },
                                                    range);
    const MapType* t16 = Of(types.Basic(Kind::kInt16), Int());
    RandomOps<std::unordered_map<int16_t, int64_t>>(
        this, t16, range, 10000, [](int i) { return static_cast<int16_t>(i); }, range);
    const MapType* f64 = Of(types.Basic(Kind::kFloat64), Int());
    RandomOps<std::unordered_map<double, int64_t>>(this, f64, range, 10000, [](int i) { return i * 0.25; },
                                                   range);
  }
  EXPECT_EQ(heap.Verify(), nullptr);
}

struct StrHash {
  size_t operator()(GoString s) const { return std::hash<std::string_view>()(s.view()); }
};
struct StrEq {
  bool operator()(GoString a, GoString b) const { return a.view() == b.view(); }
};

TEST_F(MapTest, RandomStrings) {
  std::vector<std::string> texts;
  for (int i = 0; i < 3000; i++) texts.push_back(std::string(static_cast<size_t>(i % 70), 'x') + std::to_string(i));
  for (int range : {3, 8, 12, 100, 3000}) {
    RandomOps<std::unordered_map<GoString, int64_t, StrHash, StrEq>>(
        this, Of(String(), Int()), range, 20000,
        [&](int i) { return GoString(std::string_view(texts[static_cast<size_t>(i)])); }, range);
  }
}

TEST_F(MapTest, FastFormsAgreeWithGeneric) {
  const MapType* t = Of(String(), Int());
  map = MapMake(&m, t, 0);
  for (int i = 0; i < 100; i++) {
    GoString k = NewString(&m, std::to_string(i));
    *static_cast<int64_t*>(MapAssignStr(&m, t, map, k, &st)) = i;
    EXPECT_EQ(*static_cast<int64_t*>(MapGet(&m, t, map, &k, &st)), i);
  }
  const MapType* t32 = Of(types.Basic(Kind::kUint32), Int());
  map = MapMake(&m, t32, 0);
  for (uint32_t i = 0; i < 100; i++) {
    *static_cast<int64_t*>(MapAssign(&m, t32, map, &i, &st)) = i;
    EXPECT_EQ(*static_cast<int64_t*>(MapGet32(&m, t32, map, i, &st)), i);
    EXPECT_EQ(MapAssign32(&m, t32, map, i, &st), MapGet32(&m, t32, map, i, &st));
  }
  EXPECT_EQ(MapLen(map), 100);
}

// One iteration over ints with a mutation at each step. Every key that is present from beginning to end must be produced exactly
// once, no removed one may be produced after its removal, and values are current.
TEST_F(MapTest, MutationDuringIteration) {
  const MapType* t = IntInt();
  static Map* root;
  heap.AddRoot(&root, sizeof(root));
  for (uint32_t seed = 0; seed < 600; seed++) {
    std::mt19937 rng(seed);
    int n = 1 + static_cast<int>(rng() % (seed % 3 == 0 ? 12 : 400));
    root = map = MapMake(&m, t, 0);
    std::unordered_map<int64_t, int64_t> model;
    std::set<int64_t> stable;
    for (int i = 0; i < n; i++) {
      *Put(t, i) = i;
      model[i] = i;
      stable.insert(i);
    }
    // Holes from before.
    for (int i = 0; i < n / 3; i++) {
      int64_t k = static_cast<int64_t>(rng() % static_cast<unsigned>(n));
      Del(t, k);
      model.erase(k);
      stable.erase(k);
    }
    int mode = static_cast<int>(seed % 5);
    std::unordered_map<int64_t, int> produced;
    std::set<int64_t> ever_removed;
    int64_t fresh = 1000, next_value = 100000;
    MapIter it;
    MapIterInit(&m, t, map, &it);
    int steps = 0;
    for (MapIterNext(&m, &it, &st); it.key != nullptr; MapIterNext(&m, &it, &st)) {
      ASSERT_EQ(st.fault, MapFault::kNone);
      int64_t k = *static_cast<const int64_t*>(it.key);
      auto found = model.find(k);
      ASSERT_NE(found, model.end()) << "seed " << seed << ": removed key " << k;
      ASSERT_EQ(*static_cast<int64_t*>(it.elem), found->second);
      produced[k]++;
      if (!ever_removed.count(k)) {
        ASSERT_EQ(produced[k], 1) << "seed " << seed << " key " << k;
      }
      ASSERT_LT(++steps, 100000);
      for (int j = 0; j < 4; j++) {
        int64_t x = static_cast<int64_t>(rng() % static_cast<unsigned>(n));
        switch (mode) {
          case 0:  // add some
            if (fresh < 3000) {
              *Put(t, fresh) = fresh;
              model[fresh] = fresh;
              fresh++;
            }
            break;
          case 1:  // remove
            Del(t, x);
            model.erase(x);
            stable.erase(x);
            ever_removed.insert(x);
            break;
          case 2:  // overwrite
            if (model.count(x)) {
              *Put(t, x) = next_value++;
              model[x] = next_value - 1;
            }
            break;
          case 3:  // remove and add others: compactions
          case 4:
            Del(t, fresh - 3);
            model.erase(fresh - 3);
            ever_removed.insert(fresh - 3);
            if (fresh < 6000) {
              *Put(t, fresh) = fresh;
              model[fresh] = fresh;
              fresh++;
            }
            if (mode == 4 && j == 0) {
              Del(t, x);
              stable.erase(x);
              ever_removed.insert(x);
              *Put(t, x) = -x;
              model[x] = -x;
            }
            break;
        }
      }
    }
    for (int64_t k : stable) {
      ASSERT_EQ(produced[k], 1) << "seed " << seed << " key " << k << " lost";
    }
    ASSERT_EQ(MapLen(map), static_cast<int64_t>(model.size()));
  }
  root = nullptr;
  heap.RemoveRoot(&root);
}

TEST_F(MapTest, ClearDuringIteration) {
  const MapType* t = IntInt();
  for (int n : {5, 100}) {
    map = MapMake(&m, t, 0);
    for (int i = 0; i < n; i++) Put(t, i);
    MapIter it;
    MapIterInit(&m, t, map, &it);
    MapIterNext(&m, &it, &st);
    MapClear(&m, t, map, &st);
    MapIterNext(&m, &it, &st);
    EXPECT_EQ(it.key, nullptr);
    EXPECT_EQ(MapLen(map), 0);
  }
}

TEST_F(MapTest, OrderVaries) {
  const MapType* t = IntInt();
  for (int n : {3, 7, 9, 15, 100}) {
    map = MapMake(&m, t, 0);
    for (int i = 0; i < n; i++) Put(t, i);
    std::set<int64_t> firsts;
    std::set<std::vector<int64_t>> orders;
    for (int i = 0; i < 200; i++) {
      MapIter it;
      std::vector<int64_t> order;
      MapIterInit(&m, t, map, &it);
      for (MapIterNext(&m, &it, &st); it.key != nullptr; MapIterNext(&m, &it, &st)) {
        order.push_back(*static_cast<const int64_t*>(it.key));
      }
      ASSERT_EQ(order.size(), static_cast<size_t>(n));
      firsts.insert(order[0]);
      orders.insert(order);
    }
    EXPECT_GE(firsts.size(), std::min<size_t>(static_cast<size_t>(n), 20)) << n;
    EXPECT_GE(orders.size(), 3u);
  }
}

TEST_F(MapTest, NanKeys) {
  const MapType* t = Of(types.Basic(Kind::kFloat64), Int());
  map = MapMake(&m, t, 0);
  double nan = std::nan("");
  for (int i = 0; i < 50; i++) *static_cast<int64_t*>(MapAssign(&m, t, map, &nan, &st)) = i;
  EXPECT_EQ(MapLen(map), 50);
  EXPECT_EQ(MapGet(&m, t, map, &nan, &st), nullptr);
  MapDelete(&m, t, map, &nan, &st);
  EXPECT_EQ(MapLen(map), 50);
  // They are all produced, also when the map is rebuilt meanwhile.
  std::set<int64_t> seen;
  MapIter it;
  MapIterInit(&m, t, map, &it);
  for (MapIterNext(&m, &it, &st); it.key != nullptr; MapIterNext(&m, &it, &st)) {
    double k = *static_cast<const double*>(it.key);
    if (std::isnan(k)) {
      EXPECT_TRUE(seen.insert(*static_cast<int64_t*>(it.elem)).second);
    }
    if (seen.size() > 30) continue;
    for (int i = 0; i < 40; i++) {
      double d = static_cast<double>(seen.size()) * 100 + i;
      MapAssign(&m, t, map, &d, &st);
      MapDelete(&m, t, map, &d, &st);
    }
  }
  EXPECT_EQ(seen.size(), 50u);
  MapClear(&m, t, map, &st);
  EXPECT_EQ(MapLen(map), 0);
}

TEST_F(MapTest, AssignmentUpdatesKeysThatMayDiffer) {
  const MapType* t = Of(types.Basic(Kind::kFloat64), Int());
  map = MapMake(&m, t, 0);
  double plus = 0.0, minus = -0.0;
  MapAssign(&m, t, map, &plus, &st);
  MapAssign(&m, t, map, &minus, &st);
  EXPECT_EQ(MapLen(map), 1);
  MapIter it;
  MapIterInit(&m, t, map, &it);
  MapIterNext(&m, &it, &st);
  EXPECT_TRUE(std::signbit(*static_cast<const double*>(it.key)));
}

TEST_F(MapTest, InterfaceKeys) {
  const MapType* t = Of(types.EmptyInterface(), Int());
  map = MapMake(&m, t, 0);
  auto key = [&](int64_t v) {
    Slot s = static_cast<Slot>(v);
    return MakeIface(&m, Int(), &s);
  };
  GoString text = NewString(&m, "1");
  Slot slots[2];
  std::memcpy(slots, &text, 16);
  Iface str = MakeIface(&m, String(), slots);
  for (int i = 0; i < 300; i++) {
    Iface k = key(i);
    *static_cast<int64_t*>(MapAssign(&m, t, map, &k, &st)) = i;
  }
  MapAssign(&m, t, map, &str, &st);
  Iface nil;
  MapAssign(&m, t, map, &nil, &st);
  EXPECT_EQ(MapLen(map), 302);
  for (int i = 0; i < 300; i++) {
    Iface k = key(i);
    ASSERT_EQ(*static_cast<int64_t*>(MapGet(&m, t, map, &k, &st)), i);
  }
  // Unhashable keys, in every operation, also on empty and nil maps.
  Slot slice_slots[3] = {};
  Iface bad = MakeIface(&m, types.SliceOf(Int()), slice_slots);
  for (Map* x : {map, MapMake(&m, t, 0), static_cast<Map*>(nullptr)}) {
    st = {};
    EXPECT_EQ(MapGet(&m, t, x, &bad, &st), nullptr);
    EXPECT_EQ(st.fault, MapFault::kUnhashable);
    EXPECT_EQ(st.uncomparable, bad.type);
    st = {};
    MapDelete(&m, t, x, &bad, &st);
    EXPECT_EQ(st.fault, MapFault::kUnhashable);
    st = {};
    EXPECT_EQ(MapAssign(&m, t, x, &bad, &st), nullptr);
    EXPECT_EQ(st.fault, x == nullptr ? MapFault::kNilMap : MapFault::kUnhashable);
  }
  st = {};
  EXPECT_NE(MapGet(&m, t, map, &str, &st), nullptr);  // no flag was left behind
  EXPECT_EQ(st.fault, MapFault::kNone);
}

TEST_F(MapTest, OddSizes) {
  const Type* empty = Struct({});
  const Type* big = types.ArrayOf(Int(), 500);
  const Type* bytes3 = types.ArrayOf(types.Basic(Kind::kUint8), 3);
  for (const Type* k : {empty, big, bytes3, types.Basic(Kind::kBool), Struct({types.Basic(Kind::kInt8), Int()})}) {
    for (const Type* e : {empty, big, bytes3, String()}) {
      const MapType* t = Of(k, e);
      map = MapMake(&m, t, 0);
      std::vector<char> key(k->size + 1), elem(e->size + 1);
      int n = k->size == 0 ? 1 : k->size == 1 ? 2 : 40;
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < n; i++) {
          if (k->size > 0) key[0] = static_cast<char>(i);
          char* p = static_cast<char*>(MapAssign(&m, t, map, key.data(), &st));
          ASSERT_NE(p, nullptr);
          if (e->size != 0 && e->kind != Kind::kString) p[e->size - 1] = static_cast<char>(i);
        }
      }
      ASSERT_EQ(MapLen(map), n);
      for (int i = 0; i < n; i++) {
        if (k->size > 0) key[0] = static_cast<char>(i);
        char* p = static_cast<char*>(MapGet(&m, t, map, key.data(), &st));
        ASSERT_NE(p, nullptr) << k->string.view() << " " << e->string.view();
        if (e->size != 0 && e->kind != Kind::kString) {
          ASSERT_EQ(p[e->size - 1], static_cast<char>(i));
        }
        MapDelete(&m, t, map, key.data(), &st);
      }
      ASSERT_EQ(MapLen(map), 0);
    }
  }
  // An element without size costs nothing.
  EXPECT_EQ(types.MapEntry(Of(Int(), empty))->size, 8u);
}

TEST_F(MapTest, HintsAreOnlyHints) {
  const MapType* t = IntInt();
  for (int64_t hint : {int64_t{-5}, int64_t{0}, int64_t{7}, int64_t{9}, int64_t{1000}, int64_t{1} << 40,
                       INT64_MAX}) {
    map = MapMake(&m, t, hint);
    for (int i = 0; i < 2000; i++) *Put(t, i) = i;
    for (int i = 0; i < 2000; i++) ASSERT_EQ(*At(t, i), i);
  }
}

TEST_F(MapTest, ConcurrentUseIsNoticed) {
  const MapType* t = IntInt();
  map = MapMake(&m, t, 0);
  *Put(t, 1) = 1;
  // As seen by a thread that comes in while another is in the middle of a write: the flag is set.
  // An unhashable key must not leave it set (InterfaceKeys); here it is set by hand through a racing writer's eyes.
  char* header = reinterpret_cast<char*>(map);
  MapIter it;
  MapIterInit(&m, t, map, &it);
  header[57] = 1;
  EXPECT_EQ(At(t, 1), nullptr);
  EXPECT_EQ(st.fault, MapFault::kConcurrentRead);
  EXPECT_EQ(Put(t, 1), nullptr);
  EXPECT_EQ(st.fault, MapFault::kConcurrentWrites);
  st = {};
  Del(t, 1);
  EXPECT_EQ(st.fault, MapFault::kConcurrentWrites);
  MapClear(&m, t, map, &st);
  EXPECT_EQ(st.fault, MapFault::kConcurrentWrites);
  MapIterNext(&m, &it, &st);
  EXPECT_EQ(st.fault, MapFault::kConcurrentIter);
  header[57] = 0;
}

TEST_F(MapTest, MemoryPerEntry) {
  const MapType* t = IntInt();
  MemStats before, after;
  static Map* root;
  heap.AddRoot(&root, sizeof(root));
  for (int n : {1000, 100000, 700000}) {
    heap.Collect(&m);
    heap.ReadStats(&before);
    root = map = MapMake(&m, t, 0);
    for (int i = 0; i < n; i++) Put(t, i);
    heap.Collect(&m);
    heap.ReadStats(&after);
    EXPECT_LT(static_cast<double>(after.heap_alloc - before.heap_alloc) / n, 46) << n;
    root = map = nullptr;
  }
  heap.RemoveRoot(&root);
}

TEST_F(MapTest, ChurnDoesNotGrow) {
  const MapType* t = IntInt();
  static Map* root;
  heap.AddRoot(&root, sizeof(root));
  root = map = MapMake(&m, t, 0);
  for (int64_t i = 0; i < 300000; i++) {
    *Put(t, i) = i;
    if (i >= 1000) {
      ASSERT_NE(At(t, i - 1000), nullptr);
      Del(t, i - 1000);
    }
  }
  EXPECT_EQ(MapLen(map), 1000);
  heap.Collect(&m);
  EXPECT_LT(heap.live_bytes(), 400u << 10);
  // One key in and out for ever.
  for (int64_t i = 0; i < 300000; i++) {
    Put(t, -i - 1);
    Del(t, -i - 1);
  }
  EXPECT_EQ(MapLen(map), 1000);
  root = nullptr;
  heap.RemoveRoot(&root);
}

}  // namespace
}  // namespace minigo::runtime
