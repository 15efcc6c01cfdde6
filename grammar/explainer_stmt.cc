// This file implements the explainer: statements.
#include "grammar/ast_builder.h"
#include "grammar/explainer.h"
#include "grammar/explainer_list.h"
#include "grammar/parser.tab.h"

namespace minigo::grammar {

// `keyword` tells whose header the statement stands in: T_IF, T_FOR, T_SWITCH, or 0.
Stmt* Explainer::SimpleStmt(Expr* lhs, int keyword) {
  if (keyword == T_FOR && At(T_RANGE)) return RangeStmt(nullptr, false);
  if (lhs == nullptr) lhs = ExprList();
  auto as_stmt = [&](Expr* x) {
    auto* s = New<ExprStmt>(x->pos);
    s->x = x;
    return s;
  };
  Pos start = pos();
  if (lhs->kind != NodeKind::kListExpr && !At(T_ASSIGN) && !At(T_DEFINE)) {
    Op op = tok_.op;
    switch (tok_.kind) {
      case T_ASSIGNOP:
        Next();
        return Assign(start, op, lhs, ParseExpr());
      case T_INCOP:
        Next();
        return Assign(start, op, lhs, nullptr);
      case T_ARROW: {
        auto* s = New<SendStmt>(start);
        Next();
        s->chan = lhs;
        s->value = ParseExpr();
        return s;
      }
      default:
        return as_stmt(lhs);
    }
  }
  if (!At(T_ASSIGN) && !At(T_DEFINE)) {
    SyntaxError("expected := or = or comma");
    Advance({T_SEMI, T_RBRACE});
    if (auto* l = Is<ListExpr>(lhs)) lhs = l->elems[0];
    return as_stmt(lhs);
  }
  bool define = At(T_DEFINE);
  Next();
  if (keyword == T_FOR && At(T_RANGE)) return RangeStmt(lhs, define);
  Expr* rhs = ExprList();
  if (auto* guard = Is<TypeSwitchGuard>(rhs); guard != nullptr && keyword == T_SWITCH && define) {
    if (auto* name = Is<Name>(lhs)) {
      guard->lhs = name;
      return as_stmt(guard);
    }
  }
  return Assign(start, define ? Op::kDef : Op::kNone, lhs, rhs);
}

Stmt* Explainer::RangeStmt(Expr* lhs, bool def) {
  auto* r = New<RangeClause>(pos());
  Next();
  r->lhs = lhs;
  r->def = def;
  r->x = ParseExpr();
  return r;
}

Stmt* Explainer::Assign(Pos pos, Op op, Expr* lhs, Expr* rhs) {
  auto* a = New<AssignStmt>(pos);
  a->op = op;
  a->lhs = lhs;
  a->rhs = rhs;
  return a;
}

Stmt* Explainer::Labeled(Name* label) {
  auto* s = New<LabeledStmt>(pos());
  s->label = label;
  Want(T_COLON);
  if (At(T_RBRACE)) {
    s->stmt = New<EmptyStmt>(pos());
    return s;
  }
  s->stmt = StmtOrNil();
  if (s->stmt != nullptr) return s;
  SyntaxErrorAt(s->pos, "missing statement after label");
  return nullptr;
}

BlockStmt* Explainer::Block(const char* context) {
  auto* s = New<BlockStmt>(pos());
  if (!Got(T_LBRACE)) {
    SyntaxError(std::string("expected { after ") + context);
    Advance({T_NAME, T_RBRACE});
    s->rbrace = pos();
    if (Got(T_RBRACE)) return s;
  }
  s->list = List<Stmt*>::Of(arena_, StmtList());
  s->rbrace = pos();
  Want(T_RBRACE);
  return s;
}

// Sets off an assignment's binary operands, so that the `=` stands out.
static std::string Emphasized(Expr* x) {
  std::string s = ExprString(x);
  auto* o = Is<Operation>(x);
  return o != nullptr && o->y != nullptr ? "(" + s + ")" : s;
}

Explainer::Header Explainer::ParseHeader(int keyword) {
  Header h;
  Want(keyword);
  if (At(T_LBRACE)) {
    if (keyword == T_IF) {
      SyntaxError("missing condition in if statement");
      h.cond = Bad();
    }
    return h;
  }
  int outer = expr_nest_;
  expr_nest_ = -1;
  if (!At(T_SEMI)) {
    if (Got(T_VAR)) {
      const char* word = keyword == T_IF ? "if" : keyword == T_FOR ? "for" : "switch";
      SyntaxError(std::string("var declaration not allowed in ") + word + " initializer");
    }
    h.init = SimpleStmt(nullptr, keyword);
    if (h.init->kind == NodeKind::kRangeClause) {
      expr_nest_ = outer;
      return h;
    }
  }

  Stmt* cond = nullptr;
  Token semi = {};  // the one after the initialisation
  if (At(T_LBRACE)) {
    cond = h.init;
    h.init = nullptr;
  } else {
    if (At(T_SEMI)) {
      semi = tok_;
      Next();
    } else {
      Want(T_LBRACE);  // a better message than asking for a semicolon
      if (!At(T_LBRACE)) Advance({T_LBRACE, T_RBRACE});
    }
    if (keyword == T_FOR) {
      bool body = false;
      if (!At(T_SEMI)) {
        if (At(T_LBRACE)) {
          SyntaxError("expected for loop condition");
          body = true;
        } else {
          cond = SimpleStmt(nullptr, 0);
        }
      }
      if (!body) {
        Want(T_SEMI);
        if (!At(T_LBRACE)) {
          h.post = SimpleStmt(nullptr, 0);
          if (auto* a = Is<AssignStmt>(h.post); a != nullptr && a->op == Op::kDef) {
            SyntaxErrorAt(a->pos, "cannot declare in post statement of for loop");
          }
        }
      }
    } else if (!At(T_LBRACE)) {
      cond = SimpleStmt(nullptr, keyword);
    }
  }

  if (cond == nullptr) {
    if (keyword == T_IF && semi.kind == T_SEMI) {
      if (semi.semi != SemiKind::kSemicolon) {
        SyntaxErrorAt(semi.pos,
                      "unexpected " + DescribeToken(lexer_, semi) + ", expected { after if clause");
      } else {
        SyntaxErrorAt(semi.pos, "missing condition in if statement");
      }
      h.cond = New<BadExpr>(semi.pos);
    }
  } else if (auto* x = Is<ExprStmt>(cond)) {
    h.cond = x->x;
  } else {
    std::string text;
    if (auto* a = Is<AssignStmt>(cond); a != nullptr && a->op == Op::kNone) {
      text = "assignment " + Emphasized(a->lhs) + " = " + Emphasized(a->rhs);
    } else {
      text = ExprString(cond);
    }
    SyntaxErrorAt(cond->pos, "cannot use " + text + " as value");
  }
  expr_nest_ = outer;
  return h;
}

Stmt* Explainer::For() {
  auto* s = New<ForStmt>(pos());
  Header h = ParseHeader(T_FOR);
  s->init = h.init;
  s->cond = h.cond;
  s->post = h.post;
  s->body = Block("for clause");
  return s;
}

IfStmt* Explainer::If() {
  Nest nest(this);
  auto* s = New<IfStmt>(pos());
  Header h = ParseHeader(T_IF);
  s->init = h.init;
  s->cond = h.cond;
  s->then = Block("if clause");
  if (Got(T_ELSE)) {
    if (At(T_IF)) {
      s->els = If();
    } else if (At(T_LBRACE)) {
      s->els = Block("");
    } else {
      SyntaxError("else must be followed by if or statement block");
      Advance({T_NAME, T_RBRACE});
    }
  }
  return s;
}

Stmt* Explainer::Switch() {
  auto* s = New<SwitchStmt>(pos());
  Header h = ParseHeader(T_SWITCH);
  s->init = h.init;
  s->tag = h.cond;
  if (!Got(T_LBRACE)) {
    SyntaxError("missing { after switch clause");
    Advance({T_CASE, T_DEFAULT, T_RBRACE});
  }
  std::vector<CaseClause*> clauses;
  while (!At(0) && !At(T_RBRACE)) clauses.push_back(Case());
  s->body = List<CaseClause*>::Of(arena_, clauses);
  s->rbrace = pos();
  Want(T_RBRACE);
  return s;
}

Stmt* Explainer::Select() {
  auto* s = New<SelectStmt>(pos());
  Want(T_SELECT);
  if (!Got(T_LBRACE)) {
    SyntaxError("missing { after select clause");
    Advance({T_CASE, T_DEFAULT, T_RBRACE});
  }
  std::vector<CommClause*> clauses;
  while (!At(0) && !At(T_RBRACE)) clauses.push_back(Comm());
  s->body = List<CommClause*>::Of(arena_, clauses);
  s->rbrace = pos();
  Want(T_RBRACE);
  return s;
}

CaseClause* Explainer::Case() {
  auto* c = New<CaseClause>(pos());
  if (Got(T_CASE)) {
    c->cases = ExprList();
  } else if (!Got(T_DEFAULT)) {
    SyntaxError("expected case or default or }");
    Advance({T_COLON, T_CASE, T_DEFAULT, T_RBRACE});
  }
  c->colon = pos();
  Want(T_COLON);
  c->body = List<Stmt*>::Of(arena_, StmtList());
  return c;
}

CommClause* Explainer::Comm() {
  auto* c = New<CommClause>(pos());
  if (Got(T_CASE)) {
    c->comm = SimpleStmt(nullptr, 0);
  } else if (!Got(T_DEFAULT)) {
    SyntaxError("expected case or default or }");
    Advance({T_COLON, T_CASE, T_DEFAULT, T_RBRACE});
  }
  c->comm_kind = ClassifyComm(c->comm);
  c->colon = pos();
  Want(T_COLON);
  c->body = List<Stmt*>::Of(arena_, StmtList());
  return c;
}

Stmt* Explainer::GoDefer() {
  auto* s = New<CallStmt>(pos());
  s->is_defer = At(T_DEFER);
  Next();
  Expr* x = PrimaryExpr(nullptr, At(T_LPAREN));
  if (Expr* inner = Unparen(x); inner != x) {
    ErrorAt(x->pos, std::string("expression in ") + (s->is_defer ? "defer" : "go") +
                        " must not be parenthesized");
    x = inner;
  }
  s->call = x;
  return s;
}

Stmt* Explainer::StmtOrNil() {
  Nest nest(this);
  Pos start = pos();
  if (At(T_NAME)) {
    ClearPragma();
    Expr* lhs = ExprList();
    if (auto* label = Is<Name>(lhs); label != nullptr && At(T_COLON)) return Labeled(label);
    return SimpleStmt(lhs, 0);
  }
  if (At(T_VAR)) return DeclStatement(&Explainer::VarSpec);
  if (At(T_CONST)) return DeclStatement(&Explainer::ConstSpec);
  if (At(T_TYPE)) return DeclStatement(&Explainer::TypeSpec);
  ClearPragma();
  switch (tok_.kind) {
    case T_LBRACE:
      return Block("");
    case T_PLUS:
    case T_MINUS:
    case T_STAR:
    case T_AND:
    case T_XOR:
    case T_NOT:
    case T_LITERAL:
    case T_FUNC:
    case T_LPAREN:
    case T_LBRACK:
    case T_STRUCT:
    case T_MAP:
    case T_CHAN:
    case T_INTERFACE:
    case T_ARROW:
      return SimpleStmt(nullptr, 0);
    case T_FOR:
      return For();
    case T_SWITCH:
      return Switch();
    case T_SELECT:
      return Select();
    case T_IF:
      return If();
    case T_GO:
    case T_DEFER:
      return GoDefer();
    case T_FALLTHROUGH:
    case T_BREAK:
    case T_CONTINUE:
    case T_GOTO: {
      auto* s = New<BranchStmt>(start);
      int kind = tok_.kind;
      s->tok = kind == T_FALLTHROUGH ? BranchTok::kFallthrough
               : kind == T_BREAK     ? BranchTok::kBreak
               : kind == T_CONTINUE  ? BranchTok::kContinue
                                     : BranchTok::kGoto;
      Next();
      if (kind == T_GOTO || (kind != T_FALLTHROUGH && At(T_NAME))) s->label = ParseName();
      return s;
    }
    case T_RETURN: {
      auto* s = New<ReturnStmt>(start);
      Next();
      if (!At(T_SEMI) && !At(T_RBRACE)) s->results = ExprList();
      return s;
    }
    case T_SEMI:
      return New<EmptyStmt>(start);
    default:
      return nullptr;
  }
}

std::vector<Stmt*> Explainer::StmtList() {
  std::vector<Stmt*> list;
  while (!At(0) && !At(T_RBRACE) && !At(T_CASE) && !At(T_DEFAULT)) {
    Stmt* s = StmtOrNil();
    ClearPragma();
    if (s == nullptr) break;
    list.push_back(s);
    if (!Got(T_SEMI) && !At(T_RBRACE)) {
      SyntaxError("at end of statement");
      Advance({T_SEMI, T_RBRACE, T_CASE, T_DEFAULT});
      Got(T_SEMI);
    }
  }
  return list;
}

}  // namespace minigo::grammar
