// This file implements what gc still looks at between type checking and compiling, once a package
// is free of type errors: interfaces that contain themselves without a name, functions without
// body, go:linkname and go:embed, types too large for an address space.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::Is;

namespace {

// Finds interfaces that can be reached from themselves without passing through a defined type.
class CycleFinder {
 public:
  bool HasCycle(Interface* t) {
    for (Func* m : TypeSetOf(t)->methods) {
      if (Visit(m->type)) return true;
    }
    return false;
  }

  // Those found so far count as free of cycles from now on, so that each is reported once.
  void Forgive() {
    for (auto& entry : cyclic_) entry.second = false;
  }

 private:
  bool Visit(Type* t) {
    for (;;) {
      t = Unalias(t);
      if (t == nullptr) return false;
      switch (t->kind) {
        case TypeKind::kPointer:
          t = As<Pointer>(t)->base;
          break;
        case TypeKind::kArray:
          t = As<Array>(t)->elem;
          break;
        case TypeKind::kSlice:
          t = As<Slice>(t)->elem;
          break;
        case TypeKind::kChan:
          t = As<Chan>(t)->elem;
          break;
        case TypeKind::kMap:
          if (Visit(As<Map>(t)->key)) return true;
          t = As<Map>(t)->elem;
          break;
        case TypeKind::kStruct:
          return VisitVars(As<Struct>(t)->fields);
        case TypeKind::kTuple:
          return VisitVars(As<Tuple>(t)->vars);
        case TypeKind::kSignature: {
          Signature* sig = As<Signature>(t);
          return (sig->params != nullptr && Visit(sig->params)) ||
                 (sig->results != nullptr && Visit(sig->results));
        }
        case TypeKind::kInterface: {
          Interface* iface = As<Interface>(t);
          if (iface->methods.empty() && iface->embeddeds.empty()) return false;
          auto [it, inserted] = cyclic_.try_emplace(iface, true);
          if (!inserted) return it->second;
          if (HasCycle(iface)) return true;
          cyclic_[iface] = false;
          return false;
        }
        default:
          return false;
      }
    }
  }

  bool VisitVars(const List<Var*>& vars) {
    for (Var* v : vars) {
      if (Visit(v->type)) return true;
    }
    return false;
  }

  std::unordered_map<Interface*, bool> cyclic_;
};

std::vector<std::string_view> Fields(std::string_view s) {
  std::vector<std::string_view> fields;
  for (size_t i = 0; i < s.size();) {
    size_t end = s.find_first_of(" \t\r", i);
    if (end == std::string_view::npos) end = s.size();
    if (end > i) fields.push_back(s.substr(i, end - i));
    i = end + 1;
  }
  return fields;
}

bool Imports(const grammar::File* file, std::string_view path) {
  for (grammar::Decl* d : file->decls) {
    auto* import = Is<grammar::ImportDecl>(d);
    if (import == nullptr || import->path == nullptr) continue;
    std::string_view text = import->path->value;
    if (text.size() == path.size() + 2 && text.substr(1, path.size()) == path) return true;
  }
  return false;
}

// Whether there is a go:linkname comment for the name anywhere in the file.
bool HasLinkname(const grammar::File* file, std::string_view name) {
  constexpr std::string_view kDirective = "//go:linkname ";
  std::string_view text = file->source->text();
  for (size_t i = text.find(kDirective); i != std::string_view::npos;
       i = text.find(kDirective, i + 1)) {
    std::string_view line = text.substr(i + kDirective.size());
    std::vector<std::string_view> fields =
        Fields(line.substr(0, std::min(line.find('\n'), line.size())));
    if (!fields.empty() && fields[0] == name) return true;
  }
  return false;
}

bool Embeddable(Type* t) {
  Type* u = Under(t);
  if (IsString(u)) return true;
  if (Slice* s = Is<Slice>(u)) {
    Basic* b = UnderIs<Basic>(s->elem);
    return b != nullptr && b->basic == BasicKind::kUint8;
  }
  Named* n = UnaliasIs<Named>(t);
  return n != nullptr && n->obj->name_view() == "FS" && n->obj->pkg != nullptr &&
         n->obj->pkg->path == "embed";
}

constexpr int64_t kMaxWidth = int64_t{1} << 50;

// Walks the types of variables for those that no program could hold.
class SizeChecker {
 public:
  explicit SizeChecker(Checker* check) : check_(check) {}

