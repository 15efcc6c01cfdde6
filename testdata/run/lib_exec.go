// os/exec and os/user: programs, their input and output, how they end.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"strings"
	"syscall"
	"time"
)

func main() {
	out, err := exec.Command("echo", "a", "b c").Output()
	fmt.Printf("%q %v\n", out, err)
	out, err = exec.Command("sh", "-c", "echo out; echo err >&2; exit 3").Output()
	var exit *exec.ExitError
	fmt.Printf("%q %v %t %q %d\n", out, err, errors.As(err, &exit), exit.Stderr, exit.ExitCode())
	out, err = exec.Command("sh", "-c", "echo out; echo err >&2").CombinedOutput()
	fmt.Printf("%q %v\n", out, err)

	c := exec.Command("tr", "a-z", "A-Z")
	c.Stdin = strings.NewReader("some input\nmore\n")
	var b bytes.Buffer
	c.Stdout = &b
	fmt.Println(c.Run(), b.String(), c.ProcessState, c.ProcessState.Success())
	fmt.Println(c.Run(), c.Wait(), c.String() != "")

	c = exec.Command("cat")
	w, _ := c.StdinPipe()
	r, _ := c.StdoutPipe()
	_, err = c.StdinPipe()
	fmt.Println(err, c.Start())
	_, err = c.StderrPipe()
	fmt.Println(err)
	lines := bufio.NewScanner(r)
	for i := range 3 {
		fmt.Fprintln(w, "line", i)
		lines.Scan()
		fmt.Println("got", lines.Text())
	}
	w.Close()
	rest, err := io.ReadAll(r)
	fmt.Printf("%q %v %v\n", rest, err, c.Wait())

	c = exec.Command("sh", "-c", "echo $X $Y; pwd; echo $PWD; echo $0 $1 >&3", "name", "arg")
	c.Env = []string{"X=1", "Y=2", "X=3", "PATH=" + os.Getenv("PATH")}
	c.Dir = "/"
	pr, pw, _ := os.Pipe()
	c.ExtraFiles = []*os.File{pw}
	out, err = c.Output()
	pw.Close()
	extra, _ := io.ReadAll(pr)
	fmt.Printf("%q %v %q\n", out, err, extra)

	for _, name := range []string{"no-such-program", "./no-such-program", "/", "", "."} {
		path, err := exec.LookPath(name)
		fmt.Printf("%q %v %t\n", path, err, errors.Is(err, exec.ErrNotFound))
		fmt.Println(exec.Command(name).Run())
	}
	c = exec.Command("echo")
	c.Dir = "/no/such/dir"
	fmt.Println(c.Run())
	c = exec.Command("echo")
	c.Env = []string{"A\x00B=1"}
	fmt.Println(c.Run())
	fmt.Println(new(exec.Cmd).Run(), new(exec.Cmd).Wait())

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	err = exec.CommandContext(ctx, "sleep", "20").Run()
	fmt.Println(err, time.Since(start) < 15*time.Second)
	fmt.Println(exec.CommandContext(ctx, "sleep", "20").Run())
	ctx2, cancel2 := context.WithCancel(context.Background())
	c = exec.CommandContext(ctx2, "sleep", "20")
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	fmt.Println(c.Start())
	cancel2()
	fmt.Println(c.Wait(), ctx2.Err())
	c = exec.Command("sh", "-c", "sleep 20 & echo done")
	c.Stdout = &b
	c.WaitDelay = 100 * time.Millisecond
	fmt.Println(c.Run() == exec.ErrWaitDelay, c.ProcessState)

	c = exec.Command("sleep", "20")
	fmt.Println(c.Start(), c.Process.Kill(), c.Wait(), c.ProcessState.Exited(), c.ProcessState.ExitCode(), c.Process.Kill())
	big := strings.Repeat("0123456789\n", 20000)
	c = exec.Command("cat")
	c.Stdin = strings.NewReader(big)
	out, err = c.Output()
	fmt.Println(string(out) == big, err)
	c = exec.Command("sh", "-c", "yes x | head -c 100000 >&2; exit 1")
	_, err = c.Output()
	fmt.Println(len(err.(*exec.ExitError).Stderr), strings.Contains(string(err.(*exec.ExitError).Stderr), "\n... omitting 34464 bytes ...\n"))
	c = exec.Command("true")
	c.Stdin = strings.NewReader(big)
	fmt.Println(c.Run())

	u, err := user.Current()
	v, err2 := user.LookupId(u.Uid)
	fmt.Println(err, err2, *u == *v, u.Username != "")
	root, err := user.Lookup("root")
	fmt.Println(root.Uid, root.Gid, root.HomeDir, err)
	g, err := user.LookupGroup("root")
	fmt.Println(g.Gid, g.Name, err)
	g, err = user.LookupGroupId("0")
	fmt.Println(g.Name, err)
	_, err = user.Lookup("nobody-such")
	fmt.Println(err)
	_, err = user.LookupId("123456")
	fmt.Println(err)
	_, err = user.LookupId("x")
	fmt.Println(err)
	_, err = user.LookupGroup("none-such")
	fmt.Println(err)
	_, err = user.LookupGroupId("123456")
	fmt.Println(err)
	ids, err := root.GroupIds()
	fmt.Println(len(ids) > 0, err)
}
