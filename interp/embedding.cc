// This file implements the search for embedded files.
#include "interp/embedding.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "interp/paths.h"

namespace minigo {

namespace {

bool ValidPath(std::string_view path) {
  while (true) {
    std::string_view elem = path.substr(0, path.find('/'));
    if (elem.empty() || elem == "." || elem == "..") return false;
    if (elem.size() == path.size()) return true;
    path.remove_prefix(elem.size() + 1);
  }
}

// Names that no module can hold: of version control, and with characters that some file systems refuse.
bool IsBadName(std::string_view name) {
  if (name.empty() || name == ".bzr" || name == ".hg" || name == ".git" || name == ".svn" || name.back() == '.') return true;
  return name.find_first_of("\"'*<>?`|/\\:") != std::string_view::npos;
}

void Glob(const std::string& dir, std::string_view pattern, std::string_view prefix, std::vector<std::string>* out) {
  std::string_view first = pattern.substr(0, pattern.find('/'));
  bool last = first.size() == pattern.size();
  std::vector<std::string> names;
  if (first.find_first_of("*?[\\") == std::string_view::npos) {
    names.emplace_back(first);
  } else {
    std::vector<std::string> listed;
    std::string error;
    ListDir(dir, &listed, &error);
    bool bad = false;
    for (std::string& n : listed) {
      if (MatchGlob(first, n, &bad)) names.push_back(std::move(n));
    }
  }
  for (const std::string& n : names) {
    std::string path = JoinPath(dir, n);
    struct stat st;
    if (lstat(path.c_str(), &st) != 0) continue;
    std::string rel = prefix.empty() ? n : std::string(prefix) + "/" + n;
    if (last) out->push_back(std::move(rel));
    else if (IsDir(path)) Glob(path, pattern.substr(first.size() + 1), rel, out);
  }
}

bool Walk(const std::string& dir, const std::string& rel, bool all, std::set<std::string>* files, size_t* count, std::string* error) {
  std::vector<std::string> names;
  std::string ignored;
  ListDir(JoinPath(dir, rel), &names, &ignored);
  for (const std::string& n : names) {
    std::string r = rel + "/" + n, path = JoinPath(dir, r);
    struct stat st;
    if (lstat(path.c_str(), &st) != 0) continue;
    bool hidden = n[0] == '.' || n[0] == '_';
    if (IsBadName(n) || (hidden && !all)) {
      if (S_ISDIR(st.st_mode) || hidden) continue;
      *error = "cannot embed file " + r + ": invalid name " + n;
      return false;
    }
    if (S_ISDIR(st.st_mode)) {
      if (IsFile(JoinPath(path, "go.mod"))) continue;
      if (!Walk(dir, r, all, files, count, error)) return false;
    } else if (S_ISREG(st.st_mode)) {
      (*count)++;
      files->insert(std::move(r));
    }
  }
  return true;
}

}  // namespace

bool ResolveEmbedPattern(const std::string& dir, std::string_view pattern, std::vector<std::string>* files, std::string* error) {
  bool all = pattern.starts_with("all:");
  if (all) pattern.remove_prefix(4);
  bool bad = false;
  MatchGlob(pattern, "", &bad);
  if (bad || pattern == "." || !ValidPath(pattern)) {
    *error = "invalid pattern syntax";
    return false;
  }
  std::vector<std::string> matches;
  Glob(dir, pattern, "", &matches);
  std::set<std::string> found;
  for (const std::string& rel : matches) {
    struct stat st;
    std::string path = JoinPath(dir, rel);
    if (lstat(path.c_str(), &st) != 0) continue;
    std::string what = S_ISDIR(st.st_mode) ? "directory " : "file ";
    what = "cannot embed " + what + rel + ": ";
    for (std::string at = rel; at != "."; at = DirName(at)) {
      std::string full = JoinPath(dir, at);
      struct stat on_way;
      if (IsFile(JoinPath(full, "go.mod"))) {
        *error = what + "in different module";
      } else if (at != rel && lstat(full.c_str(), &on_way) == 0 && !S_ISDIR(on_way.st_mode)) {
        *error = what + "in non-directory " + at;
      } else if (IsBadName(BaseName(at))) {
        *error = what + (at == rel ? "invalid name " : "in invalid directory ") + BaseName(at);
      }
      if (!error->empty()) return false;
    }
    if (S_ISREG(st.st_mode)) {
      found.insert(rel);
    } else if (S_ISDIR(st.st_mode)) {
      size_t count = 0;
      if (!Walk(dir, rel, all, &found, &count, error)) return false;
      if (count == 0) {
        *error = what + "contains no embeddable files";
        return false;
      }
    } else {
      *error = "cannot embed irregular file " + rel;
      return false;
    }
  }
  if (found.empty()) {
    *error = "no matching files found";
    return false;
  }
  files->assign(found.begin(), found.end());
  return true;
}

void SortForFS(std::vector<Embedding::File>* files) {
  std::set<std::string> folders;
  for (const Embedding::File& f : *files) {
    for (std::string d = DirName(f.name); d != "." && folders.insert(d + "/").second; d = DirName(d)) {
    }
  }
  for (const std::string& d : folders) files->push_back({d, ""});
  auto key = [](const Embedding::File& f) {
    std::string name = f.name;
    if (name.back() == '/') name.pop_back();
    return std::pair(DirName(name), BaseName(name));
  };
  std::sort(files->begin(), files->end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

}  // namespace minigo
