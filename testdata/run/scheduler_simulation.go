// A round-robin scheduler of tasks with a time slice and per-task deadlines.
package main

import "fmt"

type Task struct {
	name           string
	need, deadline int
}

func main() {
	queue := []*Task{{"build", 5, 12}, {"test", 3, 6}, {"lint", 1, 99}, {"deploy", 4, 13}}
	now, slice := 0, 2
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		run := min(slice, t.need)
		now += run
		t.need -= run
		switch {
		case now > t.deadline:
			fmt.Printf("%3d %-7s missed its deadline %d (%d left)\n", now, t.name, t.deadline, t.need)
		case t.need == 0:
			fmt.Printf("%3d %-7s done\n", now, t.name)
		default:
			queue = append(queue, t)
		}
	}
}
