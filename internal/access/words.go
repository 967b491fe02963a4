package access

// actionWords are the actions as people call them, Chinese and English: in a refusal, in the trail, among a token's scopes.
var actionWords = map[Action][2]string{
	SetupRead:     {"查看初始设置", "See the set-up"},
	SetupComplete: {"完成初始设置", "Complete the set-up"},
	SessionCreate: {"登录", "Sign in"},
	SessionCheck:  {"校验会话", "Check a session"},
	SessionEnd:    {"退出登录", "Sign out"},
	MeRead:        {"查看本人账号", "See one's own account"},
	MePassword:    {"修改本人密码", "Change one's own password"},
	MeAmend:       {"修改本人资料", "Amend one's own account"},
	TokenList:     {"查看访问令牌", "List tokens"},
	TokenCreate:   {"新建访问令牌", "Create a token"},
	TokenRevoke:   {"吊销访问令牌", "Revoke a token"},
	UserList:      {"查看账号列表", "List accounts"},
	UserRead:      {"查看账号", "See an account"},
	UserCreate:    {"新建账号", "Create an account"},
	UserAmend:     {"修改账号", "Amend an account"},
	UserLock:      {"锁定或解锁账号", "Lock or unlock an account"},
	UserReset:     {"重置密码", "Reset a password"},

	OrgRead:  {"查看区划、部门和产业链", "See counties, departments and chains"},
	OrgAmend: {"修改区划、部门和产业链", "Amend counties, departments and chains"},

	EnterpriseList:   {"查看企业列表", "List enterprises"},
	EnterpriseRead:   {"查看企业", "See an enterprise"},
	EnterpriseCreate: {"登记企业", "Register an enterprise"},
	EnterpriseAmend:  {"修改企业", "Amend an enterprise"},

	ProjectList:       {"查看项目列表", "List projects"},
	ProjectRead:       {"查看项目", "See a project"},
	ProjectCreate:     {"登记项目", "Register a project"},
	ProjectAmend:      {"修改项目", "Amend a project"},
	ProjectArchive:    {"归档或恢复项目", "Archive or restore a project"},
	ProjectTransfer:   {"流转项目", "Hand a project over"},
	ProjectDuplicates: {"查重", "Look for duplicates"},
	ProjectDecide:     {"裁定首报首谈", "Decide on first-report priority"},

	StageRead:  {"查看阶段", "See the stages"},
	StageForce: {"退回阶段", "Take a stage back"},
	StagePause: {"暂停、恢复或终止项目", "Pause, resume or terminate a project"},

	MilestoneList:   {"查看节点", "List milestones"},
	MilestoneReport: {"上报节点", "Report a milestone"},
	MilestoneVerify: {"核实节点", "Verify a milestone"},

	AttachmentCreate: {"上传附件", "Upload an attachment"},
	AttachmentRead:   {"查看附件", "See attachments"},

	MonthRead:        {"查看月报", "See monthly statuses"},
	MonthDraft:       {"填写月报", "Fill a monthly status in"},
	MonthSubmit:      {"提交月报", "Submit a monthly status"},
	MonthReturn:      {"退回月报", "Return a monthly status"},
	MonthAccept:      {"采纳月报", "Accept a monthly status"},
	MonthSubmissions: {"查看填报情况", "See the month's submissions"},

	MeetingRead:     {"查看月度汇报会", "See the meetings"},
	MeetingOpen:     {"开启月份", "Open a month"},
	MeetingClose:    {"关账", "Close a month"},
	MeetingReopen:   {"重新开启月份", "Reopen a month"},
	MeetingWithdraw: {"撤回误开的月份", "Withdraw a month opened by mistake"},
	MeetingBoard:    {"查看排名", "See the board"},
	MeetingAgenda:   {"查看议程", "See the agenda"},
	MeetingEdit:     {"编辑会议和材料文字", "Edit the meeting and its narrative"},
	MeetingRebuild:  {"重算汇总", "Rebuild the rollups"},
	MeetingSnapshot: {"查看快照", "See snapshots"},

	PackCreate: {"生成材料", "Make the papers"},
	PackRead:   {"查看材料", "See the papers"},

	ImportRun:  {"导入台账", "Import a list"},
	ImportRead: {"查看导入结果", "See imports"},
	ExportRun:  {"导出台账", "Export the list"},

	WorkdayRead:  {"查看工作日历", "See the working days"},
	WorkdayAmend: {"修改工作日历", "Amend the working days"},

	ReviewTemplateRead:  {"查看评审模板", "See review templates"},
	ReviewTemplateAmend: {"修改评审模板", "Amend a review template"},
	ReviewList:          {"查看联审联评列表", "List joint reviews"},
	ReviewRead:          {"查看联审联评", "See a joint review"},
	ReviewOpen:          {"发起联审联评", "Open a joint review"},
	ReviewAssign:        {"指定审查人", "Name reviewers"},
	ReviewOpine:         {"出具评审意见", "Give an opinion"},
	ReviewSuspend:       {"要求补充材料", "Ask for a supplement"},
	ReviewSupplement:    {"补充评审材料", "Hand in a supplement"},
	ReviewConclude:      {"作出评审结论", "Conclude a joint review"},
	ReviewWithdraw:      {"撤回联审联评", "Withdraw a joint review"},
	ReviewFulfil:        {"上报条件落实", "Report a condition as fulfilled"},
	ReviewCheck:         {"核实条件落实", "Check a condition"},

	LandPoolList:       {"查看指标池列表", "List quota pools"},
	LandPoolRead:       {"查看指标池", "See a quota pool"},
	LandPoolCreate:     {"新建指标池", "Open a quota pool"},
	LandPoolPost:       {"指标池记账", "Post to a quota pool"},
	LandRuleRead:       {"查看用地门槛和评分", "See the land thresholds and scoring"},
	LandRuleAmend:      {"修改用地门槛和评分", "Amend the land thresholds and scoring"},
	LandRequestList:    {"查看用地申请列表", "List land requests"},
	LandRequestRead:    {"查看用地申请", "See a land request"},
	LandRequestCreate:  {"提出用地申请", "Make a land request"},
	LandRequestCheck:   {"预审用地申请", "Precheck a land request"},
	LandRequestDecide:  {"核准用地申请", "Decide on a land request"},
	LandRequestUse:     {"登记指标使用", "Record the use of quota"},
	LandRequestRetract: {"撤回用地申请或退还指标", "Withdraw a land request or return its quota"},
	LandRequestCompare: {"比较用地方案", "Compare land requests"},
	LandSupplyList:     {"查看供地", "List land supplies"},
	LandSupplyRecord:   {"登记供地", "Record a land supply"},
	LandSiteList:       {"查看存量地块", "List stock land"},
	LandSiteRecord:     {"登记存量地块", "Record stock land"},
	LandSiteIssue:      {"核发存量盘活指标", "Issue quota for stock land"},

	LedgerKeep: {"记账", "Keep the ledger"},

	FundList:            {"查看基金列表", "List funds"},
	FundAccountRead:     {"查看基金账目", "See a fund's account"},
	FundAccountPost:     {"基金记账", "Post to a fund's account"},
	FundRequestList:     {"查看基金申请列表", "List fund requests"},
	FundRequestRead:     {"查看基金申请", "See a fund request"},
	FundRequestCreate:   {"提出基金申请", "Make a fund request"},
	FundRequestRetract:  {"撤回基金申请", "Withdraw a fund request"},
	FundRequestDecide:   {"办理基金申请", "Decide on a fund request"},
	FundDiligenceRecord: {"记录尽职调查", "Record due diligence"},
	FundDiligenceRead:   {"查看尽职调查", "See due diligence"},

	IssueList:     {"查看事项列表", "List issues"},
	IssueRead:     {"查看事项", "See an issue"},
	IssueRaise:    {"提出事项", "Raise an issue"},
	IssueAmend:    {"修改事项", "Amend an issue"},
	IssueAssign:   {"交办事项", "Assign an issue"},
	IssueProgress: {"填写事项进展", "Report progress on an issue"},
	IssueResolve:  {"办结事项", "Resolve an issue"},
	IssueClose:    {"事项销号", "Close an issue"},
	IssueReopen:   {"重新办理事项", "Reopen an issue"},
	IssueEscalate: {"升级事项", "Escalate an issue"},

	DecisionList:   {"查看议定事项", "List decisions"},
	DecisionRecord: {"记录议定事项", "Record a decision"},

	TodoRead:         {"查看待办", "See the to-do list"},
	TimelineRead:     {"查看时间线", "See the timeline"},
	NotificationRead: {"查看通知", "Read notifications"},
	ReminderSend:     {"发送催报", "Send reminders"},
	ScheduleRead:     {"查看定时任务", "See the schedule"},
	ScheduleRun:      {"运行定时任务", "Run a scheduled job"},

	AuditRead:   {"查看审计记录", "Read the trail"},
	AuditVerify: {"校验审计链", "Verify the trail"},

	StoreSeed:   {"写入初始数据", "Seed the database"},
	StoreVerify: {"校验数据库", "Verify the database"},
}

// In is what people call the action, in a language.
func (a Action) In(lang string) string {
	words, ok := actionWords[a]
	switch {
	case !ok:
		return string(a)
	case lang == "en":
		return words[1]
	}
	return words[0]
}
