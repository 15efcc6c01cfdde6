// What slots an instruction reads and writes: the widths behind the letters of opcode.def.
#pragma once

#include <cstdint>

#include "interp/bytecode/func.h"
#include "interp/bytecode/insn.h"

namespace minigo::bytecode {

enum class Access : uint8_t {
  kRead,
  kWrite,  // wholly written whenever the next instruction in line is reached
  kPart,   // a part is written, or in one direction of a jump only; what was there stays wanted if anything of it was
};

struct SlotRange {
  Access access;
  uint8_t operand;  // 0..2: a, b, c; 3: in an extra word
  uint32_t first;
  int32_t count;  // > 0
};

struct Operands {
  static constexpr int kMax = 10;
  SlotRange ranges[kMax];
  int count = 0;

  const SlotRange* begin() const { return ranges; }
  const SlotRange* end() const { return ranges + count; }
};

// Of the instruction at word `pc` of f's code, whose extra words are not null. A slot that is both read and written is
// read first. The slots of a call are its arguments and results; its header is not told.
Operands OperandsOf(const Func& f, uint32_t pc);
// The same of an instruction that is not in its function yet.
Operands OperandsOf(const uint64_t* insn, uint32_t frame_slots, uint32_t result_slots);

inline const uint64_t* WordsOf(const Func& f) {
  return reinterpret_cast<const uint64_t*>(f.code.load(std::memory_order_acquire));
}
inline Insn Decode(uint64_t word) {
  Insn insn;
  insn.op = static_cast<uint16_t>(word);
  insn.a = static_cast<uint16_t>(word >> 16);
  insn.b = static_cast<uint16_t>(word >> 32);
  insn.c = static_cast<uint16_t>(word >> 48);
  return insn;
}

// The word that the jump at `pc` leads to, which may lie outside of the code; -1: not a jump (a Switch has its table).
int64_t JumpTarget(uint32_t pc, Insn insn);
// Whether the next instruction in line is never reached from this one.
inline bool EndsFlow(Opcode op) {
  return (op >= Opcode::kRet && op <= Opcode::kRetAdd) || op == Opcode::kJmp || op == Opcode::kJmpL ||
         op == Opcode::kPanic || op == Opcode::kPanicText;
}

// The inline cache of a CallI: so many cells, filled one after the other with the types that come.
constexpr int kCallCells = 4;

// CallC and CallI tell how many result and parameter slots the callee has (the receiver aside), each in a byte;
// 0: not told, all slots from the callee's frame on may be arguments.
constexpr uint16_t kMaxToldSlots = 254;
constexpr uint8_t TellSlots(uint32_t n) { return n > kMaxToldSlots ? 0 : static_cast<uint8_t>(n + 1); }
constexpr uint16_t TellCall(uint32_t results, uint32_t params) {
  return static_cast<uint16_t>(TellSlots(results) | TellSlots(params) << 8);
}

}  // namespace minigo::bytecode
