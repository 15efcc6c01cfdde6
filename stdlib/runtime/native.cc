// Natives of package runtime.
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::FrameInfo;

NativeStatus BeginDying(M* m, Slot* fp) {
  if (runtime::ClaimDeath(m)) return NativeStatus::kDone;
  runtime::Park(m, runtime::WaitReason::kPreempted);
  return NativeStatus::kParked;
}

NativeStatus DieOfPanic(M* m, Slot* fp) {
  runtime::DieOfPanic(m);
  return NativeStatus::kExit;
}

void KeepPrinted(M* m) { runtime::KeepPrinted(m); }

GoString Goroot(M* m) {
  for (const std::string& kv : m->rt->options.env) {
    if (kv.starts_with("GOROOT=")) return MakeString(m, std::string_view(kv).substr(7));
  }
  return {};
}

struct CallersWalk {
  int64_t skip;
  GoSlice out;
  int64_t n = 0;
  bool first = true;
};
// Hidden in traces, but not from those who ask for callers.
bool IsBottom(const FrameInfo& f) {
  return f.function.view() == "runtime.main" || f.function.view() == "runtime.goexit";
}
bool VisitCaller(void* arg, const FrameInfo& f) {
  auto* w = static_cast<CallersWalk*>(arg);
  if (w->first) {
    // The Go function of this package that asks, which the VM may hide: it counts for skip < 0 only.
    w->first = false;
    std::string_view name = f.function.view();
    if (name == "runtime.currentPC") w->skip++;
    if (name.starts_with("runtime.") && w->skip >= 0) return true;
    if (name.starts_with("runtime.") || w->skip < 0) w->skip++;
    if (!name.starts_with("runtime.") && f.hidden) return true;
  } else if (f.hidden && !IsBottom(f)) {
    return true;
  }
  if (w->skip > 0) {
    w->skip--;
    return true;
  }
  if (w->n >= w->out.len) return false;
  w->out.as<uint64_t>()[w->n++] = f.pc;
  return true;
}
int64_t Callers(M* m, int64_t skip, GoSlice pcs) {
  CallersWalk w{skip, pcs};
  m->rt->executor.walk(m->rt, m->g, &VisitCaller, &w);
  return w.n;
}

std::tuple<GoString, GoString, int64_t, uint64_t, bool> Describe(M* m, uint64_t pc) {
  FrameInfo f;
  if (pc == 0 || !m->rt->executor.describe(m->rt, pc, &f)) return {};
  return {f.function, f.file, f.line, f.entry, true};
}

int64_t Stack(M* m, GoSlice buf, bool all) {
  if (buf.len == 0) return 0;
  std::string text = runtime::Traceback(m, all);
  size_t n = std::min(text.size(), static_cast<size_t>(buf.len));
  std::memcpy(buf.data, text.data(), n);
  return static_cast<int64_t>(n);
}

int64_t GoMaxProcs(M* m, int64_t n) {
  return runtime::SetMaxProcs(m, static_cast<int>(std::min<int64_t>(n, 1 << 20)));
}
int64_t NumCpu() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return CPU_COUNT(&set);
  return std::max<int64_t>(1, sysconf(_SC_NPROCESSORS_ONLN));
}
int64_t DefaultProcs(M* m) {
  for (const std::string& kv : m->rt->options.env) {
    if (kv.starts_with("GOMAXPROCS=")) {
      if (int n = std::atoi(kv.c_str() + 11); n > 0) return n;
    }
  }
  return NumCpu();
}
int64_t NumGoroutine(M* m) { return runtime::NumGoroutine(m->rt); }

NativeStatus Gosched(M* m, Slot* fp) { return NativeStatus::kYield; }
NativeStatus Goexit(M* m, Slot* fp) { return NativeStatus::kGoexit; }

// A goroutine is tied to its thread while G::locked_m is set; lock_count nests.
void LockOsThread(M* m) {
  m->g->lock_count++;
  m->g->locked_m = m;
  m->locked_g = m->g;
}
void UnlockOsThread(M* m) {
  if (m->g->lock_count == 0) return;
  if (--m->g->lock_count != 0) return;
  m->g->locked_m = nullptr;
  m->locked_g = nullptr;
}

void Gc(M* m) { m->rt->heap.Collect(m); }

// Go's runtime.MemStats.
struct GoMemStats {
  uint64_t alloc, total_alloc, sys, lookups, mallocs, frees;
  uint64_t heap_alloc, heap_sys, heap_idle, heap_inuse, heap_released, heap_objects;
  uint64_t stack_inuse, stack_sys, mspan_inuse, mspan_sys, mcache_inuse, mcache_sys;
  uint64_t buck_hash_sys, gc_sys, other_sys, next_gc, last_gc, pause_total_ns;
  uint64_t pause_ns[256], pause_end[256];
  uint32_t num_gc, num_forced_gc;
  double gc_cpu_fraction;
  bool enable_gc, debug_gc;
  struct {
    uint32_t size;
    uint64_t mallocs, frees;
  } by_size[61];
};
static_assert(sizeof(GoMemStats) == 24 * 8 + 512 * 8 + 8 + 8 + 8 + 61 * 24);

