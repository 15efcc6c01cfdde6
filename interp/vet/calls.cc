// This file implements the analyses of calls of certain library functions.
#include <algorithm>
#include <span>

#include "interp/types/info.h"
#include "interp/vet/analyses.h"
#include "interp/vet/definitions.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Func;
using types::Object;
using types::Type;

namespace {

void WalkCalls(const Pass& pass, const std::function<void(CallExpr*)>& visit) {
  Walk(pass, [&](Node* n) {
    if (auto* call = Is<CallExpr>(n)) visit(call);
    return true;
  });
}

bool In(std::span<const std::string_view> list, std::string_view s) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

}  // namespace

// ---------------------------------------------------------------- appends

void RunAppends(Pass& pass) {
  WalkCalls(pass, [&](CallExpr* call) {
    auto* b = types::Is<types::Builtin>(Callee(call));
    if (b != nullptr && b->id == types::BuiltinId::kAppend && call->args.size() == 1)
      pass.Report(call, "append with no values");
  });
}

// ---------------------------------------------------------------- defers

void RunDefers(Pass& pass) {
  if (!pass.Imports("time")) return;
  Walk(pass, [&](Node* n) {
    auto* s = Is<CallStmt>(n);
    if (s == nullptr || !s->is_defer) return true;
    Walk(s->call, [&](Node* x) {
      auto* call = Is<CallExpr>(x);
      if (call != nullptr && IsFunctionNamed(Callee(call), "time", {"Since"})) {
        pass.Report(call, "call to time.Since is not deferred");
      }
      return x->kind != NodeKind::kFuncLit;
    });
    return true;
  });
}

// ---------------------------------------------------------------- errorsas

void RunErrorsAs(Pass& pass) {
  if (pass.pkg()->path == "errors" || pass.pkg()->path == "errors_test") return;
  WalkCalls(pass, [&](CallExpr* call) {
    if (!IsFunctionNamed(Callee(call), "errors", {"As"}) || call->args.size() < 2) return;
    Type* t = TypeOf(pass, call->args[1]);
    if (t == nullptr || types::Identical(types::Under(t), types::Under(pass.world().any_type())))
      return;
    auto* p = types::UnderIs<types::Pointer>(t);
    Type* error = pass.world().error_type();
    if (p != nullptr && types::Identical(p->base, error)) {
      pass.Report(call, "second argument to errors.As should not be *error");
    } else if (p == nullptr ||
               (!types::IsInterface(p->base) && !pass.world().AssignableTo(p->base, error))) {
      pass.Report(call,
                  "second argument to errors.As must be a non-nil pointer to either a type that "
                  "implements error, or to "
                  "any interface type");
    }
  });
}

// ---------------------------------------------------------------- hostport

namespace {

// x, if it joins host and port by a format. `dial` is where the address is used, if not here.
void CheckAddress(Pass& pass, Expr* x, CallExpr* dial) {
  auto* call = Is<CallExpr>(x);
  if (call == nullptr || call->args.size() != 3 ||
      !IsFunctionNamed(Callee(call), "fmt", {"Sprintf"}))
    return;
  types::Const v = types::ValueOf(call->args[0]);
  if (v == nullptr || types::KindOf(v) != types::ConstKind::kString) return;
  std::string_view format = types::StringVal(v);
  if (format != "%s:%d" && format != "%s:%s") return;
  std::string where;
  if (dial != nullptr)
    where = " (passed to net.Dial at L" + std::to_string(pass.LineOf(Start(dial))) + ")";
  pass.Report(call->args[0],
              "address format " + Quote(format) + " does not work with IPv6" + where);
}

}  // namespace

void RunHostPort(Pass& pass) {
  if (!pass.Imports("fmt") || !pass.Imports("net")) return;
  Definitions definitions(pass);
  WalkCalls(pass, [&](CallExpr* call) {
    Object* f = Callee(call);
    if (!IsFunctionNamed(f, "net", {"Dial", "DialTimeout"}) &&
        !IsMethodNamed(f, "net", "Dialer", {"Dial"}))
      return;
    if (call->args.size() < 2) return;
    if (call->args[1]->kind == NodeKind::kCallExpr) {
      if (call->args.size() == 2) CheckAddress(pass, call->args[1], nullptr);
    } else if (auto* name = Is<Name>(call->args[1])) {
      const Definition* d = definitions.Of(name->obj);
      if (d != nullptr && d->rhs.size() == 1) CheckAddress(pass, d->rhs[0], call);
    }
  });
}

