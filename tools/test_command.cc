// This file implements `minigo test`: which packages, each in a process of its own, and what go test says of them.
#include "tools/test_command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interp/minigo.h"
#include "tools/files.h"
#include "tools/testmain.h"

namespace minigo::tools {

namespace {

constexpr char kUsage[] =
    R"(minigo test runs the tests, benchmarks and examples of packages.

usage: minigo test [flags] [PACKAGES] [flags] [-args ARGUMENTS]

PACKAGES are directories, DIR/... for all below one, import paths of this module, or the .go files of one package; none stands
for the current directory. Each package runs in a process of its own, in its own directory.

flags:
  -v               say what runs, and show all logs
  -run REGEXP      only tests and examples that match; levels of subtests are separated by /
  -skip REGEXP     not those that match
  -bench REGEXP    benchmarks that match
  -benchtime D     how long (1s), or how often (100x) each benchmark runs
  -benchmem        show allocations
  -count N         run everything N times
  -cpu 1,2,4       run everything with these values of GOMAXPROCS
  -failfast        stop after the first failure
  -list REGEXP     list what matches, run nothing
  -parallel N      how many parallel tests run at once
  -short           tell tests to be short
  -shuffle on|N    run in random order
  -timeout D       give up after this time (10m)
  -vet LIST        the analyses of vet that run first: names, all or off
  -tags LIST       further tags that hold in build constraints
  -O0, -O=-PASS,…  leave out all optional passes of the compiler, or some
)";

struct FlagRow {
  const char* name;
  bool value;      // takes a value
  bool test;       // passed on as -test.NAME
  const char* refused = nullptr;
};
constexpr const char* kNoCoverage = "coverage is not supported";
constexpr const char* kNoProfile = "profiles of tests are not supported";
constexpr const char* kNoBinary = "there is no test binary to keep or to run";
constexpr FlagRow kFlags[] = {
    {"v", false, true}, {"short", false, true}, {"failfast", false, true}, {"benchmem", false, true}, {"fullpath", false, true},
    {"artifacts", false, true}, {"run", true, true}, {"skip", true, true}, {"bench", true, true}, {"benchtime", true, true},
    {"count", true, true}, {"cpu", true, true}, {"list", true, true}, {"parallel", true, true}, {"shuffle", true, true},
    {"timeout", true, true}, {"outputdir", true, true},
    {"race", false, false}, {"msan", false, false}, {"asan", false, false}, {"vet", true, false}, {"p", true, false},
    {"a", false, false}, {"n", false, false, "nothing is built"}, {"x", false, false}, {"work", false, false},
    {"trimpath", false, false}, {"tags", true, false}, {"mod", true, false}, {"buildvcs", true, false},
    {"ldflags", true, false}, {"gcflags", true, false}, {"asmflags", true, false},
    {"cover", false, false, kNoCoverage}, {"covermode", true, false, kNoCoverage}, {"coverpkg", true, false, kNoCoverage},
    {"coverprofile", true, false, kNoCoverage}, {"cpuprofile", true, false, kNoProfile}, {"memprofile", true, false, kNoProfile},
    {"blockprofile", true, false, kNoProfile}, {"mutexprofile", true, false, kNoProfile}, {"trace", true, false, kNoProfile},
    {"c", false, false, kNoBinary}, {"o", true, false, kNoBinary}, {"exec", true, false, kNoBinary},
    {"json", false, false, "output in JSON is not supported"},
    {"fuzz", true, false, "fuzzing is not supported; without -fuzz the seed corpus runs"},
};

constexpr char kNamedFiles[] = "command-line-arguments";  // the path of a package given by its files

struct Command {
  std::vector<std::string> packages;
  std::vector<std::string> test_flags;  // "-test.v=true"
  std::vector<std::string> args;        // for the test binary
  std::vector<std::string> tags;        // -tags
  std::vector<std::string> analyses;    // of vet, which run first
  bool show_pass = false;               // -v, -list: the output of what passes is shown
  bool bench = false;
};

struct Package {
  std::string path;  // import path
  std::string dir;   // as given, "." for the current directory
  std::vector<std::string> files, tests, external;  // names as messages show them
  TestFuncs funcs;    // in the test files
  std::string error;  // why it cannot be tested: "[setup failed]"
};

[[noreturn]] void Misuse(const std::string& what) {
  std::fprintf(stderr, "minigo: %s\nRun 'minigo test -h' for usage.\n", what.c_str());
  std::exit(2);
}

bool EndsWith(const std::string& s, const std::string& suffix) {
  return s.size() >= suffix.size() && s.compare(s.size() - suffix.size(), suffix.size(), suffix) == 0;
}

// The parts of a list with commas.
std::vector<std::string> Split(const std::string& list) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < list.size();) {
    size_t end = std::min(list.find(',', i), list.size());
    if (end > i) parts.push_back(list.substr(i, end - i));
    i = end + 1;
  }
  return parts;
}

