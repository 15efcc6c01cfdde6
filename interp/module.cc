// This file implements modules.
#include "interp/module.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "interp/paths.h"
#include "stdlib/registry.h"

namespace minigo {

// ---------------------------------------------------------------- go.mod

namespace {

struct ModLine {
  int number;
  std::vector<std::string> words;
};

// The words of each line; comments are gone. A block's lines begin with the block's verb.
std::vector<ModLine> ModLines(std::string_view text, std::vector<std::string>* errors) {
  std::vector<ModLine> lines;
  std::string block;
  int number = 0;
  while (!text.empty()) {
    number++;
    size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    std::vector<std::string> words;
    for (size_t i = 0; i < line.size();) {
      char c = line[i];
      if (c == ' ' || c == '\t' || c == '\r') {
        i++;
      } else if (line.substr(i, 2) == "//") {
        break;
      } else if (c == '(' || c == ')' || c == ',' || c == '[' || c == ']') {
        words.emplace_back(1, c);
        i++;
      } else if (c == '"' || c == '`') {
        std::string word;
        for (i++; i < line.size() && line[i] != c; i++) {
          if (c == '"' && line[i] == '\\' && i + 1 < line.size()) i++;
          word += line[i];
        }
        if (i >= line.size()) errors->push_back(std::to_string(number) + ": unexpected newline in string");
        i++;
        words.push_back(std::move(word));
      } else {
        size_t end = i;
        while (end < line.size() && std::string_view(" \t\r()[],").find(line[end]) == std::string_view::npos &&
               line.substr(end, 2) != "//") {
          end++;
        }
        words.emplace_back(line.substr(i, end - i));
        i = end;
      }
    }
    if (words.empty()) continue;
    if (!block.empty()) {
      if (words[0] == ")") {
        block.clear();
        continue;
      }
      words.insert(words.begin(), block);
    } else if (words.size() == 2 && words[1] == "(") {
      block = words[0];
      continue;
    } else if (words.size() == 3 && words[1] == "(" && words[2] == ")") {
      continue;
    }
    lines.push_back({number, std::move(words)});
  }
  if (!block.empty()) errors->push_back(std::to_string(number + 1) + ": syntax error (unterminated block started at " + block + ")");
  return lines;
}

bool IsDigits(std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos; }

// 1.21, 1.21.3, 1.21rc2
bool IsGoVersion(std::string_view v) {
  if (!v.starts_with("1.") || v.size() < 3 || v[2] < '0' || v[2] > '9') return false;
  size_t i = 2;
  while (i < v.size() && v[i] >= '0' && v[i] <= '9') i++;
  std::string_view rest = v.substr(i);
  if (rest.empty()) return true;
  if (rest[0] == '.') return IsDigits(rest.substr(1));
  for (std::string_view kind : {"rc", "beta"}) {
    if (rest.starts_with(kind)) return IsDigits(rest.substr(kind.size()));
  }
  return false;
}

}  // namespace

bool ParseModFile(std::string_view text, ModFile* file, std::vector<std::string>* errors) {
  size_t before = errors->size();
  for (const ModLine& line : ModLines(text, errors)) {
    const std::vector<std::string>& w = line.words;
    auto fail = [&](const std::string& what) { errors->push_back(std::to_string(line.number) + ": " + what); };
    const std::string& verb = w[0];
    if (verb == "module") {
      if (!file->module.empty()) fail("repeated module statement");
      else if (w.size() != 2) fail("usage: module module/path");
      else file->module = w[1];
    } else if (verb == "go") {
      if (!file->go.empty()) fail("repeated go statement");
      else if (w.size() != 2) fail("go directive expects exactly one argument");
      else if (!IsGoVersion(w[1])) fail("invalid go version '" + w[1] + "': must match format 1.23.0");
      else file->go = w[1];
    } else if (verb == "require" || verb == "exclude") {
      if (w.size() != 3) {
        fail("usage: " + verb + " module/path v1.2.3");
      } else if (w[2].empty() || w[2][0] != 'v') {
        fail(verb + " " + w[1] + ": version \"" + w[2] + "\" invalid: must be of the form v1.2.3");
      } else {
        (verb == "require" ? file->require : file->exclude).push_back({w[1], w[2]});
      }
    } else if (verb == "replace") {
      size_t arrow = static_cast<size_t>(std::find(w.begin(), w.end(), "=>") - w.begin());
      if (arrow < 2 || arrow > 3 || w.size() < arrow + 2 || w.size() > arrow + 3) {
        fail("usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory");
        continue;
      }
      ModuleVersion from{w[1], arrow == 3 ? w[2] : ""};
      ModuleVersion to{w[arrow + 1], w.size() == arrow + 3 ? w[arrow + 2] : ""};
      bool local = to.path.starts_with("./") || to.path.starts_with("../") || to.path.starts_with("/") || to.path == "." || to.path == "..";
      if (to.version.empty() && !local) {
        fail("replacement module without version must be directory path (rooted or starting with . or ..)");
      } else if (!to.version.empty() && local) {
        fail("replacement module directory path \"" + to.path + "\" cannot have version");
      } else {
        file->replace.emplace_back(std::move(from), std::move(to));
      }
    } else if (verb == "ignore") {
      for (size_t i = 1; i < w.size(); i++) file->ignore.push_back(w[i]);
    } else if (verb != "toolchain" && verb != "retract" && verb != "tool" && verb != "godebug") {
      fail("unknown directive: " + verb);
    }
  }
  return errors->size() == before;
}

int CompareVersions(std::string_view a, std::string_view b) {
  auto cut = [](std::string_view v, std::string_view* pre) {
    if (v.starts_with("v")) v.remove_prefix(1);
    v = v.substr(0, v.find('+'));
    size_t dash = v.find('-');
    *pre = dash == std::string_view::npos ? std::string_view() : v.substr(dash + 1);
    return v.substr(0, dash);
  };
  auto number = [](std::string_view x, std::string_view y) {
    if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
    int c = x.compare(y);
    return c < 0 ? -1 : c > 0;
  };
  auto next = [](std::string_view* s) {
    std::string_view part = s->substr(0, s->find('.'));
    s->remove_prefix(std::min(part.size() + 1, s->size()));
    return part;
  };
  std::string_view pre_a, pre_b;
  std::string_view x = cut(a, &pre_a), y = cut(b, &pre_b);
  while (!x.empty() || !y.empty()) {
    std::string_view p = next(&x), q = next(&y);
    if (int c = number(p.empty() ? "0" : p, q.empty() ? "0" : q)) return c;
  }
  if (pre_a.empty() || pre_b.empty()) return pre_a.empty() ? (pre_b.empty() ? 0 : 1) : -1;
  while (!pre_a.empty() || !pre_b.empty()) {
    std::string_view p = next(&pre_a), q = next(&pre_b);
    if (p == q) continue;
    if (p.empty() || q.empty()) return p.empty() ? -1 : 1;
    bool dp = IsDigits(p), dq = IsDigits(q);
    if (dp != dq) return dp ? -1 : 1;
    if (dp) return number(p, q);
    return p < q ? -1 : 1;
  }
  return 0;
}

bool IsStandardPath(std::string_view path) { return path.substr(0, path.find('/')).find('.') == std::string_view::npos; }

std::string ImportPathProblem(std::string_view path) {
  if (path.empty()) return "empty string";
  if (path[0] == '-') return "leading dash";
  if (path.find("//") != std::string_view::npos) return "double slash";
  if (path.back() == '/') return "trailing slash";
  while (!path.empty()) {
    std::string_view elem = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(elem.size() + 1, path.size()));
    if (elem.empty()) return "empty path element";
    if (elem.find_first_not_of('.') == std::string_view::npos) {
      return "invalid path element \"" + std::string(elem) + "\"";
    }
    if (elem.back() == '.') return "trailing dot in path element";
    for (char c : elem) {
      bool ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' ||
                c == '~' || c == '+';
      if (!ok) return std::string("invalid char '") + c + "'";
    }
  }
  return {};
}

