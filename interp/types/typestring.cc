// This file implements the printing of types.
#include <algorithm>

#include "interp/types/internal.h"
#include "interp/types/typewriter.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

std::string_view StructName(TypeKind k) {
  switch (k) {
    case TypeKind::kBasic: return "*Basic";
    case TypeKind::kArray: return "*Array";
    case TypeKind::kSlice: return "*Slice";
    case TypeKind::kStruct: return "*Struct";
    case TypeKind::kPointer: return "*Pointer";
    case TypeKind::kTuple: return "*Tuple";
    case TypeKind::kSignature: return "*Signature";
    case TypeKind::kUnion: return "*Union";
    case TypeKind::kInterface: return "*Interface";
    case TypeKind::kMap: return "*Map";
    case TypeKind::kChan: return "*Chan";
    case TypeKind::kNamed: return "*Named";
    case TypeKind::kTypeParam: return "*TypeParam";
    case TypeKind::kAlias: return "*Alias";
  }
  return "";
}

}  // namespace

void TypeWriter::PackagePrefix(const Package* pkg) {
  if (pkg == nullptr) return;
  size_t before = out_->size();
  if (paths_) {
    Put(pkg->path);
  } else if (qualifier_ != nullptr) {
    if (pkg != qualifier_->local) Put(qualifier_->full_paths ? std::string_view(pkg->path) : View(pkg->name));
  } else if (check_ != nullptr) {
    Put(check_->QualifierOf(pkg));
  } else {
    Put(View(pkg->name));
  }
  if (out_->size() > before) Put(".");
}

void TypeWriter::TypeNameOf(const TypeName* obj) {
  PackagePrefix(obj->pkg);
  Put(obj->name_view());
}

void TypeWriter::TypeList(const List<Type*>& list) {
  Put("[");
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) Put(", ");
    Typ(list[i]);
  }
  Put("]");
}

void TypeWriter::TParamList(const List<TypeParam*>& list) {
  Put("[");
  const Type* prev = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    // Parameters that share a constraint are written like one declaration.
    if (i > 0) {
      if (list[i]->bound != prev) {
        Put(" ");
        Typ(prev);
      }
      Put(", ");
    }
    prev = list[i]->bound;
    Typ(list[i]);
  }
  if (prev != nullptr) {
    Put(" ");
    Typ(prev);
  }
  Put("]");
}

void TypeWriter::TupleOf(const Tuple* tup, bool variadic) {
  Put("(");
  size_t n = tup == nullptr ? 0 : tup->vars.size();
  for (size_t i = 0; i < n; i++) {
    const Var* v = tup->vars[i];
    if (i > 0) Put(", ");
    if (param_names_ && !v->name_view().empty()) {
      Put(v->name_view());
      Put(" ");
    }
    if (variadic && i + 1 == n) {
      if (auto* s = Is<Slice>(v->type)) {
        Put("...");
        Typ(s->elem);
      } else {
        // append([]byte, string...)
        Typ(v->type);
        Put("...");
      }
    } else {
      Typ(v->type);
    }
  }
  Put(")");
}

void TypeWriter::Sig(const Signature* sig) {
  if (!sig->tparams.empty()) TParamList(sig->tparams);
  TupleOf(sig->params, sig->variadic);
  size_t n = sig->num_results();
  if (n == 0) return;
  Put(" ");
  if (n == 1 && sig->results->vars[0]->name_view().empty()) {
    Typ(sig->results->vars[0]->type);
    return;
  }
  TupleOf(sig->results, false);
}

void TypeWriter::StructBody(const Struct* t) {
  Put("struct{");
  for (size_t i = 0; i < t->fields.size(); i++) {
    const Var* f = t->fields[i];
    if (i > 0) Put("; ");
    bool annotate = pkg_info_ && !f->exported();
    if (annotate) pkg_info_ = false;
    if (!f->embedded) {
      Put(f->name_view());
      Put(" ");
    }
    Typ(f->type);
    if (annotate && f->pkg != nullptr) {
      Put(" /* package ");
      Put(f->pkg->path);
      Put(" */ ");
    }
    if (std::string_view tag = t->Tag(i); !tag.empty()) {
      Put(" ");
      Put(Quote(tag));
    }
  }
  Put("}");
}

void TypeWriter::InterfaceBody(const Interface* t) {
  if (t->check != nullptr) {
    World::Impl* impl = t->check->impl;
    if (t == impl->any_no_alias) return Put("any");
    if (impl->comparable_named != nullptr && t == impl->comparable_named->underlying) {
      return Put("interface{comparable}");
    }
  }
  if (t->implicit) {
    if (t->methods.empty() && t->embeddeds.size() == 1) return Typ(t->embeddeds[0]);
    Put("/* implicit */ ");
  }
  Put("interface{");
  bool first = true;
  for (const Func* m : t->methods) {
    if (!first) Put("; ");
    first = false;
    Put(m->name_view());
    if (auto* sig = Is<Signature>(m->type)) Sig(sig);
  }
  for (const Type* e : t->embeddeds) {
    if (!first) Put("; ");
    first = false;
    Typ(e);
  }
  Put("}");
}

