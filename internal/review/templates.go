package review

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

var (
	errTemplateUnseen = fault.Define(fault.Precondition, "review.templateUnseen", "模板已存在，发布新版本须用 If-Match 说明所依据的版本号。", "The template exists already; to publish another version, name the one that you saw with If-Match.")
	errNoTemplate     = fault.Define(fault.Conflict, "review.noTemplate", "没有启用的联审联评模板，请联系管理员。", "No review template is in force; ask an administrator.")
)

// Seed ships the default template to a database that has none.
func (s *Service) Seed(ctx context.Context) error {
	return s.db.Write(access.With(ctx, access.As("seed")), access.StoreSeed, func(tx *store.Tx) error {
		n, err := store.Count[Template](tx)
		if err != nil || n > 0 {
			return err
		}
		_, err = publish(tx, shippedKey, 1, shipped())
		return err
	})
}

// Templates reads the version of each template that holds, by key.
func (s *Service) Templates(ctx context.Context) ([]Template, error) {
	var all []Template
	err := s.db.Read(ctx, access.ReviewTemplateRead, func(tx *store.Tx) error {
		var err error
		all, err = templates(tx)
		return err
	})
	return all, err
}

// Template reads a version of a template: the one that holds when the number is 0.
func (s *Service) Template(ctx context.Context, key string, number int64) (*Template, error) {
	var t *Template
	err := s.db.Read(ctx, access.ReviewTemplateRead, func(tx *store.Tx) error {
		var err error
		t, err = template(tx, key, number)
		return err
	})
	return t, err
}

// PublishTemplate puts a new version of a template into force, or its first one. Cases go on by the version that they were made from.
func (s *Service) PublishTemplate(ctx context.Context, key string, version int64, seen bool, in Edition) (*Template, error) {
	var t *Template
	err := s.db.Write(ctx, access.ReviewTemplateAmend, func(tx *store.Tx) error {
		number := int64(0)
		old, err := template(tx, key, 0)
		switch {
		case err == nil && !seen:
			return errTemplateUnseen.With().Note("currentVersion", old.Number)
		case err == nil:
			number = old.Number
		case fault.KindOf(err) != fault.Missing:
			return err
		}
		if version != 0 && version != number {
			return store.ErrStale.With(number).Note("currentVersion", number)
		}
		if t, err = publish(tx, key, number+1, in); err != nil {
			return err
		}
		return tx.Emit("review.templatePublished", t.ID, "", t)
	})
	return t, err
}

func publish(tx *store.Tx, key string, number int64, in Edition) (*Template, error) {
	if err := in.check(tx, key); err != nil {
		return nil, err
	}
	t := &Template{
		Key: key, Number: number, Name: in.Name, Note: in.Note, Active: in.Active == nil || *in.Active, Trigger: in.Trigger,
		AgainPercent: in.AgainPercent, Steps: in.Steps,
	}
	return t, store.Insert(tx, t)
}

// choose is the template of a new case: the one that is named, else the first one that the project triggers, else the first one in force.
func choose(tx *store.Tx, key string, p *project.Project) (*Template, error) {
	all, err := templates(tx)
	if err != nil {
		return nil, err
	}
	var first *Template
	for i := range all {
		t := &all[i]
		switch {
		case !t.Active || key != "" && t.Key != key:
		case key != "" || t.Trigger.Matches(p):
			return t, nil
		case first == nil:
			first = t
		}
	}
	if key != "" {
		return nil, fault.NoSuch.At("/template", key)
	}
	if first == nil {
		return nil, errNoTemplate.With()
	}
	return first, nil
}
