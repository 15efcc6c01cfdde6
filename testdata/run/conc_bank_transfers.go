package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"
	"text/tabwriter"
	"os"
)

type Money int64

func (m Money) String() string {
	s := ""
	if m < 0 {
		s, m = "-", -m
	}
	return fmt.Sprintf("%s$%d.%02d", s, m/100, m%100)
}

type Account struct {
	ID  string
	mu  sync.Mutex
	bal Money
	log []string
}
type InsufficientFunds struct{ Need, Have Money }

func (e InsufficientFunds) Error() string { return fmt.Sprintf("need %v, have %v", e.Need, e.Have) }

type Bank struct{ accts sync.Map }

func (b *Bank) acct(id string) *Account {
	a, _ := b.accts.LoadOrStore(id, &Account{ID: id})
	return a.(*Account)
}
func (b *Bank) Transfer(from, to string, m Money) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("transfer %s->%s: %w", from, to, err)
		}
	}()
	if from == to {
		return errors.New("same account")
	}
	x, y := b.acct(from), b.acct(to)
	first, second := x, y
	if strings.Compare(x.ID, y.ID) > 0 {
		first, second = y, x
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if x.bal < m {
		return InsufficientFunds{m, x.bal}
	}
	x.bal -= m
	y.bal += m
	return nil
}

func main() {
	b := &Bank{}
	ids := []string{"alice", "bob", "carol"}
	for i, id := range ids {
		b.acct(id).bal = Money((i + 1) * 10000)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	fails := 0
	for i := range 300 {
		wg.Go(func() {
			if err := b.Transfer(ids[i%3], ids[(i+i/3)%3], Money(i*37%1000)); err != nil {
				mu.Lock()
				fails++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	var total Money
	var names []string
	b.accts.Range(func(k, v any) bool {
		total += v.(*Account).bal
		names = append(names, k.(string))
		return true
	})
	sort.Strings(names)
	fmt.Println(total, names, fails >= 100)
	err := b.Transfer("dave", "alice", 12345)
	var inf InsufficientFunds
	fmt.Println(err, errors.As(err, &inf), inf.Need-inf.Have, Money(-5))
	tw := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(tw, "name\tbalance\t")
	fmt.Fprintln(tw, "alice\t"+Money(123456).String()+"\t")
	tw.Flush()
}
