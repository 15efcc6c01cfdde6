// This file implements the analyses of expressions and assignments.
#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <unordered_set>

#include "interp/types/info.h"
#include "interp/types/internal.h"
#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::BasicKind;
using types::Type;

// ---------------------------------------------------------------- assign

void RunAssign(Pass& pass) {
  Walk(pass, [&](Node* n) {
    auto* s = Is<AssignStmt>(n);
    if (s == nullptr || s->op != Op::kNone || s->rhs == nullptr) return true;
    std::vector<Expr*> lhs = Elements(s->lhs), rhs = Elements(s->rhs);
    if (lhs.size() != rhs.size()) return true;
    std::string list;
    for (size_t i = 0; i < lhs.size(); i++) {
      if (lhs[i]->kind != rhs[i]->kind || !NoEffects(lhs[i]) || !NoEffects(rhs[i])) continue;
      auto* index = UnparenIs<IndexExpr>(lhs[i]);
      // An element of a map may come into being.
      if (index != nullptr && types::UnderIs<types::Map>(types::TypeOf(index->x)) != nullptr)
        continue;
      std::string text = pass.Format(lhs[i]);
      if (text == pass.Format(rhs[i])) list += (list.empty() ? "" : ", ") + text;
    }
    if (!list.empty()) pass.Report(s, "self-assignment of " + list);
    return true;
  });
}

// ---------------------------------------------------------------- bools

namespace {

// The operands of a chain of one operator, the last one first. Each operation is visited once.
void Split(Expr* e, Op op, std::unordered_set<Node*>* seen, std::vector<Expr*>* operands) {
  for (;;) {
    e = Unparen(e);
    auto* b = IsBinary(e);
    if (b == nullptr || b->op != op) break;
    seen->insert(b);
    Split(b->y, op, seen, operands);
    e = b->x;
  }
  operands->push_back(e);
}

// A set of operands whose order does not matter.
void CheckOperands(Pass& pass, Op op, std::span<Expr*> operands) {
  std::string name = op == Op::kOrOr ? "or" : "and";
  std::string sign = op == Op::kOrOr ? " || " : " && ";
  std::set<std::string> seen;
  for (Expr* e : operands) {
    std::string text = pass.Format(e);
    if (!seen.insert(text).second) pass.Report(e, "redundant " + name + ": " + text + sign + text);
  }
  // x != a || x != b is always true, x == a && x == b never.
  std::map<std::string, std::string> tests;
  for (Expr* e : operands) {
    auto* b = IsBinary(e);
    if (b == nullptr || b->op != (op == Op::kOrOr ? Op::kNeq : Op::kEql)) continue;
    Expr* x = types::ValueOf(b->y) != nullptr   ? b->x
              : types::ValueOf(b->x) != nullptr ? b->y
                                                : nullptr;
    if (x == nullptr) continue;
    std::string text = pass.Format(e);
    auto [it, fresh] = tests.try_emplace(pass.Format(x), text);
    if (!fresh && it->second != text)
      pass.Report(e, "suspect " + name + ": " + text + sign + it->second);
  }
}

}  // namespace

void RunBools(Pass& pass) {
  std::unordered_set<Node*> seen;
  Walk(pass, [&](Node* n) {
    auto* b = IsBinary(n);
    if (b == nullptr || (b->op != Op::kOrOr && b->op != Op::kAndAnd) || seen.contains(b))
      return true;
    std::vector<Expr*> operands;
    Split(b, b->op, &seen, &operands);
    for (size_t i = 0, j = 0; j <= operands.size(); j++) {
      if (j < operands.size() && NoEffects(operands[j])) continue;
      if (i < j) CheckOperands(pass, b->op, std::span(operands).subspan(i, j - i));
      i = j + 1;
    }
    return true;
  });
}

// ---------------------------------------------------------------- nilfunc

void RunNilFunc(Pass& pass) {
  Walk(pass, [&](Node* n) {
    auto* b = IsBinary(n);
    if (b == nullptr || (b->op != Op::kEql && b->op != Op::kNeq)) return true;
    Expr* other = IsNilValue(Unparen(b->x)) ? b->y : IsNilValue(Unparen(b->y)) ? b->x : nullptr;
    auto* f = other == nullptr ? nullptr : types::Is<types::Func>(UsedObject(other));
    if (f == nullptr) return true;
    pass.Report(b, "comparison of function " + std::string(f->name_view()) + " " +
                       std::string(OpText(b->op)) + " nil is always " +
                       (b->op == Op::kNeq ? "true" : "false"));
    return true;
  });
}

