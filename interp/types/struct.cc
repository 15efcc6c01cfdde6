// This file implements the checking of struct types.
#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

namespace {

// The name under which a type is embedded: T's of T, *T, p.T and T[A]; nullptr for others.
Name* EmbeddedFieldIdent(grammar::Expr* e) {
  switch (e->kind) {
    case NodeKind::kName: return As<Name>(e);
    case NodeKind::kOperation: {
      auto is_ptr = [](grammar::Expr* x) {
        auto* op = Is<Operation>(x);
        return op != nullptr && op->op == Op::kMul && op->y == nullptr;
      };
      auto* op = As<Operation>(e);
      if (!is_ptr(op) || is_ptr(op->x)) return nullptr;
      return EmbeddedFieldIdent(op->x);
    }
    case NodeKind::kSelectorExpr: return As<SelectorExpr>(e)->sel;
    case NodeKind::kIndexExpr: return EmbeddedFieldIdent(As<IndexExpr>(e)->x);
    default: return nullptr;
  }
}

// An embedded type is no pointer, no type parameter, and behind a pointer no interface.
void CheckEmbedded(Checker* check, Pos pos, Type* typ) {
  bool is_ptr;
  Type* t = Deref(typ, &is_ptr);
  Type* u = Under(t);
  if (Basic* b = types::Is<Basic>(u)) {
    if (b->basic == BasicKind::kUnsafePointer) {
      check->Error(pos, kInvalidPtrEmbed, "embedded field type cannot be unsafe.Pointer");
    }
  } else if (u->kind == TypeKind::kPointer) {
    check->Error(pos, kInvalidPtrEmbed, "embedded field type cannot be a pointer");
  } else if (u->kind == TypeKind::kInterface) {
    if (IsTypeParam(t)) {
      check->Error(pos, kMisplacedTypeParam, "embedded field type cannot be a (pointer to a) type parameter");
    } else if (is_ptr) {
      check->Error(pos, kInvalidPtrEmbed, "embedded field type cannot be a pointer to an interface");
    }
  }
}

}  // namespace

void Checker::CheckStructType(Struct* styp, StructType* e) {
  if (e->fields.empty()) return;
  std::vector<Var*> fields;
  std::vector<std::string_view> tags;
  ObjSet fset;
  Type* typ = nullptr;
  std::string_view tag;

  auto add = [&](Name* ident, bool embedded) {
    Var* field = NewField(ident->pos, ident->value, typ, embedded);
    if (!tag.empty() && tags.empty()) tags.resize(fields.size());
    if (!tag.empty() || !tags.empty()) tags.push_back(tag);
    if (ident->value == impl->blank || DeclareInSet(&fset, ident->pos, field)) {
      fields.push_back(field);
      RecordDef(ident, field);
    } else if (!tags.empty()) {
      tags.pop_back();
    }
  };

  grammar::Expr* prev = nullptr;
  for (size_t i = 0; i < e->fields.size(); i++) {
    Field* f = e->fields[i];
    if (i == 0 || f->type != prev) {
      typ = VarType(f->type);
      prev = f->type;
    }
    tag = i < e->tags.size() ? Tag(e->tags[i]) : std::string_view();
    if (f->name != nullptr) {
      add(f->name, false);
      continue;
    }
    Pos pos = StartPos(f->type);
    Name* name = EmbeddedFieldIdent(f->type);
    if (name == nullptr) {
      // Keeps the number of fields as it is in the source.
      Errorf(pos, kInvalidSyntaxTree, "invalid embedded field type %s", f->type);
      name = arena().New<Name>();
      name->pos = pos;
      name->value = impl->blank;
      typ = Invalid();
      tag = {};
      add(name, true);
      continue;
    }
    // The name in an embedded field is the type's use; the field is its definition nowhere else.
    Object* use = name->obj;
    add(name, true);
    if (use != nullptr) name->obj = use;
    // Later: the type may be incomplete.
    Later([this, pos, typ] { CheckEmbedded(this, pos, typ); });
  }
  styp->fields = List<Var*>::Of(arena(), fields);
  styp->tags = List<std::string_view>::Of(arena(), tags);
}

bool Checker::DeclareInSet(ObjSet* oset, Pos pos, Object* obj) {
  Object* alt = oset->Insert(obj);
  if (alt == nullptr) return true;
  ErrorDesc* err = NewError(kDuplicateDecl);
  err->Addf(pos, "%s redeclared", obj->name);
  err->AddAltDecl(alt);
  err->Report();
  return false;
}

std::string_view Checker::Tag(BasicLit* t) {
  if (t == nullptr || t->bad) return {};
  if (t->lit == LitKind::kString) {
    Const v = constants().FromLiteral(t->value, LitKind::kString);
    if (KindOf(v) == ConstKind::kString) return StringVal(v);
  }
  Errorf(t, kInvalidSyntaxTree, "incorrect tag syntax: %q", t->value);
  return {};
}

}  // namespace minigo::types
