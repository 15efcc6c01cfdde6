// Tests of deferred calls, panics, recover and Goexit. What happens is logged as numbers.
#include <gtest/gtest.h>

#include "interp/vm/test_machine.h"

namespace minigo::vm {
namespace {

using Log = std::vector<int64_t>;

NativeStatus GoexitNative(M*, Slot*) { return NativeStatus::kGoexit; }

struct UnwindTest : testing::Test {
  Machine vm;
  Func* log;
  Func* goexit;
  void SetUp() override {
    vm.AddLang();
    log = LogFunc(vm);
    goexit = vm.Native("runtime.Goexit", 0, 0, GoexitNative);
  }

  // Frames here have: slots 0-1 for values, calls at 6 (header 3-5), 12 slots.
  static constexpr int kAt = 6;
  static constexpr int kSlots = 12;

  void EmitLog(Builder& b, int v) {
    b.Emit32(kLdI, kAt, v);
    Machine::CallN(b, kAt, log);
  }
  void EmitCall(Builder& b, Func* f) {
    b.Emit(kCall, kAt);
    b.Extra(f);
  }
  void EmitDefer(Builder& b, Func* f) {
    Machine::LdFunc(b, 0, f);
    b.Emit(kDefer, 1, 0, 0);
  }
  void EmitPanic(Builder& b, std::string_view text) {
    vm.LdIface(b, 0, text);
    b.Emit(kPanic, 0);
  }
  // if recover() != nil { log(v) } else { log(-v) }
  void EmitRecover(Builder& b, int v) {
    Label none = b.NewLabel(), done = b.NewLabel();
    b.Emit(kRecover, 0);
    b.Jump(kJEqI, none, 0, 0);
    EmitLog(b, v);
    b.Jump(kJmp, done);
    b.Bind(none);
    EmitLog(b, -v);
    b.Bind(done);
  }
  // A function from what `body` emits; `defers`: with an epilogue.
  template <typename Body>
  Func* Make(std::string_view name, Body body, bool defers = false, int flags = 0) {
    Func* f = vm.Declare(name, 0, 0);
    f->flags = static_cast<uint16_t>(flags);
    Builder b;
    b.SetLine(0, 10);
    body(b);
    if (defers) {
      f->flags |= runtime::kFuncHasDefer;
      f->epilogue = static_cast<uint32_t>(b.size());
      b.SetLine(0, 90);
      b.Emit(kRunDefers);
    }
    b.Emit(kRet);
    return vm.Finish(f, b, kSlots);
  }
  Func* Logger(int v) {
    return Make("main.logger", [&](Builder& b) { EmitLog(b, v); });
  }
  Func* Recoverer(int v) {
    return Make("main.recoverer", [&](Builder& b) { EmitRecover(b, v); });
  }
};

TEST_F(UnwindTest, DeferredCallsRunLastFirst) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Logger(1));
    EmitDefer(b, Logger(2));
    EmitLog(b, 3);
  }, true);
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Logger(4));
    EmitCall(b, f);
    EmitLog(b, 5);
  }, true);
  EXPECT_EQ(vm.Run(g), 0);
  EXPECT_EQ(log_values, (Log{3, 2, 1, 5, 4}));
}

TEST_F(UnwindTest, ArgumentsAreTakenAtTheDefer) {
  Func* two = vm.Declare("main.two", 0, 2);
  {
    Builder b;
    b.Emit(kMov, 6, 0);
    Machine::CallN(b, 6, log);
    b.Emit(kMov, 6, 1);
    Machine::CallN(b, 6, log);
    b.Emit(kRet);
    vm.Finish(two, b, 7);
  }
  Func* many = vm.Declare("main.many", 0, 9);
  {
    Builder b;
    b.Emit(kMov, 13, 8);
    Machine::CallN(b, 13, log);
    b.Emit(kRet);
    vm.Finish(many, b, 14);
  }
  Func* f = vm.Declare("main.f", 0, 0);
  Builder b;
  b.Emit32(kLdI, 1, 10);
  b.Emit32(kLdI, 2, 20);
  Machine::LdFunc(b, 0, two);
  b.Emit(kDefer, 1, 0, 2);
  b.Emit32(kLdI, 1, 30);
  for (int i = 0; i < 9; i++) b.Emit32(kLdI, static_cast<uint16_t>(1 + i), 40 + i);
  Machine::LdFunc(b, 0, many);
  b.Emit(kDefer, 1, 0, 9);
  f->flags = runtime::kFuncHasDefer;
  f->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm.Finish(f, b, 10);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{48, 10, 20}));
}

