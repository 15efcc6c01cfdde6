// `//go:` comments: which are misplaced or malformed, and what a `//go:build` line asks for.
#pragma once

#include <string>
#include <string_view>

#include "grammar/diag.h"
#include "grammar/lexer.h"

namespace minigo::grammar {

// Where a directive stands.
enum class PragmaPlace : uint8_t { kNowhere, kFile, kImport, kConst, kType, kVar, kFunc };

// Codes of the messages about directives: what gc says when it parses, and what it says of declarations once they have
// passed type checking.
inline constexpr char kDirectiveText[] = "DirectiveText";
inline constexpr char kDirectivePlace[] = "DirectivePlace";

// Reports what gc reports when it reads `d`: wrong arguments, or that it shares its line with code.
void CheckDirectiveText(const Directive& d, Diags& diags);
// Reports what gc reports about `d` standing at `place`.
void CheckDirectivePlace(const Directive& d, PragmaPlace place, Diags& diags);

// The Go version that a build constraint implies ("go1.21"), or empty.
std::string BuildConstraintVersion(std::string_view expression);

}  // namespace minigo::grammar
