// Tests of the passes: what each makes of code, and what it must leave alone.
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/optimizer.h"
#include "interp/bytecode/func.h"
#include "interp/bytecode/operands.h"

namespace minigo::bytecode {
namespace {

using enum Opcode;

Passes Only(std::initializer_list<Pass> list) {
  Passes passes = Passes::None();
  for (Pass p : list) passes.Set(p, true);
  return passes;
}

struct OptimizeTest : testing::Test {
  Arena arena;
  Builder b;
  Func f;
  FuncDebug debug;

  // Optimizes what was emitted, and says the names of the instructions.
  std::string Names(Passes passes, uint32_t slots = 16, uint16_t results = 1) {
    f.name = "main.f";
    f.result_slots = results;
    f.frame_slots = Optimizer().Run(&b, slots, results, passes, &f.epilogue);
    b.Finish(&f, arena, &debug);
    EXPECT_EQ(Verify(f), "") << Disassemble(f);
    std::string names;
    for (uint32_t pc = 0; pc < f.code_words;) {
      auto op = static_cast<Opcode>(At(pc).op);
      if (!names.empty()) names += ' ';
      names += InfoOf(op).name;
      pc += 1 + static_cast<uint32_t>(ExtraWords(op));
    }
    return names;
  }
  Insn At(uint32_t pc) const { return f.code.load()[pc]; }
  void EmitX(Opcode op, uint16_t a, uint16_t b_, uint16_t c, uint64_t extra) {
    b.Emit(op, a, b_, c);
    b.Extra(extra);
  }
};

TEST(PassesTest, Names) {
  Passes p = Passes::None();
  EXPECT_TRUE(Passes::Parse("", &p) && p.Has(Pass::kFuse) && p.Has(Pass::kInline));
  EXPECT_TRUE(Passes::Parse("0", &p) && !p.Any());
  EXPECT_TRUE(Passes::Parse("-fuse,-cse", &p) && !p.Has(Pass::kFuse) && !p.Has(Pass::kCse) && p.Has(Pass::kDead));
  EXPECT_TRUE(Passes::Parse("fuse,dead", &p) && p.Has(Pass::kFuse) && p.Has(Pass::kDead) && !p.Has(Pass::kCse));
  EXPECT_FALSE(Passes::Parse("fuse,nonsense", &p));
}

TEST_F(OptimizeTest, NothingWithoutPasses) {
  b.Emit(kMov, 3, 1);
  b.Emit(kMov, 0, 3);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::None()), "Mov Mov Ret");
}

TEST_F(OptimizeTest, CoalesceMakesTheValueWhereItIsWanted) {
  b.Emit(kFAdd, 5, 1, 3);
  b.Emit(kFAdd, 6, 2, 4);
  b.Emit(kMov2, 1, 5);
  b.Emit(kAdd, 0, 1, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kCoalesce})), "FAdd FAdd Add Ret");
  EXPECT_EQ(At(0).a, 1);
  EXPECT_EQ(At(1).a, 2);
}

TEST_F(OptimizeTest, CoalesceSeesThatTheOldValueIsRead) {
  b.Emit(kAddI, 5, 1, 1);
  b.Emit(kAdd, 0, 1, 5);  // of slot 1 as it was
  b.Emit(kMov, 1, 5);
  b.Emit(kAdd, 0, 0, 1);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kCoalesce})), "AddI Add Mov Add Ret");
}

TEST_F(OptimizeTest, CallsWriteWhatLiesAboveThem) {
  Func callee;
  b.Emit(kLdI, 9, 7);
  b.Emit(kCall, 8);
  b.Extra(&callee);
  b.Emit(kMov, 3, 1);
  b.Emit(kAdd, 0, 3, 3);
  b.Emit(kRet);
  // The constant in slot 9 is not one after the call; the copy of slot 1 is.
  EXPECT_EQ(Names(Only({Pass::kCopies, Pass::kDead})), "Call Add Ret");
  EXPECT_EQ(At(2).b, 1);
}

TEST_F(OptimizeTest, AddressedSlotsAreLeftAlone) {
  b.Emit(kLeaF, 4, 2, 1);
  b.Emit(kMov, 2, 1);
  EmitX(kGld64, 5, 0, 0, 4096);
  b.Emit(kSt64, 4, 5, 0);  // writes slot 2
  b.Emit(kMov, 0, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "LeaF Mov Gld64 St64 Mov Ret");
  EXPECT_EQ(At(5).b, 2);
}

