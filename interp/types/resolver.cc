// This file implements the collection of package-level declarations and imports.
#include <algorithm>

#include "grammar/runes.h"
#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

// As many names as values, or one call with several results for several variables.
void Checker::Arity(Pos pos, List<Name*> names, List<grammar::Expr*> inits, bool const_decl, bool inherited) {
  size_t l = names.size(), r = inits.size();
  if (l < r) {
    grammar::Expr* n = inits[l];
    if (inherited) {
      Errorf(pos, kWrongAssignCount, "extra init expr at %s", PosArg{n->pos});
    } else {
      Errorf(n, kWrongAssignCount, "extra init expr %s", n);
    }
  } else if (l > r && (const_decl || r != 1)) {
    Errorf(names[r], kWrongAssignCount, "missing init expr for %s", names[r]->value);
  }
}

namespace {

// What is wrong with an import path, or nothing.
std::string ImportPathProblem(std::string_view path) {
  if (path.empty()) return "empty string";
  constexpr std::string_view kIllegal = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
  const auto* p = reinterpret_cast<const uint8_t*>(path.data());
  const uint8_t* end = p + path.size();
  while (p < end) {
    int width;
    Rune r = DecodeRune(p, end, &width);
    if (r == ' ' || !IsPrint(r) || r == kRuneError ||
        (r < 0x80 && kIllegal.find(static_cast<char>(r)) != std::string_view::npos)) {
      return "invalid character " + FormatRuneU(r);
    }
    p += width;
  }
  return {};
}

}  // namespace

void Checker::DeclarePkgObj(Name* ident, Object* obj, DeclInfo* d) {
  if (ident->value == impl->sym_init) {
    Error(ident, kInvalidInitDecl, "cannot declare init - must be func");
    return;
  }
  if (ident->value == impl->sym_main && pkg->name == impl->sym_main) {
    Error(ident, kInvalidMainDecl, "cannot declare main - must be func");
    return;
  }
  Declare(pkg->scope, ident, obj, kNoPos);
  obj->decl_info = d;
  obj->order = ++order;
  obj_list.push_back(obj);
}

Package* Checker::ImportPackage(Pos pos, std::string_view path, const SourceFile* from) {
  if (path == "unsafe") return impl->unsafe_pkg;
  // What failed once is not reported again.
  if (auto it = import_map.find(path); it != import_map.end()) return it->second;
  std::string error;
  Package* imported = conf->import ? conf->import(path, from, &error) : nullptr;
  if (imported != nullptr && (imported->name == nullptr || imported->name == impl->blank)) {
    error = "invalid package name: " + Quote(View(imported->name));
    imported = nullptr;
  }
  if (imported == nullptr) {
    if (error.empty()) error = "could not import " + std::string(path);
    Errorf(pos, kBrokenImport, "%s", error);
    // A stand-in, so that its uses are not in error as well.
    Package*& fake = impl->fakes[std::string(path)];
    if (fake == nullptr) {
      impl->own_packages.push_back(std::make_unique<Package>());
      fake = impl->own_packages.back().get();
      fake->path = path;
      std::string_view name = path;
      while (name.ends_with('/')) name.remove_suffix(1);
      name = name.substr(name.rfind('/') + 1);
      fake->name = Intern(name);
      fake->scope = NewScope(impl->universe, kNoPos, kNoPos);
      fake->fake = true;
    }
    return import_map[path] = fake;
  }
  if (!seen_pkgs.empty()) MarkImports(imported);
  return import_map[path] = imported;
}

