// Objects: what names denote; scopes and packages (go/types' object.go, scope.go, package.go).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interp/types/constant.h"
#include "interp/types/types.h"
#include "runtime/base/intern.h"

namespace minigo::types {

enum class ObjectKind : uint8_t { kPkgName, kConst, kTypeName, kVar, kFunc, kLabel, kBuiltin, kNil };

enum class Color : uint8_t { kWhite, kGrey, kBlack };  // not, being, and completely type-checked

struct DeclInfo;  // decl.cc: the declaration of a package-level object

class Object {
 public:
  ObjectKind kind;
  Scope* parent = nullptr;
  grammar::Pos pos = grammar::kNoPos;
  Package* pkg = nullptr;  // nullptr for predeclared objects and labels
  Symbol name = nullptr;
  Type* type = nullptr;
  uint32_t order = 0;  // of package-level objects, in source order, from 1
  Color color = Color::kWhite;
  uint32_t color_index = 0;
  grammar::Pos scope_pos = grammar::kNoPos;  // where its scope begins
  // The compiler's handle: where the object lives. Keyed by instance where generic.
  mutable void* compiler_data = nullptr;
  DeclInfo* decl_info = nullptr;  // of package-level objects and methods (checker.h)

  explicit Object(ObjectKind k) : kind(k) {}
  std::string_view name_view() const { return View(name); }
  bool exported() const;
};

template <typename T>
T* As(Object* o) {
  MINIGO_DCHECK(o != nullptr && o->kind == T::kKind);
  return static_cast<T*>(o);
}
template <typename T>
T* Is(Object* o) {
  return o != nullptr && o->kind == T::kKind ? static_cast<T*>(o) : nullptr;
}

class PkgName : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kPkgName;
  PkgName() : Object(kKind) {}
  Package* imported = nullptr;
  bool used = false;
};

class ConstObject : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kConst;
  ConstObject() : Object(kKind) {}
  Const value = nullptr;
};

class TypeName : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kTypeName;
  TypeName() : Object(kKind) {}
  bool IsAlias() const;
  // Of a type declared inside a function: that function's declaration and the number of the type within the
  // package, so that descriptors of like-named local types differ.
  bool local = false;
};

enum class VarKind : uint8_t { kPackage, kLocal, kRecv, kParam, kResult, kField };

class Var : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kVar;
  Var() : Object(kKind) {}
  VarKind var_kind = VarKind::kLocal;
  bool embedded = false;  // fields
  bool used = false;
  Var* origin = nullptr;  // of a field of an instantiated struct: the generic one; else nullptr
  // facts for the compiler (escape.cc in interp/compile owns their meaning beyond these):
  bool address_taken = false;  // & or a method call with pointer receiver, or slicing an array
  bool captured = false;       // used in a function literal nested in the one that declares it
  bool reassigned = false;     // assigned after its declaration
  bool in_frame = false;       // its address reaches nothing that outlives it (interp/compile/flow.h)
  Var* Origin() { return origin != nullptr ? origin : this; }
};

class Func : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kFunc;
  Func() : Object(kKind) {}
  bool has_ptr_recv = false;  // only valid for methods whose type is not set up yet
  Func* origin = nullptr;     // of a method of an instantiated type: the generic one; else nullptr
  grammar::FuncDecl* decl = nullptr;  // nullptr for interface methods and instances (see origin)
  grammar::SourceFile* source = nullptr;
  bool body_checked = false;
  // Of a method: the type that it has as a value (call.cc), made for the signature value_of.
  Signature* value_type = nullptr;
  const Signature* value_of = nullptr;
  Signature* signature() const { return Is<Signature>(type); }
  Func* Origin() { return origin != nullptr ? origin : this; }
};

class Label : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kLabel;
  Label() : Object(kKind) {}
  bool used = false;
};

// One row each in builtins.def.
enum class BuiltinId : uint8_t {
#define BUILTIN(id, name, args, variadic, stmt_kind, package) k##id,
#include "interp/types/builtins.def"
#undef BUILTIN
};

class Builtin : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kBuiltin;
  Builtin() : Object(kKind) {}
  BuiltinId id{};
};

