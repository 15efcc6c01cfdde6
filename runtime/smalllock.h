// The scheduler's two primitives over futexes: a lock of four bytes, for the many objects that each need one
// (channels, timers, semaphore buckets), and a one-shot note on which a thread sleeps.
#pragma once

#include <atomic>
#include <cstdint>

namespace minigo::runtime {

// Sleeps while *word == expected, at most timeout_ns (< 0: without limit). May return for no reason.
void FutexWait(std::atomic<uint32_t>* word, uint32_t expected, int64_t timeout_ns = -1);
void FutexWake(std::atomic<uint32_t>* word, int count);

inline void CpuPause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Zeroed memory is an unlocked lock. Critical sections must be short and must not reach a safepoint.
class SmallLock {
 public:
  SmallLock() = default;
  SmallLock(const SmallLock&) = delete;

  void Lock() {
    uint32_t free = kFree;
    if (!state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire,
                                        std::memory_order_relaxed)) {
      LockSlow();
    }
  }
  bool TryLock() {
    uint32_t free = kFree;
    return state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire,
                                          std::memory_order_relaxed);
  }
  void Unlock() {
    if (state_.exchange(kFree, std::memory_order_release) == kContended) FutexWake(&state_, 1);
  }

 private:
  enum : uint32_t { kFree, kHeld, kContended };
  void LockSlow();

  std::atomic<uint32_t> state_{kFree};
};

class SmallLockGuard {
 public:
  explicit SmallLockGuard(SmallLock& l) : lock_(l) { lock_.Lock(); }
  ~SmallLockGuard() { lock_.Unlock(); }
  SmallLockGuard(const SmallLockGuard&) = delete;

 private:
  SmallLock& lock_;
};

// One thread sleeps on it, any thread wakes it; a wake before the sleep is not lost. Cleared by the sleeper.
class Note {
 public:
  void Wake() {
    if (key_.exchange(1, std::memory_order_seq_cst) == 0) FutexWake(&key_, 1);
  }
  // Returns when woken, with the note cleared.
  void Sleep() {
    while (key_.load(std::memory_order_acquire) == 0) FutexWait(&key_, 0);
    key_.store(0, std::memory_order_relaxed);
  }
  // The same, but at most ns nanoseconds; false: not woken.
  bool SleepFor(int64_t ns);

 private:
  std::atomic<uint32_t> key_{0};
};

}  // namespace minigo::runtime
