package project

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
)

// archive is a zip of these parts; a part whose name ends in "!" is large and does not compress.
func archive(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		name, large := strings.CutSuffix(name, "!")
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		content := []byte("<x/>")
		if large {
			content = make([]byte, 64<<10)
			rand.Read(content)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func encoded(t *testing.T, s string, how interface{ String(string) (string, error) }) string {
	t.Helper()
	out, err := how.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	ole      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

func TestReceive(t *testing.T) {
	many := []string{"[Content_Types].xml"}
	for i := range 5_000 {
		many = append(many, fmt.Sprintf("word/%0200d", i))
	}
	docx := archive(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml")
	tests := []struct {
		label, name, content string
		media, refused       string
	}{
		{"docx", "协议.docx", docx, wordType, ""},
		{"docx with large parts first", "协议.docx", archive(t, "docProps/thumbnail.jpeg!", "customXml/item1.xml!", "word/document.xml", "[Content_Types].xml"), wordType, ""},
		{"xlsx with large parts first", "台账.XLSX", archive(t, "docProps/thumbnail.jpeg!", "xl/workbook.xml", "[Content_Types].xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""},
		{"pptx", "汇报.pptx", archive(t, "[Content_Types].xml", "ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation", ""},
		{"docx named xlsx", "协议.xlsx", docx, "", "attachment.type"},
		{"zip", "材料.zip", archive(t, "协议.docx"), "", "attachment.type"},
		{"zip named docx", "材料.docx", archive(t, "document.xml"), "", "attachment.type"},
		{"parts of a document without its list", "材料.docx", archive(t, "word/document.xml"), "", "attachment.type"},
		{"macros", "协议.docx", archive(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "attachment.macros"},
		{"macros elsewhere", "台账.xlsx", archive(t, "[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), "", "attachment.macros"},
		{"a directory beyond the bound", "协议.docx", archive(t, many...), "", "attachment.type"},
		{"cut off", "协议.docx", docx[:len(docx)-30], "", "attachment.type"},
		{"old Word", "协议.doc", ole + strings.Repeat("\x00", 600), "", "attachment.type"},
		{"old Word named docx", "协议.docx", ole + strings.Repeat("\x00", 600), "", "attachment.type"},
		{"program", "报告.exe", "MZ\x90\x00", "", "attachment.type"},
		{"pdf", "协议.pdf", "%PDF-1.7\n", "application/pdf", ""},
		{"text named pdf", "协议.pdf", "只是文字", "", "attachment.type"},
		{"plain", "说明.txt", "施工许可证已取得。\r\n", "text/plain", ""},
		{"text that looks like json", "说明.txt", `{"a": [1, 2]}`, "text/plain", ""},
		{"text that looks like csv", "说明.txt", "甲,乙,丙\n1,2,3\n4,5,6\n", "text/plain", ""},
		{"text that looks like a script", "说明.txt", "#!/bin/sh\necho 1\n", "text/plain", ""},
		{"text that looks like html", "说明.txt", "<html><body>项目</body></html>", "text/plain", ""},
		{"csv", "明细.csv", "甲,乙\n1,2\n", "text/csv", ""},
		{"GB18030", "明细.csv", encoded(t, "项目名称,总投资\n储能电池,149600\n", simplifiedchinese.GB18030.NewEncoder()), "text/csv", ""},
		{"UTF-8 with its mark", "说明.txt", "\ufeff说明", "text/plain", ""},
		{"UTF-16", "说明.txt", encoded(t, "说明 abc", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), "text/plain", ""},
		{"bytes that are no text", "说明.txt", "abc\x00def", "", "attachment.type"},
		{"no encoding", "说明.txt", "abc\xff\xff\xff\xff", "", "attachment.type"},
		{"no text far behind", "说明.txt", strings.Repeat("字", 20_000) + "\x01", "", "attachment.type"},
		{"zip named txt", "说明.txt", docx, "", "attachment.type"},
		{"json by name", "说明.json", `{"a": 1}`, "", "attachment.type"},
	}
	for _, tt := range tests {
		t.Run(tt.label, func(t *testing.T) {
			dir := t.TempDir()
			files, err := blob.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Receive(files, tt.name, strings.NewReader(tt.content))
			if tt.refused != "" {
				if f, ok := fault.Find(err); !ok || f.Fault.Code != tt.refused {
					t.Errorf("got %v, want %s", err, tt.refused)
				}
				if n := onDisk(t, dir); n != 0 {
					t.Errorf("%d files of what was refused stay on disk", n)
				}
				return
			}
			if err != nil || got.ContentType != tt.media || got.Size != int64(len(tt.content)) {
				t.Errorf("got %+v, %v, want %s", got, err, tt.media)
			}
			if n := onDisk(t, dir); n != 1 {
				t.Errorf("%d files on disk, want one", n)
			}
		})
	}
}

func onDisk(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestReceiveKeepsNothingOfWhatIsCutOff holds for a client that goes away in the middle.
func TestReceiveKeepsNothingOfWhatIsCutOff(t *testing.T) {
	dir := t.TempDir()
	files, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Receive(files, "协议.pdf", io.MultiReader(strings.NewReader("%PDF-1.7\n"), broken{}))
	if err == nil || onDisk(t, dir) != 0 {
		t.Errorf("got %v and %d files, want an error and none", err, onDisk(t, dir))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
