// The verifier: what the VM relies on without looking. Used by debug builds after each compilation and by tests.
#include <cstring>

#include "interp/bytecode/builder.h"
#include "runtime/iface.h"
#include "runtime/map.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

struct Widths {
  int64_t a = 1, b = 1, c = 1;
};

class Verifier {
 public:
  explicit Verifier(const Func& f) : f_(f) {
    code_ = reinterpret_cast<const uint64_t*>(f.code.load(std::memory_order_acquire));
  }

  std::string Run() {
    if (f_.code_words == 0) return "no code";
    if (f_.result_slots + f_.param_slots > static_cast<int64_t>(f_.frame_slots)) {
      return "results and parameters exceed the frame";
    }
    start_.assign(f_.code_words, false);
    Opcode last = Opcode::kNop;
    for (uint32_t pc = 0; pc < f_.code_words;) {
      uint16_t op = static_cast<uint16_t>(code_[pc]);
      if (op >= kNumOpcodes) return Say(pc, "no such opcode");
      last = static_cast<Opcode>(op);
      if (IsStub(last)) return Say(pc, "a stub inside a function");
      start_[pc] = true;
      uint32_t next = pc + 1 + static_cast<uint32_t>(ExtraWords(last));
      if (next > f_.code_words) return Say(pc, "extra words missing");
      pc = next;
    }
    if (!EndsFlow(last)) return "control falls off the end";
    if (f_.flags & runtime::kFuncHasDefer) {
      if (f_.epilogue >= f_.code_words || !start_[f_.epilogue] ||
          static_cast<Opcode>(code_[f_.epilogue] & 0xffff) != Opcode::kRunDefers) {
        return "the epilogue is not a RunDefers";
      }
    }
    for (uint32_t pc = 0; pc < f_.code_words; pc++) {
      if (!start_[pc]) continue;
      std::string text = Instruction(pc);
      if (!text.empty()) return text;
    }
    if (f_.debug != nullptr) return Lines();
    return {};
  }

 private:
  static bool EndsFlow(Opcode op) {
    switch (op) {
      case Opcode::kRet: case Opcode::kJmp: case Opcode::kJmpL: case Opcode::kPanic:
      case Opcode::kPanicText:
        return true;
      default:
        return false;
    }
  }

  std::string Say(uint32_t pc, std::string_view what) const {
    std::string text(f_.name);
    text += ": word " + std::to_string(pc) + " (";
    uint16_t op = static_cast<uint16_t>(code_[pc]);
    text += op < kNumOpcodes ? InfoOf(static_cast<Opcode>(op)).name : "?";
    text += "): ";
    text += what;
    return text;
  }

  const runtime::Type* TypeAt(uint32_t pc, int i = 1) const {
    return reinterpret_cast<const runtime::Type*>(code_[pc + static_cast<uint32_t>(i)]);
  }
  int64_t Number(uint32_t pc, int i = 1) const {
    return static_cast<int64_t>(code_[pc + static_cast<uint32_t>(i)]);
  }

