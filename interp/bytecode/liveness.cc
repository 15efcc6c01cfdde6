// This file implements the liveness analysis: a backward data flow over the basic blocks of a function's code, from which the
// sets of the places where a frame can stand are written down.
#include "interp/bytecode/liveness.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "interp/bytecode/operands.h"
#include "interp/bytecode/optimizer.h"
#include "runtime/base/check.h"

namespace minigo::bytecode {

namespace {

// Words of all sets of all blocks: 3 sets a block, 24 MB.
constexpr uint64_t kMaxWords = uint64_t{1} << 20;

// Instructions that allocate or park with the frame's pc behind them. For those that are missing here the collector takes
// the whole frame.
bool MayStop(Opcode op) {
  switch (op) {
    case Opcode::kNew: case Opcode::kNewSet: case Opcode::kClosure: case Opcode::kMkIface:
    case Opcode::kMakeSlice: case Opcode::kMakeSliceL: case Opcode::kAppend: case Opcode::kPAppend: case Opcode::kAppendSlice:
    case Opcode::kAppendL: case Opcode::kGrowSliceL: case Opcode::kAppendStr: case Opcode::kGrowSlice:
    case Opcode::kAppendMake: case Opcode::kConcat:
    case Opcode::kConcatN: case Opcode::kBytesToStr: case Opcode::kStrToBytes: case Opcode::kRunesToStr:
    case Opcode::kStrToRunes: case Opcode::kRuneToStr: case Opcode::kMapSet: case Opcode::kMapSet64:
    case Opcode::kMapSetStr: case Opcode::kMapAddr: case Opcode::kMapDel: case Opcode::kMapClear:
    case Opcode::kMapMake: case Opcode::kMapIter: case Opcode::kMapNext: case Opcode::kChanMake:
    case Opcode::kSend: case Opcode::kRecv: case Opcode::kSendM: case Opcode::kRecvM:
    case Opcode::kChanClose: case Opcode::kSelect:
    case Opcode::kCallN: case Opcode::kGo: case Opcode::kPrint: case Opcode::kCountCall: case Opcode::kCountLoop:
      return true;
    default:
      return false;
  }
}

bool CallsCode(Opcode op) { return IsCall(op) && op != Opcode::kCallN; }

// Whether a frame's address in b (or c) may be in a afterwards.
bool PassesAddress(Opcode op) {
  switch (op) {
    case Opcode::kMov: case Opcode::kMov2: case Opcode::kMov3: case Opcode::kMovN: case Opcode::kAdd:
    case Opcode::kSub: case Opcode::kAddI: case Opcode::kAddrI: case Opcode::kPAAddr: case Opcode::kSAddr:
    case Opcode::kSliceArr: case Opcode::kSliceS: case Opcode::kSliceToArr: case Opcode::kAppend: case Opcode::kAppendL:
    case Opcode::kAppendSlice: case Opcode::kAppendStr: case Opcode::kAppendMake: case Opcode::kGrowSlice:
    case Opcode::kGrowSliceL:
      return true;
    default:
      return false;
  }
}

}  // namespace

class LivenessAnalysis {
 public:
  explicit LivenessAnalysis(const Func& f) : f_(f), code_(WordsOf(f)), n_(f.frame_slots / 64 + 1) {}

  std::unique_ptr<LiveMap> Run() {
    FindBlocks();
    if (blocks_.size() * n_ > kMaxWords) return nullptr;
    FindAddresses();
    Solve();
    map_ = std::make_unique<LiveMap>();
    map_->set_words_ = n_;
    map_->slots_ = f_.frame_slots;
    if (f_.flags & runtime::kFuncHasDefer) {
      recovery_.assign(In(BlockAt(f_.epilogue)), In(BlockAt(f_.epilogue)) + n_);
      Close(recovery_.data(), nullptr);
    } else {
      recovery_.assign(n_, 0);
    }
    if (f_.debug != nullptr) {
      for (const runtime::FrameRegion& r : f_.debug->reached) Change<true>(recovery_.data(), r.first, r.count);
    }
    Intern(recovery_.data());
    for (uint32_t b = 0; b < blocks_.size(); b++) Record(b);
    Flush(calling_, &map_->calling_);
    Flush(stopped_, &map_->stopped_);
    return std::move(map_);
  }

