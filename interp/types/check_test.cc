// Whole programs against the checker: messages and their places are those of `go tool compile -e` of Go 1.26.
#include "interp/types/check.h"

#include <gtest/gtest.h>

#include <memory>

#include "grammar/parser.h"
#include "interp/types/checker.h"

namespace minigo::types {
namespace {

using grammar::Diags;

// An engine's worth of checker, with packages made from texts.
struct Engine {
  Interner names;
  grammar::SourceSet sources;
  World world{names, sources};
  Diags diags;
  std::vector<std::unique_ptr<Package>> packages;
  std::unordered_map<std::string, Package*> importable;
  Config config;

  Engine() {
    config.import = [this](std::string_view path, const grammar::SourceFile*, std::string* error) -> Package* {
      auto it = importable.find(std::string(path));
      if (it != importable.end()) return it->second;
      *error = "package " + std::string(path) + " is not in std";
      return nullptr;
    };
  }

  Package* Add(const std::string& path, const std::string& text, bool library = false) {
    packages.push_back(std::make_unique<Package>());
    Package* pkg = packages.back().get();
    pkg->path = path;
    pkg->library = library;
    grammar::SourceFile* source = sources.Add(library ? path + ".go" : "x.go", "/" + path + ".go", text);
    pkg->files.push_back(
        grammar::ParseFile(source, world.arena(), names, diags, {.lazy_bodies = library}));
    pkg->name = pkg->files[0]->pkg_name->value;
    importable[path] = pkg;
    world.Check(pkg, config, diags);
    return pkg;
  }

  std::string Messages() {
    diags.SortAndDedupe(sources);
    std::string s;
    for (const grammar::Diag& d : diags.list()) {
      if (!s.empty()) s += "\n";
      s += grammar::Format(d, sources, "");
    }
    return s;
  }
};

struct Program {
  const char* name;
  const char* lang;
  const char* source;
  const char* messages;
};

void PrintTo(const Program& p, std::ostream* os) { *os << p.name; }

const Program kPrograms[] = {
    {"redeclared", "", R"go(package p
var x int
var x string
func f() {}
type f int
)go",
     R"out(x.go:3:5: x redeclared in this block
	x.go:2:5: other declaration of x
x.go:5:6: f redeclared in this block
	x.go:4:6: other declaration of f)out"},
    {"cycles", "", R"go(package p
type T struct{ a T }
type A = B
type B = A
type C C
type D [2]E
type E struct{ d D }
const c = d
const d = c
var v = w
var w = f()
func f() int { return v }
type P *P
type Q []Q
var arr [len(arr)]int
)go",
     R"out(x.go:2:6: invalid recursive type: T refers to itself
x.go:3:6: invalid recursive type A
	x.go:3:6: A refers to B
	x.go:4:6: B refers to A
x.go:5:6: invalid recursive type: C refers to itself
x.go:6:6: invalid recursive type D
	x.go:6:6: D refers to E
	x.go:7:6: E refers to D
x.go:8:7: initialization cycle for c
	x.go:8:7: c refers to d
	x.go:9:7: d refers to c
x.go:10:5: initialization cycle for v
	x.go:10:5: v refers to w
	x.go:11:5: w refers to f
	x.go:12:6: f refers to v
x.go:15:5: initialization cycle: arr refers to itself)out"},
    {"iota", "", R"go(package p
const (
	a = iota
	b
	_
	c = "x" + iota
	d
)
const (
	e, f = iota, iota + 10
	g, h
	i
	j, k, l
)
const m
const n int8 = 1 << iota * 200
const o []int = nil
var _ = iota
)go",
     R"out(x.go:6:6: invalid operation: "x" + iota (mismatched types untyped string and untyped int)
x.go:7:2: invalid operation: "x" + iota (mismatched types untyped string and untyped int)
x.go:12:2: extra init expr at x.go:10:20
x.go:13:8: missing init expr for l
x.go:15:7: missing init expr for m
x.go:16:16: cannot use 1 << iota * 200 (untyped int constant 200) as int8 value in constant declaration (overflows)
x.go:17:9: invalid constant type []int
x.go:18:9: cannot use iota outside constant declaration)out"},
    {"arity", "", R"go(package p
var a, b = 1
var c, d int = 1, 2, 3
var e, f = 1, 2, 3
const g, h = 1
func two() (int, int) { return 1, 2 }
var i, j, k = two()
var l = two()
)go",
     R"out(x.go:2:12: assignment mismatch: 2 variables but 1 value