TEST_F(UnwindTest, RecoveredFunctionReturnsItsResults) {
  // f sets its result to 7, panics in a callee, a deferred call recovers: the caller sees 7.
  Func* thrower = Make("main.thrower", [&](Builder& b) {
    EmitDefer(b, Logger(1));
    EmitPanic(b, "boom");
  }, true);
  Func* rec = Recoverer(2);
  Func* f = vm.Declare("main.f", 1, 0);
  {
    Builder b;
    b.Emit32(kLdI, 0, 7);
    Machine::LdFunc(b, 1, Logger(3));
    b.Emit(kDefer, 2, 1, 0);
    Machine::LdFunc(b, 1, rec);
    b.Emit(kDefer, 2, 1, 0);
    EmitCall(b, thrower);
    b.Emit32(kLdI, 0, 8);
    f->flags = runtime::kFuncHasDefer;
    f->epilogue = static_cast<uint32_t>(b.size());
    b.Emit(kRunDefers);
    b.Emit(kRet);
    vm.Finish(f, b, kSlots);
  }
  EXPECT_EQ(vm.Run1(f), 7);
  EXPECT_EQ(log_values, (Log{1, 2, 3}));
}

TEST_F(UnwindTest, RecoverOnlyInTheDeferredFunctionItself) {
  Func* helper = Recoverer(1);
  Func* indirect = Make("main.indirect", [&](Builder& b) { EmitCall(b, helper); });
  Func* wrapper = Make("main.wrapper", [&](Builder& b) { EmitCall(b, Recoverer(2)); }, false,
                       runtime::kFuncWrapper);
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, wrapper);
    EmitDefer(b, indirect);
    EmitCall(b, helper);  // not deferred at all
    EmitPanic(b, "boom");
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{-1, -1, 2}));
}

TEST_F(UnwindTest, DeferredRecoverItselfDoesNothing) {
  // `defer recover()`: the deferred function is a wrapper around the builtin.
  Func* thunk = Make("main.f.recover", [&](Builder& b) { EmitRecover(b, 1); }, false,
                     runtime::kFuncWrapper);
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(2));
    EmitDefer(b, thunk);
    EmitPanic(b, "boom");
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{-1, 2}));
}

TEST_F(UnwindTest, SecondRecoverSeesNothing) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    EmitDefer(b, Make("main.twice", [&](Builder& c) {
      EmitRecover(c, 2);
      EmitRecover(c, 3);
    }));
    EmitPanic(b, "boom");
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{2, -3, -1}));
}

TEST_F(UnwindTest, RecoverDuringNormalReturnIsNil) {
  // While f's panic runs g, g's own deferred call, run by its return, must not recover f's panic.
  Func* g = Make("main.g", [&](Builder& b) { EmitDefer(b, Recoverer(1)); }, true);
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(2));
    EmitDefer(b, g);
    EmitPanic(b, "boom");
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{-1, 2}));
}

TEST_F(UnwindTest, PanicInDeferredCallReplaces) {
  Func* again = Make("main.again", [&](Builder& b) { EmitPanic(b, "second"); });
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Logger(1));
    EmitDefer(b, again);
    EmitPanic(b, "first");
  }, true);
  EXPECT_EQ(vm.Run(f), 2);
  EXPECT_EQ(log_values, (Log{1}));
  std::string out = vm.out();
  EXPECT_TRUE(out.starts_with("panic: first\n\tpanic: second\n\ngoroutine 1 [running]:\nmain.again()\n")) << out;
  // Where the first panic left off.
  EXPECT_NE(out.find("panic(...)\n"), std::string::npos) << out;
}

TEST_F(UnwindTest, RecoverOfTheSecondTakesBoth) {
  Func* again = Make("main.again", [&](Builder& b) { EmitPanic(b, "second"); });
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    EmitDefer(b, again);
    EmitPanic(b, "first");
  }, true);
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Recoverer(2));
    EmitCall(b, f);
    EmitLog(b, 3);
  }, true);
  EXPECT_EQ(vm.Run(g), 0);
  EXPECT_EQ(log_values, (Log{1, 3, -2}));
}

