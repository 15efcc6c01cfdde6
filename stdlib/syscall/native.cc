// Natives of package syscall.
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::BlockingRegion;

// The system call as it stands; glibc's syscall() turns the result into errno.
std::tuple<uint64_t, uint64_t, uint64_t> Call(M* m, bool block, uint64_t trap, uint64_t a1, uint64_t a2, uint64_t a3,
                                              uint64_t a4, uint64_t a5, uint64_t a6) {
  long r;
  int err = 0;
  auto call = [&] {
    errno = 0;
    r = ::syscall(static_cast<long>(trap), a1, a2, a3, a4, a5, a6);
    if (r == -1) err = errno;
  };
  if (block) {
    BlockingRegion region(m);
    call();
  } else {
    call();
  }
  if (err != 0) return {~0ull, 0, static_cast<uint64_t>(err)};
  return {static_cast<uint64_t>(r), 0, 0};
}

std::tuple<int64_t, uint64_t> ReadFd(M* m, int64_t fd, GoSlice p) {
  if (fd == 0) fd = m->rt->options.stdin_fd;
  ssize_t n;
  int err = 0;
  {
    BlockingRegion region(m);
    n = ::read(static_cast<int>(fd), p.data, static_cast<size_t>(p.len));
    if (n < 0) err = errno;
  }
  return {n, static_cast<uint64_t>(err)};
}
std::tuple<int64_t, uint64_t> WriteFd(M* m, int64_t fd, GoSlice p) {
  if (fd == 1 || fd == 2) {
    int err = 0;
    int64_t n = m->rt->Write(m, static_cast<int>(fd), static_cast<const char*>(p.data), static_cast<size_t>(p.len), &err);
    // What was written before the error counts for the caller as an error of the rest, which it meets next.
    if (err != 0 && n > 0) err = 0;
    return {n, static_cast<uint64_t>(err)};
  }
  ssize_t n;
  int err = 0;
  {
    BlockingRegion region(m);
    n = ::write(static_cast<int>(fd), p.data, static_cast<size_t>(p.len));
    if (n < 0) err = errno;
  }
  return {n, static_cast<uint64_t>(err)};
}

// C's text with a small first letter, unless the second is a capital, too.
GoString ErrnoText(M* m, int64_t e) {
  const char* text = e > 0 && e < 4096 ? strerrordesc_np(static_cast<int>(e)) : nullptr;
  if (text == nullptr) return MakeString(m, "errno " + std::to_string(e));
  std::string s = text;
  auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (s.size() > 1 && upper(s[0]) && !upper(s[1])) s[0] = static_cast<char>(s[0] + 32);
  return MakeString(m, s);
}

GoSlice Environ(M* m) {
  std::vector<std::string_view> views(m->rt->options.env.begin(), m->rt->options.env.end());
  return runtime::NewStringSlice(m, views.data(), static_cast<int64_t>(views.size()));
}

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> p;
  for (const std::string& s : strings) p.push_back(const_cast<char*>(s.c_str()));
  p.push_back(nullptr);
  return p;
}
std::vector<std::string> Strings(GoSlice s) {
  std::vector<std::string> out;
  for (int64_t i = 0; i < s.len; i++) out.push_back(CString(s.as<GoString>()[i]));
  return out;
}

// In the child, between fork and exec: only async-signal-safe calls.
[[noreturn]] void Child(int report, const char* path, char** argv, char** env, const char* dir, int* fds, int n, bool setsid,
                        bool setpgid, int pgid) {
  auto fail = [report] {
    int err = errno;
    [[maybe_unused]] ssize_t w = ::write(report, &err, sizeof err);
    ::_exit(253);
  };
  struct sigaction dfl {};
  dfl.sa_handler = SIG_DFL;
  for (int sig = 1; sig < 65; sig++) {
    struct sigaction old;
    if (::sigaction(sig, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) ::sigaction(sig, &dfl, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (setsid && ::setsid() < 0) fail();
  if (setpgid && ::setpgid(0, pgid) < 0) fail();
  if (dir != nullptr && ::chdir(dir) < 0) fail();
  // First out of the way of the target numbers, then into place.
  if (report < n) {
    int moved = ::fcntl(report, F_DUPFD_CLOEXEC, n);
    if (moved < 0) fail();
    report = moved;
  }
  for (int i = 0; i < n; i++) {
    if (fds[i] >= 0 && fds[i] < i) {
      int moved = ::fcntl(fds[i], F_DUPFD_CLOEXEC, n + 1);
      if (moved < 0) fail();
      fds[i] = moved;
    }
  }
  for (int i = 0; i < n; i++) {
    if (fds[i] < 0) {
      ::close(i);
    } else if (fds[i] == i) {
      if (::fcntl(i, F_SETFD, 0) < 0) fail();
    } else if (::dup2(fds[i], i) < 0) {
      fail();
    }
  }
  for (int i = n; i < 3; i++) ::close(i);
  ::execve(path, argv, env);
  fail();
  __builtin_unreachable();
}

std::tuple<int64_t, uint64_t> ForkExec(M* m, GoString path, GoSlice argv, GoSlice env, GoString dir, GoSlice fds,
                                       bool setsid, bool setpgid, int64_t pgid) {
  std::string p = CString(path), d = CString(dir);
  std::vector<std::string> args = Strings(argv), vars = Strings(env);
  std::vector<char*> a = Pointers(args), e = Pointers(vars);
  std::vector<int> files;
  for (int64_t i = 0; i < fds.len; i++) files.push_back(static_cast<int>(fds.as<int64_t>()[i]));
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) < 0) return {0, static_cast<uint64_t>(errno)};
  BlockingRegion region(m);
  pid_t pid = ::fork();
  if (pid < 0) {
    int err = errno;
    ::close(pipe[0]);
    ::close(pipe[1]);
    return {0, static_cast<uint64_t>(err)};
  }
  if (pid == 0) {
    Child(pipe[1], p.c_str(), a.data(), e.data(), d.empty() ? nullptr : d.c_str(), files.data(),
          static_cast<int>(files.size()), setsid, setpgid, static_cast<int>(pgid));
  }
  ::close(pipe[1]);
  int err = 0;
  ssize_t n;
  while ((n = ::read(pipe[0], &err, sizeof err)) < 0 && errno == EINTR) {
  }
  ::close(pipe[0]);
  if (n == sizeof err) {
    // The child could not become the program; it is gone.
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return {0, static_cast<uint64_t>(err)};
  }
  return {pid, 0};
}

// Replaces the process by another program; returns an error if that cannot be. Descriptors of minigo itself are closed by it.
uint64_t Exec(M*, GoString path, GoSlice argv, GoSlice env) {
  std::string p = CString(path);
  std::vector<std::string> args = Strings(argv), vars = Strings(env);
  std::vector<char*> a = Pointers(args), e = Pointers(vars);
  sigset_t none, before;
  sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, &before);
  ::execve(p.c_str(), a.data(), e.data());
  int err = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return static_cast<uint64_t>(err);
}

}  // namespace

MINIGO_NATIVES(syscall, Native<&Call>("call"), Native<&ReadFd>("readFD"), Native<&WriteFd>("writeFD"),
               Native<&ErrnoText>("errnoText"), Native<&Environ>("environ"),
               Native<&ForkExec>("forkExec"), Native<&Exec>("exec"))

}  // namespace minigo::stdlib
