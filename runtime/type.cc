// This file implements the table of type descriptors: canonical construction by structure, layout, the
// strings of reflect, methods and their lookup.
#include "runtime/type.h"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/base/lock.h"
#include "runtime/heap.h"
#include "runtime/iface.h"
#include "runtime/runtime.h"

namespace minigo::runtime {

namespace {

constexpr uint64_t kWord = 8;

uint64_t Mix(uint64_t a, uint64_t b) {
  unsigned __int128 r = static_cast<unsigned __int128>(a ^ 0x9e3779b97f4a7c15) * (b ^ 0xe7037ed1a0b428db);
  return static_cast<uint64_t>(r) ^ static_cast<uint64_t>(r >> 64);
}

uint64_t MixText(uint64_t h, std::string_view s) {
  for (unsigned char c : s) h = (h ^ c) * 0x100000001b3;
  return Mix(h, s.size());
}

uint32_t Fnv32(std::string_view s) {
  uint32_t h = 2166136261u;
  for (unsigned char c : s) h = (h ^ c) * 16777619u;
  return h;
}

bool SameText(GoString a, GoString b) { return a.view() == b.view(); }

// Whether a name is exported. Only the first letter's case counts; letters beyond ASCII are told by whether the
// owner gave a package path with them (paths are given for unexported names only).
bool ExportedMethod(const Method& m) { return m.pkg_path.len == 0; }

uint64_t AlignUp(uint64_t n, uint64_t align) { return (n + align - 1) & ~(align - 1); }

// The package's name as it stands in type strings: the last element of its path.
std::string_view PathBase(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Tags are shown as strconv.Quote shows them.
void AppendQuoted(std::string* out, std::string_view s) {
  static const char kHex[] = "0123456789abcdef";
  *out += '"';
  for (size_t i = 0; i < s.size();) {
    unsigned char c = s[i];
    if (c >= 0x80) {
      // Well-formed UTF-8 is kept, other bytes are escaped.
      size_t n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 0;
      bool ok = n != 0 && c <= 0xf4 && i + n <= s.size();
      for (size_t k = 1; ok && k < n; k++) ok = (static_cast<unsigned char>(s[i + k]) & 0xc0) == 0x80;
      if (ok) {
        out->append(s.substr(i, n));
        i += n;
        continue;
      }
    }
    i++;
    switch (c) {
      case '"': *out += "\\\""; continue;
      case '\\': *out += "\\\\"; continue;
      case '\a': *out += "\\a"; continue;
      case '\b': *out += "\\b"; continue;
      case '\f': *out += "\\f"; continue;
      case '\n': *out += "\\n"; continue;
      case '\r': *out += "\\r"; continue;
      case '\t': *out += "\\t"; continue;
      case '\v': *out += "\\v"; continue;
    }
    if (c < 0x20 || c >= 0x7f) {
      *out += "\\x";
      *out += kHex[c >> 4];
      *out += kHex[c & 15];
    } else {
      *out += static_cast<char>(c);
    }
  }
  *out += '"';
}

void AppendType(std::string* out, const Type* t) { out->append(t->string.view()); }

// "(int, ...string) (bool, error)"
void AppendSignature(std::string* out, List<const Type*> in, List<const Type*> results, bool variadic) {
  *out += '(';
  for (size_t i = 0; i < in.size(); i++) {
    if (i > 0) *out += ", ";
    if (variadic && i + 1 == in.size()) {
      *out += "...";
      AppendType(out, As<SliceType>(in[i])->elem);
    } else {
      AppendType(out, in[i]);
    }
  }
  *out += ')';
  if (results.size() == 1) {
    *out += ' ';
    AppendType(out, results[0]);
  } else if (results.size() > 1) {
    *out += " (";
    for (size_t i = 0; i < results.size(); i++) {
      if (i > 0) *out += ", ";
      AppendType(out, results[i]);
    }
    *out += ')';
  }
}

struct BasicRow {
  Kind kind;
  const char* name;
  uint8_t size;
  uint8_t align;
  uint8_t flags;
  uint8_t mask;
};
constexpr uint8_t kReg = kTypeRegularMemory | kTypeComparable;
constexpr BasicRow kBasics[] = {
    {Kind::kBool, "bool", 1, 1, kReg, 0},
    {Kind::kInt, "int", 8, 8, kReg, 0},
    {Kind::kInt8, "int8", 1, 1, kReg, 0},
    {Kind::kInt16, "int16", 2, 2, kReg, 0},
    {Kind::kInt32, "int32", 4, 4, kReg, 0},
    {Kind::kInt64, "int64", 8, 8, kReg, 0},
    {Kind::kUint, "uint", 8, 8, kReg, 0},
    {Kind::kUint8, "uint8", 1, 1, kReg, 0},
    {Kind::kUint16, "uint16", 2, 2, kReg, 0},
    {Kind::kUint32, "uint32", 4, 4, kReg, 0},
    {Kind::kUint64, "uint64", 8, 8, kReg, 0},
    {Kind::kUintptr, "uintptr", 8, 8, kReg, 0},
    {Kind::kFloat32, "float32", 4, 4, kTypeComparable, 0},
    {Kind::kFloat64, "float64", 8, 8, kTypeComparable, 0},
    {Kind::kComplex64, "complex64", 8, 4, kTypeComparable, 0},
    {Kind::kComplex128, "complex128", 16, 8, kTypeComparable, 0},
    {Kind::kString, "string", 16, 8, kTypeComparable, 1},
    {Kind::kUnsafePointer, "unsafe.Pointer", 8, 8, kReg | kTypeDirect, 1},
};

// Masks of the fixed layouts.
constexpr uint64_t kMaskPointer = 1;    // also strings and slices: their first word
constexpr uint64_t kMaskInterface = 2;  // descriptors are not in the heap

// The name and package behind a method id.
struct MethodName {
  std::string_view name;
  std::string_view pkg_path;
};

// What is known of (type, method id): immutable once published. The head is what call sites cache.
struct LookupEntry : InlineCache {
  uint32_t id;
  const Method* method;
};

struct ImplementsEntry {
  const Type* type;
  const InterfaceType* iface;
  const InterfaceMethod* missing;
  bool wrong_type;
};

constexpr size_t kCacheSize = 4096;  // of the two direct-mapped caches below

}  // namespace

struct TypeTable::Impl {
  Mutex mu{LockRank::kTypes};
  std::atomic<uint64_t> owner{0};  // the thread that holds mu, for taking it again
  int depth = 0;

