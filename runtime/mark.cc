// This file implements collections: stopping the world, finding the roots, marking in parallel, sweeping.
//
// One collection:
//   1. Stop the world. Whoever else wanted to collect finds that it has been done and goes on.
//   2. Take the spans back from the Ps' caches, so that Span::free_index is everyone's cursor.
//   3. List the roots as jobs: native stacks, registered memory, goroutines, specials.
//   4. Mark, with helper threads when the heap is large enough to be worth waking them.
//   5. Handle weak handles, finalizers and cleanups; finalizers resurrect and mark again.
//   6. Sweep: the mark bits become the alloc bits, spans without survivors are freed. No object memory is touched, so it
//      takes about 0.1 us per 64 KB and is done at once; zeroing is left to the allocations.
//   7. Set the next goal, give surplus memory back, start the world.
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/marker.h"
#include "runtime/roots.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MINIGO_ASAN 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define MINIGO_ASAN 1
#endif

namespace minigo::runtime {

namespace {

constexpr uint64_t kParallelBytes = 4 << 20;  // heaps below that are marked by one thread
constexpr size_t kParallelGs = 4096;
constexpr int kMaxMarkers = 16;
constexpr size_t kRangeChunk = 64 << 10;
constexpr size_t kGsPerJob = 256;

// Copies words of memory that the program may call poisoned: stacks.
__attribute__((no_sanitize("address", "thread"), noinline)) void ReadWords(const uintptr_t* from,
                                                                          size_t n, uintptr_t* to) {
  for (size_t i = 0; i < n; i++) to[i] = const_cast<const volatile uintptr_t*>(from)[i];
}

uint64_t CpuNs() {
  timespec ts;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
  return static_cast<uint64_t>(ts.tv_sec) * 1000000000 + static_cast<uint64_t>(ts.tv_nsec);
}

}  // namespace

// ---- Marker

Marker::Marker(Heap::Impl* heap, bool parallel)
    : h_(heap),
      base_(heap->base),
      limit_(uintptr_t{heap->top.load(std::memory_order_relaxed)} << kBlockShift),
      spans_(heap->spans),
      mark_(heap->MarkBits(0)),
      alloc_(heap->AllocBits(0)),
      parallel_(parallel),
      cur_(heap->TakeEmpty()) {}

Marker::~Marker() {
  MINIGO_DCHECK(cur_->count == 0);
  h_->PutEmpty(cur_);
}

void Marker::MarkLarge(uintptr_t p, size_t block) {
  const Span* s = &spans_[block];
  if (s->state == SpanState::kLargeTail) {
    block = s->head;
    s = &spans_[block];
  }
  if (s->state != SpanState::kLarge) return;
  uintptr_t start = base_ + (block << kBlockShift);
  if (p - start >= s->large_size) return;
  uint64_t* word = &mark_[block * 2 * kBitWords];
  if (__atomic_load_n(word, __ATOMIC_RELAXED) & 1) return;
  if (parallel_) {
    if (__atomic_fetch_or(word, 1, __ATOMIC_RELAXED) & 1) return;
  } else {
    *word |= 1;
  }
  if (s->kind == ScanKind::kNoscan) return;
  for (uint64_t at = 0; at < s->large_size; at += kScanChunk) Push(start + at);
}

void Marker::ScanObject(uintptr_t p) {
  size_t block = (p - base_) >> kBlockShift;
  const Span* s = &spans_[block];
  const uintptr_t* words = reinterpret_cast<const uintptr_t*>(p);
  if (__builtin_expect(s->kind == ScanKind::kMask && s->nelems != 0, 1)) {
    for (uint64_t mask = s->mask; mask != 0; mask &= mask - 1) MarkInline(words[__builtin_ctzll(mask)]);
    return;
  }
  uintptr_t start = p;
  size_t bytes = s->elem_size;
  if (s->nelems == 0) {
    if (s->state == SpanState::kLargeTail) {
      block = s->head;
      s = &spans_[block];
    }
    start = base_ + (block << kBlockShift);
    bytes = std::min<size_t>(kScanChunk, start + s->large_size - p);
  }
  size_t n = bytes / 8;
  switch (s->kind) {
    case ScanKind::kNoscan:
    case ScanKind::kMask:
      return;
    case ScanKind::kAll:
      for (size_t i = 0; i < n; i++) MarkInline(words[i]);
      return;
    case ScanKind::kPeriodic: {
      const Shape& sh = h_->shapes[s->shape];
      size_t at = (p - start) / 8 % sh.words;  // position in the period
      for (size_t i = 0; i < n;) {
        uint64_t mask = sh.mask >> at;
        size_t rest = std::min<size_t>(sh.words - at, n - i);
        for (; mask != 0; mask &= mask - 1) {
          size_t k = static_cast<size_t>(__builtin_ctzll(mask));
          if (k >= rest) break;
          Mark(words[i + k]);
        }
        i += rest;
        at = 0;
      }
      return;
    }
    case ScanKind::kLong: {
      const Shape& sh = h_->shapes[s->shape];
      size_t at = (p - start) / 8 % sh.words;
      for (size_t i = 0; i < n;) {
        if (at % 64 == 0 && sh.mask_words[at / 64] == 0) {
          size_t skip = std::min<size_t>(64, sh.words - at);
          i += skip;
          at += skip;
        } else {
          if (sh.mask_words[at / 64] >> (at % 64) & 1) Mark(words[i]);
          i++;
          at++;
        }
        if (at == sh.words) at = 0;
      }
      return;
    }
  }
}

void Marker::ScanConservative(const void* start, size_t bytes) {
  uintptr_t from = (reinterpret_cast<uintptr_t>(start) + 7) & ~uintptr_t{7};
  uintptr_t end = (reinterpret_cast<uintptr_t>(start) + bytes) & ~uintptr_t{7};
  uintptr_t copy[64];
  while (from < end) {
    size_t n = std::min<size_t>(64, (end - from) / 8);
    ReadWords(reinterpret_cast<const uintptr_t*>(from), n, copy);
    for (size_t i = 0; i < n; i++) MarkInline(copy[i]);
    from += n * 8;
    root_bytes_ += n * 8;
  }
}

void Marker::ScanTyped(const void* start, size_t bytes, const Type* t) {
  if (t == nullptr || (t->has_pointers() && t->ptr_mask == nullptr)) {
    ScanConservative(start, bytes);
    return;
  }
  root_bytes_ += bytes;
  if (!t->has_pointers() || t->size == 0) return;
  const char* p = static_cast<const char*>(start);
  for (; bytes >= t->size; bytes -= t->size, p += t->size) {
    for (uint64_t i = 0; i < t->ptr_bytes / 8; i++) {
      if (!(t->ptr_mask[i / 64] >> (i % 64) & 1)) continue;
      uintptr_t word;
      std::memcpy(&word, p + i * 8, 8);
      Mark(word);
    }
  }
}

void Marker::Overflow() {
  h_->PutFull(cur_);
  cur_ = h_->TakeEmpty();
}

// Gets more work when the marker's own stack is empty.
bool Marker::Refill() {
  for (uintptr_t& p : queue_) {
    if (p == 0) continue;
    Push(std::exchange(p, 0));
  }
  if (cur_->count != 0) return true;
  WorkBuf* b = h_->TakeFull();
  if (b == nullptr) return false;
  h_->PutEmpty(cur_);
  cur_ = b;
  return true;
}

// Gives half of the stack to markers that have run dry.
void Marker::Share() {
  uint32_t half = cur_->count / 2;
  WorkBuf* b = h_->TakeEmpty();
  std::memcpy(b->entries, cur_->entries, half * sizeof(uintptr_t));
  b->count = half;
  std::memmove(cur_->entries, cur_->entries + half, (cur_->count - half) * sizeof(uintptr_t));
  cur_->count -= half;
  h_->PutFull(b);
}

void Marker::Drain() {
  uint32_t tick = 0;
  while (cur_->count != 0 || Refill()) {
    uintptr_t p = cur_->entries[--cur_->count];
    __builtin_prefetch(reinterpret_cast<const void*>(p));
    std::swap(p, queue_[queue_at_]);
    queue_at_ = (queue_at_ + 1) % kQueue;
    if (p != 0) {
      ScanObject(p);
    } else if (cur_->count == 0) {
      // Nothing to wait for: scan what the queue holds.
      for (uintptr_t& q : queue_) {
        if (q != 0) ScanObject(std::exchange(q, 0));
      }
    }
    if (parallel_ && ++tick % 64 == 0 && cur_->count > 64 &&
        h_->hungry.load(std::memory_order_relaxed) > 0 &&
        h_->full_count.load(std::memory_order_relaxed) == 0) {
      Share();
    }
  }
}

// False: all markers are out of work. True: there may be some.
bool Marker::WaitForWork() {
  h_->hungry.fetch_add(1);
  for (int spins = 0;; spins++) {
    if (h_->full_count.load() > 0) {
      h_->hungry.fetch_sub(1);
      return true;
    }
    if (h_->mark_done.load(std::memory_order_acquire)) return false;
    if (h_->hungry.load() == h_->markers.load()) {
      std::lock_guard<std::mutex> lock(h_->work_mu);
      if (h_->full_count.load() == 0 && h_->hungry.load() == h_->markers.load()) {
        h_->mark_done.store(true, std::memory_order_release);
        return false;
      }
    }
    if (spins > 100) sched_yield();
  }
}

void Marker::DoJob(const RootJob& job) {
  switch (job.kind) {
    case RootJob::kRange:
      ScanConservative(job.start, job.bytes);
      return;
    case RootJob::kTyped:
      ScanTyped(job.start, job.bytes, job.type);
      return;
    case RootJob::kG: {
      G* const* gs = static_cast<G* const*>(job.start);
      auto scan = [](void* arg, const void* start, size_t bytes) {
        static_cast<Marker*>(arg)->ScanConservative(start, bytes);
      };
      for (uint64_t i = 0; i < job.bytes; i++) {
        if (i + 4 < job.bytes) __builtin_prefetch(gs[i + 4]);
        h_->world->scan_g(h_->rt, gs[i], scan, this);
      }
      return;
    }
    case RootJob::kSpecial:
      h_->MarkSpecialRoots(this);
      return;
  }
}

void Marker::Run() {
  for (;;) {
    size_t i = h_->next_job.fetch_add(1, std::memory_order_relaxed);
    if (i >= h_->jobs.size()) break;
    DoJob(h_->jobs[i]);
    Drain();
  }
  do {
    Drain();
  } while (parallel_ && WaitForWork());
}

// ---- work buffers

WorkBuf* Heap::Impl::TakeEmpty() {
  {
    std::lock_guard<std::mutex> lock(buf_mu);
    if (WorkBuf* b = empty_bufs) {
      empty_bufs = b->next;
      b->count = 0;
      return b;
    }
    num_bufs++;
  }
  WorkBuf* b = static_cast<WorkBuf*>(malloc(sizeof(WorkBuf)));
  if (b == nullptr) MINIGO_FAIL("out of memory while marking");
  b->count = 0;
  return b;
}

void Heap::Impl::PutEmpty(WorkBuf* b) {
  std::lock_guard<std::mutex> lock(buf_mu);
  b->next = empty_bufs;
  empty_bufs = b;
}

void Heap::Impl::PutFull(WorkBuf* b) {
  std::lock_guard<std::mutex> lock(buf_mu);
  b->next = full_bufs;
  full_bufs = b;
  full_count.fetch_add(1);
}

WorkBuf* Heap::Impl::TakeFull() {
  if (full_count.load() == 0) return nullptr;
  std::lock_guard<std::mutex> lock(buf_mu);
  WorkBuf* b = full_bufs;
  if (b == nullptr) return nullptr;
  full_bufs = b->next;
  full_count.fetch_sub(1);
  return b;
}

// ---- helpers

void Heap::Impl::HelperLoop() {
  std::unique_lock<std::mutex> lock(work_mu);
  uint64_t seen = 0;
  for (;;) {
    work_cv.wait(lock, [&] { return helpers_quit || (helper_epoch != seen && helpers_wanted > 0); });
    if (helpers_quit) return;
    seen = helper_epoch;
    if (mark_done.load()) continue;  // woke too late
    helpers_wanted--;
    helpers_running++;
    markers.fetch_add(1);
    lock.unlock();
    uint64_t bytes;
    {
      Marker marker(this, true);
      marker.Run();
      bytes = marker.root_bytes();
    }
    lock.lock();
    root_bytes += bytes;
    helpers_running--;
    if (helpers_running == 0) helpers_idle.notify_all();
  }
}

void Heap::Impl::FinishHelpers() {
  {
    std::lock_guard<std::mutex> lock(work_mu);
    helpers_quit = true;
  }
  work_cv.notify_all();
  for (std::thread& t : helpers) t.join();
  helpers.clear();
}

// ---- collection

// Lists what the world knows. Not under mu: the scheduler has locks of its own.
void Heap::Impl::ListWorldJobs(const void* own_low) {
  jobs.clear();
  next_job.store(0, std::memory_order_relaxed);
  stack_bytes = 0;
  world->for_each_stack(
      rt, own_low,
      [](void* arg, const void* low, const void* high) {
        auto* h = static_cast<Impl*>(arg);
        const char *from = static_cast<const char*>(low), *end = static_cast<const char*>(high);
        h->stack_bytes += static_cast<uint64_t>(end - from);
        for (; from < end; from += kRangeChunk) {
          uint64_t n = std::min<uint64_t>(kRangeChunk, static_cast<uint64_t>(end - from));
          h->jobs.push_back({RootJob::kRange, from, n, nullptr});
        }
      },
      this);
  root_gs.clear();
  world->for_each_g(
      rt,
      [](void* arg, G* g) {
        auto* h = static_cast<Impl*>(arg);
        if (g->status.load(std::memory_order_relaxed) != GStatus::kDead) h->root_gs.push_back(g);
      },
      this);
  for (size_t at = 0; at < root_gs.size(); at += kGsPerJob) {
    jobs.push_back({RootJob::kG, root_gs.data() + at, std::min(kGsPerJob, root_gs.size() - at), nullptr});
  }
  // What natives left on the Ms for the VM.
  world->for_each_p(
      rt,
      [](void* arg, P* p) {
        if (p->m == nullptr) return;
        auto* jobs = static_cast<std::vector<RootJob>*>(arg);
        jobs->push_back({RootJob::kRange, &p->m->pending, sizeof(p->m->pending), nullptr});
        jobs->push_back({RootJob::kRange, &p->m->call, sizeof(p->m->call), nullptr});
      },
      &jobs);
}

void Heap::Impl::ListHeapJobs() {
  jobs.push_back({RootJob::kSpecial, nullptr, 0, nullptr});
  for (const Root& r : roots) {
    if (r.type != nullptr) {
      jobs.push_back({RootJob::kTyped, r.start, r.bytes, r.type});
      continue;
    }
    const char* from = static_cast<const char*>(r.start);
    for (size_t at = 0; at < r.bytes; at += kRangeChunk) {
      jobs.push_back({RootJob::kRange, from + at, std::min(kRangeChunk, r.bytes - at), nullptr});
    }
  }
}

void Heap::Impl::MarkAll(int procs) {
  ListHeapJobs();
  root_bytes = 0;
  int want = std::min(procs, kMaxMarkers) - 1;
  if (marked_bytes < kParallelBytes && root_gs.size() < kParallelGs) want = 0;
  markers.store(1);
  hungry.store(0);
  mark_done.store(false);
  if (want > 0) {
    {
      std::lock_guard<std::mutex> lock(work_mu);
      while (static_cast<int>(helpers.size()) < want) {
        helpers.emplace_back([this] { HelperLoop(); });
      }
      helpers_wanted = want;
      helper_epoch++;
    }
    work_cv.notify_all();
  }
  {
    Marker marker(this, want > 0);
    marker.Run();
    std::unique_lock<std::mutex> lock(work_mu);
    mark_done.store(true);
    helpers_wanted = 0;
    helpers_idle.wait(lock, [&] { return helpers_running == 0; });
    root_bytes += marker.root_bytes();
  }
  Marker marker(this, false);
  ProcessSpecials(&marker);
}

void Heap::Impl::Sweep() {
  uint32_t n = num_shapes.load(std::memory_order_relaxed);
  for (uint32_t i = 0; i < n; i++) shapes[i].partial.clear();
  uint64_t bytes = 0, objects = 0;
  uint32_t end = top.load(std::memory_order_relaxed), step;
  for (uint32_t b = 0; b < end; b += step) {
    Span& s = spans[b];
    step = 1;
    switch (s.state) {
      case SpanState::kFree:
        step = s.nblocks;
        break;
      case SpanState::kLargeTail:
        MINIGO_UNREACHABLE();
      case SpanState::kLarge: {
        step = s.nblocks;
        uint64_t* mark = MarkBits(b);
        if (*mark & 1) {
          *mark = 0;
          s.live = 1;
          bytes += s.large_size;
          objects++;
          break;
        }
#ifdef MINIGO_DEBUG_CHECKS
        std::memset(BlockAddress(b), 0xdb, std::min<uint64_t>(s.large_size, 4096));
#endif
        for (uint32_t i = 0; i < step; i++) spans[b + i].state = SpanState::kFree;
        large_blocks -= step;
        FreeBlocks(b, step, true);
        break;
      }
      case SpanState::kSmall: {
        uint64_t* mark = MarkBits(b);
        uint64_t* alloc = AllocBits(b);
        uint32_t words = (s.nelems + 63) / 64, live = 0;
        for (uint32_t i = 0; i < words; i++) live += static_cast<uint32_t>(__builtin_popcountll(mark[i]));
#ifdef MINIGO_DEBUG_CHECKS
        for (uint32_t i = 0; i < s.nelems; i++) {
          uint64_t bit = uint64_t{1} << (i % 64);
          if (mark[i / 64] & bit) continue;
          if (i < s.free_index || (alloc[i / 64] & bit)) {
            std::memset(BlockAddress(b) + size_t{i} * s.elem_size, 0xdb, s.elem_size);
          }
        }
#endif
        if (!s.needzero) {
          // Clean as long as nothing that was allocated has died.
          uint32_t allocated = s.free_index;
          for (uint32_t i = s.free_index / 64; i < words; i++) {
            uint64_t set = alloc[i];
            if (i == s.free_index / 64) set &= ~uint64_t{0} << (s.free_index % 64);
            allocated += static_cast<uint32_t>(__builtin_popcountll(set));
          }
          s.needzero = live < allocated;
        }
        std::memset(alloc, 0, words * 8);
        s.free_index = 0;
        s.live = live;
        bytes += uint64_t{live} * s.elem_size;
        objects += live;
        if (live == 0) {
          s.nelems = 0;
          s.state = SpanState::kFree;
          small_blocks--;
          FreeBlocks(b, 1, s.needzero);
        } else if (live < s.nelems) {
          shapes[s.shape].partial.push_back(b);
        }
        break;
      }
    }
  }
  // Low addresses first, so that the high ones drain.
  for (uint32_t i = 0; i < n; i++) std::reverse(shapes[i].partial.begin(), shapes[i].partial.end());
  parity.store(parity.load(std::memory_order_relaxed) ^ 1, std::memory_order_relaxed);
  marked_bytes = bytes;
  marked_objects = objects;
}

namespace {

// Milliseconds as Go's trace has them: of what is below ten, the first two digits that matter.
std::string Ms(uint64_t ns) {
  if (ns >= 10'000'000) return std::to_string(ns / 1'000'000);
  uint64_t x = ns / 1000;
  if (x == 0) return "0";
  int places = 3;
  for (; x >= 100; x /= 10) places--;
  char text[16];
  snprintf(text, sizeof(text), "%.*f", places, static_cast<double>(x) / (places == 3 ? 1000 : places == 2 ? 100 : 10));
  return text;
}

}  // namespace

// noinline and with all callee-saved registers spilled: pointers that callers hold in registers lie in the upper end of this
// frame, where the scan of the calling thread's stack begins. Frames below hold nothing but words of earlier ones.
__attribute__((noinline)) void Heap::Impl::Collect(M* m, bool forced) {
  __builtin_unwind_init();
  CollectFrom(m, forced, static_cast<const char*>(__builtin_frame_address(0)) - 8 * sizeof(void*));
}

__attribute__((noinline)) void Heap::Impl::CollectFrom(M* m, bool forced, const void* own_low) {
  if (m == nullptr || m->locks > 0) return;
  uint32_t seen = cycles.load(std::memory_order_relaxed);
  uint64_t begin = MonotonicNs();
  world->stop(m);
  if (!forced && cycles.load(std::memory_order_relaxed) != seen) {
    world->start(m);
    return;
  }
  uint64_t stopped = MonotonicNs(), cpu = CpuNs();
  std::string line;
  void (*call)(M*, void*) = nullptr;
  void* call_arg = nullptr;
  int procs = 0;
  world->for_each_p(rt, [](void* arg, P*) { ++*static_cast<int*>(arg); }, &procs);
  ListWorldJobs(own_low);
  {
    // Threads in blocking calls run on and may ask for statistics or add roots.
    MutexLock lock(mu);
    FlushCaches();
    for (MCache* c : caches) {
      heap_live.fetch_add(c->live_delta, std::memory_order_relaxed);
      c->live_delta = 0;
    }
    uint64_t before = heap_live.load(std::memory_order_relaxed), old_goal = goal;
    size_t queued = queue.size();
    MarkAll(std::max(procs, 1));
    uint64_t marked = MonotonicNs();
    Sweep();
    uint64_t mallocs = dead_mallocs, bytes = dead_alloc_bytes;
    auto add = [&](MCache* c) {
      mallocs += c->mallocs;
      bytes += c->alloc_bytes;
    };
    for (MCache* c : caches) add(c);
    if (boot_cache != nullptr) add(boot_cache);
    frees = mallocs - marked_objects;
    freed_bytes = bytes - marked_bytes;
    heap_live.store(marked_bytes, std::memory_order_relaxed);
    SetTrigger();
    uint64_t goal_blocks = std::min<uint64_t>(goal, uint64_t{1} << 46) >> kBlockShift;
    uint64_t used = small_blocks + large_blocks;
    Scavenge(std::max<uint64_t>(goal_blocks + goal_blocks / 10 > used ? goal_blocks + goal_blocks / 10 - used : 0,
                                16));
    uint64_t end = MonotonicNs(), spent = CpuNs() - cpu;
    uint32_t cycle = cycles.load(std::memory_order_relaxed);
    if (forced) forced_cycles++;
    pause_ns[cycle % 256] = end - begin;
    timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    last_gc_ns = static_cast<uint64_t>(wall.tv_sec) * 1000000000 + static_cast<uint64_t>(wall.tv_nsec);
    pause_end_ns[cycle % 256] = last_gc_ns;
    pause_total_ns += end - begin;
    gc_cpu_ns += spent;
    cycles.store(cycle + 1, std::memory_order_release);
    if (queue.size() > queued) {
      call = wake;
      call_arg = wake_arg;
    }
    if (trace) {
      uint64_t total = end - start_ns;
      char text[320];
      snprintf(text, sizeof(text),
               "gc %u @%.3fs %d%%: %s+%s+%s ms clock, %s+0/%s/0+%s ms cpu, %llu->%llu->%llu MB, "
               "%llu MB goal, %llu MB stacks, %llu MB globals, %d P%s\n",
               cycle + 1, static_cast<double>(begin - start_ns) / 1e9,
               static_cast<int>(total == 0 ? 0 : gc_cpu_ns * 100 / total), Ms(stopped - begin).c_str(),
               Ms(marked - stopped).c_str(), Ms(end - marked).c_str(), Ms(stopped - begin).c_str(), Ms(spent).c_str(),
               Ms(end - marked).c_str(),
               static_cast<unsigned long long>(before >> 20), static_cast<unsigned long long>(before >> 20),
               static_cast<unsigned long long>(marked_bytes >> 20),
               static_cast<unsigned long long>(old_goal >> 20),
               static_cast<unsigned long long>(stack_bytes >> 20),
               static_cast<unsigned long long>((root_bytes - std::min(root_bytes, stack_bytes)) >> 20), procs,
               forced ? " (forced)" : "");
      line = text;
    }
  }
  world->start(m);
  if (!line.empty()) world->trace(m, line);
  if (call != nullptr) call(m, call_arg);
}

void Heap::Collect(M* m) { impl_->Collect(m, true); }

void Heap::FreeOsMemory(M* m) {
  impl_->Collect(m, true);
  MutexLock lock(impl_->mu);
  impl_->Scavenge(0);
}

}  // namespace minigo::runtime