  void CheckObject(Object* obj) {
    at_ = obj->pos;
    failed_ = false;
    if (TypeName* tname = Is<TypeName>(obj)) {
      if (tname->IsAlias() || obj->type == nullptr || IsTypeParam(obj->type)) return;
      Named* n = UnaliasIs<Named>(obj->type);
      if (n != nullptr && !n->tparams.empty()) return;
    }
    if (obj->type != nullptr) Check(obj->type);
  }

 private:
  void Check(Type* t) {
    t = Unalias(t);
    switch (t->kind) {
      // What has no size of interest itself needs not be remembered.
      case TypeKind::kPointer:
        return Check(As<Pointer>(t)->base);
      case TypeKind::kSlice:
        return Check(As<Slice>(t)->elem);
      case TypeKind::kMap:
        Check(As<Map>(t)->key);
        return Check(As<Map>(t)->elem);
      case TypeKind::kNamed:
      case TypeKind::kChan:
      case TypeKind::kArray:
      case TypeKind::kStruct:
        if (!seen_.insert(t).second) return;
        break;
      default:
        return;
    }
    switch (t->kind) {
      case TypeKind::kNamed:
        if (As<Named>(t)->targs.empty()) Check(Under(t));
        return;
      case TypeKind::kChan: {
        Type* elem = As<Chan>(t)->elem;
        Check(elem);
        if (failed_ || HasTypeParams(elem)) return;
        int64_t size = Sizeof(elem);
        if (size < 0 || size >= 1 << 16) Fail("channel element type too large (>64kB)");
        return;
      }
      case TypeKind::kArray: {
        Array* a = As<Array>(t);
        Check(a->elem);
        if (failed_ || HasTypeParams(a->elem)) return;
        int64_t size = Sizeof(a->elem);
        if (size != 0 && (size < 0 || a->len > (kMaxWidth - 1) / size)) {
          Fail(check_->Sprintf("type %s larger than address space", t));
        }
        return;
      }
      case TypeKind::kStruct:
        for (Var* f : As<Struct>(t)->fields) Check(f->type);
        if (!failed_ && !HasTypeParams(t)) {
          int64_t size = Sizeof(t);
          if (size < 0 || size >= kMaxWidth) Fail(check_->Sprintf("type %s too large", t));
        }
        return;
      default:
        return;
    }
  }

  void Fail(const std::string& msg) {
    failed_ = true;
    check_->Error(at_, Code::kNone, msg);
  }

  Checker* check_;
  grammar::Pos at_ = grammar::kNoPos;
  bool failed_ = false;
  std::unordered_set<Type*> seen_;
};

}  // namespace

void Checker::NoteLocalEmbed(grammar::VarDecl* vdecl) {
  for (grammar::File* file : files) {
    if (file->source->contains(vdecl->pos)) local_embeds.emplace_back(file, vdecl);
  }
}

