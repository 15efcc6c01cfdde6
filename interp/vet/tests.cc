// This file implements the analysis of test functions, examples and fuzz targets.
#include <algorithm>

#include "grammar/runes.h"
#include "interp/types/info.h"
#include "interp/types/internal.h"
#include "interp/vet/analyses.h"
#include "interp/vet/comments.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::BasicKind;
using types::Object;
using types::Signature;
using types::Type;

namespace {

bool StartsLower(const Pass& pass, std::string_view s) {
  if (s.empty()) return false;
  int width = 1;
  auto* p = reinterpret_cast<const uint8_t*>(s.data());
  Rune r = DecodeRune(p, p + s.size(), &width);
  if (r < 0x80) return r >= 'a' && r <= 'z';
  return IsLetter(r) && !types::IsExportedSymbol(pass.world().names().Intern(s));
}

constexpr BasicKind kFuzzKinds[] = {BasicKind::kString,  BasicKind::kBool,  BasicKind::kFloat32,
                                    BasicKind::kFloat64, BasicKind::kInt,   BasicKind::kInt8,
                                    BasicKind::kInt16,   BasicKind::kInt32, BasicKind::kInt64,
                                    BasicKind::kUint,    BasicKind::kUint8, BasicKind::kUint16,
                                    BasicKind::kUint32,  BasicKind::kUint64};

class TestFile {
 public:
  TestFile(Pass& pass, const File* file) : pass_(pass), file_(file) {}
  void Run();

 private:
  void CheckExampleName(FuncDecl* f);
  void CheckExampleOutput(FuncDecl* f);
  void CheckTest(FuncDecl* f, const std::string& prefix);
  void CheckFuzz(FuncDecl* f);
  bool CheckFuzzArgs(const Signature* target, Expr* x);
  void CheckAdd(CallExpr* call, const Signature* target);
  std::vector<Object*> Lookup(std::string_view name) const;
  // Where the keyword stands.
  Pos FuncPos(const FuncDecl* f) const;

  bool IsTestingPointer(const Type* t, std::string_view name) const {
    auto* p = types::Is<types::Pointer>(t);
    return p != nullptr && IsTypeNamed(p->base, "testing", {name});
  }
  // f.Name(…) of a testing.F; any method if name is "".
  bool IsFuzzMethod(CallExpr* call, std::string_view name) const {
    auto* sel = Is<SelectorExpr>(call->fun);
    return sel != nullptr && IsTestingPointer(types::TypeOf(sel->x), "F") &&
           (name.empty() || View(sel->sel->value) == name);
  }

  Pass& pass_;
  const File* file_;
};

Pos TestFile::FuncPos(const FuncDecl* f) const {
  const SourceFile* s = file_->source;
  size_t at = s->text().rfind("func", s->offset(f->name->pos));
  return at == std::string_view::npos ? f->pos : s->base() + static_cast<Pos>(at);
}

std::vector<Object*> TestFile::Lookup(std::string_view name) const {
  std::vector<Object*> list;
  if (Object* o = pass_.world().Lookup(pass_.pkg(), name)) return {o};
  for (types::Package* p : pass_.pkg()->imports) {
    if (Object* o = pass_.world().Lookup(p, name)) list.push_back(o);
  }
  return list;
}

void TestFile::CheckExampleName(FuncDecl* f) {
  std::string name(View(f->name->value));
  Pos at = FuncPos(f);
  if (!f->type->params.empty()) pass_.Report(at, name + " should be niladic");
  if (!f->type->results.empty()) pass_.Report(at, name + " should return nothing");
  if (!f->tparams.empty()) pass_.Report(at, name + " should not have type params");
  if (name == "Example") return;
  // ExampleIdent_Member_suffix
  std::string ex = name.substr(7);
  std::vector<std::string> parts;
  std::string rest = ex;
  for (int i = 0; i < 2 && rest.find('_') != rest.npos; i++) {
    size_t bar = rest.find('_');
    parts.push_back(rest.substr(0, bar));
    rest.erase(0, bar + 1);
  }
  parts.push_back(rest);
  const std::string& ident = parts[0];
  std::vector<Object*> objects = ident.empty() ? std::vector<Object*>() : Lookup(ident);
  if (!ident.empty() && objects.empty()) {
    pass_.Report(at, name + " refers to unknown identifier: " + ident);
    return;
  }
  if (parts.size() < 2) return;
  if (ident.empty()) {
    std::string suffix = ex.substr(1);
    if (!StartsLower(pass_, suffix))
      pass_.Report(at, name + " has malformed example suffix: " + suffix);
    return;
  }
  const std::string& member = parts[1];
  if (!StartsLower(pass_, member)) {
    bool found = std::any_of(objects.begin(), objects.end(), [&](Object* o) {
      return o->type != nullptr && LookupMember(pass_, o->type, member, true) != nullptr;
    });
    if (!found)
      pass_.Report(at, name + " refers to unknown field or method: " + ident + "." + member);
  }
  if (parts.size() == 3 && !StartsLower(pass_, parts[2])) {
    pass_.Report(at, name + " has malformed example suffix: " + parts[2]);
  }
}

bool IsOutput(const CommentGroup& group) {
  std::string text = group.Text();
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size()));
  if (text.starts_with("unordered ")) text.erase(0, 10);
  return text.starts_with("output:");
}

