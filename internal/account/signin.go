package account

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// bare is a request's context without its values but with its cancellation: signing in several times is several sign-ins, so it takes no
// Idempotency-Key.
type bare struct{ context.Context }

// Value knows nothing.
func (bare) Value(any) any { return nil }

// stranger is the context of somebody who signs in: nobody yet, whatever session or token came along with the request.
func stranger(ctx context.Context) context.Context {
	nobody, was := access.Nobody(), access.From(ctx)
	nobody.RequestID, nobody.Address, nobody.Language = was.RequestID, was.Address, was.Language
	return access.With(bare{ctx}, nobody)
}

// as is the context of the account itself, for what happens after the password was found right.
func as(ctx context.Context, u *User, sessionID string) context.Context {
	was := access.From(ctx)
	return access.With(ctx, access.Actor{
		ID: u.ID, Name: u.Name, Role: u.Role, RegionID: u.RegionID, DepartmentID: u.DepartmentID, SessionID: sessionID,
		RequestID: was.RequestID, Address: was.Address, Language: was.Language,
	})
}

// SignIn opens a session. The attempt is counted before the password is hashed, and an unknown name takes the same way as a known one, so that
// neither the answer nor the time tells which names exist. Attempts at one name take turns.
func (s *Service) SignIn(ctx context.Context, in Credentials) (*SignedIn, error) {
	before := access.From(ctx).SessionID
	ctx = stranger(ctx)
	name := loginName(in.Username)
	leave, err := s.turns.enter(ctx, name)
	if err != nil {
		return nil, err
	}
	defer leave()
	user, err := s.admit(ctx, name)
	if err != nil {
		return nil, err
	}
	right, err := s.hash.matches(ctx, in.Password, user.PasswordHash)
	if err != nil {
		return nil, err
	}
	if !right || user.State != Active {
		return nil, s.refuse(ctx, name, user, right)
	}
	return s.open(as(ctx, user, before), name, user)
}

// admit counts the attempt and reads the account; during a pause it refuses, by a read alone.
func (s *Service) admit(ctx context.Context, name string) (*User, error) {
	keys := guardKeys(name, access.From(ctx).Address)
	err := s.db.Read(ctx, access.SessionCreate, func(tx *store.Tx) error {
		found, err := attempts(tx, keys[0].key, keys[1].key)
		if err != nil {
			return err
		}
		return pausedBy(tx, found)
	})
	if err != nil {
		return nil, err
	}
	var user *User
	err = s.db.Write(ctx, access.SessionCreate, func(tx *store.Tx) error {
		if err := countAttempt(tx, keys); err != nil {
			return err
		}
		var err error
		user, err = known(tx, name)
		return err
	})
	return user, err
}

// refuse records the failure and gives the answer: only who knows the password learns that the account is shut.
func (s *Service) refuse(ctx context.Context, name string, u *User, right bool) error {
	answer, outcome := errCredentials, RefusedOutcome
	if right {
		answer, outcome = errShut, ShutOutcome
	}
	err := s.db.Write(ctx, access.SessionCreate, func(tx *store.Tx) error {
		found, err := attempts(tx, guardKeys(name, "")[0].key)
		if err != nil {
			return err
		}
		final := outcome
		if !right && pausedBy(tx, found) != nil {
			final = PausedOutcome
		}
		return record(tx, u.Name, final)
	})
	if err != nil {
		return err
	}
	return answer.With()
}

// open makes the session of an account whose password was right, unless the account changed meanwhile. The session that came along with the
// request ends: tokens rotate at sign-in.
func (s *Service) open(ctx context.Context, name string, checked *User) (*SignedIn, error) {
	text, err := secret()
	if err != nil {
		return nil, err
	}
	in := &SignedIn{Token: sessionMark + text, IdleSeconds: int(s.profile.Idle.Seconds())}
	err = s.db.Write(ctx, access.SessionCreate, func(tx *store.Tx) error {
		user, err := store.Get[User](tx, checked.ID)
		if err != nil {
			return err
		}
		if user.State != Active || user.PasswordHash != checked.PasswordHash {
			return errCredentials.With()
		}
		if err := forgiveAttempt(tx, guardKeys(name, tx.Actor.Address)); err != nil {
			return err
		}
		in.User, in.ExpiresAt = user, tx.Now.Add(s.profile.Absolute)
		user.MustChangePassword = user.MustChange(s.profile, tx.Now)
		return begin(tx, in)
	})
	if err != nil {
		return nil, err
	}
	if access.From(ctx).SessionID != "" {
		s.cache.void()
	}
	return in, nil
}