// ---------------------------------------------------------------- shift

namespace {

// Marks what constant conditions exclude: code for other word sizes.
void FindDead(Node* n, std::unordered_set<Node*>* dead) {
  if (dead->contains(n)) return;
  auto mark = [dead](Node* root) {
    Walk(root, [dead](Node* x) {
      dead->insert(x);
      return true;
    });
  };
  if (auto* s = Is<IfStmt>(n)) {
    types::Const v = types::ValueOf(s->cond);
    if (v == nullptr || types::KindOf(v) != types::ConstKind::kBool) return;
    if (!types::BoolVal(v))
      mark(s->then);
    else if (s->els != nullptr)
      mark(s->els);
    return;
  }
  auto* s = Is<SwitchStmt>(n);
  if (s == nullptr || Is<TypeSwitchGuard>(s->tag) != nullptr) return;
  uint64_t tag = 0;
  if (s->tag != nullptr) {
    types::Const v = types::ValueOf(s->tag);
    if (v == nullptr || types::KindOf(v) != types::ConstKind::kInt || !types::Uint64Val(v, &tag))
      return;
  }
  for (CaseClause* c : s->body) {
    if (c->cases == nullptr) continue;
    bool excluded = true;
    for (Expr* x : Elements(c->cases)) {
      types::Const v = types::ValueOf(x);
      if (s->tag == nullptr) {
        excluded = excluded && v != nullptr && types::KindOf(v) == types::ConstKind::kBool &&
                   !types::BoolVal(v);
      } else {
        uint64_t value;
        excluded = excluded && v != nullptr && types::Uint64Val(v, &value) && value != tag;
      }
    }
    if (excluded) mark(c);
  }
}

void CheckShift(Pass& pass, Node* at, Expr* x, Expr* y) {
  types::Const v = types::ValueOf(y);
  int64_t amount;
  if (types::ValueOf(x) != nullptr || v == nullptr ||
      !types::Int64Val(pass.world().constants().ToInt(v), &amount))
    return;
  Type* t = types::TypeOf(x);
  std::vector<Type*> list;
  if (t == nullptr || !StructuralTypes(pass, t, &list) || list.empty()) return;
  std::set<int64_t> sizes;
  for (Type* e : list) sizes.insert(8 * types::Sizeof(e));
  if (amount < *sizes.begin()) return;
  pass.Report(at, pass.Format(x) + " (" + (sizes.size() > 1 ? "may be " : "") +
                      std::to_string(*sizes.begin()) + " bits) too small for shift of " +
                      std::to_string(amount));
}

}  // namespace

void RunShift(Pass& pass) {
  std::unordered_set<Node*> dead;
  Walk(pass, [&](Node* n) {
    FindDead(n, &dead);
    return true;
  });
  Walk(pass, [&](Node* n) {
    if (dead.contains(n)) return true;
    if (auto* b = IsBinary(n)) {
      if (b->op == Op::kShl || b->op == Op::kShr) CheckShift(pass, b, b->x, b->y);
    } else if (auto* s = Is<AssignStmt>(n);
               s != nullptr && s->rhs != nullptr && (s->op == Op::kShl || s->op == Op::kShr)) {
      CheckShift(pass, s, s->lhs, s->rhs);
    }
    return true;
  });
}

// ---------------------------------------------------------------- stringintconv

namespace {

std::string ShortTypeName(const Type* t) {
  if (auto* b = types::Is<types::Basic>(t)) return std::string(b->name);
  types::TypeName* name = TypeNameOf(t);
  return name == nullptr ? std::string() : std::string(name->name_view());
}

// "T (int)", or "int (in T)" of a type parameter's term.
std::string Describe(Type* t, Type* in, const std::string& in_name) {
  std::string name = t == in ? in_name : ShortTypeName(t);
  if (name.empty()) return name;
  std::string more;
  std::string under = ShortTypeName(types::Under(t));
  if (!under.empty() && under != name) more = under;
  if (t != in && !in_name.empty() && in_name != name)
    more += (more.empty() ? "in " : ", in ") + in_name;
  return more.empty() ? name : name + " (" + more + ")";
}

}  // namespace

