// This file implements the ends of a program: fatal errors, deadlock, unrecovered panics and SIGQUIT; and the builtins
// print and println, which share their output.
#include "runtime/panic.h"

#include <charconv>
#include <cmath>
#include <csignal>

#include <unistd.h>

#include "runtime/proc.h"
#include "runtime/sched.h"
#include "runtime/synctest.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
// How long the dying program waits for other Ms to reach a safepoint.
constexpr int64_t kFreezeNs = 20'000'000;

struct Level {
  int level;
  bool all;
  bool crash;
};

Level TracebackLevel(const Sched* s) {
  uint32_t t = s->traceback.load(kRelaxed);
  return {static_cast<int>(t >> 2), (t & 1) != 0, (t & 2) != 0};
}

// The first to die prints; another that dies meanwhile must not mix in its own words. True: it is us.
bool BeginDying(Sched* s, M* m) {
  if (!s->dying.exchange(true)) return true;
  const G* g = m != nullptr ? m->g : nullptr;
  if (g != nullptr && s->dying_g.compare_exchange_strong(g, nullptr)) return true;
  if (s->rt->options.own_process) {
    for (;;) pause();
  }
  return false;
}

EndReason Reason(const Sched* s) {
  return s->rt->limit_hit.load(kRelaxed) ? EndReason::kLimit : EndReason::kDied;
}

void WriteError(Sched* s, std::string_view text) {
  int err;
  s->rt->Write(nullptr, 2, text.data(), text.size(), &err);
}

// The last words, after `text`: the goroutine of m if there is one, and with `all` the others, or else those of a bubble.
void Die(Sched* s, M* m, std::string text, const G* current, bool all, int min_level,
         const Bubble* bubble = nullptr) {
  Level t = TracebackLevel(s);
  bool stopped = false;
  if (t.level > 0) {
    int level = t.level > min_level ? t.level : min_level;
    if (current != nullptr) {
      text += '\n';
      AppendG(s, current, "running", level, &text);
    }
    if (all || t.all) bubble = nullptr;
    if (all || t.all || bubble != nullptr) {
      if (m != nullptr && !s->deterministic) {
        stopped = TryStopTheWorld(m, kFreezeNs) || s->stopper == m;
      }
      AppendOthers(s, current, level, &text, bubble);
    }
  }
  WriteError(s, text);
  if (t.crash && s->rt->options.own_process) DieFromSignal(SIGABRT);
  EndEngine(s, m, 2, Reason(s), std::move(text));
  if (stopped) StartTheWorld(m);
}

}  // namespace

void EndEngine(Sched* s, M* m, int status, EndReason reason, std::string words) {
  Runtime* rt = s->rt;
  if (rt->options.own_process) {
    if (rt->at_exit != nullptr) rt->at_exit(rt);
    _exit(status);
  }
  if (rt->exit_claimed_.exchange(true)) return;
  rt->exit_status_ = status;
  rt->end_reason = reason;
  rt->last_words = std::move(words);
  rt->exiting_.store(true, std::memory_order_seq_cst);
  WakeM0(s);
}

void FatalIn(Sched* s, M* m, std::string_view preamble, std::string_view text) {
  if (!BeginDying(s, m)) return;
  std::string out(preamble);
  out += "fatal error: ";
  out += text;
  out += '\n';
  // An error of the program concerns the goroutine that made it; one of the runtime, everything.
  const G* current = m != nullptr ? m->g : nullptr;
  Die(s, m, std::move(out), current, current == nullptr || !preamble.empty(), 0);
}

void Fatal(M* m, std::string_view text) { FatalIn(SchedOf(m), m, "", text); }

void FatalWithPreamble(M* m, std::string_view preamble, std::string_view text) {
  FatalIn(SchedOf(m), m, preamble, text);
}

void CountPanics(M* m, int by) { SchedOf(m)->running_panics.fetch_add(by); }

bool ClaimDeath(M* m) {
  Sched* s = SchedOf(m);
  if (s->dying.exchange(true)) return false;
  s->dying_g.store(m->g);
  return true;
}

void DieOfPanic(M* m) {
  Sched* s = SchedOf(m);
  if (!BeginDying(s, m)) return;
  Die(s, m, TakePrinted(m), m->g, false, 0, DeadlockedBubble(s, m->g));
}

void DieOfTimeLimit(Sched* s) {
  if (s->dying.exchange(true)) return;
  constexpr char kText[] = "fatal error: time limit exceeded\n";
  WriteError(s, kText);
  EndEngine(s, nullptr, 2, EndReason::kLimit, kText);
}

void Deadlock(Sched* s, M* m, bool no_goroutines) {
  if (!BeginDying(s, m)) return;
  std::string out = no_goroutines
                        ? "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n"
                        : "fatal error: all goroutines are asleep - deadlock!\n";
  Level t = TracebackLevel(s);
  if (t.level > 0) AppendOthers(s, nullptr, t.level, &out);
  WriteError(s, out);
  if (t.crash && s->rt->options.own_process) DieFromSignal(SIGABRT);
  EndEngine(s, m, 2, EndReason::kDied, std::move(out));
}

