package fund

import (
	"context"
	"io"
	"os"

	"zhaoyin/internal/access"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Examination reads the whole of a request's due diligence. Only the fund group, the secretariat and the leaders get past the action.
func (s *Service) Examination(ctx context.Context, id string) (*Examination, error) {
	var x *Examination
	err := s.db.Read(ctx, access.FundDiligenceRead, func(tx *store.Tx) error {
		r, err := store.Get[Request](tx, id)
		if err != nil {
			return err
		}
		x, err = examination(tx, r)
		return err
	})
	return x, err
}

// Examine moves due diligence on: it starts, takes findings, or ends with its report. The version, 0 for none, is the request's for the start and
// either's afterwards.
func (s *Service) Examine(ctx context.Context, id string, version int64, in Record) (*Examination, error) {
	var x *Examination
	err := s.db.Write(ctx, access.FundDiligenceRecord, func(tx *store.Tx) error {
		r, err := store.Lock[Request](tx, id)
		if err != nil {
			return err
		}
		if err := examine(tx, r, version, in); err != nil {
			return err
		}
		x, err = examination(tx, r)
		return err
	})
	return x, err
}

func examine(tx *store.Tx, r *Request, version int64, in Record) error {
	if err := in.Validate(); err != nil {
		return err
	}
	if in.Institution != "" {
		if err := r.Expect(version); err != nil {
			return err
		}
		return start(tx, r, in)
	}
	if err := r.open(); err != nil {
		return err
	}
	d, err := diligenceOf(tx, r.ID)
	if err != nil {
		return err
	}
	if version != r.Version { // of the two that a caller may have seen
		if err := d.Expect(version); err != nil {
			return err
		}
	}
	if in.Report != nil {
		return finish(tx, r, d, in)
	}
	return observe(tx, d, in.Findings)
}

// open holds that due diligence has started and not ended.
func (r *Request) open() error {
	switch {
	case r.State == Requested || r.State == Accepted:
		return errNotStarted.With()
	case r.Diligence.FinishedOn != "":
		return errFinished.With(string(r.Diligence.FinishedOn))
	}
	return r.mustBe(Examined)
}

func start(tx *store.Tx, r *Request, in Record) error {
	if r.State == Examined {
		return errStarted.With()
	}
	if err := r.mustBe(Accepted); err != nil {
		return err
	}
	days, err := org.Workdays(tx)
	if err != nil {
		return err
	}
	if in.DueOn == "" {
		in.DueOn = days.AddWorkdays(tx.Today(), diligenceDays)
	}
	if in.DueOn.Before(tx.Today()) {
		return errDue.At("/dueOn", string(tx.Today()))
	}
	if err := store.Insert(tx, &Diligence{RequestID: r.ID, Checklist: append([]string{}, in.Checklist...)}); err != nil {
		return err
	}
	r.Diligence.Institution, r.Diligence.StartedOn, r.Diligence.DueOn = in.Institution, tx.Today(), in.DueOn
	return move(tx, r, Examined, Step{Code: WasStarted, On: tx.Today()})
}

// observe adds findings. No event and no line of history tells of them: even that there are some is for those who may read them.
func observe(tx *store.Tx, d *Diligence, findings []Observation) error {
	for _, o := range findings {
		if err := store.Insert(tx, &Finding{RequestID: d.RequestID, Item: o.Item, Finding: o.Finding, Severity: o.Severity}); err != nil {
			return err
		}
	}
	d.Observed += len(findings)
	return store.Update(tx, d)
}

func finish(tx *store.Tx, r *Request, d *Diligence, in Record) error {
	d.ReportText, d.Result = in.Report.Text, in.Result
	if err := store.Update(tx, d); err != nil {
		return err
	}
	r.Diligence.FinishedOn = tx.Today()
	return move(tx, r, Examined, Step{Code: WasFinished, On: tx.Today()})
}

func examination(tx *store.Tx, r *Request) (*Examination, error) {
	d, err := diligenceOf(tx, r.ID)
	if err != nil {
		return nil, err
	}
	x := &Examination{Row: d.Row, RequestID: r.ID, Progress: r.Diligence, Checklist: d.Checklist}
	x.Result, x.Overdue, x.ReportFile = d.Result, r.Diligence.late(tx.Today()), d.ReportFile
	if d.Result != "" {
		x.Report = &Conclusion{Text: d.ReportText}
	}
	x.Findings, err = store.All[Finding](tx, "created_at, id", store.Where("request_id = ?", r.ID))
	return x, err
}

func diligenceOf(tx *store.Tx, requestID string) (*Diligence, error) {
	return store.Find[Diligence](tx, store.Where("request_id = ?", requestID))
}

// FileReport keeps the document of the report (尽调报告), until the decision; a later one takes the place of an earlier one.
func (s *Service) FileReport(ctx context.Context, id, name string, content io.Reader) (*Examination, error) {
	ready := func(tx *store.Tx) (*Request, error) {
		r, err := store.Get[Request](tx, id)
		if err != nil {
			return nil, err
		}
		return r, r.mustBe(Examined)
	}
	if err := s.db.Read(ctx, access.FundDiligenceRecord, func(tx *store.Tx) error { _, err := ready(tx); return err }); err != nil {
		return nil, err
	}
	file, err := project.Receive(s.files, name, content)
	if err != nil {
		return nil, err
	}
	var x *Examination
	err = s.db.Write(ctx, access.FundDiligenceRecord, func(tx *store.Tx) error {
		if _, err := store.Lock[Request](tx, id); err != nil {
			return err
		}
		r, err := ready(tx)
		if err != nil {
			return err
		}
		d, err := diligenceOf(tx, r.ID)
		if err != nil {
			return err
		}
		d.ReportFile = file
		if err := store.Update(tx, d); err != nil {
			return err
		}
		x, err = examination(tx, r)
		return err
	})
	return x, err
}

// ReportContent opens the document of the report for who may read the findings; the caller closes it.
func (s *Service) ReportContent(ctx context.Context, id string) (*Examination, *os.File, error) {
	x, err := s.Examination(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if x.ReportFile == nil {
		return nil, nil, store.ErrMissing.With()
	}
	f, err := s.files.Open(x.ReportFile.SHA256)
	return x, f, err
}

// Files joins a unit of work to list the reports' documents, for backups and checks of the file store.
func Files(tx *store.Tx) ([]project.File, error) {
	rows, err := store.All[Diligence](tx, "id")
	files := []project.File{}
	for _, d := range rows {
		if d.ReportFile != nil {
			files = append(files, *d.ReportFile)
		}
	}
	return files, err
}
