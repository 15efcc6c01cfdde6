// Tests of goroutines, channels, preemption, and natives that park, call back or make functions.
#include <gtest/gtest.h>

#include "interp/vm/test_machine.h"

namespace minigo::vm {
namespace {

struct GoTest : testing::Test {
  std::unique_ptr<Machine> vm;
  const Type* chan_int;
  void Start(RuntimeOptions options) {
    vm.reset();
    vm = std::make_unique<Machine>(std::move(options));
    vm->AddLang();
    chan_int = vm->rt().types.ChanOf(vm->Int(), ChanDir::kBoth);
  }
  // func echo(in, out chan int, n int): n times receives, adds one and sends on.
  Func* Echo() {
    Func* f = vm->Declare("main.echo", 0, 3);
    Builder b;
    Label top = b.NewLabel();
    b.Emit(kZero, 3);
    b.Bind(top);
    b.Emit(kRecv, 4, 0, kNoSlot);
    b.Extra(uint64_t{1});
    b.Emit(kAddI, 4, 4, 1);
    b.Emit(kSend, 1, 4, 1);
    b.Jump(kIncJLt, top, 3, 2);
    b.Emit(kRet);
    return vm->Finish(f, b, 5);
  }
  // func pingpong(n int) int: sends 0, and what comes back again, n times.
  Func* PingPong(Func* echo) {
    Func* f = vm->Declare("main.pingpong", 1, 1);
    Builder b;
    Label top = b.NewLabel();
    vm->EmitT(b, kChanMake, 2, kNoSlot, 0, chan_int);
    vm->EmitT(b, kChanMake, 3, kNoSlot, 0, chan_int);
    b.Emit(kMov, 4, 1);
    Machine::LdFunc(b, 5, echo);
    b.Emit(kGo, 2, 5, 3);
    b.Emit(kZero, 0);
    b.Emit(kZero, 6);
    b.Bind(top);
    b.Emit(kSend, 2, 0, 1);
    b.Emit(kRecv, 0, 3, 7);
    b.Extra(uint64_t{1});
    b.Jump(kIncJLt, top, 6, 1);
    b.Emit(kRet);
    return vm->Finish(f, b, 8);
  }
};

TEST_F(GoTest, PingPong) {
  for (int procs : {1, 2, 4}) {
    Start(Machine::Options(procs));
    EXPECT_EQ(vm->Run1(PingPong(Echo()), {20000}), 20000) << procs;
  }
}

TEST_F(GoTest, DeterministicModeRepeatsItself) {
  std::vector<int64_t> first;
  for (int round = 0; round < 3; round++) {
    RuntimeOptions options = Machine::Options(1);
    options.deterministic = true;
    options.seed = 7;
    Start(options);
    Func* log = LogFunc(*vm);
    // Three goroutines that log their number in a long loop; the end of each slice is the same in every run.
    Func* worker = vm->Declare("main.worker", 0, 2);
    Builder b;
    Label top = b.NewLabel(), inner = b.NewLabel();
    b.Emit(kZero, 2);
    b.Bind(top);
    b.Emit(kMov, 7, 0);
    Machine::CallN(b, 7, log);
    b.Emit(kZero, 3);
    b.Bind(inner);
    b.Jump(kIncJLtI, inner, 3, 3000);
    b.Jump(kIncJLtI, top, 2, 20);
    b.Emit(kSend, 1, 0, 1);
    b.Emit(kRet);
    vm->Finish(worker, b, 8);
    Func* f = vm->Declare("main.f", 0, 0);
    vm->EmitT(b, kChanMake, 1, kNoSlot, 0, chan_int);
    Machine::LdFunc(b, 2, worker);
    for (int i = 0; i < 3; i++) {
      b.Emit32(kLdI, 0, i);
      b.Emit(kGo, 0, 2, 2);
    }
    for (int i = 0; i < 3; i++) {
      b.Emit(kRecv, kNoSlot, 1, kNoSlot);
      b.Extra(uint64_t{0});
    }
    b.Emit(kRet);
    vm->Finish(f, b, 3);
    EXPECT_EQ(vm->Run(f), 0);
    EXPECT_EQ(log_values.size(), 60u);
    if (round == 0) {
      first = log_values;
      EXPECT_FALSE(std::is_sorted(first.begin(), first.end()));
    }
    EXPECT_EQ(log_values, first);
  }
}

TEST_F(GoTest, EndlessLoopIsPreempted) {
  Start(Machine::Options(1));
  Func* spin = vm->Declare("main.spin", 0, 0);
  Builder b;
  Label top = b.NewLabel();
  b.Bind(top);
  b.Jump(kJmp, top);
  b.Emit(kRet);
  vm->Finish(spin, b, 1);
  // Recursion without a loop: preempted at calls.
  Func* leaf = vm->Declare("main.leaf", 0, 0);
  b.Emit(kRet);
  vm->Finish(leaf, b, 1);
  Func* f = vm->Declare("main.f", 0, 0);
  Machine::LdFunc(b, 0, spin);
  b.Emit(kGo, 1, 0, 0);
  b.Emit(kGo, 1, 0, 0);
  Label again = b.NewLabel();
  b.Emit(kZero, 1);
  b.Bind(again);
  b.Emit(kCall, 5);
  b.Extra(leaf);
  b.Jump(kIncJLtI, again, 1, 10000);
  Machine::CallN(b, 5, vm->Native("main.yield", 0, 0, [](M*, Slot*) { return NativeStatus::kYield; }));
  Machine::CallN(b, 5, vm->Native("main.yield", 0, 0, [](M*, Slot*) { return NativeStatus::kYield; }));
  b.Emit(kRet);
  vm->Finish(f, b, 6);
  EXPECT_EQ(vm->Run(f), 0);  // main's end ends them
}

TEST_F(GoTest, SelectChooses) {
  Start(Machine::Options(2));
  // Receives from two senders through a select until both are drained; a third case is a nil channel.
  Func* sender = vm->Declare("main.sender", 0, 2);
  Builder b;
  Label top = b.NewLabel();
  b.Emit(kZero, 2);
  b.Bind(top);
  b.Emit(kSend, 0, 1, 1);
  b.Jump(kIncJLtI, top, 2, 1000);
  b.Emit(kChanClose, 0);
  b.Emit(kRet);
  vm->Finish(sender, b, 3);
  Func* f = vm->Declare("main.f", 1, 0);
  // slots: 0 sum, 1 2 channels, 3 func, 4-5 go args, 6 received, 7 8 chosen ok, 9 open, 10.. cases
  Label loop = b.NewLabel(), closed = b.NewLabel(), next = b.NewLabel(), first = b.NewLabel();
  vm->EmitT(b, kChanMake, 1, kNoSlot, 0, chan_int);
  vm->EmitT(b, kChanMake, 2, kNoSlot, 0, chan_int);
  Machine::LdFunc(b, 3, sender);
  for (int i = 1; i <= 2; i++) {
    b.Emit(kMov, 4, static_cast<uint16_t>(i));
    b.Emit32(kLdI, 5, i);
    b.Emit(kGo, 4, 3, 2);
  }
  b.Emit(kZero, 0);
  b.Emit32(kLdI, 9, 2);
  b.Bind(loop);
  b.Emit(kZeroN, 10, 12);
  b.Emit(kMov, 10, 1);
  b.Emit(kMov, 14, 2);
  b.Emit(kLeaF, 11, 6, 1);
  b.Emit(kLeaF, 15, 6, 1);
  b.Emit(kLeaF, 19, 6, 1);
  b.Emit(kSelect, 7, 10, 3);
  b.Extra(uint64_t{1});
  b.Jump(kJEqI, closed, 8, 0);
  b.Emit(kAdd, 0, 0, 6);
  b.Jump(kJmp, loop);
  b.Bind(closed);
  b.Jump(kJEqI, first, 7, 0);
  b.Emit(kZero, 2);
  b.Jump(kJmp, next);
  b.Bind(first);
  b.Emit(kZero, 1);
  b.Bind(next);
  b.Emit(kAddI, 9, 9, Imm(-1));
  b.Jump(kJNeI, loop, 9, 0);
  // A default case.
  b.Emit(kSelect, 7, 10, 0);
  b.Extra(uint64_t{0});
  b.Emit(kMulI, 7, 7, 10000);
  b.Emit(kAdd, 0, 0, 7);
  b.Emit(kRet);
  vm->Finish(f, b, 22);
  EXPECT_EQ(vm->Run1(f), 1000 + 2000 - 10000);
}

TEST_F(GoTest, SendOnAChannelClosedMeanwhilePanics) {
  Start(Machine::Options(1));
  Func* log = LogFunc(*vm);
  Func* rec = vm->Declare("main.rec", 0, 0);
  Builder b;
  b.Emit(kRecover, 0);
  b.Emit(kNe, 6, 0, 2);
  Machine::CallN(b, 6, log);
  b.Emit(kRet);
  vm->Finish(rec, b, 7);
  Func* sender = vm->Declare("main.sender", 0, 1);
  Machine::LdFunc(b, 1, rec);
  b.Emit(kDefer, 2, 1, 0);
  b.Emit(kSend, 0, 0, 1);
  sender->flags = runtime::kFuncHasDefer;
  sender->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm->Finish(sender, b, 7);
  Func* f = vm->Declare("main.f", 0, 0);
  vm->EmitT(b, kChanMake, 0, kNoSlot, 0, chan_int);
  Machine::LdFunc(b, 1, sender);
  b.Emit(kGo, 0, 1, 1);
  Func* yield = vm->Native("main.yield", 0, 0, [](M*, Slot*) { return NativeStatus::kYield; });
  Machine::CallN(b, 5, yield);
  b.Emit(kChanClose, 0);
  Machine::CallN(b, 5, yield);
  Machine::CallN(b, 5, yield);
  b.Emit(kRet);
  vm->Finish(f, b, 6);
  EXPECT_EQ(vm->Run(f), 0);
  EXPECT_EQ(log_values, (std::vector<int64_t>{1}));
}

// A native that parks on a channel: func recv(c chan int) int.
NativeStatus RecvNative(M* m, Slot* fp) {
  fp[0] = 0;
  runtime::ChanStatus st =
      runtime::ChanRecv(m, reinterpret_cast<Chan*>(fp[1]), fp, nullptr, true);
  return st == runtime::ChanStatus::kParked ? NativeStatus::kParked : NativeStatus::kDone;
}

TEST_F(GoTest, NativesThatPark) {
  Start(Machine::Options(2));
  Func* recv = vm->Native("main.recv", 1, 1, RecvNative);
  Func* sender = vm->Declare("main.sender", 0, 1);
  Builder b;
  Label top = b.NewLabel();
  b.Emit(kZero, 1);
  b.Bind(top);
  b.Emit(kSend, 0, 1, 1);
  b.Jump(kIncJLtI, top, 1, 2000);
  b.Emit(kRet);
  vm->Finish(sender, b, 2);
  // Called directly and through a func value.
  Func* f = vm->Declare("main.f", 1, 0);
  Label loop = b.NewLabel();
  vm->EmitT(b, kChanMake, 1, kNoSlot, 0, chan_int);
  Machine::LdFunc(b, 2, sender);
  b.Emit(kGo, 1, 2, 1);
  Machine::LdFunc(b, 2, recv);
  b.Emit(kZero, 0);
  b.Emit(kZero, 3);
  b.Bind(loop);
  b.Emit(kMov, 8, 1);
  Machine::CallN(b, 7, recv);
  b.Emit(kAdd, 0, 0, 7);
  b.Emit(kMov, 8, 1);
  b.Emit(kCallC, 7, 2);
  b.Emit(kAdd, 0, 0, 7);
  b.Jump(kIncJLtI, loop, 3, 1000);
  b.Emit(kRet);
  vm->Finish(f, b, 9);
  EXPECT_EQ(vm->Run1(f), 2000 * 1999 / 2);
}

// func twice(f func(int) int, x int) int in C++: f(f(x)), on a fiber.
NativeStatus TwiceNative(M* m, Slot* fp) {
  struct Call {
    Slot* fp;
  } call = {fp};
  runtime::FiberStatus st = runtime::RunOnFiber(
      m,
      [](M* m0, void* arg) {
        Slot* frame = static_cast<Call*>(arg)->fp;  // read before anything parks: `call` may be gone later
        G* g = m0->g;
        auto* fn = reinterpret_cast<FuncVal*>(frame[1]);
        Slot x = frame[2], y;
        if (!runtime::CallGo(m0, fn, &x, 1, &y, 1)) return;
        if (!runtime::CallGo(g->m, fn, &y, 1, &x, 1)) return;
        frame[0] = x;
      },
      &call);
  switch (st) {
    case runtime::FiberStatus::kDone: break;
    case runtime::FiberStatus::kParked: return NativeStatus::kParked;
    case runtime::FiberStatus::kYielded: return NativeStatus::kYield;
    case runtime::FiberStatus::kExit: return NativeStatus::kExit;
  }
  return m->pending.kind == M::PendingPanic::kNone ? NativeStatus::kDone : NativeStatus::kPanic;
}

TEST_F(GoTest, CallGo) {
  Start(Machine::Options(2));
  Func* twice = vm->Native("main.twice", 1, 2, TwiceNative);
  Func* inc = vm->Declare("main.inc", 1, 1);
  Builder b;
  b.Emit(kAddI, 0, 1, 1);
  b.Emit(kRet);
  vm->Finish(inc, b, 2);
  Func* f = vm->Declare("main.f", 1, 1);
  b.Emit(kMov, 8, 1);
  Machine::LdFunc(b, 7, inc);
  Machine::CallN(b, 6, twice);
  b.Emit(kMov, 0, 6);
  b.Emit(kRet);
  vm->Finish(f, b, 9);
  EXPECT_EQ(vm->Run1(f, {40}), 42);
}

TEST_F(GoTest, CallGoThatParks) {
  Start(Machine::Options(2));
  Func* twice = vm->Native("main.twice", 1, 2, TwiceNative);
  // The callback asks the echo goroutine over channels kept in package variables.
  static Slot in, out;
  vm->rt().heap.AddRoot(&in, 8);
  vm->rt().heap.AddRoot(&out, 8);
  Func* ask = vm->Declare("main.ask", 1, 1);
  Builder b;
  b.Emit(kGld64, 2);
  b.Extra(&in);
  b.Emit(kSend, 2, 1, 1);
  b.Emit(kGld64, 2);
  b.Extra(&out);
  b.Emit(kRecv, 0, 2, kNoSlot);
  b.Extra(uint64_t{1});
  b.Emit(kRet);
  vm->Finish(ask, b, 3);
  Func* echo = Echo();
  Func* f = vm->Declare("main.f", 1, 1);
  Label top = b.NewLabel();
  vm->EmitT(b, kChanMake, 2, kNoSlot, 0, chan_int);
  vm->EmitT(b, kChanMake, 3, kNoSlot, 0, chan_int);
  b.Emit(kGst64P, 2);
  b.Extra(&in);
  b.Emit(kGst64P, 3);
  b.Extra(&out);
  b.Emit(kAdd, 4, 1, 1);
  Machine::LdFunc(b, 5, echo);
  b.Emit(kGo, 2, 5, 3);
  b.Emit(kZero, 0);
  b.Emit(kZero, 6);
  b.Bind(top);
  Machine::LdFunc(b, 11, ask);
  b.Emit(kMov, 12, 0);
  Machine::CallN(b, 10, twice);
  b.Emit(kMov, 0, 10);
  b.Jump(kIncJLt, top, 6, 1);
  b.Emit(kRet);
  vm->Finish(f, b, 13);
  EXPECT_EQ(vm->Run1(f, {2000}), 4000);
}

TEST_F(GoTest, PanicThroughNativeCode) {
  Start(Machine::Options(1));
  Func* log = LogFunc(*vm);
  Func* twice = vm->Native("main.twice", 1, 2, TwiceNative);
  Func* rec = vm->Declare("main.rec", 0, 0);
  Builder b;
  b.Emit(kRecover, 0);
  b.Emit(kZero, 2);
  b.Emit(kNe, 6, 0, 2);
  Machine::CallN(b, 6, log);
  b.Emit(kRet);
  vm->Finish(rec, b, 7);
  Func* thrower = vm->Declare("main.thrower", 1, 1);
  vm->LdIface(b, 2, "boom");
  b.Emit(kPanic, 2);
  vm->Finish(thrower, b, 4);
  // nest(x) = twice(thrower, x): two nested loops are left.
  Func* nest = vm->Declare("main.nest", 1, 1);
  Machine::LdFunc(b, 6, thrower);
  b.Emit(kMov, 7, 1);
  Machine::CallN(b, 5, twice);
  b.Emit(kMov, 0, 5);
  b.Emit(kRet);
  vm->Finish(nest, b, 8);
  Func* f = vm->Declare("main.f", 1, 0);
  b.Emit32(kLdI, 0, 99);
  Machine::LdFunc(b, 1, rec);
  b.Emit(kDefer, 2, 1, 0);
  Machine::LdFunc(b, 6, nest);
  b.Emit32(kLdI, 7, 1);
  Machine::CallN(b, 5, twice);
  b.Emit(kMov, 0, 5);
  f->flags = runtime::kFuncHasDefer;
  f->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm->Finish(f, b, 8);
  for (int i = 1; i <= 3; i++) {
    EXPECT_EQ(vm->Run1(f), 99);
    EXPECT_EQ(log_values, std::vector<int64_t>(static_cast<size_t>(i), 1));
  }
}

TEST_F(GoTest, GoexitThroughNativeCode) {
  Start(Machine::Options(1));
  Func* log = LogFunc(*vm);
  Func* twice = vm->Native("main.twice", 1, 2, TwiceNative);
  Func* exits = vm->Declare("main.exits", 1, 1);
  Builder b;
  Machine::CallN(b, 5, vm->Native("runtime.Goexit", 0, 0, [](M*, Slot*) { return NativeStatus::kGoexit; }));
  b.Emit(kRet);
  vm->Finish(exits, b, 6);
  Func* deferred = vm->Declare("main.deferred", 0, 0);
  b.Emit32(kLdI, 3, 1);
  Machine::CallN(b, 3, log);
  b.Emit(kRet);
  vm->Finish(deferred, b, 4);
  Func* worker = vm->Declare("main.worker", 0, 1);
  Machine::LdFunc(b, 1, deferred);
  b.Emit(kDefer, 2, 1, 0);
  Machine::LdFunc(b, 6, exits);
  Machine::CallN(b, 5, twice);
  b.Emit(kSend, 0, 1, 1);  // not reached
  worker->flags = runtime::kFuncHasDefer;
  worker->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm->Finish(worker, b, 8);
  Func* f = vm->Declare("main.f", 0, 0);
  vm->EmitT(b, kChanMake, 0, kNoSlot, 0, chan_int);
  Machine::LdFunc(b, 1, worker);
  b.Emit(kGo, 0, 1, 1);
  b.Emit(kRecv, kNoSlot, 0, kNoSlot);
  b.Extra(uint64_t{0});
  b.Emit(kRet);
  vm->Finish(f, b, 2);
  EXPECT_EQ(vm->Run(f), 2);
  EXPECT_EQ(log_values, (std::vector<int64_t>{1}));
  EXPECT_NE(vm->out().find("all goroutines are asleep"), std::string::npos) << vm->out();
}

// func apply(f func(int) int, x int, result *int) by asking the VM for the call.
NativeStatus ApplyNative(M* m, Slot* fp) {
  m->call.fn = reinterpret_cast<FuncVal*>(fp[0]);
  m->call.args = fp + 1;
  m->call.arg_slots = 1;
  m->call.results = reinterpret_cast<Slot*>(fp[2]);
  m->call.result_slots = 1;
  return NativeStatus::kCall;
}

TEST_F(GoTest, NativesAskForCalls) {
  Start(Machine::Options(1));
  Func* apply = vm->Native("main.apply", 0, 3, ApplyNative);
  Func* big = vm->Lazy(vm->Declare("main.big", 1, 1), [](Machine* machine, Func* f) {
    Builder b;
    b.Emit(kMulI, 0, 1, 3);
    b.Emit(kRet);
    machine->Finish(f, b, 1000);  // needs a chunk of its own
  });
  Func* f = vm->Declare("main.f", 1, 1);
  Builder b;
  b.Emit(kNew, 2);
  b.Extra(vm->Int());
  Machine::LdFunc(b, 6, big);
  b.Emit(kMov, 7, 1);
  b.Emit(kMov, 8, 2);
  Machine::CallN(b, 6, apply);
  b.Emit(kLd64, 0, 2, 0);
  Machine::LdFunc(b, 3, apply);
  Machine::LdFunc(b, 7, big);
  b.Emit(kMov, 8, 0);
  b.Emit(kMov, 9, 2);
  b.Emit(kCallC, 7, 3);  // through a func value
  b.Emit(kLd64, 0, 2, 0);
  b.Emit(kRet);
  vm->Finish(f, b, 10);
  // The second call passes its arguments from slot 7 on.
  EXPECT_EQ(vm->Run1(f, {5}), 45);
}

TEST_F(GoTest, MakeFunc) {
  Start(Machine::Options(1));
  auto& types = vm->rt().types;
  // A func(string, int) (int, int) whose impl returns len(s)+n and n*10.
  types.Lock();
  auto in = List<const Type*>::Of(types.arena(), {vm->String(), vm->Int()});
  auto results = List<const Type*>::Of(types.arena(), {vm->Int(), vm->Int()});
  types.Unlock();
  const Type* t = types.FuncOf(in, results, false);
  const runtime::NativeEntry* entry = nullptr;
  for (int i = 0; i < kVmNatives.count; i++) {
    if (std::string_view(kVmNatives.entries[i].name) == "makeFuncValue") entry = &kVmNatives.entries[i];
  }
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->param_slots, 2);
  EXPECT_EQ(entry->result_slots, 1);
  Func* make = vm->Native("reflect.makeFuncValue", 1, 2, entry->fn);
  Func* impl = vm->Declare("main.impl", 0, 2);
  Builder b;
  b.Emit(kLd64, 2, 0, 8);   // len(s)
  b.Emit(kLd64, 3, 0, 16);  // n
  b.Emit(kAdd, 2, 2, 3);
  b.Emit(kSt64, 1, 2, 0);
  b.Emit(kMulI, 2, 3, 10);
  b.Emit(kSt64, 1, 2, 8);
  b.Emit(kRet);
  vm->Finish(impl, b, 4);
  Func* f = vm->Declare("main.f", 1, 0);
  b.Emit(kLdK, 7);
  b.Extra(t);
  Machine::LdFunc(b, 8, impl);
  Machine::CallN(b, 6, make);
  b.Emit(kMov, 1, 6);
  Machine::LdStr(b, 8, "four");
  b.Emit32(kLdI, 10, 3);
  b.Emit(kCallC, 6, 1);
  b.Emit(kMulI, 0, 6, 1000);
  b.Emit(kAdd, 0, 0, 7);
  b.Emit(kRet);
  vm->Finish(f, b, 11);
  EXPECT_EQ(vm->Run1(f), 7030);
  EXPECT_EQ(vm->Run1(f), 7030);
  EXPECT_EQ(vm->links().make_funcs.size(), 1u);
}

TEST_F(GoTest, CollectionsDuringCallsAndDefers) {
  Start(Machine::Options(2));
  vm->rt().heap.SetStress(7);
  // Builds a list recursively, each level with a deferred call whose argument is a fresh object; then sums it.
  static int64_t sum;
  sum = 0;
  auto& types = vm->rt().types;
  Type* node = types.NewNamed("main.Node", "Node", "main", Kind::kStruct);
  runtime::StructField next, value;
  next.name = GoString(std::string_view("next"));
  next.type = types.PtrTo(node);
  value.name = GoString(std::string_view("value"));
  value.type = vm->Int();
  types.Lock();
  auto fields = List<runtime::StructField>::Of(types.arena(), {next, value});
  types.Unlock();
  types.SetUnderlying(node, types.StructOf(fields));
  Func* add = vm->Declare("main.add", 0, 1);
  Builder b;
  b.Emit(kLd64, 1, 0, 8);
  b.Emit(kGld64, 2);
  b.Extra(&sum);
  b.Emit(kAdd, 2, 2, 1);
  b.Emit(kGst64, 2);
  b.Extra(&sum);
  b.Emit(kRet);
  vm->Finish(add, b, 3);
  Func* build = vm->Declare("main.build", 1, 1);
  Label more = b.NewLabel(), done = b.NewLabel();
  b.Emit(kZero, 0);
  b.Jump(kJNeI, more, 1, 0);
  b.Jump(kJmp, done);
  b.Bind(more);
  b.Emit(kNew, 3);
  b.Extra(static_cast<const Type*>(node));
  b.Emit(kSt64, 3, 1, 8);
  Machine::LdFunc(b, 2, add);
  b.Emit(kDefer, 3, 2, 1);
  b.Emit(kNew, 0);
  b.Extra(static_cast<const Type*>(node));
  b.Emit(kSt64, 0, 1, 8);
  b.Emit(kAddI, 8, 1, Imm(-1));
  b.Emit(kCall, 7);
  b.Extra(build);
  b.Emit(kSt64P, 0, 7, 0);
  b.Bind(done);
  build->flags = runtime::kFuncHasDefer;
  build->epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  vm->Finish(build, b, 9);
  Func* f = vm->Declare("main.f", 1, 1);
  Label top = b.NewLabel(), end = b.NewLabel();
  b.Emit(kMov, 7, 1);
  b.Emit(kCall, 6);
  b.Extra(build);
  b.Emit(kZero, 0);
  b.Bind(top);
  b.Jump(kJEqI, end, 6, 0);
  b.Emit(kLd64, 2, 6, 8);
  b.Emit(kAdd, 0, 0, 2);
  b.Emit(kLd64, 6, 6, 0);
  b.Jump(kJmp, top);
  b.Bind(end);
  b.Emit(kRet);
  vm->Finish(f, b, 8);
  EXPECT_EQ(vm->Run1(f, {400}), 400 * 401 / 2);
  EXPECT_EQ(sum, 400 * 401 / 2);
}

TEST_F(GoTest, ManyGoroutines) {
  for (int procs : {1, 4}) {
    Start(Machine::Options(procs));
    // 20,000 goroutines add one to a channel's stream.
    Func* worker = vm->Declare("main.worker", 0, 2);
    Builder b;
    b.Emit(kSend, 0, 1, 1);
    b.Emit(kRet);
    vm->Finish(worker, b, 2);
    Func* f = vm->Declare("main.f", 1, 1);
    Label start = b.NewLabel(), take = b.NewLabel();
    vm->EmitT(b, kChanMake, 2, kNoSlot, 0, chan_int);
    Machine::LdFunc(b, 4, worker);
    b.Emit(kZero, 3);
    b.Bind(start);
    b.Emit(kGo, 2, 4, 2);
    b.Jump(kIncJLt, start, 3, 1);
    b.Emit(kZero, 0);
    b.Emit(kZero, 3);
    b.Bind(take);
    b.Emit(kRecv, 5, 2, kNoSlot);
    b.Extra(uint64_t{1});
    b.Emit(kAdd, 0, 0, 5);
    b.Jump(kIncJLt, take, 3, 1);
    b.Emit(kRet);
    vm->Finish(f, b, 6);
    EXPECT_EQ(vm->Run1(f, {20000}), int64_t{20000} * 19999 / 2) << procs;
  }
}

TEST_F(GoTest, GoOfNilFunctionIsFatal) {
  Start(Machine::Options(1));
  Func* f = vm->Declare("main.f", 0, 0);
  Builder b;
  b.Emit(kZero, 0);
  b.Emit(kGo, 1, 0, 0);
  b.Emit(kRet);
  vm->Finish(f, b, 2);
  EXPECT_EQ(vm->Run(f), 2);
  EXPECT_TRUE(vm->out().starts_with("fatal error: go of nil func value\n")) << vm->out();
}

TEST_F(GoTest, CreatorInTraces) {
  Start(Machine::Options(1));
  Func* worker = vm->Declare("main.worker", 0, 0);
  Builder b;
  vm->LdIface(b, 0, "boom");
  b.SetLine(0, 4);
  b.Emit(kPanic, 0);
  vm->Finish(worker, b, 2);
  Func* f = vm->Declare("main.f", 0, 0);
  b.SetLine(0, 20);
  Machine::LdFunc(b, 0, worker);
  b.SetLine(0, 21);
  b.Emit(kGo, 1, 0, 0);
  b.SetLine(0, 22);
  b.Emit(kZero, 0);
  b.Emit(kRecv, kNoSlot, 0, kNoSlot);
  b.Extra(uint64_t{0});
  b.Emit(kRet);
  vm->Finish(f, b, 2);
  EXPECT_EQ(vm->Run(f), 2);
  EXPECT_NE(vm->out().find("created by main.f in goroutine 1\n\t/src/test.go:21 +0x"), std::string::npos)
      << vm->out();
}

}  // namespace
}  // namespace minigo::vm
