package main

func main() {
block:
	{
		if len("x") == 1 {
			break block
		}
	}
}
