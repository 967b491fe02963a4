package meeting_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
)

// facts reads what a month's papers are made from.
func (w *world) facts(m calendar.Month) *meeting.Snapshot {
	w.t.Helper()
	var s *meeting.Snapshot
	must(w.t, w.db.Read(leader, access.MeetingSnapshot, func(tx *store.Tx) error {
		var err error
		s, err = w.meetings.Facts(tx, m)
		return err
	}))
	return s
}

// TestAnotherVersionIsRestatedInTheNextMonth: what a reopened month says differently is told by the month after it, county by county, and its own snapshot says
// why it was reopened.
func TestAnotherVersionIsRestatedInTheNextMonth(t *testing.T) {
	w := newWorld(t)
	w.sign(wuyi, "储能电池", 149600)
	film := w.register(lanxi, "光学膜", 520000)
	closed := w.close(march)
	again, err := w.meetings.Reopen(secretariat, march, closed.Version, meeting.Reopening{Reason: "补录兰溪签约项目"})
	must(t, err)
	w.reach(film, "2022-03-20", project.Signed)
	_, err = w.meetings.Close(secretariat, march, again.Version, meeting.Closing{})
	must(t, err)
	if s := w.facts(march); s.Version != 2 || s.ReopenReason != "补录兰溪签约项目" || len(s.Restatements) != 0 {
		t.Errorf("the second version: %d, %q, %d corrections of itself", s.Version, s.ReopenReason, len(s.Restatements))
	}
	w.open(april)
	rows, err := w.meetings.Restatements(secretariat, april)
	must(t, err)
	var got []string
	for _, r := range rows {
		if r.RegionID != wuyi && r.RegionID != lanxi {
			continue // they have only lost a place
		}
		got = append(got, fmt.Sprintf("%s %s %s %s→%s %s %+d %+d %s", r.RegionID, r.AffectsMonth, r.Field, r.BeforeText, r.AfterText, r.Metric, r.DeltaCount, r.DeltaWan, r.Reason))
	}
	want := []string{
		"330781 2022-03 version 1→2 signed +1 +520000 补录兰溪签约项目",
		"330781 2022-03 version 1→2 rank +1 +0 补录兰溪签约项目",
		"330723 2022-03 version 1→2 rank -1 +0 补录兰溪签约项目",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("announced in April (-got +want):\n%s", diff)
	}
	own, err := w.meetings.Restatements(actor(access.Clerk, wuyi), april)
	must(t, err)
	if len(own) != 1 || own[0].RegionID != wuyi {
		t.Errorf("a county's own: got %+v", own)
	}
	if s := w.facts(april); len(s.Restatements) != 11 || s.Board.Before != march {
		t.Errorf("April's facts: %d corrections, compared with %q", len(s.Restatements), s.Board.Before)
	}
	w.close(april)
	w.open(may)
	if s := w.facts(may); len(s.Restatements) != 0 {
		t.Errorf("May tells them again: %+v", s.Restatements)
	}
}

// TestRestatementsNameTheirProject also when it was archived since.
func TestRestatementsNameTheirProject(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	w.close(march)
	w.open(april)
	_, err := w.projects.Archive(secretariat, p.ID, w.now(p).Version, "重复登记")
	must(t, err)
	rows, err := w.meetings.Restatements(actor(access.Clerk, wuyi), april)
	must(t, err)
	if len(rows) != 1 || rows[0].Project != "储能电池" {
		t.Errorf("got %+v", rows)
	}
	w.close(april)
	if s := w.facts(april); len(s.Restatements) != 1 || s.Restatements[0].Project != "储能电池" {
		t.Errorf("frozen: %+v", s.Restatements)
	}
}

// TestCorrectionsCountInTheirOwnMonth: the sum of months is the total, no month before is restated, and the rows say why.
func TestCorrectionsCountInTheirOwnMonth(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	w.accept(w.handIn(p, march, 3000))
	w.close(march)
	w.open(april)
	w.accept(w.file(p, april, monthly.Draft{Progress: "主体结构施工", NextPlan: "设备进场", InvestedThisMonthWan: amount(-234), CorrectionReason: "设备款重复计算"}))
	s := w.facts(april)
	if got := s.Board.City.Invested; got.MonthWan != -234 || got.YearWan != 2766 {
		t.Errorf("invested: %+v", got)
	}
	if row := s.Projects[0]; row.CorrectionReason != "设备款重复计算" || row.InvestedTotalWan != 2766 {
		t.Errorf("row: %+v", row)
	}
	if len(s.Restatements) != 0 {
		t.Errorf("March is restated: %+v", s.Restatements)
	}
	w.agree()
}

// TestWhatFellBelowStaysInTheLowestClass: what counts is counted once, whichever figure is looked at.
func TestWhatFellBelowStaysInTheLowestClass(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	w.sign(lanxi, "光学膜", 520000)
	_, err := w.projects.Amend(secretariat, p.ID, w.now(p).Version, investment(90000))
	must(t, err)
	s := w.facts(march)
	if got, want := s.Board.City.ByThreshold[0].Year, s.Board.City.Year.Signed; got != want || got.Count != 2 {
		t.Errorf("lowest class %+v, signed %+v", got, want)
	}
	if s.Projects[0].CountsReason != project.FellBelow && s.Projects[1].CountsReason != project.FellBelow {
		t.Error("no row is flagged")
	}
	if m := s.Moves[0]; (m.ProjectID == p.ID) != (m.CountsReason == project.FellBelow) {
		t.Errorf("move: %+v", m)
	}
}

// TestSetbacksOfTheMonth: gone back, paused and terminated are told with their reason; what was undone within the month is not.
func TestSetbacksOfTheMonth(t *testing.T) {
	w := newWorld(t)
	back, paused, ended, undone := w.sign(wuyi, "退回的", 110000), w.sign(wuyi, "暂停的", 120000), w.sign(lanxi, "终止的", 130000), w.sign(lanxi, "恢复的", 140000)
	w.reach(back, "2022-03-20", project.Landed, project.Started)
	_, err := w.stages.Regress(secretariat, back.ID, w.now(back).Version, stage.Regression{To: project.Signed, Reason: "施工许可撤销"})
	must(t, err)
	_, err = w.stages.Pause(secretariat, paused.ID, w.now(paused).Version, stage.Change{Reason: "投资方调整"})
	must(t, err)
	_, err = w.stages.Terminate(secretariat, ended.ID, w.now(ended).Version, stage.Change{Reason: "资金断裂"})
	must(t, err)
	_, err = w.stages.Pause(secretariat, undone.ID, w.now(undone).Version, stage.Change{Reason: "误操作"})
	must(t, err)
	_, err = w.stages.Resume(secretariat, undone.ID, w.now(undone).Version, stage.Resumption{Reason: "恢复"})
	must(t, err)
	var got []string
	for _, s := range w.facts(march).Setbacks {
		got = append(got, fmt.Sprintf("%s %s %s %s→%s %s", s.RegionID, s.Project, s.Kind, s.From, s.To, s.Reason))
	}
	want := []string{"330781 终止的 terminated → 资金断裂", "330723 退回的 regressed 开工→签约 施工许可撤销", "330723 暂停的 paused → 投资方调整"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("setbacks (-got +want):\n%s", diff)
	}
	w.close(march)
	w.open(april)
	if again := w.facts(april).Setbacks; len(again) != 0 {
		t.Errorf("April tells March's setbacks: %+v", again)
	}
}
