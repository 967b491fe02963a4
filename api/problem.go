package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/unit"
)

// The refusals that belong to HTTP itself.
var (
	errRoute       = fault.Define(fault.Missing, "route.missing", "没有这个地址。", "There is no such address.")
	errMethod      = fault.Define(fault.Unsupported, "route.method", "此地址不支持 %s 方法。", "This address does not take the method %s.")
	errMedia       = fault.Define(fault.Unsupported, "request.contentType", "请求内容的类型应为 %s。", "The content type must be %s.")
	errPacked      = fault.Define(fault.Unsupported, "request.contentEncoding", "请求内容不能压缩（Content-Encoding：%s），请原样发送。", "The request cannot be compressed (Content-Encoding: %s); send it as it is.")
	errTooLarge    = fault.Define(fault.TooLarge, "request.tooLarge", "请求内容超过 %d 字节的上限。", "The request is larger than the limit of %d bytes.")
	errGone        = fault.Define(fault.Busy, "request.gone", "请求已被取消，未完成。", "The request was given up before it was done.")
	errUnsupported = fault.Define(fault.Unsupported, "request.unsupported", "不支持这样的请求。", "The request is not supported.")
)

// outcome is what HTTP says for a kind of fault.
type outcome struct {
	status int
	zh, en string // the problem's title: the same for every fault of the kind
}

// outcomes is the only map from a kind to a status.
var outcomes = map[fault.Kind]outcome{
	fault.Invalid:      {http.StatusUnprocessableEntity, "内容有误", "Mistakes in the request"},
	fault.Anonymous:    {http.StatusUnauthorized, "未登录", "Not signed in"},
	fault.Forbidden:    {http.StatusForbidden, "不允许", "Not allowed"},
	fault.Missing:      {http.StatusNotFound, "没有找到", "Not found"},
	fault.Conflict:     {http.StatusConflict, "与当前状态冲突", "Conflicts with the present state"},
	fault.Stale:        {http.StatusPreconditionFailed, "已被他人修改", "Changed by somebody else"},
	fault.Precondition: {http.StatusPreconditionRequired, "缺少版本", "Version required"},
	fault.TooLarge:     {http.StatusRequestEntityTooLarge, "内容过大", "Too large"},
	fault.Unsupported:  {http.StatusUnsupportedMediaType, "不支持", "Not supported"},
	fault.Limited:      {http.StatusTooManyRequests, "请求过于频繁", "Too many requests"},
	fault.Busy:         {http.StatusServiceUnavailable, "系统繁忙", "Busy"},
	fault.Full:         {http.StatusInsufficientStorage, "存储空间不足", "Storage full"},
}

// retrySeconds is the pause that a 503 asks for: the writer's queue drains within it.
const retrySeconds = 2

// unplanned is the code of everything that is not a fault.
const unplanned = "internal"

// Problem is the body of every error (RFC 9457).
type Problem struct {
	Type      string      `json:"type" example:"/problems/land.exhausted"`
	Title     string      `json:"title"`
	Status    int         `json:"status" example:"409"`
	Detail    string      `json:"detail"`
	Code      string      `json:"code" example:"land.exhausted"`
	RequestID string      `json:"requestId"`
	Errors    []Complaint `json:"errors,omitempty"`
	Details
	extra map[string]any // the details as the fault notes them
} // @name Problem

// Details are the further members that some problems have: what a caller needs to go on. They are here for the contract and stay empty, since a fault notes
// them by name.
type Details struct {
	CurrentVersion    int64               `json:"currentVersion,omitempty" example:"7"`     // the version that the row has now
	RetryAfterSeconds int                 `json:"retryAfterSeconds,omitempty" example:"60"` // how long to wait
	Subject           string              `json:"subject,omitempty"`                        // the first row that a repeated request wrote: "projects/0198…"
	State             string              `json:"state,omitempty"`                          // the state that refuses the step
	Blockers          []stage.Blocker     `json:"blockers,omitempty"`                       // what keeps a project from its next stage
	Conflicts         []project.Duplicate `json:"conflicts,omitempty"`                      // the projects that were reported first
	Have              unit.Mu             `json:"have,omitempty"`                           // 亩 that are left
	Want              unit.Mu             `json:"want,omitempty"`                           // 亩 that were asked for
	HaveWan           unit.Wan            `json:"haveWan,omitempty"`                        // 万元 that are left
	WantWan           unit.Wan            `json:"wantWan,omitempty"`                        // 万元 that were asked for
	EnterpriseID      string              `json:"enterpriseId,omitempty"`                   // the one that has the credit code
	FundRequestID     string              `json:"fundRequestId,omitempty"`                  // the one that an entry belongs to
	IssueID           string              `json:"issueId,omitempty"`                        // the one that the problem has become
	LandRequestID     string              `json:"landRequestId,omitempty"`                  // the one that an entry belongs to
	MilestoneID       string              `json:"milestoneId,omitempty"`                    // the one that waits for verification
	PoolID            string              `json:"poolId,omitempty"`                         // the one that is exhausted
	Possible          []project.Stage     `json:"possible,omitempty"`                       // the stages that a regression may end at
	ReviewID          string              `json:"reviewId,omitempty"`                       // the one that is under way
	SupplyID          string              `json:"supplyId,omitempty"`                       // the one that has the parcel
} // @name Details

// Complaint is one field of the request and what is wrong with it.
type Complaint struct {
	Pointer string `json:"pointer" example:"/investmentWan"` // JSON pointer; /query/… and /header/… for what is not in the body
	Code    string `json:"code" example:"required"`
	Detail  string `json:"detail"`
} // @name Complaint

