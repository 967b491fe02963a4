package meeting

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Close freezes the month: every figure, row and ranking as of now becomes the next version of its snapshot, and the papers are made from
// that alone. What is missing is listed by name.
func (s *Service) Close(ctx context.Context, month calendar.Month, version int64, in Closing) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingClose, func(tx *store.Tx) error {
		p, err := held(tx, month, version)
		if err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		head, err := s.shut(tx, p, in.Note)
		if err != nil {
			return err
		}
		m = &Meeting{Period: *p, Snapshot: head.head()}
		return tx.Emit("month.closed", p.ID, "", m)
	})
	return m, err
}

// shut reads everything while nobody writes: what is counted in the month waits for the month's row, what is not (an amended project) for
// the projects. Board, rows and ranking therefore speak of the same moment on both engines.
func (s *Service) shut(tx *store.Tx, p *period.Period, note string) (*snapshot, error) {
	if err := store.Still(tx, "projects"); err != nil {
		return nil, err
	}
	p.State, p.SnapshotVersion = period.Closed, p.SnapshotVersion+1
	if err := store.Update(tx, p); err != nil {
		return nil, err
	}
	facts, err := s.collect(tx, p)
	if err != nil {
		return nil, err
	}
	facts.Version, facts.Note, facts.ReopenReason = p.SnapshotVersion, note, p.ReopenReason
	return freeze(tx, facts, p.ReopenReason)
}

// Facts joins a unit of work to read what a month's papers are made from: the snapshot of a closed month, the present state of an open one.
func (s *Service) Facts(tx *store.Tx, month calendar.Month) (*Snapshot, error) {
	p, err := period.Of(tx, month)
	if err != nil {
		return nil, err
	}
	if p.State == period.Open {
		return s.collect(tx, p)
	}
	head, err := snapshotOf(tx, month, p.SnapshotVersion)
	if err != nil {
		return nil, err
	}
	facts := Snapshot{ReopenReason: head.Reason} // which the head has kept for as long as there are versions, the snapshot itself has not
	return &facts, decodePart(tx, head.ID, wholePart, &facts)
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
		f, err = head.whole(tx)
		return err
	})
	return f, err
}

// whole reads the snapshot's canonical JSON and holds it to its SHA-256.
func (s *snapshot) whole(tx *store.Tx) (*Frozen, error) {
	body, err := partOf(tx, s.ID, wholePart)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	if hex.EncodeToString(sum[:]) != s.SHA256 {
		return nil, fmt.Errorf("%s version %d: %w", s.Month, s.Number, errAltered)
	}
	return &Frozen{Body: body, Head: s.head()}, nil
}

// Verify reads every snapshot again: the whole must match its SHA-256, and each part that is served by itself must be a piece of the whole.
func (s *Service) Verify(ctx context.Context) (int, error) {
	n := 0
	err := s.db.Read(ctx, access.StoreVerify, func(tx *store.Tx) error {
		rows, err := store.All[snapshot](tx, "month, number")
		if err != nil {
			return err
		}
		for i := range rows {
			if err := rows[i].verify(tx); err != nil {
				return err
			}
		}
		n = len(rows)
		return nil
	})
	return n, err
}

func (s *snapshot) verify(tx *store.Tx) error {
	f, err := s.whole(tx)
	if err != nil {
		return err
	}
	var pieces map[string]json.RawMessage
	if err := json.Unmarshal(f.Body, &pieces); err != nil {
		return err
	}
	for _, name := range servedParts {
		body, err := partOf(tx, s.ID, name)
		if err != nil {
			return fmt.Errorf("%s version %d, %s: %w", s.Month, s.Number, name, err)
		}
		if !bytes.Equal(body, pieces[name]) {
			return fmt.Errorf("%s version %d, %s: %w", s.Month, s.Number, name, errAltered)
		}
	}
	return nil
}
