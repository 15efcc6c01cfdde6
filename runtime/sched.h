// The scheduler's inside, shared by the files that implement it: the state of one engine's scheduler, and what an M
// has beside the fields the VM sees. Others include proc.h.
//
// The protocols (who wakes whom, how the world stops, when a program is dead) are told in README.md, "Scheduler".
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/lock.h"
#include "runtime/gmp.h"
#include "runtime/proc.h"
#include "runtime/runq.h"
#include "runtime/runtime.h"
#include "runtime/smalllock.h"
#include "runtime/waitq.h"

namespace minigo::runtime {

constexpr int kMaxProcs = 1024;
constexpr int kMaxThreads = 10000;
constexpr int64_t kMaxWhen = INT64_MAX;

struct SemaTable;  // sema.cc
struct Poller;     // netpoll_epoll.cc
struct FiberPool;  // fiber.cc
struct Signals;    // signal.cc
struct Bubble;     // synctest.cc

// What wants the attention of running Ms at their next safepoint; bits of Sched::interrupt.
enum Interrupt : uint32_t {
  kInterruptStop = 1,   // the world is being stopped
  kInterruptLeave = 2,  // RunMain returns, or the engine dies
  kInterruptDump = 4,   // SIGQUIT
};

struct M::Impl {
  pthread_t thread{};
  std::atomic<bool> started{false};  // `thread` is set
  bool on_idle_list = false;       // under Sched::lock
  bool waiting_for_p = false;      // under Sched::lock: in Sched::p_waiters
  bool locked_wait = false;        // under Sched::lock: sleeps until its locked goroutine is to run
  bool woken_to_spin = false;      // started by Wakep and has found nothing yet
  // Whether it is in a BlockingRegion. The destructor of Runtime turns kInCall to kAbandoned; the thread then never
  // returns from the call, since nothing is left to return to.
  enum : uint32_t { kNoCall, kInCall, kAbandoned };
  std::atomic<uint32_t> call_state{kNoCall};
  void* spilled[12] = {};          // the callee-saved registers at a BlockingRegion,
  bool spilled_live = false;       // while one lives
  Note park;
  std::atomic<P*> next_p{nullptr};  // handed over by whoever wakes the note
  bool returns = false;  // a BlockingRegion whose end the destructor of Runtime waits for
  P* old_p = nullptr;   // BlockingRegion: what it ran on before
  M* next_waiter = nullptr;
  M* all_link = nullptr;  // Sched::all_m; constant after insertion
  // The stack of the thread: [.., stack_high). While the M is stopped, [stack_low, ..) is live, and the registers
  // are spilled there. On a fiber, stack_low is in the fiber and thread_context is where the thread's stack ends.
  const char* stack_high = nullptr;
  const void* stack_low = nullptr;
  Fiber* fiber = nullptr;          // the one it runs on
  void* thread_context = nullptr;  // of the thread's own stack, while on a fiber
  // What a fiber that jumps back to the thread's stack leaves there: itself and why, or itself and that it has ended.
  Fiber* left = nullptr;
  bool left_ended = false;
  RunResult left_as{};
  void* tsan_thread = nullptr;        // TSan: the thread's own context
  const void* asan_bottom = nullptr;  // ASan: the bounds of the thread's stack
  size_t asan_size = 0;
  Bubble* parked_in = nullptr;  // the bubble of the goroutine that is parking, if durably
  bool yield_local = false;  // the next yield goes to the local queue: the semaphore's handoff
  uint32_t stress_count = 0;
  uint64_t rand_state = 0;   // without a P
  std::string print_buffer;
  int print_depth = 0;
};

struct Sched {
  explicit Sched(Runtime* rt);
  ~Sched();
  Sched(const Sched&) = delete;

  Runtime* const rt;
  Mutex lock{LockRank::kSched};

  // ---- Ps. The array only grows; a P above max_procs is dead but keeps its caches.
  P* all_p[kMaxProcs] = {};
  std::atomic<int> num_p{0};
  std::atomic<int> max_procs{0};
  P* idle_p = nullptr;              // guarded by lock
  std::atomic<int> num_idle_p{0};   // written under lock

