package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// Event is something that happened, kept in the same transaction as its cause and numbered in the order of the commits.
type Event struct {
	Seq        int64           `json:"-" gorm:"primaryKey"`
	ID         string          `json:"id"`
	Type       string          `json:"type"` // "project.registered"
	OccurredAt time.Time       `json:"occurredAt"`
	Subject    string          `json:"subject"` // id of the row that it is about
	RegionID   string          `json:"regionId"`
	Data       json.RawMessage `json:"data" gorm:"serializer:json" swaggertype:"object"`
}

// Emit announces that something happened, if the transaction commits.
func (tx *Tx) Emit(kind, subject, regionID string, data any) error {
	if tx.journal == nil {
		return errReadOnly
	}
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("event %s: %w", kind, err)
	}
	tx.journal.events = append(tx.journal.events, Event{
		ID: NewID(), Type: kind, OccurredAt: tx.Now, Subject: subject, RegionID: regionID, Data: text,
	})
	return nil
}

func (tx *Tx) sealEvents(at *end, events []Event) error {
	for _, e := range events {
		at.event++
		if _, err := tx.exec(insertEvent, at.event, e.ID, e.Type, e.OccurredAt, e.Subject, e.RegionID, string(e.Data)); err != nil {
			return fmt.Errorf("append to the outbox: %w", err)
		}
	}
	return nil
}
