// Bubbles: sets of goroutines with a clock of their own, behind testing/synctest.
//
// A bubble begins with the goroutine that makes it, its root, and gets every goroutine that one of its goroutines starts. Its
// clock stands still while one of them can go on. When all are durably blocked, so that only another member or
// the clock could wake them, the bubble goes on in one of three ways: a goroutine in Wait returns from it; or else the root moves
// the clock to the next timer and fires what is due; or, when no timer is left, the root ends the bubble.
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/gmp.h"
#include "runtime/smalllock.h"

namespace minigo::runtime {

struct Sched;
struct TimerHeap;

struct Bubble {
  uint32_t id = 0;       // constant
  G* main = nullptr;     // what the root started; set before it runs, compared with only
  TimerHeap* timers = nullptr;  // constant
  // The time, nanoseconds since 1970. Written by the root while all others are blocked.
  std::atomic<int64_t> now{0};

  SmallLock mu;  // guards what follows
  G* root = nullptr;    // nullptr once it has left
  G* waiter = nullptr;  // in Wait; until it has been chosen to go on
  bool done = false;    // main has ended: the clock stands still for ever
  // Goroutines, and those of them that are not durably blocked. A goroutine that parks counts as running until its M has
  // come back to the scheduler, so that whatever it did between Park and there is over when the bubble goes on.
  int64_t total = 0;
  int64_t running = 0;
  std::atomic<uint64_t> deadlocked_root{0};  // the number of the root that has left the others behind
};

// Whether a goroutine in a bubble that waits for this can be woken only from within.
bool IsDurable(WaitReason reason);

// ---- for natives: the running goroutine is meant
// Makes a bubble and puts the goroutine into it as its root.
void BubbleEnter(M* m);
// Starts f as the bubble's main goroutine, as if by the go statement at go_pc.
void BubbleStart(M* m, FuncVal* f, const void* go_pc);
// The root waits until all are blocked. Parks.
void BubbleIdle(M* m);
// Then moves the clock and fires timers; false: there is nothing left that it could do.
bool BubbleAdvance(M* m);
enum class BubbleEnd : uint8_t { kClean, kAllBlocked, kMainExited };
// How the bubble ended.
BubbleEnd BubbleResult(M* m);
// The root goes its way. After a deadlock the other goroutines stay blocked.
void BubbleLeave(M* m);
// Waits until all others are durably blocked. Parks; false: another goroutine does so already.
bool BubbleWait(M* m);

// ---- for the scheduler
void BubbleAdd(Bubble* b);                           // a goroutine was made in b
void BubblePark(M* m, G* g, WaitReason reason);      // g parks
void BubbleParked(M* m);                             // and its M is back in the scheduler
void BubbleReady(G* g);                              // g, durably blocked, is made runnable
void BubbleFinish(M* m, G* g);                       // g ends
// The bubble that ended in a deadlock which its root, g, reports.
const Bubble* DeadlockedBubble(Sched* s, const G* g);
void FreeBubbles(Sched* s);

// ---- for channels and timers
inline bool InBubble(const G* g, uint32_t id) { return g->bubble != nullptr && g->bubble->id == id; }

}  // namespace minigo::runtime
