// Types: their text, identity, substitution, sizes, method sets; instances.
#include "interp/types/types.h"

#include <gtest/gtest.h>

#include "grammar/parser.h"
#include "interp/types/check.h"
#include "interp/types/checker.h"
#include "interp/types/typeset.h"

namespace minigo::types {
namespace {

class TypesTest : public testing::Test {
 protected:
  // Checks a package that must be in order.
  void Load(const std::string& text) {
    pkg.path = "example.com/p";
    grammar::SourceFile* source = sources.Add("x.go", "/x.go", "package p\n" + text);
    grammar::Diags diags;
    pkg.files.push_back(grammar::ParseFile(source, world.arena(), names, diags));
    pkg.name = names.Intern("p");
    Config config;
    config.import = [](std::string_view, const grammar::SourceFile*, std::string*) { return nullptr; };
    EXPECT_TRUE(world.Check(&pkg, config, diags));
    for (const grammar::Diag& d : diags.list()) ADD_FAILURE() << grammar::Format(d, sources, "");
  }

  Type* T(const char* name) {
    Object* o = world.Lookup(&pkg, name);
    EXPECT_NE(o, nullptr) << name;
    return o == nullptr ? nullptr : o->type;
  }
  std::string Str(Type* t) { return TypeString(t, Qualifier{&pkg, false}); }
  std::string Under_(const char* name) { return Str(Under(T(name))); }
  Basic* B(BasicKind k) { return world.Typ(k); }
  List<Type*> Args(std::initializer_list<Type*> l) { return List<Type*>::Of(world.arena(), l); }

