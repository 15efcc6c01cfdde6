// Code as text. A dump holds no addresses, so that it is the same in every run: types, functions and texts are
// named, package variables are numbered in the order in which the function mentions them.
#include <cinttypes>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/liveness.h"
#include "interp/bytecode/operands.h"

namespace minigo::bytecode {

namespace {

class Dumper {
 public:
  Dumper(const Func& f, bool live) : f_(f), code_(WordsOf(f)) {
    if (live) map_ = LiveMap::Make(f);
  }

  std::string Run() {
    Header();
    MarkTargets();
    if (map_ != nullptr) Live(0);
    size_t line = 0;
    for (uint32_t pc = 0; pc < f_.code_words;) {
      if (f_.debug != nullptr) {
        bool changed = false;
        while (line < f_.debug->lines.size() && f_.debug->lines[line].pc <= pc) {
          line++;
          changed = true;
        }
        if (changed) {
          const runtime::LineEntry& entry = f_.debug->lines[line - 1];
          Print("  ; line %u", entry.line);
          if (entry.inlined != 0) {
            out_ += " inlined ";
            out_ += f_.debug->inlined[entry.inlined - 1u].function;
          }
          out_ += '\n';
        }
      }
      uint32_t next = Instruction(pc);
      for (; map_ != nullptr && pc < next; pc++) Live(pc + 1);
      pc = next;
    }
    return std::move(out_);
  }

 private:
  [[gnu::format(printf, 2, 3)]] void Print(const char* format, ...) {
    char buf[160];
    va_list args;
    va_start(args, format);
    vsnprintf(buf, sizeof buf, format, args);
    va_end(args);
    out_ += buf;
  }

  void Header() {
    out_ += "func ";
    out_ += f_.name;
    Print(": %u slots, %u results, %u parameters", f_.frame_slots, f_.result_slots, f_.param_slots);
    if (f_.flags & runtime::kFuncWrapper) out_ += ", wrapper";
    if (f_.flags & runtime::kFuncHidden) out_ += ", hidden";
    if (f_.flags & runtime::kFuncHasDefer) Print(", defers (epilogue %u)", f_.epilogue);
    out_ += '\n';
  }

  static int32_t Wide(Insn i) {
    return static_cast<int32_t>(static_cast<uint32_t>(i.b) | static_cast<uint32_t>(i.c) << 16);
  }

  void MarkTargets() {
    target_.assign(f_.code_words + 1, false);
    for (uint32_t pc = 0; pc < f_.code_words;) {
      Insn insn = Decode(code_[pc]);
      int64_t t = JumpTarget(pc, insn);
      if (t >= 0 && t <= f_.code_words) target_[static_cast<size_t>(t)] = true;
      Opcode op = static_cast<Opcode>(insn.op);
      if (op == Opcode::kSwitch) {
        const int32_t* offsets = reinterpret_cast<const int32_t*>(code_[pc + 1]);
        for (int i = 0; i < insn.b; i++) {
          int64_t at = int64_t{pc} + 3 + offsets[i];
          if (at >= 0 && at <= f_.code_words) target_[static_cast<size_t>(at)] = true;
        }
      }
      pc += 1 + static_cast<uint32_t>(ExtraWords(op));
    }
  }

  void Live(uint32_t word) {
    const uint64_t* sets[] = {map_->Calling(word), map_->Stopped(word)};
    const char* names[] = {"calling", "stopped"};
    for (int k = 0; k < 2; k++) {
      if (sets[k] == nullptr) continue;
      Print("        ; %s at %u:", names[k], word);
      for (uint32_t s = 0; s < map_->set_words() * 64; s++) {
        if (sets[k][s / 64] >> (s % 64) & 1) Print(" r%u", s);
      }
      out_ += '\n';
    }
  }

  void Slot(uint16_t s) {
    if (s == kNoSlot) {
      out_ += "_";
    } else {
      Print("r%u", s);
    }
  }
  void Comma(bool* first) {
    if (!*first) out_ += ", ";
    *first = false;
  }

  void Text(std::string_view s) {
    out_ += '"';
    size_t shown = 0;
    for (char ch : s) {
      if (shown++ == 40) {
        out_ += "\"...";
        return;
      }
      unsigned char u = static_cast<unsigned char>(ch);
      if (ch == '"' || ch == '\\') {
        out_ += '\\';
        out_ += ch;
      } else if (ch == '\n') {
        out_ += "\\n";
      } else if (u < 0x20 || u == 0x7f) {
        Print("\\x%02x", u);
      } else {
        out_ += ch;
      }
    }
    out_ += '"';
  }

