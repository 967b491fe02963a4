package meeting_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/store"
)

// run runs a statement that no part of the program makes.
func (w *world) run(text string, args ...any) error {
	return w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(text, args...).Error })
}

func TestTheDatabaseKeepsSnapshots(t *testing.T) {
	w, _, _ := lived(t)
	w.close(march)
	for _, text := range []string{
		"UPDATE snapshots SET sha256 = 'x'", "DELETE FROM snapshots",
		"UPDATE snapshot_parts SET body = '{}'", "DELETE FROM snapshot_parts",
	} {
		if err := w.run(text); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: got %v, want a refusal", text, err)
		}
	}
	n, err := w.meetings.Verify(system)
	must(t, err)
	if n != 1 {
		t.Errorf("verified %d snapshots, want 1", n)
	}
}

func TestAForgedSnapshotIsNoticed(t *testing.T) {
	sum := sha256.Sum256([]byte(`{"agenda":{},"board":{},"projects":[]}`))
	right := hex.EncodeToString(sum[:])
	for name, c := range map[string]struct{ sha, whole, board, agenda string }{
		"the whole":      {right, `{"agenda":{},"board":{"x":1},"projects":[]}`, `{}`, `{}`},
		"the board":      {right, `{"agenda":{},"board":{},"projects":[]}`, `{"x":1}`, `{}`},
		"a missing part": {right, `{"agenda":{},"board":{},"projects":[]}`, `{}`, ""},
		"the hash":       {"00", `{"agenda":{},"board":{},"projects":[]}`, `{}`, `{}`},
		"nothing forged": {right, `{"agenda":{},"board":{},"projects":[]}`, `{}`, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			now := w.clock.Now()
			must(t, w.run(`INSERT INTO snapshots (id, version, created_at, created_by, updated_at, updated_by, month, number, sha256, closed_at, closed_by)
VALUES ('forged', 1, ?, 'x', ?, 'x', '2022-03', 1, ?, ?, 'x')`, now, now, c.sha, now))
			for part, body := range map[string]string{"whole": c.whole, "board": c.board, "agenda": c.agenda, "projects": "[]"} {
				if body != "" {
					must(t, w.run("INSERT INTO snapshot_parts (snapshot_id, part, body) VALUES ('forged', ?, ?)", part, body))
				}
			}
			_, err := w.meetings.Verify(system)
			if (err == nil) != (name == "nothing forged") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestSnapshotsOfBothSpellingsAreWhole: one that was frozen while line separators were escaped keeps its bytes and its hash beside one that has them as they are.
func TestSnapshotsOfBothSpellingsAreWhole(t *testing.T) {
	w := newWorld(t)
	whole := `{"agenda":{},"board":{"note":"一\u2028二"},"projects":[]}`
	sum := sha256.Sum256([]byte(whole))
	now := w.clock.Now()
	must(t, w.run(`INSERT INTO snapshots (id, version, created_at, created_by, updated_at, updated_by, month, number, sha256, closed_at, closed_by)
VALUES ('old', 1, ?, 'x', ?, 'x', '2022-02', 1, ?, ?, 'x')`, now, now, hex.EncodeToString(sum[:]), now))
	for part, body := range map[string]string{"whole": whole, "board": `{"note":"一\u2028二"}`, "agenda": "{}", "projects": "[]"} {
		must(t, w.run("INSERT INTO snapshot_parts (snapshot_id, part, body) VALUES ('old', ?, ?)", part, body))
	}
	_, err := w.meetings.Word(secretariat, march, "overview", nil, words("开局\u2028良好"))
	must(t, err)
	w.close(march)
	f, err := w.meetings.Snapshot(leader, march, 1)
	must(t, err)
	if !strings.Contains(string(f.Body), "开局\u2028良好") {
		t.Error("the new snapshot escapes the line separator")
	}
	n, err := w.meetings.Verify(system)
	must(t, err)
	if n != 2 {
		t.Errorf("verified %d snapshots, want 2", n)
	}
}

func TestOnlyTheProgramRebuilds(t *testing.T) {
	w, _, _ := lived(t)
	must(t, w.run("UPDATE region_figures SET count = count + 7 WHERE metric = 'signed'"))
	must(t, w.run("DELETE FROM industry_figures WHERE metric = 'due'"))
	for _, role := range []access.Role{access.Clerk, access.Secretariat, access.Auditor} {
		_, err := w.meetings.Rebuild(actor(role, wuyi))
		wantFault(t, err, "access.forbidden")
	}
	wrong, err := w.meetings.Compare(system)
	must(t, err)
	found, err := w.meetings.Rebuild(actor(access.Admin, ""))
	must(t, err)
	if len(wrong) != 4 || len(found) != 4 {
		t.Errorf("Compare found %d, Rebuild %d, want 4 each: two signed sums of counties, two due ones of industries\n%v", len(wrong), len(found), wrong)
	}
	w.agree()
	if got := w.board(march).City.Month.Signed; got != (meeting.Count{Count: 3, InvestmentWan: 779600}) {
		t.Errorf("after the rebuild: got %+v", got)
	}
}
