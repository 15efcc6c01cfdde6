// Tests of the embedding API: calls both ways, values, failure modes, several engines.
#include <gtest/gtest.h>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "interp/minigo.h"

namespace minigo {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// An engine with a program, its output kept.
class Script {
 public:
  explicit Script(std::string text, Options options = {}) : engine(With(std::move(options))), text_(std::move(text)) {}

  // Loads; package clause and imports are the text's.
  Script& Load() {
    EXPECT_TRUE(engine.LoadText("script.go", text_)) << engine.errors(true);
    return *this;
  }
  std::string out() {
    std::lock_guard<std::mutex> lock(mu_);
    return out_;
  }
  std::string err() {
    std::lock_guard<std::mutex> lock(mu_);
    return err_;
  }

 private:
  Options With(Options o) {
    o.write = [this](int stream, std::string_view text) {
      std::lock_guard<std::mutex> lock(mu_);
      (stream == 2 ? err_ : out_) += text;
    };
    return o;
  }
  std::mutex mu_;
  std::string out_, err_;

 public:
  Engine engine;

 private:
  std::string text_;
};

// What the host waits for, with a limit that only a broken program reaches.
class Signal {
 public:
  void Set() {
    std::lock_guard<std::mutex> lock(mu_);
    set_ = true;
    cv_.notify_all();
  }
  bool Wait() {
    std::unique_lock<std::mutex> lock(mu_);
    return cv_.wait_for(lock, std::chrono::seconds(60), [&] { return set_; });
  }

