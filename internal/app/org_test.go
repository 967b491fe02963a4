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