  Heap* heap = nullptr;
  uint32_t next_id = 1;
  std::unordered_multimap<uint64_t, Type*> by_structure;
  std::unordered_map<std::string, uint32_t> method_ids;  // key: pkg_path, NUL, name
  std::vector<MethodName> method_names;                   // by id; [0] is unused
  // Every entry ever made, and a cache in front that is read without the lock.
  std::unordered_map<uint64_t, std::vector<LookupEntry*>> lookups;
  std::unordered_map<uint64_t, std::vector<ImplementsEntry*>> implements;
  std::atomic<LookupEntry*> lookup_cache[kCacheSize] = {};
  std::atomic<ImplementsEntry*> implements_cache[kCacheSize] = {};
  const Uncommon* no_methods = nullptr;

  template <typename Same>
  Type* Find(uint64_t hash, Kind kind, Same same) {
    auto [from, to] = by_structure.equal_range(hash);
    for (; from != to; ++from) {
      Type* t = from->second;
      if (t->kind == kind && !t->named() && same(t)) return t;
    }
    return nullptr;
  }
};

namespace {

class Guard {
 public:
  explicit Guard(TypeTable* t) : t_(t) { t_->Lock(); }
  ~Guard() { t_->Unlock(); }
  Guard(const Guard&) = delete;

 private:
  TypeTable* t_;
};

// Builds descriptors; the caller holds the Types lock.
struct Builder {
  Arena& arena;
  Heap* heap;
  uint32_t* next_id;

  GoString Text(std::string_view s) { return GoString(arena.Copy(s)); }

  template <typename T>
  T* Make(Kind kind, std::string_view string) {
    T* t = arena.New<T>();
    t->kind = kind;
    t->string = Text(string);
    t->hash = Fnv32(string);
    t->id = (*next_id)++;
    return t;
  }

  void Layout(Type* t, uint64_t size, uint8_t align, uint8_t flags, uint64_t mask) {
    t->size = size;
    t->align = t->field_align = align;
    t->flags |= flags | kTypeComplete;
    if (mask != 0) {
      t->ptr_bytes = (64 - __builtin_clzll(mask)) * kWord;
      uint64_t* m = arena.NewArray<uint64_t>(1);
      m[0] = mask;
      t->ptr_mask = m;
    }
    Shape(t);
  }

  void Shape(Type* t) {
    if (heap == nullptr) return;
    if (t->kind == Kind::kArray && t->has_pointers() && t->size > 512) {
      const Type* e = t;
      while (e->kind == Kind::kArray) e = As<ArrayType>(e)->elem;
      t->shape = heap->ArrayShapeOf(t->size, e->size, e->ptr_bytes, e->ptr_mask);
    } else {
      t->shape = heap->ShapeOf(t->size, t->ptr_bytes, t->ptr_mask);
    }
  }