void Checker::CollectObjects() {
  struct MethodInfo {
    Func* obj;
    bool ptr;
    Name* recv;  // the receiver type's name
  };
  std::vector<MethodInfo> methods;
  std::vector<Scope*> file_scopes;

  for (File* file : files) {
    version = versions[file];
    Scope* file_scope = NewScope(pkg->scope, file->source->base(), file->eof);
    file_scopes.push_back(file_scope);

    auto new_decl = [&] {
      auto* d = arena().New<DeclInfo>();
      d->file_scope = file_scope;
      d->version = version;
      return d;
    };

    ptrdiff_t first = -1;           // index of the first ConstDecl of the group, or -1
    ConstDecl* last = nullptr;      // the last one with a type or values
    for (size_t index = 0; index < file->decls.size(); index++) {
      Decl* decl_node = file->decls[index];
      if (decl_node->kind != NodeKind::kConstDecl) first = -1;

      switch (decl_node->kind) {
        case NodeKind::kImportDecl: {
          auto* s = As<ImportDecl>(decl_node);
          if (s->path == nullptr || s->path->bad) break;
          Const literal = constants().FromLiteral(s->path->value, LitKind::kString);
          std::string_view path = KindOf(literal) == ConstKind::kString ? StringVal(literal) : std::string_view();
          if (std::string problem = ImportPathProblem(path); !problem.empty()) {
            Errorf(s->path, kBadImportPath, "invalid import path (%s)", problem);
            break;
          }
          Package* imported = ImportPackage(s->path->pos, path, file->source);
          Symbol name = imported->name;
          if (s->local != nullptr) {
            name = s->local->value;
            if (path == "C") {
              Error(s->local, kImportCRenamed, "cannot rename import \"C\"");
              break;
            }
          }
          if (name == impl->sym_init) {
            Error(s, kInvalidInitDecl, "cannot import package as init - init must be a func");
            break;
          }
          if (std::find(pkg->imports.begin(), pkg->imports.end(), imported) == pkg->imports.end()) {
            pkg->imports.push_back(imported);
          }
          PkgName* pkg_name = NewPkgName(s->pos, name, imported);
          if (s->local != nullptr) {
            RecordDef(s->local, pkg_name);
          } else {
            s->implicit = pkg_name;
          }
          if (imported->fake) pkg_name->used = true;
          imports.push_back(pkg_name);

          if (name != impl->sym_dot) {
            Declare(file_scope, nullptr, pkg_name, kNoPos);
            break;
          }
          for (Object* obj : imported->scope->objects()) {
            if (!obj->exported()) continue;
            if (Object* alt = file_scope->Lookup(obj->name)) {
              ErrorDesc* err = NewError(kDuplicateDecl);
              err->Addf(s->local, "%s redeclared in this block", alt->name);
              err->AddAltDecl(alt);
              err->Report();
              continue;
            }
            // The object keeps its own package's scope as its parent.
            file_scope->Insert(obj);
            dot_imports[file_scope][obj->name] = pkg_name;
          }
          break;
        }

        case NodeKind::kConstDecl: {
          auto* s = As<ConstDecl>(decl_node);
          if (first < 0 || s->group == nullptr || As<ConstDecl>(file->decls[index - 1])->group != s->group) {
            first = static_cast<ptrdiff_t>(index);
            last = nullptr;
          }
          bool inherited = false;
          if (s->type != nullptr || s->values != nullptr) {
            last = s;
          } else if (last != nullptr) {
            inherited = true;
          }
          Const iota_value = constants().Int64(static_cast<int64_t>(index) - first);
          auto values = last == nullptr ? List<grammar::Expr*>() : UnpackList(last->values);
          for (size_t i = 0; i < s->names.size(); i++) {
            Name* name = s->names[i];
            DeclInfo* d = new_decl();
            d->vtyp = last == nullptr ? nullptr : last->type;
            d->init = i < values.size() ? values[i] : nullptr;
            d->inherited = inherited;
            DeclarePkgObj(name, NewConst(name->pos, name->value, nullptr, iota_value), d);
          }
          Arity(s->pos, s->names, values, true, inherited);
          break;
        }

        case NodeKind::kVarDecl: {
          auto* s = As<VarDecl>(decl_node);
          auto values = UnpackList(s->values);
          List<Var*> lhs(arena().NewArray<Var*>(s->names.size()), s->names.size());
          // With one initializer (or none) all variables share the declaration.
          DeclInfo* shared = nullptr;
          if (values.size() <= 1) {
            shared = new_decl();
            shared->lhs = lhs;
            shared->vtyp = s->type;
            shared->init = s->values;
          }
          for (size_t i = 0; i < s->names.size(); i++) {
            Name* name = s->names[i];
            lhs[i] = NewVar(VarKind::kPackage, name->pos, pkg, name->value, nullptr);
            DeclInfo* d = shared;
            if (d == nullptr) {
              d = new_decl();
              d->vtyp = s->type;
              d->init = i < values.size() ? values[i] : nullptr;
            }
            DeclarePkgObj(name, lhs[i], d);
          }
          if (s->type == nullptr || !values.empty()) Arity(s->pos, s->names, values, false, false);
          break;
        }

        case NodeKind::kTypeDecl: {
          auto* s = As<TypeDecl>(decl_node);
          DeclInfo* d = new_decl();
          d->tdecl = s;
          DeclarePkgObj(s->name, NewTypeName(s->name->pos, s->name->value, nullptr), d);
          break;
        }

        case NodeKind::kFuncDecl: {
          auto* s = As<FuncDecl>(decl_node);
          Symbol name = s->name->value;
          Func* obj = NewFunc(s->name->pos, pkg, name, nullptr);
          obj->decl = s;
          obj->source = file->source;
          bool has_tparam_error = false;
          if (s->recv == nullptr) {
            if (name == impl->sym_init || (name == impl->sym_main && pkg->name == impl->sym_main)) {
              Code code = name == impl->sym_main ? kInvalidMainDecl : kInvalidInitDecl;
              if (!s->tparams.empty()) {
                SoftErrorf(s->tparams[0], code, "func %s must have no type parameters", name);
                has_tparam_error = true;
              }
              if (!s->type->params.empty() || !s->type->results.empty()) {
                SoftErrorf(s->name, code, "func %s must have no arguments and no return values", name);
              }
            }
            if (name == impl->sym_init) {
              // Nobody can refer to it.
              obj->parent = pkg->scope;
              RecordDef(s->name, obj);
              pkg->init_funcs.push_back(obj);
              if (!s->has_body()) SoftErrorf(obj->pos, kMissingInitBody, "func init must have a body");
            } else {
              Declare(pkg->scope, s->name, obj, kNoPos);
            }
          } else {
            bool ptr;
            grammar::Expr* base;
            UnpackRecv(s->recv->type, false, &ptr, &base, nullptr);
            if (Name* recv = Is<Name>(base); recv != nullptr && name != impl->blank) {
              methods.push_back({obj, ptr, recv});
            }
            RecordDef(s->name, obj);
          }
          if (!s->tparams.empty() && !has_tparam_error) {
            VerifyVersionf(s->tparams[0], kGo1_18, "type parameter");
          }
          DeclInfo* d = new_decl();
          d->fdecl = s;
          obj->decl_info = d;
          obj->order = ++order;
          obj_list.push_back(obj);
          break;
        }

        default: MINIGO_UNREACHABLE();
      }
    }
  }
  std::sort(pkg->imports.begin(), pkg->imports.end(),
            [](const Package* a, const Package* b) { return a->path < b->path; });

  // What a file imports must not be declared by the package.
  for (Scope* scope : file_scopes) {
    for (Object* obj : scope->objects()) {
      Object* alt = pkg->scope->Lookup(obj->name);
      if (alt == nullptr) continue;
      ErrorDesc* err = NewError(kDuplicateDecl);
      if (PkgName* p = types::Is<PkgName>(obj)) {
        std::string what = "package " + std::string(View(p->imported->name)) + " (" + Quote(p->imported->path) + ")";
        err->Addf(alt, "%s already declared through import of %s", alt->name, what);
        err->AddAltDecl(p);
      } else {
        std::string what = "package " + std::string(View(obj->pkg->name)) + " (" + Quote(obj->pkg->path) + ")";
        err->Addf(alt, "%s already declared through dot-import of %s", alt->name, what);
        err->AddAltDecl(obj);
      }
      err->Report();
    }
  }

  // Methods go to their types; those without a proper receiver are checked like functions.
  for (MethodInfo& m : methods) {
    bool ptr;
    TypeName* base;
    if (!ResolveBaseTypeName(m.ptr, m.recv, &ptr, &base)) continue;
    m.obj->has_ptr_recv = ptr;
    DeclInfo* d = base->decl_info;
    if (d->last_method == nullptr) {
      d->first_method = m.obj;
    } else {
      d->last_method->decl_info->next_method = m.obj;
    }
    d->last_method = m.obj;
  }
}