TEST_F(UnwindTest, InnerRecoverLeavesTheOuterPanic) {
  // The deferred call panics and recovers within itself; the first panic goes on.
  Func* inner = Make("main.inner", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    EmitPanic(b, "inner");
  }, true);
  Func* outer = Make("main.outer", [&](Builder& b) {
    EmitCall(b, inner);
    EmitLog(b, 2);
  });
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(3));
    EmitDefer(b, outer);
    EmitPanic(b, "first");
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{1, 2, 3}));
}

TEST_F(UnwindTest, RecoveredThenPanickedAgainIsPrinted) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Make("main.rethrow", [&](Builder& c) {
      EmitRecover(c, 1);
      EmitPanic(c, "second");
    }));
    EmitPanic(b, "first");
  }, true);
  EXPECT_EQ(vm.Run(f), 2);
  EXPECT_TRUE(vm.out().starts_with("panic: first [recovered]\n\tpanic: second\n")) << vm.out();
}

TEST_F(UnwindTest, PanicInDeferredCallOfANormalReturn) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    EmitDefer(b, Logger(2));
    EmitDefer(b, Make("main.throw", [&](Builder& c) { EmitPanic(c, "late"); }));
    EmitLog(b, 3);
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{3, 2, 1}));
}

TEST_F(UnwindTest, NilFunctionPanicsWhenItsTurnComes) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    b.Emit(kZero, 0);
    b.Emit(kDefer, 1, 0, 0);
    EmitLog(b, 2);
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Recoverer(3));
    b.Emit(kZero, 0);
    b.Emit(kDefer, 1, 0, 0);
    EmitPanic(b, "first");
  }, true);
  EXPECT_EQ(vm.Run(g), 0);
  EXPECT_EQ(log_values, (Log{2, 1, 3}));
}

TEST_F(UnwindTest, OperationsPanicWithValues) {
  auto throws = [&](auto emit) {
    return Make("main.op", [&](Builder& b) {
      EmitDefer(b, Recoverer(1));
      emit(b);
      EmitLog(b, 100);
    }, true);
  };
  auto& types = vm.rt().types;
  std::vector<Func*> all = {
      throws([&](Builder& b) { b.Emit(kZeroN, 0, 4); b.Emit(kSSt64, 0, 3, 3); }),
      throws([&](Builder& b) { b.Emit(kZeroN, 0, 2); b.Emit(kURem, 0, 0, 1); }),
      throws([&](Builder& b) { b.Emit(kZero, 0); b.Emit(kSt8, 0, 0, 4000); }),
      throws([&](Builder& b) { b.Emit(kZero, 0); b.Emit(kCallC, kAt, 0); }),
      throws([&](Builder& b) { b.Emit(kZeroN, 0, 2); b.Emit(kPanic, 0); }),
      throws([&](Builder& b) {
        b.Emit(kZeroN, 0, 2);
        b.Emit(kAssertC, 0, 0);
        b.Extra(vm.Int());
        b.Extra(types.EmptyInterface());
      }),
      throws([&](Builder& b) {
        b.Emit32(kLdI, 0, -1);
        vm.EmitT(b, kMakeSliceL, 0, 0, 0, vm.Int());
      }),
      throws([&](Builder& b) {
        b.Emit32(kLdI, 0, -1);
        vm.EmitT(b, kChanMake, 0, 0, 0, types.ChanOf(vm.Int(), ChanDir::kBoth));
      }),
      throws([&](Builder& b) { b.Emit(kZero, 0); b.Emit(kChanClose, 0); }),
      throws([&](Builder& b) {
        b.Emit(kPanicText, 0);
        b.Extra("unreachable");
        b.Extra(uint64_t{11});
      }),
      throws([&](Builder& b) {  // comparing []int with []int inside interfaces
        b.Emit(kZeroN, 0, 3);
        vm.EmitT(b, kMkIface, 0, 0, 0, types.SliceOf(vm.Int()));
        b.Emit(kIfaceEq, 2, 0, 0);
      }),
      throws([&](Builder& b) {  // hash of one
        const Type* map = types.MapOf(types.EmptyInterface(), vm.Int());
        b.Emit(kZeroN, 0, 3);
        vm.EmitT(b, kMkIface, 0, 0, 0, types.SliceOf(vm.Int()));
        vm.EmitT(b, kMapMake, 2, kNoSlot, 0, map);
        vm.EmitT(b, kMapSet, 2, 0, 2, map);
      }),
  };
  for (Func* f : all) EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, Log(all.size(), 1));
}

