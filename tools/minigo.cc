// minigo, the command: a client of interp/minigo.h.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "interp/minigo.h"
#include "tools/files.h"
#include "tools/markdown.h"
#include "tools/test_command.h"

namespace {

using minigo::tools::Block;

constexpr char kUsage[] =
    R"(minigo runs Go programs as they are written.

usage:
  minigo run [flags] TARGET [ARGUMENTS]    check, then run
  minigo vet [flags] TARGET                check, and look for likely mistakes
  minigo test [flags] [PACKAGES]           run tests, benchmarks and examples (`minigo test -h`)
  minigo version
  minigo help [run|vet]

A TARGET is one or more .go files of one package; a package (".", "./cmd/x", an import path of the module; for vet also several of
them and patterns like "./..."); "-" for standard input; for run also a fragment of Go without package clause or main function; or a Markdown
file, whose Go blocks run one after the other, each as a program of its own.
The exit status is the program's own: 2 after a panic or fatal error, 1 if it does not compile.

flags:
  -lang=go1.N       the language version (loop variables are per loop before go1.22)
  -tags=a,b         build constraints that hold besides linux, amd64, unix, gc and go1.N
  -e                report all errors, not just the first ten, without headers
  --block N         of a Markdown file: the Nth Go block only (FILE.md:LINE works too)
  --procs N         run Go code on N threads at once (default: GOMAXPROCS, or all CPUs)
  --memory N        die of "out of memory" beyond N megabytes of heap
  --instructions N  stop after N instructions
  --timeout S       stop after S seconds
  --profile-ops[=N] count instructions; afterwards, tables of the N (20) commonest opcodes, pairs, functions and lines
  -O0, -O=-PASS,…   leave out all optional passes of the compiler, or some (interp/bytecode/pass.def), to find the one at fault
  --dump=ROOM       print tokens, ast, types, code, plain (code before it is optimized) or live (code with live slots)
                    instead of running

examples:
  minigo run hello.go
  minigo run README.md              every Go block, with what became of each
  minigo run README.md:42           the block around line 42
  echo 'fmt.Println("hi")' | minigo run -
  minigo vet -e *.go
)";

constexpr char kRunUsage[] =
    R"(usage: minigo run [flags] TARGET [ARGUMENTS]

Checks a program and runs it. What follows the target are the program's arguments. The exit status is the program's own: 2 after a
panic or fatal error, 1 if it does not compile. "minigo help" tells what a TARGET can be, and all flags.

examples:
  minigo run hello.go               a file
  minigo run a.go b.go -- x         files of one package, with the arguments "--" and "x"
  minigo run . < input.txt          the package in this directory
  echo 'fmt.Println("hi")' | minigo run -
  minigo run README.md              every Go block, with what became of each
  minigo run README.md:42           the block around line 42
  minigo run --timeout 5 --memory 100 untrusted.go
  #!/usr/bin/env minigo             as the first line of an executable file
)";

constexpr char kVetUsage[] =
    R"(usage: minigo vet [flags] TARGET

Checks a program and reports what is wrong with it, without running it: the first error, or, if there is none, what the analyses
below find. The exit status is 1 if there is anything. "minigo help" tells what a TARGET can be, and all flags.

-NAME runs only the analyses named so, -NAME=false all but these. With -e there are none: all errors are reported, without headers.

examples:
  minigo vet hello.go
  minigo vet -e *.go                all errors, not just the first
  minigo vet -printf=false ./...    all packages of the module, with all analyses but one
  minigo vet -lang=go1.21 loop.go   as Go 1.21 sees it
)";

struct Command {
  bool vet = false;
  std::vector<std::string> only, without;  // analyses asked for, and those not wanted
  bool all_errors = false;
  std::string dump;
  int block = 0;
  int line = 0;
  minigo::Options options;
  std::vector<std::string> targets;
  std::vector<std::string> flags;  // as given, to be passed on to child processes
};

[[noreturn]] void Misuse(const std::string& what) {
  std::fprintf(stderr, "minigo: %s\nRun 'minigo help' for usage.\n", what.c_str());
  std::exit(2);
}