 private:
  using Bits = std::vector<uint64_t>;
  struct Block {
    uint32_t begin, end;  // words
    uint32_t last;        // the last instruction
    bool falls;           // into the next block
  };

  Opcode OpAt(uint32_t pc) const { return static_cast<Opcode>(code_[pc] & 0xffff); }
  uint32_t NextOf(uint32_t pc) const { return pc + 1 + static_cast<uint32_t>(ExtraWords(OpAt(pc))); }

  template <typename Visit>
  void ForEachTarget(uint32_t pc, Visit visit) const {
    Insn insn = Decode(code_[pc]);
    int64_t target = JumpTarget(pc, insn);
    if (target >= 0) visit(static_cast<uint32_t>(target));
    if (static_cast<Opcode>(insn.op) != Opcode::kSwitch) return;
    const int32_t* offsets = reinterpret_cast<const int32_t*>(code_[pc + 1]);
    for (int i = 0; i < insn.b; i++) visit(static_cast<uint32_t>(int64_t{pc} + 3 + offsets[i]));
  }

  void FindBlocks() {
    std::vector<bool> leader(f_.code_words + 1, false);
    leader[0] = true;
    if (f_.flags & runtime::kFuncHasDefer) leader[f_.epilogue] = true;
    for (uint32_t pc = 0; pc < f_.code_words; pc = NextOf(pc)) {
      bool jumps = EndsFlow(OpAt(pc));
      ForEachTarget(pc, [&](uint32_t target) {
        leader[target] = jumps = true;
        // A back-edge may stop at its target.
        if (target <= pc) loops_.push_back(target);
      });
      if (jumps) leader[NextOf(pc)] = true;
    }
    for (uint32_t pc = 0; pc < f_.code_words; pc = NextOf(pc)) {
      if (leader[pc]) blocks_.push_back({pc, pc, pc, true});
      Block& b = blocks_.back();
      b.last = pc;
      b.end = NextOf(pc);
    }
    for (Block& b : blocks_) b.falls = !EndsFlow(OpAt(b.last));
    std::sort(loops_.begin(), loops_.end());
  }

  uint32_t BlockAt(uint32_t word) const {
    auto it = std::upper_bound(blocks_.begin(), blocks_.end(), word,
                               [](uint32_t w, const Block& b) { return w < b.begin; });
    return static_cast<uint32_t>(it - blocks_.begin()) - 1;
  }

  // Which slots may hold addresses of which others at some time, and then, by block, which may hold an address at all.
  void FindAddresses() {
    for (uint32_t pc = 0; pc < f_.code_words; pc = NextOf(pc)) {
      Opcode op = OpAt(pc);
      if (op != Opcode::kLeaF && op != Opcode::kFAAddr) continue;
      for (const SlotRange& r : OperandsOf(f_, pc)) {
        if (r.operand == 1 && r.access == Access::kRead) {
          Slots& to = addresses_[Decode(code_[pc]).a];
          to.emplace_back(r.first, static_cast<uint32_t>(r.count));
        }
      }
    }
    if (addresses_.empty()) return;
    for (bool again = true; again;) {
      again = false;
      for (uint32_t pc = 0; pc < f_.code_words; pc = NextOf(pc)) {
        if (PassesAddress(OpAt(pc)) && PassOn(pc)) again = true;
      }
    }
    held_.assign(blocks_.size() * n_, 0);
    Bits held(n_);
    for (bool again = true; again;) {
      again = false;
      for (uint32_t b = 0; b < blocks_.size(); b++) {
        std::copy(Held(b), Held(b) + n_, held.begin());
        for (uint32_t pc = blocks_[b].begin; pc < blocks_[b].end; pc = NextOf(pc)) Hold(held.data(), pc);
        auto reach = [&](uint32_t block) {
          uint64_t* to = Held(block);
          for (uint32_t i = 0; i < n_; i++) {
            if ((held[i] & ~to[i]) != 0) again = true;
            to[i] |= held[i];
          }
        };
        if (blocks_[b].falls && b + 1 < blocks_.size()) reach(b + 1);
        ForEachTarget(blocks_[b].last, [&](uint32_t target) { reach(BlockAt(target)); });
      }
    }
  }