  // How many slots the operands of a multi-slot instruction take.
  Widths WidthsOf(uint32_t pc, Opcode op, Insn insn) const {
    switch (op) {
      case Opcode::kMov2: return {2, 2, 1};
      case Opcode::kMov3: return {3, 3, 1};
      case Opcode::kMovN: return {insn.c, insn.c, 1};
      case Opcode::kLdStr: return {2, 1, 1};
      case Opcode::kZeroN: return {insn.b, 1, 1};
      case Opcode::kLdCapN: return {insn.c, 1, 1};
      case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul: case Opcode::kCDiv:
      case Opcode::kConcat: case Opcode::kC64To128:
        return {2, op == Opcode::kC64To128 ? 1 : 2, 2};
      case Opcode::kCNeg: return {2, 2, 1};
      case Opcode::kC128To64: return {1, 2, 1};
      case Opcode::kCEq: case Opcode::kStrEq: case Opcode::kStrNe: case Opcode::kStrLt:
      case Opcode::kStrLe: case Opcode::kIfaceEq:
        return {1, 2, 2};
      case Opcode::kEqFrame: return {1, TypeAt(pc)->slots(), TypeAt(pc)->slots()};
      case Opcode::kJStrEq: case Opcode::kJStrNe: return {2, 2, 1};
      case Opcode::kLd128: case Opcode::kGld128: return {2, 1, 1};
      case Opcode::kLd192: case Opcode::kGld192: return {3, 1, 1};
      case Opcode::kLdN: return {(Number(pc) + 7) / 8, 1, 1};
      case Opcode::kStStr: case Opcode::kStIface: case Opcode::kSt128: return {1, 2, 1};
      case Opcode::kStSlice: return {1, 3, 1};
      case Opcode::kStN: return {1, (Number(pc) + 7) / 8, 1};
      case Opcode::kStNP: return {1, TypeAt(pc)->slots(), 1};
      case Opcode::kFld8S: case Opcode::kFld8U: case Opcode::kFld16S: case Opcode::kFld16U:
      case Opcode::kFld32S: case Opcode::kFld32U:
        return {1, insn.c / 8 + 1, 1};
      case Opcode::kFst8: case Opcode::kFst16: case Opcode::kFst32: return {insn.c / 8 + 1, 1, 1};
      case Opcode::kSLd8S: case Opcode::kSLd8U: case Opcode::kSLd16S: case Opcode::kSLd16U:
      case Opcode::kSLd32S: case Opcode::kSLd32U: case Opcode::kSLd64: case Opcode::kSAddr:
      case Opcode::kStrIdx:
        return {1, 2, 1};
      case Opcode::kSLd128: return {2, 2, 1};
      case Opcode::kSLd192: return {3, 2, 1};
      case Opcode::kSSt8: case Opcode::kSSt16: case Opcode::kSSt32: case Opcode::kSSt64:
      case Opcode::kSSt64P: case Opcode::kSAdd64:
        return {2, 1, 1};
      case Opcode::kSStStr: case Opcode::kSStIface: return {2, 1, 2};
      case Opcode::kFALd64: return {1, Number(pc), 1};
      case Opcode::kFAAddr: return {1, (Number(pc) * Number(pc, 2) + 7) / 8, 1};
      case Opcode::kFASt64: return {Number(pc), 1, 1};
      case Opcode::kSliceS: return {3, 3, 1};
      case Opcode::kSliceStr: return {2, 2, 1};
      case Opcode::kSliceArr: case Opcode::kMakeSlice: case Opcode::kMakeSliceL:
      case Opcode::kUnsafeSlice:
        return {3, 1, 1};
      case Opcode::kAppend: case Opcode::kAppendL: return {3, 3, TypeAt(pc)->slots()};
      case Opcode::kAppendSlice: return {3, 3, 3};
      case Opcode::kAppendStr: return {3, 3, 2};
      case Opcode::kGrowSlice: case Opcode::kGrowSliceL: case Opcode::kAppendMake: return {3, 3, 1};
      case Opcode::kCopy: case Opcode::kCopyP: return {1, 3, 3};
      case Opcode::kCopyStr: return {1, 3, 2};
      case Opcode::kSliceToArr: return {1, 3, 1};
      case Opcode::kConcatN: return {2, 2 * int64_t{insn.c}, 1};
      case Opcode::kBytesToStr: case Opcode::kRunesToStr: return {2, 3, 1};
      case Opcode::kStrToBytes: case Opcode::kStrToRunes: return {3, 2, 1};
      case Opcode::kRuneToStr: case Opcode::kUnsafeString: return {2, 1, 1};
      case Opcode::kStrNext: return {3, 2, 1};
      case Opcode::kClearSlice: return {2, 1, 1};
      case Opcode::kMapGet: case Opcode::kMapGet2: case Opcode::kMapGet64:
      case Opcode::kMapGet264: case Opcode::kMapGetStr: case Opcode::kMapGet2Str: {
        const runtime::MapType* t = runtime::As<runtime::MapType>(TypeAt(pc));
        bool two = op == Opcode::kMapGet2 || op == Opcode::kMapGet264 || op == Opcode::kMapGet2Str;
        return {t->elem->slots() + two, 1, t->key->slots()};
      }
      case Opcode::kMapSet: case Opcode::kMapSet64: case Opcode::kMapSetStr: {
        const runtime::MapType* t = runtime::As<runtime::MapType>(TypeAt(pc));
        return {1, t->key->slots(), t->elem->slots()};
      }
      case Opcode::kMapAddr: return {1, 1, runtime::As<runtime::MapType>(TypeAt(pc))->key->slots()};
      case Opcode::kMapDel: return {1, runtime::As<runtime::MapType>(TypeAt(pc))->key->slots(), 1};
      case Opcode::kMapIter: case Opcode::kMapNext: return {8, 1, 1};
      case Opcode::kRecv: return {Number(pc), 1, 1};
      case Opcode::kSelect: return {2, 4 * int64_t{insn.c}, 1};
      case Opcode::kMkIface: return {2, TypeAt(pc)->slots(), 1};
      case Opcode::kUnboxN: case Opcode::kAssertC: case Opcode::kAssertC2:
        return {TypeAt(pc)->slots(), 2, 1};
      case Opcode::kAssertI: case Opcode::kAssertI2: case Opcode::kIfaceMethod: return {2, 2, 1};
      case Opcode::kTypeWord: return {1, 2, 1};
      case Opcode::kNewSet: return {1, TypeAt(pc)->slots(), 1};
      case Opcode::kClosure: return {1, insn.c, 1};
      case Opcode::kCallI: return {1, 2, 1};
      case Opcode::kGo: case Opcode::kDefer: return {insn.c, 1, 1};
      case Opcode::kPanic: case Opcode::kRecover: return {2, 1, 1};
      case Opcode::kPrint:
        switch (insn.b) {
          case 4: case 5: case 8: return {2, 1, 1};
          case 7: return {3, 1, 1};
          case 10: case 11: return {0, 1, 1};
          default: return {};
        }
      default: return {};
    }
  }

