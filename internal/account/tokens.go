package account

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// everyones is true of those who see and revoke the tokens of all accounts.
func everyones(a access.Actor) bool { return a.Role == access.Admin || a.Role == access.System }

// Tokens reads a page of the caller's tokens; an administrator sees everyone's.
func (s *Service) Tokens(ctx context.Context, q page.Query) (page.Of[Token], error) {
	var of page.Of[Token]
	err := s.db.Read(ctx, access.TokenList, func(tx *store.Tx) error {
		var conds []store.Cond
		if !everyones(tx.Actor) {
			conds = append(conds, store.Where("user_id = ?", tx.Actor.ID))
		}
		var err error
		if of, err = store.List[Token](tx, TokenListing, q, conds...); err != nil {
			return err
		}
		return uses(tx, of.Items)
	})
	return of, err
}

// CreateToken makes a token that speaks as the caller, or, for an administrator, as an integration account.
func (s *Service) CreateToken(ctx context.Context, in Application) (*Issued, error) {
	var made *Issued
	err := s.db.Write(ctx, access.TokenCreate, func(tx *store.Tx) error {
		owner, err := tokenOwner(tx, in.UserID)
		if err != nil {
			return err
		}
		if err := in.check(owner, tx.Actor, tx.Now); err != nil {
			return err
		}
		if made, err = issue(owner, in, tx.Now); err != nil {
			return err
		}
		return store.Insert(tx, &made.Token)
	})
	return made, err
}

func tokenOwner(tx *store.Tx, userID string) (*User, error) {
	if userID == "" || userID == tx.Actor.ID {
		return store.Get[User](tx, tx.Actor.ID)
	}
	if !everyones(tx.Actor) {
		return nil, errOwner.At("/userId")
	}
	owner, err := store.Get[User](tx, userID)
	if err == nil && owner.Role != access.Integration {
		return nil, errOwner.At("/userId")
	}
	return owner, err
}

// RevokeToken ends a token at once; revoking it again changes nothing. Somebody else's token is missing, except for an administrator.
func (s *Service) RevokeToken(ctx context.Context, id string, version int64) error {
	return s.write(ctx, access.TokenRevoke, func(tx *store.Tx) error {
		t, err := store.Get[Token](tx, id)
		if err != nil {
			return err
		}
		if t.UserID != tx.Actor.ID && !everyones(tx.Actor) {
			return store.ErrMissing.With()
		}
		if err := t.Expect(version); err != nil || t.RevokedAt != nil {
			return err
		}
		now := tx.Now
		t.RevokedAt = &now
		return store.Update(tx, t)
	})
}
