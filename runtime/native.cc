// This file implements what native.h offers to natives besides the runtime's own functions: raising panics and building
// Go values.
#include "runtime/native.h"

#include "runtime/slice.h"
#include "runtime/string.h"

namespace minigo::runtime {

namespace {

void SetPending(M* m, M::PendingPanic::Kind kind, std::string_view text) {
  m->pending.kind = M::PendingPanic::kNone;
  m->pending.text = NewString(m, text);
  m->pending.kind = kind;
}

}  // namespace

void PanicValue(M* m, Iface value) {
  m->pending.kind = M::PendingPanic::kValue;
  m->pending.value = value;
}

void PanicString(M* m, std::string_view text) {
  GoString s = NewString(m, text);
  Slot slots[2] = {reinterpret_cast<Slot>(s.data), static_cast<Slot>(s.len)};
  PanicValue(m, MakeIface(m, m->rt->types.Basic(Kind::kString), slots));
}

void PanicRuntimeError(M* m, std::string_view text) {
  SetPending(m, M::PendingPanic::kRuntimeError, text);
}

void PanicPlainError(M* m, std::string_view text) {
  SetPending(m, M::PendingPanic::kPlainError, text);
}

void PanicFatal(M* m, std::string_view text) { SetPending(m, M::PendingPanic::kFatal, text); }

GoSlice NewByteSlice(M* m, std::string_view bytes) {
  auto n = static_cast<int64_t>(bytes.size());
  GoSlice s;
  s.data = m->rt->heap.NewBytes(m, bytes.size(), false);
  if (n != 0) std::memcpy(s.data, bytes.data(), bytes.size());
  s.len = s.cap = n;
  return s;
}

GoSlice NewStringSlice(M* m, const std::string_view* parts, int64_t n) {
  GoSlice s;
  s.data = m->rt->heap.NewArray(m, m->rt->types.Basic(Kind::kString), n);
  for (int64_t i = 0; i < n; i++) s.as<GoString>()[i] = NewString(m, parts[i]);
  s.len = s.cap = n;
  return s;
}

}  // namespace minigo::runtime
