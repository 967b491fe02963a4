package api

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/project"
	"zhaoyin/internal/transfer"
)

func (a *API) transferRoutes(g, upload *echo.Group) {
	upload.POST("/imports", a.runImport)
	g.GET("/imports", a.listImports)
	g.GET("/imports/:id", a.getImport)
	g.GET("/imports/templates/projects.xlsx", a.getTemplate)
	g.GET("/exports/projects.xlsx", a.exportXLSX)
	g.GET("/exports/projects.csv", a.exportCSV)
}

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType  = "text/csv; charset=utf-8"
)

// runImport brings a sheet in.
//
//	@Summary		Import projects from an xlsx, csv or tsv file
//	@Description	A row with a project's code (项目编号) is that project; the others are compared with the county's projects by name. The same file twice changes nothing. The report tells of every row and cell. Try it with dryRun=true first.
//	@Tags			transfer
//	@ID				runImport
//	@Accept			multipart/form-data
//	@Param			kind				query		string		true	"projects"
//	@Param			dryRun				query		boolean		false	"only say what would happen"
//	@Param			mode				query		string		false	"all: one row with an error keeps the file out (default); rows: the good rows go in"
//	@Param			regionId			query		string		false	"county of the rows that do not name it"
//	@Param			sheet				query		string		false	"name of the sheet; the first visible one with content otherwise, and the report says which others were not read"
//	@Param			industry			query		[]string	false	"what a text of the industry column means, as text:code, 光伏组件:C3825"	collectionFormat(multi)
//	@Param			assumeManufacturing	query		boolean		false	"default true: take section C, with a warning, for a new project that the source says to count and whose industry is empty or free text; a code or the name of a class is always taken as it is"
//	@Param			assumeLastDay		query		boolean		false	"take the last day of a month that is named without a day"
//	@Param			historical			query		boolean		false	"verify the milestones as well, each in the month of its own day (secretariat)"
//	@Param			confirmed			query		boolean		false	"figures that look like a slip have been checked"
//	@Param			file				formData	file		true	"the file, at most 20 MB"
//	@Param			Idempotency-Key		header		string		false	"makes a retry safe"
//	@Success		201					{object}	transfer.Import
//	@Failure		401,403,409,413,415,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/imports [post]
func (a *API) runImport(c echo.Context) error {
	in, err := uploadOf(c)
	if err != nil {
		return err
	}
	part, err := filePart(c)
	if err != nil {
		return err
	}
	defer part.Close()
	in.FileName, in.Content = part.FileName(), part
	im, err := a.Transfer.Import(c.Request().Context(), in)
	if err != nil {
		return err
	}
	worded := im.In(lang(c))
	return created(c, "/api/v1/imports/"+im.ID, &worded)
}

// uploadOf reads what the query asks of an import.
func uploadOf(c echo.Context) (transfer.Upload, error) {
	in := transfer.Upload{Kind: c.QueryParam("kind"), Mode: transfer.Mode(c.QueryParam("mode"))}
	in.Options = transfer.Options{Sheet: c.QueryParam("sheet"), DefaultRegion: c.QueryParam("regionId")}
	flags := map[string]*bool{
		"dryRun": &in.DryRun, "historical": &in.Historical, "confirmed": &in.Confirmed,
		"assumeManufacturing": &in.Options.AssumeManufacturing, "assumeLastDay": &in.Options.AssumeLastDay,
	}
	for name, at := range flags {
		var err error
		if *at, err = flag(c, name); err != nil {
			return in, err
		}
	}
	in.Options.AssumeManufacturing = c.QueryParam("assumeManufacturing") != "false"
	var err error
	in.Options.Industries, err = industries(c.QueryParams()["industry"])
	return in, err
}

// industries reads pairs such as 光伏组件:C3825.
func industries(given []string) (map[string]string, error) {
	pairs := map[string]string{}
	for _, text := range given {
		at := strings.LastIndex(text, ":")
		if at <= 0 {
			return nil, fault.Shape.At("/query/industry", fault.Form{ZH: "“名称:代码”，如 光伏组件:C3825", EN: "a name and a code, such as 光伏组件:C3825"})
		}
		pairs[text[:at]] = text[at+1:]
	}
	return pairs, nil
}

