// This file implements maps.
//
// A map is a dense array of entries in the order of insertion, and beside it an index: an open-addressing table of 32-bit cells, each
// the number of an entry (plus one) in its low bits and bits of the key's hash in the others. So a lookup compares keys only when
// the hash agrees, an iteration runs through memory in order, and an entry costs its own size plus some 7 bytes. Cells are
// looked at in groups of eight at once. Up to eight entries there is no index; keys are compared one by one, without branches
// where that is possible.
//
// Removing an entry leaves a hole in the array and a tombstone in the index; both go when the array is full and is made
// anew. Invariants:
//  - entries [0, used) are live or holes, told apart by one bit each; holes are zero; entries [used, cap) are zero;
//  - cells that are not empty are at most `used`, and cap is 5/8 of the cells: a probe always meets an empty cell;
//  - a group with an empty cell has never been full since the index was made, so no probe has gone past it;
//  - a cell that is neither empty nor a tombstone names a live entry, and each live entry has one cell;
//  - an entry's number changes only when `version` does (its low half), and then the old array stays as it is unless
//    no iteration has been begun since it, or one that it merely extends, was made.
//
// An iteration starts at a random block of eight entries, visits the blocks in turn with their entries in an order of
// its own, and wraps around. While the version stays, positions are enough: each is visited at most once, whatever is
// added or removed. When it has changed, the iteration goes on through the old array, which it holds, and asks the map for
// each key whether it is still there.
#include "runtime/map.h"

#include <emmintrin.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "runtime/base/check.h"
#include "runtime/heap.h"
#include "runtime/heap_alloc.h"
#include "runtime/runtime.h"
#include "runtime/span.h"