  Interner names;
  grammar::SourceSet sources;
  World world{names, sources};
  Package pkg;
};

TEST_F(TypesTest, Text) {
  Load(R"(
type (
  A [10]int
  S struct { x, y int; *E; z string "tag"; _ func(a, b byte, c ...rune) (err error) }
  E struct{}
  I interface { m(int) string; comparable; ~int | string }
  C chan (<-chan int)
  D <-chan chan<- bool
  M map[string][]*E
  F func() (int, error)
  G[P any, Q, R interface{ m() }] struct { p P; q Q; r *G[P, Q, R] }
  L = G[int, K, K]
  K interface { m() }
  N interface{}
)
)");
  EXPECT_EQ(Under_("A"), "[10]int");
  EXPECT_EQ(Under_("S"), "struct{x int; y int; *E; z string \"tag\"; _ func(a byte, b byte, c ...rune) (err error)}");
  EXPECT_EQ(Under_("I"), "interface{m(int) string; comparable; ~int | string}");
  EXPECT_EQ(Under_("C"), "chan (<-chan int)");
  EXPECT_EQ(Under_("D"), "<-chan chan<- bool");
  EXPECT_EQ(Under_("M"), "map[string][]*E");
  EXPECT_EQ(Under_("F"), "func() (int, error)");
  EXPECT_EQ(Str(T("G")), "G[P any, Q, R interface{m()}]");
  EXPECT_EQ(Str(Unalias(T("L"))), "G[int, K, K]");
  EXPECT_EQ(Str(Under(T("L"))), "struct{p int; q K; r *G[int, K, K]}");
  EXPECT_EQ(Under_("N"), "interface{}");
  EXPECT_EQ(TypeString(T("A"), Qualifier{nullptr, true}), "example.com/p.A");
  EXPECT_EQ(TypeString(T("A"), Qualifier{}), "p.A");
  EXPECT_EQ(Str(world.any_type()), "any");
  EXPECT_EQ(Str(B(BasicKind::kUnsafePointer)), "unsafe.Pointer");
}

TEST_F(TypesTest, Identity) {
  Load(R"(
type (
  a1 = struct { x int "t" }
  a2 = struct { x int }
  b1 = func(x int) (y string)
  b2 = func(int) string
  c1 = interface { m(); n(int) }
  c2 = interface { n(int); m() }
  c3 = interface { m() }
  d1 = interface { c3; n(int) }
  e1 = []byte
  e2 = []uint8
  r1 = interface { f() r1x }
  r1x interface { f() r1x }
  N int
  g[T any] []T
  h1 = g[e1]
  h2 = g[e2]
)
func f1[P, Q any](P, Q) {}
func f2[Q, P any](Q, P) {}
func f3[Q, P any](P, Q) {}
)");
  EXPECT_FALSE(Identical(T("a1"), T("a2")));
  EXPECT_TRUE(IdenticalIgnoreTags(T("a1"), T("a2")));
  EXPECT_TRUE(Identical(T("b1"), T("b2")));
  EXPECT_TRUE(Identical(T("c1"), T("c2")));
  EXPECT_TRUE(Identical(T("c1"), T("d1")));
  EXPECT_FALSE(Identical(T("c1"), T("c3")));
  EXPECT_TRUE(Identical(T("e1"), T("e2")));
  EXPECT_TRUE(Identical(T("r1"), Under(T("r1x"))));
  EXPECT_FALSE(Identical(T("N"), B(BasicKind::kInt)));
  EXPECT_TRUE(Identical(T("h1"), T("h2")));
  EXPECT_TRUE(Identical(T("f1"), T("f2")));
  EXPECT_FALSE(Identical(T("f1"), T("f3")));
}

TEST_F(TypesTest, InstancesAndMethods) {
  Load(R"(
type List[T any] struct { head *node[T]; n int }
type node[T any] struct { v T; next *node[T] }
func (l *List[U]) Push(v U) *List[U] { return l }
func (l List[T]) All() []T { return nil }
type Tree[K comparable, V any] struct { List[V]; k K }
)");
  Type* list = T("List");
  Type* inst = world.Instantiate(list, Args({B(BasicKind::kString)}));
  EXPECT_EQ(inst, world.Instantiate(list, Args({B(BasicKind::kString)})));
  EXPECT_NE(inst, world.Instantiate(list, Args({B(BasicKind::kInt)})));
  EXPECT_EQ(Str(Under(inst)), "struct{head *node[string]; n int}");
  std::vector<int> index;
  bool indirect;
  Object* push = world.LookupFieldOrMethod(inst, true, &pkg, names.Intern("Push"), &index, &indirect);
  ASSERT_NE(push, nullptr);
  EXPECT_EQ(Str(push->type), "func(v string) *List[string]");
  EXPECT_EQ(world.LookupFieldOrMethod(inst, false, &pkg, names.Intern("Push"), &index, &indirect), nullptr);
  EXPECT_TRUE(indirect);

  Type* tree = world.Instantiate(T("Tree"), Args({B(BasicKind::kInt), B(BasicKind::kBool)}));
  auto set = world.MethodSet(tree);
  ASSERT_EQ(set.size(), 1u);
  EXPECT_EQ(Str(set[0].func->type), "func() []bool");
  EXPECT_EQ(set[0].index, (std::vector<int>{0, 1}));
  set = world.MethodSet(world.NewPointer(tree));
  ASSERT_EQ(set.size(), 2u);
  EXPECT_EQ(set[1].func->name_view(), "Push");
  EXPECT_TRUE(set[1].indirect);
  EXPECT_EQ(As<Func>(push)->Origin(), MethodAt(As<Named>(list), 0));
}

TEST_F(TypesTest, Substitution) {
  Load("func f[P, Q any](p P, m map[string]Q, g func(P) []Q, i interface{ m(Q) }) (*P, chan Q) { panic(0) }");
  auto* sig = As<Signature>(T("f"));
  TypeMap map(sig->tparams, Args({B(BasicKind::kInt), world.error_type()}));
  Type* s = world.Subst(sig, map);
  EXPECT_EQ(Str(As<Signature>(s)->params),
            "(p int, m map[string]error, g func(int) []error, i interface{m(error)})");
  EXPECT_EQ(Str(As<Signature>(s)->results), "(*int, chan error)");
  Type* untouched = world.NewSlice(B(BasicKind::kInt));
  EXPECT_EQ(world.Subst(untouched, map), untouched);
  EXPECT_TRUE(HasTypeParams(sig));
  EXPECT_FALSE(HasTypeParams(s));
  EXPECT_EQ(Str(world.Instantiate(sig, Args({B(BasicKind::kInt), B(BasicKind::kInt)}))),
            "func(p int, m map[string]int, g func(int) []int, i interface{m(int)}) (*int, chan int)");
}

TEST_F(TypesTest, Sizes) {
  Load(R"(
type (
  A struct { a bool; b int64; c byte }
  B struct { x [3]int16; y complex64; z struct{} }
  C [0]int
  D struct { s string; i any; f func(); m map[int]int; l []int }
)
)");
  EXPECT_EQ(Sizeof(T("A")), 24);
  EXPECT_EQ(Offsetsof(As<Struct>(Under(T("A")))->fields), (std::vector<int64_t>{0, 8, 16}));
  EXPECT_EQ(Sizeof(T("B")), 20);  // padded behind the empty last field
  EXPECT_EQ(Alignof(T("B")), 4);
  EXPECT_EQ(Sizeof(T("C")), 0);
  EXPECT_EQ(Alignof(T("C")), 8);
  EXPECT_EQ(Sizeof(T("D")), 72);
  Type* big = world.arena().New<Array>(B(BasicKind::kInt64), int64_t{1} << 40);
  EXPECT_EQ(Sizeof(big), int64_t{1} << 43);
  EXPECT_EQ(Sizeof(world.arena().New<Array>(big, int64_t{1} << 40)), -1);
}

TEST_F(TypesTest, Predicates) {
  Load(R"(
type (
  N int
  F struct { f func() }
  Any interface{}
  Bytes interface { ~[]byte | ~string }
  Ch interface { chan int | <-chan int }
)
func g[B Bytes, C Ch, K comparable](b B, c C, k K) {}
)");
  EXPECT_TRUE(Comparable(T("N")));
  EXPECT_FALSE(Comparable(T("F")));
  EXPECT_TRUE(Comparable(T("Any")));
  EXPECT_TRUE(IsInteger(T("N")));
  EXPECT_TRUE(HasNil(T("Any")));
  EXPECT_FALSE(HasNil(T("N")));
  auto* sig = As<Signature>(T("g"));
  EXPECT_EQ(CoreType(sig->tparams[0]), nullptr);
  EXPECT_EQ(Str(CoreString(sig->tparams[0])), "string");
  EXPECT_EQ(Str(CoreType(sig->tparams[1])), "<-chan int");
  EXPECT_TRUE(Comparable(sig->tparams[2]));
  EXPECT_EQ(Str(DefaultType(B(BasicKind::kUntypedRune))), "rune");
  EXPECT_EQ(Str(DefaultType(B(BasicKind::kUntypedFloat))), "float64");
  EXPECT_EQ(DefaultType(T("N")), T("N"));
}

TEST_F(TypesTest, TermLists) {
  Load("type N int");
  Type *i = B(BasicKind::kInt), *s = B(BasicKind::kString), *n = T("N");
  TermVector a{{true, i}}, b{{false, i}, {false, s}}, c{{false, n}};
  EXPECT_EQ(TermsString(TermsIntersect(a, b)), "int");
  EXPECT_EQ(TermsString(TermsIntersect(a, c)), "example.com/p.N");
  EXPECT_EQ(TermsString(TermsIntersect(b, c)), "∅");
  EXPECT_EQ(TermsString(TermsUnion(a, b)), "~int | string");
  EXPECT_TRUE(TermsSubset(c, a));
  EXPECT_FALSE(TermsSubset(a, b));
  EXPECT_TRUE(TermsAll(TermsUnion(a, TermVector{Term{}})));
}

TEST_F(TypesTest, Universe) {
  EXPECT_EQ(world.universe()->Lookup(names.Intern("nosuch")), nullptr);
  EXPECT_NE(world.universe()->Lookup(names.Intern("append")), nullptr);
  EXPECT_NE(world.unsafe_package()->scope->Lookup(names.Intern("Pointer")), nullptr);
  auto methods = world.InterfaceMethods(As<Interface>(Under(world.error_type())));
  ASSERT_EQ(methods.size(), 1u);
  EXPECT_EQ(Str(methods[0]->type), "func() string");
  EXPECT_TRUE(world.universe()->Lookup(names.Intern("byte"))->kind == ObjectKind::kTypeName);
  EXPECT_TRUE(As<TypeName>(world.universe()->Lookup(names.Intern("byte")))->IsAlias());
  EXPECT_FALSE(As<TypeName>(world.universe()->Lookup(names.Intern("int")))->IsAlias());
}

}  // namespace
}  // namespace minigo::types