void TestFile::CheckExampleOutput(FuncDecl* f) {
  if (f->body == nullptr) return;
  std::vector<CommentGroup> inside;
  int outputs = 0;
  for (CommentGroup& g : CommentsOf(*file_->source)) {
    if (g.pos() < FuncPos(f)) continue;
    if (g.end() > f->body->rbrace + 1) break;
    if (IsOutput(g)) outputs++;
    inside.push_back(std::move(g));
  }
  for (size_t i = 0; i + 1 < inside.size(); i++) {
    if (!IsOutput(inside[i])) continue;
    pass_.Report(inside[i].pos(), outputs > 1
                                      ? "there can only be one output comment block per example"
                                      : "output comment block must be the last comment block");
  }
}

void TestFile::CheckTest(FuncDecl* f, const std::string& prefix) {
  if (!f->type->results.empty() || f->type->params.size() != 1) return;
  auto* star = IsStar(f->type->params[0]->type);
  Name* type = star == nullptr ? nullptr : Is<Name>(star->x);
  if (auto* sel = star == nullptr ? nullptr : Is<SelectorExpr>(star->x)) type = sel->sel;
  if (type == nullptr || View(type->value) != prefix.substr(0, 1)) return;
  std::string name(View(f->name->value));
  if (!f->tparams.empty()) {
    const SourceFile* s = file_->source;
    size_t bracket = s->text().find('[', s->offset(f->name->pos));
    pass_.Report(s->base() + static_cast<Pos>(std::min(bracket, s->text().size())),
                 name + " has type parameters: it will not be run by go test as a " + prefix +
                     "XXX function");
  }
  if (StartsLower(pass_, std::string_view(name).substr(prefix.size()))) {
    pass_.Report(f->name, name + " has malformed name: first letter after '" + prefix +
                              "' must not be lowercase");
  }
}

bool TestFile::CheckFuzzArgs(const Signature* target, Expr* x) {
  auto* lit = Is<FuncLit>(x);
  auto place = [&](size_t i) -> Node* {
    if (lit == nullptr || i >= lit->type->params.size()) return x;
    return lit->type->params[i]->type;
  };
  bool ok = true;
  if (!IsTestingPointer(target->params->vars[0]->type, "T")) {
    pass_.Report(place(0), "the first parameter of a fuzz target must be *testing.T");
    ok = false;
  }
  for (size_t i = 1; i < target->num_params(); i++) {
    Type* t = target->params->vars[i]->type;
    Type* bytes = pass_.world().NewSlice(pass_.world().Typ(BasicKind::kUint8));
    bool accepted = types::Identical(t, bytes) ||
                    std::any_of(std::begin(kFuzzKinds), std::end(kFuzzKinds), [&](BasicKind k) {
                      return types::Identical(t, pass_.world().Typ(k));
                    });
    if (accepted) continue;
    std::string list;
    for (BasicKind k : kFuzzKinds) list += std::string(pass_.world().Typ(k)->name) + ", ";
    pass_.Report(place(i),
                 "fuzzing arguments can only have the following types: " + list + "[]byte");
    ok = false;
  }
  return ok;
}