// -vet: off, all, or names of analyses.
void ChooseAnalyses(const std::string& value, Command* c) {
  c->analyses.clear();
  if (value == "off") return;
  std::vector<std::string> known;
  for (const Analysis& a : Analyses()) known.push_back(std::string(a.name));
  if (value == "all") {
    c->analyses = known;
    return;
  }
  for (const std::string& name : Split(value)) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      Misuse("flag -vet wants off, all or names of analyses, not \"" + name + "\"");
    }
    c->analyses.push_back(name);
  }
}

Command Parse(const std::vector<std::string>& args) {
  Command c;
  for (const Analysis& a : Analyses()) {
    if (a.in_tests) c.analyses.push_back(std::string(a.name));
  }
  bool flag_after = false;  // a flag came after the packages
  bool timeout = false;
  for (size_t i = 0; i < args.size(); i++) {
    const std::string& a = args[i];
    if (a == "-args" || a == "--args") {
      c.args.insert(c.args.end(), args.begin() + static_cast<long>(i) + 1, args.end());
      break;
    }
    if (a.size() < 2 || a[0] != '-') {
      if (flag_after) {
        c.args.insert(c.args.end(), args.begin() + static_cast<long>(i), args.end());
        break;
      }
      c.packages.push_back(a);
      continue;
    }
    flag_after = !c.packages.empty();
    if (a == "-O0" || a == "-O1" || a.rfind("-O=", 0) == 0) {
      // The processes of the packages inherit it.
      std::string passes = a.substr(a[2] == '=' ? 3 : 2);
      if (!minigo::ValidPasses(passes)) Misuse("flag -O wants 0, 1 or =LIST of passes, not \"" + a.substr(2) + "\"");
      setenv("MINIGO_O", passes.c_str(), 1);
      continue;
    }
    std::string name = a.substr(a[1] == '-' ? 2 : 1), value;
    bool has_value = false;
    if (size_t eq = name.find('='); eq != std::string::npos) {
      value = name.substr(eq + 1);
      name.resize(eq);
      has_value = true;
    }
    if (name == "h" || name == "help") {
      std::fputs(kUsage, stdout);
      std::exit(0);
    }
    if (name.rfind("test.", 0) == 0) name = name.substr(5);
    const FlagRow* row = nullptr;
    for (const FlagRow& r : kFlags) {
      if (name == r.name) row = &r;
    }
    if (row == nullptr) {
      // A flag of the tests' own.
      c.args.push_back(a);
      flag_after = true;
      continue;
    }
    if (row->refused != nullptr) Misuse("flag -" + name + ": " + row->refused);
    if (!has_value) {
      if (row->value) {
        if (i + 1 >= args.size()) Misuse("flag needs an argument: -" + name);
        value = args[++i];
      } else {
        value = "true";
      }
    }
    if (row->test) c.test_flags.push_back("-test." + name + "=" + value);
    if (name == "timeout") timeout = true;
    if (name == "tags") c.tags = Split(value);
    if (name == "vet") ChooseAnalyses(value, &c);
    if ((name == "v" && value != "false") || name == "list") c.show_pass = true;
    if (name == "bench") c.bench = true;
  }
  c.test_flags.insert(c.test_flags.begin(), "-test.paniconexit0");
  if (!timeout) c.test_flags.push_back("-test.timeout=10m0s");
  return c;
}

