// minigo: Go programs inside C++ programs. The only public header.
//
//     minigo::Engine engine;
//     if (!engine.LoadText("hello.go", source)) std::cerr << engine.errors();
//     else return engine.Run();
//
// An engine is one world: packages, heap, goroutines, threads, output. Engines in one process do not see each other.
// An Engine is used by one thread at a time; the goroutines inside it run on as many threads as Options::max_procs says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minigo {

struct Options {
  // Program arguments: os.Args. Empty: {"minigo"}.
  std::vector<std::string> args;
  // os.Environ, "K=V". Unset (inherit_env): that of the process.
  std::vector<std::string> env;
  bool inherit_env = true;

  // The language version, "go1.21"; empty: the newest, or what go.mod and //go:build lines say.
  std::string lang;
  // Further tags that hold in build constraints.
  std::vector<std::string> tags;
  // Imports beyond the library are looked for as the go command does it: through the go.mod file of the program's folder or of one
  // above it. Without, programs have the library alone.
  bool modules = true;
  // Accept what documentation contains: statements outside of functions, missing imports and package clause.
  bool snippets = false;

  // The program is checked, not run: functions may lack bodies, as for go vet.
  bool check_only = false;

  // Threads that run Go code at once (GOMAXPROCS). 0: as many as CPUs.
  int max_procs = 0;
  // Bytes of heap beyond which the program dies of "out of memory"; 0: no limit.
  size_t memory_limit = 0;
  // VM instructions, and nanoseconds of wall-clock time, after which the program is stopped; 0: no limit.
  uint64_t instruction_limit = 0;
  int64_t time_limit_ns = 0;
  // One thread, seeded scheduling choices, virtual time: the same run for the same seed.
  bool deterministic = false;
  uint64_t seed = 0;

  // Where the program writes: stream 1 or 2. Unset: the process's own standard output and error.
  std::function<void(int stream, std::string_view text)> write;

  // For commands only: the engine owns the process; os.Exit and fatal errors end it, signals are the program's.
  bool own_process = false;
};

// One message about the program's source.
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text;  // may hold further lines, each starting with a tab
};

// A package by its files, for Engine::LoadPackages.
struct PackageFiles {
  std::string path;   // import path
  std::string title;  // what errors() puts above its messages: "# title"
  std::vector<std::pair<std::string, std::string>> files;  // name, text
};

class Engine {
 public:
  explicit Engine(Options options = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Loads and checks a program; once per engine. False: see errors(). Several files are one package.
  bool LoadText(std::string name, std::string text);
  bool LoadFiles(const std::vector<std::string>& paths);
  // Packages as the go command's arguments name them: folders (".", "./cmd/x"), import paths, patterns ("./..."). Only with
  // check_only may these be several packages, or others than programs.
  bool LoadPackages(const std::vector<std::string>& patterns);

  // Several packages, each before those that import it; the last one is the program.
  bool LoadPackages(std::vector<PackageFiles> packages);

  // What is wrong with the program as `go run` prints it: a header, at most ten messages, "too many errors". With `all` every
  // message and no header.
  std::string errors(bool all = false) const;
  const std::vector<Diagnostic>& diagnostics() const;

  // Runs package initialization and main.main. Returns the exit status: 0, os.Exit's, 2 after a panic or fatal error.
  int Run();

  // The room `what` shows of the loaded program: "tokens", "ast", "types" or "code".
  std::string Dump(std::string_view what);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minigo
