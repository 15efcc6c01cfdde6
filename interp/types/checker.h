// The state of the type checker for one package, and every function of the room. The structure, the names and the order of
// parameters are those of go/types (in the variant that gc uses): method `fooBar` of go/types is Checker::FooBar in
// the file of the same name. Methods that would bear the name of a syntax node or of a type are called CheckX:
// expr → CheckExpr, stmt → CheckStmt, funcType → CheckFuncType, builtin → CheckBuiltin, op → CheckOp ...
// Second results are trailing pointers, which may be nullptr where that says so or where types2's callers ignore them.
//
// Facts go into the tree at once (recording.cc): an untyped expression has a TypeAndValue with `pending` set until its
// final type is known (FindUntyped is types2's check.untyped[e]). Var::used and PkgName::used stand for types2's sets.
// An object that has a DeclInfo (Object::decl_info) is what types2 finds in objMap.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "interp/types/check.h"
#include "interp/types/errors.h"
#include "interp/types/format.h"
#include "interp/types/operand.h"
#include "interp/types/small_vector.h"
#include "interp/types/version.h"

namespace minigo::types {

class Context;

// A reference to a callable; not owning.
template <typename Signature>
class FuncRef;
template <typename R, typename... Args>
class FuncRef<R(Args...)> {
 public:
  FuncRef() = default;
  FuncRef(std::nullptr_t) {}  // NOLINT(google-explicit-constructor)
  template <typename F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FuncRef>)
  FuncRef(F&& f)  // NOLINT(google-explicit-constructor)
      : object_(const_cast<void*>(static_cast<const void*>(&f))), call_([](void* o, Args... args) -> R {
          return (*static_cast<std::remove_reference_t<F>*>(o))(std::forward<Args>(args)...);
        }) {}
  R operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }
  explicit operator bool() const { return call_ != nullptr; }

 private:
  void* object_ = nullptr;
  R (*call_)(void*, Args...) = nullptr;
};

// What a package-level declaration depends on; in order of discovery.
struct DepSet {
  SmallVector<Object*, 4> list;
  std::unique_ptr<std::unordered_set<Object*>> set;  // made once the list is long
  void Add(Object* obj);
};

// The declaration of a package-level object or a method (resolver.cc). Lives in the arena.
struct DeclInfo {
  Scope* file_scope = nullptr;
  GoVersion version;
  List<Var*> lhs;                      // of an n:1 variable declaration; else empty
  grammar::Expr* vtyp = nullptr;       // of constants and variables
  grammar::Expr* init = nullptr;
  bool inherited = false;              // init comes from an earlier constant declaration
  grammar::TypeDecl* tdecl = nullptr;
  grammar::FuncDecl* fdecl = nullptr;
  DepSet* deps = nullptr;              // owned by the checker
  // Of a type: its methods that are not collected yet, chained through next_method.
  Func* first_method = nullptr;
  Func* last_method = nullptr;
  Func* next_method = nullptr;
  bool HasInitializer() const { return init != nullptr || (fdecl != nullptr && fdecl->has_body()); }
};

// Where an object is being checked. Saved and restored around each.
struct Environment {
  DeclInfo* decl = nullptr;     // whose initializer or body this is
  Scope* scope = nullptr;       // innermost
  GoVersion version;            // accepted in this file
  Const iota = nullptr;         // in a constant declaration
  grammar::Pos errpos = grammar::kNoPos;  // of a constant with inherited initializer
  bool in_tparam_list = false;
  Signature* sig = nullptr;     // of the function
  bool has_call_or_recv = false;
  Scope* func_scope = nullptr;  // the innermost function's scope (its parameters): a use of a local Var declared
                                // outside of it captures the variable
};

enum class ExprKind : uint8_t { kConversion, kExpression, kStatement };

// The signature (and a description) of what an expression is assigned to.
struct Target {
  Signature* sig;
  std::string desc;
};

enum StmtContext : unsigned {
  kBreakOk = 1 << 0,
  kContinueOk = 1 << 1,
  kFallthroughOk = 1 << 2,
  kFinalSwitchCase = 1 << 3,
  kInTypeSwitch = 1 << 4,
};

// The graph of instantiations that finds infinite ones (mono.cc).
struct MonoGraph {
  struct Vertex {
    int weight = 0;
    int pre = -1;
    int len = 0;
    TypeName* obj = nullptr;
  };
  struct Edge {
    int dst, src, weight;
    grammar::Pos pos;
    Type* typ;
  };
  std::vector<Vertex> vertices;
  std::vector<Edge> edges;
  std::unordered_map<TypeParam*, TypeParam*> canon;
  std::unordered_map<TypeName*, int> name_idx;
};

// Names of fields and methods within one type, by Id (objset.go).
class ObjSet {
 public:
  Object* Insert(Object* obj);  // the one that is there, or nullptr

 private:
  SmallVector<Object*, 8> list_;
  std::unique_ptr<std::unordered_multimap<Symbol, Object*>> index_;  // made once list_ is long
};

using OperandList = SmallVector<Operand*, 6>;

