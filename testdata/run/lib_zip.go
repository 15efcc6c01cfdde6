// archive/zip: archives written and read, as file systems, and damaged.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

func dump(b []byte) {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		fmt.Println("  open:", err)
		return
	}
	fmt.Printf("  %d %q\n", len(r.File), r.Comment)
	for i, f := range r.File {
		if i == 6 {
			break
		}
		h := f.FileHeader
		fmt.Printf("   %q %q %v %x %x %x %d %v %v %x %d %d %t %x %x %v %v\n", h.Name, h.Comment, h.NonUTF8, h.CreatorVersion, h.ReaderVersion, h.Flags, h.Method, h.Modified, h.ModTime(), h.CRC32,
			h.UncompressedSize, h.UncompressedSize64, h.CompressedSize64 <= h.UncompressedSize64+5, h.Extra, h.ExternalAttrs, h.Mode(), h.FileInfo())
		rc, err := f.Open()
		if err != nil {
			fmt.Println("   open:", err)
			continue
		}
		d, err := io.ReadAll(io.LimitReader(rc, 1<<20))
		fmt.Printf("    %d %x %v %v\n", len(d), md5.Sum(d), err, rc.Close())
	}
	n := 0
	fs.WalkDir(r, ".", func(p string, d fs.DirEntry, err error) error {
		if n++; n > 12 {
			return fs.SkipAll
		}
		fmt.Println("   walk", p, d, err)
		if err == nil {
			i, err := d.Info()
			fmt.Println("    ", i, err)
			_, err = fs.ReadFile(r, p)
			fmt.Println("    ", err)
		}
		return nil
	})
	for _, p := range []string{"/", "nonesuch", "a/b", "."} {
		f, err := r.Open(p)
		fmt.Println("   ", err)
		if err == nil {
			i, err := f.Stat()
			fmt.Println(i, err)
		}
	}
}

func main() {
	for k := 0; k < 9; k++ {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		add := func(h *zip.FileHeader, s string) {
			fw, err := w.CreateHeader(h)
			if err != nil {
				fmt.Println("create", err)
				return
			}
			n, err := io.WriteString(fw, s)
			fmt.Println(n, err)
		}
		big := strings.Repeat("some text to be compressed ", 1000)
		switch k {
		case 0:
			fmt.Println(w.SetComment("hi"), w.SetComment(strings.Repeat("x", 70000)))
			for _, name := range []string{"a.txt", "dir/", "dir/b", "ü", "x/y/z", "dir", "a\\b", "~", "\xff", "../up", "/abs", "a.txt"} {
				fw, err := w.Create(name)
				if err != nil {
					fmt.Println(err)
					continue
				}
				n, err := io.WriteString(fw, big)
				fmt.Println(n, err)
			}
		case 1:
			add(&zip.FileHeader{Name: "s", Method: zip.Store, Modified: time.Date(2020, 1, 2, 3, 4, 5, 6, time.FixedZone("", 3600))}, big)
			add(&zip.FileHeader{Name: "q", Method: 77}, big)
			add(&zip.FileHeader{Name: strings.Repeat("n", 70000)}, big)
			add(&zip.FileHeader{Name: "e", Extra: make([]byte, 70000)}, big)
			add(&zip.FileHeader{Name: "nu", NonUTF8: true, Comment: "ö", Flags: 0x800}, "")
			h := &zip.FileHeader{Name: "m"}
			h.SetMode(0751 | fs.ModeSetuid | fs.ModeSticky)
			h.SetModTime(time.Unix(1e9, 0))
			add(h, "x")
			add(h, "y")
		case 2:
			fw, err := w.CreateRaw(&zip.FileHeader{Name: "raw", Method: 0, CRC32: 1, CompressedSize64: 3, UncompressedSize64: 3})
			fmt.Println(err)
			fw.Write([]byte("abc"))
			fw, err = w.CreateRaw(&zip.FileHeader{Name: "raw2", Method: 0, Flags: 8, CRC32: 0x352441c2, CompressedSize64: 3, UncompressedSize64: 3})
			fw.Write([]byte("abc"))
		case 3:
			w.SetOffset(5)
			b.WriteString("hello")
			add(&zip.FileHeader{Name: "s"}, "abc")
			add(&zip.FileHeader{Name: "s"}, "abc")
		case 4:
			dir, _ := os.MkdirTemp("", "")
			os.MkdirAll(dir+"/p/q", 0o755)
			os.WriteFile(dir+"/p/f", []byte("text"), 0o640)
			os.Chtimes(dir+"/p/f", time.Unix(1e9, 0), time.Unix(1e9, 0))
			fmt.Println(w.AddFS(os.DirFS(dir+"/p/q")), w.AddFS(os.DirFS(dir+"/p/none")))
			os.Remove(dir + "/p/q")
			fmt.Println(w.AddFS(os.DirFS(dir + "/p")))
			os.RemoveAll(dir)
		case 5:
			w.RegisterCompressor(99, func(w io.Writer) (io.WriteCloser, error) { return nil, fmt.Errorf("no") })
			add(&zip.FileHeader{Name: "s", Method: 99}, "abc")
		case 6:
			for i := range 66000 {
				w.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
			}
		}
		fmt.Println(w.Close(), w.Close())
		if k == 6 {
			r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
			fmt.Println(len(r.File), err)
			continue
		}
		dump(b.Bytes())
		if k > 0 {
			for i := 0; i < b.Len() && i < 300; i += 7 {
				c := bytes.Clone(b.Bytes())
				c[len(c)-1-i] ^= 0x41
				dump(c)
				dump(c[:len(c)-i])
				dump(c[i:])
			}
		}
	}
	_, err := zip.NewReader(nil, -1)
	fmt.Println(err)
	_, err = zip.OpenReader("/nonexistent")
	fmt.Println(err)
}