// ---------------------------------------------------------------- the module graph

namespace {

// Upper-case letters are written "!x" in the module cache.
std::string Escape(std::string_view s) {
  std::string out;
  for (char c : s) {
    if (c >= 'A' && c <= 'Z') {
      out += '!';
      c = static_cast<char>(c + 32);
    }
    out += c;
  }
  return out;
}

std::string LangOf(const std::string& go) {
  // A go.mod file that does not say is taken for one of Go 1.16.
  if (go.empty()) return "go1.16";
  size_t end = 2;
  while (end < go.size() && go[end] >= '0' && go[end] <= '9') end++;
  return "go" + go.substr(0, end);
}

int MinorOf(const std::string& lang) { return lang.size() > 4 ? std::atoi(lang.c_str() + 4) : 0; }

bool HasGoFiles(const std::string& dir) {
  std::vector<std::string> names;
  std::string error;
  if (!ListDir(dir, &names, &error)) return false;
  return std::any_of(names.begin(), names.end(), [&](const std::string& n) { return n.ends_with(".go") && IsFile(JoinPath(dir, n)); });
}

}  // namespace

std::string ModuleSet::CacheDir() {
  const char* e = std::getenv("GOMODCACHE");
  if (e != nullptr && *e != 0) return e;
  e = std::getenv("GOPATH");
  if (e != nullptr && *e != 0) {
    std::string_view first = e;
    return JoinPath(first.substr(0, first.find(':')), "pkg/mod");
  }
  e = std::getenv("HOME");
  return e == nullptr ? "" : JoinPath(e, "go/pkg/mod");
}

