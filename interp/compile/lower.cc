// This file implements the lowering of types to canonical run-time descriptors.
//
// A named type's descriptor is made first and completed later, because its underlying type may refer to it: Lower of
// a pointer, slice, map, channel or function type needs only its element's identity; structs and arrays need
// their elements' layout and complete them first. What is left is completed when the outermost Lower ends.
#include <algorithm>

#include "interp/compile/program.h"
#include "interp/types/format.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace types;

namespace {

rt::Kind KindOfBasic(BasicKind b) {
  switch (b) {
    case BasicKind::kBool:
    case BasicKind::kUntypedBool: return rt::Kind::kBool;
    case BasicKind::kInt:
    case BasicKind::kUntypedInt: return rt::Kind::kInt;
    case BasicKind::kInt8: return rt::Kind::kInt8;
    case BasicKind::kInt16: return rt::Kind::kInt16;
    case BasicKind::kInt32:
    case BasicKind::kUntypedRune: return rt::Kind::kInt32;
    case BasicKind::kInt64: return rt::Kind::kInt64;
    case BasicKind::kUint: return rt::Kind::kUint;
    case BasicKind::kUint8: return rt::Kind::kUint8;
    case BasicKind::kUint16: return rt::Kind::kUint16;
    case BasicKind::kUint32: return rt::Kind::kUint32;
    case BasicKind::kUint64: return rt::Kind::kUint64;
    case BasicKind::kUintptr: return rt::Kind::kUintptr;
    case BasicKind::kFloat32: return rt::Kind::kFloat32;
    case BasicKind::kFloat64:
    case BasicKind::kUntypedFloat: return rt::Kind::kFloat64;
    case BasicKind::kComplex64: return rt::Kind::kComplex64;
    case BasicKind::kComplex128:
    case BasicKind::kUntypedComplex: return rt::Kind::kComplex128;
    case BasicKind::kString:
    case BasicKind::kUntypedString: return rt::Kind::kString;
    case BasicKind::kUnsafePointer:
    case BasicKind::kUntypedNil: return rt::Kind::kUnsafePointer;
    case BasicKind::kInvalid: break;
  }
  MINIGO_FAIL("type of an erroneous program reached the compiler");
}

rt::Kind KindOfUnderlying(types::Type* u) {
  switch (u->kind) {
    case TypeKind::kBasic: return KindOfBasic(As<Basic>(u)->basic);
    case TypeKind::kArray: return rt::Kind::kArray;
    case TypeKind::kSlice: return rt::Kind::kSlice;
    case TypeKind::kStruct: return rt::Kind::kStruct;
    case TypeKind::kPointer: return rt::Kind::kPointer;
    case TypeKind::kSignature: return rt::Kind::kFunc;
    case TypeKind::kInterface: return rt::Kind::kInterface;
    case TypeKind::kMap: return rt::Kind::kMap;
    case TypeKind::kChan: return rt::Kind::kChan;
    default: MINIGO_UNREACHABLE();
  }
}

rt::ChanDir DirOf(grammar::ChanDir d) {
  switch (d) {
    case grammar::ChanDir::kSendOnly: return rt::ChanDir::kSend;
    case grammar::ChanDir::kRecvOnly: return rt::ChanDir::kRecv;
    case grammar::ChanDir::kBoth: break;
  }
  return rt::ChanDir::kBoth;
}

}  // namespace

