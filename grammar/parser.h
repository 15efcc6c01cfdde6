// The parser's door: text in, syntax tree and diagnostics out.
#pragma once

#include <string>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "runtime/base/arena.h"
#include "runtime/base/intern.h"

namespace minigo::grammar {

// What a tree's height is bounded by: a file that would need a higher one is refused. Operator
// chains
// (`a + a + …`), selector and call chains reach it; brackets and blocks stop earlier, at
// kMaxNesting.
constexpr uint32_t kMaxTreeDepth = 100000;
constexpr int kMaxNesting = 10000;

struct ParseOptions {
  // Skip the bodies of top-level functions (FuncDecl::lazy_lbrace); ParseBody reads one later. Pass over those functions that
  // SourceFile::functions knows altogether (FuncDecl::lazy_func); ParseSignature reads the rest. Used
  // for packages known to be well-formed: errors in skipped bodies are found by ParseBody only.
  bool lazy_bodies = false;
  // Accept statements at top level and a missing package clause: what documentation contains. The
  // caller (interp/loader) uses ParseSnippet instead of setting it.
  bool snippet = false;
  // Do not complain about `//go:` comments: the standard library may use more of them than
  // programs.
  bool trust_directives = false;
};

// Parses a whole file. Always returns a File; it is complete only if no syntax error was reported.
File* ParseFile(SourceFile* source, Arena& arena, Interner& names, Diags& diags,
                const ParseOptions& options = {});

// Reads the signature of `f` that was passed over, if it was: sets recv, tparams and type.
void ParseSignature(SourceFile* source, FuncDecl* f, Arena& arena, Interner& names);

// Parses the skipped body of `f`, setting f->body.
void ParseBody(SourceFile* source, FuncDecl* f, Arena& arena, Interner& names, Diags& diags);

// A file that may lack its package clause and may hold statements at top level.
struct Snippet {
  File* file = nullptr;    // its declarations, those inside the statements excluded
  List<Stmt*> statements;  // top-level statements in order, `:=` and calls among them
  bool has_package = false;
  bool has_main = false;
};
Snippet ParseSnippet(SourceFile* source, Arena& arena, Interner& names, Diags& diags);

// `--dump=tokens` and `--dump=ast`.
std::string DumpTokens(const SourceFile& source);
std::string DumpAst(const File& file, const SourceSet& sources);

}  // namespace minigo::grammar
