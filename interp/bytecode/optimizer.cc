// This file implements what the passes share: taking code apart and putting it together, blocks, liveness, and the lists of
// what is known of opcodes.
#include "interp/bytecode/optimizer.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace minigo::bytecode {

namespace {

constexpr size_t kMaxInsns = 6000;            // larger functions are left as they are
constexpr size_t kMaxBits = size_t{1} << 22;  // blocks times slots

}  // namespace

bool ReadsFirst(Opcode op) {
  switch (op) {
    case Opcode::kMov2: case Opcode::kMov3: case Opcode::kMovN: case Opcode::kSLd128: case Opcode::kSLd192:
    case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul: case Opcode::kMulHiLo:
      return true;
    default: return false;
  }
}

uint32_t Optimizer::Run(Builder* code, uint32_t frame_slots, uint32_t result_slots, Passes passes,
                        uint32_t* epilogue) {
  code_ = code;
  slots_ = frame_slots;
  result_slots_ = result_slots;
  passes_ = passes;
  ins_.clear();
  bound_.clear();
  addressed_ = false;
  checks_ = false;
  loops_ = false;
  epilogue_ = -1;
  fresh_ = 0;
  chunk_ = 0;
  used_ = 0;
  if (!Load(*epilogue)) return slots_;
  if (passes_.Has(Pass::kRotate)) Rotate();
  if (passes_.Has(Pass::kThread)) Thread();
  if (passes_.Has(Pass::kDead)) Unreachable();
  if (passes_.Has(Pass::kInvert)) {
    Invert();
    if (passes_.Has(Pass::kDead)) Unreachable();
  }
  if (FindBlocks()) {
    PinForEpilogue();
    if (passes_.Has(Pass::kCse)) {
      if (checks_) Checks();
      Cse();
    }
    if (passes_.Has(Pass::kCoalesce)) Coalesce();
    if (passes_.Has(Pass::kCopies)) Copies();
    bool fits = true;
    if (passes_.Has(Pass::kDead)) fits = Dead();
    if (passes_.Has(Pass::kCoalesce) && fits) Coalesce();
    for (int round = 0; round < 2 && fits && passes_.Has(Pass::kSteady) && Steady(); round++) fits = FindBlocks();
    if (passes_.Has(Pass::kFuse) && fits) Fuse();
    for (int round = 0; round < 3 && fits && passes_.Has(Pass::kHoist); round++) {
      if (!Hoist() || !FindBlocks()) break;
    }
  }
  Store();
  if (epilogue_ >= 0) *epilogue = static_cast<uint32_t>(code_->labels_[static_cast<size_t>(epilogue_)]);
  return slots_;
}

// ---- taking apart, putting together

bool Optimizer::Load(uint32_t epilogue) {
  size_t words = code_->words_.size();
  if (words > 2 * kMaxInsns) return false;
  std::vector<uint32_t> at(words + 1, 0);
  size_t line = 0, fix = 0, table = 0;
  ins_.reserve(words);
  for (size_t w = 0; w < words;) {
    at[w] = static_cast<uint32_t>(ins_.size());
    Ins& x = ins_.emplace_back();
    auto op = static_cast<Opcode>(code_->words_[w] & 0xffff);
    x.n = static_cast<uint8_t>(1 + ExtraWords(op));
    MINIGO_CHECK(x.n <= 4);
    for (int i = 0; i < x.n; i++) x.w[i] = code_->words_[w + static_cast<size_t>(i)];
    while (line + 1 < code_->lines_.size() && code_->lines_[line + 1].pc <= w) line++;
    x.line = static_cast<uint32_t>(line);
    while (fix < code_->fixups_.size() && code_->fixups_[fix].at < w) fix++;
    if (fix < code_->fixups_.size() && code_->fixups_[fix].at == w) {
      x.label = code_->fixups_[fix].label;
      x.back = code_->fixups_[fix].back;
      loops_ = loops_ || x.back;
    }
    while (table < code_->tables_.size() && code_->tables_[table].at < w) table++;
    if (table < code_->tables_.size() && code_->tables_[table].at == w) x.table = static_cast<int32_t>(table);
    if (op == Opcode::kLeaF || op == Opcode::kFAAddr) addressed_ = true;
    if (op == Opcode::kNilChk) checks_ = true;
    w += x.n;
  }
  if (ins_.empty()) return false;
  at[words] = static_cast<uint32_t>(ins_.size());
  bound_.reserve(code_->labels_.size());
  for (int64_t l : code_->labels_) bound_.push_back(l < 0 ? -1 : static_cast<int64_t>(at[static_cast<size_t>(l)]));
  if (epilogue != 0) {
    epilogue_ = static_cast<Label>(bound_.size());
    bound_.push_back(static_cast<int64_t>(at[epilogue]));
  }
  pinned_.assign((slots_ + 63) / 64 + 1, 0);
  if (!addressed_) return true;
  for (size_t i = 0; i < ins_.size(); i++) {
    Opcode op = ins_[i].op();
    if (op != Opcode::kLeaF && op != Opcode::kFAAddr) continue;
    for (const SlotRange& r : OperandsOf(ins_[i].w, slots_, result_slots_)) {
      if (r.operand != 1) continue;
      for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(pinned_.data(), static_cast<uint32_t>(s));
    }
  }
  return true;
}

