// The inside of the heap, shared by its .cc files: blocks, spans, shapes, and the state of a collection.
//
// The arena is one reserved range of addresses, cut into blocks of 64 KB. Beside it lie two tables with an entry per block:
// a Span, and two bitmaps. A small span is one block of equal objects of one shape; a large object is a run of blocks of its
// own; a free run is what lies between them. Invariants, which Heap::Verify tests:
//  - Span::nelems is nonzero for small spans alone, so one comparison tells them from everything else.
//  - The bitmaps have one bit per object. One is "alloc": objects that survived the last collection; the other is "mark",
//    all zero except while marking. A collection marks, then the two swap roles (Impl::parity).
//  - An object of a small span is allocated iff its index is below the span's cursor or its alloc bit is set. The
//    cursor is Span::free_index, or, while a P allocates from the span, the position in its AllocSlot.
//  - Both bitmaps of a block that is not a small span are zero, but for bit 0 of a large object's first block.
//  - Free runs never touch; the first and the last block of a run know its bounds.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/base/arena.h"
#include "runtime/base/lock.h"
#include "runtime/heap.h"
#include "runtime/heap_alloc.h"
#include "runtime/heap_world.h"
#include "runtime/sizeclass.h"

namespace minigo::runtime {

constexpr int kBlockShift = 16;
constexpr size_t kBlockSize = size_t{1} << kBlockShift;
constexpr uint32_t kNoBlock = ~uint32_t{0};
constexpr size_t kBitWords = kBlockSize / 8 / 64;  // of one bitmap of one block
constexpr size_t kLargePage = 8192;                // large objects are rounded up to this, as in Go
// Objects of at least this size are zeroed one by one, at their allocation; smaller ones in runs.
constexpr size_t kMediumSize = 512;
constexpr size_t kRunBytes = 8192;        // longest run of small objects zeroed at once
constexpr size_t kScanChunk = 128 << 10;  // large objects are scanned in pieces
constexpr int kNumBins = 129;             // free runs by length; the last holds all longer ones

enum class SpanState : uint8_t { kFree, kSmall, kLarge, kLargeTail };

// How an object's pointers are found.
enum class ScanKind : uint8_t {
  kNoscan,
  kMask,      // at most 64 words: Span::mask
  kAll,       // every word may be a pointer
  kPeriodic,  // the shape's mask of at most 64 words, repeated
  kLong,      // the shape's mask of more than 64 words, repeated
};

struct alignas(64) Span {
  uint32_t magic;      // small: ceil(2^32 / elem_size), so that offset * magic >> 32 is the index
  uint32_t nelems;     // small: objects in the block
  uint32_t elem_size;  // small
  SpanState state;
  ScanKind kind;
  bool needzero;    // free objects (small) or the blocks (free run) may hold old data
  bool released;    // free run: known to take no memory
  uint64_t mask;       // kMask
  uint32_t free_index;  // small: all objects below are allocated
  uint32_t shape;
  uint32_t nblocks;  // first block of a large object or free run
  uint32_t head;     // last block of a free run, every further block of a large object: the first
  uint32_t next, prev;  // free runs of a bin
  uint32_t live;        // small: objects that survived the last collection
  bool cached;          // small: in some P's AllocSlot
  uint64_t large_size;  // large: bytes, rounded up
};
static_assert(sizeof(Span) == 64);

// Objects of equal size and pointer mask.
struct Shape {
  uint64_t size = 0;      // exact bytes of the type; the size of the class for fixed and array shapes
  uint32_t size_class = 0;  // 0: objects are large
  uint32_t elem_size = 0;   // what an object takes (small)
  ScanKind kind = ScanKind::kNoscan;
  uint32_t words = 0;  // of the mask
  uint64_t mask = 0;   // its first word
  const uint64_t* mask_words = nullptr;  // kLong, and kMask too; in the heap's arena
  // Of arrays of this type, by size class; made at the first such array.
  std::atomic<uint32_t>* arrays = nullptr;
  std::vector<uint32_t> partial;  // swept blocks with free objects, not cached
};

// Shape numbers that are the same in every heap.
constexpr uint32_t kShapeNoscan0 = 0;                       // + class
constexpr uint32_t kShapeConservative0 = kNumClasses;       // + class
constexpr uint32_t kShapeNoscanLarge = 2 * kNumClasses;     // any size
constexpr uint32_t kShapeAllLarge = 2 * kNumClasses + 1;    // any size, every word scanned
constexpr uint32_t kShapeMap = 2 * kNumClasses + 2;         // the header of a map
constexpr uint32_t kFirstShape = 2 * kNumClasses + 3;

constexpr uint64_t kMapHeaderSize = 64;
constexpr uint64_t kMapHeaderMask = 0b110;  // see struct Map in map.cc

// A part of the marker's stack.
struct WorkBuf {
  static constexpr uint32_t kCapacity = 1021;
  WorkBuf* next;
  uint32_t count;
  uintptr_t entries[kCapacity];
};

// A finalizer, cleanup or weak handle of an object. See special.cc.
struct Special {
  enum Kind : uint8_t { kFinalizer, kCleanup, kWeak } kind;
  uintptr_t pointer;  // as given: the object or into it
  FuncVal* fn;
  const Type* fn_type;
  const Type* arg_type;
  uint64_t id;
  void** handle;
};

struct Root {
  void* start;
  size_t bytes;
  const Type* type;
};

// A piece of root memory to be scanned.
struct RootJob {
  enum Kind : uint8_t { kRange, kTyped, kG, kSpecial } kind;
  const void* start;
  uint64_t bytes;
  const Type* type;
};

class Marker;

struct Heap::Impl {
  Impl(Runtime* rt, const HeapWorld* world, Heap* self);
  ~Impl();

