// Arena: memory that is released all at once, and List, the fixed-length sequence that lives in one.
// Objects in an arena are never destroyed, so they must be trivially destructible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace minigo {

// Not thread-safe: an arena belongs to one phase of one engine.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  // Zeroed memory, aligned to `align` (a power of two, at most 16).
  void* Allocate(size_t size, size_t align = 8) {
    uintptr_t p = (ptr_ + align - 1) & ~(uintptr_t{align} - 1);
    if (__builtin_expect(p + size > end_, 0)) return AllocateSlow(size, align);
    ptr_ = p + size;
    return reinterpret_cast<void*>(p);
  }

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return new (Allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
  }

  template <typename T>
  T* NewArray(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return n == 0 ? nullptr : static_cast<T*>(Allocate(n * sizeof(T), alignof(T)));
  }

  // A copy of `s` in the arena.
  std::string_view Copy(std::string_view s) {
    if (s.empty()) return {};
    char* p = static_cast<char*>(Allocate(s.size(), 1));
    std::memcpy(p, s.data(), s.size());
    return {p, s.size()};
  }

  size_t bytes_reserved() const { return reserved_; }

 private:
  void* AllocateSlow(size_t size, size_t align);

  uintptr_t ptr_ = 0;
  uintptr_t end_ = 0;
  size_t next_block_ = 16 << 10;
  size_t reserved_ = 0;
  struct Block {
    void* at;
    size_t mapped;  // bytes; 0: from malloc
  };
  std::vector<Block> blocks_;
};

// An immutable-length sequence in an arena; copying copies the reference.
template <typename T>
class List {
 public:
  List() = default;
  List(T* data, size_t size) : data_(data), size_(static_cast<uint32_t>(size)) {}

  // A copy of `v` in `arena`.
  template <typename Sequence>
  static List Of(Arena& arena, const Sequence& v) {
    T* p = arena.NewArray<T>(v.size());
    size_t i = 0;
    for (const auto& x : v) p[i++] = x;
    return List(p, i);
  }
  static List Of(Arena& arena, std::initializer_list<T> v) {
    T* p = arena.NewArray<T>(v.size());
    size_t i = 0;
    for (const auto& x : v) p[i++] = x;
    return List(p, i);
  }

  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }
  T* data() const { return data_; }
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t i) const { return data_[i]; }
  T& back() const { return data_[size_ - 1]; }
  List Sub(size_t from, size_t to) const { return List(data_ + from, to - from); }

 private:
  T* data_ = nullptr;
  uint32_t size_ = 0;
};

}  // namespace minigo