// ---------------------------------------------------------------- httpresponse

namespace {

// http.Get and the like, and methods of http.Client that yield a response and an error.
bool IsHttpRequest(const Pass& pass, CallExpr* call) {
  auto* fun = Is<SelectorExpr>(call->fun);
  auto* sig = fun == nullptr ? nullptr : types::Is<types::Signature>(types::TypeOf(fun));
  if (sig == nullptr || sig->num_results() != 2) return false;
  auto* p = types::Is<types::Pointer>(types::Unalias(sig->results->vars[0]->type));
  if (p == nullptr || !IsTypeNamed(p->base, "net/http", {"Response"})) return false;
  if (!types::Identical(sig->results->vars[1]->type, pass.world().error_type())) return false;
  if (auto* x = Is<Name>(fun->x); x != nullptr && types::Is<types::PkgName>(x->obj) != nullptr) {
    return View(x->value) == "http";
  }
  Type* t = types::TypeOf(fun->x);
  if (t == nullptr) return false;
  if (auto* tp = types::Is<types::Pointer>(types::Unalias(t))) t = tp->base;
  return IsTypeNamed(t, "net/http", {"Client"});
}

Name* RootName(Expr* x) {
  while (auto* sel = Is<SelectorExpr>(x)) x = sel->x;
  return Is<Name>(x);
}

}  // namespace

void RunHttpResponse(Pass& pass) {
  if (!pass.Imports("net/http")) return;
  WalkStack(pass, [&](Node* n, const std::vector<Node*>& above) {
    auto* call = Is<CallExpr>(n);
    if (call == nullptr || !IsHttpRequest(pass, call)) return true;
    // The statement around and the one behind it.
    Node* below = n;
    for (size_t i = above.size(); i-- > 0; below = above[i]) {
      if (above[i]->kind == NodeKind::kCallExpr) return true;  // it is an argument
      auto* block = Is<BlockStmt>(above[i]);
      if (block == nullptr) continue;
      auto it = std::find(block->list.begin(), block->list.end(), below);
      if (it == block->list.end() || it + 1 == block->list.end()) break;
      auto* assign = Is<AssignStmt>(*it);
      auto* defer = Is<CallStmt>(*(it + 1));
      if (assign == nullptr || defer == nullptr || !defer->is_defer) break;
      Name* response = RootName(Elements(assign->lhs)[0]);
      auto* deferred = Is<CallExpr>(defer->call);
      Name* root = deferred == nullptr ? nullptr : RootName(deferred->fun);
      if (response != nullptr && root != nullptr && response->obj != nullptr &&
          response->obj == root->obj) {
        pass.Report(root,
                    "using " + std::string(View(response->value)) + " before checking for errors");
      }
      break;
    }
    return true;
  });
}

// ---------------------------------------------------------------- sigchanyzer

namespace {

bool IsSignalNotify(const Definitions& definitions, CallExpr* call) {
  auto* sel = Is<SelectorExpr>(call->fun);
  if (sel == nullptr) sel = Is<SelectorExpr>(definitions.ValueOf(call->fun));
  return sel != nullptr && IsFunctionNamed(sel->sel->obj, "os/signal", {"Notify"});
}

}  // namespace

void RunSigChanyzer(Pass& pass) {
  if (!pass.Imports("os/signal")) return;
  Definitions definitions(pass);
  WalkCalls(pass, [&](CallExpr* call) {
    if (!IsSignalNotify(definitions, call) || call->args.empty()) return;
    auto* made = Is<CallExpr>(definitions.ValueOf(call->args[0]));
    if (auto* arg = Is<CallExpr>(call->args[0])) {
      auto* b = types::Is<types::Builtin>(Callee(arg));
      if (b != nullptr && b->id == types::BuiltinId::kMake) return;
      made = arg;
    }
    if (made == nullptr || made->args.size() != 1) return;
    pass.Report(call, "misuse of unbuffered os.Signal channel as argument to signal.Notify");
  });
}

// ---------------------------------------------------------------- slog

