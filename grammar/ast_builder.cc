// This file implements the builder: files, declarations and types.
#include "grammar/ast_builder.h"

#include <algorithm>

#include "grammar/branches.h"
#include "grammar/pragma.h"

namespace minigo::grammar {

namespace {

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

void AstBuilder::SyntaxError(const char*) {
  rejected_ = true;
  tokens_->KeepLast();
  error_token_ = tokens_->last();
  has_error_token_ = true;
}

template <typename T>
List<T*> AstBuilder::Pop(ListVal list) {
  size_t n = stack_.size() - list.begin;
  T** data = arena_.NewArray<T*>(n);
  for (size_t i = 0; i < n; i++) data[i] = static_cast<T*>(stack_[list.begin + i]);
  stack_.resize(list.begin);
  return List<T*>(data, n);
}
template List<Expr*> AstBuilder::Pop(ListVal);
template List<Stmt*> AstBuilder::Pop(ListVal);
template List<CaseClause*> AstBuilder::Pop(ListVal);
template List<CommClause*> AstBuilder::Pop(ListVal);
template List<Decl*> AstBuilder::Pop(ListVal);

ExprVal AstBuilder::PopExpr(ListVal list) {
  if (stack_.size() - list.begin == 1) {
    auto* x = static_cast<Expr*>(stack_.back());
    stack_.pop_back();
    return {x, list.depth};
  }
  List<Expr*> elems = Pop<Expr>(list);
  if (elems.empty()) return {nullptr, 0};
  auto* l = New<ListExpr>(elems[0]->pos);
  l->elems = elems;
  return {l, Deeper(l->pos, list.depth)};
}

ListVal AstBuilder::Push(Node* n, uint32_t depth) {
  auto at = static_cast<uint32_t>(stack_.size());
  stack_.push_back(n);
  return {at, depth};
}

ListVal AstBuilder::Prepend(FieldVal n, ListVal rest) {
  stack_.insert(stack_.begin() + rest.begin, n.n);
  return {rest.begin, Max(n.depth, rest.depth)};
}

Name* AstBuilder::NewName(const Token& t) {
  auto* n = New<Name>(t.pos);
  static_assert(SourceFile::kPadding >= 8);
  n->value = names_.InternPadded(tokens_->lexer().Text(t));
  return n;
}

Field* AstBuilder::NewField(Pos pos, Name* name, Expr* type) {
  auto* f = New<Field>(pos);
  f->name = name;
  f->type = type;
  return f;
}

// ---------------------------------------------------------------- files

List<Decl*> AstBuilder::TakeDecls() { return Pop<Decl>(ListVal{0, 0}); }

void AstBuilder::Package(const Token& name) { package_ = NewName(name); }

void AstBuilder::Import() {
  if (past_imports_) Reject();
}

// Declarations before a snippet's first statement are the file's.
void AstBuilder::SnippetStmt(StmtVal s) {
  if (auto* d = Is<grammar::DeclStmt>(s.n); d != nullptr && snippet_stmts_.empty()) {
    for (Decl* decl : d->decls) stack_.push_back(decl);
  } else if (s.n->kind != NodeKind::kEmptyStmt) {
    snippet_stmts_.push_back(s.n);
  }
}

void AstBuilder::AttachPragmas(Diags* diags) {
  const std::vector<Directive>& directives = tokens_->lexer().directives();
  auto group_of = [](Decl* d) -> const grammar::Group* {
    switch (d->kind) {
      case NodeKind::kImportDecl:
        return As<ImportDecl>(d)->group;
      case NodeKind::kConstDecl:
        return As<ConstDecl>(d)->group;
      case NodeKind::kTypeDecl:
        return As<TypeDecl>(d)->group;
      case NodeKind::kVarDecl:
        return As<VarDecl>(d)->group;
      default:
        return nullptr;
    }
  };
  std::sort(pragma_decls_.begin(), pragma_decls_.end(),
            [](const PragmaDecl& a, const PragmaDecl& b) { return a.index < b.index; });
  std::vector<Decl*> owner(directives.size(), nullptr);
  for (size_t i = 0; i < directives.size(); i++) {
    if (!directives[i].blank) continue;
    // The declaration's first token follows directly, or behind the declaration's keyword.
    uint32_t next = directives[i].index;
    auto at = std::lower_bound(pragma_decls_.begin(), pragma_decls_.end(), next,
                               [](const PragmaDecl& d, uint32_t index) { return d.index < index; });
    if (at == pragma_decls_.end()) continue;
    if (at->index == next || (at->index == next + 1 && group_of(at->decl) == nullptr)) {
      owner[i] = at->decl;
    }
  }
  for (size_t i = 0; i < directives.size();) {
    Decl* d = owner[i];
    size_t end = i + 1;
    while (end < directives.size() && owner[end] == d) end++;
    PragmaPlace place = PragmaPlace::kNowhere;
    Pragma** slot = nullptr;
    if (d == nullptr) {
      end = i + 1;
      if (package_ != nullptr && directives[i].pos < package_->pos) place = PragmaPlace::kFile;
    } else {
      switch (d->kind) {
        case NodeKind::kImportDecl:
          place = PragmaPlace::kImport;
          break;
        case NodeKind::kConstDecl:
          place = PragmaPlace::kConst;
          break;
        case NodeKind::kTypeDecl:
          place = PragmaPlace::kType, slot = &As<TypeDecl>(d)->pragma;
          break;
        case NodeKind::kVarDecl:
          place = PragmaPlace::kVar, slot = &As<VarDecl>(d)->pragma;
          break;
        default:
          place = PragmaPlace::kFunc, slot = &As<grammar::FuncDecl>(d)->pragma;
          break;
      }
    }
    if (slot != nullptr) {
      auto* p = arena_.New<Pragma>();
      std::string_view* texts = arena_.NewArray<std::string_view>(end - i);
      Pos* positions = arena_.NewArray<Pos>(end - i);
      for (size_t k = i; k < end; k++) {
        texts[k - i] = directives[k].text;
        positions[k - i] = directives[k].pos;
      }
      p->directives = List<std::string_view>(texts, end - i);
      p->positions = List<Pos>(positions, end - i);
      *slot = p;
    }
    for (; i < end; i++) {
      if (diags == nullptr) continue;
      CheckDirectiveText(directives[i], *diags);
      CheckDirectivePlace(directives[i], place, *diags);
    }
  }
}

// ---------------------------------------------------------------- declarations

ListVal AstBuilder::Group(const Token& lparen, ListVal specs) {
  auto* group = arena_.New<grammar::Group>();
  group->pos = lparen.pos;
  for (size_t i = specs.begin; i < stack_.size(); i++) {
    Node* d = stack_[i];
    switch (d->kind) {
      case NodeKind::kImportDecl:
        As<ImportDecl>(d)->group = group;
        break;
      case NodeKind::kConstDecl:
        As<ConstDecl>(d)->group = group;
        break;
      case NodeKind::kTypeDecl:
        As<TypeDecl>(d)->group = group;
        break;
      default:
        As<VarDecl>(d)->group = group;
        break;
    }
  }
  return specs;
}

ListVal AstBuilder::ImportSpec(const Token* local, const Token& path) {
  const Token& first = local != nullptr ? *local : path;
  auto* d = New<ImportDecl>(first.pos);
  if (local != nullptr) d->local = NewName(*local);
  d->path = static_cast<BasicLit*>(Literal(path).n);
  if (path.lit != LitKind::kString && !path.bad) Reject();
  NotePragmas(d, first.index);
  return Push(d, 1);
}

ListVal AstBuilder::ConstSpec(ListVal names, ExprVal type, const ListVal* values) {
  ExprVal v = values != nullptr ? PopExpr(*values) : NoExpr();
  auto* d = New<ConstDecl>(kNoPos);
  d->names = Pop<Name>(names);
  d->pos = d->names[0]->pos;
  d->type = type.n;
  d->values = v.n;
  NotePragmas(d, names.token);
  return Push(d, Deeper(d->pos, type.depth, v.depth));
}

ListVal AstBuilder::VarSpec(ListVal names, ExprVal type, const ListVal* values) {
  ExprVal v = values != nullptr ? PopExpr(*values) : NoExpr();
  auto* d = New<VarDecl>(kNoPos);
  d->names = Pop<Name>(names);
  d->pos = d->names[0]->pos;
  d->type = type.n;
  d->values = v.n;
  NotePragmas(d, names.token);
  return Push(d, Deeper(d->pos, type.depth, v.depth));
}

ListVal AstBuilder::TypeSpec(const Token& name, bool alias, ExprVal type) {
  auto* d = New<TypeDecl>(name.pos);
  d->name = NewName(name);
  d->alias = alias;
  d->type = type.n;
  NotePragmas(d, name.index);
  return Push(d, Deeper(name.pos, type.depth));
}

ListVal AstBuilder::ArrayOrGeneric(const Token& name, const Token& lbrack, ExprVal x, bool alias,
                                   ExprVal type) {
  Expr* constraint = nullptr;
  Name* param = SplitNameAndType(arena_, x.n, false, &constraint);
  if (param != nullptr && constraint != nullptr) {
    return GenericSpec(name, First({NewField(param->pos, param, constraint), x.depth}), alias,
                       type);
  }
  if (alias) Reject();
  return TypeSpec(name, false, ArrayType(lbrack, x, type));
}

ListVal AstBuilder::GenericSpec(const Token& name, ListVal tparams, bool alias, ExprVal type) {
  List<Field*> list = Pop<Field>(tparams);
  DistributeTypes(list, true);
  ListVal spec = TypeSpec(name, alias, type);
  static_cast<TypeDecl*>(stack_.back())->tparams = list;
  return {spec.begin, Max(spec.depth, Deeper(name.pos, tparams.depth))};
}

FieldVal AstBuilder::SplitTypeParam(ExprVal x) {
  Expr* constraint = nullptr;
  Name* name = SplitNameAndType(arena_, x.n, true, &constraint);
  if (name == nullptr) {
    Reject();
    constraint = x.n;
  }
  return {NewField(name != nullptr ? name->pos : x.n->pos, name, constraint),
          Deeper(x.n->pos, x.depth)};
}

grammar::FuncDecl* AstBuilder::DeclareFunc(const Token& func, const Token& name,
                                           grammar::FuncType* type, StmtVal body) {
  auto* d = New<grammar::FuncDecl>(name.pos);
  d->name = NewName(name);
  d->type = type;
  d->body = static_cast<BlockStmt*>(body.n);
  if (body.n == nullptr && skipped_.kind != 0) {
    d->lazy_lbrace = skipped_.pos;
    d->lazy_rbrace = skipped_.end() - 1;
  }
  skipped_.kind = 0;
  NotePragmas(d, func.index + 1);
  Push(d, 1);
  return d;
}

void AstBuilder::FuncDecl(const Token& func, const FieldsVal* recv, const Token& name,
                          FieldsVal params, FieldsVal results, StmtVal body) {
  auto* d = DeclareFunc(func, name, Signature(params, results, params.pos), body);
  if (recv == nullptr) return;
  d->pos = recv->pos;
  if (recv->size != 1) {
    Reject();
    return;
  }
  d->recv = recv->data[0];
  if (Is<grammar::DotsType>(d->recv->type) != nullptr) Reject();
}

void AstBuilder::GenericFuncDecl(const Token& func, const Token& name, const Token& lbrack,
                                 ListVal tparams, FieldsVal params, FieldsVal results,
                                 StmtVal body) {
  List<Field*> list = Pop<Field>(tparams);
  DistributeTypes(list, true);
  DeclareFunc(func, name, Signature(params, results, lbrack.pos), body)->tparams = list;
}

// `func Name…`, `func (r *T) Name…`, `func (T[P]) Name…`: what a package must know of its functions before it is checked. Names are
// ASCII, and blanks stand as gofmt puts them.
void AstBuilder::SkippedFunc(const Token& whole) {
  const FuncExtent& extent = tokens_->skipped_function();
  std::string_view text = source_->text();
  size_t at = extent.begin + sizeof "func";
  auto word = [&](Pos* pos) {
    size_t from = at;
    while (IsWordByte(text[at])) at++;
    *pos = source_->base() + static_cast<Pos>(from);
    return text.substr(from, at - from);
  };
  auto name_of = [&](Pos pos, std::string_view s) {
    auto* n = New<Name>(pos);
    n->value = names_.Intern(s);
    return n;
  };
  auto* d = New<grammar::FuncDecl>(kNoPos);
  Pos pos;
  if (text[at] == '(') {
    Pos lparen = source_->base() + static_cast<Pos>(at++);
    std::string_view w = word(&pos);
    if (text[at] == ' ') at++, w = {};
    bool pointer = text[at] == '*';
    if (pointer) at++, w = {};
    if (w.empty()) w = word(&pos);
    Expr* type = name_of(pos, w);
    if (pointer) {
      auto* star = New<Operation>(pos - 1);
      star->op = Op::kMul;
      star->x = type;
      type = star;
    }
    d->recv = NewField(type->pos, nullptr, type);
    d->pos = lparen;
    at = text.find(')', at) + 2;
  }
  std::string_view name = word(&pos);
  d->name = name_of(pos, name);
  if (d->recv == nullptr) d->pos = pos;
  d->lazy_func = whole.pos;
  d->lazy_generic = text[at] == '[';
  if (extent.lbrace != 0) {
    d->lazy_lbrace = source_->base() + extent.lbrace;
    d->lazy_rbrace = whole.end() - 1;
  } else {
    d->lazy_end = whole.end();
  }
  NotePragmas(d, whole.index + 1);
  Push(d, 1);
}

StmtVal AstBuilder::FuncBody(StmtVal block) {
  if (!too_deep()) CheckBranches(static_cast<BlockStmt*>(block.n), *source_, branch_errors_);
  return block;
}

StmtVal AstBuilder::SkippedBody(const Token& body) {
  skipped_ = body;
  return NoStmt();
}

// ---------------------------------------------------------------- types

ExprVal AstBuilder::Instance(ExprVal x, const Token& lbrack, ListVal args) {
  return Index(x, lbrack, PopExpr(args));
}

ExprVal AstBuilder::ArrayType(const Token& lbrack, ExprVal len, ExprVal elem) {
  auto* t = New<grammar::ArrayType>(lbrack.pos);
  t->len = len.n;
  t->elem = elem.n;
  return {t, Deeper(t->pos, len.depth, elem.depth)};
}

ExprVal AstBuilder::SliceType(const Token& lbrack, ExprVal elem) {
  auto* t = New<grammar::SliceType>(lbrack.pos);
  t->elem = elem.n;
  return {t, Deeper(t->pos, elem.depth)};
}

ExprVal AstBuilder::DotsType(const Token& dots, ExprVal elem) {
  auto* t = New<grammar::DotsType>(dots.pos);
  t->elem = elem.n;
  return {t, Deeper(t->pos, elem.depth)};
}

ExprVal AstBuilder::ChanType(const Token& first, ChanDir dir, ExprVal elem) {
  auto* t = New<grammar::ChanType>(first.pos);
  t->dir = dir;
  t->elem = elem.n;
  return {t, Deeper(t->pos, elem.depth)};
}

ExprVal AstBuilder::MapType(const Token& map, ExprVal key, ExprVal value) {
  auto* t = New<grammar::MapType>(map.pos);
  t->key = key.n;
  t->value = value.n;
  return {t, Deeper(t->pos, key.depth, value.depth)};
}

grammar::FuncType* AstBuilder::Signature(FieldsVal params, FieldsVal results, Pos pos) {
  auto* t = New<grammar::FuncType>(pos);
  t->params = List<Field*>(params.data, params.size);
  t->results = List<Field*>(results.data, results.size);
  for (size_t i = 0; i + 1 < params.size; i++) {
    if (Is<grammar::DotsType>(params.data[i]->type) != nullptr) Reject();
  }
  for (Field* f : t->results) {
    if (Is<grammar::DotsType>(f->type) != nullptr) Reject();
  }
  Deeper(pos, params.depth, results.depth);
  return t;
}

ExprVal AstBuilder::FuncType(const Token& func, FieldsVal params, FieldsVal results) {
  auto* t = Signature(params, results, params.pos);
  return {t, Deeper(t->pos, params.depth, results.depth), func.pos};
}

ExprVal AstBuilder::StructType(const Token& keyword, ListVal fields) {
  // Fields and tags lie on the stack by turns.
  auto* t = New<grammar::StructType>(keyword.pos);
  size_t n = (stack_.size() - fields.begin) / 2;
  Field** data = arena_.NewArray<Field*>(n);
  BasicLit** tags = nullptr;
  for (size_t i = 0; i < n; i++) {
    data[i] = static_cast<Field*>(stack_[fields.begin + 2 * i]);
    if (Node* tag = stack_[fields.begin + 2 * i + 1]) {
      if (tags == nullptr) tags = arena_.NewArray<BasicLit*>(n);
      tags[i] = static_cast<BasicLit*>(tag);
    }
  }
  stack_.resize(fields.begin);
  t->fields = List<Field*>(data, n);
  if (tags != nullptr) t->tags = List<BasicLit*>(tags, n);
  return {t, Deeper(t->pos, fields.depth)};
}

ExprVal AstBuilder::InterfaceType(const Token& keyword, ListVal elems) {
  auto* t = New<grammar::InterfaceType>(keyword.pos);
  t->methods = Pop<Field>(elems);
  return {t, Deeper(t->pos, elems.depth)};
}

FieldVal AstBuilder::Param(const Token* name, ExprVal type) {
  Name* n = name != nullptr ? NewName(*name) : nullptr;
  Pos pos = n != nullptr ? n->pos : StartOf(type);
  return {NewField(pos, n, type.n), type.depth + 1};
}

// Gives every parameter its type. In a list that has names every parameter must get one.
void AstBuilder::DistributeTypes(List<Field*> list, bool names_required) {
  size_t named = 0;
  for (Field* f : list) named += f->name != nullptr && f->type != nullptr;
  if (named == 0 && !names_required) {
    for (Field* f : list) {
      if (f->name == nullptr) continue;
      f->type = f->name;
      f->name = nullptr;
    }
    return;
  }
  Expr* type = nullptr;
  for (size_t i = list.size(); i-- > 0;) {
    Field* f = list[i];
    if (f->type != nullptr) {
      type = f->type;
      if (f->name == nullptr) Reject();
    } else if (type != nullptr) {
      f->type = type;
    } else {
      Reject();
      f->type = New<BadExpr>(f->pos);
    }
  }
}

FieldsVal AstBuilder::Params(const Token& lparen, ListVal params) {
  List<Field*> list = Pop<Field>(params);
  DistributeTypes(list, false);
  return {list.data(), list.size(), params.depth, lparen.pos};
}

FieldsVal AstBuilder::Result(ExprVal type) {
  Field** data = arena_.NewArray<Field*>(1);
  data[0] = NewField(StartOf(type), nullptr, type.n);
  return {data, 1, type.depth + 1, kNoPos};
}

ListVal AstBuilder::Embedded(Pos pos, ExprVal type, ExprVal tag) {
  ListVal list = Push(NewField(pos, nullptr, type.n), Deeper(pos, type.depth));
  stack_.push_back(tag.n);
  return list;
}

ListVal AstBuilder::NamedFields(ListVal names, ExprVal type, ExprVal tag) {
  // One name becomes two entries, field and tag.
  List<Name*> list = Pop<Name>(names);
  for (Name* n : list) {
    stack_.push_back(NewField(n->pos, n, type.n));
    stack_.push_back(tag.n);
  }
  return {names.begin, Deeper(list[0]->pos, type.depth)};
}

ListVal AstBuilder::Method(const Token& name, FieldsVal params, FieldsVal results) {
  ExprVal type = FuncType(name, params, results);
  Field* f = NewField(name.pos, NewName(name), type.n);
  return Push(f, Deeper(name.pos, type.depth));
}

ListVal AstBuilder::EmbeddedElem(ExprVal elem) {
  // gc reads the arguments of an instance here as it reads parameters, and puts their list where
  // they begin.
  Expr* first = elem.n;
  while (auto* o = Is<Operation>(first)) {
    if (o->y == nullptr) break;
    first = o->x;
  }
  if (auto* i = Is<IndexExpr>(first); i != nullptr && i->x->kind == NodeKind::kName) {
    if (auto* list = Is<ListExpr>(i->index)) list->pos = StartPos(list->elems[0]);
  }
  return Push(NewField(StartOf(elem), nullptr, elem.n), Deeper(elem.n->pos, elem.depth));
}

}  // namespace minigo::grammar
