package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/review"
)

func (a *API) reviewRoutes(g *echo.Group) {
	g.POST("/projects/:id/reviews", a.openReview)
	g.GET("/reviews", a.listReviews)
	g.GET("/reviews/:id", a.getReview)
	g.GET("/reviews/:id/difference", a.getReviewDifference)
	g.POST("/reviews/:id/steps/:step/opinion", a.opineReview)
	g.POST("/reviews/:id/steps/:step/reviewers", a.assignReview)
	g.POST("/reviews/:id/steps/:step/recusal", a.recuseReview)
	g.POST("/reviews/:id/supplement-request", a.suspendReview)
	g.POST("/reviews/:id/supplement", a.supplementReview)
	g.POST("/reviews/:id/conclusion", a.concludeReview)
	g.POST("/reviews/:id/withdrawal", a.withdrawReview)
	g.POST("/reviews/:id/conditions/:conditionId/fulfilment", a.fulfilReviewCondition)
	g.POST("/reviews/:id/conditions/:conditionId/verification", a.verifyReviewCondition)
}

// openReview begins a review.
//
//	@Summary		Open the joint review (联审联评) of a project
//	@Description	Of the project as it is now, by the template that it triggers unless another is named. The case keeps what it judges.
//	@Tags			review
//	@Param			id				path		string			true	"project"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Param			body			body		review.Opening	false	"the template, when it is not the one that the project triggers"
//	@Success		201				{object}	review.Case
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/reviews [post]
func (a *API) openReview(c echo.Context) error {
	in, err := bindOptional[review.Opening](c)
	if err != nil {
		return err
	}
	r, err := a.Review.Open(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/reviews/"+r.ID, r)
}

// listReviews answers the reviews within reach.
//
//	@Summary	List joint reviews with their steps and conditions
//	@Tags		review
//	@Param		regionId		query		string	false	"county or zone"
//	@Param		projectId		query		string	false	"project"
//	@Param		template		query		string	false	"key of the template"
//	@Param		stage			query		string	false	"the stage that needs the review"
//	@Param		state			query		string	false	"open, suspended, concluded, withdrawn"
//	@Param		conclusion		query		string	false	"pass, conditional, fail, postponed"
//	@Param		departmentId	query		string	false	"in which that department has a step to do"
//	@Param		overdue			query		boolean	false	"with a step past its day, or without"
//	@Param		openedOn		query		string	false	"2022-04-12"
//	@Param		concludedOn		query		string	false	"2022-04-12"
//	@Param		q				query		string	false	"text of the project's name or the meeting's number"
//	@Param		limit			query		integer	false	"1-200, default 20"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Param		sort			query		string	false	"createdAt, updatedAt, openedOn, projectName; - descends"
//	@Success	200				{object}	page.Of[review.Case]
//	@Security	bearer
//	@Router		/api/v1/reviews [get]
func (a *API) listReviews(c echo.Context) error {
	q, err := listing(c, review.Listing)
	if err != nil {
		return err
	}
	choice := review.Choice{DepartmentID: c.QueryParam("departmentId")}
	if len(choice.DepartmentID) > 40 {
		return fault.Length.At("/query/departmentId", 1, 40)
	}
	if c.QueryParam("overdue") != "" {
		late, err := flag(c, "overdue")
		if err != nil {
			return err
		}
		choice.Overdue = &late
	}
	of, err := a.Review.List(c.Request().Context(), q, choice)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// getReview answers one case.
//
//	@Summary	Get a joint review with its steps, clocks and conditions
//	@Tags		review
//	@Param		id	path		string	true	"review"
//	@Success	200	{object}	review.Case
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/reviews/{id} [get]
func (a *API) getReview(c echo.Context) error {
	r, err := a.Review.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return current(c, r.Version, r)
}

// getReviewDifference answers what has changed of the project.
//
//	@Summary		What has changed of the project since the case was opened
//	@Description	Field by field. With reviewAgain the conclusion covers the project no longer.
//	@Tags			review
//	@Param			id	path		string	true	"review"
//	@Success		200	{object}	review.Difference
//	@Security		bearer
//	@Router			/api/v1/reviews/{id}/difference [get]
func (a *API) getReviewDifference(c echo.Context) error {
	d, err := a.Review.Difference(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, d)
}
