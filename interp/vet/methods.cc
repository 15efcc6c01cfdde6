// This file implements the analysis of methods that are named like well-known ones.
#include <algorithm>
#include <span>

#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Signature;
using types::Tuple;

namespace {

// Parameters and results, separated by ", ". If some are marked by "=", a method is only looked at
// if these fit.
struct WellKnown {
  std::string_view name, params, results;
};

constexpr WellKnown kWellKnown[] = {
    {"As", "any", "bool"},
    {"Format", "=fmt.State, rune", ""},
    {"GobDecode", "[]byte", "error"},
    {"GobEncode", "", "[]byte, error"},
    {"Is", "error", "bool"},
    {"MarshalJSON", "", "[]byte, error"},
    {"MarshalXML", "*xml.Encoder, xml.StartElement", "error"},
    {"ReadByte", "", "byte, error"},
    {"ReadFrom", "=io.Reader", "int64, error"},
    {"ReadRune", "", "rune, int, error"},
    {"Scan", "=fmt.ScanState, rune", "error"},
    {"Seek", "=int64, int", "int64, error"},
    {"UnmarshalJSON", "[]byte", "error"},
    {"UnmarshalXML", "*xml.Decoder, xml.StartElement", "error"},
    {"UnreadByte", "", "error"},
    {"UnreadRune", "", "error"},
    {"Unwrap", "", "error"},
    {"WriteByte", "byte", "error"},
    {"WriteTo", "=io.Writer", "int64, error"},
};

std::vector<std::string_view> Split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    size_t comma = std::min(list.find(", "), list.size());
    parts.push_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 2, list.size()));
  }
  return parts;
}

std::string ShortText(const types::Type* t) { return types::TypeString(t, {}); }

// Whether the types are those expected; with `marked` only those that are marked count.
bool Fits(std::string_view expected, const Tuple* actual, bool marked) {
  std::vector<std::string_view> list = Split(expected);
  size_t n = actual == nullptr ? 0 : actual->vars.size();
  for (size_t i = 0; i < list.size(); i++) {
    std::string_view want = list[i];
    bool mark = want.starts_with('=');
    if (marked && !mark) continue;
    if (mark) want.remove_prefix(1);
    if (i >= n) return false;
    std::string have = ShortText(actual->vars[i]->type);
    if (have == "interface{}") have = "any";
    if (have != want) return false;
  }
  return marked || n <= list.size();
}

std::string Unmarked(std::string_view list) {
  std::string s(list);
  std::erase(s, '=');
  return s;
}

void CheckMethod(Pass& pass, Name* name) {
  auto* row = std::find_if(std::begin(kWellKnown), std::end(kWellKnown),
                           [&](const WellKnown& w) { return w.name == View(name->value); });
  auto* f = row == std::end(kWellKnown) ? nullptr : types::Is<types::Func>(name->obj);
  Signature* sig = f == nullptr ? nullptr : f->signature();
  if (sig == nullptr) return;
  if (row->name == "WriteTo" && sig->num_params() > 1) return;  // net's and the like
  if (row->name == "Is" || row->name == "As" || row->name == "Unwrap") {
    if (sig->recv == nullptr || !ImplementsError(pass, sig->recv->type)) return;
  }
  if (row->name == "Unwrap") {
    if (sig->num_params() == 0 && sig->num_results() == 1) {
      std::string t = ShortText(sig->results->vars[0]->type);
      if (t == "error" || t == "[]error") return;
    }
    pass.Report(name, "method Unwrap() should have signature Unwrap() error or Unwrap() []error");
    return;
  }
  if (!Fits(row->params, sig->params, true) || !Fits(row->results, sig->results, true)) return;
  if (Fits(row->params, sig->params, false) && Fits(row->results, sig->results, false)) return;
  std::string expected = std::string(row->name) + "(" + Unmarked(row->params) + ")";
  std::string results(row->results);
  if (results.find(',') != results.npos)
    expected += " (" + results + ")";
  else if (!results.empty())
    expected += " " + results;
  std::string actual = ShortText(sig);
  if (actual.starts_with("func")) actual.erase(0, 4);
  pass.Report(name,
              "method " + std::string(row->name) + actual + " should have signature " + expected);
}

}  // namespace

void RunStdMethods(Pass& pass) {
  Walk(pass, [&](Node* n) {
    if (auto* f = Is<FuncDecl>(n)) {
      if (f->recv != nullptr) CheckMethod(pass, f->name);
    } else if (auto* t = Is<InterfaceType>(n)) {
      for (Field* m : t->methods) {
        if (m->name != nullptr) CheckMethod(pass, m->name);
      }
    }
    return true;
  });
}

}  // namespace minigo::vet
