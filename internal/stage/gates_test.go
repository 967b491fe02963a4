package stage_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/unit"
)

// code is the code of a refusal, with its pointer when it is about a field.
func code(err error) string {
	f, ok := fault.Find(err)
	switch {
	case err == nil:
		return ""
	case !ok:
		return "unplanned: " + err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Pointer + " " + f.Fields[0].Fault.Code
	}
	return f.Fault.Code
}

func (w *world) tell(t *testing.T, p *project.Project, kind project.Stage, day calendar.Date, evidence ...project.Evidence) *project.Milestone {
	t.Helper()
	m, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: kind, OccurredOn: day, Evidence: evidence})
	must(t, err)
	return m
}

func (w *world) now(t *testing.T, p *project.Project) *project.Project {
	t.Helper()
	p, err := w.projects.Get(secretariat, p.ID)
	must(t, err)
	return p
}

func (w *world) moves(t *testing.T, p *project.Project) []string {
	t.Helper()
	of, err := w.stages.History(wuyi, p.ID, page.First(stage.HistoryListing, 50))
	must(t, err)
	var lines []string
	for _, m := range of.Items {
		lines = append(lines, strings.TrimSpace(string(m.FromStage+">"+m.ToStage)+" "+m.Source+" "+m.Reason+" "+string(m.Month)+" "+strings.Join(m.Waived, ",")))
	}
	return lines
}

// TestBlankReasonsAreNone: a reason of blanks neither passes a gate nor decides anything, and what is kept has none around it.
func TestBlankReasonsAreNone(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "空白理由项目")
	m := w.tell(t, p, project.Signed, "2022-04-10")
	for name, call := range map[string]func(string) error{
		"stage.blocked": func(s string) error {
			_, err := w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified, Note: s})
			return err
		},
		"/note milestone.note": func(s string) error {
			_, err := w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Rejected, Note: s})
			return err
		},
		"/reason required": func(s string) error {
			_, err := w.stages.Pause(wuyiLead, p.ID, 0, stage.Change{Reason: s})
			return err
		},
		"/reason project.archiveReason": func(s string) error {
			_, err := w.projects.Archive(wuyiLead, p.ID, 0, s)
			return err
		},
	} {
		for _, blank := range []string{"", " ", "\u3000\n", "\u200b"} {
			if got := code(call(blank)); got != name {
				t.Errorf("reason %q: got %q, want %q", blank, got, name)
			}
		}
	}
	p, err := w.stages.Pause(wuyiLead, p.ID, 0, stage.Change{Reason: " 另有安排\n"})
	must(t, err)
	if p.ConditionReason != "另有安排" {
		t.Errorf("kept %q", p.ConditionReason)
	}
	p, err = w.stages.Resume(wuyiLead, p.ID, 0, stage.Resumption{Reason: "恢复"})
	must(t, err)
	if p.ConditionReason != "" {
		t.Errorf("an active project says %q", p.ConditionReason)
	}
}

// TestEarlyStagesLeaveHistory: on by an amendment, back by the city's regression alone.
func TestEarlyStagesLeaveHistory(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "早期项目")
	p, err := w.projects.Amend(wuyi, p.ID, p.Version, project.Amendment{Stage: patch.Of(project.Negotiating)})
	must(t, err)
	if diff := cmp.Diff(w.moves(t, p), []string{"lead>lead registration", "lead>negotiating amendment  2022-04"}); diff != "" {
		t.Errorf("history (-got +want):\n%s", diff)
	}
	_, err = w.projects.Amend(wuyi, p.ID, p.Version, project.Amendment{Stage: patch.Of(project.Lead)})
	if code(err) != "/stage project.back" {
		t.Errorf("back by an amendment: got %s", code(err))
	}
	f, _ := fault.Find(err)
	if f != nil && !strings.Contains(f.Fields[0].Fault.Sentence("en"), "/regression") {
		t.Error("the refusal does not name the way back")
	}
	p, err = w.stages.Regress(secretariat, p.ID, p.Version, stage.Regression{To: project.Lead, Reason: "洽谈中止"})
	must(t, err)
	if p.Stage != project.Lead || len(w.moves(t, p)) != 3 {
		t.Errorf("after the regression: %s %v", p.Stage, w.moves(t, p))
	}
}

