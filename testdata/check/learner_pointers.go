package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	text := reader.ReadString('\n')
	text, err := reader.ReadString("\n")
	scanner := bufio.NewScanner(reader)
	for scanner.Scan {
		fmt.Println(scanner.Text)
	}
	x := fmt.Scan(&text)
	fmt.Scanf("%d")
	os.Args = "x"
}