std::string Cwd() {
  char buf[PATH_MAX];
  return getcwd(buf, sizeof buf) != nullptr ? buf : ".";
}

bool IsDir(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

// Without "./", "//" and "x/..".
std::string Clean(const std::string& path) {
  std::vector<std::string> parts;
  bool rooted = !path.empty() && path[0] == '/';
  for (size_t i = 0; i <= path.size();) {
    size_t end = std::min(path.find('/', i), path.size());
    std::string part = path.substr(i, end - i);
    i = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else if (part != ".." || !rooted) parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (const std::string& p : parts) out += (out.empty() || out == "/" ? "" : "/") + p;
  return out.empty() ? "." : out;
}

// The module around a directory (absolute): its folder and path; empty without one.
struct Module {
  std::string root, path;
};
Module FindModule(std::string dir) {
  for (;;) {
    std::string text, error;
    if (struct stat st; stat((dir + "/go.mod").c_str(), &st) == 0 && ReadWhole(dir + "/go.mod", &text, &error)) {
      Module m{dir, ""};
      for (size_t i = 0; i < text.size();) {
        size_t end = std::min(text.find('\n', i), text.size());
        std::string line = text.substr(i, end - i);
        i = end + 1;
        line = line.substr(0, line.find("//"));
        size_t from = line.find_first_not_of(" \t");
        if (from == std::string::npos || line.compare(from, 7, "module ") != 0) continue;
        line = line.substr(from + 7);
        for (char c : line) {
          if (std::strchr(" \t\r\"`", c) == nullptr) m.path += c;
        }
        break;
      }
      return m;
    }
    size_t slash = dir.rfind('/');
    if (slash == std::string::npos || dir == "/") return {};
    dir.resize(slash);
    if (dir.empty()) dir = "/";
  }
}

std::string PathOf(const std::string& dir) {
  std::string abs = Clean(dir[0] == '/' ? dir : Cwd() + "/" + dir);
  Module m = FindModule(abs);
  if (m.root.empty()) return abs == "/" ? "command-line-arguments" : abs.substr(abs.rfind('/') + 1);
  if (abs == m.root) return m.path;
  return m.path + "/" + abs.substr(m.root.size() + (m.root == "/" ? 0 : 1));
}

bool HasGoFiles(const std::string& dir, const std::vector<std::string>& tags) {
  GoFolder f = ReadGoFolder(dir, tags);
  return !f.no_files;
}

void Walk(const std::string& dir, const std::vector<std::string>& tags, bool top, std::vector<std::string>* dirs) {
  if (struct stat st; !top && stat((dir + "/go.mod").c_str(), &st) == 0) return;  // another module
  if (HasGoFiles(dir, tags)) dirs->push_back(dir);
  std::vector<std::string> names;
  if (DIR* d = opendir(dir.c_str())) {
    while (dirent* e = readdir(d)) {
      std::string name = e->d_name;
      if (name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor") continue;
      if (IsDir(dir + "/" + name)) names.push_back(name);
    }
    closedir(d);
  }
  std::sort(names.begin(), names.end());
  for (const std::string& n : names) Walk(dir == "." ? n : dir + "/" + n, tags, false, dirs);
}

// Splits the test files by their package clause.
void AddTests(const std::vector<std::string>& files, Package* p) {
  for (const std::string& f : files) {
    std::string text, error;
    ReadWhole(f, &text, &error);
    (EndsWith(PackageName(text), "_test") ? p->external : p->tests).push_back(f);
  }
}

Package PackageOfDir(const std::string& given, const std::vector<std::string>& tags) {
  Package p;
  p.dir = Clean(given);
  if (!IsDir(p.dir)) {
    p.path = given;
    std::string abs = Clean(given[0] == '/' ? given : Cwd() + "/" + given);
    p.error = "stat " + abs + ": directory not found";
    return p;
  }
  p.path = PathOf(p.dir);
  GoFolder folder = ReadGoFolder(p.dir, tags);
  p.error = folder.excluded ? "package " + p.path + ": " + folder.error : folder.error;
  auto named = [&](std::vector<std::string> names) {
    if (p.dir != ".") {
      for (std::string& n : names) n = p.dir + "/" + n;
    }
    return names;
  };
  p.files = named(folder.files);
  p.tests = named(folder.tests);
  p.external = named(folder.external);
  return p;
}

std::vector<Package> Packages(const Command& c) {
  std::vector<Package> list;
  if (c.packages.empty()) return {PackageOfDir(".", c.tags)};
  if (EndsWith(c.packages[0], ".go")) {
    Package p;
    p.path = kNamedFiles;
    p.dir = ".";
    std::vector<std::string> tests;
    for (const std::string& f : c.packages) {
      if (!EndsWith(f, ".go")) Misuse("named files must be .go files: " + f);
      (EndsWith(f, "_test.go") ? tests : p.files).push_back(Clean(f));
    }
    AddTests(tests, &p);
    if (size_t slash = c.packages[0].rfind('/'); slash != std::string::npos) p.dir = Clean(c.packages[0].substr(0, slash + 1));
    return {p};
  }
  for (const std::string& pattern : c.packages) {
    std::string base = pattern;
    bool all = base == "..." || EndsWith(base, "/...");
    if (all) base = base == "..." ? "." : base.substr(0, base.size() - 4);
    if (base.empty()) base = "/";
    if (base[0] != '.' && base[0] != '/') {
      // An import path of this module.
      Module m = FindModule(Cwd());
      if (base == m.path) base = m.root;
      else if (!m.path.empty() && base.rfind(m.path + "/", 0) == 0) base = m.root + base.substr(m.path.size());
      else if (!IsDir(base)) {
        Package p;
        p.path = base;
        p.error = "package " + base + " is not in std";
        list.push_back(p);
        continue;
      }
      std::string cwd = Cwd();
      if (base == cwd) base = ".";
      else if (base.rfind(cwd + "/", 0) == 0) base = base.substr(cwd.size() + 1);
    }
    if (!all) {
      list.push_back(PackageOfDir(base, c.tags));
      continue;
    }
    std::vector<std::string> dirs;
    if (IsDir(base)) Walk(Clean(base), c.tags, true, &dirs);
    for (const std::string& d : dirs) list.push_back(PackageOfDir(d, c.tags));
    if (dirs.empty()) std::fprintf(stderr, "minigo: warning: \"%s\" matched no packages\n", pattern.c_str());
  }
  return list;
}

enum class Phase : char { kBuild = 'B', kRun = 'R' };

// What vet has to say of the package, under the headers that go test gives it; "" also if the package does not compile.
std::string Vet(const Command& c, const Package& p) {
  if (c.analyses.empty()) return "";
  Options options;
  options.check_only = true;
  options.analyses = c.analyses;
  options.tags = c.tags;
  Engine engine(options);
  bool named = p.path == kNamedFiles;
  if (named) {
    std::vector<std::string> files = p.files;
    files.insert(files.end(), p.tests.begin(), p.tests.end());
    files.insert(files.end(), p.external.begin(), p.external.end());
    engine.LoadFiles(files);
  } else {
    engine.LoadPackages(std::vector<std::string>{p.dir[0] == '/' || p.dir[0] == '.' ? p.dir : "./" + p.dir});
  }
  std::string found[2];
  for (const Diagnostic& d : engine.diagnostics()) {
    if (!d.vetted) return "";
    bool external = std::find(p.external.begin(), p.external.end(), d.file) != p.external.end();
    std::string name = d.file.find('/') == std::string::npos ? "./" + d.file : d.file;
    found[external] += name + ":" + std::to_string(d.line) + ":" + std::to_string(d.column) + ": " + d.text + "\n";
  }
  std::string out;
  bool tested = !p.tests.empty() || !p.external.empty();
  for (bool external : {false, true}) {
    if (found[external].empty()) continue;
    std::string path = p.path + (external ? "_test" : "");
    out += "# " + path + "\n" + (tested ? "# [" + path + "]\n" : "") + found[external];
  }
  return out;
}

// The exit status of a child whose package, or one that it imports, could not be found.
constexpr int kNotLoaded = 3;

// Shows why a package was not loaded: with a header what the compiler says, without what is wrong with the imports.
int ShowLoadErrors(const Package& p, const std::string& errors) {
  bool compiled = errors.starts_with("# ");
  if (!compiled) std::fprintf(stderr, "# %s\n", p.path.c_str());
  std::fputs(errors.c_str(), stderr);
  return compiled ? 1 : kNotLoaded;
}

// In the child process, for a package without tests: whether it compiles and vet finds nothing.
int CheckPackage(const Command& c, const Package& p) {
  Options options;
  options.check_only = true;
  options.tags = c.tags;
  std::string vetted = Vet(c, p);
  Engine engine(options);
  bool ok = p.path == kNamedFiles
                ? engine.LoadFiles(p.files)
                : engine.LoadPackages(std::vector<std::string>{p.dir[0] == '/' || p.dir[0] == '.' ? p.dir : "./" + p.dir});
  if (!ok) return ShowLoadErrors(p, engine.errors());
  std::fputs(vetted.c_str(), stderr);
  return vetted.empty() ? 0 : 1;
}

// In the child process: loads the package's tests and runs them. Writes to `phase_fd` when it begins to run.
int RunTests(const Command& c, const Package& p, const std::string& main_text, int phase_fd, int out_fd) {
  std::string vetted = Vet(c, p);
  Options options;
  options.tags = c.tags;
  options.own_process = true;
  std::string base = p.path.substr(p.path.rfind('/') + 1);
  options.args = {base + ".test"};
  options.args.insert(options.args.end(), c.test_flags.begin(), c.test_flags.end());
  options.args.insert(options.args.end(), c.args.begin(), c.args.end());
  std::string dir = Clean(p.dir[0] == '/' ? p.dir : Cwd() + "/" + p.dir);
  setenv("PWD", dir.c_str(), 1);
  Engine engine(options);
  std::vector<PackageFiles> packages;
  auto add = [&](const std::string& path, std::vector<std::string> names, const std::vector<std::string>& more) {
    PackageFiles f;
    f.path = path;
    f.title = path + " [" + p.path + ".test]";
    names.insert(names.end(), more.begin(), more.end());
    for (const std::string& n : names) {
      std::string text, error;
      if (!ReadWhole(n, &text, &error)) {
        std::fprintf(stderr, "%s\n", error.c_str());
        return false;
      }
      f.files.emplace_back(n, std::move(text));
    }
    if (!f.files.empty()) packages.push_back(std::move(f));
    return true;
  };
  if (!add(p.path, p.files, p.tests) || !add(p.path + "_test", p.external, {})) return 1;
  PackageFiles main;
  main.path = "main";
  main.title = p.path + ".test";
  main.files.emplace_back("_testmain.go", main_text);
  packages.push_back(std::move(main));
  if (!engine.LoadPackages(std::move(packages))) return ShowLoadErrors(p, engine.errors());
  if (!vetted.empty()) {
    std::fputs(vetted.c_str(), stderr);
    return 1;
  }
  if (chdir(dir.c_str()) != 0) {
    std::fprintf(stderr, "chdir %s: %s\n", dir.c_str(), std::strerror(errno));
    return 1;
  }
  std::fflush(nullptr);
  dup2(out_fd, 1);
  dup2(out_fd, 2);
  close(out_fd);
  char run = static_cast<char>(Phase::kRun);
  if (write(phase_fd, &run, 1) != 1) return 1;
  close(phase_fd);
  return engine.Run().exit_status;
}

double Now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

void Say(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

// Finds out what the test files declare.
void ScanTests(Package* p) {
  std::string errors;
  for (bool external : {false, true}) {
    for (const std::string& f : external ? p->external : p->tests) {
      std::string text, error;
      std::string abs = Clean(f[0] == '/' ? f : Cwd() + "/" + f);
      if (ReadWhole(f, &text, &error)) ScanTestFile(abs, text, external, &p->funcs, &errors);
      else errors += error + "\n";
    }
  }
  if (!errors.empty()) errors.pop_back();  // the last end of line
  p->error = errors;
}

// Tests one package; whether all is well.
bool TestPackage(const Command& c, const Package& p) {
  bool local = c.packages.empty();
  bool stream = local || c.bench;
  if (!p.error.empty()) {
    std::fprintf(stderr, "# %s\n%s\n", p.path.c_str(), p.error.c_str());
    Say("FAIL\t" + p.path + " [setup failed]\n");
    return false;
  }
  bool tested = !p.tests.empty() || !p.external.empty();
  std::string main_text = TestMainText(p.funcs, p.path, !p.files.empty() || !p.tests.empty(), !p.external.empty());
  int out[2], phase[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(phase, O_CLOEXEC) != 0) Misuse(std::string("cannot make a pipe: ") + std::strerror(errno));
  std::fflush(nullptr);
  pid_t pid = fork();
  if (pid < 0) Misuse(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid == 0) {
    close(out[0]);
    close(phase[0]);
    int out_fd = out[1];
    if (local) {
      close(out[1]);
      out_fd = fcntl(1, F_DUPFD_CLOEXEC, 3);
    }
    int status = tested ? RunTests(c, p, main_text, phase[1], out_fd) : CheckPackage(c, p);
    std::fflush(nullptr);
    _exit(status);
  }
  close(out[1]);
  close(phase[1]);
  char began = static_cast<char>(Phase::kBuild);
  while (read(phase[0], &began, 1) < 0 && errno == EINTR) {
  }
  close(phase[0]);
  double start = Now();
  std::string output;
  char buf[1 << 15];
  for (;;) {
    ssize_t n = read(out[0], buf, sizeof buf);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    output.append(buf, static_cast<size_t>(n));
    if (stream || c.show_pass) {
      std::fwrite(buf, 1, static_cast<size_t>(n), stdout);
      std::fflush(stdout);
    }
  }
  close(out[0]);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!tested && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    Say("?   \t" + p.path + "\t[no test files]\n");
    return true;
  }
  if (began != static_cast<char>(Phase::kRun)) {
    bool found = !WIFEXITED(status) || WEXITSTATUS(status) != kNotLoaded;
    Say("FAIL\t" + p.path + (found ? " [build failed]\n" : " [setup failed]\n"));
    return false;
  }
  char taken[32];
  std::snprintf(taken, sizeof taken, "%.3fs", Now() - start);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    bool none = output.rfind("testing: warning: no tests to run\n", 0) == 0 ||
                output.find("\ntesting: warning: no tests to run\n") != std::string::npos;
    Say("ok  \t" + p.path + "\t" + taken + (none ? " [no tests to run]" : "") + "\n");
    return true;
  }
  if (!stream && !c.show_pass) Say(output);
  if (output.empty()) {
    Say((WIFSIGNALED(status) ? "signal: " + std::string(strsignal(WTERMSIG(status))) : "exit status " + std::to_string(WEXITSTATUS(status))) +
        "\n");
  } else if (output.back() != '\n') {
    Say("\n");
  }
  Say("FAIL\t" + p.path + "\t" + taken + "\n");
  return false;
}

}  // namespace

int TestCommand(const std::vector<std::string>& args) {
  Command c = Parse(args);
  bool ok = true;
  // What cannot even be set up is told first.
  std::vector<Package> packages = Packages(c);
  for (Package& p : packages) {
    if (p.error.empty()) ScanTests(&p);
  }
  std::stable_partition(packages.begin(), packages.end(), [](const Package& p) { return !p.error.empty(); });
  for (const Package& p : packages) {
    if (!TestPackage(c, p)) ok = false;
  }
  if (!ok && !c.packages.empty()) Say("FAIL\n");
  return ok ? 0 : 1;
}

}  // namespace minigo::tools
