package account

import (
	"context"
	"errors"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Account is an account of the practice city, with the password that the demo prints.
type Account struct {
	Registration
	Password string
}

// Seed makes the accounts that are not there yet, for the product itself only. Their passwords are as given and need not be changed: whoever runs the
// demo chose them. Accounts with the same password share one hash, so that the demo starts at once.
func (s *Service) Seed(ctx context.Context, list []Account) error {
	if _, err := access.Decide(access.From(ctx), access.StoreSeed); err != nil {
		return err
	}
	hashes := map[string]string{}
	for _, a := range list {
		if _, done := hashes[a.Password]; done || a.Password == "" {
			continue
		}
		hash, err := s.hash.make(ctx, a.Password)
		if err != nil {
			return err
		}
		hashes[a.Password] = hash
	}
	return s.write(ctx, access.StoreSeed, func(tx *store.Tx) error {
		for _, a := range list {
			if err := seed(tx, a, hashes[a.Password]); err != nil {
				return fmt.Errorf("account %s: %w", a.Name, err)
			}
		}
		return dropSetup(tx)
	})
}

func seed(tx *store.Tx, a Account, hash string) error {
	u := a.user()
	u.PasswordHash = hash
	if err := u.check(); err != nil {
		return err
	}
	if _, err := byName(tx, u.Name); fault.KindOf(err) != fault.Missing {
		return err
	}
	return insert(tx, u)
}

// Repassword gives accounts another password, for the product itself only: whoever runs the demo has chosen it. Their sessions end.
func (s *Service) Repassword(ctx context.Context, names []string, password string) error {
	if _, err := access.Decide(access.From(ctx), access.StoreSeed); err != nil {
		return err
	}
	hash, err := s.hash.make(ctx, password)
	if err != nil {
		return err
	}
	return s.write(ctx, access.StoreSeed, func(tx *store.Tx) error {
		for _, name := range names {
			u, err := byName(tx, name)
			if err != nil {
				return fmt.Errorf("account %s: %w", name, err)
			}
			u.PasswordHash, u.MustChangePassword, u.PasswordChangedAt = hash, false, tx.Now
			if err := errors.Join(store.Update(tx, u), endSessions(tx, u.ID, "")); err != nil {
				return err
			}
		}
		return nil
	})
}
