package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fund"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) fundRequestRoutes(g, upload *echo.Group) {
	g.GET("/fund/requests", a.listFundRequests)
	g.POST("/fund/requests", a.applyForFund)
	g.GET("/fund/requests/:id", a.getFundRequest)
	g.POST("/fund/requests/:id/acceptance", a.acceptFundRequest)
	g.POST("/fund/requests/:id/refusal", a.refuseFundRequest)
	g.POST("/fund/requests/:id/withdrawal", a.withdrawFundRequest)
	g.GET("/fund/requests/:id/diligence", a.getDiligence)
	g.POST("/fund/requests/:id/diligence", a.recordDiligence)
	upload.POST("/fund/requests/:id/diligence/report/content", a.fileReport)
	g.GET("/fund/requests/:id/diligence/report/content", a.downloadReport)
	g.POST("/fund/requests/:id/decision", a.decideFundRequest)
	g.POST("/fund/requests/:id/agreement", a.agreeFundRequest)
	g.GET("/fund/requests/:id/disbursements", a.listDisbursements)
	g.POST("/fund/requests/:id/disbursements", a.disburse)
	g.POST("/fund/requests/:id/disbursements/:disbursementId/reversal", a.reverseDisbursement)
	g.POST("/fund/requests/:id/closure", a.closeFundRequest)
}

