package runtime

import "unsafe"

// The functions here are the Go side of a call from the program that embeds minigo: hostCall runs it, the others are
// interp/embed.cc's.

// hostPrepare converts the arguments: a block with room for the results, then the arguments. nil: they do not fit.
//
//minigo:vm
func hostPrepare(call unsafe.Pointer) unsafe.Pointer

// hostInvoke calls the function.
//
//minigo:vm
func hostInvoke(call, block unsafe.Pointer)

// hostFinish converts the results.
//
//minigo:vm
func hostFinish(call, block unsafe.Pointer)

// hostErrors returns how many errors among the results want a text.
//
//minigo:vm
func hostErrors(call unsafe.Pointer) int

//minigo:vm
func hostError(call unsafe.Pointer, i int) error

//minigo:vm
func hostErrorText(call unsafe.Pointer, i int, text string)

// hostFailed says that the function did not return; what was printed since keepPrinted tells why.
//
//minigo:vm
func hostFailed(call unsafe.Pointer, goexit bool)

func hostCall(call unsafe.Pointer) {
	returned := false
	defer func() {
		if returned {
			return
		}
		chain := panicChain()
		if n := len(chain); n > 0 && chain[n-1].goexit {
			hostFailed(call, true)
			return
		}
		textOfPanics(chain, false)
		keepPrinted()
		printPanics(chain)
		hostFailed(call, false)
		recover()
	}()
	if block := hostPrepare(call); block != nil {
		hostInvoke(call, block)
		hostFinish(call, block)
	}
	for i := range hostErrors(call) {
		hostErrorText(call, i, hostError(call, i).Error())
	}
	returned = true
}

// hostTextOf is Error for a host function's argument.
func hostTextOf(err error) string { return err.Error() }

// hostFailure is an error made by a host function.
type hostFailure struct{ text string }

func (e *hostFailure) Error() string { return e.text }
