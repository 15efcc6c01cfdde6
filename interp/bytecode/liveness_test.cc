// Tests of the liveness analysis on hand-assembled functions.
#include "interp/bytecode/liveness.h"

#include <gtest/gtest.h>

#include <string>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/operands.h"

namespace minigo::bytecode {
namespace {

using enum Opcode;

struct LivenessTest : testing::Test {
  Arena arena;
  Builder b;
  Func f;
  Func callee;  // two parameters, one result
  runtime::Type word;
  std::unique_ptr<LiveMap> map;

  LivenessTest() {
    callee.name = "main.callee";
    callee.result_slots = 1;
    callee.param_slots = 2;
    word.size = 8;
  }

  // Emits the call of callee at slot `at`; returns where it returns to.
  uint32_t Call(uint16_t at) {
    b.Emit(kCall, at);
    b.Extra(&callee);
    return static_cast<uint32_t>(b.size());
  }
  uint32_t New(uint16_t to) {
    b.Emit(kNew, to);
    b.Extra(&word);
    return static_cast<uint32_t>(b.size());
  }
  void Finish(uint32_t slots = 20, int results = 1) {
    f.name = "main.f";
    f.frame_slots = slots;
    f.result_slots = static_cast<uint16_t>(results);
    b.Finish(&f, arena, nullptr);
    ASSERT_EQ(Verify(f), "") << Disassemble(f);
    map = LiveMap::Make(f);
    ASSERT_NE(map, nullptr);
  }
  std::string Slots(const uint64_t* set) const {
    if (set == nullptr) return "unknown";
    std::string text;
    for (uint32_t i = 0; i < map->set_words() * 64; i++) {
      if (set[i / 64] >> (i % 64) & 1) text += (text.empty() ? "" : " ") + std::to_string(i);
    }
    return text;
  }
  // The slots below `limit`, where the callee's header begins.
  std::string Calling(uint32_t word_at, uint32_t limit) const {
    std::string all = Slots(map->Calling(word_at)), text;
    if (all == "unknown") return all;
    for (uint32_t i = 0; i < limit; i++) {
      if (map->Calling(word_at)[i / 64] >> (i % 64) & 1) text += (text.empty() ? "" : " ") + std::to_string(i);
    }
    return text;
  }
  std::string Stopped(uint32_t word_at) const { return Slots(map->Stopped(word_at)); }
};

TEST_F(LivenessTest, ReadLaterAndNotWrittenBefore) {
  b.Emit(kMov, 5, 1);
  b.Emit(kMov, 11, 2);
  b.Emit(kMov, 12, 3);
  uint32_t first = Call(10);
  b.Emit(kMov, 4, 10);
  b.Emit(kMov, 11, 5);
  b.Emit(kMov, 12, 4);
  uint32_t second = Call(10);
  b.Emit(kMov, 0, 10);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(0), "1 2 3");
  EXPECT_EQ(Calling(first, 7), "5");
  EXPECT_EQ(Calling(second, 7), "");
  EXPECT_EQ(Stopped(first), "unknown");
}

TEST_F(LivenessTest, ArgumentsAreLiveWhileTheNextIsComputed) {
  b.Emit(kMov, 11, 1);  // the outer call's first argument
  b.Emit(kMov, 15, 2);
  b.Emit(kMov, 16, 3);
  uint32_t inner = Call(14);
  b.Emit(kMov, 12, 14);
  uint32_t outer = Call(10);
  b.Emit(kMov, 0, 10);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Calling(inner, 11), "");
  EXPECT_EQ(Calling(inner, 12), "11");
  EXPECT_EQ(Calling(outer, 7), "");
}

TEST_F(LivenessTest, AnInstructionInProgressKeepsWhatItReads) {
  b.Emit(kMkIface, 2, 1);
  b.Extra(&word);
  uint32_t after = static_cast<uint32_t>(b.size());
  b.Emit(kPanic, 2);
  Finish();
  EXPECT_EQ(Stopped(after), "1 2 3");
}

