// What a format string of package fmt asks for: its directives and the arguments that they use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minigo::vet {

// A width or precision. Indices of arguments count the call's arguments from 0.
struct FormatSize {
  int argument = -1;     // of a "*"; -1: none
  bool indexed = false;  // [n]* says which one
};

struct Directive {
  std::string_view text;   // "%[2]*.3d"
  size_t offset = 0;       // of the text in the format string
  std::string_view flags;  // "-0"
  FormatSize width, precision;
  int32_t verb = 0;
  int argument = 0;      // the verb's
  bool indexed = false;  // %[n]v says which one
};

// The directives of `format`, whose first argument is the call's argument `first`. False: *error
// says what is wrong.
bool ParseFormat(std::string_view format, int first, std::vector<Directive>* directives,
                 std::string* error);

// What a string passed to a function like fmt.Print holds that looks like a directive; empty:
// nothing.
std::string_view FindDirective(std::string_view text);

// How many bytes of a string literal's text, counted behind the quote, stand for the first `offset`
// bytes of its value.
size_t OffsetInLiteral(std::string_view literal, size_t offset);

}  // namespace minigo::vet