struct CaseValues;  // stmt.cc: the values and types of case clauses seen so far
struct CaseTypes;

class Checker : public Environment {
 public:
  Checker(World* world, Package* pkg);
  ~Checker();
  Checker(const Checker&) = delete;

  // ---- state
  World* world;
  World::Impl* impl;
  Package* pkg;  // nullptr: the detached checker
  const Config* conf;
  Config own_conf;  // library packages are checked after Check has returned
  Context* ctxt;    // the engine's instances
  std::vector<Object*> obj_list;  // package-level objects and methods, in source order
  std::vector<grammar::File*> files;
  std::unordered_map<const grammar::File*, GoVersion> versions;  // GoVersion of each file
  std::vector<PkgName*> imports;
  std::unordered_map<std::string_view, Package*> import_map;  // by path; stand-ins included
  std::unordered_map<Scope*, std::unordered_map<Symbol, PkgName*>> dot_imports;
  std::unordered_map<std::string_view, std::unordered_set<std::string_view>> pkg_paths;  // by name: for messages
  std::unordered_set<const Package*> seen_pkgs;
  std::unordered_map<Union*, TypeSet*> union_type_sets;
  MonoGraph mono;
  bool first_err = false;
  // Arguments that are evaluated a second time for their errors, one within the other; the cost doubles with each.
  static constexpr int kMaxIndexAgain = 4;
  int index_again = 0;
  std::vector<std::pair<GoVersion, std::function<void()>>> delayed;
  std::vector<Object*> obj_path;  // being checked; Object::color_index is 1 + the index here
  std::vector<Type*> cleaners;    // Named, TypeParam, Interface, Alias to be cleaned up at the end
  std::deque<DepSet> dep_sets;
  std::vector<std::unique_ptr<ErrorDesc>> errors;
  uint32_t order = 0;             // the last Object::order given out
  uint32_t depth = 0;             // of nested expressions and types
  uint32_t visits = 0;            // from outside, nested
  bool collected = false;
  std::vector<std::pair<grammar::InterfaceType*, Interface*>> interface_exprs;  // for NoderChecks, as is the next
  std::vector<std::pair<grammar::File*, grammar::VarDecl*>> local_embeds;
  std::vector<std::pair<grammar::FuncDecl*, int64_t>> large_temporaries;  // those of at least kMaxFrame bytes
  std::vector<std::pair<grammar::Pos, Type*>> odd_prints;  // operands of print that are structs or arrays
  std::vector<std::pair<grammar::Pos, Array*>> outside;  // elements after the largest index
  bool init_prepared = false;
  std::vector<TypeAndValue*> free_facts;  // no expression's any more (recording.cc)
  std::vector<Operand*> free_operands;    // NewOperand takes these first
  const Selection* recent_selections[256] = {};
  // Signatures that calls of append, len and cap were given lately, by the type of the first argument.
  struct BuiltinSig {
    BuiltinId id;
    Type* type;
    Signature* sig;
  };
  BuiltinSig recent_builtins[64] = {};

  Environment& env() { return *this; }
  Arena& arena() { return impl_arena_; }
  ConstPool& constants() { return constants_; }
  grammar::SourceSet& sources();
  Symbol Intern(std::string_view s);
  Basic* Typ(BasicKind k) const { return typ_ + static_cast<int>(k); }
  Basic* Invalid() const { return typ_; }
  Operand* NewOperand() {
    if (free_operands.empty()) return arena().New<Operand>();
    Operand* x = free_operands.back();
    free_operands.pop_back();
    *x = {};
    return x;
  }
  // None of them is used any more.
  void Release(std::span<Operand* const> list) { free_operands.insert(free_operands.end(), list.begin(), list.end()); }

  // ---- check.cc
  bool LookupScope(Symbol name, Scope** found, Object** obj);  // nearest in the environment
  Object* Lookup(Symbol name);
  void AddDeclDep(Object* to);
  void RememberUntyped(grammar::Expr* e, bool lhs, OperandMode mode, Basic* typ, Const val);
  // nullptr: e is not waiting for its final type
  static TypeAndValue* FindUntyped(grammar::Expr* e) {
    return e->tv == nullptr || !e->tv->pending ? nullptr : const_cast<TypeAndValue*>(e->tv);
  }
  void ForgetUntyped(grammar::Expr* e);
  void Later(std::function<void()> f);
  void Push(Object* obj);
  Object* Pop();
  void NeedsCleanup(Type* t) {
    if (visits > 0) cleaners.push_back(t);
  }
  void InitFiles();
  void CheckFiles();
  void ProcessDelayed(size_t top);
  void Cleanup();  // calls CleanupType of each
  // Checks an object from outside: in a fresh environment, delayed actions included.
  void ResolveObject(Object* obj);
  void CheckFuncBody(Func* f);  // of a library package, on demand
  void PrepareInit();