namespace minigo::runtime {

namespace {

enum class KeyClass : uint8_t { k64, k32, kString, kGeneric };

constexpr uint32_t kSmallCap = 8;          // up to here there is no index
constexpr uint32_t kGroup = 8;             // cells that are looked at together
constexpr uint32_t kMaxCells = 1u << 31;
constexpr uint32_t kCompacted = 1;         // in Map::version: entries have moved
constexpr uint32_t kCleared = 1u << 16;    // clear() has been called
constexpr uint32_t kVersionMask = 0x7fffffff;

}  // namespace

struct Map {
  int64_t count;    // live entries
  char* entries;
  uint32_t* cells;  // nullptr: small. In one noscan object: live bits, cells, hashes
  uint32_t used;
  uint32_t cap;
  uint32_t mask;    // cells - 1
  uint32_t seed;
  uint64_t stride;  // of entries
  uint32_t elem_offset;
  uint32_t version;
  KeyClass key_class;
  uint8_t writing;   // a writer is inside; racy on purpose, to find racing programs
  uint8_t iterated;  // an iteration has been begun on these arrays
  uint8_t small_live;  // live bits while there is no index
};
static_assert(sizeof(Map) <= kMapHeaderSize);
static_assert(offsetof(Map, entries) == 8 && offsetof(Map, cells) == 16);  // kMapHeaderMask

namespace {

// ---- hashing

inline uint32_t Hash64(uint64_t key, uint32_t seed) {
  unsigned __int128 r = static_cast<unsigned __int128>(key ^ (seed * 0x9e3779b97f4a7c15)) * 0xa0761d6478bd642f;
  uint64_t h = static_cast<uint64_t>(r) ^ static_cast<uint64_t>(r >> 64);
  return static_cast<uint32_t>(h ^ (h >> 32));
}
inline uint32_t Short(uint64_t h) { return static_cast<uint32_t>(h ^ (h >> 32)); }

inline bool SameString(GoString a, GoString b) {
  if (a.len != b.len) return false;
  if (a.data == b.data) return true;
  return std::memcmp(a.data, b.data, static_cast<size_t>(a.len)) == 0;
}

// What a lookup needs of a key, by class. Candidates: a bit for each of n entries that may be equal. kHashed: hashes are stored beside the index; kUpdate: equal keys may differ, so
// assignment overwrites the key.
struct Key64 {
  static constexpr bool kHashed = false, kUpdate = false, kSmallHash = false;
  uint64_t key;
  uint32_t Hash(uint32_t seed, MapStatus*) const { return Hash64(key, seed); }
  bool Equal(const char* entry) const {
    uint64_t k;
    std::memcpy(&k, entry, 8);
    return k == key;
  }
  void Store(char* entry) const { std::memcpy(entry, &key, 8); }
  uint32_t Candidates(const char* entry, uint64_t stride, uint32_t n) const {
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++, entry += stride) found |= uint32_t{Equal(entry)} << i;
    return found;
  }
};
struct Key32 {
  static constexpr bool kHashed = false, kUpdate = false, kSmallHash = false;
  uint32_t key;
  uint32_t Hash(uint32_t seed, MapStatus*) const { return Hash64(key, seed); }
  bool Equal(const char* entry) const {
    uint32_t k;
    std::memcpy(&k, entry, 4);
    return k == key;
  }
  void Store(char* entry) const { std::memcpy(entry, &key, 4); }
  uint32_t Candidates(const char* entry, uint64_t stride, uint32_t n) const {
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++, entry += stride) found |= uint32_t{Equal(entry)} << i;
    return found;
  }
};
// Up to 8 bytes of a string's n, the same ones for each string of that length.
template <int kLong>
inline uint64_t Glance(const char* p, size_t n) {
  if (kLong == 2) {
    uint64_t v;
    std::memcpy(&v, p + n - 8, 8);
    return v;
  }
  if (kLong == 1) {
    uint32_t a, b;
    std::memcpy(&a, p, 4);
    std::memcpy(&b, p + n - 4, 4);
    return uint64_t{a} << 32 | b;
  }
  auto u = [&](size_t i) { return static_cast<uint64_t>(static_cast<unsigned char>(p[i])); };
  return n == 0 ? 0 : u(0) << 16 | u(n / 2) << 8 | u(n - 1);
}
struct KeyString {
  static constexpr bool kHashed = true, kUpdate = true, kSmallHash = false;
  GoString key;
  uint32_t Hash(uint32_t seed, MapStatus*) const { return Short(HashString(key, seed)); }
  bool Equal(const char* entry) const {
    GoString k;
    std::memcpy(&k, entry, sizeof(k));
    return SameString(k, key);
  }
  void Store(char* entry) const { std::memcpy(entry, &key, sizeof(key)); }
  uint32_t Candidates(const char* entry, uint64_t stride, uint32_t n) const {
    if (key.len >= 8) return Glances<2>(entry, stride, n);
    if (key.len >= 4) return Glances<1>(entry, stride, n);
    return Glances<0>(entry, stride, n);
  }
  template <int kLong>
  uint32_t Glances(const char* entry, uint64_t stride, uint32_t n) const {
    uint32_t found = 0;
    size_t len = static_cast<size_t>(key.len);
    uint64_t want = Glance<kLong>(key.data, len);
    for (uint32_t i = 0; i < n; i++, entry += stride) {
      GoString k;
      std::memcpy(&k, entry, sizeof(k));
      bool same = k.len == key.len;
      found |= static_cast<uint32_t>(same & (Glance<kLong>(same ? k.data : key.data, len) == want)) << i;
    }
    return found;
  }
};
struct KeyAny {
  // The hash is also the check that the key is hashable.
  static constexpr bool kHashed = true, kUpdate = true, kSmallHash = true;
  const Type* type;
  const void* key;
  uint32_t Hash(uint32_t seed, MapStatus* st) const {
    AlgError err;
    uint64_t h = runtime::Hash(type, key, seed, &err);
    if (__builtin_expect(err.uncomparable != nullptr, 0)) {
      st->fault = MapFault::kUnhashable;
      st->uncomparable = err.uncomparable;
    }
    return Short(h);
  }
  bool Equal(const char* entry) const {
    AlgError err;
    return runtime::Equal(type, key, entry, &err);
  }
  void Store(char* entry) const { std::memcpy(entry, key, type->size); }
  uint32_t Candidates(const char*, uint64_t, uint32_t n) const { return (1u << n) - 1; }
};

KeyClass ClassOf(const Type* key) {
  if (key->kind == Kind::kString) return KeyClass::kString;
  if (key->regular_memory()) {
    if (key->size == 8) return KeyClass::k64;
    if (key->size == 4) return KeyClass::k32;
  }
  return KeyClass::kGeneric;
}

