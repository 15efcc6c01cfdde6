// What the go command looks at in a Go file before anything is compiled: the package clause, the imports, build
// constraints and the patterns of go:embed directives; and which files make up the package in a folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/constraint.h"

namespace minigo {

// Lines and columns count from 1, columns in bytes.
struct FilePlace {
  int line = 0;
  int column = 0;
};

struct FileImport {
  std::string path;
  FilePlace at;
};

struct EmbedPattern {
  std::string pattern;
  FilePlace at;
};

struct GoFile {
  std::string path;  // absolute
  std::string text;
  std::string package;
  std::vector<FileImport> imports;
  std::vector<EmbedPattern> embeds;  // only of files that import "embed"
  // What is wrong with the clauses, in go/parser's words; where says at which place.
  std::string error;
  FilePlace error_at;
  bool foreign_error = false;  // not the parser's, so that the go command takes it for one of whoever imports the package
};

// Reads the header of file->text.
void ReadHeader(GoFile* file);
// The patterns of one go:embed directive's argument text; false if it is malformed. Columns count from `at`.
bool ParseEmbedPatterns(std::string_view args, FilePlace at, std::vector<EmbedPattern>* patterns);

// The package in a folder.
struct GoDir {
  std::string dir;   // absolute
  std::string name;  // of the package
  std::vector<GoFile> files;
  std::vector<GoFile> test_files;   // package p
  std::vector<GoFile> xtest_files;  // package p_test
  std::vector<std::string> ignored; // names of Go files that build constraints exclude
  bool cgo = false;                 // one of them because it imports "C"
  // The first thing that is wrong, "": nothing. With a place in a file if error_file is not empty.
  std::string error;
  std::string error_file;
  FilePlace error_at;
  bool no_files = false;  // the error is that there are no Go files to compile
};

// Makes the file's error the folder's, if that is the first.
void SetFileError(const GoFile& file, GoDir* dir);
// Reads the folder `dir` (absolute). With `names` only these files, whatever their constraints say.
GoDir ReadGoDir(const std::string& dir, const BuildContext& context, const std::vector<std::string>* names);

}  // namespace minigo
