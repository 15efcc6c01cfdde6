// Package tar reads and writes tar archives, of most of the formats there are.
package tar

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os/user"
	"path"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The errors of this package.
var (
	// ErrHeader: what should be a header is none.
	ErrHeader = errors.New("archive/tar: invalid tar header")
	// ErrWriteTooLong: more was written than the header says.
	ErrWriteTooLong = errors.New("archive/tar: write too long")
	// ErrFieldTooLong: a value does not fit into its field.
	ErrFieldTooLong = errors.New("archive/tar: header field too long")
	// ErrWriteAfterClose: something was written after Close.
	ErrWriteAfterClose = errors.New("archive/tar: write after close")
	// ErrInsecurePath: a name in the archive leads outside of the directory.
	ErrInsecurePath = errors.New("archive/tar: insecure file path")

	errMissingData = errors.New("archive/tar: sparse file references non-existent data")
	errExtraData   = errors.New("archive/tar: sparse file contains unreferenced data")
	errSparseMap   = errors.New("archive/tar: sparse map too long")
)

// headerError says why a header cannot be written; its parts may be empty.
type headerError []string

func (e headerError) Error() string {
	text := ""
	for _, s := range e {
		if s == "" {
			continue
		}
		if text == "" {
			text = ": " + s
		} else {
			text += "; and " + s
		}
	}
	return "archive/tar: cannot encode header" + text
}

// The types of entries.
const (
	TypeReg = '0' // a file
	// TypeRegA is a file in old archives.
	//
	// Deprecated: Reader returns TypeReg or TypeDir instead.
	TypeRegA          = '\x00'
	TypeLink          = '1' // another name of a file
	TypeSymlink       = '2' // a symbolic link
	TypeChar          = '3' // a character device
	TypeBlock         = '4' // a block device
	TypeDir           = '5' // a directory
	TypeFifo          = '6' // a named pipe
	TypeCont          = '7' // reserved
	TypeXHeader       = 'x' // records for the next entry; Reader and Writer deal with it
	TypeXGlobalHeader = 'g' // records for all entries after it
	TypeGNUSparse     = 'S' // a file with holes
	TypeGNULongName   = 'L' // the name of the next entry; Reader and Writer deal with it
	TypeGNULongLink   = 'K' // the link name of the next entry; likewise
)

// hasNoData reports whether an entry consists of its header, whatever its size says.
func hasNoData(typeflag byte) bool { return TypeLink <= typeflag && typeflag <= TypeFifo }

// Keys of PAX records.
const (
	paxPath      = "path"
	paxLinkpath  = "linkpath"
	paxSize      = "size"
	paxUid       = "uid"
	paxGid       = "gid"
	paxUname     = "uname"
	paxGname     = "gname"
	paxMtime     = "mtime"
	paxAtime     = "atime"
	paxCtime     = "ctime"
	paxXattr     = "SCHILY.xattr."
	paxGNUSparse = "GNU.sparse."
)

func isBasicKey(key string) bool {
	switch key {
	case paxPath, paxLinkpath, paxSize, paxUid, paxGid, paxUname, paxGname, paxMtime, paxAtime, paxCtime:
		return true
	}
	return false
}

// Header describes an entry.
type Header struct {
	// Typeflag is the type; 0 becomes TypeReg, or TypeDir for a name that ends in a slash.
	Typeflag byte
	Name     string
	Linkname string // what a link leads to
	Size     int64  // how many bytes the file has
	Mode     int64  // permissions
	Uid      int
	Gid      int
	Uname    string // the name of the owner
	Gname    string // the name of the group

	// Writer rounds ModTime to seconds and leaves out the other two unless Format says otherwise.
	ModTime    time.Time
	AccessTime time.Time
	ChangeTime time.Time

	Devmajor int64
	Devminor int64

	// Xattrs are extended attributes.
	//
	// Deprecated: They are PAX records with the prefix SCHILY.xattr.
	Xattrs map[string]string
	// PAXRecords are extensions. Keys have a vendor's prefix in capitals; those in small letters are the fields above.
	PAXRecords map[string]string
	// Format is the format; FormatUnknown: the first of USTAR, PAX and GNU in which the header can be written.
	Format Format
}

