package vocabulary

import "zhaoyin/internal/access"

// The names of the lists about the trail: what was done, and to which kind of row.
const (
	Action = "action"
	Entity = "entity"
)

// trail is the part of the table of lists that reads the trail. The actions' words are their own.
var trail = map[string][]Choice{
	Action: actions(),
	Entity: list(
		word{"projects", "项目", "Project"},
		word{"enterprises", "企业", "Enterprise"},
		word{"milestones", "节点", "Milestone"},
		word{"stage_moves", "阶段变动", "Stage move"},
		word{"attachments", "附件", "Attachment"},
		word{"project_transfers", "项目流转", "Handover"},
		word{"month_statuses", "月报", "Monthly status"},
		word{"meetings", "月度汇报会", "Meeting"},
		word{"restatements", "更正", "Restatement"},
		word{"narratives", "材料文字", "Narrative"},
		word{"decisions", "议定事项", "Decision"},
		word{"formulas", "排名公式", "Ranking formula"},
		word{"packs", "材料", "Papers"},
		word{"imports", "导入", "Import"},
		word{"reviews", "联审联评", "Joint review"},
		word{"review_steps", "评审环节", "Review step"},
		word{"review_suspensions", "评审中止计时", "Review suspension"},
		word{"review_conditions", "评审条件", "Review condition"},
		word{"review_templates", "评审模板", "Review template"},
		word{"land_pools", "指标池", "Quota pool"},
		word{"land_requests", "用地申请", "Land request"},
		word{"land_reservations", "指标预留", "Quota reservation"},
		word{"land_supplies", "供地", "Land supply"},
		word{"land_sites", "存量地块", "Stock land"},
		word{"land_site_months", "存量地块月度情况", "Stock land's month"},
		word{"land_rules", "用地规则", "Land rules"},
		word{"ledger_accounts", "台账账户", "Ledger account"},
		word{"ledger_entries", "台账分录", "Ledger entry"},
		word{"funds", "基金", "Fund"},
		word{"fund_requests", "基金申请", "Fund request"},
		word{"fund_steps", "基金办理步骤", "Fund step"},
		word{"fund_diligences", "尽职调查", "Due diligence"},
		word{"fund_findings", "尽调事项", "Diligence finding"},
		word{"fund_disbursements", "基金拨付", "Disbursement"},
		word{"issues", "事项", "Issue"},
		word{"issue_rounds", "事项办理轮次", "Issue round"},
		word{"issue_moves", "事项流转", "Issue move"},
		word{"urgings", "催报", "Reminder sent"},
		word{"regions", "县（市、区）", "County"},
		word{"departments", "部门", "Department"},
		word{"chains", "产业链", "Industrial chain"},
		word{"workdays", "工作日", "Working day"},
		word{"users", "账号", "Account"},
		word{"tokens", "访问令牌", "Token"},
		word{"sign_ins", "登录记录", "Sign-in"},
	),
}

func actions() []Choice {
	var words []word
	for _, a := range access.Actions() {
		words = append(words, word{string(a), a.In("zh"), a.In("en")})
	}
	return list(words...)
}