  static bool MayBeAbsent(Opcode op, int operand) {
    switch (op) {
      case Opcode::kCopy: case Opcode::kCopyP: case Opcode::kCopyStr: return operand == 0;
      case Opcode::kMapMake: case Opcode::kChanMake: return operand == 1;
      case Opcode::kRecv: return operand != 1;
      case Opcode::kAssertC2: case Opcode::kAssertI2: return operand == 0;
      default: return false;
    }
  }

  std::string Instruction(uint32_t pc) {
    Insn insn;
    std::memcpy(static_cast<void*>(&insn), &code_[pc], 8);
    Opcode op = static_cast<Opcode>(insn.op);
    const OpInfo& info = InfoOf(op);
    for (int i = 0; info.extra[i] != 0; i++) {
      uint64_t word = code_[pc + 1 + static_cast<uint32_t>(i)];
      switch (info.extra[i]) {
        case 'T': case 'F': case 'N': case 'p': case 'x':
          if (word == 0) return Say(pc, "an extra word is a null pointer");
          break;
        case 'z':
          if (static_cast<Opcode>(word & 0xffff) != Opcode::kDeferDone) {
            return Say(pc, "no DeferDone follows");
          }
          break;
        case 's':
          for (int k = 0; k < 3; k++) {
            uint16_t s = static_cast<uint16_t>(word >> (16 * k));
            if (s != kNoSlot && s >= f_.frame_slots) return Say(pc, "bound outside of the frame");
          }
          break;
        default:
          break;
      }
    }
    Widths w = WidthsOf(pc, op, insn);
    int64_t widths[3] = {w.a, w.b, w.c};
    uint16_t operands[3] = {insn.a, insn.b, insn.c};
    for (int i = 0; info.operands[i] != 0; i++) {
      char kind = info.operands[i];
      if (kind != 'w' && kind != 'r' && kind != 'm') continue;
      if (operands[i] == kNoSlot && MayBeAbsent(op, i)) continue;
      if (widths[i] == 0) continue;
      if (operands[i] + widths[i] > static_cast<int64_t>(f_.frame_slots)) {
        return Say(pc, std::string("operand ") + "abc"[i] + " outside of the frame");
      }
    }
    int64_t next = int64_t{pc} + 1 + ExtraWords(op);
    if (info.operands[1] == 'J') {
      int32_t offset = static_cast<int32_t>(insn.b | static_cast<uint32_t>(insn.c) << 16);
      if (!IsStart(next + offset)) return Say(pc, "jump into the middle or outside");
    } else if (info.operands[2] == 'j') {
      if (!IsStart(next + static_cast<int16_t>(insn.c))) {
        return Say(pc, "jump into the middle or outside");
      }
    } else if (op == Opcode::kSwitch) {
      const int32_t* offsets = reinterpret_cast<const int32_t*>(code_[pc + 1]);
      for (int i = 0; i < insn.b; i++) {
        if (!IsStart(next + offsets[i])) return Say(pc, "a case outside of the code");
      }
    }
    switch (op) {
      case Opcode::kDivI: case Opcode::kRemI:
        if (insn.c == 0 || insn.c == 0xffff) return Say(pc, "divisor 0 or -1");
        break;
      case Opcode::kUDivI: case Opcode::kURemI:
        if (insn.c == 0) return Say(pc, "divisor 0");
        break;
      case Opcode::kShlI: case Opcode::kShrI: case Opcode::kUShrI:
        if (insn.c >= 64) return Say(pc, "shift count");
        break;
      case Opcode::kShlWI: case Opcode::kShlWUI:
        if (insn.c >= 32) return Say(pc, "shift count");
        break;
      case Opcode::kCall: case Opcode::kCallN: case Opcode::kCallC: case Opcode::kCallI: {
        if (insn.a < runtime::kFrameHeaderSlots) return Say(pc, "no room for the header");
        int64_t top = insn.a;
        if (op == Opcode::kCall || op == Opcode::kCallN) {
          const Func* callee = reinterpret_cast<const Func*>(code_[pc + (op == Opcode::kCall ? 1 : 2)]);
          top += callee->result_slots + callee->param_slots;
        }
        if (op == Opcode::kCallI && insn.c < insn.a) return Say(pc, "receiver below the callee");
        if (op == Opcode::kCallI) top = insn.c + 1;
        if (top > static_cast<int64_t>(f_.frame_slots)) return Say(pc, "arguments outside of the frame");
        break;
      }
      case Opcode::kDefer: case Opcode::kRunDefers:
        if (!(f_.flags & runtime::kFuncHasDefer)) return Say(pc, "kFuncHasDefer is not set");
        break;
      default:
        break;
    }
    return {};
  }

  bool IsStart(int64_t pc) const {
    return pc >= 0 && pc < f_.code_words && start_[static_cast<size_t>(pc)];
  }

  std::string Lines() const {
    uint32_t before = 0;
    for (const runtime::LineEntry& line : f_.debug->lines) {
      if (line.pc < before) return "line table out of order";
      before = line.pc;
      if (line.inlined > f_.debug->inlined.size()) return "line table: no such inlined call";
      if (!f_.debug->files.empty() && line.file >= f_.debug->files.size()) {
        return "line table: no such file";
      }
    }
    return {};
  }

  const Func& f_;
  const uint64_t* code_;
  std::vector<bool> start_;
};

}  // namespace

std::string Verify(const Func& f) { return Verifier(f).Run(); }

}  // namespace minigo::bytecode
