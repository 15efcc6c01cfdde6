// Natives of package reflect: types, memory by type, maps, channels and calls.
#include <algorithm>
#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::As;
using runtime::Chan;
using runtime::ChanStatus;
using runtime::Map;
using runtime::MapFault;
using runtime::MapIter;
using runtime::MapStatus;
using runtime::MapType;
using runtime::TypeTable;

// ---- types

void CompleteMethods(M* m, const Type* t) { runtime::FindMethod(m->rt, t, 0); }
const Type* PointerTo(M* m, const Type* t) { return m->rt->types.PtrTo(t); }
const Type* SliceOf(M* m, const Type* t) { return m->rt->types.SliceOf(t); }
const Type* ArrayOf(M* m, int64_t n, const Type* t) { return m->rt->types.ArrayOf(t, n); }
const Type* ChanOf(M* m, int64_t dir, const Type* t) {
  return m->rt->types.ChanOf(t, static_cast<runtime::ChanDir>(dir));
}
const Type* MapOf(M* m, const Type* key, const Type* elem) { return m->rt->types.MapOf(key, elem); }

List<const Type*> TypeList(TypeTable& types, GoSlice s) {
  types.Lock();
  auto** p = types.arena().NewArray<const Type*>(static_cast<size_t>(s.len));
  types.Unlock();
  std::copy_n(s.as<const Type*>(), s.len, p);
  return List<const Type*>(p, static_cast<size_t>(s.len));
}
const Type* FuncOf(M* m, GoSlice in, GoSlice out, bool variadic) {
  TypeTable& types = m->rt->types;
  return types.FuncOf(TypeList(types, in), TypeList(types, out), variadic);
}

// rt.StructField of package internal/rt has the layout of runtime::StructField.
const Type* StructOf(M* m, GoSlice fields) {
  TypeTable& types = m->rt->types;
  types.Lock();
  auto* p = types.arena().NewArray<runtime::StructField>(static_cast<size_t>(fields.len));
  for (int64_t i = 0; i < fields.len; i++) {
    p[i] = fields.as<runtime::StructField>()[i];
    auto keep = [&](GoString* s) { *s = GoString(types.arena().Copy(s->view())); };
    keep(&p[i].name);
    keep(&p[i].pkg_path);
    keep(&p[i].tag);
  }
  types.Unlock();
  return types.StructOf(List<runtime::StructField>(p, static_cast<size_t>(fields.len)));
}

// The receiver of a promoted method lies where the struct does: it is the first field, and if it is stored in an interface as it
// is, the only one.
void Promote(M* m, const Type* t, FuncVal* stub) {
  std::vector<runtime::Method> methods;
  auto has = [&](GoString name) {
    return std::any_of(methods.begin(), methods.end(), [&](const runtime::Method& x) { return x.name.view() == name.view(); });
  };
  for (const runtime::StructField& f : As<runtime::StructType>(t)->fields) {
    if (!f.embedded) continue;
    if (f.type->kind == runtime::Kind::kInterface) {
      for (const runtime::InterfaceMethod& i : As<runtime::InterfaceType>(f.type)->methods) {
        if (has(i.name)) continue;
        runtime::Method one{};
        one.name = i.name;
        one.type = i.type;
        one.func = one.iface_func = stub->fn;
        methods.push_back(one);
      }
      continue;
    }
    CompleteMethods(m, f.type);
    if (f.type->uncommon == nullptr) continue;
    for (const runtime::Method& x : f.type->uncommon->methods) {
      if (!has(x.name)) methods.push_back(x);
    }
  }
  m->rt->types.SetMethods(t, List<runtime::Method>(methods.data(), methods.size()));
}

// ---- memory

void* UnsafeNew(M* m, const Type* t) { return m->rt->heap.New(m, t); }
void* UnsafeNewArray(M* m, const Type* t, int64_t n) {
  GoSlice s;
  if (runtime::MakeSlice(m, t, n, n, &s) != runtime::SliceError::kNone) {
    runtime::PanicRuntimeError(m, "makeslice: cap out of range");
    return nullptr;
  }
  return s.data;
}
void TypedMove(const Type* t, void* dst, const void* src) { CopyValue(dst, src, t->size); }
void TypedClear(const Type* t, void* p) {
  if (t->size != 0) std::memset(p, 0, t->size);
}
bool IsZeroMemory(const void* p, uint64_t n) {
  const auto* b = static_cast<const uint8_t*>(p);
  return std::all_of(b, b + n, [](uint8_t x) { return x == 0; });
}
void Uncomparable(M* m, const char* what, const Type* t) {
  runtime::PanicRuntimeError(m, what + std::string(t->string.view()));
}
bool TypedEqual(M* m, const Type* t, const void* p, const void* q) {
  runtime::AlgError err;
  bool equal = runtime::Equal(t, p, q, &err);
  if (err.uncomparable != nullptr) {
    Uncomparable(m, "comparing uncomparable type ", err.uncomparable);
    return false;
  }
  return equal;
}
// The slice at s gets room for `extra` more elements; its length stays.
void GrowSlice(M* m, const Type* t, GoSlice* s, int64_t extra) {
  GoSlice out;
  if (!runtime::GrowSlice(m, t, *s, extra, &out)) {
    runtime::PanicRuntimeError(m, "growslice: len out of range");
    return;
  }
  out.len = s->len;
  *s = out;
}

