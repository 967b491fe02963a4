package meeting_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
)

var uuid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

var update = flag.Bool("update", false, "rewrite the golden files")

// lived is a world whose March is over: two counties have signed, moved, reported in time and late, and one status is missing.
func lived(t *testing.T) (w *world, battery, film *project.Project) {
	w = newWorld(t)
	battery, film = w.sign(wuyi, "储能电池", 149600), w.sign(lanxi, "光学膜", 520000)
	w.reach(battery, "2022-03-20", project.Landed, project.Started)
	paused := w.sign(wuyi, "暂停的项目", 110000)
	w.accept(w.handIn(battery, march, 3000, monthly.Problem{Kind: "land", Title: "用地指标不足", Detail: "缺口 40 亩"}))
	w.handIn(paused, march, 0)
	_, err := w.stages.Pause(secretariat, paused.ID, w.now(paused).Version, stage.Change{Reason: "投资方调整"})
	must(t, err)
	_, err = w.meetings.Word(secretariat, march, "overview", nil, words("开局良好 <&>。"))
	must(t, err)
	return w, battery, film
}

// TestFrozenMonth compares a whole snapshot with a golden file: what a closed month keeps is a format that outlives the program.
func TestFrozenMonth(t *testing.T) {
	w, _, _ := lived(t)
	w.close(march)
	f, err := w.meetings.Snapshot(leader, march, 1)
	must(t, err)
	got := anonymous(w, f.Body)
	golden := filepath.Join("testdata", "snapshot.json")
	if *update {
		must(t, os.WriteFile(golden, got, 0o600))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if diff := cmp.Diff(strings.Split(string(got), ","), strings.Split(string(want), ",")); diff != "" {
		t.Errorf("snapshot (-got +want), -update rewrites:\n%s", diff)
	}
	if _, err := w.meetings.Snapshot(actor(access.Clerk, wuyi), march, 1); err == nil {
		t.Error("a clerk reads every county's rows")
	}
}

// anonymous replaces the ids, which are new in each run, by the order of their first appearance.
func anonymous(w *world, text []byte) []byte {
	seen := map[string]string{}
	return uuid.ReplaceAllFunc(text, func(id []byte) []byte {
		if seen[string(id)] == "" {
			seen[string(id)] = "id-" + string(rune('a'+len(seen)))
		}
		return []byte(seen[string(id)])
	})
}

// TestAFrozenMonthTellsNothingOfWhatWasReturned: neither the words nor the light, in the rows, the agenda and what is compared with them later.
func TestAFrozenMonthTellsNothingOfWhatWasReturned(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "储能电池", 149600)
	s := w.file(p, march, monthly.Draft{Progress: "主体结构施工", NextPlan: "设备进场", Light: project.Red, LightReason: "投资方资金链紧张"})
	_, err := w.months.Return(secretariat, p.ID, march, s.Version, monthly.Return{Reason: "请核实"})
	must(t, err)
	w.close(march)
	f, err := w.meetings.Snapshot(leader, march, 1)
	must(t, err)
	var kept meeting.Snapshot
	unmarshal(t, f.Body, &kept)
	if row := kept.Projects[0]; row.State != monthly.Returned || row.Light != project.Green || row.LightReason != "" || row.Slipped {
		t.Errorf("got %s, %s (%s), slipped %v: want green", row.State, row.Light, row.LightReason, row.Slipped)
	}
	for _, item := range kept.Agenda.Items {
		if len(item.Slipped) > 0 {
			t.Errorf("%s has slipped: %v", item.Name, item.Slipped)
		}
	}
	if strings.Contains(string(f.Body), "资金链") {
		t.Error("the frozen month tells the county's reason, which it got back")
	}
}

func TestAClosedMonthNeverChanges(t *testing.T) {
	w, battery, film := lived(t)
	closed := w.close(march)
	before, err := w.meetings.Snapshot(leader, march, 1)
	must(t, err)
	_, board, err := w.meetings.Board(leader, march)
	must(t, err)
	agenda, err := w.meetings.Agenda(leader, march)
	must(t, err)

	_, err = w.projects.Amend(secretariat, battery.ID, w.now(battery).Version, investment(700000))
	must(t, err)
	_, err = w.projects.Archive(secretariat, film.ID, w.now(film).Version, "重复登记")
	must(t, err)
	w.clock.Advance(48 * time.Hour)
	w.open(april)
	w.reach(battery, "2022-04-13", project.Completed)

	after, err := w.meetings.Snapshot(leader, march, 1)
	must(t, err)
	if !bytes.Equal(before.Body, after.Body) || after.Head.SHA256 != closed.Snapshot.SHA256 {
		t.Error("the snapshot has changed")
	}
	_, boardAfter, err := w.meetings.Board(leader, march)
	must(t, err)
	if !bytes.Equal(board.Body, boardAfter.Body) {
		t.Error("the board has changed")
	}
	agendaAfter, err := w.meetings.Agenda(leader, march)
	must(t, err)
	if diff := cmp.Diff(agendaAfter, agenda); diff != "" {
		t.Errorf("the agenda has changed (-after +before):\n%s", diff)
	}
	rows, err := w.meetings.Restatements(leader, april)
	must(t, err)
	if len(rows) == 0 {
		t.Error("the changes are not announced in April")
	}
	w.agree()
}

func TestClosingAndItsRefusals(t *testing.T) {
	w, _, _ := lived(t)
	m, err := w.meetings.Get(secretariat, march)
	must(t, err)
	_, err = w.meetings.Close(secretariat, march, m.Version+1, meeting.Closing{})
	wantStale(t, err)
	_, err = w.meetings.Close(actor(access.Lead, wuyi), march, 0, meeting.Closing{})
	wantFault(t, err, "access.forbidden")
	_, err = w.meetings.Close(secretariat, april, 0, meeting.Closing{})
	wantFault(t, err, "missing")
	_, err = w.meetings.Close(secretariat, march, m.Version, meeting.Closing{})
	must(t, err)
	_, err = w.meetings.Close(secretariat, march, 0, meeting.Closing{})
	wantFault(t, err, "meeting.closed")
	_, err = w.meetings.Snapshot(leader, march, 2)
	wantFault(t, err, "missing")
}

func TestFactsOfAnOpenAndOfAClosedMonth(t *testing.T) {
	w, _, _ := lived(t)
	facts := func() *meeting.Snapshot {
		t.Helper()
		var s *meeting.Snapshot
		must(t, w.db.Read(leader, access.MeetingSnapshot, func(tx *store.Tx) error {
			var err error
			s, err = w.meetings.Facts(tx, march)
			return err
		}))
		return s
	}
	open := facts()
	w.close(march)
	frozen := facts()
	if open.Version != 0 || frozen.Version != 1 || !frozen.Board.Frozen {
		t.Errorf("versions %d and %d, frozen %v", open.Version, frozen.Version, frozen.Board.Frozen)
	}
	open.Version, open.Board.Frozen, open.Agenda.Frozen = 1, true, true
	got, err := meeting.Canonical(frozen)
	must(t, err)
	want, err := meeting.Canonical(open)
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("the provisional facts differ from the frozen ones:\n%s", cmp.Diff(strings.Split(string(got), ","), strings.Split(string(want), ",")))
	}
}
