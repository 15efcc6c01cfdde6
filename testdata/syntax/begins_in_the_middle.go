}

package main

func main() {
}