  // ---- addresses; constant after construction
  uintptr_t base = 0;
  uint32_t max_blocks = 0;
  Span* spans = nullptr;
  uint64_t* bits = nullptr;  // 2 * kBitWords per block
  void* reserved = nullptr;
  size_t reserved_bytes = 0;
  Runtime* rt;
  const HeapWorld* world;
  Heap* self;

  Mutex mu{LockRank::kHeap};

  // ---- page heap (mu)
  std::atomic<uint32_t> top{0};   // blocks ever used; read without mu by ObjectStart
  uint32_t committed = 0;         // blocks made accessible
  uint32_t bins[kNumBins];
  uint64_t bin_bits[3] = {};      // non-empty bins
  uint64_t free_blocks = 0;       // in free runs
  uint64_t released_blocks = 0;   // of those, given back to the system
  uint64_t small_blocks = 0, large_blocks = 0;
  std::atomic<uint32_t> parity{0};  // bitmap that is "alloc"

  // ---- shapes (mu; entries below num_shapes are immutable but for `partial` and `arrays`)
  Arena arena;
  Shape* shapes = nullptr;  // kMaxShapes long, reserved
  std::atomic<uint32_t> num_shapes{0};
  std::unordered_multimap<uint64_t, uint32_t> shape_table;

  // ---- caches (mu)
  std::vector<MCache*> caches;
  MCache* boot_cache = nullptr;  // for allocations without a P
  uint64_t dead_mallocs = 0, dead_alloc_bytes = 0;  // of caches that are gone

  // ---- pacing
  std::atomic<uint64_t> heap_live{0};  // bytes: survivors and runs taken since
  std::atomic<uint64_t> trigger{4 << 20};
  std::atomic<int> gc_percent{100};
  std::atomic<int64_t> memory_limit{INT64_MAX};
  std::atomic<uint64_t> hard_limit{0};
  std::atomic<bool> out_of_memory{false};
  std::atomic<int> stress{0};
  bool trace = false;
  uint64_t marked_bytes = 0;   // survivors of the last collection
  uint64_t marked_objects = 0;
  uint64_t goal = 4 << 20;
  uint64_t root_bytes = 0;     // scanned in the last collection

  // ---- roots and specials
  std::vector<Root> roots;  // mu
  std::unordered_map<uintptr_t, std::vector<Special>> specials;  // mu; by object start
  std::vector<Heap::QueuedCall> queue;  // mu
  size_t queue_head = 0;
  void (*wake)(M* m, void* arg) = nullptr;
  void* wake_arg = nullptr;

