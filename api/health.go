package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo-contrib/echoprometheus"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"zhaoyin/internal/fault"
)

var errNotReady = fault.Define(fault.Busy, "service.notReady", "服务尚未就绪：数据库没有应答。", "The service is not ready: the database does not answer.")

// readyWithin is how long the database may take to answer before the service says that it is not ready.
const readyWithin = 2 * time.Second

// serviceRoutes are the addresses for those who run the service and for those who write clients. They stand outside /api/v1, need no account and are
// not paced. /metrics has no secrets, only counts by route; whoever must not see it is kept away by the proxy or by the address listened on.
func (a *API) serviceRoutes(e *echo.Echo) {
	e.GET("/healthz", a.healthz, asked)
	e.GET("/readyz", a.readyz, asked)
	e.GET("/metrics", echoprometheus.NewHandlerWithConfig(echoprometheus.HandlerConfig{Gatherer: a.metrics}))
	e.GET("/problems", a.listProblems, asked)
	e.GET("/problems/:code", a.getProblem, asked)
	a.contractRoutes(e)
}

// Health is the answer of the two probes.
type Health struct {
	Status string `json:"status" example:"ok"`
} // @name Health

// healthz answers while the process runs.
//
//	@Summary		Is the process alive
//	@Description	Answers without looking at the database: restart the process when it does not.
//	@Tags			service
//	@Success		200	{object}	Health
//	@Router			/healthz [get]
func (a *API) healthz(c echo.Context) error { return c.JSON(http.StatusOK, Health{Status: "ok"}) }

// readyz answers while requests can be served.
//
//	@Summary		Can requests be served
//	@Description	Asks the database. Take the process out of service while it answers 503.
//	@Tags			service
//	@Success		200	{object}	Health
//	@Failure		503	{object}	Problem
//	@Router			/readyz [get]
func (a *API) readyz(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	if err := a.db.Ping(ctx); err != nil {
		return errNotReady.With().Because(err)
	}
	return c.JSON(http.StatusOK, Health{Status: "ready"})
}

// newMetrics is this API's own registry, so that two of them in one process (tests) do not collide.
func newMetrics() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// measured counts and times requests by route pattern, never by path: an address with an id in it would make a new series.
func measured(r *prometheus.Registry) echo.MiddlewareFunc {
	return echoprometheus.NewMiddlewareWithConfig(echoprometheus.MiddlewareConfig{
		Namespace: "zhaoyin", Subsystem: "http", Registerer: r, DoNotUseRequestPathFor404: true,
		Skipper: func(c echo.Context) bool { return c.Path() == "/metrics" || c.Path() == "/healthz" },
		LabelFuncs: map[string]echoprometheus.LabelValueFunc{
			"host":   func(echo.Context, error) string { return "" },
			"method": func(c echo.Context, _ error) string { return counted(c.Request().Method) },
		},
	})
}

// counted is a method as the metrics name it: whatever a caller invents is one series.
func counted(method string) string {
	if slices.Contains(methods, method) || method == http.MethodOptions {
		return method
	}
	return "other"
}
