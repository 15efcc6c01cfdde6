// This file implements the counting of instructions and what is said of it.
#include "interp/vm/profile.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace minigo::vm {

using bytecode::Insn;
using bytecode::kNumOpcodes;
using bytecode::Opcode;
using runtime::Func;

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

const char* NameOf(int op) { return bytecode::InfoOf(static_cast<Opcode>(op)).name; }

[[gnu::format(printf, 2, 3)]] void Append(std::string* out, const char* format, ...) {
  char line[512];
  va_list args;
  va_start(args, format);
  std::vsnprintf(line, sizeof line, format, args);
  va_end(args);
  *out += line;
}

// The largest first; equal ones by key, so that reports can be compared.
template <typename Key>
std::vector<std::pair<Key, uint64_t>> Largest(std::vector<std::pair<Key, uint64_t>> rows, int top) {
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (rows.size() > static_cast<size_t>(top)) rows.resize(static_cast<size_t>(top));
  return rows;
}

double Percent(uint64_t n, uint64_t of) { return of == 0 ? 0 : 100.0 * static_cast<double>(n) / static_cast<double>(of); }

struct Line {
  std::string_view file;
  uint32_t line;
  std::string_view function;  // whose source the line is: an inlined function's, or the one that is compiled
  auto operator<=>(const Line&) const = default;
};

Line LineOf(const Func* f, uint32_t word) {
  Line at = {f->file, f->line, f->name};
  if (f->debug == nullptr) return at;
  const runtime::LineEntry* row = f->debug->RowOf(word);
  if (row == nullptr) return at;
  at.line = row->line;
  if (row->file < f->debug->files.size()) at.file = f->debug->files[row->file];
  if (row->inlined != 0) at.function = f->debug->inlined[row->inlined - 1u].function;
  return at;
}

}  // namespace

OpProfile::OpProfile()
    : pairs_(new Counter[size_t{kNumOpcodes} * kNumOpcodes]()), adjacent_(new Counter[size_t{kNumOpcodes} * kNumOpcodes]()) {}

OpProfile::~OpProfile() {
  for (auto& s : segments_) {
    Segment* segment = s.load(kRelaxed);
    if (segment == nullptr) continue;
    for (auto& c : segment->counts) delete c.load(kRelaxed);
    delete segment;
  }
}

OpProfile::Counts* OpProfile::CountsOf(const Func* f) {
  if (f->id / kSegment >= kSegments) return nullptr;
  auto& place = segments_[f->id / kSegment];
  Segment* segment = place.load(std::memory_order_acquire);
  if (segment == nullptr) {
    auto fresh = std::make_unique<Segment>();
    if (place.compare_exchange_strong(segment, fresh.get())) segment = fresh.release();
  }
  auto& slot = segment->counts[f->id % kSegment];
  Counts* counts = slot.load(std::memory_order_acquire);
  if (counts == nullptr) {
    std::unique_ptr<Counts> fresh(new Counts{f, f->code_words, std::unique_ptr<Counter[]>(new Counter[f->code_words]())});
    if (slot.compare_exchange_strong(counts, fresh.get())) counts = fresh.release();
  }
  return counts;
}

void OpProfile::Count(const Func* of, const Insn* last, const Insn* pc) {
  const Func* f = runtime::VersionAt(of, pc);
  const Insn* code = f->code.load(std::memory_order_relaxed);
  if (pc < code || pc >= code + f->code_words) return;
  if (Counts* counts = CountsOf(f)) {
    uint64_t word = static_cast<uint64_t>(pc - code);
    if (word < counts->words) counts->by_word[word].fetch_add(1, kRelaxed);
  }
  if (last == nullptr) return;
  size_t pair = size_t{last->op} * kNumOpcodes + pc->op;
  pairs_[pair].fetch_add(1, kRelaxed);
  if (last + 1 + bytecode::ExtraWords(static_cast<Opcode>(last->op)) == pc) adjacent_[pair].fetch_add(1, kRelaxed);
}

std::string OpProfile::Report(int top) const {
  std::vector<uint64_t> ops(kNumOpcodes);
  std::vector<std::pair<std::string_view, uint64_t>> by_func;
  std::map<Line, uint64_t> by_line;
  uint64_t total = 0;
  for (uint32_t id = 0; id < kSegment * kSegments; id++) {
    const Segment* segment = segments_[id / kSegment].load(std::memory_order_acquire);
    if (segment == nullptr) {
      id += kSegment - 1;
      continue;
    }
    const Counts* counts = segment->counts[id % kSegment].load(std::memory_order_acquire);
    if (counts == nullptr) continue;
    const Func* f = counts->func;
    const Insn* code = f->code.load(std::memory_order_acquire);
    uint64_t sum = 0;
    for (uint32_t w = 0; w < counts->words; w++) {
      uint64_t n = counts->by_word[w].load(kRelaxed);
      if (n == 0) continue;
      sum += n;
      ops[code[w].op] += n;
      by_line[LineOf(f, w)] += n;
    }
    total += sum;
    if (sum > 0) by_func.emplace_back(f->name, sum);
  }
  std::vector<std::pair<int, uint64_t>> by_op, by_pair;
  for (int i = 0; i < kNumOpcodes; i++) {
    if (ops[static_cast<size_t>(i)] > 0) by_op.emplace_back(i, ops[static_cast<size_t>(i)]);
  }
  for (int i = 0; i < kNumOpcodes * kNumOpcodes; i++) {
    if (uint64_t n = pairs_[static_cast<size_t>(i)].load(kRelaxed)) by_pair.emplace_back(i, n);
  }

  std::string out;
  Append(&out, "%llu instructions\n\nopcodes\n", static_cast<unsigned long long>(total));
  for (const auto& [op, n] : Largest(std::move(by_op), top)) {
    Append(&out, "%6.2f%% %14llu  %s\n", Percent(n, total), static_cast<unsigned long long>(n), NameOf(op));
  }
  out += "\npairs; of these, the second behind the first in the code\n";
  for (const auto& [pair, n] : Largest(std::move(by_pair), top)) {
    Append(&out, "%6.2f%% %14llu  %5.1f%%  %s %s\n", Percent(n, total), static_cast<unsigned long long>(n),
           Percent(adjacent_[static_cast<size_t>(pair)].load(kRelaxed), n), NameOf(pair / kNumOpcodes),
           NameOf(pair % kNumOpcodes));
  }
  out += "\nfunctions, with what is inlined into them\n";
  for (const auto& [name, n] : Largest(std::move(by_func), top)) {
    Append(&out, "%6.2f%% %14llu  %.*s\n", Percent(n, total), static_cast<unsigned long long>(n),
           static_cast<int>(name.size()), name.data());
  }
  out += "\nlines\n";
  std::vector<std::pair<Line, uint64_t>> lines(by_line.begin(), by_line.end());
  for (const auto& [at, n] : Largest(std::move(lines), top)) {
    std::string_view file = at.file.substr(at.file.rfind('/') + 1);
    Append(&out, "%6.2f%% %14llu  %.*s:%u %.*s\n", Percent(n, total), static_cast<unsigned long long>(n),
           static_cast<int>(file.size()), file.data(), at.line, static_cast<int>(at.function.size()), at.function.data());
  }
  return out;
}

}  // namespace minigo::vm
