// The types of Go programs as the checker sees them: go/types' structure, one struct per type constructor.
// Not canonical: compare with Identical. The compiler lowers them to canonical runtime::Type descriptors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "runtime/base/arena.h"
#include "runtime/base/check.h"

namespace minigo::runtime {
struct Type;
}

namespace minigo::types {

class Checker;
class Object;
class Package;
class Scope;
struct TypeSet;
class TypeName;
class Var;
class Func;

enum class TypeKind : uint8_t {
  kBasic, kArray, kSlice, kStruct, kPointer, kTuple, kSignature, kUnion, kInterface, kMap, kChan,
  kNamed, kTypeParam, kAlias,
};

// The findings that say nothing but a mode and this type: shared by all expressions of which nothing else is known
// (recording.cc). A copy of a type has none.
struct SharedFacts;
class FactsList {
 public:
  FactsList() = default;
  FactsList(const FactsList&) {}
  FactsList& operator=(const FactsList&) { return *this; }
  const SharedFacts* first = nullptr;
};

struct Type {
  TypeKind kind;
  // The compiler's cache of the descriptor; only for types without type parameters.
  mutable const runtime::Type* descriptor = nullptr;
  mutable FactsList facts;
  explicit Type(TypeKind k) : kind(k) {}
};

template <typename T>
T* As(Type* t) {
  MINIGO_DCHECK(t != nullptr && t->kind == T::kKind);
  return static_cast<T*>(t);
}
template <typename T>
const T* As(const Type* t) {
  MINIGO_DCHECK(t != nullptr && t->kind == T::kKind);
  return static_cast<const T*>(t);
}
template <typename T>
T* Is(Type* t) {
  return t != nullptr && t->kind == T::kKind ? static_cast<T*>(t) : nullptr;
}
template <typename T>
const T* Is(const Type* t) {
  return t != nullptr && t->kind == T::kKind ? static_cast<const T*>(t) : nullptr;
}

enum class BasicKind : uint8_t {
  kInvalid, kBool, kInt, kInt8, kInt16, kInt32, kInt64, kUint, kUint8, kUint16, kUint32, kUint64, kUintptr,
  kFloat32, kFloat64, kComplex64, kComplex128, kString, kUnsafePointer,
  kUntypedBool, kUntypedInt, kUntypedRune, kUntypedFloat, kUntypedComplex, kUntypedString, kUntypedNil,
};

enum BasicInfo : uint16_t {
  kIsBoolean = 1 << 0,
  kIsInteger = 1 << 1,
  kIsUnsigned = 1 << 2,
  kIsFloat = 1 << 3,
  kIsComplex = 1 << 4,
  kIsString = 1 << 5,
  kIsUntyped = 1 << 6,
  kIsOrdered = kIsInteger | kIsFloat | kIsString,
  kIsNumeric = kIsInteger | kIsFloat | kIsComplex,
  kIsConstType = kIsBoolean | kIsNumeric | kIsString,
};

struct Basic : Type {
  static constexpr TypeKind kKind = TypeKind::kBasic;
  BasicKind basic;
  uint16_t info;  // BasicInfo
  std::string_view name;
  Basic(BasicKind b, uint16_t i, std::string_view n) : Type(kKind), basic(b), info(i), name(n) {}
};

struct Array : Type {
  static constexpr TypeKind kKind = TypeKind::kArray;
  int64_t len;  // < 0: unknown, an error was reported
  Type* elem;
  Array(Type* e, int64_t n) : Type(kKind), len(n), elem(e) {}
};

struct Slice : Type {
  static constexpr TypeKind kKind = TypeKind::kSlice;
  Type* elem;
  explicit Slice(Type* e) : Type(kKind), elem(e) {}
};

struct Struct : Type {
  static constexpr TypeKind kKind = TypeKind::kStruct;
  List<Var*> fields;
  List<std::string_view> tags;  // unquoted; empty, or as long as fields
  mutable int64_t size = -2;    // sizes.cc: -2: not computed yet
  mutable int64_t align = 0;
  Struct() : Type(kKind) {}
  std::string_view Tag(size_t i) const { return i < tags.size() ? tags[i] : std::string_view(); }
};

struct Pointer : Type {
  static constexpr TypeKind kKind = TypeKind::kPointer;
  Type* base;
  explicit Pointer(Type* b) : Type(kKind), base(b) {}
};

struct Tuple : Type {  // the results of a call; parameters
  static constexpr TypeKind kKind = TypeKind::kTuple;
  List<Var*> vars;
  Tuple() : Type(kKind) {}
};

struct TypeParam;

struct Signature : Type {
  static constexpr TypeKind kKind = TypeKind::kSignature;
  List<TypeParam*> rparams;  // the receiver's type parameters, in a method's declaration
  List<TypeParam*> tparams;
  Scope* scope = nullptr;  // of parameters; nullptr for instances
  Var* recv = nullptr;
  Tuple* params = nullptr;   // nullptr or empty: none
  Tuple* results = nullptr;
  bool variadic = false;     // the last parameter's type is a Slice (or string, for append's []byte… form)
  Signature() : Type(kKind) {}
  size_t num_params() const { return params == nullptr ? 0 : params->vars.size(); }
  size_t num_results() const { return results == nullptr ? 0 : results->vars.size(); }
};

struct Term {
  bool tilde = false;
  Type* type = nullptr;
};

struct Union : Type {
  static constexpr TypeKind kKind = TypeKind::kUnion;
  List<Term> terms;
  Union() : Type(kKind) {}
};

struct Interface : Type {
  static constexpr TypeKind kKind = TypeKind::kInterface;
  Checker* check = nullptr;      // while its type set is not computed
  List<Func*> methods;           // explicit ones, in source order
  List<Type*> embeddeds;
  List<grammar::Pos> embed_pos;
  bool implicit = false;         // of a constraint literal such as ~int
  bool complete = false;
  TypeSet* tset = nullptr;       // computed by ComputeTypeSet
  Interface() : Type(kKind) {}
};

struct Map : Type {
  static constexpr TypeKind kKind = TypeKind::kMap;
  Type* key;
  Type* elem;
  Map(Type* k, Type* e) : Type(kKind), key(k), elem(e) {}
};

struct Chan : Type {
  static constexpr TypeKind kKind = TypeKind::kChan;
  grammar::ChanDir dir;
  Type* elem;
  Chan(grammar::ChanDir d, Type* e) : Type(kKind), dir(d), elem(e) {}
};

// A defined type, or an instance of a generic one. Go through Under, NumMethods, MethodAt and friends: instances are
// expanded on demand.
struct Named : Type {
  static constexpr TypeKind kKind = TypeKind::kNamed;
  Checker* check = nullptr;
  TypeName* obj = nullptr;       // of instances: the generic type's
  TypeName* inst_obj = nullptr;  // of instances: stands where it was first instantiated, for messages
  Named* origin = nullptr;       // this, unless an instance
  List<TypeParam*> tparams;      // of a generic type
  List<Type*> targs;             // of an instance
  Type* from_rhs = nullptr;      // the right-hand side of its declaration
  Type* underlying = nullptr;    // once known; never Named, TypeParam or Alias
  std::vector<Func*>* methods = nullptr;  // declared methods, in source order; of instances: expanded ones (lazy, may hold nullptr)
  enum State : uint8_t {
    kUnpacked = 1 << 0,  // from_rhs and tparams of an instance are set
    kHasUnder = 1 << 1,  // underlying is final
  };
  uint8_t state = 0;
  bool size_known = false, finite_size = false;  // cycles.cc
  bool valid = false;            // does not contain itself; of types that are not generic (validtype.cc)
  Named() : Type(kKind) {}
};

struct TypeParam : Type {
  static constexpr TypeKind kKind = TypeKind::kTypeParam;
  Checker* check = nullptr;
  uint64_t id = 0;
  TypeName* obj = nullptr;
  int index = -1;  // in its list
  Type* bound = nullptr;
  TypeParam() : Type(kKind) {}
};

// A declared alias. Unalias yields what it stands for.
struct Alias : Type {
  static constexpr TypeKind kKind = TypeKind::kAlias;
  TypeName* obj = nullptr;
  Alias* origin = nullptr;
  List<TypeParam*> tparams;
  List<Type*> targs;
  Type* from_rhs = nullptr;
  Type* actual = nullptr;
  Alias() : Type(kKind) {}
};

// ---------------------------------------------------------------- questions about types

// nullptr-safe; never returns an Alias.
Type* UnaliasSlow(Alias* a);
inline Type* Unalias(Type* t) {
  return t == nullptr || t->kind != TypeKind::kAlias ? t : UnaliasSlow(static_cast<Alias*>(t));
}
inline const Type* Unalias(const Type* t) { return Unalias(const_cast<Type*>(t)); }
// The underlying type: never Named or Alias; of a TypeParam its constraint interface.
Type* UnderSlow(Type* t);  // of kNamed, kTypeParam, kAlias
inline Type* Under(Type* t) {
  if (t == nullptr) return nullptr;
  switch (t->kind) {
    case TypeKind::kNamed: {
      auto* n = static_cast<Named*>(t);
      return (n->state & Named::kHasUnder) != 0 ? n->underlying : UnderSlow(t);
    }
    case TypeKind::kAlias:
    case TypeKind::kTypeParam:
      return UnderSlow(t);
    default:
      return t;
  }
}
inline const Type* Under(const Type* t) { return Under(const_cast<Type*>(t)); }
// Under(t) as a T, or nullptr: UnderIs<Slice>(t).
template <typename T>
T* UnderIs(Type* t) {
  return t == nullptr ? nullptr : Is<T>(Under(t));
}
// t itself (through aliases) as a T.
template <typename T>
T* UnaliasIs(Type* t) {
  return t == nullptr ? nullptr : Is<T>(Unalias(t));
}

bool IdenticalSlow(const Type* x, const Type* y);
inline bool Identical(const Type* x, const Type* y) { return x == y || IdenticalSlow(x, y); }
bool IdenticalIgnoreTags(const Type* x, const Type* y);
bool Comparable(const Type* t);  // spec: "Comparison operators"; strictly comparable or with possible panics
bool IsInterface(const Type* t);      // not a type parameter
inline bool IsTypeParam(const Type* t) {
  t = Unalias(t);
  return t != nullptr && t->kind == TypeKind::kTypeParam;
}
bool IsGeneric(const Type* t);        // not yet instantiated
bool IsNamed(const Type* t);          // has a name: Basic, Named, TypeParam
// Untyped types have no aliases: none is looked through.
inline bool IsUntyped(const Type* t) {
  return t != nullptr && t->kind == TypeKind::kBasic && (static_cast<const Basic*>(t)->info & kIsUntyped) != 0;
}
inline bool IsTyped(const Type* t) { return !IsUntyped(t); }
// The underlying type is basic and of one of these kinds.
inline bool IsBasic(const Type* t, unsigned info) {
  const Type* u = Under(t);
  return u != nullptr && u->kind == TypeKind::kBasic && (static_cast<const Basic*>(u)->info & info) != 0;
}
inline bool IsBoolean(const Type* t) { return IsBasic(t, kIsBoolean); }
inline bool IsNumeric(const Type* t) { return IsBasic(t, kIsNumeric); }
inline bool IsString(const Type* t) { return IsBasic(t, kIsString); }
inline bool IsInteger(const Type* t) { return IsBasic(t, kIsInteger); }
inline bool IsUnsigned(const Type* t) { return IsBasic(t, kIsUnsigned); }
inline bool IsFloat(const Type* t) { return IsBasic(t, kIsFloat); }
inline bool IsComplex(const Type* t) { return IsBasic(t, kIsComplex); }
bool HasNil(const Type* t);
bool HasTypeParams(const Type* t);  // a type parameter occurs in it (isParameterized)
Type* DefaultType(Type* t);         // of untyped constants' types
Type* CoreType(Type* t);            // spec: core types; nullptr if none (bytestring rule: CoreString)
Type* CoreString(Type* t);
Type* Deref(Type* t, bool* was_pointer);

int NumMethods(Named* t);
Func* MethodAt(Named* t, int i);  // expanded for instances

// The name of a type as gc prints it in messages; qualified by `qualifier`'s package rules: names of `local` are unqualified,
// others have their package name (or path, where names clash).
struct Qualifier {
  const Package* local = nullptr;
  bool full_paths = false;  // "example.com/p.T": for keys
};
std::string TypeString(const Type* t, const Qualifier& q);

// ---------------------------------------------------------------- substitution

// type parameters → type arguments
class TypeMap {
 public:
  TypeMap() = default;
  TypeMap(List<TypeParam*> from, List<Type*> to) {
    for (size_t i = 0; i < from.size(); i++) Add(from[i], to[i]);
  }
  void Add(TypeParam* p, Type* t) { entries_.push_back({p, t}); }
  Type* Lookup(const TypeParam* p) const {
    for (const auto& e : entries_) {
      if (e.first == p) return e.second;
    }
    return nullptr;
  }
  bool empty() const { return entries_.empty(); }
  const std::vector<std::pair<TypeParam*, Type*>>& entries() const { return entries_; }

 private:
  std::vector<std::pair<TypeParam*, Type*>> entries_;
};

// The amd64 sizes of gc (gcsizes.go). -1: too large.
int64_t Sizeof(Type* t);
int64_t Alignof(Type* t);
std::vector<int64_t> Offsetsof(const List<Var*>& fields);

}  // namespace minigo::types