TEST_F(UnwindTest, GoexitRunsDeferredCallsAndIsNotRecovered) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Logger(1));
    EmitDefer(b, Recoverer(2));
    Machine::CallN(b, kAt, goexit);
    EmitLog(b, 100);
  }, true);
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Logger(3));
    EmitCall(b, f);
    EmitLog(b, 100);
  }, true);
  // Of the main goroutine: the others go on, and none is left.
  EXPECT_EQ(vm.Run(g), 2);
  EXPECT_EQ(log_values, (Log{-2, 1, 3}));
  EXPECT_TRUE(vm.out().starts_with("fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n"))
      << vm.out();
}

TEST_F(UnwindTest, RecoverDoesNotStopAGoexitBelow) {
  // Goexit, then a deferred call panics, and an older deferred call recovers: Goexit goes on, g does not return.
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Logger(1));
    EmitDefer(b, Recoverer(2));
    EmitDefer(b, Make("main.throw", [&](Builder& c) { EmitPanic(c, "late"); }));
    Machine::CallN(b, kAt, goexit);
  }, true);
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Logger(3));
    EmitCall(b, f);
    EmitLog(b, 100);
  }, true);
  Func* start = Make("main.start", [&](Builder& b) {
    Machine::LdFunc(b, 0, g);
    b.Emit(kGo, 1, 0, 0);
    b.Emit(kZero, 0);
    b.Emit(kRecv, kNoSlot, 0, kNoSlot);  // for ever
    b.Extra(uint64_t{0});
  });
  EXPECT_EQ(vm.Run(start), 2);
  EXPECT_EQ(log_values, (Log{2, 1, 3}));
  EXPECT_NE(vm.out().find("all goroutines are asleep - deadlock!"), std::string::npos);
}

TEST_F(UnwindTest, GoexitWithinARecoveredCall) {
  // A deferred call of a panic calls Goexit: the panic is gone with the goroutine.
  Func* g = Make("main.g", [&](Builder& b) {
    EmitDefer(b, Recoverer(1));
    EmitDefer(b, Make("main.exits", [&](Builder& c) { Machine::CallN(c, kAt, goexit); }));
    EmitPanic(b, "boom");
  }, true);
  Func* start = Make("main.start", [&](Builder& b) {
    Machine::LdFunc(b, 0, g);
    b.Emit(kGo, 1, 0, 0);
    b.Emit(kZero, 0);
    b.Emit(kRecv, kNoSlot, 0, kNoSlot);
    b.Extra(uint64_t{0});
  });
  EXPECT_EQ(vm.Run(start), 2);
  EXPECT_EQ(log_values, (Log{-1}));
  EXPECT_NE(vm.out().find("all goroutines are asleep"), std::string::npos);
}

TEST_F(UnwindTest, RecoveryCutsChunksOff) {
  // The panic comes from thousands of frames deep; each frame defers.
  Func* deep = vm.Declare("main.deep", 0, 1);
  {
    Builder b;
    Label more = b.NewLabel(), out = b.NewLabel();
    static int64_t counter;
    counter = 0;
    Func* count = vm.Declare("main.count", 0, 0);
    Builder c;
    c.Emit(kGld64, 0);
    c.Extra(&counter);
    c.Emit(kAddI, 0, 0, 1);
    c.Emit(kGst64, 0);
    c.Extra(&counter);
    c.Emit(kRet);
    vm.Finish(count, c, 1);
    Machine::LdFunc(b, 1, count);
    b.Emit(kDefer, 2, 1, 0);
    b.Jump(kJNeI, more, 0, 0);
    vm.LdIface(b, 1, "deep");
    b.Emit(kPanic, 1);
    b.Bind(more);
    b.Emit(kAddI, 6, 0, Imm(-1));
    b.Emit(kCall, 6);
    b.Extra(deep);
    deep->flags = runtime::kFuncHasDefer;
    b.Bind(out);
    deep->epilogue = static_cast<uint32_t>(b.size());
    b.Emit(kRunDefers);
    b.Emit(kRet);
    vm.Finish(deep, b, 7);
    Func* f = Make("main.f", [&](Builder& d) {
      EmitDefer(d, Recoverer(1));
      d.Emit32(kLdI, kAt, 20000);
      EmitCall(d, deep);
    }, true);
    Func* g = Make("main.g", [&](Builder& d) {
      EmitCall(d, f);
      EmitCall(d, f);
    });
    EXPECT_EQ(vm.Run(g), 0);
    EXPECT_EQ(log_values, (Log{1, 1}));
    EXPECT_EQ(counter, 2 * 20001);
  }
}

