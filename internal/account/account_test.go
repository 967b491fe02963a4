package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
)

// pointers lists the fields that an error complains about, each with the code of the complaint.
func pointers(err error) []string {
	var got []string
	if e, ok := fault.Find(err); ok {
		for _, f := range e.Fields {
			got = append(got, f.Pointer+" "+f.Fault.Code)
		}
	}
	slices.Sort(got)
	return got
}

func TestAccountRules(t *testing.T) {
	tests := []struct {
		name string
		in   Registration
		want []string
	}{
		{"a clerk with a county", Registration{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, nil},
		{"a clerk without one", Registration{Name: "clerk", Role: access.Clerk}, []string{"/regionId required"}},
		{"a lead without one", Registration{Name: "lead", Role: access.Lead}, []string{"/regionId required"}},
		{"a clerk with a department too", Registration{Name: "clerk", Role: access.Clerk, RegionID: "330723", DepartmentID: "ndrc"}, []string{"/departmentId account.noDepartment"}},
		{"a reviewer", Registration{Name: "dept.ndrc", Role: access.Department, DepartmentID: "ndrc"}, nil},
		{"a reviewer without a department", Registration{Name: "dept", Role: access.Department}, []string{"/departmentId required"}},
		{"a secretary with a county", Registration{Name: "secretariat", Role: access.Secretariat, RegionID: "330723"}, []string{"/regionId account.noRegion"}},
		{"an integration of a county", Registration{Name: "feed", Role: access.Integration, RegionID: "330723"}, nil},
		{"an integration of the city", Registration{Name: "feed", Role: access.Integration}, nil},
		{"no role", Registration{Name: "x1"}, []string{"/role choice"}},
		{"the product's role", Registration{Name: "x1", Role: access.System}, []string{"/role choice"}},
		{"nobody's role", Registration{Name: "x1", Role: access.Anonymous}, []string{"/role choice"}},
		{"nobody's name", Registration{Name: "anonymous", Role: access.Admin}, []string{"/name account.name"}},
		{"the product's name", Registration{Name: "system:import", Role: access.Admin}, []string{"/name account.name"}},
		{"upper case", Registration{Name: "Admin", Role: access.Admin}, []string{"/name account.name"}},
		{"Chinese", Registration{Name: "管理员", Role: access.Admin}, []string{"/name account.name"}},
		{"one letter", Registration{Name: "a", Role: access.Admin}, []string{"/name account.name"}},
		{"a leading dot", Registration{Name: ".admin", Role: access.Admin}, []string{"/name account.name"}},
		{"everything at once", Registration{Name: "A", Role: access.Lead, DepartmentID: "ndrc"}, []string{"/departmentId account.noDepartment", "/name account.name", "/regionId required"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(pointers(tt.in.user().check()), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestAmendmentRules(t *testing.T) {
	tests := []struct {
		name string
		role access.Role
		in   Amendment
		want []string
	}{
		{"nothing", access.Admin, Amendment{}, nil},
		{"disable", access.Admin, Amendment{State: patch.Of(Disabled)}, nil},
		{"lock by patch", access.Admin, Amendment{State: patch.Of(Locked)}, []string{"/state choice"}},
		{"null role and name", access.Admin, Amendment{Role: patch.Field[access.Role]{Set: true, Null: true}, DisplayName: patch.Field[string]{Set: true, Null: true}}, []string{"/displayName required", "/role required"}},
		{"into an integration", access.Admin, Amendment{Role: patch.Of(access.Integration)}, []string{"/role account.integration"}},
		{"out of an integration", access.Integration, Amendment{Role: patch.Of(access.Admin)}, []string{"/role account.integration"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := &User{Name: "x1", DisplayName: "x", Role: tt.role, State: Active}
			if diff := cmp.Diff(pointers(tt.in.apply(u)), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestPasswordRules(t *testing.T) {
	dengbao3, _ := ProfileNamed("dengbao3")
	asvs, _ := ProfileNamed("asvs")
	long := make([]rune, Longest+1)
	for i := range long {
		long[i] = '招'
	}
	tests := []struct {
		name, password string
		profile        Profile
		want           []string
	}{
		{"three classes", "Wuyi-county", dengbao3, nil},
		{"Chinese counts as other characters", "武义县招商引资Ab1", dengbao3, nil},
		{"nine characters", "Wuyi-coun", dengbao3, []string{"/next length"}},
		{"two classes", "wuyicounty99", dengbao3, []string{"/next password.classes"}},
		{"the user's name, other case", "My-Clerk.330723-1", dengbao3, []string{"/next password.name"}},
		{"a common one, other case", "P@SSw0rd1234", dengbao3, []string{"/next password.common"}},
		{"a control character", "Wuyi-county\x00", dengbao3, []string{"/next password.control"}},
		{"too long", string(long), asvs, []string{"/next length"}},
		{"128 Chinese characters", string(long[:Longest]), asvs, nil},
		{"a phrase of one class", "four quiet green hills", asvs, nil},
		{"eleven characters", "quietgreenh", asvs, []string{"/next length"}},
		{"a common one", "password1234", asvs, []string{"/next password.common"}},
		{"several at once", "abc", dengbao3, []string{"/next length", "/next password.classes"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(pointers(tt.profile.Check("/next", "clerk.330723", tt.password)), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestProfiles(t *testing.T) {
	if p, ok := ProfileNamed(""); !ok || p.Name != "dengbao3" {
		t.Errorf("default profile: got %q %v, want dengbao3", p.Name, ok)
	}
	if _, ok := ProfileNamed("none"); ok {
		t.Error("a profile that does not exist was found")
	}
}

func TestOneTimePasswordsPassEveryProfile(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		text, err := oneTime()
		if err != nil {
			t.Fatal(err)
		}
		if seen[text] {
			t.Fatalf("%s came twice", text)
		}
		seen[text] = true
		for _, p := range profiles {
			if err := p.Check("/password", "clerk.330723", text); err != nil {
				t.Errorf("%s refuses %s: %v", p.Name, text, err)
			}
		}
	}
}

func TestPausesGrow(t *testing.T) {
	tests := []struct {
		failures int
		want     time.Duration
	}{
		{0, 0}, {4, 0}, {5, time.Minute}, {6, 2 * time.Minute}, {7, 4 * time.Minute}, {8, 8 * time.Minute}, {9, 16 * time.Minute},
		{10, 32 * time.Minute}, {11, time.Hour}, {12, time.Hour}, {5000, time.Hour},
	}
	for _, tt := range tests {
		if got := nameGuard.pause(tt.failures); got != tt.want {
			t.Errorf("pause after %d failures: got %v, want %v", tt.failures, got, tt.want)
		}
	}
	if got := addressGuard.pause(addressGuard.free - 1); got != 0 {
		t.Errorf("an address pauses after %d failures: got %v, want none", addressGuard.free-1, got)
	}
}

func TestFailuresAreForgottenAfterADay(t *testing.T) {
	now := time.Date(2022, 4, 12, 2, 0, 0, 0, time.UTC)
	a := &Attempt{Failures: 8, LastAt: now.Add(-forgetAfter), PausedUntil: now.Add(-forgetAfter)}
	a.count(nameGuard, now)
	if a.Failures != 1 || a.wait(now) != 0 {
		t.Errorf("after a day: got %d failures and a wait of %v, want 1 and none", a.Failures, a.wait(now))
	}
}

func TestNeighbourhood(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"10.0.0.1", "10.0.0.1", true},
		{"10.0.0.1", "10.0.0.2", false},
		{"10.0.0.1", "::ffff:10.0.0.1", true},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"", "unix", false},
	}
	for _, tt := range tests {
		if got := neighbourhood(tt.a) == neighbourhood(tt.b); got != tt.same {
			t.Errorf("%q and %q count together: got %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}

func TestMustChange(t *testing.T) {
	now := time.Date(2022, 4, 12, 2, 0, 0, 0, time.UTC)
	asvs, _ := ProfileNamed("asvs")
	tests := []struct {
		name    string
		user    User
		profile Profile
		want    bool
	}{
		{"a day before rotation", User{Role: access.Clerk, PasswordChangedAt: now.Add(-89 * day)}, DefaultProfile(), false},
		{"on the day", User{Role: access.Clerk, PasswordChangedAt: now.Add(-90 * day)}, DefaultProfile(), true},
		{"without rotation", User{Role: access.Clerk, PasswordChangedAt: now.Add(-900 * day)}, asvs, false},
		{"a one-time password", User{Role: access.Clerk, PasswordChangedAt: now, MustChangePassword: true}, asvs, true},
		{"an integration has none", User{Role: access.Integration, PasswordChangedAt: now.Add(-900 * day)}, DefaultProfile(), false},
	}
	for _, tt := range tests {
		if got := tt.user.MustChange(tt.profile, now); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestScopes(t *testing.T) {
	tests := []struct {
		scope  string
		role   access.Role
		limits []string
		want   bool
	}{
		{"project.read", access.Clerk, nil, true},
		{"project.*", access.Clerk, nil, true},
		{"project.archive", access.Clerk, nil, false},
		{"user.list", access.Clerk, nil, false},
		{"user.*", access.Clerk, nil, false},
		{"user.*", access.Admin, nil, true},
		{"store.*", access.Admin, nil, false},
		{"project.nothing", access.Secretariat, nil, false},
		{"nothing.*", access.Secretariat, nil, false},
		{"*", access.Secretariat, nil, false},
		{"", access.Secretariat, nil, false},
		{"project", access.Secretariat, nil, false},
		{"project.read", access.Clerk, []string{"project.*"}, true},
		{"project.read", access.Clerk, []string{"project.read"}, true},
		{"project.*", access.Clerk, []string{"project.read"}, false},
		{"month.read", access.Clerk, []string{"project.*", "token.*"}, false},
	}
	for _, tt := range tests {
		if got := scopeWithin(tt.scope, tt.role, tt.limits); got != tt.want {
			t.Errorf("scope %q of %s within %v: got %v, want %v", tt.scope, tt.role, tt.limits, got, tt.want)
		}
	}
}

func TestEverythingCoversTheRole(t *testing.T) {
	for _, role := range access.Roles() {
		actor := access.Actor{Name: "x", Role: role, DepartmentID: "ndrc", Scopes: everything(role)}
		if role.NeedsRegion() {
			actor.RegionID = "330723"
		}
		for _, action := range access.Actions() {
			if access.ReachOf(action, role) == access.Never {
				continue
			}
			if _, err := access.Decide(actor, action); err != nil {
				t.Errorf("%s may %s, but its scopes refuse it: %v", role, action, err)
			}
		}
	}
}

func TestExpiredPasswordIsRefusedAtTheDoor(t *testing.T) {
	open := map[access.Action]bool{access.MeRead: true, access.MePassword: true, access.SessionEnd: true, access.SessionCheck: true}
	actor := access.Actor{Name: "admin", Role: access.Admin, PasswordExpired: true}
	for _, action := range access.Actions() {
		_, err := access.Decide(actor, action)
		if open[action] && err != nil {
			t.Errorf("%s: got %v, want it allowed", action, err)
		}
		if !open[action] && err == nil {
			t.Errorf("%s was allowed", action)
		}
	}
	if _, err := access.Decide(actor, access.UserList); !errors.Is(err, access.ErrExpired) {
		t.Errorf("refusal: got %v, want account.passwordExpired", err)
	}
}

// TestShippedProfilesHashAtFullCost holds every profile to OWASP's parameters, and an unknown name to the same work as a known one.
func TestShippedProfilesHashAtFullCost(t *testing.T) {
	for _, p := range profiles {
		h := newHasher(p.Cost)
		hash, err := h.make(context.Background(), "Abc-12345-xyz")
		if err != nil {
			t.Fatal(err)
		}
		const want = "$argon2id$v=19$m=19456,t=2,p=1$"
		if !strings.HasPrefix(hash, want) || !strings.HasPrefix(h.decoy, want) {
			t.Errorf("%s: hash %s, decoy %s", p.Name, hash, h.decoy)
		}
		if ok, err := h.matches(context.Background(), "Abc-12345-xyz", hash); !ok || err != nil {
			t.Errorf("%s: the password does not match its hash: %v", p.Name, err)
		}
		if ok, err := h.matches(context.Background(), "Abc-12345-xyz", ""); ok || err != nil {
			t.Errorf("%s: something matches the decoy: %v", p.Name, err)
		}
	}
}
