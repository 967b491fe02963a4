package monthly

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
)

// Item names one status of a bulk decision at the version that the caller saw.
type Item struct {
	ProjectID string `json:"projectId" validate:"required"`
	Version   int64  `json:"version,omitempty" validate:"min=0"`
}

// Batch is what is submitted or accepted together. Each item is its own unit of work: one that is refused leaves the others done.
type Batch struct {
	Items []Item `json:"items" validate:"required,min=1,max=200,dive"`
}

// Outcome is what became of one item: done with its new state and version, or refused with the reason.
type Outcome struct {
	ProjectID string     `json:"projectId"`
	Done      bool       `json:"done"`
	State     State      `json:"state,omitempty"`
	Version   int64      `json:"version,omitempty"`
	Code      string     `json:"code,omitempty"`   // of the problem
	Detail    string     `json:"detail,omitempty"` // in the caller's language
	Errors    []FieldErr `json:"errors,omitempty"`
}

// FieldErr is a complaint about a field, as in a problem document.
type FieldErr struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// Outcomes answers a batch item by item, in its order.
type Outcomes struct {
	Month calendar.Month `json:"month"`
	Done  int            `json:"done"`
	Items []Outcome      `json:"items"`
}

// SubmitAll hands in the drafts of a county. A version left out is not compared.
func (s *Service) SubmitAll(ctx context.Context, month calendar.Month, in Batch) (Outcomes, error) {
	return s.each(ctx, access.MonthSubmit, month, in, func(item Item) (*Status, error) {
		var seen *int64
		if item.Version != 0 {
			seen = &item.Version
		}
		return s.Submit(ctx, item.ProjectID, month, seen, Submission{})
	})
}

// AcceptAll accepts what the secretariat has seen; every item needs its version.
func (s *Service) AcceptAll(ctx context.Context, month calendar.Month, in Batch) (Outcomes, error) {
	return s.each(ctx, access.MonthAccept, month, in, func(item Item) (*Status, error) {
		if item.Version == 0 {
			return nil, fault.Required.At("/version")
		}
		return s.Accept(ctx, item.ProjectID, month, item.Version)
	})
}

// each does one item after the other. A refusal is the item's; whatever is no fault ends the batch.
func (s *Service) each(ctx context.Context, action access.Action, month calendar.Month, in Batch, do func(Item) (*Status, error)) (Outcomes, error) {
	all := Outcomes{Month: month, Items: make([]Outcome, 0, len(in.Items))}
	actor := access.From(ctx)
	if _, err := access.Decide(actor, action); err != nil {
		return all, err
	}
	for _, item := range in.Items {
		st, err := do(item)
		if err == nil {
			all.Done++
			all.Items = append(all.Items, Outcome{ProjectID: item.ProjectID, Done: true, State: st.State, Version: st.Version})
			continue
		}
		refused, planned := fault.Find(err)
		if !planned {
			return all, err
		}
		all.Items = append(all.Items, refusal(item.ProjectID, refused, actor.Language))
	}
	return all, nil
}

func refusal(projectID string, e *fault.Error, lang string) Outcome {
	o := Outcome{ProjectID: projectID, Code: e.Fault.Code, Detail: e.Fault.Sentence(lang, e.Args...)}
	for _, f := range e.Fields {
		o.Errors = append(o.Errors, FieldErr{f.Pointer, f.Fault.Code, f.Fault.Sentence(lang, f.Args...)})
	}
	return o
}
