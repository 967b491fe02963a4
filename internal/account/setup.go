package account

import (
	"context"
	"strings"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// errCode answers for a wrong code, a used one, and a system that has accounts already.
var errCode = fault.Define(fault.Forbidden, "setup.code", "初始化链接无效、已使用或系统已有账号；重新启动服务可在无账号时生成新链接。", "The set-up link is wrong, used, or the system has accounts already; while it has none, a restart prints a new link.")

const setupID = "first"

// Setup is the digest of the one code that the last start printed.
type Setup struct {
	ID        string `gorm:"primaryKey"`
	CodeHash  string
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
}

// Derived says that the code is not audited; the account that it makes is.
func (*Setup) Derived() {}

// Founding is what the first administrator sends with the code of the link.
type Founding struct {
	Code        string `json:"code" validate:"required,max=200"`
	Username    string `json:"username" validate:"required,max=64"`
	Password    string `json:"password" validate:"required,max=1000"`
	DisplayName string `json:"displayName,omitempty" validate:"max=100"`
}

// EnsureSetup makes a new one-time code when there is no account yet; an earlier code ends. The caller prints the link, since only a digest is kept.
func (s *Service) EnsureSetup(ctx context.Context) (code string, needed bool, err error) {
	text, err := secret()
	if err != nil {
		return "", false, err
	}
	err = s.db.Write(ctx, access.SetupRead, func(tx *store.Tx) error {
		n, err := store.Count[User](tx)
		if needed = n == 0; err != nil || !needed {
			return err
		}
		return replaceSetup(tx, digest(text))
	})
	if err != nil || !needed {
		return "", false, err
	}
	return text, true, nil
}

// SetupNeeded is true until the first account exists.
func (s *Service) SetupNeeded(ctx context.Context) (bool, error) {
	var needed bool
	err := s.db.Read(ctx, access.SetupRead, func(tx *store.Tx) error {
		n, err := store.Count[User](tx)
		needed = n == 0
		return err
	})
	return needed, err
}

// CompleteSetup makes the first administrator. The code is used up in the same transaction, so of many attempts at once one succeeds.
func (s *Service) CompleteSetup(ctx context.Context, in Founding) (*User, error) {
	in.Code = strings.TrimSpace(in.Code)
	if err := s.awaited(ctx, in.Code); err != nil {
		return nil, err
	}
	u := Registration{Name: in.Username, DisplayName: in.DisplayName, Role: access.Admin}.user()
	if err := u.check(); err != nil {
		return nil, renamed(err)
	}
	if err := s.profile.Check("/password", u.Name, in.Password); err != nil {
		return nil, err
	}
	var err error
	if u.PasswordHash, err = s.hash.make(ctx, in.Password); err != nil {
		return nil, err
	}
	first := &User{}
	err = s.write(ctx, access.SetupComplete, func(tx *store.Tx) error {
		*first = *u
		return found(tx, digest(in.Code), first)
	})
	return first, err
}

// awaited looks before the password is hashed, so that strangers cannot make the service work.
func (s *Service) awaited(ctx context.Context, code string) error {
	return s.db.Read(ctx, access.SetupComplete, func(tx *store.Tx) error {
		n, err := store.Count[Setup](tx, store.Where("code_hash = ?", digest(code)))
		if err == nil && n == 0 {
			err = errCode.With()
		}
		return err
	})
}

func found(tx *store.Tx, codeHash string, first *User) error {
	taken, err := takeSetup(tx, codeHash)
	if err != nil {
		return err
	}
	n, err := store.Count[User](tx)
	if err != nil {
		return err
	}
	if !taken || n > 0 {
		return errCode.With()
	}
	return insert(tx, first)
}

// renamed points complaints about the name at the field that it came in.
func renamed(err error) error {
	e, ok := fault.Find(err)
	if !ok {
		return err
	}
	for i := range e.Fields {
		if e.Fields[i].Pointer == "/name" {
			e.Fields[i].Pointer = "/username"
		}
	}
	return e
}
