// The widths of operands, for the verifier and the liveness analysis.
#include "interp/bytecode/operands.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

struct Widths {
  int64_t a = 1, b = 1, c = 1;
};

class Decoder {
 public:
  Decoder(const uint64_t* insn, uint32_t frame_slots, uint32_t result_slots)
      : frame_slots_(frame_slots),
        result_slots_(result_slots),
        words_(insn),
        insn_(Decode(insn[0])),
        op_(static_cast<Opcode>(insn_.op)) {}

  Operands Run() {
    const char* shape = InfoOf(op_).operands;
    Widths w = WidthsOf();
    int64_t widths[3] = {w.a, w.b, w.c};
    uint32_t slots[3] = {insn_.a, insn_.b, insn_.c};
    if (op_ >= Opcode::kFld8S && op_ <= Opcode::kFld32U) slots[1] += insn_.c / 8u;
    Extras();
    for (int i = 0; shape[i] != 0; i++) {
      if (shape[i] == 'r') Add(Access::kRead, i, slots[i], widths[i]);
    }
    for (int i = 0; shape[i] != 0; i++) {
      if (shape[i] == 'w') Add(Access::kWrite, i, slots[i], widths[i]);
      if (shape[i] == 'm') Modified(widths[i]);
    }
    return out_;
  }

 private:
  void Add(Access access, int operand, uint32_t first, int64_t count) {
    if (count <= 0) return;
    if (first == kNoSlot && MayBeAbsent(operand)) return;
    MINIGO_DCHECK(out_.count < Operands::kMax);
    out_.ranges[out_.count++] = {access, static_cast<uint8_t>(operand), first,
                                 static_cast<int32_t>(std::min<int64_t>(count, INT32_MAX))};
  }

  const runtime::Type* TypeAt(int extra = 1) const {
    return reinterpret_cast<const runtime::Type*>(words_[extra]);
  }
  int64_t Number(int extra = 1) const { return static_cast<int64_t>(words_[extra]); }

  // The operand a of an instruction that has it as "m".
  void Modified(int64_t width) {
    switch (op_) {
      case Opcode::kIncJLt: case Opcode::kIncJLtI: case Opcode::kIncJLe: case Opcode::kDecJGeI: case Opcode::kAddJLt: case Opcode::kAddJLe:
      case Opcode::kFMulAddS:
        Add(Access::kRead, 0, insn_.a, 1);
        return Add(Access::kWrite, 0, insn_.a, 1);
      case Opcode::kStrNext:
        Add(Access::kRead, 0, insn_.a + 2u, 1);
        return Add(Access::kPart, 0, insn_.a, width);
      case Opcode::kMapNext:
        Add(Access::kRead, 0, insn_.a, width);
        return Add(Access::kPart, 0, insn_.a, width);
      case Opcode::kFst8: case Opcode::kFst16: case Opcode::kFst32:
        return Add(Access::kPart, 0, insn_.a + insn_.c / 8u, 1);
      default:
        return Add(Access::kPart, 0, insn_.a, width);
    }
  }

  // Slots that no letter of a, b, c names.
  void Extras() {
    switch (op_) {
      case Opcode::kSliceS: case Opcode::kSliceStr: case Opcode::kSliceArr:
        for (int k = 0; k < 3; k++) {
          uint16_t s = static_cast<uint16_t>(words_[1] >> (16 * k));
          if (s != kNoSlot) Add(Access::kRead, 3, s, 1);
        }
        return;
      case Opcode::kMulAdd: case Opcode::kMulAddI: case Opcode::kXorShl: case Opcode::kXorShr: case Opcode::kXorMul: case Opcode::kXorShrMul:
      case Opcode::kFMulAdd: case Opcode::kFMulSub: case Opcode::kFMulRSub: case Opcode::kFMulAddS:
      case Opcode::kSLd2B: case Opcode::kSLd2W: case Opcode::kSLd264: case Opcode::kSSt2B: case Opcode::kSSt264:
      case Opcode::kAddJLt: case Opcode::kAddJLe:
      case Opcode::kFMulLd: case Opcode::kAddLd: case Opcode::kAtomicCas32: case Opcode::kAtomicCas64: case Opcode::kDeferAt:
        return Add(Access::kRead, 3, static_cast<uint32_t>(words_[1]), 1);
      case Opcode::kCall: case Opcode::kCallN: {
        const Func* callee = reinterpret_cast<const Func*>(words_[op_ == Opcode::kCall ? 1 : 2]);
        Add(Access::kRead, 0, uint32_t{insn_.a} + callee->result_slots, callee->param_slots);
        return Add(Access::kWrite, 0, insn_.a, callee->result_slots);
      }
      case Opcode::kCallC: {
        uint32_t results = insn_.c & 0xff, params = insn_.c >> 8;
        if (results == 0) return Arguments(insn_.a, 0);
        Arguments(insn_.a + results - 1, params);
        return Add(Access::kWrite, 0, insn_.a, results - 1);
      }
      case Opcode::kCallI:
        Arguments(insn_.c + 1u, static_cast<uint32_t>(words_[1] >> 32));
        return Add(Access::kWrite, 0, insn_.a, int64_t{insn_.c} + 1 - insn_.a);
      case Opcode::kRet:
        return Add(Access::kRead, 0, 0, result_slots_);
      default:
        return;
    }
  }