void Checker::NoderChecks() {
  CycleFinder finder;
  // In the order of the source; an interface within another one is part of it.
  std::sort(interface_exprs.begin(), interface_exprs.end(),
            [](const auto& a, const auto& b) { return a.first->pos < b.first->pos; });
  grammar::Pos end = grammar::kNoPos;
  for (const auto& [expr, type] : interface_exprs) {
    if (expr->pos < end) continue;
    end = grammar::EndPos(expr);
    if (!finder.HasCycle(type)) continue;
    Error(expr->pos, kInvalidTypeCycle,
          "invalid recursive type: anonymous interface refers to itself (see "
          "https://go.dev/issue/56103)");
    finder.Forgive();
  }
  if (first_err) return;

  std::unordered_set<std::string_view> linknames;
  for (grammar::File* file : files) {
    for (grammar::Decl* d : file->decls) {
      if (auto* fdecl = Is<grammar::FuncDecl>(d)) {
        CheckLinknames(file, fdecl->pragma, &linknames);
        CheckBodyPresence(file, fdecl);
      } else if (auto* vdecl = Is<grammar::VarDecl>(d)) {
        CheckLinknames(file, vdecl->pragma, &linknames);
        CheckEmbed(file, vdecl, false);
      }
    }
  }
  for (const auto& [file, vdecl] : local_embeds) CheckEmbed(file, vdecl, true);
  if (first_err) return;
  CheckEmbedTypes();
  if (first_err) return;

  SizeChecker sizes(this);
  for (Object* obj : obj_list) {
    if (obj->kind == ObjectKind::kVar || obj->kind == ObjectKind::kTypeName) sizes.CheckObject(obj);
  }
  if (first_err) return;
  std::vector<Scope*> pending;
  if (pkg->scope->first_child() != nullptr) pending.push_back(pkg->scope->first_child());
  while (!pending.empty()) {
    Scope* s = pending.back();
    pending.pop_back();
    for (Object* obj : s->objects()) {
      if (obj->kind == ObjectKind::kVar || obj->kind == ObjectKind::kTypeName)
        sizes.CheckObject(obj);
    }
    if (s->next_sibling() != nullptr) pending.push_back(s->next_sibling());
    if (s->first_child() != nullptr) pending.push_back(s->first_child());
  }
  for (const auto& [at, array] : outside) {
    Errorf(at, Code::kNone, "array index %d out of bounds [0:%d]", INT64_MAX, array->len);
  }
  if (!outside.empty()) return;
  CheckPrints();
  if (!first_err) CheckFrames();
}

