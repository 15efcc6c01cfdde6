// This file implements the reading of format strings.
#include "interp/vet/format_string.h"

#include <algorithm>
#include <cstdlib>

#include "grammar/runes.h"

namespace minigo::vet {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int32_t DecodeAt(std::string_view s, size_t at, int* width) {
  auto* p = reinterpret_cast<const uint8_t*>(s.data());
  return grammar::DecodeRune(p + at, p + s.size(), width);
}

// Reads one directive, from its percent sign on.
class Reader {
 public:
  Reader(std::string_view text, int first, int next) : text_(text), first_(first), next_(next) {}

  bool Read(Directive* d, std::string* error) {
    error_ = error;
    size_t flags = at_;
    while (at_ < text_.size() &&
           std::string_view("#0+- ").find(text_[at_]) != std::string_view::npos)
      at_++;
    d->flags = text_.substr(flags, at_ - flags);
    if (!Index()) return false;
    Size(&d->width);
    if (at_ < text_.size() && text_[at_] == '.') {
      at_++;
      if (!Index()) return false;
      Size(&d->precision);
    }
    if (!pending_ && !Index()) return false;
    if (at_ == text_.size())
      return Fail("format " + std::string(text_) + " is missing verb at end of string");
    int width = 1;
    d->verb = DecodeAt(text_, at_, &width);
    d->argument = next_;
    d->indexed = pending_;
    d->text = text_.substr(0, at_ + static_cast<size_t>(width));
    return true;
  }

  int next() const { return next_; }

 private:
  bool Fail(std::string text) {
    *error_ = std::move(text);
    return false;
  }

  // "[n]": the next argument is the nth.
  bool Index() {
    if (at_ == text_.size() || text_[at_] != '[') return true;
    size_t start = ++at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) at_++;
    bool ok = at_ < text_.size() && at_ > start && text_[at_] == ']';
    if (!ok) {
      at_ = text_.find(']', start);
      if (at_ == std::string_view::npos)
        return Fail("format " + std::string(text_) + " is missing closing ]");
    }
    std::string digits(text_.substr(start, at_ - start));
    long n = ok && digits.size() <= 10 ? std::strtol(digits.c_str(), nullptr, 10) : 0;
    if (n <= 0 || n > INT32_MAX) return Fail("format has invalid argument index [" + digits + "]");
    at_++;
    next_ = static_cast<int>(n) + first_ - 1;
    pending_ = true;
    return true;
  }

  void Size(FormatSize* s) {
    if (at_ < text_.size() && text_[at_] == '*') {
      at_++;
      s->indexed = pending_;
      s->argument = next_++;
      pending_ = false;
      return;
    }
    while (at_ < text_.size() && IsDigit(text_[at_])) at_++;
  }

  std::string_view text_;
  size_t at_ = 1;
  int first_;
  int next_;
  bool pending_ = false;  // an index was read and not used
  std::string* error_ = nullptr;
};

}  // namespace

bool ParseFormat(std::string_view format, int first, std::vector<Directive>* directives,
                 std::string* error) {
  int next = first;
  for (size_t i = 0; i < format.size();) {
    if (format[i] != '%') {
      i++;
      continue;
    }
    Reader r(format.substr(i), first, next);
    Directive d;
    if (!r.Read(&d, error)) return false;
    d.offset = i;
    i += d.text.size();
    if (d.verb != '%') next = r.next() + 1;
    directives->push_back(d);
  }
  return true;
}

namespace {

// How far digits go from `at`.
size_t Digits(std::string_view s, size_t at) {
  while (at < s.size() && IsDigit(s[at])) at++;
  return at;
}

// "[n]", if it stands at `at`.
size_t IndexAt(std::string_view s, size_t at) {
  if (at >= s.size() || s[at] != '[') return at;
  size_t end = Digits(s, at + 1);
  return end > at + 1 && end < s.size() && s[end] == ']' ? end + 1 : at;
}

// A number, or a star with or without index. These are all the places where it may end.
std::vector<size_t> SizesAt(std::string_view s, size_t at) {
  std::vector<size_t> ends;
  for (size_t end = Digits(s, at); end > at; end--) ends.push_back(end);
  size_t star = IndexAt(s, at);
  if (star < s.size() && s[star] == '*') ends.push_back(star + 1);
  ends.push_back(at);
  return ends;
}

bool IsVerb(char c) {
  return std::string_view("bcdefgopqstvxEFGTUX").find(c) != std::string_view::npos;
}

// The end of a directive that begins at `at`, or 0. Verbs are letters that no earlier part can
// begin with, so that the longest parts win and there is little to try again.
size_t DirectiveAt(std::string_view s, size_t at) {
  size_t i = at + 1;
  while (i < s.size() && std::string_view("+-#").find(s[i]) != std::string_view::npos) i++;
  for (size_t width : SizesAt(s, i)) {
    size_t dot = width < s.size() && s[width] == '.' ? width + 1 : width;
    for (size_t precision : SizesAt(s, dot)) {
      size_t verb = IndexAt(s, precision);
      if (verb < s.size() && IsVerb(s[verb])) return verb + 1;
    }
  }
  return 0;
}

bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

std::string_view FindDirective(std::string_view text) {
  for (size_t at = text.find('%'); at != std::string_view::npos;) {
    size_t end = DirectiveAt(text, at);
    if (end == 0) {
      at = text.find('%', at + 1);
      continue;
    }
    std::string_view found = text.substr(at, end - at);
    // %20 and the like come from URLs.
    if (found.size() < 3 || !IsHex(found[1]) || !IsHex(found[2])) return found;
    at = text.find('%', end);
  }
  return {};
}

size_t OffsetInLiteral(std::string_view literal, size_t offset) {
  std::string_view raw = literal.substr(1, literal.size() - 2);
  size_t at = 0;
  auto bytes_of = [](uint32_t rune) {
    return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
  };
  for (size_t i = 0; i < offset && at < raw.size();) {
    if (raw[at] != '\\') {
      int width = 1;
      int32_t rune = DecodeAt(raw, at, &width);
      at += static_cast<size_t>(width);
      i += static_cast<size_t>(bytes_of(static_cast<uint32_t>(rune)));
      continue;
    }
    char c = at + 1 < raw.size() ? raw[at + 1] : 0;
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : c >= '0' && c <= '7' ? 3 : 0;
    size_t first = at + (c >= '0' && c <= '7' ? 1 : 2);
    if (digits == 0) {
      // In raw literals a backslash stands for itself, but go vet does not know.
      if (c == 0 || std::string_view("abfnrtv\\\"").find(c) == std::string_view::npos)
        return raw.size();
      at += 2;
      i++;
      continue;
    }
    if (first + digits > raw.size()) return raw.size();
    std::string number(raw.substr(first, digits));
    char* end = nullptr;
    auto rune = static_cast<uint32_t>(std::strtoul(number.c_str(), &end, digits == 3 ? 8 : 16));
    if (*end != 0) return raw.size();
    at = first + digits;
    i += static_cast<size_t>(bytes_of(rune));
  }
  return at;
}

}  // namespace minigo::vet
