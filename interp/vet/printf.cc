// This file implements the analysis of calls like those of fmt.Printf and fmt.Print.
//
// Which functions are like these? Those of a table; and a function with a last parameter "args
// ...any", perhaps after "format string", that hands these on to such a function. To find the
// latter, all functions of the package are looked at first: each notes whom it hands its parameters
// to, and what is learned of one goes to those that call it.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "grammar/runes.h"
#include "interp/types/info.h"
#include "interp/types/internal.h"
#include "interp/vet/analyses.h"
#include "interp/vet/format_string.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::BasicKind;
using types::Func;
using types::Object;
using types::Signature;
using types::Type;
using types::Var;

namespace {

enum class Kind : uint8_t { kNone, kPrint, kPrintf, kErrorf };

std::string_view KindName(Kind k) {
  return k == Kind::kPrint ? "print" : k == Kind::kPrintf ? "printf" : "errorf";
}

// The library's functions, by full name. Those that end in f take a format.
constexpr std::string_view kPrinters[] = {"fmt.Appendf",
                                          "fmt.Append",
                                          "fmt.Appendln",
                                          "fmt.Errorf",
                                          "fmt.Fprint",
                                          "fmt.Fprintf",
                                          "fmt.Fprintln",
                                          "fmt.Print",
                                          "fmt.Printf",
                                          "fmt.Println",
                                          "fmt.Sprint",
                                          "fmt.Sprintf",
                                          "fmt.Sprintln",
                                          "runtime/trace.Logf",
                                          "log.Print",
                                          "log.Printf",
                                          "log.Println",
                                          "log.Fatal",
                                          "log.Fatalf",
                                          "log.Fatalln",
                                          "log.Panic",
                                          "log.Panicf",
                                          "log.Panicln",
                                          "(*log.Logger).Fatal",
                                          "(*log.Logger).Fatalf",
                                          "(*log.Logger).Fatalln",
                                          "(*log.Logger).Panic",
                                          "(*log.Logger).Panicf",
                                          "(*log.Logger).Panicln",
                                          "(*log.Logger).Print",
                                          "(*log.Logger).Printf",
                                          "(*log.Logger).Println",
                                          "(*testing.common).Error",
                                          "(*testing.common).Errorf",
                                          "(*testing.common).Fatal",
                                          "(*testing.common).Fatalf",
                                          "(*testing.common).Log",
                                          "(*testing.common).Logf",
                                          "(*testing.common).Skip",
                                          "(*testing.common).Skipf",
                                          "(testing.TB).Error",
                                          "(testing.TB).Errorf",
                                          "(testing.TB).Fatal",
                                          "(testing.TB).Fatalf",
                                          "(testing.TB).Log",
                                          "(testing.TB).Logf",
                                          "(testing.TB).Skip",
                                          "(testing.TB).Skipf"};
// Others that hand their parameters on.
constexpr std::string_view kForwarders[] = {"(*net/textproto.Conn).Cmd",
                                            "(*net/textproto.Writer).PrintfLine"};

bool In(std::span<const std::string_view> list, std::string_view s) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

// ---------------------------------------------------------------- which functions print

class Printers;
// Those of packages that are imported, by package; nullptr: being looked at.
using Imported = std::unordered_map<types::Package*, std::unique_ptr<Printers>>;

class Printers {
 public:
  Printers(const Pass& pass, Imported* imported) : pass_(pass), imported_(imported) {}

  void Find();
  Kind KindOf(Object* obj);

 private:
  struct Wrapper;
  struct Caller {
    Wrapper* wrapper;
    CallExpr* call;  // nullptr: `wrapper` is an interface's method, implemented by the one called
  };
  struct Wrapper {
    Object* obj = nullptr;      // a function, or the variable that holds a function literal
    BlockStmt* body = nullptr;  // nullptr: an interface's method
    Var* format = nullptr;      // may be nullptr
    Var* args = nullptr;
    std::vector<Caller> callers;
  };

  void Add(Object* obj, Signature* sig, BlockStmt* body);
  void AddLiteral(FuncLit* lit, Object* holder);
  void Scan(Wrapper* w);
  void Call(Wrapper* w, Object* callee, CallExpr* call);
  void Propagate(Wrapper* w, CallExpr* call, Kind kind);
  bool Forwards(Wrapper* w, CallExpr* call, Kind kind);
  void FindImplementations();
  void Implements(Type* to, Type* from);
  // The kind of a function of another of the user's packages.
  Kind ImportedKind(Object* obj);

