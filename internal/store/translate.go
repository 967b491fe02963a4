package store

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"zhaoyin/internal/fault"
)

// What the database itself refuses, in words that a caller can act on.
var (
	ErrDuplicate = fault.Define(fault.Conflict, "duplicate", "相同的内容已经存在。", "The same thing exists already.")
	ErrRefused   = fault.Define(fault.Conflict, "store.constraint", "与已有数据相矛盾，未保存。", "It contradicts what is kept; nothing was saved.")
	ErrFull      = fault.Define(fault.Full, "store.full", "磁盘空间不足，未保存；读取不受影响，请通知管理员。", "The disk is full and nothing was saved; reading still works. Tell an administrator.")
)

// translate turns what a driver says into a fault; drivers are asked by code, never by text. A fault passes as it is.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.Find(err); ok {
		return err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrMissing.With().Because(err)
	}
	if f := fromSQLite(err); f != nil {
		return f.With().Because(err)
	}
	if f := fromPostgres(err); f != nil {
		return f.With().Because(err)
	}
	return err
}

func fromSQLite(err error) *fault.Fault {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch {
	case e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey:
		return ErrDuplicate
	case e.Code == sqlite3.ErrConstraint:
		return ErrRefused
	case e.Code == sqlite3.ErrFull:
		return ErrFull
	case e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked:
		return ErrBusy
	}
	return nil
}

// postgresFaults maps SQLSTATE codes: unique, foreign key, check and not-null violations, a raised exception, no space.
var postgresFaults = map[string]*fault.Fault{
	"23505": ErrDuplicate, "23503": ErrRefused, "23514": ErrRefused, "23502": ErrRefused, "P0001": ErrRefused,
	"53100": ErrFull, "53300": ErrBusy, "57P01": ErrBusy, "57P03": ErrBusy, "40001": ErrBusy, "40P01": ErrBusy,
}

func fromPostgres(err error) *fault.Fault {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return postgresFaults[e.Code]
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return ErrBusy
	}
	return nil
}
