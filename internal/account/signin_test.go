package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

func TestSignInAndOut(t *testing.T) {
	w := newWorld(t)
	in, err := w.SignIn(from("10.0.0.1"), Credentials{Username: " Clerk.330723 ", Password: password})
	must(t, err)
	if !in.ExpiresAt.Equal(w.db.Now().Add(12*time.Hour)) || in.User.Name != "clerk.330723" {
		t.Errorf("answer: got %s until %v", in.User.Name, in.ExpiresAt)
	}
	actor, err := w.Authenticate(context.Background(), in.Token)
	must(t, err)
	got := access.Actor{Name: actor.Name, Role: actor.Role, RegionID: actor.RegionID, Scopes: actor.Scopes}
	if diff := cmp.Diff(got, access.Actor{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}); diff != "" {
		t.Errorf("actor (-got +want):\n%s", diff)
	}
	ctx := access.With(context.Background(), actor)
	must(t, w.SignOut(ctx))
	_, err = w.Authenticate(context.Background(), in.Token)
	wantFault(t, "after signing out", err, errSession)
	wantFault(t, "signing out again", w.SignOut(ctx), store.ErrMissing)
}

func TestSignInIsOnTheTrailWithoutSecrets(t *testing.T) {
	w := newWorld(t)
	must(t, w.SignOut(w.as("clerk.330723")))
	for _, name := range []string{"clerk.330723", "my-secret-typed-as-a-name"} {
		_, err := w.SignIn(from("10.0.0.9"), Credentials{Username: name, Password: wrong})
		wantFault(t, name, err, errCredentials)
	}
	var got []string
	for _, e := range w.trail("sign_ins") {
		got = append(got, e.Actor+" "+string(e.After))
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{`"outcome":"signedIn"`, `"outcome":"signedOut"`, `"outcome":"refused"`, `"address":"10.0.0.9"`} {
		if !strings.Contains(all, want) {
			t.Errorf("the trail lacks %s:\n%s", want, all)
		}
	}
	for _, e := range w.trail("users") {
		all += string(e.Before) + string(e.After)
	}
	for _, never := range []string{"my-secret", password, wrong, "argon2"} {
		if strings.Contains(all, never) {
			t.Errorf("the trail holds %q", never)
		}
	}
	if len(got) != 4 {
		t.Errorf("entries: got %d, want 4", len(got))
	}
}

// A name that exists and one that does not take the same way: the same answers in the same order, and each attempt outside a pause reaches the
// hash once.
func TestUnknownNamesAreAnsweredAlike(t *testing.T) {
	w := newWorld(t)
	story := func(name, address string) ([]string, int64) {
		var answers []string
		before := w.compared.Load()
		for range 8 {
			_, err := w.SignIn(from(address), Credentials{Username: name, Password: wrong})
			answers = append(answers, fmt.Sprint(err))
		}
		w.clock.Advance(time.Minute)
		for range 2 {
			_, err := w.SignIn(from(address), Credentials{Username: name, Password: wrong})
			answers = append(answers, fmt.Sprint(err))
		}
		return answers, w.compared.Load() - before
	}
	known, knownHashes := story("clerk.330723", "10.0.0.1")
	unknown, unknownHashes := story("nobody.here", "10.0.0.2")
	if diff := cmp.Diff(unknown, known); diff != "" {
		t.Errorf("answers for an unknown name (-got +want):\n%s", diff)
	}
	if knownHashes != 6 || unknownHashes != 6 {
		t.Errorf("hashes: got %d for a known and %d for an unknown name, want 6 and 6", knownHashes, unknownHashes)
	}
	if !strings.HasPrefix(known[4], "account.credentials") || !strings.HasPrefix(known[5], "account.paused") {
		t.Errorf("answers: got %v", known)
	}
}

func TestPausedSaysHowLong(t *testing.T) {
	w := newWorld(t)
	var err error
	for range 6 {
		_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "admin", Password: wrong})
	}
	e, ok := fault.Find(err)
	if !ok || e.Extra["retryAfterSeconds"] != 60 {
		t.Fatalf("pause: got %v with %v, want 60 seconds", err, e.Extra)
	}
	_, err = w.SignIn(from("10.0.0.2"), Credentials{Username: "admin", Password: password})
	wantFault(t, "the right password during a pause", err, errPaused)
	w.clock.Advance(time.Minute)
	w.signIn("admin")
	_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "admin", Password: wrong})
	wantFault(t, "the name begins anew after a success", err, errCredentials)
}

func TestParallelGuesses(t *testing.T) {
	w := newWorld(t)
	const guesses = 200
	errs := make([]error, guesses)
	var wg sync.WaitGroup
	for i := range guesses {
		wg.Go(func() {
			_, errs[i] = w.SignIn(from(fmt.Sprintf("10.0.%d.%d", i/100, i%100)), Credentials{Username: "admin", Password: wrong})
		})
	}
	wg.Wait()
	count := map[*fault.Fault]int{}
	for _, err := range errs {
		e, ok := fault.Find(err)
		if !ok {
			t.Fatalf("a guess: got %v", err)
		}
		count[e.Fault]++
	}
	want := map[*fault.Fault]int{errCredentials: nameGuard.free, errPaused: guesses - nameGuard.free}
	if diff := cmp.Diff(count[errCredentials], want[errCredentials]); diff != "" || count[errPaused] != want[errPaused] {
		t.Errorf("answers: got %d refused and %d paused, want %d and %d", count[errCredentials], count[errPaused], want[errCredentials], want[errPaused])
	}
	if got := w.compared.Load(); got != int64(nameGuard.free) {
		t.Errorf("guesses that reached the hash: got %d, want %d", got, nameGuard.free)
	}
}