  Pass pass_;
  Imported* imported_;
  std::vector<std::unique_ptr<Wrapper>> wrappers_;
  std::unordered_map<Object*, Wrapper*> by_object_;
  std::unordered_map<Object*, Kind> kinds_;
  std::map<std::pair<Func*, Func*>, bool> implementations_;  // of the package's interface methods
  std::vector<std::pair<Func*, Func*>> implementation_list_;
};

// The parameters "format string, args ...any" of a signature; *args is nullptr if it has none such.
void FormatParams(Signature* sig, Var** format, Var** args) {
  *format = *args = nullptr;
  if (sig == nullptr || !sig->variadic || sig->num_params() == 0) return;
  size_t n = sig->num_params();
  Var* last = sig->params->vars[n - 1];
  auto* slice = types::Is<types::Slice>(last->type);
  auto* iface =
      slice == nullptr ? nullptr : types::Is<types::Interface>(types::Unalias(slice->elem));
  if (iface == nullptr || !iface->methods.empty() || !iface->embeddeds.empty()) return;
  *args = last;
  if (n < 2) return;
  auto* b = types::Is<types::Basic>(sig->params->vars[n - 2]->type);
  if (b != nullptr && b->basic == BasicKind::kString) *format = sig->params->vars[n - 2];
}

bool Denotes(Expr* x, const Var* v) {
  auto* name = Is<Name>(x);
  return name != nullptr && v != nullptr && name->obj == v;
}

void Printers::Add(Object* obj, Signature* sig, BlockStmt* body) {
  Var *format, *args;
  FormatParams(sig, &format, &args);
  if (args == nullptr) return;
  wrappers_.push_back(std::make_unique<Wrapper>());
  Wrapper* w = wrappers_.back().get();
  w->obj = obj;
  w->body = body;
  w->format = format;
  w->args = args;
  by_object_[obj] = w;
}

void Printers::AddLiteral(FuncLit* lit, Object* holder) {
  auto* v = types::Is<Var>(holder);
  if (v != nullptr) Add(v, types::Is<Signature>(types::TypeOf(lit)), lit->body);
}

void Printers::Find() {
  for (File* file : pass_.files()) {
    bool interfaces = pass_.AtLeast(file, types::kGo1_26);
    Walk(file, [&](Node* n) {
      if (auto* f = Is<FuncDecl>(n)) {
        if (auto* fn = types::Is<Func>(f->name->obj); fn != nullptr && f->body != nullptr)
          Add(fn, fn->signature(), f->body);
      } else if (auto* a = Is<AssignStmt>(n)) {
        std::vector<Expr*> lhs = Elements(a->lhs), rhs = Elements(a->rhs);
        for (size_t i = 0; i < rhs.size() && i < lhs.size(); i++) {
          auto* lit = Is<FuncLit>(rhs[i]);
          if (lit == nullptr) continue;
          if (auto* name = Is<Name>(lhs[i]))
            AddLiteral(lit, name->obj);
          else if (auto* sel = Is<SelectorExpr>(lhs[i]))
            AddLiteral(lit, sel->sel->obj);
        }
      } else if (auto* v = Is<VarDecl>(n)) {
        std::vector<Expr*> values = Elements(v->values);
        for (size_t i = 0; i < values.size() && i < v->names.size(); i++) {
          if (auto* lit = Is<FuncLit>(values[i])) AddLiteral(lit, v->names[i]->obj);
        }
      } else if (auto* t = Is<InterfaceType>(n); t != nullptr && interfaces) {
        auto* iface = types::Is<types::Interface>(types::TypeOf(t));
        if (iface == nullptr) return true;
        for (Func* m : pass_.world().InterfaceMethods(iface)) Add(m, m->signature(), nullptr);
      }
      return true;
    });
  }
  FindImplementations();
  for (size_t i = 0; i < wrappers_.size(); i++) {
    Wrapper* w = wrappers_[i].get();
    if (w->body != nullptr) {
      Scan(w);
      continue;
    }
    for (const auto& [method, impl] : implementation_list_) {
      if (method == w->obj) Call(w, impl, nullptr);
    }
  }
}

// Follows the parameters through the body, until one is assigned to or has its address taken.
void Printers::Scan(Wrapper* w) {
  bool done = false;
  Walk(w->body, [&](Node* n) {
    if (done) return false;
    if (auto* a = Is<AssignStmt>(n); a != nullptr && a->rhs != nullptr) {
      for (Expr* lhs : Elements(a->lhs))
        done = done || Denotes(lhs, w->format) || Denotes(lhs, w->args);
    } else if (auto* u = IsUnary(n, Op::kAnd)) {
      done = Denotes(u->x, w->format) || Denotes(u->x, w->args);
    } else if (auto* call = Is<CallExpr>(n);
               call != nullptr && !call->args.empty() && Denotes(call->args.back(), w->args)) {
      if (Object* callee = Callee(call)) Call(w, callee, call);
    }
    return !done;
  });
}

void Printers::Call(Wrapper* w, Object* callee, CallExpr* call) {
  if (auto it = by_object_.find(callee); it != by_object_.end())
    it->second->callers.push_back({w, call});
  Kind kind = KindOf(callee);
  if (kind != Kind::kNone) Propagate(w, call, kind);
}

void Printers::Propagate(Wrapper* w, CallExpr* call, Kind kind) {
  if (call != nullptr && !Forwards(w, call, kind)) return;
  Kind& known = kinds_[w->obj];
  if (known == kind) return;
  known = kind;
  std::vector<Caller> callers = w->callers;
  for (const Caller& c : callers) Propagate(c.wrapper, c.call, kind);
}

bool Printers::Forwards(Wrapper* w, CallExpr* call, Kind kind) {
  if (kind != Kind::kPrint &&
      (call->args.size() < 2 || !Denotes(call->args[call->args.size() - 2], w->format)))
    return false;
  if (call->has_dots) return true;
  auto* sig = types::Is<Signature>(types::TypeOf(call->fun));
  if (sig != nullptr && call->args.size() <= sig->num_params()) {
    pass_.Report(
        call, "missing ... in args forwarded to " + std::string(KindName(kind)) + "-like function");
  }
  return false;
}

Kind Printers::KindOf(Object* obj) {
  auto it = kinds_.find(obj);
  if (it != kinds_.end()) return it->second;
  Kind kind = Kind::kNone;
  std::string name = pass_.FullName(obj);
  if (In(kPrinters, name)) {
    kind = name == "fmt.Errorf" ? Kind::kErrorf : name.back() == 'f' ? Kind::kPrintf : Kind::kPrint;
  } else if (In(kForwarders, name)) {
    kind = Kind::kPrintf;
  } else if (Object* origin = OriginOf(obj); origin != obj) {
    auto o = kinds_.find(origin);
    if (o != kinds_.end()) kind = o->second;
  }
  if (kind == Kind::kNone && obj->pkg != pass_.pkg() && IsUsers(obj->pkg))
    kind = ImportedKind(OriginOf(obj));
  kinds_[obj] = kind;
  return kind;
}

Kind Printers::ImportedKind(Object* obj) {
  auto [it, fresh] = imported_->try_emplace(obj->pkg, nullptr);
  if (fresh) {
    auto printers = std::make_unique<Printers>(
        Pass(pass_.world(), pass_.sources(), obj->pkg, nullptr), imported_);
    printers->Find();
    it = imported_->find(obj->pkg);
    it->second = std::move(printers);
  }
  return it->second == nullptr ? Kind::kNone : it->second->KindOf(obj);
}

// A value of type `from` becomes one of type `to`: the methods of an interface are those of the
// value.
void Printers::Implements(Type* to, Type* from) {
  if (to == nullptr || from == nullptr || !types::IsInterface(to) || types::Identical(to, from))
    return;
  for (Func* m : pass_.world().InterfaceMethods(types::UnderIs<types::Interface>(to))) {
    if (m->pkg != pass_.pkg()) continue;
    Var *format, *args;
    FormatParams(m->signature(), &format, &args);
    if (args == nullptr) continue;
    auto* impl = types::Is<Func>(LookupMember(pass_, from, m->name_view()));
    if (impl == nullptr || !implementations_.try_emplace({m, impl}, true).second) continue;
    implementation_list_.push_back({m, impl});
  }
}

// All places where values are assigned to variables, parameters, results, elements or fields of
// interface types.
void Printers::FindImplementations() {
  std::vector<Signature*> functions;
  auto assign_list = [this](const std::vector<Type*>& to, const std::vector<Expr*>& from) {
    if (from.size() == 1 && to.size() > 1) {
      auto* tuple = types::Is<types::Tuple>(types::TypeOf(from[0]));
      for (size_t i = 0; tuple != nullptr && i < to.size() && i < tuple->vars.size(); i++)
        Implements(to[i], tuple->vars[i]->type);
      return;
    }
    for (size_t i = 0; i < to.size() && i < from.size(); i++)
      Implements(to[i], TypeOf(pass_, from[i]));
  };
  auto results_of = [](Signature* sig) {
    std::vector<Type*> list;
    for (size_t i = 0; sig != nullptr && i < sig->num_results(); i++)
      list.push_back(sig->results->vars[i]->type);
    return list;
  };
  auto call = [&](CallExpr* c) {
    if (IsType(c->fun)) {
      if (c->args.size() == 1) Implements(types::TypeOf(c->fun), TypeOf(pass_, c->args[0]));
      return;
    }
    auto* sig = types::UnderIs<Signature>(types::TypeOf(c->fun));
    if (sig == nullptr) return;
    std::vector<Type*> to;
    for (size_t i = 0; i < sig->num_params(); i++) to.push_back(sig->params->vars[i]->type);
    if (sig->variadic && !c->has_dots && !to.empty()) {
      auto* slice = types::Is<types::Slice>(to.back());
      Type* elem = slice == nullptr ? nullptr : slice->elem;
      to.pop_back();
      while (to.size() < c->args.size()) to.push_back(elem);
    }
    assign_list(to, {c->args.begin(), c->args.end()});
  };
  auto literal = [&](CompositeLit* lit) {
    Type* t = types::TypeOf(lit);
    if (t == nullptr) return;
    if (auto* p = types::UnderIs<types::Pointer>(t)) t = p->base;
    Type* u = types::Under(t);
    for (size_t i = 0; i < lit->elems.size(); i++) {
      auto* kv = Is<KeyValueExpr>(lit->elems[i]);
      Expr* value = kv != nullptr ? kv->value : lit->elems[i];
      if (auto* s = types::Is<types::Struct>(u)) {
        auto* key = kv == nullptr ? nullptr : Is<Name>(kv->key);
        if (key != nullptr && key->obj != nullptr)
          Implements(key->obj->type, TypeOf(pass_, value));
        else if (kv == nullptr && i < s->fields.size())
          Implements(s->fields[i]->type, TypeOf(pass_, value));
      } else if (auto* m = types::Is<types::Map>(u)) {
        if (kv != nullptr) Implements(m->key, TypeOf(pass_, kv->key));
        Implements(m->elem, TypeOf(pass_, value));
      } else if (auto* a = types::Is<types::Array>(u)) {
        Implements(a->elem, TypeOf(pass_, value));
      } else if (auto* sl = types::Is<types::Slice>(u)) {
        Implements(sl->elem, TypeOf(pass_, value));
      }
    }
  };
  std::function<void(Node*, Signature*)> walk = [&](Node* root, Signature* sig) {
    Walk(root, [&](Node* n) {
      switch (n->kind) {
        case NodeKind::kFuncDecl:
          if (auto* f = types::Is<Func>(As<FuncDecl>(n)->name->obj))
            walk(As<FuncDecl>(n)->body, f->signature());
          return false;
        case NodeKind::kFuncLit:
          walk(As<FuncLit>(n)->body, types::UnderIs<Signature>(types::TypeOf(As<FuncLit>(n))));
          return false;
        case NodeKind::kVarDecl: {
          auto* v = As<VarDecl>(n);
          if (v->type == nullptr) break;
          assign_list(std::vector<Type*>(v->names.size(), types::TypeOf(v->type)),
                      Elements(v->values));
          break;
        }
        case NodeKind::kAssignStmt: {
          auto* a = As<AssignStmt>(n);
          if (a->rhs == nullptr) break;
          std::vector<Type*> to;
          for (Expr* x : Elements(a->lhs)) to.push_back(TypeOf(pass_, x));
          assign_list(to, Elements(a->rhs));
          break;
        }
        case NodeKind::kReturnStmt:
          assign_list(results_of(sig), Elements(As<ReturnStmt>(n)->results));
          break;
        case NodeKind::kSendStmt:
          if (auto* c = types::UnderIs<types::Chan>(types::TypeOf(As<SendStmt>(n)->chan))) {
            Implements(c->elem, TypeOf(pass_, As<SendStmt>(n)->value));
          }
          break;
        case NodeKind::kCallExpr:
          call(As<CallExpr>(n));
          break;
        case NodeKind::kCompositeLit:
          literal(As<CompositeLit>(n));
          break;
        case NodeKind::kAssertExpr: {
          Type* x = types::TypeOf(As<AssertExpr>(n)->x);
          Type* t = types::TypeOf(As<AssertExpr>(n)->type);
          if (x != nullptr && t != nullptr && pass_.world().AssignableTo(t, x)) Implements(x, t);
          break;
        }
        default:
          break;
      }
      return true;
    });
  };
  for (File* file : pass_.files()) {
    for (Decl* d : file->decls) walk(d, nullptr);
  }
}

// ---------------------------------------------------------------- do arguments fit?

enum ArgType : unsigned {
  kBool = 1,
  kByte = 2,
  kInt = 4,
  kRune = 8,
  kString = 16,
  kFloat = 32,
  kComplex = 64,
  kPointer = 128,
  kError = 256,
  kAny = ~0u,
};

struct Verb {
  int32_t verb;
  std::string_view flags;
  unsigned types;
};

constexpr std::string_view kNumFlags = " -+.0", kAllFlags = " -+.0#";

constexpr Verb kVerbs[] = {
    {'%', "", 0},
    {'b', kAllFlags, kInt | kFloat | kComplex | kPointer},
    {'c', "-", kRune | kInt},
    {'d', kNumFlags, kInt | kPointer},
    {'e', kAllFlags, kFloat | kComplex},
    {'E', kAllFlags, kFloat | kComplex},
    {'f', kAllFlags, kFloat | kComplex},
    {'F', kAllFlags, kFloat | kComplex},
    {'g', kAllFlags, kFloat | kComplex},
    {'G', kAllFlags, kFloat | kComplex},
    {'o', kAllFlags, kInt | kPointer},
    {'O', kAllFlags, kInt | kPointer},
    {'p', "-#", kPointer},
    {'q', kAllFlags, kRune | kInt | kString},  // from go1.26 on: of integers bytes alone
    {'s', kNumFlags, kString},
    {'t', "-", kBool},
    {'T', "-", kAny},
    {'U', "-#", kRune | kInt},
    {'v', kAllFlags, kAny},
    {'w', kAllFlags, kError},
    {'x', kAllFlags, kRune | kInt | kString | kPointer | kFloat | kComplex},
    {'X', kAllFlags, kRune | kInt | kString | kPointer | kFloat | kComplex},
};

// It formats itself: interfaces may, and what has a method Format(fmt.State, rune).
bool IsFormatter(const Pass& pass, Type* t) {
  if (types::IsInterface(t) && !types::IsTypeParam(t)) return true;
  auto* f = types::Is<Func>(LookupMember(pass, t, "Format"));
  if (f == nullptr || f->signature() == nullptr) return false;
  Signature* sig = f->signature();
  return sig->num_params() == 2 && sig->num_results() == 0 &&
         IsTypeNamed(sig->params->vars[0]->type, "fmt", {"State"}) &&
         types::Identical(sig->params->vars[1]->type, pass.world().Typ(BasicKind::kInt32));
}

bool IsUntypedNil(const Type* t) {
  auto* b = types::Is<types::Basic>(types::Unalias(t));
  return b != nullptr && b->basic == BasicKind::kUntypedNil;
}

bool ConvertibleToString(const Pass& pass, Type* t) {
  if (IsUntypedNil(t)) return false;
  if (pass.world().ConvertibleTo(t, types::Under(pass.world().error_type()))) return true;
  auto* f = types::Is<Func>(LookupMember(pass, t, "String"));
  return f != nullptr && IsStringer(f->signature());
}

bool IsByte(Type* t) {
  auto* b = types::UnderIs<types::Basic>(t);
  return b != nullptr && b->basic == BasicKind::kUint8;
}

class Matcher {
 public:
  Matcher(const Pass& pass, unsigned want) : pass_(pass), want_(want) {}
  bool Match(Type* t, bool top);
  const std::string& reason() const { return reason_; }

