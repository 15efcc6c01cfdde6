// analyses: -tests=false -printf=false
package main

import "testing"

func Testlower(t *testing.T) { t.Logf("%d", "a") }

func TestX(t *testing.T) {
	go t.Fatal("x")
}
