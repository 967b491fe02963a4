package project

import (
	"context"
	"io"
	"os"
	"path"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// MaxAttachment is the largest file that is taken as evidence: 20 MB.
const MaxAttachment int64 = 20 << 20

var (
	errType = fault.Define(fault.Unsupported, "attachment.type",
		"不接受这种文件（%s）；可上传 PDF、图片（JPG、PNG、WebP、HEIC）、docx、xlsx、pptx，以及 UTF-8 或 GB18030 编码的 txt、csv，且扩展名应与内容一致。doc、xls、ppt、wps、et 请另存为 docx、xlsx、pptx 或 PDF。",
		"Files of this type (%s) are not taken; send PDF, images (JPG, PNG, WebP, HEIC), docx, xlsx, pptx, or txt and csv in UTF-8 or GB18030, named by what they are. Save doc, xls, ppt, wps and et as docx, xlsx, pptx or PDF.")
	errMacros = fault.Define(fault.Unsupported, "attachment.macros", "文件含有宏，不予接受；请另存为不含宏的 docx、xlsx 或 pptx。",
		"The file has macros and is not taken; save it as docx, xlsx or pptx without them.")
	errName = fault.Define(fault.Invalid, "attachment.name", "文件名无效。", "The file name is invalid.")
)

// Attach keeps a file for a project. The bytes are on disk before the row is written; a file without a row is harmless.
func (s *Service) Attach(ctx context.Context, projectID, name string, r io.Reader) (*Attachment, error) {
	if err := s.mayAttach(ctx, projectID); err != nil {
		return nil, err
	}
	file, err := Receive(s.files, name, r)
	if err != nil {
		return nil, err
	}
	var a *Attachment
	err = s.db.Write(ctx, access.AttachmentCreate, func(tx *store.Tx) error {
		p, err := open(tx, projectID, 0)
		if err != nil {
			return err
		}
		a = &Attachment{
			RegionID: p.RegionID, ProjectID: p.ID, Name: file.Name, ContentType: file.ContentType, Size: file.Size, SHA256: file.SHA256,
		}
		return store.Insert(tx, a)
	})
	return a, err
}

// File is a document that was taken: its bytes lie in the file store under their SHA-256.
type File struct {
	Name        string `json:"name"`
	ContentType string `json:"contentType"` // told by its bytes
	Size        int64  `json:"size"`        // bytes
	SHA256      string `json:"sha256"`
}

// Receive keeps a document that a client sends, if it is of a kind that is taken and is named by what it is; of another nothing stays. A file
// without a row is harmless.
func Receive(files *blob.Store, name string, r io.Reader) (*File, error) {
	name = cleanName(name)
	if name == "" {
		return nil, errName.At("/file")
	}
	if !fault.IsOneLine(name) {
		return nil, fault.OneLine.At("/file")
	}
	var media string
	kept, err := files.PutIf(r, MaxAttachment, func(f *io.SectionReader) error {
		var err error
		if media, err = typeOf(f, name); err == nil && !mayCarry(media, name) {
			err = errType.With(media)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &File{Name: name, ContentType: media, Size: kept.Size, SHA256: kept.SHA256}, nil
}

// mayAttach refuses before the upload is read.
func (s *Service) mayAttach(ctx context.Context, projectID string) error {
	return s.db.Read(ctx, access.AttachmentCreate, func(tx *store.Tx) error {
		_, err := open(tx, projectID, 0)
		return err
	})
}

// Attachments lists a project's files, oldest first.
func (s *Service) Attachments(ctx context.Context, projectID string) ([]Attachment, error) {
	var files []Attachment
	err := s.db.Read(ctx, access.AttachmentRead, func(tx *store.Tx) error {
		if _, err := store.Get[Project](tx, projectID); err != nil {
			return err
		}
		var err error
		files, err = store.All[Attachment](tx, "created_at, id", store.Where("project_id = ?", projectID))
		return err
	})
	return files, err
}

// Attachment reads what is known of a file.
func (s *Service) Attachment(ctx context.Context, id string) (*Attachment, error) {
	var a *Attachment
	err := s.db.Read(ctx, access.AttachmentRead, func(tx *store.Tx) error {
		var err error
		a, err = store.Get[Attachment](tx, id)
		return err
	})
	return a, err
}

// Content opens a file for download; the caller closes it.
func (s *Service) Content(ctx context.Context, id string) (*Attachment, *os.File, error) {
	a, err := s.Attachment(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	f, err := s.files.Open(a.SHA256)
	return a, f, err
}

// cleanName is the last part of the name that the client gave, without control characters.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xfffd {
			return -1
		}
		return r
	}, name)
	if name == "." || name == "/" || len([]rune(name)) > 200 {
		return ""
	}
	return strings.TrimSpace(name)
}
