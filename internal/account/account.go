// Package account is who may come in: users with their passwords, sessions, scoped API tokens, the pauses that slow guessing down, and the
// one-time code of the first start.
package account

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

// State says whether an account may come in.
type State string

// The states of an account.
const (
	Active   State = "active"
	Locked   State = "locked"   // shut by an administrator until unlocked 锁定
	Disabled State = "disabled" // its holder has left; kept because the trail names it 停用
)

// States lists the states.
var States = []State{Active, Locked, Disabled}

// The complaints about an account's fields.
var (
	errName = fault.Define(fault.Invalid, "account.name", "用户名为 2 至 64 个小写字母、数字或 . - _，以字母或数字开头，且不能是 anonymous、system、cli、import、session 等系统自用的名称。",
		"A user name has 2 to 64 lower-case letters, digits or . - _, begins with a letter or digit, and is none that the product itself uses, such as anonymous, system, cli, import or session.")
	errNoRegion    = fault.Define(fault.Invalid, "account.noRegion", "此角色不属于任何县（市、区）。", "This role does not belong to a county.")
	errNoOffice    = fault.Define(fault.Invalid, "account.noDepartment", "此角色不属于任何部门。", "This role does not belong to a department.")
	errEmail       = fault.Define(fault.Invalid, "account.email", "不是有效的电子邮箱地址。", "It is not an e-mail address.")
	errIntegration = fault.Define(fault.Invalid, "account.integration", "对接账号与其他角色之间不能互相变更，请另建账号。", "An integration account cannot become another role or the reverse; add a new account.")
)

// User is an account. Its Name is what the trail shows: it never changes and is never used twice, so accounts are never removed.
type User struct {
	store.Row
	Name               string      `json:"name"` // login name
	DisplayName        string      `json:"displayName"`
	Role               access.Role `json:"role"`
	RegionID           string      `json:"regionId"`     // county of a clerk, lead or bound integration, else empty
	DepartmentID       string      `json:"departmentId"` // department of a reviewer, else empty
	Email              string      `json:"email"`        // where reminders go, empty when nobody has said
	State              State       `json:"state"`
	MustChangePassword bool        `json:"mustChangePassword"` // until then nothing but a new password is allowed
	PasswordChangedAt  time.Time   `json:"passwordChangedAt"`
	PasswordHash       string      `json:"-" audit:"-"` // argon2id; empty for integrations, which come in by token only
}

// Registration is what an administrator says of a new account.
type Registration struct {
	Name         string      `json:"name" validate:"required,max=64"`
	DisplayName  string      `json:"displayName,omitempty" validate:"max=100,oneline"` // the name when empty
	Role         access.Role `json:"role" validate:"required"`
	RegionID     string      `json:"regionId,omitempty" validate:"max=20"`
	DepartmentID string      `json:"departmentId,omitempty" validate:"max=40"`
	Email        string      `json:"email,omitempty" validate:"max=254"`

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Registration) Gather(form fault.List) { in.form = form }

// Amendment is a merge patch of an account. The name and the password are not among its fields.
type Amendment struct {
	DisplayName  patch.Field[string]      `json:"displayName" swaggertype:"string"`
	Role         patch.Field[access.Role] `json:"role" swaggertype:"string"`
	RegionID     patch.Field[string]      `json:"regionId" swaggertype:"string"`
	DepartmentID patch.Field[string]      `json:"departmentId" swaggertype:"string"`
	Email        patch.Field[string]      `json:"email" swaggertype:"string"`
	State        patch.Field[State]       `json:"state" swaggertype:"string" enums:"active,disabled"`
}

// Added is an account with the secret that is shown this one time: a password to be changed at once, or the first token of an integration.
type Added struct {
	User
	OneTimePassword string `json:"oneTimePassword,omitempty"`
	Token           string `json:"token,omitempty"`
}

// Listing is what a list of accounts may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}, "name": {Column: "name"}},
	Default: "name",
	Filters: map[string]page.Filter{
		"role":         {Column: "role", Kind: page.Choice, Choices: roleNames()},
		"state":        {Column: "state", Kind: page.Choice, Choices: []string{"active", "locked", "disabled"}},
		"regionId":     {Column: "region_id", Kind: page.Text},
		"departmentId": {Column: "department_id", Kind: page.Text},
	},
	Search: []string{"name", "display_name"},
}

