// This file implements the dumps of tokens and syntax trees: stable text for tests and for people.
#include <string>

#include "grammar/lexer.h"
#include "grammar/parser.h"
#include "grammar/parser.tab.h"
#include "grammar/token_stream.h"

namespace minigo::grammar {
namespace {

constexpr const char* kKindNames[] = {
    "BadExpr",     "Name",          "BasicLit",   "CompositeLit", "KeyValueExpr", "FuncLit",
    "ParenExpr",   "SelectorExpr",  "IndexExpr",  "SliceExpr",    "AssertExpr",   "TypeSwitchGuard",
    "Operation",   "CallExpr",      "ListExpr",   "ArrayType",    "SliceType",    "DotsType",
    "StructType",  "InterfaceType", "FuncType",   "MapType",      "ChanType",     "EmptyStmt",
    "LabeledStmt", "BlockStmt",     "ExprStmt",   "SendStmt",     "DeclStmt",     "AssignStmt",
    "BranchStmt",  "CallStmt",      "ReturnStmt", "IfStmt",       "ForStmt",      "SwitchStmt",
    "SelectStmt",  "RangeClause",   "CaseClause", "CommClause",   "Field",        "ImportDecl",
    "ConstDecl",   "TypeDecl",      "VarDecl",    "FuncDecl",
};

constexpr const char* kLitNames[] = {"int", "float", "imag", "rune", "string"};
constexpr const char* kBranchNames[] = {"break", "continue", "fallthrough", "goto"};
constexpr const char* kChanNames[] = {"chan", "chan<-", "<-chan"};
constexpr const char* kCommNames[] = {"default", "send", "recv", "recv=", "recv:=", "bad"};

class Dumper {
 public:
  explicit Dumper(const SourceFile* source) : source_(source) {}
  void Dump(const Node* n, const char* label = "");
  std::string Take() { return std::move(out_); }

  void At(Pos pos) {
    if (source_ == nullptr || pos == kNoPos) {
      out_ += " -";
      return;
    }
    Position p = source_->RawPositionOf(pos);
    out_ += ' ' + std::to_string(p.line) + ':' + std::to_string(p.column);
  }

 private:
  static constexpr int kMaxDepth = 2000;

  void Attr(std::string_view s) {
    out_ += ' ';
    out_ += s;
  }
  // Source text on one line.
  void Quote(std::string_view s) {
    out_ += ' ';
    for (char c : s) {
      if (c == '\n') {
        out_ += "\\n";
      } else if (c == '\r') {
        out_ += "\\r";
      } else {
        out_ += c;
      }
    }
  }
  template <typename T>
  void All(const char* label, List<T*> list) {
    for (T* n : list) Dump(n, label);
  }
  void GroupOf(const Group* g) {
    if (g == nullptr) return;
    out_ += " group";
    At(g->pos);
  }
  void PragmaOf(const Pragma* p) {
    if (p == nullptr) return;
    for (std::string_view d : p->directives) {
      out_ += " [";
      out_ += d;
      out_ += ']';
    }
  }
  void Details(const Node* n);

