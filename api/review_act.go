package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/review"
)

// opineReview answers the case as it stands then.
//
//	@Summary		Give the opinion of a step's department
//	@Description	Only by the step's own office; the county's step by its lead. supplement asks the county for more and stops the clock. A disagreement needs the note, an agreement with conditions needs them.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			step			path		string	true	"key of the step"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Statement	true	"the opinion"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/steps/{step}/opinion [post]
func (a *API) opineReview(c echo.Context) error {
	version, in, err := acted[review.Statement](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Opine(c.Request().Context(), c.Param("id"), c.Param("step"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// assignReview answers the case as it stands then.
//
//	@Summary		Name the reviewers A and B of a step
//	@Description	By the step's department. From then on only A gives the opinion, or B when A is recused.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			step			path		string	true	"key of the step"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Reviewers	true	"their accounts"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/steps/{step}/reviewers [post]
func (a *API) assignReview(c echo.Context) error {
	version, in, err := acted[review.Reviewers](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Assign(c.Request().Context(), c.Param("id"), c.Param("step"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// recuseReview answers the case as it stands then.
//
//	@Summary		Keep out of a step (回避)
//	@Description	For the caller alone.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			step			path		string	true	"key of the step"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Recusal	true	"why"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/steps/{step}/recusal [post]
func (a *API) recuseReview(c echo.Context) error {
	version, in, err := acted[review.Recusal](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Recuse(c.Request().Context(), c.Param("id"), c.Param("step"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// suspendReview answers the case as it stands then.
//
//	@Summary		Ask the county for more and stop a step's clock
//	@Description	By the step's own office. The other steps go on.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Question	true	"for which step, and what"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/supplement-request [post]
func (a *API) suspendReview(c echo.Context) error {
	version, in, err := acted[review.Question](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Ask(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// supplementReview answers the case as it stands then.
//
//	@Summary		Supply what a review asked for
//	@Description	By the county. The clocks of the steps that asked go on with the working days that they had left.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Supplement	true	"what is supplied; without a step it answers every step that asked"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/supplement [post]
func (a *API) supplementReview(c echo.Context) error {
	version, in, err := acted[review.Supplement](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Supply(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// concludeReview answers the case as it stands then.
//
//	@Summary		Conclude a review with the meeting's number
//	@Description	By the secretariat, once every other step is done. The conditions of the opinions become obligations of a conditional conclusion.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			If-Match		header		string	true	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Ruling	true	"the conclusion"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/conclusion [post]
func (a *API) concludeReview(c echo.Context) error {
	version, in, err := judged[review.Ruling](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Conclude(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// withdrawReview answers the case as it stands then.
//
//	@Summary		Withdraw a review
//	@Description	By the county's lead or the secretariat, before it is concluded.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Withdrawal	true	"why"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/withdrawal [post]
func (a *API) withdrawReview(c echo.Context) error {
	version, in, err := acted[review.Withdrawal](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Withdraw(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// fulfilReviewCondition answers the case as it stands then.
//
//	@Summary		Report a condition as fulfilled
//	@Description	What the county reports waits for the owner department's check; what the owner itself reports is settled.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			conditionId		path		string	true	"condition"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Fulfilment	true	"the evidence"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/conditions/{conditionId}/fulfilment [post]
func (a *API) fulfilReviewCondition(c echo.Context) error {
	version, in, err := acted[review.Fulfilment](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Fulfil(c.Request().Context(), c.Param("id"), c.Param("conditionId"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// verifyReviewCondition answers the case as it stands then.
//
//	@Summary		Check what the county has reported of a condition
//	@Description	By the owner department. Rejected, the condition stays open. Accepting what came without an attachment needs the note: what it rests on.
//	@Tags			review
//	@Param			id				path		string	true	"review"
//	@Param			conditionId		path		string	true	"condition"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		review.Check	true	"the verdict"
//	@Success		200				{object}	review.Case
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/conditions/{conditionId}/verification [post]
func (a *API) verifyReviewCondition(c echo.Context) error {
	version, in, err := acted[review.Check](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Verify(c.Request().Context(), c.Param("id"), c.Param("conditionId"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}
