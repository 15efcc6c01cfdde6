package main

import "fmt"

type Row struct {
	ID   int    `json:"id"`
	Name string `json:"name,omitempty"`
	_    bool
}

func main() {
	people := []struct {
		Name string
		Age  int
	}{{"ada", 36}, {"bob", 7}}
	for _, p := range people {
		fmt.Printf("%+v %T\n", p, p)
	}
	r := Row{ID: 1, Name: "x"}
	fmt.Printf("%+v\n", r)
	points := map[string]*struct{ X, Y int }{"a": {1, 2}}
	points["a"].X = 9
	fmt.Println(*points["a"], [...]string{2: "c", 0: "a"}, len([...]int{9: 1}))
}
