package store

// A template that cases were made from stays as it was: the city publishes another version.
var (
	sqliteReviews = []string{
		`CREATE TRIGGER review_templates_kept_update BEFORE UPDATE ON review_templates BEGIN SELECT RAISE(ABORT, 'a template is never changed'); END`,
		`CREATE TRIGGER review_templates_kept_delete BEFORE DELETE ON review_templates BEGIN SELECT RAISE(ABORT, 'a template is never deleted'); END`,
	}
	sqliteReviewsOff = []string{`DROP TRIGGER review_templates_kept_update`, `DROP TRIGGER review_templates_kept_delete`}
	postgresReviews  = []string{
		`CREATE FUNCTION refuse_template_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a template is never changed or deleted'; END $$`,
		`CREATE TRIGGER review_templates_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON review_templates
			FOR EACH STATEMENT EXECUTE FUNCTION refuse_template_change()`,
	}
	postgresReviewsOff = []string{`DROP TRIGGER review_templates_kept ON review_templates`, `DROP FUNCTION refuse_template_change()`}
)