// ---- calls

void* MakeFuncVal(M* m, void* fn) {
  auto* f = static_cast<FuncVal*>(m->rt->heap.NewConservative(m, sizeof(FuncVal)));
  f->fn = static_cast<runtime::Func*>(fn);
  return f;
}
void* NewSlots(M* m, int64_t n) {
  return m->rt->heap.NewConservative(m, static_cast<size_t>(std::max<int64_t>(n, 1)) * 8);
}
void LoadSlots(M* m, const Type* t, const void* mem, Slot* slots) {
  if (t->boxed()) {
    void* copy = m->rt->heap.New(m, t);
    std::memcpy(copy, mem, t->size);
    mem = copy;
  }
  runtime::LoadSlots(t, mem, slots);
}
void StoreSlots(const Type* t, const Slot* slots, void* mem) { runtime::StoreSlots(t, slots, mem); }
NativeStatus CallFunc(M* m, Slot* fp) {
  m->call.fn = reinterpret_cast<FuncVal*>(fp[0]);
  m->call.args = reinterpret_cast<const Slot*>(fp[1]);
  m->call.arg_slots = static_cast<int32_t>(fp[2]);
  m->call.results = reinterpret_cast<Slot*>(fp[3]);
  m->call.result_slots = static_cast<int32_t>(fp[4]);
  return NativeStatus::kCall;
}
void* FindMethod(M* m, const Type* t, uint32_t id) {
  const runtime::Method* method = runtime::FindMethod(m->rt, t, id);
  return method == nullptr ? nullptr : method->iface_func;
}

// ---- maps

// Raises what went wrong; false if nothing did.
bool Faulted(M* m, const MapStatus& st) {
  switch (st.fault) {
    case MapFault::kNone:
      return false;
    case MapFault::kNilMap:  // the Go side has made sure that the map is not nil
      runtime::PanicRuntimeError(m, "assignment to entry in nil map");
      return true;
    case MapFault::kUnhashable:
      Uncomparable(m, "hash of unhashable type ", st.uncomparable);
      return true;
    case MapFault::kConcurrentWrites:
      runtime::PanicFatal(m, "concurrent map writes");
      return true;
    case MapFault::kConcurrentRead:
      runtime::PanicFatal(m, "concurrent map read and map write");
      return true;
    case MapFault::kConcurrentIter:
      runtime::PanicFatal(m, "concurrent map iteration and map write");
      return true;
  }
  return false;
}

void* MakeMap(M* m, const Type* t, int64_t n) { return runtime::MapMake(m, As<MapType>(t), n); }
int64_t MapLen(const Map* map) { return runtime::MapLen(map); }
void* MapGet(M* m, const Type* t, Map* map, const void* key) {
  MapStatus st;
  void* e = runtime::MapGet(m, As<MapType>(t), map, key, &st);
  return Faulted(m, st) ? nullptr : e;
}
void* MapAssign(M* m, const Type* t, Map* map, const void* key) {
  MapStatus st;
  void* e = runtime::MapAssign(m, As<MapType>(t), map, key, &st);
  return Faulted(m, st) ? nullptr : e;
}
void MapDelete(M* m, const Type* t, Map* map, const void* key) {
  MapStatus st;
  runtime::MapDelete(m, As<MapType>(t), map, key, &st);
  Faulted(m, st);
}
void MapClear(M* m, const Type* t, Map* map) {
  MapStatus st;
  runtime::MapClear(m, As<MapType>(t), map, &st);
  Faulted(m, st);
}
void MapIterInit(M* m, const Type* t, Map* map, MapIter* it) {
  runtime::MapIterInit(m, As<MapType>(t), map, it);
}
void MapIterNext(M* m, MapIter* it) {
  MapStatus st;
  runtime::MapIterNext(m, it, &st);
  Faulted(m, st);
}

// ---- channels

