// This file implements the parser's door: it runs the grammar, and the explainer where the grammar
// refuses.
#include "grammar/parser.h"

#include <algorithm>

#include "grammar/ast_builder.h"
#include "grammar/explainer.h"
#include "grammar/parser.tab.h"
#include "grammar/pragma.h"
#include "grammar/syntax_errors.h"
#include "grammar/token_stream.h"

namespace minigo::grammar {
namespace {

// One reading of a text: what the grammar made of it, or what the explainer found wrong.
struct Reading {
  bool ok = false;
  File* file = nullptr;
  BlockStmt* body = nullptr;
  List<Stmt*> statements;
};

std::string_view StartsWithBuild(const Directive& d) {
  constexpr std::string_view kBuild = "go:build";
  if (!d.text.starts_with(kBuild)) return {};
  std::string_view rest = d.text.substr(kBuild.size());
  if (rest.empty() || (rest[0] != ' ' && rest[0] != '\t')) return {};
  size_t from = rest.find_first_not_of(" \t");
  return from == rest.npos ? std::string_view() : rest.substr(from);
}

// The //go:build line above the package clause.
void SetBuildConstraint(const std::vector<Directive>& directives, Arena& arena, File* file) {
  for (const Directive& d : directives) {
    if (d.index > 0) break;
    std::string_view expression = StartsWithBuild(d);
    if (expression.empty()) continue;
    file->build_constraint = expression;
    file->go_version = arena.Copy(BuildConstraintVersion(expression));
  }
}

// A snippet that looks like a whole file has that file's errors, unless these complain of
// statements that a snippet may have. Yields whether errors were reported.
bool ExplainAsFile(SourceFile* source, Arena& arena, Interner& names, Diags& diags) {
  Diags found;
  Lexer lexer(source, &found);
  lexer.set_snippet(true);
  ExplainErrors(source, lexer, Start::kFile, arena, names, found);
  for (const Diag& d : found.list()) {
    if (d.text.ends_with("non-declaration statement outside function body")) return false;
  }
  for (Diag& d : found.list()) diags.list().push_back(std::move(d));
  return !found.empty();
}

Reading Read(SourceFile* source, Start start, const FuncDecl* lazy, Arena& arena, Interner& names,
             Diags& diags, const ParseOptions& options) {
  Reading result;
  Lexer lexer(source, nullptr, source);
  lexer.set_snippet(start == Start::kSnippet);
  if (lazy != nullptr) lexer.Restrict(lazy->lazy_lbrace);
  int start_token = start == Start::kFile   ? T_START_FILE
                    : start == Start::kBody ? T_START_BODY
                                            : T_START_SNIPPET;
  TokenStream tokens(&lexer, start_token, options.lazy_bodies);
  if (lazy != nullptr) tokens.StopAt(lazy->lazy_rbrace + 1);
  AstBuilder builder(source, arena, names, &tokens);
  bool parsed = minigo_yyparse(builder) == 0;

  if (start != Start::kBody) {
    result.file = arena.New<File>();
    result.file->source = source;
    result.file->pkg_name = builder.package_name();
    result.file->eof = source->end();
    SetBuildConstraint(lexer.directives(), arena, result.file);
  }
  if (builder.too_deep()) {
    diags.Report(builder.too_deep_pos(), DiagKind::kSyntax, "exceeded max nesting depth");
    return result;
  }
  if (parsed && !builder.rejected() && lexer.error_count() == 0) {
    for (Diag& d : builder.branch_errors().list()) diags.list().push_back(std::move(d));
    if (!lexer.directives().empty() && start != Start::kBody) {
      bool trust = options.trust_directives || options.lazy_bodies || start == Start::kSnippet;
      builder.AttachPragmas(trust ? nullptr : &diags);
    }
    result.ok = true;
    result.body = builder.body();
    result.statements = builder.TakeSnippetStmts();
    if (result.file != nullptr) result.file->decls = builder.TakeDecls();
    return result;
  }

  if (start == Start::kSnippet && builder.package_name() != nullptr &&
      ExplainAsFile(source, arena, names, diags)) {
    return result;
  }
  Lexer again(source, &diags);
  again.set_snippet(start == Start::kSnippet);
  if (lazy != nullptr) again.Restrict(lazy->lazy_lbrace);
  size_t before = diags.size();
  Explanation why = ExplainErrors(source, again, start, arena, names, diags);
  // As in gc, complaints that are not called syntax errors leave a tree that can be checked for
  // more.
  bool syntax_errors =
      std::any_of(diags.list().begin() + static_cast<ptrdiff_t>(before), diags.list().end(),
                  [](const Diag& d) { return d.text.starts_with("syntax error"); });
  if (syntax_errors) return result;
  if (why.complete) {
    // Without any complaint: the explainer, which follows gc, accepts what the grammar is too
    // narrow for.
    result.ok = diags.size() == before;
    result.body = why.body;
    result.statements = why.statements;
    if (result.file != nullptr && why.file != nullptr) {
      result.file->pkg_name = why.file->pkg_name;
      result.file->decls = why.file->decls;
    }
    return result;
  }
  if (diags.size() > before) return result;
  // Nested too deeply for the explainer: the grammar's own complaint must do.
  const Token* t = builder.error_token();
  diags.Report(
      t != nullptr ? t->pos : tokens.last().pos, DiagKind::kSyntax,
      t != nullptr ? "syntax error: unexpected " + DescribeToken(lexer, *t) : "syntax error");
  return result;
}

}  // namespace

File* ParseFile(SourceFile* source, Arena& arena, Interner& names, Diags& diags,
                const ParseOptions& options) {
  if (options.snippet) return ParseSnippet(source, arena, names, diags).file;
  return Read(source, Start::kFile, nullptr, arena, names, diags, options).file;
}

void ParseSignature(SourceFile* source, FuncDecl* f, Arena& arena, Interner& names) {
  if (f->lazy_func == kNoPos) return;
  Lexer lexer(source, nullptr);
  lexer.Restrict(f->lazy_func);
  TokenStream tokens(&lexer, T_START_FUNC, false);
  tokens.StopAt(f->lazy_lbrace != kNoPos ? f->lazy_lbrace : f->lazy_end);
  AstBuilder builder(source, arena, names, &tokens);
  MINIGO_CHECK(minigo_yyparse(builder) == 0 && !builder.rejected());
  List<Decl*> decls = builder.TakeDecls();
  auto* read = As<FuncDecl>(decls[0]);
  f->pos = read->pos;
  f->recv = read->recv;
  f->tparams = read->tparams;
  f->type = read->type;
  f->lazy_func = kNoPos;
}

void ParseBody(SourceFile* source, FuncDecl* f, Arena& arena, Interner& names, Diags& diags) {
  MINIGO_CHECK(f->lazy_lbrace != kNoPos);
  Reading r = Read(source, Start::kBody, f, arena, names, diags, {});
  f->body = r.body;
  if (f->body == nullptr) {
    // Errors were reported; an empty body keeps later rooms on their feet.
    f->body = arena.New<BlockStmt>();
    f->body->pos = f->lazy_lbrace;
    f->body->rbrace = f->lazy_rbrace;
  }
}

Snippet ParseSnippet(SourceFile* source, Arena& arena, Interner& names, Diags& diags) {
  Reading r = Read(source, Start::kSnippet, nullptr, arena, names, diags, {});
  Snippet s;
  s.file = r.file;
  s.statements = r.statements;
  s.has_package = r.file->pkg_name != nullptr;
  for (Decl* d : r.file->decls) {
    auto* f = Is<FuncDecl>(d);
    if (f != nullptr && f->recv == nullptr && View(f->name->value) == "main") s.has_main = true;
  }
  return s;
}

}  // namespace minigo::grammar