  // `told`: as TellSlots says it.
  void Arguments(uint32_t from, uint32_t told) {
    Add(Access::kRead, 0, from, told == 0 ? int64_t{frame_slots_} - from : int64_t{told} - 1);
  }

  // How many slots the operands of a multi-slot instruction take.
  Widths WidthsOf() const {
    switch (op_) {
      case Opcode::kMov2: case Opcode::kRet2: return {2, 2, 1};
      case Opcode::kMulHiLo: return {2, 1, 1};
      case Opcode::kMov3: return {3, 3, 1};
      case Opcode::kMovN: return {insn_.c, insn_.c, 1};
      case Opcode::kLdStr: return {2, 1, 1};
      case Opcode::kZeroN: return {insn_.b, 1, 1};
      case Opcode::kLdCapN: return {insn_.c, 1, 1};
      case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul: case Opcode::kCDiv:
      case Opcode::kConcat: case Opcode::kC64To128:
        return {2, op_ == Opcode::kC64To128 ? 1 : 2, 2};
      case Opcode::kCNeg: return {2, 2, 1};
      case Opcode::kC128To64: return {1, 2, 1};
      case Opcode::kCEq: case Opcode::kStrEq: case Opcode::kStrNe: case Opcode::kStrCmp: case Opcode::kStrLt:
      case Opcode::kStrLe: case Opcode::kIfaceEq:
        return {1, 2, 2};
      case Opcode::kEqFrame: return {1, TypeAt()->slots(), TypeAt()->slots()};
      case Opcode::kJStrEq: case Opcode::kJStrNe: return {2, 2, 1};
      case Opcode::kLd128: case Opcode::kGld128: return {2, 1, 1};
      case Opcode::kLd192: case Opcode::kGld192: return {3, 1, 1};
      case Opcode::kLdN: return {(Number() + 7) / 8, 1, 1};
      case Opcode::kStStr: case Opcode::kStIface: case Opcode::kSt128: return {1, 2, 1};
      case Opcode::kStSlice: return {1, 3, 1};
      case Opcode::kStN: return {1, (Number() + 7) / 8, 1};
      case Opcode::kStNP: return {1, TypeAt()->slots(), 1};
      case Opcode::kLeaF: return {1, insn_.c, 1};
      case Opcode::kSLd8S: case Opcode::kSLd8U: case Opcode::kSLd16S: case Opcode::kSLd16U:
      case Opcode::kSLd32S: case Opcode::kSLd32U: case Opcode::kSLd64: case Opcode::kSAddr:
      case Opcode::kStrIdx: case Opcode::kStrIdxI: case Opcode::kSLdXB: case Opcode::kSLdXW: case Opcode::kSLdX64:
      case Opcode::kSLd2B: case Opcode::kSLd2W: case Opcode::kSLd264: case Opcode::kSLdF64:
        return {1, 2, 1};
      case Opcode::kSLd128: return {2, 2, 1};
      case Opcode::kSLd192: return {3, 2, 1};
      case Opcode::kSSt8: case Opcode::kSSt16: case Opcode::kSSt32: case Opcode::kSSt64:
      case Opcode::kSSt64P: case Opcode::kSAdd64: case Opcode::kSAdd64I: case Opcode::kSStXB: case Opcode::kSStX64:
      case Opcode::kSSt2B: case Opcode::kSSt264: case Opcode::kSStF64: case Opcode::kJSLdT: case Opcode::kJSLdF:
        return {2, 1, 1};
      case Opcode::kSStStr: case Opcode::kSStIface: return {2, 1, 2};
      case Opcode::kFMulAddS: return {1, 1, 2};
      case Opcode::kFALd64: return {1, Number(), 1};
      case Opcode::kFALdB: return {1, (Number() + 7) / 8, 1};
      case Opcode::kFALdW: case Opcode::kFALdWU: return {1, (Number() * 4 + 7) / 8, 1};
      case Opcode::kFAStB: return {(Number() + 7) / 8, 1, 1};
      case Opcode::kFAStW: return {(Number() * 4 + 7) / 8, 1, 1};
      case Opcode::kFAAddr: return {1, (Number() * Number(2) + 7) / 8, 1};
      case Opcode::kFASt64: return {Number(), 1, 1};
      case Opcode::kSliceS: return {3, 3, 1};
      case Opcode::kSliceStr: return {2, 2, 1};
      case Opcode::kSliceArr: case Opcode::kMakeSlice: case Opcode::kMakeSliceL:
      case Opcode::kUnsafeSlice:
        return {3, 1, 1};
      case Opcode::kAppend: case Opcode::kAppendL: return {3, 3, TypeAt()->slots()};
      case Opcode::kPAppend: return {1, TypeAt()->slots(), 1};
      case Opcode::kAppendSlice: return {3, 3, 3};
      case Opcode::kAppendStr: return {3, 3, 2};
      case Opcode::kGrowSlice: case Opcode::kGrowSliceL: case Opcode::kAppendMake: return {3, 3, 1};
      case Opcode::kCopy: case Opcode::kCopyP: return {1, 3, 3};
      case Opcode::kCopyStr: return {1, 3, 2};
      case Opcode::kSliceToArr: return {1, 3, 1};
      case Opcode::kConcatN: return {2, 2 * int64_t{insn_.c}, 1};
      case Opcode::kBytesToStr: case Opcode::kRunesToStr: return {2, 3, 1};
      case Opcode::kStrToBytes: case Opcode::kStrToRunes: return {3, 2, 1};
      case Opcode::kRuneToStr: case Opcode::kUnsafeString: return {2, 1, 1};
      case Opcode::kStrNext: return {3, 2, 1};
      case Opcode::kClearSlice: return {2, 1, 1};
      case Opcode::kMapGet: case Opcode::kMapGet2: case Opcode::kMapGet64:
      case Opcode::kMapGet264: case Opcode::kMapGetStr: case Opcode::kMapGet2Str: {
        const runtime::MapType* t = runtime::As<runtime::MapType>(TypeAt());
        bool two = op_ == Opcode::kMapGet2 || op_ == Opcode::kMapGet264 || op_ == Opcode::kMapGet2Str;
        return {t->elem->slots() + two, 1, t->key->slots()};
      }
      case Opcode::kMapSet: case Opcode::kMapSet64: case Opcode::kMapSetStr: {
        const runtime::MapType* t = runtime::As<runtime::MapType>(TypeAt());
        return {1, t->key->slots(), t->elem->slots()};
      }
      case Opcode::kMapAddr: return {1, 1, runtime::As<runtime::MapType>(TypeAt())->key->slots()};
      case Opcode::kMapDel: return {1, runtime::As<runtime::MapType>(TypeAt())->key->slots(), 1};
      case Opcode::kMapIter: case Opcode::kMapNext: return {8, 1, 1};
      case Opcode::kSend: return {1, insn_.c, 1};
      case Opcode::kRecv: return {Number(), 1, 1};
      case Opcode::kSelect: return {2, 4 * int64_t{insn_.c}, 1};
      case Opcode::kMkIface: return {2, TypeAt()->slots(), 1};
      case Opcode::kUnboxN: case Opcode::kAssertC: case Opcode::kAssertC2:
        return {TypeAt()->slots(), 2, 1};
      case Opcode::kAssertI: case Opcode::kAssertI2: case Opcode::kIfaceMethod: return {2, 2, 1};
      case Opcode::kTypeWord: return {1, 2, 1};
      case Opcode::kNewSet: return {1, TypeAt()->slots(), 1};
      case Opcode::kClosure: return {1, insn_.c, 1};
      case Opcode::kCallI: return {1, 2, 1};
      case Opcode::kGo: case Opcode::kDefer: case Opcode::kDeferAt: return {insn_.c, 1, 1};
      case Opcode::kPanic: case Opcode::kRecover: return {2, 1, 1};
      case Opcode::kPrint:
        switch (insn_.b) {
          case 4: case 5: case 8: return {2, 1, 1};
          case 7: return {3, 1, 1};
          case 10: case 11: case 12: case 13: return {0, 1, 1};
          default: return {};
        }
      default: return {};
    }
  }