  uint64_t* Held(uint32_t block) { return held_.data() + size_t{block} * n_; }

  // Over an instruction: which slots may hold an address.
  void Hold(uint64_t* held, uint32_t pc) const {
    Opcode op = OpAt(pc);
    Operands operands = OperandsOf(f_, pc);
    bool address = op == Opcode::kLeaF || op == Opcode::kFAAddr;
    if (PassesAddress(op)) {
      for (const SlotRange& r : operands) {
        for (int64_t i = 0; r.access == Access::kRead && i < r.count; i++) {
          address = address || Test(held, r.first + static_cast<uint32_t>(i));
        }
      }
    }
    for (const SlotRange& r : operands) {
      if (r.access != Access::kWrite) continue;
      if (address) Change<true>(held, r.first, r.count);
      else Change<false>(held, r.first, r.count);
    }
  }

  bool PassOn(uint32_t pc) {
    Operands operands = OperandsOf(f_, pc);
    bool moves = OpAt(pc) <= Opcode::kMovN;  // slot by slot; others make one address of what they read
    bool changed = false;
    for (const SlotRange& from : operands) {
      if (from.access != Access::kRead) continue;
      auto it = addresses_.lower_bound(from.first);
      for (; it != addresses_.end() && it->first < from.first + from.count; ++it) {
        uint32_t a = Decode(code_[pc]).a;
        uint32_t to = moves ? a + (it->first - from.first) : a;
        if (to == it->first) continue;
        Slots& slots = addresses_[to];
        for (const auto& s : it->second) {
          if (std::find(slots.begin(), slots.end(), s) != slots.end()) continue;
          slots.push_back(s);
          changed = true;
        }
      }
    }
    return changed;
  }

  static bool Test(const uint64_t* bits, uint32_t slot) { return bits[slot / 64] >> (slot % 64) & 1; }

  template <bool kSet>
  void Change(uint64_t* bits, uint32_t first, int64_t count) const {
    int64_t end = std::min<int64_t>(first + count, f_.frame_slots);
    for (int64_t i = first; i < end;) {
      int64_t at = i % 64, k = std::min<int64_t>(64 - at, end - i);
      uint64_t mask = (k == 64 ? ~uint64_t{0} : (uint64_t{1} << k) - 1) << at;
      if (kSet) bits[i / 64] |= mask;
      else bits[i / 64] &= ~mask;
      i += k;
    }
  }

  // Adds what the addresses in live slots lead to. held: which slots may hold one; nullptr: any.
  void Close(uint64_t* bits, const uint64_t* held) const {
    for (bool again = true; again && !addresses_.empty();) {
      again = false;
      for (const auto& [slot, ranges] : addresses_) {
        if (!Test(bits, slot) || (held != nullptr && !Test(held, slot))) continue;
        for (const auto& [first, count] : ranges) {
          for (uint32_t s = first; s < first + count && s < f_.frame_slots; s++) {
            if (Test(bits, s)) continue;
            Change<true>(bits, s, 1);
            again = true;
          }
        }
      }
    }
  }

  // From the set after an instruction to the one before it.
  void Before(uint64_t* bits, uint32_t pc, const Operands& operands) const {
    if (OpAt(pc) == Opcode::kLdCap || OpAt(pc) == Opcode::kLdCapN) {
      bits[f_.frame_slots / 64] |= uint64_t{1} << (f_.frame_slots % 64);
    }
    for (const SlotRange& r : operands) {
      if (r.access == Access::kWrite) Change<false>(bits, r.first, r.count);
    }
    for (const SlotRange& r : operands) {
      if (r.access == Access::kRead) Change<true>(bits, r.first, r.count);
    }
  }