bool ModuleSet::Init(const std::string& dir, std::string* error) {
  std::string at = AbsolutePath(dir);
  while (!IsFile(JoinPath(at, "go.mod"))) {
    if (at == "/") return true;
    at = DirName(at);
  }
  root_ = at;
  std::string file = JoinPath(root_, "go.mod"), text;
  if (!ReadFile(file, &text, error)) return false;
  std::vector<std::string> errors;
  std::string shown = ShortPath(file);
  if (!ParseModFile(text, &main_, &errors)) {
    *error = "go: errors parsing " + shown + ":";
    for (const std::string& e : errors) *error += "\n" + shown + ":" + e;
    return false;
  }
  if (main_.module.empty()) {
    *error = "go: error reading go.mod: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod";
    return false;
  }
  main_lang_ = LangOf(main_.go);
  if (MinorOf(main_lang_) > 26) {
    *error = "go: " + shown + " requires go >= " + main_.go + " (running go 1.26)";
    return false;
  }
  for (const ModuleVersion& m : main_.require) {
    if (std::find(main_.exclude.begin(), main_.exclude.end(), m) != main_.exclude.end()) continue;
    std::string& v = roots_[m.path];
    if (v.empty() || CompareVersions(v, m.version) < 0) v = m.version;
  }
  if (MinorOf(main_lang_) >= 14 && IsDir(JoinPath(root_, "vendor"))) {
    vendored_ = true;
    return ReadVendorList(error);
  }
  return true;
}

