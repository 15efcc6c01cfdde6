// Instructions and opcodes.
#pragma once

#include <cstdint>

namespace minigo::bytecode {

enum class Opcode : uint16_t {
#define OP(name, operands, extra, meaning) k##name,
#include "interp/bytecode/opcode.def"
#undef OP
};

constexpr int kNumOpcodes = 0
#define OP(name, operands, extra, meaning) +1
#include "interp/bytecode/opcode.def"
#undef OP
    ;

constexpr uint16_t kNoSlot = 0xffff;

struct Insn {
  uint16_t op = 0;
  uint16_t a = 0, b = 0, c = 0;
};
static_assert(sizeof(Insn) == 8);

struct OpInfo {
  const char* name;
  const char* operands;  // see opcode.def
  const char* extra;     // one letter per extra word
  const char* meaning;
};
extern const OpInfo kOpInfo[];
extern const uint8_t kExtraWords[];
inline const OpInfo& InfoOf(Opcode op) { return kOpInfo[static_cast<int>(op)]; }
inline int ExtraWords(Opcode op) { return kExtraWords[static_cast<int>(op)]; }
bool IsStub(Opcode op);  // one of the VM's own, never emitted into functions

// How a jump is turned: the back-edge form (kNop: none) and the inverse condition (kNop: none), whose operands are
// exchanged if `swap`.
struct JumpForms {
  Opcode op;
  Opcode loop;
  Opcode inverse;
  bool swap;
};
const JumpForms* FormsOf(Opcode op);        // nullptr: no jump with a choice of forms
const JumpForms* FormsOfLoop(Opcode loop);  // of a back-edge form; nullptr: it is none

}  // namespace minigo::bytecode
