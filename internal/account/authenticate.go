package account

import (
	"context"
	"strings"
	"sync"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// The limits of the cache. rememberFor is how long another process's revocation may take to be seen here; a revocation of this process is seen at
// once.
const (
	rememberFor = time.Second
	rememberMax = 10_000
)

// cache remembers for a moment what was read of a token, by its digest. An entry of an older generation is void: each change to an account, session
// or token of this process begins a new one after its commit.
type cache struct {
	mu         sync.Mutex
	generation uint64
	entries    map[string]*bearer
}

func newCache() *cache { return &cache{entries: map[string]*bearer{}} }

// current is taken before the database is read, so that what was read before a change is never kept after it.
func (c *cache) current() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.generation
}

// void forgets everything that was read so far.
func (c *cache) void() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	clear(c.entries)
}

func (c *cache) get(hash string, now time.Time) (bearer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b, ok := c.entries[hash]
	if !ok || now.Sub(b.readAt) >= rememberFor || now.Before(b.readAt) {
		return bearer{}, false
	}
	return *b, true
}

func (c *cache) put(hash string, b bearer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b.generation != c.generation {
		return
	}
	if len(c.entries) >= rememberMax {
		clear(c.entries)
	}
	c.entries[hash] = &b
}

// claimUse is true for the one request that is to write down the use; those beside it go on.
func (c *cache) claimUse(hash string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	b, ok := c.entries[hash]
	if !ok || !b.stale(now) {
		return false
	}
	b.seenAt = now
	return true
}

// Authenticate says whom a session or API token speaks for. It stands before every request: usually a look into memory, once a second a read, and
// once a minute a write. Whatever is wrong with the token gets the same answer.
func (s *Service) Authenticate(ctx context.Context, token string) (access.Actor, error) {
	if len(token) > 100 || !strings.HasPrefix(token, sessionMark) && !strings.HasPrefix(token, tokenMark) {
		return access.Nobody(), errSession.With()
	}
	hash, now := digest(token), s.db.Now()
	b, ok := s.cache.get(hash, now)
	if !ok {
		var err error
		if b, err = s.read(ctx, hash, strings.HasPrefix(token, tokenMark), now); err != nil {
			return access.Nobody(), err
		}
	}
	if !b.valid(s.profile, now) {
		return access.Nobody(), errSession.With()
	}
	if b.stale(now) && s.cache.claimUse(hash, now) {
		s.used(b)
	}
	return b.actor(s.profile, now), nil
}

// product is the context in which the service looks after sessions by itself. It stands outside the request, whose cancellation must not cut it and
// whose Idempotency-Key it must not take.
func product() context.Context { return access.With(context.Background(), access.As("session")) }

func (s *Service) read(ctx context.Context, hash string, isToken bool, now time.Time) (bearer, error) {
	generation := s.cache.current()
	find := bySession
	if isToken {
		find = byToken
	}
	var found *bearer
	err := s.db.Read(access.With(ctx, access.As("session")), access.SessionCheck, func(tx *store.Tx) error {
		var err error
		found, err = find(tx, hash)
		return err
	})
	if fault.KindOf(err) == fault.Missing {
		return bearer{}, errSession.With()
	}
	if err != nil {
		return bearer{}, err
	}
	found.generation, found.readAt = generation, now
	s.cache.put(hash, *found)
	return *found, nil
}

// used writes down that a session or token is in use. Failing to (a full disk) must not keep anybody from reading, so it is only logged; the
// session then ends early.
func (s *Service) used(b bearer) {
	err := s.db.Write(product(), access.SessionCheck, func(tx *store.Tx) error {
		if b.isToken {
			return markUsed(tx, b.id)
		}
		return markSeen(tx, b.id)
	})
	if err != nil {
		s.log.Warn("the use of a session was not written down", "error", err)
	}
}