x.go:3:22: extra init expr 3
x.go:4:18: extra init expr 3
x.go:5:10: missing init expr for h
x.go:7:15: assignment mismatch: 3 variables but two returns 2 values
x.go:8:9: multiple-value two() (value of type (int, int)) in single-value context)out"},
    {"initmain", "", R"go(package main
var init int
func init() int { return 1 }
func main(x int) {}
func init()
)go",
     R"out(x.go:2:5: cannot declare init - must be func
x.go:3:6: func init must have no arguments and no return values
x.go:4:6: func main must have no arguments and no return values
x.go:5:6: func init must have a body)out"},
    {"maintparams", "", R"go(package main
func main[T any]() {}
)go",
     R"out(x.go:2:11: func main must have no type parameters)out"},
    {"methods", "", R"go(package p
type T struct{ x int; f int }
func (T) m() {}
func (*T) m() {}
func (t T) f() {}
func (int) g() {}
func (t *[]T) h() {}
type I interface{ M() }
func (I) n() {}
type PT *T
func (PT) o() {}
func (undefined) q() {}
func (t **T) r() {}
func (x T) s(x int) {}
type G[P any] struct{}
func (G) a() {}
func (G[A, B]) b() {}
func (G[int]) c() int { return 1 }
func (G[int]) d() (x int) { return 1 }
func (T[A]) e() {}
)go",
     R"out(x.go:4:11: method T.m already declared at x.go:3:10
x.go:5:12: field and method with the same name f
	x.go:2:23: other declaration of f
x.go:6:7: cannot define new methods on non-local type int
x.go:7:10: invalid receiver type *[]T
x.go:9:7: invalid receiver type I (pointer or interface type)
x.go:11:7: invalid receiver type PT (pointer or interface type)
x.go:12:7: undefined: undefined
x.go:13:10: invalid receiver type **T
x.go:14:14: x redeclared in this block
	x.go:14:7: other declaration of x
x.go:16:7: cannot use generic type G[P any] without instantiation
x.go:17:7: receiver declares 2 type parameters, but receiver base type declares 1
x.go:18:32: cannot use 1 (untyped int constant) as int /* with int declared at x.go:18:9 */ value in return statement
x.go:19:36: cannot use 1 (untyped int constant) as int /* with int declared at x.go:19:9 */ value in return statement
x.go:20:7: T is not a generic type)out"},
    {"recvalias", "", R"go(package p
type G[P any] struct{}
type A = G[int]
func (A) m() {}
type B[P any] = G[P]
func (B[P]) n() {}
type C = struct{}
func (C) o() {}
type L struct{}
type M = *L
func (M) ok() {}
func (*M) bad() {}
)go",
     R"out(x.go:4:7: cannot define new methods on instantiated type G[int]
x.go:6:7: cannot define new methods on generic alias type B[P any]
x.go:8:7: invalid receiver type C
x.go:12:8: invalid receiver type *M)out"},
    {"typexpr", "", R"go(package p
var x int
const n = 3
type T x
var a [x]int
var b [n]int
var c [1.5]int
var d [-1]int
var e [...]int
var f [undef]int
var g map[[]int]int
var h map[func()]int
func z[K any]() { var _ map[K]int }
type M[P any] map[P]int
var i G
var j G[int]
type G[P any] struct{}
var k x[int]
var l int[int]
type N [2 << 70]int
var o [n + "a"]int
)go",
     R"out(x.go:4:8: x (package-level variable) is not a type
