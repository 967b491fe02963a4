package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
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

// note keeps a change for the trail: of a new row every field that says something, of an old one the changed columns, before and after.
func (tx *Tx) note(p *plan, before, after reflect.Value, changed []int) error {
	old := json.RawMessage("{}")
	if before.IsValid() {
		var err error
		if old, err = p.image(before, changed); err != nil {
			return err
		}
	}
	next, err := p.image(after, changed)
	if err != nil {
		return err
	}
	e := Entry{Entity: p.table, Action: string(tx.Grant.Action), Before: old, After: next}
	if p.id >= 0 {
		e.RowID = after.FieldByIndex(p.columns[p.id].index).String()
	}
	if p.region >= 0 {
		e.RegionID = after.FieldByIndex(p.columns[p.region].index).String()
	}
	tx.journal.entries = append(tx.journal.entries, e)
	return nil
}

// image is the JSON of some columns of a row, without those that the trail leaves out.
func (p *plan) image(row reflect.Value, some []int) (json.RawMessage, error) {
	b := []byte{'{'}
	for _, i := range some {
		c := &p.columns[i]
		if c.quiet {
			continue
		}
		text, err := json.Marshal(row.FieldByIndex(c.index).Interface())
		if err != nil {
			return nil, fmt.Errorf("trail of %s.%s: %w", p.table, c.name, err)
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), c.label...), '"', ':')
		b = append(b, text...)
	}
	return append(b, '}'), nil
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
	var at end
	if err := tx.queryRow(readEnd).Scan(&at.entry, &at.hash, &at.event); err != nil {
		return fmt.Errorf("end of the trail: %w", err)
	}
	if err := tx.sealEntries(&at, j.entries); err != nil {
		return err
	}
	if err := tx.sealEvents(&at, j.events); err != nil {
		return err
	}
	return tx.nameSubject(key)
}

// end is where the trail and the outbox stand: the numbers of their last lines, and the hash of the trail's.
type end struct {
	entry int64
	hash  string
	event int64
}

const readEnd = `SELECT COALESCE((SELECT max(seq) FROM audit), 0), COALESCE((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), ''),
COALESCE((SELECT max(seq) FROM events), 0)`

func (tx *Tx) sealEntries(at *end, entries []Entry) error {
	for i := range entries {
		e := &entries[i]
		at.entry++
		e.Seq, e.At, e.PrevHash = at.entry, tx.Now, at.hash
		e.Actor, e.Role = tx.Actor.Name, string(tx.Actor.Role)
		e.RequestID, e.Address = tx.Actor.RequestID, tx.Actor.Address
		e.Hash = e.digest()
		at.hash = e.Hash
		if _, err := tx.exec(insertEntry, e.Seq, e.At, e.Actor, e.Role, e.Action, e.Entity, e.RowID, e.RegionID, e.RequestID, e.Address,
			string(e.Before), string(e.After), e.PrevHash, e.Hash); err != nil {
			return fmt.Errorf("append to the trail: %w", err)
		}
	}
	return nil
}

// digest is the SHA-256 over every field of the entry and the hash before it, each field preceded by its length.
func (e *Entry) digest() string {
	text := make([]byte, 0, 1024)
	for _, part := range [...]string{
		e.PrevHash, strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339Nano), e.Actor, e.Role, e.Action, e.Entity, e.RowID,
		e.RegionID, e.RequestID, e.Address, string(e.Before), string(e.After),
	} {
		text = append(append(strconv.AppendInt(text, int64(len(part)), 10), ':'), part...)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
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