bool Program::IsClosed(types::Type* t) {
  if (t == nullptr) return true;
  auto [it, fresh] = closed_.try_emplace(t, true);  // recursion through a type in progress counts as closed
  if (!fresh) return it->second;
  bool closed = true;
  switch (t->kind) {
    case TypeKind::kBasic: break;
    case TypeKind::kArray: closed = IsClosed(As<Array>(t)->elem); break;
    case TypeKind::kSlice: closed = IsClosed(As<types::Slice>(t)->elem); break;
    case TypeKind::kPointer: closed = IsClosed(As<Pointer>(t)->base); break;
    case TypeKind::kMap: closed = IsClosed(As<Map>(t)->key) && IsClosed(As<Map>(t)->elem); break;
    case TypeKind::kChan: closed = IsClosed(As<types::Chan>(t)->elem); break;
    case TypeKind::kStruct:
      for (Var* f : As<Struct>(t)->fields) closed = closed && IsClosed(f->type);
      break;
    case TypeKind::kTuple:
      for (Var* f : As<Tuple>(t)->vars) closed = closed && IsClosed(f->type);
      break;
    case TypeKind::kSignature: {
      auto* s = As<types::Signature>(t);
      closed = (s->params == nullptr || IsClosed(s->params)) && (s->results == nullptr || IsClosed(s->results));
      break;
    }
    case TypeKind::kInterface:
      for (Func* f : world_.InterfaceMethods(As<Interface>(t))) closed = closed && IsClosed(f->type);
      break;
    case TypeKind::kNamed: {
      auto* n = As<Named>(t);
      for (types::Type* a : n->targs) closed = closed && IsClosed(a);
      if (n->obj->local && clones_.count(n) == 0) closed = false;  // may depend on the function's type parameters
      break;
    }
    case TypeKind::kAlias: closed = IsClosed(Unalias(t)); break;
    case TypeKind::kUnion:
    case TypeKind::kTypeParam: closed = false; break;
  }
  closed_[t] = closed;
  return closed;
}

const rt::Type* Program::Lower(types::Type* t, const Env* env) {
  if (t->descriptor != nullptr) return t->descriptor;
  lowering_++;
  const rt::Type* d = LowerUncached(t, env);
  lowering_--;
  if (lowering_ == 0) {
    while (!pending_.empty()) {
      PendingNamed p = pending_.back();
      pending_.pop_back();
      lowering_++;
      CompleteNamed(p);
      lowering_--;
    }
  }
  if (env == nullptr || env->empty() || IsClosed(t)) t->descriptor = d;
  return d;
}

const rt::Type* Program::LowerUncached(types::Type* t, const Env* env) {
  rt::Type* d = nullptr;
  switch (t->kind) {
    case TypeKind::kBasic: return table_.Basic(KindOfBasic(As<Basic>(t)->basic));
    case TypeKind::kAlias: return Lower(Unalias(t), env);
    case TypeKind::kTypeParam: {
      MINIGO_CHECK(env != nullptr);
      types::Type* a = env->map.Lookup(As<TypeParam>(t));
      MINIGO_CHECK(a != nullptr);
      return Lower(a, nullptr);
    }
    case TypeKind::kNamed: return LowerNamed(As<Named>(t), env);
    case TypeKind::kPointer:
      d = const_cast<rt::Type*>(table_.PtrTo(Lower(As<Pointer>(t)->base, env)));
      if (d->complete_methods == nullptr) d->complete_methods = hooks_.complete_methods;
      break;
    case TypeKind::kSlice: d = const_cast<rt::Type*>(table_.SliceOf(Lower(As<types::Slice>(t)->elem, env))); break;
    case TypeKind::kArray: {
      const rt::Type* elem = Lower(As<Array>(t)->elem, env);
      EnsureComplete(elem);
      d = const_cast<rt::Type*>(table_.ArrayOf(elem, As<Array>(t)->len));
      break;
    }
    case TypeKind::kMap:
      d = const_cast<rt::Type*>(table_.MapOf(Lower(As<Map>(t)->key, env), Lower(As<Map>(t)->elem, env)));
      break;
    case TypeKind::kChan:
      d = const_cast<rt::Type*>(table_.ChanOf(Lower(As<types::Chan>(t)->elem, env), DirOf(As<types::Chan>(t)->dir)));
      break;
    case TypeKind::kStruct: d = const_cast<rt::Type*>(LowerStruct(As<Struct>(t), env)); break;
    case TypeKind::kSignature: d = const_cast<rt::Type*>(LowerSignature(As<types::Signature>(t), env)); break;
    case TypeKind::kInterface: d = const_cast<rt::Type*>(LowerInterface(As<Interface>(t), env)); break;
    case TypeKind::kTuple:
    case TypeKind::kUnion: MINIGO_FAIL("a tuple or union has no descriptor");
  }
  if (d->compiler_data == nullptr) {
    if (IsClosed(t) || env == nullptr || env->empty()) {
      d->compiler_data = t;
    } else {
      d->compiler_data = Rebuild(d, t, env);
    }
  }
  return d;
}