// Calls f with the key in the form of the map's class.
template <typename F>
auto WithKey(KeyClass c, const Type* key_type, const void* key, F f) {
  switch (c) {
    case KeyClass::k64: {
      Key64 k;
      std::memcpy(&k.key, key, 8);
      return f(k);
    }
    case KeyClass::k32: {
      Key32 k;
      std::memcpy(&k.key, key, 4);
      return f(k);
    }
    case KeyClass::kString: {
      KeyString k;
      std::memcpy(&k.key, key, sizeof(GoString));
      return f(k);
    }
    case KeyClass::kGeneric:
      break;
  }
  return f(KeyAny{key_type, key});
}

// ---- layout

bool Hashed(KeyClass c) { return c == KeyClass::kString || c == KeyClass::kGeneric; }

size_t LiveWords(uint32_t cap) { return (size_t{cap} + 63) / 64; }

// Bit i: entry i is live. Only of maps with an index.
uint64_t* Live(const Map* map) {
  return reinterpret_cast<uint64_t*>(map->cells) - LiveWords(map->cap);
}
uint32_t* Hashes(const Map* map) { return map->cells + size_t{map->mask} + 1; }

char* Entry(const Map* map, uint32_t i) { return map->entries + map->stride * i; }

bool IsLive(const Map* map, uint32_t i) {
  return map->cells == nullptr ? map->small_live >> i & 1 : Live(map)[i / 64] >> (i % 64) & 1;
}
void SetLive(Map* map, uint32_t i) {
  if (map->cells == nullptr) {
    map->small_live |= static_cast<uint8_t>(1u << i);
  } else {
    Live(map)[i / 64] |= uint64_t{1} << (i % 64);
  }
}

uint32_t CellsFor(uint64_t entries) {
  uint32_t n = 16;
  while (n < kMaxCells && uint64_t{n} / 8 * 5 < entries) n *= 2;
  return n;
}

// ---- arrays

struct Arrays {
  char* entries;
  uint32_t* cells;
  uint32_t cap;
  uint32_t mask;
};

const Type* EntryType(M* m, const MapType* t) {
  const Type* e = t->entry.load(std::memory_order_acquire);
  return e != nullptr ? e : m->rt->types.MapEntry(t);
}

// n_cells 0: a small map of `cap` entries.
Arrays NewArrays(M* m, const MapType* t, uint32_t cap, uint32_t n_cells) {
  Arrays a{};
  Heap* heap = HeapOf(m);
  if (n_cells != 0) {
    a.cap = n_cells / 8 * 5;
    a.mask = n_cells - 1;
    size_t live = LiveWords(a.cap) * 8;
    size_t bytes = live + size_t{n_cells} * 4 + (Hashed(ClassOf(t->key)) ? size_t{a.cap} * 4 : 0);
    char* block = static_cast<char*>(heap->NewBytes(m, bytes));
    a.cells = reinterpret_cast<uint32_t*>(block + live);
  } else {
    a.cap = cap;
  }
  a.entries = static_cast<char*>(heap->NewArray(m, EntryType(m, t), a.cap));
  return a;
}

void Adopt(Map* map, const Arrays& a) {
  map->entries = a.entries;
  map->cells = a.cells;
  map->cap = a.cap;
  map->mask = a.mask;
}

// The first cell of the group where the probe for h begins. Groups are probed in turn.
inline uint32_t HomeGroup(uint32_t h, uint32_t mask) { return h & mask & ~(kGroup - 1); }

// What a group holds: a bit for each cell whose high bits are `tag`, and for each empty one.
struct GroupView {
  uint32_t match;
  uint32_t empty;

  GroupView(const uint32_t* cells, uint32_t mask, uint32_t tag) {
    __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells));
    __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells + 4));
    __m128i high = _mm_set1_epi32(static_cast<int>(~mask));
    __m128i want = _mm_set1_epi32(static_cast<int>(tag));
    match = Bits(_mm_cmpeq_epi32(_mm_and_si128(a, high), want), _mm_cmpeq_epi32(_mm_and_si128(b, high), want));
    __m128i zero = _mm_setzero_si128();
    empty = Bits(_mm_cmpeq_epi32(a, zero), _mm_cmpeq_epi32(b, zero));
  }
  static uint32_t Bits(__m128i a, __m128i b) {
    return static_cast<uint32_t>(_mm_movemask_epi8(
        _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_setzero_si128())));
  }
};

