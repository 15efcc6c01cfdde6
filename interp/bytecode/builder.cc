// Assembling one function. Code is emitted with every jump in its short form; Finish finds those that do not
// reach, gives them room, and only then writes offsets.
#include "interp/bytecode/builder.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"

namespace minigo::bytecode {

namespace {

uint64_t Word(Opcode op, uint16_t a, uint16_t b, uint16_t c) {
  return static_cast<uint64_t>(op) | uint64_t{a} << 16 | uint64_t{b} << 32 | uint64_t{c} << 48;
}
uint64_t Word32(Opcode op, uint16_t a, int32_t bc) {
  return static_cast<uint64_t>(op) | uint64_t{a} << 16 | uint64_t{static_cast<uint32_t>(bc)} << 32;
}
Opcode OpOf(uint64_t word) { return static_cast<Opcode>(word & 0xffff); }
uint16_t AOf(uint64_t word) { return static_cast<uint16_t>(word >> 16); }
uint16_t BOf(uint64_t word) { return static_cast<uint16_t>(word >> 32); }

bool IsWide(Opcode op) { return InfoOf(op).operands[1] == 'J'; }

}  // namespace

void Builder::Emit(Opcode op, uint16_t a, uint16_t b, uint16_t c) {
  words_.push_back(Word(op, a, b, c));
  if (InfoOf(op).extra[0] == 'z') words_.push_back(Word(Opcode::kDeferDone, 0, 0, 0));
}

void Builder::Emit32(Opcode op, uint16_t a, int32_t bc) { words_.push_back(Word32(op, a, bc)); }

void Builder::Extra(uint64_t word) { words_.push_back(word); }

Label Builder::NewLabel() {
  labels_.push_back(-1);
  return static_cast<Label>(labels_.size() - 1);
}

void Builder::Bind(Label l) {
  MINIGO_CHECK(labels_[static_cast<size_t>(l)] < 0);
  labels_[static_cast<size_t>(l)] = static_cast<int64_t>(words_.size());
}

bool Builder::IsBound(Label l) const { return labels_[static_cast<size_t>(l)] >= 0; }

void Builder::AddJump(Opcode op, Label l, uint16_t a, uint16_t b, const uint64_t* extra) {
  uint32_t at = static_cast<uint32_t>(words_.size());
  words_.push_back(Word(op, a, b, 0));
  if (extra != nullptr) words_.push_back(*extra);
  fixups_.push_back({at, static_cast<uint32_t>(words_.size()), l, IsBound(l)});
}

void Builder::Jump(Opcode op, Label l, uint16_t a, uint16_t b) {
  const JumpForms* forms = IsBound(l) ? FormsOf(op) : nullptr;
  if (forms == nullptr) return AddJump(op, l, a, b, nullptr);
  if (forms->loop != Opcode::kNop) return AddJump(forms->loop, l, a, b, nullptr);
  Label over = NewLabel();
  if (forms->swap) std::swap(a, b);
  AddJump(forms->inverse, over, a, b, nullptr);
  AddJump(Opcode::kJmpL, l, 0, 0, nullptr);
  Bind(over);
}

void Builder::JumpWithExtra(Opcode op, Label l, uint16_t a, uint64_t extra) {
  if (!IsBound(l)) return AddJump(op, l, a, 0, &extra);
  Label over = NewLabel();
  AddJump(FormsOf(op)->inverse, over, a, 0, &extra);
  AddJump(Opcode::kJmpL, l, 0, 0, nullptr);
  Bind(over);
}

void Builder::Switch(uint16_t a, int64_t low, const std::vector<Label>& targets) {
  MINIGO_CHECK(targets.size() <= 0xffff);
  tables_.push_back({static_cast<uint32_t>(words_.size()), targets});
  words_.push_back(Word(Opcode::kSwitch, a, static_cast<uint16_t>(targets.size()), 0));
  words_.push_back(0);
  words_.push_back(static_cast<uint64_t>(low));
}

void Builder::SetLine(uint16_t file, uint32_t line, uint16_t inlined) {
  uint32_t pc = static_cast<uint32_t>(words_.size());
  if (!lines_.empty()) {
    runtime::LineEntry& last = lines_.back();
    if (last.file == file && last.line == line && last.inlined == inlined) return;
    if (last.pc == pc) {
      last.line = line;
      last.file = file;
      last.inlined = inlined;
      return;
    }
  }
  lines_.push_back({pc, line, file, inlined});
}

void Builder::Finish(Func* f, Arena& arena, FuncDebug* debug) {
  // A label bound at the very end is legal only if nothing can run there; a word is there all the same, so that
  // every jump lands inside the function.
  for (int64_t l : labels_) {
    if (l == static_cast<int64_t>(words_.size())) {
      Emit(Opcode::kNop);
      Emit(Opcode::kRet);
      break;
    }
  }
  std::sort(fixups_.begin(), fixups_.end(),
            [](const Fixup& x, const Fixup& y) { return x.at < y.at; });
  size_t n = words_.size();

  // A far jump becomes  [inverse, over the next] [Jmp target]  or, where there is no inverse,
  // [jump, over the next] [Jmp, over the next] [Jmp target]. `grow` is what that adds.
  std::vector<uint8_t> grow(fixups_.size(), 0);
  std::vector<uint32_t> moved;  // old word -> new word; empty: nothing moves
  auto at = [&](size_t word) { return moved.empty() ? static_cast<uint32_t>(word) : moved[word]; };
  for (bool again = n > INT16_MAX; again;) {
    again = false;
    moved.resize(n + 1);
    uint32_t shift = 0;
    size_t k = 0;
    for (size_t i = 0; i <= n; i++) {
      // What a jump grew by comes after the jump's own words.
      while (k < fixups_.size() && fixups_[k].next <= i) shift += grow[k++];
      moved[i] = static_cast<uint32_t>(i) + shift;
    }
    for (k = 0; k < fixups_.size(); k++) {
      const Fixup& fix = fixups_[k];
      int64_t target = labels_[static_cast<size_t>(fix.label)];
      MINIGO_CHECK(target >= 0);
      Opcode op = OpOf(words_[fix.at]);
      if (grow[k] != 0 || IsWide(op)) continue;
      int64_t offset = int64_t{moved[static_cast<size_t>(target)]} - moved[fix.next];
      if (offset >= INT16_MIN && offset <= INT16_MAX) continue;
      const JumpForms* forms = FormsOf(op);
      grow[k] = forms != nullptr && forms->inverse != Opcode::kNop ? 1 : 2;
      again = true;
    }
  }

  // One word more, so that the end of one function's code is not the beginning of another's.
  const size_t total = at(n);
  auto* code = static_cast<Insn*>(arena.Allocate(total * 8 + 8, 8));
  auto* out = reinterpret_cast<uint64_t*>(code);
  size_t size = 0;
  auto put = [&](uint64_t word) {
    MINIGO_DCHECK(size < total);
    out[size++] = word;
  };
  size_t k = 0;
  for (size_t i = 0; i < n;) {
    size_t next = k == fixups_.size() ? n : fixups_[k].at;
    if (i < next) {
      MINIGO_DCHECK(size + (next - i) <= total);
      std::memcpy(out + size, words_.data() + i, (next - i) * 8);
      size += next - i;
      i = next;
      continue;
    }
    const Fixup& fix = fixups_[k];
    uint64_t word = words_[fix.at];
    Opcode op = OpOf(word);
    uint16_t a = AOf(word), b = BOf(word);
    MINIGO_CHECK(labels_[static_cast<size_t>(fix.label)] >= 0);
    int64_t target = at(static_cast<size_t>(labels_[static_cast<size_t>(fix.label)]));
    int64_t after = static_cast<int64_t>(size) + (fix.next - fix.at) + grow[k];
    int32_t offset = static_cast<int32_t>(target - after);
    uint64_t far = Word32(fix.back ? Opcode::kJmpL : Opcode::kJmp, 0, offset);
    if (grow[k] == 0) {
      put(IsWide(op) ? Word32(op, a, offset)
                               : Word(op, a, b, static_cast<uint16_t>(offset)));
    } else if (grow[k] == 1) {
      const JumpForms* forms = FormsOf(op);
      if (forms->swap) std::swap(a, b);
      put(Word(forms->inverse, a, b, 1));
    } else {
      put(Word(op, a, b, 1));
    }
    for (uint32_t w = fix.at + 1; w < fix.next; w++) put(words_[w]);
    if (grow[k] == 2) put(Word32(Opcode::kJmp, 0, 1));
    if (grow[k] != 0) put(far);
    i = fix.next;
    k++;
  }
  MINIGO_CHECK(size == total);

  for (const Table& t : tables_) {
    int32_t* offsets = static_cast<int32_t*>(arena.Allocate(t.targets.size() * 4 + 4, 4));
    uint32_t table = at(t.at);
    for (size_t i = 0; i < t.targets.size(); i++) {
      int64_t target = labels_[static_cast<size_t>(t.targets[i])];
      MINIGO_CHECK(target >= 0);
      offsets[i] = static_cast<int32_t>(at(static_cast<size_t>(target))) - static_cast<int32_t>(table + 3);
    }
    out[table + 1] = reinterpret_cast<uint64_t>(offsets);
  }

  f->code_words = static_cast<uint32_t>(total);
  if (f->epilogue != 0) f->epilogue = at(f->epilogue);
  if (debug != nullptr) {
    for (runtime::LineEntry& line : lines_) line.pc = at(line.pc);
    debug->lines.assign(lines_.begin(), lines_.end());
    f->debug = debug;
  }
  f->code.store(code, std::memory_order_relaxed);
  __atomic_store_n(&f->entry_slots, f->frame_slots, __ATOMIC_RELAXED);
  f->entry.store(code, std::memory_order_release);

  Clear();
}

void Builder::Clear() {
  words_.clear();
  labels_.clear();
  fixups_.clear();
  tables_.clear();
  lines_.clear();
}

}  // namespace minigo::bytecode
