// What the checker tells the compiler, nothing else. The facts hang on the nodes: Expr::tv, Name::obj, Name::instance,
// SelectorExpr::selection, CaseClause::implicit, ImportDecl::implicit; this header defines what they point to.
#pragma once

#include <cstdint>
#include <vector>

#include "interp/types/constant.h"
#include "interp/types/object.h"
#include "interp/types/types.h"

namespace minigo::types {

enum class OperandMode : uint8_t {
  kInvalid,    // in error
  kNoValue,    // a call without result
  kBuiltin,    // a builtin function
  kTypExpr,    // a type
  kConstant,   // a constant; TypeAndValue::value is set
  kVariable,   // addressable
  kMapIndex,   // an element of a map: assignable, not addressable
  kValue,      // a value
  kNilValue,   // untyped nil
  kCommaOk,    // like kValue, may be used in a comma-ok assignment
  kCommaErr,   // never here (cgo)
  kCgoFunc,    // never here
};

struct TypeAndValue {
  OperandMode mode = OperandMode::kInvalid;
  bool pending = false;  // while checking: an untyped expression whose final type is not known yet
  bool is_lhs = false;   // while pending: the left operand of a shift that is checked later
  bool shared = false;   // stands for all expressions with this mode and type
  // The final type: untyped constants and shifts have the type that their context gives them; nil has its
  // target's type. Of a comma-ok expression in a two-value context: a Tuple of two. Of a call with several results: a Tuple.
  // Inside generic functions it may contain type parameters.
  Type* type = nullptr;
  Const value = nullptr;
};

enum class SelectionKind : uint8_t { kFieldVal, kMethodVal, kMethodExpr };

// x.f: a field, a method, or a method expression T.f
struct Selection {
  SelectionKind kind;
  Type* recv;       // the type of x
  Object* obj;      // the Var or Func selected
  // The path from x to f through embedded fields: field indices, and last the field's or the method's index.
  List<int> index;
  bool indirect;    // a pointer was dereferenced on the way
  Type* type;       // of the selector expression (the method's signature without receiver; with it for method expressions)
};

// The type arguments of an instantiated generic function or type that a Name denotes.
struct Instance {
  List<Type*> targs;
  Type* type;  // the instantiated Signature or Named
};

// The type of e as recorded (nullptr if it was not checked).
inline Type* TypeOf(const grammar::Expr* e) { return e->tv == nullptr ? nullptr : e->tv->type; }
inline Const ValueOf(const grammar::Expr* e) { return e->tv == nullptr ? nullptr : e->tv->value; }

}  // namespace minigo::types
