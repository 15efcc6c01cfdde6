package main

func f() int { return 1 }

func main() {
	defer int(3)
	go len("x")
	defer recover()
	defer append([]int{}, 1)
	go f()
}