void Optimizer::Store() {
  std::vector<uint32_t> word(ins_.size() + 1);
  std::vector<runtime::LineEntry> lines;
  code_->words_.clear();
  code_->fixups_.clear();
  uint32_t last_line = UINT32_MAX;
  for (size_t i = 0; i < ins_.size(); i++) {
    Ins& x = ins_[i];
    uint32_t at = word[i] = static_cast<uint32_t>(code_->words_.size());
    if (x.dead) continue;
    if (x.line != last_line && x.line < code_->lines_.size()) {
      runtime::LineEntry row = code_->lines_[x.line];
      row.pc = at;
      last_line = x.line;
      lines.push_back(row);
    }
    code_->words_.insert(code_->words_.end(), x.w, x.w + x.n);
    if (x.label >= 0) code_->fixups_.push_back({at, at + x.n, x.label, x.back});
    if (x.table >= 0) code_->tables_[static_cast<size_t>(x.table)].at = at;
  }
  word[ins_.size()] = static_cast<uint32_t>(code_->words_.size());
  std::erase_if(code_->tables_, [&](const Builder::Table& t) { return !HasTable(t); });
  code_->labels_.resize(bound_.size());
  for (size_t l = 0; l < bound_.size(); l++) {
    code_->labels_[l] = bound_[l] < 0 ? -1 : int64_t{word[static_cast<size_t>(bound_[l])]};
  }
  code_->lines_ = std::move(lines);
}

bool Optimizer::HasTable(const Builder::Table& t) const {
  size_t index = static_cast<size_t>(&t - code_->tables_.data());
  for (const Ins& x : ins_) {
    if (!x.dead && x.table >= 0 && static_cast<size_t>(x.table) == index) return true;
  }
  return false;
}

// ---- small things

bool Optimizer::AnyPinned(uint32_t first, int64_t n) const {
  for (int64_t i = 0; addressed_ && i < n; i++) {
    if (Pinned(first + static_cast<uint32_t>(i))) return true;
  }
  return false;
}

void Optimizer::Decode(Ins* x) {
  if (kChunk - used_ < Operands::kMax) {
    chunk_++;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) chunks_.push_back(std::make_unique_for_overwrite<SlotRange[]>(kChunk));
  Operands operands = OperandsOf(x->w, slots_, result_slots_);
  SlotRange* out = chunks_[chunk_].get() + used_;
  used_ += operands.count;
  x->slots = {out, operands.count};
  for (const SlotRange& r : operands) {
    *out++ = r;
    uint64_t set = r.first < slots_ ? SetOf(r.first, std::min<int64_t>(r.count, int64_t{slots_} - r.first)) : 0;
    if (r.access == Access::kRead) x->slots.reads |= set;
    else x->slots.writes |= set;
    if (r.access == Access::kWrite) x->slots.kills |= set;
  }
  x->decoded = true;
}

const runtime::LineEntry* Optimizer::LineOf(const Ins& x) const {
  return x.line < code_->lines_.size() ? &code_->lines_[x.line] : nullptr;
}

bool Optimizer::SameLine(const Ins& x, const Ins& y) const {
  const runtime::LineEntry *p = LineOf(x), *q = LineOf(y);
  return p == q || (p != nullptr && q != nullptr && p->line == q->line && p->file == q->file && p->inlined == q->inlined);
}

// The first instruction from i on that is not dead.
size_t Optimizer::Alive(size_t i) const {
  while (i < ins_.size() && ins_[i].dead) i++;
  return i;
}

void Optimizer::Insert(std::vector<Insertion> list) {
  if (list.empty()) return;
  std::stable_sort(list.begin(), list.end(), [](const Insertion& x, const Insertion& y) { return x.before < y.before; });
  std::vector<Ins> out;
  out.reserve(ins_.size() + list.size());
  std::vector<size_t> at(ins_.size() + 1), label_at(ins_.size() + 1);
  size_t k = 0;
  for (size_t i = 0; i <= ins_.size(); i++) {
    label_at[i] = out.size();
    bool moves = true;
    for (; k < list.size() && list[k].before == i; k++) {
      moves = list[k].labels_move;
      out.push_back(list[k].ins);
    }
    if (!moves) label_at[i] = out.size();
    at[i] = out.size();
    if (i < ins_.size()) out.push_back(ins_[i]);
  }
  for (int64_t& b : bound_) {
    if (b >= 0) b = static_cast<int64_t>(label_at[static_cast<size_t>(b)]);
  }
  ins_ = std::move(out);
}

// ---- blocks and liveness

