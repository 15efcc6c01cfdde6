package main

import (
	"log"
	"net/http"
)

func good() {
	resp, err := http.Get("http://x")
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
}

func bad() {
	resp, err := http.Get("http://x")
	defer resp.Body.Close()
	if err != nil {
		log.Fatal(err)
	}
}

func badClient() {
	client := http.DefaultClient
	resp, err := client.Head("http://x")
	defer resp.Body.Close()
	if err != nil {
		log.Fatal(err)
	}
	var c2 http.Client
	resp2, err := c2.Get("http://x")
	defer resp2.Body.Close()
	_ = err
}

func other() {
	var mu struct{ f func() }
	resp, err := http.Get("http://x")
	defer mu.f()
	_, _ = resp, err
	if true {
		resp, _ := http.Get("http://x")
		defer resp.Body.Close()
	}
}

func wrap(*http.Response, error) *http.Response { return nil }

func wrapped() {
	resp := wrap(http.Get("http://x"))
	defer resp.Body.Close()
}

func main() {
	good()
	bad()
	badClient()
	other()
	wrapped()
}
