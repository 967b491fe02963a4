package issue_test

import (
	"encoding/json"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/store"
)

// TestEscalationCountsWorkingDays goes over Labour Day 2022: April 30 to May 4 off, April 24 and May 7 worked.
func TestEscalationCountsWorkingDays(t *testing.T) {
	w := newWorld(t)
	i := w.led("2022-04-22") // a Friday
	for _, tt := range []struct {
		day         calendar.Date
		level, late int
		overdue     bool
	}{
		{"2022-04-21", 0, 0, false}, {"2022-04-22", 1, 0, false}, {"2022-04-23", 1, 0, true}, {"2022-04-24", 1, 1, true},
		{"2022-04-27", 1, 4, true}, {"2022-04-28", 2, 5, true}, {"2022-05-04", 2, 6, true}, {"2022-05-07", 2, 9, true}, {"2022-05-09", 3, 10, true},
		{"2022-06-09", 3, 32, true},
	} {
		w.day(tt.day)
		must(t, w.issues.Escalate(system))
		must(t, w.issues.Escalate(system))
		got, err := w.issues.Get(clerk, i.ID)
		must(t, err)
		if got.EscalationLevel != tt.level || got.DaysOverdue != tt.late || got.Overdue != tt.overdue {
			t.Errorf("%s: level %d, %d days, %v; want %+v", tt.day, got.EscalationLevel, got.DaysOverdue, got.Overdue, tt)
		}
	}
	wantFault(t, w.issues.Escalate(secretariat), "access.forbidden")
	if got := w.escalations(i.ID); len(got) != 3 || !strings.Contains(got[2], `"Role":"leader"`) || strings.Contains(got[0], "leader") {
		t.Errorf("got %q, want each level told once and the leaders at the last", got)
	}
}

// escalations are the events that told of an issue's escalation.
func (w *world) escalations(id string) []string {
	w.t.Helper()
	var told []string
	must(w.t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		rows, err := tx.Rows("SELECT data FROM events WHERE type = 'issue.escalated' AND subject = ? ORDER BY seq", id)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var data string
			if err := rows.Scan(&data); err != nil {
				return err
			}
			if !json.Valid([]byte(data)) {
				w.t.Errorf("no JSON: %s", data)
			}
			told = append(told, data)
		}
		return rows.Err()
	}))
	return told
}

// TestHistoryIsKept tries to rewrite what was said and why something moved, past every rule of the program.
func TestHistoryIsKept(t *testing.T) {
	w := newWorld(t)
	i := w.led("")
	must(t, w.do(ndrc, "progress", i.ID))
	err := w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		r, err := store.Find[issue.Round](tx, store.Where("issue_id = ?", i.ID))
		if err != nil {
			return err
		}
		r.Text = "另一种说法"
		return store.Update(tx, r)
	})
	wantFault(t, err, "store.constraint")
	err = w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		m, err := store.Find[issue.Move](tx, store.Where("issue_id = ?", i.ID))
		if err != nil {
			return err
		}
		m.Reason = "另一个理由"
		return store.Update(tx, m)
	})
	wantFault(t, err, "store.constraint")
}

// TestAMissedRunIsMadeGood jumps over a level, and a new day starts anew.
func TestAMissedRunIsMadeGood(t *testing.T) {
	w := newWorld(t)
	i, done := w.led("2022-04-13"), w.led("2022-04-13")
	must(t, w.do(ndrc, "resolve", done.ID))
	w.day("2022-05-20")
	must(t, w.issues.Escalate(system))
	got, err := w.issues.Get(secretariat, i.ID)
	must(t, err)
	if got.EscalationLevel != 3 {
		t.Errorf("level %d, want 3", got.EscalationLevel)
	}
	if got, err = w.issues.Get(secretariat, done.ID); err != nil || got.EscalationLevel != 0 || got.Overdue {
		t.Errorf("resolved: got %+v, %v", got, err)
	}
	var in issue.Amendment
	in.DueOn.Set, in.DueOn.Value = true, "2022-05-20"
	if got, err = w.issues.Amend(secretariat, i.ID, 0, in); err != nil || got.EscalationLevel != 0 {
		t.Errorf("a new day: got %+v, %v", got, err)
	}
	must(t, w.issues.Escalate(system))
	if got, err = w.issues.Get(secretariat, i.ID); err != nil || got.EscalationLevel != 1 {
		t.Errorf("due today: got %+v, %v", got, err)
	}
}

func TestEscalationByHand(t *testing.T) {
	w := newWorld(t)
	i := w.raise(issue.County)
	if _, err := w.issues.Assign(lead, i.ID, 0, issue.Assignment{}); err != nil {
		t.Fatal(err)
	}
	got, err := w.issues.Refer(lead, i.ID, 0, issue.Reason{Reason: "需市级统筹"})
	must(t, err)
	if got.Level != issue.City || got.State != issue.Raised || got.LeadRegionID != "" {
		t.Errorf("got %+v", got)
	}
	for range 3 {
		must(t, w.do(secretariat, "escalate", i.ID))
	}
	wantFault(t, w.do(secretariat, "escalate", i.ID), "issue.topmost")
}
