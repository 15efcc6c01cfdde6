// Tests of type descriptors. The expected strings, sizes and offsets were printed by Go's reflect.
#include "runtime/type.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/iface.h"

namespace minigo::runtime {
namespace {

struct TypeTest : testing::Test {
  TypeTable types{nullptr};
  Arena arena;

  const Type* B(Kind k) { return types.Basic(k); }
  const Type* Int() { return B(Kind::kInt); }
  const Type* Str() { return B(Kind::kString); }
  const Type* Func(std::vector<const Type*> in, std::vector<const Type*> out, bool variadic = false) {
    return types.FuncOf(List<const Type*>::Of(arena, in), List<const Type*>::Of(arena, out), variadic);
  }
  StructField F(const char* name, const Type* t, const char* tag = "", bool embedded = false) {
    StructField f;
    f.name = GoString(std::string_view(name));
    if (name[0] < 'A' || name[0] > 'Z') f.pkg_path = GoString(std::string_view("main"));
    f.type = t;
    f.tag = GoString(std::string_view(tag));
    f.embedded = embedded;
    return f;
  }
  const Type* Struct(std::vector<StructField> fields) {
    return types.StructOf(List<StructField>(fields.data(), fields.size()));
  }
  InterfaceMethod IM(const char* name, const Type* t, const char* pkg = "") {
    InterfaceMethod m;
    m.name = GoString(std::string_view(name));
    m.pkg_path = GoString(std::string_view(pkg));
    m.type = t;
    return m;
  }
  const Type* Interface(std::vector<InterfaceMethod> methods) {
    return types.InterfaceOf(List<InterfaceMethod>(methods.data(), methods.size()));
  }
  Method Meth(const char* name, const Type* t, uintptr_t func, const char* pkg = "") {
    Method m{};
    m.name = GoString(std::string_view(name));
    m.pkg_path = GoString(std::string_view(pkg));
    m.type = t;
    m.func = reinterpret_cast<runtime::Func*>(func);
    m.iface_func = reinterpret_cast<runtime::Func*>(func + 1);
    return m;
  }
  const Type* Named(const char* string, const char* name, const Type* underlying) {
    Type* t = types.NewNamed(string, name, "main", underlying->kind);
    types.SetUnderlying(t, underlying);
    return t;
  }
  static std::string S(const Type* t) { return std::string(t->string.view()); }
  static std::vector<uint64_t> Offsets(const Type* t) {
    std::vector<uint64_t> v;
    for (const StructField& f : As<StructType>(t)->fields) v.push_back(f.offset);
    return v;
  }
};

TEST_F(TypeTest, StringsAreThoseOfReflect) {
  const Type* recv = types.ChanOf(Int(), ChanDir::kRecv);
  const Type* both = types.ChanOf(Int(), ChanDir::kBoth);
  const Type* send = types.ChanOf(Int(), ChanDir::kSend);
  EXPECT_EQ(S(types.MapOf(Str(), Int())), "map[string]int");
  EXPECT_EQ(S(types.SliceOf(Int())), "[]int");
  EXPECT_EQ(S(types.ArrayOf(types.PtrTo(Int()), 4)), "[4]*int");
  EXPECT_EQ(S(Struct({F("X", Int()), F("y", Str(), "tag\"q`")})),
            "struct { X int; y string \"tag\\\"q`\" }");
  EXPECT_EQ(S(Struct({})), "struct {}");
  EXPECT_EQ(S(types.EmptyInterface()), "interface {}");
  EXPECT_EQ(S(types.Error()), "error");
  EXPECT_EQ(S(Interface({IM("M", Func({Int()}, {}))})), "interface { M(int) }");
  EXPECT_EQ(S(Interface({IM("m", Func({Int()}, {}), "example.com/x/main"),
                         IM("N", Func({types.SliceOf(Str())}, {Int(), types.Error()}, true)),
                         IM("Error", Func({}, {Str()}))})),
            "interface { Error() string; N(...string) (int, error); main.m(int) }");
  EXPECT_EQ(S(Func({}, {})), "func()");
  EXPECT_EQ(S(Func({Int(), types.SliceOf(Str())}, {B(Kind::kBool), types.Error()}, true)),
            "func(int, ...string) (bool, error)");
  EXPECT_EQ(S(Func({Func({Int()}, {Int()})}, {Func({}, {})})), "func(func(int) int) func()");
  EXPECT_EQ(S(Func({}, {Func({}, {}), Int()})), "func() (func(), int)");
  EXPECT_EQ(S(both), "chan int");
  EXPECT_EQ(S(recv), "<-chan int");
  EXPECT_EQ(S(send), "chan<- int");
  EXPECT_EQ(S(types.ChanOf(recv, ChanDir::kBoth)), "chan (<-chan int)");
  EXPECT_EQ(S(types.ChanOf(both, ChanDir::kSend)), "chan<- chan int");
  EXPECT_EQ(S(types.ChanOf(recv, ChanDir::kRecv)), "<-chan <-chan int");
  EXPECT_EQ(S(types.ChanOf(recv, ChanDir::kSend)), "chan<- <-chan int");
  EXPECT_EQ(S(types.ChanOf(send, ChanDir::kBoth)), "chan chan<- int");
  EXPECT_EQ(S(types.ChanOf(Func({}, {recv}), ChanDir::kBoth)), "chan func() <-chan int");
  EXPECT_EQ(S(B(Kind::kUnsafePointer)), "unsafe.Pointer");
  EXPECT_EQ(B(Kind::kUnsafePointer)->uncommon->name.view(), "Pointer");
  EXPECT_EQ(B(Kind::kUnsafePointer)->uncommon->pkg_path.view(), "unsafe");
  EXPECT_EQ(B(Kind::kUint8)->uncommon->name.view(), "uint8");
  EXPECT_EQ(S(types.ArrayOf(Struct({}), 3)), "[3]struct {}");
  const Type* t = Named("main.T", "T", Struct({F("a", Int())}));
  EXPECT_EQ(S(types.MapOf(types.ArrayOf(Str(), 2), types.ChanOf(types.PtrTo(t), ChanDir::kBoth))),
            "map[[2]string]chan *main.T");
  EXPECT_EQ(S(Struct({F("emb", t, "", true), F("T", types.PtrTo(t), "", true),
                      F("Small", B(Kind::kUint8), "x", true)})),
            "struct { main.T; *main.T; uint8 \"x\" }");
  EXPECT_EQ(S(Struct({F("error", types.Error(), "", true),
                      F("any", types.EmptyInterface(), "k:\"v\"\n\x01\xc3\xa9\xff", true)})),
            "struct { error; interface {} \"k:\\\"v\\\"\\n\\x01\xc3\xa9\\xff\" }");
}

TEST_F(TypeTest, LayoutsAreThoseOfGo) {
  const Type* empty = Struct({});
  auto check = [&](const Type* t, uint64_t size, int align, bool comparable) {
    EXPECT_EQ(t->size, size) << S(t);
    EXPECT_EQ(t->align, align) << S(t);
    EXPECT_EQ(t->comparable(), comparable) << S(t);
  };
  check(types.MapOf(Str(), Int()), 8, 8, false);
  check(types.SliceOf(Int()), 24, 8, false);
  check(types.ArrayOf(types.PtrTo(Int()), 4), 32, 8, true);
  check(empty, 0, 1, true);
  check(types.Error(), 16, 8, true);
  check(Func({}, {}), 8, 8, false);
  check(B(Kind::kComplex64), 8, 4, true);
  check(B(Kind::kComplex128), 16, 8, true);
  const Type* t = Struct({F("a", B(Kind::kInt8)), F("b", B(Kind::kInt64)), F("c", empty)});
  check(t, 24, 8, true);
  EXPECT_EQ(Offsets(t), (std::vector<uint64_t>{0, 8, 16}));
  t = Struct({F("_", Int()), F("a", B(Kind::kBool)), F("b", B(Kind::kBool)), F("c", B(Kind::kFloat32)),
              F("d", B(Kind::kComplex128))});
  check(t, 32, 8, true);
  EXPECT_EQ(Offsets(t), (std::vector<uint64_t>{0, 8, 9, 12, 16}));
  t = Struct({F("a", B(Kind::kInt32)), F("_", types.ArrayOf(B(Kind::kInt64), 0))});
  check(t, 16, 8, true);
  EXPECT_EQ(Offsets(t), (std::vector<uint64_t>{0, 8}));
  check(types.ArrayOf(Func({}, {}), 0), 0, 8, false);
  check(types.ArrayOf(empty, 3), 0, 1, true);
  check(Struct({F("a", types.ArrayOf(Int(), 0)), F("b", empty)}), 0, 8, true);
  t = Struct({F("a", B(Kind::kUint8)), F("b", B(Kind::kComplex64)), F("c", B(Kind::kUint8)),
              F("d", B(Kind::kUint16)), F("e", types.ArrayOf(B(Kind::kUint8), 3)),
              F("f", B(Kind::kUint32))});
  check(t, 24, 4, true);
  EXPECT_EQ(Offsets(t), (std::vector<uint64_t>{0, 4, 12, 14, 16, 20}));
}

TEST_F(TypeTest, IdenticalTypesAreOneDescriptor) {
  EXPECT_EQ(types.PtrTo(Int()), types.PtrTo(Int()));
  EXPECT_EQ(types.MapOf(Str(), Int()), types.MapOf(Str(), Int()));
  EXPECT_NE(types.MapOf(Str(), Int()), types.MapOf(Int(), Str()));
  EXPECT_EQ(types.ArrayOf(Int(), 3), types.ArrayOf(Int(), 3));
  EXPECT_NE(types.ArrayOf(Int(), 3), types.ArrayOf(Int(), 4));
  EXPECT_EQ(Func({Int()}, {Str()}), Func({Int()}, {Str()}));
  EXPECT_NE(Func({types.SliceOf(Int())}, {}, true), Func({types.SliceOf(Int())}, {}, false));
  EXPECT_NE(Func({Int()}, {}), Func({}, {Int()}));
  EXPECT_EQ(Struct({F("a", Int())}), Struct({F("a", Int())}));
  EXPECT_NE(Struct({F("a", Int())}), Struct({F("a", Int(), "tag")}));
  EXPECT_NE(Struct({F("A", Int())}), Struct({F("A", Int(), "", true)}));
  StructField other = F("a", Int());
  other.pkg_path = GoString(std::string_view("other"));
  EXPECT_NE(Struct({F("a", Int())}), Struct({other}));
  EXPECT_EQ(Interface({IM("A", Func({}, {})), IM("B", Func({}, {}))}),
            Interface({IM("B", Func({}, {})), IM("A", Func({}, {}))}));
  EXPECT_NE(Interface({IM("a", Func({}, {}), "p")}), Interface({IM("a", Func({}, {}), "q")}));
  EXPECT_EQ(Interface({}), types.EmptyInterface());
  EXPECT_NE(Named("main.T", "T", Int()), Named("main.T", "T", Int()));
}

TEST_F(TypeTest, MasksTellPointers) {
  const Type* t = Struct({F("a", Int()), F("b", Str()), F("c", types.EmptyInterface()),
                          F("d", types.SliceOf(Int())), F("e", B(Kind::kUintptr))});
  ASSERT_NE(t->ptr_mask, nullptr);
  // a: -, b: p-, c: -p, d: p--, e: -
  EXPECT_EQ(t->ptr_mask[0], 0b110010u << 0 & ~0u);
  EXPECT_EQ(t->ptr_bytes, 6 * 8u);
  const Type* array = types.ArrayOf(t, 20);  // 9 words each
  ASSERT_NE(array->ptr_mask, nullptr);
  for (int i = 0; i < 180; i++) {
    bool want = i % 9 == 1 || i % 9 == 4 || i % 9 == 5;
    if (i * 8u < array->ptr_bytes) {
      EXPECT_EQ(array->ptr_mask[i / 64] >> (i % 64) & 1, want) << i;
    } else {
      EXPECT_FALSE(want);
    }
  }
  EXPECT_EQ(types.ArrayOf(Int(), 1000)->ptr_bytes, 0u);
  const Type* huge = types.ArrayOf(types.PtrTo(Int()), 1 << 20);
  EXPECT_EQ(huge->ptr_bytes, uint64_t{8} << 20);
  EXPECT_EQ(huge->ptr_mask, nullptr);
  EXPECT_EQ(Struct({F("a", Int()), F("b", huge)})->ptr_mask, nullptr);
}

TEST_F(TypeTest, Flags) {
  auto regular = [](const Type* t) { return (t->flags & kTypeRegularMemory) != 0; };
  EXPECT_TRUE(regular(Int()));
  EXPECT_FALSE(regular(B(Kind::kFloat64)));
  EXPECT_TRUE(regular(Struct({F("a", Int()), F("b", types.PtrTo(Int()))})));
  EXPECT_FALSE(regular(Struct({F("a", B(Kind::kInt8)), F("b", Int())})));  // padding inside
  EXPECT_FALSE(regular(Struct({F("a", Int()), F("b", B(Kind::kInt8))})));  // and at the end
  EXPECT_FALSE(regular(Struct({F("_", Int())})));
  EXPECT_FALSE(regular(Struct({F("a", Str())})));
  EXPECT_TRUE(regular(types.ArrayOf(Int(), 2)));
  EXPECT_TRUE(types.PtrTo(Int())->direct());
  EXPECT_TRUE(Struct({F("a", types.PtrTo(Int()))})->direct());
  EXPECT_TRUE(types.ArrayOf(Func({}, {}), 1)->direct());
  EXPECT_FALSE(types.ArrayOf(Func({}, {}), 2)->direct());
  EXPECT_FALSE(Int()->direct());
  EXPECT_FALSE(B(Kind::kUintptr)->direct());
}

TEST_F(TypeTest, NamedTypesMayBeUsedBeforeTheyAreComplete) {
  // type Node struct { next *Node; kids []Node; m map[string]Node; f func(Node) }
  Type* node = types.NewNamed("main.Node", "Node", "main", Kind::kStruct);
  EXPECT_FALSE(node->flags & kTypeComplete);
  const Type* map = types.MapOf(Str(), node);
  EXPECT_EQ(As<MapType>(map)->entry.load(), nullptr);
  const Type* underlying = Struct({F("next", types.PtrTo(node)), F("kids", types.SliceOf(node)),
                                   F("m", map), F("f", Func({node}, {}))});
  types.SetUnderlying(node, underlying);
  EXPECT_EQ(node->size, 48u);
  EXPECT_EQ(node->ptr_mask[0], 0b110011u);
  EXPECT_TRUE(node->named());
  EXPECT_FALSE(node->comparable());
  EXPECT_EQ(As<StructType>(node)->fields.size(), 4u);
  EXPECT_EQ(As<PtrType>(As<StructType>(node)->fields[0].type)->elem, node);
  const Type* entry = types.MapEntry(As<MapType>(map));
  EXPECT_EQ(entry->size, 16 + 48u);
  EXPECT_EQ(types.MapEntry(As<MapType>(map)), entry);
  Type* incomplete = types.NewNamed("main.X", "X", "main", Kind::kStruct);
  EXPECT_DEATH(types.ArrayOf(incomplete, 2), "incomplete type main.X");
}

TEST_F(TypeTest, Methods) {
  const Type* void_func = Func({}, {});
  const Type* t = Named("main.T", "T", Int());
  types.SetMethods(t, List<Method>::Of(arena, {Meth("b", void_func, 0x20, "main"), Meth("Z", void_func, 0x40),
                                               Meth("String", Func({}, {Str()}), 0x60),
                                               Meth("b", void_func, 0x80, "other")}));
  ASSERT_EQ(t->uncommon->methods.size(), 4u);
  EXPECT_EQ(t->uncommon->num_exported, 2u);
  EXPECT_EQ(t->uncommon->methods[0].name.view(), "String");
  EXPECT_EQ(t->uncommon->methods[1].name.view(), "Z");
  EXPECT_EQ(t->uncommon->name.view(), "T");
  uint32_t b_main = types.MethodId("b", "main"), b_other = types.MethodId("b", "other");
  EXPECT_NE(b_main, b_other);
  EXPECT_EQ(types.FindMethod(t, b_main)->func, reinterpret_cast<runtime::Func*>(0x20));
  EXPECT_EQ(types.FindMethod(t, b_other)->func, reinterpret_cast<runtime::Func*>(0x80));
  EXPECT_EQ(types.FindMethod(t, types.MethodId("b", "third")), nullptr);
  EXPECT_EQ(types.FindMethod(Int(), b_main), nullptr);
  const InlineCache* c = types.LookupMethod(t, types.MethodId("String", ""));
  ASSERT_NE(c, nullptr);
  EXPECT_EQ(c->type, t);
  EXPECT_EQ(c->func, reinterpret_cast<runtime::Func*>(0x61));
  EXPECT_EQ(types.LookupMethod(t, types.MethodId("String", "")), c);

  bool wrong;
  const Type* stringer = Interface({IM("String", Func({}, {Str()}))});
  EXPECT_EQ(types.MissingMethod(t, As<InterfaceType>(stringer), &wrong), nullptr);
  const Type* bad = Interface({IM("String", Func({}, {Int()}))});
  for (int i = 0; i < 2; i++) {
    const InterfaceMethod* missing = types.MissingMethod(t, As<InterfaceType>(bad), &wrong);
    ASSERT_NE(missing, nullptr);
    EXPECT_EQ(missing->name.view(), "String");
    EXPECT_TRUE(wrong);
  }
  const Type* more = Interface({IM("String", Func({}, {Str()})), IM("Nope", void_func)});
  const InterfaceMethod* missing = types.MissingMethod(t, As<InterfaceType>(more), &wrong);
  ASSERT_NE(missing, nullptr);
  EXPECT_EQ(missing->name.view(), "Nope");
  EXPECT_FALSE(wrong);
  EXPECT_EQ(types.MissingMethod(more, As<InterfaceType>(stringer), &wrong), nullptr);
  EXPECT_NE(types.MissingMethod(stringer, As<InterfaceType>(more), &wrong), nullptr);
}

TEST_F(TypeTest, MethodsAreCompletedOnDemand) {
  static TypeTable* table;
  table = &types;
  Type* t = types.NewNamed("main.L", "L", "main", Kind::kInt);
  types.SetUnderlying(t, Int());
  t->complete_methods = [](Runtime*, Type* t) {
    Method m{};
    m.name = GoString(std::string_view("M"));
    m.type = table->FuncOf({}, {}, false);
    m.func = m.iface_func = reinterpret_cast<runtime::Func*>(8);
    table->SetMethods(t, List<Method>(&m, 1));
  };
  const Type* iface = Interface({IM("M", Func({}, {}))});
  EXPECT_EQ(types.MissingMethod(t, As<InterfaceType>(iface), nullptr), nullptr);
  EXPECT_NE(types.FindMethod(t, types.MethodId("M", "")), nullptr);
}

}  // namespace
}  // namespace minigo::runtime
