// Names of files and folders as the go command handles them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minigo {

// The working folder; "." if it cannot be had.
std::string WorkingDir();
// path.Clean: no ".", "..", or doubled slashes that can be done without.
std::string CleanPath(std::string_view path);
// Cleaned; an absolute `name` stands alone.
std::string JoinPath(std::string_view dir, std::string_view name);
std::string AbsolutePath(std::string_view path);
std::string DirName(std::string_view path);    // "." for a bare name
std::string BaseName(std::string_view path);
// The way from the folder `base` to `target`, both absolute and clean.
std::string RelativePath(std::string_view base, std::string_view target);
// How messages name an absolute path: relative to the working folder where that is shorter.
std::string ShortPath(const std::string& path);
// Whether path is prefix or lies below it.
bool HasPathPrefix(std::string_view path, std::string_view prefix);
// path.Match; *bad says that the pattern is malformed.
bool MatchGlob(std::string_view pattern, std::string_view name, bool* bad);

bool IsDir(const std::string& path);
bool IsFile(const std::string& path);  // a regular one, or a link to one
// The names in a folder, sorted, without "." and ".."; false: *error says why not.
bool ListDir(const std::string& dir, std::vector<std::string>* names, std::string* error);
// The text of a file ("-" is standard input); false: *error says what is wrong with it.
bool ReadFile(const std::string& path, std::string* text, std::string* error);

}  // namespace minigo
