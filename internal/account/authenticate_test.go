package account

import (
	"context"
	"strconv"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store/storetest"
)

// What was read before a change is not kept after it, even when the reader comes back late.
func TestCacheRefusesWhatWasReadBeforeAChange(t *testing.T) {
	c, now := newCache(), storetest.Start
	read := bearer{id: "s1", generation: c.current(), readAt: now}
	c.void()
	c.put("hash", read)
	if _, ok := c.get("hash", now); ok {
		t.Error("an entry of an older generation was kept")
	}
	read.generation = c.current()
	c.put("hash", read)
	if _, ok := c.get("hash", now); !ok {
		t.Error("an entry of this generation was not kept")
	}
	if _, ok := c.get("hash", now.Add(rememberFor)); ok {
		t.Error("an entry outlived its second")
	}
}

func TestCacheIsBounded(t *testing.T) {
	c, now := newCache(), storetest.Start
	for i := range rememberMax + 10 {
		c.put(strconv.Itoa(i), bearer{readAt: now})
	}
	if got := len(c.entries); got > rememberMax {
		t.Errorf("entries: got %d, want at most %d", got, rememberMax)
	}
}

// BenchmarkAuthenticate is what every request pays: remembered, and once a second read.
func BenchmarkAuthenticate(b *testing.B) {
	w := newWorld(b)
	token := w.signIn("clerk.330723")
	check := func(b *testing.B) {
		actor, err := w.Authenticate(context.Background(), token)
		if err != nil || actor.Role != access.Clerk {
			b.Fatal(actor.Role, err)
		}
	}
	b.Run("remembered", func(b *testing.B) {
		for b.Loop() {
			check(b)
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			w.cache.void()
			check(b)
		}
	})
}
