// Actors with mailboxes, typed messages and ask.
package main

import "fmt"

type Msg interface{ isMsg() }
type Deposit struct{ n int }
type Withdraw struct {
	n     int
	reply chan<- error
}
type Ask struct{ reply chan<- int }
type Stop struct{}

func (Deposit) isMsg()  {}
func (Withdraw) isMsg() {}
func (Ask) isMsg()      {}
func (Stop) isMsg()     {}

func account(box <-chan Msg, stopped chan<- int) {
	balance := 0
	for m := range box {
		switch m := m.(type) {
		case Deposit:
			balance += m.n
		case Withdraw:
			if m.n > balance {
				m.reply <- fmt.Errorf("need %d, have %d", m.n, balance)
				continue
			}
			balance -= m.n
			m.reply <- nil
		case Ask:
			m.reply <- balance
		case Stop:
			stopped <- balance
			return
		}
	}
}

func main() {
	box, stopped := make(chan Msg, 8), make(chan int)
	go account(box, stopped)
	errs, bal := make(chan error), make(chan int)
	box <- Deposit{50}
	box <- Withdraw{80, errs}
	fmt.Println(<-errs)
	box <- Withdraw{20, errs}
	fmt.Println(<-errs)
	box <- Ask{bal}
	fmt.Println(<-bal)
	box <- Stop{}
	fmt.Println("stopped with", <-stopped)
}
