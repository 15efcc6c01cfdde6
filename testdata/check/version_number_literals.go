// flags: -lang=go1.12

package main

func main() {
	_ = 1_000
	_ = 0b101
	_ = 0o17
	_ = 0x1p-2
	_ = 17i
	_ = 0777
	_ = 1i
}