  // Sets the bits of a t at byte `offset` in mask.
  static void OrMask(uint64_t* mask, uint64_t offset, const Type* t) {
    for (uint64_t i = 0; i < t->ptr_bytes / kWord; i++) {
      if (t->ptr_mask[i / 64] >> (i % 64) & 1) {
        uint64_t at = offset / kWord + i;
        mask[at / 64] |= uint64_t{1} << (at % 64);
      }
    }
  }

  uint64_t* NewMask(uint64_t ptr_bytes) {
    uint64_t words = ptr_bytes / kWord;
    if (words == 0 || words > kMaxMaskWords) return nullptr;
    return arena.NewArray<uint64_t>((words + 63) / 64);
  }

  // Lays out struct fields: offsets, size, mask, flags.
  void LayoutStruct(StructType* t) {
    uint64_t at = 0, align = 1, ptr_bytes = 0, used = 0;
    uint8_t flags = kReg;
    bool spelled = true;
    for (StructField& f : t->fields) {
      const Type* ft = f.type;
      if (!(ft->flags & (kTypeComplete | kTypeSized))) {
        MINIGO_FAIL("field of incomplete type %.*s", static_cast<int>(ft->string.len), ft->string.data);
      }
      at = AlignUp(at, ft->field_align);
      f.offset = at;
      if (at != used) flags &= ~kTypeRegularMemory;
      if (ft->has_pointers()) {
        ptr_bytes = at + ft->ptr_bytes;
        if (ft->ptr_mask == nullptr) spelled = false;
      }
      at += ft->size;
      used = at;
      align = std::max<uint64_t>(align, ft->field_align);
      if (!ft->comparable()) flags &= ~kReg;
      if (!(ft->flags & kTypeRegularMemory) || f.name.view() == "_") flags &= ~kTypeRegularMemory;
    }
    // A pointer to a zero-size last field must not point past the object.
    if (at > 0 && t->fields.back().type->size == 0) at++;
    uint64_t size = AlignUp(at, align);
    if (size != used) flags &= ~kTypeRegularMemory;
    if (t->fields.size() == 1 && t->fields[0].type->direct()) flags |= kTypeDirect;
    t->size = size;
    t->align = t->field_align = static_cast<uint8_t>(align);
    t->flags |= flags | kTypeComplete;
    t->ptr_bytes = ptr_bytes;
    if (spelled) {
      if (uint64_t* mask = NewMask(ptr_bytes)) {
        for (const StructField& f : t->fields) OrMask(mask, f.offset, f.type);
        t->ptr_mask = mask;
      }
    }
    Shape(t);
  }
};

}  // namespace

TypeTable::TypeTable(Runtime* rt, Heap* heap) : rt_(rt), impl_(new Impl) {
  impl_->heap = heap != nullptr ? heap : rt != nullptr ? &rt->heap : nullptr;
  impl_->method_names.push_back({});
  Builder b{arena_, impl_->heap, &impl_->next_id};
  Uncommon* none = arena_.New<Uncommon>();
  impl_->no_methods = none;
  for (const BasicRow& row : kBasics) {
    Type* t = b.Make<Type>(row.kind, row.name);
    t->flags = kTypeNamed;
    b.Layout(t, row.size, row.align, row.flags, row.mask);
    Uncommon* u = arena_.New<Uncommon>();
    if (row.kind == Kind::kUnsafePointer) {
      u->name = GoString("Pointer", 7);
      u->pkg_path = GoString("unsafe", 6);
    } else {
      u->name = t->string;
    }
    t->uncommon = u;
    basic_[static_cast<int>(row.kind)] = t;
  }
  any_ = InterfaceOf({});
  const Type* string = Basic(Kind::kString);
  List<const Type*> out = List<const Type*>::Of(arena_, {string});
  InterfaceMethod method;
  method.name = GoString("Error", 5);
  method.type = FuncOf({}, out, false);
  const Type* underlying = InterfaceOf(List<InterfaceMethod>(&method, 1));
  Type* error = NewNamed("error", "error", "", Kind::kInterface);
  SetUnderlying(error, underlying);
  error_ = error;
}

TypeTable::~TypeTable() = default;

void TypeTable::Lock() {
  uint64_t self = static_cast<uint64_t>(pthread_self());
  if (impl_->owner.load(std::memory_order_relaxed) == self) {
    impl_->depth++;
    return;
  }
  impl_->mu.Lock();
  impl_->owner.store(self, std::memory_order_relaxed);
  impl_->depth = 1;
}

void TypeTable::Unlock() {
  if (--impl_->depth > 0) return;
  impl_->owner.store(0, std::memory_order_relaxed);
  impl_->mu.Unlock();
}

const Type* TypeTable::PtrTo(const Type* elem) {
  if (const Type* t = elem->ptr_to.load(std::memory_order_acquire)) return t;
  Guard g(this);
  if (const Type* t = elem->ptr_to.load(std::memory_order_relaxed)) return t;
  Builder b{arena_, impl_->heap, &impl_->next_id};
  std::string s = "*";
  AppendType(&s, elem);
  PtrType* t = b.Make<PtrType>(Kind::kPointer, s);
  t->elem = elem;
  b.Layout(t, 8, 8, kReg | kTypeDirect, kMaskPointer);
  t->complete_methods = elem->complete_methods;  // *T has T's methods
  const_cast<Type*>(elem)->ptr_to.store(t, std::memory_order_release);
  return t;
}

const Type* TypeTable::SliceOf(const Type* elem) {
  if (const Type* t = elem->slice_of.load(std::memory_order_acquire)) return t;
  Guard g(this);
  if (const Type* t = elem->slice_of.load(std::memory_order_relaxed)) return t;
  Builder b{arena_, impl_->heap, &impl_->next_id};
  std::string s = "[]";
  AppendType(&s, elem);
  SliceType* t = b.Make<SliceType>(Kind::kSlice, s);
  t->elem = elem;
  b.Layout(t, 24, 8, 0, kMaskPointer);
  const_cast<Type*>(elem)->slice_of.store(t, std::memory_order_release);
  return t;
}

const Type* TypeTable::ArrayOf(const Type* elem, int64_t len) {
  MINIGO_CHECK(len >= 0);
  if (!(elem->flags & (kTypeComplete | kTypeSized))) {
    MINIGO_FAIL("array of incomplete type %.*s", static_cast<int>(elem->string.len), elem->string.data);
  }
  uint64_t bytes;
  if (__builtin_mul_overflow(elem->size, static_cast<uint64_t>(len), &bytes)) {
    MINIGO_FAIL("array type too large");
  }
  Guard g(this);
  uint64_t hash = Mix(Mix(elem->id, static_cast<uint64_t>(Kind::kArray)), static_cast<uint64_t>(len));
  Type* found = impl_->Find(hash, Kind::kArray, [&](Type* t) {
    return As<ArrayType>(t)->elem == elem && As<ArrayType>(t)->len == len;
  });
  if (found != nullptr) return found;
  Builder b{arena_, impl_->heap, &impl_->next_id};
  std::string s = "[" + std::to_string(len) + "]";
  AppendType(&s, elem);
  ArrayType* t = b.Make<ArrayType>(Kind::kArray, s);
  t->elem = elem;
  t->len = len;
  t->slice = SliceOf(elem);
  t->size = bytes;
  t->align = elem->align;
  t->field_align = elem->field_align;
  t->flags = (elem->flags & (kTypeRegularMemory | kTypeComparable)) | kTypeComplete;
  if (len == 1 && elem->direct()) t->flags |= kTypeDirect;
  if (len > 0 && elem->has_pointers()) {
    t->ptr_bytes = (len - 1) * elem->size + elem->ptr_bytes;
    if (elem->ptr_mask != nullptr) {
      if (uint64_t* mask = b.NewMask(t->ptr_bytes)) {
        for (int64_t i = 0; i < len; i++) Builder::OrMask(mask, i * elem->size, elem);
        t->ptr_mask = mask;
      }
    }
  }
  b.Shape(t);
  impl_->by_structure.emplace(hash, t);
  return t;
}

const Type* TypeTable::ChanOf(const Type* elem, ChanDir dir) {
  Guard g(this);
  uint64_t hash = Mix(Mix(elem->id, static_cast<uint64_t>(Kind::kChan)), static_cast<uint64_t>(dir));
  Type* found = impl_->Find(hash, Kind::kChan, [&](Type* t) {
    return As<ChanType>(t)->elem == elem && As<ChanType>(t)->dir == dir;
  });
  if (found != nullptr) return found;
  std::string s;
  switch (dir) {
    case ChanDir::kRecv: s = "<-chan "; break;
    case ChanDir::kSend: s = "chan<- "; break;
    case ChanDir::kBoth: s = "chan "; break;
  }
  bool parens = dir == ChanDir::kBoth && elem->kind == Kind::kChan && !elem->named() &&
                As<ChanType>(elem)->dir == ChanDir::kRecv;
  if (parens) s += '(';
  AppendType(&s, elem);
  if (parens) s += ')';
  Builder b{arena_, impl_->heap, &impl_->next_id};
  ChanType* t = b.Make<ChanType>(Kind::kChan, s);
  t->elem = elem;
  t->dir = dir;
  b.Layout(t, 8, 8, kReg | kTypeDirect, kMaskPointer);
  impl_->by_structure.emplace(hash, t);
  return t;
}

const Type* TypeTable::MapOf(const Type* key, const Type* elem) {
  Guard g(this);
  uint64_t hash = Mix(Mix(key->id, static_cast<uint64_t>(Kind::kMap)), elem->id);
  Type* found = impl_->Find(hash, Kind::kMap, [&](Type* t) {
    return As<MapType>(t)->key == key && As<MapType>(t)->elem == elem;
  });
  if (found == nullptr) {
    std::string s = "map[";
    AppendType(&s, key);
    s += ']';
    AppendType(&s, elem);
    Builder b{arena_, impl_->heap, &impl_->next_id};
    MapType* t = b.Make<MapType>(Kind::kMap, s);
    t->key = key;
    t->elem = elem;
    b.Layout(t, 8, 8, kTypeDirect, kMaskPointer);
    impl_->by_structure.emplace(hash, t);
    found = t;
  }
  if (key->flags & elem->flags & kTypeComplete) MapEntry(As<MapType>(found));
  return found;
}

const Type* TypeTable::MapEntry(const MapType* t) {
  if (const Type* e = t->entry.load(std::memory_order_acquire)) return e;
  StructField fields[2];
  fields[0].name = GoString("key", 3);
  fields[0].type = t->key;
  fields[1].name = GoString("elem", 4);
  fields[1].type = t->elem;
  for (StructField& f : fields) f.pkg_path = GoString("runtime", 7);
  // At the end an element without size would be padded.
  if (t->elem->size == 0) std::swap(fields[0], fields[1]);
  const Type* e = StructOf(List<StructField>(fields, 2));
  t->entry.store(e, std::memory_order_release);
  return e;
}

const Type* TypeTable::FuncOf(List<const Type*> in, List<const Type*> out, bool variadic) {
  MINIGO_CHECK(!variadic || (!in.empty() && in.back()->kind == Kind::kSlice));
  Guard g(this);
  uint64_t hash = Mix(static_cast<uint64_t>(Kind::kFunc), in.size() * 2 + variadic);
  for (const Type* t : in) hash = Mix(hash, t->id);
  for (const Type* t : out) hash = Mix(hash, t->id + 0x10000);
  Type* found = impl_->Find(hash, Kind::kFunc, [&](Type* t) {
    const FuncType* f = As<FuncType>(t);
    return f->variadic() == variadic && f->in.size() == in.size() && f->out.size() == out.size() &&
           std::equal(in.begin(), in.end(), f->in.begin()) &&
           std::equal(out.begin(), out.end(), f->out.begin());
  });
  if (found != nullptr) return found;
  std::string s = "func";
  AppendSignature(&s, in, out, variadic);
  Builder b{arena_, impl_->heap, &impl_->next_id};
  FuncType* t = b.Make<FuncType>(Kind::kFunc, s);
  t->in = List<const Type*>::Of(arena_, in);
  t->out = List<const Type*>::Of(arena_, out);
  b.Layout(t, 8, 8, kTypeDirect | (variadic ? kTypeVariadic : 0), kMaskPointer);
  impl_->by_structure.emplace(hash, t);
  return t;
}

const Type* TypeTable::StructOf(List<StructField> fields) {
  Guard g(this);
  uint64_t hash = Mix(static_cast<uint64_t>(Kind::kStruct), fields.size());
  for (const StructField& f : fields) {
    hash = MixText(Mix(hash, f.type->id * 2 + f.embedded), f.name.view());
    hash = MixText(hash, f.tag.view());
  }
  Type* found = impl_->Find(hash, Kind::kStruct, [&](Type* t) {
    const StructType* s = As<StructType>(t);
    if (s->fields.size() != fields.size()) return false;
    for (size_t i = 0; i < fields.size(); i++) {
      const StructField &a = s->fields[i], &b = fields[i];
      if (a.type != b.type || a.embedded != b.embedded || !SameText(a.name, b.name) ||
          !SameText(a.tag, b.tag) || !SameText(a.pkg_path, b.pkg_path)) {
        return false;
      }
    }
    return true;
  });
  if (found != nullptr) return found;
  std::string s = "struct {";
  for (size_t i = 0; i < fields.size(); i++) {
    const StructField& f = fields[i];
    s += i == 0 ? " " : "; ";
    if (!f.embedded) {
      s.append(f.name.view());
      s += ' ';
    }
    AppendType(&s, f.type);
    if (f.tag.len != 0) {
      s += ' ';
      AppendQuoted(&s, f.tag.view());
    }
  }
  s += fields.empty() ? "}" : " }";
  Builder b{arena_, impl_->heap, &impl_->next_id};
  StructType* t = b.Make<StructType>(Kind::kStruct, s);
  t->fields = List<StructField>::Of(arena_, fields);
  for (StructField& f : t->fields) {
    f.name = b.Text(f.name.view());
    f.tag = b.Text(f.tag.view());
    f.pkg_path = b.Text(f.pkg_path.view());
  }
  b.LayoutStruct(t);
  impl_->by_structure.emplace(hash, t);
  return t;
}

const Type* TypeTable::InterfaceOf(List<InterfaceMethod> given) {
  Guard g(this);
  std::vector<InterfaceMethod> methods(given.begin(), given.end());
  std::sort(methods.begin(), methods.end(), [](const InterfaceMethod& a, const InterfaceMethod& b) {
    bool exported_a = a.pkg_path.len == 0, exported_b = b.pkg_path.len == 0;
    if (exported_a != exported_b) return exported_a;
    if (int c = a.name.view().compare(b.name.view())) return c < 0;
    return a.pkg_path.view() < b.pkg_path.view();
  });
  uint64_t hash = Mix(static_cast<uint64_t>(Kind::kInterface), methods.size());
  for (InterfaceMethod& m : methods) {
    m.id = MethodId(m.name.view(), m.pkg_path.view());
    hash = Mix(Mix(hash, m.id), m.type->id);
  }
  Type* found = impl_->Find(hash, Kind::kInterface, [&](Type* t) {
    const InterfaceType* i = As<InterfaceType>(t);
    if (i->methods.size() != methods.size()) return false;
    for (size_t k = 0; k < methods.size(); k++) {
      if (i->methods[k].id != methods[k].id || i->methods[k].type != methods[k].type) return false;
    }
    return true;
  });
  if (found != nullptr) return found;
  std::string s = "interface {";
  for (size_t i = 0; i < methods.size(); i++) {
    const InterfaceMethod& m = methods[i];
    s += i == 0 ? " " : "; ";
    if (m.pkg_path.len != 0) {
      s.append(PathBase(m.pkg_path.view()));
      s += '.';
    }
    s.append(m.name.view());
    const FuncType* f = As<FuncType>(m.type);
    AppendSignature(&s, f->in, f->out, f->variadic());
  }
  s += methods.empty() ? "}" : " }";
  Builder b{arena_, impl_->heap, &impl_->next_id};
  InterfaceType* t = b.Make<InterfaceType>(Kind::kInterface, s);
  t->methods = List<InterfaceMethod>::Of(arena_, methods);
  for (InterfaceMethod& m : t->methods) {
    const MethodName& n = impl_->method_names[m.id];
    m.name = GoString(n.name);
    m.pkg_path = GoString(n.pkg_path);
  }
  b.Layout(t, 16, 8, kTypeComparable, kMaskInterface);
  impl_->by_structure.emplace(hash, t);
  return t;
}

Type* TypeTable::NewNamed(std::string_view string, std::string_view name, std::string_view pkg_path,
                          Kind kind) {
  Guard g(this);
  Builder b{arena_, impl_->heap, &impl_->next_id};
  Type* t = nullptr;
  switch (kind) {
    case Kind::kPointer: t = b.Make<PtrType>(kind, string); break;
    case Kind::kSlice: t = b.Make<SliceType>(kind, string); break;
    case Kind::kArray: t = b.Make<ArrayType>(kind, string); break;
    case Kind::kChan: t = b.Make<ChanType>(kind, string); break;
    case Kind::kMap: t = b.Make<MapType>(kind, string); break;
    case Kind::kFunc: t = b.Make<FuncType>(kind, string); break;
    case Kind::kStruct: t = b.Make<StructType>(kind, string); break;
    case Kind::kInterface: t = b.Make<InterfaceType>(kind, string); break;
    default: t = b.Make<Type>(kind, string); break;
  }
  t->flags = kTypeNamed;
  // Shapes of one name in different scopes differ in hash too.
  t->hash ^= t->id * 0x9e3779b9u;
  Uncommon* u = arena_.New<Uncommon>();
  u->name = b.Text(name);
  u->pkg_path = b.Text(pkg_path);
  t->uncommon = u;
  // All but structs and arrays have their layout by their kind: arrays and structs of them may be made at once.
  switch (kind) {
    case Kind::kArray:
    case Kind::kStruct: return t;
    case Kind::kPointer:
    case Kind::kChan: b.Layout(t, 8, 8, kReg | kTypeDirect, kMaskPointer); break;
    case Kind::kMap:
    case Kind::kFunc: b.Layout(t, 8, 8, kTypeDirect, kMaskPointer); break;
    case Kind::kSlice: b.Layout(t, 24, 8, 0, kMaskPointer); break;
    case Kind::kInterface: b.Layout(t, 16, 8, kTypeComparable, 3); break;
    default: {
      const Type* like = basic_[static_cast<int>(kind)];
      b.Layout(t, like->size, like->align, like->flags & ~kTypeNamed, like->ptr_bytes != 0 ? kMaskPointer : 0);
      break;
    }
  }
  t->flags = static_cast<uint8_t>((t->flags & ~kTypeComplete) | kTypeSized);
  return t;
}

void TypeTable::SetUnderlying(Type* named, const Type* underlying) {
  Guard g(this);
  MINIGO_CHECK(named->named() && named->kind == underlying->kind);
  MINIGO_CHECK(underlying->flags & kTypeComplete);
  if (named->flags & kTypeComplete) return;
  named->size = underlying->size;
  named->ptr_bytes = underlying->ptr_bytes;
  named->align = underlying->align;
  named->field_align = underlying->field_align;
  named->ptr_mask = underlying->ptr_mask;
  named->shape = underlying->shape;
  constexpr uint8_t kOfLayout =
      kTypeDirect | kTypeRegularMemory | kTypeComparable | kTypeVariadic | kTypeComplete;
  switch (named->kind) {
    case Kind::kPointer:
      static_cast<PtrType*>(named)->elem = As<PtrType>(underlying)->elem;
      break;
    case Kind::kSlice:
      static_cast<SliceType*>(named)->elem = As<SliceType>(underlying)->elem;
      break;
    case Kind::kArray: {
      auto* to = static_cast<ArrayType*>(named);
      const ArrayType* from = As<ArrayType>(underlying);
      to->elem = from->elem;
      to->slice = from->slice;
      to->len = from->len;
      break;
    }
    case Kind::kChan: {
      auto* to = static_cast<ChanType*>(named);
      to->elem = As<ChanType>(underlying)->elem;
      to->dir = As<ChanType>(underlying)->dir;
      break;
    }
    case Kind::kMap: {
      auto* to = static_cast<MapType*>(named);
      const MapType* from = As<MapType>(underlying);
      to->key = from->key;
      to->elem = from->elem;
      to->entry.store(from->entry.load(std::memory_order_relaxed), std::memory_order_relaxed);
      break;
    }
    case Kind::kFunc: {
      auto* to = static_cast<FuncType*>(named);
      to->in = As<FuncType>(underlying)->in;
      to->out = As<FuncType>(underlying)->out;
      break;
    }
    case Kind::kStruct:
      static_cast<StructType*>(named)->fields = As<StructType>(underlying)->fields;
      break;
    case Kind::kInterface:
      static_cast<InterfaceType*>(named)->methods = As<InterfaceType>(underlying)->methods;
      break;
    default:
      break;
  }
  named->flags |= underlying->flags & kOfLayout;
}

void TypeTable::SetMethods(const Type* type, List<Method> given) {
  Guard g(this);
  Type* t = const_cast<Type*>(type);
  if (t->flags & kTypeHasMethods) return;
  List<Method> methods = List<Method>::Of(arena_, given);
  std::sort(methods.begin(), methods.end(), [](const Method& a, const Method& b) {
    if (ExportedMethod(a) != ExportedMethod(b)) return ExportedMethod(a);
    if (int c = a.name.view().compare(b.name.view())) return c < 0;
    return a.pkg_path.view() < b.pkg_path.view();
  });
  Uncommon* u = arena_.New<Uncommon>();
  if (t->uncommon != nullptr) *u = *t->uncommon;
  u->num_exported = 0;
  for (Method& m : methods) {
    // Names live as long as the table: those of the method ids do.
    const MethodName n = impl_->method_names[MethodId(m.name.view(), m.pkg_path.view())];
    m.name = GoString(n.name);
    m.pkg_path = GoString(n.pkg_path);
    if (ExportedMethod(m)) u->num_exported++;
  }
  u->methods = methods;
  __atomic_store_n(&t->uncommon, u, __ATOMIC_RELEASE);
  __atomic_fetch_or(&t->flags, kTypeHasMethods, __ATOMIC_RELEASE);
}

uint32_t TypeTable::MethodId(std::string_view name, std::string_view pkg_path) {
  Guard g(this);
  std::string key;
  key.reserve(name.size() + pkg_path.size() + 1);
  key.append(pkg_path);
  key += '\0';
  key.append(name);
  auto [it, added] = impl_->method_ids.emplace(key, impl_->method_names.size());
  if (added) impl_->method_names.push_back({arena_.Copy(name), arena_.Copy(pkg_path)});
  return it->second;
}

// ---- method lookup

namespace {

uint64_t LookupHash(const Type* t, uint32_t id) { return Mix(t->id, id); }

const Method* SearchMethods(const Uncommon* u, const MethodName& n) {
  if (u == nullptr) return nullptr;
  bool exported = n.pkg_path.empty();
  size_t lo = exported ? 0 : u->num_exported;
  size_t hi = exported ? u->num_exported : u->methods.size();
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    const Method& m = u->methods[mid];
    int c = m.name.view().compare(n.name);
    if (c == 0) c = m.pkg_path.view().compare(n.pkg_path);
    if (c == 0) return &m;
    (c < 0 ? lo : hi) = c < 0 ? mid + 1 : mid;
  }
  return nullptr;
}

void CompleteMethods(Runtime* rt, const Type* t) {
  if (t->complete_methods == nullptr) return;
  if (__atomic_load_n(&t->flags, __ATOMIC_ACQUIRE) & kTypeHasMethods) return;
  t->complete_methods(rt, const_cast<Type*>(t));
}

}  // namespace

const InlineCache* TypeTable::LookupMethod(const Type* t, uint32_t id) {
  uint64_t hash = LookupHash(t, id);
  std::atomic<LookupEntry*>& cached = impl_->lookup_cache[hash % kCacheSize];
  LookupEntry* e = cached.load(std::memory_order_acquire);
  if (e != nullptr && e->type == t && e->id == id) return e;
  CompleteMethods(rt_, t);
  Guard g(this);
  std::vector<LookupEntry*>& chain = impl_->lookups[hash];
  e = nullptr;
  for (LookupEntry* x : chain) {
    if (x->type == t && x->id == id) e = x;
  }
  if (e == nullptr) {
    if (id == 0 || id >= impl_->method_names.size()) return nullptr;
    const Method* m = SearchMethods(t->uncommon, impl_->method_names[id]);
    if (m == nullptr) return nullptr;
    e = arena_.New<LookupEntry>();
    e->type = t;
    e->id = id;
    e->method = m;
    e->func = m->iface_func != nullptr ? m->iface_func : m->func;
    chain.push_back(e);
  }
  cached.store(e, std::memory_order_release);
  return e;
}

const Method* TypeTable::FindMethod(const Type* t, uint32_t id) {
  const InlineCache* e = LookupMethod(t, id);
  return e == nullptr ? nullptr : static_cast<const LookupEntry*>(e)->method;
}

const InterfaceMethod* TypeTable::MissingMethod(const Type* t, const InterfaceType* iface,
                                                bool* wrong_type) {
  if (wrong_type != nullptr) *wrong_type = false;
  if (iface->methods.empty()) return nullptr;
  uint64_t hash = Mix(t->id, iface->id + (uint64_t{1} << 32));
  std::atomic<ImplementsEntry*>& cached = impl_->implements_cache[hash % kCacheSize];
  ImplementsEntry* e = cached.load(std::memory_order_acquire);
  if (e == nullptr || e->type != t || e->iface != iface) {
    CompleteMethods(rt_, t);
    Guard g(this);
    std::vector<ImplementsEntry*>& chain = impl_->implements[hash];
    e = nullptr;
    for (ImplementsEntry* x : chain) {
      if (x->type == t && x->iface == iface) e = x;
    }
    if (e == nullptr) {
      e = arena_.New<ImplementsEntry>();
      e->type = t;
      e->iface = iface;
      for (const InterfaceMethod& want : iface->methods) {
        const Type* have = nullptr;
        if (t->kind == Kind::kInterface) {
          for (const InterfaceMethod& m : As<InterfaceType>(t)->methods) {
            if (m.id == want.id) have = m.type;
          }
        } else if (const Method* m = SearchMethods(t->uncommon, impl_->method_names[want.id])) {
          have = m->type;
        }
        if (have != want.type) {
          e->missing = &want;
          e->wrong_type = have != nullptr;
          break;
        }
      }
      chain.push_back(e);
    }
    cached.store(e, std::memory_order_release);
  }
  if (wrong_type != nullptr) *wrong_type = e->wrong_type;
  return e->missing;
}

const Method* FindMethod(Runtime* rt, const Type* t, uint32_t method_id) {
  return rt->types.FindMethod(t, method_id);
}

const InterfaceMethod* MissingMethod(Runtime* rt, const Type* t, const InterfaceType* iface,
                                     bool* wrong_type) {
  return rt->types.MissingMethod(t, iface, wrong_type);
}

}  // namespace minigo::runtime
