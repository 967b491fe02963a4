package vocabulary

// The names of the lists.
const (
	Stage            = "stage"
	Condition        = "condition"
	Channel          = "channel"
	CountsReason     = "countsReason"
	Light            = "light"
	LightRule        = "lightRule"
	EnterpriseKind   = "enterpriseKind"
	MilestoneKind    = "milestoneKind"
	MilestoneState   = "milestoneState"
	EvidenceKind     = "evidenceKind"
	MonthState       = "monthState"
	ReviewState      = "reviewState"
	StepState        = "stepState"
	Opinion          = "opinion"
	Conclusion       = "conclusion"
	ConditionState   = "conditionState"
	ConditionVerdict = "conditionVerdict"
	StepParty        = "stepParty"
	WorkdaySource    = "workdaySource"
	PoolKind         = "poolKind"
	EntryKind        = "entryKind"
	LandRequestState = "landRequestState"
	LandStep         = "landStep"
	LandMerit        = "landMerit"
	ReservationState = "reservationState"
	RecallDecision   = "recallDecision"
	SupplySource     = "supplySource"
	SiteKind         = "siteKind"
	FundRequestState = "fundRequestState"
	FundKind         = "fundKind"
	FundDecision     = "fundDecision"
	DiligenceResult  = "diligenceResult"
	FindingSeverity  = "findingSeverity"
	IssueKind        = "issueKind"
	IssueSource      = "issueSource"
	IssueLevel       = "issueLevel"
	IssueState       = "issueState"
	IssueStep        = "issueStep"
	DecisionState    = "decisionState"
	MeetingState     = "meetingState"
	Section          = "section"
	PackFormat       = "packFormat"
	JobState         = "jobState"
	ReminderStep     = "reminderStep"
	UrgingOutcome    = "urgingOutcome"
	RegionKind       = "regionKind"
	Role             = "role"
)

