package x509

import (
	"bytes"
	"maps"
	"slices"
)

// The valid policies of a chain (RFC 5280, section 6.1) are a graph (RFC 9618): a layer for each certificate from below the root
// to the leaf, in it a node for each policy, which comes from nodes of the layer above that expect it.

// anyPolicy is the encoding of 2.5.29.32.0.
const anyPolicy = "\x55\x1d\x20\x00"

type policyNode struct {
	policy   string
	expected []string
	parents  map[*policyNode]bool
	children int
}

type policyLayer map[string]*policyNode

func (l policyLayer) add(policy string, parents []*policyNode) *policyNode {
	n := &policyNode{policy: policy, expected: []string{policy}, parents: map[*policyNode]bool{}}
	for _, p := range parents {
		n.parents[p] = true
		p.children++
	}
	l[policy] = n
	return n
}

func (l policyLayer) remove(n *policyNode) {
	for p := range n.parents {
		p.children--
	}
	delete(l, n.policy)
}

// prune takes away, from the bottom up, the nodes above the last layer that have nothing below them.
func prune(layers []policyLayer) {
	for i := len(layers) - 2; i >= 0; i-- {
		for _, n := range layers[i] {
			if n.children == 0 {
				layers[i].remove(n)
			}
		}
	}
}

// limit lowers a counter to n if the certificate says so.
func limit(counter *int, n int, zero bool) {
	if (n > 0 || zero) && n < *counter {
		*counter = n
	}
}

// policiesValid reports whether the chain has a policy that the options want, as far as policies are asked for.
func policiesValid(chain []*Certificate, opts *VerifyOptions) bool {
	if len(chain) == 1 {
		return true
	}
	n := len(chain) - 1
	begin := func(now bool) int {
		if now {
			return 0
		}
		return n + 1
	}
	inhibitAny, explicit, mapping := begin(opts.inhibitAnyPolicy), begin(opts.requireExplicitPolicy), begin(opts.inhibitPolicyMapping)
	wanted := map[string]bool{}
	for _, p := range opts.CertificatePolicies {
		wanted[string(p.der)] = true
	}
	if len(wanted) == 0 {
		wanted[anyPolicy] = true
	}

	top := policyLayer{}
	top.add(anyPolicy, nil)
	layers := []policyLayer{top} // nil once there is no valid policy
	for i := n - 1; i >= 0; i-- {
		c := chain[i]
		selfSigned := bytes.Equal(c.RawIssuer, c.RawSubject)
		if len(c.Policies) == 0 {
			layers = nil
		}
		if explicit == 0 && layers == nil {
			return false
		}
		if layers != nil {
			layers = append(layers, nextLayer(layers[len(layers)-1], c, inhibitAny > 0 || i > 0 && selfSigned))
			prune(layers)
			if i > 0 && len(c.PolicyMappings) > 0 && !mapPolicies(layers, c, mapping > 0) {
				return false
			}
		}
		if i > 0 {
			if !selfSigned {
				explicit, mapping, inhibitAny = max(explicit-1, 0), max(mapping-1, 0), max(inhibitAny-1, 0)
			}
			limit(&explicit, c.RequireExplicitPolicy, c.RequireExplicitPolicyZero)
			limit(&mapping, c.InhibitPolicyMapping, c.InhibitPolicyMappingZero)
			limit(&inhibitAny, c.InhibitAnyPolicy, c.InhibitAnyPolicyZero)
		}
	}
	explicit = max(explicit-1, 0)
	if chain[0].RequireExplicitPolicyZero {
		explicit = 0
	}

	valid := map[string]bool{}
	for _, layer := range layers {
		for policy, node := range layer {
			// Those that the authority asserts itself, not as another's.
			if policy == anyPolicy || len(node.parents) != 1 {
				continue
			}
			for p := range node.parents {
				if p.policy == anyPolicy {
					valid[policy] = true
				}
			}
		}
	}
	anyValid := len(layers) > 0 && layers[len(layers)-1][anyPolicy] != nil
	if anyValid {
		valid[anyPolicy] = true
	}
	if len(wanted) != 1 || !wanted[anyPolicy] {
		maps.DeleteFunc(valid, func(policy string, _ bool) bool { return !wanted[policy] })
		if anyValid {
			maps.Copy(valid, wanted)
		}
	}
	return explicit > 0 || len(valid) > 0
}

// nextLayer returns the layer of c below the one above. anyCounts says whether c's anyPolicy is taken for all.
func nextLayer(above policyLayer, c *Certificate, anyCounts bool) policyLayer {
	expect := map[string][]*policyNode{}
	for _, n := range above {
		for _, policy := range n.expected {
			expect[policy] = append(expect[policy], n)
		}
	}
	layer := policyLayer{}
	hasAny := false
	for _, p := range c.Policies {
		policy := string(p.der)
		if policy == anyPolicy {
			hasAny = true
			continue
		}
		parents := expect[policy]
		if len(parents) == 0 && above[anyPolicy] != nil {
			parents = []*policyNode{above[anyPolicy]}
		}
		if len(parents) > 0 {
			layer.add(policy, parents)
		}
	}
	if hasAny && anyCounts {
		for policy, parents := range expect {
			if layer[policy] == nil {
				layer.add(policy, parents)
			}
		}
	}
	return layer
}

// mapPolicies lets the last layer expect what c's mappings say, or drops what is mapped if that is inhibited.
func mapPolicies(layers []policyLayer, c *Certificate, allowed bool) bool {
	last := layers[len(layers)-1]
	mappings := map[string][]string{}
	var order []string
	for _, m := range c.PolicyMappings {
		issuer, subject := string(m.IssuerDomainPolicy.der), string(m.SubjectDomainPolicy.der)
		if !allowed {
			if n := last[issuer]; n != nil {
				last.remove(n)
			}
			continue
		}
		if issuer == anyPolicy || subject == anyPolicy {
			return false
		}
		if !slices.Contains(order, issuer) {
			order = append(order, issuer)
		}
		mappings[issuer] = append(mappings[issuer], subject)
	}
	prune(layers)
	for _, issuer := range order {
		if n := last[issuer]; n != nil {
			n.expected = mappings[issuer]
		} else if n := last[anyPolicy]; n != nil {
			// Beside anyPolicy, below what that one is below.
			last.add(issuer, slices.Collect(maps.Keys(n.parents))).expected = mappings[issuer]
		}
	}
	return true
}