// Enters entry i, which is not in the index, with hash h.
inline void Index(uint32_t* cells, uint32_t mask, uint32_t h, uint32_t i) {
  for (uint32_t group = HomeGroup(h, mask);; group = (group + kGroup) & mask) {
    for (uint32_t pos = group; pos < group + kGroup; pos++) {
      if (cells[pos] != 0) continue;
      cells[pos] = (h & ~mask) | (i + 1);
      return;
    }
  }
}

// Calls f(i, hash) for the first n entries, all live, at `entries`.
template <typename F>
void ForEachHash(const Map* map, const MapType* t, const char* entries, uint32_t n, F f) {
  WithKey(map->key_class, t->key, entries, [&](auto key) {
    MapStatus st;
    const char* e = entries;
    for (uint32_t i = 0; i < n; i++, e += map->stride) {
      if constexpr (std::is_same_v<decltype(key), KeyAny>) {
        key.key = e;
      } else {
        std::memcpy(&key.key, e, sizeof(key.key));
      }
      f(i, key.Hash(map->seed, &st));
    }
  });
}

// Makes room for one entry more. Entries keep their numbers if there are no holes.
__attribute__((noinline)) void Grow(M* m, const MapType* t, Map* map) {
  uint32_t old_used = map->used;
  uint64_t count = static_cast<uint64_t>(map->count);
  bool holes = count != old_used;
  if (map->cells == nullptr && map->cap < kSmallCap) {
    uint32_t first = map->stride <= 128 ? 4 : map->stride <= 512 ? 2 : 1;
    Arrays a = NewArrays(m, t, map->cap == 0 ? first : map->cap * 2, 0);
    if (old_used != 0) std::memcpy(a.entries, map->entries, old_used * map->stride);
    uint8_t live = map->small_live;
    Adopt(map, a);
    map->small_live = live;
    return;
  }
  // With many holes the same size will do.
  uint64_t want = holes && count <= uint64_t{map->cap} / 4 * 3 ? map->cap : uint64_t{map->cap} + 1;
  if (map->cells == nullptr) want = 2 * kSmallCap;
  uint32_t n_cells = CellsFor(want);
  if (uint64_t{n_cells} / 8 * 5 < want) {
    HeapOf(m)->impl()->RaiseOutOfMemory(m);
    n_cells = kMaxCells;
  }
  bool hashed = Hashed(map->key_class);
  bool in_place = holes && map->cells != nullptr && n_cells == map->mask + 1 && !map->iterated;
  if (in_place) {
    uint32_t to = 0;
    uint64_t* live = Live(map);
    uint32_t* hashes = Hashes(map);
    for (uint32_t i = 0; i < old_used; i++) {
      if (!(live[i / 64] >> (i % 64) & 1)) continue;
      if (i != to) {
        std::memcpy(Entry(map, to), Entry(map, i), map->stride);
        if (hashed) hashes[to] = hashes[i];
      }
      to++;
    }
    std::memset(Entry(map, to), 0, (old_used - to) * map->stride);
    std::memset(live, 0, LiveWords(map->cap) * 8);
    std::memset(map->cells, 0, (size_t{map->mask} + 1) * 4);
  } else {
    bool old_small = map->cells == nullptr;
    Arrays a = NewArrays(m, t, 0, n_cells);
    Map next = *map;
    Adopt(&next, a);
    uint32_t to = 0;
    if (!holes) {
      std::memcpy(a.entries, map->entries, old_used * map->stride);
      if (hashed && !old_small) std::memcpy(Hashes(&next), Hashes(map), size_t{old_used} * 4);
      to = old_used;
    } else {
      for (uint32_t i = 0; i < old_used; i++) {
        if (!IsLive(map, i)) continue;
        std::memcpy(Entry(&next, to), Entry(map, i), map->stride);
        if (hashed) Hashes(&next)[to] = Hashes(map)[i];
        to++;
      }
    }
    if (hashed && old_small) {
      uint32_t* hashes = Hashes(&next);
      ForEachHash(map, t, next.entries, to, [&](uint32_t i, uint32_t h) { hashes[i] = h; });
    }
    Adopt(map, a);
    // Iterations keep the array that had holes. If it had none, they follow to this one.
    if (holes) __atomic_store_n(&map->iterated, 0, __ATOMIC_RELAXED);
  }
  uint32_t n = static_cast<uint32_t>(count);
  uint64_t* live = Live(map);
  for (uint32_t i = 0; i < n / 64; i++) live[i] = ~uint64_t{0};
  if (n % 64 != 0) live[n / 64] = (uint64_t{1} << (n % 64)) - 1;
  if (hashed) {
    const uint32_t* hashes = Hashes(map);
    for (uint32_t i = 0; i < n; i++) Index(map->cells, map->mask, hashes[i], i);
  } else {
    ForEachHash(map, t, map->entries, n,
                [&](uint32_t i, uint32_t h) { Index(map->cells, map->mask, h, i); });
  }
  map->used = n;
  if (holes) map->version = (map->version & ~0xffffu) | ((map->version + kCompacted) & 0xffff);
}

