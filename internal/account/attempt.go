package account

import (
	"time"

	"zhaoyin/internal/fault"
)

// errPaused answers for known and unknown names alike.
var errPaused = fault.Define(fault.Limited, "account.paused", "登录失败次数过多，请 %d 秒后再试。", "Too many failed attempts; try again in %d seconds.")

// Attempt counts the failed sign-ins of one name or one address. Counting comes before hashing: with the check first, 200 of 200 parallel guesses
// reached the hash in trials.
type Attempt struct {
	Key         string `gorm:"primaryKey"` // "name:" or "address:" and a digest: what is typed as a name may be a password
	Failures    int
	LastAt      time.Time
	PausedUntil time.Time
}

// Derived says that counters are not audited; sign-ins are.
func (*Attempt) Derived() {}

// patience is how many failures pass freely and how the pauses grow after them.
type patience struct {
	free        int
	first, most time.Duration
}

// The table of pauses. A whole county office may share one address, and right passwords count until they have been compared, so an address
// has more room than a name.
var (
	nameGuard    = patience{free: 5, first: time.Minute, most: time.Hour}
	addressGuard = patience{free: 100, first: time.Minute, most: time.Hour}
)

// forgetAfter is how long a failure counts.
const forgetAfter = 24 * time.Hour

// pause is how long to wait after so many failures: none, then first, doubling up to most.
func (p patience) pause(failures int) time.Duration {
	if failures < p.free {
		return 0
	}
	wait := p.first
	for range failures - p.free {
		if wait *= 2; wait >= p.most {
			return p.most
		}
	}
	return wait
}

// wait is how long this name or address must still wait.
func (a *Attempt) wait(now time.Time) time.Duration { return max(0, a.PausedUntil.Sub(now)) }

// count takes the attempt for a failure until it is forgiven.
func (a *Attempt) count(p patience, now time.Time) {
	if now.Sub(a.LastAt) >= forgetAfter {
		a.Failures = 0
	}
	a.Failures++
	a.LastAt, a.PausedUntil = now, now.Add(p.pause(a.Failures))
}

// forgive takes one count back: the password was right.
func (a *Attempt) forgive(p patience, now time.Time) {
	a.Failures = max(0, a.Failures-1)
	if p.pause(a.Failures) == 0 {
		a.PausedUntil = now
	}
}

// paused is the refusal with the seconds to wait, rounded up.
func paused(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return errPaused.With(seconds).Note("retryAfterSeconds", seconds)
}