void TestFile::CheckAdd(CallExpr* call, const Signature* target) {
  size_t want = target->num_params() - 1;
  if (call->args.size() != want) {
    pass_.Report(call, "wrong number of values in call to (*testing.F).Add: " +
                           std::to_string(call->args.size()) + ", fuzz target expects " +
                           std::to_string(want));
    return;
  }
  std::vector<size_t> wrong;
  std::string have_list, want_list;
  for (size_t i = 0; i < want; i++) {
    Type* have = TypeOf(pass_, call->args[i]);
    Type* expected = target->params->vars[i + 1]->type;
    if (have == nullptr) return;
    if (!types::Identical(have, expected)) wrong.push_back(i);
    have_list += (i > 0 ? " " : "") + pass_.TypeText(have);
    want_list += (i > 0 ? " " : "") + pass_.TypeText(expected);
  }
  if (wrong.size() == 1) {
    Expr* arg = call->args[wrong[0]];
    pass_.Report(arg, "mismatched type in call to (*testing.F).Add: " +
                          pass_.TypeText(TypeOf(pass_, arg)) + ", fuzz target expects " +
                          pass_.TypeText(target->params->vars[wrong[0] + 1]->type));
  } else if (wrong.size() > 1) {
    pass_.Report(call, "mismatched types in call to (*testing.F).Add: [" + have_list +
                           "], fuzz target expects [" + want_list + "]");
  }
}

void TestFile::CheckFuzz(FuncDecl* f) {
  const Signature* target = nullptr;
  Walk(f, [&](Node* n) {
    auto* call = Is<CallExpr>(n);
    if (call == nullptr || !IsFuzzMethod(call, "Fuzz") || call->args.size() != 1) return true;
    Expr* x = call->args[0];
    Type* t = TypeOf(pass_, x);
    if (t == nullptr) return true;
    auto* sig = types::UnderIs<Signature>(t);
    if (sig == nullptr) {
      pass_.Report(x, "argument to Fuzz must be a function");
      return false;
    }
    if (sig->num_results() != 0) pass_.Report(x, "fuzz target must not return any value");
    if (sig->num_params() == 0) {
      pass_.Report(x, "fuzz target must have 1 or more argument");
      return false;
    }
    if (CheckFuzzArgs(sig, x) && target == nullptr) target = sig;
    Walk(x, [&](Node* m) {
      auto* inner = Is<CallExpr>(m);
      if (inner != nullptr && IsFuzzMethod(inner, "") && !IsFuzzMethod(inner, "Name") &&
          !IsFuzzMethod(inner, "Failed")) {
        pass_.Report(inner, "fuzz target must not call any *F methods");
      }
      return true;
    });
    return false;
  });
  if (target == nullptr) return;
  Walk(f, [&](Node* n) {
    auto* call = Is<CallExpr>(n);
    if (call != nullptr && IsFuzzMethod(call, "Add")) CheckAdd(call, target);
    return true;
  });
}

void TestFile::Run() {
  for (Decl* d : file_->decls) {
    auto* f = Is<FuncDecl>(d);
    if (f == nullptr || f->recv != nullptr) continue;
    std::string_view name = View(f->name->value);
    if (name.starts_with("Example")) {
      CheckExampleName(f);
      CheckExampleOutput(f);
    } else if (name.starts_with("Test")) {
      CheckTest(f, "Test");
    } else if (name.starts_with("Benchmark")) {
      CheckTest(f, "Benchmark");
    } else if (name.starts_with("Fuzz")) {
      CheckTest(f, "Fuzz");
      CheckFuzz(f);
    }
  }
}

}  // namespace

void RunTests(Pass& pass) {
  for (const File* file : pass.files()) {
    if (file->source->path().ends_with("_test.go")) TestFile(pass, file).Run();
  }
}

}  // namespace minigo::vet