  // ---- Ms
  std::atomic<M*> all_m{nullptr};
  M* idle_m = nullptr;      // guarded by lock, like the counts
  int num_idle_m = 0;
  int num_locked_idle = 0;  // waiting for their locked goroutine
  int num_m = 0;            // all that take part, M0 only during RunMain
  int32_t next_m_id = 0;
  std::atomic<int> num_spinning{0};
  std::atomic<bool> need_spinning{false};
  M* m0 = nullptr;
  // Ms that came back from a blocking call and found no P: a FIFO, guarded by lock.
  M* p_waiters = nullptr;
  M* p_waiters_tail = nullptr;
  std::atomic<int> num_p_waiters{0};
  // When a wake-up for a lone runnext goroutine was last found to be in vain (TSC); see WakepForNext.
  std::atomic<uint64_t> vain_wake{0};

  // ---- the global queue
  GList runq;  // guarded by lock
  std::atomic<int64_t> runq_size{0};

  // ---- stopping
  SmallLock world;                          // held while the world is stopped
  std::atomic<uint32_t> gc_waiting{0};      // written under lock
  std::atomic<uint32_t> starts{0};          // of the world; what stopped Ms sleep on. Written under lock
  int stop_wait = 0;                        // Ps still to stop; guarded by lock
  Note stop_note;
  M* stopper = nullptr;                     // who holds `world`
  std::atomic<uint32_t> interrupt{0};       // what running Ms should look at: bits of Interrupt

  // ---- the main goroutine
  std::atomic<G*> main_g{nullptr};  // compared with, never followed
  std::atomic<bool> main_done{false};
  std::atomic<uint32_t> main_left{0};  // RunMain has seen main_done
  Slot* main_results = nullptr;
  int main_result_slots = 0;
  bool running = false;       // inside RunMain
  bool world_parked = false;  // stopped between two RunMain

  // ---- goroutines
  Mutex all_gs_lock{LockRank::kAllGs};
  struct Slab {
    G* base;
    int used;
  };
  std::vector<Slab> slabs;  // guarded by all_gs_lock; read with the world stopped
  G* dead_gs = nullptr;     // guarded by all_gs_lock
  std::atomic<uint64_t> next_id{1};
  std::atomic<int64_t> system_gs{0};
  std::atomic<int64_t> max_stack{1000000000};
  std::atomic<uint64_t> stack_bytes{0};  // of Gs and chunks, counted where options.heap_limit is set
  std::atomic<uint64_t> stack_bytes_told{0};
  SmallLock sudog_lock;
  Sudog* sudogs = nullptr;  // guarded by sudog_lock; batches linked by g_link
  std::vector<Sudog*> sudog_slabs;

  // ---- sysmon
  std::atomic<bool> sysmon_started{false};
  pthread_t sysmon_thread{};
  std::atomic<bool> sysmon_asleep{false};  // deep sleep: everything idle; written under lock
  std::atomic<bool> sysmon_stop{false};
  Note sysmon_note;
  std::atomic<int64_t> coarse_now{0};  // a clock for wait durations, at worst some ms late
  int64_t deadline = 0;                // options.time_limit_ns

  // ---- waiting
  SemaTable* semas = nullptr;
  Poller* poller = nullptr;
  std::atomic<bool> poller_ready{false};
  std::atomic<int32_t> poll_waiters{0};    // goroutines parked on descriptors
  std::atomic<int64_t> last_poll{0};       // 0: some M blocks in the poller
  std::atomic<int64_t> poll_until{0};      // until when it does, 0: for ever
  FiberPool* fibers = nullptr;
  Signals* signals = nullptr;
  std::atomic<bool> signal_handlers_active{false};
  void (*make_time)(Runtime* rt, void* elem, int64_t late, int64_t fake_ns) = nullptr;
  SmallLock bubbles_lock;
  std::vector<Bubble*> bubbles;  // guarded by bubbles_lock; read with the world stopped
  uint32_t bubbles_made = 0;     // guarded by bubbles_lock

  // ---- deterministic mode: one P, a queue with seeded choice, virtual time
  bool deterministic = false;
  std::vector<G*> det_queue;
  uint64_t det_random = 0;
  int64_t virtual_now = 0;
  int64_t virtual_epoch = 0;  // seconds since 1970 at virtual_now == 0