// The exit status after writing to standard output, which may have failed.
int Finish(int status) {
  bool bad = std::ferror(stdout) != 0;
  if (std::fflush(stdout) == 0 && !bad) return status;
  std::fprintf(stderr, "minigo: write to standard output: %s\n", std::strerror(errno));
  return 1;
}

bool EndsWith(const std::string& s, const char* suffix) {
  size_t n = std::strlen(suffix);
  return s.size() >= n && s.compare(s.size() - n, n, suffix) == 0;
}

bool IsMarkdown(const std::string& s) { return EndsWith(s, ".md") || EndsWith(s, ".markdown") || EndsWith(s, ".txt"); }

int64_t Number(const std::string& flag, const std::string& s, int64_t max = INT64_MAX) {
  char* end = nullptr;
  errno = 0;
  long long v = std::strtoll(s.c_str(), &end, 10);
  if (s.empty() || *end != 0 || errno != 0 || v < 0) Misuse("flag " + flag + " wants a number, not \"" + s + "\"");
  if (v > max) Misuse("flag " + flag + " wants at most " + std::to_string(max) + ", not " + s);
  return v;
}

void PrintUsage(const char* usage) {
  std::fputs(usage, stdout);
  if (usage != kVetUsage) return;
  std::puts("\nanalyses:");
  for (const minigo::Analysis& a : minigo::Analyses()) {
    std::printf("  %-18s%s\n", std::string(a.name).c_str(), std::string(a.summary).c_str());
  }
}

// -NAME, -NAME=true or -NAME=false of an analysis.
bool ParseAnalysis(const std::string& flag, Command* c) {
  std::string name = flag.substr(flag.rfind("--", 0) == 0 ? 2 : 1);
  size_t equals = name.find('=');
  std::string value = equals == std::string::npos ? "true" : name.substr(equals + 1);
  name.resize(std::min(equals, name.size()));
  for (const minigo::Analysis& a : minigo::Analyses()) {
    if (a.name != name) continue;
    bool on = value == "true" || value == "1";
    if (!on && value != "false" && value != "0") Misuse("flag -" + name + " wants true or false, not \"" + value + "\"");
    (on ? c->only : c->without).push_back(name);
    return true;
  }
  return false;
}

// The analyses to run: those asked for; if none are, all but those not wanted.
std::vector<std::string> Chosen(const Command& c) {
  if (!c.only.empty()) return c.only;
  std::vector<std::string> names;
  for (const minigo::Analysis& a : minigo::Analyses()) {
    if (std::find(c.without.begin(), c.without.end(), a.name) == c.without.end()) names.emplace_back(a.name);
  }
  return names;
}