// ---- lookup

constexpr uint32_t kNone = ~uint32_t{0};

// The number of the live entry with that key, or kNone; *cell is its cell. h is not looked at in small maps.
template <typename K>
[[gnu::always_inline]] inline uint32_t Find(const Map* map, const K& key, uint32_t h, uint32_t* cell) {
  if (map->cells == nullptr) {
    uint32_t found = key.Candidates(map->entries, map->stride, map->used) & map->small_live;
    for (; found != 0; found &= found - 1) {
      uint32_t i = static_cast<uint32_t>(__builtin_ctz(found));
      if (key.Equal(Entry(map, i))) return i;
    }
    return kNone;
  }
  uint32_t mask = map->mask, tag = h & ~mask;
  const uint32_t* cells = map->cells;
  for (uint32_t group = HomeGroup(h, mask);; group = (group + kGroup) & mask) {
    GroupView view(cells + group, mask, tag);
    for (; view.match != 0; view.match &= view.match - 1) {
      uint32_t pos = group + static_cast<uint32_t>(__builtin_ctz(view.match));
      uint32_t i = (cells[pos] & mask) - 1;
      // Empty cells and tombstones are no entries' numbers.
      if (__builtin_expect(i < map->used, 1) && key.Equal(Entry(map, i))) {
        *cell = pos;
        return i;
      }
    }
    if (view.empty != 0) return kNone;
  }
}

template <typename K>
[[gnu::always_inline]] inline void* Get(Map* map, const K& key, MapStatus* st) {
  if (map == nullptr || map->count == 0) {
    if (K::kSmallHash) key.Hash(0, st);
    return nullptr;
  }
  if (__builtin_expect(__atomic_load_n(&map->writing, __ATOMIC_RELAXED), 0)) {
    st->fault = MapFault::kConcurrentRead;
    return nullptr;
  }
  uint32_t h = 0, cell = 0;
  if (K::kSmallHash || map->cells != nullptr) {
    h = key.Hash(map->seed, st);
    if (K::kSmallHash && st->fault != MapFault::kNone) return nullptr;
  }
  uint32_t i = Find(map, key, h, &cell);
  return i == kNone ? nullptr : Entry(map, i) + map->elem_offset;
}

inline bool BeginWrite(Map* map, MapStatus* st) {
  if (__builtin_expect(__atomic_load_n(&map->writing, __ATOMIC_RELAXED), 0)) {
    st->fault = MapFault::kConcurrentWrites;
    return false;
  }
  __atomic_store_n(&map->writing, 1, __ATOMIC_RELAXED);
  return true;
}
inline bool EndWrite(Map* map, MapStatus* st) {
  if (__builtin_expect(!__atomic_load_n(&map->writing, __ATOMIC_RELAXED), 0)) {
    st->fault = MapFault::kConcurrentWrites;
    return false;
  }
  __atomic_store_n(&map->writing, 0, __ATOMIC_RELAXED);
  return true;
}

