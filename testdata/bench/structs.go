// Structs by value: copied in and out of slices, passed, returned, compared.
//
// group: loops
// args: 2
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

type vec struct{ x, y, z int }

type particle struct {
	at, speed vec
	id        int
	alive     bool
}

func (a vec) add(b vec) vec { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }

func step(p particle, gravity vec) particle {
	p.speed = p.speed.add(gravity)
	p.at = p.at.add(p.speed)
	if p.at.y < 0 {
		p.at.y, p.speed.y = -p.at.y, -p.speed.y*3/4
	}
	p.alive = p.speed != vec{}
	return p
}

func bench(n int) int {
	world := make([]particle, 10_000)
	for i := range world {
		world[i] = particle{at: vec{i, i % 97, -i}, speed: vec{i % 7, 0, i % 5}, id: i}
	}
	for range n {
		for i := range world {
			world[i] = step(world[i], vec{0, -1, 0})
		}
		first := world[0]
		copy(world, world[1:])
		world[len(world)-1] = first
	}
	sum := 0
	for i, p := range world {
		if p.alive {
			sum += p.at.x ^ p.at.y ^ p.at.z + i%3*p.id
		}
	}
	return sum
}

func main() {
	n := 800
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("structs", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
