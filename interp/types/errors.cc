// This file implements the reporting of errors.
#include "interp/types/errors.h"

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

std::string_view CodeName(Code code) {
  static constexpr std::string_view kNames[] = {
      "",
      "InvalidSyntaxTree",
#define X(name) #name,
      MINIGO_ERROR_CODES(X)
#undef X
  };
  return kNames[static_cast<size_t>(code)];
}

At::At(const grammar::Node* node) : pos_(grammar::StartPos(node)) {}
At::At(const Operand* x) : pos_(x->expr == nullptr ? grammar::kNoPos : grammar::StartPos(x->expr)) {}
At::At(const Object* obj) : pos_(obj->pos) {}

void ErrorDesc::AddfV(At at, std::string_view format, const Arg* args, size_t nargs) {
  parts_.push_back({at.pos(), SprintfV(check_, format, args, nargs)});
}

void ErrorDesc::AddAltDecl(const Object* obj) {
  if (obj->pos != grammar::kNoPos) Addf(obj, "other declaration of %s", obj->name);
}

std::string ErrorDesc::Msg() const {
  if (Empty()) return "no error";
  std::string s = parts_[0].text;
  for (size_t i = 1; i < parts_.size(); i++) {
    s += "\n\t";
    if (parts_[i].pos != grammar::kNoPos) s += check_->PosString(parts_[i].pos) + ": ";
    s += parts_[i].text;
  }
  return s;
}

void ErrorDesc::Report() {
  MINIGO_DCHECK(!Empty());
  // What mentions an invalid operand or type most likely follows from an error that was reported.
  if (check_->first_err) {
    const std::string& text = parts_[0].text;
    auto mentions = [&](std::string_view s) {
      size_t at = text.find(s);
      return at != std::string::npos && at > 0;
    };
    if (mentions("invalid operand") || mentions("invalid type")) return;
  }
  check_->HandleError(pos(), code_, Msg(), soft_);
}

ErrorDesc* Checker::NewError(Code code) {
  errors.push_back(std::make_unique<ErrorDesc>(this, code));
  return errors.back().get();
}

void Checker::ErrorfV(At at, Code code, bool soft, std::string_view format, const Arg* args, size_t nargs) {
  ErrorDesc err(this, code);
  err.AddfV(at, format, args, nargs);
  err.set_soft(soft);
  err.Report();
}

void Checker::Error(At at, Code code, std::string_view msg) {
  Errorf(at, code, "%s", msg);
}

void Checker::VersionError(At at, GoVersion v, const std::string& what) {
  Errorf(at, kUnsupportedFeature, "%s requires %s or later", what, v);
}

namespace {

// Whether msg says "requires go1.N or later".
bool IsVersionMessage(std::string_view msg) {
  size_t at = msg.find("requires go1.");
  if (at == std::string_view::npos) return false;
  at += 13;
  size_t digits = at;
  while (at < msg.size() && msg[at] >= '0' && msg[at] <= '9') at++;
  return at > digits && msg.substr(at).starts_with(" or later");
}

}  // namespace

void Checker::HandleError(grammar::Pos pos, Code code, const std::string& msg, bool soft) {
  // Within an inherited initializer the constant's name is the better place.
  if (errpos != grammar::kNoPos) pos = errpos;
  std::string text = msg;
  if (code == kInvalidSyntaxTree) text = "invalid syntax tree: " + text;
  first_err = true;
  if (pkg != nullptr && !pkg->library && IsVersionMessage(text)) {
    // As gc adds: which of the two ways to set the version was at work.
    std::string_view declared;
    for (const grammar::File* f : files) {
      if (f->source->contains(pos)) declared = f->go_version;
    }
    GoVersion file_version = AsGoVersion(declared);
    if (file_version.IsValid() && file_version.Cmp(kGo1_21) >= 0) {
      text += " (file declares //go:build " + file_version.String() + ")";
    } else {
      std::string lang = conf->go_version.empty() ? kGoCurrent.String() : conf->go_version;
      text += " (-lang was set to " + lang + "; check go.mod)";
    }
  }
  if (pkg != nullptr && pkg->library) {
    text = "internal error in library package " + pkg->path + ": " + text;
  }
  if (impl->diags == nullptr) return;
  auto kind = code == kUnusedVar || code == kUnusedImport ? grammar::DiagKind::kUnused : grammar::DiagKind::kType;
  impl->diags->Report(pos, kind, std::move(text), std::string(CodeName(code)));
}

// As positions stand inside of messages: file:line:column.
std::string Checker::PosString(grammar::Pos pos) {
  const grammar::SourceFile* file = sources().FileOf(pos);
  if (file == nullptr) return "<unknown position>";
  grammar::Position at = file->PositionOf(pos);
  std::string s;
  if (at.file == file->name() && !at.file.starts_with('/') && !at.file.starts_with("./") &&
      !at.file.starts_with("../")) {
    s += conf->dir_prefix;
  }
  s += at.file;
  s += ':' + std::to_string(at.line);
  if (at.column > 0) s += ':' + std::to_string(at.column);
  return s;
}

}  // namespace minigo::types
