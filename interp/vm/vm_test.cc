// Link test of execution without a front end: hand-assembled functions on VM and runtime.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "interp/vm/test_machine.h"

namespace minigo::vm {
namespace {

// func fib(n int) int
Func* Fib(Machine& vm) {
  Func* f = vm.Declare("main.fib", 1, 1);
  Builder b;
  Label recurse = b.NewLabel();
  b.Jump(kJGeI, recurse, 1, 2);
  b.Emit(kMov, 0, 1);
  b.Emit(kRet);
  b.Bind(recurse);
  b.Emit(kAddI, 6, 1, Imm(-1));
  b.Emit(kCall, 5);
  b.Extra(f);
  b.Emit(kAddI, 10, 1, Imm(-2));
  b.Emit(kCall, 9);
  b.Extra(f);
  b.Emit(kAdd, 0, 5, 9);
  b.Emit(kRet);
  return vm.Finish(f, b, 11);
}

TEST(VmTest, Fib) {
  Machine vm;
  EXPECT_EQ(vm.Run1(Fib(vm), {20}), 6765);
}

TEST(VmTest, SeveralRunsOfOneEngine) {
  Machine vm;
  Func* fib = Fib(vm);
  EXPECT_EQ(vm.Run1(fib, {10}), 55);
  EXPECT_EQ(vm.Run1(fib, {15}), 610);
}

TEST(VmTest, SieveOverSlice) {
  Machine vm;
  // Counts primes below n in a []bool.
  Func* f = vm.Declare("main.sieve", 1, 1);
  Builder b;
  Label outer = b.NewLabel(), inner = b.NewLabel(), skip = b.NewLabel(), next = b.NewLabel();
  b.Emit(kZero, 0);
  vm.EmitT(b, kMakeSliceL, 2, 1, 0, vm.rt().types.Basic(Kind::kBool));
  b.Emit32(kLdI, 5, 2);
  b.Emit32(kLdI, 8, 1);
  b.Bind(outer);
  b.Emit(kSLd8U, 6, 2, 5);
  b.Jump(kJT, next, 6);
  b.Emit(kAddI, 0, 0, 1);
  b.Emit(kAdd, 7, 5, 5);
  b.Jump(kJLe, next, 1, 7);
  b.Bind(inner);
  b.Emit(kSSt8, 2, 7, 8);
  b.Emit(kAdd, 7, 7, 5);
  b.Jump(kJLt, inner, 7, 1);
  b.Bind(next);
  b.Jump(kIncJLt, outer, 5, 1);
  b.Emit(kRet);
  (void)skip;
  vm.Finish(f, b, 9);
  EXPECT_EQ(vm.Run1(f, {10000}), 1229);
}

// One instruction over two operands.
struct Binary {
  bytecode::Opcode op;
  uint64_t x, y, want;
};
uint64_t F(double d) { return std::bit_cast<uint64_t>(d); }
uint64_t F(float d) { return std::bit_cast<uint32_t>(d); }
constexpr uint64_t kMin = uint64_t{1} << 63;
uint64_t N(int64_t v) { return static_cast<uint64_t>(v); }

TEST(VmTest, Arithmetic) {
  Machine vm;
  const Binary cases[] = {
      {kAdd, N(-1), 3, 2}, {kSub, 3, 5, N(-2)}, {kMul, N(-3), 5, N(-15)},
      {kDiv, N(-7), 2, N(-3)}, {kDiv, kMin, N(-1), kMin}, {kRem, N(-7), 2, N(-1)},
      {kRem, kMin, N(-1), 0}, {kUDiv, N(-1), 2, ~uint64_t{0} / 2}, {kURem, N(-1), 10, 5},
      {kAndNot, 7, 2, 5}, {kShl, 1, 63, kMin}, {kShl, 1, 64, 0}, {kShl, 1, N(-1), 0},
      {kShr, N(-8), 1, N(-4)}, {kShr, N(-8), 100, N(-1)}, {kUShr, kMin, 63, 1}, {kUShr, kMin, 64, 0},
      {kAddW, 0x7fffffff, 1, N(-0x80000000LL)}, {kAddWU, 0xffffffff, 1, 0},
      {kSubWU, 0, 1, 0xffffffff}, {kMulW, 0x10000, 0x8000, N(-0x80000000LL)}, {kShlW, 1, 31, N(-0x80000000LL)},
      {kShlW, 1, 32, 0}, {kShlWU, 3, 31, 0x80000000}, {kShlWU, 1, 40, 0},
      {kFAdd, F(0.1), F(0.2), F(0.1 + 0.2)}, {kFDiv, F(1.0), F(0.0), F(double{INFINITY})},
      {kFMul32, F(1.1f), F(3.3f), F(1.1f * 3.3f)},
      {kLt, N(-1), 1, 1}, {kULt, N(-1), 1, 0}, {kLe, 4, 4, 1}, {kULe, 5, 4, 0}, {kEq, 4, 4, 1}, {kNe, 4, 4, 0},
      {kFLt, F(std::nan("")), F(1.0), 0}, {kFNe, F(std::nan("")), F(std::nan("")), 1}, {kFEq, F(0.0), F(-0.0), 1},
      {kFLe32, F(1.0f), F(1.0f), 1},
  };
  for (const Binary& c : cases) {
    Func* f = vm.Declare("main.f", 1, 2);
    Builder b;
    b.Emit(c.op, 0, 1, 2);
    b.Emit(kRet);
    vm.Finish(f, b, 3);
    EXPECT_EQ(static_cast<uint64_t>(vm.Run1(f, {c.x, c.y})), c.want) << bytecode::InfoOf(c.op).name;
  }
}

TEST(VmTest, Conversions) {
  Machine vm;
  struct Unary {
    bytecode::Opcode op;
    uint64_t x, want;
  };
  const Unary cases[] = {
      {kSext8, 0x80, N(-128)}, {kSext16, 0x8000, N(-32768)}, {kSext32, 0xffffffff, N(-1)},
      {kZext8, 0x1ff, 0xff}, {kZext16, N(-1), 0xffff}, {kZext32, N(-1), 0xffffffff},
      {kNeg, 5, N(-5)}, {kNot, 0, N(-1)}, {kLNot, 1, 0}, {kFNeg, F(0.0), F(-0.0)}, {kFAbs, F(-2.0), F(2.0)},
      {kFSqrt, F(2.0), F(std::sqrt(2.0))}, {kFFloor, F(-1.5), F(-2.0)},
      {kI2F, N(-3), F(-3.0)}, {kU2F, N(-1), F(18446744073709551616.0)},
      {kF2I, F(-1.9), N(-1)}, {kF2I, F(1e300), kMin}, {kF2I, F(std::nan("")), kMin},
      // As gc's code on amd64 does.
      {kF2U, F(-1.0), N(-1)}, {kF2U, F(1e300), kMin}, {kF2U, F(std::nan("")), kMin}, {kF2U, F(9.3e18), 9300000000000000000u},
      {kF322U, F(9.3e18f), 9300000300729368576u}, {kF322I, F(-2.5f), N(-2)},
      {kF2F32, F(0.1), F(0.1f)}, {kF322F, F(0.5f), F(0.5)}, {kI2F32, 16777217, F(16777216.0f)},
  };
  for (const Unary& c : cases) {
    Func* f = vm.Declare("main.f", 1, 1);
    Builder b;
    b.Emit(c.op, 0, 1);
    b.Emit(kRet);
    vm.Finish(f, b, 2);
    EXPECT_EQ(static_cast<uint64_t>(vm.Run1(f, {c.x})), c.want) << bytecode::InfoOf(c.op).name;
  }
}

TEST(VmTest, ComplexDivision) {
  Machine vm;
  Func* f = vm.Declare("main.f", 2, 4);
  Builder b;
  b.Emit(kCDiv, 0, 2, 4);
  b.Emit(kRet);
  vm.Finish(f, b, 6);
  auto div = [&](double a, double bb, double c, double d) {
    Slot r[2];
    EXPECT_EQ(vm.Run(f, {F(a), F(bb), F(c), F(d)}, r), 0);
    return std::pair(std::bit_cast<double>(r[0]), std::bit_cast<double>(r[1]));
  };
  EXPECT_EQ(div(1, 2, 3, 4), std::pair(0.44, 0.08));
  EXPECT_EQ(div(1, 1, 0, 0), std::pair(double{INFINITY}, double{INFINITY}));
  EXPECT_EQ(div(1, 1, INFINITY, 1), std::pair(0.0, 0.0));
  auto [re, im] = div(INFINITY, 1, 1, 1);
  EXPECT_TRUE(std::isinf(re));
  EXPECT_TRUE(std::isinf(im));
}

TEST(VmTest, SwitchAndNarrowMemory) {
  Machine vm;
  // p := new([2]int32-like 16 bytes); stores and loads of each width; then a jump table on the parameter.
  Func* f = vm.Declare("main.f", 1, 1);
  Builder b;
  Label one = b.NewLabel(), two = b.NewLabel(), out = b.NewLabel();
  b.Emit(kNew, 2);
  b.Extra(vm.rt().types.ArrayOf(vm.Int(), 4));
  b.Emit32(kLdI, 3, -2);
  b.Emit(kSt8, 2, 3, 0);
  b.Emit(kSt16, 2, 3, 8);
  b.Emit(kSt32, 2, 3, 16);
  b.Emit(kSt64, 2, 3, 24);
  b.Emit(kLd8U, 4, 2, 0);    // 254
  b.Emit(kLd16S, 5, 2, 8);   // -2
  b.Emit(kLd32U, 6, 2, 16);  // 2^32 - 2
  b.Emit(kLd64, 7, 2, 24);   // -2
  b.Emit(kAdd, 0, 4, 5);
  b.Emit(kAdd, 0, 0, 6);
  b.Emit(kAdd, 0, 0, 7);
  b.Switch(1, 10, {one, two});
  b.Emit(kAddI, 0, 0, 1000);
  b.Jump(kJmp, out);
  b.Bind(one);
  b.Emit(kAddI, 0, 0, 1);
  b.Jump(kJmp, out);
  b.Bind(two);
  b.Emit(kAddI, 0, 0, 2);
  b.Bind(out);
  b.Emit(kRet);
  vm.Finish(f, b, 8);
  int64_t base = 254 - 2 + 4294967294 - 2;
  EXPECT_EQ(vm.Run1(f, {9}), base + 1000);
  EXPECT_EQ(vm.Run1(f, {10}), base + 1);
  EXPECT_EQ(vm.Run1(f, {11}), base + 2);
  EXPECT_EQ(vm.Run1(f, {12}), base + 1000);
  EXPECT_EQ(vm.Run1(f, {N(-1)}), base + 1000);
}

TEST(VmTest, Closures) {
  Machine vm;
  // func adder(n int) func(int) int captured by value; applied twice.
  Func* inner = vm.Declare("main.adder.func1", 1, 1);
  Builder b;
  b.Emit(kLdCap, 2, 0);
  b.Emit(kAdd, 0, 1, 2);
  b.Emit(kRet);
  vm.Finish(inner, b, 3);
  Func* f = vm.Declare("main.f", 1, 1);
  b.Emit(kClosure, 2, 1, 1);
  b.Extra(inner);
  b.Emit32(kLdI, 7, 5);
  b.Emit(kCallC, 6, 2);
  b.Emit(kMov, 7, 6);
  b.Emit(kCallC, 6, 2);
  b.Emit(kMov, 0, 6);
  b.Emit(kRet);
  vm.Finish(f, b, 8);
  EXPECT_EQ(vm.Run1(f, {10}), 25);
}

TEST(VmTest, MapsAndStrings) {
  Machine vm;
  auto& types = vm.rt().types;
  const Type* map = types.MapOf(vm.String(), vm.Int());
  // m["a"] = 1; m["a"+"b"] = 2; sum of values by iteration, plus 100*len, plus 1000*m["none"], plus 10000*ok
  Func* f = vm.Declare("main.f", 1, 0);
  Builder b;
  Label top = b.NewLabel(), out = b.NewLabel();
  vm.EmitT(b, kMapMake, 1, kNoSlot, 0, map);
  Machine::LdStr(b, 2, "a");
  Machine::LdStr(b, 4, "b");
  b.Emit32(kLdI, 8, 1);
  vm.EmitT(b, kMapSetStr, 1, 2, 8, map);
  b.Emit(kConcat, 6, 2, 4);
  b.Emit32(kLdI, 8, 2);
  vm.EmitT(b, kMapSetStr, 1, 6, 8, map);
  b.Emit(kZero, 0);
  vm.EmitT(b, kMapIter, 10, 1, 0, map);
  b.Bind(top);
  b.Jump(kMapNext, out, 10);
  b.Emit(kLd64, 9, 11, 0);
  b.Emit(kAdd, 0, 0, 9);
  b.Jump(kJmp, top);
  b.Bind(out);
  b.Emit(kMapLen, 9, 1);
  b.Emit(kMulI, 9, 9, 100);
  b.Emit(kAdd, 0, 0, 9);
  Machine::LdStr(b, 2, "none");
  vm.EmitT(b, kMapGet2Str, 8, 1, 2, map);
  b.Emit(kMulI, 8, 8, 1000);
  b.Emit(kAdd, 0, 0, 8);
  Machine::LdStr(b, 2, "ab");
  vm.EmitT(b, kMapGet2Str, 8, 1, 2, map);
  b.Emit(kMulI, 9, 9, 10000);
  b.Emit(kAdd, 0, 0, 9);
  b.Emit(kRet);
  vm.Finish(f, b, 18);
  EXPECT_EQ(vm.Run1(f), 3 + 200 + 10000);
}

TEST(VmTest, AppendGrowsAndKeepsContents) {
  Machine vm;
  // for i := range n { s = append(s, i) }; sum
  Func* f = vm.Declare("main.f", 1, 1);
  Builder b;
  Label fill = b.NewLabel(), sum = b.NewLabel();
  b.Emit(kZeroN, 2, 3);
  b.Emit(kZero, 5);
  b.Bind(fill);
  vm.EmitT(b, kAppend, 2, 2, 5, vm.Int());
  b.Jump(kIncJLt, fill, 5, 1);
  b.Emit(kZero, 0);
  b.Emit(kZero, 5);
  b.Bind(sum);
  b.Emit(kSLd64, 6, 2, 5);
  b.Emit(kAdd, 0, 0, 6);
  b.Jump(kIncJLt, sum, 5, 3);
  b.Emit(kRet);
  vm.Finish(f, b, 7);
  EXPECT_EQ(vm.Run1(f, {100000}), int64_t{100000} * 99999 / 2);
}

TEST(VmTest, RangeOverString) {
  Machine vm;
  // Sum of index*rune over "aé\xff世".
  Func* f = vm.Declare("main.f", 1, 0);
  Builder b;
  Label top = b.NewLabel(), out = b.NewLabel();
  Machine::LdStr(b, 1, "a\xc3\xa9\xff\xe4\xb8\x96");
  b.Emit(kZero, 0);
  b.Emit(kZero, 5);
  b.Bind(top);
  b.Jump(kStrNext, out, 3, 1);
  b.Emit(kMul, 6, 3, 4);
  b.Emit(kAdd, 0, 0, 6);
  b.Jump(kJmp, top);
  b.Bind(out);
  b.Emit(kRet);
  vm.Finish(f, b, 7);
  EXPECT_EQ(vm.Run1(f), 1 * 0xe9 + 3 * 0xfffd + 4 * 0x4e16);
}

TEST(VmTest, Slicing) {
  Machine vm;
  // s := make([]int, 4, 10)[1:3:5] -> len*100 + cap; empty rest keeps the address.
  Func* f = vm.Declare("main.f", 1, 0);
  Builder b;
  b.Emit32(kLdI, 1, 4);
  b.Emit32(kLdI, 2, 10);
  vm.EmitT(b, kMakeSlice, 3, 1, 2, vm.Int());
  b.Emit32(kLdI, 6, 1);
  b.Emit32(kLdI, 7, 3);
  b.Emit32(kLdI, 8, 5);
  b.Emit(kSliceS, 9, 3);
  b.Extra(uint64_t{8} << 32 | 7 << 16 | 6);
  b.Extra(uint64_t{8});
  b.Emit(kMulI, 0, 10, 100);
  b.Emit(kAdd, 0, 0, 11);
  b.Emit(kSub, 12, 9, 3);  // one element further
  b.Emit(kMulI, 12, 12, 1000);
  b.Emit(kAdd, 0, 0, 12);
  b.Emit(kSliceS, 9, 3);  // s[10:10:10] has no capacity
  b.Extra(uint64_t{2} << 32 | 2 << 16 | 2);
  b.Extra(uint64_t{8});
  b.Emit(kSub, 12, 9, 3);
  b.Emit(kAdd, 0, 0, 12);
  b.Emit(kRet);
  vm.Finish(f, b, 13);
  EXPECT_EQ(vm.Run1(f), 204 + 8000);
}

TEST(VmTest, LazyFunctionsAreCompiledOnce) {
  Machine vm;
  static int made;
  made = 0;
  Func* callee = vm.Lazy(vm.Declare("main.later", 1, 1), [](Machine* machine, Func* f) {
    made++;
    Builder b;
    b.Emit(kAddI, 0, 1, 1);
    b.Emit(kRet);
    machine->Finish(f, b, 300);  // a frame for which the chunk has no room
  });
  Func* f = vm.Declare("main.f", 1, 1);
  Builder b;
  for (int i = 0; i < 3; i++) {
    b.Emit(kMov, 6, 1);
    b.Emit(kCall, 5);
    b.Extra(callee);
    b.Emit(kMov, 1, 5);
  }
  b.Emit(kMov, 0, 1);
  b.Emit(kRet);
  vm.Finish(f, b, 7);
  EXPECT_EQ(vm.Run1(f, {1}), 4);
  EXPECT_EQ(made, 1);
}

TEST(VmTest, CompileErrorEndsTheEngine) {
  Machine vm;
  Func* f = vm.Declare("main.broken", 0, 0);
  EXPECT_EQ(vm.Run(f), 2);
}

// func down(n int) int { if n == 0 { return 0 }; return 1 + down(n-1) }
Func* Down(Machine& vm) {
  Func* f = vm.Declare("main.down", 1, 1);
  Builder b;
  Label more = b.NewLabel();
  b.SetLine(0, 7);
  b.Jump(kJNeI, more, 1, 0);
  b.Emit(kZero, 0);
  b.Emit(kRet);
  b.Bind(more);
  b.SetLine(0, 8);
  b.Emit(kAddI, 6, 1, Imm(-1));
  b.Emit(kCall, 5);
  b.Extra(f);
  b.Emit(kAddI, 0, 5, 1);
  b.Emit(kRet);
  return vm.Finish(f, b, 7);
}

TEST(VmTest, MillionsOfFrames) {
  Machine vm;
  Func* down = Down(vm);
  EXPECT_EQ(vm.Run1(down, {3000000}), 3000000);
  // Calls at a chunk's edge, again and again.
  Func* f = vm.Declare("main.f", 1, 1);
  Builder b;
  Label top = b.NewLabel();
  b.Emit(kZero, 0);
  b.Emit(kZero, 2);
  b.Bind(top);
  b.Emit(kMov, 7, 2);
  b.Emit(kCall, 6);
  b.Extra(down);
  b.Emit(kAdd, 0, 0, 6);
  b.Jump(kIncJLt, top, 2, 1);
  b.Emit(kRet);
  vm.Finish(f, b, 8);
  EXPECT_EQ(vm.Run1(f, {500}), 500 * 499 / 2);
}

TEST(VmTest, StackOverflow) {
  Machine vm;
  runtime::SetMaxStack(&vm.rt(), 1 << 20);
  EXPECT_EQ(vm.Run(Down(vm), {1000000}), 2);
  std::string out = vm.out();
  EXPECT_TRUE(out.starts_with("runtime: goroutine stack exceeds 1048576-byte limit\n")) << out;
  EXPECT_NE(out.find("\nfatal error: stack overflow\n"), std::string::npos);
  EXPECT_NE(out.find("main.down(...)\n\t/src/test.go:8"), std::string::npos) << out;
  EXPECT_NE(out.find("frames elided"), std::string::npos);
}

TEST(VmTest, InterfacesAndAssertions) {
  Machine vm;
  // i := any("xyz"); len(i.(string)) + 10*ok(i.(int)) + i == i
  Func* f = vm.Declare("main.f", 1, 0);
  Builder b;
  vm.LdIface(b, 1, "xyz");
  b.Emit(kAssertC, 3, 1);
  b.Extra(vm.String());
  b.Extra(vm.rt().types.EmptyInterface());
  vm.EmitT(b, kAssertC2, 5, 1, 6, vm.Int());
  b.Emit(kMulI, 6, 6, 10);
  b.Emit(kAdd, 0, 4, 6);
  b.Emit(kAdd, 0, 0, 5);
  b.Emit(kIfaceEq, 7, 1, 1);
  b.Emit(kMulI, 7, 7, 100);
  b.Emit(kAdd, 0, 0, 7);
  vm.EmitT(b, kAssertC2, kNoSlot, 1, 7, vm.String());
  b.Emit(kMulI, 7, 7, 1000);
  b.Emit(kAdd, 0, 0, 7);
  b.Emit(kRet);
  vm.Finish(f, b, 8);
  EXPECT_EQ(vm.Run1(f), 3 + 100 + 1000);
}

TEST(VmTest, InterfaceMethodCalls) {
  Machine vm;
  auto& types = vm.rt().types;
  // type A int; func (A) Get(x int) int { return int(a) + x }; type B likewise with minus. The methods' iface_func
  // takes the data word: a pointer to the boxed int.
  uint32_t id = types.MethodId("Get", "");
  auto make = [&](const char* name, bytecode::Opcode op) {
    Func* get = vm.Declare("main.Get", 1, 2);
    Builder b;
    b.Emit(kLd64, 3, 1, 0);
    b.Emit(op, 0, 3, 2);
    b.Emit(kRet);
    vm.Finish(get, b, 4);
    Type* t = types.NewNamed(name, name, "main", Kind::kInt);
    types.SetUnderlying(t, vm.Int());
    runtime::Method method = {GoString(std::string_view("Get")), GoString(), nullptr, get, get};
    types.Lock();
    List<runtime::Method> methods = List<runtime::Method>::Of(types.arena(), {method});
    types.Unlock();
    types.SetMethods(t, methods);
    return static_cast<const Type*>(t);
  };
  const Type* t1 = make("main.A", kAdd);
  const Type* t2 = make("main.B", kSub);
  // Sums i.Get(5) over a loop that alternates the dynamic type at one call site.
  Func* f = vm.Declare("main.f", 1, 1);
  Builder b;
  Label top = b.NewLabel();
  b.Emit(kZero, 0);
  b.Emit(kZero, 2);
  b.Emit32(kLdI, 3, 100);
  vm.EmitT(b, kMkIface, 4, 3, 0, t1);
  vm.EmitT(b, kMkIface, 6, 3, 0, t2);
  b.Bind(top);
  b.Emit32(kLdI, 13, 5);
  b.Emit(kCallI, 11, 4, 12);
  b.Extra(uint64_t{id});
  b.Extra(vm.Site());
  b.Emit(kAdd, 0, 0, 11);
  b.Emit(kMov2, 14, 4);
  b.Emit(kMov2, 4, 6);
  b.Emit(kMov2, 6, 14);
  b.Jump(kIncJLt, top, 2, 1);
  // A method value of the interface: its FuncVal and receiver.
  b.Emit(kIfaceMethod, 14, 4);
  b.Extra(uint64_t{id});
  b.Extra(vm.Site());
  b.Emit(kMov, 12, 15);
  b.Emit32(kLdI, 13, 1000);
  b.Emit(kCallC, 11, 14);
  b.Emit(kAdd, 0, 0, 11);
  b.Emit(kRet);
  vm.Finish(f, b, 16);
  EXPECT_EQ(vm.Run1(f, {10}), 5 * 105 + 5 * 95 + 1100);
}

TEST(VmTest, Atomics) {
  Machine vm;
  Func* f = vm.Declare("main.f", 1, 0);
  Builder b;
  b.Emit(kNew, 1);
  b.Extra(vm.Int());
  b.Emit32(kLdI, 2, -5);
  b.Emit(kAtomicAdd32, 3, 1, 2);  // -5
  b.Emit(kAtomicLd32, 4, 1);      // -5
  b.Emit32(kLdI, 5, 7);
  b.Emit(kAtomicCas32, 6, 1, 2);  // ok
  b.Extra(uint64_t{5});
  b.Emit(kAtomicLd64, 7, 1);  // 7
  b.Emit(kAtomicCas64, 8, 1, 2);  // fails
  b.Extra(uint64_t{5});
  b.Emit(kAdd, 0, 3, 4);
  b.Emit(kMulI, 6, 6, 100);
  b.Emit(kAdd, 0, 0, 6);
  b.Emit(kAdd, 0, 0, 7);
  b.Emit(kMulI, 8, 8, 1000);
  b.Emit(kAdd, 0, 0, 8);
  b.Emit(kRet);
  vm.Finish(f, b, 9);
  EXPECT_EQ(vm.Run1(f), -10 + 100 + 7);
}

TEST(VmTest, PrintGoesToStandardError) {
  Machine vm;
  Func* f = vm.Declare("main.f", 0, 0);
  Builder b;
  b.Emit(kPrint, 0, 12);
  b.Emit32(kLdI, 0, -42);
  b.Emit(kPrint, 0, 1);
  b.Emit(kPrint, 0, 10);
  Machine::LdStr(b, 0, "text");
  b.Emit(kPrint, 0, 5);
  b.Emit(kPrint, 0, 10);
  b.Emit32(kLdI, 0, 1);
  b.Emit(kPrint, 0, 0);
  b.Emit(kPrint, 0, 11);
  b.Emit(kPrint, 0, 13);
  b.Emit(kRet);
  vm.Finish(f, b, 2);
  EXPECT_EQ(vm.Run(f), 0);
  EXPECT_EQ(vm.out(), "-42 text true\n");
}

TEST(VmTest, BuiltInWordsWithoutALibrary) {
  struct Case {
    void (*emit)(Builder& b, Machine& vm);
    const char* want;
  };
  const Case cases[] = {
      {[](Builder& b, Machine&) {
         b.Emit(kZeroN, 0, 3);
         b.Emit32(kLdI, 3, 5);
         b.Emit(kSLd64, 4, 0, 3);
       },
       "panic: runtime error: index out of range [5] with length 0\n\ngoroutine 1 [running]:\nmain.f()\n"
       "\t/src/test.go:3"},
      {[](Builder& b, Machine&) {
         b.Emit(kZeroN, 0, 2);
         b.Emit(kDiv, 0, 0, 1);
       },
       "panic: runtime error: integer divide by zero\n"},
      {[](Builder& b, Machine&) {
         b.Emit(kZero, 0);
         b.Emit(kLd64, 0, 0, 8);
       },
       "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV"},
      {[](Builder& b, Machine& vm) {
         vm.LdIface(b, 0, "boom");
         b.Emit(kPanic, 0);
       },
       "panic: boom\n\ngoroutine 1 [running]:\nmain.f()\n\t/src/test.go:3"},
      {[](Builder& b, Machine& vm) {
         b.Emit(kZero, 0);
         vm.EmitT(b, kMapSet64, 0, 1, 1, vm.rt().types.MapOf(vm.Int(), vm.Int()));
       },
       "panic: assignment to entry in nil map\n"},
      {[](Builder& b, Machine&) {
         b.Emit32(kLdI, 0, -1);
         b.Emit(kChkShift, 0);
       },
       "panic: runtime error: negative shift amount\n"},
  };
  for (const Case& c : cases) {
    Machine vm;
    Func* f = vm.Declare("main.f", 0, 0);
    Builder b;
    b.SetLine(0, 3);
    c.emit(b, vm);
    b.Emit(kRet);
    vm.Finish(f, b, 5);
    EXPECT_EQ(vm.Run(f), 2);
    std::string out = vm.out();
    EXPECT_TRUE(out.starts_with(c.want)) << out;
  }
}

TEST(VmTest, InstructionLimit) {
  RuntimeOptions options = Machine::Options(1);
  options.instruction_limit = 100000;
  Machine vm(options);
  Func* f = vm.Declare("main.f", 0, 1);
  Builder b;
  Label top = b.NewLabel();
  b.Bind(top);
  b.Emit(kAddI, 0, 0, 1);
  b.Jump(kJmp, top);
  b.Emit(kRet);
  vm.Finish(f, b, 1);
  EXPECT_EQ(vm.Run(f, {0}), 2);
  std::string out = vm.out();
  EXPECT_TRUE(out.starts_with("fatal error: instruction limit exceeded\n")) << out;
  EXPECT_EQ(vm.rt().instructions.load() / 100000, 1u);
}

TEST(VmTest, InstructionLimitIsExact) {
  // Three instructions in all.
  for (uint64_t limit : {2, 3}) {
    RuntimeOptions options = Machine::Options(1);
    options.instruction_limit = limit;
    Machine vm(options);
    Func* f = vm.Declare("main.f", 1, 0);
    Builder b;
    b.Emit32(kLdI, 0, 1);
    b.Emit(kAddI, 0, 0, 1);
    b.Emit(kRet);
    vm.Finish(f, b, 1);
    EXPECT_EQ(vm.Run(f), limit == 3 ? 0 : 2) << vm.out();
  }
}

}  // namespace
}  // namespace minigo::vm
