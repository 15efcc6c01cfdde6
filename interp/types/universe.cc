// This file sets up what lives as long as the engine: predeclared types and objects, package unsafe.
#include "interp/types/context.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

struct BasicRow {
  BasicKind kind;
  uint16_t info;
  std::string_view name;
};

constexpr BasicRow kBasics[] = {
    {BasicKind::kInvalid, 0, "invalid type"},
    {BasicKind::kBool, kIsBoolean, "bool"},
    {BasicKind::kInt, kIsInteger, "int"},
    {BasicKind::kInt8, kIsInteger, "int8"},
    {BasicKind::kInt16, kIsInteger, "int16"},
    {BasicKind::kInt32, kIsInteger, "int32"},
    {BasicKind::kInt64, kIsInteger, "int64"},
    {BasicKind::kUint, kIsInteger | kIsUnsigned, "uint"},
    {BasicKind::kUint8, kIsInteger | kIsUnsigned, "uint8"},
    {BasicKind::kUint16, kIsInteger | kIsUnsigned, "uint16"},
    {BasicKind::kUint32, kIsInteger | kIsUnsigned, "uint32"},
    {BasicKind::kUint64, kIsInteger | kIsUnsigned, "uint64"},
    {BasicKind::kUintptr, kIsInteger | kIsUnsigned, "uintptr"},
    {BasicKind::kFloat32, kIsFloat, "float32"},
    {BasicKind::kFloat64, kIsFloat, "float64"},
    {BasicKind::kComplex64, kIsComplex, "complex64"},
    {BasicKind::kComplex128, kIsComplex, "complex128"},
    {BasicKind::kString, kIsString, "string"},
    {BasicKind::kUnsafePointer, 0, "Pointer"},
    {BasicKind::kUntypedBool, kIsBoolean | kIsUntyped, "untyped bool"},
    {BasicKind::kUntypedInt, kIsInteger | kIsUntyped, "untyped int"},
    {BasicKind::kUntypedRune, kIsInteger | kIsUntyped, "untyped rune"},
    {BasicKind::kUntypedFloat, kIsFloat | kIsUntyped, "untyped float"},
    {BasicKind::kUntypedComplex, kIsComplex | kIsUntyped, "untyped complex"},
    {BasicKind::kUntypedString, kIsString | kIsUntyped, "untyped string"},
    {BasicKind::kUntypedNil, kIsUntyped, "untyped nil"},
    {BasicKind::kUint8, kIsInteger | kIsUnsigned, "byte"},
    {BasicKind::kInt32, kIsInteger, "rune"},
};

struct BuiltinRow {
  BuiltinId id;
  std::string_view name, package;
};

constexpr BuiltinRow kBuiltins[] = {
#define BUILTIN(id, name, args, variadic, stmt_kind, package) {BuiltinId::k##id, name, package},
#include "interp/types/builtins.def"
#undef BUILTIN
};

constexpr Term kTopTerm{};

template <typename T>
T* Define(World::Impl* w, std::string_view name, Type* type, bool in_unsafe = false) {
  T* o = w->arena.New<T>();
  o->name = w->names.Intern(name);
  o->type = type;
  o->color = Color::kBlack;
  if (in_unsafe) {
    o->pkg = w->unsafe_pkg;
    w->unsafe_pkg->scope->Insert(o);
  } else {
    w->universe->Insert(o);
  }
  return o;
}