// A closed type for the composite descriptor d, which was lowered from the open type t.
types::Type* Program::Rebuild(const rt::Type* d, types::Type* t, const Env* env) {
  Arena& a = world_.arena();
  switch (d->kind) {
    case rt::Kind::kPointer: return a.New<Pointer>(TypeOf(rt::As<rt::PtrType>(d)->elem));
    case rt::Kind::kSlice: return a.New<types::Slice>(TypeOf(rt::As<rt::SliceType>(d)->elem));
    case rt::Kind::kArray: {
      auto* at = rt::As<rt::ArrayType>(d);
      return a.New<Array>(TypeOf(at->elem), at->len);
    }
    case rt::Kind::kMap: {
      auto* mt = rt::As<rt::MapType>(d);
      return a.New<Map>(TypeOf(mt->key), TypeOf(mt->elem));
    }
    case rt::Kind::kChan:
      return a.New<types::Chan>(As<types::Chan>(t)->dir, TypeOf(rt::As<rt::ChanType>(d)->elem));
    default: return world_.Subst(t, env->map);
  }
}

types::Type* Program::TypeOf(const rt::Type* t) {
  if (t->compiler_data != nullptr) return static_cast<types::Type*>(t->compiler_data);
  // Made by reflect or by the table itself.
  Arena& a = world_.arena();
  types::Type* r = nullptr;
  switch (t->kind) {
    case rt::Kind::kPointer: r = a.New<Pointer>(TypeOf(rt::As<rt::PtrType>(t)->elem)); break;
    case rt::Kind::kSlice: r = a.New<types::Slice>(TypeOf(rt::As<rt::SliceType>(t)->elem)); break;
    case rt::Kind::kArray: r = a.New<Array>(TypeOf(rt::As<rt::ArrayType>(t)->elem), rt::As<rt::ArrayType>(t)->len); break;
    case rt::Kind::kMap: r = a.New<Map>(TypeOf(rt::As<rt::MapType>(t)->key), TypeOf(rt::As<rt::MapType>(t)->elem)); break;
    case rt::Kind::kChan: {
      auto* ct = rt::As<rt::ChanType>(t);
      grammar::ChanDir dir = ct->dir == rt::ChanDir::kBoth   ? grammar::ChanDir::kBoth
                             : ct->dir == rt::ChanDir::kSend ? grammar::ChanDir::kSendOnly
                                                             : grammar::ChanDir::kRecvOnly;
      r = a.New<types::Chan>(dir, TypeOf(ct->elem));
      break;
    }
    case rt::Kind::kInterface:
      if (t == table_.EmptyInterface()) r = Under(world_.any_type());
      if (t == table_.Error()) r = world_.error_type();
      break;
    default:
      for (int k = 1; k < static_cast<int>(BasicKind::kUntypedBool) && r == nullptr; k++) {
        Basic* b = world_.Typ(static_cast<BasicKind>(k));
        if (table_.Basic(KindOfBasic(b->basic)) == t) r = b;
      }
      break;
  }
  const_cast<rt::Type*>(t)->compiler_data = r;
  return r;
}

types::Type* Program::Subst(types::Type* t, const Env* env) {
  if (env == nullptr || env->empty() || IsClosed(t)) return t;
  return TypeOf(Lower(t, env));
}

void Program::EnsureComplete(const rt::Type* t) {
  if (t->flags & rt::kTypeComplete) return;
  for (size_t i = 0; i < pending_.size(); i++) {
    if (pending_[i].type == t) {
      PendingNamed p = pending_[i];
      pending_.erase(pending_.begin() + static_cast<long>(i));
      CompleteNamed(p);
      return;
    }
  }
}

void Program::CompleteNamed(const PendingNamed& p) {
  table_.SetUnderlying(p.type, Lower(Under(p.named), p.env));
}

