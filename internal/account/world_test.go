package account

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

const (
	password = "Wuyi-county-1"
	another  = "Lanxi-county-2"
	wrong    = "Not-this-one-3"
)

// world is a small city: an administrator, a clerk in each of two counties, a reviewer.
type world struct {
	*Service
	t        testing.TB
	db       *store.DB
	clock    *storetest.Clock
	compared atomic.Int64 // passwords that reached the hash
}

var system = access.With(context.Background(), access.As("test"))

func empty(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, clock: storetest.NewClock(storetest.Start)}
	w.db = storetest.OpenAt(t, w.clock)
	w.Service = w.process()
	must(t, org.NewService(w.db).Seed(system, org.Default()))
	return w
}

// process is another process over the same database.
func (w *world) process() *Service {
	profile := DefaultProfile()
	profile.Cost = Cost{Memory: 64, Passes: 1} // what hashing costs has its own test
	s := NewService(w.db, profile, slog.New(slog.DiscardHandler))
	compare := s.hash.compare
	s.hash.compare = func(password, hash string) (bool, error) {
		w.compared.Add(1)
		return compare(password, hash)
	}
	return s
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := empty(t)
	must(t, w.Seed(system, []Account{
		{Registration{Name: "admin", Role: access.Admin}, password},
		{Registration{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, password},
		{Registration{Name: "clerk.330781", Role: access.Clerk, RegionID: "330781"}, password},
		{Registration{Name: "dept.ndrc", Role: access.Department, DepartmentID: "ndrc"}, password},
	}))
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// from is a stranger at an address.
func from(address string) context.Context {
	a := access.Nobody()
	a.Address = address
	return access.With(context.Background(), a)
}

// signIn gives the token of a new session.
func (w *world) signIn(name string) string {
	w.t.Helper()
	in, err := w.SignIn(from("10.0.0.1"), Credentials{Username: name, Password: password})
	must(w.t, err)
	return in.Token
}

// with is the context of whoever the token speaks for.
func (w *world) with(token string) context.Context {
	w.t.Helper()
	actor, err := w.Authenticate(context.Background(), token)
	must(w.t, err)
	return access.With(context.Background(), actor)
}

// as is the context of a freshly signed-in account.
func (w *world) as(name string) context.Context { w.t.Helper(); return w.with(w.signIn(name)) }

func (w *world) user(name string) *User {
	w.t.Helper()
	u, err := w.Named(system, name)
	must(w.t, err)
	return u
}

func wantFault(t testing.TB, what string, err error, want *fault.Fault) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %s", what, err, want.Code)
	}
}

// trail is the audited text of a table, as the auditor would read it.
func (w *world) trail(entity string) []store.Entry {
	w.t.Helper()
	var entries []store.Entry
	must(w.t, w.db.Read(system, access.AuditRead, func(tx *store.Tx) error {
		var err error
		entries, err = store.All[store.Entry](tx, "seq", store.Where("entity = ?", entity))
		return err
	}))
	return entries
}