template <typename K>
inline void* Assign(M* m, const MapType* t, Map* map, const K& key, MapStatus* st) {
  if (__builtin_expect(map == nullptr, 0)) {
    st->fault = MapFault::kNilMap;
    return nullptr;
  }
  uint32_t h = 0, i = 0, cell = 0;
  if (K::kSmallHash || map->cells != nullptr) {
    h = key.Hash(map->seed, st);
    if (K::kSmallHash && st->fault != MapFault::kNone) return nullptr;
  }
  if (!BeginWrite(map, st)) return nullptr;
  char* e;
  if (map->cells == nullptr) {
    i = Find(map, key, h, &cell);
    if (i != kNone) goto found;
    if (map->used == map->cap) {
      uint32_t full = (1u << map->cap) - 1;
      if (map->small_live != full) {
        i = static_cast<uint32_t>(__builtin_ctz(~map->small_live));  // a hole
        goto add;
      }
      Grow(m, t, map);
      if (map->cells != nullptr) {
        h = key.Hash(map->seed, st);
        goto index;
      }
    }
    i = map->used++;
    goto add;
  }
  {
    uint32_t mask = map->mask, tag = h & ~mask, free_cell = kNone;
    uint32_t* cells = map->cells;
    for (uint32_t group = HomeGroup(h, mask);; group = (group + kGroup) & mask) {
      GroupView view(cells + group, mask, tag);
      for (uint32_t match = view.match; match != 0; match &= match - 1) {
        i = (cells[group + static_cast<uint32_t>(__builtin_ctz(match))] & mask) - 1;
        if (__builtin_expect(i < map->used, 1) && key.Equal(Entry(map, i))) goto found;
      }
      if (view.empty != 0) {
        if (free_cell == kNone) free_cell = group + static_cast<uint32_t>(__builtin_ctz(view.empty));
        break;
      }
      for (uint32_t pos = group; pos < group + kGroup && free_cell == kNone; pos++) {
        if (cells[pos] == mask) free_cell = pos;  // a tombstone
      }
    }
    if (__builtin_expect(map->used != map->cap, 1)) {
      i = map->used++;
      cells[free_cell] = tag | (i + 1);
      if (K::kHashed) Hashes(map)[i] = h;
      goto add;
    }
  }
  Grow(m, t, map);
index:
  i = map->used++;
  Index(map->cells, map->mask, h, i);
  if (K::kHashed) Hashes(map)[i] = h;
add:
  e = Entry(map, i);
  key.Store(e);
  SetLive(map, i);
  map->count++;
  return EndWrite(map, st) ? e + map->elem_offset : nullptr;
found:
  e = Entry(map, i);
  if (K::kUpdate) key.Store(e);
  return EndWrite(map, st) ? e + map->elem_offset : nullptr;
}

// Takes a cell out of the index. False: a tombstone stays.
bool Unindex(Map* map, uint32_t cell) {
  uint32_t group = cell & ~(kGroup - 1);
  bool empty = GroupView(map->cells + group, map->mask, 0).empty != 0;
  map->cells[cell] = empty ? 0 : map->mask;
  return empty;
}

template <typename K>
void Delete(Map* map, const K& key, MapStatus* st) {
  if (map == nullptr || map->count == 0) {
    if (K::kSmallHash) key.Hash(0, st);
    return;
  }
  uint32_t h = key.Hash(map->seed, st), cell = 0;
  if (st->fault != MapFault::kNone || !BeginWrite(map, st)) return;
  uint32_t i = Find(map, key, h, &cell);
  if (i != kNone) {
    map->count--;
    std::memset(Entry(map, i), 0, map->stride);
    if (map->cells == nullptr) {
      map->small_live &= static_cast<uint8_t>(~(1u << i));
      if (map->small_live == 0) map->used = 0;
    } else {
      Live(map)[i / 64] &= ~(uint64_t{1} << (i % 64));
      if (Unindex(map, cell) && i == map->used - 1) map->used--;
      if (map->count == 0 && map->used >= map->mask / 4) {
        std::memset(map->cells, 0, (size_t{map->mask} + 1) * 4);
        map->used = 0;
      }
    }
  }
  EndWrite(map, st);
}

}  // namespace

// ---- the door