const rt::Type* Program::LowerNamed(Named* t, const Env* env) {
  if (t == world_.error_type()) {
    const_cast<rt::Type*>(table_.Error())->compiler_data = t;
    return table_.Error();
  }
  Key key;
  const Env* inner = nullptr;
  Named* closed = t;
  bool clone = t->obj->local && env != nullptr && !env->empty() && clones_.count(t) == 0;
  if (clone) {
    // A type declared in a generic function: one for each instantiation of the function.
    key.object = t->targs.empty() ? static_cast<const void*>(t->obj) : t->origin->obj;
    for (types::Type* a : t->targs) key.targs.push_back(Lower(a, env));
    key.targs.push_back(nullptr);
    key.targs.insert(key.targs.end(), env->key.begin(), env->key.end());
    inner = env;
  } else if (t->targs.empty()) {
    key.object = t->obj;
    if (clones_.count(t) != 0) key.object = t;
  } else {
    key.object = t->origin->obj;
    for (types::Type* a : t->targs) key.targs.push_back(Lower(a, env));
  }
  auto it = named_.find(key);
  if (it != named_.end()) return it->second;

  if (clone) {
    Under(t);
    closed = world_.arena().New<Named>(*t);
    closed->obj = world_.arena().New<TypeName>(*t->obj);  // identity goes by the origin's object
    closed->origin = closed;
    closed->obj->type = closed;
    clones_.insert(closed);
  } else if (!t->targs.empty() && !IsClosed(t)) {
    std::vector<types::Type*> targs;
    for (const rt::Type* d : key.targs) targs.push_back(TypeOf(d));
    closed = Is<Named>(world_.Instantiate(t->origin, List<types::Type*>::Of(world_.arena(), targs)));
    MINIGO_CHECK(closed != nullptr);
  }
  TypeName* obj = closed->obj;
  std::string name(obj->name_view());
  // The type arguments of the function around it, then its own.
  size_t implicit = clone ? env->key.size() : 0;
  if (implicit + t->targs.size() > 0) {
    name += '[';
    for (size_t i = 0; i < implicit + t->targs.size(); i++) {
      if (i > 0) name += i == implicit ? ';' : ',';
      name += LinkName(i < implicit ? env->key[i] : key.targs[i - implicit]);
    }
    name += ']';
  }
  std::string_view pkg_path = PkgPath(obj);
  std::string full = obj->pkg == nullptr ? name : std::string(View(obj->pkg->name)) + "." + name;
  types::Type* under = Under(closed);
  rt::Type* d = table_.NewNamed(full, name, pkg_path, KindOfUnderlying(under));
  d->compiler_data = closed;
  if (clone) closed->descriptor = d;
  std::string link = obj->pkg == nullptr ? name : std::string(pkg_path) + "." + name;
  if (obj->local) link += "\u00b7" + std::to_string(LocalNumber(obj));
  link_names_.emplace(d, std::move(link));
  if (!IsInterface(under)) d->complete_methods = hooks_.complete_methods;
  named_.emplace(std::move(key), d);
  pending_.push_back({d, closed, inner});
  return d;
}

// Types declared in functions are numbered through the package.
int Program::LocalNumber(const TypeName* obj) {
  int n = 1;
  if (obj->pkg == nullptr) return n;
  for (const TypeName* other : obj->pkg->local_types) n += other->pos < obj->pos;
  return n;
}