  // ---- errors.cc, format.cc
  ErrorDesc* NewError(Code code);
  template <typename... Args>
  void Errorf(At at, Code code, std::string_view format, const Args&... args) {
    Arg list[] = {Arg(args)..., Arg()};
    ErrorfV(at, code, false, format, list, sizeof...(args));
  }
  template <typename... Args>
  void SoftErrorf(At at, Code code, std::string_view format, const Args&... args) {
    Arg list[] = {Arg(args)..., Arg()};
    ErrorfV(at, code, true, format, list, sizeof...(args));
  }
  template <typename... Args>
  void VersionErrorf(At at, GoVersion v, std::string_view format, const Args&... args) {
    VersionError(at, v, types::Sprintf(this, format, args...));
  }
  void Error(At at, Code code, std::string_view msg);
  void ErrorfV(At at, Code code, bool soft, std::string_view format, const Arg* args, size_t nargs);
  void VersionError(At at, GoVersion v, const std::string& what);
  void HandleError(grammar::Pos pos, Code code, const std::string& msg, bool soft);
  template <typename... Args>
  std::string Sprintf(std::string_view format, const Args&... args) {
    return types::Sprintf(this, format, args...);
  }
  std::string PosString(grammar::Pos pos);
  std::string QualifierOf(const Package* p);  // "" for the package being checked
  void MarkImports(const Package* p);

  // ---- version.cc
  bool InOwnFile(grammar::Pos pos) const;
  bool AllowVersion(GoVersion want) const { return !version.IsValid() || version.Cmp(want) >= 0; }
  template <typename... Args>
  bool VerifyVersionf(At at, GoVersion v, std::string_view format, const Args&... args) {
    if (AllowVersion(v)) return true;
    VersionErrorf(at, v, format, args...);
    return false;
  }

  // ---- recording.cc
  void Record(Operand* x);
  void RecordTypeAndValue(grammar::Expr* e, OperandMode mode, Type* typ, Const val);
  TypeAndValue* OwnFacts(grammar::Expr* e);
  void RecordBuiltinType(grammar::Expr* f, Signature* sig);
  void RecordCommaOkTypes(grammar::Expr* x, Operand* a0, Operand* a1);
  void RecordInstance(grammar::Expr* e, List<Type*> targs, Type* typ);
  void RecordDef(grammar::Name* id, Object* obj) { id->obj = obj; }
  void RecordUse(grammar::Name* id, Object* obj) { id->obj = obj; }
  void RecordSelection(grammar::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj, Type* type,
                       const std::vector<int>& index, bool indirect);
  void RecordSelection(grammar::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj, Type* type, int index,
                       bool indirect);
  // Facts of Var for the compiler. MarkAddressTaken: e is the operand of &, of a call of a method with pointer receiver
  // on an addressable value, or an array that is sliced: marks the variable at the root of e (through fields and
  // elements of arrays, not through pointers or slices). MarkAssigned: e is the left side of an assignment, op-assignment,
  // ++/-- or a range clause without :=; marks its root likewise. MarkUse: obj is used in the current environment; called
  // by Ident, and by whoever looks a variable up without it.
  void MarkAddressTaken(grammar::Expr* e);
  void MarkAssigned(grammar::Expr* e);
  void MarkUse(Var* v);

  // ---- resolver.cc
  void Arity(grammar::Pos pos, List<grammar::Name*> names, List<grammar::Expr*> inits, bool const_decl, bool inherited);
  void DeclarePkgObj(grammar::Name* ident, Object* obj, DeclInfo* d);
  Package* ImportPackage(grammar::Pos pos, std::string_view path, const grammar::SourceFile* from);
  void CollectObjects();
  void UnpackRecv(grammar::Expr* rtyp, bool unpack_params, bool* ptr, grammar::Expr** base,
                  std::vector<grammar::Name*>* tparams);
  bool ResolveBaseTypeName(bool ptr, grammar::Name* name, bool* ptr_out, TypeName** base);
  void PackageObjects();
  void UnusedImports();
  void ErrorUnusedPkg(PkgName* obj);

  // ---- decl.cc
  void Declare(Scope* scope, grammar::Name* id, Object* obj, grammar::Pos pos);
  void ObjDecl(Object* obj);  // also of other packages' objects: their checker does it
  bool ValidCycle(Object* obj);
  void CycleError(const std::vector<Object*>& cycle, size_t start);
  void CheckConstDecl(ConstObject* obj, grammar::Expr* typ, grammar::Expr* init, bool inherited);
  void CheckVarDecl(Var* obj, List<Var*> lhs, grammar::Expr* typ, grammar::Expr* init);
  bool IsImportedConstraint(Type* typ);
  void CheckTypeDecl(TypeName* obj, grammar::TypeDecl* tdecl);
  void CollectTypeParams(List<TypeParam*>* dst, List<grammar::Field*> list);
  Type* Bound(grammar::Expr* x);
  TypeParam* DeclareTypeParam(grammar::Name* name, grammar::Pos scope_pos);
  void CollectMethods(TypeName* obj);
  void CheckFieldUniqueness(Named* base);
  void CheckFuncDecl(Func* obj, DeclInfo* decl);
  void CheckDeclStmt(List<grammar::Decl*> list);

