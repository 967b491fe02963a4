package app_test

import (
	"context"
	"net/http"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
)

// TestACountyWithProjectsStays: it is not made inactive while its projects go on, and is once they have ended.
func TestACountyWithProjectsStays(t *testing.T) {
	c := newCity(t)
	made := c.call("clerk.330723", http.MethodPost, "/projects", map[string]any{
		"name": "年产十万台电机", "industry": "C3812", "investmentWan": 145000, "enterprise": map[string]any{"name": "武义新能源有限公司"},
	})
	made.want(http.StatusCreated)
	ctx := access.With(context.Background(), access.As("test"))
	shut := func() error {
		_, err := c.app.Org.AmendRegion(ctx, "330723", 0, org.Amendment{Active: patch.Of(false)})
		return err
	}
	if found, ok := fault.Find(shut()); !ok || found.Fault.Code != "org.busy" {
		t.Errorf("got %v, want org.busy", found)
	}
	c.call("secretariat", http.MethodPost, "/projects/"+made.text("id")+"/termination", map[string]any{"reason": "投资方放弃"}, "If-Match", "*").want(http.StatusOK)
	if err := shut(); err != nil {
		t.Error(err)
	}
}

// closing makes a department inactive, or says why not.
func (c *city) closing(department string) error {
	_, err := c.app.Org.AmendDepartment(access.With(context.Background(), access.As("test")), department, 0, org.Amendment{Active: patch.Of(false)})
	return err
}

// TestADepartmentWithWorkStays: it is not made inactive while steps, conditions or issues wait for it or accounts sign in for it, and is named no more after it is.
func TestADepartmentWithWorkStays(t *testing.T) {
	c := newCity(t)
	busy := func(department, sentence string) {
		t.Helper()
		found, ok := fault.Find(c.closing(department))
		if !ok || found.Fault.Code != "org.busy" || found.Fault.Sentence("en", found.Args...) != "There are still "+sentence+"; end, hand over or disable them first." {
			t.Errorf("%s: got %v, want %s", department, found, sentence)
		}
	}
	busy("eco", "1 active accounts")
	issue := c.call("secretariat", http.MethodPost, "/issues", fields{"kind": "fund", "title": "贷款", "level": "city", "leadDepartmentId": "commerce"}).want(http.StatusCreated)
	busy("commerce", "1 issues in its lead that are not closed")
	c.call("secretariat", http.MethodPost, "/issues/"+issue.text("id")+"/assignment", fields{"leadDepartmentId": "ndrc", "dueOn": "2022-05-31"}, "If-Match", "*").want(http.StatusOK)
	if err := c.closing("commerce"); err != nil {
		t.Fatal(err)
	}
	for _, call := range []struct {
		path, pointer string
		body          fields
	}{
		{"/issues", "/leadDepartmentId", fields{"kind": "fund", "title": "又一笔贷款", "level": "city", "leadDepartmentId": "commerce"}},
		{"/issues", "/assistDepartmentIds/0", fields{"kind": "fund", "title": "又一笔贷款", "level": "city", "leadDepartmentId": "ndrc", "assistDepartmentIds": []string{"commerce"}}},
		{"/issues/" + issue.text("id") + "/assignment", "/leadDepartmentId", fields{"leadDepartmentId": "commerce"}},
	} {
		refused := c.call("secretariat", http.MethodPost, call.path, call.body, "If-Match", "*").want(http.StatusUnprocessableEntity)
		if refused.text("errors/0/pointer") != call.pointer || refused.text("errors/0/code") != "org.inactive" {
			t.Errorf("%s: %s", call.path, refused.body)
		}
	}
}

// TestAReviewHoldsItsDepartments: the steps of a review that is not over count, and those of one that is do not.
func TestAReviewHoldsItsDepartments(t *testing.T) {
	c := newCity(t)
	project := c.call("clerk.330723", http.MethodPost, "/projects", motors).want(http.StatusCreated).text("id")
	c.call("clerk.330723", http.MethodPost, "/projects/"+project+"/reviews", nil).want(http.StatusCreated)
	found, ok := fault.Find(c.closing("eit"))
	if want := "There are still 1 review steps that are not done, 1 active accounts; end, hand over or disable them first."; !ok || found.Fault.Sentence("en", found.Args...) != want {
		t.Errorf("got %v, want %s", found, want)
	}
}

var motors = map[string]any{"name": "年产十万台电机", "industry": "C3812", "investmentWan": 145000, "chain": "nev", "enterprise": map[string]any{"name": "武义新能源有限公司"}}

// TestAnInactiveChainIsNamedNoMore: projects that are in it stay, and can be amended otherwise.
func TestAnInactiveChainIsNamedNoMore(t *testing.T) {
	c := newCity(t)
	stays := c.call("clerk.330723", http.MethodPost, "/projects", motors).want(http.StatusCreated).text("id")
	ctx := access.With(context.Background(), access.As("test"))
	if _, err := c.app.Org.AmendChain(ctx, "nev", 0, org.ChainAmendment{Active: patch.Of(false)}); err != nil {
		t.Fatal(err)
	}
	refused := func(a *answer) {
		t.Helper()
		a.want(http.StatusUnprocessableEntity)
		if a.text("errors/0/pointer") != "/chain" || a.text("errors/0/code") != "org.inactive" {
			t.Errorf("%s", a.body)
		}
	}
	anew := fields{"name": "年产百万台电机", "industry": "C3812", "investmentWan": 145000, "chain": "nev", "enterprise": fields{"name": "武义电机有限公司"}}
	refused(c.call("clerk.330723", http.MethodPost, "/projects", anew))
	c.call("clerk.330723", http.MethodPatch, "/projects/"+stays, fields{"site": "开发区", "chain": "nev"}, "If-Match", "*").want(http.StatusOK)
	c.call("clerk.330723", http.MethodPatch, "/projects/"+stays, fields{"chain": "robotics"}, "If-Match", "*").want(http.StatusOK)
	refused(c.call("clerk.330723", http.MethodPatch, "/projects/"+stays, fields{"chain": "nev"}, "If-Match", "*"))
}
