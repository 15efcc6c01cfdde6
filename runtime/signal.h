// Signals: what os/signal stands on, and what the runtime does with SIGPIPE and SIGQUIT. Signals belong to the process, so
// only an engine that owns its process (RuntimeOptions::own_process) touches them; for others these functions
// do nothing.
#pragma once

#include <csignal>
#include <cstdint>

#include "runtime/chan.h"
#include "runtime/gmp.h"

namespace minigo::runtime {

// os/signal's signal_enable, _disable, _ignore and _ignored.
void SignalEnable(M* m, int sig);
void SignalDisable(M* m, int sig);
void SignalIgnore(M* m, int sig);
bool SignalIgnored(M* m, int sig);
// The next signal that was enabled, into *out; one goroutine only may wait. kDone or kParked. 0 in *out: nothing after
// all, call again.
ChanStatus SignalRecv(M* m, Slot* out);

// Called by each thread that runs goroutines, before the first one: faults are handled on a stack of their own.
void SignalThread(const Runtime* rt);

// A write to descriptor 1 or 2 has failed with EPIPE: ends the process with SIGPIPE unless the program handles or
// ignores that.
void SigPipe(M* m);

// While one lives, the threads that are started take no signals: those of an embedded engine are not for its host's.
class NoSignals {
 public:
  explicit NoSignals(const Runtime* rt);
  ~NoSignals();
  NoSignals(const NoSignals&) = delete;

 private:
  bool masked_;
  sigset_t old_;
};
// While one lives, a write to a closed pipe on this thread is an error and no signal. For RunMain on a host's thread.
class NoSigPipe {
 public:
  explicit NoSigPipe(const Runtime* rt);
  ~NoSigPipe();
  NoSigPipe(const NoSigPipe&) = delete;

 private:
  bool masked_;
};

// Once, by the Runtime that owns the process.
void SignalInit(Runtime* rt);

}  // namespace minigo::runtime
