// For tests: a runtime and the VM with no front end. Functions are assembled by hand.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/operands.h"
#include "interp/vm/vm.h"
#include "runtime/native.h"

namespace minigo::vm {

using bytecode::Builder;
using bytecode::FuncDebug;
using bytecode::Label;
using bytecode::LangFunc;
using bytecode::VmLinks;
using enum bytecode::Opcode;
using bytecode::kNoSlot;
using runtime::Chan;
using runtime::ChanDir;
using runtime::Func;
using runtime::FuncVal;
using runtime::G;
using runtime::GoSlice;
using runtime::GoString;
using runtime::Iface;
using runtime::Kind;
using runtime::M;
using runtime::NativeStatus;
using runtime::Runtime;
using runtime::RuntimeOptions;
using runtime::Slot;
using runtime::Type;

inline uint16_t Imm(int v) { return static_cast<uint16_t>(static_cast<int16_t>(v)); }

class Machine {
 public:
  Machine() : Machine(Options(1)) {}
  explicit Machine(RuntimeOptions options) {
    options.stdout_fd = options.stderr_fd = -1;
    options.write = [](void* arg, int, std::string_view text) {
      auto* self = static_cast<Machine*>(arg);
      std::lock_guard<std::mutex> lock(self->mu_);
      self->out_ += text;
    };
    options.write_arg = this;
    rt_ = std::make_unique<Runtime>(std::move(options), VmExecutor());
    rt_->engine = &links_;
    links_.funcs = &funcs_;
    links_.compile = [](M* m, Func* f) {
      auto* make = static_cast<std::pair<void (*)(Machine*, Func*), Machine*>*>(f->lazy);
      if (make == nullptr) return false;
      static std::mutex mu;
      std::lock_guard<std::mutex> lock(mu);
      if (f->entry.load() == bytecode::kLazyCode) make->first(make->second, f);
      return true;
    };
  }

  static RuntimeOptions Options(int procs) {
    RuntimeOptions o;
    o.max_procs = procs;
    return o;
  }

  Runtime& rt() { return *rt_; }
  VmLinks& links() { return links_; }
  const Type* Int() { return rt_->types.Basic(Kind::kInt); }
  const Type* String() { return rt_->types.Basic(Kind::kString); }
  std::string out() {
    std::lock_guard<std::mutex> lock(mu_);
    return out_;
  }

  // Declares a function; Finish gives it code.
  Func* Declare(std::string_view name, int results, int params) {
    Func* f = &store_.emplace_back();
    f->entry.store(bytecode::kLazyCode);
    f->name = name;
    f->file = "/src/test.go";
    f->line = 1;
    f->result_slots = static_cast<uint16_t>(results);
    f->param_slots = static_cast<uint16_t>(params);
    funcs_.push_back(f);
    f->id = static_cast<uint32_t>(funcs_.size());
    return f;
  }
  Func* Finish(Func* f, Builder& b, int frame_slots) {
    f->frame_slots = static_cast<uint32_t>(frame_slots);
    FuncDebug* debug = &debug_.emplace_back();
    debug->files.push_back("/src/test.go");
    b.Finish(f, arena_, debug);
    EXPECT_EQ(bytecode::Verify(*f), "");
    return f;
  }
  Func* Lazy(Func* f, void (*make)(Machine*, Func*)) {
    lazy_.emplace_back(make, this);
    f->lazy = &lazy_.back();
    return f;
  }
  Func* Native(std::string_view name, int results, int params, runtime::NativeFn fn) {
    Func* f = Declare(name, results, params);
    f->native = fn;
    f->flags = runtime::kFuncNative;
    f->frame_slots = f->entry_slots = static_cast<uint32_t>(results + params);
    f->code.store(bytecode::kNativeCode);
    f->entry.store(bytecode::kNativeCode);
    return f;
  }
  std::atomic<const runtime::InlineCache*>* Site() { return sites_.emplace_back().data(); }

  // Emits a call of a native.
  static void CallN(Builder& b, int at, Func* f) {
    b.Emit(kCallN, static_cast<uint16_t>(at));
    b.Extra(reinterpret_cast<uint64_t>(f->native));
    b.Extra(f);
  }
  static void LdStr(Builder& b, int slot, std::string_view s) {
    b.Emit(kLdStr, static_cast<uint16_t>(slot));
    b.Extra(s.data());
    b.Extra(uint64_t{s.size()});
  }
  static void LdFunc(Builder& b, int slot, Func* f) {
    b.Emit(kLdK, static_cast<uint16_t>(slot));
    b.Extra(&f->static_value);
  }
  void EmitT(Builder& b, bytecode::Opcode op, int a, int bb, int c, const void* t) {
    b.Emit(op, static_cast<uint16_t>(a), static_cast<uint16_t>(bb), static_cast<uint16_t>(c));
    b.Extra(t);
  }
  // An interface holding the string, into slot and slot+1.
  void LdIface(Builder& b, int slot, std::string_view s) {
    LdStr(b, slot, s);
    EmitT(b, kMkIface, slot, slot, 0, String());
  }

  // The functions that raise panics: each panics with a string.
  void AddLang() {
    auto text = [this](LangFunc which, int params, std::string_view words) {
      Func* f = Declare("runtime.raise", 0, params);
      f->flags = runtime::kFuncHidden;
      Builder b;
      if (words.empty()) {
        EmitT(b, kMkIface, params, 0, 0, String());
      } else {
        LdIface(b, params, words);
      }
      b.Emit(kPanic, static_cast<uint16_t>(params));
      Finish(f, b, params + 2);
      links_.lang[static_cast<int>(which)] = f;
    };
    text(LangFunc::kPanicError, 2, "");
    text(LangFunc::kPanicPlain, 2, "");
    text(LangFunc::kPanicBounds, 4, "bounds");
    text(LangFunc::kPanicNil, 0, "nil panic");
    text(LangFunc::kPanicMemory, 0, "nil dereference");
    text(LangFunc::kPanicTypeAssert, 5, "assertion");
  }

  int Run(Func* f, std::vector<Slot> args = {}, Slot* results = nullptr) {
    int n = results == nullptr ? 0 : f->result_slots;
    return rt_->RunMain(&f->static_value, args.data(), static_cast<int>(args.size()), results, n);
  }
  int64_t Run1(Func* f, std::vector<Slot> args = {}) {
    Slot r[8] = {};
    EXPECT_EQ(Run(f, std::move(args), r), 0) << out();
    return static_cast<int64_t>(r[0]);
  }

 private:
  std::mutex mu_;
  std::string out_;
  VmLinks links_;
  Arena arena_;
  std::vector<Func*> funcs_;
  std::deque<Func> store_;
  std::deque<FuncDebug> debug_;
  std::deque<std::pair<void (*)(Machine*, Func*), Machine*>> lazy_;
  std::deque<std::array<std::atomic<const runtime::InlineCache*>, bytecode::kCallCells>> sites_;
  std::unique_ptr<Runtime> rt_;  // dies first
};

// What a program says through the native `log`: numbers in order.
inline std::mutex log_mu;
inline std::vector<int64_t> log_values;
inline NativeStatus LogNative(M*, Slot* fp) {
  std::lock_guard<std::mutex> lock(log_mu);
  log_values.push_back(static_cast<int64_t>(fp[0]));
  return NativeStatus::kDone;
}
inline Func* LogFunc(Machine& vm) {
  log_values.clear();
  return vm.Native("main.log", 0, 1, LogNative);
}

}  // namespace minigo::vm
