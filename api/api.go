// Package api is the HTTP face: what the service says. A handler binds, calls and replies; nothing else.
//
//	@title			zhaoyin 招引 API
//	@version		1
//	@description	Tracks every county's manufacturing projects of 10 亿元 or more, and makes the monthly meeting's papers. Money is 万元, area 亩, months are Asia/Shanghai.
//	@BasePath		/
//	@accept			json
//	@produce		json
//
//	@tag.name		session
//	@tag.name		setup
//	@tag.name		token
//	@tag.name		user
//	@tag.name		org
//	@tag.name		enterprise
//	@tag.name		project
//	@tag.name		milestone
//	@tag.name		attachment
//	@tag.name		monthly
//	@tag.name		review
//	@tag.name		land
//	@tag.name		issue
//	@tag.name		meeting
//	@tag.name		report
//	@tag.name		fund
//	@tag.name		transfer
//	@tag.name		notification
//	@tag.name		schedule
//	@tag.name		desk
//	@tag.name		audit
//	@tag.name		service
//
//	@securityDefinitions.apikey	bearer
//	@in							header
//	@name						Authorization
package api

import (
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyin/internal/account"
	"zhaoyin/internal/audit"
	"zhaoyin/internal/desk"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/handover"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/review"
	"zhaoyin/internal/schedule"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/transfer"
)

// Settings is what an installation may set of the HTTP face.
type Settings struct {
	BodyLimit      int64        // bytes of a JSON body
	UploadLimit    int64        // bytes of an upload
	RatePerSecond  float64      // requests of one actor, and four times those of an address that is not signed in; 0 is no limit
	TrustedProxies []*net.IPNet // whose X-Forwarded-For is believed
}

// DefaultSettings is what fits a city.
func DefaultSettings() Settings {
	return Settings{BodyLimit: 1 << 20, UploadLimit: 24 << 20, RatePerSecond: 200}
}

// Services are the nouns that the API speaks for.
type Services struct {
	DB         *store.DB
	Log        *slog.Logger
	Now        func() time.Time
	Settings   Settings
	Account    *account.Service
	Org        *org.Service
	Enterprise *enterprise.Service
	Project    *project.Service
	Stage      *stage.Service
	Monthly    *monthly.Service
	Review     *review.Service
	Land       *land.Service
	Supply     *land.SupplyService
	Issue      *issue.Service
	Meeting    *meeting.Service
	Report     *report.Service
	Fund       *fund.Service
	Handover   *handover.Service
	Transfer   *transfer.Service
	Desk       *desk.Service
	Audit      *audit.Service
	Notify     *notify.Service
	Schedule   *schedule.Scheduler
	Page       http.Handler // the embedded web page, nil without one
}

// API holds the handlers.
type API struct {
	Services
	set     Settings
	log     *slog.Logger
	now     func() time.Time
	db      *store.DB
	flights *inFlight
	metrics *prometheus.Registry
	origins *http.CrossOriginProtection

	pace, strangers *pacer // of who is signed in, and of addresses
}

// New builds the handler of every route.
func New(s Services) http.Handler {
	_, e := build(s)
	return heads(e)
}

func build(s Services) (*API, *echo.Echo) {
	a := &API{Services: s, set: s.Settings, log: s.Log, now: s.Now, db: s.DB, flights: &inFlight{keys: map[string]bool{}}}
	a.pace, a.strangers = newPacer(s.Settings.RatePerSecond, s.Now), newPacer(strangersShare*s.Settings.RatePerSecond, s.Now)
	a.metrics, a.origins = newMetrics(), http.NewCrossOriginProtection()
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = a.fail
	e.IPExtractor = extractor(s.Settings.TrustedProxies)
	e.Use(identify, measured(a.metrics), a.logged, recovered, a.secured)
	a.serviceRoutes(e)
	v1 := e.Group("/api/v1", uncached, a.authenticate, a.paced, permitted, asked, readable)
	plain := v1.Group("", bounded(s.Settings.BodyLimit), a.idempotent, anyTag)
	upload := v1.Group("", bounded(s.Settings.UploadLimit), a.idempotent)
	a.routes(plain, upload)
	v1.RouteNotFound("/*", unmatched(e))
	a.pageRoutes(e)
	return a, e
}

// routes registers every noun; uploads have a larger bound.
func (a *API) routes(g, upload *echo.Group) {
	a.setupRoutes(g)
	a.sessionRoutes(g)
	a.tokenRoutes(g)
	a.userRoutes(g)
	a.orgRoutes(g)
	a.workdayRoutes(g)
	a.enterpriseRoutes(g)
	a.projectRoutes(g)
	a.milestoneRoutes(g)
	a.attachmentRoutes(g, upload)
	a.monthRoutes(g)
	a.reviewRoutes(g)
	a.reviewTemplateRoutes(g)
	a.landRoutes(g)
	a.supplyRoutes(g)
	a.siteRoutes(g)
	a.issueRoutes(g)
	a.meetingRoutes(g)
	a.decisionRoutes(g)
	a.reportRoutes(g)
	a.fundRoutes(g, upload)
	a.transferRoutes(g, upload)
	a.notificationRoutes(g)
	a.scheduleRoutes(g)
	a.deskRoutes(g)
	a.auditRoutes(g)
}

// extractor finds the client's address: the connection's own, or what a trusted proxy says.
func extractor(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		options = append(options, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