namespace {

struct SlogFunc {
  std::string_view type;  // of the receiver
  std::string_view name;
  int skip;  // parameters before the keys and values
};

constexpr SlogFunc kSlogFuncs[] = {{"", "Debug", 1},
                                   {"", "Info", 1},
                                   {"", "Warn", 1},
                                   {"", "Error", 1},
                                   {"", "DebugContext", 2},
                                   {"", "InfoContext", 2},
                                   {"", "WarnContext", 2},
                                   {"", "ErrorContext", 2},
                                   {"", "Log", 3},
                                   {"", "Group", 1},
                                   {"Logger", "Debug", 1},
                                   {"Logger", "Info", 1},
                                   {"Logger", "Warn", 1},
                                   {"Logger", "Error", 1},
                                   {"Logger", "DebugContext", 2},
                                   {"Logger", "InfoContext", 2},
                                   {"Logger", "WarnContext", 2},
                                   {"Logger", "ErrorContext", 2},
                                   {"Logger", "Log", 3},
                                   {"Logger", "With", 0},
                                   {"Record", "Add", 0}};

void CheckPairs(Pass& pass, CallExpr* call, Type* attr, const std::string& name, size_t skip) {
  enum { kKey, kValue, kUnknown } at = kKey;
  Expr* unknown = nullptr;  // the last argument of which nobody knows whether it is a key
  Type* string_type = pass.world().Typ(types::BasicKind::kString);
  auto is_string = [&](Type* t) { return t == string_type; };
  auto is_attr = [](Type* t) { return IsTypeNamed(t, "log/slog", {"Attr"}); };
  for (size_t i = skip; i < call->args.size(); i++) {
    Expr* arg = call->args[i];
    Type* t = TypeOf(pass, arg);
    if (t == nullptr) return;
    if (at == kValue) {
      at = kKey;
    } else if (at == kUnknown) {
      unknown = arg;
      // If the one before was a key this is its value; if not, it is a key or an attribute. What
      // cannot be one decides.
      if (!is_string(t) && !is_attr(t) && !types::IsInterface(t)) at = kKey;
    } else if (is_string(t)) {
      at = kValue;
    } else if (is_attr(t)) {
      at = kKey;
    } else if (types::IsInterface(t) && pass.world().AssignableTo(string_type, t)) {
      at = kUnknown;
    } else if (types::IsInterface(t) && attr != nullptr && pass.world().AssignableTo(attr, t)) {
      at = kKey;
    } else if (unknown == nullptr) {
      pass.Report(arg, name + " arg " + Quote(pass.Format(arg)) +
                           " should be a string or a slog.Attr (possible missing key or value)");
      return;
    } else {
      pass.Report(arg, name + " arg " + Quote(pass.Format(arg)) +
                           " should probably be a string or a slog.Attr (previous arg " +
                           Quote(pass.Format(unknown)) + " cannot be a key)");
      return;
    }
  }
  if (at != kValue) return;
  pass.Report(call, "call to " + name +
                        (unknown == nullptr ? " missing a final value"
                                            : " has a missing or misplaced value"));
}

}  // namespace

void RunSlog(Pass& pass) {
  WalkCalls(pass, [&](CallExpr* call) {
    Func* f = StaticCallee(call);
    if (f == nullptr || f->pkg == nullptr || f->pkg->path != "log/slog" || call->has_dots) return;
    std::string type;
    if (types::Var* recv = f->signature()->recv) {
      types::Named* named = ReceiverNamed(recv);
      if (named == nullptr) return;
      type = named->obj->name_view();
    }
    const SlogFunc* row =
        std::find_if(std::begin(kSlogFuncs), std::end(kSlogFuncs),
                     [&](const SlogFunc& s) { return s.type == type && s.name == f->name_view(); });
    if (row == std::end(kSlogFuncs)) return;
    auto skip = static_cast<size_t>(row->skip);
    auto* sel = Is<SelectorExpr>(call->fun);
    if (sel != nullptr && sel->selection != nullptr &&
        sel->selection->kind == types::SelectionKind::kMethodExpr)
      skip++;
    if (call->args.size() <= skip) return;
    Object* attr = pass.world().Lookup(f->pkg, "Attr");
    CheckPairs(pass, call, attr == nullptr ? nullptr : attr->type,
               "slog." + (type.empty() ? "" : type + ".") + std::string(f->name_view()), skip);
  });
}

// ---------------------------------------------------------------- timeformat

void RunTimeFormat(Pass& pass) {
  WalkCalls(pass, [&](CallExpr* call) {
    Object* f = Callee(call);
    if (!IsMethodNamed(f, "time", "Time", {"Format"}) && !IsFunctionNamed(f, "time", {"Parse"}))
      return;
    if (call->args.empty()) return;
    Expr* arg = call->args[0];
    types::Const v = types::ValueOf(arg);
    if (v == nullptr || types::KindOf(v) != types::ConstKind::kString ||
        types::Is<types::Basic>(types::TypeOf(arg)) == nullptr) {
      return;
    }
    size_t at = types::StringVal(v).find("2006-02-01");
    if (at == std::string_view::npos) return;
    Pos pos = Start(arg);
    if (arg->kind == NodeKind::kBasicLit) pos += static_cast<Pos>(at) + 1;
    pass.Report(pos, "2006-02-01 should be 2006-01-02");
  });
}