  const SourceFile* source_;
  std::string out_;
  int depth_ = 0;
};

void Dumper::Dump(const Node* n, const char* label) {
  if (n == nullptr) return;
  out_ += '\n';
  out_.append(2 * depth_, ' ');
  if (*label != 0) {
    out_ += label;
    out_ += ": ";
  }
  out_ += '(';
  out_ += kKindNames[static_cast<int>(n->kind)];
  At(n->pos);
  if (depth_ == kMaxDepth) {
    out_ += " …)";
    return;
  }
  depth_++;
  Details(n);
  depth_--;
  out_ += ')';
}

void Dumper::Details(const Node* n) {
  switch (n->kind) {
    case NodeKind::kBadExpr:
    case NodeKind::kEmptyStmt:
      break;
    case NodeKind::kName:
      Attr(View(As<Name>(n)->value));
      break;
    case NodeKind::kBasicLit: {
      auto* x = As<BasicLit>(n);
      Attr(kLitNames[static_cast<int>(x->lit)]);
      if (x->bad) Attr("bad");
      Quote(x->value);
      break;
    }
    case NodeKind::kCompositeLit: {
      auto* x = As<CompositeLit>(n);
      Attr("keys=" + std::to_string(x->nkeys) + " rbrace");
      At(x->rbrace);
      Dump(x->type, "type");
      All("elem", x->elems);
      break;
    }
    case NodeKind::kKeyValueExpr:
      Dump(As<KeyValueExpr>(n)->key, "key");
      Dump(As<KeyValueExpr>(n)->value, "value");
      break;
    case NodeKind::kFuncLit:
      Dump(As<FuncLit>(n)->type, "type");
      Dump(As<FuncLit>(n)->body, "body");
      break;
    case NodeKind::kParenExpr:
      Dump(As<ParenExpr>(n)->x);
      break;
    case NodeKind::kSelectorExpr:
      Dump(As<SelectorExpr>(n)->x);
      Dump(As<SelectorExpr>(n)->sel, "sel");
      break;
    case NodeKind::kIndexExpr:
      Dump(As<IndexExpr>(n)->x);
      Dump(As<IndexExpr>(n)->index, "index");
      break;
    case NodeKind::kSliceExpr: {
      auto* x = As<SliceExpr>(n);
      if (x->full) Attr("full");
      Dump(x->x);
      Dump(x->index[0], "from");
      Dump(x->index[1], "to");
      Dump(x->index[2], "max");
      break;
    }
    case NodeKind::kAssertExpr:
      Dump(As<AssertExpr>(n)->x);
      Dump(As<AssertExpr>(n)->type, "type");
      break;
    case NodeKind::kTypeSwitchGuard:
      Dump(As<TypeSwitchGuard>(n)->lhs, "lhs");
      Dump(As<TypeSwitchGuard>(n)->x);
      break;
    case NodeKind::kOperation: {
      auto* x = As<Operation>(n);
      Attr(OpText(x->op));
      Dump(x->x);
      Dump(x->y);
      break;
    }
    case NodeKind::kCallExpr: {
      auto* x = As<CallExpr>(n);
      if (x->has_dots) Attr("...");
      Dump(x->fun);
      All("arg", x->args);
      break;
    }
    case NodeKind::kListExpr:
      All("", As<ListExpr>(n)->elems);
      break;
    case NodeKind::kArrayType:
      Dump(As<ArrayType>(n)->len, "len");
      Dump(As<ArrayType>(n)->elem, "elem");
      break;
    case NodeKind::kSliceType:
      Dump(As<SliceType>(n)->elem, "elem");
      break;
    case NodeKind::kDotsType:
      Dump(As<DotsType>(n)->elem, "elem");
      break;
    case NodeKind::kStructType: {
      auto* x = As<StructType>(n);
      for (size_t i = 0; i < x->fields.size(); i++) {
        Dump(x->fields[i], "field");
        if (i < x->tags.size()) Dump(x->tags[i], "tag");
      }
      break;
    }
    case NodeKind::kInterfaceType:
      All("elem", As<InterfaceType>(n)->methods);
      break;
    case NodeKind::kFuncType:
      All("param", As<FuncType>(n)->params);
      All("result", As<FuncType>(n)->results);
      break;
    case NodeKind::kMapType:
      Dump(As<MapType>(n)->key, "key");
      Dump(As<MapType>(n)->value, "value");
      break;
    case NodeKind::kChanType:
      Attr(kChanNames[static_cast<int>(As<ChanType>(n)->dir)]);
      Dump(As<ChanType>(n)->elem, "elem");
      break;
    case NodeKind::kLabeledStmt:
      Dump(As<LabeledStmt>(n)->label, "label");
      Dump(As<LabeledStmt>(n)->stmt);
      break;
    case NodeKind::kBlockStmt:
      Attr("rbrace");
      At(As<BlockStmt>(n)->rbrace);
      All("", As<BlockStmt>(n)->list);
      break;
    case NodeKind::kExprStmt:
      Dump(As<ExprStmt>(n)->x);
      break;
    case NodeKind::kSendStmt:
      Dump(As<SendStmt>(n)->chan, "chan");
      Dump(As<SendStmt>(n)->value, "value");
      break;
    case NodeKind::kDeclStmt:
      All("", As<DeclStmt>(n)->decls);
      break;
    case NodeKind::kAssignStmt: {
      auto* x = As<AssignStmt>(n);
      if (x->op != Op::kNone) Attr(OpText(x->op));
      Dump(x->lhs, "lhs");
      Dump(x->rhs, "rhs");
      break;
    }
    case NodeKind::kBranchStmt: {
      auto* x = As<BranchStmt>(n);
      Attr(kBranchNames[static_cast<int>(x->tok)]);
      if (x->target != nullptr) {
        out_ += " ->";
        At(x->target->pos);
      }
      Dump(x->label, "label");
      break;
    }
    case NodeKind::kCallStmt:
      Attr(As<CallStmt>(n)->is_defer ? "defer" : "go");
      Dump(As<CallStmt>(n)->call);
      break;
    case NodeKind::kReturnStmt:
      Dump(As<ReturnStmt>(n)->results);
      break;
    case NodeKind::kIfStmt: {
      auto* x = As<IfStmt>(n);
      Dump(x->init, "init");
      Dump(x->cond, "cond");
      Dump(x->then, "then");
      Dump(x->els, "else");
      break;
    }
    case NodeKind::kForStmt: {
      auto* x = As<ForStmt>(n);
      Dump(x->init, "init");
      Dump(x->cond, "cond");
      Dump(x->post, "post");
      Dump(x->body, "body");
      break;
    }
    case NodeKind::kSwitchStmt: {
      auto* x = As<SwitchStmt>(n);
      Attr("rbrace");
      At(x->rbrace);
      Dump(x->init, "init");
      Dump(x->tag, "tag");
      All("", x->body);
      break;
    }
    case NodeKind::kSelectStmt:
      Attr("rbrace");
      At(As<SelectStmt>(n)->rbrace);
      All("", As<SelectStmt>(n)->body);
      break;
    case NodeKind::kRangeClause:
      if (As<RangeClause>(n)->def) Attr(":=");
      Dump(As<RangeClause>(n)->lhs, "lhs");
      Dump(As<RangeClause>(n)->x);
      break;
    case NodeKind::kCaseClause: {
      auto* x = As<CaseClause>(n);
      Attr("colon");
      At(x->colon);
      Dump(x->cases, "cases");
      All("", x->body);
      break;
    }
    case NodeKind::kCommClause: {
      auto* x = As<CommClause>(n);
      Attr(kCommNames[static_cast<int>(x->comm_kind)]);
      Attr("colon");
      At(x->colon);
      Dump(x->comm, "comm");
      All("", x->body);
      break;
    }
    case NodeKind::kField:
      Dump(As<Field>(n)->name, "name");
      Dump(As<Field>(n)->type, "type");
      break;
    case NodeKind::kImportDecl:
      GroupOf(As<ImportDecl>(n)->group);
      Dump(As<ImportDecl>(n)->local, "local");
      Dump(As<ImportDecl>(n)->path, "path");
      break;
    case NodeKind::kConstDecl: {
      auto* x = As<ConstDecl>(n);
      GroupOf(x->group);
      All("name", x->names);
      Dump(x->type, "type");
      Dump(x->values, "values");
      break;
    }
    case NodeKind::kTypeDecl: {
      auto* x = As<TypeDecl>(n);
      GroupOf(x->group);
      PragmaOf(x->pragma);
      if (x->alias) Attr("=");
      Dump(x->name, "name");
      All("tparam", x->tparams);
      Dump(x->type, "type");
      break;
    }
    case NodeKind::kVarDecl: {
      auto* x = As<VarDecl>(n);
      GroupOf(x->group);
      PragmaOf(x->pragma);
      All("name", x->names);
      Dump(x->type, "type");
      Dump(x->values, "values");
      break;
    }
    case NodeKind::kFuncDecl: {
      auto* x = As<FuncDecl>(n);
      PragmaOf(x->pragma);
      if (x->lazy_lbrace != kNoPos) {
        Attr("lazy");
        At(x->lazy_lbrace);
        At(x->lazy_rbrace);
      }
      Dump(x->recv, "recv");
      Dump(x->name, "name");
      All("tparam", x->tparams);
      Dump(x->type, "type");
      Dump(x->body, "body");
      break;
    }
  }
}

}  // namespace

std::string DumpAst(const File& file, const SourceSet& sources) {
  Dumper d(file.source);
  std::string out = "(File ";
  out += file.source->name();
  if (!file.go_version.empty()) {
    out += ' ';
    out += file.go_version;
  }
  d.Dump(file.pkg_name, "package");
  for (const Decl* decl : file.decls) d.Dump(decl);
  return out + d.Take() + ")\n";
}

std::string DumpTokens(const SourceFile& source) {
  Diags errors;
  Lexer lexer(&source, &errors);
  std::string out;
  for (;;) {
    Token t = lexer.Next();
    Position p = source.RawPositionOf(t.pos);
    out += std::to_string(p.line) + ':' + std::to_string(p.column) + '\t';
    if (t.kind == 0) {
      out += "EOF\n";
      break;
    }
    if (t.kind == T_NAME) {
      out += "name\t";
    } else if (t.kind == T_LITERAL) {
      out += kLitNames[static_cast<int>(t.lit)];
      out += t.bad ? " (bad)\t" : "\t";
    }
    if (t.kind == T_SEMI && t.semi != SemiKind::kSemicolon) {
      out += t.semi == SemiKind::kNewline ? ";\tnewline" : ";\tEOF";
    } else {
      for (char c : lexer.Text(t)) {
        if (c == '\n') {
          out += "\\n";
        } else {
          out += c;
        }
      }
    }
    out += '\n';
  }
  for (const Diag& d : errors.list()) {
    Position p = source.RawPositionOf(d.pos);
    out +=
        "error\t" + std::to_string(p.line) + ':' + std::to_string(p.column) + '\t' + d.text + '\n';
  }
  return out;
}

}  // namespace minigo::grammar
