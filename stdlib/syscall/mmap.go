package syscall

import (
	"sync"
	"unsafe"
)

// This file has mapped memory.

// Numbers of Linux on amd64.
const (
	SYS_MMAP     = 9
	SYS_MPROTECT = 10
	SYS_MUNMAP   = 11
	SYS_MADVISE  = 28
	SYS_MLOCK    = 149
	SYS_MUNLOCK  = 150

	PROT_NONE  = 0x0
	PROT_READ  = 0x1
	PROT_WRITE = 0x2
	PROT_EXEC  = 0x4

	MAP_FILE      = 0x0
	MAP_SHARED    = 0x1
	MAP_PRIVATE   = 0x2
	MAP_FIXED     = 0x10
	MAP_ANON      = 0x20
	MAP_ANONYMOUS = 0x20
	MAP_LOCKED    = 0x2000
	MAP_NORESERVE = 0x4000
	MAP_POPULATE  = 0x8000

	MADV_NORMAL     = 0x0
	MADV_RANDOM     = 0x1
	MADV_SEQUENTIAL = 0x2
	MADV_WILLNEED   = 0x3
	MADV_DONTNEED   = 0x4
)

// maps has the slices that Mmap returned, by their last bytes.
var maps struct {
	sync.Mutex
	active map[*byte][]byte
}

// Mmap maps length bytes of a file, from offset on, into memory.
func Mmap(fd int, offset int64, length int, prot int, flags int) (data []byte, err error) {
	if length <= 0 {
		return nil, EINVAL
	}
	addr, _, e := Syscall6(SYS_MMAP, 0, uintptr(length), uintptr(prot), uintptr(flags), uintptr(fd), uintptr(offset))
	if e != 0 {
		return nil, asError(e)
	}
	data = unsafe.Slice((*byte)(unsafe.Pointer(addr)), length)
	maps.Lock()
	defer maps.Unlock()
	if maps.active == nil {
		maps.active = make(map[*byte][]byte)
	}
	maps.active[&data[length-1]] = data
	return data, nil
}

// Munmap ends a mapping, which must be as Mmap returned it.
func Munmap(b []byte) error {
	if len(b) == 0 || len(b) != cap(b) {
		return EINVAL
	}
	last := &b[len(b)-1]
	maps.Lock()
	defer maps.Unlock()
	if m := maps.active[last]; m == nil || &m[0] != &b[0] {
		return EINVAL
	}
	if _, _, e := Syscall(SYS_MUNMAP, slicePtr(b), uintptr(len(b)), 0); e != 0 {
		return asError(e)
	}
	delete(maps.active, last)
	return nil
}

// Mprotect sets how mapped memory may be accessed.
func Mprotect(b []byte, prot int) error {
	_, _, e := Syscall(SYS_MPROTECT, slicePtr(b), uintptr(len(b)), uintptr(prot))
	return asError(e)
}

// Madvise says how mapped memory will be used.
func Madvise(b []byte, advice int) error {
	_, _, e := Syscall(SYS_MADVISE, slicePtr(b), uintptr(len(b)), uintptr(advice))
	return asError(e)
}

// Mlock keeps memory from being paged out.
func Mlock(b []byte) error {
	_, _, e := Syscall(SYS_MLOCK, slicePtr(b), uintptr(len(b)), 0)
	return asError(e)
}

// Munlock lets memory be paged out again.
func Munlock(b []byte) error {
	_, _, e := Syscall(SYS_MUNLOCK, slicePtr(b), uintptr(len(b)), 0)
	return asError(e)
}
