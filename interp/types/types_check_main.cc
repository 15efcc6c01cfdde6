// types_check: checks the given files as one package and prints the errors as gc does. A
// developer's tool: imports come from the Go sources below $MINIGO_GOROOT/src (for linux/amd64, gc,
// without cgo), read as library packages.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/parser.h"
#include "interp/types/check.h"

namespace minigo::types {
namespace {

using grammar::Diags;
using grammar::File;

bool ReadFile(const std::string& path, std::string* text) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::ostringstream buffer;
  buffer << in.rdbuf();
  *text = buffer.str();
  return true;
}

bool OneOf(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr int kMinor = 26;  // the newest language version

bool TagIsSet(std::string_view tag) {
  if (OneOf(tag, {"linux", "unix", "amd64", "gc"})) return true;
  if (tag.starts_with("go1.")) return atoi(std::string(tag.substr(4)).c_str()) <= kMinor;
  return OneOf(tag, {"goexperiment.regabiwrappers", "goexperiment.regabiargs",
                     "goexperiment.aliastypeparams", "goexperiment.swissmap",
                     "goexperiment.spinbitmutex", "goexperiment.synchashtriemap",
                     "goexperiment.dwarf5", "goexperiment.randomizedheapbase64",
                     "goexperiment.greenteagc", "goexperiment.sizespecializedmalloc"});
}

// Evaluates a //go:build expression: || over && over ! over tags and parentheses.
class BuildConstraint {
 public:
  explicit BuildConstraint(std::string_view text) : s_(text) {}
  bool Eval() { return Or(); }

 private:
  void Space() {
    while (i_ < s_.size() && (s_[i_] == ' ' || s_[i_] == '\t' || s_[i_] == '\r')) i_++;
  }
  bool Accept(std::string_view token) {
    Space();
    if (s_.substr(std::min(i_, s_.size())).starts_with(token)) {
      i_ += token.size();
      return true;
    }
    return false;
  }
  bool Or() {
    bool v = And();
    while (Accept("||")) v = And() || v;
    return v;
  }
  bool And() {
    bool v = Not();
    while (Accept("&&")) v = Not() && v;
    return v;
  }
  bool Not() {
    if (Accept("!")) return !Not();
    if (Accept("(")) {
      bool v = Or();
      Accept(")");
      return v;
    }
    Space();
    size_t start = i_;
    while (i_ < s_.size() &&
           (isalnum(static_cast<unsigned char>(s_[i_])) || s_[i_] == '_' || s_[i_] == '.'))
      i_++;
    if (i_ == start) {
      i_ = s_.size();
      return false;
    }
    return TagIsSet(s_.substr(start, i_ - start));
  }

  std::string_view s_;
  size_t i_ = 0;
};

// Whether the suffixes _GOOS, _GOARCH and _GOOS_GOARCH of a file's name ask for this machine.
bool NameMatches(std::string_view name) {
  name.remove_suffix(3);  // .go
  std::vector<std::string_view> parts;
  size_t first = name.find('_');
  if (first == std::string_view::npos) return true;
  for (size_t i = first + 1; i <= name.size();) {
    size_t j = name.find('_', i);
    if (j == std::string_view::npos) j = name.size();
    parts.push_back(name.substr(i, j - i));
    i = j + 1;
  }
  auto os = [](std::string_view s) {
    return OneOf(
        s, {"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js",
            "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos"});
  };
  auto arch = [](std::string_view s) {
    return OneOf(s, {"386",       "amd64",       "amd64p32", "arm",    "armbe",   "arm64",
                     "arm64be",   "loong64",     "mips",     "mipsle", "mips64",  "mips64le",
                     "mips64p32", "mips64p32le", "ppc",      "ppc64",  "ppc64le", "riscv",
                     "riscv64",   "s390",        "s390x",    "sparc",  "sparc64", "wasm"});
  };
  size_t n = parts.size();
  if (n >= 2 && os(parts[n - 2]) && arch(parts[n - 1]))
    return parts[n - 2] == "linux" && parts[n - 1] == "amd64";
  if (os(parts[n - 1])) return parts[n - 1] == "linux";
  if (arch(parts[n - 1])) return parts[n - 1] == "amd64";
  return true;
}

// The text after "//go:build " of the comment lines before the package clause; empty if there is
// none.
std::string_view FindConstraint(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    size_t end = text.find('\n', i);
    if (end == std::string_view::npos) end = text.size();
    std::string_view line = text.substr(i, end - i);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.starts_with("//go:build ")) return line.substr(11);
    if (line.starts_with("/*")) {
      size_t close = text.find("*/", i + 2);
      if (close == std::string_view::npos) return {};
      end = text.find('\n', close);
      if (end == std::string_view::npos) return {};
    } else if (!line.empty() && !line.starts_with("//")) {
      return {};
    }
    i = end + 1;
  }
  return {};
}

