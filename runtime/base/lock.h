// Mutex: a ranked lock. A thread takes locks in increasing rank only; debug builds check it.
// The ranks stand in lock_ranks.def, one row per lock with what it protects.
#pragma once

#include <mutex>

#include "runtime/base/check.h"

#if defined(__clang__)
#define MINIGO_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define MINIGO_THREAD_ANNOTATION(x)
#endif

// The field may be touched only while the named mutex is held.
#define GUARDED_BY(mu) MINIGO_THREAD_ANNOTATION(guarded_by(mu))
// The caller holds the named mutex.
#define REQUIRES(...) MINIGO_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) MINIGO_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define RELEASE(...) MINIGO_THREAD_ANNOTATION(release_capability(__VA_ARGS__))

namespace minigo {

enum class LockRank : int {
#define LOCK(name, protects) k##name,
#include "runtime/base/lock_ranks.def"
#undef LOCK
};

class MINIGO_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  explicit Mutex(LockRank rank) : rank_(rank) {}
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void Lock() ACQUIRE() {
#ifdef MINIGO_DEBUG_CHECKS
    CheckOrder();
#endif
    mu_.lock();
#ifdef MINIGO_DEBUG_CHECKS
    Push();
#endif
  }
  bool TryLock() {
    bool ok = mu_.try_lock();
#ifdef MINIGO_DEBUG_CHECKS
    if (ok) Push();
#endif
    return ok;
  }
  void Unlock() RELEASE() {
#ifdef MINIGO_DEBUG_CHECKS
    Pop();
#endif
    mu_.unlock();
  }
  // For std::condition_variable_any and std::lock_guard.
  void lock() { Lock(); }
  void unlock() { Unlock(); }
  LockRank rank() const { return rank_; }

 private:
  void CheckOrder() const;
  void Push() const;
  void Pop() const;

  std::mutex mu_;
  const LockRank rank_;
};

class MINIGO_THREAD_ANNOTATION(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mu) ACQUIRE(mu) : mu_(mu) { mu_.Lock(); }
  ~MutexLock() RELEASE() { mu_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mu_;
};

}  // namespace minigo