// lists is the table of all lists: code, Chinese, English, in reading order.
var lists = map[string][]Choice{
	Stage: list(
		word{"lead", "线索", "Lead"},
		word{"negotiating", "在谈", "Negotiating"},
		word{"signed", "签约", "Signed"},
		word{"landed", "落地", "Landed"},
		word{"started", "开工", "Construction started"},
		word{"completed", "竣工", "Completed"},
		word{"producing", "投产", "Producing"},
	),
	Condition: list(
		word{"active", "正常推进", "Active"},
		word{"paused", "暂停", "Paused"},
		word{"terminated", "终止", "Terminated"},
	),
	Channel: list(
		word{"general", "一般招商", "General"},
		word{"enclave", "飞地", "Enclave"},
		word{"mountainSea", "山海协作", "Mountain-sea cooperation"},
		word{"native", "乡贤回归", "Brought by a native"},
		word{"fund", "基金招商", "Brought by a fund"},
	),
	CountsReason: list(
		word{"met", "制造业且总投资达到门槛，计入", "Manufacturing and at the threshold: counts"},
		word{"fellBelow", "登记后总投资降到门槛以下，仍计入并标注", "Fell below the threshold after registration: counts, flagged"},
		word{"belowThreshold", "总投资未达到门槛，列为储备", "Below the threshold: a reserve"},
		word{"notManufacturing", "非制造业，列为储备", "Not manufacturing: a reserve"},
	),
	Light: list(
		word{"green", "绿灯（正常）", "Green (on course)"},
		word{"yellow", "黄灯（滞后）", "Yellow (slipping)"},
		word{"red", "红灯（受阻）", "Red (blocked)"},
	),
	LightRule: list(
		word{"idle", "已落地或开工，但连续三个月没有完成投资", "Landed or under construction, and nothing invested for three months running"},
		word{"unresolved", "连续三个月报告需协调的问题", "Problems reported for three months running"},
		word{"problem", "本月报告了需协调的问题", "A problem was reported this month"},
		word{"behind", "累计完成投资不足按开工后两年匀速推进应完成额的一半", "Less than half of what two years of even progress from the start of construction would have invested by now"},
		word{"noChange", "本月无变化", "No change this month"},
		word{"onCourse", "进展正常", "On course"},
	),
	EnterpriseKind: list(
		word{"soe", "国有企业", "State-owned"},
		word{"private", "民营企业", "Private"},
		word{"foreign", "外资企业", "Foreign-invested"},
		word{"joint", "合资企业", "Joint venture"},
		word{"listed", "上市公司", "Listed"},
		word{"other", "其他", "Other"},
	),
	MilestoneKind: list(
		word{"signed", "签约", "Signed"},
		word{"landed", "落地", "Landed"},
		word{"started", "开工", "Construction started"},
		word{"completed", "竣工", "Completed"},
		word{"producing", "投产", "Producing"},
	),
	MilestoneState: list(
		word{"reported", "已报送", "Reported"},
		word{"verified", "已核实", "Verified"},
		word{"rejected", "未认定", "Rejected"},
	),
	EvidenceKind: list(
		word{"agreement", "投资协议", "Agreement"},
		word{"businessLicence", "营业执照", "Business licence"},
		word{"landContract", "土地出让合同", "Land contract"},
		word{"lease", "厂房租赁合同", "Plant lease"},
		word{"constructionPermit", "施工许可证", "Construction permit"},
		word{"sitePhoto", "现场照片", "Site photograph"},
		word{"acceptance", "竣工验收材料", "Acceptance of completion"},
		word{"output", "首批产出证明", "Proof of first output"},
		word{"tax", "纳税证明", "Proof of tax"},
		word{"other", "其他材料", "Other"},
	),
	MonthState: list(
		word{"draft", "草稿", "Draft"},
		word{"submitted", "已提交", "Submitted"},
		word{"returned", "已退回", "Returned"},
		word{"accepted", "已采纳", "Accepted"},
	),
	ReviewState: list(
		word{"open", "评审中", "Open"},
		word{"suspended", "待补充材料", "Suspended"},
		word{"concluded", "已有结论", "Concluded"},
		word{"withdrawn", "已撤回", "Withdrawn"},
	),
	StepState: list(
		word{"waiting", "未开始", "Waiting"},
		word{"open", "办理中", "Open"},
		word{"suspended", "暂停计时", "Suspended"},
		word{"done", "已办结", "Done"},
	),
	Opinion: list(
		word{"agree", "同意", "Agree"},
		word{"conditional", "附条件同意", "Agree with conditions"},
		word{"disagree", "不同意", "Disagree"},
		word{"supplement", "需补充材料", "Needs supplement"},
	),
	Conclusion: list(
		word{"pass", "通过", "Pass"},
		word{"conditional", "有条件通过", "Conditional pass"},
		word{"fail", "不通过", "Fail"},
		word{"postponed", "暂缓", "Postponed"},
	),
	ConditionState: list(
		word{"open", "未落实", "Open"},
		word{"fulfilled", "已落实", "Fulfilled"},
	),
	ConditionVerdict: list(
		word{"verified", "认定落实", "Verified"},
		word{"rejected", "不予认定", "Rejected"},
	),
	StepParty: list(
		word{"department", "市级部门", "Department"},
		word{"county", "县（市、区）", "County"},
	),
	WorkdaySource: list(
		word{"notice", "国务院办公厅通知", "State Council's notice"},
		word{"override", "本市设置", "Set by the city"},
	),
	PoolKind: list(
		word{"newLand", "新增建设用地", "New construction land"},
		word{"stockLand", "存量盘活", "Stock land revitalized"},
		word{"linkage", "增减挂钩", "Linkage of increase and decrease"},
	),
	EntryKind: list(
		word{"issue", "下达", "Issued"},
		word{"reward", "奖励", "Reward"},
		word{"reserve", "预留", "Reserved"},
		word{"release", "释放预留", "Reserve released"},
		word{"grant", "核准", "Granted"},
		word{"use", "使用", "Used"},
		word{"return", "退回", "Returned"},
		word{"recall", "收回", "Recalled"},
		word{"reverse", "冲正", "Reversed"},
	),
	LandRequestState: list(
		word{"requested", "已申请", "Requested"},
		word{"prechecked", "已预审", "Prechecked"},
		word{"approved", "已核准", "Approved"},
		word{"refused", "不予核准", "Refused"},
		word{"withdrawn", "已撤回", "Withdrawn"},
		word{"used", "已使用", "Used"},
		word{"returned", "已退回", "Returned"},
		word{"recalled", "已收回", "Recalled"},
	),
	LandStep: list(
		word{"requested", "提出申请", "Requested"},
		word{"prechecked", "预审通过", "Prechecked"},
		word{"sentBack", "预审未通过，待完善", "Sent back by the precheck"},
		word{"reserved", "预留指标", "Quota reserved"},
		word{"released", "释放预留指标", "Reservation released"},
		word{"approved", "核准", "Approved"},
		word{"refused", "不予核准", "Refused"},
		word{"withdrawn", "撤回申请", "Withdrawn"},
		word{"used", "使用指标", "Quota used"},
		word{"useReversed", "冲正使用", "Use reversed"},
		word{"returned", "退回指标", "Quota returned"},
		word{"recalled", "收回指标", "Quota recalled"},
		word{"startByMoved", "延长开工期限", "Start-by day moved"},
	),
	LandMerit: list(
		word{"investmentPerMu", "亩均投资", "Investment per mu"},
		word{"taxPerMu", "亩均税收", "Tax per mu"},
		word{"plotRatio", "容积率", "Plot ratio"},
		word{"startMonths", "开工期限", "Months until construction starts"},
		word{"ownShare", "县（市、区）自有指标占比", "Share from the county's own quota"},
	),
	ReservationState: list(
		word{"held", "预留中", "Held"},
		word{"released", "已释放", "Released"},
		word{"lapsed", "已到期释放", "Lapsed"},
	),
	RecallDecision: list(
		word{"confirm", "确认收回", "Confirm the recall"},
		word{"extend", "延长期限", "Extend the start-by day"},
	),
	SupplySource: list(
		word{"new", "新增用地", "New land"},
		word{"stock", "存量用地", "Stock land"},
	),
	SiteKind: list(
		word{"inefficient", "低效工业用地整治", "Renewal of inefficient industrial land"},
		word{"urbanRenewal", "城市更新", "Urban renewal"},
	),
	FundRequestState: list(
		word{"requested", "已申请", "Requested"},
		word{"accepted", "已受理", "Accepted"},
		word{"diligence", "尽调中", "Due diligence"},
		word{"decided", "已投决", "Decided"},
		word{"agreed", "已签协议", "Agreed"},
		word{"disbursing", "拨付中", "Disbursing"},
		word{"closed", "已完成", "Closed"},
		word{"refused", "不予支持", "Refused"},
		word{"withdrawn", "已撤回", "Withdrawn"},
	),
	FundKind: list(
		word{"guidance", "政府引导基金", "Guidance fund"},
		word{"attraction", "招商基金", "Attraction fund"},
		word{"chain", "产业链基金", "Industrial chain fund"},
		word{"other", "其他基金", "Other"},
	),
	FundDecision: list(
		word{"approve", "同意投资", "Approved"},
		word{"refuse", "不予支持", "Refused"},
	),
	DiligenceResult: list(
		word{"pass", "通过", "Pass"},
		word{"conditional", "有条件通过", "Conditional pass"},
		word{"fail", "不通过", "Fail"},
	),
	FindingSeverity: list(
		word{"low", "一般", "Low"},
		word{"medium", "较重", "Medium"},
		word{"high", "重大", "High"},
	),
	IssueKind: list(
		word{"fund", "资金", "Fund"},
		word{"land", "用地", "Land"},
		word{"energy", "能耗", "Energy"},
		word{"environment", "环评", "Environment"},
		word{"planning", "规划", "Planning"},
		word{"power", "电力", "Power"},
		word{"labour", "用工", "Labour"},
		word{"other", "其他", "Other"},
	),
	IssueSource: list(
		word{"month", "月度填报", "Monthly status"},
		word{"meeting", "会议议定", "Decided by the meeting"},
		word{"direct", "直接提出", "Raised directly"},
	),
	IssueLevel: list(
		word{"county", "县级", "County"},
		word{"city", "市级", "City"},
	),
	IssueState: list(
		word{"raised", "已提出", "Raised"},
		word{"assigned", "已交办", "Assigned"},
		word{"resolved", "已办结，待核", "Resolved, to be checked"},
		word{"closed", "已销号", "Closed"},
		word{"reopened", "重新办理", "Reopened"},
	),
	IssueStep: list(
		word{"raise", "提出", "Raised"},
		word{"assign", "交办", "Assigned"},
		word{"resolve", "办结", "Resolved"},
		word{"close", "销号", "Closed"},
		word{"reopen", "重新办理", "Reopened"},
		word{"escalate", "升级", "Escalated"},
		word{"carry", "结转下次会议", "Carried on"},
		word{"progress", "进展", "Progress"},
	),
	DecisionState: list(
		word{"doing", "办理中", "Under way"},
		word{"done", "已完成", "Done"},
		word{"overdue", "已逾期", "Overdue"},
	),
	MeetingState: list(
		word{"open", "填报中", "Open"},
		word{"closed", "已关账", "Closed"},
		word{"published", "已发布", "Published"},
		word{"withdrawn", "已撤回", "Withdrawn"},
	),
	Section: list(
		word{"notice", "材料说明", "Notice"},
		word{"overview", "总体情况", "Overview"},
		word{"regions", "各县（市、区）情况与排名", "Counties and ranking"},
		word{"projects", "重点项目进展", "Progress of key projects"},
		word{"reviews", "联审联评", "Joint review"},
		word{"resources", "要素保障", "Land and fund"},
		word{"issues", "需市级协调事项", "Issues for the city"},
		word{"decisions", "上次会议议定事项落实情况", "Follow-up of the last meeting's decisions"},
		word{"nextPlan", "下月计划", "Plan for the next month"},
		word{"appendix", "附表", "Appendix tables"},
	),
	PackFormat: list(
		word{"docx", "汇报材料（Word）", "Report (Word)"},
		word{"xlsx", "台账（Excel）", "Ledger (Excel)"},
		word{"pptx", "演示文稿（PowerPoint）", "Slides (PowerPoint)"},
		word{"pdf", "版式文件（PDF）", "Fixed layout (PDF)"},
		word{"html", "网页", "Web page"},
	),
	ReminderStep: list(
		word{"threeDays", "提前三个工作日", "Three working days before"},
		word{"oneDay", "提前一个工作日", "One working day before"},
		word{"due", "到期", "Due"},
		word{"overdue", "逾期", "Overdue"},
		word{"urged", "催报", "Urged"},
		word{"escalated", "升级", "Escalated"},
	),
	UrgingOutcome: list(
		word{"sent", "已催报", "Sent"},
		word{"complete", "已报齐", "Nothing missing"},
		word{"recent", "一小时内已催报", "Urged within the hour"},
	),
	JobState: list(
		word{"queued", "排队中", "Queued"},
		word{"running", "进行中", "Running"},
		word{"done", "已完成", "Done"},
		word{"failed", "失败", "Failed"},
	),
	RegionKind: list(
		word{"city", "市", "City"},
		word{"county", "县（市、区）", "County"},
		word{"zone", "开发区", "Zone"},
	),
	Role: list(
		word{"clerk", "县级填报员", "County clerk"},
		word{"lead", "县级审核人", "County lead"},
		word{"department", "部门联审人员", "Department reviewer"},
		word{"land", "用地管理员", "Land officer"},
		word{"fund", "基金管理员", "Fund officer"},
		word{"secretariat", "市投资促进中心", "Secretariat"},
		word{"leader", "市领导", "City leader"},
		word{"auditor", "审计员", "Auditor"},
		word{"admin", "系统管理员", "Administrator"},
		word{"integration", "对接系统", "Integrator"},
	),
}

// word is a row of the table before it has its order.
type word struct{ code, zh, en string }

func list(words ...word) []Choice {
	choices := make([]Choice, len(words))
	for i, w := range words {
		choices[i] = Choice{Code: w.code, ZH: w.zh, EN: w.en, Order: i + 1}
	}
	return choices
}