x.go:5:8: invalid array length x
x.go:7:8: array length 1.5 (untyped float constant) must be integer
x.go:8:8: invalid array length -1 (untyped int constant)
x.go:9:7: invalid use of [...] array (outside a composite literal)
x.go:10:8: undefined array length undef or missing type constraint
x.go:11:11: invalid map key type []int
x.go:12:15: invalid map key type func()
x.go:13:29: invalid map key type K (missing comparable constraint)
x.go:14:19: invalid map key type P (missing comparable constraint)
x.go:15:7: cannot use generic type G[P any] without instantiation
x.go:18:7: x (package-level variable) is not a type
x.go:19:7: invalid operation: int[int] (int is not a generic type)
x.go:20:9: invalid array length 2 << 70 (untyped int constant 2361183241434822606848)
x.go:21:8: invalid operation: n + "a" (mismatched types untyped int and untyped string))out"},
    {"constraints", "", R"go(package p
type C interface{ ~int | ~string }
var a C
func f(x C) C { return x }
type S struct { c C; d comparable }
var m map[string]comparable
var _ []C
func g[T C, U T](x T) {}
func h[T int | string]() {}
type N[P interface{ comparable }] struct{}
var _ N[[]int]
var _ N[int, string]
type Bad[P any] P
type BadA[P any] = P
)go",
     R"out(x.go:3:7: cannot use type C outside a type constraint: interface contains type constraints
x.go:4:10: cannot use type C outside a type constraint: interface contains type constraints
x.go:5:19: cannot use type C outside a type constraint: interface contains type constraints
x.go:5:24: cannot use type comparable outside a type constraint: interface is (or embeds) comparable
x.go:6:18: cannot use type comparable outside a type constraint: interface is (or embeds) comparable
x.go:7:9: cannot use type C outside a type constraint: interface contains type constraints
x.go:8:15: cannot use a type parameter as constraint
x.go:11:9: []int does not satisfy comparable
x.go:12:7: too many type arguments for type N: have 2, want 1
x.go:13:17: cannot use a type parameter as RHS in type declaration
x.go:14:20: cannot use type parameter declared in alias declaration as RHS)out"},
    {"ident", "", R"go(package p
import "unsafe"
import u "unsafe"
import . "unsafe"
import _ "unsafe"
var _ = unsafe
var _ = _
var _ = nil
var _ int = undefined
var _ = iota
var _ fmt.Stringer
var x = Sizeof(0)
)go",
     R"out(x.go:2:8: "unsafe" imported and not used
x.go:3:8: "unsafe" imported as u and not used
x.go:6:9: use of package unsafe not in selector
x.go:7:9: cannot use _ as value or type
x.go:8:9: use of untyped nil in variable declaration
x.go:9:13: undefined: undefined
x.go:10:9: cannot use iota outside constant declaration
x.go:11:7: undefined: fmt)out"},
    {"unusedimports", "", R"go(package p
import "unsafe"
import u "unsafe"
import . "unsafe"
)go",
     R"out(x.go:2:8: "unsafe" imported and not used
x.go:3:8: "unsafe" imported as u and not used
x.go:4:8: "unsafe" imported and not used)out"},
    {"importconflict", "", R"go(package p
import "unsafe"
import u "unsafe"
var unsafe int
func u() {}
)go",
     R"out(x.go:2:8: "unsafe" imported and not used
x.go:3:8: "unsafe" imported as u and not used
x.go:4:5: unsafe already declared through import of package unsafe ("unsafe")
	x.go:2:8: other declaration of unsafe
x.go:5:6: u already declared through import of package unsafe ("unsafe")
	x.go:3:8: other declaration of u)out"},
    {"initorder", "", R"go(package p
var a = b + 1
var b = c()
func c() int { return d }
var d = e
var e = a
var s = s + 1
var t = func() int { return t }()
)go",
     R"out(x.go:2:5: initialization cycle for a
	x.go:2:5: a refers to b
	x.go:3:5: b refers to c
	x.go:4:6: c refers to d
	x.go:5:5: d refers to e
	x.go:6:5: e refers to a
