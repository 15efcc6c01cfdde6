// This file implements typechecking of literals: basic, function and composite ones.
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interp/types/checker.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;
using grammar::KeyValueExpr;
using grammar::LitKind;

// Reports number syntax that the language version does not have yet.
void Checker::LangCompat(grammar::BasicLit* lit) {
  std::string_view s = lit->value;
  if (s.size() <= 2 || AllowVersion(kGo1_13)) return;
  if (s.find('_') != std::string_view::npos) {
    VersionErrorf(lit, kGo1_13, "underscore in numeric literal");
    return;
  }
  if (s[0] != '0') return;
  char radix = s[1];
  if (radix == 'b' || radix == 'B') {
    VersionErrorf(lit, kGo1_13, "binary literal");
  } else if (radix == 'o' || radix == 'O') {
    VersionErrorf(lit, kGo1_13, "0o/0O-style octal literal");
  } else if (lit->lit != LitKind::kInt && (radix == 'x' || radix == 'X')) {
    VersionErrorf(lit, kGo1_13, "hexadecimal floating-point literal");
  }
}

void Checker::CheckBasicLit(Operand* x, grammar::BasicLit* e) {
  if (e->lit == LitKind::kInt || e->lit == LitKind::kFloat || e->lit == LitKind::kImag) {
    LangCompat(e);
    // Longer ones mean nothing that shorter ones could not say, and take long to convert.
    constexpr size_t kLimit = 10000;
    if (e->value.size() > kLimit) {
      Errorf(e, kInvalidConstVal, "excessively long constant: %s... (%d chars)",
             e->value.substr(0, 10), e->value.size());
      x->mode = kInvalid;
      return;
    }
  }
  x->SetConst(this, e->lit, e->value);
  if (x->mode == kInvalid) {
    Errorf(e, kInvalidConstVal, "malformed constant: %s", e->value);
    return;
  }
  x->expr = e;
  if (x->val->rep == Rep::kInt) Overflow(x, grammar::StartPos(e));  // only large integers can
}

void Checker::CheckFuncLit(Operand* x, grammar::FuncLit* e) {
  Signature* sig = Is<Signature>(Typ(e->type));
  if (sig == nullptr) {
    Errorf(e, kInvalidSyntaxTree, "invalid function literal %v", e);
    x->mode = kInvalid;
    return;
  }
  if (!conf->ignore_func_bodies && e->body != nullptr) {
    // The function may be part of a type that its body mentions: check the body soon, but not now.
    DeclInfo* at_decl = decl;
    Const at_iota = iota;
    Later([this, at_decl, at_iota, sig, e] {
      FuncBody(at_decl, "<function literal>", sig, e->body, at_iota);
    });
  }
  x->mode = kValue;
  x->type = sig;
}

void Checker::CheckCompositeLit(Operand* x, grammar::CompositeLit* e, Type* hint) {
  Type* type;
  Type* base;
  bool is_elem = false;  // an element without type of another literal

  if (e->type != nullptr) {
    auto* atype = Is<grammar::ArrayType>(e->type);
    if (atype != nullptr && atype->len == nullptr) {
      // [...]T: the length is set below.
      type = NewArray(VarType(atype->elem), -1);
    } else {
      type = Typ(e->type);
    }
    base = type;
  } else if (hint != nullptr) {
    type = hint;
    base = type;
    bool was_pointer = false;
    Type* common = CommonUnder(base, nullptr, nullptr);
    Type* b = common == nullptr ? nullptr : Deref(common, &was_pointer);
    if (was_pointer) base = b;
    is_elem = true;
  } else {
    Error(e, kUntypedLit, "missing type in composite literal");
    type = base = Invalid();
  }

  Type* u = CommonUnder(base, nullptr, nullptr);
  switch (u == nullptr ? TypeKind::kBasic : u->kind) {
    case TypeKind::kStruct:
      if (!e->elems.empty()) StructLit(x, e, base, As<Struct>(u));
      break;

    case TypeKind::kArray: {
      Array* a = As<Array>(u);
      Expr* last = nullptr;
      int64_t n = IndexedElts(e->elems, a->elem, a->len, &last);
      if (a->len < 0) {
        a->len = n;
        if (last != nullptr) outside.emplace_back(grammar::StartPos(last), a);
        if (e->type != nullptr) RecordTypeAndValue(e->type, kTypExpr, a, nullptr);
      }
      break;
    }

    case TypeKind::kSlice:
      IndexedElts(e->elems, As<Slice>(u)->elem, -1);
      break;

    case TypeKind::kMap:
      MapLit(x, e, As<Map>(u));
      break;

    default:
      for (Expr* elem : e->elems) {
        auto* kv = Is<KeyValueExpr>(elem);
        Use(kv != nullptr ? kv->value : elem);
      }
      if (u == nullptr || IsValid(u)) {
        Errorf(e, kInvalidLit, "invalid composite literal%s type %s%s", is_elem ? " element" : "",
               type, u == nullptr ? " (no common underlying type)" : "");
        x->mode = kInvalid;
        return;
      }
      break;
  }

  x->mode = kValue;
  x->type = type;
}