TEST_F(OptimizeTest, FuseDotProduct) {
  Label top = b.NewLabel();
  b.Bind(top);
  b.Emit(kSLd64, 8, 1, 7);
  b.Emit(kSLd64, 9, 4, 7);
  b.Emit(kFMul, 10, 8, 9);
  b.Emit(kFAdd, 0, 0, 10);
  b.Jump(kIncJLt, top, 7, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "SLd64 FMulAddS IncJLt Ret");
}

TEST_F(OptimizeTest, FuseRowsOfArraysThatAreReadOnce) {
  auto row = [&](int to) {
    b.Emit(kPAAddr, to, 8, 7);
    b.Extra(uint64_t{100});
    b.Extra(uint64_t{40});
  };
  row(5);
  EmitX(kPALd64, 4, 5, 9, 5);
  row(5);
  EmitX(kPALd64, 6, 5, 9, 5);
  EmitX(kPALd64, 3, 5, 7, 5);
  b.Emit(kAdd, 0, 6, 4);
  b.Emit(kAdd, 0, 0, 3);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "PALd264 PAAddr PALd64 PALd64 Add RetAdd");
  EXPECT_EQ(f.code.load()[1].op, 9);  // the slot of the second index
}

TEST_F(OptimizeTest, FuseFieldsOfElementsAndBytesOfArrays) {
  EmitX(kSAddr, 5, 1, 7, 24);
  b.Emit(kLd64, 6, 5, 16);
  b.Emit(kPAAddr, 5, 8, 7);
  b.Extra(uint64_t{100});
  b.Extra(uint64_t{1});
  b.Emit(kSt8, 5, 6, 0);
  b.Emit(kLd64, 4, 8, 40);
  b.Emit(kAdd, 0, 6, 4);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "SLdF64 PAStB Ld64 RetAdd");
  EXPECT_EQ(f.code.load()[1].op, 24);  // the element's size, then the offset
  EXPECT_EQ(f.code.load()[1].b, 16);
  EXPECT_EQ(At(4).b, 8);
  EXPECT_EQ(At(4).c, 40);
}

TEST_F(OptimizeTest, LoadsDoNotPassStoresNorLines) {
  b.SetLine(0, 1);
  b.Emit(kSLd192, 4, 1, 7);
  b.Emit(kSt64, 8, 9, 0);  // may be the row's header
  b.Emit(kSLd64, 10, 4, 7);
  b.Emit(kSLd192, 4, 1, 7);
  b.SetLine(0, 2);
  b.Emit(kSLd64, 11, 4, 7);
  b.Emit(kSLd192, 4, 1, 8);
  b.Emit(kSLd64, 12, 4, 7);
  b.Emit(kAdd, 0, 10, 11);
  b.Emit(kAdd, 0, 0, 12);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "SLd192 St64 SLd64 SLd192 SLd64 SLd264 Add RetAdd");
}

TEST_F(OptimizeTest, AResultThatIsReadTwiceStays) {
  b.Emit(kFMul, 5, 1, 2);
  b.Emit(kFAdd, 6, 5, 5);
  b.Emit(kFMul, 7, 1, 2);
  b.Emit(kFAdd, 8, 1, 7);
  b.Emit(kFAdd, 6, 6, 8);
  b.Emit(kFAdd, 0, 6, 7);  // the product again
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "FMul FAdd FMul FAdd FAdd FAdd Ret");
}

TEST_F(OptimizeTest, RotateAndStep) {
  Label body = b.NewLabel(), test = b.NewLabel();
  b.Jump(kJmp, test);
  b.Bind(body);
  b.Emit(kAdd, 0, 0, 1);
  b.Emit(kAdd, 1, 1, 3);
  b.Bind(test);
  b.Jump(kJLe, body, 1, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kRotate, Pass::kFuse})), "JLt Add AddJLe Ret");
  // The guard goes behind the loop when 2 < 1.
  EXPECT_EQ(At(0).a, 2);
  EXPECT_EQ(At(0).b, 1);
  EXPECT_EQ(JumpTarget(0, At(0)), 4);
}