// ---------------------------------------------------------------- unmarshal

void RunUnmarshal(Pass& pass) {
  for (const char* path : {"encoding/gob", "encoding/json", "encoding/xml", "encoding/asn1"}) {
    if (pass.pkg()->path == path) return;
  }
  WalkCalls(pass, [&](CallExpr* call) {
    Func* f = StaticCallee(call);
    if (f == nullptr || f->pkg == nullptr) return;
    static constexpr std::string_view kUnmarshal[] = {"encoding/json", "encoding/xml",
                                                      "encoding/asn1"};
    static constexpr std::string_view kDecode[] = {"encoding/json", "encoding/xml", "encoding/gob"};
    types::Var* recv = f->signature()->recv;
    size_t target;
    if (f->name_view() == "Unmarshal" && recv == nullptr && In(kUnmarshal, f->pkg->path)) {
      target = 1;
    } else if (f->name_view() == "Decode" && recv != nullptr) {
      types::Named* named = ReceiverNamed(recv);
      if (named == nullptr || named->obj->name_view() != "Decoder" || named->obj->pkg == nullptr ||
          !In(kDecode, named->obj->pkg->path)) {
        return;
      }
      target = 0;
    } else {
      return;
    }
    if (call->args.size() <= target) return;
    Type* t = TypeOf(pass, call->args[target]);
    if (t == nullptr || types::IsTypeParam(t) || types::IsInterface(t) ||
        types::UnderIs<types::Pointer>(t) != nullptr)
      return;
    pass.Report(call->pos, "call of " + std::string(f->name_view()) + " passes non-pointer" +
                               (target == 1 ? " as second argument" : ""));
  });
}

// ---------------------------------------------------------------- unusedresult

namespace {

constexpr std::string_view kPureFunctions[] = {
    "context.WithCancel", "context.WithDeadline", "context.WithTimeout",
    "context.WithValue",  "errors.New",           "fmt.Append",
    "fmt.Appendf",        "fmt.Appendln",         "fmt.Errorf",
    "fmt.Sprint",         "fmt.Sprintf",          "fmt.Sprintln",
    "maps.All",           "maps.Clone",           "maps.Collect",
    "maps.Equal",         "maps.EqualFunc",       "maps.Keys",
    "maps.Values",        "slices.All",           "slices.AppendSeq",
    "slices.Backward",    "slices.BinarySearch",  "slices.BinarySearchFunc",
    "slices.Chunk",       "slices.Clip",          "slices.Clone",
    "slices.Collect",     "slices.Compact",       "slices.CompactFunc",
    "slices.Compare",     "slices.CompareFunc",   "slices.Concat",
    "slices.Contains",    "slices.ContainsFunc",  "slices.Delete",
    "slices.DeleteFunc",  "slices.Equal",         "slices.EqualFunc",
    "slices.Grow",        "slices.Index",         "slices.IndexFunc",
    "slices.Insert",      "slices.IsSorted",      "slices.IsSortedFunc",
    "slices.Max",         "slices.MaxFunc",       "slices.Min",
    "slices.MinFunc",     "slices.Repeat",        "slices.Replace",
    "slices.Sorted",      "slices.SortedFunc",    "slices.SortedStableFunc",
    "slices.Values",      "sort.Reverse"};

}  // namespace

void RunUnusedResult(Pass& pass) {
  Walk(pass, [&](Node* n) {
    auto* s = Is<ExprStmt>(n);
    auto* call = s == nullptr ? nullptr : UnparenIs<CallExpr>(s->x);
    auto* f = call == nullptr ? nullptr : types::Is<Func>(Callee(call));
    if (f == nullptr || f->signature() == nullptr) return true;
    std::string name(f->name_view());
    if (types::Var* recv = f->signature()->recv) {
      if ((name == "Error" || name == "String") && IsStringer(f->signature())) {
        pass.Report(call,
                    "result of (" + pass.TypeText(recv->type) + ")." + name + " call not used");
      }
    } else if (f->pkg != nullptr && In(kPureFunctions, f->pkg->path + "." + name)) {
      pass.Report(call, "result of " + f->pkg->path + "." + name + " call not used");
    }
    return true;
  });
}

}  // namespace minigo::vet
