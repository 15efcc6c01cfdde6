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
const OpInfo& InfoOf(Opcode op);
int ExtraWords(Opcode op);

}  // namespace minigo::bytecode
