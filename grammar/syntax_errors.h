// What is wrong with a file that the grammar refuses: the syntax errors that gc would report.
#pragma once

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "grammar/lexer.h"

namespace minigo::grammar {

// What to read, as the start symbols of parser.y.
enum class Start : uint8_t { kFile, kBody, kSnippet };

struct Explanation {
  bool complete = true;       // false: nested too deeply to be read to the end
  File* file = nullptr;       // the tree, if nothing was wrong after all; kFile and kSnippet
  BlockStmt* body = nullptr;  // likewise for kBody
  List<Stmt*> statements;     // of snippets
};

// Reads from where `lexer` stands and reports to `diags`, which the lexer must report to as well.
Explanation ExplainErrors(SourceFile* source, Lexer& lexer, Start start, Arena& arena,
                          Interner& names, Diags& diags);

}  // namespace minigo::grammar
