package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

func TestTokenSpeaksWithinItsScopes(t *testing.T) {
	w := newWorld(t)
	issued, err := w.CreateToken(w.as("admin"), Application{Name: "org sync", Scopes: []string{"org.read", "user.list"}})
	must(t, err)
	if !strings.HasPrefix(issued.Secret, issued.Prefix) || len(issued.Prefix) != 12 || !issued.ExpiresAt.Equal(w.db.Now().Add(tokenLife)) {
		t.Errorf("issued: got prefix %q until %v", issued.Prefix, issued.ExpiresAt)
	}
	ctx := w.with(issued.Secret)
	_, err = w.List(ctx, page.First(Listing, 20))
	must(t, err)
	_, err = org.NewService(w.db).Regions(ctx)
	must(t, err)
	_, err = w.Me(ctx)
	must(t, err)
	_, err = w.Lock(ctx, w.user("clerk.330723").ID, 0)
	wantFault(t, "beyond the scopes", err, access.ErrScope)
	_, err = w.CreateToken(ctx, Application{Name: "more", Scopes: []string{"user.*"}})
	wantFault(t, "making a token", err, access.ErrScope)
	wantFault(t, "signing out with a token", w.SignOut(ctx), store.ErrMissing)
}

func TestTokenRefusals(t *testing.T) {
	w := newWorld(t)
	clerk := w.as("clerk.330723")
	at := func(d time.Duration) *time.Time { when := w.db.Now().Add(d); return &when }
	tests := []struct {
		name string
		in   Application
		want []string
	}{
		{"nothing", Application{}, []string{"/name length", "/scopes required"}},
		{"an action that does not exist", Application{Name: "x", Scopes: []string{"project.read", "project.burn"}}, []string{"/scopes token.scope"}},
		{"beyond the role", Application{Name: "x", Scopes: []string{"user.list"}}, []string{"/scopes token.scope"}},
		{"in the past", Application{Name: "x", Scopes: []string{"project.*"}, ExpiresAt: at(-time.Second)}, []string{"/expiresAt token.expiresAt"}},
		{"beyond a year", Application{Name: "x", Scopes: []string{"project.*"}, ExpiresAt: at(367 * day)}, []string{"/expiresAt token.expiresAt"}},
		{"for somebody else", Application{Name: "x", Scopes: []string{"project.*"}, UserID: w.user("clerk.330781").ID}, []string{"/userId token.owner"}},
	}
	for _, tt := range tests {
		_, err := w.CreateToken(clerk, tt.in)
		if diff := cmp.Diff(pointers(err), tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.name, diff)
		}
	}
	_, err := w.CreateToken(w.as("admin"), Application{Name: "x", Scopes: []string{"project.*"}, UserID: w.user("clerk.330781").ID})
	if diff := cmp.Diff(pointers(err), []string{"/userId token.owner"}); diff != "" {
		t.Errorf("an administrator for a clerk (-got +want):\n%s", diff)
	}
}

func TestTokenDoesNotOutgrowItsMaker(t *testing.T) {
	w := newWorld(t)
	maker, err := w.CreateToken(w.as("clerk.330723"), Application{Name: "maker", Scopes: []string{"token.*", "project.read"}})
	must(t, err)
	ctx := w.with(maker.Secret)
	_, err = w.CreateToken(ctx, Application{Name: "wider", Scopes: []string{"project.*"}})
	if diff := cmp.Diff(pointers(err), []string{"/scopes token.scope"}); diff != "" {
		t.Errorf("a wider token (-got +want):\n%s", diff)
	}
	_, err = w.CreateToken(ctx, Application{Name: "as wide", Scopes: []string{"project.read"}})
	must(t, err)
}

func TestTokenEnds(t *testing.T) {
	w := newWorld(t)
	clerk := w.as("clerk.330723")
	make := func() *Issued {
		issued, err := w.CreateToken(clerk, Application{Name: "x", Scopes: []string{"project.*"}})
		must(t, err)
		return issued
	}
	revoked, lasting := make(), make()
	w.with(revoked.Secret)
	wantFault(t, "another county's clerk revokes", w.RevokeToken(w.as("clerk.330781"), revoked.ID, 0), store.ErrMissing)
	must(t, w.RevokeToken(clerk, revoked.ID, 0))
	_, err := w.Authenticate(context.Background(), revoked.Secret)
	wantFault(t, "revoked", err, errSession)
	must(t, w.RevokeToken(clerk, revoked.ID, 0))
	w.with(lasting.Secret)
	w.clock.Advance(tokenLife)
	_, err = w.Authenticate(context.Background(), lasting.Secret)
	wantFault(t, "expired", err, errSession)
}

func TestTokenList(t *testing.T) {
	w := newWorld(t)
	clerk := w.as("clerk.330723")
	issued, err := w.CreateToken(clerk, Application{Name: "excel", Scopes: []string{"me.read"}})
	must(t, err)
	_, err = w.CreateToken(w.as("clerk.330781"), Application{Name: "other", Scopes: []string{"project.*"}})
	must(t, err)
	of, err := w.Tokens(clerk, page.First(TokenListing, 20))
	must(t, err)
	if of.Total != 1 || of.Items[0].LastUsedAt != nil {
		t.Errorf("before its first use: got %+v", of)
	}
	w.clock.Advance(time.Second) // the first use is written at once
	used := w.db.Now()
	w.with(issued.Secret)
	w.clock.Advance(usedEvery - time.Second)
	w.with(issued.Secret)
	of, err = w.Tokens(clerk, page.First(TokenListing, 20))
	must(t, err)
	if of.Total != 1 || of.Items[0].Name != "excel" || of.Items[0].LastUsedAt == nil || !of.Items[0].LastUsedAt.Equal(used) {
		t.Errorf("the clerk's tokens: got %+v, want one, used at %v", of.Items, used)
	}
	of, err = w.Tokens(w.as("admin"), page.First(TokenListing, 20))
	must(t, err)
	if of.Total != 2 {
		t.Errorf("the administrator's tokens: got %d, want 2", of.Total)
	}
}

func TestIntegration(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	added, err := w.Add(admin, Registration{Name: "feed", Role: access.Integration, RegionID: "330723"})
	must(t, err)
	if added.OneTimePassword != "" || added.MustChangePassword {
		t.Errorf("an integration got a password: %+v", added)
	}
	actor := access.From(w.with(added.Token))
	if _, err := access.Decide(actor, access.ProjectList); err != nil || actor.RegionID != "330723" {
		t.Errorf("its first token: got %v for %s", err, actor.RegionID)
	}
	for _, typed := range []string{"", password} {
		_, err := w.SignIn(from("10.0.0.1"), Credentials{Username: "feed", Password: typed})
		wantFault(t, "signing in with "+typed, err, errCredentials)
	}
	_, err = w.ResetPassword(admin, added.ID, 0)
	wantFault(t, "a password for it", err, errNoPassword)
	more, err := w.CreateToken(admin, Application{Name: "second", Scopes: []string{"project.read"}, UserID: added.ID})
	must(t, err)
	if got := access.From(w.with(more.Secret)).Name; got != "feed" {
		t.Errorf("the token speaks as %s, want feed", got)
	}
	_, err = w.CreateToken(admin, Application{Name: "beyond", Scopes: []string{"user.list"}, UserID: added.ID})
	if diff := cmp.Diff(pointers(err), []string{"/scopes token.scope"}); diff != "" {
		t.Errorf("a scope of the administrator's (-got +want):\n%s", diff)
	}
}
