// Assembling one function: emission with labels, forward jumps, long-jump repair and line numbers. Used by the
// compiler and by tests that hand-assemble.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/bytecode/func.h"
#include "interp/bytecode/insn.h"
#include "interp/bytecode/pass.h"
#include "runtime/base/arena.h"

namespace minigo::bytecode {

using Label = int32_t;  // index; bound once, referred to before or after

class Builder {
 public:
  Builder() = default;

  // Emits an instruction without jump; extra words follow through Extra (but "z" words come by themselves).
  void Emit(Opcode op, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0);
  void Emit32(Opcode op, uint16_t a, int32_t bc);  // "I" operands
  void Extra(uint64_t word);
  void Extra(const void* p) { Extra(reinterpret_cast<uint64_t>(p)); }

  Label NewLabel();
  void Bind(Label l);
  bool IsBound(Label l) const;
  // Emits a jump to l: for "j" ops a and b as given, for "J" ops a. Jumps that turn out too far for 16 bits are repaired when
  // the function is finished (the inverse condition around a Jmp). A bound label is a back-edge: the *L form is chosen where
  // one exists, else JmpL follows an inverted jump.
  void Jump(Opcode op, Label l, uint16_t a = 0, uint16_t b = 0);
  void JumpWithExtra(Opcode op, Label l, uint16_t a, uint64_t extra);  // JTypeEq, JTypeNe

  // A Switch instruction over values low, low+1, …; falls through when the value is outside of the table.
  void Switch(uint16_t a, int64_t low, const std::vector<Label>& targets);

  void SetLine(uint16_t file, uint32_t line, uint16_t inlined = 0);
  size_t size() const { return words_.size(); }  // words so far
  std::vector<uint64_t>& words() { return words_; }

  // Copies code and tables into `arena` (immortal), the line table into `debug` (may be nullptr; outlives f), fills
  // code_words, code and debug, and publishes f->entry. f->epilogue, if set, is a number of words as size() gave it
  // and is corrected for repaired jumps. The builder is empty afterwards.
  void Finish(Func* f, Arena& arena, FuncDebug* debug);
  void Clear();

 private:
  friend class Optimizer;
  struct Fixup {
    uint32_t at;      // word of the jump
    uint32_t next;    // word after it and its extra words
    Label label;
    bool back;        // to a label bound before: a back-edge
  };
  struct Table {
    uint32_t at;      // word of the Switch
    std::vector<Label> targets;
  };
  void AddJump(Opcode op, Label l, uint16_t a, uint16_t b, const uint64_t* extra);
  std::vector<uint64_t> words_;
  std::vector<int64_t> labels_;  // word, or -1
  std::vector<Fixup> fixups_;
  std::vector<Table> tables_;
  std::vector<runtime::LineEntry> lines_;
};

// Text of a function's code, for --dump=code and golden tests. Names constants and functions symbolically.
// `live`: also the slots that the collector looks at where the frame may stand after each instruction, in a call of its own
// or without one.
std::string Disassemble(const Func& f, bool live = false);
// Checks operands against frame_slots, jumps against instruction starts, extra words' presence. Empty: fine.
std::string Verify(const Func& f);

}  // namespace minigo::bytecode
