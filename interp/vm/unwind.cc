// Panics, deferred calls, recover and Goexit.
//
// A deferred call is a record on G::defers. Functions that defer end in RunDefers, which starts the records of its
// frame one by one; a record is taken off the list before its call starts, so it never runs twice. The deferred
// call's frame lies above the frame that defers, and returns to the word after RunDefers, which runs it again.
//
// A panic is a record on G::panics. Nothing is unwound while it is on its way: the deferred calls run above the frame
// that panicked, newest first, whichever frame deferred them, and return to PanicDone. A panic raised in one of them
// gets a record and frames on top and goes on with the list where it stands. If a deferred call has called
// recover, the stack is cut back to the frame that deferred it, which resumes at its epilogue (the other deferred calls,
// then its results as they are). All panics raised above that frame are then gone, but for a Goexit: a recover cannot stop
// it, it goes on instead. Goexit is a panic that recover does not see and that ends the goroutine.
//
// When the list is empty, runtime.fatalPanic is called on top of everything, so that the trace shows the stack as it
// was. Frames below native code that called back into Go are reached by leaving the nested loops, see CallNested.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#include "interp/vm/frame.h"
#include "interp/vm/vm.h"
#include "runtime/panic.h"

namespace minigo::vm {

using runtime::Defer;
using runtime::Panic;

namespace {

constexpr uint32_t kStandardArgs = 5;
constexpr uint32_t kMaxCached = 32;

Defer* NewDefer(M* m, uint32_t args) {
  P* p = m->p;
  Defer* d = p->defer_cache;
  if (args <= kStandardArgs && d != nullptr) {
    p->defer_cache = d->link;
    return d;
  }
  uint32_t capacity = std::max(args, kStandardArgs);
  d = static_cast<Defer*>(std::malloc(sizeof(Defer) + (capacity - 1) * sizeof(Slot)));
  if (d == nullptr) MINIGO_FAIL("out of memory");
  d->capacity = capacity;
  return d;
}

void FreeDefer(M* m, Defer* d) {
  P* p = m->p;
  Defer* head = p == nullptr ? nullptr : p->defer_cache;
  uint32_t cached = head == nullptr ? 0 : head->cached;
  if (p == nullptr || d->capacity != kStandardArgs || cached >= kMaxCached) {
    std::free(d);
    return;
  }
  d->cached = cached + 1;
  d->link = head;
  p->defer_cache = d;
}

void CutStack(M* m, G* g, size_t depth) {
  while (g->stack_bytes > depth) runtime::PopChunk(m, g);
}

// ---- without a library (hand-assembled code): the words, then the end

Cont Die(M* m, std::string_view text, bool memory = false) {
  std::string words = "panic: ";
  words += text;
  words += '\n';
  if (memory) words += "[signal SIGSEGV: segmentation violation]\n";
  runtime::KeepPrinted(m);
  runtime::PrintString(m, GoString(words));
  runtime::DieOfPanic(m);
  return Leave(Exit::kExit);
}

void PrintPanics(M* m, const Panic* p) {
  if (p->link != nullptr) {
    PrintPanics(m, p->link);
    if (!p->link->goexit) runtime::PrintString(m, GoString("\t", 1));
  }
  if (p->goexit) return;
  runtime::PrintString(m, GoString(std::string_view("panic: ")));
  const Type* t = p->value.type;
  if (t == nullptr) {
    runtime::PrintString(m, GoString(std::string_view("nil")));
  } else if (t->kind == runtime::Kind::kString) {
    runtime::PrintString(m, *static_cast<const GoString*>(p->value.data));
  } else if (t->kind == runtime::Kind::kInt) {
    runtime::PrintInt(m, *static_cast<const int64_t*>(p->value.data));
  } else {
    runtime::PrintIface(m, p->value);
  }
  if (p->recovered) runtime::PrintString(m, GoString(std::string_view(" [recovered]")));
  runtime::PrintString(m, GoString("\n", 1));
}

// ---- calling the library's functions of package runtime

Func* LangFuncOf(M* m, LangFunc which) {
  VmLinks* links = LinksOf(m->rt);
  return links == nullptr ? nullptr : links->lang[static_cast<int>(which)];
}

Cont Call(M* m, const Insn* pc, Slot* fp, Func* f, const Slot* args, int n) {
  Save(m, pc, fp);
  return PushCall(m, fp, FrameTop(fp), pc, &f->static_value, args, n);
}

Cont PanicText(M* m, const Insn* pc, Slot* fp, LangFunc which, std::string_view text) {
  Func* f = LangFuncOf(m, which);
  Save(m, pc, fp);
  if (f == nullptr) {
    std::string words = which == LangFunc::kPanicError ? "runtime error: " : "";
    words += text;
    return Die(m, words);
  }
  GoString s = runtime::NewString(m, text);
  Slot args[2] = {reinterpret_cast<Slot>(s.data), static_cast<Slot>(s.len)};
  return Call(m, pc, fp, f, args, 2);
}

// ---- the unwinding itself

Cont NobodyRecovered(M* m, Panic* p) {
  for (const Panic* q = p->link; q != nullptr; q = q->link) {
    if (q->printing) return FatalAt(m, p->start_pc, p->start.fp, "panic while printing panic value");
  }
  p->printing = true;
  Func* f = LangFuncOf(m, LangFunc::kFatalPanic);
  if (f != nullptr) return Call(m, p->start_pc, p->start.fp, f, nullptr, 0);
  Save(m, p->start_pc, p->start.fp);
  runtime::KeepPrinted(m);
  PrintPanics(m, p);
  runtime::DieOfPanic(m);
  return Leave(Exit::kExit);
}

Panic* FreePanic(M* m, Panic* p) {
  Panic* link = p->link;
  if (!p->goexit) runtime::CountPanics(m, -1);
  std::free(p);
  return link;
}

Cont EndOfGoroutine(M* m) {
  G* g = m->g;
  while (g->panics != nullptr) g->panics = FreePanic(m, g->panics);
  g->goexit = true;
  if (g->nested == nullptr) return GoExit(m, nullptr, nullptr);
  // First the native code on the fibers' stacks must end. The frames stay until then.
  g->pc = kGoExitCode;
  return Leave(Exit::kUnwound);
}

// Starts the next deferred call on behalf of p, the newest panic.
Cont NextDefer(M* m, Panic* p) {
  G* g = m->g;
  Defer* d = g->defers;
  if (d == nullptr) return p->goexit ? EndOfGoroutine(m) : NobodyRecovered(m, p);
  Slot* fp = p->start.fp;
  p->deferred_by = d->frame;
  Save(m, p->start_pc, fp);
  FuncVal* fn = d->fn;
  if (fn == nullptr) {
    g->defers = d->link;
    FreeDefer(m, d);
    return PanicMemoryAt(m, p->start_pc, fp);
  }
  Cont call = PushCall(m, fp, FrameTop(fp), kPanicDoneCode, fn, d->args, static_cast<int>(d->arg_slots));
  if (call.pc == nullptr) return call;
  g->defers = d->link;
  FreeDefer(m, d);
  p->deferred_fp = call.fp;
  return call;
}

Cont Start(M* m, const Insn* pc, Slot* fp, Iface value, bool goexit) {
  Save(m, pc, fp);
  G* g = m->g;
  auto* p = static_cast<Panic*>(std::calloc(1, sizeof(Panic)));
  if (p == nullptr) MINIGO_FAIL("out of memory");
  p->link = g->panics;
  p->value = value;
  p->start = {g->stack_bytes, fp};
  p->start_pc = pc;
  p->goexit = goexit;
  if (!goexit) runtime::CountPanics(m, 1);
  g->panics = p;
  return NextDefer(m, p);
}

// p was recovered by a deferred call of the frame p->deferred_by.
Cont Recovered(M* m, Panic* p) {
  G* g = m->g;
  Position to = p->deferred_by;
  Panic* q = p;
  while (q != nullptr && !to.IsAbove(q->start) && !q->goexit) q = FreePanic(m, q);
  g->panics = q;
  if (q != nullptr && !to.IsAbove(q->start)) {
    // A Goexit on its way: PanicDone takes it up again.
    CutStack(m, g, q->start.depth);
    Save(m, kPanicDoneCode, q->start.fp);
  } else {
    CutStack(m, g, to.depth);
    const Func* f = FuncOf(to.fp);
    MINIGO_DCHECK(f->flags & runtime::kFuncHasDefer);
    // Whichever version the frame was in: what the epilogue reads lies in the same slots.
    Save(m, f->code.load(std::memory_order_relaxed) + f->epilogue, to.fp);
  }
  return GoOnUnwound(m);
}

}  // namespace

Cont GoOnUnwound(M* m) {
  G* g = m->g;
  auto* nested = static_cast<Nested*>(g->nested);
  if (nested != nullptr) {
    bool ends = g->pc == kGoExitCode;
    if (ends || nested->first.IsAbove({g->stack_bytes, g->fp})) return Leave(Exit::kUnwound);
  }
  return {static_cast<const Insn*>(g->pc), g->fp};
}

// ---------------------------------------------------------------- what goes wrong in operations

[[gnu::cold, gnu::noinline]] Cont PanicValueAt(M* m, const Insn* pc, Slot* fp, Iface value) {
  if (value.type != nullptr) return Start(m, pc, fp, value, false);
  Func* f = LangFuncOf(m, LangFunc::kPanicNil);
  if (f != nullptr) return Call(m, pc, fp, f, nullptr, 0);
  Save(m, pc, fp);
  return Die(m, "panic called with nil argument");
}

[[gnu::cold, gnu::noinline]] Cont PanicErrorAt(M* m, const Insn* pc, Slot* fp, std::string_view text) {
  return PanicText(m, pc, fp, LangFunc::kPanicError, text);
}

[[gnu::cold, gnu::noinline]] Cont PanicPlainAt(M* m, const Insn* pc, Slot* fp, std::string_view text) {
  return PanicText(m, pc, fp, LangFunc::kPanicPlain, text);
}

[[gnu::cold, gnu::noinline]] Cont PanicMemoryAt(M* m, const Insn* pc, Slot* fp) {
  Func* f = LangFuncOf(m, LangFunc::kPanicMemory);
  if (f != nullptr) return Call(m, pc, fp, f, nullptr, 0);
  Save(m, pc, fp);
  return Die(m, "runtime error: invalid memory address or nil pointer dereference", true);
}

[[gnu::cold, gnu::noinline]] Cont PanicDivideAt(M* m, const Insn* pc, Slot* fp) {
  return PanicErrorAt(m, pc, fp, "integer divide by zero");
}

[[gnu::cold, gnu::noinline]] Cont PanicBoundsAt(M* m, const Insn* pc, Slot* fp, Bounds code, uint64_t x,
                                                bool is_signed, uint64_t y) {
  Func* f = LangFuncOf(m, LangFunc::kPanicBounds);
  if (f != nullptr) {
    Slot args[4] = {static_cast<Slot>(code), x, is_signed, y};
    return Call(m, pc, fp, f, args, 4);
  }
  Save(m, pc, fp);
  std::string first =
      is_signed ? std::to_string(static_cast<int64_t>(x)) : std::to_string(x);
  std::string words = "runtime error: ";
  switch (code) {
    case Bounds::kIndex: words += "index out of range [" + first + "]"; break;
    case Bounds::kConvert: words += "cannot convert slice with length " + first; break;
    default: words += "slice bounds out of range [" + first + "]"; break;
  }
  if (!is_signed || static_cast<int64_t>(x) >= 0) words += " with length " + std::to_string(y);
  return Die(m, words);
}

namespace {

// Whether the index at pc, which as a signed number is negative, is unsigned.
bool IsUnsignedIndex(const Insn* pc, Slot* fp) {
  const Func* f = runtime::VersionAt(FuncOf(fp), pc);
  const runtime::FuncDebug* debug = f->debug;
  if (debug == nullptr || debug->unsigned_indices.empty()) return false;
  auto word = static_cast<uint32_t>(pc - f->code.load(std::memory_order_relaxed));
  const runtime::LineEntry* at = debug->RowOf(word - 1);
  if (at == nullptr) return false;
  for (const runtime::UnsignedIndex& u : debug->unsigned_indices) {
    if (u.line == at->line && u.file == at->file) return true;
  }
  return false;
}

}  // namespace

[[gnu::cold, gnu::noinline]] Cont PanicIndexAt(M* m, const Insn* pc, Slot* fp, uint64_t x, uint64_t y) {
  bool is_signed = static_cast<int64_t>(x) >= 0 || !IsUnsignedIndex(pc, fp);
  return PanicBoundsAt(m, pc, fp, Bounds::kIndex, x, is_signed, y);
}

[[gnu::cold, gnu::noinline]] Cont PanicAssertAt(M* m, const Insn* pc, Slot* fp, const Type* iface,
                                                const Type* concrete, const Type* asserted,
                                                std::string_view missing) {
  Func* f = LangFuncOf(m, LangFunc::kPanicTypeAssert);
  if (f != nullptr) {
    // The method's name is part of a descriptor: it outlives the panic.
    Slot args[5] = {reinterpret_cast<Slot>(iface), reinterpret_cast<Slot>(concrete),
                    reinterpret_cast<Slot>(asserted), reinterpret_cast<Slot>(missing.data()),
                    missing.size()};
    return Call(m, pc, fp, f, args, 5);
  }
  Save(m, pc, fp);
  std::string words = "interface conversion: interface is ";
  words += concrete == nullptr ? std::string_view("nil") : concrete->string.view();
  words += ", not ";
  words += asserted->string.view();
  return Die(m, words);
}

[[gnu::cold, gnu::noinline]] Cont FatalAt(M* m, const Insn* pc, Slot* fp, std::string_view text) {
  Save(m, pc, fp);
  runtime::Fatal(m, text);
  return Leave(Exit::kExit);
}

[[gnu::cold, gnu::noinline]] Cont RaisePending(M* m, const Insn* pc, Slot* fp) {
  M::PendingPanic pending = m->pending;
  m->pending = {};
  switch (pending.kind) {
    case M::PendingPanic::kValue: return PanicValueAt(m, pc, fp, pending.value);
    case M::PendingPanic::kRuntimeError: return PanicErrorAt(m, pc, fp, pending.text.view());
    case M::PendingPanic::kPlainError: return PanicPlainAt(m, pc, fp, pending.text.view());
    case M::PendingPanic::kFatal: return FatalAt(m, pc, fp, pending.text.view());
    case M::PendingPanic::kUnwind: return m->rt->exiting() ? Leave(Exit::kExit) : GoOnUnwound(m);
    case M::PendingPanic::kNone: break;
  }
  MINIGO_FAIL("a native reports a panic and has raised none");
}

Cont Goexit(M* m, const Insn* pc, Slot* fp) { return Start(m, pc, fp, {}, true); }

// ---------------------------------------------------------------- the instructions

Cont OpPanic(M* m, const Insn* pc, Slot* fp) {
  Iface v = {reinterpret_cast<const Type*>(fp[pc->a]), reinterpret_cast<void*>(fp[pc->a + 1])};
  return PanicValueAt(m, pc + 1, fp, v);
}

Cont OpPanicText(M* m, const Insn* pc, Slot* fp) {
  const auto* words = reinterpret_cast<const uint64_t*>(pc);
  std::string_view text(reinterpret_cast<const char*>(words[1]), words[2]);
  return pc->a == 0 ? PanicErrorAt(m, pc + 1, fp, text) : PanicPlainAt(m, pc + 1, fp, text);
}

namespace {

Defer* RecordDefer(M* m, const Insn* pc, Slot* fp) {
  uint32_t n = pc->c;
  Defer* d = NewDefer(m, n);
  d->fn = reinterpret_cast<FuncVal*>(fp[pc->b]);
  d->arg_slots = n;
  for (uint32_t i = 0; i < n; i++) d->args[i] = fp[pc->a + i];
  return d;
}

}  // namespace

[[gnu::noinline]] Cont OpDefer(M* m, const Insn* pc, Slot* fp) {
  G* g = m->g;
  Defer* d = RecordDefer(m, pc, fp);
  d->frame = {g->stack_bytes, fp};
  d->link = g->defers;
  g->defers = d;
  return {pc + 1, fp};
}

// The list is ordered by frame: the record goes below those of the frames in between, which return earlier.
[[gnu::noinline]] Cont OpDeferAt(M* m, const Insn* pc, Slot* fp) {
  G* g = m->g;
  auto* frame = reinterpret_cast<Slot*>(fp[reinterpret_cast<const uint64_t*>(pc)[1]]);
  size_t depth = g->stack_bytes;
  for (const StackChunk* c = g->chunk; frame < c->begin || frame >= c->end; c = c->prev) {
    // An iterator that calls the loop's body on a goroutine of its own.
    if (c->prev == nullptr) return FatalAt(m, pc + 1, fp, "defer in a loop body on another goroutine");
    depth -= static_cast<size_t>(c->end - c->begin) * sizeof(Slot);
  }
  Defer* d = RecordDefer(m, pc, fp);
  d->frame = {depth, frame};
  Defer** at = &g->defers;
  while (*at != nullptr && (*at)->frame.IsAbove(d->frame)) at = &(*at)->link;
  d->link = *at;
  *at = d;
  return {pc + 2, fp};
}

// The newest deferred call is one of this frame.
[[gnu::noinline]] Cont OpRunDefer(M* m, const Insn* pc, Slot* fp) {
  G* g = m->g;
  Defer* d = g->defers;
  FuncVal* fn = d->fn;
  Save(m, pc + 1, fp);
  if (fn == nullptr) {
    g->defers = d->link;
    FreeDefer(m, d);
    return PanicMemoryAt(m, pc + 1, fp);
  }
  Cont call = PushCall(m, fp, FrameTop(fp), pc + 1, fn, d->args, static_cast<int>(d->arg_slots));
  if (call.pc == nullptr) return call;
  g->defers = d->link;
  FreeDefer(m, d);
  return call;
}

namespace {

// Whether a call through f counts as a call of what f calls. Package reflect passes calls on by library code.
bool IsTransparent(const Func* f) {
  return (f->flags & runtime::kFuncWrapper) || f->name.starts_with("reflect.");
}

}  // namespace

[[gnu::noinline]] Cont OpRecover(M* m, const Insn* pc, Slot* fp) {
  Panic* p = m->g->panics;
  Iface v;
  if (p != nullptr && !p->goexit && !p->recovered && p->deferred_fp != nullptr) {
    // From here down to the deferred call there must be one function besides wrappers.
    int functions = 0;
    const Slot* f = fp;
    for (; f != nullptr && functions <= 1; f = CallerFp(f)) {
      if (!IsTransparent(FuncOf(f))) functions++;
      if (f == p->deferred_fp) break;
    }
    if (f == p->deferred_fp && functions == 1) {
      p->recovered = true;
      v = p->value;
    }
  }
  fp[pc->a] = reinterpret_cast<Slot>(v.type);
  fp[pc->a + 1] = reinterpret_cast<Slot>(v.data);
  return {pc + 1, fp};
}

[[gnu::cold, gnu::noinline]] Cont PanicDone(M* m, const Insn*, Slot*) {
  Panic* p = m->g->panics;
  p->deferred_fp = nullptr;
  return p->recovered ? Recovered(m, p) : NextDefer(m, p);
}

// ---------------------------------------------------------------- for the runtime

void Roots(const G* g, void (*scan)(void* arg, const void* start, size_t bytes), void* arg) {
  for (const Defer* d = g->defers; d != nullptr; d = d->link) {
    scan(arg, &d->fn, sizeof d->fn);
    if (d->arg_slots > 0) scan(arg, d->args, d->arg_slots * sizeof(Slot));
  }
  for (const Panic* p = g->panics; p != nullptr; p = p->link) scan(arg, &p->value, sizeof p->value);
}

void Release(M* m, G* g) {
  while (g->defers != nullptr) {
    Defer* d = g->defers;
    g->defers = d->link;
    FreeDefer(m, d);
  }
  // On their way still, and not counted any more: the engine is over.
  while (Panic* p = g->panics) {
    g->panics = p->link;
    std::free(p);
  }
  g->nested = nullptr;
}

void ReleaseP(P* p) {
  while (p->defer_cache != nullptr) {
    Defer* d = p->defer_cache;
    p->defer_cache = d->link;
    std::free(d);
  }
}

// ---------------------------------------------------------------- natives of the library

namespace {

int64_t PanicCount(M* m) {
  int64_t n = 0;
  for (const Panic* p = m->g->panics; p != nullptr; p = p->link) n++;
  return n;
}

std::tuple<Iface, bool, bool, bool> PanicAt(M* m, int64_t i) {
  int64_t n = PanicCount(m);
  const Panic* newer = nullptr;
  for (const Panic* p = m->g->panics; p != nullptr; newer = p, p = p->link) {
    if (--n != i) continue;
    bool again = newer != nullptr && newer->value.type == p->value.type &&
                 newer->value.data == p->value.data;
    return {p->value, p->recovered, p->goexit, again};
  }
  return {};
}

void* MakeFuncNative(M* m, const void* type, FuncVal* impl) {
  return MakeFuncValue(m, static_cast<const Type*>(type), impl);
}

uint64_t FuncEntry(const FuncVal* fv) {
  return fv == nullptr ? 0 : uint64_t{fv->fn->id} << 24;
}

const runtime::NativeEntry kEntries[] = {
    runtime::Native<&PanicCount>("panicCount"),
    runtime::Native<&PanicAt>("panicAt"),
    runtime::Native<&MakeFuncNative>("makeFuncValue"),
    runtime::Native<&FuncEntry>("FuncEntry"),
};

}  // namespace

const runtime::NativeTable kVmNatives = {kEntries, static_cast<int>(std::size(kEntries))};

}  // namespace minigo::vm
