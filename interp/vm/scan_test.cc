// Tests of what frames show the collector. Values are numbers that say where they come from; the native `look` notes
// which of them are shown.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "interp/bytecode/operands.h"
#include "interp/vm/frame.h"
#include "interp/vm/test_machine.h"
#include "runtime/roots.h"

namespace minigo::vm {
namespace {

using bytecode::TellCall;

std::multiset<int64_t> shown;

void Note(void*, const void* start, size_t bytes) {
  const Slot* words = static_cast<const Slot*>(start);
  for (size_t i = 0; i < bytes / sizeof(Slot); i++) {
    int64_t v = static_cast<int64_t>(words[i]);
    if (v >= 1000 && v < 100000) shown.insert(v);
  }
}

NativeStatus LookNative(M* m, Slot*) {
  ScanFrames(m->rt, m->g, Note, nullptr);
  return NativeStatus::kDone;
}

// Whether the caller's frame has forgotten its closure.
bool forgotten;
NativeStatus LookAtClosureNative(M* m, Slot*) {
  ScanFrames(m->rt, m->g, Note, nullptr);
  forgotten = m->g->fp[-1] == reinterpret_cast<Slot>(&FuncOf(m->g->fp)->static_value);
  return NativeStatus::kDone;
}

// All goroutines, once the others have come to rest.
NativeStatus LookAtAllNative(M* m, Slot*) {
  runtime::ForEachG(
      m->rt,
      [](void* rt, G* g) {
        if (g->status.load() != runtime::GStatus::kDead) {
          ScanFrames(static_cast<Runtime*>(rt), g, Note, nullptr);
        }
      },
      m->rt);
  return NativeStatus::kDone;
}

// func through(f func(int), x int), on a fiber.
NativeStatus ThroughNative(M* m, Slot* fp) {
  runtime::FiberStatus st = runtime::RunOnFiber(
      m,
      [](M* m0, void* arg) {
        Slot* frame = static_cast<Slot*>(arg);
        Slot x = 4001;
        runtime::CallGo(m0, reinterpret_cast<FuncVal*>(frame[0]), &x, 1, nullptr, 0);
      },
      fp);
  EXPECT_EQ(st, runtime::FiberStatus::kDone);
  return NativeStatus::kDone;
}

// func ask(f func(int), x int): the VM makes the call.
NativeStatus AskNative(M* m, Slot* fp) {
  m->call = {reinterpret_cast<FuncVal*>(fp[0]), fp + 1, 1, 0, nullptr};
  return NativeStatus::kCall;
}

NativeStatus YieldNative(M*, Slot*) { return NativeStatus::kYield; }

struct ScanTest : testing::Test {
  Machine vm;
  Builder b;
  Func* look;
  void SetUp() override {
    shown.clear();
    vm.AddLang();
    look = vm.Native("main.look", 0, 0, LookNative);
  }
  void Load(int slot, int v) { b.Emit32(kLdI, static_cast<uint16_t>(slot), v); }
  // Reads a slot.
  void Use(int slot) { b.Emit(kChkShift, static_cast<uint16_t>(slot)); }
  void Call(int at, Func* f) {
    b.Emit(kCall, static_cast<uint16_t>(at));
    b.Extra(f);
  }
  static void Expect(std::multiset<int64_t> want) { EXPECT_EQ(shown, want); }
};

TEST_F(ScanTest, LiveSlotsOfTheRunningFrame) {
  Func* f = vm.Declare("main.f", 0, 0);
  Load(0, 1001);
  Load(1, 1002);
  Load(2, 1003);
  Use(1);
  Machine::CallN(b, 8, look);
  Use(0);
  Load(2, 5);
  Use(2);
  b.Emit(kRet);
  vm.Finish(f, b, 9);
  EXPECT_EQ(vm.Run(f), 0);
  Expect({1001});
}

TEST_F(ScanTest, CallersAndParameters) {
  Func* inner = vm.Declare("main.inner", 1, 2);
  Use(1);
  Machine::CallN(b, 8, look);
  b.Emit(kMov, 0, 2);
  b.Emit(kRet);
  vm.Finish(inner, b, 9);
  Func* f = vm.Declare("main.f", 0, 0);
  Load(0, 2001);
  Load(1, 2002);
  Load(7, 2000);  // garbage where the result will be
  Load(8, 2003);
  Load(9, 2004);
  Call(7, inner);
  Use(7);
  Use(0);
  b.Emit(kRet);
  vm.Finish(f, b, 10);
  EXPECT_EQ(vm.Run(f), 0);
  Expect({2001, 2004});
}

TEST_F(ScanTest, AcrossChunks) {
  // func f(n): keeps 10000+n for later and 20000+n not; the deepest looks.
  Func* f = vm.Declare("main.f", 0, 1);
  Label deepest = b.NewLabel(), end = b.NewLabel();
  b.Emit(kAddI, 1, 0, 10000);
  b.Emit(kAddI, 2, 0, 20000);
  b.Jump(kJEqI, deepest, 0, 0);
  b.Emit(kAddI, 6, 0, Imm(-1));
  Call(6, f);
  b.Jump(kJmp, end);
  b.Bind(deepest);
  Machine::CallN(b, 6, look);
  b.Bind(end);
  Use(1);
  b.Emit(kRet);
  vm.Finish(f, b, 7);
  EXPECT_EQ(vm.Run(f, {500}), 0);
  std::multiset<int64_t> want;
  for (int i = 0; i <= 500; i++) want.insert(10000 + i);
  Expect(want);
}

TEST_F(ScanTest, ArgumentsOfNatives) {
  Func* taking = vm.Native("main.taking", 1, 2, LookNative);
  Func* f = vm.Declare("main.f", 0, 0);
  Load(6, 3000);
  Load(7, 3001);
  Load(8, 3002);
  Machine::CallN(b, 6, taking);
  Load(7, 3003);
  Load(8, 3004);
  Machine::LdFunc(b, 1, taking);
  b.Emit(kCallC, 6, 1, TellCall(1, 2));
  b.Emit(kRet);
  vm.Finish(f, b, 9);
  EXPECT_EQ(vm.Run(f), 0);
  // Called directly, and through a func value; the result may be in the making.
  Expect({3000, 3001, 3002, 3000, 3003, 3004});
}

TEST_F(ScanTest, BelowNativesThatCallBack) {
  Func* callback = vm.Declare("main.callback", 0, 1);
  Machine::CallN(b, 5, look);
  Use(0);
  b.Emit(kRet);
  vm.Finish(callback, b, 6);
  for (auto native : {ThroughNative, AskNative}) {
    Func* through = vm.Native("main.through", 0, 2, native);
    Func* f = vm.Declare("main.f", 0, 0);
    Load(0, 4002);
    Load(1, 4003);
    Machine::LdFunc(b, 6, callback);
    Load(7, 4004);
    Machine::CallN(b, 6, through);
    Use(0);
    b.Emit(kRet);
    vm.Finish(f, b, 8);
    shown.clear();
    EXPECT_EQ(vm.Run(f), 0);
    if (native == AskNative) Expect({4002, 4004, 4004});
    else Expect({4001, 4002, 4004});
  }
}

TEST_F(ScanTest, PanicsGiveFramesUp) {
  // Deferred: looks at the stack of the panic, and recovers.
  Func* deferred = vm.Declare("main.deferred", 0, 1);
  Machine::CallN(b, 6, look);
  Use(0);
  b.Emit(kRecover, 1);
  b.Emit(kRet);
  vm.Finish(deferred, b, 7);
  // Panics with live variables that nobody will read any more.
  Func* panics = vm.Declare("main.panics", 0, 0);
  Load(0, 5001);
  vm.LdIface(b, 1, "stop");
  Label over = b.NewLabel();
  b.Jump(kJEqI, over, 0, 0);
  b.Emit(kPanic, 1);
  b.Bind(over);
  Use(0);
  b.Emit(kRet);
  vm.Finish(panics, b, 7);
  Func* divides = vm.Declare("main.divides", 0, 0);
  Load(0, 5002);
  Load(1, 0);
  Load(2, 5003);
  b.Emit(kDiv, 3, 0, 1);
  Use(2);
  Use(3);
  b.Emit(kRet);
  vm.Finish(divides, b, 7);
  for (Func* raise : {panics, divides}) {
    Func* f = vm.Declare("main.f", 1, 0);
    f->flags = runtime::kFuncHasDefer;
    b.Emit(kZero, 0);
    Load(1, 5004);  // read by the epilogue
    Load(2, 5005);  // read after the call
    Machine::LdFunc(b, 3, deferred);
    Load(4, 5006);
    b.Emit(kDefer, 4, 3, 1);
    Call(10, raise);
    Use(2);
    f->epilogue = static_cast<uint32_t>(b.size());
    b.Emit(kRunDefers);
    b.Emit(kMov, 0, 1);
    b.Emit(kRet);
    vm.Finish(f, b, 11);
    shown.clear();
    EXPECT_EQ(vm.Run1(f), 5004);
    // f itself might still return from the call, as far as its frame knows.
    Expect({5004, 5005, 5006});
  }
}

TEST_F(ScanTest, DeferredCallsAtTheEnd) {
  Func* deferred = vm.Declare("main.deferred", 0, 1);
  Machine::CallN(b, 6, look);
  Use(0);
  b.Emit(kRet);
  vm.Finish(deferred, b, 7);
  Func* f = vm.Declare("main.f", 1, 0);
  f->flags = runtime::kFuncHasDefer;
  Load(0, 6001);
  Load(2, 6002);
  Machine::LdFunc(b, 3, deferred);
  Load(4, 6003);
  b.Emit(kDefer, 4, 3, 1);
  Use(2);
  f->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm.Finish(f, b, 11);
  EXPECT_EQ(vm.Run1(f), 6001);
  Expect({6001, 6003});
}

TEST_F(ScanTest, OtherGoroutines) {
  Func* all = vm.Native("main.lookAtAll", 0, 0, LookAtAllNative);
  Func* yield = vm.Native("runtime.Gosched", 0, 0, YieldNative);
  // Parked in a send, with one variable for later; then parked in a select.
  Func* sends = vm.Declare("main.sends", 0, 1);
  Load(1, 7001);
  Load(2, 7002);
  Load(3, 7003);
  Use(3);
  b.Emit(kSend, 0, 2, 1);
  Use(1);
  b.Emit(kRet);
  vm.Finish(sends, b, 4);
  Func* selects = vm.Declare("main.selects", 0, 1);
  Load(1, 7011);  // sent in either case
  Load(2, 7012);
  Load(3, 7013);  // nothing
  Use(3);
  for (int i = 0; i < 2; i++) {
    uint16_t row = static_cast<uint16_t>(6 + 4 * i);
    b.Emit(kMov, row, 0);
    b.Emit(kLeaF, static_cast<uint16_t>(row + 1), static_cast<uint16_t>(1 + i), 1);
    Load(row + 2, 1);
    Load(row + 3, 0);
  }
  b.Emit(kSelect, 4, 6, 2);
  b.Extra(uint64_t{1});
  b.Emit(kRet);
  vm.Finish(selects, b, 14);
  // Never starts before main looks.
  Func* later = vm.Lazy(vm.Declare("main.later", 0, 1), [](Machine* machine, Func* f) {
    Builder code;
    code.Emit(kRet);
    machine->Finish(f, code, 200);
  });
  const Type* chan_int = vm.rt().types.ChanOf(vm.Int(), ChanDir::kBoth);
  Func* f = vm.Declare("main.f", 0, 0);
  vm.EmitT(b, kChanMake, 0, kNoSlot, 0, chan_int);
  Machine::LdFunc(b, 1, sends);
  b.Emit(kGo, 0, 1, 1);
  Machine::LdFunc(b, 1, selects);
  b.Emit(kGo, 0, 1, 1);
  for (int i = 0; i < 4; i++) Machine::CallN(b, 9, yield);
  Machine::LdFunc(b, 1, later);
  Load(2, 7021);
  b.Emit(kGo, 2, 1, 1);
  Machine::CallN(b, 9, all);
  b.Emit(kRet);
  vm.Finish(f, b, 10);
  EXPECT_EQ(vm.Run(f), 0);
  Expect({7001, 7002, 7011, 7012, 7021});
}

TEST_F(ScanTest, FunctionsMadeByReflect) {
  auto& types = vm.rt().types;
  types.Lock();
  auto in = List<const Type*>::Of(types.arena(), {vm.Int(), vm.Int()});
  auto out = List<const Type*>::Of(types.arena(), {vm.Int()});
  types.Unlock();
  const Type* t = types.FuncOf(in, out, false);
  static FuncVal* made;
  static const Type* type;
  static Func* impl;
  type = t;
  vm.rt().heap.AddRoot(&made, sizeof made);
  impl = vm.Declare("main.impl", 0, 2);
  Machine::CallN(b, 6, look);
  b.Emit(kRet);
  vm.Finish(impl, b, 7);
  Func* make = vm.Native("main.make", 1, 0, [](M* m, Slot* fp) {
    made = MakeFuncValue(m, type, &impl->static_value);
    fp[0] = reinterpret_cast<Slot>(made);
    return NativeStatus::kDone;
  });
  Func* f = vm.Declare("main.f", 0, 0);
  Machine::CallN(b, 6, make);
  b.Emit(kMov, 1, 6);
  Load(6, 8000);
  Load(7, 8001);
  Load(8, 8002);
  b.Emit(kCallC, 6, 1, TellCall(1, 2));
  b.Emit(kRet);
  vm.Finish(f, b, 9);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(shown.count(8001) + shown.count(8002), 2u);
}

TEST_F(ScanTest, FunctionsBeyondAnalysis) {
  Func* f = vm.Declare("main.f", 0, 0);
  Load(0, 9001);
  Load(1, 9002);
  Use(1);
  Machine::CallN(b, 8, look);
  // A word for each slot and block is more than the analysis takes.
  for (int i = 0; i < 1100; i++) {
    Label next = b.NewLabel();
    b.Jump(kJEqI, next, 0, 1);
    b.Bind(next);
  }
  b.Emit(kRet);
  vm.Finish(f, b, 65000);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_GE(shown.count(9001), 1u);
  EXPECT_GE(shown.count(9002), 1u);
}

TEST_F(ScanTest, AClosureIsForgottenAfterItsLastCapture) {
  for (bool again : {false, true}) {
    Func* inner = vm.Declare("main.inner", 0, 0);
    Func* at = vm.Native("main.look", 0, 0, LookAtClosureNative);
    b.Emit(kLdCap, 0, 0);
    Use(0);
    Machine::CallN(b, 4, at);
    if (again) {
      b.Emit(kLdCap, 0, 0);
      Use(0);
    }
    b.Emit(kRet);
    vm.Finish(inner, b, 5);
    Func* f = vm.Declare("main.f", 0, 0);
    Load(0, 6001);
    b.Emit(kClosure, 1, 0, 1);
    b.Extra(inner);
    b.Emit(kCallC, 6, 1, TellCall(0, 0));
    b.Emit(kRet);
    vm.Finish(f, b, 7);
    EXPECT_EQ(vm.Run(f), 0);
    EXPECT_EQ(forgotten, !again);
  }
}

TEST_F(ScanTest, DeadSlotsAreOverwrittenOnDemand) {
  vm.links().clobber_dead = true;
  Func* f = vm.Declare("main.f", 2, 0);
  Load(2, 1001);
  Load(3, 1002);
  Machine::CallN(b, 8, look);
  b.Emit(kMov, 0, 2);
  // Reads slot 3 behind the analysis' back.
  b.Emit(kLeaF, 4, 2, 0);
  b.Emit(kLd64, 1, 4, 8);
  b.Emit(kRet);
  vm.Finish(f, b, 9);
  Slot results[2];
  EXPECT_EQ(vm.Run(f, {}, results), 0);
  EXPECT_EQ(results[0], 1001u);
  EXPECT_NE(results[1], 1002u);
}

}  // namespace
}  // namespace minigo::vm
