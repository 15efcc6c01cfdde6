// Instructions whose whole body stands out of line, in slow.cc: all those that allocate or may park, and what is rare.
// Each takes the state of the loop at the instruction and returns where to go on.
#pragma once

#include "interp/vm/frame.h"

namespace minigo::vm {

#define MINIGO_SLOW_OPS(X)                                                                         \
  X(F2U) X(F322U) X(CDiv) X(StrCmp) X(StrLt) X(StrLe) X(IfaceEq) X(EqFrame) X(EqMem) X(LdN) X(StNP)          \
  X(CopyMem) X(ZeroMem) X(SliceS) X(SliceStr) X(SliceArr) X(MakeSlice) X(MakeSliceL) X(Append) X(AppendL) X(PAppend) X(PCut) X(GrowSliceL)     \
  X(AppendSlice) X(AppendStr) X(GrowSlice) X(AppendMake) X(Copy) X(CopyP) X(CopyStr)               \
  X(SliceToArr) X(Concat) X(ConcatN) X(BytesToStr) X(StrToBytes) X(RunesToStr) X(StrToRunes)       \
  X(RuneToStr) X(StrNext) X(ClearSlice) X(UnsafeString) X(UnsafeSlice) X(MapGet) X(MapGet2)        \
  X(MapGet64) X(MapGet264) X(MapGetStr) X(MapGet2Str) X(MapSet) X(MapSet64) X(MapSetStr)           \
  X(MapAddr) X(MapDel) X(MapClear) X(MapLen) X(MapMake) X(MapIter) X(MapNext) X(ChanMake)          \
  X(ChanLen) X(ChanCap) X(Send) X(Recv) X(SendM) X(RecvM) X(ChanClose) X(Select) X(MkIface) X(UnboxN) X(AssertC)     \
  X(AssertC2) X(AssertI) X(AssertI2) X(IfaceMethod) X(New) X(NewSet) X(Closure) X(CallI) X(Print)

#define X(name) Cont Slow##name(M* m, const Insn* pc, Slot* fp);
MINIGO_SLOW_OPS(X)
#undef X

}  // namespace minigo::vm