// Whether the build constraint of a file, if it has one, is met. There is no cgo.
bool IsSelected(std::string_view text) {
  std::string_view constraint = FindConstraint(text);
  return (constraint.empty() || BuildConstraint(constraint).Eval()) &&
         text.find("\nimport \"C\"") == std::string_view::npos;
}

class Program {
 public:
  Program() : world_(names_, sources_) {
    const char* root = getenv("MINIGO_GOROOT");
    if (root != nullptr) root_ = root;
  }

  int Run(int argc, char** argv) {
    std::vector<std::string> files, dirs;
    std::string path = "p";
    bool limit = true;
    for (int i = 1; i < argc; i++) {
      std::string_view arg = argv[i];
      if (arg.starts_with("-lang=")) {
        lang_ = arg.substr(6);
      } else if (arg == "-e") {
        limit = false;
      } else if (arg == "-dump=types") {
        dump_ = true;
      } else if (arg == "-complete") {
        complete_ = true;
      } else if (arg == "-p" && i + 1 < argc) {
        path = argv[++i];
      } else {
        std::string name(arg);
        struct stat st;
        if (stat(name.c_str(), &st) == 0 && S_ISDIR(st.st_mode)) {
          dirs.push_back(name);
        } else {
          files.push_back(name);
        }
      }
    }
    FindModule();
    for (const std::string& dir : dirs) {
      for (const std::string& name : GoFiles(dir)) {
        std::string file = dir == "." ? name : dir + "/" + name, text;
        if (ReadFile(file, &text) && IsSelected(text)) files.push_back(file);
      }
    }
    if (!dirs.empty() && !module_.empty()) {
      path = dirs[0] == "." ? module_ : module_ + dirs[0].substr(1);
    }
    if (files.empty()) {
      fprintf(stderr,
              "usage: types_check [-e] [-complete] [-dump=types] [-lang=go1.N] [-p path] FILES | "
              "DIRECTORY\n");
      return 2;
    }
    Package* pkg = NewPackage(path);
    Diags diags;
    for (const std::string& name : files) {
      std::string text;
      if (!ReadFile(name, &text)) {
        fprintf(stderr, "types_check: open %s: no such file or directory\n", name.c_str());
        return 2;
      }
      grammar::SourceFile* source = sources_.Add(name, name, std::move(text));
      grammar::ParseOptions options;
      options.trust_directives = !root_.empty() && name.starts_with(root_);
      pkg->files.push_back(grammar::ParseFile(source, world_.arena(), names_, diags, options));
    }
    // As in gc, what the parser says without calling it a syntax error does not end the matter.
    bool syntax_errors =
        std::any_of(diags.list().begin(), diags.list().end(),
                    [](const grammar::Diag& d) { return d.text.starts_with("syntax error"); });
    if (!syntax_errors) {
      pkg->go_version = lang_;
      world_.Check(pkg, MakeConfig(), diags);
    }
    if (dump_) {
      for (File* file : pkg->files) {
        std::istringstream lines(DumpTypes(*file));
        std::string name = file->source->name().substr(file->source->name().rfind('/') + 1);
        for (std::string line; std::getline(lines, line);)
          printf("%s:%s\n", name.c_str(), line.c_str());
      }
    }
    diags.SortAndDedupe(sources_);
    size_t n = 0;
    for (const grammar::Diag& d : diags.list()) {
      if (limit && n++ == 10) {
        puts("too many errors");
        break;
      }
      puts(grammar::Format(d, sources_, "").c_str());
    }
    return diags.empty() && !failed_ ? 0 : 1;
  }