TEST_F(OptimizeTest, HoistSeesWhatItTookOutOfAnInnerLoop) {
  Label outer = b.NewLabel(), inner = b.NewLabel(), no = b.NewLabel(), yes = b.NewLabel();
  b.Bind(outer);
  b.Bind(inner);
  b.Jump(kJF, no, 3);
  b.Emit(kLdI, 0, 1);
  b.Jump(kJT, yes, 4);
  b.Bind(no);
  b.Jump(kIncJLt, inner, 1, 2);
  b.Jump(kJT, yes, 5);
  b.Emit(kZero, 0);
  b.Jump(kJT, yes, 6);
  b.Jump(kIncJLt, outer, 1, 2);
  b.Bind(yes);
  b.Emit(kRet);
  // Both loops begin at one place here; in the other order of the two, one of them is inside.
  std::string names = Names(Only({Pass::kHoist}), 8);
  EXPECT_EQ(names, "JF LdI JT IncJLt JT Zero JT IncJLt Ret");
}

TEST_F(OptimizeTest, HoistLeavesAResultThatAnInnerLoopSetsToo) {
  Label outer = b.NewLabel(), inner = b.NewLabel(), next = b.NewLabel(), end = b.NewLabel();
  b.Bind(outer);
  b.Emit(kAddI, 1, 1, 1);
  b.Bind(inner);
  b.Jump(kJF, next, 3);
  b.Emit(kLdI, 0, 1);
  b.Jump(kJmp, end);
  b.Bind(next);
  b.Jump(kIncJLt, inner, 1, 2);
  b.Jump(kJF, outer, 4);
  b.Emit(kZero, 0);
  b.Jump(kJT, end, 5);
  b.Jump(kJmp, outer);
  b.Bind(end);
  b.Emit(kRet);
  // What the inner loop returns goes before it, and what the outer one returns stays.
  EXPECT_EQ(Names(Only({Pass::kHoist}), 8), "AddI LdI JF Jmp IncJLt JFL Zero JT JmpL Ret");
}

TEST_F(OptimizeTest, HoistLoadsEqualConstantsOnce) {
  Label body = b.NewLabel();
  b.Emit(kZero, 1);
  b.Bind(body);
  b.Emit(kLdI, 4, 7);
  b.Emit(kXor, 0, 0, 4);
  b.Emit(kLdI, 4, 7);
  b.Emit(kAdd, 0, 0, 4);
  b.Emit(kMov, 4, 1);
  b.Emit(kXor, 0, 0, 4);
  b.Jump(kIncJLt, body, 1, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kHoist}), 8), "Zero LdI Xor Add Mov Xor IncJLt Ret");
  EXPECT_EQ(At(2).c, 8);
  EXPECT_EQ(At(3).c, 8);
}

TEST_F(OptimizeTest, CopiesFoldShiftsAndWhatIsKnown) {
  b.Emit(kLdI, 3, 7);
  b.Emit(kUShr, 4, 1, 3);
  b.Emit(kRSubI, 5, 3, 32);
  b.Emit(kShlWU, 6, 1, 5);
  b.Emit(kLdI, 3, 64);
  b.Emit(kShr, 7, 1, 3);
  b.Emit(kShl, 8, 1, 3);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kCopies})), "LdI UShrI LdI ShlWUI LdI ShrI Zero Ret");
  EXPECT_EQ(At(3).c, 25);
  EXPECT_EQ(At(5).c, 63);
}

TEST_F(OptimizeTest, FuseRotations) {
  b.Emit(kUShrI, 4, 1, 7);
  b.Emit(kShlWUI, 5, 1, 25);
  b.Emit(kOr, 6, 4, 5);
  b.Emit(kShlI, 4, 2, 13);
  b.Emit(kUShrI, 5, 2, 51);
  b.Emit(kXor, 7, 4, 5);
  b.Emit(kUShrI, 4, 1, 7);
  b.Emit(kShlWUI, 5, 1, 24);
  b.Emit(kOr, 8, 4, 5);  // 31 bits: none
  b.Emit(kAdd, 0, 6, 7);
  b.Emit(kAdd, 0, 0, 8);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "RotWUI RotI UShrI ShlWUI Or Add RetAdd");
  EXPECT_EQ(At(0).c, 25);
  EXPECT_EQ(At(1).c, 13);
}

TEST_F(OptimizeTest, FuseUpdatesOfElements) {
  b.Emit(kSLd64, 8, 1, 7);
  b.Emit(kAddI, 8, 8, 1);
  b.Emit(kSSt64, 1, 7, 8);
  b.Emit(kSLd64, 8, 1, 7);
  b.Emit(kAdd, 9, 6, 8);
  b.Emit(kSSt64, 1, 7, 9);
  b.Emit(kSLd64, 8, 1, 7);
  b.Emit(kAddI, 9, 8, 1);
  b.Emit(kSSt64, 1, 6, 9);  // of another element
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "SAdd64I SAdd64 SLd64 AddI SSt64 Ret");
  EXPECT_EQ(At(1).c, 6);
}