x.go:7:5: initialization cycle: s refers to itself
x.go:8:5: initialization cycle: t refers to itself)out"},
    {"terminate", "", R"go(package p
func a() int { for {} }
func b() int { for { break } }
func c() int { L: for { for { break L } } }
func d(x int) int { switch x { case 1: return 1; default: panic(1) } }
func e(x int) int { switch x { case 1: return 1 } }
func f(x int) int { if x > 0 { return 1 } else if x < 0 { return 2 } else { panic("") } }
func g(x int) int { if x > 0 { return 1 } else if x < 0 { return 2 } }
func h() int { panic := func(int) {}; panic(1) }
func i() int { goto L; L: return 1 }
func j() int { select {} }
func k() int { { return 1 } }
func l(c chan int) int { select { case <-c: return 1; case c <- 1: break } }
func m() int { return 1; ; }
func n(x []int) int { for range x { return 1 } }
func o(x any) int { switch x.(type) { case int: return 1; default: return 2 } }
)go",
     R"out(x.go:3:30: missing return
x.go:4:43: missing return
x.go:6:51: missing return
x.go:8:70: missing return
x.go:9:48: missing return
x.go:13:76: missing return
x.go:15:48: missing return)out"},
    {"localdecl", "", R"go(package p
func f() {
	const a = 1
	const a = 2
	var b, c int = 1, 2
	type T struct{ t *T }
	type U struct{ u U }
	const (
		x = iota
		y
		z, w
	)
	var q = 1
	var r, s = 1, 2
	_ = x + y
	var t int
	t = 1
	type V = V
}
)go",
     R"out(x.go:4:8: a redeclared in this block
	x.go:3:8: other declaration of a
x.go:5:6: declared and not used: b
x.go:5:9: declared and not used: c
x.go:7:7: invalid recursive type: U refers to itself
x.go:11:6: missing init expr for w
x.go:13:6: declared and not used: q
x.go:14:6: declared and not used: r
x.go:14:9: declared and not used: s
x.go:16:6: declared and not used: t
x.go:18:7: invalid recursive type: V refers to itself)out"},
    {"assignable", "", R"go(package p
type I interface{ M() }
type T struct{}
func (*T) M() {}
var i I = T{}
var t T = i
var c <-chan int = make(chan int)
type C chan<- int
var d C = make(chan int)
var e chan string = make(chan int)
func f[P int | string, Q []int | []string](p P, q Q) {
	var a int = p
	var b P = 1
	var s []int = q
	q = []int{}
	var n *int = p
	_ = nil == 1
}
var p *I = i
var z int8 = 300
var y float32 = "a"
var w byte = 'a' + 0.5
)go",
     R"out(x.go:5:11: cannot use T{} (value of struct type T) as I value in variable declaration: T does not implement I (method M has pointer receiver)
x.go:6:11: cannot use i (variable of interface type I) as T value in variable declaration
x.go:10:21: cannot use make(chan int) (value of type chan int) as chan string value in variable declaration
x.go:12:6: declared and not used: a
x.go:12:14: cannot use p (variable of type P constrained by int | string) as int value in variable declaration
x.go:13:6: declared and not used: b
x.go:13:12: cannot use 1 (untyped int constant) as P value in variable declaration
x.go:14:6: declared and not used: s
x.go:14:16: cannot use q (variable of type Q constrained by []int | []string) as []int value in variable declaration: cannot assign []string (in Q) to []int
x.go:15:6: cannot use []int{} (value of type []int) as Q value in assignment: cannot assign []int to []string (in Q)
x.go:16:6: declared and not used: n
x.go:16:15: cannot use p (variable of type P constrained by int | string) as *int value in variable declaration: cannot assign int (in P) to *int
x.go:17:13: invalid operation: nil == 1 (mismatched types untyped nil and untyped int)
x.go:19:12: cannot use i (variable of interface type I) as *I value in variable declaration: I does not implement *I (type *I is pointer to interface, not interface)
x.go:20:14: cannot use 300 (untyped int constant) as int8 value in variable declaration (overflows)
x.go:21:17: cannot use "a" (untyped string constant) as float32 value in variable declaration
x.go:22:14: cannot use 'a' + 0.5 (untyped float constant 97.5) as byte value in variable declaration (truncated))out"},
    {"generic", "", R"go(package p
func f[T any](x T) T
func g[T, U any](x T, y U) {}
func h() { g[int](1); g[int, string, bool](1, ""); var _ = g; _ = f[[]int] }
type L[T any] struct { next *L[T]; v T }
type R[T any] struct { r *R[R[T]] }
type Num interface { ~int | ~float64 }
func sum[T Num](xs ...T) (s T) { for _, x := range xs { s += x }; return }
var _ = sum("a")
var _ = sum[string]
var _ L[int, int]
var _ L
type Self[T Self[T]] interface { Less(T) bool }
type W[T W[T]] struct{}
func k[T interface{ m() }](x T) { x.m(); x.n() }
)go",
     R"out(x.go:2:6: generic function is missing function body
