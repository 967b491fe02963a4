package meeting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Close freezes the month: every figure, row and ranking as of now becomes the next version of its snapshot, and the papers are made from
// that alone. What is missing is listed by name.
func (s *Service) Close(ctx context.Context, month calendar.Month, version int64) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingClose, func(tx *store.Tx) error {
		p, err := period.Of(tx, month)
		if err != nil {
			return err
		}
		if err := p.Expect(version); err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		head, err := shut(tx, p)
		if err != nil {
			return err
		}
		m = &Meeting{Period: *p, Snapshot: head.head()}
		return tx.Emit("month.closed", p.ID, "", m)
	})
	return m, err
}

// shut updates the month first: on PostgreSQL that makes a second closing wait and then fail on the version.
func shut(tx *store.Tx, p *period.Period) (*snapshot, error) {
	p.State, p.SnapshotVersion = period.Closed, p.SnapshotVersion+1
	if err := store.Update(tx, p); err != nil {
		return nil, err
	}
	facts, err := Collect(tx, p)
	if err != nil {
		return nil, err
	}
	return freeze(tx, facts, p.SnapshotVersion, p.ReopenReason)
}

// Facts joins a unit of work to read what a month's papers are made from: the snapshot of a closed month, the present state of an open one.
func Facts(tx *store.Tx, month calendar.Month) (*Snapshot, error) {
	p, err := period.Of(tx, month)
	if err != nil {
		return nil, err
	}
	if p.State == period.Open {
		return Collect(tx, p)
	}
	head, err := snapshotOf(tx, month, p.SnapshotVersion)
	if err != nil {
		return nil, err
	}
	var s Snapshot
	return &s, decodePart(tx, head.ID, "whole", &s)
}

// Snapshots lists the versions of a month, the latest first.
func (s *Service) Snapshots(ctx context.Context, month calendar.Month) ([]Head, error) {
	heads := []Head{}
	err := s.db.Read(ctx, access.MeetingRead, func(tx *store.Tx) error {
		if _, err := period.Of(tx, month); err != nil {
			return err
		}
		rows, err := store.All[snapshot](tx, "number DESC", store.Where("month = ?", month))
		for i := range rows {
			heads = append(heads, *rows[i].head())
		}
		return err
	})
	return heads, err
}

var errAltered = errors.New("the snapshot does not match its SHA-256")

// Snapshot reads a frozen month as the canonical JSON that its SHA-256 was taken of, for those who see every county.
func (s *Service) Snapshot(ctx context.Context, month calendar.Month, number int64) (*Frozen, error) {
	var f *Frozen
	err := s.db.Read(ctx, access.MeetingSnapshot, func(tx *store.Tx) error {
		head, err := snapshotOf(tx, month, number)
		if err != nil {
			return err
		}
		body, err := partOf(tx, head.ID, "whole")
		f = &Frozen{Body: body, Head: head.head()}
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, f.check()
}

func (f *Frozen) check() error {
	sum := sha256.Sum256(f.Body)
	if hex.EncodeToString(sum[:]) != f.Head.SHA256 {
		return errAltered
	}
	return nil
}

// Verify reads every snapshot again and compares it with its SHA-256.
func (s *Service) Verify(ctx context.Context) (int, error) {
	n := 0
	err := s.db.Read(ctx, access.StoreVerify, func(tx *store.Tx) error {
		rows, err := store.All[snapshot](tx, "month, number")
		if err != nil {
			return err
		}
		for i := range rows {
			var body json.RawMessage
			if body, err = partOf(tx, rows[i].ID, "whole"); err != nil {
				return err
			}
			if err := (&Frozen{Body: body, Head: rows[i].head()}).check(); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}
