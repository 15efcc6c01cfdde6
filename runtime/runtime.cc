// This file implements Runtime's small parts: construction, output, exit. RunMain and the destructor, which are the
// scheduler's, are in proc.cc.
#include "runtime/runtime.h"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

#include "runtime/proc.h"
#include "runtime/sched.h"
#include "runtime/signal.h"

namespace minigo::runtime {

namespace {

// Writes all of it; returns how much, with *err if not all.
size_t WriteAll(int fd, const char* data, size_t n, int* err) {
  size_t done = 0;
  while (done < n) {
    ssize_t k = write(fd, data + done, n - done);
    if (k > 0) {
      done += static_cast<size_t>(k);
    } else if (k < 0 && errno == EINTR) {
      continue;
    } else if (k < 0 && errno == EAGAIN) {
      // Someone has made our standard stream non-blocking.
      pollfd p{fd, POLLOUT, 0};
      poll(&p, 1, -1);
    } else {
      *err = k == 0 ? EIO : errno;
      break;
    }
  }
  return done;
}

}  // namespace

Runtime::Runtime(RuntimeOptions opts, const Executor& exec)
    : options(std::move(opts)), executor(exec), heap(this), types(this) {
  sched = std::make_unique<Sched>(this);
  if (options.own_process) SignalInit(this);
}

void Runtime::Exit(M* m, int status) { EndEngine(sched.get(), m, status, EndReason::kExit); }

void Runtime::Stop() { EndEngine(sched.get(), nullptr, 2, EndReason::kStop); }

int64_t Runtime::Write(M* m, int stream, const char* data, size_t n, int* err) {
  *err = 0;
  Sched* s = sched.get();
  int fd = stream == 2 ? options.stderr_fd : options.stdout_fd;
  size_t done = 0;
  auto write_it = [&] {
    MutexLock hold(s->output_lock);
    if (fd >= 0) {
      done = WriteAll(fd, data, n, err);
    } else {
      if (options.write != nullptr) options.write(options.write_arg, stream, {data, n});
      done = n;
    }
  };
  if (m != nullptr && m->p != nullptr) {
    // The reader may be slow, or the lock taken by one whose reader is.
    BlockingRegion region(m);
    write_it();
  } else {
    write_it();
  }
  if (*err == EPIPE && m != nullptr && (fd == 1 || fd == 2)) SigPipe(m);
  return static_cast<int64_t>(done);
}

}  // namespace minigo::runtime