  uint64_t* In(uint32_t block) { return in_.data() + size_t{block} * n_; }

  // What is live after the block's last instruction.
  void Out(uint32_t block, uint64_t* out) {
    const Block& b = blocks_[block];
    std::fill(out, out + n_, 0);
    if (b.falls && block + 1 < blocks_.size()) std::copy(In(block + 1), In(block + 1) + n_, out);
    // These write only when they go on in line.
    if (OpAt(b.last) == Opcode::kStrNext) Change<false>(out, Decode(code_[b.last]).a, 3);
    ForEachTarget(b.last, [&](uint32_t target) {
      const uint64_t* in = In(BlockAt(target));
      for (uint32_t i = 0; i < n_; i++) out[i] |= in[i];
    });
  }

  void Solve() {
    size_t count = blocks_.size();
    in_.assign(count * n_, 0);
    // in = reads before writes, or live at the end and not written.
    Bits gen(count * n_, 0), keep(count * n_, ~uint64_t{0});
    for (size_t b = 0; b < count; b++) {
      uint64_t *g = &gen[b * n_], *k = &keep[b * n_];
      std::vector<uint32_t> pcs;
      for (uint32_t pc = blocks_[b].begin; pc < blocks_[b].end; pc = NextOf(pc)) pcs.push_back(pc);
      for (size_t i = pcs.size(); i-- > 0;) {
        Operands operands = OperandsOf(f_, pcs[i]);
        Before(g, pcs[i], operands);
        for (const SlotRange& r : operands) {
          if (r.access == Access::kWrite) Change<false>(k, r.first, r.count);
        }
      }
    }
    Bits out(n_);
    for (bool again = true; again;) {
      again = false;
      for (size_t b = count; b-- > 0;) {
        Out(static_cast<uint32_t>(b), out.data());
        uint64_t* in = In(static_cast<uint32_t>(b));
        for (uint32_t i = 0; i < n_; i++) {
          uint64_t v = gen[b * n_ + i] | (out[i] & keep[b * n_ + i]);
          if (v != in[i]) {
            in[i] = v;
            again = true;
          }
        }
      }
    }
  }

  // The places of a block, from its end.
  void Record(uint32_t block) {
    const Block& b = blocks_[block];
    Bits live(n_), at(n_);
    Out(block, live.data());
    std::vector<uint32_t> pcs;
    std::vector<Bits> held;  // by instruction, before it
    for (uint32_t pc = b.begin; pc < b.end; pc = NextOf(pc)) {
      pcs.push_back(pc);
      if (addresses_.empty()) continue;
      if (pc == b.begin) held.emplace_back(Held(block), Held(block) + n_);
      held.push_back(held.back());
      Hold(held.back().data(), pc);
    }
    auto before = [&](size_t i) { return held.empty() ? nullptr : held[i].data(); };
    for (size_t i = pcs.size(); i-- > 0;) {
      uint32_t pc = pcs[i];
      Opcode op = OpAt(pc);
      Operands operands = OperandsOf(f_, pc);
      if (CallsCode(op)) {
        at = live;
        // What the callee may reach through its arguments. (They are its slots, but no harm is done.)
        for (const SlotRange& r : operands) {
          if (r.access == Access::kRead) Change<true>(at.data(), r.first, r.count);
        }
        Put(&calling_, NextOf(pc), at, before(i));
      } else if (MayStop(op)) {
        at = live;
        for (const SlotRange& r : operands) {
          // A native may use its results' slots before it is done.
          if (r.access == Access::kRead || op == Opcode::kCallN) Change<true>(at.data(), r.first, r.count);
        }
        Put(&stopped_, NextOf(pc), at, before(i));
        Put(&stopped_, NextOf(pc), live, before(i + 1));
      } else if (i + 1 == pcs.size() && b.falls && StopsAt(b.end) && !IsPure(op) && !IsLoad(op)) {
        // That place is the next block's, too: should this instruction stop after all, its operands are wanted.
        at = live;
        for (const SlotRange& r : operands) {
          if (r.access == Access::kRead) Change<true>(at.data(), r.first, r.count);
        }
        Put(&stopped_, b.end, at, before(i));
      }
      Before(live.data(), pc, operands);
      if (op == Opcode::kRunDefers) {
        // Deferred calls return to the word after it, which repeats it.
        Put(&calling_, pc + 1, live, before(i));
        Put(&stopped_, pc + 1, live, before(i));
      }
    }
    if (StopsAt(b.begin) || b.begin == 0) Put(&stopped_, b.begin, live, before(0));
  }