 private:
  std::mutex mu_;
  std::condition_variable cv_;
  bool set_ = false;
};

#define EXPECT_OK(r)                                                          \
  do {                                                                        \
    const Result& result_ = (r);                                              \
    EXPECT_TRUE(result_.ok()) << result_.text << "\n" << result_.trace;       \
  } while (false)

// ---------------------------------------------------------------- values

TEST(EmbedTest, CallsWithScalars) {
  Script s(R"(package main
func Add(a, b int) int { return a + b }
func Mix(b bool, i8 int8, u16 uint16, u uint64, f32 float32, f float64, c complex128, s string) (string, float64, int8, bool) {
	return s + "!", f + float64(f32) + real(c) + float64(u) + float64(u16), -i8, !b
}
func Nothing() {}
)");
  s.Load();
  Result r = s.engine.Call("main.Add", 40, 2);
  EXPECT_OK(r);
  EXPECT_EQ(r.Get<int>(), 42);
  EXPECT_EQ(r.Get<std::string>(), std::nullopt);
  EXPECT_EQ(r.Get<int>(1), std::nullopt);
  r = s.engine.Call("main.Mix", true, -128 + 1, 65535, 7u, 0.5, 0.25, std::complex<double>(1, 2), "hey");
  EXPECT_OK(r);
  EXPECT_EQ(r.Get<std::string>(), "hey!");
  EXPECT_EQ(r.Get<double>(1), 0.75 + 1 + 7 + 65535);
  EXPECT_EQ(r.Get<int8_t>(2), 127);
  EXPECT_EQ(r.Get<bool>(3), false);
  EXPECT_OK(s.engine.Call("main.Nothing"));
}

TEST(EmbedTest, NumbersThatDoNotFit) {
  Script s(R"(package main
func I8(x int8) int8 { return x }
func U(x uint) uint { return x }
func F32(x float32) float32 { return x }
func F(x float64) float64 { return x }
func I(x int) int { return x }
)");
  s.Load();
  auto text = [&](const Result& r) {
    EXPECT_EQ(r.status, Status::kInvalid);
    return r.text;
  };
  EXPECT_EQ(text(s.engine.Call("main.I8", 128)), "main.I8: argument 1: cannot use 128 as int8");
  EXPECT_EQ(text(s.engine.Call("main.I8", 1.5)), "main.I8: argument 1: cannot use 1.5 as int8");
  EXPECT_EQ(text(s.engine.Call("main.U", -1)), "main.U: argument 1: cannot use -1 as uint");
  EXPECT_EQ(text(s.engine.Call("main.I", 1e300)), "main.I: argument 1: cannot use 1e+300 as int");
  EXPECT_EQ(text(s.engine.Call("main.I", 9223372036854775808.0)),
            "main.I: argument 1: cannot use 9223372036854775808 as int");
  EXPECT_EQ(text(s.engine.Call("main.I", "1")), "main.I: argument 1: cannot use string as int");
  EXPECT_EQ(text(s.engine.Call("main.I", nullptr)), "main.I: argument 1: cannot use nil as int");
  EXPECT_EQ(text(s.engine.Call("main.F", (int64_t{1} << 53) + 1)), "main.F: argument 1: cannot use 9007199254740993 as float64");
  EXPECT_EQ(s.engine.Call("main.I8", -128).Get<int>(), -128);
  EXPECT_EQ(s.engine.Call("main.I", 3.0).Get<int>(), 3);
  EXPECT_EQ(s.engine.Call("main.F", 3).Get<double>(), 3.0);
  EXPECT_EQ(s.engine.Call("main.U", UINT64_MAX).Get<uint64_t>(), UINT64_MAX);
  EXPECT_EQ(s.engine.Call("main.U", UINT64_MAX).Get<int64_t>(), std::nullopt);
  EXPECT_EQ(s.engine.Call("main.F32", 0.1).Get<float>(), 0.1f);
}

TEST(EmbedTest, CompositeValues) {
  Script s(R"(package main
import "sort"
type Point struct { X, Y float64 }
type Player struct {
	Name string
	Pos  Point
	Tags []string
	HP   map[string]int
	next *Player
}
func Move(p Player, dx float64) Player { p.Pos.X += dx; p.Tags = append(p.Tags, "moved"); return p }
func Sum(xs []int32) (n int32) { for _, x := range xs { n += x }; return }
func Keys(m map[string]bool) (ks []string) { for k := range m { ks = append(ks, k) }; sort.Strings(ks); return }
func Bytes(b []byte) []byte { for i := range b { b[i] ^= 0xff }; return b }
func Array(a [3]int) [3]int { a[0], a[2] = a[2], a[0]; return a }
func Nils() ([]int, map[string]int, *Point, any, error, func(), chan int) { return nil, nil, nil, nil, nil, nil, nil }
func Any(x any) any { return x }
func Variadic(sep string, xs ...any) int { return len(xs) }
func Ptr(p *Point) float64 { if p == nil { return -1 }; return p.X }
func Big(b [5000]int) [5000]int { b[1]++; return b }
func Grid(g [][]rune) int { return len(g[1]) }
)");
  s.Load();
  Value player = Value::Fields{{"Name", "ann"}, {"Pos", Value::Fields{{"X", 1.5}}}, {"Tags", std::vector<std::string>{"a"}}};
  Result r = s.engine.Call("main.Move", player, 2);
  EXPECT_OK(r);
  EXPECT_EQ(r.values[0].Text(), "{Name:ann Pos:{X:3.5 Y:0} Tags:[a moved] HP:map[] next:nil}");
  EXPECT_EQ(r.values[0]["Pos"]["X"].As<double>(), 3.5);
  EXPECT_EQ(r.values[0]["Tags"][1].As<std::string>(), "moved");
  EXPECT_TRUE(r.values[0]["Nope"].is_nil());
  EXPECT_EQ(s.engine.Call("main.Sum", std::vector<int>{1, 2, 3}).Get<int>(), 6);
  EXPECT_EQ(s.engine.Call("main.Sum", Value::List{1, 2.0, int64_t{1} << 40}).text,
            "main.Sum: argument 1: element 2: cannot use 1099511627776 as int32");
  EXPECT_EQ(s.engine.Call("main.Keys", std::map<std::string, bool>{{"b", true}, {"a", false}}).Get<std::vector<std::string>>(),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(s.engine.Call("main.Bytes", Value::Bytes{0, 1, 255}).Get<Value::Bytes>(), (Value::Bytes{255, 254, 0}));
  EXPECT_EQ(s.engine.Call("main.Array", std::vector<int>{1, 2, 3}).Get<std::vector<int>>(), (std::vector<int>{3, 2, 1}));
  EXPECT_EQ(s.engine.Call("main.Array", std::vector<int>{1, 2}).status, Status::kInvalid);
  r = s.engine.Call("main.Nils");
  EXPECT_OK(r);
  EXPECT_EQ(r.values[0].kind(), Value::Kind::kList);
  EXPECT_EQ(r.values[1].kind(), Value::Kind::kMap);
  for (size_t i = 2; i < r.values.size(); i++) EXPECT_TRUE(r.values[i].is_nil()) << i;
  EXPECT_EQ(s.engine.Call("main.Any", Value::List{1, "a", nullptr, Value::Map{{1, 2}}, Value::Fields{{"k", true}}}).values[0].Text(),
            "[1 a nil map[1:2] map[k:true]]");
  EXPECT_EQ(s.engine.Call("main.Variadic", ",").Get<int>(), 0);
  EXPECT_EQ(s.engine.Call("main.Variadic", ",", 1, "b", nullptr).Get<int>(), 3);
  EXPECT_EQ(s.engine.Call("main.Variadic").text, "main.Variadic: got 0 arguments, want 1 or more");
  EXPECT_EQ(s.engine.Call("main.Ptr", nullptr).Get<double>(), -1);
  EXPECT_EQ(s.engine.Call("main.Ptr", std::map<std::string, double>{{"X", 2}}).Get<double>(), 2);
  EXPECT_EQ(s.engine.Call("main.Ptr", std::map<std::string, double>{{"Z", 2}}).text,
            "main.Ptr: argument 1: main.Point has no field Z");
  EXPECT_EQ(s.engine.Call("main.Grid", Value::List{Value::List{}, Value::List{1, 2}}).Get<int>(), 2);
  std::vector<int> big(5000, 7);
  r = s.engine.Call("main.Big", big);
  EXPECT_OK(r);
  big[1] = 8;
  EXPECT_EQ(r.Get<std::vector<int>>(), big);
  EXPECT_EQ(s.engine.Call("main.Any", Value::Map{{Value::List{1}, 1}}).text,
            "main.Any: argument 1: key [1] is not hashable");
}

TEST(EmbedTest, ValuesTooDeepOrLarge) {
  Script s(R"(package main
func Cycle() any { x := []any{nil}; x[0] = x; return x }
func Bomb() any {
	var x any = "0123456789"
	for i := 0; i < 40; i++ { x = []any{x, x} }
	return x
}
func Any(x any) {}
)");
  s.Load();
  EXPECT_EQ(s.engine.Call("main.Cycle").text, "main.Cycle: result 1: the value is nested too deeply");
  if (!kSanitized) {
    EXPECT_EQ(s.engine.Call("main.Bomb").text, "main.Bomb: result 1: the value is too large to copy");
  }
  Value deep;
  for (int i = 0; i < 300; i++) deep = Value::List{deep};
  EXPECT_EQ(s.engine.Call("main.Any", deep).status, Status::kInvalid);
  EXPECT_FALSE(s.engine.ended());
}

TEST(EmbedTest, Errors) {
  Script s(R"(package main
import ("errors"; "fmt"; "io/fs")
var Mine = errors.New("mine")
type Code int
func (c Code) Error() string { return fmt.Sprint("code ", int(c)) }
func Fail(n int) (int, error) {
	switch n {
	case 0: return 1, nil
	case 1: return 0, Mine
	case 2: return 0, Code(7)
	}
	return 0, fmt.Errorf("wrapped: %w", fs.ErrNotExist)
}
func IsMine(err error) bool { return errors.Is(err, Mine) }
func TextOf(err error) string { if err == nil { return "<nil>" }; return err.Error() }
func List() []error { return []error{nil, Mine} }
type Bad struct{}
func (Bad) Error() string { panic("no text") }
func BadText() error { return Bad{} }
)");
  s.Load();
  EXPECT_EQ(s.engine.Call("main.Fail", 0).Get<Error>(1).value().operator bool(), false);
  Result r = s.engine.Call("main.Fail", 1);
  EXPECT_EQ(r.Get<Error>(1)->text(), "mine");
  EXPECT_EQ(s.engine.Call("main.IsMine", r.values[1]).Get<bool>(), true);
  EXPECT_EQ(s.engine.Call("main.IsMine", Error("mine")).Get<bool>(), false);
  EXPECT_EQ(s.engine.Call("main.Fail", 2).values[1].Text(), "code 7");
  EXPECT_EQ(s.engine.Call("main.Fail", 3).values[1].Text(), "wrapped: file does not exist");
  EXPECT_EQ(s.engine.Call("main.TextOf", Error("from the host")).Get<std::string>(), "from the host");
  EXPECT_EQ(s.engine.Call("main.TextOf", Error()).Get<std::string>(), "<nil>");
  EXPECT_EQ(s.engine.Call("main.List").values[0].Text(), "[nil mine]");
  r = s.engine.Call("main.BadText");
  EXPECT_EQ(r.status, Status::kPanic);
  EXPECT_EQ(r.text, "panic: no text");
}

TEST(EmbedTest, HandlesKeepObjectsAlive) {
  Script s(R"(package main
import "runtime"
type Counter struct { N int; Name string }
func New(name string) *Counter { return &Counter{Name: name} }
func (c *Counter) Add(n int) int { c.N += n; return c.N }
func (c Counter) hidden() string { return c.Name }
func Same(a, b *Counter) bool { return a == b }
func Collect() { for i := 0; i < 3; i++ { runtime.GC() } }
func Chan() chan int { c := make(chan int, 1); c <- 5; return c }
func Take(c <-chan int) int { return <-c }
func Counters(n int) (cs []*Counter) { for i := 0; i < n; i++ { cs = append(cs, &Counter{N: i}) }; return }
)");
  s.Load();
  auto c = *s.engine.Call("main.New", "bob").Get<Object>();
  EXPECT_EQ(c.type(), "*main.Counter");
  EXPECT_OK(s.engine.Call("main.Collect"));
  EXPECT_EQ(c.Call("Add", 5).Get<int>(), 5);
  EXPECT_EQ(c.Call("Add", 6).Get<int>(), 11);
  EXPECT_EQ(c.Call("hidden").Get<std::string>(), "bob");
  EXPECT_EQ(c.Call("Nope").text, "*main.Counter has no method Nope");
  EXPECT_EQ(c.Load().values[0].Text(), "{N:11 Name:bob}");
  EXPECT_EQ(s.engine.Call("main.Same", c, c).Get<bool>(), true);
  auto d = *s.engine.Call("main.New", "dora").Get<Object>();
  EXPECT_EQ(s.engine.Call("main.Same", c, d).Get<bool>(), false);
  EXPECT_TRUE(c == c);
  EXPECT_FALSE(c == d);
  EXPECT_EQ(s.engine.Call("main.Take", c).text, "main.Take: argument 1: cannot use *main.Counter as <-chan int");
  EXPECT_EQ(s.engine.Call("main.Take", s.engine.Call("main.Chan").values[0]).Get<int>(), 5);
  // Many handles, released and taken again.
  for (int round = 0; round < 5; round++) {
    Result r = s.engine.Call("main.Counters", 300);
    ASSERT_EQ(r.values[0].size(), 300u);
    EXPECT_OK(s.engine.Call("main.Collect"));
    EXPECT_EQ(r.values[0][299].As<Object>()->Call("Add", 1).Get<int>(), 300);
  }
  Object left;
  EXPECT_EQ(left.Call("Add", 1).status, Status::kInvalid);
  {
    Script other("package main\ntype T struct{}\nfunc New() *T { return &T{} }\nfunc Take(x any) {}");
    other.Load();
    left = *other.engine.Call("main.New").Get<Object>();
    EXPECT_EQ(other.engine.Call("main.Take", c).text, "main.Take: argument 1: the value belongs to another engine");
  }
  EXPECT_EQ(left.Call("Add", 1).status, Status::kEnded);  // its engine is gone
  EXPECT_EQ(left.type(), "*main.T");
}

TEST(EmbedTest, Functions) {
  Script s(R"(package main
func Adder(n int) func(int) int { return func(x int) int { n += x; return n } }
func Apply(f func(int) int, x int) int { return f(x) }
func Generic[T any](x T) T { return x }
var V = 1
)");
  s.Load();
  auto f = *s.engine.Call("main.Adder", 10).Get<Function>();
  EXPECT_EQ(f.type(), "func(int) int");
  EXPECT_EQ(f(1).Get<int>(), 11);
  EXPECT_EQ(f(1).Get<int>(), 12);
  EXPECT_EQ(s.engine.Call("main.Apply", f, 8).Get<int>(), 20);
  EXPECT_EQ(f("x").text, "func(int) int: argument 1: cannot use string as int");
  EXPECT_EQ(Function()(1).status, Status::kInvalid);
  Function apply = s.engine.Find("main.Apply");
  ASSERT_TRUE(apply);
  EXPECT_EQ(apply(f, 0).Get<int>(), 20);
  EXPECT_EQ(apply(apply, 0).status, Status::kInvalid);
  std::string why;
  EXPECT_FALSE(s.engine.Find("main.Nope", &why));
  EXPECT_EQ(why, "there is no function main.Nope");
  EXPECT_FALSE(s.engine.Find("main.V", &why));
  EXPECT_FALSE(s.engine.Find("nope.F", &why));
  EXPECT_EQ(why, "no package nope is loaded");
  EXPECT_FALSE(s.engine.Find("F", &why));
  EXPECT_EQ(s.engine.Call("main.Generic", 1).text, "main.Generic is generic");
}

// ---------------------------------------------------------------- host functions

TEST(EmbedTest, HostFunctions) {
  Script s(R"(package main
import ("fmt"; "game/ui"; "host")
func Use() string {
	n, err := host.Parse("12")
	_, err2 := host.Parse("x")
	host.Nothing()
	w := ui.Window{Title: "t", W: ui.Width}
	return fmt.Sprint(host.Add(1, 2), n, err, err2, host.Join([]string{"a", "b"}, "-"), host.Half(3), ui.Area(w), host.Count(map[string]int32{"x": 1}), host.Echo(5), host.Now())
}
)");
  s.engine.Package("host")
      .Func("Add", [](int64_t a, int64_t b) { return a + b; })
      .Func("Parse", [](const std::string& t) -> std::tuple<int64_t, Error> {
        if (t == "x") return {0, Error("bad number x")};
        return {std::stoi(t), Error()};
      })
      .Func("Nothing", [] {})
      .Func("Join", [](std::vector<std::string> parts, std::string_view sep) {
        std::string out;
        for (const std::string& p : parts) out += (out.empty() ? "" : std::string(sep)) + p;
        return out;
      })
      .Func("Half", [](double x) { return x / 2; })
      .Func("Count", [](const std::map<std::string, int32_t>& m) { return m.at("x"); })
      .Func("Echo", [](Value v) { return v; })
      .Source("import \"time\"")
      .Func("func Now() time.Duration", [] { return int64_t{1500}; });
  s.engine.Package("game/ui")
      .Source("type Window struct { Title string; W, H int }\nconst Width = 80\nfunc Area(w Window) (n int)")
      .Func("Area", [](HostCall& call) { call.Return(*call.args()[0]["W"].As<int>() * 2); });
  s.Load();
  EXPECT_EQ(s.engine.Call("main.Use").Get<std::string>(), "3 12 <nil> bad number xa-b1.5 160 1 5 1.5µs");
  EXPECT_EQ(s.engine.Call("host.Add", 2, 3).Get<int>(), 5);
}

TEST(EmbedTest, HostPackagesAreChecked) {
  {
    Script s("package main\nimport \"host\"\nfunc F() int { return host.Add(\"a\", 1) + host.Sub(1) }");
    s.engine.Package("host").Func("Add", [](int64_t a, int64_t b) { return a + b; });
    EXPECT_FALSE(s.engine.LoadText("script.go", "package main\nimport \"host\"\nfunc F() int { return host.Add(\"a\", 1) + host.Sub(1) }"));
    EXPECT_EQ(s.engine.errors(true),
              "script.go:3:32: cannot use \"a\" (untyped string constant) as int value in argument to host.Add\n"
              "script.go:3:47: undefined: host.Sub\n");
  }
  {
    Engine e;
    e.Package("host").Source("func Missing() int");
    EXPECT_FALSE(e.LoadText("a.go", "package main\nimport _ \"host\"\nfunc F() {}"));
    EXPECT_EQ(e.errors(true), "host.go:1:20: missing function body\n");
  }
  {
    Engine e;
    e.Package("host").Source("type T struct { x Nope }\nfunc (");
    EXPECT_FALSE(e.LoadText("a.go", "package main\nimport _ \"host\"\nfunc F() {}"));
    EXPECT_NE(e.errors(true), "");
  }
}

TEST(EmbedTest, HostFunctionPanics) {
  Script t(R"(package main
import ("fmt"; "host")
func Recovered() (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	host.Panic()
	return "not reached"
}
func Thrown() (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	host.Throw()
	return "not reached"
}
func Through() { host.Panic() }
func BadResult() { host.Bad() }
func BadCount() { host.Count() }
)");
  t.engine.Package("host")
      .Func("func Panic()", [](HostCall& call) { call.Panic("from the host"); })
      .Func("Throw", []() -> int64_t { throw std::runtime_error("thrown"); })
      .Func("func Bad() int8", [](HostCall& call) { call.Return(1000); })
      .Func("func Count() (int, int)", [](HostCall& call) { call.Return(1); });
  t.Load();
  EXPECT_EQ(t.engine.Call("main.Recovered").Get<std::string>(), "from the host");
  EXPECT_EQ(t.engine.Call("main.Thrown").Get<std::string>(), "C++ exception: thrown");
  Result r = t.engine.Call("main.Through");
  EXPECT_EQ(r.status, Status::kPanic);
  EXPECT_EQ(r.text, "panic: from the host");
  EXPECT_NE(r.trace.find("main.Through()\n\t"), std::string::npos) << r.trace;
  EXPECT_EQ(t.engine.Call("main.BadResult").text, "panic: host.Bad: result 1: cannot use 1000 as int8");
  EXPECT_EQ(t.engine.Call("main.BadCount").text, "panic: host.Count: the host function returned 1 values, want 2");
  EXPECT_FALSE(t.engine.ended());
}

TEST(EmbedTest, Callbacks) {
  Script s(R"(package main
import ("errors"; "host"; "runtime"; "sync"; "time")
func Sum(n int) int { sum := 0; host.Each(n, func(i int) { sum += i }); return sum }
func Parks(n int) int {
	c := make(chan int)
	go func() { for i := 0; i < n; i++ { c <- i } }()
	sum := 0
	host.Each(n, func(int) { time.Sleep(time.Millisecond); sum += <-c })
	return sum
}
func Nested(depth int) int {
	if depth == 0 { return 1 }
	n := 0
	host.Each(2, func(int) { n += Nested(depth - 1) })
	return n
}
func Many(g, n int) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range g {
		wg.Go(func() {
			host.Each(n, func(i int) { runtime.Gosched(); mu.Lock(); sum += i; mu.Unlock() })
		})
	}
	wg.Wait()
	return sum
}
func Panics() (text string) { return host.Status(func() { panic("inside") }) }
func Exits() (text string) {
	done := make(chan string)
	go func() {
		defer func() { done <- text }()
		text = "before"
		text = host.Status(func() { runtime.Goexit() })
	}()
	return <-done
}
func Err() string { return host.ErrorText(errors.New("e1")) }
func Double(x int) int { return 2 * x }
func ByName() int { return host.ByName("main.Double", 21) }
)");
  std::atomic<int> moved{0};
  s.engine.Package("host")
      .Func("Each", [&](int64_t n, Callback<void(int64_t)> f) {
        std::thread::id here = std::this_thread::get_id();
        for (int64_t i = 0; i < n; i++) {
          Result r = f(i);
          EXPECT_OK(r);
          if (std::this_thread::get_id() != here) moved++;
        }
      })
      .Func("Status", [](Callback<void()> f) {
        Result r = f();
        if (r.status == Status::kGoexit) {
          EXPECT_EQ(f().status, Status::kGoexit);
        }
        return r.text;
      })
      .Func("ErrorText", [](Error e) { return e.text(); })
      .Func("ByName", [](HostCall& call, const std::string& name, int64_t x) {
        return call.engine().Call(name, x).Get<int64_t>().value_or(-1);
      });
  s.Load();
  EXPECT_EQ(s.engine.Call("main.Sum", 10).Get<int>(), 45);
  EXPECT_EQ(s.engine.Call("main.Parks", 20).Get<int>(), 190);
  EXPECT_EQ(s.engine.Call("main.Nested", 6).Get<int>(), 64);
  EXPECT_EQ(s.engine.Call("main.Many", 20, 30).Get<int>(), 20 * 435);
  EXPECT_EQ(s.engine.Call("main.Panics").Get<std::string>(), "panic: inside");
  EXPECT_EQ(s.engine.Call("main.Exits").Get<std::string>(), "before");
  EXPECT_EQ(s.engine.Call("main.Err").Get<std::string>(), "e1");
  EXPECT_EQ(s.engine.Call("main.ByName").Get<int>(), 42);
  EXPECT_EQ(moved.load(), 0);
}

TEST(EmbedTest, BlockingHostFunctionLetsOthersRun) {
  Options o;
  o.max_procs = 1;
  Script s(R"(package main
import "host"
func F() int {
	done := make(chan bool)
	n := 0
	go func() { for n < 1000 { n++ }; host.Open(); done <- true }()
	host.Wait()
	<-done
	return n
}
)", o);
  Signal gate;
  s.engine.Package("host").Func("Wait", [&] { EXPECT_TRUE(gate.Wait()); }).Func("Open", [&] { gate.Set(); });
  s.Load();
  EXPECT_EQ(s.engine.Call("main.F").Get<int>(), 1000);
}

TEST(EmbedTest, HostFunctionsRunAtTheSameTime) {
  Script s(R"(package main
import ("host"; "sync")
func F(n int) { var wg sync.WaitGroup; for range n { wg.Go(func() { host.Meet() }) }; wg.Wait() }
)");
  constexpr int kParties = 8;
  std::mutex mu;
  std::condition_variable cv;
  int here = 0;
  s.engine.Package("host").Func("Meet", [&] {
    std::unique_lock<std::mutex> lock(mu);
    here++;
    cv.notify_all();
    EXPECT_TRUE(cv.wait_for(lock, std::chrono::seconds(60), [&] { return here == kParties; }));
  });
  s.Load();
  EXPECT_OK(s.engine.Call("main.F", kParties));
}

TEST(EmbedTest, LockOSThreadKeepsTheCallersThread) {
  Script s(R"(package main
import ("host"; "runtime"; "time")
func F() { runtime.LockOSThread(); for range 5 { time.Sleep(time.Millisecond); host.Here() } ; runtime.UnlockOSThread() }
)");
  std::thread::id caller = std::this_thread::get_id();
  std::atomic<int> here{0};
  s.engine.Package("host").Func("Here", [&] { here += std::this_thread::get_id() == caller; });
  s.Load();
  EXPECT_OK(s.engine.Call("main.F"));
  EXPECT_LE(here.load(), 5);
}

// ---------------------------------------------------------------- the life of an engine

TEST(EmbedTest, InitAndRun) {
  Script s(R"(package main
import "fmt"
var n = count()
func count() int { fmt.Println("variables"); return 1 }
func init() { fmt.Println("init"); n++ }
func Get() int { return n }
func main() { n += 40; fmt.Println("main") }
)");
  EXPECT_EQ(s.engine.Call("main.Get").text, "no program is loaded");
  EXPECT_EQ(s.engine.Run().status, Status::kInvalid);
  s.Load();
  EXPECT_OK(s.engine.Init());
  EXPECT_OK(s.engine.Init());
  EXPECT_EQ(s.engine.Call("main.Get").Get<int>(), 2);
  Result r = s.engine.Run();
  EXPECT_OK(r);
  EXPECT_EQ(r.exit_status, 0);
  EXPECT_EQ(s.engine.Call("main.Get").Get<int>(), 42);
  EXPECT_EQ(s.out(), "variables\ninit\nmain\n");
}

TEST(EmbedTest, AnyPackageNameAndNoMain) {
  Script s("package rules\nfunc F() int { return 7 }");
  s.Load();
  EXPECT_EQ(s.engine.Call("main.F").Get<int>(), 7);
  EXPECT_EQ(s.engine.Run().status, Status::kInvalid);
  EXPECT_EQ(s.engine.Call("main.F").Get<int>(), 7);
}

TEST(EmbedTest, GoroutinesStandStillBetweenCalls) {
  Script s(R"(package main
import ("sync/atomic"; "time")
var n atomic.Int64
func Start() { go func() { for { n.Add(1); time.Sleep(10 * time.Microsecond) } }() }
func Get() int64 { return n.Load() }
func Wait(k int64) int64 { for end := n.Load() + k; n.Load() < end; { time.Sleep(time.Millisecond) }; return n.Load() }
)");
  s.Load();
  EXPECT_OK(s.engine.Call("main.Start"));
  EXPECT_GE(*s.engine.Call("main.Wait", 5).Get<int64_t>(), 5);
  EXPECT_GE(*s.engine.Call("main.Wait", 5).Get<int64_t>(), 10);
}

TEST(EmbedTest, AnyThreadMayCall) {
  Script s("package main\nvar n int\nfunc Inc() int { n++; return n }");
  s.Load();
  for (int i = 1; i <= 4; i++) {
    std::thread([&] { EXPECT_EQ(s.engine.Call("main.Inc").Get<int>(), i); }).join();
  }
}

TEST(EmbedTest, SecondThreadIsRefused) {
  Script s("package main\nimport \"host\"\nfunc F() { host.Wait() }\nfunc G() {}");
  Signal inside, gate;
  s.engine.Package("host").Func("Wait", [&] {
    inside.Set();
    EXPECT_TRUE(gate.Wait());
  });
  s.Load();
  std::thread t([&] { EXPECT_OK(s.engine.Call("main.F")); });
  EXPECT_TRUE(inside.Wait());
  EXPECT_EQ(s.engine.Call("main.G").text, "the engine is in use");
  EXPECT_EQ(s.engine.Run().status, Status::kInvalid);
  gate.Set();
  t.join();
  EXPECT_OK(s.engine.Call("main.G"));
}

// ---------------------------------------------------------------- what can go wrong

TEST(EmbedTest, PanicEndsTheCallOnly) {
  Script s(R"(package main
import ("errors"; "fmt")
var log string
func Index(i int) int { defer func() { log += "deferred;" }(); xs := []int{1, 2, 3}; return xs[i] }
func Log() string { return log }
func Custom() { panic(errors.New("custom")) }
func Twice() { defer func() { panic("second") }(); panic("first") }
type T struct{ a int }
func (t T) String() string { return fmt.Sprint("T", t.a) }
func Stringer() { panic(T{3}) }
func Nil() { var p *T; p.a++ }
)");
  s.Load();
  Result r = s.engine.Call("main.Index", 5);
  EXPECT_EQ(r.status, Status::kPanic);
  EXPECT_EQ(r.exit_status, 2);
  EXPECT_EQ(r.text, "panic: runtime error: index out of range [5] with length 3");
  EXPECT_EQ(r.trace.rfind("goroutine ", 0), 0u) << r.trace;
  EXPECT_NE(r.trace.find("/script.go:4 "), std::string::npos) << r.trace;
  EXPECT_EQ(s.engine.Call("main.Index", 1).Get<int>(), 2);
  EXPECT_EQ(s.engine.Call("main.Log").Get<std::string>(), "deferred;deferred;");
  EXPECT_EQ(s.engine.Call("main.Custom").text, "panic: custom");
  EXPECT_EQ(s.engine.Call("main.Twice").text, "panic: first\n\tpanic: second");
  EXPECT_EQ(s.engine.Call("main.Stringer").text, "panic: T3");
  EXPECT_EQ(s.engine.Call("main.Nil").text, "panic: runtime error: invalid memory address or nil pointer dereference");
  EXPECT_EQ(s.err(), "");
}

TEST(EmbedTest, GoexitEndsTheCallOnly) {
  Script s("package main\nimport \"runtime\"\nvar n int\nfunc F() { defer func() { n++ }(); runtime.Goexit() }\nfunc N() int { return n }");
  s.Load();
  for (int i = 0; i < 3; i++) EXPECT_EQ(s.engine.Call("main.F").status, Status::kGoexit);
  EXPECT_EQ(s.engine.Call("main.N").Get<int>(), 3);
}

// The ways in which an engine ends: each by a call of F or by Run.
struct Ending {
  const char* name;
  const char* body;  // of F
  Status status;
  int exit_status;
  const char* text;  // what the result's text begins with
  size_t memory = 0;
  uint64_t instructions = 0;
  int64_t time_ms = 0;
};
void PrintTo(const Ending& e, std::ostream* os) { *os << e.name; }

class EndingTest : public testing::TestWithParam<Ending> {};

TEST_P(EndingTest, EndsTheEngineNotTheHost) {
  const Ending& e = GetParam();
  for (bool run : {false, true}) {
    Options o;
    o.memory_limit = e.memory;
    o.instruction_limit = e.instructions;
    o.time_limit_ns = e.time_ms * 1000000;
    Script s(std::string(R"(package main
import ("fmt"; "os"; "runtime"; "sync"; "time")
var _ = fmt.Sprint; var _ = os.Args; var _ = runtime.GC; var _ sync.Mutex; var _ = time.Now
type Deep struct { next *Deep; all []any }
func (d Deep) String() string { return fmt.Sprint(d) }
func rec(n int) int { return rec(n+1) + 1 }
var sink any
func G() int { return 1 }
func main() { F() }
func F() {
)") + e.body + "\n}\n", o);
    s.Load();
    Result r = run ? s.engine.Run() : s.engine.Call("main.F");
    EXPECT_EQ(r.status, e.status) << r.text << "\n" << r.trace;
    EXPECT_EQ(r.exit_status, e.exit_status);
    EXPECT_EQ(r.text.substr(0, std::string(e.text).size()), e.text);
    EXPECT_TRUE(s.engine.ended());
    Result again = s.engine.Call("main.G");
    EXPECT_EQ(again.status, Status::kEnded);
    EXPECT_EQ(again.text.rfind("the engine has ended: ", 0), 0u) << again.text;
    EXPECT_EQ(s.engine.Run().status, Status::kEnded);
    EXPECT_EQ(s.engine.Init().status, Status::kEnded);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, EndingTest,
    testing::Values(
        Ending{"Exit", "os.Exit(3)", Status::kExited, 3, "exit status 3"},
        Ending{"ExitZero", "os.Exit(0)", Status::kExited, 0, "exit status 0"},
        Ending{"ExitInGoroutine", "go os.Exit(4); select {}", Status::kExited, 4, "exit status 4"},
        Ending{"PanicInGoroutine", "go func() { panic(fmt.Errorf(\"e%d\", 1)) }(); select {}", Status::kDied, 2, "panic: e1"},
        Ending{"Deadlock", "c := make(chan int); go func() { c <- 1 }(); <-c; <-c", Status::kDied, 2,
               "fatal error: all goroutines are asleep - deadlock!"},
        Ending{"DeadlockMutex", "var mu sync.Mutex; mu.Lock(); mu.Lock()", Status::kDied, 2,
               "fatal error: all goroutines are asleep - deadlock!"},
        Ending{"ConcurrentMapWrites",
               "m := map[int]int{}; for range 4 { go func() { for i := 0; ; i++ { m[i%100] = i; delete(m, i%50) } }() }; select {}",
               Status::kDied, 2, "fatal error: concurrent map"},
        Ending{"UnlockOfUnlocked", "var mu sync.Mutex; mu.Unlock()", Status::kDied, 2, "fatal error: sync: unlock of unlocked mutex"},
        Ending{"CloseNilInGoroutine", "var c chan int; go close(c); select {}", Status::kDied, 2, "panic: close of nil channel"},
        Ending{"StackOverflow", "rec(0)", Status::kLimit, 2, "fatal error: runtime: out of memory", 64 << 20},
        Ending{"DeepPrinting", "fmt.Sprint(Deep{})", Status::kLimit, 2, "fatal error: runtime: out of memory", 64 << 20},
        Ending{"Memory", "var all [][]byte; for { all = append(all, make([]byte, 1<<16)) }", Status::kLimit, 2,
               "fatal error: runtime: out of memory", 32 << 20},
        Ending{"HugeAllocation", "sink = make([]byte, 1<<40)", Status::kLimit, 2, "fatal error: runtime: out of memory", 32 << 20},
        Ending{"ManyGoroutines", "for { go func() { select {} }() }", Status::kLimit, 2, "fatal error: ", 32 << 20},
        Ending{"Instructions", "for {}", Status::kLimit, 2, "fatal error: instruction limit exceeded", 0, 100000},
        Ending{"InstructionsInGoroutine", "go func() { for {} }(); select {}", Status::kLimit, 2,
               "fatal error: instruction limit exceeded", 0, 100000},
        Ending{"Time", "for {}", Status::kLimit, 2, "fatal error: time limit exceeded", 0, 0, 30},
        Ending{"TimeAsleep", "time.Sleep(time.Hour)", Status::kLimit, 2, "fatal error: time limit exceeded", 0, 0, 30},
        Ending{"TimeInGoroutines", "for range 10 { go func() { for {} }() }; select {}", Status::kLimit, 2,
               "fatal error: time limit exceeded", 0, 0, 30}),
    [](const testing::TestParamInfo<Ending>& info) { return std::string(info.param.name); });

TEST(EmbedTest, PanicOfMainDies) {
  Script s("package main\nfunc main() { var m map[string]int; m[\"a\"] = 1 }");
  s.Load();
  Result r = s.engine.Run();
  EXPECT_EQ(r.status, Status::kDied);
  EXPECT_EQ(r.text, "panic: assignment to entry in nil map");
  EXPECT_EQ(r.trace.rfind("goroutine 1 [running]:\nmain.main()", 0), 0u) << r.trace;
  EXPECT_EQ(s.err().rfind(r.text, 0), 0u);
  EXPECT_TRUE(s.engine.ended());
}

TEST(EmbedTest, PanicInInitEndsTheEngine) {
  Script s("package main\nvar x = f()\nfunc f() int { panic(\"no\") }\nfunc G() {}");
  s.Load();
  Result r = s.engine.Call("main.G");
  EXPECT_EQ(r.status, Status::kDied);
  EXPECT_EQ(r.text, "panic: no");
  EXPECT_EQ(s.engine.Call("main.G").text, "the engine has ended: panic: no");
}

TEST(EmbedTest, Stop) {
  for (const char* body : {"for {}", "select {}", "time.Sleep(time.Hour)", "for { go func() { for {} }(); time.Sleep(time.Millisecond) }"}) {
    Script s(std::string("package main\nimport (\"host\"; \"time\")\nvar _ = time.Now\nfunc F() { go func() { for { time.Sleep(time.Second) } }(); host.Started(); ") + body + " }");
    Signal started;
    s.engine.Package("host").Func("Started", [&] { started.Set(); });
    s.Load();
    Result r;
    std::thread t([&] { r = s.engine.Call("main.F"); });
    EXPECT_TRUE(started.Wait());
    s.engine.Stop();
    t.join();
    EXPECT_EQ(r.status, Status::kStopped) << body;
    EXPECT_EQ(s.engine.Call("main.F").text, "the engine has ended: stopped");
  }
  Engine idle;
  idle.Stop();
  idle.Stop();
  EXPECT_TRUE(idle.ended());
}

TEST(EmbedTest, EndWhileInsideHostFunctions) {
  // Suspended in a callback, blocked in the host, and running: all return, their destructors run.
  std::atomic<int> inside{0}, left{0};
  struct Scope {
    std::atomic<int>* left;
    ~Scope() { ++*left; }
  };
  {
    Script t(R"(package main
import ("host"; "os"; "time")
func F() {
	for range 3 { go host.Call(func() { select {} }) }
	go host.Call(func() { host.Call(func() { <-make(chan int) }) })
	go host.Call(func() { for { time.Sleep(time.Microsecond) } })
	go host.Block()
	for host.Inside() < 7 { time.Sleep(time.Millisecond) }
	host.Call(func() { os.Exit(9) })
}
)");
    t.engine.Package("host")
        .Func("Call", [&](Callback<void()> f) {
          Scope scope{&left};
          std::string big(1000, 'x');
          inside++;
          Result r = f();
          EXPECT_EQ(r.status, Status::kEnded);
          EXPECT_EQ(f().status, Status::kEnded);
        })
        .Func("Inside", [&] { return int64_t{inside}; })
        .Func("func Block()", [&](HostCall& call) {
          Scope scope{&left};
          inside++;
          while (!call.ended()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        });
    t.Load();
    Result r = t.engine.Call("main.F");
    EXPECT_EQ(r.status, Status::kExited);
    EXPECT_EQ(r.exit_status, 9);
  }
  EXPECT_EQ(inside.load(), 8);
  EXPECT_EQ(left.load(), 8);
}

TEST(EmbedTest, DestroyedBetweenCallsWithHostFunctionsInProgress) {
  std::atomic<int> left{0};
  struct Scope {
    std::atomic<int>* left;
    ~Scope() { ++*left; }
  };
  {
    Script s(R"(package main
import ("host"; "time")
func F() {
	c := make(chan bool)
	go host.Call(func() { c <- true; select {} })
	go func() { c <- true; host.Wait() }()
	<-c; <-c
	time.Sleep(5 * time.Millisecond)
}
)");
    s.engine.Package("host")
        .Func("Call", [&](Callback<void()> f) {
          Scope scope{&left};
          EXPECT_EQ(f().status, Status::kEnded);
        })
        .Func("func Wait()", [&](HostCall& call) {
          Scope scope{&left};
          while (!call.ended()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        });
    s.Load();
    EXPECT_OK(s.engine.Call("main.F"));
  }
  EXPECT_GE(left.load(), 1);
}

// ---------------------------------------------------------------- several engines

TEST(EmbedTest, EnginesDoNotSeeEachOther) {
  const char* text = R"(package main
import ("fmt"; "os"; "host")
var n int
func Inc() int { n++; fmt.Println(os.Args[1], os.Getenv("WHO"), n, host.Name()); return n }
func Set() { os.Setenv("WHO", "changed") }
func Die() { os.Exit(1) }
)";
  Options a, b;
  a.args = {"p", "first"};
  b.args = {"p", "second"};
  a.env = {"WHO=ann"};
  b.env = {"WHO=bob"};
  a.inherit_env = b.inherit_env = false;
  Script x(text, a), y(text, b);
  x.engine.Package("host").Func("Name", [] { return std::string("x"); });
  y.engine.Package("host").Func("Name", [] { return std::string("y"); });
  x.Load();
  y.Load();
  EXPECT_EQ(x.engine.Call("main.Inc").Get<int>(), 1);
  EXPECT_EQ(x.engine.Call("main.Inc").Get<int>(), 2);
  EXPECT_EQ(y.engine.Call("main.Inc").Get<int>(), 1);
  EXPECT_OK(x.engine.Call("main.Set"));
  EXPECT_EQ(y.engine.Call("main.Inc").Get<int>(), 2);
  EXPECT_EQ(x.engine.Call("main.Die").status, Status::kExited);
  EXPECT_EQ(y.engine.Call("main.Inc").Get<int>(), 3);
  EXPECT_EQ(x.out(), "first ann 1 x\nfirst ann 2 x\n");
  EXPECT_EQ(y.out(), "second bob 1 y\nsecond bob 2 y\nsecond bob 3 y\n");
}

TEST(EmbedTest, EnginesAtTheSameTime) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([i] {
      Script s(R"(package main
import ("host"; "sync"; "fmt")
func Work(k int) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	sum := 0
	for g := range 10 {
		wg.Go(func() {
			for j := range 50 { v := host.Mul(g*j, k); s := fmt.Sprint(v); mu.Lock(); sum += v + len(s)*0; mu.Unlock() }
		})
	}
	wg.Wait()
	return fmt.Sprint(sum)
}
)");
      s.engine.Package("host").Func("Mul", [](int64_t a, int64_t b) { return a * b; });
      s.Load();
      EXPECT_EQ(s.engine.Call("main.Work", i).Get<std::string>(), std::to_string(45 * 1225 * i));
    });
  }
  for (std::thread& t : threads) t.join();
}

TEST(EmbedTest, EngineInsideOfAnother) {
  Script outer("package main\nimport \"host\"\nfunc F(n int) int { return host.Inner(n) + 1 }");
  Script inner("package main\nimport \"host\"\nfunc F(n int) int { return host.Outer(func() int { return n }) * 2 }");
  Script* in = &inner;
  outer.engine.Package("host").Func("Inner", [in](int64_t n) { return in->engine.Call("main.F", n).Get<int64_t>().value_or(-1); });
  inner.engine.Package("host").Func("Outer", [](Callback<int64_t()> f) { return f().Get<int64_t>().value_or(-1); });
  outer.Load();
  inner.Load();
  EXPECT_EQ(outer.engine.Call("main.F", 20).Get<int>(), 41);
}

TEST(EmbedTest, SignalsAreTheHosts) {
  static std::atomic<int> seen;
  seen = 0;
  struct sigaction sa {}, old {};
  sa.sa_handler = [](int) { seen++; };
  sigaction(SIGUSR1, &sa, &old);
  struct sigaction pipe_before {};
  sigaction(SIGPIPE, nullptr, &pipe_before);
  Script s(R"(package main
import ("os"; "os/signal"; "syscall")
func F() string {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1)
	r, w, err := os.Pipe()
	if err != nil { return err.Error() }
	r.Close()
	_, err = w.Write([]byte("x"))
	signal.Stop(c)
	return err.Error()
}
)");
  s.Load();
  EXPECT_EQ(s.engine.Call("main.F").Get<std::string>(), "write |1: broken pipe");
  raise(SIGUSR1);
  EXPECT_EQ(seen.load(), 1);
  struct sigaction pipe_after {};
  sigaction(SIGPIPE, nullptr, &pipe_after);
  EXPECT_EQ(pipe_before.sa_handler, pipe_after.sa_handler);
  sigaction(SIGUSR1, &old, nullptr);
}

TEST(EmbedTest, Deterministic) {
  auto run = [](uint64_t seed) {
    Options o;
    o.deterministic = true;
    o.seed = seed;
    Script s(R"(package main
import ("fmt"; "host"; "sync"; "time")
func F() string {
	out := ""
	var wg sync.WaitGroup
	for i := range 6 { wg.Go(func() { time.Sleep(time.Hour); host.Do(func() { out += fmt.Sprint(i) }) }) }
	wg.Wait()
	return out
}
)", o);
    s.engine.Package("host").Func("Do", [](Callback<void()> f) { EXPECT_OK(f()); });
    s.Load();
    return s.engine.Call("main.F").Get<std::string>().value_or("?");
  };
  EXPECT_EQ(run(7).size(), 6u);
  EXPECT_EQ(run(7), run(7));
}

}  // namespace
}  // namespace minigo
