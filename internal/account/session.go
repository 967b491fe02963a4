package account

import (
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
)

// The refusals of signing in. A wrong name, a wrong password and an account without one are answered alike.
var (
	errCredentials = fault.Define(fault.Anonymous, "account.credentials", "用户名或密码不正确。", "The user name or password is wrong.")
	errShut        = fault.Define(fault.Forbidden, "account.locked", "账号已被锁定或停用，请联系管理员。", "The account is locked or disabled; ask an administrator.")
	errSession     = fault.Define(fault.Anonymous, "account.session", "登录已失效，请重新登录。", "The session or token is not valid any more; please sign in again.")
	errCurrent     = fault.Define(fault.Invalid, "account.current", "当前密码不正确。", "The current password is wrong.")
)

// Secrets begin with what they are, so that a scanner of leaked secrets can name them.
const (
	sessionMark = "zys_"
	tokenMark   = "zyt_"
)

// seenEvery is how often a session's last use is written: a read that writes each time would cost more than it reads.
const seenEvery = time.Minute

// Session is a signed-in browser or client. Only the digest of its token is kept.
type Session struct {
	ID         string `gorm:"primaryKey"`
	TokenHash  string
	UserID     string
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	LastSeenAt time.Time
	ExpiresAt  time.Time // the absolute limit; the idle limit runs from LastSeenAt
}

// Derived says that sessions are not audited row by row; sign-ins and sign-outs are.
func (*Session) Derived() {}

// Credentials are what a person types to sign in.
type Credentials struct {
	Username string `json:"username" validate:"required,max=200"`
	Password string `json:"password" validate:"required,max=1000"`
}

// SignedIn is the answer to a sign-in; the token is shown this one time.
type SignedIn struct {
	Token       string    `json:"token"`
	ExpiresAt   time.Time `json:"expiresAt"`   // whatever happens, the session ends here
	IdleSeconds int       `json:"idleSeconds"` // and earlier when unused for so long
	User        *User     `json:"user"`
}

// PasswordChange is what a person sends to set a new password.
type PasswordChange struct {
	Current string `json:"current" validate:"required,max=1000"`
	Next    string `json:"next" validate:"required,max=1000"`
}

// Outcome is how a sign-in ended, or that a session did.
type Outcome string

// The outcomes that are recorded. An attempt during a pause is not: it reaches neither the password nor the trail.
const (
	SignedInOutcome  Outcome = "signedIn"
	RefusedOutcome   Outcome = "refused" // wrong name or password
	ShutOutcome      Outcome = "locked"  // right password of a locked or disabled account
	PausedOutcome    Outcome = "paused"  // wrong, and the name must now wait
	SignedOutOutcome Outcome = "signedOut"
)

// SignIn is the insert-only, audited record of sign-ins. UserName is empty when there is no such account, because what is typed as a name may be
// a password.
type SignIn struct {
	ID       string    `json:"id" gorm:"primaryKey"`
	UserName string    `json:"userName"`
	Outcome  Outcome   `json:"outcome"`
	Address  string    `json:"address"`
	At       time.Time `json:"at"`
}

// bearer is what a session or token stands for, as read in one statement.
type bearer struct {
	user       User
	id         string // of the session or token
	scopes     []string
	seenAt     time.Time // last written use
	expiresAt  time.Time
	revoked    bool
	isToken    bool
	generation uint64
	readAt     time.Time
}

// valid is the rule of every request: neither revoked nor expired nor idle for too long, and the account is open.
func (b *bearer) valid(p Profile, now time.Time) bool {
	if b.revoked || b.user.State != Active || !now.Before(b.expiresAt) {
		return false
	}
	return b.isToken || now.Before(b.seenAt.Add(p.Idle))
}

// actor is who the bearer speaks for.
func (b *bearer) actor(p Profile, now time.Time) access.Actor {
	return access.Actor{
		ID: b.user.ID, Name: b.user.Name, Role: b.user.Role, RegionID: b.user.RegionID, DepartmentID: b.user.DepartmentID,
		Scopes: b.scopes, SessionID: b.id, PasswordExpired: b.user.MustChange(p, now),
	}
}

// stale is true when the last written use lies far enough back to be written again.
func (b *bearer) stale(now time.Time) bool {
	every := seenEvery
	if b.isToken {
		every = usedEvery
	}
	return now.Sub(b.seenAt) >= every
}
