package fault_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"zhaoyin/internal/fault"
)

var errTest = fault.Define(fault.Conflict, "test.exhausted", "余额 %d 不足 %s", "Only %d left of %s")

type term struct{ zh, en string }

func (t term) In(lang string) string {
	if lang == "en" {
		return t.en
	}
	return t.zh
}

func TestSentences(t *testing.T) {
	if got, want := errTest.Sentence("en", 3, term{"亩", "mu"}), "Only 3 left of mu"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := errTest.Sentence("fr", 3, term{"亩", "mu"}), "余额 3 不足 亩"; got != want {
		t.Errorf("another language: got %q, want %q", got, want)
	}
}

func TestFind(t *testing.T) {
	err := fmt.Errorf("granting: %w", errTest.With(3, "mu").Because(io.EOF).Note("free", 3))
	found, ok := fault.Find(err)
	if !ok || found.Fault != errTest || found.Extra["free"] != 3 {
		t.Fatalf("got %v", found)
	}
	if !errors.Is(err, errTest) || !errors.Is(err, io.EOF) || fault.KindOf(err) != fault.Conflict {
		t.Error("the fault or its cause is lost on the way")
	}
	if _, ok := fault.Find(io.EOF); ok || fault.KindOf(io.EOF) != 0 {
		t.Error("a plain error passes for a fault")
	}
	if bare, ok := fault.Find(fmt.Errorf("x: %w", errTest)); !ok || bare.Fault != errTest {
		t.Error("a bare fault is not found")
	}
}

func TestListTellsAllAtOnce(t *testing.T) {
	var bad fault.List
	if bad.Err() != nil {
		t.Error("an empty list is an error")
	}
	bad.Check(true, "/a", fault.Required)
	bad.Check(false, "/b", fault.Required)
	bad.Add("/c", fault.Choice, "x, y")
	found, ok := fault.Find(bad.Err())
	if !ok || len(found.Fields) != 2 || found.Fields[1].Pointer != "/c" {
		t.Errorf("got %v", found)
	}
}

func TestEveryFaultSpeaksBothLanguages(t *testing.T) {
	for _, f := range fault.All() {
		if f.ZH == "" || f.EN == "" || strings.Count(f.ZH, "%") != strings.Count(f.EN, "%") {
			t.Errorf("%s: %q / %q", f.Code, f.ZH, f.EN)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a code was declared twice without a panic")
		}
	}()
	again := fault.Define(fault.Conflict, "test.exhausted", "再", "again")
	t.Errorf("declared again: %v", again)
}
