// minigo: Go programs inside C++ programs. The only public header.
//
//     minigo::Engine engine;
//     engine.Package("host").Func("Log", [](std::string_view text) { std::clog << text << "\n"; });
//     if (!engine.LoadText("script.go", source)) std::cerr << engine.errors();
//     minigo::Result r = engine.Call("main.Add", 1, 2);
//     if (r) std::cout << *r.Get<int64_t>() << "\n"; else std::cerr << r.text << "\n" << r.trace;
//
// An engine is one world: packages, heap, goroutines, threads, output. Engines in one process do not see each other.
//
// Threads. An Engine is used by one thread at a time, by any; what comes while another call is in progress is refused with
// Status::kInvalid. Two exceptions: Stop may be called from any thread at any time, and Values, Functions, Objects and
// Errors may be copied and destroyed on any thread. Go code runs on as many threads as Options::max_procs says, while
// Run, Init or a call is in progress; in between, all goroutines stand still.
//
// Host functions are called on any of these threads, by several goroutines at once: what they share is theirs to guard.
// One may block as long as it likes, other goroutines go on. It may call Go functions, those it got as arguments and those
// of the engine, and stays on its thread while it does. Those that the called function calls itself may run on the calling thread, and
// do so always after runtime.LockOSThread, as in Go programs; those of other goroutines never do. They have at least 400 KB
// of stack.
//
// The end. A panic that leaves a called function ends that call alone. os.Exit, fatal errors (deadlock, concurrent map
// writes, stack overflow …), panics of other goroutines, limits and Stop end the engine: the call says so, each further one
// answers Status::kEnded. The process goes on. Goroutines that were inside a host function see calls from there fail with
// kEnded, and the destructor waits until those functions have returned; keep them short or let them watch
// HostCall::ended. An engine is no sandbox: scripts may use files, environment and network as the process may.
#pragma once

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
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

  // Which optional passes the compiler makes, for finding the one at fault: "0" none, "1" or "" all, "-a,-b" all but these, "a,b"
  // these alone. What ValidPasses refuses counts as "".
  std::string passes;

  // The program is checked, not run: functions may lack bodies, as for go vet.
  bool check_only = false;
  // With check_only: the analyses that look at what has been checked, by the names that Analyses() gives. What they find is
  // among the diagnostics.
  std::vector<std::string> analyses;

  // Threads that run Go code at once (GOMAXPROCS). 0: as many as CPUs.
  int max_procs = 0;
  // Bytes of heap and goroutine stacks beyond which the program dies of "out of memory"; 0: no limit.
  size_t memory_limit = 0;
  // VM instructions over the engine's life, and nanoseconds of wall-clock time of each Run or call, after which the
  // engine ends; 0: no limit.
  uint64_t instruction_limit = 0;
  int64_t time_limit_ns = 0;
  // One thread, seeded scheduling choices, virtual time: the same run for the same seed.
  bool deterministic = false;
  uint64_t seed = 0;

  // Where the program writes: stream 1 or 2. Called from any thread, by one at a time; must not use the engine. Unset: the
  // process's own standard output and error.
  std::function<void(int stream, std::string_view text)> write;

  // Counts instructions by opcode, pair of opcodes, function and line, and writes tables of this many rows to stream 2 when Run
  // ends; 0: does not. Programs become ten times slower.
  int profile_ops = 0;

  // For commands only: the engine owns the process; os.Exit and fatal errors end it, signals are the program's.
  bool own_process = false;
};

// Whether Options::passes can have this value.
bool ValidPasses(const std::string& passes);

// One message about the program's source.
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text;  // may hold further lines, each starting with a tab
  bool vetted = false;  // found by an analysis, in a package that compiles
};

// Something that go vet looks for.
struct Analysis {
  std::string_view name;     // "printf"
  std::string_view summary;  // a line for people
  bool in_tests = false;     // go test asks for it too
};
std::vector<Analysis> Analyses();