x.go:4:19: not enough arguments in call to g[int]
	have (number)
	want (T, U)
x.go:4:38: got 3 type arguments but want 2
x.go:4:60: cannot use generic function g without instantiation
x.go:9:12: string does not satisfy Num (string missing in ~int | ~float64)
x.go:10:13: string does not satisfy Num (string missing in ~int | ~float64)
x.go:11:7: too many type arguments for type L: have 2, want 1
x.go:12:7: cannot use generic type L[T any] without instantiation
x.go:15:44: x.n undefined (type T has no field or method n))out"},
    {"version", "go1.17", R"go(package p
type G[P any] struct{}
func f[P any](x P) {}
var x any
type A = int
func g() { for i := range 10 { _ = i } }
var _ = []int(nil)
type B[P any] = G[P]
var y comparable
var z G[int]
func m() { _ = min(1, 2); clear(map[int]int{}) }
)go",
     R"out(x.go:2:8: type parameter requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:2:10: predeclared any requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:3:8: type parameter requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:3:10: predeclared any requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:4:7: predeclared any requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:6:27: cannot range over 10 (untyped int constant): requires go1.22 or later (-lang was set to go1.17; check go.mod)
x.go:8:8: generic type alias requires go1.23 or later (-lang was set to go1.17; check go.mod)
x.go:8:10: predeclared any requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:8:17: type instantiation requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:9:7: predeclared comparable requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:10:7: type instantiation requires go1.18 or later (-lang was set to go1.17; check go.mod)
x.go:11:16: built-in min requires go1.21 or later (-lang was set to go1.17; check go.mod)
x.go:11:27: clear requires go1.21 or later (-lang was set to go1.17; check go.mod))out"},
    {"filever", "go1.17", R"go(//go:build go1.21

package p
func g() { for i := range 10 { _ = i } }
func m() { _ = min(1, 2) }
func f[P any](x P) {}
)go",
     R"out(x.go:4:27: cannot range over 10 (untyped int constant): requires go1.22 or later (file declares //go:build go1.21))out"},
    {"versionfunc", "go1.22", R"go(package p
func g() { for i := range 10 { _ = i }; for range func(func() bool) {} {} }
type G[P any] struct{}
type B[P any] = G[P]
func n() { _ = new(1) }
)go",
     R"out(x.go:2:51: cannot range over func(func() bool) {} (value of type func(func() bool)): requires go1.23 or later (-lang was set to go1.22; check go.mod)
x.go:4:8: generic type alias requires go1.23 or later (-lang was set to go1.22; check go.mod)
x.go:5:16: new(1) requires go1.26 or later (-lang was set to go1.22; check go.mod))out"},
};

class CheckProgram : public testing::TestWithParam<Program> {};

TEST_P(CheckProgram, SaysWhatGcSays) {
  const Program& p = GetParam();
  Engine e;
  e.config.go_version = p.lang;
  e.Add("p", p.source);
  EXPECT_EQ(e.Messages(), p.messages);
}