  // ---- statistics (mu, written while the world is stopped)
  std::atomic<uint32_t> cycles{0};
  uint32_t forced_cycles = 0;
  uint64_t frees = 0, freed_bytes = 0;
  uint64_t pause_total_ns = 0, last_gc_ns = 0, gc_cpu_ns = 0;
  uint64_t pause_ns[256] = {}, pause_end_ns[256] = {};
  uint64_t start_ns = 0;
  uint64_t stack_bytes = 0;
  std::string verify_text;
  std::vector<std::pair<void*, size_t>> sinks;  // mu

  // ---- marking (world stopped)
  std::mutex work_mu;
  std::condition_variable work_cv;  // helpers wait for a collection
  std::condition_variable helpers_idle;
  std::vector<std::thread> helpers;
  uint64_t helper_epoch = 0;
  int helpers_wanted = 0, helpers_running = 0;
  bool helpers_quit = false;
  std::mutex buf_mu;
  WorkBuf* full_bufs = nullptr;   // buf_mu
  WorkBuf* empty_bufs = nullptr;  // buf_mu
  size_t num_bufs = 0;
  std::atomic<int> full_count{0};
  std::atomic<int> hungry{0};
  std::atomic<int> markers{0};  // grows under work_mu, while not mark_done
  std::atomic<bool> mark_done{false};
  std::vector<G*> root_gs;
  std::vector<RootJob> jobs;
  std::atomic<size_t> next_job{0};

  // ---- heap.cc
  uint64_t* AllocBits(uint32_t block) const {
    return bits + (size_t{block} * 2 + parity.load(std::memory_order_relaxed)) * kBitWords;
  }
  uint64_t* MarkBits(uint32_t block) const {
    return bits + (size_t{block} * 2 + (parity.load(std::memory_order_relaxed) ^ 1)) * kBitWords;
  }
  char* BlockAddress(uint32_t block) const {
    return reinterpret_cast<char*>(base + (uintptr_t{block} << kBlockShift));
  }
  uint32_t BlockOf(const Span* s) const { return static_cast<uint32_t>(s - spans); }
  uint32_t AllocBlocks(uint32_t n, bool* needzero);  // kNoBlock: none left
  void FreeBlocks(uint32_t block, uint32_t n, bool needzero);
  void LinkRun(uint32_t block, uint32_t n, bool needzero, bool released);
  void UnlinkRun(uint32_t block);
  bool Commit(uint32_t blocks);
  void Scavenge(uint64_t keep_blocks);

  uint32_t AddShape(uint64_t size, uint32_t size_class, ScanKind kind, uint32_t words,
                    const uint64_t* mask);
  uint32_t ArrayShape(uint32_t shape, int size_class);
  MCache* NewCache(P* p);
  MCache* CacheOf(M* m);
  bool NextRun(AllocSlot& slot, uint32_t max_run, uint32_t* index, uint32_t* count);
  bool Refill(MCache* c, uint32_t shape);
  void* AllocLarge(M* m, MCache* c, uint32_t shape, uint64_t size, bool zero);
  void* AllocFrom(M* m, MCache* c, uint32_t shape, bool zero);
  bool Account(M* m, MCache* c, uint64_t more);  // may collect
  void FlushCache(MCache* c, bool relink);
  void FlushCaches();
  void RaiseOutOfMemory(M* m);
  void* Sink(uint64_t size);
  void SetTrigger();
  // The object p points into. Allocated ones only.
  bool FindObject(uintptr_t p, uint32_t* block, uint32_t* index, uintptr_t* start) const;
  uint32_t Cursor(uint32_t block) const;

  // ---- mark.cc
  void Collect(M* m, bool forced);
  void CollectFrom(M* m, bool forced, const void* own_low);
  void MarkAll(int procs);
  void Sweep();
  void ListWorldJobs(const void* own_low);
  void ListHeapJobs();
  void HelperLoop();
  void FinishHelpers();
  WorkBuf* TakeEmpty();
  void PutEmpty(WorkBuf* b);
  void PutFull(WorkBuf* b);
  WorkBuf* TakeFull();

  // ---- special.cc
  void MarkSpecialRoots(Marker* marker);
  void ScanWhole(Marker* marker, uintptr_t object);
  void ProcessSpecials(Marker* marker);
};

uint64_t MonotonicNs();

}  // namespace minigo::runtime