class Nil : public Object {
 public:
  static constexpr ObjectKind kKind = ObjectKind::kNil;
  Nil() : Object(kKind) {}
};

// Lives in the arena that it is given, as its lists do.
class Scope {
  struct Entry {
    Symbol name;
    Object* obj;
  };

 public:
  Scope(Arena* arena, Scope* parent, grammar::Pos pos, grammar::Pos end)
      : parent_(parent), pos_(pos), end_(end), arena_(arena) {}

  Scope* parent() const { return parent_; }
  grammar::Pos pos() const { return pos_; }
  grammar::Pos end() const { return end_; }
  Object* Lookup(Symbol name) const { return Lookup(name, BitOf(name)); }
  // Inserts obj unless the name is taken; returns the one that is there, or nullptr.
  Object* Insert(Object* obj);
  // The object visible at `pos` in this scope or an outer one, and where it was found.
  Object* LookupParent(Symbol name, grammar::Pos pos, Scope** found) const;
  // A lookup through many scopes computes the name's bit once.
  static uint64_t BitOf(Symbol name) {
    return uint64_t{1} << ((reinterpret_cast<uintptr_t>(name) * 0x9e3779b97f4a7c15u) >> 58);
  }
  Object* Lookup(Symbol name, uint64_t bit) const { return (names_ & bit) == 0 ? nullptr : Find(name); }
  size_t size() const { return size_; }
  std::vector<Object*> SortedObjects() const;  // by name

  class Iterator {
   public:
    explicit Iterator(const Entry* e) : e_(e) {}
    Object* operator*() const { return e_->obj; }
    Iterator& operator++() {
      ++e_;
      return *this;
    }
    bool operator==(const Iterator& other) const = default;

   private:
    const Entry* e_;
  };
  struct Objects {
    Iterator first, last;
    Iterator begin() const { return first; }
    Iterator end() const { return last; }
  };
  Objects objects() const { return {Iterator(entries_), Iterator(entries_ + size_)}; }  // in order of insertion
  // Its children in order: the first, and of each the next.
  Scope* first_child() const { return first_child_; }
  Scope* next_sibling() const { return next_sibling_; }
  void AddChild(Scope* s) {
    (last_child_ == nullptr ? first_child_ : last_child_->next_sibling_) = s;
    last_child_ = s;
  }
  bool is_func = false;

 private:
  static constexpr uint32_t kLinear = 8;  // scopes up to this size are searched from end to end

  Object* Find(Symbol name) const;
  static size_t HashOf(Symbol name) {
    return (reinterpret_cast<uintptr_t>(name) * 0x9e3779b97f4a7c15u) >> 32;
  }
  void Index(const Entry& e);
  void MakeIndex(uint32_t slots);

  Scope* parent_;
  grammar::Pos pos_, end_;
  uint64_t names_ = 0;  // the bits of all names in it
  Entry* entries_ = nullptr;
  uint32_t size_ = 0, capacity_ = 0;
  Entry* index_ = nullptr;  // a hash table of the entries (linear probing, at most half full), made once they are many
  uint32_t index_mask_ = 0;
  Arena* arena_;
  Scope* first_child_ = nullptr;
  Scope* last_child_ = nullptr;
  Scope* next_sibling_ = nullptr;
};

// A variable initialization in dependency order: lhs = rhs.
struct Initializer {
  List<Var*> lhs;  // several: rhs is a multi-value call
  grammar::Expr* rhs = nullptr;
};

class Package {
 public:
  std::string path;  // "main", "fmt", "example.com/m/p"
  Symbol name = nullptr;
  Scope* scope = nullptr;
  std::vector<Package*> imports;  // direct ones, sorted by path
  std::vector<grammar::File*> files;
  std::string go_version;  // "go1.21", from -lang or go.mod; empty: the newest
  bool library = false;    // a package of minigo's own library: bodies are parsed and checked when first compiled
  bool fake = false;       // stands in for a package that could not be imported
  bool complete = false;
  std::vector<Initializer> init_order;
  std::vector<Func*> init_funcs;  // func init() bodies, in source order
  std::vector<TypeName*> local_types;  // declared in functions, in no order
  void* compiler_data = nullptr;
  Checker* checker = nullptr;  // once Check was called for it
};

}  // namespace minigo::types