func roleNames() []string {
	var names []string
	for _, r := range access.Roles() {
		if r.Valid() {
			names = append(names, string(r))
		}
	}
	return names
}

// user is the account that a registration describes.
func (in Registration) user() *User {
	u := &User{
		Name: in.Name, DisplayName: strings.TrimSpace(in.DisplayName), Role: in.Role, RegionID: in.RegionID, DepartmentID: in.DepartmentID,
		Email: strings.TrimSpace(in.Email), State: Active,
	}
	if u.DisplayName == "" {
		u.DisplayName = u.Name
	}
	return u
}

// nameShape keeps login names apart from the product's own actors ("system:import"): they hold no colon.
var nameShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,63}$`)

// reserved are names under which the product itself could be meant, in the trail or in a letter.
var reserved = map[string]bool{
	"anonymous": true, "system": true, "cli": true, "import": true, "session": true, "seed": true, "demo": true, "scheduler": true, "schedule": true,
}

// check holds an account to its rules: a county for those who act for one, a department for reviewers, neither for the rest, so that
// nobody's reach depends on a field that was filled by mistake.
func (u *User) check() error { return u.wrong().Err() }

func (u *User) wrong() fault.List {
	var bad fault.List
	bad.Check(nameShape.MatchString(u.Name) && !reserved[u.Name], "/name", errName)
	n := len([]rune(u.DisplayName))
	bad.Check((n >= 1 || u.Name == "") && n <= 100, "/displayName", fault.Length, 1, 100) // without one it is the name
	bad.Check(fault.IsOneLine(u.DisplayName), "/displayName", fault.OneLine)
	bad.Check(u.Email == "" || isAddress(u.Email), "/email", errEmail)
	if !u.Role.Valid() {
		bad.Add("/role", fault.Choice, strings.Join(roleNames(), ", "))
		return bad
	}
	if u.Role.NeedsRegion() {
		bad.Check(u.RegionID != "", "/regionId", fault.Required)
	} else if !u.Role.TakesRegion() {
		bad.Check(u.RegionID == "", "/regionId", errNoRegion)
	}
	if u.Role.NeedsDepartment() {
		bad.Check(u.DepartmentID != "", "/departmentId", fault.Required)
	} else {
		bad.Check(u.DepartmentID == "", "/departmentId", errNoOffice)
	}
	return bad
}

// apply merges the patch. Locking has calls of its own, so a patch only disables an account or takes it back into service.
func (in Amendment) apply(u *User) error {
	var bad fault.List
	before := *u
	bad.Check(!in.DisplayName.Null, "/displayName", fault.Required)
	bad.Check(!in.Role.Null, "/role", fault.Required)
	bad.Check(!in.State.Null, "/state", fault.Required)
	if in.State.Set && !in.State.Null && in.State.Value != u.State {
		bad.Check(in.State.Value == Active || in.State.Value == Disabled, "/state", fault.Choice, "active, disabled")
	}
	in.DisplayName.Value = strings.TrimSpace(in.DisplayName.Value)
	in.DisplayName.Into(&u.DisplayName)
	in.Role.Into(&u.Role)
	in.RegionID.Into(&u.RegionID)
	in.DepartmentID.Into(&u.DepartmentID)
	in.Email.Into(&u.Email)
	in.State.Into(&u.State)
	bad.Check((before.Role == access.Integration) == (u.Role == access.Integration), "/role", errIntegration)
	return bad.Err()
}

// MustChange is true while the account may do nothing but set a new password: it has a one-time password, or the profile's rotation is due.
func (u *User) MustChange(p Profile, now time.Time) bool {
	if u.Role == access.Integration {
		return false
	}
	return u.MustChangePassword || p.Rotation > 0 && now.Sub(u.PasswordChangedAt) >= p.Rotation
}

// loginName is a user name as typed, brought to the form that is kept.
func loginName(typed string) string {
	return strings.ToLower(strings.TrimSpace(norm.NFC.String(typed)))
}
