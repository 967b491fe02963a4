package api_test

import (
	"context"
	"encoding/json"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/task"
)

var pdf, pdfType = upload("file", "f.pdf", "%PDF-1.4\n%%EOF\n")

var sheet, sheetType = upload("file", "p.csv", "县（市、区）,项目名称,行业代码,总投资（万元）\n武义县,某某项目,C3841,150000\n")

const (
	reason    = `{"reason":"另有安排"}`
	thing     = "/projects/{project}"
	milestone = thing + "/milestones/{milestone}"
	status    = thing + "/months/{month}"

	fundRequest = "/fund/requests/{fundRequest}"
	landRequest = "/land/requests/{landRequest}"

	review    = "/reviews/{review}"
	condition = "/reviews/{concluded}/conditions/{condition}"
)

// whichever takes a row at any version: the calls before have changed it.
var whichever = []string{"If-Match: *"}

// samples has one row for every call of the contract. A new route fails TestRights until its row stands here.
var samples = map[string]sample{
	"GET /healthz":         {},
	"GET /readyz":          {},
	"GET /docs":            {},
	"GET /openapi.json":    {},
	"GET /swagger.json":    {},
	"GET /problems":        {},
	"GET /problems/{code}": {path: "/problems/stale"},

	"GET /api/v1/setup":               {},
	"POST /api/v1/setup":              {body: `{"code":"wrong","username":"founder","password":"Jinhua-city-9"}`},
	"POST /api/v1/sessions":           {body: `{"username":"leader","password":"` + password + `"}`, before: signedInAgain, headers: []string{"Authorization: {auth}"}},
	"DELETE /api/v1/sessions/current": {before: signedInAgain, headers: []string{"Authorization: {auth}"}},
	"GET /api/v1/me":                  {},
	"PATCH /api/v1/me":                {body: `{"email":"somebody@example.org"}`},
	"PUT /api/v1/me/password":         {body: `{"current":"` + password + `","next":"short"}`},
	"GET /api/v1/tokens":              {},
	"POST /api/v1/tokens":             {body: `{"name":"t{n}","scopes":["me.read"]}`},
	"DELETE /api/v1/tokens/{id}":      {path: "/tokens/{token}", before: withToken},

	"GET /api/v1/users":                      {},
	"POST /api/v1/users":                     {body: `{"name":"new{n}","role":"leader"}`},
	"GET /api/v1/users/{id}":                 {path: "/users/{user}"},
	"PATCH /api/v1/users/{id}":               {path: "/users/{user}", body: `{"displayName":"张三"}`},
	"POST /api/v1/users/{id}/lock":           {path: "/users/{user}/lock"},
	"POST /api/v1/users/{id}/unlock":         {path: "/users/{user}/unlock"},
	"POST /api/v1/users/{id}/password-reset": {path: "/users/{user}/password-reset"},

	"GET /api/v1/regions":            {},
	"PATCH /api/v1/regions/{id}":     {path: "/regions/{region}", body: `{"order":5}`},
	"GET /api/v1/departments":        {},
	"PATCH /api/v1/departments/{id}": {path: "/departments/ndrc", body: `{"order":5}`},
	"GET /api/v1/chains":             {},
	"PATCH /api/v1/chains/{id}":      {path: "/chains/robotics", body: `{"order":5}`},
	"GET /api/v1/industries":         {},
	"GET /api/v1/vocabulary":         {},
	"GET /api/v1/workdays":           {path: "/workdays?year=2022"},
	"PUT /api/v1/workdays/{date}":    {path: "/workdays/2022-10-15", body: `{"worked":true,"reason":"市政府通知"}`, headers: whichever},

	"GET /api/v1/enterprises":        {},
	"POST /api/v1/enterprises":       {body: `{"name":"新企业{n}","regionId":"{region}"}`},
	"GET /api/v1/enterprises/{id}":   {path: "/enterprises/{enterprise}"},
	"PATCH /api/v1/enterprises/{id}": {path: "/enterprises/{enterprise}", body: `{"originPlace":"杭州"}`},

	"GET /api/v1/projects":                   {path: "/projects?regionId={region}"},
	"POST /api/v1/projects":                  {body: `{"regionId":"{region}","name":"新项目{n}","industry":"C3841","investmentWan":150000,"enterprise":{"name":"投资方{n}","regionId":"{region}"}}`},
	"GET /api/v1/todo":                       {},
	"GET /api/v1/projects/{id}/timeline":     {path: thing + "/timeline"},
	"GET /api/v1/projects/duplicates":        {path: "/projects/duplicates?name=光伏"},
	"GET /api/v1/projects/{id}":              {path: thing},
	"PATCH /api/v1/projects/{id}":            {path: thing, body: `{"site":"开发区"}`},
	"POST /api/v1/projects/{id}/archive":     {path: thing + "/archive", body: reason},
	"POST /api/v1/projects/{id}/restoration": {path: thing + "/restoration", body: reason},
	"POST /api/v1/projects/{id}/transfer":    {path: thing + "/transfer", body: `{"toRegionId":"000000","reason":"选址调整"}`},
	"POST /api/v1/projects/{id}/pause":       {path: thing + "/pause", body: reason},
	"POST /api/v1/projects/{id}/resumption":  {path: thing + "/resumption", body: reason},
	"POST /api/v1/projects/{id}/termination": {path: thing + "/termination", body: reason},
	"POST /api/v1/projects/{id}/regression":  {path: thing + "/regression", body: `{"to":"lead","reason":"协议解除"}`},
	"GET /api/v1/projects/{id}/gates":        {path: thing + "/gates?to=landed"},
	"GET /api/v1/projects/{id}/stages":       {path: thing + "/stages"},

	"GET /api/v1/milestones":                                           {path: "/milestones?regionId={region}"},
	"GET /api/v1/projects/{id}/milestones":                             {path: thing + "/milestones"},
	"POST /api/v1/projects/{id}/milestones":                            {path: thing + "/milestones", body: `{"kind":"landed","occurredOn":"2022-04-11"}`},
	"GET /api/v1/projects/{id}/milestones/{milestoneId}":               {path: milestone},
	"PATCH /api/v1/projects/{id}/milestones/{milestoneId}":             {path: milestone, body: `{"note":"补充说明"}`},
	"POST /api/v1/projects/{id}/milestones/{milestoneId}/verification": {path: milestone + "/verification", body: `{"verdict":"rejected","note":"缺少公章"}`},
	"GET /api/v1/projects/{id}/attachments":                            {path: thing + "/attachments"},
	"POST /api/v1/projects/{id}/attachments":                           {path: thing + "/attachments", body: pdf, headers: []string{"Content-Type: " + pdfType}},
	"GET /api/v1/attachments/{id}":                                     {path: "/attachments/{attachment}"},
	"GET /api/v1/attachments/{id}/content":                             {path: "/attachments/{attachment}/content"},

	"GET /api/v1/projects/{id}/months":                     {path: thing + "/months"},
	"GET /api/v1/projects/{id}/months/{month}":             {path: status},
	"PUT /api/v1/projects/{id}/months/{month}":             {path: status, body: `{"progress":"已签约","nextPlan":"取得土地"}`},
	"POST /api/v1/projects/{id}/months/{month}/submission": {path: status + "/submission", body: `{}`},
	"POST /api/v1/projects/{id}/months/{month}/return":     {path: status + "/return", body: reason},
	"POST /api/v1/projects/{id}/months/{month}/acceptance": {path: status + "/acceptance"},
	"GET /api/v1/months/{month}/submissions":               {path: "/months/{month}/submissions?regionId={region}"},
	"POST /api/v1/months/{month}/submissions":              {path: "/months/{month}/submissions", body: `{"items":[{"projectId":"{project}"}]}`},
	"POST /api/v1/months/{month}/acceptances":              {path: "/months/{month}/acceptances", body: `{"items":[{"projectId":"{project}"}]}`},

	"GET /api/v1/review-templates":                                    {},
	"GET /api/v1/review-templates/{key}":                              {path: "/review-templates/default?number=1"},
	"PUT /api/v1/review-templates/{key}":                              {path: "/review-templates/quick", body: quick, headers: whichever},
	"POST /api/v1/projects/{id}/reviews":                              {path: thing + "/reviews", body: `{}`},
	"GET /api/v1/reviews":                                             {path: "/reviews?regionId={region}"},
	"GET /api/v1/reviews/{id}":                                        {path: review},
	"GET /api/v1/reviews/{id}/difference":                             {path: review + "/difference"},
	"POST /api/v1/reviews/{id}/steps/{step}/opinion":                  {path: review + "/steps/county/opinion", body: `{"opinion":"supplement","note":"请补充"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/steps/{step}/recusal":                  {path: review + "/steps/filing/recusal", body: reason, headers: whichever},
	"POST /api/v1/reviews/{id}/steps/{step}/reviewers":                {path: review + "/steps/filing/reviewers", body: `{"a":"department"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/supplement-request":                    {path: review + "/supplement-request", body: `{"step":"filing","note":"请补充"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/supplement":                            {path: review + "/supplement", body: `{"note":"已补充"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/conclusion":                            {path: review + "/conclusion", body: `{"conclusion":"pass","meetingNumber":"3"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/withdrawal":                            {path: review + "/withdrawal", body: reason, headers: whichever},
	"POST /api/v1/reviews/{id}/conditions/{conditionId}/fulfilment":   {path: condition + "/fulfilment", body: `{"note":"已落实"}`, headers: whichever},
	"POST /api/v1/reviews/{id}/conditions/{conditionId}/verification": {path: condition + "/verification", body: `{"verdict":"rejected","note":"未盖章"}`, headers: whichever},

	"GET /api/v1/land/pools":                      {path: "/land/pools?year=2022"},
	"POST /api/v1/land/pools":                     {body: `{"year":2022,"regionId":"{region}","kind":"newLand","name":"第{n}批"}`},
	"GET /api/v1/land/pools/{id}":                 {path: "/land/pools/{landPool}?asOf=2022-04-12"},
	"GET /api/v1/land/pools/{id}/entries":         {path: "/land/pools/{landPool}/entries"},
	"POST /api/v1/land/pools/{id}/entries":        {path: "/land/pools/{landPool}/entries", body: `{"kind":"issue","amountMu":10,"note":"浙土资发〔2022〕{n}号"}`},
	"GET /api/v1/land/requests":                   {path: "/land/requests?regionId={region}"},
	"POST /api/v1/land/requests":                  {body: `{"projectId":"{project}","areaMu":10,"ownShareMu":10,"kind":"newLand","reason":"扩建"}`},
	"GET /api/v1/land/requests/{id}":              {path: landRequest},
	"GET /api/v1/land/requests/{id}/reservations": {path: landRequest + "/reservations"},
	"POST /api/v1/land/requests/{id}/reservation": {path: landRequest + "/reservation", body: `{"poolId":"{landPool}"}`},
	"POST /api/v1/land/requests/{id}/precheck":    {path: landRequest + "/precheck", body: `{"ok":true}`},
	"POST /api/v1/land/requests/{id}/approval":    {path: landRequest + "/approval", body: `{"approvedMu":10,"poolId":"{landPool}","startBy":"2022-12-31"}`},
	"POST /api/v1/land/requests/{id}/refusal":     {path: landRequest + "/refusal", body: reason},
	"POST /api/v1/land/requests/{id}/withdrawal":  {path: landRequest + "/withdrawal", body: reason},
	"POST /api/v1/land/requests/{id}/use":         {path: landRequest + "/use", body: `{"areaMu":1}`},
	"POST /api/v1/land/requests/{id}/return":      {path: landRequest + "/return", body: reason},
	"POST /api/v1/land/requests/{id}/recall":      {path: landRequest + "/recall", body: `{"decision":"confirm","reason":"逾期未开工"}`},
	"POST /api/v1/land/what-if":                   {body: `{"poolId":"{landPool}"}`},
	"GET /api/v1/land/thresholds":                 {},
	"PUT /api/v1/land/thresholds":                 {body: `{"source":"市政府","rules":[{"industry":"C","investmentPerMuWan":500,"taxPerMuWan":30,"plotRatio":1.2,"startMonths":12}]}`},
	"GET /api/v1/land/scoring":                    {},
	"PUT /api/v1/land/scoring":                    {body: `{"source":"市政府","terms":[{"key":"investmentPerMu","weight":100,"full":1000}]}`},

	"POST /api/v1/months/{month}/reminders": {path: "/months/{month}/reminders", body: `{"regionIds":["{region}"]}`},

	"GET /api/v1/issues":                  {path: "/issues?regionId={region}"},
	"POST /api/v1/issues":                 {body: `{"projectId":"{project}","kind":"land","title":"用地指标缺口{n}"}`},
	"GET /api/v1/issues/{id}":             {path: "/issues/{issue}"},
	"PATCH /api/v1/issues/{id}":           {path: "/issues/{issue}", body: `{"detail":"约三百亩"}`, headers: whichever},
	"POST /api/v1/issues/{id}/assignment": {path: "/issues/{issue}/assignment", body: `{"leadDepartmentId":"ndrc"}`, headers: whichever},
	"POST /api/v1/issues/{id}/progress":   {path: "/issues/{issue}/progress", body: `{"text":"已对接"}`, headers: whichever},
	"POST /api/v1/issues/{id}/resolution": {path: "/issues/{issue}/resolution", body: `{"note":"已解决"}`, headers: whichever},
	"POST /api/v1/issues/{id}/closure":    {path: "/issues/{issue}/closure", body: `{"note":"核实"}`, headers: whichever},
	"POST /api/v1/issues/{id}/reopening":  {path: "/issues/{issue}/reopening", body: reason, headers: whichever},
	"POST /api/v1/issues/{id}/escalation": {path: "/issues/{issue}/escalation", body: reason, headers: whichever},

	"GET /api/v1/meetings/{month}/decisions":             {path: "/meetings/{month}/decisions"},
	"POST /api/v1/meetings/{month}/decisions":            {path: "/meetings/{month}/decisions", body: `{"text":"统筹用地指标{n}","leadDepartmentId":"nrp"}`},
	"GET /api/v1/meetings/{month}/decisions/{id}":        {path: "/meetings/{month}/decisions/{decision}"},
	"PATCH /api/v1/meetings/{month}/decisions/{id}":      {path: "/meetings/{month}/decisions/{decision}", body: `{"text":"统筹解决用地指标"}`},
	"POST /api/v1/meetings/{month}/decisions/{id}/carry": {path: "/meetings/{month}/decisions/{decision}/carry", body: `{"toMonth":"2022-05","dueOn":"2022-06-10"}`},

	"GET /api/v1/meetings":                            {},
	"POST /api/v1/meetings":                           {body: `{"month":"{month}"}`},
	"GET /api/v1/meetings/{month}":                    {path: "/meetings/{month}"},
	"PATCH /api/v1/meetings/{month}":                  {path: "/meetings/{month}", body: `{"heldOn":"2022-05-09"}`},
	"GET /api/v1/meetings/{month}/agenda":             {path: "/meetings/{month}/agenda"},
	"GET /api/v1/meetings/{month}/board":              {path: "/meetings/{month}/board"},
	"POST /api/v1/meetings/{month}/close":             {path: "/meetings/{month}/close", body: `{}`},
	"POST /api/v1/meetings/{month}/reopen":            {path: "/meetings/{month}/reopen", body: reason},
	"POST /api/v1/meetings/{month}/withdrawal":        {path: "/meetings/{month}/withdrawal", body: reason},
	"GET /api/v1/meetings/{month}/restatements":       {path: "/meetings/{month}/restatements"},
	"GET /api/v1/meetings/{month}/sections":           {path: "/meetings/{month}/sections"},
	"PUT /api/v1/meetings/{month}/sections/{key}":     {path: "/meetings/{month}/sections/overview", body: `{"text":"总体平稳。"}`},
	"GET /api/v1/meetings/{month}/snapshots":          {path: "/meetings/" + closed + "/snapshots"},
	"GET /api/v1/meetings/{month}/snapshots/{number}": {path: "/meetings/" + closed + "/snapshots/1"},
	"GET /api/v1/meetings/{month}/packs":              {path: "/meetings/{month}/packs"},
	"POST /api/v1/meetings/{month}/packs":             {path: "/meetings/{month}/packs", body: `{"formats":["html"],"regionId":"{region}"}`},
	"GET /api/v1/meetings/{month}/resources":          {path: "/meetings/{month}/resources?regionId={region}"},
	"GET /api/v1/packs/{id}":                          {path: "/packs/{pack}"},
	"GET /api/v1/packs/{id}/files/{name}":             {path: "/packs/{pack}/files/zhaoyin-{month}-{region}.html"},

	"GET /api/v1/fund/funds":                                  {},
	"POST /api/v1/fund/funds":                                 {body: `{"name":"基金{n}","manager":"市金投集团"}`},
	"GET /api/v1/fund/funds/{id}":                             {path: "/fund/funds/{fund}"},
	"GET /api/v1/fund/funds/{id}/entries":                     {path: "/fund/funds/{fund}/entries"},
	"POST /api/v1/fund/funds/{id}/entries":                    {path: "/fund/funds/{fund}/entries", body: `{"kind":"issue","amountWan":1000}`},
	"GET /api/v1/fund/requests":                               {},
	"POST /api/v1/fund/requests":                              {body: `{"projectId":"{project}","amountWan":1000}`},
	"GET /api/v1/fund/requests/{id}":                          {path: fundRequest},
	"POST /api/v1/fund/requests/{id}/acceptance":              {path: fundRequest + "/acceptance", body: `{"fundId":"{fund}"}`},
	"POST /api/v1/fund/requests/{id}/refusal":                 {path: fundRequest + "/refusal", body: reason},
	"POST /api/v1/fund/requests/{id}/withdrawal":              {path: fundRequest + "/withdrawal", body: reason},
	"GET /api/v1/fund/requests/{id}/diligence":                {path: fundRequest + "/diligence"},
	"POST /api/v1/fund/requests/{id}/diligence":               {path: fundRequest + "/diligence", body: `{"findings":[{"item":"对外担保","finding":"未披露","severity":"high"}]}`},
	"GET /api/v1/fund/requests/{id}/diligence/report/content": {path: fundRequest + "/diligence/report/content"},
	"POST /api/v1/fund/requests/{id}/diligence/report/content": {
		path: fundRequest + "/diligence/report/content", body: pdf, headers: []string{"Content-Type: " + pdfType},
	},
	"POST /api/v1/fund/requests/{id}/decision": {path: fundRequest + "/decision", body: `{"decision":"refuse","note":"不符合投向"}`},
	"POST /api/v1/fund/requests/{id}/agreement": {
		path: fundRequest + "/agreement",
		body: `{"signedOn":"2022-04-12","number":"1号","tranches":[{"dueOn":"2022-04-30","amountWan":1000}]}`,
	},
	"GET /api/v1/fund/requests/{id}/disbursements":  {path: fundRequest + "/disbursements"},
	"POST /api/v1/fund/requests/{id}/disbursements": {path: fundRequest + "/disbursements", body: `{"amountWan":1,"paidOn":"2022-04-12"}`},
	"POST /api/v1/fund/requests/{id}/disbursements/{disbursementId}/reversal": {
		path: fundRequest + "/disbursements/{disbursement}/reversal", body: reason,
	},
	"POST /api/v1/fund/requests/{id}/closure": {path: fundRequest + "/closure", body: reason},

	"POST /api/v1/imports":                        {path: "/imports?kind=projects&dryRun=true&regionId={region}", body: sheet, headers: []string{"Content-Type: " + sheetType}},
	"GET /api/v1/imports":                         {},
	"GET /api/v1/imports/{id}":                    {path: "/imports/{import}"},
	"GET /api/v1/imports/templates/projects.xlsx": {},
	"GET /api/v1/exports/projects.xlsx":           {path: "/exports/projects.xlsx?regionId={region}"},
	"GET /api/v1/exports/projects.csv":            {path: "/exports/projects.csv?regionId={region}"},

	"GET /api/v1/notifications":                    {},
	"POST /api/v1/notifications/{id}/read":         {path: "/notifications/{notification}/read", before: reminded},
	"POST /api/v1/notifications/read-all":          {},
	"GET /api/v1/schedule":                         {},
	"POST /api/v1/schedule/{job}/run":              {path: "/schedule/reminders/run"},
	"GET /api/v1/land/supplies":                    {path: "/land/supplies?regionId={region}"},
	"POST /api/v1/land/supplies":                   {body: `{"regionId":"{region}","suppliedOn":"2022-03-18","areaMu":80.5,"source":"new","parcel":"宗地{n}"}`},
	"GET /api/v1/land/supplies/figures":            {path: "/land/supplies/figures?regionId={region}&month=2022-03"},
	"GET /api/v1/land/supplies/{id}":               {path: "/land/supplies/{supply}"},
	"POST /api/v1/land/supplies/{id}/cancellation": {path: "/land/supplies/{supply}/cancellation", body: reason},
	"GET /api/v1/land/sites":                       {path: "/land/sites?regionId={region}"},
	"POST /api/v1/land/sites":                      {body: `{"regionId":"{region}","name":"地块{n}","kind":"inefficient","plannedMu":300}`},
	"GET /api/v1/land/sites/figures":               {},
	"GET /api/v1/land/sites/{id}":                  {path: "/land/sites/{site}"},
	"PATCH /api/v1/land/sites/{id}":                {path: "/land/sites/{site}", body: `{"summary":"连片改造"}`},
	"GET /api/v1/land/sites/{id}/months":           {path: "/land/sites/{site}/months"},
	"PUT /api/v1/land/sites/{id}/months/{month}":   {path: "/land/sites/{site}/months/2022-03", body: `{"clearedMu":40,"suppliedMu":10,"reason":"复核"}`},
	"POST /api/v1/land/sites/{id}/issue":           {path: "/land/sites/{site}/issue", body: `{"poolId":"{landPool}","areaMu":5}`},
	"POST /api/v1/land/sites/{id}/issue-reversal":  {path: "/land/sites/{site}/issue-reversal", body: `{"entryId":"none","reason":"文号有误"}`},

	"GET /api/v1/audit":              {},
	"GET /api/v1/audit/verification": {},
}

// signedInAgain is a session to end; the role's own must go on for the calls that follow.
func signedInAgain(w *world, role access.Role) map[string]string {
	switch role {
	case access.Anonymous:
		return map[string]string{"auth": ""}
	case access.Integration:
		return map[string]string{"auth": "Bearer " + w.tokens[role]}
	}
	return map[string]string{"auth": "Bearer " + w.signIn(string(role))}
}

// withToken is a token of the caller's own to revoke, where the role may have one.
func withToken(w *world, role access.Role) map[string]string {
	made := w.do("POST", "/tokens", role, `{"name":"to revoke","scopes":["me.read"]}`)
	if made.Code != 201 {
		return map[string]string{"token": "none"}
	}
	return map[string]string{"token": field(made, "id")}
}

// reminded is a notification of the caller's own.
func reminded(w *world, role access.Role) map[string]string {
	w.serial++
	item := task.Item{Kind: task.MonthSubmit, Subject: fmt.Sprint("reminded", w.serial), DueOn: "2022-04-12", ZH: "报送", EN: "submit", For: []task.Audience{{Role: role}}}
	if err := w.app.Notify.Remind(access.With(context.Background(), access.As("test")), []task.Item{item}); err != nil {
		w.t.Fatal(err)
	}
	fields := map[string]any{}
	list := w.do("GET", "/notifications?subject="+item.Subject, role, "")
	_ = json.Unmarshal(list.Body.Bytes(), &fields) // what was refused has no items
	items, _ := fields["items"].([]any)
	if len(items) == 0 {
		return map[string]string{"notification": "none"}
	}
	first, _ := items[0].(map[string]any)
	id, _ := first["id"].(string)
	return map[string]string{"notification": id}
}
