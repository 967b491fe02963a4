package transfer

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// maxDepth is how deep the elements of a part may nest; a workbook needs about ten.
const maxDepth = 64

// archive opens an xlsx and checks all of it before the sheet reader sees any: that library stops at the first mistake inside a part without a word,
// which would lose rows silently.
func archive(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(err)
	}
	if err := checkNames(z); err != nil {
		return nil, err
	}
	parts := map[string][]byte{}
	left := int64(maxUnzipped)
	for _, f := range z.File {
		part, err := unpack(f, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(part))
		if err := keepPart(parts, f.Name, part); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

func keepPart(parts map[string][]byte, name string, part []byte) error {
	if _, twice := parts[name]; twice {
		return errDamaged.With().Because(errors.New("part twice: " + name))
	}
	parts[name] = nil // a picture or the like: it is there, and of no use
	if ext := strings.ToLower(path.Ext(name)); ext == ".xml" || ext == ".rels" {
		parts[name] = part
		return checkXML(part)
	}
	return nil
}

// containers are other kinds of file in a zip, known by a part of theirs.
var containers = []struct {
	prefix string
	kind   worded
}{
	{"word/", worded{"Word 文档", "a Word document"}},
	{"ppt/", worded{"演示文稿", "a presentation"}},
	{"content.xml", worded{"OpenDocument 文件", "an OpenDocument file"}},
	{"xl/workbook.bin", worded{"二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"}},
}

func checkNames(z *zip.Reader) error {
	if len(z.File) > maxParts {
		return errBomb.With()
	}
	workbook := false
	for _, f := range z.File {
		if unsafeName(f.Name) {
			return errDamaged.With().Because(errors.New("unsafe name in archive"))
		}
		if strings.EqualFold(path.Base(f.Name), "vbaProject.bin") {
			return errMacros.With()
		}
		workbook = workbook || f.Name == "xl/workbook.xml"
		for _, c := range containers {
			if strings.HasPrefix(f.Name, c.prefix) {
				return errForeign.With(c.kind)
			}
		}
	}
	if !workbook {
		return errForeign.With(worded{"压缩包", "an archive"})
	}
	return nil
}

// unsafeName refuses what could lead out of the archive. Nothing is unpacked to disk; a file that tries is not one that Excel wrote.
func unsafeName(name string) bool {
	return path.IsAbs(name) || strings.ContainsAny(name, "\\\x00:") || strings.HasPrefix(path.Clean(name), "..")
}

// unpack reads a part, at most left bytes, whatever size the archive declares for it.
func unpack(f *zip.File, left int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(left) {
		return nil, errBomb.With()
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	defer r.Close()
	part, err := io.ReadAll(io.LimitReader(r, left+1))
	if err != nil {
		return nil, damaged(err)
	}
	if int64(len(part)) > left {
		return nil, errBomb.With()
	}
	return part, nil
}

// checkXML reads a part to its end: no document type (so no entities to blow up), no deep nesting, nothing malformed.
func checkXML(part []byte) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch token.(type) {
		case xml.Directive:
			return errDamaged.With().Because(errors.New("document type in a part"))
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > maxDepth {
			return errDamaged.With().Because(errors.New("elements nest too deep"))
		}
	}
}