INSTANTIATE_TEST_SUITE_P(, CheckProgram, testing::ValuesIn(kPrograms),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(CheckImports, MissingPackageIsReportedOnceAndItsUsesAreNot) {
  Engine e;
  e.Add("p", "package p\nimport \"nosuch\"\nvar x = nosuch.Y + 1\nvar y nosuch.T\n");
  EXPECT_EQ(e.Messages(), "x.go:2:8: package nosuch is not in std");
}

TEST(CheckImports, PrefixStandsBeforePositionsInsideMessages) {
  Engine e;
  e.config.dir_prefix = "./";
  e.Add("p", "package p\nvar x int\nvar x int\n");
  EXPECT_EQ(e.Messages(), "x.go:3:5: x redeclared in this block\n\t./x.go:2:5: other declaration of x");
}

TEST(CheckImports, FailedOnesAreReportedOnce) {
  Engine e;
  e.Add("p", "package p\nimport a \"nosuch\"\nimport b \"nosuch\"\nvar x, y = a.X, b.Y\n");
  EXPECT_EQ(e.Messages(), "x.go:2:10: package nosuch is not in std");
}

TEST(CheckPositions, ColumnsThatGcCannotKeepAreLeftOut) {
  Engine e;
  e.Add("p", "package p\nvar _ = " + std::string(245, ' ') + "x\nvar _ = " + std::string(246, ' ') + "y\n");
  EXPECT_EQ(e.Messages(), "x.go:2:254: undefined: x\nx.go:3: undefined: y");
}

TEST(CheckImports, DotImportsAndNamesOfPackages) {
  Engine e;
  e.Add("a/lib", "package lib\ntype T struct{ X int }\nfunc (T) M() {}\nconst C = 7\nvar hidden int\n", true);
  e.Add("b/lib", "package lib\ntype T struct{}\n", true);
  e.Add("p", R"go(package p
import . "a/lib"
import other "b/lib"
var t T
var n [C]int
var o other.T = t
var h = hidden
)go");
  EXPECT_EQ(e.Messages(),
            "x.go:6:17: cannot use t (variable of struct type \"a/lib\".T) as \"b/lib\".T value in variable "
            "declaration\nx.go:7:9: undefined: hidden");
}

TEST(CheckLibrary, ObjectsAreCheckedWhenUsed) {
  Engine e;
  Package* lib = e.Add("lib", R"go(package lib
type T struct{ next *T; v U }
type U int
func (t *T) M(x U) U { return undefinedInBody }
func (t *T) N() undefinedType
var Unused undefinedType
func F[P any](x P) P { return x }
)go", true);
  ASSERT_EQ(e.Messages(), "");
  EXPECT_EQ(lib->scope->Lookup(e.names.Intern("T"))->type, nullptr);
  e.Add("p", "package p\nimport \"lib\"\nvar t lib.T\nvar u lib.U = t.M(1)\nvar s = lib.F(\"a\")\n");
  EXPECT_EQ(e.Messages(), "");
  EXPECT_NE(lib->scope->Lookup(e.names.Intern("T"))->type, nullptr);
  EXPECT_EQ(lib->scope->Lookup(e.names.Intern("Unused"))->type, nullptr);
}

TEST(CheckLibrary, BodiesAreCheckedOnDemandAndErrorsSayWhose) {
  Engine e;
  Package* lib = e.Add("lib", "package lib\nfunc F() int { return x }\nfunc G() int { return 1 }\n", true);
  auto* g = As<Func>(e.world.Lookup(lib, "G"));
  EXPECT_FALSE(g->body_checked);
  EXPECT_TRUE(e.world.CheckBody(g, e.diags));
  EXPECT_TRUE(g->body_checked);
  ASSERT_NE(g->decl->body, nullptr);
  EXPECT_FALSE(e.world.CheckBody(As<Func>(e.world.Lookup(lib, "F")), e.diags));
  EXPECT_EQ(e.Messages(), "lib.go:2:23: internal error in library package lib: undefined: x");
  EXPECT_EQ(e.world.Lookup(lib, "H"), nullptr);
}

std::string InitOrder(const Package* pkg) {
  std::string s;
  for (const Initializer& init : pkg->init_order) {
    if (!s.empty()) s += " ";
    for (Var* v : init.lhs) s += v->name_view();
  }
  return s;
}

constexpr char kInits[] = R"go(package lib
var a = f()
var b, c = g()
var d = 1
var e = func() int { return c }()
var z int
var m = T{}.M()
type T struct{}
func (T) M() int { return n }
var n = 2
func f() int { return h() + d }
func h() int { return e }
func g() (int, int) { return d, d }
var _ = a
)go";

