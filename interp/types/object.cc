// This file implements objects: names and how messages describe them.
#include "interp/types/object.h"

#include "grammar/runes.h"
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typewriter.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

// unicode.IsUpper beyond ASCII: ranges with strides.
struct UpperRange {
  uint32_t lo, hi, stride;
};
#include "interp/types/upper_table.inc"

bool IsUpper(uint32_t r) {
  size_t lo = 0, hi = std::size(kUpper);
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (r > kUpper[mid].hi) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < std::size(kUpper) && r >= kUpper[lo].lo && (r - kUpper[lo].lo) % kUpper[lo].stride == 0;
}

}  // namespace

bool IsExported(std::string_view name) {
  if (name.empty()) return false;
  unsigned char c = name[0];
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto* p = reinterpret_cast<const uint8_t*>(name.data());
  int width;
  return IsUpper(static_cast<uint32_t>(grammar::DecodeRune(p, p + name.size(), &width)));
}

bool IsExportedSymbol(Symbol name) { return IsExported(View(name)); }

bool IsBlank(Symbol name) { return name != nullptr && name->size == 1 && name->text[0] == '_'; }

bool Object::exported() const { return IsExported(View(name)); }

bool EqualFold(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    char x = a[i], y = b[i];
    if (x >= 'A' && x <= 'Z') x |= 0x20;
    if (y >= 'A' && y <= 'Z') y |= 0x20;
    if (x != y) return false;
  }
  return true;
}

bool SameId(const Object* obj, const Package* pkg, Symbol name, bool fold_case) {
  if (obj->name != name) return fold_case && EqualFold(obj->name_view(), View(name));
  return fold_case || obj->pkg == pkg || obj->exported() || SamePkg(obj->pkg, pkg);
}

bool TypeName::IsAlias() const {
  if (type == nullptr) return false;
  switch (type->kind) {
    case TypeKind::kBasic: {
      // unsafe.Pointer is no alias; byte and rune are, and so is a local name for a predeclared type.
      auto* b = static_cast<const Basic*>(type);
      if (b->basic == BasicKind::kUnsafePointer && pkg != nullptr && pkg->path == "unsafe") return false;
      return pkg != nullptr || b->name != View(name) || b->name == "byte" || b->name == "rune";
    }
    case TypeKind::kNamed: {
      auto* n = static_cast<const Named*>(type);
      return this != n->obj && this != n->inst_obj;
    }
    case TypeKind::kTypeParam:
      return this != static_cast<const TypeParam*>(type)->obj;
    default:
      return true;
  }
}

bool HasPtrRecv(const Func* f) {
  if (auto* sig = Is<Signature>(f->type); sig != nullptr && sig->recv != nullptr) {
    bool is_ptr;
    Deref(sig->recv->type, &is_ptr);
    return is_ptr;
  }
  return f->has_ptr_recv;  // set by the resolver, until there is a signature
}

Var* CloneVar(Arena& arena, const Var* v, Type* type) {
  auto* c = arena.New<Var>(*v);
  c->type = type;
  c->origin = const_cast<Var*>(v)->Origin();
  c->compiler_data = nullptr;
  return c;
}

Func* CloneFunc(Arena& arena, const Func* f, Type* type) {
  auto* c = arena.New<Func>(*f);
  c->type = type;
  c->origin = const_cast<Func*>(f)->Origin();
  c->compiler_data = nullptr;
  // The copy is no declaration of its own.
  c->color = Color::kBlack;
  c->color_index = 0;
  c->decl_info = nullptr;
  c->decl = nullptr;
  return c;
}

// ---------------------------------------------------------------- making objects

namespace {

template <typename T>
T* MakeObject(Arena& arena, grammar::Pos pos, Package* pkg, Symbol name, Type* type) {
  T* o = arena.New<T>();
  o->pos = pos;
  o->pkg = pkg;
  o->name = name;
  o->type = type;
  return o;
}

}  // namespace

PkgName* Checker::NewPkgName(grammar::Pos pos, Symbol name, Package* imported) {
  auto* o = MakeObject<PkgName>(arena(), pos, pkg, name, Invalid());
  o->imported = imported;
  return o;
}

ConstObject* Checker::NewConst(grammar::Pos pos, Symbol name, Type* typ, Const val) {
  auto* o = MakeObject<ConstObject>(arena(), pos, pkg, name, typ);
  o->value = val;
  return o;
}

TypeName* Checker::NewTypeName(grammar::Pos pos, Symbol name, Type* typ) {
  return MakeObject<TypeName>(arena(), pos, pkg, name, typ);
}

Var* Checker::NewVar(VarKind kind, grammar::Pos pos, Package* pkg, Symbol name, Type* typ) {
  auto* o = MakeObject<Var>(arena(), pos, pkg, name, typ);
  o->var_kind = kind;
  return o;
}

Var* Checker::NewField(grammar::Pos pos, Symbol name, Type* typ, bool embedded) {
  auto* o = NewVar(VarKind::kField, pos, pkg, name, typ);
  o->embedded = embedded;
  return o;
}