Map* MapMake(M* m, const MapType* t, int64_t hint) {
  Map* map = static_cast<Map*>(AllocShape(m, kShapeMap));
  const Type* entry = EntryType(m, t);
  map->key_class = ClassOf(t->key);
  map->stride = entry->size;
  uint64_t align = t->elem->align;
  map->elem_offset =
      t->elem->size == 0 ? 0 : static_cast<uint32_t>((t->key->size + align - 1) & ~(align - 1));
  map->seed = static_cast<uint32_t>(HeapRandom(m));
  if (hint > static_cast<int64_t>(kSmallCap)) {
    uint64_t bytes;
    bool fits = hint <= static_cast<int64_t>(kMaxCells / 8 * 5) &&
                !__builtin_mul_overflow(static_cast<uint64_t>(hint), std::max<uint64_t>(map->stride, 1), &bytes) &&
                bytes <= uint64_t{1} << 47;
    if (fits) Adopt(map, NewArrays(m, t, 0, CellsFor(static_cast<uint64_t>(hint))));
  } else if (hint > 4 && map->stride <= 128) {
    Adopt(map, NewArrays(m, t, kSmallCap, 0));
  }
  return map;
}

int64_t MapLen(const Map* map) { return map == nullptr ? 0 : map->count; }

void* MapGet64(M*, const MapType*, Map* map, uint64_t key, MapStatus* st) {
  return Get(map, Key64{key}, st);
}
void* MapGet32(M*, const MapType*, Map* map, uint32_t key, MapStatus* st) {
  return Get(map, Key32{key}, st);
}
void* MapGetStr(M*, const MapType*, Map* map, GoString key, MapStatus* st) {
  return Get(map, KeyString{key}, st);
}
void* MapAssign64(M* m, const MapType* t, Map* map, uint64_t key, MapStatus* st) {
  return Assign(m, t, map, Key64{key}, st);
}
void* MapAssign32(M* m, const MapType* t, Map* map, uint32_t key, MapStatus* st) {
  return Assign(m, t, map, Key32{key}, st);
}
void* MapAssignStr(M* m, const MapType* t, Map* map, GoString key, MapStatus* st) {
  return Assign(m, t, map, KeyString{key}, st);
}

void* MapGet(M*, const MapType* t, Map* map, const void* key, MapStatus* st) {
  KeyClass c = map != nullptr ? map->key_class : ClassOf(t->key);
  return WithKey(c, t->key, key, [&](auto k) { return Get(map, k, st); });
}

void* MapAssign(M* m, const MapType* t, Map* map, const void* key, MapStatus* st) {
  KeyClass c = map != nullptr ? map->key_class : ClassOf(t->key);
  return WithKey(c, t->key, key, [&](auto k) { return Assign(m, t, map, k, st); });
}

void MapDelete(M*, const MapType* t, Map* map, const void* key, MapStatus* st) {
  KeyClass c = map != nullptr ? map->key_class : ClassOf(t->key);
  WithKey(c, t->key, key, [&](auto k) { Delete(map, k, st); });
}

void MapClear(M* m, const MapType* t, Map* map, MapStatus* st) {
  if (map == nullptr) return;
  if (!BeginWrite(map, st)) return;
  if (map->used != 0) std::memset(map->entries, 0, map->used * map->stride);
  if (map->cells != nullptr) {
    std::memset(Live(map), 0, LiveWords(map->cap) * 8);
    std::memset(map->cells, 0, (size_t{map->mask} + 1) * 4);
  }
  map->small_live = 0;
  map->used = 0;
  map->count = 0;
  map->seed = static_cast<uint32_t>(HeapRandom(m));
  map->version = (map->version + kCleared) & kVersionMask;
  EndWrite(map, st);
}

Map* MapClone(M* m, const MapType* t, Map* from) {
  if (from == nullptr) return nullptr;
  Map* map = MapMake(m, t, from->count);
  MapStatus st;
  for (uint32_t i = 0; i < from->used; i++) {
    if (!IsLive(from, i)) continue;
    const char* e = Entry(from, i);
    void* elem = WithKey(map->key_class, t->key, e, [&](auto k) { return Assign(m, t, map, k, &st); });
    if (elem != nullptr) std::memcpy(elem, e + map->elem_offset, t->elem->size);
  }
  return map;
}

