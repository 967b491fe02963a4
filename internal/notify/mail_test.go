package notify_test

import (
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/store"
)

func (w *world) mails() (states []string) {
	w.t.Helper()
	w.must(w.db.Read(clockwork, access.ScheduleRun, func(tx *store.Tx) error {
		rows, err := store.All[notify.Mail](tx, "id")
		for _, m := range rows {
			states = append(states, string(m.State))
		}
		return err
	}))
	return states
}

func (w *world) send() {
	w.t.Helper()
	w.must(w.notify.SendMail(clockwork))
}

func TestLetter(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	w.send()
	w.remind(items(1, "2022-04-15")...)
	w.send()
	w.send()
	got := s.all()
	if len(got) != 1 { // the lead has no address
		t.Fatalf("got %d letters, want 1: %+v", len(got), got)
	}
	w.same("from", got[0].from, "robot@example.org")
	w.same("to", got[0].to, "clerk."+wuyi+"@example.org")
	w.same("subject", got[0].subject, "【招引】还有 1 个工作日到期：“储能电池项目”落实联审意见c1")
	w.same("text", got[0].text, `clerk.330723：您好！

还有 1 个工作日到期：“储能电池项目”落实联审意见c1
期限：2022-04-15
https://zhaoyin.example.org/projects/p1

本邮件由招引系统自动发出，请勿回复。
`)
	for _, want := range []string{`<a href="https://zhaoyin.example.org/projects/p1">还有 1 个工作日到期`, "期限：2022-04-15"} {
		if !strings.Contains(got[0].html, want) {
			t.Errorf("no %s in %s", want, got[0].html)
		}
	}
	w.same("signed in", s.users, []string{"robot"})
	w.same("kept", w.mails(), []string{"sent"})
}

func TestWhatPeopleWriteIsTextInALetter(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	bad := item("c1", "2022-04-15")
	bad.ZH = "<script>alert(1)</script>\r\nBcc: all@example.org"
	w.remind(bad)
	w.send()
	got := s.all()
	if len(got) != 1 || strings.Contains(got[0].html, "<script>") || strings.ContainsAny(got[0].subject, "\r\n") || !strings.Contains(got[0].subject, "Bcc: all") {
		t.Errorf("got %+v", got)
	}
}

func TestManyBecomeADigest(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	w.remind(items(5, "2022-04-15")...)
	w.send()
	w.same("five letters", len(s.all()), 5)
	w.remind(items(12, "2022-04-15")...)
	_, err := w.notify.Read(as("clerk."+wuyi, access.Clerk, wuyi), w.inbox("clerk." + wuyi).Items[0].ID)
	w.must(err)
	w.send()
	got := s.all()
	if len(got) != 6 {
		t.Fatalf("got %d letters, want one more", len(got))
	}
	w.same("subject", got[5].subject, "【招引】您有 6 项待办提醒")
	for _, part := range []string{got[5].text, got[5].html} {
		w.same("listed, without the one that was read meanwhile", strings.Count(part, "落实联审意见"), 6)
	}
}

func TestNothingIsLostWhileTheServerIsAway(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	s.close()
	for n := range 8 {
		w.remind(items(n+1, "2022-04-15")...)
		err := w.notify.SendMail(clockwork)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Fatalf("without a server: got %v", err)
		}
		w.clock.Advance(time.Minute)
	}
	w.same("nothing was put into letters", len(w.mails()), 0)
	s.open()
	w.send()
	w.send()
	got := s.all()
	if len(got) != 1 || strings.Count(got[0].text, "落实联审意见") != 8 {
		t.Errorf("got %+v, want one digest of 8", got)
	}
	w.same("kept", w.mails(), []string{"sent"})
}

