// What the checker leaves on the tree for the compiler: types and values of expressions, facts of
// variables; what gc looks at after checking; long and deep programs.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "grammar/parser.h"
#include "interp/types/check.h"

namespace minigo::types {
namespace {

struct Checked {
  Interner names;
  grammar::SourceSet sources;
  World world{names, sources};
  grammar::Diags diags;
  Package pkg;

  explicit Checked(const std::string& text, Config config = {}) {
    pkg.path = "p";
    grammar::SourceFile* source = sources.Add("x.go", "/x.go", text);
    pkg.files.push_back(grammar::ParseFile(source, world.arena(), names, diags));
    world.Check(&pkg, config, diags);
  }

  std::string Messages() {
    diags.SortAndDedupe(sources);
    std::string s;
    for (const grammar::Diag& d : diags.list()) s += grammar::Format(d, sources, "") + "\n";
    return s;
  }

  std::string Dump() { return DumpTypes(*pkg.files[0]); }

  // The facts of the variable called `name`, wherever it is declared: a(ddress taken), c(aptured),
  // r(eassigned).
  std::string VarFacts(std::string_view name) {
    std::string facts = "none";
    Find(pkg.scope, name, &facts);
    return facts;
  }

 private:
  void Find(Scope* s, std::string_view name, std::string* facts) {
    for (Object* obj : s->objects()) {
      Var* v = Is<Var>(obj);
      if (v == nullptr || v->name_view() != name) continue;
      facts->clear();
      if (v->address_taken) *facts += 'a';
      if (v->captured) *facts += 'c';
      if (v->reassigned) *facts += 'r';
    }
    for (Scope* child = s->first_child(); child != nullptr; child = child->next_sibling()) Find(child, name, facts);
  }
};

bool Has(const std::string& dump, const std::string& line) {
  return ("\n" + dump).find("\n" + line + "\n") != std::string::npos;
}

TEST(Facts, Variables) {
  Checked c(R"go(package p
type T struct { n int; a [4]int; p *T }
func (t *T) ptr() {}
func (t T) val() {}
func use(...any) {}
func f(param int, set int) {
	plain := 1
	addressed := 2
	use(&addressed, plain)
	field := T{}
	use(&field.n)
	elem := T{}
	use(&elem.a[1])
	through := &T{}
	use(&through.n, &through.p.n)
	slice := []int{1}
	use(&slice[0])
	slicedarray := [3]int{}
	use(slicedarray[:])
	method := T{}
	method.ptr()
	value := T{}
	value.val()
	methodval := T{}
	use(methodval.ptr)
	assigned := 1
	assigned = 2
	op := 1
	op += 2
	inc := 1
	inc++
	part := T{}
	part.n = 1
	redeclared, other := 1, 2
	redeclared, another := 3, 4
	ranged := 0
	for ranged = range 3 {
	}
	captured := 1
	writtenin := 1
	func() {
		inner := captured
		inner2 := 0
		inner2 = inner
		writtenin = inner2
		use(param)
		func() { use(plain) }()
	}()
	set = 1
	use(writtenin, assigned, op, inc, redeclared, other, another, ranged, part)
}
)go");
  EXPECT_EQ("", c.Messages());
  const std::pair<const char*, const char*> want[] = {
      {"plain", "c"},  {"addressed", "a"}, {"field", "a"},       {"elem", "a"},
      {"through", ""}, {"slice", ""},      {"slicedarray", "a"}, {"method", "a"},
      {"value", ""},   {"methodval", "a"}, {"assigned", "r"},    {"op", "r"},
      {"inc", "r"},    {"part", "r"},      {"redeclared", "r"},  {"other", ""},
      {"another", ""}, {"ranged", "r"},    {"captured", "c"},    {"writtenin", "cr"},
      {"inner", ""},   {"inner2", "r"},    {"param", "c"},       {"set", "r"},
  };
  for (auto [name, facts] : want) EXPECT_EQ(facts, c.VarFacts(name)) << name;
}

TEST(Facts, UntypedExpressionsGetTheirFinalTypes) {
  Checked c(R"go(package p
var s uint
var a float64 = 1
var b = 1 << s
var c int64 = 1<<s + 2
var d any = 'x'
var e byte = 'a' + 1
var f = a == 1
type B bool
var g B = s > 1 && s < 5
var m = map[string]int{}
var v, ok = m["x"]
var p *int = nil
var i = []byte("foo")
)go");
  EXPECT_EQ("", c.Messages());
  std::string dump = c.Dump();
  for (const char* line : {
           "3:17 Lit #1 float64 = 1",
           "4:9 Binary #1 int",
           "4:9 Lit #1 int = 1",
           "5:15 Lit #1 int64 = 1",
           "5:22 Lit #1 int64 = 2",
           "6:13 Lit #1 rune = 120",
           "7:14 Binary #1 byte = 98",
           "8:14 Lit #1 float64 = 1",
           "10:11 Binary #2 p.B",
           "10:20 Binary #1 p.B",
           "12:13 Index #1 (int, bool)",
           "13:14 Name #1 *int",
           "14:16 Lit #1 string = \"foo\"",
       }) {
    EXPECT_TRUE(Has(dump, line)) << line << "\n" << dump;
  }
}

TEST(Facts, SelectionsAndInstances) {
  Checked c(R"go(package p
type E struct { x, y int }
func (*E) M() {}
type T struct { a int; *E }
func g[A, B any](a A, b B) A { return a }
func f(t T) {
	_ = t.y
	t.M()
	_ = (*E).M
	_ = g(1, "s")
	_ = g[int8](1, t)
	var h func(string, int) string = g
	_ = h
}
)go");
  EXPECT_EQ("", c.Messages());
  std::string dump = c.Dump();
  for (const char* line : {
           "7:6 Selector #1 int sel=0,[1 1],true",
           "8:2 Selector #1 func() sel=1,[1 0],true",
           "9:6 Selector #1 func(*p.E) sel=2,[0],true",
           "10:6 Name #1 func(a int, b string) int inst=int;string;",
           "11:6 Name #1 func[A, B any](a A, b B) A inst=int8;p.T;",
           "12:35 Name #1 func(a string, b int) string inst=string;int;",
       }) {
    EXPECT_TRUE(Has(dump, line)) << line << "\n" << dump;
  }
}

TEST(Noder, AfterChecking) {
  struct Case {
    const char* source;
    bool complete;
    const char* messages;
  };
  const Case cases[] = {
      {"package p\nfunc f()\n", true, "x.go:2:6: missing function body\n"},
      {"package p\nfunc f()\n", false, ""},
      {"package p\nimport _ \"unsafe\"\n\n//go:linkname f other.f\nfunc f()\n", true, ""},
      {"package p\n\n//go:linkname f other.f\nfunc f()\n", true,
       "x.go:3:3: //go:linkname only allowed in Go files that import \"unsafe\"\n"},
      {"package p\n\n//go:embed x.txt\nvar s string\n", false,
       "x.go:3:3: go:embed requires import \"embed\" (or import _ \"embed\", if package is not "
       "used)\n"},
      {"package p\nvar a [1 << 50]int\n", false,
       "x.go:2:5: type [1125899906842624]int larger than address space\n"},
      {"package p\nvar c chan [1 << 16]byte\n", false,
       "x.go:2:5: channel element type too large (>64kB)\n"},
      {"package p\nfunc f(x [1 << 30]byte) {}\n", false,
       "x.go:2:6: stack frame too large (>1GB): 0 MB locals + 1024 MB args\n"},
      {"package p\ntype T = interface{ m() interface{ T } }\n", false, nullptr},
  };
  for (const Case& test : cases) {
    Config config;
    config.complete = test.complete;
    config.import = [](std::string_view, const grammar::SourceFile*, std::string*) -> Package* {
      return nullptr;
    };
    Checked c(test.source, config);
    if (test.messages != nullptr) {
      EXPECT_EQ(test.messages, c.Messages()) << test.source;
    } else {
      EXPECT_NE("", c.Messages()) << test.source;
    }
  }
}

std::string Repeat(std::string_view s, int n) {
  std::string out;
  for (int i = 0; i < n; i++) out += s;
  return out;
}

TEST(Depth, LongAndDeepExpressions) {
  constexpr int kLong = 90000, kDeep = 9000;
  Checked c("package p\nvar x int\nvar s uint\nfunc f(int) int { return 0 }\nvar a = x" +
            Repeat("+x", kLong) + "\nvar b int64 = 1<<s" + Repeat("+1<<s", kLong) +
            "\nvar d = " + Repeat("f(", kDeep) + "x" + Repeat(")", kDeep) +
            "\nvar e = " + Repeat("(", kDeep) + "x" + Repeat(")", kDeep) + "\n");
  EXPECT_EQ("", c.Messages());
}

TEST(Depth, ElseIfChain) {
  std::string text = "package p\nfunc f(x int) int {\n";
  for (int i = 0; i < 8000; i++) text += "if x == " + std::to_string(i) + " { return x } else ";
  Checked c(text + "{ y := 1; return 0 }\n}\n");
  EXPECT_EQ("x.go:3:", c.Messages().substr(0, 7));
  EXPECT_NE(std::string::npos, c.Messages().find("declared and not used: y"));
}

}  // namespace
}  // namespace minigo::types
