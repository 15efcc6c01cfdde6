// This file implements the dropping of code pages.
#include "runtime/base/code_pages.h"

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>

namespace minigo {

namespace {

bool IsTraced() {
  int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return true;
  char status[1024];
  ssize_t n = read(fd, status, sizeof(status) - 1);
  close(fd);
  if (n < 0) return true;
  status[n] = 0;
  return std::strstr(status, "TracerPid:\t0\n") == nullptr;
}

int DropPagesOf(dl_phdr_info* object, size_t, void*) {
  // The kernel's own object has no file. The executable has no name.
  if (object->dlpi_name[0] != '/' && object->dlpi_name[0] != 0) return 0;
  const auto page = static_cast<uintptr_t>(getpagesize());
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr)& p = object->dlpi_phdr[i];
    if (p.p_type != PT_LOAD || (p.p_flags & PF_W) != 0) continue;
    uintptr_t begin = (object->dlpi_addr + p.p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + p.p_vaddr + p.p_memsz;
    madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void DropCodePages() {
  if (!IsTraced()) dl_iterate_phdr(DropPagesOf, nullptr);
}

}  // namespace minigo
