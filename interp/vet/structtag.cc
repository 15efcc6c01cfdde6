// This file implements the analysis of struct tags.
#include <algorithm>
#include <map>
#include <tuple>

#include "grammar/runes.h"
#include "interp/types/info.h"
#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Var;

namespace {

// One pair key:"value" at the front of a tag.
struct Pair {
  std::string_view key;
  std::string_view quoted;
};

enum class TagError : uint8_t { kNone, kSyntax, kKeySyntax, kValueSyntax, kValueSpace, kSpace };

constexpr std::string_view kTagErrors[] = {"",
                                           "bad syntax for struct tag pair",
                                           "bad syntax for struct tag key",
                                           "bad syntax for struct tag value",
                                           "suspicious space in struct tag value",
                                           "key:\"value\" pairs not separated by spaces"};

// Takes a pair off the tag. kNone with an empty key: nothing is left.
TagError TakePair(std::string_view* tag, Pair* pair) {
  *pair = {};
  while (tag->starts_with(' ')) tag->remove_prefix(1);
  if (tag->empty()) return TagError::kNone;
  size_t i = 0;
  while (i < tag->size() && static_cast<unsigned char>((*tag)[i]) > ' ' && (*tag)[i] != ':' &&
         (*tag)[i] != '"' && (*tag)[i] != 0x7f) {
    i++;
  }
  if (i == 0) return TagError::kKeySyntax;
  if (i + 1 >= tag->size() || (*tag)[i] != ':') return TagError::kSyntax;
  if ((*tag)[i + 1] != '"') return TagError::kValueSyntax;
  pair->key = tag->substr(0, i);
  tag->remove_prefix(i + 1);
  i = 1;
  while (i < tag->size() && (*tag)[i] != '"') i += (*tag)[i] == '\\' ? 2 : 1;
  if (i >= tag->size()) return TagError::kValueSyntax;
  pair->quoted = tag->substr(0, i + 1);
  tag->remove_prefix(i + 1);
  return TagError::kNone;
}

// As fmt's %#q shows it.
std::string AltQuote(std::string_view s) {
  auto* p = reinterpret_cast<const uint8_t*>(s.data());
  auto* end = p + s.size();
  while (p < end) {
    int width = 1;
    Rune r = DecodeRune(p, end, &width);
    if ((r == kRuneError && width == 1) || r == kByteOrderMark || (r < ' ' && r != '\t') ||
        r == '`' || r == 0x7f) {
      return Quote(s);
    }
    p += width;
  }
  return "`" + std::string(s) + "`";
}

class StructTags {
 public:
  explicit StructTags(Pass& pass) : pass_(pass) {}
  void Check(const types::Struct* s);

 private:
  bool Unquote(std::string_view quoted, std::string* value) const;
  std::string Get(std::string_view tag, std::string_view key) const;
  TagError Validate(std::string_view tag) const;
  void CheckDuplicates(std::string_view tag, std::string key, const Var* nearest, const Var* field,
                       int level);
  std::string Place(Pos pos, Pos from) const;

