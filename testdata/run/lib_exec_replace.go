// syscall.Exec: the process becomes another program, with its arguments and environment.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	fmt.Println(syscall.Exec("/no/such/program", []string{"x"}, nil), syscall.Exec("a\x00b", nil, nil))
	go func() {
		for {
			time.Sleep(time.Millisecond)
		}
	}()
	sh, err := exec.LookPath("sh")
	fmt.Println(sh != "", err)
	err = syscall.Exec(sh, []string{"name", "-c", `echo "$X $0 $1"; exit 7`, "zero", "one two"}, append(os.Environ(), "X=value"))
	fmt.Println("not reached", err)
}
