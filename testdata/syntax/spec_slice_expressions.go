// What the grammar of slice expressions forbids.
package main

func main() {
	var sl []int
	_ = sl[]
	_ = sl[::]
	_ = sl[1::2]
	_ = sl[1:2:]
	_ = sl[:2:]
	_ = sl[1:2:3:4]
}
