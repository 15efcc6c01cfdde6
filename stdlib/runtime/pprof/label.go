package pprof

import (
	"context"
	"slices"
	"strings"
)

// This file has labels. They are kept in contexts; profiles do not show them.

type label struct{ key, value string }

// LabelSet is a set of labels.
type LabelSet struct {
	list []label // by key
}

type labelKey struct{}

// Labels returns a set of labels, given as keys and values in turn. The last value of a key counts.
func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	var set LabelSet
	for i := 0; i < len(args); i += 2 {
		set.put(label{args[i], args[i+1]})
	}
	return set
}

func (s *LabelSet) put(l label) {
	i, found := slices.BinarySearchFunc(s.list, l.key, func(a label, key string) int { return strings.Compare(a.key, key) })
	if found {
		s.list[i] = l
	} else {
		s.list = slices.Insert(s.list, i, l)
	}
}

func labelsOf(ctx context.Context) []label {
	set, _ := ctx.Value(labelKey{}).(LabelSet)
	return set.list
}

// WithLabels returns a context with labels added.
func WithLabels(ctx context.Context, labels LabelSet) context.Context {
	set := LabelSet{slices.Clone(labelsOf(ctx))}
	for _, l := range labels.list {
		set.put(l)
	}
	return context.WithValue(ctx, labelKey{}, set)
}

// Label returns the value of a label of the context.
func Label(ctx context.Context, key string) (string, bool) {
	for _, l := range labelsOf(ctx) {
		if l.key == key {
			return l.value, true
		}
	}
	return "", false
}

// ForLabels calls f for the labels of the context, by key, until it returns false.
func ForLabels(ctx context.Context, f func(key, value string) bool) {
	for _, l := range labelsOf(ctx) {
		if !f(l.key, l.value) {
			return
		}
	}
}

// SetGoroutineLabels makes the context's labels those of the goroutine, which no profile shows.
func SetGoroutineLabels(ctx context.Context) { labelsOf(ctx) }

// Do calls f with labels added to the context.
func Do(ctx context.Context, labels LabelSet, f func(context.Context)) {
	defer SetGoroutineLabels(ctx)
	ctx = WithLabels(ctx, labels)
	SetGoroutineLabels(ctx)
	f(ctx)
}