  // ---- typexpr.cc
  void Ident(Operand* x, grammar::Name* e, bool want_type);
  // The same when it is known that e denotes obj (nullptr: nothing), found in the scope `found`.
  void IdentFor(Operand* x, grammar::Name* e, bool want_type, Object* obj, Scope* found);
  Type* Typ(grammar::Expr* e);
  Type* VarType(grammar::Expr* e);
  void ValidVarType(grammar::Expr* e, Type* typ);
  Type* DeclaredType(grammar::Expr* e, TypeName* def);
  Type* GenericType(grammar::Expr* e, std::string* cause);
  Type* TypInternal(grammar::Expr* e, TypeName* def);
  Type* InstantiatedType(grammar::Expr* x, List<grammar::Expr*> xlist);
  int64_t ArrayLength(grammar::Expr* e);
  List<Type*> TypeList(List<grammar::Expr*> list);  // empty if any is invalid

  // ---- signature.cc, struct.cc
  void CheckFuncType(Signature* sig, grammar::Field* recv, List<grammar::Field*> tparams, grammar::FuncType* ftyp);
  Var* CollectRecv(grammar::Field* rparam, grammar::Pos scope_pos, List<TypeParam*>* rtparams);
  void RecordParenthesizedRecvTypes(grammar::Expr* e, Type* typ);
  Tuple* CollectParams(VarKind kind, List<grammar::Field*> list, bool* variadic);
  void DeclareParams(List<grammar::Field*> list, const Tuple* params, grammar::Pos scope_pos);
  void ValidRecv(grammar::Pos pos, Var* recv);
  void CheckStructType(Struct* styp, grammar::StructType* e);
  bool DeclareInSet(ObjSet* oset, grammar::Pos pos, Object* obj);
  std::string_view Tag(grammar::BasicLit* t);

  // ---- initorder.cc, return.cc
  void InitOrder();
  void ReportCycle(const std::vector<Object*>& cycle);
  bool IsTerminating(grammar::Stmt* s, Symbol label);  // nullptr: no label
  bool IsTerminatingList(List<grammar::Stmt*> list, Symbol label);
  bool IsTerminatingSwitch(List<grammar::CaseClause*> body, Symbol label);

  // ---- interface.cc, union.cc, typeset.cc, typeparam.cc, alias.cc, named.cc
  Interface* NewInterface();
  void CheckInterfaceType(Interface* ityp, grammar::InterfaceType* iface, TypeName* def);
  Type* ParseUnion(grammar::Expr* uexpr);
  TypeParam* NewTypeParam(TypeName* obj, Type* constraint);
  Alias* NewAlias(TypeName* obj, Type* rhs);
  Alias* NewAliasInstance(grammar::Pos pos, Alias* orig, List<Type*> targs, Named* expanding, Context* ctxt);
  Named* NewNamed(TypeName* obj, Type* from_rhs, std::vector<Func*>* methods);
  Named* NewNamedInstance(grammar::Pos pos, Named* orig, List<Type*> targs, Named* expanding);
  void CleanupType(Type* t);

  // ---- instantiate.cc, subst.cc, infer.cc, mono.cc, validtype.cc, cycles.cc, lookup.cc
  Type* CheckInstance(grammar::Pos pos, Type* orig, List<Type*> targs, Named* expanding, Context* ctxt);
  bool ValidateTArgLen(grammar::Pos pos, std::string_view name, int want, int got);
  // The index of the first argument that does not satisfy its constraint and why; -1 if all do.
  int Verify(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs, Context* ctxt, std::string* err);
  bool Implements(Type* V, Type* T, bool constraint, std::string* cause);
  Type* Subst(grammar::Pos pos, Type* typ, const TypeMap& smap, Named* expanding, Context* ctxt);
  List<Type*> Infer(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs, Tuple* params,
                    std::span<Operand* const> args, bool reverse, ErrorDesc* err);
  List<TypeParam*> RenameTParams(grammar::Pos pos, List<TypeParam*> tparams, Type* typ, Type** renamed);
  void Monomorph();
  void ReportInstanceLoop(int v);
  void MonoRecordCanon(TypeParam* mpar, TypeParam* tpar);
  void MonoRecordInstance(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs, List<grammar::Expr*> xlist);
  void ValidType(Named* typ);
  void DirectCycles();
  void DirectCycle(TypeName* tname, std::unordered_map<TypeName*, int>* path_idx);
  // Basic types, pointers and the like contain nothing.
  bool FiniteSize(Type* t) {
    if (t == nullptr) return true;
    switch (t->kind) {
      case TypeKind::kNamed:
        return static_cast<Named*>(t)->size_known ? static_cast<Named*>(t)->finite_size : FiniteSizeSlow(t);
      case TypeKind::kAlias:
      case TypeKind::kArray:
      case TypeKind::kStruct:
        return FiniteSizeSlow(t);
      default:
        return true;
    }
  }
  bool FiniteSizeSlow(Type* t);
  Func* MissingMethod(Type* V, Type* T, bool is_static, FuncRef<bool(Type*, Type*)> equivalent, std::string* cause,
                      bool* wrong_type);
  bool HasAllMethods(Type* V, Type* T, bool is_static, FuncRef<bool(Type*, Type*)> equivalent, std::string* cause);
  std::string InterfacePtrError(Type* T);
  std::string FuncString(Func* f, bool pkg_info);
  bool AssertableTo(Type* V, Type* T, std::string* cause);
  bool NewAssertableTo(Type* V, Type* T, std::string* cause);