 private:
  Package* NewPackage(std::string path) {
    packages_.push_back(std::make_unique<Package>());
    packages_.back()->path = std::move(path);
    return packages_.back().get();
  }

  Config MakeConfig() {
    Config config;
    config.go_version = lang_;
    config.complete = complete_;
    config.import = [this](std::string_view path, const grammar::SourceFile* from,
                           std::string* error) { return Import(std::string(path), from, error); };
    return config;
  }

  Package* Import(const std::string& path, const grammar::SourceFile* from, std::string* error) {
    if (path == "unsafe") return world_.unsafe_package();
    std::string problem = ImportPathProblem(path);
    std::string dir = root_ + "/src/" + path;
    std::string full = path;
    std::vector<std::string> names;
    if (problem.empty()) names = GoFiles(dir);
    if (names.empty() && !module_.empty() && (path == module_ || path.starts_with(module_ + "/"))) {
      dir = "." + path.substr(module_.size());
      names = GoFiles(dir);
    }
    if (names.empty() && problem.empty()) {
      dir = root_ + "/src/vendor/" + path;
      full = "vendor/" + path;
      names = GoFiles(dir);
    }
    if (root_.empty() || names.empty()) {
      *error =
          "could not import " + path + " (" + (problem.empty() ? "file not found" : problem) + ")";
      return nullptr;
    }
    Package*& slot = imported_[full];
    if (slot != nullptr) return slot;
    Package* pkg = NewPackage(full);
    slot = pkg;
    pkg->library = true;
    Diags diags;
    grammar::ParseOptions options;
    options.lazy_bodies = true;
    options.trust_directives = true;
    for (const std::string& name : names) {
      std::string file = dir + "/" + name, text;
      if (!ReadFile(file, &text)) continue;
      if (!IsSelected(text)) continue;
      grammar::SourceFile* source = sources_.Add(file, file, std::move(text));
      File* f = grammar::ParseFile(source, world_.arena(), names_, diags, options);
      if (f->pkg_name == nullptr || View(f->pkg_name->value) == "documentation") continue;
      pkg->files.push_back(f);
    }
    if (pkg->files.empty()) {
      *error = "no Go files in " + dir;
      return nullptr;
    }
    pkg->name = pkg->files[0]->pkg_name->value;
    Config config = MakeConfig();
    config.go_version.clear();
    world_.Check(pkg, config, diags);
    for (const grammar::Diag& d : diags.list()) {
      printf("library: %s\n", grammar::Format(d, sources_, "").c_str());
      failed_ = true;
    }
    return pkg;
  }

  // What is wrong with an import path as such; empty if nothing is.
  static std::string ImportPathProblem(const std::string& path) {
    if (path.starts_with("/")) return "import path cannot be absolute path";
    std::string clean;
    for (char c : path) {
      if (c != '/' || clean.empty() || clean.back() != '/') clean += c;
    }
    if (clean.size() > 1 && clean.back() == '/') clean.pop_back();
    if (clean != path)
      return "non-canonical import path \"" + path + "\" (should be \"" + clean + "\")";
    return {};
  }

  void FindModule() {
    std::string text;
    if (!ReadFile("go.mod", &text)) return;
    std::istringstream in(text);
    for (std::string word; in >> word;) {
      if (word == "module" && in >> module_) return;
    }
  }

  std::vector<std::string> GoFiles(const std::string& dir) {
    std::vector<std::string> names;
    DIR* d = opendir(dir.c_str());
    if (d == nullptr) return names;
    while (dirent* e = readdir(d)) {
      std::string_view name = e->d_name;
      if (!name.ends_with(".go") || name.ends_with("_test.go") || name[0] == '_' || name[0] == '.')
        continue;
      if (NameMatches(name)) names.emplace_back(name);
    }
    closedir(d);
    std::sort(names.begin(), names.end());
    return names;
  }

  Interner names_;
  grammar::SourceSet sources_;
  World world_;
  std::string root_;
  std::string lang_;
  std::string module_;  // of the working folder
  bool complete_ = false;
  bool dump_ = false;
  bool failed_ = false;
  std::vector<std::unique_ptr<Package>> packages_;
  std::unordered_map<std::string, Package*> imported_;
};

}  // namespace
}  // namespace minigo::types

int main(int argc, char** argv) { return minigo::types::Program().Run(argc, argv); }
