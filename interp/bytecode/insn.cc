// The tables of the instruction set, made from opcode.def.
#include "interp/bytecode/insn.h"

#include <cstring>
#include <iterator>

#include "interp/bytecode/func.h"

namespace minigo::bytecode {

constexpr OpInfo kOpInfo[] = {
#define OP(name, operands, extra, meaning) {#name, operands, extra, meaning},
#include "interp/bytecode/opcode.def"
#undef OP
};

namespace {

constexpr bool RowsAreWellFormed() {
  for (const OpInfo& row : kOpInfo) {
    int n = 0;
    for (const char* p = row.operands; *p != 0; p++, n++) {
      bool known = false;
      for (const char* q = "wrmiujJI-"; *q != 0; q++) known |= *p == *q;
      if (!known) return false;
      // The wide operands take b and c together.
      if ((*p == 'J' || *p == 'I') && n != 1) return false;
      if (*p == 'j' && n != 2) return false;
    }
    bool wide = n == 2 && (row.operands[1] == 'J' || row.operands[1] == 'I');
    if (n != 3 && !wide) return false;
    for (const char* p = row.extra; *p != 0; p++) {
      bool known = false;
      for (const char* q = "kTFNpxsndz"; *q != 0; q++) known |= *p == *q;
      if (!known) return false;
    }
  }
  return true;
}
static_assert(RowsAreWellFormed(), "opcode.def: an operand or extra letter is not in the legend");

constexpr uint8_t Length(const char* s) {
  uint8_t n = 0;
  while (s[n] != 0) n++;
  return n;
}

constexpr Opcode kNone = Opcode::kNop;
constexpr JumpForms kForms[] = {
    {Opcode::kJmp, Opcode::kJmpL, kNone, false},
    {Opcode::kJT, Opcode::kJTL, Opcode::kJF, false},
    {Opcode::kJF, Opcode::kJFL, Opcode::kJT, false},
    {Opcode::kJEq, Opcode::kJEqL, Opcode::kJNe, false},
    {Opcode::kJNe, Opcode::kJNeL, Opcode::kJEq, false},
    {Opcode::kJLt, Opcode::kJLtL, Opcode::kJLe, true},
    {Opcode::kJLe, Opcode::kJLeL, Opcode::kJLt, true},
    {Opcode::kJULt, Opcode::kJULtL, Opcode::kJULe, true},
    {Opcode::kJULe, Opcode::kJULeL, Opcode::kJULt, true},
    {Opcode::kJEqI, Opcode::kJEqIL, Opcode::kJNeI, false},
    {Opcode::kJNeI, Opcode::kJNeIL, Opcode::kJEqI, false},
    {Opcode::kJLtI, Opcode::kJLtIL, Opcode::kJGeI, false},
    {Opcode::kJGeI, Opcode::kJGeIL, Opcode::kJLtI, false},
    {Opcode::kJLeI, Opcode::kJLeIL, Opcode::kJGtI, false},
    {Opcode::kJGtI, Opcode::kJGtIL, Opcode::kJLeI, false},
    {Opcode::kJFEq, kNone, Opcode::kJFNe, false},
    {Opcode::kJFNe, kNone, Opcode::kJFEq, false},
    {Opcode::kJFLt, Opcode::kJFLtL, Opcode::kJFNLt, false},
    {Opcode::kJFLe, Opcode::kJFLeL, Opcode::kJFNLe, false},
    {Opcode::kJFNLt, Opcode::kJFNLtL, Opcode::kJFLt, false},
    {Opcode::kJFNLe, Opcode::kJFNLeL, Opcode::kJFLe, false},
    {Opcode::kJBitZ, kNone, Opcode::kJBitNZ, false},
    {Opcode::kJBitNZ, kNone, Opcode::kJBitZ, false},
    {Opcode::kJSLdT, kNone, Opcode::kJSLdF, false},
    {Opcode::kJSLdF, kNone, Opcode::kJSLdT, false},
    {Opcode::kJStrEq, kNone, Opcode::kJStrNe, false},
    {Opcode::kJStrNe, kNone, Opcode::kJStrEq, false},
    {Opcode::kJTypeEq, kNone, Opcode::kJTypeNe, false},
    {Opcode::kJTypeNe, kNone, Opcode::kJTypeEq, false},
};

// The rows of kForms by opcode; -1: none.
struct FormIndex {
  int8_t by_op[kNumOpcodes];
  int8_t by_loop[kNumOpcodes];
};
constexpr FormIndex IndexForms() {
  FormIndex index = {};
  for (int i = 0; i < kNumOpcodes; i++) index.by_op[i] = index.by_loop[i] = -1;
  for (size_t row = 0; row < std::size(kForms); row++) {
    index.by_op[static_cast<int>(kForms[row].op)] = static_cast<int8_t>(row);
    if (kForms[row].loop != kNone) index.by_loop[static_cast<int>(kForms[row].loop)] = static_cast<int8_t>(row);
  }
  return index;
}
static_assert(std::size(kForms) < INT8_MAX);
constexpr FormIndex kFormIndex = IndexForms();

const JumpForms* RowOf(int8_t row) { return row < 0 ? nullptr : &kForms[row]; }

}  // namespace

bool IsStub(Opcode op) {
  return op >= Opcode::kLazy && op <= Opcode::kMakeFuncDone && op != Opcode::kDeferDone;
}

constexpr uint8_t kExtraWords[] = {
#define OP(name, operands, extra, meaning) Length(extra),
#include "interp/bytecode/opcode.def"
#undef OP
};

const JumpForms* FormsOf(Opcode op) { return RowOf(kFormIndex.by_op[static_cast<int>(op)]); }
const JumpForms* FormsOfLoop(Opcode loop) { return RowOf(kFormIndex.by_loop[static_cast<int>(loop)]); }

const Insn kLazyCode[1] = {{static_cast<uint16_t>(Opcode::kLazy)}};
const Insn kNativeCode[1] = {{static_cast<uint16_t>(Opcode::kNativeEntry)}};

}  // namespace minigo::bytecode