// The Go files of a folder that belong to its package on linux/amd64 by their names and build constraints.
struct GoFolder {
  std::vector<std::string> files;     // names within the folder, sorted
  std::vector<std::string> tests;     // *_test.go of the package itself
  std::vector<std::string> external;  // *_test.go of package p_test
  // What is wrong, as the go command says it; "": nothing.
  std::string error;
  bool no_files = false;  // the error is that there is no Go file to be compiled …
  bool excluded = false;  // … because constraints exclude those that are there
};
GoFolder ReadGoFolder(const std::string& dir, const std::vector<std::string>& tags);

// A package by its files, for Engine::LoadPackages.
struct PackageFiles {
  std::string path;   // import path
  std::string title;  // what errors() puts above its messages: "# title"
  std::vector<std::pair<std::string, std::string>> files;  // name, text
};

class Engine;
class Function;
class HostCall;
class Object;
class Value;
struct Result;

namespace internal {
struct Access;  // the engine's way into the classes below
struct Handle;  // a Go value kept alive
struct ErrorText;
struct HostPackageData;
}  // namespace internal

// A Go error, or nil. Made by the host it has a text; one that came from Go keeps its identity: given back to Go, errors.Is
// and errors.As find it. Compare with Go errors by letting Go do so.
class Error {
 public:
  Error() = default;  // nil
  explicit Error(std::string text);
  explicit operator bool() const { return rep_ != nullptr; }  // true: there is an error
  const std::string& text() const;

 private:
  friend struct internal::Access;
  std::shared_ptr<internal::ErrorText> rep_;
};

// A Go func value, kept alive; calls as Engine::Call does. Empty: nil, calls give kInvalid.
class Function {
 public:
  Function() = default;
  explicit operator bool() const { return handle_ != nullptr; }
  template <typename... A>
  Result operator()(A&&... args) const;
  Result CallWith(std::vector<Value> args) const;
  std::string type() const;  // "func(int) string"

 private:
  friend struct internal::Access;
  std::shared_ptr<internal::Handle> handle_;
};

// What has no copy in C++: a pointer, channel or the like, kept alive by the handle. Given back to Go it is the same object.
class Object {
 public:
  Object() = default;
  explicit operator bool() const { return handle_ != nullptr; }
  std::string type() const;  // "*main.Player"
  // Calls a method, exported or not.
  template <typename... A>
  Result Call(std::string_view method, A&&... args) const;
  Result CallWith(std::string_view method, std::vector<Value> args) const;
  // Of a pointer: a copy of what it points to, as the call's only value.
  Result Load() const;
  bool operator==(const Object& other) const;

 private:
  friend struct internal::Access;
  std::shared_ptr<internal::Handle> handle_;
};

// A Go value copied to C++, or on its way to Go. Numbers, strings, []byte, slices and arrays (lists), maps, structs
// and what interfaces hold are copies; func values, errors, pointers and channels are handles. nil slices are empty lists, nil
// maps empty maps; other nils are nil.
//
// To Go: a number fits each numeric type that can represent it exactly; a list fits slices and arrays; a struct or a map with
// string keys fits structs by field name (what is not named is zero) and maps. As `any`, integers become int or uint,
// lists []any, maps map[string]any, or map[any]any if a key is no string. nil fits whatever has a nil. What does not fit
// is an error that says where, never a wrong value. One copy is limited to 1 GiB and to a nesting of 200.
class Value {
 public:
  enum class Kind : uint8_t {
    kNil, kBool, kInt, kUint, kFloat, kComplex, kString, kBytes, kList, kMap, kStruct, kError, kFunction, kObject,
  };
  using Bytes = std::vector<uint8_t>;
  using List = std::vector<Value>;
  using Map = std::vector<std::pair<Value, Value>>;  // in no particular order
  using Fields = std::vector<std::pair<std::string, Value>>;  // in the order of declaration

