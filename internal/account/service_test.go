package account

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

func TestAddedAccountMustChangeItsPassword(t *testing.T) {
	w := newWorld(t)
	added, err := w.Add(w.as("admin"), Registration{Name: "lead.330723", Role: access.Lead, RegionID: "330723"})
	must(t, err)
	in, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "lead.330723", Password: added.OneTimePassword})
	must(t, err)
	if !in.User.MustChangePassword || added.Token != "" {
		t.Errorf("added: got mustChange %v and token %q", in.User.MustChangePassword, added.Token)
	}
	ctx := w.with(in.Token)
	_, err = w.Tokens(ctx, page.First(TokenListing, 20))
	wantFault(t, "anything else", err, access.ErrExpired)
	me, err := w.Me(ctx)
	must(t, err)
	if !me.MustChangePassword {
		t.Error("/me does not say that the password must be changed")
	}
	must(t, w.ChangePassword(ctx, PasswordChange{Current: added.OneTimePassword, Next: another}))
	_, err = w.Tokens(w.with(in.Token), page.First(TokenListing, 20))
	must(t, err)
}

func TestRotationIsAskedForAfterNinetyDays(t *testing.T) {
	w := newWorld(t)
	w.clock.Advance(90 * day)
	ctx := w.as("clerk.330723")
	_, err := w.Tokens(ctx, page.First(TokenListing, 20))
	wantFault(t, "after 90 days", err, access.ErrExpired)
	must(t, w.ChangePassword(ctx, PasswordChange{Current: password, Next: another}))
	in, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: another})
	must(t, err)
	if in.User.MustChangePassword {
		t.Error("the new password is due at once")
	}
}

func TestAddRefusals(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	tests := []struct {
		name string
		in   Registration
		want []string
	}{
		{"a county that does not exist", Registration{Name: "clerk.x", Role: access.Clerk, RegionID: "999999"}, []string{"/regionId noSuch"}},
		{"the city, which reports nothing", Registration{Name: "clerk.x", Role: access.Clerk, RegionID: "330700"}, []string{"/regionId noSuch"}},
		{"a name of the product's own", Registration{Name: "system", Role: access.Leader}, []string{"/name account.name"}},
		{"another", Registration{Name: "import", Role: access.Leader}, []string{"/name account.name"}},
		{"a name that turns", Registration{Name: "someone", DisplayName: "张\u202e三", Role: access.Leader}, []string{"/displayName oneLine"}},
		{"a name of two lines", Registration{Name: "someone", DisplayName: "张\n三", Role: access.Leader}, []string{"/displayName oneLine"}},
		{"a department that does not exist", Registration{Name: "dept.x", Role: access.Department, DepartmentID: "none"}, []string{"/departmentId noSuch"}},
	}
	for _, tt := range tests {
		_, err := w.Add(admin, tt.in)
		if diff := cmp.Diff(pointers(err), tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.name, diff)
		}
	}
	_, err := w.Add(admin, Registration{Name: "clerk.330723", Role: access.Leader})
	wantFault(t, "a taken name", err, errTaken)
	_, err = w.Add(w.as("clerk.330723"), Registration{Name: "mine", Role: access.Admin})
	wantFault(t, "a clerk", err, access.ErrForbidden)
}

func TestLockedIsRefusedAtOnce(t *testing.T) {
	w := newWorld(t)
	session := w.signIn("clerk.330723")
	issued, err := w.CreateToken(w.with(session), Application{Name: "excel", Scopes: []string{"project.*"}})
	must(t, err)
	w.with(issued.Secret)
	admin := w.as("admin")
	id := w.user("clerk.330723").ID
	_, err = w.Lock(admin, id, 0)
	must(t, err)
	for _, token := range []string{session, issued.Secret} {
		_, err := w.Authenticate(context.Background(), token)
		wantFault(t, "locked, "+token[:4], err, errSession)
	}
	_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: wrong})
	wantFault(t, "a wrong password tells nothing", err, errCredentials)
	_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: password})
	wantFault(t, "the right one does", err, errShut)
	_, err = w.Unlock(admin, id, 0)
	must(t, err)
	w.signIn("clerk.330723")
	for _, token := range []string{session, issued.Secret} {
		_, err = w.Authenticate(context.Background(), token)
		wantFault(t, "from before the lock, "+token[:4], err, errSession)
	}
}

// What another process revokes is refused here within a second.
func TestOtherProcess(t *testing.T) {
	w := newWorld(t)
	other := w.process()
	token := w.signIn("clerk.330723")
	_, err := other.Authenticate(context.Background(), token)
	must(t, err)
	_, err = w.Lock(w.as("admin"), w.user("clerk.330723").ID, 0)
	must(t, err)
	_, err = w.Authenticate(context.Background(), token)
	wantFault(t, "here", err, errSession)
	w.clock.Advance(rememberFor)
	_, err = other.Authenticate(context.Background(), token)
	wantFault(t, "there, a second later", err, errSession)
}

