package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// Entry is one line of the trail: who changed which row in which action, each changed field before and after. Each is hashed onto the
// one before it, so that an edited, deleted or inserted line is noticed.
type Entry struct {
	Seq       int64           `json:"seq" gorm:"primaryKey"`
	At        time.Time       `json:"at"`
	Actor     string          `json:"actor"`
	Role      string          `json:"role"`
	Action    string          `json:"action"`
	Entity    string          `json:"entity"`
	RowID     string          `json:"rowId"`
	RegionID  string          `json:"regionId"`
	RequestID string          `json:"requestId"`
	Address   string          `json:"address"`
	Before    json.RawMessage `json:"before" gorm:"serializer:json" swaggertype:"object"`
	After     json.RawMessage `json:"after" gorm:"serializer:json" swaggertype:"object"`
	PrevHash  string          `json:"prevHash"`
	Hash      string          `json:"hash"`
}

// TableName is "audit".
func (Entry) TableName() string { return "audit" }

// Public lets the few roles that may read the trail at all read all of it.
func (Entry) Public() {}

// journal gathers what a write will append at its end.
type journal struct {
	entries []Entry
	events  []Event
	images  map[imageKey]reflect.Value // of the rows that the write has read
}

// note keeps a change for the trail: the fields that differ between two images of a row, all fields of a new one.
func (tx *Tx) note(p *plan, before, after reflect.Value) error {
	old, err := p.image(before, after, before)
	if err != nil {
		return err
	}
	next, err := p.image(after, before, after)
	if err != nil {
		return err
	}
	e := Entry{Entity: p.table, Action: string(tx.Grant.Action), Before: old, After: next}
	if i, ok := p.byName["id"]; ok {
		e.RowID = after.FieldByIndex(p.columns[i].index).String()
	}
	if p.region >= 0 {
		e.RegionID = after.FieldByIndex(p.columns[p.region].index).String()
	}
	tx.journal.entries = append(tx.journal.entries, e)
	return nil
}

// image is the JSON of the audited fields of one side that differ from the other.
func (p *plan) image(side, other, show reflect.Value) (json.RawMessage, error) {
	if !side.IsValid() {
		return json.RawMessage("{}"), nil
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for _, c := range p.columns {
		if c.quiet || !differs(c, side, other) {
			continue
		}
		text, err := json.Marshal(show.FieldByIndex(c.index).Interface())
		if err != nil {
			return nil, fmt.Errorf("trail of %s.%s: %w", p.table, c.name, err)
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + c.label + `":`)
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func differs(c column, side, other reflect.Value) bool {
	v := side.FieldByIndex(c.index)
	if !other.IsValid() {
		return !v.IsZero()
	}
	return !same(v, other.FieldByIndex(c.index))
}

func same(a, b reflect.Value) bool {
	if t, ok := a.Interface().(time.Time); ok {
		return t.Equal(b.Interface().(time.Time))
	}
	if t, ok := a.Interface().(*time.Time); ok {
		u := b.Interface().(*time.Time)
		return (t == nil) == (u == nil) && (t == nil || t.Equal(*u))
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

const insertEntry = `INSERT INTO audit (seq, at, actor, role, action, entity, row_id, region_id, request_id, address, before, after, prev_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const insertEvent = `INSERT INTO events (seq, id, type, occurred_at, subject, region_id, data) VALUES (?, ?, ?, ?, ?, ?, ?)`

// seal appends the journal to the trail and the outbox, as the last statements before the commit.
func (tx *Tx) seal(key *Key) error {
	j := tx.journal
	if len(j.entries) == 0 && len(j.events) == 0 {
		return nil
	}
	if lock := tx.db.engine.lockTrail(); lock != "" {
		if _, err := tx.exec(lock); err != nil {
			return fmt.Errorf("lock the trail: %w", err)
		}
	}
	if err := tx.sealEntries(j.entries); err != nil {
		return err
	}
	if err := tx.sealEvents(j.events); err != nil {
		return err
	}
	return tx.nameSubject(key)
}

func (tx *Tx) sealEntries(entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	var seq int64
	var last string
	err := tx.queryRow("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").Scan(&seq, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("end of the trail: %w", err)
	}
	for _, e := range entries {
		seq++
		e.Seq, e.At, e.PrevHash = seq, tx.Now, last
		e.Actor, e.Role = tx.Actor.Name, string(tx.Actor.Role)
		e.RequestID, e.Address = tx.Actor.RequestID, tx.Actor.Address
		e.Hash = e.digest()
		last = e.Hash
		if _, err := tx.exec(insertEntry, e.Seq, e.At, e.Actor, e.Role, e.Action, e.Entity, e.RowID, e.RegionID, e.RequestID, e.Address,
			string(e.Before), string(e.After), e.PrevHash, e.Hash); err != nil {
			return fmt.Errorf("append to the trail: %w", err)
		}
	}
	return nil
}

// digest is the SHA-256 over every field of the entry and the hash before it, each field preceded by its length.
func (e *Entry) digest() string {
	h := sha256.New()
	for _, part := range []string{
		e.PrevHash, fmt.Sprint(e.Seq), e.At.UTC().Format(time.RFC3339Nano), e.Actor, e.Role, e.Action, e.Entity, e.RowID,
		e.RegionID, e.RequestID, e.Address, string(e.Before), string(e.After),
	} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Verification is the answer to "is the trail whole".
type Verification struct {
	Entries int64  `json:"entries"`
	Whole   bool   `json:"whole"`
	Head    string `json:"head"`            // hash of the last entry, to be kept outside
	Broken  int64  `json:"broken"`          // sequence number of the first entry that does not fit, 0 when whole
	Reason  string `json:"reason,omitzero"` // what does not fit there
}

// VerifyTrail walks the whole chain.
func VerifyTrail(tx *Tx) (Verification, error) {
	v := Verification{Whole: true}
	rows, err := tx.Rows(`SELECT seq, at, actor, role, action, entity, row_id, region_id, request_id, address, before, after, prev_hash, hash
FROM audit ORDER BY seq`)
	if err != nil {
		return v, err
	}
	defer rows.Close()
	for rows.Next() {
		var e Entry
		var before, after string
		if err := rows.Scan(&e.Seq, &e.At, &e.Actor, &e.Role, &e.Action, &e.Entity, &e.RowID, &e.RegionID, &e.RequestID, &e.Address,
			&before, &after, &e.PrevHash, &e.Hash); err != nil {
			return v, err
		}
		e.Before, e.After = json.RawMessage(before), json.RawMessage(after)
		if reason := e.misfit(v); reason != "" {
			v.Whole, v.Broken, v.Reason = false, e.Seq, reason
			return v, nil
		}
		v.Entries, v.Head = e.Seq, e.Hash
	}
	return v, rows.Err()
}

func (e *Entry) misfit(v Verification) string {
	switch {
	case e.Seq != v.Entries+1:
		return "an entry before this one is missing"
	case e.PrevHash != v.Head:
		return "the entry does not follow the one before it"
	case e.Hash != e.digest():
		return "the entry has been altered"
	}
	return ""
}