TEST_F(LivenessTest, BranchesJoin) {
  Label other = b.NewLabel(), end = b.NewLabel();
  uint32_t start = New(6);
  b.Jump(kJT, other, 1);
  b.Emit(kMov, 0, 2);
  b.Jump(kJmp, end);
  b.Bind(other);
  b.Emit(kMov, 0, 3);
  b.Bind(end);
  uint32_t last = New(6);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(start), "1 2 3");
  EXPECT_EQ(Stopped(last), "0");
}

TEST_F(LivenessTest, LoopsCarry) {
  Label top = b.NewLabel();
  b.Emit(kZero, 2);
  b.Bind(top);
  uint32_t head = static_cast<uint32_t>(b.size());
  b.Emit(kMov, 5, 3);  // 3 is read at the next turn again
  uint32_t allocated = New(4);
  b.Emit(kMov, 3, 4);
  b.Jump(kIncJLt, top, 2, 1);
  b.Emit(kZero, 0);
  uint32_t end = New(4);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(head), "1 2 3");
  EXPECT_EQ(Stopped(allocated), "1 2 4");
  EXPECT_EQ(Stopped(end), "0");
}

TEST_F(LivenessTest, AStringLoopWritesOnlyWhenItGoesOn) {
  Label top = b.NewLabel(), end = b.NewLabel();
  b.Emit(kZero, 6);
  b.Emit(kLdI, 4, 7);
  uint32_t before = New(8);
  b.Bind(top);
  b.Jump(kStrNext, end, 4, 1);  // 4: index, 5: rune, 6: next index
  b.Emit(kMov, 7, 5);
  b.Jump(kJmp, top);
  b.Bind(end);
  b.Emit(kMov, 0, 4);
  b.Emit(kRet);
  Finish();
  // The rune is written before it is read, the index may be read without having been written.
  EXPECT_EQ(Stopped(before), "1 2 4 6");
}

TEST_F(LivenessTest, BlocksArePartlyWritten) {
  b.Emit(kZeroN, 4, 2);
  uint32_t zeroed = New(8);
  b.Emit(kFst8, 4, 1, 9);  // into slot 5
  uint32_t stored = New(8);
  b.Emit(kFld32U, 0, 4, 12);  // from slot 5
  uint32_t loaded = New(8);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(zeroed), "1 5");
  EXPECT_EQ(Stopped(stored), "5");
  EXPECT_EQ(Stopped(loaded), "0");
}

TEST_F(LivenessTest, AddressesKeepWhatTheyLeadTo) {
  uint32_t early = New(8);
  b.Emit(kZeroN, 4, 3);
  uint32_t zeroed = New(8);
  b.Emit(kLeaF, 9, 4, 3);
  b.Emit(kAddI, 10, 9, 8);
  uint32_t held = New(8);
  b.Emit(kLd64, 0, 10);
  uint32_t used = New(8);
  b.Emit(kLdI, 10, 1);
  uint32_t reused = New(8);
  b.Emit(kAdd, 0, 0, 10);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(early), "");
  EXPECT_EQ(Stopped(zeroed), "4 5 6");
  EXPECT_EQ(Stopped(held), "4 5 6 10");
  EXPECT_EQ(Stopped(used), "0");
  EXPECT_EQ(Stopped(reused), "0 10");  // no address any more
}

TEST_F(LivenessTest, AddressesPassedToACalleeHoldWhileItRuns) {
  b.Emit(kZeroN, 1, 2);
  b.Emit(kLeaF, 11, 1, 2);
  b.Emit(kZero, 12);
  uint32_t call = Call(10);
  b.Emit(kMov, 0, 10);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Calling(call, 7), "1 2");
}

TEST_F(LivenessTest, WhatStopsBeforeALoopKeepsItsOperands) {
  b.Emit(kPAppend, 1, 2, 0);
  b.Extra(&word);
  Label head = b.NewLabel();
  b.Bind(head);
  auto at = static_cast<uint32_t>(b.size());
  b.Emit(kMov, 5, 3);
  b.Jump(kIncJLt, head, 3, 4);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(at), "0 1 2 3 4");
}

