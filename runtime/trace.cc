// This file implements goroutine traces in the layout of Go's runtime, and who is shown when (GOTRACEBACK).
#include <charconv>
#include <vector>

#include "runtime/panic.h"
#include "runtime/roots.h"
#include "runtime/sched.h"
#include "runtime/synctest.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
// A long trace shows this many innermost and as many outermost frames.
constexpr int kEdgeFrames = 50;

void AppendInt(std::string* out, int64_t v) {
  char buf[24];
  out->append(buf, std::to_chars(buf, buf + sizeof(buf), v).ptr);
}

void AppendHex(std::string* out, uint64_t v) {
  char buf[24];
  *out += "0x";
  out->append(buf, std::to_chars(buf, buf + sizeof(buf), v, 16).ptr);
}

void AppendFrame(const FrameInfo& f, int level, std::string* out) {
  out->append(f.function.view());
  *out += f.arg_words > 0 ? "(...)\n\t" : "()\n\t";
  out->append(f.file.view());
  *out += ':';
  AppendInt(out, f.line);
  if (f.pc > f.entry) {
    *out += " +";
    AppendHex(out, f.pc - f.entry);
  }
  if (level >= 2) {
    *out += " fp=";
    AppendHex(out, reinterpret_cast<uintptr_t>(f.fp));
    *out += " pc=";
    AppendHex(out, f.pc);
  }
  *out += '\n';
}

// The innermost frames as text, and the outermost as the walk meets them.
struct Walk {
  int level;
  std::string* out;
  int64_t seen = 0;
  FrameInfo last[kEdgeFrames];  // a ring of those after the first
};

bool Visit(void* arg, const FrameInfo& f) {
  auto* w = static_cast<Walk*>(arg);
  if (f.hidden && w->level < 2) return true;
  if (w->seen < kEdgeFrames) {
    AppendFrame(f, w->level, w->out);
  } else {
    w->last[w->seen % kEdgeFrames] = f;
  }
  w->seen++;
  return true;
}

void AppendFrames(Sched* s, const G* g, int level, std::string* out) {
  Walk w{level, out, 0, {}};
  s->rt->executor.walk(s->rt, g, Visit, &w);
  int64_t rest = w.seen - kEdgeFrames;
  if (rest <= 0) return;
  if (rest > kEdgeFrames) {
    *out += "...";
    AppendInt(out, rest - kEdgeFrames);
    *out += " frames elided...\n";
    rest = kEdgeFrames;
  }
  for (int64_t i = w.seen - rest; i < w.seen; i++) AppendFrame(w.last[i % kEdgeFrames], level, out);
}

void AppendCreator(Sched* s, const G* g, std::string* out) {
  if (g->go_pc == nullptr) return;
  FrameInfo f;
  if (!s->rt->executor.describe(s->rt, reinterpret_cast<uintptr_t>(g->go_pc), &f)) return;
  *out += "created by ";
  out->append(f.function.view());
  if (g->parent_id != 0) {
    *out += " in goroutine ";
    AppendInt(out, static_cast<int64_t>(g->parent_id));
  }
  *out += "\n\t";
  out->append(f.file.view());
  *out += ':';
  AppendInt(out, f.line);
  if (f.pc > f.entry) {
    *out += " +";
    AppendHex(out, f.pc - f.entry);
  }
  *out += '\n';
}

std::string_view StatusText(const G* g) {
  switch (g->status.load(kRelaxed)) {
    case GStatus::kIdle: return "idle";
    case GStatus::kRunnable: return "runnable";
    case GStatus::kRunning: return "running";
    case GStatus::kSyscall: return "syscall";
    case GStatus::kWaiting: {
      const char* text = WaitReasonText(g->wait_reason);
      return *text != 0 ? text : "waiting";
    }
    case GStatus::kDead: return "dead";
  }
  return "???";
}

// The bits of Sched::traceback.
uint32_t ParseTraceback(std::string_view level) {
  constexpr uint32_t kAll = 1, kCrash = 2;
  constexpr int kShift = 2;
  if (level == "none") return 0;
  if (level.empty() || level == "single") return 1 << kShift;
  if (level == "all") return 1 << kShift | kAll;
  if (level == "system") return 2 << kShift | kAll;
  if (level == "crash") return 2 << kShift | kAll | kCrash;
  uint32_t n = 0;
  auto r = std::from_chars(level.data(), level.data() + level.size(), n);
  if (r.ec != std::errc() || r.ptr != level.data() + level.size() || n > 1000) n = 0;
  return n << kShift | kAll;
}

}  // namespace

const char* WaitReasonText(WaitReason r) {
  static const char* const kTexts[] = {
#define WAIT_REASON(name, text) text,
#include "runtime/wait_reasons.def"
#undef WAIT_REASON
  };
  auto i = static_cast<size_t>(r);
  return i < sizeof(kTexts) / sizeof(kTexts[0]) ? kTexts[i] : "unknown wait reason";
}

