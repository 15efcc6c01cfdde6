// Formatting of messages (format.go): printf-like, with the checker's own values as arguments.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "interp/types/constant.h"
#include "interp/types/types.h"

namespace minigo::types {

class Checker;
struct Operand;
struct GoVersion;

// A position as an argument: printed as file:line:column.
struct PosArg {
  grammar::Pos pos;
};

// One argument of Sprintf. Refers to what it was made from; that must outlive it.
// %s and %v print any of them, %d integers, %q strings quoted as Go does, %t bools, %c runes, %% a percent sign; %#x
// and %x integers in base 16.
class Arg {
 public:
  enum class Kind : uint8_t {
    kNil, kType, kObject, kOperand, kNode, kConst, kString, kInt, kUint, kBool, kPos, kVersion,
    kOperands, kExprs, kTypes, kTypeParams,
  };
  Arg() : kind_(Kind::kNil) {}
  explicit Arg(std::nullptr_t) : kind_(Kind::kNil) {}
  explicit Arg(const Type* t) : kind_(t == nullptr ? Kind::kNil : Kind::kType), p_(t) {}
  explicit Arg(const Object* o) : kind_(o == nullptr ? Kind::kNil : Kind::kObject), p_(o) {}
  explicit Arg(const Operand* x) : kind_(Kind::kOperand), p_(x) {}
  explicit Arg(const grammar::Node* n) : kind_(n == nullptr ? Kind::kNil : Kind::kNode), p_(n) {}
  explicit Arg(Const c) : kind_(Kind::kConst), p_(c) {}
  explicit Arg(std::string_view s) : kind_(Kind::kString), s_(s) {}
  explicit Arg(const std::string& s) : kind_(Kind::kString), s_(s) {}
  explicit Arg(const char* s) : kind_(Kind::kString), s_(s) {}
  explicit Arg(Symbol s) : kind_(Kind::kString), s_(View(s)) {}
  explicit Arg(grammar::Op op) : kind_(Kind::kString), s_(grammar::OpText(op)) {}
  explicit Arg(bool b) : kind_(Kind::kBool), i_(b) {}
  explicit Arg(int i) : kind_(Kind::kInt), i_(i) {}
  explicit Arg(long i) : kind_(Kind::kInt), i_(i) {}
  explicit Arg(long long i) : kind_(Kind::kInt), i_(i) {}
  explicit Arg(unsigned i) : kind_(Kind::kUint), i_(i) {}
  explicit Arg(unsigned long i) : kind_(Kind::kUint), i_(static_cast<int64_t>(i)) {}
  explicit Arg(PosArg p) : kind_(Kind::kPos), i_(p.pos) {}
  explicit Arg(const GoVersion& v);
  explicit Arg(std::span<Operand* const> v) : kind_(Kind::kOperands), n_(v.size()), p_(v.data()) {}
  explicit Arg(const std::vector<grammar::Expr*>& v) : kind_(Kind::kExprs), n_(v.size()), p_(v.data()) {}
  explicit Arg(const List<grammar::Expr*>& v) : kind_(Kind::kExprs), n_(v.size()), p_(v.data()) {}
  explicit Arg(const std::vector<Type*>& v) : kind_(Kind::kTypes), n_(v.size()), p_(v.data()) {}
  explicit Arg(const List<Type*>& v) : kind_(Kind::kTypes), n_(v.size()), p_(v.data()) {}
  explicit Arg(const std::vector<TypeParam*>& v)
      : kind_(Kind::kTypeParams), n_(v.size()), p_(v.data()) {}
  explicit Arg(const List<TypeParam*>& v) : kind_(Kind::kTypeParams), n_(v.size()), p_(v.data()) {}

  Kind kind() const { return kind_; }
  // The text of %v. `check` may be nullptr: then packages are named by their names.
  void AppendTo(std::string* out, Checker* check) const;
  int64_t int_value() const { return i_; }

 private:
  friend std::string SprintfV(Checker* check, std::string_view format, const Arg* args, size_t nargs);
  Kind kind_;
  size_t n_ = 0;
  union {
    const void* p_ = nullptr;
    int64_t i_;
  };
  std::string_view s_;
};

std::string SprintfV(Checker* check, std::string_view format, const Arg* args, size_t nargs);

// `check` may be nullptr.
template <typename... Args>
std::string Sprintf(Checker* check, std::string_view format, const Args&... args) {
  Arg list[] = {Arg(args)..., Arg()};
  return SprintfV(check, format, list, sizeof...(args));
}

// s quoted as strconv.Quote does.
std::string Quote(std::string_view s);

// A reason that is turned into text only when it is needed (under.go's typeError). True if there is one.
class TypeError {
 public:
  TypeError() = default;
  template <typename... Args>
  static TypeError Of(std::string_view format, const Args&... args) {
    TypeError e;
    e.set_ = true;
    e.format_ = format;
    e.args_ = {Arg(args)...};
    return e;
  }
  explicit operator bool() const { return set_; }
  std::string Format(Checker* check) const {
    return SprintfV(check, format_, args_.data(), args_.size());
  }

 private:
  bool set_ = false;
  std::string_view format_;
  std::vector<Arg> args_;
};

}  // namespace minigo::types