  Pass& pass_;
  // By key, name and how deep in embedded structs.
  std::map<std::tuple<std::string, std::string, int>, Pos> seen_;
};

bool StructTags::Unquote(std::string_view quoted, std::string* value) const {
  types::Const c = pass_.world().constants().FromLiteral(quoted, LitKind::kString);
  if (c == nullptr || types::KindOf(c) != types::ConstKind::kString) return false;
  *value = types::StringVal(c);
  return true;
}

// As reflect.StructTag.Get.
std::string StructTags::Get(std::string_view tag, std::string_view key) const {
  std::string value;
  for (Pair p; !tag.empty();) {
    if (TakePair(&tag, &p) != TagError::kNone || p.key.empty()) break;
    if (p.key != key) continue;
    if (!Unquote(p.quoted, &value)) value.clear();
    break;
  }
  return value;
}

TagError StructTags::Validate(std::string_view tag) const {
  for (int n = 0; !tag.empty(); n++) {
    if (n > 0 && tag[0] != ' ') return TagError::kSpace;
    Pair p;
    TagError e = TakePair(&tag, &p);
    if (e != TagError::kNone) return e;
    if (p.key.empty()) break;
    std::string value;
    if (!Unquote(p.quoted, &value)) return TagError::kValueSyntax;
    if (p.key != "json" && p.key != "xml" && p.key != "asn1") continue;
    size_t comma = value.find(',');
    if (p.key == "xml") {
      // A blank separates a name space from a name, commas end these.
      if (!value.empty() && (value.front() == ' ' || value.back() == ' '))
        return TagError::kValueSpace;
      if (std::count(value.begin(), value.end(), ' ') > 1) return TagError::kValueSpace;
      if (comma == value.npos) continue;
      if (comma > 0 && value[comma - 1] == ' ') return TagError::kValueSpace;
      value.erase(0, comma + 1);
    } else if (p.key == "json") {
      if (comma == value.npos) continue;
      value.erase(0, comma + 1);
    }
    if (value.find(' ') != value.npos) return TagError::kValueSpace;
  }
  return TagError::kNone;
}

// "file.go:3", seen from the folder of `from`.
std::string StructTags::Place(Pos pos, Pos from) const {
  Position p = pass_.sources().PositionOf(pos), q = pass_.sources().PositionOf(from);
  std::string_view file = p.file;
  size_t slash = q.file.rfind('/');
  std::string_view dir = slash == q.file.npos ? std::string_view() : q.file.substr(0, slash + 1);
  if (file.starts_with(dir)) file.remove_prefix(dir.size());
  return std::string(file) + ":" + std::to_string(p.line);
}

void StructTags::CheckDuplicates(std::string_view tag, std::string key, const Var* nearest,
                                 const Var* field, int level) {
  std::string val = Get(tag, key);
  if (val == "-") return;
  if (val.empty() || val[0] == ',') {
    auto* s = field->embedded ? types::UnderIs<types::Struct>(field->type) : nullptr;
    constexpr int kMaxLevel = 100;  // through pointers structs may embed themselves
    for (size_t i = 0; s != nullptr && i < s->fields.size() && level < kMaxLevel; i++) {
      if (s->fields[i]->exported())
        CheckDuplicates(s->Tag(i), key, nearest, s->fields[i], level + 1);
    }
    return;
  }
  if (key == "xml" && field->name_view() == "XMLName") return;
  if (size_t comma = val.find(','); comma != val.npos) {
    if (key == "xml" && (val.substr(comma) + ",").find(",attr,") != val.npos) key += " attribute";
    val.resize(comma);
  }
  auto [it, fresh] = seen_.try_emplace({key, val, level}, field->pos);
  if (fresh) return;
  pass_.Report(nearest->pos, "struct field " + std::string(field->name_view()) + " repeats " + key +
                                 " tag " + Quote(val) + " also at " +
                                 Place(it->second, field->pos));
}

void StructTags::Check(const types::Struct* s) {
  for (size_t i = 0; i < s->fields.size(); i++) {
    const Var* field = s->fields[i];
    std::string_view tag = s->Tag(i);
    for (const char* key : {"json", "xml"}) CheckDuplicates(tag, key, field, field, 1);
    if (TagError e = Validate(tag); e != TagError::kNone) {
      pass_.Report(field->pos, "struct field tag " + AltQuote(tag) +
                                   " not compatible with reflect.StructTag.Get: " +
                                   std::string(kTagErrors[static_cast<int>(e)]));
    }
    if (field->embedded || field->exported()) continue;
    for (const char* key : {"json", "xml"}) {
      std::string val = Get(tag, key);
      if (val.empty() || val == "-") continue;
      pass_.Report(field->pos, "struct field " + std::string(field->name_view()) + " has " + key +
                                   " tag but is not exported");
      break;
    }
  }
}

}  // namespace

void RunStructTag(Pass& pass) {
  if (pass.pkg()->path.starts_with("encoding/")) return;
  Walk(pass, [&](Node* n) {
    auto* t = Is<StructType>(n);
    auto* s = t == nullptr ? nullptr : types::Is<types::Struct>(types::TypeOf(t));
    if (s != nullptr) StructTags(pass).Check(s);
    return true;
  });
}

}  // namespace minigo::vet
