// Transfers between accounts under locks taken in a fixed order.
package main

import (
	"fmt"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	id      int
	balance int
}

func transfer(from, to *Account, amount int) error {
	if from == to {
		return fmt.Errorf("account %d: transfer to itself", from.id)
	}
	first, second := from, to
	if first.id > second.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < amount {
		return fmt.Errorf("account %d: insufficient funds: have %d, need %d", from.id, from.balance, amount)
	}
	from.balance -= amount
	to.balance += amount
	return nil
}

func main() {
	accs := make([]*Account, 4)
	for i := range accs {
		accs[i] = &Account{id: i, balance: 1000}
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range 200 {
				transfer(accs[(i+k)%4], accs[(i*3+k*7+1)%4], 5)
			}
		}()
	}
	wg.Wait()
	total := 0
	for _, a := range accs {
		total += a.balance
	}
	fmt.Println("total:", total)
	fmt.Println(transfer(accs[0], accs[0], 1))
	accs[1].balance = 3
	fmt.Println(transfer(accs[1], accs[2], 10))
}