  // Whether a goroutine may stop where a block begins: a loop comes round, or deferred calls are to run.
  bool StopsAt(uint32_t word) const {
    return std::binary_search(loops_.begin(), loops_.end(), word) ||
           ((f_.flags & runtime::kFuncHasDefer) && word == f_.epilogue);
  }

  void Put(std::map<uint32_t, Bits>* places, uint32_t word, Bits bits, const uint64_t* held) {
    Close(bits.data(), held);
    for (uint32_t i = 0; i < n_; i++) bits[i] |= recovery_[i];
    auto [it, added] = places->try_emplace(word, bits);
    if (added) return;
    for (uint32_t i = 0; i < n_; i++) it->second[i] |= bits[i];
  }

  uint32_t Intern(const uint64_t* bits) {
    std::vector<uint64_t>& sets = map_->sets_;
    Bits key(bits, bits + n_);
    auto [it, added] = interned_.try_emplace(std::move(key), static_cast<uint32_t>(sets.size()));
    if (added) sets.insert(sets.end(), bits, bits + n_);
    return it->second;
  }

  void Flush(const std::map<uint32_t, Bits>& from, std::vector<LiveMap::Place>* to) {
    to->reserve(from.size());
    for (const auto& [word, bits] : from) to->push_back({word, Intern(bits.data())});
  }

  using Slots = std::vector<std::pair<uint32_t, uint32_t>>;  // first slot, count

  const Func& f_;
  const uint64_t* code_;
  uint32_t n_;  // words of a set
  std::vector<Block> blocks_;
  std::vector<uint32_t> loops_;
  std::map<uint32_t, Slots> addresses_;
  Bits held_;  // by block, at its beginning
  Bits in_;
  Bits recovery_;  // live all the time
  std::unique_ptr<LiveMap> map_;
  std::map<uint32_t, Bits> calling_, stopped_;
  std::map<Bits, uint32_t> interned_;
};

const LiveMap* LiveMapOf(VmLinks* links, const Func* f) {
  // For functions that are too large, so that they are not tried again.
  static const LiveMap kNone;
  auto& place = const_cast<Func*>(f)->live;
  const LiveMap* map = place.load(std::memory_order_acquire);
  if (map == nullptr) {
    std::unique_ptr<LiveMap> made = LiveMap::Make(*f);
    const LiveMap* wanted = made == nullptr ? &kNone : made.get();
    if (place.compare_exchange_strong(map, wanted, std::memory_order_acq_rel)) {
      map = wanted;
      if (LiveMap* m = made.release()) {
        m->next = links->live_maps.load(std::memory_order_relaxed);
        while (!links->live_maps.compare_exchange_weak(m->next, m, std::memory_order_acq_rel)) continue;
      }
    }
  }
  return map == &kNone ? nullptr : map;
}

VmLinks::~VmLinks() {
  for (LiveMap* m = live_maps.load(std::memory_order_acquire); m != nullptr;) delete std::exchange(m, m->next);
}

std::unique_ptr<LiveMap> LiveMap::Make(const Func& f) {
  if (f.code_words == 0) return nullptr;
  return LivenessAnalysis(f).Run();
}

const uint64_t* LiveMap::Find(const std::vector<Place>& places, uint32_t word) const {
  auto it = std::lower_bound(places.begin(), places.end(), word,
                             [](const Place& p, uint32_t w) { return p.word < w; });
  return it == places.end() || it->word != word ? nullptr : &sets_[it->set];
}

}  // namespace minigo::bytecode
