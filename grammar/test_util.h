// Helpers of this room's tests.
#pragma once

#include <string>
#include <string_view>

#include "grammar/parser.h"

namespace minigo::grammar {

// A file in memory, read once.
class Parsed {
 public:
  explicit Parsed(std::string text, ParseOptions options = {}) {
    source = sources.Add("test.go", "/test.go", std::move(text));
    file = ParseFile(source, arena, names, diags, options);
  }

  // "3:5: message" lines in the order of reporting.
  std::string Errors() const {
    std::string s;
    for (const Diag& d : diags.list()) {
      Position p = source->RawPositionOf(d.pos);
      s += std::to_string(p.line) + ':' + std::to_string(p.column) + ": " + d.text + '\n';
    }
    return s;
  }
  std::string Dump() const { return DumpAst(*file, sources); }

  SourceSet sources;
  Arena arena;
  Interner names;
  Diags diags;
  SourceFile* source;
  File* file;
};

// The errors of `text`.
inline std::string ErrorsOf(std::string text) { return Parsed(std::move(text)).Errors(); }

// The errors of `body` within a function; its first line is line 2.
inline std::string ErrorsIn(std::string body) {
  return ErrorsOf("package p; func f() {\n" + std::move(body) + "\n}\n");
}

// How the type of `type T <text>` or the value of `var _ = <text>` prints.
inline std::string TypeText(std::string text) {
  Parsed p("package p\ntype T " + std::move(text) + "\n");
  if (!p.diags.empty()) return p.Errors();
  return ExprString(As<TypeDecl>(p.file->decls[0])->type);
}
inline std::string ValueText(std::string text) {
  Parsed p("package p\nvar _ = " + std::move(text) + "\n");
  if (!p.diags.empty()) return p.Errors();
  return ExprString(As<VarDecl>(p.file->decls[0])->values);
}

}  // namespace minigo::grammar
