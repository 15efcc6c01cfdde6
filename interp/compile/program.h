// Program: the compiler's state for one engine. It lowers types to descriptors, gives functions and package
// variables their identity, and makes bodies on demand: a runtime::Func is created with a request (FuncRequest)
// and compiled when it is first called.
//
// Used under the engine's compile lock (LockRank::kCompile).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "interp/bytecode/builder.h"
#include "interp/bytecode/func.h"
#include "interp/bytecode/optimizer.h"
#include "interp/bytecode/pass.h"
#include "interp/types/check.h"
#include "interp/types/info.h"
#include "runtime/base/arena.h"
#include "runtime/base/intern.h"
#include "runtime/type.h"

namespace minigo::compile {

namespace rt = minigo::runtime;

// What the type parameters in scope stand for: closed types, one body per distinct list of descriptors.
struct Env {
  types::TypeMap map;
  std::vector<const rt::Type*> key;
  bool empty() const { return key.empty(); }
};

enum class BodyKind : uint8_t {
  kDecl,        // a declared function or method
  kLit,         // a function literal
  kRangeBody,   // the body of a range-over-func loop
  kPackageInit, // initializes a package: imports are initialized before by the engine
  kIfaceEntry,  // takes an interface's data word, calls the method
  kPromoted,    // a method promoted through embedded fields, or T's method for *T
  kBound,       // a method value: receiver captured
  kIfaceExpr,   // the method expression I.M of an interface type
  kBuiltin,     // a builtin called by go or defer
};

struct RangeBody;  // rangefunc.cc

// How a body is compiled: plainly at first, which is quick; once it has run often, with all passes.
struct Tier {
  enum Kind : uint8_t {
    kOptimized,
    kPlain,  // as it is written; calls and iterations are counted
    kSmall,  // optimized, without inlining: needs no more than kSpareSlots beyond what plain code does
  } kind = kOptimized;
  // A CountLoop of the plain code: its frames go on here, with all slots as they are. Up to there the code is compiled as the
  // plain code was.
  const bytecode::Insn* loop = nullptr;
};
constexpr uint32_t kSpareSlots = bytecode::Optimizer::kMaxFresh;  // of plain code with loops

// Where a captured variable lies in its closure.
struct Capture {
  types::Var* var = nullptr;
  bool by_ref = false;         // one word: the cell's address
  const rt::Type* type = nullptr;  // of the variable
  uint16_t word = 0;           // first captured word
};

// How to make the body of a Func; see BodyKind for which fields are used.
struct FuncRequest {
  BodyKind kind = BodyKind::kDecl;
  types::Package* pkg = nullptr;
  types::Func* func = nullptr;
  grammar::FuncLit* lit = nullptr;
  const Env* env = nullptr;
  const grammar::SourceFile* source = nullptr;
  List<Capture> captures;
  std::string_view outer_name;   // literals are named after the function around them
  RangeBody* range = nullptr;
  // wrappers
  const rt::Type* recv = nullptr;    // the receiver's type
  List<int> path;                    // embedded fields on the way
  rt::Func* target = nullptr;        // the method, unless it is an interface's
  const rt::InterfaceMethod* imethod = nullptr;
  const rt::FuncType* sig = nullptr;
  const rt::Type* target_recv = nullptr;
  types::BuiltinId builtin{};
  List<const rt::Type*> arg_types;
  const rt::Type* result_type = nullptr;
  grammar::CallExpr* call = nullptr;
};

// What Program asks of the engine.
struct ProgramHooks {
  void* arg = nullptr;
  // The native behind a body-less function ("strings", "Index"), or nullptr.
  const void* (*native)(void* arg, std::string_view pkg, std::string_view name) = nullptr;
  // What that native finds in Func::native_data; nullptr: it does not look.
  void* (*native_data)(void* arg, std::string_view pkg, std::string_view name) = nullptr;
  // Set as Type::complete_methods; leads to Program::CompleteMethods under the compile lock.
  void (*complete_methods)(rt::Runtime* runtime, rt::Type* t) = nullptr;
  // Parses and checks the body of a library function; errors are internal ones.
  bool (*check_body)(void* arg, types::Func* f) = nullptr;
};

class Program {
 public:
  Program(types::World& world, grammar::SourceSet& sources, Interner& names, rt::TypeTable& table, rt::Runtime* runtime,
          const ProgramHooks& hooks);
  ~Program();
  Program(const Program&) = delete;