Func* Checker::NewFunc(grammar::Pos pos, Package* pkg, Symbol name, Signature* sig) {
  return MakeObject<Func>(arena(), pos, pkg, name, sig);
}

Tuple* Checker::NewTuple(std::span<Var* const> vars) {
  if (vars.empty()) return nullptr;
  auto* t = arena().New<Tuple>();
  t->vars = List<Var*>::Of(arena(), vars);
  return t;
}

// ---------------------------------------------------------------- descriptions

namespace {

void WriteFuncName(TypeWriter* w, const Func* f) {
  if (auto* sig = Is<Signature>(f->type)) {
    if (sig->recv != nullptr) {
      w->Put("(");
      if (Is<Interface>(sig->recv->type) != nullptr) {
        w->Put("interface");  // of an interface literal
      } else {
        w->Typ(sig->recv->type);
      }
      w->Put(").");
    } else if (f->pkg != nullptr) {
      w->PackagePrefix(f->pkg);
    }
  }
  w->Put(f->name_view());
}

void WriteObject(TypeWriter* w, const Object* obj, World::Impl* impl) {
  Type* typ = obj->type;
  const TypeName* tname = nullptr;
  switch (obj->kind) {
    case ObjectKind::kPkgName: {
      auto* imported = static_cast<const PkgName*>(obj)->imported;
      w->Put("package ");
      w->Put(obj->name_view());
      if (imported != nullptr && !imported->path.empty() && imported->path != obj->name_view()) {
        w->Put(" (" + Quote(imported->path) + ")");
      }
      return;
    }
    case ObjectKind::kConst:
      w->Put("const");
      break;
    case ObjectKind::kTypeName:
      tname = static_cast<const TypeName*>(obj);
      w->Put("type");
      if (IsTypeParam(typ)) w->Put(" parameter");
      break;
    case ObjectKind::kVar:
      w->Put(static_cast<const Var*>(obj)->var_kind == VarKind::kField ? "field" : "var");
      break;
    case ObjectKind::kFunc:
      w->Put("func ");
      WriteFuncName(w, static_cast<const Func*>(obj));
      if (auto* sig = Is<Signature>(typ)) w->Sig(sig);
      return;
    case ObjectKind::kLabel:
      w->Put("label");
      typ = nullptr;
      break;
    case ObjectKind::kBuiltin:
      w->Put("builtin");
      typ = nullptr;
      break;
    case ObjectKind::kNil:
      w->Put("nil");
      return;
  }
  w->Put(" ");
  // Package-level objects are qualified.
  if (obj->pkg != nullptr && obj->pkg->scope != nullptr && obj->pkg->scope->Lookup(obj->name) == obj) {
    w->PackagePrefix(obj->pkg);
  }
  w->Put(obj->name_view());
  if (typ == nullptr) return;

  if (tname != nullptr) {
    switch (typ->kind) {
      case TypeKind::kBasic:
        return;  // nothing to say beyond the name
      case TypeKind::kNamed:
        if (auto tparams = NamedTypeParams(As<Named>(typ)); !tparams.empty()) w->TParamList(tparams);
        break;
      case TypeKind::kAlias:
        if (!As<Alias>(typ)->tparams.empty()) w->TParamList(As<Alias>(typ)->tparams);
        break;
      default:
        break;
    }
    if (tname->IsAlias()) {
      w->Put(" =");
      if (auto* a = Is<Alias>(typ)) typ = a->from_rhs;
    } else if (auto* p = Is<TypeParam>(typ)) {
      typ = p->bound;
    } else {
      typ = Under(typ);
    }
    // The declaration of any shows what it stands for.
    if (impl != nullptr && obj == impl->any_object) typ = impl->empty_interface;
  }
  w->Put(" ");
  w->Typ(typ);
}

}  // namespace

std::string ObjectString(const Object* obj, Checker* check) {
  std::string s;
  TypeWriter w(&s, check);
  WriteObject(&w, obj, check == nullptr ? nullptr : check->impl);
  return s;
}

std::string_view ObjectKindString(const Object* obj) {
  switch (obj->kind) {
    case ObjectKind::kPkgName: return "package name";
    case ObjectKind::kConst: return "constant";
    case ObjectKind::kTypeName:
      if (static_cast<const TypeName*>(obj)->IsAlias()) return "type alias";
      return Is<TypeParam>(obj->type) != nullptr ? "type parameter" : "defined type";
    case ObjectKind::kVar:
      switch (static_cast<const Var*>(obj)->var_kind) {
        case VarKind::kPackage: return "package-level variable";
        case VarKind::kLocal: return "local variable";
        case VarKind::kRecv: return "receiver";
        case VarKind::kParam: return "parameter";
        case VarKind::kResult: return "result variable";
        case VarKind::kField: return "struct field";
      }
      break;
    case ObjectKind::kFunc: {
      auto* sig = Is<Signature>(obj->type);
      return sig != nullptr && sig->recv != nullptr ? "method" : "function";
    }
    case ObjectKind::kLabel: return "label";
    case ObjectKind::kBuiltin: return "built-in function";
    case ObjectKind::kNil: return "untyped nil";
  }
  return "unknown symbol";
}

}  // namespace minigo::types
