// This file implements the handling of file names.
#include "interp/paths.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace minigo {

std::string WorkingDir() {
  std::string buf(256, 0);
  while (getcwd(buf.data(), buf.size()) == nullptr) {
    if (errno != ERANGE) return ".";
    buf.resize(buf.size() * 2);
  }
  buf.resize(std::strlen(buf.c_str()));
  return buf;
}

std::string CleanPath(std::string_view path) {
  bool rooted = !path.empty() && path[0] == '/';
  std::vector<std::string_view> parts;
  for (size_t i = 0; i <= path.size();) {
    size_t end = std::min(path.find('/', i), path.size());
    std::string_view part = path.substr(i, end - i);
    i = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (part != ".." || !rooted) {
      parts.push_back(part);
    }
  }
  std::string out = rooted ? "/" : "";
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

std::string JoinPath(std::string_view dir, std::string_view name) {
  if (dir.empty() || (!name.empty() && name[0] == '/')) return CleanPath(name);
  std::string joined(dir);
  joined += '/';
  joined += name;
  return CleanPath(joined);
}

std::string AbsolutePath(std::string_view path) { return JoinPath(WorkingDir(), path); }

std::string DirName(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string BaseName(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

std::string RelativePath(std::string_view base, std::string_view target) {
  size_t common = 0;
  for (size_t i = 0;; i++) {
    bool base_end = i >= base.size(), target_end = i >= target.size();
    if ((base_end || base[i] == '/') && (target_end || target[i] == '/')) common = i;
    if (base_end || target_end || base[i] != target[i]) break;
  }
  auto rest = [common](std::string_view s) {
    s.remove_prefix(std::min(common, s.size()));
    while (!s.empty() && s[0] == '/') s.remove_prefix(1);
    return s;
  };
  std::string_view up = rest(base);
  std::string out;
  if (!up.empty()) {
    out = "..";
    for (char c : up) {
      if (c == '/') out += "/..";
    }
  }
  std::string_view down = rest(target);
  if (!down.empty()) {
    if (!out.empty()) out += '/';
    out += down;
  }
  return out.empty() ? "." : out;
}

std::string ShortPath(const std::string& path) {
  if (path.empty() || path[0] != '/') return path;
  std::string rel = RelativePath(WorkingDir(), path);
  return rel.size() < path.size() ? rel : path;
}

bool HasPathPrefix(std::string_view path, std::string_view prefix) {
  if (prefix.empty() || prefix == "/") return true;
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

namespace {

// The length of the first character of s.
size_t RuneLen(std::string_view s) {
  auto c = static_cast<unsigned char>(s[0]);
  size_t n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  return std::min(n, s.size());
}

// One character of a class, possibly escaped. False: malformed.
bool ClassRune(std::string_view* pattern, std::string_view* rune) {
  if (pattern->empty() || (*pattern)[0] == '-' || (*pattern)[0] == ']') return false;
  if ((*pattern)[0] == '\\') {
    pattern->remove_prefix(1);
    if (pattern->empty()) return false;
  }
  *rune = pattern->substr(0, RuneLen(*pattern));
  pattern->remove_prefix(rune->size());
  return !pattern->empty();
}

// The class behind a '['. UTF-8 sorts as its characters do.
bool MatchClass(std::string_view* pattern, std::string_view c, bool* bad) {
  bool negated = !pattern->empty() && (*pattern)[0] == '^';
  if (negated) pattern->remove_prefix(1);
  bool match = false;
  for (bool first = true; first || pattern->empty() || (*pattern)[0] != ']'; first = false) {
    std::string_view lo, hi;
    if (!ClassRune(pattern, &lo)) {
      *bad = true;
      return false;
    }
    hi = lo;
    if ((*pattern)[0] == '-') {
      pattern->remove_prefix(1);
      if (!ClassRune(pattern, &hi)) {
        *bad = true;
        return false;
      }
    }
    if (lo <= c && c <= hi) match = true;
  }
  pattern->remove_prefix(1);
  return match != negated;
}

// Matches without stars; on success *rest is what remains of name.
bool MatchChunk(std::string_view chunk, std::string_view name, std::string_view* rest, bool* bad) {
  bool failed = false;
  while (!chunk.empty()) {
    if (name.empty()) failed = true;
    std::string_view c = failed ? std::string_view("/") : name.substr(0, RuneLen(name));
    if (chunk[0] == '[') {
      chunk.remove_prefix(1);
      if (!MatchClass(&chunk, c, bad)) failed = true;
      if (*bad) return false;
    } else if (chunk[0] == '?') {
      chunk.remove_prefix(1);
      if (c == "/") failed = true;
    } else {
      if (chunk[0] == '\\') {
        chunk.remove_prefix(1);
        if (chunk.empty()) {
          *bad = true;
          return false;
        }
      }
      size_t n = RuneLen(chunk);
      if (c != chunk.substr(0, n)) failed = true;
      chunk.remove_prefix(n);
    }
    if (!failed) name.remove_prefix(c.size());
  }
  *rest = name;
  return !failed;
}

}  // namespace

bool MatchGlob(std::string_view pattern, std::string_view name, bool* bad) {
  while (!pattern.empty()) {
    bool star = false;
    while (!pattern.empty() && pattern[0] == '*') {
      star = true;
      pattern.remove_prefix(1);
    }
    bool in_class = false;
    size_t end = 0;
    for (; end < pattern.size(); end++) {
      char c = pattern[end];
      if (c == '\\') {
        if (end + 1 < pattern.size()) end++;
      } else if (c == '[') {
        in_class = true;
      } else if (c == ']') {
        in_class = false;
      } else if (c == '*' && !in_class) {
        break;
      }
    }
    std::string_view chunk = pattern.substr(0, end), rest;
    pattern.remove_prefix(end);
    if (star && chunk.empty()) return name.find('/') == std::string_view::npos;
    bool ok = MatchChunk(chunk, name, &rest, bad);
    if (*bad) return false;
    if (ok && (rest.empty() || !pattern.empty())) {
      name = rest;
      continue;
    }
    ok = false;
    if (star) {
      for (size_t i = 0; i < name.size() && name[i] != '/'; i++) {
        if (MatchChunk(chunk, name.substr(i + 1), &rest, bad) && (!pattern.empty() || rest.empty())) {
          ok = true;
          break;
        }
        if (*bad) return false;
      }
    }
    if (!ok) {
      // What follows may still be malformed.
      while (!pattern.empty() && !*bad) {
        if (pattern[0] == '*') {
          pattern.remove_prefix(1);
          continue;
        }
        MatchChunk(pattern.substr(0, pattern.find('*')), "", &rest, bad);
        pattern.remove_prefix(std::min(pattern.find('*'), pattern.size()));
      }
      return false;
    }
    name = rest;
  }
  return name.empty();
}

bool IsDir(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

bool IsFile(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode);
}

bool ListDir(const std::string& dir, std::vector<std::string>* names, std::string* error) {
  DIR* d = opendir(dir.c_str());
  if (d == nullptr) {
    *error = dir + ": " + std::strerror(errno);
    return false;
  }
  while (dirent* e = readdir(d)) {
    std::string name = e->d_name;
    if (name != "." && name != "..") names->push_back(std::move(name));
  }
  closedir(d);
  std::sort(names->begin(), names->end());
  return true;
}

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

}  // namespace minigo
