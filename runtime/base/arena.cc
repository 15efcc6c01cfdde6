// This file implements the arena's growth: blocks double up to 4 MiB; a large request gets a block of its own. Blocks from
// 2 MiB on come from the system in its huge pages, if it has them: a page fault for every 4 KiB would take a tenth of the time
// that a large program is read in.
#include "runtime/base/arena.h"

#include <sys/mman.h>

#include <cstdlib>

#include "runtime/base/check.h"

namespace minigo {

namespace {
constexpr size_t kMaxBlock = 4 << 20;
constexpr size_t kHugePage = 2 << 20;

void* Map(size_t bytes) {
  size_t all = bytes + kHugePage;
  void* p = mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  MINIGO_CHECK(p != MAP_FAILED);
  auto begin = reinterpret_cast<uintptr_t>(p);
  uintptr_t aligned = (begin + kHugePage - 1) & ~(uintptr_t{kHugePage} - 1);
  if (aligned != begin) munmap(p, aligned - begin);
  if (aligned + bytes != begin + all) munmap(reinterpret_cast<void*>(aligned + bytes), begin + all - aligned - bytes);
  p = reinterpret_cast<void*>(aligned);
  madvise(p, bytes, MADV_HUGEPAGE);
  return p;
}

}  // namespace

Arena::~Arena() {
  for (const Block& b : blocks_) {
    if (b.mapped != 0) munmap(b.at, b.mapped);
    else std::free(b.at);
  }
}

void* Arena::AllocateSlow(size_t size, size_t align) {
  size_t block = next_block_;
  if (size + align > block / 4) {
    // Its own block, so that the rest of the current one stays in use.
    void* p = std::calloc(1, size + align);
    MINIGO_CHECK(p != nullptr);
    blocks_.push_back({p, 0});
    reserved_ += size + align;
    uintptr_t a = (reinterpret_cast<uintptr_t>(p) + align - 1) & ~(uintptr_t{align} - 1);
    return reinterpret_cast<void*>(a);
  }
  if (next_block_ < kMaxBlock) next_block_ *= 2;
  bool large = block >= kHugePage;
  void* p = large ? Map(block) : std::calloc(1, block);
  MINIGO_CHECK(p != nullptr);
  blocks_.push_back({p, large ? block : 0});
  reserved_ += block;
  ptr_ = reinterpret_cast<uintptr_t>(p);
  end_ = ptr_ + block;
  return Allocate(size, align);
}

}  // namespace minigo
