package transfer

import (
	"strings"

	"zhaoyin/internal/unit"
)

// cell is one cell on its way into a Project.
type cell struct {
	text    string
	unit    *factor // that the heading states, nil when it does not
	words   *Vocabulary
	options *Options
}

// reader puts a cell into the project, or says why not.
type reader func(c cell, p *Project) ([]Note, error)

// column is a field that a sheet may fill, and all that reading, the template and its notes need to know of it.
type column struct {
	field    string   // the JSON name in the API
	zh, en   string   // the heading in the template
	names    []string // other accepted headings; "=亩" at the end states a unit
	required bool
	enroll   bool     // a new project cannot do without it; one that is known can
	spread   bool     // the text of a merged area holds for each of its rows; never so for figures, which would be counted twice
	measure  *measure // nil for text, dates and choices
	read     reader
	note     worded // for the template
	example  string
}

// projectColumns is the table of what a sheet of projects may hold. The names of the second line of an entry are those of files in use.
var projectColumns = []column{
	{field: "name", zh: "项目名称", en: "Project", required: true, read: oneLine(200, func(p *Project) *string { return &p.Name }),
		names: []string{"项目名", "项目", "project_name"}, note: worded{"必填", "required"}, example: "（示例）年产10GW高效光伏组件项目"},
	{field: "regionId", zh: "县（市、区）", en: "County", required: true, spread: true, read: term((*Vocabulary).regions, func(p *Project) *string { return &p.RegionID }),
		names: []string{"县市区", "所属县市区", "所属县（市、区）", "属地", "区县", "县区", "落地县市区", "region", "county"}, note: worded{"必填，名称、简称或代码", "required: name, short name or code"}},
	{field: "enterprise.name", zh: "企业名称", en: "Enterprise", enroll: true, spread: true, read: oneLine(200, func(p *Project) *string { return &p.EnterpriseName }),
		names: []string{"企业", "投资企业", "投资方", "投资主体", "业主单位", "项目业主", "项目公司", "company", "enterprise_name"}, note: worded{"新项目必填，投资或项目公司", "required of a new project: investor or project company"}, example: "（示例）某某光伏科技有限公司"},
	{field: "enterprise.creditCode", zh: "统一社会信用代码", en: "Credit code", spread: true, read: checked(parseCreditCode, func(p *Project) *string { return &p.CreditCode }),
		names: []string{"信用代码", "creditCode"}, note: worded{"18 位，请按文本填写", "18 characters, as text"}},
	{field: "industry", zh: "行业代码", en: "Industry", enroll: true, spread: true, read: readIndustry,
		names: []string{"行业", "所属行业", "行业类别", "国民经济行业"}, note: worded{"新项目必填，GB/T 4754 代码或类别名称，例如 C3825", "required of a new project: code or class of GB/T 4754, such as C3825"}, example: "C3825"},
	{field: "chain", zh: "产业链", en: "Chain", spread: true, read: term((*Vocabulary).chains, func(p *Project) *string { return &p.Chain }),
		names: []string{"重点产业链", "所属产业链"}, note: worded{"重点产业链名称", "name of a key chain"}},
	{field: "channel", zh: "招引渠道", en: "Channel", spread: true, read: term((*Vocabulary).channels, func(p *Project) *string { return &p.Channel }),
		names: []string{"渠道", "招商方式"}, note: worded{"一般招商、飞地、山海协作、乡贤回归、基金招商", "how it was attracted"}},
	{field: "investmentWan", zh: "总投资（万元）", en: "Total investment (万元)", enroll: true, measure: yuan, read: amount(yuan, func(p *Project, v unit.Wan) { p.Investment = &v }),
		names: []string{"investmentWan=万元", "总投资", "总投资额", "项目总投资", "计划总投资", "投资总额", "total_investment"}, note: worded{"新项目必填，表头须写明万元或亿元", "required of a new project; the heading states 万元 or 亿元"}, example: "149600"},
	{field: "fixedInvestmentWan", zh: "固定资产投资（万元）", en: "Fixed investment (万元)", measure: yuan, read: amount(yuan, func(p *Project, v unit.Wan) { p.FixedInvestment = &v }),
		names: []string{"fixedInvestmentWan=万元", "固定资产投资", "固定资产投资额", "其中固定资产投资", "固投", "fixed_investment"}, example: "110000"},
	{field: "foreignCapitalWanUsd", zh: "外资（万美元）", en: "Foreign capital (万美元)", measure: dollars, read: amount(dollars, func(p *Project, v unit.Wan) { p.ForeignCapital = &v }),
		names: []string{"foreignCapitalWanUsd=万美元", "外资", "合同外资", "利用外资", "foreign_capital"}},
	{field: "outputWan", zh: "预计年产值（万元）", en: "Expected annual output (万元)", measure: yuan, read: amount(yuan, func(p *Project, v unit.Wan) { p.Output = &v }),
		names: []string{"outputWan=万元", "预计年产值", "年产值", "预期产值", "达产产值", "expected_annual_output"}, example: "300000"},
	{field: "taxWan", zh: "预计年税收（万元）", en: "Expected annual tax (万元)", measure: yuan, read: amount(yuan, func(p *Project, v unit.Wan) { p.Tax = &v }),
		names: []string{"taxWan=万元", "预计年税收", "年税收", "预期税收", "达产税收", "expected_annual_tax"}, example: "9000"},
	{field: "jobs", zh: "用工（人）", en: "Jobs", measure: people, read: amount(people, func(p *Project, v int64) { p.Jobs = &v }),
		names: []string{"jobs", "用工", "用工人数", "预计用工", "就业人数"}, example: "1200"},
	{field: "landMu", zh: "用地面积（亩）", en: "Land (亩)", measure: acreage, read: amount(acreage, func(p *Project, v unit.Mu) { p.Land = &v }),
		names: []string{"landMu=亩", "用地面积", "用地", "拟用地", "占地面积", "土地面积", "land"}, note: worded{"最多两位小数", "at most two decimals"}, example: "318.5"},
	{field: "plotRatio", zh: "容积率", en: "Plot ratio", measure: ratio, read: amount(ratio, func(p *Project, v unit.Ratio) { p.PlotRatio = &v }),
		names: []string{"容积率", "plot_ratio"}, example: "1.8"},
	{field: "energyTce", zh: "年综合能耗（吨标煤）", en: "Energy a year (tce)", measure: coal, read: amount(coal, func(p *Project, v int64) { p.EnergyTce = &v }),
		names: []string{"energyTce=吨标煤", "年综合能耗", "综合能耗", "能耗", "energy", "energy_a_year"}},
	{field: "nationalCode", zh: "在线平台项目代码", en: "National project code", read: checked(parseNationalCode, func(p *Project) *string { return &p.NationalCode }),
		names: []string{"项目代码", "国家项目代码", "national_code"}},
	{field: "site", zh: "建设地点", en: "Site", spread: true, read: inARow(200, func(p *Project) *string { return &p.Site }),
		names: []string{"项目地址", "落地地点", "选址", "address"}},
	{field: "contactName", zh: "联系人", en: "Contact", spread: true, read: inARow(50, func(p *Project) *string { return &p.ContactName }),
		names: []string{"contact"}},
	{field: "contactPhone", zh: "联系电话", en: "Telephone", spread: true, read: checked(parsePhone, func(p *Project) *string { return &p.ContactPhone }),
		names: []string{"电话", "联系方式", "phone"}},
	{field: "leaderName", zh: "联系领导", en: "Leader", spread: true, read: inARow(50, func(p *Project) *string { return &p.LeaderName }),
		names: []string{"包联领导", "挂钩领导", "市领导"}},
	{field: "summary", zh: "项目概况", en: "Summary", read: words(4_000, func(p *Project) *string { return &p.Summary }),
		names: []string{"项目简介", "建设内容", "主要建设内容"}},
	{field: "signedOn", zh: "签约日期", en: "Signed on", read: when(func(p *Project) *When { return &p.Signed }),
		names: []string{"签约时间", "签约", "sign_date"}, note: worded{"形如 2022-04-12，只填已发生的", "like 2022-04-12, only what has happened"}, example: "2022-04-12"},
	{field: "landedOn", zh: "落地日期", en: "Landed on", read: when(func(p *Project) *When { return &p.Landed }),
		names: []string{"落地时间", "落地", "landing_date"}, example: "2022-05-20"},
	{field: "startedOn", zh: "开工日期", en: "Started on", read: when(func(p *Project) *When { return &p.Started }),
		names: []string{"开工时间", "开工", "start_date"}, example: "2022-08-08"},
	{field: "completedOn", zh: "竣工日期", en: "Completed on", read: when(func(p *Project) *When { return &p.Completed }),
		names: []string{"竣工时间", "竣工", "completion_date"}},
	{field: "producingOn", zh: "投产日期", en: "Producing since", read: when(func(p *Project) *When { return &p.Producing }),
		names: []string{"投产时间", "投产", "production_date"}},
	{field: "code", zh: "项目编号", en: "Project code", read: checked(parseProjectCode, func(p *Project) *string { return &p.StatedCode }),
		names: []string{"project_code"}, note: worded{"已登记的项目填系统给的编号（形如 330723-2026-0001），该行即为此项目，名称等按本行更新；新项目留空", "of a project that is registered, the code that the system gave it, like 330723-2026-0001: the row is that project, and updates its name, too; empty for a new one"}},
	{field: "sourceId", zh: "来源编号", en: "Source id", read: oneLine(100, func(p *Project) *string { return &p.SourceID }),
		names: []string{"id", "source_id"}},
	{field: "sourceUrl", zh: "来源网址", en: "Source address", read: readURL,
		names: []string{"来源链接", "source_url"}},
	{field: "remark", zh: "备注", en: "Remarks", read: words(4_000, func(p *Project) *string { return &p.Remark }),
		names: []string{"说明", "issues_and_notes", "notes"}},
	{field: "statedStage", zh: "来源所称阶段", en: "Stage in the source", read: oneLine(100, func(p *Project) *string { return &p.StatedStage }),
		names: []string{"目前阶段", "当前阶段", "项目阶段", "进展阶段", "last_stage_in_source"}},
	{field: "statedCounts", zh: "来源称是否计入", en: "Counts in the source", read: readCounts,
		names: []string{"是否计入", "in_scope_ge10_mfg"}},
}