void ReadMemStats(M* m, void* out) {
  static_assert(sizeof(runtime::MemStats) < 16 << 10);
  runtime::MemStats s{};
  m->rt->heap.ReadStats(&s);
  auto* g = static_cast<GoMemStats*>(out);
  std::memset(static_cast<void*>(g), 0, sizeof(*g));
  g->alloc = s.alloc;
  g->total_alloc = s.total_alloc;
  g->sys = s.sys;
  g->mallocs = s.mallocs;
  g->frees = s.frees;
  g->heap_alloc = s.heap_alloc;
  g->heap_sys = s.heap_sys;
  g->heap_idle = s.heap_idle;
  g->heap_inuse = s.heap_inuse;
  g->heap_released = s.heap_released;
  g->heap_objects = s.heap_objects;
  g->stack_inuse = s.stack_inuse;
  g->stack_sys = s.stack_sys;
  g->next_gc = s.next_gc;
  g->last_gc = s.last_gc_ns;
  g->pause_total_ns = s.pause_total_ns;
  std::memcpy(g->pause_ns, s.pause_ns, sizeof(g->pause_ns));
  std::memcpy(g->pause_end, s.pause_end_ns, sizeof(g->pause_end));
  g->num_gc = s.num_gc;
  g->num_forced_gc = s.num_forced_gc;
  g->gc_cpu_fraction = s.gc_cpu_fraction;
  g->enable_gc = true;
}

void* ObjectStart(M* m, const void* p) { return m->rt->heap.ObjectStart(p); }
void SetFinalizer(M* m, void* obj, void* fn, const Type* fn_type, const Type* arg_type) {
  m->rt->heap.SetFinalizer(obj, static_cast<FuncVal*>(fn), fn_type, arg_type);
}
void AddCleanup(M* m, void* obj, FuncVal* fn, uint64_t id) {
  m->rt->heap.AddCleanup(obj, fn, id);
}
void RemoveCleanup(M* m, void* obj, uint64_t id) { m->rt->heap.RemoveCleanup(obj, id); }

// The goroutine that runs finalizers sleeps on `sem`, which counts collections that have queued something.
struct QueueState {
  alignas(4) uint32_t sem = 0;
  std::atomic<bool> busy{false};  // from when something was queued until all has run
};

void StartQueue(M* m, FuncVal* run) {
  std::atomic_ref<void*> slot(m->rt->stdlib[kRuntimeSlot]);
  if (slot.load(std::memory_order_acquire) != nullptr) return;
  auto* state = new QueueState;
  void* none = nullptr;
  if (!slot.compare_exchange_strong(none, state, std::memory_order_acq_rel)) {
    delete state;
    return;
  }
  m->rt->stdlib_free[kRuntimeSlot] = [](void* p) { delete static_cast<QueueState*>(p); };
  m->rt->heap.OnQueued(
      [](M* m, void* arg) {
        auto* state = static_cast<QueueState*>(arg);
        state->busy.store(true, std::memory_order_release);
        runtime::SemRelease(m, &state->sem, false);
      },
      state);
  runtime::NewSystemG(m, run, nullptr, 0);
}

NativeStatus WaitQueued(M* m, Slot* fp) {
  auto* state = static_cast<QueueState*>(m->rt->stdlib[kRuntimeSlot]);
  state->busy.store(false, std::memory_order_release);
  return runtime::SemAcquire(m, &state->sem, runtime::WaitReason::kFinalizerWait, false) ==
                 runtime::SemStatus::kParked
             ? NativeStatus::kParked
             : NativeStatus::kDone;
}

bool QueueBusy(M* m) {
  void* state = std::atomic_ref<void*>(m->rt->stdlib[kRuntimeSlot]).load(std::memory_order_acquire);
  return state != nullptr && static_cast<QueueState*>(state)->busy.load(std::memory_order_acquire);
}

std::tuple<FuncVal*, void*, const Type*, const Type*> TakeQueued(M* m) {
  runtime::Heap::QueuedCall q{};
  if (!m->rt->heap.TakeQueued(&q)) return {};
  if (!q.finalizer) return {q.fn, nullptr, nullptr, nullptr};
  return {q.fn, q.arg, q.fn_type, q.arg_type};
}

NativeStatus Call(M* m, Slot* fp) {
  m->call.fn = reinterpret_cast<FuncVal*>(fp[0]);
  m->call.args = reinterpret_cast<Slot*>(fp[1]);
  m->call.arg_slots = static_cast<int32_t>(fp[2]);
  m->call.results = nullptr;
  m->call.result_slots = 0;
  return NativeStatus::kCall;
}

uint64_t NextCleanupId() {
  static std::atomic<uint64_t> next{0};  // unique across engines, which does no harm
  return ++next;
}

}  // namespace

MINIGO_NATIVES(runtime, Raw<&BeginDying>("beginDying"), Raw<&DieOfPanic>("dieOfPanic"),
               Native<&KeepPrinted>("keepPrinted"), Native<&Goroot>("GOROOT"),
               Native<&Callers>("callers"), Native<&Describe>("describe"),
               Native<&Stack>("Stack"), Native<&GoMaxProcs>("GOMAXPROCS"),
               Native<&DefaultProcs>("defaultProcs"), Native<&NumCpu>("NumCPU"),
               Native<&NumGoroutine>("NumGoroutine"), Raw<&Gosched>("Gosched"),
               Raw<&Goexit>("Goexit"), Native<&LockOsThread>("LockOSThread"),
               Native<&UnlockOsThread>("UnlockOSThread"), Native<&Gc>("collect"),
               Native<&ReadMemStats>("readMemStats"), Native<&ObjectStart>("objectStart"),
               Native<&SetFinalizer>("setFinalizer"), Native<&AddCleanup>("addCleanup"),
               Native<&RemoveCleanup>("removeCleanup"),
               Native<&StartQueue>("startQueue"), Raw<&WaitQueued>("waitQueued"), Native<&QueueBusy>("queueBusy"),
               Native<&TakeQueued>("takeQueued"), Raw<&Call>("call"),
               Native<&NextCleanupId>("nextCleanupID"))

}  // namespace minigo::stdlib