void AppendG(Sched* s, const G* g, std::string_view status, int level, std::string* out) {
  *out += "goroutine ";
  AppendInt(out, static_cast<int64_t>(g->id));
  if (level >= 2) {
    *out += " gp=";
    AppendHex(out, reinterpret_cast<uintptr_t>(g));
    if (g->m != nullptr) {
      *out += " m=";
      AppendInt(out, g->m->id);
      *out += " mp=";
      AppendHex(out, reinterpret_cast<uintptr_t>(g->m));
    } else {
      *out += " m=nil";
    }
  }
  *out += " [";
  out->append(status);
  GStatus st = g->status.load(kRelaxed);
  constexpr std::string_view kDurable = " (durable)";
  if (g->bubble != nullptr && st == GStatus::kWaiting && IsDurable(g->wait_reason) &&
      !status.ends_with(kDurable)) {
    *out += kDurable;
  }
  if ((st == GStatus::kWaiting || st == GStatus::kSyscall) && g->wait_since != 0) {
    int64_t minutes = (NanoTime() - g->wait_since) / 60'000'000'000;
    if (minutes >= 1) {
      *out += ", ";
      AppendInt(out, minutes);
      *out += " minutes";
    }
  }
  if (g->locked_m != nullptr) *out += ", locked to thread";
  if (g->bubble != nullptr) {
    *out += ", synctest bubble ";
    AppendInt(out, g->bubble->id);
  }
  *out += "]:\n";
  bool elsewhere = status == "running" && g->m != nullptr && g->m->p != nullptr && g->m != s->stopper &&
                   !g->m->p->stopped_in_place.load(std::memory_order_acquire) &&
                   s->gc_waiting.load(kRelaxed) != 0;
  if (elsewhere) {
    *out += "\tgoroutine running on other thread; stack unavailable\n";
  } else {
    AppendFrames(s, g, level, out);
  }
  AppendCreator(s, g, out);
}

void AppendOthers(Sched* s, const G* except, int level, std::string* out, const Bubble* of) {
  // Listed first: whoever describes frames takes locks of its own.
  std::vector<G*> all;
  ForEachG(s->rt, [](void* arg, G* g) { static_cast<std::vector<G*>*>(arg)->push_back(g); }, &all);
  for (G* g : all) {
    if (g == except || g->status.load(kRelaxed) == GStatus::kDead) continue;
    if (g->system && level < 2) continue;
    if (of != nullptr && g->bubble != of) continue;
    *out += '\n';
    std::string_view status = StatusText(g);
    // With its M waiting at a safepoint it could as well be preempted.
    if (status == "running" && g->m != nullptr && g->m->p != nullptr &&
        g->m->p->stopped_in_place.load(std::memory_order_acquire)) {
      status = "runnable";
    }
    AppendG(s, g, status, level, out);
  }
}

std::string Traceback(M* m, bool all) {
  Sched* s = SchedOf(m);
  std::string out;
  int level = static_cast<int>(s->traceback.load(kRelaxed) >> 2);
  if (level < 1) level = 1;
  if (!all) {
    AppendG(s, m->g, "running", level, &out);
    return out;
  }
  bool stop = !s->dying.load(kRelaxed);
  if (stop) StopTheWorld(m, "stack trace");
  AppendG(s, m->g, "running", level, &out);
  AppendOthers(s, m->g, level, &out);
  if (stop) StartTheWorld(m);
  return out;
}

std::vector<uintptr_t> GoroutineStacks(M* m) {
  Sched* s = SchedOf(m);
  std::vector<uintptr_t> out;
  auto append = [&](const G* g) {
    size_t count = out.size();
    out.push_back(0);
    s->rt->executor.walk(
        s->rt, g,
        [](void* arg, const FrameInfo& f) {
          bool bottom = f.function.view() == "runtime.main" || f.function.view() == "runtime.goexit";
          if (!f.hidden || bottom) static_cast<std::vector<uintptr_t>*>(arg)->push_back(f.pc);
          return true;
        },
        &out);
    out[count] = out.size() - count - 1;
  };
  StopTheWorld(m, "goroutine profile");
  append(m->g);
  std::vector<G*> all;
  ForEachG(s->rt, [](void* arg, G* g) { static_cast<std::vector<G*>*>(arg)->push_back(g); }, &all);
  for (G* g : all) {
    if (g != m->g && !g->system && g->status.load(kRelaxed) != GStatus::kDead) append(g);
  }
  StartTheWorld(m);
  return out;
}

void InitTraceback(Sched* s) {
  s->traceback_env = ParseTraceback(s->rt->options.traceback);
  s->traceback.store(s->traceback_env, kRelaxed);
}

void SetTraceback(Runtime* rt, std::string_view level) {
  Sched* s = rt->sched.get();
  s->traceback.store(ParseTraceback(level) | s->traceback_env, kRelaxed);
}

}  // namespace minigo::runtime
