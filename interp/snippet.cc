// This file implements the loading of snippets: what documentation contains instead of whole programs.
#include <algorithm>

#include "grammar/runes.h"
#include "interp/hints.h"
#include "interp/loader.h"
#include "interp/loader_unit.h"
#include "interp/paths.h"
#include "stdlib/registry.h"

namespace minigo {

using grammar::Pos;
using types::Package;

namespace {

// Whether a line of the text, outside strings and comments, is a package clause.
bool HasPackageClause(std::string_view text) {
  constexpr std::string_view kPackage = "package ";
  bool begins = true;  // of a line
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    if (begins && text.substr(i).starts_with(kPackage)) {
      std::string_view line = text.substr(i, text.find('\n', i) - i);
      return grammar::IsLetter(static_cast<uint8_t>(line[std::min(kPackage.size(), line.size() - 1)]));
    }
    begins = c == '\n';
    if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size());
    } else if (text.substr(i, 2) == "/*") {
      size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 2;
    } else if (c == '`') {
      i = std::min(text.find(c, i + 1), text.size() - 1) + 1;
    } else if (c == '"' || c == '\'') {
      for (i++; i < text.size() && text[i] != c && text[i] != '\n'; i++) {
        if (text[i] == '\\') i++;
      }
      if (i < text.size() && text[i] == c) i++;
    } else {
      i++;
    }
  }
  return false;
}

}  // namespace

bool Loader::IsFragment(std::string_view text) {
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
      if (text.substr(i, 7) == "package") return false;
      // No fragment begins in the middle of something.
      if (std::string_view(":})],=>|%/").find(c) != std::string_view::npos || (c == '<' && text.substr(i, 2) != "<-")) return false;
      // "Package main" is a slip, not the fragment that it could be, and so is a clause that does not come first.
      return text.substr(i, 8) != "Package " && text.substr(i, 8) != "PACKAGE " && !HasPackageClause(text.substr(i));
    }
  }
  return false;
}

namespace {

// The import path of the library's package called `name`, or "".
std::string LibraryPathOf(std::string_view name) {
  std::string best;
  for (const stdlib::LibraryPackage& p : stdlib::AllPackages()) {
    std::string_view last = p.path.substr(p.path.rfind('/') + 1);
    if (last != name || p.path.starts_with("internal/") || p.path.find("/internal/") != std::string_view::npos) continue;
    // math/rand before crypto/rand; text/template before html/template: the shorter, then the later one.
    if (best.empty() || p.path.size() < best.size()) best = std::string(p.path);
  }
  return name == "rand" ? "math/rand" : best;
}

}  // namespace

Package* Loader::ImportForSnippet(Unit* unit, std::string_view path, std::string* error) {
  std::string key(path);
  auto it = unit->imports.find(key);
  if (it == unit->imports.end()) {
    ImportStack stack;
    LoadError refused;
    Unit* u = ImportUnit(key, unit, &stack, "", &refused);
    if (!refused.text.empty() && !u->has_error) {
      u->has_error = true;
      u->error = refused;
    }
    it = unit->imports.emplace(key, u).first;
  }
  Unit* u = it->second;
  std::vector<Unit*> all = UnitsOf({u});
  for (Unit* d : all) {
    if (!d->has_error) continue;
    *error = d->error.text;
    return nullptr;
  }
  for (Unit* d : all) {
    for (auto& [p, i] : d->imports) d->failed = d->failed || i->failed;
    if (!d->failed && d->pkg == nullptr) Compile(d, false);
  }
  if (u->failed || u->pkg == nullptr) {
    *error = "package " + key + " does not compile";
    return nullptr;
  }
  return u->pkg;
}

Package* Loader::LoadSnippet(const std::string& name, const std::string& text) {
  std::string path = AbsolutePath(name);
  Start(DirName(path));
  if (!findings_.empty()) return nullptr;
  Unit* unit = NewUnit("command-line-arguments");
  unit->files_named = unit->target = true;
  unit->lang = modules_.has_root() ? modules_.main_lang() : "";
  unit->dir.dir = DirName(path);
  unit->dir.name = "main";
  std::vector<std::string> imports;
  types::Config config = ConfigFor(unit);
  config.snippet = true;
  config.import = [this, unit](std::string_view p, const grammar::SourceFile*, std::string* error) {
    return ImportForSnippet(unit, p, error);
  };
  for (;;) {
    grammar::Diags diags;
    unit->owned = std::make_unique<Package>();
    Package* pkg = unit->pkg = unit->owned.get();
    pkg->path = "main";
    pkg->go_version = config.go_version;
    grammar::SourceFile* src = AddSource(path, text);
    grammar::Snippet s = grammar::ParseSnippet(src, arena_, names_, diags);
    for (const grammar::Diag& d : diags.list()) {
      if (d.text.rfind("syntax error", 0) != 0) continue;
      note_ = SnippetNote({}, *src, diags, s.has_package && s.has_main);
      AddFindings(unit, diags);
      return pkg;
    }
    grammar::File* file = s.file;
    std::vector<grammar::Decl*> decls;
    for (const std::string& p : imports) {
      auto* lit = arena_.New<grammar::BasicLit>();
      lit->pos = src->base();
      lit->lit = grammar::LitKind::kString;
      lit->value = arena_.Copy("\"" + p + "\"");
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
    pkg->name = file->pkg_name->value;
    world_.Check(pkg, config, diags);
    auto& list = diags.list();
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const grammar::Diag& d) { return d.kind == grammar::DiagKind::kUnused; }),
               list.end());
    bool more = false;
    for (const grammar::Diag& d : list) {
      if (d.text.rfind("undefined: ", 0) != 0) continue;
      std::string p = LibraryPathOf(std::string_view(d.text).substr(11));
      // A document beside a package is about that package.
      if (p.empty() && modules_.has_root()) {
        std::string own = modules_.PathOfDir(unit->dir.dir);
        if (!own.empty() && ReadGoDir(unit->dir.dir, context_, nullptr).name == std::string_view(d.text).substr(11)) p = own;
      }
      if (p.empty() || std::find(imports.begin(), imports.end(), p) != imports.end()) continue;
      imports.push_back(p);
      more = true;
    }
    if (more) {
      stale_.push_back(std::move(unit->owned));
      continue;
    }
    if (diags.empty()) CollectEmbeddings(unit, diags);
    if (!diags.empty()) note_ = SnippetNote(pkg->files, *src, diags, s.has_package && s.has_main);
    AddFindings(unit, diags);
    return pkg;
  }
}

}  // namespace minigo