// allowedFormats returns in which formats the header can be written, and what PAX records that takes.
func (h Header) allowedFormats() (Format, map[string]string, error) {
	allowed := FormatUSTAR | FormatPAX | FormatGNU
	records := make(map[string]string)
	var noUSTAR, noPAX, noGNU, onlyPAX string
	preferPAX := false

	not := func(f Format, why *string, name, value string) {
		*why = f.String() + " cannot encode " + name + "=" + value
		allowed &^= f
	}
	// record makes a record that the value needs, and keeps one that says the same.
	record := func(key, value string, needed bool, name, shown string) {
		if needed && key == "" {
			not(FormatPAX, &noPAX, name, shown)
		} else if needed {
			records[key] = value
		}
		if v, ok := h.PAXRecords[key]; ok && v == value {
			records[key] = v
		}
	}
	text := func(s string, f field, name, key string) {
		shown := strconv.Quote(s)
		long := len(s) > f.size
		if strings.Contains(s, "\x00") || long && key != paxPath && key != paxLinkpath {
			not(FormatGNU, &noGNU, name, shown)
		}
		bad := long || !isASCII(s)
		if bad {
			if _, _, ok := splitName(s); !ok || key != paxPath {
				not(FormatUSTAR, &noUSTAR, name, shown)
			}
		}
		record(key, s, bad, name, shown)
	}
	number := func(n int64, f field, name, key string) {
		shown := strconv.FormatInt(n, 10)
		if !fitsBinary(f.size, n) {
			not(FormatGNU, &noGNU, name, shown)
		}
		bad := !fitsOctal(f.size, n)
		if bad {
			not(FormatUSTAR, &noUSTAR, name, shown)
		}
		record(key, shown, bad, name, shown)
	}
	moment := func(t time.Time, f field, name, key string) {
		if t.IsZero() {
			return
		}
		shown := t.String()
		if !fitsBinary(f.size, t.Unix()) {
			not(FormatGNU, &noGNU, name, shown)
		}
		bad := key != paxMtime || !fitsOctal(f.size, t.Unix())
		if bad {
			not(FormatUSTAR, &noUSTAR, name, shown)
		}
		bad = bad || t.Nanosecond() != 0
		preferPAX = preferPAX || bad
		record(key, formatTime(t), bad, name, shown)
	}
	text(h.Name, fieldName, "Name", paxPath)
	text(h.Linkname, fieldLinkname, "Linkname", paxLinkpath)
	text(h.Uname, fieldUname, "Uname", paxUname)
	text(h.Gname, fieldGname, "Gname", paxGname)
	number(h.Mode, fieldMode, "Mode", "")
	number(int64(h.Uid), fieldUid, "Uid", paxUid)
	number(int64(h.Gid), fieldGid, "Gid", paxGid)
	number(h.Size, fieldSize, "Size", paxSize)
	number(h.Devmajor, fieldDevmajor, "Devmajor", "")
	number(h.Devminor, fieldDevminor, "Devminor", "")
	moment(h.ModTime, fieldMtime, "ModTime", paxMtime)
	moment(h.AccessTime, fieldGNUAtime, "AccessTime", paxAtime)
	moment(h.ChangeTime, fieldGNUCtime, "ChangeTime", paxCtime)

	switch h.Typeflag {
	case TypeReg, TypeChar, TypeBlock, TypeFifo, TypeGNUSparse:
		if strings.HasSuffix(h.Name, "/") {
			return FormatUnknown, nil, headerError{"filename may not have trailing slash"}
		}
	case TypeXHeader, TypeGNULongName, TypeGNULongLink:
		return FormatUnknown, nil,
			headerError{"cannot manually encode TypeXHeader, TypeGNULongName, or TypeGNULongLink headers"}
	case TypeXGlobalHeader:
		bare := Header{Name: h.Name, Typeflag: h.Typeflag, Xattrs: h.Xattrs, PAXRecords: h.PAXRecords, Format: h.Format}
		if !reflect.DeepEqual(h, bare) {
			return FormatUnknown, nil, headerError{"only PAXRecords should be set for TypeXGlobalHeader"}
		}
		onlyPAX = "only PAX supports TypeXGlobalHeader"
		allowed &= FormatPAX
	}
	if !hasNoData(h.Typeflag) && h.Size < 0 {
		return FormatUnknown, nil, headerError{"negative size on header-only type"}
	}
	if len(h.Xattrs) > 0 {
		for k, v := range h.Xattrs {
			records[paxXattr+k] = v
		}
		onlyPAX = "only PAX supports Xattrs"
		allowed &= FormatPAX
	}
	if len(h.PAXRecords) > 0 {
		for k, v := range h.PAXRecords {
			if _, ok := records[k]; ok {
				continue
			}
			if h.Typeflag == TypeXGlobalHeader || !isBasicKey(k) && !strings.HasPrefix(k, paxGNUSparse) {
				records[k] = v
			}
		}
		onlyPAX = "only PAX supports PAXRecords"
		allowed &= FormatPAX
	}
	for k, v := range records {
		if !validRecord(k, v) {
			return FormatUnknown, nil, headerError{fmt.Sprintf("invalid PAX record: %q", k+" = "+v)}
		}
	}
	if want := h.Format; want != FormatUnknown {
		if want.has(FormatPAX) && !preferPAX {
			want |= FormatUSTAR
		}
		allowed &= want
	}
	if allowed != FormatUnknown {
		return allowed, records, nil
	}
	switch h.Format {
	case FormatUSTAR:
		return allowed, records, headerError{"Format specifies USTAR", noUSTAR, onlyPAX}
	case FormatPAX:
		return allowed, records, headerError{"Format specifies PAX", noPAX}
	case FormatGNU:
		return allowed, records, headerError{"Format specifies GNU", noGNU, onlyPAX}
	}
	return allowed, records, headerError{noUSTAR, noPAX, noGNU, onlyPAX}
}

