// This file implements the loading of packages.
#include "interp/loader.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_set>

#include "grammar/pragma.h"
#include "interp/compile/program.h"
#include "interp/loader_unit.h"
#include "interp/paths.h"
#include "interp/std_names.h"
#include "interp/types/version.h"
#include "runtime/base/check.h"
#include "stdlib/registry.h"

namespace minigo {

using types::Package;

Loader::Loader(types::World& world, grammar::SourceSet& sources, Interner& names, Arena& arena, Options options)
    : world_(world), sources_(sources), names_(names), arena_(arena), options_(std::move(options)) {
  context_.tags = options_.tags;
}

Loader::~Loader() = default;

std::string CompilerPath(const std::string& absolute, const std::string& from) {
  for (std::string dir = from.empty() ? DirName(absolute) : from; dir != "/" && dir != "."; dir = DirName(dir)) {
    std::string shown = ShortPath(dir);
    if (shown != dir && HasPathPrefix(absolute, dir)) return shown + absolute.substr(dir.size());
  }
  return absolute;
}

namespace {

std::string PositionOf(const std::string& path, FilePlace at) {
  return ShortPath(path) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// Where the last element "internal" of an import path begins; npos: nowhere.
size_t FindInternal(std::string_view path) {
  if (path.ends_with("/internal")) return path.size() - 8;
  if (size_t at = path.rfind("/internal/"); at != std::string_view::npos) return at + 1;
  if (path == "internal" || path.starts_with("internal/")) return 0;
  return std::string_view::npos;
}

}  // namespace

Package* Loader::Library(std::string_view path) {
  if (path == "unsafe") return world_.unsafe_package();
  std::string key(path);
  auto it = library_.find(key);
  if (it != library_.end()) return it->second.get();
  const stdlib::LibraryPackage* lib = stdlib::FindPackage(path);
  if (lib == nullptr) return nullptr;
  auto owned = std::make_unique<Package>();
  Package* pkg = owned.get();
  library_.emplace(key, std::move(owned));
  pkg->path = key;
  pkg->library = true;
  grammar::ParseOptions po;
  po.lazy_bodies = true;
  for (int i = 0; i < lib->num_files; i++) {
    std::string name(lib->files[i].name);
    name.insert(0, "$GOROOT/src/");
    grammar::SourceFile* src;
    if (modules_.has_root() && lib->files[i].name == std::string_view("internal/rt/program.go")) {
      src = sources_.Add(name, name, DescribeProgram());
    } else {
      src = sources_.AddStatic(name, name, lib->files[i].text);
      src->set_functions(lib->files[i].functions);
    }
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

// The text of internal/rt/program.go for a program in a module.
std::string Loader::DescribeProgram() const {
  std::string path = "command-line-arguments", module;
  for (const auto& u : all_units_) {
    if (!u->target || u->files_named) continue;
    path = u->path;
    module = modules_.path();
    break;
  }
  return "package rt\n\nconst (\n\tGoMinor = " + modules_.main_lang().substr(4) + "\n\tProgramPath = \"" + path +
         "\"\n\tProgramModule = \"" + module + "\"\n)\n";
}

void Loader::AddHostPackage(std::string path, std::string text) { host_packages_.insert_or_assign(std::move(path), std::move(text)); }

Package* Loader::Loaded(std::string_view path) const {
  std::string key(path);
  if (auto it = library_.find(key); it != library_.end()) return it->second.get();
  auto it = units_.find(key);
  return it == units_.end() ? nullptr : it->second->pkg;
}

std::vector<std::pair<Package*, std::string>> Loader::Targets() const {
  std::vector<std::pair<Package*, std::string>> list;
  for (const auto& u : all_units_) {
    if (u->target && !u->failed && u->pkg != nullptr && !u->library) list.emplace_back(u->pkg, u->path);
  }
  return list;
}

Package* Loader::HostPackage(const std::string& path) {
  if (auto it = library_.find(path); it != library_.end()) return it->second.get();
  auto owned = std::make_unique<Package>();
  Package* pkg = owned.get();
  library_.emplace(path, std::move(owned));
  pkg->path = path;
  std::string name = path + ".go";
  grammar::SourceFile* src = sources_.Add(name, name, host_packages_[path]);
  pkg->files.push_back(grammar::ParseFile(src, arena_, names_, host_diags_));
  if (pkg->files[0]->pkg_name != nullptr) pkg->name = pkg->files[0]->pkg_name->value;
  if (!host_diags_.empty()) return pkg;
  types::Config config;
  config.import = [this](std::string_view p, const grammar::SourceFile*, std::string* error) -> Package* {
    std::string key(p);
    Package* r = host_packages_.count(key) != 0 ? HostPackage(key) : Library(p);
    if (r == nullptr) *error = "package " + key + " is not in std";
    return r;
  };
  world_.Check(pkg, config, host_diags_);
  return pkg;
}

// ---------------------------------------------------------------- finding packages

void Loader::Start(const std::string& dir) {
  if (started_ || !options_.modules) return;
  started_ = true;
  std::string error;
  if (modules_.Init(dir, &error)) return;
  Finding f;
  f.text = error;
  findings_.push_back(std::move(f));
}

Loader::Unit* Loader::NewUnit(std::string path) {
  all_units_.push_back(std::make_unique<Unit>());
  Unit* u = all_units_.back().get();
  u->path = std::move(path);
  return u;
}

// A folder's package, with the test files that belong to it if it was named: no legitimate program imports itself through these.
GoDir Loader::ReadPackage(const std::string& dir) const {
  GoDir d = ReadGoDir(dir, context_, nullptr);
  if (!tested_.contains(dir) || d.test_files.empty() || (!d.error.empty() && !d.no_files)) return d;
  if (d.no_files) d.error.clear();
  d.no_files = false;
  for (GoFile& f : d.test_files) d.files.push_back(std::move(f));
  d.test_files.clear();
  return d;
}

// The package p_test beside a package p.
Loader::Unit* Loader::LoadExternalTests(Unit* unit) {
  Unit* x = NewUnit(unit->path + "_test");
  x->target = x->own_path = x->files_named = true;
  x->lang = unit->lang;
  x->dir.dir = unit->dir.dir;
  x->dir.name = unit->dir.name + "_test";
  x->dir.files = std::move(unit->dir.xtest_files);
  unit->dir.xtest_files.clear();
  ImportStack stack;
  LoadUnit(x, x->path, &stack, "");
  return x;
}

// An error of the folder itself. It is the importer's if the import is at fault, the package's own if its files are.
void Loader::SetDirError(Unit* unit, const std::string& path, ImportStack* stack, const std::string& position) {
  const GoDir& d = unit->dir;
  unit->incomplete = unit->has_error = true;
  LoadError& e = unit->error;
  e.text = d.error;
  e.stack = *stack;
  bool own = d.no_files || !d.error_file.empty();
  if (own) e.stack.push_back({path, position});
  if (!d.error_file.empty()) e.position = PositionOf(d.error_file, d.error_at);
  else if (!own && !stack->empty()) e.position = position;
}

// The main module's path, or what no import path begins with.
std::string Loader::MainPath() const { return modules_.has_root() ? modules_.path() : " "; }

void Loader::LoadUnit(Unit* unit, const std::string& path, ImportStack* stack, const std::string& position) {
  // A package of tests alone may be imported; compiling it will fail.
  bool only_tests = unit->dir.no_files && (!unit->dir.test_files.empty() || !unit->dir.xtest_files.empty());
  if (!unit->dir.error.empty() && !only_tests) SetDirError(unit, path, stack, position);
  stack->push_back({path, position});
  CheckEmbedPatterns(unit, stack);
  LoadImports(unit, stack);
  stack->pop_back();
}

void Loader::CheckEmbedPatterns(Unit* unit, ImportStack* stack) {
  if (unit->lenient) return;  // what the compiler says of the directives comes first; then CollectEmbeddings
  std::map<std::string, std::string> positions;
  for (const GoFile& f : unit->dir.files) {
    for (const EmbedPattern& p : f.embeds) positions.try_emplace(p.pattern, PositionOf(f.path, p.at));
  }
  for (const auto& [pattern, position] : positions) {
    std::vector<std::string> files;
    std::string error;
    if (ResolveEmbedPattern(unit->dir.dir, pattern, &files, &error)) continue;
    unit->incomplete = true;
    if (unit->has_error) return;
    unit->has_error = true;
    unit->error = {*stack, position, "pattern " + pattern + ": " + error, false, false};
    return;
  }
}

void Loader::LoadImports(Unit* unit, ImportStack* stack) {
  std::map<std::string, std::string> positions;  // sorted by path, with the first place of each
  for (const GoFile& f : unit->dir.files) {
    for (const FileImport& i : f.imports) positions.try_emplace(i.path, PositionOf(f.path, i.at));
  }
  for (const auto& [path, position] : positions) {
    LoadError refused;
    Unit* u = ImportUnit(path, unit, stack, position, &refused);
    if (unit->lenient) {
      // The compiler will say what is wrong.
      if (!refused.text.empty() && !u->has_error) {
        u->has_error = true;
        u->error = std::move(refused);
      }
      if (!u->has_error) unit->imports[path] = u;
      else unit->import_errors[path] = u->error.text;
      continue;
    }
    if (!refused.text.empty() && !unit->has_error) {
      unit->error = std::move(refused);
      unit->has_error = unit->incomplete = true;
    }
    unit->imports[path] = u;
    if (u->incomplete) unit->incomplete = true;
  }
  unit->loading = false;
}

Loader::Unit* Loader::ImportUnit(const std::string& path, Unit* parent, ImportStack* stack, const std::string& position,
                                 LoadError* refused) {
  auto [it, inserted] = units_.try_emplace(path, nullptr);
  Unit* unit = it->second;
  if (!inserted) {
    if (unit->loading) {
      unit->incomplete = true;
      if (!unit->has_error) {
        unit->error = {*stack, "", "import cycle not allowed", true, false};
        unit->error.stack.push_back({path, position});
        unit->has_error = true;
      }
      unit->error.cycle = true;
    } else if (unit->has_error && !unit->error.cycle && !unit->error.stack.empty() && stack->size() + 1 < unit->error.stack.size()) {
      unit->error.stack = *stack;
      unit->error.stack.push_back({path, position});
    }
  } else {
    unit = it->second = NewUnit(path);
    ModuleSet::Found found;
    std::string error;
    if (path == "unsafe" || host_packages_.count(path) != 0) {
      unit->library = true;
      unit->loading = false;
    } else if (path == "C") {
      unit->dir.error = "import \"C\": cgo is not supported";
    } else if (IsStandardPath(path) && FindInternal(path) != std::string::npos &&
               (path.starts_with("internal/") || IsStdPackage(path.substr(0, path.find('/')))) && !HasPathPrefix(path, MainPath())) {
      unit->library = true;
      unit->loading = false;
    } else if (!modules_.Resolve(path, &found, &error)) {
      unit->dir.error = error;
      if (error == "package " + path + " is not in std" && IsStdPackage(path)) {
        unit->dir.error = "package " + path + " is not in minigo's library";
      }
    } else if (found.in_module) {
      unit->dir = ReadPackage(found.dir);
      unit->lang = found.lang;
    } else {
      unit->library = true;
      unit->loading = false;
    }
    if (!unit->library) LoadUnit(unit, path, stack, position);
  }
  if (parent->any_import || host_packages_.count(path) != 0) return unit;
  if (!unit->has_error && DisallowedInternal(unit, parent, path)) {
    *refused = {*stack, position, "use of internal package " + path + " not allowed", false, true};
  } else if (path.starts_with("vendor/") || path.find("/vendor/") != std::string::npos) {
    size_t at = path.rfind("vendor/");
    *refused = {*stack, position, path + " must be imported as " + path.substr(at + 7), false, false};
  } else if (unit->dir.name == "main" && unit->dir.dir != parent->dir.dir) {
    *refused = {*stack, position, "import \"" + path + "\" is a program, not an importable package", false, false};
  } else if (parent->path != "command-line-arguments" &&
             (path == "." || path == ".." || path.starts_with("./") || path.starts_with("../"))) {
    std::string text = path == "." ? path + ": cannot import current directory" : "local import \"" + path + "\" in non-local package";
    *refused = {*stack, position, text, false, false};
  }
  return unit;
}

bool Loader::DisallowedInternal(Unit* unit, Unit* parent, const std::string& path) const {
  size_t at = FindInternal(path);
  if (at == std::string::npos) return false;
  std::string outside = path.substr(0, at > 0 ? at - 1 : 0);
  std::string importer = parent->path;
  if (unit->library && IsStandardPath(path)) return true;  // the user's packages are not in the library
  if (parent->files_named) importer = modules_.PathOfDir(parent->dir.dir);
  // The tests p_test of a package p stand in p's folder.
  if (parent->own_path && parent->dir.name.ends_with("_test") && importer.ends_with("_test")) importer.resize(importer.size() - 5);
  return !HasPathPrefix(importer, outside);
}

std::vector<Loader::Unit*> Loader::UnitsOf(const std::vector<Unit*>& roots) {
  std::vector<Unit*> order;
  std::unordered_set<Unit*> seen;
  std::function<void(Unit*)> visit = [&](Unit* u) {
    if (!seen.insert(u).second) return;
    for (auto& [path, i] : u->imports) visit(i);
    order.push_back(u);
  };
  for (Unit* u : roots) visit(u);
  return order;
}

void Loader::AddFinding(const LoadError& e) {
  Finding f;
  if (!e.position.empty() && (e.stack.empty() || !e.always_stack)) {
    size_t column = e.position.rfind(':');
    size_t line = e.position.rfind(':', column - 1);
    f.file = e.position.substr(0, line);
    f.line = std::atoi(e.position.c_str() + line + 1);
    f.column = std::atoi(e.position.c_str() + column + 1);
    f.text = e.text;
  } else if (e.stack.empty()) {
    f.text = e.text;
  } else {
    f.text = "package ";
    for (size_t i = 0; i < e.stack.size(); i++) {
      if (i > 0) f.text += "\n\timports ";
      f.text += e.stack[i].path;
      if (e.cycle && !e.stack[i].file.empty()) {
        std::string file = e.stack[i].file.substr(0, e.stack[i].file.find(':'));
        f.text += " from " + BaseName(file);
      }
    }
    if (!e.position.empty()) f.text += "\n\t" + e.position;
    f.text += ": " + e.text;
  }
  f.rank = static_cast<int>(findings_.size());
  findings_.push_back(std::move(f));
}

bool Loader::ReportLoadErrors(const std::vector<Unit*>& units) {
  size_t before = findings_.size();
  for (Unit* u : units) {
    if (u->has_error) AddFinding(u->error);
  }
  return findings_.size() == before;
}

std::vector<Package*> Loader::LoadPackages(const std::vector<std::string>& patterns) {
  std::vector<Unit*> roots;
  if (patterns.empty()) return {};
  const std::string& first = patterns[0];
  bool local = first[0] == '.' || first[0] == '/';
  std::string start = first.substr(0, first.find("..."));
  Start(local ? AbsolutePath(start.empty() ? "." : start) : WorkingDir());
  if (!findings_.empty()) return {};
  // All packages have to be known before one is loaded: test files belong to those named alone.
  bool naming = options_.tests;
  auto fail = [&](const std::string& text) {
    if (naming) return;
    Finding f;
    f.text = text;
    findings_.push_back(std::move(f));
  };
  auto add_dir = [&](const std::string& dir, const std::string& path, bool literal) {
    if (naming) {
      tested_.insert(dir);
      return;
    }
    auto [it, inserted] = units_.try_emplace(path, nullptr);
    if (inserted) {
      Unit* u = it->second = NewUnit(path);
      u->dir = ReadPackage(dir);
      u->lang = modules_.has_root() ? modules_.main_lang() : "";
      ImportStack stack;
      bool only_external = options_.tests && u->dir.no_files && !u->dir.xtest_files.empty();
      if (only_external) {
        units_.erase(it);  // nothing that could be imported
        roots.push_back(LoadExternalTests(u));
        return;
      }
      if (u->dir.no_files && !literal) {
        units_.erase(it);
        return;
      }
      if (u->dir.no_files && u->dir.ignored.empty() && u->dir.test_files.empty() && u->dir.xtest_files.empty()) {
        fail(u->dir.error);
        return;
      }
      LoadUnit(u, path, &stack, "");
    }
    Unit* u = it->second;
    u->target = true;
    if (std::find(roots.begin(), roots.end(), u) == roots.end()) roots.push_back(u);
    if (options_.tests && !u->dir.xtest_files.empty()) roots.push_back(LoadExternalTests(u));
  };
  auto find = [&](const std::string& p) {
    size_t dots = p.find("...");
    bool is_local = p[0] == '.' || p[0] == '/';
    if (dots != std::string::npos) {
      // All packages below a folder, if the rest of the pattern matches their names.
      std::string prefix = p.substr(0, p.rfind('/', dots) + 1);
      std::string base;
      if (is_local) {
        base = AbsolutePath(prefix.empty() ? "." : prefix);
      } else if (modules_.has_root()) {
        base = modules_.root();
      } else {
        fail("pattern " + p + ": go.mod file not found in current directory or any parent directory; see 'go help modules'");
        return;
      }
      std::string glob = is_local ? JoinPath(WorkingDir(), p) : p;
      if (is_local && p.substr(0, dots).empty()) glob = JoinPath(WorkingDir(), p);
      auto matches = [&glob](std::string_view name) {
        // "x/..." matches x too.
        std::function<bool(std::string_view, std::string_view)> match = [&](std::string_view g, std::string_view n) {
          size_t at = g.find("...");
          if (at == std::string_view::npos) return g == n;
          if (g == "/..." && n.empty()) return true;
          if (n.substr(0, at) != g.substr(0, at)) return n.size() + 1 == at && g.substr(at) == "..." && g.substr(0, n.size()) == n && g[n.size()] == '/';
          for (size_t i = at; i <= n.size(); i++) {
            if (match(g.substr(at + 3), n.substr(i))) return true;
          }
          return false;
        };
        return match(glob, name);
      };
      size_t before = roots.size();
      for (const auto& [path, dir] : modules_.PackagesBelow(base)) {
        if (matches(is_local ? dir : path)) add_dir(dir, path.empty() ? "_" + dir : path, false);
      }
      if (roots.size() == before && findings_.empty()) fail("go: warning: \"" + p + "\" matched no packages");
      return;
    }
    if (is_local) {
      std::string dir = AbsolutePath(p);
      if (!IsDir(dir)) {
        fail("stat " + dir + ": directory not found");
        return;
      }
      std::string path = modules_.PathOfDir(dir);
      add_dir(dir, path.empty() ? "command-line-arguments" : path, true);
      return;
    }
    ModuleSet::Found found;
    std::string error;
    if (!modules_.Resolve(p, &found, &error)) {
      // Not as go has it: a folder need not begin with "./".
      std::string dir = AbsolutePath(p);
      if (IsDir(dir)) {
        std::string path = modules_.PathOfDir(dir);
        add_dir(dir, path.empty() ? "command-line-arguments" : path, true);
      } else {
        fail(IsStandardPath(p) ? p + ": No such file or directory, and no package" : error);
      }
    } else if (!found.in_module) {
      if (options_.main_only) fail("package " + p + " is not a main package");
    } else {
      size_t before = roots.size();
      add_dir(found.dir, p, true);
      for (size_t i = before; i < roots.size(); i++) roots[i]->lang = found.lang;
    }
  };
  if (naming) {
    for (const std::string& p : patterns) find(p);
    naming = false;
  }
  for (const std::string& p : patterns) find(p);
  std::vector<Unit*> mains;
  for (Unit* u : roots) {
    if (options_.main_only && u->dir.name != "main" && !u->has_error) {
      u->has_error = true;
      u->error.text = "package " + u->path + " is not a main package";
    }
  }
  if (!ReportLoadErrors(UnitsOf(roots)) || !findings_.empty()) return {};
  if (options_.main_only && roots.size() > 1) {
    std::string text = "go: pattern " + first + " matches multiple packages:";
    for (Unit* u : roots) text += "\n\t" + u->path;
    fail(text);
    return {};
  }
  return CompileAll(roots);
}

Package* Loader::LoadProgram(std::vector<std::pair<std::string, std::string>> files) {
  std::string dir = files.empty() ? WorkingDir() : AbsolutePath(DirName(files[0].first));
  for (auto& [name, text] : files) {
    if (options_.main_only && name.ends_with("_test.go")) {
      Finding f;
      f.text = "go: cannot run *_test.go files (" + name + ")";
      findings_.push_back(std::move(f));
      return nullptr;
    }
    std::string other = AbsolutePath(DirName(name));
    if (other == dir) continue;
    Finding f;
    f.text = "named files must all be in one directory; have " + DirName(files[0].first) + " and " + DirName(name);
    findings_.push_back(std::move(f));
    return nullptr;
  }
  Start(dir);
  if (!findings_.empty()) return nullptr;
  Unit* unit = NewUnit("command-line-arguments");
  unit->files_named = unit->target = true;
  unit->lenient = !options_.complete;
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  GoDir& d = unit->dir;
  d.dir = dir;
  std::string first;
  for (auto& [name, text] : files) {
    GoFile f;
    f.path = AbsolutePath(name);
    f.text = std::move(text);
    if (f.text.starts_with("#!")) f.text.replace(0, 2, "//");  // a script: the line is for the kernel
    ReadHeader(&f);
    std::string problem;
    if (!context_.MatchText(f.text, &problem) && !problem.empty() && d.error.empty()) d.error = BaseName(name) + ": " + problem;
    if (!f.error.empty() && !unit->lenient) SetFileError(f, &d);
    if (d.name.empty()) {
      d.name = f.package;
      first = BaseName(name);
    } else if (f.package != d.name && !f.package.empty() && d.error.empty() && !unit->lenient) {
      d.error = "found packages " + d.name + " (" + first + ") and " + f.package + " (" + BaseName(name) + ") in " + dir;
    }
    d.files.push_back(std::move(f));
  }
  ImportStack stack;
  LoadUnit(unit, unit->path, &stack, "");
  if (options_.main_only && d.name != "main" && !unit->has_error) {
    unit->has_error = true;
    unit->error.text = "package " + unit->path + " is not a main package";
  }
  if (!ReportLoadErrors(UnitsOf({unit}))) return nullptr;
  std::vector<Package*> compiled = CompileAll({unit});
  return compiled.empty() ? nullptr : compiled[0];
}

Package* Loader::LoadNamed(const std::string& path, const std::string& title, std::vector<std::pair<std::string, std::string>> files,
                           bool program) {
  std::string dir = files.empty() ? WorkingDir() : AbsolutePath(DirName(files[0].first));
  Start(dir);
  if (!findings_.empty()) return nullptr;
  Unit* unit = NewUnit(path);
  if (!program) units_[path] = unit;
  unit->title = title;
  unit->target = true;
  unit->own_path = !program;
  unit->any_import = program;
  unit->lang = modules_.has_root() ? modules_.main_lang() : "";
  unit->dir.dir = dir;
  for (auto& [name, text] : files) {
    GoFile f;
    f.path = AbsolutePath(name);
    f.text = std::move(text);
    if (f.text.starts_with("#!")) f.text.replace(0, 2, "//");  // a script: the line is for the kernel
    ReadHeader(&f);
    if (!f.error.empty()) SetFileError(f, &unit->dir);
    if (unit->dir.name.empty()) unit->dir.name = f.package;
    unit->dir.files.push_back(std::move(f));
  }
  ImportStack stack;
  LoadUnit(unit, unit->path, &stack, "");
  if (!ReportLoadErrors(UnitsOf({unit}))) return nullptr;
  for (Unit* u : UnitsOf({unit})) {
    for (auto& [p, i] : u->imports) u->failed = u->failed || i->failed;
    if (!u->failed && u->pkg == nullptr) Compile(u, u == unit && program);
  }
  return unit->failed ? nullptr : unit->pkg;
}

// ---------------------------------------------------------------- compiling packages

grammar::SourceFile* Loader::AddSource(const std::string& path, std::string text) {
  return sources_.Add(CompilerPath(path), path, std::move(text));
}

// Messages name files of other packages from the package's own folder, or the nearest folder above it that has a shorter name so.
void Loader::RenameOthers(const std::string& dir, std::string* text) const {
  if (text->find("\n\t") == std::string::npos) return;
  for (const auto& other : all_units_) {
    if (other->dir.dir == dir || other->owned == nullptr) continue;
    for (const GoFile& f : other->dir.files) {
      std::string shown = CompilerPath(f.path), renamed = CompilerPath(f.path, dir);
      if (shown == renamed) continue;
      std::string from = "\n\t" + shown + ":";
      for (size_t at = 0; (at = text->find(from, at)) != std::string::npos; at++) text->replace(at + 2, shown.size(), renamed);
    }
  }
}

void Loader::AddFindings(const Unit* unit, grammar::Diags& diags, bool import_errors_too) {
  const std::string& package = unit->title.empty() ? unit->path : unit->title;
  // What cannot be imported is the go command's complaint, made before anything is compiled: nothing else is said.
  auto import_error = [](const grammar::Diag& d) { return d.code == "BrokenImport"; };
  if (!import_errors_too && std::any_of(diags.list().begin(), diags.list().end(), import_error)) {
    for (const grammar::Diag& d : diags.list()) {
      if (!import_error(d)) continue;
      grammar::Position p = sources_.PositionOf(d.pos);
      std::string file(p.file.starts_with("./") ? p.file.substr(2) : p.file);
      findings_.push_back({"", std::move(file), p.line, p.column, d.text, static_cast<int>(findings_.size())});
    }
    return;
  }
  diags.SortAndDedupe(sources_);
  std::vector<Finding> list;
  for (const grammar::Diag& d : diags.list()) {
    grammar::Position p = sources_.PositionOf(d.pos);
    Finding f{package, std::string(p.file), p.line, p.column, d.text, static_cast<int>(d.turn)};
    f.last_printed = d.last_printed;
    RenameOthers(unit->dir.dir, &f.text);
    list.push_back(std::move(f));
  }
  // gc's order of files is that in which it had something to say of them.
  std::unordered_map<std::string, int> file_rank;
  for (const Finding& f : list) {
    auto [it, first] = file_rank.try_emplace(f.file, f.rank);
    it->second = std::min(it->second, f.rank);
  }
  std::stable_sort(list.begin(), list.end(),
                   [&](const Finding& a, const Finding& b) { return file_rank[a.file] < file_rank[b.file]; });
  // Syntax errors are found before, when the go command looks for the package's imports.
  bool vetted = OnlyVetted(unit) &&
                std::none_of(list.begin(), list.end(), [](const Finding& f) { return f.text.starts_with("syntax error"); });
  for (Finding& f : list) {
    f.vetted = vetted;
    f.program = unit->dir.name == "main";
    findings_.push_back(std::move(f));
  }
}

bool Loader::OnlyVetted(const Unit* unit) const {
  if (!unit->target) return false;
  for (const auto& other : all_units_) {
    for (const auto& [path, imported] : other->imports) {
      if (imported == unit) return false;
    }
  }
  return true;
}

types::Config Loader::ConfigFor(Unit* unit) {
  types::Config config;
  config.go_version = unit->target && !options_.lang.empty() ? options_.lang : unit->lang;
  config.complete = options_.complete;
  config.types_only = options_.tests && OnlyVetted(unit);
  config.import = [this, unit](std::string_view path, const grammar::SourceFile*, std::string* error) -> Package* {
    if (path == "unsafe") return world_.unsafe_package();
    auto it = unit->imports.find(std::string(path));
    if (it != unit->imports.end() && it->second->pkg != nullptr) return it->second->pkg;
    auto failed = unit->import_errors.find(std::string(path));
    *error = failed != unit->import_errors.end() ? failed->second : "could not import " + std::string(path);
    return nullptr;
  };
  return config;
}

void Loader::CollectEmbeddings(Unit* unit, grammar::Diags& diags) {
  constexpr std::string_view kDirective = "go:embed";
  for (grammar::File* file : unit->pkg->files) {
    for (grammar::Decl* d : file->decls) {
      auto* decl = grammar::Is<grammar::VarDecl>(d);
      if (decl == nullptr || decl->pragma == nullptr || decl->names.size() != 1) continue;
      auto* var = types::Is<types::Var>(decl->names[0]->obj);
      if (var == nullptr || var->type == nullptr) continue;
      std::map<std::string, std::string> found;  // name to path
      bool any = false;
      for (size_t i = 0; i < decl->pragma->directives.size(); i++) {
        std::string_view directive = decl->pragma->directives[i];
        if (!directive.starts_with(kDirective)) continue;
        any = true;
        std::vector<EmbedPattern> patterns;
        grammar::Pos at = decl->pragma->positions[i];
        if (!ParseEmbedPatterns(directive.substr(kDirective.size()), {}, &patterns) || patterns.empty()) {
          diags.Report(at, grammar::DiagKind::kType, "usage: //go:embed pattern...");
          continue;
        }
        for (const EmbedPattern& p : patterns) {
          std::vector<std::string> files;
          std::string error;
          if (!ResolveEmbedPattern(unit->dir.dir, p.pattern, &files, &error)) {
            diags.Report(at, grammar::DiagKind::kType, "pattern " + p.pattern + ": " + error);
          }
          for (const std::string& f : files) found[f] = JoinPath(unit->dir.dir, f);
        }
      }
      if (!any) continue;
      Embedding e;
      e.var = var;
      types::Type* u = types::Under(var->type);
      e.kind = u->kind == types::TypeKind::kStruct  ? Embedding::Kind::kFS
               : u->kind == types::TypeKind::kSlice ? Embedding::Kind::kBytes
                                                    : Embedding::Kind::kString;
      for (const auto& [name, path] : found) {
        Embedding::File f{name, {}};
        std::string error;
        if (!ReadFile(path, &f.data, &error)) diags.Report(decl->names[0]->pos, grammar::DiagKind::kType, "embed " + name + ": " + error);
        e.files.push_back(std::move(f));
      }
      if (e.kind == Embedding::Kind::kFS) {
        SortForFS(&e.files);
      } else if (e.files.size() > 1) {
        diags.Report(decl->names[0]->pos, grammar::DiagKind::kType,
                     "invalid go:embed: multiple files for type " + types::TypeString(var->type, {unit->pkg}));
      }
      embeddings_.push_back(std::move(e));
    }
  }
}

void Loader::Compile(Unit* unit, bool target) {
  if (unit->library) {
    unit->pkg = host_packages_.count(unit->path) != 0 ? HostPackage(unit->path) : Library(unit->path);
    return;
  }
  if (unit->dir.no_files) {
    unit->failed = true;
    Finding f;
    f.text = unit->path + ": " + unit->dir.error;
    findings_.push_back(std::move(f));
    return;
  }
  if (unit->target && !options_.lang.empty() && types::AsGoVersion(options_.lang).Cmp(types::kGoCurrent) > 0) {
    unit->failed = true;
    Finding f;
    f.package = unit->path;
    f.text = "compile: invalid value \"" + options_.lang + "\" for -lang: max known version is \"" + types::kGoCurrent.String() + "\"";
    findings_.push_back(std::move(f));
    return;
  }
  unit->owned = std::make_unique<Package>();
  Package* pkg = unit->pkg = unit->owned.get();
  pkg->path = unit->dir.name == "main" && !unit->own_path ? "main" : unit->path;
  types::Config config = ConfigFor(unit);
  pkg->go_version = config.go_version;
  grammar::Diags diags;
  for (GoFile& f : unit->dir.files) {
    pkg->files.push_back(grammar::ParseFile(AddSource(f.path, std::move(f.text)), arena_, names_, diags));
  }
  if (!pkg->files.empty() && pkg->files[0]->pkg_name != nullptr) pkg->name = pkg->files[0]->pkg_name->value;
  // Other complaints of the parser (literals, labels) do not keep gc from checking.
  bool parsed = std::none_of(diags.list().begin(), diags.list().end(),
                             [](const grammar::Diag& d) { return d.text.rfind("syntax error", 0) == 0; });
  if (parsed) world_.Check(pkg, config, diags);
  bool passed = std::all_of(diags.list().begin(), diags.list().end(),
                            [](const grammar::Diag& d) { return d.code == grammar::kDirectivePlace; });
  std::erase_if(diags.list(), [&](const grammar::Diag& d) {
    return (d.code == grammar::kDirectivePlace && (!passed || config.types_only)) ||
           (d.code == grammar::kDirectiveText && config.types_only);
  });
  if (diags.empty()) CollectEmbeddings(unit, diags);
  if (parsed && diags.empty() && target && unit->dir.name == "main" && options_.main_only &&
      world_.Lookup(pkg, "main") == nullptr) {
    Finding f;
    f.package = unit->path;
    f.text = "runtime.main_main·f: function main is undeclared in the main package";
    findings_.push_back(std::move(f));
    unit->failed = true;
  }
  if (parsed && diags.empty() && options_.complete) CheckSizes(unit);
  if (diags.empty()) return;
  unit->failed = true;
  AddFindings(unit, diags, unit->lenient);
}

// gc writes no package variable of more than two billion bytes.
void Loader::CheckSizes(Unit* unit) {
  constexpr int64_t kMostBytes = 2'000'000'000;
  for (const grammar::File* file : unit->pkg->files) {
    for (grammar::Decl* d : file->decls) {
      auto* vars = grammar::Is<grammar::VarDecl>(d);
      if (vars == nullptr) continue;
      for (grammar::Name* name : vars->names) {
        auto* v = types::Is<types::Var>(name->obj);
        if (v == nullptr || v->name_view() == "_") continue;
        int64_t size = types::Sizeof(v->type);
        if (size <= kMostBytes) continue;
        unit->failed = true;
        Finding f;
        f.package = unit->path;
        f.file = "<autogenerated>";
        f.line = 1;
        f.text = std::string(unit->pkg->path) + "." + std::string(v->name_view()) + ": symbol too large (" + std::to_string(size) +
                 " bytes > " + std::to_string(kMostBytes) + " bytes)";
        findings_.push_back(std::move(f));
      }
    }
  }
}

std::vector<Package*> Loader::CompileAll(const std::vector<Unit*>& roots) {
  for (Unit* u : UnitsOf(roots)) {
    for (auto& [path, i] : u->imports) u->failed = u->failed || i->failed;
    if (!u->failed) Compile(u, u->target);
  }
  std::vector<Package*> compiled;
  for (Unit* u : roots) {
    if (u->pkg != nullptr && !u->failed) compiled.push_back(u->pkg);
  }
  return compiled;
}

// ---------------------------------------------------------------- the order of initialization

namespace {

bool RunsCode(const Package* p) {
  if (!p->init_funcs.empty()) return true;
  return std::any_of(p->init_order.begin(), p->init_order.end(), [](const types::Initializer& i) { return !compile::IsLaidOut(i.rhs); });
}

}  // namespace

std::vector<Package*> Loader::InitOrder(Package* main, grammar::Diags& diags) {
  std::vector<Package*> all;
  for (auto& [path, p] : library_) all.push_back(p.get());
  for (auto& u : all_units_) {
    if (u->owned != nullptr && u->pkg != main) all.push_back(u->pkg);
  }
  for (Package* p : all) {
    if (p->library) world_.PrepareInit(p, diags);
  }
  all.push_back(main);

  // Packages without work of their own or of their imports wait for nothing and nobody waits for them: their variables' values
  // are there from the start.
  std::unordered_map<Package*, int> state;  // 1: being looked at, 2: no work, 3: work
  std::function<bool(Package*)> works = [&](Package* p) {
    int& s = state[p];
    if (s != 0) return s == 3;
    s = 1;
    bool any = p == main || RunsCode(p);
    for (Package* i : p->imports) {
      if (i != p && works(i)) any = true;
    }
    state[p] = any ? 3 : 2;
    return any;
  };
  std::vector<Package*> order;
  auto later = [](Package* a, Package* b) { return a->path > b->path; };
  std::unordered_map<Package*, int> waits;
  std::unordered_map<Package*, std::vector<Package*>> waiting;
  auto run = [&](const std::vector<Package*>& set) {
    std::priority_queue<Package*, std::vector<Package*>, decltype(later)> ready(later);
    std::unordered_map<Package*, bool> in_set;
    for (Package* p : set) in_set[p] = true;
    waits.clear();
    waiting.clear();
    for (Package* p : set) {
      int n = 0;
      for (Package* i : p->imports) {
        if (i == p || !works(i) || !in_set.count(i)) continue;
        waiting[i].push_back(p);
        n++;
      }
      waits[p] = n;
      if (n == 0) ready.push(p);
    }
    while (!ready.empty()) {
      Package* p = ready.top();
      ready.pop();
      order.push_back(p);
      for (Package* w : waiting[p]) {
        if (--waits[w] == 0) ready.push(w);
      }
    }
  };
  // Package runtime and what it needs come first.
  std::vector<Package*> first, rest;
  std::unordered_map<Package*, bool> in_runtime;
  std::function<void(Package*)> mark = [&](Package* p) {
    if (in_runtime[p]) return;
    in_runtime[p] = true;
    for (Package* i : p->imports) mark(i);
  };
  if (auto it = library_.find("runtime"); it != library_.end()) mark(it->second.get());
  for (Package* p : all) {
    if (!works(p)) order.push_back(p);
    else (in_runtime[p] ? first : rest).push_back(p);
  }
  run(first);
  run(rest);
  return order;
}

}  // namespace minigo
