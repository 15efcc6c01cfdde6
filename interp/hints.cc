// This file implements the notes on snippets: for each undefined name the kind of thing that its uses ask for.
#include "interp/hints.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "interp/std_names.h"
#include "interp/types/info.h"
#include "interp/types/types.h"
#include "stdlib/registry.h"

namespace minigo {

using namespace grammar;  // NOLINT(google-build-using-namespace)

namespace {

// Packages beyond the library that documentation uses without saying where they come from.
struct KnownPackage {
  std::string_view name, path;
};
constexpr KnownPackage kKnownPackages[] = {
    {"assert", "github.com/stretchr/testify/assert"}, {"backoff", "github.com/cenkalti/backoff/v4"},
    {"chi", "github.com/go-chi/chi/v5"},              {"cobra", "github.com/spf13/cobra"},
    {"cron", "github.com/robfig/cron/v3"},            {"echo", "github.com/labstack/echo/v4"},
    {"fiber", "github.com/gofiber/fiber/v2"},         {"gin", "github.com/gin-gonic/gin"},
    {"gorm", "gorm.io/gorm"},                         {"grpc", "google.golang.org/grpc"},
    {"kafka", "github.com/segmentio/kafka-go"},       {"logrus", "github.com/sirupsen/logrus"},
    {"mux", "github.com/gorilla/mux"},                {"nats", "github.com/nats-io/nats.go"},
    {"otel", "go.opentelemetry.io/otel"},             {"pgx", "github.com/jackc/pgx/v5"},
    {"prometheus", "github.com/prometheus/client_golang/prometheus"},
    {"proto", "google.golang.org/protobuf/proto"},    {"rate", "golang.org/x/time/rate"},
    {"redis", "github.com/redis/go-redis/v9"},        {"require", "github.com/stretchr/testify/require"},
    {"sqlx", "github.com/jmoiron/sqlx"},              {"uuid", "github.com/google/uuid"},
    {"viper", "github.com/spf13/viper"},              {"websocket", "github.com/gorilla/websocket"},
    {"yaml", "gopkg.in/yaml.v3"},                     {"zap", "go.uber.org/zap"},
    {"zerolog", "github.com/rs/zerolog"},
};

// How one undefined name is used.
struct Need {
  Pos first = kNoPos;
  bool type = false;
  bool value = false;
  bool called = false;
  bool qualifies_type = false;  // name.T in a type's place
  std::string args;             // of the first call, "(int, string)"; "": not known
  size_t num_args = 0;
  int results = -1;             // that a use asks for; -1: not known
  bool ends_in_error = false;
  std::vector<std::string> members;  // "Close()", "Name", in the order of their use
  bool constructors = false;         // one is called NewX or MustX
  bool hidden_members = false;       // one begins with a small letter
  std::vector<std::string> fields;   // of composite literals
};

std::string TypeText(const Expr* e) {
  types::Type* t = types::TypeOf(e);
  if (t == nullptr) return {};
  std::string s = types::TypeString(types::DefaultType(t), {});
  return s.find("invalid type") == std::string::npos && s != "untyped nil" ? s : std::string();
}

class UseFinder {
 public:
  explicit UseFinder(const std::set<std::string_view>& names) : names_(names) {}

  std::unordered_map<std::string_view, Need> needs;

  void Walk(Node* n) {
    // Long chains of operators lean to the left.
    while (n != nullptr) n = Step(n);
  }

