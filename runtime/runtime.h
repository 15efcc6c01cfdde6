// Runtime: everything one engine has of execution: heap, types, scheduler, output, limits.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/lock.h"
#include "runtime/gmp.h"
#include "runtime/heap.h"
#include "runtime/type.h"

namespace minigo::runtime {

struct Sched;  // proc.cc

// What ended an engine.
enum class EndReason : uint8_t {
  kNone,
  kExit,   // os.Exit
  kDied,   // a fatal error, or a panic that nobody recovered
  kLimit,  // of memory, instructions or time
  kStop,   // Runtime::Stop
};

struct RuntimeOptions {
  int max_procs = 0;          // 0: GOMAXPROCS of the environment, else the number of CPUs
  size_t heap_limit = 0;      // bytes; 0: none
  uint64_t instruction_limit = 0;  // 0: none
  int64_t time_limit_ns = 0;  // 0: none
  bool deterministic = false;  // one M, seeded choices, virtual time
  uint64_t seed = 0;
  bool profile = false;       // instructions are counted by the VM, which is told how by its links
  bool own_process = false;   // the command: exits the process directly, owns signals and file descriptors
  std::vector<std::string> args;  // os.Args
  std::vector<std::string> env;   // "K=V"; os.Environ
  // Standard streams: file descriptors, or a callback when fd is -1. Writes are whole; called from any thread, one at a time.
  int stdin_fd = 0, stdout_fd = 1, stderr_fd = 2;
  void (*write)(void* arg, int stream, std::string_view text) = nullptr;  // stream 1 or 2
  void* write_arg = nullptr;
  std::string traceback;  // GOTRACEBACK: "", none, single, all, system, crash
};

struct Runtime {
  explicit Runtime(RuntimeOptions options, const Executor& executor);
  ~Runtime();  // stops and joins all threads
  Runtime(const Runtime&) = delete;

  // Runs entry() as the main goroutine on the calling thread (which becomes M0) and further threads as needed;
  // returns the exit status when the program is over: 0 when entry returned. A goroutine that is in a blocking native
  // call on the calling thread holds up the return (lock the main goroutine to its thread to keep others off it).
  // May be called again for another entry unless the engine has died; other goroutines that are still alive stay
  // parked in between (with own_process they go on).
  int RunMain(FuncVal* entry, const Slot* args = nullptr, int arg_slots = 0, Slot* results = nullptr,
              int result_slots = 0);
  // os.Exit, from a native: the VM returns RunResult::kExit afterwards. With own_process does not return. m may be
  // nullptr: from any other thread, to cut the program short.
  void Exit(M* m, int status);
  // Ends the engine from a thread that is none of its own. Not with own_process.
  void Stop();
  bool exiting() const { return exiting_.load(std::memory_order_acquire); }
  int exit_status() const { return exit_status_; }

  // A whole write to stream 1 or 2 of the engine, not interleaved with others. A broken pipe on 1 or 2 ends the program as Go's does (SIGPIPE).
  int64_t Write(M* m, int stream, const char* data, size_t n, int* err);

  const RuntimeOptions options;
  const Executor executor;
  Heap heap;
  TypeTable types;
  std::unique_ptr<Sched> sched;
  void* engine = nullptr;    // interp's Engine
  void* stdlib[64] = {};     // per-engine state of library packages, by slot numbers they reserve in packages.def
  void (*stdlib_free[64])(void* state) = {};  // called for slots that are set when the runtime ends

  std::atomic<uint64_t> instructions{0};  // handed out to Ms, where they are counted (options.instruction_limit)
  std::atomic<bool> exiting_{false};
  std::atomic<bool> exit_claimed_{false};
  // Constant once exiting_ is set:
  int exit_status_ = 0;
  EndReason end_reason = EndReason::kNone;
  std::string last_words;  // what was printed of the end: "fatal error: …", traces

  std::atomic<bool> limit_hit{false};  // the fatal error that comes is a limit's
  // own_process: called by whoever is about to end the process, if set.
  void (*at_exit)(Runtime* rt) = nullptr;
  // runtime.Goexit in RunMain's goroutine is its end, rather than leaving the others on their own.
  bool goexit_ends_main = false;
};

}  // namespace minigo::runtime
