// This file implements the futex primitives: a lock that spins a little before it sleeps, and a note.
#include "runtime/smalllock.h"

#include <cerrno>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace minigo::runtime {

namespace {
constexpr int kSpins = 64;  // about a microsecond, longer than any critical section

int64_t Now() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}
}  // namespace

void FutexWait(std::atomic<uint32_t>* word, uint32_t expected, int64_t timeout_ns) {
  int saved = errno;
  timespec ts;
  timespec* limit = nullptr;
  if (timeout_ns >= 0) {
    ts.tv_sec = timeout_ns / 1000000000;
    ts.tv_nsec = timeout_ns % 1000000000;
    limit = &ts;
  }
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, limit, nullptr, 0);
  errno = saved;
}

void FutexWake(std::atomic<uint32_t>* word, int count) {
  int saved = errno;
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
  errno = saved;
}

void SmallLock::LockSlow() {
  for (int i = 0; i < kSpins; i++) {
    if (state_.load(std::memory_order_relaxed) == kFree && TryLock()) return;
    CpuPause();
  }
  // Whoever has slept takes the lock as contended, since others may sleep still.
  while (state_.exchange(kContended, std::memory_order_acquire) != kFree) {
    FutexWait(&state_, kContended);
  }
}

bool Note::SleepFor(int64_t ns) {
  int64_t end = Now() + ns;
  while (key_.load(std::memory_order_acquire) == 0) {
    int64_t left = end - Now();
    if (left <= 0) return false;
    FutexWait(&key_, 0, left);
  }
  key_.store(0, std::memory_order_relaxed);
  return true;
}

}  // namespace minigo::runtime