  // ---- expr.cc
  bool CheckOp(Operand* x, grammar::Op op, bool unary);
  void Unary(Operand* x, grammar::Operation* e);
  Type* ChanElem(At pos, Operand* x, bool recv);
  void UpdateExprType(grammar::Expr* x, Type* typ, bool final);
  void UpdateOneExprType(grammar::Expr* x, Type* typ, bool final);
  void UpdateExprVal(grammar::Expr* x, Const val);
  Type* ImplicitTypeAndValue(const Operand* x, Type* target, Const* val, Code* code);  // nullptr: not possible
  void Comparison(Operand* x, Operand* y, grammar::Op op, bool switch_case = false);
  std::string IncomparableCause(Type* typ);
  void Shift(Operand* x, Operand* y, grammar::Expr* e, grammar::Op op);
  void Binary(Operand* x, grammar::Expr* e, grammar::Expr* lhs, grammar::Expr* rhs, grammar::Op op);
  void BinaryExpr(Operand* x, grammar::Operation* e);
  void BinaryChain(Operand* x, grammar::Operation* e);
  void BinaryRest(Operand* x, grammar::Expr* e, grammar::Expr* lhs, grammar::Expr* rhs, grammar::Op op);
  void FinishBinary(Operand* x, Operand* y, grammar::Expr* e, grammar::Expr* lhs, grammar::Expr* rhs, grammar::Op op);
  void MatchTypes(Operand* x, Operand* y);
  void RawIdent(Operand* x, grammar::Name* e, Object* obj, Scope* found);  // RawExpr of a name that is known
  ExprKind RawExpr(Target* T, Operand* x, grammar::Expr* e, Type* hint, bool allow_generic);
  void FinishRawExpr(Target* T, Operand* x, bool allow_generic);
  void NonGeneric(Target* T, Operand* x);
  void PendingType(Operand* x);
  void Indirection(Operand* x, grammar::Operation* e);
  void CheckAssertExpr(Operand* x, grammar::AssertExpr* e);
  ExprKind ExprInternal(Target* T, Operand* x, grammar::Expr* e, Type* hint);
  void TypeAssertion(grammar::Expr* e, Operand* x, Type* T, bool type_switch);
  void CheckExpr(Target* T, Operand* x, grammar::Expr* e);
  void GenericExpr(Operand* x, grammar::Expr* e);
  // Whoever asks for operands gives them back (Release).
  void MultiExpr(grammar::Expr* e, bool allow_comma_ok, bool* comma_ok, OperandList* list);
  void ExprWithHint(Operand* x, grammar::Expr* e, Type* hint);
  void ExprOrType(Operand* x, grammar::Expr* e, bool allow_generic);
  void AddTupleOperands(Tuple* t, grammar::Expr* e, OperandList* list);
  // Reports and invalidates x if its mode is in the set.
  void Exclude(Operand* x, unsigned modeset) {
    if ((modeset >> static_cast<unsigned>(x->mode) & 1) != 0) Excluded(x, modeset);
  }
  void Excluded(Operand* x, unsigned modeset);
  void CheckSingleValue(Operand* x);  // a value, and one
  // Reports and invalidates x if it stands for several values.
  void SingleValue(Operand* x) {
    if (x->mode == kValue && x->type->kind == TypeKind::kTuple) SeveralValues(x);
  }
  void SeveralValues(Operand* x);

  // ---- const.cc, conversions.cc, index.cc, literals.cc
  void Overflow(Operand* x, grammar::Pos op_pos);
  bool RepresentableConst(Const x, Basic* typ, Const* rounded);
  void Representable(Operand* x, Basic* typ);
  Const Representation(const Operand* x, Basic* typ, Code* code);
  void InvalidConversion(Code code, Operand* x, Type* target);
  void ConvertUntyped(Operand* x, Type* target);
  void Conversion(Operand* x, Type* T);
  bool CheckIndexExpr(Operand* x, grammar::IndexExpr* e);
  void OrdinaryIndex(Operand* x, grammar::IndexExpr* e);
  void MapIndex(Operand* x, grammar::IndexExpr* e, Type* key, Type* elem);
  void SliceIndices(grammar::SliceExpr* e, int64_t length);
  void CheckSliceExpr(Operand* x, grammar::SliceExpr* e);
  grammar::Expr* SingleIndex(grammar::IndexExpr* e);
  Type* Index(grammar::Expr* index, int64_t max, int64_t* val);
  bool IsValidIndex(Operand* x, Code code, std::string_view what, bool allow_negative);
  void LangCompat(grammar::BasicLit* lit);
  void CheckBasicLit(Operand* x, grammar::BasicLit* e);
  void CheckFuncLit(Operand* x, grammar::FuncLit* e);
  void CheckCompositeLit(Operand* x, grammar::CompositeLit* e, Type* hint);
  void StructLit(Operand* x, grammar::CompositeLit* lit, Type* base, Struct* typ);
  void KeyedField(Operand* x, grammar::KeyValueExpr* kv, Type* base, const List<Var*>& fields, bool* visited);
  void MapLit(Operand* x, grammar::CompositeLit* lit, Map* typ);
  int64_t IndexedElts(List<grammar::Expr*> elts, Type* typ, int64_t length, grammar::Expr** outside = nullptr);

