package transfer

import (
	"regexp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

var (
	errElsewhere  = fault.Define(fault.Invalid, "import.elsewhere", "这是其他县（市、区）的项目，您只能导入本县（市、区）的项目。", "This project belongs to another county; you can import your own county's only.")
	errFirstRow   = fault.Define(fault.Invalid, "import.firstRow", "与第 %d 行的项目同名或同一投资方（首报首谈），不能再登记一个；如确需另行登记，请报市投资促进中心裁定。", "Row %d is a project of the same name or investor, which comes first; if it must be registered again, ask the secretariat to decide.")
	errNoCode     = fault.Define(fault.Invalid, "import.noCode", "没有编号为 %s 的项目（或不在您的范围内）；新项目请把编号留空。", "There is no project with the code %s, or it is out of your reach; leave the code of a new project empty.")
	errCodeCounty = fault.Define(fault.Invalid, "import.codeCounty", "编号 %s 是其他县（市、区）的项目；改换县（市、区）请走流转，不能通过导入。", "The project %s belongs to another county; a project is handed over by its own call, not by an import.")
)

// work applies the rows of one sheet within a unit of work.
type work struct {
	projects *project.Service
	upload   *Upload
	sheet    *Projects
	verify   *store.Tx // the same unit of work as somebody who may verify; nil unless the import is historical
	row      *Project  // the row at hand

	taken map[string]*Project // the row that each project has been, by code
}

// apply settles every row that is still open.
func apply(tx *store.Tx, projects *project.Service, u *Upload, sheet *Projects) error {
	w := &work{projects: projects, upload: u, sheet: sheet, taken: map[string]*Project{}}
	if u.Historical {
		var err error
		if w.verify, err = tx.Under(access.MilestoneVerify); err != nil {
			return err
		}
	}
	for i := range sheet.Rows {
		if w.row = &sheet.Rows[i]; w.row.Outcome != Open {
			continue
		}
		if err := w.settle(tx); err != nil {
			return err
		}
	}
	return nil
}

// settle applies one row in a nested part: what it breaks is told about the row, and nothing of it stays.
func (w *work) settle(tx *store.Tx) error {
	if tx.Grant.Limited() && w.row.RegionID != tx.Grant.Region {
		return w.complain(errElsewhere.At("/regionId"))
	}
	outcome := Unchanged
	w.row.Changes = nil
	err := tx.Nested(func(tx *store.Tx) error {
		var err error
		outcome, err = w.compare(tx)
		return err
	})
	if err != nil {
		return w.complain(err)
	}
	w.row.Outcome = outcome
	w.taken[w.row.Code] = w.row
	return nil
}

func (w *work) compare(tx *store.Tx) (Outcome, error) {
	p, err := w.known(tx)
	if fault.KindOf(err) == fault.Missing {
		return Create, w.register(tx)
	}
	if err != nil {
		return Failed, err
	}
	if first := w.taken[p.Code]; first != nil {
		return Failed, errTwice.At("/"+w.row.named(), first.Row)
	}
	w.row.ProjectID, w.row.Code = p.ID, p.Code
	w.row.unassume(w.sheet.Column("industry"))
	amended, err := w.amend(tx, p)
	if err != nil {
		return Failed, err
	}
	marked, err := w.mark(tx, p)
	if amended || marked {
		return Update, err
	}
	return Unchanged, err
}

// named is the field by which the row says which project it is.
func (p *Project) named() string {
	if p.StatedCode != "" {
		return "code"
	}
	return "name"
}

// known finds the project that the row is: the one of its code, else the one that goes by its name or by the id of its source.
func (w *work) known(tx *store.Tx) (*project.Project, error) {
	r := w.row
	if r.StatedCode == "" {
		return project.Known(tx, r.RegionID, r.Name, r.identity())
	}
	p, err := project.Coded(tx, r.StatedCode)
	switch {
	case fault.KindOf(err) == fault.Missing:
		return nil, errNoCode.At("/code", r.StatedCode)
	case err == nil && p.RegionID != r.RegionID:
		return nil, errCodeCounty.At("/regionId", r.StatedCode)
	}
	return p, err
}

func (w *work) register(tx *store.Tx) error {
	r := w.row
	if err := r.whole(); err != nil {
		return err
	}
	p, err := w.projects.Enroll(tx, r.registration(w.upload.Confirmed))
	if err != nil {
		return err
	}
	if r.StatedCounts == Yes && !p.Counts {
		w.question("statedCounts", note(No.In("zh"), warnCountsNot, reason(p.CountsReason)))
	}
	if _, err = w.mark(tx, p); err != nil {
		return err
	}
	w.row.ProjectID, w.row.Code, w.row.Changes = p.ID, p.Code, nil // all of a new project is new
	return nil
}

// whole asks for what a new project cannot do without, so that each gap is told at its own column.
func (p *Project) whole() error {
	var bad fault.List
	bad.Check(p.EnterpriseName != "", "/enterprise/name", fault.Required)
	if p.Industry == "" && p.IndustryText != "" {
		bad.Add("/industry", errIndustry, p.IndustryText)
	}
	bad.Check(p.Industry != "" || p.IndustryText != "", "/industry", fault.Required)
	bad.Check(p.Investment != nil, "/investmentWan", fault.Required)
	return bad.Err()
}

// running is a row's number within its file, such as every county's sheet has from 1: it identifies nothing beyond the file.
var running = regexp.MustCompile(`^\d{1,5}$`)

// identity is the id that the row's project has in the system it comes from, empty without one.
func (p *Project) identity() string {
	if running.MatchString(p.SourceID) {
		return ""
	}
	return p.SourceID
}

func (p *Project) registration(confirmed bool) project.Registration {
	return project.Registration{
		RegionID: p.RegionID, Name: p.Name, SourceID: p.identity(), Summary: p.about(), Industry: p.Industry, Chain: p.Chain, Channel: project.Channel(p.Channel),
		Enterprise:    &enterprise.Registration{Name: p.EnterpriseName, CreditCode: p.CreditCode},
		InvestmentWan: *p.Investment, FixedInvestmentWan: p.FixedInvestment, ForeignCapitalWanUsd: p.ForeignCapital, OutputWan: p.Output, TaxWan: p.Tax,
		Jobs: p.Jobs, LandMu: p.Land, PlotRatio: p.PlotRatio, EnergyTce: p.EnergyTce,
		NationalCode: p.NationalCode, Site: p.Site, ContactName: p.ContactName, ContactPhone: p.ContactPhone, LeaderName: p.LeaderName,
		Confirmed: confirmed,
	}
}

// about is the summary of a new project. Without one of its own it is what the sheet remarks, with the address that the row comes from.
func (p *Project) about() string {
	text := p.Summary
	if text == "" {
		text = p.Remark
	}
	if p.SourceURL == "" {
		return text
	}
	if text != "" {
		text += "\n"
	}
	return text + "来源：" + p.SourceURL
}

// complain turns what a rule says about the row's project into messages at the row's cells. What is no complaint ends the import.
func (w *work) complain(err error) error {
	found, ok := complaint(err)
	if !ok {
		return err
	}
	if len(found.Fields) == 0 {
		field := w.subject(found)
		return w.row.Fail(w.sheet.Column(field), field, w.sheet.text(w.row.Row, field), w.within(found))
	}
	for _, f := range found.Fields {
		field := fieldOf(f.Pointer, "")
		if f.Fault == errIndustry {
			w.row.drop("industry", warnIndustry)
		}
		if err := w.row.Fail(w.sheet.Column(field), field, w.sheet.text(w.row.Row, field), f.Fault.With(f.Args...)); err != nil {
			return err
		}
	}
	return nil
}

// complaint is what a rule says about a row, as against what keeps the whole import from going on.
func complaint(err error) (*fault.Error, bool) {
	found, ok := fault.Find(err)
	return found, ok && found.Fault.Kind != fault.Busy && found.Fault.Kind != fault.Full
}

// within names the row of the file where it is that row's new project that has priority: its code is gone with a trial.
func (w *work) within(found *fault.Error) *fault.Error {
	for _, d := range conflictsOf(found) {
		if first := w.taken[d.Code]; first != nil && first.Outcome == Create {
			return errFirstRow.With(first.Row)
		}
	}
	return found
}

func conflictsOf(found *fault.Error) []project.Duplicate {
	conflicts, _ := found.Extra["conflicts"].([]project.Duplicate)
	return conflicts
}

// subject is the field by which a complaint about the whole project is about this row: its name, or the credit code when that alone is taken elsewhere.
func (w *work) subject(found *fault.Error) string {
	conflicts := conflictsOf(found)
	for _, d := range conflicts {
		if d.By == "name" {
			return "name"
		}
	}
	if len(conflicts) > 0 {
		return "enterprise.creditCode"
	}
	return "name"
}

// text is the cell of a row that a field was read from.
func (p *Projects) text(row int, field string) string {
	letter := p.Column(field)
	for _, l := range p.sheet.Lines {
		if l.Number != row {
			continue
		}
		for i, cell := range l.Cells {
			if Letter(i) == letter {
				return cell
			}
		}
	}
	return ""
}