// TestDatesOfMilestonesAgree: a milestone is neither dated before an earlier one nor after a later one, but for a reason.
func TestDatesOfMilestonesAgree(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "先落地项目")
	m := w.tell(t, p, project.Landed, "2022-04-02", proof(project.BusinessLicence, project.Lease)...)
	_, err := w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified, Note: "补签"})
	must(t, err)
	late := w.tell(t, p, project.Signed, "2022-04-09", proof(project.Agreement)...)
	g, err := w.stages.Gates(wuyi, p.ID, project.Signed)
	must(t, err)
	if diff := cmp.Diff(codes(g.Blockers), []string{"stage.orderLater"}); diff != "" || !g.Waivable {
		t.Errorf("signed after it landed (-got +want):\n%s", diff)
	}
	_, err = w.stages.Verify(secretariat, p.ID, late.ID, 0, stage.Verdict{Verdict: project.Verified, Note: "协议后补"})
	must(t, err)
	w.tell(t, p, project.Started, "2022-04-05", proof(project.ConstructionPermit)...)
	g, err = w.stages.Gates(wuyi, p.ID, project.Started)
	must(t, err)
	if got := codes(g.Blockers); got[len(got)-2] != "stage.order" {
		t.Errorf("started before it was signed, though after it landed: got %v", got)
	}
}

// TestProofsHaveTheirParticulars: an agreement has a number, a site photograph is a photograph.
func TestProofsHaveTheirParticulars(t *testing.T) {
	for name, tt := range map[string]struct {
		kind     project.Stage
		evidence []project.Evidence
		want     []string
	}{
		"agreement with its number": {project.Signed, proof(project.Agreement), nil},
		"agreement by title":        {project.Signed, []project.Evidence{{Kind: project.Agreement, Title: "投资协议"}}, []string{"evidence.number"}},
		"one of two has a number":   {project.Signed, append(proof(project.Agreement), project.Evidence{Kind: project.Agreement, Title: "补充协议"}), nil},
		"no agreement":              {project.Signed, nil, []string{"stage.evidence"}},
		"photograph without a file": {project.Started, proof(project.ConstructionPermit, project.SitePhoto), []string{"stage.skipped", "evidence.file"}},
		"no photograph":             {project.Started, proof(project.ConstructionPermit), []string{"stage.skipped", "stage.evidence"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.register(t, wuyi, "材料项目")
			w.tell(t, p, tt.kind, "2022-04-10", tt.evidence...)
			g, err := w.stages.Gates(wuyi, p.ID, tt.kind)
			must(t, err)
			if diff := cmp.Diff(codes(g.Blockers), tt.want); diff != "" || !g.Waivable {
				t.Errorf("blockers (-got +want):\n%s", diff)
			}
		})
	}
	w := newWorld(t)
	p := w.register(t, wuyi, "标题项目")
	for title, want := range map[string]string{" \u3000": "/evidence/0 milestone.evidence", "协议\n第二行": "/evidence/0/title oneLine", "协\u202e议": "/evidence/0/title oneLine"} {
		_, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: project.Signed, OccurredOn: "2022-04-10", Evidence: []project.Evidence{{Kind: project.Agreement, Title: title}}})
		if code(err) != want {
			t.Errorf("title %q: got %s, want %s", title, code(err), want)
		}
	}
}