void DefineUniverse(World::Impl* w) {
  Arena& arena = w->arena;
  constexpr size_t n = std::size(kBasics);
  w->basics = static_cast<Basic*>(arena.Allocate(n * sizeof(Basic), alignof(Basic)));
  for (size_t i = 0; i < n; i++) new (&w->basics[i]) Basic(kBasics[i].kind, kBasics[i].info, kBasics[i].name);
  w->byte_type = &w->basics[n - 2];
  w->rune_type = &w->basics[n - 1];

  w->blank = w->names.Intern("_");
  w->sym_init = w->names.Intern("init");
  w->sym_main = w->names.Intern("main");
  w->sym_dot = w->names.Intern(".");
  w->sym_any = w->names.Intern("any");
  w->sym_C = w->names.Intern("C");

  w->top_type_set = arena.New<TypeSet>();
  w->top_type_set->terms = List<Term>::Of(arena, {kTopTerm});
  w->invalid_type_set = arena.New<TypeSet>();

  w->universe = w->arena.New<Scope>(&w->arena, nullptr, grammar::kNoPos, grammar::kNoPos);
  auto* unsafe_pkg = new Package;
  unsafe_pkg->path = "unsafe";
  unsafe_pkg->name = w->names.Intern("unsafe");
  unsafe_pkg->scope = w->arena.New<Scope>(&w->arena, w->universe, grammar::kNoPos, grammar::kNoPos);
  unsafe_pkg->complete = true;
  w->unsafe_pkg = unsafe_pkg;

  w->context = new Context;
  w->detached = std::make_unique<Checker>(w->world, nullptr);
  Checker* detached = w->detached.get();

  auto new_interface = [&](TypeSet* tset) {
    auto* t = arena.New<Interface>();
    t->check = detached;
    t->complete = true;
    t->tset = tset;
    return t;
  };
  w->empty_interface = new_interface(w->top_type_set);

  for (size_t i = 0; i < n; i++) {
    if (kBasics[i].name.find(' ') != std::string_view::npos) continue;
    Define<TypeName>(w, kBasics[i].name, &w->basics[i], kBasics[i].kind == BasicKind::kUnsafePointer);
  }

  // type any = interface{}; messages show the interface as any, too.
  w->any_no_alias = new_interface(w->top_type_set);
  w->any_alias = arena.New<Alias>();
  w->any_alias->origin = w->any_alias;
  w->any_alias->from_rhs = w->any_alias->actual = w->any_no_alias;
  w->any_alias->obj = Define<TypeName>(w, "any", w->any_alias);
  w->any_object = w->any_alias->obj;

  auto new_named = [&](std::string_view name, Interface* under) {
    auto* t = arena.New<Named>();
    t->check = detached;
    t->origin = t;
    SetUnderlying(t, under);
    t->obj = Define<TypeName>(w, name, t);
    return t;
  };
  // type error interface{ Error() string }
  auto* error_iface = new_interface(nullptr);
  w->error_type = new_named("error", error_iface);
  Var* recv = detached->NewVar(VarKind::kRecv, grammar::kNoPos, nullptr, nullptr, w->error_type);
  Var* res = detached->NewVar(VarKind::kResult, grammar::kNoPos, nullptr, nullptr,
                              &w->basics[static_cast<int>(BasicKind::kString)]);
  auto* sig = arena.New<Signature>();
  sig->recv = recv;
  sig->results = detached->NewTuple({res});
  Func* error_method = detached->NewFunc(grammar::kNoPos, nullptr, w->names.Intern("Error"), sig);
  error_method->color = Color::kBlack;
  error_iface->methods = List<Func*>::Of(arena, {error_method});
  ComputeInterfaceTypeSet(detached, grammar::kNoPos, error_iface);

  // type comparable interface{ … }
  auto* comparable_set = arena.New<TypeSet>();
  comparable_set->terms = w->top_type_set->terms;
  comparable_set->comparable = true;
  w->comparable_named = new_named("comparable", new_interface(comparable_set));
  w->comparable = w->comparable_named->obj;

  Basic* untyped_bool = &w->basics[static_cast<int>(BasicKind::kUntypedBool)];
  Define<ConstObject>(w, "true", untyped_bool)->value = w->constants.Bool(true);
  Define<ConstObject>(w, "false", untyped_bool)->value = w->constants.Bool(false);
  auto* iota = Define<ConstObject>(w, "iota", &w->basics[static_cast<int>(BasicKind::kUntypedInt)]);
  iota->value = w->constants.Int64(0);
  w->iota = iota;

  w->nil_object = Define<Nil>(w, "nil", &w->basics[static_cast<int>(BasicKind::kUntypedNil)]);

  for (const BuiltinRow& row : kBuiltins) {
    Define<Builtin>(w, row.name, &w->basics[0], row.package == "unsafe")->id = row.id;
  }
}

}  // namespace

World::Impl::~Impl() {
  ReleaseDeepStack(this);
  detached.reset();
  checkers.clear();
  delete context;
  delete unsafe_pkg;
}

World::World(Interner& names, grammar::SourceSet& sources)
    : impl_(std::make_unique<Impl>(this, names, sources)) {
  DefineUniverse(impl_.get());
}

World::~World() = default;

Scope* World::universe() { return impl_->universe; }
Package* World::unsafe_package() { return impl_->unsafe_pkg; }
Arena& World::arena() { return impl_->arena; }
ConstPool& World::constants() { return impl_->constants; }
Interner& World::names() { return impl_->names; }
Basic* World::Typ(BasicKind k) { return &impl_->basics[static_cast<int>(k)]; }
Named* World::error_type() { return impl_->error_type; }
Type* World::any_type() { return impl_->any_no_alias; }
Type* World::comparable_type() { return impl_->comparable_named; }

}  // namespace minigo::types
