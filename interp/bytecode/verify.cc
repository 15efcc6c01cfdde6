// The verifier: what the VM relies on without looking. Used by debug builds after each compilation and by tests.
#include "interp/bytecode/builder.h"
#include "interp/bytecode/operands.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

class Verifier {
 public:
  explicit Verifier(const Func& f) : f_(f) {
    code_ = WordsOf(f);
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
  std::string Say(uint32_t pc, std::string_view what) const {
    std::string text(f_.name);
    text += ": word " + std::to_string(pc) + " (";
    uint16_t op = static_cast<uint16_t>(code_[pc]);
    text += op < kNumOpcodes ? InfoOf(static_cast<Opcode>(op)).name : "?";
    text += "): ";
    text += what;
    return text;
  }

  std::string Instruction(uint32_t pc) {
    Insn insn = Decode(code_[pc]);
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
        default:
          break;
      }
    }
    for (const SlotRange& r : OperandsOf(f_, pc)) {
      if (r.first + r.count <= static_cast<int64_t>(f_.frame_slots)) continue;
      if (r.operand == 3) return Say(pc, "bound outside of the frame");
      if (op == Opcode::kCall || op == Opcode::kCallN || op == Opcode::kCallC || op == Opcode::kCallI) {
        return Say(pc, "arguments outside of the frame");
      }
      return Say(pc, std::string("operand ") + "abc"[r.operand] + " outside of the frame");
    }
    int64_t next = int64_t{pc} + 1 + ExtraWords(op);
    int64_t target = JumpTarget(pc, insn);
    if (info.operands[1] == 'J' || info.operands[2] == 'j') {
      if (!IsStart(target)) return Say(pc, "jump into the middle or outside");
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
      case Opcode::kShlI: case Opcode::kShrI: case Opcode::kUShrI: case Opcode::kShrAnd: case Opcode::kRotI: case Opcode::kXorShrMul:
        if (insn.c >= 64) return Say(pc, "shift count");
        break;
      case Opcode::kShlWI: case Opcode::kShlWUI: case Opcode::kRotWUI:
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
      case Opcode::kRet1: case Opcode::kRetI: case Opcode::kRetAdd:
        if (insn.a != 0 || f_.result_slots != 1) return Say(pc, "not the function's result");
        break;
      case Opcode::kRet2:
        if (insn.a != 0 || f_.result_slots != 2) return Say(pc, "not the function's results");
        break;
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