 private:
  bool MatchTypeParam(types::TypeParam* p, bool top);
  bool MatchBasic(const types::Basic* b) const;

  const Pass& pass_;
  unsigned want_;
  std::unordered_set<Type*> seen_;
  std::string reason_;
};

bool Matcher::MatchTypeParam(types::TypeParam* p, bool top) {
  if (!seen_.insert(p).second) return true;
  std::vector<types::Term> terms;
  if (!pass_.world().TermsOf(p, &terms)) return true;
  if (terms.empty()) return false;
  bool give_reason = seen_.size() == 1;
  for (const types::Term& term : terms) {
    if (Match(term.type, top)) continue;
    if (give_reason)
      reason_ = std::string(term.tilde ? "contains ~" : "contains ") + pass_.TypeText(term.type);
    return false;
  }
  return true;
}

bool Matcher::MatchBasic(const types::Basic* b) const {
  switch (b->basic) {
    case BasicKind::kUntypedBool:
    case BasicKind::kBool:
      return (want_ & kBool) != 0;
    case BasicKind::kUint8:
      return (want_ & (kInt | kByte)) != 0;
    case BasicKind::kInt32:
    case BasicKind::kUntypedRune:
      return (want_ & (kInt | kRune)) != 0;
    case BasicKind::kUntypedFloat:
    case BasicKind::kFloat32:
    case BasicKind::kFloat64:
      return (want_ & kFloat) != 0;
    case BasicKind::kUntypedComplex:
    case BasicKind::kComplex64:
    case BasicKind::kComplex128:
      return (want_ & kComplex) != 0;
    case BasicKind::kUntypedString:
    case BasicKind::kString:
      return (want_ & kString) != 0;
    case BasicKind::kUnsafePointer:
      return (want_ & (kPointer | kInt)) != 0;
    case BasicKind::kUntypedNil:
      return false;
    case BasicKind::kInvalid:
      return true;
    default:
      return (want_ & kInt) != 0;
  }
}

bool Matcher::Match(Type* t, bool top) {
  if (t == nullptr) return true;
  if (want_ == kError)
    return pass_.world().ConvertibleTo(t, types::Under(pass_.world().error_type()));
  if (IsFormatter(pass_, t)) return true;
  if ((want_ & kString) != 0 && ConvertibleToString(pass_, t)) return true;
  if (auto* p = types::Is<types::TypeParam>(types::Unalias(t))) return MatchTypeParam(p, top);
  t = types::Under(t);
  if (!seen_.insert(t).second) return true;
  switch (t->kind) {
    case types::TypeKind::kSignature:
      return want_ == kPointer;
    case types::TypeKind::kMap: {
      auto* m = types::As<types::Map>(t);
      return want_ == kPointer || (Match(m->key, false) && Match(m->elem, false));
    }
    case types::TypeKind::kChan:
      return (want_ & kPointer) != 0;
    case types::TypeKind::kArray: {
      auto* a = types::As<types::Array>(t);
      return (IsByte(a->elem) && (want_ & kString) != 0) || Match(a->elem, false);
    }
    case types::TypeKind::kSlice: {
      auto* s = types::As<types::Slice>(t);
      return (IsByte(s->elem) && (want_ & kString) != 0) || want_ == kPointer ||
             Match(s->elem, false);
    }
    case types::TypeKind::kPointer: {
      Type* base = types::As<types::Pointer>(t)->base;
      if (want_ == kPointer || types::IsTypeParam(base)) return true;
      Type* u = types::Under(base);
      // What a pointer at the top points to is shown, if it is one of these.
      bool shown = u->kind == types::TypeKind::kStruct || u->kind == types::TypeKind::kArray ||
                   u->kind == types::TypeKind::kSlice || u->kind == types::TypeKind::kMap;
      if (!shown) return (want_ & kPointer) != 0;
      return top && Match(u, false);
    }
    case types::TypeKind::kStruct:
      for (Var* f : types::As<types::Struct>(t)->fields) {
        if (!Match(f->type, false)) return false;
        // fmt cannot call methods of what it reaches through unexported fields.
        if ((want_ & kString) != 0 && !f->exported() && ConvertibleToString(pass_, f->type))
          return false;
      }
      return true;
    case types::TypeKind::kInterface:
      return true;
    case types::TypeKind::kBasic:
      return MatchBasic(types::As<types::Basic>(t));
    default:
      return false;
  }
}

// ---------------------------------------------------------------- calls

std::string Count(int n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

std::string RuneText(int32_t r) {
  std::string s;
  grammar::AppendRune(&s, r);
  return s;
}

bool ConstantString(Expr* x, std::string_view* s) {
  types::Const v = types::ValueOf(x);
  if (v == nullptr || types::KindOf(v) != types::ConstKind::kString) return false;
  *s = types::StringVal(v);
  return true;
}

bool IsFunctionValue(const Pass& pass, Expr* x) {
  return types::Is<Signature>(TypeOf(pass, x)) != nullptr;
}

// The method String or Error around x, if showing x calls that method again: x is its receiver.
// Otherwise "".
std::string RecursiveStringer(const Pass& pass, Expr* x) {
  Type* t = TypeOf(pass, x);
  if (t == nullptr || IsFormatter(pass, t)) return "";
  for (const char* name : {"String", "Error"}) {
    auto* f = types::Is<Func>(LookupMember(pass, t, name));
    if (f == nullptr || f->pkg != pass.pkg() || f->Origin()->decl == nullptr) continue;
    FuncDecl* decl = f->Origin()->decl;
    Pos at = Start(x);
    if (at < decl->pos || at > EndPos(decl)) continue;
    Signature* sig = f->signature();
    if (!IsStringer(sig)) return "";
    if (auto* u = IsUnary(x, Op::kAnd)) x = u->x;
    return Denotes(x, sig->recv) ? pass.FullName(f) : "";
  }
  return "";
}

// One call of a function that takes a format.
class FormatCall {
 public:
  FormatCall(Pass& pass, const File* file, CallExpr* call, std::string name, Kind kind)
      : pass_(pass), file_(file), call_(call), name_(std::move(name)), kind_(kind) {}

  void Check();

 private:
  int num_args() const { return static_cast<int>(call_->args.size()); }
  bool CheckDirective(const Directive& d);
  bool CheckFlags(const Directive& d, const Verb* verb);
  bool CheckSizes(const Directive& d);
  bool CanCheck(const Directive& d, int index);
  Expr* Arg(int i) const { return call_->args[static_cast<size_t>(i)]; }
  std::string Head(const Directive& d) const { return name_ + " format " + std::string(d.text); }
  // At the directive, where it stands in a literal.
  void ReportAt(const Directive& d, std::string text);

  Pass& pass_;
  const File* file_;
  CallExpr* call_;
  std::string name_;
  Kind kind_;
  Expr* format_ = nullptr;
  int first_ = 0;  // the first argument behind the format
  int most_ = 0;   // the last argument used
};

void FormatCall::ReportAt(const Directive& d, std::string text) {
  Pos at = Start(format_);
  if (auto* lit = Is<BasicLit>(format_))
    at += 1 + static_cast<Pos>(OffsetInLiteral(lit->value, d.offset));
  pass_.Report(at, std::move(text));
}

void FormatCall::Check() {
  auto* sig = types::Is<Signature>(types::TypeOf(call_->fun));
  if (sig == nullptr || !sig->variadic || sig->num_params() < 2) return;
  int index = static_cast<int>(sig->num_params()) - 2;
  if (index >= num_args()) return;
  format_ = Arg(index);
  first_ = index + 1;
  std::string_view format;
  if (!ConstantString(format_, &format)) {
    if (index == num_args() - 1 && pass_.AtLeast(file_, types::GoVersion{24})) {
      pass_.Report(format_, "non-constant format string in call to " + name_);
    }
    return;
  }
  if (format.find('%') == format.npos) {
    if (num_args() > first_)
      pass_.Report(Arg(first_), name_ + " call has arguments but no formatting directives");
    return;
  }
  std::vector<Directive> directives;
  std::string error;
  if (!ParseFormat(format, first_, &directives, &error)) {
    pass_.Report(format_, name_ + " " + error);
    return;
  }
  most_ = first_ - 1;
  bool indexed = false;
  for (const Directive& d : directives) {
    indexed = indexed || d.indexed || d.width.indexed || d.precision.indexed;
    if (!CheckDirective(d)) return;
    if (d.verb == 'w' && kind_ != Kind::kErrorf) {
      ReportAt(d, name_ + " does not support error-wrapping directive %w");
      return;
    }
  }
  if ((call_->has_dots && most_ >= num_args() - 2) || indexed) return;
  if (most_ + 1 < num_args()) {
    pass_.Report(call_, name_ + " call needs " + Count(most_ + 1 - first_, "arg") + " but has " +
                            Count(num_args() - first_, "arg"));
  }
}

bool FormatCall::CheckFlags(const Directive& d, const Verb* verb) {
  if (verb == nullptr) {
    ReportAt(d, Head(d) + " has unknown verb " + RuneText(d.verb));
    return false;
  }
  for (char flag : d.flags) {
    if (flag == '0' || verb->flags.find(flag) != std::string_view::npos) continue;
    ReportAt(d, Head(d) + " has unrecognized flag " + flag);
    return false;
  }
  return true;
}

bool FormatCall::CanCheck(const Directive& d, int index) {
  if (index < num_args() - 1) return true;
  if (call_->has_dots) return false;  // who knows how many there are
  if (index < num_args()) return true;
  ReportAt(d, Head(d) + " reads arg #" + std::to_string(index - first_ + 1) + ", but call has " +
                  Count(num_args() - first_, "arg"));
  return false;
}

bool FormatCall::CheckSizes(const Directive& d) {
  for (int index : {d.width.argument, d.precision.argument}) {
    if (index < 0) continue;
    if (!CanCheck(d, index)) return false;
    Matcher m(pass_, kInt);
    if (m.Match(TypeOf(pass_, Arg(index)), true)) continue;
    std::string details = m.reason().empty() ? "" : " (" + m.reason() + ")";
    ReportAt(d,
             Head(d) + " uses non-int " + pass_.Format(Arg(index)) + details + " as argument of *");
    return false;
  }
  return true;
}

bool FormatCall::CheckDirective(const Directive& d) {
  const Verb* verb = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                                  [&](const Verb& v) { return v.verb == d.verb; });
  if (verb == std::end(kVerbs)) verb = nullptr;
  unsigned want = verb == nullptr ? kVerbs[std::size(kVerbs) - 1].types : verb->types;
  if (d.verb == 'q' && pass_.AtLeast(file_, types::kGo1_26)) want = kRune | kByte | kString;
  bool formatter = false;
  if (want != kError && d.argument < num_args()) {
    Type* t = TypeOf(pass_, Arg(d.argument));
    formatter = t != nullptr && IsFormatter(pass_, t);
  }
  if (!formatter && !CheckFlags(d, verb)) return false;
  if (!CheckSizes(d)) return false;
  for (int index : {d.width.argument, d.precision.argument}) most_ = std::max(most_, index);
  if (d.verb == '%') return true;
  most_ = std::max(most_, d.argument);
  if (formatter) return true;
  if (!CanCheck(d, d.argument)) return false;
  Expr* arg = Arg(d.argument);
  if (IsFunctionValue(pass_, arg) && d.verb != 'p' && d.verb != 'T') {
    ReportAt(d, Head(d) + " arg " + pass_.Format(arg) + " is a func value, not called");
    return false;
  }
  Matcher m(pass_, want);
  Type* t = TypeOf(pass_, arg);
  if (want != kAny && !m.Match(t, true)) {
    std::string details = m.reason().empty() ? "" : " (" + m.reason() + ")";
    ReportAt(d, Head(d) + " has arg " + pass_.Format(arg) + " of wrong type " + pass_.TypeText(t) +
                    details);
    return false;
  }
  bool text_like = d.verb == 'q' || d.verb == 'x' || d.verb == 'X';
  if ((want & kString) != 0 && d.verb != 'T' &&
      (d.flags.find('#') == std::string_view::npos || text_like)) {
    if (std::string method = RecursiveStringer(pass_, arg); !method.empty()) {
      ReportAt(d, Head(d) + " with arg " + pass_.Format(arg) + " causes recursive " + method +
                      " method call");
      return false;
    }
  }
  return true;
}

// One call of a function like fmt.Print.
void CheckPrint(Pass& pass, CallExpr* call, const std::string& name) {
  size_t first = 0;
  if (auto* sig = types::UnderIs<Signature>(types::TypeOf(call->fun))) {
    Var *format, *rest;
    FormatParams(sig, &format, &rest);
    if (rest == nullptr) return;
    first = sig->num_params() - 1;
  }
  if (call->args.size() <= first) return;
  std::vector<Expr*> args(call->args.begin() + first, call->args.end());
  if (first == 0) {
    auto* sel = Is<SelectorExpr>(args[0]);
    auto* x = sel == nullptr ? nullptr : Is<Name>(sel->x);
    if (x != nullptr && View(x->value) == "os" && View(sel->sel->value).starts_with("Std")) {
      pass.Report(call,
                  name + " does not take io.Writer but has first arg " + pass.Format(args[0]));
    }
  }
  std::string_view text;
  if (ConstantString(args[0], &text)) {
    if (text.ends_with('%')) text.remove_suffix(1);
    if (std::string_view found = FindDirective(text); !found.empty()) {
      pass.Report(call,
                  name + " call has possible Printf formatting directive " + std::string(found));
    }
  }
  if (name.ends_with("ln") && ConstantString(args.back(), &text) && text.ends_with('\n')) {
    pass.Report(call, name + " arg list ends with redundant newline");
  }
  for (Expr* arg : args) {
    if (IsFunctionValue(pass, arg))
      pass.Report(call, name + " arg " + pass.Format(arg) + " is a func value, not called");
    if (std::string method = RecursiveStringer(pass, arg); !method.empty()) {
      pass.Report(call, name + " arg " + pass.Format(arg) + " causes recursive call to " + method +
                            " method");
    }
  }
}

}  // namespace

void RunPrintf(Pass& pass) {
  Imported imported;
  Printers printers(pass, &imported);
  printers.Find();
  for (File* file : pass.files()) {
    Walk(file, [&](Node* n) {
      auto* call = Is<CallExpr>(n);
      Object* callee = call == nullptr ? nullptr : Callee(call);
      if (callee == nullptr) return true;
      Kind kind = printers.KindOf(callee);
      if (kind == Kind::kPrint)
        CheckPrint(pass, call, pass.FullName(callee));
      else if (kind != Kind::kNone)
        FormatCall(pass, file, call, pass.FullName(callee), kind).Check();
      return true;
    });
  }
}

}  // namespace minigo::vet