  // The function for a declared function or method; targs are closed. For methods of generic types targs are the
  // receiver's type arguments.
  rt::Func* FuncFor(types::Func* f, const std::vector<types::Type*>& targs);
  // The initializer of a package: variables in dependency order, then init functions.
  rt::Func* InitFuncFor(types::Package* pkg);
  // Makes the body of f. False: an internal error was reported.
  bool CompileBody(rt::Func* f);
  // An optimized version of f, whose body is plain: see rt::OptimizeFn.
  const rt::Func* Optimize(rt::Func* f, const bytecode::Insn* loop);

  // The descriptor of t under env (nullptr: t is closed).
  const rt::Type* Lower(types::Type* t, const Env* env = nullptr);
  // A closed type for a descriptor.
  types::Type* TypeOf(const rt::Type* t);
  types::Type* Subst(types::Type* t, const Env* env);
  const Env* EnvFor(const List<types::TypeParam*>& params, const std::vector<types::Type*>& targs,
                    const Env* outer = nullptr);

  // The memory of a package variable.
  void* AddressOf(types::Var* v);
  // Immortal text, deduplicated.
  rt::GoString Text(std::string_view s);
  // An immortal copy of a constant's bytes, deduplicated: equal constants share their box in interfaces, by which a
  // panic that is raised again is known.
  void* ConstantBox(std::string_view bytes);
  // Immortal memory for constants; `scan` memory is a root.
  void* Immortal(size_t bytes, bool scan);

  rt::Func* NewFunc(std::string_view name, FuncRequest* request, const grammar::SourceFile* source, grammar::Pos pos);
  // Fixes where the arguments of f lie, which others rely on long before f is compiled. recv: nullptr for none.
  static void SetSlots(rt::Func* f, const rt::FuncType* sig, const rt::Type* recv);
  FuncRequest* NewRequest(BodyKind kind) {
    FuncRequest* r = arena_.New<FuncRequest>();
    r->kind = kind;
    return r;
  }

  // The method of closed type t (Named, pointer to Named, struct with embedded fields, interface excluded) as a function whose
  // first parameter is t; nullptr if there is none.
  rt::Func* MethodFunc(const rt::Type* t, std::string_view name, std::string_view pkg_path);
  // Called by the runtime when t's methods are first needed.
  void CompleteMethods(rt::Type* t);
  rt::Func* BoundMethod(const rt::Type* recv, rt::Func* target, const rt::InterfaceMethod* im, const rt::FuncType* sig);

  // dir + base name → index into a function's file table is kept by the function's own debug data.
  std::string_view Intern(std::string_view s) { return View(names_.Intern(s)); }

  bytecode::Passes passes() const { return passes_; }
  void set_passes(bytecode::Passes passes) { passes_ = passes; }
  // What bodies may do in plain code: iterations, of which a call counts as several.
  void set_budget(int32_t budget) { budget_ = budget; }
  bytecode::Optimizer& optimizer() { return optimizer_; }
  // Empty. One body is compiled at a time.
  bytecode::Builder& TakeBuilder() {
    builder_.Clear();
    return builder_;
  }

  types::World& world() { return world_; }
  rt::TypeTable& table() { return table_; }
  std::unordered_map<const types::Var*, bool>* leaks() { return &leaks_; }
  std::unordered_map<const types::Func*, int>& inline_costs() { return inline_costs_; }
  // What became of range-over-func loops whose iterators are known.
  enum class LoopForm : uint8_t { kInlined, kCalled };
  std::unordered_map<const grammar::ForStmt*, LoopForm>& loop_forms() { return loop_forms_; }
  // Counts the compilations of bodies: what a variable's place holds for.
  uint32_t NextEpoch() { return ++epoch_; }
  // How the body of f is made, also after it has been.
  FuncRequest* RequestOf(const rt::Func* f) { return f->id <= requests_.size() ? requests_[f->id - 1] : nullptr; }
  rt::Runtime* runtime() { return runtime_; }
  Arena& arena() { return arena_; }
  Interner& names() { return names_; }
  const ProgramHooks& hooks() const { return hooks_; }
  grammar::SourceSet& sources() { return sources_; }
  std::vector<rt::Func*>& funcs() { return funcs_; }
  std::string FuncName(types::Func* f, bool instantiated) const;
  static std::string_view PkgPath(const types::Object* o);
  // The name of d as gc's linker knows it, which stands in the names of instances: paths in full, types declared in
  // functions numbered.
  std::string LinkName(const rt::Type* d);
  static std::string NamePrefix(std::string_view path);
  const rt::Type* Any() { return table_.EmptyInterface(); }