TEST(CheckInitOrder, FollowsFunctionsAndMethods) {
  Engine e;
  EXPECT_EQ(InitOrder(e.Add("p", kInits)), "d bc e a n m _");
  EXPECT_EQ(e.Messages(), "");
}

TEST(CheckInitOrder, OfLibrariesIsTheSame) {
  Engine e;
  Package* lib = e.Add("lib", kInits, true);
  EXPECT_EQ(InitOrder(lib), "");
  e.world.PrepareInit(lib, e.diags);
  EXPECT_EQ(InitOrder(lib), "d bc e a n m _");
  EXPECT_EQ(e.Messages(), "");
}

TEST(CheckSnippet, UnusedThingsAreNoErrors) {
  Engine e;
  e.config.snippet = true;
  auto pkg = std::make_unique<Package>();
  pkg->path = "main";
  grammar::SourceFile* source =
      e.sources.Add("x.go", "/x.go", "package main\nimport \"unsafe\"\nfunc main() { x := 1 }\n");
  pkg->files.push_back(grammar::ParseFile(source, e.world.arena(), e.names, e.diags));
  EXPECT_TRUE(e.world.Check(pkg.get(), e.config, e.diags));
  ASSERT_EQ(e.diags.size(), 2u);
  for (const grammar::Diag& d : e.diags.list()) EXPECT_EQ(d.kind, grammar::DiagKind::kUnused);
}

// The variables of `func f` by name, with their facts: a(ddress taken), c(aptured), r(eassigned).
std::string Facts(const std::string& body) {
  Engine e;
  Package* pkg = e.Add("p", "package p\ntype S struct{ n int; arr [3]int; p *S }\nfunc (*S) Ptr() {}\n"
                            "func (S) Val() {}\nfunc f(s S, i int, q *S, ch chan int) {\n" + body + "\n}\n");
  EXPECT_EQ(e.Messages(), "");
  auto* sig = As<Func>(pkg->scope->Lookup(e.names.Intern("f")))->signature();
  std::string out;
  std::vector<Scope*> work{sig->scope};
  while (!work.empty()) {
    Scope* s = work.back();
    work.pop_back();
    for (Object* o : s->objects()) {
      Var* v = Is<Var>(o);
      if (v == nullptr || !(v->address_taken || v->captured || v->reassigned)) continue;
      if (!out.empty()) out += " ";
      out += std::string(v->name_view()) + ":" + (v->address_taken ? "a" : "") + (v->captured ? "c" : "") +
             (v->reassigned ? "r" : "");
    }
    if (s != sig->scope && s->next_sibling() != nullptr) work.push_back(s->next_sibling());
    if (s->first_child() != nullptr) work.push_back(s->first_child());
  }
  return out;
}

TEST(CheckFacts, AddressTaken) {
  EXPECT_EQ(Facts("_ = &i"), "i:a");
  EXPECT_EQ(Facts("_ = &s.arr[1]"), "s:a");
  EXPECT_EQ(Facts("_ = &q.n; _ = &s.p.n"), "");
  EXPECT_EQ(Facts("s.Ptr(); q.Ptr(); q.Val()"), "s:a");
  EXPECT_EQ(Facts("s.Val(); s.p.Ptr()"), "");
  EXPECT_EQ(Facts("_ = s.Ptr"), "s:a");
  EXPECT_EQ(Facts("_ = s.arr[:]; _ = q.arr[:]"), "s:a");
  EXPECT_EQ(Facts("x := []int{1}; _ = &x[0]; _ = x[:]"), "");
  EXPECT_EQ(Facts("_ = &(i)"), "i:a");
}

