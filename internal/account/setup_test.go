package account

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
)

var start = access.With(context.Background(), access.As("start"))

func founding(code string) Founding {
	return Founding{Code: code, Username: "admin", Password: password, DisplayName: "管理员"}
}

func TestSetup(t *testing.T) {
	w := empty(t)
	first, needed, err := w.EnsureSetup(start)
	must(t, err)
	code, again, err := w.EnsureSetup(start)
	must(t, err)
	if !needed || !again || code == first {
		t.Fatalf("a code at each start without accounts: got %v %v, equal %v", needed, again, code == first)
	}
	for name, bad := range map[string]string{"no": "", "the wrong": "guess", "the earlier": first} {
		_, err := w.CompleteSetup(from("10.0.0.1"), founding(bad))
		wantFault(t, name+" code", err, errCode)
	}
	weak := founding(code)
	weak.Username, weak.Password = "Admin", password
	_, err = w.CompleteSetup(from("10.0.0.1"), weak)
	if diff := cmp.Diff(pointers(err), []string{"/username account.name"}); diff != "" {
		t.Errorf("a wrong name (-got +want):\n%s", diff)
	}
	weak.Username, weak.Password = "admin", "short"
	_, err = w.CompleteSetup(from("10.0.0.1"), weak)
	if diff := cmp.Diff(pointers(err), []string{"/password length", "/password password.classes"}); diff != "" {
		t.Errorf("a weak password (-got +want):\n%s", diff)
	}
	u, err := w.CompleteSetup(from("10.0.0.1"), founding(code))
	must(t, err)
	if u.Role != access.Admin || u.MustChangePassword {
		t.Errorf("the first account: got %s, mustChange %v", u.Role, u.MustChangePassword)
	}
	w.signIn("admin")
	_, err = w.CompleteSetup(from("10.0.0.1"), founding(code))
	wantFault(t, "the used code", err, errCode)
}

func TestSetupIsUsedOnce(t *testing.T) {
	w := empty(t)
	code, _, err := w.EnsureSetup(start)
	must(t, err)
	errs := make([]error, 20)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			in := founding(code)
			in.Username = "admin" + string(rune('a'+i))
			_, errs[i] = w.CompleteSetup(from("10.0.0.1"), in)
		})
	}
	wg.Wait()
	made := 0
	for _, err := range errs {
		if err == nil {
			made++
			continue
		}
		wantFault(t, "one of many", err, errCode)
	}
	if made != 1 {
		t.Errorf("administrators made: got %d, want 1", made)
	}
}

func TestSetupEndsWithTheFirstAccount(t *testing.T) {
	w := empty(t)
	code, _, err := w.EnsureSetup(start)
	must(t, err)
	_, err = w.Add(access.With(context.Background(), access.As("command")), Registration{Name: "root.admin", Role: access.Admin})
	must(t, err)
	needed, err := w.SetupNeeded(from("10.0.0.1"))
	must(t, err)
	if needed {
		t.Error("set-up is needed although an account exists")
	}
	_, err = w.CompleteSetup(from("10.0.0.1"), founding(code))
	wantFault(t, "the code of an earlier start", err, errCode)
	if _, needed, err := w.EnsureSetup(start); needed || err != nil {
		t.Errorf("a new code: got %v, %v", needed, err)
	}
}
