// This file implements the loading of packages.
#include "interp/loader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>

#include "runtime/base/check.h"
#include "stdlib/registry.h"

namespace minigo {

using grammar::Pos;
using types::Package;

bool ReadFile(const std::string& path, std::string* text, std::string* error) {
  std::FILE* f = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (f == nullptr) {
    *error = path + ": " + std::strerror(errno);
    return false;
  }
  char buf[1 << 16];
  size_t n;
  text->clear();
  while ((n = std::fread(buf, 1, sizeof buf, f)) > 0) text->append(buf, n);
  bool ok = std::ferror(f) == 0;
  if (!ok) *error = path + ": " + std::strerror(errno);
  if (f != stdin) std::fclose(f);
  return ok;
}

Loader::Loader(types::World& world, grammar::SourceSet& sources, Interner& names, Arena& arena, Options options)
    : world_(world), sources_(sources), names_(names), arena_(arena), options_(std::move(options)) {}

namespace {

std::string Absolute(const std::string& name) {
  if (!name.empty() && name[0] == '/') return name;
  char buf[4096];
  if (getcwd(buf, sizeof buf) == nullptr) return name;
  return std::string(buf) + "/" + (name.rfind("./", 0) == 0 ? name.substr(2) : name);
}

bool HasInternal(std::string_view path) {
  return path.rfind("internal/", 0) == 0 || path.find("/internal/") != std::string_view::npos ||
         (path.size() >= 9 && path.substr(path.size() - 9) == "/internal") || path == "internal";
}

}  // namespace

Package* Loader::Library(std::string_view path) {
  std::string key(path);
  auto it = packages_.find(key);
  if (it != packages_.end()) return it->second.get();
  if (path == "unsafe") return world_.unsafe_package();
  const stdlib::LibraryPackage* lib = stdlib::FindPackage(path);
  if (lib == nullptr) return nullptr;
  auto owned = std::make_unique<Package>();
  Package* pkg = owned.get();
  packages_.emplace(key, std::move(owned));
  pkg->path = key;
  pkg->library = true;
  grammar::ParseOptions po;
  po.lazy_bodies = true;
  for (int i = 0; i < lib->num_files; i++) {
    std::string name(lib->files[i].name);
    grammar::SourceFile* src = sources_.Add(name, "$GOROOT/src/" + name, std::string(lib->files[i].text));
    pkg->files.push_back(grammar::ParseFile(src, arena_, names_, library_diags_, po));
  }
  if (!pkg->files.empty() && pkg->files[0]->pkg_name != nullptr) pkg->name = pkg->files[0]->pkg_name->value;
  types::Config config;
  config.import = [this](std::string_view p, const grammar::SourceFile*, std::string* error) -> Package* {
    Package* r = Library(p);
    if (r == nullptr) *error = "package " + std::string(p) + " is not in std";
    return r;
  };
  world_.Check(pkg, config, library_diags_);
  return pkg;
}

void Loader::AddHostPackage(std::string path, std::string text) {
  host_packages_.insert_or_assign(std::move(path), std::move(text));
}

Package* Loader::Loaded(std::string_view path) const {
  auto it = packages_.find(std::string(path));
  return it != packages_.end() ? it->second.get() : nullptr;
}

Package* Loader::HostPackage(const std::string& path, std::string text) {
  auto owned = std::make_unique<Package>();
  Package* pkg = owned.get();
  packages_.emplace(path, std::move(owned));
  pkg->path = path;
  std::string name = path + ".go";
  grammar::SourceFile* src = sources_.Add(name, name, std::move(text));
  pkg->files.push_back(grammar::ParseFile(src, arena_, names_, host_diags_));
  if (pkg->files[0]->pkg_name != nullptr) pkg->name = pkg->files[0]->pkg_name->value;
  if (!host_diags_.empty()) return pkg;
  types::Config config;
  config.import = [this](std::string_view p, const grammar::SourceFile* from, std::string* error) {
    return Import(p, from, error);
  };
  world_.Check(pkg, config, host_diags_);
  return pkg;
}

Package* Loader::Import(std::string_view path, const grammar::SourceFile* from, std::string* error) {
  (void)from;
  if (auto it = host_packages_.find(std::string(path)); it != host_packages_.end()) {
    if (Package* p = Loaded(path)) return p;
    return HostPackage(it->first, it->second);
  }
  if (auto it = packages_.find(std::string(path)); it != packages_.end() && !it->second->library) return it->second.get();
  if (HasInternal(path)) {
    *error = "use of internal package " + std::string(path) + " not allowed";
    return nullptr;
  }
  Package* p = Library(path);
  if (p != nullptr) return p;
  std::string first(path.substr(0, path.find('/')));
  if (first.find('.') == std::string::npos) {
    *error = "package " + std::string(path) + " is not in std";
  } else {
    *error = "no required module provides package " + std::string(path) +
             ": go.mod file not found in current directory or any parent directory; see 'go help modules'";
  }
  return nullptr;
}

void Loader::ParseInto(Package* pkg, std::vector<std::pair<std::string, std::string>> files) {
  pkg->go_version = options_.lang;
  for (auto& [name, text] : files) {
    // As gc names files of the current directory in messages.
    std::string shown = name.find('/') == std::string::npos ? "./" + name : name;
    grammar::SourceFile* src = sources_.Add(shown, Absolute(name), std::move(text));
    pkg->files.push_back(grammar::ParseFile(src, arena_, names_, diags_));
  }
}

Package* Loader::LoadProgram(std::vector<std::pair<std::string, std::string>> files) {
  main_ = std::make_unique<Package>();
  main_->path = "main";
  ParseInto(main_.get(), std::move(files));
  return CheckMain();
}

Package* Loader::LoadPackage(const std::string& path, std::vector<std::pair<std::string, std::string>> files) {
  auto owned = std::make_unique<Package>();
  Package* pkg = owned.get();
  pkg->path = path;
  packages_[path] = std::move(owned);
  ParseInto(pkg, std::move(files));
  return Check(pkg);
}

Package* Loader::Check(Package* pkg) {
  // Other complaints of the parser (literals, labels) do not keep gc from checking.
  for (const grammar::Diag& d : diags_.list()) {
    if (d.text.rfind("syntax error", 0) == 0) return pkg;
  }
  if (!pkg->files.empty() && pkg->files[0]->pkg_name != nullptr) pkg->name = pkg->files[0]->pkg_name->value;
  types::Config config;
  config.go_version = options_.lang;
  config.snippet = options_.snippets;
  config.complete = options_.complete;
  config.import = [this](std::string_view p, const grammar::SourceFile* from, std::string* error) {
    return Import(p, from, error);
  };
  world_.Check(pkg, config, diags_);
  return pkg;
}

bool Loader::HasPackageClause(std::string_view text) {
  size_t i = 0;
  if (text.rfind("\xef\xbb\xbf", 0) == 0) i = 3;
  if (text.substr(i, 2) == "#!") i = text.find('\n', i);
  while (i < text.size()) {
    char c = text[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      i++;
    } else if (text.substr(i, 2) == "//") {
      i = text.find('\n', i);
    } else if (text.substr(i, 2) == "/*") {
      i = text.find("*/", i + 2);
      if (i != std::string_view::npos) i += 2;
    } else {
      return text.substr(i, 7) == "package";
    }
  }
  return false;
}

std::string Loader::LibraryPathOf(std::string_view name) {
  std::string best;
  for (const stdlib::LibraryPackage& p : stdlib::AllPackages()) {
    std::string_view last = p.path.substr(p.path.rfind('/') + 1);
    if (last != name || HasInternal(p.path)) continue;
    // math/rand before crypto/rand; text/template before html/template: the shorter, then the later one.
    if (best.empty() || p.path.size() < best.size()) best = std::string(p.path);
  }
  return name == "rand" ? "math/rand" : best;
}

Package* Loader::LoadSnippet(const std::string& name, const std::string& text) {
  std::vector<std::string> imports;
  std::string shown = name.find('/') == std::string::npos ? "./" + name : name;
  for (;;) {
    diags_.list().clear();
    main_ = std::make_unique<Package>();
    Package* pkg = main_.get();
    pkg->path = "main";
    pkg->go_version = options_.lang;
    grammar::SourceFile* src = sources_.Add(shown, Absolute(name), text);
    grammar::Snippet s = grammar::ParseSnippet(src, arena_, names_, diags_);
    for (const grammar::Diag& d : diags_.list()) {
      if (d.text.rfind("syntax error", 0) == 0) return pkg;
    }
    grammar::File* file = s.file;
    std::vector<grammar::Decl*> decls;
    for (const std::string& path : imports) {
      auto* lit = arena_.New<grammar::BasicLit>();
      lit->pos = src->base();
      lit->lit = grammar::LitKind::kString;
      lit->value = arena_.Copy("\"" + path + "\"");
      auto* d = arena_.New<grammar::ImportDecl>();
      d->pos = src->base();
      d->path = lit;
      decls.push_back(d);
    }
    for (grammar::Decl* d : file->decls) decls.push_back(d);
    auto name_of = [&](std::string_view n, Pos pos) {
      auto* x = arena_.New<grammar::Name>();
      x->pos = pos;
      x->value = names_.Intern(n);
      return x;
    };
    if (!s.has_main || !s.statements.empty()) {
      Pos pos = s.statements.empty() ? src->base() : grammar::StartPos(s.statements[0]);
      auto* body = arena_.New<grammar::BlockStmt>();
      body->pos = pos;
      body->list = s.statements;
      body->rbrace = src->end();
      auto* type = arena_.New<grammar::FuncType>();
      type->pos = pos;
      auto* f = arena_.New<grammar::FuncDecl>();
      f->pos = pos;
      f->name = name_of(s.has_main ? "init" : "main", pos);
      f->type = type;
      f->body = body;
      decls.push_back(f);
    }
    if (file->pkg_name == nullptr) file->pkg_name = name_of("main", src->base());
    file->decls = List<grammar::Decl*>::Of(arena_, decls);
    pkg->files.push_back(file);
    options_.snippets = true;
    CheckMain();
    auto& list = diags_.list();
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const grammar::Diag& d) { return d.kind == grammar::DiagKind::kUnused; }),
               list.end());
    bool more = false;
    for (const grammar::Diag& d : list) {
      if (d.text.rfind("undefined: ", 0) != 0) continue;
      std::string path = LibraryPathOf(std::string_view(d.text).substr(11));
      if (path.empty() || std::find(imports.begin(), imports.end(), path) != imports.end()) continue;
      imports.push_back(path);
      more = true;
    }
    if (!more) return pkg;
  }
}

std::vector<Package*> Loader::InitOrder(Package* main) {
  // The list of packages sorted by path; repeatedly the first one whose imports are all initialized
  // (spec: "Program initialization").
  std::vector<Package*> todo;
  for (auto& [path, p] : packages_) todo.push_back(p.get());
  std::sort(todo.begin(), todo.end(), [](Package* a, Package* b) { return a->path < b->path; });
  std::vector<Package*> order;
  std::function<void(Package*)> visit = [&](Package* p) {
    if (std::find(order.begin(), order.end(), p) != order.end()) return;
    for (Package* i : p->imports) {
      if (i != p && i->path != "unsafe") visit(i);
    }
    if (std::find(order.begin(), order.end(), p) == order.end()) order.push_back(p);
  };
  for (Package* p : todo) visit(p);
  visit(main);
  return order;
}

}  // namespace minigo