// Also drops the dead. False: the function is too large.
bool Optimizer::FindBlocks() {
  std::vector<uint32_t> to(ins_.size() + 1);
  uint32_t n = 0;
  for (size_t i = 0; i < ins_.size(); i++) {
    to[i] = n;
    if (ins_[i].dead) continue;
    if (n != i) ins_[n] = ins_[i];
    n++;
  }
  to[ins_.size()] = n;
  ins_.resize(n);
  for (int64_t& b : bound_) {
    if (b >= 0) b = to[static_cast<size_t>(b)];
  }
  leader_.assign(n + 1, 0);
  leader_[0] = 1;
  if (epilogue_ >= 0) leader_[static_cast<size_t>(TargetOf(epilogue_))] = kJoin;
  for (uint32_t i = 0; i < n; i++) {
    ForEachTarget(ins_[i], [&](size_t t) { leader_[t] = kJoin; });
    if (Jumps(ins_[i])) leader_[i + 1] |= 1;
  }
  blocks_.clear();
  block_of_.assign(n + 1, 0);
  for (uint32_t i = 0; i < n; i++) {
    if (leader_[i]) blocks_.push_back({i, i, 0, 0});
    blocks_.back().end = i + 1;
    block_of_[i] = static_cast<uint32_t>(blocks_.size() - 1);
  }
  block_of_[n] = static_cast<uint32_t>(blocks_.size());
  nexts_.clear();
  for (uint32_t b = 0; b < blocks_.size(); b++) {
    Block& block = blocks_[b];
    block.next = static_cast<uint32_t>(nexts_.size());
    const Ins& last = ins_[block.end - 1];
    auto add = [&](uint32_t next) {
      if (next < blocks_.size()) nexts_.push_back(next);
    };
    if (!Ends(last)) add(b + 1);
    ForEachTarget(last, [&](size_t t) { add(block_of_[t]); });
    block.nexts = static_cast<uint32_t>(nexts_.size()) - block.next;
  }
  width_ = (slots_ + kMaxFresh + 63) / 64;
  solved_ = false;
  return blocks_.size() * width_ * 64 <= kMaxBits;
}

void Optimizer::Before(uint64_t* bits, const Slots& operands) const {
  if (Small()) {
    *bits = (*bits & ~operands.kills) | operands.reads;
    return;
  }
  for (const SlotRange& r : operands) {
    if (r.access != Access::kWrite) continue;
    for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Clear(bits, static_cast<uint32_t>(s));
  }
  for (const SlotRange& r : operands) {
    if (r.access != Access::kRead) continue;
    for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(bits, static_cast<uint32_t>(s));
  }
}

// The slots live behind the block.
void Optimizer::Out(uint32_t block, uint64_t* out) const {
  const uint32_t* next = nexts_.data() + blocks_[block].next;
  const uint32_t* end = next + blocks_[block].nexts;
  if (Small()) {
    *out = 0;
    for (; next < end; next++) *out |= in_[*next];
    return;
  }
  std::fill(out, out + width_, 0);
  for (; next < end; next++) {
    const uint64_t* in = &in_[size_t{*next} * width_];
    for (uint32_t i = 0; i < width_; i++) out[i] |= in[i];
  }
}

void Optimizer::Solve() {
  if (solved_) return;
  solved_ = true;
  in_.assign(blocks_.size() * width_, 0);
  gen_.assign(in_.size(), 0);
  kill_.assign(in_.size(), 0);
  for (size_t b = 0; b < blocks_.size(); b++) {
    uint64_t *g = &gen_[b * width_], *k = &kill_[b * width_];
    for (size_t i = blocks_[b].end; i-- > blocks_[b].begin;) {
      if (ins_[i].dead) continue;
      const Slots& operands = Ops(i);
      Before(g, operands);
      if (Small()) {
        *k |= operands.kills;
        continue;
      }
      for (const SlotRange& r : operands) {
        if (r.access != Access::kWrite) continue;
        for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(k, static_cast<uint32_t>(s));
      }
    }
  }
  live_.resize(width_);
  for (bool again = true; again;) {
    again = false;
    for (size_t b = blocks_.size(); b-- > 0;) {
      Out(static_cast<uint32_t>(b), live_.data());
      uint64_t* in = &in_[b * width_];
      for (uint32_t i = 0; i < width_; i++) {
        uint64_t v = gen_[b * width_ + i] | (live_[i] & ~kill_[b * width_ + i]);
        again = again || v != in[i];
        in[i] = v;
      }
    }
  }
}

// What the epilogue reads may be read after any instruction.
void Optimizer::PinForEpilogue() {
  if (epilogue_ < 0) return;
  Solve();
  const uint64_t* in = &in_[size_t{block_of_[static_cast<size_t>(TargetOf(epilogue_))]} * width_];
  for (uint32_t s = 0; s < slots_; s++) {
    if (Test(in, s)) Set(pinned_.data(), s);
  }
  addressed_ = true;
}

bool Optimizer::AnyLive(const uint64_t* live, uint32_t first, int64_t n) const {
  for (int64_t s = first; s < first + n && s < slots_; s++) {
    if (Test(live, static_cast<uint32_t>(s)) || Pinned(static_cast<uint32_t>(s))) return true;
  }
  return false;
}

}  // namespace minigo::bytecode