// A use is written once a minute however many requests come, and reading goes on beside it.
func TestUseIsWrittenOnceAMinute(t *testing.T) {
	w := newWorld(t)
	token := w.signIn("clerk.330723")
	seen := func() time.Time {
		var s []Session
		must(t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
			var err error
			s, err = store.All[Session](tx, "id", store.Where("token_hash = ?", digest(token)))
			return err
		}))
		return s[0].LastSeenAt
	}
	began := w.db.Now()
	w.clock.Advance(seenEvery - time.Second)
	w.with(token)
	if got := seen(); !got.Equal(began) {
		t.Errorf("within the minute: got %v, want %v", got, began)
	}
	w.clock.Advance(time.Second)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := w.Authenticate(context.Background(), token); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := seen(); !got.Equal(began.Add(seenEvery)) {
		t.Errorf("after the minute: got %v, want %v", got, began.Add(seenEvery))
	}
}

func TestAmend(t *testing.T) {
	w := newWorld(t)
	admin, clerk := w.as("admin"), w.signIn("clerk.330723")
	u := w.user("clerk.330723")
	_, err := w.Amend(admin, u.ID, u.Version+1, Amendment{DisplayName: patch.Of("x")})
	wantFault(t, "an old version", err, store.ErrStale)
	_, err = w.Amend(admin, u.ID, u.Version, Amendment{RegionID: patch.Of("999999")})
	if diff := cmp.Diff(pointers(err), []string{"/regionId noSuch"}); diff != "" {
		t.Errorf("no such county (-got +want):\n%s", diff)
	}
	got, err := w.Amend(admin, u.ID, u.Version, Amendment{RegionID: patch.Of("330781"), DisplayName: patch.Of("兰溪填报员")})
	must(t, err)
	if got.Version != u.Version+1 || got.RegionID != "330781" {
		t.Errorf("amended: got version %d in %s", got.Version, got.RegionID)
	}
	if actor := access.From(w.with(clerk)); actor.RegionID != "330781" {
		t.Errorf("the session reaches %s, want the new county at once", actor.RegionID)
	}
	_, err = w.Amend(admin, u.ID, got.Version, Amendment{State: patch.Of(Disabled)})
	must(t, err)
	_, err = w.Authenticate(context.Background(), clerk)
	wantFault(t, "disabled", err, errSession)
	_, err = w.Unlock(admin, u.ID, 0)
	wantFault(t, "unlocking a disabled account", err, errDisabled)
}

func TestAnAdministratorRemains(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	id := w.user("admin").ID
	_, err := w.Lock(admin, id, 0)
	wantFault(t, "locking oneself", err, errSelf)
	_, err = w.Amend(admin, id, 0, Amendment{Role: patch.Of(access.Leader)})
	wantFault(t, "changing one's own role", err, errSelf)
	_, err = w.Lock(system, id, 0)
	wantFault(t, "locking the last administrator", err, errLastAdmin)
	must(t, w.Seed(system, []Account{{Registration{Name: "admin2", Role: access.Admin}, password}}))
	second := w.as("admin2")
	// Both lock each other at once: one of them stays.
	var wg sync.WaitGroup
	errs := make([]error, 2)
	wg.Go(func() { _, errs[0] = w.Lock(admin, w.user("admin2").ID, 0) })
	wg.Go(func() { _, errs[1] = w.Lock(second, id, 0) })
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("locking each other: got %v and %v, want exactly one success", errs[0], errs[1])
	}
}

func TestResetPassword(t *testing.T) {
	w := newWorld(t)
	clerk, admin := w.signIn("clerk.330723"), w.as("admin")
	added, err := w.ResetPassword(admin, w.user("clerk.330723").ID, 0)
	must(t, err)
	_, err = w.Authenticate(context.Background(), clerk)
	wantFault(t, "the session from before", err, errSession)
	_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: password})
	wantFault(t, "the old password", err, errCredentials)
	in, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: added.OneTimePassword})
	must(t, err)
	if !in.User.MustChangePassword {
		t.Error("a one-time password need not be changed")
	}
	_, err = w.ResetPassword(w.as("clerk.330781"), w.user("admin").ID, 0)
	wantFault(t, "a clerk resets", err, access.ErrForbidden)
}

func TestNoHashInAnyAnswer(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	of, err := w.List(admin, page.First(Listing, 20))
	must(t, err)
	added, err := w.Add(admin, Registration{Name: "leader", Role: access.Leader})
	must(t, err)
	issued, err := w.CreateToken(admin, Application{Name: "x", Scopes: []string{"org.*"}})
	must(t, err)
	text, err := json.Marshal([]any{of, added, issued})
	must(t, err)
	for _, never := range []string{"argon2", "ash\"", digest(issued.Secret)} {
		if strings.Contains(string(text), never) {
			t.Errorf("an answer holds %q:\n%s", never, text)
		}
	}
	if of.Total != 4 {
		t.Errorf("accounts: got %d, want 4", of.Total)
	}
}

func TestSeed(t *testing.T) {
	w := newWorld(t)
	before := w.user("clerk.330723")
	must(t, w.Seed(system, []Account{{Registration{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, another}}))
	if diff := cmp.Diff(w.user("clerk.330723"), before); diff != "" {
		t.Errorf("seeding again changed an account:\n%s", diff)
	}
	if access.From(w.as("clerk.330723")).PasswordExpired {
		t.Error("a practice account must change its password")
	}
	err := w.Seed(w.as("admin"), nil)
	if fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an administrator seeds: got %v, want it forbidden", err)
	}
	if err := w.Seed(system, []Account{{Registration{Name: "x1", Role: access.Clerk}, another}}); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("an account that breaks the rules: got %v", err)
	}
}