// TestGatesTellWhatWillBeAskedFor: before the report every kind of evidence is named with its particulars, in both languages; after it, what is missing.
func TestGatesTellWhatWillBeAskedFor(t *testing.T) {
	for to, want := range map[project.Stage][2]string{
		project.Signed:    {"报送时须提供证明材料：投资协议（写明编号或上传文件）。", "Evidence that the report will be asked for: Agreement (with its number or its file)."},
		project.Landed:    {"报送时须提供证明材料：营业执照、土地出让合同或厂房租赁合同。", "Evidence that the report will be asked for: Business licence, Land contract or Plant lease."},
		project.Started:   {"报送时须提供证明材料：施工许可证、现场照片（上传文件）。", "Evidence that the report will be asked for: Construction permit, Site photograph (with its file)."},
		project.Completed: {"报送时须提供证明材料：竣工验收材料。", "Evidence that the report will be asked for: Acceptance of completion."},
		project.Producing: {"报送时须提供证明材料：首批产出证明或纳税证明。", "Evidence that the report will be asked for: Proof of first output or Proof of tax."},
	} {
		w := newWorld(t)
		p := w.register(t, wuyi, "未报送项目")
		english := access.From(wuyi)
		english.Language = "en"
		for i, ctx := range []context.Context{wuyi, access.With(context.Background(), english)} {
			g, err := w.stages.Gates(ctx, p.ID, to)
			must(t, err)
			if got := detail(g.Blockers, "stage.evidenceAsked"); got != want[i] || g.Open || g.Waivable {
				t.Errorf("%s: got %q, want %q", to, got, want[i])
			}
		}
		w.tell(t, p, to, "2022-04-10", proof(project.OtherEvidence)...)
		g, err := w.stages.Gates(wuyi, p.ID, to)
		must(t, err)
		if detail(g.Blockers, "stage.evidenceAsked") != "" || detail(g.Blockers, "stage.evidence") == "" {
			t.Errorf("%s after the report: got %v", to, codes(g.Blockers))
		}
	}
	w := newWorld(t)
	p := w.register(t, wuyi, "已签约项目")
	w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
	g, err := w.stages.Gates(wuyi, p.ID, project.Signed)
	must(t, err)
	if diff := cmp.Diff(codes(g.Blockers), []string{"stage.reached"}); diff != "" {
		t.Errorf("verified already (-got +want):\n%s", diff)
	}
}

func detail(blockers []stage.Blocker, code string) string {
	for _, b := range blockers {
		if b.Code == code {
			return b.Detail
		}
	}
	return ""
}

// TestAFileIsItsOwnParticular: with it, nothing is missing of an agreement or a photograph.
func TestAFileIsItsOwnParticular(t *testing.T) {
	for kind, evidence := range map[project.Stage][]project.EvidenceKind{
		project.Signed: {project.Agreement}, project.Started: {project.ConstructionPermit, project.SitePhoto},
	} {
		w := newWorld(t)
		p := w.register(t, wuyi, "有附件的项目")
		a, err := w.projects.Attach(wuyi, p.ID, "附件.txt", strings.NewReader("扫描件"))
		must(t, err)
		filed := []project.Evidence{}
		for _, k := range evidence {
			filed = append(filed, project.Evidence{Kind: k, AttachmentID: a.ID})
		}
		w.tell(t, p, kind, "2022-04-10", filed...)
		g, err := w.stages.Gates(wuyi, p.ID, kind)
		must(t, err)
		for _, code := range codes(g.Blockers) {
			if strings.HasPrefix(code, "evidence.") || code == "stage.evidence" {
				t.Errorf("%s: %s", kind, code)
			}
		}
	}
}