bool ModuleSet::ReadVendorList(std::string* error) {
  std::string text, ignored;
  ReadFile(JoinPath(root_, "vendor/modules.txt"), &text, &ignored);
  std::map<std::string, std::string> explicit_versions, replacements;
  ModuleVersion current;
  std::string_view rest = text;
  while (!rest.empty()) {
    size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    std::vector<std::string> words;
    for (size_t i = 0; i < line.size();) {
      size_t end = std::min(line.find(' ', i), line.size());
      if (end > i) words.emplace_back(line.substr(i, end - i));
      i = end + 1;
    }
    if (words.empty()) continue;
    if (words[0] == "#") {
      current = {};
      if (words.size() < 2) continue;
      size_t arrow = static_cast<size_t>(std::find(words.begin(), words.end(), "=>") - words.begin());
      current.path = words[1];
      if (arrow > 2 && words.size() > 2) current.version = words[2];
      if (arrow + 1 < words.size()) {
        replacements[current.path] = words[arrow + 1] + (arrow + 2 < words.size() ? " " + words[arrow + 2] : "");
      }
    } else if (words[0] == "##") {
      std::string annotation(line.substr(2));
      for (size_t i = 0; i < annotation.size();) {
        size_t end = std::min(annotation.find(';', i), annotation.size());
        std::string entry = annotation.substr(i, end - i);
        i = end + 1;
        size_t first = entry.find_first_not_of(' '), last = entry.find_last_not_of(' ');
        if (first == std::string::npos) continue;
        entry = entry.substr(first, last - first + 1);
        if (entry == "explicit") explicit_versions[current.path] = current.version;
        if (entry.starts_with("go ")) vendor_lang_[current] = LangOf(entry.substr(3));
      }
    } else if (words.size() == 1) {
      vendor_packages_[words[0]] = current;
    }
  }
  std::string problems;
  for (const ModuleVersion& m : main_.require) {
    std::string name = "\n\t" + m.path + "@" + m.version + ": ";
    auto it = explicit_versions.find(m.path);
    if (it == explicit_versions.end() || it->second != m.version) {
      problems += name + "is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt";
    }
  }
  for (const auto& [from, to] : main_.replace) {
    std::string target = to.path + (to.version.empty() ? "" : " " + to.version);
    auto it = replacements.find(from.path);
    if (it == replacements.end()) {
      problems += "\n\t" + from.path + (from.version.empty() ? "" : "@" + from.version) +
                  ": is replaced in go.mod, but not marked as replaced in vendor/modules.txt";
    } else if (it->second != target) {
      problems += "\n\t" + from.path + ": is replaced by " + target + " in go.mod, but marked as replaced by " + it->second +
                  " in vendor/modules.txt";
    }
  }
  for (const auto& [path, version] : explicit_versions) {
    ModuleVersion m{path, version};
    bool used = std::any_of(vendor_packages_.begin(), vendor_packages_.end(), [&m](const auto& e) { return e.second == m; });
    if (used && std::find(main_.require.begin(), main_.require.end(), m) == main_.require.end()) {
      problems += "\n\t" + path + "@" + version + ": is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod";
    }
  }
  if (problems.empty()) return true;
  *error = "go: inconsistent vendoring in " + root_ + ":" + problems +
           "\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\tTo sync the vendor directory, run:\n\t\tgo mod vendor";
  return false;
}

ModuleVersion ModuleSet::Replaced(const ModuleVersion& m) const {
  const ModuleVersion* any = nullptr;
  for (const auto& [from, to] : main_.replace) {
    if (from.path != m.path) continue;
    if (from.version == m.version) return to;
    if (from.version.empty()) any = &to;
  }
  return any != nullptr ? *any : m;
}

bool ModuleSet::ReadModFileOf(const ModuleVersion& m, ModFile* file) {
  ModuleVersion r = Replaced(m);
  std::string text, ignored;
  std::vector<std::string> errors;
  if (r.version.empty()) {
    if (!ReadFile(JoinPath(JoinPath(root_, r.path), "go.mod"), &text, &ignored)) return false;
    return ParseModFile(text, file, &errors);
  }
  std::string cache = CacheDir();
  if (cache.empty()) return false;
  std::string name = Escape(r.path);
  if (!ReadFile(cache + "/cache/download/" + name + "/@v/" + Escape(r.version) + ".mod", &text, &ignored) &&
      !ReadFile(cache + "/" + name + "@" + Escape(r.version) + "/go.mod", &text, &ignored)) {
    return false;
  }
  return ParseModFile(text, file, &errors);
}

const ModuleSet::Module& ModuleSet::ModuleAt(const ModuleVersion& m) {
  auto [it, inserted] = modules_.try_emplace(m);
  Module& module = it->second;
  if (!inserted) return module;
  ModuleVersion r = Replaced(m);
  std::string dir;
  if (r.version.empty()) {
    dir = JoinPath(root_, r.path);
  } else if (std::string cache = CacheDir(); !cache.empty()) {
    dir = cache + "/" + Escape(r.path) + "@" + Escape(r.version);
  }
  if (dir.empty() || !IsDir(dir)) return module;
  module.dir = CleanPath(dir);
  ModFile file;
  ReadModFileOf(m, &file);
  module.lang = LangOf(file.go);
  return module;
}

