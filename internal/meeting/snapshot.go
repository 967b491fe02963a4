package meeting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Snapshot is everything that a month's papers are made from. Closing freezes it; for an open month it is told as it stands.
type Snapshot struct {
	Month        calendar.Month       `json:"month"`
	Version      int64                `json:"version"`                // 0 while the month is open
	ReopenReason string               `json:"reopenReason,omitempty"` // why there is another version than the first
	CityID       string               `json:"cityId"`
	CityName     string               `json:"cityName"`
	At           time.Time            `json:"at"`
	Deadline     time.Time            `json:"deadline"`
	HeldOn       calendar.Date        `json:"heldOn,omitempty"`
	Note         string               `json:"note,omitempty"` // the secretariat's, at the closing
	Formula      Formula              `json:"formula"`
	Board        Board                `json:"board"`
	Agenda       Agenda               `json:"agenda"`
	Projects     []ProjectRow         `json:"projects"`
	Moves        []Move               `json:"moves"`
	Setbacks     []Setback            `json:"setbacks,omitempty"` // absent from snapshots that are older than it
	Restatements []figure.Restatement `json:"restatements"`
	Narratives   map[string]string    `json:"narratives"`
	Resources    *Resources           `json:"resources,omitempty"` // absent from snapshots that are older than it
}

// ProjectRow is a counting project with what its county says of the month.
type ProjectRow struct {
	ID                   string            `json:"id"`
	Code                 string            `json:"code"`
	Name                 string            `json:"name"`
	RegionID             string            `json:"regionId"`
	Enterprise           string            `json:"enterprise"`
	InvestmentWan        unit.Wan          `json:"investmentWan"`
	CountsReason         project.Reason    `json:"countsReason"` // fellBelow: at the threshold when it was registered, below it by now
	LandMu               *unit.Mu          `json:"landMu"`
	Stage                project.Stage     `json:"stage"`
	Condition            project.Condition `json:"condition"`
	Light                project.Light     `json:"light"`
	LightReason          string            `json:"lightReason"`
	Slipped              bool              `json:"slipped"` // the light is worse than in the last closed month
	State                monthly.State     `json:"state"`   // of the month's status; empty when none was begun
	Late                 bool              `json:"late"`    // first submitted after the deadline, also of one that was returned
	SubmittedAt          *time.Time        `json:"submittedAt"`
	InvestedThisMonthWan unit.Wan          `json:"investedThisMonthWan"`       // of an accepted status
	CorrectionReason     string            `json:"correctionReason,omitempty"` // why it is negative: earlier months are corrected (更正) within this one
	InvestedTotalWan     unit.Wan          `json:"investedTotalWan"`           // of the last accepted status
	Progress             string            `json:"progress"`
	NextPlan             string            `json:"nextPlan"`
	Problems             monthly.Problems  `json:"problems"`
}

// HandedIn is true when the county has handed the status in.
func (p *ProjectRow) HandedIn() bool {
	return p.State == monthly.Submitted || p.State == monthly.Accepted
}

// settle keeps of a status what may be told: words once it is handed in, investment once it is accepted.
func (p *ProjectRow) settle(problems string) error {
	p.Problems = monthly.Problems{}
	if p.State != monthly.Accepted {
		p.InvestedThisMonthWan = 0
	}
	if p.InvestedThisMonthWan >= 0 {
		p.CorrectionReason = ""
	}
	if !p.HandedIn() {
		p.Progress, p.NextPlan = "", ""
		return nil
	}
	return json.Unmarshal([]byte(problems), &p.Problems)
}

// Move is a milestone that was credited to the month.
type Move struct {
	ID            string         `json:"id"`
	ProjectID     string         `json:"projectId"`
	Project       string         `json:"project"`
	Enterprise    string         `json:"enterprise"`
	RegionID      string         `json:"regionId"`
	Kind          project.Stage  `json:"kind"`
	OccurredOn    calendar.Date  `json:"occurredOn"`
	Late          bool           `json:"late"`
	InvestmentWan unit.Wan       `json:"investmentWan"`
	CountsReason  project.Reason `json:"countsReason"`
}