Command Parse(const std::vector<std::string>& args) {
  Command c;
  c.vet = args[0] == "vet";
  size_t i = 1;
  auto value = [&](const std::string& flag, const char* name, std::string* out) {
    std::string n(name);
    for (const std::string& dash : {"--" + n, "-" + n}) {
      if (flag.rfind(dash + "=", 0) == 0) {
        *out = flag.substr(dash.size() + 1);
        return true;
      }
      if (flag == dash) {
        if (i + 1 >= args.size()) Misuse("flag " + dash + " wants a value");
        *out = args[++i];
        return true;
      }
    }
    return false;
  };
  for (; i < args.size(); i++) {
    const std::string a = args[i];
    if (a.size() < 2 || a[0] != '-') break;
    size_t first = i;
    std::string v;
    bool pass_on = true;
    if (a == "-e") {
      c.all_errors = true;
    } else if (value(a, "lang", &v)) {
      if (v.rfind("go1", 0) != 0) Misuse("flag -lang wants a version like go1.21, not \"" + v + "\"");
      c.options.lang = v;
    } else if (value(a, "tags", &v)) {
      for (size_t at = 0; at < v.size();) {
        size_t end = std::min(v.find_first_of(", ", at), v.size());
        if (end > at) c.options.tags.push_back(v.substr(at, end - at));
        at = end + 1;
      }
    } else if (a.rfind("-O", 0) == 0) {
      c.options.passes = a.substr(a.size() > 2 && a[2] == '=' ? 3 : 2);
      if (!minigo::ValidPasses(c.options.passes)) Misuse("flag -O wants 0, 1 or =LIST of passes, not \"" + a.substr(2) + "\"");
    } else if (value(a, "dump", &v)) {
      if (v != "tokens" && v != "ast" && v != "types" && v != "code" && v != "plain" && v != "live") {
        Misuse("--dump wants tokens, ast, types, code, plain or live");
      }
      c.dump = v;
    } else if (value(a, "block", &v)) {
      c.block = static_cast<int>(Number("--block", v, INT32_MAX));
      pass_on = false;
    } else if (value(a, "procs", &v)) {
      c.options.max_procs = static_cast<int>(Number("--procs", v, 1024));
    } else if (value(a, "memory", &v)) {
      c.options.memory_limit = static_cast<size_t>(Number("--memory", v, INT64_MAX >> 20)) << 20;
    } else if (value(a, "instructions", &v)) {
      c.options.instruction_limit = static_cast<uint64_t>(Number("--instructions", v));
    } else if (value(a, "timeout", &v)) {
      c.options.time_limit_ns = Number("--timeout", v, INT64_MAX / 1000000000) * 1000000000;
    } else if (a == "--profile-ops" || a == "-profile-ops") {
      c.options.profile_ops = 20;
    } else if (a.rfind("--profile-ops=", 0) == 0 || a.rfind("-profile-ops=", 0) == 0) {
      c.options.profile_ops = static_cast<int>(Number("--profile-ops", a.substr(a.find('=') + 1), 1000000));
    } else if (a == "--help" || a == "-help" || a == "-h") {
      PrintUsage(c.vet ? kVetUsage : kRunUsage);
      std::exit(Finish(0));
    } else if (c.vet && ParseAnalysis(a, &c)) {
    } else {
      Misuse("unknown flag " + a);
    }
    if (pass_on) c.flags.insert(c.flags.end(), args.begin() + static_cast<long>(first), args.begin() + static_cast<long>(i) + 1);
  }
  // All leading .go files are one package; any other target stands alone. What follows are the program's arguments.
  while (i < args.size() && EndsWith(args[i], ".go")) c.targets.push_back(args[i++]);
  if (c.targets.empty() && i < args.size()) c.targets.push_back(args[i++]);
  while (c.vet && i < args.size()) c.targets.push_back(args[i++]);
  if (c.targets.empty()) Misuse(std::string("no Go files: minigo ") + args[0] + " wants a file, a directory or -");
  c.options.args.push_back(c.targets[0]);
  for (; i < args.size(); i++) c.options.args.push_back(args[i]);
  // FILE.md:LINE
  std::string& t = c.targets[0];
  size_t colon = t.rfind(':');
  if (colon != std::string::npos && IsMarkdown(t.substr(0, colon)) && colon + 1 < t.size() &&
      t.find_first_not_of("0123456789", colon + 1) == std::string::npos) {
    c.line = std::atoi(t.c_str() + colon + 1);
    t.resize(colon);
  }
  return c;
}

// Loads, and runs or dumps.
int RunProgram(Command& c, minigo::Engine& engine, bool loaded) {
  if (!loaded) {
    std::fputs(engine.errors(c.all_errors).c_str(), stderr);
    return 1;
  }
  if (!c.dump.empty()) {
    std::fputs(engine.Dump(c.dump).c_str(), stdout);
    return Finish(0);
  }
  if (c.vet) return 0;
  minigo::Result r = engine.Run();
  if (r.status == minigo::Status::kInvalid) std::fprintf(stderr, "%s\n", r.text.c_str());
  return r.exit_status;
}

// The block's text with as many lines before it as in its file, so that messages have the file's lines.
int RunBlock(Command& c, const std::string& file, const Block& b) {
  c.options.snippets = true;
  minigo::Engine engine(c.options);
  std::string text(static_cast<size_t>(b.line - 1), '\n');
  return RunProgram(c, engine, engine.LoadText(file, text + b.code));
}

