// The motion of five bodies: floating-point fields of structs behind pointers.
//
// group: floats
// args: 1000
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"
)

type body struct{ x, y, z, vx, vy, vz, mass float64 }

const (
	solar = 4 * math.Pi * math.Pi
	year  = 365.24
)

func system() []*body {
	return []*body{
		{mass: solar},
		{4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
			0.00166007664274403694 * year, 0.00769901118419740425 * year, -0.0000690460016972063023 * year, 0.000954791938424326609 * solar},
		{8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
			-0.00276742510726411 * year, 0.00499852801234917238 * year, 0.0000230417297573763929 * year, 0.000285885980666130812 * solar},
		{12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
			0.00296460137564761618 * year, 0.00237847173959480950 * year, -0.0000296589568540237556 * year, 0.0000436624404335156298 * solar},
		{15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
			0.00268067772490389322 * year, 0.00162824170038242295 * year, -0.0000951592254519715870 * year, 0.0000515138902046611451 * solar},
	}
}

func energy(bodies []*body) float64 {
	e := 0.0
	for i, b := range bodies {
		e += 0.5 * b.mass * (b.vx*b.vx + b.vy*b.vy + b.vz*b.vz)
		for _, c := range bodies[i+1:] {
			dx, dy, dz := b.x-c.x, b.y-c.y, b.z-c.z
			e -= b.mass * c.mass / math.Sqrt(dx*dx+dy*dy+dz*dz)
		}
	}
	return e
}

func advance(bodies []*body, dt float64) {
	for i, b := range bodies {
		for _, c := range bodies[i+1:] {
			dx, dy, dz := b.x-c.x, b.y-c.y, b.z-c.z
			d := dx*dx + dy*dy + dz*dz
			mag := dt / (d * math.Sqrt(d))
			b.vx -= dx * c.mass * mag
			b.vy -= dy * c.mass * mag
			b.vz -= dz * c.mass * mag
			c.vx += dx * b.mass * mag
			c.vy += dy * b.mass * mag
			c.vz += dz * b.mass * mag
		}
	}
	for _, b := range bodies {
		b.x += dt * b.vx
		b.y += dt * b.vy
		b.z += dt * b.vz
	}
}

func bench(n int) string {
	bodies := system()
	for range n {
		advance(bodies, 0.01)
	}
	return fmt.Sprintf("%.9f", energy(bodies))
}

func main() {
	n := 2000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("nbody", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