  int yield_stress = 0;  // MINIGO_YIELDSTRESS
  std::atomic<uint32_t> traceback{0};  // level << 2 | crash << 1 | all
  uint32_t traceback_env = 0;
  std::atomic<int> running_panics{0};
  int64_t main_gives_way_since = 0;  // when main first returned while a panic ran
  std::atomic<bool> dying{false};  // someone prints the last words
  std::atomic<const G*> dying_g{nullptr};  // who has claimed to, and has not begun with its trace
  Mutex output_lock{LockRank::kOutput};
};

inline Sched* SchedOf(const M* m) { return m->rt->sched.get(); }

// ---- proc.cc, findwork.cc, stopworld.cc
// Makes parked or new goroutines runnable from a thread without a P, and wakes Ms for them.
void InjectGList(Sched* s, M* m, GList* list);
void GlobalRunqPut(Sched* s, G* g);
void Wakep(Sched* s);
// Puts p to work on another M, or on the idle list if there is nothing to do. The caller has taken it from its M.
void HandoffP(Sched* s, P* p);
// Asks whatever runs on p for a safepoint, or with slice_over for a yield.
void PreemptP(P* p, bool slice_over);
void PreemptAll(Sched* s);
// Makes RunMain return soon and running goroutines yield.
void WakeM0(Sched* s);
// Waits in place if the world is being stopped. Keeps the P.
void StopHere(Sched* s, M* m);
// False: some M did not stop within `timeout_ns` (>= 0).
bool TryStopTheWorld(M* m, int64_t timeout_ns);
bool IsLeaving(const Sched* s, const M* m);
uint64_t Random64(uint64_t state[2]);
void FreeChunks(P* p, G* g);
// Memory for Gs or chunks that counts for options.heap_limit: beyond it the engine dies.
void CountStack(Sched* s, M* m, int64_t bytes);

// ---- sysmon.cc
void StartSysmon(Sched* s);
void WakeSysmon(Sched* s);  // if it is in deep sleep

// ---- timer.cc
// The time at which p's first timer is due, 0: none.
int64_t NextTimer(const P* p);
// Fires p's due timers. *now is read if 0. Returns when the next is due, or 0.
int64_t CheckTimers(M* m, P* p, int64_t* now, bool* ran);
TimerHeap* NewTimerHeap();
void FreeTimerHeap(P* p);
bool AnyTimers(const Sched* s);
void FreeSleepTimer(G* g);
// Of a bubble: fires what is due at `now` and returns when the next timer is, or 0.
int64_t FirstTimer(const TimerHeap* h);
void FireTimers(M* m, TimerHeap* h, int64_t now);
// Takes all timers out and frees h.
void DropTimerHeap(TimerHeap* h);
void ForEachTimerRange(TimerHeap* h, void (*fn)(void* arg, const void* low, const void* high), void* arg);

// ---- netpoll_epoll.cc
void InitPoller(Sched* s);
// Goroutines made ready by descriptors. delay < 0: blocks; 0: does not; otherwise at most so many ns.
GList Netpoll(Sched* s, int64_t delay);
void NetpollBreak(Sched* s);
void FreePoller(Sched* s);

// ---- sema.cc
void InitSemas(Sched* s);
void FreeSemas(Sched* s);

// ---- fiber.cc
void InitFibers(Sched* s);
void FreeFibers(Sched* s);
// Continues g on its fiber. True: the fiber's function has ended, the VM is to go on; false: *result tells.
bool ResumeFiber(M* m, G* g, RunResult* result);
// When all threads have ended: lets the natives that were suspended on fibers return, on m's thread. What they call fails.
void UnwindFibers(Sched* s, M* m);
void ForEachFiberStack(Sched* s, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                       void* arg);
void SetFloatState();

// ---- proc.cc
// Newproc in two steps, for a goroutine in bubble b (nullptr: none).
G* MakeProc(M* m, Bubble* b, FuncVal* entry, const void* go_pc);
void StartProc(M* m, G* g);

// ---- panic.cc, trace.cc
void FatalIn(Sched* s, M* m, std::string_view preamble, std::string_view text);
void Deadlock(Sched* s, M* m, bool no_goroutines);
void DumpAndExit(Sched* s, M* m);  // SIGQUIT
void DieOfTimeLimit(Sched* s);
void InitTraceback(Sched* s);
// One goroutine: header, frames, creator.
void AppendG(Sched* s, const G* g, std::string_view status, int level, std::string* out);
// All goroutines but `except`, each after a blank line; those of one bubble only, if it is given.
void AppendOthers(Sched* s, const G* except, int level, std::string* out, const Bubble* of = nullptr);
// Ends the engine with this status; the process too if it is ours.
void EndEngine(Sched* s, M* m, int status, EndReason reason, std::string words = {});

// ---- signal.cc
void FreeSignals(Sched* s);
void DieFromSignal(int sig);

}  // namespace minigo::runtime