TEST_F(LivenessTest, AnAddressGrowsWithItsSlice) {
  b.Emit(kZeroN, 1, 2);
  b.Emit(kLeaF, 10, 1, 2);
  b.Emit(kZeroN, 11, 2);
  b.Emit(kAppend, 14, 10, 4);
  b.Extra(&word);
  uint32_t held = New(8);
  b.Emit(kLd64, 0, 14);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(held), "1 2 14");
}

TEST_F(LivenessTest, WhatTheEpilogueReadsIsLiveEverywhere) {
  uint32_t start = New(5);
  b.Emit(kMov, 11, 1);
  b.Emit(kMov, 12, 1);
  uint32_t call = Call(10);
  b.Emit(kMov, 3, 10);
  b.Emit(kSt64, 5, 3);
  b.Emit(kZero, 3);
  f.flags = runtime::kFuncHasDefer;
  f.epilogue = static_cast<uint32_t>(b.size());
  b.Emit(kRunDefers);
  b.Emit(kLd64, 0, 5);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(start), "1 5");
  EXPECT_EQ(Calling(call, 7), "5");
  EXPECT_EQ(Stopped(f.epilogue), "5");
  EXPECT_EQ(Calling(f.epilogue + 1, 20), "5");  // where deferred calls return to
  EXPECT_EQ(Slots(map->GivenUp()), "5");
}

TEST_F(LivenessTest, GivenUpWithoutDefers) {
  uint32_t start = New(5);
  b.Emit(kMov, 0, 5);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(start), "5");
  EXPECT_EQ(Slots(map->GivenUp()), "");
}

TEST_F(LivenessTest, CallsOfFuncValues) {
  uint32_t told_args = New(5);
  b.Emit(kCallC, 10, 1, TellCall(1, 2));
  uint32_t told = static_cast<uint32_t>(b.size());
  uint32_t between = New(5);
  b.Emit(kCallC, 10, 1);  // not told
  b.Emit(kRet);
  Finish(14, 0);
  EXPECT_EQ(Stopped(told_args), "1 11 12 13");
  EXPECT_EQ(Calling(told, 7), "1");
  EXPECT_EQ(Stopped(between), "1 10 11 12 13");
}

TEST_F(LivenessTest, CallsOfMethods) {
  std::atomic<const void*> cache{nullptr};
  uint32_t before = New(5);
  b.Emit(kCallI, 10, 2, 11);
  b.Extra(uint64_t{7} | uint64_t{TellSlots(1)} << 32);
  b.Extra(&cache);
  b.Emit(kMov, 0, 10);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(before), "2 3 12");
}

TEST_F(LivenessTest, TableOfCases) {
  Label one = b.NewLabel(), two = b.NewLabel();
  uint32_t start = New(5);
  b.Switch(1, 0, {one, two});
  b.Emit(kMov, 0, 2);
  b.Emit(kRet);
  b.Bind(one);
  b.Emit(kMov, 0, 3);
  b.Emit(kRet);
  b.Bind(two);
  b.Emit(kMov, 0, 4);
  b.Emit(kRet);
  Finish();
  EXPECT_EQ(Stopped(start), "1 2 3 4");
}

TEST_F(LivenessTest, ManySlots) {
  uint32_t start = New(1);
  b.Emit(kMovN, 200, 60, 70);
  b.Emit(kMov, 0, 269);
  b.Emit(kRet);
  Finish(300);
  std::string want;
  for (int i = 60; i < 130; i++) want += (want.empty() ? "" : " ") + std::to_string(i);
  EXPECT_EQ(Stopped(start), want);
}

TEST_F(LivenessTest, OneMapAFunctionFreedWithTheLinks) {
  New(5);
  b.Emit(kRet);
  Finish(20, 0);
  auto links = std::make_unique<VmLinks>();
  const LiveMap* made = LiveMapOf(links.get(), &f);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(LiveMapOf(links.get(), &f), made);
  EXPECT_EQ(links->live_maps.load(), made);
}

}  // namespace
}  // namespace minigo::bytecode