func TestRefusedForNowIsTriedAgain(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	w.remind(items(1, "2022-04-15")...)
	s.refuse("clerk."+wuyi+"@example.org", 451)
	w.send()
	w.send() // too early
	w.same("waiting", w.mails(), []string{"pending"})
	s.refuse("clerk."+wuyi+"@example.org", 0)
	w.clock.Advance(4 * time.Minute)
	w.send()
	w.same("still too early", len(s.all()), 0)
	w.clock.Advance(time.Minute)
	w.send()
	w.same("taken", len(s.all()), 1)
	w.same("kept", w.mails(), []string{"sent"})
}

func TestRefusedForEverFails(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	s.refuse("clerk."+wuyi+"@example.org", 451)
	w.remind(items(1, "2022-04-15")...)
	for range 9 {
		w.send()
		w.clock.Advance(25 * hour)
	}
	w.same("nine attempts", w.mails(), []string{"pending"})
	w.send()
	w.same("the tenth", w.mails(), []string{"failed"})

	w.add("clerk2", access.Clerk, wuyi, "", "gone@example.org")
	s.refuse("clerk."+wuyi+"@example.org", 0)
	s.refuse("gone@example.org", 550)
	w.remind(item("c2", "2022-04-25"))
	w.send()
	w.same("an unknown address keeps no other letter", w.mails(), []string{"failed", "sent", "failed"})
}

func TestAnAccountThatLeftGetsNothing(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	w.remind(items(1, "2022-04-15")...)
	w.people = nil
	w.send()
	w.same("letters", len(s.all()), 0)
	w.same("kept", w.mails(), []string{"failed"})
}

// TestALetterSentAgainIsTheSameLetter is a program that died after the server took the letter and before it noted so.
func TestALetterSentAgainIsTheSameLetter(t *testing.T) {
	s := newSink(t)
	w := newWorld(t, s.address())
	w.on("2022-04-14")
	w.remind(items(1, "2022-04-15")...)
	w.send()
	w.must(w.db.Write(clockwork, access.ScheduleRun, func(tx *store.Tx) error {
		m, err := store.Find[notify.Mail](tx)
		if err != nil {
			return err
		}
		m.State, m.SentAt = notify.Pending, nil
		return store.Update(tx, m)
	}))
	w.remind(items(2, "2022-04-15")...)
	w.send()
	got := s.all()
	if len(got) != 3 || got[0].id != got[1].id || got[0].text != got[1].text || got[1].id == got[2].id || !strings.HasSuffix(got[0].id, "@example.org>") {
		t.Errorf("got %+v", got)
	}
}

func TestServerAddresses(t *testing.T) {
	for _, tt := range []struct{ address, from, base, names string }{
		{"smtp://robot:s3cret@mail.example.org", "robot@example.org", "", ""},
		{"smtps://robot:s3cret@mail.example.org:465", "招引 <robot@example.org>", "https://zhaoyin.example.org", ""},
		{"smtp://robot:s3cret@[::1]:2525", "robot@example.org", "http://localhost:8080/", ""},
		{"http://robot:s3cret@mail.example.org", "robot@example.org", "", "ZHAOYIN_SMTP_URL"},
		{"smtp://robot:s3cret@mail.example.org:many", "robot@example.org", "", "ZHAOYIN_SMTP_URL"},
		{"smtp://robot:s3cret@", "robot@example.org", "", "ZHAOYIN_SMTP_URL"},
		{"smtp://robot:s3cret@mail.example.org/path", "robot@example.org", "", "ZHAOYIN_SMTP_URL"},
		{"smtp://robot:s3cret@mail.example.org", "", "", "ZHAOYIN_MAIL_FROM"},
		{"smtp://robot:s3cret@mail.example.org", "robot@example.org", "zhaoyin.example.org", "ZHAOYIN_BASE_URL"},
	} {
		_, err := notify.ParseServer(tt.address, tt.from, tt.base)
		if (err == nil) != (tt.names == "") || err != nil && (!strings.Contains(err.Error(), tt.names) || strings.Contains(err.Error(), "s3cret")) {
			t.Errorf("%+v: got %v", tt, err)
		}
	}
}
