// Tests of what the build says about the library's files: functions that are passed over and read later come out as if the file had
// been read at once.
#include <gtest/gtest.h>

#include <string>

#include "grammar/parser.h"
#include "stdlib/registry.h"

namespace minigo {
namespace {

using grammar::Decl;
using grammar::FuncDecl;

struct Reading {
  grammar::SourceSet sources;
  Arena arena;
  Interner names;
  grammar::Diags diags;
  grammar::SourceFile* source = nullptr;
  grammar::File* file = nullptr;
};

TEST(Library, LazyFunctionsAreReadAsTheyStand) {
  size_t lazy_functions = 0, functions = 0;
  for (const stdlib::LibraryPackage& p : stdlib::AllPackages()) {
    for (int i = 0; i < p.num_files; i++) {
      const stdlib::LibraryFile& f = p.files[i];
      std::string name(f.name);
      Reading eager, lazy;
      eager.source = eager.sources.Add(name, name, std::string(f.text));
      eager.file = ParseFile(eager.source, eager.arena, eager.names, eager.diags, {.trust_directives = true});
      ASSERT_TRUE(eager.diags.empty()) << name;

      lazy.source = lazy.sources.AddStatic(name, name, f.text);
      lazy.source->set_functions(f.functions);
      lazy.file = ParseFile(lazy.source, lazy.arena, lazy.names, lazy.diags, {.lazy_bodies = true});
      ASSERT_EQ(lazy.file->decls.size(), eager.file->decls.size()) << name;
      for (size_t k = 0; k < lazy.file->decls.size(); k++) {
        auto* d = grammar::Is<FuncDecl>(lazy.file->decls[k]);
        if (d == nullptr) continue;
        functions++;
        auto* whole = grammar::As<FuncDecl>(eager.file->decls[k]);
        EXPECT_EQ(View(d->name->value), View(whole->name->value)) << name;
        EXPECT_EQ(d->pos, whole->pos) << name << " " << View(d->name->value);
        EXPECT_EQ(d->generic(), whole->generic()) << name << " " << View(d->name->value);
        EXPECT_EQ(d->has_body(), whole->has_body()) << name << " " << View(d->name->value);
        EXPECT_EQ(d->recv == nullptr, whole->recv == nullptr) << name << " " << View(d->name->value);
        EXPECT_EQ(d->pragma == nullptr, whole->pragma == nullptr) << name << " " << View(d->name->value);
        if (d->lazy_func != grammar::kNoPos) {
          lazy_functions++;
          if (d->recv != nullptr) {
            std::string receiver = grammar::ExprString(whole->recv->type);
            EXPECT_EQ(grammar::ExprString(d->recv->type), receiver.substr(0, receiver.find('['))) << name;
          }
        }
        ParseSignature(lazy.source, d, lazy.arena, lazy.names);
        EXPECT_EQ(d->lazy_func, grammar::kNoPos);
        if (!d->has_body()) continue;
        ParseBody(lazy.source, d, lazy.arena, lazy.names, lazy.diags);
        d->lazy_lbrace = d->lazy_rbrace = grammar::kNoPos;
      }
      ASSERT_TRUE(lazy.diags.empty()) << name;
      EXPECT_EQ(DumpAst(*lazy.file, lazy.sources), DumpAst(*eager.file, eager.sources)) << name;
    }
  }
  // Only init and _ are read at once.
  EXPECT_GT(lazy_functions * 100, functions * 98);
}

}  // namespace
}  // namespace minigo