// Minimal version selection: of each module the highest version that any module in the graph requires.
void ModuleSet::SelectAll() {
  if (graph_read_) return;
  graph_read_ = true;
  selected_ = roots_;
  std::vector<ModuleVersion> pending;
  std::set<ModuleVersion> seen;
  for (const auto& [path, version] : roots_) pending.push_back({path, version});
  while (!pending.empty()) {
    ModuleVersion m = std::move(pending.back());
    pending.pop_back();
    if (m.path == main_.module || !seen.insert(m).second) continue;
    ModFile file;
    if (!ReadModFileOf(m, &file)) continue;
    for (const ModuleVersion& r : file.require) {
      if (std::find(main_.exclude.begin(), main_.exclude.end(), r) != main_.exclude.end()) continue;
      std::string& v = selected_[r.path];
      if (v.empty() || CompareVersions(v, r.version) < 0) v = r.version;
      pending.push_back(r);
    }
  }
}

bool ModuleSet::DirInModule(std::string_view path, std::string_view module, const std::string& dir, bool local, std::string* found) {
  if (!module.empty() && !HasPathPrefix(path, module)) return false;
  std::string_view rest = module.empty() ? path : path.substr(std::min(module.size() + 1, path.size()));
  std::string d = rest.empty() ? dir : JoinPath(dir, rest);
  // A module within a module is none of its packages.
  if (local) {
    for (std::string at = d; at.size() > dir.size(); at = DirName(at)) {
      if (IsFile(JoinPath(at, "go.mod"))) return false;
    }
  }
  if (!HasGoFiles(d)) return false;
  *found = d;
  return true;
}

bool ModuleSet::Resolve(std::string_view import_path, Found* found, std::string* error) {
  std::string path(import_path);
  std::string quoted = "\"" + path + "\"";
  if (path.find('@') != std::string::npos) {
    *error = "import path " + quoted + " should not have @version";
  } else if (path == "." || path == ".." || path.starts_with("./") || path.starts_with("../")) {
    *error = quoted + " is relative, but relative import paths are not supported in module mode";
  } else if (path.starts_with("/")) {
    *error = quoted + " is not a package path; see 'go help packages'";
  } else if (path == "all" || path == "std" || path == "cmd" || path == "tool" || path == "work") {
    *error = quoted + " is not an importable package; see 'go help packages'";
  } else if (std::string problem = ImportPathProblem(path); !problem.empty()) {
    *error = "malformed import path " + quoted + ": " + problem;
  }
  if (!error->empty()) return false;
  bool standard = IsStandardPath(path);
  const stdlib::LibraryPackage* library = stdlib::FindPackage(path);
  if (standard && library != nullptr) return true;

  if (!has_root()) {
    if (library != nullptr) return true;
    *error = standard ? "package " + path + " is not in std"
                      : "no required module provides package " + path +
                            ": go.mod file not found in current directory or any parent directory; see 'go help modules'";
    return false;
  }
  std::string missing = standard ? "package " + path + " is not in std"
                                 : "no required module provides package " + path + "; to add it:\n\tgo get " + path;
  found->in_module = true;
  if (vendored_) {
    if (DirInModule(path, main_.module, root_, true, &found->dir)) {
      found->lang = main_lang_;
      return true;
    }
    std::string vendor = JoinPath(root_, "vendor");
    if (DirInModule(path, "", vendor, false, &found->dir)) {
      auto it = vendor_packages_.find(path);
      if (it != vendor_packages_.end() || MinorOf(main_lang_) < 23) {
        found->lang = "go1.16";
        if (it != vendor_packages_.end()) {
          auto lang = vendor_lang_.find(it->second);
          if (lang != vendor_lang_.end()) found->lang = lang->second;
        }
        return true;
      }
    }
    if (!standard) missing = "cannot find module providing package " + path + ": import lookup disabled by -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)";
  } else {
    for (int round = 0; round < 2; round++) {
      if (round == 1) SelectAll();
      const std::map<std::string, std::string>& versions = round == 0 ? roots_ : selected_;
      std::vector<std::pair<ModuleVersion, std::string>> hits;
      const ModuleVersion* unfetched = nullptr;
      ModuleVersion lacking;
      for (std::string prefix = path; prefix != "."; prefix = DirName(prefix)) {
        std::string dir;
        if (prefix == main_.module) {
          if (DirInModule(path, prefix, root_, true, &dir)) hits.push_back({{prefix, ""}, dir});
          continue;
        }
        auto it = versions.find(prefix);
        if (it == versions.end()) continue;
        ModuleVersion m{prefix, it->second};
        const Module& module = ModuleAt(m);
        if (module.dir.empty()) {
          if (library != nullptr) {
            found->builtin = true;
            found->in_module = false;
            return true;
          }
          if (unfetched == nullptr) {
            lacking = m;
            unfetched = &lacking;
          }
        } else if (DirInModule(path, prefix, module.dir, Replaced(m).version.empty(), &dir)) {
          hits.push_back({m, dir});
        }
      }
      if (hits.size() > 1) {
        *error = "ambiguous import: found package " + path + " in multiple modules:";
        for (const auto& [m, dir] : hits) {
          *error += "\n\t" + m.path + (m.version.empty() ? "" : " " + m.version) + " (" + dir + ")";
        }
        return false;
      }
      if (unfetched != nullptr) {
        ModuleVersion r = Replaced(*unfetched);
        if (r.version.empty()) {
          *error = lacking.path + "@" + lacking.version + ": replacement directory " + r.path + " does not exist";
        } else {
          *error = r.path + "@" + r.version + ": module is not in the module cache, and minigo downloads nothing; to get it:\n\tgo mod download " +
                   r.path;
        }
        return false;
      }
      if (hits.size() == 1) {
        found->dir = hits[0].second;
        found->lang = hits[0].first.version.empty() ? main_lang_ : ModuleAt(hits[0].first).lang;
        return true;
      }
    }
    if (!standard) {
      for (std::string prefix = path; prefix != "."; prefix = DirName(prefix)) {
        for (const auto& [from, to] : main_.replace) {
          if (from.path != prefix || selected_.count(prefix) != 0) continue;
          std::string arg = from.path + (from.version.empty() ? "" : "@" + from.version);
          *error = "module " + from.path + " provides package " + path + " and is replaced but not required; to add it:\n\tgo get " + arg;
          return false;
        }
      }
    }
  }
  *error = missing;
  return false;
}