// An address that tries many names runs out of patience as well, and an account of one's own does not buy more.
func TestAddressPauses(t *testing.T) {
	w := newWorld(t)
	w.hash.compare = func(string, string) (bool, error) { return false, nil } // 100 hashes would only cost time here
	for i := range addressGuard.free {
		_, err := w.SignIn(from("10.9.9.9"), Credentials{Username: fmt.Sprintf("name.%d", i), Password: wrong})
		wantFault(t, "a guess", err, errCredentials)
	}
	_, err := w.SignIn(from("10.9.9.9"), Credentials{Username: "clerk.330781", Password: password})
	wantFault(t, "one more from the address", err, errPaused)
	_, err = w.SignIn(from("10.9.9.8"), Credentials{Username: "clerk.330781", Password: wrong})
	wantFault(t, "from elsewhere", err, errCredentials)
}

func TestSuccessGivesBackOneCountOfTheAddress(t *testing.T) {
	w := newWorld(t)
	_, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330781", Password: wrong})
	wantFault(t, "a guess", err, errCredentials)
	w.signIn("clerk.330723")
	must(t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		found, err := attempts(tx, guardKeys("", "10.0.0.1")[1].key)
		if err == nil && (len(found) != 1 || found[0].Failures != 1) {
			t.Errorf("failures of the address: got %v, want 1", found)
		}
		return err
	}))
}

func TestSessionLimits(t *testing.T) {
	w := newWorld(t)
	token := w.signIn("clerk.330723")
	alive := func() bool {
		_, err := w.Authenticate(context.Background(), token)
		if err != nil && !errors.Is(err, errSession) {
			t.Fatal(err)
		}
		return err == nil
	}
	for range 28 { // used every 25 minutes, the session slides on
		w.clock.Advance(25 * time.Minute)
		if !alive() {
			t.Fatalf("the session ended at %v although it was in use", w.db.Now())
		}
	}
	w.clock.Advance(20 * time.Minute)
	if alive() {
		t.Error("the session outlived its absolute limit")
	}
	token = w.signIn("clerk.330723")
	w.clock.Advance(30*time.Minute - time.Second)
	if !alive() {
		t.Error("the session ended before its idle limit")
	}
	w.clock.Advance(30 * time.Minute)
	if alive() {
		t.Error("the session outlived its idle limit")
	}
}

func TestSignInRotatesTheSession(t *testing.T) {
	w := newWorld(t)
	old := w.signIn("clerk.330723")
	in, err := w.SignIn(w.with(old), Credentials{Username: "clerk.330723", Password: password})
	must(t, err)
	if in.Token == old {
		t.Error("the token stayed the same")
	}
	_, err = w.Authenticate(context.Background(), old)
	wantFault(t, "the session before", err, errSession)
}

func TestPasswordChangeEndsOtherSessions(t *testing.T) {
	w := newWorld(t)
	mine, other, neighbour := w.signIn("clerk.330723"), w.signIn("clerk.330723"), w.signIn("clerk.330781")
	must(t, w.ChangePassword(w.with(mine), PasswordChange{Current: password, Next: another}))
	for token, want := range map[string]error{mine: nil, neighbour: nil, other: errSession} {
		if _, err := w.Authenticate(context.Background(), token); !errors.Is(err, want) {
			t.Errorf("after the change: got %v, want %v", err, want)
		}
	}
	_, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: password})
	wantFault(t, "the old password", err, errCredentials)
	_, err = w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: another})
	must(t, err)
}

func TestPasswordChangeRefusals(t *testing.T) {
	w := newWorld(t)
	ctx := w.as("clerk.330723")
	tests := []struct {
		name string
		in   PasswordChange
		want []string
	}{
		{"a weak one", PasswordChange{password, "short"}, []string{"/next length", "/next password.classes"}},
		{"the same", PasswordChange{password, password}, []string{"/next password.same"}},
		{"a wrong current one", PasswordChange{wrong, another}, []string{"/current account.current"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(pointers(w.ChangePassword(ctx, tt.in)), tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.name, diff)
		}
	}
	for range nameGuard.free {
		_ = w.ChangePassword(ctx, PasswordChange{wrong, another}) // the fourth of these begins the pause
	}
	wantFault(t, "guessing the current password", w.ChangePassword(ctx, PasswordChange{password, another}), errPaused)
	wantFault(t, "nobody", w.ChangePassword(from("10.0.0.1"), PasswordChange{password, another}), access.ErrAnonymous)
}

func TestSameCharactersOtherwiseComposed(t *testing.T) {
	w := newWorld(t)
	composed, decomposed := "Caf\u00e9-au-lait-1", "Cafe\u0301-au-lait-1"
	must(t, w.ChangePassword(w.as("clerk.330723"), PasswordChange{Current: password, Next: composed}))
	_, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: decomposed})
	must(t, err)
}

func TestGarbageIsNoToken(t *testing.T) {
	w := newWorld(t)
	for _, token := range []string{"", "x", "zys_", "zyt_", "zys_" + strings.Repeat("a", 43), "zyt_' OR 1=1 --", strings.Repeat("zys_", 1000)} {
		actor, err := w.Authenticate(context.Background(), token)
		wantFault(t, token, err, errSession)
		if actor.Role != access.Anonymous {
			t.Errorf("%q speaks for %v", token, actor.Role)
		}
	}
}
