// This file implements the explainer: expressions and types.
#include "grammar/ast_builder.h"
#include "grammar/explainer.h"
#include "grammar/explainer_list.h"
#include "grammar/parser.tab.h"

namespace minigo::grammar {
namespace {

// The precedence of a token as a binary operator; 0 if it is none.
int Precedence(int kind) {
  switch (kind) {
    case T_OROR:
      return 1;
    case T_ANDAND:
      return 2;
    case T_CMP:
      return 3;
    case T_PLUS:
    case T_MINUS:
    case T_OR:
    case T_XOR:
      return 4;
    case T_STAR:
    case T_MULOP:
    case T_AND:
      return 5;
    default:
      return 0;
  }
}

}  // namespace

// ---------------------------------------------------------------- expressions

Expr* Explainer::BinaryExpr(Expr* x, int prec) {
  Nest nest(this);
  if (x == nullptr) x = UnaryExpr();
  for (int p; (p = Precedence(tok_.kind)) > prec;) {
    auto* o = New<Operation>(pos());
    o->op = tok_.op;
    Next();
    o->x = x;
    o->y = BinaryExpr(nullptr, p);
    x = o;
  }
  return x;
}

Expr* Explainer::UnaryExpr() {
  Nest nest(this);
  switch (tok_.kind) {
    case T_STAR:
    case T_PLUS:
    case T_MINUS:
    case T_NOT:
    case T_XOR:
    case T_TILDE: {
      auto* o = New<Operation>(pos());
      o->op = tok_.op;
      Next();
      o->x = UnaryExpr();
      return o;
    }
    case T_AND: {
      auto* o = New<Operation>(pos());
      o->op = Op::kAnd;
      Next();
      o->x = Unparen(UnaryExpr());
      return o;
    }
    case T_ARROW: {
      Pos arrow = pos();
      Next();
      Expr* x = UnaryExpr();
      if (x->kind != NodeKind::kChanType) {
        auto* o = New<Operation>(arrow);
        o->op = Op::kRecv;
        o->x = x;
        return o;
      }
      // The arrow belongs to the channel type; see AstBuilder::Receive.
      ChanDir dir = ChanDir::kSendOnly;
      Expr* t = x;
      while (dir == ChanDir::kSendOnly) {
        auto* c = Is<ChanType>(t);
        if (c == nullptr) break;
        dir = c->dir;
        if (dir == ChanDir::kRecvOnly) SyntaxError("unexpected <-, expected chan");
        c->dir = ChanDir::kRecvOnly;
        t = c->elem;
      }
      if (dir == ChanDir::kSendOnly) SyntaxError("unexpected " + ExprString(t) + ", expected chan");
      return x;
    }
    default:
      return PrimaryExpr(nullptr, true);
  }
}

Expr* Explainer::Operand(bool keep_parens) {
  switch (tok_.kind) {
    case T_NAME:
      return ParseName();
    case T_LITERAL:
      return LiteralOrNil();
    case T_LPAREN: {
      Pos lparen = pos();
      Next();
      expr_nest_++;
      Expr* x = ParseExpr();
      expr_nest_--;
      Want(T_RPAREN);
      if (!keep_parens && !At(T_LBRACE)) return x;
      auto* p = New<ParenExpr>(lparen);
      p->x = x;
      return p;
    }
    case T_FUNC: {
      Pos func = pos();
      Next();
      FuncType* type = Signature("function type", nullptr);
      if (!At(T_LBRACE)) return type;
      expr_nest_++;
      auto* f = New<FuncLit>(func);
      f->type = type;
      f->body = FuncBody();
      expr_nest_--;
      return f;
    }
    case T_LBRACK:
    case T_CHAN:
    case T_MAP:
    case T_STRUCT:
    case T_INTERFACE:
      return ParseType();
    default: {
      Expr* x = Bad();
      SyntaxError("expected expression");
      Advance({T_RPAREN, T_RBRACK, T_RBRACE});
      return x;
    }
  }
}

// Whether a `{` after x begins a composite literal.
bool Explainer::CompositeLitOk(Expr* x) const {
  switch (x->kind) {
    case NodeKind::kName:
    case NodeKind::kSelectorExpr:
      return expr_nest_ >= 0;
    case NodeKind::kIndexExpr:
      return expr_nest_ >= 0 && !MustBeValue(x);
    case NodeKind::kArrayType:
    case NodeKind::kSliceType:
    case NodeKind::kStructType:
    case NodeKind::kMapType:
      return true;
    default:
      return false;
  }
}

Expr* Explainer::PrimaryExpr(Expr* x, bool keep_parens) {
  if (x == nullptr) x = Operand(keep_parens);
  for (;;) {
    Pos start = pos();
    switch (tok_.kind) {
      case T_DOT:
        Next();
        if (At(T_NAME)) {
          auto* s = New<SelectorExpr>(start);
          s->x = x;
          s->sel = ParseName();
          x = s;
        } else if (Got(T_LPAREN)) {
          if (Got(T_TYPE)) {
            auto* g = New<TypeSwitchGuard>(start);
            g->x = x;
            x = g;
          } else {
            auto* a = New<AssertExpr>(start);
            a->x = x;
            a->type = ParseType();
            x = a;
          }
          Want(T_RPAREN);
        } else {
          SyntaxError("expected name or (");
          Advance({T_SEMI, T_RPAREN});
        }
        break;
      case T_LBRACK:
        Next();
        x = IndexOrSlice(x, start);
        break;
      case T_LPAREN: {
        auto* c = New<CallExpr>(start);
        Next();
        c->fun = x;
        c->args = Arguments(&c->has_dots, &c->rparen);
        x = c;
        break;
      }
      case T_LBRACE: {
        Expr* type = Unparen(x);
        if (!CompositeLitOk(type)) return x;
        if (type != x) SyntaxError("cannot parenthesize type in composite literal");
        CompositeLit* c = LiteralValue();
        c->type = x;
        x = c;
        break;
      }
      default:
        return x;
    }
  }
}

// The bracket has been read.
Expr* Explainer::IndexOrSlice(Expr* x, Pos lbrack) {
  Expr* index = nullptr;
  if (!At(T_COLON)) {
    bool comma = false;
    if (At(T_RBRACK)) {
      SyntaxError("expected operand");
      index = Bad();
    } else {
      index = TypeList(false, &comma);
    }
    if (comma || At(T_RBRACK)) {
      Want(T_RBRACK);
      auto* i = New<IndexExpr>(lbrack);
      i->x = x;
      i->index = index;
      return i;
    }
  }
  if (!Got(T_COLON)) {
    SyntaxError("expected comma, : or ]");
    Advance({T_COMMA, T_COLON, T_RBRACK});
  }
  expr_nest_++;
  auto* s = New<SliceExpr>(lbrack);
  s->x = x;
  s->index[0] = index;
  if (!At(T_COLON) && !At(T_RBRACK)) s->index[1] = ParseExpr();
  if (At(T_COLON)) {
    s->full = true;
    if (s->index[1] == nullptr) {
      Error("middle index required in 3-index slice");
      s->index[1] = Bad();
    }
    Next();
    if (!At(T_RBRACK)) {
      s->index[2] = ParseExpr();
    } else {
      Error("final index required in 3-index slice");
      s->index[2] = Bad();
    }
  }
  expr_nest_--;
  Want(T_RBRACK);
  return s;
}

Expr* Explainer::BareExpr() {
  if (At(T_LBRACE)) return LiteralValue();
  return ParseExpr();
}

CompositeLit* Explainer::LiteralValue() {
  Nest nest(this);
  auto* c = New<CompositeLit>(pos());
  std::vector<Expr*> elems;
  expr_nest_++;
  Want(T_LBRACE);
  c->rbrace = ParseList("composite literal", T_COMMA, T_RBRACE, [&] {
    Expr* e = BareExpr();
    if (At(T_COLON)) {
      auto* k = New<KeyValueExpr>(pos());
      Next();
      k->key = e;
      k->value = BareExpr();
      e = k;
      c->nkeys++;
    }
    elems.push_back(e);
    return false;
  });
  expr_nest_--;
  c->elems = List<Expr*>::Of(arena_, elems);
  return c;
}

List<Expr*> Explainer::Arguments(bool* has_dots, Pos* rparen) {
  std::vector<Expr*> args;
  expr_nest_++;
  *rparen = ParseList("argument list", T_COMMA, T_RPAREN, [&] {
    args.push_back(ParseExpr());
    *has_dots = Got(T_DOTDOTDOT);
    return *has_dots;
  });
  expr_nest_--;
  return List<Expr*>::Of(arena_, args);
}

Expr* Explainer::ExprList() {
  Expr* x = ParseExpr();
  if (!At(T_COMMA)) return x;
  std::vector<Expr*> list = {x};
  while (Got(T_COMMA)) list.push_back(ParseExpr());
  auto* l = New<ListExpr>(x->pos);
  l->elems = List<Expr*>::Of(arena_, list);
  return l;
}

Expr* Explainer::TypeList(bool strict, bool* comma) {
  *comma = false;
  expr_nest_++;
  Expr* x = strict ? ParseType() : ParseExpr();
  std::vector<Expr*> list = {x};
  while (Got(T_COMMA)) {
    *comma = true;
    Expr* t = TypeOrNil();
    if (t == nullptr) break;
    list.push_back(t);
  }
  if (list.size() > 1) {
    auto* l = New<ListExpr>(x->pos);
    l->elems = List<Expr*>::Of(arena_, list);
    x = l;
  }
  expr_nest_--;
  return x;
}

// ---------------------------------------------------------------- names and literals

Name* Explainer::ParseName() {
  if (At(T_NAME)) {
    Name* n = NewName(pos(), lexer_.Text(tok_));
    Next();
    return n;
  }
  Name* n = NewName(pos(), "_");
  SyntaxError("expected name");
  Advance({});
  return n;
}

std::vector<Name*> Explainer::NameList(Name* first) {
  std::vector<Name*> list = {first};
  while (Got(T_COMMA)) list.push_back(ParseName());
  return list;
}

Expr* Explainer::QualifiedName(Name* name) {
  Expr* x = name;
  if (x == nullptr && At(T_NAME)) {
    x = ParseName();
  } else if (x == nullptr) {
    x = NewName(pos(), "_");
    SyntaxError("expected name");
    Advance({T_DOT, T_SEMI, T_RBRACE});
  }
  if (At(T_DOT)) {
    auto* s = New<SelectorExpr>(pos());
    Next();
    s->x = x;
    s->sel = ParseName();
    x = s;
  }
  return At(T_LBRACK) ? TypeInstance(x) : x;
}

BasicLit* Explainer::LiteralOrNil() {
  if (!At(T_LITERAL)) return nullptr;
  auto* l = New<BasicLit>(pos());
  l->value = lexer_.Text(tok_);
  l->lit = tok_.lit;
  l->bad = tok_.bad;
  Next();
  return l;
}

// ---------------------------------------------------------------- types

Expr* Explainer::ParseType() {
  Expr* t = TypeOrNil();
  if (t == nullptr) {
    t = Bad();
    SyntaxError("expected type");
    Advance({T_COMMA, T_COLON, T_SEMI, T_RPAREN, T_RBRACK, T_RBRACE});
  }
  return t;
}

Expr* Explainer::NewPointer(Pos pos, Expr* x) {
  auto* o = New<Operation>(pos);
  o->op = Op::kMul;
  o->x = x;
  return o;
}

Expr* Explainer::TypeOrNil() {
  Nest nest(this);
  Pos start = pos();
  switch (tok_.kind) {
    case T_STAR:
      Next();
      return NewPointer(start, ParseType());
    case T_ARROW: {
      Next();
      Want(T_CHAN);
      auto* c = New<ChanType>(start);
      c->dir = ChanDir::kRecvOnly;
      c->elem = ChanElem();
      return c;
    }
    case T_FUNC:
      Next();
      return Signature("function type", nullptr);
    case T_LBRACK:
      Next();
      if (Got(T_RBRACK)) return SliceTypeRest(start);
      return ArrayTypeRest(start, nullptr);
    case T_CHAN: {
      Next();
      auto* c = New<ChanType>(start);
      if (Got(T_ARROW)) c->dir = ChanDir::kSendOnly;
      c->elem = ChanElem();
      return c;
    }
    case T_MAP: {
      Next();
      Want(T_LBRACK);
      auto* m = New<MapType>(start);
      m->key = ParseType();
      Want(T_RBRACK);
      m->value = ParseType();
      return m;
    }
    case T_STRUCT:
      return ParseStructType();
    case T_INTERFACE:
      return ParseInterfaceType();
    case T_NAME:
      return QualifiedName(nullptr);
    case T_LPAREN: {
      Next();
      Expr* t = ParseType();
      Want(T_RPAREN);
      return t;
    }
    default:
      return nullptr;
  }
}

Expr* Explainer::TypeInstance(Expr* type) {
  auto* i = New<IndexExpr>(pos());
  Want(T_LBRACK);
  i->x = type;
  if (At(T_RBRACK)) {
    SyntaxError("expected type argument list");
    i->index = Bad();
  } else {
    bool comma;
    i->index = TypeList(true, &comma);
  }
  Want(T_RBRACK);
  return i;
}

// Type parameters are allowed only if `context` is empty.
FuncType* Explainer::Signature(const char* context, List<Field*>* tparams) {
  auto* f = New<FuncType>(pos());
  if (Got(T_LBRACK)) {
    if (*context != 0)
      SyntaxErrorAt(f->pos, std::string(context) + " must have no type parameters");
    if (At(T_RBRACK)) {
      SyntaxError("empty type parameter list");
      Next();
    } else {
      Fields list = ParamList(nullptr, nullptr, T_RBRACK, true, false);
      if (tparams != nullptr) *tparams = List<Field*>::Of(arena_, list);
    }
  }
  Want(T_LPAREN);
  f->params = List<Field*>::Of(arena_, ParamList(nullptr, nullptr, T_RPAREN, false, true));
  f->results = FuncResult();
  return f;
}

// The opening bracket has been read, and perhaps the length.
Expr* Explainer::ArrayTypeRest(Pos lbrack, Expr* len) {
  if (len == nullptr && !Got(T_DOTDOTDOT)) {
    expr_nest_++;
    len = ParseExpr();
    expr_nest_--;
  }
  if (At(T_COMMA)) {
    SyntaxError("unexpected comma; expected ]");
    Next();
  }
  Want(T_RBRACK);
  auto* a = New<ArrayType>(lbrack);
  a->len = len;
  a->elem = ParseType();
  return a;
}

Expr* Explainer::SliceTypeRest(Pos lbrack) {
  auto* s = New<SliceType>(lbrack);
  s->elem = ParseType();
  return s;
}

Expr* Explainer::ChanElem() {
  Expr* t = TypeOrNil();
  if (t == nullptr) {
    t = Bad();
    SyntaxError("missing channel element type");
  }
  return t;
}

Field* Explainer::NewField(Pos pos, Name* name, Expr* type) {
  auto* f = New<Field>(pos);
  f->name = name;
  f->type = type;
  return f;
}

StructType* Explainer::ParseStructType() {
  auto* s = New<StructType>(pos());
  std::vector<Field*> fields;
  std::vector<BasicLit*> tags;
  Want(T_STRUCT);
  Want(T_LBRACE);
  ParseList("struct type", T_SEMI, T_RBRACE, [&] {
    FieldDecl(&fields, &tags);
    return false;
  });
  s->fields = List<Field*>::Of(arena_, fields);
  for (BasicLit* tag : tags) {
    if (tag != nullptr) {
      s->tags = List<BasicLit*>::Of(arena_, tags);
      break;
    }
  }
  return s;
}

void Explainer::FieldDecl(std::vector<Field*>* fields, std::vector<BasicLit*>* tags) {
  Pos start = pos();
  auto embed = [&](Expr* type) {
    tags->push_back(LiteralOrNil());
    fields->push_back(NewField(start, nullptr, type));
  };
  switch (tok_.kind) {
    case T_NAME: {
      Name* name = ParseName();
      if (At(T_DOT) || At(T_LITERAL) || At(T_SEMI) || At(T_RBRACE)) {
        embed(QualifiedName(name));
        break;
      }
      std::vector<Name*> names = NameList(name);
      Expr* type;
      if (names.size() == 1 && At(T_LBRACK)) {
        // A field of array or slice type, or an embedded instance.
        type = ArrayOrTypeArgs();
        if (auto* i = Is<IndexExpr>(type)) {
          i->x = name;
          embed(i);
          break;
        }
      } else {
        type = ParseType();
      }
      BasicLit* tag = LiteralOrNil();
      for (Name* n : names) {
        fields->push_back(NewField(n->pos, n, type));
        tags->push_back(tag);
      }
      break;
    }
    case T_STAR: {
      Next();
      Expr* type;
      if (At(T_LPAREN)) {
        SyntaxError("cannot parenthesize embedded type");
        Next();
        type = QualifiedName(nullptr);
        Got(T_RPAREN);
      } else {
        type = QualifiedName(nullptr);
      }
      embed(NewPointer(start, type));
      break;
    }
    case T_LPAREN: {
      SyntaxError("cannot parenthesize embedded type");
      Next();
      Pos star = pos();
      bool pointer = Got(T_STAR);
      Expr* type = QualifiedName(nullptr);
      if (pointer) type = NewPointer(star, type);
      Got(T_RPAREN);
      embed(type);
      break;
    }
    default:
      SyntaxError("expected field name or embedded type");
      Advance({T_SEMI, T_RBRACE});
  }
}

// What may stand in brackets after a name: the rest of an array or slice type, or type arguments
// (then the IndexExpr has no operand yet).
Expr* Explainer::ArrayOrTypeArgs() {
  Pos lbrack = pos();
  Want(T_LBRACK);
  if (Got(T_RBRACK)) return SliceTypeRest(lbrack);
  bool comma;
  Expr* n = TypeList(false, &comma);
  Want(T_RBRACK);
  if (!comma) {
    if (Expr* elem = TypeOrNil()) {
      auto* a = New<ArrayType>(lbrack);
      a->len = n;
      a->elem = elem;
      return a;
    }
  }
  auto* i = New<IndexExpr>(lbrack);
  i->index = n;
  return i;
}

InterfaceType* Explainer::ParseInterfaceType() {
  auto* t = New<InterfaceType>(pos());
  Fields methods;
  Want(T_INTERFACE);
  Want(T_LBRACE);
  ParseList("interface type", T_SEMI, T_RBRACE, [&] {
    Field* f = At(T_NAME) ? MethodDecl() : nullptr;
    if (f == nullptr || f->name == nullptr) f = EmbeddedElem(f);
    methods.push_back(f);
    return false;
  });
  t->methods = List<Field*>::Of(arena_, methods);
  return t;
}

Field* Explainer::MethodDecl() {
  static constexpr char kContext[] = "interface method";
  auto* f = New<Field>(pos());
  Name* name = ParseName();
  auto method = [&] {
    f->name = name;
    f->type = Signature(kContext, nullptr);
  };
  if (At(T_LPAREN)) {
    method();
    return f;
  }
  if (!At(T_LBRACK)) {
    f->type = QualifiedName(name);
    return f;
  }
  // Type parameters (which methods cannot have) or an embedded instance.
  Pos lbrack = pos();
  Next();
  if (At(T_RBRACK)) {
    Pos rbrack = pos();
    Next();
    if (At(T_LPAREN)) {
      ErrorAt(rbrack, "empty type parameter list");
      method();
    } else {
      ErrorAt(rbrack, "empty type argument list");
      f->type = name;
    }
    return f;
  }
  Fields list = ParamList(nullptr, nullptr, T_RBRACK, false, false);
  if (list.empty()) {
    if (At(T_LPAREN)) {
      method();
    } else {
      f->type = name;
    }
    return f;
  }
  if (list[0]->name != nullptr) {
    method();
    ErrorAt(lbrack, "interface method must have no type parameters");
    return f;
  }
  auto* i = New<IndexExpr>(lbrack);
  i->x = name;
  if (list.size() == 1) {
    i->index = list[0]->type;
  } else {
    auto* l = New<ListExpr>(list[0]->pos);
    std::vector<Expr*> types;
    for (Field* p : list) types.push_back(p->type);
    l->elems = List<Expr*>::Of(arena_, types);
    i->index = l;
  }
  f->type = i;
  return f;
}

Field* Explainer::EmbeddedElem(Field* f) {
  if (f == nullptr) {
    f = New<Field>(pos());
    f->type = EmbeddedTerm();
  }
  while (At(T_OR)) {
    auto* o = New<Operation>(pos());
    o->op = Op::kOr;
    Next();
    o->x = f->type;
    o->y = EmbeddedTerm();
    f->type = o;
  }
  return f;
}

Expr* Explainer::EmbeddedTerm() {
  if (At(T_TILDE)) {
    auto* o = New<Operation>(pos());
    o->op = Op::kTilde;
    Next();
    o->x = ParseType();
    return o;
  }
  Expr* t = TypeOrNil();
  if (t == nullptr) {
    t = Bad();
    SyntaxError("expected ~ term or type");
    Advance({kAnyOperator, T_SEMI, T_RPAREN, T_RBRACK, T_RBRACE});
  }
  return t;
}

List<Field*> Explainer::FuncResult() {
  if (Got(T_LPAREN)) {
    return List<Field*>::Of(arena_, ParamList(nullptr, nullptr, T_RPAREN, false, false));
  }
  Pos start = pos();
  Expr* t = TypeOrNil();
  if (t == nullptr) return {};
  return List<Field*>::Of(arena_, {NewField(start, nullptr, t)});
}

// ---------------------------------------------------------------- parameters

Field* Explainer::ParamDeclOrNil(Name* name, int follow) {
  bool elems_ok = follow == T_RBRACK;  // in type parameter lists
  Pos start = name != nullptr ? name->pos : pos();
  if (name == nullptr && elems_ok && At(T_TILDE)) return EmbeddedElem(nullptr);

  auto* f = New<Field>(start);
  auto with_union = [&]() -> Field* { return elems_ok && At(T_OR) ? EmbeddedElem(f) : f; };
  if (At(T_NAME) || name != nullptr) {
    if (name == nullptr) name = ParseName();
    if (At(T_LBRACK)) {
      f->type = ArrayOrTypeArgs();
      if (auto* i = Is<IndexExpr>(f->type)) {
        i->x = name;
      } else {
        f->name = name;
      }
      return with_union();
    }
    if (At(T_DOT)) {
      f->type = QualifiedName(name);
      return with_union();
    }
    if (elems_ok && At(T_OR)) {
      f->type = name;
      return EmbeddedElem(f);
    }
    f->name = name;
  }
  if (At(T_DOTDOTDOT)) {
    auto* d = New<DotsType>(pos());
    Next();
    d->elem = TypeOrNil();
    f->type = d;
    if (d->elem == nullptr) {
      f->type = Bad();
      SyntaxError("... is missing type");
    }
    return f;
  }
  if (elems_ok && At(T_TILDE)) {
    f->type = EmbeddedElem(nullptr)->type;
    return f;
  }
  f->type = TypeOrNil();
  if (f->type != nullptr) f = with_union();
  if (f->name != nullptr || f->type != nullptr) return f;
  SyntaxError("expected " + TokenName(follow));
  Advance({T_COMMA, follow});
  return nullptr;
}

// The opening bracket has been read, and perhaps the first name and its type.
Explainer::Fields Explainer::ParamList(Name* name, Expr* type, int close, bool names_required,
                                       bool dots_ok) {
  if (name != nullptr && type != nullptr && At(close)) {
    Next();
    return {NewField(name->pos, name, type)};
  }
  Fields list;
  size_t named = 0, typed = 0;
  Pos end = ParseList("parameter list", T_COMMA, close, [&] {
    Field* f = type != nullptr ? NewField(name->pos, name, type) : ParamDeclOrNil(name, close);
    name = nullptr;
    type = nullptr;
    if (f != nullptr) {
      named += f->name != nullptr && f->type != nullptr;
      typed += f->type != nullptr;
      list.push_back(f);
    }
    return false;
  });
  if (list.empty()) return list;

  if (named == 0 && !names_required) {
    for (Field* f : list) {
      if (f->name == nullptr) continue;
      f->type = f->name;
      f->name = nullptr;
    }
  } else if (named != list.size()) {
    Pos error = kNoPos;  // the leftmost
    Expr* t = nullptr;
    for (size_t i = list.size(); i-- > 0;) {
      Field* f = list[i];
      if (f->type != nullptr) {
        t = f->type;
        if (f->name == nullptr) {
          error = StartPos(t);
          f->name = NewName(error, "_");
        }
      } else if (t != nullptr) {
        f->type = t;
      } else {
        error = f->name->pos;
        f->type = New<BadExpr>(error);
      }
    }
    if (error != kNoPos) {
      std::string text;
      if (named == typed) {
        error = end;
        text = names_required ? "missing type constraint" : "missing parameter type";
      } else if (names_required) {
        text = "missing type parameter name";
        if (list.size() == 1) text += " or invalid array length";
      } else {
        text = "missing parameter name";
      }
      SyntaxErrorAt(error, text);
    }
  }

  bool first = true;
  for (size_t i = 0; i < list.size(); i++) {
    auto* d = Is<DotsType>(list[i]->type);
    if (d == nullptr || (dots_ok && i + 1 == list.size())) continue;
    if (first) {
      ErrorAt(d->pos, dots_ok ? "can only use ... with final parameter" : "invalid use of ...");
    }
    first = false;
    list[i]->type = d->elem;
  }
  return list;
}

}  // namespace minigo::grammar