TEST_F(OptimizeTest, FuseLoadsThatNothingTellsApart) {
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kLd64, 11, 1, 8);
  b.Emit(kRem, 12, 2, 11);
  b.Emit(kSLd64, 13, 8, 12);
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kLd64, 11, 3, 8);
  b.Emit(kRem, 12, 2, 11);  // panics before slot 1 is known to be no nil
  b.Emit(kSLd64, 14, 8, 12);
  b.Emit(kAdd, 0, 13, 14);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "Ld64 Rem PSLd64 Ld64 Rem PSLd64 RetAdd");
}

TEST_F(OptimizeTest, FuseKeepsTheOrderOfPanics) {
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kRem, 12, 2, 3);
  b.Emit(kSLd64, 13, 8, 12);
  b.Emit(kRet1, 0, 13);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "Ld192 Rem SLd64 Ret1");
}

// for r7 < [r1+8]: r0 += [r1+16][r7], behind a test of the first load
struct SteadyTest : OptimizeTest {
  Label body = b.NewLabel();
  void Begin() {
    b.Emit(kLd64, 8, 1, 8);
    b.Emit(kZero, 7);
    b.Bind(body);
  }
  void End() {
    b.Emit(kAddI, 7, 7, 1);
    b.Emit(kLd64, 8, 1, 8);
    b.Jump(kJLt, body, 7, 8);
    b.Emit(kRet);
  }
};

TEST_F(SteadyTest, LoadsOfFieldsGoBeforeTheLoop) {
  Begin();
  b.Emit(kLd192, 9, 1, 16);
  b.Emit(kSLd64, 12, 9, 7);
  b.Emit(kAdd, 0, 0, 12);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld192 Ld64 SLd64 Add AddI JLtL Ret");
}

TEST_F(SteadyTest, ElementsThatAreStoredAreNoSlices) {
  Begin();
  b.Emit(kLd192, 9, 1, 16);
  b.Emit(kSSt64, 9, 7, 2);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld192 SSt64 AddI Ld64 JLtL Ret");
}

TEST_F(SteadyTest, FieldsThatAreStoredStay) {
  Begin();
  b.Emit(kLd192, 9, 1, 16);
  b.Emit(kSt64, 1, 7, 8);
  b.Emit(kAdd, 0, 0, 10);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld192 St64 Add AddI Ld64 JLtL Ret");
}

TEST_F(SteadyTest, StoresThroughAnotherAddressMayMeet) {
  Begin();
  b.Emit(kLd192, 9, 1, 16);
  b.Emit(kSt64, 2, 7, 100);
  b.Emit(kAdd, 0, 0, 10);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld192 St64 Add AddI Ld64 JLtL Ret");
}

TEST_F(SteadyTest, WhatMayPanicStaysBehindWhatPanicsBefore) {
  Begin();
  b.Emit(kSLd64, 12, 5, 7);
  b.Emit(kLd64, 13, 1, 40);  // of an address in use before the loop
  b.Emit(kLd64, 14, 2, 40);
  b.Emit(kAdd, 0, 13, 14);
  b.Emit(kAdd, 0, 0, 12);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld64 Ld64 SLd64 Ld64 Add Add AddI JLtL Ret");
}

TEST_F(SteadyTest, LoopsWithCallsStay) {
  Func callee;
  Begin();
  b.Emit(kLd64, 9, 1, 16);
  b.Emit(kCall, 13);
  b.Extra(&callee);
  End();
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Zero Ld64 Call AddI Ld64 JLtL Ret");
}

TEST_F(SteadyTest, LoopsThatWaitStay) {
  b.Emit(kLd64, 8, 1, 8);
  b.Bind(body);
  b.Emit(kLd64, 8, 1, 8);
  b.Jump(kJEqI, body, 8, 0);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kSteady})), "Ld64 Ld64 JEqIL Ret");
}

TEST_F(OptimizeTest, CseGoesOnBehindAJumpThatIsNotTaken) {
  Label no = b.NewLabel();
  b.Emit(kSLd8U, 5, 1, 3);
  b.Jump(kJLtI, no, 5, 97);
  b.Emit(kSLd8U, 5, 1, 3);
  b.Jump(kJGtI, no, 5, 122);
  b.Emit(kSLd8U, 6, 1, 3);
  b.Emit(kSSt8, 1, 6, 6);
  b.Emit(kSLd8U, 7, 1, 3);  // may be what was stored
  b.Emit(kMov, 0, 7);
  b.Bind(no);
  b.Emit(kSLd8U, 7, 1, 3);  // who comes here has not loaded it
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kCse})), "SLd8U JLtI JGtI Mov SSt8 SLd8U Mov SLd8U Ret");
  EXPECT_EQ(At(4).b, 5);
}