// listImports answers a page of imports.
//
//	@Summary		List imports
//	@Description	Their reports hold the tallies; the rows are in each import.
//	@Tags			transfer
//	@ID				listImports
//	@Param			regionId	query		string	false	"county whose import it was"
//	@Param			sha256		query		string	false	"of the file"
//	@Param			dryRun		query		boolean	false	"dry runs"
//	@Param			state		query		string	false	"previewed, applied, refused"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"createdAt; - descends"
//	@Success		200			{object}	page.Of[transfer.Import]
//	@Failure		401,403,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/imports [get]
func (a *API) listImports(c echo.Context) error {
	q, err := listing(c, transfer.Listing)
	if err != nil {
		return err
	}
	of, err := a.Transfer.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// getImport answers one import with the report of its rows.
//
//	@Summary	Get an import and its report
//	@Tags		transfer
//	@ID			getImport
//	@Param		id	path		string	true	"import"
//	@Success	200	{object}	transfer.Import
//	@Failure	401,403,404	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/imports/{id} [get]
func (a *API) getImport(c echo.Context) error {
	im, err := a.Transfer.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	worded := im.In(lang(c))
	return reply(c, http.StatusOK, &worded)
}

// getTemplate answers the file to fill in.
//
//	@Summary	Download the import template for projects
//	@Tags		transfer
//	@ID			getTemplate
//	@Produce	application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
//	@Success	200	{file}	file
//	@Failure	401,403	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/imports/templates/projects.xlsx [get]
func (a *API) getTemplate(c echo.Context) error {
	var b bytes.Buffer
	if err := a.Transfer.Template(c.Request().Context(), &b, lang(c)); err != nil {
		return err
	}
	return download(c, file{name: inLang(c, "项目导入模板.xlsx", "projects-template.xlsx"), contentType: xlsxType, content: bytes.NewReader(b.Bytes())})
}

// exportXLSX answers the projects as a sheet.
//
//	@Summary		Download projects as xlsx
//	@Description	Takes the list's filters; at most 20,000 projects. Its headings are the import template's.
//	@Tags			transfer
//	@ID				exportProjectsXlsx
//	@Produce		application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
//	@Param			q					query		string	false	"text in name, code, summary or site"
//	@Param			regionId			query		string	false	"county or zone"
//	@Param			enterpriseId		query		string	false	"investor"
//	@Param			code				query		string	false	"readable code"
//	@Param			name				query		string	false	"exact name"
//	@Param			sourceId			query		string	false	"id in the system it was taken from"
//	@Param			originRegionId		query		string	false	"county that it came from"
//	@Param			nationalCode		query		string	false	"code of the national platform"
//	@Param			site				query		string	false	"site"
//	@Param			leaderName			query		string	false	"leader who answers for it"
//	@Param			countsReason		query		string	false	"met, fellBelow, belowThreshold, notManufacturing"
//	@Param			stage				query		string	false	"lead, negotiating, signed, landed, started, completed, producing"
//	@Param			condition			query		string	false	"active, paused, terminated"
//	@Param			channel				query		string	false	"general, enclave, mountainSea, native, fund"
//	@Param			light				query		string	false	"green, yellow, red"
//	@Param			industry			query		string	false	"GB/T 4754 code or its beginning, C38"
//	@Param			chain				query		string	false	"key industrial chain"
//	@Param			counts				query		boolean	false	"counts for the meeting"
//	@Param			minInvestmentWan	query		integer	false	"at least, 万元"
//	@Param			maxInvestmentWan	query		integer	false	"at most, 万元"
//	@Param			archived			query		boolean	false	"archived ones"
//	@Param			sort				query		string	false	"createdAt, updatedAt, investmentWan, name, code; - descends"
//	@Success		200					{file}		file
//	@Failure		401,403,422			{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/exports/projects.xlsx [get]
func (a *API) exportXLSX(c echo.Context) error {
	return a.export(c, inLang(c, "项目台账.xlsx", "projects.xlsx"), xlsxType, (*transfer.Ledger).WriteXLSX)
}

// exportCSV answers the projects as csv.
//
//	@Summary		Download projects as csv
//	@Description	Takes the list's filters; at most 20,000 projects. UTF-8 with a byte order mark; text that a spreadsheet would run as a formula is made harmless.
//	@Tags			transfer
//	@ID				exportProjectsCsv
//	@Produce		text/csv
//	@Param			q					query		string	false	"text in name, code, summary or site"
//	@Param			regionId			query		string	false	"county or zone"
//	@Param			enterpriseId		query		string	false	"investor"
//	@Param			code				query		string	false	"readable code"
//	@Param			name				query		string	false	"exact name"
//	@Param			sourceId			query		string	false	"id in the system it was taken from"
//	@Param			originRegionId		query		string	false	"county that it came from"
//	@Param			nationalCode		query		string	false	"code of the national platform"
//	@Param			site				query		string	false	"site"
//	@Param			leaderName			query		string	false	"leader who answers for it"
//	@Param			countsReason		query		string	false	"met, fellBelow, belowThreshold, notManufacturing"
//	@Param			stage				query		string	false	"lead, negotiating, signed, landed, started, completed, producing"
//	@Param			condition			query		string	false	"active, paused, terminated"
//	@Param			channel				query		string	false	"general, enclave, mountainSea, native, fund"
//	@Param			light				query		string	false	"green, yellow, red"
//	@Param			industry			query		string	false	"GB/T 4754 code or its beginning, C38"
//	@Param			chain				query		string	false	"key industrial chain"
//	@Param			counts				query		boolean	false	"counts for the meeting"
//	@Param			minInvestmentWan	query		integer	false	"at least, 万元"
//	@Param			maxInvestmentWan	query		integer	false	"at most, 万元"
//	@Param			archived			query		boolean	false	"archived ones"
//	@Param			sort				query		string	false	"createdAt, updatedAt, investmentWan, name, code; - descends"
//	@Success		200					{file}		file
//	@Failure		401,403,422			{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/exports/projects.csv [get]
func (a *API) exportCSV(c echo.Context) error {
	return a.export(c, inLang(c, "项目台账.csv", "projects.csv"), csvType, (*transfer.Ledger).WriteCSV)
}

// export writes the ledger into memory first, so that a failure is still a problem and never half a file.
func (a *API) export(c echo.Context, name, contentType string, write func(*transfer.Ledger, io.Writer, string) error) error {
	ledger, err := a.ledger(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(ledger, &b, lang(c)); err != nil {
		return err
	}
	return download(c, file{name: name, contentType: contentType, content: bytes.NewReader(b.Bytes())})
}

func (a *API) ledger(c echo.Context) (*transfer.Ledger, error) {
	values := c.QueryParams()
	for _, name := range []string{"limit", "after"} { // an export has no pages
		if values.Has(name) {
			return nil, fault.Unknown.At("/query/"+name, name)
		}
	}
	q, err := listing(c, project.Listing)
	if err != nil {
		return nil, err
	}
	archived, err := flag(c, "archived")
	if err != nil {
		return nil, err
	}
	return a.Transfer.Ledger(c.Request().Context(), q, archived, lang(c))
}
