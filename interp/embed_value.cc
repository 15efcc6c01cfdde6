// This file implements the values that cross between host and Go: copying Go memory to Values and back, handles, and what
// Value, Error, Function and Object do.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "interp/embed.h"

namespace minigo {

namespace internal {

struct Access {
  static auto& Handle(Function& f) { return f.handle_; }
  static auto& Handle(Object& o) { return o.handle_; }
  static const auto& Rep(const Value& v) { return v.v_; }
  static auto& Rep(Error& e) { return e.rep_; }
};

}  // namespace internal

using internal::Access;
using internal::Handle;
using runtime::As;
using runtime::Func;
using runtime::FuncType;
using runtime::GoSlice;
using runtime::GoString;
using runtime::Iface;
using runtime::Kind;
using runtime::M;
using runtime::Slot;
using runtime::StructField;
using runtime::Type;

namespace {

constexpr int kMaxDepth = 200;
constexpr int64_t kValueCost = sizeof(Value);

template <typename T>
T Read(const void* mem) {
  T v;
  std::memcpy(&v, mem, sizeof v);
  return v;
}
template <typename T>
void Put(void* mem, T v) {
  std::memcpy(mem, &v, sizeof v);
}

std::string Quoted(const Type* t) { return std::string(t->string.view()); }

bool SameSignature(const Type* a, const Type* b) {
  if (a == b) return true;
  if (a->kind != Kind::kFunc || b->kind != Kind::kFunc || (a->named() && b->named())) return false;
  const auto* f = As<FuncType>(a);
  const auto* g = As<FuncType>(b);
  auto same = [](const auto& x, const auto& y) {
    if (x.size() != y.size()) return false;
    for (size_t i = 0; i < x.size(); i++) {
      if (x[i] != y[i]) return false;
    }
    return true;
  };
  return f->variadic() == g->variadic() && same(f->in, g->in) && same(f->out, g->out);
}

// Whether what has type `from` may be stored where `to` is wanted, neither being an interface.
bool Storable(const Type* from, const Type* to) {
  if (from == to) return true;
  if (to->kind == Kind::kFunc) return SameSignature(from, to);
  if (to->kind == Kind::kChan && from->kind == Kind::kChan) {
    const auto* f = As<runtime::ChanType>(from);
    const auto* t = As<runtime::ChanType>(to);
    return f->elem == t->elem && f->dir == runtime::ChanDir::kBoth && !(f->named() && t->named());
  }
  return false;
}

const char* KindName(Value::Kind k) {
  static constexpr const char* kNames[] = {"nil",  "bool", "integer", "unsigned integer", "float",  "complex", "string",
                                           "bytes", "list", "map",     "struct",           "error", "function", "object"};
  return kNames[static_cast<size_t>(k)];
}

void AppendText(const Value& v, int depth, std::string* out) {
  char buf[64];
  if (depth > kMaxDepth) {
    *out += "...";
    return;
  }
  switch (v.kind()) {
    case Value::Kind::kNil: *out += "nil"; break;
    case Value::Kind::kBool: *out += *v.As<bool>() ? "true" : "false"; break;
    case Value::Kind::kInt: *out += std::to_string(*v.As<int64_t>()); break;
    case Value::Kind::kUint: *out += std::to_string(*v.As<uint64_t>()); break;
    case Value::Kind::kFloat: out->append(buf, std::to_chars(buf, buf + sizeof buf, *v.As<double>()).ptr); break;
    case Value::Kind::kComplex: {
      auto c = *v.As<std::complex<double>>();
      std::snprintf(buf, sizeof buf, "(%g%+gi)", c.real(), c.imag());
      *out += buf;
      break;
    }
    case Value::Kind::kString: *out += *v.string(); break;
    case Value::Kind::kBytes: {
      *out += '[';
      const char* sep = "";
      for (uint8_t b : *std::get_if<Value::Bytes>(&internal::Access::Rep(v))) {
        *out += sep;
        *out += std::to_string(b);
        sep = " ";
      }
      *out += ']';
      break;
    }
    case Value::Kind::kList: {
      *out += '[';
      const char* sep = "";
      for (const Value& e : *v.list()) {
        *out += sep;
        AppendText(e, depth + 1, out);
        sep = " ";
      }
      *out += ']';
      break;
    }
    case Value::Kind::kMap: {
      *out += "map[";
      const char* sep = "";
      for (const auto& [key, value] : *v.map()) {
        *out += sep;
        AppendText(key, depth + 1, out);
        *out += ':';
        AppendText(value, depth + 1, out);
        sep = " ";
      }
      *out += ']';
      break;
    }
    case Value::Kind::kStruct: {
      *out += '{';
      const char* sep = "";
      for (const auto& [name, value] : *v.fields()) {
        *out += sep;
        *out += name;
        *out += ':';
        AppendText(value, depth + 1, out);
        sep = " ";
      }
      *out += '}';
      break;
    }
    case Value::Kind::kError: *out += v.As<Error>()->text(); break;
    case Value::Kind::kFunction: *out += v.As<Function>()->type(); break;
    case Value::Kind::kObject: *out += v.As<Object>()->type(); break;
  }
}

const Value kNilValue;

}  // namespace

namespace internal {

Handle::~Handle() {
  std::lock_guard<std::mutex> lock(core->mu);
  core->released.push_back(root);
}

}  // namespace internal

// ---------------------------------------------------------------- Go to host

Value FromGo::Copy(const Type* t, const void* mem) {
  if (!why.empty()) return {};
  budget -= kValueCost;
  if (depth >= kMaxDepth || budget < 0) {
    why = depth >= kMaxDepth ? "the value is nested too deeply" : "the value is too large to copy";
    return {};
  }
  auto bytes = [&](const void* data, int64_t n) -> Value {
    budget -= n;
    if (budget < 0) {
      why = "the value is too large to copy";
      return {};
    }
    const auto* p = static_cast<const uint8_t*>(data);
    return Value::Bytes(p, p + n);
  };
  auto list = [&](const Type* elem, const void* data, int64_t n) -> Value {
    Value::List out;
    if (n > budget / kValueCost) {
      why = "the value is too large to copy";
      return {};
    }
    out.reserve(static_cast<size_t>(n));
    depth++;
    for (int64_t i = 0; i < n && why.empty(); i++) {
      out.push_back(Copy(elem, static_cast<const char*>(data) + static_cast<uint64_t>(i) * elem->size));
    }
    depth--;
    return out;
  };
  auto object = [&](Iface i) -> Value {
    if (i.data == nullptr) return {};
    if (i.type->kind == Kind::kFunc) {
      Function f;
      Access::Handle(f) = host->Hold(i);
      return f;
    }
    Object o;
    Access::Handle(o) = host->Hold(i);
    return o;
  };
  switch (t->kind) {
    case Kind::kBool: return Read<bool>(mem);
    case Kind::kInt:
    case Kind::kInt64: return Read<int64_t>(mem);
    case Kind::kInt8: return Read<int8_t>(mem);
    case Kind::kInt16: return Read<int16_t>(mem);
    case Kind::kInt32: return Read<int32_t>(mem);
    case Kind::kUint:
    case Kind::kUintptr:
    case Kind::kUint64: return Read<uint64_t>(mem);
    case Kind::kUint8: return Read<uint8_t>(mem);
    case Kind::kUint16: return Read<uint16_t>(mem);
    case Kind::kUint32: return Read<uint32_t>(mem);
    case Kind::kFloat32: return Read<float>(mem);
    case Kind::kFloat64: return Read<double>(mem);
    case Kind::kComplex64: {
      auto c = Read<runtime::Complex64>(mem);
      return std::complex<double>(c.re, c.im);
    }
    case Kind::kComplex128: {
      auto c = Read<runtime::Complex128>(mem);
      return std::complex<double>(c.re, c.im);
    }
    case Kind::kString: {
      auto s = Read<GoString>(mem);
      budget -= s.len;
      if (budget >= 0) return s.view();
      why = "the value is too large to copy";
      return {};
    }
    case Kind::kSlice: {
      auto s = Read<GoSlice>(mem);
      const Type* elem = As<runtime::SliceType>(t)->elem;
      return elem->kind == Kind::kUint8 ? bytes(s.data, s.len) : list(elem, s.data, s.len);
    }
    case Kind::kArray: {
      const auto* a = As<runtime::ArrayType>(t);
      return a->elem->kind == Kind::kUint8 ? bytes(mem, a->len) : list(a->elem, mem, a->len);
    }
    case Kind::kMap: {
      auto* map = Read<runtime::Map*>(mem);
      const auto* mt = As<runtime::MapType>(t);
      Value::Map out;
      runtime::MapIter it;
      runtime::MapStatus st;
      depth++;
      runtime::MapIterInit(m, mt, map, &it);
      for (runtime::MapIterNext(m, &it, &st); it.key != nullptr && st.fault == runtime::MapFault::kNone && why.empty();
           runtime::MapIterNext(m, &it, &st)) {
        Value key = Copy(mt->key, it.key);
        out.emplace_back(std::move(key), Copy(mt->elem, it.elem));
      }
      depth--;
      if (st.fault != runtime::MapFault::kNone) why = "another goroutine writes the map";
      return out;
    }
    case Kind::kStruct: {
      Value::Fields out;
      depth++;
      for (const StructField& f : As<runtime::StructType>(t)->fields) {
        out.emplace_back(std::string(f.name.view()), Copy(f.type, static_cast<const char*>(mem) + f.offset));
      }
      depth--;
      return out;
    }
    case Kind::kInterface: {
      auto i = Read<Iface>(mem);
      if (i.type == nullptr) return {};
      if (runtime::Implements(&host->rt(), i.type, As<runtime::InterfaceType>(host->rt().types.Error()))) {
        Error e;
        Access::Rep(e) = std::make_shared<internal::ErrorText>();
        Access::Rep(e)->handle = host->Hold(i);
        errors->emplace_back(Access::Rep(e), i);
        return e;
      }
      depth++;
      Value v = Copy(i.type, runtime::IfaceMemory(i));
      depth--;
      return v;
    }
    case Kind::kChan:
    case Kind::kFunc:
    case Kind::kPointer:
    case Kind::kUnsafePointer: return object({t, Read<void*>(mem)});
    case Kind::kInvalid: break;
  }
  why = "a " + Quoted(t) + " has no copy";
  return {};
}

// ---------------------------------------------------------------- host to Go

namespace {

// The type that a plain value has as `any`.
const Type* NaturalType(runtime::TypeTable& types, const Value& v) {
  switch (v.kind()) {
    case Value::Kind::kBool: return types.Basic(Kind::kBool);
    case Value::Kind::kInt: return types.Basic(Kind::kInt);
    case Value::Kind::kUint: return types.Basic(Kind::kUint);
    case Value::Kind::kFloat: return types.Basic(Kind::kFloat64);
    case Value::Kind::kComplex: return types.Basic(Kind::kComplex128);
    case Value::Kind::kString: return types.Basic(Kind::kString);
    case Value::Kind::kBytes: return types.SliceOf(types.Basic(Kind::kUint8));
    case Value::Kind::kList: return types.SliceOf(types.EmptyInterface());
    case Value::Kind::kMap:
      for (const auto& [key, value] : *v.map()) {
        if (key.kind() != Value::Kind::kString) return types.MapOf(types.EmptyInterface(), types.EmptyInterface());
      }
      return types.MapOf(types.Basic(Kind::kString), types.EmptyInterface());
    case Value::Kind::kStruct: return types.MapOf(types.Basic(Kind::kString), types.EmptyInterface());
    default: return nullptr;
  }
}

template <typename T>
bool PutInteger(const Value& v, void* mem) {
  if (auto i = v.As<T>()) {
    Put(mem, *i);
    return true;
  }
  const double* f = std::get_if<double>(&Access::Rep(v));
  // The bounds are powers of two and exact.
  if (f == nullptr || *f != std::floor(*f)) return false;
  if (*f < static_cast<double>(std::numeric_limits<T>::min()) ||
      *f >= std::ldexp(1.0, std::numeric_limits<T>::digits)) {
    return false;
  }
  Put(mem, static_cast<T>(*f));
  return true;
}

}  // namespace

bool ToGo::Write(const Type* t, const Value& v, void* mem) {
  if (depth >= kMaxDepth) {
    why = "the value is nested too deeply";
    return false;
  }
  runtime::Runtime& rt = host->rt();
  auto wrong = [&] {
    std::string have = KindName(v.kind());
    if (v.kind() == Value::Kind::kInt || v.kind() == Value::Kind::kUint || v.kind() == Value::Kind::kFloat) have = v.Text();
    if (v.kind() == Value::Kind::kFunction) have = v.As<Function>()->type();
    if (v.kind() == Value::Kind::kObject) have = v.As<Object>()->type();
    why = "cannot use " + have + " as " + Quoted(t);
    return false;
  };
  auto at = [&](const std::string& where) {
    why = where + ": " + why;
    return false;
  };
  // What Go gave is given back.
  std::shared_ptr<Handle> handle;
  if (auto o = std::get_if<Object>(&Access::Rep(v))) {
    Object copy = *o;
    handle = Access::Handle(copy);
  } else if (auto f = std::get_if<Function>(&Access::Rep(v))) {
    Function copy = *f;
    handle = Access::Handle(copy);
  } else if (auto e = std::get_if<Error>(&Access::Rep(v))) {
    Error copy = *e;
    handle = Access::Rep(copy)->handle;
  }
  if (handle != nullptr) {
    {
      std::lock_guard<std::mutex> lock(handle->core->mu);
      if (handle->core->host != host) {
        why = "the value belongs to another engine";
        return false;
      }
    }
    Iface held = host->Held(*handle);
    if (t->kind == Kind::kInterface) {
      if (!runtime::Implements(&rt, held.type, As<runtime::InterfaceType>(t))) return wrong();
      Put(mem, held);
      return true;
    }
    if (!Storable(held.type, t)) return wrong();
    std::memcpy(mem, runtime::IfaceMemory(held), t->size);
    return true;
  }
  // By field name.
  auto write_struct = [&](const Type* st, char* to) {
    auto field = [&](std::string_view name, const Value& value) {
      for (const StructField& f : As<runtime::StructType>(st)->fields) {
        if (f.name.view() != name) continue;
        depth++;
        bool ok = Write(f.type, value, to + f.offset);
        depth--;
        return ok ? true : at("field " + std::string(name));
      }
      why = Quoted(st) + " has no field " + std::string(name);
      return false;
    };
    if (const Value::Fields* fields = v.fields()) {
      for (const auto& [name, value] : *fields) {
        if (!field(name, value)) return false;
      }
      return true;
    }
    for (const auto& [key, value] : *v.map()) {
      if (key.string() == nullptr) return wrong();
      if (!field(*key.string(), value)) return false;
    }
    return true;
  };
  auto write_elements = [&](const Type* elem, char* to, size_t n, auto&& get) {
    for (size_t i = 0; i < n; i++) {
      depth++;
      bool ok = Write(elem, get(i), to + i * elem->size);
      depth--;
      if (!ok) return at("element " + std::to_string(i));
    }
    return true;
  };
  auto bytes = std::get_if<Value::Bytes>(&Access::Rep(v));
  const Value::List* list = v.list();
  switch (t->kind) {
    case Kind::kBool: {
      auto b = v.As<bool>();
      if (!b) return wrong();
      Put(mem, *b);
      return true;
    }
    case Kind::kInt:
    case Kind::kInt64: return PutInteger<int64_t>(v, mem) || wrong();
    case Kind::kInt8: return PutInteger<int8_t>(v, mem) || wrong();
    case Kind::kInt16: return PutInteger<int16_t>(v, mem) || wrong();
    case Kind::kInt32: return PutInteger<int32_t>(v, mem) || wrong();
    case Kind::kUint:
    case Kind::kUintptr:
    case Kind::kUint64: return PutInteger<uint64_t>(v, mem) || wrong();
    case Kind::kUint8: return PutInteger<uint8_t>(v, mem) || wrong();
    case Kind::kUint16: return PutInteger<uint16_t>(v, mem) || wrong();
    case Kind::kUint32: return PutInteger<uint32_t>(v, mem) || wrong();
    case Kind::kFloat32: {
      auto f = v.As<float>();
      if (!f) return wrong();
      Put(mem, *f);
      return true;
    }
    case Kind::kFloat64: {
      auto f = v.As<double>();
      if (!f) return wrong();
      Put(mem, *f);
      return true;
    }
    case Kind::kComplex64:
    case Kind::kComplex128: {
      auto c = v.As<std::complex<double>>();
      if (auto f = v.As<double>()) c = *f;
      if (!c) return wrong();
      if (t->kind == Kind::kComplex64) {
        Put(mem, runtime::Complex64{static_cast<float>(c->real()), static_cast<float>(c->imag())});
      } else {
        Put(mem, runtime::Complex128{c->real(), c->imag()});
      }
      return true;
    }
    case Kind::kString: {
      const std::string* s = v.string();
      if (s == nullptr) return wrong();
      Put(mem, runtime::NewString(m, *s));
      return true;
    }
    case Kind::kSlice: {
      if (v.is_nil()) return true;
      const Type* elem = As<runtime::SliceType>(t)->elem;
      if (bytes != nullptr && elem->kind == Kind::kUint8) {
        Put(mem, runtime::NewByteSlice(m, {reinterpret_cast<const char*>(bytes->data()), bytes->size()}));
        return true;
      }
      if (list == nullptr) return wrong();
      GoSlice s;
      auto n = static_cast<int64_t>(list->size());
      if (elem->size != 0 && list->size() > (uint64_t{1} << 40) / elem->size) return wrong();
      s.data = rt.heap.NewArray(m, elem, n);
      s.len = s.cap = n;
      Put(mem, s);
      return write_elements(elem, static_cast<char*>(s.data), list->size(),
                            [&](size_t i) -> const Value& { return (*list)[i]; });
    }
    case Kind::kArray: {
      const auto* a = As<runtime::ArrayType>(t);
      if (bytes != nullptr && a->elem->kind == Kind::kUint8 && bytes->size() == static_cast<size_t>(a->len)) {
        std::memcpy(mem, bytes->data(), bytes->size());
        return true;
      }
      if (list == nullptr || list->size() != static_cast<size_t>(a->len)) return wrong();
      return write_elements(a->elem, static_cast<char*>(mem), list->size(),
                            [&](size_t i) -> const Value& { return (*list)[i]; });
    }
    case Kind::kMap: {
      if (v.is_nil()) return true;
      const auto* mt = As<runtime::MapType>(t);
      size_t n = v.map() != nullptr ? v.map()->size() : v.fields() != nullptr ? v.fields()->size() : 0;
      if (v.map() == nullptr && v.fields() == nullptr) return wrong();
      runtime::Map* map = runtime::MapMake(m, mt, static_cast<int64_t>(n));
      Put(mem, map);
      auto entry = [&](const Value& key, const Value& value) {
        void* k = rt.heap.New(m, mt->key);
        void* e = rt.heap.New(m, mt->elem);
        depth++;
        bool ok = Write(mt->key, key, k) && Write(mt->elem, value, e);
        depth--;
        if (!ok) return at("key " + key.Text());
        runtime::MapStatus st;
        void* to = runtime::MapAssign(m, mt, map, k, &st);
        if (st.fault != runtime::MapFault::kNone) {
          why = "key " + key.Text() + " is not hashable";
          return false;
        }
        std::memcpy(to, e, mt->elem->size);
        return true;
      };
      if (v.map() != nullptr) {
        for (const auto& [key, value] : *v.map()) {
          if (!entry(key, value)) return false;
        }
      } else {
        for (const auto& [name, value] : *v.fields()) {
          if (!entry(name, value)) return false;
        }
      }
      return true;
    }
    case Kind::kStruct:
      if (v.fields() == nullptr && v.map() == nullptr) return wrong();
      return write_struct(t, static_cast<char*>(mem));
    case Kind::kPointer: {
      if (v.is_nil()) return true;
      const Type* elem = As<runtime::PtrType>(t)->elem;
      if (elem->kind != Kind::kStruct || (v.fields() == nullptr && v.map() == nullptr)) return wrong();
      void* p = rt.heap.New(m, elem);
      Put(mem, p);
      return write_struct(elem, static_cast<char*>(p));
    }
    case Kind::kInterface: {
      if (v.is_nil()) return true;
      const Type* have = NaturalType(rt.types, v);
      if (v.kind() == Value::Kind::kError) have = host->ErrorType();
      if (have == nullptr || !runtime::Implements(&rt, have, As<runtime::InterfaceType>(t))) return wrong();
      if (v.kind() == Value::Kind::kError) {
        void* p = rt.heap.New(m, As<runtime::PtrType>(have)->elem);
        Put(p, runtime::NewString(m, v.As<Error>()->text()));
        Put(mem, Iface{have, p});
        return true;
      }
      void* p = rt.heap.New(m, have);
      depth++;
      bool ok = Write(have, v, p);
      depth--;
      if (ok) Put(mem, runtime::MakeIfaceFromMemory(m, have, p));
      return ok;
    }
    case Kind::kChan:
    case Kind::kFunc:
    case Kind::kUnsafePointer: return v.is_nil() || wrong();
    case Kind::kInvalid: break;
  }
  return wrong();
}

// ---------------------------------------------------------------- the public classes

Error::Error(std::string text) : rep_(std::make_shared<internal::ErrorText>()) { rep_->text = std::move(text); }

const std::string& Error::text() const {
  static const std::string kNone;
  return rep_ != nullptr ? rep_->text : kNone;
}

size_t Value::size() const {
  if (const List* l = list()) return l->size();
  if (const Map* m = map()) return m->size();
  if (const Fields* f = fields()) return f->size();
  if (const Bytes* b = std::get_if<Bytes>(&v_)) return b->size();
  if (const std::string* s = string()) return s->size();
  return 0;
}

const Value& Value::operator[](size_t i) const {
  const List* l = list();
  return l != nullptr && i < l->size() ? (*l)[i] : kNilValue;
}

const Value& Value::operator[](std::string_view name) const {
  if (const Fields* f = fields()) {
    for (const auto& [n, value] : *f) {
      if (n == name) return value;
    }
  }
  if (const Map* m = map()) {
    for (const auto& [key, value] : *m) {
      if (key.string() != nullptr && *key.string() == name) return value;
    }
  }
  return kNilValue;
}

std::string Value::Text() const {
  std::string out;
  AppendText(*this, 0, &out);
  return out;
}

std::string Function::type() const { return handle_ != nullptr ? handle_->type_name : ""; }
std::string Object::type() const { return handle_ != nullptr ? handle_->type_name : ""; }

}  // namespace minigo