// Bits of Mode beyond permissions, as the system has them.
const (
	modeSetuid = 0o4000
	modeSetgid = 0o2000
	modeSticky = 0o1000
)

// FileInfo returns the header as a file's information.
func (h *Header) FileInfo() fs.FileInfo { return fileInfo{h} }

type fileInfo struct{ h *Header }

func (fi fileInfo) Size() int64        { return fi.h.Size }
func (fi fileInfo) IsDir() bool        { return fi.Mode().IsDir() }
func (fi fileInfo) ModTime() time.Time { return fi.h.ModTime }
func (fi fileInfo) Sys() any           { return fi.h }
func (fi fileInfo) String() string     { return fs.FormatFileInfo(fi) }

func (fi fileInfo) Name() string {
	if fi.IsDir() {
		return path.Base(path.Clean(fi.h.Name))
	}
	return path.Base(fi.h.Name)
}

func (fi fileInfo) Mode() fs.FileMode {
	m := fs.FileMode(fi.h.Mode).Perm()
	if fi.h.Mode&modeSetuid != 0 {
		m |= fs.ModeSetuid
	}
	if fi.h.Mode&modeSetgid != 0 {
		m |= fs.ModeSetgid
	}
	if fi.h.Mode&modeSticky != 0 {
		m |= fs.ModeSticky
	}
	switch fs.FileMode(fi.h.Mode) &^ 0o7777 {
	case syscall.S_IFDIR:
		m |= fs.ModeDir
	case syscall.S_IFIFO:
		m |= fs.ModeNamedPipe
	case syscall.S_IFLNK:
		m |= fs.ModeSymlink
	case syscall.S_IFBLK:
		m |= fs.ModeDevice
	case syscall.S_IFCHR:
		m |= fs.ModeDevice | fs.ModeCharDevice
	case syscall.S_IFSOCK:
		m |= fs.ModeSocket
	}
	switch fi.h.Typeflag {
	case TypeSymlink:
		m |= fs.ModeSymlink
	case TypeChar:
		m |= fs.ModeDevice | fs.ModeCharDevice
	case TypeBlock:
		m |= fs.ModeDevice
	case TypeDir:
		m |= fs.ModeDir
	case TypeFifo:
		m |= fs.ModeNamedPipe
	}
	return m
}