// *T[A, B] → ptr, T, [A, B]; the parameters only if asked for. base need not be a Name in erroneous programs.
void Checker::UnpackRecv(grammar::Expr* rtyp, bool unpack_params, bool* ptr, grammar::Expr** base,
                         std::vector<Name*>* tparams) {
  *ptr = false;
  *base = Unparen(rtyp);
  if (auto* t = Is<Operation>(*base); t != nullptr && t->op == Op::kMul && t->y == nullptr) {
    *ptr = true;
    *base = Unparen(t->x);
  }
  auto* index = Is<IndexExpr>(*base);
  if (index == nullptr) return;
  *base = index->x;
  if (!unpack_params) return;
  for (grammar::Expr* arg : UnpackList(index->index)) {
    Name* par = Is<Name>(arg);
    if (par == nullptr) {
      if (arg->kind != NodeKind::kBadExpr) {
        Errorf(arg, kBadDecl, "receiver type parameter %s must be an identifier", arg);
      }
      par = arena().New<Name>();
      par->pos = arg->pos;
      par->value = impl->blank;
    }
    tparams->push_back(par);
  }
}

// Follows `name` through non-generic aliases to the defined type of this package that it denotes.
bool Checker::ResolveBaseTypeName(bool ptr, Name* name, bool* ptr_out, TypeName** base) {
  std::vector<TypeName*> seen;
  while (name != nullptr) {
    TypeName* tname = types::Is<TypeName>(pkg->scope->Lookup(name->value));
    if (tname == nullptr || std::find(seen.begin(), seen.end(), tname) != seen.end()) break;
    TypeDecl* tdecl = tname->decl_info->tdecl;
    if (!tdecl->alias) {
      *ptr_out = ptr;
      *base = tname;
      return true;
    }
    if (!tdecl->tparams.empty()) break;
    seen.push_back(tname);
    grammar::Expr* typ = Unparen(tdecl->type);
    if (auto* p = Is<Operation>(typ); p != nullptr && p->op == Op::kMul && p->y == nullptr) {
      if (ptr) break;  // one pointer is enough
      ptr = true;
      typ = Unparen(p->x);
    }
    name = Is<Name>(typ);
  }
  return false;
}