struct Outcome {
  int status = 0;
  int signal = 0;
  std::string out, err;
};

// Runs one block in a process of its own, showing what it prints and keeping it.
Outcome RunChild(Command& c, const std::string& file, const Block& b) {
  Outcome o;
  int out[2], err[2];
  if (pipe(out) != 0 || pipe(err) != 0) Misuse(std::string("cannot make a pipe: ") + std::strerror(errno));
  std::fflush(nullptr);
  pid_t pid = fork();
  if (pid < 0) Misuse(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid == 0) {
    dup2(out[1], 1);
    dup2(err[1], 2);
    for (int fd : {out[0], out[1], err[0], err[1]}) close(fd);
    int status = RunBlock(c, file, b);
    std::fflush(nullptr);
    _exit(status);
  }
  close(out[1]);
  close(err[1]);
  pollfd fds[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  int open = 2;
  char buf[1 << 15];
  while (open > 0) {
    if (poll(fds, 2, -1) < 0 && errno != EINTR) break;
    for (int i = 0; i < 2; i++) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      ssize_t n = read(fds[i].fd, buf, sizeof buf);
      if (n <= 0) {
        close(fds[i].fd);
        fds[i].fd = -1;
        open--;
        continue;
      }
      (i == 0 ? o.out : o.err).append(buf, static_cast<size_t>(n));
      std::fwrite(buf, 1, static_cast<size_t>(n), i == 0 ? stdout : stderr);
      std::fflush(i == 0 ? stdout : stderr);
    }
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) o.signal = WTERMSIG(status);
  else o.status = WEXITSTATUS(status);
  return o;
}

std::string Describe(const Outcome& o) {
  if (o.signal != 0) return std::string("killed by ") + strsignal(o.signal);
  size_t at = o.err.find("fatal error: ");
  if (o.status == 2 && at != std::string::npos && (at == 0 || o.err[at - 1] == '\n')) {
    return "exit status 2: " + o.err.substr(at + 13, o.err.find('\n', at) - at - 13);
  }
  at = o.err.find("panic: ");
  if (o.status == 2 && at != std::string::npos) return "exit status 2: " + o.err.substr(at, o.err.find('\n', at) - at);
  if (o.status == 1 && o.err.rfind("# command-line-arguments", 0) == 0) return "does not compile";
  return o.status == 0 ? "ok" : "exit status " + std::to_string(o.status);
}

