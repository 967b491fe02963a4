package app

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
)

// proofs are documents that each milestone needs, all invented.
var proofs = map[project.Stage][]project.EvidenceKind{
	project.Signed: {project.Agreement}, project.Landed: {project.BusinessLicence, project.LandContract},
	project.Started: {project.ConstructionPermit, project.SitePhoto}, project.Completed: {project.Acceptance}, project.Producing: {project.Output},
}

// evidence is what a project's milestone is proved by; a photograph is a file.
func (b *builder) evidence(ctx context.Context, p *project.Project, kind project.Stage, month calendar.Month) ([]project.Evidence, error) {
	var all []project.Evidence
	for _, e := range proofs[kind] {
		proof := project.Evidence{Kind: e, Title: invented, Number: fmt.Sprintf("%s〔%d〕%d号", invented, month.Year(), 1+chance(p.Name, 90))}
		if e == project.SitePhoto {
			photo, err := b.Project.Attach(as(ctx, access.Clerk, p.RegionID), p.ID, "现场照片（"+invented+"）.png", bytes.NewReader(pictured))
			if err != nil {
				return nil, err
			}
			proof.AttachmentID, proof.Number = photo.ID, ""
		}
		all = append(all, proof)
	}
	return all, nil
}

// pictured stands for a photograph: earth below, sky above.
var pictured = func() []byte {
	const width, height = 64, 48
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		c := color.RGBA{R: 150, G: 190, B: 220, A: 255}
		if i/width > height/2 {
			c = color.RGBA{R: 160, G: 130, B: 90, A: 255}
		}
		picture.SetRGBA(i%width, i/width, c)
	}
	var file bytes.Buffer
	_ = png.Encode(&file, picture) // a buffer never fails, and the picture has a size
	return file.Bytes()
}()