  void WalkType(Expr* t) {
    if (t == nullptr) return;
    switch (t->kind) {
      case NodeKind::kName:
        if (Need* need = NeedOf(t)) need->type = true;
        return;
      case NodeKind::kSelectorExpr: {
        auto* s = As<SelectorExpr>(t);
        if (Need* need = NeedOf(s->x)) {
          need->qualifies_type = true;
          AddMember(need, s->sel, "");
        }
        return;
      }
      case NodeKind::kOperation:
        WalkType(As<Operation>(t)->x);
        WalkType(As<Operation>(t)->y);
        return;
      case NodeKind::kParenExpr: return WalkType(As<ParenExpr>(t)->x);
      case NodeKind::kIndexExpr:
        WalkType(As<IndexExpr>(t)->x);
        WalkTypes(As<IndexExpr>(t)->index);
        return;
      case NodeKind::kArrayType:
        Walk(As<ArrayType>(t)->len);
        return WalkType(As<ArrayType>(t)->elem);
      case NodeKind::kSliceType: return WalkType(As<SliceType>(t)->elem);
      case NodeKind::kDotsType: return WalkType(As<DotsType>(t)->elem);
      case NodeKind::kChanType: return WalkType(As<ChanType>(t)->elem);
      case NodeKind::kMapType:
        WalkType(As<MapType>(t)->key);
        return WalkType(As<MapType>(t)->value);
      case NodeKind::kStructType: return WalkFields(As<StructType>(t)->fields);
      case NodeKind::kInterfaceType: return WalkFields(As<InterfaceType>(t)->methods);
      case NodeKind::kFuncType:
        WalkFields(As<FuncType>(t)->params);
        return WalkFields(As<FuncType>(t)->results);
      default: return;
    }
  }

 private:
  Need* NeedOf(Node* n) {
    auto* name = Is<Name>(n);
    if (name == nullptr || name->obj != nullptr) return nullptr;
    auto it = names_.find(View(name->value));
    if (it == names_.end()) return nullptr;
    Need& need = needs[*it];
    if (need.first == kNoPos || name->pos < need.first) need.first = name->pos;
    return &need;
  }

  static void AddMember(Need* need, Name* sel, const std::string& args) {
    std::string_view name = View(sel->value);
    if (name.starts_with("New") || name.starts_with("Must")) need->constructors = true;
    if (!(name[0] >= 'A' && name[0] <= 'Z')) need->hidden_members = true;
    std::string text = std::string(name) + args;
    for (std::string& m : need->members) {
      if (m.substr(0, m.find('(')) != name) continue;
      if (m.size() < text.size()) m = text;
      return;
    }
    need->members.push_back(text);
  }

  static std::string ArgsText(const CallExpr* c) {
    std::string s = "(";
    for (size_t i = 0; i < c->args.size(); i++) {
      std::string t = TypeText(c->args[i]);
      if (i > 0) s += ", ";
      s += t.empty() ? "…" : t;
    }
    return s + ")";
  }

  void WalkFields(const List<Field*>& fields) {
    for (Field* f : fields) WalkType(f->type);
  }

  void WalkTypes(Expr* list) {
    if (auto* l = Is<ListExpr>(list)) {
      for (Expr* x : l->elems) WalkType(x);
    } else {
      WalkType(list);
    }
  }

  template <typename T>
  void WalkList(const List<T*>& list) {
    for (T* x : list) Walk(x);
  }

  // A call whose results go to `lhs` (nullptr: to nobody).
  void WalkCall(CallExpr* c, int results, Expr* lhs) {
    if (Need* need = NeedOf(c->fun)) {
      if (!need->called) {
        need->args = ArgsText(c);
        need->num_args = c->args.size();
      }
      need->called = true;
      if (results > need->results) need->results = results;
      Expr* last = lhs;
      if (auto* l = Is<ListExpr>(lhs)) last = l->elems.back();
      if (auto* name = Is<Name>(last); name != nullptr && View(name->value) == "err") need->ends_in_error = true;
    } else if (auto* s = Is<SelectorExpr>(c->fun); s != nullptr && NeedOf(s->x) != nullptr) {
      AddMember(NeedOf(s->x), s->sel, ArgsText(c));
    } else if (auto* name = Is<Name>(c->fun); name != nullptr && (View(name->value) == "make" || View(name->value) == "new")) {
      if (!c->args.empty()) WalkType(c->args[0]);
      for (size_t i = 1; i < c->args.size(); i++) Walk(c->args[i]);
      return;
    } else {
      Walk(c->fun);
    }
    WalkList(c->args);
  }

