// A package on its way from an import path to a checked package: between the files that implement the loader.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "interp/gofile.h"
#include "interp/loader.h"

namespace minigo {

struct Loader::Unit {
  std::string path;   // its import path, or command-line-arguments
  std::string title;  // what its findings stand under, if not the path
  GoDir dir;
  std::string lang;
  bool library = false;
  bool files_named = false;  // by the command line, not as a folder
  bool target = false;       // named by the command line
  bool own_path = false;     // is called by its path though it may be a program: one under test
  bool any_import = false;   // made by minigo: may import internal packages and programs
  bool lenient = false;      // only checked: what the go command would complain of is left to the compiler
  bool loading = true;
  bool incomplete = false;   // it or something that it imports has an error
  bool failed = false;       // does not compile, or depends on what does not
  bool has_error = false;
  LoadError error;
  std::map<std::string, Unit*> imports;
  std::map<std::string, std::string> import_errors;  // if lenient: of paths that are not among imports
  std::unique_ptr<types::Package> owned;
  types::Package* pkg = nullptr;
};

}  // namespace minigo
