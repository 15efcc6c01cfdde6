// Values: key types, shadowing, lookup through several layers.
package main

import (
	"context"
	"fmt"
)

type key int

const (
	userKey key = iota
	traceKey
)

type otherKey int

func handler(ctx context.Context) string {
	user, ok := ctx.Value(userKey).(string)
	if !ok {
		user = "anonymous"
	}
	trace, _ := ctx.Value(traceKey).(int)
	return fmt.Sprintf("user=%s trace=%d", user, trace)
}

func main() {
	bg := context.Background()
	fmt.Println(handler(bg))
	ctx := context.WithValue(bg, userKey, "ada")
	ctx = context.WithValue(ctx, traceKey, 7)
	fmt.Println(handler(ctx))
	inner, cancel := context.WithCancel(context.WithValue(ctx, userKey, "bob"))
	defer cancel()
	fmt.Println(handler(inner), handler(ctx))
	fmt.Println(ctx.Value(otherKey(0)), ctx.Value("userKey"), ctx.Value(0))
	fmt.Println(inner.Value(key(1)))
}
