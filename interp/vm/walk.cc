// Frames for those who look from outside: tracebacks, runtime.Callers, FuncForPC.
//
// A frame's pc is the word after the instruction that it executes (a return address); line numbers are looked up one
// word before. Word 0 stands for the function itself: its declaration's line.
#include "interp/vm/frame.h"
#include "interp/vm/vm.h"

namespace minigo::vm {

using runtime::FrameInfo;
using runtime::FuncDebug;
using runtime::InlinedCall;
using runtime::LineEntry;

namespace {

constexpr uintptr_t kWordMask = (uintptr_t{1} << 24) - 1;

// Of the version that pc lies in.
uint32_t WordOf(const Func* f, const Insn* pc) {
  const Insn* code = f->code.load(std::memory_order_acquire);
  return pc > code && pc <= code + f->code_words ? static_cast<uint32_t>(pc - code) : 0;
}

const LineEntry* RowOf(const FuncDebug* debug, uint32_t word) {
  if (word == 0 || debug == nullptr) return nullptr;
  auto after = std::upper_bound(debug->lines.begin(), debug->lines.end(), word - 1,
                                [](uint32_t w, const LineEntry& e) { return w < e.pc; });
  return after == debug->lines.begin() ? nullptr : &after[-1];
}

// The pc that Go sees. A function that may come to have several versions shows the same one for a line whichever version runs:
// the end of the line's first instructions in plain code. (The word before it is on that line too, for those who subtract 1.)
uintptr_t PcOf(const Func* f, uint32_t word) {
  const Func* plain = f->version_of == nullptr ? f : f->version_of;
  const LineEntry* row = RowOf(f->debug, word);
  if (row != nullptr && (f != plain || bytecode::IsPlain(*f)) && plain->debug != nullptr) {
    uint32_t line = row->line;
    uint16_t file = row->file;
    for (uint16_t i = row->inlined; i != 0; i = f->debug->inlined[i - 1u].parent) {
      line = f->debug->inlined[i - 1u].line;
      file = f->debug->inlined[i - 1u].file;
    }
    const auto& rows = plain->debug->lines;
    for (size_t i = 0; i < rows.size(); i++) {
      uint32_t end = i + 1 < rows.size() ? rows[i + 1].pc : plain->code_words;
      if (rows[i].line != line || end - rows[i].pc < 2 || plain->debug->files[rows[i].file] != f->debug->files[file]) continue;
      return uintptr_t{plain->id} << 24 | end;
    }
  }
  return uintptr_t{f->id} << 24 | word;
}

// Visits the frames that the word stands for: inlined calls, innermost first, then f itself.
// A wrapper is shown only where it panicked itself.
template <typename Visit>
bool Expand(const Func* f, uint32_t word, const Slot* fp, bool panicked, Visit visit) {
  FrameInfo info;
  info.file = GoString(f->file);
  info.line = static_cast<int32_t>(f->line);
  info.entry = uintptr_t{f->version_of == nullptr ? f->id : f->version_of->id} << 24;
  info.hidden = (f->flags & (panicked ? runtime::kFuncHidden : runtime::kFuncHidden | runtime::kFuncWrapper)) != 0;
  info.arg_words = f->param_slots;
  info.fp = fp;
  const uintptr_t entry_pc = info.entry;
  const FuncDebug* debug = f->debug;
  if (const LineEntry* row = RowOf(debug, word)) {
    auto file = [&](uint16_t i) {
      return i < debug->files.size() ? GoString(debug->files[i]) : GoString(f->file);
    };
    info.file = file(row->file);
    info.line = static_cast<int32_t>(row->line);
    uintptr_t depth = 0;
    for (uint16_t i = row->inlined; i != 0; i = debug->inlined[i - 1u].parent) depth++;
    for (uint16_t i = row->inlined; i != 0; depth--) {
      const InlinedCall& call = debug->inlined[i - 1u];
      info.function = GoString(call.function);
      info.entry = depth << 56 | entry_pc;
      info.pc = depth << 56 | uintptr_t{f->id} << 24 | word;
      if (!visit(info)) return false;
      info.file = file(call.file);
      info.line = static_cast<int32_t>(call.line);
      i = call.parent;
    }
  }
  info.function = GoString(f->name);
  info.entry = entry_pc;
  info.pc = PcOf(f, word);
  return visit(info);
}

// Visits the frame of one of those functions that only name what the VM does.
template <typename Visit>
bool ShowStandIn(runtime::Runtime* rt, LangFunc which, std::string_view name, bool hidden, Visit visit) {
  FrameInfo info;
  info.function = GoString(name);
  VmLinks* links = LinksOf(rt);
  if (const Func* f = links == nullptr ? nullptr : links->lang[static_cast<int>(which)]) {
    info.file = GoString(f->file);
    info.line = static_cast<int32_t>(f->line);
    info.entry = uintptr_t{f->id} << 24;
    info.pc = info.entry | 1;
  } else if (hidden) {
    return true;
  }
  info.hidden = hidden;
  info.arg_words = which == LangFunc::kGopanic ? 2 : 0;
  return visit(info);
}

// Whether f is one of the functions that raise panics.
bool Raises(runtime::Runtime* rt, const Func* f) {
  VmLinks* links = LinksOf(rt);
  for (int i = 0; links != nullptr && i <= static_cast<int>(LangFunc::kFatalPanic); i++) {
    if (links->lang[i] == f) return true;
  }
  return false;
}

}  // namespace

uintptr_t EncodePc(const Func* f, const Insn* pc) {
  const Func* version = runtime::VersionAt(f, pc);
  return PcOf(version, WordOf(version, pc));
}

void Walk(runtime::Runtime* rt, const G* g, bool (*visit)(void* arg, const FrameInfo& f), void* arg) {
  const Insn* pc = static_cast<const Insn*>(g->pc);
  const Slot* fp = g->fp;
  const StackChunk* chunk = g->chunk;
  const runtime::Panic* panic = g->panics;
  const Func* callee = nullptr;
  bool raised = false;  // the frame is the one that the panic above it began in
  auto show = [&](const FrameInfo& info) { return visit(arg, info); };
  while (fp != nullptr) {
    const Func* f = FuncOf(fp);
    const Insn* return_pc = ReturnPc(fp);
    const Slot* caller = CallerFp(fp);
    if (return_pc == kPopChunkCode) {
      return_pc = static_cast<const Insn*>(chunk->return_pc);
      chunk = chunk->prev;
    }
    bool bridge = f->code.load(std::memory_order_relaxed) == kNativeCallDoneCode;
    if (!bridge) {
      bool panicked = (f->flags & runtime::kFuncWrapper) && (raised || (callee != nullptr && Raises(rt, callee)));
      const Func* version = runtime::VersionAt(f, pc);
      if (!Expand(version, WordOf(version, pc), fp, panicked, show)) return;
    }
    callee = f;
    raised = false;
    if (return_pc == kGoExitCode) {
      ShowStandIn(rt, LangFunc::kBottom, "runtime.goexit", true, show);
      return;
    }
    if (return_pc == kPanicDoneCode) {
      // A deferred call run by a panic: the boundary is shown as Go shows it.
      while (panic != nullptr && panic->deferred_fp != fp) panic = panic->link;
      if (panic == nullptr) return;
      return_pc = panic->start_pc;
      bool more = panic->goexit ? ShowStandIn(rt, LangFunc::kGoexit, "runtime.Goexit", false, show)
                                : ShowStandIn(rt, LangFunc::kGopanic, "panic", false, show);
      if (!more) return;
      raised = !panic->goexit;
      panic = panic->link;
    }
    fp = caller;
    pc = return_pc;
  }
}

bool Describe(runtime::Runtime* rt, uintptr_t pc, FrameInfo* out) {
  VmLinks* links = LinksOf(rt);
  uint32_t id = static_cast<uint32_t>(pc >> 24);
  if (links == nullptr || id == 0) return false;
  const Func* f = nullptr;
  if (links->func_by_id != nullptr) {
    f = links->func_by_id(rt, id);
  } else if (links->funcs != nullptr && id <= links->funcs->size()) {
    f = (*links->funcs)[id - 1];
  }
  uint32_t word = static_cast<uint32_t>(pc & kWordMask);
  if (f == nullptr || (word > f->code_words && f->code_words != 0)) return false;
  if (f->code_words == 0) word = 0;  // a native, or a stand-in: it is all one place
  bool found = false;
  Expand(f, word, nullptr, false, [&](const FrameInfo& info) {
    found = info.pc >> 56 == pc >> 56;  // the depth of inlining
    if (found) *out = info;
    return !found;
  });
  out->pc = pc;
  return found;
}

}  // namespace minigo::vm
