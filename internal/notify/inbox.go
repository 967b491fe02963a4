package notify

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// Inbox is a page of the reader's own notifications, and how many of all of them are unread.
type Inbox struct {
	page.Of[Notification]
	Unread int `json:"unread"`
}

// Marked is how many notifications became read.
type Marked struct {
	Read int `json:"read"`
}

func own(tx *store.Tx) store.Cond { return store.Where("account = ?", tx.Actor.Name) }

// List reads a page of the actor's own notifications.
func (s *Service) List(ctx context.Context, q page.Query) (*Inbox, error) {
	var in *Inbox
	err := s.db.Read(ctx, access.NotificationRead, func(tx *store.Tx) error {
		in = &Inbox{}
		var err error
		if in.Of, err = store.List[Notification](tx, Listing, q, own(tx)); err != nil {
			return err
		}
		for i := range in.Items {
			in.Items[i].speak(tx.Actor.Language)
		}
		in.Unread, err = store.Count[Notification](tx, own(tx), store.Where("unread"))
		return err
	})
	return in, err
}

// Read marks one of the actor's own notifications as read; somebody else's is not there.
func (s *Service) Read(ctx context.Context, id string) (*Notification, error) {
	var n *Notification
	err := s.db.Write(ctx, access.NotificationRead, func(tx *store.Tx) error {
		var err error
		if n, err = store.Find[Notification](tx, own(tx), store.Where("id = ?", id)); err != nil {
			return err
		}
		n.speak(tx.Actor.Language)
		if !n.Unread {
			return nil
		}
		at := tx.Now
		n.Unread, n.ReadAt = false, &at
		return store.Update(tx, n)
	})
	return n, err
}

// ReadAll marks all of the actor's own notifications as read.
func (s *Service) ReadAll(ctx context.Context) (*Marked, error) {
	var m *Marked
	err := s.db.Write(ctx, access.NotificationRead, func(tx *store.Tx) error {
		n, err := readAll(tx)
		m = &Marked{Read: n}
		return err
	})
	return m, err
}
