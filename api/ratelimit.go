package api

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
)

var errPace = fault.Define(fault.Limited, "request.pace", "请求过于频繁，请 %v 秒后再试。", "Too many requests; try again in %v seconds.")

// maxPaces is how many actors and addresses are remembered; beyond it those that have been quiet are forgotten.
const maxPaces = 10_000

// strangersShare is the part of an account's pace that an address has whose caller is not signed in.
const strangersShare = 0.25

// pacer holds everybody that it counts to one pace: there is one for actors, and one for addresses without an actor. Each has a bucket of two seconds' worth of
// requests.
type pacer struct {
	perSecond rate.Limit
	burst     int
	now       func() time.Time

	mu    sync.Mutex
	paces map[string]*rate.Limiter
}

func newPacer(perSecond float64, now func() time.Time) *pacer {
	return &pacer{perSecond: rate.Limit(perSecond), burst: max(1, int(2*perSecond)), now: now, paces: map[string]*rate.Limiter{}}
}

// take counts one request of somebody, or says how many whole seconds to wait.
func (p *pacer) take(who string) (wait int, ok bool) {
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	limiter := p.paces[who]
	if limiter == nil {
		p.forget(now)
		limiter = rate.NewLimiter(p.perSecond, p.burst)
		p.paces[who] = limiter
	}
	if limiter.AllowN(now, 1) {
		return 0, true
	}
	missing := 1 - limiter.TokensAt(now)
	return max(1, int(math.Ceil(missing/float64(p.perSecond)))), false
}

// forget drops whoever has a full bucket again: a new one would be the same.
func (p *pacer) forget(now time.Time) {
	if len(p.paces) < maxPaces {
		return
	}
	for who, limiter := range p.paces {
		if limiter.TokensAt(now) >= float64(p.burst) {
			delete(p.paces, who)
		}
	}
	if len(p.paces) >= maxPaces {
		clear(p.paces)
	}
}

// paced holds the caller to its pace (429). It stands after the caller is known, since a whole office may share one address.
func (a *API) paced(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := a.keepPace(c, actor(c)); err != nil {
			return err
		}
		return next(c)
	}
}

// keepPace counts one request of the actor, or of the address of somebody who is not known: guessing tokens is paced too.
func (a *API) keepPace(c echo.Context, who access.Actor) error {
	if a.set.RatePerSecond <= 0 {
		return nil
	}
	policy, pace, name := "default", a.pace, who.ID
	if who.ID == "" {
		policy, pace, name = "address", a.strangers, c.RealIP()
	}
	wait, ok := pace.take(name)
	if ok {
		return nil
	}
	seconds := strconv.Itoa(wait)
	h := c.Response().Header()
	h.Set(echo.HeaderRetryAfter, seconds)
	h.Set("RateLimit-Policy", `"`+policy+`";q=`+strconv.Itoa(pace.burst)+";w=2")
	h.Set("RateLimit", `"`+policy+`";r=0;t=`+seconds)
	return errPace.With(wait).Note("retryAfterSeconds", wait)
}
