package main

func main() {
	if true {
		break
	}
	continue
	for {
		func() {
			break
		}()
	}
}