// MarshalJSON adds the further members beside the standard ones, which they can never replace.
func (p Problem) MarshalJSON() ([]byte, error) {
	type plain Problem
	text, err := json.Marshal(plain(p))
	if err != nil || len(p.extra) == 0 {
		return text, err
	}
	all := map[string]any{}
	for name, value := range p.extra {
		all[name] = value
	}
	var own map[string]json.RawMessage
	if err := json.Unmarshal(text, &own); err != nil {
		return nil, err
	}
	for name, value := range own {
		all[name] = value
	}
	return json.Marshal(all)
}

// fail answers an error. It is Echo's error handler, so the router's own errors come here too.
func (a *API) fail(err error, c echo.Context) {
	if c.Response().Committed {
		a.log.ErrorContext(c.Request().Context(), "an error after the answer had begun", "error", err, "requestId", requestID(c))
		return
	}
	found, planned := fault.Find(a.asFault(err, c))
	if !planned {
		a.log.ErrorContext(c.Request().Context(), "unplanned error", "error", err, "requestId", requestID(c),
			"method", c.Request().Method, "route", c.Path())
		a.send(c, Problem{
			Type: "/problems/" + unplanned, Code: unplanned, Status: http.StatusInternalServerError,
			Title: inLang(c, "系统错误", "Internal error"), Detail: errUnplanned.Sentence(lang(c), requestID(c)),
		})
		return
	}
	if found.Cause != nil {
		a.log.WarnContext(c.Request().Context(), "refused", "error", found, "requestId", requestID(c))
	}
	a.send(c, problemOf(found, c))
}

// errUnplanned describes the bare 500 in the catalogue; no rule returns it.
var errUnplanned = fault.Define(unplannedKind, unplanned, "系统出错，请联系管理员并告知请求编号 %s。", "Something went wrong here; tell an administrator the request id %s.")

// unplannedKind is a kind of no rule: its status is 500.
const unplannedKind fault.Kind = 0

// statusOf is the status that a fault is answered with.
func statusOf(f *fault.Fault) int {
	switch f {
	case errUnplanned:
		return http.StatusInternalServerError
	case errMethod:
		return http.StatusMethodNotAllowed
	}
	return outcomes[f.Kind].status
}

func problemOf(e *fault.Error, c echo.Context) Problem {
	l := lang(c)
	o := outcomes[e.Fault.Kind]
	p := Problem{
		Type: "/problems/" + e.Fault.Code, Code: e.Fault.Code, Status: statusOf(e.Fault), Title: inLang(c, o.zh, o.en),
		Detail: e.Fault.Sentence(l, e.Args...), extra: e.Extra,
	}
	for _, f := range capped(e.Fields) {
		p.Errors = append(p.Errors, Complaint{Pointer: f.Pointer, Code: f.Fault.Code, Detail: f.Fault.Sentence(l, f.Args...)})
	}
	return p
}

// maxComplaints is how many complaints one answer lists. Each is longer than the mistake that it is about.
const maxComplaints = 100

var errMore = fault.Define(fault.Invalid, "request.more", "另有 %d 处有误，未一一列出。", "%d more mistakes are not listed.")

// capped is the first complaints, and one that says how many more there are.
func capped(all fault.List) fault.List {
	if len(all) <= maxComplaints {
		return all
	}
	listed := slices.Clone(all[:maxComplaints])
	listed.Add("", errMore, len(all)-maxComplaints)
	return listed
}

func (a *API) send(c echo.Context, p Problem) {
	p.RequestID = requestID(c)
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/problem+json")
	h.Set("Content-Language", inLang(c, "zh-CN", "en"))
	h.Del("ETag")
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set(echo.HeaderWWWAuthenticate, `Bearer realm="zhaoyin"`)
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		a.askToWait(h, p.extra)
	}
	text, err := json.Marshal(p)
	if err != nil {
		a.log.ErrorContext(c.Request().Context(), "write a problem", "error", err)
		text = []byte(`{}`)
	}
	c.Response().WriteHeader(p.Status)
	if _, err := c.Response().Write(text); err != nil {
		a.log.DebugContext(c.Request().Context(), "the caller went away", "error", err)
	}
}

// askToWait tells how long to wait, unless whoever refused has said so: in a header, or as retryAfterSeconds in the problem.
func (a *API) askToWait(h http.Header, extra map[string]any) {
	if h.Get(echo.HeaderRetryAfter) == "" {
		wait := strconv.Itoa(retrySeconds)
		if n, ok := extra["retryAfterSeconds"]; ok {
			if text, err := json.Marshal(n); err == nil {
				wait = string(text)
			}
		}
		h.Set(echo.HeaderRetryAfter, wait)
	}
	if h.Get("RateLimit") == "" {
		h.Set("RateLimit", `"default";r=0;t=`+h.Get(echo.HeaderRetryAfter))
	}
}

// asFault turns what Echo and net/http say into our faults; everything else passes as it is.
func (a *API) asFault(err error, c echo.Context) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return errTooLarge.With(tooLarge.Limit)
	}
	if errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil {
		return errGone.With() // nobody reads it, and nothing is wrong here
	}
	var he *echo.HTTPError
	if !errors.As(err, &he) {
		return err
	}
	switch he.Code {
	case http.StatusNotFound:
		return errRoute.With()
	case http.StatusMethodNotAllowed:
		return errMethod.With(c.Request().Method)
	case http.StatusRequestEntityTooLarge:
		return errTooLarge.With(a.set.BodyLimit)
	case http.StatusUnauthorized:
		return access.ErrAnonymous.With()
	}
	if he.Code >= http.StatusInternalServerError {
		return err
	}
	return errUnsupported.With().Because(err)
}