// ---- iteration
//
// state[0]  low half: where it started (a multiple of 8) plus the permutation within blocks; high half: `used` of the array below
// state[1]  low half: position; high half: the map's version, and kWrapped
// state[2]  the array of entries, as of the last step in which the version was that one
// state[3]  its live bits: a pointer, or for small maps the bits themselves

namespace {
constexpr uint64_t kWrapped = uint64_t{1} << 63;
}

void MapIterInit(M* m, const MapType* t, Map* map, MapIter* it) {
  *it = MapIter{};
  it->type = t;
  if (map == nullptr || map->count == 0) return;
  it->map = map;
  if (!__atomic_load_n(&map->iterated, __ATOMIC_RELAXED)) {
    __atomic_store_n(&map->iterated, 1, __ATOMIC_RELAXED);
  }
  uint64_t r = HeapRandom(m);
  uint32_t blocks = (map->used + 7) / 8;
  uint32_t start = static_cast<uint32_t>((r >> 32) * blocks >> 32) * 8;
  it->state[0] = start | (r & 7);
  it->state[1] = start | uint64_t{map->version} << 32;
}

void MapIterNext(M* m, MapIter* it, MapStatus* st) {
  Map* map = it->map;
  if (map == nullptr) {
    it->key = it->elem = nullptr;
    return;
  }
  if (__builtin_expect(__atomic_load_n(&map->writing, __ATOMIC_RELAXED), 0)) {
    st->fault = MapFault::kConcurrentIter;
    return;
  }
  uint32_t version = static_cast<uint32_t>(it->state[1] >> 32) & kVersionMask;
  // A clear leaves positions valid; only compaction moves entries.
  bool current = (version & 0xffff) == (map->version & 0xffff);
  if (current) {
    it->state[0] = (it->state[0] & 0xffffffff) | uint64_t{map->used} << 32;
    it->state[2] = reinterpret_cast<uintptr_t>(map->entries);
    it->state[3] = map->cells == nullptr ? map->small_live : reinterpret_cast<uintptr_t>(Live(map));
  }
  uint32_t permutation = it->state[0] & 7, start = static_cast<uint32_t>(it->state[0]) & ~7u;
  uint32_t used = static_cast<uint32_t>(it->state[0] >> 32), pos = static_cast<uint32_t>(it->state[1]);
  bool wrapped = it->state[1] & kWrapped;
  char* entries = reinterpret_cast<char*>(it->state[2]);
  uint8_t small = static_cast<uint8_t>(it->state[3]);
  const uint8_t* live = it->state[3] < 256 ? &small : reinterpret_cast<const uint8_t*>(it->state[3]);
  uint32_t limit = (used + 7) & ~7u;
  for (;;) {
    if (pos >= limit && !wrapped) {
      wrapped = true;
      pos = 0;
    }
    if (wrapped && pos >= std::min(start, limit)) break;
    uint32_t bits = live[pos / 8];
    if (bits == 0) {
      pos = (pos & ~7u) + 8;
      continue;
    }
    uint32_t i = pos ^ permutation;
    pos++;
    if (!(bits >> (i % 8) & 1)) continue;
    char* e = entries + map->stride * i;
    if (current) {
      it->key = e;
      it->elem = e + map->elem_offset;
    } else {
      // Entries have moved since: this one may be gone, or changed.
      if (version >> 16 != map->version >> 16) break;  // all that the old array tells is gone
      MapStatus ignored;
      void* elem = MapGet(m, it->type, map, e, &ignored);
      if (elem != nullptr) {
        it->key = static_cast<char*>(elem) - map->elem_offset;
        it->elem = elem;
      } else {
        AlgError err;
        if (Equal(it->type->key, e, e, &err)) continue;
        // A key that differs from itself cannot have been removed one by one.
        it->key = e;
        it->elem = e + map->elem_offset;
      }
    }
    it->state[1] = pos | uint64_t{version} << 32 | (wrapped ? kWrapped : 0);
    return;
  }
  it->key = it->elem = nullptr;
  it->map = nullptr;
}

}  // namespace minigo::runtime