int RunMarkdown(Command& c) {
  const std::string& file = c.targets[0];
  std::string text, error;
  if (!minigo::tools::ReadWhole(file, &text, &error)) {
    std::fprintf(stderr, "minigo: %s\n", error.c_str());
    return 1;
  }
  std::vector<Block> blocks = minigo::tools::GoBlocks(text);
  if (blocks.empty()) {
    std::fprintf(stderr, "minigo: %s has no Go blocks (``` go … ```)\n", file.c_str());
    return 1;
  }
  if (c.block > static_cast<int>(blocks.size())) {
    Misuse(file + " has " + std::to_string(blocks.size()) + " Go blocks, no block " + std::to_string(c.block));
  }
  if (c.block > 0) return RunBlock(c, file, blocks[static_cast<size_t>(c.block) - 1]);
  if (c.line > 0) {
    for (const Block& b : blocks) {
      int end = b.line + static_cast<int>(std::count(b.code.begin(), b.code.end(), '\n'));
      if (c.line >= b.line - 1 && c.line <= end) return RunBlock(c, file, b);
    }
    Misuse("no Go block at " + file + ":" + std::to_string(c.line));
  }
  const char* term = std::getenv("TERM");
  bool color = isatty(1) && std::getenv("NO_COLOR") == nullptr && term != nullptr && std::strcmp(term, "dumb") != 0;
  const char* bold = color ? "\x1b[1m" : "";
  const char* plain = color ? "\x1b[0m" : "";
  std::vector<std::string> summary;
  int bad = 0;
  for (size_t i = 0; i < blocks.size(); i++) {
    const Block& b = blocks[i];
    std::string where = file + ":" + std::to_string(b.line);
    std::printf("%s=== block %zu, %s%s%s%s\n", bold, i + 1, where.c_str(), b.heading.empty() ? "" : ": ", b.heading.c_str(),
                plain);
    std::fflush(stdout);
    Outcome o = RunChild(c, file, b);
    std::string what = Describe(o);
    bool died = o.status != 0 || o.signal != 0;
    if (c.vet && what == "exit status 1") what = "likely mistakes";
    bool compared = b.has_expected && !c.vet;
    bool wrong = compared && !minigo::tools::OutputMatches(b, o.out);
    if (compared) what += wrong ? "; output differs from what is stated" : "; output as stated";
    if (wrong || (died && (b.has_expected || c.vet)) || o.signal != 0 || what == "does not compile") bad++;
    std::printf("%s--- %s%s\n\n", bold, what.c_str(), plain);
    char row[64];
    std::snprintf(row, sizeof row, "%5zu  %-6d ", i + 1, b.line);
    summary.push_back(row + what + (b.heading.empty() ? "" : "  (" + b.heading + ")"));
  }
  std::printf("%sblock  line   outcome%s\n", bold, plain);
  for (const std::string& s : summary) std::printf("%s\n", s.c_str());
  return bad == 0 ? 0 : 1;
}

// The engine of this process: it lives until the process ends, for taking it apart would only take time.
minigo::Engine& NewEngine(const Command& c) {
  static minigo::Engine* engine = nullptr;
  engine = new minigo::Engine(c.options);
  return *engine;
}

int Main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  if (args.empty() || args[0] == "help" || args[0] == "--help" || args[0] == "-h") {
    if (args.empty()) {
      std::fputs(kUsage, stderr);
      return 2;
    }
    const char* text = kUsage;
    if (args.size() > 1 && args[1] == "run") text = kRunUsage;
    else if (args.size() > 1 && args[1] == "vet") text = kVetUsage;
    else if (args.size() > 1 && args[1] != "help" && args[1] != "version") Misuse("unknown command \"" + args[1] + "\"");
    PrintUsage(text);
    return Finish(0);
  }
  if (args[0] == "version" || args[0] == "--version") {
    std::puts("minigo 0.1.0 (go1.26)");
    return Finish(0);
  }
  if (args[0] == "test") return minigo::tools::TestCommand({args.begin() + 1, args.end()});
  if (args[0] != "run" && args[0] != "vet") {
    // #!/usr/bin/env minigo: the script's name is the first argument.
    if (args[0].find('/') != std::string::npos || EndsWith(args[0], ".go")) args.insert(args.begin(), "run");
    else Misuse("unknown command \"" + args[0] + "\"");
  }
  Command c = Parse(args);
  c.options.own_process = true;
  c.options.check_only = c.vet;
  if (c.vet && !c.all_errors) c.options.analyses = Chosen(c);
  if (IsMarkdown(c.targets[0])) return RunMarkdown(c);
  std::string error;
  if (c.targets[0] == "-") {
    std::string text;
    if (!minigo::tools::ReadWhole("/dev/stdin", &text, &error)) Misuse(error);
    minigo::Engine& engine = NewEngine(c);
    return RunProgram(c, engine, engine.LoadText("stdin.go", text));
  }
  struct stat st;
  bool script = stat(c.targets[0].c_str(), &st) == 0 && S_ISREG(st.st_mode);  // a file may be called anything
  if (!EndsWith(c.targets[0], ".go") && !script) {
    minigo::Engine& engine = NewEngine(c);
    return RunProgram(c, engine, engine.LoadPackages(c.targets));
  }
  minigo::Engine& engine = NewEngine(c);
  return RunProgram(c, engine, engine.LoadFiles(c.targets));
}

}  // namespace

int main(int argc, char** argv) { return Main(argc, argv); }