void RunStringIntConv(Pass& pass) {
  Walk(pass, [&](Node* n) {
    auto* call = Is<CallExpr>(n);
    if (call == nullptr || call->args.size() != 1) return true;
    Name* name = Is<Name>(call->fun);
    if (auto* sel = Is<SelectorExpr>(call->fun)) name = sel->sel;
    auto* target = name == nullptr ? nullptr : types::Is<types::TypeName>(UseOf(name));
    if (target == nullptr || target->type == nullptr) return true;
    Type* to = target->type;
    Type* from = TypeOf(pass, call->args[0]);
    std::vector<Type*> to_list, from_list;
    if (from == nullptr || !StructuralTypes(pass, to, &to_list) ||
        !StructuralTypes(pass, from, &from_list))
      return true;
    Type *string_type = nullptr, *int_type = nullptr;
    for (Type* t : to_list) {
      auto* b = types::UnderIs<types::Basic>(t);
      if (string_type == nullptr && b != nullptr && b->basic == BasicKind::kString) string_type = t;
    }
    for (Type* t : from_list) {
      auto* b = types::UnderIs<types::Basic>(t);
      if (int_type != nullptr || b == nullptr || (b->info & types::kIsInteger) == 0) continue;
      if (b->basic == BasicKind::kUint8 || b->basic == BasicKind::kInt32 ||
          b->basic == BasicKind::kUntypedRune)
        continue;
      int_type = t;
    }
    if (string_type == nullptr || int_type == nullptr) return true;
    std::string t = Describe(string_type, to, std::string(target->name_view()));
    std::string s = Describe(int_type, from, ShortTypeName(from));
    if (t.empty() || s.empty()) return true;
    pass.Report(call, "conversion from " + s + " to " + t +
                          " yields a string of one rune, not a string of digits");
    return true;
  });
}

// ---------------------------------------------------------------- composites

namespace {

// Structs of other packages that will have no further fields.
constexpr std::string_view kFrozen[] = {"image/color.Alpha16",       "image/color.Alpha",
                                        "image/color.CMYK",          "image/color.Gray16",
                                        "image/color.Gray",          "image/color.NRGBA64",
                                        "image/color.NRGBA",         "image/color.NYCbCrA",
                                        "image/color.RGBA64",        "image/color.RGBA",
                                        "image/color.YCbCr",         "image.Point",
                                        "image.Rectangle",           "image.Uniform",
                                        "unicode.Range16",           "unicode.Range32",
                                        "testing.InternalBenchmark", "testing.InternalExample",
                                        "testing.InternalTest",      "testing.InternalFuzzTarget"};

std::string_view WithoutTest(std::string_view path) {
  if (path.ends_with("_test")) path.remove_suffix(5);
  return path;
}

bool IsLocal(const Pass& pass, Type* t) {
  t = types::Unalias(t);
  if (t->kind == types::TypeKind::kStruct) return true;
  if (auto* p = types::Is<types::Pointer>(t)) return IsLocal(pass, p->base);
  types::TypeName* name = TypeNameOf(t);
  return name != nullptr && name->pkg != nullptr &&
         WithoutTest(name->pkg->path) == WithoutTest(pass.pkg()->path);
}

}  // namespace

void RunComposites(Pass& pass) {
  Walk(pass, [&](Node* n) {
    auto* lit = Is<CompositeLit>(n);
    Type* typ = lit == nullptr ? nullptr : types::TypeOf(lit);
    if (typ == nullptr) return true;
    std::string name = pass.TypeText(typ);
    if (std::find(std::begin(kFrozen), std::end(kFrozen), name) != std::end(kFrozen)) return true;
    std::vector<Type*> list;
    if (!StructuralTypes(pass, typ, &list)) return true;
    for (Type* t : list) {
      auto* p = types::UnderIs<types::Pointer>(t);
      if (types::UnderIs<types::Struct>(p != nullptr ? p->base : t) == nullptr || IsLocal(pass, t))
        continue;
      bool keyed = std::all_of(lit->elems.begin(), lit->elems.end(),
                               [](Expr* e) { return e->kind == NodeKind::kKeyValueExpr; });
      if (keyed) continue;
      pass.Report(lit, name + " struct literal uses unkeyed fields");
      break;
    }
    return true;
  });
}

