package account

import (
	"context"
	"log/slog"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

var (
	errTaken      = fault.Define(fault.Conflict, "account.taken", "用户名 %s 已被使用（用户名不可重复使用）。", "The user name %s is taken (names are never used twice).")
	errSelf       = fault.Define(fault.Conflict, "account.self", "不能锁定、停用自己的账号或变更自己的角色。", "You cannot lock, disable or change the role of your own account.")
	errLastAdmin  = fault.Define(fault.Conflict, "account.lastAdmin", "至少要保留一个可用的管理员账号。", "One active administrator must remain.")
	errNoPassword = fault.Define(fault.Conflict, "account.noPassword", "对接账号没有密码，请为其创建令牌。", "An integration account has no password; make a token for it.")
	errDisabled   = fault.Define(fault.Conflict, "account.disabled", "账号已停用，请先恢复使用。", "The account is disabled; take it back into service first.")
)

// Service is what can be done with accounts. One Service serves a process: its cache is voided by its own changes.
type Service struct {
	db      *store.DB
	profile Profile
	hash    *hasher
	cache   *cache
	turns   *turns
	log     *slog.Logger
}

// NewService works over the store by the rules of a profile.
func NewService(db *store.DB, profile Profile, log *slog.Logger) *Service {
	return &Service{db: db, profile: profile, hash: newHasher(profile.Cost), cache: newCache(), turns: newTurns(), log: log}
}

// Profile is the rules in force, for the page that asks for a password.
func (s *Service) Profile() Profile { return s.profile }

// write is a change after whose commit nothing remembered of accounts holds any more.
func (s *Service) write(ctx context.Context, action access.Action, fn func(*store.Tx) error) error {
	err := s.db.Write(ctx, action, fn)
	s.cache.void()
	return err
}

// Add makes an account. The one-time password, or an integration's first token, is shown in the answer and nowhere else.
func (s *Service) Add(ctx context.Context, in Registration) (*Added, error) {
	if _, err := access.Decide(access.From(ctx), access.UserCreate); err != nil {
		return nil, err
	}
	u := in.user()
	if err := s.checkNew(ctx, u, in.form); err != nil {
		return nil, err
	}
	added := &Added{}
	if err := s.firstPassword(ctx, u, added); err != nil {
		return nil, err
	}
	err := s.write(ctx, access.UserCreate, func(tx *store.Tx) error {
		added.User = *u
		if err := insert(tx, &added.User); err != nil {
			return err
		}
		if u.Role != access.Integration {
			return nil
		}
		first, err := issue(&added.User, Application{Name: "first", Scopes: everything(u.Role)}, tx.Now)
		if err != nil {
			return err
		}
		added.Token = first.Secret
		return store.Insert(tx, &first.Token)
	})
	return added, err
}

// checkNew tells every complaint about a new account at once: of its form, of the rules, of the county and department that it names.
func (s *Service) checkNew(ctx context.Context, u *User, form fault.List) error {
	return s.db.Read(ctx, access.UserCreate, func(tx *store.Tx) error {
		where, err := misplaced(tx, u)
		if err != nil {
			return err
		}
		return form.With(u.wrong()).With(where).Err()
	})
}

// firstPassword gives an account a password that must be changed; an integration gets none.
func (s *Service) firstPassword(ctx context.Context, u *User, added *Added) error {
	if u.Role == access.Integration {
		return nil
	}
	var err error
	if added.OneTimePassword, err = oneTime(); err != nil {
		return err
	}
	u.MustChangePassword = true
	u.PasswordHash, err = s.hash.make(ctx, added.OneTimePassword)
	return err
}

// insert keeps a checked account whose county and department exist.
func insert(tx *store.Tx, u *User) error {
	if err := placed(tx, u); err != nil {
		return err
	}
	if _, err := byName(tx, u.Name); fault.KindOf(err) != fault.Missing {
		if err == nil {
			err = errTaken.With(u.Name)
		}
		return err
	}
	u.PasswordChangedAt = tx.Now
	return store.Insert(tx, u)
}

// placed holds that the county reports to the meeting and the department exists.
func placed(tx *store.Tx, u *User) error {
	bad, err := misplaced(tx, u)
	if err != nil {
		return err
	}
	return bad.Err()
}

func misplaced(tx *store.Tx, u *User) (fault.List, error) {
	var bad fault.List
	if u.RegionID != "" {
		r, err := store.Get[org.Region](tx, u.RegionID)
		if err != nil && fault.KindOf(err) != fault.Missing {
			return nil, err
		}
		bad.Check(err == nil && r.Reports(), "/regionId", fault.NoSuch, u.RegionID)
	}
	if u.DepartmentID == "" {
		return bad, nil
	}
	err := org.CheckDepartment(tx, &bad, "/departmentId", u.DepartmentID)
	return bad, err
}

// Get reads one account.
func (s *Service) Get(ctx context.Context, id string) (*User, error) {
	var u *User
	err := s.db.Read(ctx, access.UserRead, func(tx *store.Tx) error {
		var err error
		u, err = store.Get[User](tx, id)
		return err
	})
	return u, err
}

// Named reads one account by its login name, for the command line.
func (s *Service) Named(ctx context.Context, name string) (*User, error) {
	var u *User
	err := s.db.Read(ctx, access.UserRead, func(tx *store.Tx) error {
		var err error
		u, err = byName(tx, loginName(name))
		return err
	})
	return u, err
}

// List reads a page of accounts.
func (s *Service) List(ctx context.Context, q page.Query) (page.Of[User], error) {
	var of page.Of[User]
	err := s.db.Read(ctx, access.UserList, func(tx *store.Tx) error {
		var err error
		of, err = store.List[User](tx, Listing, q)
		return err
	})
	return of, err
}

// Amend changes an account that is still at the version the caller saw. It takes effect with the holder's next request.
func (s *Service) Amend(ctx context.Context, id string, version int64, in Amendment) (*User, error) {
	return s.change(ctx, access.UserAmend, id, version, func(tx *store.Tx, u *User) error {
		before := *u
		if err := in.apply(u); err != nil {
			return err
		}
		if err := u.check(); err != nil {
			return err
		}
		if u.RegionID != before.RegionID || u.DepartmentID != before.DepartmentID {
			return placed(tx, u)
		}
		return nil
	})
}

// Lock shuts an account: its sessions and its tokens end, and an integration needs a new token after it is unlocked.
func (s *Service) Lock(ctx context.Context, id string, version int64) (*User, error) {
	return s.change(ctx, access.UserLock, id, version, func(_ *store.Tx, u *User) error {
		if u.State == Disabled {
			return errDisabled.With()
		}
		u.State = Locked
		return nil
	})
}

// Unlock opens a locked account again and forgets its failed sign-ins.
func (s *Service) Unlock(ctx context.Context, id string, version int64) (*User, error) {
	return s.change(ctx, access.UserLock, id, version, func(tx *store.Tx, u *User) error {
		if u.State == Disabled {
			return errDisabled.With()
		}
		u.State = Active
		return dropAttempt(tx, guardKeys(u.Name, "")[0].key)
	})
}

// ResetPassword replaces a forgotten password by a one-time password and ends the account's sessions.
func (s *Service) ResetPassword(ctx context.Context, id string, version int64) (*Added, error) {
	if _, err := access.Decide(access.From(ctx), access.UserReset); err != nil {
		return nil, err
	}
	added, fresh := &Added{}, &User{}
	if err := s.firstPassword(ctx, fresh, added); err != nil {
		return nil, err
	}
	u, err := s.change(ctx, access.UserReset, id, version, func(tx *store.Tx, u *User) error {
		if u.Role == access.Integration {
			return errNoPassword.With()
		}
		u.PasswordHash, u.MustChangePassword, u.PasswordChangedAt = fresh.PasswordHash, true, tx.Now
		if err := dropAttempt(tx, guardKeys(u.Name, "")[0].key); err != nil {
			return err
		}
		return endSessions(tx, u.ID, "")
	})
	if err != nil {
		return nil, err
	}
	added.User = *u
	return added, nil
}

// change reads an account, lets fn alter it and keeps it. An account that is shut loses its sessions and tokens; nobody shuts themself out, and one
// administrator always remains.
func (s *Service) change(
	ctx context.Context, action access.Action, id string, version int64, fn func(*store.Tx, *User) error,
) (*User, error) {
	var u *User
	err := s.write(ctx, action, func(tx *store.Tx) error {
		var err error
		if u, err = store.Get[User](tx, id); err != nil {
			return err
		}
		if err := u.Expect(version); err != nil {
			return err
		}
		before := *u
		if err := fn(tx, u); err != nil {
			return err
		}
		if err := keepsAdmin(tx, &before, u); err != nil {
			return err
		}
		if u.State != Active {
			if err := endAll(tx, u.ID); err != nil {
				return err
			}
		}
		return store.Update(tx, u)
	})
	return u, err
}

// endAll ends whatever speaks for an account: who shuts one does not know which of its secrets is in the wrong hands.
func endAll(tx *store.Tx, userID string) error {
	if err := endSessions(tx, userID, ""); err != nil {
		return err
	}
	tokens, err := store.All[Token](tx, "id", store.Where("user_id = ?", userID), store.Where("revoked_at IS NULL"))
	if err != nil {
		return err
	}
	for i := range tokens {
		now := tx.Now
		tokens[i].RevokedAt = &now
		if err := store.Update(tx, &tokens[i]); err != nil {
			return err
		}
	}
	return nil
}

func keepsAdmin(tx *store.Tx, before, after *User) error {
	if before.State == after.State && before.Role == after.Role {
		return nil
	}
	if before.ID == tx.Actor.ID {
		return errSelf.With()
	}
	if before.Role != access.Admin || before.State != Active {
		return nil
	}
	another, err := otherAdmin(tx, before.ID)
	if err == nil && !another {
		err = errLastAdmin.With()
	}
	return err
}
