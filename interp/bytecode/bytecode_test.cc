// Tests of the builder's labels and repairs, the disassembler and the verifier.
#include <gtest/gtest.h>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/func.h"

namespace minigo::bytecode {
namespace {

Insn At(const Func& f, uint32_t word) { return f.code.load()[word]; }
int16_t ShortJump(const Func& f, uint32_t word) { return static_cast<int16_t>(At(f, word).c); }
int32_t LongJump(const Func& f, uint32_t word) {
  return static_cast<int32_t>(At(f, word).b | static_cast<uint32_t>(At(f, word).c) << 16);
}
Opcode OpAt(const Func& f, uint32_t word) { return static_cast<Opcode>(At(f, word).op); }

struct BuilderTest : testing::Test {
  Arena arena;
  Builder b;
  Func f;
  FuncDebug debug;

  void Finish(uint32_t slots = 8) {
    f.name = "main.f";
    f.frame_slots = slots;
    b.Finish(&f, arena, &debug);
  }
  void Pad(int n) {
    for (int i = 0; i < n; i++) b.Emit(Opcode::kMov, 0, 1);
  }
};

TEST(InsnTest, RowsAndTables) {
  EXPECT_STREQ(InfoOf(Opcode::kAdd).name, "Add");
  EXPECT_EQ(ExtraWords(Opcode::kAdd), 0);
  EXPECT_EQ(ExtraWords(Opcode::kCallN), 2);
  EXPECT_EQ(ExtraWords(Opcode::kRunDefers), 1);
  EXPECT_TRUE(IsStub(Opcode::kLazy));
  EXPECT_TRUE(IsStub(Opcode::kMakeFuncDone));
  EXPECT_FALSE(IsStub(Opcode::kPrint));
  EXPECT_EQ(kLazyCode[0].op, static_cast<uint16_t>(Opcode::kLazy));
  // An inverse's inverse is the jump itself, with operands exchanged back.
  for (int i = 0; i < kNumOpcodes; i++) {
    const JumpForms* forms = FormsOf(static_cast<Opcode>(i));
    if (forms == nullptr || forms->inverse == Opcode::kNop) continue;
    const JumpForms* back = FormsOf(forms->inverse);
    ASSERT_NE(back, nullptr);
    EXPECT_EQ(back->inverse, forms->op) << InfoOf(forms->op).name;
    EXPECT_EQ(back->swap, forms->swap);
  }
}

TEST_F(BuilderTest, ForwardAndBackward) {
  Label top = b.NewLabel(), out = b.NewLabel();
  b.Bind(top);
  b.Jump(Opcode::kJGeI, out, 1, 10);  // 0
  b.Emit(Opcode::kAddI, 1, 1, 1);     // 1
  b.Jump(Opcode::kJLt, top, 1, 2);    // 2, a back-edge
  b.Jump(Opcode::kJmp, top);          // 3
  b.Bind(out);
  b.Emit(Opcode::kRet);  // 4
  Finish();
  EXPECT_EQ(OpAt(f, 0), Opcode::kJGeI);
  EXPECT_EQ(ShortJump(f, 0), 3);
  EXPECT_EQ(OpAt(f, 2), Opcode::kJLtL);
  EXPECT_EQ(ShortJump(f, 2), -3);
  EXPECT_EQ(OpAt(f, 3), Opcode::kJmpL);
  EXPECT_EQ(LongJump(f, 3), -4);
  EXPECT_EQ(f.code_words, 5u);
  EXPECT_EQ(Verify(f), "");
}

TEST_F(BuilderTest, BackEdgeWithoutLoopForm) {
  Label top = b.NewLabel();
  b.Bind(top);
  Pad(1);
  b.Jump(Opcode::kJFEq, top, 1, 2);
  b.JumpWithExtra(Opcode::kJTypeEq, top, 3, reinterpret_cast<uint64_t>(&f));
  b.Emit(Opcode::kRet);
  Finish();
  EXPECT_EQ(OpAt(f, 1), Opcode::kJFNe);
  EXPECT_EQ(ShortJump(f, 1), 1);
  EXPECT_EQ(OpAt(f, 2), Opcode::kJmpL);
  EXPECT_EQ(LongJump(f, 2), -3);
  EXPECT_EQ(OpAt(f, 3), Opcode::kJTypeNe);
  EXPECT_EQ(ShortJump(f, 3), 1);
  EXPECT_EQ(OpAt(f, 5), Opcode::kJmpL);
  EXPECT_EQ(LongJump(f, 5), -6);
}

TEST_F(BuilderTest, FarJumpsAreRepaired) {
  Label top = b.NewLabel(), out = b.NewLabel(), inner = b.NewLabel();
  b.SetLine(0, 1);
  b.Bind(top);
  b.Jump(Opcode::kJLt, out, 1, 2);       // too far: inverse with operands exchanged
  b.Jump(Opcode::kStrNext, out, 1, 4);   // too far, no inverse
  b.Jump(Opcode::kJEq, inner, 1, 2);     // near
  b.SetLine(0, 2);
  b.Bind(inner);
  Pad(40000);
  b.Jump(Opcode::kIncJLt, top, 1, 2);  // too far, no inverse, a back-edge
  f.epilogue = static_cast<uint32_t>(b.size());
  b.SetLine(0, 3);
  b.Emit(Opcode::kRunDefers);
  b.Bind(out);
  b.Emit(Opcode::kRet);
  f.flags = runtime::kFuncHasDefer;
  Finish();
  EXPECT_EQ(Verify(f), "");
  EXPECT_EQ(OpAt(f, 0), Opcode::kJLe);
  EXPECT_EQ(At(f, 0).a, 2);
  EXPECT_EQ(At(f, 0).b, 1);
  EXPECT_EQ(ShortJump(f, 0), 1);
  EXPECT_EQ(OpAt(f, 1), Opcode::kJmp);
  uint32_t ret = f.code_words - 1;
  EXPECT_EQ(2 + LongJump(f, 1), static_cast<int64_t>(ret));
  EXPECT_EQ(OpAt(f, 2), Opcode::kStrNext);
  EXPECT_EQ(ShortJump(f, 2), 1);
  EXPECT_EQ(OpAt(f, 3), Opcode::kJmp);
  EXPECT_EQ(LongJump(f, 3), 1);
  EXPECT_EQ(OpAt(f, 4), Opcode::kJmp);
  EXPECT_EQ(5 + LongJump(f, 4), static_cast<int64_t>(ret));
  EXPECT_EQ(OpAt(f, 5), Opcode::kJEq);
  EXPECT_EQ(ShortJump(f, 5), 0);
  EXPECT_EQ(OpAt(f, 40006), Opcode::kIncJLt);
  EXPECT_EQ(OpAt(f, 40008), Opcode::kJmpL);
  EXPECT_EQ(40009 + LongJump(f, 40008), 0);
  EXPECT_EQ(f.epilogue, 40009u);
  EXPECT_EQ(OpAt(f, f.epilogue), Opcode::kRunDefers);
  ASSERT_EQ(debug.lines.size(), 3u);
  EXPECT_EQ(debug.lines[1].pc, 6u);
  EXPECT_EQ(debug.lines[2].pc, 40009u);
}

TEST_F(BuilderTest, RepairCanPushOtherJumpsOutOfReach) {
  // Each repair makes the code longer; the outer jumps just reach before the inner ones grow.
  Label out[60];
  for (Label& l : out) l = b.NewLabel();
  for (int i = 0; i < 60; i++) b.Jump(Opcode::kJEqI, out[i], 1, 7);
  Pad(32767 - 59);
  for (int i = 0; i < 60; i++) {
    b.Bind(out[i]);
    b.Emit(Opcode::kRet);
  }
  Finish();
  EXPECT_EQ(Verify(f), "");
  for (uint32_t pc = 0, i = 0; i < 60; i++, pc++) {
    uint32_t target;
    if (OpAt(f, pc) == Opcode::kJEqI) {
      target = pc + 1 + static_cast<uint32_t>(ShortJump(f, pc));
    } else {
      ASSERT_EQ(OpAt(f, pc), Opcode::kJNeI);
      pc++;
      target = pc + 1 + static_cast<uint32_t>(LongJump(f, pc));
    }
    EXPECT_EQ(target, f.code_words - 60 + i);
  }
}

TEST_F(BuilderTest, SwitchTablesSurviveRepair) {
  Label one = b.NewLabel(), two = b.NewLabel(), far = b.NewLabel();
  b.Jump(Opcode::kJEqI, far, 1, 3);
  b.Switch(1, 5, {one, two, one});
  b.Bind(one);
  b.Emit(Opcode::kLdI, 0, 1);
  Pad(33000);
  b.Bind(two);
  b.Emit(Opcode::kRet);
  b.Bind(far);
  b.Emit(Opcode::kRet);
  Finish();
  EXPECT_EQ(Verify(f), "");
  ASSERT_EQ(OpAt(f, 2), Opcode::kSwitch);
  auto words = reinterpret_cast<const uint64_t*>(f.code.load());
  auto offsets = reinterpret_cast<const int32_t*>(words[3]);
  EXPECT_EQ(offsets[0], 0);
  EXPECT_EQ(5 + offsets[1], static_cast<int32_t>(f.code_words) - 2);
  EXPECT_EQ(offsets[2], 0);
  EXPECT_EQ(words[4], 5u);
}

TEST_F(BuilderTest, LabelAtTheEndHasAWord) {
  Label end = b.NewLabel();
  b.Jump(Opcode::kJT, end, 1);
  b.Emit(Opcode::kRet);
  b.Bind(end);
  Finish();
  EXPECT_EQ(Verify(f), "");
}

TEST_F(BuilderTest, LinesAreMerged) {
  b.SetLine(0, 1);
  b.SetLine(0, 2);  // nothing was emitted for line 1
  Pad(2);
  b.SetLine(0, 2);
  Pad(1);
  b.SetLine(0, 3);
  b.Emit(Opcode::kRet);
  Finish();
  ASSERT_EQ(debug.lines.size(), 2u);
  EXPECT_EQ(debug.lines[0].line, 2u);
  EXPECT_EQ(debug.lines[1].pc, 3u);
}

TEST_F(BuilderTest, Disassembly) {
  Func callee;
  callee.name = "main.callee";
  callee.result_slots = 1;
  callee.param_slots = 1;
  static uint64_t global1, global2;
  Label top = b.NewLabel(), out = b.NewLabel();
  b.SetLine(0, 10);
  b.Emit32(Opcode::kLdI, 1, -70000);
  b.Bind(top);
  b.Emit(Opcode::kLdStr, 2);
  b.Extra("say \"hi\"\n");
  b.Extra(uint64_t{9});
  b.SetLine(0, 11);
  b.Emit(Opcode::kAddI, 1, 1, static_cast<uint16_t>(-1));
  b.Emit(Opcode::kGld64, 0);
  b.Extra(&global1);
  b.Emit(Opcode::kGst64, 0);
  b.Extra(&global2);
  b.Emit(Opcode::kGst64, 0);
  b.Extra(&global1);
  b.Emit(Opcode::kCall, 7);
  b.Extra(&callee);
  b.Emit(Opcode::kSliceStr, 2, 2);
  b.Extra(uint64_t{kNoSlot} << 32 | uint64_t{1} << 16 | kNoSlot);
  b.Jump(Opcode::kJEqI, out, 1, 4);
  b.Jump(Opcode::kJLtI, top, 1, static_cast<uint16_t>(-3));
  b.Bind(out);
  b.Emit(Opcode::kRet);
  f.result_slots = 1;
  Finish(9);
  EXPECT_EQ(Verify(f), "");
  EXPECT_EQ(Disassemble(f),
            "func main.f: 9 slots, 1 results, 0 parameters\n"
            "  ; line 10\n"
            "     0  LdI         r1, -70000\n"
            ">    1  LdStr       r2, \"say \\\"hi\\\"\\n\"\n"
            "  ; line 11\n"
            "     4  AddI        r1, r1, -1\n"
            "     5  Gld64       r0, global0\n"
            "     7  Gst64       r0, global1\n"
            "     9  Gst64       r0, global0\n"
            "    11  Call        7, main.callee\n"
            "    13  SliceStr    r2, r2, [:r1]\n"
            "    15  JEqI        r1, 4 -> 17\n"
            "    16  JLtIL       r1, -3 -> 1\n"
            ">   17  Ret\n");
}

TEST_F(BuilderTest, DisassemblyWithoutCode) {
  f.name = "main.later";
  EXPECT_EQ(Disassemble(f), "func main.later: not compiled\n");
  f.flags = runtime::kFuncNative;
  EXPECT_EQ(Disassemble(f), "func main.later: native\n");
}

// What the verifier must not let pass.
struct VerifyTest : BuilderTest {
  std::string Problem(uint32_t slots = 8) {
    Finish(slots);
    return Verify(f);
  }
  void ExpectProblem(const char* part, uint32_t slots = 8) {
    std::string text = Problem(slots);
    EXPECT_NE(text.find(part), std::string::npos) << text;
  }
};
TEST_F(VerifyTest, SlotOutside) {
  b.Emit(Opcode::kAdd, 1, 2, 8);
  b.Emit(Opcode::kRet);
  ExpectProblem("operand c outside");
}
TEST_F(VerifyTest, WideSlotOutside) {
  b.Emit(Opcode::kMov3, 6, 0);
  b.Emit(Opcode::kRet);
  ExpectProblem("operand a outside");
}
TEST_F(VerifyTest, FallsOff) {
  Pad(1);
  ExpectProblem("falls off");
}
TEST_F(VerifyTest, JumpIntoExtraWord) {
  b.Emit(Opcode::kLdK, 1);
  b.Extra(uint64_t{5});
  b.Emit32(Opcode::kJmp, 0, -2);
  ExpectProblem("jump into the middle");
}
TEST_F(VerifyTest, ExtraWordsMissing) {
  b.Emit(Opcode::kRet);
  b.Emit(Opcode::kLdK, 1);
  ExpectProblem("extra words missing");
}
TEST_F(VerifyTest, NullPointer) {
  b.Emit(Opcode::kGld64, 1);
  b.Extra(uint64_t{0});
  b.Emit(Opcode::kRet);
  ExpectProblem("null pointer");
}
TEST_F(VerifyTest, NoRoomForHeader) {
  b.Emit(Opcode::kCallC, 2, 1);
  b.Emit(Opcode::kRet);
  ExpectProblem("no room for the header");
}
TEST_F(VerifyTest, ArgumentsOutside) {
  Func callee;
  callee.param_slots = 6;
  b.Emit(Opcode::kCall, 3);
  b.Extra(&callee);
  b.Emit(Opcode::kRet);
  ExpectProblem("arguments outside");
}
TEST_F(VerifyTest, DividesByZero) {
  b.Emit(Opcode::kDivI, 1, 1, 0);
  b.Emit(Opcode::kRet);
  ExpectProblem("divisor");
}
TEST_F(VerifyTest, StubInside) {
  b.Emit(Opcode::kGoExit);
  ExpectProblem("stub");
}
TEST_F(VerifyTest, EpilogueElsewhere) {
  f.flags = runtime::kFuncHasDefer;
  b.Emit(Opcode::kRet);
  ExpectProblem("epilogue");
}
TEST_F(VerifyTest, UnknownOpcode) {
  b.words().push_back(kNumOpcodes);
  b.Emit(Opcode::kRet);
  ExpectProblem("no such opcode");
}

}  // namespace
}  // namespace minigo::bytecode
