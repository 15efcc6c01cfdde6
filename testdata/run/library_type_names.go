// %T and %#v show types and fields of the library that have no exported names; they are called as Go calls them.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
)

func main() {
	fmt.Printf("%+v %#v\n", bytes.Buffer{}, bytes.Buffer{})
	entries, err := os.ReadDir(".")
	if dir, e := os.MkdirTemp("", ""); e == nil {
		defer os.RemoveAll(dir)
		os.WriteFile(dir+"/f", nil, 0o600)
		entries, err = os.ReadDir(dir)
	}
	fmt.Printf("%T %v %v\n", entries[0], entries, err)
	defer func() {
		r := recover()
		_, is := r.(runtime.Error)
		fmt.Printf("%T %v %#v %v\n", r, r, r, is)
	}()
	panic(nil)
}