// listFundRequests answers the requests within reach.
//
//	@Summary	List fund requests
//	@Tags		fund
//	@Param		state			query		string	false	"requested, accepted, diligence, decided, agreed, disbursing, closed, refused, withdrawn"
//	@Param		regionId		query		string	false	"county or zone"
//	@Param		projectId		query		string	false	"project"
//	@Param		fundId			query		string	false	"fund"
//	@Param		createdBy		query		string	false	"account that asked"
//	@Param		minAmountWan	query		integer	false	"asked for at least, 万元"
//	@Param		maxAmountWan	query		integer	false	"asked for at most, 万元"
//	@Param		q				query		string	false	"in purpose and numbers"
//	@Param		limit			query		integer	false	"1-200, default 20"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Param		sort			query		string	false	"createdAt, updatedAt, amountWan, committedWan; - descends"
//	@Success	200				{object}	page.Of[fund.Request]
//	@Security	bearer
//	@Router		/api/v1/fund/requests [get]
func (a *API) listFundRequests(c echo.Context) error {
	q, err := listing(c, fund.RequestListing)
	if err != nil {
		return err
	}
	of, err := a.Fund.Requests(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// applyForFund makes a request.
//
//	@Summary	Ask a fund for money for a project
//	@Tags		fund
//	@Param		body			body		fund.Application	true	"the request; the fund may be left to its acceptance"
//	@Param		Idempotency-Key	header		string				false	"makes a retry safe"
//	@Success	201				{object}	fund.Request
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests [post]
func (a *API) applyForFund(c echo.Context) error {
	in, err := bind[fund.Application](c)
	if err != nil {
		return err
	}
	r, err := a.Fund.Apply(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/fund/requests/"+r.ID, r)
}

// getFundRequest answers one request.
//
//	@Summary		Get a fund request
//	@Description	Of due diligence it says who examines and by when. The result is there for the fund group, the secretariat and the leaders, and for everybody from the decision on.
//	@Tags			fund
//	@Param			id	path		string	true	"request"
//	@Success		200	{object}	fund.Request
//	@Header			200	{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id} [get]
func (a *API) getFundRequest(c echo.Context) error {
	r, err := a.Fund.Request(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// acceptFundRequest takes a request on.
//
//	@Summary	Accept a fund request for due diligence
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	true	"version that was seen"
//	@Param		body			body		fund.Acceptance	true	"the fund, when the request does not name it, and a note"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/acceptance [post]
func (a *API) acceptFundRequest(c echo.Context) error { return fundDecision(c, a.Fund.Accept) }

// refuseFundRequest refuses a request before its decision.
//
//	@Summary	Refuse a fund request whose due diligence has not ended
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	true	"version that was seen"
//	@Param		body			body		fund.Reason	true	"the reason"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/refusal [post]
func (a *API) refuseFundRequest(c echo.Context) error { return fundDecision(c, a.Fund.Turn) }

// withdrawFundRequest takes a request back.
//
//	@Summary	Take a fund request back before it is decided
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	false	"version that was seen"
//	@Param		body			body		fund.Reason	true	"the reason"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/withdrawal [post]
func (a *API) withdrawFundRequest(c echo.Context) error { return fundAction(c, a.Fund.Withdraw) }

// getDiligence answers what due diligence has found.
//
//	@Summary		Get a request's due diligence (尽调): checklist, findings, report, result
//	@Description	For the fund group, the secretariat and the leaders alone; a county sees state and dates on the request itself.
//	@Tags			fund
//	@Param			id	path		string	true	"request"
//	@Success		200	{object}	fund.Examination
//	@Header			200	{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id}/diligence [get]
func (a *API) getDiligence(c echo.Context) error {
	x, err := a.Fund.Examination(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, x)
}

// recordDiligence moves due diligence on.
//
//	@Summary		Start due diligence, add findings, or end it with report and result
//	@Description	One of three a call: institution (with dueOn, 30 working days on unless said, and checklist); findings; report with result. The version is the request's for the start and the examination's afterwards.
//	@Tags			fund
//	@Param			id				path		string		true	"request"
//	@Param			If-Match		header		string		false	"version that was seen"
//	@Param			body			body		fund.Record	true	"the start, findings, or the end"
//	@Param			Idempotency-Key	header		string		false	"makes a retry safe"
//	@Success		200				{object}	fund.Examination
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id}/diligence [post]
func (a *API) recordDiligence(c echo.Context) error { return fundAction(c, a.Fund.Examine) }

// fileReport keeps the document of the report.
//
//	@Summary		Upload the report of due diligence (尽调报告), until the decision
//	@Description	What is taken as evidence of a project, at most 20 MB, told by its bytes. A later one takes the place of an earlier one.
//	@Tags			fund
//	@Accept			multipart/form-data
//	@Param			id				path		string	true	"request"
//	@Param			file			formData	file	true	"the file"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success		200				{object}	fund.Examination
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id}/diligence/report/content [post]
func (a *API) fileReport(c echo.Context) error {
	part, err := filePart(c)
	if err != nil {
		return err
	}
	defer part.Close()
	x, err := a.Fund.FileReport(c.Request().Context(), c.Param("id"), part.FileName(), part)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, x)
}

// downloadReport answers the report's bytes, always as an attachment.
//
//	@Summary		Download the report of due diligence
//	@Description	For the fund group, the secretariat and the leaders alone.
//	@Tags			fund
//	@Produce		application/octet-stream
//	@Param			id	path	string	true	"request"
//	@Success		200	{file}	file
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id}/diligence/report/content [get]
func (a *API) downloadReport(c echo.Context) error {
	x, content, err := a.Fund.ReportContent(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	defer content.Close()
	f := x.ReportFile
	return download(c, file{name: f.Name, contentType: f.ContentType, sha256: f.SHA256, modified: x.UpdatedAt, content: content})
}

// decideFundRequest approves or refuses an examined request.
//
//	@Summary	Make the investment decision (投决) on an examined request
//	@Description	An approval is promised in the ledger of the fund; beyond what is free it is refused with fund.exhausted, haveWan and wantWan.
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	true	"version that was seen"
//	@Param		body			body		fund.Decision	true	"the decision; the county is told all of it"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/decision [post]
func (a *API) decideFundRequest(c echo.Context) error { return fundDecision(c, a.Fund.Decide) }

// agreeFundRequest notes the signed agreement.
//
//	@Summary	Record the signed agreement with its tranches
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	false	"version that was seen"
//	@Param		body			body		fund.Agreement	true	"the agreement; the tranches add up to what was promised"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/agreement [post]
func (a *API) agreeFundRequest(c echo.Context) error { return fundAction(c, a.Fund.Agree) }

// closeFundRequest ends a request and releases what is unpaid.
//
//	@Summary	Close a request before all is paid and release the rest
//	@Tags		fund
//	@Param		id				path		string	true	"request"
//	@Param		If-Match		header		string	false	"version that was seen"
//	@Param		body			body		fund.Reason	true	"the reason"
//	@Param		Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success	200				{object}	fund.Request
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/closure [post]
func (a *API) closeFundRequest(c echo.Context) error { return fundAction(c, a.Fund.Close) }

// listDisbursements answers a request's payments.
//
//	@Summary	List what was paid to a request
//	@Tags		fund
//	@Param		id			path		string	true	"request"
//	@Param		tranche		query		integer	false	"paid to this tranche"
//	@Param		reversed	query		boolean	false	"reversed or not"
//	@Param		from		query		string	false	"paid from this day"
//	@Param		to			query		string	false	"paid to this day"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"paidOn, createdAt; - descends"
//	@Success	200			{object}	page.Of[fund.Disbursement]
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/disbursements [get]
func (a *API) listDisbursements(c echo.Context) error {
	q, err := listing(c, fund.DisbursementListing)
	if err != nil {
		return err
	}
	of, err := a.Fund.Disbursements(c.Request().Context(), c.Param("id"), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// disburse records a payment.
//
//	@Summary		Record a payment (拨付)
//	@Description	Never beyond what was promised, nor beyond the tranche when one is named. The request is closed when all is paid.
//	@Tags			fund
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			false	"version of the request that was seen"
//	@Param			body			body		fund.Payment	true	"the payment"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	fund.Disbursement
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/requests/{id}/disbursements [post]
func (a *API) disburse(c echo.Context) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	in, err := bind[fund.Payment](c)
	if err != nil {
		return err
	}
	d, err := a.Fund.Pay(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/fund/requests/"+d.RequestID+"/disbursements", d)
}

// reverseDisbursement takes a mistaken payment back.
//
//	@Summary	Reverse a payment that was recorded by mistake
//	@Tags		fund
//	@Param		id				path		string		true	"request"
//	@Param		disbursementId	path		string		true	"payment"
//	@Param		body			body		fund.Reason	true	"the reason"
//	@Param		Idempotency-Key	header		string		false	"makes a retry safe"
//	@Success	200				{object}	fund.Disbursement
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/requests/{id}/disbursements/{disbursementId}/reversal [post]
func (a *API) reverseDisbursement(c echo.Context) error {
	in, err := bind[fund.Reason](c)
	if err != nil {
		return err
	}
	d, err := a.Fund.TakeBack(c.Request().Context(), c.Param("id"), c.Param("disbursementId"), in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, d)
}

// fundChange is a use case that changes a request at the version that was seen.
type fundChange[T, R any] func(ctx context.Context, id string, version int64, in T) (R, error)

// fundDecision is a decision on what somebody else wrote: it says which version it has seen.
func fundDecision[T, R any](c echo.Context, do fundChange[T, R]) error {
	version, in, err := judged[T](c)
	if err != nil {
		return err
	}
	r, err := do(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// fundAction is a step in one's own work, whose version may be left out.
func fundAction[T, R any](c echo.Context, do fundChange[T, R]) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	in, err := bind[T](c)
	if err != nil {
		return err
	}
	r, err := do(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}