TEST(CheckFacts, Reassigned) {
  EXPECT_EQ(Facts("i = 1"), "i:r");
  EXPECT_EQ(Facts("i++; s.n -= 2"), "s:r i:r");
  EXPECT_EQ(Facts("q.n = 1; s.p.n = 2; s.p.arr[0]++"), "");
  EXPECT_EQ(Facts("for i = range 3 {}"), "i:r");
  EXPECT_EQ(Facts("for j := range 3 { _ = j }"), "");
  EXPECT_EQ(Facts("for j := 0; j < 3; j++ {}"), "j:r");
  EXPECT_EQ(Facts("a, b := 1, 2; b, c := 3, 4; _, _, _ = a, b, c"), "b:r");
  EXPECT_EQ(Facts("select { case i = <-ch: }"), "i:r");
  EXPECT_EQ(Facts("var v int; v = 1; _ = v"), "v:r");
}

TEST(CheckFacts, Captured) {
  EXPECT_EQ(Facts("_ = func() int { return i }"), "i:c");
  EXPECT_EQ(Facts("_ = func(i int) int { return i }"), "");
  EXPECT_EQ(Facts("func() { i = 1 }()"), "i:cr");
  EXPECT_EQ(Facts("x := 1; _ = func() { _ = func() { _ = x } }"), "x:c");
  EXPECT_EQ(Facts("_ = func() { y := 1; _ = y }"), "");
}

TEST(CheckDepth, DeepNestingIsNoProblem) {
  std::string deep = "package p\nvar x = ";
  for (int i = 0; i < 10000; i++) deep += "(-";
  deep += "1";
  deep += std::string(10000, ')');
  Engine e;
  e.Add("p", deep + "\n");
  EXPECT_EQ(e.Messages(), "");
}

TEST(CheckDepth, LongChains) {
  std::string chain = "package p\nvar s string\nvar x = s";
  for (int i = 0; i < 90000; i++) chain += "+s";
  Engine e;
  e.Add("p", chain + "\n");
  EXPECT_EQ(e.Messages(), "");
}

TEST(CheckDepth, LongChainsOfDeclarations) {
  std::string chain = "package p\n";
  for (int i = 0; i < 20000; i++) chain += "const c" + std::to_string(i) + " = c" + std::to_string(i + 1) + "\n";
  Engine e;
  Package* pkg = e.Add("p", chain + "const c20000 = 7\n");
  EXPECT_EQ(e.Messages(), "");
  EXPECT_EQ(ConstString(As<ConstObject>(pkg->scope->Lookup(e.names.Intern("c0")))->value), "7");
}

TEST(FormatMessages, Verbs) {
  EXPECT_EQ(Sprintf(nullptr, "%s %d %q %%|%v", "a", 7, "x\"y\n", nullptr), "a 7 \"x\\\"y\\n\" %|<nil>");
  EXPECT_EQ(Sprintf(nullptr, "%#x %t", 255, true), "0xff true");
  EXPECT_EQ(Quote("a\x01\xff\u00e9\u200b"), "\"a\\x01\\xff\u00e9\\u200b\"");
}

TEST(Versions, Parsing) {
  EXPECT_EQ(AsGoVersion("go1.21").minor, 21);
  EXPECT_EQ(AsGoVersion("go1.21.3").minor, 21);
  EXPECT_EQ(AsGoVersion("go1.22rc1").minor, 22);
  EXPECT_EQ(AsGoVersion("go1").minor, 0);
  for (const char* bad : {"", "1.21", "go2", "go1.", "go1.x", "go1.21.", "go1.021", "go1.21-foo"}) {
    EXPECT_FALSE(AsGoVersion(bad).IsValid()) << bad;
  }
}

}  // namespace
}  // namespace minigo::types
