package stage_test

import (
	"testing"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
)

// TestAReportedMilestoneIsCorrected by its county until the city has judged it: what the gate asks for can then be brought.
func TestAReportedMilestoneIsCorrected(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "更正节点项目")
	m := w.tell(t, p, project.Signed, "2022-04-10")
	for name, tt := range map[string]struct {
		in   stage.Correction
		want string
	}{
		"a day to come":         {stage.Correction{OccurredOn: patch.Of[calendar.Date]("2099-01-01")}, "/occurredOn future"},
		"evidence of nothing":   {stage.Correction{Evidence: patch.Of([]project.Evidence{{Kind: project.Agreement, Title: " "}})}, "/evidence/0 milestone.evidence"},
		"evidence of no kind":   {stage.Correction{Evidence: patch.Of([]project.Evidence{{Kind: "rumour", Number: "1"}})}, "/evidence/0/kind choice"},
		"a file from elsewhere": {stage.Correction{Evidence: patch.Of([]project.Evidence{{Kind: project.Agreement, AttachmentID: "none"}})}, "/evidence/0/attachmentId noSuch"},
	} {
		if _, err := w.stages.Correct(wuyi, p.ID, m.ID, m.Version, tt.in); code(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, code(err), tt.want)
		}
	}
	if _, err := w.stages.Correct(lanxi, p.ID, m.ID, m.Version, stage.Correction{}); fault.KindOf(err) != fault.Missing {
		t.Errorf("another county: got %v, want missing", err)
	}
	if _, err := w.stages.Correct(wuyi, p.ID, m.ID, m.Version+1, stage.Correction{}); fault.KindOf(err) != fault.Stale {
		t.Errorf("another version: got %v, want stale", err)
	}
	mended, err := w.stages.Correct(wuyi, p.ID, m.ID, m.Version, stage.Correction{
		OccurredOn: patch.Of[calendar.Date]("2022-04-09"), Note: patch.Of("补附协议"), Evidence: patch.Of(proof(project.Agreement)),
	})
	must(t, err)
	if mended.OccurredOn != "2022-04-09" || mended.Note != "补附协议" || len(mended.Evidence) != 1 || mended.Version != m.Version+1 {
		t.Errorf("got %+v", mended)
	}
	g, err := w.stages.Gates(wuyi, p.ID, project.Signed)
	must(t, err)
	if !g.Open {
		t.Errorf("the gate stays shut: %+v", g.Blockers)
	}
	judged, err := w.stages.Verify(secretariat, p.ID, m.ID, mended.Version, stage.Verdict{Verdict: project.Verified})
	must(t, err)
	if _, err := w.stages.Correct(wuyi, p.ID, m.ID, judged.Version, stage.Correction{Note: patch.Of("改")}); code(err) != "milestone.judged" {
		t.Errorf("after the verdict: got %q, want milestone.judged", code(err))
	}
}
