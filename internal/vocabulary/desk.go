package vocabulary

// The names of the lists about work, accounts and imports.
const (
	UserState       = "userState"
	PasswordProfile = "passwordProfile"
	ActorRole       = "actorRole"
	TaskKind        = "taskKind"
	TimelineKind    = "timelineKind"
	SubmissionState = "submissionState"
	SetbackKind     = "setbackKind"
	FundStep        = "fundStep"
	Bucket          = "bucket"
	ImportMode      = "importMode"
	ImportState     = "importState"
	ImportOutcome   = "importOutcome"
	ImportSeverity  = "importSeverity"
	ImportFormat    = "importFormat"
)

// desk is the rest of the table of lists.
var desk = map[string][]Choice{
	UserState: list(
		word{"active", "在用", "Active"},
		word{"locked", "锁定", "Locked"},
		word{"disabled", "停用", "Disabled"},
	),
	SetbackKind: list(
		word{"regressed", "退回", "Gone back"},
		word{"paused", "暂停", "Paused"},
		word{"terminated", "终止", "Terminated"},
		word{"transferred", "流转", "Handed over"},
	),
	PasswordProfile: list(
		word{"dengbao3", "等保三级", "Dengbao level 3"},
		word{"asvs", "ASVS 标准", "ASVS"},
	),
	// Who may stand in the trail: an account's role, nobody, or the product itself.
	ActorRole: append(list(
		word{"anonymous", "未登录", "Not signed in"},
		word{"system", "系统", "The product itself"},
	), after(2, lists[Role])...),
	TaskKind: list(
		word{"monthSubmit", "月报待提交", "Months to submit"},
		word{"monthReturned", "月报被退回", "Months returned"},
		word{"monthAccept", "月报待采纳", "Months to accept"},
		word{"milestoneVerify", "节点待核实", "Milestones to verify"},
		word{"reviewStep", "评审意见待出具", "Opinions to give"},
		word{"reviewSupplement", "评审材料待补充", "Supplements to hand in"},
		word{"reviewConclude", "评审待结论", "Reviews to conclude"},
		word{"reviewAgain", "需重新评审", "To be reviewed again"},
		word{"conditionFulfil", "评审条件待落实", "Conditions to fulfil"},
		word{"conditionCheck", "评审条件待核实", "Conditions to check"},
		word{"landPrecheck", "用地申请待预审", "Land to precheck"},
		word{"landDecide", "用地申请待核准", "Land to decide"},
		word{"landStart", "用地将到开工期限", "Start of construction due"},
		word{"landRecall", "用地指标待收回", "Land to recall"},
		word{"fundAccept", "基金申请待受理", "Fund requests to accept"},
		word{"fundDiligence", "基金尽调待办结", "Due diligence"},
		word{"fundDecide", "基金待投决", "Investments to decide"},
		word{"fundAgree", "基金协议待签", "Agreements to sign"},
		word{"fundDisburse", "基金待拨付", "Payments due"},
		word{"issueAssign", "事项待交办", "Issues to assign"},
		word{"issueResolve", "事项待办理", "Issues to resolve"},
		word{"issueClose", "事项待销号", "Issues to close"},
		word{"issueEscalated", "事项已升级", "Issues escalated"},
	),
	TimelineKind: list(
		word{"project", "项目", "Project"},
		word{"milestone", "节点", "Milestone"},
		word{"stage", "阶段", "Stage"},
		word{"month", "月报", "Month"},
		word{"review", "评审", "Review"},
		word{"land", "用地", "Land"},
		word{"fund", "基金", "Fund"},
		word{"issue", "事项", "Issue"},
		word{"decision", "议定事项", "Decision"},
		word{"transfer", "流转", "Handover"},
	),
	SubmissionState: append(list(word{"missing", "未填报", "Missing"}), after(1, lists[MonthState])...),
	FundStep: list(
		word{"requested", "提出申请", "Requested"},
		word{"accepted", "受理", "Accepted"},
		word{"refused", "不予支持", "Refused"},
		word{"withdrawn", "撤回", "Withdrawn"},
		word{"diligenceStarted", "尽调开始", "Due diligence started"},
		word{"diligenceFinished", "尽调办结", "Due diligence finished"},
		word{"approved", "投决通过", "Approved"},
		word{"agreed", "签订协议", "Agreed"},
		word{"disbursed", "拨付", "Disbursed"},
		word{"disbursementReversed", "拨付冲回", "Disbursement reversed"},
		word{"closed", "办结", "Closed"},
	),
	Bucket: list(
		word{"outside", "账外", "Outside"},
		word{"free", "可用", "Free"},
		word{"reserved", "预留", "Reserved"},
		word{"granted", "已核准", "Granted"},
		word{"used", "已使用", "Used"},
	),
	ImportMode: list(
		word{"all", "全部正确才导入", "All or nothing"},
		word{"rows", "只导入正确的行", "The good rows"},
	),
	ImportState: list(
		word{"previewed", "试运行", "Previewed"},
		word{"applied", "已正式导入", "Applied"},
		word{"refused", "有错误，未导入", "Refused"},
	),
	ImportOutcome: list(
		word{"create", "新增", "New"},
		word{"update", "更新", "Update"},
		word{"unchanged", "无变化", "Unchanged"},
		word{"skip", "跳过", "Skipped"},
		word{"error", "错误", "Error"},
	),
	ImportSeverity: list(
		word{"error", "错误", "Error"},
		word{"warning", "提示", "Warning"},
	),
	ImportFormat: list(
		word{"xlsx", "Excel 工作簿", "Excel workbook"},
		word{"csv", "逗号分隔文本", "Comma-separated text"},
		word{"tsv", "制表符分隔文本", "Tab-separated text"},
	),
}

// after is a list that goes on behind n others.
func after(n int, choices []Choice) []Choice {
	next := make([]Choice, len(choices))
	for i, c := range choices {
		c.Order += n
		next[i] = c
	}
	return next
}
