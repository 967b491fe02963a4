package account

import (
	"context"
	"net/mail"

	"zhaoyin/internal/access"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

// Contact is a merge patch of what everybody may say of themself. The name that others see is the administrator's to change.
type Contact struct {
	Email patch.Field[string] `json:"email" swaggertype:"string"`
}

// AmendMe changes the actor's own address for reminders.
func (s *Service) AmendMe(ctx context.Context, version int64, in Contact) (*User, error) {
	var u *User
	err := s.write(ctx, access.MeAmend, func(tx *store.Tx) error {
		var err error
		if u, err = store.Lock[User](tx, tx.Actor.ID); err != nil {
			return err
		}
		if err := u.Expect(version); err != nil {
			return err
		}
		in.Email.Into(&u.Email)
		if err := u.check(); err != nil {
			return err
		}
		return store.Update(tx, u)
	})
	return u, err
}

// InService joins a unit of work to list the people who can sign in: every active account but those of other systems.
func InService(tx *store.Tx) ([]User, error) {
	return store.All[User](tx, "name", store.Where("state = ?", Active), store.Where("role <> ?", access.Integration))
}

// isAddress is true of a bare e-mail address in ASCII, as mail servers take it.
func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || len(text) > 254 {
		return false
	}
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return false
		}
	}
	return true
}