  // ---- call.cc, builtins.cc
  List<Type*> FuncInst(Target* T, grammar::Pos pos, Operand* x, grammar::IndexExpr* inst, bool infer);
  Signature* InstantiateSignature(grammar::Pos pos, grammar::Expr* expr, Signature* typ, List<Type*> targs,
                                  List<grammar::Expr*> xlist);
  ExprKind CheckCallExpr(Operand* x, grammar::CallExpr* call);
  ExprKind ConversionCall(Operand* x, grammar::CallExpr* call);
  void ConvertArgument(Operand* x, grammar::CallExpr* call, Type* t);
  Signature* Callee(Operand* x, grammar::CallExpr* call, grammar::IndexExpr* inst, List<Type*>* targs,
                    List<grammar::Expr*>* xlist);
  void FinishCall(Operand* x, grammar::CallExpr* call, Signature* sig, List<Type*> targs, List<grammar::Expr*> xlist);
  void ArgumentCountError(grammar::CallExpr* call, Signature* sig, std::span<Operand* const> args, size_t npars);
  void ExprList(List<grammar::Expr*> elist, OperandList* list);
  void GenericExprList(List<grammar::Expr*> elist, OperandList* list, std::vector<List<Type*>>* targs_list);
  Signature* Arguments(grammar::CallExpr* call, Signature* sig, List<Type*> targs, List<grammar::Expr*> xlist,
                       std::span<Operand* const> args, const std::vector<List<Type*>>& atargs);
  void Selector(Operand* x, grammar::SelectorExpr* e, bool want_type);
  bool QualifiedIdent(Operand* x, grammar::SelectorExpr* e, PkgName* pname);
  bool FieldOrMethod(Operand* x, grammar::SelectorExpr* e, bool want_type);
  bool SelectedValue(Operand* x, grammar::SelectorExpr* e, Object* obj, FuncRef<void(SelectionKind, Type*)> record,
                     bool indirect);
  Signature* MethodValueType(Func* m, Signature* msig);
  void SelectorError(Operand* x, grammar::SelectorExpr* e, bool ambiguous, bool indirect);
  std::string LookupError(Type* typ, Symbol sel, Object* obj, bool struct_lit);
  bool Use(grammar::Expr* e) { return Use1(e, false); }
  bool Use(List<grammar::Expr*> args) { return UseN(args, false); }
  bool UseLHS(List<grammar::Expr*> args) { return UseN(args, true); }
  bool UseN(List<grammar::Expr*> args, bool lhs);
  bool Use1(grammar::Expr* e, bool lhs);
  bool CheckBuiltin(Operand* x, grammar::CallExpr* call, BuiltinId id);
  bool BuiltinArguments(Operand* x, grammar::CallExpr* call, BuiltinId id);
  Type* ApplyTypeFunc(FuncRef<Type*(Type*)> f, Operand* x, BuiltinId id);

