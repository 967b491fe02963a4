package api

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/project"
)

func (a *API) attachmentRoutes(g, upload *echo.Group) {
	g.GET("/projects/:id/attachments", a.listAttachments)
	upload.POST("/projects/:id/attachments", a.attach)
	g.GET("/attachments/:id", a.getAttachment)
	g.GET("/attachments/:id/content", a.downloadAttachment)
}

var errPart = fault.Define(fault.Invalid, "attachment.part", "请以 multipart/form-data 的 file 字段上传文件。", "Send the file as the part \"file\" of multipart/form-data.")

// listAttachments answers a project's files.
//
//	@Summary	List a project's files
//	@Tags		attachment
//	@Param		id		path		string	true	"project"
//	@Param		limit	query		integer	false	"1-200; all without it"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Success	200		{object}	page.Of[project.Attachment]
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/attachments [get]
func (a *API) listAttachments(c echo.Context) error {
	files, err := a.Project.Attachments(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return replyAll(c, files, func(f project.Attachment) string { return f.ID })
}

// attach keeps a file for a project.
//
//	@Summary		Upload a file as evidence
//	@Description	PDF, images (JPG, PNG, WebP, HEIC), docx, xlsx, pptx without macros, and txt and csv in UTF-8 or GB18030, at most 20 MB, told by their bytes and named by what they are.
//	@Tags			attachment
//	@Accept			multipart/form-data
//	@Param			id				path		string	true	"project"
//	@Param			file			formData	file	true	"the file"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success		201				{object}	project.Attachment
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/attachments [post]
func (a *API) attach(c echo.Context) error {
	part, err := filePart(c)
	if err != nil {
		return err
	}
	defer part.Close()
	f, err := a.Project.Attach(c.Request().Context(), c.Param("id"), part.FileName(), part)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/attachments/"+f.ID, f)
}

// upload is the file of a multipart body, which is streamed and never held in memory. A body that ends too early is the client's
// (request.broken), unlike a disk that fails.
type upload struct{ *multipart.Part }

func (u upload) Read(p []byte) (int, error) {
	n, err := u.Part.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = broken(err)
	}
	return n, err
}

// filePart finds the part "file" of a multipart body.
func filePart(c echo.Context) (*upload, error) {
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return nil, errMedia.With(echo.MIMEMultipartForm)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errPart.At("/file")
		}
		if err != nil {
			return nil, errPart.At("/file").Because(err)
		}
		if part.FormName() == "file" && part.FileName() != "" {
			return &upload{part}, nil
		}
	}
}

// getAttachment answers what is known of a file.
//
//	@Summary	Get what is known of a file
//	@Tags		attachment
//	@Param		id	path		string	true	"attachment"
//	@Success	200	{object}	project.Attachment
//	@Security	bearer
//	@Router		/api/v1/attachments/{id} [get]
func (a *API) getAttachment(c echo.Context) error {
	f, err := a.Project.Attachment(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, f)
}

// downloadAttachment answers a file's bytes, always as an attachment.
//
//	@Summary	Download a file
//	@Tags		attachment
//	@Produce	application/octet-stream
//	@Param		id	path		string	true	"attachment"
//	@Success	200	{file}		file
//	@Security	bearer
//	@Router		/api/v1/attachments/{id}/content [get]
func (a *API) downloadAttachment(c echo.Context) error {
	f, content, err := a.Project.Content(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	defer content.Close()
	return download(c, file{name: f.Name, contentType: f.ContentType, sha256: f.SHA256, modified: f.CreatedAt, content: content})
}
