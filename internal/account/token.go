package account

import (
	"slices"
	"strings"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// The life of a token, and how coarsely its use is remembered.
const (
	tokenLife    = 90 * day  // when the maker does not say
	tokenLongest = 366 * day // a year, leap years too
	usedEvery    = 10 * time.Minute
)

var (
	errScope = fault.Define(fault.Invalid, "token.scope", "没有这项权限范围，或者超出账号本身的权限：%s。", "There is no such scope, or it is beyond what the account may do: %s.")
	errLife  = fault.Define(fault.Invalid, "token.expiresAt", "有效期须在当前时间之后，且不超过一年。", "The expiry must lie ahead, by a year at most.")
	errOwner = fault.Define(fault.Invalid, "token.owner", "只能为自己创建令牌；管理员还可以为对接账号创建。", "Tokens are made for oneself; an administrator also makes those of integration accounts.")
)

// Token is an API token: it speaks as its user, within its scopes. The secret is shown once and kept as a digest; Prefix tells tokens apart in lists.
type Token struct {
	store.Row
	UserID     string     `json:"userId"`
	UserName   string     `json:"userName"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix"` // "zyt_" and the first eight characters
	Scopes     []string   `json:"scopes" gorm:"serializer:json"`
	ExpiresAt  time.Time  `json:"expiresAt"`
	RevokedAt  *time.Time `json:"revokedAt" extensions:"x-nullable"`
	LastUsedAt *time.Time `json:"lastUsedAt" gorm:"-" extensions:"x-nullable"` // to within ten minutes
	SecretHash string     `json:"-" audit:"-"`
}

// TokenUse is when a token was last used; beside the token, because using it changes nothing about it.
type TokenUse struct {
	TokenID string `gorm:"primaryKey"`
	UsedAt  time.Time
}

// Derived says that uses are not audited.
func (*TokenUse) Derived() {}

// Application is what a client sends to make a token.
type Application struct {
	Name      string     `json:"name" validate:"required,max=100"`
	Scopes    []string   `json:"scopes" validate:"required,min=1,max=100"` // actions ("project.read") or whole nouns ("project.*")
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`                      // 90 days when absent, a year at most
	UserID    string     `json:"userId,omitempty" validate:"max=40"`       // an integration account, for administrators; oneself when empty

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Application) Gather(form fault.List) { in.form = form }

// Issued is a new token with its secret, shown this one time.
type Issued struct {
	Token
	Secret string `json:"secret"`
}

// TokenListing is what a list of tokens may be filtered and sorted by.
var TokenListing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}},
	Default: "-createdAt",
	Filters: map[string]page.Filter{"userId": {Column: "user_id", Kind: page.Text}},
}

// check holds an application to its rules: the scopes exist and lie within what the owner's role may do, and within the maker's own scopes when
// a token makes a token.
func (in Application) check(owner *User, maker access.Actor, now time.Time) error {
	var bad fault.List
	n := len([]rune(strings.TrimSpace(in.Name)))
	bad.Check(n >= 1 && n <= 100, "/name", fault.Length, 1, 100)
	bad.Check(len(in.Scopes) > 0, "/scopes", fault.Required)
	for _, scope := range in.Scopes {
		bad.Check(scopeWithin(scope, owner.Role, maker.Scopes), "/scopes", errScope, scope)
	}
	if in.ExpiresAt != nil {
		ahead := in.ExpiresAt.Sub(now)
		bad.Check(ahead > 0 && ahead <= tokenLongest, "/expiresAt", errLife)
	}
	return in.form.With(bad).Err()
}

// scopeWithin is true of "noun.verb" when the role may do it, and of "noun.*" when it may do something of the noun: a wildcard never grants what
// the policy table does not.
func scopeWithin(scope string, role access.Role, limits []string) bool {
	noun, verb, _ := strings.Cut(scope, ".")
	if limits != nil && !slices.Contains(limits, scope) && !slices.Contains(limits, noun+".*") {
		return false
	}
	for _, action := range access.Actions() {
		if string(action) == scope || verb == "*" && strings.HasPrefix(string(action), noun+".") {
			if access.ReachOf(action, role) != access.Never {
				return true
			}
		}
	}
	return false
}

// everything is the scopes that cover all that a role may do.
func everything(role access.Role) []string {
	var scopes []string
	for _, action := range access.Actions() {
		noun, _, _ := strings.Cut(string(action), ".")
		scope := noun + ".*"
		if access.ReachOf(action, role) != access.Never && !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

// issue makes the row and the secret of a token.
func issue(owner *User, in Application, now time.Time) (*Issued, error) {
	text, err := secret()
	if err != nil {
		return nil, err
	}
	expires := now.Add(tokenLife)
	if in.ExpiresAt != nil {
		expires = in.ExpiresAt.UTC().Truncate(time.Microsecond)
	}
	text = tokenMark + text
	return &Issued{Secret: text, Token: Token{
		UserID: owner.ID, UserName: owner.Name, Name: strings.TrimSpace(in.Name), Prefix: text[:len(tokenMark)+8],
		Scopes: in.Scopes, ExpiresAt: expires, SecretHash: digest(text),
	}}, nil
}
