// Operands: what the checker knows of an expression while it looks at it (operand.go).
#pragma once

#include <string>

#include "interp/types/errors.h"
#include "interp/types/info.h"

namespace minigo::types {

using enum OperandMode;

// The value of an expression under examination. `val` is set for kConstant, `id` for kBuiltin.
struct Operand {
  OperandMode mode = OperandMode::kInvalid;
  BuiltinId id{};
  grammar::Expr* expr = nullptr;
  Type* type = nullptr;
  Const val = nullptr;

  // The position of expr itself (not its leftmost one).
  grammar::Pos pos() const { return expr == nullptr ? grammar::kNoPos : expr->pos; }
  bool IsNil() const { return mode == kNilValue; }
  // Becomes the untyped constant of a literal, or invalid.
  void SetConst(Checker* check, grammar::LitKind kind, std::string_view literal);
  // May be assigned to a variable of type T. If not: the cause (if `cause` and there is something to say) and the code.
  // `check` must not be nullptr.
  bool AssignableTo(Checker* check, Type* T, std::string* cause, Code* code = nullptr) const;
  bool ConvertibleTo(Checker* check, Type* T, std::string* cause) const;  // conversions.cc
};

// As in messages: "x (variable of type int)".
std::string OperandString(const Operand* x, Checker* check);
// "array", "slice" … or "" for basic types.
std::string_view CompositeKind(const Type* t);

}  // namespace minigo::types