namespace {

constexpr int64_t kMaxFrame = int64_t{1} << 30;

// Literals of struct types as gc's compiling half spells them: "struct { X int }".
std::string SpacedStructs(const std::string& text) {
  std::string out;
  std::vector<bool> spaced;  // by the open braces
  for (size_t i = 0; i < text.size(); i++) {
    char c = text[i];
    if (c == '{') {
      bool of_struct = out.ends_with("struct"), empty = text[i + 1] == '}';
      spaced.push_back(of_struct && !empty);
      out += of_struct ? empty ? " {" : " { " : "{";
    } else if (c == '}' && !spaced.empty()) {
      out += spaced.back() ? " }" : "}";
      spaced.pop_back();
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

// Reports what print and println cannot show. gc finds it out when it compiles.
void Checker::CheckPrints() {
  for (const auto& [at, t] : odd_prints) {
    Errorf(at, Code::kNone, "illegal types for operand: print\n\t%s", SpacedStructs(Sprintf("%s", t)));
  }
}

void Checker::NoteTemporary(Type* elem, int64_t n) {
  if (decl == nullptr || decl->fdecl == nullptr || n <= 0 || HasVarSize(elem)) return;
  int64_t size = Sizeof(elem);
  if (size <= 0 || n > INT64_MAX / size || n * size < kMaxFrame) return;
  large_temporaries.emplace_back(decl->fdecl, n * size);
}

// Reports functions whose parameters, or the copies that they make of arrays, do not fit a stack.
void Checker::CheckFrames() {
  for (Object* obj : obj_list) {
    Func* f = Is<Func>(obj);
    if (f == nullptr || f->decl == nullptr || f->decl->body == nullptr || f->signature() == nullptr)
      continue;
    Signature* fsig = f->signature();
    if (!fsig->tparams.empty() || !fsig->rparams.empty()) continue;
    int64_t args = 0, locals = 0;
    if (fsig->recv != nullptr) args += Sizeof(fsig->recv->type);
    for (Tuple* t : {fsig->params, fsig->results}) {
      if (t == nullptr) continue;
      for (Var* v : t->vars) args += Sizeof(v->type);
    }
    for (const auto& [fdecl, size] : large_temporaries) {
      if (fdecl == f->decl) locals += size;
    }
    if (args < kMaxFrame && locals < kMaxFrame) continue;
    Errorf(f->decl->pos, Code::kNone, "stack frame too large (>1GB): %d MB locals + %d MB args",
           locals >> 20, args >> 20);
  }
}

// A function may lack its body only if it is linked to another one.
void Checker::CheckBodyPresence(grammar::File* file, grammar::FuncDecl* fdecl) {
  static constexpr std::string_view kMessage = "missing function body";
  if (fdecl->has_body()) {
    if (fdecl->pragma == nullptr) return;
    for (std::string_view directive : fdecl->pragma->directives) {
      if (directive == "go:noescape") {
        Error(fdecl->pos, Code::kNone,
              "can only use //go:noescape with external func implementations");
      }
    }
    return;
  }
  if (!conf->complete && View(fdecl->name->value) != "init") return;
  if (fdecl->recv == nullptr && HasLinkname(file, View(fdecl->name->value))) return;
  Error(fdecl->pos, Code::kNone, kMessage);
}

void Checker::CheckLinknames(grammar::File* file, grammar::Pragma* pragma,
                             std::unordered_set<std::string_view>* seen) {
  if (pragma == nullptr) return;
  for (size_t i = 0; i < pragma->directives.size(); i++) {
    std::vector<std::string_view> fields = Fields(pragma->directives[i]);
    if (fields.size() < 2 || fields.size() > 3 || fields[0] != "go:linkname") continue;
    grammar::Pos at = pragma->positions[i];
    if (!Imports(file, "unsafe")) {
      Error(at, Code::kNone, "//go:linkname only allowed in Go files that import \"unsafe\"");
      continue;
    }
    if (fields.size() == 3 && fields[2].find('[') != std::string_view::npos &&
        fields[2].find(']') != std::string_view::npos) {
      Error(at, Code::kNone, "//go:linkname reference of an instantiation is not allowed");
      continue;
    }
    Object* obj = pkg->scope->Lookup(Intern(fields[1]));
    if (obj == nullptr || (obj->kind != ObjectKind::kFunc && obj->kind != ObjectKind::kVar)) {
      if (AllowVersion(kGo1_18)) {
        Error(at, Code::kNone, "//go:linkname must refer to declared function or variable");
      }
    } else if (!seen->insert(fields[1]).second) {
      Errorf(at, Code::kNone, "duplicate //go:linkname for %s", fields[1]);
    }
  }
}

void Checker::CheckEmbed(grammar::File* file, grammar::VarDecl* vdecl, bool within_func) {
  if (vdecl->pragma == nullptr) return;
  for (size_t i = 0; i < vdecl->pragma->directives.size(); i++) {
    std::vector<std::string_view> fields = Fields(vdecl->pragma->directives[i]);
    if (fields.empty() || fields[0] != "go:embed") continue;
    grammar::Pos at = vdecl->pragma->positions[i];
    GoVersion file_version = versions[file];
    if (!Imports(file, "embed")) {
      Error(at, Code::kNone,
            "go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)");
    } else if (vdecl->names.size() > 1) {
      Error(at, Code::kNone, "go:embed cannot apply to multiple vars");
    } else if (vdecl->values != nullptr) {
      Error(at, Code::kNone, "go:embed cannot apply to var with initializer");
    } else if (vdecl->type == nullptr) {
      Error(at, Code::kNone, "go:embed cannot apply to var without type");
    } else if (within_func) {
      Error(at, Code::kNone, "go:embed cannot apply to var inside func");
    } else if (file_version.IsValid() && file_version.Cmp(GoVersion{16}) < 0) {
      Error(at, Code::kNone, "go:embed requires go1.16 or later");
    }
    return;
  }
}

void Checker::CheckEmbedTypes() {
  for (grammar::File* file : files) {
    for (grammar::Decl* d : file->decls) {
      auto* vdecl = Is<grammar::VarDecl>(d);
      if (vdecl == nullptr || vdecl->pragma == nullptr) continue;
      bool embeds = std::any_of(vdecl->pragma->directives.begin(), vdecl->pragma->directives.end(),
                                [](std::string_view text) { return text.starts_with("go:embed"); });
      Var* v = Is<Var>(vdecl->names[0]->obj);
      if (!embeds || v == nullptr || Embeddable(v->type)) continue;
      Errorf(vdecl->names[0]->pos, Code::kNone, "go:embed cannot apply to var of type %s", v->type);
    }
  }
}

}  // namespace minigo::types
