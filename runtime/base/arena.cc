// This file implements the arena's growth: blocks double up to 1 MiB; a large request gets a block of its own.
#include "runtime/base/arena.h"

#include <cstdlib>

#include "runtime/base/check.h"

namespace minigo {

namespace {
constexpr size_t kMaxBlock = 1 << 20;
}

Arena::~Arena() {
  for (void* b : blocks_) std::free(b);
}

void* Arena::AllocateSlow(size_t size, size_t align) {
  size_t block = next_block_;
  if (size + align > block / 4) {
    // Its own block, so that the rest of the current one stays in use.
    void* p = std::calloc(1, size + align);
    MINIGO_CHECK(p != nullptr);
    blocks_.push_back(p);
    reserved_ += size + align;
    uintptr_t a = (reinterpret_cast<uintptr_t>(p) + align - 1) & ~(uintptr_t{align} - 1);
    return reinterpret_cast<void*>(a);
  }
  if (next_block_ < kMaxBlock) next_block_ *= 2;
  void* p = std::calloc(1, block);
  MINIGO_CHECK(p != nullptr);
  blocks_.push_back(p);
  reserved_ += block;
  ptr_ = reinterpret_cast<uintptr_t>(p);
  end_ = ptr_ + block;
  return Allocate(size, align);
}

}  // namespace minigo
