package transfer

import (
	"context"
	"io"
	"iter"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// LedgerLimit is how many projects one export holds.
const LedgerLimit = 20_000

var errLedger = fault.Define(fault.Invalid, "export.limit", "符合条件的项目超过 %d 个，请缩小筛选范围。", "More than %d projects match; narrow the filters.")

// Ledger is the projects of an export, read over one snapshot.
type Ledger struct {
	projects []project.Project
	regions  map[string]string
	chains   map[string]string
	days     map[string]map[project.MilestoneKind]calendar.Date // of verified milestones, by project
}

// Ledger reads the projects within the caller's reach that a list's filters name, in the list's order.
func (s *Service) Ledger(ctx context.Context, q page.Query, archived bool, lang string) (*Ledger, error) {
	var l *Ledger
	err := s.db.Read(ctx, access.ExportRun, func(tx *store.Tx) error {
		q.Limit, q.After = LedgerLimit, nil
		of, err := project.Select(tx, q, archived)
		if err != nil {
			return err
		}
		if of.Next != "" {
			return errLedger.At("/query", LedgerLimit)
		}
		l = &Ledger{projects: of.Items, regions: map[string]string{}, chains: map[string]string{}, days: map[string]map[project.MilestoneKind]calendar.Date{}}
		return l.names(tx, lang)
	})
	return l, err
}

// names reads the words and days that the rows are written with.
func (l *Ledger) names(tx *store.Tx, lang string) error {
	regions, err := store.All[org.Region](tx, "id")
	if err != nil {
		return err
	}
	for _, r := range regions {
		l.regions[r.ID] = r.Name
	}
	chains, err := store.All[org.Chain](tx, "id")
	if err != nil {
		return err
	}
	for _, c := range chains {
		l.chains[c.ID] = c.In(lang)
	}
	ids := make([]string, len(l.projects))
	for i := range l.projects {
		ids[i] = l.projects[i].ID
	}
	verified, err := store.All[project.Milestone](tx, "id", store.In("project_id", ids), store.Where("state = ?", project.Verified))
	for _, m := range verified {
		if l.days[m.ProjectID] == nil {
			l.days[m.ProjectID] = map[project.MilestoneKind]calendar.Date{}
		}
		l.days[m.ProjectID][m.Kind] = m.OccurredOn
	}
	return err
}

// WriteXLSX writes the ledger as a sheet.
func (l *Ledger) WriteXLSX(w io.Writer, lang string) error {
	return WriteXLSX(w, lang, sheetData.In(lang), l.columns(lang), l.rows())
}

// WriteCSV writes the ledger as csv.
func (l *Ledger) WriteCSV(w io.Writer, lang string) error {
	return WriteCSV(w, lang, l.columns(lang), l.rows())
}

func (l *Ledger) rows() iter.Seq2[project.Project, error] {
	return func(yield func(project.Project, error) bool) {
		for _, p := range l.projects {
			if !yield(p, nil) {
				return
			}
		}
	}
}

type (
	ledgerColumn = Column[project.Project]
	value        = func(project.Project) Cell
)

// columns are those of the import template, so that what was written can be mended and read again, and what the system itself knows beside them.
func (l *Ledger) columns(lang string) []ledgerColumn {
	columns := []ledgerColumn{{ZH: "项目编号", EN: "Project code", Width: 18, Value: func(p project.Project) Cell { return Text(p.Code) }}}
	values := l.values(lang)
	for _, c := range projectColumns {
		if v, ok := values[c.field]; ok {
			columns = append(columns, ledgerColumn{ZH: c.zh, EN: c.en, Width: 16, Value: v})
		}
	}
	return append(columns,
		label("当前阶段", "Current stage", vocabulary.Stage, lang, func(p project.Project) string { return string(p.Stage) }),
		label("状态", "Condition", vocabulary.Condition, lang, func(p project.Project) string { return string(p.Condition) }),
		label("红黄绿灯", "Light", vocabulary.Light, lang, func(p project.Project) string { return string(p.Light) }),
		ledgerColumn{ZH: "是否计入", EN: "Counts", Value: func(p project.Project) Cell { return Text(counted(p.Counts).In(lang)) }},
		ledgerColumn{ZH: "登记日期", EN: "Registered on", Width: 12, Value: func(p project.Project) Cell { return Day(calendar.DateOf(p.CreatedAt)) }},
	)
}

func counted(counts bool) Answer {
	if counts {
		return Yes
	}
	return No
}

func label(zh, en, list, lang string, code func(project.Project) string) ledgerColumn {
	return ledgerColumn{ZH: zh, EN: en, Value: func(p project.Project) Cell { return Text(vocabulary.Label(list, code(p), lang)) }}
}

// values is what stands under each heading of the template.
func (l *Ledger) values(lang string) map[string]value {
	text := func(of func(*project.Project) string) value {
		return func(p project.Project) Cell { return Text(of(&p)) }
	}
	return map[string]value{
		"name":     text(func(p *project.Project) string { return p.Name }),
		"regionId": text(func(p *project.Project) string { return l.regions[p.RegionID] }),
		"enterprise.name": text(func(p *project.Project) string {
			if p.Enterprise == nil {
				return ""
			}
			return p.Enterprise.Name
		}),
		"enterprise.creditCode": text(func(p *project.Project) string {
			if p.Enterprise == nil {
				return ""
			}
			return p.Enterprise.CreditCode
		}),
		"industry":             text(func(p *project.Project) string { return p.Industry }),
		"chain":                text(func(p *project.Project) string { return l.chains[p.Chain] }),
		"channel":              text(func(p *project.Project) string { return vocabulary.Label(vocabulary.Channel, string(p.Channel), lang) }),
		"investmentWan":        func(p project.Project) Cell { return Whole(p.InvestmentWan) },
		"fixedInvestmentWan":   func(p project.Project) Cell { return Optional(p.FixedInvestmentWan, Whole[unit.Wan]) },
		"foreignCapitalWanUsd": func(p project.Project) Cell { return Optional(p.ForeignCapitalWanUsd, Whole[unit.Wan]) },
		"outputWan":            func(p project.Project) Cell { return Optional(p.OutputWan, Whole[unit.Wan]) },
		"taxWan":               func(p project.Project) Cell { return Optional(p.TaxWan, Whole[unit.Wan]) },
		"jobs":                 func(p project.Project) Cell { return Optional(p.Jobs, Whole[int64]) },
		"landMu":               func(p project.Project) Cell { return Optional(p.LandMu, Hundredths[unit.Mu]) },
		"plotRatio":            func(p project.Project) Cell { return Optional(p.PlotRatio, Hundredths[unit.Ratio]) },
		"energyTce":            func(p project.Project) Cell { return Optional(p.EnergyTce, Whole[int64]) },
		"nationalCode":         text(func(p *project.Project) string { return p.NationalCode }),
		"site":                 text(func(p *project.Project) string { return p.Site }),
		"contactName":          text(func(p *project.Project) string { return p.ContactName }),
		"contactPhone":         text(func(p *project.Project) string { return p.ContactPhone }),
		"leaderName":           text(func(p *project.Project) string { return p.LeaderName }),
		"summary":              text(func(p *project.Project) string { return p.Summary }),
		"sourceId":             text(func(p *project.Project) string { return p.SourceID }),
		"signedOn":             l.day(project.Signed),
		"landedOn":             l.day(project.Landed),
		"startedOn":            l.day(project.Started),
		"completedOn":          l.day(project.Completed),
		"producingOn":          l.day(project.Producing),
	}
}

func (l *Ledger) day(kind project.MilestoneKind) value {
	return func(p project.Project) Cell { return Day(l.days[p.ID][kind]) }
}
