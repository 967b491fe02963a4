package app

import (
	_ "embed" // the demo's tables
	"fmt"
	"strconv"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// reportedTable are real projects of Jinhua as the public press reported them. The industry code and the chain are our reading of the
// report. "~2023-01" and "~2023" are days known to their month or year only, whose last day is taken; "~2026年初<2026-03-31" is what a report says of a day, and the
// day to take for it, such as the report's own.
//
//go:embed demo/projects.tsv
var reportedTable string

// inventedTable are invented projects, so that every county has something to tell: each milestone with its month, counted as the builder counts, and the
// kind of trouble with its first month and, when it is over, its last.
//
//go:embed demo/invented.tsv
var inventedTable string

// record is a row of a table by its headings.
type record map[string]string

func (r record) get(name string) string { return r[name] }

func records(table string) ([]record, error) {
	lines := strings.Split(strings.TrimSpace(table), "\n")
	names := strings.Split(lines[0], "\t")
	var all []record
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) > len(names) {
			return nil, fmt.Errorf("demo table, line %d: %d cells for %d columns", i+2, len(cells), len(names))
		}
		r := record{}
		for c, cell := range cells {
			r[names[c]] = strings.TrimSpace(cell)
		}
		all = append(all, r)
	}
	return all, nil
}

type reportedRow struct{ record }

func readReported() ([]reportedRow, error) {
	rows, err := records(reportedTable)
	var all []reportedRow
	for _, r := range rows {
		all = append(all, reportedRow{r})
	}
	return all, err
}

// registration is the real project's; what the press says stands in its summary.
func (r reportedRow) registration() project.Registration {
	return project.Registration{
		RegionID: r.get("regionId"), Name: r.get("name"), SourceID: "press-" + r.get("sourceId"), Industry: r.get("industry"), Chain: r.get("chain"),
		Channel: project.Channel(r.get("channel")), Enterprise: &enterprise.Registration{Name: r.get("enterprise"), ParentName: r.get("parent")},
		Summary:       "公开报道：" + r.get("as reported") + "\n来源：" + r.get("sourceUrl"),
		InvestmentWan: *r.wan("investmentWan"), FixedInvestmentWan: r.wan("fixedInvestmentWan"), OutputWan: r.wan("outputWan"), TaxWan: r.wan("taxWan"),
		LandMu: r.mu("landMu"), Jobs: r.count("jobs"), Confirmed: true,
	}
}

func (r record) wan(name string) *unit.Wan {
	w, err := unit.ParseWan(r[name])
	if err != nil {
		return nil
	}
	return &w
}

func (r record) mu(name string) *unit.Mu {
	m, err := unit.ParseMu(r[name])
	if err != nil {
		return nil
	}
	return &m
}

func (r record) count(name string) *int64 {
	n, err := strconv.ParseInt(r[name], 10, 64)
	if err != nil {
		return nil
	}
	return &n
}

// dated is a milestone and its day.
type dated struct {
	kind     project.Stage
	day      calendar.Date
	note     string
	evidence []project.Evidence
}

// milestones are those that the press told of, in the order of the stages.
func (r reportedRow) milestones() []dated {
	var all []dated
	for _, kind := range project.MilestoneKinds {
		if text := r.get(string(kind) + "On"); text != "" {
			day, note := reportedDay(text)
			all = append(all, dated{kind: kind, day: day, note: note, evidence: r.sources()})
		}
	}
	return all
}

// reportedDay is the day to take for what a report says, with the words that say how exact it is.
func reportedDay(text string) (calendar.Date, string) {
	said, rough := strings.CutPrefix(text, "~")
	if !rough {
		return calendar.Date(text), "据公开报道"
	}
	if words, day, given := strings.Cut(said, "<"); given {
		return calendar.Date(day), "据公开报道，日期只写“" + words + "”，按" + day + "计"
	}
	if len(said) == len("2022") {
		return calendar.Month(said + "-12").Last(), "据公开报道，日期只到" + said + "年，按年末计"
	}
	return calendar.Month(said).Last(), "据公开报道，日期只到" + said + "，按月末计"
}

// sources are the reports themselves.
func (r reportedRow) sources() []project.Evidence {
	var all []project.Evidence
	for _, address := range strings.Split(r.get("sourceUrl"), " ; ") {
		all = append(all, project.Evidence{Kind: project.OtherEvidence, Title: "公开报道 " + address})
	}
	return all
}

type inventedRow struct {
	record
	name, region string
	plan         map[project.Stage]int
	trouble      trouble
}

func readInvented() ([]inventedRow, error) {
	rows, err := records(inventedTable)
	if err != nil {
		return nil, err
	}
	var all []inventedRow
	for _, r := range rows {
		row := inventedRow{record: r, name: r.get("name"), region: r.get("regionId"), plan: map[project.Stage]int{}}
		for _, kind := range project.MilestoneKinds {
			if n, err := strconv.Atoi(r.get(string(kind))); err == nil {
				row.plan[kind] = n
			}
		}
		if row.trouble, err = readTrouble(r.get("trouble")); err != nil {
			return nil, fmt.Errorf("%s: %w", row.name, err)
		}
		all = append(all, row)
	}
	return all, nil
}

func (r inventedRow) registration() project.Registration {
	return project.Registration{
		RegionID: r.region, Name: r.name, Industry: r.get("industry"), Chain: r.get("chain"), Channel: project.Channel(r.get("channel")),
		Enterprise: &enterprise.Registration{Name: r.get("enterprise")}, Summary: invented + "虚构项目，仅供演练。", InvestmentWan: *r.wan("investmentWan"),
		LandMu: r.mu("landMu"), Stage: project.Negotiating, ContactName: invented + "联系人", LeaderName: invented + "包联领导",
	}
}