  // Walks n but for one child, which it yields (nullptr: none is left).
  Node* Step(Node* n) {
    switch (n->kind) {
      case NodeKind::kName:
        if (Need* need = NeedOf(n)) need->value = true;
        return nullptr;
      case NodeKind::kCompositeLit: {
        auto* c = As<CompositeLit>(n);
        WalkType(c->type);
        Need* need = c->type == nullptr ? nullptr : NeedOf(c->type);
        for (Expr* e : c->elems) {
          auto* kv = Is<KeyValueExpr>(e);
          if (kv == nullptr) {
            Walk(e);
            continue;
          }
          auto* key = Is<Name>(kv->key);
          if (need != nullptr && key != nullptr) {
            std::string text(View(key->value));
            if (std::string t = TypeText(kv->value); !t.empty()) text += " " + t;
            if (std::find(need->fields.begin(), need->fields.end(), text) == need->fields.end()) need->fields.push_back(text);
          } else if (key == nullptr || c->type == nullptr || c->type->kind == NodeKind::kMapType) {
            Walk(kv->key);
          }
          Walk(kv->value);
        }
        return nullptr;
      }
      case NodeKind::kFuncLit:
        WalkType(As<FuncLit>(n)->type);
        return As<FuncLit>(n)->body;
      case NodeKind::kParenExpr: return As<ParenExpr>(n)->x;
      case NodeKind::kSelectorExpr: {
        auto* s = As<SelectorExpr>(n);
        if (Need* need = NeedOf(s->x)) {
          AddMember(need, s->sel, "");
          return nullptr;
        }
        return s->x;
      }
      case NodeKind::kIndexExpr:
        Walk(As<IndexExpr>(n)->index);
        return As<IndexExpr>(n)->x;
      case NodeKind::kSliceExpr:
        for (Expr* i : As<SliceExpr>(n)->index) Walk(i);
        return As<SliceExpr>(n)->x;
      case NodeKind::kAssertExpr:
        WalkType(As<AssertExpr>(n)->type);
        return As<AssertExpr>(n)->x;
      case NodeKind::kTypeSwitchGuard: return As<TypeSwitchGuard>(n)->x;
      case NodeKind::kOperation: {
        auto* o = As<Operation>(n);
        Walk(o->y);
        return o->x;
      }
      case NodeKind::kCallExpr:
        WalkCall(As<CallExpr>(n), 1, nullptr);
        return nullptr;
      case NodeKind::kListExpr:
        WalkList(As<ListExpr>(n)->elems);
        return nullptr;
      case NodeKind::kArrayType:
      case NodeKind::kSliceType:
      case NodeKind::kStructType:
      case NodeKind::kInterfaceType:
      case NodeKind::kFuncType:
      case NodeKind::kMapType:
      case NodeKind::kChanType:
        WalkType(static_cast<Expr*>(n));
        return nullptr;
      case NodeKind::kLabeledStmt: return As<LabeledStmt>(n)->stmt;
      case NodeKind::kBlockStmt:
        WalkList(As<BlockStmt>(n)->list);
        return nullptr;
      case NodeKind::kExprStmt:
        if (auto* c = Is<CallExpr>(As<ExprStmt>(n)->x)) {
          WalkCall(c, -1, nullptr);
          return nullptr;
        }
        return As<ExprStmt>(n)->x;
      case NodeKind::kSendStmt:
        Walk(As<SendStmt>(n)->value);
        return As<SendStmt>(n)->chan;
      case NodeKind::kDeclStmt:
        WalkList(As<DeclStmt>(n)->decls);
        return nullptr;
      case NodeKind::kConstDecl:
        WalkType(As<ConstDecl>(n)->type);
        return As<ConstDecl>(n)->values;
      case NodeKind::kTypeDecl:
        WalkFields(As<TypeDecl>(n)->tparams);
        WalkType(As<TypeDecl>(n)->type);
        return nullptr;
      case NodeKind::kVarDecl: {
        auto* v = As<VarDecl>(n);
        WalkType(v->type);
        if (auto* c = Is<CallExpr>(v->values); c != nullptr && !v->names.empty()) {
          WalkCall(c, static_cast<int>(v->names.size()), v->names.back());
          return nullptr;
        }
        return v->values;
      }
      case NodeKind::kFuncDecl: {
        auto* f = As<FuncDecl>(n);
        if (f->recv != nullptr) WalkType(f->recv->type);
        WalkFields(f->tparams);
        WalkType(f->type);
        return f->body;
      }
      case NodeKind::kAssignStmt: {
        auto* a = As<AssignStmt>(n);
        if (a->op != Op::kDef) Walk(a->lhs);
        if (auto* c = Is<CallExpr>(a->rhs)) {
          auto* l = Is<ListExpr>(a->lhs);
          WalkCall(c, l == nullptr ? 1 : static_cast<int>(l->elems.size()), a->lhs);
          return nullptr;
        }
        return a->rhs;
      }
      case NodeKind::kCallStmt:
        if (auto* c = Is<CallExpr>(As<CallStmt>(n)->call)) {
          WalkCall(c, -1, nullptr);
          return nullptr;
        }
        return As<CallStmt>(n)->call;
      case NodeKind::kReturnStmt:
        if (auto* c = Is<CallExpr>(As<ReturnStmt>(n)->results)) {
          WalkCall(c, -1, nullptr);
          return nullptr;
        }
        return As<ReturnStmt>(n)->results;
      case NodeKind::kIfStmt: {
        auto* i = As<IfStmt>(n);
        Walk(i->init);
        Walk(i->cond);
        Walk(i->then);
        return i->els;
      }
      case NodeKind::kForStmt: {
        auto* f = As<ForStmt>(n);
        Walk(f->init);
        Walk(f->cond);
        Walk(f->post);
        return f->body;
      }
      case NodeKind::kRangeClause:
        if (!As<RangeClause>(n)->def) Walk(As<RangeClause>(n)->lhs);
        return As<RangeClause>(n)->x;
      case NodeKind::kSwitchStmt: {
        auto* s = As<SwitchStmt>(n);
        Walk(s->init);
        Walk(s->tag);
        bool types = Is<TypeSwitchGuard>(s->tag) != nullptr;
        for (CaseClause* c : s->body) {
          if (types) WalkTypes(c->cases);
          else Walk(c->cases);
          WalkList(c->body);
        }
        return nullptr;
      }
      case NodeKind::kSelectStmt:
        for (CommClause* c : As<SelectStmt>(n)->body) {
          Walk(c->comm);
          WalkList(c->body);
        }
        return nullptr;
      default: return nullptr;
    }
  }