void DumpAndExit(Sched* s, M* m) {
  if (!BeginDying(s, m)) return;
  s->interrupt.fetch_and(~static_cast<uint32_t>(kInterruptDump));
  std::string out = "SIGQUIT: quit\nPC=0x0 m=";
  out += std::to_string(m != nullptr ? m->id : 0);
  out += " sigcode=0\n";
  M* stopper = m != nullptr ? m : s->m0;
  if (stopper != nullptr && m != nullptr && !s->deterministic) TryStopTheWorld(m, kFreezeNs);
  Level t = TracebackLevel(s);
  const G* current = m != nullptr ? m->g : nullptr;
  if (t.level > 0) {
    if (current != nullptr) {
      out += '\n';
      AppendG(s, current, "running", t.level, &out);
    }
    AppendOthers(s, current, t.level, &out);
  }
  WriteError(s, out);
  if (t.crash) DieFromSignal(SIGABRT);
  EndEngine(s, m, 2, EndReason::kDied, std::move(out));
}

// ---------------------------------------------------------------- print and println

namespace {

void Put(M* m, std::string_view text) {
  M::Impl* impl = m->impl;
  if (impl->print_depth > 0) {
    impl->print_buffer.append(text);
    return;
  }
  int err;
  m->rt->Write(m, 2, text.data(), text.size(), &err);
}

// As strconv.AppendFloat(v, 'g', -1, bits): the shortest digits that read back, with an exponent below 1e-4 and from
// 1e6 on, however many digits there are.
constexpr int kPlainDigits = 6;

template <typename T>
std::string_view FormatFloat(char* buf, size_t size, T v) {
  if (std::isnan(v)) return "NaN";
  if (std::isinf(v)) return v > 0 ? "+Inf" : "-Inf";
  char* end = std::to_chars(buf, buf + size, v, std::chars_format::scientific).ptr;
  std::string_view text(buf, static_cast<size_t>(end - buf));
  size_t e = text.rfind('e');
  int exponent = 0;
  size_t digits = e + 1;
  if (text[digits] == '+') digits++;
  std::from_chars(text.data() + digits, end, exponent);
  if (exponent < -4 || exponent >= kPlainDigits) return text;
  end = std::to_chars(buf, buf + size, v, std::chars_format::fixed).ptr;
  return {buf, static_cast<size_t>(end - buf)};
}

template <typename T>
void PutComplex(M* m, T re, T im) {
  char buf[64];
  std::string out = "(";
  out += FormatFloat(buf, sizeof(buf), re);
  std::string_view imag = FormatFloat(buf, sizeof(buf), im);
  if (imag[0] != '+' && imag[0] != '-') out += '+';
  out += imag;
  out += "i)";
  Put(m, out);
}

void AppendHexTo(std::string* out, uint64_t v) {
  char buf[24];
  *out += "0x";
  out->append(buf, std::to_chars(buf, buf + sizeof(buf), v, 16).ptr);
}

}  // namespace

void PrintBegin(M* m) { m->impl->print_depth++; }

void PrintEnd(M* m) {
  M::Impl* impl = m->impl;
  if (--impl->print_depth > 0) return;
  std::string text;
  text.swap(impl->print_buffer);
  if (!text.empty()) Put(m, text);
}

void KeepPrinted(M* m) {
  m->locks++;
  PrintBegin(m);
}

std::string TakePrinted(M* m) {
  M::Impl* impl = m->impl;
  std::string text;
  if (impl->print_depth == 0) return text;
  impl->print_depth--;
  m->locks--;
  text.swap(impl->print_buffer);
  return text;
}

void PrintString(M* m, GoString s) { Put(m, s.view()); }

void PrintInt(M* m, int64_t v) {
  char buf[24];
  char* end = std::to_chars(buf, buf + sizeof(buf), v).ptr;
  Put(m, {buf, static_cast<size_t>(end - buf)});
}

void PrintUint(M* m, uint64_t v) {
  char buf[24];
  char* end = std::to_chars(buf, buf + sizeof(buf), v).ptr;
  Put(m, {buf, static_cast<size_t>(end - buf)});
}

void PrintHex(M* m, uint64_t v) {
  std::string out;
  AppendHexTo(&out, v);
  Put(m, out);
}

void PrintFloat(M* m, double v) {
  char buf[64];
  Put(m, FormatFloat(buf, sizeof(buf), v));
}

void PrintFloat32(M* m, float v) {
  char buf[64];
  Put(m, FormatFloat(buf, sizeof(buf), v));
}

void PrintComplex(M* m, double re, double im) { PutComplex(m, re, im); }
void PrintComplex64(M* m, float re, float im) { PutComplex(m, re, im); }
void PrintBool(M* m, bool v) { Put(m, v ? "true" : "false"); }
void PrintPointer(M* m, const void* p) { PrintHex(m, reinterpret_cast<uintptr_t>(p)); }

void PrintSlice(M* m, GoSlice s) {
  std::string out = "[" + std::to_string(s.len) + "/" + std::to_string(s.cap) + "]";
  AppendHexTo(&out, reinterpret_cast<uintptr_t>(s.data));
  Put(m, out);
}

void PrintIface(M* m, Iface i) {
  std::string out = "(";
  AppendHexTo(&out, reinterpret_cast<uintptr_t>(i.type));
  out += ',';
  AppendHexTo(&out, reinterpret_cast<uintptr_t>(i.data));
  out += ')';
  Put(m, out);
}

}  // namespace minigo::runtime