 private:
  struct Key {
    const void* object;
    std::vector<const rt::Type*> targs;
    bool operator==(const Key& o) const { return object == o.object && targs == o.targs; }
  };
  struct KeyHash {
    size_t operator()(const Key& k) const {
      size_t h = reinterpret_cast<size_t>(k.object) * 0x9e3779b97f4a7c15u;
      for (const rt::Type* t : k.targs) h = (h ^ reinterpret_cast<size_t>(t)) * 0x9e3779b97f4a7c15u;
      return h ^ (h >> 29);
    }
  };

  struct PendingNamed {
    rt::Type* type;
    types::Named* named;
    const Env* env;
  };
  const rt::Type* LowerUncached(types::Type* t, const Env* env);
  types::Type* Rebuild(const rt::Type* d, types::Type* t, const Env* env);
  void EnsureComplete(const rt::Type* t);
  void CompleteNamed(const PendingNamed& p);
  const rt::Type* LowerNamed(types::Named* t, const Env* env);
  const rt::Type* LowerStruct(types::Struct* t, const Env* env);
  const rt::Type* LowerSignature(types::Signature* t, const Env* env);
  const rt::Type* LowerInterface(types::Interface* t, const Env* env);
  bool IsClosed(types::Type* t);
  static int LocalNumber(const types::TypeName* obj);
  std::string MethodName(const rt::Type* recv, std::string_view method);
  rt::Func* IfaceEntry(const rt::Type* recv, rt::Func* method);
  rt::Func* Promoted(const rt::Type* recv, types::Func* method, const std::vector<int>& index);

  types::World& world_;
  grammar::SourceSet& sources_;
  Interner& names_;
  rt::TypeTable& table_;
  rt::Runtime* runtime_;
  ProgramHooks hooks_;
  bytecode::Passes passes_ = bytecode::Passes::All();
  bytecode::Optimizer optimizer_;
  bytecode::Builder builder_;
  Arena arena_;
  std::vector<rt::Func*> funcs_;
  std::vector<FuncRequest*> requests_;  // of funcs_
  int32_t budget_ = 1500;
  std::unordered_map<Key, rt::Func*, KeyHash> instances_;
  std::unordered_map<Key, rt::Type*, KeyHash> named_;
  std::unordered_map<Key, const Env*, KeyHash> envs_;
  std::vector<std::unique_ptr<const Env>> envs_owned_;
  std::vector<void*> blocks_;  // immortal memory
  std::unordered_map<Key, rt::Func*, KeyHash> wrappers_;
  std::unordered_map<const types::Type*, bool> closed_;
  std::unordered_map<std::string_view, rt::GoString> texts_;
  std::unordered_map<std::string_view, void*> boxes_;
  std::unordered_map<const types::Var*, void*> globals_;
  struct Segment {
    char* at = nullptr;
    char* end = nullptr;
  } data_, scanned_;
  std::vector<PendingNamed> pending_;
  std::unordered_set<const types::Named*> clones_;  // of types declared in generic functions
  std::unordered_map<const rt::Type*, std::string> link_names_;  // of named types
  int lowering_ = 0;
  std::unordered_map<const types::Func*, int> inline_costs_;
  std::unordered_map<const grammar::ForStmt*, LoopForm> loop_forms_;
  uint32_t epoch_ = 0;
  std::unordered_map<const types::Var*, bool> leaks_;  // slice parameters: see backing.cc
};

}  // namespace minigo::compile
