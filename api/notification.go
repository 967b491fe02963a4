package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/schedule"
)

func (a *API) notificationRoutes(g *echo.Group) {
	g.GET("/notifications", a.listNotifications)
	g.POST("/notifications/:id/read", a.readNotification)
	g.POST("/notifications/read-all", a.readAllNotifications)
	g.POST("/months/:month/reminders", a.urgeMonth)
}

// listNotifications answers the caller's own notifications.
//
//	@Summary		List one's own notifications
//	@Description	"unread" counts all that are unread, whatever the filters choose.
//	@Tags			notification
//	@Param			unread		query		boolean	false	"true: only those not read"
//	@Param			kind		query		string	false	"what waits: monthSubmit, reviewStep and so on"
//	@Param			step		query		string	false	"threeDays, oneDay, due, overdue, urged"
//	@Param			subject		query		string	false	"id of what waits"
//	@Param			projectId	query		string	false	"project"
//	@Param			regionId	query		string	false	"county or zone"
//	@Param			dueOn		query		string	false	"2022-04-12"
//	@Param			q			query		string	false	"part of the title or note"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"createdAt, dueOn; - descends"
//	@Success		200			{object}	notify.Inbox
//	@Security		bearer
//	@Router			/api/v1/notifications [get]
func (a *API) listNotifications(c echo.Context) error {
	q, err := listing(c, notify.Listing)
	if err != nil {
		return err
	}
	in, err := a.Notify.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	linkNext(c, in.Next)
	return reply(c, http.StatusOK, in)
}

// readNotification marks one as read.
//
//	@Summary	Mark one's own notification as read
//	@Tags		notification
//	@Param		id	path		string	true	"notification"
//	@Success	200	{object}	notify.Notification
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/notifications/{id}/read [post]
func (a *API) readNotification(c echo.Context) error {
	if _, err := bindOptional[struct{}](c); err != nil {
		return err
	}
	n, err := a.Notify.Read(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, n)
}

// readAllNotifications marks all of them as read.
//
//	@Summary	Mark all of one's own notifications as read
//	@Tags		notification
//	@Success	200	{object}	notify.Marked
//	@Security	bearer
//	@Router		/api/v1/notifications/read-all [post]
func (a *API) readAllNotifications(c echo.Context) error {
	if _, err := bindOptional[struct{}](c); err != nil {
		return err
	}
	m, err := a.Notify.ReadAll(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// urgeMonth reminds the counties that have not submitted.
//
//	@Summary		Urge the counties that have not submitted the month (催报)
//	@Description	Tells their clerks and leads at once. Without regionIds, every county that has something missing. A county is urged once an hour at most; one that was urged since is answered as recent and nobody is told again. The body may be left out.
//	@Tags			monthly
//	@Param			month			path		string		true	"2022-04"
//	@Param			Idempotency-Key	header		string		false	"makes a retry safe"
//	@Param			body			body		notify.Call	false	"whom, and a note"
//	@Success		200				{object}	notify.Called
//	@Security		bearer
//	@Router			/api/v1/months/{month}/reminders [post]
func (a *API) urgeMonth(c echo.Context) error {
	if _, err := access.Decide(actor(c), access.ReminderSend); err != nil {
		return err
	}
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	in, err := bindOptional[notify.Call](c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	st, err := a.Monthly.Standing(ctx, month, page.First(monthly.StandingListing, 1))
	if err != nil {
		return err
	}
	debts, err := a.debts(c, st)
	if err != nil {
		return err
	}
	out, err := a.Notify.Urge(ctx, month, st.Deadline, st.State == period.Open, debts, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, out)
}

// debts is what every county that reports owes the month, in the city's order; one without projects owes nothing.
func (a *API) debts(c echo.Context, st *monthly.Standing) ([]notify.Debt, error) {
	regions, err := a.Org.Regions(c.Request().Context())
	if err != nil {
		return nil, err
	}
	missing := map[string]int{}
	for _, t := range st.Regions {
		missing[t.RegionID] = t.Missing
	}
	var all []notify.Debt
	for _, r := range regions {
		if r.Reports() {
			all = append(all, notify.Debt{RegionID: r.ID, Missing: missing[r.ID]})
		}
	}
	return all, nil
}

func (a *API) scheduleRoutes(g *echo.Group) {
	g.GET("/schedule", a.listSchedule)
	g.POST("/schedule/:job/run", a.runJob)
}

// listSchedule answers where every job of the clockwork stands.
//
//	@Summary		List the jobs of the clockwork
//	@Description	When each last ran and runs next, how that went, and which replica is at it now.
//	@Tags			schedule
//	@Param			limit	query		integer	false	"1-200; all without it"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Success		200		{object}	page.Of[schedule.Status]
//	@Security		bearer
//	@Router			/api/v1/schedule [get]
func (a *API) listSchedule(c echo.Context) error {
	all, err := a.Schedule.List(c.Request().Context())
	if err != nil {
		return err
	}
	return replyAll(c, all, func(s schedule.Status) string { return s.Name })
}

// runJob runs a job at once.
//
//	@Summary		Run a job of the clockwork now
//	@Description	Answers when it is over, with how it went in lastError; a job that a replica is at is a conflict. It also works with ZHAOYIN_SCHEDULE=off.
//	@Tags			schedule
//	@Param			job	path		string	true	"reminders or mail"
//	@Success		200	{object}	schedule.Status
//	@Security		bearer
//	@Router			/api/v1/schedule/{job}/run [post]
func (a *API) runJob(c echo.Context) error {
	if _, err := bindOptional[struct{}](c); err != nil {
		return err
	}
	st, err := a.Schedule.Ask(c.Request().Context(), c.Param("job"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, st)
}