  void Constant(uint64_t v) {
    int64_t i = static_cast<int64_t>(v);
    if (i >= -(int64_t{1} << 32) && i < (int64_t{1} << 32)) {
      Print("%" PRId64, i);
    } else if (v >= uint64_t{1} << 32 && v < uint64_t{1} << 47) {
      out_ += "addr";  // a descriptor or a function, most likely
    } else {
      double d;
      std::memcpy(&d, &v, 8);
      Print("%#" PRIx64 " (%g)", v, d);
    }
  }

  void Global(uint64_t address) {
    size_t i = 0;
    while (i < globals_.size() && globals_[i] != address) i++;
    if (i == globals_.size()) globals_.push_back(address);
    Print("global%zu", i);
  }

  void Extras(Opcode op, const uint64_t* extra, bool* first) {
    const char* letters = InfoOf(op).extra;
    if (op == Opcode::kLdStr || op == Opcode::kPanicText) {
      Comma(first);
      Text({reinterpret_cast<const char*>(extra[0]), static_cast<size_t>(extra[1])});
      return;
    }
    if (op == Opcode::kFSubLdLd) {
      Comma(first);
      Print("%u, %u", static_cast<uint32_t>(extra[0]), static_cast<uint32_t>(extra[0] >> 32));
      return;
    }
    for (int i = 0; letters[i] != 0; i++) {
      uint64_t word = extra[i];
      switch (letters[i]) {
        case 'k':
          if (op == Opcode::kSwitch && i == 0) continue;
          Comma(first);
          Constant(word);
          break;
        case 'T': {
          Comma(first);
          const runtime::Type* t = reinterpret_cast<const runtime::Type*>(word);
          out_ += t == nullptr ? std::string_view("nil") : t->string.view();
          break;
        }
        case 'F':
          Comma(first);
          out_ += reinterpret_cast<const Func*>(word)->name;
          break;
        case 'p':
          Comma(first);
          Global(word);
          break;
        case 's': {
          Comma(first);
          out_ += '[';
          for (int k = 0; k < 3; k++) {
            uint16_t s = static_cast<uint16_t>(word >> (16 * k));
            if (k == 2 && s == kNoSlot) break;
            if (k != 0) out_ += ':';
            if (s != kNoSlot) Print("%sr%u", word >> (48 + k) & 1 ? "u" : "", s);
          }
          out_ += ']';
          break;
        }
        case 'n':
          Comma(first);
          Print("%" PRId64, static_cast<int64_t>(word));
          break;
        case 'd':
          Comma(first);
          Print("method %u", static_cast<uint32_t>(word));
          break;
        default:  // N stands beside an F; x and z say nothing
          break;
      }
    }
  }

  uint32_t Instruction(uint32_t pc) {
    Insn insn = Decode(code_[pc]);
    Opcode op = static_cast<Opcode>(insn.op);
    const OpInfo& info = InfoOf(op);
    Print("%c%5u  %-12s", target_[pc] ? '>' : ' ', pc, info.name);
    bool first = true;
    uint16_t operands[3] = {insn.a, insn.b, insn.c};
    for (int i = 0; info.operands[i] != 0; i++) {
      switch (info.operands[i]) {
        case 'w': case 'r': case 'm':
          Comma(&first);
          Slot(operands[i]);
          break;
        case 'i':
          Comma(&first);
          Print("%d", static_cast<int16_t>(operands[i]));
          break;
        case 'u':
          if (op == Opcode::kCallC && i == 2) break;
          Comma(&first);
          Print("%u", operands[i]);
          break;
        case 'I':
          Comma(&first);
          Print("%d", Wide(insn));
          break;
        case 'j': case 'J':
          break;  // last, below
        default:
          break;
      }
    }
    Extras(op, code_ + pc + 1, &first);
    int64_t target = JumpTarget(pc, insn);
    if (target >= 0) Print(" -> %" PRId64, target);
    if (op == Opcode::kSwitch) {
      const int32_t* offsets = reinterpret_cast<const int32_t*>(code_[pc + 1]);
      out_ += " ->";
      for (int i = 0; i < insn.b; i++) Print(" %d", static_cast<int>(pc) + 3 + offsets[i]);
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    return pc + 1 + static_cast<uint32_t>(ExtraWords(op));
  }

  const Func& f_;
  const uint64_t* code_;
  std::unique_ptr<LiveMap> map_;
  std::vector<bool> target_;
  std::vector<uint64_t> globals_;
  std::string out_;
};

}  // namespace

std::string Disassemble(const Func& f, bool live) {
  if (f.code_words == 0) {
    std::string text = "func ";
    text += f.name;
    text += f.flags & runtime::kFuncNative ? ": native\n" : ": not compiled\n";
    return text;
  }
  return Dumper(f, live).Run();
}

}  // namespace minigo::bytecode
