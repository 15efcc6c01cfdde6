#include "grammar/syntax_errors.h"
namespace minigo::grammar {
Explanation ExplainErrors(SourceFile* source, Lexer& lexer, Start, Arena&, Interner&, Diags& diags) {
  (void)source;
  while (lexer.Next().kind != 0) {
  }
  if (diags.empty()) diags.Report(source->base(), DiagKind::kSyntax, "syntax error");
  return {};
}
}  // namespace minigo::grammar
