package account

import (
	"net/netip"
	"slices"

	"zhaoyin/internal/store"
)

// guarded is a counter that an attempt adds to, and its patience.
type guarded struct {
	key      string
	patience patience
}

// guardKeys are always in this order, so that two attempts never wait for each other.
func guardKeys(name, address string) []guarded {
	return []guarded{
		{key: "name:" + digest(name), patience: nameGuard},
		{key: "address:" + digest(neighbourhood(address)), patience: addressGuard},
	}
}

// neighbourhood is what one client can call its own: an IPv4 address, or the 64-bit network that an IPv6 address lies in.
func neighbourhood(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	return netip.PrefixFrom(a.WithZone(""), 64).Masked().String()
}

// pausedBy refuses while any of the counters says to wait, for the longest of them.
func pausedBy(tx *store.Tx, found []Attempt) error {
	if len(found) == 0 {
		return nil
	}
	longest := slices.MaxFunc(found, func(a, b Attempt) int { return a.PausedUntil.Compare(b.PausedUntil) })
	if wait := longest.wait(tx.Now); wait > 0 {
		return paused(wait)
	}
	return nil
}

// countAttempt takes the attempt for a failure on every counter, or refuses it on all.
func countAttempt(tx *store.Tx, keys []guarded) error {
	found := make([]Attempt, len(keys))
	for i, k := range keys {
		a, err := held(tx, k.key)
		if err != nil {
			return err
		}
		found[i] = *a
	}
	if err := pausedBy(tx, found); err != nil {
		return err
	}
	for i, k := range keys {
		found[i].count(k.patience, tx.Now)
		if err := keep(tx, &found[i]); err != nil {
			return err
		}
	}
	return nil
}

// forgiveAttempt takes the count back after a right password: the name begins anew, the address only gets this one back, so that an account of
// one's own does not buy guesses at others.
func forgiveAttempt(tx *store.Tx, keys []guarded) error {
	if err := dropAttempt(tx, keys[0].key); err != nil {
		return err
	}
	a, err := held(tx, keys[1].key)
	if err != nil {
		return err
	}
	a.forgive(keys[1].patience, tx.Now)
	return keep(tx, a)
}