  Value() = default;
  Value(std::nullptr_t) {}                              // NOLINT: conversions are what it is for
  Value(bool v) : v_(v) {}                              // NOLINT
  template <typename T>
    requires(std::integral<T> && !std::same_as<T, bool>)
  Value(T v) {                                          // NOLINT
    if constexpr (std::is_signed_v<T>) v_ = static_cast<int64_t>(v);
    else v_ = static_cast<uint64_t>(v);
  }
  Value(double v) : v_(v) {}                            // NOLINT
  Value(float v) : v_(double{v}) {}                     // NOLINT
  Value(std::complex<double> v) : v_(v) {}              // NOLINT
  Value(std::string v) : v_(std::move(v)) {}            // NOLINT
  Value(std::string_view v) : v_(std::string(v)) {}     // NOLINT
  Value(const char* v) : v_(std::string(v)) {}          // NOLINT
  Value(Bytes v) : v_(std::move(v)) {}                  // NOLINT
  Value(List v) : v_(std::move(v)) {}                   // NOLINT
  Value(Map v) : v_(std::move(v)) {}                    // NOLINT
  Value(Fields v) : v_(std::move(v)) {}                 // NOLINT
  Value(Error v) { if (v) v_ = std::move(v); }          // NOLINT
  Value(Function v) { if (v) v_ = std::move(v); }       // NOLINT
  Value(Object v) { if (v) v_ = std::move(v); }         // NOLINT
  template <typename T>
  Value(const std::vector<T>& v) : Value(List(v.begin(), v.end())) {}  // NOLINT
  template <typename V>
  Value(const std::map<std::string, V>& v) : Value(MapOf(v)) {}        // NOLINT
  template <typename K, typename V>
  Value(const std::map<K, V>& v) : Value(MapOf(v)) {}                  // NOLINT
  template <typename K, typename V>
  Value(const std::unordered_map<K, V>& v) : Value(MapOf(v)) {}        // NOLINT

  Kind kind() const { return static_cast<Kind>(v_.index()); }
  bool is_nil() const { return kind() == Kind::kNil; }

  // The value as a C++ type: bool, integers and floats (what they cannot represent exactly is refused), std::string,
  // string_view (valid while the Value is), Bytes, vectors, maps, Value, Function, Object, Error.
  template <typename T>
  std::optional<T> As() const;

  // Elements of a list, fields of a struct, entries of a map with string keys; nil if there is none.
  size_t size() const;
  const Value& operator[](size_t i) const;
  const Value& operator[](std::string_view name) const;

  // nullptr if it is something else.
  const List* list() const { return std::get_if<List>(&v_); }
  const Map* map() const { return std::get_if<Map>(&v_); }
  const Fields* fields() const { return std::get_if<Fields>(&v_); }
  const std::string* string() const { return std::get_if<std::string>(&v_); }

  // For people: {Name:"ann" Tags:[1 2]}.
  std::string Text() const;

 private:
  friend struct internal::Access;
  template <typename M>
  static Map MapOf(const M& m) {
    Map out;
    for (const auto& [k, v] : m) out.emplace_back(Value(k), Value(v));
    return out;
  }
  // In the order of Kind.
  std::variant<std::monostate, bool, int64_t, uint64_t, double, std::complex<double>, std::string, Bytes, List, Map, Fields,
               Error, Function, Object>
      v_;
};

enum class Status : uint8_t {
  kOk,
  kInvalid,  // nothing was run: no such function, arguments that do not fit, the engine in use or without program
  kPanic,    // the called function panicked, its deferred calls have run; the engine lives
  kGoexit,   // it called runtime.Goexit; the engine lives
  kExited,   // os.Exit; the engine has ended, here and below
  kDied,     // a fatal error (deadlock …), or a panic that nobody recovered
  kLimit,    // of memory, instructions or time
  kStopped,  // Stop
  kEnded,    // the engine had ended before; `text` says how
};

