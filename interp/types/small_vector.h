// SmallVector: a sequence whose first elements lie within it. For the short lists of the checker's recursive functions: arguments
// of a call, variables of an assignment.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <span>
#include <type_traits>

#include "runtime/base/check.h"

namespace minigo::types {

template <typename T, size_t kInline>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T>, "elements are moved as bytes");

 public:
  SmallVector() = default;
  explicit SmallVector(size_t n) { resize(n); }
  SmallVector(const SmallVector&) = delete;
  SmallVector& operator=(const SmallVector&) = delete;
  ~SmallVector() {
    if (data_ != here_) std::free(data_);
  }

  void push_back(T x) {
    if (size_ == capacity_) Grow(size_ + 1);
    data_[size_++] = x;
  }
  // New elements are T().
  void resize(size_t n) {
    if (n > capacity_) Grow(n);
    for (size_t i = size_; i < n; i++) data_[i] = T();
    size_ = n;
  }
  void clear() { size_ = 0; }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  [[gnu::noinline]] void Grow(size_t least) {
    size_t n = capacity_ * 2 > least ? capacity_ * 2 : least;
    T* p = static_cast<T*>(std::malloc(n * sizeof(T)));
    MINIGO_CHECK(p != nullptr);
    std::memcpy(static_cast<void*>(p), data_, size_ * sizeof(T));
    if (data_ != here_) std::free(data_);
    data_ = p;
    capacity_ = n;
  }

  T* data_ = here_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  T here_[kInline];
};

}  // namespace minigo::types