// ---------------------------------------------------------------- ifaceassert

void RunIfaceAssert(Pass& pass) {
  auto check = [&](Expr* x, Expr* target) {
    Type *v = TypeOf(pass, x), *t = TypeOf(pass, target);
    if (v == nullptr || t == nullptr) return;
    auto* vi = types::UnderIs<types::Interface>(v);
    auto* ti = types::UnderIs<types::Interface>(t);
    if (vi == nullptr || ti == nullptr || types::HasTypeParams(vi) || types::HasTypeParams(ti))
      return;
    types::Func* f = pass.world().ConflictingMethod(v, t);
    if (f == nullptr) return;
    pass.Report(target, "impossible type assertion: no type can implement both " +
                            pass.TypeText(v) + " and " + pass.TypeText(t) +
                            " (conflicting types for " + std::string(f->name_view()) + " method)");
  };
  Walk(pass, [&](Node* n) {
    if (auto* a = Is<AssertExpr>(n)) {
      check(a->x, a->type);
    } else if (auto* s = Is<SwitchStmt>(n)) {
      auto* guard = Is<TypeSwitchGuard>(s->tag);
      if (guard == nullptr) return true;
      for (CaseClause* c : s->body) {
        for (Expr* t : Elements(c->cases)) check(guard->x, t);
      }
    }
    return true;
  });
}

// ---------------------------------------------------------------- unsafeptr

namespace {

bool HasBasicType(const Expr* x, BasicKind kind) {
  auto* b = types::UnderIs<types::Basic>(types::TypeOf(x));
  return b != nullptr && b->basic == kind;
}

bool IsReflectHeader(const Type* t) {
  return IsTypeNamed(t, "reflect", {"SliceHeader", "StringHeader"});
}

// A pointer as a number, plus or minus what is none.
bool IsSafeArithmetic(Expr* x) {
  x = Unparen(x);
  if (auto* call = Is<CallExpr>(x)) {
    return call->args.size() == 1 && HasBasicType(call->fun, BasicKind::kUintptr) &&
           HasBasicType(call->args[0], BasicKind::kUnsafePointer);
  }
  auto* b = IsBinary(x);
  return b != nullptr && (b->op == Op::kAdd || b->op == Op::kSub || b->op == Op::kAndNot) &&
         IsSafeArithmetic(b->x) && !IsSafeArithmetic(b->y);
}

bool IsSafeUintptr(Expr* x) {
  x = Unparen(x);
  if (auto* sel = Is<SelectorExpr>(x); sel != nullptr && View(sel->sel->value) == "Data") {
    Type* t = types::TypeOf(sel->x);
    auto* p = t == nullptr ? nullptr : types::Is<types::Pointer>(types::Unalias(t));
    if (p != nullptr && IsReflectHeader(p->base)) return true;
  }
  if (auto* call = Is<CallExpr>(x); call != nullptr && call->args.empty()) {
    auto* sel = Is<SelectorExpr>(call->fun);
    std::string_view name = sel == nullptr ? std::string_view() : View(sel->sel->value);
    if ((name == "Pointer" || name == "UnsafeAddr") &&
        IsTypeNamed(types::TypeOf(sel->x), "reflect", {"Value"}))
      return true;
  }
  return IsSafeArithmetic(x);
}

}  // namespace

void RunUnsafePtr(Pass& pass) {
  Walk(pass, [&](Node* n) {
    if (auto* call = Is<CallExpr>(n)) {
      if (call->args.size() == 1 && HasBasicType(call->fun, BasicKind::kUnsafePointer) &&
          IsType(call->fun) && HasBasicType(call->args[0], BasicKind::kUintptr) &&
          !IsSafeUintptr(call->args[0])) {
        pass.Report(call, "possible misuse of unsafe.Pointer");
      }
      return true;
    }
    auto* o = Is<Operation>(n);
    if (o == nullptr || o->y != nullptr) return true;
    Type* t = o->op == Op::kMul   ? types::TypeOf(o)
              : o->op == Op::kAnd ? types::TypeOf(o->x)
                                  : nullptr;
    if (t != nullptr && IsReflectHeader(t))
      pass.Report(o, "possible misuse of " + pass.TypeText(t));
    return true;
  });
}

}  // namespace minigo::vet