func begin(tx *store.Tx, in *SignedIn) error {
	if err := forgetOld(tx); err != nil {
		return err
	}
	if _, err := endSession(tx, tx.Actor.SessionID); err != nil {
		return err
	}
	if err := store.Insert(tx, &Session{
		ID: store.NewID(), TokenHash: digest(in.Token), UserID: in.User.ID, CreatedAt: tx.Now, LastSeenAt: tx.Now, ExpiresAt: in.ExpiresAt,
	}); err != nil {
		return err
	}
	return record(tx, in.User.Name, SignedInOutcome)
}

// record appends to the sign-ins.
func record(tx *store.Tx, name string, outcome Outcome) error {
	return store.Insert(tx, &SignIn{ID: store.NewID(), UserName: name, Outcome: outcome, Address: tx.Actor.Address, At: tx.Now})
}

// SignOut ends the session that asks. An API token has no session to end; it is revoked instead.
func (s *Service) SignOut(ctx context.Context) error {
	return s.write(ctx, access.SessionEnd, func(tx *store.Tx) error {
		ended, err := endSession(tx, tx.Actor.SessionID)
		if err != nil {
			return err
		}
		if !ended {
			return store.ErrMissing.With()
		}
		return record(tx, tx.Actor.Name, SignedOutOutcome)
	})
}

// Me is the account that asks.
func (s *Service) Me(ctx context.Context) (*User, error) {
	var u *User
	err := s.db.Read(ctx, access.MeRead, func(tx *store.Tx) error {
		var err error
		if u, err = store.Get[User](tx, tx.Actor.ID); err != nil {
			return err
		}
		u.MustChangePassword = u.MustChange(s.profile, tx.Now)
		return nil
	})
	return u, err
}

// ChangePassword sets a new password and ends every other session of the account. Guessing the current one is slowed down as at sign-in.
func (s *Service) ChangePassword(ctx context.Context, in PasswordChange) error {
	actor := access.From(ctx)
	if _, err := access.Decide(actor, access.MePassword); err != nil {
		return err
	}
	if err := s.profile.Check("/next", actor.Name, in.Next); err != nil {
		return err
	}
	if normal(in.Next) == normal(in.Current) {
		return errSame.At("/next")
	}
	leave, err := s.turns.enter(ctx, actor.Name)
	if err != nil {
		return err
	}
	defer leave()
	user, err := s.admit(stranger(ctx), actor.Name)
	if err != nil {
		return err
	}
	right, err := s.hash.matches(ctx, in.Current, user.PasswordHash)
	if err != nil {
		return err
	}
	if !right {
		return s.wrongCurrent(ctx, user)
	}
	return s.setPassword(ctx, user, in.Next)
}

func (s *Service) wrongCurrent(ctx context.Context, u *User) error {
	err := s.db.Write(ctx, access.MePassword, func(tx *store.Tx) error { return record(tx, u.Name, RefusedOutcome) })
	if err != nil {
		return err
	}
	return errCurrent.At("/current")
}

func (s *Service) setPassword(ctx context.Context, checked *User, next string) error {
	hash, err := s.hash.make(ctx, next)
	if err != nil {
		return err
	}
	return s.write(ctx, access.MePassword, func(tx *store.Tx) error {
		u, err := store.Get[User](tx, tx.Actor.ID)
		if err != nil {
			return err
		}
		if u.PasswordHash != checked.PasswordHash {
			return errCurrent.At("/current")
		}
		u.PasswordHash, u.MustChangePassword, u.PasswordChangedAt = hash, false, tx.Now
		if err := store.Update(tx, u); err != nil {
			return err
		}
		if err := forgiveAttempt(tx, guardKeys(u.Name, tx.Actor.Address)); err != nil {
			return err
		}
		return endSessions(tx, u.ID, tx.Actor.SessionID)
	})
}