// TestWhatWasWaivedIsNamed on the milestone and in the history.
func TestWhatWasWaivedIsNamed(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "放行项目")
	m := w.tell(t, p, project.Landed, "2022-04-10", proof(project.Lease)...)
	_, err := w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified})
	f, _ := fault.Find(err)
	if f == nil || strings.Contains(f.Fault.Sentence("zh", f.Args...), "。、") || strings.Contains(f.Fault.Sentence("en", f.Args...), "., ") {
		t.Errorf("sentences are joined badly: %v", err)
	}
	m, err = w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified, Note: " 专题会议明确 "})
	must(t, err)
	want := []string{"stage.skipped", "stage.evidence"}
	if diff := cmp.Diff(m.Waived, want); diff != "" || m.VerdictNote != "专题会议明确" {
		t.Errorf("note %q, waived (-got +want):\n%s", m.VerdictNote, diff)
	}
	lines := w.moves(t, p)
	if !strings.HasSuffix(lines[len(lines)-1], "stage.skipped,stage.evidence") {
		t.Errorf("history %v", lines)
	}
	_, err = w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified})
	if f, _ := fault.Find(err); f == nil || strings.Contains(f.Fault.Sentence("zh", f.Args...), "verified") {
		t.Errorf("a code in a Chinese sentence: %v", err)
	}
}

// TestRevokedMilestonesCreditNoMonth: what was taken back is not listed under the month that it was credited to.
func TestRevokedMilestonesCreditNoMonth(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "退回项目")
	w.reach(t, p, project.Signed, "2022-03-10", project.Agreement)
	p = w.now(t, p)
	_, err := w.stages.Regress(secretariat, p.ID, p.Version, stage.Regression{To: project.Lead, Reason: "协议解除"})
	must(t, err)
	q := page.First(stage.MilestoneListing, 10)
	credited, err := w.stages.Milestones(secretariat, "", q.Where(stage.MilestoneListing, "creditedMonth", "2022-04"))
	must(t, err)
	all, err := w.stages.Milestones(secretariat, p.ID, q)
	must(t, err)
	if credited.Total != 0 || len(all.Items) != 1 || all.Items[0].Late {
		t.Errorf("credited %d, milestone %+v", credited.Total, all.Items)
	}
}

// TestTerminatedProjectsAreNotPaused: they go on first.
func TestTerminatedProjectsAreNotPaused(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "终止项目")
	p, err := w.stages.Terminate(wuyiLead, p.ID, 0, stage.Change{Reason: "投资方退出"})
	must(t, err)
	if _, err := w.stages.Pause(wuyiLead, p.ID, p.Version, stage.Change{Reason: "暂停"}); code(err) != "stage.terminated" {
		t.Errorf("got %s", code(err))
	}
}

// TestCountingIsRemembered: what was registered at the threshold counts again once a mistyped industry is put right.
func TestCountingIsRemembered(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "记得计入项目")
	for _, step := range []struct {
		in     project.Amendment
		counts bool
		reason project.Reason
	}{
		{project.Amendment{InvestmentWan: patch.Of(unit.Wan(90000))}, true, project.FellBelow},
		{project.Amendment{Industry: patch.Of("F51")}, false, project.NotManufacturing},
		{project.Amendment{Industry: patch.Of("C3841")}, true, project.FellBelow},
		{project.Amendment{InvestmentWan: patch.Of(unit.Wan(150000))}, true, project.Met},
	} {
		var err error
		p, err = w.projects.Amend(wuyi, p.ID, p.Version, step.in)
		must(t, err)
		if p.Counts != step.counts || p.CountsReason != step.reason {
			t.Errorf("got %v %s, want %v %s", p.Counts, p.CountsReason, step.counts, step.reason)
		}
	}
}

// TestOnlyTheCityDecides: a reason for a second project is the secretariat's, whatever reach an account has.
func TestOnlyTheCityDecides(t *testing.T) {
	w := newWorld(t)
	in := registration("裁定项目")
	in.RegionID, in.DuplicateReason = "330723", "自行裁定"
	sync := access.With(context.Background(), access.Actor{ID: "i", Name: "sync", Role: access.Integration})
	if _, err := w.projects.Register(sync, in); code(err) != "/duplicateReason fixed" {
		t.Errorf("an integration decides: got %s", code(err))
	}
}
