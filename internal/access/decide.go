package access

import (
	"fmt"
	"strings"

	"zhaoyin/internal/fault"
)

// The refusals of the door. A row out of reach is not among them: it is simply missing.
var (
	ErrAnonymous = fault.Define(fault.Anonymous, "access.anonymous", "请先登录。", "Please sign in first.")
	ErrForbidden = fault.Define(fault.Forbidden, "access.forbidden", "您的角色（%s）不能执行此操作（%s）。", "Your role (%s) may not do this (%s).")
	ErrScope     = fault.Define(fault.Forbidden, "access.scope", "此令牌的权限范围不含 %s。", "The token's scopes do not include %s.")
	ErrUnbound   = fault.Define(fault.Forbidden, "access.unbound", "账号没有设置所属县（市、区）或部门，请联系管理员。", "The account has no county or department; ask an administrator.")
	ErrExpired   = fault.Define(fault.Forbidden, "account.passwordExpired", "请先修改密码，再进行其他操作。", "Set a new password first; until then nothing else is allowed.")
)

// Reach is how far an action goes.
type Reach string

// The reaches of the policy table.
const (
	Never    Reach = "-"
	OwnRows  Reach = "own"  // rows of the actor's county
	DeptRows Reach = "dep"  // rows of the actor's department
	AnyRows  Reach = "any"  // own when the account is bound to a county, else all
	CityRows Reach = "city" // all when the account is bound to no county, else never
	AllRows  Reach = "all"
)

type rule struct {
	action Action
	cells  string
}

type table map[Action]map[Role]Reach

var decisions = build(policy)

func build(rules []rule) table {
	t := table{}
	for _, r := range rules {
		cells := strings.Fields(r.cells)
		if len(cells) != len(columns) {
			panic(fmt.Sprintf("policy of %s has %d cells for %d roles", r.action, len(cells), len(columns)))
		}
		if t[r.action] != nil {
			panic(fmt.Sprintf("policy of %s stands twice", r.action))
		}
		t[r.action] = map[Role]Reach{}
		for i, cell := range cells {
			t[r.action][columns[i]] = Reach(cell)
		}
	}
	return t
}

// Grant is a decision in favour: the actor, what was asked, and whose rows it covers.
type Grant struct {
	Actor      Actor
	Action     Action
	All        bool
	Region     string // set when the grant is confined to a county
	Department string // set when the grant is confined to a department
}

// Limited is true of a grant that does not cover every row.
func (g Grant) Limited() bool { return !g.All }

// ReachOf is the cell of the policy table.
func ReachOf(action Action, role Role) Reach {
	if r, ok := decisions[action][role]; ok {
		return r
	}
	return Never
}

// Decide grants or refuses an action. It fails closed: an action or role that is not in the table is refused, and so is a
// county or department reach of an account that has none, because an empty filter would reach everything.
func Decide(a Actor, action Action) (Grant, error) {
	grant := Grant{Actor: a, Action: action}
	reach := ReachOf(action, a.Role).of(a)
	if reach == Never {
		return grant, refusal(a, action)
	}
	if a.PasswordExpired && !whileExpired[action] {
		return grant, ErrExpired.With()
	}
	if !scoped(a.Scopes, action) {
		return grant, ErrScope.With(string(action))
	}
	return confine(grant, reach)
}

// of settles the reaches that depend on whether the account is bound to a county.
func (r Reach) of(a Actor) Reach {
	bound := a.RegionID != ""
	switch {
	case r == AnyRows && bound:
		return OwnRows
	case r == CityRows && bound:
		return Never
	case r == AnyRows, r == CityRows:
		return AllRows
	}
	return r
}

// whileExpired is what an account may still do when its password must be changed.
var whileExpired = map[Action]bool{MeRead: true, MePassword: true, SessionEnd: true, SessionCheck: true}

func refusal(a Actor, action Action) error {
	if a.Role == Anonymous || a.Role == "" {
		return ErrAnonymous.With()
	}
	return ErrForbidden.With(a.Role, action)
}

func confine(grant Grant, reach Reach) (Grant, error) {
	switch reach {
	case AllRows:
		grant.All = true
		return grant, nil
	case OwnRows:
		grant.Region = grant.Actor.RegionID
	case DeptRows:
		grant.Department = grant.Actor.DepartmentID
	}
	if grant.Region == "" && grant.Department == "" {
		return grant, ErrUnbound.With()
	}
	return grant, nil
}

// scoped is true when the token's scopes cover the action: exactly, or by noun ("project.*"); who may read may list. Signing out and reading one's own
// account are always covered.
func scoped(scopes []string, action Action) bool {
	if scopes == nil || action == MeRead || action == SessionEnd || action == SessionCheck {
		return true
	}
	noun, verb, _ := strings.Cut(string(action), ".")
	for _, s := range scopes {
		if s == string(action) || s == noun+".*" || verb == "list" && s == noun+".read" {
			return true
		}
	}
	return false
}