// FileInfoNames is a FileInfo that knows the names of its owner and group.
type FileInfoNames interface {
	fs.FileInfo
	Uname() (string, error)
	Gname() (string, error)
}

// FileInfoHeader returns a header for a file. The name is its last element only; link is where a symbolic link leads.
func FileInfoHeader(fi fs.FileInfo, link string) (*Header, error) {
	if fi == nil {
		return nil, errors.New("archive/tar: FileInfo is nil")
	}
	m := fi.Mode()
	h := &Header{Name: fi.Name(), ModTime: fi.ModTime(), Mode: int64(m.Perm())}
	switch {
	case m.IsRegular():
		h.Typeflag, h.Size = TypeReg, fi.Size()
	case fi.IsDir():
		h.Typeflag = TypeDir
		h.Name += "/"
	case m&fs.ModeSymlink != 0:
		h.Typeflag, h.Linkname = TypeSymlink, link
	case m&fs.ModeDevice != 0 && m&fs.ModeCharDevice != 0:
		h.Typeflag = TypeChar
	case m&fs.ModeDevice != 0:
		h.Typeflag = TypeBlock
	case m&fs.ModeNamedPipe != 0:
		h.Typeflag = TypeFifo
	case m&fs.ModeSocket != 0:
		return nil, errors.New("archive/tar: sockets not supported")
	default:
		return nil, fmt.Errorf("archive/tar: unknown file mode %v", m)
	}
	if m&fs.ModeSetuid != 0 {
		h.Mode |= modeSetuid
	}
	if m&fs.ModeSetgid != 0 {
		h.Mode |= modeSetgid
	}
	if m&fs.ModeSticky != 0 {
		h.Mode |= modeSticky
	}
	if from, ok := fi.Sys().(*Header); ok {
		h.Uid, h.Gid, h.Uname, h.Gname = from.Uid, from.Gid, from.Uname, from.Gname
		h.AccessTime, h.ChangeTime = from.AccessTime, from.ChangeTime
		h.Xattrs, h.PAXRecords = maps.Clone(from.Xattrs), maps.Clone(from.PAXRecords)
		if from.Typeflag == TypeLink {
			h.Typeflag, h.Size, h.Linkname = TypeLink, 0, from.Linkname
		}
	}
	names, hasNames := fi.(FileInfoNames)
	if hasNames {
		var err error
		if h.Gname, err = names.Gname(); err != nil {
			return nil, err
		}
		if h.Uname, err = names.Uname(); err != nil {
			return nil, err
		}
	}
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		h.Uid, h.Gid = int(st.Uid), int(st.Gid)
		h.AccessTime, h.ChangeTime = time.Unix(st.Atim.Unix()), time.Unix(st.Ctim.Unix())
		if !hasNames {
			if u, err := user.LookupId(strconv.Itoa(h.Uid)); err == nil {
				h.Uname = u.Username
			}
			if g, err := user.LookupGroupId(strconv.Itoa(h.Gid)); err == nil {
				h.Gname = g.Name
			}
		}
		if h.Typeflag == TypeChar || h.Typeflag == TypeBlock {
			dev := uint64(st.Rdev)
			h.Devmajor = int64(uint32(dev>>8&0xFFF | dev>>32&^0xFFF))
			h.Devminor = int64(uint32(dev&0xFF | dev>>12&^0xFF))
		}
	}
	return h, nil
}