// collect joins a unit of work to gather a month's snapshot as it stands.
func (s *Service) collect(tx *store.Tx, p *period.Period) (*Snapshot, error) {
	b, err := s.board(tx, p)
	if err != nil {
		return nil, err
	}
	f, err := formulaFor(tx, p.Month)
	if err != nil {
		return nil, err
	}
	facts := &Snapshot{Month: p.Month, At: tx.Now, Deadline: p.Deadline, HeldOn: p.HeldOn, Formula: *f, Board: *b}
	if facts.CityID, facts.CityName, err = org.CityOf(tx); err != nil {
		return nil, err
	}
	if facts.Projects, err = told(tx, p.Month); err != nil {
		return nil, err
	}
	if facts.Moves, err = moves(tx, p.Month); err != nil {
		return nil, err
	}
	if facts.Setbacks, err = setbacks(tx, p.Month); err != nil {
		return nil, err
	}
	if facts.Restatements, err = restatements(tx, p.Month); err != nil {
		return nil, err
	}
	if facts.Narratives, err = narratives(tx, p.Month); err != nil {
		return nil, err
	}
	if facts.Resources, err = readSections(tx, p.Month); err != nil {
		return nil, err
	}
	facts.Agenda = facts.agenda()
	return facts, nil
}

// told reads the project rows with their cumulative investment and whether they have slipped.
func told(tx *store.Tx, month calendar.Month) ([]ProjectRow, error) {
	rows, err := projectRows(tx, month)
	if err != nil {
		return nil, err
	}
	totals, err := investedTotals(tx, month)
	if err != nil {
		return nil, err
	}
	lights, err := lightsBefore(tx, month)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].InvestedTotalWan = totals[rows[i].ID]
		rows[i].Slipped = worse(lights[rows[i].ID], rows[i].Light)
	}
	return rows, nil
}

var brightness = map[project.Light]int{project.Green: 3, project.Yellow: 2, project.Red: 1}

func worse(before, now project.Light) bool {
	return brightness[before] > brightness[now] && brightness[now] > 0
}

// The parts of a snapshot: the whole, which its SHA-256 is of, and the pieces of it that are read by themselves.
const wholePart = "whole"

var servedParts = []string{"agenda", "board", "projects"}

// freeze writes a snapshot as the next version of its month.
func freeze(tx *store.Tx, s *Snapshot, reason string) (*snapshot, error) {
	s.Board.Frozen, s.Agenda.Frozen = true, true
	whole, err := Canonical(s)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(whole)
	undecided := s.undecided()
	head := &snapshot{
		Month: s.Month, Number: s.Version, SHA256: hex.EncodeToString(sum[:]), ClosedAt: tx.Now, ClosedBy: tx.Actor.Name, Reason: reason, Note: s.Note,
		Undecided: &undecided,
	}
	if err := store.Insert(tx, head); err != nil {
		return nil, err
	}
	return head, head.keep(tx, whole)
}

// undecided counts what was submitted and neither accepted nor returned.
func (s *Snapshot) undecided() int64 {
	var n int64
	for i := range s.Projects {
		if s.Projects[i].State == monthly.Submitted {
			n++
		}
	}
	return n
}

// keep writes the whole, and the pieces that are read by themselves as they stand in it.
func (s *snapshot) keep(tx *store.Tx, whole json.RawMessage) error {
	var pieces map[string]json.RawMessage
	if err := json.Unmarshal(whole, &pieces); err != nil {
		return err
	}
	pieces[wholePart] = whole
	for _, name := range append([]string{wholePart}, servedParts...) {
		if err := store.Insert(tx, &part{SnapshotID: s.ID, Part: name, Body: string(pieces[name])}); err != nil {
			return err
		}
	}
	return nil
}

// separators undoes the escapes of U+2028 and U+2029, which encoding/json always writes and RFC 8785 does not; a backslash that is escaped itself is passed over.
var separators = strings.NewReplacer(`\\`, `\\`, `\u2028`, "\u2028", `\u2029`, "\u2029")

// Canonical is the one JSON text of a value: keys sorted, no insignificant space, numbers as they were written, no needless escapes. The
// same facts always give the same bytes, which is what the snapshot's SHA-256 is taken of.
func Canonical(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var generic any
	if err := d.Decode(&generic); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(generic); err != nil {
		return nil, err
	}
	return []byte(separators.Replace(strings.TrimSuffix(b.String(), "\n"))), nil
}
