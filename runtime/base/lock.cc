// This file implements the rank check of Mutex: a per-thread stack of held ranks.
#include "runtime/base/lock.h"

#include <vector>

namespace minigo {

namespace {
std::vector<LockRank>& Held() {
  thread_local std::vector<LockRank> held;
  return held;
}
}  // namespace

void Mutex::CheckOrder() const {
  const auto& held = Held();
  if (held.empty()) return;
  if (rank_ < held.back() || (rank_ == held.back() && rank_ != LockRank::kChan)) {
    MINIGO_FAIL("lock of rank %d taken while one of rank %d is held", static_cast<int>(rank_),
                static_cast<int>(held.back()));
  }
}

void Mutex::Push() const { Held().push_back(rank_); }

void Mutex::Pop() const {
  auto& held = Held();
  for (size_t i = held.size(); i-- > 0;) {
    if (held[i] == rank_) {
      held.erase(held.begin() + static_cast<long>(i));
      return;
    }
  }
  MINIGO_FAIL("unlock of a lock of rank %d that this thread does not hold", static_cast<int>(rank_));
}

}  // namespace minigo