TEST_F(OptimizeTest, CopiesGoOnBehindAJumpThatIsNotTaken) {
  Label no = b.NewLabel();
  b.Emit(kMov, 5, 1);
  b.Emit(kLdI, 6, 3);
  b.Jump(kJLt, no, 5, 6);
  b.Emit(kAdd, 0, 5, 6);
  b.Bind(no);
  b.Emit(kAdd, 0, 5, 6);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kCopies})), "Mov LdI JLtI AddI Add Ret");
  EXPECT_EQ(At(3).b, 1);
  EXPECT_EQ(At(4).b, 5);
}

TEST_F(OptimizeTest, JumpsThatADeadConstantHidGoToTheEnd) {
  Label yes = b.NewLabel(), end = b.NewLabel();
  b.Jump(kJEqI, yes, 2, 7);
  b.Jump(kJNeI, end, 2, 8);
  b.Bind(yes);
  b.Emit(kLdI, 5, 1);
  Label there = b.NewLabel();
  b.Jump(kJmp, there);
  b.Bind(end);
  b.Emit(kMov, 0, 3);
  b.Emit(kRet);
  b.Bind(there);
  b.Emit(kMov, 0, 4);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kDead})), "JEqI JNeI Jmp Mov Ret Mov Ret");
  EXPECT_EQ(JumpTarget(0, At(0)), 5);
}

TEST_F(OptimizeTest, FuseAppendsToFields) {
  runtime::Type one_word;
  one_word.size = 8;
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kAppend, 4, 8, 2);
  b.Extra(&one_word);
  b.Emit(kStSlice, 1, 4, 16);
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kAppend, 4, 8, 9);  // its own length
  b.Extra(&one_word);
  b.Emit(kStSlice, 1, 4, 16);
  b.Emit(kLd192, 8, 1, 16);
  b.Emit(kAppend, 4, 8, 2);  // to another field
  b.Extra(&one_word);
  b.Emit(kStSlice, 1, 4, 40);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "PAppend Ld192 Append StSlice Ld192 Append StSlice Ret");
}

TEST_F(OptimizeTest, FuseCutsOfFields) {
  constexpr uint64_t kHigh = 0xffff0005ffff, kLow = 0xffffffff0005;
  for (uint64_t limits : {kHigh, kLow}) {
    b.Emit(kLd192, 8, 1, 16);
    b.Emit(kLd64, 5, 1, 24);
    b.Emit(kAddI, 5, 5, 0xffff);
    b.Emit(kSliceS, 8, 8);
    b.Extra(limits);
    b.Extra(uint64_t{8});
    b.Emit(kStSlice, 1, 8, 16);
  }
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "Ld64 AddI PCut Ld192 Ld64 AddI SliceS StSlice Ret");
}

TEST_F(OptimizeTest, InvertMakesMinimaAndMaxima) {
  Label one = b.NewLabel(), two = b.NewLabel(), three = b.NewLabel();
  b.Jump(kJLe, one, 2, 3);  // if 2 > 3, 3 = 2
  b.Emit(kMov, 3, 2);
  b.Bind(one);
  b.Jump(kJLt, two, 4, 5);  // if 4 >= 5, 6 = 5 else 6 = 4
  b.Emit(kMov, 6, 5);
  b.Jump(kJmp, three);
  b.Bind(two);
  b.Emit(kMov, 6, 4);
  b.Bind(three);
  b.Jump(kJLe, three, 2, 3);  // something else
  b.Emit(kMov, 4, 2);
  b.Emit(kAdd, 0, 4, 6);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kInvert, Pass::kDead})), "Max Min JLeL Mov Add Ret");
  EXPECT_EQ(At(0).a, 3);
  EXPECT_EQ(At(1).a, 6);
}

TEST_F(OptimizeTest, FuseReturns) {
  Label other = b.NewLabel();
  b.Jump(kJF, other, 3);
  b.Emit(kMov, 0, 2);
  b.Emit(kRet);
  b.Bind(other);
  b.Emit(kZero, 0);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse})), "JF Ret1 RetI");
}

