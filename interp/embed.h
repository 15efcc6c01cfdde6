// Embedding: calls between the host and Go, and the values that cross. minigo.h has the public side; engine.cc owns a Host.
//
// A call from the host (HostCallRequest) runs as the goroutine of a RunMain, or, from within a host function, on the
// goroutine that called that function, in a nested VM loop (CallGo). Either way it enters Go through runtime.hostCall, which
// converts arguments and results, and catches a panic.
//
// A host function is a native (HostNative) that finds its HostFunction in Func::native_data. It converts its arguments,
// leaves Go (BlockingRegion), runs the C++ function on a fiber, comes back and converts the results.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interp/bytecode/func.h"
#include "interp/minigo.h"
#include "runtime/native.h"

namespace minigo {

class Host;

namespace internal {

// What handles know of their engine; outlives it.
struct HostCore {
  std::mutex mu;
  Host* host = nullptr;            // guarded by mu; nullptr once the engine is gone
  std::vector<uint32_t> released;  // guarded by mu: roots whose handles are gone, for the engine to reuse
};

// A Go value that the host holds: a root of the collector.
struct Handle {
  std::shared_ptr<HostCore> core;
  uint32_t root = 0;
  const runtime::Type* type = nullptr;
  std::string type_name;
  ~Handle();
};

struct ErrorText {
  std::string text;
  std::shared_ptr<Handle> handle;  // of an error that came from Go
};

struct HostBinding {
  std::string name;
  std::string declaration;  // "func Add(a0 int, a1 int) int"
  HostFunction function;
  Host* host = nullptr;
};

struct HostPackageData {
  std::string path;
  std::string source;
  std::deque<HostBinding> bindings;
  bool loaded = false;
};

}  // namespace internal

// What Host asks of the engine; all may be called while Go code runs.
struct HostLinks {
  void* arg = nullptr;
  // The function of that name, compiled on first call; nullptr: *why.
  runtime::Func* (*find)(void* arg, std::string_view name, std::string* why) = nullptr;
  // runtime.hostCall and hostTextOf.
  runtime::Func* (*call)(void* arg) = nullptr;
  runtime::Func* (*text_of)(void* arg) = nullptr;
  // The initializer of all packages; nullptr: an internal error was reported.
  runtime::Func* (*init)(void* arg) = nullptr;
  // *errors.errorString, a pointer to a struct of one string.
  const runtime::Type* (*error_type)(void* arg) = nullptr;
};

struct HostCallRequest;
struct HostFrame;

class Host {
 public:
  Host(runtime::Runtime& rt, Engine* engine, HostLinks links);
  ~Host();
  Host(const Host&) = delete;

  // ---- host packages
  std::shared_ptr<internal::HostPackageData> Package(std::string_view path);
  const std::unordered_map<std::string, std::shared_ptr<internal::HostPackageData>>& packages() const { return packages_; }
  static std::string SourceOf(const internal::HostPackageData& p);
  internal::HostBinding* Binding(std::string_view pkg, std::string_view name);
  static runtime::NativeStatus HostNative(runtime::M* m, runtime::Slot* fp);
  // The natives of stdlib/runtime/host.go.
  static const runtime::NativeTable kNatives;

  // ---- calls
  Result Call(std::string_view function, std::vector<Value> args);
  Result Call(const internal::Handle& function, std::vector<Value> args);
  Result CallMethod(const internal::Handle& object, std::string_view method, std::vector<Value> args);
  Result Load(const internal::Handle& pointer);
  Function Find(std::string_view function, std::string* why);
  Result Init();
  // Around RunMain with the whole program. False: refused, *r says why.
  bool BeginRun(Result* r);
  void EndRun(int status, Result* r);
  // Before the runtime ends, and after.
  void Detach();
  bool ended() const { return rt_.exiting() || !init_failure_.empty(); }
  bool initialized() const { return initialized_; }
  void set_initialized() { initialized_ = true; }
  void set_loaded() { loaded_ = true; }

  Engine* engine() const { return engine_; }
  runtime::Runtime& rt() const { return rt_; }

  // ---- roots; on a thread that runs Go
  std::shared_ptr<internal::Handle> Hold(runtime::Iface value);
  runtime::Iface Held(const internal::Handle& h) const;
  const runtime::Type* ErrorType();

 private:
  runtime::Func* Lookup(std::string_view function, std::string* why);
  // Runs the request, wherever the caller is.
  Result Submit(std::unique_ptr<HostCallRequest> request);
  Result RunRequest(std::unique_ptr<HostCallRequest> request);
  Result CallFromHost(HostFrame* frame, std::unique_ptr<HostCallRequest> request);
  Result InitLocked();
  Result Refused(std::string text) const;
  void Ended(Result* r, bool again) const;
  static void RunHostFunction(runtime::M* m, void* arg);

  static constexpr int kRootsPerBlock = 64;
  struct RootBlock {
    runtime::Iface slots[kRootsPerBlock];
  };

  runtime::Runtime& rt_;
  Engine* engine_;
  HostLinks links_;
  std::shared_ptr<internal::HostCore> core_;
  std::deque<std::unique_ptr<RootBlock>> blocks_;  // guarded by core_->mu
  std::vector<uint32_t> free_roots_;               // guarded by core_->mu
  std::atomic<bool> busy_{false};  // a thread of the host's is inside Run, Init or a call
  bool loaded_ = false;
  bool initialized_ = false;
  std::string init_failure_;  // why package initialization failed, which is the engine's end
  std::vector<std::unique_ptr<HostCallRequest>> abandoned_;
  std::mutex names_mu_;
  std::unordered_map<std::string, runtime::Func*> names_;  // guarded by names_mu_: what Lookup has found
  std::unordered_map<std::string, std::shared_ptr<internal::HostPackageData>> packages_;
  std::atomic<const runtime::Type*> error_type_{nullptr};
};

// Copies a Go value in memory form. Errors met are listed in *errors, still without text. Empty `why` at the end: done.
struct FromGo {
  Host* host;
  runtime::M* m;
  std::vector<std::pair<std::shared_ptr<internal::ErrorText>, runtime::Iface>>* errors;
  std::string why;
  int64_t budget = int64_t{1} << 30;  // bytes
  int depth = 0;
  Value Copy(const runtime::Type* t, const void* mem);
};

// Writes a Value as a Go value of type t to memory (zeroed). False: `why`.
struct ToGo {
  Host* host;
  runtime::M* m;
  std::string why;
  int depth = 0;
  bool Write(const runtime::Type* t, const Value& v, void* mem);
};

}  // namespace minigo
