package notify

import (
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// advance moves a mark on and is false when it has come as far already, also when somebody else has just moved it.
func advance(tx *store.Tx, m mark) (bool, error) {
	done := tx.Q().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "subject"}, {Name: "kind"}, {Name: "due_on"}, {Name: "account"}},
		DoUpdates: clause.AssignmentColumns([]string{"reached", "told_at"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "reminders.reached < excluded.reached"}}},
	}).Create(&m)
	return done.RowsAffected == 1, done.Error
}

// marks reads how far the reminders have come, by key.
func marks(tx *store.Tx, of []reminder) (map[mark]int, error) {
	var subjects []string
	for _, r := range of {
		subjects = append(subjects, r.item.Subject)
	}
	slices.Sort(subjects)
	told := map[mark]int{}
	for part := range slices.Chunk(slices.Compact(subjects), 500) {
		rows, err := store.All[mark](tx, "subject", store.In("subject", part))
		if err != nil {
			return nil, err
		}
		for _, m := range rows {
			told[m.key()] = m.Reached
		}
	}
	return told, nil
}

// keepMarks is how long a mark is kept after it was last told. What is still open by then is overdue and is told each week.
const keepMarks = 400 * 24 * time.Hour

func forget(tx *store.Tx) error {
	return tx.Q().Where("told_at < ?", tx.Now.Add(-keepMarks)).Delete(&mark{}).Error
}

func readAll(tx *store.Tx) (int, error) {
	done := tx.Q().Model(&Notification{}).Where("account = ? AND unread", tx.Actor.Name).Updates(map[string]any{
		"unread": false, "read_at": tx.Now, "version": gorm.Expr("version + 1"), "updated_at": tx.Now, "updated_by": tx.Actor.Name,
	})
	return int(done.RowsAffected), done.Error
}

// lastUrging holds the county's row of the month, or is a new one.
func lastUrging(tx *store.Tx, month calendar.Month, region string) (*Urging, error) {
	row, err := store.Find[Urging](tx, store.Where("month = ?", month), store.Where("region_id = ?", region))
	if fault.KindOf(err) == fault.Missing {
		return &Urging{Month: month, RegionID: region}, nil
	}
	if err != nil {
		return nil, err
	}
	return store.Lock[Urging](tx, row.ID)
}

// save keeps an urging. Of two first ones at once the second is a duplicate.
func save(tx *store.Tx, u *Urging) error {
	if u.ID == "" {
		return store.Insert(tx, u)
	}
	return store.Update(tx, u)
}

// anyMail is whether anything waits to go out by mail.
func anyMail(tx *store.Tx) (bool, error) {
	fresh, err := store.Count[Notification](tx, unmailed)
	if err != nil || fresh > 0 {
		return fresh > 0, err
	}
	waiting, err := store.Count[Mail](tx, dueMails(tx)...)
	return waiting > 0, err
}

// unmailed are the notifications that no mail tells yet; what has been read meanwhile needs none.
var unmailed = store.Where("by_mail AND mail_id = '' AND unread")

func dueMails(tx *store.Tx) []store.Cond {
	return []store.Cond{store.Where("state = ?", Pending), store.Where("try_at <= ?", tx.Now)}
}

// enclose puts notifications into a mail.
func enclose(tx *store.Tx, m *Mail, of []Notification) error {
	ids := make([]string, len(of))
	for i, n := range of {
		ids[i] = n.ID
	}
	for part := range slices.Chunk(ids, 500) {
		err := tx.Q().Model(&Notification{}).Where("id IN ?", part).Update("mail_id", m.ID).Error
		if err != nil {
			return err
		}
	}
	return nil
}