  // ---- assignments.cc, stmt.cc, range.cc
  void Assignment(Operand* x, Type* T, std::string_view context, grammar::Expr* callee = nullptr);
  void AssignTyped(Operand* x, Type* T, std::string_view context, grammar::Expr* callee);
  bool AssignUntyped(Operand* x, Type* T, std::string_view context, grammar::Expr* callee);
  void InitConst(ConstObject* lhs, Operand* x);
  void InitVar(Var* lhs, Operand* x, std::string_view context);
  Type* LhsVar(grammar::Expr* lhs);
  void AssignVar(grammar::Expr* lhs, grammar::Expr* rhs, Operand* x, std::string_view context);
  void AssignedValue(Operand* x, Type* T, grammar::Expr* lhs, grammar::Expr* rhs);
  void InitVarFrom(Var* lhs, grammar::Expr* rhs, std::string_view context, bool is_return);
  void InitFuncFrom(Operand* x, Signature* sig, Var* lhs, grammar::Expr* rhs, bool is_return);
  std::string TypesSummary(const std::vector<Type*>& list, bool variadic, bool has_dots);
  void AssignError(List<grammar::Expr*> rhs, int l, int r);
  void ReturnError(At at, List<Var*> lhs, std::span<Operand* const> rhs);
  void InitVars(List<Var*> lhs, List<grammar::Expr*> orig_rhs, grammar::Stmt* return_stmt);
  void AssignVars(List<grammar::Expr*> lhs, List<grammar::Expr*> orig_rhs);
  void ShortVarDecl(grammar::Pos pos, List<grammar::Expr*> lhs, List<grammar::Expr*> rhs);
  void FuncBody(DeclInfo* decl, std::string_view name, Signature* sig, grammar::BlockStmt* body, Const iota);
  void Usage(Scope* scope);
  void SimpleStmt(grammar::Stmt* s);
  void StmtList(unsigned ctxt, List<grammar::Stmt*> list);
  void MultipleSwitchDefaults(List<grammar::CaseClause*> list);
  void MultipleSelectDefaults(List<grammar::CommClause*> list);
  void OpenScope(grammar::Node* node);
  void InitScope(grammar::Node* node, grammar::Stmt* init);
  void CloseScope();
  void SuspendedCall(std::string_view keyword, grammar::Expr* call);
  void CheckCaseValues(Operand* x, List<grammar::Expr*> values, CaseValues* seen);
  bool IsNil(grammar::Expr* e);
  Type* CheckCaseTypes(Operand* x, List<grammar::Expr*> types, CaseTypes* seen);
  void CheckStmt(unsigned ctxt, grammar::Stmt* s);
  void CheckSwitchStmt(unsigned inner, grammar::SwitchStmt* s);
  void CheckTypeSwitchStmt(unsigned inner, grammar::SwitchStmt* s, grammar::TypeSwitchGuard* guard);
  void SwitchTag(Operand* x, grammar::SwitchStmt* s);
  bool TypeSwitchOperand(Operand* x, grammar::Expr* e);
  void CheckExprStmt(grammar::ExprStmt* s);
  void CheckSendStmt(grammar::SendStmt* s);
  void CheckAssignStmt(grammar::AssignStmt* s);
  void CheckReturnStmt(grammar::ReturnStmt* s);
  void CheckIfStmt(unsigned inner, grammar::IfStmt* s);
  void Condition(grammar::Expr* cond, std::string_view msg);
  void CheckForStmt(unsigned inner, grammar::ForStmt* s);
  void CheckSelectStmt(unsigned inner, grammar::SelectStmt* s);
  void CheckRangeStmt(unsigned inner, grammar::ForStmt* s, grammar::RangeClause* clause);
  void RangeHeader(grammar::ForStmt* s, grammar::RangeClause* clause);
  void RangeExpr(Operand* x, grammar::Expr* range_var, grammar::Expr* const vars[3], Type* key_val[2]);

  // ---- noder.cc
  void NoderChecks();
  void NoteLocalEmbed(grammar::VarDecl* vdecl);
  void NoteTemporary(Type* elem, int64_t n);  // the function under examination has an array of n elems on its stack
  void CheckPrints();
  void CheckFrames();
  void CheckBodyPresence(grammar::File* file, grammar::FuncDecl* fdecl);
  void CheckLinknames(grammar::File* file, grammar::Pragma* pragma, std::unordered_set<std::string_view>* seen);
  void CheckEmbed(grammar::File* file, grammar::VarDecl* vdecl, bool within_func);
  void CheckEmbedTypes();

  // ---- objects and types, made in the arena
  PkgName* NewPkgName(grammar::Pos pos, Symbol name, Package* imported);
  ConstObject* NewConst(grammar::Pos pos, Symbol name, Type* typ, Const val);
  TypeName* NewTypeName(grammar::Pos pos, Symbol name, Type* typ);
  Var* NewVar(VarKind kind, grammar::Pos pos, Package* pkg, Symbol name, Type* typ);
  Var* NewParam(grammar::Pos pos, Symbol name, Type* typ) { return NewVar(VarKind::kParam, pos, pkg, name, typ); }
  Var* NewField(grammar::Pos pos, Symbol name, Type* typ, bool embedded);
  Func* NewFunc(grammar::Pos pos, Package* pkg, Symbol name, Signature* sig);
  Tuple* NewTuple(std::span<Var* const> vars);  // nullptr if empty
  Tuple* NewTuple(std::initializer_list<Var*> vars) { return NewTuple(std::span(vars.begin(), vars.size())); }
  Pointer* NewPointer(Type* base) { return arena().New<Pointer>(base); }
  Slice* NewSlice(Type* elem) { return arena().New<Slice>(elem); }
  Map* NewMap(Type* key, Type* elem) { return arena().New<Map>(key, elem); }
  Chan* NewChan(grammar::ChanDir dir, Type* elem) { return arena().New<Chan>(dir, elem); }
  Array* NewArray(Type* elem, int64_t len) { return arena().New<Array>(elem, len); }
  Scope* NewScope(Scope* parent, grammar::Pos pos, grammar::Pos end);

 private:
  Arena& impl_arena_;
  ConstPool& constants_;
  Basic* typ_;
};

// ---- functions of the room that need no checker

