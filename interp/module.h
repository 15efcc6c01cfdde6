// Modules: go.mod files, vendor folders and the module cache; from import paths to folders. Nothing is ever downloaded.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace minigo {

struct ModuleVersion {
  std::string path;
  std::string version;  // empty: the main module, or a replacement that is a folder
  bool operator<(const ModuleVersion& o) const { return path != o.path ? path < o.path : version < o.version; }
  bool operator==(const ModuleVersion& o) const { return path == o.path && version == o.version; }
};

// What a go.mod file says.
struct ModFile {
  std::string module;
  std::string go;  // "1.21"; empty: not said
  std::vector<ModuleVersion> require;
  std::vector<std::pair<ModuleVersion, ModuleVersion>> replace;  // a version of "" stands for all
  std::vector<ModuleVersion> exclude;
  std::vector<std::string> ignore;
};
// False: *errors has lines "LINE: what is wrong".
bool ParseModFile(std::string_view text, ModFile* file, std::vector<std::string>* errors);

// semver.Compare for versions as modules have them: "v1.2.3-pre".
int CompareVersions(std::string_view a, std::string_view b);
// What is wrong with an import path (module.CheckImportPath), or "".
std::string ImportPathProblem(std::string_view path);

class ModuleSet {
 public:
  // Reads the go.mod file of the folder `dir` or of the nearest folder above. False: *error is what to print.
  bool Init(const std::string& dir, std::string* error);

  bool has_root() const { return !root_.empty(); }
  const std::string& root() const { return root_; }         // the main module's folder
  const std::string& path() const { return main_.module; }  // and its path
  const std::string& main_lang() const { return main_lang_; }
  const std::string& main_go() const { return main_.go; }  // the go line of the main module: "1.22.3", or empty

  struct Found {
    std::string dir;     // of the package
    std::string lang;    // "go1.21": of the module that holds it
    bool in_module = false;  // false: of the library
    bool builtin = false;    // required, but only the library has it
  };
  // The folder of a package. False: *error says why there is none.
  bool Resolve(std::string_view import_path, Found* found, std::string* error);
  // The import path of a folder within the main module; "" if it is none.
  std::string PathOfDir(const std::string& dir) const;
  // The import paths of all packages below a folder of the main module (as ./... does), with their folders.
  std::vector<std::pair<std::string, std::string>> PackagesBelow(const std::string& dir) const;

 private:
  struct Module {
    std::string dir;  // empty: not to be had
    std::string lang;
  };

  bool ReadVendorList(std::string* error);
  // The folder of path in the module at dir, if it has Go files.
  static bool DirInModule(std::string_view path, std::string_view module, const std::string& dir, bool local, std::string* found);
  const Module& ModuleAt(const ModuleVersion& m);
  ModuleVersion Replaced(const ModuleVersion& m) const;
  bool ReadModFileOf(const ModuleVersion& m, ModFile* file);
  void SelectAll();
  static std::string CacheDir();

  std::string root_;
  ModFile main_;
  std::string main_lang_;
  bool vendored_ = false;
  std::unordered_map<std::string, ModuleVersion> vendor_packages_;
  std::map<ModuleVersion, std::string> vendor_lang_;
  std::map<std::string, std::string> roots_;     // the go.mod file's own requirements: path, version
  std::map<std::string, std::string> selected_;  // of the whole graph, once it was read
  bool graph_read_ = false;
  std::map<ModuleVersion, Module> modules_;
};

// Whether import path's first element has no dot: as the library's packages, and no others that can be downloaded.
bool IsStandardPath(std::string_view path);

}  // namespace minigo