std::string ModuleSet::PathOfDir(const std::string& dir) const {
  if (!has_root() || !HasPathPrefix(dir, root_)) return {};
  if (dir == root_) return main_.module;
  std::string rest = dir.substr(root_ == "/" ? 1 : root_.size() + 1);
  return main_.module + "/" + rest;
}

std::vector<std::pair<std::string, std::string>> ModuleSet::PackagesBelow(const std::string& dir) const {
  std::vector<std::pair<std::string, std::string>> found;
  std::vector<std::string> pending = {dir};
  while (!pending.empty()) {
    std::string at = std::move(pending.back());
    pending.pop_back();
    std::vector<std::string> names, below;
    std::string error;
    if (!ListDir(at, &names, &error)) continue;
    bool go_files = false;
    for (const std::string& n : names) {
      std::string p = JoinPath(at, n);
      if (n.ends_with(".go") && IsFile(p)) go_files = true;
      if (n[0] == '.' || n[0] == '_' || n == "testdata" || !IsDir(p)) continue;
      if (n == "vendor" || IsFile(JoinPath(p, "go.mod"))) continue;
      std::string rel = HasPathPrefix(p, root_) && p.size() > root_.size() ? p.substr(root_.size() + 1) : "";
      auto ignored = [&](const std::string& i) {
        return i.starts_with("./") ? HasPathPrefix(rel, i.substr(2)) : ("/" + rel + "/").find("/" + i + "/") != std::string::npos;
      };
      if (std::any_of(main_.ignore.begin(), main_.ignore.end(), ignored)) continue;
      below.push_back(std::move(p));
    }
    if (go_files) found.emplace_back(PathOfDir(at), at);
    pending.insert(pending.end(), below.rbegin(), below.rend());
  }
  return found;
}

}  // namespace minigo