std::string Program::LinkName(const rt::Type* d) {
  if (auto it = link_names_.find(d); it != link_names_.end()) return it->second;
  if (d->named()) return std::string(d->string.view());
  auto list = [this](const List<const rt::Type*>& types, bool variadic) {
    std::string s;
    for (size_t i = 0; i < types.size(); i++) {
      if (i > 0) s += ", ";
      bool dots = variadic && i + 1 == types.size();
      s += dots ? "..." + LinkName(rt::As<rt::SliceType>(types[i])->elem) : LinkName(types[i]);
    }
    return s;
  };
  auto signature = [&list, this](const rt::FuncType* f) {
    std::string s = "(" + list(f->in, f->variadic()) + ")";
    if (f->out.size() == 1) s += " " + LinkName(f->out[0]);
    if (f->out.size() > 1) s += " (" + list(f->out, false) + ")";
    return s;
  };
  switch (d->kind) {
    case rt::Kind::kPointer: return "*" + LinkName(rt::As<rt::PtrType>(d)->elem);
    case rt::Kind::kSlice: return "[]" + LinkName(rt::As<rt::SliceType>(d)->elem);
    case rt::Kind::kArray: {
      auto* a = rt::As<rt::ArrayType>(d);
      return "[" + std::to_string(a->len) + "]" + LinkName(a->elem);
    }
    case rt::Kind::kMap: {
      auto* m = rt::As<rt::MapType>(d);
      return "map[" + LinkName(m->key) + "]" + LinkName(m->elem);
    }
    case rt::Kind::kChan: {
      auto* c = rt::As<rt::ChanType>(d);
      std::string elem = LinkName(c->elem);
      if (c->dir == rt::ChanDir::kRecv) return "<-chan " + elem;
      if (c->dir == rt::ChanDir::kSend) return "chan<- " + elem;
      return elem.starts_with("<-") ? "chan (" + elem + ")" : "chan " + elem;
    }
    case rt::Kind::kFunc: return "func" + signature(rt::As<rt::FuncType>(d));
    case rt::Kind::kStruct: {
      auto* st = rt::As<rt::StructType>(d);
      std::string s = "struct {";
      for (size_t i = 0; i < st->fields.size(); i++) {
        const rt::StructField& f = st->fields[i];
        s += i == 0 ? " " : "; ";
        if (!f.embedded) {
          if (f.pkg_path.len != 0) s.append(f.pkg_path.view()) += '.';
          s.append(f.name.view()) += ' ';
        }
        s += LinkName(f.type);
        if (f.tag.len != 0) s += " " + Quote(f.tag.view());
      }
      return s + (st->fields.empty() ? "}" : " }");
    }
    case rt::Kind::kInterface: {
      auto* it = rt::As<rt::InterfaceType>(d);
      std::string s = "interface {";
      for (size_t i = 0; i < it->methods.size(); i++) {
        const rt::InterfaceMethod& m = it->methods[i];
        s += i == 0 ? " " : "; ";
        if (m.pkg_path.len != 0) s.append(m.pkg_path.view()) += '.';
        s += std::string(m.name.view()) + signature(rt::As<rt::FuncType>(m.type));
      }
      return s + (it->methods.empty() ? "}" : " }");
    }
    default: return std::string(d->string.view());
  }
}

const rt::Type* Program::LowerStruct(Struct* t, const Env* env) {
  std::vector<rt::StructField> fields;
  bool embeds = false;
  for (size_t i = 0; i < t->fields.size(); i++) {
    Var* v = t->fields[i];
    rt::StructField f;
    f.name = Text(v->name_view());
    if (!v->exported()) f.pkg_path = Text(PkgPath(v));
    f.type = Lower(v->type, env);
    EnsureComplete(f.type);
    f.tag = Text(t->Tag(i));
    f.embedded = v->embedded;
    embeds |= v->embedded;
    fields.push_back(f);
  }
  auto* d = const_cast<rt::Type*>(table_.StructOf(List<rt::StructField>::Of(arena_, fields)));
  if (embeds && d->complete_methods == nullptr) d->complete_methods = hooks_.complete_methods;
  return d;
}

const rt::Type* Program::LowerSignature(types::Signature* t, const Env* env) {
  std::vector<const rt::Type*> in, out;
  if (t->params != nullptr) {
    for (Var* v : t->params->vars) in.push_back(Lower(v->type, env));
  }
  if (t->results != nullptr) {
    for (Var* v : t->results->vars) out.push_back(Lower(v->type, env));
  }
  return table_.FuncOf(List<const rt::Type*>::Of(arena_, in), List<const rt::Type*>::Of(arena_, out), t->variadic);
}

const rt::Type* Program::LowerInterface(Interface* t, const Env* env) {
  std::vector<rt::InterfaceMethod> methods;
  for (Func* f : world_.InterfaceMethods(t)) {
    rt::InterfaceMethod m;
    m.name = Text(f->name_view());
    if (!f->exported()) m.pkg_path = Text(PkgPath(f));
    m.type = LowerSignature(f->signature(), env);
    methods.push_back(m);
  }
  return table_.InterfaceOf(List<rt::InterfaceMethod>::Of(arena_, methods));
}

}  // namespace minigo::compile
