package testing

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// InternalExample is an example function and what it must print.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// RunExamples runs examples as the flags say.
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(matchString, examples)
	return ok
}

func runExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ran, ok bool) {
	ok = true
	m := newMatcher(matchString, *match, "-test.run", *skip)
	for _, eg := range examples {
		if _, matched, _ := m.fullName(nil, eg.Name); matched {
			ran = true
			if !runExample(eg) {
				ok = false
			}
		}
	}
	return ran, ok
}

func runExample(eg InternalExample) (ok bool) {
	if *verbose {
		fmt.Printf("=== RUN   %s\n", eg.Name)
	}
	stdout := os.Stdout
	r, w, err := os.Pipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout = w
	output := make(chan string)
	go func() {
		var buf strings.Builder
		_, err := io.Copy(&buf, r)
		r.Close()
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: copying pipe: %v\n", err)
			os.Exit(1)
		}
		output <- buf.String()
	}()
	finished := false
	start := time.Now()
	defer func() {
		taken := time.Since(start)
		w.Close()
		os.Stdout = stdout
		got := <-output
		ok = eg.judge(got, taken, finished, recover())
	}()
	eg.F()
	finished = true
	return
}

func (eg *InternalExample) judge(stdout string, taken time.Duration, finished bool, panicked any) bool {
	got, want := strings.TrimSpace(stdout), strings.TrimSpace(eg.Output)
	wrong := ""
	if panicked == nil {
		if eg.Unordered {
			if !slices.Equal(slices.Sorted(strings.SplitSeq(got, "\n")), slices.Sorted(strings.SplitSeq(want, "\n"))) {
				wrong = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", stdout, eg.Output)
			}
		} else if got != want {
			wrong = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
		}
	}
	ok := wrong == "" && finished && panicked == nil
	if !ok {
		fmt.Printf("--- FAIL: %s (%s)\n%s", eg.Name, fmtDuration(taken), wrong)
	} else if *verbose {
		fmt.Printf("--- PASS: %s (%s)\n", eg.Name, fmtDuration(taken))
	}
	if panicked != nil {
		panic(panicked)
	}
	if !finished {
		panic(errGoexit)
	}
	return ok
}