  bool MayBeAbsent(int operand) const {
    switch (op_) {
      case Opcode::kCopy: case Opcode::kCopyP: case Opcode::kCopyStr: return operand == 0;
      case Opcode::kMapMake: case Opcode::kChanMake: return operand == 1;
      case Opcode::kRecv: return operand != 1;
      case Opcode::kRecvM: return operand == 2;
      case Opcode::kAssertC2: case Opcode::kAssertI2: return operand == 0;
      default: return false;
    }
  }

  const uint32_t frame_slots_, result_slots_;
  const uint64_t* words_;
  Insn insn_;
  Opcode op_;
  Operands out_;
};

}  // namespace

Operands OperandsOf(const uint64_t* insn, uint32_t frame_slots, uint32_t result_slots) {
  return Decoder(insn, frame_slots, result_slots).Run();
}
Operands OperandsOf(const Func& f, uint32_t pc) { return OperandsOf(WordsOf(f) + pc, f.frame_slots, f.result_slots); }

int64_t JumpTarget(uint32_t pc, Insn insn) {
  Opcode op = static_cast<Opcode>(insn.op);
  const char* shape = InfoOf(op).operands;
  int64_t next = int64_t{pc} + 1 + ExtraWords(op);
  if (shape[1] == 'J') {
    return next + static_cast<int32_t>(insn.b | static_cast<uint32_t>(insn.c) << 16);
  }
  return shape[2] == 'j' ? next + static_cast<int16_t>(insn.c) : -1;
}

}  // namespace minigo::bytecode