void* MakeChan(M* m, const Type* t, int64_t size) {
  Chan* c = runtime::ChanMake(m, As<runtime::ChanType>(t), size);
  if (c == nullptr) runtime::PanicRuntimeError(m, "makechan: size out of range");
  return c;
}
int64_t ChanLen(const Chan* c) { return runtime::ChanLen(c); }
int64_t ChanCap(const Chan* c) { return runtime::ChanCap(c); }

// (c, elem, block) -> (sent, closed)
NativeStatus ChanSend(M* m, Slot* fp) {
  fp[0] = 1;
  fp[1] = 0;
  switch (runtime::ChanSend(m, reinterpret_cast<Chan*>(fp[2]), reinterpret_cast<void*>(fp[3]),
                            fp[4] != 0)) {
    case ChanStatus::kParked:
      return NativeStatus::kParked;
    case ChanStatus::kFatal:
      return NativeStatus::kPanic;
    case ChanStatus::kClosed:
      fp[1] = 1;
      break;
    case ChanStatus::kWouldBlock:
      fp[0] = 0;
      break;
    default:
      break;
  }
  return NativeStatus::kDone;
}
// (c, elem, block) -> (received, ok)
NativeStatus ChanRecv(M* m, Slot* fp) {
  fp[0] = 1;
  fp[1] = 0;
  switch (runtime::ChanRecv(m, reinterpret_cast<Chan*>(fp[2]), reinterpret_cast<void*>(fp[3]),
                            &fp[1], fp[4] != 0)) {
    case ChanStatus::kParked:
      return NativeStatus::kParked;
    case ChanStatus::kFatal:
      return NativeStatus::kPanic;
    case ChanStatus::kWouldBlock:
      fp[0] = 0;
      break;
    default:
      break;
  }
  return NativeStatus::kDone;
}
// 0: closed; 1: was closed; 2: nil.
int64_t ChanClose(M* m, Chan* c) {
  switch (runtime::ChanClose(m, c)) {
    case ChanStatus::kClosed:
      return 1;
    case ChanStatus::kNil:
      return 2;
    default:
      return 0;
  }
}
// (cases, n, block) -> (chosen, ok, closed)
NativeStatus SelectGo(M* m, Slot* fp) {
  fp[0] = static_cast<Slot>(-1);
  fp[1] = 0;
  fp[2] = 0;
  switch (runtime::SelectGo(m, reinterpret_cast<runtime::SelectCase*>(fp[3]),
                            static_cast<int>(fp[4]), fp[5] != 0, &fp[0], &fp[1])) {
    case ChanStatus::kParked:
      return NativeStatus::kParked;
    case ChanStatus::kFatal:
      return NativeStatus::kPanic;
    case ChanStatus::kClosed:
      fp[2] = 1;
      break;
    default:
      break;
  }
  return NativeStatus::kDone;
}

}  // namespace

MINIGO_NATIVES(
    reflect, Native<&CompleteMethods>("completeMethods"), Native<&PointerTo>("pointerTo"),
    Native<&SliceOf>("sliceOf"), Native<&ArrayOf>("arrayOf"), Native<&ChanOf>("chanOf"),
    Native<&MapOf>("mapOf"), Native<&FuncOf>("funcOf"), Native<&StructOf>("structOf"),
    Native<&Promote>("promote"),
    Native<&UnsafeNew>("unsafeNew"), Native<&UnsafeNewArray>("unsafeNewArray"),
    Native<&TypedMove>("typedMove"), Native<&TypedClear>("typedClear"),
    Native<&IsZeroMemory>("isZeroMemory"), Native<&TypedEqual>("typedEqual"),
    Native<&GrowSlice>("growSlice"), Native<&MakeFuncVal>("funcVal"),
    Native<&NewSlots>("newSlots"), Native<&LoadSlots>("loadSlots"),
    Native<&StoreSlots>("storeSlots"), Raw<&CallFunc>("callFunc"),
    Native<&FindMethod>("findMethod"), Native<&MakeMap>("makeMap"), Native<&MapLen>("mapLen"),
    Native<&MapGet>("mapGet"), Native<&MapAssign>("mapAssign"),
    Native<&MapDelete>("mapDelete"), Native<&MapClear>("mapClear"),
    Native<&MapIterInit>("mapIterInit"), Native<&MapIterNext>("mapIterNext"),
    Native<&MakeChan>("makeChan"), Native<&ChanLen>("chanLen"), Native<&ChanCap>("chanCap"),
    Raw<&ChanSend>("chanSend"), Raw<&ChanRecv>("chanRecv"), Native<&ChanClose>("chanClose"),
    Raw<&SelectGo>("selectGo"))

}  // namespace minigo::stdlib