// What became of a call, or of the program.
struct Result {
  Status status = Status::kOk;
  int exit_status = 0;  // as a process would have: 0, that of os.Exit, 1 if there is nothing to run, 2
  std::string text;     // empty if all is well: "panic: runtime error: index out of range [5] with length 3"
  std::string trace;    // the goroutines, as Go prints them; may be empty
  std::vector<Value> values;  // the function's results

  bool ok() const { return status == Status::kOk; }
  explicit operator bool() const { return ok(); }
  // The i-th result as a C++ type; nothing if the call failed or the type does not fit.
  template <typename T>
  std::optional<T> Get(size_t i = 0) const {
    return i < values.size() ? values[i].As<T>() : std::nullopt;
  }
};

// A Go function as a host function's parameter: Callback<int64_t(std::string)> is a func(string) int.
template <typename Signature>
class Callback;
template <typename R, typename... A>
class Callback<R(A...)> {
 public:
  Callback() = default;
  explicit Callback(Function f) : f_(std::move(f)) {}
  explicit operator bool() const { return static_cast<bool>(f_); }
  Result operator()(const A&... args) const;  // the Go results are in Result::values
  const Function& function() const { return f_; }

 private:
  Function f_;
};

// A call of a host function, as the function sees it.
class HostCall {
 public:
  const std::vector<Value>& args() const { return args_; }
  // The results, one for each that the signature names. Without it they are zero.
  template <typename... A>
  void Return(A&&... results) {
    results_.clear();
    (results_.emplace_back(std::forward<A>(results)), ...);
  }
  // Makes the Go call panic with this text once the host function returns.
  void Panic(std::string text) { panic_ = std::move(text); }
  // The engine has ended or is about to: long-running functions return.
  bool ended() const;
  Engine& engine() const { return *engine_; }

 private:
  friend struct internal::Access;
  Engine* engine_ = nullptr;
  std::vector<Value> args_;
  std::vector<Value> results_;
  std::optional<std::string> panic_;
};

using HostFunction = std::function<void(HostCall&)>;

// A package that scripts import, with functions written in C++. Complete before the program is loaded.
class HostPackage {
 public:
  // Go declarations: types, constants, variables, functions. Functions without body are those that Func binds. Imports come
  // first; no package clause.
  HostPackage& Source(std::string_view text);

  // A C++ function as the Go function `name`, its signature told by the C++ types:
  //     int64_t ↔ int, int32_t (int) ↔ int32, and so on; uint64_t ↔ uint; double ↔ float64; std::string, string_view ↔ string;
  //     Value::Bytes ↔ []byte, std::vector<T> ↔ []T, std::map<K, V> ↔ map[K]V, Callback<R(A…)> ↔ func(A…) R,
  //     Error ↔ error, Value ↔ any; several results in a std::tuple. A first parameter HostCall& is not Go's.
  // Or with `name` a whole signature, "func Sleep(d time.Duration) (string, error)", for values that convert.
  // A function of type HostFunction gets the call itself, and wants a signature or a declaration in Source.
  // A C++ exception that leaves it becomes a panic.
  template <typename F>
  HostPackage& Func(std::string_view name, F f);

 private:
  friend class Engine;
  explicit HostPackage(std::shared_ptr<internal::HostPackageData> data) : data_(std::move(data)) {}
  HostPackage& Add(std::string_view name, std::string_view derived, HostFunction f);
  std::shared_ptr<internal::HostPackageData> data_;
};

