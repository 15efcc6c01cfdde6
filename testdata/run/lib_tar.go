// archive/tar: headers of all formats, written and read; damaged archives.
package main

import (
	"archive/tar"
	"bytes"
	"crypto/md5"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing/iotest"
	"time"
)

func dump(r io.Reader, limit int) {
	tr := tar.NewReader(r)
	for i := 0; i < limit; i++ {
		h, err := tr.Next()
		if err != nil {
			fmt.Println("  next:", err)
			return
		}
		fmt.Printf("  %q %q %q sz %d m %o u %d g %d %q %q %v %v %v %v dev %d,%d f %v %v", h.Typeflag, h.Name, h.Linkname, h.Size, h.Mode, h.Uid, h.Gid, h.Uname, h.Gname,
			h.ModTime.Unix(), h.ModTime.Nanosecond(), h.AccessTime.UTC(), h.ChangeTime.UTC(), h.Devmajor, h.Devminor, h.Format, h.FileInfo().Mode())
		for _, k := range slices.Sorted(maps.Keys(h.PAXRecords)) {
			fmt.Printf(" %q=%q", k, h.PAXRecords[k])
		}
		for _, k := range slices.Sorted(maps.Keys(h.Xattrs)) {
			fmt.Printf(" X%q=%q", k, h.Xattrs[k])
		}
		fmt.Println()
		if h.Size > 1<<24 {
			b := make([]byte, 100)
			n, err := tr.Read(b)
			fmt.Printf("    part %q %v\n", b[:n], err)
			continue
		}
		if i%2 == 0 {
			b, err := io.ReadAll(tr)
			fmt.Printf("    %d %x %v\n", len(b), md5.Sum(b), err)
		} else {
			b, err := io.ReadAll(iotest.OneByteReader(tr))
			fmt.Printf("    %d %x %v\n", len(b), md5.Sum(b), err)
		}
	}
}

func main() {
	long := strings.Repeat("abcdefghi/", 12)
	hs := []*tar.Header{
		{Name: "a", Size: 3, Mode: 0644}, {Name: "d/"}, {Name: long + "x", Size: 1}, {Name: long + long + long, Typeflag: tar.TypeDir}, {Name: "ü", Size: 2},
		{Name: "l", Typeflag: tar.TypeSymlink, Linkname: long}, {Name: "big", Size: 1 << 33, Typeflag: tar.TypeReg}, {Name: "uid", Uid: 1 << 22}, {Name: "t", ModTime: time.Unix(1e9, 5e8)},
		{Name: "t2", ModTime: time.Unix(1e9, 5e8), Format: tar.FormatPAX}, {Name: "t3", ModTime: time.Unix(-1e9, 5e8), Format: tar.FormatPAX}, {Name: "at", AccessTime: time.Unix(1e9, 0), Format: tar.FormatGNU},
		{Name: "at", AccessTime: time.Unix(1e9, 0), ChangeTime: time.Unix(3, 1), Format: tar.FormatPAX}, {Name: "ux", Uid: 1 << 40, Format: tar.FormatUSTAR}, {Name: "a\x00b"}, {Name: "m", Mode: 1 << 30},
		{Name: "m", Mode: -1}, {Name: "neg", Size: -1}, {Name: "x/", Typeflag: '0'}, {Name: "g", Typeflag: 'g', PAXRecords: map[string]string{"VENDOR.k": "v", "path": "zz"}}, {Name: "g", Typeflag: 'g', Size: 1},
		{Name: "x", Typeflag: 'x'}, {Name: "p", PAXRecords: map[string]string{"a.b": "c\n=d", "path": "q"}}, {Name: "p", PAXRecords: map[string]string{"a=b": "c"}}, {Name: "p", PAXRecords: map[string]string{"": "c"}},
		{Name: "xa", Xattrs: map[string]string{"user.k": "v\x00"}, Format: tar.FormatUSTAR}, {Name: "xa", Xattrs: map[string]string{"user.k": "v\x00"}}, {Name: "un", Uname: strings.Repeat("u", 40)},
		{Name: "un", Uname: strings.Repeat("u", 40), Format: tar.FormatGNU}, {Name: long + long + long + "q", Format: tar.FormatGNU, Linkname: long}, {Name: long + "é", Format: tar.FormatUSTAR},
		{Name: "dev", Typeflag: tar.TypeChar, Devmajor: 1 << 22, Devminor: 3}, {Name: "dev", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 3, Size: 5}, {Name: "old", ModTime: time.Unix(-5, 0)}, {Name: "far", ModTime: time.Unix(1<<40, 0), Format: tar.FormatGNU},
		{Name: long + long + long + "é/", Typeflag: tar.TypeDir, Format: tar.FormatPAX, Gname: "\u0100"},
	}
	for _, h := range hs {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		err := w.WriteHeader(h)
		fmt.Printf("%q: %v\n", h.Name, err)
		n, err := w.Write([]byte("12"))
		fmt.Println(n, err)
		n, err = w.Write([]byte("345"))
		fmt.Println(n, err, w.Flush(), w.Close(), w.Close())
		_, err = w.Write(nil)
		fmt.Printf("%v %d %x\n", err, b.Len(), md5.Sum(b.Bytes()))
		for i := range 1100 {
			if c := bytes.Clone(b.Bytes()); i%89 == 3 && i < len(c) {
				c[i] ^= 0x41
				dump(bytes.NewReader(c), 3)
			}
		}
		dump(&b, 4)
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	os.MkdirAll(dir+"/x/y", 0755)
	os.WriteFile(dir+"/x/f", []byte("hello"), 0600)
	os.Symlink("f", dir+"/x/l")
	os.Chmod(dir+"/x/y", 0755|os.ModeSetgid)
	fmt.Println(w.AddFS(os.DirFS(dir)), w.Close())
	tr := tar.NewReader(&b)
	for {
		h, err := tr.Next()
		if err != nil {
			break
		}
		fmt.Println(h.Name, h.Linkname, h.Size, h.FileInfo().Mode(), h.Uname, h.Gname, h.FileInfo().Name())
	}
	fi, _ := os.Stat("/dev/null")
	h, err := tar.FileInfoHeader(fi, "")
	fmt.Println(h.Devmajor, h.Devminor, h.Typeflag, err)
	_, err = tar.FileInfoHeader(nil, "")
	fmt.Println(err, tar.Format(14), tar.Format(0), tar.FormatGNU)
}
