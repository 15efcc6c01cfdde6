// grammar_dump: parses files and prints what came of it. For comparing with gc's own parser.
//
//   grammar_dump -ast file...      trees, or errors
//   grammar_dump -errors file...   errors, as line:col: text in the order of reporting
//   grammar_dump -tokens file...
//   grammar_dump -snippet file...  as -ast, read as documentation snippets
//   grammar_dump -lazy file...     as -ast, function bodies read afterwards
//   grammar_dump -agree file...    where grammar and explainer disagree
//   grammar_dump -time file...     how fast they are read
//
// A file name of "-" reads names from standard input, one a line.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "grammar/ast_builder.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"
#include "grammar/parser.tab.h"
#include "grammar/syntax_errors.h"

namespace minigo::grammar {
namespace {

std::string ReadAll(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  std::ostringstream s;
  s << in.rdbuf();
  return s.str();
}

void PrintErrors(const SourceFile& source, const Diags& diags) {
  for (const Diag& d : diags.list()) {
    Position p = source.RawPositionOf(d.pos);
    std::printf("%d:%d: %s\n", p.line, p.column, d.text.c_str());
  }
}

// The grammar and the explainer must accept the same files, and make the same trees of them.
void Agree(SourceFile* source, const SourceSet& sources) {
  Arena arena;
  Interner names;
  Lexer lexer(source, nullptr);
  TokenStream tokens(&lexer, T_START_FILE, false);
  AstBuilder builder(source, arena, names, &tokens);
  bool parsed = minigo_yyparse(builder) == 0 && !builder.rejected();
  bool accepted = parsed && lexer.error_count() == 0;
  Diags diags;
  Lexer again(source, &diags);
  Explanation why = ExplainErrors(source, again, Start::kFile, arena, names, diags);
  size_t errors = diags.size();
  if (accepted) errors -= builder.branch_errors().size();
  for (const Diag& d : diags.list()) {
    if (d.text.starts_with("usage:") || d.text.starts_with("//go:") ||
        d.text.starts_with("misplaced "))
      errors--;
  }
  if (accepted && errors > 0) {
    std::printf("%s: accepted, yet explained\n", source->name().c_str());
    PrintErrors(*source, diags);
  } else if (!accepted && errors == 0) {
    const Token* t = builder.error_token();
    Position p = t != nullptr ? source->RawPositionOf(t->pos) : Position{};
    std::printf("%s:%d:%d: refused, not explained\n", source->name().c_str(), p.line, p.column);
  } else if (accepted) {
    File file;
    file.source = source;
    file.pkg_name = builder.package_name();
    builder.AttachPragmas(nullptr);
    file.decls = builder.TakeDecls();
    if (DumpAst(file, sources) != DumpAst(*why.file, sources)) {
      std::printf("%s: different trees\n", source->name().c_str());
    }
  }
}

void Time(const std::vector<std::string>& files) {
  SourceSet sources;
  std::vector<SourceFile*> list;
  size_t bytes = 0;
  for (const std::string& name : files) {
    list.push_back(sources.Add(name, name, ReadAll(name)));
    bytes += list.back()->text().size();
  }
  auto run = [&](const char* what, auto&& f) {
    auto start = std::chrono::steady_clock::now();
    f();
    double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%-8s %6.1f MB/s\n", what, bytes / s / 1e6);
  };
  for (int round = 0; round < 2; round++) {
    run("lex", [&] {
      for (SourceFile* f : list) {
        Lexer lexer(f, nullptr);
        while (lexer.Next().kind != 0) {
        }
      }
    });
    for (bool lazy : {false, true}) {
      run(lazy ? "lazy" : "parse", [&] {
        Arena arena;
        Interner names;
        for (SourceFile* f : list) {
          Diags diags;
          ParseOptions options;
          options.lazy_bodies = lazy;
          ParseFile(f, arena, names, diags, options);
        }
      });
    }
  }
}

int Main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string mode = argv[1];
  std::vector<std::string> files;
  for (int i = 2; i < argc; i++) {
    if (std::string(argv[i]) != "-") {
      files.push_back(argv[i]);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) files.push_back(line);
  }
  if (mode == "-time") {
    Time(files);
    return 0;
  }
  for (const std::string& name : files) {
    if (files.size() > 1 && mode != "-agree") std::printf("# %s\n", name.c_str());
    SourceSet sources;
    SourceFile* source = sources.Add(name, name, ReadAll(name));
    if (mode == "-tokens") {
      std::fputs(DumpTokens(*source).c_str(), stdout);
      continue;
    }
    if (mode == "-agree") {
      Agree(source, sources);
      continue;
    }
    Arena arena;
    Interner names;
    Diags diags;
    if (mode == "-snippet") {
      Snippet s = ParseSnippet(source, arena, names, diags);
      PrintErrors(*source, diags);
      if (!diags.empty()) continue;
      BlockStmt block;
      block.list = s.statements;
      std::fputs(DumpAst(*s.file, sources).c_str(), stdout);
      std::printf("%u statements\n", s.statements.size());
      continue;
    }
    ParseOptions options;
    options.lazy_bodies = mode == "-lazy";
    options.trust_directives = true;
    File* file = ParseFile(source, arena, names, diags, options);
    if (mode == "-lazy") {
      for (Decl* d : file->decls) {
        auto* f = Is<FuncDecl>(d);
        if (f == nullptr || f->lazy_lbrace == kNoPos) continue;
        ParseBody(source, f, arena, names, diags);
        f->lazy_lbrace = f->lazy_rbrace = kNoPos;
      }
    }
    PrintErrors(*source, diags);
    if (diags.empty() && mode != "-errors") std::fputs(DumpAst(*file, sources).c_str(), stdout);
  }
  return 0;
}

}  // namespace
}  // namespace minigo::grammar

int main(int argc, char** argv) { return minigo::grammar::Main(argc, argv); }
