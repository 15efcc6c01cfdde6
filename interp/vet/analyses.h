// The functions that run the analyses, declared from the rows of analyses.def.
#pragma once

namespace minigo::vet {

class Pass;

#define ANALYSIS(name, function, in_tests, summary) void function(Pass& pass);
#include "interp/vet/analyses.def"
#undef ANALYSIS

}  // namespace minigo::vet
