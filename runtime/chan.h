// Channels and select.
//
// Values are passed in memory form; since frames are little-endian slots, the address of a value's first slot
// is its memory form. Receiving a narrow integer writes its bytes only: the VM zeroes the slot before
// and sign-extends after.
#pragma once

#include "runtime/gmp.h"
#include "runtime/type.h"

namespace minigo::runtime {

struct Chan;  // what a channel value points to; nullptr is the nil channel

enum class ChanStatus : uint8_t {
  kDone,        // completed
  kParked,      // enqueued and unlocked: the G belongs to its waker. The caller must have stored pc and fp
                // before the call and must return to the scheduler without touching the G
  kWouldBlock,  // non-blocking form only
  kClosed,      // send, close: panic "send on closed channel" / "close of closed channel"
  kNil,         // close: panic "close of nil channel"
  kFatal,       // a bubble's channel, used outside of it: M::pending is set
};

// nullptr: size negative or too large (panic "makechan: size out of range").
Chan* ChanMake(M* m, const ChanType* t, int64_t size);
int64_t ChanLen(const Chan* c);
int64_t ChanCap(const Chan* c);
const Type* ChanElem(const Chan* c);

// `elem` must stay valid while parked: a slot of the G's frame. When the channel is closed meanwhile, G::resume
// raises the panic.
ChanStatus ChanSend(M* m, Chan* c, const void* elem, bool block);
// elem may be nullptr (value dropped); ok may be nullptr. The waker writes both. On a closed and drained channel: zero
// value, *ok = 0.
ChanStatus ChanRecv(M* m, Chan* c, void* elem, Slot* ok, bool block);
ChanStatus ChanClose(M* m, Chan* c);

// One case of a select, in the frame of the G (4 slots).
struct SelectCase {
  Chan* chan;
  void* elem;     // to send from, or to receive into (may be nullptr)
  uint64_t send;  // 1: send, 0: receive
  uint64_t reserved;
};
// Chooses among `cases` (in source order) uniformly at random of the ready ones. *chosen = index, or -1 for the
// default when block is false and none is ready; *ok as in ChanRecv. kParked: as in ChanSend; the waker writes chosen and
// ok; G::resume unlinks the others. kClosed: the chosen case is a send on a closed channel.
ChanStatus SelectGo(M* m, SelectCase* cases, int n, bool block, Slot* chosen, Slot* ok);

}  // namespace minigo::runtime