TEST_F(UnwindTest, DeferAtGoesToTheOuterFrame) {
  // The iterator defers, calls the body, which defers for the function around the loop; then the iterator returns.
  Func* body = vm.Declare("main.body", 0, 1);
  {
    Builder b;
    Machine::LdFunc(b, 1, Logger(1));
    b.Emit(kDeferAt, 2, 1, 0);
    b.Extra(uint64_t{0});
    EmitLog(b, 2);
    b.Emit(kRet);
    vm.Finish(body, b, kSlots);
  }
  Func* iterator = vm.Declare("main.iterator", 0, 1);
  {
    Builder b;
    Machine::LdFunc(b, 1, Logger(3));
    b.Emit(kDefer, 2, 1, 0);
    b.Emit(kMov, kAt, 0);
    EmitCall(b, body);
    EmitLog(b, 4);
    iterator->flags = runtime::kFuncHasDefer;
    iterator->epilogue = static_cast<uint32_t>(b.size());
    b.Emit(kRunDefers);
    b.Emit(kRet);
    vm.Finish(iterator, b, 100);  // in a chunk of its own
  }
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Logger(5));
    b.Emit(kLeaF, kAt, 0);
    EmitCall(b, iterator);
    EmitLog(b, 6);
  }, true);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(log_values, (Log{2, 4, 3, 6, 1, 5}));
}

TEST_F(UnwindTest, TraceOfAPanic) {
  Func* h = Make("main.h", [&](Builder& b) { EmitPanic(b, "boom"); });
  Func* g = Make("main.g", [&](Builder& b) { EmitCall(b, h); }, false, runtime::kFuncWrapper);
  Func* f = Make("main.f", [&](Builder& b) { b.SetLine(0, 12); EmitCall(b, g); b.SetLine(0, 13); EmitLog(b, 1); });
  EXPECT_EQ(vm.Run(f), 2);
  std::string out = vm.out();
  EXPECT_TRUE(out.starts_with("panic: boom\n\ngoroutine 1 [running]:\nmain.h()\n\t/src/test.go:10 +0x")) << out;
  // The wrapper is not shown; the call's own line, not the one after it.
  EXPECT_NE(out.find("\nmain.f()\n\t/src/test.go:12 +0x"), std::string::npos) << out;
  EXPECT_EQ(out.find("main.g"), std::string::npos) << out;
}

TEST_F(UnwindTest, DeferredCallAtReturnShowsTheReturnsLine) {
  Func* f = Make("main.f", [&](Builder& b) {
    EmitDefer(b, Make("main.throw", [&](Builder& c) { EmitPanic(c, "late"); }));
    EmitLog(b, 1);
  }, true);
  EXPECT_EQ(vm.Run(f), 2);
  EXPECT_NE(vm.out().find("main.throw()\n\t/src/test.go:10 "), std::string::npos) << vm.out();
  EXPECT_NE(vm.out().find("main.f()\n\t/src/test.go:90 "), std::string::npos) << vm.out();
}

// Frames as Executor::walk and describe give them, with an inlined call.
std::vector<std::string> walked;
NativeStatus WalkNative(M* m, Slot*) {
  walked.clear();
  VmExecutor().walk(m->rt, m->g, [](void* arg, const runtime::FrameInfo& f) {
    auto* rt = static_cast<Runtime*>(arg);
    std::string s(f.function.view());
    s += ":" + std::to_string(f.line);
    runtime::FrameInfo again;
    if (!VmExecutor().describe(rt, f.pc, &again) || again.function.view() != f.function.view() ||
        again.line != f.line) {
      s += " not described";
    }
    walked.push_back(s);
    return true;
  }, m->rt);
  return NativeStatus::kDone;
}
TEST_F(UnwindTest, WalkShowsInlinedCalls) {
  Func* native = vm.Native("main.walk", 0, 0, WalkNative);
  Func* f = vm.Declare("main.f", 0, 0);
  Builder b;
  FuncDebug debug;
  debug.files.push_back("/src/test.go");
  debug.inlined = {{"main.inner", 20, 0, 2}, {"main.outer", 30, 0, 0}};
  b.SetLine(0, 5, 1);
  Machine::CallN(b, kAt, native);
  b.SetLine(0, 31);
  b.Emit(kRet);
  f->frame_slots = kSlots;
  Arena arena;
  b.Finish(f, arena, &debug);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(walked, (std::vector<std::string>{"main.inner:5", "main.outer:20", "main.f:30"}));
}

}  // namespace
}  // namespace minigo::vm