void Checker::StructLit(Operand* x, grammar::CompositeLit* lit, Type* base, Struct* type) {
  const List<Var*>& fields = type->fields;
  if (Is<KeyValueExpr>(lit->elems[0]) != nullptr) {
    SmallVector<bool, 32> visited(fields.size());
    for (Expr* e : lit->elems) {
      auto* kv = Is<KeyValueExpr>(e);
      if (kv == nullptr) {
        Error(e, kMixedStructLit, "mixture of field:value and value elements in struct literal");
        continue;
      }
      KeyedField(x, kv, base, fields, visited.data());
    }
    return;
  }

  size_t i = 0;
  for (Expr* e : lit->elems) {
    size_t at = i++;
    if (auto* kv = Is<KeyValueExpr>(e)) {
      Error(kv, kMixedStructLit, "mixture of field:value and value elements in struct literal");
      continue;
    }
    CheckExpr(nullptr, x, e);
    if (at >= fields.size()) {
      Errorf(x, kInvalidStructLit, "too many values in struct literal of type %s", base);
      break;
    }
    Var* field = fields[at];
    if (!IsExported(View(field->name)) && field->pkg != pkg) {
      Errorf(x, kUnexportedLitField,
             "implicit assignment to unexported field %s in struct literal of type %s", field->name,
             base);
      continue;
    }
    Assignment(x, field->type, "struct literal");
  }
  if (lit->elems.size() < fields.size()) {
    Errorf(lit->rbrace, kInvalidStructLit, "too few values in struct literal of type %s", base);
  }
}

void Checker::KeyedField(Operand* x, KeyValueExpr* kv, Type* base, const List<Var*>& fields,
                         bool* visited) {
  auto* key = Is<grammar::Name>(kv->key);
  // The value is evaluated in any case, so that what it mentions is used.
  CheckExpr(nullptr, x, kv->value);
  if (key == nullptr) {
    Errorf(kv, kInvalidLitField, "invalid field name %s in struct literal", kv->key);
    return;
  }
  int i = FieldIndex(fields, pkg, key->value, false);
  if (i < 0) {
    int j = FieldIndex(fields, pkg, key->value, true);
    Object* alt = j >= 0 ? fields[static_cast<size_t>(j)] : nullptr;
    Error(kv->key, kMissingLitField, LookupError(base, key->value, alt, true));
    return;
  }
  Var* field = fields[static_cast<size_t>(i)];
  RecordUse(key, field);
  Assignment(x, field->type, "struct literal");
  if (visited[i]) {
    Errorf(kv, kDuplicateLitField, "duplicate field name %s in struct literal", key->value);
    return;
  }
  visited[i] = true;
}

namespace {

// A string that is the same for constants of the same value, whatever their kind; empty where
// values are not compared (integers beyond 64 bits).
std::string ConstKey(ConstPool& pool, Const x) {
  ConstKind kind = KindOf(x);
  if (kind == ConstKind::kComplex) {
    Const f = pool.ToFloat(x);
    if (KindOf(f) != ConstKind::kFloat) {
      double parts[2] = {Float64Val(pool.Real(x)), Float64Val(pool.Imag(x))};
      return "c" + std::string(reinterpret_cast<const char*>(parts), sizeof parts);
    }
    x = f;
    kind = ConstKind::kFloat;
  }
  if (kind == ConstKind::kFloat) {
    Const i = pool.ToInt(x);
    if (KindOf(i) != ConstKind::kInt) {
      double v = Float64Val(x);
      return "f" + std::string(reinterpret_cast<const char*>(&v), sizeof v);
    }
    x = i;
    kind = ConstKind::kInt;
  }
  switch (kind) {
    case ConstKind::kInt: {
      int64_t v;
      if (Int64Val(x, &v)) return "i" + std::to_string(v);
      uint64_t w;
      if (Uint64Val(x, &w)) return "i" + std::to_string(w);
      return {};
    }
    case ConstKind::kString:
      return "s" + std::string(StringVal(x));
    case ConstKind::kBool:
      return BoolVal(x) ? "t" : "n";
    default:
      return {};
  }
}

}  // namespace

