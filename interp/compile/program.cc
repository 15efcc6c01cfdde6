// This file implements the identity of functions and package variables, and the making of bodies on demand.
#include "interp/compile/program.h"

#include <cstdlib>
#include <cstring>

#include "interp/compile/fn.h"
#include "runtime/heap.h"
#include "runtime/runtime.h"

namespace minigo::compile {

using namespace types;

Program::Program(World& world, grammar::SourceSet& sources, Interner& names, rt::TypeTable& table,
                 rt::Runtime* runtime, const ProgramHooks& hooks)
    : world_(world), sources_(sources), names_(names), table_(table), runtime_(runtime), hooks_(hooks) {}

Program::~Program() {
  for (rt::Func* f : funcs_) delete f->debug;
  for (void* p : blocks_) std::free(p);
}

std::string_view Program::PkgPath(const Object* o) {
  return o->pkg == nullptr ? std::string_view() : std::string_view(o->pkg->path);
}

// An import path as it begins names of functions: dots behind the last slash are escaped, as gc does it.
std::string Program::NamePrefix(std::string_view path) {
  std::string s;
  size_t last = path.rfind('/');
  for (size_t i = 0; i < path.size(); i++) {
    auto c = static_cast<unsigned char>(path[i]);
    bool dot = c == '.' && (last == std::string_view::npos || i > last);
    if (dot || c <= ' ' || c == '%' || c == '"' || c >= 0x7f) {
      constexpr char kHex[] = "0123456789abcdef";
      s += '%';
      s += kHex[c >> 4];
      s += kHex[c & 15];
    } else {
      s += static_cast<char>(c);
    }
  }
  return s;
}

rt::GoString Program::Text(std::string_view s) {
  if (s.empty()) return {};
  auto it = texts_.find(s);
  if (it != texts_.end()) return it->second;
  std::string_view copy = arena_.Copy(s);
  rt::GoString g(copy);
  texts_.emplace(copy, g);
  return g;
}

void* Program::ConstantBox(std::string_view bytes) {
  auto it = boxes_.find(bytes);
  if (it != boxes_.end()) return it->second;
  void* box = Immortal(bytes.size(), false);
  std::memcpy(box, bytes.data(), bytes.size());
  boxes_.emplace(std::string_view(static_cast<char*>(box), bytes.size()), box);
  return box;
}

void* Program::Immortal(size_t bytes, bool scan) {
  if (bytes == 0) bytes = 8;
  bytes = (bytes + 15) & ~size_t{15};
  constexpr size_t kSegment = 32 << 10;
  Segment& s = scan ? scanned_ : data_;
  if (static_cast<size_t>(s.end - s.at) < bytes) {
    size_t size = bytes > kSegment / 4 ? bytes : kSegment;
    char* p = static_cast<char*>(std::calloc(1, size));
    if (p == nullptr) MINIGO_FAIL("out of memory");
    blocks_.push_back(p);
    if (scan) runtime_->heap.AddRoot(p, size);
    if (size != kSegment) return p;
    s.at = p;
    s.end = p + size;
  }
  void* r = s.at;
  s.at += bytes;
  return r;
}

void* Program::AddressOf(Var* v) {
  auto [it, fresh] = globals_.try_emplace(v, nullptr);
  if (fresh) {
    const rt::Type* t = Lower(v->type);
    it->second = Immortal(t->size, t->has_pointers());
  }
  return it->second;
}

const Env* Program::EnvFor(const List<TypeParam*>& params, const std::vector<types::Type*>& targs, const Env* outer) {
  if (params.empty()) return outer;
  Key key;
  key.object = params[0];
  if (outer != nullptr) key.targs = outer->key;
  for (types::Type* t : targs) key.targs.push_back(Lower(t));
  auto [it, fresh] = envs_.try_emplace(key, nullptr);
  if (fresh) {
    Env* e = new Env;
    envs_owned_.emplace_back(e);
    if (outer != nullptr) e->map = outer->map;
    for (size_t i = 0; i < params.size() && i < targs.size(); i++) e->map.Add(params[i], targs[i]);
    e->key = key.targs;
    it->second = e;
  }
  return it->second;
}

std::string Program::FuncName(Func* f, bool instantiated) const {
  std::string name = NamePrefix(PkgPath(f));
  name += '.';
  types::Signature* sig = f->signature();
  if (sig != nullptr && sig->recv != nullptr) {
    bool ptr = false;
    types::Type* r = Deref(Unalias(sig->recv->type), &ptr);
    std::string base;
    if (auto* n = UnaliasIs<Named>(r)) {
      base = std::string(n->obj->name_view());
      if (instantiated) base += "[...]";
    } else {
      base = "interface";
    }
    name += ptr ? "(*" + base + ")" : base;
    name += '.';
    name += f->name_view();
    return name;
  }
  name += f->name_view();
  if (instantiated) name += "[...]";
  return name;
}

rt::Func* Program::NewFunc(std::string_view name, FuncRequest* request, const grammar::SourceFile* source, Pos pos) {
  auto* f = new (arena_.Allocate(sizeof(rt::Func), alignof(rt::Func))) rt::Func();
  funcs_.push_back(f);
  f->id = static_cast<uint32_t>(funcs_.size());
  requests_.resize(funcs_.size());
  requests_.back() = request;
  f->name = arena_.Copy(name);
  f->lazy = request;
  if (source != nullptr) {
    f->file = source->path();
    request->source = source;
    if (pos != grammar::kNoPos) {
      grammar::Position at = source->PositionOf(pos);
      f->file = source->PathOf(at);
      f->line = static_cast<uint32_t>(at.line);
    }
  }
  f->entry.store(bytecode::kLazyCode, std::memory_order_release);
  return f;
}

void Program::SetSlots(rt::Func* f, const rt::FuncType* sig, const rt::Type* recv) {
  int results = 0, params = recv != nullptr ? SlotsOf(recv) : 0;
  for (const rt::Type* t : sig->out) results += SlotsOf(t);
  for (const rt::Type* t : sig->in) params += SlotsOf(t);
  f->result_slots = static_cast<uint16_t>(results);
  f->param_slots = static_cast<uint16_t>(params);
}

rt::Func* Program::FuncFor(Func* f, const std::vector<types::Type*>& targs) {
  f = f->Origin();
  Key key;
  key.object = f;
  for (types::Type* t : targs) key.targs.push_back(Lower(t));
  auto it = instances_.find(key);
  if (it != instances_.end()) return it->second;

  FuncRequest* r = NewRequest(BodyKind::kDecl);
  r->func = f;
  r->pkg = f->pkg;
  Pos pos = f->decl != nullptr ? f->decl->pos : f->pos;
  rt::Func* fn = NewFunc(FuncName(f, !targs.empty()), r, f->source, pos);
  instances_.emplace(std::move(key), fn);
  types::Signature* sig = f->signature();
  MINIGO_CHECK(sig != nullptr);
  if (!targs.empty()) r->env = EnvFor(sig->tparams.empty() ? sig->rparams : sig->tparams, targs);
  if (f->pkg != nullptr && f->pkg->library && f->pkg->path == "runtime") fn->flags |= rt::kFuncHidden;

  auto* ft = rt::As<rt::FuncType>(LowerSignature(sig, r->env));
  fn->type = ft;
  SetSlots(fn, ft, sig->recv != nullptr ? Lower(sig->recv->type, r->env) : nullptr);

  if (f->decl != nullptr && !f->decl->has_body()) {
    std::string local(fn->name.substr(NamePrefix(PkgPath(f)).size() + 1));
    auto native = hooks_.native(hooks_.arg, PkgPath(f), local);
    fn->native = reinterpret_cast<rt::NativeStatus (*)(rt::M*, rt::Slot*)>(const_cast<void*>(native));
    if (native != nullptr) {
      fn->flags |= rt::kFuncNative;
      if (hooks_.native_data != nullptr) fn->native_data = hooks_.native_data(hooks_.arg, PkgPath(f), local);
      if (fn->native_data != nullptr) fn->flags |= rt::kFuncFramed;
      fn->frame_slots = fn->entry_slots = uint32_t{fn->result_slots} + fn->param_slots;
      fn->code.store(bytecode::kNativeCode, std::memory_order_relaxed);
      fn->entry.store(bytecode::kNativeCode, std::memory_order_release);
    }
  }
  return fn;
}

rt::Func* Program::InitFuncFor(Package* pkg) {
  FuncRequest* r = NewRequest(BodyKind::kPackageInit);
  r->pkg = pkg;
  const grammar::SourceFile* source = pkg->files.empty() ? nullptr : pkg->files[0]->source;
  rt::Func* f = NewFunc(NamePrefix(pkg->path) + ".init", r, source, grammar::kNoPos);
  return f;
}

bool Program::CompileBody(rt::Func* f) {
  auto* r = static_cast<FuncRequest*>(f->lazy);
  if (r == nullptr) return true;  // another thread was first
  if (r->func != nullptr && r->func->pkg != nullptr && r->func->pkg->library && !r->func->body_checked) {
    if (!hooks_.check_body(hooks_.arg, r->func)) return false;
  }
  bool counted = r->kind == BodyKind::kDecl || r->kind == BodyKind::kLit || r->kind == BodyKind::kRangeBody;
  bool plain = passes_.Has(bytecode::Pass::kTiers) && budget_ >= 0 && !(f->flags & rt::kFuncHidden) &&
               (counted || r->kind == BodyKind::kPackageInit);
  f->budget.store(budget_, std::memory_order_relaxed);
  for (bool again = true; again;) {
    FnCompiler c(*this, f, r, plain ? Tier{Tier::kPlain} : Tier{});
    if (!c.Compile()) return false;
    again = c.again();
    plain = plain && !c.never_plain();
  }
  f->lazy = nullptr;
  return true;
}

const rt::Func* Program::Optimize(rt::Func* f, const bytecode::Insn* at) {
  uint32_t loop = at == nullptr ? 0 : at->a;
  for (const rt::Func* v = f->versions.load(std::memory_order_relaxed); v != nullptr; v = v->next_version) {
    if (v->loop == loop) return v;  // another thread was first
  }
  FuncRequest* r = RequestOf(f);
  auto* v = new (arena_.Allocate(sizeof(rt::Func), alignof(rt::Func))) rt::Func();
  funcs_.push_back(v);
  requests_.push_back(r);
  v->id = static_cast<uint32_t>(funcs_.size());
  v->result_slots = f->result_slots;
  v->param_slots = f->param_slots;
  v->flags = f->flags;
  v->name = f->name;
  v->file = f->file;
  v->line = f->line;
  v->type = f->type;
  v->version_of = f;
  v->loop = loop;
  for (bool again = true, small = false; again;) {
    FnCompiler c(*this, v, r, Tier{small ? Tier::kSmall : Tier::kOptimized, at});
    if (!c.Compile()) return nullptr;
    again = c.again();
    // The frame that goes on in this version has its place already.
    if (!again && loop != 0 && !small && v->frame_slots > f->frame_slots + kSpareSlots) again = small = true;
  }
  v->next_version = f->versions.load(std::memory_order_relaxed);
  f->versions.store(v, std::memory_order_release);
  if (v->frame_slots > f->entry_slots) __atomic_store_n(&f->entry_slots, v->frame_slots, __ATOMIC_RELAXED);
  if (loop == 0) f->entry.store(v->code.load(std::memory_order_relaxed), std::memory_order_release);
  return v;
}

// ---------------------------------------------------------------- methods

namespace {

// The embedded types on the path of a selection from t, as descriptors; the last step is the method itself.
const rt::Type* WalkPath(const rt::Type* t, const std::vector<int>& index) {
  for (size_t i = 0; i + 1 < index.size(); i++) {
    if (t->kind == rt::Kind::kPointer) t = rt::As<rt::PtrType>(t)->elem;
    t = rt::As<rt::StructType>(t)->fields[static_cast<size_t>(index[i])].type;
  }
  return t;
}

}  // namespace

// The declared method `method` (of the named type that the path from `recv` ends at) as a function that takes recv.
rt::Func* Program::Promoted(const rt::Type* recv, Func* method, const std::vector<int>& index) {
  const rt::Type* end = WalkPath(recv, index);
  const rt::Type* base = end->kind == rt::Kind::kPointer && !end->named() ? rt::As<rt::PtrType>(end)->elem : end;
  if (base->kind == rt::Kind::kInterface) {
    // Promoted from an embedded interface.
    auto* it = rt::As<rt::InterfaceType>(base);
    const rt::InterfaceMethod* im = nullptr;
    for (const rt::InterfaceMethod& m : it->methods) {
      if (m.name.view() == method->name_view() && (method->exported() || m.pkg_path.view() == PkgPath(method))) im = &m;
    }
    MINIGO_CHECK(im != nullptr);
    Key key{im, {recv}};
    auto [slot, fresh] = wrappers_.try_emplace(key, nullptr);
    if (fresh) {
      FuncRequest* r = NewRequest(BodyKind::kPromoted);
      r->recv = recv;
      std::vector<int> path(index.begin(), index.end() - 1);
      r->path = List<int>::Of(arena_, path);
      r->imethod = im;
      r->sig = rt::As<rt::FuncType>(im->type);
      rt::Func* f = NewFunc(MethodName(recv, method->name_view()), r, nullptr, grammar::kNoPos);
      f->flags |= rt::kFuncWrapper;
      f->type = r->sig;
      SetSlots(f, r->sig, recv);
      slot->second = f;
    }
    return slot->second;
  }
  std::vector<types::Type*> targs;
  if (auto* n = UnaliasIs<Named>(TypeOf(base))) {
    for (types::Type* t : n->targs) targs.push_back(t);
  }
  rt::Func* target = FuncFor(method, targs);
  bool ptr_recv = false;
  Deref(Unalias(method->Origin()->signature()->recv->type), &ptr_recv);
  const rt::Type* target_recv = ptr_recv ? table_.PtrTo(base) : base;
  if (index.size() == 1 && target_recv == recv) return target;
  Key key{target, {recv}};
  // Several paths cannot lead to the same method of one type, so (target, recv) is enough.
  auto [slot, fresh] = wrappers_.try_emplace(key, nullptr);
  if (fresh) {
    FuncRequest* r = NewRequest(BodyKind::kPromoted);
    r->recv = recv;
    std::vector<int> path(index.begin(), index.end() - 1);
    r->path = List<int>::Of(arena_, path);
    r->target = target;
    r->target_recv = target_recv;
    r->sig = rt::As<rt::FuncType>(target->type);
    rt::Func* f = NewFunc(MethodName(recv, method->name_view()), r, nullptr, grammar::kNoPos);
    f->flags |= rt::kFuncWrapper;
    f->type = r->sig;
    SetSlots(f, r->sig, recv);
    slot->second = f;
  }
  return slot->second;
}

std::string Program::MethodName(const rt::Type* recv, std::string_view method) {
  bool ptr = recv->kind == rt::Kind::kPointer && !recv->named();
  const rt::Type* base = ptr ? rt::As<rt::PtrType>(recv)->elem : recv;
  std::string s(base->string.view());
  if (base->uncommon != nullptr) {
    s = NamePrefix(base->uncommon->pkg_path.view());
    if (!s.empty()) s += '.';
    std::string base_name(base->uncommon->name.view());
    if (ptr) base_name = "(*" + base_name + ")";
    s += base_name;
  }
  return s + "." + std::string(method);
}

rt::Func* Program::IfaceEntry(const rt::Type* recv, rt::Func* method) {
  if (recv->direct() && recv->slots() == 1) return method;  // the data word is the receiver
  Key key{method, {recv, nullptr}};
  auto [slot, fresh] = wrappers_.try_emplace(key, nullptr);
  if (fresh) {
    FuncRequest* r = NewRequest(BodyKind::kIfaceEntry);
    r->recv = recv;
    r->target = method;
    r->target_recv = recv;
    r->sig = rt::As<rt::FuncType>(method->type);
    // A small method is compiled a second time, as one that finds its receiver in memory.
    const FuncRequest* body = RequestOf(method);
    const grammar::FuncDecl* decl = body != nullptr && body->func != nullptr ? body->func->decl : nullptr;
    constexpr Pos kSmall = 1000;  // bytes of source
    bool own = passes_.Has(bytecode::Pass::kEntries) && body != nullptr && body->kind == BodyKind::kDecl && decl != nullptr &&
               decl->has_body() && method->native == nullptr && !recv->boxed() &&
               (decl->body != nullptr ? decl->body->rbrace - decl->pos : decl->lazy_rbrace - decl->lazy_lbrace) < kSmall;
    if (own) {
      r->func = body->func;
      r->env = body->env;
      r->pkg = body->pkg;
    }
    rt::Func* f = NewFunc(method->name, r, own ? body->source : nullptr, own ? decl->pos : grammar::kNoPos);
    f->flags |= own ? method->flags & rt::kFuncHidden : rt::kFuncWrapper;
    SetSlots(f, r->sig, table_.Basic(rt::Kind::kUnsafePointer));
    slot->second = f;
  }
  return slot->second;
}

rt::Func* Program::BoundMethod(const rt::Type* recv, rt::Func* target, const rt::InterfaceMethod* im,
                               const rt::FuncType* sig) {
  Key key{im != nullptr ? static_cast<const void*>(im) : target, {recv, nullptr, nullptr}};
  auto [slot, fresh] = wrappers_.try_emplace(key, nullptr);
  if (fresh) {
    FuncRequest* r = NewRequest(BodyKind::kBound);
    r->recv = recv;
    r->target = target;
    r->target_recv = recv;
    r->imethod = im;
    r->sig = sig;
    std::string name = target != nullptr ? std::string(target->name) : MethodName(recv, im->name.view());
    rt::Func* f = NewFunc(name + "-fm", r, nullptr, grammar::kNoPos);
    f->flags |= rt::kFuncWrapper;
    f->type = sig;
    SetSlots(f, sig, nullptr);
    slot->second = f;
  }
  return slot->second;
}

rt::Func* Program::MethodFunc(const rt::Type* t, std::string_view name, std::string_view pkg_path) {
  for (const World::MethodSetEntry& e : world_.MethodSet(TypeOf(t))) {
    if (e.func->name_view() == name && (e.func->exported() || PkgPath(e.func) == pkg_path)) {
      return Promoted(t, e.func, e.index);
    }
  }
  return nullptr;
}

void Program::CompleteMethods(rt::Type* t) {
  types::Type* g = TypeOf(t);
  if (g == nullptr) return;
  std::vector<rt::Method> methods;
  for (const World::MethodSetEntry& e : world_.MethodSet(g)) {
    rt::Method m;
    m.name = Text(e.func->name_view());
    if (!e.func->exported()) m.pkg_path = Text(PkgPath(e.func));
    m.func = Promoted(t, e.func, e.index);
    m.iface_func = IfaceEntry(t, m.func);
    m.type = m.func->type;
    methods.push_back(m);
  }
  table_.SetMethods(t, List<rt::Method>::Of(arena_, methods));
}

}  // namespace minigo::compile
