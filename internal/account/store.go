package account

import (
	"encoding/json"
	"time"

	"gorm.io/gorm/clause"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

//nolint:gosec // names of columns
const bearerColumns = `u.id, u.name, u.role, u.region_id, u.department_id, u.state, u.must_change_password, u.password_changed_at`

const sessionSQL = `SELECT s.id, s.last_seen_at, s.expires_at, ` + bearerColumns + `
FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?`

const issuedSQL = `SELECT t.id, x.used_at, t.expires_at, t.revoked_at, t.scopes, ` + bearerColumns + `
FROM tokens t JOIN users u ON u.id = t.user_id LEFT JOIN token_uses x ON x.token_id = t.id WHERE t.secret_hash = ?`

func (b *bearer) userTargets() []any {
	u := &b.user
	return []any{&u.ID, &u.Name, &u.Role, &u.RegionID, &u.DepartmentID, &u.State, &u.MustChangePassword, &u.PasswordChangedAt}
}

// bySession reads a session and its user in one statement: it stands before every request.
func bySession(tx *store.Tx, hash string) (*bearer, error) {
	b := &bearer{}
	return b, tx.One(sessionSQL, []any{hash}, append([]any{&b.id, &b.seenAt, &b.expiresAt}, b.userTargets()...)...)
}

// byToken reads a token and its user in one statement. One that has not been used yet was last seen never, so that its first use is written.
func byToken(tx *store.Tx, hash string) (*bearer, error) {
	b := &bearer{isToken: true}
	var used, revoked *time.Time
	var scopes string
	err := tx.One(issuedSQL, []any{hash}, append([]any{&b.id, &used, &b.expiresAt, &revoked, &scopes}, b.userTargets()...)...)
	if err != nil {
		return nil, err
	}
	if used != nil {
		b.seenAt = *used
	}
	b.revoked = revoked != nil
	return b, json.Unmarshal([]byte(scopes), &b.scopes)
}

func byName(tx *store.Tx, name string) (*User, error) {
	return store.Find[User](tx, store.Where("name = ?", name))
}

// known is the account of a name, or an empty one: signing in treats both alike.
func known(tx *store.Tx, name string) (*User, error) {
	u, err := byName(tx, name)
	if fault.KindOf(err) == fault.Missing {
		return &User{}, nil
	}
	return u, err
}

// held reads the counter of a key and keeps others from it until the transaction ends.
func held(tx *store.Tx, key string) (*Attempt, error) {
	a := &Attempt{Key: key, LastAt: tx.Now, PausedUntil: tx.Now}
	if err := tx.Q().Clauses(clause.OnConflict{DoNothing: true}).Create(a).Error; err != nil {
		return nil, err
	}
	return a, tx.Q().Clauses(clause.Locking{Strength: "UPDATE"}).Where("key = ?", key).Take(a).Error
}

func keep(tx *store.Tx, a *Attempt) error {
	return tx.Q().Model(&Attempt{}).Where("key = ?", a.Key).
		Updates(map[string]any{"failures": a.Failures, "last_at": a.LastAt, "paused_until": a.PausedUntil}).Error
}

func dropAttempt(tx *store.Tx, key string) error {
	return tx.Q().Where("key = ?", key).Delete(&Attempt{}).Error
}

// attempts reads counters without holding them.
func attempts(tx *store.Tx, keys ...string) ([]Attempt, error) {
	return store.All[Attempt](tx, "key", store.In("key", keys))
}

func forgetOld(tx *store.Tx) error {
	if err := tx.Q().Where("last_at < ?", tx.Now.Add(-forgetAfter)).Delete(&Attempt{}).Error; err != nil {
		return err
	}
	return tx.Q().Where("expires_at < ?", tx.Now).Delete(&Session{}).Error
}

// endSessions ends a user's sessions but one ("" ends all).
func endSessions(tx *store.Tx, userID, except string) error {
	return tx.Q().Where("user_id = ? AND id <> ?", userID, except).Delete(&Session{}).Error
}

// endSession is false when there was no such session.
func endSession(tx *store.Tx, id string) (bool, error) {
	done := tx.Q().Where("id = ?", id).Delete(&Session{})
	return done.RowsAffected == 1, done.Error
}

func markSeen(tx *store.Tx, sessionID string) error {
	return tx.Q().Model(&Session{}).Where("id = ? AND last_seen_at < ?", sessionID, tx.Now).Update("last_seen_at", tx.Now).Error
}

func markUsed(tx *store.Tx, tokenID string) error {
	return tx.Q().Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "token_id"}}, DoUpdates: clause.AssignmentColumns([]string{"used_at"}),
	}).Create(&TokenUse{TokenID: tokenID, UsedAt: tx.Now}).Error
}

// otherAdmin is true when somebody else can still administer. It holds the rows, so that two administrators cannot lock each other out at once.
func otherAdmin(tx *store.Tx, id string) (bool, error) {
	var admins []User
	err := tx.Q().Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("role = ? AND state = ?", access.Admin, Active).Order("id").Find(&admins).Error
	for _, a := range admins {
		if a.ID != id {
			return true, err
		}
	}
	return false, err
}

// uses reads when the tokens of a page were last used.
func uses(tx *store.Tx, tokens []Token) error {
	ids := make([]string, len(tokens))
	for i := range tokens {
		ids[i] = tokens[i].ID
	}
	found, err := store.All[TokenUse](tx, "token_id", store.In("token_id", ids))
	if err != nil {
		return err
	}
	at := map[string]*time.Time{}
	for i := range found {
		at[found[i].TokenID] = &found[i].UsedAt
	}
	for i := range tokens {
		tokens[i].LastUsedAt = at[tokens[i].ID]
	}
	return nil
}

// replaceSetup keeps one code: the one that the last start printed.
func replaceSetup(tx *store.Tx, hash string) error {
	return tx.Q().Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"code_hash", "created_at"}),
	}).Create(&Setup{ID: setupID, CodeHash: hash, CreatedAt: tx.Now}).Error
}

// takeSetup uses the code up; it is false for a wrong code and for all but the first of several at once.
func takeSetup(tx *store.Tx, hash string) (bool, error) {
	done := tx.Q().Where("code_hash = ?", hash).Delete(&Setup{})
	return done.RowsAffected == 1, done.Error
}

func dropSetup(tx *store.Tx) error {
	return tx.Q().Where("id = ?", setupID).Delete(&Setup{}).Error
}
