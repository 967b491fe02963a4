package land

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Published heads a version of data that the city publishes. Versions are never changed; a new one follows.
type Published struct {
	Number int64      `json:"number"`
	Source string     `json:"source"`
	Note   string     `json:"note"`
	At     *time.Time `json:"at"` // null for the one that comes with the program
	By     string     `json:"by"`
}

// GetVersion is the version's number, for its ETag.
func (p *Published) GetVersion() int64 { return p.Number }

func (p *Published) head() *Published { return p }

// edition is one kept version.
type edition struct {
	store.Row
	Topic  string
	Number int64
	Body   string // the version as JSON
}

// TableName is "land_rules".
func (edition) TableName() string { return "land_rules" }

// Public lets everybody who is measured read what is published.
func (*edition) Public() {}

// The topics.
const (
	onThresholds = "thresholds"
	onScoring    = "scoring"
)

func labelOf(key string) (zh, en string) {
	return vocabulary.Label(vocabulary.LandMerit, key, "zh"), vocabulary.Label(vocabulary.LandMerit, key, "en")
}

func thresholds(tx *store.Tx) (*Thresholds, error) {
	return latest(tx, onThresholds, *shippedThresholds())
}

func scoring(tx *store.Tx) (*Scoring, error) { return latest(tx, onScoring, *shippedScoring()) }

// latest is the version with the highest number, the shipped one when the city has published none.
func latest[T any, P interface {
	*T
	head() *Published
}](tx *store.Tx, topic string, first T) (P, error) {
	e, err := store.Find[edition](tx, store.Where("topic = ?", topic),
		store.Where("number = (SELECT MAX(l.number) FROM land_rules l WHERE l.topic = ?)", topic))
	if fault.KindOf(err) == fault.Missing {
		return &first, nil
	}
	if err != nil {
		return nil, err
	}
	v := P(new(T))
	if err := json.Unmarshal([]byte(e.Body), v); err != nil {
		return nil, fmt.Errorf("land rule %s %d: %w", topic, e.Number, err)
	}
	at := e.CreatedAt
	h := v.head()
	h.Number, h.At, h.By = e.Number, &at, e.CreatedBy
	return v, nil
}

// Thresholds reads the thresholds that hold now.
func (s *Service) Thresholds(ctx context.Context) (*Thresholds, error) {
	return current(ctx, s, thresholds)
}

// Scoring reads the scoring that holds now.
func (s *Service) Scoring(ctx context.Context) (*Scoring, error) { return current(ctx, s, scoring) }

func current[T any](ctx context.Context, s *Service, read func(*store.Tx) (*T, error)) (*T, error) {
	var v *T
	err := s.db.Read(ctx, access.LandRuleRead, func(tx *store.Tx) error {
		var err error
		v, err = read(tx)
		return err
	})
	return v, err
}

// PublishThresholds puts a new version into force; requests that were checked before keep the version that they were checked with.
func (s *Service) PublishThresholds(ctx context.Context, version int64, in ThresholdEdition) (*Thresholds, error) {
	next := Thresholds{Published: Published{Source: in.Source, Note: in.Note}, Rules: in.Rules}
	return publish(ctx, s, onThresholds, version, thresholds, next)
}

// PublishScoring puts a new version into force.
func (s *Service) PublishScoring(ctx context.Context, version int64, in ScoringEdition) (*Scoring, error) {
	next := Scoring{Published: Published{Source: in.Source, Note: in.Note}, Terms: in.Terms}
	return publish(ctx, s, onScoring, version, scoring, next)
}

func publish[T any, P interface {
	*T
	head() *Published
}](ctx context.Context, s *Service, topic string, version int64, read func(*store.Tx) (P, error), next T) (P, error) {
	var now P
	err := s.db.Write(ctx, access.LandRuleAmend, func(tx *store.Tx) error {
		was, err := read(tx)
		if err != nil {
			return err
		}
		if n := was.head().Number; version != 0 && version != n {
			return store.ErrStale.With(n).Note("currentVersion", n)
		}
		body, err := json.Marshal(next)
		if err != nil {
			return err
		}
		e := &edition{Topic: topic, Number: was.head().Number + 1, Body: string(body)}
		if err := store.Insert(tx, e); err != nil {
			return err
		}
		if now, err = read(tx); err != nil {
			return err
		}
		return tx.Emit("land.published", e.ID, "", now)
	})
	return now, err
}
