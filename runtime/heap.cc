// This file implements the heap's memory: the arena and its free runs, shapes, allocation, limits and statistics. See span.h
// for the structure and mark.cc for the collector.
#include "runtime/heap.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/base/code_pages.h"
#include "runtime/span.h"

namespace minigo::runtime {

namespace {

constexpr size_t kPage = 4096;
constexpr uint64_t kMinHeap = 4 << 20;  // no collection below that, at GOGC=100
constexpr uint64_t kAccountBytes = 64 << 10;

size_t AlignUp(size_t n, size_t align) { return (n + align - 1) & ~(align - 1); }

// The address of all objects of size zero.
alignas(64) char zero_base[64];

// Bytes of address space that may be reserved: all but a part of what RLIMIT_AS leaves.
size_t ReservableBytes() {
  rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return ~size_t{0};
  size_t used = 0;
  if (FILE* f = fopen("/proc/self/statm", "re")) {
    unsigned long pages = 0;
    if (fscanf(f, "%lu", &pages) == 1) used = pages * kPage;
    fclose(f);
  }
  size_t left = limit.rlim_cur > used ? limit.rlim_cur - used : 0;
  return left / 4 * 3;
}

void* Reserve(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

// Zeroed memory that costs nothing until touched.
template <typename T>
T* MapTable(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  MINIGO_CHECK(p != MAP_FAILED);
  return static_cast<T*>(p);
}

uint64_t HashMask(uint64_t size, uint32_t size_class, ScanKind kind, uint32_t words,
                  const uint64_t* mask) {
  uint64_t h = size * 0x9e3779b97f4a7c15 + size_class * 131 + static_cast<uint64_t>(kind) * 7 + words;
  for (uint32_t i = 0; i < (words + 63) / 64; i++) {
    h = (h ^ mask[i]) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  return h;
}

uint64_t LowBits(uint32_t n) { return n >= 64 ? ~uint64_t{0} : (uint64_t{1} << n) - 1; }

// A number like GOMEMLIMIT's: bytes with an optional B, KiB, MiB, GiB or TiB. -1: not one.
int64_t ParseBytes(std::string_view s) {
  static constexpr struct {
    const char* suffix;
    int shift;
  } kUnits[] = {{"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}, {"B", 0}};
  int shift = 0;
  for (const auto& u : kUnits) {
    std::string_view suffix = u.suffix;
    if (s.size() > suffix.size() && s.substr(s.size() - suffix.size()) == suffix) {
      s.remove_suffix(suffix.size());
      shift = u.shift;
      break;
    }
  }
  if (s.empty()) return -1;
  int64_t n = 0;
  for (char c : s) {
    if (c < '0' || c > '9' || n > (INT64_MAX - 9) / 10) return -1;
    n = n * 10 + (c - '0');
  }
  return n > INT64_MAX >> shift ? -1 : n << shift;
}

int ParseInt(std::string_view s, int otherwise) {
  if (s.empty() || s.size() > 9) return otherwise;
  int n = 0;
  for (char c : s) {
    if (c < '0' || c > '9') return otherwise;
    n = n * 10 + (c - '0');
  }
  return n;
}

}  // namespace

uint64_t MonotonicNs() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return static_cast<uint64_t>(ts.tv_sec) * 1000000000 + static_cast<uint64_t>(ts.tv_nsec);
}

// ---- construction

Heap::Impl::Impl(Runtime* runtime, const HeapWorld* w, Heap* heap) : rt(runtime), world(w), self(heap) {
  start_ns = MonotonicNs();
  size_t ram = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * kPage;
  size_t want = std::max<size_t>(size_t{64} << 30, 2 * ram);
  want = std::min(want, ReservableBytes());
  constexpr size_t kPerBlock = kBlockSize + sizeof(Span) + 2 * kBitWords * 8;
  for (;; want /= 2) {
    max_blocks = static_cast<uint32_t>(std::min<size_t>(want / kPerBlock, 1u << 30));
    if (max_blocks < 64) MINIGO_FAIL("cannot reserve address space for the heap");
    reserved_bytes = size_t{max_blocks} * kPerBlock + kBlockSize + 4 * kPage;
    reserved = Reserve(reserved_bytes);
    if (reserved != nullptr) break;
  }
  base = AlignUp(reinterpret_cast<uintptr_t>(reserved), kBlockSize);
  uintptr_t at = base + (uintptr_t{max_blocks} << kBlockShift);
  spans = reinterpret_cast<Span*>(at);
  at = AlignUp(at + max_blocks * sizeof(Span), kPage);
  bits = reinterpret_cast<uint64_t*>(at);
  std::fill(std::begin(bins), std::end(bins), kNoBlock);

  shapes = MapTable<Shape>(kMaxShapes * sizeof(Shape));
  for (int kind = 0; kind < 2; kind++) {
    for (int c = 0; c < kNumClasses; c++) {
      AddShape(kClassSize[c], c, kind == 0 ? ScanKind::kNoscan : ScanKind::kAll, 0, nullptr);
    }
  }
  AddShape(UINT64_MAX, 0, ScanKind::kNoscan, 0, nullptr);
  AddShape(UINT64_MAX, 0, ScanKind::kAll, 0, nullptr);
  AddShape(kMapHeaderSize, SizeClass(kMapHeaderSize), ScanKind::kMask, kMapHeaderSize / 8,
           &kMapHeaderMask);
  MINIGO_CHECK(num_shapes == kFirstShape);

  if (rt != nullptr) {
    for (const std::string& entry : rt->options.env) {
      std::string_view e = entry;
      size_t eq = e.find('=');
      if (eq == std::string_view::npos) continue;
      std::string_view name = e.substr(0, eq), value = e.substr(eq + 1);
      if (name == "GOGC") {
        gc_percent = value == "off" ? -1 : ParseInt(value, 100);
      } else if (name == "GOMEMLIMIT") {
        int64_t n = value == "off" ? -1 : ParseBytes(value);
        if (n >= 0) memory_limit = n;
      } else if (name == "GODEBUG") {
        trace = value.find("gctrace=1") != std::string_view::npos;
      } else if (name == "MINIGO_GCSTRESS") {
        stress = ParseInt(value, 0);
      }
    }
    hard_limit = rt->options.heap_limit;
  }
  SetTrigger();
}

Heap::Impl::~Impl() {
  FinishHelpers();
  for (MCache* c : caches) munmap(c, sizeof(MCache));
  if (boot_cache != nullptr) munmap(boot_cache, sizeof(MCache));
  for (uint32_t i = 0; i < num_shapes; i++) {
    free(shapes[i].arrays);
    shapes[i].~Shape();
  }
  munmap(shapes, kMaxShapes * sizeof(Shape));
  while (empty_bufs != nullptr) {
    WorkBuf* b = empty_bufs;
    empty_bufs = b->next;
    free(b);
  }
  for (auto [p, bytes] : sinks) munmap(p, bytes);
  munmap(reserved, reserved_bytes);
}

Heap::Heap(Runtime* rt)
    : impl_(new Impl(rt, rt != nullptr ? &kRuntimeWorld : &kSoloWorld, this)) {}

Heap::Heap(const HeapWorld* world) : impl_(new Impl(nullptr, world, this)) {}

Heap::~Heap() = default;

// ---- blocks

// Makes the first `blocks` blocks and their table entries accessible, and some more.
bool Heap::Impl::Commit(uint32_t blocks) {
  if (blocks <= committed) return true;
  if (blocks > max_blocks) return false;
  uint32_t step = std::clamp<uint32_t>(committed / 8, 16, 1024);
  uint32_t to = std::min(std::max(blocks, committed + step), max_blocks);
  for (;;) {
    auto allow = [&](void* table, size_t entry) {
      uintptr_t from = reinterpret_cast<uintptr_t>(table) + committed * entry / kPage * kPage;
      uintptr_t end = AlignUp(reinterpret_cast<uintptr_t>(table) + to * entry, kPage);
      return mprotect(reinterpret_cast<void*>(from), end - from, PROT_READ | PROT_WRITE) == 0;
    };
    if (allow(spans, sizeof(Span)) && allow(bits, 2 * kBitWords * 8) &&
        allow(reinterpret_cast<void*>(base), kBlockSize)) {
      break;
    }
    if (to == blocks) return false;
    to = blocks;
  }
#ifdef MADV_HUGEPAGE
  // Once the heap is large, fewer faults and TLB misses are worth the memory that huge pages waste.
  constexpr uintptr_t kHuge = 2 << 20;
  if (to >= (uint32_t{64} << 20 >> kBlockShift)) {
    uintptr_t from = (base + (uintptr_t{committed} << kBlockShift)) & ~(kHuge - 1);
    from = std::max(from, AlignUp(base, kHuge));
    uintptr_t end = (base + (uintptr_t{to} << kBlockShift)) & ~(kHuge - 1);
    if (end > from) madvise(reinterpret_cast<void*>(from), end - from, MADV_HUGEPAGE);
  }
#endif
  // By then the program runs, and most of the code that was for loading it can go before the heap adds to what the process takes.
  bool runs = committed * kBlockSize >= (1 << 20) && committed * kBlockSize <= (8 << 20);
  if (rt != nullptr && rt->options.own_process && runs && std::has_single_bit(committed)) DropCodePages();
  committed = to;
  return true;
}

void Heap::Impl::LinkRun(uint32_t block, uint32_t n, bool needzero, bool released) {
  Span& first = spans[block];
  first.nblocks = n;
  first.needzero = needzero;
  first.released = released;
  first.head = block;
  spans[block + n - 1].head = block;
  uint32_t bin = std::min<uint32_t>(n, kNumBins - 1);
  first.prev = kNoBlock;
  first.next = bins[bin];
  if (bins[bin] != kNoBlock) spans[bins[bin]].prev = block;
  bins[bin] = block;
  bin_bits[bin / 64] |= uint64_t{1} << (bin % 64);
  free_blocks += n;
  if (released) released_blocks += n;
}

void Heap::Impl::UnlinkRun(uint32_t block) {
  Span& s = spans[block];
  uint32_t bin = std::min<uint32_t>(s.nblocks, kNumBins - 1);
  if (s.next != kNoBlock) spans[s.next].prev = s.prev;
  if (s.prev != kNoBlock) {
    spans[s.prev].next = s.next;
  } else {
    bins[bin] = s.next;
    if (s.next == kNoBlock) bin_bits[bin / 64] &= ~(uint64_t{1} << (bin % 64));
  }
  free_blocks -= s.nblocks;
  if (s.released) released_blocks -= s.nblocks;
}

uint32_t Heap::Impl::AllocBlocks(uint32_t n, bool* needzero) {
  // The smallest bin that surely fits; in the last one the best fit.
  uint32_t found = kNoBlock;
  uint32_t first = std::min<uint32_t>(n, kNumBins - 1);
  for (uint32_t word = first / 64; word < 3 && found == kNoBlock; word++) {
    uint64_t set = bin_bits[word];
    if (word == first / 64) set &= ~LowBits(first % 64);
    while (set != 0 && found == kNoBlock) {
      uint32_t bin = word * 64 + static_cast<uint32_t>(__builtin_ctzll(set));
      set &= set - 1;
      if (bin < kNumBins - 1) {
        found = bins[bin];
        break;
      }
      for (uint32_t b = bins[bin]; b != kNoBlock; b = spans[b].next) {
        if (spans[b].nblocks >= n && (found == kNoBlock || spans[b].nblocks < spans[found].nblocks)) {
          found = b;
        }
      }
    }
  }
  if (found != kNoBlock) {
    UnlinkRun(found);
    Span& s = spans[found];
    *needzero = s.needzero;
    if (s.nblocks > n) LinkRun(found + n, s.nblocks - n, s.needzero, s.released);
    return found;
  }
  uint32_t old_top = top.load(std::memory_order_relaxed);
  if (n > max_blocks - old_top || !Commit(old_top + n)) return kNoBlock;
  top.store(old_top + n, std::memory_order_release);
  *needzero = false;
  return old_top;
}

// The entries of the blocks have state kFree and nelems 0 already.
void Heap::Impl::FreeBlocks(uint32_t block, uint32_t n, bool needzero) {
  bool released = false;
  uint32_t end = block + n;
  if (block > 0 && spans[block - 1].state == SpanState::kFree) {
    uint32_t before = spans[block - 1].head;
    UnlinkRun(before);
    needzero |= spans[before].needzero;
    block = before;
  }
  if (end < top.load(std::memory_order_relaxed) && spans[end].state == SpanState::kFree) {
    UnlinkRun(end);
    needzero |= spans[end].needzero;
    end += spans[end].nblocks;
  }
  LinkRun(block, end - block, needzero, released);
}

// Gives free runs back to the system, longest first, until at most keep_blocks of them hold memory.
void Heap::Impl::Scavenge(uint64_t keep_blocks) {
  for (int bin = kNumBins - 1; bin > 0; bin--) {
    for (uint32_t b = bins[bin]; b != kNoBlock; b = spans[b].next) {
      if (free_blocks - released_blocks <= keep_blocks) return;
      Span& s = spans[b];
      if (s.released) continue;
      if (madvise(BlockAddress(b), size_t{s.nblocks} << kBlockShift, MADV_DONTNEED) != 0) continue;
      s.released = true;
      s.needzero = false;
      released_blocks += s.nblocks;
    }
  }
}

// ---- shapes

uint32_t Heap::Impl::AddShape(uint64_t size, uint32_t size_class, ScanKind kind, uint32_t words,
                              const uint64_t* mask) {
  uint64_t hash = HashMask(size, size_class, kind, words, mask);
  auto [from, to] = shape_table.equal_range(hash);
  for (; from != to; ++from) {
    const Shape& s = shapes[from->second];
    if (s.size == size && s.size_class == size_class && s.kind == kind && s.words == words &&
        (words == 0 || std::memcmp(s.mask_words, mask, (words + 63) / 64 * 8) == 0)) {
      return from->second;
    }
  }
  uint32_t id = num_shapes.load(std::memory_order_relaxed);
  if (id == kMaxShapes) {
    MINIGO_CHECK(size_class != 0);
    return (kind == ScanKind::kNoscan ? kShapeNoscan0 : kShapeConservative0) + size_class;
  }
  Shape* s = new (&shapes[id]) Shape;
  s->size = size;
  s->size_class = size_class;
  s->elem_size = kClassSize[size_class];
  s->kind = kind;
  s->words = words;
  if (words != 0) {
    size_t n = (words + 63) / 64;
    uint64_t* copy = arena.NewArray<uint64_t>(n);
    std::memcpy(copy, mask, n * 8);
    s->mask = mask[0];
    s->mask_words = copy;
  }
  shape_table.emplace(hash, id);
  num_shapes.store(id + 1, std::memory_order_release);
  return id;
}

uint32_t Heap::ShapeOf(uint64_t size, uint64_t ptr_bytes, const uint64_t* ptr_mask) {
  Impl& h = *impl_;
  uint32_t c = size <= kMaxSmall ? static_cast<uint32_t>(SizeClass(size)) : 0;
  if (size == 0) return kShapeNoscan0;
  if (ptr_bytes == 0 && c != 0) return kShapeNoscan0 + c;
  MutexLock lock(h.mu);
  if (ptr_bytes == 0) return h.AddShape(size, 0, ScanKind::kNoscan, 0, nullptr);
  if (ptr_mask == nullptr) {
    if (c != 0) return kShapeConservative0 + c;
    return h.AddShape(size, 0, ScanKind::kAll, 0, nullptr);
  }
  uint32_t words = static_cast<uint32_t>(size / 8);
  std::vector<uint64_t> mask((words + 63) / 64);
  uint32_t ptr_words = static_cast<uint32_t>(ptr_bytes / 8);
  for (uint32_t i = 0; i < (ptr_words + 63) / 64; i++) mask[i] = ptr_mask[i];
  if (ptr_words % 64 != 0) mask[ptr_words / 64] &= LowBits(ptr_words % 64);
  return h.AddShape(size, c, words <= 64 ? ScanKind::kMask : ScanKind::kLong, words, mask.data());
}

uint32_t Heap::ArrayShapeOf(uint64_t size, uint64_t elem_size, uint64_t elem_ptr_bytes,
                            const uint64_t* elem_mask) {
  if (elem_ptr_bytes == 0) return ShapeOf(size, 0, nullptr);
  if (elem_mask == nullptr || elem_size == 8) return ShapeOf(size, size, nullptr);
  uint32_t elem = ShapeOf(elem_size, elem_ptr_bytes, elem_mask);
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  const Shape& e = h.shapes[elem];
  uint32_t c = size <= kMaxSmall ? static_cast<uint32_t>(SizeClass(size)) : 0;
  ScanKind kind = e.words <= 64 ? ScanKind::kPeriodic : ScanKind::kLong;
  return h.AddShape(size, c, kind, e.words, e.mask_words);
}

// The shape of class `size_class` in which the mask of `shape` repeats.
uint32_t Heap::Impl::ArrayShape(uint32_t shape, int size_class) {
  Shape& s = shapes[shape];
  if (s.kind == ScanKind::kNoscan) return kShapeNoscan0 + size_class;
  if (s.kind == ScanKind::kAll) return kShapeConservative0 + size_class;
  std::atomic<uint32_t>* arrays = __atomic_load_n(&s.arrays, __ATOMIC_ACQUIRE);
  if (arrays != nullptr) {
    if (uint32_t id = arrays[size_class].load(std::memory_order_acquire)) return id;
  }
  MutexLock lock(mu);
  arrays = s.arrays;
  if (arrays == nullptr) {
    arrays = static_cast<std::atomic<uint32_t>*>(calloc(kNumClasses, sizeof(std::atomic<uint32_t>)));
    MINIGO_CHECK(arrays != nullptr);
    __atomic_store_n(&s.arrays, arrays, __ATOMIC_RELEASE);
  }
  uint64_t size = kClassSize[size_class];
  uint32_t id;
  if (s.words <= 64 && s.mask == LowBits(s.words)) {
    id = kShapeConservative0 + size_class;
  } else if (size <= 512) {
    uint64_t mask = 0;
    for (uint32_t i = 0; i < size / 8; i += s.words) mask |= s.mask << i;
    mask &= LowBits(static_cast<uint32_t>(size / 8));
    id = AddShape(size, size_class, ScanKind::kMask, static_cast<uint32_t>(size / 8), &mask);
  } else {
    ScanKind kind = s.words <= 64 ? ScanKind::kPeriodic : ScanKind::kLong;
    id = AddShape(size, size_class, kind, s.words, s.mask_words);
  }
  arrays[size_class].store(id, std::memory_order_release);
  return id;
}

// ---- caches

MCache* Heap::Impl::NewCache(P* p) {
  MCache* c = MapTable<MCache>(sizeof(MCache));
  c->heap = self;
  c->p = p;
  uint64_t seed = rt != nullptr && rt->options.deterministic ? rt->options.seed
                                                             : __builtin_ia32_rdtsc();
  c->rng = seed + reinterpret_cast<uintptr_t>(rt != nullptr && rt->options.deterministic ? nullptr : c);
  if (p != nullptr) c->rng += static_cast<uint64_t>(p->id) << 40;
  c->stress = stress.load(std::memory_order_relaxed);
  c->slots[0].ptr = zero_base;
  c->slots[0].end = zero_base + 1;
  return c;
}

void Heap::AttachP(P* p) {
  if (p->mcache != nullptr) return;
  MCache* c = impl_->NewCache(p);
  MutexLock lock(impl_->mu);
  impl_->caches.push_back(c);
  p->mcache = c;
}

void Heap::DetachP(P* p) {
  MCache* c = p->mcache;
  if (c == nullptr) return;
  MutexLock lock(impl_->mu);
  impl_->FlushCache(c, true);
  std::erase(impl_->caches, c);
  impl_->dead_mallocs += c->mallocs;
  impl_->dead_alloc_bytes += c->alloc_bytes;
  p->mcache = nullptr;
  munmap(c, sizeof(MCache));
}

MCache* Heap::Impl::CacheOf(M* m) {
  if (m == nullptr) {
    if (boot_cache == nullptr) boot_cache = NewCache(nullptr);
    return boot_cache;
  }
  MINIGO_DCHECK(m->p != nullptr);
  if (m->p->mcache == nullptr) self->AttachP(m->p);
  return m->p->mcache;
}

uint64_t HeapRandom(M* m) {
  MCache* c = m->p->mcache;
  if (c == nullptr) {
    HeapOf(m)->AttachP(m->p);
    c = m->p->mcache;
  }
  // splitmix64
  uint64_t z = (c->rng += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Returns the spans of c, with where allocation in them has got to; to the lists if `relink`.
void Heap::Impl::FlushCache(MCache* c, bool relink) {
  uint32_t n = num_shapes.load(std::memory_order_relaxed);
  for (uint32_t shape = 1; shape < n; shape++) {
    AllocSlot& slot = c->slots[shape];
    Span* s = slot.span;
    if (s == nullptr) continue;
    uint64_t unused = 0;
    s->free_index = slot.next;
    if (slot.ptr < slot.end) {
      unused = static_cast<uint64_t>(slot.end - slot.ptr) / s->elem_size;
      s->free_index = static_cast<uint32_t>((slot.ptr - BlockAddress(BlockOf(s))) / s->elem_size);
    }
    c->mallocs -= unused;
    c->alloc_bytes -= unused * s->elem_size;
    s->cached = false;
    if (relink && s->free_index < s->nelems) {
      // The zeroed rest of the run stays zeroed, the span need not know.
      shapes[shape].partial.push_back(BlockOf(s));
    }
    slot = AllocSlot{};
  }
}

void Heap::Impl::FlushCaches() {
  for (MCache* c : caches) FlushCache(c, false);
  if (boot_cache != nullptr) FlushCache(boot_cache, false);
}

// ---- allocation

// The next run of at most max_run free objects of the slot's span. They are not zeroed yet.
bool Heap::Impl::NextRun(AllocSlot& slot, uint32_t max_run, uint32_t* index, uint32_t* count) {
  Span* s = slot.span;
  const uint64_t* alloc = AllocBits(BlockOf(s));
  uint32_t n = s->nelems, i = slot.next;
  while (i < n) {
    uint64_t taken = alloc[i / 64] >> (i % 64);
    uint32_t in_word = 64 - i % 64;
    if (~taken == 0 || static_cast<uint32_t>(__builtin_ctzll(~taken)) >= in_word) {
      i += in_word;
      continue;
    }
    i += static_cast<uint32_t>(__builtin_ctzll(~taken));
    break;
  }
  if (i >= n) {
    __atomic_store_n(&slot.next, n, __ATOMIC_RELAXED);
    return false;
  }
  uint32_t limit = std::min(n, i + max_run), end = i + 1;
  while (end < limit) {
    uint64_t taken = alloc[end / 64] >> (end % 64);
    if (taken != 0) {
      end += static_cast<uint32_t>(__builtin_ctzll(taken));
      break;
    }
    end += 64 - end % 64;
  }
  end = std::min(end, limit);
  *index = i;
  *count = end - i;
  __atomic_store_n(&slot.next, end, __ATOMIC_RELAXED);
  return true;
}

// Gives the slot of `shape` another span. False: no memory.
bool Heap::Impl::Refill(MCache* c, uint32_t shape) {
  AllocSlot& slot = c->slots[shape];
  Shape& sh = shapes[shape];
  MutexLock lock(mu);
  if (slot.span != nullptr) {
    slot.span->free_index = slot.span->nelems;
    slot.span->cached = false;
    slot.span = nullptr;
  }
  uint32_t block;
  if (!sh.partial.empty()) {
    block = sh.partial.back();
    sh.partial.pop_back();
  } else {
    bool needzero;
    block = AllocBlocks(1, &needzero);
    if (block == kNoBlock) return false;
    Span& s = spans[block];
    s.magic = static_cast<uint32_t>(((uint64_t{1} << 32) + sh.elem_size - 1) / sh.elem_size);
    s.elem_size = sh.elem_size;
    s.kind = sh.kind;
    s.mask = sh.mask;
    s.shape = shape;
    s.free_index = 0;
    s.live = 0;
    s.nblocks = 1;
    s.needzero = needzero;
    s.released = false;
    s.state = SpanState::kSmall;
    __atomic_store_n(&s.nelems, static_cast<uint32_t>(kBlockSize / sh.elem_size), __ATOMIC_RELEASE);
    small_blocks++;
  }
  Span& s = spans[block];
  s.cached = true;
  slot.size = sh.elem_size;
  slot.next = s.free_index;
  slot.ptr = slot.end = nullptr;
  slot.span = &s;
  return true;
}

// Counts what c has taken since the last time and `more` bytes that it is about to take; collects when due. A
// safepoint: slots of c may be empty afterwards. False: the hard limit is reached.
bool Heap::Impl::Account(M* m, MCache* c, uint64_t more) {
  uint64_t live = heap_live.fetch_add(c->live_delta, std::memory_order_relaxed) + c->live_delta;
  c->live_delta = 0;
  bool may_collect = m != nullptr && m->locks == 0 && !out_of_memory.load(std::memory_order_relaxed);
  if (may_collect && stress.load(std::memory_order_relaxed) > 0 && --c->stress <= 0) {
    c->stress = stress.load(std::memory_order_relaxed);
    Collect(m, true);
    live = heap_live.load(std::memory_order_relaxed);
  } else if (live + more > trigger.load(std::memory_order_relaxed) && may_collect) {
    Collect(m, false);
    live = heap_live.load(std::memory_order_relaxed);
  }
  uint64_t hard = hard_limit.load(std::memory_order_relaxed);
  if (__builtin_expect(hard != 0 && live + more > hard, 0)) {
    if (may_collect) {
      Collect(m, true);
      live = heap_live.load(std::memory_order_relaxed);
    }
    if (live + more > hard) {
      RaiseOutOfMemory(m);
      return false;
    }
  }
  return true;
}

void Heap::Impl::RaiseOutOfMemory(M* m) {
  if (out_of_memory.exchange(true)) return;
  world->out_of_memory(m);
}

// Memory for a request that cannot be granted, when the engine ends but its host goes on: the requester may write to
// it until it reaches a safepoint. It is one piece of memory, mapped as often as needed.
void* Heap::Impl::Sink(uint64_t size) {
  size_t bytes = AlignUp(size, kPage);
  size_t piece = AlignUp(std::max(bytes / 4096, size_t{16} << 20), kPage);  // mappings are few
  char* p = static_cast<char*>(Reserve(bytes));
  int fd = p == nullptr ? -1 : memfd_create("sink", MFD_CLOEXEC);
  size_t at = 0;
  if (fd >= 0 && ftruncate(fd, static_cast<off_t>(std::min(bytes, piece))) == 0) {
    for (; at < bytes; at += piece) {
      if (mmap(p + at, std::min(bytes - at, piece), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd,
               0) == MAP_FAILED) {
        break;
      }
    }
  }
  if (fd >= 0) close(fd);
  if (at < bytes) MINIGO_FAIL("out of memory: cannot allocate %llu bytes", static_cast<unsigned long long>(size));
  MutexLock lock(mu);
  sinks.push_back({p, bytes});
  return p;
}

void* Heap::Impl::AllocFrom(M* m, MCache* c, uint32_t shape, bool zero) {
  const Shape& sh = shapes[shape];
  uint32_t size = sh.elem_size;
  if (__builtin_expect(size == 0, 0)) {
    if (sh.size == 0) return zero_base;
    return AllocLarge(m, c, shape, sh.size, zero);
  }
  bool stressed = __builtin_expect(stress.load(std::memory_order_relaxed) > 0, 0);
  if (c->live_delta >= kAccountBytes || stressed) Account(m, c, 0);
  AllocSlot& slot = c->slots[shape];
  uint32_t max_run = size >= kMediumSize || stressed ? 1 : static_cast<uint32_t>(kRunBytes / size);
  uint32_t index, count;
  while (slot.span == nullptr || !NextRun(slot, max_run, &index, &count)) {
    if (Refill(c, shape)) continue;
    if (m != nullptr && m->locks == 0) Collect(m, true);
    if (Refill(c, shape)) continue;
    RaiseOutOfMemory(m);
    return Sink(size);
  }
  Span* s = slot.span;
  char* p = BlockAddress(BlockOf(s)) + size_t{index} * size;
  size_t bytes = size_t{count} * size;
  if (s->needzero && (zero || size < kMediumSize)) std::memset(p, 0, bytes);
  __atomic_store_n(&slot.end, p + bytes, __ATOMIC_RELAXED);
  __atomic_store_n(&slot.ptr, p + size, __ATOMIC_RELAXED);
  c->live_delta += bytes;
  __atomic_store_n(&c->mallocs, c->mallocs + count, __ATOMIC_RELAXED);
  __atomic_store_n(&c->alloc_bytes, c->alloc_bytes + bytes, __ATOMIC_RELAXED);
  return p;
}

void* Heap::Impl::AllocLarge(M* m, MCache* c, uint32_t shape, uint64_t size, bool zero) {
  if (size > (uint64_t{1} << 47)) {
    RaiseOutOfMemory(m);
    return Sink(size);
  }
  size = AlignUp(size, kLargePage);
  if (!Account(m, c, size)) return Sink(size);
  uint64_t blocks = (size + kBlockSize - 1) >> kBlockShift;
  uint32_t block = kNoBlock;
  bool needzero = false;
  for (int attempt = 0; blocks <= max_blocks; attempt++) {
    {
      MutexLock lock(mu);
      block = AllocBlocks(static_cast<uint32_t>(blocks), &needzero);
      if (block != kNoBlock) {
        large_blocks += blocks;
        const Shape& sh = shapes[shape];
        for (uint32_t i = 1; i < blocks; i++) {
          spans[block + i].head = block;
          spans[block + i].state = SpanState::kLargeTail;
        }
        Span& s = spans[block];
        s.kind = sh.kind;
        if (s.kind == ScanKind::kMask) {
          s.kind = sh.mask == LowBits(sh.words) ? ScanKind::kAll : ScanKind::kPeriodic;
        }
        s.shape = shape;
        s.nblocks = static_cast<uint32_t>(blocks);
        s.head = block;
        s.large_size = size;
        s.released = false;
        s.live = 0;
        s.state = SpanState::kLarge;
        break;
      }
    }
    if (attempt > 0 || m == nullptr || m->locks > 0) break;
    Collect(m, true);
  }
  if (block == kNoBlock) {
    RaiseOutOfMemory(m);
    return Sink(size);
  }
  char* p = BlockAddress(block);
  if (needzero && zero) std::memset(p, 0, size);
  c->live_delta += size;
  __atomic_store_n(&c->mallocs, c->mallocs + 1, __ATOMIC_RELAXED);
  __atomic_store_n(&c->alloc_bytes, c->alloc_bytes + size, __ATOMIC_RELAXED);
  return p;
}

void* Heap::AllocSlow(M* m, uint32_t shape, bool zero) {
  MCache* c = impl_->CacheOf(m);
  return impl_->AllocFrom(m, c, shape, zero);
}

void* Heap::NewShape(M* m, uint32_t shape) {
  MCache* c = impl_->CacheOf(m);
  AllocSlot& s = c->slots[shape];
  char* p = s.ptr;
  if (p < s.end) {
    __atomic_store_n(&s.ptr, p + s.size, __ATOMIC_RELAXED);
    return p;
  }
  return impl_->AllocFrom(m, c, shape, true);
}

void* Heap::New(M* m, const Type* t) { return NewShape(m, t->shape); }

void* Heap::NewArray(M* m, const Type* t, int64_t n) {
  if (n == 1) return NewShape(m, t->shape);
  uint64_t size = t->size * static_cast<uint64_t>(n);
  if (!t->has_pointers()) return NewBytes(m, size);
  if (size == 0) return zero_base;
  if (size <= kMaxSmall) return NewShape(m, impl_->ArrayShape(t->shape, SizeClass(size)));
  return impl_->AllocLarge(m, impl_->CacheOf(m), t->shape, size, true);
}

void* Heap::NewBytes(M* m, size_t size, bool zero) {
  if (size > kMaxSmall) {
    return impl_->AllocLarge(m, impl_->CacheOf(m), kShapeNoscanLarge, size, zero);
  }
  uint32_t shape = kShapeNoscan0 + static_cast<uint32_t>(SizeClass(size));
  if (size < kMediumSize) return NewShape(m, shape);
  return impl_->AllocFrom(m, impl_->CacheOf(m), shape, zero);
}

void* Heap::NewConservative(M* m, size_t size) {
  if (size > kMaxSmall) {
    return impl_->AllocLarge(m, impl_->CacheOf(m), kShapeAllLarge, size, true);
  }
  return NewShape(m, kShapeConservative0 + static_cast<uint32_t>(SizeClass(size)));
}

size_t Heap::RoundUpSize(size_t size, bool noscan) {
  // Go puts a header of 8 bytes before objects with pointers that are larger than 512 bytes.
  constexpr size_t kHeader = 8;
  if (size <= kMaxSmall - kHeader) {
    size_t header = !noscan && size > 512 ? kHeader : 0;
    return kClassSize[SizeClass(size + header)] - header;
  }
  size_t rounded = size + kLargePage - 1;
  return rounded < size ? size : rounded & ~(kLargePage - 1);
}

// ---- looking objects up

uint32_t Heap::Impl::Cursor(uint32_t block) const {
  const Span* s = &spans[block];
  auto of = [&](MCache* c) -> int64_t {
    const AllocSlot& slot = c->slots[s->shape];
    if (slot.span != s) return -1;
    char* p = __atomic_load_n(&slot.ptr, __ATOMIC_RELAXED);
    if (p < __atomic_load_n(&slot.end, __ATOMIC_RELAXED)) return (p - BlockAddress(block)) / s->elem_size;
    return __atomic_load_n(&slot.next, __ATOMIC_RELAXED);
  };
  if (s->cached) {
    for (MCache* c : caches) {
      int64_t i = of(c);
      if (i >= 0) return static_cast<uint32_t>(i);
    }
    int64_t i = boot_cache != nullptr ? of(boot_cache) : -1;
    if (i >= 0) return static_cast<uint32_t>(i);
  }
  return s->free_index;
}

bool Heap::Impl::FindObject(uintptr_t p, uint32_t* block, uint32_t* index, uintptr_t* start) const {
  uintptr_t offset = p - base;
  uint32_t b = static_cast<uint32_t>(offset >> kBlockShift);
  if (p < base || offset >> kBlockShift >= top.load(std::memory_order_acquire)) return false;
  const Span* s = &spans[b];
  uint32_t n = __atomic_load_n(&s->nelems, __ATOMIC_ACQUIRE);
  if (n != 0) {
    uint32_t i = static_cast<uint32_t>(((offset & (kBlockSize - 1)) * uint64_t{s->magic}) >> 32);
    if (i >= n) return false;
    if (!(AllocBits(b)[i / 64] >> (i % 64) & 1) && i >= Cursor(b)) return false;
    *block = b;
    *index = i;
    *start = base + (uintptr_t{b} << kBlockShift) + uintptr_t{i} * s->elem_size;
    return true;
  }
  if (s->state == SpanState::kLargeTail) b = s->head;
  s = &spans[b];
  if (s->state != SpanState::kLarge) return false;
  uintptr_t from = base + (uintptr_t{b} << kBlockShift);
  if (p - from >= s->large_size) return false;
  *block = b;
  *index = 0;
  *start = from;
  return true;
}

void* Heap::ObjectStart(const void* p) const {
  uint32_t block, index;
  uintptr_t start;
  MutexLock lock(impl_->mu);
  if (!impl_->FindObject(reinterpret_cast<uintptr_t>(p), &block, &index, &start)) return nullptr;
  return reinterpret_cast<void*>(start);
}

size_t Heap::ObjectSize(const void* start) const {
  uintptr_t offset = reinterpret_cast<uintptr_t>(start) - impl_->base;
  const Span& s = impl_->spans[offset >> kBlockShift];
  return s.state == SpanState::kLarge ? s.large_size : s.elem_size;
}

// ---- roots, limits, statistics

void Heap::AddRoot(void* start, size_t bytes, const Type* t) {
  MutexLock lock(impl_->mu);
  impl_->roots.push_back({start, bytes, t});
}

void Heap::RemoveRoot(void* start) {
  MutexLock lock(impl_->mu);
  std::erase_if(impl_->roots, [&](const Root& r) { return r.start == start; });
}

// When the next collection starts: Go's goal from the survivors and the roots, GOGC percent more.
void Heap::Impl::SetTrigger() {
  int percent = gc_percent.load(std::memory_order_relaxed);
  uint64_t next = UINT64_MAX;
  if (percent >= 0) {
    uint64_t grow = static_cast<uint64_t>(
        static_cast<double>(marked_bytes + root_bytes) * percent / 100);
    next = std::max(marked_bytes + grow, kMinHeap * static_cast<uint64_t>(percent) / 100);
  }
  // Limits hold, but each collection lets the program do some work.
  uint64_t least = marked_bytes + std::max<uint64_t>(marked_bytes / 16, 256 << 10);
  uint64_t limit = static_cast<uint64_t>(std::max<int64_t>(memory_limit.load(), 0));
  if (limit != INT64_MAX) {
    uint64_t overhead = stack_bytes + marked_bytes / 32;
    uint64_t room = limit > overhead ? limit - overhead : 0;
    if (next > room) next = std::max(room, least);
  }
  if (uint64_t hard = hard_limit.load()) next = std::min(next, std::max(hard, least));
  goal = next;
  trigger.store(next, std::memory_order_relaxed);
}

int Heap::SetGcPercent(int percent) {
  MutexLock lock(impl_->mu);
  int old = impl_->gc_percent.exchange(percent < 0 ? -1 : percent);
  impl_->SetTrigger();
  return old;
}

int64_t Heap::SetMemoryLimit(int64_t bytes) {
  MutexLock lock(impl_->mu);
  int64_t old = impl_->memory_limit.load();
  if (bytes >= 0) {
    impl_->memory_limit.store(bytes);
    impl_->SetTrigger();
  }
  return old;
}

void Heap::SetHardLimit(size_t bytes) {
  MutexLock lock(impl_->mu);
  impl_->hard_limit.store(bytes);
  impl_->SetTrigger();
}

void Heap::SetStress(int n) {
  MutexLock lock(impl_->mu);
  impl_->stress.store(n);
  for (MCache* c : impl_->caches) c->stress = n;
}

uint64_t Heap::live_bytes() const { return impl_->heap_live.load(std::memory_order_relaxed); }

void Heap::OnQueued(void (*wake)(M* m, void* arg), void* arg) {
  MutexLock lock(impl_->mu);
  impl_->wake = wake;
  impl_->wake_arg = arg;
}

void Heap::ReadStats(MemStats* out) {
  Impl& h = *impl_;
  *out = MemStats{};
  MutexLock lock(h.mu);
  uint64_t mallocs = h.dead_mallocs, bytes = h.dead_alloc_bytes;
  uint32_t shapes = h.num_shapes.load(std::memory_order_relaxed);
  auto add = [&](MCache* c) {
    mallocs += __atomic_load_n(&c->mallocs, __ATOMIC_RELAXED);
    bytes += __atomic_load_n(&c->alloc_bytes, __ATOMIC_RELAXED);
    for (uint32_t i = 1; i < shapes; i++) {
      const AllocSlot& s = c->slots[i];
      char* p = __atomic_load_n(&s.ptr, __ATOMIC_RELAXED);
      char* end = __atomic_load_n(&s.end, __ATOMIC_RELAXED);
      if (p >= end) continue;
      uint64_t unused = static_cast<uint64_t>(end - p);
      bytes -= unused;
      mallocs -= unused / s.size;
    }
  };
  for (MCache* c : h.caches) add(c);
  if (h.boot_cache != nullptr) add(h.boot_cache);
  out->mallocs = mallocs;
  out->total_alloc = bytes;
  out->frees = h.frees;
  out->heap_objects = mallocs - h.frees;
  out->heap_alloc = out->alloc = bytes - h.freed_bytes;
  uint64_t top = h.top.load(std::memory_order_relaxed);
  uint64_t used = h.small_blocks + h.large_blocks;
  out->heap_sys = uint64_t{h.committed} << kBlockShift;
  out->heap_inuse = used << kBlockShift;
  out->heap_idle = out->heap_sys - out->heap_inuse;
  out->heap_released = (h.released_blocks + (h.committed - top)) << kBlockShift;
  out->stack_inuse = out->stack_sys = h.stack_bytes;
  out->sys = out->heap_sys + out->stack_sys + h.committed * (sizeof(Span) + 2 * kBitWords * 8) +
             h.num_bufs * sizeof(WorkBuf) + shapes * sizeof(Shape) + h.arena.bytes_reserved();
  out->next_gc = h.goal;
  out->last_gc_ns = h.last_gc_ns;
  out->pause_total_ns = h.pause_total_ns;
  std::memcpy(out->pause_ns, h.pause_ns, sizeof(h.pause_ns));
  std::memcpy(out->pause_end_ns, h.pause_end_ns, sizeof(h.pause_end_ns));
  out->num_gc = h.cycles.load(std::memory_order_relaxed);
  out->num_forced_gc = h.forced_cycles;
  uint64_t wall = MonotonicNs() - h.start_ns;
  out->gc_cpu_fraction = wall == 0 ? 0 : static_cast<double>(h.gc_cpu_ns) / static_cast<double>(wall);
}

}  // namespace minigo::runtime