namespace {

// The constant keys of a map literal. Few are searched one by one.
class LitKeys {
 public:
  // Whether a key of this value was there before; with types, of an identical type.
  bool Insert(std::string value, Type* type, bool types) {
    bool found = false;
    if (list_.size() < kFew) {
      for (const Key& k : list_) found = found || (k.value == value && (!types || Identical(k.type, type)));
    } else {
      if (index_.empty()) {
        for (size_t i = 0; i < list_.size(); i++) index_.emplace(list_[i].value, i);
      }
      auto [from, to] = index_.equal_range(value);
      for (auto it = from; it != to; ++it) found = found || !types || Identical(list_[it->second].type, type);
      index_.emplace(value, list_.size());
    }
    list_.push_back({std::move(value), type});
    return found;
  }

 private:
  static constexpr size_t kFew = 8;
  struct Key {
    std::string value;
    Type* type;
  };
  std::vector<Key> list_;
  std::unordered_multimap<std::string, size_t> index_;  // into list_, once that is long
};

}  // namespace

void Checker::MapLit(Operand* x, grammar::CompositeLit* lit, Map* type) {
  // Of an interface-typed key, equal values of different types are different keys.
  bool key_is_interface = IsNonTypeParamInterface(type->key);
  LitKeys visited;
  for (Expr* e : lit->elems) {
    auto* kv = Is<KeyValueExpr>(e);
    if (kv == nullptr) {
      Error(e, kMissingLitKey, "missing key in map literal");
      continue;
    }
    ExprWithHint(x, kv->key, type->key);
    Assignment(x, type->key, "map literal");
    if (x->mode == kInvalid) continue;
    if (x->mode == kConstant) {
      std::string key = ConstKey(constants(), x->val);
      if (!key.empty() && visited.Insert(std::move(key), x->type, key_is_interface)) {
        Errorf(x, kDuplicateLitKey, "duplicate key %s in map literal", x->val);
        continue;
      }
    }
    ExprWithHint(x, kv->value, type->elem);
    Assignment(x, type->elem, "map literal");
  }
}

// Checks the elements of an array (of the given length, if it is not negative) or slice literal.
// The result is the largest index plus one. *outside is the element of the largest index that there can be, if any.
int64_t Checker::IndexedElts(List<Expr*> elts, Type* type, int64_t length, Expr** outside) {
  // Without keys, indices do not repeat.
  std::unordered_set<int64_t> visited;
  bool keyed = false;
  for (Expr* e : elts) keyed = keyed || e->kind == grammar::NodeKind::kKeyValueExpr;

  int64_t index = 0, max = 0;
  for (Expr* e : elts) {
    bool valid_index = false;
    Expr* value = e;
    if (auto* kv = Is<KeyValueExpr>(e)) {
      int64_t i = -1;
      if (IsValid(Index(kv->key, length, &i))) {
        if (i >= 0) {
          index = i;
          valid_index = true;
        } else {
          Errorf(e, kInvalidLitIndex, "index %s must be integer constant", kv->key);
        }
      }
      value = kv->value;
    } else if (length >= 0 && index >= length) {
      Errorf(e, kOversizeArrayLit, "index %d is out of bounds (>= %d)", index, length);
    } else {
      valid_index = true;
    }

    if (valid_index && keyed && !visited.insert(index).second) {
      Errorf(e, kDuplicateLitKey, "duplicate index %d in array or slice literal", index);
    }
    // The index after the largest is negative, as in gc, which finds elements out of bounds then when it compiles.
    if (index == INT64_MAX && outside != nullptr) *outside = e;
    index = static_cast<int64_t>(static_cast<uint64_t>(index) + 1);
    if (index > max) max = index;

    Operand x;
    ExprWithHint(&x, value, type);
    Assignment(&x, type, "array or slice literal");
  }
  return max;
}

}  // namespace minigo::types
