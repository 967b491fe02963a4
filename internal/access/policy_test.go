package access_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"zhaoyin/internal/access"
)

// TestPolicyNamesEveryAction reads the constants of policy.go and finds each of them in the table: an action without a row is denied to all.
func TestPolicyNamesEveryAction(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "policy.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, a := range access.Actions() {
		listed[string(a)] = true
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != "Action" {
			return true
		}
		found++
		if action := strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`); !listed[action] {
			t.Errorf("%s has no row in the policy", action)
		}
		return true
	})
	if found == 0 || found != len(listed) {
		t.Errorf("%d constants, %d rows", found, len(listed))
	}
}

func TestDecide(t *testing.T) {
	clerk := access.Actor{Name: "clerk", Role: access.Clerk, RegionID: "330723"}
	tests := []struct {
		name   string
		actor  access.Actor
		action access.Action
		all    bool
		region string
		err    error
	}{
		{"own rows", clerk, access.ProjectRead, false, "330723", nil},
		{"every row", access.Actor{Name: "s", Role: access.Secretariat}, access.ProjectRead, true, "", nil},
		{"never", clerk, access.MonthAccept, false, "", access.ErrForbidden},
		{"nobody", access.Nobody(), access.ProjectRead, false, "", access.ErrAnonymous},
		{"no role at all", access.Actor{Name: "x"}, access.ProjectRead, false, "", access.ErrAnonymous},
		{"unknown action", access.Actor{Name: "s", Role: access.Secretariat}, "project.explode", false, "", access.ErrForbidden},
		{"clerk without a county", access.Actor{Name: "c", Role: access.Clerk}, access.ProjectRead, false, "", access.ErrUnbound},
		{"integration of the city", access.Actor{Name: "i", Role: access.Integration}, access.ProjectRead, true, "", nil},
		{"integration of a county", access.Actor{Name: "i", Role: access.Integration, RegionID: "330781"}, access.ProjectRead, false, "330781", nil},
		{"land officer of the city", access.Actor{Name: "l", Role: access.Land}, access.LandPoolPost, true, "", nil},
		{"land office of a county", access.Actor{Name: "l", Role: access.Land, RegionID: "330723"}, access.LandRequestCheck, false, "330723", nil},
		{"land office of a county at the city's pools", access.Actor{Name: "l", Role: access.Land, RegionID: "330723"}, access.LandPoolPost, false, "", access.ErrForbidden},
		{"token with the noun", scoped(clerk, "project.*"), access.ProjectRead, false, "330723", nil},
		{"token with the action", scoped(clerk, "project.read"), access.ProjectRead, false, "330723", nil},
		{"token that reads may list", scoped(clerk, "project.read"), access.ProjectList, false, "330723", nil},
		{"token without it", scoped(clerk, "month.*"), access.ProjectRead, false, "", access.ErrScope},
		{"token with nothing", scoped(clerk), access.ProjectRead, false, "", access.ErrScope},
		{"token may not go beyond its role", scoped(clerk, "month.accept"), access.MonthAccept, false, "", access.ErrForbidden},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			grant, err := access.Decide(tt.actor, tt.action)
			if tt.err != nil {
				if !errors.Is(err, tt.err) {
					t.Errorf("got %v, want %v", err, tt.err)
				}
				return
			}
			if err != nil || grant.All != tt.all || grant.Region != tt.region {
				t.Errorf("got %+v (%v), want all %v region %q", grant, err, tt.all, tt.region)
			}
		})
	}
}

func scoped(a access.Actor, scopes ...string) access.Actor {
	a.Scopes = append([]string{}, scopes...)
	return a
}