// object.cc
std::string ObjectString(const Object* obj, Checker* check);
std::string_view ObjectKindString(const Object* obj);  // objectKind: "local variable"
bool IsExported(std::string_view name);
// obj is what `name` means in `pkg`: unexported names are those of one package only.
bool SameId(const Object* obj, const Package* pkg, Symbol name, bool fold_case = false);
bool HasPtrRecv(const Func* f);
// predicates.cc
inline bool IsValid(const Type* t) {
  t = Unalias(t);
  return t == nullptr || t->kind != TypeKind::kBasic || static_cast<const Basic*>(t)->basic != BasicKind::kInvalid;
}
bool IsIntegerOrFloat(const Type* t);
bool IsConstType(const Type* t);
// t, or each type in the type set of the type parameter t, is basic and of one of these kinds.
bool AllTermsBasic(const Type* t, unsigned info);
inline bool AllBasic(const Type* t, unsigned info) {
  return IsTypeParam(t) ? AllTermsBasic(t, info) : IsBasic(t, info);
}
inline bool AllBoolean(const Type* t) { return AllBasic(t, kIsBoolean); }
inline bool AllInteger(const Type* t) { return AllBasic(t, kIsInteger); }
inline bool AllUnsigned(const Type* t) { return AllBasic(t, kIsUnsigned); }
inline bool AllNumeric(const Type* t) { return AllBasic(t, kIsNumeric); }
inline bool AllString(const Type* t) { return AllBasic(t, kIsString); }
inline bool AllOrdered(const Type* t) { return AllBasic(t, kIsOrdered); }
inline bool AllNumericOrString(const Type* t) { return AllBasic(t, kIsNumeric | kIsString); }
bool HasName(const Type* t);
bool IsTypeLit(const Type* t);
bool IsUntypedNumeric(const Type* t);
bool IsNonTypeParamInterface(const Type* t);
bool HasEmptyTypeset(const Type* t);
TypeError ComparableType(Type* T, bool dynamic);  // false: comparable
bool IdenticalOrigin(const Named* x, const Named* y);
bool IdenticalInstance(const Type* xorig, const List<Type*>& xargs, const Type* yorig, const List<Type*>& yargs);
Type* MaxType(Type* x, Type* y);
// under.cc: f is called for each type of t's type set with its underlying type (nullptr, nullptr: no specific types).
bool UnderIs(Type* t, FuncRef<bool(Type* u)> f);
bool AllTypes(Type* t, FuncRef<bool(Type* t, Type* u)> f);
Type* CommonUnder(Type* t, FuncRef<TypeError(Type* t, Type* u)> cond, TypeError* err);
// typeparam.cc: t == nullptr: no specific types.
bool TypeParamIs(TypeParam* p, FuncRef<bool(const Term* t)> f);
Interface* TypeParamIface(TypeParam* p);
// typestring.cc: as in messages of `check` (nullptr: package names).
void WriteType(std::string* out, const Type* t, Checker* check);
void WriteSignature(std::string* out, const Signature* sig, Checker* check);
// lookup.cc
Object* LookupFieldOrMethod(Type* T, bool addressable, const Package* pkg, Symbol name, bool fold_case,
                            std::vector<int>* index, bool* indirect);
// The same where the answer is quickly found: a field or method of T itself, or of what it points to, without embedding. nullptr:
// ask LookupFieldOrMethod. *index is the path, of one step; it and *indirect are set only if something is found.
Object* LookupDirect(Type* T, bool addressable, const Package* pkg, Symbol name, int* index, bool* indirect);
bool HasInvalidEmbeddedFields(Type* T);
bool IsInterfacePtr(Type* T);
Type* DerefStructPtr(Type* t);
int FieldIndex(const List<Var*>& fields, const Package* pkg, Symbol name, bool fold_case);
Named* AsNamed(Type* t);  // alias.cc; with its declaration loaded
Type* SafeUnderlying(Type* t);
bool IsParameterized(const List<TypeParam*>& tparams, Type* t);  // infer.cc
List<TypeParam*> BindTParams(List<TypeParam*> list);             // typelists: numbers them
// named.cc: methods may be added while the type is being declared.
void AddMethod(Named* t, Func* m, World::Impl* impl);
void SetUnderlying(Named* t, Type* u);
Func* LookupMethod(Named* t, const Package* pkg, Symbol name, bool fold_case, int* index);
// typeset.cc
TypeSet* ComputeInterfaceTypeSet(Checker* check, grammar::Pos pos, Interface* ityp);
bool TypeSetIsMethodSet(const TypeSet* s);
bool TypeSetIsComparableConstraint(const TypeSet* s);  // _TypeSet.comparable
// decl.cc
size_t FirstInSrc(const std::vector<Object*>& path);
bool IsValidName(std::string_view name);  // predicates.cc: an identifier, and not what an error left behind
// builtins.cc, conversions.cc, expr.cc
bool HasVarSize(Type* t);
ExprKind BuiltinKind(BuiltinId id);
std::string_view BuiltinName(BuiltinId id);
bool IsPointer(const Type* t);
grammar::Pos OpPos(grammar::Expr* x);
std::string_view OpName(grammar::Expr* x);
// For Exclude: what is no value.
inline constexpr unsigned kNotValues = 1u << static_cast<unsigned>(OperandMode::kNoValue) |
                                       1u << static_cast<unsigned>(OperandMode::kBuiltin) |
                                       1u << static_cast<unsigned>(OperandMode::kTypExpr);

}  // namespace minigo::types
