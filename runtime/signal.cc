// This file implements signals: a handler that marks the signal as pending and pokes an eventfd, on which one goroutine
// waits through the poller. What is not enabled keeps its default action, except SIGPIPE (ignored, but not
// inherited as ignored) and SIGQUIT (prints all goroutines).
#include "runtime/signal.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <sys/eventfd.h>
#include <unistd.h>

#include "runtime/netpoll.h"
#include "runtime/sched.h"

namespace minigo::runtime {

struct Signals {
  Sched* sched = nullptr;
  std::atomic<uint64_t> wanted{0};
  std::atomic<uint64_t> pending{0};
  std::atomic<uint64_t> ignored{0};
  int event_fd = -1;
  PollDesc* poll = nullptr;
  Slot poll_result = 0;
};

namespace {

constexpr int kNumSignals = 65;
constexpr auto kSeqCst = std::memory_order_seq_cst;

// A handler has no other way to its engine.
std::atomic<Signals*> g_owner{nullptr};

uint64_t Bit(int sig) { return uint64_t{1} << (sig - 1); }

void Handler(int sig) {
  int saved = errno;
  Signals* s = g_owner.load(kSeqCst);
  if (s == nullptr) {
    errno = saved;
    return;
  }
  if ((s->wanted.load(kSeqCst) & Bit(sig)) != 0) {
    s->pending.fetch_or(Bit(sig), kSeqCst);
    uint64_t one = 1;
    ssize_t n = write(s->event_fd, &one, sizeof(one));
    (void)n;
  } else if (sig == SIGQUIT) {
    Sched* sched = s->sched;
    sched->interrupt.fetch_or(kInterruptDump, kSeqCst);
    if (sched->sysmon_started.load(kSeqCst)) {
      sched->sysmon_note.Wake();
    } else if (sched->m0 != nullptr &&
               sched->m0->impl->call_state.load(kSeqCst) == M::Impl::kInCall) {
      // The only thread hangs in a system call, perhaps for good: there is no better place than here.
      alarm(2);
      DumpAndExit(sched, nullptr);
    }
    PreemptAll(sched);
  }
  errno = saved;
}

void Install(int sig, void (*handler)(int)) {
  struct sigaction sa {};
  sa.sa_handler = handler;
  sa.sa_flags = SA_ONSTACK | SA_RESTART;
  sigfillset(&sa.sa_mask);
  sigaction(sig, &sa, nullptr);
}

bool Ours(int sig) { return sig == SIGPIPE || sig == SIGQUIT; }

bool Catchable(int sig) {
  return sig > 0 && sig < kNumSignals && sig != SIGKILL && sig != SIGSTOP && sig != SIGSEGV &&
         sig != SIGBUS && sig != SIGFPE && sig != SIGILL && sig != SIGTRAP && sig != 32 && sig != 33;
}

// The lowest pending signal, taken; 0: none.
int TakePending(Signals* s) {
  uint64_t pending = s->pending.load(kSeqCst);
  while (pending != 0) {
    uint64_t bit = pending & -pending;
    if (s->pending.compare_exchange_weak(pending, pending & ~bit, kSeqCst)) {
      return __builtin_ctzll(bit) + 1;
    }
  }
  return 0;
}

void DrainEvent(Signals* s) {
  uint64_t count;
  ssize_t n = read(s->event_fd, &count, sizeof(count));
  (void)n;
}

void ResumeRecv(M* m, G* g) {
  auto* out = static_cast<Slot*>(g->resume_arg);
  g->resume = nullptr;
  g->resume_arg = nullptr;
  Signals* s = SchedOf(m)->signals;
  DrainEvent(s);
  *out = static_cast<Slot>(TakePending(s));
}

}  // namespace

namespace {

// What a fault's text is made of; nothing here may allocate.
struct FaultText {
  char text[512];
  size_t len = 0;
  void Add(const char* s) {
    while (*s != 0 && len < sizeof text) text[len++] = *s++;
  }
  void AddHex(uint64_t v) {
    Add("0x");
    char digits[17];
    int n = 16;
    digits[n] = 0;
    do {
      digits[--n] = "0123456789abcdef"[v & 15];
      v >>= 4;
    } while (v != 0);
    Add(digits + n);
  }
};

// A memory access that is neither of nil nor out of bounds: package unsafe, or memory that the program has protected. Where in
// the program it was is in registers of the interrupted loop, so there is no trace.
[[maybe_unused]] void FaultHandler(int sig, siginfo_t* info, void*) {
  FaultText t;
  auto address = reinterpret_cast<uint64_t>(info->si_addr);
  t.Add("unexpected fault address ");
  t.AddHex(address);
  t.Add("\nfatal error: fault\n[signal ");
  t.Add(sig == SIGBUS ? "SIGBUS: bus error" : "SIGSEGV: segmentation violation");
  t.Add(" code=");
  t.AddHex(static_cast<uint64_t>(info->si_code));
  t.Add(" addr=");
  t.AddHex(address);
  t.Add("]\n\n[goroutine trace unavailable]\n");
  ssize_t n = write(2, t.text, t.len);
  (void)n;
  _exit(2);
}

// The stack on which a thread's faults are handled: its own may be what has run out.
struct FaultStack {
  static constexpr size_t kBytes = 32 << 10;
  char* memory = static_cast<char*>(std::malloc(kBytes));
  FaultStack() {
    stack_t stack{};
    stack.ss_sp = memory;
    stack.ss_size = kBytes;
    sigaltstack(&stack, nullptr);
  }
  ~FaultStack() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, nullptr);
    std::free(memory);
  }
};

}  // namespace