class Engine {
 public:
  explicit Engine(Options options = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // The host's package of this import path, made if there is none. Host packages come before library packages of that name.
  HostPackage Package(std::string_view path);

  // Loads and checks a program; once per engine. False: see errors(). Several files are one package.
  bool LoadText(std::string name, std::string text);
  bool LoadFiles(const std::vector<std::string>& paths);
  // Packages as the go command's arguments name them: folders (".", "./cmd/x"), import paths, patterns ("./..."). Only with
  // check_only may these be several packages, or others than programs.
  bool LoadPackages(const std::vector<std::string>& patterns);

  // Several packages, each before those that import it; the last one is the program.
  bool LoadPackages(std::vector<PackageFiles> packages);

  // What is wrong with the program as `go run` prints it: a header, at most ten messages, "too many errors"; with
  // Options::analyses as `go vet` does. With `all` every message and no header.
  std::string errors(bool all = false) const;
  const std::vector<Diagnostic>& diagnostics() const;

  // Runs package initialization, unless it has run, and main.main. A panic is the program's end, as it is in Go.
  Result Run();

  // Runs package initialization alone; the first call of a function does so if need be. A program that is only called needs
  // no main function, and its package may have any name.
  Result Init();
  // Calls a function by its name, "main.Add" or "import/path.Name", not generic. "main" is the program's package whatever
  // its name.
  template <typename... A>
  Result Call(std::string_view function, A&&... args);
  Result CallWith(std::string_view function, std::vector<Value> args);
  // The function itself, for many calls. Empty: *why says why not.
  Function Find(std::string_view function, std::string* why = nullptr);

  // Ends the engine soon, from any thread: what runs is cut short between two instructions. A host function that runs is
  // waited for.
  void Stop();
  bool ended() const;

  // The room `what` shows of the loaded program: "tokens", "ast", "types" or "code".
  std::string Dump(std::string_view what);

 private:
  friend struct internal::Access;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ---------------------------------------------------------------- implementation of the templates

namespace internal {

template <typename T>
struct Convert {  // of numbers
  static_assert(std::is_arithmetic_v<T> && !std::same_as<T, char>, "this C++ type has no Go type");
  static std::string Name() {
    if constexpr (std::same_as<T, bool>) return "bool";
    std::string bits = sizeof(T) == 8 && std::integral<T> ? "" : std::to_string(sizeof(T) * 8);
    if constexpr (std::floating_point<T>) return "float" + bits;
    return (std::is_signed_v<T> ? "int" : "uint") + bits;
  }
};
template <>
struct Convert<void> {
  static std::string Name() { return ""; }
};
template <>
struct Convert<std::string> {
  static std::string Name() { return "string"; }
};
template <>
struct Convert<std::string_view> {
  static std::string Name() { return "string"; }
};
template <>
struct Convert<std::complex<double>> {
  static std::string Name() { return "complex128"; }
};
template <>
struct Convert<Error> {
  static std::string Name() { return "error"; }
};
template <>
struct Convert<Value> {
  static std::string Name() { return "any"; }
};
template <typename T>
struct Convert<std::vector<T>> {
  static std::string Name() { return "[]" + Convert<T>::Name(); }
};
template <typename K, typename V>
struct Convert<std::map<K, V>> {
  static std::string Name() { return "map[" + Convert<K>::Name() + "]" + Convert<V>::Name(); }
};
template <typename K, typename V>
struct Convert<std::unordered_map<K, V>> {
  static std::string Name() { return Convert<std::map<K, V>>::Name(); }
};
template <typename... T>
struct Convert<std::tuple<T...>> {
  static std::string Name() {
    std::string s;
    ((s += (s.empty() ? "(" : ", ") + Convert<T>::Name()), ...);
    return s + ")";
  }
};
template <typename R, typename... A>
struct Convert<Callback<R(A...)>> {
  static std::string Name() {
    std::string s;
    ((s += (s.empty() ? "" : ", ") + Convert<std::remove_cvref_t<A>>::Name()), ...);
    return "func(" + s + ") " + Convert<R>::Name();
  }
};

template <typename T>
constexpr bool kIsList = false;
template <typename T>
constexpr bool kIsList<std::vector<T>> = !std::same_as<T, uint8_t>;
template <typename T>
constexpr bool kIsMap = false;
template <typename K, typename V>
constexpr bool kIsMap<std::map<K, V>> = true;
template <typename K, typename V>
constexpr bool kIsMap<std::unordered_map<K, V>> = true;
template <typename T>
constexpr bool kIsCallback = false;
template <typename S>
constexpr bool kIsCallback<Callback<S>> = true;

// The shape of a callable: R(A...).
template <typename T>
struct Shape : Shape<decltype(&T::operator())> {};
template <typename R, typename... A>
struct Shape<R (*)(A...)> {
  using Result = R;
  using Args = std::tuple<A...>;
};
template <typename R, typename... A>
struct Shape<R (*)(A...) noexcept> : Shape<R (*)(A...)> {};
template <typename C, typename R, typename... A>
struct Shape<R (C::*)(A...)> : Shape<R (*)(A...)> {};
template <typename C, typename R, typename... A>
struct Shape<R (C::*)(A...) const> : Shape<R (*)(A...)> {};
template <typename C, typename R, typename... A>
struct Shape<R (C::*)(A...) noexcept> : Shape<R (*)(A...)> {};
template <typename C, typename R, typename... A>
struct Shape<R (C::*)(A...) const noexcept> : Shape<R (*)(A...)> {};

// Wraps F as a HostFunction; A are the parameters that Go sees.
template <bool kWithCall, typename R, typename... A>
struct Wrap {
  static std::string Signature(std::string_view name) {
    std::string s;
    int n = 0;
    ((s += (n == 0 ? "" : ", "), s += "a" + std::to_string(n++) + " " + Convert<std::remove_cvref_t<A>>::Name()), ...);
    return "func " + std::string(name) + "(" + s + ") " + Convert<R>::Name();
  }
  template <typename F>
  static void Invoke(const F& f, HostCall& call) {
    Do(f, call, std::index_sequence_for<A...>());
  }
  template <typename F, size_t... I>
  static void Do(const F& f, HostCall& call, std::index_sequence<I...>) {
    std::tuple<std::optional<std::remove_cvref_t<A>>...> args;
    size_t bad = sizeof...(A);
    ((std::get<I>(args) = I < call.args().size() ? call.args()[I].template As<std::remove_cvref_t<A>>() : std::nullopt,
      bad = !std::get<I>(args) && bad > I ? I : bad),
     ...);
    if (bad < sizeof...(A)) return call.Panic("host function: argument " + std::to_string(bad + 1) + " does not fit");
    auto run = [&]() -> R {
      if constexpr (kWithCall) return f(call, *std::move(std::get<I>(args))...);
      else return f(*std::move(std::get<I>(args))...);
    };
    if constexpr (std::is_void_v<R>) {
      run();
    } else if constexpr (requires { std::tuple_size<R>::value; }) {
      std::apply([&](auto&&... r) { call.Return(std::move(r)...); }, run());
    } else {
      call.Return(run());
    }
  }
};
template <typename R, typename Args>
struct WrapOf;
template <typename R, typename... A>
struct WrapOf<R, std::tuple<A...>> : Wrap<false, R, A...> {};
template <typename R, typename... A>
struct WrapOf<R, std::tuple<HostCall&, A...>> : Wrap<true, R, A...> {};

template <typename F>
void Guarded(const F& f, HostCall& call) {
#if defined(__cpp_exceptions)
  try {
    f();
  } catch (const std::exception& e) {
    call.Panic(std::string("C++ exception: ") + e.what());
  } catch (...) {
    call.Panic("C++ exception");
  }
#else
  f();
#endif
}

}  // namespace internal

template <typename T>
std::optional<T> Value::As() const {
  if constexpr (std::same_as<T, Value>) {
    return *this;
  } else if constexpr (std::same_as<T, bool> || std::same_as<T, std::string> || std::same_as<T, Bytes> ||
                       std::same_as<T, std::complex<double>>) {
    const T* v = std::get_if<T>(&v_);
    return v != nullptr ? std::optional<T>(*v) : std::nullopt;
  } else if constexpr (std::same_as<T, std::string_view>) {
    const std::string* v = string();
    return v != nullptr ? std::optional<T>(*v) : std::nullopt;
  } else if constexpr (std::integral<T>) {
    if (const int64_t* v = std::get_if<int64_t>(&v_)) {
      return std::in_range<T>(*v) ? std::optional<T>(static_cast<T>(*v)) : std::nullopt;
    }
    const uint64_t* v = std::get_if<uint64_t>(&v_);
    return v != nullptr && std::in_range<T>(*v) ? std::optional<T>(static_cast<T>(*v)) : std::nullopt;
  } else if constexpr (std::floating_point<T>) {
    // Integers up to the precision of T, which are exact.
    constexpr int64_t kExact = int64_t{1} << std::numeric_limits<T>::digits;
    if (const double* v = std::get_if<double>(&v_)) return static_cast<T>(*v);
    std::optional<int64_t> v = As<int64_t>();
    return v && *v >= -kExact && *v <= kExact ? std::optional<T>(static_cast<T>(*v)) : std::nullopt;
  } else if constexpr (std::same_as<T, Error> || std::same_as<T, Function> || std::same_as<T, Object>) {
    if (is_nil()) return T();
    const T* v = std::get_if<T>(&v_);
    return v != nullptr ? std::optional<T>(*v) : std::nullopt;
  } else if constexpr (internal::kIsCallback<T>) {
    std::optional<Function> f = As<Function>();
    return f ? std::optional<T>(T(*f)) : std::nullopt;
  } else if constexpr (internal::kIsList<T>) {
    const List* l = list();
    if (l == nullptr) return std::nullopt;
    T out;
    out.reserve(l->size());
    for (const Value& v : *l) {
      auto e = v.As<typename T::value_type>();
      if (!e) return std::nullopt;
      out.push_back(*std::move(e));
    }
    return out;
  } else {
    static_assert(internal::kIsMap<T>, "this C++ type has no Go type");
    const Map* m = map();
    if (m == nullptr) return std::nullopt;
    T out;
    for (const std::pair<Value, Value>& entry : *m) {
      auto k = entry.first.As<typename T::key_type>();
      auto v = entry.second.As<typename T::mapped_type>();
      if (!k || !v) return std::nullopt;
      out.emplace(*std::move(k), *std::move(v));
    }
    return out;
  }
}

template <typename... A>
Result Function::operator()(A&&... args) const {
  std::vector<Value> list;
  list.reserve(sizeof...(A));
  (list.emplace_back(std::forward<A>(args)), ...);
  return CallWith(std::move(list));
}

template <typename... A>
Result Object::Call(std::string_view method, A&&... args) const {
  std::vector<Value> list;
  list.reserve(sizeof...(A));
  (list.emplace_back(std::forward<A>(args)), ...);
  return CallWith(method, std::move(list));
}

template <typename... A>
Result Engine::Call(std::string_view function, A&&... args) {
  std::vector<Value> list;
  list.reserve(sizeof...(A));
  (list.emplace_back(std::forward<A>(args)), ...);
  return CallWith(function, std::move(list));
}

template <typename R, typename... A>
Result Callback<R(A...)>::operator()(const A&... args) const {
  return f_(args...);
}

template <typename F>
HostPackage& HostPackage::Func(std::string_view name, F f) {
  using Shape = internal::Shape<std::decay_t<F>>;
  using W = internal::WrapOf<typename Shape::Result, typename Shape::Args>;
  if constexpr (std::same_as<typename Shape::Args, std::tuple<HostCall&>> && std::is_void_v<typename Shape::Result>) {
    return Add(name, "", [f](HostCall& call) { internal::Guarded([&] { f(call); }, call); });
  } else {
    return Add(name, W::Signature(name),
               [f](HostCall& call) { internal::Guarded([&] { W::Invoke(f, call); }, call); });
  }
}

}  // namespace minigo
