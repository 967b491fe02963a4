package project

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// taken are the types of evidence, told by their bytes and not by their names, with the extensions they may carry.
var taken = map[string][]string{
	"application/pdf": {".pdf"},
	"image/jpeg":      {".jpg", ".jpeg"},
	"image/png":       {".png"},
	"image/webp":      {".webp"},
	"image/heic":      {".heic"},
	wordMedia:         {".docx"},
	sheetMedia:        {".xlsx"},
	slidesMedia:       {".pptx"},
	"text/plain":      {".txt"},
	"text/csv":        {".csv"},
}

const (
	wordMedia   = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	sheetMedia  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	slidesMedia = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	zipMedia    = "application/zip"
)

// officeParts tells office documents (ISO/IEC 29500) apart by the folder that their parts lie in.
var officeParts = []struct{ folder, media string }{{"word/", wordMedia}, {"xl/", sheetMedia}, {"ppt/", slidesMedia}}

// texts are the names under which any readable text is taken, whatever else its first words look like.
var texts = map[string]string{".txt": "text/plain", ".csv": "text/csv"}

const (
	headSize     = 8192    // what the type of a file that is no zip and no text is told by
	maxDirectory = 1 << 20 // bytes of a zip's directory that are looked through: thousands of parts
)

// typeOf tells what a file is. An office document is known by the directory of its zip, wherever its parts lie; text by reading it all.
func typeOf(f *io.SectionReader, name string) (string, error) {
	head := make([]byte, min(headSize, f.Size()))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return office(f)
	}
	if media, ok := texts[extension(name)]; ok {
		readable, err := isText(f)
		if readable || err != nil {
			return media, err
		}
		return "application/octet-stream", nil
	}
	media, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	return media, nil
}

func mayCarry(media, name string) bool {
	for _, e := range taken[media] {
		if e == extension(name) {
			return true
		}
	}
	return false
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// office is the type of an office document, or zip for any other archive. A document with macros is refused.
func office(f *io.SectionReader) (string, error) {
	if !modestDirectory(f) {
		return zipMedia, nil
	}
	z, err := zip.NewReader(f, f.Size())
	if err != nil {
		return zipMedia, nil //nolint:nilerr // what cannot be read is no document
	}
	media, listed := zipMedia, false
	for _, part := range z.File {
		name := strings.ToLower(part.Name)
		if path.Base(name) == "vbaproject.bin" {
			return "", errMacros.With()
		}
		listed = listed || name == "[content_types].xml"
		for _, o := range officeParts {
			if strings.HasPrefix(name, o.folder) {
				media = o.media
			}
		}
	}
	if !listed {
		return zipMedia, nil
	}
	return media, nil
}

// modestDirectory finds the end record of a zip (APPNOTE 4.3.16) and is true of a directory within maxDirectory that lies right before it,
// so that reading it takes bounded memory. Zip64 and archives behind other bytes are not what office programs write below 20 MB.
func modestDirectory(f *io.SectionReader) bool {
	const record, longestComment = 22, 1<<16 - 1
	tail := make([]byte, min(record+longestComment, f.Size()))
	if _, err := f.ReadAt(tail, f.Size()-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	for at := len(tail) - record; at >= 0; at-- {
		end := tail[at:]
		if !bytes.HasPrefix(end, []byte("PK\x05\x06")) || record+int(binary.LittleEndian.Uint16(end[20:])) > len(end) {
			continue
		}
		size, offset := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
		return size <= maxDirectory && offset+size == f.Size()-int64(len(tail))+int64(at)
	}
	return false
}

// isText is true of what reads as UTF-8, as UTF-16 with its mark, or as GB18030, to the end and without control characters.
func isText(f *io.SectionReader) (bool, error) {
	for _, as := range []encoding.Encoding{encoding.Nop, simplifiedchinese.GB18030} {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return false, err
		}
		readable, err := reads(transform.NewReader(f, unicode.BOMOverride(as.NewDecoder())))
		if readable || err != nil {
			return readable, err
		}
	}
	return false, nil
}

func reads(r io.Reader) (bool, error) {
	runes := bufio.NewReader(r)
	for {
		c, _, err := runes.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case c == utf8.RuneError, c < ' ' && !strings.ContainsRune("\t\n\v\f\r", c), c == 0x7f:
			return false, nil
		}
	}
}