// Defined types first, then aliases, then the rest: so that the types of aliases are known where they are needed.
void Checker::PackageObjects() {
  auto is_alias = [](Object* obj) { return obj->decl_info->tdecl != nullptr && obj->decl_info->tdecl->alias; };
  for (Object* obj : obj_list) {
    if (obj->kind == ObjectKind::kTypeName && !is_alias(obj)) ObjDecl(obj);
  }
  for (Object* obj : obj_list) {
    if (obj->kind == ObjectKind::kTypeName && is_alias(obj)) ObjDecl(obj);
  }
  for (Object* obj : obj_list) {
    if (obj->kind != ObjectKind::kTypeName) ObjDecl(obj);
  }
}

void Checker::UnusedImports() {
  if (conf->ignore_func_bodies) return;
  for (PkgName* obj : imports) {
    if (obj->name != impl->blank && !obj->used) ErrorUnusedPkg(obj);
  }
}

void Checker::ErrorUnusedPkg(PkgName* obj) {
  // A name that differs from the path's last element is shown.
  std::string_view path = obj->imported->path;
  std::string_view elem = path.substr(path.rfind('/') + 1);
  if (obj->name == nullptr || obj->name == impl->sym_dot || View(obj->name) == elem) {
    SoftErrorf(obj, kUnusedImport, "%q imported and not used", path);
  } else {
    SoftErrorf(obj, kUnusedImport, "%q imported as %s and not used", path, obj->name);
  }
}

}  // namespace minigo::types
