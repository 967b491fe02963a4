// Package access says who may do what, and to whose rows. policy.go is the one table; the store's door asks Decide before it opens.
package access

import (
	"context"
	"sort"
)

// Role is what an account is for. An account has exactly one.
type Role string

// The roles, in the order of the policy table's columns.
const (
	Anonymous   Role = "anonymous"   // not signed in
	Clerk       Role = "clerk"       // county clerk 县级填报员
	Lead        Role = "lead"        // county lead 县级审核人
	Department  Role = "department"  // department reviewer 部门联审人员
	Land        Role = "land"        // land officer 自然资源
	Fund        Role = "fund"        // fund officer 金投
	Secretariat Role = "secretariat" // 投资促进中心
	Leader      Role = "leader"      // city leader 市领导
	Auditor     Role = "auditor"     // auditor 审计员
	Admin       Role = "admin"       // administrator 管理员
	Integration Role = "integration" // a program of another system
	System      Role = "system"      // the product itself: scheduler, command line, importer
)

// Roles lists every role in the order of the policy table's columns.
func Roles() []Role { return append([]Role(nil), columns...) }

// NeedsRegion is true of the roles that act for one county and are refused without it.
func (r Role) NeedsRegion() bool { return r == Clerk || r == Lead }

// TakesRegion is true of the roles that may act for one county: with a county a land officer is the county's own land office (县自然资源局), and an
// integration the county's system.
func (r Role) TakesRegion() bool { return r.NeedsRegion() || r == Land || r == Integration }

// NeedsDepartment is true of the role that acts for one department.
func (r Role) NeedsDepartment() bool { return r == Department }

// Valid is true of a role that an account may have.
func (r Role) Valid() bool {
	for _, c := range columns {
		if c == r {
			return r != Anonymous && r != System
		}
	}
	return false
}

// roleWords are the roles as people call them, the vocabulary's words.
var roleWords = map[Role][2]string{
	Clerk: {"县级填报员", "County clerk"}, Lead: {"县级审核人", "County lead"}, Department: {"部门联审人员", "Department reviewer"},
	Land: {"用地管理员", "Land officer"}, Fund: {"基金管理员", "Fund officer"}, Secretariat: {"市投资促进中心", "Secretariat"},
	Leader: {"市领导", "City leader"}, Auditor: {"审计员", "Auditor"}, Admin: {"系统管理员", "Administrator"}, Integration: {"对接系统", "Integrator"},
}

// In is what people call the role, in a language.
func (r Role) In(lang string) string {
	words, ok := roleWords[r]
	switch {
	case !ok:
		return string(r)
	case lang == "en":
		return words[1]
	}
	return words[0]
}

// Actor is who asks. Name goes into the trail; it never changes and is never used twice.
type Actor struct {
	ID           string
	Name         string
	Role         Role
	RegionID     string   // the county or zone of a clerk or lead, or of an integration bound to one
	DepartmentID string   // the department of a reviewer
	Scopes       []string // actions an API token is limited to ("project.read", "project.*"); nil means all of the role's
	SessionID    string   // the session or token that speaks for the actor
	RequestID    string
	Address      string // client address for the trail
	Language     string // "zh" or "en"

	PasswordExpired bool // a new password is due: until then Decide allows only reading oneself, setting it and signing out
}

// Nobody is the actor of a request without credentials.
func Nobody() Actor { return Actor{Name: "anonymous", Role: Anonymous} }

// As is the product itself acting under a name that the trail shows, for example "import" or "demo".
func As(name string) Actor { return Actor{ID: "system:" + name, Name: "system:" + name, Role: System} }

type actorKey struct{}

// With puts the actor into the context.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From gives the actor of the context; without one it is Nobody, who may do next to nothing.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(actorKey{}).(Actor); ok {
		return a
	}
	return Nobody()
}

// Actions lists every action by name.
func Actions() []Action {
	all := make([]Action, 0, len(policy))
	for _, rule := range policy {
		all = append(all, rule.action)
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all
}