  const std::set<std::string_view>& names_;
};

std::string Join(const std::vector<std::string>& words) {
  std::string s;
  for (size_t i = 0; i < words.size(); i++) {
    if (i > 0) s += i + 1 == words.size() ? " and " : ", ";
    s += words[i];
  }
  return s;
}

std::string Describe(std::string_view name, const Need& n) {
  std::string members;
  if (!n.members.empty()) members = " with " + Join(n.members);
  if (!n.members.empty() && !n.called && !n.type && !n.value && !n.hidden_members) {
    std::string_view std_path = StdPackageNamed(name);
    if (!std_path.empty() && stdlib::FindPackage(std_path) == nullptr) {
      return "package " + std::string(std_path) + ", which minigo does not have";
    }
    for (const KnownPackage& k : kKnownPackages) {
      if (k.name == name) return "a package, probably " + std::string(k.path) + ", which is not imported";
    }
    if (n.qualifies_type || n.constructors) return "a package" + members;
  }
  if (n.type) return "a type" + (n.fields.empty() ? members : " with the fields " + Join(n.fields));
  if (n.called) {
    std::string s = "a function ";
    if (n.args.find("…") == std::string::npos) s += n.args;
    else s += "of " + std::to_string(n.num_args) + (n.num_args == 1 ? " argument" : " arguments");
    if (n.results == 1) s += n.ends_in_error ? " with an error as its result" : " with a result";
    else if (n.results > 1) s += " with " + std::to_string(n.results) + " results" + (n.ends_in_error ? ", the last one an error" : "");
    return s;
  }
  if (name[0] >= 'A' && name[0] <= 'Z' && members.empty() && !n.value) return "a name";
  return "a variable" + members;
}

// Whether the text at the position, or its line up to there, is an ellipsis that stands for something.
bool IsEllipsis(const SourceFile& source, Pos pos) {
  if (!source.contains(pos)) return false;
  std::string_view text = source.text().substr(source.offset(pos));
  if (text.starts_with("...") || text.starts_with("\xe2\x80\xa6")) return true;
  std::string_view line = source.LineText(source.LineOf(pos));
  line = line.substr(0, line.find("//"));
  size_t first = line.find_first_not_of(" \t{(,");
  return line.find("\xe2\x80\xa6") != std::string_view::npos ||
         (first != std::string_view::npos && line.substr(first).starts_with("...")) || line.find("{ ...") != std::string_view::npos;
}

std::string Lines(const std::vector<int>& lines) {
  std::vector<std::string> words;
  for (int l : lines) words.push_back(std::to_string(l));
  return Join(words);
}

// The lines that begin with `prefix`.
std::vector<int> LinesWith(const SourceFile& source, std::string_view prefix) {
  std::vector<int> found;
  std::string_view text = source.text();
  int line = 1;
  for (size_t i = 0; i < text.size(); line++) {
    if (text.substr(i).starts_with(prefix)) found.push_back(line);
    size_t newline = text.find('\n', i);
    if (newline == std::string_view::npos) break;
    i = newline + 1;
  }
  return found;
}

}  // namespace

std::string SnippetNote(const std::vector<File*>& files, const SourceFile& source, const Diags& diags, bool whole) {
  std::string note;
  std::vector<int> ellipses;
  std::set<std::string_view> names;
  bool mains = false, syntax = false;
  for (const Diag& d : diags.list()) {
    if (d.kind == DiagKind::kSyntax) {
      syntax = true;
      int line = source.contains(d.pos) ? source.LineOf(d.pos) : 0;
      if (IsEllipsis(source, d.pos) && (ellipses.empty() || ellipses.back() != line)) ellipses.push_back(line);
    }
    if (d.text.starts_with("undefined: ") && d.text.find('.') == std::string::npos) names.insert(std::string_view(d.text).substr(11));
    if (d.text.starts_with("main redeclared in this block")) mains = true;
  }
  if (!ellipses.empty()) {
    note += "note: the ellipsis in line " + Lines(ellipses) + " stands for code that is left out; fill it in to run the fragment\n";
  }
  if (std::vector<int> clauses = LinesWith(source, "package "); syntax && clauses.size() > 1) {
    note += "note: these are several files, with package clauses in lines " + Lines(clauses) + "; a fragment is one file\n";
  }
  if (std::vector<int> at = LinesWith(source, "func main()"); mains && at.size() > 1) {
    note += "note: these are several programs, with a function main in lines " + Lines(at) + "; a fragment is one program\n";
  }
  if (names.empty() || whole) return note;
  UseFinder finder(names);
  for (File* f : files) {
    for (Decl* d : f->decls) finder.Walk(d);
  }
  std::vector<std::pair<std::string_view, const Need*>> needs;
  for (const auto& [name, need] : finder.needs) needs.emplace_back(name, &need);
  std::sort(needs.begin(), needs.end(), [](const auto& a, const auto& b) { return a.second->first < b.second->first; });
  if (needs.empty()) return note;
  note += "note: the fragment uses what it does not declare:\n";
  for (const auto& [name, need] : needs) note += "\t" + std::string(name) + ": " + Describe(name, *need) + "\n";
  return note;
}

}  // namespace minigo