void TypeWriter::TypeParamName(const TypeParam* t) {
  if (t->obj == nullptr) return Put("<unnamed type parameter>");
  Put(t->obj->name_view());
  // A name that hides a predeclared one would be puzzling.
  if (t->check != nullptr && t->check->impl->universe != nullptr &&
      t->check->impl->universe->Lookup(t->obj->name) != nullptr) {
    Put(" /* with ");
    Put(t->obj->name_view());
    Put(" declared at ");
    Put(t->check->PosString(t->obj->pos));
    Put(" */");
  }
}

void TypeWriter::Typ(const Type* t) {
  if (t == nullptr) return Put("<nil>");
  if (t->kind == TypeKind::kBasic) {
    auto* b = static_cast<const Basic*>(t);
    if (b->basic == BasicKind::kUnsafePointer) Put("unsafe.");
    return Put(b->name);
  }
  if (std::find(path_.begin(), path_.end(), t) != path_.end()) {
    Put("<cycle to ");
    Put(StructName(t->kind));
    return Put(">");
  }
  path_.push_back(t);
  switch (t->kind) {
    case TypeKind::kBasic:
      break;
    case TypeKind::kArray:
      Put("[");
      Put(std::to_string(static_cast<const Array*>(t)->len));
      Put("]");
      Typ(static_cast<const Array*>(t)->elem);
      break;
    case TypeKind::kSlice:
      Put("[]");
      Typ(static_cast<const Slice*>(t)->elem);
      break;
    case TypeKind::kStruct:
      StructBody(static_cast<const Struct*>(t));
      break;
    case TypeKind::kPointer:
      Put("*");
      Typ(static_cast<const Pointer*>(t)->base);
      break;
    case TypeKind::kTuple:
      TupleOf(static_cast<const Tuple*>(t), false);
      break;
    case TypeKind::kSignature:
      Put("func");
      Sig(static_cast<const Signature*>(t));
      break;
    case TypeKind::kUnion: {
      auto* u = static_cast<const Union*>(t);
      if (u->terms.empty()) Put("<empty union>");
      for (size_t i = 0; i < u->terms.size(); i++) {
        if (i > 0) Put(" | ");
        if (u->terms[i].tilde) Put("~");
        Typ(u->terms[i].type);
      }
      break;
    }
    case TypeKind::kInterface:
      InterfaceBody(static_cast<const Interface*>(t));
      break;
    case TypeKind::kMap:
      Put("map[");
      Typ(static_cast<const Map*>(t)->key);
      Put("]");
      Typ(static_cast<const Map*>(t)->elem);
      break;
    case TypeKind::kChan: {
      auto* c = static_cast<const Chan*>(t);
      bool parens = false;
      switch (c->dir) {
        case grammar::ChanDir::kBoth: {
          Put("chan ");
          auto* e = Is<Chan>(c->elem);
          parens = e != nullptr && e->dir == grammar::ChanDir::kRecvOnly;
          break;
        }
        case grammar::ChanDir::kSendOnly:
          Put("chan<- ");
          break;
        case grammar::ChanDir::kRecvOnly:
          Put("<-chan ");
          break;
      }
      if (parens) Put("(");
      Typ(c->elem);
      if (parens) Put(")");
      break;
    }
    case TypeKind::kNamed: {
      auto* n = static_cast<const Named*>(t);
      TypeNameOf(n->obj);
      if (!n->targs.empty()) {
        TypeList(n->targs);
      } else if (!n->tparams.empty()) {
        TParamList(n->tparams);
      }
      break;
    }
    case TypeKind::kTypeParam:
      TypeParamName(static_cast<const TypeParam*>(t));
      break;
    case TypeKind::kAlias: {
      auto* a = static_cast<const Alias*>(t);
      TypeNameOf(a->obj);
      if (!a->targs.empty()) {
        TypeList(a->targs);
      } else if (!a->tparams.empty()) {
        TParamList(a->tparams);
      }
      break;
    }
  }
  path_.pop_back();
}

void WriteType(std::string* out, const Type* t, Checker* check) { TypeWriter(out, check).Typ(t); }

void WriteSignature(std::string* out, const Signature* sig, Checker* check) { TypeWriter(out, check).Sig(sig); }

std::string TypeString(const Type* t, const Qualifier& q) {
  std::string s;
  TypeWriter(&s, q).Typ(t);
  return s;
}

}  // namespace minigo::types