func (v *Vocabulary) regions() []Term  { return v.Regions }
func (v *Vocabulary) chains() []Term   { return v.Chains }
func (v *Vocabulary) channels() []Term { return v.Channels }

func words(limit int, at func(*Project) *string) reader {
	return func(c cell, p *Project) (notes []Note, err error) {
		if !dashes[fold(c.text)] {
			*at(p), err = plain(c.text, limit)
		}
		return nil, err
	}
}

// oneLine is words that stand on one line, as a name does: what a cell broke is one word.
func oneLine(limit int, at func(*Project) *string) reader { return unbroken(limit, joined, at) }

// inARow is words of which a cell may have several, each on its line: people, places.
func inARow(limit int, at func(*Project) *string) reader { return unbroken(limit, spaced, at) }

func unbroken(limit int, join func(string) string, at func(*Project) *string) reader {
	return func(c cell, p *Project) ([]Note, error) {
		one := join(c.text)
		if one == strings.TrimFunc(c.text, unseen) {
			return words(limit, at)(c, p)
		}
		c.text = one
		notes, err := words(limit, at)(c, p)
		return append(notes, note(one, warnJoined, one)), err
	}
}

func term(list func(*Vocabulary) []Term, at func(*Project) *string) reader {
	return func(c cell, p *Project) (notes []Note, err error) {
		*at(p), notes, err = parseTerm(c.text, list(c.words))
		return notes, err
	}
}

func checked(parse func(string) (string, []Note, error), at func(*Project) *string) reader {
	return func(c cell, p *Project) (notes []Note, err error) {
		*at(p), notes, err = parse(c.text)
		return notes, err
	}
}

func when(at func(*Project) *When) reader {
	return func(c cell, p *Project) (notes []Note, err error) {
		*at(p), notes, err = parseWhen(c.text, c.options.AssumeLastDay)
		return notes, err
	}
}

// amount reads a quantity into its exact word; set is called only when the cell states one.
func amount[Q ~int64](m *measure, set func(*Project, Q)) reader {
	return func(c cell, p *Project) ([]Note, error) {
		v, stated, notes, err := m.parse(c.text, c.unit)
		if stated {
			set(p, Q(v))
		}
		return notes, err
	}
}

func readURL(c cell, p *Project) (notes []Note, err error) {
	p.SourceURL, err = parseURL(c.text)
	return nil, err
}

func readCounts(c cell, p *Project) (notes []Note, err error) {
	p.StatedCounts, notes, err = parseAnswer(c.text)
	return notes, err
}