void SignalThread(const Runtime* rt) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which report faults themselves
  if (!rt->options.own_process) return;
  static thread_local FaultStack stack;
  (void)stack;
#endif
}

void SignalInit(Runtime* rt) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  for (int sig : {SIGSEGV, SIGBUS}) {
    struct sigaction sa {};
    sa.sa_sigaction = FaultHandler;
    sa.sa_flags = SA_ONSTACK | SA_SIGINFO;
    sigaction(sig, &sa, nullptr);
  }
  SignalThread(rt);
#endif
  auto* s = new Signals;
  s->sched = rt->sched.get();
  rt->sched->signals = s;
  g_owner.store(s, kSeqCst);
  Install(SIGPIPE, Handler);
  struct sigaction old {};
  if (sigaction(SIGQUIT, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) Install(SIGQUIT, Handler);
}

void FreeSignals(Sched* sched) {
  Signals* s = sched->signals;
  if (s == nullptr) return;
  for (int sig = 1; sig < kNumSignals; sig++) {
    if ((s->wanted.load(kSeqCst) & Bit(sig)) != 0 || Ours(sig)) signal(sig, SIG_DFL);
  }
  g_owner.store(nullptr, kSeqCst);
  if (s->event_fd >= 0) close(s->event_fd);
  delete s;
  sched->signals = nullptr;
}

void SignalEnable(M* m, int sig) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || !Catchable(sig)) return;
  if (s->event_fd < 0) {
    s->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int err = 0;
    s->poll = PollOpen(m, s->event_fd, &err);
  }
  SchedOf(m)->signal_handlers_active.store(true, kSeqCst);
  s->ignored.fetch_and(~Bit(sig), kSeqCst);
  s->wanted.fetch_or(Bit(sig), kSeqCst);
  Install(sig, Handler);
}

void SignalDisable(M* m, int sig) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || !Catchable(sig)) return;
  s->ignored.fetch_and(~Bit(sig), kSeqCst);
  s->wanted.fetch_and(~Bit(sig), kSeqCst);
  Install(sig, Ours(sig) ? Handler : SIG_DFL);
}

void SignalIgnore(M* m, int sig) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || !Catchable(sig)) return;
  s->wanted.fetch_and(~Bit(sig), kSeqCst);
  s->ignored.fetch_or(Bit(sig), kSeqCst);
  Install(sig, SIG_IGN);
}

bool SignalIgnored(M* m, int sig) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || sig <= 0 || sig >= kNumSignals) return false;
  if ((s->ignored.load(kSeqCst) & Bit(sig)) != 0) return true;
  if ((s->wanted.load(kSeqCst) & Bit(sig)) != 0) return false;
  struct sigaction old {};
  return sigaction(sig, nullptr, &old) == 0 && old.sa_handler == SIG_IGN;
}

ChanStatus SignalRecv(M* m, Slot* out) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || s->poll == nullptr) {
    Park(m, WaitReason::kSyscall, nullptr);  // none will ever come
    return ChanStatus::kParked;
  }
  DrainEvent(s);
  *out = static_cast<Slot>(TakePending(s));
  if (*out != 0) return ChanStatus::kDone;
  // A signal between here and the wait has made the descriptor ready again.
  PollReset(s->poll, 'r');
  *out = static_cast<Slot>(TakePending(s));
  if (*out != 0) return ChanStatus::kDone;
  m->g->resume = ResumeRecv;
  m->g->resume_arg = out;
  ChanStatus st = PollWait(m, s->poll, 'r', &s->poll_result, WaitReason::kSyscall);
  if (st == ChanStatus::kDone) ResumeRecv(m, m->g);
  return st;
}

void DieFromSignal(int sig) {
  signal(sig, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, sig);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  raise(sig);
  _exit(2);
}

NoSignals::NoSignals(const Runtime* rt) : masked_(!rt->options.own_process) {
  if (!masked_) return;
  sigset_t all;
  sigfillset(&all);
  for (int sig : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGPROF}) sigdelset(&all, sig);
  masked_ = pthread_sigmask(SIG_BLOCK, &all, &old_) == 0;
}

NoSignals::~NoSignals() {
  if (masked_) pthread_sigmask(SIG_SETMASK, &old_, nullptr);
}

NoSigPipe::NoSigPipe(const Runtime* rt) : masked_(false) {
  if (rt->options.own_process) return;
  sigset_t pipe, old;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  masked_ = pthread_sigmask(SIG_BLOCK, &pipe, &old) == 0 && !sigismember(&old, SIGPIPE);
}

NoSigPipe::~NoSigPipe() {
  if (!masked_) return;
  sigset_t pipe, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  timespec now = {0, 0};
  if (sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE)) sigtimedwait(&pipe, nullptr, &now);
  pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
}

void SigPipe(M* m) {
  Signals* s = SchedOf(m)->signals;
  if (s == nullptr || SignalIgnored(m, SIGPIPE)) return;
  if ((s->wanted.load(kSeqCst) & Bit(SIGPIPE)) != 0) return;
  DieFromSignal(SIGPIPE);
}

}  // namespace minigo::runtime