TEST_F(OptimizeTest, FuseReturnsOfTwoSlots) {
  b.Emit(kMov2, 0, 4);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kFuse}), 16, 2), "Ret2");
}

TEST_F(OptimizeTest, HoistPutsConstantsBeforeTheLoop) {
  Label body = b.NewLabel();
  b.Emit(kZero, 1);
  b.Bind(body);
  b.Emit(kLdK, 4);
  b.Extra(uint64_t{1} << 40);
  b.Emit(kAdd, 0, 0, 4);
  b.Emit(kMov, 4, 1);  // the slot has another use
  b.Emit(kXor, 0, 0, 4);
  b.Jump(kIncJLt, body, 1, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kHoist}), 8), "Zero LdK Add Mov Xor IncJLt Ret");
  EXPECT_EQ(At(1).a, 8);  // in a slot of its own
  EXPECT_EQ(At(3).c, 8);
  EXPECT_EQ(f.frame_slots, 9u);
  EXPECT_EQ(JumpTarget(6, At(6)), 3);
}

TEST_F(OptimizeTest, ThreadKnowsTheTest) {
  Label no = b.NewLabel(), test = b.NewLabel(), yes = b.NewLabel();
  b.Jump(kJLtI, no, 1, 5);
  b.Emit32(kLdI, 3, 1);
  b.Jump(kJmp, test);
  b.Bind(no);
  b.Emit(kZero, 3);
  b.Bind(test);
  b.Jump(kJT, yes, 3);
  b.Emit(kMov, 0, 1);
  b.Emit(kRet);
  b.Bind(yes);
  b.Emit(kMov, 0, 2);
  b.Emit(kRet);
  EXPECT_EQ(Names(Only({Pass::kThread, Pass::kDead})), "JLtI Jmp Mov Ret Mov Ret");
}

TEST_F(OptimizeTest, WhatAnEpilogueReadsStaysAsItIs) {
  f.flags = runtime::kFuncHasDefer;
  b.Emit(kMov, 3, 1);
  b.Emit(kMov, 0, 3);      // may be the result, if the next one panics
  b.Emit(kLd64, 4, 2, 0);
  b.Emit(kMov, 0, 4);
  b.Emit(kLdI, 5, 7);      // for nobody
  f.epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "Mov Ld64 Mov RunDefers Ret");
  EXPECT_EQ(At(0).a, 0);
  EXPECT_EQ(At(0).b, 1);
  EXPECT_EQ(At(1).a, 4);
  EXPECT_EQ(f.epilogue, 3u);
}

TEST_F(OptimizeTest, AnEpilogueIsReachedByPanicsAlone) {
  f.flags = runtime::kFuncHasDefer;
  auto loop = b.NewLabel();
  b.Bind(loop);
  b.Emit(kLd64, 3, 1, 0);
  b.Jump(kJmpL, loop);
  f.epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "Ld64 JmpL RunDefers Ret");
  EXPECT_EQ(f.epilogue, 2u);
}

TEST_F(OptimizeTest, NilIsCheckedOnce) {
  b.Emit(kNilChk, 1);
  b.Emit(kLd64, 3, 1, 8);
  b.Emit(kMov, 4, 1);
  b.Emit(kNilChk, 4);
  b.Emit(kNilChk, 2);
  b.Emit(kAdd, 0, 3, 4);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "Ld64 NilChk RetAdd");
}

TEST_F(OptimizeTest, ACheckStaysBeforeWhatOthersSee) {
  b.Emit(kNilChk, 1);
  b.Emit(kSt64, 2, 3, 0);
  b.Emit(kLd64, 0, 1, 8);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "NilChk St64 Ld64 Ret");
}

TEST_F(OptimizeTest, LinesStayWithTheirInstructions) {
  b.SetLine(0, 10);
  b.Emit(kMov, 3, 1);
  b.SetLine(0, 11);
  b.Emit(kDiv, 4, 3, 2);
  b.SetLine(0, 12);
  b.Emit(kMov, 0, 4);
  b.Emit(kRet);
  EXPECT_EQ(Names(Passes::All()), "Div Ret");
  ASSERT_EQ(debug.lines.size(), 2u);
  EXPECT_EQ(debug.lines[0].pc, 0u);
  EXPECT_EQ(debug.lines[0].line, 11u);
  EXPECT_EQ(debug.lines[1].pc, 1u);
  EXPECT_EQ(debug.lines[1].line, 12u);
}

}  // namespace
}  // namespace minigo::bytecode
